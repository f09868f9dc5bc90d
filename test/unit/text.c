/* SPDX-License-Identifier: Apache-2.0 */
/* The door for text, its measures, and the languages. */
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

struct entry {
	const char *in;
	size_t n;
	enum text_fault fault;
	const char *out;
};

#define ROW(in, fault, out) {in, sizeof in - 1, fault, out}

static void
door(struct arena *a)
{
	static const struct entry rows[] = {
		ROW("", TEXT_GOOD, ""),
		ROW("plain", TEXT_GOOD, "plain"),
		ROW("two\r\nlines\r\n", TEXT_GOOD, "two\nlines\n"),
		ROW("a\tb\nc", TEXT_GOOD, "a\tb\nc"),
		ROW("lone\rreturn", TEXT_CONTROL, NULL),
		ROW("nul\0inside", TEXT_CONTROL, NULL),
		ROW("bell\a", TEXT_CONTROL, NULL),
		ROW("del\x7f", TEXT_CONTROL, NULL),
		ROW("next line\xc2\x85", TEXT_CONTROL, NULL),
		ROW("\xff", TEXT_NOT_UTF8, NULL),
		ROW("cut \xec\x8b", TEXT_NOT_UTF8, NULL),
		ROW("long \xc0\xaf", TEXT_NOT_UTF8, NULL),
		ROW("surrogate \xed\xa0\x80", TEXT_NOT_UTF8, NULL),
		ROW("beyond \xf4\x90\x80\x80", TEXT_NOT_UTF8, NULL),
		ROW("시흥\r\n", TEXT_GOOD, "시흥\n"),
		ROW("\u1109\u1175\u1112\u1173\u11bc\r\n", TEXT_GOOD, "시흥\n"),
		ROW("Zu\u0308rich", TEXT_GOOD, "Zürich"),
		ROW("\u202eback", TEXT_BIDI, NULL),
		ROW("\u202eback\u202c", TEXT_GOOD, "\u202eback\u202c"),
		ROW("\u2067in\u2069", TEXT_GOOD, "\u2067in\u2069"),
		ROW("\u2067in", TEXT_BIDI, NULL),
		ROW("\u2067\u202ain\u2069", TEXT_GOOD, "\u2067\u202ain\u2069"),
		ROW("\u2067\u202ain\u202c", TEXT_BIDI, NULL),
		ROW("\u202a\u2067in\u202c", TEXT_BIDI, NULL),
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *out = NULL;

		CHECK_INT(text_take(a, rows[i].in, rows[i].n, &out),
			rows[i].fault);
		CHECK_TEXT(out, rows[i].out);
	}
}

/* ---- the Unicode suites ---- */

static FILE *
suite(struct arena *a, const char *name)
{
	const char *shared = test_shared();
	FILE *f = NULL;

	if (CHECK(shared != NULL))
		f = fopen(arena_printf(a, "%s/data/unicode-break-tests/%s",
			shared, name), "r");
	CHECK(f != NULL);
	return f;
}

