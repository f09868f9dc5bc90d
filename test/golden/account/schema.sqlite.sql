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
	"office" BLOB,
	"mail" TEXT,
	"notices" TEXT,
	PRIMARY KEY ("id")
)STRICT;
CREATE UNIQUE INDEX "account_login_index" ON "account" ("login");
CREATE INDEX "account_roles_index" ON "account" ("roles", "login", "id", "standing");
CREATE INDEX "account_active_index" ON "account" ("active", "login", "id", "standing");
CREATE INDEX "account_office_index" ON "account" ("office", "login", "id", "standing");
CREATE TABLE "account_ties" (
	"owner" BLOB NOT NULL,
	"place" INTEGER NOT NULL,
	"target" BLOB NOT NULL,
	PRIMARY KEY ("owner", "place")
)STRICT, WITHOUT ROWID;
CREATE INDEX "account_ties_target" ON "account_ties" ("target", "owner");
