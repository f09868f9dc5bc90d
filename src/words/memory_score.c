/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How alike two texts are.  Tokens of the one are turned into those of the
 * other at the least cost; the score is what of the heavier one's weight was
 * not spent, in hundredths:
 *
 *	a token left out or put in     its weight
 *	another in its place           the heavier's weight, but
 *	  case, width, kind of quote     1 for a word, 0 for a mark
 *	  only the particle differs      2
 *	  one number for another         1
 *	  words that begin or end alike  so much of 10 as is not alike
 *	  a mark for another             1
 *	two words written as one       1
 *
 * Texts that are not the same are never more than 99.
 */
#include <string.h>

#include "remembering.h"

enum { LONGEST = 512, JOINED = 1 };

enum step { STEP_NONE, STEP_PAIR, STEP_DROP, STEP_ADD, STEP_SPLIT,
	STEP_JOIN };

struct matter {
	struct arena *arena;
	const char *found, *asked;     /* the texts */
	const struct token *f, *k;     /* their tokens */
	size_t fn, kn;
	size_t head, tail;             /* tokens that are the same at the ends */
	uint8_t *steps;                /* (fn + 1) x (kn + 1) of what is between */
	int cost;
	bool numbers, others;
};

static bool
fold_same(const struct token *a, const struct token *b)
{
	return a->hash == b->hash && a->n == b->n &&
		memcmp(a->fold, b->fold, a->n) == 0;
}

static bool
token_same(const struct matter *m, const struct token *a,
	const struct token *b)
{
	return fold_same(a, b) && a->to - a->from == b->to - b->from &&
		memcmp(m->found + a->from, m->asked + b->from,
		a->to - a->from) == 0;
}

static size_t
alike_ahead(const struct token *a, const struct token *b)
{
	size_t n = a->n < b->n ? a->n : b->n, at = 0;

	while (at < n && a->fold[at] == b->fold[at])
		at++;
	/* Not within a character. */
	while (at > 0 && at < n && ((unsigned char)a->fold[at] & 0xc0) == 0x80)
		at--;
	return at;
}

static size_t
alike_behind(const struct token *a, const struct token *b, size_t ahead)
{
	size_t n = (a->n < b->n ? a->n : b->n) - ahead, at = 0;

	while (at < n && a->fold[a->n - 1 - at] == b->fold[b->n - 1 - at])
		at++;
	return at;
}

static bool
particle_or_none(const struct token *t, size_t from)
{
	return t->n == from || particle_whole(t->fold + from, t->n - from);
}

/* Of a word for another, 10 at most. */
static int
word_cost(const struct token *a, const struct token *b)
{
	int most = a->weight > b->weight ? a->weight : b->weight;
	size_t longer = a->n > b->n ? a->n : b->n;
	size_t ahead, alike;
	int cost;

	if (a->hangul != b->hangul)
		return most;
	ahead = alike_ahead(a, b);
	if (a->hangul && ahead > 0 && particle_or_none(a, ahead) &&
	    particle_or_none(b, ahead))
		return 2;
	alike = ahead + alike_behind(a, b, ahead);
	if (alike * 5 < longer * 2)
		return most;
	cost = (int)((size_t)most * (longer - alike) / longer);
	return cost > 2 ? cost : 2;
}

static int
pair_cost(const struct matter *m, const struct token *a,
	const struct token *b)
{
	int most = a->weight > b->weight ? a->weight : b->weight;

	if (fold_same(a, b))
		return a->kind == TOKEN_MARK || token_same(m, a, b) ? 0 : 1;
	if (a->kind != b->kind)
		return most + 1;
	if (a->kind == TOKEN_WORD)
		return word_cost(a, b);
	return a->kind == TOKEN_NUMBER || a->kind == TOKEN_MARK ? 1 : most;
}

/* Is a what b and its neighbour are together? */
static bool
is_both(const struct token *a, const struct token *b)
{
	return a->kind == TOKEN_WORD && b[0].kind == TOKEN_WORD &&
		b[1].kind == TOKEN_WORD && a->n == b[0].n + b[1].n &&
		memcmp(a->fold, b[0].fold, b[0].n) == 0 &&
		memcmp(a->fold + b[0].n, b[1].fold, b[1].n) == 0;
}

