/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A spreadsheet is taken in, in steps that are plain pages:
 *
 *	/office/ties/import             the file is handed in, and kept for a day
 *	/office/imports/{id}/columns    how it is read, what each column is
 *	/office/imports/{id}/preview    what its rows would become, what is wrong
 *	/office/imports/{id}            what came of it, and back (imported.c)
 *
 * JSON lines are a program's: they are taken in at once, whole or not.
 */
#include <stdlib.h>
#include <string.h>

#include "importing.h"

#define SHOWN 50           /* rows on a page of the preview */

const char *
import_address(struct request *rq, const struct deed *d, const char *more)
{
	return arena_printf(rq->visit.arena, "/office/imports/%s%s",
		id_text(rq->visit.arena, d->id), more);
}

enum err
import_asked(struct request *rq, struct deed **out)
{
	struct id id;

	if (!id_parse(request_param(rq, "id"), &id))
		return fail(&rq->visit, ERR_MISSING, "error.not-found");
	TRY(deed_get(&rq->visit, id, out));
	if (strcmp((*out)->act, "import") != 0)
		return fail(&rq->visit, ERR_MISSING, "error.not-found");
	return OK;
}

enum err
import_file(struct visit *v, const struct entity *of, struct sheet_file *out)
{
	static const struct sheet_reader log = { .name = "+log",
		.label = "import.read-log", .title = "name",
		.fields = "type state ours theirs", .read = log_read };
	struct sheet_reader *reader;
	struct log_names *names;

	out->of = of;
	if (of != &entity_exchange)
		return OK;
	TRY(log_names(v, &names));
	reader = arena_alloc(v->arena, sizeof *reader);
	*reader = log;
	reader->arg = names;
	out->reader = reader;
	return OK;
}

enum err
import_open(struct visit *v, const struct deed *d, struct sheet_file *out)
{
	struct bytes bytes;

	*out = (struct sheet_file){ .of = NULL };
	TRY(deed_content(v, d->id, &bytes));
	out->at = bytes.at;
	out->n = bytes.n;
	return import_file(v, catalogue_entity(v->catalogue, d->kind), out);
}

/* One that still waits to be taken in. */
static enum err
pending_asked(struct request *rq, struct deed **d, struct sheet_file *f)
{
	TRY(import_asked(rq, d));
	if (!deed_file_seen(&rq->visit, *d))
		return fail(&rq->visit, ERR_MISSING, "error.not-found");
	if (strcmp((*d)->state, "pending") != 0)
		return fail(&rq->visit, ERR_MISSING, "import.file-gone");
	return import_open(&rq->visit, *d, f);
}

/* ---- handing in ---- */

static enum err
kind_asked_written(struct request *rq, const struct entity **out)
{
	TRY(kind_asked(rq, out));
	if (((*out)->write & rq->visit.roles) == 0)
		return fail(&rq->visit, ERR_DENIED, "error.denied");
	return OK;
}

static json_t *
waiting_view(struct request *rq, const struct deed *all, size_t n)
{
	struct visit *v = &rq->visit;
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack("{s:s, s:s, s:s}",
			"name", all[i].name, "href",
			import_address(rq, &all[i], "/columns"), "when",
			text_moment(v->arena, v->lang, all[i].made, v->zone)));
	return out;
}

static enum err
import_view(struct request *rq, const struct entity *of, json_t **out)
{
	struct visit *v = &rq->visit;
	struct arena *a = v->arena;
	const char *labels = message(v->lang,
		arena_printf(a, "%s.many", of->name));
	struct deed *waiting;
	size_t n;

	*out = NULL;
	TRY(deed_own(v, of->name, "pending", &waiting, &n, 20));
	*out = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:b, s:[]}",
		"kind", of->name, "list", arena_printf(a, "/office/%s",
			of->plural), "past", arena_printf(a,
			"/office/imports?f.kind=%s", of->name),
		"title", message_with(a, v->lang, "import.title", labels, NULL,
			NULL), "labels", labels,
		"action", arena_printf(a, "/office/%s/import", of->plural),
		"problems_there", v->problems != NULL, "told", 0,
		"faults_there", 0, "faults");
	put_list(*out, "waiting", waiting_view(rq, waiting, n));
	return OK;
}

/* GET /office/{kind}/import */
static enum err
import_page(struct request *rq)
{
	const struct entity *of;
	json_t *view;

	TRY(kind_asked_written(rq, &of));
	TRY(import_view(rq, of, &view));
	return reply_page(rq, "office/import", view);
}

struct handing {
	const struct sheet_file *file;
	struct deed *deed;
};

