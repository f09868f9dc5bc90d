CREATE TABLE "holiday" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"name" TEXT,
	"name_key" BLOB,
	"country" TEXT,
	"on" TEXT,
	"type" TEXT,
	"source" TEXT,
	"source_key" BLOB,
	"sample" INTEGER,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "holiday_country_index" ON "holiday" ("country", "on", "id", "standing");
CREATE INDEX "holiday_on_index" ON "holiday" ("on", "id", "standing");
CREATE INDEX "holiday_type_index" ON "holiday" ("type", "on", "id", "standing");
CREATE INDEX "holiday_sample_index" ON "holiday" ("sample", "on", "id", "standing");
