CREATE TABLE "journalist" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"name" text COLLATE "C",
	"medium" text COLLATE "C",
	"mail" text COLLATE "C",
	"language" text COLLATE "C",
	"state" text COLLATE "C",
	"agreed" text COLLATE "C",
	"agreed_how" text COLLATE "C",
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "journalist_name_index" ON "journalist" ("name", "id", "standing");
CREATE INDEX "journalist_language_index" ON "journalist" ("language", "name", "id", "standing");
CREATE INDEX "journalist_state_index" ON "journalist" ("state", "name", "id", "standing");
CREATE INDEX "journalist_sample_index" ON "journalist" ("sample", "name", "id", "standing");
CREATE INDEX "journalist_office_index" ON "journalist" ("office", "name", "id", "standing");
CREATE TABLE "journalist_ties" (
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"target" uuid NOT NULL,
	PRIMARY KEY ("owner", "place")
);
CREATE INDEX "journalist_ties_target" ON "journalist_ties" ("target", "owner");
