/* SPDX-License-Identifier: Apache-2.0 */
/* One of a list: CHOICE of the table's own, FLAG of two, COUNTRY and LANGUAGE
 * of the world's. */
#include "kinds.h"

#include <string.h>

enum { QUOTE_MOST = 40 };

/* ---- CHOICE ---- */

static const char *
choices_listed(struct arena *a, const struct field *f)
{
	struct buf list = buf_in(a, 4000);
	const char *choice;

	for (size_t i = 0; (choice = field_choice(a, f, i)) != NULL; i++) {
		if (i > 0)
			buf_text(&list, ", ");
		buf_text(&list, choice);
	}
	return list.at;
}

enum err
kind_choice_take(struct taking *t, json_t *in, json_t **out)
{
	struct arena *a = t->v->arena;
	const char *text;

	TRY(taking_text(t, in, &text));
	if (*text == '\0')
		return OK;
	if (!field_has_choice(t->field, text))
		return fail_field(t->v, t->path, "error.not-a-choice",
			text_cut(a, text, QUOTE_MOST),
			choices_listed(a, t->field));
	*out = json_string(text);
	return OK;
}

json_t *
kind_choice_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *choice = json_string_value(value);

	(void)f;
	return json_pack("{s:s, s:s}", "text", message(v->lang,
		arena_printf(v->arena, "%s-%s", base, choice)),
		"state", choice);
}

json_t *
kind_choice_schema(const struct field *f)
{
	struct arena *a = arena_new();
	json_t *list = json_array();
	const char *choice;

	for (size_t i = 0; (choice = field_choice(a, f, i)) != NULL; i++)
		json_array_append_new(list, json_string(choice));
	arena_free(a);
	return json_pack("{s:s, s:o}", "type", "string", "enum", list);
}

/* ---- FLAG ---- */

static const char *const yes[] = { "true", "on", "1", "yes" };
static const char *const no[] = { "false", "off", "0", "no" };

static bool
among(const char *const list[4], const char *text)
{
	for (int i = 0; i < 4; i++)
		if (strcasecmp(list[i], text) == 0)
			return true;
	return false;
}

/* A form sends a hidden "false", and "true" behind it when the box is
 * checked: the last one counts. */
enum err
kind_flag_take(struct taking *t, json_t *in, json_t **out)
{
	const char *text;

	if (json_is_array(in) && json_array_size(in) > 0)
		in = json_array_get(in, json_array_size(in) - 1);
	if (json_is_boolean(in)) {
		*out = json_boolean(json_is_true(in));
		return OK;
	}
	if (!json_is_string(in))
		return taking_wrong(t, "error.not-a-flag");
	TRY(taking_text(t, in, &text));
	if (*text == '\0')
		return OK;
	if (!among(yes, text) && !among(no, text))
		return taking_wrong(t, "error.not-a-flag");
	*out = json_boolean(among(yes, text));
	return OK;
}

void
kind_flag_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	(void)v, (void)f;
	if (value == NULL)
		db_bind_null(s);
	else
		db_bind_int(s, json_is_true(value));
}

json_t *
kind_flag_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	(void)v, (void)f;
	return db_null(s, at) ? NULL : json_boolean(db_int(s, at) != 0);
}

json_t *
kind_flag_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	bool is = json_is_true(value);

	(void)f, (void)base;
	return json_pack("{s:s, s:s}", "text", message(v->lang,
		is ? "field.yes" : "field.no"), "state", is ? "true" : "false");
}

const char *
kind_flag_cell(struct visit *v, const struct field *f, json_t *value)
{
	(void)v, (void)f;
	if (value == NULL)
		return "";
	return json_is_true(value) ? "true" : "false";
}

json_t *
kind_flag_schema(const struct field *f)
{
	(void)f;
	return json_pack("{s:s}", "type", "boolean");
}

/* ---- COUNTRY ---- */

enum err
kind_country_take(struct taking *t, json_t *in, json_t **out)
{
	struct arena *a = t->v->arena;
	const char *text;
	char *code;

	TRY(taking_text(t, in, &text));
	if (*text == '\0')
		return OK;
	code = arena_text(a, text);
	for (char *c = code; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	if (strlen(code) != 2 || !country_known(code))
		return taking_wrong(t, "error.not-a-country");
	*out = json_string(code);
	return OK;
}

json_t *
kind_country_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *code = json_string_value(value);
	const char *name = country_name(v->arena, v->lang, code);

	(void)f, (void)base;
	return json_pack("{s:s, s:s}", "text", name != NULL ? name : code,
		"state", code);
}

/* Under its name in every language of the pages. */
void
kind_country_say(struct visit *v, const struct field *f, json_t *value,
	struct buf *out)
{
	(void)f;
	for (int lang = 0; lang < LANG__MAX; lang++) {
		const char *name = country_name(v->arena, (enum lang)lang,
			json_string_value(value));

		buf_text(out, name != NULL ? name : "");
		buf_char(out, '\n');
	}
}

json_t *
kind_country_schema(const struct field *f)
{
	(void)f;
	return json_pack("{s:s, s:s, s:s}", "type", "string", "pattern",
		"^[A-Z]{2}$", "description", "ISO 3166-1 alpha-2");
}

/* ---- LANGUAGE ---- */

enum err
kind_language_take(struct taking *t, json_t *in, json_t **out)
{
	const char *text, *tag;

	TRY(taking_text(t, in, &text));
	if (*text == '\0')
		return OK;
	if (!words_tag(t->v->arena, text, &tag))
		return taking_wrong_with(t, "error.not-a-language",
			text_cut(t->v->arena, text, QUOTE_MOST));
	*out = json_string(tag);
	return OK;
}

json_t *
kind_language_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *tag = json_string_value(value);

	(void)f, (void)base;
	return json_pack("{s:s, s:s}", "text",
		lang_name(v->arena, v->lang, tag), "state", tag);
}

json_t *
kind_language_schema(const struct field *f)
{
	(void)f;
	return json_pack("{s:s, s:s}", "type", "string", "description",
		"BCP 47");
}
