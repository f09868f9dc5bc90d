CREATE TABLE "city" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"slug" TEXT,
	"name" TEXT,
	"name_key" BLOB,
	"level" TEXT,
	"country" TEXT,
	"parent" TEXT,
	"parent_key" BLOB,
	"place_lat" REAL,
	"place_lon" REAL,
	"zone" TEXT,
	"area" INTEGER,
	"population" INTEGER,
	"population_on" TEXT,
	"about" TEXT,
	"web" TEXT,
	"wikidata" TEXT,
	"geonames" TEXT,
	"source" TEXT,
	"source_key" BLOB,
	"sample" INTEGER,
	PRIMARY KEY ("id")
)STRICT;
CREATE UNIQUE INDEX "city_slug_index" ON "city" ("slug");
CREATE INDEX "city_name_index" ON "city" ("name_key", "id", "standing");
CREATE INDEX "city_level_index" ON "city" ("level", "name_key", "id", "standing");
CREATE INDEX "city_country_index" ON "city" ("country", "name_key", "id", "standing");
CREATE INDEX "city_sample_index" ON "city" ("sample", "name_key", "id", "standing");
CREATE TABLE "city_names" (
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
CREATE INDEX "city_names_owner" ON "city_names" ("owner", "place");
