/* SPDX-License-Identifier: Apache-2.0 */
/* The page on which columns are told apart, and what rows would become. */
#include <stdlib.h>
#include <string.h>

#include "sheet_run.h"

#define SAMPLES 3          /* values of a column that are shown */
#define SAMPLE_LENGTH 40   /* characters of one */
#define SAMPLED 200        /* rows that are looked at for them */

/* ---- columns ---- */

static void
choice_add(json_t *list, const char *value, const char *label, bool chosen)
{
	json_array_append_new(list, json_pack("{s:s, s:s, s:b}", "value",
		value, "label", label, "chosen", (int)chosen));
}

static json_t *
targets_view(struct visit *v, const struct sheet_file *f, const char *chosen)
{
	json_t *out = json_array();
	size_t n;
	const struct target *all = targets_of(v, f->of, &n);

	choice_add(out, "", message(v->lang, "import.pass-over"), false);
	if (f->reader != NULL)
		choice_add(out, f->reader->name, message(v->lang,
			f->reader->label), strcmp(chosen, f->reader->name) == 0);
	for (size_t i = 0; i < n; i++)
		choice_add(out, all[i].path, all[i].label,
			strcmp(chosen, all[i].path) == 0);
	choice_add(out, "id", message(v->lang, "import.id"),
		strcmp(chosen, "id") == 0);
	return out;
}

struct sampling {
	json_t *values[TABLE_COLUMNS];
	size_t widest;
	bool asks_way;
};

static bool
holds(const json_t *list, const char *text)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (strcmp(json_string_value(json_array_get(list, i)), text)
		    == 0)
			return true;
	return false;
}

static void
sample_row(struct visit *v, struct sampling *s, const struct row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		const char *text = row->cells[i].text, *cut;

		if (text_blank(text))
			continue;
		s->asks_way |= cell_asks_way(text);
		if (i >= s->widest)
			s->widest = i + 1;
		if (s->values[i] == NULL)
			s->values[i] = keep(v, json_array());
		cut = text_cut(v->arena, text, SAMPLE_LENGTH);
		if (json_array_size(s->values[i]) < SAMPLES &&
		    !holds(s->values[i], cut))
			json_array_append_new(s->values[i], json_string(cut));
	}
}

/* The first values of each column, and how many rows there are; fault: of a
 * row that cannot be read. */
static int64_t
sample(struct visit *v, const struct sheet *sheet, struct sampling *s,
	const char **fault)
{
	struct arena *scratch = arena_new();
	struct table at = sheet->table;
	struct row row = {0};
	int64_t n = 0;

	*fault = NULL;
	s->widest = sheet->head.n;
	for (; table_row(&at, scratch, &row); n++) {
		if (n < SAMPLED)
			sample_row(v, s, &row);
		arena_reset(scratch);
	}
	if (at.fault != NULL)
		*fault = arena_printf(v->arena, "%lld: %s",
			(long long)at.line, message(v->lang, at.fault));
	arena_free(scratch);
	return n;
}

static json_t *
columns_view(struct visit *v, const struct sheet *sheet,
	const struct sampling *s)
{
	json_t *plan = sheet->plan, *out = json_array();
	json_t *columns = json_object_get(plan, "columns");
	json_t *keys = json_object_get(plan, "keys");

	for (size_t i = 0; i < s->widest; i++) {
		const char *path = json_string_value(
			json_array_get(columns, i));
		const char *head = i < sheet->head.n ?
			sheet->head.cells[i].text : "";

		if (path == NULL)
			path = "";
		if (text_blank(head))
			head = arena_printf(v->arena, "%zu", i + 1);
		json_array_append_new(out, json_pack(
			"{s:I, s:s, s:O, s:o, s:b, s:b}", "index",
			(json_int_t)i, "head", head, "values",
			s->values[i] != NULL ? s->values[i] :
			keep(v, json_array()), "targets",
			targets_view(v, sheet->file, path),
			"key", (int)(*path != '\0' && holds(keys, path)),
			"passed", (int)(*path == '\0')));
	}
	return out;
}

/* ---- constants ---- */

static bool
is_column(const json_t *plan, const char *name)
{
	json_t *path;
	size_t i, n = strlen(name);

	json_array_foreach(json_object_get(plan, "columns"), i, path) {
		const char *text = json_string_value(path);

		if (text != NULL && strncmp(text, name, n) == 0 &&
		    (text[n] == '\0' || text[n] == '.'))
			return true;
	}
	return false;
}

