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

#define FEW 40        /* records offered unasked when there are many */
#define SEARCHED_MOST 4000  /* titles looked through for one search */

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

/* Those of list whose title holds the words, once each. */
static void
offer_matching(struct visit *v, const json_t *list, const json_t *chosen,
	const char *words, json_t *out, size_t most)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *one = json_array_get(list, i);
		const char *value = view_get(one, "value");
		const char *label = view_get(one, "label");

		if (is_chosen(chosen, value) || json_array_size(out) >= most)
			continue;
		if (strstr(text_fold(v->arena, label), words) != NULL)
			offer(out, value, label, false);
	}
}

static void
offer_found(struct visit *v, const struct entity *to, const json_t *chosen,
	const char *find, json_t *out)
{
	const char *words = text_fold(v->arena, find), *cursor = NULL;
	size_t most = json_array_size(chosen) + QUERY_MOST;

	for (int seen = 0; seen < SEARCHED_MOST; seen += QUERY_MOST) {
		json_t *page = keep(v, json_array());

		if (crowd_page(v, to, page, &cursor) != OK)
			return;
		offer_matching(v, page, chosen, words, out, most);
		if (cursor == NULL)
			return;
	}
}

static json_t *
records(struct choosing *c, const struct entity *to, const json_t *chosen,
	const char *find, bool *many)
{
	const struct crowd *crowd = crowd_of(c, to);
	json_t *out = json_array();

	*many = crowd->many;
	offer_chosen(c->v, to, chosen, out);
	if (crowd->many && find != NULL && !text_blank(find))
		offer_found(c->v, to, chosen, find, out);
	else
		offer_matching(c->v, crowd->all, chosen, "", out,
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
	if (f->kind == FIELD_CHOICE)
		for (size_t i = 0; (choice = field_choice(c->v->arena, f, i))
		    != NULL; i++)
			offer(out, choice, spot_choice(c->v, s, choice),
				is_chosen(chosen, choice));
	return out;
}
