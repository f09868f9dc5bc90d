/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ties as citizens see them: the list, and a tie's page, where the cities face
 * each other and the time line runs down beneath.  Its years:
 *
 *	[ { "year": "2005", "acts": [ {…}, … ] },
 *	  { "year": "2020", "silent": true, "reason": "…" }, … ]
 *
 * A year without a record stands there all the same, empty; the first of a
 * run of them says why, if anybody knows.
 */
#include <stdlib.h>
#include <string.h>

#include "base/globe.h"
#include "inside.h"

#define SILENCE_MOST 60  /* silent years drawn in one run */

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* The year that a text begins with; 0: none. */
static int
year_in(const char *text)
{
	return text != NULL ? (int)strtol(text, NULL, 10) : 0;
}

/* The year of an EDTF text, or "". */
static const char *
year_of(struct visit *v, const char *on)
{
	if (on == NULL)
		return "";
	return arena_copy(v->arena, strncmp(on, "../", 3) == 0 ? on + 3 : on,
		4);
}

static bool
resting(const char *state)
{
	return strcmp(state, "suspended") == 0 || strcmp(state, "dormant") == 0;
}

/* ---- a tie in a list ---- */

/* "education, culture, …" */
static const char *
fields_says(struct visit *v, const struct record *tie)
{
	struct buf out = buf_in(v->arena, 2000);
	json_t *row;
	size_t i;

	json_array_foreach(record_value(tie, "fields"), i, row)
		buf_printf(&out, "%s%s", out.n > 0 ? ", " : "",
			put_choice(v, "tie.fields-field",
				text_in(row, "field")));
	return out.at;
}

json_t *
tie_line(struct visit *v, const struct record *tie)
{
	const char *since = record_text(tie, "since");
	json_t *view = json_object();

	put_text(view, "href", record_page(v, tie));
	put_text(view, "name", record_title(v, tie));
	put_text(view, "since", since);
	put_text(view, "since_year", year_of(v, since));
	if (since != NULL)
		put_text(view, "since_says", put_say(v, "tie-page.since",
			text_date(v->arena, v->lang, since), NULL));
	put_text(view, "state", tie_state(tie));
	put_text(view, "state_says", put_choice(v, "tie.state",
		tie_state(tie)));
	put_text(view, "tier", put_choice(v, "tie.tier",
		record_text(tie, "tier")));
	put_text(view, "fields_says", fields_says(v, tie));
	json_object_set_new(view, "is_sample",
		json_boolean(record_flag(tie, "sample")));
	return view;
}

/* GET /{lang}/ties: by tier. */
static enum err
ties(struct request *rq)
{
	static const char *const tiers[] = {
		"sister", "friendship", "subject", NULL
	};
	struct visit *v = &rq->visit;
	json_t *view, *groups = json_array(), *map;
	struct query *q = query_of(v, &entity_tie);
	struct list list;

	view = keep(v, json_pack("{s:s, s:o}", "title",
		message(v->lang, "nav.ties"), "groups", groups));
	query_limit(q, QUERY_MOST);
	query_only(q, TIE_LINE);
	TRY(query_run(q, &list));
	for (const char *const *tier = tiers; *tier != NULL; tier++) {
		json_t *group = keep(v, json_pack("{s:s, s:[]}", "label",
			put_choice(v, "tie.tier", *tier), "ties"));
		json_t *members = json_object_get(group, "ties");

		for (size_t i = 0; i < list.n; i++)
			if (strcmp(record_text(list.at[i], "tier"), *tier) == 0)
				json_array_append_new(members,
					tie_line(v, list.at[i]));
		if (json_array_size(members) > 0)
			json_array_append(groups, group);
	}
	TRY(map_view(v, &list, &map));
	if (map != NULL)
		json_object_set_new(view, "map", map);
	return put_page(rq, "ties", json_incref(view));
}

/* ---- the cities, facing each other ---- */

