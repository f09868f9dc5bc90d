/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds of field: what each takes and refuses, its canonical form, and
 * that a cell is read back as what it was.  Messages are not loaded, so their
 * keys come back as text.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "record/record.h"
#include "test.h"

#define CITY "018f4c2e-8d3a-7b61-9a51-0242ac120002"
#define TOWN "018f4c2e-8d3a-7b61-9a51-0242ac120003"

static const struct field city_fields[] = {
	{ "slug", FIELD_SLUG }, {0}
};
static const struct entity city = {
	.name = "city", .plural = "cities", .fields = city_fields,
};

static const struct field row_fields[] = {
	{ "on",   FIELD_DATE, REQUIRED },
	{ "kind", FIELD_CHOICE, .choices = "signed renewed",
		.preset = "signed" },
	{ "open", FIELD_FLAG },
	{ "note", FIELD_WORDS },
	{ "seen", FIELD_INTEGER, GIVEN },
	{0}
};

static const struct field
	text = { "text", FIELD_TEXT, .min = 2, .max = 5 },
	slug = { "slug", FIELD_SLUG },
	words = { "words", FIELD_WORDS, .max = 10 },
	prose = { "prose", FIELD_PROSE },
	integer = { "integer", FIELD_INTEGER },
	few = { "few", FIELD_INTEGER, .min = 1, .max = 10 },
	decimal = { "decimal", FIELD_DECIMAL, .places = 2, .unit = "km2" },
	share = { "share", FIELD_DECIMAL, .places = 1, .max = 1000 },
	money = { "money", FIELD_MONEY },
	date = { "date", FIELD_DATE },
	moment = { "moment", FIELD_MOMENT },
	choice = { "choice", FIELD_CHOICE, .choices = "sister friendship" },
	choices = { "choices", FIELD_CHOICES, .choices = "play show sell" },
	flag = { "flag", FIELD_FLAG },
	ref = { "ref", FIELD_REF, .to = &city },
	refs = { "refs", FIELD_REFS, .to = &city, .min = 2, .max = 3 },
	rows = { "rows", FIELD_ROWS, .rows = row_fields, .max = 2 },
	place = { "place", FIELD_PLACE },
	country = { "country", FIELD_COUNTRY },
	language = { "language", FIELD_LANGUAGE },
	mail = { "mail", FIELD_MAIL },
	phone = { "phone", FIELD_PHONE },
	web = { "web", FIELD_WEB },
	file = { "file", FIELD_FILE },
	secret = { "secret", FIELD_SECRET, .min = 3 };

static const struct field *const all[] = {
	&text, &slug, &words, &prose, &integer, &few, &decimal, &share, &money,
	&date, &moment, &choice, &choices, &flag, &ref, &refs, &rows, &place,
	&country,
	&language, &mail, &phone, &web, &file, &secret,
};

static struct visit *
visit_of(struct arena *a)
{
	struct visit *v = arena_alloc(a, sizeof *v);

	visit_begin(v, a, NULL, NULL, NULL);
	v->who = "kim";
	v->now = 1731017400000;
	return v;
}

static json_t *
json_of(struct visit *v, const char *json)
{
	json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);

	CHECK(value != NULL);
	return keep(v, value);
}

static const char *
dumped(struct visit *v, json_t *value)
{
	char *dump = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY |
		JSON_REAL_PRECISION(12));
	const char *kept = dump != NULL ? arena_text(v->arena, dump) : "none";

	free(dump);
	return kept;
}

/* What a value becomes, or "key@path" of the first thing wrong with it. */
static const char *
taken(struct visit *v, const struct field *f, json_t *in, json_t *before)
{
	struct taking t = { .v = v, .field = f, .path = f->name,
		.before = before };
	json_t *out = NULL;

	problems_forget(v);
	if (field_take(&t, in, &out) != OK) {
		if (!CHECK(v->problems != NULL))
			return "silent";
		return arena_printf(v->arena, "%s@%s", v->problems->key,
			v->problems->field);
	}
	CHECK(v->problems == NULL);
	return dumped(v, keep(v, out));
}

struct row {
	const struct field *field;
	const char *in, *out;
};

static void
take_rows(struct arena *a, const struct row *r)
{
	for (; r->field != NULL; r++) {
		struct visit *v = visit_of(a);

		if (!CHECK_TEXT(taken(v, r->field, json_of(v, r->in), NULL),
			r->out))
			test_check(false, __FILE__, __LINE__, r->in);
	}
}

