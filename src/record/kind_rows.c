/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ROWS: a small table within a record.  The array that comes in is the whole:
 * rows not in it go, a row with the id of one that stood there goes on from
 * it (fields not named stay), any other is new.  A row with nothing in it is
 * dropped, so a form may offer empty ones.
 */
#include "kinds.h"

#include <string.h>

enum { ROWS_MOST = 200 };

/* One row on its way in. */
struct row_taking {
	struct taking *t;     /* of the whole field */
	size_t place;         /* in what came in */
	json_t *before;       /* the row it goes on from; NULL: a new one */
	json_t *row;          /* what it becomes */
	bool substance;       /* it holds more than presets and unset flags */
};

static struct taking
row_part(const struct row_taking *r, const struct field *f, const char *name)
{
	struct taking t = *r->t;

	t.field = f;
	t.path = arena_printf(t.v->arena, "%s.%zu.%s", r->t->path, r->place,
		name);
	t.before = json_object_get(r->before, name);
	return t;
}

/* A field of a row has roles of its own or those of the whole. */
static bool
part_allowed(const struct visit *v, unsigned roles)
{
	return roles == 0 || (roles & v->roles) != 0;
}

static bool
part_writable(const struct visit *v, const struct field *f)
{
	return part_allowed(v, f->write) && (v->trusted || !(f->flags & GIVEN));
}

/* What a form sends though nobody touched it says nothing. */
static bool
says_something(struct visit *v, const struct field *f, json_t *value)
{
	if (value == NULL || json_is_false(value))
		return false;
	return f->preset == NULL ||
		strcmp(f->preset, field_types[f->kind].cell(v, f, value)) != 0;
}

static enum err
take_part(struct row_taking *r, const struct field *f, json_t *in)
{
	struct taking t = row_part(r, f, f->name);
	json_t *value;

	TRY(field_take(&t, in, &value));
	keep(t.v, value);
	if (!part_writable(t.v, f)) {
		/* Who sends a row back as he was given it changes nothing. */
		if (value == NULL || (t.before != NULL &&
			json_equal(value, t.before)))
			return OK;
		return taking_wrong(&t, "error.not-yours");
	}
	if (value != NULL)
		json_object_set(r->row, f->name, value);
	else
		json_object_del(r->row, f->name);
	return OK;
}

/* The fields that came in, each looked at so that all faults are told. */
static enum err
take_parts(struct row_taking *r, json_t *in)
{
	enum err err = OK;
	const char *name;
	json_t *value;

	json_object_foreach(in, name, value) {
		const struct field *f = field_named(r->t->field->rows, name);
		struct taking t;
		enum err e;

		if (strcmp(name, "id") == 0)
			continue;
		if (f == NULL) {
			t = row_part(r, r->t->field, name);
			e = taking_wrong_with(&t, "error.unknown-field", name);
		} else {
			e = take_part(r, f, value);
		}
		if (e != OK && e != ERR_INPUT)
			return e;
		if (e != OK)
			err = e;
	}
	return err;
}

static enum err
fill_preset(struct row_taking *r, const struct field *f, json_t *in)
{
	struct taking t = row_part(r, f, f->name);
	json_t *value = NULL, *preset;

	if (r->before != NULL || f->preset == NULL ||
		json_object_get(in, f->name) != NULL)
		return OK;
	preset = keep(t.v, json_string(f->preset));
	TRY(field_take(&t, preset, &value));
	if (value != NULL)
		json_object_set_new(r->row, f->name, value);
	return OK;
}

/* Presets of a new row, and what may not be left out. */
static enum err
finish_row(struct row_taking *r, json_t *in)
{
	enum err err = OK;

	for (const struct field *f = r->t->field->rows; f->name != NULL; f++) {
		TRY(fill_preset(r, f, in));
		if ((f->flags & REQUIRED) &&
			json_object_get(r->row, f->name) == NULL) {
			struct taking t = row_part(r, f, f->name);

			err = taking_wrong(&t, "error.required");
		}
	}
	return err;
}

static void
weigh(struct row_taking *r)
{
	for (const struct field *f = r->t->field->rows; f->name != NULL; f++)
		if (says_something(r->t->v, f, json_object_get(r->row, f->name)))
			r->substance = true;
}

static json_t *
row_of_id(const json_t *rows, const char *id)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
		if (strcmp(json_string_value(json_object_get(row, "id")), id)
			== 0)
			return row;
	return NULL;
}

/* The id of a row: the one it had, one that is believed, or a new one. */
static const char *
row_id(struct visit *v, json_t *in, json_t *before, json_t *taken)
{
	const char *text = json_string_value(json_object_get(in, "id"));
	struct id id;

	if (text == NULL || !id_parse(text, &id))
		return id_text(v->arena, id_new());
	text = id_text(v->arena, id);
	if ((before == NULL && !v->trusted) || row_of_id(taken, text) != NULL)
		return id_text(v->arena, id_new());
	return text;
}

static json_t *
row_before(struct taking *t, json_t *in)
{
	const char *text = json_string_value(json_object_get(in, "id"));
	struct id id;

	if (text == NULL || !id_parse(text, &id))
		return NULL;
	return row_of_id(t->before, id_text(t->v->arena, id));
}

