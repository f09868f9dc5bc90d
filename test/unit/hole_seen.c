/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Holes by what others see and may: what of a writer is in anything public,
 * whose hands can put a comment before readers, and forms that another site
 * sends.
 */
#include <string.h>

#include "guest.h"
#include "pages/pages.h"
#include "test.h"
#include "web/inside.h"

/* ---- what is public ---- */

static const char *const agent_one[] = { "User-Agent", "Zeppelin/77.1",
	"Referer", "http://127.0.0.1:8080/secret-page", "Accept-Language",
	"en-ZW", NULL };
static const char *const agent_two[] = { "User-Agent", "Balloon/12",
	"Accept-Language", "en", NULL };

/* Everything that anybody can ask for and that could hold a comment. */
static const char *const public_ways[] = {
	LETTERS, COMMENTS, "/ko/news/letters", "/en/", "/en/news",
	"/en/search?q=quiet", "/en/feed.xml", "/en/news/feed.xml",
	"/en/statistics", "/sitemap.xml", "/robots.txt", "/metrics",
	"/api/v1/comments", "/api/v1/comments?limit=200",
	"/api/v1/articles/letters", "/api/openapi.json", LETTERS "?beside=ko",
	COMMENTS "/feed.atom", COMMENTS "/feed.rss", COMMENTS "/feed.json",
	"/en/comments", "/en/comments.csv", "/en/comments.json",
	"/en/comments/feed.atom", "/en/comments/feed.json",
	"/api/v1/comments/months", NULL
};

/* In hex, as far as anybody would print it. */
static const char *
first_bytes(struct guest *r, const char *sql)
{
	struct db_stmt *s = db_say(r->db, sql);
	struct bytes b;
	const char *out = "";
	bool row;

	if (CHECK_INT(db_step(s, &row), OK) && CHECK(row)) {
		b = db_blob(s, 0);
		out = secret_hex(r->arena, b.at, b.n < 6 ? b.n : 6);
	}
	db_done(s);
	return out;
}

static void
holds_none(const char *body, const char *const *secrets, const char *where)
{
	for (; *secrets != NULL; secrets++)
		if (**secrets != '\0' && strstr(body, *secrets) != NULL) {
			CHECK(!"a writer's own is in it");
			printf("# %s: %s\n", where, *secrets);
		}
}

static void
nothing_of_a_writer(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *secrets[] = { "198.51.100", "Zeppelin", "secret-page",
		"en-ZW", "opensesame", "argon2", NULL, NULL, NULL, NULL };
	const char *id, *own;

	if (r == NULL)
		return;
	r->headers = agent_one;
	id = guest_leave(r, "Mina", "opensesame", "A quiet word", NULL);
	r->headers = NULL;
	if (!CHECK(id != NULL))
		return;
	secrets[6] = first_bytes(r, "SELECT network FROM comment_secret");
	secrets[7] = first_bytes(r, "SELECT shape FROM comment_secret");
	secrets[8] = first_bytes(r, "SELECT key FROM comment_day");
	r->from = "203.0.113.9";
	own = arena_printf(a, COMMENTS "/%s", id);
	for (int json = 0; json < 2; json++) {
		r->json = json == 1;
		for (const char *const *w = public_ways; *w != NULL; w++)
			holds_none(guest_body(guest_get(r, *w)), secrets, *w);
		holds_none(guest_body(guest_get(r, own)), secrets, own);
		holds_none(guest_body(guest_get(r, arena_printf(a,
			"/api/v1/comments/%s", id))), secrets, "alone");
		holds_none(guest_body(guest_post(r, own, "password", "opensea",
			"what", "look", NULL)), secrets, "a wrong password");
	}
}

/* The article's page and what programs get, with ids and texts alike. */
static const char *
publicly(struct guest *r, const char *id, const char *text)
{
	struct buf out = buf_in(r->arena, 8 << 20);

	for (int json = 0; json < 2; json++) {
		r->json = json == 1;
		buf_text(&out, guest_body(guest_get(r, arena_printf(r->arena,
			COMMENTS "/%s", id))));
		buf_text(&out, guest_body(guest_get(r, arena_printf(r->arena,
			"/api/v1/comments/%s", id))));
		buf_text(&out, guest_body(guest_get(r, LETTERS)));
	}
	r->json = false;
	return guest_swap(r->arena, guest_swap(r->arena, out.at, id, "ID"),
		text, "TEXT");
}

