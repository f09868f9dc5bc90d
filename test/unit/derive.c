/* SPDX-License-Identifier: Apache-2.0 */
/* What derive/ does without a store: forms on their way in, differences of
 * texts, addresses of lists. */
#include <stdlib.h>
#include <string.h>

#include "derive/inside.h"
#include "test.h"

static const struct field stop_rows[] = {
	{ "on",   FIELD_DATE, REQUIRED },
	{ "what", FIELD_WORDS },
	{ "mode", FIELD_CHOICE, .choices = "bus train", .preset = "bus" },
	{ "paid", FIELD_FLAG },
	{0}
};
static const struct field trip_fields[] = {
	{ "name",   FIELD_TEXT, REQUIRED },
	{ "open",   FIELD_FLAG },
	{ "people", FIELD_REFS },
	{ "price",  FIELD_MONEY },
	{ "begins", FIELD_MOMENT },
	{ "place",  FIELD_PLACE },
	{ "pass",   FIELD_SECRET },
	{ "paper",  FIELD_FILE },
	{ "stops",  FIELD_ROWS, .rows = stop_rows },
	{0}
};
static const struct entity trip = { .name = "trip", .plural = "trips",
	.fields = trip_fields, .read = ROLE_STAFF, .write = ROLE_STAFF };

static struct visit
visit_in(struct arena *a)
{
	return (struct visit){ .arena = a, .lang = LANG_EN,
		.zone = "Asia/Seoul", .roles = ROLE_OFFICER };
}

static void
drop(void *json)
{
	json_decref(json);
}

/* What a form sent, given as JSON in single quotes, as input. */
static json_t *
input_of(struct arena *a, const char *sent)
{
	struct visit v = visit_in(a);
	char *text = arena_text(a, sent);
	json_t *typed, *out;

	for (char *c = text; *c != '\0'; c++)
		if (*c == '\'')
			*c = '"';
	typed = json_loads(text, 0, NULL);
	CHECK(typed != NULL);
	out = form_input(&v, &trip, typed);
	json_decref(typed);
	arena_defer(a, drop, out);
	return out;
}

static void
check_input(struct arena *a, const char *sent, const char *wanted)
{
	json_t *got = input_of(a, sent), *want;
	char *text = arena_text(a, wanted), *dump;

	for (char *c = text; *c != '\0'; c++)
		if (*c == '\'')
			*c = '"';
	want = json_loads(text, 0, NULL);
	dump = json_dumps(got, JSON_COMPACT);
	arena_defer(a, drop, want);
	CHECK(want != NULL);
	if (!json_equal(got, want))
		CHECK_TEXT(dump, text);
	free(dump);
}

static void
flags(struct arena *a)
{
	check_input(a, "{'open':['false','true'],'_csrf':'x'}",
		"{'open':'true'}");
	check_input(a, "{'open':'false'}", "{'open':'false'}");
}

static void
references(struct arena *a)
{
	check_input(a, "{'people':['','a','b']}", "{'people':['a','b']}");
	check_input(a, "{'people':''}", "{'people':[]}");
	check_input(a, "{'people':'a'}", "{'people':['a']}");
}

static void
parts(struct arena *a)
{
	check_input(a, "{'price':{'amount':' ','currency':'KRW'}}",
		"{'price':null}");
	check_input(a, "{'place':{'lat':'37.5','lon':'-1'}}",
		"{'place':{'lat':37.5,'lon':-1.0}}");
	check_input(a, "{'place':{'lat':'north','lon':''}}",
		"{'place':{'lat':'north','lon':''}}");
	check_input(a, "{'place':{'lat':'','lon':''}}", "{'place':null}");
	check_input(a, "{'begins':{'local':'2024-11-08T07:10',"
		"'zone':'Asia/Shanghai'}}",
		"{'begins':'2024-11-08T07:10:00+08:00[Asia/Shanghai]'}");
	check_input(a, "{'begins':{'local':'soon','zone':'UTC'}}",
		"{'begins':'soon'}");
}

static void
secrets(struct arena *a)
{
	check_input(a, "{'pass':''}", "{}");
	check_input(a, "{'pass':'','_clear':'pass'}", "{'pass':null}");
	check_input(a, "{'pass':'new'}", "{'pass':'new'}");
	check_input(a, "{'name':'x','_clear':'name'}", "{'name':'x'}");
}

