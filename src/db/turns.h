/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What about.c, turns.c and those who call them share.
 *
 * The turns of a store are a clock and a table of slots.  Whatever is written
 * falls into some slots, by the name of its table and the ids that it is
 * about; each holds the clock's reading of its last COMMIT.  Whoever reads
 * notes the slots that what was read depends on, and the clock before:
 * nothing of it has changed as long as none of them is later.
 *
 *	any      something of the table was written
 *	by id    rows were changed or removed, and named by their id
 *	by owner the same, and named by their owner
 *	wild     the same, and not named
 *	one      of a table and an id: a row that has this id in some column
 *	         was added; or one was changed that bears it as the column by
 *	         which it was named
 *
 * Two things in one slot only mean that a page is made anew once too often.
 */
#ifndef DB_TURNS_H
#define DB_TURNS_H

#include <stdatomic.h>

#include "inside.h"

enum { ABOUT_TABLES = 16, ABOUT_KEYS = 6, TURNS = 1 << 14 };

enum about_by { BY_ID, BY_OWNER, BY_OTHER };

struct about_key {
	enum about_by by;
	int first, last;     /* places */
};

struct about {
	uint64_t tables[ABOUT_TABLES];  /* their names, hashed */
	int table_n;
	uint64_t main;       /* the one that the keys are of */
	struct about_key keys[ABOUT_KEYS];
	int key_n;
	bool writes;
	bool inserts;        /* new rows, all of which is bound */
	bool everything;     /* nobody can say what */
};

const struct about *about_of(struct arena *a, const char *sql);
uint64_t about_name(const char *table);
/* Is the table among them? */
bool about_names(const struct about *b, const char *table);

struct turns {
	uint64_t form;                     /* of this file, or 0: new */
	_Atomic uint64_t clock;
	_Atomic uint64_t slots[TURNS];
};
/* A slot whose COMMIT is under way bears the mark of who is at it; so it stays
 * when he dies there, until the next one writes the same. */
#define TURN_OPEN (UINT64_C(1) << 63)

/* What was written since the group began. */
struct turns_open {
	uint16_t slots[1000];
	size_t n;
	bool everything;
	uint8_t there[TURNS / 8];
};

/* ---- turns.c ---- */

/* Makes db->turns. */
MUST_USE enum err turns_start(struct db *db, char why[static 300]);
void turns_end(struct db *db);
/* A value was bound; a statement is stepped for the first time. */
void turns_bound(struct db_stmt *s, int place, const struct db_value *v);
void turns_stepped(struct db_stmt *s);
/* Of a group: it begins; its COMMIT comes; it is over, whichever way. */
void turns_begin(struct db *db);
void turns_commit(struct db *db);
void turns_over(struct db *db);
/* "…mark 5 17 903" or "…mark all", for others; NULL: nothing. */
const char *turns_say(struct db *db, struct arena *a);
/* The same, from another. */
void turns_hear(struct db *db, const char *said);
/* Anything may have been written. */
void turns_forget(struct db *db);

/* ---- turns_file.c ---- */

/* The turns that all processes share which have the file open. */
MUST_USE enum err turns_map(const char *path, struct turns **out,
	char why[static 300]);
void turns_unmap(struct turns *turns);

/* ---- postgres_hear.c ---- */

/* A thread that hears what others write; sets db->live. */
void postgres_hear(struct db *db);
void postgres_deaf(struct db *db);

#endif
