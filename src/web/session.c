/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is signed in.  The cookie is a token of 256 random bits; the store has
 * its digest, so that a stolen copy of the store opens nothing.  A session
 * ends when it is not used for LIMIT_SESSION_HOURS, at ten times that in any
 * case, at sign-out, and when the password changes.
 *
 * Signing in is two steps.  session_prove, before the act, looks at password
 * and second factor, slowly; it counts tries in memory, so that what an act
 * undoes cannot undo the count.  session_begin, in the act, makes the session.
 */
#include <string.h>
#include <strings.h>

#include "inside.h"

#define SEEN_EVERY INT64_C(300000)  /* ms: how exactly its use is noted */
#define HOUR INT64_C(3600000)

enum { LIVES = 10 };  /* idle times that a session lasts at most */

/* What session_prove found, for session_begin. */
struct proof {
	struct id account;
	bool stepped;
	int64_t step;
};

static const char *
cookie_name(const struct request *rq)
{
	return rq->secure ? "__Host-session" : "session";
}

static void
cookie_set(struct request *rq, const char *value, const char *more)
{
	reply_header(rq, "Set-Cookie", arena_printf(rq->visit.arena,
		"%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", cookie_name(rq),
		value, rq->secure ? "; Secure" : "", more));
}

static void
token_digest(const char *token, uint8_t out[SECRET_DIGEST])
{
	secret_digest(token, strlen(token), out);
}

/* ---- finding ---- */

void
session_take(struct asking *q, struct db_stmt *s)
{
	struct visit *v = &q->rq.visit;

	v->account = db_id(s, 0);
	q->login = arena_text(v->arena, db_text(s, 1));
	v->roles |= roles_of(db_text(s, 2)) & ~(unsigned)ROLE_SYSTEM;
	if (*db_text(s, 3) != '\0')
		q->account_lang = arena_text(v->arena, db_text(s, 3));
	v->who = *db_text(s, 4) != '\0' ?
		arena_text(v->arena, db_text(s, 4)) : q->login;
	v->office = db_id(s, 5);
}

enum err
ties_find(struct visit *v)
{
	struct db_stmt *s;
	bool row;

	if (!(v->roles & ROLE_PARTNER) || visit_staff(v))
		return OK;
	s = db_ask(v->db, "SELECT target FROM account_ties WHERE owner = ? "
		"ORDER BY place");
	db_bind_id(s, v->account);
	while (v->tie_count < VISIT_TIES) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		v->ties[v->tie_count++] = db_id(s, 0);
	}
	db_done(s);
	return OK;
}

static enum err
note_use(struct visit *v, void *digest)
{
	struct db_stmt *s = db_ask(v->db,
		"UPDATE web_session SET seen = ? WHERE token_digest = ?");

	db_bind_int(s, v->now);
	db_bind_blob(s, digest, SECRET_DIGEST);
	return db_run(s);
}

/* A session by its cookie; one that is over is no session. */
static enum err
cookie_find(struct asking *q, const char *token)
{
	struct visit *v = &q->rq.visit;
	int64_t idle = app_limit(q->rq.app, LIMIT_SESSION_HOURS) * HOUR;
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;
	int64_t seen;
	bool row;

	token_digest(token, digest);
	s = db_ask(v->db, "SELECT a.id, a.login, a.roles, a.language, "
		"a.called, a.office, s.seen FROM web_session s "
		"JOIN account a ON a.id = s.account WHERE s.token_digest = ? "
		"AND s.seen > ? AND s.made > ? "
		"AND a.active = 1 AND a.standing = 0");
	db_bind_blob(s, digest, sizeof digest);
	db_bind_int(s, v->now - idle);
	db_bind_int(s, v->now - LIVES * idle);
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	session_take(q, s);
	q->rq.session = token;
	seen = db_int(s, 6);
	db_done(s);
	return v->now - seen > SEEN_EVERY ?
		visit_write(v, note_use, digest) : OK;
}

enum err
session_find(struct asking *q)
{
	const char *header = request_header(&q->rq, "Authorization");
	const char *cookie = request_cookie(&q->rq, cookie_name(&q->rq));

	if (header != NULL && strncasecmp(header, "bearer ", 7) == 0)
		TRY(token_find(q, header + 7 + strspn(header + 7, " ")));
	else if (cookie != NULL && *cookie != '\0')
		TRY(cookie_find(q, cookie));
	return ties_find(&q->rq.visit);
}

/* ---- signing in ---- */

/* "3" of seconds, or of minutes: what the wait's message says. */
static enum err
wait_first(struct request *rq, int64_t ms)
{
	struct visit *v = &rq->visit;
	int64_t seconds = (ms + 999) / 1000;

	rq->reply.retry_after = (int)seconds;
	return fail_with(v, ERR_BUSY, "sign-in.wait",
		arena_printf(v->arena, "%lld", (long long)seconds), NULL);
}

enum err
sign_in_gate(struct request *rq)
{
	int64_t wait;

	if (!gate_try(rq->app->by_network, rq->network, rq->visit.now, &wait))
		return wait_first(rq, wait);
	return OK;
}

static enum err
gates_pass(struct request *rq, const char *login)
{
	int64_t wait;

	TRY(sign_in_gate(rq));
	if (!gate_try(rq->app->by_account, login, rq->visit.now, &wait))
		return wait_first(rq, wait);
	return OK;
}

