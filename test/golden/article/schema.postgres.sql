CREATE TABLE "article" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"slug" text COLLATE "C",
	"state" text COLLATE "C",
	"publish_at" bigint,
	"publish_at_zone" text COLLATE "C",
	"desk" text COLLATE "C",
	"desk_key" bytea,
	"headline" text COLLATE "C",
	"headline_key" bytea,
	"byline" text COLLATE "C",
	"byline_key" bytea,
	"entered" bigint,
	"entered_zone" text COLLATE "C",
	"published" bigint,
	"published_zone" text COLLATE "C",
	"place" text COLLATE "C",
	"place_key" bytea,
	"lead" text COLLATE "C",
	"lead_key" bytea,
	"body" text COLLATE "C",
	"picture" text COLLATE "C",
	"picture_digest" text COLLATE "C",
	"picture_credit" text COLLATE "C",
	"picture_credit_key" bytea,
	"picture_alt" text COLLATE "C",
	"picture_alt_key" bytea,
	"picture_rights" text COLLATE "C",
	"picture_x" bigint,
	"picture_y" bigint,
	"exchange" uuid,
	"left" bigint,
	"left_zone" text COLLATE "C",
	"left_says" text COLLATE "C",
	"left_says_key" bytea,
	"left_by" text COLLATE "C",
	"left_headline" bigint,
	"comments" text COLLATE "C",
	"comments_from" bigint,
	"comments_from_zone" text COLLATE "C",
	"comments_until" bigint,
	"comments_until_zone" text COLLATE "C",
	"inside_only" bigint,
	"source" text COLLATE "C",
	"source_key" bytea,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "article_slug_index" ON "article" ("slug");
CREATE INDEX "article_state_index" ON "article" ("state", "published", "id", "standing");
CREATE INDEX "article_publish_at_index" ON "article" ("publish_at", "published", "id", "standing");
CREATE INDEX "article_published_index" ON "article" ("published", "id", "standing");
CREATE INDEX "article_picture_digest" ON "article" ("picture_digest");
CREATE INDEX "article_exchange_index" ON "article" ("exchange", "published", "id", "standing");
CREATE INDEX "article_comments_index" ON "article" ("comments", "published", "id", "standing");
CREATE INDEX "article_sample_index" ON "article" ("sample", "published", "id", "standing");
CREATE INDEX "article_office_index" ON "article" ("office", "published", "id", "standing");
CREATE TABLE "article_subheads" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"line" text COLLATE "C",
	"line_key" bytea,
	PRIMARY KEY ("id")
);
CREATE INDEX "article_subheads_owner" ON "article_subheads" ("owner", "place");
CREATE TABLE "article_pictures" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"file" text COLLATE "C",
	"file_digest" text COLLATE "C",
	"caption" text COLLATE "C",
	"caption_key" bytea,
	"credit" text COLLATE "C",
	"credit_key" bytea,
	"alt" text COLLATE "C",
	"alt_key" bytea,
	"rights" text COLLATE "C",
	"rights_says" text COLLATE "C",
	"focus_x" bigint,
	"focus_y" bigint,
	PRIMARY KEY ("id")
);
CREATE INDEX "article_pictures_file_digest" ON "article_pictures" ("file_digest");
CREATE INDEX "article_pictures_owner" ON "article_pictures" ("owner", "place");
CREATE TABLE "article_shown" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"person" uuid,
	"called" text COLLATE "C",
	"picture" bigint,
	"consent" text COLLATE "C",
	"on" text COLLATE "C",
	"says" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "article_shown_owner" ON "article_shown" ("owner", "place");
CREATE TABLE "article_quotations" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"speaker" uuid,
	"said_as" text COLLATE "C",
	"said_as_key" bytea,
	"manner" text COLLATE "C",
	"text" text COLLATE "C",
	"text_key" bytea,
	PRIMARY KEY ("id")
);
CREATE INDEX "article_quotations_owner" ON "article_quotations" ("owner", "place");
CREATE TABLE "article_ties" (
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"target" uuid NOT NULL,
	PRIMARY KEY ("owner", "place")
);
CREATE INDEX "article_ties_target" ON "article_ties" ("target", "owner");
CREATE TABLE "article_people" (
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"target" uuid NOT NULL,
	PRIMARY KEY ("owner", "place")
);
CREATE INDEX "article_people_target" ON "article_people" ("target", "owner");
CREATE TABLE "article_corrections" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"at" bigint,
	"at_zone" text COLLATE "C",
	"says" text COLLATE "C",
	"says_key" bytea,
	PRIMARY KEY ("id")
);
CREATE INDEX "article_corrections_owner" ON "article_corrections" ("owner", "place");
