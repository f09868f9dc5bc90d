/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One row of a sheet as a record's input, and the record that it may already
 * be: constants, then its cells, then what was set right by hand, then what
 * the office's reader makes of a sentence.
 */
#include <string.h>

#include "sheet_run.h"

/* ---- the columns ---- */

static void
column_plan(struct visit *v, struct running *run, size_t i, const char *path)
{
	const struct sheet_reader *reader = run->file->reader;
	struct planned *p = &run->columns[i];

	*p = (struct planned){ .path = NULL };
	if (*path == '\0')
		return;
	p->reads = reader != NULL && strcmp(path, reader->name) == 0;
	p->target = target_at(v, run->file->of, path);
	if (p->reads || strcmp(path, "id") == 0 || p->target.path != NULL)
		p->path = arena_text(v->arena, path);
}

static enum err
names_know(struct visit *v, struct running *run, const struct target *t)
{
	return t->path != NULL && t->spot.field->to != NULL ?
		naming_know(run->cells->naming, v, t->spot.field->to) : OK;
}

static enum err
others_plan(struct visit *v, struct running *run)
{
	json_t *constants = json_object_get(run->sheet.plan, "constants");
	const char *path;
	json_t *text;

	run->constants = arena_alloc(v->arena,
		(json_object_size(constants) + 1) * sizeof *run->constants);
	json_object_foreach(constants, path, text) {
		struct target t = target_at(v, run->file->of, path);

		if (t.path == NULL || json_string_length(text) == 0)
			continue;
		TRY(names_know(v, run, &t));
		run->constants[run->constant_count++] =
			(struct fixed){ t, json_string_value(text) };
	}
	return OK;
}

enum err
running_plan(struct visit *v, struct running *run)
{
	json_t *columns = json_object_get(run->sheet.plan, "columns");

	run->column_count = json_array_size(columns);
	run->columns = arena_alloc(v->arena,
		(run->column_count + 1) * sizeof *run->columns);
	for (size_t i = 0; i < run->column_count; i++) {
		const char *path = json_string_value(
			json_array_get(columns, i));

		column_plan(v, run, i, path != NULL ? path : "");
		TRY(names_know(v, run, &run->columns[i].target));
	}
	return others_plan(v, run);
}

/* ---- input ---- */

static enum err
value_put(struct visit *v, struct running *run, json_t *in,
	const struct target *t, const char *text)
{
	const char *taken, *before = view_get(in, t->path);

	TRY(cell_input(v, run->cells, t, text, &taken));
	if (*taken == '\0')
		return OK;
	if (t->spot.field->kind == FIELD_REFS && *before != '\0')
		taken = arena_printf(v->arena, "%s; %s", before, taken);
	input_nest(v->arena, in, t->path, taken);
	return OK;
}

/* The row's own value of `path` was set right by hand: it stands. */
static json_t *
by_hand(const struct running *run, struct visit *v, const struct row *row)
{
	return json_object_get(json_object_get(run->sheet.plan, "rows"),
		arena_printf(v->arena, "%lld", (long long)row->line));
}

static enum err
hand_put(struct visit *v, struct running *run, json_t *in, json_t *hand)
{
	const char *path;
	json_t *text;
	enum err err = OK;

	json_object_foreach(hand, path, text) {
		struct target t = target_at(v, run->file->of, path);

		if (t.path == NULL || strchr(path, '.') != NULL)
			continue;
		/* Emptied by hand, it stays empty. */
		json_object_set_new(in, path, json_string(""));
		if (value_put(v, run, in, &t, json_string_value(text)) != OK)
			err = ERR_INPUT;
	}
	return err;
}

static enum err
read_text(struct visit *v, const struct running *run, const struct row *row,
	json_t *in)
{
	const struct sheet_reader *reader = run->file->reader;

	for (size_t i = 0; i < row->n && i < run->column_count; i++)
		if (run->columns[i].reads)
			TRY(reader->read(v, cell_unguarded(row->cells[i].text),
				in, reader->arg));
	return OK;
}

static enum err
row_verify(struct visit *v, const struct running *run, const struct row *row)
{
	bool lost = false;

	for (size_t i = run->column_count; i < row->n; i++)
		if (!text_blank(row->cells[i].text))
			return fail(v, ERR_INPUT, "import.cells-many");
	sheet_odd(&run->sheet, row->line, run->sheet.table.line - 1, &lost);
	return lost ? fail(v, ERR_INPUT, "import.line-lost") : OK;
}

enum err
row_input(struct visit *v, struct running *run, const struct row *row,
	json_t *in)
{
	enum err err = row_verify(v, run, row);

	for (size_t i = 0; i < run->constant_count; i++)
		if (value_put(v, run, in, &run->constants[i].target,
		    run->constants[i].text) != OK)
			err = ERR_INPUT;
	for (size_t i = 0; i < row->n && i < run->column_count; i++) {
		const struct planned *p = &run->columns[i];
		const char *text = cell_unguarded(row->cells[i].text);

		if (p->path == NULL || p->reads || text_blank(text))
			continue;
		if (p->target.path == NULL)
			json_object_set_new(in, p->path, json_string(text));
		else if (value_put(v, run, in, &p->target, text) != OK)
			err = ERR_INPUT;
	}
	if (hand_put(v, run, in, by_hand(run, v, row)) != OK)
		err = ERR_INPUT;
	if (read_text(v, run, row, in) != OK)
		err = ERR_INPUT;
	return err;
}

