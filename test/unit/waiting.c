/* SPDX-License-Identifier: Apache-2.0 */
/* Why a comment waits: what is nearly another, how much comes in, who is known;
 * and the work that a device may do. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "guest.h"
#include "office/comment_wait.h"
#include "store.h"
#include "test.h"

static struct sketch
sketch_of(struct visit *v, const char *text)
{
	struct sketch s;
	size_t n;

	near_sketch(v, text_letters(v->arena, text, &n), &s);
	return s;
}

static double
share_of(struct visit *v, const char *one, const char *other)
{
	struct sketch a = sketch_of(v, one), b = sketch_of(v, other);

	return near_share(a.of, b.of);
}

#define LONG "두 도시가 편지를 주고받은 지 벌써 오래되었다고 어머니께서 늘 " \
	"말씀하셨는데 이렇게 기사로 보니 참 반갑습니다"

static void
sketches_tell_how_near(struct arena *a)
{
	struct visit *v = store_new(a);

	CHECK(share_of(v, LONG, LONG) == 1);
	CHECK(share_of(v, LONG, "!! " LONG " ~~~ ♥") == 1);
	CHECK(share_of(v, LONG, LONG " 그래요") > NEAR_SHARE);
	CHECK(share_of(v, LONG, "다음 달에 여는 음악회에는 온 가족이 함께 가려고 "
		"합니다 표는 어디에서 살 수 있나요") < NEAR_SHARE_BUSY / 2);
	CHECK(share_of(v, "The exchange of letters began long ago.",
		"The exchange of students begins in the autumn.") <
		NEAR_SHARE_BUSY);
	CHECK(sketch_of(v, "감사합니다").pieces < NEAR_LEAST);
	CHECK(sketch_of(v, "Thank you very much").pieces < NEAR_LEAST);
}

/* ---- a table of ten thousand ---- */

static enum err
put_many(struct visit *v, void *arg)
{
	(void)arg;
	for (int i = 0; i < 10000; i++) {
		struct sketch s = sketch_of(v, arena_printf(v->arena,
			"comment %d of many %d that are %d not alike %d", i,
			i * 7919 % 10007, i * 31 % 997, i * i % 8191));

		TRY(near_put(v, id_new(), &s));
	}
	return OK;
}

/* How the engine goes about what near_find asks: by the key, not through all. */
static bool
by_the_key(struct visit *v)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"EXPLAIN QUERY PLAN %s", near_sql));
	bool row, key = false, whole = false;

	db_bind_int(s, 1);
	db_bind_int(s, 1);
	while (db_step(s, &row) == OK && row) {
		key |= strstr(db_text(s, 3), "band=? AND at>?") != NULL;
		whole |= strncmp(db_text(s, 3), "SCAN", 4) == 0 ||
			strstr(db_text(s, 3), "TEMP B-TREE") != NULL;
	}
	return key && !whole;
}

static void
near_is_found_by_the_key(struct arena *a)
{
	struct visit *v = store_new(a);
	struct sketch s;
	double share;

	for (const char *const *t = comment_tables; *t != NULL; t++) {
		struct db_conn *conn;

		CHECK_INT(db_write_begin(v->store, &conn), OK);
		CHECK_INT(db_script(conn, *t), OK);
		CHECK_INT(db_write_end(v->store, true), OK);
	}
	visit_again(v);
	CHECK_INT(visit_write(v, put_many, NULL), OK);
	visit_again(v);
	CHECK(by_the_key(v));
	s = sketch_of(v, LONG);
	CHECK_INT(near_find(v, &s, id_new(), &share), OK);
	CHECK(share < NEAR_SHARE_BUSY);
	s = sketch_of(v, arena_printf(a,
		"comment %d of many %d that are %d not alike %d!", 17,
		17 * 7919 % 10007, 17 * 31 % 997, 17 * 17));
	CHECK_INT(near_find(v, &s, id_new(), &share), OK);
	CHECK(share == 1);
}

/* ---- how much comes in ---- */

static const char *
address(struct guest *r, int i)
{
	return arena_printf(r->arena, "203.%d.%d.9", i / 250, i % 250);
}

/* What becomes of a short comment of its own from that network. */
static const char *
becomes(struct guest *r, int network, const char *word)
{
	const char *state = NULL;

	r->from = address(r, network);
	guest_leave(r, "Mina", "four", arena_printf(r->arena, "%s %d", word,
		network), &state);
	return state != NULL ? state : "refused";
}

