/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segments: the published cases of Korean, Chinese and Japanese
 * (test/segmentation), those of the shared suite in our languages, and what
 * must hold for any text: gaps and texts joined are the text again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "test.h"
#include "text/text.h"
#include "web/embed.h"

static bool
rules_read(void)
{
	const struct embedded *srx = embedded_find("rules/segmentation.srx");
	char why[200] = "there are none";

	if (srx != NULL && segment_rules((const char *)srx->at, srx->n, why))
		return true;
	return test_check_text(why, "", __FILE__, __LINE__, "the rules");
}

static bool
is_space(char c)
{
	return strchr(" \t\r\n", c) != NULL && c != '\0';
}

/* Without ASCII white space. */
static const char *
squeezed(struct arena *a, const char *s)
{
	struct buf b = buf_in(a, 16 << 20);

	for (; *s != '\0'; s++)
		if (!is_space(*s))
			buf_char(&b, *s);
	return b.at;
}

static const char *
joined(struct arena *a, const struct segment *s, size_t n)
{
	struct buf b = buf_in(a, 16 << 20);

	for (size_t i = 0; i < n; i++) {
		buf_text(&b, s[i].gap);
		buf_text(&b, s[i].text);
	}
	return b.at;
}

/* It is the text again, but for white space at its end. */
static bool
lossless(struct arena *a, const char *text, const struct segment *s, size_t n)
{
	const char *again = joined(a, s, n);
	size_t length = strlen(again);

	return strncmp(text, again, length) == 0 &&
		text_blank(text + length);
}

static bool
segments(struct arena *a, const char *text, const char *lang,
	struct segment **s, size_t *n)
{
	return CHECK_INT(text_segments(a, text, lang, true, s, n), OK) &&
		CHECK(lossless(a, text, *s, *n));
}

/* ---- cases ---- */

static const char *
shown(struct arena *a, const struct segment *s, size_t n, bool gaps)
{
	struct buf b = buf_in(a, 1 << 20);

	for (size_t i = 0; i < n; i++) {
		const char *one = gaps ? squeezed(a, arena_printf(a, "%s%s",
			s[i].gap, s[i].text)) : s[i].text;

		buf_printf(&b, "%s%s", i > 0 ? " | " : "", one);
	}
	return b.at;
}

static const char *
wanted(struct arena *a, json_t *expected, bool squeeze)
{
	struct buf b = buf_in(a, 1 << 20);
	size_t i;
	json_t *one;

	json_array_foreach(expected, i, one) {
		const char *s = json_string_value(one);

		buf_printf(&b, "%s%s", i > 0 ? " | " : "",
			squeeze ? squeezed(a, s) : s);
	}
	return b.at;
}

/* The lines of a file of cases; each is called with its JSON. */
static int
each_case(struct arena *a, const char *path,
	bool (*each)(struct arena *a, json_t *of))
{
	struct bytes file;
	int n = 0;

	if (!CHECK_INT(file_read(a, path, 4 << 20, &file), OK))
		return 0;
	for (const char *s = file.at; *s != '\0';) {
		size_t length = strcspn(s, "\n");
		json_t *of = json_loadb(s, length, 0, NULL);

		if (CHECK(of != NULL))
			n += each(a, of);
		json_decref(of);
		s += length + (s[length] != '\0');
	}
	return n;
}

static const char *
member(json_t *of, const char *name)
{
	const char *s = json_string_value(json_object_get(of, name));

	return s != NULL ? s : "";
}

static bool
own_case(struct arena *a, json_t *of)
{
	struct segment *s;
	size_t n;

	if (segments(a, member(of, "text"), member(of, "lang"), &s, &n))
		CHECK_TEXT(shown(a, s, n, false), wanted(a,
			json_object_get(of, "expected"), false));
	return true;
}

static void
korean(struct arena *a)
{
	if (rules_read())
		CHECK(each_case(a, "test/segmentation/ko.jsonl", own_case) >=
			150);
}

static void
chinese(struct arena *a)
{
	if (rules_read())
		CHECK(each_case(a, "test/segmentation/zh.jsonl", own_case) >=
			36);
}

static void
japanese(struct arena *a)
{
	if (rules_read())
		CHECK(each_case(a, "test/segmentation/ja.jsonl", own_case) >=
			36);
}

