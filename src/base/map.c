/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Entries hang in two lists at once: those of one slot, and all in the order
 * they were first put.  Keys may come from strangers, so the slot is found by
 * a keyed hash.  Its key is the program's own, drawn at the first map.
 */
#include "map.h"

#include <pthread.h>
#include <string.h>

#include "secret.h"

enum { SLOTS_FIRST = 16 };

struct entry {
	struct entry *in_slot;  /* the next one in the same slot */
	struct entry *in_order; /* the next one put */
	const char *key;
	void *value;
	uint64_t hash;
};

struct map {
	struct arena *arena;
	struct entry **slots;
	size_t slot_count;  /* a power of two, never less than count */
	size_t count;
	struct entry *oldest, *newest;
};

static uint8_t hash_key[SECRET_SCATTER];
static pthread_once_t hash_key_once = PTHREAD_ONCE_INIT;

static void
draw_hash_key(void)
{
	secret_random(hash_key, sizeof hash_key);
}

struct map *
map_new(struct arena *a)
{
	struct map *m = arena_alloc(a, sizeof *m);

	m->arena = a;
	m->slot_count = SLOTS_FIRST;
	m->slots = arena_alloc(a, SLOTS_FIRST * sizeof(struct entry *));
	pthread_once(&hash_key_once, draw_hash_key);
	return m;
}

static struct entry **
slot_of(const struct map *m, uint64_t hash)
{
	return &m->slots[hash & (m->slot_count - 1)];
}

static struct entry *
find(const struct map *m, const char *key, uint64_t hash)
{
	struct entry *e = *slot_of(m, hash);

	while (e != NULL && (e->hash != hash || strcmp(e->key, key) != 0))
		e = e->in_slot;
	return e;
}

static uint64_t
hash_of(const char *key)
{
	return secret_scatter(hash_key, key, strlen(key));
}

void *
map_get(const struct map *m, const char *key)
{
	struct entry *e = find(m, key, hash_of(key));

	return e != NULL ? e->value : NULL;
}

static void
hang(struct map *m, struct entry *e)
{
	struct entry **slot = slot_of(m, e->hash);

	e->in_slot = *slot;
	*slot = e;
}

static void
grow(struct map *m)
{
	m->slot_count *= 2;
	m->slots = arena_alloc(m->arena,
		m->slot_count * sizeof(struct entry *));
	for (struct entry *e = m->oldest; e != NULL; e = e->in_order)
		hang(m, e);
}

void
map_put(struct map *m, const char *key, void *value)
{
	uint64_t hash = hash_of(key);
	struct entry *e = find(m, key, hash);

	if (e != NULL) {
		e->value = value;
		return;
	}
	if (m->count == m->slot_count)
		grow(m);
	e = arena_alloc(m->arena, sizeof *e);
	e->key = arena_text(m->arena, key);
	e->value = value;
	e->hash = hash;
	hang(m, e);
	if (m->newest != NULL)
		m->newest->in_order = e;
	else
		m->oldest = e;
	m->newest = e;
	m->count++;
}

size_t
map_count(const struct map *m)
{
	return m->count;
}

void
map_each(const struct map *m,
	void (*each)(const char *key, void *value, void *arg), void *arg)
{
	for (struct entry *e = m->oldest; e != NULL; e = e->in_order)
		each(e->key, e->value, arg);
}
