CREATE TABLE "takedown" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"comment" uuid,
	"state" text COLLATE "C",
	"name" text COLLATE "C",
	"mail" text COLLATE "C",
	"relation" text COLLATE "C",
	"ground" text COLLATE "C",
	"grounds" text COLLATE "C",
	"language" text COLLATE "C",
	"at" bigint,
	"at_zone" text COLLATE "C",
	"blocked" bigint,
	"blocked_zone" text COLLATE "C",
	"ends" bigint,
	"ends_zone" text COLLATE "C",
	"until" text COLLATE "C",
	"stood" text COLLATE "C",
	"reminded" bigint,
	"said" text COLLATE "C",
	"answer" text COLLATE "C",
	"answered" bigint,
	"answered_zone" text COLLATE "C",
	"outcome" text COLLATE "C",
	"how" text COLLATE "C",
	"decided" bigint,
	"decided_zone" text COLLATE "C",
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
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
