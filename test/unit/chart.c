/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Charts, read back as XML: lengths that go with numbers, texts that are
 * escaped and stay within, and values that are refused.
 */
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "paper/paper.h"
#include "test.h"

typedef enum err (*draw)(struct arena *a, const json_t *chart,
	const char **svg);

/* A chart that was drawn, and is searched. */
struct drawn {
	struct arena *arena;
	const char *svg;
	xmlDoc *doc;
	xmlXPathContext *context;
};

static void
drop_json(void *json)
{
	json_decref(json);
}

static void
drop_doc(void *doc)
{
	xmlFreeDoc(doc);
}

static void
drop_context(void *context)
{
	xmlXPathFreeContext(context);
}

static json_t *
json_of(struct arena *a, const char *text)
{
	json_error_t error;
	json_t *json = json_loads(text, 0, &error);

	if (!CHECK(json != NULL))
		printf("# %s in %s\n", error.text, text);
	arena_defer(a, drop_json, json);
	return json;
}

static bool
draw_json(struct arena *a, draw chart, const json_t *json, struct drawn *d)
{
	*d = (struct drawn){ .arena = a };
	if (!CHECK_INT(chart(a, json, &d->svg), OK))
		return false;
	d->doc = xmlReadMemory(d->svg, (int)strlen(d->svg), NULL, "UTF-8",
		XML_PARSE_NONET);
	if (!CHECK(d->doc != NULL))
		return false;
	arena_defer(a, drop_doc, d->doc);
	d->context = xmlXPathNewContext(d->doc);
	arena_defer(a, drop_context, d->context);
	xmlXPathRegisterNs(d->context, BAD_CAST "s",
		BAD_CAST "http://www.w3.org/2000/svg");
	return true;
}

static bool
draw_text(struct arena *a, draw chart, const char *json, struct drawn *d)
{
	return draw_json(a, chart, json_of(a, json), d);
}

/* A number that XPath gives. */
static double
number(struct drawn *d, const char *path)
{
	xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST path,
		d->context);
	double value = found == NULL ? NAN : xmlXPathCastToNumber(found);

	xmlXPathFreeObject(found);
	return value;
}

static bool
near(double a, double b)
{
	if (fabs(a - b) < 0.02)
		return true;
	printf("# %g is not %g\n", a, b);
	return false;
}

/* Nothing that a policy forbids, nothing outside, no text that is cut. */
static void
check_sound(struct drawn *d)
{
	double width = number(d, "substring-before(substring-after("
		"substring-after(/s:svg/@viewBox, ' '), ' '), ' ')");

	CHECK(number(d, "count(//@style | //s:style | //s:script)") < 1);
	CHECK(number(d, "count(/s:svg[@role='img']/s:title[1])") > 0);
	CHECK(number(d, "count(//@*[starts-with(name(), 'on')])") < 1);
	CHECK(number(d, "count(//*[@x < 0 or @y < 0 or @width < 0 or "
		"@height < 0 or @r < 0])") < 1);
	CHECK(number(d, arena_printf(d->arena, "count(//s:rect[@x + @width > "
		"%g] | //s:text[@x > %g] | //s:line[@x2 > %g])", width + 0.1,
		width, width)) < 1);
	CHECK(number(d, "count(//*[@height = 'nan' or @width = 'nan' or "
		"@x = 'nan' or @y = 'nan' or @r = 'nan'])") < 1);
	CHECK(number(d, "count(//@id[not(starts-with(., 'c1-'))])") < 1);
	CHECK(strlen(d->svg) < 100000);
}

/* ---- bars ---- */

#define BARS(more) "{\"id\": \"c1\", \"title\": \"t\", \"desc\": \"d\"," \
	more " \"series\": [{\"label\": \"우리\"}, {\"label\": \"Theirs\"}]," \
	" \"bars\": [{\"label\": \"2019\", \"values\": [10, 5]}," \
	" {\"label\": \"2020\", \"silent\": \"병\"}," \
	" {\"label\": \"2021\", \"silent\": \"병\"}," \
	" {\"label\": \"2022\", \"values\": [2.5, 0]}]}"

#define HEIGHT(n, class) "number((//s:rect[@class='chart-" class "'])" \
	"[" n "]/@height)"

