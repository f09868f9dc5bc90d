CREATE TABLE "document" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"name" TEXT,
	"name_key" BLOB,
	"tie" BLOB,
	"exchange" BLOB,
	"type" TEXT,
	"on" TEXT,
	"file" TEXT,
	"file_digest" TEXT,
	"language" TEXT,
	"rights" TEXT,
	"rights_key" BLOB,
	"keep" TEXT,
	"public" INTEGER,
	"shared" INTEGER,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
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
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"name" TEXT,
	"consent" TEXT,
	"on" TEXT,
	"until" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "document_people_owner" ON "document_people" ("owner", "place");
