CREATE TABLE "plan" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"year" INTEGER,
	"tie" BLOB,
	"state" TEXT,
	"agreed" TEXT,
	"agreed_by" TEXT,
	"agreed_by_key" BLOB,
	"paper" TEXT,
	"paper_digest" TEXT,
	"shared" INTEGER,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "plan_year_index" ON "plan" ("year", "id", "standing");
CREATE INDEX "plan_tie_index" ON "plan" ("tie", "year", "id", "standing");
CREATE INDEX "plan_state_index" ON "plan" ("state", "year", "id", "standing");
CREATE INDEX "plan_agreed_index" ON "plan" ("agreed", "year", "id", "standing");
CREATE INDEX "plan_paper_digest" ON "plan" ("paper_digest");
CREATE INDEX "plan_shared_index" ON "plan" ("shared", "year", "id", "standing");
CREATE INDEX "plan_sample_index" ON "plan" ("sample", "year", "id", "standing");
CREATE INDEX "plan_office_index" ON "plan" ("office", "year", "id", "standing");
CREATE TABLE "plan_activities" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"activity" TEXT,
	"activity_key" BLOB,
	"quarter" TEXT,
	"direction" TEXT,
	"field" TEXT,
	"ours" INTEGER,
	"theirs" INTEGER,
	"payer" TEXT,
	"by" TEXT,
	"exchange" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "plan_activities_owner" ON "plan_activities" ("owner", "place");
