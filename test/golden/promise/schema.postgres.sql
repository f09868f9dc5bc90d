CREATE TABLE "promise" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"text" text COLLATE "C",
	"text_key" bytea,
	"tie" uuid,
	"side" text COLLATE "C",
	"owner" text COLLATE "C",
	"partner_owner" text COLLATE "C",
	"on" text COLLATE "C",
	"due" text COLLATE "C",
	"state" text COLLATE "C",
	"ended" text COLLATE "C",
	"evidence" text COLLATE "C",
	"evidence_key" bytea,
	"exchange" uuid,
	"letter" uuid,
	"paper" text COLLATE "C",
	"paper_digest" text COLLATE "C",
	"public" bigint,
	"shared" bigint,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "promise_tie_index" ON "promise" ("tie", "due", "id", "standing");
CREATE INDEX "promise_side_index" ON "promise" ("side", "due", "id", "standing");
CREATE INDEX "promise_on_index" ON "promise" ("on", "due", "id", "standing");
CREATE INDEX "promise_due_index" ON "promise" ("due", "id", "standing");
CREATE INDEX "promise_state_index" ON "promise" ("state", "due", "id", "standing");
CREATE INDEX "promise_ended_index" ON "promise" ("ended", "due", "id", "standing");
CREATE INDEX "promise_exchange_index" ON "promise" ("exchange", "due", "id", "standing");
CREATE INDEX "promise_letter_index" ON "promise" ("letter", "due", "id", "standing");
CREATE INDEX "promise_paper_digest" ON "promise" ("paper_digest");
CREATE INDEX "promise_public_index" ON "promise" ("public", "due", "id", "standing");
CREATE INDEX "promise_shared_index" ON "promise" ("shared", "due", "id", "standing");
CREATE INDEX "promise_sample_index" ON "promise" ("sample", "due", "id", "standing");
CREATE INDEX "promise_office_index" ON "promise" ("office", "due", "id", "standing");
