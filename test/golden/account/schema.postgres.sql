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
	PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "account_login_index" ON "account" ("login");
CREATE INDEX "account_active_index" ON "account" ("active", "id");
