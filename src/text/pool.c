/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory for JSON values.  A page builds some thousands of small ones and lets
 * them all go at once, which is where malloc is slowest; so each thread keeps
 * what was let go, by size, and gives it out again first:
 *
 *	pool.free[0] -> o -> o -> o     24 bytes each
 *	pool.free[1] -> o               40
 *	…                               as malloc's own sizes are
 *
 * What is kept is malloc's all the time: any thread may free it, and free()
 * itself takes it too.  When a thread ends, so does its pool.  AddressSanitizer
 * is to see every value's end, so there is no pool with it.
 */
#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>

#include "inside.h"

enum { LEAST = 24, STEP = 16, SIZES = 32, KEPT_MOST = 2 << 20 };

struct piece {
	struct piece *next;
};

struct pool {
	struct piece *free[SIZES];
	size_t kept;               /* bytes in all of them */
	bool ends;                 /* its end is seen to */
};

static _Thread_local struct pool own;
static pthread_key_t key;

static size_t
size_for(size_t n)
{
	return n <= LEAST ? 0 : (n - LEAST + STEP - 1) / STEP;
}

static void *
take(size_t n)
{
	size_t size = size_for(n);
	struct piece *p = size < SIZES ? own.free[size] : NULL;

	if (p == NULL)
		return malloc(n);
	own.free[size] = p->next;
	own.kept -= LEAST + size * STEP;
	return p;
}

static void
give(void *at)
{
	size_t n = malloc_usable_size(at), size;
	struct piece *p = at;

	if (n < LEAST || own.kept + n > KEPT_MOST ||
	    (size = (n - LEAST) / STEP) >= SIZES) {
		free(at);
		return;
	}
	if (!own.ends)
		own.ends = pthread_setspecific(key, &own) == 0;
	p->next = own.free[size];
	own.free[size] = p;
	own.kept += LEAST + size * STEP;
}

static void
end(void *at)
{
	struct pool *pool = at;

	for (size_t i = 0; i < SIZES; i++)
		while (pool->free[i] != NULL) {
			struct piece *p = pool->free[i];

			pool->free[i] = p->next;
			free(p);
		}
	pool->kept = KEPT_MOST;
}

static void
start(void)
{
	if (pthread_key_create(&key, end) == 0)
		json_set_alloc_funcs(take, give);
}

void
json_pool(void)
{
#ifndef __SANITIZE_ADDRESS__
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, start);
#else
	(void)start;
#endif
}