static void
texts_taken(struct arena *a)
{
	static const struct row table[] = {
		{ &text, "null", "none" },
		{ &text, "\"\"", "none" },
		{ &text, "\" \\u3000\\n\"", "none" },
		{ &text, "\" abc \"", "\"abc\"" },
		{ &text, "\"\\u3000\xec\x8b\x9c\xed\x9d\xa5\\u3000\"",
			"\"\xec\x8b\x9c\xed\x9d\xa5\"" },
		{ &text, "\"\\u1109\\u1175\\u1112\\u1173\\u11bc\"",
			"\"\xec\x8b\x9c\xed\x9d\xa5\"" },
		{ &text, "\"a\"", "error.too-short@text" },
		{ &text, "\"abcdef\"", "error.too-long@text" },
		{ &text, "12", "error.not-text@text" },
		{ &text, "\"a\\u0001b\"", "error.control@text" },
		{ &text, "\"a\\u202eb\"", "error.bidi@text" },
		{ &slug, "\"dezhou-2005\"", "\"dezhou-2005\"" },
		{ &slug, "\"Dezhou\"", "error.not-a-slug@slug" },
		{ &slug, "\"a--b\"", "error.not-a-slug@slug" },
		{ &slug, "\"-a\"", "error.not-a-slug@slug" },
		{ &slug, "\"a-\"", "error.not-a-slug@slug" },
		{ &slug, "\"" CITY "\"", "error.not-a-slug@slug" },
		{ &mail, "\"kim@Example.COM\"", "\"kim@example.com\"" },
		{ &mail, "\"a.b+c@x-y.go.kr\"", "\"a.b+c@x-y.go.kr\"" },
		{ &mail, "\"kim\"", "error.not-a-mail@mail" },
		{ &mail, "\"kim@localhost\"", "error.not-a-mail@mail" },
		{ &mail, "\"a..b@x.kr\"", "error.not-a-mail@mail" },
		{ &mail, "\"a@b@x.kr\"", "error.not-a-mail@mail" },
		{ &mail, "\"a b@x.kr\"", "error.not-a-mail@mail" },
		{ &mail, "\"a@-x.kr\"", "error.not-a-mail@mail" },
		{ &mail, "\"a@x.kr\\nBcc: b@x.kr\"", "error.not-a-mail@mail" },
		{ &phone, "\"+82 (0)31-310.2114\"", "\"+82 (0)31-310.2114\"" },
		{ &phone, "\"031-310-2114 ext. 12\"",
			"\"031-310-2114 ext. 12\"" },
		{ &phone, "\"\xef\xbc\x90\xef\xbc\x93\xef\xbc\x91-310\"",
			"\"031-310\"" },
		{ &phone, "\"ext 12\"", "error.not-a-phone@phone" },
		{ &phone, "\"call me\"", "error.not-a-phone@phone" },
		{ &phone, "\"031+310\"", "error.not-a-phone@phone" },
		{ &web, "\"HTTPS://WWW.Siheung.GO.KR/Main?a=B#c\"",
			"\"https://www.siheung.go.kr/Main?a=B#c\"" },
		{ &web, "\"http://[2001:db8::1]:8080/\"",
			"\"http://[2001:db8::1]:8080/\"" },
		{ &web, "\"https://ko.example.org/\xec\x8b\x9c\"",
			"\"https://ko.example.org/\xec\x8b\x9c\"" },
		{ &web, "\"www.siheung.go.kr\"", "error.not-a-web@web" },
		{ &web, "\"javascript:alert(1)\"", "error.not-a-web@web" },
		{ &web, "\"https://bank.com@evil.com/\"",
			"error.not-a-web@web" },
		{ &web, "\"https://a.kr/b c\"", "error.not-a-web@web" },
		{ &web, "\"https://a.kr/\\\"x\"", "error.not-a-web@web" },
		{ &web, "\"https://a.kr:99999/\"", "error.not-a-web@web" },
		{ &web, "\"https://-a.kr/\"", "error.not-a-web@web" },
		{ &web, "\"https:///x\"", "error.not-a-web@web" },
		{ &web, "\"https://[::1/x\"", "error.not-a-web@web" },
		{ &secret, "\"open sesame\"", "\"open sesame\"" },
		{ &secret, "\"ab\"", "error.too-short@secret" },
		{ &secret, "\"\\u0001ab\"", "error.control@secret" },
		{0}
	};

	take_rows(a, table);
}

