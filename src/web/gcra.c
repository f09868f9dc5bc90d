/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How often something may come: the generic cell rate algorithm.  A key has
 * one moment, the one at which it would be as if nothing had ever come; each
 * that passes moves it on by `every`, and one that finds it too far ahead does
 * not pass.  No clockwork, no counters to set back.
 *
 * Keys are 64 bits of a keyed hash in 4096 rows of 8.  In a full row the one
 * whose moment is the oldest goes, which is the one that is the nearest to
 * being forgiven: many addresses cost their owner a place, not us memory.
 */
#include <pthread.h>
#include <string.h>

#include "base/clock.h"
#include "inside.h"

enum { ROWS = 4096, WAYS = 8, MISTRUST_EVERY = 60000, MISTRUST_BURST = 10 };

struct cell {
	uint64_t key;  /* 0: free */
	int64_t tat;
};

struct gcra {
	pthread_mutex_t lock;
	uint8_t hash_key[SECRET_SCATTER];
	struct cell rows[ROWS][WAYS];
};

bool
gcra_pass(int64_t *tat, int64_t now, int64_t every, int64_t burst,
	int64_t *wait)
{
	int64_t ahead = *tat - (burst - 1) * every;

	*wait = ahead > now ? ahead - now : 0;
	if (*wait > 0)
		return false;
	*tat = (*tat > now ? *tat : now) + every;
	return true;
}

static void
destroy(void *gcra)
{
	pthread_mutex_destroy(&((struct gcra *)gcra)->lock);
}

struct gcra *
gcra_new(struct arena *a)
{
	struct gcra *g = arena_alloc(a, sizeof *g);

	pthread_mutex_init(&g->lock, NULL);
	arena_defer(a, destroy, g);
	secret_random(g->hash_key, sizeof g->hash_key);
	return g;
}

static struct cell *
cell_of(struct gcra *g, const char *key)
{
	uint64_t hash = secret_scatter(g->hash_key, key, strlen(key)) | 1;
	struct cell *row = g->rows[(hash >> 1) % ROWS], *oldest = row;

	for (struct cell *c = row; c < row + WAYS; c++) {
		if (c->key == hash)
			return c;
		if (c->tat < oldest->tat)
			oldest = c;
	}
	*oldest = (struct cell){.key = hash};
	return oldest;
}

bool
rate_pass(struct request *rq, const char *key, int64_t every, int64_t burst,
	int64_t *wait)
{
	struct gcra *g = rq->app->rates;
	bool passes;

	pthread_mutex_lock(&g->lock);
	passes = gcra_pass(&cell_of(g, key)->tat, rq->visit.now, every, burst,
		wait);
	pthread_mutex_unlock(&g->lock);
	return passes;
}

int64_t
rate_ahead(struct request *rq, const char *key)
{
	struct gcra *g = rq->app->rates;
	int64_t ahead;

	pthread_mutex_lock(&g->lock);
	ahead = cell_of(g, key)->tat - rq->visit.now;
	pthread_mutex_unlock(&g->lock);
	return ahead > 0 ? ahead : 0;
}

/* ---- those who were refused ---- */

static const char *
mistrust_key(struct arena *a, const char *network)
{
	return arena_printf(a, "mistrust %s", network);
}

void
network_mistrust(struct request *rq)
{
	int64_t wait;

	(void)rate_pass(rq, mistrust_key(rq->visit.arena, rq->network),
		MISTRUST_EVERY, MISTRUST_BURST, &wait);
}

bool
network_mistrusted(const struct app *app, struct arena *a,
	const struct raw_request *raw)
{
	struct gcra *g = app->rates;
	bool believed, so;
	const char *network = address_network(a, address_client(a,
		app->proxies, app->proxy_count, raw->address,
		raw_header(raw, "X-Forwarded-For"), &believed));
	const char *key = mistrust_key(a, network);

	pthread_mutex_lock(&g->lock);
	so = cell_of(g, key)->tat > clock_now();
	pthread_mutex_unlock(&g->lock);
	return so;
}
