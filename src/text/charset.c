/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text that does not say in which encoding it was saved.  A byte order mark
 * says it; UTF-8 is hardly ever met by chance; UTF-16 gives itself away by
 * its zeros; the rest is weighed by ICU's detector among those encodings in
 * which all of the text can be read, the Korean one first when there is too
 * little of it to tell.
 *
 * A file into which lines of two encodings were pasted is read line by line,
 * and every line that is not in the encoding of the whole is told.  A newline
 * is no part of a longer character in any encoding here but UTF-16.
 */
#include "inside.h"

#include <string.h>
#include <unicode/ucsdet.h>

#define SAMPLE (256 << 10)  /* bytes that are weighed */

const struct text_charset text_charsets[] = {
	{ "UTF-8",    "UTF-8",       "UTF-8" },
	{ "CP949",    "windows-949", "EUC-KR" },
	{ "UTF-16LE", "UTF-16LE",    "UTF-16LE" },
	{ "UTF-16BE", "UTF-16BE",    "UTF-16BE" },
	{ "Shift_JIS", "windows-31j", "Shift_JIS" },
	{ "GB18030",  "gb18030",     "GB18030" },
	{ "EUC-JP",   "EUC-JP",      "EUC-JP" },
	{ "Big5",     "Big5",        "Big5" },
	{0}
};

#define UTF8 (&text_charsets[0])
#define CP949 (&text_charsets[1])
#define UTF16LE (&text_charsets[2])
#define UTF16BE (&text_charsets[3])
#define FIRST_WEIGHED CP949

static const struct text_charset *
charset_named(const char *name)
{
	for (const struct text_charset *c = text_charsets; c->name; c++)
		if (strcasecmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* Bytes of a byte order mark of that encoding. */
static size_t
mark_of(const struct text_charset *c, const char *at, size_t n)
{
	if (c == UTF8 && n >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
		return 3;
	if (c == UTF16LE && n >= 2 && memcmp(at, "\xff\xfe", 2) == 0)
		return 2;
	if (c == UTF16BE && n >= 2 && memcmp(at, "\xfe\xff", 2) == 0)
		return 2;
	return 0;
}

static const struct text_charset *
marked(const char *at, size_t n)
{
	for (const struct text_charset *c = text_charsets; c->name; c++)
		if (mark_of(c, at, n) > 0)
			return c;
	return NULL;
}

static bool
utf8_good(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		UChar32 c;

		U8_NEXT((const uint8_t *)s, i, n, c);
		if (c < 0)
			return false;
	}
	return true;
}

/* UTF-16 without a mark: one byte of two is zero wherever there is a comma,
 * a digit or a newline. */
static const struct text_charset *
wide(const char *at, size_t n)
{
	size_t zeros[2] = { 0, 0 };

	for (size_t i = 0; i < n && i < SAMPLE; i++)
		zeros[i % 2] += at[i] == '\0';
	if (zeros[0] == zeros[1] || n % 2 != 0)
		return NULL;
	return zeros[1] > zeros[0] ? UTF16LE : UTF16BE;
}

/* How sure ICU is of an encoding, of 100. */
static int
weight_of(const UCharsetMatch **matches, int32_t n, const char *as)
{
	for (int32_t i = 0; i < n; i++) {
		UErrorCode status = U_ZERO_ERROR;
		const char *name = ucsdet_getName(matches[i], &status);

		if (U_SUCCESS(status) && strcmp(name, as) == 0)
			return ucsdet_getConfidence(matches[i], &status);
	}
	return 0;
}

/* Whole lines at the beginning, so that no character is cut. */
static size_t
sample_of(const char *at, size_t n)
{
	const char *last;

	if (n <= SAMPLE)
		return n;
	last = memrchr(at, '\n', SAMPLE);
	return last != NULL ? (size_t)(last - at) : SAMPLE;
}

/* The likeliest; strict: of those in which it can all be read, or NULL. */
static const struct text_charset *
weighed(struct arena *a, const char *at, size_t n, bool strict)
{
	UErrorCode status = U_ZERO_ERROR;
	UCharsetDetector *d = ucsdet_open(&status);
	const struct text_charset *best = NULL;
	const UCharsetMatch **matches;
	int32_t count = 0, most = -1;
	const char *text;
	size_t length;

	ucsdet_setText(d, at, (int32_t)n, &status);
	matches = ucsdet_detectAll(d, &count, &status);
	if (U_FAILURE(status))
		count = 0;
	for (const struct text_charset *c = FIRST_WEIGHED; c->name; c++) {
		int weight = weight_of(matches, count, c->detected);

		if (weight > most && c != UTF16LE && c != UTF16BE &&
		    (!strict || text_convert(a, c->icu, at, n, &text,
		    &length))) {
			best = c;
			most = weight;
		}
	}
	ucsdet_close(d);
	return best;
}

/* Of the lines that are not ASCII, are most in UTF-8? */
static bool
mostly_utf8(const char *at, size_t n)
{
	const char *end = at + n;
	size_t good = 0, bad = 0;

	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t length = (size_t)((stop ? stop : end) - at);
		bool ascii = true;

		for (size_t i = 0; i < length && ascii; i++)
			ascii = (unsigned char)at[i] < 0x80;
		if (!ascii)
			*(utf8_good(at, length) ? &good : &bad) += 1;
		at = stop ? stop + 1 : end;
	}
	return good > 0 && good >= bad;
}

const char *
text_charset_guess(struct arena *a, const char *at, size_t n)
{
	const struct text_charset *c = marked(at, n);
	size_t sample = sample_of(at, n);

	if (c == NULL)
		c = utf8_good(at, n) && memchr(at, 0, n) == NULL ? UTF8 :
			memchr(at, 0, n) != NULL ? wide(at, n) : NULL;
	if (c == NULL)
		c = weighed(a, at, sample, true);
	if (c == NULL)
		c = mostly_utf8(at, n) ? UTF8 : weighed(a, at, sample, false);
	return c != NULL ? c->name : CP949->name;
}

/* ---- reading ---- */

static bool
line_good(struct arena *a, const struct text_charset *c, const char *at,
	size_t n, const char **out, size_t *out_n)
{
	if (memchr(at, 0, n) != NULL)
		return false;
	if (c == UTF8) {
		*out = at;
		*out_n = n;
		return utf8_good(at, n);
	}
	return text_convert(a, c->icu, at, n, out, out_n);
}

/* The bytes themselves, as people can copy them. */
static void
line_raw(struct buf *out, const char *at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)at[i] < 0x80 && at[i] != '\0')
			buf_char(out, at[i]);
		else
			buf_printf(out, "\\x%02X", (unsigned char)at[i]);
}

