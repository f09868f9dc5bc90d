/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What proves an account: the hash of a password and, if it is on, the sealed
 * key of a second factor with the last step that was used.  Kept apart from
 * the account's record, so that no list, export or history can show it.
 */
#include <string.h>

#include "inside.h"

enum { PASSWORD_LEAST = 10, PASSWORD_MOST = 1000, TOTP_KEY = 20 };

const char *const web_tables[] = {
	"CREATE TABLE IF NOT EXISTS credential ("
	"account {id} PRIMARY KEY, hash {text}, totp {blob}, "
	"totp_step {int} NOT NULL DEFAULT 0, changed {int} NOT NULL);",

	"CREATE TABLE IF NOT EXISTS web_session ("
	"token_digest {blob} PRIMARY KEY, account {id} NOT NULL, "
	"made {int} NOT NULL, seen {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS web_session_account "
	"ON web_session (account);",

	/* When an account was last here, and the time before that. */
	"CREATE TABLE IF NOT EXISTS web_here ("
	"account {id} PRIMARY KEY, at {int} NOT NULL, before {int} NOT NULL);",

	"CREATE TABLE IF NOT EXISTS feed ("
	"digest {blob} PRIMARY KEY, account {id} NOT NULL UNIQUE, "
	"made {int} NOT NULL, seen {int} NOT NULL);",

	"CREATE TABLE IF NOT EXISTS token ("
	"digest {blob} PRIMARY KEY, account {id} NOT NULL, "
	"label {text} NOT NULL, made {int} NOT NULL, seen {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS token_account ON token (account);",

	"CREATE TABLE IF NOT EXISTS invitation ("
	"digest {blob} PRIMARY KEY, account {id} NOT NULL, "
	"made {int} NOT NULL, ends {int} NOT NULL, used {int}, "
	"who {text} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS invitation_account "
	"ON invitation (account);",

	NULL
};

enum err
credential_find(struct visit *v, const char *login, struct credential *out)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT a.id, c.hash, c.totp, c.totp_step FROM account a "
		"JOIN credential c ON c.account = a.id "
		"WHERE a.login = ? AND a.active = 1 AND a.standing = 0");
	struct bytes sealed;
	bool row;

	*out = (struct credential){0};
	db_bind_text(s, login);
	TRY(db_step(s, &row));
	if (!row)
		return ERR_MISSING;
	out->account = db_id(s, 0);
	if (!db_null(s, 1))
		out->hash = arena_text(v->arena, db_text(s, 1));
	sealed = db_blob(s, 2);
	if (sealed.n > 0)
		out->totp = (struct bytes){
			arena_copy(v->arena, sealed.at, sealed.n), sealed.n};
	out->totp_step = db_int(s, 3);
	db_done(s);
	return OK;
}

/* Makes sure that there is a row to be changed. */
static enum err
credential_there(struct visit *v, struct id account)
{
	struct db_stmt *s = db_ask(v->db,
		"INSERT INTO credential (account, changed) VALUES (?, ?) "
		"ON CONFLICT (account) DO NOTHING");

	db_bind_id(s, account);
	db_bind_int(s, v->now);
	return db_run(s);
}

/* ---- passwords ---- */

enum err
password_take(struct visit *v, const char *field, const char *login,
	const char *password, const char **hash)
{
	char *out = arena_alloc(v->arena, SECRET_HASH);

	if (password == NULL || text_length(password) < PASSWORD_LEAST)
		return fail_field(v, field, "password.short", "10", NULL);
	if (strlen(password) > PASSWORD_MOST)
		return fail_field(v, field, "password.long", NULL, NULL);
	if (login != NULL && strcmp(text_fold(v->arena, password),
		    text_fold(v->arena, login)) == 0)
		return fail_field(v, field, "password.name", NULL, NULL);
	TRY(secret_password_hash(password, strlen(password), out));
	*hash = out;
	return OK;
}

enum err
account_password(struct visit *v, struct id account, const char *hash)
{
	struct db_stmt *s;

	TRY(credential_there(v, account));
	if (hash == NULL)
		return OK;
	s = db_ask(v->db, "UPDATE credential SET hash = ?, changed = ? "
		"WHERE account = ?");
	db_bind_text(s, hash);
	db_bind_int(s, v->now);
	db_bind_id(s, account);
	TRY(db_run(s));
	/* Whoever was in with the old one is out, programs too. */
	s = db_ask(v->db, "DELETE FROM web_session WHERE account = ?");
	db_bind_id(s, account);
	TRY(db_run(s));
	s = db_ask(v->db, "DELETE FROM token WHERE account = ?");
	db_bind_id(s, account);
	TRY(db_run(s));
	s = db_ask(v->db, "DELETE FROM feed WHERE account = ?");
	db_bind_id(s, account);
	return db_run(s);
}

/* ---- the second factor ---- */

void
credential_key(const struct visit *v, uint8_t out[SECRET_KEY])
{
	static const char use[] = "second factor";

	secret_sign(v->catalogue->key, use, sizeof use - 1, out);
}

bool
credential_totp(struct visit *v, const struct credential *c,
	const char *digits, int64_t *step)
{
	uint8_t sealing[SECRET_KEY];
	char *key;
	size_t n;

	credential_key(v, sealing);
	*step = c->totp_step;
	return secret_open(v->arena, sealing, (const uint8_t *)c->totp.at,
		c->totp.n, &key, &n) == OK &&
		secret_totp_right((const uint8_t *)key, n, digits, v->now,
			step);
}

enum err
credential_step(struct visit *v, struct id account, int64_t step)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE credential "
		"SET totp_step = ? WHERE account = ? AND totp_step < ?");

	db_bind_int(s, step);
	db_bind_id(s, account);
	db_bind_int(s, step);
	TRY(db_run(s));
	if (db_touched(v->db) == 0)
		return fail_field(v, "code", "sign-in.code-wrong", NULL, NULL);
	return OK;
}

enum err
account_totp(struct visit *v, struct id account, const uint8_t *key,
	const char *digits)
{
	uint8_t sealing[SECRET_KEY];
	const uint8_t *sealed = NULL;
	size_t n = 0;
	int64_t step = 0;
	struct db_stmt *s;

	if (key != NULL) {
		if (digits == NULL || !secret_totp_right(key, TOTP_KEY, digits,
			    v->now, &step))
			return fail_field(v, "code", "sign-in.code-wrong", NULL,
				NULL);
		credential_key(v, sealing);
		secret_seal(v->arena, sealing, key, TOTP_KEY, &sealed, &n);
	}
	TRY(credential_there(v, account));
	s = db_ask(v->db, "UPDATE credential SET totp = ?, totp_step = ?, "
		"changed = ? WHERE account = ?");
	if (sealed != NULL)
		db_bind_blob(s, sealed, n);
	else
		db_bind_null(s);
	db_bind_int(s, step);
	db_bind_int(s, v->now);
	db_bind_id(s, account);
	return db_run(s);
}

enum err
account_has_totp(struct visit *v, struct id account, bool *on)
{
	struct db_stmt *s = db_ask(v->db, "SELECT 1 FROM credential "
		"WHERE account = ? AND totp IS NOT NULL");

	db_bind_id(s, account);
	TRY(db_step(s, on));
	db_done(s);
	return OK;
}
