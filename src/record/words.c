/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading words: their text in a language, where its parts come from, and
 * whether what they were translated from still reads the same.  How they come
 * in is words_take.c, how they are shown words_view.c.
 */
#include "kinds.h"

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

const char *
words_join(struct arena *a, const json_t *segments)
{
	size_t i, n = json_array_size(segments), room = 1;
	struct buf joined;
	json_t *segment;

	if (n == 1)
		return arena_text(a, member(json_array_get(segments, 0), "text"));
	json_array_foreach(segments, i, segment)
		room += json_string_length(json_object_get(segment, "text")) + 2;
	joined = buf_in(a, room);
	json_array_foreach(segments, i, segment) {
		if (i > 0)
			buf_text(&joined, "\n\n");
		buf_text(&joined, member(segment, "text"));
	}
	return joined.at;
}

const char *
words_in(struct arena *a, const json_t *words, const char *lang)
{
	json_t *segments = words_parts(words, lang);

	return segments != NULL ? words_join(a, segments) : NULL;
}

struct map *
words_by_digest(struct arena *a, const json_t *segments)
{
	struct map *m = map_new(a);
	char digest[WORDS_DIGEST];
	json_t *segment;
	size_t i;

	json_array_foreach(segments, i, segment) {
		words_digest(member(segment, "text"), digest);
		map_put(m, digest, segment);
	}
	return m;
}

/*
 * Something of the source reads otherwise than what this was made of.  When
 * all of this knows its source, a part of the source that nothing was made of
 * counts as well: a paragraph was added.
 */
static bool
stale(struct arena *a, const json_t *source, const json_t *segments)
{
	struct map *there = words_by_digest(a, source), *used = map_new(a);
	bool all = true;
	json_t *segment;
	size_t i;

	json_array_foreach(segments, i, segment) {
		const char *of = member(segment, "of");

		if (of == NULL) {
			all = false;
			continue;
		}
		if (map_get(there, of) == NULL)
			return true;
		map_put(used, of, segment);
	}
	return all && map_count(used) < map_count(there);
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
	seen.stale = source != NULL && stale(a, source, segments);
	return seen;
}

/* Which language a reader is given; NULL when there are no words. */
static const char *
best(const json_t *words, enum lang reader)
{
	json_t *texts = json_object_get(words, "texts");
	const char *original = member(words, "original");

	if (json_object_get(texts, langs[reader].tag) != NULL)
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

void
words_check(struct visit *v, json_t *words, const char *lang)
{
	json_t *segments = words_parts(words, lang), *segment, *source;
	const char *from = words_from(words, lang);
	char digest[WORDS_DIGEST];
	size_t i;

	source = from != NULL ? words_parts(words, from) : NULL;
	json_array_foreach(segments, i, segment) {
		json_object_set_new(segment, "checked_by",
			json_string(v->who != NULL ? v->who : ""));
		json_object_set_new(segment, "checked_at", json_integer(v->now));
		/* It was checked against what the source says today. */
		if (json_array_size(source) != json_array_size(segments))
			continue;
		words_digest(member(json_array_get(source, i), "text"), digest);
		json_object_set_new(segment, "of", json_string(digest));
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
			buf_text(out, member(segment, "text"));
			buf_char(out, '\n');
		}
}
