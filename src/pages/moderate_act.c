/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments are decided on: one, or all that are ticked, as one deed that can
 * be taken back as a whole (derive/deed.h; the routes of bulk.c do it).
 *
 * The page's form sends `do`: an act, for those ticked (id, ground, note), or
 * "ACT ID" for one, with of.ID.ground and of.ID.note.  A form sent by the
 * return key alone has an empty one, and nothing happens.
 */
#include <string.h>

#include "moderating.h"

struct wish {
	struct decision decision;
	const json_t *ids;
};

/* ---- what was sent ---- */

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* "remove 0192…": of one comment, with its own fields. */
static void
wish_of_one(struct request *rq, const char *id, struct wish *w)
{
	const json_t *of = json_object_get(json_object_get(rq->body, "of"),
		id);

	w->ids = keep(&rq->visit, json_string(id));
	w->decision.ground = text_in(of, "ground");
	w->decision.note = text_in(of, "note");
}

static void
wish_read(struct request *rq, struct wish *w)
{
	struct visit *v = &rq->visit;
	const char *sent = request_text(rq, "do");
	char *id = arena_text(v->arena, sent != NULL ? sent : "");

	*w = (struct wish){ .decision.act = strsep(&id, " ") };
	if (id != NULL) {
		wish_of_one(rq, id, w);
		return;
	}
	w->ids = json_object_get(rq->body, "id");
	w->decision.ground = request_text(rq, "ground");
	w->decision.note = request_text(rq, "note");
}

/* ---- the act ---- */

static enum err
decide_one(struct visit *v, const struct record *r, void *arg,
	struct record **now)
{
	return comment_decide(v, r, arg, now);
}

static json_t *
told_with(struct visit *v, const struct decision *d)
{
	json_t *with = keep(v, json_object());

	if (strcmp(d->act, "remove") == 0)
		put_text(with, "ground", d->ground);
	if (d->note != NULL && !text_blank(d->note))
		put_text(with, "note", d->note);
	return with;
}

static enum err
decide_all(struct visit *v, struct wish *w, struct deed **out)
{
	struct bulk_act act = { .of = &entity_comment, .ids = w->ids,
		.name = w->decision.act, .state = "changed",
		.with = told_with(v, &w->decision), .each = decide_one,
		.arg = &w->decision };

	TRY(decision_fits(v, &w->decision));
	return bulk_each(v, &act, out);
}

/* The page again, with what is wrong and all that was typed. */
static enum err
page_again(struct request *rq, enum err err)
{
	struct visit *v = &rq->visit;
	struct problem *problems = v->problems, **last = v->last_problem;
	json_t *view;

	TRY(moderation_view(rq, &view));
	v->problems = problems;
	v->last_problem = last;
	json_object_set_new(view, "problem_names", json_pack("{s:s, s:s}",
		"ground", message(v->lang, "comment.reason"), "note",
		message(v->lang, "comment.said_to_author")));
	return reply_form(rq, err, "office/moderation", json_incref(view));
}

/* POST /office/moderation */
static enum err
act(struct request *rq)
{
	struct wish w;
	struct deed *d;
	enum err err;

	wish_read(rq, &w);
	if (*w.decision.act == '\0')
		return reply_redirect(rq, moderation_address(rq));
	err = decide_all(&rq->visit, &w, &d);
	if (err == ERR_INPUT && !rq->wants_json)
		return page_again(rq, err);
	TRY(err);
	return reply_redirect(rq, moderation_address(rq));
}

/* ---- for programs ---- */

static enum err
decision_sent(struct request *rq, struct wish *w)
{
	if (!json_is_object(rq->body))
		return fail(&rq->visit, ERR_INPUT, "error.not-an-object");
	*w = (struct wish){ .decision = { .act = request_text(rq, "act"),
		.ground = request_text(rq, "ground"),
		.note = request_text(rq, "note") },
		.ids = json_object_get(rq->body, "ids") };
	return decision_fits(&rq->visit, &w->decision);
}

/* POST /api/v1/comments/decide {"ids":[…],"act":…,"ground":…,"note":…} */
static enum err
many_program(struct request *rq)
{
	struct wish w;
	struct deed *d;

	TRY(decision_sent(rq, &w));
	TRY(decide_all(&rq->visit, &w, &d));
	return deed_reply(rq, d);
}

/* POST /api/v1/comments/{id}/decide */
static enum err
one_program(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r;
	struct wish w;
	struct deed *d;
	json_t *out;

	TRY(decision_sent(rq, &w));
	TRY(record_named(v, &entity_comment, request_param(rq, "id"), &r));
	/* Of one, what is wrong is said as such. */
	TRY(decision_may(v, r, &w.decision));
	w.ids = keep(v, json_string(id_text(v->arena, r->id)));
	TRY(decide_all(v, &w, &d));
	TRY(record_get(v, &entity_comment, r->id, &r));
	out = record_json(v, r);
	json_object_set_new(out, "bulk", json_string(id_text(v->arena,
		d->id)));
	return reply_json(rq, 200, out);
}

const struct route moderate_act_routes[] = {
	{ POST, "/office/moderation", MODERATORS, act, "Decides on the comments that are ticked, or on one: do is show, hold, remove (ground, note), grant or refuse (note)." },
	{ POST, "/api/v1/comments/decide", MODERATORS, many_program, "Decides on the comments of ids: act show, hold, remove (ground: its id or a code; note), grant or refuse (note).  Taken back at /api/v1/bulk/{id}/undo." },
	{ POST, "/api/v1/comments/{id}/decide", MODERATORS, one_program, "The same of one comment; the answer names the act in bulk." },
	{0}
};
