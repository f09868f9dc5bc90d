/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prose by its sentences: how a text and its translation are laid beside one
 * another, what is kept when either changes, and sentences set one by one.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "record/words_inside.h"
#include "test.h"
#include "web/embed.h"

static const struct field body = { "body", FIELD_PROSE };

static struct visit *
visit_of(struct arena *a)
{
	struct visit *v = arena_alloc(a, sizeof *v);
	const struct embedded *srx =
		embedded_find("rules/segmentation.srx");
	char why[200] = "there are no rules";

	CHECK(srx != NULL && segment_rules((const char *)srx->at, srx->n,
		why));
	visit_begin(v, a, NULL, NULL, NULL);
	v->who = "kim";
	v->now = 1000;
	return v;
}

static json_t *
lay_json(struct visit *v, json_t *before, json_t *in)
{
	struct taking t = { .v = v, .field = &body, .path = "body",
		.before = before };
	json_t *out = NULL;

	problems_forget(v);
	if (words_take(&t, keep(v, in), true, 1000000, &out) != OK)
		return NULL;
	return keep(v, out);
}

static json_t *
lay(struct visit *v, json_t *before, const char *ko, const char *en)
{
	return lay_json(v, before, json_pack("{s:s*, s:s*}", "ko", ko, "en",
		en));
}

static json_t *
machine(struct visit *v, json_t *before, const char *ko, const char *en)
{
	return lay_json(v, before, json_pack(
		"{s:s*, s:{s:s, s:s, s:s, s:s}}", "ko", ko, "en", "text", en,
		"origin", "machine", "by", "engine", "from", "ko"));
}

static json_t *
segment(json_t *words, const char *lang, size_t i)
{
	return json_array_get(words_parts(words, lang), i);
}

static size_t
count(json_t *words, const char *lang)
{
	return json_array_size(words_parts(words, lang));
}

static const char *
member(json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

/* Texts of a language's segments, their gaps in brackets. */
static const char *
says(struct arena *a, json_t *words, const char *lang)
{
	struct buf out = buf_in(a, 10000);
	json_t *one;
	size_t i;

	json_array_foreach(words_parts(words, lang), i, one) {
		const char *gap = member(one, "gap");

		buf_printf(&out, "[%s]%s", gap == NULL ? "." : gap,
			member(one, "text"));
	}
	return out.at;
}

static const char *const source = "# 소식\n\n첫 문장이다. 둘째 문장이다.\n\n"
	"- 하나다.\n- 둘이다.";
static const char *const english = "# News\n\nThe first one. The second one.\n\n"
	"- It is one.\n- It is two.";

static void
nothing_is_lost(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, source, NULL);

	CHECK_TEXT(says(a, w, "ko"), "[# ]소식[.]첫 문장이다.[ ]둘째 문장이다."
		"[\n\n- ]하나다.[\n- ]둘이다.");
	CHECK_TEXT(words_in(a, w, "ko"), source);
	w = lay(v, NULL, "가나다.\n\n---", NULL);
	CHECK_TEXT(words_in(a, w, "ko"), "가나다.\n\n---");
	w = lay(v, NULL, "---", NULL);
	CHECK_TEXT(words_in(a, w, "ko"), "---");
	w = lay(v, NULL, "가.\n\n\n \n나.", NULL);
	CHECK_TEXT(words_in(a, w, "ko"), "가.\n\n나.");
	w = lay(v, NULL, "```\na. b.\n\n\nc. d.\n```\n\n뒤.", NULL);
	CHECK_TEXT(words_in(a, w, "ko"), "```\na. b.\n\n\nc. d.\n```\n\n뒤.");
}

static void
sentences_stand_beside(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = machine(v, NULL, source, english);
	struct words_pair *pairs;
	size_t n = words_pairs(a, w, "ko", "en", &pairs);

	CHECK_INT(n, 5);
	for (size_t i = 0; i < n; i++) {
		CHECK(pairs[i].target == segment(w, "en", i));
		CHECK(!pairs[i].stale && !pairs[i].within);
		CHECK_TEXT(member(segment(w, "en", i), "of"), pairs[i].of);
	}
	CHECK_INT(pairs[1].block, 1);
	CHECK_INT(pairs[2].block, 1);
	CHECK_INT(pairs[4].block, 3);
	CHECK_TEXT(pairs[3].gap, "\n\n- ");
	CHECK(!words_see(a, w, LANG_EN).stale);
}

