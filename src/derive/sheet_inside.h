/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of a sheet share: sheet.c (reading it by a plan), heading.c
 * (what columns are), cell.c (what a cell means), sheet_view.c, sheet_run.c. */
#ifndef DERIVE_SHEET_INSIDE_H
#define DERIVE_SHEET_INSIDE_H

#include "import.h"
#include "sheet.h"

/* ---- heading.c ---- */

/* A field, or one of the first row of a ROWS field, or a language of words,
 * as a column may be it: "dates.0.on", "name.ko". */
struct target {
	struct spot spot;
	const char *path;      /* NULL: there is none */
	const char *label;     /* as people read it */
};

/* All that columns may be, in the order of the form; *n how many. */
const struct target *targets_of(struct visit *v, const struct entity *of,
	size_t *n);
/* The one of that path; .path NULL: none, or not the visitor's to write. */
struct target target_at(struct visit *v, const struct entity *of,
	const char *path);
/* The path that a heading most likely means, or "" when none does; han: which
 * language one in Chinese characters alone is in; `used` holds paths that
 * other columns have. */
const char *heading_guess(struct visit *v, const struct sheet_file *f,
	const char *head, enum lang han, const struct map *used);
/* Japanese where there is kana in a text, else Chinese. */
enum lang heading_tongue(const char *text, size_t n);

/* ---- cell.c ---- */

struct cells {
	struct naming *naming;
	struct arena *arena;   /* of all that is learnt on the way */
	struct map *words;     /* "tie.tier sister city": a choice; countries */
	const char *ways;      /* "mdy", "dmy" or "": as the plan says */
};

struct cells *cells_new(struct arena *a, const char *ways);
/* What the cell says, as the field's kind takes it.  ERR_INPUT: said at the
 * path. */
MUST_USE enum err cell_input(struct visit *v, struct cells *c,
	const struct target *t, const char *text, const char **out);
/* Is it a date of which nobody can tell day and month? */
bool cell_asks_way(const char *text);

/* ---- sheet.c ---- */

struct sheet {
	const struct sheet_file *file;
	json_t *plan;
	struct table table;    /* at its first row of records */
	struct row head;       /* n 0: there is none */
	json_t *odd;           /* [{"line","charset"}], charset absent: by none */
	const char *fault;     /* message key of what cannot be read at all */
};

/* The file as the plan says it is read; all lives in v's arena.  Never fails:
 * see .fault. */
struct sheet sheet_open(struct visit *v, const struct sheet_file *f,
	json_t *plan);
/* Was the line read in another encoding (or none: *lost) than the whole? */
bool sheet_odd(const struct sheet *s, int64_t from, int64_t to, bool *lost);
/* The row as one line of CSV. */
void sheet_line(const struct row *row, struct buf *out);

#endif