static void
numbers_taken(struct arena *a)
{
	static const struct row table[] = {
		{ &integer, "12", "12" },
		{ &integer, "12.0", "12" },
		{ &integer, "\"-12\"", "-12" },
		{ &integer, "\"9,930,616\"", "9930616" },
		{ &integer, "\"\xef\xbc\x91\xef\xbc\x92\"", "12" },
		{ &integer, "\"9223372036854775807\"", "9223372036854775807" },
		{ &integer, "\"-9223372036854775808\"",
			"-9223372036854775808" },
		{ &integer, "\"9223372036854775808\"",
			"error.number-large@integer" },
		{ &integer, "1e300", "error.number-large@integer" },
		{ &integer, "12.5", "error.not-whole@integer" },
		{ &integer, "\"12,34\"", "error.not-number@integer" },
		{ &integer, "\"1,234,5\"", "error.not-number@integer" },
		{ &integer, "\"twelve\"", "error.not-number@integer" },
		{ &integer, "\"12 persons\"", "error.not-number@integer" },
		{ &integer, "true", "error.not-number@integer" },
		{ &few, "0", "error.too-small@few" },
		{ &few, "11", "error.too-large@few" },
		{ &few, "10", "10" },
		{ &decimal, "\"12.5\"", "\"12.50\"" },
		{ &decimal, "12.5", "\"12.50\"" },
		{ &decimal, "0.1", "\"0.10\"" },
		{ &decimal, "7", "\"7.00\"" },
		{ &decimal, "\"-0.05\"", "\"-0.05\"" },
		{ &decimal, "\"1,234.5\"", "\"1234.50\"" },
		{ &decimal, "\"12.500\"", "\"12.50\"" },
		{ &decimal, "\"12.505\"", "error.too-fine@decimal" },
		{ &decimal, "\"12.\"", "error.not-number@decimal" },
		{ &decimal, "\".5\"", "error.not-number@decimal" },
		{ &decimal, "\"1e3\"", "error.not-number@decimal" },
		{ &decimal, "\"92233720368547758.07\"",
			"\"92233720368547758.07\"" },
		{ &decimal, "\"92233720368547758.08\"",
			"error.number-large@decimal" },
		{ &share, "\"100.1\"", "error.too-large@share" },
		{ &share, "\"-1\"", "error.too-small@share" },
		{ &money, "{\"amount\":\"1200.00\",\"currency\":\"krw\"}",
			"{\"amount\":\"1200\",\"currency\":\"KRW\"}" },
		{ &money, "\"USD 12.5\"",
			"{\"amount\":\"12.50\",\"currency\":\"USD\"}" },
		{ &money, "\"1,200 KRW\"",
			"{\"amount\":\"1200\",\"currency\":\"KRW\"}" },
		{ &money, "{\"amount\":\"\",\"currency\":\"KRW\"}", "none" },
		{ &money, "{\"amount\":\"5\"}", "error.not-money@money" },
		{ &money, "\"1200\"", "error.not-money@money" },
		{ &money, "\"ZZZ 5\"", "error.not-money@money" },
		{ &money, "{\"amount\":\"1.5\",\"currency\":\"KRW\"}",
			"error.not-whole@money" },
		{ &money, "12", "error.not-money@money" },
		{0}
	};

	take_rows(a, table);
}

