/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates: the specification's own suite, one sentence for each of its core
 * files, then what this house adds: raw values by name only, bounds, a base
 * under every context.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/map.h"
#include "test.h"
#include "text/text.h"

#define ROOM (1u << 20)

static void
let_go(void *json)
{
	json_decref(json);
}

static json_t *
parsed(struct arena *a, const char *text)
{
	json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);

	CHECK(json != NULL);
	if (json != NULL)
		arena_defer(a, let_go, json);
	return json;
}

static const struct mustache *
compiled(struct arena *a, const char *text, bool lax)
{
	char why[200];
	const struct mustache *m = mustache_compile(a, text, strlen(text),
		lax, why);

	if (m == NULL)
		printf("# %s\n", why);
	return m;
}

static const struct mustache *
in_map(const char *name, void *arg)
{
	return map_get(arg, name);
}

/* ---- the specification ---- */

static void
spec_case(struct arena *a, const json_t *c)
{
	struct buf out = buf_in(a, ROOM);
	struct map *partials = map_new(a);
	const struct mustache *m = compiled(a,
		json_string_value(json_object_get(c, "template")), true);
	const char *expected = json_string_value(json_object_get(c,
		"expected"));
	const char *key;
	json_t *text;

	json_object_foreach(json_object_get(c, "partials"), key, text)
		map_put(partials, key,
			(void *)compiled(a, json_string_value(text), true));
	if (m != NULL && mustache_render(m, json_object_get(c, "data"), NULL,
	    in_map, partials, &out) && strcmp(out.at, expected) == 0)
		return;
	printf("# the case: %s\n",
		json_string_value(json_object_get(c, "name")));
	CHECK_TEXT(out.at, expected);
}

static void
spec_file(struct arena *a, const char *name, size_t count)
{
	const char *shared = test_shared();
	struct bytes file;
	json_t *root, *c;
	size_t i;

	if (!CHECK(shared != NULL) || !CHECK(file_read(a, arena_printf(a,
	    "%s/data/mustache-spec/%s.json", shared, name), ROOM, &file) == OK))
		return;
	root = parsed(a, file.at);
	CHECK_INT(json_array_size(json_object_get(root, "tests")), count);
	json_array_foreach(json_object_get(root, "tests"), i, c)
		spec_case(a, c);
}

static void
spec_comments(struct arena *a)
{
	spec_file(a, "comments", 12);
}

static void
spec_delimiters(struct arena *a)
{
	spec_file(a, "delimiters", 14);
}

static void
spec_interpolation(struct arena *a)
{
	spec_file(a, "interpolation", 42);
}

static void
spec_inverted(struct arena *a)
{
	spec_file(a, "inverted", 22);
}

static void
spec_partials(struct arena *a)
{
	spec_file(a, "partials", 12);
}

static void
spec_sections(struct arena *a)
{
	spec_file(a, "sections", 34);
}

/* ---- the house ---- */

static void
refused(struct arena *a)
{
	static const struct {
		const char *text, *why;
	} rows[] = {
		{ "a\n{{#b}}", "line 2: a section is still open at the end: b" },
		{ "{{/b}}", "line 1: there is no section to close: b" },
		{ "{{#a}}\n\n{{/b}}", "line 3: another section is open here: a" },
		{ "{{}}", "line 1: the tag has no name: " },
		{ "{{a b}}", "line 1: a name has no spaces: a b" },
		{ "{{a..b}}", "line 1: a part of a name is empty: a..b" },
		{ "{{.a}}", "line 1: a part of a name is empty: .a" },
		{ "\n\n{{a", "line 3: the tag is not closed: {{a" },
		{ "{{{a}}", "line 1: the tag is not closed: {{{a}}" },
		{ "{{=x=}}", "line 1: these are no two delimiters: x" },
		{ "{{=a b c=}}", "line 1: these are no two delimiters: a b c" },
		{ "{{{a}}}", "line 1: only a name that ends in _html is "
			"written raw: a" },
		{ "{{&a_html.b}}", "line 1: only a name that ends in _html is "
			"written raw: a_html.b" },
		{ "{{{.}}}", "line 1: only a name that ends in _html is "
			"written raw: ." },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char why[200];

		CHECK(mustache_compile(a, rows[i].text, strlen(rows[i].text),
			false, why) == NULL);
		CHECK_TEXT(why, rows[i].why);
	}
}

