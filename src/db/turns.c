/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was written since; turns.h says how.  Writing marks its slots before
 * its COMMIT and sets them after it, so whoever read in between knows that he
 * may have read either.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/secret.h"
#include "turns.h"

enum sort { ANY, CHANGED_BY_ID, CHANGED_BY_OWNER, WILD, ONE };

/* Slot 0 is everything's. */
static uint16_t
slot_of(uint64_t table, enum sort sort, const struct id *id)
{
	uint64_t h = table + (uint64_t)sort * UINT64_C(0x9e3779b97f4a7c15);

	for (size_t i = 0; id != NULL && i < sizeof id->b; i++)
		h = (h ^ id->b[i]) * UINT64_C(0x100000001b3);
	h ^= h >> 29;
	h *= UINT64_C(0xbf58476d1ce4e5b9);
	h ^= h >> 32;
	return (uint16_t)(1 + h % (TURNS - 1));
}

/* ---- the store's ---- */

enum err
turns_start(struct db *db, char why[static 300])
{
	secret_random(&db->mark, sizeof db->mark);
	db->mark |= TURN_OPEN;
	db->open = arena_alloc(db->arena, sizeof *db->open);
	if (db->kind == DB_SQLITE) {
		TRY(turns_map(db->where, &db->turns, why));
		db->live = true;
		return OK;
	}
	db->turns = arena_alloc(db->arena, sizeof *db->turns);
	db->turns->clock = 1;
	return OK;
}

void
turns_end(struct db *db)
{
	if (db->kind == DB_POSTGRES)
		postgres_deaf(db);
	else
		turns_unmap(db->turns);
}

void
db_follow(struct db *db)
{
	if (db->kind == DB_POSTGRES)
		postgres_hear(db);
}

bool
db_follows(const struct db *db)
{
	return db->live;
}

/* ---- writing ---- */

static void
open_add(struct db *db, uint16_t slot)
{
	struct turns_open *o = db->open;

	if (o->there[slot / 8] & 1u << slot % 8)
		return;
	if (o->n == sizeof o->slots / sizeof *o->slots) {
		o->everything = true;
		return;
	}
	o->there[slot / 8] |= (uint8_t)(1u << slot % 8);
	o->slots[o->n++] = slot;
}

void
turns_begin(struct db *db)
{
	struct turns_open *o = db->open;

	for (size_t i = 0; i < o->n; i++)
		o->there[o->slots[i] / 8] = 0;
	o->n = 0;
	o->everything = false;
}

void
turns_commit(struct db *db)
{
	struct turns_open *o = db->open;

	/* Who has died at it cannot set it any more; nobody else can be. */
	if ((db->turns->slots[0] & TURN_OPEN) != 0)
		o->everything = true;
	if (o->everything)
		db->turns->slots[0] = db->mark;
	for (size_t i = 0; i < o->n; i++)
		db->turns->slots[o->slots[i]] = db->mark;
}

/* Unless another is at it, who will set it later. */
static void
slot_set(struct db *db, uint16_t slot, uint64_t now)
{
	uint64_t mine = db->mark;

	atomic_compare_exchange_strong(&db->turns->slots[slot], &mine, now);
}

void
turns_over(struct db *db)
{
	struct turns_open *o = db->open;
	uint64_t now = atomic_fetch_add(&db->turns->clock, 1) + 1;

	if (o->everything)
		slot_set(db, 0, now);
	for (size_t i = 0; i < o->n; i++)
		slot_set(db, o->slots[i], now);
	turns_begin(db);
}

void
turns_forget(struct db *db)
{
	uint64_t now = atomic_fetch_add(&db->turns->clock, 1) + 1;

	if ((db->turns->slots[0] & TURN_OPEN) == 0)
		db->turns->slots[0] = now;
}

const char *
turns_say(struct db *db, struct arena *a)
{
	struct buf out = buf_in(a, 7900);
	const struct turns_open *o = db->open;

	if (o->n == 0 && !o->everything)
		return NULL;
	buf_printf(&out, "%016llx", (unsigned long long)db->mark);
	for (size_t i = 0; i < o->n && !o->everything; i++)
		buf_printf(&out, " %d", (int)o->slots[i]);
	if (o->everything || out.full)
		return arena_printf(a, "%016llx all",
			(unsigned long long)db->mark);
	return out.at;
}