static void
bars_go_with_numbers(struct arena *a)
{
	struct drawn d;

	if (!draw_text(a, chart_bars, BARS(""), &d))
		return;
	check_sound(&d);
	CHECK(number(&d, HEIGHT("1", "ours")) > 100);
	CHECK(near(number(&d, HEIGHT("1", "ours")) / 2,
		number(&d, HEIGHT("1", "theirs"))));
	CHECK(near(number(&d, HEIGHT("1", "ours")) / 4,
		number(&d, HEIGHT("2", "ours"))));
	CHECK(number(&d, "count(//s:rect[@class='chart-theirs'])") == 1);
	/* All stand on one line. */
	CHECK(near(number(&d, "//s:rect[1]/@y + //s:rect[1]/@height"),
		number(&d, "//s:rect[last()]/@y + //s:rect[last()]/@height")));
	CHECK(number(&d, "count(//s:text[.='10'])") == 1);
	CHECK(number(&d, "count(//s:text[.='우리'])") == 1);
	CHECK(number(&d, "count(//s:text[.='2022'])") == 1);
}

static void
silence_is_drawn(struct arena *a)
{
	struct drawn d;

	if (!draw_text(a, chart_bars, BARS(""), &d))
		return;
	/* Two years of one reason: one field, the reason once. */
	CHECK(number(&d, "count(//s:rect[@class='chart-silent'])") == 1);
	CHECK(number(&d, "count(//s:text[.='병'])") == 1);
	CHECK(number(&d, "count(//s:rect[@fill='url(#c1-h)'])") == 1);
	CHECK(number(&d, "count(//s:pattern[@id='c1-h'])") == 1);
}

static void
pieces_lie_on_each_other(struct arena *a)
{
	struct drawn d;

	if (!draw_text(a, chart_bars, BARS("\"stacked\": true,"), &d))
		return;
	check_sound(&d);
	CHECK(near(number(&d, HEIGHT("1", "ours")) / 2,
		number(&d, HEIGHT("1", "theirs"))));
	CHECK(near(number(&d, "//s:rect[@class='chart-theirs']/@y + "
		"//s:rect[@class='chart-theirs']/@height"),
		number(&d, "number(//s:rect[@class='chart-ours'][1]/@y)")));
}

static void
narrow_ones_are_readable(struct arena *a)
{
	struct drawn d;

	if (!draw_text(a, chart_bars, BARS("\"narrow\": true,"), &d))
		return;
	check_sound(&d);
	CHECK(number(&d, "number(/s:svg/@width)") == 340);
	CHECK(number(&d, "number(/s:svg/@font-size)") >= 12);
	CHECK(number(&d, "count(//@font-size)") == 1);
}

/* Many years: labels are left out, not written over each other. */
static void
labels_do_not_meet(struct arena *a)
{
	json_t *json = json_of(a, "{\"id\": \"c1\", \"narrow\": true,"
		"\"series\": [{\"label\": \"a\"}], \"bars\": []}");
	struct drawn d;
	double shown;

	for (int year = 1960; year < 2030; year++)
		json_array_append_new(json_object_get(json, "bars"),
			json_pack("{s:i, s:[i]}", "label", year, "values",
			year * 7919 % 100000));
	if (!draw_json(a, chart_bars, json, &d))
		return;
	check_sound(&d);
	shown = number(&d, "count(//s:text[. > 1900 and . < 2100])");
	CHECK(shown >= 4 && shown <= 10);
	CHECK(number(&d, "count(//s:text[. = 2029])") == 1);
}

/* ---- facing bars ---- */

static void
sides_face_each_other(struct arena *a)
{
	struct drawn d;

	if (!draw_text(a, chart_facing, "{\"id\": \"c1\", \"left\": \"부산\","
	    "\"right\": \"上海\", \"rows\": [{\"label\": \"방문\", \"left\": 12,"
	    "\"right\": 9}, {\"label\": \"편지\", \"left\": 100, \"right\": 400,"
	    "\"right_text\": \"사백\"}, {\"label\": \"없음\"}]}", &d))
		return;
	check_sound(&d);
	CHECK(near(number(&d, "(//s:rect[@class='chart-ours'])[1]/@x + "
		"(//s:rect[@class='chart-ours'])[1]/@width"), 360));
	CHECK(near(number(&d, "number((//s:rect[@class='chart-theirs'])[1]"
		"/@x)"), 360));
	CHECK(near(number(&d, "(//s:rect[@class='chart-ours'])[1]/@width "
		"div 12"), number(&d, "(//s:rect[@class='chart-theirs'])[1]"
		"/@width div 9")));
	/* Each row has its own scale. */
	CHECK(near(number(&d, "number((//s:rect[@class='chart-ours'])[1]"
		"/@width)"), number(&d, "number((//s:rect[@class="
		"'chart-theirs'])[2]/@width)")));
	CHECK(number(&d, "count(//s:text[.='사백'])") == 1);
}

