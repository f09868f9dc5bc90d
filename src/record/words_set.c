/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One sentence of a translation is set.  The text is first laid out anew by
 * the places of its source: a segment, or a hole, for every sentence, with
 * the source's blocks and marks; only a block that was translated as a whole
 * stays one segment until another of its sentences is set.
 */
#include "words_inside.h"

#include <string.h>

struct setting {
	struct taking *t;
	struct visit *v;
	const struct translating *set;
	json_t *words;
	bool prose;
	struct words_pair *pairs;
	size_t n;
	json_t **now;              /* what stands at each place; NULL: nothing */
};

static const char *
member(const json_t *segment, const char *name)
{
	return json_string_value(json_object_get(segment, name));
}

/* ---- laid out by places ---- */

/* What parts two sentences of a paragraph. */
static const char *
space_of(const char *lang)
{
	return strncmp(lang, "zh", 2) == 0 || strncmp(lang, "ja", 2) == 0 ?
		"" : " ";
}

static json_t *
hole_new(const char *of)
{
	return json_pack("{s:s, s:s, s:s}", "text", "", "origin", "none",
		"of", of);
}

/* A block that was one segment, as the sentences it was made of, when there
 * are as many; else all of it stands at the first place. */
static void
part_block(struct setting *s, size_t place)
{
	struct words_pair *pair = &s->pairs[place];
	struct words_piece *pieces;
	size_t n;

	if (words_cut(s->v->arena, member(s->now[place], "text"), s->set->to,
	    true, &pieces, &n) != OK || n != pair->span)
		n = 1;
	for (size_t i = 0; i < pair->span; i++) {
		json_t *now = i < n ? json_copy(pair->target) :
			hole_new(s->pairs[place + i].of);

		keep(s->v, now);
		s->now[place + i] = now;
		s->pairs[place + i].within = false;
		if (i >= n)
			continue;
		if (n > 1)
			json_object_set_new(now, "text",
				json_string(pieces[i].text));
		json_object_set_new(now, "of",
			json_string(s->pairs[place + i].of));
	}
	pair->span = 1;
}

/* Parts the block that a place is within, when it is not the first there. */
static void
part_around(struct setting *s, size_t place)
{
	size_t first = place;

	while (first > 0 && s->pairs[first].within)
		first--;
	if (first != place)
		part_block(s, first);
}

/* A text that was never laid beside its source: nothing of it is lost. */
static void
add_unplaced(struct setting *s, const json_t *targets)
{
	size_t i, last = 0;
	json_t *segment;

	json_array_foreach(targets, i, segment) {
		bool placed = words_hole(segment) ||
			member(segment, "of") != NULL;

		for (size_t p = 0; p < s->n && !placed; p++)
			placed = s->pairs[p].target == segment;
		for (size_t p = 0; p < s->n && !placed; p++)
			if (s->now[p] != NULL && !words_hole(s->now[p]))
				last = p;
		if (placed || s->now[last] == NULL)
			continue;
		json_object_set_new(s->now[last], "text", json_sprintf(
			"%s%s%s", member(s->now[last], "text"),
			space_of(s->set->to), member(segment, "text")));
	}
}

static void
look_at_places(struct setting *s)
{
	const json_t *targets = words_parts(s->words, s->set->to);

	s->n = words_pairs(s->v->arena, s->words, s->set->from, s->set->to,
		&s->pairs);
	s->now = arena_alloc(s->v->arena, (s->n + 1) * sizeof *s->now);
	for (size_t i = 0; i < s->n; i++)
		s->now[i] = s->pairs[i].target == NULL ? NULL :
			keep(s->v, json_copy(s->pairs[i].target));
	/* With a place for each there is none without. */
	if (json_array_size(targets) > 0 && json_array_size(targets) != s->n)
		add_unplaced(s, targets);
}

static json_t *
laid_out(struct setting *s, size_t *whole)
{
	json_t *out = json_array();

	*whole = 0;
	for (size_t i = 0; i < s->n; i++) {
		bool begins = i == 0 ||
			s->pairs[i].block != s->pairs[i - 1].block;
		const char *gap = s->pairs[i].gap;
		json_t *now = s->now[i];

		if (now == NULL && s->pairs[i].within)
			continue;
		if (now == NULL)
			now = keep(s->v, hole_new(s->pairs[i].of));
		if (!begins && gap[strspn(gap, " \t")] == '\0')
			gap = space_of(s->set->to);
		*whole += !words_hole(now);
		words_put_gap(now, json_array_size(out), gap, begins);
		json_array_append(out, now);
	}
	return out;
}

/* ---- one sentence ---- */

static void
put_who(struct visit *v, json_t *segment, const char *by, const char *at)
{
	json_object_set_new(segment, by,
		json_string(v->who != NULL ? v->who : ""));
	json_object_set_new(segment, at, json_integer(v->now));
}

