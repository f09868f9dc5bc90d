/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filters of lists, the same for pages, CSV and programs.  They are query
 * parameters:
 *
 *	f.tier=sister       is; a date: begins with; REFS: is among them
 *	from.on=2019        at the earliest
 *	until.on=2024-11    at the latest
 *	sort=-on  after=…cursor…  limit=50  hidden=1
 *
 * An empty one is none.  What may be filtered by is query.c's to say.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define LIST_SIZE 50  /* records in a page of a list, unasked */

static const struct test_name {
	const char *prefix;
	enum query_test test;
} tests[] = {
	{ "f.", QUERY_IS }, { "from.", QUERY_FROM }, { "until.", QUERY_UNTIL },
	{ NULL },
};

/* The row of a parameter's prefix, or NULL. */
static const struct test_name *
test_of(const char *name)
{
	for (const struct test_name *t = tests; t->prefix != NULL; t++)
		if (strncmp(name, t->prefix, strlen(t->prefix)) == 0)
			return t;
	return NULL;
}

static void
where(struct query *q, const struct field *f, const char *name,
	enum query_test test, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	if (test == QUERY_IS && f != NULL && (f->kind == FIELD_REFS ||
	    f->kind == FIELD_CHOICES))
		test = QUERY_HAS;
	if (test == QUERY_IS && f != NULL && f->kind == FIELD_DATE)
		test = QUERY_BEGINS;
	query_where(q, name, test, value);
}

static void
where_all(struct query *q, const struct entity *of, json_t *asked)
{
	const char *name;
	json_t *value;

	json_object_foreach(asked, name, value) {
		const struct test_name *t = test_of(name);
		const char *field = t != NULL ? name + strlen(t->prefix) : NULL;
		const struct field *f;

		if (t == NULL)
			continue;
		f = field_named(of->fields, field);
		where(q, f, field, t->test, json_string_value(value));
		for (size_t i = 0; i < json_array_size(value); i++)
			where(q, f, field, t->test,
				json_string_value(json_array_get(value, i)));
	}
}

static enum err
limit(struct visit *v, struct query *q, const char *text)
{
	char *end;
	long n = *text != '\0' ? strtol(text, &end, 10) :
		v->list_size > 0 ? (long)v->list_size : LIST_SIZE;

	if (n < 1 || n > QUERY_MOST || (*text != '\0' && *end != '\0'))
		return fail_field(v, "limit", "list.limit-wrong", "1",
			arena_printf(v->arena, "%d", QUERY_MOST));
	query_limit(q, (size_t)n);
	return OK;
}

enum err
filter_query(struct visit *v, const struct entity *of, json_t *asked,
	struct query **out)
{
	struct query *q = query_of(v, of);

	where_all(q, of, asked);
	if (*view_get(asked, "sort") != '\0')
		query_order(q, view_get(asked, "sort"));
	if (*view_get(asked, "after") != '\0')
		query_after(q, view_get(asked, "after"));
	if (*view_get(asked, "hidden") != '\0')
		query_hidden(q);
	*out = q;
	return limit(v, q, view_get(asked, "limit"));
}

bool
filter_asked(json_t *asked)
{
	const char *name;
	json_t *value;

	json_object_foreach(asked, name, value)
		if (test_of(name) != NULL && (json_is_array(value) ||
		    json_string_length(value) > 0))
			return true;
	return json_string_length(json_object_get(asked, "hidden")) > 0;
}

bool
filter_sorts(const struct field *f)
{
	return (f->flags & (LISTED | FILTERED)) && field_columns(f) &&
		f->kind != FIELD_CHOICES && f->kind != FIELD_PROSE && f->kind != FIELD_PLACE &&
		f->kind != FIELD_FILE && f->kind != FIELD_SECRET &&
		f->kind != FIELD_REF;
}

/* ---- addresses ---- */

static void
add_encoded(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++)
		if ((*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') ||
		    (*s >= 'a' && *s <= 'z') || strchr("-._~", *s) != NULL)
			buf_char(b, *s);
		else
			buf_printf(b, "%%%02X", (unsigned char)*s);
}

static void
add_parameter(struct buf *b, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	buf_char(b, strchr(b->at, '?') != NULL ? '&' : '?');
	add_encoded(b, name);
	buf_char(b, '=');
	add_encoded(b, value);
}