/* By name: a sentence of the source changed, in the same act. */
static void
a_changed_sentence_is_stale(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = machine(v, NULL, source, english);
	struct words_pair *pairs;

	v->who = "lee";
	w = lay(v, w, "# 소식\n\n첫 문장이다. 둘째 문장이 바뀌었다.\n\n"
		"- 하나다.\n- 둘이다.", NULL);
	CHECK(words_see(a, w, LANG_EN).stale);
	CHECK_INT(words_pairs(a, w, "ko", "en", &pairs), 5);
	for (size_t i = 0; i < 5; i++)
		CHECK_INT(pairs[i].stale, i == 2);
	CHECK_TEXT(member(pairs[2].target, "text"), "The second one.");
	CHECK_TEXT(member(segment(w, "ko", 1), "by"), "kim");
	CHECK_TEXT(member(segment(w, "ko", 2), "by"), "lee");
	/* One that was added counts as well. */
	w = lay(v, machine(v, NULL, "가나다.", "One."), "가나다. 라마바.", NULL);
	CHECK(words_see(a, w, LANG_EN).stale);
	CHECK_INT(words_pairs(a, w, "ko", "en", &pairs), 2);
	CHECK(pairs[0].target != NULL && !pairs[0].stale);
	CHECK(pairs[1].target == NULL);
}

static void
an_unequal_block_is_whole(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = machine(v, NULL, "앞이다.\n\n하나다. 둘이다.",
		"Before.\n\nOne and two.");
	struct words_pair *pairs;

	CHECK_INT(count(w, "en"), 2);
	CHECK_INT(words_pairs(a, w, "ko", "en", &pairs), 3);
	CHECK(pairs[1].target == segment(w, "en", 1));
	CHECK_INT(pairs[1].span, 2);
	CHECK(pairs[2].target == NULL && pairs[2].within);
	CHECK(!words_see(a, w, LANG_EN).stale);
	w = lay(v, w, "앞이다.\n\n하나다. 셋이다.", NULL);
	CHECK(words_see(a, w, LANG_EN).stale);
	CHECK_INT(words_pairs(a, w, "ko", "en", &pairs), 3);
	CHECK(!pairs[0].stale && pairs[1].stale);
	/* What somebody else changed elsewhere leaves it stale. */
	w = lay(v, w, NULL, "Ahead.\n\nOne and two.");
	CHECK(words_see(a, w, LANG_EN).stale);
	CHECK_TEXT(member(segment(w, "en", 0), "origin"), "person");
	CHECK_TEXT(member(segment(w, "en", 1), "origin"), "machine");
	w = lay(v, w, NULL, "Ahead.\n\nOne. And. Three.");
	CHECK(!words_see(a, w, LANG_EN).stale);
	CHECK_INT(count(w, "en"), 2);
}

static void
old_paragraphs_still_hold(struct arena *a)
{
	struct visit *v = visit_of(a);
	char of[WORDS_DIGEST];
	json_t *w, *old;

	words_digest("하나다. 둘이다.", of);
	old = keep(v, json_pack("{s:s, s:{s:{s:i, s:[{s:s, s:s, s:s}]}, "
		"s:{s:i, s:s, s:[{s:s, s:s, s:s, s:s}]}}}",
		"original", "ko", "texts",
		"ko", "revision", 1, "segments", "text", "하나다. 둘이다.",
		"origin", "person", "by", "park",
		"en", "revision", 1, "from", "ko", "segments",
		"text", "One. Two.", "origin", "machine", "by", "engine",
		"of", of));
	CHECK(!words_see(a, old, LANG_EN).stale);
	w = lay(v, old, "하나다. 둘이다.", "One. Two.");
	CHECK(json_equal(w, old));
	w = lay(v, old, "하나다. 둘이다.\n\n셋이다.", NULL);
	CHECK_INT(count(w, "ko"), 3);
	CHECK_TEXT(member(segment(w, "ko", 0), "by"), "park");
	CHECK_TEXT(member(segment(w, "ko", 1), "by"), "park");
	CHECK_TEXT(member(segment(w, "ko", 2), "by"), "kim");
	w = lay(v, w, NULL, "One. Two.\n\nThree.");
	CHECK_INT(count(w, "en"), 3);
	CHECK_TEXT(member(segment(w, "en", 1), "by"), "engine");
	CHECK_TEXT(member(segment(w, "en", 2), "origin"), "person");
	CHECK(!words_see(a, w, LANG_EN).stale);
	words_digest("둘이다.", of);
	CHECK_TEXT(member(segment(w, "en", 1), "of"), of);
	/* A word of a paragraph changes: the other sentence keeps its own. */
	w = lay(v, old, "하나다. 셋이다.", NULL);
	CHECK_TEXT(member(segment(w, "ko", 0), "by"), "park");
	CHECK_TEXT(member(segment(w, "ko", 1), "by"), "kim");
	CHECK(words_see(a, w, LANG_EN).stale);
}

/* ---- set one by one ---- */

