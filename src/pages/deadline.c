/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deadlines: all that are open, in the order of their days, and the one act
 * that each asks for: to say on which day it was done, which stands as a row
 * of the exchange's `filings`.  The rows of deadlines are as office.h has
 * them.
 */
#include <limits.h>
#include <string.h>

#include "inside.h"

#define AHEAD 400   /* days */

enum group { LATE, WEEK, MONTH, LATER, GROUPS };

static const char *const group_keys[GROUPS] = {
	[LATE] = "desk.late", [WEEK] = "desk.week", [MONTH] = "desk.month",
	[LATER] = "desk.later",
};

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* ---- the list ---- */

static enum group
group_of(int day, int today)
{
	return day < today ? LATE : day < today + 7 ? WEEK :
		day < today + 31 ? MONTH : LATER;
}

/* Is it asked for, by ?class= and ?tie=? */
static bool
is_asked(struct request *rq, const json_t *deadline)
{
	const char *class = request_query(rq, "class");
	const char *tie = request_query(rq, "tie");
	const char *own = text_in(deadline, "tie_id");

	if (class != NULL && *class != '\0' &&
	    strcmp(class, text_in(deadline, "class")) != 0)
		return false;
	return tie == NULL || *tie == '\0' ||
		(own != NULL && strcmp(tie, own) == 0);
}

/* Another value to choose, once. */
static void
put_option(json_t *options, const char *value, const char *label,
	const char *chosen)
{
	json_t *one;
	size_t i;

	json_array_foreach(options, i, one)
		if (strcmp(text_in(one, "value"), value) == 0)
			return;
	json_array_append_new(options, json_pack("{s:s, s:s, s:b}", "value",
		value, "label", label, "chosen", (int)(chosen != NULL &&
		strcmp(chosen, value) == 0)));
}

static void
put_filters(struct request *rq, json_t *view, const json_t *all)
{
	json_t *classes = json_array(), *ties = json_array(), *one;
	size_t i;

	json_array_foreach(all, i, one) {
		put_option(classes, text_in(one, "class"),
			text_in(one, "class_says"),
			request_query(rq, "class"));
		if (text_in(one, "tie_id") != NULL)
			put_option(ties, text_in(one, "tie_id"),
				text_in(one, "tie"), request_query(rq, "tie"));
	}
	json_object_set_new(view, "classes", classes);
	json_object_set_new(view, "ties", ties);
	json_object_set_new(view, "filters_there",
		json_boolean(json_array_size(all) > 0));
}

/* What the template asks of each: whether its act is here. */
static void
put_acts(struct visit *v, json_t *deadlines)
{
	const char *today = moment_day(v->arena, v->now, v->zone);
	bool may = (entity_exchange.write & v->roles) != 0;
	json_t *one;
	size_t i;

	json_array_foreach(deadlines, i, one) {
		json_object_set_new(one, "can_file", json_boolean(may &&
			strcmp(text_in(one, "kind"), "exchange") == 0));
		put_text(one, "today", today);
	}
}

static enum err
open_asked(struct request *rq, json_t **all, json_t **out)
{
	struct visit *v = &rq->visit;
	json_t *one;
	size_t i;

	TRY(deadlines_open(v, put_today(v) + AHEAD, all));
	keep(v, *all);
	*out = keep(v, json_array());
	json_array_foreach(*all, i, one)
		if (is_asked(rq, one))
			json_array_append(*out, one);
	put_acts(v, *out);
	return OK;
}

/* GET /office/deadlines */
static enum err
deadlines(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *groups[GROUPS], *all, *asked;
	json_t *one, *list = json_array();
	size_t i;

	json_object_set_new(view, "stages", list);
	TRY(open_asked(rq, &all, &asked));
	for (int g = 0; g < GROUPS; g++)
		groups[g] = keep(v, json_array());
	json_array_foreach(asked, i, one)
		json_array_append(groups[group_of((int)json_integer_value(
			json_object_get(one, "day")), put_today(v))], one);
	for (int g = 0; g < GROUPS; g++)
		if (json_array_size(groups[g]) > 0)
			json_array_append_new(list, json_pack(
				"{s:s, s:s, s:b, s:O}", "name",
				group_keys[g] + 5, "label",
				message(v->lang, group_keys[g]),
				"with_what", 1, "deadlines", groups[g]));
	put_text(view, "title", message(v->lang, "deadline.title"));
	put_text(view, "back", "/office/deadlines");
	if (entity_rule.write & v->roles)
		put_text(view, "samples", "/office/rules/samples");
	json_object_set_new(view, "none", json_boolean(
		json_array_size(list) == 0));
	put_filters(rq, view, all);
	return reply_page(rq, "office/deadlines", json_incref(view));
}

/* GET /api/v1/deadlines */
static enum err
deadlines_json(struct request *rq)
{
	json_t *all, *asked;

	TRY(open_asked(rq, &all, &asked));
	return reply_json(rq, 200, json_pack("{s:O}", "items", asked));
}

