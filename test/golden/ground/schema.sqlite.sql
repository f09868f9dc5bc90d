CREATE TABLE "ground" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"name" TEXT,
	"name_key" BLOB,
	"code" TEXT,
	"rule" TEXT,
	"rule_key" BLOB,
	"position" INTEGER,
	"active" INTEGER,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "ground_code_index" ON "ground" ("code", "position", "id", "standing");
CREATE INDEX "ground_position_index" ON "ground" ("position", "id", "standing");
CREATE INDEX "ground_active_index" ON "ground" ("active", "position", "id", "standing");
CREATE INDEX "ground_sample_index" ON "ground" ("sample", "position", "id", "standing");
CREATE INDEX "ground_office_index" ON "ground" ("office", "position", "id", "standing");
