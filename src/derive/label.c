/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What things are called: message keys by the rule of record/entity.h, and
 * the few calls by which every view of derive/ is built.  A view names each
 * key that its template asks for, though it be empty: mustache looks further
 * out for a name that is not there, and a field within rows would find its
 * owner's.
 */
#include <string.h>

#include "inside.h"

const char *
spot_stem(struct arena *a, struct spot s)
{
	if (s.rows != NULL)
		return arena_printf(a, "%s.%s-%s", s.of->name, s.rows->name,
			s.field->name);
	return arena_printf(a, "%s.%s", s.of->name, s.field->name);
}

const char *
spot_label(struct visit *v, struct spot s)
{
	return message(v->lang, spot_stem(v->arena, s));
}

const char *
spot_choice(struct visit *v, struct spot s, const char *choice)
{
	return message(v->lang, arena_printf(v->arena, "%s-%s",
		spot_stem(v->arena, s), choice));
}

const char *
entity_label(struct visit *v, const struct entity *of)
{
	return message(v->lang, arena_printf(v->arena, "%s.one", of->name));
}

const char *
entity_labels(struct visit *v, const struct entity *of)
{
	return message(v->lang, arena_printf(v->arena, "%s.many", of->name));
}

void
view_text(json_t *view, const char *key, const char *text)
{
	json_object_set_new(view, key, json_string(text != NULL ? text : ""));
}

void
view_flag(json_t *view, const char *key, bool so)
{
	json_object_set_new(view, key, json_boolean(so));
}

void
view_moment(struct visit *v, json_t *view, const char *key, int64_t moment)
{
	char *text = moment_print(v->arena, moment, "UTC");

	text[strcspn(text, "[")] = '\0';
	view_text(view, key, text);
}

const char *
view_get(const json_t *view, const char *key)
{
	const char *text = json_string_value(json_object_get(view, key));

	return text != NULL ? text : "";
}

/* Shared by itself, and with partners other than this one? */
static bool
others(const struct visit *v, const struct entity *of, struct id id)
{
	if (!visit_partner(v) || of->shared.tie == NULL ||
	    strcmp(of->shared.tie, "id") != 0)
		return false;
	for (size_t i = 0; i < v->tie_count; i++)
		if (id_same(v->ties[i], id))
			return false;
	return true;
}

const char *
office_page(struct visit *v, const struct entity *of, struct id id)
{
	if (others(v, of, id))
		return record_page_of(v, of, id);
	return arena_printf(v->arena, "/office/%s/%s", of->plural,
		id_text(v->arena, id));
}

/* Sets where a reference leads; one that may not be seen leads nowhere. */
static void
lead(struct visit *v, json_t *shown, const struct entity *to,
	const json_t *value)
{
	struct id id;

	if (!json_is_string(value) || !id_parse(json_string_value(value), &id))
		return;
	view_text(shown, "href", (to->read & v->roles) != 0 &&
		(visit_staff(v) || record_seen_of(v, to, id)) ?
		office_page(v, to, id) : "");
}

json_t *
office_show(struct visit *v, struct spot s, json_t *value)
{
	const struct field *f = s.field;
	json_t *shown = field_types[f->kind].show(v, f,
		spot_stem(v->arena, s), value);
	json_t *items = json_object_get(shown, "items");

	if (f->kind != FIELD_CHOICE)
		json_object_del(shown, "state");
	if (f->kind == FIELD_REF)
		lead(v, shown, f->to, value);
	if (f->kind == FIELD_REFS)
		for (size_t i = 0; i < json_array_size(items); i++)
			lead(v, json_array_get(items, i), f->to,
				json_array_get(value, i));
	return shown;
}
