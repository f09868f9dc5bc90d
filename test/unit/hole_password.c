/* SPDX-License-Identifier: Apache-2.0 */
/* Holes of the passwords that comments have: guessing, what counts of them,
 * how they are kept, what the time tells that an answer takes. */
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "guest.h"
#include "test.h"

#define AT_ONCE 8

/* ---- guessing a password ---- */

static struct request *
look(struct guest *r, const char *id, const char *password)
{
	return guest_post(r, arena_printf(r->arena, COMMENTS "/%s", id),
		"password", password, "what", "look", NULL);
}

/* Guesses from another network each, so that the comment alone counts. */
static struct request *
guess(struct guest *r, const char *id, int n)
{
	const char *home = r->from;
	struct request *rq;

	r->from = arena_printf(r->arena, "203.0.%d.9", n);
	rq = look(r, id, "not it");
	r->from = home;
	return rq;
}

static void
guessing_waits(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL :
		guest_leave(r, "Mina", "right one", "Mine", NULL);
	int64_t wait = 30, n = 0;

	if (!CHECK(id != NULL))
		return;
	for (; n < COMMENT_TRIES; n++)
		CHECK_INT(guess(r, id, (int)n)->reply.status, 422);
	for (; n < COMMENT_TRIES + 7; n++) {
		struct request *rq = guess(r, id, (int)n);

		CHECK_INT(rq->reply.status, 429);
		CHECK_INT(rq->reply.retry_after, wait);
		guest_wait(r, wait * 1000 - 1);
		CHECK_INT(guess(r, id, 200)->reply.status, 429);
		guest_wait(r, 1);
		CHECK_INT(guess(r, id, (int)n)->reply.status, 422);
		wait = wait * 2 < 900 ? wait * 2 : 900;
	}
	/* The author's turn comes, and what was guessed is forgotten. */
	guest_wait(r, 900000);
	CHECK_INT(look(r, id, "right one")->reply.status, 200);
	for (n = 0; n < COMMENT_TRIES; n++)
		CHECK_INT(guess(r, id, (int)n)->reply.status, 422);
	CHECK_INT(guess(r, id, 9)->reply.status, 429);
}

/* One network that goes from comment to comment. */
static void
guessing_around(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *ids[8];
	int answered = 0;

	for (int i = 0; r != NULL && i < 8; i++) {
		guest_wait(r, 60000);
		ids[i] = guest_leave(r, "Mina", "right one",
			arena_printf(a, "Word number %d of mine", i), NULL);
		if (!CHECK(ids[i] != NULL))
			return;
	}
	if (r == NULL)
		return;
	r->from = "203.0.113.9";
	for (int i = 0; i < 32; i++)
		answered += look(r, ids[i / 4], "not it")->reply.status == 422;
	CHECK(answered >= COMMENT_TRIES && answered <= 20);
	CHECK_INT(look(r, ids[7], "not it")->reply.status, 429);
	/* Another network is not kept out by it. */
	r->from = "198.51.100.7";
	CHECK_INT(look(r, ids[7], "right one")->reply.status, 200);
}

struct racing {
	struct guest *r;
	const char *id;
	bool looked;
};

/* Each with a connection and an arena of its own, as workers have. */
static void *
guess_at_once(void *arg)
{
	struct racing *g = arg;
	struct guest own = *g->r;

	own.arena = arena_new();
	if (db_connect(own.store, &own.db) == OK) {
		g->looked = look(&own, g->id, "not it")->reply.status == 422;
		db_disconnect(own.db);
	}
	arena_free(own.arena);
	return NULL;
}

static void
guessing_at_once(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	struct racing g[2 * AT_ONCE];
	pthread_t threads[2 * AT_ONCE];
	const char *id = r == NULL ? NULL :
		guest_leave(r, "Mina", "right one", "Mine", NULL);
	int looked = 0;

	if (!CHECK(id != NULL))
		return;
	for (int i = 0; i < 2 * AT_ONCE; i++) {
		g[i] = (struct racing){ .r = r, .id = id };
		CHECK_INT(pthread_create(&threads[i], NULL, guess_at_once,
			&g[i]), 0);
	}
	for (int i = 0; i < 2 * AT_ONCE; i++) {
		pthread_join(threads[i], NULL);
		looked += g[i].looked;
	}
	CHECK_INT(looked, COMMENT_TRIES);
}

/* ---- what a password is ---- */

static void
passwords_alike(struct arena *a)
{
	static const char nfc[] = "\xed\x95\x9c\xea\xb8\x80\xec\x95\x94\xed"
		"\x98\xb8";
	static const char nfd[] = "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"
		"\xe1\x84\x80\xe1\x85\xb3\xe1\x86\xaf\xe1\x84\x8b\xe1\x85\xa1"
		"\xe1\x86\xb7\xe1\x84\x92\xe1\x85\xa9";
	struct guest *r = guest_new(a, NULL);
	const char *one, *two;

	if (r == NULL)
		return;
	one = guest_leave(r, "Mina", nfc, "Composed", NULL);
	two = guest_leave(r, "Mina", nfd, "Taken apart", NULL);
	if (!CHECK(one != NULL && two != NULL))
		return;
	CHECK_INT(look(r, one, nfd)->reply.status, 200);
	CHECK_INT(look(r, two, nfc)->reply.status, 200);
	/* And as JSON sends it. */
	CHECK_INT(guest_ask(r, "POST", arena_printf(a, COMMENTS "/%s", one),
		"application/json", arena_printf(a, "{\"password\":\"%s\","
		"\"what\":\"look\"}", nfd))->reply.status, 200);
	CHECK_INT(look(r, one, "\xed\x95\x9c\xea\xb8\x80\xec\x95\x94")
		->reply.status, 422);
}

