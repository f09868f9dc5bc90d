/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An import that runs, is done, or is taken back.  Its deed knows every record
 * that it touched; a record of the kind `import`, under the same id, is what
 * lists and history show of it.  What is more than DEED_ACT rows is a job's,
 * and the page tells how far it is.
 */
#include <stdlib.h>
#include <string.h>

#include "importing.h"

#define LISTED_MOST 100    /* rows of each sort that the page lists */
#define JOB "import.run"

/* ---- the record of it ---- */

static json_t *
import_fields(struct visit *v, const struct deed *d)
{
	return keep(v, json_pack("{s:s, s:I, s:I, s:I, s:I}", "state",
		d->state, "rows", (json_int_t)d->rows, "added",
		(json_int_t)d->fresh, "edited", (json_int_t)d->changed,
		"wrong", (json_int_t)d->wrong));
}

/* The program itself, on behalf of whoever asked. */
static struct visit
ourselves(const struct visit *v)
{
	struct visit w = *v;

	w.roles |= ROLE_SYSTEM;
	w.trusted = true;
	return w;
}

/* What was written is in the chain of this act. */
static void
back_to(struct visit *v, const struct visit *w)
{
	v->chain = w->chain;
	v->titles = NULL;
}

static enum err
record_begin(struct visit *v, const struct deed *d)
{
	struct visit w = ourselves(v);
	json_t *in = import_fields(&w, d);
	struct record *r;
	enum err err;

	problems_forget(&w);
	json_object_set_new(in, "file", json_string(d->name));
	json_object_set_new(in, "kind", json_string(d->kind));
	json_object_set_new(in, "by", json_string(d->who));
	json_object_set_new(in, "at", json_string(moment_print(v->arena,
		v->now, v->zone != NULL ? v->zone : "UTC")));
	err = record_create_as(&w, &entity_import, d->id, in, &r);
	back_to(v, &w);
	return err;
}

static enum err
record_follow(struct visit *v, const struct deed *d)
{
	struct visit w = ourselves(v);
	struct record *r;
	enum err err;

	problems_forget(&w);
	err = record_change(&w, &entity_import, d->id, 0,
		import_fields(&w, d), &r);
	back_to(v, &w);
	return err;
}

/* ---- running ---- */

static enum err
job_of(struct visit *v, const struct deed *d)
{
	const char *id = id_text(v->arena, d->id);

	return job_add(v, JOB, id, keep(v, json_pack("{s:s}", "deed", id)),
		v->now);
}

/* The deed from pending to running, and its record. */
static enum err
run_begins(struct visit *v, struct deed *d)
{
	TRY(deed_rows_forget(v, d->id));
	d->fresh = d->changed = d->same = d->wrong = d->at = 0;
	d->state = "running";
	return record_begin(v, d);
}

static enum err
run_ends(struct visit *v, struct deed *d)
{
	return record_follow(v, d);
}

/* What is large is a job's from its first row. */
static enum err
run_later(struct visit *v, void *arg)
{
	struct deed *d = arg, *now;

	TRY(deed_get(v, d->id, &now));
	if (strcmp(now->state, "pending") != 0)
		return fail(v, ERR_CONFLICT, "import.elsewhere");
	TRY(run_begins(v, d));
	TRY(deed_save(v, d));
	return job_of(v, d);
}

static enum err
follow(struct visit *v, void *arg)
{
	return record_follow(v, arg);
}

/* All that is left of a run, in acts of its own. */
static enum err
run_on(struct visit *v, struct deed *d)
{
	struct sheet_file f;

	TRY(import_open(v, d, &f));
	f.begins = run_begins;
	f.ends = run_ends;
	return sheet_take(v, &f, d, INT64_MAX / 2);
}

/* A trial counted in it what is now counted from the beginning. */
enum err
imported_begin(struct visit *v, struct deed *d)
{
	if (strcmp(d->state, "pending") != 0)
		return OK;
	d->at = 0;
	return d->rows < DEED_ACT ? run_on(v, d) :
		visit_write(v, run_later, d);
}

