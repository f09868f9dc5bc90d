/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Links by which a person takes an account over and sets its password: made
 * by an administrator, good for one use within seven days.  The same link is
 * for whoever has forgotten the password.  The token is 256 random bits and
 * stands in the address; the store has its digest, and when it was used.
 *
 * An account has one link at a time: a new one puts the older ones out.
 */
#include <string.h>

#include "inside.h"

#define DAY INT64_C(86400000)
#define LASTS (7 * DAY)
#define KEPT (90 * DAY)  /* so long it is still told what became of a link */

static void
digest_of(const char *token, uint8_t out[SECRET_DIGEST])
{
	secret_digest(token, strlen(token), out);
}

/* ---- making one ---- */

enum err
invitation_make(struct visit *v, struct id account, const char **token,
	int64_t *ends)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s = db_ask(v->db, "UPDATE invitation SET ends = ? "
		"WHERE account = ? AND used IS NULL AND ends > ?");

	db_bind_int(s, v->now);
	db_bind_id(s, account);
	db_bind_int(s, v->now);
	TRY(db_run(s));
	*token = secret_token(v->arena, 32);
	*ends = v->now + LASTS;
	digest_of(*token, digest);
	s = db_ask(v->db, "INSERT INTO invitation (digest, account, made, "
		"ends, who) VALUES (?, ?, ?, ?, ?)");
	db_bind_blob(s, digest, sizeof digest);
	db_bind_id(s, account);
	db_bind_int(s, v->now);
	db_bind_int(s, *ends);
	db_bind_text(s, v->who);
	return db_run(s);
}

/* ---- finding one ---- */

/* The person's own language, unless they have chosen another. */
static void
lang_take_over(struct request *rq, const char *tag)
{
	struct asking *q = asking_of(rq);
	enum lang own = lang_of(tag);

	if (own != LANG__MAX && q->lang_asked)
		rq->visit.lang = own;
}

/* Reads the row that s stands on: account, login, called, language, ends,
 * used, whether there is a second factor. */
static enum err
invitation_read(struct request *rq, struct db_stmt *s, struct invitation *out)
{
	struct visit *v = &rq->visit;

	out->account = db_id(s, 0);
	out->login = arena_text(v->arena, db_text(s, 1));
	out->called = arena_text(v->arena, db_text(s, 2));
	lang_take_over(rq, db_text(s, 3));
	out->ends = db_int(s, 4);
	out->totp = !db_null(s, 6);
	if (!db_null(s, 5))
		return fail(v, ERR_MISSING, "invitation.used");
	if (out->ends <= v->now)
		return fail(v, ERR_MISSING, "invitation.over");
	return OK;
}

static enum err
invitation_ask(struct request *rq, const char *token, struct invitation *out)
{
	struct visit *v = &rq->visit;
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s = db_ask(v->db, "SELECT a.id, a.login, a.called, "
		"a.language, i.ends, i.used, c.totp FROM invitation i "
		"JOIN account a ON a.id = i.account "
		"LEFT JOIN credential c ON c.account = a.id "
		"WHERE i.digest = ? AND a.active = 1 AND a.standing = 0");
	enum err err;
	bool row;

	digest_of(token, digest);
	db_bind_blob(s, digest, sizeof digest);
	TRY(db_step(s, &row));
	if (!row)
		return fail(v, ERR_MISSING, "invitation.wrong");
	err = invitation_read(rq, s, out);
	db_done(s);
	return err;
}

/* Each wrong one counts as a wrong password does. */
enum err
invitation_find(struct request *rq, const char *token, struct invitation *out)
{
	enum err err;

	TRY(sign_in_gate(rq));
	err = invitation_ask(rq, token, out);
	if (err != ERR_MISSING)
		gate_back(rq->app->by_network, rq->network);
	return err;
}

/* ---- using it ---- */

enum err
invitation_use(struct request *rq, const char *token, const char *hash,
	bool *signed_in)
{
	struct visit *v = &rq->visit;
	struct invitation i;
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;

	/* Another may have used it since the password was hashed. */
	TRY(invitation_ask(rq, token, &i));
	s = db_ask(v->db, "UPDATE invitation SET used = ? WHERE digest = ?");
	digest_of(token, digest);
	db_bind_int(s, v->now);
	db_bind_blob(s, digest, sizeof digest);
	TRY(db_run(s));
	TRY(account_password(v, i.account, hash));
	*signed_in = !i.totp;
	if (i.totp)
		return OK;
	session_proved(rq, i.account);
	return session_begin(rq);
}

enum err
invitation_sweep(struct visit *v)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM invitation WHERE ends < ?");

	db_bind_int(s, v->now - KEPT);
	return db_run(s);
}
