/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text as tokens, as the memory compares them:
 *
 *	AI산업은 2026년 3월, "좋다."   ai 산업은 2026 년 3 월 , " 좋다 . "
 *
 * A word is a run of letters of one script; Han and kana are each by itself.
 * Weights, of which the score is made: a word 10 (a short Latin one 6), a Han
 * character 5, kana 3, a number 4, a particle that stands alone 2, a mark 1.
 * Korean words are cut from their particle only where they are compared.
 */
#include <string.h>

#include "remembering.h"

/* ---- characters ---- */

enum class { UNSEEN, SPACE, DIGIT, HAN, KANA, HANGUL, LETTER, MARK };

static bool
unseen(uint32_t c)
{
	return c == 0xad || c == 0x180e || (c >= 0x200b && c <= 0x200f) ||
		(c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
		(c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

static bool
blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 ||
		(c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
		c == 0x202f || c == 0x205f || c == 0x3000;
}

static enum class
class_high(uint32_t c)
{
	if (unseen(c))
		return UNSEEN;
	if (blank(c))
		return SPACE;
	if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	    c >= 0x20000 || c == 0x3005)
		return HAN;
	if ((c >= 0x3041 && c <= 0x309f) || (c >= 0x30a1 && c <= 0x30ff &&
	    c != 0x30fb))
		return KANA;
	if ((c >= 0x1100 && c <= 0x11ff) || (c >= 0x3131 && c <= 0x318e))
		return HANGUL;
	if (c < 0xc0 || c == 0xd7 || c == 0xf7 ||
	    (c >= 0x2010 && c <= 0x2fff) || (c >= 0x3001 && c <= 0x303f) ||
	    c == 0x30fb || (c >= 0xe000 && c <= 0xf8ff) ||
	    (c >= 0xfe10 && c <= 0xff0f) || (c >= 0xff1a && c <= 0xff20) ||
	    (c >= 0xff3b && c <= 0xff40) || (c >= 0xff5b && c <= 0xff65) ||
	    (c >= 0x1f000 && c <= 0x1ffff))
		return MARK;
	return LETTER;
}

static enum class
class_of(uint32_t c)
{
	if (c >= 0xac00 && c <= 0xd7a3)
		return HANGUL;
	if (c >= 0x80)
		return c >= 0xff10 && c <= 0xff19 ? DIGIT : class_high(c);
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
		return LETTER;
	if (c >= '0' && c <= '9')
		return DIGIT;
	return c <= ' ' ? SPACE : MARK;
}

/* The marks that quote are one mark, so are dashes. */
static uint32_t
fold_mark(uint32_t c)
{
	if (c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201f) ||
	    (c >= 0x300a && c <= 0x300f) || c == '\'')
		return '"';
	if (c >= 0x2010 && c <= 0x2015)
		return '-';
	return c == 0x3002 ? '.' : c == 0x3001 ? ',' : c;
}

static uint32_t
fold(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c | 0x20 : c == '\'' ? '"' : c;
	if (c >= 0xac00 && c <= 0xd7a3)
		return c;
	if (c >= 0xff01 && c <= 0xff5e)
		return fold(c - 0xfee0);
	if (c >= 0x30a1 && c <= 0x30f6)
		return c - 0x60;
	if (c >= 0xc0 && c <= 0xde && c != 0xd7)
		return c + 0x20;
	if (c >= 0x100 && c <= 0x137)
		return c | 1;
	if ((c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20;
	if (c >= 0x400 && c <= 0x40f)
		return c + 0x50;
	if (c >= 0x1ea0 && c <= 0x1eff)
		return c | 1;
	return fold_mark(c);
}

static size_t
put_char(char *out, uint32_t c)
{
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	if (n == 1) {
		*out = (char)c;
		return 1;
	}
	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)((0xf00u >> n) | c);
	return n;
}

/* ---- texts ---- */

/* Some character may be another when it is composed with its neighbour. */
static bool
loose(const char *text)
{
	const unsigned char *c = (const unsigned char *)text;

	for (; *c != 0; c++)
		if (*c == 0xcc || *c == 0xcd || (*c == 0xe1 && c[1] >= 0x84 &&
		    c[1] <= 0x87) || (*c == 0xe3 && c[1] == 0x82 &&
		    (c[2] == 0x99 || c[2] == 0x9a)))
			return true;
	return false;
}

const char *
memory_composed(struct arena *a, const char *text)
{
	const char *out;

	if (loose(text) && text_take(a, text, strlen(text), &out) ==
	    TEXT_GOOD)
		return out;
	return text;
}

const char *
memory_whole(struct arena *a, const char *text)
{
	const char *s = memory_composed(a, text);
	char *out = arena_alloc(a, strlen(s) + 1);
	bool gap = false;
	size_t n = 0, step;

	for (; *s != '\0'; s += step) {
		uint32_t c = scan_char(s, &step);

		if (c >= 0x80 && unseen(c))
			continue;
		if (c <= ' ' || (c >= 0x80 && blank(c))) {
			gap = true;
			continue;
		}
		if (gap && n > 0)
			out[n++] = ' ';
		gap = false;
		memcpy(out + n, s, step);
		n += step;
	}
	return out;
}

/* ---- particles ---- */

/* By their last syllable, in order; before it, what the longest have first, and
 * nothing where it is a particle by itself. */
static const struct particles {
	const char *last;
	const char *heads[8];
} particles[] = {
	{ "가", { "" } },
	{ "게", { "에" } },
	{ "고", { "이라", "라", "이" } },
	{ "과", { "" } },
	{ "나", { "이", "" } },
	{ "는", { "에서", "으로", "까지", "부터", "에", "로", "" } },
	{ "다", { "마", "보" } },
	{ "도", { "에서", "으로", "까지", "에", "로", "" } },
	{ "럼", { "처" } },
	{ "로", { "으", "" } },
	{ "를", { "" } },
	{ "만", { "에", "" } },
	{ "며", { "이", "" } },
	{ "서", { "으로", "에게", "에", "께", "로" } },
	{ "써", { "으로", "로" } },
	{ "에", { "밖", "" } },
	{ "와", { "" } },
	{ "은", { "" } },
	{ "을", { "" } },
	{ "의", { "에서", "으로", "와", "과", "" } },
	{ "이", { "" } },
	{ "저", { "마" } },
	{ "지", { "까" } },
	{ "차", { "조" } },
	{ "터", { "부" } },
	{ "테", { "한" } },
};

static const struct particles *
particles_on(const char *last)
{
	size_t from = 0, to = sizeof particles / sizeof *particles;

	while (from < to) {
		size_t at = (from + to) / 2;
		int way = memcmp(last, particles[at].last, 3);

		if (way == 0)
			return &particles[at];
		if (way < 0)
			to = at;
		else
			from = at + 1;
	}
	return NULL;
}

/* Bytes of the longest particle that ends a word and leaves so many. */
static size_t
particle_behind(const char *word, size_t n, size_t least)
{
	const struct particles *p = n >= least + 3 ?
		particles_on(word + n - 3) : NULL;

	for (size_t i = 0; p != NULL && i < 8 && p->heads[i] != NULL; i++) {
		size_t k = strlen(p->heads[i]);

		if (n >= k + 3 + least &&
		    memcmp(word + n - 3 - k, p->heads[i], k) == 0)
			return k + 3;
	}
	return 0;
}

size_t
particle_end(const char *word, size_t n)
{
	/* Two syllables of three bytes stay. */
	return particle_behind(word, n, 6);
}

bool
particle_whole(const char *word, size_t n)
{
	size_t k = n <= 12 ? particle_behind(word, n, 0) : 0;

	return k > 0 && (k == n || particle_behind(word, n - k, 0) == n - k);
}

/* ---- tokens ---- */

struct walk {
	struct arena *arena;
	const char *text;
	size_t at;
	char *folded;          /* where the next token's folded form goes */
	struct token *out;
	size_t n;
	bool glued;
};

/* FNV-1a; only a first look, what counts is compared. */
static uint64_t
hash_of(const char *at, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)at[i]) * 0x100000001b3u;
	return h;
}

