/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The next twelve months of a hand-over: whatever has a date, in its order,
 * with what is to be done about it; then the plans, which know quarters only.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define COMING_TOLD 40

struct coming {
	int day;
	json_t *row;
};

struct ahead {
	struct handing *h;
	struct coming at[COMING_TOLD + 1];
	size_t n;
};

/* Something on a date, when it falls into the next twelve months. */
static void
ahead_add(struct ahead *a, const char *on, json_t *what, const char *why)
{
	struct visit *v = a->h->v;
	int first, last;

	if (a->n == COMING_TOLD || on == NULL || !days_of(on, &first, &last) ||
	    last < a->h->today || first > a->h->today + 366) {
		json_decref(what);
		return;
	}
	a->at[a->n].day = first;
	a->at[a->n++].row = json_pack("[s, o, s]", text_date_short(v->arena,
		v->lang, on), what, message(v->lang, why));
}

static enum err
ahead_exchanges(struct ahead *a)
{
	struct visit *v = a->h->v;
	struct query *q = query_of(v, &entity_exchange);
	struct list list;

	query_where(q, "ties", QUERY_HAS, id_text(v->arena, a->h->tie->id));
	query_where(q, "state", QUERY_IS, "planned");
	query_where(q, "on", QUERY_FROM, moment_day(v->arena, v->now,
		v->zone));
	query_order(q, "on");
	query_limit(q, COMING_TOLD);
	query_only(q, "name on");
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		json_t *view = keep(v, json_object());

		tell_words(v, view, "says", record_value(list.at[i], "name"));
		ahead_add(a, record_text(list.at[i], "on"), handing_text(view,
			"says"), "handover.why-planned");
	}
	return OK;
}

static enum err
ahead_rest(struct ahead *a)
{
	struct handing *h = a->h;
	const char *tie = id_text(h->v->arena, h->tie->id);
	json_t *list, *one;
	size_t i;

	TRY(anniversaries(h->v, 366, &list));
	keep(h->v, list);
	json_array_foreach(list, i, one)
		if (strcmp(text_of(one, "id"), tie) == 0)
			ahead_add(a, text_of(one, "on"), handing_text(one,
				"says"), json_is_true(json_object_get(one,
				"round")) ? "radar.act-celebrate" :
				"radar.act-congratulate");
	json_array_foreach(json_object_get(h->open, "promises"), i, one)
		ahead_add(a, text_of(one, "due"), handing_text(one, "says"),
			"handover.why-promise");
	json_array_foreach(json_object_get(h->open, "letters_ours"), i, one)
		ahead_add(a, text_of(one, "due"), handing_text(one, "says"),
			"handover.why-answer");
	json_array_foreach(json_object_get(h->papers, "agreements"), i, one)
		ahead_add(a, text_of(one, "until"), handing_text(one, "says"),
			"handover.why-expires");
	if (!h->partner)
		ahead_add(a, record_text(h->tie, "review"), json_string(
			message(h->v->lang, "tie.review")),
			"handover.why-review");
	return OK;
}

static int
by_day(const void *a, const void *b)
{
	const struct coming *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static void
put_plans(struct handing *h)
{
	json_t *plan, *one;
	size_t i, n;

	json_array_foreach(h->plans, i, plan) {
		json_t *list = json_array();

		handing_line(h, arena_printf(h->v->arena, "%s · %s", handing_say(h,
			"ledger.plan-of", text_of(plan, "year_says"), NULL),
			text_of(plan, "state_says")));
		json_array_foreach(json_object_get(plan, "activities"), n,
			one) {
			const char *quarter = text_of(one, "quarter_says");
			const char *who = h->partner ? NULL :
				text_of(one, "payer_says");
			const char *says = text_of(one, "says");

			if (quarter != NULL)
				says = handing_say(h, "handover.named", quarter,
					says);
			handing_add(list, who == NULL ? says : arena_printf(
				h->v->arena, "%s · %s", says, who));
		}
		handing_bullets(h, list, NULL);
	}
}

enum err
handing_ahead(struct handing *h)
{
	static const char *const head[] = { "handover.when", "handover.what",
		"handover.why", NULL };
	struct ahead a = { .h = h };
	json_t *rows;

	TRY(ahead_exchanges(&a));
	TRY(ahead_rest(&a));
	qsort(a.at, a.n, sizeof *a.at, by_day);
	rows = json_array();
	for (size_t i = 0; i < a.n; i++)
		json_array_append_new(rows, a.at[i].row);
	handing_heading(h, "handover.ahead", 1);
	handing_table(h, head, json_pack("[i, i, i]", 3, 6, 3), rows,
		"handover.nothing-ahead");
	put_plans(h);
	return OK;
}
