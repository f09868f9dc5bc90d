/* SPDX-License-Identifier: Apache-2.0 */
/* The office that readers write to; see guest.h. */
#include "guest.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/file.h"
#include "derive/derive.h"
#include "pages/pages.h"
#include "test.h"

#define BEGUN INT64_C(1795384800000)
#define HOST "127.0.0.1:8080"

static const char founding[] =
	"{\"kind\": \"office\", \"name\": {\"en\": \"Haneul Exchange\"}, "
	"\"zone\": \"Asia/Seoul\", \"comments\": \"none\"}\n"
	"{\"kind\": \"article\", \"id\": "
	"\"01890000-0000-7000-8000-0000000000a1\", \"slug\": "
	"\"letters\", \"state\": "
	"\"published\", \"published\": \"2024-11-08T07:10:00+09:00"
	"[Asia/Seoul]\", \"headline\": {\"en\": \"Letters\"}, \"body\": "
	"{\"en\": \"They were exchanged.\"}}\n"
	"{\"kind\": \"article\", \"id\": "
	"\"01890000-0000-7000-8000-0000000000a2\", \"slug\": "
	"\"second\", \"state\": "
	"\"published\", \"published\": \"2024-11-09T07:10:00+09:00"
	"[Asia/Seoul]\", \"headline\": {\"en\": \"Second\"}, \"body\": "
	"{\"en\": \"And again.\"}}\n";

/* ---- the office ---- */

static void
guest_close(void *arg)
{
	struct guest *r = arg;

	if (r->db != NULL)
		db_disconnect(r->db);
	if (r->store != NULL)
		db_close(r->store);
	clock_set(0);
}

static void
folder_remove(void *path)
{
	file_remove_folder(path);
}

static enum err
fetch(struct arena *a, const char *path, struct bytes *out, void *arg)
{
	(void)a, (void)path, (void)out, (void)arg;
	return ERR_MISSING;
}

static bool
found(struct guest *r)
{
	struct import_wish w = { .file = "founding.jsonl", .fetch = fetch };
	struct import_told told = { .faults = buf_in(r->arena, 1 << 16) };
	struct record *article;

	if (!CHECK_INT(import_bytes(&r->visit, &w, founding,
		    sizeof founding - 1, &told), OK))
		CHECK_TEXT(told.faults.at, "");
	if (!CHECK_INT(record_named(&r->visit, &entity_article, "letters",
		    &article), OK))
		return false;
	r->article = article->id;
	if (!CHECK_INT(record_named(&r->visit, &entity_article, "second",
		    &article), OK))
		return false;
	r->second = article->id;
	return true;
}

static bool
open_in(struct guest *r, const char *folder, const char *const *proxies)
{
	static const uint8_t key[SECRET_KEY] = {3, 1, 4};
	static const struct job_kind no_jobs[] = {{0}};
	struct buf faults = buf_in(r->arena, 1 << 16);
	struct app_wish wish = { .entities = office_entities,
		.routes = page_routes, .jobs = no_jobs, .key = key,
		.frame = page_frame, .proxies = proxies };
	char why[300] = "";

	CHECK_INT(db_open(arena_printf(r->arena, "sqlite:%s/store.db", folder),
		true, &r->store, why), OK);
	CHECK_TEXT(why, "");
	if (r->store == NULL || !CHECK_INT(db_connect(r->store, &r->db), OK))
		return false;
	wish.store = r->store;
	r->app = app_open(r->arena, &wish, &faults);
	CHECK_TEXT(faults.at, "");
	if (r->app == NULL)
		return false;
	visit_begin(&r->visit, r->arena, r->store, r->db,
		app_catalogue(r->app));
	r->visit.roles |= ROLE_SYSTEM;
	r->visit.trusted = true;
	r->visit.who = "test";
	r->visit.lang = LANG_EN;
	for (size_t i = 0; store_tables[i] != NULL; i++)
		if (!CHECK_INT(migrate(&r->visit, NULL, store_tables[i],
			    &faults), OK))
			return false;
	return true;
}

