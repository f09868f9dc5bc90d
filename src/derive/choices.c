/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be chosen in a field: the words of a CHOICE, countries, languages,
 * and the records that a REF may point at.  Records are asked for once a form
 * and kept as a crowd, for a form with twenty rows shows the same list twenty
 * times.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define FEW 40        /* records offered unasked when there are many; where
                         there are more, words can be looked for */
#define SEARCHED_MOST 4000  /* records looked through for one search */
#define SHORT_TEXT 200      /* characters of a text that is a name */

struct crowd {
	json_t *all;   /* [{"value","label"}] */
	bool many;     /* there are more */
};

struct choosing
choosing_begin(struct visit *v)
{
	return (struct choosing){ v, map_new(v->arena) };
}

static void
offer(json_t *list, const char *value, const char *label, bool chosen)
{
	json_t *one = json_object();

	view_text(one, "value", value);
	view_text(one, "label", label);
	view_flag(one, "chosen", chosen);
	json_array_append_new(list, one);
}

static bool
is_chosen(const json_t *chosen, const char *value)
{
	for (size_t i = 0; i < json_array_size(chosen); i++) {
		const char *one = json_string_value(json_array_get(chosen, i));

		if (one != NULL && strcmp(one, value) == 0)
			return true;
	}
	return false;
}

json_t *
choices_plain(const char *const *words, const char *chosen)
{
	json_t *list = json_array();
	bool there = *chosen == '\0';

	for (; *words != NULL; words++) {
		bool same = strcmp(*words, chosen) == 0;

		offer(list, *words, *words, same);
		there = there || same;
	}
	if (!there)
		offer(list, chosen, chosen, true);
	return list;
}

/* ---- records ---- */

static enum err
crowd_page(struct visit *v, const struct entity *to, json_t *list,
	const char **cursor)
{
	struct query *q = query_of(v, to);
	struct list found;

	query_limit(q, QUERY_MOST);
	if (*cursor != NULL)
		query_after(q, *cursor);
	TRY(query_run(q, &found));
	for (size_t i = 0; i < found.n; i++)
		offer(list, id_text(v->arena, found.at[i]->id),
			record_title(v, found.at[i]), false);
	*cursor = found.next;
	return OK;
}

/* No permission or a failure is an empty crowd: the form still comes. */
static struct crowd *
crowd_of(struct choosing *c, const struct entity *to)
{
	struct crowd *crowd = map_get(c->crowds, to->name);
	const char *cursor = NULL;

	if (crowd != NULL)
		return crowd;
	crowd = arena_alloc(c->v->arena, sizeof *crowd);
	crowd->all = keep(c->v, json_array());
	if ((to->read & c->v->roles) != 0 &&
	    crowd_page(c->v, to, crowd->all, &cursor) != OK)
		json_array_clear(crowd->all);
	crowd->many = cursor != NULL;
	map_put(c->crowds, to->name, crowd);
	return crowd;
}

static void
offer_chosen(struct visit *v, const struct entity *to, const json_t *chosen,
	json_t *out)
{
	struct id id;

	for (size_t i = 0; i < json_array_size(chosen); i++) {
		const char *text = json_string_value(json_array_get(chosen, i));

		if (text != NULL && id_parse(text, &id))
			offer(out, text, record_title_of(v, to, id), true);
	}
}

/* All of list but the chosen ones, which stand before them. */
static void
offer_rest(const json_t *list, const json_t *chosen, json_t *out, size_t most)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		const char *value = view_get(one, "value");

		if (!is_chosen(chosen, value) && json_array_size(out) < most)
			offer(out, value, view_get(one, "label"), false);
	}
}

/* ---- found by words ---- */

/* A text by which records are searched, as short as a name. */
static bool
names_it(struct visit *v, const struct entity *of, const struct field *f)
{
	return (f->flags & SEARCHED) && f->max > 0 && f->max <= SHORT_TEXT &&
		(f->kind == FIELD_TEXT || f->kind == FIELD_WORDS) &&
		field_readable(v, of, f);
}

static void
say_names(struct visit *v, const struct entity *of, const struct field *fields,
	json_t *values, struct buf *out)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		json_t *value = json_object_get(values, f->name), *row;
		size_t i;

		if (value == NULL)
			continue;
		if (names_it(v, of, f)) {
			field_types[f->kind].say(v, f, value, out);
			buf_char(out, '\n');
		} else if (f->rows != NULL && field_readable(v, of, f)) {
			json_array_foreach(value, i, row)
				say_names(v, of, f->rows, row, out);
		}
	}
}

/* The line that holds the words, or NULL. */
static const char *
line_with(struct visit *v, char *lines, const char *words)
{
	const char *line;

	while ((line = strsep(&lines, "\n")) != NULL)
		if (strstr(text_fold(v->arena, line), words) != NULL)
			return line;
	return NULL;
}

/* What of a record holds the words: "" is its title; NULL: nothing. */
static const char *
matched(struct visit *v, const struct record *r, const char *title,
	const char *words)
{
	struct buf says = buf_in(v->arena, 1 << 16);

	if (strstr(text_fold(v->arena, title), words) != NULL)
		return "";
	say_names(v, r->of, r->of->fields, r->fields, &says);
	return line_with(v, says.at, words);
}