/* Names of months and weekdays are compared as numbers are. */
static bool
calendar_name(const char *fold, size_t n)
{
	static const char *const names[] = {
		"january", "february", "march", "april", "june", "july",
		"august", "september", "october", "november", "december",
		"monday", "tuesday", "wednesday", "thursday", "friday",
		"saturday", "sunday", "월요일", "화요일", "수요일", "목요일",
		"금요일", "토요일", "일요일",
	};

	if (n < 4 || n > 9)
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == n && memcmp(names[i], fold, n) == 0)
			return true;
	return false;
}

static uint8_t
weight_of(const struct token *t, enum class class)
{
	switch (class) {
	case HAN:    return 5;
	case KANA:   return 3;
	case DIGIT:  return 4;
	case HANGUL: return particle_whole(t->fold, t->n) ? 2 : 10;
	case LETTER: return t->n <= 3 ? 6 : 10;
	default:     return 1;
	}
}

/* Do digits go on behind this mark? */
static bool
joins(const char *s, enum class class)
{
	size_t step;

	if (class != DIGIT || (*s != '.' && *s != ',' && *s != ':'))
		return false;
	return class_of(scan_char(s + 1, &step)) == DIGIT;
}

/* An apostrophe within a word: Xi'an. */
static bool
within(const char *s, enum class class)
{
	size_t step, next;
	uint32_t c = scan_char(s, &step);

	return class == LETTER && (c == '\'' || c == 0x2019) &&
		class_of(scan_char(s + step, &next)) == LETTER;
}

