CREATE TABLE "hold_word" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"word" TEXT,
	"harmless" TEXT,
	"initials" INTEGER,
	"language" TEXT,
	"active" INTEGER,
	"note" TEXT,
	"sample" INTEGER,
	"office" BLOB,
	PRIMARY KEY ("id")
)STRICT;
CREATE INDEX "hold_word_word_index" ON "hold_word" ("word", "id", "standing");
CREATE INDEX "hold_word_language_index" ON "hold_word" ("language", "word", "id", "standing");
CREATE INDEX "hold_word_active_index" ON "hold_word" ("active", "word", "id", "standing");
CREATE INDEX "hold_word_sample_index" ON "hold_word" ("sample", "word", "id", "standing");
CREATE INDEX "hold_word_office_index" ON "hold_word" ("office", "word", "id", "standing");
