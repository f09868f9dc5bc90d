/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A reader's own comment: whoever knows its password sees what became of it,
 * changes it or takes it back, from any device.  Without the password the page
 * tells no more than everybody knows.
 */
#include <string.h>

#include "commenting.h"

#define TRY_EVERY 30000  /* ms between two passwords from one network */
#define TRY_BURST 20

struct own {
	struct record *article, *comment;
	bool proved;
};

static bool
stands(const struct record *comment, const char *state)
{
	return strcmp(record_text(comment, "state"), state) == 0;
}

static enum err
own_asked(struct request *rq, struct own *out)
{
	TRY(commenting_article(rq, &out->article));
	return comment_find(&rq->visit, out->article,
		request_param(rq, "id"), &out->comment);
}

/* What of it may be shown: the public sees what is shown. */
static void
put_content(struct request *rq, json_t *view, const struct own *own)
{
	const char *typed = request_text(rq, "text");
	bool seen = stands(own->comment, "shown") || (own->proved &&
		!stands(own->comment, "withdrawn"));
	bool alive = stands(own->comment, "shown") ||
		stands(own->comment, "held");

	put_text(view, "nickname", seen ? record_text(own->comment,
		"nickname") : "");
	put_text(view, "text", typed != NULL ? typed : seen && alive ?
		record_text(own->comment, "text") : "");
	json_object_set_new(view, "seen", json_boolean(seen));
	json_object_set_new(view, "objects", json_boolean(
		stands(own->comment, "removed") &&
		record_text(own->comment, "objection") == NULL));
	if (stands(own->comment, "removed") &&
	    record_text(own->comment, "objection") != NULL)
		put_text(view, "objected", message(rq->visit.lang,
			"comments.objected"));
	json_object_set_new(view, "alive", json_boolean(alive));
}

/* The ground in the office's own words; with the password also what it has to
 * say to the author. */
static enum err
put_told(struct request *rq, json_t *view, const struct own *own)
{
	struct visit *v = &rq->visit;

	if (own->proved)
		TRY(comment_told(v, own->comment, view));
	else if (stands(own->comment, "removed"))
		TRY(comment_stub(v, own->comment, view));
	if (stands(own->comment, "removed"))
		json_object_set(view, "why", json_object_get(view, "reason"));
	return OK;
}

/* Blocked at somebody's request: until when; with the password also on which
 * ground, and the author may answer.  Who asked is told to nobody. */
static enum err
put_blocked(struct request *rq, json_t *view, const struct own *own)
{
	struct visit *v = &rq->visit;
	const char *until = record_text(own->comment, "until");
	const char *ends;
	struct record *r;
	int64_t moment;
	char zone[64];

	if (until != NULL)
		put_text(view, "says", put_say(v, "comments.blocked-until",
			text_date(v->arena, v->lang, until), NULL));
	TRY(takedown_blocking(v, own->comment->id, &r));
	if (r == NULL)
		return OK;
	json_object_set_new(view, "answers", json_boolean(record_text(r,
		"answer") == NULL));
	if (record_text(r, "answer") != NULL)
		put_text(view, "objected", message(v->lang,
			"takedowns.answered"));
	if (!own->proved)
		return OK;
	ends = record_text(r, "ends");
	if (ends != NULL && moment_parse(ends, v->zone, &moment, zone)) {
		put_text(view, "says", put_say(v, "takedowns.author-says",
			text_moment(v->arena, v->lang, moment, zone),
			put_choice(v, "takedown.ground", record_text(r,
				"ground"))));
		put_text(view, "why", put_say(v, "takedowns.left",
			arena_printf(v->arena, "%d", block_days_left(v,
				moment, zone)), NULL));
	}
	put_text(view, "note", record_text(r, "said"));
	return OK;
}

/* Why it waits: that of how many came is told to everybody, that of what it
 * says to its author. */
static const char *
held_says(struct visit *v, const struct own *own)
{
	const char *why = record_text(own->comment, "why");
	const char *key;

	if (why == NULL)
		return "";
	key = arena_printf(v->arena, "comments.held-%s", why);
	if (message_there(v->lang, key))
		return message(v->lang, key);
	return own->proved ? put_choice(v, "comment.why", why) : "";
}

