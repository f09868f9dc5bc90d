CREATE TABLE "comment" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"article" uuid,
	"nickname" text COLLATE "C",
	"text" text COLLATE "C",
	"at" bigint,
	"at_zone" text COLLATE "C",
	"language" text COLLATE "C",
	"answers" uuid,
	"state" text COLLATE "C",
	"reason" text COLLATE "C",
	"why" text COLLATE "C",
	"ground" uuid,
	"said_to_author" text COLLATE "C",
	"objection" text COLLATE "C",
	"objected" text COLLATE "C",
	"answer" text COLLATE "C",
	"until" text COLLATE "C",
	"reported" bigint,
	"decided" bigint,
	"decided_zone" text COLLATE "C",
	"decided_by" text COLLATE "C",
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
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
