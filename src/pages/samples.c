/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sample sets of rules, of moved days, of terms and of grounds for removal,
 * which the program carries (in demo/): an office takes in the sets that
 * fit, and changes them as its law is.  A record has the same id in every office, so a
 * set is never taken in twice, and one that was hidden stays hidden.
 */
#include <string.h>

#include "inside.h"
#include "web/embed.h"

#define LINES_MOST 200

static const struct set {
	const char *name;  /* message rule-set.NAME */
	const char *file;
} sets[] = {
	{ "kr-civil", "demo/9-rules-kr-civil.jsonl" },
	{ "kr-council", "demo/9-rules-kr-council.jsonl" },
	{ "kr-gifts", "demo/9-rules-kr-gifts.jsonl" },
	{ "kr-agreements", "demo/9-rules-kr-agreements.jsonl" },
	{ "kr-youth", "demo/9-rules-kr-youth.jsonl" },
	{ "cn-visits", "demo/9-rules-cn-visits.jsonl" },
	{ "holidays-cn", "demo/9-holidays-cn.jsonl" },
	{ "holidays-kr", "demo/9-holidays-kr.jsonl" },
	{ "glossary", "demo/0-terms.jsonl" },
	{ "grounds", "demo/6-grounds.jsonl" },
	{0}
};

/* The lines of a set, each an object; kept. */
static json_t *
lines_of(struct visit *v, const struct set *set)
{
	const struct embedded *e = embedded_find(set->file);
	json_t *list = keep(v, json_array());
	char *rest;

	if (e == NULL)
		return list;
	rest = arena_copy(v->arena, e->at, e->n);
	for (const char *line; (line = strsep(&rest, "\n")) != NULL;) {
		json_t *one = *line == '{' ? json_loads(line, 0, NULL) : NULL;

		if (one != NULL && json_array_size(list) < LINES_MOST)
			json_array_append_new(list, one);
	}
	return list;
}

static const struct entity *
kind_of(const json_t *line)
{
	const char *kind = json_string_value(json_object_get(line, "kind"));

	if (kind != NULL && strcmp(kind, "term") == 0)
		return &entity_term;
	if (kind != NULL && strcmp(kind, "ground") == 0)
		return &entity_ground;
	return kind != NULL && strcmp(kind, "holiday") == 0 ?
		&entity_holiday : &entity_rule;
}

/* Not every set is for everybody who may take sets in. */
static bool
set_may(struct visit *v, const struct set *set)
{
	const json_t *first = json_array_get(lines_of(v, set), 0);

	return first != NULL && (kind_of(first)->write & v->roles) != 0;
}

static const char *
id_in(const json_t *line)
{
	return json_string_value(json_object_get(line, "id"));
}

/* Adds the ids of all there are, hidden ones too. */
static enum err
ids_read(struct visit *v, const struct entity *of, struct map *out)
{
	struct list list = {0};

	do {
		struct query *q = query_of(v, of);

		query_limit(q, QUERY_MOST);
		query_hidden(q);
		if (list.next != NULL)
			query_after(q, list.next);
		TRY(query_run(q, &list));
		for (size_t i = 0; i < list.n; i++)
			map_put(out, id_text(v->arena, list.at[i]->id), v);
	} while (list.next != NULL);
	return OK;
}

static enum err
there_read(struct visit *v, struct map **out)
{
	*out = map_new(v->arena);
	TRY(ids_read(v, &entity_rule, *out));
	TRY(ids_read(v, &entity_holiday, *out));
	TRY(ids_read(v, &entity_ground, *out));
	return ids_read(v, &entity_term, *out);
}

/* ---- the page ---- */

