CREATE TABLE "city" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"slug" text COLLATE "C",
	"name" text COLLATE "C",
	"name_key" bytea,
	"level" text COLLATE "C",
	"country" text COLLATE "C",
	"parent" text COLLATE "C",
	"parent_key" bytea,
	"place_lat" double precision,
	"place_lon" double precision,
	"zone" text COLLATE "C",
	"area" bigint,
	"population" bigint,
	"population_on" text COLLATE "C",
	"about" text COLLATE "C",
	"web" text COLLATE "C",
	"wikidata" text COLLATE "C",
	"geonames" text COLLATE "C",
	"source" text COLLATE "C",
	"source_key" bytea,
	"sample" bigint,
	PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "city_slug_index" ON "city" ("slug");
CREATE INDEX "city_name_index" ON "city" ("name_key", "id", "standing");
CREATE INDEX "city_level_index" ON "city" ("level", "name_key", "id", "standing");
CREATE INDEX "city_country_index" ON "city" ("country", "name_key", "id", "standing");
CREATE INDEX "city_sample_index" ON "city" ("sample", "name_key", "id", "standing");
CREATE TABLE "city_names" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"language" text COLLATE "C",
	"form" text COLLATE "C",
	"kind" text COLLATE "C",
	"valid" text COLLATE "C",
	"source" text COLLATE "C",
	"locked" bigint,
	"reason" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "city_names_owner" ON "city_names" ("owner", "place");
