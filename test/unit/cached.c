/* SPDX-License-Identifier: Apache-2.0 */
/* Pages that are kept: that they are, for whom, and how long. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "served.h"
#include "test.h"
#include "web/inside.h"

#define COUNT "/ko/count"

static const char *const html[] = {"Accept", "text/html", NULL};

/* What the store was asked while the page was given. */
static long
asked(struct served *s, const char *target, const char *const *headers,
	struct request **rq)
{
	s->guest = NULL;
	db_fault(s->store, 0);
	*rq = served_ask(s, "GET", target, NULL, headers);
	return db_fault(s->store, 0);
}

static bool
counts(const struct request *rq, int n)
{
	char text[8] = {'0', '0', (char)('0' + n), '<'};

	return served_has(rq, text);
}

static void
word(struct served *s, const char *text)
{
	served_get(s, "/ko/form");
	CHECK_INT(served_post(s, "/ko/words", text)->reply.status, 303);
	s->guest = NULL;
}

static void
given_again(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *one, *two;

	CHECK(asked(s, COUNT, html, &one) > 0);
	CHECK_INT(asked(s, COUNT, html, &two), 0);
	CHECK_INT(two->reply.status, 200);
	CHECK(one->reply.n == two->reply.n &&
		memcmp(one->reply.at, two->reply.at, one->reply.n) == 0);
	CHECK_TEXT(two->reply.etag, one->reply.etag);
	CHECK_TEXT(two->reply.cache, one->reply.cache);
	CHECK_TEXT(served_header(two, "Vary"), served_header(one, "Vary"));
	/* Another that means the same address. */
	CHECK_INT(asked(s, "/ko/%63ount", html, &two), 0);
}

static void
changes_at_once(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq;

	for (int i = 0; i < 4; i++) {
		CHECK(asked(s, COUNT, html, &rq) > 0);
		CHECK(counts(rq, i));
		CHECK_INT(asked(s, COUNT, html, &rq), 0);
		CHECK(counts(rq, i));
		word(s, "text=x");
	}
	/* An act that was undone has changed nothing. */
	CHECK(asked(s, COUNT, html, &rq) > 0 && counts(rq, 4));
	served_get(s, "/ko/form");
	CHECK_INT(served_post(s, "/ko/words", "text=bad")->reply.status, 422);
	CHECK(asked(s, COUNT, html, &rq) >= 0 && counts(rq, 4));
}

static void
apart(struct arena *a)
{
	static const char *const json[] = {"Accept", "application/json", NULL};
	static const char *const other[] = {"Accept", "text/html",
		"X-Forwarded-Host", "evil.example", "X-Forwarded-Proto",
		"https", NULL};
	struct served *s = served_new(a, NULL);
	struct request *rq;

	CHECK(asked(s, COUNT, html, &rq) > 0);
	CHECK(asked(s, "/en/count", html, &rq) > 0);
	CHECK(served_has(rq, "lang=\"en\""));
	CHECK(asked(s, COUNT, json, &rq) > 0);
	CHECK_TEXT(rq->reply.type, "application/json");
	CHECK(asked(s, COUNT "?q=a", html, &rq) > 0);
	CHECK(asked(s, COUNT "?q=b", html, &rq) > 0);
	CHECK(served_has(rq, "q=b") && !served_has(rq, "q=a"));
	/* Nobody is believed who is no proxy. */
	CHECK_INT(asked(s, COUNT, other, &rq), 0);
	CHECK(!served_has(rq, "evil") && !rq->secure);
	CHECK_INT(asked(s, COUNT, html, &rq), 0);
	CHECK_TEXT(rq->reply.type, "text/html; charset=utf-8");
	CHECK(served_has(rq, "lang=\"ko\"") && !served_has(rq, "q="));
}

