/* SPDX-License-Identifier: Apache-2.0 */
/* Messages, dates, moments, numbers and money in words. */
#include <stdio.h>
#include <string.h>

#include "test.h"
#include "text/text.h"

/* A small catalogue in place of the real one. */
static const char *const catalogue[LANG__MAX] = {
	[LANG_KO] = "{\"date\": {\"about\": \"{0}경\","
		"\"unsure\": \"{0}(추정)\","
		"\"about-unsure\": \"{0}경(추정)\","
		"\"since\": \"{0}부터\", \"until\": \"{0}까지\","
		"\"range\": \"{0}–{1}\", \"range-wide\": \"{0}–{1}\"}}",
	[LANG_EN] = "{\"date\": {\"about\": \"about {0}\","
		"\"unsure\": \"{0} (uncertain)\","
		"\"about-unsure\": \"about {0} (uncertain)\","
		"\"since\": \"since {0}\", \"until\": \"until {0}\","
		"\"range\": \"{0}–{1}\", \"range-wide\": \"{0} – {1}\"},"
		"\"tie\": {\"days\": \"{0, plural, one {# day} other {# days}}"
		" in {1}\", \"plain\": \"It's {1}, {0}\","
		"\"bare\": \"{0} of {1}\", \"deep\": {\"er\": \"well\"},"
		"\"once\": \"{0, plural, =1 {1 day} other {# days of {1}}}\","
		"\"who\": \"{0, select, host {Host} other {Guest}} {1}\"}}",
	[LANG_ZH] = "{\"date\": {\"about\": \"约{0}\","
		"\"unsure\": \"{0}（待核实）\","
		"\"about-unsure\": \"约{0}（待核实）\","
		"\"since\": \"{0}起\", \"until\": \"截至{0}\","
		"\"range\": \"{0}至{1}\", \"range-wide\": \"{0}至{1}\"}}",
	[LANG_JA] = "{\"date\": {\"about\": \"{0}頃\","
		"\"unsure\": \"{0}（推定）\","
		"\"about-unsure\": \"{0}頃（推定）\","
		"\"since\": \"{0}から\", \"until\": \"{0}まで\","
		"\"range\": \"{0}～{1}\", \"range-wide\": \"{0}～{1}\"}}",
};

static void
use_catalogue(void)
{
	char why[200] = "";

	for (int i = 0; i < LANG__MAX; i++)
		if (!CHECK(messages_use(i, catalogue[i], strlen(catalogue[i]),
		    why)))
			printf("# %s\n", why);
}

static void
says(struct arena *a)
{
	use_catalogue();
	CHECK_TEXT(message(LANG_EN, "tie.deep.er"), "well");
	CHECK_TEXT(message(LANG_EN, "tie.none"), "tie.none");
	CHECK_TEXT(message(LANG_EN, "tie"), "tie");
	CHECK(message_there(LANG_EN, "tie.plain"));
	CHECK(!message_there(LANG_KO, "tie.plain"));
	CHECK_TEXT(json_string_value(json_object_get(json_object_get(
		messages_tree(LANG_EN), "tie"), "bare")), "{0} of {1}");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.days", "1", "시흥", NULL),
		"1 day in 시흥");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.days", "1200", "34", NULL),
		"1,200 days in 34");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.once", "1", NULL, NULL),
		"1 day");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.once", "2", "May", NULL),
		"2 days of May");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.plain", "1234", "so", NULL),
		"It's so, 1,234");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.bare", "1234", "a {0}", NULL),
		"1,234 of a {0}");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.bare", "01012345678", NULL,
		NULL), "01012345678 of ");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.who", "host", "Kim", NULL),
		"Host Kim");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.who", "x", "Kim", NULL),
		"Guest Kim");
	CHECK_TEXT(message_with(a, LANG_EN, "tie.none", "1", NULL, NULL),
		"tie.none");
}

static void
refuses(struct arena *a)
{
	static const char *const bad[] = {
		"", "[]", "{\"a\": \"text at the top\"}", "{\"a\": {\"b\": 1}}",
		"{\"a\": {\"b\": [\"c\"]}}", "{\"a\": {\"b\": \"{0\"}}",
		"{\"a\": {\"b\": \"0}\"}}",
		"{\"a\": {\"b\": \"{3}\"}}", "{\"a\": {\"b\": \"{name}\"}}",
		"{\"a\": {\"b\": \"{0, date}\"}}",
		"{\"a\": {\"b\": \"{0, number, integer}\"}}",
		"{\"a\": {\"b\": \"{0, plural, one {x}}\"}}",
		"{\"a\": {\"b\": \"{0, plural, other {{0} x}}\"}}",
		"{\"a\": {\"b\": \"c\", \"b\": \"d\"}}",
	};

	(void)a;
	use_catalogue();
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char why[200] = "";

		if (!CHECK(!messages_use(LANG_EN, bad[i], strlen(bad[i]), why)))
			printf("# taken: %s\n", bad[i]);
		CHECK(why[0] != '\0');
	}
	/* What was refused has changed nothing. */
	CHECK_TEXT(message(LANG_EN, "tie.bare"), "{0} of {1}");
}