/* One code point in UTF-8; false for a surrogate. */
static bool
add_point(struct buf *b, unsigned long c)
{
	if (c >= 0xd800 && c <= 0xdfff)
		return false;
	if (c < 0x80) {
		buf_char(b, (char)c);
	} else if (c < 0x800) {
		buf_char(b, (char)(0xc0 | c >> 6));
		buf_char(b, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_char(b, (char)(0xe0 | c >> 12));
		buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_char(b, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_char(b, (char)(0xf0 | c >> 18));
		buf_char(b, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_char(b, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_char(b, (char)(0x80 | (c & 0x3f)));
	}
	return true;
}

/* "0041 0300" */
static struct buf
points(struct arena *a, const char *hex)
{
	struct buf b = buf_in(a, 4096);
	char *end;

	for (;;) {
		unsigned long c = strtoul(hex, &end, 16);

		if (end == hex)
			return b;
		add_point(&b, c);
		hex = end;
	}
}

static bool
normal_row(struct arena *a, char *line)
{
	struct buf columns[5];
	bool good = true;

	for (int i = 0; i < 5; i++) {
		char *column = strsep(&line, ";");

		columns[i] = points(a, column);
	}
	for (int i = 0; i < 5; i++) {
		const char *out = NULL;
		enum text_fault fault = text_take(a, columns[i].at,
			columns[i].n, &out);

		/* Rows that hold a refused character are refused. */
		if (fault == TEXT_CONTROL || fault == TEXT_BIDI)
			continue;
		good &= fault == TEXT_GOOD &&
			strcmp(out, columns[i < 3 ? 1 : 3].at) == 0;
	}
	return good;
}

static void
normal(struct arena *a)
{
	FILE *f = suite(a, "NormalizationTest.txt");
	struct arena *scratch = arena_new();
	char line[2048];
	int rows = 0, bad = 0;

	while (f != NULL && fgets(line, sizeof line, f) != NULL) {
		if (line[0] == '#' || line[0] == '@' || strchr(line, ';') == NULL)
			continue;
		rows++;
		if (!normal_row(scratch, line) && bad++ < 5)
			printf("# %s", line);
		arena_reset(scratch);
	}
	CHECK(rows > 19000);
	CHECK_INT(bad, 0);
	arena_free(scratch);
	if (f != NULL)
		fclose(f);
}

/* "÷ 0020 × 0308 ÷ 0020 ÷" */
static bool
cluster_row(struct arena *a, char *line)
{
	struct buf b = buf_in(a, 4096);
	size_t breaks = 0;
	bool whole = true;

	for (char *word; (word = strsep(&line, " \t\n")) != NULL;) {
		if (word[0] == '#')
			break;
		if (strcmp(word, "÷") == 0)
			breaks++;
		else if (word[0] != '\0' && strcmp(word, "×") != 0)
			whole &= add_point(&b, strtoul(word, NULL, 16));
	}
	return !whole || text_length(b.at) == breaks - 1;
}

static void
clusters(struct arena *a)
{
	FILE *f = suite(a, "GraphemeBreakTest.txt");
	char line[2048], copy[2048];
	int rows = 0, bad = 0;

	while (f != NULL && fgets(line, sizeof line, f) != NULL) {
		if (strncmp(line, "÷", 2) != 0)
			continue;
		rows++;
		strcpy(copy, line);
		if (!cluster_row(a, line) && bad++ < 5)
			printf("# %s", copy);
	}
	CHECK(rows > 600);
	CHECK_INT(bad, 0);
	if (f != NULL)
		fclose(f);
}

static void
lengths(struct arena *a)
{
	(void)a;
	CHECK_INT(text_length(""), 0);
	CHECK_INT(text_length("abc"), 3);
	CHECK_INT(text_length("시흥시"), 3);
	CHECK_INT(text_length("\u1109\u1175\u1112\u1173\u11bc"), 2);
	CHECK_INT(text_length("👩‍👩‍👧‍👦🇰🇷é"), 3);
	CHECK_INT(text_length("a\nb"), 3);
}

static void
blanks(struct arena *a)
{
	(void)a;
	CHECK(text_blank(""));
	CHECK(text_blank(" \t\n\u3000\u00a0"));
	CHECK(text_blank("\u200b\u3164\u2800\ufeff"));
	CHECK(!text_blank(" . "));
	CHECK(!text_blank("\u200b가"));
}

static void
cuts(struct arena *a)
{
	CHECK_TEXT(text_cut(a, "short", 5), "short");
	CHECK_TEXT(text_cut(a, "시흥시", 3), "시흥시");
	CHECK_TEXT(text_cut(a, "The mayor, and others", 12), "The mayor…");
	CHECK_TEXT(text_cut(a, "Donaudampfschifffahrt", 5), "Donau…");
	CHECK_TEXT(text_cut(a, "시흥시와 더저우시의 교류", 7), "시흥시와…");
	CHECK_TEXT(text_cut(a, "시흥시와 더저우시의 교류", 10),
		"시흥시와 더저우시의…");
	CHECK_TEXT(text_cut(a, "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2),
		"👩‍👩‍👧‍👦👩‍👩‍👧‍👦…");
	CHECK_TEXT(text_cut(a, "any", 0), "");
}

static void
charsets(struct arena *a)
{
	const char *out = NULL;
	size_t n = 0;

	CHECK(text_convert(a, "CP949", "\xbd\xc3\xc8\xef", 4, &out, &n));
	CHECK_TEXT(out, "시흥");
	CHECK_INT(n, 6);
	/* A syllable that only Windows' code page has. */
	CHECK(text_convert(a, "CP949", "\x8c\x63", 2, &out, &n));
	CHECK_TEXT(out, "똠");
	CHECK(text_convert(a, "Shift_JIS", "\x93\xfa", 2, &out, &n));
	CHECK_TEXT(out, "日");
	CHECK(text_convert(a, "CP949", "a\0b", 3, &out, &n));
	CHECK_INT(n, 3);
	CHECK(!text_convert(a, "CP949", "\xbd", 1, &out, &n));
	CHECK(!text_convert(a, "CP949", "\x81 ", 2, &out, &n));
	CHECK(!text_convert(a, "no-such-charset", "a", 1, &out, &n));
}

/* ---- languages ---- */

static void
accepted(struct arena *a)
{
	static const struct {
		const char *header;
		enum lang lang;
	} rows[] = {
		{"ko-KR,ko;q=0.9,en;q=0.8", LANG_KO},
		{"fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5", LANG_EN},
		{"zh-Hant-TW", LANG_ZH},
		{"en;q=0.2, ja;q=0.25", LANG_JA},
		{"en;q=0", LANG_KO},
		{"fr", LANG_KO},
		{"*", LANG_KO},
		{"", LANG_KO},
		{",,;q=,;;=", LANG_KO},
		{"JA", LANG_JA},
		{"enx, kok", LANG_KO},
		{"en;q=nonsense, zh ; q=0.1", LANG_ZH},
	};

	(void)a;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_TEXT(langs[lang_accepted(rows[i].header, LANG_KO)].tag,
			langs[rows[i].lang].tag);
	CHECK_INT(lang_accepted(NULL, LANG_ZH), LANG_ZH);
	CHECK_INT(lang_of("zh"), LANG_ZH);
	CHECK_INT(lang_of("zh-Hans"), LANG__MAX);
	CHECK_TEXT(lang_html("zh"), "zh-Hans");
	CHECK_TEXT(lang_html("vi"), "vi");
}

static void
tags(struct arena *a)
{
	static const char *const rows[][2] = {
		{"zh-cn", "zh-CN"}, {"EN", "en"}, {"de-DE-1996", "de-DE-1996"},
		{"i-klingon", "tlh"}, {"zh-hans", "zh-Hans"}, {"vi", "vi"},
		{"", NULL}, {"zh_CN", NULL}, {"a", NULL}, {"en-a", NULL},
		{"toolonglang", NULL}, {"en ", NULL}, {"한국어", NULL},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *out = NULL;

		CHECK_INT(lang_take(a, rows[i][0], &out), rows[i][1] != NULL);
		CHECK_TEXT(out, rows[i][1]);
	}
	CHECK_TEXT(lang_name(a, LANG_KO, "zh"), "중국어");
	CHECK_TEXT(lang_name(a, LANG_EN, "vi"), "Vietnamese");
	CHECK_TEXT(lang_name(a, LANG_JA, "ko"), "韓国語");
	CHECK_TEXT(lang_name(a, LANG_ZH, "no_tag"), "no_tag");
}

static void
countries(struct arena *a)
{
	size_t n;
	const char *const *codes = country_codes(&n);

	CHECK(n > 240);
	for (size_t i = 1; i < n; i++)
		CHECK(strcmp(codes[i - 1], codes[i]) < 0);
	CHECK_TEXT(country_name(a, LANG_KO, "KR"), "대한민국");
	CHECK_TEXT(country_name(a, LANG_EN, "KR"), "South Korea");
	CHECK_TEXT(country_name(a, LANG_ZH, "VN"), "越南");
	CHECK_TEXT(country_name(a, LANG_JA, "CN"), "中国");
	CHECK_TEXT(country_name(a, LANG_JA, "QQ"), NULL);
	CHECK_TEXT(country_name(a, LANG_JA, "kr"), NULL);
}

const struct test text_tests[] = {
	{"text from outside is checked, ends its lines with LF and is NFC",
	 door},
	{"every row of Unicode's normalisation suite comes in as its NFC",
	 normal},
	{"characters are counted as Unicode's cluster suite parts them",
	 clusters},
	{"a syllable, a flag and a family are one character each", lengths},
	{"text of spaces and invisible characters is blank", blanks},
	{"a text is cut at a word where there is one, else at a character",
	 cuts},
	{"other charsets are read whole or refused", charsets},
	{"the language is the one a browser asks for most", accepted},
	{"a language tag is taken in its canonical form and has a name", tags},
	{"every country has a name in each language", countries},
	{0},
};
