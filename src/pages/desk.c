/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The desk: what must be done (task.c), what changed since one was last here,
 * what a new office does first.  Nothing is counted here that grows with the
 * store.
 */
#include <string.h>

#include "inside.h"

#define CHANGES 12

static bool
may(const struct visit *v, const struct entity *of)
{
	return (of->write & v->roles) != 0;
}

/* ---- tasks ---- */

/* What must be done (task.c), a list for each group. */
static enum err
put_tasks(struct visit *v, json_t *view)
{
	json_t *groups = json_array(), *all, *task, *tasks = NULL;
	const char *before = "";
	size_t i;

	json_object_set_new(view, "groups", groups);
	TRY(desk_tasks(v, &all));
	keep(v, all);
	json_array_foreach(all, i, task) {
		const char *group = json_string_value(json_object_get(task,
			"group"));

		if (strcmp(group, before) != 0) {
			tasks = json_array();
			json_array_append_new(groups, json_pack(
				"{s:s, s:s, s:o}", "name", group, "label",
				message(v->lang, arena_printf(v->arena,
					"desk.%s", group)), "tasks", tasks));
			before = group;
		}
		json_array_append(tasks, task);
	}
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

/* By somebody else, since the visitor was last here? */
static bool
is_news(const struct visit *v, const struct change *c, int64_t before)
{
	return before > 0 && c->at > before &&
		(c->who == NULL || v->who == NULL || strcmp(c->who, v->who) != 0);
}

static enum err
put_changes(struct visit *v, json_t *view)
{
	json_t *list = json_array();
	struct changes changes;
	int64_t before;
	bool news = false;

	json_object_set_new(view, "changes", list);
	TRY(session_before(v, &before));
	TRY(history_recent(v, 0, 4 * CHANGES, &changes));
	for (size_t i = 0; i < changes.n; i++) {
		const struct change *c = &changes.at[i];
		const struct entity *of = catalogue_entity(v->catalogue,
			c->entity);
		json_t *line;

		if (of == NULL || (of->read & v->roles) == 0 ||
		    json_array_size(list) == CHANGES)
			continue;
		line = change_view(v, c, of);
		json_object_set_new(line, "news",
			json_boolean(is_news(v, c, before)));
		news = news || is_news(v, c, before);
		json_array_append_new(list, line);
	}
	if (before > 0)
		put_text(view, "changes_says", put_say(v, news ?
			"desk.changes-since" : "desk.no-changes-since",
			text_moment(v->arena, v->lang, before, v->zone),
			NULL));
	json_object_set_new(view, "changes_there",
		json_boolean(json_array_size(list) > 0));
	return OK;
}

/* ---- the rest ---- */

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
		struct query *q = query_of(v, rows[i].of);
		struct list list;

		json_array_append_new(steps, step);
		query_order(q, NULL);
		query_limit(q, 1);
		TRY(query_run(q, &list));
		all = all && list.n > 0;
		put_text(step, "label", message(v->lang, rows[i].key));
		json_object_set_new(step, "done", json_boolean(list.n > 0));
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
	json_t *view;

	if (visit_partner(v))
		return partner_desk(rq);
	view = keep(v, json_pack("{s:s}", "title",
		message(v->lang, "desk.title")));
	put_text(view, "day", text_date(v->arena, v->lang,
		moment_day(v->arena, v->now, v->zone)));
	put_acts(v, view);
	TRY(put_first(v, view));
	TRY(put_tasks(v, view));
	TRY(put_changes(v, view));
	return reply_page(rq, "office/desk", json_incref(view));
}

const struct route desk_routes[] = {
	{ GET, "/office/", ROLE_STAFF | ROLE_PARTNER, desk, "The desk: what must be done, and what changed; a partner's, what is shared with them." },
	{0}
};
