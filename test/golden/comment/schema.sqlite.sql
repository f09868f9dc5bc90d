CREATE TABLE "comment" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"article" BLOB,
	"nickname" TEXT,
	"text" TEXT,
	"at" INTEGER,
	"at_zone" TEXT,
	"language" TEXT,
	"answers" BLOB,
	"state" TEXT,
	"reason" TEXT,
	"why" TEXT,
	"ground" BLOB,
	"said_to_author" TEXT,
	"objection" TEXT,
	"objected" TEXT,
	"answer" TEXT,
	"until" TEXT,
	"reported" INTEGER,
	"decided" INTEGER,
	"decided_zone" TEXT,
	"decided_by" TEXT,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "comment_article_index" ON "comment" ("article", "at", "id", "standing");
CREATE INDEX "comment_nickname_index" ON "comment" ("nickname", "at", "id", "standing");
CREATE INDEX "comment_at_index" ON "comment" ("at", "id", "standing");
CREATE INDEX "comment_answers_index" ON "comment" ("answers", "at", "id", "standing");
CREATE INDEX "comment_state_index" ON "comment" ("state", "at", "id", "standing");
CREATE INDEX "comment_reason_index" ON "comment" ("reason", "at", "id", "standing");
CREATE INDEX "comment_why_index" ON "comment" ("why", "at", "id", "standing");
CREATE INDEX "comment_ground_index" ON "comment" ("ground", "at", "id", "standing");
CREATE INDEX "comment_objected_index" ON "comment" ("objected", "at", "id", "standing");
CREATE INDEX "comment_until_index" ON "comment" ("until", "at", "id", "standing");
CREATE INDEX "comment_reported_index" ON "comment" ("reported", "at", "id", "standing");
CREATE INDEX "comment_decided_index" ON "comment" ("decided", "at", "id", "standing");
CREATE INDEX "comment_sample_index" ON "comment" ("sample", "at", "id", "standing");
CREATE INDEX "comment_office_index" ON "comment" ("office", "at", "id", "standing");
