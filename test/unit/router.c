/* SPDX-License-Identifier: Apache-2.0 */
/* One request after another through the router, without a socket. */
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "served.h"
#include "test.h"

static const char *const json[] = {"Accept", "application/json", NULL};
static const char *const json_sent[] = {"Content-Type", "application/json",
	NULL};

static int64_t
words(struct served *s)
{
	struct request *rq = served_ask(s, "GET", "/api/v1/words", NULL, NULL);
	json_t *doc = json_loadb(rq->reply.at, rq->reply.n, 0, NULL);
	int64_t n = json_integer_value(json_object_get(doc, "n"));

	json_decref(doc);
	return n;
}

/* ---- pages ---- */

static void
page_found(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq = served_get(s, "/zh/");

	CHECK_INT(rq->reply.status, 200);
	CHECK_INT(rq->visit.lang, LANG_ZH);
	CHECK(served_has(rq, "lang=\"zh-Hans\""));
	CHECK(served_has(rq, "안녕 &lt;b&gt;"));
	CHECK(served_has(rq, "<a href=\"/ja/\">"));
	CHECK_TEXT(rq->reply.cache, "public, max-age=60");
	CHECK(rq->reply.etag != NULL);
	CHECK(served_header(rq, "Set-Cookie") == NULL);
}

static void
page_not_modified(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	const char *headers[] = {"If-None-Match", NULL, NULL};
	struct request *rq = served_get(s, "/ko/");

	headers[1] = rq->reply.etag;
	rq = served_ask(s, "GET", "/ko/", NULL, headers);
	CHECK_INT(rq->reply.status, 304);
	CHECK_INT(rq->reply.n, 0);
	headers[1] = "\"other\"";
	CHECK_INT(served_ask(s, "GET", "/ko/", NULL, headers)->reply.status,
		200);
}

static void
page_parameter(struct arena *a)
{
	struct served *s = served_new(a, NULL);

	CHECK(served_has(served_get(s, "/ko/say/%EC%84%9C%EC%9A%B8"), "서울"));
	CHECK(served_has(served_get(s, "/ko/say/a%20b?q=1"), "a b"));
	CHECK_INT(served_get(s, "/ko/say/")->reply.status, 404);
	CHECK_INT(served_get(s, "/ko/say/a/b")->reply.status, 404);
}

static void
path_hostile(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	static const char *const bad[] = {
		"/ko/say/%00", "/ko/say/%ff", "/ko/say/%4", "/ko/say/%zz",
		"/ko//say/x", "/ko/../ko/", "/ko/say/..", "/ko/say/%2e%2e",
		"/ko/say/a%2fb", "/ko/say/a%5cb", "/ko/say/%0a", "ko/", "",
		"/ko/?q=%ff", "/ko/?q=%00", "/ko/?%", "*",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct request *rq = served_get(s, bad[i]);

		if (!CHECK_INT(rq->reply.status, 400))
			CHECK_TEXT(bad[i], "");
	}
}

static void
path_traversal(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct bytes file;
	char *rest;

	if (!CHECK(test_shared() != NULL) || !CHECK_INT(file_read(a,
		    arena_printf(a, "%s/data/hostile-markup/"
			    "directory_traversal.txt", test_shared()),
		    1 << 20, &file), OK))
		return;
	rest = arena_copy(a, file.at, file.n);
	for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
		struct request *rq = served_get(s, arena_printf(a,
			"/static/%s", line));

		if (!CHECK(rq->reply.status == 404 || rq->reply.status == 400))
			CHECK_TEXT(line, "");
	}
}

