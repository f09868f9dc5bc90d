/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door for text from outside, and measuring what came in.  Most of what
 * comes is normal already and is copied as it stands; only what may not be
 * takes the way through UTF-16.
 */
#include "inside.h"

#include <string.h>
#include <strings.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>
#include <unicode/utext.h>

/* UAX 9 knows no deeper nesting. */
enum { BIDI_DEEPEST = 125 };

struct bidi {
	char open[BIDI_DEEPEST];  /* 'e'mbedding or override, 'i'solate */
	int depth;
	bool bad;
};

static void
bidi_open(struct bidi *b, char what)
{
	if (b->depth == BIDI_DEEPEST)
		b->bad = true;
	else
		b->open[b->depth++] = what;
}

/* A pop with nothing to pop is harmless; an isolate takes its inside along. */
static void
bidi_close(struct bidi *b, char what)
{
	int i = b->depth;

	if (what == 'e') {
		if (i > 0 && b->open[i - 1] == 'e')
			b->depth--;
		return;
	}
	while (i > 0 && b->open[i - 1] != 'i')
		i--;
	if (i > 0)
		b->depth = i - 1;
}

static void
bidi_see(struct bidi *b, UChar32 c)
{
	if (c == 0x202a || c == 0x202b || c == 0x202d || c == 0x202e)
		bidi_open(b, 'e');
	else if (c >= 0x2066 && c <= 0x2068)
		bidi_open(b, 'i');
	else if (c == 0x202c)
		bidi_close(b, 'e');
	else if (c == 0x2069)
		bidi_close(b, 'i');
}

/* Characters that are NFC whatever stands beside them, found quickly. */
static bool
steady(UChar32 c)
{
	return c < 0x300 || (c >= 0xac00 && c <= 0xd7a3) ||
		(c >= 0x3400 && c <= 0x9fff) || (c >= 0x3041 && c <= 0x3096) ||
		(c >= 0x30a1 && c <= 0x30fe);
}

/* Might c, behind a mark of class *before, be something else in NFC? */
static bool
unsettled(UChar32 c, uint8_t *before)
{
	uint8_t own;

	if (steady(c)) {
		*before = 0;
		return false;
	}
	own = u_getCombiningClass(c);
	if (own != 0 && own < *before)
		return true;
	*before = own;
	return u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES;
}

static bool
control(UChar32 c, bool line_follows)
{
	if (c == '\t' || c == '\n')
		return false;
	if (c == '\r')
		return !line_follows;
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

static enum text_fault
examine(const char *in, size_t n, bool *normal)
{
	struct bidi bidi = {.depth = 0};
	uint8_t before = 0;
	size_t i = 0;

	*normal = true;
	while (i < n) {
		UChar32 c = icu_next(in, n, &i);

		if (c < 0)
			return TEXT_NOT_UTF8;
		if (control(c, i < n && in[i] == '\n'))
			return TEXT_CONTROL;
		if (c >= 0x300) {
			bidi_see(&bidi, c);
			if (unsettled(c, &before))
				*normal = false;
		} else {
			before = 0;
		}
	}
	return bidi.bad || bidi.depth > 0 ? TEXT_BIDI : TEXT_GOOD;
}

static char *
normalise(struct arena *a, const char *in, size_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
	struct arena *scratch = arena_new();
	struct wide from = icu_wide(scratch, in, n);
	int32_t room = from.n * 3 + 1, length;
	UChar *to = arena_alloc(scratch, (size_t)room * sizeof *to);
	char *out;

	length = unorm2_normalize(nfc, from.at, from.n, to, room, &status);
	ICU_GOOD(status);
	out = icu_narrow(a, to, length, NULL);
	arena_free(scratch);
	return out;
}

/* In place; examine has seen that an LF follows each CR. */
static void
drop_returns(char *s)
{
	char *to = strchr(s, '\r');

	if (to == NULL)
		return;
	for (const char *from = to; *from != '\0'; from++)
		if (*from != '\r')
			*to++ = *from;
	*to = '\0';
}

enum text_fault
text_take(struct arena *a, const char *in, size_t n, const char **out)
{
	bool normal;
	enum text_fault fault = examine(in, n, &normal);
	char *s;

	if (fault != TEXT_GOOD)
		return fault;
	s = normal ? arena_copy(a, in, n) : normalise(a, in, n);
	drop_returns(s);
	*out = s;
	return TEXT_GOOD;
}

bool
text_convert(struct arena *a, const char *charset, const char *in, size_t n,
	const char **out, size_t *out_n)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *from;
	struct arena *scratch;
	size_t room = 2 * n + 16;
	UChar *to;
	int32_t length;

	/* ICU's own CP949 is IBM's, which has not the syllables of Windows. */
	if (strcasecmp(charset, "CP949") == 0)
		charset = "windows-949";
	if (n > INT32_MAX / 8)
		return false;
	from = ucnv_open(charset, &status);
	if (U_FAILURE(status))
		return false;
	ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL,
		&status);
	scratch = arena_new();
	to = arena_alloc(scratch, room * sizeof *to);
	length = ucnv_toUChars(from, to, (int32_t)room, in, (int32_t)n, &status);
	ucnv_close(from);
	if (U_SUCCESS(status))
		*out = icu_narrow(a, to, length, out_n);
	arena_free(scratch);
	return U_SUCCESS(status);
}

