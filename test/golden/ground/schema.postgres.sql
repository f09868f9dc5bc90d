CREATE TABLE "ground" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"name" text COLLATE "C",
	"name_key" bytea,
	"code" text COLLATE "C",
	"rule" text COLLATE "C",
	"rule_key" bytea,
	"position" bigint,
	"active" bigint,
	"notes" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "ground_code_index" ON "ground" ("code", "position", "id", "standing");
CREATE INDEX "ground_position_index" ON "ground" ("position", "id", "standing");
CREATE INDEX "ground_active_index" ON "ground" ("active", "position", "id", "standing");
CREATE INDEX "ground_sample_index" ON "ground" ("sample", "position", "id", "standing");
CREATE INDEX "ground_office_index" ON "ground" ("office", "position", "id", "standing");
