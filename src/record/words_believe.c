/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The canonical form of words from one who is believed (import, restore): its
 * shape is examined part by part, its texts and names go through the same
 * door as everybody's, and its provenance stays as it says.
 */
#include "words_inside.h"

#include <string.h>

enum { NAME_MOST = 200, GAP_MOST = 1000 };

struct taking
words_part(struct taking *whole, const char *name)
{
	struct taking t = *whole;

	t.path = taking_below(whole, name);
	return t;
}

/* "zh-Hans" is "zh" here, as the pages call it. */
bool
words_tag(struct arena *a, const char *tag, const char **out)
{
	if (!lang_take(a, tag, out))
		return false;
	for (int i = 0; i < LANG__MAX; i++)
		if (strcmp(*out, langs[i].html) == 0)
			*out = langs[i].tag;
	return true;
}

enum err
words_name(struct taking *t, json_t *in, const char **out)
{
	if (in == NULL || json_is_null(in))
		return OK;
	TRY(taking_text(t, in, out));
	return taking_length(t, *out, 0, NAME_MOST);
}

bool
words_origin_good(const char *s)
{
	return strcmp(s, "person") == 0 || strcmp(s, "machine") == 0 ||
		strcmp(s, "memory") == 0;
}

bool
words_parts_good(const json_t *segments)
{
	json_t *segment;
	size_t i;

	if (!json_is_array(segments) || json_array_size(segments) == 0 ||
		json_array_size(segments) > WORDS_PARTS)
		return false;
	json_array_foreach(segments, i, segment)
		if (!json_is_string(json_object_get(segment, "text")))
			return false;
	return true;
}

static bool
only(json_t *object, const char *const *names)
{
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value) {
		const char *const *n = names;

		while (*n != NULL && strcmp(*n, key) != 0)
			n++;
		if (*n == NULL)
			return false;
	}
	return json_is_object(object);
}

static bool
absent_or(json_t *object, const char *name, bool text)
{
	json_t *value = json_object_get(object, name);

	return value == NULL ||
		(text ? json_is_string(value) : json_is_integer(value));
}

static bool
of_good(json_t *segment)
{
	const char *of = json_string_value(json_object_get(segment, "of"));

	return of == NULL || (strlen(of) == 16 &&
		strspn(of, "0123456789abcdef") == 16);
}

/* White space and marks of Markdown: nothing that one would translate. */
static bool
gap_good(const json_t *segment)
{
	const char *gap = json_string_value(json_object_get(segment, "gap"));

	if (gap == NULL)
		return true;
	if (strlen(gap) > GAP_MOST)
		return false;
	for (; *gap != '\0'; gap++) {
		if (strncmp(gap, "\xe3\x80\x80", 3) == 0)
			gap += 2;
		else if (strncmp(gap, "\xc2\xa0", 2) == 0)
			gap++;
		else if (*gap != '\n' && *gap != '\t' &&
		    (*gap < ' ' || *gap > '~'))
			return false;
	}
	return true;
}

/* A hole says nothing, but where it is and what is to be translated. */
static bool
hole_good(json_t *segment)
{
	static const char *const names[] = { "text", "gap", "block", "origin",
		"of", NULL };

	return only(segment, names) && json_string_length(
		json_object_get(segment, "text")) == 0;
}

static bool
segment_good(json_t *segment)
{
	static const char *const names[] = { "text", "gap", "block", "origin",
		"by", "at", "of", "edited_by", "edited_at", "checked_by",
		"checked_at", "second_by", "second_at", NULL };
	const char *origin = json_string_value(
		json_object_get(segment, "origin"));
	json_t *block = json_object_get(segment, "block");

	if (!only(segment, names) || origin == NULL || !gap_good(segment) ||
	    (block != NULL && !json_is_boolean(block)) ||
	    !absent_or(segment, "gap", true) ||
	    !absent_or(segment, "of", true) || !of_good(segment))
		return false;
	if (words_hole(segment))
		return hole_good(segment);
	for (int i = 4; names[i] != NULL; i++)
		if (!absent_or(segment, names[i],
		    strstr(names[i], "at") == NULL))
			return false;
	return words_origin_good(origin);
}

/* Text and names go through the same door as everybody's. */
static enum err
believe_segment(struct taking *t, json_t *segment)
{
	static const char *const names[] = { "by", "edited_by", "checked_by",
		"second_by" };
	const char *text;

	if (!segment_good(segment))
		return taking_wrong(t, "error.words-shape");
	if (words_hole(segment))
		return OK;
	TRY(taking_text(t, json_object_get(segment, "text"), &text));
	if (*text == '\0')
		return taking_wrong(t, "error.words-shape");
	json_object_set_new(segment, "text", json_string(text));
	for (int i = 0; i < 4; i++) {
		text = NULL;
		TRY(words_name(t, json_object_get(segment, names[i]), &text));
		if (text != NULL)
			json_object_set_new(segment, names[i], json_string(text));
	}
	return OK;
}

/* Some of it is there, and an original is there whole. */
static bool
holes_good(const json_t *segments, bool original)
{
	size_t i, holes = 0;
	json_t *segment;

	json_array_foreach(segments, i, segment)
		holes += words_hole(segment);
	return holes == 0 || (!original && holes < i);
}

static enum err
believe_text(struct taking *whole, const char *lang, json_t *text, bool prose,
	bool original, int64_t max)
{
	static const char *const names[] = { "revision", "from", "segments",
		NULL };
	struct arena *a = whole->v->arena;
	struct taking t = words_part(whole, lang);
	json_t *segments = json_object_get(text, "segments"), *segment;
	const char *tag, *from = json_string_value(
		json_object_get(text, "from"));
	size_t i;

	if (!words_tag(a, lang, &tag) || strcmp(tag, lang) != 0 ||
		(from != NULL && !words_tag(a, from, &tag)))
		return taking_wrong_with(&t, "error.not-a-language", lang);
	if (!only(text, names) || !words_parts_good(segments) ||
		(!prose && json_array_size(segments) != 1) ||
		!absent_or(text, "from", true) ||
		json_integer_value(json_object_get(text, "revision")) < 1)
		return taking_wrong(&t, "error.words-shape");
	json_array_foreach(segments, i, segment)
		TRY(believe_segment(&t, segment));
	if (!holes_good(segments, original))
		return taking_wrong(&t, "error.words-shape");
	return taking_length(&t, words_join(a, segments), 0, max);
}

enum err
words_believe(struct taking *t, json_t *words, bool prose, int64_t max)
{
	static const char *const names[] = { "original", "texts", NULL };
	const char *original = json_string_value(
		json_object_get(words, "original")), *lang;
	json_t *texts = json_object_get(words, "texts"), *text;

	if (!only(words, names) || json_object_size(texts) > WORDS_LANGUAGES)
		return taking_wrong(t, "error.words-shape");
	json_object_foreach(texts, lang, text)
		TRY(believe_text(t, lang, text, prose, original != NULL &&
			strcmp(lang, original) == 0, max));
	if (original == NULL || json_object_get(texts, original) == NULL) {
		struct taking at = words_part(t, "original");

		return taking_wrong(&at, "error.no-original");
	}
	return OK;
}
