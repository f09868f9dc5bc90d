CREATE TABLE "office" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"name" TEXT,
	"name_key" BLOB,
	"sentence" TEXT,
	"sentence_key" BLOB,
	"home" BLOB,
	"zone" TEXT,
	"address" TEXT,
	"address_key" BLOB,
	"mail" TEXT,
	"phone" TEXT,
	"web" TEXT,
	"host" TEXT,
	"approval" INTEGER,
	"access_months" INTEGER,
	"sample" INTEGER,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "office_name_index" ON "office" ("name_key", "id", "standing");
