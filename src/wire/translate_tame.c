/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a service answers is hostile until it was looked at.  Characters that
 * nobody can see or that turn the line around are taken out, a line stays a
 * line, references of HTML that the source has not are read; and nothing is
 * let in that the source lacks: no tag, no link or picture to another address,
 * no mark that would make a heading or a list of a sentence.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "inside.h"

#define LONGER 12              /* times its source, and some more */
#define LONGER_MORE 400
#define LOOP_TIMES 4
#define LOOP_PERIOD 120        /* bytes of a phrase, at most */
#define LOOP_BYTES 24          /* all of them together, at least */
#define LOOP_LOOKED 20000

int64_t
points_of(const char *text)
{
	int64_t n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

/* ---- characters ---- */

/* A code point as UTF-8; 0: it is none that a text may have. */
static size_t
utf8_put(unsigned long c, char out[static 5])
{
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	for (size_t i = n; i-- > 1; c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)(n == 1 ? c : (0xf00UL >> n & 0xf0) | c);
	return n;
}

/* What n bytes from & to ; stand for: those references that services write. */
static size_t
reference_read(const char *at, size_t n, char out[static 5])
{
	static const struct {
		const char *name;
		unsigned long c;
	} named[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' }, { "&nbsp;", ' ' } };
	bool hex = n > 3 && (at[2] == 'x' || at[2] == 'X');
	char *end;
	unsigned long c;

	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (n == strlen(named[i].name) &&
		    memcmp(at, named[i].name, n) == 0)
			return utf8_put(named[i].c, out);
	if (n < 4 || at[1] != '#' || !isxdigit((unsigned char)at[hex ? 3 : 2]))
		return 0;
	c = strtoul(at + (hex ? 3 : 2), &end, hex ? 16 : 10);
	return end == at + n - 1 ? utf8_put(c, out) : 0;
}

const char *
entities_read(struct arena *a, const char *text)
{
	struct buf out = buf_in(a, 16 << 20);

	while (*text != '\0') {
		const char *end = *text == '&' ? strchr(text, ';') : NULL;
		char read[5];
		size_t n = end != NULL && end - text < 40 ? reference_read(text,
			(size_t)(end - text) + 1, read) : 0;

		if (n > 0) {
			buf_add(&out, read, n);
			text = end + 1;
		} else {
			buf_char(&out, *text++);
		}
	}
	return out.at;
}

/* Seen by nobody, or not a character: never in a translation. */
static bool
is_unfit(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') ||
		(c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x61c ||
		c == 0x180e || (c >= 0x200b && c <= 0x200f) ||
		(c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
		c == 0xfeff || (c >= 0xfff9 && c <= 0xfffc) ||
		(c >= 0xe0000 && c <= 0xe0fff) || (c >= 0xe000 && c <= 0xf8ff)
		|| c >= 0xf0000 || (c & 0xfffe) == 0xfffe;
}

/* An emoji of several, or a name that joins, has it in the source too. */
static bool
stands_in(const char *source, const char *at, size_t n)
{
	return memmem(source, strlen(source), at, n) != NULL;
}

/* A character and its bytes; what is no UTF-8 is a byte, which text_take
 * refuses in the end. */
static uint32_t
character(const char *at, size_t *n)
{
	static const unsigned char marks[] = { 0x7f, 0, 0x1f, 0x0f, 0x07 };
	unsigned char lead = (unsigned char)*at;
	uint32_t c;

	*n = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
	c = lead & (*n == 1 ? 0xff : marks[*n]);
	for (size_t i = 1; i < *n; i++) {
		if ((at[i] & 0xc0) != 0x80) {
			*n = i;
			return 0xfffd;
		}
		c = c << 6 | (uint32_t)(at[i] & 0x3f);
	}
	return c;
}

static const char *
characters_tame(struct arena *a, const char *source, const char *answer,
	bool *tamed)
{
	struct buf out = buf_in(a, 16 << 20);
	bool lines = strchr(source, '\n') != NULL;
	size_t n;

	for (; *answer != '\0'; answer += n) {
		uint32_t c = character(answer, &n);

		if (c == '\n' && !lines) {
			buf_char(&out, ' ');
			*tamed = true;
		} else if (is_unfit(c) && !stands_in(source, answer, n)) {
			*tamed = true;
		} else {
			buf_add(&out, answer, n);
		}
	}
	return out.at;
}

/* ---- markup that the source lacks ---- */

static bool
has_part(const char *source, const char *at, size_t n)
{
	return n > 0 && memmem(source, strlen(source), at, n) != NULL;
}

/* "<b>", "</a", "<!--": each must stand in the source as it is. */
static bool
tags_known(const char *source, const char *answer)
{
	for (const char *c = answer; (c = strchr(c, '<')) != NULL; c++) {
		const char *end;

		if (!isalpha((unsigned char)c[1]) && c[1] != '/' &&
		    c[1] != '!' && c[1] != '?')
			continue;
		end = strchr(c, '>');
		if (!has_part(source, c, end != NULL ?
		    (size_t)(end - c) + 1 : strlen(c)))
			return false;
	}
	return true;
}

/* Bytes of an address from c on. */
static size_t
address_length(const char *c)
{
	size_t n = 0;

	while (c[n] > ' ' && c[n] != 0x7f && strchr("<>\"')]", c[n]) == NULL)
		n++;
	return n;
}

/* Where Markdown would make a link or a picture: "](…" and "]: …". */
static bool
links_known(const char *source, const char *answer)
{
	for (const char *c = answer; (c = strchr(c, ']')) != NULL; c++) {
		const char *to = c + 2;

		if (c[1] != '(' && c[1] != ':')
			continue;
		if (c[1] == ':' && strstr(source, "]:") != NULL)
			continue;
		to += strspn(to, " \t\n<");
		if (c[1] == ':' && address_length(to) == 0)
			continue;
		if (c[1] == '(' && *to == ')' ? strstr(source, "](") == NULL :
		    !has_part(source, to, address_length(to)))
			return false;
	}
	return true;
}

/* "javascript:" and the like, however they are written. */
static bool
schemes_known(const char *source, const char *answer)
{
	static const char *const schemes[] = { "javascript:", "data:text",
		"vbscript:", "file:", "mailto:", NULL };

	for (const char *const *s = schemes; *s != NULL; s++)
		if (strcasestr(answer, *s) != NULL &&
		    strcasestr(source, *s) == NULL)
			return false;
	return true;
}

/* "https://other.example", bare, or "//other.example". */
static bool
addresses_known(const char *source, const char *answer)
{
	for (const char *c = answer; (c = strstr(c, "//")) != NULL; c += 2) {
		size_t n = address_length(c + 2);

		if (n == 0 || !isalnum((unsigned char)c[2]))
			continue;
		/* A full stop or a comma ends a sentence, not an address. */
		while (n > 0 && strchr(".,;:!?", c[1 + n]) != NULL)
			n--;
		if (!has_part(source, c, n + 2))
			return false;
	}
	for (const char *c = answer; (c = strcasestr(c, "www.")) != NULL;
	    c += 4)
		if (!has_part(source, c, address_length(c)))
			return false;
	return true;
}

/* What a sentence cannot begin with unless its source does. */
static bool
begin_known(const char *source, const char *answer)
{
	static const char *const marks[] = { "# ", "## ", "### ", "#### ",
		"> ", "- ", "* ", "+ ", "| ", "```", "~~~", "---", "===",
		"***", "    ", "\t", NULL };

	for (const char *const *m = marks; *m != NULL; m++)
		if (strncmp(answer, *m, strlen(*m)) == 0 &&
		    strncmp(source, *m, strlen(*m)) != 0)
			return false;
	return true;
}

static bool
markup_known(const char *source, const char *answer)
{
	return tags_known(source, answer) && links_known(source, answer) &&
		schemes_known(source, answer) &&
		addresses_known(source, answer) &&
		begin_known(source, answer);
}

/* ---- loops ---- */

static bool
has_letter(const char *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (isalpha((unsigned char)at[i]) || (at[i] & 0x80) != 0)
			return true;
	return false;
}

/* Bytes at and behind c that repeat what stands `period` before them. */
static size_t
repeats(const char *text, size_t n, size_t from, size_t period)
{
	size_t i = from;

	while (i + period < n && text[i] == text[i + period])
		i++;
	return i - from + period;
}

bool
text_loops(const char *text)
{
	size_t n = strnlen(text, LOOP_LOOKED);

	for (size_t period = 3; period <= LOOP_PERIOD && period * LOOP_TIMES
	    <= n; period++)
		for (size_t i = 0; i + period * LOOP_TIMES <= n; ) {
			size_t run = repeats(text, n, i, period);

			if (run >= period * LOOP_TIMES && run >= LOOP_BYTES &&
			    has_letter(text + i, period))
				return true;
			i += run - period + 1;
		}
	return false;
}

/* ---- all of it ---- */

static const char *
trimmed(struct arena *a, const char *text)
{
	size_t n;

	text += strspn(text, " \n\t");
	n = strlen(text);
	while (n > 0 && strchr(" \n\t", text[n - 1]) != NULL)
		n--;
	return arena_copy(a, text, n);
}

/* The white space that stands around the source, which services drop. */
static const char *
padded(struct arena *a, const char *source, const char *text)
{
	size_t n = strlen(source), before = strspn(source, " \n\t"), end = n;

	while (end > before && strchr(" \n\t", source[end - 1]) != NULL)
		end--;
	return arena_printf(a, "%.*s%s%s", (int)before, source, text,
		source + end);
}

static bool
has_entity(const char *text)
{
	char read[5];

	for (const char *c = text; (c = strchr(c, '&')) != NULL; c++) {
		const char *end = strchr(c, ';');

		if (end != NULL && end - c < 40 &&
		    reference_read(c, (size_t)(end - c) + 1, read) > 0)
			return true;
	}
	return false;
}

/* NULL: *refused says why. */
static const char *
tame(struct arena *a, const char *source, const char *answer, bool *tamed,
	const char **refused)
{
	const char *text = answer;

	*refused = "machine.refused-long";
	if (strlen(answer) > strlen(source) * LONGER + LONGER_MORE)
		return NULL;
	*refused = "machine.refused-text";
	if (has_entity(text) && !has_entity(source)) {
		text = entities_read(a, text);
		*tamed = true;
	}
	text = characters_tame(a, source, text, tamed);
	if (text_take(a, text, strlen(text), &text) != TEXT_GOOD)
		return NULL;
	text = trimmed(a, text);
	*refused = "machine.refused-empty";
	if (text_blank(text) && !text_blank(source))
		return NULL;
	*refused = "machine.refused-markup";
	if (!markup_known(trimmed(a, source), text))
		return NULL;
	*refused = NULL;
	return padded(a, source, text);
}

void
answer_tame(struct arena *a, const char *source, const char *answer,
	struct translate_text *out)
{
	bool tamed = false;

	out->found = 0;
	out->lost = NULL;
	out->text = tame(a, source, answer, &tamed, &out->refused);
	if (out->text == NULL)
		return;
	out->found = tamed ? TRANSLATE_TAMED : 0;
	if (text_loops(out->text) && !text_loops(source))
		out->found |= TRANSLATE_LOOPS;
}
