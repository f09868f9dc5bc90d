CREATE TABLE "post" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"slug" TEXT,
	"name" TEXT,
	"name_key" BLOB,
	"organisation" BLOB,
	"city" BLOB,
	"rank" TEXT,
	"precedence" INTEGER,
	"seats" INTEGER,
	"public" INTEGER,
	"source" TEXT,
	"source_key" BLOB,
	"sample" INTEGER,
	PRIMARY KEY ("id")
)STRICT;
CREATE UNIQUE INDEX "post_slug_index" ON "post" ("slug");
CREATE INDEX "post_name_index" ON "post" ("name_key", "id", "standing");
CREATE INDEX "post_organisation_index" ON "post" ("organisation", "name_key", "id", "standing");
CREATE INDEX "post_city_index" ON "post" ("city", "name_key", "id", "standing");
CREATE INDEX "post_public_index" ON "post" ("public", "name_key", "id", "standing");
CREATE INDEX "post_sample_index" ON "post" ("sample", "name_key", "id", "standing");
CREATE TABLE "post_names" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"language" TEXT,
	"form" TEXT,
	"kind" TEXT,
	"valid" TEXT,
	"source" TEXT,
	"locked" INTEGER,
	"reason" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "post_names_owner" ON "post_names" ("owner", "place");
