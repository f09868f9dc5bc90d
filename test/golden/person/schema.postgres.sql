CREATE TABLE "person" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"slug" text COLLATE "C",
	"name" text COLLATE "C",
	"name_key" bytea,
	"public" bigint,
	"languages" text COLLATE "C",
	"birth" text COLLATE "C",
	"sex" text COLLATE "C",
	"mail" text COLLATE "C",
	"phone" text COLLATE "C",
	"diet" text COLLATE "C",
	"passport" bytea,
	"passport_expiry" text COLLATE "C",
	"notes" text COLLATE "C",
	"source" text COLLATE "C",
	"source_key" bytea,
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "person_slug_index" ON "person" ("slug");
CREATE INDEX "person_name_index" ON "person" ("name_key", "id", "standing");
CREATE INDEX "person_public_index" ON "person" ("public", "name_key", "id", "standing");
CREATE INDEX "person_sample_index" ON "person" ("sample", "name_key", "id", "standing");
CREATE INDEX "person_office_index" ON "person" ("office", "name_key", "id", "standing");
CREATE TABLE "person_names" (
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
CREATE INDEX "person_names_owner" ON "person_names" ("owner", "place");
CREATE TABLE "person_posts" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"post" uuid,
	"title" text COLLATE "C",
	"title_key" bytea,
	"organisation" uuid,
	"city" uuid,
	"held" text COLLATE "C",
	"rank" text COLLATE "C",
	"source" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "person_posts_owner" ON "person_posts" ("owner", "place");