static enum err
find_page(struct visit *v, struct query *q, const char *words, json_t *out,
	size_t most, const char **cursor)
{
	struct list found;

	TRY(query_run(q, &found));
	for (size_t i = 0; i < found.n && json_array_size(out) < most; i++) {
		const char *title = record_title(v, found.at[i]);
		const char *by = matched(v, found.at[i], title, words);

		if (by != NULL)
			json_array_append_new(out, json_pack("{s:s, s:s, s:s}",
				"value", id_text(v->arena, found.at[i]->id),
				"label", title, "matched", by));
	}
	*cursor = found.next;
	return OK;
}

json_t *
choices_find(struct visit *v, const struct entity *of, const char *words,
	size_t most)
{
	const char *folded = text_fold(v->arena, words), *cursor = NULL;
	json_t *out = json_array();

	for (int seen = 0; seen < SEARCHED_MOST; seen += QUERY_MOST) {
		struct query *q = query_of(v, of);

		query_limit(q, QUERY_MOST);
		if (cursor != NULL)
			query_after(q, cursor);
		if (find_page(v, q, folded, out, most, &cursor) != OK ||
		    cursor == NULL)
			break;
	}
	return out;
}

static void
offer_found(struct visit *v, const struct entity *to, const json_t *chosen,
	const char *find, json_t *out)
{
	json_t *found = keep(v, choices_find(v, to, find, QUERY_MOST)), *one;
	size_t i;

	json_array_foreach(found, i, one) {
		const char *by = view_get(one, "matched");

		if (!is_chosen(chosen, view_get(one, "value")))
			offer(out, view_get(one, "value"), *by == '\0' ?
				view_get(one, "label") : arena_printf(v->arena,
				"%s · %s", view_get(one, "label"), by), false);
	}
}

static json_t *
records(struct choosing *c, const struct entity *to, const json_t *chosen,
	const char *find, bool *many)
{
	const struct crowd *crowd = crowd_of(c, to);
	json_t *out = json_array();

	*many = crowd->many || json_array_size(crowd->all) > FEW;
	offer_chosen(c->v, to, chosen, out);
	if (*many && find != NULL && !text_blank(find))
		offer_found(c->v, to, chosen, find, out);
	else
		offer_rest(crowd->all, chosen, out,
			json_array_size(out) + (crowd->many ? FEW : QUERY_MOST));
	return out;
}

/* ---- words ---- */

struct named {
	const char *code, *name;
	const uint8_t *key;
	size_t n;
};

static int
by_key(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = memcmp(x->key, y->key, x->n < y->n ? x->n : y->n);

	return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

static json_t *
countries(struct visit *v, const json_t *chosen)
{
	size_t n;
	const char *const *codes = country_codes(&n);
	struct named *all = arena_alloc(v->arena, (n + 1) * sizeof *all);
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++) {
		all[i].code = codes[i];
		all[i].name = country_name(v->arena, v->lang, codes[i]);
		text_sort_key(v->arena, all[i].name, &all[i].key, &all[i].n);
	}
	qsort(all, n, sizeof *all, by_key);
	for (size_t i = 0; i < n; i++)
		offer(out, all[i].code, all[i].name,
			is_chosen(chosen, all[i].code));
	return out;
}

/* Other languages can be typed; these are offered. */
static json_t *
languages(struct visit *v, const json_t *chosen)
{
	static const char *const tags[] = { "ko", "en", "zh", "zh-Hant", "ja",
		"vi", "mn", "ru", "th", "id", "de", "fr", "es", "pt", "ar",
		NULL };
	json_t *out = json_array();

	for (const char *const *tag = tags; *tag != NULL; tag++)
		offer(out, *tag, lang_name(v->arena, v->lang, *tag),
			is_chosen(chosen, *tag));
	return out;
}

json_t *
choices_of(struct choosing *c, struct spot s, const json_t *chosen,
	const char *find, bool *many)
{
	const struct field *f = s.field;
	const char *choice;
	json_t *out;

	*many = false;
	if (f->kind == FIELD_COUNTRY)
		return countries(c->v, chosen);
	if (f->kind == FIELD_LANGUAGE)
		return languages(c->v, chosen);
	if (f->kind == FIELD_REF || f->kind == FIELD_REFS)
		return records(c, f->to, chosen, find, many);
	out = json_array();
	if (f->kind == FIELD_FLAG) {
		offer(out, "true", message(c->v->lang, "form.yes"),
			is_chosen(chosen, "true"));
		offer(out, "false", message(c->v->lang, "form.no"),
			is_chosen(chosen, "false"));
	}
	if (f->kind == FIELD_CHOICE || f->kind == FIELD_CHOICES)
		for (size_t i = 0; (choice = field_choice(c->v->arena, f, i))
		    != NULL; i++)
			offer(out, choice, spot_choice(c->v, s, choice),
				is_chosen(chosen, choice));
	return out;
}
