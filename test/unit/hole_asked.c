/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Holes of what readers ask about the comments of others: reports, and blocks
 * for thirty days.
 */
#include <string.h>

#include "guest.h"
#include "test.h"

static const char hostile[] = "'\"><&</textarea></title><script>alert(1)"
	"</script><img src=x onerror=alert(2)>";

/* Opens a form as a browser does: its cookie is kept; the token. */
static const char *
form(struct guest *r, const char *at)
{
	struct request *rq = guest_get(r, at);
	const char *cookie = guest_header(rq, "Set-Cookie");

	CHECK_INT(rq->reply.status, 200);
	if (cookie != NULL)
		r->cookie = arena_copy(r->arena, cookie, strcspn(cookie, ";"));
	return rq->csrf;
}

static struct request *
report(struct guest *r, const char *id, const char *words)
{
	const char *at = arena_printf(r->arena, COMMENTS "/%s/report", id);
	const char *token;

	r->cookie = NULL;
	token = form(r, at);
	return guest_post(r, at, "_csrf", token, "reason", "abuse", "words",
		words, NULL);
}

static struct request *
ask(struct guest *r, const char *id, const char *name, const char *grounds)
{
	const char *at = arena_printf(r->arena, COMMENTS "/%s/block", id);
	const char *token;

	r->cookie = NULL;
	token = form(r, at);
	return guest_post(r, at, "_csrf", token, "name", name, "mail",
		"zorro@harmed.example", "relation", "self", "ground", "insult",
		"grounds", grounds, NULL);
}

/* ---- reports ---- */

static void
one_network_is_one_report(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A quiet word", NULL);

	if (!CHECK(id != NULL))
		return;
	for (int i = 0; i < 9; i++) {
		const char *spoof[] = { "X-Forwarded-For", arena_printf(a,
			"192.0.%d.1", i), NULL };

		guest_wait(r, 60000);
		r->from = arena_printf(a, i < 5 ? "203.0.113.%d" :
			"2001:db8:9:%d::1", i + 1);
		r->headers = spoof;
		CHECK_INT(report(r, id, "x")->reply.status, 303);
		r->headers = NULL;
		CHECK_TEXT(guest_field(r, id, "state"), "shown");
	}
	/* Two networks so far; the third makes it wait. */
	r->from = "192.0.2.9";
	CHECK_INT(report(r, id, "x")->reply.status, 303);
	CHECK_TEXT(guest_field(r, id, "state"), "held");
}

/* ---- who asks ---- */

static void
holds_nothing(struct guest *r, const char *target)
{
	static const char *const secrets[] = { "Zorro", "harmed.example",
		"my own business", NULL };
	const char *body = guest_body(guest_get(r, target));

	for (const char *const *s = secrets; *s != NULL; s++)
		if (!CHECK(strstr(body, *s) == NULL))
			printf("# %s: %s\n", target, *s);
}

static void
whoever_asks_is_unknown(struct arena *a)
{
	static const char *const ways[] = { LETTERS, "/en/", "/en/news",
		"/en/search?q=business", "/api/v1/comments", "/api/v1/takedowns",
		"/api/v1/takedowns?q=business", "/api/openapi.json", COMMENTS,
		NULL };
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A quiet word", NULL), *own;
	struct request *rq;

	if (!CHECK(id != NULL))
		return;
	rq = ask(r, id, "Zorro", "It tells of my own business.");
	CHECK_INT(rq->reply.status, 303);
	r->cookie = NULL;
	own = arena_printf(a, COMMENTS "/%s", id);
	for (int json = 0; json < 2; json++) {
		r->json = json == 1;
		for (const char *const *w = ways; *w != NULL; w++)
			holds_nothing(r, *w);
		holds_nothing(r, own);
		holds_nothing(r, arena_printf(a, "%s/report", own));
		holds_nothing(r, arena_printf(a, "%s/block", own));
		rq = guest_post(r, own, "password", "four", "what", "look",
			NULL);
		CHECK_INT(rq->reply.status, 200);
		CHECK(strstr(guest_body(rq), "Zorro") == NULL);
		CHECK(strstr(guest_body(rq), "harmed.example") == NULL);
	}
	/* By asking alone nothing is out of sight. */
	CHECK_TEXT(guest_field(r, id, "state"), "shown");
}

static void
secret_address_is_secret(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A quiet word", NULL), *right, *secret;
	struct request *rq;
	char *wrong;

	if (!CHECK(id != NULL))
		return;
	rq = ask(r, id, "Zorro", "It tells of my own business.");
	if (!CHECK(rq->reply.location != NULL))
		return;
	r->cookie = NULL;
	right = arena_copy(a, rq->reply.location, strcspn(rq->reply.location,
		"?"));
	rq = guest_get(r, right);
	CHECK_INT(rq->reply.status, 200);
	CHECK(rq->reply.cache == NULL ||
		strstr(rq->reply.cache, "public") == NULL);
	CHECK(strstr(guest_body(rq), "noindex") != NULL);
	secret = strrchr(right, '/') + 1;
	CHECK(strlen(secret) >= 32);
	wrong = arena_text(a, right);
	for (char *c = wrong + (secret - right); *c != '\0'; c++) {
		char was = *c;

		*c = was == '0' ? '1' : '0';
		CHECK_INT(guest_get(r, wrong)->reply.status, 404);
		CHECK_INT(guest_post(r, wrong, NULL)->reply.status, 404);
		*c = was;
	}
	CHECK_INT(guest_get(r, arena_copy(a, right, strlen(right) - 1))
		->reply.status, 404);
	CHECK_INT(guest_get(r, arena_printf(a, "%s0", right))->reply.status,
		404);
	/* Of another request it is none either. */
	rq = ask(r, id, "Zorro", "It tells of my own business twice.");
	CHECK(rq->reply.location != NULL);
	wrong = arena_printf(a, "%.*s%s", (int)(strlen(
		rq->reply.location) - strlen(strrchr(rq->reply.location,
		'/')) + 1), rq->reply.location, secret);
	CHECK_INT(guest_get(r, wrong)->reply.status, 404);
}

