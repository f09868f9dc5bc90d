CREATE TABLE "exchange" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"slug" text COLLATE "C",
	"name" text COLLATE "C",
	"name_key" bytea,
	"type" text COLLATE "C",
	"direction" text COLLATE "C",
	"field" text COLLATE "C",
	"state" text COLLATE "C",
	"on" text COLLATE "C",
	"place" text COLLATE "C",
	"place_key" bytea,
	"ours" bigint,
	"theirs" bigint,
	"audience" bigint,
	"homes" bigint,
	"nights" bigint,
	"months" bigint,
	"summary" text COLLATE "C",
	"public" bigint,
	"shared" bigint,
	"source" text COLLATE "C",
	"source_key" bytea,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "exchange_slug_index" ON "exchange" ("slug");
CREATE INDEX "exchange_type_index" ON "exchange" ("type", "on", "id", "standing");
CREATE INDEX "exchange_direction_index" ON "exchange" ("direction", "on", "id", "standing");
CREATE INDEX "exchange_field_index" ON "exchange" ("field", "on", "id", "standing");
CREATE INDEX "exchange_state_index" ON "exchange" ("state", "on", "id", "standing");
CREATE INDEX "exchange_on_index" ON "exchange" ("on", "id", "standing");
CREATE INDEX "exchange_public_index" ON "exchange" ("public", "on", "id", "standing");
CREATE INDEX "exchange_shared_index" ON "exchange" ("shared", "on", "id", "standing");
CREATE INDEX "exchange_sample_index" ON "exchange" ("sample", "on", "id", "standing");
CREATE INDEX "exchange_office_index" ON "exchange" ("office", "on", "id", "standing");
CREATE TABLE "exchange_ties" (
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"target" uuid NOT NULL,
	"on" text COLLATE "C",
	"type" text COLLATE "C",
	PRIMARY KEY ("owner", "place")
);
CREATE INDEX "exchange_ties_target" ON "exchange_ties" ("target", "owner");
CREATE INDEX "exchange_ties_on" ON "exchange_ties" ("target", "on", "owner");
CREATE INDEX "exchange_ties_type" ON "exchange_ties" ("target", "type", "on", "owner");
CREATE TABLE "exchange_members" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"person" uuid,
	"side" uuid,
	"class" text COLLATE "C",
	"role" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "exchange_members_owner" ON "exchange_members" ("owner", "place");
CREATE TABLE "exchange_itinerary" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"on" text COLLATE "C",
	"start" text COLLATE "C",
	"end" text COLLATE "C",
	"venue" text COLLATE "C",
	"venue_key" bytea,
	"host" text COLLATE "C",
	"host_key" bytea,
	"organisation" uuid,
	"purpose" text COLLATE "C",
	"purpose_key" bytea,
	PRIMARY KEY ("id")
);
CREATE INDEX "exchange_itinerary_owner" ON "exchange_itinerary" ("owner", "place");
CREATE TABLE "exchange_filings" (
	"id" uuid NOT NULL,
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"rule" uuid,
	"on" text COLLATE "C",
	"note" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE INDEX "exchange_filings_owner" ON "exchange_filings" ("owner", "place");
