/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checks of a translation against cases of our own, one a line of
 * test/check/cases.jsonl, and against professional translations, in which
 * they are to find next to nothing wrong.
 *
 *	{"from","to","source","target","has":[codes],"lacks":[codes],
 *	 "clean":true,"heading","unedited","signing",
 *	 "terms":[{"source","target","others","wrong","use","name","locked"}]}
 *
 * clean: nothing at all is found.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "test.h"
#include "words/check.h"

#define FOUND_MOST 100

/* ---- our own cases ---- */

static const char *
text_in(const json_t *o, const char *key)
{
	return json_string_value(json_object_get(o, key));
}

static const char *const *
list_in(struct arena *a, const json_t *o, const char *key)
{
	const json_t *list = json_object_get(o, key);
	size_t n = json_array_size(list);
	const char **out = arena_alloc(a, (n + 1) * sizeof *out);

	for (size_t i = 0; i < n; i++)
		out[i] = json_string_value(json_array_get(list, i));
	out[n] = NULL;
	return n > 0 ? out : NULL;
}

static enum term_use
use_in(const json_t *o)
{
	static const char *const uses[TERM_USE__MAX] = {
		[TERM_PREFERRED] = "preferred", [TERM_FORBIDDEN] = "forbidden",
		[TERM_KEEP] = "keep", [TERM_SENSITIVE] = "sensitive",
	};
	const char *use = text_in(o, "use");

	for (enum term_use u = 0; use != NULL && u < TERM_USE__MAX; u++)
		if (strcmp(uses[u], use) == 0)
			return u;
	return TERM_PREFERRED;
}

static struct terms *
terms_in(struct arena *a, const json_t *c)
{
	const json_t *list = json_object_get(c, "terms"), *o;
	size_t n = json_array_size(list), i;
	struct term *terms = arena_alloc(a, (n + 1) * sizeof *terms);

	if (n == 0)
		return NULL;
	json_array_foreach(list, i, o)
		terms[i] = (struct term){ .source = text_in(o, "source"),
			.target = text_in(o, "target"),
			.others = list_in(a, o, "others"),
			.wrong = list_in(a, o, "wrong"), .use = use_in(o),
			.name = json_is_true(json_object_get(o, "name")),
			.locked = json_is_true(json_object_get(o, "locked")),
			.says = text_in(o, "says") };
	return terms_new(a, terms, n, text_in(c, "from"), text_in(c, "to"));
}

static bool
is_flagged(const json_t *c, const char *key)
{
	return json_is_true(json_object_get(c, key));
}

static bool
is_found(const struct finding *f, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(f[i].code, code) == 0)
			return true;
	return false;
}

static void
wrong(const json_t *c, const char *how, const char *code)
{
	fprintf(stderr, "  %s %s: %s -> %s\n", how, code,
		text_in(c, "source"), text_in(c, "target"));
	CHECK(!"a case");
}

static void
case_held(const json_t *c, const struct finding *f, size_t n)
{
	const json_t *code;
	size_t i;

	json_array_foreach(json_object_get(c, "has"), i, code)
		if (!is_found(f, n, json_string_value(code)))
			wrong(c, "should find", json_string_value(code));
	json_array_foreach(json_object_get(c, "lacks"), i, code)
		if (is_found(f, n, json_string_value(code)))
			wrong(c, "should not find", json_string_value(code));
	if (is_flagged(c, "clean") && n > 0)
		wrong(c, "should be clean, but has", f[0].code);
}

static void
spans_hold(const struct check_ask *ask, const struct finding *f, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		CHECK(f[i].source.at + f[i].source.n <= strlen(ask->source));
		CHECK(f[i].target.at + f[i].target.n <= strlen(ask->target));
		CHECK(i == 0 || f[i - 1].grade >= f[i].grade);
	}
}

static void
case_try(struct arena *a, const json_t *c)
{
	struct finding found[FOUND_MOST];
	struct check_ask ask = { .source = text_in(c, "source"),
		.from = text_in(c, "from"), .target = text_in(c, "target"),
		.to = text_in(c, "to"), .terms = terms_in(a, c),
		.heading = is_flagged(c, "heading"),
		.unedited = is_flagged(c, "unedited"),
		.signing = is_flagged(c, "signing") };
	size_t n = check_pair(a, &ask, found, FOUND_MOST);

	spans_hold(&ask, found, n);
	case_held(c, found, n);
}

/* Each line of a file; how many. */
static size_t
each_line(struct arena *a, const char *path,
	void (*each)(struct arena *a, const json_t *c))
{
	struct bytes file;
	size_t count = 0;
	char *rest;

	if (!CHECK_INT(file_read(a, path, 4 << 20, &file), OK))
		return 0;
	rest = arena_copy(a, file.at, file.n);
	for (const char *line; (line = strsep(&rest, "\n")) != NULL;) {
		json_t *c = *line == '{' ? json_loads(line, 0, NULL) : NULL;

		if (c == NULL)
			continue;
		each(a, c);
		json_decref(c);
		count++;
	}
	return count;
}

