/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is a word there, from one place of a text on?  Its parts are looked for one
 * after the other; what was between them, and what stood for its letters, is
 * noted and decides in the end by the rule at the head of evasion.c.
 */
#include "evasion_inside.h"

#include <string.h>

enum { GAP_MOST = 6, RUN_MOST = 100 };

/* One word being looked for from one place on. */
struct look {
	struct units text;
	size_t at;
	bool blank, point, sign;       /* were between its parts */
	bool solid;                    /* two parts with nothing between them */
	bool loose;                    /* letters in the place of a syllable */
	size_t real, digits, stars, signs;  /* what stands for its letters */
};

/* ---- parts ---- */

static const struct unit *
unit_at(const struct look *l, size_t at)
{
	static const struct unit none = {0};

	return at < l->text.n ? &l->text.at[at] : &none;
}

static bool
is_digit(UChar32 c)
{
	return c >= '0' && c <= '9';
}

const char *
sign_letters(UChar32 c)
{
	static const struct {
		UChar32 c;
		const char *letters;
	} signs[] = { {'0', "o"}, {'1', "il"}, {'3', "e"}, {'4', "a"},
		{'5', "s"}, {'7', "t"}, {'8', "b"}, {'9', "g"}, {'@', "a"},
		{'$', "s"}, {'!', "i"}, {'|', "il"}, {'+', "t"},
		{0x20ac, "e"}, {0xa3, "l"}, {0xa1, "i"}, {0xd7, "x"} };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i].c == c)
			return signs[i].letters;
	return "";
}

bool
letter_is(const struct unit *u, UChar32 c)
{
	if (u->kind == UNIT_LETTER)
		return u->c == c;
	return c < 0x80 && strchr(sign_letters(u->c), (int)c) != NULL;
}

static bool
letter_here(struct look *l, const struct part *p, bool first)
{
	size_t at = l->at;
	const struct unit *u = unit_at(l, at);

	if (!first && u->c == '*' && p->least == 1) {
		l->stars++;
		l->at++;
		return true;
	}
	while (at - l->at < RUN_MOST && letter_is(unit_at(l, at), p->c))
		at++;
	if (at - l->at < p->least)
		return false;
	for (; l->at < at; l->at++) {
		u = unit_at(l, l->at);
		l->real += u->kind == UNIT_LETTER;
		l->digits += is_digit(u->c);
		l->signs += u->kind != UNIT_LETTER && !is_digit(u->c);
	}
	return true;
}

/* The same unit, as often as it comes. */
static bool
unit_here(struct look *l, const struct part *p)
{
	size_t at = l->at;

	while (at - l->at < RUN_MOST && unit_at(l, at)->kind == p->kind &&
	       unit_at(l, at)->c == p->c)
		at++;
	if (at - l->at < p->least)
		return false;
	while (p->kind == UNIT_KANA && unit_at(l, at)->c == 0x30fc)
		at++;
	l->at = at;
	return true;
}

/* What draws the vowel of a syllable out: 시이이발. */
static bool
draws_out(const struct unit *u, UChar32 syllable)
{
	struct hangul parts = hangul_parts(syllable);

	parts.first = 11;  /* ㅇ */
	parts.last = 0;
	return u->kind == UNIT_HANGUL && u->c == hangul_whole(parts);
}

/* 바알 for 발. */
static bool
drawn_here(struct look *l, UChar32 syllable)
{
	struct hangul end = hangul_parts(syllable);
	size_t at = l->at;

	if (end.last == 0 || unit_at(l, at)->c != syllable - end.last)
		return false;
	at++;
	while (draws_out(unit_at(l, at), syllable))
		at++;
	end.first = 11;
	if (unit_at(l, at)->c != hangul_whole(end))
		return false;
	l->at = at + 1;
	return true;
}

/* Notes what is between; at most GAP_MOST. */
static void
gap_note(struct look *l, enum unit_kind kind)
{
	l->blank |= kind == UNIT_BLANK;
	l->point |= kind == UNIT_POINT;
	l->sign |= kind == UNIT_SIGN;
}

/* Loose letters in the place of a syllable, with or without gaps. */
static bool
loose_here(struct look *l, UChar32 syllable)
{
	struct look was = *l;
	UChar32 letters[6];
	size_t n = hangul_letters(syllable, letters), gap;

	for (size_t i = 0; i < n; i++) {
		for (gap = 0; i > 0 && gap < GAP_MOST; gap++) {
			enum unit_kind kind = unit_at(l, l->at)->kind;

			if (!unit_between(kind) && kind != UNIT_SIGN)
				break;
			gap_note(l, kind);
			l->at++;
		}
		if (unit_at(l, l->at)->kind != UNIT_JAMO ||
		    unit_at(l, l->at)->c != letters[i]) {
			*l = was;
			return false;
		}
		/* A final may be as the next initial: it stays one. */
		do
			l->at++;
		while ((i == 0 || letters[i] >= 0x314f) &&
		       unit_at(l, l->at)->kind == UNIT_JAMO &&
		       unit_at(l, l->at)->c == letters[i]);
	}
	l->loose = true;
	return true;
}

static bool
part_here(struct look *l, const struct part *p, bool first)
{
	switch (p->kind) {
	case UNIT_LETTER:
		return letter_here(l, p, first);
	case UNIT_HANGUL:
		return unit_here(l, p) || (p->least == 1 &&
			(drawn_here(l, p->c) || loose_here(l, p->c)));
	default:
		return unit_here(l, p);
	}
}

/* ---- what is between parts ---- */

static bool
ends_clause(UChar32 c)
{
	return c < 0x80 ? c != 0 && strchr(",!?;:", (int)c) != NULL :
		c == 0x3001 || c == 0x3002;
}