/* ---- the least cost ---- */

struct row {
	int *now, *before, *earlier;   /* costs of i, i - 1, i - 2 tokens */
};

static void
take(int cost, enum step step, int *best, uint8_t *how)
{
	if (cost < *best) {
		*best = cost;
		*how = (uint8_t)step;
	}
}

static void
cell(struct matter *m, const struct row *r, const struct token *f,
	const struct token *k, size_t i, size_t j, uint8_t *how)
{
	int best = r->before[j] + f[i - 1].weight;

	*how = STEP_DROP;
	take(r->now[j - 1] + k[j - 1].weight, STEP_ADD, &best, how);
	take(r->before[j - 1] + pair_cost(m, &f[i - 1], &k[j - 1]), STEP_PAIR,
		&best, how);
	if (j > 1 && f[i - 1].n > k[j - 1].n &&
	    is_both(&f[i - 1], &k[j - 2]))
		take(r->before[j - 2] + JOINED, STEP_SPLIT, &best, how);
	if (i > 1 && k[j - 1].n > f[i - 1].n &&
	    is_both(&k[j - 1], &f[i - 2]))
		take(r->earlier[j - 1] + JOINED, STEP_JOIN, &best, how);
	r->now[j] = best;
}

/* The middle, fn by kn tokens. */
static void
middle(struct matter *m, size_t fn, size_t kn)
{
	const struct token *f = m->f + m->head, *k = m->k + m->head;
	int *costs = arena_alloc(m->arena, 3 * (kn + 1) * sizeof *costs);
	struct row r = { costs, costs + kn + 1, costs + 2 * (kn + 1) };

	m->steps = arena_alloc(m->arena, (fn + 1) * (kn + 1));
	for (size_t j = 1; j <= kn; j++) {
		r.now[j] = r.now[j - 1] + k[j - 1].weight;
		m->steps[j] = STEP_ADD;
	}
	for (size_t i = 1; i <= fn; i++) {
		uint8_t *how = m->steps + i * (kn + 1);
		int *spare = r.earlier;

		r.earlier = r.before;
		r.before = r.now;
		r.now = spare;
		r.now[0] = r.before[0] + f[i - 1].weight;
		how[0] = STEP_DROP;
		for (size_t j = 1; j <= kn; j++)
			cell(m, &r, f, k, i, j, &how[j]);
	}
	m->cost = r.now[kn];
}

static void
ends_take(struct matter *m)
{
	size_t n = m->fn < m->kn ? m->fn : m->kn;

	while (m->head < n && token_same(m, &m->f[m->head],
	    &m->k[m->head]))
		m->head++;
	while (m->tail < n - m->head && token_same(m,
	    &m->f[m->fn - 1 - m->tail], &m->k[m->kn - 1 - m->tail]))
		m->tail++;
}

/* ---- as runs ---- */

struct running {
	struct matter *m;
	struct memory_run *out;        /* filled from the end */
	size_t at;
	size_t f_end, k_end;           /* where in the texts the last began */
};

/* The tokens from i and j on, up to what was written before. */
static void
run_put(struct running *r, enum memory_run_kind kind, size_t i, size_t j)
{
	struct matter *m = r->m;
	size_t f = i < m->fn ? m->f[i].from : strlen(m->found);
	size_t k = j < m->kn ? m->k[j].from : strlen(m->asked);
	struct memory_run *to = &r->out[--r->at];

	if (i == 0)
		f = 0;
	if (j == 0)
		k = 0;
	to->kind = kind;
	to->found = arena_copy(m->arena, m->found + f, r->f_end - f);
	to->asked = arena_copy(m->arena, m->asked + k, r->k_end - k);
	r->f_end = f;
	r->k_end = k;
}

static bool
number_like(const struct token *t)
{
	return t->kind == TOKEN_NUMBER;
}