/* In our languages, not from a PDF, not cleaned, nothing left out. */
static bool
suite_case(struct arena *a, json_t *of)
{
	const char *lang = member(of, "lang"), *text = member(of, "text");
	json_t *expected = json_object_get(of, "expected");
	struct buf all = buf_in(a, 1 << 20);
	struct segment *s;
	size_t n, i;
	json_t *one;

	json_array_foreach(expected, i, one)
		buf_text(&all, json_string_value(one));
	if (lang_of(lang) == LANG__MAX || json_object_get(of, "doc_type") ||
	    json_object_get(of, "clean") ||
	    strcmp(squeezed(a, all.at), squeezed(a, text)) != 0)
		return false;
	if (segments(a, text, lang, &s, &n))
		CHECK_TEXT(shown(a, s, n, true), wanted(a, expected, true));
	return true;
}

/* Left out are 3 of PDF, 2 to be cleaned, 4 that lose letters. */
static void
suite(struct arena *a)
{
	const char *shared = test_shared();

	if (rules_read() && CHECK(shared != NULL))
		CHECK_INT(each_case(a, arena_printf(a,
			"%s/data/segmentation/golden_rules.jsonl", shared),
			suite_case), 90);
}

/* ---- any text ---- */

static void
whole_file(struct arena *a, const char *name, const char *lang)
{
	const char *path = arena_printf(a, "%s/data/%s", test_shared(), name);
	struct bytes file;
	struct segment *s;
	size_t n;

	if (CHECK_INT(file_read(a, path, 4 << 20, &file), OK) &&
	    segments(a, file.at, lang, &s, &n))
		CHECK(n > 500);
}

static void
corpora(struct arena *a)
{
	if (!rules_read() || !CHECK(test_shared() != NULL))
		return;
	whole_file(a, "ko-en-news-dev/jhe-koen-dev.ko", "ko");
	whole_file(a, "ko-en-news-dev/jhe-koen-dev.en", "en");
	whole_file(a, "ko-en-news-dev/korean-english-park.dev.ko", "ko-KR");
	whole_file(a, "ko-en-news-dev/korean-english-park.dev.en", "en-GB");
	whole_file(a, "flores-dev/flores200-dev.ko", "ko");
	whole_file(a, "flores-dev/flores200-dev.en", "en");
	whole_file(a, "flores-dev/flores200-dev.zh", "zh");
	whole_file(a, "flores-dev/flores200-dev.ja", "ja");
	whole_file(a, "flores-dev/flores200-dev.ru", "ru");
	whole_file(a, "flores-dev/flores200-dev.vi", "vi");
}

/* A line there is one sentence, but for one in seven that are two. */
static void
few_cut(struct arena *a)
{
	struct bytes file;
	struct segment *s;
	size_t lines = 0, cut = 0, n;

	if (!rules_read() || !CHECK(test_shared() != NULL) ||
	    !CHECK_INT(file_read(a, arena_printf(a,
	    "%s/data/flores-dev/flores200-dev.ko", test_shared()), 4 << 20,
	    &file), OK))
		return;
	for (const char *at = file.at; *at != '\0'; lines++) {
		size_t length = strcspn(at, "\n");

		if (segments(a, arena_copy(a, at, length), "ko", &s, &n))
			cut += n > 1;
		at += length + (at[length] != '\0');
	}
	CHECK(lines > 900);
	CHECK(cut < lines / 5);
}

/* ---- Markdown ---- */

#define LONG_LINE "마흔 자를 넘는 줄은 화면에 맞추어 손으로 나눈 것으로 보고 " \
	"다음 줄과 이어 한 문장으로 읽으며"

