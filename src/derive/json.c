/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records for programs, and back.  What a visitor may not read is not there;
 * for a partner, nor is who wrote or checked a text, nor that anybody out of
 * their sight was pointed at: a name that is read abroad has been sent there.
 */
#include <string.h>

#include "inside.h"

#define MASK "••••"  /* what a secret looks like to programs */

static const char *const first_names[] = { "id", "kind", "revision", "made",
	"changed", "standing", "title", "url", NULL };

static json_t *fields_json(struct visit *v, const struct entity *of,
	const struct field *fields, json_t *values, json_t *out);

static json_t *
rows_json(struct visit *v, const struct entity *of, const struct field *f,
	json_t *rows)
{
	json_t *out = json_array(), *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		json_t *one = json_object();

		if (json_object_get(row, "id") != NULL)
			json_object_set(one, "id", json_object_get(row, "id"));
		json_array_append_new(out, fields_json(v, of, f->rows, row,
			one));
	}
	return out;
}

/* ---- for partners ---- */

static bool
points_away(struct visit *v, const struct field *f, const json_t *value)
{
	struct id id;

	return f->kind == FIELD_REF && json_is_string(value) &&
		id_parse(json_string_value(value), &id) &&
		!record_seen_of(v, f->to, id);
}

/* Words without the names of people; those of machines stay.  Others' values
 * as they are.  A new reference. */
static json_t *
nameless(const struct field *f, json_t *value)
{
	json_t *out, *text, *segment;
	const char *tag;
	size_t i;

	if (f->kind != FIELD_WORDS && f->kind != FIELD_PROSE)
		return json_incref(value);
	out = json_deep_copy(value);
	json_object_foreach(json_object_get(out, "texts"), tag, text)
		json_array_foreach(json_object_get(text, "segments"), i,
			segment) {
			json_object_del(segment, "checked_by");
			json_object_del(segment, "edited_by");
			json_object_del(segment, "second_by");
			if (strcmp(view_get(segment, "origin"), "machine") != 0)
				json_object_del(segment, "by");
		}
	return out;
}

/* Adds the values that the visitor may read to out, and returns it. */
static json_t *
fields_json(struct visit *v, const struct entity *of,
	const struct field *fields, json_t *values, json_t *out)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		json_t *value = json_object_get(values, f->name);

		if (value == NULL || !field_readable(v, of, f) ||
		    (visit_partner(v) && points_away(v, f, value)))
			continue;
		if (f->kind == FIELD_SECRET)
			view_text(out, f->name, MASK);
		else if (f->kind == FIELD_ROWS)
			json_object_set_new(out, f->name,
				rows_json(v, of, f, value));
		else
			json_object_set_new(out, f->name, visit_partner(v) ?
				nameless(f, value) : json_incref(value));
	}
	return out;
}

json_t *
record_json(struct visit *v, const struct record *r)
{
	static const char *const standings[] = { "there", "hidden", "erased" };
	const char *page = record_page(v, r);
	json_t *out = json_object();

	view_text(out, "id", id_text(v->arena, r->id));
	view_text(out, "kind", r->of->name);
	json_object_set_new(out, "revision", json_integer(r->revision));
	view_moment(v, out, "made", r->made);
	view_moment(v, out, "changed", r->changed);
	if (r->standing != RECORD_THERE)
		view_text(out, "standing", standings[r->standing]);
	view_text(out, "title", record_title(v, r));
	if (page != NULL)
		view_text(out, "url", page);
	return fields_json(v, r->of, r->of->fields, r->fields, out);
}

json_t *
json_input(const struct entity *of, const json_t *json)
{
	json_t *out = json_copy((json_t *)json);

	for (const char *const *name = first_names; *name != NULL; name++)
		if (field_named(of->fields, *name) == NULL)
			json_object_del(out, *name);
	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (f->kind == FIELD_SECRET &&
		    strcmp(view_get(out, f->name), MASK) == 0)
			json_object_del(out, f->name);
	return out;
}