/* ---- of one record ---- */

/* GET /api/v1/{kind}/{id}/deadlines */
static enum err
of_record(struct request *rq)
{
	struct record *r;
	json_t *list;

	TRY(record_asked(rq, &r));
	TRY(deadlines_of(&rq->visit, r, &list));
	return reply_json(rq, 200, json_pack("{s:o}", "items", list));
}

enum err
deadlines_put(struct request *rq, const struct record *r, json_t *view)
{
	struct visit *v = &rq->visit;
	json_t *list;

	if (!visit_staff(v))
		return OK;
	TRY(deadlines_of(v, r, &list));
	put_acts(v, list);
	put_text(view, "back", arena_printf(v->arena, "/office/%s/%s",
		r->of->plural, id_text(v->arena, r->id)));
	put_list(view, "deadlines", list);
	return OK;
}

/* ---- done, and not ---- */

/* The form again, where the deadlines of the exchange stand. */
static enum err
filing_again(struct request *rq, const struct record *r, const char *rule,
	enum err err)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *one;
	size_t i;

	TRY(deadlines_put(rq, r, view));
	json_array_foreach(json_object_get(view, "deadlines"), i, one)
		if (strcmp(text_in(one, "rule"), rule) == 0) {
			put_text(one, "today", request_text(rq, "on"));
			put_text(one, "note", request_text(rq, "note"));
			json_object_set_new(one, "is_typed", json_true());
		}
	put_text(view, "title", record_title(v, r));
	return reply_form(rq, err, "office/filing", json_incref(view));
}

/* The rows of filings without those of the rule; a new reference. */
static json_t *
rows_without(const struct record *r, const char *rule)
{
	json_t *rows = json_array(), *row;
	size_t i;

	json_array_foreach(record_value(r, "filings"), i, row)
		if (strcmp(text_in(row, "rule"), rule) != 0)
			json_array_append(rows, row);
	return rows;
}

static enum err
rows_change(struct request *rq, struct record *r, json_t *rows)
{
	struct visit *v = &rq->visit;
	const char *next = request_next(rq);
	json_t *in = keep(v, json_pack("{s:o}", "filings", rows));

	TRY(record_change(v, &entity_exchange, r->id, 0, in, &r));
	return reply_redirect(rq, next != NULL ? next : arena_printf(v->arena,
		"/office/exchanges/%s", id_text(v->arena, r->id)));
}

/* The exchange, and the rule that the form names. */
static enum err
filing_asked(struct request *rq, struct record **exchange, const char **rule)
{
	struct visit *v = &rq->visit;
	const char *sent = request_text(rq, "rule");
	struct record *known;
	struct id id;

	TRY(record_named(v, &entity_exchange, request_param(rq, "id"),
		exchange));
	if (sent == NULL || !id_parse(sent, &id))
		return fail(v, ERR_INPUT, "deadline.wrong-rule");
	TRY(record_get(v, &entity_rule, id, &known));
	*rule = id_text(v->arena, id);
	return OK;
}

/* POST /office/exchanges/{id}/filing: rule, on (today), note */
static enum err
filing(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *on = request_text(rq, "on"), *note, *rule;
	struct record *r;
	json_t *rows, *row;
	int first, last;

	TRY(filing_asked(rq, &r, &rule));
	note = request_text(rq, "note");
	if (on == NULL || *on == '\0')
		on = moment_day(v->arena, v->now, v->zone);
	if (!put_days(on, &first, &last) || first != last)
		return filing_again(rq, r, rule, fail_field(v, "on",
			"deadline.wrong-day", on, NULL));
	if (first > put_today(v))
		return filing_again(rq, r, rule, fail_field(v, "on",
			"deadline.wrong-future", text_date(v->arena, v->lang,
				on), NULL));
	rows = rows_without(r, rule);
	row = json_pack("{s:s, s:s}", "rule", rule, "on", on);
	put_text(row, "note", note);
	json_array_append_new(rows, row);
	return rows_change(rq, r, rows);
}

/* POST /office/exchanges/{id}/filing-undo: rule */
static enum err
filing_undo(struct request *rq)
{
	struct record *r;
	const char *rule;

	TRY(filing_asked(rq, &r, &rule));
	return rows_change(rq, r, rows_without(r, rule));
}

const struct route deadline_routes[] = {
	{ GET,  "/office/deadlines", ROLE_STAFF, deadlines, "Every open deadline, late first; by class of member and by tie." },
	{ POST, "/office/exchanges/{id}/filing", ROLE_WRITERS, filing, "Says on which day what a deadline asks for was done." },
	{ POST, "/office/exchanges/{id}/filing-undo", ROLE_WRITERS, filing_undo, "Takes that back." },
	{ GET,  "/api/v1/deadlines", ROLE_STAFF, deadlines_json, "Every open deadline, soonest first." },
	{ GET,  "/api/v1/{kind}/{id}/deadlines", ROLE_STAFF, of_record, "The deadlines of one record, done ones too." },
	{0}
};
