/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a form sent, made into what record/ takes.  A browser knows neither
 * flags nor lists nor parts of a value, so each is read here by its kind:
 *
 *	FLAG    "false", and "true" behind it when the box is ticked
 *	REFS    "" and one id for each that is ticked; CHOICES alike
 *	MONEY   price.amount, price.currency
 *	MOMENT  begins.local, begins.zone
 *	PLACE   place.lat, place.lon
 *	FILE    what was there, and "" behind it when it shall go
 *	SECRET  empty: stays; named by _clear: goes
 *	ROWS    dates.0.on …, dates.0.id, dates.0._remove, dates.0._place
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static json_t *fields_input(struct visit *v, const struct field *fields,
	json_t *typed);

static bool
is_blank(const json_t *in)
{
	return in == NULL || json_is_null(in) ||
		(json_is_string(in) && text_blank(json_string_value(in)));
}

static json_t *
last_input(json_t *in)
{
	size_t n = json_array_size(in);

	return json_incref(n > 0 ? json_array_get(in, n - 1) : in);
}

static json_t *
refs_input(json_t *in)
{
	json_t *out = json_array();

	if (!json_is_array(in) && !is_blank(in))
		json_array_append(out, in);
	for (size_t i = 0; i < json_array_size(in); i++)
		if (!is_blank(json_array_get(in, i)))
			json_array_append(out, json_array_get(in, i));
	return out;
}

static json_t *
money_input(json_t *in)
{
	if (json_is_object(in) && is_blank(json_object_get(in, "amount")))
		return json_null();
	return json_incref(in);
}

/* A number where it is one; what is none is left for take() to refuse. */
static json_t *
degrees(json_t *in)
{
	const char *text = json_string_value(in);
	char *end;
	double number;

	if (text == NULL)
		return json_incref(in);
	number = strtod(text, &end);
	while (*end == ' ')
		end++;
	return end != text && *end == '\0' && number >= -180 && number <= 180 ?
		json_real(number) : json_incref(in);
}

static json_t *
place_input(json_t *in)
{
	json_t *lat = json_object_get(in, "lat"), *out;
	json_t *lon = json_object_get(in, "lon");

	if (!json_is_object(in))
		return json_incref(in);
	if (is_blank(lat) && is_blank(lon))
		return json_null();
	out = json_object();
	json_object_set_new(out, "lat", degrees(lat));
	json_object_set_new(out, "lon", degrees(lon));
	return out;
}

static json_t *
moment_input(struct visit *v, json_t *in)
{
	const char *local = view_get(in, "local");
	const char *zone = view_get(in, "zone");
	char found[64];
	int64_t moment;

	if (!json_is_object(in))
		return json_incref(in);
	if (text_blank(local))
		return json_null();
	if (moment_parse(local, *zone != '\0' ? zone : v->zone, &moment, found))
		return json_string(moment_print(v->arena, moment, found));
	return json_string(local);
}

/* ---- rows ---- */

struct place {
	json_t *row;
	long place;
	size_t index;
};

static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->place != y->place)
		return (x->place > y->place) - (x->place < y->place);
	return (x->index > y->index) - (x->index < y->index);
}

/* Nothing but what an untouched new row sends. */
static bool
field_untouched(const struct field *f, json_t *in)
{
	const char *text = json_string_value(in), *tag;
	json_t *one;

	if (is_blank(in) || (f->preset != NULL && text != NULL &&
	    strcmp(text, f->preset) == 0))
		return true;
	if (f->kind == FIELD_FLAG && f->preset == NULL)
		return text != NULL && strcmp(text, "false") == 0;
	if ((f->kind != FIELD_WORDS && f->kind != FIELD_PROSE) ||
	    !json_is_object(in))
		return false;
	json_object_foreach(in, tag, one)
		if (!is_blank(one))
			return false;
	return true;
}

static bool
row_untouched(const struct field *rows, json_t *row)
{
	const char *name;
	json_t *in;

	if (!is_blank(json_object_get(row, "id")))
		return false;
	json_object_foreach(row, name, in) {
		const struct field *f = field_named(rows, name);

		if (f != NULL && !field_untouched(f, in))
			return false;
	}
	return true;
}

