/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The desk: what must be done, late first; what changed; the kinds of record
 * with how many there are.  A task is a line:
 *
 *	{ "day", "when", "late", "what", "href", "with", "why",
 *	  "act", "act_href" }
 *
 * Only those are told who could do something about it.
 */
#include <limits.h>
#include <string.h>

#include "inside.h"

#define CHANGES 12
#define TASKS 100      /* of a kind, looked at */

enum group { LATE, WEEK, MONTH, LATER, DRAFTS, GROUPS };

static const char *const group_keys[GROUPS] = {
	[LATE] = "late", [WEEK] = "week", [MONTH] = "month",
	[LATER] = "later", [DRAFTS] = "drafts",
};

struct desk {
	struct visit *v;
	json_t *groups[GROUPS];
	int today;
};

static bool
may(const struct visit *v, const struct entity *of)
{
	return (of->write & v->roles) != 0;
}

static const char *
office_page(struct visit *v, const struct record *r, const char *more)
{
	return arena_printf(v->arena, "/office/%s/%s%s", r->of->plural,
		id_text(v->arena, r->id), more);
}

static enum group
group_of(const struct desk *d, int day)
{
	return day < d->today ? LATE : day < d->today + 7 ? WEEK :
		day < d->today + 31 ? MONTH : LATER;
}

/* ---- tasks ---- */

/* Where a task of that day stands in its group. */
static size_t
place_of(const json_t *tasks, int day)
{
	size_t i = json_array_size(tasks);

	while (i > 0 && json_integer_value(json_object_get(
		json_array_get(tasks, i - 1), "day")) > day)
		i--;
	return i;
}

static void
put_task(struct desk *d, enum group group, const struct record *r, int day,
	const char *on, const char *why, const char *act)
{
	struct visit *v = d->v;
	json_t *task = json_pack("{s:i, s:s, s:b, s:s, s:s, s:s, s:s}",
		"day", day, "when", text_date_short(v->arena, v->lang, on),
		"late", (int)(group == LATE),
		"what", record_title(v, r), "href", office_page(v, r, ""),
		"act", message(v->lang, act), "act_href",
		office_page(v, r, "/edit"));

	put_text(task, "why", why);
	if (r->of == &entity_exchange) {
		struct id tie;
		const char *first = json_string_value(json_array_get(
			record_value(r, "ties"), 0));

		if (first != NULL && id_parse(first, &tie))
			put_text(task, "with", record_title_of(v, &entity_tie,
				tie));
	}
	json_array_insert_new(d->groups[group],
		place_of(d->groups[group], day), task);
}

/* What was planned: before it, it is coming; after it, its result is owed. */
static enum err
put_exchanges(struct desk *d)
{
	struct visit *v = d->v;
	struct query *q = query_of(v, &entity_exchange);
	struct list list;

	query_where(q, "state", QUERY_IS, "planned");
	query_order(q, "on");
	query_limit(q, TASKS);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		const struct record *r = list.at[i];
		int first = INT_MAX, last = INT_MAX;
		bool over;

		put_days(record_text(r, "on"), &first, &last);
		over = last < d->today;
		put_task(d, over ? LATE : group_of(d, first < d->today ?
			d->today : first), r, first, record_text(r, "on"),
			message(v->lang, over ? "desk.why-over" :
				"desk.why-coming"),
			over ? "desk.act-result" : "desk.act-prepare");
	}
	return OK;
}

static enum err
put_reviews(struct desk *d)
{
	struct visit *v = d->v;
	struct query *q = query_of(v, &entity_tie);
	struct list list;

	query_where(q, "review", QUERY_THERE, NULL);
	query_limit(q, TASKS);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		const char *on = record_text(list.at[i], "review");
		int first, last;

		if (put_days(on, &first, &last))
			put_task(d, group_of(d, last), list.at[i], last, on,
				message(v->lang, "desk.why-review"),
				"desk.act-review");
	}
	return OK;
}

/* Unfinished articles, and comments that somebody must look at. */
static enum err
put_waiting(struct desk *d, const struct entity *of, const char *state,
	const char *moment, const char *why, const char *act)
{
	struct visit *v = d->v;
	struct query *q = query_of(v, of);
	struct list list;

	query_where(q, "state", QUERY_IS, state);
	query_limit(q, TASKS);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		int64_t at = list.at[i]->changed;
		int first = 0, last;
		const char *day;
		char zone[64];

		if (record_text(list.at[i], moment) != NULL)
			moment_parse(record_text(list.at[i], moment), v->zone,
				&at, zone);
		day = moment_day(v->arena, at, v->zone);
		put_days(day, &first, &last);
		put_task(d, DRAFTS, list.at[i], first, day,
			message(v->lang, why), act);
	}
	return OK;
}

static enum err
put_tasks(struct desk *d, json_t *view)
{
	json_t *groups = json_array();

	json_object_set_new(view, "groups", groups);
	for (int g = 0; g < GROUPS; g++)
		d->groups[g] = keep(d->v, json_array());
	if (may(d->v, &entity_exchange))
		TRY(put_exchanges(d));
	if (may(d->v, &entity_tie))
		TRY(put_reviews(d));
	if (may(d->v, &entity_article))
		TRY(put_waiting(d, &entity_article, "draft", "entered",
			"desk.why-draft", "desk.act-write"));
	if (may(d->v, &entity_comment))
		TRY(put_waiting(d, &entity_comment, "held", "at",
			"desk.why-held", "desk.act-look"));
	for (int g = 0; g < GROUPS; g++)
		if (json_array_size(d->groups[g]) > 0)
			json_array_append_new(groups, json_pack(
				"{s:s, s:s, s:O}", "name", group_keys[g],
				"label", message(d->v->lang, arena_printf(
					d->v->arena, "desk.%s",
					group_keys[g])),
				"tasks", d->groups[g]));
	return OK;
}

