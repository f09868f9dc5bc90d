/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Imports for programs: the whole file is the body, or the file called `file`
 * of a form.  A CSV is read as the pages guess it; the reply is what the pages
 * show:
 *
 *	{"import":"<id>","state":"done","rows":3,"made":2,"changed":0,
 *	 "same":0,"wrong":1,"faults":[{"line":4,"says":["…"]}]}
 *
 * 201 when rows were taken in, 202 when a job does that, 422 when any was
 * refused and keep_going was not asked for: then nothing was taken.
 */
#include <string.h>

#include "importing.h"

#define FAULTS_MOST 200

static enum err
faults_of(struct visit *v, const struct deed *d, json_t **out)
{
	json_t *list = keep(v, json_array());
	struct deed_row *rows;
	size_t n;

	*out = list;
	TRY(deed_rows(v, d->id, "wrong", 0, FAULTS_MOST, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		json_t *says = json_array();
		char *rest = arena_text(v->arena, rows[i].says != NULL ?
			rows[i].says : ""), *line;

		while ((line = strsep(&rest, "\n")) != NULL)
			if (*line != '\0')
				json_array_append_new(says, json_string(line));
		json_array_append_new(list, json_pack("{s:I, s:o}", "line",
			(json_int_t)rows[i].line, "says", says));
	}
	return OK;
}

/* Asks nothing of the store: what it tells is done, and a reply that failed
 * would have it done twice. */
static enum err
told_reply(struct request *rq, const struct deed *d, json_t *faults, int status)
{
	struct visit *v = &rq->visit;

	return reply_json(rq, status, json_pack(
		"{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:O}", "import",
		id_text(v->arena, d->id), "state", d->state, "rows",
		(json_int_t)d->rows, "made", (json_int_t)d->fresh, "changed",
		(json_int_t)d->changed, "same", (json_int_t)d->same, "wrong",
		(json_int_t)d->wrong, "left", (json_int_t)d->left, "faults",
		faults));
}

static enum err
lines_reply(struct request *rq, const struct sheet_file *f)
{
	json_t *view = keep(&rq->visit, json_object());
	enum err err = import_lines_take(rq, f->of, "body", f->at, f->n,
		view);

	if (err != OK && err != ERR_INPUT)
		return err;
	return reply_json(rq, err == OK ? 201 : 422, json_pack(
		"{s:O, s:O, s:O}", "taken", json_object_get(view, "taken"),
		"refused", json_object_get(view, "refused"), "faults",
		json_object_get(view, "faults")));
}

static void
wish_take(struct request *rq, struct deed *d)
{
	static const char *const names[] = { "there", "dates", "charset",
		"delimiter", NULL };

	for (const char *const *name = names; *name != NULL; name++)
		if (request_query(rq, *name) != NULL)
			json_object_set_new(d->with, *name,
				json_string(request_query(rq, *name)));
}

static enum err
forget(struct visit *v, void *arg)
{
	struct deed *d = arg;

	return deed_forget(v, d->id);
}

enum err
import_program(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct upload *u = request_upload(rq, "file");
	struct sheet_file f = { .at = rq->raw.at, .n = rq->raw.n };
	json_t *faults;
	struct deed *d;

	if (u != NULL) {
		f.at = u->at;
		f.n = u->n;
	}
	TRY(kind_asked(rq, &f.of));
	if ((f.of->write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	if (f.n == 0)
		return fail(v, ERR_INPUT, "import.empty");
	if (import_is_lines(f.at, f.n))
		return lines_reply(rq, &f);
	TRY(import_begin(v, &f, u != NULL ? u->name : "API", &d));
	wish_take(rq, d);
	TRY(sheet_try(v, &f, d));
	TRY(faults_of(v, d, &faults));
	if (d->wrong > 0 && request_query(rq, "keep_going") == NULL) {
		TRY(visit_write(v, forget, d));
		return told_reply(rq, d, faults, 422);
	}
	TRY(imported_begin(v, d));
	return told_reply(rq, d, faults,
		strcmp(d->state, "done") == 0 ? 201 : 202);
}

enum err
imported_undo_program(struct request *rq)
{
	json_t *faults;
	struct deed *d;

	TRY(import_asked(rq, &d));
	TRY(faults_of(&rq->visit, d, &faults));
	TRY(imported_turn(&rq->visit, d, false));
	return told_reply(rq, d, faults, 200);
}