static void
path_elsewhere(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq = served_get(s, "/xx/");

	CHECK_INT(rq->reply.status, 404);
	rq = served_get(s, "/ja/nothing");
	CHECK_INT(rq->reply.status, 404);
	CHECK_INT(rq->visit.lang, LANG_JA);
	rq = served_ask(s, "DELETE", "/ko/words", NULL, NULL);
	CHECK_INT(rq->reply.status, 405);
	CHECK_TEXT(served_header(rq, "Allow"), "GET, HEAD, POST");
	CHECK_INT(served_ask(s, "BREW", "/ko/words", NULL, NULL)->reply.status,
		405);
	rq = served_get(s, "/ko?q=%EC%84%9C");
	CHECK_INT(rq->reply.status, 308);
	CHECK_TEXT(rq->reply.location, "/ko/?q=%EC%84%9C");
	CHECK_TEXT(served_get(s, "/ko/words/")->reply.location, "/ko/words");
}

static void
language_chosen(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	static const char *const asks[] = {"Accept-Language", "en;q=0.9, ja",
		NULL};
	static const char *const cookie[] = {"Accept-Language", "en", "Cookie",
		"lang=zh", NULL};
	struct request *rq = served_ask(s, "GET", "/office/sign-in", NULL, asks);

	CHECK_INT(rq->visit.lang, LANG_JA);
	CHECK(strstr(served_header(rq, "Vary"), "Accept-Language") != NULL);
	CHECK_INT(served_ask(s, "GET", "/ko/", NULL, asks)->visit.lang, LANG_KO);
	CHECK_INT(served_ask(s, "GET", "/office/sign-in", NULL, cookie)->
		visit.lang, LANG_ZH);
	CHECK_INT(served_ask(s, "GET", "/api/v1/words", NULL, cookie)->
		visit.lang, LANG_EN);
	rq = served_ask(s, "GET", "/office/sign-in?lang=en", NULL, cookie);
	CHECK_INT(rq->visit.lang, LANG_EN);
	CHECK(strncmp(served_header(rq, "Set-Cookie"), "lang=en;", 8) == 0);
}

static void
json_face(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq = served_ask(s, "GET", "/ko/", NULL, json);

	CHECK_TEXT(rq->reply.type, "application/json");
	CHECK(served_has(rq, "{\"title\":\"안녕 <b>\"}"));
	rq = served_ask(s, "GET", "/api/v1/none", NULL, NULL);
	CHECK_INT(rq->reply.status, 404);
	CHECK_TEXT(rq->reply.type, "application/problem+json");
	CHECK(served_has(rq, "\"status\":404"));
	CHECK(served_has(rq, "\"instance\":\"/api/v1/none\""));
}

static void
static_files(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	static const char *const packs[] = {"Accept-Encoding",
		"gzip, br;q=0", NULL};
	struct request *rq = served_get(s, "/static/test.css");

	CHECK_INT(rq->reply.status, 200);
	CHECK_INT(rq->reply.n, 500);
	CHECK_TEXT(rq->reply.cache, "public, max-age=60");
	rq = served_get(s, arena_printf(a, "/static/test.css?v=%.16s",
		rq->reply.etag + 1));
	CHECK(strstr(rq->reply.cache, "immutable") != NULL);
	rq = served_ask(s, "GET", "/static/test.css", NULL, packs);
	CHECK_TEXT(served_header(rq, "Content-Encoding"), "gzip");
	CHECK(rq->reply.n < 100);
	CHECK_INT(served_get(s, "/static/none.css")->reply.status, 404);
}

static void
built_in(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	static const char *const ahead[] = {"X-Forwarded-For", "1.2.3.4", NULL};
	struct request *rq = served_get(s, "/healthz");

	CHECK_INT(rq->reply.status, 200);
	rq = served_get(s, "/metrics");
	CHECK(served_has(rq, "gyoryu_requests_total{method=\"GET\","
		"route=\"/healthz\",status=\"2xx\"} 1"));
	rq = served_ask(s, "GET", "/metrics", NULL, ahead);
	CHECK_INT(rq->reply.status, 403);
}

/* ---- acts ---- */

static void
act_kept(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq;

	served_get(s, "/ko/form");
	rq = served_post(s, "/ko/words", "text=hello");
	CHECK_INT(rq->reply.status, 303);
	CHECK_TEXT(rq->reply.location, "/ko/words");
	CHECK_INT(words(s), 1);
}

