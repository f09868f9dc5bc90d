CREATE TABLE "gift" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"item" TEXT,
	"item_key" BLOB,
	"tie" BLOB,
	"direction" TEXT,
	"on" TEXT,
	"exchange" BLOB,
	"occasion" TEXT,
	"occasion_key" BLOB,
	"giver" TEXT,
	"giver_key" BLOB,
	"receiver" TEXT,
	"receiver_key" BLOB,
	"maker" TEXT,
	"maker_key" BLOB,
	"story" TEXT,
	"value" INTEGER,
	"value_currency" TEXT,
	"declared" TEXT,
	"went" TEXT,
	"picture" TEXT,
	"picture_digest" TEXT,
	"public" INTEGER,
	"shared" INTEGER,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "gift_tie_index" ON "gift" ("tie", "on", "id", "standing");
CREATE INDEX "gift_direction_index" ON "gift" ("direction", "on", "id", "standing");
CREATE INDEX "gift_on_index" ON "gift" ("on", "id", "standing");
CREATE INDEX "gift_exchange_index" ON "gift" ("exchange", "on", "id", "standing");
CREATE INDEX "gift_declared_index" ON "gift" ("declared", "on", "id", "standing");
CREATE INDEX "gift_went_index" ON "gift" ("went", "on", "id", "standing");
CREATE INDEX "gift_picture_digest" ON "gift" ("picture_digest");
CREATE INDEX "gift_public_index" ON "gift" ("public", "on", "id", "standing");
CREATE INDEX "gift_shared_index" ON "gift" ("shared", "on", "id", "standing");
CREATE INDEX "gift_sample_index" ON "gift" ("sample", "on", "id", "standing");
CREATE INDEX "gift_office_index" ON "gift" ("office", "on", "id", "standing");