static void
times_taken(struct arena *a)
{
	static const struct row table[] = {
		{ &date, "\"2024-11\"", "\"2024-11\"" },
		{ &date, "\"2005-05~\"", "\"2005-05~\"" },
		{ &date, "\"2024-11-07/2024-11-08\"",
			"\"2024-11-07/2024-11-08\"" },
		{ &date, "2005", "\"2005\"" },
		{ &date, "\"2024. 11. 7.\"", "\"2024-11-07\"" },
		{ &date, "\"2024.11.07\"", "\"2024-11-07\"" },
		{ &date, "\"2024\xeb\x85\x84 11\xec\x9b\x94 7\xec\x9d\xbc\"",
			"\"2024-11-07\"" },
		{ &date, "\"2024\xe5\xb9\xb4" "11\xe6\x9c\x88\"",
			"\"2024-11\"" },
		{ &date, "\"\xef\xbc\x92\xef\xbc\x90\xef\xbc\x90\xef\xbc\x95\"",
			"\"2005\"" },
		{ &date, "\"2023-02-29\"", "error.not-a-date@date" },
		{ &date, "\"2023.2.29\"", "error.not-a-date@date" },
		{ &date, "\"next week\"", "error.not-a-date@date" },
		{ &date, "\"11/7/2024\"", "error.not-a-date@date" },
		{ &date, "\"2024/11/7\"", "\"2024-11-07\"" },
		{ &date, "\"2024-11-7\"", "\"2024-11-07\"" },
		{ &date, "\"2024/11\"", "\"2024-11\"" },
		{ &date, "\"20241107\"", "\"2024-11-07\"" },
		{ &date, "\"2024. 11. 7.(\xeb\xaa\xa9)\"", "\"2024-11-07\"" },
		{ &date, "\"2024. 11. 7. ~ 11. 8.\"",
			"\"2024-11-07/2024-11-08\"" },
		{ &date, "\"2024.11.7.~8.\"", "\"2024-11-07/2024-11-08\"" },
		{ &date, "\"2024-12-30 ~ 2025-01-02\"",
			"\"2024-12-30/2025-01-02\"" },
		{ &date, "\"2024\xe2\x80\x93" "2025\"", "\"2024/2025\"" },
		{ &date, "\"2024/2025\"", "\"2024/2025\"" },
		{ &date, "\"2011~\"", "\"2011~\"" },
		{ &date, "\"2024.11.8.~11.7.\"", "error.dates-turned@date" },
		{ &date, "\"2024-11-08/2024-11-07\"",
			"error.dates-turned@date" },
		{ &date, "\"24.11.7\"", "error.not-a-date@date" },
		{ &date, "\"202411\"", "error.not-a-date@date" },
		{ &date, "\"2024-11/12\"", "error.not-a-date@date" },
		{ &date, "\"2024.11.7.(\"", "error.not-a-date@date" },
		{ &moment, "\"2024-11-08T07:10\"",
			"\"2024-11-08T07:10:00+09:00[Asia/Seoul]\"" },
		{ &moment, "\"2024-11-08 07:10\"",
			"\"2024-11-08T07:10:00+09:00[Asia/Seoul]\"" },
		{ &moment, "\"2024. 11. 8. 7:10\"",
			"\"2024-11-08T07:10:00+09:00[Asia/Seoul]\"" },
		{ &moment, "\"2024-11-08T06:10:00+08:00[Asia/Shanghai]\"",
			"\"2024-11-08T06:10:00+08:00[Asia/Shanghai]\"" },
		{ &moment, "\"2024-11-08\"", "error.not-a-moment@moment" },
		{ &moment, "\"soon\"", "error.not-a-moment@moment" },
		{0}
	};

	take_rows(a, table);
}

static void
choices_taken(struct arena *a)
{
	static const struct row table[] = {
		{ &choice, "\"sister\"", "\"sister\"" },
		{ &choice, "\"sist\"", "error.not-a-choice@choice" },
		{ &choice, "\"sister friendship\"",
			"error.not-a-choice@choice" },
		{ &choices, "\"sell play\"", "[\"play\",\"sell\"]" },
		{ &choices, "\"sell, show;sell\"", "[\"show\",\"sell\"]" },
		{ &choices, "[\"sell\",\"\",\"play\"]",
			"[\"play\",\"sell\"]" },
		{ &choices, "[]", "none" },
		{ &choices, "\"play give\"",
			"error.not-a-choice@choices" },
		{ &choices, "[1]", "error.wrong-kind@choices" },
		{ &choices, "true", "error.wrong-kind@choices" },
		{ &flag, "true", "true" },
		{ &flag, "\"on\"", "true" },
		{ &flag, "\"1\"", "true" },
		{ &flag, "\"false\"", "false" },
		{ &flag, "[\"false\",\"true\"]", "true" },
		{ &flag, "\"maybe\"", "error.not-a-flag@flag" },
		{ &flag, "2", "error.not-a-flag@flag" },
		{ &country, "\"kr\"", "\"KR\"" },
		{ &country, "\"XQ\"", "error.not-a-country@country" },
		{ &country, "\"KOR\"", "error.not-a-country@country" },
		{ &language, "\"EN\"", "\"en\"" },
		{ &language, "\"zh-Hans\"", "\"zh\"" },
		{ &language, "\"not a language\"",
			"error.not-a-language@language" },
		{ &place, "{\"lat\":37.38,\"lon\":126.8}",
			"{\"lat\":37.38,\"lon\":126.8}" },
		{ &place, "\"37.38, 126.80\"",
			"{\"lat\":37.38,\"lon\":126.8}" },
		{ &place, "{\"lat\":\"-33.5\",\"lon\":\"151\"}",
			"{\"lat\":-33.5,\"lon\":151.0}" },
		{ &place, "{\"lat\":\"\",\"lon\":\"\"}", "none" },
		{ &place, "{\"lat\":\"37\"}", "error.not-a-place@place" },
		{ &place, "\"91, 0\"", "error.not-a-place@place" },
		{ &place, "\"0, 180.5\"", "error.not-a-place@place" },
		{ &place, "\"0x1, 2\"", "error.not-a-place@place" },
		{ &place, "\"Siheung\"", "error.not-a-place@place" },
		{0}
	};

	take_rows(a, table);
}