/* Its cities, in its order. */
static enum err
members_of(struct visit *v, const struct record *tie, struct list *out)
{
	json_t *members = record_value(tie, "members"), *member;
	size_t i;

	*out = (struct list){ .at = arena_alloc(v->arena,
		(json_array_size(members) + 1) * sizeof *out->at) };
	json_array_foreach(members, i, member) {
		struct id id;

		if (id_parse(json_string_value(member), &id) &&
			record_get(v, &entity_city, id,
				&out->at[out->n]) == OK)
			out->n++;
	}
	problems_forget(v);
	return OK;
}

static json_t *
members_view(struct visit *v, const struct list *cities)
{
	json_t *list = json_array();

	for (size_t i = 0; i < cities->n; i++) {
		json_t *one = json_object();

		put_city(v, one, "title", cities->at[i]);
		put_text(one, "href", record_page(v, cities->at[i]));
		json_object_set_new(one, "names", city_names(v,
			cities->at[i]));
		json_object_set_new(one, "between",
			json_boolean(cities->n == 2 && i == 0));
		json_array_append_new(list, one);
	}
	return list;
}

/* ---- facts in the margin ---- */

/* "880 km", of two cities whose places are known. */
static const char *
distance_says(struct visit *v, const struct list *cities)
{
	double at[2][2], km;

	if (cities->n != 2)
		return NULL;
	for (size_t i = 0; i < 2; i++) {
		json_t *place = record_value(cities->at[i], "place");

		if (place == NULL)
			return NULL;
		at[i][0] = json_number_value(json_object_get(place, "lat"));
		at[i][1] = json_number_value(json_object_get(place, "lon"));
	}
	km = globe_distance(at[0][0], at[0][1], at[1][0], at[1][1]);
	return put_say(v, "tie-page.kilometres", text_number(v->arena, v->lang,
		arena_printf(v->arena, "%.0f", km)), NULL);
}

static json_t *
facts_view(struct visit *v, const struct record *tie,
	const struct list *cities)
{
	const char *since = record_text(tie, "since");
	json_t *facts = json_array(), *states = record_value(tie, "states");
	json_t *newest = json_array_get(states, json_array_size(states) - 1);

	if (since != NULL)
		put_fact(facts, message(v->lang, "tie.since"),
			text_date(v->arena, v->lang, since), NULL);
	put_fact(facts, message(v->lang, "tie.state"),
		put_choice(v, "tie.state", tie_state(tie)),
		text_in(newest, "on") == NULL ? NULL : put_say(v,
			"tie-page.since", text_date(v->arena, v->lang,
			text_in(newest, "on")), NULL));
	put_fact(facts, message(v->lang, "tie-page.distance"),
		distance_says(v, cities), NULL);
	return facts;
}

static void
put_rows(struct visit *v, json_t *view, const struct record *tie)
{
	json_t *list = json_array(), *row;
	size_t i;

	json_array_foreach(record_value(tie, "fields"), i, row) {
		json_t *one = json_object();

		put_text(one, "label", put_choice(v, "tie.fields-field",
			text_in(row, "field")));
		put_words(v, one, "note", json_object_get(row, "note"));
		json_array_append_new(list, one);
	}
	put_list(view, "fields", list);
}

static json_t *
papers_view(struct visit *v, const struct record *tie)
{
	json_t *list = json_array(), *row;
	size_t i;

	json_array_foreach(record_value(tie, "agreements"), i, row) {
		json_t *one = json_object();

		put_words(v, one, "name", json_object_get(row, "name"));
		if (text_in(row, "on") != NULL)
			put_text(one, "when", text_date(v->arena, v->lang,
				text_in(row, "on")));
		put_text(one, "file", put_file(v,
			json_object_get(row, "paper")));
		json_array_append_new(list, one);
	}
	return list;
}

/* ---- people ---- */

/* The post that a person holds today; else the last that is known. */
static json_t *
post_of(struct visit *v, const struct record *person)
{
	json_t *posts = record_value(person, "posts"), *row;
	int today = put_today(v), first, last;
	size_t i;

	json_array_foreach(posts, i, row)
		if (put_days(text_in(row, "held"), &first, &last) &&
			first <= today && today <= last)
			return json_object_get(row, "title");
	row = json_array_get(posts, json_array_size(posts) - 1);
	return json_object_get(row, "title");
}

