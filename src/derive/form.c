/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An entity as a form.  Each field becomes one object with a widget, which is
 * a template of its own (templates/office/field-<widget>.mustache):
 *
 *	{ "name": "dates.0.on", "id": "f-dates.0.on", "label": "…", "help": "…",
 *	  "kind": "date", "widget": "text", "is_text": true, "is_words": false …,
 *	  "required": true, "problems": [{"says"}], "described": "f-dates.0.on-help",
 *	  "value": "2005", … what the widget wants further … }
 *
 * What was typed stands in place of what the record holds.  The way back is
 * input.c's form_input.
 */
#include <string.h>

#include "inside.h"

#define LONG_FORM 10  /* fields; a longer form has a table of contents */

struct form {
	struct visit *v;
	const struct entity *of;
	struct choosing choosing;
	json_t *typed;       /* whole; NULL: nothing was sent */
	int more;            /* empty rows in each ROWS field */
};

/* One field on its way into the form. */
struct entry {
	struct spot spot;
	const char *name;    /* "dates.0.on" */
	json_t *value;       /* canonical, as it stands; NULL: absent */
	json_t *typed;       /* sent in its place; NULL: nothing was */
};

struct widget {
	const char *name;
	const char *type, *inputmode;  /* of an <input>, else NULL */
	void (*fill)(struct form *form, const struct entry *e, json_t *out);
};

static const struct widget widgets[FIELD__MAX];

static json_t *fields_view(struct form *form, const struct field *fields,
	const struct field *rows, const char *prefix, json_t *values,
	json_t *typed);

/* ---- reading what is there ---- */

/* A name sent twice is an array; the last one counts. */
static json_t *
last_of(json_t *in)
{
	size_t n = json_array_size(in);

	return n > 0 ? json_array_get(in, n - 1) : in;
}

static const char *
scalar_text(struct arena *a, json_t *in)
{
	switch (in != NULL ? json_typeof(in) : JSON_NULL) {
	case JSON_STRING:
		return json_string_value(in);
	case JSON_INTEGER:
		return arena_printf(a, "%" JSON_INTEGER_FORMAT,
			json_integer_value(in));
	case JSON_REAL:
		return arena_printf(a, "%.10g", json_real_value(in));
	case JSON_TRUE:
		return "true";
	case JSON_FALSE:
		return "false";
	default:
		return "";
	}
}

/* The field's text as an <input> holds it. */
static const char *
entry_text(struct form *form, const struct entry *e)
{
	const struct field *f = e->spot.field;

	if (e->typed != NULL)
		return scalar_text(form->v->arena, last_of(e->typed));
	if (e->value == NULL)
		return "";
	return field_types[f->kind].cell(form->v, f, e->value);
}

/* A part of a value that is an object, typed or canonical. */
static const char *
entry_part(struct form *form, const struct entry *e, const char *part)
{
	json_t *whole = e->typed != NULL ? e->typed : e->value;

	return scalar_text(form->v->arena, json_object_get(whole, part));
}

/* Is more than one to be ticked? */
static bool
several(const struct field *f)
{
	return f->kind == FIELD_REFS || f->kind == FIELD_CHOICES;
}

/* The texts chosen, as an array; kept. */
static json_t *
entry_chosen(struct form *form, const struct entry *e)
{
	json_t *from = e->typed != NULL ? e->typed : e->value;
	json_t *out = keep(form->v, json_array());

	if (!several(e->spot.field))
		from = last_of(from);
	if (json_is_array(from))
		json_array_extend(out, from);
	else if (from != NULL && !json_is_null(from))
		json_array_append_new(out,
			json_string(scalar_text(form->v->arena, from)));
	return out;
}

/* ---- widgets ---- */