static void
links_taken(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *one = json_of(v, "\"" CITY "\"");
	json_t *two = json_of(v, "[\"" CITY "\",\"" TOWN "\"]");

	CHECK_TEXT(taken(v, &ref, one, one), "\"" CITY "\"");
	CHECK_TEXT(taken(v, &ref, json_of(v, "{\"id\":\"" CITY "\"}"), one),
		"\"" CITY "\"");
	CHECK_TEXT(taken(v, &ref, json_of(v, "5"), one),
		"error.not-text@ref");
	CHECK_TEXT(taken(v, &refs, two, two),
		"[\"" CITY "\",\"" TOWN "\"]");
	CHECK_TEXT(taken(v, &refs, json_of(v,
		"\"" CITY "; " TOWN "\\n" CITY "\""), two),
		"[\"" CITY "\",\"" TOWN "\"]");
	CHECK_TEXT(taken(v, &refs, json_of(v, "[\"\",null]"), two), "none");
	CHECK_TEXT(taken(v, &refs, one, two), "error.too-few@refs");
	CHECK_TEXT(taken(v, &refs, json_of(v, "[1,2,3,4]"), two),
		"error.too-many@refs");
	CHECK_TEXT(taken(v, &refs, json_of(v, "[\"" CITY "\",7]"), two),
		"error.not-text@refs.1");
	CHECK_TEXT(taken(v, &refs, json_of(v, "7"), two),
		"error.wrong-kind@refs");
}

static void
rows_begin(struct arena *a)
{
	struct visit *v = visit_of(a);
	struct taking t = { .v = v, .field = &rows, .path = "rows" };
	json_t *out, *row;
	struct id id;

	if (!CHECK(field_take(&t, json_of(v,
		"[{\"on\":\"2005-05\",\"note\":\"hello\"},"
		" {\"on\":\"\",\"kind\":\"signed\",\"open\":\"false\"}, null]"),
		&out) == OK))
		return;
	keep(v, out);
	CHECK_INT(json_array_size(out), 1);
	row = json_array_get(out, 0);
	CHECK(id_parse(json_string_value(json_object_get(row, "id")), &id));
	CHECK_TEXT(json_string_value(json_object_get(row, "on")), "2005-05");
	CHECK_TEXT(json_string_value(json_object_get(row, "kind")), "signed");
	CHECK_TEXT(words_in(a, json_object_get(row, "note"), "ko"), "hello");
}

static void
rows_go_on(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *before = json_of(v, "[{\"id\":\"" CITY "\",\"on\":\"2005\","
		"\"kind\":\"renewed\",\"seen\":3}, {\"id\":\"" TOWN "\","
		"\"on\":\"2006\"}]");

	CHECK_TEXT(taken(v, &rows, json_of(v, "[{\"id\":\"" CITY "\","
		"\"on\":\"2007\",\"seen\":3}]"), before), "[{\"id\":\"" CITY
		"\",\"on\":\"2007\",\"kind\":\"renewed\",\"seen\":3}]");
	CHECK_TEXT(taken(v, &rows, json_of(v, "[{\"id\":\"" CITY "\","
		"\"on\":\"\",\"kind\":\"\"}]"), json_of(v,
		"[{\"id\":\"" CITY "\",\"on\":\"2005\"}]")), "none");
	CHECK_TEXT(taken(v, &rows, json_of(v, "[{\"id\":\"" CITY "\","
		"\"seen\":4}]"), before), "error.not-yours@rows.0.seen");
	CHECK_TEXT(dumped(v, json_array_get(before, 0)), "{\"id\":\"" CITY
		"\",\"on\":\"2005\",\"kind\":\"renewed\",\"seen\":3}");
}

