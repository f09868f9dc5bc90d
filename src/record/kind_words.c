/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WORDS and PROSE: text in several languages (words.h), kept as its JSON.
 * Words have a second column that sorts as people sort.  As a cell they are
 * their JSON, which brings every language and its provenance back.
 */
#include "kinds.h"

#include <string.h>

#include "base/log.h"

enum { WORDS_MOST = 500, PROSE_MOST = 100000, HTML_MOST = 8 << 20 };

void
kind_json_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	(void)f;
	db_bind_text(s, value != NULL ? taking_dump(v->arena, value) : NULL);
}

/* As all who read words may take for granted: at least one text, each with
 * segments that have a text and an origin, and one of them the original. */
static bool
words_whole(const json_t *words)
{
	const char *lang, *original = json_string_value(
		json_object_get(words, "original"));
	json_t *texts = json_object_get(words, "texts"), *text, *segment;
	size_t i;

	if (original == NULL || json_object_get(texts, original) == NULL)
		return false;
	json_object_foreach(texts, lang, text) {
		json_t *segments = json_object_get(text, "segments");

		if (!words_parts_good(segments))
			return false;
		json_array_foreach(segments, i, segment)
			if (!json_is_string(json_object_get(segment, "origin")))
				return false;
	}
	return true;
}

/* Up to the quotation mark; "" when there is none near. */
static void
text_first(const char *text, char out[64])
{
	size_t n = strcspn(text, "\"\\");

	if (n < 64) {
		memcpy(out, text, n);
		out[n] = '\0';
	}
}

/*
 * What a reader of one language needs: the text in it, the original, and what
 * it was translated from.  NULL: only the whole will do.
 */
static json_t *
words_brief(const struct visit *v, const char *text)
{
	static const char first[] = "{\"original\":\"";
	const char *tag = langs[v->lang].tag, *from;
	char original[64] = "";
	json_t *words, *texts;

	if (strncmp(text, first, sizeof first - 1) != 0)
		return NULL;
	text_first(text + sizeof first - 1, original);
	words = json_read_some(text, "texts",
		(const char *const[]){ tag, original });
	texts = json_object_get(words, "texts");
	from = json_string_value(json_object_get(json_object_get(texts, tag),
		"from"));
	if (from == NULL || json_object_get(texts, from) != NULL)
		return words;
	json_decref(words);
	return NULL;
}

/* A stored value that somebody has damaged is as good as none: the record can
 * still be read, and check tells of it. */
json_t *
kind_words_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	json_t *words;

	if (db_null(s, at))
		return NULL;
	words = v->brief ? words_brief(v, db_text(s, at)) : NULL;
	if (words == NULL)
		words = json_read(db_text(s, at));
	if (words_whole(words))
		return words;
	log_problem("what is stored of a %s is damaged", f->name);
	json_decref(words);
	return NULL;
}

const char *
kind_json_cell(struct visit *v, const struct field *f, json_t *value)
{
	(void)f;
	return value != NULL ? taking_dump(v->arena, value) : "";
}

/* Every language of a list would want its own order; it has the original's. */
void
kind_words_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	const char *lang = json_string_value(json_object_get(value, "original"));
	const char *text = lang != NULL ? words_in(v->arena, value, lang) : NULL;
	const uint8_t *key;
	size_t n;

	kind_json_bind(v, f, s, value);
	if (text == NULL) {
		db_bind_null(s);
		return;
	}
	text_sort_key(v->arena, text, &key, &n);
	db_bind_blob(s, key, n);
}

enum err
kind_words_take(struct taking *t, json_t *in, json_t **out)
{
	return words_take(t, in, false, taking_most(t->field, WORDS_MOST), out);
}

enum err
kind_prose_take(struct taking *t, json_t *in, json_t **out)
{
	return words_take(t, in, true, taking_most(t->field, PROSE_MOST), out);
}

json_t *
kind_words_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	(void)f, (void)base;
	return words_view(v, value);
}

json_t *
kind_prose_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	json_t *view = words_view(v, value);
	struct buf html = buf_in(v->arena, HTML_MOST);

	(void)f, (void)base;
	markdown_html(v->arena,
		json_string_value(json_object_get(view, "text")), &html);
	json_object_set_new(view, "html_html", json_string(html.at));
	return view;
}

void
kind_words_say(struct visit *v, const struct field *f, json_t *value,
	struct buf *out)
{
	(void)v, (void)f;
	words_say(value, out);
}

/* Prose is searched as it reads, without its Markdown. */
void
kind_prose_say(struct visit *v, const struct field *f, json_t *value,
	struct buf *out)
{
	const char *lang;
	json_t *text;

	(void)f;
	json_object_foreach(json_object_get(value, "texts"), lang, text) {
		markdown_text(v->arena, words_in(v->arena, value, lang), out);
		buf_char(out, '\n');
	}
}

static void
moment_schema(json_t *properties, const char *name)
{
	json_object_set_new(properties, name, json_pack("{s:s, s:s}",
		"type", "integer", "description",
		"milliseconds since 1970-01-01T00:00Z"));
}

/* The shape of one segment; "text" and "origin" are always there. */
static json_t *
segment_schema(void)
{
	static const char *const names[] = { "text", "by", "edited_by",
		"checked_by", "second_by", "gap" };
	static const char *const moments[] = { "at", "edited_at", "checked_at",
		"second_at" };
	json_t *properties = json_object();

	for (int i = 0; i < 6; i++)
		json_object_set_new(properties, names[i],
			json_pack("{s:s}", "type", "string"));
	for (int i = 0; i < 4; i++)
		moment_schema(properties, moments[i]);
	json_object_set_new(properties, "block",
		json_pack("{s:s}", "type", "boolean"));
	json_object_set_new(properties, "origin", json_pack(
		"{s:s, s:[s, s, s, s]}", "type", "string", "enum", "person",
		"machine", "memory", "none"));
	json_object_set_new(properties, "of", json_pack("{s:s, s:s}",
		"type", "string", "pattern", "^[0-9a-f]{16}$"));
	return json_pack("{s:s, s:[s, s], s:o}", "type", "object",
		"required", "text", "origin", "properties", properties);
}

json_t *
kind_words_schema(const struct field *f)
{
	json_t *text = json_pack(
		"{s:s, s:[s, s], s:{s:{s:s, s:i}, s:{s:s}, s:{s:s, s:o}}}",
		"type", "object", "required", "revision", "segments",
		"properties", "revision", "type", "integer", "minimum", 1,
		"from", "type", "string",
		"segments", "type", "array", "items", segment_schema());

	(void)f;
	return json_pack("{s:s, s:[s, s], s:{s:{s:s}, s:{s:s, s:o}}}",
		"type", "object", "required", "original", "texts",
		"properties", "original", "type", "string",
		"texts", "type", "object", "additionalProperties", text);
}