/* Those of an exchange who may be named, each once. */
static void
put_people(struct visit *v, json_t *people, struct map *known,
	const struct record *exchange)
{
	json_t *row;
	size_t i;

	json_array_foreach(record_value(exchange, "members"), i, row) {
		const char *text = text_in(row, "person");
		struct record *person;
		struct id id;
		struct words_seen seen;
		json_t *one;

		if (text == NULL || map_get(known, text) != NULL ||
			!id_parse(text, &id))
			continue;
		map_put(known, text, known);
		if (record_part(v, &entity_person, id, "public posts",
				&person) != OK ||
			!record_flag(person, "public"))
			continue;
		one = json_pack("{s:s}", "name", record_title(v, person));
		seen = words_see(v->arena, record_value(person, "name"),
			v->lang);
		if (seen.foreign && strcmp(seen.text, text_in(one, "name")) == 0)
			put_text(one, "name_lang", lang_html(seen.lang));
		put_words(v, one, "post", post_of(v, person));
		json_array_append_new(people, one);
	}
	problems_forget(v);
}

static enum err
people_view(struct visit *v, const struct record *tie, json_t **out)
{
	struct query *q = query_of(v, &entity_exchange);
	struct map *known = map_new(v->arena);
	json_t *people = keep(v, json_array());
	struct list list;

	query_where(q, "ties", QUERY_HAS, id_text(v->arena, tie->id));
	query_where(q, "public", QUERY_IS, "true");
	query_order(q, "-on");
	query_limit(q, 100);
	query_only(q, "members");
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		put_people(v, people, known, list.at[i]);
	*out = json_incref(people);
	return OK;
}

static enum err
stories_view(struct visit *v, const struct record *tie, json_t **out)
{
	struct query *q = query_of(v, &entity_article);
	struct list list;

	query_where(q, "ties", QUERY_HAS, id_text(v->arena, tie->id));
	articles_public(q);
	query_order(q, "-published");
	query_limit(q, 6);
	query_only(q, STORY_VIEW);
	TRY(query_run(q, &list));
	*out = json_array();
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(*out, story_view(v, list.at[i]));
	return OK;
}

/* ---- the time line ---- */

/* Names in static/icons.svg. */
static const char *
icon_of(const char *class, const char *kind)
{
	if (kind == NULL || strcmp(class, "exchange") == 0)
		return kind != NULL ? kind : "other";
	if (resting(kind))
		return "rest";
	if (strcmp(kind, "resumed") == 0)
		return "again";
	if (strcmp(kind, "ended") == 0)
		return "end";
	return strcmp(class, "date") == 0 ? "agreement" : "tied";
}

/* "7–8 Nov · 09:30 · Dezhou City Hall: talks" without what is not known. */
static json_t *
stop_view(struct visit *v, const json_t *item, const char **day)
{
	static const char *const parts[] = {
		"venue", "organisation", "host", "purpose", NULL
	};
	const char *on = text_in(item, "when");
	struct buf text = buf_in(v->arena, 4000);
	json_t *stop = json_object();

	if (on != NULL && (*day == NULL || strcmp(*day, on) != 0))
		put_text(stop, "day", on);
	*day = on;
	put_text(stop, "time", text_in(item, "time"));
	for (const char *const *part = parts; *part != NULL; part++)
		if (text_in(item, *part) != NULL)
			buf_printf(&text, "%s%s", text.n > 0 ? " · " : "",
				text_in(item, *part));
	json_object_set_new(stop, "text", json_string(text.at));
	return stop;
}

static void
put_stops(struct visit *v, json_t *act, json_t *items)
{
	json_t *stops = json_array(), *item;
	const char *day = NULL;
	size_t i;

	json_array_foreach(items, i, item)
		json_array_append_new(stops, stop_view(v, item, &day));
	put_text(act, "stops_says", put_say(v, "tie-page.stops",
		arena_printf(v->arena, "%zu", json_array_size(stops)), NULL));
	put_list(act, "stops", stops);
}