/* Two stores of the same, at the same moment; a comment from another network,
 * another program, with another password: the same bytes but for its text. */
static void
writers_look_alike(struct arena *a)
{
	static const char *const texts[] = { "The first of them",
		"What a second said" };
	const char *seen[2] = { "", "" };

	for (int i = 0; i < 2; i++) {
		struct guest *r = guest_new(a, NULL);
		const char *id;

		if (r == NULL)
			return;
		r->from = i == 0 ? "198.51.100.7" : "2001:db8:7::1";
		r->headers = i == 0 ? agent_one : agent_two;
		id = guest_leave(r, "Mina", i == 0 ? "opensesame" : "four",
			texts[i], NULL);
		r->headers = NULL;
		r->from = "203.0.113.9";
		if (CHECK(id != NULL))
			seen[i] = publicly(r, id, texts[i]);
		seen[i] = guest_swap(a, seen[i], id_text(a, r->article),
			"ARTICLE");
	}
	/* What is made anew for each page stays out of it. */
	CHECK(strlen(seen[0]) > 4000);
	CHECK_TEXT(seen[1], seen[0]);
}

static void
fields_are_few(struct arena *a)
{
	static const char *const may[] = { "id", "kind", "revision", "article",
		"nickname", "text", "at", "language", "answers", "state",
		"reason", "until", "decided", "sample", "made", "changed",
		"title", NULL };
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A quiet word", NULL), *name;
	struct request *rq;
	json_t *doc, *value;

	if (!CHECK(id != NULL))
		return;
	r->json = true;
	rq = guest_get(r, arena_printf(a, "/api/v1/comments/%s", id));
	CHECK_INT(rq->reply.status, 200);
	doc = json_loadb(rq->reply.at, rq->reply.n, 0, NULL);
	json_object_foreach(doc, name, value) {
		size_t i = 0;

		while (may[i] != NULL && strcmp(may[i], name) != 0)
			i++;
		if (!CHECK(may[i] != NULL))
			printf("# %s\n", name);
	}
	json_decref(doc);
}

/* ---- what is not public yet ---- */

/* One that waits for a person, as it has a link. */
static const char *
held(struct guest *r, const char **id)
{
	const char *state = "";

	*id = guest_leave(r, "Walrus", "four", "See www.walrus.example",
		&state);
	CHECK_TEXT(state, "held");
	return *id;
}

static void
held_is_not_found(struct arena *a)
{
	static const char *const asked[] = {
		"/api/v1/comments?f.state=held", "/api/v1/comments?f.why=link",
		"/api/v1/comments?f.nickname=Walrus",
		"/api/v1/comments?q=walrus", "/api/v1/comments?order=why",
		"/en/search?q=walrus", "/en/search?q=Walrus", NULL
	};
	struct guest *r = guest_new(a, NULL);
	const char *id;

	if (r == NULL || held(r, &id) == NULL)
		return;
	for (int json = 0; json < 2; json++) {
		r->json = json == 1;
		for (const char *const *t = asked; *t != NULL; t++)
			if (!CHECK(strstr(guest_body(guest_get(r, *t)),
			    "walrus.example") == NULL))
				printf("# %s\n", *t);
		for (const char *const *w = public_ways; *w != NULL; w++)
			if (!CHECK(strstr(guest_body(guest_get(r, *w)),
			    "alrus") == NULL))
				printf("# %s\n", *w);
		CHECK(strstr(guest_body(guest_get(r, arena_printf(a,
			COMMENTS "/%s", id))), "alrus") == NULL);
		CHECK(strstr(guest_body(guest_get(r, arena_printf(a,
			COMMENTS "?answers=%s", id))), "alrus") == NULL);
	}
	CHECK_INT(guest_get(r, arena_printf(a, "/api/v1/comments/%s", id))
		->reply.status, 404);
	CHECK(guest_get(r, arena_printf(a, "/api/v1/comments/%s/history",
		id))->reply.status >= 400);
}

