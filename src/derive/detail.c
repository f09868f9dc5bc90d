/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A record's page in the office: every field that is there and that the
 * visitor may read, in the order of the table.  Words are shown in each of
 * their languages, for whoever answers for them must see them all.
 */
#include <string.h>

#include "inside.h"

static void
set_missing(json_t *out, const char *const *names)
{
	for (; *names != NULL; names++)
		if (json_object_get(out, *names) == NULL)
			view_text(out, *names, "");
}

/* A value for people, with every name that the template asks for. */
static json_t *
shown(struct visit *v, struct spot s, json_t *value)
{
	static const char *const names[] = { "text", "lang", "href",
		"html_html", "notice", "state", "picture", NULL };
	json_t *out = value != NULL ? office_show(v, s, value) : json_object();
	json_t *items = json_object_get(out, "items"), *item;
	size_t i;

	set_missing(out, names);
	view_flag(out, "several", json_array_size(items) > 0);
	json_array_foreach(items, i, item)
		set_missing(item, names);
	if (items == NULL)
		json_object_set_new(out, "items", json_array());
	return out;
}

/* ---- words ---- */

static void
add_text(struct visit *v, const struct field *f, json_t *words,
	const char *tag, bool checks, json_t *out)
{
	static const char *const names[] = { "notice", "origin", "by",
		"checked_by", "html_html", NULL };
	json_t *one = words_view_in(v, words, tag);
	enum lang lang = lang_of(tag);

	if (one == NULL)
		return;
	view_text(one, "lang", lang_html(tag));
	view_text(one, "own", lang < LANG__MAX ? langs[lang].own :
		lang_name(v->arena, v->lang, tag));
	if (f->kind == FIELD_PROSE) {
		struct buf html = buf_in(v->arena, 4 << 20);

		markdown_html(v->arena, view_get(one, "text"), &html);
		view_text(one, "html_html", html.at);
	}
	set_missing(one, names);
	view_text(one, "tag", tag);
	view_flag(one, "can_translate", checks && !(f->flags & GIVEN) &&
		!json_is_true(json_object_get(one, "original")));
	view_flag(one, "can_check", checks &&
		!json_is_true(json_object_get(one, "original")) &&
		(*view_get(one, "checked_by") == '\0' ||
		json_is_true(json_object_get(one, "stale"))) &&
		strcmp(view_get(one, "origin"), "person") != 0);
	json_array_append_new(out, one);
}

static json_t *
texts(struct visit *v, const struct field *f, json_t *words, bool checks)
{
	json_t *out = json_array(), *text;
	const char *tag;

	for (int i = 0; i < LANG__MAX; i++)
		add_text(v, f, words, langs[i].tag, checks, out);
	json_object_foreach(json_object_get(words, "texts"), tag, text)
		if (lang_of(tag) == LANG__MAX)
			add_text(v, f, words, tag, checks, out);
	return out;
}

/* The languages of pages in which there is no text yet; none where nobody is
 * to add one. */
static json_t *
texts_missing(const json_t *words, bool writes)
{
	json_t *out = json_array(), *there = json_object_get(words, "texts");

	for (int i = 0; writes && i < LANG__MAX; i++)
		if (json_object_get(there, langs[i].tag) == NULL)
			json_array_append_new(out, json_pack(
				"{s:s, s:s, s:s}", "tag", langs[i].tag, "lang",
				langs[i].html, "own", langs[i].own));
	return out;
}

/* ---- rows ---- */

static bool
is_used(json_t *rows, const char *name)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
		if (json_object_get(row, name) != NULL)
			return true;
	return false;
}

static json_t *
line(struct visit *v, struct spot s, json_t *rows, json_t *row)
{
	json_t *out = json_object(), *cells = json_array();

	for (const struct field *f = s.rows->rows; f->name != NULL; f++) {
		json_t *one;

		if (!is_used(rows, f->name) || !field_readable(v, s.of, f))
			continue;
		s.field = f;
		one = shown(v, s, json_object_get(row, f->name));
		view_text(one, "label", spot_label(v, s));
		json_array_append_new(cells, one);
	}
	json_object_set_new(out, "cells", cells);
	return out;
}

