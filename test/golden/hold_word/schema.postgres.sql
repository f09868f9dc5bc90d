CREATE TABLE "hold_word" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"word" text COLLATE "C",
	"harmless" text COLLATE "C",
	"initials" bigint,
	"language" text COLLATE "C",
	"active" bigint,
	"note" text COLLATE "C",
	"sample" bigint,
	"office" uuid,
	PRIMARY KEY ("id")
);
CREATE INDEX "hold_word_word_index" ON "hold_word" ("word", "id", "standing");
CREATE INDEX "hold_word_language_index" ON "hold_word" ("language", "word", "id", "standing");
CREATE INDEX "hold_word_active_index" ON "hold_word" ("active", "word", "id", "standing");
CREATE INDEX "hold_word_sample_index" ON "hold_word" ("sample", "word", "id", "standing");
CREATE INDEX "hold_word_office_index" ON "hold_word" ("office", "word", "id", "standing");