static void
rows_refused(struct arena *a)
{
	static const struct row table[] = {
		{ &rows, "\"x\"", "error.wrong-kind@rows" },
		{ &rows, "[5]", "error.wrong-kind@rows.0" },
		{ &rows, "[{\"kind\":\"renewed\"}]",
			"error.required@rows.0.on" },
		{ &rows, "[null,{\"on\":\"x\"}]", "error.not-a-date@rows.1.on" },
		{ &rows, "[{\"when\":\"2005\"}]",
			"error.unknown-field@rows.0.when" },
		{ &rows, "[{\"on\":\"2005\",\"note\":{\"en\":5}}]",
			"error.not-text@rows.0.note.en" },
		{ &rows, "[{\"on\":\"1\"},{\"on\":\"2\"},{\"on\":\"3\"},"
			"{\"on\":\"4\"},{\"on\":\"5\"}]",
			"error.too-many@rows" },
		{ &rows, "[{\"on\":\"2001\"},{\"on\":\"2002\"},"
			"{\"on\":\"2003\"}]", "error.too-many@rows" },
		{ &rows, "[{\"on\":\"2001\",\"seen\":1}]",
			"error.not-yours@rows.0.seen" },
		{0}
	};

	take_rows(a, table);
}

static void
faults_gather(struct arena *a)
{
	struct visit *v = visit_of(a);

	taken(v, &rows, json_of(v, "[{\"on\":\"x\",\"kind\":\"y\"},"
		"{\"on\":\"z\"}]"), NULL);
	if (!CHECK(v->problems != NULL && v->problems->next != NULL &&
		v->problems->next->next != NULL))
		return;
	CHECK_TEXT(v->problems->next->field, "rows.0.kind");
	CHECK_TEXT(v->problems->next->arg0, "y");
	CHECK_TEXT(v->problems->next->arg1, "signed, renewed");
	CHECK_TEXT(v->problems->next->next->field, "rows.1.on");
}

/* Canonical values of every kind, those with a language's words elsewhere. */
static const struct row canonical[] = {
	{ &text, "\"abc\"", "abc" },
	{ &slug, "\"dezhou\"", "dezhou" },
	{ &integer, "-12", "-12" },
	{ &decimal, "\"12.50\"", "12.50" },
	{ &money, "{\"amount\":\"12.50\",\"currency\":\"USD\"}", "USD 12.50" },
	{ &date, "\"2011/..\"", "2011/.." },
	{ &moment, "\"2024-11-08T06:10:30+08:00[Asia/Shanghai]\"",
		"2024-11-08T06:10:30+08:00[Asia/Shanghai]" },
	{ &choice, "\"friendship\"", "friendship" },
	{ &choices, "[\"play\",\"sell\"]", "play sell" },
	{ &flag, "true", "true" },
	{ &flag, "false", "false" },
	{ &ref, "\"" CITY "\"", CITY },
	{ &refs, "[\"" CITY "\",\"" TOWN "\"]", CITY "; " TOWN },
	{ &rows, "[{\"id\":\"" CITY "\",\"on\":\"2005\",\"open\":true}]",
		"[{\"id\":\"" CITY "\",\"on\":\"2005\",\"open\":true}]" },
	{ &place, "{\"lat\":-37.380012,\"lon\":126.0}",
		"-37.380012, 126.0" },
	{ &country, "\"KR\"", "KR" },
	{ &language, "\"ko\"", "ko" },
	{ &mail, "\"kim@example.com\"", "kim@example.com" },
	{ &phone, "\"+82 31-310-2114\"", "+82 31-310-2114" },
	{ &web, "\"https://a.kr/\"", "https://a.kr/" },
	{ &secret, "\"sesame\"", "••••••" },
	{0}
};

static void
cells_come_back(struct arena *a)
{
	for (const struct row *r = canonical; r->field != NULL; r++) {
		struct visit *v = visit_of(a);
		json_t *value = json_of(v, r->in);
		const char *cell = field_types[r->field->kind].cell(v,
			r->field, value);

		CHECK_TEXT(cell, r->out);
		CHECK_TEXT(taken(v, r->field, keep(v, json_string(cell)),
			value), dumped(v, value));
		CHECK_TEXT(taken(v, r->field, value, value),
			dumped(v, value));
		CHECK_TEXT(field_types[r->field->kind].cell(v, r->field, NULL),
			"");
	}
}