/* ---- measuring ---- */

static void *
open_breaks(enum lang lang, int slot)
{
	static const UBreakIteratorType kinds[] = {
		[ICU_GRAPHEMES] = UBRK_CHARACTER, [ICU_WORDS] = UBRK_WORD,
	};
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *breaks = ubrk_open(kinds[slot], langs[lang].icu, NULL, 0,
		&status);

	ICU_GOOD(status);
	return breaks;
}

static void
close_breaks(void *breaks)
{
	ubrk_close(breaks);
}

/* The thread's breaks of that kind, laid on s; *over must be closed. */
static UBreakIterator *
breaks_over(enum icu_slot kind, const char *s, UText *over)
{
	static const struct icu_tool how = {open_breaks, close_breaks};
	UErrorCode status = U_ZERO_ERROR;
	UBreakIterator *breaks = icu_tool(kind, LANG_EN, &how);

	utext_openUTF8(over, s, -1, &status);
	ubrk_setUText(breaks, over, &status);
	ICU_GOOD(status);
	return breaks;
}

/* A cluster of its own whatever stands beside it, if no mark does. */
static bool
lonely(UChar32 c)
{
	return (c >= 0x20 && c < 0x7f) || (c >= 0xa1 && c < 0x300 && c != 0xad) ||
		(c >= 0xac00 && c <= 0xd7a3) || (c >= 0x4e00 && c <= 0x9fff) ||
		(c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fe);
}

size_t
text_length(const char *s)
{
	size_t length = 0, n = strlen(s), i = 0;
	UText over = UTEXT_INITIALIZER;
	UBreakIterator *breaks;

	while (i < n) {
		UChar32 c = icu_next(s, n, &i);

		if (!lonely(c))
			break;
		length++;
		if (i == n)
			return length;
	}
	length = 0;
	breaks = breaks_over(ICU_GRAPHEMES, s, &over);
	while (ubrk_next(breaks) != UBRK_DONE)
		length++;
	utext_close(&over);
	return length;
}

static bool
invisible(UChar32 c)
{
	return u_isUWhiteSpace(c) || u_iscntrl(c) || c == 0x2800 ||
		u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool
text_blank(const char *s)
{
	size_t i = 0, n = strlen(s);

	while (i < n) {
		UChar32 c = icu_next(s, n, &i);

		if (!invisible(c))
			return false;
	}
	return true;
}

/* The byte behind the max-th cluster, or 0: there are no more than that. */
static int32_t
end_of_cluster(const char *s, size_t max)
{
	UText over = UTEXT_INITIALIZER;
	UBreakIterator *breaks = breaks_over(ICU_GRAPHEMES, s, &over);
	int32_t at = 0;

	while (max-- > 0 && at != UBRK_DONE)
		at = ubrk_next(breaks);
	if (at == UBRK_DONE || s[at] == '\0')
		at = 0;
	utext_close(&over);
	return at;
}

/* The last end of a word at or before that byte, or 0. */
static int32_t
end_of_word(const char *s, int32_t at)
{
	UText over = UTEXT_INITIALIZER;
	UBreakIterator *breaks = breaks_over(ICU_WORDS, s, &over);

	if (!ubrk_isBoundary(breaks, at))
		at = ubrk_preceding(breaks, at);
	utext_close(&over);
	return at == UBRK_DONE ? 0 : at;
}

/* Without the spaces and commas at its end. */
static int32_t
trimmed(const char *s, int32_t n)
{
	while (n > 0) {
		int32_t i = n;
		UChar32 c;

		U8_PREV(s, 0, i, c);
		if (!invisible(c) && c != ',' && c != ';' && c != 0x3001 &&
		    c != 0xff0c)
			break;
		n = i;
	}
	return n;
}

const char *
text_cut(struct arena *a, const char *s, size_t max)
{
	int32_t most, word;

	if (max == 0)
		return "";
	if (strlen(s) <= max || (most = end_of_cluster(s, max)) == 0)
		return arena_text(a, s);
	word = trimmed(s, end_of_word(s, most));
	/* A word that fills more than half of the room is cut in two. */
	if (word < most / 2)
		word = trimmed(s, most);
	return arena_printf(a, "%.*s…", (int)word, s);
}
