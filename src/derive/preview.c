/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What rows of a sheet would become, for the eye: a column for each field that
 * a column of the sheet is, and those that the reader may have filled in,
 * which a person may set right.
 */
#include <stdlib.h>
#include <string.h>

#include "sheet_run.h"

#define SHOWN_MOST 40

struct shown {                 /* a column of the preview */
	struct target target;
	bool hand;             /* may be set right */
};

static bool
has(const struct shown *all, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].target.path, path) == 0)
			return true;
	return false;
}

static size_t
add(struct visit *v, const struct entity *of, struct shown *all, size_t n,
	const char *path, bool hand)
{
	struct target t = target_at(v, of, path);

	if (t.path == NULL)
		t = target_at(v, of, arena_printf(v->arena, "%s.%s", path,
			langs[v->lang].tag));
	if (t.path == NULL || n == SHOWN_MOST || has(all, n, t.path))
		return n;
	all[n] = (struct shown){ t, hand };
	return n + 1;
}

static size_t
add_reader(struct visit *v, const struct sheet_file *f, struct shown *all,
	size_t n)
{
	char *rest = arena_text(v->arena, f->reader->fields), *one;

	n = add(v, f->of, all, n, f->reader->title, false);
	while ((one = strsep(&rest, " ")) != NULL)
		n = add(v, f->of, all, n, one, true);
	return n;
}

static size_t
shown_of(struct visit *v, const struct sheet_file *f, const json_t *plan,
	struct shown all[SHOWN_MOST])
{
	size_t n = 0, i;
	json_t *path;

	json_array_foreach(json_object_get(plan, "columns"), i, path) {
		const char *text = json_string_value(path);

		if (text == NULL || *text == '\0')
			continue;
		if (f->reader != NULL && strcmp(text, f->reader->name) == 0)
			n = add_reader(v, f, all, n);
		else
			n = add(v, f->of, all, n, text, false);
	}
	return n;
}

/* ---- cells ---- */

/* The value at a target of fields: of the first row, where it is in rows. */
static json_t *
value_at(const json_t *fields, const struct target *t)
{
	const struct spot s = t->spot;

	return s.rows == NULL ? json_object_get(fields, s.field->name) :
		json_object_get(json_array_get(json_object_get(fields,
			s.rows->name), 0), s.field->name);
}

/* As it was given: a text, or what is within it. */
static const char *
given_text(struct visit *v, const json_t *value)
{
	struct buf out = buf_in(v->arena, 4000);
	const char *name;
	json_t *one;

	if (json_is_string(value))
		return json_string_value(value);
	json_object_foreach((json_t *)(uintptr_t)value, name, one)
		if (json_is_string(one))
			buf_printf(&out, "%s%s", out.n > 0 ? ", " : "",
				json_string_value(one));
	return out.n > 0 ? out.at : "";
}

static const char *
shown_text(struct visit *v, const struct target *t, json_t *value)
{
	const char *dot = strrchr(t->path, '.'), *text = NULL;

	if (value == NULL)
		return "";
	if (json_object_get(value, "texts") != NULL && dot != NULL)
		text = words_in(v->arena, value, dot + 1);
	return text != NULL ? text : view_get(keep(v, office_show(v, t->spot,
		value)), "text");
}

static const char *
raw_text(struct visit *v, const struct target *t, json_t *value)
{
	return value == NULL ? "" : json_is_string(value) ?
		json_string_value(value) :
		field_types[t->spot.field->kind].cell(v, t->spot.field, value);
}

const char *
row_cells(struct visit *v, const struct running *run, const struct row *row,
	json_t *in, const struct record *r)
{
	json_t *out = keep(v, json_pack("{s:[], s:{}}", "texts", "raw"));
	struct shown *all = arena_alloc(v->arena, SHOWN_MOST * sizeof *all);
	size_t n = shown_of(v, run->file, run->sheet.plan, all);
	struct buf text = buf_in(v->arena, 1 << 20);
	bool lost;

	for (size_t i = 0; i < n; i++) {
		const struct target *t = &all[i].target;
		json_t *value = value_at(r != NULL ? r->fields : in, t);

		json_array_append_new(json_object_get(out, "texts"),
			json_string(r != NULL ? shown_text(v, t, value) :
			given_text(v, value)));
		if (all[i].hand)
			json_object_set_new(json_object_get(out, "raw"),
				t->path, json_string(r != NULL ?
				raw_text(v, t, value) :
				given_text(v, value)));
	}
	if (sheet_odd(&run->sheet, row->line, run->sheet.table.line - 1,
	    &lost))
		json_object_set_new(out, "odd", json_true());
	json_print(&text, out, false);
	return text.at;
}

/* ---- the preview ---- */

static json_t *
cell_view(struct visit *v, struct choosing *choosing, const struct shown *s,
	const json_t *cells, size_t i, int64_t line)
{
	json_t *out = json_object(), *chosen = keep(v, json_array());
	const char *path = s->target.path;
	const char *value = view_get(json_object_get(cells, "raw"), path);
	const char *text = json_string_value(json_array_get(
		json_object_get(cells, "texts"), i));
	bool many = false;

	view_text(out, "text", text);
	view_text(out, "label", s->target.label);
	view_flag(out, "is_hand", s->hand);
	if (!s->hand)
		return out;
	json_array_append_new(chosen, json_string(value));
	view_text(out, "name", arena_printf(v->arena, "_r.%lld.%s",
		(long long)line, path));
	view_text(out, "value", value);
	view_flag(out, "is_choice", s->target.spot.field->kind ==
		FIELD_CHOICE);
	json_object_set_new(out, "choices", choices_of(choosing,
		s->target.spot, chosen, NULL, &many));
	return out;
}

/* Lines of text as a list. */
static json_t *
lines_view(struct visit *v, const char *text)
{
	json_t *out = json_array();
	char *rest = arena_text(v->arena, text != NULL ? text : ""), *line;

	while ((line = strsep(&rest, "\n")) != NULL)
		if (*line != '\0')
			json_array_append_new(out, json_string(line));
	return out;
}

static json_t *
row_view(struct visit *v, struct choosing *choosing, const struct shown *all,
	size_t n, const struct deed_row *row)
{
	json_t *cells = row->cells != NULL ? keep(v, json_loads(row->cells, 0,
		NULL)) : NULL, *list = json_array(), *out = json_object();

	json_object_set_new(out, "line", json_integer(row->line));
	view_text(out, "state", row->state);
	view_text(out, "state_says", message(v->lang, arena_printf(v->arena,
		"import.row-%s", row->state)));
	view_flag(out, "wrong", strcmp(row->state, "wrong") == 0);
	view_flag(out, "odd", json_is_true(json_object_get(cells, "odd")));
	json_object_set_new(out, "says", lines_view(v, row->says));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, cell_view(v, choosing, &all[i],
			cells, i, row->line));
	json_object_set_new(out, "cells", list);
	return out;
}

json_t *
sheet_preview(struct visit *v, const struct sheet_file *f,
	const struct deed *d, const struct deed_row *rows, size_t n)
{
	struct shown *all = arena_alloc(v->arena, SHOWN_MOST * sizeof *all);
	size_t shown = shown_of(v, f, d->with, all);
	struct choosing choosing = choosing_begin(v);
	json_t *heads = json_array(), *list = json_array();

	for (size_t i = 0; i < shown; i++)
		json_array_append_new(heads, json_string(all[i].target.label));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, row_view(v, &choosing, all, shown,
			&rows[i]));
	return json_pack("{s:o, s:o}", "heads", heads, "rows", list);
}
