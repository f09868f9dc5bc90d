/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a reader does not read as words: addresses and code.  Masked byte for
 * byte, so that places in the masked text are places in the text.
 */
#include <string.h>

#include "checking.h"

#define MAIL_MOST 320         /* bytes; more is no address */
#define MARK_MOST 4000        /* of what a mark may hold */

static bool
is_address(uint32_t c)
{
	return c > ' ' && c < 0x7f && strchr("<>\"`{}|\\^)]", (int)c) == NULL;
}

size_t
address_at(const char *s, size_t at)
{
	static const char *const heads[] = { "https://", "http://", "www.",
		"mailto:", "tel:" };
	size_t n = 0, m;

	if (is_latin(scan_before(s, at, &m)))
		return 0;
	for (size_t i = 0; i < 5 && n == 0; i++)
		n = scan_says(s + at, heads[i]);
	if (n == 0)
		return 0;
	while (is_address((unsigned char)s[at + n]))
		n++;
	/* A stop behind it is the sentence's. */
	while (strchr(".,;:!?'*_~", s[at + n - 1]) != NULL)
		n--;
	return n;
}

/* someone@example.org */
static size_t
mail_at(const char *s, size_t at)
{
	size_t n = 0, before;
	bool sign = false;
	uint32_t c = scan_before(s, at, &before);

	if (is_latin(c) || is_digit(c))
		return 0;
	for (; n < MAIL_MOST && is_address((unsigned char)s[at + n]) &&
	    s[at + n] != '('; n++)
		sign = sign || (s[at + n] == '@' && n > 0);
	return sign ? n : 0;
}

/* `code`, ``co`de`` */
static size_t
code_at(const char *s, size_t at)
{
	size_t ticks = strspn(s + at, "`"), n;

	if (ticks == 0 || (at > 0 && s[at - 1] == '`'))
		return 0;
	for (n = ticks; n < MARK_MOST && s[at + n] != '\0';) {
		size_t end = strspn(s + at + n, "`");

		if (end == ticks)
			return n + end;
		n += end > 0 ? end : 1;
	}
	return 0;
}

/* "(place)" behind "]" */
static size_t
place_at(const char *s, size_t at)
{
	size_t n;

	if (s[at] != '(' || at == 0 || s[at - 1] != ']')
		return 0;
	for (n = 1; n < MARK_MOST && strchr(")\n", s[at + n]) == NULL; n++)
		;
	return s[at + n] == ')' ? n + 1 : 0;
}

const char *
masked(struct arena *a, const char *text)
{
	char *out = arena_text(a, text);

	for (size_t at = 0; text[at] != '\0';) {
		size_t n = code_at(text, at);

		if (n == 0)
			n = place_at(text, at);
		if (n == 0)
			n = address_at(text, at);
		if (n == 0 && (unsigned char)text[at] < 0x80)
			n = mail_at(text, at);
		if (n > 0)
			memset(out + at, 1, n);
		at += n > 0 ? n : 1;
	}
	return out;
}
