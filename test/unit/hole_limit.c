/* SPDX-License-Identifier: Apache-2.0 */
/* Holes of limits, of names in the log, and of what a form gives back. */
#include <string.h>

#include "guest.h"
#include "test.h"
#include "web/inside.h"

static void
nickname_has_one_line(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r,
		"Mi\r\nBcc: a@b.example", "four", "Mine", NULL);
	const char *nickname = id == NULL ? NULL :
		guest_field(r, id, "nickname");

	CHECK(nickname == NULL || strpbrk(nickname, "\r\n\t") == NULL);
}

static void
no_reader_is_an_account(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id, *session;
	struct request *rq;
	json_t *view, *one;
	size_t i;

	if (r == NULL)
		return;
	session = guest_staff(r, "kim", "officer editor");
	id = guest_leave(r, "kim", "four", "A quiet word", NULL);
	if (!CHECK(id != NULL))
		return;
	r->cookie = session;
	r->json = true;
	rq = guest_get(r, arena_printf(a, "/office/comments/%s/history", id));
	CHECK_INT(rq->reply.status, 200);
	view = json_loadb(rq->reply.at, rq->reply.n, 0, NULL);
	CHECK(json_array_size(json_object_get(view, "changes")) > 0);
	json_array_foreach(json_object_get(view, "changes"), i, one)
		CHECK(strcmp(json_string_value(json_object_get(one, "who")),
			"kim") != 0);
	json_decref(view);
}

static void
two_lines_are_one_list(struct arena *a)
{
	static const char *const listed[] = { "10.0.0.0/8", NULL };
	static const char *const lines[] = { "X-Forwarded-For", "192.0.2.1",
		"X-Forwarded-For", "203.0.113.9", NULL };
	struct guest *r = guest_new(a, listed);

	if (r == NULL)
		return;
	r->from = "10.0.0.1";
	r->headers = lines;
	CHECK_TEXT(guest_get(r, COMMENTS)->network, "203.0.113.0/24");
}

/* Who guesses again each time the wait ends keeps the author out. */
static void
author_is_not_kept_out(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "right one",
		"Mine", NULL), *at;
	bool in = false;

	if (!CHECK(id != NULL))
		return;
	at = arena_printf(a, COMMENTS "/%s", id);
	for (int round = 0; round < 30; round++) {
		struct request *rq;

		r->from = "203.0.113.9";
		do {
			rq = guest_post(r, at, "password", "not it", "what",
				"look", NULL);
			if (rq->reply.status == 429)
				break;
		} while (rq->reply.status == 422);
		r->from = "198.51.100.7";
		guest_wait(r, 31000);
		/* By now the wait is a quarter of an hour. */
		in |= round >= 8 && guest_post(r, at, "password",
			"right one", "what", "look", NULL)->reply.status == 200;
		guest_wait(r, rq->reply.retry_after * INT64_C(1000) - 31000);
	}
	CHECK(in);
}

static void
numbers_are_not_endless(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	int given = 0;

	for (int i = 0; r != NULL && i < 300; i++) {
		const char *at = strstr(guest_body(guest_get(r, COMMENTS)),
			"name=\"sealed\" value=\"");

		given += at != NULL && at[21] != '"';
	}
	CHECK(given >= 5 && given <= 100);
}

static void
answer_to_the_gone_keeps_the_text(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *sealed;
	struct request *rq;

	if (r == NULL)
		return;
	sealed = guest_number(r, r->article);
	rq = guest_post(r, COMMENTS, "nickname", "Mina", "password", "four",
		"text", "Half an hour", "sealed", sealed, "number",
		guest_digits(r, r->article, sealed), "answers",
		"01890000-0000-7000-8000-0000000000ff", NULL);
	CHECK(strstr(guest_body(rq), "Half an hour") != NULL);
	CHECK(strstr(guest_body(rq), "name=\"sealed\"") != NULL);
}

static void
blocks_can_be_asked_for(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *ids[14], *at;
	struct request *rq = NULL;

	for (int i = 0; r != NULL && i < 14; i++) {
		guest_wait(r, 60000);
		ids[i] = guest_leave(r, "Mina", "four", arena_printf(a,
			"%d", i), NULL);
		if (!CHECK(ids[i] != NULL))
			return;
	}
	for (int i = 0; r != NULL && i < 250; i++) {
		const char *cookie;

		r->from = arena_printf(a, "203.%d.9.9", i / 2);
		r->cookie = NULL;
		at = arena_printf(a, COMMENTS "/%s/block", ids[i / 18]);
		rq = guest_get(r, at);
		cookie = guest_header(rq, "Set-Cookie");
		r->cookie = arena_copy(a, cookie, strcspn(cookie, ";"));
		rq = guest_post(r, at, "_csrf", rq->csrf, "name", "N",
			"relation", "self", "ground", "insult", "grounds",
			"g", NULL);
	}
	if (r != NULL)
		CHECK_INT(rq->reply.status, 303);
}

static void
nobody_plays_the_office(struct arena *a)
{
	static const char *const names[] = { "관리자", "관 리 자", "운영자",
		"Admin", "admin1strator", "Administrator", "담당자", "管理员",
		"管理者", "Haneul Exchange", "kimtheeditor" };
	struct guest *r = guest_new(a, NULL);

	if (r == NULL)
		return;
	guest_staff(r, "kimtheeditor", "officer editor");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *state = "";

		guest_wait(r, 60000);
		guest_leave(r, names[i], "four", arena_printf(a,
			"Word number %zu", i), &state);
		if (!CHECK_TEXT(state, "held"))
			printf("# %s\n", names[i]);
	}
}

const struct test hole_limit_tests[] = {
	{ "hole: header injection; a nickname has one line", nickname_has_one_line },
	{ "hole: impostor; no reader stands in the log as an account", no_reader_is_an_account },
	{ "hole: spoofed address; two lines of X-Forwarded-For are one list", two_lines_are_one_list },
	{ "hole: password guessing; whoever guesses on does not keep the author out", author_is_not_kept_out },
	{ "hole: numbers without end; one network is given so many", numbers_are_not_endless },
	{ "hole: impostor; whoever is called like the office or its staff waits", nobody_plays_the_office },
	{ "hole: an answer to what is gone keeps what was typed", answer_to_the_gone_keeps_the_text },
	{ "hole: one limit for everybody; a block can be asked for whatever others ask", blocks_can_be_asked_for },
	{0}
};
