/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words: how what comes in is merged with what stood there, whose each part
 * is, and what a reader is told.  Messages are not loaded: a notice is keys.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "record/record.h"
#include "test.h"

static const struct field title = { "title", FIELD_WORDS };

static struct visit *
visit_of(struct arena *a)
{
	struct visit *v = arena_alloc(a, sizeof *v);

	visit_begin(v, a, NULL, NULL, NULL);
	v->who = "kim";
	v->now = 1000;
	return v;
}

/* Takes JSON over what stood there; NULL: refused or nothing left. */
static json_t *
lay(struct visit *v, json_t *before, bool prose, const char *json)
{
	struct taking t = { .v = v, .field = &title, .path = "title",
		.before = before };
	json_t *in = keep(v, json_loads(json, JSON_DECODE_ANY, NULL));
	json_t *out = NULL;

	CHECK(in != NULL);
	problems_forget(v);
	if (words_take(&t, in, prose, 1000, &out) != OK)
		CHECK(v->problems != NULL && out == NULL);
	else
		CHECK(v->problems == NULL);
	return keep(v, out);
}

/* The first problem of words that are refused. */
static const char *
refused(struct visit *v, const char *json)
{
	CHECK(lay(v, NULL, false, json) == NULL);
	return v->problems == NULL ? "taken" : arena_printf(v->arena, "%s@%s",
		v->problems->key, v->problems->field);
}

static json_t *
segment(json_t *words, const char *lang, size_t i)
{
	return json_array_get(json_object_get(json_object_get(
		json_object_get(words, "texts"), lang), "segments"), i);
}

static const char *
member(json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static int64_t
revision(json_t *words, const char *lang)
{
	return json_integer_value(json_object_get(json_object_get(
		json_object_get(words, "texts"), lang), "revision"));
}

static void
plain_text_is_the_visitors(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, false, "\" one \"");

	CHECK_TEXT(member(w, "original"), "ko");
	CHECK_TEXT(words_in(a, w, "ko"), "one");
	CHECK_TEXT(member(segment(w, "ko", 0), "origin"), "person");
	CHECK_TEXT(member(segment(w, "ko", 0), "by"), "kim");
	CHECK_INT(json_integer_value(json_object_get(segment(w, "ko", 0),
		"at")), 1000);
	CHECK_INT(revision(w, "ko"), 1);
	CHECK(words_in(a, w, "en") == NULL);
	CHECK(lay(v, NULL, false, "\" \"") == NULL && v->problems == NULL);
}

static void
others_stay(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, false, "{\"ko\":\"one\",\"en\":\"uno\"}");

	v->who = "lee";
	v->now = 2000;
	w = lay(v, w, false, "{\"ko\":\"one\",\"ja\":\"ichi\"}");
	CHECK_INT(revision(w, "ko"), 1);
	CHECK_TEXT(member(segment(w, "ko", 0), "by"), "kim");
	CHECK_TEXT(words_in(a, w, "en"), "uno");
	CHECK_TEXT(member(segment(w, "ja", 0), "by"), "lee");
	w = lay(v, w, false, "{\"en\":\"\",\"ja\":null,\"ko\":\"two\"}");
	CHECK(words_in(a, w, "en") == NULL);
	CHECK(words_in(a, w, "ja") == NULL);
	CHECK_INT(revision(w, "ko"), 2);
	CHECK_TEXT(member(segment(w, "ko", 0), "by"), "lee");
	CHECK(lay(v, w, false, "{\"ko\":\"\"}") == NULL);
	CHECK(v->problems == NULL);
}

static void
input_is_not_touched(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, false, "{\"ko\":\"one\",\"en\":\"uno\"}");
	json_t *copy = keep(v, json_deep_copy(w));

	lay(v, w, false, "{\"ko\":\"two\",\"original\":\"en\"}");
	CHECK(json_equal(w, copy));
}

