CREATE TABLE "expense" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"what" text COLLATE "C",
	"what_key" bytea,
	"tie" uuid,
	"exchange" uuid,
	"on" text COLLATE "C",
	"type" text COLLATE "C",
	"payer" text COLLATE "C",
	"amount" bigint,
	"amount_currency" text COLLATE "C",
	"budget" text COLLATE "C",
	"budget_key" bytea,
	"paper" text COLLATE "C",
	"paper_digest" text COLLATE "C",
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "expense_tie_index" ON "expense" ("tie", "on", "id", "standing");
CREATE INDEX "expense_exchange_index" ON "expense" ("exchange", "on", "id", "standing");
CREATE INDEX "expense_on_index" ON "expense" ("on", "id", "standing");
CREATE INDEX "expense_type_index" ON "expense" ("type", "on", "id", "standing");
CREATE INDEX "expense_payer_index" ON "expense" ("payer", "on", "id", "standing");
CREATE INDEX "expense_paper_digest" ON "expense" ("paper_digest");
CREATE INDEX "expense_sample_index" ON "expense" ("sample", "on", "id", "standing");
CREATE INDEX "expense_office_index" ON "expense" ("office", "on", "id", "standing");
