/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Holes that other comment boxes had, each by name: the number, the address,
 * the flood, what is heard.  hole_password.c has those of passwords,
 * hole_text.c of texts, hole_seen.c of what others see and may, hole_asked.c
 * of reports and blocks.
 */
#include <pthread.h>
#include <string.h>

#include "pages/pages.h"
#include "paper/paper.h"
#include "guest.h"
#include "test.h"
#include "web/embed.h"
#include "web/inside.h"

#define AT_ONCE 8

/* ---- the number ---- */

static struct request *
leave(struct guest *r, const char *target, const char *sealed,
	const char *number, const char *neither)
{
	return guest_post(r, target, "nickname", "Mina", "password", "four",
		"text", "A word of mine", "sealed", sealed, "number", number,
		"neither", neither, NULL);
}

/* The digits, one of them another. */
static const char *
wrong(struct arena *a, const char *digits)
{
	char *out = arena_text(a, digits);

	out[2] = out[2] == '0' ? '1' : '0';
	return out;
}

static void
used_up(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	static const struct {
		bool right, neither;
		int status;
	} rows[] = {
		{ true, false, 303 }, { false, false, 422 },
		{ true, true, 303 }, { false, true, 303 },
	};

	for (size_t i = 0; r != NULL && i < 4; i++) {
		const char *sealed = guest_number(r, r->article);
		const char *digits = guest_digits(r, r->article, sealed);
		struct request *rq = leave(r, COMMENTS, sealed, rows[i].right ?
			digits : wrong(a, digits), rows[i].neither ? "1" : NULL);

		CHECK_INT(rq->reply.status, rows[i].status);
		rq = leave(r, COMMENTS, sealed, digits, NULL);
		CHECK_INT(rq->reply.status, 422);
		CHECK(guest_told(rq, "number", "comments.number-used"));
		rq = leave(r, COMMENTS, sealed, digits, "1");
		CHECK(guest_told(rq, "number", "comments.number-used"));
	}
}

/* Hex is read in either case: it is the same number all the same. */
static void
used_up_in_capitals(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *sealed, *digits;
	char *loud;

	if (r == NULL)
		return;
	sealed = guest_number(r, r->article);
	digits = guest_digits(r, r->article, sealed);
	loud = arena_text(a, sealed);
	for (char *c = loud; *c != '\0'; c++)
		if (*c >= 'a')
			*c = (char)(*c - 32);
	CHECK_INT(leave(r, COMMENTS, sealed, digits, NULL)->reply.status, 303);
	CHECK(guest_told(leave(r, COMMENTS, loud, digits, NULL), "number",
		"comments.number-used"));
}

/* Those of the page's cookie as well as those of a form. */
static void
used_up_in_cookie(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *sealed, *digits;

	if (r == NULL)
		return;
	sealed = guest_number(r, r->article);
	digits = guest_digits(r, r->article, sealed);
	r->cookie = arena_printf(a, "number=%s", sealed);
	CHECK_INT(leave(r, COMMENTS, "", digits, NULL)->reply.status, 303);
	CHECK(guest_told(leave(r, COMMENTS, "", digits, NULL), "number",
		"comments.number-used"));
	r->cookie = NULL;
	CHECK(guest_told(leave(r, COMMENTS, sealed, digits, NULL), "number",
		"comments.number-used"));
}

/* What was used is remembered for as long as it could be used. */
static void
used_up_to_the_end(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *sealed, *digits, *late;

	if (r == NULL)
		return;
	sealed = guest_number(r, r->article);
	digits = guest_digits(r, r->article, sealed);
	late = guest_number(r, r->article);
	CHECK_INT(leave(r, COMMENTS, sealed, digits, NULL)->reply.status, 303);
	guest_wait(r, NUMBER_LASTS - 10000);
	CHECK_INT(comments_sweep(&r->visit), OK);
	CHECK(guest_told(leave(r, COMMENTS, sealed, digits, NULL), "number",
		"comments.number-used"));
	guest_wait(r, 1);
	CHECK_INT(comments_sweep(&r->visit), OK);
	CHECK(guest_told(leave(r, COMMENTS, sealed, digits, NULL), "number",
		"comments.number-over"));
	CHECK(guest_told(leave(r, COMMENTS, late, guest_digits(r, r->article,
		late), NULL), "number", "comments.number-over"));
}

struct racing {
	struct guest *r;
	const char *sealed, *digits;
	int taken;
};

