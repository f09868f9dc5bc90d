CREATE TABLE "service" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"called" text COLLATE "C",
	"type" text COLLATE "C",
	"active" bigint,
	"preference" bigint,
	"address" text COLLATE "C",
	"key_id" bytea,
	"key" bytea,
	"proxy" text COLLATE "C",
	"cap" bigint,
	"credit" text COLLATE "C",
	"credit_key" bytea,
	"contract" text COLLATE "C",
	"stand_in" bigint,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "service_type_index" ON "service" ("type", "preference", "id", "standing");
CREATE INDEX "service_active_index" ON "service" ("active", "preference", "id", "standing");
CREATE INDEX "service_preference_index" ON "service" ("preference", "id", "standing");
CREATE INDEX "service_stand_in_index" ON "service" ("stand_in", "preference", "id", "standing");
CREATE INDEX "service_sample_index" ON "service" ("sample", "preference", "id", "standing");
CREATE INDEX "service_office_index" ON "service" ("office", "preference", "id", "standing");
CREATE TABLE "service_pairs" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"from" text COLLATE "C",
	"to" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "service_pairs_owner" ON "service_pairs" ("owner", "place");
