/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands beside a number: money, a measure, per cent.  A unit has one
 * name whatever the language: 킬로미터, 公里, キロメートル, kilometres are "km".
 * Longer words stand before the shorter ones that they begin with.
 */
#include <math.h>
#include <string.h>

#include "checking.h"

enum money { MONEY_NONE, KRW, USD, CNY, JPY, EUR, GBP, MONEY__MAX };

static const char *const money_names[MONEY__MAX] = {
	"", "KRW", "USD", "CNY", "JPY", "EUR", "GBP",
};

enum unit {
	UNIT_NONE, KM, M, CM, MM, MILE, FOOT, INCH, KG, G, TONNE, POUND, M2,
	KM2, MILE2, HA, ACRE, PYEONG, HOUR, MINUTE, WEEK, MONTH, KMH, MPH, DEGREE,
	LITRE, UNIT__MAX
};

static const char *const unit_names[UNIT__MAX] = {
	[KM] = "km", [M] = "m", [CM] = "cm", [MM] = "mm", [MILE] = "mi",
	[FOOT] = "ft", [INCH] = "in", [KG] = "kg", [G] = "g", [TONNE] = "t",
	[POUND] = "lb", [M2] = "m²", [KM2] = "km²", [MILE2] = "mi²", [HA] = "ha",
	[ACRE] = "acre", [PYEONG] = "평", [HOUR] = "h", [MINUTE] = "min",
	[WEEK] = "week", [MONTH] = "month", [KMH] = "km/h", [MPH] = "mph",
	[DEGREE] = "°", [LITRE] = "l",
};

struct word {
	const char *text;
	int means;
};

/* Before the number. */
static const struct word money_before[] = {
	{ "₩", KRW }, { "￦", KRW }, { "KRW", KRW }, { "US$", USD },
	{ "USD", USD }, { "$", USD }, { "＄", USD }, { "CNY", CNY },
	{ "RMB", CNY }, { "JPY", JPY }, { "€", EUR }, { "EUR", EUR },
	{ "£", GBP }, { "GBP", GBP },
	{0}
};

/* Dollars of others: not told apart from what we know, so not looked at. */
static const char *const money_strange[] = {
	"A$", "C$", "HK$", "NT$", "S$", "AUD", "호주달러", "캐나다달러", NULL
};

static const struct word money_behind[] = {
	{ "원", KRW }, { "won", KRW }, { "韩元", KRW }, { "韓元", KRW },
	{ "韩币", KRW }, { "ウォン", KRW }, { "KRW", KRW },
	{ "달러", USD }, { "불", USD }, { "dollars", USD }, { "dollar", USD },
	{ "美元", USD }, { "美金", USD }, { "ドル", USD }, { "米ドル", USD },
	{ "USD", USD }, { "US dollars", USD }, { "미국달러", USD },
	{ "미국 달러", USD }, { "U.S. dollars", USD },
	{ "위안", CNY }, { "yuan", CNY }, { "人民币", CNY },
	{ "元人民币", CNY }, { "RMB", CNY }, { "renminbi", CNY },
	{ "CNY", CNY }, { "元", CNY }, { "중국 위안", CNY },
	{ "엔", JPY }, { "yen", JPY }, { "日元", JPY }, { "日圆", JPY },
	{ "円", JPY }, { "JPY", JPY },
	{ "유로", EUR }, { "euros", EUR }, { "euro", EUR }, { "欧元", EUR },
	{ "ユーロ", EUR }, { "EUR", EUR },
	{ "파운드", GBP }, { "英镑", GBP }, { "ポンド", GBP }, { "GBP", GBP },
	{0}
};

