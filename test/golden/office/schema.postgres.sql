CREATE TABLE "office" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"name" text COLLATE "C",
	"name_key" bytea,
	"sentence" text COLLATE "C",
	"sentence_key" bytea,
	"home" uuid,
	"zone" text COLLATE "C",
	"address" text COLLATE "C",
	"address_key" bytea,
	"mail" text COLLATE "C",
	"phone" text COLLATE "C",
	"web" text COLLATE "C",
	"host" text COLLATE "C",
	"approval" bigint,
	"access_months" bigint,
	"sample" bigint,
	PRIMARY KEY ("id")
);
CREATE INDEX "office_name_index" ON "office" ("name_key", "id", "standing");
