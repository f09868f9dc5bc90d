/* SPDX-License-Identifier: Apache-2.0 */
/* Folding, tokens, queries, order and slugs. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "test.h"
#include "text/text.h"

static const char *
tokens(struct arena *a, const char *s)
{
	struct buf b = buf_in(a, 64 * 1024);

	text_tokens(a, s, &b);
	return b.at;
}

static void
folds(struct arena *a)
{
	/* Each row is one word. */
	static const char *const rows[][4] = {
		{"zurich", "Zürich", "ZU\u0308RICH", "zürich"},
		{"시흥", "시흥", "\u1109\u1175\u1112\u1173\u11bc"},
		{"てすと", "テスト", "ﾃｽﾄ", "てすと"},
		{"がぎ", "ガギ", "ｶﾞｷﾞ"},
		{"德", "徳", "德"},
		{"台湾", "臺灣", "台湾"},
		{"广岛", "広島", "廣島", "廣嶋"},
		{"东京都", "東京都"},
		{"横滨", "横浜", "橫濱"},
		{"县厅", "県庁", "縣廳"},
		{"镰仓", "鎌倉"},
		{"铁道", "鉄道", "鐵道"},
		{"对应", "対応", "對應"},
		{"气图会发", "気図会発", "氣圖會發"},
		{"办公室", "弁公室", "辦公室"},
		{"abc123", "ＡＢＣ１２３"},
		{"strasse", "Straße", "STRASSE"},
		{"oresund", "Øresund"},
		{"lodz", "Łódź"},
		{"da nang", "Đà Nẵng"},
		{"αθηνα", "Αθήνα", "ΑΘΗΝΑ"},
		{"иошкар-ола", "Йошкар-Ола"},
		{"i", "İ"},
		{"(주)", "㈜"},
		{"岂", "豈"},
		{"高崎", "髙﨑"},
		{"a b", "a\u3000b", "a\u00a0b"},
		{"ab", "a\u00adb", "a\u200db"},
		{"😀", "😀"},
		{"", ""},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int k = 0; k < 4 && rows[i][k] != NULL; k++)
			CHECK_TEXT(text_fold(a, rows[i][k]), rows[i][0]);
}

static void
settles(struct arena *a)
{
	struct arena *scratch = arena_new();
	int bad = 0;

	(void)a;
	for (unsigned c = 0xa0; c < 0xffff; c++) {
		char s[4] = {
			(char)(0xe0 | c >> 12), (char)(0x80 | (c >> 6 & 0x3f)),
			(char)(0x80 | (c & 0x3f)),
		};
		const char *once, *twice;

		if (c < 0x800) {
			s[0] = (char)(0xc0 | c >> 6);
			s[1] = (char)(0x80 | (c & 0x3f));
			s[2] = '\0';
		}
		if (c >= 0xd800 && c < 0xe000)
			continue;
		once = text_fold(scratch, s);
		twice = text_fold(scratch, once);
		if (strcmp(once, twice) != 0 && bad++ < 5)
			printf("# U+%04X %s %s %s\n", c, s, once, twice);
		arena_reset(scratch);
	}
	CHECK_INT(bad, 0);
	arena_free(scratch);
}

