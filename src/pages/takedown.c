/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A third person asks for the block of a comment, and follows the request at a
 * secret address: no account, no script, no cookie beyond the form's.  Nothing
 * is blocked by asking, so there is no number to read here: one network may
 * ask three times at once and then every ten minutes.
 */
#include <string.h>

#include "commenting.h"

#define ASK_EVERY INT64_C(600000)    /* ms between two from one network */
#define ASK_BURST 3

static const char *const relations[] = { "self", "family", "representative",
	"organisation", NULL };
static const char *const kinds[] = { "privacy", "defamation", "insult",
	"other", NULL };

static bool
stands(const struct record *r, const char *state)
{
	const char *now = record_text(r, "state");

	return now != NULL && strcmp(now, state) == 0;
}

/* ---- asking ---- */

static void
put_typed(struct request *rq, json_t *view)
{
	static const char *const fields[] = { "name", "mail", "grounds",
		NULL };
	struct visit *v = &rq->visit;
	json_t *names = json_object();

	json_object_set_new(view, "problem_names", names);
	for (const char *const *f = fields; *f != NULL; f++) {
		const char *text = request_text(rq, *f);

		put_text(view, *f, text != NULL ? text : "");
		put_text(names, *f, message(v->lang, arena_printf(v->arena,
			"takedown.%s", *f)));
	}
	put_text(names, "relation", message(v->lang, "takedown.relation"));
	put_text(names, "ground", message(v->lang, "takedown.ground"));
	json_object_set_new(view, "relations", commenting_choices(rq,
		"relation", "takedown.relation", relations));
	json_object_set_new(view, "kinds", commenting_choices(rq, "ground",
		"takedown.ground", kinds));
}

static enum err
ask_view(struct request *rq, const struct record *article,
	const struct record *comment, json_t **out)
{
	struct visit *v = &rq->visit;
	bool shown = stands(comment, "shown");
	struct comment_rules rules;

	TRY(comment_rules_read(v, record_ref(comment, "office"), &rules));
	*out = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:b, s:{s:[]}, s:s,"
		" s:s, s:s}", "title", message(v->lang, "takedowns.title"),
		"headline", record_title(v, article),
		"article", put_address(v, arena_printf(v->arena, "/news/%s",
			record_text(article, "slug"))),
		"action", rq->path, "unlisted", 1, "versions", "alternates",
		"says", put_say(v, "takedowns.says", arena_printf(v->arena,
			"%lld", (long long)rules.block_days), NULL),
		"nickname", shown ? record_text(comment, "nickname") : "",
		"text", shown ? record_text(comment, "text") : ""));
	put_typed(rq, *out);
	return OK;
}

static enum err
comment_asked(struct request *rq, struct record **article,
	struct record **comment)
{
	TRY(commenting_article(rq, article));
	return commenting_comment(rq, *article, "shown blocked", comment);
}

/* GET /{lang}/news/{slug}/comments/{id}/block */
static enum err
ask_page(struct request *rq)
{
	struct record *article, *comment;
	json_t *view;

	TRY(comment_asked(rq, &article, &comment));
	TRY(ask_view(rq, article, comment, &view));
	return reply_page(rq, "takedown-ask", json_incref(view));
}

static enum err
often(struct request *rq)
{
	struct visit *v = &rq->visit;
	int64_t wait, minutes;

	if (rate_pass(rq, arena_printf(v->arena, "takedown %s", rq->network),
	    ASK_EVERY, ASK_BURST, &wait))
		return OK;
	minutes = (wait + 59999) / 60000;
	rq->reply.retry_after = (int)((wait + 999) / 1000);
	return fail_with(v, ERR_BUSY, "takedowns.wait", arena_printf(v->arena,
		"%lld", (long long)minutes), NULL);
}

const char *
takedown_address(const struct visit *v, struct id id)
{
	return arena_printf(v->arena, "/%s/takedowns/%s/%s",
		langs[v->lang].tag, id_text(v->arena, id),
		takedown_secret(v, id));
}

static enum err
ask_again(struct request *rq, const struct record *article,
	const struct record *comment, enum err err)
{
	struct problem *problems = rq->visit.problems;
	struct problem **last = rq->visit.last_problem;
	json_t *view;

	TRY(ask_view(rq, article, comment, &view));
	rq->visit.problems = problems;
	rq->visit.last_problem = last;
	return reply_form(rq, err, "takedown-ask", json_incref(view));
}

