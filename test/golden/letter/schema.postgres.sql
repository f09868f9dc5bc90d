CREATE TABLE "letter" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"subject" text COLLATE "C",
	"subject_key" bytea,
	"tie" uuid,
	"direction" text COLLATE "C",
	"type" text COLLATE "C",
	"on" text COLLATE "C",
	"state" text COLLATE "C",
	"received" text COLLATE "C",
	"number" text COLLATE "C",
	"their_number" text COLLATE "C",
	"channel" text COLLATE "C",
	"signatory" uuid,
	"signed_as" text COLLATE "C",
	"signed_as_key" bytea,
	"addressee" uuid,
	"addressed_as" text COLLATE "C",
	"addressed_as_key" bytea,
	"body" text COLLATE "C",
	"answers" uuid,
	"reply" text COLLATE "C",
	"reply_by" text COLLATE "C",
	"exchange" uuid,
	"paper" text COLLATE "C",
	"paper_digest" text COLLATE "C",
	"public" bigint,
	"shared" bigint,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
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
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"item" text COLLATE "C",
	"item_key" bytea,
	"quantity" bigint,
	"unit" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "letter_goods_owner" ON "letter_goods" ("owner", "place");
