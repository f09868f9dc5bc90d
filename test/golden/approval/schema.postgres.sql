CREATE TABLE "approval" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"called" text COLLATE "C",
	"step" text COLLATE "C",
	"subject" text COLLATE "C",
	"seen" bigint,
	"state" text COLLATE "C",
	"asker" text COLLATE "C",
	"asked_by" uuid,
	"asked" bigint,
	"asked_zone" text COLLATE "C",
	"note" text COLLATE "C",
	"decider" text COLLATE "C",
	"decided_by" uuid,
	"decided" bigint,
	"decided_zone" text COLLATE "C",
	"why" text COLLATE "C",
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "approval_step_index" ON "approval" ("step", "asked", "id", "standing");
CREATE INDEX "approval_subject_index" ON "approval" ("subject", "asked", "id", "standing");
CREATE INDEX "approval_state_index" ON "approval" ("state", "asked", "id", "standing");
CREATE INDEX "approval_asked_index" ON "approval" ("asked", "id", "standing");
CREATE INDEX "approval_decided_index" ON "approval" ("decided", "asked", "id", "standing");
CREATE INDEX "approval_office_index" ON "approval" ("office", "asked", "id", "standing");