static void
paragraphs_keep_theirs(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, true, "\"a\\n\\n\\n \\nb b\\n\\nc\"");

	CHECK_TEXT(words_in(a, w, "ko"), "a\n\nb b\n\nc");
	CHECK(segment(w, "ko", 3) == NULL);
	v->who = "lee";
	w = lay(v, w, true, "\"new\\n\\na\\n\\nB\\n\\nc\\n\\na\"");
	CHECK_TEXT(member(segment(w, "ko", 0), "by"), "lee");
	CHECK_TEXT(member(segment(w, "ko", 1), "by"), "kim");
	CHECK_TEXT(member(segment(w, "ko", 2), "by"), "lee");
	CHECK_TEXT(member(segment(w, "ko", 3), "by"), "kim");
	CHECK_TEXT(member(segment(w, "ko", 4), "by"), "lee");
	CHECK_INT(revision(w, "ko"), 2);
	w = lay(v, w, false, "\"a\\n\\nb\"");
	CHECK(segment(w, "ko", 1) == NULL);
}

static void
a_changed_source_is_told(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, true, "{\"ko\":\"a\\n\\nb\","
		"\"en\":{\"text\":\"A\\n\\nB\",\"origin\":\"machine\","
		"\"by\":\"engine\",\"from\":\"ko\"}}");
	struct words_seen seen = words_see(a, w, LANG_EN);

	CHECK_TEXT(member(w, "original"), "ko");
	CHECK_TEXT(seen.origin, "machine");
	CHECK_TEXT(seen.by, "engine");
	CHECK(!seen.stale && !seen.foreign && !seen.original);
	w = lay(v, w, true, "{\"ko\":\"a\\n\\nchanged\"}");
	CHECK(words_see(a, w, LANG_EN).stale);
	CHECK(!words_see(a, w, LANG_KO).stale);
	CHECK_INT(revision(w, "en"), 1);
	w = lay(v, w, true, "{\"en\":\"A\\n\\nChanged\"}");
	CHECK(!words_see(a, w, LANG_EN).stale);
	CHECK_TEXT(member(segment(w, "en", 0), "origin"), "machine");
	CHECK_TEXT(member(segment(w, "en", 1), "origin"), "person");
	w = lay(v, w, true, "{\"ko\":\"a\\n\\nchanged\\n\\nmore\"}");
	CHECK(words_see(a, w, LANG_EN).stale);
}

static void
a_text_follows_its_source_at_once(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, false, "{\"ko\":\"one\",\"en\":\"uno\"}");

	w = lay(v, w, false, "{\"en\":\"due\",\"ko\":\"two\"}");
	CHECK(!words_see(a, w, LANG_EN).stale);
	w = lay(v, w, false, "{\"en\":\"due\",\"ko\":\"three\"}");
	CHECK(words_see(a, w, LANG_EN).stale);
}

static void
checking_vouches(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, false, "{\"ko\":\"one\",\"en\":{\"text\":"
		"\"uno\",\"origin\":\"machine\",\"by\":\"engine\"}}");
	json_t *view;

	w = lay(v, w, false, "{\"ko\":\"two\"}");
	v->lang = LANG_EN;
	view = keep(v, words_view(v, w));
	CHECK_TEXT(member(view, "notice"),
		"words.notice-machine words.notice-stale");
	CHECK_TEXT(member(view, "by"), "engine");
	v->now = 5000;
	words_check(v, w, "en");
	CHECK_TEXT(words_see(a, w, LANG_EN).checked_by, "kim");
	CHECK_INT(words_see(a, w, LANG_EN).checked_at, 5000);
	view = keep(v, words_view(v, w));
	CHECK(member(view, "notice") == NULL);
	CHECK_TEXT(member(view, "checked_by"), "kim");
	CHECK_TEXT(member(view, "checked"), "words.checked");
	w = lay(v, w, false, "{\"en\":\"due\"}");
	CHECK(words_see(a, w, LANG_EN).checked_by == NULL);
}