/* ---- the years of a tie ---- */

#define YEARS(more) "{\"id\": \"c1\", \"from\": 1996, \"to\": 2026," more \
	" \"rows\": [{\"label\": \"방문\", \"marks\": [{\"year\": 1996," \
	" \"count\": 16}, {\"year\": 2026, \"count\": 4}, {\"year\": 2030," \
	" \"count\": 1}, {\"year\": 2000, \"count\": 0}]}, {\"label\": \"편지\"}]," \
	" \"silences\": [{\"from\": 2020, \"to\": 2022, \"text\": \"감염병\"}]," \
	" \"changes\": [{\"year\": 2026, \"month\": 12, \"text\": \"다시 잇는다\"}," \
	" {\"year\": 1996, \"text\": \"자매결연\"}, {\"year\": 1990," \
	" \"text\": \"밖\"}]}"

static void
years_are_in_place(struct arena *a)
{
	struct drawn d;

	if (!draw_text(a, chart_years, YEARS(""), &d))
		return;
	check_sound(&d);
	CHECK(number(&d, "count(//s:circle)") == 2);
	/* The area, not the radius, goes with the count. */
	CHECK(near(number(&d, "//s:circle[1]/@r div //s:circle[2]/@r"), 2));
	CHECK(number(&d, "//s:circle[1]/@cx - //s:circle[2]/@cx") < -400);
	CHECK(number(&d, "count(//s:line[@class='chart-change'])") == 2);
	CHECK(number(&d, "count(//s:text[.='밖'])") == 0);
	CHECK(number(&d, "count(//s:text[.='1996']) + "
		"count(//s:text[.='2026'])") == 2);
	CHECK(near(number(&d, "//s:rect[@class='chart-silent']/@width div "
		"(//s:line[@class='chart-axis'][1]/@x2 - "
		"//s:line[@class='chart-axis'][1]/@x1)") * 31, 3));
	CHECK(draw_text(a, chart_years, YEARS("\"narrow\": true,"), &d));
	check_sound(&d);
}

/* ---- what is hostile ---- */

#define HOSTILE "</text><script>alert(1)</script>\\\"' onload=\\\"x & &amp; " \
	"\\u0000\\u0001\\ufffe\\u202e]]>"

static void
labels_are_escaped(struct arena *a)
{
	static const struct {
		draw chart;
		const char *json;
	} charts[] = {
		{ chart_bars, "{\"id\": \"c1\", \"title\": \"" HOSTILE "\","
			"\"desc\": \"" HOSTILE "\", \"series\": [{\"label\":"
			"\"" HOSTILE "\"}, {\"label\": \"x\"}], \"bars\":"
			"[{\"label\": \"" HOSTILE "\", \"values\": [1, 2],"
			"\"texts\": [\"" HOSTILE "\", 1]}, {\"label\": \"b\","
			"\"silent\": \"" HOSTILE "\"}]}" },
		{ chart_facing, "{\"id\": \"c1\", \"left\": \"" HOSTILE "\","
			"\"right\": \"" HOSTILE "\", \"rows\": [{\"label\":"
			"\"" HOSTILE "\", \"left\": 1e15, \"right\": 0.1,"
			"\"left_text\": \"" HOSTILE "\"}]}" },
		{ chart_years, "{\"id\": \"c1\", \"from\": 1, \"to\": 300,"
			"\"rows\": [{\"label\": \"" HOSTILE "\"}], \"silences\":"
			"[{\"from\": 1, \"to\": 9999, \"text\": \"" HOSTILE "\"}],"
			"\"changes\": [{\"year\": 5, \"text\": \"" HOSTILE "\"},"
			"{\"year\": 5, \"text\": \"" HOSTILE "\"}]}" },
	};

	for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
		json_t *json = json_loads(charts[i].json, JSON_ALLOW_NUL, NULL);
		struct drawn d;

		arena_defer(a, drop_json, json);
		for (int narrow = 0; narrow < 2; narrow++) {
			json_object_set_new(json, "narrow",
				json_boolean(narrow));
			if (CHECK(json != NULL)
			    && draw_json(a, charts[i].chart, json, &d))
				check_sound(&d);
		}
	}
}

