CREATE TABLE "retention" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"name" text COLLATE "C",
	"name_key" bytea,
	"applies" text COLLATE "C",
	"counted_from" text COLLATE "C",
	"years" bigint,
	"months" bigint,
	"only_when" text COLLATE "C",
	"act" text COLLATE "C",
	"source" text COLLATE "C",
	"source_key" bytea,
	"active" bigint,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "retention_name_index" ON "retention" ("name_key", "id", "standing");
CREATE INDEX "retention_applies_index" ON "retention" ("applies", "name_key", "id", "standing");
CREATE INDEX "retention_act_index" ON "retention" ("act", "name_key", "id", "standing");
CREATE INDEX "retention_active_index" ON "retention" ("active", "name_key", "id", "standing");
CREATE INDEX "retention_sample_index" ON "retention" ("sample", "name_key", "id", "standing");
CREATE INDEX "retention_office_index" ON "retention" ("office", "name_key", "id", "standing");
