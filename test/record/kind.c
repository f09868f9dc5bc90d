/* SPDX-License-Identifier: Apache-2.0 */
/* Every kind of field comes back from the store as it went in. */
#include <stdio.h>
#include <string.h>

#include "record.h"

#define PERSON "'at':1731017400000,'by':'test','origin':'person'"
#define WORDS(texts) "{'original':'en','texts':{" texts "}}"

/* What is given, and what stands there; wants NULL: nothing does. */
static const struct {
	const char *field, *in, *wants;
} cases[] = {
	{ "label", "'e\\u0301'", "'\\u00e9'" },
	{ "label", "'\\u1100\\u1161'", "'\\uac00'" },
	{ "label", "'  a\\u3000'", "'a'" },
	{ "label", "'a\\r\\nb\\tc'", "'a\\nb\\tc'" },
	{ "label", "'\\ud83d\\udc69\\u200d\\ud83d\\ude80 \\uffff'", "'\\ud83d\\udc69\\u200d\\ud83d\\ude80 \\uffff'" },
	{ "slug", "'a-1'", "'a-1'" },
	{ "code", "'% _ \\\\ ?'", "'% _ \\\\ ?'" },
	{ "code", "''", NULL },
	{ "code", "'\\u200b '", NULL },
	{ "code", "null", NULL },
	{ "serial", "-9223372036854775808", "-9223372036854775808" },
	{ "name", "'Ball'", WORDS("'en':{'revision':1,'segments':[{'text':'Ball'," PERSON "}]}") },
	{ "name", "{'ko':'','en':null}", NULL },
	{ "name", "{'de':'Ball','original':'de'}", "{'original':'de','texts':{'de':{'revision':1,'segments':[{'text':'Ball'," PERSON "}]}}}" },
	{ "about", "'One.\\n\\nTwo\\nthree.'", WORDS("'en':{'revision':1,'segments':[{'text':'One.'," PERSON "},{'text':'Two\\nthree.'," PERSON "}]}") },
	{ "count", "9223372036854775807", "9223372036854775807" },
	{ "count", "'1,234'", "1234" },
	{ "count", "0", "0" },
	{ "weight", "'9223372036854775.807'", "'9223372036854775.807'" },
	{ "weight", "'-9223372036854775.808'", "'-9223372036854775.808'" },
	{ "weight", "'-0.001'", "'-0.001'" },
	{ "weight", "12.5", "'12.500'" },
	{ "weight", "0", "'0.000'" },
	{ "price", "{'amount':'92233720368547758.07','currency':'usd'}", "{'amount':'92233720368547758.07','currency':'USD'}" },
	{ "price", "'KRW -1200'", "{'amount':'-1200','currency':'KRW'}" },
	{ "price", "{'amount':'1.234','currency':'KWD'}", "{'amount':'1.234','currency':'KWD'}" },
	{ "price", "{'amount':'','currency':'KRW'}", NULL },
	{ "made_on", "'0001'", "'0001'" },
	{ "made_on", "'9999-12-31'", "'9999-12-31'" },
	{ "made_on", "'2005-05~'", "'2005-05~'" },
	{ "made_on", "'2024. 11. 7. ~ 8.'", "'2024-11-07/2024-11-08'" },
	{ "made_on", "'../2019'", "'../2019'" },
	{ "made_on", "'2011/..'", "'2011/..'" },
	{ "sold", "'2024-11-08T07:10'", "'2024-11-08T07:10:00+09:00[Asia/Seoul]'" },
	{ "sold", "'1969-12-31T23:59:59+00:00[Europe/London]'", "'1970-01-01T00:59:59+01:00[Europe/London]'" },
	{ "sold", "'2024-11-03T01:30:00-05:00[America/New_York]'", "'2024-11-03T01:30:00-05:00[America/New_York]'" },
	{ "state", "'shown'", "'shown'" },
	{ "uses", "'sell play'", "['play','sell']" },
	{ "uses", "[]", NULL },
	{ "safe", "true", "true" },
	{ "safe", "false", "false" },
	{ "makers", "[]", NULL },
	{ "parts", "[]", NULL },
	{ "parts", "[{},null,{'count':1}]", NULL },
	{ "place", "{'lat':-90,'lon':180}", "{'lat':-90.0,'lon':180.0}" },
	{ "place", "'37.3800014, -126.8'", "{'lat':37.380001,'lon':-126.8}" },
	{ "place", "{'lat':0,'lon':0.000001}", "{'lat':0.0,'lon':0.000001}" },
	{ "country", "'kr'", "'KR'" },
	{ "tongue", "'zh-hant'", "'zh-Hant'" },
	{ "mail", "'A.B+c@EXAMPLE.org'", "'A.B+c@example.org'" },
	{ "phone", "'\\uff0b82 31-310-2114 ext 12'", "'+82 31-310-2114 ext 12'" },
	{ "web", "'HTTPS://Example.org/\\uac00?A=1#b'", "'https://example.org/\\uac00?A=1#b'" },
	{ "key", "' M1234\\u00df '", "'M1234\\u00df'" },
	{ "inner", "'a\\u0001'", "" },
};