struct guest *
guest_new(struct arena *a, const char *const *proxies)
{
	struct guest *r = arena_alloc(a, sizeof *r);
	const char *folder;

	*r = (struct guest){ .arena = a, .from = "198.51.100.7",
		.origin = "http://" HOST };
	if (!CHECK_INT(file_temporary(a, "guest", &folder), OK))
		return NULL;
	arena_defer(a, folder_remove, (void *)(uintptr_t)folder);
	arena_defer(a, guest_close, r);
	clock_set(BEGUN);
	return open_in(r, folder, proxies) && found(r) ? r : NULL;
}

void
guest_wait(struct guest *r, int64_t ms)
{
	clock_set(clock_now() + ms);
	visit_again(&r->visit);
	r->visit.now = clock_now();
}

/* ---- asking ---- */

static void
header_put(struct raw_request *raw, const char *name, const char *value)
{
	if (value == NULL)
		return;
	raw->headers[raw->header_count].name = name;
	raw->headers[raw->header_count++].value = value;
}

struct request *
guest_ask(struct guest *r, const char *method, const char *target,
	const char *type, const char *body)
{
	struct raw_request *raw = arena_alloc(r->arena, sizeof *raw);
	bool writes = strcmp(method, "GET") != 0;

	*raw = (struct raw_request){ .method = method, .target = target,
		.address = r->from, .body = body != NULL ? body : "" };
	raw->body_n = strlen(raw->body);
	for (const char *const *h = r->headers; h != NULL && *h != NULL;
	    h += 2)
		header_put(raw, h[0], h[1]);
	header_put(raw, "Host", HOST);
	header_put(raw, "Accept", r->json ? "application/json" :
		"text/html");
	header_put(raw, "Content-Type", type);
	header_put(raw, "Cookie", r->cookie);
	if (writes)
		header_put(raw, "Origin", r->origin);
	return app_answer(r->app, r->db, r->arena, raw);
}

struct request *
guest_get(struct guest *r, const char *target)
{
	return guest_ask(r, "GET", target, NULL, NULL);
}

static void
escaped(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (isalnum((unsigned char)*text))
			buf_char(out, *text);
		else
			buf_printf(out, "%%%02X", (unsigned char)*text);
}

struct request *
guest_post(struct guest *r, const char *target, ...)
{
	struct buf form = buf_in(r->arena, 8 << 20);
	const char *name, *value;
	va_list pairs;

	va_start(pairs, target);
	while ((name = va_arg(pairs, const char *)) != NULL) {
		value = va_arg(pairs, const char *);
		if (value == NULL)
			continue;
		buf_text(&form, form.n > 0 ? "&" : "");
		escaped(&form, name);
		buf_char(&form, '=');
		escaped(&form, value);
	}
	va_end(pairs);
	return guest_ask(r, "POST", target,
		"application/x-www-form-urlencoded", form.at);
}

const char *
guest_body(const struct request *rq)
{
	return rq->reply.at == NULL ? "" : arena_copy(rq->visit.arena,
		rq->reply.at, rq->reply.n);
}

const char *
guest_header(const struct request *rq, const char *name)
{
	if (strcasecmp(name, "Location") == 0)
		return rq->reply.location;
	for (size_t i = 0; i < rq->reply.header_count; i++)
		if (strcasecmp(rq->reply.headers[i].name, name) == 0)
			return rq->reply.headers[i].value;
	return NULL;
}

bool
guest_told(const struct request *rq, const char *field, const char *key)
{
	for (const struct problem *p = rq->visit.problems; p != NULL;
	    p = p->next)
		if (strcmp(p->key, key) == 0 && strcmp(p->field != NULL ?
		    p->field : "", field) == 0)
			return true;
	for (const struct problem *p = rq->visit.problems; p != NULL;
	    p = p->next)
		printf("# it is %s: %s\n", p->field != NULL ? p->field : "",
			p->key);
	return false;
}

/* ---- comments ---- */

const char *
guest_number(struct guest *r, struct id article)
{
	return number_make(&r->visit, article, clock_now() - 10000);
}

const char *
guest_digits(struct guest *r, struct id article, const char *sealed)
{
	struct number n;

	if (!CHECK_INT(number_read(&r->visit, sealed, article, &n), OK))
		return "";
	return arena_text(r->arena, n.digits);
}