/* Each with a connection and an arena of its own, as workers have. */
static void *
race(void *arg)
{
	struct racing *g = arg;
	struct guest own = *g->r;

	own.arena = arena_new();
	if (db_connect(own.store, &own.db) == OK) {
		g->taken = leave(&own, COMMENTS, g->sealed, g->digits,
			NULL)->reply.status == 303;
		db_disconnect(own.db);
	}
	arena_free(own.arena);
	return NULL;
}

static void
used_once_at_once(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	struct racing g[AT_ONCE];
	pthread_t threads[AT_ONCE];
	int taken = 0;

	if (r == NULL)
		return;
	g[0] = (struct racing){ .r = r };
	g[0].sealed = guest_number(r, r->article);
	g[0].digits = guest_digits(r, r->article, g[0].sealed);
	for (int i = 0; i < AT_ONCE; i++) {
		g[i] = g[0];
		CHECK_INT(pthread_create(&threads[i], NULL, race, &g[i]), 0);
	}
	for (int i = 0; i < AT_ONCE; i++) {
		pthread_join(threads[i], NULL);
		taken += g[i].taken;
	}
	CHECK_INT(taken, 1);
}

static void
of_another_article(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *sealed, *digits;
	struct request *rq;

	if (r == NULL)
		return;
	sealed = guest_number(r, r->second);
	digits = guest_digits(r, r->second, sealed);
	rq = leave(r, COMMENTS, sealed, digits, NULL);
	CHECK_INT(rq->reply.status, 422);
	CHECK(guest_told(rq, "number", "comments.number-over"));
	/* Nor is its picture shown or spoken here. */
	CHECK_INT(guest_get(r, arena_printf(a, LETTERS "/number.svg?of=%s",
		sealed))->reply.status, 404);
	CHECK_INT(guest_get(r, arena_printf(a, LETTERS "/number.wav?of=%s",
		sealed))->reply.status, 404);
	/* It was not used up by that. */
	CHECK_INT(leave(r, "/en/news/second/comments", sealed, digits,
		NULL)->reply.status, 303);
}

/* What is sealed with the server's other keys, or for another use. */
static void
of_another_form(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const uint8_t *sealed;
	uint8_t plain[31] = {'n'};
	struct request *rq;
	size_t n;

	if (r == NULL)
		return;
	memcpy(plain + 1, r->article.b, 16);
	memcpy(plain + 25, "123456", 6);
	secret_seal(a, r->visit.catalogue->key, plain, sizeof plain, &sealed,
		&n);
	rq = leave(r, COMMENTS, secret_hex(a, sealed, n), "123456", NULL);
	CHECK(guest_told(rq, "number", "comments.number-over"));
	rq = guest_get(r, "/office/sign-in");
	rq = leave(r, COMMENTS, rq->csrf, "123456", NULL);
	CHECK(guest_told(rq, "number", "comments.number-over"));
}

/* The head of one and the tail of another, cut anywhere. */
static void
spliced(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *one, *two;
	struct number n;

	if (r == NULL)
		return;
	one = guest_number(r, r->article);
	guest_wait(r, 100987);
	two = guest_number(r, r->article);
	CHECK_INT(strlen(one), strlen(two));
	for (size_t i = 1; i < strlen(one); i++) {
		const char *both = arena_printf(a, "%.*s%s", (int)i, one,
			two + i);

		/* Where they begin or end alike it is one of them. */
		if (strcmp(both, one) != 0 && strcmp(both, two) != 0)
			CHECK(number_read(&r->visit, both, r->article, &n) !=
				OK);
	}
	/* Characters that go over from one field of the form to the next. */
	for (size_t i = 1; i <= NUMBER_DIGITS; i++) {
		const char *digits = guest_digits(r, r->article, two);
		size_t end = strlen(two) - i;

		CHECK(number_read(&r->visit, arena_copy(a, two, end),
			r->article, &n) != OK);
		CHECK(number_read(&r->visit, arena_printf(a, "%s%.*s", two,
			(int)i, digits), r->article, &n) != OK);
	}
}

/* ---- what a device reckons in place of the number ---- */