static void
act_undone(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq;

	served_get(s, "/ko/form");
	rq = served_post(s, "/ko/words", "text=bad");
	CHECK_INT(rq->reply.status, 422);
	CHECK(served_has(rq, "<p id=\"text\">"));
	CHECK(served_has(rq, "<b>"));
	CHECK_INT(served_post(s, "/ko/words", "text=gone")->reply.status, 404);
	CHECK_INT(words(s), 0);
}

static void
act_again(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq;

	served_get(s, "/ko/form");
	CHECK_INT(served_post(s, "/ko/words", "text=twice")->reply.status, 303);
	CHECK_INT(words(s), 1);
	rq = served_post(s, "/ko/words", "text=never");
	CHECK_INT(rq->reply.status, 503);
	CHECK(rq->reply.retry_after > 0);
	CHECK_INT(words(s), 1);
}

static void
act_fault(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	int status = 0;

	served_get(s, "/ko/form");
	for (long n = 1; n < 40 && status != 303; n++) {
		int64_t before = words(s);

		db_fault(s->store, n);
		status = served_post(s, "/ko/words", "text=x")->reply.status;
		db_fault(s->store, 0);
		CHECK(status == 303 || status == 500 || status == 503);
		CHECK_INT(words(s) - before, status == 303);
	}
	CHECK_INT(status, 303);
}

/* ---- forms from elsewhere ---- */

static void
csrf_guest(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq = served_get(s, "/ko/form");
	const char *cookie = served_header(rq, "Set-Cookie");

	CHECK(cookie != NULL && strstr(cookie, "HttpOnly; SameSite=Lax"));
	CHECK(rq->reply.cache == NULL);
	CHECK(served_has(rq, s->csrf));
	s->csrf = "0000000000000000000000000000000000000000000000000000000000000000";
	rq = served_post(s, "/ko/words", "text=typed+%3Cx%3E&password=p");
	CHECK_INT(rq->reply.status, 403);
	CHECK(served_has(rq, "typed &lt;x&gt;"));
	CHECK(!served_has(rq, "password"));
	CHECK_INT(words(s), 0);
}

static void
csrf_foreign(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	static const char *const foreign[][3] = {
		{"Origin", "http://evil.example", NULL},
		{"Origin", "null", NULL},
		{"Origin", "http://127.0.0.1:8081", NULL},
		{"Sec-Fetch-Site", "cross-site", NULL},
		{"Sec-Fetch-Site", "same-site", NULL},
	};

	served_get(s, "/ko/form");
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		const char *headers[] = {"Content-Type",
			"application/x-www-form-urlencoded", foreign[i][0],
			foreign[i][1], NULL};
		struct request *rq = served_ask(s, "POST", "/ko/words",
			arena_printf(a, "text=x&_csrf=%s", s->csrf), headers);

		CHECK_INT(rq->reply.status, 403);
		CHECK(!served_has(rq, "name=\"text\""));
	}
	CHECK_INT(words(s), 0);
}

static void
csrf_program(struct arena *a)
{
	struct served *s = served_new(a, NULL);

	CHECK_INT(served_ask(s, "POST", "/api/v1/words", "{\"text\":\"x\"}",
		json_sent)->reply.status, 303);
	served_sign_in(s);
	CHECK_INT(served_ask(s, "POST", "/api/v1/words", "{\"text\":\"x\"}",
		json_sent)->reply.status, 403);
	CHECK_INT(words(s), 1);
}

/* ---- bodies ---- */

