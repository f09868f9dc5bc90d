/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A reader leaves a comment: nickname, password, number, text; no account and
 * no script.  All that may refuse it is looked at before the act, what is
 * cheap first; whatever is refused, what was typed comes back in the form.
 *
 * What comes too often from one network must wait; what comes often enough to
 * be a flood, but may be an office behind one address, or a whole article or
 * site that is talked about, is taken and waits for a person.
 */
#include <string.h>

#include "commenting.h"

#define TOO_QUICK 3000  /* ms from the form to its comment */

/* One in so many ms, and so many at once. */
struct rate {
	const char *name;
	int64_t every, burst;
};
static const struct rate
	refuses = { "comment-most", 10000, 30 },  /* a network's own */
	holds = { "comment", 30000, 6 },
	article_holds = { "comment-article", 1000, 60 },
	site_holds = { "comment-site", 200, 300 };

/* ---- the form ---- */

static enum err
form_view_of(struct request *rq, const struct record *article, json_t **out)
{
	struct visit *v = &rq->visit;

	*out = keep(v, json_pack("{s:s, s:s, s:s, s:b, s:{s:[]}}",
		"title", message(v->lang, "comments.write"),
		"headline", record_title(v, article),
		"article", put_address(v, arena_printf(v->arena, "/news/%s",
			record_text(article, "slug"))), "unlisted", 1,
		"versions", "alternates"));
	return box_put(rq, *out, article, true);
}

/* The form with a new number and what was typed; nothing is wrong with it. */
static enum err
form_fresh(struct request *rq, const struct record *article)
{
	json_t *view;

	TRY(form_view_of(rq, article, &view));
	return reply_page(rq, "comment", json_incref(view));
}

/* GET /{lang}/news/{slug}/comments */
static enum err
form_page(struct request *rq)
{
	struct record *article;

	TRY(commenting_article(rq, &article));
	TRY(identity_kept(rq, article));
	return form_fresh(rq, article);
}

/* The form again, with a new number and all that was typed. */
static enum err
form_again(struct request *rq, const struct record *article, enum err err)
{
	struct problem *problems = rq->visit.problems;
	struct problem **last = rq->visit.last_problem;
	json_t *view;

	TRY(form_view_of(rq, article, &view));
	rq->visit.problems = problems;
	rq->visit.last_problem = last;
	return reply_form(rq, err, "comment", json_incref(view));
}

/* ---- what may refuse it ---- */

static bool
passes(struct request *rq, const struct rate *rate, const char *of,
	int64_t *wait)
{
	return rate_pass(rq, arena_printf(rq->visit.arena, "%s %s",
		rate->name, of), rate->every, rate->burst, wait);
}

static enum err
often(struct request *rq)
{
	int64_t wait, seconds;

	if (passes(rq, &refuses, rq->network, &wait))
		return OK;
	seconds = (wait + 999) / 1000;
	rq->reply.retry_after = (int)seconds;
	return fail_with(&rq->visit, ERR_BUSY, "comments.wait",
		arena_printf(rq->visit.arena, "%lld", (long long)seconds),
		NULL);
}

struct trying {
	const char *sealed;
	struct number number;
};

static enum err
use(struct visit *v, void *arg)
{
	struct trying *t = arg;

	return number_use(v, t->sealed, &t->number);
}

/* A wrong answer uses the number up at once; a right one does so in the act of
 * its comment.  That it was used before is looked up here without an act. */
static enum err
number_try(struct request *rq, const struct record *article,
	struct trying *t)
{
	struct visit *v = &rq->visit;
	const char *own = request_text(rq, "sealed");

	t->sealed = own != NULL && *own != '\0' ? own :
		request_cookie(rq, commenting_cookie(rq));
	if (number_read(v, t->sealed, article->id, &t->number) != OK)
		return fail_field(v, "number", "comments.number-over", NULL,
			NULL);
	TRY(number_fresh(v, t->sealed, &t->number));
	if (request_text(rq, "neither") != NULL ||
	    number_right(&t->number, request_text(rq, "number")))
		return OK;
	TRY(visit_write(v, use, t));
	return fail_field(v, "number", "comments.number-wrong", NULL, NULL);
}

/* ---- what makes it wait ---- */

/* All three are counted. */
static bool
often_waits(struct request *rq, const struct record *article)
{
	int64_t wait;
	bool own = passes(rq, &holds, rq->network, &wait), one = own;

	one &= passes(rq, &article_holds, id_text(rq->visit.arena,
		article->id), &wait);
	one &= passes(rq, &site_holds, "", &wait);
	if (own)
		commenting_load_add(rq);
	return !one;
}

