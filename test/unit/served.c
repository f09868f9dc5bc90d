/* SPDX-License-Identifier: Apache-2.0 */
/* The app that the tests of web/ ask; see served.h. */
#include "served.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/clock.h"
#include "base/file.h"
#include "test.h"

static const uint8_t key[SECRET_KEY] = {1, 2, 3};

/* ---- handlers ---- */

static enum err
home(struct request *rq)
{
	reply_cached(rq, "public, max-age=60");
	return reply_page(rq, "hello", json_pack("{s:s}", "title", "안녕 <b>"));
}

static enum err
form(struct request *rq)
{
	reply_cached(rq, "public, max-age=60");
	return reply_page(rq, "form", json_pack("{s:s}", "title", "form"));
}

static enum err
say(struct request *rq)
{
	return reply_page(rq, "hello", json_pack("{s:s}", "title",
		request_param(rq, "what")));
}

static enum err
words(struct request *rq)
{
	struct db_stmt *s = db_ask(rq->visit.db,
		"SELECT COUNT(*) FROM word");
	bool row;
	int64_t n;

	TRY(db_step(s, &row));
	n = db_int(s, 0);
	db_done(s);
	return reply_json(rq, 200, json_pack("{s:I}", "n", (json_int_t)n));
}

static enum err
count(struct request *rq)
{
	struct db_stmt *s = db_ask(rq->visit.db,
		"SELECT COUNT(*) FROM word");
	bool row;

	TRY(db_step(s, &row));
	reply_cached(rq, "public, no-cache");
	return reply_page(rq, "hello", json_pack("{s:s}", "title",
		arena_printf(rq->visit.arena, "%s %s: %0400lld", rq->host,
			rq->query_text, (long long)db_int(s, 0))));
}

static enum err
word_put(struct request *rq, const char *text)
{
	struct db_stmt *s = db_ask(rq->visit.db,
		"INSERT INTO word (text) VALUES (?)");

	db_bind_text(s, text);
	return db_run(s);
}

static int again;

/* bad: shows the form again after it has written; gone: fails so; twice: the
 * store asks for another run, the first two times. */
static enum err
words_add(struct request *rq)
{
	const char *text = request_text(rq, "text");

	if (text == NULL)
		text = "";
	TRY(word_put(rq, text));
	if (strcmp(text, "bad") == 0)
		return reply_form(rq, fail_field(&rq->visit, "text",
			"error.required", NULL, NULL), "form",
			json_pack("{s:s}", "title", "form"));
	if (strcmp(text, "gone") == 0)
		return fail(&rq->visit, ERR_MISSING, "error.not-found");
	if (strcmp(text, "twice") == 0 && ++again % 3 != 0)
		return ERR_AGAIN;
	if (strcmp(text, "never") == 0)
		return ERR_AGAIN;
	return reply_redirect(rq, "/ko/words");
}

static enum err
desk(struct request *rq)
{
	return reply_page(rq, "office/desk", json_pack("{s:s}", "title",
		"desk"));
}

static enum err
sign_in_page(struct request *rq)
{
	return reply_page(rq, "office/sign-in", json_object());
}

static enum err
sign_in_before(struct request *rq)
{
	enum err err = session_prove(rq);

	return err == OK ? OK : reply_form(rq, err, "office/sign-in",
		json_object());
}

static enum err
sign_in(struct request *rq)
{
	const char *next = request_next(rq);

	TRY(session_begin(rq));
	return reply_redirect(rq, next != NULL ? next : "/office/desk");
}

static enum err
sign_out(struct request *rq)
{
	TRY(session_end(rq));
	return reply_redirect(rq, "/ko/");
}

static enum err
raw(struct request *rq)
{
	return reply_json(rq, 200, json_pack("{s:I}", "n",
		(json_int_t)rq->raw.n));
}

static enum err
files(struct request *rq)
{
	const struct upload *u = request_upload(rq, "photo");

	if (u == NULL)
		return fail_field(&rq->visit, "photo", "error.required", NULL,
			NULL);
	return reply_json(rq, 200, json_pack("{s:s, s:I, s:O}", "name",
		u->name, "n", (json_int_t)u->n, "body", rq->body));
}

_Atomic int served_waits;

static enum err
wait_for(struct request *rq)
{
	const char *ms = request_query(rq, "ms");
	long n = ms != NULL ? strtol(ms, NULL, 10) : 0;
	struct timespec t = {n / 1000, n % 1000 * 1000000};

	served_waits++;
	nanosleep(&t, NULL);
	return reply_bytes(rq, "text/plain", "done", 4);
}

static enum err
large(struct request *rq)
{
	size_t n = 4u << 20;
	char *at = arena_alloc(rq->visit.arena, n);

	memset(at, 'x', n);
	return reply_bytes(rq, "text/plain", at, n);
}

