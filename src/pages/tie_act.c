/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Acts of a tie: a page with a small form each, and the same for programs.
 * The page of states offers only those that may follow.
 */
#include <string.h>

#include "inside.h"

static const char *
ledger_at(struct request *rq, const struct record *tie)
{
	return arena_printf(rq->visit.arena, "/office/ties/%s",
		id_text(rq->visit.arena, tie->id));
}

/* What the forms call their fields. */
static json_t *
names_view(const struct visit *v)
{
	static const char *const names[][2] = {
		{ "state", "tie-act.next" }, { "on", "tie.states-on" },
		{ "grounds", "tie.states-grounds" },
		{ "reason", "tie.states-reason" },
		{ "source", "tie.states-source" },
		{ "finding", "tie.checks-finding" },
		{ "review", "tie.review" },
	};
	json_t *view = json_object();

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		put_text(view, names[i][0], message(v->lang, names[i][1]));
	return view;
}

/* The view of either page; what was typed stands under "typed". */
static json_t *
act_view(struct request *rq, const struct record *tie, const char *title)
{
	static const char *const names[] = { "on", "reason", "source",
		"finding", "review", NULL };
	struct visit *v = &rq->visit;
	json_t *typed = json_object();
	json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:o}",
		"title", put_say(v, title, record_title(v, tie), NULL),
		"tie_title", record_title(v, tie),
		"state", tie_state(tie), "state_says", put_choice(v,
			"tie.state", tie_state(tie)),
		"back", ledger_at(rq, tie), "typed", typed,
		"today", moment_day(v->arena, v->now, v->zone),
		"problem_names", names_view(v));

	for (const char *const *n = names; *n != NULL; n++) {
		const char *text = request_text(rq, *n);

		json_object_set_new(typed, *n, json_string(text != NULL ?
			text : strcmp(*n, "on") == 0 && rq->body == NULL ?
			moment_day(v->arena, v->now, v->zone) : ""));
	}
	return view;
}

static void
put_chosen(struct request *rq, json_t *list, const char *key,
	const char *name)
{
	const char *sent = request_text(rq, name);
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		json_object_set_new(one, "chosen", json_boolean(sent != NULL &&
			strcmp(sent, json_string_value(json_object_get(one,
				key))) == 0));
}

static json_t *
grounds_view(struct visit *v)
{
	const struct field *f = field_named(field_named(entity_tie.fields,
		"states")->rows, "grounds");
	json_t *list = json_array();
	const char *choice;

	for (size_t i = 0; (choice = field_choice(v->arena, f, i)) != NULL;
		i++)
		json_array_append_new(list, json_pack("{s:s, s:s}", "value",
			choice, "label", put_choice(v, "tie.states-grounds",
				choice)));
	return list;
}

static json_t *
state_view(struct request *rq, const struct record *tie)
{
	struct visit *v = &rq->visit;
	json_t *view = act_view(rq, tie, "tie-act.state-title");
	json_t *next = tie_next(v, tie), *grounds = grounds_view(v);

	put_chosen(rq, next, "state", "state");
	put_chosen(rq, grounds, "value", "grounds");
	put_list(view, "next", next);
	json_object_set_new(view, "grounds", grounds);
	return view;
}

static json_t *
check_view(struct request *rq, const struct record *tie)
{
	return act_view(rq, tie, "tie-act.check-title");
}

static enum err
tie_asked(struct request *rq, struct record **out)
{
	return record_named(&rq->visit, &entity_tie, request_param(rq, "id"),
		out);
}

/* GET /office/ties/{id}/state */
static enum err
state_page(struct request *rq)
{
	struct record *tie;

	TRY(tie_asked(rq, &tie));
	return reply_page(rq, "office/tie-state", state_view(rq, tie));
}

/* GET /office/ties/{id}/check */
static enum err
check_page(struct request *rq)
{
	struct record *tie;

	TRY(tie_asked(rq, &tie));
	return reply_page(rq, "office/tie-check", check_view(rq, tie));
}

/* Does the act; what cannot be comes back as its form. */
static enum err
act(struct request *rq, const char *page,
	json_t *(*view)(struct request *rq, const struct record *tie),
	enum err (*run)(struct visit *v, const struct record *tie,
		const json_t *act, struct record **out))
{
	struct visit *v = &rq->visit;
	struct record *tie, *now = NULL;
	enum err err;

	TRY(tie_asked(rq, &tie));
	if (!json_is_object(rq->body))
		return fail(v, ERR_INPUT, "error.not-an-object");
	err = run(v, tie, rq->body, &now);
	if (err == ERR_INPUT && !rq->wants_json)
		return reply_form(rq, err, page, view(rq, tie));
	TRY(err);
	if (rq->wants_json)
		return reply_json(rq, 200, record_json(v, now));
	return reply_redirect(rq, ledger_at(rq, tie));
}

/* POST /office/ties/{id}/state */
static enum err
state(struct request *rq)
{
	return act(rq, "office/tie-state", state_view, tie_step);
}

/* POST /office/ties/{id}/check */
static enum err
check(struct request *rq)
{
	return act(rq, "office/tie-check", check_view, tie_look);
}

#define WHO (ROLE_OFFICER | ROLE_ADMIN)

const struct route tie_act_routes[] = {
	{ GET,  "/office/ties/{id}/state", WHO, state_page, "The states that a tie may go on to." },
	{ POST, "/office/ties/{id}/state", WHO, state, "A tie goes on to another state, with its day, reason and grounds." },
	{ GET,  "/office/ties/{id}/check", WHO, check_page, "The form of a yearly check." },
	{ POST, "/office/ties/{id}/check", WHO, check, "Records a yearly check of a tie, and when the next is due." },
	{ POST, "/api/v1/ties/{id}/state", WHO, state, "The same for programs: state, on, reason, grounds, source." },
	{ POST, "/api/v1/ties/{id}/check", WHO, check, "The same for programs: on, finding, review." },
	{0}
};
