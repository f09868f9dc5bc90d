/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole text that becomes segments.  It is cut into sentences; those that
 * it had keep their provenance; and when it is a translation whose source has
 * as many blocks, each block is laid beside its own:
 *
 *	as many sentences    each is made of the one at its place
 *	otherwise            one segment, made of the whole block
 *
 * A block in which nothing is new stays as it was, so what was stale remains
 * stale.
 */
#include "words_inside.h"

#include <string.h>

/* ---- cut ---- */

/* An empty line is one, and has nothing in it. */
static const char *
gap_tidied(struct arena *a, const char *gap)
{
	struct buf out;

	if (strchr(gap, '\n') == NULL || strcmp(gap, "\n\n") == 0)
		return gap;
	out = buf_in(a, strlen(gap) + 2);
	while (*gap != '\0') {
		size_t blank = strspn(gap, " \t\n"), lines = 0, last = 0;

		for (size_t i = 0; i < blank; i++)
			if (gap[i] == '\n')
				lines++, last = i + 1;
		if (lines < 2)
			last = 0;
		else
			buf_text(&out, "\n\n");
		buf_add(&out, gap + last, blank - last);
		gap += blank;
		blank = strcspn(gap, " \t\n");
		buf_add(&out, gap, blank);
		gap += blank;
	}
	return out.at;
}

/* What stands behind the last sentence: marks that no word follows. */
static void
put_rest(struct arena *a, struct words_piece *piece, const char *rest)
{
	size_t gap = strspn(rest, " \t\n");

	piece->gap = gap_tidied(a, arena_copy(a, rest, gap));
	piece->text = rest + gap;
	piece->begins = true;
}

enum err
words_cut(struct arena *a, const char *text, const char *lang, bool prose,
	struct words_piece **out, size_t *n)
{
	struct segment *cut;
	const char *rest = text;
	size_t count;

	TRY(text_segments(a, text, lang, prose, &cut, &count));
	if (count > WORDS_PARTS)
		return ERR_LARGE;
	*out = arena_alloc(a, (count + 1) * sizeof **out);
	for (*n = 0; *n < count; ++*n) {
		const struct segment *s = &cut[*n];

		(*out)[*n] = (struct words_piece){ gap_tidied(a, s->gap),
			s->text, *n == 0 || s->block != s[-1].block };
		rest += strlen(s->gap) + strlen(s->text);
	}
	if (rest[strspn(rest, " \t\n")] != '\0')
		put_rest(a, &(*out)[(*n)++], rest);
	return OK;
}

void
words_put_gap(json_t *segment, size_t place, const char *gap, bool begins)
{
	json_object_del(segment, "gap");
	json_object_del(segment, "block");
	if (strcmp(gap, words_gap(segment, place)) != 0)
		json_object_set_new(segment, "gap", json_string(gap));
	if (words_begins(segment, place) != begins)
		json_object_set_new(segment, "block", json_boolean(begins));
}

/* ---- what was there ---- */

struct old {                   /* a segment, or a sentence of one */
	json_t *segment;
	struct old *next;
};

struct lay {
	const struct words_laying *w;
	struct map *whole;         /* segments by their text */
	struct map *parts;         /* sentences of segments; NULL: not cut yet */
	struct words_spans source;
	size_t *first;             /* of each block of the source; and the end */
	size_t blocks;             /* of the source; 0: not laid beside it */
	json_t *out;
};

/* To be put from the last to the first, so that the first is found first. */
static void
old_put(struct arena *a, struct map *m, const char *text, json_t *segment)
{
	struct old *o = arena_alloc(a, sizeof *o);

	o->segment = segment;
	o->next = map_get(m, text);
	map_put(m, text, o);
}

static json_t *
old_take(struct map *m, const char *text)
{
	struct old *o = m != NULL ? map_get(m, text) : NULL;

	if (o == NULL)
		return NULL;
	map_put(m, text, o->next);
	return o->segment;
}

