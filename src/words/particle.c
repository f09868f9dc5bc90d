/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Particles of Korean behind names, digits and letters: 은/는, 이/가, 을/를,
 * 와/과, 으로/로 go by the last sound of what is before them, as it is read:
 *
 *	더저우을 -> 를    3를 -> 을 (삼)    MOU을 -> 를 (유)    서울으로 -> 로
 *
 * Of common words nothing is said: 많은 and 나는 are no mistakes.
 */
#include <string.h>

#include "checking.h"

enum sound { SOUND_UNKNOWN, SOUND_OPEN, SOUND_CLOSED, SOUND_RIEUL };

static enum sound
sound_of_syllable(uint32_t c)
{
	uint32_t tail;

	if (c < 0xac00 || c > 0xd7a3)
		return SOUND_UNKNOWN;
	tail = (c - 0xac00) % 28;
	return tail == 0 ? SOUND_OPEN : tail == 8 ? SOUND_RIEUL :
		SOUND_CLOSED;
}

/* 0 is 영, and behind another digit 십, 백, 천, 만, 억: all closed. */
static enum sound
sound_of_digit(uint32_t c)
{
	static const enum sound sounds[] = { SOUND_CLOSED, SOUND_RIEUL,
		SOUND_OPEN, SOUND_CLOSED, SOUND_OPEN, SOUND_OPEN,
		SOUND_CLOSED, SOUND_RIEUL, SOUND_RIEUL, SOUND_OPEN };

	return sounds[digit_of(c)];
}

/* By the letter's name: L 엘, M 엠, N 엔; R is 아르 or 알. */
static enum sound
sound_of_letter(uint32_t c)
{
	switch (scan_fold(c)) {
	case 'l':
		return SOUND_RIEUL;
	case 'm': case 'n':
		return SOUND_CLOSED;
	case 'r':
		return SOUND_UNKNOWN;
	default:
		return SOUND_OPEN;
	}
}

/* Capitals that may be spelt out: two or three, or ending in a vowel. */
static enum sound
sound_of_capitals(const char *text, size_t word, size_t at)
{
	size_t n, letters = 0;
	uint32_t last = scan_before(text, at, &n);

	for (size_t i = word; i < at; i += n, letters++) {
		uint32_t c = scan_char(text + i, &n);

		if (!is_latin(c) || scan_fold(c) == c)
			return SOUND_UNKNOWN;
	}
	if (letters < 2 || (letters > 3 && !is_among(last, "AEIOU")))
		return SOUND_UNKNOWN;
	return sound_of_letter(last);
}

static enum sound
sound_before(const char *text, size_t word, size_t at)
{
	size_t n;
	uint32_t c = scan_before(text, at, &n);

	if (is_digit(c))
		return sound_of_digit(c);
	if (is_latin(c))
		return sound_of_capitals(text, word, at);
	return sound_of_syllable(c);
}

/* ---- particles ---- */

static const struct particle {
	const char *open, *closed;   /* behind a vowel; a consonant */
	bool ends;                   /* nothing follows it in its word */
	bool rieul_open;             /* ㄹ counts as a vowel */
} particles[] = {
	{ "를", "을", true },
	{ "는", "은", true },
	{ "가", "이", true },
	{ "와", "과", true },
	{ "와의", "과의", true },
	{ "와는", "과는", true },
	{ "로", "으로", true, true },
	{ "로서", "으로서", true, true },
	{ "로써", "으로써", true, true },
	{ "로부터", "으로부터", true, true },
	{ "로의", "으로의", true, true },
	{0}
};

/* What stands behind is a particle of that form and nothing more. */
static size_t
particle_says(const char *s, const char *form)
{
	size_t n = strlen(form), m;

	if (strncmp(s, form, n) != 0 || is_hangul(scan_char(s + n, &m)))
		return 0;
	return n;
}

bool
particle_fits(const char *text, size_t word, size_t at, bool name,
	const char **right, size_t *n)
{
	enum sound sound = sound_before(text, word, at);

	if (sound == SOUND_UNKNOWN)
		return true;
	for (const struct particle *p = particles; p->open != NULL; p++) {
		bool open = sound == SOUND_OPEN ||
			(p->rieul_open && sound == SOUND_RIEUL);
		const char *wrong = open ? p->closed : p->open;

		/* 3가 and 3과 may be streets and lessons; 이 also "this". */
		if (!name && (strcmp(wrong, "가") == 0 ||
		    strcmp(wrong, "과") == 0 || strcmp(wrong, "이") == 0))
			continue;
		*n = particle_says(text + at, wrong);
		if (*n == 0)
			continue;
		*right = open ? p->open : p->closed;
		return false;
	}
	return true;
}

static void
particle_say(struct checking *c, size_t word, size_t at, bool name)
{
	const char *right, *text = c->plain_target;
	struct check_span span;
	size_t n;

	if (particle_fits(text, word, at, name, &right, &n))
		return;
	span = (struct check_span){ word, at + n - word };
	finding_add(c, "particle-wrong", CHECK_WARN, NOWHERE, span,
		span_text(c, c->target, span), arena_printf(c->arena, "%.*s%s",
		(int)(at - word), c->target + word, right));
}

/* Runs of digits, and of capital letters. */
static void
behind_runs(struct checking *c)
{
	const char *s = c->plain_target;
	size_t n;

	for (size_t at = 0; s[at] != '\0';) {
		size_t word = at, last = at;
		uint32_t one = scan_char(s + at, &n);
		bool latin = is_latin(one), digit = is_digit(one);

		at += n;
		/* $10 is read 10달러. */
		if ((!latin && !digit) || is_word(scan_before(s, word, &n)) ||
		    is_among(scan_before(s, word, &n), "$€£¥₩-"))
			continue;
		while ((one = scan_char(s + at, &n)) != 0 &&
		    (latin ? is_latin(one) : is_digit(one) || one == ','
		    || one == '.'))
			at += n;
		last = at;
		if (is_word(scan_before(s, last, &n)))
			particle_say(c, word, last, false);
	}
}

/* Names that the terms ask for, wherever they stand. */
static void
behind_names(struct checking *c)
{
	const struct term *list;
	size_t count = c->ask->terms == NULL ? 0 :
		terms_count(c->ask->terms, &list), n;

	for (size_t i = 0; i < count; i++) {
		size_t from = 0;
		long at;

		if (list[i].target == NULL || list[i].use != TERM_PREFERRED ||
		    !list[i].name)
			continue;
		while ((at = term_stands(c->plain_target + from,
		    list[i].target, &n)) >= 0) {
			size_t begin = from + (size_t)at;

			if (is_hangul(scan_before(c->plain_target, begin + n,
			    &(size_t){ 0 })))
				particle_say(c, begin, begin + n, true);
			from = begin + n;
		}
	}
}

void
check_particles(struct checking *c)
{
	if (c->to != TONGUE_KO)
		return;
	behind_runs(c);
	behind_names(c);
}
