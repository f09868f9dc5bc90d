/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a tie's ledger can be narrowed to, in words with counts.  All that is
 * listed is counted in cells, one a kind, direction, field and year; a word's
 * count is that of the cells which fit it and the rest of the wish.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define CELLS_MOST 20000

struct cell {
	const char *kind, *direction, *field, *year;  /* NULL: it has none */
	int64_t n;
};

struct cells {
	struct visit *v;
	struct cell *at;
	size_t n, room;
};

enum facet { BY_KIND, BY_YEAR, BY_FIELD, BY_DIRECTION, FACETS };

static void
cell_add(struct cells *c, struct cell cell)
{
	if (cell.year == NULL || c->n == CELLS_MOST)
		return;
	if (c->n == c->room) {
		struct cell *more;

		c->room = c->room * 2 + 64;
		more = arena_alloc(c->v->arena, c->room * sizeof *more);
		if (c->n > 0)
			memcpy(more, c->at, c->n * sizeof *more);
		c->at = more;
	}
	c->at[c->n++] = cell;
}

/* ---- filling them ---- */

static const char *
way_of(const char *key)
{
	static const char *const ways[][2] = {
		{ "given", "out" }, { "received", "in" },
	};

	for (size_t i = 0; key != NULL && i < 2; i++)
		if (strcmp(key, ways[i][0]) == 0)
			return ways[i][1];
	return key;
}

/* A kind that the balance has counted already; where its direction and its
 * field stand among the keys, -1 nowhere. */
static void
cells_counted(struct cells *c, const struct counts *counts, size_t source,
	const char *kind, int direction, int field)
{
	const struct tally *t = &counts->of[source];

	for (size_t i = 0; i < t->n; i++)
		cell_add(c, (struct cell){ .kind = kind, .direction =
			direction < 0 ? NULL : way_of(t->at[i].key[direction]),
			.field = field < 0 ? NULL : t->at[i].key[field],
			.year = t->at[i].key[counts->year[source]],
			.n = t->at[i].count });
}

/* One that it has not. */
static enum err
cells_asked(struct cells *c, struct id tie, const struct told *t)
{
	struct query *q = query_of(c->v, t->of);
	struct tally tally;

	query_where(q, t->tie, QUERY_IS, id_text(c->v->arena, tie));
	query_where(q, t->date, QUERY_THERE, NULL);
	TRY(query_tally(q, arena_printf(c->v->arena, "%s/year", t->date), "",
		&tally));
	for (size_t i = 0; i < tally.n; i++)
		cell_add(c, (struct cell){ .kind = t->kind,
			.year = tally.at[i].key[0], .n = tally.at[i].count });
	return OK;
}

static void
cells_own(struct cells *c, const struct record *tie)
{
	json_t *rows = keep(c->v, ledger_of_tie(c->v, tie)), *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		const char *on = text_of(row, "on");

		cell_add(c, (struct cell){ .kind = text_of(row, "kind"),
			.year = arena_copy(c->v->arena,
				strncmp(on, "../", 3) == 0 ? on + 3 : on, 4),
			.n = 1 });
	}
}

static enum err
cells_fill(struct cells *c, const struct record *tie,
	const struct counts *counts)
{
	unsigned roles = c->v->roles;

	cells_own(c, tie);
	cells_counted(c, counts, COUNT_EXCHANGE, "exchange", 0, 2);
	cells_counted(c, counts, COUNT_UNDONE, "exchange", 0, 2);
	cells_counted(c, counts, COUNT_LETTER, "letter", 0, -1);
	cells_counted(c, counts, COUNT_PROMISE, "promise", -1, -1);
	cells_counted(c, counts, COUNT_GIFT, "gift", 0, -1);
	cells_counted(c, counts, COUNT_EXPENSE, "expense", -1, -1);
	for (const struct told *t = ledger_tolds; t->kind != NULL; t++)
		if ((t->of->read & roles) != 0 && strcmp(t->date, "on") != 0)
			TRY(cells_asked(c, tie->id, t));
	return OK;
}

/* ---- counting them ---- */

static bool
text_fits(const char *is, const char *wanted)
{
	return wanted == NULL || (is != NULL && strcmp(is, wanted) == 0);
}

