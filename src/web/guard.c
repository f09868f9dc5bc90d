/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What keeps others from acting in a person's name, and a browser from doing
 * what the page did not mean: where a form comes from, the token in it, and
 * the headers of every reply.
 *
 * The token is a signature over the session's token.  A guest gets a random
 * secret in a cookie, and the signature over that: whoever sends the one
 * without the other was not given our form.
 */
#include <string.h>
#include <strings.h>

#include "inside.h"

static const struct {
	const char *name, *value;
} headers[] = {
	{"Content-Security-Policy", "default-src 'none'; style-src 'self'; "
		"script-src 'self'; img-src 'self' data:; font-src 'self'; "
		"connect-src 'self'; media-src 'self'; manifest-src 'self'; form-action 'self'; "
		"base-uri 'none'; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), "
		"payment=(), usb=()"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Strict-Transport-Security", "max-age=31536000"},
};

enum { HEADERS = sizeof headers / sizeof *headers };

bool
guard_header(const struct request *rq, size_t i, const char **name,
	const char **value)
{
	size_t n = rq->secure ? HEADERS : HEADERS - 1;

	if (i >= n)
		return false;
	*name = headers[i].name;
	*value = headers[i].value;
	return true;
}

/* ---- paths that may follow a sign-in ---- */

bool
guard_local(const char *to)
{
	size_t path = strcspn(to, "?#");

	if (to[0] != '/' || memmem(to, path, "//", 2) != NULL)
		return false;
	for (const char *c = to; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f || *c == '\\')
			return false;
	return true;
}

const char *
request_next(const struct request *rq)
{
	const char *next = request_text(rq, "next");

	if (next == NULL)
		next = request_query(rq, "next");
	return next != NULL && guard_local(next) ? next : NULL;
}

/* ---- tokens of forms ---- */

static const char *
guest_cookie(const struct asking *q)
{
	return q->rq.secure ? "__Host-guest" : "guest";
}

const char *
guard_token(struct asking *q, const char *session)
{
	uint8_t sign[SECRET_DIGEST];

	secret_sign(q->rq.app->csrf_key, session, strlen(session), sign);
	return secret_hex(q->rq.visit.arena, sign, sizeof sign);
}

static bool
secret_good(const char *s)
{
	return s != NULL && strlen(s) == 52 &&
		strspn(s, "abcdefghijklmnopqrstuvwxyz234567") == 52;
}

void
guard_begin(struct asking *q)
{
	struct request *rq = &q->rq;

	if (rq->session != NULL) {
		rq->csrf = guard_token(q, rq->session);
		return;
	}
	q->guest = request_cookie(rq, guest_cookie(q));
	q->guest_new = !secret_good(q->guest);
	if (q->guest_new)
		q->guest = secret_token(rq->visit.arena, 32);
	rq->csrf = guard_token(q, q->guest);
}

/* A page that bears a guest's token is his alone, and he needs the cookie. */
void
guard_end(struct asking *q)
{
	struct request *rq = &q->rq;
	struct reply *reply = &rq->reply;

	if (q->guest == NULL || reply->n == 0 || reply->type == NULL ||
		strncmp(reply->type, "text/html", 9) != 0 ||
		memmem(reply->at, reply->n, rq->csrf, strlen(rq->csrf)) == NULL)
		return;
	reply->cache = NULL;
	q->cached = false;
	if (q->guest_new)
		reply_header(rq, "Set-Cookie", arena_printf(rq->visit.arena,
			"%s=%s; Path=/; HttpOnly; SameSite=Lax%s",
			guest_cookie(q), q->guest,
			rq->secure ? "; Secure" : ""));
}

/* "https://exchange.example" against the same, or against Host alone: who
 * sits behind a proxy may not know what it speaks. */
static bool
origin_ours(const struct request *rq, const char *origin)
{
	const char *host = request_header(rq, "Host");
	const char *at = strstr(origin, "://");

	if (strcasecmp(origin, rq->host) == 0)
		return true;
	return rq->app->wish.origin == NULL && at != NULL && host != NULL &&
		strcasecmp(at + 3, host) == 0;
}

enum err
guard_origin(struct asking *q)
{
	const char *site = request_header(&q->rq, "Sec-Fetch-Site");
	const char *origin = request_header(&q->rq, "Origin");

	if (q->bearer)
		return OK;
	if (site != NULL && strcmp(site, "same-origin") != 0 &&
		strcmp(site, "none") != 0)
		return refuse(q, ERR_DENIED, 403, "csrf.foreign");
	if (origin != NULL && !origin_ours(&q->rq, origin))
		return refuse(q, ERR_DENIED, 403, "csrf.foreign");
	q->same_origin = origin != NULL ||
		(site != NULL && strcmp(site, "same-origin") == 0);
	return OK;
}

/* A program without a cookie has nothing that another could misuse; forms can
 * not be sent as JSON from elsewhere. */
static bool
nothing_to_misuse(const struct asking *q)
{
	return q->rq.session == NULL && q->guest_new && !q->rq.form;
}

/* The token that came; it is taken out of the form, which is otherwise what
 * the person typed. */
static const char *
given_token(struct request *rq)
{
	const char *given = request_text(rq, "_csrf");

	if (given == NULL)
		return request_header(rq, "X-CSRF-Token");
	given = arena_text(rq->visit.arena, given);
	json_object_del(rq->body, "_csrf");
	return given;
}

enum err
guard_csrf(struct asking *q)
{
	struct request *rq = &q->rq;
	const char *given = given_token(rq);

	if (q->bearer || (rq->route->flags & ROUTE_OPEN) ||
		(nothing_to_misuse(q) && given == NULL))
		return OK;
	q->late = given == NULL || strlen(given) != strlen(rq->csrf) ||
		!secret_same(given, rq->csrf, strlen(rq->csrf));
	if (q->late)
		return refuse(q, ERR_DENIED, 403, "csrf.expired");
	return OK;
}
