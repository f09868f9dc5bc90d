/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What pages show of names and titles.  "names_called" is what somebody or
 * something is called today in each language of the pages, and in those that a
 * form was noted in besides:
 *
 *	{ "titles": true,                    a person: titles stand beside
 *	  "forms": [{ "lang", "own", "form", "title", "when", "source",
 *	      "locked", "locks", "row",      locks: may be locked or unlocked
 *	      "others": [{"form","says"}], "others_there" }] }
 *
 * "terms" is a person's posts, or a post's holders, newest first:
 * [{"title","when","where","href"}].  "party" is who took part in something
 * and what they were called that day: { "when", "lines": [{"label","name",
 * "title","passport","href"}] }.  Every key is there, "" when it has nothing
 * to say.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define WHO_TRAVELS (ROLE_OFFICER | ROLE_ADMINS)
#define TAGS_MOST 16

static const char *
or_empty(const char *text)
{
	return text != NULL ? text : "";
}

static const char *
office_at(struct visit *v, const struct entity *of, struct id id)
{
	return arena_printf(v->arena, "/office/%s/%s", of->plural,
		id_text(v->arena, id));
}

/* ---- what it is called ---- */

/* Forms of the language besides the one in use, each with its kind and when
 * it was. */
static json_t *
others(struct visit *v, const struct record *r, const char *used,
	const char *tag)
{
	json_t *out = json_array(), *row;
	size_t i;

	json_array_foreach(record_value(r, "names"), i, row) {
		const char *in = text_of(row, "language");
		const char *kind = text_of(row, "kind");
		const char *valid = text_of(row, "valid");
		const char *form = text_of(row, "form");

		if (in == NULL || strcmp(in, tag) != 0 || form == NULL ||
		    (used != NULL && strcmp(form, used) == 0))
			continue;
		kind = message(v->lang, arena_printf(v->arena,
			"%s.names-kind-%s", r->of->name, kind != NULL ? kind :
			"official"));
		json_array_append_new(out, json_pack("{s:s, s:s}",
			"form", form, "says",
			valid == NULL ? kind : arena_printf(v->arena, "%s, %s",
			kind, text_date_short(v->arena, v->lang, valid))));
	}
	return out;
}

static bool
may_lock(const struct visit *v, const struct record *r)
{
	return r->standing == RECORD_THERE && (r->of->write & v->roles) != 0;
}

static json_t *
form_line(struct visit *v, const struct record *r, int day, const char *tag)
{
	const json_t *row = name_row_on(record_value(r, "names"), day, tag);
	const char *form = row != NULL ? text_of(row, "form") :
		words_in(v->arena, record_value(r, "name"), tag);
	const char *valid = text_of(row, "valid"), *title = NULL;
	enum lang lang = lang_of(tag);
	json_t *rest = others(v, r, form, tag);

	if (r->of == &entity_person && lang != LANG__MAX)
		title = person_title_on(v, r, day, lang);
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:s, s:b,"
		" s:o}", "lang", lang_html(tag), "own", lang != LANG__MAX ?
		langs[lang].own : lang_name(v->arena, v->lang, tag),
		"form", or_empty(form), "title", or_empty(title),
		"when", valid != NULL ? text_date_short(v->arena, v->lang,
		valid) : "", "source", or_empty(text_of(row, "source")),
		"locked", json_is_true(json_object_get(row, "locked")),
		"locks", row != NULL && may_lock(v, r),
		"row", or_empty(text_of(row, "id")),
		"others_there", json_array_size(rest) > 0, "others", rest);
}

/* Languages of forms that the pages do not speak, after those that they do. */
static size_t
tags_of(const struct record *r, const char **tags)
{
	size_t n = 0, i;
	json_t *row;

	for (; n < LANG__MAX; n++)
		tags[n] = langs[n].tag;
	json_array_foreach(record_value(r, "names"), i, row) {
		const char *tag = text_of(row, "language");
		size_t at = 0;

		while (tag != NULL && at < n && strcmp(tags[at], tag) != 0)
			at++;
		if (tag != NULL && at == n && n < TAGS_MOST)
			tags[n++] = tag;
	}
	return n;
}