/* ---- what cannot be asked about ---- */

static void
hidden_is_not_asked_about(struct arena *a)
{
	static const char *const ways[] = { "report", "block" };
	struct guest *r = guest_new(a, NULL);
	const char *state = "";
	const char *id = r == NULL ? NULL : guest_leave(r, "Walrus", "four",
		"See www.walrus.example", &state);

	if (!CHECK(id != NULL))
		return;
	CHECK_TEXT(state, "held");
	for (int i = 0; i < 2; i++) {
		const char *at = arena_printf(a, COMMENTS "/%s/%s", id,
			ways[i]);
		struct request *rq = guest_get(r, at);

		CHECK_INT(rq->reply.status, 404);
		CHECK(strstr(guest_body(rq), "alrus") == NULL);
		/* A comment of this article is none of another. */
		CHECK_INT(guest_get(r, arena_printf(a,
			"/en/news/second/comments/%s/%s", id, ways[i]))
			->reply.status, 404);
	}
}

/* ---- from elsewhere, and markup ---- */

static void
asked_with_a_token(struct arena *a)
{
	static const char *const ways[] = { "report", "block" };
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A quiet word", NULL);
	int64_t rows;

	if (!CHECK(id != NULL))
		return;
	rows = guest_rows(r);
	for (int i = 0; i < 2; i++) {
		const char *at = arena_printf(a, COMMENTS "/%s/%s", id,
			ways[i]);
		const char *token = form(r, at);

		CHECK_INT(guest_post(r, at, "reason", "abuse", "name", "Z",
			"relation", "self", "ground", "insult", "grounds", "g",
			NULL)->reply.status, 403);
		r->origin = "https://evil.example";
		CHECK_INT(guest_post(r, at, "_csrf", token, "reason", "abuse",
			"name", "Z", "relation", "self", "ground", "insult",
			"grounds", "g", NULL)->reply.status, 403);
		r->origin = "http://127.0.0.1:8080";
		r->cookie = NULL;
		CHECK_INT(guest_post(r, at, "_csrf", token, "reason", "abuse",
			"name", "Z", "relation", "self", "ground", "insult",
			"grounds", "g", NULL)->reply.status, 403);
	}
	CHECK_INT(guest_rows(r), rows);
}

static void
asked_markup_is_text(struct arena *a)
{
	static const char *const raw[] = { "<script>alert", "<img src=x",
		"</textarea></title>", NULL };
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"A quiet word", NULL), *pages[8], *takedown, *at;
	struct request *rq;
	size_t n = 0;

	if (!CHECK(id != NULL))
		return;
	CHECK_INT(report(r, id, hostile)->reply.status, 303);
	rq = ask(r, id, "'\"<script>alert(1)</script>", hostile);
	if (!CHECK_INT(rq->reply.status, 303))
		return;
	at = strstr(rq->reply.location, "/takedowns/") + 11;
	takedown = arena_copy(a, at, strcspn(at, "/"));
	pages[n++] = arena_copy(a, rq->reply.location, strcspn(
		rq->reply.location, "?"));
	pages[n++] = arena_printf(a, "/office/takedowns/%s", takedown);
	pages[n++] = arena_printf(a, "/office/takedowns/%s/decide", takedown);
	pages[n++] = "/office/takedowns";
	pages[n++] = "/office/moderation?tab=reported";
	pages[n++] = arena_printf(a, "/office/comments/%s", id);
	pages[n++] = "/office/";
	pages[n++] = LETTERS;
	r->cookie = guest_staff(r, "kim", "officer editor");
	for (size_t i = 0; i < n; i++) {
		const char *body;

		rq = guest_get(r, pages[i]);
		body = guest_body(rq);
		CHECK_INT(rq->reply.status, 200);
		for (const char *const *s = raw; *s != NULL; s++)
			if (!CHECK(strstr(body, *s) == NULL))
				printf("# %s\n", pages[i]);
	}
	/* It is read where it must be read. */
	CHECK(strstr(guest_body(guest_get(r, pages[2])), "alert(1)") != NULL);
	CHECK(strstr(guest_body(guest_get(r, pages[4])), "alert(1)") != NULL);
	/* And in the forms that come back. */
	r->cookie = NULL;
	at = arena_printf(a, COMMENTS "/%s/block", id);
	rq = guest_post(r, at, "_csrf", form(r, at), "name", hostile, "mail",
		hostile, "relation", hostile, "ground", hostile, "grounds",
		hostile, NULL);
	CHECK_INT(rq->reply.status, 422);
	for (const char *const *s = raw; *s != NULL; s++)
		CHECK(strstr(guest_body(rq), *s) == NULL);
}

const struct test hole_asked_tests[] = {
	{ "hole: one address silencing all; one network's reports are one report", one_network_is_one_report },
	{ "hole: leak; who asks for a block is in nothing public, nor told to the author", whoever_asks_is_unknown },
	{ "hole: guessable address; a request's own page has a secret, every letter of it", secret_address_is_secret },
	{ "hole: approval; of what is not shown nothing can be asked", hidden_is_not_asked_about },
	{ "hole: CSRF; reports and requests need the token of their form", asked_with_a_token },
	{ "hole: XSS; markup of reports and requests is text, for staff too", asked_markup_is_text },
	{0}
};