static enum err
take_row(struct taking *t, size_t place, json_t *in, json_t *taken)
{
	struct row_taking r = { .t = t, .place = place };

	r.before = row_before(t, in);
	r.row = keep(t->v, r.before != NULL ? json_copy(r.before) :
		json_object());
	json_object_set_new(r.row, "id",
		json_string(row_id(t->v, in, r.before, taken)));
	TRY(take_parts(&r, in));
	weigh(&r);
	if (!r.substance)
		return OK;
	TRY(finish_row(&r, in));
	json_array_append(taken, r.row);
	return OK;
}

/* The rows as an array; a cell holds them as JSON. */
static enum err
rows_of(struct taking *t, json_t *in, json_t **out)
{
	*out = in;
	if (json_is_string(in)) {
		const char *text;

		TRY(taking_text(t, in, &text));
		*out = keep(t->v, json_loads(text, 0, NULL));
	}
	return json_is_array(*out) ? OK : taking_wrong(t, "error.wrong-kind");
}

static enum err
take_rows(struct taking *t, json_t *rows, json_t *taken)
{
	enum err err = OK;
	json_t *in;
	size_t i;

	json_array_foreach(rows, i, in) {
		enum err e = OK;

		if (json_is_object(in)) {
			e = take_row(t, i, in, taken);
		} else if (!json_is_null(in)) {
			struct taking one = *t;

			one.path = arena_printf(t->v->arena, "%s.%zu", t->path,
				i);
			e = taking_wrong(&one, "error.wrong-kind");
		}
		if (e != OK && e != ERR_INPUT)
			return e;
		if (e != OK)
			err = e;
	}
	return err;
}

enum err
kind_rows_take(struct taking *t, json_t *in, json_t **out)
{
	json_t *rows = NULL, *taken = keep(t->v, json_array());

	TRY(rows_of(t, in, &rows));
	/* Forms add empty rows: more may come than may stay. */
	if (json_array_size(rows) > 2 * (size_t)taking_most(t->field, ROWS_MOST))
		return taking_count(t, json_array_size(rows), ROWS_MOST);
	TRY(take_rows(t, rows, taken));
	TRY(taking_count(t, json_array_size(taken), ROWS_MOST));
	if (json_array_size(taken) > 0)
		*out = json_incref(taken);
	return OK;
}

/* ---- showing ---- */

/* {"text": "a · b", "id", "fields": [{name, label, value}], "row": by name} */
static json_t *
show_row(struct visit *v, const struct field *rows, const char *base,
	json_t *row)
{
	json_t *fields = json_array(), *named = json_object();
	struct buf text = buf_in(v->arena, 1 << 16);

	for (const struct field *f = rows; f->name != NULL; f++) {
		json_t *value = json_object_get(row, f->name), *shown;
		const char *stem = arena_printf(v->arena, "%s-%s", base,
			f->name);

		if (value == NULL || !part_allowed(v, f->read))
			continue;
		shown = field_types[f->kind].show(v, f, stem, value);
		if (text.n > 0)
			buf_text(&text, " · ");
		buf_text(&text,
			json_string_value(json_object_get(shown, "text")));
		json_object_set(named, f->name, shown);
		json_array_append_new(fields, json_pack("{s:s, s:s, s:o}",
			"name", f->name, "label", message(v->lang, stem),
			"value", shown));
	}
	return json_pack("{s:s, s:O, s:o, s:o}", "text",
		text.full ? "" : text.at, "id", json_object_get(row, "id"),
		"fields", fields, "row", named);
}

json_t *
kind_rows_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	json_t *items = json_array(), *row;
	struct buf text = buf_in(v->arena, 1 << 18);
	size_t i;

	json_array_foreach(value, i, row) {
		json_t *item = show_row(v, f->rows, base, row);

		if (i > 0)
			buf_char(&text, '\n');
		buf_text(&text,
			json_string_value(json_object_get(item, "text")));
		json_array_append_new(items, item);
	}
	return json_pack("{s:s, s:o}", "text", text.full ? "" : text.at,
		"items", items);
}

void
kind_rows_say(struct visit *v, const struct field *f, json_t *value,
	struct buf *out)
{
	json_t *row, *part;
	size_t i;

	json_array_foreach(value, i, row)
		for (const struct field *r = f->rows; r->name != NULL; r++) {
			part = json_object_get(row, r->name);
			if (part != NULL && (r->flags & SEARCHED))
				field_types[r->kind].say(v, r, part, out);
		}
}

json_t *
kind_rows_schema(const struct field *f)
{
	json_t *fields = json_object(), *required = json_array();

	json_object_set_new(fields, "id", json_pack("{s:s, s:s}", "type",
		"string", "format", "uuid"));
	for (const struct field *r = f->rows; r->name != NULL; r++) {
		json_object_set_new(fields, r->name,
			field_types[r->kind].schema(r));
		if (r->flags & REQUIRED)
			json_array_append_new(required, json_string(r->name));
	}
	return json_pack("{s:s, s:I, s:I, s:{s:s, s:o, s:o, s:b}}",
		"type", "array", "minItems",
		(json_int_t)(f->min > 0 ? f->min : 0), "maxItems",
		(json_int_t)taking_most(f, ROWS_MOST), "items",
		"type", "object", "properties", fields, "required", required,
		"additionalProperties", 0);
}