/* What one step is, and how many tokens of either it takes. */
static enum memory_run_kind
step_kind(struct matter *m, enum step step, size_t i, size_t j, size_t *fs,
	size_t *ks)
{
	const struct token *f = m->f + m->head + i, *k = m->k + m->head + j;

	*fs = step == STEP_ADD ? 0 : step == STEP_JOIN ? 2 : 1;
	*ks = step == STEP_DROP ? 0 : step == STEP_SPLIT ? 2 : 1;
	if (step == STEP_PAIR && token_same(m, f - 1, k - 1))
		return MEMORY_SAME;
	if ((step == STEP_PAIR && number_like(f - 1) && number_like(k - 1)) ||
	    (step == STEP_DROP && number_like(f - 1)) ||
	    (step == STEP_ADD && number_like(k - 1)))
		m->numbers = true;
	else
		m->others = true;
	return step == STEP_DROP ? MEMORY_MISSING :
		step == STEP_ADD ? MEMORY_ADDED : MEMORY_CHANGED;
}

/* Back from the end of the middle; steps of one kind are one run. */
static void
walk_back(struct running *r, size_t i, size_t j, bool write)
{
	struct matter *m = r->m;
	size_t kn = m->kn - m->head - m->tail, fs, ks;
	enum memory_run_kind kind = MEMORY_SAME, now;
	bool open = m->tail > 0;

	while (i > 0 || j > 0) {
		now = step_kind(m, m->steps[i * (kn + 1) + j], i, j, &fs, &ks);
		if (open && now != kind && write)
			run_put(r, kind, m->head + i, m->head + j);
		kind = now;
		open = true;
		i -= fs;
		j -= ks;
	}
	if (!write)
		return;
	if (open && kind != MEMORY_SAME && m->head > 0) {
		run_put(r, kind, m->head, m->head);
		kind = MEMORY_SAME;
	}
	if (open || m->head > 0)
		run_put(r, kind, 0, 0);
}

static void
runs_make(struct matter *m, struct memory_likeness *out, bool write)
{
	size_t fn = m->fn - m->head - m->tail, kn = m->kn - m->head - m->tail;
	size_t most = fn + kn + 3;
	struct running r = { .m = m, .at = most,
		.f_end = strlen(m->found), .k_end = strlen(m->asked) };

	if (write)
		r.out = arena_alloc(m->arena, most * sizeof *r.out);
	walk_back(&r, fn, kn, write);
	out->runs = write ? r.out + r.at : NULL;
	out->n_runs = write ? most - r.at : 0;
	out->numbers = m->numbers;
	out->only_numbers = m->numbers && !m->others;
}

/* ---- the score ---- */

static int
weight_all(const struct token *t, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += t[i].weight;
	return sum;
}

static int
score_of(int cost, int weight)
{
	int lost = weight > 0 ? (cost * 100 + weight - 1) / weight : 100;

	return lost > 99 ? 0 : lost > 0 ? 100 - lost : 99;
}

struct memory_likeness
tokens_compare(struct arena *a, const char *found, const struct token *f,
	size_t fn, const char *asked, const struct token *k, size_t kn,
	bool runs)
{
	struct matter m = { .arena = a, .found = found, .asked = asked,
		.f = f, .k = k, .fn = fn, .kn = kn };
	int fw = weight_all(f, fn), kw = weight_all(k, kn);
	struct memory_likeness out = { 0 };

	ends_take(&m);
	fn -= m.head + m.tail;
	kn -= m.head + m.tail;
	if (fn > LONGEST || kn > LONGEST)
		return out;
	middle(&m, fn, kn);
	out.score = score_of(m.cost, fw > kw ? fw : kw);
	runs_make(&m, &out, runs);
	return out;
}

struct memory_likeness
memory_compare(struct arena *a, const char *found, const char *asked)
{
	const char *f = memory_composed(a, found);
	const char *k = memory_composed(a, asked);
	struct token *ft, *kt;
	size_t fn = memory_tokens(a, f, &ft), kn = memory_tokens(a, k, &kt);
	struct memory_likeness out;

	out = tokens_compare(a, f, ft, fn, k, kt, kn, true);
	if (strcmp(memory_whole(a, found), memory_whole(a, asked)) == 0)
		out.score = 100;
	return out;
}
