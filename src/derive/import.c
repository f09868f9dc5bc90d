/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Imports: the act around them, and JSON lines.  Lines that point at records
 * of later lines are put off and tried again, for as long as that gets any of
 * them in.  Those that are left may point at one another in a circle: they are
 * tried as if all of them were there.  Where one of them was refused then,
 * something may point at nothing, and the whole act is undone; with
 * keep_going it is run again without trying that.
 */
#include <stdlib.h>
#include <string.h>

#include "import.h"

/* ---- JSON lines ---- */

struct line {
	const char *at;
	size_t n;
	int64_t number;
	struct line *next;
};

struct lines {                 /* those put off */
	struct line *first, **last;
};

static void
put_off(struct importing *im, struct lines *lines, struct line line)
{
	struct line *kept = arena_alloc(im->outer, sizeof *kept);

	*kept = line;
	kept->next = NULL;
	*lines->last = kept;
	lines->last = &kept->next;
}

/* Did it fail only because something it points at is not there (yet)? */
static bool
only_dangling(const struct visit *v)
{
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		if (strcmp(p->key, "error.not-there") != 0)
			return false;
	return v->problems != NULL;
}

/* {"path": "x.png"} of a FILE field becomes the stored file. */
static enum err
fetch_files(struct importing *im, const struct entity *of, json_t *in)
{
	for (const struct field *f = of->fields; f->name != NULL; f++) {
		json_t *value = json_object_get(in, f->name), *stored;
		const char *path = json_string_value(
			json_object_get(value, "path"));
		struct bytes bytes;

		if (f->kind != FIELD_FILE || path == NULL)
			continue;
		if (im->wish->fetch == NULL || im->wish->fetch(im->v->arena,
		    path, &bytes, im->wish->arg) != OK)
			return fail_field(im->v, f->name, "import.no-file",
				path, NULL);
		TRY(blob_put(im->v, f->name, path, bytes.at, bytes.n,
			&stored));
		json_object_set_new(in, f->name, stored);
	}
	return OK;
}

static enum err
put_line(struct importing *im, const struct line *line, bool *soft,
	int *column)
{
	json_error_t fault;
	json_t *in = json_loadb(line->at, line->n, JSON_REJECT_DUPLICATES,
		&fault);
	const struct entity *of;
	const char *kind;

	*soft = true;
	*column = 1;
	if (in == NULL) {
		*column = fault.column > 0 ? fault.column : 1;
		return fail_with(im->v, ERR_INPUT, "import.not-json",
			arena_text(im->v->arena, fault.text), NULL);
	}
	keep(im->v, in);
	kind = json_string_value(json_object_get(in, "kind"));
	of = kind != NULL ? catalogue_entity(im->v->catalogue, kind) : NULL;
	if (of == NULL || (im->wish->of != NULL && of != im->wish->of))
		return fail_with(im->v, ERR_INPUT, "import.no-kind",
			kind != NULL ? kind : "", NULL);
	TRY(fetch_files(im, of, in));
	return importing_put(im, of, in, soft);
}

/* One line; those that dangle are put off when there is a list for them. */
static enum err
try_line(struct importing *im, struct line line, struct lines *later)
{
	bool soft;
	int column;
	enum err err = put_line(im, &line, &soft, &column);

	if (err == OK) {
		im->told->taken++;
	} else if (!soft) {
		return err;
	} else if (later != NULL && only_dangling(im->v)) {
		put_off(im, later, line);
		problems_forget(im->v);
	} else {
		importing_refuse(im, (struct importing_place){ line.number,
			column }, NULL, NULL);
	}
	arena_reset(im->scratch);
	im->v->titles = NULL;
	return OK;
}