static void
fill_text(struct form *form, const struct entry *e, json_t *out)
{
	const struct field *f = e->spot.field;
	const char *unit = f->unit != NULL ?
		arena_printf(form->v->arena, "unit.%s", f->unit) : NULL;

	view_text(out, "value", entry_text(form, e));
	view_text(out, "unit", unit != NULL && message_there(form->v->lang, unit)
		? message(form->v->lang, unit) : f->unit);
}

static void
fill_language(struct form *form, const struct entry *e, json_t *out)
{
	bool many;

	fill_text(form, e, out);
	view_flag(out, "listed", true);
	json_object_set_new(out, "options",
		choices_of(&form->choosing, e->spot, NULL, NULL, &many));
}

static void
fill_flag(struct form *form, const struct entry *e, json_t *out)
{
	json_t *in = last_of(e->typed != NULL ? e->typed : e->value);
	const char *text = scalar_text(form->v->arena, in);

	view_flag(out, "checked", strcmp(text, "true") == 0);
}

static void
fill_choice(struct form *form, const struct entry *e, json_t *out)
{
	const struct field *f = e->spot.field;
	json_t *chosen = entry_chosen(form, e);
	char *find = arena_printf(form->v->arena, "_find-%s", e->name);
	bool many;

	for (char *c = find; *c != '\0'; c++)
		if (*c == '.')
			*c = '-';
	json_object_set_new(out, "choices", choices_of(&form->choosing, e->spot,
		chosen, view_get(form->typed, find), &many));
	view_flag(out, "optional", !several(f));
	view_flag(out, "many", many);
	view_text(out, "find_name", find);
	view_text(out, "find", view_get(form->typed, find));
	view_text(out, "new_href", f->to != NULL &&
		(f->to->write & form->v->roles) != 0 ?
		arena_printf(form->v->arena, "/office/%s/new", f->to->plural) :
		"");
}

static void
fill_money(struct form *form, const struct entry *e, json_t *out)
{
	static const char *const currencies[] = { "KRW", "CNY", "JPY", "USD",
		"EUR", "GBP", "HKD", "TWD", "MNT", "VND", NULL };

	if (e->typed != NULL && !json_is_object(e->typed))
		view_text(out, "value", entry_text(form, e));
	else
		view_text(out, "value", entry_part(form, e, "amount"));
	json_object_set_new(out, "choices",
		choices_plain(currencies, entry_part(form, e, "currency")));
}

static void
fill_moment(struct form *form, const struct entry *e, json_t *out)
{
	static const char *const zones[] = { "Asia/Seoul", "Asia/Shanghai",
		"Asia/Tokyo", "Asia/Taipei", "Asia/Hong_Kong",
		"Asia/Ulaanbaatar", "Asia/Ho_Chi_Minh", "Asia/Bangkok",
		"Asia/Singapore", "Asia/Manila", "Asia/Jakarta",
		"Asia/Kolkata", "Asia/Tashkent", "Asia/Dubai",
		"Europe/Istanbul", "Europe/Moscow", "Europe/Paris",
		"Europe/London", "America/New_York", "America/Chicago",
		"America/Denver", "America/Los_Angeles", "America/Sao_Paulo",
		"Australia/Sydney", "Pacific/Auckland", "UTC", NULL };
	const char *text = entry_text(form, e), *local = text;
	char zone[64] = "";
	int64_t moment;

	if (json_is_object(e->typed)) {
		local = entry_part(form, e, "local");
		snprintf(zone, sizeof zone, "%s", entry_part(form, e, "zone"));
	} else if (*text != '\0' &&
	    moment_parse(text, form->v->zone, &moment, zone)) {
		local = moment_local(form->v->arena, moment, zone);
	}
	view_text(out, "value", local);
	json_object_set_new(out, "choices",
		choices_plain(zones, *zone != '\0' ? zone : form->v->zone));
}

static void
fill_place(struct form *form, const struct entry *e, json_t *out)
{
	view_text(out, "lat", entry_part(form, e, "lat"));
	view_text(out, "lon", entry_part(form, e, "lon"));
}

