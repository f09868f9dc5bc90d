/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Somebody's spreadsheet as records.  How it is read is a plan, which is
 * guessed from the file, shown, and changed by whoever knows better:
 *
 *	{ "charset": "CP949", "delimiter": ",", "quote": "\"", "head": 1,
 *	  "columns": ["on", "+log", ""],        what each column is: a field's
 *	                                        dotted name, the reader's, nothing
 *	  "constants": {"type": "visit-in"},    for fields that no column has
 *	  "keys": ["on", "name.ko"],            a row that has these of a record
 *	  "there": "leave" | "change",          is that record
 *	  "dates": "" | "mdy" | "dmy",          of 05/07/2005
 *	  "rows": {"12": {"type": "visit-out"}} }   set right by hand, by line
 *
 * Cells may name records by any of their names, choices and countries by what
 * they are called in any language, and dates as people write them.
 */
#ifndef DERIVE_SHEET_H
#define DERIVE_SHEET_H

#include "deed.h"

#define SHEET_TRIED 5000   /* rows that a trial run looks at */
#define SHEET_SHOWN 200    /* rows whose cells a preview can show */

/* What an office knows of a sentence in a cell. */
struct sheet_reader {
	const char *name;      /* "+log": stands for a field among the columns */
	const char *label;     /* message key */
	const char *title;     /* the field in which the text itself comes to
	                          stand: it tells a row that is there */
	const char *fields;    /* what a person may set right, "type ours" */
	/* Fills in what the text says and `in` has not got yet. */
	enum err (*read)(struct visit *v, const char *text, json_t *in,
		void *arg);
	void *arg;
};

struct sheet_file {            /* with what a sheet is about */
	const struct entity *of;
	const struct sheet_reader *reader;  /* NULL: none */
	const char *at;
	size_t n;
	/* In the first act, of a deed that is still pending: what must be so
	 * before its rows; and in the last.  NULL: nothing. */
	enum err (*begins)(struct visit *v, struct deed *d);
	enum err (*ends)(struct visit *v, struct deed *d);
};

/* A plan, a new reference. */
json_t *sheet_guess(struct visit *v, const struct sheet_file *f);
/* Its columns and keys alone, of a file that is read as the plan says; a new
 * reference. */
json_t *sheet_guess_columns(struct visit *v, const struct sheet_file *f,
	json_t *plan);

/*
 * The page of a plan: {"rows","columns":[{"index","head","values","targets":
 * [{"value","label","chosen"}],"key"}], "constants" and "more" (those that
 * need not be): [{"name","label","required","value","choices"|absent}],
 * "charsets","delimiters","quotes","heads","theres","ways": choices,
 * "asks_way", "odd":[sentences], "fault": a sentence or absent}.
 */
MUST_USE enum err sheet_view(struct visit *v, const struct sheet_file *f,
	json_t *plan, json_t **out);

/*
 * Rows of a deed as a preview: {"heads":[labels], "rows":[{"line","state",
 * "state_says","wrong","odd","says":[sentences],"cells":[{"text","name",
 * "is_hand","is_choice","value","choices"}]}]}.  What a person may set right
 * has a name, "_r.12.type".
 */
json_t *sheet_preview(struct visit *v, const struct sheet_file *f,
	const struct deed *d, const struct deed_row *rows, size_t n);

/*
 * Tries the first rows as if they were taken in, and writes into d what came
 * of them: counts, and rows for the wrong ones and the first ones, with what
 * would stand in each field.  Acts of its own.  ERR_INPUT: it cannot be read
 * as a table, said in v.
 */
MUST_USE enum err sheet_try(struct visit *v, const struct sheet_file *f,
	struct deed *d);

/*
 * Takes rows in, from d->at on, DEED_ACT to an act, until `most` are done or
 * the file is (d->state "done").  A row that is refused is a row "wrong" of
 * the deed.
 */
MUST_USE enum err sheet_take(struct visit *v, const struct sheet_file *f,
	struct deed *d, int64_t most);

/* The heading row and the lines of those that were refused, as CSV. */
MUST_USE enum err sheet_wrong(struct visit *v, const struct deed *d,
	void (*put)(const char *at, size_t n, void *arg), void *arg);

#endif
