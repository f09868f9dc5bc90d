/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of one translated segment: calls each, gathers what they find,
 * and puts the gravest first.  What a code says to people is the message
 * check.CODE.
 */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "checking.h"

#define GATHERED_MOST 200      /* of which the caller is given the gravest */
#define TEXT_MOST 20000        /* bytes; what is longer is no segment */

const char *const check_codes[] = {
	"bidi-character", "brackets-differ", "brackets-unpaired",
	"code-differs", "currency-differs", "date-differs", "emphasis-differs",
	"empty", "end-mark-differs", "footnote-differs", "hidden-character",
	"inconsistent", "initial-character", "link-added", "link-broken",
	"link-missing", "name-missing", "name-wrong", "negation-missing",
	"number-added", "number-differs", "number-missing", "particle-wrong",
	"percent-differs", "percent-points", "punctuation-width",
	"quotes-differ", "quotes-kind", "quotes-unpaired", "repeated-phrase",
	"repeated-word", "space-before", "space-double", "space-ends",
	"space-wide", "term-forbidden", "term-keep", "term-missing",
	"term-sensitive", "term-wrong", "time-differs", "tone-mixed",
	"too-long", "too-short", "unchanged", "unedited", "unit-differs",
	"untranslated", "weekday-differs", "weekday-untrue",
	NULL
};

const char *
check_grade_name(enum check_grade grade)
{
	static const char *const names[CHECK_GRADE__MAX] = {
		[CHECK_NOTE] = "note", [CHECK_WARN] = "warn",
		[CHECK_WRONG] = "wrong",
	};

	return names[grade];
}

const char *
span_text(struct checking *c, const char *text, struct check_span at)
{
	return arena_copy(c->arena, text + at.at, at.n);
}

struct finding *
finding_add(struct checking *c, const char *code, enum check_grade grade,
	struct check_span source, struct check_span target, const char *arg0,
	const char *arg1)
{
	struct finding *f;

	if (c->n == c->most)
		return NULL;
	f = &c->out[c->n++];
	*f = (struct finding){ .code = code, .grade = grade,
		.source = source, .target = target };
	f->args[0] = arena_text(c->arena, arg0 != NULL ? arg0 : "");
	f->args[1] = arena_text(c->arena, arg1 != NULL ? arg1 : "");
	return f;
}

const char *
check_says(struct arena *a, enum lang lang, const struct finding *f)
{
	return message_around(a, lang, arena_printf(a, "check.%s", f->code),
		f->args[0], f->args[1]);
}

static int
graver(const void *a, const void *b)
{
	const struct finding *one = a, *other = b;

	if (one->grade != other->grade)
		return one->grade > other->grade ? -1 : 1;
	if (one->segment != other->segment)
		return one->segment < other->segment ? -1 : 1;
	if (one->target.at != other->target.at)
		return one->target.at < other->target.at ? -1 : 1;
	return strcmp(one->code, other->code);
}

/* The gravest of what was gathered, in order. */
static size_t
given(struct checking *c, struct finding *out, size_t most)
{
	qsort(c->out, c->n, sizeof *c->out, graver);
	if (c->n > most)
		c->n = most;
	if (c->n > 0)
		memcpy(out, c->out, c->n * sizeof *out);
	return c->n;
}

static void (*const checks[])(struct checking *c) = {
	check_dates, check_numbers, check_terms, check_amount, check_tongues,
	check_repeats, check_brackets, check_marks, check_markdown,
	check_particles, check_tone, check_negation,
};

/* As much of a text as is looked at: whole characters. */
static const char *
bounded(struct arena *a, const char *text)
{
	size_t n = text != NULL ? strnlen(text, TEXT_MOST + 1) : 0;

	if (text == NULL)
		return "";
	if (n <= TEXT_MOST)
		return text;
	for (n = TEXT_MOST; n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80;
	    n--)
		;
	return arena_copy(a, text, n);
}