static void
odd_charts(struct arena *a)
{
	static const struct {
		draw chart;
		const char *json;
		enum err want;
	} odd[] = {
		{ chart_bars, "{}", ERR_INPUT },
		{ chart_bars, "[]", ERR_INPUT },
		{ chart_bars, "{\"id\": \"1\", \"series\": [{}]}", ERR_INPUT },
		{ chart_bars, "{\"id\": \"a b\", \"series\": [{}]}", ERR_INPUT },
		{ chart_bars, "{\"id\": \"c1\"}", ERR_INPUT },
		{ chart_bars, "{\"id\": \"c1\", \"series\": [{}]}", OK },
		{ chart_bars, "{\"id\": \"c1\", \"series\": [{}], \"bars\": [{},"
			"{\"values\": []}, {\"values\": [null]}, 1]}", OK },
		{ chart_bars, "{\"id\": \"c1\", \"series\": [{}], \"bars\":"
			"[{\"values\": [-1]}]}", ERR_INPUT },
		{ chart_bars, "{\"id\": \"c1\", \"series\": [{}], \"bars\":"
			"[{\"values\": [\"1\"]}]}", ERR_INPUT },
		{ chart_bars, "{\"id\": \"c1\", \"series\": [{}], \"bars\":"
			"[{\"values\": [1e300]}]}", ERR_INPUT },
		{ chart_bars, "{\"id\": \"c1\", \"series\": [{}], \"bars\":"
			"[{\"values\": [1, 2]}]}", ERR_LARGE },
		{ chart_bars, "{\"id\": \"c1\", \"series\": [{}], \"bars\":"
			"[{\"label\": \"x\", \"values\": [1e-12]}]}", OK },
		{ chart_facing, "{\"id\": \"c1\"}", OK },
		{ chart_facing, "{\"id\": \"c1\", \"rows\": [{\"left\": -1}]}",
			ERR_INPUT },
		{ chart_years, "{\"id\": \"c1\"}", ERR_INPUT },
		{ chart_years, "{\"id\": \"c1\", \"from\": 2000, \"to\": 1999}",
			ERR_INPUT },
		{ chart_years, "{\"id\": \"c1\", \"from\": 1, \"to\": 9999}",
			ERR_LARGE },
		{ chart_years, "{\"id\": \"c1\", \"from\": 2000, \"to\": 2000}",
			OK },
		{ chart_years, "{\"id\": \"c1\", \"from\": 2000, \"to\": 2001,"
			"\"changes\": [{\"year\": 2000, \"month\": 13}]}",
			ERR_INPUT },
	};

	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		const char *svg = "";
		enum err got = odd[i].chart(a, json_of(a, odd[i].json), &svg);

		if (!CHECK_INT(got, odd[i].want))
			printf("# %s\n", odd[i].json);
		CHECK(got != OK || strstr(svg, "nan") == NULL);
		CHECK(got != OK || strstr(svg, "inf") == NULL);
	}
}

const struct test chart_tests[] = {
	{ "the heights of bars go with their numbers, from zero",
		bars_go_with_numbers },
	{ "silent years are drawn as silence, and why is said once",
		silence_is_drawn },
	{ "pieces of a bar lie on each other", pieces_lie_on_each_other },
	{ "a narrow chart has letters of twelve units",
		narrow_ones_are_readable },
	{ "a chart's labels are left out before they meet",
		labels_do_not_meet },
	{ "two sides face each other around the middle",
		sides_face_each_other },
	{ "a tie's years are in their places, and areas go with counts",
		years_are_in_place },
	{ "a chart's labels are escaped and stay within it",
		labels_are_escaped },
	{ "charts of another shape are refused", odd_charts },
	{ 0 }
};