static struct map *
old_segments(const struct words_laying *w)
{
	struct map *m = map_new(w->arena);

	for (size_t i = json_array_size(w->before); i-- > 0; ) {
		json_t *segment = json_array_get(w->before, i);

		if (!words_hole(segment))
			old_put(w->arena, m, json_string_value(
				json_object_get(segment, "text")), segment);
	}
	return m;
}

/* A paragraph of older prose, or a block in one, is several sentences now. */
static struct map *
old_sentences(const struct words_laying *w)
{
	struct map *m = map_new(w->arena);

	for (size_t i = json_array_size(w->before); i-- > 0; ) {
		json_t *segment = json_array_get(w->before, i);
		struct words_piece *pieces;
		size_t n;

		if (words_cut(w->arena, json_string_value(json_object_get(
		    segment, "text")), w->lang, w->prose, &pieces, &n) != OK ||
		    n < 2)
			continue;
		while (n-- > 0)
			old_put(w->arena, m, pieces[n].text, segment);
	}
	return m;
}

/* A copy of what said so before; NULL: nothing did. */
static json_t *
known(struct lay *l, const char *text)
{
	json_t *was = old_take(l->whole, text), *now;

	if (was == NULL && l->w->prose && json_array_size(l->w->before) > 0) {
		if (l->parts == NULL)
			l->parts = old_sentences(l->w);
		was = old_take(l->parts, text);
	}
	if (was == NULL)
		return NULL;
	now = json_copy(was);
	json_object_set_new(now, "text", json_string(text));
	return now;
}

/* ---- block by block ---- */

static void
append(struct lay *l, json_t *segment, const struct words_piece *piece)
{
	words_put_gap(segment, json_array_size(l->out), piece->gap,
		piece->begins);
	json_array_append_new(l->out, segment);
}

static void
set_of(json_t *segment, const char *of)
{
	json_object_set_new(segment, "of", json_string(of));
}

static const char *
of_block(struct lay *l, size_t block)
{
	char digest[WORDS_DIGEST];

	words_digest(words_block_text(l->w->arena, l->w->source,
		l->first[block], l->first[block + 1] - l->first[block]),
		digest);
	return arena_text(l->w->arena, digest);
}

static const char *
joined(struct arena *a, const struct words_piece *p, size_t n)
{
	struct buf out;

	if (n == 1)
		return p->text;
	out = buf_in(a, SIZE_MAX / 4);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_text(&out, p[i].gap);
		buf_text(&out, p[i].text);
	}
	return out.at;
}

/* One segment for the whole block. */
static void
lay_block(struct lay *l, const struct words_piece *p, const char *text,
	json_t *segment, const char *of)
{
	if (segment == NULL) {
		segment = l->w->fresh(l->w->arg, text);
		set_of(segment, of);
	}
	append(l, segment, p);
}

/* A block that has been one segment, which was made of `of`, as sentences. */
static void
lay_carried(struct lay *l, const struct words_piece *p, size_t n,
	json_t *whole, size_t block)
{
	for (size_t i = 0; i < n; i++) {
		json_t *segment = json_copy(whole);

		json_object_set_new(segment, "text", json_string(p[i].text));
		if (l->blocks > 0)
			set_of(segment, l->source.at[l->first[block] + i].of);
		append(l, segment, &p[i]);
	}
	json_decref(whole);
}

static void
lay_sentences(struct lay *l, const struct words_piece *p, size_t n,
	json_t **had, size_t block)
{
	const char *whole = l->blocks > 0 && n > 1 ? of_block(l, block) : "";

	for (size_t i = 0; i < n; i++) {
		const char *of = json_string_value(json_object_get(had[i],
			"of"));
		json_t *segment = had[i] != NULL ? had[i] :
			l->w->fresh(l->w->arg, p[i].text);

		if (l->blocks > 0 && (had[i] == NULL ||
		    (of != NULL && strcmp(of, whole) == 0)))
			set_of(segment,
				l->source.at[l->first[block] + i].of);
		append(l, segment, &p[i]);
	}
}

/* May a segment that was the whole block be its sentences?  When they stand
 * beside those that it was made of, or are made of nothing. */