static enum err
set(struct visit *v, json_t *words, struct translating t)
{
	struct taking taking = { .v = v, .field = &body, .path = "body",
		.before = words };

	t.field = "body";
	t.from = "ko";
	t.to = t.to == NULL ? "en" : t.to;
	t.origin = t.origin == NULL ? "person" : t.origin;
	problems_forget(v);
	return words_set(&taking, words, true, 100000, &t, 1);
}

static void
a_text_begins_with_holes(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, source, NULL);
	struct words_seen seen;
	struct buf said = buf_in(a, 10000);

	CHECK_INT(set(v, w, (struct translating){ .place = 2,
		.text = "The second one.", .origin = "machine",
		.by = "engine" }), OK);
	CHECK_TEXT(says(a, w, "en"), "[# ][.][ ]The second one.[\n\n- ][\n- ]");
	CHECK_TEXT(words_in(a, w, "en"), "The second one.");
	seen = words_see(a, w, LANG_EN);
	CHECK_TEXT(seen.lang, "ko");
	CHECK(seen.foreign && !seen.incomplete);
	CHECK(json_is_true(json_object_get(keep(v, words_view_in(v, w, "en")),
		"incomplete")));
	words_say(w, &said);
	CHECK(strstr(said.at, "second one.\n") != NULL &&
		strstr(said.at, "\n\n") == NULL);
	CHECK_INT(set(v, w, (struct translating){ .place = 2, .text = "" }),
		OK);
	CHECK(words_parts(w, "en") == NULL);
	CHECK_INT(set(v, w, (struct translating){ .place = 1, .to = "ja",
		.text = "最初だ。" }), OK);
	CHECK_INT(set(v, w, (struct translating){ .place = 2, .to = "ja",
		.text = "次だ。" }), OK);
	CHECK_TEXT(words_in(a, w, "ja"), "最初だ。次だ。");
	for (size_t i = 0; i < 5; i++)
		CHECK_INT(set(v, w, (struct translating){ .place = i,
			.text = "x" }), OK);
	CHECK(!words_see(a, w, LANG_EN).incomplete);
	CHECK_TEXT(words_see(a, w, LANG_EN).lang, "en");
}

static void
a_form_leaves_holes(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, source, NULL);

	set(v, w, (struct translating){ .place = 1, .text = "A." });
	set(v, w, (struct translating){ .place = 4, .text = "B." });
	CHECK(json_equal(lay(v, w, NULL, words_in(a, w, "en")), w));
	w = lay(v, w, NULL, "A changed.\n\n- B.");
	CHECK_TEXT(says(a, w, "en"), "[# ][.]A changed.[ ][\n\n- ][\n- ]B.");
	CHECK_TEXT(words_see(a, w, LANG_EN).lang, "ko");
}

static void
hands_are_kept(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = machine(v, NULL, source, english), *one;
	char other[WORDS_DIGEST];

	v->now = 2000;
	CHECK_INT(set(v, w, (struct translating){ .place = 1,
		.text = "The first one.", .sign = true }), OK);
	one = segment(w, "en", 1);
	CHECK_TEXT(member(one, "by"), "engine");
	CHECK_TEXT(member(one, "checked_by"), "kim");
	CHECK(member(one, "edited_by") == NULL);
	CHECK_INT(set(v, w, (struct translating){ .place = 1,
		.text = "The first one.", .second = true }), ERR_INPUT);
	v->who = "lee";
	CHECK_INT(set(v, w, (struct translating){ .place = 1,
		.text = "The first one.", .second = true }), OK);
	CHECK_TEXT(member(segment(w, "en", 1), "second_by"), "lee");
	CHECK_INT(set(v, w, (struct translating){ .place = 1,
		.text = "The very\nfirst.", .origin = "machine", .by = "engine",
		.edited = true }), OK);
	one = segment(w, "en", 1);
	CHECK_TEXT(member(one, "text"), "The very first.");
	CHECK_TEXT(member(one, "edited_by"), "lee");
	CHECK_TEXT(member(one, "by"), "engine");
	CHECK(member(one, "checked_by") == NULL);
	CHECK(member(one, "second_by") == NULL);
	words_digest("other", other);
	CHECK_INT(set(v, w, (struct translating){ .place = 1, .of = other,
		.text = "x" }), ERR_CONFLICT);
	CHECK_INT(set(v, w, (struct translating){ .place = 5, .text = "x" }),
		ERR_CONFLICT);
	CHECK_INT(set(v, w, (struct translating){ .to = "ko", .text = "x" }),
		ERR_INPUT);
	CHECK_INT(set(v, w, (struct translating){ .place = 1, .text = "",
		.sign = true }), ERR_INPUT);
}

