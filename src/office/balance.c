/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The counting rules, once.  Statistics that nobody can check are worth
 * little, so every figure is a row of measures[] below, and the same row says
 * which entries of the ledger stand behind it (ledger.c reads it too).
 *
 *	- What is planned counts apart, what was cancelled never.
 *	- An exchange is one visit or event, not one a day.
 *	- Direction says who travelled: out, our people; in, theirs; both, each
 *	  side once.  Without one nobody is said to have travelled: an event.
 *	- People are counted anew each time they take part; how many different
 *	  ones there were stands apart, of those who are known by name.
 *	- Online meetings are no travel.
 *	- A visit on two ties counts on each of them, and once for the city.
 *	- Host nights are the nights that guests slept in a side's homes.
 *	- A promise that both sides made is a promise of each.
 *	- Money is never added up across currencies.
 *
 * All of it is counted by the store, in one tally a kind of record; what is
 * added up here are its rows.
 */
#include <string.h>

#include "inside.h"

#define DONE  { "state", "done" }
#define OUT   { "direction", "out both" }
#define IN    { "direction", "in both" }

const struct measure measures[] = {
	{ "journeys", "times", 0, {
		{ &entity_exchange, { DONE, OUT } },
		{ &entity_exchange, { DONE, IN } } } },
	{ "people", "persons", 0, {
		{ &entity_exchange, { DONE, OUT }, "ours" },
		{ &entity_exchange, { DONE, IN }, "theirs" } } },
	{ "nights", "person-nights", 0, {
		{ &entity_exchange, { DONE, OUT }, "ours*nights" },
		{ &entity_exchange, { DONE, IN }, "theirs*nights" } } },
	{ "host-nights", "person-nights", 0, {
		{ &entity_exchange, { DONE, IN, { "type", "homestay" } }, "theirs*nights" },
		{ &entity_exchange, { DONE, OUT, { "type", "homestay" } }, "ours*nights" } } },
	{ "secondment", "person-months", 0, {
		{ &entity_exchange, { DONE, OUT, { "type", "secondment" } }, "ours*months" },
		{ &entity_exchange, { DONE, IN, { "type", "secondment" } }, "theirs*months" } } },
	{ "letters", "letters", 0, {
		{ &entity_letter, { { "direction", "out" }, { "state", "sent" } } },
		{ &entity_letter, { { "direction", "in" }, { "state", "received" } } } } },
	{ "letters-owed", "letters", 0, {
		{ &entity_letter, { { "reply", "owed-by-us" }, { "state", "received" } } },
		{ &entity_letter, { { "reply", "owed-by-them" }, { "state", "sent" } } } } },
	{ "promises-kept", "promises", 0, {
		{ &entity_promise, { DONE, { "side", "ours both" } } },
		{ &entity_promise, { DONE, { "side", "theirs both" } } } } },
	{ "promises-open", "promises", 0, {
		{ &entity_promise, { { "state", "open" }, { "side", "ours both" } } },
		{ &entity_promise, { { "state", "open" }, { "side", "theirs both" } } } } },
	{ "gifts", "gifts", 0, {
		{ &entity_gift, { { "direction", "given" } } },
		{ &entity_gift, { { "direction", "received" } } } } },
	{ "gifts-value", "", MEASURE_MONEY, {
		{ &entity_gift, { { "direction", "given" } }, "value" },
		{ &entity_gift, { { "direction", "received" } }, "value" } } },
	{ "expenses", "", MEASURE_MONEY, {
		{ &entity_expense, { { "payer", "ours" } }, "amount" },
		{ &entity_expense, { { "payer", "theirs" } }, "amount" } } },
	{ "expenses-third", "", MEASURE_MONEY | MEASURE_TOGETHER, {
		{ &entity_expense, { { "payer", "third" } }, "amount" } } },
	{ "exchanges", "times", MEASURE_TOGETHER, {
		{ &entity_exchange, { DONE } } } },
	{ "events", "times", MEASURE_TOGETHER, {
		{ &entity_exchange, { DONE, { "direction", "" } } } } },
	{ "online", "times", MEASURE_TOGETHER, {
		{ &entity_exchange, { DONE, { "direction", "online" } } } } },
	{ "audience", "persons", MEASURE_TOGETHER, {
		{ &entity_exchange, { DONE }, "audience" } } },
	{ "planned", "times", MEASURE_TOGETHER, {
		{ &entity_exchange, { { "state", "planned" } } } } },
	{0}
};

