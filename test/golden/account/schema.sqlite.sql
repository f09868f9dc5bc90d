CREATE TABLE "account" (
	"id" BLOB NOT NULL,
	"revision" INTEGER NOT NULL,
	"made" INTEGER NOT NULL,
	"changed" INTEGER NOT NULL,
	"standing" INTEGER NOT NULL,
	"login" TEXT,
	"called" TEXT,
	"roles" TEXT,
	"language" TEXT,
	"active" INTEGER,
	PRIMARY KEY ("id")
)STRICT;
CREATE UNIQUE INDEX "account_login_index" ON "account" ("login");
CREATE INDEX "account_active_index" ON "account" ("active", "id");