/* Nothing else of the toy is set but its label. */
static void
try_case(struct visit *v, size_t i)
{
	json_t *in = json_of(v, "{'label':'toy'}"), *stored;
	const char *wants = cases[i].wants;
	struct record *r;
	enum err err;

	json_object_set(in, cases[i].field, json_of(v, "%s", cases[i].in));
	err = try_make(v, &entity_toy, in, &r);
	if (wants != NULL && *wants == '\0') {
		CHECK_INT(err, ERR_INPUT);
		return;
	}
	if (!CHECK_INT(err, OK)) {
		printf("# %s: %s\n", cases[i].field, cases[i].in);
		return;
	}
	stored = record_value(toy_now(v, r->id), cases[i].field);
	CHECK(json_equal(r->fields, toy_now(v, r->id)->fields));
	if (wants == NULL)
		CHECK(stored == NULL);
	else if (!json_equal(stored, json_of(v, "%s", wants)))
		CHECK_TEXT(dump_of(v, stored), wants);
}

static void
comes_back(struct arena *a)
{
	struct visit *v = store_new(a);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		try_case(v, i);
}

static void
long_ones_come_back(struct arena *a)
{
	struct visit *v = store_new(a);
	struct buf words = buf_in(a, 1 << 20);
	struct record *r;

	for (int i = 0; i < 1000; i++)
		buf_printf(&words, "\\u1112\\u1161\\u11ab%s",
			i % 10 == 9 ? "\\n\\n" : " ");
	r = make(v, &entity_toy, "{'label':'%0300d','about':{'ko':'%s'},"
		"'key':'%01000d'}", 7, words.at, 7);
	r = toy_now(v, r->id);
	CHECK_INT(text_length(record_text(r, "label")), 300);
	CHECK_INT(text_length(record_text(r, "key")), 1000);
	CHECK_INT(json_array_size(json_object_get(json_object_get(
		json_object_get(record_value(r, "about"), "texts"), "ko"),
		"segments")), 100);
	CHECK(strstr(words_in(a, record_value(r, "about"), "ko"),
		"\xed\x95\x9c") != NULL);
}

static void
links_come_back(struct arena *a)
{
	struct visit *v = store_new(a);
	const char *one = id_text(a, make(v, &entity_maker,
		"{'name':'One','slug':'one'}")->id);
	const char *two = id_text(a, make(v, &entity_maker,
		"{'name':'Two','slug':'two'}")->id);
	const char *file = picture(v, 1);
	struct record *r = make(v, &entity_toy, "{'label':'a','maker':'one',"
		"'makers':['two','%s','two'],'picture':%s,'parts':["
		"{'label':'z','maker':'two','paper':%s,'code':'hush',"
		"'cost':'KRW 5'},{},{'label':'a','on':'2005','count':7}]}",
		one, file, file);
	json_t *fields = toy_now(v, r->id)->fields, *parts, *part;
	size_t i;

	CHECK(json_equal(fields, r->fields));
	parts = json_object_get(fields, "parts");
	json_array_foreach(parts, i, part)
		CHECK_INT(json_object_del(part, "id"), 0);
	CHECK_TEXT(dump_of(v, parts), arena_printf(a, "[{'code':'hush',"
		"'cost':{'amount':'5','currency':'KRW'},'count':1,'label':'z',"
		"'maker':'%s','paper':%s},"
		"{'count':7,'label':'a','on':'2005'}]", two, file));
	CHECK_TEXT(record_text(r, "maker"), one);
	CHECK_TEXT(dump_of(v, record_value(r, "makers")),
		arena_printf(a, "['%s','%s']", two, one));
	CHECK_TEXT(dump_of(v, record_value(r, "picture")), file);
	CHECK(strstr(file, "'height':3,") != NULL);
}

/* More owners than one statement asks for, and in another order. */
static void
sides_of_many(struct arena *a)
{
	struct visit *v = store_new(a);
	const char *maker = id_text(a, make(v, &entity_maker,
		"{'name':'One'}")->id);
	struct query *q;
	struct list list;

	for (int i = 0; i < 140; i++)
		make(v, &entity_toy, "{'label':'%03d','makers':[%s%s%s],"
			"'parts':[{'label':'%d'},{'label':'x'}]}", i,
			i % 2 ? "'" : "", i % 2 ? maker : "", i % 2 ? "'" : "",
			i);
	q = query_of(v, &entity_toy);
	query_order(q, "-label");
	query_limit(q, 500);
	CHECK_INT(query_run(q, &list), OK);
	CHECK_INT(list.n, 140);
	for (size_t i = 0; i < list.n; i++) {
		json_t *parts = record_value(list.at[i], "parts");

		CHECK_INT(json_array_size(parts), 2);
		CHECK_INT(json_array_size(record_value(list.at[i], "makers")),
			(139 - i) % 2);
		CHECK_TEXT(json_string_value(json_object_get(
			json_array_get(parts, 0), "label")),
			arena_printf(a, "%d", (int)(139 - i)));
	}
}

const struct test kind_tests[] = {
	{ "every kind of field comes back as it went in", comes_back },
	{ "the longest texts come back whole", long_ones_come_back },
	{ "references, rows and files come back in their order",
		links_come_back },
	{ "each of many records in a list has its own rows", sides_of_many },
	{0}
};
