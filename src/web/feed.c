/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Secret addresses of calendars: /feeds/{token}.ics shows what an account may
 * see to whoever knows the address, for calendar programs cannot sign in.
 * 256 random bits, of which the store has the digest; one for an account, and
 * a new one puts the old one out.  It opens nothing but the calendar.
 */
#include <string.h>

#include "inside.h"

#define SEEN_EVERY INT64_C(3600000)  /* ms: how exactly its use is noted */

static enum err
feed_delete(struct visit *v)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM feed WHERE account = ?");

	db_bind_id(s, v->account);
	return db_run(s);
}

enum err
feed_make(struct visit *v, const char **token)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;

	TRY(feed_delete(v));
	*token = secret_token(v->arena, 32);
	secret_digest(*token, strlen(*token), digest);
	s = db_ask(v->db, "INSERT INTO feed (digest, account, made, seen) "
		"VALUES (?, ?, ?, 0)");
	db_bind_blob(s, digest, sizeof digest);
	db_bind_id(s, v->account);
	db_bind_int(s, v->now);
	return db_run(s);
}

enum err
feed_end(struct visit *v)
{
	return feed_delete(v);
}

enum err
feed_state(struct visit *v, int64_t *made, int64_t *seen)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT made, seen FROM feed WHERE account = ?");
	bool row;

	*made = *seen = 0;
	db_bind_id(s, v->account);
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	*made = db_int(s, 0);
	*seen = db_int(s, 1);
	db_done(s);
	return OK;
}

static enum err
note_use(struct visit *v, void *digest)
{
	struct db_stmt *s = db_ask(v->db,
		"UPDATE feed SET seen = ? WHERE digest = ?");

	db_bind_int(s, v->now);
	db_bind_blob(s, digest, SECRET_DIGEST);
	return db_run(s);
}

/* A wrong one counts, apart from wrong passwords: a calendar that is asked for
 * at an old address must not keep its whole office from signing in. */
static enum err
gate_pass(struct request *rq, bool right)
{
	const char *key = arena_printf(rq->visit.arena, "feed %s",
		rq->network);
	int64_t wait;

	if (right) {
		gate_back(rq->app->by_network, key);
		return OK;
	}
	if (gate_try(rq->app->by_network, key, rq->visit.now, &wait))
		return OK;
	rq->reply.retry_after = (int)((wait + 999) / 1000);
	return fail(&rq->visit, ERR_BUSY, "error.busy");
}

enum err
feed_open(struct request *rq, const char *token)
{
	struct asking *q = asking_of(rq);
	struct visit *v = &rq->visit;
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;
	int64_t seen;
	bool row;

	TRY(gate_pass(rq, false));
	secret_digest(token, strlen(token), digest);
	s = db_ask(v->db, "SELECT a.id, a.login, a.roles, a.language, "
		"a.called, a.office, f.seen FROM feed f "
		"JOIN account a ON a.id = f.account "
		"WHERE f.digest = ? AND a.active = 1 AND a.standing = 0");
	db_bind_blob(s, digest, sizeof digest);
	TRY(db_step(s, &row));
	if (!row)
		return fail(v, ERR_MISSING, "error.not-found");
	/* Whoever is signed in besides sees the calendar as it is all the
	 * same. */
	v->roles = ROLE_ANYONE;
	v->tie_count = 0;
	session_take(q, s);
	seen = db_int(s, 6);
	db_done(s);
	TRY(ties_find(v));
	if (q->account_lang != NULL && lang_of(q->account_lang) != LANG__MAX)
		v->lang = lang_of(q->account_lang);
	TRY(gate_pass(rq, true));
	return v->now - seen > SEEN_EVERY ?
		visit_write(v, note_use, digest) : OK;
}
