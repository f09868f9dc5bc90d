/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much was left to do after each engine: what was signed in the months
 * asked for, by languages and engine, the least corrected first.
 *
 *	"pairs": [{"says","rows":[{"engine_says","sentences","unchanged_says",
 *	           "changed_says","time_says","is_least"}]}]
 */
#include <stdlib.h>
#include <string.h>

#include "translating.h"

#define MONTHS 12
#define MONTH_MS (30 * 24 * 3600 * INT64_C(1000))
#define LEAST_TOLD 5   /* sentences of an engine before it is said to be best */

static int
months_asked(struct request *rq)
{
	const char *text = request_query(rq, "months");
	long n = text != NULL ? strtol(text, NULL, 10) : MONTHS;

	return n < 1 ? 1 : n > 120 ? 120 : (int)n;
}

static const char *
percent(struct visit *v, int64_t part, int64_t whole)
{
	return whole == 0 ? "–" : arena_printf(v->arena, "%lld %%",
		(long long)((200 * part + whole) / (2 * whole)));
}

static const char *
engine_says(struct visit *v, const char *engine)
{
	if (strcmp(engine, "memory") == 0 || strcmp(engine, "person") == 0)
		return message(v->lang, arena_printf(v->arena, "effort.%s",
			engine));
	return engine;
}

/* Seconds a sentence, of those that anybody knows it of. */
static const char *
time_says(struct visit *v, const struct effort_line *e)
{
	return e->timed == 0 ? "–" : message_with(v->arena, v->lang,
		"effort.seconds", arena_printf(v->arena, "%lld",
		(long long)(e->seconds / e->timed)), NULL, NULL);
}

static json_t *
row_view(struct visit *v, const struct effort_line *e)
{
	bool person = strcmp(e->engine, "person") == 0;
	json_t *row = json_pack("{s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:I}",
		"engine", e->engine, "from", e->from, "to", e->to,
		"sentences", (json_int_t)e->sentences, "unchanged",
		(json_int_t)e->unchanged, "offered", (json_int_t)e->offered,
		"changed", (json_int_t)e->changed, "seconds",
		(json_int_t)e->seconds);

	put_text(row, "engine_says", engine_says(v, e->engine));
	put_text(row, "unchanged_says", person ? "–" : percent(v,
		e->unchanged, e->sentences));
	put_text(row, "changed_says", person ? "–" : percent(v, e->changed,
		e->offered));
	put_text(row, "time_says", time_says(v, e));
	return row;
}

/* The first machine of a pair that enough is known of. */
static bool
is_machine(const struct effort_line *e)
{
	return strcmp(e->engine, "person") != 0 &&
		strcmp(e->engine, "memory") != 0 &&
		e->sentences >= LEAST_TOLD;
}

static json_t *
pairs_of(struct visit *v, const struct effort_line *at, size_t n)
{
	json_t *pairs = json_array(), *rows = NULL;
	bool told = false;

	for (size_t i = 0; i < n; i++) {
		const struct effort_line *e = &at[i];
		bool fresh = i == 0 || strcmp(e->from, at[i - 1].from) != 0 ||
			strcmp(e->to, at[i - 1].to) != 0;
		json_t *row = row_view(v, e);

		if (fresh) {
			rows = json_array();
			told = false;
			json_array_append_new(pairs, json_pack("{s:s, s:o}",
				"says", put_say(v, "effort.pair",
				lang_name(v->arena, v->lang, e->from),
				lang_name(v->arena, v->lang, e->to)), "rows",
				rows));
		}
		json_object_set_new(row, "is_least", json_boolean(!told &&
			is_machine(e)));
		told = told || is_machine(e);
		json_array_append_new(rows, row);
	}
	return pairs;
}

/* GET /office/effort */
static enum err
effort(struct request *rq)
{
	struct visit *v = &rq->visit;
	int months = months_asked(rq);
	json_t *view = keep(v, json_object());
	struct effort_line *at;
	size_t n;

	TRY(effort_tally(v, v->now - months * MONTH_MS, &at, &n));
	put_text(view, "title", message(v->lang, "effort.title"));
	put_text(view, "since_says", message_with(v->arena, v->lang,
		"effort.since", arena_printf(v->arena, "%d", months), NULL,
		NULL));
	json_object_set_new(view, "months", json_integer(months));
	put_list(view, "pairs", pairs_of(v, at, n));
	return reply_page(rq, "office/effort", json_incref(view));
}

/* GET /api/v1/effort */
static enum err
effort_program(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *items = keep(v, json_array());
	struct effort_line *at;
	size_t n;

	TRY(effort_tally(v, v->now - months_asked(rq) * MONTH_MS, &at, &n));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(items, row_view(v, &at[i]));
	return reply_json(rq, 200, json_pack("{s:O}", "items", items));
}

const struct route effort_routes[] = {
	{ GET, "/office/effort", ROLE_STAFF, effort, "How much was corrected after each engine, by languages." },
	{ GET, "/api/v1/effort", ROLE_STAFF, effort_program, "The same." },
	{0}
};
