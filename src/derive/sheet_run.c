/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of a sheet, in acts of DEED_ACT each: made, changed, left as they
 * are, or refused and told.  Where the deed is stands in the same act, so that
 * a run goes on after a restart with the row behind the last that is kept.
 *
 * A trial is one act that is undone: whatever a rule refuses, it refuses then
 * as it will later.
 */
#include <stdlib.h>
#include <string.h>

#include "sheet_run.h"

/* ---- one row ---- */

/* A new record, or the one that is there changed; row->state says which. */
static enum err
row_store(struct visit *v, struct running *run, json_t *in, struct id id,
	bool there, struct deed_row *out, struct record **r)
{
	const struct entity *of = run->file->of;
	bool change = strcmp(view_get(run->sheet.plan, "there"), "change") == 0;
	struct id named = id;

	if (there) {
		TRY(record_get(v, of, id, r));
		out->before = out->after = (*r)->revision;
		out->state = "same";
		json_object_del(in, "id");
		if (change)
			TRY(record_change(v, of, id, 0, in, r));
		out->after = (*r)->revision;
		if (out->after != out->before)
			out->state = "changed";
		out->record = id;
		return OK;
	}
	if (json_object_get(in, "id") != NULL) {
		TRY(importing_free(v, named));
		json_object_del(in, "id");
		TRY(record_create_as(v, of, named, in, r));
	} else {
		TRY(record_create(v, of, in, r));
	}
	out->state = "new";
	out->record = (*r)->id;
	out->after = (*r)->revision;
	return OK;
}

static enum err
row_try(struct visit *v, struct running *run, const struct row *row,
	json_t *in, struct deed_row *out, struct record **r)
{
	struct id id = {{0}};
	bool there;

	TRY(row_input(v, run, row, in));
	TRY(row_known(v, run, in, &id, &there));
	TRY(row_store(v, run, in, id, there, out, r));
	if (strcmp(out->state, "new") == 0)
		key_note(v, run, run->fresh, *r);
	return OK;
}

static void
count(struct deed *d, const struct deed_row *row)
{
	int64_t *at = strcmp(row->state, "new") == 0 ? &d->fresh :
		strcmp(row->state, "changed") == 0 ? &d->changed :
		strcmp(row->state, "same") == 0 ? &d->same : &d->wrong;

	++*at;
	d->at++;
}

/* Kept beyond the row's own arena. */
static void
told_add(struct running *run, const struct deed_row *row)
{
	struct arena *a = run->outer;
	struct deed_row *wider;

	if (strcmp(row->state, "wrong") != 0 && run->told_count >= SHEET_SHOWN)
		return;
	if (run->told_count == run->told_room) {
		run->told_room = run->told_room * 2 + 256;
		wider = arena_alloc(a, run->told_room * sizeof *wider);
		if (run->told_count > 0)
			memcpy(wider, run->told,
				run->told_count * sizeof *wider);
		run->told = wider;
	}
	wider = &run->told[run->told_count++];
	*wider = *row;
	wider->says = row->says ? arena_text(a, row->says) : NULL;
	wider->cells = row->cells ? arena_text(a, row->cells) : NULL;
	wider->text = row->text ? arena_text(a, row->text) : NULL;
}

static enum err
row_tell(struct visit *v, struct running *run, struct deed_row *out)
{
	count(run->deed, out);
	if (run->dry) {
		out->record = (struct id){{0}};
		told_add(run, out);
		return OK;
	}
	if (strcmp(out->state, "same") == 0)
		return OK;
	return deed_row_add(v, run->deed->id, out);
}

static const char *
line_text(struct visit *v, const struct row *row)
{
	struct buf out = buf_in(v->arena, 4 << 20);

	sheet_line(row, &out);
	return out.n > 0 ? out.at : "";
}

static enum err
row_take(struct visit *v, struct running *run, const struct row *row)
{
	struct deed_row out = { .line = row->line, .state = "wrong" };
	json_t *in = keep(v, json_object());
	struct attempt a = attempt_begin(v);
	struct record *r = NULL;
	enum err err = row_try(v, run, row, in, &out, &r);

	if (err != OK && !attempt_refused(v, a, err))
		return err;
	if (err != OK) {
		out = (struct deed_row){ .line = row->line, .state = "wrong",
			.says = attempt_says(v, run->file->of),
			.text = line_text(v, row) };
		r = NULL;
	}
	if (run->dry && run->told_count < SHEET_SHOWN)
		out.cells = row_cells(v, run, row, in, r);
	return row_tell(v, run, &out);
}

/* What follows cannot be told apart any more: one row, wrong, for all. */
static enum err
rest_take(struct visit *v, struct running *run)
{
	const struct table *t = &run->sheet.table;
	struct deed_row out = { .line = t->line, .state = "wrong",
		.says = message(v->lang, t->fault), .text = "" };

	return row_tell(v, run, &out);
}

/* ---- acts ---- */

static enum err
rows_take(struct visit *v, struct running *run, struct arena *scratch)
{
	struct row row = {0};

	for (int64_t n = 0; n < run->most; n++) {
		if (!table_row(&run->sheet.table, scratch, &row)) {
			run->finished = true;
			return run->sheet.table.fault != NULL ?
				rest_take(v, run) : OK;
		}
		TRY(row_take(v, run, &row));
		arena_reset(scratch);
		v->titles = NULL;
	}
	return OK;
}

static enum err
rows_act(struct visit *v, struct running *run)
{
	struct arena *outer = v->arena, *scratch = arena_new();
	enum err err;

	/* Run again, it begins where it did. */
	run->sheet.table = run->from;
	run->told_count = 0;
	run->finished = false;
	run->fresh = map_new(run->outer);
	v->there = map_new(outer);
	v->named.ids = map_new(outer);
	v->named.arena = outer;
	v->titles = NULL;
	v->arena = scratch;
	err = rows_take(v, run, scratch);
	v->arena = outer;
	v->titles = v->there = v->named.ids = NULL;
	problems_forget(v);
	arena_free(scratch);
	return err;
}