/* What <time> takes: the plain part of a date without marks and ends. */
static const char *
plain_date(struct visit *v, const char *on)
{
	struct edtf date, plain = {0};

	if (on == NULL || !edtf_parse(on, &date))
		return NULL;
	plain.from = plain.to = date.from.precision != EDTF_NONE ? date.from :
		date.to;
	plain.from.mark = plain.to.mark = 0;
	return edtf_print(v->arena, &plain);
}

static json_t *
act_view(struct visit *v, const json_t *entry, const struct map *stories)
{
	const char *class = text_in(entry, "class");
	bool exchange = strcmp(class, "exchange") == 0;
	const char *says = text_in(entry, "says"), *note =
		exchange ? text_in(entry, "note") : says;
	const char *id = text_in(entry, "id");
	json_t *act = json_object();

	put_text(act, "class", class);
	put_text(act, "icon", icon_of(class, text_in(entry, "kind")));
	put_text(act, "on", text_in(entry, "on"));
	put_text(act, "datetime", plain_date(v, text_in(entry, "on")));
	put_text(act, "when", text_in(entry, "when"));
	put_text(act, "head", exchange && says != NULL ? says :
		text_in(entry, "label"));
	if (exchange) {
		put_text(act, "head_lang", text_in(entry, "says_lang"));
		put_text(act, "kind_says", text_in(entry, "label"));
	}
	put_text(act, "note", note != NULL ? note : text_in(entry, "note"));
	put_text(act, "note_lang", text_in(entry, exchange ||
		says == NULL ? "note_lang" : "says_lang"));
	if (text_in(entry, "source") != NULL)
		put_text(act, "source_says", put_say(v, "tie-page.source",
			text_in(entry, "source"), NULL));
	put_text(act, "standing_says", text_in(entry, "state"));
	put_text(act, "story", id != NULL ? map_get(stories, id) : NULL);
	put_stops(v, act, json_object_get(entry, "items"));
	json_object_set_new(act, "is_sample", json_boolean(json_is_true(
		json_object_get(entry, "sample"))));
	return act;
}

/* Why nothing was recorded, as far as the states say: the reason of a rest
 * that had begun by then. */
static const json_t *
rest_before(const json_t *timeline, int year)
{
	const json_t *rest = NULL;
	json_t *entry;
	size_t i;

	json_array_foreach(timeline, i, entry) {
		if (strcmp(text_in(entry, "class"), "state") != 0 ||
			year_in(text_in(entry, "year")) > year)
			continue;
		rest = text_in(entry, "kind") != NULL &&
			resting(text_in(entry, "kind")) ? entry : NULL;
	}
	return rest;
}

/* What goes on since then without an entry of its own each year. */
static const json_t *
going_on(const json_t *timeline, int year)
{
	int day = edtf_day_number(year, 7, 1), first, last;
	const json_t *going = NULL;
	json_t *entry;
	size_t i;

	json_array_foreach(timeline, i, entry)
		if (strcmp(text_in(entry, "class"), "exchange") == 0 &&
			put_days(text_in(entry, "on"), &first, &last) &&
			first <= day && day <= last)
			going = entry;
	return going;
}

/* Why a year stands empty. */
static void
put_reason(struct visit *v, json_t *one, const json_t *rest,
	const json_t *going, int from, int until)
{
	const char *count = arena_printf(v->arena, "%d", until - from + 1);
	const char *says = text_in(rest, "says");
	bool now = from == year_in(moment_day(v->arena, v->now, v->zone));

	if (says != NULL) {
		put_text(one, "reason", says);
		put_text(one, "reason_lang", text_in(rest, "says_lang"));
	} else if (going != NULL && text_in(going, "says") != NULL) {
		put_text(one, "reason", put_say(v, "tie-page.going-on",
			text_in(going, "says"), NULL));
	} else if (now) {
		put_text(one, "reason", message(v->lang,
			"tie-page.silence-now"));
	} else {
		put_text(one, "reason", put_say(v, "tie-page.silence-years",
			count, NULL));
	}
}

