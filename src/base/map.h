/* SPDX-License-Identifier: Apache-2.0 */
/* A hash table from text to a pointer; lives in an arena, forgets nothing. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>

#include "arena.h"

struct map;

struct map *map_new(struct arena *a);

/* The value put under key, or NULL. */
void *map_get(const struct map *m, const char *key);

/* Puts value under key (copied into the arena), in place of an older one. */
void map_put(struct map *m, const char *key, void *value);

size_t map_count(const struct map *m);

/* Calls each(key, value, arg) in the order the keys were first put. */
void map_each(const struct map *m,
	void (*each)(const char *key, void *value, void *arg), void *arg);

#endif