static void
body_types(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	static const struct {
		const char *type, *body;
		int status;
	} rows[] = {
		{"application/json", "{\"text\":\"x\"}", 303},
		{"application/json; charset=UTF-8", "{}", 303},
		{"application/json; charset=euc-kr", "{}", 415},
		{"application/json", "{\"text\":", 400},
		{"application/json", "{\"a\":\"\\u0000\"}", 400},
		{"application/json", "{\"a\":1,\"a\":2}", 400},
		{"application/json", "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", 413},
		{"text/plain", "x", 415},
		{"", "x", 415},
		{"application/xml", "<x/>", 415},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *headers[] = {"Content-Type", rows[i].type, NULL};

		if (!CHECK_INT(served_ask(s, "POST", "/api/v1/words",
			    rows[i].body, headers)->reply.status,
			    rows[i].status))
			CHECK_TEXT(rows[i].body, "");
	}
}

static void
body_bounds(struct arena *a)
{
	struct app_wish small = {0};
	struct served *s;
	char *body = arena_alloc(a, 4000), *address = arena_alloc(a, 2000);

	small.limits[LIMIT_BODY] = 2048;
	small.limits[LIMIT_FIELDS] = 10;
	small.limits[LIMIT_HEADER] = 1024;
	s = served_new(a, &small);
	memset(body, 'x', 3000);
	served_get(s, "/ko/form");
	CHECK_INT(served_post(s, "/ko/words", body)->reply.status, 413);
	CHECK_INT(served_post(s, "/ko/words",
		"a=1&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1")->reply.status, 413);
	memset(address, 'x', 1500);
	CHECK_INT(served_get(s, arena_printf(a, "/ko/say/%s", address))->
		reply.status, 431);
}

static void
body_files(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	const char *headers[] = {"Content-Type",
		"multipart/form-data; boundary=XX", "X-CSRF-Token", "", NULL};
	static const char body[] = "--XX\r\nContent-Disposition: form-data; "
		"name=\"name.ko\"\r\n\r\n서울\r\n--XX\r\n"
		"Content-Disposition: form-data; name=\"photo\"; "
		"filename=\"C:\\x\\사진.png\"\r\nContent-Type: image/png\r\n\r\n"
		"\x89PNG\r\n\r\n--XX--\r\n";
	struct request *rq;

	CHECK_INT(served_ask(s, "POST", "/office/files", body, headers)->
		reply.status, 401);
	served_sign_in(s);
	served_get(s, "/office/desk");
	headers[3] = s->csrf;
	rq = served_ask(s, "POST", "/office/files", body, headers);
	CHECK_INT(rq->reply.status, 200);
	CHECK(served_has(rq, "\"name\":\"사진.png\",\"n\":6"));
	CHECK(served_has(rq, "{\"name\":{\"ko\":\"서울\"}}"));
	headers[1] = "application/zip";
	rq = served_ask(s, "POST", "/office/raw", "12345", headers);
	CHECK(served_has(rq, "{\"n\":5}"));
}

/* ---- who ---- */

static void
guests_stay_out(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq = served_get(s, "/office/desk?a=1&b=%EC%84%9C");

	CHECK_INT(rq->reply.status, 303);
	CHECK_TEXT(rq->reply.location, "/office/sign-in?next="
		"/office/desk%3Fa%3D1%26b%3D%25EC%2584%259C");
	rq = served_ask(s, "GET", "/api/v1/desk", NULL, NULL);
	CHECK_INT(rq->reply.status, 401);
	CHECK_TEXT(served_header(rq, "WWW-Authenticate"), "Bearer");
}

static void
session_whole(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq;
	const char *token;

	served_sign_in(s);
	CHECK(s->session != NULL);
	rq = served_get(s, "/office/desk");
	CHECK_INT(rq->reply.status, 200);
	CHECK_INT(rq->visit.lang, LANG_ZH);
	CHECK_INT(rq->visit.roles, ROLE_ANYONE | ROLE_OFFICER);
	CHECK(served_has(rq, "Mina &lt;Kim&gt;"));
	CHECK(rq->reply.cache == NULL);
	CHECK(served_get(s, "/ko/")->reply.cache == NULL);
	token = s->session;
	CHECK_INT(served_post(s, "/office/sign-out", "")->reply.status, 303);
	CHECK(s->session == NULL);
	s->session = token;
	CHECK_INT(served_get(s, "/office/desk")->reply.status, 303);
}

