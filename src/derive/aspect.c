/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values in plain text, for whoever compares two of them.  Words are compared
 * language by language, rows line by line:
 *
 *	이름 (한국어)   시흥시-더저우시 …
 *	날짜            종류: 서명 · 날짜: 2005년 5월 17일
 */
#include <string.h>

#include "inside.h"

#define TEXT_MOST (1 << 20)  /* bytes of one aspect */

static void
add_row(struct visit *v, struct spot s, json_t *row, struct buf *out)
{
	bool first = true;

	for (const struct field *f = s.rows->rows; f->name != NULL; f++) {
		json_t *value = json_object_get(row, f->name), *shown;

		if (value == NULL || f->kind == FIELD_SECRET ||
		    !field_readable(v, s.of, f))
			continue;
		s.field = f;
		shown = office_show(v, s, value);
		buf_printf(out, "%s%s: %s", first ? "" : " · ",
			spot_label(v, s), view_get(shown, "text"));
		json_decref(shown);
		first = false;
	}
}

static const char *
rows_text(struct visit *v, struct spot s, json_t *rows)
{
	struct buf out = buf_in(v->arena, TEXT_MOST);
	json_t *row;
	size_t i;

	s.rows = s.field;
	json_array_foreach(rows, i, row) {
		if (i > 0)
			buf_char(&out, '\n');
		add_row(v, s, row, &out);
	}
	return out.at;
}

static const char *
refs_text(struct visit *v, struct spot s, json_t *ids)
{
	struct buf out = buf_in(v->arena, TEXT_MOST);
	struct id id;
	json_t *one;
	size_t i;

	json_array_foreach(ids, i, one)
		if (json_is_string(one) &&
		    id_parse(json_string_value(one), &id))
			buf_printf(&out, "%s%s", i > 0 ? ", " : "",
				record_title_of(v, s.field->to, id));
	return out.at;
}

static const char *
plain_text(struct visit *v, struct spot s, json_t *value)
{
	const char *text;
	json_t *shown;

	if (value == NULL)
		return "";
	if (s.field->kind == FIELD_ROWS)
		return rows_text(v, s, value);
	if (s.field->kind == FIELD_REFS)
		return refs_text(v, s, value);
	shown = office_show(v, s, value);
	text = arena_text(v->arena, view_get(shown, "text"));
	json_decref(shown);
	return text;
}

typedef void (*aspect_put)(const char *label, const char *before,
	const char *after, void *arg);

static void
put_lang(struct visit *v, struct spot s, json_t *before, json_t *after,
	const char *tag, aspect_put put, void *arg)
{
	const char *old = words_in(v->arena, before, tag);
	const char *new = words_in(v->arena, after, tag);
	const char *label = message_with(v->arena, v->lang,
		"history.in-language", spot_label(v, s),
		lang_name(v->arena, v->lang, tag), NULL);

	old = old != NULL ? old : "";
	new = new != NULL ? new : "";
	if (strcmp(old, new) != 0)
		put(label, old, new, arg);
}

static void
put_words(struct visit *v, struct spot s, json_t *before, json_t *after,
	aspect_put put, void *arg)
{
	json_t *olds = json_object_get(before, "texts"), *text;
	json_t *news = json_object_get(after, "texts");
	const char *tag;

	json_object_foreach(news, tag, text)
		put_lang(v, s, before, after, tag, put, arg);
	json_object_foreach(olds, tag, text)
		if (json_object_get(news, tag) == NULL)
			put_lang(v, s, before, after, tag, put, arg);
}

void
aspects_each(struct visit *v, struct spot s, json_t *before, json_t *after,
	aspect_put put, void *arg)
{
	enum field_kind kind = s.field->kind;
	const char *old, *new;

	if (before == after || (before != NULL && after != NULL &&
	    json_equal(before, after)))
		return;
	if (kind == FIELD_WORDS || kind == FIELD_PROSE) {
		put_words(v, s, before, after, put, arg);
		return;
	}
	if (kind == FIELD_SECRET) {
		put(spot_label(v, s), before != NULL ? "••••" : "",
			after != NULL ? "••••" : "", arg);
		return;
	}
	old = plain_text(v, s, before);
	new = plain_text(v, s, after);
	if (strcmp(old, new) != 0)
		put(spot_label(v, s), old, new, arg);
}