static void
load_rises_and_falls(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *state, *id;

	if (r == NULL)
		return;
	CHECK_TEXT(becomes(r, 7, "Known since"), "shown");
	guest_wait(r, 600000);
	for (int i = 100; i < 270; i++) {
		r->from = address(r, i);
		guest_leave(r, "Mina", "four", arena_printf(a, "Short %d", i),
			&state);
	}
	/* The article has a bound of its own, which is over sooner. */
	guest_wait(r, 30000);
	/* A flood: strangers wait, and nobody is refused. */
	r->from = address(r, 300);
	id = guest_leave(r, "Mina", "four", "A stranger", &state);
	CHECK_TEXT(guest_field(r, id, "why"), "load");
	CHECK(strstr(guest_body(guest_get(r, arena_printf(a, COMMENTS "/%s",
		id))), "Very many comments") != NULL);
	CHECK_TEXT(becomes(r, 7, "Still known"), "shown");
	/* It is over by itself: busy, then calm. */
	guest_wait(r, 60000);
	CHECK_TEXT(becomes(r, 301, "Later"), "shown");
	guest_wait(r, 240000);
	CHECK_TEXT(becomes(r, 302, "Calm"), "shown");
}

/* hole: a carrier's network is many people.  It waits before it is refused,
 * and does not make others wait. */
static void
one_network_is_many(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	int shown = 0, held = 0;

	if (r == NULL)
		return;
	for (int i = 0; i < 30; i++) {
		const char *state = becomes(r, 9, arena_printf(a, "No. %d", i));

		shown += strcmp(state, "shown") == 0;
		held += strcmp(state, "held") == 0;
	}
	CHECK_INT(shown, 6);
	CHECK_INT(held, 24);
	CHECK_TEXT(becomes(r, 9, "Too many"), "refused");
	CHECK_TEXT(becomes(r, 10, "Elsewhere"), "shown");
	r->from = address(r, 11);
	CHECK(strstr(guest_body(guest_get(r, LETTERS "/work")),
		"\"busy\":false") != NULL);
	guest_wait(r, 10000);
	CHECK_TEXT(becomes(r, 9, "After a while"), "held");
}

/* hole: approval bypass by edit.  What becomes another's text waits; a letter
 * that is mended in one's own does not. */
static void
edits_are_weighed(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *own, *other;

	if (r == NULL)
		return;
	r->from = address(r, 1);
	own = guest_leave(r, "Mina", "four", LONG, NULL);
	r->from = address(r, 2);
	other = guest_leave(r, "Ad", "four", "Something short", NULL);
	if (!CHECK(own != NULL && other != NULL))
		return;
	guest_post(r, arena_printf(a, COMMENTS "/%s", own), "password", "four",
		"what", "save", "text", LONG "!", NULL);
	CHECK_TEXT(guest_field(r, own, "state"), "shown");
	guest_post(r, arena_printf(a, COMMENTS "/%s", other), "password",
		"four", "what", "save", "text", LONG " 그렇죠", NULL);
	CHECK_TEXT(guest_field(r, other, "state"), "held");
	CHECK_TEXT(guest_field(r, other, "why"), "near");
	/* And what others say later is held against what it says now. */
	guest_post(r, arena_printf(a, COMMENTS "/%s", own), "password", "four",
		"what", "save", "text", "Quite another thing now", NULL);
	r->from = address(r, 3);
	other = guest_leave(r, "Ad", "four", "Quite  another thing now!", NULL);
	CHECK_TEXT(guest_field(r, other, "why"), "repeat");
}

/* ---- work ---- */

static const char *
answer_of(struct arena *a, const struct work *w)
{
	uint8_t digest[SECRET_DIGEST];

	for (int64_t n = 0; n < w->most; n++) {
		char text[400];

		snprintf(text, sizeof text, "%s.%lld", w->ticket,
			(long long)n);
		secret_sha256(text, strlen(text), digest);
		if (strcmp(secret_hex(a, digest, sizeof digest), w->target)
		    == 0)
			return arena_printf(a, "%lld", (long long)n);
	}
	return NULL;
}