/* Nor does a held one's address follow from those that are shown. */
static void
ids_cannot_be_guessed(struct arena *a)
{
	int same = 0, n = 64;

	for (int i = 0; i < n; i++) {
		struct id one = id_new(), two = id_new();

		(void)a;
		CHECK(memcmp(one.b + 8, two.b + 8, 8) != 0);
		for (int b = 9; b < 16; b++)
			same += one.b[b] == two.b[b];
	}
	/* 448 bytes; of random ones 1.75 are the same. */
	CHECK(same < 16);
}

/* ---- whose hands ---- */

static struct request *
patch(struct guest *r, const char *method, const char *at, const char *body)
{
	struct request *rq;

	r->json = true;
	rq = guest_ask(r, method, at, body == NULL ? NULL : "application/json",
		body);
	r->json = false;
	return rq;
}

/* Whether any of these, each with the token that its forms have, is taken. */
static int
hands_of(struct guest *r, const char *who, const char *id)
{
	const char *api = arena_printf(r->arena, "/api/v1/comments/%s", id);
	const char *office = arena_printf(r->arena, "/office/comments/%s", id);
	const char *article = id_text(r->arena, r->article);
	const char *made = arena_printf(r->arena, "{\"article\":\"%s\","
		"\"nickname\":\"Walrus\",\"text\":\"t\",\"state\":\"shown\"}",
		article);
	const char *token[] = { "X-CSRF-Token", guest_get(r,
		r->cookie != NULL ? "/office/account" : "/office/sign-in")
		->csrf, NULL };
	int taken = 0;

	r->headers = token;
	const struct request *all[] = {
		patch(r, "PATCH", api, "{\"state\":\"shown\"}"),
		patch(r, "PUT", api, made),
		patch(r, "POST", "/api/v1/comments", made),
		patch(r, "DELETE", api, NULL),
		patch(r, "POST", arena_printf(r->arena, "%s/decide", api),
			"{\"act\":\"show\"}"),
		patch(r, "POST", "/api/v1/comments/decide", arena_printf(
			r->arena, "{\"act\":\"show\",\"ids\":[\"%s\"]}",
			id)),
		patch(r, "POST", "/api/v1/comments/bulk", arena_printf(
			r->arena, "{\"ids\":[\"%s\"],\"field\":\"state\","
			"\"value\":\"shown\"}", id)),
		guest_ask(r, "POST", "/api/v1/comments/import",
			"application/jsonl", made),
		guest_post(r, office, "state", "shown", "_revision", "1", NULL),
		guest_post(r, "/office/comments", "state", "shown", "text", "t",
			"nickname", "Walrus", "article", article, NULL),
		guest_post(r, "/office/comments/bulk", "id", id, "field",
			"state", "value", "shown", NULL),
		guest_post(r, "/office/moderation", "do", arena_printf(
			r->arena, "show %s", id), "id", id, NULL),
		guest_post(r, arena_printf(r->arena, "%s/restore", office),
			"revision", "1", NULL),
		guest_post(r, arena_printf(r->arena, "%s/hide", office),
			"_revision", "1", NULL),
		guest_post(r, arena_printf(r->arena, "%s/erase", office),
			"reason", "r", NULL),
		guest_post(r, "/office/comments/import", "text", made, NULL),
	};

	r->headers = NULL;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		const struct reply *reply = &all[i]->reply;
		bool refused = reply->status >= 400 || (reply->status == 303 &&
			strstr(reply->location, "/office/sign-in") != NULL);

		taken += !refused;
		if (!refused && who != NULL)
			printf("# %s, way %zu: %d\n", who, i, reply->status);
	}
	return taken;
}

static void
no_hand_but_theirs(struct arena *a)
{
	static const char *const roles[] = { "reader", "partner", "approver",
		"officer" };
	struct guest *r = guest_new(a, NULL);
	const char *id;
	int64_t rows;

	if (r == NULL || held(r, &id) == NULL)
		return;
	rows = guest_rows(r);
	CHECK_INT(hands_of(r, "a guest", id), 0);
	CHECK_INT(guest_rows(r), rows);
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		r->cookie = guest_staff(r, roles[i], roles[i]);
		CHECK_INT(hands_of(r, roles[i], id), 0);
	}
	CHECK_TEXT(guest_field(r, id, "state"), "held");
	CHECK_TEXT(guest_field(r, id, "text"), "See www.walrus.example");
	/* These are the ways that those have whose task it is. */
	r->cookie = guest_staff(r, "editor", "editor");
	CHECK(hands_of(r, NULL, id) >= 4);
	r->cookie = NULL;
}

