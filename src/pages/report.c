/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A reader reports a comment: a reason, and words if they like.  The form
 * bears the token of a form, so that no other site reports in its visitors'
 * names; one network is asked for patience after ten at once.
 */
#include <string.h>

#include "commenting.h"

#define REPORT_EVERY 20000   /* ms between two from one network */
#define REPORT_BURST 10

struct reported {
	struct record *article, *comment;
};

enum err
commenting_comment(struct request *rq, const struct record *article,
	const char *states, struct record **out)
{
	struct visit *v = &rq->visit;
	unsigned roles = v->roles;
	const char *state;
	struct id id;
	enum err err;

	if (!id_parse(request_param(rq, "id"), &id))
		return fail(v, ERR_MISSING, "error.not-found");
	v->roles |= ROLE_SYSTEM;
	err = record_get(v, &entity_comment, id, out);
	v->roles = roles;
	TRY(err);
	state = record_text(*out, "state");
	if ((*out)->standing != RECORD_THERE || state == NULL ||
	    strstr(states, state) == NULL ||
	    !id_same(record_ref(*out, "article"), article->id))
		return fail(v, ERR_MISSING, "error.not-found");
	return OK;
}

json_t *
commenting_choices(struct request *rq, const char *name, const char *stem,
	const char *const *values)
{
	struct visit *v = &rq->visit;
	const char *sent = request_text(rq, name);
	json_t *list = json_array();

	for (; *values != NULL; values++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:b}",
			"value", *values, "label", put_choice(v, stem,
			*values), "chosen", sent != NULL &&
			strcmp(sent, *values) == 0));
	return list;
}

/* ---- the form ---- */

static json_t *
report_view(struct request *rq, const struct reported *r)
{
	struct visit *v = &rq->visit;
	const char *words = request_text(rq, "words");
	json_t *view = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:b, s:{s:[]},"
		" s:{s:s, s:s}}", "title",
		message(v->lang, "comment-report.title"),
		"headline", record_title(v, r->article),
		"article", put_address(v, arena_printf(v->arena, "/news/%s",
			record_text(r->article, "slug"))),
		"action", rq->path, "unlisted", 1, "versions", "alternates",
		"problem_names", "reason",
		message(v->lang, "comment-report.reason"), "words",
		message(v->lang, "comment-report.words")));

	put_text(view, "words", words != NULL ? words : "");
	json_object_set_new(view, "reasons", commenting_choices(rq, "reason",
		"comment-report.reason", report_reasons));
	json_object_set_new(view, "done", json_false());
	if (r->comment == NULL)
		return view;
	put_text(view, "nickname", record_text(r->comment, "nickname"));
	put_text(view, "text", record_text(r->comment, "text"));
	put_text(view, "block", arena_printf(v->arena, "%s/%s/block",
		commenting_address(v, r->article),
		id_text(v->arena, r->comment->id)));
	return view;
}

/* GET /{lang}/news/{slug}/comments/{id}/report */
static enum err
report_page(struct request *rq)
{
	struct reported r = {0};
	json_t *view;

	TRY(commenting_article(rq, &r.article));
	/* What was reported may be out of sight by now. */
	if (request_query(rq, "done") == NULL)
		TRY(commenting_comment(rq, r.article, "shown", &r.comment));
	view = report_view(rq, &r);
	if (r.comment == NULL)
		json_object_set_new(view, "done", json_true());
	return reply_page(rq, "report", json_incref(view));
}

static enum err
often(struct request *rq)
{
	int64_t wait, seconds;

	if (rate_pass(rq, arena_printf(rq->visit.arena, "report %s",
	    rq->network), REPORT_EVERY, REPORT_BURST, &wait))
		return OK;
	seconds = (wait + 999) / 1000;
	rq->reply.retry_after = (int)seconds;
	return fail_with(&rq->visit, ERR_BUSY, "comment-report.wait",
		arena_printf(rq->visit.arena, "%lld", (long long)seconds),
		NULL);
}

/* POST /{lang}/news/{slug}/comments/{id}/report */
static enum err
report(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct reported r = {0};
	struct reporting said = { .network = rq->network };
	bool counted;
	enum err err;

	TRY(commenting_article(rq, &r.article));
	TRY(commenting_comment(rq, r.article, "shown", &r.comment));
	said.comment = r.comment;
	said.reason = request_text(rq, "reason");
	said.words = request_text(rq, "words");
	err = often(rq);
	if (err == OK)
		err = comment_report(v, &said, &counted);
	if (err != OK)
		return reply_form(rq, err, "report",
			json_incref(report_view(rq, &r)));
	if (rq->wants_json)
		return reply_json(rq, 200, json_pack("{s:b}", "reported", 1));
	return reply_redirect(rq, arena_printf(v->arena, "%s?done=1",
		rq->path));
}

const struct route report_routes[] = {
	{ GET,  "/{lang}/news/{slug}/comments/{id}/report", ROLE_ANYONE, report_page, "The form by which a reader reports a comment." },
	{ POST, "/{lang}/news/{slug}/comments/{id}/report", ROLE_ANYONE, report, "Reports a comment: reason, and words; once per network.  It waits for a person after as many as the office says." },
	{0}
};