static const struct route routes[] = {
	{ GET, "/{lang}/", ROLE_ANYONE, home, "a page" },
	{ GET, "/{lang}/form", ROLE_ANYONE, form, "a form" },
	{ GET, "/{lang}/words", ROLE_ANYONE, words, "how many" },
	{ POST, "/{lang}/words", ROLE_ANYONE, words_add, "one more" },
	{ GET, "/{lang}/count", ROLE_ANYONE, count, "how many, for all" },
	{ GET, "/{lang}/say/{what}", ROLE_ANYONE, say, "a parameter" },
	{ GET, "/office/desk", ROLE_STAFF, desk, "for staff" },
	{ GET, "/office/sign-in", ROLE_ANYONE, sign_in_page, "the form" },
	{ POST, "/office/sign-in", ROLE_ANYONE, sign_in, "signs in",
		ROUTE_SLOW, sign_in_before },
	{ POST, "/office/sign-out", ROLE_ANYONE, sign_out, "signs out" },
	{ POST, "/office/raw", ROLE_STAFF, raw, "bytes",
		ROUTE_RAW | ROUTE_NO_ACT },
	{ POST, "/office/files", ROLE_STAFF, files, "files", ROUTE_NO_ACT },
	{ GET, "/wait", ROLE_ANYONE, wait_for, "waits", ROUTE_NO_ACT },
	{ GET, "/large", ROLE_ANYONE, large, "much", ROUTE_NO_ACT },
	{ GET, "/api/v1/words", ROLE_ANYONE, words, "how many" },
	{ POST, "/api/v1/words", ROLE_ANYONE, words_add, "one more" },
	{ GET, "/api/v1/desk", ROLE_STAFF, words, "for staff" },
	{0}
};

/* ---- making it ---- */

static const char *const tables[] = {
	"CREATE TABLE account (id {id} PRIMARY KEY, login {text}, roles {text}, "
	"language {text}, active {int}, called {text}, office {id}, "
	"standing {int});"
	"CREATE TABLE word (text {text});",
	NULL
};

static void
file_put(struct served *s, const char *path, const char *text)
{
	CHECK_INT(file_write(arena_printf(s->arena, "%s/%s", s->folder, path),
		text, strlen(text)), OK);
}

static void
templates_put(struct served *s)
{
	CHECK_INT(file_folder(arena_printf(s->arena, "%s/templates/office",
		s->folder)), OK);
	CHECK_INT(file_folder(arena_printf(s->arena, "%s/static",
		s->folder)), OK);
	file_put(s, "templates/page.mustache",
		"<!doctype html><html lang=\"{{lang_html}}\">{{>body}}");
	file_put(s, "templates/office/page.mustache",
		"<html class=\"office\">{{signed_in.called}}{{>body}}");
	file_put(s, "templates/hello.mustache", "<h1>{{title}}</h1>"
		"{{#langs}}<a href=\"{{href}}\">{{own}}</a>{{/langs}}");
	file_put(s, "templates/form.mustache", "<h1>{{title}}</h1>"
		"{{#problems}}<p id=\"{{field}}\">{{says}}</p>{{/problems}}"
		"{{#problem_of.text}}<b>{{says}}</b>{{/problem_of.text}}"
		"<input name=\"_csrf\" value=\"{{csrf}}\">");
	file_put(s, "templates/office/desk.mustache", "<h1>desk</h1>");
	file_put(s, "templates/office/sign-in.mustache",
		"{{#problems}}<p id=\"{{field}}\">{{key}}</p>{{/problems}}"
		"<input name=\"_csrf\" value=\"{{csrf}}\">");
	file_put(s, "templates/error.mustache",
		"<h1>{{status}}</h1>{{#resend}}<form action=\"{{action}}\">"
		"{{#fields}}<input name=\"{{name}}\" value=\"{{value}}\">"
		"{{/fields}}</form>{{/resend}}");
	file_put(s, "static/test.css", arena_printf(s->arena, "%0500d", 1));
}

/* Of mina's password; made once, as it is slow. */
static const char *
password_hash(struct visit *v)
{
	static char kept[SECRET_HASH];
	const char *hash;

	if (*kept == '\0' && CHECK_INT(password_take(v, "password", "mina",
		    "correct horse", &hash), OK))
		memcpy(kept, hash, sizeof kept);
	return kept;
}

static enum err
account_add(struct visit *v, void *arg)
{
	struct served *s = arg;
	struct db_stmt *st;

	for (const char *const *t = tables; *t != NULL; t++)
		TRY(db_script(v->db, *t));
	for (const char *const *t = web_tables; *t != NULL; t++)
		TRY(db_script(v->db, *t));
	st = db_ask(v->db, "INSERT INTO account VALUES (?, 'mina', "
		"'officer', 'zh', 1, 'Mina <Kim>', NULL, 0)");
	db_bind_id(st, s->account);
	TRY(db_run(st));
	return account_password(v, s->account, password_hash(v));
}

