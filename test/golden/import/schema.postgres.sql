CREATE TABLE "import" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"file" text COLLATE "C",
	"kind" text COLLATE "C",
	"state" text COLLATE "C",
	"at" bigint,
	"at_zone" text COLLATE "C",
	"by" text COLLATE "C",
	"rows" bigint,
	"added" bigint,
	"edited" bigint,
	"wrong" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "import_kind_index" ON "import" ("kind", "at", "id", "standing");
CREATE INDEX "import_state_index" ON "import" ("state", "at", "id", "standing");
CREATE INDEX "import_at_index" ON "import" ("at", "id", "standing");
CREATE INDEX "import_by_index" ON "import" ("by", "at", "id", "standing");
CREATE INDEX "import_office_index" ON "import" ("office", "at", "id", "standing");
