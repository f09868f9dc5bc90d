CREATE TABLE "document" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"name" text COLLATE "C",
	"name_key" bytea,
	"tie" uuid,
	"exchange" uuid,
	"type" text COLLATE "C",
	"on" text COLLATE "C",
	"file" text COLLATE "C",
	"file_digest" text COLLATE "C",
	"language" text COLLATE "C",
	"rights" text COLLATE "C",
	"rights_key" bytea,
	"keep" text COLLATE "C",
	"public" bigint,
	"shared" bigint,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "document_tie_index" ON "document" ("tie", "on", "id", "standing");
CREATE INDEX "document_exchange_index" ON "document" ("exchange", "on", "id", "standing");
CREATE INDEX "document_type_index" ON "document" ("type", "on", "id", "standing");
CREATE INDEX "document_on_index" ON "document" ("on", "id", "standing");
CREATE INDEX "document_file_digest" ON "document" ("file_digest");
CREATE INDEX "document_language_index" ON "document" ("language", "on", "id", "standing");
CREATE INDEX "document_keep_index" ON "document" ("keep", "on", "id", "standing");
CREATE INDEX "document_public_index" ON "document" ("public", "on", "id", "standing");
CREATE INDEX "document_shared_index" ON "document" ("shared", "on", "id", "standing");
CREATE INDEX "document_sample_index" ON "document" ("sample", "on", "id", "standing");
CREATE INDEX "document_office_index" ON "document" ("office", "on", "id", "standing");
CREATE TABLE "document_people" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"name" text COLLATE "C",
	"consent" text COLLATE "C",
	"on" text COLLATE "C",
	"until" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "document_people_owner" ON "document_people" ("owner", "place");