static const char *
reckoned(struct arena *a, const struct work *w)
{
	uint8_t digest[SECRET_DIGEST], target[SECRET_DIGEST];

	CHECK(secret_unhex(w->target, target, sizeof target));
	for (int64_t n = 0; n < w->most; n++) {
		char text[400];
		int length = snprintf(text, sizeof text, "%s.%lld", w->ticket,
			(long long)n);

		secret_sha256(text, (size_t)length, digest);
		if (secret_same(digest, target, sizeof digest))
			return arena_printf(a, "%lld", (long long)n);
	}
	CHECK(!"it has an answer");
	return "";
}

/* What becomes of a comment that was sent with it and without the number. */
static const char *
after_work(struct guest *r, const char *sealed, const char *ticket,
	const char *answer)
{
	struct request *rq;
	const char *at;

	guest_wait(r, 45000);
	rq = guest_post(r, COMMENTS, "nickname", "Mina", "password", "four",
		"text", arena_printf(r->arena, "%lld", (long long)
		r->visit.now), "sealed", sealed, "neither", "1", "work", ticket, "worked", answer, NULL);
	if (!CHECK_INT(rq->reply.status, 303))
		return "";
	at = strstr(rq->reply.location, "#c-");
	return guest_field(r, at != NULL ? at + 3 :
		strrchr(rq->reply.location, '/') + 1, "state");
}

/* A ticket is good for one number of one article, its answer to the letter;
 * digits that go over from one to the other make it none. */
static void
work_is_bound(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *sealed, *answer, *last;
	struct work w, other;

	if (r == NULL)
		return;
	sealed = guest_number(r, r->article);
	CHECK_INT(work_make(&r->visit, sealed, r->article, LOAD_CALM, &w), OK);
	answer = reckoned(a, &w);
	CHECK(work_right(&r->visit, w.ticket, sealed, r->article, answer));
	CHECK(!work_right(&r->visit, w.ticket, sealed, r->second, answer));
	CHECK(!work_right(&r->visit, w.ticket, guest_number(r, r->article),
		r->article, answer));
	CHECK(!work_right(&r->visit, w.ticket, sealed, r->article,
		arena_printf(a, "0%s", answer)));
	CHECK(!work_right(&r->visit, w.ticket, sealed, r->article,
		arena_printf(a, "%s.", answer)));
	CHECK(!work_right(&r->visit, w.ticket, sealed, r->article, ""));
	CHECK(!work_right(&r->visit, w.ticket, sealed, r->article, NULL));
	CHECK(!work_right(&r->visit, NULL, sealed, r->article, answer));
	for (size_t i = 1; i < strlen(w.ticket); i += 7) {
		last = w.ticket + strlen(w.ticket) - i;
		CHECK(!work_right(&r->visit, arena_copy(a, w.ticket,
			strlen(w.ticket) - i), sealed, r->article,
			arena_printf(a, "%s%s", last, answer)));
	}
	CHECK_INT(work_make(&r->visit, sealed, r->article, LOAD_CALM, &other),
		OK);
	CHECK(strcmp(other.ticket, w.ticket) != 0);
	guest_wait(r, NUMBER_LASTS);
	CHECK(work_right(&r->visit, w.ticket, sealed, r->article, answer));
	guest_wait(r, 1);
	CHECK(!work_right(&r->visit, w.ticket, sealed, r->article, answer));
}

static void
work_is_used_up(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *sealed, *answer;
	struct request *rq;
	struct work w;

	if (r == NULL)
		return;
	sealed = guest_number(r, r->article);
	CHECK_INT(work_make(&r->visit, sealed, r->article, LOAD_CALM, &w), OK);
	answer = reckoned(a, &w);
	CHECK_TEXT(after_work(r, sealed, w.ticket, answer), "shown");
	/* With the same number it is refused, with another it counts not. */
	rq = guest_post(r, COMMENTS, "nickname", "Mina", "password", "four",
		"text", "Again", "sealed", sealed, "neither", "1", "work",
		w.ticket, "worked", answer, NULL);
	CHECK(guest_told(rq, "number", "comments.number-used"));
	CHECK_TEXT(after_work(r, guest_number(r, r->article), w.ticket,
		answer), "held");
	sealed = guest_number(r, r->article);
	CHECK_INT(work_make(&r->visit, sealed, r->article, LOAD_CALM, &w), OK);
	CHECK_TEXT(after_work(r, sealed, w.ticket, "150000"), "held");
	CHECK_TEXT(after_work(r, guest_number(r, r->article), "", ""), "held");
}

/* ---- the address ---- */