size_t
check_pair(struct arena *a, const struct check_ask *ask, struct finding *out,
	size_t most)
{
	struct checking *c = arena_alloc(a, sizeof *c);

	memset(c, 0, sizeof *c);
	c->arena = a;
	c->ask = ask;
	c->source = bounded(a, ask->source);
	c->target = bounded(a, ask->target);
	c->plain_source = masked(a, c->source);
	c->plain_target = masked(a, c->target);
	c->from = tongue_of(ask->from);
	c->to = tongue_of(ask->to);
	c->most = GATHERED_MOST;
	c->out = arena_alloc(a, GATHERED_MOST * sizeof *c->out);
	if (text_blank(c->target)) {
		if (!text_blank(c->source))
			finding_add(c, "empty", CHECK_WRONG, NOWHERE, NOWHERE,
				NULL, NULL);
		return given(c, out, most);
	}
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		checks[i](c);
	if (ask->unedited && ask->signing)
		finding_add(c, "unedited", CHECK_WARN, NOWHERE, NOWHERE, NULL,
			NULL);
	return given(c, out, most);
}

/* ---- over a whole text ---- */

/* The tone that most sentences are in. */
static enum tone
ruling(size_t (*counts)[TONE__MAX], size_t n)
{
	size_t sum[TONE__MAX] = {0};
	enum tone best = TONE_NONE;

	for (size_t i = 0; i < n; i++)
		for (enum tone t = TONE_PLAIN; t < TONE__MAX; t++)
			sum[t] += counts[i][t];
	for (enum tone t = TONE_PLAIN; t < TONE__MAX; t++)
		if (sum[t] > sum[best])
			best = t;
	return best;
}

static void
whole_tone(struct checking *c, const char *const *targets, size_t n)
{
	size_t (*counts)[TONE__MAX] = arena_alloc(c->arena,
		(n + 1) * sizeof *counts);
	struct check_span (*first)[TONE__MAX] = arena_alloc(c->arena,
		(n + 1) * sizeof *first);
	enum tone rule;

	for (size_t i = 0; i < n; i++)
		tones_of(targets[i] != NULL ? targets[i] : "", c->to,
			counts[i], first[i]);
	rule = ruling(counts, n);
	for (size_t i = 0; i < n && rule != TONE_NONE; i++)
		for (enum tone t = TONE_PLAIN; t < TONE__MAX; t++) {
			struct finding *f;

			if (t == rule || counts[i][t] == 0)
				continue;
			f = finding_add(c, "tone-mixed", CHECK_WARN, NOWHERE,
				first[i][t], tone_name(c->to, t),
				tone_name(c->to, rule));
			if (f != NULL)
				f->segment = i;
		}
}

/* A source that stood there before, translated in another way. */
static void
whole_same(struct checking *c, const char *const *sources,
	const char *const *targets, size_t n)
{
	struct map *seen = map_new(c->arena);

	for (size_t i = 0; i < n; i++) {
		const char *before;
		struct finding *f;

		if (sources[i] == NULL || targets[i] == NULL ||
		    text_blank(sources[i]) || text_blank(targets[i]))
			continue;
		before = map_get(seen, sources[i]);
		if (before == NULL) {
			map_put(seen, sources[i], (void *)(uintptr_t)
				targets[i]);
			continue;
		}
		if (strcmp(before, targets[i]) == 0)
			continue;
		f = finding_add(c, "inconsistent", CHECK_NOTE, NOWHERE,
			NOWHERE, text_cut(c->arena, sources[i], 40),
			text_cut(c->arena, before, 40));
		if (f != NULL)
			f->segment = i;
	}
}

size_t
check_whole(struct arena *a, const char *const *sources,
	const char *const *targets, size_t n, const char *to,
	struct finding *out, size_t most)
{
	struct checking *c = arena_alloc(a, sizeof *c);

	memset(c, 0, sizeof *c);
	c->arena = a;
	c->to = tongue_of(to);
	c->most = GATHERED_MOST;
	c->out = arena_alloc(a, GATHERED_MOST * sizeof *c->out);
	whole_tone(c, targets, n);
	if (sources != NULL)
		whole_same(c, sources, targets, n);
	return given(c, out, most);
}