static void
passwords_whole(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	char *secret = arena_alloc(a, 1002);
	const char *id;

	if (r == NULL)
		return;
	memset(secret, 'p', 1000);
	id = guest_leave(r, "Mina", secret, "Long", NULL);
	if (!CHECK(id != NULL))
		return;
	CHECK_INT(look(r, id, secret)->reply.status, 200);
	CHECK_INT(look(r, id, arena_copy(a, secret, 72))->reply.status, 422);
	CHECK_INT(look(r, id, arena_copy(a, secret, 999))->reply.status, 422);
	secret[1000] = 'p';
	/* Over-long: refused, not cut to what was right. */
	CHECK_INT(look(r, id, secret)->reply.status, 422);
	CHECK(guest_leave(r, "Mina", secret, "Longer", NULL) == NULL);
}

static void
passwords_without_nul(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id, *at;

	if (r == NULL)
		return;
	id = guest_leave(r, "Mina", "four", "Short", NULL);
	if (!CHECK(id != NULL))
		return;
	at = arena_printf(a, COMMENTS "/%s", id);
	CHECK_INT(guest_ask(r, "POST", at, "application/x-www-form-urlencoded",
		"password=four%00more&what=look")->reply.status, 400);
	CHECK_INT(guest_ask(r, "POST", at, "application/json",
		"{\"password\":\"four\\u0000more\",\"what\":\"look\"}")
		->reply.status, 400);
}

/* The two that are kept, as they stand in the store. */
static void
hashes(struct guest *r, const char *out[2])
{
	struct db_stmt *s = db_ask(r->db, "SELECT hash FROM comment_secret "
		"ORDER BY comment");
	bool row;

	for (int i = 0; i < 2; i++) {
		CHECK(db_step(s, &row) == OK && row);
		out[i] = arena_text(r->arena, db_text(s, 0));
	}
	db_done(s);
}

/* At first they are signed with a key that is not in the store. */
static void
passwords_are_dear(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *first[2], *then[2], *ids[2];
	bool more = true;

	if (r == NULL)
		return;
	ids[0] = guest_leave(r, "Mina", "samesame", "One of mine", NULL);
	ids[1] = guest_leave(r, "Mina", "samesame", "Another, later", NULL);
	if (!CHECK(ids[0] != NULL && ids[1] != NULL))
		return;
	hashes(r, first);
	visit_again(&r->visit);
	for (int i = 0; i < 9 && more; i++)
		CHECK_INT(comments_harden(&r->visit, &more), OK);
	hashes(r, then);
	for (int i = 0; i < 2; i++) {
		const char *argon = strstr(then[i], "$argon2id$");

		CHECK(strstr(first[i], "same") == NULL);
		CHECK(strlen(first[i]) >= 64);
		CHECK(argon != NULL && strncmp(argon,
			"$argon2id$v=19$m=65536,t=2,", 27) == 0);
		/* Nothing of the quick one is left beside it. */
		CHECK(strlen(then[i]) < 160);
		CHECK(strstr(then[i], first[i] + strlen(first[i]) - 32) ==
			NULL);
		CHECK_INT(look(r, ids[i], "samesame")->reply.status, 200);
		CHECK_INT(look(r, ids[i], "samesams")->reply.status, 422);
	}
	CHECK(strcmp(first[0], first[1]) != 0);
	CHECK(strcmp(then[0], then[1]) != 0);
}

/* ---- how long an answer takes ---- */

static int64_t
spent(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

/* The least of some, in µs of this thread. */
static int64_t
looks(struct guest *r, const char *id, const char *password)
{
	int64_t least = INT64_MAX;

	for (int i = 0; i < 4; i++) {
		int64_t begun = spent();

		look(r, id, password);
		begun = spent() - begun;
		least = begun < least ? begun : least;
	}
	return least;
}

static void
timing_tells_nothing(struct arena *a)
{
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL :
		guest_leave(r, "Mina", "right one", "Mine", NULL);
	int64_t right, first, last;
	bool more;

	if (!CHECK(id != NULL))
		return;
	right = looks(r, id, "right one");
	first = looks(r, id, "Xight one");
	guest_wait(r, 900000);
	CHECK_INT(look(r, id, "right one")->reply.status, 200);
	/* Nor does it tell how it is kept by now. */
	CHECK_INT(comments_harden(&r->visit, &more), OK);
	last = looks(r, id, "right onX");
	/* Each is one hash: what is beside it is small. */
	CHECK(first < 2 * right && right < 2 * first);
	CHECK(last < 2 * first && first < 2 * last);
}

const struct test hole_password_tests[] = {
	{ "hole: password guessing; five, then a wait that grows, and the author comes back", guessing_waits },
	{ "hole: password guessing; one network cannot go from comment to comment", guessing_around },
	{ "hole: password guessing; of many at once five are looked at", guessing_at_once },
	{ "hole: NFC and NFD; a password in Hangul is one, however it is composed", passwords_alike },
	{ "hole: 72 bytes; every byte of a password counts, over-long is refused", passwords_whole },
	{ "hole: NUL; a password does not end in its middle", passwords_without_nul },
	{ "hole: weak hash; a password is salted and its hash is memory-hard", passwords_are_dear },
	{ "hole: timing; a wrong password takes as long as the right one, wherever it is wrong", timing_tells_nothing },
	{0}
};