static json_t *
constant_view(struct visit *v, struct choosing *choosing,
	const struct target *t, const char *value, bool required)
{
	json_t *out = json_object(), *chosen = keep(v, json_array());
	json_t *choices;
	bool many = false;
	struct id id;

	json_array_append_new(chosen, json_string(value));
	choices = choices_of(choosing, t->spot, chosen, NULL, &many);
	/* One that was named is not among the few that are offered. */
	many |= t->spot.field->to != NULL && *value != '\0' &&
		!id_parse(value, &id);
	view_text(out, "name", arena_printf(v->arena, "_k.%s", t->path));
	view_text(out, "path", t->path);
	view_text(out, "label", t->label);
	view_text(out, "value", value);
	view_flag(out, "required", required);
	view_flag(out, "is_choice", json_array_size(choices) > 0 && !many);
	json_object_set_new(out, "choices", choices);
	return out;
}

/* Of a ROWS field of which a column is one part, the parts that it needs. */
static bool
row_needs(const json_t *plan, const struct target *t)
{
	return t->spot.rows != NULL &&
		(t->spot.field->flags & REQUIRED) &&
		is_column(plan, t->spot.rows->name) &&
		!is_column(plan, t->path);
}

/* For a field of its own that no column is. */
static bool
field_lacks(const json_t *plan, const struct target *t, bool *required)
{
	const struct field *f = t->spot.field;

	*required = (f->flags & REQUIRED) && f->preset == NULL;
	if (t->spot.rows != NULL || (strchr(t->path, '.') != NULL &&
	    f->kind != FIELD_WORDS))
		return false;
	if (f->kind == FIELD_REFS)
		return true;
	if (is_column(plan, f->name))
		return false;
	return *required || f->kind == FIELD_CHOICE || f->kind == FIELD_FLAG ||
		f->kind == FIELD_REF || f->kind == FIELD_COUNTRY;
}

/* Words need one language only: the visitor's. */
static bool
other_tongue(const struct visit *v, const struct target *t)
{
	const char *dot = strrchr(t->path, '.');

	return t->spot.field->kind == FIELD_WORDS && (dot == NULL ||
		strcmp(dot + 1, langs[v->lang].tag) != 0);
}

/* Is it among what the reader finds in a text by itself? */
static bool
reader_fills(const struct sheet *s, const struct target *t)
{
	const struct sheet_reader *reader = s->file->reader;
	const char *at = reader != NULL && is_column(s->plan, reader->name) ?
		strstr(reader->fields, t->spot.field->name) : NULL;

	return at != NULL && strchr(" ",
		at[strlen(t->spot.field->name)]) != NULL;
}

static void
constants_view(struct visit *v, const struct sheet *s, json_t *view)
{
	json_t *set = json_object_get(s->plan, "constants");
	const struct sheet_reader *reader = s->file->reader;
	struct choosing choosing = choosing_begin(v);
	json_t *needed = json_array(), *more = json_array();
	size_t n;
	const struct target *all = targets_of(v, s->file->of, &n);

	for (size_t i = 0; i < n; i++) {
		const struct target *t = &all[i];
		bool required = false, lacks = field_lacks(s->plan, t,
			&required), row = row_needs(s->plan, t);

		if ((!lacks && !row) || other_tongue(v, t))
			continue;
		if (reader != NULL && reader->title != NULL &&
		    is_column(s->plan, reader->name) &&
		    strcmp(reader->title, t->spot.field->name) == 0)
			continue;
		required = row || (required && !reader_fills(s, t));
		json_array_append_new(required ? needed : more,
			constant_view(v, &choosing, t,
				view_get(set, t->path), required));
	}
	view_flag(view, "constants_there", json_array_size(needed) > 0);
	view_flag(view, "more_there", json_array_size(more) > 0);
	json_object_set_new(view, "constants", needed);
	json_object_set_new(view, "more", more);
}

/* ---- how it is read ---- */

static json_t *
charsets_view(const char *chosen)
{
	json_t *out = json_array();

	for (const struct text_charset *c = text_charsets; c->name; c++)
		choice_add(out, c->name, strcmp(c->name, "CP949") == 0 ?
			"CP949 (EUC-KR)" : c->name,
			strcmp(c->name, chosen) == 0);
	return out;
}

static json_t *
choices_view(struct visit *v, const char *const (*rows)[2], size_t n,
	const char *chosen)
{
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++)
		choice_add(out, rows[i][0], message(v->lang, rows[i][1]),
			strcmp(rows[i][0], chosen) == 0);
	return out;
}