static void
blocks_are_parted(struct arena *a)
{
	struct visit *v = visit_of(a);
	const char *ko = "앞이다.\n\n하나다. 둘이다.";
	json_t *w = machine(v, NULL, ko, "Before.\n\nOne and two.");

	/* Its first sentence is the block. */
	CHECK_INT(set(v, w, (struct translating){ .place = 1,
		.text = "One, two." }), OK);
	CHECK_INT(count(w, "en"), 2);
	CHECK(!words_see(a, w, LANG_EN).stale);
	CHECK_INT(set(v, w, (struct translating){ .place = 2,
		.text = "Two." }), OK);
	CHECK_TEXT(words_in(a, w, "en"), "Before.\n\nOne, two. Two.");
	CHECK_INT(count(w, "en"), 3);
	CHECK(!words_see(a, w, LANG_EN).stale);
	CHECK(!words_see(a, w, LANG_EN).incomplete);
}

static void
what_was_never_laid_is_not_lost(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, "가나다.\n\n라마바.", "One.\n\nTwo.\n\nThree.");

	CHECK_INT(set(v, w, (struct translating){ .place = 0,
		.text = "First." }), OK);
	CHECK_TEXT(words_in(a, w, "en"), "First.\n\nTwo. Three.");
}

static void
new_members_are_believed(struct arena *a)
{
	static const char *const bad[] = {
		"{\"text\":\"a\",\"origin\":\"none\"}",
		"{\"text\":\"\",\"origin\":\"none\",\"checked_by\":\"x\"}",
		"{\"text\":\"a\",\"origin\":\"person\",\"gap\":\"words\\u00e9\"}",
		"{\"text\":\"a\",\"origin\":\"person\",\"gap\":5}",
		"{\"text\":\"a\",\"origin\":\"person\",\"block\":1}",
		"{\"text\":\"a\",\"origin\":\"person\",\"edited_at\":\"x\"}",
		"{\"text\":\"a\",\"origin\":\"person\",\"second_by\":7}",
		"{\"text\":\"\",\"origin\":\"none\"}",
	};
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, source, NULL), *words;

	set(v, w, (struct translating){ .place = 2, .text = "x", .sign = true,
		.origin = "machine", .by = "e", .edited = true });
	v->trusted = true;
	CHECK(json_equal(lay_json(v, NULL, json_deep_copy(w)), w));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		words = json_deep_copy(w);
		json_array_set_new(words_parts(words, "ko"), 1,
			json_loads(bad[i], 0, NULL));
		CHECK(lay_json(v, NULL, words) == NULL);
	}
	words = json_deep_copy(w);
	json_array_remove(words_parts(words, "en"), 2);
	CHECK(lay_json(v, NULL, words) == NULL);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
ten_thousand_are_quick(struct arena *a)
{
	struct visit *v = visit_of(a);
	struct buf ko = buf_in(a, 1 << 20), en = buf_in(a, 1 << 20);
	struct words_pair *pairs;
	double begun;
	json_t *w;

	for (int i = 0; i < 10000; i++) {
		buf_printf(&ko, "%d번이다.%s", i, i % 5 == 4 ? "\n\n" : " ");
		buf_printf(&en, "It is %d.%s", i, i % 5 == 4 ? "\n\n" : " ");
	}
	begun = seconds();
	w = machine(v, NULL, ko.at, en.at);
	CHECK_INT(count(w, "en"), 10000);
	CHECK_INT(words_pairs(a, w, "ko", "en", &pairs), 10000);
	CHECK(!words_see(a, w, LANG_EN).stale);
	w = lay(v, w, NULL, arena_printf(a, "%sMore.", en.at));
	CHECK(w == NULL && v->problems != NULL);
	CHECK(seconds() - begun < 5);
}

const struct test sentences_tests[] = {
	{ "a text is kept by sentence, and nothing of it is lost",
		nothing_is_lost },
	{ "each sentence stands beside its own", sentences_stand_beside },
	{ "a sentence whose source changed is stale, and no other",
		a_changed_sentence_is_stale },
	{ "a block with another number of sentences is one segment",
		an_unequal_block_is_whole },
	{ "older prose by paragraphs holds, and gives its hands on",
		old_paragraphs_still_hold },
	{ "a translation begins with holes, and readers get the original",
		a_text_begins_with_holes },
	{ "a form leaves holes where they are", a_form_leaves_holes },
	{ "who made, changed and signed a sentence is kept", hands_are_kept },
	{ "a block is parted when one of its sentences is set",
		blocks_are_parted },
	{ "a text that was never laid beside its source is not lost",
		what_was_never_laid_is_not_lost },
	{ "of those who are believed, shapes are still examined",
		new_members_are_believed },
	{ "ten thousand sentences are quick, and more are refused",
		ten_thousand_are_quick },
	{0}
};