static const struct word units_behind[] = {
	{ "km/h", KMH }, { "kph", KMH }, { "kmh", KMH }, { "mph", MPH },
	{ "km²", KM2 }, { "km2", KM2 }, { "sq km", KM2 }, { "㎢", KM2 }, { "제곱킬로미터", KM2 },
	{ "평방킬로미터", KM2 }, { "平方公里", KM2 },
	{ "平方千米", KM2 }, { "平方キロメートル", KM2 }, { "平方キロ", KM2 },
	{ "square kilometers", KM2 }, { "square kilometres", KM2 },
	{ "square kilometre", KM2 }, { "square kilometer", KM2 },
	{ "m²", M2 }, { "m2", M2 }, { "㎡", M2 }, { "제곱미터", M2 }, { "평방미터", M2 },
	{ "平方米", M2 }, { "平方メートル", M2 }, { "square meters", M2 },
	{ "square metres", M2 }, { "square meter", M2 },
	{ "square metre", M2 },
	{ "헥타르", HA }, { "公顷", HA }, { "ヘクタール", HA },
	{ "hectares", HA }, { "hectare", HA }, { "ha", HA },
	{ "제곱마일", MILE2 }, { "平方英里", MILE2 }, { "平方マイル", MILE2 },
	{ "square miles", MILE2 }, { "square mile", MILE2 },
	{ "sq mi", MILE2 },
	{ "에이커", ACRE }, { "英亩", ACRE }, { "エーカー", ACRE },
	{ "acres", ACRE }, { "acre", ACRE },
	{ "킬로미터", KM }, { "킬로그램", KG }, { "公里", KM }, { "千米", KM },
	{ "キロメートル", KM }, { "キログラム", KG }, { "kilometers", KM },
	{ "kilometres", KM }, { "kilometer", KM }, { "kilometre", KM },
	{ "km", KM }, { "㎞", KM },
	{ "센티미터", CM }, { "厘米", CM }, { "公分", CM },
	{ "センチメートル", CM }, { "センチ", CM }, { "centimeters", CM },
	{ "centimetres", CM }, { "centimeter", CM }, { "centimetre", CM },
	{ "cm", CM }, { "㎝", CM },
	{ "밀리미터", MM }, { "毫米", MM }, { "ミリメートル", MM },
	{ "millimeters", MM }, { "millimetres", MM }, { "millimetre", MM },
	{ "millimeter", MM }, { "mm", MM }, { "㎜", MM },
	{ "마일", MILE }, { "英里", MILE }, { "マイル", MILE },
	{ "miles", MILE }, { "mile", MILE }, { "mi", MILE },
	{ "피트", FOOT }, { "英尺", FOOT }, { "フィート", FOOT },
	{ "feet", FOOT }, { "foot", FOOT }, { "ft", FOOT },
	{ "인치", INCH }, { "英寸", INCH }, { "インチ", INCH },
	{ "inches", INCH }, { "inch", INCH },
	{ "公斤", KG }, { "千克", KG }, { "kilograms", KG },
	{ "kilogrammes", KG }, { "kilogram", KG }, { "kg", KG }, { "㎏", KG },
	{ "그램", G }, { "グラム", G }, { "grams", G }, { "gram", G },
	{ "톤", TONNE }, { "吨", TONNE }, { "トン", TONNE },
	{ "tonnes", TONNE }, { "tonne", TONNE }, { "tons", TONNE },
	{ "ton", TONNE }, { "t", TONNE },
	{ "평", PYEONG }, { "pyeong", PYEONG }, { "坪", PYEONG },
	{ "pounds", POUND }, { "lbs", POUND }, { "lb", POUND },
	{ "시간", HOUR }, { "小时", HOUR }, { "個小時", HOUR },
	{ "个小时", HOUR }, { "時間", HOUR }, { "hours", HOUR },
	{ "hour", HOUR }, { "hrs", HOUR },
	{ "분간", MINUTE }, { "分钟", MINUTE }, { "分間", MINUTE },
	{ "minutes", MINUTE }, { "minute", MINUTE }, { "mins", MINUTE },
	{ "주일", WEEK }, { "주간", WEEK }, { "周", WEEK }, { "个星期", WEEK },
	{ "週間", WEEK }, { "weeks", WEEK }, { "week", WEEK },
	{ "개월", MONTH }, { "个月", MONTH }, { "か月", MONTH },
	{ "ヶ月", MONTH }, { "カ月", MONTH }, { "ヵ月", MONTH },
	{ "months", MONTH }, { "month", MONTH },
	{ "미터", M }, { "メートル", M }, { "米", M }, { "meters", M },
	{ "metres", M }, { "meter", M }, { "metre", M }, { "m", M },
	{ "리터", LITRE }, { "升", LITRE }, { "リットル", LITRE },
	{ "liters", LITRE }, { "litres", LITRE }, { "litre", LITRE },
	{ "liter", LITRE },
	{0}
};