static void
readers_get_the_best(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w, *view;

	v->lang = LANG_ZH;
	w = lay(v, NULL, false, "{\"zh-Hans\":\"yi\",\"ja\":\"ichi\"}");
	CHECK_TEXT(member(w, "original"), "zh");
	CHECK_TEXT(words_see(a, w, LANG_JA).text, "ichi");
	CHECK_TEXT(words_see(a, w, LANG_EN).text, "yi");
	CHECK(words_see(a, w, LANG_EN).foreign);
	CHECK(words_see(a, w, LANG_EN).original);
	CHECK_TEXT(words_see(a, NULL, LANG_EN).text, "");
	CHECK(words_see(a, NULL, LANG_EN).lang == NULL);
	v->lang = LANG_EN;
	view = keep(v, words_view(v, w));
	CHECK_TEXT(member(view, "lang"), "zh-Hans");
	CHECK_TEXT(member(view, "notice"), "words.notice-other");
	view = keep(v, words_view_in(v, w, "ja"));
	CHECK(member(view, "notice") == NULL);
	CHECK(words_view_in(v, w, "ko") == NULL);
	view = keep(v, words_view(v, NULL));
	CHECK_TEXT(member(view, "text"), "");
	CHECK(member(view, "notice") == NULL);
}

static void
the_original_is_chosen(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, false, "{\"en\":\"uno\",\"original\":\"en\","
		"\"ko\":\"one\"}");

	CHECK_TEXT(member(w, "original"), "en");
	CHECK(segment(w, "ko", 0) != NULL &&
		member(segment(w, "ko", 0), "of") != NULL);
	CHECK(member(segment(w, "en", 0), "of") == NULL);
	w = lay(v, w, false, "{\"original\":\"ko\"}");
	CHECK_TEXT(member(w, "original"), "ko");
	CHECK(member(segment(w, "ko", 0), "of") == NULL);
	w = lay(v, w, false, "{\"ko\":\"\"}");
	CHECK_TEXT(member(w, "original"), "en");
	CHECK_TEXT(refused(v, "{\"en\":\"uno\",\"original\":\"ja\"}"),
		"error.no-original@title.original");
}

static void
provenance_is_believed_of_the_trusted(struct arena *a)
{
	static const char *const json = "{\"original\":\"ko\",\"texts\":{"
		"\"ko\":{\"revision\":7,\"segments\":[{\"text\":\"one\","
		"\"origin\":\"person\",\"by\":\"park\",\"at\":1}]},"
		"\"en\":{\"revision\":2,\"from\":\"ko\",\"segments\":[{"
		"\"text\":\"uno\",\"origin\":\"memory\",\"at\":2,"
		"\"of\":\"0123456789abcdef\",\"checked_by\":\"choi\","
		"\"checked_at\":3}]}}}";
	struct visit *v = visit_of(a);
	json_t *as_is = keep(v, json_loads(json, 0, NULL)), *w;

	v->trusted = true;
	CHECK(json_equal(lay(v, NULL, false, json), as_is));
	v->trusted = false;
	w = lay(v, NULL, false, json);
	CHECK_INT(revision(w, "ko"), 1);
	CHECK_TEXT(member(segment(w, "ko", 0), "by"), "kim");
	CHECK_TEXT(member(segment(w, "en", 0), "origin"), "person");
	CHECK(words_see(a, w, LANG_EN).checked_by == NULL);
	CHECK(json_equal(lay(v, as_is, false, json), as_is));
	w = lay(v, NULL, false, "{\"ko\":{\"text\":\"x\",\"by\":\"mayor\"}}");
	CHECK_TEXT(member(segment(w, "ko", 0), "by"), "kim");
}

