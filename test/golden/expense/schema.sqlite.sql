CREATE TABLE "expense" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"what" TEXT,
	"what_key" BLOB,
	"tie" BLOB,
	"exchange" BLOB,
	"on" TEXT,
	"type" TEXT,
	"payer" TEXT,
	"amount" INTEGER,
	"amount_currency" TEXT,
	"budget" TEXT,
	"budget_key" BLOB,
	"paper" TEXT,
	"paper_digest" TEXT,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "expense_tie_index" ON "expense" ("tie", "on", "id", "standing");
CREATE INDEX "expense_exchange_index" ON "expense" ("exchange", "on", "id", "standing");
CREATE INDEX "expense_on_index" ON "expense" ("on", "id", "standing");
CREATE INDEX "expense_type_index" ON "expense" ("type", "on", "id", "standing");
CREATE INDEX "expense_payer_index" ON "expense" ("payer", "on", "id", "standing");
CREATE INDEX "expense_paper_digest" ON "expense" ("paper_digest");
CREATE INDEX "expense_sample_index" ON "expense" ("sample", "on", "id", "standing");
CREATE INDEX "expense_office_index" ON "expense" ("office", "on", "id", "standing");