struct dated {
	const char *edtf;
	const char *text[LANG__MAX];
};

static void
dates(struct arena *a)
{
	static const struct dated rows[] = {
		{"2005", {"2005년", "2005", "2005年", "2005年"}},
		{"2024-11", {"2024년 11월", "November 2024", "2024年11月",
			"2024年11月"}},
		{"2024-11-07", {"2024년 11월 7일", "7 November 2024",
			"2024年11月7日", "2024年11月7日"}},
		{"0987-03-02", {"987년 3월 2일", "2 March 987", "987年3月2日",
			"987年3月2日"}},
		{"2005~", {"2005년경", "about 2005", "约2005年", "2005年頃"}},
		{"2005-05?", {"2005년 5월(추정)", "May 2005 (uncertain)",
			"2005年5月（待核实）", "2005年5月（推定）"}},
		{"2005%", {"2005년경(추정)", "about 2005 (uncertain)",
			"约2005年（待核实）", "2005年頃（推定）"}},
		{"2024-11-07/2024-11-08", {"2024년 11월 7일–8일",
			"7–8 November 2024", "2024年11月7日至8日",
			"2024年11月7日～8日"}},
		{"2024-11-30/2024-12-02", {"2024년 11월 30일–12월 2일",
			"30 November – 2 December 2024",
			"2024年11月30日至12月2日", "2024年11月30日～12月2日"}},
		{"2024-12-30/2025-01-02", {"2024년 12월 30일–2025년 1월 2일",
			"30 December 2024 – 2 January 2025",
			"2024年12月30日至2025年1月2日",
			"2024年12月30日～2025年1月2日"}},
		{"2024-11/2024-12", {"2024년 11월–12월",
			"November–December 2024", "2024年11月至12月",
			"2024年11月～12月"}},
		{"2024-11/2025-02", {"2024년 11월–2025년 2월",
			"November 2024 – February 2025", "2024年11月至2025年2月",
			"2024年11月～2025年2月"}},
		{"2005/2010", {"2005년–2010년", "2005–2010", "2005年至2010年",
			"2005年～2010年"}},
		{"2005~/2010-05", {"2005년경–2010년 5월", "about 2005 – May 2010",
			"约2005年至2010年5月", "2005年頃～2010年5月"}},
		{"2011/..", {"2011년부터", "since 2011", "2011年起",
			"2011年から"}},
		{"2011~/..", {"2011년경부터", "since about 2011", "约2011年起",
			"2011年頃から"}},
		{"../2019-03", {"2019년 3월까지", "until March 2019",
			"截至2019年3月", "2019年3月まで"}},
		{"someday", {"someday", "someday", "someday", "someday"}},
	};

	use_catalogue();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int k = 0; k < LANG__MAX; k++)
			CHECK_TEXT(text_date(a, k, rows[i].edtf),
				rows[i].text[k]);
}

static void
short_dates(struct arena *a)
{
	static const struct dated rows[] = {
		{"2005", {"2005년", "2005", "2005年", "2005年"}},
		{"2024-11", {"2024. 11.", "Nov 2024", "2024年11月",
			"2024年11月"}},
		{"2024-11-07", {"2024. 11. 7.", "7 Nov 2024", "2024/11/7",
			"2024/11/7"}},
		{"2024-11-07/2024-11-08", {"2024. 11. 7.–8.", "7–8 Nov 2024",
			"2024/11/7至8", "2024/11/7～8"}},
		{"2024-11-30/2024-12-02", {"2024. 11. 30.–12. 2.",
			"30 Nov – 2 Dec 2024", "2024/11/30至12/2",
			"2024/11/30～12/2"}},
		{"2011/..", {"2011년부터", "since 2011", "2011年起",
			"2011年から"}},
	};

	use_catalogue();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (int k = 0; k < LANG__MAX; k++)
			CHECK_TEXT(text_date_short(a, k, rows[i].edtf),
				rows[i].text[k]);
}

/* 2024-11-08T07:10:00+09:00 */
#define SEOUL_MORNING INT64_C(1731017400000)

