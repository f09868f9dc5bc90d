CREATE TABLE "promise" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"text" TEXT,
	"text_key" BLOB,
	"tie" BLOB,
	"side" TEXT,
	"owner" TEXT,
	"partner_owner" TEXT,
	"on" TEXT,
	"due" TEXT,
	"state" TEXT,
	"ended" TEXT,
	"evidence" TEXT,
	"evidence_key" BLOB,
	"exchange" BLOB,
	"letter" BLOB,
	"paper" TEXT,
	"paper_digest" TEXT,
	"public" INTEGER,
	"shared" INTEGER,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
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
