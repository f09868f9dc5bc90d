CREATE TABLE "organisation" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"slug" text COLLATE "C",
	"name" text COLLATE "C",
	"name_key" bytea,
	"type" text COLLATE "C",
	"parent" uuid,
	"city" uuid,
	"about" text COLLATE "C",
	"address" text COLLATE "C",
	"address_key" bytea,
	"web" text COLLATE "C",
	"contact" text COLLATE "C",
	"mail" text COLLATE "C",
	"phone" text COLLATE "C",
	"notes" text COLLATE "C",
	"source" text COLLATE "C",
	"source_key" bytea,
	"sample" bigint,
	PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "organisation_slug_index" ON "organisation" ("slug");
CREATE INDEX "organisation_name_index" ON "organisation" ("name_key", "id", "standing");
CREATE INDEX "organisation_type_index" ON "organisation" ("type", "name_key", "id", "standing");
CREATE INDEX "organisation_parent_index" ON "organisation" ("parent", "name_key", "id", "standing");
CREATE INDEX "organisation_city_index" ON "organisation" ("city", "name_key", "id", "standing");
CREATE INDEX "organisation_sample_index" ON "organisation" ("sample", "name_key", "id", "standing");
CREATE TABLE "organisation_names" (
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
CREATE INDEX "organisation_names_owner" ON "organisation_names" ("owner", "place");