static void
token_end(struct walk *w, struct token *t, enum class class)
{
	t->fold = w->folded;
	w->folded += t->n;
	t->hash = hash_of(t->fold, t->n);
	t->hangul = class == HANGUL;
	t->kind = class == HAN || class == KANA ? TOKEN_CHARACTER :
		class == DIGIT ? TOKEN_NUMBER :
		class == MARK ? TOKEN_MARK : TOKEN_WORD;
	t->weight = weight_of(t, class);
	if (t->kind == TOKEN_WORD && calendar_name(t->fold, t->n)) {
		t->kind = TOKEN_NUMBER;
		t->weight = 4;
	}
	w->glued = true;
}

/* One token of that class from here on. */
static void
token_take(struct walk *w, enum class class)
{
	struct token *t = &w->out[w->n++];
	bool runs = class == DIGIT || class == HANGUL || class == LETTER;
	size_t step;

	*t = (struct token){ .from = w->at, .glued = w->glued };
	do {
		uint32_t c = scan_char(w->text + w->at, &step);
		enum class here = class_of(c);

		if (t->to > 0 && here != class && here != UNSEEN &&
		    !joins(w->text + w->at, class) &&
		    !within(w->text + w->at, class))
			break;
		if (here != UNSEEN)
			t->n = (uint16_t)(t->n + put_char(w->folded + t->n,
				fold(c)));
		w->at += step;
		t->to = w->at;
	} while (runs && w->text[w->at] != '\0' && t->n < 200);
	token_end(w, t, class);
}

size_t
memory_tokens(struct arena *a, const char *text, struct token **out)
{
	size_t n = strlen(text), step;
	struct walk w = { .arena = a, .text = text };

	/* A folded character can be longer than it was by no more than half. */
	w.folded = arena_alloc(a, n * 2 + 8);
	w.out = *out = arena_alloc(a, (n + 1) * sizeof *w.out);
	while (text[w.at] != '\0') {
		enum class class = class_of(scan_char(text + w.at, &step));

		if (class == SPACE || class == UNSEEN) {
			w.glued = w.glued && class == UNSEEN;
			w.at += step;
		} else {
			token_take(&w, class);
		}
	}
	return w.n;
}
