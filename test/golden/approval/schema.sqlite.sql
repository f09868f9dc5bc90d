CREATE TABLE "approval" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"called" TEXT,
	"step" TEXT,
	"subject" TEXT,
	"seen" INTEGER,
	"state" TEXT,
	"asker" TEXT,
	"asked_by" BLOB,
	"asked" INTEGER,
	"asked_zone" TEXT,
	"note" TEXT,
	"decider" TEXT,
	"decided_by" BLOB,
	"decided" INTEGER,
	"decided_zone" TEXT,
	"why" TEXT,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "approval_step_index" ON "approval" ("step", "asked", "id", "standing");
CREATE INDEX "approval_subject_index" ON "approval" ("subject", "asked", "id", "standing");
CREATE INDEX "approval_state_index" ON "approval" ("state", "asked", "id", "standing");
CREATE INDEX "approval_asked_index" ON "approval" ("asked", "id", "standing");
CREATE INDEX "approval_decided_index" ON "approval" ("decided", "asked", "id", "standing");
CREATE INDEX "approval_office_index" ON "approval" ("office", "asked", "id", "standing");
