/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words beside what they were made of.  The parts of a source are its
 * segments, and its blocks of several segments, each known by the digest of
 * its text; "of" names such a part, wherever it stands today.
 */
#include "words_inside.h"

#include <string.h>

static const char *
member(const json_t *segment, const char *name)
{
	return json_string_value(json_object_get(segment, name));
}

/* White space that ends no block: a space, or the end of a line. */
static bool
gap_within(const char *gap)
{
	const char *line = strchr(gap, '\n');

	return gap[strspn(gap, " \t\r\n\\")] == '\0' &&
		(line == NULL || strchr(line + 1, '\n') == NULL);
}

bool
words_gap_begins(const char *gap)
{
	/* Other spaces, as the full-width one, have no line's end in them. */
	return strchr(gap, '\n') != NULL && !gap_within(gap);
}

bool
words_begins(const json_t *segment, size_t place)
{
	json_t *block = json_object_get(segment, "block");
	const char *gap = member(segment, "gap");

	if (place == 0 || json_is_true(block))
		return true;
	if (block != NULL)
		return false;
	return gap == NULL || words_gap_begins(gap);
}

const char *
words_gap(const json_t *segment, size_t place)
{
	const char *gap = member(segment, "gap");

	return gap != NULL ? gap : place == 0 ? "" : "\n\n";
}

bool
words_hole(const json_t *segment)
{
	const char *origin = member(segment, "origin");

	return origin != NULL && strcmp(origin, "none") == 0;
}

/* ---- the parts of a source ---- */

static void
span_add(struct words_spans *s, const char *digest, size_t first, size_t n)
{
	struct words_span *span = arena_alloc(s->arena, sizeof *span);
	struct words_span *head = map_get(s->by, digest);

	span->first = first;
	span->n = n;
	if (head == NULL) {
		span->last = span;
		map_put(s->by, digest, span);
		return;
	}
	head->last->next = span;
	head->last = span;
}

const char *
words_block_text(struct arena *a, const json_t *segments, size_t first,
	size_t n)
{
	struct buf out = buf_in(a, SIZE_MAX / 4);

	for (size_t i = first; i < first + n; i++) {
		json_t *segment = json_array_get(segments, i);

		if (i > first)
			buf_text(&out, words_gap(segment, i));
		buf_text(&out, member(segment, "text"));
	}
	return out.at;
}

static void
block_add(struct words_spans *s, const json_t *segments, size_t first, size_t n)
{
	char digest[WORDS_DIGEST];

	if (n < 2)
		return;
	words_digest(words_block_text(s->arena, segments, first, n), digest);
	span_add(s, digest, first, n);
}

struct words_spans
words_spans(struct arena *a, const json_t *segments)
{
	struct words_spans s = { .arena = a, .by = map_new(a),
		.n = json_array_size(segments) };
	size_t i, block = 0, first = 0;
	char digest[WORDS_DIGEST];
	json_t *segment;

	s.at = arena_alloc(a, (s.n + 1) * sizeof *s.at);
	json_array_foreach(segments, i, segment) {
		if (i > 0 && words_begins(segment, i)) {
			block_add(&s, segments, first, i - first);
			first = i;
			block++;
		}
		words_digest(member(segment, "text"), digest);
		span_add(&s, digest, i, 1);
		s.at[i].of = arena_text(a, digest);
		s.at[i].block = block;
		s.at[i].same = ((struct words_span *)map_get(s.by,
			digest))->first;
	}
	block_add(&s, segments, first, s.n - first);
	return s;
}

/* ---- stale ---- */

/* Each was made of what stands at its place: nothing need be looked up. */
static bool
in_step(const json_t *source, const json_t *segments)
{
	char digest[WORDS_DIGEST];
	size_t i;
	json_t *segment;

	if (json_array_size(source) != json_array_size(segments))
		return false;
	json_array_foreach(segments, i, segment) {
		const char *of = member(segment, "of");

		if (of == NULL)
			return false;
		words_digest(member(json_array_get(source, i), "text"), digest);
		if (strcmp(of, digest) != 0)
			return false;
	}
	return true;
}

/* Marks what a segment was made of; false: it is not there any more. */
static bool
meet(const struct words_spans *s, const char *of, bool *met)
{
	const struct words_span *span = map_get(s->by, of);

	if (span == NULL)
		return false;
	for (size_t i = span->first; i < span->first + span->n; i++)
		met[s->at[i].same] = true;
	return true;
}

/*
 * When all of a text knows its source, a part of the source that nothing was
 * made of counts as well: a sentence was added.
 */
