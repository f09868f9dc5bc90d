CREATE TABLE "term" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"name" TEXT,
	"name_key" BLOB,
	"use" TEXT,
	"subject" TEXT,
	"part" TEXT,
	"definition" TEXT,
	"definition_key" BLOB,
	"note" TEXT,
	"note_key" BLOB,
	"tie" BLOB,
	"source" TEXT,
	"source_key" BLOB,
	"locked" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "term_name_index" ON "term" ("name_key", "id", "standing");
CREATE INDEX "term_use_index" ON "term" ("use", "name_key", "id", "standing");
CREATE INDEX "term_subject_index" ON "term" ("subject", "name_key", "id", "standing");
CREATE INDEX "term_part_index" ON "term" ("part", "name_key", "id", "standing");
CREATE INDEX "term_tie_index" ON "term" ("tie", "name_key", "id", "standing");
CREATE INDEX "term_locked_index" ON "term" ("locked", "name_key", "id", "standing");
CREATE INDEX "term_office_index" ON "term" ("office", "name_key", "id", "standing");
CREATE TABLE "term_forms" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"language" TEXT,
	"form" TEXT,
	"use" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "term_forms_owner" ON "term_forms" ("owner", "place");
