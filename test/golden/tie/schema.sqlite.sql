CREATE TABLE "tie" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"slug" TEXT,
	"label" TEXT,
	"label_key" BLOB,
	"tier" TEXT,
	"state" TEXT,
	"since" TEXT,
	"about" TEXT,
	"costs" TEXT,
	"costs_key" BLOB,
	"review" TEXT,
	"avoid" TEXT,
	"avoid_key" BLOB,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE UNIQUE INDEX "tie_slug_index" ON "tie" ("slug");
CREATE INDEX "tie_tier_index" ON "tie" ("tier", "since", "id", "standing");
CREATE INDEX "tie_state_index" ON "tie" ("state", "since", "id", "standing");
CREATE INDEX "tie_since_index" ON "tie" ("since", "id", "standing");
CREATE INDEX "tie_review_index" ON "tie" ("review", "since", "id", "standing");
CREATE INDEX "tie_sample_index" ON "tie" ("sample", "since", "id", "standing");
CREATE INDEX "tie_office_index" ON "tie" ("office", "since", "id", "standing");
CREATE TABLE "tie_members" (
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"target" BLOB NOT NULL,
	PRIMARY KEY ("owner", "place")
)STRICT, WITHOUT ROWID;
CREATE INDEX "tie_members_target" ON "tie_members" ("target", "owner");
CREATE TABLE "tie_fields" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"field" TEXT,
	"note" TEXT,
	"note_key" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "tie_fields_owner" ON "tie_fields" ("owner", "place");
CREATE TABLE "tie_dates" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"kind" TEXT,
	"on" TEXT,
	"source" TEXT,
	"source_key" BLOB,
	"note" TEXT,
	"note_key" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "tie_dates_owner" ON "tie_dates" ("owner", "place");
CREATE TABLE "tie_states" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"state" TEXT,
	"on" TEXT,
	"grounds" TEXT,
	"reason" TEXT,
	"reason_key" BLOB,
	"source" TEXT,
	"source_key" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "tie_states_owner" ON "tie_states" ("owner", "place");
CREATE TABLE "tie_agreements" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"name" TEXT,
	"name_key" BLOB,
	"on" TEXT,
	"venue" TEXT,
	"venue_key" BLOB,
	"signed" TEXT,
	"signed_key" BLOB,
	"until" TEXT,
	"paper" TEXT,
	"paper_digest" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "tie_agreements_paper_digest" ON "tie_agreements" ("paper_digest");
CREATE INDEX "tie_agreements_owner" ON "tie_agreements" ("owner", "place");
CREATE TABLE "tie_approvals" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"body" TEXT,
	"body_key" BLOB,
	"agenda" TEXT,
	"on" TEXT,
	"result" TEXT,
	"note" TEXT,
	"note_key" BLOB,
	"paper" TEXT,
	"paper_digest" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "tie_approvals_paper_digest" ON "tie_approvals" ("paper_digest");
CREATE INDEX "tie_approvals_owner" ON "tie_approvals" ("owner", "place");
CREATE TABLE "tie_people" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"person" BLOB,
	"as" TEXT,
	"as_key" BLOB,
	"held" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "tie_people_owner" ON "tie_people" ("owner", "place");
CREATE TABLE "tie_checks" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"on" TEXT,
	"by" TEXT,
	"finding" TEXT,
	"finding_key" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "tie_checks_owner" ON "tie_checks" ("owner", "place");