/* Columns that no row fills are left out. */
static json_t *
rows_view(struct visit *v, const struct entity *of, const struct field *f,
	json_t *rows)
{
	struct spot s = { of, f, NULL };
	json_t *out = json_object(), *labels = json_array();
	json_t *lines = json_array(), *row;
	size_t i;

	for (s.field = f->rows; s.field->name != NULL; s.field++)
		if (is_used(rows, s.field->name) &&
		    field_readable(v, of, s.field))
			json_array_append_new(labels,
				json_string(spot_label(v, s)));
	json_array_foreach(rows, i, row)
		json_array_append_new(lines, line(v, s, rows, row));
	json_object_set_new(out, "labels", labels);
	json_object_set_new(out, "lines", lines);
	return out;
}

/* ---- the record ---- */

static json_t *
field_view(struct visit *v, struct spot s, json_t *value)
{
	const struct field *f = s.field;
	bool words = f->kind == FIELD_WORDS || f->kind == FIELD_PROSE;
	json_t *out = json_object();

	view_text(out, "name", f->name);
	view_text(out, "label", spot_label(v, s));
	view_text(out, "kind", field_types[f->kind].name);
	view_text(out, "widget", words ? "words" :
		f->kind == FIELD_ROWS ? "rows" : "value");
	view_flag(out, "is_words", words);
	view_flag(out, "is_prose", f->kind == FIELD_PROSE);
	view_flag(out, "is_rows", f->kind == FIELD_ROWS);
	view_flag(out, "is_file", f->kind == FIELD_FILE);
	view_flag(out, "is_value", !words && f->kind != FIELD_ROWS);
	view_flag(out, "personal", (f->flags & PERSONAL) != 0);
	json_object_set_new(out, "texts", words ? texts(v, f, value,
		field_writable(v, s.of, f)) :
		json_array());
	json_object_set_new(out, "missing", texts_missing(value, words &&
		!(f->flags & GIVEN) && field_writable(v, s.of, f)));
	view_flag(out, "missing_there", json_array_size(json_object_get(out,
		"missing")) > 0);
	view_text(out, "original_tag", words ? view_get(value, "original") :
		"");
	json_object_set_new(out, "value", f->kind == FIELD_ROWS ?
		json_null() : shown(v, s, value));
	json_object_set_new(out, "rows", f->kind == FIELD_ROWS ?
		rows_view(v, s.of, f, value) : json_null());
	return out;
}

static json_t *
section(struct visit *v, const struct record *r)
{
	json_t *out = json_object(), *fields = json_array();

	for (const struct field *f = r->of->fields; f->name != NULL; f++) {
		json_t *value = record_value(r, f->name);

		if (value != NULL && field_readable(v, r->of, f))
			json_array_append_new(fields, field_view(v,
				(struct spot){ r->of, NULL, f }, value));
	}
	json_object_set_new(out, "fields", fields);
	return out;
}

/* What this visitor may do with it. */
static void
set_rights(struct visit *v, const struct record *r, json_t *out)
{
	bool may = (r->of->write & v->roles) != 0;
	bool erases = (v->roles & ROLE_ADMINS) != 0;

	view_flag(out, "can_change", may && r->standing == RECORD_THERE);
	view_flag(out, "can_hide", may && r->standing == RECORD_THERE);
	view_flag(out, "can_unhide", may && r->standing == RECORD_HIDDEN);
	view_flag(out, "can_erase", erases && r->standing != RECORD_ERASED);
	view_flag(out, "can_act", (may || erases) &&
		r->standing != RECORD_ERASED);
	view_flag(out, "is_hidden", r->standing == RECORD_HIDDEN);
	view_flag(out, "is_erased", r->standing == RECORD_ERASED);
}

json_t *
detail_view(struct visit *v, const struct record *r)
{
	json_t *out = json_object(), *sections = json_array();

	view_text(out, "kind", r->of->name);
	view_text(out, "label", entity_label(v, r->of));
	view_text(out, "labels", entity_labels(v, r->of));
	view_text(out, "id", id_text(v->arena, r->id));
	view_text(out, "href", office_page(v, r->of, r->id));
	view_text(out, "list", arena_printf(v->arena, "/office/%s",
		r->of->plural));
	view_text(out, "title", record_title(v, r));
	view_text(out, "page", record_open(r) ? record_page(v, r) : "");
	json_object_set_new(out, "revision", json_integer(r->revision));
	view_text(out, "made_says", text_moment(v->arena, v->lang, r->made,
		v->zone));
	view_text(out, "changed_says", text_moment(v->arena, v->lang,
		r->changed, v->zone));
	set_rights(v, r, out);
	json_array_append_new(sections, section(v, r));
	json_object_set_new(out, "sections", sections);
	return out;
}
