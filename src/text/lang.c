/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The languages of pages, and the names of all languages and countries.  A
 * content language may be any that BCP 47 can write; names are ICU's.
 */
#include "inside.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>

enum { TAG_MOST = 64, ACCEPT_MOST = 32 };

const struct lang_row langs[LANG__MAX] = {
	[LANG_KO] = {"ko", "ko", "한국어", "ko_KR", "ko_KR"},
	[LANG_EN] = {"en", "en", "English", "en_GB", "en_GB"},
	[LANG_ZH] = {"zh", "zh-Hans", "简体中文", "zh_Hans_CN", "zh_CN"},
	[LANG_JA] = {"ja", "ja", "日本語", "ja_JP", "ja_JP"},
};

enum lang
lang_of(const char *tag)
{
	for (int i = 0; i < LANG__MAX; i++)
		if (strcmp(langs[i].tag, tag) == 0)
			return i;
	return LANG__MAX;
}

/* The language of pages that n characters of a tag begin with. */
static enum lang
lang_within(const char *tag, size_t n)
{
	size_t first = 0;

	while (first < n && tag[first] != '-')
		first++;
	for (int i = 0; i < LANG__MAX; i++)
		if (strlen(langs[i].tag) == first &&
		    strncasecmp(langs[i].tag, tag, first) == 0)
			return i;
	return LANG__MAX;
}

/* The weight behind "q=" in thousandths: 0.8 -> 800.  What is odd weighs 0. */
static int
weight(const char *s, size_t n)
{
	const char *q = memmem(s, n, "q=", 2);
	const char *end = s + n;
	int value, unit = 100;

	if (q == NULL)
		return 1000;
	q += 2;
	if (q == end || (*q != '0' && *q != '1'))
		return 0;
	value = (*q++ - '0') * 1000;
	if (q < end && *q == '.')
		for (q++; q < end && *q >= '0' && *q <= '9'; q++, unit /= 10)
			value += (*q - '0') * unit;
	return value > 1000 ? 1000 : value;
}

enum lang
lang_accepted(const char *header, enum lang otherwise)
{
	enum lang best = otherwise;
	int most = 0;

	for (int i = 0; header != NULL && i < ACCEPT_MOST; i++) {
		size_t n, tag;
		int q;

		header += strspn(header, " \t,");
		n = strcspn(header, ",");
		tag = strcspn(header, ",; \t");
		if (n == 0)
			break;
		q = weight(header + tag, n - tag);
		if (q > most && lang_within(header, tag) != LANG__MAX) {
			most = q;
			best = lang_within(header, tag);
		}
		header += n;
	}
	return best;
}

const char *
lang_html(const char *tag)
{
	enum lang lang = lang_of(tag);

	return lang == LANG__MAX ? tag : langs[lang].html;
}

/* ICU's name of a well-formed tag. */
static bool
locale_of(const char *tag, char out[static ULOC_FULLNAME_CAPACITY])
{
	UErrorCode status = U_ZERO_ERROR;
	size_t n = strlen(tag);
	int32_t parsed = 0;

	if (n == 0 || n >= TAG_MOST || strchr(tag, '_') != NULL)
		return false;
	uloc_forLanguageTag(tag, out, ULOC_FULLNAME_CAPACITY, &parsed, &status);
	return U_SUCCESS(status) && status != U_STRING_NOT_TERMINATED_WARNING &&
		(size_t)parsed == n;
}

bool
lang_take(struct arena *a, const char *tag, const char **out)
{
	UErrorCode status = U_ZERO_ERROR;
	char locale[ULOC_FULLNAME_CAPACITY];
	char canonical[ULOC_FULLNAME_CAPACITY];

	if (lang_of(tag) != LANG__MAX) {
		*out = langs[lang_of(tag)].tag;
		return true;
	}
	if (!locale_of(tag, locale))
		return false;
	uloc_toLanguageTag(locale, canonical, sizeof canonical, true, &status);
	if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING)
		return false;
	*out = arena_text(a, canonical);
	return true;
}

/* ---- names ---- */

static void *
open_names(enum lang lang, int slot)
{
	UErrorCode status = U_ZERO_ERROR;
	ULocaleDisplayNames *names = uldn_open(langs[lang].icu,
		ULDN_STANDARD_NAMES, &status);

	(void)slot;
	ICU_GOOD(status);
	return names;
}

static void
close_names(void *names)
{
	uldn_close(names);
}

static ULocaleDisplayNames *
names_in(enum lang lang)
{
	static const struct icu_tool how = {open_names, close_names};

	return icu_tool(ICU_NAMES, lang, &how);
}

const char *
lang_name(struct arena *a, enum lang reader, const char *tag)
{
	UErrorCode status = U_ZERO_ERROR;
	char locale[ULOC_FULLNAME_CAPACITY];
	UChar name[200];
	int32_t n;

	if (!locale_of(tag, locale))
		return arena_text(a, tag);
	n = uldn_localeDisplayName(names_in(reader), locale, name,
		sizeof name / sizeof *name, &status);
	if (U_FAILURE(status) || n == 0)
		return arena_text(a, tag);
	return icu_narrow(a, name, n, NULL);
}

const char *const *
country_codes(size_t *n)
{
	const char *const *codes = uloc_getISOCountries();

	*n = 0;
	while (codes[*n] != NULL)
		++*n;
	return codes;
}

static int
order(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

bool
country_known(const char *code)
{
	size_t count;
	const char *const *codes = country_codes(&count);

	return bsearch(code, codes, count, sizeof *codes, order) != NULL;
}

const char *
country_name(struct arena *a, enum lang lang, const char *code)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar name[200];
	int32_t n;

	if (!country_known(code))
		return NULL;
	n = uldn_regionDisplayName(names_in(lang), code, name,
		sizeof name / sizeof *name, &status);
	return U_FAILURE(status) ? NULL : icu_narrow(a, name, n, NULL);
}