/* The network of whoever sends these headers. */
static const char *
network(struct guest *r, const char *const *headers)
{
	const char *out;

	r->headers = headers;
	out = guest_get(r, COMMENTS)->network;
	r->headers = NULL;
	return out;
}

static void
spoofed(struct arena *a)
{
	static const char *const names[] = { "X-Forwarded-For", "X-Real-IP",
		"Forwarded", "X-Client-IP", "True-Client-IP",
		"CF-Connecting-IP", "X-Cluster-Client-IP", "Client-IP" };
	struct guest *r = guest_new(a, NULL);

	for (size_t i = 0; r != NULL && i < sizeof names / sizeof *names; i++) {
		const char *pair[] = { names[i], i == 2 ?
			"for=203.0.113.9;proto=https" : "203.0.113.9", NULL };

		CHECK_TEXT(network(r, pair), "198.51.100.0/24");
	}
}

static void
behind_a_proxy(struct arena *a)
{
	static const char *const listed[] = { "10.0.0.0/8", "fd00::/8", NULL };
	static const struct {
		const char *peer, *said, *network;
	} rows[] = {
		{ "10.0.0.1", "203.0.113.9", "203.0.113.0/24" },
		/* The person wrote the first, the proxy the last. */
		{ "10.0.0.1", "192.0.2.1, 203.0.113.9", "203.0.113.0/24" },
		{ "10.0.0.1", "192.0.2.1, 203.0.113.9, 10.9.9.9",
			"203.0.113.0/24" },
		{ "10.0.0.1", "192.0.2.1, not an address", "10.0.0.0/24" },
		{ "198.51.100.7", "203.0.113.9", "198.51.100.0/24" },
		{ "fd00::1", "[2001:db8:5:1::9]:4711", "2001:db8:5::/48" },
		{ "fd00::1", "2001:db8:5:1::9", "2001:db8:5::/48" },
		{ "fd00::1", "fe80::1%eth0", "fd00::/48" },
		{ "fd00::1", "203.0.113.9:443", "203.0.113.0/24" },
		{ "::ffff:10.0.0.1", "::ffff:203.0.113.9", "203.0.113.0/24" },
	};
	struct guest *r = guest_new(a, listed);

	for (size_t i = 0; r != NULL && i < sizeof rows / sizeof *rows; i++) {
		const char *pair[] = { "X-Forwarded-For", rows[i].said,
			"X-Real-IP", "192.0.2.200", "Forwarded",
			"for=192.0.2.201", NULL };

		r->from = rows[i].peer;
		CHECK_TEXT(network(r, pair), rows[i].network);
	}
}

