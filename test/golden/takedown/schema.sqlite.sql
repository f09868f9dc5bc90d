CREATE TABLE "takedown" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"comment" BLOB,
	"state" TEXT,
	"name" TEXT,
	"mail" TEXT,
	"relation" TEXT,
	"ground" TEXT,
	"grounds" TEXT,
	"language" TEXT,
	"at" INTEGER,
	"at_zone" TEXT,
	"blocked" INTEGER,
	"blocked_zone" TEXT,
	"ends" INTEGER,
	"ends_zone" TEXT,
	"until" TEXT,
	"stood" TEXT,
	"reminded" INTEGER,
	"said" TEXT,
	"answer" TEXT,
	"answered" INTEGER,
	"answered_zone" TEXT,
	"outcome" TEXT,
	"how" TEXT,
	"decided" INTEGER,
	"decided_zone" TEXT,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "takedown_comment_index" ON "takedown" ("comment", "at", "id", "standing");
CREATE INDEX "takedown_state_index" ON "takedown" ("state", "at", "id", "standing");
CREATE INDEX "takedown_ground_index" ON "takedown" ("ground", "at", "id", "standing");
CREATE INDEX "takedown_at_index" ON "takedown" ("at", "id", "standing");
CREATE INDEX "takedown_ends_index" ON "takedown" ("ends", "at", "id", "standing");
CREATE INDEX "takedown_until_index" ON "takedown" ("until", "at", "id", "standing");
CREATE INDEX "takedown_reminded_index" ON "takedown" ("reminded", "at", "id", "standing");
CREATE INDEX "takedown_how_index" ON "takedown" ("how", "at", "id", "standing");
CREATE INDEX "takedown_sample_index" ON "takedown" ("sample", "at", "id", "standing");
CREATE INDEX "takedown_office_index" ON "takedown" ("office", "at", "id", "standing");
