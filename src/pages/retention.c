/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What has been kept long enough, rule by rule, to be looked at; and letting
 * go those of it that a person has ticked.
 *
 *	{ "rules": [{"title","act","act_says","source","href",
 *	             "rows": [{"key","title","kind","href","since"}]}],
 *	  "rules_there", "full": as many as can be shown }
 */
#include <stdlib.h>

#include "inside.h"

#define PAGE "/office/retentions/due"

static json_t *
rule_view(struct visit *v, const struct record *rule)
{
	json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:[]}", "title",
		record_title(v, rule), "act", record_text(rule, "act"),
		"act_says", put_choice(v, "retention.act",
			record_text(rule, "act")),
		"href", arena_printf(v->arena, "/office/retentions/%s",
			id_text(v->arena, rule->id)), "rows");

	put_text(view, "source", record_words(v, rule, "source"));
	return view;
}

static json_t *
row_view(struct visit *v, const struct retention_row *row)
{
	const struct record *r = row->record;

	return json_pack("{s:s, s:s, s:s, s:s, s:s}", "key",
		retention_key(v, row), "title", record_title(v, r),
		"kind", message(v->lang, arena_printf(v->arena, "%s.one",
			r->of->name)),
		"href", arena_printf(v->arena, "/office/%s/%s", r->of->plural,
			id_text(v->arena, r->id)),
		"since", text_date_short(v->arena, v->lang, row->since));
}

static enum err
due_view(struct request *rq, json_t **out)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *rules = json_array();
	const struct record *rule = NULL;
	struct retention_row *rows;
	size_t n;

	json_object_set_new(view, "rules", rules);
	TRY(retention_list(v, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		if (rows[i].rule != rule)
			json_array_append_new(rules,
				rule_view(v, rows[i].rule));
		rule = rows[i].rule;
		json_array_append_new(json_object_get(json_array_get(rules,
			json_array_size(rules) - 1), "rows"),
			row_view(v, &rows[i]));
	}
	put_text(view, "title", message(v->lang, "retention.due"));
	json_object_set_new(view, "rules_there", json_boolean(n > 0));
	json_object_set_new(view, "full", json_boolean(n == RETENTION_MOST));
	*out = json_incref(view);
	return OK;
}

/* GET /office/retentions/due; ?done=3 says how many went. */
static enum err
due(struct request *rq)
{
	const char *done = request_query(rq, "done");
	json_t *view;

	TRY(due_view(rq, &view));
	if (done != NULL && strtol(done, NULL, 10) > 0)
		put_text(view, "done", message_with(rq->visit.arena,
			rq->visit.lang, "retention.done",
			arena_printf(rq->visit.arena, "%ld",
				strtol(done, NULL, 10)), NULL, NULL));
	return reply_page(rq, "office/retention-due", view);
}

/* One tick is a text, several are a list. */
static json_t *
picks_of(struct request *rq)
{
	json_t *sent = json_object_get(rq->body, "pick"), *list;

	if (json_is_array(sent))
		return sent;
	list = keep(&rq->visit, json_array());
	if (json_is_string(sent))
		json_array_append(list, sent);
	return list;
}

/* POST /office/retentions/run: all that is ticked, or none of it. */
static enum err
run(struct request *rq)
{
	struct visit *v = &rq->visit;
	int64_t done = 0;
	json_t *view;
	enum err err;

	err = request_text(rq, "sure") != NULL ?
		retention_run(v, picks_of(rq), &done) :
		fail_field(v, "sure", "retention.be-sure", NULL, NULL);
	if (err == ERR_INPUT && !rq->wants_json) {
		TRY(due_view(rq, &view));
		return reply_form(rq, err, "office/retention-due", view);
	}
	TRY(err);
	/* What was signed in records that are no more. */
	TRY(job_add(v, "memory.sweep", "memory", NULL, v->now));
	return reply_redirect(rq, arena_printf(v->arena, PAGE "?done=%lld",
		(long long)done));
}

const struct route retention_routes[] = {
	{ GET,  PAGE, ROLE_ADMIN, due, "What has been kept long enough, by rule; nothing goes by itself." },
	{ POST, "/office/retentions/run", ROLE_ADMIN, run, "Erases, hides or clears the records that were ticked." },
	{0}
};