struct turning {
	struct deed *deed;
	bool again, begins;
};

/* Back or forth from its end: the first rows now, the others by a job. */
static enum err
turn_begins(struct visit *v, const struct turning *t, struct deed *d)
{
	if (strcmp(d->state, t->again ? "undone" : "done") != 0)
		return fail(v, ERR_CONFLICT, "import.elsewhere");
	d->state = t->again ? "redoing" : "undoing";
	d->at = 0;
	return d->rows < DEED_ACT ? OK : job_of(v, d);
}

static enum err
turn_act(struct visit *v, void *arg)
{
	struct turning *t = arg;
	struct deed *d;

	TRY(deed_get(v, t->deed->id, &d));
	if (t->begins)
		TRY(turn_begins(v, t, d));
	TRY(deed_turn(v, d, t->again, DEED_ACT));
	*t->deed = *d;
	return record_follow(v, d);
}

enum err
imported_turn(struct visit *v, struct deed *d, bool again)
{
	struct turning t = { d, again, true };

	return visit_write(v, turn_act, &t);
}

static enum err
turn_on(struct visit *v, struct deed *d)
{
	struct turning t = { d, strcmp(d->state, "redoing") == 0, false };

	while (strcmp(d->state, "undoing") == 0 ||
	    strcmp(d->state, "redoing") == 0)
		TRY(visit_write(v, turn_act, &t));
	return OK;
}

/* As whoever began it, with what they may. */
static struct visit
as_beginner(const struct visit *v, const struct deed *d)
{
	struct visit w = *v;

	w.roles = d->roles;
	w.account = d->account;
	w.office = d->office;
	w.who = d->who;
	w.lang = d->lang;
	w.trusted = false;
	return w;
}

enum err
import_work(struct visit *v, json_t *with)
{
	const char *text = json_string_value(json_object_get(with, "deed"));
	struct deed *d;
	struct visit w;
	struct id id;
	enum err err;

	if (text == NULL || !id_parse(text, &id))
		return OK;
	err = deed_get(v, id, &d);
	if (err == ERR_MISSING) {
		problems_forget(v);
		return OK;
	}
	TRY(err);
	w = as_beginner(v, d);
	problems_forget(&w);
	if (strcmp(d->state, "running") == 0)
		err = run_on(&w, d);
	else if (strcmp(d->state, "done") == 0)
		err = visit_write(&w, follow, d);
	else
		err = turn_on(&w, d);
	if (w.problems != NULL)
		return fail(v, err, w.problems->key);
	return err;
}

static enum err
expire(struct visit *v, void *arg)
{
	(void)arg;
	return deed_expire(v, v->now - DEED_KEPT);
}

enum err
import_expire(struct visit *v, json_t *with)
{
	(void)with;
	return visit_write(v, expire, NULL);
}

/* ---- the page ---- */

/* A row as a line: where, what it became, why not. */
static json_t *
row_view(struct visit *v, const struct entity *of, const struct deed_row *row)
{
	json_t *out = json_object(), *says = json_array();
	char *rest = arena_text(v->arena, row->says ? row->says : ""), *line;

	json_object_set_new(out, "line", json_integer(row->line));
	while ((line = strsep(&rest, "\n")) != NULL)
		if (*line != '\0')
			json_array_append_new(says, json_string(line));
	json_object_set_new(out, "says", says);
	put_text(out, "text", row->text != NULL ?
		text_cut(v->arena, row->text, 160) : NULL);
	if (!id_none(row->record)) {
		put_text(out, "what", record_title_of(v, of, row->record));
		put_text(out, "href", arena_printf(v->arena, "/office/%s/%s",
			of->plural, id_text(v->arena, row->record)));
	}
	return out;
}

