/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The walk of one request: read, route, visitor, guard, body, .before, the
 * handler within its act, the reply.  Every step may refuse; what no step has
 * replied to is answered by reply_failure.
 */
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "cache.h"

enum { RUNS_MOST = 5 };

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* ---- the route ---- */

/* A path that is an address but for the slash at its end. */
static bool
slash_redirect(struct asking *q)
{
	struct request *rq = &q->rq;
	struct arena *a = rq->visit.arena;
	size_t n = strlen(rq->path);
	const char *allow, *other = rq->path[n - 1] == '/' ?
		arena_copy(a, rq->path, n - 1) :
		arena_printf(a, "%s/", rq->path);

	if (rq->method != GET || *other == '\0' ||
		route_find(rq->app, GET, other, a, NULL, &allow) == NULL)
		return false;
	if (*rq->query_text != '\0')
		other = arena_printf(a, "%s?%s", other, rq->query_text);
	reply_redirect(rq, other);
	rq->reply.status = 308;
	return true;
}

/* The language that the path begins with counts, be there a route or not. */
static void
path_lang(struct request *rq)
{
	const char *at = rq->path + 1;
	enum lang lang = lang_of(arena_copy(rq->visit.arena, at,
		strcspn(at, "/")));

	rq->lang_in_path = lang != LANG__MAX;
	if (rq->lang_in_path)
		rq->visit.lang = lang;
}

static enum err
route_missing(struct asking *q)
{
	if (slash_redirect(q))
		return OK;
	if (q->allow != NULL)
		return refuse(q, ERR_MISSING, 405, "error.method");
	return refuse(q, ERR_MISSING, 404, "error.not-found");
}

/* ---- the visitor ---- */

static enum err
visitor_find(struct asking *q)
{
	struct request *rq = &q->rq;
	enum lang own;

	if (begins(rq->path, "/static/"))
		return OK;
	TRY(session_find(q));
	if (q->login == NULL)
		TRY(hosts_find(q));
	own = q->account_lang != NULL ? lang_of(q->account_lang) : LANG__MAX;
	if (own != LANG__MAX && q->lang_asked && !rq->lang_in_path) {
		rq->visit.lang = own;
		q->lang_asked = false;
	}
	guard_begin(q);
	return OK;
}

/* "/office/ties?q=x" as a parameter's value. */
static const char *
quoted(struct arena *a, const char *s)
{
	struct buf out = buf_in(a, 3 * strlen(s));

	for (; *s != '\0'; s++)
		if (strchr("/-_.~", *s) != NULL || (*s >= '0' && *s <= '9') ||
			((*s | 0x20) >= 'a' && (*s | 0x20) <= 'z'))
			buf_char(&out, *s);
		else
			buf_printf(&out, "%%%02X", (unsigned char)*s);
	return out.at;
}

static enum err
sign_in_first(struct asking *q)
{
	struct request *rq = &q->rq;
	struct arena *a = rq->visit.arena;
	const char *here = *rq->query_text != '\0' ? arena_printf(a, "%s?%s",
		rq->path, rq->query_text) : rq->path;

	return reply_redirect(rq, arena_printf(a, "/office/sign-in?next=%s",
		quoted(a, here)));
}

static enum err
allowed(struct asking *q)
{
	struct request *rq = &q->rq;

	if (rq->route->roles & rq->visit.roles)
		return OK;
	if (q->login != NULL)
		return refuse(q, ERR_DENIED, 403, "error.denied");
	if (rq->method == GET && !rq->wants_json && begins(rq->path, "/office"))
		return sign_in_first(q);
	/* What was typed goes into the page, to be sent again. */
	if (rq->method != GET && !rq->wants_json) {
		TRY(guard_origin(q));
		TRY(body_read(q));
		q->late = true;
	}
	return refuse(q, ERR_DENIED, 401, "error.sign-in");
}

/* ---- the act ---- */

/* What was read may not be there because the store failed: then no reply that
 * was made of it is true, be it a page or a refusal. */
static enum err
reply_true(struct request *rq, enum err err, enum err stuck)
{
	if (stuck == OK || err == ERR_AGAIN)
		return err;
	reply_forget(rq);
	return stuck;
}