static enum err
hand_in(struct visit *v, void *arg)
{
	struct handing *h = arg;

	return deed_add(v, h->deed, h->file->at, h->file->n);
}

enum err
import_begin(struct visit *v, struct sheet_file *f, const char *name,
	struct deed **out)
{
	struct deed *d = arena_alloc(v->arena, sizeof *d);
	struct handing h = { f, d };

	*d = (struct deed){ .kind = f->of->name, .act = "import",
		.name = text_cut(v->arena, name, 200), .state = "pending" };
	TRY(import_file(v, f->of, f));
	d->with = keep(v, sheet_guess(v, f));
	*out = d;
	return visit_write(v, hand_in, &h);
}

/* ---- JSON lines, at once ---- */

/* "ties.csv:3:2: no such city", a line each. */
static json_t *
fault_lines(struct arena *a, const struct buf *faults)
{
	json_t *out = json_array();
	char *rest = arena_text(a, faults->at != NULL ? faults->at : "");
	const char *line;

	while ((line = strsep(&rest, "\n")) != NULL)
		if (*line != '\0')
			json_array_append_new(out, json_string(line));
	return out;
}

static void
told_put(struct visit *v, json_t *view, const struct import_told *told)
{
	const char *taken = arena_printf(v->arena, "%lld",
		(long long)told->taken);
	const char *refused = arena_printf(v->arena, "%lld",
		(long long)told->refused);

	json_object_set_new(view, "told", json_true());
	json_object_set_new(view, "taken", json_integer(told->taken));
	json_object_set_new(view, "refused", json_integer(told->refused));
	json_object_set_new(view, "says", json_string(message_with(v->arena,
		v->lang, "import.told", taken, refused, NULL)));
	json_object_set_new(view, "faults_there",
		json_boolean(told->faults.n > 0));
	json_object_set_new(view, "faults",
		fault_lines(v->arena, &told->faults));
}

/* Import opens its own acts, as its visitor; only an administrator's files
 * are believed about where texts come from and what the program sets. */
enum err
import_lines_take(struct request *rq, const struct entity *of,
	const char *name, const char *at, size_t n, json_t *view)
{
	struct visit w = rq->visit;
	struct import_told told = {0};
	struct import_wish wish = { .of = of, .file = name };
	enum err err;

	wish.keep_going = request_text(rq, "keep_going") != NULL ||
		request_query(rq, "keep_going") != NULL;
	w.trusted = (w.roles & ROLE_ADMIN) != 0;
	w.problems = NULL;
	w.last_problem = &w.problems;
	told.faults = buf_in(w.arena, 1 << 20);
	err = import_bytes(&w, &wish, at, n, &told);
	if (err != OK && err != ERR_INPUT)
		return fail(&rq->visit, err, "import.failed");
	told_put(&rq->visit, view, &told);
	return told.refused > 0 ? ERR_INPUT : err;
}

bool
import_is_lines(const char *at, size_t n)
{
	size_t mark = n > 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (mark < n && strchr(" \r\n\t", at[mark]) != NULL &&
	    at[mark] != '\0')
		mark++;
	return mark < n && at[mark] == '{';
}

/* POST /office/{kind}/import */
static enum err
import(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct upload *u = request_upload(rq, "file");
	struct sheet_file f = {0};
	struct deed *d;
	json_t *view;
	enum err err;

	TRY(kind_asked_written(rq, &f.of));
	TRY(import_view(rq, f.of, &view));
	keep(v, view);
	if (u == NULL || u->n == 0)
		return reply_form(rq, fail_field(v, "file",
			"import.choose-file", NULL, NULL), "office/import",
			json_incref(view));
	if (import_is_lines(u->at, u->n)) {
		err = import_lines_take(rq, f.of, u->name, u->at, u->n, view);
		return err == OK ? reply_page(rq, "office/import",
			json_incref(view)) : reply_form(rq, err,
			"office/import", json_incref(view));
	}
	f.at = u->at;
	f.n = u->n;
	TRY(import_begin(v, &f, u->name, &d));
	return reply_redirect(rq, import_address(rq, d, "/columns"));
}

/* ---- columns ---- */

static json_t *
step_view(struct request *rq, const struct deed *d)
{
	struct visit *v = &rq->visit;
	const struct entity *of = catalogue_entity(v->catalogue, d->kind);
	const char *labels = message(v->lang,
		arena_printf(v->arena, "%s.many", of->name));

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "title",
		message_with(v->arena, v->lang, "import.title", labels, NULL,
			NULL), "labels", labels, "list",
		arena_printf(v->arena, "/office/%s", of->plural), "file",
		d->name, "base", import_address(rq, d, ""), "forget",
		import_address(rq, d, "/forget"));
}