/* What a form says beside what the box reads counts for nothing. */
static void
form_grants_nothing(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *sealed, *id, *at;
	struct request *rq;

	if (r == NULL)
		return;
	sealed = guest_number(r, r->article);
	rq = guest_post(r, COMMENTS, "nickname", "Mina", "password", "four",
		"text", "See www.walrus.example", "sealed", sealed, "number",
		guest_digits(r, r->article, sealed), "state", "shown", "why",
		"", "reason", "", "at", "2001-01-01T00:00:00Z", "sample", "1",
		"objection", "o", "notes", "n", "decided",
		"2001-01-01T00:00:00Z", "article", id_text(a, r->second),
		"until", "2001-01-01", NULL);
	CHECK_INT(rq->reply.status, 303);
	id = strrchr(rq->reply.location, '/') + 1;
	CHECK_TEXT(guest_field(r, id, "state"), "held");
	CHECK_TEXT(guest_field(r, id, "article"), id_text(a, r->article));
	CHECK(strstr(guest_field(r, id, "at"), "2001") == NULL);
	CHECK(guest_field(r, id, "notes") == NULL);
	CHECK(guest_field(r, id, "objection") == NULL);
	CHECK(guest_field(r, id, "until") == NULL);
	/* Nor in its author's own form: what waits goes on waiting. */
	at = arena_printf(a, COMMENTS "/%s", id);
	CHECK_INT(guest_post(r, at, "password", "four", "what", "save", "text",
		"Quite calm now", "state", "shown", "nickname", "Other",
		"why", "", "article", id_text(a, r->second), NULL)
		->reply.status, 303);
	CHECK_TEXT(guest_field(r, id, "text"), "Quite calm now");
	CHECK_TEXT(guest_field(r, id, "state"), "held");
	CHECK_TEXT(guest_field(r, id, "nickname"), "Mina");
	CHECK(strstr(guest_body(guest_get(r, LETTERS)), "Quite calm") == NULL);
}

static void
edit_is_looked_at_again(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *state = "";
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A quiet word", &state), *at;

	if (!CHECK(id != NULL))
		return;
	CHECK_TEXT(state, "shown");
	at = arena_printf(a, COMMENTS "/%s", id);
	CHECK_INT(guest_post(r, at, "password", "four", "what", "save", "text",
		"See www.walrus.example", NULL)->reply.status, 303);
	CHECK_TEXT(guest_field(r, id, "state"), "held");
	CHECK(strstr(guest_body(guest_get(r, LETTERS)), "walrus") == NULL);
	/* And does not come back by being made calm again. */
	CHECK_INT(guest_post(r, at, "password", "four", "what", "save", "text",
		"A quiet word", NULL)->reply.status, 303);
	CHECK_TEXT(guest_field(r, id, "state"), "held");
}

/* ---- what was removed ---- */

static enum err
remove_run(struct visit *v, void *arg)
{
	struct id id;
	struct record *out;

	if (!id_parse(arg, &id))
		return ERR_INPUT;
	return record_change(v, &entity_comment, id, 0, keep(v, json_pack(
		"{s:s, s:s}", "state", "removed", "reason", "unrelated")),
		&out);
}

static void
removed_stays_removed(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Walrus", "four",
		"A walrus word", NULL), *at;

	if (!CHECK(id != NULL))
		return;
	visit_again(&r->visit);
	CHECK_INT(visit_write(&r->visit, remove_run, (void *)(uintptr_t)id),
		OK);
	at = arena_printf(a, COMMENTS "/%s", id);
	for (const char *const *w = public_ways; *w != NULL; w++)
		if (strstr(*w, "q=") == NULL &&
		    !CHECK(strstr(guest_body(guest_get(r, *w)), "alrus") ==
		    NULL))
			printf("# %s\n", *w);
	CHECK(strstr(guest_body(guest_get(r, at)), "alrus") == NULL);
	CHECK_INT(guest_post(r, at, "password", "four", "what", "save", "text",
		"Back", NULL)->reply.status, 409);
	CHECK_INT(guest_post(r, at, "password", "not it", "what", "object",
		"text", "No", NULL)->reply.status, 422);
	CHECK_TEXT(guest_field(r, id, "state"), "removed");
	CHECK(guest_field(r, id, "objection") == NULL);
}