/* The handler in a write act.  A reply of 400 and more undoes it too. */
static enum err
run_write(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct db_conn *reader = v->db;
	enum err err = db_write_begin(v->store, &v->db), ended;

	if (err != OK) {
		v->db = reader;
		return err;
	}
	err = rq->route->handle(rq);
	if (err == OK && rq->reply.status >= 400 && !db_clash(v->db))
		err = reply_true(rq, err, db_settle(v->db));
	ended = db_write_end(v->store, err == OK && rq->reply.status < 400);
	v->db = reader;
	if (err == OK && ended == OK)
		hosts_forget(rq->app);
	return err == OK ? reply_true(rq, err, ended) : err;
}

static enum err
run_read(struct request *rq)
{
	enum err err;

	TRY(db_read_begin(rq->visit.db));
	err = rq->route->handle(rq);
	return reply_true(rq, err, db_read_end(rq->visit.db));
}

/* Whose personal data the reply shows, into the log; without it, no reply. */
static enum err
log_reading(struct request *rq, enum err err)
{
	enum err logged;

	if (rq->read == NULL || rq->reply.kind == REPLY_NONE)
		return err;
	logged = record_was_read(&rq->visit, rq->read);
	if (logged == OK)
		return err;
	reply_forget(rq);
	return logged;
}

static enum err
run(struct asking *q)
{
	struct request *rq = &q->rq;
	bool bare = rq->route->flags & ROUTE_NO_ACT;

	for (int i = 0; i < RUNS_MOST; i++) {
		enum err err = bare ? rq->route->handle(rq) :
			rq->method == GET ? run_read(rq) : run_write(rq);

		if (err != ERR_AGAIN)
			return log_reading(rq, err);
		reply_forget(rq);
		rq->read = NULL;
		visit_again(&rq->visit);
	}
	return refuse(q, ERR_BUSY, 503, "error.busy");
}

static enum err
walk(struct asking *q)
{
	struct request *rq = &q->rq;

	TRY(request_read(q));
	path_lang(rq);
	rq->route = route_find(rq->app, rq->method, rq->path, rq->visit.arena,
		rq, &q->allow);
	TRY(visitor_find(q));
	if (rq->route == NULL)
		return route_missing(q);
	TRY(allowed(q));
	if (rq->reply.kind != REPLY_NONE)
		return OK;
	if (rq->method != GET) {
		TRY(guard_origin(q));
		TRY(body_read(q));
		TRY(guard_csrf(q));
	}
	if (rq->route->before != NULL)
		TRY(rq->route->before(rq));
	return rq->reply.kind != REPLY_NONE ? OK : run(q);
}

/* A page that was made before: the worker's share, which may pack it first. */
static bool
from_cache(struct asking *q)
{
	struct request *rq = &q->rq;
	struct arena *a = rq->visit.arena;
	struct cache_key key;
	struct cached *c = cache_key(rq->app, q->raw, &key) ?
		cache_find(rq->app, &key) : NULL;
	enum form_name form;

	if (c == NULL)
		return false;
	form = cache_form(c, request_header(rq, "Accept-Encoding"), true);
	rq->method = GET;
	rq->route = c->as.rq.route;
	rq->secure = c->as.rq.secure;
	cache_reply(c, form, a, request_header(rq, "If-None-Match"),
		&rq->reply);
	metrics_answered(rq->app, c->row, rq->reply.status, 0);
	metrics_add(rq->app, GAUGE_GIVEN, 1);
	cache_leave(c);
	return true;
}

struct request *
app_answer(const struct app *app, struct db_conn *db, struct arena *a,
	const struct raw_request *raw)
{
	struct asking *q = arena_alloc(a, sizeof *q);
	struct request *rq = &q->rq;
	enum err err;
	int64_t ms;

	q->raw = raw;
	q->begun = clock_ticks();
	rq->app = app;
	visit_begin(&rq->visit, a, app->wish.store, db, app->catalogue);
	rq->visit.list_size = (size_t)app_limit(app, LIMIT_LIST);
	rq->visit.mail = app->wish.mail;
	if (from_cache(q))
		return rq;
	db_watch(db, &q->seen);
	err = walk(q);
	if (rq->reply.kind == REPLY_NONE)
		reply_failure(rq, err != OK ? err : ERR_BROKEN);
	db_watch(db, NULL);
	reply_finish(q);
	ms = clock_ticks() - q->begun;
	metrics_answered(app, metrics_row(app, rq->route), rq->reply.status,
		ms);
	log_detail("%s %s %d %lld ms", method_names[rq->method],
		rq->route != NULL ? rq->route->path : "-", rq->reply.status,
		(long long)ms);
	return rq;
}
