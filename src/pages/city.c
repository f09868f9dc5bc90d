/* SPDX-License-Identifier: Apache-2.0 */
/* A city's page: its names in every script, what is known of it, its ties. */
#include <string.h>

#include "inside.h"

void
put_city(struct visit *v, json_t *view, const char *key,
	const struct record *city)
{
	struct words_seen name = words_see(v->arena, record_value(city, "name"),
		v->lang);
	const char *title = record_title(v, city);
	json_t *out = json_pack("{s:s}", "text", title);

	if (name.foreign && strcmp(title, name.text) == 0)
		put_text(out, "lang", lang_html(name.lang));
	json_object_set_new(view, key, out);
}

/* ---- names ---- */

static bool
has_form(const json_t *list, const char *form)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (strcmp(json_string_value(json_object_get(one, "form")),
			form) == 0)
			return true;
	return false;
}

static void
put_form(json_t *list, const char *form, const char *lang)
{
	if (form != NULL && *form != '\0' && !has_form(list, form))
		json_array_append_new(list, json_pack("{s:s, s:s}", "form",
			form, "lang", lang_html(lang)));
}

/* The official form of today in a language; else the name's text in it. */
static const char *
form_in(struct visit *v, const struct record *city, const char *lang)
{
	const char *form = name_form_on(city, put_today(v), lang);

	return form != NULL ? form :
		words_in(v->arena, record_value(city, "name"), lang);
}

json_t *
city_names(struct visit *v, const struct record *city)
{
	const char *title = record_title(v, city);
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++) {
		const char *form = i == (int)v->lang ? NULL :
			form_in(v, city, langs[i].tag);

		if (form != NULL && strcmp(form, title) != 0)
			put_form(list, form, langs[i].tag);
	}
	return list;
}

/* Readings and spellings that were met besides, and what was official once:
 * [{"form","lang"}]. */
static json_t *
variants(struct visit *v, const struct record *city)
{
	json_t *out = json_array(), *row;
	size_t i;

	json_array_foreach(record_value(city, "names"), i, row) {
		const char *form = json_string_value(
			json_object_get(row, "form"));
		const char *lang = json_string_value(
			json_object_get(row, "language"));
		const char *used = lang != NULL ? form_in(v, city, lang) : NULL;

		if (form == NULL || lang == NULL ||
		    (used != NULL && strcmp(form, used) == 0))
			continue;
		put_form(out, form, lang);
	}
	return out;
}

/* ---- the page ---- */

static void
put_variants(struct visit *v, json_t *facts, const struct record *city)
{
	json_t *forms = variants(v, city), *fact;

	if (json_array_size(forms) == 0) {
		json_decref(forms);
		return;
	}
	fact = json_pack("{s:s}", "label", message(v->lang,
		"city-page.variants"));
	put_list(fact, "forms", forms);
	json_array_append_new(facts, fact);
}

static const char *
area_says(struct visit *v, const struct record *city)
{
	const char *area = record_text(city, "area");

	return area == NULL ? NULL : arena_printf(v->arena, "%s %s",
		text_number(v->arena, v->lang, area),
		message(v->lang, "unit.km2"));
}

static const char *
population_says(struct visit *v, const struct record *city)
{
	int64_t n = record_int(city, "population", -1);

	return n < 0 ? NULL : put_say(v, "city-page.population",
		text_number(v->arena, v->lang, arena_printf(v->arena, "%lld",
			(long long)n)), NULL);
}

static void
put_facts(struct visit *v, json_t *view, const struct record *city)
{
	json_t *facts = json_array(), *web;
	const char *on = record_text(city, "population_on");
	const char *site = record_text(city, "web");

	put_fact(facts, message(v->lang, "city.population"),
		population_says(v, city), on == NULL ? NULL :
		put_say(v, "city-page.as-of", text_date(v->arena, v->lang, on),
			NULL));
	put_fact(facts, message(v->lang, "city.area"), area_says(v, city),
		NULL);
	put_variants(v, facts, city);
	if (site != NULL) {
		put_fact(facts, message(v->lang, "city.web"), site, NULL);
		web = json_array_get(facts, json_array_size(facts) - 1);
		put_text(web, "link", site);
	}
	put_fact(facts, message(v->lang, "city.source"),
		record_words(v, city, "source"), NULL);
	json_object_set_new(view, "facts", facts);
}

/* "Shandong, China", as the language orders it. */
static const char *
where_says(struct visit *v, const struct record *city)
{
	const char *parent = record_words(v, city, "parent");
	const char *country = country_name(v->arena, v->lang,
		record_text(city, "country"));

	if (country == NULL)
		return parent;
	return *parent == '\0' ? country :
		put_say(v, "city-page.where", country, parent);
}

static enum err
put_ties(struct visit *v, json_t *view, const struct record *city)
{
	struct query *q = query_of(v, &entity_tie);
	json_t *ties = json_array();
	struct list list;

	json_object_set_new(view, "ties", ties);
	query_where(q, "members", QUERY_HAS, id_text(v->arena, city->id));
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(ties, tie_line(v, list.at[i]));
	json_object_set_new(view, "ties_there", json_boolean(list.n > 0));
	return OK;
}

/* GET /{lang}/cities/{slug} */
static enum err
city(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *shown = json_object();
	struct record *r;

	json_object_set_new(view, "city", shown);
	TRY(record_named(v, &entity_city, request_param(rq, "slug"), &r));
	put_text(view, "title", record_title(v, r));
	put_city(v, shown, "name", r);
	put_text(shown, "where", where_says(v, r));
	json_object_set_new(shown, "names", city_names(v, r));
	put_prose(v, shown, "about", record_value(r, "about"));
	put_facts(v, shown, r);
	json_object_set_new(shown, "is_sample",
		json_boolean(record_flag(r, "sample")));
	TRY(put_ties(v, view, r));
	return put_page(rq, "city", json_incref(view));
}

const struct route city_routes[] = {
	{ GET, "/{lang}/cities/{slug}", ROLE_ANYONE, city, "A city: its names, what is known of it, its ties." },
	{0}
};