static const struct word percent_behind[] = {
	{ "%p", 2 }, { "%P", 2 }, { "%포인트", 2 }, { "% 포인트", 2 },
	{ "퍼센트포인트", 2 }, { "퍼센트 포인트", 2 }, { "个百分点", 2 },
	{ "個百分點", 2 }, { "パーセントポイント", 2 },
	{ "%ポイント", 2 }, { "percentage point", 2 },
	{ "percentage points", 2 }, { "%", 1 }, { "％", 1 }, { "퍼센트", 1 },
	{ "パーセント", 1 }, { "percent", 1 },
	{ "per cent", 1 }, { "pct", 1 },
	{0}
};

/* The longest of the words that s goes on with; Latin ones are whole. */
static int
word_here(const struct word *rows, const char *s)
{
	size_t best = 0;
	int means = 0;

	for (const struct word *w = rows; w->text != NULL; w++) {
		size_t n = scan_says_word(s, w->text);

		if (n > best) {
			best = n;
			means = w->means;
		}
	}
	return means;
}

/* Does the text before s + at end with it? */
static bool
ends_with(const char *s, size_t at, const char *word)
{
	size_t n = strlen(word);

	return n <= at && memcmp(s + at - n, word, n) == 0;
}

static int
money_ending(const char *s, size_t at)
{
	if (at > 0 && s[at - 1] == ' ')
		at--;
	for (const char *const *w = money_strange; *w != NULL; w++)
		if (ends_with(s, at, *w))
			return 0;
	for (const struct word *w = money_before; w->text != NULL; w++)
		if (ends_with(s, at, w->text))
			return w->means;
	return 0;
}

void
number_measured(const char *text, struct number *n)
{
	const char *behind = text + n->at.at + n->at.n;
	int percent;

	n->year = scan_says(behind, "년") > 0 || scan_says(behind, "年") > 0;
	for (int i = 0; i < 2 && is_space(scan_char(behind, &(size_t){ 0 }));
	    i++)
		behind += scan_blanks(behind);
	if (*behind == '-')
		behind++;
	percent = word_here(percent_behind, behind);
	n->percent = percent > 0 || ends_with(text, n->at.at, "百分之");
	n->points = percent == 2;
	n->money = money_ending(text, n->at.at);
	if (n->money == 0)
		n->money = word_here(money_behind, behind);
	if (n->money == 0)
		n->unit = word_here(units_behind, behind);
}

const char *
money_name(int money)
{
	return money_names[money];
}

const char *
unit_name(int unit)
{
	return unit_names[unit];
}

/* In metres, kilograms, square metres, …: what may be told in another unit. */
static const struct { int kind; double worth; } worths[UNIT__MAX] = {
	[KM] = { 1, 1000 }, [M] = { 1, 1 }, [CM] = { 1, 0.01 },
	[MM] = { 1, 0.001 }, [MILE] = { 1, 1609 }, [FOOT] = { 1, 0.3048 },
	[INCH] = { 1, 0.0254 }, [KG] = { 2, 1 }, [G] = { 2, 0.001 },
	[TONNE] = { 2, 1000 }, [POUND] = { 2, 0.4536 }, [M2] = { 3, 1 },
	[KM2] = { 3, 1e6 }, [MILE2] = { 3, 2.59e6 }, [HA] = { 3, 1e4 }, [ACRE] = { 3, 4047 },
	[PYEONG] = { 3, 3.3058 }, [KMH] = { 1, 1000 }, [MPH] = { 1, 1609 },
	[HOUR] = { 5, 60 }, [MINUTE] = { 5, 1 },
};

static bool
is_speed(int unit)
{
	return unit == KMH || unit == MPH;
}

bool
measures_alike(const struct number *a, const struct number *b)
{
	double one, other;

	/* 시속 160km is 160 km/h: the speed is said before. */
	if ((is_speed(a->unit) || is_speed(b->unit)) && a->value == b->value)
		return true;
	if (worths[a->unit].kind == 0 ||
	    worths[a->unit].kind != worths[b->unit].kind)
		return false;
	one = a->value * worths[a->unit].worth;
	other = b->value * worths[b->unit].worth;
	return fabs(one - other) <= 0.1 * fmax(one, other);
}