/* ---- posts of a person ---- */

struct tenure {
	json_t *view;
	int first;
};

static int
newest_first(const void *a, const void *b)
{
	const struct tenure *one = a, *other = b;

	return (one->first < other->first) - (one->first > other->first);
}

static const char *
ref_title(struct visit *v, const json_t *row, const char *key,
	const struct entity *to)
{
	const char *text = text_of(row, key);
	struct id id;

	return text != NULL && id_parse(text, &id) ?
		record_title_of(v, to, id) : "";
}

/* The title as it was on the last day of the term. */
static struct tenure
term_of(struct visit *v, const json_t *row, int today)
{
	const char *held = text_of(row, "held"), *href = "", *title;
	const char *where = ref_title(v, row, "organisation",
		&entity_organisation);
	struct record *post = NULL;
	int first = 0, last = today;
	struct id id;

	if (!days_of(held, &first, &last) || last > today)
		last = today;
	title = words_see(v->arena, json_object_get(row, "title"),
		v->lang).text;
	if (text_of(row, "post") != NULL && id_parse(text_of(row, "post"), &id)
	    && record_peek(v, &entity_post, id, NULL, &post) == OK &&
	    post != NULL) {
		title = name_on(v, post, last, v->lang);
		href = office_at(v, &entity_post, id);
	}
	if (*where == '\0')
		where = ref_title(v, row, "city", &entity_city);
	return (struct tenure){ json_pack("{s:s, s:s, s:s, s:s}", "title", title,
		"when", held != NULL ? text_date_short(v->arena, v->lang, held)
		: "", "where", where, "href", href), first };
}

static void
terms_seen(struct visit *v, const struct record *r, int today, json_t *view)
{
	const json_t *rows = record_value(r, "posts");
	size_t n = json_array_size(rows);
	struct tenure *terms = arena_alloc(v->arena, (n + 1) * sizeof *terms);
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		terms[i] = term_of(v, json_array_get(rows, i), today);
	qsort(terms, n, sizeof *terms, newest_first);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, terms[i].view);
	json_object_set_new(view, "terms", list);
	json_object_set_new(view, "terms_there", json_boolean(n > 0));
}

enum err
called_seen(struct visit *v, const struct record *r, json_t *view)
{
	const char *tags[TAGS_MOST];
	json_t *forms = json_array();
	size_t n = tags_of(r, tags);
	int today = day_today(v);

	for (size_t i = 0; i < n; i++)
		json_array_append_new(forms, form_line(v, r, today, tags[i]));
	json_object_set_new(view, "names_called", json_pack("{s:b, s:o}",
		"titles", r->of == &entity_person, "forms", forms));
	if (r->of == &entity_person)
		terms_seen(v, r, today, view);
	return OK;
}

/* ---- who took part ---- */

enum err
party_add(struct visit *v, json_t *lines, const char *label, struct id person,
	int day, const json_t *said)
{
	const char *title = NULL, *passport = NULL;
	struct record *r;

	if (id_none(person))
		return OK;
	TRY(record_peek(v, &entity_person, person, NULL, &r));
	if (r == NULL)
		return OK;
	title = said != NULL ? words_see(v->arena, said, v->lang).text :
		person_title_on(v, r, day, v->lang);
	if (v->roles & WHO_TRAVELS)
		passport = person_passport_on(r, day);
	json_array_append_new(lines, json_pack(
		"{s:s, s:s, s:s, s:s, s:s}", "label", label,
		"name", person_name_on(v, r, day, v->lang),
		"title", or_empty(title),
		"passport", or_empty(passport),
		"href", office_at(v, &entity_person, person)));
	return OK;
}

void
party_seen(struct visit *v, json_t *view, const char *on, json_t *lines)
{
	size_t n = json_array_size(lines);

	if (n == 0) {
		json_decref(lines);
		return;
	}
	json_object_set_new(view, "party", json_pack("{s:s, s:o}", "when",
		on != NULL ? text_date(v->arena, v->lang, on) : "",
		"lines", lines));
}
