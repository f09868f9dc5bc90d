/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One import under way, as importing.c (one line of any), import.c (the act,
 * and JSON lines) and table_import.c (CSV) share it.  Each line is worked on in a scratch arena.
 */
#ifndef DERIVE_IMPORT_H
#define DERIVE_IMPORT_H

#include "inside.h"
#include "table.h"

struct importing {
	struct visit *v;
	const struct import_wish *wish;
	struct import_told *told;
	struct arena *outer, *scratch;
	const char *at;
	size_t n;
	bool in_turn;          /* nothing may point at a line that is not in */
	bool loose;            /* something does */
};

/* Counts one refused line and tells why, once for each problem of the visit;
 * where() gives line and column of a problem's field. */
struct importing_place {
	int64_t line, column;
};
void importing_refuse(struct importing *im, struct importing_place at,
	struct importing_place (*where)(const char *field, void *arg),
	void *arg);
/* Creates the record, or changes the one that has the id it names.  Sets
 * *soft when it was refused and nothing of it was written. */
MUST_USE enum err importing_put(struct importing *im, const struct entity *of,
	json_t *in, bool *soft);
/* May a new record have this id?  One that another kind's or another office's
 * has or had is an error of the field id. */
MUST_USE enum err importing_free(struct visit *v, struct id id);
/* Sets text at "a.0.b" in the object, lists and objects made on the way. */
void input_nest(struct arena *a, json_t *in, const char *path,
	const char *text);
/* A cell without the apostrophe that export has put before a formula. */
const char *cell_unguarded(const char *text);

/* ---- named.c ---- */

struct naming;

/* What is learnt lives in a. */
struct naming *naming_new(struct arena *a);
/* Learns a kind's names now, and not at the first time one is asked for. */
MUST_USE enum err naming_know(struct naming *n, struct visit *v,
	const struct entity *of);
/* The record of that name; *several: others bear it as well.  ERR_MISSING is
 * not said in the visit. */
MUST_USE enum err naming_find(struct naming *n, struct visit *v,
	const struct entity *of, const char *text, struct id *id,
	bool *several);

/* table_import.c: all rows of a CSV. */
MUST_USE enum err import_table(struct importing *im);

#endif