static enum err
columns_reply(struct request *rq, const struct deed *d,
	const struct sheet_file *f, enum err err)
{
	json_t *view = keep(&rq->visit, step_view(rq, d)), *sheet;

	TRY(sheet_view(&rq->visit, f, d->with, &sheet));
	json_object_update(view, keep(&rq->visit, sheet));
	put_text(view, "rows_says", put_count(&rq->visit, "import.rows-count",
		json_integer_value(json_object_get(view, "rows"))));
	if (err == OK)
		return reply_page(rq, "office/import-columns",
			json_incref(view));
	return reply_form(rq, err, "office/import-columns",
		json_incref(view));
}

/* GET /office/imports/{id}/columns */
static enum err
columns_page(struct request *rq)
{
	struct sheet_file f;
	struct deed *d;

	TRY(pending_asked(rq, &d, &f));
	return columns_reply(rq, d, &f, OK);
}

static void
plan_text(struct request *rq, json_t *plan, const char *key,
	const char *field)
{
	const char *text = request_text(rq, field);

	if (text != NULL)
		json_object_set_new(plan, key, json_string(text));
}

/* How the file is read; true: otherwise than before. */
static bool
reading_take(struct request *rq, json_t *plan)
{
	json_t *before = keep(&rq->visit, json_deep_copy(plan));
	const char *head = request_text(rq, "_head");
	int64_t row = head != NULL ? strtoll(head, NULL, 10) : 1;

	plan_text(rq, plan, "charset", "_charset");
	plan_text(rq, plan, "delimiter", "_delimiter");
	plan_text(rq, plan, "quote", "_quote");
	json_object_set_new(plan, "head", json_integer(row < 0 ? 0 :
		row > 100 ? 100 : row));
	return !json_equal(before, plan);
}

/* "_k.type" and such: what constants are. */
static void
constants_take(struct request *rq, json_t *plan)
{
	json_t *constants = json_object(), *value;
	const char *name;

	json_object_foreach(rq->body, name, value)
		if (strncmp(name, "_k.", 3) == 0 && json_is_string(value) &&
		    json_string_length(value) > 0)
			json_object_set(constants, name + 3, value);
	json_object_set_new(plan, "constants", constants);
}

static void
columns_take(struct request *rq, json_t *plan)
{
	struct arena *a = rq->visit.arena;
	json_t *columns = json_array(), *keys = json_array();
	const char *path;

	for (int i = 0; (path = request_text(rq, arena_printf(a, "_c.%d", i)))
	    != NULL; i++) {
		json_array_append_new(columns, json_string(path));
		if (*path != '\0' && request_text(rq, arena_printf(a,
		    "_key.%d", i)) != NULL)
			json_array_append_new(keys, json_string(path));
	}
	json_object_set_new(plan, "columns", columns);
	json_object_set_new(plan, "keys", keys);
	plan_text(rq, plan, "there", "_there");
	plan_text(rq, plan, "dates", "_dates");
	constants_take(rq, plan);
}

static enum err
plan_save(struct visit *v, void *arg)
{
	struct deed *d = arg, *now;

	/* It was read before this act. */
	TRY(deed_get(v, d->id, &now));
	if (strcmp(now->state, "pending") != 0)
		return fail(v, ERR_CONFLICT, "import.elsewhere");
	return deed_save(v, d);
}

/* No column twice: one would be lost without a word. */
static enum err
columns_verify(struct visit *v, const json_t *plan)
{
	json_t *columns = json_object_get(plan, "columns"), *path;
	struct map *seen = map_new(v->arena);
	size_t i, n = 0;

	json_array_foreach(columns, i, path) {
		const char *text = json_string_value(path);

		if (*text == '\0')
			continue;
		n++;
		if (map_get(seen, text) != NULL)
			return fail_field(v, arena_printf(v->arena, "_c.%zu",
				i), "import.column-twice", NULL, NULL);
		map_put(seen, text, seen);
	}
	return n > 0 ? OK : fail(v, ERR_INPUT, "import.no-columns");
}

/* POST /office/imports/{id}/columns */
static enum err
columns(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct sheet_file f;
	struct deed *d;
	json_t *guess;
	enum err err;

	TRY(pending_asked(rq, &d, &f));
	if (reading_take(rq, d->with) || request_text(rq, "_read") != NULL) {
		/* Read in another way, its columns may be others. */
		guess = keep(v, sheet_guess_columns(v, &f, d->with));
		json_object_update(d->with, guess);
		TRY(visit_write(v, plan_save, d));
		return reply_redirect(rq, import_address(rq, d, "/columns"));
	}
	columns_take(rq, d->with);
	err = columns_verify(v, d->with);
	if (err == OK)
		err = sheet_try(v, &f, d);
	if (err != OK)
		return columns_reply(rq, d, &f, err);
	return reply_redirect(rq, import_address(rq, d, "/preview"));
}

