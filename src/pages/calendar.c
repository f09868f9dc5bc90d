/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calendar: what is coming, soonest first, then what was, year by year,
 * newest first.  Only exchanges that are marked public are on it, for staff
 * too: this is what citizens see.  By month and by year: calendar_view.c.
 */
#include <string.h>

#include "agenda.h"

#define LOOKED_AT 60   /* planned exchanges looked through for the front page */

/* The first tie of an exchange, whom it was with. */
static void
put_with(struct visit *v, json_t *view, const struct record *exchange)
{
	const char *first = json_string_value(json_array_get(
		record_value(exchange, "ties"), 0));
	const char *page;
	struct id id;

	if (first == NULL || !id_parse(first, &id))
		return;
	page = record_page_of(v, &entity_tie, id);
	if (page != NULL)
		json_object_set_new(view, "with", json_pack("{s:s, s:s}",
			"href", page, "name",
			record_title_of(v, &entity_tie, id)));
}

json_t *
entry_view(struct visit *v, const struct record *r, const struct map *stories)
{
	const char *state = record_text(r, "state");
	json_t *view = json_object();

	put_text(view, "on", record_text(r, "on"));
	put_text(view, "when", text_date_short(v->arena, v->lang,
		record_text(r, "on")));
	put_words(v, view, "name", record_value(r, "name"));
	put_words(v, view, "place", record_value(r, "place"));
	put_text(view, "label", put_choice(v, "exchange.type",
		record_text(r, "type")));
	put_with(v, view, r);
	if (stories != NULL)
		put_text(view, "story", map_get(stories,
			id_text(v->arena, r->id)));
	if (state != NULL && strcmp(state, "done") != 0) {
		put_text(view, "standing", state);
		put_text(view, "standing_says", put_choice(v, "exchange.state",
			state));
	}
	json_object_set_new(view, "is_sample",
		json_boolean(record_flag(r, "sample")));
	return view;
}

/* Not over, and neither done nor called off. */
static bool
is_coming(const struct visit *v, const struct record *r)
{
	const char *state = record_text(r, "state");
	int first, last;

	return state != NULL && strcmp(state, "planned") == 0 &&
		put_days(record_text(r, "on"), &first, &last) &&
		last >= put_today(v);
}

static struct query *
exchanges_public(struct visit *v, const char *order)
{
	struct query *q = query_of(v, &entity_exchange);

	query_where(q, "public", QUERY_IS, "true");
	query_order(q, order);
	query_only(q, ENTRY_VIEW);
	return q;
}

enum err
entries_coming(struct visit *v, size_t most, json_t **out)
{
	struct query *q = exchanges_public(v, "on");
	struct map *stories;
	struct list list;

	query_where(q, "state", QUERY_IS, "planned");
	query_where(q, "on", QUERY_FROM,
		moment_day(v->arena, v->now, v->zone));
	query_limit(q, LOOKED_AT);
	TRY(stories_told(v, &stories));
	TRY(query_run(q, &list));
	*out = json_array();
	for (size_t i = 0; i < list.n && json_array_size(*out) < most; i++)
		if (is_coming(v, list.at[i]))
			json_array_append_new(*out, entry_view(v, list.at[i],
				stories));
	return OK;
}

/* The year that an entry stands in; the newest is at the end of the list. */
static json_t *
year_of(struct visit *v, json_t *years, const char *on)
{
	const char *year = arena_copy(v->arena, strncmp(on, "../", 3) == 0 ?
		on + 3 : on, 4);
	json_t *last = json_array_get(years, json_array_size(years) - 1);

	if (last != NULL && strcmp(year, json_string_value(
		json_object_get(last, "year"))) == 0)
		return json_object_get(last, "entries");
	last = json_pack("{s:s, s:s, s:[]}", "year", year, "year_says",
		text_date(v->arena, v->lang, year), "entries");
	json_array_append_new(years, last);
	return json_object_get(last, "entries");
}

static enum err
put_entries(struct visit *v, json_t *view, const struct list *list,
	const struct map *stories)
{
	json_t *coming = json_array(), *years = json_array();
	struct agenda a;

	put_list(view, "coming", coming);
	json_object_set_new(view, "years", years);
	TRY(agenda_begin(v, false, 0, 0, &a));
	for (size_t i = 0; i < list->n; i++) {
		const struct record *r = list->at[i];
		json_t *entry = keep(v, entry_view(v, r, stories));

		if (is_coming(v, r)) {
			TRY(agenda_clash(&a, r, entry));
			json_array_insert(coming, 0, entry);
		} else
			json_array_append(year_of(v, years,
				record_text(r, "on")), entry);
	}
	json_object_set_new(view, "coming_there",
		json_boolean(json_array_size(coming) > 0));
	return OK;
}

static enum err
put_all(struct request *rq, json_t *view)
{
	struct visit *v = &rq->visit;
	const char *after = request_query(rq, "after");
	struct query *q = exchanges_public(v, "-on");
	struct map *stories;
	struct list list;

	json_object_set_new(view, "is_list", json_true());
	json_object_set_new(view, "is_first", json_boolean(after == NULL));
	query_limit(q, 200);
	if (after != NULL)
		query_after(q, after);
	TRY(stories_told(v, &stories));
	TRY(query_run(q, &list));
	TRY(put_entries(v, view, &list, stories));
	if (list.next != NULL)
		put_text(view, "next_page", put_address(v, arena_printf(
			v->arena, "/calendar?after=%s", list.next)));
	return OK;
}

/* GET /{lang}/calendar; ?view=month&month=2027-04, ?view=year&year=2027 */
static enum err
calendar(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_pack("{s:s, s:b}", "title",
		message(v->lang, "calendar.title"), "charts", 1));
	bool done;

	put_text(view, "ics", put_address(v, "/calendar.ics"));
	TRY(calendar_put(rq, false, put_address(v, "/calendar"), "list", view,
		&done));
	if (!done)
		TRY(put_all(rq, view));
	return put_page(rq, "calendar", json_incref(view));
}

const struct route calendar_routes[] = {
	{ GET, "/{lang}/calendar", ROLE_ANYONE, calendar, "What is coming, and what was, year by year; or a month, or a year." },
	{0}
};