static void
markdown(struct arena *a)
{
	static const struct {
		const char *text, *gaps, *texts;
		size_t blocks;
	} rows[] = {
		{"## 소식\n\n첫 문장. 둘째 문장.", "## /\\n\\n/ ",
			"소식 | 첫 문장. | 둘째 문장.", 2},
		{"- 하나\n- 둘\n\n끝", "- /\\n- /\\n\\n", "하나 | 둘 | 끝", 3},
		{"> 말이다.\n> 또 말이다.", "> /\\n> ",
			"말이다. | 또 말이다.", 2},
		{"> - 안의 것", "> - ", "안의 것", 1},
		{"```\n코드. 또.\n\n끝\n```\n뒤", "/\\n",
			"```\n코드. 또.\n\n끝\n``` | 뒤", 2},
		{"| a. b | c |\n|---|---|\n| d | e |", "/\\n|---|---|\\n",
			"| a. b | c | | | d | e |", 2},
		{"제목\n====\n글", "/\\n====\\n", "제목 | 글", 2},
		{"글\n\n---\n", "/\\n\\n", "글 | ---", 2},
		{"- [x] 했다.", "- [x] ", "했다.", 1},
		{"- " LONG_LINE "\n  이어진다.", "- ",
			LONG_LINE "\n  이어진다.", 1},
		{"닫지 않은 **굵은 글. 다음 글.", "/ ",
			"닫지 않은 **굵은 글. | 다음 글.", 1},
		{"[글. 또 글.](http://a.b/c.d) 뒤.", "",
			"[글. 또 글.](http://a.b/c.d) 뒤.", 1},
		{"  \n \n", "", "", 0},
		{"", "", "", 0},
		{"***", "", "***", 1},
	};

	if (!rules_read())
		return;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf gaps = buf_in(a, 1000);
		struct segment *s;
		size_t n;

		if (!segments(a, rows[i].text, "ko", &s, &n))
			continue;
		for (size_t k = 0; k < n; k++) {
			buf_text(&gaps, k > 0 ? "/" : "");
			for (const char *c = s[k].gap; *c != '\0'; c++)
				if (*c == '\n')
					buf_text(&gaps, "\\n");
				else
					buf_char(&gaps, *c);
		}
		CHECK_TEXT(shown(a, s, n, false), rows[i].texts);
		CHECK_TEXT(gaps.at, rows[i].gaps);
		CHECK_INT(n > 0 ? s[n - 1].block + 1 : 0, rows[i].blocks);
	}
}

static void
no_prose(struct arena *a)
{
	struct segment *s;
	size_t n;

	CHECK_INT(text_segments(a, "하나. 둘.\n\n셋. ", "ko", false, &s, &n),
		OK);
	CHECK_INT(n, 1);
	CHECK_TEXT(s[0].text, "하나. 둘.\n\n셋.");
	CHECK_TEXT(s[0].gap, "");
}

/* ---- hostile ---- */

static void
odd_text(struct arena *a)
{
	static const char *const rows[] = {
		"\xe2\x80\x8b\xe2\x80\x8b. \xe2\x80\xae거꾸로. 글\xe2\x80\xac.",
		"\xff\xfe. 아. \xed\xa0\x80 나. \xf0\x9f",
		"\xe1\x84\x80\xe1\x85\xa1\xe1\x84\x82\xe1\x85\xa1. "
			"\xe1\x84\x83\xe1\x85\xa1.",
		"👨‍👩‍👧‍👦. 가족이다.😀 웃자!", "\xef\xbb\xbf첫 글. 둘째 글.",
		"((((((((((((((((((((((((((((((. 가. 나",
		"****************************. 가. 나 ****",
		"` `` ``` ```` ````` `````` ```````. 가다. 나다.",
		"> > > > > > > > > > > > 깊다. 아주.", "\\", "\\\\. \\",
		"\r\n\r\n가다.\r\n나다.\r\n", "\n```\n닫지 않음. 끝.",
		"\xe3\x80\x80가다.\xe3\x80\x80나다.\xc2\xa0",
	};

	if (!rules_read())
		return;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int lang = 0; lang <= LANG__MAX; lang++) {
			struct segment *s;
			size_t n;

			if (segments(a, rows[i], lang < LANG__MAX ?
			    langs[lang].tag : "x-\xff-none", &s, &n))
				CHECK(n > 0);
		}
}

static const char *
repeated(struct arena *a, const char *s, size_t times)
{
	struct buf b = buf_in(a, 16 << 20);

	while (times-- > 0)
		buf_text(&b, s);
	return b.at;
}

/* Milliseconds that segmenting it has taken; n of segments. */
static double
timed(struct arena *a, const char *text, const char *lang, size_t *n)
{
	struct timespec from, to;
	struct segment *s;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	segments(a, text, lang, &s, n);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	return (double)(to.tv_sec - from.tv_sec) * 1e3 +
		(double)(to.tv_nsec - from.tv_nsec) / 1e6;
}

static void
many(struct arena *a)
{
	size_t n;

	if (!rules_read())
		return;
	timed(a, repeated(a, "두 도시는 \"친구다. 오래되었다.\"라고 한다. ",
		10000), "ko", &n);
	CHECK_INT(n, 10000);
	timed(a, repeated(a, "- 하나\n", 10000), "ko", &n);
	CHECK_INT(n, 10000);
}