static void
cuts(struct arena *a)
{
	static const char *const rows[][2] = {
		{"교류협력", "교류 류협 협력"},
		{"덕", "덕"},
		{"덕주 더저우 德州 德州市 Dezhou",
		 "덕주 더저 저우 德州 德州 州市 dezhou"},
		{"Sister-City, since 2005!", "sister city since 2005"},
		{"AI산업 2024년", "ai 산업 2024 년"},
		{"시흥시(始興市)", "시흥 흥시 始兴 兴市"},
		{"アンドラ・ラ・ヴェリャ", "あん んど どら ら ゔぇ ぇり りゃ"},
		{"ラーメン", "らー ーめ めん"},
		{"Xi'an, Tai’an", "xian taian"},
		{"Côte d'Ivoire", "cote d ivoire"},
		{"Siheung's", "siheung s"},
		{"Москва́", "москва"},
		{"กรุงเทพ", "กรุงเทพ"},
		{"<b>&amp;", "b amp"},
		{"😀 ", ""},
		{"", ""},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_TEXT(tokens(a, rows[i][0]), rows[i][1]);
	CHECK_TEXT(tokens(a, "\u1109\u1175\u1112\u1173\u11bc"), tokens(a, "시흥"));
}

static void
bounds(struct arena *a)
{
	char word[4000];
	struct buf small = buf_in(a, 10);

	memset(word, 'a', sizeof word - 1);
	word[sizeof word - 1] = '\0';
	CHECK_INT(strlen(tokens(a, word)), 120);
	text_tokens(a, "many more words than there is room for", &small);
	CHECK(small.full);
	CHECK(small.n <= 10);
}

static void
queries(struct arena *a)
{
	struct text_phrase p[4];

	CHECK_INT(text_query(a, "  시흥시  Sis ", p, 4), 2);
	CHECK_TEXT(p[0].tokens, "시흥 흥시");
	CHECK(!p[0].prefix);
	CHECK_TEXT(p[1].tokens, "sis");
	CHECK(p[1].prefix);
	CHECK_INT(text_query(a, "덕", p, 4), 1);
	CHECK(p[0].prefix);
	CHECK_INT(text_query(a, "2024", p, 4), 1);
	CHECK(!p[0].prefix);
	CHECK_INT(text_query(a, "sister-city\u3000徳州", p, 4), 2);
	CHECK_TEXT(p[0].tokens, "sister city");
	CHECK_TEXT(p[1].tokens, "德州");
	CHECK_INT(text_query(a, "a b c d e f", p, 4), 4);
	CHECK_INT(text_query(a, "\" * ( NEAR", p, 4), 1);
	CHECK_TEXT(p[0].tokens, "near");
	CHECK_INT(text_query(a, "", p, 4), 0);
}

static int
compare(struct arena *a, const char *x, const char *y)
{
	const uint8_t *kx, *ky;
	size_t nx, ny;
	int by;

	text_sort_key(a, x, &kx, &nx);
	text_sort_key(a, y, &ky, &ny);
	CHECK(memchr(kx, 0, nx) == NULL);
	by = memcmp(kx, ky, nx < ny ? nx : ny);
	return by != 0 ? by : (nx > ny) - (nx < ny);
}

static void
order(struct arena *a)
{
	static const char *const rows[] = {
		"", "2회", "10회", "apple", "Apple", "Ärzte", "Zebra",
		"가평", "나주", "시흥", "시흥시",
	};

	for (size_t i = 1; i < sizeof rows / sizeof *rows; i++)
		if (!CHECK(compare(a, rows[i - 1], rows[i]) < 0))
			printf("# %s before %s\n", rows[i - 1], rows[i]);
	CHECK_INT(compare(a, "\u1109\u1175\u1112\u1173\u11bc", "시흥"), 0);
}

static void
slugs(struct arena *a)
{
	CHECK_TEXT(text_slug(a, "Siheung & Dezhou: 20 Years!", 60),
		"siheung-dezhou-20-years");
	CHECK_TEXT(text_slug(a, "德州市", 60), "de-zhou-shi");
	CHECK_TEXT(text_slug(a, "시흥", 60), "siheung");
	CHECK_TEXT(text_slug(a, "Đà Nẵng", 60), "da-nang");
	CHECK_TEXT(text_slug(a, "さっぽろ", 60), "sapporo");
	CHECK_TEXT(text_slug(a, "sister city exchange", 12), "sister-city");
	CHECK_TEXT(text_slug(a, "sister city exchange", 14), "sister-city");
	CHECK_TEXT(text_slug(a, "sistercityexchange", 6), "sister");
	CHECK_TEXT(text_slug(a, "?!", 60), "");
}

/* Every tool opened, used and closed by a thread of its own. */
static void *
work(void *arg)
{
	struct arena *a = arena_new();
	const uint8_t *key;
	size_t n;
	bool *good = arg;

	*good = true;
	for (int i = 0; i < 200; i++) {
		text_sort_key(a, "시흥시 Siheung", &key, &n);
		*good &= strcmp(tokens(a, "廣島ｶﾞｷﾞ"), "广岛 岛が がぎ") == 0;
		*good &= strcmp(text_number(a, LANG_EN, "1234"), "1,234") == 0;
		*good &= strcmp(text_date(a, LANG_JA, "2024-11-07"),
			"2024年11月7日") == 0;
		*good &= text_length("👩‍👩‍👧‍👦") == 1;
		arena_reset(a);
	}
	*good &= strcmp(text_slug(a, "德州", 20), "de-zhou") == 0;
	arena_free(a);
	return NULL;
}

static void
threads(struct arena *a)
{
	pthread_t ids[4];
	bool good[4];

	(void)a;
	for (int i = 0; i < 4; i++)
		CHECK_INT(pthread_create(&ids[i], NULL, work, &good[i]), 0);
	for (int i = 0; i < 4; i++) {
		pthread_join(ids[i], NULL);
		CHECK(good[i]);
	}
}

/* A thousandth of a second buys a hundred short names, and more. */
static void
speed(struct arena *a)
{
	static const char *const names[] = {
		"시흥시 국제교류협회", "Siheung International Exchange",
		"德州市外事办公室",
	};
	struct arena *scratch = arena_new();
	int64_t start;

	for (int i = 0; i < 3; i++)
		tokens(a, names[i]);
	start = clock_ticks();
	for (int i = 0; i < 3000; i++) {
		const uint8_t *key;
		size_t n;

		tokens(scratch, names[i % 3]);
		text_sort_key(scratch, names[i % 3], &key, &n);
		arena_reset(scratch);
	}
	/* 30 ms would be the bound; an instrumented build gets ten times it. */
	CHECK(clock_ticks() - start < 300);
	arena_free(scratch);
}

const struct test tokens_tests[] = {
	{"spellings of one word fold to the same bytes", folds},
	{"what is folded stays as it is when folded again", settles},
	{"words are tokens, chains of syllables are pairs", cuts},
	{"an endless word and a small buffer are bounded", bounds},
	{"a query is phrases, the last token open where that helps", queries},
	{"keys sort as people sort", order},
	{"a slug is lower-case letters, digits and dashes", slugs},
	{"threads share no tool", threads},
	{"a name is indexed and keyed in microseconds", speed},
	{0},
};
