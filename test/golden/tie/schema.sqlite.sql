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
	"notes" TEXT,
	"sample" INTEGER,
	PRIMARY KEY ("id")
)STRICT;
CREATE UNIQUE INDEX "tie_slug_index" ON "tie" ("slug");
CREATE INDEX "tie_tier_index" ON "tie" ("tier", "id");
CREATE INDEX "tie_state_index" ON "tie" ("state", "id");
CREATE INDEX "tie_since_index" ON "tie" ("since", "id");
CREATE INDEX "tie_review_index" ON "tie" ("review", "id");
CREATE INDEX "tie_sample_index" ON "tie" ("sample", "id");
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
