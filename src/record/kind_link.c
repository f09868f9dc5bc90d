/* SPDX-License-Identifier: Apache-2.0 */
/*
 * REF and REFS: records that are pointed at, by id.  From outside they may be
 * named as people name them: by slug, or "field=value".
 */
#include "kinds.h"

#include <string.h>

enum { REFS_MOST = 200, QUOTE_MOST = 60 };

static enum err
not_there(struct taking *t, const char *name)
{
	return taking_wrong_with(t, "error.not-there",
		text_cut(t->v->arena, name, QUOTE_MOST));
}

static enum err
id_of_name(struct taking *t, const char *name, struct id *id)
{
	enum err err = record_id_of(t->v, t->field->to, name, id);

	return err == ERR_MISSING ? not_there(t, name) : err;
}

/* Does `before`, an id or a list of them, hold this one? */
static bool
held(const json_t *before, const char *id)
{
	const char *one = json_string_value(before);
	json_t *each;
	size_t i;

	if (one != NULL)
		return strcmp(one, id) == 0;
	json_array_foreach(before, i, each)
		if (strcmp(json_string_value(each), id) == 0)
			return true;
	return false;
}

/* One reference; *out "" when nothing was given.  What was pointed at before
 * may be so still, even where it is hidden by now. */
static enum err
take_one(struct taking *t, json_t *in, const char **out)
{
	struct visit *v = t->v;
	const char *text;
	struct id id;
	bool there;

	if (json_is_object(in))
		in = json_object_get(in, "id");
	*out = "";
	if (in == NULL || json_is_null(in))
		return OK;
	TRY(taking_text(t, in, &text));
	if (*text == '\0')
		return OK;
	if (!id_parse(text, &id)) {
		TRY(id_of_name(t, text, &id));
		*out = id_text(v->arena, id);
		return OK;
	}
	*out = id_text(v->arena, id);
	if (held(t->before, *out))
		return OK;
	TRY(record_exists(v, t->field->to, id, &there));
	return there ? OK : not_there(t, text);
}

/* ---- REF ---- */

enum err
kind_ref_take(struct taking *t, json_t *in, json_t **out)
{
	const char *id;

	TRY(take_one(t, in, &id));
	if (*id != '\0')
		*out = json_string(id);
	return OK;
}

void
kind_ref_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	struct id id;

	(void)v, (void)f;
	if (value != NULL && id_parse(json_string_value(value), &id))
		db_bind_id(s, id);
	else
		db_bind_null(s);
}

json_t *
kind_ref_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	char text[ID_TEXT];

	(void)v, (void)f;
	if (db_null(s, at))
		return NULL;
	id_print(db_id(s, at), text);
	return json_string(text);
}

json_t *
kind_ref_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *text = json_string_value(value);
	struct id id;

	(void)base;
	if (text == NULL || !id_parse(text, &id))
		return json_pack("{s:s}", "text", "");
	return json_pack("{s:s, s:s, s:s*}",
		"text", record_title_of(v, f->to, id), "id", text,
		"href", record_page_of(v, f->to, id));
}

void
kind_ref_say(struct visit *v, const struct field *f, json_t *value,
	struct buf *out)
{
	struct id id;

	if (!id_parse(json_string_value(value), &id))
		return;
	buf_text(out, record_title_of(v, f->to, id));
	buf_char(out, '\n');
}

static json_t *
id_schema(void)
{
	return json_pack("{s:s, s:s}", "type", "string", "format", "uuid");
}

json_t *
kind_ref_schema(const struct field *f)
{
	(void)f;
	return id_schema();
}

/* ---- REFS ---- */

/* The parts of a cell: by semicolons and lines; ids and slugs, which hold
 * neither, by commas and spaces as well. */
static json_t *
list_of_text(struct arena *a, const char *text)
{
	const char *between = strchr(text, '=') != NULL ? ";\n" : ";,\n\t ";
	json_t *list = json_array();

	for (;;) {
		size_t n;

		text += strspn(text, between);
		n = strcspn(text, between);
		if (n == 0)
			return list;
		json_array_append_new(list, json_string(
			taking_trim(a, arena_copy(a, text, n))));
		text += n;
	}
}

static enum err
list_of(struct taking *t, json_t *in, json_t **out)
{
	const char *text;

	if (json_is_array(in)) {
		*out = in;
		return OK;
	}
	if (!json_is_string(in))
		return taking_wrong(t, "error.wrong-kind");
	TRY(taking_text(t, in, &text));
	*out = keep(t->v, list_of_text(t->v->arena, text));
	return OK;
}

/* Every part is looked at, so that all faults are told; one that is named
 * twice counts once. */
static enum err
take_each(struct taking *t, json_t *list, json_t *taken)
{
	enum err err = OK;
	json_t *each;
	size_t i;

	json_array_foreach(list, i, each) {
		struct taking one = *t;
		const char *id;
		enum err e;

		one.path = taking_below_nth(t, i);
		e = take_one(&one, each, &id);
		if (e != OK && e != ERR_INPUT)
			return e;
		if (e == ERR_INPUT)
			err = e;
		else if (*id != '\0' && !held(taken, id))
			json_array_append_new(taken, json_string(id));
	}
	return err;
}

enum err
kind_refs_take(struct taking *t, json_t *in, json_t **out)
{
	json_t *list = NULL, *taken = keep(t->v, json_array());

	TRY(list_of(t, in, &list));
	if (json_array_size(list) > (size_t)taking_most(t->field, REFS_MOST))
		return taking_count(t, json_array_size(list), REFS_MOST);
	TRY(take_each(t, list, taken));
	TRY(taking_count(t, json_array_size(taken), REFS_MOST));
	if (json_array_size(taken) > 0)
		*out = json_incref(taken);
	return OK;
}

json_t *
kind_refs_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	json_t *items = json_array(), *each;
	struct buf text = buf_in(v->arena, 1 << 16);
	size_t i;

	json_array_foreach(value, i, each) {
		json_t *item = kind_ref_show(v, f, base, each);

		if (i > 0)
			buf_text(&text, ", ");
		buf_text(&text,
			json_string_value(json_object_get(item, "text")));
		json_array_append_new(items, item);
	}
	return json_pack("{s:s, s:o}", "text", text.full ? "" : text.at,
		"items", items);
}

const char *
kind_refs_cell(struct visit *v, const struct field *f, json_t *value)
{
	struct buf cell = buf_in(v->arena,
		(json_array_size(value) + 1) * (ID_TEXT + 1));
	json_t *each;
	size_t i;

	(void)f;
	json_array_foreach(value, i, each) {
		if (i > 0)
			buf_text(&cell, "; ");
		buf_text(&cell, json_string_value(each));
	}
	return cell.at;
}

void
kind_refs_say(struct visit *v, const struct field *f, json_t *value,
	struct buf *out)
{
	json_t *each;
	size_t i;

	json_array_foreach(value, i, each)
		kind_ref_say(v, f, each, out);
}

json_t *
kind_refs_schema(const struct field *f)
{
	return json_pack("{s:s, s:o, s:I, s:I}", "type", "array", "items",
		id_schema(), "minItems", (json_int_t)(f->min > 0 ? f->min : 0),
		"maxItems", (json_int_t)taking_most(f, REFS_MOST));
}
