/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records as files that import reads back.  In a table each language of a
 * text has a column (name.ko), and REFS and ROWS stand in one cell as JSON;
 * JSON lines hold everything as it is stored, with provenance.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

struct exporting {
	const struct entity *of;
	void (*put)(const char *at, size_t n, void *arg);
	void *arg;
};

#define ROW_MOST (8 << 20)  /* bytes of one line */

/* Would a spreadsheet run it, or import take an apostrophe off it? */
static bool
to_guard(const char *text)
{
	text += strspn(text, "'");
	return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

void
csv_cell(struct buf *b, bool first, const char *text)
{
	bool formula = to_guard(text);

	if (!first)
		buf_char(b, ',');
	if (!formula && strpbrk(text, "\",;\n\r\t'") == NULL) {
		buf_text(b, text);
		return;
	}
	buf_text(b, formula ? "\"'" : "\"");
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_char(b, '"');
		buf_char(b, *text);
	}
	buf_char(b, '"');
}

static void
cell_put(struct buf *b, const char *text)
{
	csv_cell(b, b->n == 0, text);
}

/* Has a column: what is sealed never, what is personal only for ourselves. */
static bool
goes_out(const struct visit *v, const struct entity *of,
	const struct field *f)
{
	return field_readable(v, of, f) && f->kind != FIELD_SECRET &&
		(v->trusted || !(f->flags & PERSONAL));
}

/* Stands in lines: files are left to the backup, as another store has not got
 * their bytes. */
static bool
in_lines(const struct visit *v, const struct entity *of,
	const struct field *f)
{
	return field_readable(v, of, f) && f->kind != FIELD_SECRET &&
		f->kind != FIELD_FILE;
}

typedef bool goes_fn(const struct visit *v, const struct entity *of,
	const struct field *f);

/* A copy with those of each row's fields that go out; what is not rows is
 * itself. */
static json_t *
outgoing(struct visit *v, const struct entity *of, const struct field *f,
	json_t *value, goes_fn *goes)
{
	json_t *out, *row;
	size_t i;

	if (f->kind != FIELD_ROWS || value == NULL)
		return value;
	out = keep(v, json_deep_copy(value));
	json_array_foreach(out, i, row)
		for (const struct field *g = f->rows; g->name != NULL; g++)
			if (!goes(v, of, g))
				json_object_del(row, g->name);
	return out;
}

static bool
is_words(const struct field *f)
{
	return f->kind == FIELD_WORDS || f->kind == FIELD_PROSE;
}

static void
heading_put(struct visit *v, const struct entity *of, struct buf *b)
{
	cell_put(b, "id");
	for (const struct field *f = of->fields; f->name != NULL; f++) {
		if (!goes_out(v, of, f))
			continue;
		if (!is_words(f)) {
			cell_put(b, f->name);
			continue;
		}
		for (enum lang l = 0; l < LANG__MAX; l++)
			cell_put(b, arena_printf(v->arena, "%s.%s", f->name,
				langs[l].tag));
	}
	buf_text(b, "\r\n");
}

static void
list_put(struct visit *v, json_t *value, struct buf *b)
{
	char *text = value != NULL ? json_dumps(value, JSON_COMPACT) : NULL;

	cell_put(b, text != NULL ? arena_text(v->arena, text) : "");
	free(text);
}

static void
value_put(struct visit *v, const struct field *f, json_t *value,
	struct buf *b)
{
	if (is_words(f)) {
		for (enum lang l = 0; l < LANG__MAX; l++) {
			const char *text = value != NULL ? words_in(v->arena,
				value, langs[l].tag) : NULL;

			cell_put(b, text != NULL ? text : "");
		}
	} else if (!field_columns(f)) {
		list_put(v, value, b);
	} else {
		cell_put(b, value != NULL ?
			field_types[f->kind].cell(v, f, value) : "");
	}
}

static enum err
row_put(struct visit *v, struct record *r, void *arg)
{
	struct exporting *e = arg;
	struct buf b = buf_in(v->arena, ROW_MOST);
	char id[ID_TEXT];

	id_print(r->id, id);
	cell_put(&b, id);
	for (const struct field *f = e->of->fields; f->name != NULL; f++)
		if (goes_out(v, e->of, f))
			value_put(v, f, outgoing(v, e->of, f,
				json_object_get(r->fields, f->name), goes_out),
				&b);
	buf_text(&b, "\r\n");
	if (b.full)
		return fail(v, ERR_LARGE, "error.too-large");
	e->put(b.at, b.n, e->arg);
	return OK;
}

enum err
export_csv(struct visit *v, struct query *q,
	void (*put)(const char *at, size_t n, void *arg), void *arg)
{
	const struct entity *of = query_entity(q);
	struct exporting e = { of, put, arg };
	struct buf b = buf_in(v->arena, ROW_MOST);

	put("\xef\xbb\xbf", 3, arg);  /* or a spreadsheet takes it for CP949 */
	heading_put(v, of, &b);
	put(b.at, b.n, arg);
	return query_each(q, row_put, &e);
}

enum err
export_ids(struct visit *v, const struct entity *of, const json_t *ids,
	void (*put)(const char *at, size_t n, void *arg), void *arg)
{
	struct exporting e = { of, put, arg };
	struct buf b = buf_in(v->arena, ROW_MOST);

	put("\xef\xbb\xbf", 3, arg);
	heading_put(v, of, &b);
	put(b.at, b.n, arg);
	for (size_t i = 0; i < json_array_size(ids) && i < BULK_MOST; i++) {
		const char *text = json_string_value(json_array_get(ids, i));
		struct record *r;
		struct id id;
		enum err err = text != NULL && id_parse(text, &id) ?
			record_get(v, of, id, &r) : ERR_MISSING;

		if (err == OK)
			err = row_put(v, r, &e);
		else if (err == ERR_MISSING)
			problems_forget(v);
		if (err != OK && err != ERR_MISSING)
			return err;
	}
	return OK;
}

/* ---- JSON lines ---- */

static enum err
line_put(struct visit *v, struct record *r, void *arg)
{
	struct exporting *e = arg;
	json_t *line;
	char id[ID_TEXT], *text;

	if (r->standing == RECORD_ERASED)
		return OK;
	id_print(r->id, id);
	line = keep(v, json_pack("{s:s, s:s}", "kind", e->of->name, "id", id));
	if (r->standing == RECORD_HIDDEN)
		json_object_set_new(line, "standing", json_string("hidden"));
	for (const struct field *f = e->of->fields; f->name != NULL; f++)
		if (in_lines(v, e->of, f))
			json_object_set(line, f->name, outgoing(v, e->of, f,
				json_object_get(r->fields, f->name),
				in_lines));
	text = json_dumps(line, JSON_COMPACT);
	if (text == NULL)
		return ERR_BROKEN;
	e->put(text, strlen(text), e->arg);
	e->put("\n", 1, e->arg);
	free(text);
	return OK;
}

enum err
export_lines(struct visit *v, const struct entity *of,
	void (*put)(const char *at, size_t n, void *arg), void *arg)
{
	for (size_t i = 0; i < v->catalogue->count; i++) {
		struct exporting e = { v->catalogue->entities[i], put, arg };
		struct query *q;

		if (of != NULL && e.of != of)
			continue;
		q = query_of(v, e.of);
		query_order(q, "id");
		query_hidden(q);
		TRY(query_each(q, line_put, &e));
	}
	return OK;
}