static void
own_cases(struct arena *a)
{
	CHECK(each_line(a, "test/check/cases.jsonl", case_try) >= 250);
}

/* ---- every code is tried ---- */

struct tried {
	const char *code;
	bool found, spared;
};

static struct tried *
tried_of(struct arena *a, const json_t *list, size_t *n)
{
	struct tried *all = arena_alloc(a, 100 * sizeof *all);
	const json_t *c, *code;
	size_t i, j;

	for (*n = 0; check_codes[*n] != NULL && *n < 100; ++*n)
		all[*n] = (struct tried){ check_codes[*n], false, false };
	json_array_foreach(list, i, c) {
		for (size_t k = 0; k < *n; k++)
			json_array_foreach(json_object_get(c, "has"), j, code)
				if (strcmp(json_string_value(code),
				    all[k].code) == 0)
					all[k].found = true;
	}
	return all;
}

static void
every_code(struct arena *a)
{
	struct bytes file;
	json_t *list = json_array();
	struct tried *all;
	size_t n;
	char *rest;

	if (CHECK_INT(file_read(a, "test/check/cases.jsonl", 4 << 20, &file),
	    OK)) {
		rest = arena_copy(a, file.at, file.n);
		for (const char *line; (line = strsep(&rest, "\n")) != NULL;)
			if (*line == '{')
				json_array_append_new(list, json_loads(line,
					0, NULL));
	}
	all = tried_of(a, list, &n);
	for (size_t i = 0; i < n; i++)
		if (!all[i].found && strcmp(all[i].code, "inconsistent") != 0)
			CHECK_TEXT(all[i].code, "found by some case");
	json_decref(list);
}

/* ---- professional translations ---- */

struct pair_of_files {
	const char *source, *from, *target, *to;
	int lines, wrong_most;  /* sentences with something wrong, of 1000 */
};

static int
wrong_in(struct arena *a, const struct pair_of_files *p, const char *source,
	const char *target)
{
	struct finding found[FOUND_MOST];
	struct check_ask ask = { .from = p->from, .to = p->to };

	if (text_take(a, source, strlen(source), &ask.source) != TEXT_GOOD ||
	    text_take(a, target, strlen(target), &ask.target) != TEXT_GOOD)
		return 0;
	return check_pair(a, &ask, found, FOUND_MOST) > 0 &&
		found[0].grade == CHECK_WRONG;
}

static void
files_try(struct arena *a, const struct pair_of_files *p)
{
	const char *shared = test_shared();
	struct bytes one, other;
	char *source, *target;
	int lines = 0, bad = 0;
	struct arena *scratch;

	if (!CHECK(shared != NULL) ||
	    !CHECK_INT(file_read(a, arena_printf(a, "%s/data/%s", shared,
	    p->source), 4 << 20, &one), OK) ||
	    !CHECK_INT(file_read(a, arena_printf(a, "%s/data/%s", shared,
	    p->target), 4 << 20, &other), OK))
		return;
	scratch = arena_new();
	source = arena_copy(a, one.at, one.n);
	target = arena_copy(a, other.at, other.n);
	while (source != NULL && target != NULL) {
		const char *s = strsep(&source, "\n");
		const char *t = strsep(&target, "\n");

		lines += *s != '\0';
		bad += *s != '\0' && wrong_in(scratch, p, s, t);
		arena_reset(scratch);
	}
	arena_free(scratch);
	CHECK(lines >= p->lines);
	if (bad * 1000 > p->wrong_most * lines)
		fprintf(stderr, "  %s-%s: %d of %d\n", p->from, p->to, bad,
			lines);
	CHECK(bad * 1000 <= p->wrong_most * lines);
}

#define FLORES "flores-dev/flores200-dev."
#define NEWS "ko-en-news-dev/"