static void
words_come_back(struct arena *a)
{
	struct visit *v = visit_of(a);
	struct taking t = { .v = v, .field = &words, .path = "words" };
	json_t *value;
	const char *cell;

	if (!CHECK(field_take(&t, json_of(v, "{\"ko\":\"seo\",\"en\":\"west\"}"),
		&value) == OK))
		return;
	keep(v, value);
	cell = field_types[FIELD_WORDS].cell(v, &words, value);
	v->trusted = true;
	CHECK_TEXT(taken(v, &words, keep(v, json_string(cell)), NULL),
		dumped(v, value));
	v->trusted = false;
	CHECK_TEXT(taken(v, &words, value, value), dumped(v, value));
}

static const char *
shown(struct visit *v, const struct field *f, const char *json,
	const char *name)
{
	json_t *view = keep(v, field_types[f->kind].show(v, f, "tie.field",
		json_of(v, json)));
	json_t *got = json_object_get(view, name);

	return json_is_string(got) ? json_string_value(got) : dumped(v, got);
}

static void
people_see(struct arena *a)
{
	struct visit *v = visit_of(a);

	v->lang = LANG_EN;
	for (const struct row *r = canonical; r->field != NULL; r++)
		if (r->field != &ref && r->field != &refs)
			CHECK(*shown(v, r->field, r->in, "text") != '\0');
	CHECK_TEXT(shown(v, &secret, "\"sesame\"", "text"), "••••••");
	CHECK_TEXT(shown(v, &choice, "\"sister\"", "text"),
		"tie.field-sister");
	CHECK_TEXT(shown(v, &choice, "\"sister\"", "state"), "sister");
	CHECK_TEXT(shown(v, &mail, "\"a?b@x.kr\"", "href"),
		"mailto:a%3Fb@x.kr");
	CHECK_TEXT(shown(v, &phone, "\"+82 (0)31 ext 12\"", "href"),
		"tel:+82031");
	CHECK_TEXT(shown(v, &place, "{\"lat\":37.38,\"lon\":-126.8}", "text"),
		"37.38°N 126.80°W");
	CHECK_TEXT(shown(v, &country, "\"KR\"", "text"), "South Korea");
	CHECK_TEXT(shown(v, &moment,
		"\"2024-11-08T07:10:00+09:00[Asia/Seoul]\"", "local"),
		"2024-11-08T07:10");
	CHECK_TEXT(shown(v, &file, "{\"digest\":\"ab\",\"name\":\"a b.png\","
		"\"type\":\"image/png\",\"size\":9,\"width\":2,\"height\":1}",
		"href"), "/files/ab/a%20b.png");
	CHECK_TEXT(shown(v, &file, "{\"digest\":\"ab\",\"name\":\"a.png\","
		"\"type\":\"image/png\",\"size\":9}", "picture"), "true");
	CHECK_TEXT(shown(v, &prose, "{\"original\":\"en\",\"texts\":{\"en\":"
		"{\"revision\":1,\"segments\":[{\"text\":\"*a*\",\"origin\":"
		"\"person\"}]}}}", "html_html"), "<p><em>a</em></p>\n");
}

static void
rows_are_seen(struct arena *a)
{
	struct visit *v = visit_of(a);
	struct buf said = buf_in(a, 1000);
	json_t *value = json_of(v, "[{\"id\":\"" CITY "\",\"kind\":\"signed\","
		"\"open\":true}]");
	json_t *view = keep(v, field_types[FIELD_ROWS].show(v, &rows,
		"tie.dates", value));
	json_t *item = json_array_get(json_object_get(view, "items"), 0);

	CHECK_TEXT(json_string_value(json_object_get(json_object_get(
		json_object_get(item, "row"), "kind"), "text")),
		"tie.dates-kind-signed");
	CHECK_INT(json_array_size(json_object_get(item, "fields")), 2);
	field_types[FIELD_ROWS].say(v, &rows, value, &said);
	CHECK_TEXT(said.at, "");
}

static void
schemas_are_objects(struct arena *a)
{
	(void)a;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		json_t *schema = field_types[all[i]->kind].schema(all[i]);

		if (!CHECK(json_is_object(schema)))
			test_check(false, __FILE__, __LINE__, all[i]->name);
		CHECK(json_string_value(json_object_get(schema, "type")) != NULL);
		json_decref(schema);
	}
}