static void
not_staffs(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	const char *const bearer[] = {"Accept", "text/html", "Authorization",
		"Bearer x", NULL};
	struct request *rq;
	const char *session;

	served_sign_in(s);
	rq = served_get(s, COUNT);
	CHECK_INT(rq->reply.status, 200);
	CHECK(rq->reply.cache == NULL);
	session = s->session;
	s->session = NULL;
	/* Theirs was not kept; ours is not given to them. */
	CHECK(asked(s, COUNT, html, &rq) > 0);
	CHECK_INT(asked(s, COUNT, html, &rq), 0);
	s->session = session;
	CHECK(asked(s, COUNT, html, &rq) > 0);
	CHECK(rq->reply.cache == NULL);
	s->session = "no-session-of-anybody";
	CHECK(asked(s, COUNT, html, &rq) > 0);
	s->session = NULL;
	(void)asked(s, COUNT, bearer, &rq);
	CHECK_INT(rq->reply.status, 401);
	/* A form's token is one guest's. */
	CHECK(asked(s, "/ko/form", html, &rq) >= 0);
	s->guest = NULL;
	CHECK(served_header(rq, "Set-Cookie") != NULL);
	CHECK(asked(s, "/ko/form", html, &rq) >= 0);
	CHECK(served_header(rq, "Set-Cookie") != NULL);
	CHECK(rq->reply.cache == NULL);
}

static void
known_already(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	const char *has[] = {"Accept", "text/html", "If-None-Match", NULL,
		NULL};
	const char *packs[] = {"Accept", "text/html", "Accept-Encoding",
		"gzip, br;q=0.9", "If-None-Match", NULL, NULL};
	struct request *rq;
	const char *plain;

	(void)asked(s, COUNT, html, &rq);
	plain = has[3] = rq->reply.etag;
	CHECK_INT(asked(s, COUNT, has, &rq), 0);
	CHECK_INT(rq->reply.status, 304);
	CHECK_INT(rq->reply.n, 0);
	CHECK_TEXT(rq->reply.etag, plain);
	/* Packed it has a name of its own. */
	packs[5] = plain;
	CHECK_INT(asked(s, COUNT, packs, &rq), 0);
	CHECK_INT(rq->reply.status, 200);
	CHECK_TEXT(served_header(rq, "Content-Encoding"), "br");
	CHECK(strstr(rq->reply.etag, "-br\"") != NULL);
	CHECK(strstr(served_header(rq, "Vary"), "Accept-Encoding") != NULL);
	packs[5] = rq->reply.etag;
	CHECK_INT(asked(s, COUNT, packs, &rq), 0);
	CHECK_INT(rq->reply.status, 304);
	packs[3] = "gzip";
	CHECK_INT(asked(s, COUNT, packs, &rq), 0);
	CHECK_INT(rq->reply.status, 200);
	CHECK_TEXT(served_header(rq, "Content-Encoding"), "gzip");
	word(s, "text=x");
	CHECK(asked(s, COUNT, has, &rq) > 0);
	CHECK_INT(rq->reply.status, 200);
}

static void
day_ends(struct arena *a)
{
	struct served *s;
	struct request *rq;

	clock_set(INT64_C(1774018799000));  /* 2026-03-20T23:59:59 in Seoul */
	s = served_new(a, NULL);
	CHECK(asked(s, COUNT, html, &rq) > 0);
	clock_set(INT64_C(1774018799999));
	CHECK_INT(asked(s, COUNT, html, &rq), 0);
	clock_set(INT64_C(1774018800000));
	CHECK(asked(s, COUNT, html, &rq) > 0);
	clock_set(0);
}

static void
bounded(struct arena *a)
{
	struct app_wish wish = {.limits[LIMIT_CACHE] = 1 << 20};
	struct served *s = served_new(a, &wish);
	struct request *rq;

	CHECK(asked(s, COUNT, html, &rq) > 0);
	for (int i = 0; i < 400; i++) {
		(void)asked(s, arena_printf(a, COUNT "?q=%d", i), html, &rq);
		CHECK(metrics_now(s->app, GAUGE_KEPT) <= 1 << 20);
	}
	CHECK(metrics_now(s->app, GAUGE_KEPT) <= (1 << 18) + (1 << 14));
	/* They do not push out what has an address of its own. */
	CHECK_INT(asked(s, COUNT, html, &rq), 0);
	CHECK_INT(asked(s, COUNT "?q=399", html, &rq), 0);
	CHECK(asked(s, COUNT "?q=0", html, &rq) > 0);
}

static void
hosts_apart(struct arena *a)
{
	struct app_wish wish = {.limits[LIMIT_CACHE] = 1 << 20};
	struct served *s = served_new(a, &wish);
	struct request *rq;

	CHECK(asked(s, COUNT, html, &rq) > 0);
	for (int i = 0; i < 300; i++) {
		struct raw_request *raw = arena_alloc(a, sizeof *raw);

		raw->method = "GET";
		raw->target = COUNT;
		raw->address = "127.0.0.1";
		raw->body = "";
		raw->headers[0].name = "Host";
		raw->headers[0].value = arena_printf(a, "h%d.example", i);
		raw->header_count = 1;
		rq = app_answer(s->app, s->db, a, raw);
		CHECK(served_has(rq, raw->headers[0].value));
	}
	CHECK_INT(asked(s, COUNT, html, &rq), 0);
	CHECK(served_has(rq, "127.0.0.1:8080"));
}