const struct measure *
measure_named(const char *key)
{
	for (const struct measure *m = measures; m->key != NULL; m++)
		if (strcmp(m->key, key) == 0)
			return m;
	return NULL;
}

/* ---- what the store counts ---- */

/* Terms of query_tally; the year is the last key but for a currency. */
static const struct source {
	const struct entity *of;
	const char *tie;      /* the field that holds the tie */
	const char *by, *sums;
	enum query_test done;        /* exchanges: IS or IS_NOT done */
} sources[SOURCES] = {
	[COUNT_EXCHANGE] = { &entity_exchange, "ties", "direction type field on/year",
		"ours theirs ours*nights theirs*nights ours*months "
		"theirs*months audience latest(on)", QUERY_IS },
	[COUNT_UNDONE] = { &entity_exchange, "ties", "direction state field on/year", "", QUERY_IS_NOT },
	[COUNT_LETTER] = { &entity_letter, "tie", "direction state reply on/year", "latest(on)" },
	[COUNT_PROMISE] = { &entity_promise, "tie", "side state on/year", "" },
	[COUNT_GIFT] = { &entity_gift, "tie", "direction on/year value/currency", "value" },
	[COUNT_EXPENSE] = { &entity_expense, "tie", "payer on/year amount/currency", "amount" },
};

/* Which of the words parted by spaces this one is; -1: none. */
static int
word_place(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (int i = 0; *words != '\0'; i++) {
		size_t long_ = strcspn(words, " ");

		if (long_ == n && memcmp(words, word, n) == 0)
			return i;
		words += long_ + strspn(words + long_, " ");
	}
	return -1;
}

static bool
money_read(const struct visit *v, const struct source *s)
{
	return s->of != &entity_gift || field_readable(v, s->of,
		field_named(s->of->fields, "value"));
}

enum err
counts_read(struct visit *v, struct id tie, struct counts *out)
{
	*out = (struct counts){{{0}}};
	for (size_t i = 0; i < SOURCES; i++) {
		const struct source *s = &sources[i];
		bool money = money_read(v, s);
		struct query *q;

		out->year[i] = money ? word_place(s->by, "on/year") : 1;
		if ((s->of->read & v->roles) == 0)
			continue;
		q = query_of(v, s->of);
		if (!id_none(tie))
			query_where(q, s->tie, strcmp(s->tie, "ties") == 0 ?
				QUERY_HAS : QUERY_IS, id_text(v->arena, tie));
		if (s->of == &entity_exchange)
			query_where(q, "state", s->done, "done");
		TRY(query_tally(q, money ? s->by : "direction on/year",
			money ? s->sums : "", &out->of[i]));
		out->money[i] = money;
	}
	return OK;
}

/* ---- adding up ---- */

/* The source that a figure is counted from. */
static size_t
source_of(const struct counted *c)
{
	size_t at = 0;

	while (sources[at].of != c->of)
		at++;
	return at == COUNT_EXCHANGE && strcmp(c->is[0].values, "done") != 0 ?
		COUNT_UNDONE : at;
}

static bool
within_years(const char *year, const char *from, const char *until)
{
	return year != NULL && (from == NULL || strcmp(year, from) >= 0) &&
		(until == NULL || strcmp(year, until) <= 0);
}

