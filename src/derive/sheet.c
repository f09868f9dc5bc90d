/* SPDX-License-Identifier: Apache-2.0 */
/* A file read as its plan says, and the plan guessed from the file. */
#include <string.h>

#include "sheet_inside.h"

#define ODD_MOST 2000
#define TONGUE (64 << 10)  /* bytes that tell Japanese from Chinese */

static void
odd_note(int64_t line, const char *charset, void *arg)
{
	json_t *odd = arg;

	if (json_array_size(odd) < ODD_MOST)
		json_array_append_new(odd, json_pack("{s:I, s:s*}", "line",
			(json_int_t)line, "charset", charset));
}

struct sheet
sheet_open(struct visit *v, const struct sheet_file *f, json_t *plan)
{
	struct sheet s = { .file = f, .plan = plan,
		.odd = keep(v, json_array()) };
	const char *delimiter = view_get(plan, "delimiter"), *text;
	int64_t head = json_integer_value(json_object_get(plan, "head"));
	struct row *row = arena_alloc(v->arena, sizeof *row);
	size_t n;

	if (!text_decode(v->arena, view_get(plan, "charset"), f->at, f->n,
	    &text, &n, odd_note, s.odd)) {
		s.fault = "import.encoding";
		return s;
	}
	table_begin(&s.table, text, n, *delimiter != '\0' ? *delimiter : ',',
		*view_get(plan, "quote"));
	for (; head > 0; head--)
		if (!table_row(&s.table, v->arena, &s.head)) {
			s.head.n = 0;
			s.fault = s.table.fault ? s.table.fault :
				"import.empty";
			break;
		}
	return s;
}

bool
sheet_odd(const struct sheet *s, int64_t from, int64_t to, bool *lost)
{
	bool odd = false;
	size_t i;
	json_t *one;

	*lost = false;
	json_array_foreach(s->odd, i, one) {
		int64_t line = json_integer_value(json_object_get(one,
			"line"));

		if (line < from || line > to)
			continue;
		odd = true;
		*lost |= json_object_get(one, "charset") == NULL;
	}
	return odd;
}

void
sheet_line(const struct row *row, struct buf *out)
{
	for (size_t i = 0; i < row->n; i++)
		csv_cell(out, i == 0, row->cells[i].text);
}

/* ---- guessing ---- */

/* The longest of the first rows that hold more than a title: an office puts a
 * line above its table. */
static int64_t
head_of(struct visit *v, struct sheet s)
{
	struct row row = {0};
	size_t widths[10] = {0}, widest = 0;
	int n = 0;

	for (; n < 10 && table_row(&s.table, v->arena, &row); n++) {
		for (size_t i = 0; i < row.n; i++)
			widths[n] += !text_blank(row.cells[i].text);
		if (widths[n] > widest)
			widest = widths[n];
	}
	for (int i = 0; i < n; i++)
		if (widths[i] == widest || (widths[i] > 1 &&
		    2 * widths[i] > widest))
			return i + 1;
	return 1;
}

/* Does a quotation mark never end, so that there are none? */
static bool
quotes_break(struct visit *v, struct sheet s)
{
	struct arena *scratch = arena_new();
	struct row row;

	(void)v;
	while (table_row(&s.table, scratch, &row))
		arena_reset(scratch);
	arena_free(scratch);
	return s.table.fault != NULL;
}

static json_t *
columns_guess(struct visit *v, const struct sheet *s)
{
	const struct sheet_file *f = s->file;
	const struct row *head = &s->head;
	size_t n = (size_t)(s->table.end - s->table.start);
	enum lang han = heading_tongue(s->table.start, n < TONGUE ? n :
		TONGUE);
	struct map *used = map_new(v->arena);
	json_t *out = json_array();

	for (size_t i = 0; i < head->n; i++) {
		const char *path = heading_guess(v, f, head->cells[i].text,
			han, used);

		if (*path != '\0')
			map_put(used, path, used);
		json_array_append_new(out, json_string(path));
	}
	return out;
}

static bool
is_reader(const struct sheet_file *f, const char *path)
{
	return f->reader != NULL && strcmp(path, f->reader->name) == 0;
}

/* What is unique by its kind, and is a column, tells a row that is there; a
 * line of a log is told by its day and its text. */
static json_t *
keys_guess(struct visit *v, const struct sheet_file *f, const json_t *columns)
{
	json_t *unique = keep(v, json_array()), *dated = keep(v, json_array());
	json_t *path;
	bool log = false;
	size_t i;

	json_array_foreach(columns, i, path) {
		struct target t = target_at(v, f->of, json_string_value(path));
		const struct field *field = t.spot.field;

		log |= is_reader(f, json_string_value(path));
		if (is_reader(f, json_string_value(path)))
			json_array_append(dated, path);
		if (t.path == NULL || t.spot.rows != NULL)
			continue;
		if (field->kind == FIELD_DATE)
			json_array_append(dated, path);
		if (json_array_size(unique) == 0 &&
		    (field->kind == FIELD_SLUG || (field->flags & UNIQUE)))
			json_array_append(unique, path);
	}
	return json_incref(json_array_size(unique) == 0 && log &&
		json_array_size(dated) > 1 ? dated : unique);
}

json_t *
sheet_guess_columns(struct visit *v, const struct sheet_file *f, json_t *plan)
{
	struct sheet s = sheet_open(v, f, plan);
	json_t *columns = columns_guess(v, &s);
	json_t *out = json_pack("{s:o, s:o}", "columns", columns, "keys",
		keys_guess(v, f, columns));

	for (size_t i = 0; i < json_array_size(columns); i++)
		if (strcmp(json_string_value(json_array_get(columns, i)),
		    "id") == 0)
			json_object_set_new(out, "there",
				json_string("change"));
	return out;
}

json_t *
sheet_guess(struct visit *v, const struct sheet_file *f)
{
	const char *charset = text_charset_guess(v->arena, f->at, f->n);
	json_t *plan = json_pack("{s:s, s:s, s:s, s:i, s:{}, s:s, s:s, s:{}}",
		"charset", charset, "delimiter", ",", "quote", "\"",
		"head", 0, "constants", "there", "leave", "dates", "",
		"rows");
	struct sheet s = sheet_open(v, f, plan);
	char delimiter[2] = ",";

	if (s.fault == NULL)
		delimiter[0] = table_delimiter(s.table.at,
			(size_t)(s.table.end - s.table.at), 10);
	json_object_set_new(plan, "delimiter", json_string(delimiter));
	s = sheet_open(v, f, plan);
	if (s.fault == NULL && quotes_break(v, s)) {
		json_object_set_new(plan, "quote", json_string(""));
		s = sheet_open(v, f, plan);
	}
	json_object_set_new(plan, "head", json_integer(s.fault == NULL ?
		head_of(v, s) : 1));
	json_object_update(plan, keep(v, sheet_guess_columns(v, f, plan)));
	return plan;
}