static void
rows(struct arena *a)
{
	check_input(a, "{'stops':["
		"{'id':'','on':'2005','mode':'bus','paid':'false','_place':'9'},"
		"{'id':'7','on':'2006','_place':'1'},"
		"{'id':'8','on':'2007','_remove':'1'},"
		"{'id':'','on':'','mode':'bus','what':{'ko':'','en':' '},"
		"'paid':'false'}]}",
		"{'stops':[{'id':'7','on':'2006'},"
		"{'on':'2005','mode':'bus','paid':'false'}]}");
	check_input(a, "{'stops':[{'id':'8','_remove':'1'}]}", "{'stops':[]}");
	check_input(a, "{'stops':[{'id':'8','on':''}]}",
		"{'stops':[{'id':'8','on':''}]}");
}

static void
unknown(struct arena *a)
{
	check_input(a, "{'nome':'x'}", "{'nome':'x'}");
}

/* ---- differences ---- */

/* Parts as text: [-gone-]{+new+}. */
static const char *
marked(struct arena *a, const char *before, const char *after)
{
	json_t *list = difference(before, after), *part;
	struct buf out = buf_in(a, 1 << 20);
	size_t i;

	json_array_foreach(list, i, part) {
		bool gone = json_is_true(json_object_get(part, "gone"));
		bool new = json_is_true(json_object_get(part, "new"));

		buf_printf(&out, "%s%s%s", gone ? "[-" : new ? "{+" : "",
			view_get(part, "text"), gone ? "-]" : new ? "+}" : "");
	}
	json_decref(list);
	return out.at;
}

static void
words_differ(struct arena *a)
{
	CHECK_TEXT(marked(a, "The mayor came", "The vice mayor went"),
		"The {+vice +}mayor [-came-]{+went+}");
	CHECK_TEXT(marked(a, "same", "same"), "same");
	CHECK_TEXT(marked(a, "", "all new"), "{+all new+}");
	CHECK_TEXT(marked(a, "gone", ""), "[-gone-]");
	CHECK_TEXT(marked(a, "", ""), "");
	CHECK_TEXT(marked(a, "caf\xc3\xa9 bar", "caf\xc3\xa9s bar"),
		"[-caf\xc3\xa9-]{+caf\xc3\xa9s+} bar");
}

static void
characters_differ(struct arena *a)
{
	CHECK_TEXT(marked(a, "우호도시 협정", "자매도시 협정"),
		"[-우호-]{+자매+}도시 협정");
	CHECK_TEXT(marked(a, "访问德州市", "访问了德州"),
		"访问{+了+}德州[-市-]");
}

static void
long_texts_differ(struct arena *a)
{
	size_t n = 20000;
	char *x = arena_alloc(a, 2 * n + 1), *y = arena_alloc(a, 2 * n + 1);
	json_t *list;

	for (size_t i = 0; i < n; i++) {
		x[2 * i] = (char)('a' + i % 26);
		y[2 * i] = (char)('a' + (i * 7 + 3) % 26);
		x[2 * i + 1] = y[2 * i + 1] = ' ';
	}
	list = difference(x, y);
	CHECK(json_array_size(list) >= 2);
	CHECK(json_array_size(list) < 2 * n);
	json_decref(list);
}

/* ---- addresses ---- */

static void
addresses(struct arena *a)
{
	struct visit v = visit_in(a);
	json_t *asked = json_pack("{s:s, s:[s, s], s:s, s:s}", "f.tier",
		"a b&c", "f.on", "2005", "2006", "after", "cursor", "sort",
		"on");

	CHECK_TEXT(filter_address(&v, "/office/ties", asked, "sort", "-on"),
		"/office/ties?f.tier=a%20b%26c&f.on=2005&f.on=2006&sort=-on");
	CHECK_TEXT(filter_next(&v, "/t", asked, "v.1"), "/t?f.tier=a%20b%26c"
		"&f.on=2005&f.on=2006&sort=on&after=v.1");
	CHECK(filter_asked(asked));
	json_decref(asked);
}

const struct test derive_tests[] = {
	{ "a ticked box is one flag, an empty one false", flags },
	{ "boxes of a list are references, none ticked empties it", references },
	{ "the parts of money, place and moment become one value", parts },
	{ "a secret left empty stays, and goes only when asked", secrets },
	{ "rows go, move and are left out as the form says", rows },
	{ "a name that is no field goes on to be refused", unknown },
	{ "texts of an alphabet differ by words", words_differ },
	{ "texts in Hangul and Han differ by characters", characters_differ },
	{ "long texts that share nothing end as one replacement", long_texts_differ },
	{ "the address of a list keeps its filters and drops the cursor", addresses },
	{0}
};
