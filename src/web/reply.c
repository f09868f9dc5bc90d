/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Replies: bytes, JSON, pages, redirects.  What went wrong is failure.c's.
 * Nothing is sent here; http.c does that when the act is over.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "cache.h"

enum { HEADERS = sizeof ((struct reply *)0)->headers /
	sizeof ((struct reply *)0)->headers[0] };

void
reply_header(struct request *rq, const char *name, const char *value)
{
	struct reply *r = &rq->reply;

	assert(r->header_count < HEADERS);
	r->headers[r->header_count].name = name;
	r->headers[r->header_count++].value = value;
}

void
reply_forget(struct request *rq)
{
	struct asking *q = asking_of(rq);

	rq->reply = (struct reply){0};
	q->cached = false;
	q->lasts = false;
}

enum err
reply_bytes(struct request *rq, const char *type, const void *at, size_t n)
{
	struct reply *r = &rq->reply;

	r->kind = REPLY_BYTES;
	if (r->status == 0)
		r->status = 200;
	r->type = type;
	r->at = at;
	r->n = n;
	return OK;
}

static enum err
reply_dump(struct request *rq, const char *type, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);

	if (text == NULL) {
		log_problem("a view that is no JSON: %s",
			rq->route != NULL ? rq->route->path : "-");
		return ERR_BROKEN;
	}
	arena_defer(rq->visit.arena, free, text);
	return reply_bytes(rq, type, text, strlen(text));
}

enum err
reply_json(struct request *rq, int status, json_t *json)
{
	keep(&rq->visit, json);
	rq->reply.status = status;
	return reply_dump(rq, status < 400 ? "application/json" :
		"application/problem+json", json);
}

enum err
reply_page(struct request *rq, const char *name, json_t *view)
{
	struct buf out = buf_in(rq->visit.arena,
		(size_t)app_limit(rq->app, LIMIT_PAGE));

	keep(&rq->visit, view);
	if (rq->wants_json)
		return reply_dump(rq, "application/json", view);
	TRY(view_render(asking_of(rq), name, view, &out));
	return reply_bytes(rq, "text/html; charset=utf-8", out.at, out.n);
}

/* An address must be ASCII without spaces and line ends. */
static const char *
address_ascii(struct arena *a, const char *to)
{
	struct buf out = buf_in(a, 3 * strlen(to));

	for (; *to != '\0'; to++)
		if ((unsigned char)*to <= ' ' || (unsigned char)*to >= 0x7f ||
			strchr("\"<>\\^`{|}", *to) != NULL)
			buf_printf(&out, "%%%02X", (unsigned char)*to);
		else
			buf_char(&out, *to);
	return out.at;
}

enum err
reply_redirect(struct request *rq, const char *to)
{
	struct reply *r = &rq->reply;
	size_t own = strlen(rq->host);

	/* Away from here only to ourselves by our full name. */
	if (!(strncmp(to, rq->host, own) == 0 && to[own] == '/') &&
		(to[0] != '/' || to[1] == '/' || to[1] == '\\')) {
		log_problem("a redirect to elsewhere was not sent: %s",
			rq->route != NULL ? rq->route->path : "-");
		to = "/";
	}
	r->kind = REPLY_REDIRECT;
	r->status = 303;
	r->location = address_ascii(rq->visit.arena, to);
	r->at = "";
	r->n = 0;
	return OK;
}

void
reply_cached(struct request *rq, const char *cache_control)
{
	rq->reply.cache = cache_control;
	asking_of(rq)->cached = true;
}

/* ---- the last touch ---- */

bool
etag_listed(const char *header, const char *etag)
{
	size_t n = strlen(etag);

	if (strcmp(header, "*") == 0)
		return true;
	for (const char *at = strstr(header, etag); at != NULL;
		at = strstr(at + n, etag))
		if (at[n] == '\0' || strchr(", \t", at[n]) != NULL)
			return true;
	return false;
}

static void
etag_finish(struct asking *q)
{
	struct request *rq = &q->rq;
	struct reply *r = &rq->reply;
	const char *known = request_header(rq, "If-None-Match");
	uint8_t digest[SECRET_DIGEST];

	if (rq->method != GET || r->status != 200)
		return;
	if (q->cached && r->etag == NULL) {
		secret_digest(r->at, r->n, digest);
		r->etag = arena_printf(rq->visit.arena, "\"%s\"",
			secret_hex(rq->visit.arena, digest, 16));
	}
	cache_keep(q);
	if (r->etag != NULL && known != NULL && etag_listed(known, r->etag)) {
		r->status = 304;
		r->at = "";
		r->n = 0;
	}
}

/* What else the same address might have shown. */
static void
vary_finish(struct asking *q)
{
	struct request *rq = &q->rq;
	bool lang = q->lang_asked && !rq->lang_in_path;

	if (strncmp(rq->path, "/static/", 8) == 0)
		return;
	reply_header(rq, "Vary", arena_printf(rq->visit.arena, "Accept, %s%s"
		"Cookie, Authorization", q->cached ? "Accept-Encoding, " : "",
		lang ? "Accept-Language, " : ""));
}

void
reply_finish(struct asking *q)
{
	struct request *rq = &q->rq;
	struct reply *r = &rq->reply;

	/* What staff see is theirs, even on a page that is for everybody. */
	if ((q->login != NULL && r->etag == NULL) || r->personal) {
		r->cache = NULL;
		q->cached = false;
	}
	guard_end(q);
	vary_finish(q);
	etag_finish(q);
	if (q->lang_chosen && !rq->lang_in_path && r->status < 400)
		reply_header(rq, "Set-Cookie", arena_printf(rq->visit.arena,
			"lang=%s; Path=/; Max-Age=31536000; SameSite=Lax%s",
			langs[rq->visit.lang].tag,
			rq->secure ? "; Secure" : ""));
}
