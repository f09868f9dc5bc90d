CREATE TABLE "person" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"slug" TEXT,
	"name" TEXT,
	"name_key" BLOB,
	"public" INTEGER,
	"languages" TEXT,
	"birth" TEXT,
	"sex" TEXT,
	"mail" TEXT,
	"phone" TEXT,
	"diet" TEXT,
	"passport" BLOB,
	"passport_expiry" TEXT,
	"notes" TEXT,
	"source" TEXT,
	"source_key" BLOB,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE UNIQUE INDEX "person_slug_index" ON "person" ("slug");
CREATE INDEX "person_name_index" ON "person" ("name_key", "id", "standing");
CREATE INDEX "person_public_index" ON "person" ("public", "name_key", "id", "standing");
CREATE INDEX "person_sample_index" ON "person" ("sample", "name_key", "id", "standing");
CREATE INDEX "person_office_index" ON "person" ("office", "name_key", "id", "standing");
CREATE TABLE "person_names" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"language" TEXT,
	"form" TEXT,
	"kind" TEXT,
	"valid" TEXT,
	"source" TEXT,
	"locked" INTEGER,
	"reason" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "person_names_owner" ON "person_names" ("owner", "place");
CREATE TABLE "person_posts" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"post" BLOB,
	"title" TEXT,
	"title_key" BLOB,
	"organisation" BLOB,
	"city" BLOB,
	"held" TEXT,
	"rank" TEXT,
	"source" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "person_posts_owner" ON "person_posts" ("owner", "place");