static void
session_renewed(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	const char *first;

	served_sign_in(s);
	first = s->session;
	served_get(s, "/office/desk");
	CHECK_INT(served_post(s, "/office/sign-in",
		"login=mina&password=correct+horse")->reply.status, 303);
	CHECK(strcmp(first, s->session) != 0);
	s->session = first;
	CHECK_INT(served_get(s, "/office/desk")->reply.status, 303);
}

static void
session_over(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	int64_t now = clock_now(), hour = 3600 * 1000;

	clock_set(now);
	served_sign_in(s);
	clock_set(now + 11 * hour);
	CHECK_INT(served_get(s, "/office/desk")->reply.status, 200);
	clock_set(now + 22 * hour);
	CHECK_INT(served_get(s, "/office/desk")->reply.status, 200);
	clock_set(now + 35 * hour);
	CHECK_INT(served_get(s, "/office/desk")->reply.status, 303);
	clock_set(now + 36 * hour);
	served_sign_in(s);
	for (int64_t i = 1; i < 16; i++) {
		clock_set(now + (36 + i * 8) * hour);
		CHECK_INT(served_get(s, "/office/desk")->reply.status,
			i * 8 < 120 ? 200 : 303);
	}
	clock_set(0);
}

static void
sign_in_waits(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct request *rq;
	int64_t now = clock_now();
	int wait;

	clock_set(now);
	served_get(s, "/office/sign-in");
	for (int i = 0; i < 5; i++) {
		rq = served_post(s, "/office/sign-in",
			"login=mina&password=wrong");
		CHECK_INT(rq->reply.status, 422);
		CHECK(served_has(rq, "sign-in.wrong"));
	}
	rq = served_post(s, "/office/sign-in",
		"login=MINA&password=correct+horse");
	CHECK_INT(rq->reply.status, 429);
	CHECK(served_has(rq, "sign-in.wait"));
	wait = rq->reply.retry_after;
	CHECK_INT(wait, 15);
	clock_set(now + 16000);
	served_post(s, "/office/sign-in", "login=mina&password=wrong");
	rq = served_post(s, "/office/sign-in", "login=mina&password=wrong");
	CHECK_INT(rq->reply.retry_after, 30);
	CHECK_INT(served_post(s, "/office/sign-in",
		"login=other&password=wrong")->reply.status, 422);
	clock_set(now + 60000);
	CHECK_INT(served_post(s, "/office/sign-in",
		"login=mina&password=correct+horse")->reply.status, 303);
	clock_set(0);
}

/* Whoever asks for names must not learn from the time which there are. */
static void
sign_in_same_time(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	int64_t begun, known, unknown;

	served_get(s, "/office/sign-in");
	begun = clock_ticks();
	served_post(s, "/office/sign-in", "login=mina&password=wrong");
	known = clock_ticks() - begun;
	begun = clock_ticks();
	served_post(s, "/office/sign-in", "login=nobody&password=wrong");
	unknown = clock_ticks() - begun;
	CHECK(known > 5);
	CHECK(unknown * 4 > known && known * 4 > unknown);
}

static void
sign_in_local(struct arena *a)
{
	struct served *s = served_new(a, NULL);

	served_get(s, "/office/sign-in");
	CHECK_TEXT(served_post(s, "/office/sign-in", "login=mina&"
		"password=correct+horse&next=%2F%2Fevil.example")->
		reply.location, "/office/desk");
	served_get(s, "/office/desk");
	CHECK_TEXT(served_post(s, "/office/sign-in", "login=mina&"
		"password=correct+horse&next=%2Foffice%2Fties%3Fq%3D1")->
		reply.location, "/office/ties?q=1");
}

struct making {
	struct id account;
	const char *token;
	const uint8_t *totp;
	const char *digits;
};

