CREATE TABLE "gift" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"item" text COLLATE "C",
	"item_key" bytea,
	"tie" uuid,
	"direction" text COLLATE "C",
	"on" text COLLATE "C",
	"exchange" uuid,
	"occasion" text COLLATE "C",
	"occasion_key" bytea,
	"giver" text COLLATE "C",
	"giver_key" bytea,
	"receiver" text COLLATE "C",
	"receiver_key" bytea,
	"maker" text COLLATE "C",
	"maker_key" bytea,
	"story" text COLLATE "C",
	"value" bigint,
	"value_currency" text COLLATE "C",
	"declared" text COLLATE "C",
	"went" text COLLATE "C",
	"picture" text COLLATE "C",
	"picture_digest" text COLLATE "C",
	"public" bigint,
	"shared" bigint,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
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
