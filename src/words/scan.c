/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text character by character, for the checks.  Nothing here reads past the
 * NUL, whatever the bytes before it are.
 */
#include <string.h>

#include "checking.h"

enum tongue
tongue_of(const char *tag)
{
	static const struct { const char *tag; enum tongue tongue; } rows[] = {
		{ "ko", TONGUE_KO }, { "zh", TONGUE_ZH }, { "ja", TONGUE_JA },
		{ "en", TONGUE_EN },
	};

	for (size_t i = 0; tag != NULL && i < sizeof rows / sizeof *rows; i++)
		if (strncmp(tag, rows[i].tag, 2) == 0 &&
		    (tag[2] == '\0' || tag[2] == '-'))
			return rows[i].tongue;
	return TONGUE_OTHER;
}

uint32_t
scan_char(const char *s, size_t *n)
{
	const unsigned char *c = (const unsigned char *)s;
	uint32_t all;
	size_t want;

	*n = c[0] != 0;
	if (c[0] < 0xc2 || c[0] > 0xf4)
		return c[0];
	want = c[0] < 0xe0 ? 2 : c[0] < 0xf0 ? 3 : 4;
	all = c[0] & (0x7fu >> want);
	for (size_t i = 1; i < want; i++) {
		if ((c[i] & 0xc0) != 0x80)
			return c[0];
		all = all << 6 | (c[i] & 0x3fu);
	}
	*n = want;
	return all;
}

uint32_t
scan_before(const char *s, size_t at, size_t *n)
{
	size_t from = at;

	*n = 0;
	if (at == 0)
		return 0;
	for (from--; from > 0 && at - from < 4 &&
	    ((unsigned char)s[from] & 0xc0) == 0x80; from--)
		;
	*n = at - from;
	return scan_char(s + from, &from);
}

uint32_t
scan_fold(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (c >= 'A' && c <= 'Z')
		return c + 32;
	if (c >= 0xc0 && c <= 0xde && c != 0xd7)
		return c + 32;
	if (c >= 0x100 && c <= 0x17e && c != 0x130 && c != 0x131 &&
	    (c < 0x138 || c > 0x148))
		return c | 1;
	return c == 0x3000 || c == 0xa0 ? ' ' : c;
}

bool
is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == 0xa0 ||
		c == 0x3000 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f;
}

int
digit_of(uint32_t c)
{
	return (int)(c >= 0xff10 ? c - 0xff10 : c - '0');
}

bool
is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

bool
is_latin(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7) ||
		(c >= 0x1e00 && c <= 0x1eff) ||
		(c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a);
}

bool
is_hangul(uint32_t c)
{
	return (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x1100 && c <= 0x11ff) ||
		(c >= 0x3131 && c <= 0x318e);
}

bool
is_kana(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x309f) || (c >= 0x30a1 && c <= 0x30fa) ||
		c == 0x30fc || (c >= 0xff66 && c <= 0xff9d);
}

bool
is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
		(c >= 0x20000 && c <= 0x3ffff) || c == 0x3005 || c == 0x3007;
}

bool
is_word(uint32_t c)
{
	return is_latin(c) || is_digit(c) || is_hangul(c) || is_han(c) ||
		is_kana(c) || (c >= 0x370 && c <= 0x58f);
}

bool
is_among(uint32_t c, const char *these)
{
	size_t n;
	uint32_t one;

	while (c != 0 && (one = scan_char(these, &n)) != 0) {
		if (one == c)
			return true;
		these += n;
	}
	return false;
}

size_t
scan_says(const char *s, const char *word)
{
	size_t at = 0, n, m;
	uint32_t c;

	while ((c = scan_char(word, &n)) != 0) {
		if (scan_fold(scan_char(s + at, &m)) != scan_fold(c))
			return 0;
		word += n;
		at += m;
	}
	return at;
}

size_t
scan_says_word(const char *s, const char *word)
{
	size_t n = scan_says(s, word), m;

	return n > 0 && is_latin(scan_char(s + n, &m)) ? 0 : n;
}

size_t
scan_blanks(const char *s)
{
	size_t at = 0, n;
	uint32_t c;

	while ((c = scan_char(s + at, &n)) != 0 && is_space(c) && c != '\n')
		at += n;
	return at;
}

size_t
scan_number(const char *s, size_t most, int *out)
{
	size_t at = 0, n, digits = 0;
	uint32_t c;

	*out = 0;
	while (is_digit(c = scan_char(s + at, &n))) {
		if (++digits > most || digits > 8)
			return 0;
		*out = *out * 10 + digit_of(c);
		at += n;
	}
	return at;
}

bool
scan_begins(const char *s, size_t at)
{
	size_t n;
	uint32_t here = scan_char(s + at, &n);
	uint32_t before = scan_before(s, at, &n);

	if (is_latin(here))
		return !is_latin(before) && !is_digit(before);
	if (is_digit(here))
		return !is_digit(before);
	return !is_hangul(here) || !is_hangul(before);
}
