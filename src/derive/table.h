/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading a table of text: CSV (RFC 4180) with comma, semicolon, tab or bar.
 * What the sender's spreadsheet made of it is found out, not asked: encoding
 * and delimiter.  Whoever knows better begins with those.
 */
#ifndef DERIVE_TABLE_H
#define DERIVE_TABLE_H

#include "derive.h"

#define TABLE_COLUMNS 400
#define TABLE_CELL (1 << 20)  /* bytes */

struct cell {
	const char *text;      /* NUL-ended, in the arena of the row */
	int64_t column;        /* character of the line where it begins, from 1 */
	int64_t line;
};

struct row {
	struct cell *cells;
	size_t n;
	int64_t line;          /* where it begins, from 1 */
};

struct table {
	const char *start, *at, *end;
	char delimiter;
	char quote;            /* \0: no cell is quoted */
	int64_t line, column;
	size_t widest;         /* cells that a row is given room for */
	const char *fault;     /* why the last table_row failed: a message key */
};

/* The delimiter that the first lines have most of, outside quotation marks. */
char table_delimiter(const char *at, size_t n, int lines);
/* Text in UTF-8, so parted. */
void table_begin(struct table *t, const char *at, size_t n, char delimiter,
	char quote);
/* Finds out encoding and delimiter; bytes converted live in a.  False: it is
 * in no encoding throughout. */
bool table_open(struct table *t, struct arena *a, const char *at, size_t n);
/* The next row that is not empty, in a; false: the end, or t->fault. */
bool table_row(struct table *t, struct arena *a, struct row *row);

#endif