/* ---- is it there? ---- */

/* A key's field, and its language: "name.ko"; NULL: it cannot be one. */
static const struct field *
key_field(struct visit *v, const struct running *run, const char *path,
	const char **lang)
{
	const char *dot = strchr(path, '.');
	const struct field *f = field_named(run->file->of->fields,
		arena_copy(v->arena, path, strcspn(path, ".")));

	*lang = dot != NULL ? dot + 1 : NULL;
	return f != NULL && f->rows == NULL && (field_columns(f) ||
		f->kind == FIELD_REFS) ? f : NULL;
}

static bool
is_words(const struct field *f)
{
	return f->kind == FIELD_WORDS || f->kind == FIELD_PROSE;
}

/* A canonical value as one of a key; NULL: nothing is there. */
static const char *
key_text(struct visit *v, const struct field *f, const char *lang,
	json_t *value)
{
	const char *text;

	if (value == NULL)
		return NULL;
	if (!is_words(f))
		return field_types[f->kind].cell(v, f, value);
	text = words_in(v->arena, value, lang != NULL ? lang :
		view_get(value, "original"));
	return text != NULL ? text_fold(v->arena, text) : NULL;
}

/* What came in, as it will stand. */
static json_t *
key_taken(struct visit *v, const struct running *run, const struct field *f,
	json_t *in)
{
	struct taking t = { v, run->file->of, f, f->name, NULL };
	json_t *given = json_object_get(in, f->name), *value = NULL;

	if (given == NULL || field_take(&t, given, &value) != OK)
		return NULL;
	return value != NULL ? keep(v, value) : NULL;
}

static const char *
key_path(const struct running *run, const json_t *path)
{
	const struct sheet_reader *reader = run->file->reader;
	const char *text = json_string_value(path);

	return text != NULL && reader != NULL &&
		strcmp(text, reader->name) == 0 ? reader->title : text;
}

/* The key of a record (in NULL) or of what came in; NULL: it has none. */
static const char *
key_of(struct visit *v, const struct running *run, const struct record *r,
	json_t *in)
{
	json_t *keys = json_object_get(run->sheet.plan, "keys"), *path;
	struct buf out = buf_in(v->arena, 1 << 16);
	size_t i;

	json_array_foreach(keys, i, path) {
		const char *name = key_path(run, path), *lang, *text;
		const struct field *f = name != NULL ?
			key_field(v, run, name, &lang) : NULL;

		if (f == NULL)
			continue;
		text = key_text(v, f, lang, in != NULL ?
			key_taken(v, run, f, in) : record_value(r, f->name));
		if (text == NULL || *text == '\0')
			return NULL;
		buf_printf(&out, "%s\x1f", text);
	}
	return out.n > 0 ? out.at : NULL;
}

void
key_note(struct visit *v, struct running *run, struct map *in,
	const struct record *r)
{
	const char *key = key_of(v, run, r, NULL);

	if (key != NULL && map_get(in, key) == NULL)
		map_put(in, key, arena_text(run->outer,
			id_text(v->arena, r->id)));
}

static enum err
key_learn(struct visit *v, struct record *r, void *arg)
{
	struct running *run = arg;

	key_note(v, run, run->keys, r);
	return OK;
}

enum err
keys_learn(struct visit *v, struct running *run)
{
	json_t *keys = json_object_get(run->sheet.plan, "keys");
	struct query *q;

	run->keys = map_new(run->outer);
	run->fresh = map_new(run->outer);
	if (json_array_size(keys) == 0 ||
	    (json_array_size(keys) == 1 && strcmp(json_string_value(
	    json_array_get(keys, 0)), "id") == 0))
		return OK;
	q = query_of(v, run->file->of);
	query_order(q, "id");
	return query_each(q, key_learn, run);
}

enum err
row_known(struct visit *v, struct running *run, json_t *in, struct id *id,
	bool *there)
{
	const char *named = json_string_value(json_object_get(in, "id"));
	const char *key, *found = NULL;
	struct record *r;
	enum err err;

	*there = false;
	if (named != NULL) {
		if (!id_parse(named, id))
			return fail_field(v, "id", "error.not-an-id", NULL,
				NULL);
		err = record_get(v, run->file->of, *id, &r);
		*there = err == OK;
		if (err != ERR_MISSING)
			return err;
		problems_forget(v);
		return OK;
	}
	key = key_of(v, run, NULL, in);
	/* What cannot be taken is told when the record is made. */
	problems_forget(v);
	if (key != NULL)
		found = map_get(run->fresh, key);
	if (key != NULL && found == NULL)
		found = map_get(run->keys, key);
	*there = found != NULL && id_parse(found, id);
	return OK;
}