static enum err
rows_put(struct visit *v, const struct deed *d, json_t *view,
	const char *key, const char *state)
{
	const struct entity *of = catalogue_entity(v->catalogue, d->kind);
	json_t *list = keep(v, json_array());
	struct deed_row *rows;
	size_t n;

	TRY(deed_rows(v, d->id, state, 0, LISTED_MOST, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		if (!deed_file_seen(v, d))
			rows[i].text = NULL;
		json_array_append_new(list, row_view(v, of, &rows[i]));
	}
	put_list(view, key, json_incref(list));
	return OK;
}

static void
state_put(struct visit *v, json_t *view, const struct deed *d)
{
	bool runs = strcmp(d->state, "running") == 0 ||
		strcmp(d->state, "undoing") == 0 ||
		strcmp(d->state, "redoing") == 0;

	put_text(view, "state", d->state);
	put_text(view, "state_says", put_choice(v, "import.state", d->state));
	json_object_set_new(view, "runs", json_boolean(runs));
	json_object_set_new(view, "can_undo",
		json_boolean(strcmp(d->state, "done") == 0 &&
		d->fresh + d->changed > 0));
	json_object_set_new(view, "can_redo",
		json_boolean(strcmp(d->state, "undone") == 0));
	json_object_set_new(view, "at", json_integer(d->at));
	json_object_set_new(view, "all", json_integer(d->rows));
	if (runs)
		put_text(view, "at_says", message_with(v->arena, v->lang,
			"import.progress", arena_printf(v->arena, "%lld",
				(long long)d->at), arena_printf(v->arena,
				"%lld", (long long)d->rows), NULL));
	if (d->left > 0)
		put_text(view, "left_says", put_count(v, "import.left",
			d->left));
}

static void
counts_put(struct visit *v, json_t *view, const struct deed *d)
{
	json_t *counts = json_array();
	const struct {
		const char *key;
		int64_t n;
	} rows[] = {
		{ "import.added", d->fresh }, { "import.edited", d->changed },
		{ "import.count-same", d->same },
		{ "import.wrong", d->wrong },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		json_array_append_new(counts, json_pack("{s:s, s:I}", "label",
			message(v->lang, rows[i].key), "n",
			(json_int_t)rows[i].n));
	json_object_set_new(view, "counts", counts);
}

enum err
imported_page(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct entity *of;
	struct deed *d;
	json_t *view;

	TRY(import_asked(rq, &d));
	if (strcmp(d->state, "pending") == 0)
		return reply_redirect(rq, import_address(rq, d, "/columns"));
	of = catalogue_entity(v->catalogue, d->kind);
	view = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
		"title", d->name, "base", import_address(rq, d, ""), "list",
		arena_printf(v->arena, "/office/%s", of->plural), "labels",
		message(v->lang, arena_printf(v->arena, "%s.many", of->name)),
		"imports", message(v->lang, "import.many"), "who", d->who,
		"when", text_moment(v->arena, v->lang, d->made, v->zone)));
	state_put(v, view, d);
	counts_put(v, view, d);
	TRY(rows_put(v, d, view, "wrong", "wrong"));
	TRY(rows_put(v, d, view, "left", "left"));
	TRY(rows_put(v, d, view, "made", "new"));
	TRY(rows_put(v, d, view, "changed", "changed"));
	return reply_page(rq, "office/imported", json_incref(view));
}

enum err
imported_run(struct request *rq)
{
	struct deed *d;

	TRY(import_asked(rq, &d));
	TRY(imported_begin(&rq->visit, d));
	return reply_redirect(rq, import_address(rq, d, ""));
}

static enum err
turn(struct request *rq, bool again)
{
	struct deed *d;

	TRY(import_asked(rq, &d));
	TRY(imported_turn(&rq->visit, d, again));
	return reply_redirect(rq, import_address(rq, d, ""));
}

enum err
imported_undo(struct request *rq)
{
	return turn(rq, false);
}

enum err
imported_redo(struct request *rq)
{
	return turn(rq, true);
}
