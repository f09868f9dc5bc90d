/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What changed between two texts.  Each is cut into tokens: a word of letters
 * and digits (a number with its commas and point is one), a single character of Hangul, Han or kana, or a single other
 * character.  What both begin and end with is set aside; of the rest the
 * longest common sequence is found in a table of n * m lengths, in a scratch
 * arena.  Where that would be too large, the whole rest was replaced.
 */
#include <string.h>

#include "inside.h"

#define TABLE_MOST 1000000  /* cells */

struct token {
	const char *at;
	size_t n;
};

struct tokens {
	struct token *at;
	size_t n;
};

/* The character at s, and its bytes; s is valid UTF-8. */
static uint32_t
character(const char *s, size_t *n)
{
	const unsigned char *b = (const unsigned char *)s;

	*n = *b < 0x80 ? 1 : *b < 0xe0 ? 2 : *b < 0xf0 ? 3 : 4;
	for (size_t i = 1; i < *n; i++)
		if (b[i] == '\0')
			return *n = 1, *b;
	switch (*n) {
	case 1:
		return *b;
	case 2:
		return (b[0] & 0x1fu) << 6 | (b[1] & 0x3fu);
	case 3:
		return (b[0] & 0x0fu) << 12 | (b[1] & 0x3fu) << 6 |
			(b[2] & 0x3fu);
	default:
		return (b[0] & 0x07u) << 18 | (b[1] & 0x3fu) << 12 |
			(b[2] & 0x3fu) << 6 | (b[3] & 0x3fu);
	}
}

/* Part of a word of an alphabet: no sign, no CJK character, no CJK mark. */
static bool
in_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' &&
			(c | 0x20) <= 'z');
	return (c >= 0xc0 && c < 0x1100) || (c >= 0x1200 && c < 0x2000);
}

/* A comma or point within a number. */
static bool
in_number(const char *from, const char *s)
{
	return (*s == ',' || *s == '.') && s > from && s[-1] >= '0' &&
		s[-1] <= '9' && s[1] >= '0' && s[1] <= '9';
}

static struct tokens
cut(struct arena *a, const char *s)
{
	struct tokens out = { arena_alloc(a, (strlen(s) + 1) *
		sizeof *out.at), 0 };
	const char *from = s;
	bool word = false;

	while (*s != '\0') {
		size_t n;
		bool joins = in_word(character(s, &n)) || in_number(from, s);

		if (joins && word)
			out.at[out.n - 1].n += n;
		else
			out.at[out.n++] = (struct token){ s, n };
		word = joins;
		s += n;
	}
	return out;
}

static bool
same(struct token x, struct token y)
{
	return x.n == y.n && memcmp(x.at, y.at, x.n) == 0;
}

/* ---- parts ---- */

enum part { PART_SAME, PART_GONE, PART_NEW };

struct parts {
	json_t *out;
	enum part last;
	struct buf text;
};

static void
close_part(struct parts *p)
{
	json_t *one;

	if (p->text.n == 0)
		return;
	one = json_object();
	view_flag(one, "same", p->last == PART_SAME);
	view_flag(one, "gone", p->last == PART_GONE);
	view_flag(one, "new", p->last == PART_NEW);
	view_text(one, "text", p->text.at);
	json_array_append_new(p->out, one);
	buf_clear(&p->text);
}

static void
put(struct parts *p, enum part as, struct tokens t, size_t from, size_t to)
{
	if (from == to)
		return;
	if (as != p->last)
		close_part(p);
	p->last = as;
	for (; from < to; from++)
		buf_add(&p->text, t.at[from].at, t.at[from].n);
}

/* ---- the rest ---- */

struct rest {
	struct tokens x, y;      /* before, after */
	size_t from, x_to, y_to; /* what is left of them */
};

static uint16_t
larger(uint16_t x, uint16_t y)
{
	return x > y ? x : y;
}

/* length[i * (m + 1) + j]: the longest sequence common to what stands behind
 * i and j. */
static uint16_t *
lengths(struct arena *a, const struct rest *r)
{
	size_t n = r->x_to - r->from, m = r->y_to - r->from;
	uint16_t *length = arena_alloc(a, (n + 1) * (m + 1) * sizeof *length);

	for (size_t i = n; i-- > 0;)
		for (size_t j = m; j-- > 0;)
			length[i * (m + 1) + j] = same(r->x.at[r->from + i],
			    r->y.at[r->from + j]) ?
				(uint16_t)(length[(i + 1) * (m + 1) + j + 1] +
				1) : larger(length[(i + 1) * (m + 1) + j],
				length[i * (m + 1) + j + 1]);
	return length;
}

static void
put_rest(struct arena *a, const struct rest *r, struct parts *p)
{
	size_t n = r->x_to - r->from, m = r->y_to - r->from, i = 0, j = 0;
	const uint16_t *length;

	if (n == 0 || m == 0 || n > UINT16_MAX || m > UINT16_MAX ||
	    (n + 1) * (m + 1) > TABLE_MOST) {
		put(p, PART_GONE, r->x, r->from, r->x_to);
		put(p, PART_NEW, r->y, r->from, r->y_to);
		return;
	}
	length = lengths(a, r);
	while (i < n || j < m) {
		size_t x = r->from + i, y = r->from + j;

		if (i < n && j < m && same(r->x.at[x], r->y.at[y])) {
			put(p, PART_SAME, r->x, x, x + 1);
			i++, j++;
		} else if (j == m || (i < n && length[(i + 1) * (m + 1) + j] >=
		    length[i * (m + 1) + j + 1])) {
			put(p, PART_GONE, r->x, x, x + 1);
			i++;
		} else {
			put(p, PART_NEW, r->y, y, y + 1);
			j++;
		}
	}
}

json_t *
difference(const char *before, const char *after)
{
	struct arena *scratch = arena_new();
	struct rest r = { cut(scratch, before), cut(scratch, after) };
	struct parts p = { json_array(), PART_SAME,
		buf_in(scratch, strlen(before) + strlen(after) + 1) };

	r.x_to = r.x.n;
	r.y_to = r.y.n;
	while (r.from < r.x_to && r.from < r.y_to &&
	    same(r.x.at[r.from], r.y.at[r.from]))
		r.from++;
	while (r.x_to > r.from && r.y_to > r.from &&
	    same(r.x.at[r.x_to - 1], r.y.at[r.y_to - 1]))
		r.x_to--, r.y_to--;
	put(&p, PART_SAME, r.x, 0, r.from);
	put_rest(scratch, &r, &p);
	put(&p, PART_SAME, r.x, r.x_to, r.x.n);
	close_part(&p);
	arena_free(scratch);
	return p.out;
}