static void
every_kind_has_a_row(struct arena *a)
{
	(void)a;
	for (int k = FIELD_NONE + 1; k < FIELD__MAX; k++) {
		const struct field_type *t = &field_types[k];
		struct field f = { "x", (enum field_kind)k };

		CHECK(t->name != NULL && t->take != NULL && t->show != NULL &&
			t->cell != NULL && t->say != NULL && t->schema != NULL);
		CHECK(field_columns(&f) == (t->bind != NULL));
		CHECK(field_columns(&f) == (t->fetch != NULL));
		CHECK(t->columns[2].suffix == NULL);
	}
}

static void
choices_are_counted(struct arena *a)
{
	struct field odd = { "odd", FIELD_CHOICE, .choices = "  a bc  d " };

	CHECK_TEXT(field_choice(a, &odd, 0), "a");
	CHECK_TEXT(field_choice(a, &odd, 1), "bc");
	CHECK_TEXT(field_choice(a, &odd, 2), "d");
	CHECK(field_choice(a, &odd, 3) == NULL);
	CHECK(field_has_choice(&odd, "bc"));
	CHECK(!field_has_choice(&odd, "b"));
	CHECK(!field_has_choice(&odd, ""));
}

static void
roles_decide(struct arena *a)
{
	struct visit *v = visit_of(a);
	struct entity e = { .name = "tie", .read = ROLE_ANYONE,
		.write = ROLE_WRITERS };
	struct field plain = { "plain", FIELD_TEXT };
	struct field inner = { "inner", FIELD_TEXT, .read = ROLE_STAFF,
		.write = ROLE_ADMINS };
	struct field given = { "given", FIELD_TEXT, GIVEN };

	CHECK(field_readable(v, &e, &plain));
	CHECK(!field_readable(v, &e, &inner));
	CHECK(!field_writable(v, &e, &plain));
	v->roles |= roles_of("officer nobody");
	CHECK_INT(v->roles, ROLE_ANYONE | ROLE_OFFICER);
	CHECK(field_readable(v, &e, &inner));
	CHECK(field_writable(v, &e, &plain));
	CHECK(!field_writable(v, &e, &inner));
	CHECK(!field_writable(v, &e, &given));
	v->trusted = true;
	CHECK(field_writable(v, &e, &given));
}

static void
problems_are_kept(struct arena *a)
{
	struct visit v;
	char path[] = "a.b";

	visit_begin(&v, a, NULL, NULL, NULL);
	CHECK(fail_field(&v, path, "error.required", NULL, NULL) == ERR_INPUT);
	path[0] = 'x';
	CHECK(fail(&v, ERR_MISSING, "tie.not-found") == ERR_MISSING);
	CHECK_TEXT(v.problems->field, "a.b");
	CHECK(v.problems->next->field == NULL);
	CHECK_TEXT(v.problems->next->key, "tie.not-found");
	problems_forget(&v);
	CHECK(v.problems == NULL);
	fail(&v, ERR_DENIED, "again");
	CHECK_TEXT(v.problems->key, "again");
}

const struct test kinds_tests[] = {
	{ "texts, slugs, addresses and secrets are taken or refused",
		texts_taken },
	{ "numbers and money are exact or refused", numbers_taken },
	{ "dates and moments are taken as people write them", times_taken },
	{ "choices, flags, countries, languages and places are checked",
		choices_taken },
	{ "references that stood there stand again", links_taken },
	{ "new rows get ids and presets, empty ones are dropped", rows_begin },
	{ "rows go on from those that stood there", rows_go_on },
	{ "a row's faults stand under its own path", rows_refused },
	{ "all faults of a value are told at once", faults_gather },
	{ "a cell is read back as the value it shows", cells_come_back },
	{ "words come back from their cell with provenance", words_come_back },
	{ "every kind shows itself to people", people_see },
	{ "rows show their fields by name", rows_are_seen },
	{ "every kind has a JSON Schema", schemas_are_objects },
	{ "every kind of field has its row", every_kind_has_a_row },
	{ "choices are parted by spaces", choices_are_counted },
	{ "roles decide who reads and writes a field", roles_decide },
	{ "a visit keeps what went wrong", problems_are_kept },
	{0}
};
