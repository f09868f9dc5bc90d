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

static json_t *
own_view(struct request *rq, const struct own *own)
{
	struct visit *v = &rq->visit;
	const char *state = record_text(own->comment, "state");
	const char *why = own->proved ? record_text(own->comment, "why") :
		NULL;
	json_t *view = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:b, s:{s:[]}}",
		"title", message(v->lang, "comments.own"),
		"headline", record_title(v, own->article),
		"article", put_address(v, arena_printf(v->arena, "/news/%s",
			record_text(own->article, "slug"))),
		"action", rq->path, "unlisted", 1, "versions", "alternates"));

	put_text(view, "says", message(v->lang, arena_printf(v->arena,
		"comments.is-%s", state)));
	put_text(view, "why", stands(own->comment, "removed") ?
		put_choice(v, "comment.reason", record_text(own->comment,
		"reason")) : why != NULL && stands(own->comment, "held") ?
		put_choice(v, "comment.why", why) : "");
	put_content(rq, view, own);
	return view;
}

/* GET /{lang}/news/{slug}/comments/{id} */
static enum err
own_page(struct request *rq)
{
	struct own own = {0};

	TRY(own_asked(rq, &own));
	return reply_page(rq, "comment-own", json_incref(own_view(rq, &own)));
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
	err = comment_prove(v, own->comment, request_text(rq, "password"),
		&wait);
	return err == ERR_BUSY && wait > 0 ? wait_says(rq, wait) : err;
}

/* .before, for it hashes. */
static enum err
own_prove(struct request *rq)
{
	struct own *own = arena_alloc(rq->visit.arena, sizeof *own);
	enum err err;

	TRY(own_asked(rq, own));
	err = prove(rq, own);
	own->proved = err == OK;
	rq->done_before = own;
	return err == OK ? OK : reply_form(rq, err, "comment-own",
		json_incref(own_view(rq, own)));
}

/* POST /{lang}/news/{slug}/comments/{id}: what is look, save, object or delete. */
static enum err
own_act(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct own *own = rq->done_before;
	const char *what = request_text(rq, "what");
	struct record *now;
	enum err err = OK;

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
	else {
		json_object_del(rq->body, "text");
		return reply_page(rq, "comment-own",
			json_incref(own_view(rq, own)));
	}
	if (err != OK)
		return reply_form(rq, err, "comment-own",
			json_incref(own_view(rq, own)));
	return reply_redirect(rq, rq->path);
}

const struct route comment_own_routes[] = {
	{ GET,  "/{lang}/news/{slug}/comments/{id}", ROLE_ANYONE, own_page, "What became of a comment, and the form by which its author changes it or takes it back." },
	{ POST, "/{lang}/news/{slug}/comments/{id}", ROLE_ANYONE, own_act, "With the password: what=look, save (text), object (text) or delete.", ROUTE_SLOW | ROUTE_OPEN, own_prove },
	{0}
};
