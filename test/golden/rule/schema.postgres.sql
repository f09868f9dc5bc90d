CREATE TABLE "rule" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"name" text COLLATE "C",
	"name_key" bytea,
	"applies" text COLLATE "C",
	"class" text COLLATE "C",
	"counted_from" text COLLATE "C",
	"after" uuid,
	"days" bigint,
	"counting" text COLLATE "C",
	"country" text COLLATE "C",
	"source" text COLLATE "C",
	"source_key" bytea,
	"active" bigint,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "rule_name_index" ON "rule" ("name_key", "id", "standing");
CREATE INDEX "rule_applies_index" ON "rule" ("applies", "name_key", "id", "standing");
CREATE INDEX "rule_class_index" ON "rule" ("class", "name_key", "id", "standing");
CREATE INDEX "rule_country_index" ON "rule" ("country", "name_key", "id", "standing");
CREATE INDEX "rule_active_index" ON "rule" ("active", "name_key", "id", "standing");
CREATE INDEX "rule_sample_index" ON "rule" ("sample", "name_key", "id", "standing");
CREATE INDEX "rule_office_index" ON "rule" ("office", "name_key", "id", "standing");
