CREATE TABLE "retention" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"name" TEXT,
	"name_key" BLOB,
	"applies" TEXT,
	"counted_from" TEXT,
	"years" INTEGER,
	"months" INTEGER,
	"only_when" TEXT,
	"act" TEXT,
	"source" TEXT,
	"source_key" BLOB,
	"active" INTEGER,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "retention_name_index" ON "retention" ("name_key", "id", "standing");
CREATE INDEX "retention_applies_index" ON "retention" ("applies", "name_key", "id", "standing");
CREATE INDEX "retention_act_index" ON "retention" ("act", "name_key", "id", "standing");
CREATE INDEX "retention_active_index" ON "retention" ("active", "name_key", "id", "standing");
CREATE INDEX "retention_sample_index" ON "retention" ("sample", "name_key", "id", "standing");
CREATE INDEX "retention_office_index" ON "retention" ("office", "name_key", "id", "standing");