static bool
row_fits(const struct source *s, const struct tally_row *row,
	const struct counted *c)
{
	for (size_t i = 0; i < COUNT_TESTS && c->is[i].field != NULL; i++) {
		int at = word_place(s->by, c->is[i].field);
		const char *key = at < 0 ? NULL : row->key[at];

		if (at < 0)
			continue;    /* all of the source are so */
		if (*c->is[i].values == '\0' ? key != NULL : key == NULL ||
		    word_place(c->is[i].values, key) < 0)
			return false;
	}
	return true;
}

int64_t
counts_of(const struct counts *counts, const struct counted *c,
	const char *from, const char *until, const char *currency)
{
	size_t at = source_of(c);
	const struct source *s = &sources[at];
	int year, sum, money;
	int64_t all = 0;

	year = counts->year[at];
	sum = c->sum != NULL ? word_place(s->sums, c->sum) : -1;
	money = currency != NULL ? year + 1 : -1;
	if (c->sum != NULL && !counts->money[at])
		return 0;
	for (size_t i = 0; i < counts->of[at].n; i++) {
		const struct tally_row *row = &counts->of[at].at[i];

		if (!within_years(row->key[year], from, until) ||
		    !row_fits(s, row, c) || (money >= 0 &&
		    (row->key[money] == NULL ||
		    strcmp(row->key[money], currency) != 0)))
			continue;
		all += sum >= 0 ? row->sum[sum] : row->count;
	}
	return all;
}

/* ---- as a view ---- */

struct telling {
	struct visit *v;
	const struct counts *counts;
	struct id tie;
	const char *from, *until;
	json_t *measures, *together;
};

/* Where the entries behind a figure are listed. */
static const char *
entries_at(const struct telling *t, const char *key, const char *side)
{
	struct arena *a = t->v->arena;

	return arena_printf(a, "/office/ties/%s?of=%s%s%s%s%s%s%s#entries",
		id_text(a, t->tie), key, side != NULL ? "&side=" : "",
		side != NULL ? side : "", t->from != NULL ? "&from=" : "",
		t->from != NULL ? t->from : "",
		t->until != NULL ? "&until=" : "",
		t->until != NULL ? t->until : "");
}

const char *
money_says(struct visit *v, int64_t minor, const char *currency)
{
	int digits = money_digits(currency);
	int64_t whole = minor, part = 1;

	if (digits <= 0)
		return text_money(v->arena, v->lang, arena_printf(v->arena,
			"%lld", (long long)minor), currency);
	for (int i = 0; i < digits; i++)
		part *= 10;
	whole = minor / part;
	return text_money(v->arena, v->lang, arena_printf(v->arena,
		"%lld.%0*lld", (long long)whole, digits,
		(long long)(minor % part)), currency);
}

static void
put_figure(const struct telling *t, json_t *view, const char *name, int64_t n,
	const char *currency)
{
	struct visit *v = t->v;

	json_object_set_new(view, name, json_integer(n));
	json_object_set_new(view, arena_printf(v->arena, "%s_says", name),
		json_string(currency != NULL ? money_says(v, n, currency) :
		text_number(v->arena, v->lang, arena_printf(v->arena, "%lld",
			(long long)n))));
}

static void
put_link(const struct telling *t, json_t *view, const char *name,
	const char *key, const char *side)
{
	if (!id_none(t->tie))
		json_object_set_new(view, name, json_string(entries_at(t, key,
			side)));
}