/* ---- what changed ---- */

static json_t *
change_view(struct visit *v, const struct change *c, const struct entity *of)
{
	const char *day = moment_print(v->arena, c->at, v->zone);
	json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:s}",
		"at", arena_copy(v->arena, day, strcspn(day, "[")),
		"since", text_since(v->arena, v->lang, c->at, v->now),
		"kind", message(v->lang, arena_printf(v->arena, "%s.one",
			of->name)),
		"what", record_title_of(v, of, c->record),
		"says", put_say(v, arena_printf(v->arena, "history.act-%s",
			c->act), c->who != NULL && *c->who != '\0' ? c->who :
			message(v->lang, "history.nobody"), NULL));

	put_text(view, "href", arena_printf(v->arena, "/office/%s/%s/history",
		of->plural, id_text(v->arena, c->record)));
	return view;
}

static enum err
put_changes(struct visit *v, json_t *view)
{
	json_t *list = json_array();
	struct changes changes;

	json_object_set_new(view, "changes", list);
	TRY(history_recent(v, 0, 4 * CHANGES, &changes));
	for (size_t i = 0; i < changes.n; i++) {
		const struct entity *of = catalogue_entity(v->catalogue,
			changes.at[i].entity);

		if (of != NULL && (of->read & v->roles) != 0 &&
			json_array_size(list) < CHANGES)
			json_array_append_new(list, change_view(v,
				&changes.at[i], of));
	}
	json_object_set_new(view, "changes_there",
		json_boolean(json_array_size(list) > 0));
	return OK;
}

/* ---- the rest ---- */

static enum err
put_kinds(struct visit *v, json_t *view)
{
	json_t *kinds = json_array();

	json_object_set_new(view, "kinds", kinds);
	for (size_t i = 0; office_entities[i] != NULL; i++) {
		const struct entity *of = office_entities[i];
		int64_t count;

		if ((of->read & v->roles) == 0)
			continue;
		TRY(query_count(query_of(v, of), &count));
		json_array_append_new(kinds, json_pack("{s:s, s:s, s:s}",
			"href", arena_printf(v->arena, "/office/%s",
				of->plural),
			"label", message(v->lang, arena_printf(v->arena,
				"%s.many", of->name)),
			"count", text_number(v->arena, v->lang, arena_printf(
				v->arena, "%lld", (long long)count))));
	}
	return OK;
}

/* What a new office does first, in this order; gone once all of it is there.
 * "first": [{"label","href","done"}], href only for those who may. */
static enum err
put_first(struct visit *v, json_t *view)
{
	static const struct {
		const struct entity *of;
		const char *key;
	} rows[] = {
		{ &entity_city, "desk.first-city" },
		{ &entity_office, "desk.first-office" },
		{ &entity_tie, "desk.first-tie" },
		{ &entity_exchange, "desk.first-exchange" },
		{ &entity_article, "desk.first-article" },
	};
	json_t *steps = json_array();
	bool all = true;

	json_object_set_new(view, "first", steps);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		json_t *step = json_object();
		int64_t count;

		json_array_append_new(steps, step);
		TRY(query_count(query_of(v, rows[i].of), &count));
		all = all && count > 0;
		put_text(step, "label", message(v->lang, rows[i].key));
		json_object_set_new(step, "done", json_boolean(count > 0));
		if (may(v, rows[i].of))
			put_text(step, "href", arena_printf(v->arena,
				"/office/%s/new", rows[i].of->plural));
	}
	json_object_set_new(view, "first_there", json_boolean(!all));
	return OK;
}

/* At most one of them is the main one. */
static void
put_acts(struct visit *v, json_t *view)
{
	static const struct {
		const struct entity *of;
		const char *key;
	} rows[] = {
		{ &entity_article, "desk.new-article" },
		{ &entity_exchange, "desk.new-exchange" },
	};
	json_t *acts = json_array();

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (may(v, rows[i].of))
			json_array_append_new(acts, json_pack(
				"{s:s, s:s, s:b}", "href", arena_printf(
					v->arena, "/office/%s/new",
					rows[i].of->plural),
				"label", message(v->lang, rows[i].key),
				"main", 0));
	if (json_array_size(acts) > 0)
		json_object_set_new(json_array_get(acts,
			json_array_size(acts) - 1), "main", json_true());
	put_list(view, "acts", acts);
}

/* GET /office/ */
static enum err
desk(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct desk d = { .v = v, .today = put_today(v) };
	json_t *view = keep(v, json_pack("{s:s}", "title",
		message(v->lang, "desk.title")));

	put_text(view, "day", text_date(v->arena, v->lang,
		moment_day(v->arena, v->now, v->zone)));
	put_acts(v, view);
	TRY(put_first(v, view));
	TRY(put_tasks(&d, view));
	TRY(put_changes(v, view));
	TRY(put_kinds(v, view));
	return reply_page(rq, "office/desk", json_incref(view));
}

const struct route desk_routes[] = {
	{ GET, "/office/", ROLE_STAFF, desk, "The desk: what must be done, what changed, how much there is." },
	{0}
};