bool
words_stale(struct arena *a, const json_t *source, const json_t *segments)
{
	struct words_spans s;
	json_t *segment;
	bool *met;
	size_t i;

	if (in_step(source, segments))
		return false;
	s = words_spans(a, source);
	met = arena_alloc(a, s.n + 1);
	json_array_foreach(segments, i, segment) {
		const char *of = member(segment, "of");

		if (of == NULL)
			met[s.n] = true;
		else if (!meet(&s, of, met) && !words_hole(segment))
			return true;
	}
	for (i = 0; i < s.n && !met[s.n]; i++)
		if (!met[s.at[i].same])
			return true;
	return false;
}

/* ---- pairs ---- */

struct pairing {
	const struct words_spans *spans;
	struct words_pair *pairs;
	const json_t *targets;
	size_t *place;          /* of each target, or NOWHERE */
	size_t n, m;            /* of pairs, of targets */
};

#define NOWHERE SIZE_MAX

static bool
is_free(const struct pairing *p, size_t place)
{
	return place < p->n && p->pairs[place].target == NULL &&
		!p->pairs[place].within;
}

static void
stand_at(struct pairing *p, size_t j, size_t place, size_t span)
{
	p->pairs[place].target = json_array_get(p->targets, j);
	p->pairs[place].span = span;
	p->place[j] = place;
	for (size_t i = place + 1; i < place + span; i++)
		p->pairs[i].within = p->pairs[i].target == NULL;
}

/* Where what it was made of stands: at its own place, rather than at another
 * one that reads the same. */
static void
place_by_digest(struct pairing *p, size_t j)
{
	const char *of = member(json_array_get(p->targets, j), "of");
	const struct words_span *s = of != NULL ?
		map_get(p->spans->by, of) : NULL, *first = s;

	for (; s != NULL && p->n == p->m; s = s->next)
		if (s->n == 1 && s->first == j && is_free(p, j)) {
			stand_at(p, j, j, 1);
			return;
		}
	for (s = first; s != NULL; s = s->next)
		if (is_free(p, s->first)) {
			stand_at(p, j, s->first, s->n);
			return;
		}
	/* Several sentences were made of one block. */
	for (s = first; s != NULL; s = s->next)
		for (size_t i = s->first; i < s->first + s->n; i++)
			if (p->pairs[i].target == NULL) {
				p->pairs[i].within = false;
				p->pairs[s->first].span = 1;
				stand_at(p, j, i, s->first + s->n - i);
				return;
			}
}

/* What it was made of is gone or was never told: at the same place, or behind
 * the one before it. */
static void
place_by_order(struct pairing *p, size_t j)
{
	const char *of = member(json_array_get(p->targets, j), "of");
	size_t after = 0;

	if (j > 0 && p->place[j - 1] != NOWHERE)
		after = p->place[j - 1] + p->pairs[p->place[j - 1]].span;
	else if (j > 0)
		after = p->n;
	if (p->n == p->m && is_free(p, j))
		after = j;
	if (!is_free(p, after))
		return;
	stand_at(p, j, after, 1);
	p->pairs[after].stale = of != NULL &&
		map_get(p->spans->by, of) == NULL &&
		!words_hole(json_array_get(p->targets, j));
}

static struct words_pair *
pairs_of(struct arena *a, const json_t *source, const struct words_spans *s)
{
	struct words_pair *pairs = arena_alloc(a, (s->n + 1) * sizeof *pairs);
	json_t *segment;
	size_t i;

	json_array_foreach(source, i, segment) {
		pairs[i].source = member(segment, "text");
		pairs[i].gap = words_gap(segment, i);
		pairs[i].of = s->at[i].of;
		pairs[i].block = s->at[i].block;
	}
	return pairs;
}

size_t
words_pairs(struct arena *a, const json_t *words, const char *from,
	const char *to, struct words_pair **out)
{
	const json_t *source = words_parts(words, from);
	struct words_spans s = words_spans(a, source);
	struct pairing p = { &s, pairs_of(a, source, &s),
		words_parts(words, to), NULL, s.n, 0 };

	*out = p.pairs;
	p.m = json_array_size(p.targets);
	p.place = arena_alloc(a, (p.m + 1) * sizeof *p.place);
	for (size_t j = 0; j < p.m; j++)
		p.place[j] = NOWHERE;
	for (size_t j = 0; j < p.m; j++)
		if (strcmp(from, to) != 0)
			place_by_digest(&p, j);
	for (size_t j = 0; j < p.m; j++)
		if (p.place[j] == NOWHERE)
			place_by_order(&p, j);
	return s.n;
}