/* A line of one measure; of money, in one currency. */
static void
put_measure(const struct telling *t, const struct measure *m,
	const char *currency)
{
	struct visit *v = t->v;
	bool together = (m->flags & MEASURE_TOGETHER) != 0;
	const char *label = message(v->lang, arena_printf(v->arena,
		"balance.%s", m->key));
	json_t *view = json_pack("{s:s, s:s, s:s, s:b}", "key", m->key,
		"label", label, "unit", currency != NULL ? currency :
		message(v->lang, arena_printf(v->arena, "balance.unit-%s",
			m->unit)), "money", (int)(currency != NULL));
	int64_t ours = counts_of(t->counts, &m->side[0], t->from, t->until,
		currency);

	put_link(t, view, "entries_href", m->key, NULL);
	if (together) {
		put_figure(t, view, "count", ours, currency);
		json_array_append_new(t->together, view);
		return;
	}
	put_figure(t, view, "ours", ours, currency);
	put_figure(t, view, "theirs", counts_of(t->counts, &m->side[1],
		t->from, t->until, currency), currency);
	put_link(t, view, "ours_href", m->key, "ours");
	put_link(t, view, "theirs_href", m->key, "theirs");
	json_array_append_new(t->measures, view);
}

/* Does the row count on one side of the measure or the other? */
static bool
row_counts(const struct source *s, const struct tally_row *row,
	const struct measure *m)
{
	return row_fits(s, row, &m->side[0]) ||
		(m->side[1].of != NULL && row_fits(s, row, &m->side[1]));
}

/* The currency that follows `last` in the order of their names; NULL: none. */
static const char *
currency_next(const struct telling *t, const struct measure *m,
	const char *last)
{
	const char *next = NULL;
	size_t at = source_of(&m->side[0]);
	int key;

	key = word_place(sources[at].by, "on/year") + 1;
	for (size_t i = 0; t->counts->money[at] && i < t->counts->of[at].n;
		i++) {
		const struct tally_row *row = &t->counts->of[at].at[i];
		const char *is = row->key[key];

		if (is != NULL && strcmp(is, last) > 0 &&
		    (next == NULL || strcmp(is, next) < 0) &&
		    row_counts(&sources[at], row, m))
			next = is;
	}
	return next;
}

static void
put_money(const struct telling *t, const struct measure *m)
{
	const char *currency = "";

	while ((currency = currency_next(t, m, currency)) != NULL)
		put_measure(t, m, currency);
}

/* How many different people were named in what was done. */
static enum err
put_persons(const struct telling *t)
{
	struct visit *v = t->v;
	struct query *q = query_of(v, &entity_exchange);
	json_t *view = json_pack("{s:s, s:s, s:s, s:b}", "key", "persons",
		"label", message(v->lang, "balance.persons"), "unit",
		message(v->lang, "balance.unit-persons"), "money", 0);
	struct tally tally;

	json_array_append_new(t->together, view);
	query_where(q, "state", QUERY_IS, "done");
	if (!id_none(t->tie))
		query_where(q, "ties", QUERY_HAS, id_text(v->arena, t->tie));
	if (t->from != NULL)
		query_where(q, "on", QUERY_FROM, t->from);
	if (t->until != NULL)
		query_where(q, "on", QUERY_UNTIL, t->until);
	TRY(query_tally(q, "", "distinct(members.person)", &tally));
	put_figure(t, view, "count", tally.n > 0 ? tally.at[0].sum[0] : 0,
		NULL);
	return OK;
}

enum err
balance_view(struct visit *v, const struct counts *counts, struct id tie,
	const char *from, const char *until, json_t **out)
{
	struct telling t = { v, counts, tie, from, until,
		keep(v, json_array()), keep(v, json_array()) };

	for (const struct measure *m = measures; m->key != NULL; m++)
		if ((m->side[0].of->read & v->roles) == 0)
			continue;
		else if (m->flags & MEASURE_MONEY)
			put_money(&t, m);
		else
			put_measure(&t, m, NULL);
	TRY(put_persons(&t));
	*out = json_pack("{s:s?, s:s?, s:O, s:O}", "from", from, "until",
		until, "measures", t.measures, "together", t.together);
	return OK;
}

enum err
tie_balance(struct visit *v, struct id tie, const char *from_year,
	const char *to_year, json_t **out)
{
	struct counts counts;

	TRY(counts_read(v, tie, &counts));
	return balance_view(v, &counts, tie, from_year, to_year, out);
}