/* ---- whatever is asked ---- */

static const char *
some(const char *const *of, int n)
{
	return of[rand() % n];
}

static void
random_request(struct raw_request *raw)
{
	static const char *const methods[] = {"GET", "GET", "GET", "HEAD",
		"POST", "BREW"};
	static const char *const targets[] = {COUNT, COUNT "?", COUNT "?q=1",
		"/en/count", "/ko/", "/ko/form", "/ko/%63ount", "/ko//count",
		"http://x/ko/count", "/zh/count#x", "/ko/count/", "/xx/count",
		"/ko/count?lang=en", "/ko/say/x", "/%00", "/static/test.css",
		"/ko/count%2f", "/", "/api/v1/words"};
	static const char *const headers[][2] = {{"Accept", "text/html"},
		{"Accept", "application/json"}, {"Accept", "*/*"},
		{"Accept", "text/html;q=0, application/json"},
		{"Cookie", "session=abc"}, {"Cookie", "lang=zh"},
		{"Cookie", "guest=1; lang=ja"}, {"Host", "a.example"},
		{"Host", "b.example:80"}, {"host", "A.example"}, {"Host", "<"},
		{"Accept-Language", "ja"}, {"Accept-Language", "en, ko;q=0.1"},
		{"If-None-Match", "*"}, {"Authorization", "Basic x"},
		{"X-Forwarded-Proto", "https"},
		{"X-Forwarded-Host", "c.example"},
		{"Cookie", "__Host-session=x"}, {"Content-Length", "0"}};

	*raw = (struct raw_request){.method = some(methods, 6),
		.target = some(targets, 19), .body = "", .address =
		rand() % 2 ? "127.0.0.1" : "10.0.0.1"};
	for (int i = rand() % 5; i > 0; i--) {
		const char *const *one = headers[rand() % 19];

		raw->headers[raw->header_count].name = one[0];
		raw->headers[raw->header_count++].value = one[1];
	}
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The same app with and without the cache; a form's token differs. */
static void
as_without(struct arena *a)
{
	static const char *const proxies[] = {"10.0.0.0/8", NULL};
	struct app_wish with = {.proxies = proxies};
	struct app_wish without = {.proxies = proxies,
		.limits[LIMIT_CACHE] = 1};
	struct served *s[2] = {served_new(a, &with), served_new(a, &without)};
	struct arena *work = arena_new();

	srand(7);
	for (int i = 0; i < 8000; i++) {
		struct raw_request raw;
		struct request *one, *two;

		random_request(&raw);
		one = app_answer(s[0]->app, s[0]->db, work, &raw);
		two = app_answer(s[1]->app, s[1]->db, work, &raw);
		CHECK_INT(one->reply.status, two->reply.status);
		CHECK(same_text(one->reply.cache, two->reply.cache));
		CHECK(same_text(one->reply.etag, two->reply.etag));
		CHECK(same_text(served_header(one, "Vary"),
			served_header(two, "Vary")));
		CHECK(one->secure == two->secure);
		if (one->reply.cache != NULL)
			CHECK(one->reply.n == two->reply.n &&
				memcmp(one->reply.at, two->reply.at,
					one->reply.n) == 0);
		if (i % 500 == 0)
			arena_reset(work);
	}
	CHECK_INT(metrics_now(s[1]->app, GAUGE_KEPT), 0);
	arena_free(work);
}

const struct test cached_tests[] = {
	{ "a page that was made is given again without the store",
		given_again },
	{ "a change is seen by the very next request", changes_at_once },
	{ "languages, forms, queries and hosts are kept apart", apart },
	{ "what staff are shown is not kept, and what is kept not theirs",
		not_staffs },
	{ "what a browser has is not sent again, in any encoding",
		known_already },
	{ "what says today ends with the day", day_ends },
	{ "made-up addresses find no room at the expense of real ones",
		bounded },
	{ "made-up hosts neither", hosts_apart },
	{ "whatever is asked, the answer is as without pages that are kept",
		as_without },
	{ 0 },
};
