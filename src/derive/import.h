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

/* table_import.c: all rows of a CSV. */
MUST_USE enum err import_table(struct importing *im);

#endif
