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
CREATE INDEX "letter_tie_index" ON "letter" ("tie", "id");
CREATE INDEX "letter_direction_index" ON "letter" ("direction", "id");
CREATE INDEX "letter_type_index" ON "letter" ("type", "id");
CREATE INDEX "letter_on_index" ON "letter" ("on", "id");
CREATE INDEX "letter_state_index" ON "letter" ("state", "id");
CREATE INDEX "letter_received_index" ON "letter" ("received", "id");
CREATE INDEX "letter_number_index" ON "letter" ("number", "id");
CREATE INDEX "letter_their_number_index" ON "letter" ("their_number", "id");
CREATE INDEX "letter_channel_index" ON "letter" ("channel", "id");
CREATE INDEX "letter_answers_index" ON "letter" ("answers", "id");
CREATE INDEX "letter_reply_index" ON "letter" ("reply", "id");
CREATE INDEX "letter_reply_by_index" ON "letter" ("reply_by", "id");
CREATE INDEX "letter_exchange_index" ON "letter" ("exchange", "id");
CREATE INDEX "letter_paper_digest" ON "letter" ("paper_digest");
CREATE INDEX "letter_public_index" ON "letter" ("public", "id");
CREATE INDEX "letter_shared_index" ON "letter" ("shared", "id");
CREATE INDEX "letter_sample_index" ON "letter" ("sample", "id");
CREATE INDEX "letter_office_index" ON "letter" ("office", "id");
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