static enum err
own_view(struct request *rq, const struct own *own, json_t **out)
{
	struct visit *v = &rq->visit;
	const char *state = record_text(own->comment, "state");
	json_t *view = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:b, s:{s:[]}}",
		"title", message(v->lang, "comments.own"),
		"headline", record_title(v, own->article),
		"article", put_address(v, arena_printf(v->arena, "/news/%s",
			record_text(own->article, "slug"))),
		"action", rq->path, "unlisted", 1, "versions", "alternates"));

	put_text(view, "says", message(v->lang, arena_printf(v->arena,
		"comments.is-%s", state)));
	put_text(view, "why", stands(own->comment, "held") ?
		held_says(v, own) : "");
	put_content(rq, view, own);
	*out = view;
	return stands(own->comment, "blocked") ? put_blocked(rq, view, own) :
		put_told(rq, view, own);
}

/* GET /{lang}/news/{slug}/comments/{id} */
static enum err
own_page(struct request *rq)
{
	struct own own = {0};
	json_t *view;

	TRY(own_asked(rq, &own));
	TRY(own_view(rq, &own, &view));
	return reply_page(rq, "comment-own", json_incref(view));
}

/* ---- with the password ---- */

static enum err
wait_says(struct request *rq, int64_t wait)
{
	long long seconds = (wait + 999) / 1000;

	rq->reply.retry_after = (int)seconds;
	return fail_with(&rq->visit, ERR_BUSY, "comments.password-wait",
		arena_printf(rq->visit.arena, "%lld", seconds), NULL);
}

static enum err
prove(struct request *rq, const struct own *own)
{
	struct visit *v = &rq->visit;
	int64_t wait;
	enum err err;

	if (!rate_pass(rq, arena_printf(v->arena, "comment-password %s",
	    rq->network), TRY_EVERY, TRY_BURST, &wait))
		return wait_says(rq, wait);
	err = comment_prove(v, own->comment, request_text(rq, "password"), rq->network,
		&wait);
	return err == ERR_BUSY && wait > 0 ? wait_says(rq, wait) : err;
}

/* .before, for it hashes. */
static enum err
own_prove(struct request *rq)
{
	struct own *own = arena_alloc(rq->visit.arena, sizeof *own);
	json_t *view;
	enum err err;

	TRY(own_asked(rq, own));
	err = prove(rq, own);
	own->proved = err == OK;
	rq->done_before = own;
	if (err == OK)
		return OK;
	TRY(own_view(rq, own, &view));
	return reply_form(rq, err, "comment-own", json_incref(view));
}

/* POST /{lang}/news/{slug}/comments/{id}: what is look, save, object, answer or delete. */
static enum err
own_act(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct own *own = rq->done_before;
	const char *what = request_text(rq, "what");
	struct record *now;
	enum err err = OK;
	json_t *view;

	/* It may have gone on since. */
	TRY(comment_find(v, own->article, request_param(rq, "id"),
		&own->comment));
	if (what != NULL && strcmp(what, "save") == 0)
		err = comment_edit(v, own->comment, request_text(rq, "text"),
			&now);
	else if (what != NULL && strcmp(what, "delete") == 0)
		err = comment_withdraw(v, own->comment);
	else if (what != NULL && strcmp(what, "object") == 0)
		err = comment_object(v, own->comment, request_text(rq,
			"text"));
	else if (what != NULL && strcmp(what, "answer") == 0)
		err = takedown_answer(v, own->comment, request_text(rq,
			"text"));
	else {
		json_object_del(rq->body, "text");
		TRY(own_view(rq, own, &view));
		return reply_page(rq, "comment-own", json_incref(view));
	}
	if (err != OK) {
		TRY(own_view(rq, own, &view));
		return reply_form(rq, err, "comment-own", json_incref(view));
	}
	return reply_redirect(rq, rq->path);
}

const struct route comment_own_routes[] = {
	{ GET,  "/{lang}/news/{slug}/comments/{id}", ROLE_ANYONE, own_page, "What became of a comment, and the form by which its author changes it or takes it back." },
	{ POST, "/{lang}/news/{slug}/comments/{id}", ROLE_ANYONE, own_act, "With the password: what=look, save (text), object (text), answer (text, while it is blocked) or delete.", ROUTE_SLOW | ROUTE_OPEN, own_prove },
	{0}
};
