/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A look into the memory: the units of the very text, then those that
 * memory_gram.c says may be alike, compared, and of them the best that the
 * visitor may be shown.
 *
 * How long it takes does not depend on how many units there are: at most 64
 * of them are read, and few long ones are compared.
 */
#include <stdlib.h>
#include <string.h>

#include "remembering.h"

enum {
	READ_MOST = 64,            /* units */
	CELLS_MOST = 1500000,      /* of tables of comparison, in one look */
};

struct read {                      /* a unit that was read */
	int64_t number, source_key, import, before, after;
	struct memory_match match;
	const char *composed;
	struct token *tokens;
	size_t n;
};

struct looking {
	struct visit *v;
	const struct memory_ask *ask;
	struct sight sight;
	struct space space;
	struct id own;             /* the record that is translated */
	const char *text;          /* composed */
	const char *whole;
	struct token *tokens;
	size_t n;
	int64_t before, after;     /* keys of its neighbours */
	int least;
	struct read *units;
	size_t count;
	struct place *places;
	size_t place_count;
};

/* ---- reading ---- */

static void
unit_take(struct looking *l, struct db_stmt *s)
{
	struct read *u = &l->units[l->count++];
	struct arena *a = l->v->arena;

	*u = (struct read){
		.number = db_int(s, 0), .source_key = db_int(s, 1),
		.import = db_int(s, 6), .before = db_int(s, 7),
		.after = db_int(s, 8),
		.match = {
			.unit = db_int(s, 0),
			.source = arena_text(a, db_text(s, 2)),
			.target = arena_text(a, db_text(s, 3)),
			.who = arena_text(a, db_text(s, 4)),
			.at = db_int(s, 5), .used = db_int(s, 9),
			.import = db_null(s, 10) ? NULL :
				arena_text(a, db_text(s, 10)),
		},
	};
	u->composed = memory_composed(a, u->match.source);
}

#define UNIT "SELECT u.number, u.source_key, u.source, u.target, u.who, u.at," \
	" u.import, u.before, u.after, u.used, f.name, u.space" \
	" FROM memory_unit u LEFT JOIN memory_file f ON f.number = u.import"

/* The units of the very text. */
static enum err
same_read(struct looking *l)
{
	struct db_stmt *s = db_ask(l->v->db, UNIT
		" WHERE u.source_key = ? ORDER BY u.target_key LIMIT 32");
	bool row;

	db_bind_int(s, memory_key(&l->space, l->whole));
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		unit_take(l, s);
		if (strcmp(memory_whole(l->v->arena,
		    l->units[l->count - 1].match.source), l->whole) != 0)
			l->count--;
	}
}

static bool
is_there(const struct looking *l, int64_t unit)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->units[i].number == unit)
			return true;
	return false;
}

static enum err
units_read(struct looking *l, const int64_t *units, size_t n)
{
	struct db_stmt *s = db_ask(l->v->db, UNIT
		" WHERE u.number IN (" SIXTY_FOUR ")");
	bool row;

	bind_sixty_four(s, units, n);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		/* A list may still tell of a number that is another's now. */
		if (db_int(s, 11) == l->space.number &&
		    !is_there(l, db_int(s, 0)))
			unit_take(l, s);
	}
}

/* ---- comparing ---- */

/* Those read in the order of the store, back in the order of likelihood. */
static size_t
place_in(const int64_t *units, size_t n, int64_t unit)
{
	for (size_t i = 0; i < n; i++)
		if (units[i] == unit)
			return i;
	return n;
}

static void
unit_score(struct looking *l, struct read *u)
{
	struct memory_likeness is = tokens_compare(l->v->arena, u->composed,
		u->tokens, u->n, l->text, l->tokens, l->n, false);

	u->match.score = is.score;
	u->match.numbers = is.numbers;
	u->match.only_numbers = is.only_numbers;
}

static void
order_set(struct looking *l, size_t from, const int64_t *units, size_t n)
{
	for (size_t i = from + 1; i < l->count; i++) {
		struct read one = l->units[i];
		size_t at = i;

		for (; at > from && place_in(units, n,
		    l->units[at - 1].number) > place_in(units, n, one.number);
		    at--)
			l->units[at] = l->units[at - 1];
		l->units[at] = one;
	}
}

/* The likeliest first, until enough was compared. */
static void
units_score(struct looking *l, size_t from)
{
	size_t cells = 0;

	for (size_t i = from; i < l->count; i++) {
		struct read *u = &l->units[i];

		u->n = memory_tokens(l->v->arena, u->composed, &u->tokens);
		cells += (u->n + 1) * (l->n + 1);
		if (cells > CELLS_MOST && i > from + 3)
			break;
		unit_score(l, u);
	}
}

static enum err
alike_find(struct looking *l)
{
	int64_t units[READ_MOST];
	size_t from = l->count, n;

	TRY(grams_find(l->v, &l->space, l->text, units, READ_MOST, &n));
	if (n == 0)
		return OK;
	TRY(units_read(l, units, n));
	order_set(l, from, units, n);
	units_score(l, from);
	return OK;
}

