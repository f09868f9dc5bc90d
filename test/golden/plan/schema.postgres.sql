CREATE TABLE "plan" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"year" bigint,
	"tie" uuid,
	"state" text COLLATE "C",
	"agreed" text COLLATE "C",
	"agreed_by" text COLLATE "C",
	"agreed_by_key" bytea,
	"paper" text COLLATE "C",
	"paper_digest" text COLLATE "C",
	"shared" bigint,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "plan_year_index" ON "plan" ("year", "id", "standing");
CREATE INDEX "plan_tie_index" ON "plan" ("tie", "year", "id", "standing");
CREATE INDEX "plan_state_index" ON "plan" ("state", "year", "id", "standing");
CREATE INDEX "plan_agreed_index" ON "plan" ("agreed", "year", "id", "standing");
CREATE INDEX "plan_paper_digest" ON "plan" ("paper_digest");
CREATE INDEX "plan_shared_index" ON "plan" ("shared", "year", "id", "standing");
CREATE INDEX "plan_sample_index" ON "plan" ("sample", "year", "id", "standing");
CREATE INDEX "plan_office_index" ON "plan" ("office", "year", "id", "standing");
CREATE TABLE "plan_activities" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"activity" text COLLATE "C",
	"activity_key" bytea,
	"quarter" text COLLATE "C",
	"direction" text COLLATE "C",
	"field" text COLLATE "C",
	"ours" bigint,
	"theirs" bigint,
	"payer" text COLLATE "C",
	"by" text COLLATE "C",
	"exchange" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "plan_activities_owner" ON "plan_activities" ("owner", "place");