/* Ours too come back to us; they have been heeded. */
void
turns_hear(struct db *db, const char *said)
{
	char mine[17];
	char *at;
	uint64_t now;

	snprintf(mine, sizeof mine, "%016llx", (unsigned long long)db->mark);
	if (strncmp(said, mine, 16) == 0)
		return;
	if (strlen(said) < 17 || strcmp(said + 16, " all") == 0) {
		turns_forget(db);
		return;
	}
	now = atomic_fetch_add(&db->turns->clock, 1) + 1;
	for (at = (char *)(uintptr_t)said + 16; *at == ' ';) {
		unsigned long slot = strtoul(at + 1, &at, 10);
		uint64_t was = slot < TURNS ? db->turns->slots[slot] : 0;

		/* Ours is under way: it will be set later than now. */
		if (slot < TURNS && (was & TURN_OPEN) == 0)
			atomic_compare_exchange_strong(
				&db->turns->slots[slot], &was, now);
	}
}

/* ---- reading ---- */

void
db_watch(struct db_conn *conn, struct db_seen *seen)
{
	if (seen != NULL) {
		seen->n = 0;
		seen->lost = conn->writes;
		seen->begun = conn->db->turns->clock;
	}
	conn->seen = seen;
}

void
db_watch_lost(struct db_conn *conn)
{
	if (conn->seen != NULL)
		conn->seen->lost = true;
}

static void
seen_add(struct db_seen *seen, uint16_t slot)
{
	for (size_t i = 0; i < seen->n; i++)
		if (seen->slots[i] == slot)
			return;
	if (seen->n == DB_SEEN_MOST)
		seen->lost = true;
	else
		seen->slots[seen->n++] = slot;
}

void
db_watch_table(struct db_conn *conn, const char *table)
{
	if (conn->seen != NULL)
		seen_add(conn->seen, slot_of(about_name(table), ANY, NULL));
}

bool
db_unchanged(const struct db *db, const struct db_seen *seen)
{
	const struct turns *t = db->turns;

	if (seen->lost || !db->live || t->slots[0] > seen->begun)
		return false;
	for (size_t i = 0; i < seen->n; i++)
		if (t->slots[seen->slots[i]] > seen->begun)
			return false;
	return true;
}

/* ---- statements ---- */

void
turns_bound(struct db_stmt *s, int place, const struct db_value *v)
{
	const struct about *b = s->about;
	bool id = v->type == DB_ID;

	if (b->writes && id && !v->null)
		open_add(s->conn->db, slot_of(b->main, ONE, &v->id));
	if (!b->writes && s->conn->seen == NULL)
		return;
	for (int i = 0; i < b->key_n; i++) {
		if (place < b->keys[i].first || place > b->keys[i].last || !id)
			continue;
		s->keyed[i]++;
		if (!b->writes && !v->null)
			seen_add(s->conn->seen, slot_of(b->main, ONE, &v->id));
	}
}

/* The best of the keys all of whose values were ids; BY_OTHER + 1: none. */
static int
key_used(const struct db_stmt *s)
{
	int best = BY_OTHER + 1;

	for (int i = 0; i < s->about->key_n; i++) {
		const struct about_key *k = &s->about->keys[i];

		if (s->keyed[i] == k->last - k->first + 1 && (int)k->by < best)
			best = (int)k->by;
	}
	return best;
}

static void
stepped_write(struct db_stmt *s)
{
	const struct about *b = s->about;
	struct db *db = s->conn->db;
	int by = key_used(s);

	if (b->everything) {
		db->open->everything = true;
		return;
	}
	open_add(db, slot_of(b->main, ANY, NULL));
	if (!b->inserts)
		open_add(db, slot_of(b->main, by == BY_ID ? CHANGED_BY_ID :
			by == BY_OWNER ? CHANGED_BY_OWNER : WILD, NULL));
}

static void
stepped_read(struct db_stmt *s)
{
	const struct about *b = s->about;
	struct db_seen *seen = s->conn->seen;
	int by = key_used(s);

	if (b->everything)
		seen->lost = true;
	for (int i = 0; i < b->table_n; i++)
		if (b->tables[i] != b->main || by > BY_OTHER)
			seen_add(seen, slot_of(b->tables[i], ANY, NULL));
	if (by > BY_OTHER || b->main == 0)
		return;
	seen_add(seen, slot_of(b->main, WILD, NULL));
	if (by != BY_ID)
		seen_add(seen, slot_of(b->main, CHANGED_BY_ID, NULL));
	if (by != BY_OWNER)
		seen_add(seen, slot_of(b->main, CHANGED_BY_OWNER, NULL));
}

void
turns_stepped(struct db_stmt *s)
{
	if (s->about->writes)
		stepped_write(s);
	else if (s->conn->seen != NULL)
		stepped_read(s);
}