static enum err
token_run(struct visit *v, void *arg)
{
	struct making *m = arg;

	return token_make(v, m->account, "a script", &m->token);
}

static enum err
totp_run(struct visit *v, void *arg)
{
	struct making *m = arg;

	return account_totp(v, m->account, m->totp, m->digits);
}

static enum err
off_run(struct visit *v, void *arg)
{
	struct making *m = arg;
	struct db_stmt *s = db_ask(v->db,
		"UPDATE account SET active = 0 WHERE id = ?");

	db_bind_id(s, m->account);
	return db_run(s);
}

static void
token_works(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct making m = {s->account};
	const char *headers[] = {"Authorization", NULL, "Content-Type",
		"application/json", NULL};
	struct visit v;

	visit_begin(&v, a, s->store, s->db, app_catalogue(s->app));
	CHECK_INT(visit_write(&v, token_run, &m), OK);
	headers[1] = arena_printf(a, "Bearer %s", m.token);
	CHECK_INT(served_ask(s, "GET", "/api/v1/desk", NULL, headers)->
		reply.status, 200);
	CHECK_INT(served_ask(s, "POST", "/api/v1/words", "{}", headers)->
		reply.status, 303);
	CHECK_INT(visit_write(&v, off_run, &m), OK);
	CHECK_INT(served_ask(s, "GET", "/api/v1/desk", NULL, headers)->
		reply.status, 401);
	headers[1] = "Bearer nonsense";
	CHECK_INT(served_ask(s, "GET", "/api/v1/words", NULL, headers)->
		reply.status, 401);
}

/* RFC 6238's key; at 59 s its six digits are 287082, at 1111111109 s 081804. */
static void
second_factor(struct arena *a)
{
	struct served *s = served_new(a, NULL);
	struct making m = {s->account, NULL,
		(const uint8_t *)"12345678901234567890", "287082"};
	struct request *rq;
	struct visit v;

	clock_set(59000);
	visit_begin(&v, a, s->store, s->db, app_catalogue(s->app));
	CHECK_INT(visit_write(&v, totp_run, &m), OK);
	clock_set(INT64_C(1111111109000));
	served_get(s, "/office/sign-in");
	rq = served_post(s, "/office/sign-in",
		"login=mina&password=correct+horse");
	CHECK(served_has(rq, "<p id=\"code\">sign-in.code-needed"));
	rq = served_post(s, "/office/sign-in",
		"login=mina&password=correct+horse&code=081805");
	CHECK(served_has(rq, "<p id=\"code\">sign-in.code-wrong"));
	CHECK_INT(served_post(s, "/office/sign-in", "login=mina&password="
		"correct+horse&code=081804")->reply.status, 303);
	s->session = NULL;
	served_get(s, "/office/sign-in");
	CHECK_INT(served_post(s, "/office/sign-in", "login=mina&password="
		"correct+horse&code=081804")->reply.status, 422);
	clock_set(0);
}

static void
behind_proxy(struct arena *a)
{
	static const char *const proxies[] = {"127.0.0.0/8", NULL};
	struct app_wish wish = {.proxies = proxies};
	struct served *s = served_new(a, &wish);
	static const char *const headers[] = {"X-Forwarded-For",
		"6.6.6.6, 203.0.113.77", "X-Forwarded-Proto", "https",
		"X-Forwarded-Host", "exchange.example", NULL};
	struct request *rq = served_ask(s, "GET", "/ko/form", NULL, headers);

	CHECK_TEXT(rq->network, "203.0.113.0/24");
	CHECK(rq->secure);
	CHECK_TEXT(rq->host, "https://exchange.example");
	CHECK(strncmp(served_header(rq, "Set-Cookie"), "__Host-guest=", 13) ==
		0);
	CHECK(strstr(served_header(rq, "Set-Cookie"), "; Secure") != NULL);
	s = served_new(a, NULL);
	rq = served_ask(s, "GET", "/ko/form", NULL, headers);
	CHECK_TEXT(rq->network, "127.0.0.0/24");
	CHECK(!rq->secure);
	CHECK_TEXT(rq->host, "http://127.0.0.1:8080");
}

