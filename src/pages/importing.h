/* SPDX-License-Identifier: Apache-2.0 */
/* An import as import.c (its steps), imported.c (running it, and back) and
 * import_program.c (for programs) share it. */
#ifndef PAGES_IMPORTING_H
#define PAGES_IMPORTING_H

#include "inside.h"

/* The deed of {id}, an import. */
MUST_USE enum err import_asked(struct request *rq, struct deed **out);
/* "/office/imports/…" and more. */
const char *import_address(struct request *rq, const struct deed *d,
	const char *more);
/* Sets what is known of sheets of that kind: the reader of an old log. */
MUST_USE enum err import_file(struct visit *v, const struct entity *of,
	struct sheet_file *out);
/* A pending import's file. */
MUST_USE enum err import_open(struct visit *v, const struct deed *d,
	struct sheet_file *out);
/* Keeps the file with a guessed plan; acts of its own. */
MUST_USE enum err import_begin(struct visit *v, struct sheet_file *f,
	const char *name, struct deed **out);
bool import_is_lines(const char *at, size_t n);
/* JSON lines, now; what was told is put in the view.  ERR_INPUT: refused. */
MUST_USE enum err import_lines_take(struct request *rq,
	const struct entity *of, const char *name, const char *at, size_t n,
	json_t *view);
/* A message with a number. */
const char *put_count(struct visit *v, const char *key, int64_t n);

/* ---- imported.c ---- */

/* From pending to running; what is small is done at once. */
MUST_USE enum err imported_begin(struct visit *v, struct deed *d);
/* Back (or forth again); what is small is done at once. */
MUST_USE enum err imported_turn(struct visit *v, struct deed *d, bool again);

enum err imported_page(struct request *rq);
enum err imported_run(struct request *rq);
enum err imported_undo(struct request *rq);
enum err imported_redo(struct request *rq);

/* ---- import_program.c ---- */

enum err import_program(struct request *rq);
enum err imported_undo_program(struct request *rq);

#endif