/* ---- from elsewhere ---- */

static void
foreign_forms(struct arena *a)
{
	static const char *const sites[] = { "cross-site", "same-site",
		"nonsense" };
	static const char *const origins[] = { "https://evil.example", "null",
		"http://127.0.0.1:8081", "http://127.0.0.1:8080.evil.example",
		"http://evil.example/http://127.0.0.1:8080", "" };
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A quiet word", NULL), *sealed, *digits, *own;
	int64_t rows;

	if (!CHECK(id != NULL))
		return;
	sealed = guest_number(r, r->article);
	digits = guest_digits(r, r->article, sealed);
	own = arena_printf(a, COMMENTS "/%s", id);
	rows = guest_rows(r);
	for (size_t i = 0; i < 9; i++) {
		const char *pair[] = { "Sec-Fetch-Site", i < 3 ? sites[i] : "",
			NULL };

		r->headers = i < 3 ? pair : NULL;
		r->origin = i < 3 ? NULL : origins[i - 3];
		CHECK_INT(guest_post(r, COMMENTS, "nickname", "Evil",
			"password", "four", "text", "From afar", "sealed",
			sealed, "number", digits, NULL)->reply.status, 403);
		CHECK_INT(guest_post(r, own, "password", "four", "what",
			"delete", NULL)->reply.status, 403);
	}
	r->headers = NULL;
	r->origin = NULL;
	CHECK_INT(guest_rows(r), rows);
	/* Forms that a page elsewhere can send have one of three types. */
	CHECK_INT(guest_ask(r, "POST", COMMENTS, "text/plain",
		"nickname=Evil&password=four&text=x")->reply.status, 415);
	/* A GET changes nothing, whatever it says. */
	guest_get(r, arena_printf(a, "%s?password=four&what=delete", own));
	CHECK_TEXT(guest_field(r, id, "state"), "shown");
	CHECK_INT(guest_rows(r), rows);
	r->origin = "http://127.0.0.1:8080";
	CHECK_INT(guest_post(r, COMMENTS, "nickname", "Mina", "password",
		"four", "text", "From here", "sealed", sealed, "number",
		digits, NULL)->reply.status, 303);
}

static void
staff_forms_have_a_token(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A quiet word", NULL), *at;

	if (!CHECK(id != NULL))
		return;
	at = arena_printf(a, "/office/comments/%s", id);
	r->cookie = guest_staff(r, "kim", "officer editor");
	CHECK_INT(guest_post(r, at, "_revision", "1", "state", "removed",
		"reason", "unrelated", NULL)->reply.status, 403);
	CHECK_INT(guest_post(r, at, "_csrf", "0", "_revision", "1", "state",
		"removed", "reason", "unrelated", NULL)->reply.status, 403);
	r->origin = "https://evil.example";
	CHECK_INT(guest_post(r, at, "_csrf", guest_get(r, at)->csrf,
		"_revision", "1", "state", "removed", "reason", "unrelated",
		NULL)->reply.status, 403);
	CHECK_TEXT(guest_field(r, id, "state"), "shown");
}

/* ---- cookies of a neighbour ---- */

/* A page beside ours (another name of the same domain) can set cookies of that
 * domain; over TLS ours are called so that it cannot set them. */