const char *
guest_leave(struct guest *r, const char *nickname, const char *password,
	const char *text, const char **state)
{
	const char *sealed = guest_number(r, r->article), *at;
	struct request *rq = guest_post(r, COMMENTS, "nickname", nickname,
		"password", password, "text", text, "sealed", sealed,
		"number", guest_digits(r, r->article, sealed), NULL);

	if (rq->reply.status != 303)
		return NULL;
	at = strstr(rq->reply.location, "#c-");
	at = at != NULL ? at + 3 : strrchr(rq->reply.location, '/') + 1;
	at = arena_copy(r->arena, at, strcspn(at, "?#"));
	if (state != NULL)
		*state = guest_field(r, at, "state");
	return at;
}

const char *
guest_field(struct guest *r, const char *id, const char *field)
{
	struct record *c;
	struct id which;
	const char *text;

	visit_again(&r->visit);
	if (!id_parse(id, &which) || record_get(&r->visit, &entity_comment,
	    which, &c) != OK)
		return NULL;
	text = record_text(c, field);
	return text != NULL ? arena_text(r->arena, text) : NULL;
}

/* ---- staff ---- */

struct hiring {
	const char *login, *roles, *token;
	struct id account;
};

static enum err
hire(struct visit *v, void *arg)
{
	struct hiring *h = arg;
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;
	struct record *made;

	TRY(record_create(v, &entity_account, keep(v, json_pack(
		"{s:s, s:s, s:s, s:s, s:b}", "login", h->login, "called",
		h->login, "roles", h->roles, "language", "en", "active", 1)),
		&made));
	secret_digest(h->token, strlen(h->token), digest);
	s = db_ask(v->db, "INSERT INTO web_session "
		"(token_digest, account, made, seen) VALUES (?, ?, ?, ?)");
	db_bind_blob(s, digest, sizeof digest);
	db_bind_id(s, made->id);
	db_bind_int(s, v->now);
	db_bind_int(s, v->now);
	return db_run(s);
}

const char *
guest_staff(struct guest *r, const char *login, const char *roles)
{
	struct hiring h = { .login = login, .roles = roles,
		.token = secret_token(r->arena, 32) };

	visit_again(&r->visit);
	CHECK_INT(visit_write(&r->visit, hire, &h), OK);
	return arena_printf(r->arena, "session=%s", h.token);
}

int64_t
guest_rows(struct guest *r)
{
	struct db_stmt *s = db_ask(r->db, "SELECT name FROM sqlite_schema "
		"WHERE type = 'table'");
	struct buf all = buf_in(r->arena, 1 << 16);
	int64_t n = -1;
	bool row = true;

	buf_text(&all, "SELECT 0");
	while (db_step(s, &row) == OK && row)
		buf_printf(&all, " + (SELECT COUNT(*) FROM \"%s\")",
			db_text(s, 0));
	db_done(s);
	s = db_say(r->db, all.at);
	if (db_step(s, &row) == OK && row)
		n = db_int(s, 0);
	db_done(s);
	return n;
}

/* ---- what a page is made of ---- */

/* One tag behind its <: its name and those of its attributes. */
static const char *
tag_bones(struct buf *out, const char *at)
{
	buf_char(out, '<');
	while (*at != '\0' && *at != '>') {
		size_t n = strcspn(at, " \t\n=>");

		buf_add(out, at, n);
		buf_char(out, ' ');
		at += n;
		if (*at == '=' && (at[1] == '"' || at[1] == '\'')) {
			at += 2 + strcspn(at + 2, at[1] == '"' ? "\"" : "'");
			at += *at != '\0';
		}
		at += *at == '=';
		at += strspn(at, " \t\n");
	}
	buf_text(out, ">\n");
	return *at == '>' ? at + 1 : at;
}

const char *
guest_bones(struct arena *a, const char *html)
{
	struct buf out = buf_in(a, 8 << 20);

	while ((html = strchr(html, '<')) != NULL)
		html = tag_bones(&out, html + 1);
	return out.n > 0 ? out.at : "";
}

const char *
guest_swap(struct arena *a, const char *s, const char *what,
	const char *with)
{
	struct buf out = buf_in(a, 8 << 20);
	size_t n = strlen(what);

	for (const char *at; (at = strstr(s, what)) != NULL; s = at + n) {
		buf_add(&out, s, (size_t)(at - s));
		buf_text(&out, with);
	}
	buf_text(&out, s);
	return out.at;
}