/* Is the deed where this run believes it is?  Somebody else may have begun it,
 * too. */
static enum err
take_verify(struct visit *v, const struct running *run)
{
	struct deed *now;

	TRY(deed_get(v, run->before.id, &now));
	if (now->at != run->before.at ||
	    strcmp(now->state, run->before.state) != 0)
		return fail(v, ERR_CONFLICT, "import.elsewhere");
	return OK;
}

static enum err
take_act(struct visit *v, void *arg)
{
	struct running *run = arg;
	const struct sheet_file *f = run->file;

	*run->deed = run->before;
	TRY(take_verify(v, run));
	if (f->begins != NULL && strcmp(run->deed->state, "pending") == 0)
		TRY(f->begins(v, run->deed));
	TRY(rows_act(v, run));
	if (run->finished) {
		run->deed->state = "done";
		TRY(deed_drop_content(v, run->deed->id));
		if (f->ends != NULL)
			TRY(f->ends(v, run->deed));
	}
	return deed_save(v, run->deed);
}

/* Nothing of it is to stay. */
static enum err
try_act(struct visit *v, void *arg)
{
	struct running *run = arg;

	*run->deed = run->before;
	TRY(rows_act(v, run));
	run->dry = false;
	return ERR_INPUT;
}

static enum err
tell_act(struct visit *v, void *arg)
{
	struct running *run = arg;

	/* It may have been taken in while it was tried. */
	TRY(take_verify(v, run));
	TRY(deed_rows_forget(v, run->deed->id));
	for (size_t i = 0; i < run->told_count; i++)
		TRY(deed_row_add(v, run->deed->id, &run->told[i]));
	run->deed->at = 0;
	return deed_save(v, run->deed);
}

/* ---- runs ---- */

static void
merge_one(const char *key, void *value, void *arg)
{
	map_put(arg, key, value);
}

static enum err
begin(struct visit *v, const struct sheet_file *f, struct deed *d,
	struct running *run)
{
	*run = (struct running){ .file = f, .deed = d, .outer = v->arena,
		.sheet = sheet_open(v, f, d->with) };
	if (run->sheet.fault != NULL)
		return fail(v, ERR_INPUT, run->sheet.fault);
	run->cells = cells_new(v->arena, view_get(d->with, "dates"));
	TRY(running_plan(v, run));
	TRY(keys_learn(v, run));
	return OK;
}

static void
pass_by(struct running *run, int64_t n)
{
	struct arena *scratch = arena_new();
	struct row row;

	while (n-- > 0 && table_row(&run->sheet.table, scratch, &row))
		arena_reset(scratch);
	arena_free(scratch);
}

static int64_t
rows_left(struct running *run)
{
	struct arena *scratch = arena_new();
	struct table at = run->sheet.table;
	struct row row;
	int64_t n = 0;

	for (; table_row(&at, scratch, &row); n++)
		arena_reset(scratch);
	arena_free(scratch);
	return n + (at.fault != NULL);
}

enum err
sheet_take(struct visit *v, const struct sheet_file *f, struct deed *d,
	int64_t most)
{
	struct running run;

	TRY(begin(v, f, d, &run));
	pass_by(&run, d->at);
	for (int64_t done = 0; done < most; done += DEED_ACT) {
		run.from = run.sheet.table;
		run.before = *d;
		run.most = most - done < DEED_ACT ? most - done : DEED_ACT;
		TRY(visit_write(v, take_act, &run));
		map_each(run.fresh, merge_one, run.keys);
		if (run.finished)
			return OK;
	}
	return OK;
}

static void
head_keep(struct visit *v, struct running *run)
{
	struct buf line = buf_in(v->arena, 1 << 20);

	sheet_line(&run->sheet.head, &line);
	json_object_set_new(run->deed->with, "head_line",
		json_string(line.n > 0 ? line.at : ""));
}

enum err
sheet_try(struct visit *v, const struct sheet_file *f, struct deed *d)
{
	struct running run;
	enum err err;

	d->fresh = d->changed = d->same = d->wrong = d->at = 0;
	TRY(begin(v, f, d, &run));
	d->rows = rows_left(&run);
	run.from = run.sheet.table;
	run.before = *d;
	run.most = SHEET_TRIED;
	run.dry = true;
	err = visit_write(v, try_act, &run);
	/* try_act has come to its end. */
	if (err != ERR_INPUT || run.dry)
		return err == OK ? ERR_BROKEN : err;
	problems_forget(v);
	json_object_set_new(d->with, "tried", json_integer(d->at));
	head_keep(v, &run);
	return visit_write(v, tell_act, &run);
}

enum err
sheet_wrong(struct visit *v, const struct deed *d,
	void (*put)(const char *at, size_t n, void *arg), void *arg)
{
	const char *head = view_get(d->with, "head_line");
	struct deed_row *rows;
	int64_t behind = 0;
	size_t n;

	put("\xef\xbb\xbf", 3, arg);
	put(head, strlen(head), arg);
	if (*head != '\0')
		put("\r\n", 2, arg);
	do {
		TRY(deed_rows(v, d->id, "wrong", behind, DEED_ACT, &rows, &n));
		for (size_t i = 0; i < n; i++) {
			const char *text = rows[i].text ? rows[i].text : "";

			put(text, strlen(text), arg);
			put("\r\n", 2, arg);
			behind = rows[i].line;
		}
	} while (n == DEED_ACT);
	return OK;
}