static json_t *
line_view(struct visit *v, const json_t *line)
{
	json_t *view = json_object();
	const json_t *active = json_object_get(line, "active");

	put_text(view, "text", json_string_value(json_object_get(
		json_object_get(line, "name"), langs[v->lang].tag)));
	put_text(view, "source", json_string_value(json_object_get(
		json_object_get(line, "source"), langs[v->lang].tag)));
	if (json_object_get(line, "on") != NULL)
		put_text(view, "when", text_date_short(v->arena, v->lang,
			json_string_value(json_object_get(line, "on"))));
	json_object_set_new(view, "is_off", json_boolean(active != NULL &&
		json_is_false(active)));
	return view;
}

static json_t *
set_view(struct visit *v, const struct set *set, const struct map *there)
{
	json_t *lines = lines_of(v, set), *items = json_array(), *line;
	size_t i, taken = 0;

	json_array_foreach(lines, i, line) {
		taken += map_get(there, id_in(line)) != NULL;
		json_array_append_new(items, line_view(v, line));
	}
	return json_pack("{s:s, s:s, s:b, s:o}", "name", set->name, "label",
		message(v->lang, arena_printf(v->arena, "rule-set.%s",
			set->name)), "is_there", (int)(taken ==
			json_array_size(lines)), "items", items);
}

static enum err
samples_view(struct visit *v, json_t **out)
{
	json_t *view = keep(v, json_object()), *list = json_array();
	struct map *there;

	json_object_set_new(view, "sets", list);
	TRY(there_read(v, &there));
	for (const struct set *s = sets; s->name != NULL; s++) {
		json_t *set;

		if (!set_may(v, s))
			continue;
		set = set_view(v, s, there);
		if (json_is_false(json_object_get(set, "is_there")))
			json_object_set_new(view, "some_left", json_true());
		json_array_append_new(list, set);
	}
	put_text(view, "title", message(v->lang, "rule-set.title"));
	*out = json_incref(view);
	return OK;
}

/* GET /office/rules/samples */
static enum err
samples(struct request *rq)
{
	json_t *view;

	TRY(samples_view(&rq->visit, &view));
	return reply_page(rq, "office/samples", view);
}

/* ---- taking them in ---- */

static enum err
set_take(struct visit *v, const struct set *set, const struct map *there)
{
	json_t *lines = lines_of(v, set), *line;
	size_t i;

	json_array_foreach(lines, i, line) {
		const struct entity *of = kind_of(line);
		struct record *r;
		struct id id;

		if (map_get(there, id_in(line)) != NULL ||
		    !id_parse(id_in(line), &id))
			continue;
		json_object_del(line, "kind");
		json_object_del(line, "id");
		TRY(record_create_as(v, of, id, line, &r));
	}
	return OK;
}

static bool
is_chosen(const struct request *rq, const char *name)
{
	const json_t *sent = json_object_get(rq->body, "sets"), *one;
	size_t i;

	if (json_is_string(sent))
		return strcmp(json_string_value(sent), name) == 0;
	json_array_foreach(sent, i, one)
		if (json_is_string(one) &&
		    strcmp(json_string_value(one), name) == 0)
			return true;
	return false;
}

/* POST /office/rules/samples: sets */
static enum err
samples_take(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct map *there;
	bool any = false;

	TRY(there_read(v, &there));
	for (const struct set *s = sets; s->name != NULL; s++)
		if (set_may(v, s) && is_chosen(rq, s->name)) {
			any = true;
			TRY(set_take(v, s, there));
		}
	if (!any) {
		json_t *view;

		TRY(samples_view(v, &view));
		return reply_form(rq, fail_field(v, "sets",
			"rule-set.wrong-none", NULL, NULL), "office/samples",
			view);
	}
	return reply_redirect(rq, "/office/rules/samples");
}

const struct route samples_routes[] = {
	{ GET,  "/office/rules/samples", ROLE_OFFICER | ROLE_ADMIN, samples, "Sample sets of rules and of moved days, and which are taken in." },
	{ POST, "/office/rules/samples", ROLE_OFFICER | ROLE_ADMIN, samples_take, "Takes the chosen sets in." },
	{0}
};