/* ---- the start ---- */

static enum err
nothing(struct request *rq)
{
	(void)rq;
	return OK;
}

static void
faults_told(struct arena *a)
{
	static const struct route rows[] = {
		{ GET, "/a/{x}", ROLE_ANYONE, nothing, "x" },
		{ GET, "/a/b", ROLE_ANYONE, nothing, "x" },
		{ GET, "/a/{y}", ROLE_ANYONE, nothing, "x" },
		{ GET, "/c", 0, nothing, "x" },
		{ GET, "/d", ROLE_ANYONE, nothing, "" },
		{ POST, "/e", ROLE_ANYONE, NULL, "x" },
		{ GET, "f{", ROLE_ANYONE, nothing, "x" },
		{0}
	};
	static const struct route *const tables[] = {rows, NULL};
	static const struct entity *const none[] = {NULL};
	static const uint8_t key[SECRET_KEY];
	static const char *const proxies[] = {"10.0.0.0/33", NULL};
	struct app_wish wish = {.routes = tables, .entities = none, .key = key,
		.proxies = proxies};
	struct buf faults = buf_in(a, 1 << 16);

	wish.limits[LIMIT_QUEUE] = -1;
	CHECK(app_open(a, &wish, &faults) == NULL);
	CHECK(strstr(faults.at, "route.R05 GET /a/b is hidden by /a/{x}"));
	CHECK(strstr(faults.at, "route.R05 GET /a/{y} is hidden by /a/{x}"));
	CHECK(strstr(faults.at, "route.R02 nobody may GET /c"));
	CHECK(strstr(faults.at, "route.R03 GET /d has no help"));
	CHECK(strstr(faults.at, "route.R04 POST /e"));
	CHECK(strstr(faults.at, "route.R01 f{"));
	CHECK(strstr(faults.at, "limit.L01 queue"));
	CHECK(strstr(faults.at, "proxy.P01 10.0.0.0/33"));
}

const struct test router_tests[] = {
	{"a page is found by its path, in the path's language", page_found},
	{"a page that did not change is answered with 304", page_not_modified},
	{"a part of the path is a parameter, decoded once", page_parameter},
	{"a path that is broken or goes upwards is refused", path_hostile},
	{"no traversal leaves the folder of static files", path_traversal},
	{"what is not there is 404, another method 405, a slash 308", path_elsewhere},
	{"the language comes from path, choice, cookie, header", language_chosen},
	{"a program gets the view as JSON and failures as problems", json_face},
	{"a static file is packed and kept by its version", static_files},
	{"health and metrics are always there", built_in},
	{"an act that went well is kept", act_kept},
	{"an act is undone when the form is shown again or it failed", act_undone},
	{"an act is run again when the store asks, but not for ever", act_again},
	{"whichever call to the store fails, nothing is half written", act_fault},
	{"a form without its token is given back with what was typed", csrf_guest},
	{"a form from another site is refused", csrf_foreign},
	{"a program without cookies needs no token, a session does", csrf_program},
	{"a body is refused when its type or encoding is not known", body_types},
	{"a body, its fields and the headers have bounds", body_bounds},
	{"files come with a form, for those who may send them", body_files},
	{"a guest of the office is led to sign in", guests_stay_out},
	{"a session holds from sign-in to sign-out", session_whole},
	{"a session is renewed at each sign-in", session_renewed},
	{"a session ends when it is idle or old", session_over},
	{"wrong passwords make one wait, longer each time", sign_in_waits},
	{"a name that is not there takes as long as a wrong password", sign_in_same_time},
	{"signing in leads to no other site", sign_in_local},
	{"a token acts for its account while that is active", token_works},
	{"a second factor is asked for and used only once", second_factor},
	{"a proxy is believed only when it is listed", behind_proxy},
	{"every fault of the tables is told at start", faults_told},
	{0}
};