static void
professional(struct arena *a)
{
	static const struct pair_of_files all[] = {
		{ FLORES "ko", "ko", FLORES "en", "en", 990, 5 },
		{ FLORES "en", "en", FLORES "ko", "ko", 990, 5 },
		{ FLORES "en", "en", FLORES "zh", "zh", 990, 5 },
		{ FLORES "zh", "zh", FLORES "en", "en", 990, 5 },
		{ FLORES "en", "en", FLORES "ja", "ja", 990, 5 },
		{ FLORES "zh", "zh", FLORES "ko", "ko", 990, 10 },
		{ FLORES "ja", "ja", FLORES "ko", "ko", 990, 10 },
		{ NEWS "jhe-koen-dev.ko", "ko", NEWS "jhe-koen-dev.en", "en", 700, 5 },
		{ NEWS "korean-english-park.dev.ko", "ko", NEWS "korean-english-park.dev.en", "en", 990, 20 },
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		files_try(a, &all[i]);
}

/* ---- terms ---- */

static void
terms_longest(struct arena *a)
{
	static const struct term list[] = {
		{ .source = "자매도시", .target = "sister city" },
		{ .source = "자매도시 협정", .target = "sister city agreement" },
		{ .source = "시장", .target = "mayor" },
		{ .source = "단장", .target = "head of delegation" },
	};
	struct terms *t = terms_new(a, list, 4, "ko", "en");
	struct term_found found[10];
	const char *text = "시흥시장은 자매도시 협정과 자매 도시를 말했다. 시장이 왔다.";

	CHECK_INT(terms_find(t, text, found, 10), 3);
	CHECK(found[0].term == &list[1]);
	CHECK(found[1].term == &list[0]);
	CHECK(found[2].term == &list[2]);
	CHECK_TEXT(arena_copy(a, text + found[1].at, found[1].n),
		"자매 도시");
	CHECK_INT(terms_find(t, text, found, 1), 1);
	CHECK_INT(terms_find(t, "", found, 10), 0);
}

static void
terms_words(struct arena *a)
{
	static const struct term list[] = {
		{ .source = "Host family", .target = "호스트 가정" },
		{ .source = "tie", .target = "결연" },
		{ .source = "市长", .target = "mayor" },
	};
	struct terms *t = terms_new(a, list, 3, "en", "ko");
	struct term_found found[10];

	CHECK_INT(terms_find(t, "The HOST FAMILIES like ties, not tiers or "
		"necktie.", found, 10), 2);
	CHECK_INT(found[0].n, strlen("HOST FAMILIES"));
	CHECK_INT(found[1].n, 4);
	CHECK_INT(terms_find(t, "德州市市长来访", found, 10), 1);
	CHECK_INT(found[0].at, strlen("德州市"));
}

/* Five thousand terms are looked for no slower than a page needs. */
static void
terms_many(struct arena *a)
{
	enum { MANY = 5000 };
	struct term *list = arena_alloc(a, MANY * sizeof *list);
	struct term_found found[10];
	struct terms *t;

	for (size_t i = 0; i < MANY; i++)
		list[i] = (struct term){ .target = "x", .source =
			arena_printf(a, "용어%zu호", i) };
	t = terms_new(a, list, MANY, "ko", "en");
	for (int i = 0; i < 200; i++)
		CHECK_INT(terms_find(t, "여기 용어4321호와 용어17호가 있다.", found,
			10), 2);
	CHECK(found[1].term == &list[17]);
}

/* ---- a whole text ---- */

static void
whole(struct arena *a)
{
	static const char *const sources[] = { "He came.", "She came.",
		"He came.", "They talked." };
	static const char *const targets[] = { "그가 왔다.", "그녀가 왔다.",
		"그 사람이 왔다.", "이야기했습니다." };
	static const char *const half[] = { NULL, "그녀가 왔다.", NULL, NULL };
	struct finding f[10];

	CHECK_INT(check_whole(a, sources, targets, 4, "ko", f, 10), 2);
	CHECK_TEXT(f[0].code, "tone-mixed");
	CHECK_INT(f[0].segment, 3);
	CHECK_TEXT(f[1].code, "inconsistent");
	CHECK_INT(f[1].segment, 2);
	CHECK_INT(check_whole(a, sources, half, 4, "ko", f, 10), 0);
	CHECK_INT(check_whole(a, NULL, targets, 0, "ko", f, 10), 0);
}

/* ---- what editors are told ---- */

static void
said(struct arena *a)
{
	struct check_ask ask = { "예산은 100달러다.", "ko",
		"The budget is $1,000.", "en" };
	struct finding f[4];

	if (!CHECK_INT(check_pair(a, &ask, f, 4), 1))
		return;
	CHECK_TEXT(f->code, "number-differs");
	CHECK_TEXT(f->args[0], "100");
	CHECK_TEXT(f->args[1], "1,000");
	CHECK_TEXT(check_grade_name(f->grade), "wrong");
	CHECK_TEXT(arena_copy(a, ask.target + f->target.at, f->target.n),
		"1,000");
}

static void
sentences(struct arena *a)
{
	for (enum lang l = 0; l < LANG__MAX; l++) {
		json_t *all = json_load_file(arena_printf(a,
			"messages/%s.json", langs[l].tag), 0, NULL);
		const json_t *group = json_object_get(all, "check");
		size_t n = 0;

		for (; check_codes[n] != NULL; n++)
			if (!json_is_string(json_object_get(group,
			    check_codes[n])))
				CHECK_TEXT(check_codes[n], langs[l].tag);
		CHECK(json_object_size(group) >= n);
		json_decref(all);
	}
}

const struct test check_tests[] = {
	{ "what is wrong in a translation is found, what is right is let be", own_cases },
	{ "every check has a case that it finds", every_code },
	{ "professional translations have next to nothing wrong", professional },
	{ "of terms at one place the longest counts", terms_longest },
	{ "terms in Latin letters are whole words of either case and number", terms_words },
	{ "a term is found among thousands", terms_many },
	{ "over a whole text one way of speaking is asked for", whole },
	{ "a finding says what and where", said },
	{ "each finding has a sentence in every language", sentences },
	{0}
};
