CREATE TABLE "journalist" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"name" TEXT,
	"medium" TEXT,
	"mail" TEXT,
	"language" TEXT,
	"state" TEXT,
	"agreed" TEXT,
	"agreed_how" TEXT,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "journalist_name_index" ON "journalist" ("name", "id", "standing");
CREATE INDEX "journalist_language_index" ON "journalist" ("language", "name", "id", "standing");
CREATE INDEX "journalist_state_index" ON "journalist" ("state", "name", "id", "standing");
CREATE INDEX "journalist_sample_index" ON "journalist" ("sample", "name", "id", "standing");
CREATE INDEX "journalist_office_index" ON "journalist" ("office", "name", "id", "standing");
CREATE TABLE "journalist_ties" (
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"target" BLOB NOT NULL,
	PRIMARY KEY ("owner", "place")
)STRICT, WITHOUT ROWID;
CREATE INDEX "journalist_ties_target" ON "journalist_ties" ("target", "owner");