/* POST /{lang}/news/{slug}/comments/{id}/block */
static enum err
ask(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *article, *comment, *made;
	struct takedown_wish wish;
	enum err err;

	TRY(comment_asked(rq, &article, &comment));
	wish = (struct takedown_wish){ comment, request_text(rq, "name"),
		request_text(rq, "mail"), request_text(rq, "relation"),
		request_text(rq, "ground"), request_text(rq, "grounds") };
	err = takedown_ask(v, &wish, &made);
	/* Whatever is typed wrong uses nothing up. */
	if (err == OK)
		err = often(rq);
	if (err != OK)
		return ask_again(rq, article, comment, err);
	return reply_redirect(rq, arena_printf(v->arena, "%s?new=1",
		takedown_address(v, made->id)));
}

/* ---- the requester's page ---- */

static enum err
takedown_asked(struct request *rq, struct record **out)
{
	return takedown_find(&rq->visit, request_param(rq, "id"),
		request_param(rq, "secret"), out);
}

/* Until when, how many days are left, or how it ended. */
static void
put_state(struct visit *v, json_t *view, const struct record *r)
{
	const char *state = record_text(r, "state"), *how = record_text(r,
		"how"), *ends = record_text(r, "ends");
	int64_t moment;
	char zone[64];

	put_text(view, "says", put_say(v, arena_printf(v->arena,
		"takedowns.is-%s", state), "", NULL));
	if (how != NULL && strcmp(how, "clock") == 0)
		put_text(view, "more", message(v->lang, "takedowns.by-clock"));
	else if (how != NULL && strcmp(how, "author") == 0)
		put_text(view, "more", message(v->lang,
			"takedowns.by-author"));
	if (!stands(r, "blocked") || ends == NULL ||
	    !moment_parse(ends, v->zone, &moment, zone))
		return;
	put_text(view, "says", put_say(v, "takedowns.is-blocked",
		text_moment(v->arena, v->lang, moment, zone), NULL));
	put_text(view, "more", put_say(v, "takedowns.left", arena_printf(
		v->arena, "%d", block_days_left(v, moment, zone)), NULL));
}

static json_t *
takedown_view(struct request *rq, const struct record *r)
{
	struct visit *v = &rq->visit;
	bool fresh = request_query(rq, "new") != NULL;
	json_t *view = keep(v, json_pack("{s:s, s:s, s:b, s:{s:[]}, s:b,"
		" s:s, s:s, s:s}", "title",
		message(v->lang, "takedowns.own"), "action", rq->path,
		"unlisted", 1, "versions", "alternates", "open",
		stands(r, "received") || stands(r, "blocked"), "more", "",
		"keep", "", "outcome", ""));

	put_state(v, view, r);
	put_moment(v, view, "asked", record_text(r, "at"));
	put_text(view, "ground", put_choice(v, "takedown.ground",
		record_text(r, "ground")));
	put_text(view, "outcome", record_text(r, "outcome"));
	if (fresh)
		put_text(view, "keep", message(v->lang, v->mail != NULL &&
			record_text(r, "mail") != NULL ? "takedowns.keep-mail"
			: "takedowns.keep"));
	if (fresh)
		put_text(view, "address", arena_printf(v->arena, "%s%s",
			rq->host != NULL ? rq->host : "", rq->path));
	return view;
}

/* GET /{lang}/takedowns/{id}/{secret} */
static enum err
takedown_page(struct request *rq)
{
	struct record *r;

	TRY(takedown_asked(rq, &r));
	rq->reply.personal = true;
	return reply_page(rq, "takedown", json_incref(takedown_view(rq, r)));
}

/* POST /{lang}/takedowns/{id}/{secret} */
static enum err
withdraw(struct request *rq)
{
	struct record *r, *now;
	enum err err;

	TRY(takedown_asked(rq, &r));
	err = takedown_withdraw(&rq->visit, r, &now);
	if (err != OK)
		return reply_form(rq, err, "takedown",
			json_incref(takedown_view(rq, r)));
	return reply_redirect(rq, rq->path);
}

const struct route takedown_routes[] = {
	{ GET,  "/{lang}/news/{slug}/comments/{id}/block", ROLE_ANYONE, ask_page, "The form by which somebody who is harmed asks for a comment to be blocked." },
	{ POST, "/{lang}/news/{slug}/comments/{id}/block", ROLE_ANYONE, ask, "Asks for it: name, mail (may be empty), relation, ground, grounds.  It blocks nothing by itself." },
	{ GET,  "/{lang}/takedowns/{id}/{secret}", ROLE_ANYONE, takedown_page, "Whoever asked sees what became of it, and how long the block lasts." },
	{ POST, "/{lang}/takedowns/{id}/{secret}", ROLE_ANYONE, withdraw, "They take the request back; a comment that is blocked for it is shown again.", ROUTE_OPEN },
	{0}
};
