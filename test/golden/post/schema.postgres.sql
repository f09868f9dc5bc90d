CREATE TABLE "post" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"slug" text COLLATE "C",
	"name" text COLLATE "C",
	"name_key" bytea,
	"organisation" uuid,
	"city" uuid,
	"rank" text COLLATE "C",
	"precedence" bigint,
	"seats" bigint,
	"public" bigint,
	"source" text COLLATE "C",
	"source_key" bytea,
	"sample" bigint,
	PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "post_slug_index" ON "post" ("slug");
CREATE INDEX "post_name_index" ON "post" ("name_key", "id", "standing");
CREATE INDEX "post_organisation_index" ON "post" ("organisation", "name_key", "id", "standing");
CREATE INDEX "post_city_index" ON "post" ("city", "name_key", "id", "standing");
CREATE INDEX "post_public_index" ON "post" ("public", "name_key", "id", "standing");
CREATE INDEX "post_sample_index" ON "post" ("sample", "name_key", "id", "standing");
CREATE TABLE "post_names" (
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
CREATE INDEX "post_names_owner" ON "post_names" ("owner", "place");