struct decoding {
	const struct text_charset *as;
	void (*odd)(int64_t line, const char *charset, void *arg);
	void *arg;
	struct arena *scratch;
	struct buf *out;
};

static void
line_decode(struct decoding *d, int64_t number, const char *at, size_t n)
{
	const char *text;
	size_t length;

	if (line_good(d->scratch, d->as, at, n, &text, &length)) {
		buf_add(d->out, text, length);
		return;
	}
	for (const struct text_charset *c = text_charsets; c->name; c++)
		if (c != d->as && c != UTF16LE && c != UTF16BE &&
		    line_good(d->scratch, c, at, n, &text, &length)) {
			buf_add(d->out, text, length);
			d->odd(number, c->name, d->arg);
			return;
		}
	line_raw(d->out, at, n);
	d->odd(number, NULL, d->arg);
}

static void
lines_decode(struct decoding *d, const char *at, size_t n)
{
	const char *end = at + n;

	for (int64_t number = 1; at < end; number++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		line_decode(d, number, at, (size_t)((stop ? stop : end) - at));
		if (stop != NULL)
			buf_char(d->out, '\n');
		at = stop ? stop + 1 : end;
		if (arena_used(d->scratch) > SAMPLE)
			arena_reset(d->scratch);
	}
}

bool
text_decode(struct arena *a, const char *charset, const char *at, size_t n,
	const char **out, size_t *out_n,
	void (*odd)(int64_t line, const char *charset, void *arg), void *arg)
{
	const struct text_charset *c = charset_named(charset);
	struct decoding d = { .as = c, .odd = odd, .arg = arg };
	struct buf text = buf_in(a, 5 * n + 16);
	size_t mark;

	if (c == NULL)
		return false;
	mark = mark_of(c, at, n);
	at += mark;
	n -= mark;
	if (c == UTF16LE || c == UTF16BE)
		return text_convert(a, c->icu, at, n, out, out_n) &&
			memchr(*out, 0, *out_n) == NULL;
	if (line_good(a, c, at, n, out, out_n))
		return true;
	d.scratch = arena_new();
	d.out = &text;
	lines_decode(&d, at, n);
	arena_free(d.scratch);
	*out = text.at;
	*out_n = text.n;
	return true;
}