/* Does the wish leave the cell, but for what one facet would choose? */
static bool
cell_fits(const struct cell *c, const struct ledger_wish *w, enum facet but)
{
	return (but == BY_KIND || text_fits(c->kind, w->kind)) &&
		(but == BY_FIELD || text_fits(c->field, w->field)) &&
		(but == BY_DIRECTION ||
			text_fits(c->direction, w->direction)) &&
		(but == BY_YEAR || ((w->from == NULL ||
			strcmp(c->year, w->from) >= 0) && (w->until == NULL ||
			strcmp(c->year, w->until) <= 0)));
}

static const char *
cell_value(const struct cell *c, enum facet facet)
{
	return facet == BY_KIND ? c->kind : facet == BY_YEAR ? c->year :
		facet == BY_FIELD ? c->field : c->direction;
}

static int64_t
cells_count(const struct cells *c, const struct ledger_wish *w,
	enum facet facet, const char *value)
{
	int64_t all = 0;

	for (size_t i = 0; i < c->n; i++)
		if (cell_fits(&c->at[i], w, facet) &&
		    (value == NULL || text_fits(cell_value(&c->at[i], facet),
			value)))
			all += c->at[i].n;
	return all;
}

static void
put_word(struct cells *c, json_t *list, const struct ledger_wish *w,
	enum facet facet, const char *value, const char *label)
{
	struct visit *v = c->v;
	int64_t n = cells_count(c, w, facet, value);
	const char *chosen = facet == BY_KIND ? w->kind : facet == BY_FIELD ?
		w->field : facet == BY_DIRECTION ? w->direction :
		w->from != NULL && w->until != NULL &&
		strcmp(w->from, w->until) == 0 ? w->from : NULL;
	bool is_chosen = chosen != NULL && strcmp(chosen, value) == 0;

	if (n == 0 && !is_chosen)
		return;
	json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:s, s:b}",
		"value", value, "label", label, "count", (json_int_t)n,
		"count_says", text_number(v->arena, v->lang, arena_printf(
			v->arena, "%lld", (long long)n)),
		"chosen", (int)is_chosen));
}

static json_t *
kinds_view(struct cells *c, const struct ledger_wish *w)
{
	json_t *list = json_array();

	for (const char *const *kind = ledger_kinds; *kind != NULL; kind++)
		put_word(c, list, w, BY_KIND, *kind, message(c->v->lang,
			arena_printf(c->v->arena, "ledger.kind-%s", *kind)));
	return list;
}

/* The choices of a field of exchange, in their order. */
static json_t *
choices_view(struct cells *c, const struct ledger_wish *w, enum facet facet,
	const char *field)
{
	const struct field *f = field_named(entity_exchange.fields, field);
	json_t *list = json_array();
	const char *choice;

	for (size_t i = 0; (choice = field_choice(c->v->arena, f, i)) != NULL;
		i++)
		put_word(c, list, w, facet, choice, message(c->v->lang,
			arena_printf(c->v->arena, "%s-%s", facet == BY_FIELD ?
				"exchange.field" : "ledger.by-direction", choice)));
	return list;
}

static int
newest_first(const void *a, const void *b)
{
	return strcmp(*(const char *const *)b, *(const char *const *)a);
}

static json_t *
years_view(struct cells *c, const struct ledger_wish *w)
{
	const char **years = arena_alloc(c->v->arena, (c->n + 1) *
		sizeof *years);
	json_t *list = json_array();
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		years[n++] = c->at[i].year;
	qsort(years, n, sizeof *years, newest_first);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || strcmp(years[i], years[i - 1]) != 0)
			put_word(c, list, w, BY_YEAR, years[i], years[i]);
	return list;
}

enum err
ledger_words(struct visit *v, const struct record *tie,
	const struct counts *counts, const struct ledger_wish *wish,
	json_t **out)
{
	struct cells c = { .v = v };

	TRY(cells_fill(&c, tie, counts));
	*out = json_pack("{s:o, s:o, s:o, s:o, s:I}",
		"kinds", kinds_view(&c, wish), "years", years_view(&c, wish),
		"fields", choices_view(&c, wish, BY_FIELD, "field"),
		"directions", choices_view(&c, wish, BY_DIRECTION,
			"direction"),
		"count", (json_int_t)cells_count(&c, wish, FACETS, NULL));
	return OK;
}
