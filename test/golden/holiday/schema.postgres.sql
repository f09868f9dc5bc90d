CREATE TABLE "holiday" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"name" text COLLATE "C",
	"name_key" bytea,
	"country" text COLLATE "C",
	"on" text COLLATE "C",
	"type" text COLLATE "C",
	"source" text COLLATE "C",
	"source_key" bytea,
	"sample" bigint,
	PRIMARY KEY ("id")
);
CREATE INDEX "holiday_country_index" ON "holiday" ("country", "on", "id", "standing");
CREATE INDEX "holiday_on_index" ON "holiday" ("on", "id", "standing");
CREATE INDEX "holiday_type_index" ON "holiday" ("type", "on", "id", "standing");
CREATE INDEX "holiday_sample_index" ON "holiday" ("sample", "on", "id", "standing");
