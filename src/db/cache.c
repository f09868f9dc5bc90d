/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The statements that a connection keeps, so that each SQL is parsed once.
 *
 *	by address   constant SQL: a table of slots, open addressing, that grows
 *	             and never lets go; they lie in the connection's arena
 *	by content   built SQL: SAID chains, and a list from newest to oldest;
 *	             past SAID_MOST the oldest that nobody is asking goes, with
 *	             the arena of its own in which it lies
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

enum { SLOTS_FIRST = 64, SAID = 256, SAID_MOST = 256 };

void
cache_start(struct db_conn *conn)
{
	struct cache *c = &conn->cache;

	c->room = SLOTS_FIRST;
	c->slots = arena_alloc(conn->arena, c->room * sizeof *c->slots);
	c->said = arena_alloc(conn->arena, SAID * sizeof *c->said);
}

/* The slot where it is, or where it would be. */
static struct db_stmt **
slot_of(struct db_stmt **slots, size_t room, const void *sql)
{
	uint64_t h = (uint64_t)(uintptr_t)sql * UINT64_C(0x9e3779b97f4a7c15);
	size_t i = (size_t)(h >> 32) & (room - 1);

	while (slots[i] != NULL && slots[i]->key != sql)
		i = (i + 1) & (room - 1);
	return &slots[i];
}

static void
slots_grow(struct db_conn *conn)
{
	struct cache *c = &conn->cache;
	size_t room = 2 * c->room;
	struct db_stmt **slots = arena_alloc(conn->arena, room * sizeof *slots);

	for (size_t i = 0; i < c->room; i++)
		if (c->slots[i] != NULL)
			*slot_of(slots, room, c->slots[i]->key) = c->slots[i];
	c->slots = slots;
	c->room = room;
}

static struct db_stmt *
stmt_new(struct db_conn *conn, struct arena *a)
{
	struct db_stmt *s = arena_alloc(a, sizeof *s);

	s->conn = conn;
	s->arena = a;
	return s;
}

/* One alone; when the connection is gone, so is what it knew. */
static void
forget(struct db_stmt *s)
{
	if (s->at != NULL && s->conn->at != NULL)
		s->conn->engine->forget(s, false);
}

/*
 * Text that did not live as long as the connection, as it should, may have
 * made room for another at its address: better slow than the wrong statement.
 */
static struct db_stmt *
still(struct db_stmt *s, const char *sql)
{
	if (strcmp(s->sql, sql) == 0)
		return s;
	stmt_end(s);
	forget(s);
	s->about = NULL;
	s->sql = arena_text(s->conn->arena, sql);
	return s;
}

struct db_stmt *
cache_constant(struct db_conn *conn, const char *sql)
{
	struct cache *c = &conn->cache;
	struct db_stmt **slot = slot_of(c->slots, c->room, sql);

	if (*slot != NULL)
		return still(*slot, sql);
	if (2 * ++c->n > c->room) {
		slots_grow(conn);
		slot = slot_of(c->slots, c->room, sql);
	}
	*slot = stmt_new(conn, conn->arena);
	(*slot)->key = sql;
	(*slot)->sql = arena_text(conn->arena, sql);
	return *slot;
}

/* FNV-1a; no stranger chooses SQL. */
static uint64_t
hash_of(const char *sql)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *sql != '\0'; sql++)
		h = (h ^ (unsigned char)*sql) * UINT64_C(0x100000001b3);
	return h;
}

/* Out of the list from newest to oldest. */
static void
unlist(struct cache *c, struct db_stmt *s)
{
	*(s->newer != NULL ? &s->newer->older : &c->newest) = s->older;
	*(s->older != NULL ? &s->older->newer : &c->oldest) = s->newer;
	s->newer = s->older = NULL;
}

static void
list_newest(struct cache *c, struct db_stmt *s)
{
	s->older = c->newest;
	*(c->newest != NULL ? &c->newest->newer : &c->oldest) = s;
	c->newest = s;
}

static void
let_go(struct db_stmt *s)
{
	struct cache *c = &s->conn->cache;
	struct db_stmt **link = &c->said[s->hash % SAID];

	forget(s);
	while (*link != s)
		link = &(*link)->chain;
	*link = s->chain;
	unlist(c, s);
	c->said_n--;
	if (s->kept != NULL)
		arena_free(s->kept);
	arena_free(s->arena);
}

static void
let_oldest_go(struct cache *c)
{
	struct db_stmt *s = c->oldest;

	while (s != NULL && s->asked)
		s = s->newer;
	if (s != NULL)
		let_go(s);
}

struct db_stmt *
cache_said(struct db_conn *conn, const char *sql)
{
	struct cache *c = &conn->cache;
	uint64_t hash = hash_of(sql);
	struct db_stmt *s = c->said[hash % SAID];

	while (s != NULL && (s->hash != hash || strcmp(s->sql, sql) != 0))
		s = s->chain;
	if (s != NULL) {
		unlist(c, s);
		list_newest(c, s);
		return s;
	}
	if (c->said_n >= SAID_MOST)
		let_oldest_go(c);
	s = stmt_new(conn, arena_new());
	s->sql = arena_text(s->arena, sql);
	s->hash = hash;
	s->chain = c->said[hash % SAID];
	c->said[hash % SAID] = s;
	list_newest(c, s);
	c->said_n++;
	return s;
}

void
cache_each(struct db_conn *conn, void (*each)(struct db_stmt *s))
{
	struct cache *c = &conn->cache;

	for (size_t i = 0; i < c->room; i++)
		if (c->slots[i] != NULL)
			each(c->slots[i]);
	for (struct db_stmt *s = c->newest; s != NULL; s = s->older)
		each(s);
}

static void
forget_all(struct db_stmt *s)
{
	if (s->at != NULL)
		s->conn->engine->forget(s, true);
}

void
cache_forget(struct db_conn *conn)
{
	cache_each(conn, forget_all);
}

void
cache_end(struct db_conn *conn)
{
	struct cache *c = &conn->cache;

	for (size_t i = 0; i < c->room; i++)
		if (c->slots[i] != NULL && c->slots[i]->kept != NULL)
			arena_free(c->slots[i]->kept);
	while (c->newest != NULL)
		let_go(c->newest);
}