const char *
filter_address(struct visit *v, const char *base, json_t *asked,
	const char *key, const char *value)
{
	struct buf b = buf_in(v->arena, 16 << 10);
	const char *name;
	json_t *one;

	buf_text(&b, base);
	json_object_foreach(asked, name, one) {
		if (strcmp(name, key) == 0 || strcmp(name, "after") == 0)
			continue;
		add_parameter(&b, name, json_string_value(one));
		for (size_t i = 0; i < json_array_size(one); i++)
			add_parameter(&b, name,
				json_string_value(json_array_get(one, i)));
	}
	add_parameter(&b, key, value);
	return b.at;
}

const char *
filter_next(struct visit *v, const char *base, json_t *asked,
	const char *cursor)
{
	return filter_address(v, base, asked, "after", cursor);
}

/* ---- as a form ---- */

enum filter_look { LOOK_NONE, LOOK_TEXT, LOOK_CHOICE, LOOK_RANGE };

static const enum filter_look looks[FIELD__MAX] = {
	[FIELD_TEXT] = LOOK_TEXT,       [FIELD_SLUG] = LOOK_TEXT,
	[FIELD_INTEGER] = LOOK_RANGE,   [FIELD_DECIMAL] = LOOK_RANGE,
	[FIELD_DATE] = LOOK_RANGE,      [FIELD_MOMENT] = LOOK_RANGE,
	[FIELD_CHOICE] = LOOK_CHOICE,   [FIELD_CHOICES] = LOOK_CHOICE,
	[FIELD_FLAG] = LOOK_CHOICE,
	[FIELD_REF] = LOOK_CHOICE,      [FIELD_REFS] = LOOK_CHOICE,
	[FIELD_COUNTRY] = LOOK_CHOICE,  [FIELD_LANGUAGE] = LOOK_CHOICE,
	[FIELD_MAIL] = LOOK_TEXT,       [FIELD_PHONE] = LOOK_TEXT,
	[FIELD_WEB] = LOOK_TEXT,
};

/* The last text that was sent under "f.tier"; "" none. */
static const char *
asked_text(struct visit *v, json_t *asked, const char *prefix,
	const char *field)
{
	json_t *value = json_object_get(asked,
		arena_printf(v->arena, "%s%s", prefix, field));
	size_t n = json_array_size(value);
	const char *text = json_string_value(n > 0 ?
		json_array_get(value, n - 1) : value);

	return text != NULL ? text : "";
}

static void
set_input(struct visit *v, json_t *out, json_t *asked, const char *prefix,
	const char *field, const char *key)
{
	const char *name = arena_printf(v->arena, "%s%s", prefix, field);

	view_text(out, arena_printf(v->arena, "%s_name", key), name);
	view_text(out, arena_printf(v->arena, "%s_value", key),
		asked_text(v, asked, prefix, field));
}

static json_t *
filter_view(struct visit *v, struct choosing *choosing, struct spot s,
	json_t *asked)
{
	const char *name = s.field->name;
	enum filter_look look = looks[s.field->kind];
	json_t *out = json_object();
	json_t *chosen = keep(v, json_array());
	bool many = false;

	json_array_append_new(chosen,
		json_string(asked_text(v, asked, "f.", name)));
	view_text(out, "field", name);
	view_text(out, "label", spot_label(v, s));
	view_flag(out, "is_text", look == LOOK_TEXT);
	view_flag(out, "is_choice", look == LOOK_CHOICE);
	view_flag(out, "is_range", look == LOOK_RANGE);
	set_input(v, out, asked, "f.", name, "is");
	set_input(v, out, asked, "from.", name, "from");
	set_input(v, out, asked, "until.", name, "until");
	json_object_set_new(out, "choices", look == LOOK_CHOICE ?
		choices_of(choosing, s, chosen, NULL, &many) : json_array());
	view_flag(out, "asked", *view_get(out, "is_value") != '\0' ||
		*view_get(out, "from_value") != '\0' ||
		*view_get(out, "until_value") != '\0');
	return out;
}

json_t *
filters_view(struct visit *v, const struct entity *of, json_t *asked)
{
	struct choosing choosing = choosing_begin(v);
	json_t *out = json_array();

	for (const struct field *f = of->fields; f->name != NULL; f++)
		if ((f->flags & FILTERED) && looks[f->kind] != LOOK_NONE &&
		    field_readable(v, of, f))
			json_array_append_new(out, filter_view(v, &choosing,
				(struct spot){ of, NULL, f }, asked));
	return out;
}
