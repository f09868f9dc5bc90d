/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often a key may be tried.  A key may be tried `burst` times at once;
 * after that each further try moves the moment of the next one away, twice as
 * far each time, from 15 seconds to 15 minutes.  Quiet brings it back: the
 * rule is GCRA's, one moment a key and no clockwork.
 *
 * Keys are held as 64 bits of a keyed hash, in 1024 rows of 8; in a full row
 * the one that is nearest to being forgiven goes.  So the table has one size,
 * whoever tries whatever; and nobody can choose keys that push another out.
 */
#include <pthread.h>
#include <string.h>

#include "inside.h"

enum { ROWS = 1024, WAYS = 8 };

#define STEP INT64_C(15000)
#define STEP_MOST INT64_C(900000)
#define FORGOTTEN INT64_C(3600000)  /* after so long without a try */

struct tries {
	uint64_t key;  /* 0: free */
	int64_t last;  /* moment of the last try */
	int64_t next;  /* not before this one */
	int count;     /* since it was forgiven */
};

struct gate {
	pthread_mutex_t lock;
	int64_t burst;
	uint8_t hash_key[SECRET_SCATTER];
	struct tries rows[ROWS][WAYS];
};

static void
destroy(void *gate)
{
	pthread_mutex_destroy(&((struct gate *)gate)->lock);
}

struct gate *
gate_new(struct arena *a, int64_t burst)
{
	struct gate *g = arena_alloc(a, sizeof *g);

	pthread_mutex_init(&g->lock, NULL);
	arena_defer(a, destroy, g);
	g->burst = burst;
	secret_random(g->hash_key, sizeof g->hash_key);
	return g;
}

/* The entry of a key; make: one is made, in an old one's place if it must. */
static struct tries *
entry(struct gate *g, const char *key, bool make)
{
	uint64_t hash = secret_scatter(g->hash_key, key, strlen(key)) | 1;
	struct tries *row = g->rows[(hash >> 1) % ROWS], *oldest = row;

	for (struct tries *t = row; t < row + WAYS; t++) {
		if (t->key == hash)
			return t;
		if (t->next < oldest->next)
			oldest = t;
	}
	if (!make)
		return NULL;
	*oldest = (struct tries){.key = hash};
	return oldest;
}

/* How far the next try moves away after this many. */
static int64_t
step(const struct gate *g, int count)
{
	int64_t ms = STEP;

	if (count < g->burst)
		return 0;
	for (int64_t i = g->burst; i < count && ms < STEP_MOST; i++)
		ms *= 2;
	return ms < STEP_MOST ? ms : STEP_MOST;
}

bool
gate_try(struct gate *g, const char *key, int64_t now, int64_t *wait)
{
	struct tries *t;

	pthread_mutex_lock(&g->lock);
	t = entry(g, key, true);
	if (now - t->last > FORGOTTEN)
		t->count = 0;
	*wait = t->next > now ? t->next - now : 0;
	if (*wait == 0) {
		t->last = now;
		t->next = now + step(g, ++t->count);
	}
	pthread_mutex_unlock(&g->lock);
	return *wait == 0;
}

void
gate_forget(struct gate *g, const char *key)
{
	struct tries *t;

	pthread_mutex_lock(&g->lock);
	t = entry(g, key, false);
	if (t != NULL)
		*t = (struct tries){0};
	pthread_mutex_unlock(&g->lock);
}

void
gate_back(struct gate *g, const char *key)
{
	struct tries *t;

	pthread_mutex_lock(&g->lock);
	t = entry(g, key, false);
	if (t != NULL && t->count > 0) {
		t->count--;
		t->next = t->last;
	}
	pthread_mutex_unlock(&g->lock);
}