static bool
may_carry(struct lay *l, json_t *whole, size_t n, size_t block)
{
	const char *of = json_string_value(json_object_get(whole, "of"));

	if (l->blocks == 0)
		return of == NULL;
	return l->first[block + 1] - l->first[block] == n && of != NULL &&
		strcmp(of, of_block(l, block)) == 0;
}

/* What it had of these sentences; false: some are new. */
static bool
all_known(struct lay *l, const struct words_piece *p, size_t n, json_t **had)
{
	bool all = true;

	for (size_t i = 0; i < n; i++) {
		had[i] = known(l, p[i].text);
		all = all && had[i] != NULL;
	}
	return all;
}

static void
lay_one(struct lay *l, const struct words_piece *p, size_t n, size_t block)
{
	const char *text = joined(l->w->arena, p, n);
	json_t *whole = n > 1 ? old_take(l->whole, text) : NULL;
	json_t **had = arena_alloc(l->w->arena, n * sizeof *had);

	if (whole != NULL && may_carry(l, whole, n, block)) {
		lay_carried(l, p, n, json_incref(whole), block);
		return;
	}
	if (whole != NULL) {
		lay_block(l, p, text, json_copy(whole), NULL);
		return;
	}
	if (all_known(l, p, n, had) || l->blocks == 0 ||
	    l->first[block + 1] - l->first[block] == n) {
		lay_sentences(l, p, n, had, block);
		return;
	}
	for (size_t i = 0; i < n; i++)
		json_decref(had[i]);
	lay_block(l, p, text, NULL, of_block(l, block));
}

static size_t
blocks_of(const struct words_piece *pieces, size_t n)
{
	size_t blocks = 0;

	for (size_t i = 0; i < n; i++)
		blocks += pieces[i].begins;
	return blocks;
}

/* Where the blocks of the source begin, when there are as many. */
static void
look_at_source(struct lay *l)
{
	const struct words_laying *w = l->w;
	size_t blocks;

	if (w->source == NULL || json_array_size(w->source) == 0)
		return;
	l->source = words_spans(w->arena, w->source);
	blocks = l->source.at[l->source.n - 1].block + 1;
	if (blocks != blocks_of(w->pieces, w->n))
		return;
	l->blocks = blocks;
	l->first = arena_alloc(w->arena, (blocks + 1) * sizeof *l->first);
	l->first[blocks] = l->source.n;
	for (size_t i = l->source.n; i-- > 0; )
		l->first[l->source.at[i].block] = i;
}

/* ---- a text with holes ---- */

static size_t
holes_of(const json_t *segments)
{
	size_t i, holes = 0;
	json_t *segment;

	json_array_foreach(segments, i, segment)
		holes += words_hole(segment);
	return holes;
}

/* As many sentences as were there: each takes the place of its forerunner, and
 * the holes stay. */
static json_t *
lay_among_holes(struct lay *l)
{
	const struct words_piece *p = l->w->pieces;
	json_t *segment, *now;
	size_t i;

	json_array_foreach(l->w->before, i, segment) {
		now = json_copy(segment);
		json_array_append_new(l->out, now);
		if (words_hole(segment))
			continue;
		if (strcmp(p->text, json_string_value(json_object_get(segment,
		    "text"))) != 0) {
			now = l->w->fresh(l->w->arg, p->text);
			if (l->source.n == json_array_size(l->w->before))
				set_of(now, l->source.at[i].of);
			words_put_gap(now, i, words_gap(segment, i),
				words_begins(segment, i));
			json_array_set_new(l->out, i, now);
		}
		p++;
	}
	return l->out;
}

json_t *
words_lay(const struct words_laying *w)
{
	struct lay l = { .w = w, .whole = old_segments(w),
		.out = json_array() };
	size_t block = 0, holes = holes_of(w->before), n;

	look_at_source(&l);
	if (holes > 0 && l.source.n > 0 &&
	    json_array_size(w->before) - holes == w->n)
		return lay_among_holes(&l);
	for (size_t i = 0; i < w->n; i += n, block++) {
		for (n = 1; i + n < w->n && !w->pieces[i + n].begins; n++)
			;
		lay_one(&l, w->pieces + i, n, block);
	}
	return l.out;
}