static json_t *
row_input(struct visit *v, const struct field *f, json_t *typed)
{
	json_t *row = fields_input(v, f->rows, typed);

	if (is_blank(json_object_get(row, "id")))
		json_object_del(row, "id");
	return row;
}

static json_t *
rows_input(struct visit *v, const struct field *f, json_t *in)
{
	size_t n = json_array_size(in), count = 0;
	struct place *places = arena_alloc(v->arena, (n + 1) * sizeof *places);
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *typed = json_array_get(in, i), *row;
		const char *place = view_get(typed, "_place");

		if (!json_is_object(typed) ||
		    json_object_get(typed, "_remove") != NULL)
			continue;
		row = row_input(v, f, typed);
		if (row_untouched(f->rows, row)) {
			json_decref(row);
			continue;
		}
		places[count++] = (struct place){ row, *place != '\0' ?
			strtol(place, NULL, 10) : (long)i + 1, i };
	}
	qsort(places, count, sizeof *places, by_place);
	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, places[i].row);
	return out;
}

/* ---- a whole form ---- */

static json_t *
refs_of(struct visit *v, const struct field *f, json_t *in)
{
	(void)v, (void)f;
	return refs_input(in);
}

/* Boxes, or "officer editor" typed by hand. */
static json_t *
choices_of_boxes(struct visit *v, const struct field *f, json_t *in)
{
	(void)v, (void)f;
	return json_is_array(in) ? refs_input(in) : json_incref(in);
}

static json_t *
rows_of(struct visit *v, const struct field *f, json_t *in)
{
	return json_is_array(in) ? rows_input(v, f, in) : json_incref(in);
}

static json_t *
money_of(struct visit *v, const struct field *f, json_t *in)
{
	(void)v, (void)f;
	return money_input(in);
}

static json_t *
place_of(struct visit *v, const struct field *f, json_t *in)
{
	(void)v, (void)f;
	return place_input(in);
}

static json_t *
moment_of(struct visit *v, const struct field *f, json_t *in)
{
	(void)f;
	return moment_input(v, in);
}

static json_t *
secret_of(struct visit *v, const struct field *f, json_t *in)
{
	(void)v, (void)f;
	return is_blank(in) ? NULL : last_input(in);
}

/* The kinds that a browser sends in a way of its own; NULL from one: as if it
 * had not been sent.  The others: the last of what was sent. */
static json_t *(*const inputs[FIELD__MAX])(struct visit *v,
	const struct field *f, json_t *in) = {
	[FIELD_REFS]   = refs_of,
	[FIELD_CHOICES] = choices_of_boxes,
	[FIELD_ROWS]   = rows_of,
	[FIELD_MONEY]  = money_of,
	[FIELD_PLACE]  = place_of,
	[FIELD_MOMENT] = moment_of,
	[FIELD_SECRET] = secret_of,
};

static json_t *
field_input(struct visit *v, const struct field *f, json_t *in)
{
	return inputs[f->kind] != NULL ? inputs[f->kind](v, f, in) :
		last_input(in);
}

/* Names that are no fields go on, so that they are refused by name. */
static json_t *
fields_input(struct visit *v, const struct field *fields, json_t *typed)
{
	json_t *out = json_object(), *in;
	const char *name;

	json_object_foreach(typed, name, in) {
		const struct field *f = field_named(fields, name);
		json_t *value;

		if (*name == '_')
			continue;
		value = f != NULL ? field_input(v, f, in) : json_incref(in);
		if (value != NULL)
			json_object_set_new(out, name, value);
	}
	return out;
}

json_t *
form_input(struct visit *v, const struct entity *of, json_t *typed)
{
	json_t *out = fields_input(v, of->fields, typed);
	json_t *names = refs_input(json_object_get(typed, "_clear"));

	for (size_t i = 0; i < json_array_size(names); i++) {
		const char *name = json_string_value(json_array_get(names, i));
		const struct field *f = name != NULL ?
			field_named(of->fields, name) : NULL;

		if (f != NULL && f->kind == FIELD_SECRET)
			json_object_set_new(out, name, json_null());
	}
	json_decref(names);
	return out;
}
