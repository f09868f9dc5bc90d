CREATE TABLE "article" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"slug" TEXT,
	"state" TEXT,
	"publish_at" INTEGER,
	"publish_at_zone" TEXT,
	"desk" TEXT,
	"desk_key" BLOB,
	"headline" TEXT,
	"headline_key" BLOB,
	"byline" TEXT,
	"byline_key" BLOB,
	"entered" INTEGER,
	"entered_zone" TEXT,
	"published" INTEGER,
	"published_zone" TEXT,
	"place" TEXT,
	"place_key" BLOB,
	"lead" TEXT,
	"lead_key" BLOB,
	"body" TEXT,
	"picture" TEXT,
	"picture_digest" TEXT,
	"picture_credit" TEXT,
	"picture_credit_key" BLOB,
	"picture_alt" TEXT,
	"picture_alt_key" BLOB,
	"picture_rights" TEXT,
	"picture_x" INTEGER,
	"picture_y" INTEGER,
	"exchange" BLOB,
	"left" INTEGER,
	"left_zone" TEXT,
	"left_says" TEXT,
	"left_says_key" BLOB,
	"left_by" TEXT,
	"left_headline" INTEGER,
	"comments" TEXT,
	"comments_from" INTEGER,
	"comments_from_zone" TEXT,
	"comments_until" INTEGER,
	"comments_until_zone" TEXT,
	"inside_only" INTEGER,
	"source" TEXT,
	"source_key" BLOB,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
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
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"line" TEXT,
	"line_key" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "article_subheads_owner" ON "article_subheads" ("owner", "place");
CREATE TABLE "article_pictures" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"file" TEXT,
	"file_digest" TEXT,
	"caption" TEXT,
	"caption_key" BLOB,
	"credit" TEXT,
	"credit_key" BLOB,
	"alt" TEXT,
	"alt_key" BLOB,
	"rights" TEXT,
	"rights_says" TEXT,
	"focus_x" INTEGER,
	"focus_y" INTEGER,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "article_pictures_file_digest" ON "article_pictures" ("file_digest");
CREATE INDEX "article_pictures_owner" ON "article_pictures" ("owner", "place");
CREATE TABLE "article_shown" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"person" BLOB,
	"called" TEXT,
	"picture" INTEGER,
	"consent" TEXT,
	"on" TEXT,
	"says" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "article_shown_owner" ON "article_shown" ("owner", "place");
CREATE TABLE "article_quotations" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"speaker" BLOB,
	"said_as" TEXT,
	"said_as_key" BLOB,
	"manner" TEXT,
	"text" TEXT,
	"text_key" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "article_quotations_owner" ON "article_quotations" ("owner", "place");
CREATE TABLE "article_ties" (
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"target" BLOB NOT NULL,
	PRIMARY KEY ("owner", "place")
)STRICT, WITHOUT ROWID;
CREATE INDEX "article_ties_target" ON "article_ties" ("target", "owner");
CREATE TABLE "article_people" (
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"target" BLOB NOT NULL,
	PRIMARY KEY ("owner", "place")
)STRICT, WITHOUT ROWID;
CREATE INDEX "article_people_target" ON "article_people" ("target", "owner");
CREATE TABLE "article_corrections" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"at" INTEGER,
	"at_zone" TEXT,
	"says" TEXT,
	"says_key" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "article_corrections_owner" ON "article_corrections" ("owner", "place");