/* Is what is between from and to what parts words of an honest text? */
static bool
gap_ordinary(const struct look *l, const struct part *p, size_t from,
	size_t to)
{
	if (p->kind == UNIT_HAN || p->kind == UNIT_KANA) {
		for (; from < to; from++)
			if (ends_clause(unit_at(l, from)->c))
				return true;
		return false;
	}
	return unit_at(l, from)->kind == UNIT_POINT &&
		unit_at(l, to - 1)->kind == UNIT_BLANK;
}

/* The next part, with or without a gap before it. */
static bool
part_next(struct look *l, const struct part *p)
{
	size_t from = l->at;

	for (; l->at - from <= GAP_MOST; l->at++) {
		size_t to = l->at;
		const struct unit *u = unit_at(l, to);

		if (part_here(l, p, false)) {
			l->solid |= to == from;
			if (to > from && !p->spaced && gap_ordinary(l, p,
			    from, to))
				return false;
			for (size_t i = from; i < to && !p->spaced; i++)
				gap_note(l, unit_at(l, i)->kind);
			return true;
		}
		if (!unit_between(u->kind) && u->kind != UNIT_SIGN &&
		    !(p[-1].kind == UNIT_HANGUL && draws_out(u, p[-1].c)))
			return false;
	}
	return false;
}

/* ---- the ends ---- */

/* What is written on to a word of Hangul and leaves it that word. */
static const char *const endings[] = { "이", "가", "은", "는", "을", "를", "의",
	"에", "도", "만", "와", "과", "로", "으로", "들", "아", "야", "여", "님",
	"놈", "것", "거", "라", "란", "다", "냐", "네", "요", "예요", "에요", "며",
	"고", "나", "까지", "부터", "에서", "에게", "한테", "보다", "처럼", "같은",
	"같이", "마다", "조차", "하다", "한", "하는", "해", "하게", "한다", "했다",
	"입니다", "인", "인데", NULL };

static size_t
ending_at(const struct look *l, size_t at, const char *ending)
{
	size_t n = strlen(ending), i = 0, from = at;

	while (i < n)
		if (unit_at(l, at++)->c != icu_next(ending, n, &i))
			return 0;
	return at - from;
}

/* Do endings, at most three, lead from here to where the word ends? */
static bool
endings_from(const struct look *l, size_t at, int most)
{
	if (unit_at(l, at)->kind != UNIT_HANGUL)
		return true;
	for (size_t i = 0; most > 0 && endings[i] != NULL; i++) {
		size_t n = ending_at(l, at, endings[i]);

		if (n > 0 && endings_from(l, at + n, most - 1))
			return true;
	}
	return false;
}

/* は が を に で と も の な だ よ ね さ や め か */
static bool
kana_beside(UChar32 c)
{
	static const char particles[] = "はがをにでともなのだよねさやめかー";
	size_t i = 0;

	while (i < sizeof particles - 1)
		if (icu_next(particles, sizeof particles - 1, &i) == c)
			return true;
	return false;
}

/* ㅋㅎㅇ and vowels: what is laughed and wept beside a word. */
static bool
jamo_beside(UChar32 c)
{
	return c == 0x314b || c == 0x314e || c == 0x3147 || c == 0x3160 ||
		c == 0x315c || c == 0x3161;
}

/* May that unit stand beside a word whose outer part is of that kind? */
static bool
end_free(const struct unit *u, enum unit_kind kind)
{
	if (u->kind != kind)
		return true;
	switch (kind) {
	case UNIT_HAN:
		return true;
	case UNIT_KANA:
		return kana_beside(u->c);
	case UNIT_JAMO:
		return jamo_beside(u->c);
	default:
		return false;
	}
}

static bool
letters_fit(const struct look *l)
{
	size_t all = l->real + l->digits + l->stars + l->signs;

	return l->real + l->signs > 0 && l->digits * 2 <= all &&
		l->stars * 2 <= all && !(l->blank && l->solid);
}

/* It was found from start to l->at: is it that word there? */
static bool
stands(const struct word *w, const struct look *l, size_t start)
{
	static const struct unit none = {0};
	const struct unit *before = start > 0 ? unit_at(l, start - 1) : &none;
	enum unit_kind first = w->parts[0].kind, last = w->parts[w->n - 1].kind;
	bool left = end_free(before, first), right = end_free(unit_at(l,
		l->at), last);

	if (first == UNIT_LETTER && !letters_fit(l))
		return false;
	if (first == UNIT_HANGUL && last == UNIT_HANGUL) {
		if (l->blank)
			return left && right;
		if (l->point)
			return left;
		if (l->sign || l->loose)
			return true;
		right = endings_from(l, l->at, 3);
	}
	return (left || w->left_free) && (right || w->right_free);
}

static bool
is_harmless(const struct word *w, const struct look *l, size_t start)
{
	for (const struct harmless *h = w->harmless; h != NULL; h = h->next) {
		size_t n = h->units.n, i;

		for (size_t s = l->at > n ? l->at - n : 0; s <= start; s++) {
			for (i = 0; i < n && unit_at(l, s + i)->c ==
			    h->units.at[i].c; i++)
				;
			if (i == n && s + n >= l->at)
				return true;
		}
	}
	return false;
}

/* ---- the whole ---- */

bool
word_at(const struct word *w, struct units text, size_t start)
{
	struct look l = { .text = text, .at = start };

	if (!part_here(&l, &w->parts[0], true))
		return false;
	for (size_t i = 1; i < w->n; i++)
		if (!part_next(&l, &w->parts[i]))
			return false;
	return stands(w, &l, start) && !is_harmless(w, &l, start);
}
