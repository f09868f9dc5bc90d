CREATE TABLE "service" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"called" TEXT,
	"type" TEXT,
	"active" INTEGER,
	"preference" INTEGER,
	"address" TEXT,
	"key_id" BLOB,
	"key" BLOB,
	"proxy" TEXT,
	"cap" INTEGER,
	"credit" TEXT,
	"credit_key" BLOB,
	"contract" TEXT,
	"stand_in" INTEGER,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "service_type_index" ON "service" ("type", "preference", "id", "standing");
CREATE INDEX "service_active_index" ON "service" ("active", "preference", "id", "standing");
CREATE INDEX "service_preference_index" ON "service" ("preference", "id", "standing");
CREATE INDEX "service_stand_in_index" ON "service" ("stand_in", "preference", "id", "standing");
CREATE INDEX "service_sample_index" ON "service" ("sample", "preference", "id", "standing");
CREATE INDEX "service_office_index" ON "service" ("office", "preference", "id", "standing");
CREATE TABLE "service_pairs" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"from" TEXT,
	"to" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "service_pairs_owner" ON "service_pairs" ("owner", "place");