/*
 * What is there already goes along, hidden, as text that take() reads.  A file
 * that came with a form that was refused is gone, and has to be chosen again.
 */
static void
fill_file(struct form *form, const struct entry *e, json_t *out)
{
	struct entry before = *e;
	json_t *shown = e->value != NULL ?
		office_show(form->v, e->spot, e->value) : json_object();
	bool again = json_is_object(e->typed) &&
		!json_equal(e->typed, e->value);

	if (again)
		before.typed = NULL;
	view_text(out, "value", entry_text(form, &before));
	view_flag(out, "again", again);
	view_text(out, "file", view_get(shown, "text"));
	view_text(out, "file_href", view_get(shown, "href"));
	json_decref(shown);
}

/* A secret does not go out again: left empty, it stays. */
static void
fill_secret(struct form *form, const struct entry *e, json_t *out)
{
	view_text(out, "value", e->typed != NULL ? entry_text(form, e) : "");
	view_flag(out, "there", e->value != NULL);
}

/* ---- words ---- */

/* What was typed in a language, or NULL: nothing was. */
static const char *
words_typed(struct form *form, const struct entry *e, const char *tag)
{
	json_t *typed = e->typed, *one;

	if (json_is_string(typed))
		return strcmp(tag, langs[form->v->lang].tag) == 0 ?
			json_string_value(typed) : NULL;
	if (json_object_get(typed, "texts") != NULL)
		return words_in(form->v->arena, typed, tag);
	one = json_object_get(typed, tag);
	if (json_is_object(one))
		one = json_object_get(one, "text");
	return one != NULL ? scalar_text(form->v->arena, one) : NULL;
}

static void
add_problems(struct visit *v, const char *path, bool below, json_t *out)
{
	size_t n = strlen(path);

	for (const struct problem *p = v->problems; p != NULL; p = p->next) {
		json_t *one;

		if (p->field == NULL || strncmp(p->field, path, n) != 0 ||
		    (p->field[n] != '\0' && !(below && p->field[n] == '.')))
			continue;
		one = json_object();
		view_text(one, "says", problem_says(v, p));
		json_array_append_new(out, one);
	}
}

static void
add_text(struct form *form, const struct entry *e, const char *tag,
	json_t *texts)
{
	struct visit *v = form->v;
	json_t *one = json_object(), *problems = json_array();
	json_t *seen = e->value != NULL ?
		words_view_in(v, e->value, tag) : NULL;
	const char *typed = words_typed(form, e, tag);
	const char *name = arena_printf(v->arena, "%s.%s", e->name, tag);
	enum lang lang = lang_of(tag);

	add_problems(v, name, false, problems);
	view_text(one, "tag", tag);
	view_text(one, "lang", lang_html(tag));
	view_text(one, "own", lang < LANG__MAX ? langs[lang].own :
		lang_name(v->arena, v->lang, tag));
	view_text(one, "name", name);
	view_text(one, "id", arena_printf(v->arena, "f-%s", name));
	view_text(one, "text", typed != NULL ? typed : view_get(seen, "text"));
	view_text(one, "notice", view_get(seen, "notice"));
	view_flag(one, "original",
		json_is_true(json_object_get(seen, "original")));
	view_flag(one, "wrong", json_array_size(problems) > 0);
	json_object_set_new(one, "problems", problems);
	json_array_append_new(texts, one);
	json_decref(seen);
}

/* The language that a text is first written in, or will be. */
static const char *
words_first(struct form *form, const struct entry *e)
{
	const char *first = json_string_value(json_object_get(e->value,
		"original"));

	return first != NULL ? first : langs[form->v->lang].tag;
}