static bool
password_right(const struct credential *c, enum err found, const char *password)
{
	if (found == OK && c->hash != NULL)
		return secret_password_right(c->hash, password,
			strlen(password));
	secret_password_pretend(password, strlen(password));
	return false;
}

/* This one was no wrong guess. */
static void
tries_back(struct request *rq, const char *login)
{
	gate_back(rq->app->by_network, rq->network);
	gate_back(rq->app->by_account, login);
}

/* The second factor, where it is on. */
static enum err
code_prove(struct request *rq, const struct credential *c, const char *login,
	struct proof *proof)
{
	const char *code = request_text(rq, "code");

	proof->stepped = c->totp.n > 0;
	if (!proof->stepped)
		return OK;
	if (code == NULL || *code == '\0') {
		tries_back(rq, login);
		return fail_field(&rq->visit, "code", "sign-in.code-needed",
			NULL, NULL);
	}
	if (!credential_totp(&rq->visit, c, code, &proof->step))
		return fail_field(&rq->visit, "code", "sign-in.code-wrong",
			NULL, NULL);
	return OK;
}

/* As names are kept: without capitals. */
static const char *
lower(struct arena *a, const char *login)
{
	char *s = arena_text(a, login);

	for (char *c = s; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 'a' - 'A');
	return s;
}

enum err
session_prove(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *login = request_text(rq, "login");
	const char *password = request_text(rq, "password");
	struct credential c;
	struct proof *proof = arena_alloc(v->arena, sizeof *proof);
	enum err found;

	if (login == NULL || text_blank(login))
		return fail_field(v, "login", "sign-in.login-needed", NULL,
			NULL);
	if (password == NULL || *password == '\0')
		return fail_field(v, "password", "sign-in.password-needed",
			NULL, NULL);
	login = lower(v->arena, login);
	TRY(gates_pass(rq, login));
	found = credential_find(v, login, &c);
	if (found != OK && found != ERR_MISSING)
		return found;
	if (!password_right(&c, found, password))
		return fail(v, ERR_INPUT, "sign-in.wrong");
	TRY(code_prove(rq, &c, login, proof));
	tries_back(rq, login);
	gate_forget(rq->app->by_account, login);
	proof->account = c.account;
	rq->done_before = proof;
	return OK;
}

void
session_proved(struct request *rq, struct id account)
{
	struct proof *proof = arena_alloc(rq->visit.arena, sizeof *proof);

	proof->account = account;
	rq->done_before = proof;
}

/* Those that are over, and the one that this browser had. */
static enum err
old_remove(struct request *rq)
{
	struct visit *v = &rq->visit;
	int64_t idle = app_limit(rq->app, LIMIT_SESSION_HOURS) * HOUR;
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM web_session WHERE seen <= ? OR made <= ?");

	db_bind_int(s, v->now - idle);
	db_bind_int(s, v->now - LIVES * idle);
	TRY(db_run(s));
	if (rq->session == NULL)
		return OK;
	token_digest(rq->session, digest);
	s = db_ask(v->db, "DELETE FROM web_session WHERE token_digest = ?");
	db_bind_blob(s, digest, sizeof digest);
	return db_run(s);
}

/* Remembers that the account is here now, and when it was before. */
static enum err
here_set(struct visit *v, struct id account)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO web_here (account, at, "
		"before) VALUES (?, ?, 0) ON CONFLICT (account) DO UPDATE SET "
		"before = web_here.at, at = excluded.at");

	db_bind_id(s, account);
	db_bind_int(s, v->now);
	return db_run(s);
}

enum err
session_before(struct visit *v, int64_t *moment)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT before FROM web_here WHERE account = ?");
	bool row;
	enum err err;

	*moment = 0;
	db_bind_id(s, v->account);
	err = db_step(s, &row);
	if (err == OK && row)
		*moment = db_int(s, 0);
	db_done(s);
	return err;
}

enum err
session_begin(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct proof *proof = rq->done_before;
	const char *token = secret_token(v->arena, 32);
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;

	if (proof == NULL)
		return fail(v, ERR_DENIED, "sign-in.wrong");
	if (proof->stepped)
		TRY(credential_step(v, proof->account, proof->step));
	TRY(old_remove(rq));
	TRY(here_set(v, proof->account));
	token_digest(token, digest);
	s = db_ask(v->db, "INSERT INTO web_session (token_digest, account, "
		"made, seen) VALUES (?, ?, ?, ?)");
	db_bind_blob(s, digest, sizeof digest);
	db_bind_id(s, proof->account);
	db_bind_int(s, v->now);
	db_bind_int(s, v->now);
	TRY(db_run(s));
	cookie_set(rq, token, "");
	return OK;
}

enum err
session_end(struct request *rq)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;

	cookie_set(rq, "", "; Max-Age=0");
	if (rq->session == NULL)
		return OK;
	token_digest(rq->session, digest);
	s = db_ask(rq->visit.db,
		"DELETE FROM web_session WHERE token_digest = ?");
	db_bind_blob(s, digest, sizeof digest);
	return db_run(s);
}

static enum err
sweep(struct visit *v, void *arg)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM web_session WHERE seen < ?");

	(void)arg;
	db_bind_int(s, v->now - limit_rows[LIMIT_SESSION_HOURS].most * HOUR);
	TRY(db_run(s));
	return invitation_sweep(v);
}

enum err
session_sweep(struct visit *v)
{
	return visit_write(v, sweep, NULL);
}
