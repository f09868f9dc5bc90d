CREATE TABLE "organisation" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"slug" TEXT,
	"name" TEXT,
	"name_key" BLOB,
	"type" TEXT,
	"parent" BLOB,
	"city" BLOB,
	"about" TEXT,
	"address" TEXT,
	"address_key" BLOB,
	"web" TEXT,
	"contact" TEXT,
	"mail" TEXT,
	"phone" TEXT,
	"notes" TEXT,
	"source" TEXT,
	"source_key" BLOB,
	"sample" INTEGER,
	PRIMARY KEY ("id")
)STRICT;
CREATE UNIQUE INDEX "organisation_slug_index" ON "organisation" ("slug");
CREATE INDEX "organisation_name_index" ON "organisation" ("name_key", "id", "standing");
CREATE INDEX "organisation_type_index" ON "organisation" ("type", "name_key", "id", "standing");
CREATE INDEX "organisation_parent_index" ON "organisation" ("parent", "name_key", "id", "standing");
CREATE INDEX "organisation_city_index" ON "organisation" ("city", "name_key", "id", "standing");
CREATE INDEX "organisation_sample_index" ON "organisation" ("sample", "name_key", "id", "standing");
CREATE TABLE "organisation_names" (
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
CREATE INDEX "organisation_names_owner" ON "organisation_names" ("owner", "place");
