/* SPDX-License-Identifier: Apache-2.0 */
/* A sheet being taken in, as sheet_row.c (one row) and sheet_run.c (all of
 * them, in acts) share it. */
#ifndef DERIVE_SHEET_RUN_H
#define DERIVE_SHEET_RUN_H

#include "sheet_inside.h"

struct planned {               /* what a column is */
	const char *path;      /* NULL: passed over */
	struct target target;  /* .path NULL: the id, or the reader's */
	bool reads;
};

struct fixed {
	struct target target;
	const char *text;
};

struct running {
	const struct sheet_file *file;
	struct sheet sheet;
	struct cells *cells;
	struct planned *columns;
	size_t column_count;
	struct fixed *constants;
	size_t constant_count;
	struct map *keys;      /* of records that are there: their ids */
	struct map *fresh;     /* the same of those made in this act */
	struct arena *outer;   /* lives as long as the run */
	struct deed *deed;
	bool dry;
	/* of an act */
	struct table from;     /* where it begins */
	struct deed before;    /* the deed as it begins */
	int64_t most;
	struct deed_row *told; /* dry: what came of the rows */
	size_t told_count, told_room;
	bool finished;
};

/* Columns and constants of the plan; the names of kinds that they point at. */
MUST_USE enum err running_plan(struct visit *v, struct running *run);
/* Reads the keys of all records of the kind. */
MUST_USE enum err keys_learn(struct visit *v, struct running *run);
void key_note(struct visit *v, struct running *run, struct map *in,
	const struct record *r);
/* Fills in (an empty object); every fault is said. */
MUST_USE enum err row_input(struct visit *v, struct running *run,
	const struct row *row, json_t *in);
/* The record that the row is already. */
MUST_USE enum err row_known(struct visit *v, struct running *run, json_t *in,
	struct id *id, bool *there);
/* {"texts":[…],"raw":{…}} of a row for the preview; r NULL: it was refused. */
const char *row_cells(struct visit *v, const struct running *run,
	const struct row *row, json_t *in, const struct record *r);

#endif
