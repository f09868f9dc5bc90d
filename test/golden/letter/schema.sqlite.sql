CREATE TABLE "letter" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"subject" TEXT,
	"subject_key" BLOB,
	"tie" BLOB,
	"direction" TEXT,
	"type" TEXT,
	"on" TEXT,
	"state" TEXT,
	"received" TEXT,
	"number" TEXT,
	"their_number" TEXT,
	"channel" TEXT,
	"signatory" BLOB,
	"signed_as" TEXT,
	"signed_as_key" BLOB,
	"addressee" BLOB,
	"addressed_as" TEXT,
	"addressed_as_key" BLOB,
	"body" TEXT,
	"answers" BLOB,
	"reply" TEXT,
	"reply_by" TEXT,
	"exchange" BLOB,
	"paper" TEXT,
	"paper_digest" TEXT,
	"public" INTEGER,
	"shared" INTEGER,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "letter_tie_index" ON "letter" ("tie", "on", "id", "standing");
CREATE INDEX "letter_direction_index" ON "letter" ("direction", "on", "id", "standing");
CREATE INDEX "letter_type_index" ON "letter" ("type", "on", "id", "standing");
CREATE INDEX "letter_on_index" ON "letter" ("on", "id", "standing");
CREATE INDEX "letter_state_index" ON "letter" ("state", "on", "id", "standing");
CREATE INDEX "letter_received_index" ON "letter" ("received", "on", "id", "standing");
CREATE INDEX "letter_number_index" ON "letter" ("number", "on", "id", "standing");
CREATE INDEX "letter_their_number_index" ON "letter" ("their_number", "on", "id", "standing");
CREATE INDEX "letter_channel_index" ON "letter" ("channel", "on", "id", "standing");
CREATE INDEX "letter_answers_index" ON "letter" ("answers", "on", "id", "standing");
CREATE INDEX "letter_reply_index" ON "letter" ("reply", "on", "id", "standing");
CREATE INDEX "letter_reply_by_index" ON "letter" ("reply_by", "on", "id", "standing");
CREATE INDEX "letter_exchange_index" ON "letter" ("exchange", "on", "id", "standing");
CREATE INDEX "letter_paper_digest" ON "letter" ("paper_digest");
CREATE INDEX "letter_public_index" ON "letter" ("public", "on", "id", "standing");
CREATE INDEX "letter_shared_index" ON "letter" ("shared", "on", "id", "standing");
CREATE INDEX "letter_sample_index" ON "letter" ("sample", "on", "id", "standing");
CREATE INDEX "letter_office_index" ON "letter" ("office", "on", "id", "standing");
CREATE TABLE "letter_goods" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"item" TEXT,
	"item_key" BLOB,
	"quantity" INTEGER,
	"unit" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "letter_goods_owner" ON "letter_goods" ("owner", "place");