static enum err
first_pass(struct importing *im, struct lines *later)
{
	const char *at = im->at, *end = at + im->n;

	for (int64_t number = 1; at < end; number++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t n = (size_t)((stop ? stop : end) - at);
		struct line line = { at, n, number, NULL };

		while (n > 0 && (at[n - 1] == '\r' || at[n - 1] == ' '))
			n--;
		if (n > 0) {
			im->told->lines++;
			TRY(try_line(im, line, later));
		}
		at = stop ? stop + 1 : end;
		if (im->wish->progress != NULL && number % 500 == 0)
			im->wish->progress(at - im->at, (int64_t)im->n,
				im->wish->arg);
	}
	return OK;
}

/* The record that a line would make counts as there. */
static void
expect(struct importing *im, const struct line *line)
{
	json_t *in = json_loadb(line->at, line->n, 0, NULL);
	const char *kind = view_get(in, "kind");
	const struct entity *of = catalogue_entity(im->v->catalogue, kind);
	struct id id;

	/* record_exists only compares the pointer. */
	if (of != NULL && id_parse(view_get(in, "id"), &id))
		map_put(im->v->there, id_text(im->outer, id),
			(void *)(uintptr_t)of);
	json_decref(in);
}

/* The lines that are left, each believing that the others are there. */
static enum err
last_pass(struct importing *im, struct line *lines)
{
	int64_t refused = im->told->refused;

	for (struct line *line = lines; line != NULL && !im->in_turn;
	    line = line->next)
		expect(im, line);
	for (struct line *line = lines; line != NULL; line = line->next)
		TRY(try_line(im, *line, NULL));
	im->loose = !im->in_turn && im->told->refused > refused &&
		im->wish->keep_going;
	return im->loose ? ERR_INPUT : OK;
}

static enum err
import_lines(struct importing *im)
{
	struct lines lines = { NULL, &lines.first };
	int64_t before;

	TRY(first_pass(im, &lines));
	do {
		struct line *line = lines.first;

		before = im->told->taken;
		lines = (struct lines){ NULL, &lines.first };
		for (; line != NULL; line = line->next)
			TRY(try_line(im, *line, &lines));
	} while (im->told->taken > before && lines.first != NULL);
	return last_pass(im, lines.first);
}

/* ---- the act ---- */

static enum err
run(struct visit *v, void *arg)
{
	struct importing *im = arg;
	struct import_told *told = im->told;
	const char *at = im->at;
	enum err err;

	told->lines = told->taken = told->refused = 0;
	im->loose = false;
	buf_clear(&told->faults);
	im->outer = v->arena;
	im->scratch = arena_new();
	/* Ids and names that were found stay known from line to line. */
	v->there = map_new(im->outer);
	v->named.ids = map_new(im->outer);
	v->named.arena = im->outer;
	v->titles = NULL;
	v->arena = im->scratch;
	while (at < im->at + im->n && (*at == ' ' || *at == '\n'))
		at++;
	err = at < im->at + im->n && *at == '{' ? import_lines(im) :
		import_table(im);
	v->arena = im->outer;
	v->titles = v->there = v->named.ids = NULL;
	/* Those that were told are forgotten; others stand in scratch. */
	problems_forget(v);
	arena_free(im->scratch);
	if (err == OK && told->refused > 0 && !im->wish->keep_going)
		return ERR_INPUT;
	return err;
}

enum err
import_bytes(struct visit *v, const struct import_wish *w, const char *at,
	size_t n, struct import_told *told)
{
	struct importing im = { .v = v, .wish = w, .told = told, .at = at,
		.n = n };

	enum err err;

	if (n > IMPORT_MOST)
		return fail(v, ERR_LARGE, "error.file-large");
	if (n >= 4 && memcmp(at, "\xef\xbb\xbf{", 4) == 0) {
		im.at += 3;
		im.n -= 3;
	}
	err = visit_write(v, run, &im);
	im.in_turn = im.loose;
	if (im.loose)
		err = visit_write(v, run, &im);
	TRY(err);
	if (w->progress != NULL)
		w->progress((int64_t)n, (int64_t)n, w->arg);
	return told->refused > 0 ? ERR_INPUT : OK;
}
