/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tie over the years, as a drawing wants it: a row a kind of exchange, how
 * many there were in each year, the years of silence with their reason, and
 * when the tie's state changed.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define YEARS_MOST 300
#define SILENCES 40

/* Rows, and the types of exchange that stand in each; letters are the last. */
static const struct row {
	const char *key, *types;
} rows[] = {
	{ "visits", "visit-out visit-in" },
	{ "talks", "talks meeting agreement" },
	{ "youth", "homestay" },
	{ "secondment", "secondment" },
	{ "culture", "culture sport event" },
	{ "trade", "trade" },
	{ "online", "online" },
	{ "other", "other" },
	{ "letters", NULL },
};
#define ROWS (sizeof rows / sizeof *rows)

struct years {
	struct visit *v;
	const struct record *tie;
	int from, to;
	int64_t n[ROWS][YEARS_MOST];
};

static int
year_in(const char *text)
{
	return text == NULL ? 0 : (int)strtol(strncmp(text, "../", 3) == 0 ?
		text + 3 : text, NULL, 10);
}

static bool
has_type(const char *types, const char *type)
{
	const char *at = types != NULL ? strstr(types, type) : NULL;
	size_t n = strlen(type);

	return at != NULL && (at == types || at[-1] == ' ') &&
		(at[n] == '\0' || at[n] == ' ');
}

static void
count_at(struct years *y, size_t row, const char *year, int64_t n)
{
	int at = year_in(year) - y->from;

	if (at >= 0 && at < YEARS_MOST && at <= y->to - y->from)
		y->n[row][at] += n;
}

static void
count_all(struct years *y, const struct counts *counts)
{
	const struct tally *t = &counts->of[COUNT_EXCHANGE];

	for (size_t i = 0; i < t->n; i++) {
		const char *const *key = t->at[i].key;

		if (key[1] == NULL)
			continue;
		for (size_t r = 0; r < ROWS; r++)
			if (has_type(rows[r].types, key[1]))
				count_at(y, r, key[3], t->at[i].count);
	}
	t = &counts->of[COUNT_LETTER];
	for (size_t i = 0; i < t->n; i++)
		if (t->at[i].key[1] != NULL &&
		    (strcmp(t->at[i].key[1], "sent") == 0 ||
		    strcmp(t->at[i].key[1], "received") == 0))
			count_at(y, ROWS - 1, t->at[i].key[3],
				t->at[i].count);
}

/* The first year that anything is known of. */
static int
first_year(const struct counts *counts, const struct record *tie, int now)
{
	int first = year_in(record_text(tie, "since"));
	json_t *row;
	size_t i;

	if (first == 0)
		first = now;
	for (size_t s = COUNT_EXCHANGE; s <= COUNT_LETTER; s++)
		for (i = 0; s != COUNT_UNDONE && i < counts->of[s].n; i++) {
			int year = year_in(counts->of[s].at[i].key[3]);

			first = year > 0 && year < first ? year : first;
		}
	json_array_foreach(record_value(tie, "states"), i, row) {
		int year = year_in(text_of(row, "on"));

		first = year > 0 && year < first ? year : first;
	}
	return now - first < YEARS_MOST ? first : now - YEARS_MOST + 1;
}

static json_t *
rows_view(const struct years *y)
{
	json_t *list = json_array();

	for (size_t r = 0; r < ROWS; r++) {
		json_t *marks = json_array();

		for (int i = 0; i <= y->to - y->from; i++)
			if (y->n[r][i] > 0)
				json_array_append_new(marks, json_pack(
					"{s:i, s:I}", "year", y->from + i,
					"count", (json_int_t)y->n[r][i]));
		if (json_array_size(marks) == 0) {
			json_decref(marks);
			continue;
		}
		json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "key",
			rows[r].key, "label", message(y->v->lang,
			arena_printf(y->v->arena, "ledger.row-%s",
			rows[r].key)), "marks", marks));
	}
	return list;
}

/* ---- silence ---- */

/* Is there a row of that year, but for a state of rest? */
static bool
has_row(const struct years *y, const char *rows_of, int year)
{
	json_t *row;
	size_t i;

	json_array_foreach(record_value(y->tie, rows_of), i, row) {
		const char *state = text_of(row, "state");

		if (year_in(text_of(row, "on")) == year && (state == NULL ||
		    (strcmp(state, "suspended") != 0 &&
		    strcmp(state, "dormant") != 0)))
			return true;
	}
	return false;
}

static bool
silent(const struct years *y, int year)
{
	for (size_t r = 0; r < ROWS; r++)
		if (y->n[r][year - y->from] > 0)
			return false;
	return !has_row(y, "dates", year) && !has_row(y, "states", year);
}

/* The reason of a rest that had begun by then, if the states say one. */
static const char *
rest_says(const struct years *y, int from, int to)
{
	const char *best = "", *found = NULL;
	json_t *row;
	size_t i;

	json_array_foreach(record_value(y->tie, "states"), i, row) {
		const char *state = text_of(row, "state");
		const char *on = text_of(row, "on");
		bool rests = strcmp(state, "suspended") == 0 ||
			strcmp(state, "dormant") == 0;

		if (year_in(on) > to || strcmp(on, best) < 0 ||
		    (!rests && year_in(on) > from))
			continue;
		best = on;
		found = !rests ? NULL : json_object_get(row, "reason") == NULL
			? message(y->v->lang, arena_printf(y->v->arena,
				"tie.state-%s", state)) :
			words_see(y->v->arena, json_object_get(row, "reason"),
				y->v->lang).text;
	}
	return found;
}