static void
networks_are_prefixes(struct arena *a)
{
	static const struct {
		const char *one, *two;
		bool same;
	} rows[] = {
		{ "203.0.113.1", "203.0.113.254", true },
		{ "203.0.113.1", "203.0.112.1", false },
		{ "203.0.113.1", "::ffff:203.0.113.77", true },
		{ "2001:db8:1:1::1", "2001:db8:1:ffff:1:2:3:4", true },
		{ "2001:db8:1:1::1", "2001:db8:2:1::1", false },
		{ "2001:DB8:1::", "2001:0db8:0001::2", true },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK((strcmp(address_network(a, rows[i].one), address_network(
			a, rows[i].two)) == 0) == rows[i].same);
}

/* ---- the flood ---- */

static void
one_address_silences_nobody(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *state = "", *id;
	int taken = 0;

	if (r == NULL)
		return;
	for (int i = 0; i < 60; i++) {
		taken += guest_leave(r, "Bot", "four", arena_printf(a,
			"Buy the %d things that I sell", i), NULL) != NULL;
		guest_wait(r, 2000);
	}
	CHECK(taken >= 30 && taken < 50);
	r->from = "203.0.113.9";
	id = guest_leave(r, "Mina", "four", "A quiet word", &state);
	CHECK(id != NULL);
	CHECK_TEXT(state, "shown");
}

/* From ever so many networks: everything is taken, at worst it waits. */
static void
many_addresses_silence_nobody(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	int refused = 0, held = 0;

	if (r == NULL)
		return;
	for (int i = 0; i < 90; i++) {
		const char *state = "";

		r->from = arena_printf(a, "203.0.%d.9", i);
		if (guest_leave(r, "Bot", "four", arena_printf(a,
		    "I am the number %d of them all", i), &state) == NULL)
			refused++;
		else
			held += strcmp(state, "held") == 0;
	}
	CHECK_INT(refused, 0);
	CHECK(held > 0 && held < 90);
	/* When it is over it is over. */
	guest_wait(r, 600000);
	r->from = "192.0.2.77";
	{
		const char *state = "";

		CHECK(guest_leave(r, "Mina", "four", "After the flood",
			&state) != NULL);
		CHECK_TEXT(state, "shown");
	}
}

/* A carrier's one address: its readers are not refused as one person. */
static void
shared_address_is_no_person(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	int taken = 0;

	if (r == NULL)
		return;
	for (int i = 0; i < 30; i++) {
		taken += guest_leave(r, arena_printf(a, "Reader %d", i),
			"four", arena_printf(a, "What reader %d says", i),
			NULL) != NULL;
		guest_wait(r, 10000);
	}
	CHECK_INT(taken, 30);
}

/* ---- what is heard ---- */

static struct bytes
heard(struct guest *r, const char *sealed)
{
	struct request *rq = guest_get(r, arena_printf(r->arena,
		LETTERS "/number.wav?of=%s", sealed));

	CHECK_INT(rq->reply.status, 200);
	CHECK_TEXT(rq->reply.type, "audio/wav");
	CHECK(rq->reply.cache == NULL && rq->reply.etag == NULL);
	return (struct bytes){ rq->reply.at, rq->reply.n };
}

static void
sound_is_never_the_same(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *sealed;
	int64_t rows;
	struct bytes before = {0};

	if (r == NULL)
		return;
	sealed = guest_number(r, r->article);
	rows = guest_rows(r);
	for (int i = 0; i < 5; i++) {
		struct bytes now = heard(r, sealed);

		CHECK(now.n > 44 && memcmp(now.at, "RIFF", 4) == 0 &&
			memcmp(now.at + 8, "WAVEfmt ", 8) == 0);
		CHECK(now.n != before.n || memcmp(now.at, before.at,
			now.n) != 0);
		before = now;
	}
	/* Nothing was kept for it. */
	CHECK_INT(guest_rows(r), rows);
}

/* No sound or picture of a number lies anywhere under a name. */
static void
media_have_no_names(struct arena *a)
{
	static const char *const kinds[] = { ".wav", ".mp3", ".ogg", ".opus",
		".m4a", ".flac", ".webm" };
	const struct route *const *tables = page_routes;
	int heard_at = 0;

	(void)a;
	for (size_t i = 0; i < embedded_count; i++)
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
			CHECK(strstr(embedded_files[i].path, kinds[k]) == NULL);
	for (; *tables != NULL; tables++)
		for (const struct route *t = *tables; t->path != NULL; t++)
			heard_at += strstr(t->path, ".wav") != NULL;
	CHECK_INT(heard_at, 1);
}

const struct test hole_tests[] = {
	{ "hole: replay; a number is used up, right or wrong, with it or with neither", used_up },
	{ "hole: replay; a number in capitals is the same number", used_up_in_capitals },
	{ "hole: replay; a number of the page's cookie is used up too", used_up_in_cookie },
	{ "hole: replay; a used number is remembered until it is over", used_up_to_the_end },
	{ "hole: replay; of eight who send one number at once one is taken", used_once_at_once },
	{ "hole: number of another article; it is none here", of_another_article },
	{ "hole: number of another form; what is sealed for something else is none", of_another_form },
	{ "hole: splice; the head of one number and the tail of another are none", spliced },
	{ "hole: splice; what a device reckoned is good for one number, to the letter", work_is_bound },
	{ "hole: replay; what a device reckoned is used up with its number", work_is_used_up },
	{ "hole: spoofed address; nobody is believed who is not listed", spoofed },
	{ "hole: spoofed address; of a listed proxy the last hop that is not listed counts", behind_a_proxy },
	{ "hole: a network is a /24 or a /48, however its address is written", networks_are_prefixes },
	{ "hole: one address silencing all; others are shown beside its flood", one_address_silences_nobody },
	{ "hole: one limit for everybody; it makes wait and never refuses", many_addresses_silence_nobody },
	{ "hole: one address for many people; thirty readers behind it are taken", shared_address_is_no_person },
	{ "hole: fixed audio; each request has a sound of its own, and nothing is stored", sound_is_never_the_same },
	{ "hole: guessable media names; no sound lies under a name", media_have_no_names },
	{0}
};
