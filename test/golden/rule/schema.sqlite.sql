CREATE TABLE "rule" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"name" TEXT,
	"name_key" BLOB,
	"applies" TEXT,
	"class" TEXT,
	"counted_from" TEXT,
	"after" BLOB,
	"days" INTEGER,
	"counting" TEXT,
	"country" TEXT,
	"source" TEXT,
	"source_key" BLOB,
	"active" INTEGER,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "rule_name_index" ON "rule" ("name_key", "id", "standing");
CREATE INDEX "rule_applies_index" ON "rule" ("applies", "name_key", "id", "standing");
CREATE INDEX "rule_class_index" ON "rule" ("class", "name_key", "id", "standing");
CREATE INDEX "rule_country_index" ON "rule" ("country", "name_key", "id", "standing");
CREATE INDEX "rule_active_index" ON "rule" ("active", "name_key", "id", "standing");
CREATE INDEX "rule_sample_index" ON "rule" ("sample", "name_key", "id", "standing");
CREATE INDEX "rule_office_index" ON "rule" ("office", "name_key", "id", "standing");
