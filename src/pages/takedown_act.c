/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What staff decide on a request to block a comment: a page with all that is
 * needed for it, the same for programs, and the way to it from the record.
 * Reading it is logged, as it names who asked.
 */
#include <string.h>

#include "inside.h"

static const char *
takedown_at(struct visit *v, const struct record *r, const char *more)
{
	return arena_printf(v->arena, "/office/takedowns/%s%s",
		id_text(v->arena, r->id), more);
}

void
takedown_ways(struct visit *v, const struct record *r, json_t *view)
{
	json_t *ways = json_object_get(view, "ways");
	const char *state = record_text(r, "state");

	if (r->of != &entity_takedown || r->standing != RECORD_THERE ||
	    state == NULL || !json_is_array(ways))
		return;
	if (strcmp(state, "received") == 0 || strcmp(state, "blocked") == 0)
		json_array_append_new(ways, json_pack("{s:s, s:s, s:b}",
			"href", takedown_at(v, r, "/decide"), "label",
			message(v->lang, "takedowns.decide"), "main", 1));
	json_object_set_new(view, "ways_there", json_boolean(
		json_array_size(ways) > 0));
}

/* ---- the page ---- */

static void
put_fields(struct visit *v, json_t *view, const struct record *r)
{
	static const char *const texts[] = { "name", "mail", "grounds", "said",
		"answer", NULL };
	const char *ends = record_text(r, "ends");
	int64_t moment;
	char zone[64];

	for (const char *const *t = texts; *t != NULL; t++)
		put_text(view, *t, record_text(r, *t) != NULL ?
			record_text(r, *t) : "");
	put_text(view, "relation_says", put_choice(v, "takedown.relation",
		record_text(r, "relation")));
	put_text(view, "ground_says", put_choice(v, "takedown.ground",
		record_text(r, "ground")));
	put_moment(v, view, "asked", record_text(r, "at"));
	if (ends == NULL || !moment_parse(ends, v->zone, &moment, zone))
		return;
	put_moment(v, view, "ends", ends);
	put_text(view, "left_says", put_say(v, "takedowns.left", arena_printf(
		v->arena, "%d", block_days_left(v, moment, zone)), NULL));
}

/* The comment as staff see it, and what readers reported of it. */
static enum err
put_comment(struct visit *v, json_t *view, const struct record *r)
{
	struct record *comment;
	json_t *reports;

	TRY(takedown_comment(v, r, &comment));
	if (comment == NULL)
		return OK;
	json_object_set_new(view, "comment", json_pack(
		"{s:s, s:s, s:s, s:s, s:s}",
		"href", arena_printf(v->arena, "/office/comments/%s",
			id_text(v->arena, comment->id)),
		"nickname", record_text(comment, "nickname"),
		"text", record_text(comment, "text"),
		"state_says", put_choice(v, "comment.state", record_text(
			comment, "state")),
		"beneath", record_title_of(v, &entity_article, record_ref(
			comment, "article"))));
	put_moment(v, json_object_get(view, "comment"), "written",
		record_text(comment, "at"));
	TRY(comment_reports_of(v, comment->id, &reports));
	put_list(view, "reports", reports);
	return OK;
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

static enum err
decide_view(struct request *rq, const struct record *r, json_t **out)
{
	struct visit *v = &rq->visit;
	const char *words = request_text(rq, "words");
	json_t *next = takedown_next(v, r), *grounds, *view;

	*out = view = keep(v, json_pack("{s:s, s:s, s:s, s:s,"
		" s:{s:s, s:s, s:s}}", "title", record_title(v, r), "back",
		takedown_at(v, r, ""), "state", record_text(r, "state"),
		"state_says", put_choice(v, "takedown.state", record_text(r,
		"state")), "problem_names",
		"act", message(v->lang, "takedowns.next"),
		"ground", message(v->lang, "takedowns.remove-ground"),
		"words", message(v->lang, "takedowns.words")));
	put_chosen(rq, next, "act", "act");
	put_list(view, "next", next);
	TRY(grounds_offered(v, &grounds));
	json_object_set_new(view, "offered", grounds);
	put_chosen(rq, grounds, "value", "ground");
	put_text(view, "words", words != NULL ? words : "");
	put_fields(v, view, r);
	return put_comment(v, view, r);
}

static enum err
takedown_asked(struct request *rq, struct record **out)
{
	struct visit *v = &rq->visit;

	TRY(record_named(v, &entity_takedown, request_param(rq, "id"), out));
	return (*out)->standing == RECORD_THERE ? OK :
		fail(v, ERR_MISSING, "error.not-found");
}

/* GET /office/takedowns/{id}/decide */
static enum err
decide_page(struct request *rq)
{
	struct record *r;
	json_t *view;

	TRY(takedown_asked(rq, &r));
	TRY(decide_view(rq, r, &view));
	record_shown(rq, r);
	return reply_page(rq, "office/takedown", json_incref(view));
}

static enum err
decide_again(struct request *rq, const struct record *r, enum err err)
{
	struct problem *problems = rq->visit.problems;
	struct problem **last = rq->visit.last_problem;
	json_t *view;

	TRY(decide_view(rq, r, &view));
	rq->visit.problems = problems;
	rq->visit.last_problem = last;
	record_shown(rq, r);
	return reply_form(rq, err, "office/takedown", json_incref(view));
}

/* POST /office/takedowns/{id}/decide */
static enum err
decide(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct takedown_act act = { request_text(rq, "act"),
		request_text(rq, "ground"), request_text(rq, "words") };
	struct record *r, *now;
	enum err err;

	TRY(takedown_asked(rq, &r));
	err = takedown_decide(v, r, &act, &now);
	if ((err == ERR_INPUT || err == ERR_CONFLICT) && !rq->wants_json)
		return decide_again(rq, r, err);
	TRY(err);
	if (rq->wants_json)
		return reply_json(rq, 200, record_json(v, now));
	return reply_redirect(rq, takedown_at(v, r, ""));
}

#define WHO (ROLE_EDITOR | ROLE_ADMIN)

const struct route takedown_act_routes[] = {
	{ GET,  "/office/takedowns/{id}/decide", WHO, decide_page, "A request to block a comment, with the comment and what may be decided." },
	{ POST, "/office/takedowns/{id}/decide", WHO, decide, "Decides on it: act (block, refuse, restore, remove), words, ground (of remove)." },
	{ POST, "/api/v1/takedowns/{id}/decide", WHO, decide, "The same for programs." },
	{0}
};
