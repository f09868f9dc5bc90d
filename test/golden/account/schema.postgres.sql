CREATE TABLE "account" (
	"id" uuid NOT NULL,
	"revision" bigint NOT NULL,
	"made" bigint NOT NULL,
	"changed" bigint NOT NULL,
	"standing" bigint NOT NULL,
	"login" text COLLATE "C",
	"called" text COLLATE "C",
	"roles" text COLLATE "C",
	"language" text COLLATE "C",
	"active" bigint,
	"office" uuid,
	"mail" text COLLATE "C",
	"notices" text COLLATE "C",
	PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "account_login_index" ON "account" ("login");
CREATE INDEX "account_roles_index" ON "account" ("roles", "login", "id", "standing");
CREATE INDEX "account_active_index" ON "account" ("active", "login", "id", "standing");
CREATE INDEX "account_office_index" ON "account" ("office", "login", "id", "standing");
CREATE TABLE "account_ties" (
	"owner" uuid NOT NULL,
	"place" bigint NOT NULL,
	"target" uuid NOT NULL,
	PRIMARY KEY ("owner", "place")
);
CREATE INDEX "account_ties_target" ON "account_ties" ("target", "owner");
