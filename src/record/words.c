/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading words: their text in a language, where its parts come from, and
 * whether what they were translated from still reads the same.  How they come
 * in is words_take.c, how they are shown words_view.c.
 */
#include "words_inside.h"

#include <string.h>

/* From the least to the most that a reader can rely on. */
static const char *const origins[] = { "machine", "memory", "person" };
enum { ORIGINS = sizeof origins / sizeof *origins };

void
words_digest(const char *text, char out[WORDS_DIGEST])
{
	static const char hex[] = "0123456789abcdef";
	uint8_t digest[SECRET_DIGEST];

	secret_digest(text, strlen(text), digest);
	for (int i = 0; i < 8; i++) {
		out[2 * i] = hex[digest[i] >> 4];
		out[2 * i + 1] = hex[digest[i] & 15];
	}
	out[16] = '\0';
}

static json_t *
text_in(const json_t *words, const char *lang)
{
	return json_object_get(json_object_get(words, "texts"), lang);
}

json_t *
words_parts(const json_t *words, const char *lang)
{
	return json_object_get(text_in(words, lang), "segments");
}

const char *
words_from(const json_t *words, const char *lang)
{
	return json_string_value(json_object_get(text_in(words, lang), "from"));
}

static const char *
member(const json_t *segment, const char *name)
{
	return json_string_value(json_object_get(segment, name));
}

/* A form may be shown what nobody has examined yet. */
static const char *
text_of(const json_t *segment)
{
	const char *text = member(segment, "text");

	return text != NULL ? text : "";
}

/* Puts a segment behind those that are there.  *opening: the gap that would
 * have opened the block, were its first sentence not a hole. */
static void
join_one(struct buf *joined, const json_t *segment, size_t place,
	const char **opening)
{
	const char *gap = words_gap(segment, place);

	if (words_begins(segment, place))
		*opening = gap;
	if (words_hole(segment))
		return;
	if (*opening != NULL)
		gap = *opening;
	*opening = NULL;
	buf_text(joined, joined->n > 0 ? gap : gap + strspn(gap, "\n"));
	buf_text(joined, text_of(segment));
}

const char *
words_join(struct arena *a, const json_t *segments)
{
	size_t i, room = 1;
	const char *opening = NULL;
	struct buf joined;
	json_t *segment;

	if (json_array_size(segments) == 1 && json_object_get(
	    json_array_get(segments, 0), "gap") == NULL)
		return arena_text(a, text_of(json_array_get(segments, 0)));
	json_array_foreach(segments, i, segment)
		room += json_string_length(json_object_get(segment, "text")) +
			strlen(words_gap(segment, i));
	joined = buf_in(a, room);
	json_array_foreach(segments, i, segment)
		join_one(&joined, segment, i, &opening);
	return joined.at;
}

const char *
words_in(struct arena *a, const json_t *words, const char *lang)
{
	json_t *segments = words_parts(words, lang);

	return segments != NULL ? words_join(a, segments) : NULL;
}

/* What all segments together come from: the least of them, all checks. */
static void
look_at_segments(struct words_seen *seen, const json_t *segments)
{
	int least = ORIGINS - 1;
	bool checked = true;
	json_t *segment;
	size_t i;

	json_array_foreach(segments, i, segment) {
		const char *origin = member(segment, "origin");
		int64_t at = json_integer_value(
			json_object_get(segment, "checked_at"));
		int rank = 0;

		if (words_hole(segment)) {
			seen->incomplete = true;
			checked = false;
			continue;
		}
		while (rank < ORIGINS - 1 && strcmp(origins[rank], origin) != 0)
			rank++;
		if (rank < least || seen->origin == NULL) {
			least = rank;
			seen->origin = origins[rank];
			seen->by = member(segment, "by");
		}
		checked = checked && member(segment, "checked_by") != NULL;
		if (checked && at >= seen->checked_at) {
			seen->checked_at = at;
			seen->checked_by = member(segment, "checked_by");
		}
	}
	if (!checked) {
		seen->checked_by = NULL;
		seen->checked_at = 0;
	}
}

struct words_seen
words_look(struct arena *a, const json_t *words, const char *lang)
{
	const json_t *segments = words_parts(words, lang), *source;
	const char *from = words_from(words, lang);
	struct words_seen seen = { .text = "" };

	if (segments == NULL)
		return seen;
	seen.text = words_join(a, segments);
	seen.lang = lang;
	seen.original = strcmp(lang, member(words, "original")) == 0;
	look_at_segments(&seen, segments);
	source = from != NULL ? words_parts(words, from) : NULL;
	seen.stale = source != NULL && words_stale(a, source, segments);
	return seen;
}

static bool
whole(const json_t *text)
{
	json_t *segment;
	size_t i;

	json_array_foreach(json_object_get(text, "segments"), i, segment)
		if (words_hole(segment))
			return false;
	return text != NULL;
}

/* Which language a reader is given; NULL when there are no words. */
static const char *
best(const json_t *words, enum lang reader)
{
	json_t *texts = json_object_get(words, "texts");
	const char *original = member(words, "original");

	if (whole(json_object_get(texts, langs[reader].tag)))
		return langs[reader].tag;
	if (original != NULL && json_object_get(texts, original) != NULL)
		return original;
	return json_object_iter_key(json_object_iter(texts));
}

struct words_seen
words_see(struct arena *a, const json_t *words, enum lang reader)
{
	const char *lang = best(words, reader);
	struct words_seen seen = { .text = "" };

	if (lang == NULL)
		return seen;
	seen = words_look(a, words, lang);
	seen.foreign = strcmp(lang, langs[reader].tag) != 0;
	return seen;
}

static void
check_one(struct visit *v, json_t *segment)
{
	json_object_set_new(segment, "checked_by",
		json_string(v->who != NULL ? v->who : ""));
	json_object_set_new(segment, "checked_at", json_integer(v->now));
}

void
words_check(struct visit *v, json_t *words, const char *lang)
{
	const char *from = words_from(words, lang);
	struct words_pair *pairs;
	json_t *segment;
	size_t i, n = 0;

	json_array_foreach(words_parts(words, lang), i, segment)
		if (!words_hole(segment))
			check_one(v, segment);
	if (from != NULL && words_parts(words, from) != NULL)
		n = words_pairs(v->arena, words, from, lang, &pairs);
	/* It was checked against what the source says today. */
	for (i = 0; i < n; i++) {
		segment = pairs[i].target;
		if (segment != NULL && !words_hole(segment) &&
		    (pairs[i].stale || member(segment, "of") == NULL))
			json_object_set_new(segment, "of",
				json_string(pairs[i].of));
	}
}

void
words_say(const json_t *words, struct buf *out)
{
	json_t *text, *segment;
	const char *lang;
	size_t i;

	json_object_foreach(json_object_get(words, "texts"), lang, text)
		json_array_foreach(json_object_get(text, "segments"), i, segment) {
			if (words_hole(segment))
				continue;
			buf_text(out, member(segment, "text"));
			buf_char(out, '\n');
		}
}