/* The languages that have a text, "English · 日本語"; whether one is wrong. */
static void
others_say(struct form *form, json_t *others, json_t *out)
{
	struct buf says = buf_in(form->v->arena, 1000);
	bool wrong = false;
	json_t *one;
	size_t i;

	json_array_foreach(others, i, one) {
		if (json_is_true(json_object_get(one, "wrong")))
			wrong = true;
		if (*view_get(one, "text") != '\0')
			buf_printf(&says, "%s%s", says.n > 0 ? " · " : "",
				view_get(one, "own"));
	}
	view_text(out, "others_say", says.at);
	view_flag(out, "others_open", wrong);
}

static void
fill_words(struct form *form, const struct entry *e, json_t *out)
{
	json_t *texts = json_array(), *others = json_array(), *text;
	const char *first = words_first(form, e), *tag;

	add_text(form, e, first, texts);
	for (int i = 0; i < LANG__MAX; i++)
		if (strcmp(langs[i].tag, first) != 0)
			add_text(form, e, langs[i].tag, others);
	json_object_foreach(json_object_get(e->value, "texts"), tag, text)
		if (lang_of(tag) == LANG__MAX && strcmp(tag, first) != 0)
			add_text(form, e, tag, others);
	others_say(form, others, out);
	json_object_set_new(out, "texts", texts);
	json_object_set_new(out, "others", others);
}

/* ---- rows ---- */

static void
add_row(struct form *form, const struct entry *e, size_t index, json_t *value,
	json_t *typed, json_t *out)
{
	struct arena *a = form->v->arena;
	const char *name = arena_printf(a, "%s.%zu", e->name, index);
	const char *id = json_string_value(json_object_get(
		typed != NULL ? typed : value, "id"));
	json_t *row = json_object();

	json_object_set_new(row, "index", json_integer((json_int_t)index));
	json_object_set_new(row, "number", json_integer((json_int_t)index + 1));
	view_text(row, "name", name);
	view_text(row, "id", arena_printf(a, "f-%s", name));
	view_text(row, "row_id", id);
	json_object_set_new(row, "fields", fields_view(form,
		e->spot.field->rows, e->spot.field, name, value, typed));
	json_array_append_new(out, row);
}

/* The row as it stood before, by its id: what was typed is not canonical. */
static json_t *
row_before(json_t *rows, json_t *typed)
{
	const char *id = json_string_value(json_object_get(typed, "id"));

	for (size_t i = 0; id != NULL && i < json_array_size(rows); i++) {
		json_t *row = json_array_get(rows, i);

		if (strcmp(view_get(row, "id"), id) == 0)
			return row;
	}
	return NULL;
}

static void
fill_rows(struct form *form, const struct entry *e, json_t *out)
{
	const struct field *f = e->spot.field;
	json_t *from = e->typed != NULL ? e->typed : e->value;
	json_t *rows = json_array();
	size_t n = json_array_size(from), more = (size_t)form->more;

	if (strcmp(view_get(form->typed, "_more"), f->name) == 0)
		more++;
	if (f->max != 0 && n + more > (size_t)f->max)
		more = n < (size_t)f->max ? (size_t)f->max - n : 0;
	for (size_t i = 0; i < n; i++) {
		json_t *row = json_array_get(from, i);

		if (e->typed != NULL)
			add_row(form, e, i, row_before(e->value, row), row,
				rows);
		else
			add_row(form, e, i, row, NULL, rows);
	}
	for (size_t i = n; i < n + more; i++)
		add_row(form, e, i, NULL, NULL, rows);
	view_flag(out, "several", n + more > 1);
	view_flag(out, "room", f->max == 0 || n + more < (size_t)f->max);
	json_object_set_new(out, "rows", rows);
}

/* ---- one row of this table for each kind of field ---- */

