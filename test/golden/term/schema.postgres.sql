CREATE TABLE "term" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"name" text COLLATE "C",
	"name_key" bytea,
	"use" text COLLATE "C",
	"subject" text COLLATE "C",
	"part" text COLLATE "C",
	"definition" text COLLATE "C",
	"definition_key" bytea,
	"note" text COLLATE "C",
	"note_key" bytea,
	"tie" uuid,
	"source" text COLLATE "C",
	"source_key" bytea,
	"locked" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "term_name_index" ON "term" ("name_key", "id", "standing");
CREATE INDEX "term_use_index" ON "term" ("use", "name_key", "id", "standing");
CREATE INDEX "term_subject_index" ON "term" ("subject", "name_key", "id", "standing");
CREATE INDEX "term_part_index" ON "term" ("part", "name_key", "id", "standing");
CREATE INDEX "term_tie_index" ON "term" ("tie", "name_key", "id", "standing");
CREATE INDEX "term_locked_index" ON "term" ("locked", "name_key", "id", "standing");
CREATE INDEX "term_office_index" ON "term" ("office", "name_key", "id", "standing");
CREATE TABLE "term_forms" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"language" text COLLATE "C",
	"form" text COLLATE "C",
	"use" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "term_forms_owner" ON "term_forms" ("owner", "place");