static const char *
why_wait(struct request *rq, const struct record *article,
	const struct trying *t, struct leaving *l)
{
	struct visit *v = &rq->visit;
	const char *trap = request_text(rq, commenting_trap(v, article));

	l->worked = work_right(v, request_text(rq, "work"), t->sealed,
		article->id, request_text(rq, "worked"));
	l->load = commenting_load(rq);
	if (trap != NULL && *trap != '\0')
		return "field";
	if (v->now - t->number.made < TOO_QUICK)
		return "fast";
	if (request_text(rq, "neither") != NULL && !l->worked)
		return "neither";
	return often_waits(rq, article) ? "often" : NULL;
}

/* ---- leaving one ---- */

struct left {
	struct leaving comment;
	const struct record *article;
	struct trying trying;
	const uint8_t *identity;     /* NULL: nobody asks for one */
};

static enum err
prove(struct request *rq, struct left *left)
{
	struct visit *v = &rq->visit;
	const char *password = request_text(rq, "password");
	const char *answers = request_text(rq, "answers");
	struct leaving *l = &left->comment;
	enum err err;

	l->article = left->article;
	l->nickname = request_text(rq, "nickname");
	l->text = request_text(rq, "text");
	l->network = rq->network;
	if (answers != NULL && *answers != '\0' &&
	    !id_parse(answers, &l->answers))
		return fail(v, ERR_INPUT, "error.not-found");
	TRY(comment_fits(v, l->nickname, l->text, password));
	TRY(often(rq));
	err = number_try(rq, left->article, &left->trying);
	if (err != OK)
		network_mistrust(rq);
	TRY(err);
	l->why = why_wait(rq, left->article, &left->trying, l);
	l->hash = comment_password_keep(v, password);
	l->identity = left->identity;
	return comment_weigh(v, l, &l->weighed);
}

/* .before: what takes time is done ahead of the act. */
static enum err
leave_prove(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *what = request_text(rq, "what");
	struct left *left = arena_alloc(v->arena, sizeof *left);
	struct record *article;
	struct commenting box;
	enum err err;

	TRY(commenting_article(rq, &article));
	left->article = article;
	TRY(commenting_read(v, article, &box));
	if (box.box != BOX_OPEN)
		return form_again(rq, article, fail_with(v, ERR_CONFLICT,
			box.key, box.arg, NULL));
	if (what != NULL && strcmp(what, "another") == 0)
		return form_fresh(rq, article);
	err = identity_before(rq, article, &left->identity);
	if (err == OK && rq->reply.kind != REPLY_NONE)
		return OK;
	if (err == OK && what != NULL && strcmp(what, "identify") == 0)
		return form_fresh(rq, article);
	if (err == OK)
		err = prove(rq, left);
	rq->done_before = left;
	return err == OK ? OK : form_again(rq, article, err);
}

/* It looks like a machine's, not like a person's with a matter to look at. */
static bool
machine_like(const struct record *comment)
{
	static const char *const whys[] = { "fast", "field", "near",
		"repeat", NULL };
	const char *why = record_text(comment, "why");

	for (const char *const *w = whys; why != NULL && *w != NULL; w++)
		if (strcmp(why, *w) == 0)
			return true;
	return false;
}

/* POST /{lang}/news/{slug}/comments */
static enum err
leave(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct left *left = rq->done_before;
	struct record *made;
	enum err err = number_use(v, left->trying.sealed,
		&left->trying.number);
	const char *id;

	if (err == OK)
		err = comment_leave(v, &left->comment, &made);
	if (err == OK)
		err = identity_left(rq, made->id, left->identity);
	if (err != OK)
		return form_again(rq, left->article, err);
	id = id_text(v->arena, made->id);
	if (machine_like(made))
		network_mistrust(rq);
	if (strcmp(record_text(made, "state"), "shown") != 0)
		return reply_redirect(rq, arena_printf(v->arena, "%s/%s",
			commenting_address(v, left->article), id));
	return reply_redirect(rq, put_address(v, arena_printf(v->arena,
		"/news/%s#c-%s", record_text(left->article, "slug"), id)));
}

const struct route comment_routes[] = {
	{ GET,  "/{lang}/news/{slug}/comments", ROLE_ANYONE, form_page, "The form for a comment, with a number of its own; ?answers= is the comment that it answers." },
	{ POST, "/{lang}/news/{slug}/comments", ROLE_ANYONE, leave, "A reader leaves a comment: nickname, password, sealed and number (or neither, with work and worked where a device has reckoned), text.  For people; a number is tried once.", ROUTE_OPEN, leave_prove },
	{0}
};
