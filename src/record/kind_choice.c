/* SPDX-License-Identifier: Apache-2.0 */
/* One of a list: CHOICE of the table's own, FLAG of two, COUNTRY and LANGUAGE
 * of the world's; and CHOICES, several of the table's own. */
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

/* ---- CHOICES: an array, each once; in its column "officer editor" ---- */

/* The words of "officer editor", also parted by commas, semicolons, lines. */
json_t *
choices_of_text(const char *text)
{
	static const char between[] = " ,;\t\n";
	json_t *out = json_array();

	for (text += strspn(text, between); *text != '\0';
	    text += strspn(text, between)) {
		size_t n = strcspn(text, between);

		json_array_append_new(out, json_stringn(text, n));
		text += n;
	}
	return out;
}

static const char *
choices_text(struct arena *a, const json_t *value)
{
	struct buf text = buf_in(a, 4000);
	size_t i;
	json_t *one;

	json_array_foreach(value, i, one)
		buf_printf(&text, "%s%s", i > 0 ? " " : "",
			json_string_value(one));
	return text.at;
}

const char *
record_chosen(struct arena *a, const struct record *r, const char *field)
{
	json_t *value = record_value(r, field);

	return value != NULL ? choices_text(a, value) : NULL;
}

static bool
holds(const json_t *list, const char *choice)
{
	size_t i;
	json_t *one;

	json_array_foreach(list, i, one)
		if (json_is_string(one) &&
		    strcmp(json_string_value(one), choice) == 0)
			return true;
	return false;
}

/* Each is one of the choices; every one that is not is said. */
static enum err
choices_fit(struct taking *t, json_t *list)
{
	struct arena *a = t->v->arena;
	enum err err = OK;
	size_t i;
	json_t *one;

	json_array_foreach(list, i, one) {
		const char *text = json_string_value(one);

		if (text == NULL)
			return taking_wrong(t, "error.wrong-kind");
		if (*text != '\0' && !field_has_choice(t->field, text))
			err = fail_field(t->v, t->path, "error.not-a-choice",
				text_cut(a, text, QUOTE_MOST),
				choices_listed(a, t->field));
	}
	return err;
}

/* In the order of the table, so that the same ones are the same value. */
enum err
kind_choices_take(struct taking *t, json_t *in, json_t **out)
{
	struct arena *a = t->v->arena;
	json_t *list = in, *taken;
	const char *text, *choice;

	if (json_is_string(in)) {
		TRY(taking_text(t, in, &text));
		list = keep(t->v, choices_of_text(text));
	}
	if (!json_is_array(list))
		return taking_wrong(t, "error.wrong-kind");
	TRY(choices_fit(t, list));
	taken = json_array();
	for (size_t i = 0; (choice = field_choice(a, t->field, i)) != NULL; i++)
		if (holds(list, choice))
			json_array_append_new(taken, json_string(choice));
	if (json_array_size(taken) > 0)
		*out = taken;
	else
		json_decref(taken);
	return OK;
}

void
kind_choices_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	(void)f;
	db_bind_text(s, value != NULL ? choices_text(v->arena, value) : NULL);
}

json_t *
kind_choices_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	(void)v, (void)f;
	return db_null(s, at) || *db_text(s, at) == '\0' ? NULL :
		choices_of_text(db_text(s, at));
}

json_t *
kind_choices_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	struct buf text = buf_in(v->arena, 1 << 14);
	json_t *items = json_array(), *one;
	size_t i;

	json_array_foreach(value, i, one) {
		json_t *item = kind_choice_show(v, f, base, one);

		buf_printf(&text, "%s%s", i > 0 ? " · " : "",
			json_string_value(json_object_get(item, "text")));
		json_array_append_new(items, item);
	}
	return json_pack("{s:s, s:o}", "text", text.at, "items", items);
}

const char *
kind_choices_cell(struct visit *v, const struct field *f, json_t *value)
{
	(void)f;
	return choices_text(v->arena, value);
}

json_t *
kind_choices_schema(const struct field *f)
{
	return json_pack("{s:s, s:o, s:b}", "type", "array", "items",
		kind_choice_schema(f), "uniqueItems", 1);
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