static const struct widget widgets[FIELD__MAX] = {
	[FIELD_TEXT]     = { "text",   "text",  "",        fill_text },
	[FIELD_SLUG]     = { "text",   "text",  "url",     fill_text },
	[FIELD_WORDS]    = { "words",  NULL,    NULL,      fill_words },
	[FIELD_PROSE]    = { "prose",  NULL,    NULL,      fill_words },
	[FIELD_INTEGER]  = { "text",   "text",  "numeric", fill_text },
	[FIELD_DECIMAL]  = { "text",   "text",  "decimal", fill_text },
	[FIELD_MONEY]    = { "money",  NULL,    NULL,      fill_money },
	[FIELD_DATE]     = { "text",   "text",  "",        fill_text },
	[FIELD_MOMENT]   = { "moment", NULL,    NULL,      fill_moment },
	[FIELD_CHOICE]   = { "choice", NULL,    NULL,      fill_choice },
	[FIELD_CHOICES]  = { "refs",   NULL,    NULL,      fill_choice },
	[FIELD_FLAG]     = { "flag",   NULL,    NULL,      fill_flag },
	[FIELD_REF]      = { "choice", NULL,    NULL,      fill_choice },
	[FIELD_REFS]     = { "refs",   NULL,    NULL,      fill_choice },
	[FIELD_ROWS]     = { "rows",   NULL,    NULL,      fill_rows },
	[FIELD_PLACE]    = { "place",  NULL,    NULL,      fill_place },
	[FIELD_COUNTRY]  = { "choice", NULL,    NULL,      fill_choice },
	[FIELD_LANGUAGE] = { "text",   "text",  "",        fill_language },
	[FIELD_MAIL]     = { "text",   "email", "email",   fill_text },
	[FIELD_PHONE]    = { "text",   "tel",   "tel",     fill_text },
	[FIELD_WEB]      = { "text",   "url",   "url",     fill_text },
	[FIELD_FILE]     = { "file",   NULL,    NULL,      fill_file },
	[FIELD_SECRET]   = { "secret", NULL,    NULL,      fill_secret },
};

/* A text that is longer than a line, and no row's, has room to be. */
#define LONG_TEXT 200
static const struct widget area = { "area", NULL, NULL, fill_text };

static const struct widget *
widget_of(const struct field *f)
{
	if (f->kind == FIELD_TEXT && f->max > LONG_TEXT)
		return &area;
	return &widgets[f->kind];
}

static void
set_widget(const struct widget *w, struct arena *a, json_t *out)
{
	view_text(out, "widget", w->name);
	view_flag(out, "is_area", false);
	for (int kind = FIELD_TEXT; kind < FIELD__MAX; kind++)
		view_flag(out, arena_printf(a, "is_%s", widgets[kind].name),
			false);
	view_flag(out, arena_printf(a, "is_%s", w->name), true);
	view_text(out, "type", w->type);
	view_text(out, "inputmode", w->inputmode);
}

/* The entity's own help, else what is true of the kind. */
static const char *
help_of(struct visit *v, struct spot s)
{
	const char *own = arena_printf(v->arena, "%s-help",
		spot_stem(v->arena, s));
	const char *kind = arena_printf(v->arena, "form.help-%s",
		field_types[s.field->kind].name);

	if (message_there(v->lang, own))
		return message(v->lang, own);
	return message_there(v->lang, kind) ? message(v->lang, kind) : "";
}

/* Names that any widget's template may ask for, so that none is looked for
 * further out. */
static void
set_nothing(json_t *out)
{
	static const char *const texts[] = { "value", "unit", "find",
		"find_name", "new_href", "lat", "lon", "file", "file_href",
		NULL };
	static const char *const lists[] = { "texts", "others", "choices", "options",
		"rows", NULL };

	for (const char *const *t = texts; *t != NULL; t++)
		view_text(out, *t, "");
	view_text(out, "others_say", "");
	view_flag(out, "others_open", false);
	for (const char *const *l = lists; *l != NULL; l++)
		json_object_set_new(out, *l, json_array());
	view_flag(out, "checked", false);
	view_flag(out, "optional", false);
	view_flag(out, "many", false);
	view_flag(out, "there", false);
	view_flag(out, "several", false);
	view_flag(out, "room", false);
	view_flag(out, "again", false);
	view_flag(out, "listed", false);
}