static void
written(struct arena *a)
{
	static const struct {
		const char *text, *view, *want;
	} rows[] = {
		{ "{{{x_html}}}{{&a.b_html}}",
			"{\"x_html\":\"<b>\",\"a\":{\"b_html\":\"<i>\"}}", "<b><i>" },
		{ "{{x_html}}", "{\"x_html\":\"<b>\"}", "&lt;b&gt;" },
		{ "<a title='{{t}}'>", "{\"t\":\"' onclick='x\"}",
			"<a title='&#39; onclick=&#39;x'>" },
		{ "{{#s}}yes{{/s}}{{^s}}no{{/s}}", "{\"s\":\"\"}", "no" },
		{ "{{#s}}yes{{/s}}{{^s}}no{{/s}}", "{\"s\":0}", "no" },
		{ "{{#s}}yes{{/s}}{{^s}}no{{/s}}", "{\"s\":{}}", "yes" },
		{ "{{#s}}{{.}};{{/s}}", "{\"s\":[true,null,1.5,-3,\"a\"]}",
			"true;;1.5;-3;a;" },
		{ "{{o}}{{l}}", "{\"o\":{\"a\":1},\"l\":[1]}", "" },
		{ "{{x}} {{y}}", "{\"x\":0.1,\"y\":1e300}", "0.1 1e+300" },
		{ "{{한글}}", "{\"한글\":\"교류\"}", "교류" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf out = buf_in(a, ROOM);
		const struct mustache *m = compiled(a, rows[i].text, false);

		if (!CHECK(m != NULL))
			continue;
		CHECK(mustache_render(m, parsed(a, rows[i].view), NULL, NULL,
			NULL, &out));
		CHECK_TEXT(out.at, rows[i].want);
	}
}

static void
base_under(struct arena *a)
{
	struct buf out = buf_in(a, ROOM);
	const struct mustache *m = compiled(a,
		"{{t.nav.news}} {{#list}}{{name}} {{t.nav.news}};{{/list}}"
		"{{t.gone}}", false);

	CHECK(mustache_render(m,
		parsed(a, "{\"list\":[{\"name\":\"a\"},{\"t\":{}}]}"),
		parsed(a, "{\"name\":\"base\",\"t\":{\"nav\":{\"news\":\"N\"}}}"),
		NULL, NULL, &out));
	CHECK_TEXT(out.at, "N a N;base ;");
}

static void
bounds(struct arena *a)
{
	struct map *partials = map_new(a);
	const struct mustache *endless = compiled(a, "x{{>endless}}", false);
	const struct mustache *bushy = compiled(a,
		"{{#l}}{{>bushy}}{{>bushy}}{{/l}}", false);
	const struct mustache *plain = compiled(a, "{{a}}{{a}}", false);
	struct buf out = buf_in(a, ROOM), small = buf_in(a, 7);
	struct buf deep = buf_in(a, ROOM);
	char why[200];

	map_put(partials, "endless", (void *)endless);
	map_put(partials, "bushy", (void *)bushy);
	CHECK(!mustache_render(endless, json_null(), NULL, in_map, partials,
		&out));
	CHECK_INT(out.n, 41);
	CHECK(!mustache_render(plain, parsed(a, "{\"a\":\"four\"}"), NULL,
		NULL, NULL, &small));
	CHECK_TEXT(small.at, "four");
	/* Says nothing, 2^19 times over, each level a list of two. */
	CHECK(!mustache_render(bushy, parsed(a, "{\"l\":[1,2]}"), NULL,
		in_map, partials, &out));
	for (int i = 0; i < 41; i++)
		buf_text(&deep, "{{#a}}");
	CHECK(mustache_compile(a, deep.at, deep.n, false, why) == NULL);
	CHECK_TEXT(why, "line 1: sections are nested too deep: a");
}

static void
collect(const char *name, void *arg)
{
	buf_printf(arg, "%s ", name);
}

static void
names(struct arena *a)
{
	struct buf out = buf_in(a, ROOM);

	mustache_names(compiled(a, "{{a.b}}{{#c}}{{.}}{{>p}}{{^d}}{{&e_html}}"
		"{{/d}}{{/c}}{{! no }}", false), collect, &out);
	CHECK_TEXT(out.at, "a.b c . d e_html ");
}

const struct test mustache_tests[] = {
	{ "the mustache specification's comments come out right", spec_comments },
	{ "the mustache specification's delimiters come out right", spec_delimiters },
	{ "the mustache specification's interpolation comes out right", spec_interpolation },
	{ "the mustache specification's inverted sections come out right", spec_inverted },
	{ "the mustache specification's partials come out right", spec_partials },
	{ "the mustache specification's sections come out right", spec_sections },
	{ "a template with a fault is refused with its line and reason", refused },
	{ "a template writes values escaped, and raw only by name", written },
	{ "a name that no context has is looked up in the base", base_under },
	{ "a template stops at its bounds of depth, length and work", bounds },
	{ "a template tells every name it looks up", names },
	{0}
};
