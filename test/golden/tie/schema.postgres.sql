CREATE TABLE "tie" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"slug" text COLLATE "C",
	"label" text COLLATE "C",
	"label_key" bytea,
	"tier" text COLLATE "C",
	"state" text COLLATE "C",
	"since" text COLLATE "C",
	"about" text COLLATE "C",
	"costs" text COLLATE "C",
	"costs_key" bytea,
	"review" text COLLATE "C",
	"avoid" text COLLATE "C",
	"avoid_key" bytea,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "tie_slug_index" ON "tie" ("slug");
CREATE INDEX "tie_tier_index" ON "tie" ("tier", "since", "id", "standing");
CREATE INDEX "tie_state_index" ON "tie" ("state", "since", "id", "standing");
CREATE INDEX "tie_since_index" ON "tie" ("since", "id", "standing");
CREATE INDEX "tie_review_index" ON "tie" ("review", "since", "id", "standing");
CREATE INDEX "tie_sample_index" ON "tie" ("sample", "since", "id", "standing");
CREATE INDEX "tie_office_index" ON "tie" ("office", "since", "id", "standing");
CREATE TABLE "tie_members" (
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"target" uuid NOT NULL,
	PRIMARY KEY ("owner", "place")
);
CREATE INDEX "tie_members_target" ON "tie_members" ("target", "owner");
CREATE TABLE "tie_fields" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"field" text COLLATE "C",
	"note" text COLLATE "C",
	"note_key" bytea,
	PRIMARY KEY ("id")
);
CREATE INDEX "tie_fields_owner" ON "tie_fields" ("owner", "place");
CREATE TABLE "tie_dates" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"kind" text COLLATE "C",
	"on" text COLLATE "C",
	"source" text COLLATE "C",
	"source_key" bytea,
	"note" text COLLATE "C",
	"note_key" bytea,
	PRIMARY KEY ("id")
);
CREATE INDEX "tie_dates_owner" ON "tie_dates" ("owner", "place");
CREATE TABLE "tie_states" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"state" text COLLATE "C",
	"on" text COLLATE "C",
	"grounds" text COLLATE "C",
	"reason" text COLLATE "C",
	"reason_key" bytea,
	"source" text COLLATE "C",
	"source_key" bytea,
	PRIMARY KEY ("id")
);
CREATE INDEX "tie_states_owner" ON "tie_states" ("owner", "place");
CREATE TABLE "tie_agreements" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"name" text COLLATE "C",
	"name_key" bytea,
	"on" text COLLATE "C",
	"venue" text COLLATE "C",
	"venue_key" bytea,
	"signed" text COLLATE "C",
	"signed_key" bytea,
	"until" text COLLATE "C",
	"paper" text COLLATE "C",
	"paper_digest" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "tie_agreements_paper_digest" ON "tie_agreements" ("paper_digest");
CREATE INDEX "tie_agreements_owner" ON "tie_agreements" ("owner", "place");
CREATE TABLE "tie_approvals" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"body" text COLLATE "C",
	"body_key" bytea,
	"agenda" text COLLATE "C",
	"on" text COLLATE "C",
	"result" text COLLATE "C",
	"note" text COLLATE "C",
	"note_key" bytea,
	"paper" text COLLATE "C",
	"paper_digest" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "tie_approvals_paper_digest" ON "tie_approvals" ("paper_digest");
CREATE INDEX "tie_approvals_owner" ON "tie_approvals" ("owner", "place");
CREATE TABLE "tie_people" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"person" uuid,
	"as" text COLLATE "C",
	"as_key" bytea,
	"held" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "tie_people_owner" ON "tie_people" ("owner", "place");
CREATE TABLE "tie_checks" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"on" text COLLATE "C",
	"by" text COLLATE "C",
	"finding" text COLLATE "C",
	"finding_key" bytea,
	PRIMARY KEY ("id")
);
CREATE INDEX "tie_checks_owner" ON "tie_checks" ("owner", "place");