#define CHOICES(v, rows, chosen) \
	choices_view(v, rows, sizeof (rows) / sizeof *(rows), chosen)

static void
reading_view(struct visit *v, json_t *plan, json_t *view)
{
	static const char *const delimiters[][2] = {
		{ ",", "import.comma" }, { ";", "import.semicolon" },
		{ "\t", "import.tab" }, { "|", "import.bar" } };
	static const char *const quotes[][2] = {
		{ "\"", "import.quote-double" },
		{ "'", "import.quote-single" }, { "", "import.quote-none" } };
	static const char *const theres[][2] = {
		{ "leave", "import.there-leave" },
		{ "change", "import.there-change" } };
	static const char *const ways[][2] = { { "", "import.way-ask" },
		{ "mdy", "import.way-mdy" }, { "dmy", "import.way-dmy" } };
	const char *head = arena_printf(v->arena, "%lld", (long long)
		json_integer_value(json_object_get(plan, "head")));

	json_object_set_new(view, "charsets",
		charsets_view(view_get(plan, "charset")));
	json_object_set_new(view, "delimiters", CHOICES(v, delimiters,
		view_get(plan, "delimiter")));
	json_object_set_new(view, "quotes", CHOICES(v, quotes,
		view_get(plan, "quote")));
	json_object_set_new(view, "theres", CHOICES(v, theres,
		view_get(plan, "there")));
	json_object_set_new(view, "ways", CHOICES(v, ways,
		view_get(plan, "dates")));
	view_text(view, "head", head);
}

/* "5, 9, 12–14" of the lines that were read by a charset (NULL: by none). */
static const char *
lines_listed(struct visit *v, const json_t *odd, const char *charset)
{
	struct buf out = buf_in(v->arena, 3000);
	int64_t from = 0, to = 0;

	for (size_t i = 0; i <= json_array_size(odd); i++) {
		json_t *one = json_array_get(odd, i);
		const char *by = json_string_value(json_object_get(one,
			"charset"));
		int64_t line = json_integer_value(json_object_get(one,
			"line"));

		if (one != NULL && (charset == NULL ? by != NULL :
		    by == NULL || strcmp(by, charset) != 0))
			continue;
		if (one != NULL && from > 0 && line == to + 1) {
			to = line;
			continue;
		}
		if (from > 0 && from == to)
			buf_printf(&out, "%s%lld", out.n > 0 ? ", " : "",
				(long long)from);
		else if (from > 0)
			buf_printf(&out, "%s%lld–%lld", out.n > 0 ? ", " : "",
				(long long)from, (long long)to);
		from = to = line;
	}
	return out.full ? arena_printf(v->arena, "%s …", out.at) :
		out.n > 0 ? out.at : "";
}

/* Which lines are in another encoding, in words. */
static json_t *
odd_view(struct visit *v, const struct sheet *s)
{
	const char *own = view_get(s->plan, "charset"), *lines;
	json_t *out = json_array();

	for (const struct text_charset *c = text_charsets; c->name; c++) {
		lines = lines_listed(v, s->odd, c->name);
		if (*lines != '\0')
			json_array_append_new(out, json_string(message_with(
				v->arena, v->lang, "import.odd-lines", lines,
				own, c->name)));
	}
	lines = lines_listed(v, s->odd, NULL);
	if (*lines != '\0')
		json_array_append_new(out, json_string(message_with(v->arena,
			v->lang, "import.lost-lines", lines, own, NULL)));
	return out;
}

enum err
sheet_view(struct visit *v, const struct sheet_file *f, json_t *plan,
	json_t **out)
{
	struct sheet s = sheet_open(v, f, plan);
	struct sampling *sampling = arena_alloc(v->arena, sizeof *sampling);
	json_t *view = keep(v, json_object()), *odd;
	const char *fault = NULL;
	int64_t rows = 0;

	if (s.fault != NULL)
		fault = message(v->lang, s.fault);
	else
		rows = sample(v, &s, sampling, &fault);
	view_text(view, "fault", fault);
	json_object_set_new(view, "rows", json_integer(rows));
	json_object_set_new(view, "columns", columns_view(v, &s, sampling));
	reading_view(v, plan, view);
	view_flag(view, "asks_way", sampling->asks_way ||
		*view_get(plan, "dates") != '\0');
	constants_view(v, &s, view);
	odd = odd_view(v, &s);
	view_flag(view, "odd_there", json_array_size(odd) > 0);
	json_object_set_new(view, "odd", odd);
	*out = json_incref(view);
	return OK;
}