static void
put_silence(struct visit *v, json_t *years, const json_t *timeline, int from,
	int until)
{
	const json_t *rest = rest_before(timeline, from);
	const json_t *going = rest != NULL ? NULL : going_on(timeline, from);

	for (int year = from; year <= until; year++) {
		json_t *one = json_pack("{s:s, s:b, s:b}", "year",
			arena_printf(v->arena, "%d", year), "silent", 1,
			"going", (int)(going != NULL));

		if (year == from)
			put_reason(v, one, rest, going, from, until);
		json_array_append_new(years, one);
		/* A very long silence is told, not drawn year by year. */
		if (until - from > SILENCE_MOST && year == from)
			year = until - SILENCE_MOST;
	}
}

static json_t *
years_view(struct visit *v, const json_t *timeline, const struct map *stories,
	bool ended)
{
	int this_year = year_in(moment_day(v->arena, v->now, v->zone));
	json_t *years = json_array(), *entry, *acts = NULL;
	int last = 0;
	size_t i;

	json_array_foreach(timeline, i, entry) {
		int year = year_in(text_in(entry, "year"));

		if (year > last && last != 0 && year > last + 1)
			put_silence(v, years, timeline, last + 1, year - 1);
		if (acts == NULL || year != last) {
			json_t *one = json_pack("{s:s, s:b, s:[]}", "year",
				text_in(entry, "year"), "silent", 0, "acts");

			acts = json_object_get(one, "acts");
			json_array_append_new(years, one);
		}
		last = year;
		json_array_append_new(acts, act_view(v, entry, stories));
	}
	if (last != 0 && last < this_year && !ended)
		put_silence(v, years, timeline, last + 1, this_year);
	return years;
}

/* ---- the page ---- */

static json_t *
tie_view(struct visit *v, const struct record *r, const struct list *cities)
{
	json_t *view = tie_line(v, r);
	const char *since = record_text(r, "since");

	if (since != NULL)
		put_text(view, "since_says", put_say(v, "tie-page.since",
			text_date(v->arena, v->lang, year_of(v, since)),
			NULL));
	json_object_set_new(view, "resting",
		json_boolean(resting(tie_state(r))));
	json_object_set_new(view, "is_pair", json_boolean(cities->n == 2));
	json_object_set_new(view, "members_count",
		json_integer((json_int_t)cities->n));
	json_object_set_new(view, "members", members_view(v, cities));
	put_prose(v, view, "about", record_value(r, "about"));
	put_rows(v, view, r);
	json_object_set_new(view, "facts", facts_view(v, r, cities));
	return view;
}

/* GET /{lang}/ties/{slug} */
static enum err
tie(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *timeline, *list;
	struct map *stories;
	struct list cities;
	struct record *r;

	TRY(record_named(v, &entity_tie, request_param(rq, "slug"), &r));
	TRY(members_of(v, r, &cities));
	put_text(view, "title", record_title(v, r));
	json_object_set_new(view, "tie", tie_view(v, r, &cities));
	TRY(stories_told(v, &stories));
	TRY(tie_timeline(v, r, &timeline));
	keep(v, timeline);
	put_list(view, "years", years_view(v, timeline, stories,
		strcmp(tie_state(r), "ended") == 0));
	TRY(people_view(v, r, &list));
	put_list(view, "people", list);
	put_list(view, "papers", papers_view(v, r));
	TRY(stories_view(v, r, &list));
	put_list(view, "stories", list);
	return put_page(rq, "tie", json_incref(view));
}

const struct route tie_routes[] = {
	{ GET, "/{lang}/ties", ROLE_ANYONE, ties, "The ties, by tier, and their map." },
	{ GET, "/{lang}/ties/{slug}", ROLE_ANYONE, tie, "A tie: its cities, its time line, its people and papers." },
	{0}
};