static void
bad_words_are_refused(struct arena *a)
{
	static const char *const shapes[] = {
		"{\"original\":\"ko\",\"texts\":{\"ko\":{\"revision\":0,"
		"\"segments\":[{\"text\":\"a\",\"origin\":\"person\"}]}}}",
		"{\"original\":\"ko\",\"texts\":{\"ko\":{\"revision\":1,"
		"\"segments\":[]}}}",
		"{\"original\":\"ko\",\"texts\":{\"ko\":{\"revision\":1,"
		"\"segments\":[{\"text\":\"a\",\"origin\":\"god\"}]}}}",
		"{\"original\":\"ko\",\"texts\":{\"ko\":{\"revision\":1,"
		"\"segments\":[{\"text\":\"a\",\"origin\":\"person\","
		"\"of\":\"xyz\"}]}}}",
		"{\"original\":\"ko\",\"texts\":{\"ko\":{\"revision\":1,"
		"\"segments\":[{\"text\":\"a\",\"origin\":\"person\"},"
		"{\"text\":\"b\",\"origin\":\"person\"}]}}}",
	};
	struct visit *v = visit_of(a);

	CHECK_TEXT(refused(v, "5"), "error.not-text@title");
	CHECK_TEXT(refused(v, "{\"en\":5}"), "error.not-text@title.en");
	CHECK_TEXT(refused(v, "{\"no such tongue\":\"x\"}"),
		"error.not-a-language@title.no such tongue");
	CHECK_TEXT(refused(v, "{\"en\":{\"text\":\"x\",\"origin\":\"god\"}}"),
		"error.words-shape@title.en");
	CHECK_TEXT(refused(v, "{\"en\":{\"text\":\"x\",\"at\":5}}"),
		"error.unknown-field@title.en");
	v->trusted = true;
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		CHECK_TEXT(refused(v, shapes[i]), "error.words-shape@title.ko");
	CHECK_TEXT(refused(v, "{\"original\":\"en\",\"texts\":{\"ko\":{"
		"\"revision\":1,\"segments\":[{\"text\":\"a\",\"origin\":"
		"\"person\"}]}}}"), "error.no-original@title.original");
}

static void
segments_stand_in_two_columns(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, true, "{\"ko\":\"a\\n\\nb\","
		"\"en\":{\"text\":\"A\\n\\n*B*\",\"origin\":\"machine\"}}");
	struct words_pair *pairs;

	w = lay(v, w, true, "{\"ko\":\"new\\n\\na\\n\\nbb\"}");
	CHECK_INT(words_pairs(a, w, "ko", "en", &pairs), 3);
	CHECK(pairs[0].target == NULL);
	CHECK_TEXT(member(pairs[1].target, "text"), "A");
	CHECK(!pairs[1].stale);
	CHECK_TEXT(member(pairs[2].target, "text"), "*B*");
	CHECK(pairs[2].stale);
	CHECK_INT(words_pairs(a, w, "ko", "ko", &pairs), 3);
	CHECK_TEXT(member(pairs[2].target, "text"), "bb");
}

static void
all_languages_are_said(struct arena *a)
{
	struct visit *v = visit_of(a);
	json_t *w = lay(v, NULL, false, "{\"ko\":\"one\",\"en\":\"uno\"}");
	struct buf said = buf_in(a, 100);

	words_say(w, &said);
	CHECK_TEXT(said.at, "one\nuno\n");
}

const struct test words_tests[] = {
	{ "plain text is in the visitor's language and his",
		plain_text_is_the_visitors },
	{ "languages that are not named stay, empty ones go", others_stay },
	{ "merging leaves what stood there untouched", input_is_not_touched },
	{ "paragraphs that read the same keep their provenance",
		paragraphs_keep_theirs },
	{ "a translation is stale when its source changed",
		a_changed_source_is_told },
	{ "source and translation may change in one act",
		a_text_follows_its_source_at_once },
	{ "a person's check stands until the text changes", checking_vouches },
	{ "a reader gets their language, else the original",
		readers_get_the_best },
	{ "the original is kept, or named, or the likeliest",
		the_original_is_chosen },
	{ "provenance is believed of trusted visits only",
		provenance_is_believed_of_the_trusted },
	{ "words of a wrong shape are refused", bad_words_are_refused },
	{ "segments stand beside what they were made of",
		segments_stand_in_two_columns },
	{ "words are searched in all their languages", all_languages_are_said },
	{0}
};