/* The date of what goes on since before that year, "2011/.."; NULL: nothing
 * does.  An open end sorts behind all else of its year, and so is the latest
 * of its group. */
static const char *
open_since(const struct years *y, const struct counts *counts, int before)
{
	const struct tally *t = &counts->of[COUNT_EXCHANGE];
	const char *found = NULL;

	for (size_t i = 0; i < t->n; i++) {
		const char *on = t->at[i].text[LATEST_EXCHANGE];
		size_t n = on != NULL ? strlen(on) : 0;

		if (n > 3 && strcmp(on + n - 3, "/..") == 0 &&
		    year_in(on) < before && year_in(on) >= y->from &&
		    (found == NULL || strcmp(on, found) > 0))
			found = on;
	}
	return found;
}

/* What goes on since before without an entry of its own each year. */
static enum err
going_on(const struct years *y, const struct counts *counts, int before,
	const char **out)
{
	struct visit *v = y->v;
	const char *on = open_since(y, counts, before);
	struct query *q;
	struct list list;

	*out = NULL;
	if (on == NULL)
		return OK;
	q = query_of(v, &entity_exchange);
	query_where(q, "ties", QUERY_HAS, id_text(v->arena, y->tie->id));
	query_where(q, "state", QUERY_IS, "done");
	query_where(q, "on", QUERY_IS, on);
	query_limit(q, 1);
	query_only(q, "name");
	TRY(query_run(q, &list));
	if (list.n > 0)
		*out = message_around(v->arena, v->lang, "tie-page.going-on",
			record_words(v, list.at[0], "name"), NULL);
	return OK;
}

static enum err
put_silence(const struct years *y, const struct counts *counts, json_t *list,
	int from, int to)
{
	struct visit *v = y->v;
	const char *says = rest_says(y, from, to);

	if (says == NULL && from > y->from)
		TRY(going_on(y, counts, from, &says));
	if (says == NULL)
		says = from == y->to ? message(v->lang, "tie-page.silence-now")
			: message_around(v->arena, v->lang,
				"tie-page.silence-years", arena_printf(
				v->arena, "%d", to - from + 1), NULL);
	json_array_append_new(list, json_pack("{s:i, s:i, s:s}", "from", from,
		"to", to, "text", says));
	return OK;
}

static enum err
silences_view(const struct years *y, const struct counts *counts, bool ended,
	json_t *list)
{
	int to = ended ? y->to - 1 : y->to;

	for (int year = y->from; year <= to; year++) {
		int last = year;

		if (!silent(y, year))
			continue;
		while (last < to && silent(y, last + 1))
			last++;
		if (json_array_size(list) < SILENCES)
			TRY(put_silence(y, counts, list, year, last));
		year = last;
	}
	return OK;
}

static json_t *
changes_view(const struct years *y)
{
	json_t *list = json_array(), *row;
	size_t i;

	json_array_foreach(record_value(y->tie, "states"), i, row) {
		const char *on = text_of(row, "on");
		json_t *change = json_pack("{s:i, s:s}", "year", year_in(on),
			"text", message(y->v->lang, arena_printf(y->v->arena,
				"tie.states-state-%s", text_of(row, "state"))));

		if (strlen(on) >= 7 && on[4] == '-')
			json_object_set_new(change, "month", json_integer(
				strtol(on + 5, NULL, 10)));
		json_array_append_new(list, change);
	}
	return list;
}

/* The year that its end fell in; else this one. */
static int
last_year(const struct record *tie, int now)
{
	json_t *row;
	size_t i;
	int last = now;

	if (strcmp(tie_state(tie), "ended") == 0)
		json_array_foreach(record_value(tie, "states"), i, row)
			if (strcmp(text_of(row, "state"), "ended") == 0)
				last = year_in(text_of(row, "on"));
	return last;
}

enum err
ledger_years(struct visit *v, const struct record *tie,
	const struct counts *counts, json_t **out)
{
	int now = year_in(moment_day(v->arena, v->now, v->zone));
	struct years *y = arena_alloc(v->arena, sizeof *y);
	json_t *silences = keep(v, json_array());

	y->v = v;
	y->tie = tie;
	y->to = last_year(tie, now);
	y->from = first_year(counts, tie, y->to);
	count_all(y, counts);
	TRY(silences_view(y, counts, y->to < now, silences));
	*out = json_pack("{s:i, s:i, s:o, s:O, s:o}", "from", y->from, "to",
		y->to, "rows", rows_view(y), "silences", silences,
		"changes", changes_view(y));
	return OK;
}

enum err
tie_ledger(struct visit *v, const struct record *tie,
	const struct ledger_wish *wish, json_t **out)
{
	json_t *view, *part;
	struct counts counts;

	TRY(ledger_entries(v, tie, wish, &view));
	keep(v, view);
	TRY(counts_read(v, tie->id, &counts));
	TRY(ledger_words(v, tie, &counts, wish, &part));
	json_object_set_new(view, "words", part);
	TRY(ledger_years(v, tie, &counts, &part));
	json_object_set_new(view, "over_years", part);
	TRY(balance_view(v, &counts, tie->id, wish->from, wish->until,
		&part));
	json_object_set_new(view, "balance", part);
	*out = json_incref(view);
	return OK;
}