static void
reads_moments(struct arena *a)
{
	static const struct {
		const char *s, *otherwise;
		int64_t moment;
		const char *zone;  /* NULL: refused */
	} rows[] = {
		{"2024-11-08T07:10:00+09:00[Asia/Seoul]", NULL, SEOUL_MORNING,
		 "Asia/Seoul"},
		{"2024-11-08T07:10:00+09:00", NULL, SEOUL_MORNING, "+09:00"},
		{"2024-11-08T07:10:00+09:00", "Asia/Seoul", SEOUL_MORNING,
		 "Asia/Seoul"},
		{"2024-11-07T22:10:00Z", NULL, SEOUL_MORNING, "UTC"},
		{"2024-11-07t22:10:00.250z[Asia/Shanghai]", NULL,
		 SEOUL_MORNING + 250, "Asia/Shanghai"},
		{"2024-11-08T07:10", "Asia/Seoul", SEOUL_MORNING, "Asia/Seoul"},
		{"2024-11-08T07:10:00", "+09:00", SEOUL_MORNING, "+09:00"},
		{"2024-11-08T07:10:00+09:00[!Asia/Seoul][u-ca=gregory]", NULL,
		 SEOUL_MORNING, "Asia/Seoul"},
		{"2024-07-01T12:00", "Europe/Paris", INT64_C(1719828000000),
		 "Europe/Paris"},
		{"2024-01-01T12:00", "Europe/Paris", INT64_C(1704106800000),
		 "Europe/Paris"},
		{"1969-12-31T23:59:59Z", NULL, -1000, "UTC"},
		{"2024-11-08T07:10", NULL, 0, NULL},
		{"2024-11-08T07:10", "Not/Azone", 0, NULL},
		{"2024-11-08T07:10:00+09:00[Not/Azone]", NULL, 0, NULL},
		{"2024-11-08T07:10:00+09:00[!Asia/Shanghai]", NULL, 0, NULL},
		{"2024-11-08T07:10:00+09:00[Asia/Seoul][!x=y]", NULL, 0, NULL},
		{"2024-11-08T07:10:00+09:00[Asia/Seoul", NULL, 0, NULL},
		{"2024-11-08T07:10:00+09:00[]", NULL, 0, NULL},
		{"2023-02-29T07:10:00Z", NULL, 0, NULL},
		{"2024-11-08T24:10:00Z", NULL, 0, NULL},
		{"2024-11-08T07:60:00Z", NULL, 0, NULL},
		{"2024-11-08T07:10:00.Z", NULL, 0, NULL},
		{"2024-11-08", "Asia/Seoul", 0, NULL},
		{"2024-11-08T", "Asia/Seoul", 0, NULL},
		{"2024-11", "Asia/Seoul", 0, NULL},
		{"", "Asia/Seoul", 0, NULL},
		{"2024-11-08T07:10 and more", "Asia/Seoul", 0, NULL},
	};

	(void)a;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t moment = 0;
		char zone[64] = "";
		bool good = moment_parse(rows[i].s, rows[i].otherwise, &moment,
			zone);

		if (!CHECK_INT(good, rows[i].zone != NULL))
			printf("# %s\n", rows[i].s);
		if (good && rows[i].zone != NULL) {
			CHECK_INT(moment, rows[i].moment);
			CHECK_TEXT(zone, rows[i].zone);
		}
	}
}

static void
prints_moments(struct arena *a)
{
	int64_t m = SEOUL_MORNING;

	CHECK_TEXT(moment_print(a, m, "Asia/Seoul"),
		"2024-11-08T07:10:00+09:00[Asia/Seoul]");
	CHECK_TEXT(moment_print(a, m + 5, "UTC"),
		"2024-11-07T22:10:00.005+00:00[UTC]");
	CHECK_TEXT(moment_print(a, m, "America/New_York"),
		"2024-11-07T17:10:00-05:00[America/New_York]");
	CHECK_TEXT(moment_print(a, m, "-03:30"),
		"2024-11-07T18:40:00-03:30[-03:30]");
	CHECK_TEXT(moment_print(a, -1, "UTC"),
		"1969-12-31T23:59:59.999+00:00[UTC]");
	CHECK_TEXT(moment_local(a, m, "Asia/Shanghai"), "2024-11-08T06:10");
	CHECK_TEXT(moment_day(a, m, "Asia/Seoul"), "2024-11-08");
	CHECK_TEXT(moment_day(a, m, "Europe/Paris"), "2024-11-07");
	CHECK_TEXT(text_moment(a, LANG_KO, m, "Asia/Seoul"),
		"2024년 11월 8일 오전 7:10");
	CHECK_TEXT(text_moment(a, LANG_EN, m, "Asia/Seoul"),
		"8 November 2024 at 07:10");
	CHECK_TEXT(text_moment(a, LANG_ZH, m, "Asia/Shanghai"),
		"2024年11月8日 06:10");
	CHECK_TEXT(text_moment(a, LANG_JA, m, "Asia/Tokyo"),
		"2024年11月8日 7:10");
}