/* The same text is 100, and with the same neighbours 101. */
static void
same_score(struct looking *l, struct read *u, const struct place *p)
{
	int64_t before = p != NULL ? p->before : u->before;
	int64_t after = p != NULL ? p->after : u->after;
	bool with = (before != 0 || after != 0) && before == l->before &&
		after == l->after;

	if (u->match.score < 100 + with)
		u->match.score = 100 + with;
}

/* ---- may it be shown? ---- */

/* Whether it may, and where it comes from: the newest place that may be told,
 * or the one with the same neighbours. */
static bool
unit_shown(struct looking *l, struct read *u)
{
	bool shown = u->import != 0, same = u->match.score >= 100;
	const struct place *told = NULL;

	if (shown && same)
		same_score(l, u, NULL);
	u->match.held = !shown;
	for (size_t i = 0; i < l->place_count; i++) {
		const struct place *p = &l->places[i];
		int score = u->match.score;

		if (p->unit != u->number)
			continue;
		shown = true;
		if (p->open)
			u->match.held = false;
		if (same)
			same_score(l, u, p);
		if (told == NULL || u->match.score > score)
			told = p;
	}
	if (told != NULL) {
		u->match.who = told->who;
		u->match.at = told->at;
		u->match.entity = told->entity;
		u->match.record = told->record;
	}
	return shown;
}

static int
better(const void *a, const void *b)
{
	const struct memory_match *x = &((const struct read *)a)->match;
	const struct memory_match *y = &((const struct read *)b)->match;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	if (x->at != y->at)
		return x->at > y->at ? -1 : 1;
	return (x->unit < y->unit) - (x->unit > y->unit);
}

/* Away with those that may not be shown, or are not good enough. */
static enum err
units_sift(struct looking *l)
{
	int64_t numbers[READ_MOST];
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < l->count; i++)
		if (l->units[i].match.score >= l->least)
			l->units[n++] = l->units[i];
	l->count = n;
	qsort(l->units, l->count, sizeof *l->units, better);
	if (l->count > READ_MOST)
		l->count = READ_MOST;
	for (size_t i = 0; i < l->count; i++)
		numbers[i] = l->units[i].number;
	TRY(places_read(&l->sight, numbers, l->count, l->own, &l->places,
		&l->place_count));
	for (size_t i = 0; i < l->count; i++)
		if (unit_shown(l, &l->units[i]))
			l->units[kept++] = l->units[i];
	l->count = kept;
	qsort(l->units, l->count, sizeof *l->units, better);
	return OK;
}

/* ---- the whole ---- */

/* What is told of a match that is shown. */
static void
match_fill(struct looking *l, const struct read *u, struct memory_match *out)
{
	struct memory_likeness is;

	*out = u->match;
	if (out->score >= 100)
		return;
	is = tokens_compare(l->v->arena, u->composed, u->tokens, u->n, l->text,
		l->tokens, l->n, true);
	out->runs = is.runs;
	out->n_runs = is.n_runs;
}

static enum err
look_begin(struct looking *l, struct visit *v, const struct memory_ask *ask)
{
	struct id office;

	TRY(office_of(v, ask->record, &office));
	*l = (struct looking){ .v = v, .ask = ask, .sight = sight_new(v),
		.space = memory_space(v->arena, office, ask->from, ask->to),
		.least = ask->least > 0 ? ask->least : MEMORY_LEAST };
	if (ask->record != NULL)
		l->own = ask->record->id;
	l->text = memory_composed(v->arena, ask->text);
	l->whole = memory_whole(v->arena, ask->text);
	l->n = memory_tokens(v->arena, l->text, &l->tokens);
	if (ask->before != NULL && *ask->before != '\0')
		l->before = memory_key(&l->space, memory_whole(v->arena,
			ask->before));
	if (ask->after != NULL && *ask->after != '\0')
		l->after = memory_key(&l->space, memory_whole(v->arena,
			ask->after));
	l->units = arena_alloc(v->arena, 2 * READ_MOST * sizeof *l->units);
	return OK;
}

enum err
memory_look(struct visit *v, const struct memory_ask *ask,
	struct memory_match *out, size_t most, size_t *n)
{
	struct looking l;

	*n = 0;
	TRY(look_begin(&l, v, ask));
	if (*l.whole == '\0' || strlen(ask->text) > MEMORY_TEXT)
		return OK;
	TRY(same_read(&l));
	for (size_t i = 0; i < l.count; i++)
		l.units[i].match.score = 100;
	if (l.least < 100 && l.count < most)
		TRY(alike_find(&l));
	TRY(units_sift(&l));
	for (; *n < l.count && *n < most; (*n)++)
		match_fill(&l, &l.units[*n], &out[*n]);
	return OK;
}
