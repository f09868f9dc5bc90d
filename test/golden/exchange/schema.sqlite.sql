CREATE TABLE "exchange" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"slug" TEXT,
	"name" TEXT,
	"name_key" BLOB,
	"type" TEXT,
	"direction" TEXT,
	"field" TEXT,
	"state" TEXT,
	"on" TEXT,
	"place" TEXT,
	"place_key" BLOB,
	"ours" INTEGER,
	"theirs" INTEGER,
	"audience" INTEGER,
	"homes" INTEGER,
	"nights" INTEGER,
	"months" INTEGER,
	"summary" TEXT,
	"public" INTEGER,
	"shared" INTEGER,
	"source" TEXT,
	"source_key" BLOB,
	"notes" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
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
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"target" BLOB NOT NULL,
	"on" TEXT,
	"type" TEXT,
	PRIMARY KEY ("owner", "place")
)STRICT, WITHOUT ROWID;
CREATE INDEX "exchange_ties_target" ON "exchange_ties" ("target", "owner");
CREATE INDEX "exchange_ties_on" ON "exchange_ties" ("target", "on", "owner");
CREATE INDEX "exchange_ties_type" ON "exchange_ties" ("target", "type", "on", "owner");
CREATE TABLE "exchange_members" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"person" BLOB,
	"side" BLOB,
	"class" TEXT,
	"role" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "exchange_members_owner" ON "exchange_members" ("owner", "place");
CREATE TABLE "exchange_itinerary" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"on" TEXT,
	"start" TEXT,
	"end" TEXT,
	"venue" TEXT,
	"venue_key" BLOB,
	"host" TEXT,
	"host_key" BLOB,
	"organisation" BLOB,
	"purpose" TEXT,
	"purpose_key" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "exchange_itinerary_owner" ON "exchange_itinerary" ("owner", "place");
CREATE TABLE "exchange_filings" (
	"id" BLOB NOT NULL,
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"rule" BLOB,
	"on" TEXT,
	"note" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "exchange_filings_owner" ON "exchange_filings" ("owner", "place");