/* Whatever is printed reads back, in every zone's years of change. */
static void
round_trip(struct arena *a)
{
	static const char *const zones[] = {
		"Asia/Seoul", "Europe/Paris", "Asia/Kathmandu", "UTC", "+05:45",
		"America/St_Johns", "Australia/Lord_Howe",
	};
	struct arena *scratch = arena_new();
	int bad = 0;

	(void)a;
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
		for (int64_t m = INT64_C(-2600000000000);
		     m < INT64_C(2600000000000); m += INT64_C(9876543217)) {
			const char *s = moment_print(scratch, m, zones[i]);
			int64_t back = 0;
			char zone[64];

			if ((!moment_parse(s, NULL, &back, zone) || back != m ||
			     strcmp(zone, zones[i]) != 0) && bad++ < 5)
				printf("# %s\n", s);
			arena_reset(scratch);
		}
	CHECK_INT(bad, 0);
	arena_free(scratch);
}

static void
spans(struct arena *a)
{
	int64_t now = SEOUL_MORNING, hour = 3600000, day = 24 * hour;

	CHECK_TEXT(text_since(a, LANG_KO, now - 3 * day, now), "3일 전");
	CHECK_TEXT(text_since(a, LANG_EN, now - day, now), "1 day ago");
	CHECK_TEXT(text_since(a, LANG_EN, now + 2 * hour, now), "in 2 hours");
	CHECK_TEXT(text_since(a, LANG_EN, now - 40 * day, now), "1 month ago");
	CHECK_TEXT(text_since(a, LANG_ZH, now - 800 * day, now), "2年前");
	CHECK_TEXT(text_since(a, LANG_JA, now - 5 * 60000, now), "5 分前");
	CHECK_TEXT(text_since(a, LANG_EN, now - 1000, now), "now");
}

static void
numbers(struct arena *a)
{
	CHECK_TEXT(text_number(a, LANG_KO, "1234.5"), "1,234.5");
	CHECK_TEXT(text_number(a, LANG_EN, "-12345678901234567890.123456789"),
		"-12,345,678,901,234,567,890.123456789");
	CHECK_TEXT(text_number(a, LANG_EN, "about 7"), "about 7");
	CHECK_TEXT(text_number(a, LANG_EN, "1e5"), "1e5");
	CHECK_TEXT(text_number(a, LANG_EN, "1."), "1.");
	CHECK_TEXT(text_number(a, LANG_EN, ""), "");
}

static void
money(struct arena *a)
{
	CHECK_TEXT(text_money(a, LANG_KO, "1200.00", "KRW"), "₩1,200");
	CHECK_TEXT(text_money(a, LANG_EN, "1200", "KRW"), "₩1,200");
	CHECK_TEXT(text_money(a, LANG_EN, "1200.5", "USD"), "US$1,200.50");
	CHECK_TEXT(text_money(a, LANG_ZH, "1200.5", "CNY"), "¥1,200.50");
	CHECK_TEXT(text_money(a, LANG_JA, "1200", "JPY"), "￥1,200");
	CHECK_TEXT(text_money(a, LANG_EN, "90071992547409931.23", "EUR"),
		"€90,071,992,547,409,931.23");
	CHECK_TEXT(text_money(a, LANG_EN, "-5", "GBP"), "-£5.00");
	CHECK_TEXT(text_money(a, LANG_EN, "5", "ABC"), "5 ABC");
	CHECK_TEXT(text_money(a, LANG_EN, "five", "USD"), "five USD");
	CHECK_INT(money_digits("KRW"), 0);
	CHECK_INT(money_digits("USD"), 2);
	CHECK_INT(money_digits("ABC"), -1);
	CHECK_INT(money_digits("usd"), -1);
	CHECK_INT(money_digits(""), -1);
}

const struct test print_tests[] = {
	{"a message says what its key stands for, with its arguments", says},
	{"a catalogue of another shape is refused with a reason", refuses},
	{"every form of a date is written in every language", dates},
	{"dates for tables are short", short_dates},
	{"a moment is read with its zone or not at all", reads_moments},
	{"a moment is written in its zone", prints_moments},
	{"a written moment reads back as itself", round_trip},
	{"a span of time is said in its greatest unit", spans},
	{"a number is grouped and keeps its digits", numbers},
	{"an amount is exact and has its currency's digits", money},
	{0},
};