static void
work_is_bound(struct arena *a)
{
	static const uint8_t key[SECRET_KEY] = { 9 };
	struct catalogue c = { .key = key };
	struct visit v = { .arena = a, .catalogue = &c, .now = 5000000 };
	struct id article = id_new(), other = id_new();
	const char *number = number_make(&v, article, v.now);
	const char *another = number_make(&v, article, v.now), *n, *moved;
	struct work w;

	CHECK_INT(work_make(&v, number, article, LOAD_CALM, &w), OK);
	n = answer_of(a, &w);
	if (!CHECK(n != NULL))
		return;
	CHECK(work_right(&v, w.ticket, number, article, n));
	CHECK(!work_right(&v, w.ticket, another, article, n));
	CHECK(!work_right(&v, w.ticket, number, other, n));
	CHECK(!work_right(&v, w.ticket, number, article, NULL));
	CHECK(!work_right(&v, w.ticket, number, article, ""));
	CHECK(!work_right(&v, NULL, number, article, n));
	CHECK(!work_right(&v, number, number, article, n));
	/* hole: splice. */
	moved = arena_printf(a, "%s0", w.ticket);
	CHECK(!work_right(&v, moved, number, article, n));
	CHECK(!work_right(&v, w.ticket, number, article,
		arena_printf(a, "0%s", n)));
	CHECK(!work_right(&v, w.ticket, number, article,
		arena_printf(a, "%s ", n)));
	for (size_t i = 0; i < strlen(w.ticket); i += 13) {
		char *bent = arena_text(a, w.ticket);

		bent[i] = bent[i] == '0' ? '1' : '0';
		CHECK(!work_right(&v, bent, number, article, n));
	}
	v.now += NUMBER_LASTS + 1;
	CHECK(!work_right(&v, w.ticket, number, article, n));
	CHECK_INT(work_make(&v, "", article, LOAD_CALM, &w), ERR_MISSING);
	CHECK_INT(work_make(&v, number, article, LOAD_FLOOD, &w), OK);
	CHECK(w.most > 2000000);
}

/* ---- names and passwords in either form of Unicode ---- */

static void
forms_are_one(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id;
	struct request *rq;

	if (r == NULL)
		return;
	/* 미나, 가나다라, 한글: taken apart. */
	id = guest_leave(r, "\u1106\u1175\u1102\u1161",
		"\u1100\u1161\u1102\u1161\u1103\u1161\u1105\u1161",
		"\u1112\u1161\u11ab\u1100\u1173\u11af", NULL);
	if (!CHECK(id != NULL))
		return;
	CHECK_TEXT(guest_field(r, id, "nickname"), "미나");
	CHECK_TEXT(guest_field(r, id, "text"), "한글");
	rq = guest_post(r, arena_printf(a, COMMENTS "/%s", id), "password",
		"가나다라", "what", "look", NULL);
	CHECK_INT(rq->reply.status, 200);
}

static char *
letters(struct arena *a, size_t n, char last)
{
	char *text = arena_alloc(a, n + 1);

	memset(text, 'p', n);
	text[n - 1] = last;
	return text;
}

/* hole: 72-byte and NUL passwords. */
static void
passwords_are_whole(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id;
	struct request *rq;

	if (r == NULL)
		return;
	id = guest_leave(r, "Mina", letters(a, 200, 'x'), "Long secret", NULL);
	if (!CHECK(id != NULL))
		return;
	rq = guest_post(r, arena_printf(a, COMMENTS "/%s", id), "password",
		letters(a, 200, 'y'), "what", "look", NULL);
	CHECK_INT(rq->reply.status, 422);
	rq = guest_post(r, arena_printf(a, COMMENTS "/%s", id), "password",
		letters(a, 72, 'p'), "what", "look", NULL);
	CHECK_INT(rq->reply.status, 422);
	rq = guest_post(r, arena_printf(a, COMMENTS "/%s", id), "password",
		letters(a, 200, 'x'), "what", "look", NULL);
	CHECK_INT(rq->reply.status, 200);
	rq = guest_ask(r, "POST", COMMENTS, "application/x-www-form-urlencoded",
		"nickname=Mina&password=four%00more&text=NUL&number=0");
	CHECK_INT(rq->reply.status, 400);
}

const struct test waiting_tests[] = {
	{ "a sketch tells how near two texts are", sketches_tell_how_near },
	{ "among ten thousand what is near is found by the key", near_is_found_by_the_key },
	{ "when very many comment strangers wait, and this ends by itself", load_rises_and_falls },
	{ "one network is many people: it waits before it is refused", one_network_is_many },
	{ "an edit waits where it becomes another's text", edits_are_weighed },
	{ "work is bound to its number, article and time, and cannot be spliced", work_is_bound },
	{ "nickname, text and password are the same in either form of Unicode", forms_are_one },
	{ "a password is neither cut at 72 bytes nor has it a NUL", passwords_are_whole },
	{0}
};