static void
tossed_cookies(struct arena *a)
{
	static const char *const proxies[] = { "198.51.100.0/24", NULL };
	static const char *const secure[] = { "X-Forwarded-Proto", "https",
		NULL };
	struct guest *r = guest_new(a, proxies);
	const char *theirs, *mine, *digits;
	struct request *rq;

	if (r == NULL)
		return;
	theirs = guest_number(r, r->article);
	mine = guest_number(r, r->article);
	digits = guest_digits(r, r->article, theirs);
	r->headers = secure;
	r->origin = "https://127.0.0.1:8080";
	rq = guest_get(r, LETTERS "/number.svg");
	CHECK(strncmp(guest_header(rq, "Set-Cookie"), "__Host-number=", 14)
		== 0);
	CHECK(strstr(guest_header(rq, "Set-Cookie"), "; Secure") != NULL);
	CHECK(strstr(guest_header(rq, "Set-Cookie"), "; HttpOnly") != NULL);
	CHECK(strstr(guest_header(rq, "Set-Cookie"), "SameSite=Strict") !=
		NULL);
	CHECK(strstr(guest_header(rq, "Set-Cookie"), "Domain") == NULL);
	r->cookie = arena_printf(a, "number=%s; xx__Host-number=%s", theirs,
		theirs);
	rq = guest_post(r, COMMENTS, "nickname", "Mina", "password", "four",
		"text", "Not mine", "sealed", "", "number", digits, NULL);
	CHECK(guest_told(rq, "number", "comments.number-over"));
	r->cookie = arena_printf(a, "number=%s; __Host-number=%s", theirs,
		mine);
	rq = guest_post(r, COMMENTS, "nickname", "Mina", "password", "four",
		"text", "Mine", "sealed", "", "number", guest_digits(r,
		r->article, mine), NULL);
	CHECK_INT(rq->reply.status, 303);
}

/* ---- what people do not see ---- */

static void
trap_says_so(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *trap[2], *sealed, *id;
	struct request *rq;

	for (int i = 0; r != NULL && i < 2; i++) {
		const char *page = guest_body(guest_get(r, i == 0 ? COMMENTS :
			"/en/news/second/comments"));

		trap[i] = strstr(page, "<input name=\"n");
		if (!CHECK(trap[i] != NULL))
			return;
		trap[i] = arena_copy(a, trap[i] + 13, strcspn(trap[i] + 13,
			"\""));
	}
	if (r == NULL)
		return;
	CHECK(strcmp(trap[0], trap[1]) != 0);
	/* No name that a browser or a keeper of passwords fills in. */
	CHECK(strcmp(trap[0], "name") != 0 && strlen(trap[0]) == 11);
	sealed = guest_number(r, r->article);
	rq = guest_post(r, COMMENTS, "nickname", "Mina", "password", "four",
		"text", "A quiet word", "sealed", sealed, "number",
		guest_digits(r, r->article, sealed), trap[0], "mina@example",
		NULL);
	CHECK_INT(rq->reply.status, 303);
	CHECK(strstr(rq->reply.location, "#c-") == NULL);
	id = strrchr(rq->reply.location, '/') + 1;
	CHECK_TEXT(guest_field(r, id, "state"), "held");
	CHECK_TEXT(guest_field(r, id, "why"), "field");
	CHECK(strstr(guest_body(guest_get(r, rq->reply.location)), message(
		LANG_EN, "comments.is-held")) != NULL);
}

const struct test hole_seen_tests[] = {
	{ "hole: leak; nothing of a writer's address, program, password or hashes is in anything public", nothing_of_a_writer },
	{ "hole: leak; comments from two networks differ in their texts alone", writers_look_alike },
	{ "hole: leak; a comment has the fields that it needs, for programs too", fields_are_few },
	{ "hole: approval; what is held is found by nobody, in no list and by no filter", held_is_not_found },
	{ "hole: approval; the address of a held comment does not follow from others", ids_cannot_be_guessed },
	{ "hole: approval; no way of a guest, reader, partner or approver shows what is held", no_hand_but_theirs },
	{ "hole: approval; fields that are slipped into a form grant nothing", form_grants_nothing },
	{ "hole: approval; an edit is looked at as a post is", edit_is_looked_at_again },
	{ "hole: approval; what was removed is in nothing public and stays removed", removed_stays_removed },
	{ "hole: CSRF; another site's forms leave, change and use up nothing", foreign_forms },
	{ "hole: CSRF; a moderator's form needs its token", staff_forms_have_a_token },
	{ "hole: cookie tossing; over TLS a neighbour's cookies are none", tossed_cookies },
	{ "hole: honeypot; who falls into it is told that it waits, and success is never faked", trap_says_so },
	{0}
};