/* ---- preview ---- */

const char *
put_count(struct visit *v, const char *key, int64_t n)
{
	return message_with(v->arena, v->lang, key,
		arena_printf(v->arena, "%lld", (long long)n), NULL, NULL);
}

static void
counts_put(struct visit *v, json_t *view, const struct deed *d)
{
	int64_t tried = json_integer_value(json_object_get(d->with, "tried"));
	json_t *counts = json_array();
	const struct {
		const char *key;
		int64_t n;
	} rows[] = {
		{ "import.count-new", d->fresh },
		{ "import.count-changed", d->changed },
		{ "import.count-same", d->same },
		{ "import.count-wrong", d->wrong },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		json_array_append_new(counts, json_pack("{s:s, s:I}", "label",
			message(v->lang, rows[i].key), "n",
			(json_int_t)rows[i].n));
	json_object_set_new(view, "counts", counts);
	json_object_set_new(view, "wrong", json_integer(d->wrong));
	json_object_set_new(view, "wrong_there", json_boolean(d->wrong > 0));
	json_object_set_new(view, "some_good", json_boolean(
		d->fresh + d->changed > 0));
	if (tried < d->rows)
		put_text(view, "tried_says", message_with(v->arena, v->lang,
			"import.tried", arena_printf(v->arena, "%lld",
				(long long)tried), arena_printf(v->arena,
				"%lld", (long long)d->rows), NULL));
}

static int64_t
behind_asked(const struct request *rq)
{
	const char *text = request_query(rq, "behind");

	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

/* GET /office/imports/{id}/preview?behind=50 */
static enum err
preview_page(struct request *rq)
{
	struct visit *v = &rq->visit;
	bool only_wrong = request_query(rq, "wrong") != NULL;
	int64_t behind = behind_asked(rq);
	struct sheet_file f = {0};
	struct deed_row *rows;
	struct deed *d;
	json_t *view;
	size_t n;

	TRY(pending_asked(rq, &d, &f));
	if (json_object_get(d->with, "tried") == NULL)
		return reply_redirect(rq, import_address(rq, d, "/columns"));
	TRY(deed_rows(v, d->id, only_wrong ? "wrong" : NULL, behind, SHOWN + 1,
		&rows, &n));
	view = keep(v, step_view(rq, d));
	json_object_update(view, keep(v, sheet_preview(v, &f, d, rows,
		n > SHOWN ? SHOWN : n)));
	json_object_set_new(view, "hands", json_boolean(f.reader != NULL));
	json_object_set_new(view, "behind", json_integer(behind));
	json_object_set_new(view, "only_wrong", json_boolean(only_wrong));
	counts_put(v, view, d);
	put_text(view, "first", behind > 0 ? import_address(rq, d, only_wrong ?
		"/preview?wrong=1" : "/preview") : NULL);
	if (n > SHOWN)
		put_text(view, "next", import_address(rq, d, arena_printf(
			v->arena, "/preview?behind=%lld%s",
			(long long)rows[SHOWN - 1].line,
			only_wrong ? "&wrong=1" : "")));
	return reply_page(rq, "office/import-preview", json_incref(view));
}

/* What the preview showed for "_r.12.type", by its line and field. */
static const char *
shown_before(struct visit *v, const struct deed_row *rows, size_t n,
	int64_t line, const char *path)
{
	for (size_t i = 0; i < n; i++) {
		json_t *cells;

		if (rows[i].line != line || rows[i].cells == NULL)
			continue;
		cells = keep(v, json_loads(rows[i].cells, 0, NULL));
		return json_string_value(json_object_get(
			json_object_get(cells, "raw"), path));
	}
	return NULL;
}

/* Takes what differs from what was shown: that was set right by hand. */
static void
rows_take(struct request *rq, json_t *plan, const struct deed_row *rows,
	size_t n)
{
	struct visit *v = &rq->visit;
	json_t *hand = json_object_get(plan, "rows"), *value;
	const char *name;

	json_object_foreach(rq->body, name, value) {
		char *line = NULL, *path, *end;
		const char *was;
		int64_t number;

		if (strncmp(name, "_r.", 3) != 0 || !json_is_string(value))
			continue;
		line = arena_text(v->arena, name + 3);
		path = strchr(line, '.');
		number = strtoll(line, &end, 10);
		if (path == NULL || end != path)
			continue;
		*path++ = '\0';
		was = shown_before(v, rows, n, number, path);
		if (was == NULL || strcmp(was, json_string_value(value)) == 0)
			continue;
		if (json_object_get(hand, line) == NULL)
			json_object_set_new(hand, line, json_object());
		json_object_set(json_object_get(hand, line), path, value);
	}
}

/* POST /office/imports/{id}/rows */
static enum err
rows(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *behind = request_text(rq, "_behind");
	struct sheet_file f;
	struct deed_row *shown;
	struct deed *d;
	size_t n;

	TRY(pending_asked(rq, &d, &f));
	TRY(deed_rows(v, d->id, NULL, 0, SHEET_SHOWN + SHOWN, &shown, &n));
	rows_take(rq, d->with, shown, n);
	TRY(sheet_try(v, &f, d));
	return reply_redirect(rq, import_address(rq, d, arena_printf(v->arena,
		"/preview?behind=%lld", behind != NULL ?
		strtoll(behind, NULL, 10) : 0)));
}

static void
put_bytes(const char *at, size_t n, void *arg)
{
	buf_add(arg, at, n);
}

/* GET /office/imports/{id}/wrong */
static enum err
wrong_file(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct buf out = buf_in(v->arena, IMPORT_MOST);
	struct deed *d;

	TRY(import_asked(rq, &d));
	if (!deed_file_seen(v, d))
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(sheet_wrong(v, d, put_bytes, &out));
	rq->reply.disposition = "attachment; filename=\"wrong.csv\"";
	return reply_bytes(rq, "text/csv; charset=utf-8", out.at, out.n);
}

/* POST /office/imports/{id}/forget */
static enum err
forget(struct request *rq)
{
	const struct entity *of;
	struct deed *d;

	TRY(import_asked(rq, &d));
	if (strcmp(d->state, "pending") != 0)
		return fail(&rq->visit, ERR_MISSING, "import.file-gone");
	of = catalogue_entity(rq->visit.catalogue, d->kind);
	TRY(deed_forget(&rq->visit, d->id));
	return reply_redirect(rq, arena_printf(rq->visit.arena,
		"/office/%s/import", of->plural));
}

const struct route import_routes[] = {
	{ GET,  "/office/{kind}/import", ROLE_STAFF, import_page, "Where a spreadsheet or JSON lines are handed in." },
	{ POST, "/office/{kind}/import", ROLE_STAFF, import, "Keeps a spreadsheet for a day, to be taken in step by step; takes JSON lines in at once.", ROUTE_NO_ACT },
	{ GET,  "/office/imports/{id}/columns", ROLE_STAFF, columns_page, "How a spreadsheet is read, and what each of its columns is." },
	{ POST, "/office/imports/{id}/columns", ROLE_STAFF, columns, "Sets that, and tries the rows.", ROUTE_NO_ACT },
	{ GET,  "/office/imports/{id}/preview", ROLE_STAFF, preview_page, "What the rows would become, and what is wrong with them." },
	{ POST, "/office/imports/{id}/rows", ROLE_STAFF, rows, "Sets right by hand what was read from a sentence.", ROUTE_NO_ACT },
	{ GET,  "/office/imports/{id}/wrong", ROLE_STAFF, wrong_file, "The rows that were refused, as CSV." },
	{ POST, "/office/imports/{id}/forget", ROLE_STAFF, forget, "Lets go of a spreadsheet that was not taken in." },
	{ GET,  "/office/imports/{id}", ROLE_STAFF, imported_page, "What came of an import." },
	{ POST, "/office/imports/{id}/run", ROLE_STAFF, imported_run, "Takes the rows in; many of them as a job.", ROUTE_NO_ACT },
	{ POST, "/office/imports/{id}/undo", ROLE_STAFF, imported_undo, "Takes a whole import back, but for records that were changed since.", ROUTE_NO_ACT },
	{ POST, "/office/imports/{id}/redo", ROLE_STAFF, imported_redo, "Takes that back.", ROUTE_NO_ACT },
	{ POST, "/api/v1/{kind}/import", ROLE_STAFF, import_program, "Takes in a CSV (guessed as the pages do; there=change and dates=mdy or dmy as parameters) or JSON lines; with keep_going=1 what is good of it.", ROUTE_NO_ACT | ROUTE_RAW },
	{ POST, "/api/v1/imports/{id}/undo", ROLE_STAFF, imported_undo_program, "Takes a whole import back.", ROUTE_NO_ACT },
	{0}
};