/* What could make a pattern, or the pairs, go on for ever. */
static void
slow_text(struct arena *a)
{
	static const char *const rows[] = {
		"a", ".", ". ", "(", "\"", "'", "* ", "`", "`a``", "[a](", "“가. ",
		"\n", "1. ", "a. b. ", "다.", "…", "> ", "|", "__a", "가\n", "''a",
	};
	size_t n;

	if (!rules_read())
		return;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int lang = 0; lang < LANG__MAX; lang++) {
			const char *text = repeated(a, rows[i],
				50000 / strlen(rows[i]));
			double ms = timed(a, text, langs[lang].tag, &n);

			if (!CHECK(ms < 3000))
				printf("# %s in %s: %.0f ms\n", rows[i],
					langs[lang].tag, ms);
		}
}

static void
too_large(struct arena *a)
{
	char *text = arena_alloc(a, SEGMENT_TEXT_MOST + 2);
	struct segment *s;
	size_t n;

	memset(text, 'a', SEGMENT_TEXT_MOST + 1);
	CHECK_INT(text_segments(a, text, "en", true, &s, &n), ERR_LARGE);
	CHECK_INT(n, 0);
	CHECK_INT(text_segments(a, repeated(a, "- a\n", SEGMENTS_MOST + 1),
		"en", true, &s, &n), ERR_LARGE);
}

/* ---- rules ---- */

#define SRX(inside) "<srx xmlns='http://www.lisa.org/srx20' version='2.0'>" \
	"<header segmentsubflows='yes' cascade='no'/><body>" inside \
	"</body></srx>"
#define MAPS "<maprules><languagemap languagepattern='.*' " \
	"languagerulename='D'/></maprules>"

/* The first rule that fits a place decides, whatever stands behind it. */
static void
first_rule(struct arena *a)
{
	static const char srx[] = SRX("<languagerules>"
		"<languagerule languagerulename='D'>"
		"<rule break='yes'><beforebreak>x\\.</beforebreak>"
		"<afterbreak>\\s</afterbreak></rule>"
		"<rule break='no'><beforebreak>[xy]\\.</beforebreak>"
		"<afterbreak>\\s</afterbreak></rule>"
		"<rule break='yes'><beforebreak>\\.</beforebreak>"
		"<afterbreak>\\s</afterbreak></rule>"
		"</languagerule></languagerules>" MAPS);
	struct segment *s;
	char why[200];
	size_t n;

	if (CHECK(segment_rules(srx, sizeof srx - 1, why)) &&
	    segments(a, "x. y. z. w", "ko", &s, &n))
		CHECK_TEXT(shown(a, s, n, false), "x. | y. z. | w");
	rules_read();
}

static void
bad_rules(struct arena *a)
{
	static const char *const rows[] = {
		"", "<srx", "<srx version='1.0'/>", SRX(""), SRX(MAPS),
		"<!DOCTYPE srx [<!ENTITY a 'b'>]><srx version='2.0'/>",
		SRX("<languagerules><languagerule languagerulename='D'><rule>"
			"<beforebreak>(</beforebreak></rule></languagerule>"
			"</languagerules>" MAPS),
		SRX("<languagerules><languagerule languagerulename='D'><rule>"
			"<beforebreak>a.*b</beforebreak></rule></languagerule>"
			"</languagerules>" MAPS),
		SRX("<languagerules><languagerule languagerulename='D'><rule/>"
			"</languagerule></languagerules>" MAPS),
	};
	struct segment *s;
	size_t n;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char why[200] = "";

		if (!CHECK(!segment_rules(rows[i], strlen(rows[i]), why)))
			printf("# row %zu\n", i);
		CHECK(why[0] != '\0');
	}
	/* Those that were there still are. */
	if (rules_read() && segments(a, "가다. 나다.", "ko", &s, &n))
		CHECK_INT(n, 2);
}

const struct test segment_tests[] = {
	{"150 cases and more of Korean are cut as Koreans write", korean},
	{"Chinese is cut at its own marks", chinese},
	{"Japanese is cut at its own marks", japanese},
	{"the shared suite of sentence ends holds in our languages", suite},
	{"gaps and texts of all corpora are the corpora again", corpora},
	{"lines of the news stay whole", few_cut},
	{"Markdown is parted into blocks, its marks are gaps", markdown},
	{"what is not prose is one segment", no_prose},
	{"broken UTF-8, marks that are not closed, signs: nothing is lost",
		odd_text},
	{"10,000 sentences and 10,000 items are that many segments", many},
	{"no text makes the rules go on for ever", slow_text},
	{"what is too large is refused", too_large},
	{"of two rules at a place the first decides", first_rule},
	{"rules that are none are refused and change nothing", bad_rules},
	{0}
};