static json_t *
field_view(struct form *form, const struct entry *e)
{
	struct visit *v = form->v;
	const struct field *f = e->spot.field;
	const struct widget *w = widget_of(f);
	const char *id = arena_printf(v->arena, "f-%s", e->name);
	const char *help = help_of(v, e->spot);
	json_t *out = json_object(), *problems = json_array();
	bool wrong;

	set_nothing(out);
	set_widget(w, v->arena, out);
	add_problems(v, e->name, w->fill != fill_rows && w->fill != fill_words,
		problems);
	wrong = json_array_size(problems) > 0;
	view_text(out, "name", e->name);
	view_text(out, "field", f->name);
	view_text(out, "id", id);
	view_text(out, "label", spot_label(v, e->spot));
	view_text(out, "help", help);
	view_text(out, "kind", field_types[f->kind].name);
	view_flag(out, "required", (f->flags & REQUIRED) != 0);
	view_flag(out, "long", f->max > LONG_TEXT);
	view_flag(out, "wrong", wrong);
	view_text(out, "described", arena_printf(v->arena, "%s%s%s%s%s",
		*help != '\0' ? id : "", *help != '\0' ? "-help" : "",
		*help != '\0' && wrong ? " " : "",
		wrong ? id : "", wrong ? "-problem" : ""));
	json_object_set_new(out, "problems", problems);
	w->fill(form, e, out);
	return out;
}

/* What a field begins with when there is neither record nor sending. */
static json_t *
preset_of(struct form *form, const struct field *f)
{
	return f->preset != NULL ? keep(form->v, json_string(f->preset)) : NULL;
}

static json_t *
fields_view(struct form *form, const struct field *fields,
	const struct field *rows, const char *prefix, json_t *values,
	json_t *typed)
{
	struct arena *a = form->v->arena;
	json_t *out = json_array();

	for (const struct field *f = fields; f->name != NULL; f++) {
		struct entry e = { { form->of, rows, f }, f->name,
			json_object_get(values, f->name),
			json_object_get(typed, f->name) };

		if ((f->flags & GIVEN) || !field_writable(form->v, form->of, f)
		    || !field_readable(form->v, form->of, f))
			continue;
		if (prefix != NULL)
			e.name = arena_printf(a, "%s.%s", prefix, f->name);
		if (values == NULL && e.typed == NULL)
			e.typed = preset_of(form, f);
		json_array_append_new(out, field_view(form, &e));
	}
	return out;
}

json_t *
form_view(struct visit *v, const struct entity *of, const struct record *r,
	json_t *typed, int more)
{
	struct form form = { v, of, choosing_begin(v), typed, more };
	json_t *view = json_object();

	view_text(view, "kind", of->name);
	view_text(view, "label", entity_label(v, of));
	view_text(view, "labels", entity_labels(v, of));
	view_text(view, "list", arena_printf(v->arena, "/office/%s",
		of->plural));
	view_flag(view, "is_new", r == NULL);
	view_flag(view, "problems_there", v->problems != NULL);
	if (v->problems != NULL)
		json_object_set_new(view, "problem_names",
			problem_names(v, of));
	view_text(view, "id", r != NULL ? id_text(v->arena, r->id) : "");
	json_object_set_new(view, "revision",
		json_integer(r != NULL ? r->revision : 0));
	view_text(view, "action", r != NULL ? office_page(v, of, r->id) :
		view_get(view, "list"));
	view_text(view, "cancel", view_get(view, "action"));
	view_text(view, "title", r != NULL ? record_title(v, r) :
		message_with(v->arena, v->lang, "form.new", entity_label(v, of),
			NULL, NULL));
	json_object_set_new(view, "fields", fields_view(&form, of->fields, NULL,
		NULL, r != NULL ? r->fields : NULL, typed));
	view_flag(view, "is_long", json_array_size(json_object_get(view,
		"fields")) > LONG_FORM);
	return view;
}
