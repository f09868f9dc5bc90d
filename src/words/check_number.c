/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers of the source that are not in the translation, and the other way
 * about; and those that are there with another currency, unit, or without
 * their per cent.
 */
#include <math.h>
#include <string.h>

#include "checking.h"

struct side {
	struct number at[NUMBERS_MOST];
	size_t n;
};

/* A time's hour may have gone over to the other half of the day. */
static bool
hours_alike(const struct number *a, const struct number *b)
{
	return a->strong && b->strong && a->value >= 0 && b->value >= 0 &&
		a->value <= 24 && b->value <= 24 &&
		fabs(a->value - b->value) == 12;
}

/* 令和6年 is 2024, 平成31年 2019: an era's year on one side. */
static bool
eras_alike(const struct number *a, const struct number *b)
{
	static const int begun[] = { 2018, 1988, 1925, 1911, 1867 };

	for (size_t i = 0; i < sizeof begun / sizeof *begun; i++)
		if ((a->year && a->value + begun[i] == b->value) ||
		    (b->year && b->value + begun[i] == a->value))
			return true;
	return false;
}

/* What answers for a number on the other side: digits before words. */
static struct number *
answer_of(const struct number *a, struct side *b)
{
	struct number *best = NULL;

	for (size_t i = 0; i < b->n; i++) {
		struct number *one = &b->at[i];

		if (!numbers_same(a, one) && !measures_alike(a, one))
			continue;
		if (best == NULL || (one->strong && !best->strong) ||
		    (one->strong && best->used && !one->used))
			best = one;
	}
	for (size_t i = 0; i < b->n && best == NULL; i++)
		if (hours_alike(a, &b->at[i]) || eras_alike(a, &b->at[i]))
			best = &b->at[i];
	return best;
}

static void
money_compare(struct checking *c, const struct number *a,
	const struct number *b)
{
	if (a->money != 0 && b->money != 0 && a->money != b->money)
		finding_add(c, "currency-differs", CHECK_WRONG, a->at, b->at,
			money_name(a->money), money_name(b->money));
	else if (a->unit != 0 && b->unit != 0 && a->unit != b->unit &&
	    !measures_alike(a, b))
		finding_add(c, "unit-differs", CHECK_WRONG, a->at, b->at,
			unit_name(a->unit), unit_name(b->unit));
	else if (a->percent != b->percent && b->strong && a->value != 0)
		finding_add(c, "percent-differs", CHECK_WARN, a->at, b->at,
			span_text(c, c->source, a->at),
			span_text(c, c->target, b->at));
	else if (a->points && !b->points && b->percent)
		finding_add(c, "percent-points", CHECK_NOTE, a->at, b->at,
			span_text(c, c->source, a->at),
			span_text(c, c->target, b->at));
}

/* Is some other number of the same worth measured as this one is? */
static bool
measured_elsewhere(const struct number *a, const struct side *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (numbers_same(a, &b->at[i]) &&
		    b->at[i].money == a->money && b->at[i].unit == a->unit &&
		    b->at[i].percent == a->percent &&
		    b->at[i].points == a->points)
			return true;
	return false;
}

static void
pair(struct checking *c, struct side *a, struct side *b)
{
	for (size_t i = 0; i < a->n; i++) {
		struct number *one = &a->at[i], *answer;

		if (!one->strong)
			continue;
		answer = answer_of(one, b);
		if (answer == NULL)
			continue;
		one->used = true;
		if (answer->strong && !answer->used &&
		    numbers_same(one, answer) && !measured_elsewhere(one, b))
			money_compare(c, one, answer);
		answer->used = true;
	}
	for (size_t i = 0; i < b->n; i++)
		if (b->at[i].strong && !b->at[i].used)
			b->at[i].used = answer_of(&b->at[i], a) != NULL;
}

static struct number *
left_of(struct side *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].strong && !s->at[i].used)
			return &s->at[i];
	return NULL;
}

/* Left on both sides: taken for each other; on one: missing or added. */
static void
differing(struct checking *c, struct side *a, struct side *b)
{
	struct number *one, *other;

	while ((one = left_of(a)) != NULL && (other = left_of(b)) != NULL) {
		one->used = other->used = true;
		finding_add(c, "number-differs", CHECK_WRONG, one->at,
			other->at, span_text(c, c->source, one->at),
			span_text(c, c->target, other->at));
	}
	while ((one = left_of(a)) != NULL) {
		one->used = true;
		finding_add(c, "number-missing", CHECK_WARN, one->at, NOWHERE,
			span_text(c, c->source, one->at), NULL);
	}
	while ((other = left_of(b)) != NULL) {
		other->used = true;
		finding_add(c, "number-added", CHECK_WARN, NOWHERE, other->at,
			span_text(c, c->target, other->at), NULL);
	}
}

void
check_numbers(struct checking *c)
{
	struct side *a = arena_alloc(c->arena, sizeof *a);
	struct side *b = arena_alloc(c->arena, sizeof *b);

	a->n = numbers_in(c->plain_source, c->done_source, c->done_sources, a->at,
		NUMBERS_MOST);
	b->n = numbers_in(c->plain_target, c->done_target, c->done_targets, b->at,
		NUMBERS_MOST);
	if (a->n == NUMBERS_MOST || b->n == NUMBERS_MOST)
		return;
	pair(c, a, b);
	differing(c, a, b);
}