static void
served_close(void *arg)
{
	struct served *s = arg;

	if (s->db != NULL)
		db_disconnect(s->db);
	if (s->store != NULL)
		db_close(s->store);
	file_remove_folder(s->folder);
}

struct served *
served_new(struct arena *a, const struct app_wish *more)
{
	static const struct entity *const none[] = {NULL};
	static const struct route *const route_tables[] = {routes, NULL};
	struct served *s = arena_alloc(a, sizeof *s);
	struct app_wish wish = more != NULL ? *more : (struct app_wish){0};
	struct buf faults = buf_in(a, 1 << 16);
	struct visit v;
	char why[300] = "";

	s->arena = a;
	s->account = id_new();
	CHECK_INT(file_temporary(a, "served", &s->folder), OK);
	arena_defer(a, served_close, s);
	templates_put(s);
	CHECK_INT(db_open(arena_printf(a, "sqlite:%s/store.db", s->folder),
		true, &s->store, why), OK);
	CHECK_INT(db_connect(s->store, &s->db), OK);
	wish.store = s->store;
	wish.entities = none;
	if (wish.routes == NULL)
		wish.routes = route_tables;
	wish.folder = s->folder;
	wish.key = key;
	s->app = app_open(a, &wish, &faults);
	CHECK_TEXT(faults.at, "");
	if (s->app == NULL)
		return NULL;
	visit_begin(&v, a, s->store, s->db, app_catalogue(s->app));
	CHECK_INT(visit_write(&v, account_add, s), OK);
	return s;
}

/* ---- asking ---- */

static void
header_put(struct raw_request *raw, const char *name, const char *value)
{
	raw->headers[raw->header_count].name = name;
	raw->headers[raw->header_count++].value = value;
}

/* Keeps the cookies that came, as a browser does. */
static void
cookies_take(struct served *s, const struct request *rq)
{
	for (size_t i = 0; i < rq->reply.header_count; i++) {
		const char *value = rq->reply.headers[i].value;
		const char *text = strchr(value, '=') + 1;

		if (strcmp(rq->reply.headers[i].name, "Set-Cookie") != 0)
			continue;
		text = arena_copy(s->arena, text, strcspn(text, ";"));
		if (strncmp(value, "session=", 8) == 0)
			s->session = *text != '\0' ? text : NULL;
		if (strncmp(value, "guest=", 6) == 0)
			s->guest = text;
	}
}

struct request *
served_ask(struct served *s, const char *method, const char *target,
	const char *body, const char *const *headers)
{
	struct raw_request *raw = arena_alloc(s->arena, sizeof *raw);
	struct request *rq;

	raw->method = method;
	raw->target = target;
	raw->address = "127.0.0.1";
	raw->body = body != NULL ? body : "";
	raw->body_n = strlen(raw->body);
	header_put(raw, "Host", "127.0.0.1:8080");
	for (; headers != NULL && *headers != NULL; headers += 2)
		header_put(raw, headers[0], headers[1]);
	if (s->session != NULL)
		header_put(raw, "Cookie", arena_printf(s->arena, "session=%s",
			s->session));
	if (s->guest != NULL)
		header_put(raw, "cookie", arena_printf(s->arena,
			"x=1; guest=%s", s->guest));
	rq = app_answer(s->app, s->db, s->arena, raw);
	cookies_take(s, rq);
	if (rq->csrf != NULL)
		s->csrf = rq->csrf;
	return rq;
}

struct request *
served_get(struct served *s, const char *target)
{
	static const char *const html[] = {"Accept", "text/html", NULL};

	return served_ask(s, "GET", target, NULL, html);
}

struct request *
served_post(struct served *s, const char *target, const char *text)
{
	static const char *const sent[] = {"Accept", "text/html",
		"Content-Type", "application/x-www-form-urlencoded",
		"Origin", "http://127.0.0.1:8080", NULL};

	return served_ask(s, "POST", target, arena_printf(s->arena,
		"%s&_csrf=%s", text, s->csrf != NULL ? s->csrf : ""), sent);
}

const char *
served_header(const struct request *rq, const char *name)
{
	for (size_t i = 0; i < rq->reply.header_count; i++)
		if (strcasecmp(rq->reply.headers[i].name, name) == 0)
			return rq->reply.headers[i].value;
	return NULL;
}

bool
served_has(const struct request *rq, const char *text)
{
	return memmem(rq->reply.at, rq->reply.n, text, strlen(text)) != NULL;
}

void
served_sign_in(struct served *s)
{
	served_get(s, "/office/sign-in");
	CHECK_INT(served_post(s, "/office/sign-in",
		"login=Mina&password=correct+horse")->reply.status, 303);
}