/* A sentence has no lines where its source has none. */
static const char *
in_line(struct arena *a, const char *text, const char *source)
{
	struct buf out;

	if (strchr(text, '\n') == NULL || strchr(source, '\n') != NULL)
		return text;
	out = buf_in(a, strlen(text) + 1);
	while (*text != '\0') {
		size_t n = strcspn(text, " \t\n"), blank;

		buf_add(&out, text, n);
		text += n;
		blank = strspn(text, " \t\n");
		if (memchr(text, '\n', blank) != NULL)
			buf_char(&out, ' ');
		else
			buf_add(&out, text, blank);
		text += blank;
	}
	return out.at;
}

static json_t *
made(struct setting *s, const char *text)
{
	const struct translating *t = s->set;
	bool person = strcmp(t->origin, "person") == 0;
	const char *by = t->by == NULL && person ? s->v->who : t->by;
	json_t *segment = json_pack("{s:s, s:s, s:I}", "text", text,
		"origin", t->origin, "at", (json_int_t)s->v->now);

	if (by != NULL)
		json_object_set_new(segment, "by", json_string(by));
	if (t->edited)
		put_who(s->v, segment, "edited_by", "edited_at");
	return segment;
}

/* A second reader is another person, and reads what the first one signed. */
static enum err
sign(struct setting *s, json_t *segment)
{
	const char *first;

	if (s->set->sign)
		put_who(s->v, segment, "checked_by", "checked_at");
	if (!s->set->second)
		return OK;
	first = member(segment, "checked_by");
	if (first == NULL)
		return taking_wrong(s->t, "words.second-unsigned");
	if (s->v->who != NULL && strcmp(first, s->v->who) == 0)
		return taking_wrong(s->t, "words.second-self");
	put_who(s->v, segment, "second_by", "second_at");
	return OK;
}

/* "of" of a place; of its whole block, where that is one segment. */
static const char *
of_place(struct setting *s, size_t place)
{
	const struct words_pair *pair = &s->pairs[place];
	char digest[WORDS_DIGEST];

	if (pair->span < 2)
		return pair->of;
	words_digest(words_block_text(s->v->arena, words_parts(s->words,
		s->set->from), place, pair->span), digest);
	return arena_text(s->v->arena, digest);
}

static enum err
put_sentence(struct setting *s, const char *text)
{
	size_t place = s->set->place;
	json_t *was, *now;

	part_around(s, place);
	was = s->now[place];
	text = in_line(s->v->arena, text, s->pairs[place].source);
	if (*text == '\0' && s->set->sign)
		return taking_wrong(s->t, "error.required");
	if (*text == '\0') {
		s->now[place] = keep(s->v, hole_new(s->pairs[place].of));
		for (size_t i = place + 1; i < s->n && s->pairs[i].within; i++)
			s->pairs[i].within = false;
		return OK;
	}
	now = was != NULL && strcmp(member(was, "text"), text) == 0 ? was :
		keep(s->v, made(s, text));
	s->now[place] = now;
	json_object_set_new(now, "of", json_string(of_place(s, place)));
	return sign(s, now);
}

/* ---- the text ---- */

static enum err
may_set(struct setting *s)
{
	const struct translating *t = s->set;
	const char *original = member(s->words, "original"), *from, *to;
	struct arena *a = s->v->arena;

	if (!words_tag(a, t->from, &from) || !words_tag(a, t->to, &to) ||
	    strcmp(from, t->from) != 0 || strcmp(to, t->to) != 0 ||
	    strcmp(to, from) == 0 || words_parts(s->words, from) == NULL ||
	    original == NULL || strcmp(original, to) == 0)
		return taking_wrong_with(s->t, "error.not-a-language", t->to);
	return OK;
}

static enum err
set_one(struct setting *s)
{
	const struct translating *t = s->set;
	const char *text;

	if (t->place >= s->n ||
	    (t->of != NULL && strcmp(t->of, s->pairs[t->place].of) != 0)) {
		taking_wrong(s->t, "error.changed-meanwhile");
		return ERR_CONFLICT;
	}
	if (!words_origin_good(t->origin))
		return taking_wrong(s->t, "error.words-shape");
	TRY(taking_text(s->t, keep(s->v, json_string(t->text)), &text));
	return put_sentence(s, text);
}

static void
put_text(struct setting *s, json_t *segments)
{
	json_t *texts = json_object_get(s->words, "texts");
	json_t *was = json_object_get(texts, s->set->to);

	/* The tags are copied: they may stand in what is replaced. */
	json_object_set_new(texts, arena_text(s->v->arena, s->set->to),
		json_pack("{s:I, s:s, s:o}", "revision", json_integer_value(
		json_object_get(was, "revision")) + 1, "from",
		s->set->from, "segments", segments));
}

enum err
words_set(struct taking *t, json_t *words, bool prose, int64_t max,
	const struct translating *set, size_t n)
{
	struct setting s = { .t = t, .v = t->v, .set = set, .words = words,
		.prose = prose };
	json_t *segments;
	size_t whole;

	TRY(may_set(&s));
	look_at_places(&s);
	for (size_t i = 0; i < n; i++, s.set++)
		TRY(set_one(&s));
	s.set = set;
	segments = laid_out(&s, &whole);
	if (whole == 0) {
		json_decref(segments);
		json_object_del(json_object_get(words, "texts"), set->to);
		return OK;
	}
	put_text(&s, segments);
	return taking_length(t, words_join(t->v->arena, segments), 0, max);
}
