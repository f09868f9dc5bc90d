CREATE TABLE "import" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"file" TEXT,
	"kind" TEXT,
	"state" TEXT,
	"at" INTEGER,
	"at_zone" TEXT,
	"by" TEXT,
	"rows" INTEGER,
	"added" INTEGER,
	"edited" INTEGER,
	"wrong" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "import_kind_index" ON "import" ("kind", "at", "id", "standing");
CREATE INDEX "import_state_index" ON "import" ("state", "at", "id", "standing");
CREATE INDEX "import_at_index" ON "import" ("at", "id", "standing");
CREATE INDEX "import_by_index" ON "import" ("by", "at", "id", "standing");
CREATE INDEX "import_office_index" ON "import" ("office", "at", "id", "standing");
