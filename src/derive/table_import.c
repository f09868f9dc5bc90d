/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Importing a table: the first row names a field in each column, by its
 * dotted name or by its label in any language; each other row is a record.
 * A column without a name is passed over; one with a name that is none is a
 * fault of the whole file, so that nothing is lost unseen.
 */
#include <stdlib.h>
#include <string.h>

#include "import.h"

struct heading {
	const char *path[TABLE_COLUMNS];  /* "name.ko"; NULL: passed over */
	bool list[TABLE_COLUMNS];  /* REFS or ROWS as a whole */
	size_t n;
};

/* The field of that label in some language, or NULL. */
static const char *
by_label(struct visit *v, const struct entity *of, const char *label)
{
	for (const struct field *f = of->fields; f->name != NULL; f++)
		for (enum lang l = 0; l < LANG__MAX; l++)
			if (strcmp(label, message(l, spot_stem(v->arena,
			    (struct spot){ of, NULL, f }))) == 0)
				return f->name;
	return NULL;
}

static bool
is_list(const struct entity *of, const char *path)
{
	const struct field *f = field_named(of->fields, path);

	return f != NULL && !field_columns(f);
}

static const char *
path_of(struct importing *im, const char *head)
{
	const struct entity *of = im->wish->of;
	char *first = arena_copy(im->v->arena, head, strcspn(head, "."));

	if (strcmp(head, "id") == 0 || field_named(of->fields, first) != NULL)
		return arena_text(im->outer, head);
	return by_label(im->v, of, head);
}

/* Some names that export writes are not taken back. */
static bool
passed_over(const char *head)
{
	return text_blank(head) || strcmp(head, "revision") == 0 ||
		strcmp(head, "made") == 0 || strcmp(head, "changed") == 0 ||
		strcmp(head, "title") == 0 || strcmp(head, "url") == 0 ||
		strcmp(head, "kind") == 0;
}

static bool
heading_read(struct importing *im, const struct row *row,
	struct heading *heading)
{
	int64_t before = im->told->refused;

	heading->n = row->n;
	for (size_t i = 0; i < row->n; i++) {
		const char *head = row->cells[i].text;

		heading->path[i] = NULL;
		if (passed_over(head))
			continue;
		heading->path[i] = path_of(im, head);
		heading->list[i] = heading->path[i] != NULL &&
			is_list(im->wish->of, heading->path[i]);
		if (heading->path[i] == NULL) {
			fail_with(im->v, ERR_INPUT, "import.no-column", head,
				NULL);
			importing_refuse(im, (struct importing_place){
				row->line, row->cells[i].column }, NULL, NULL);
		}
	}
	return im->told->refused == before;
}

/* ---- cells into a nested value ---- */

/* The child of a list or an object under a step, made when it is not there. */
static json_t *
child(json_t *in, const char *step, bool list)
{
	json_t *c;

	if (json_is_array(in)) {
		size_t i = (size_t)strtoul(step, NULL, 10);

		while (json_array_size(in) <= i && i < 500)
			json_array_append_new(in, list ? json_array() :
				json_object());
		return json_array_get(in, i);
	}
	c = json_object_get(in, step);
	if (c == NULL) {
		c = list ? json_array() : json_object();
		json_object_set_new(in, step, c);
	}
	return json_is_object(c) || json_is_array(c) ? c : NULL;
}

static bool
is_number(const char *s)
{
	return *s >= '0' && *s <= '9' && strspn(s, "0123456789") ==
		strcspn(s, ".");
}

void
input_nest(struct arena *a, json_t *in, const char *path, const char *text)
{
	const char *dot;

	while (in != NULL && (dot = strchr(path, '.')) != NULL) {
		char *step = arena_copy(a, path, (size_t)(dot - path));

		in = child(in, step, is_number(dot + 1));
		path = dot + 1;
	}
	if (json_is_array(in)) {
		if (*text != '\0')
			json_array_append_new(in, json_string(text));
	} else if (json_is_object(in)) {
		json_object_set_new(in, path, json_string(text));
	}
}

/* One led by an apostrophe, or more, before = + - @ has it from export. */
const char *
cell_unguarded(const char *text)
{
	size_t marks = strspn(text, "'");

	return marks > 0 && text[marks] != '\0' &&
		strchr("=+-@\t\r", text[marks]) != NULL ? text + 1 : text;
}

/* ---- rows ---- */

struct placing {
	const struct heading *heading;
	const struct row *row;
};

/* Is one of two dotted names the other, or a part of it? */
static bool
name_within(const char *a, const char *b)
{
	size_t n = strlen(a) < strlen(b) ? strlen(a) : strlen(b);

	return strncmp(a, b, n) == 0 && (a[n] == '\0' || a[n] == '.') &&
		(b[n] == '\0' || b[n] == '.');
}

/* Where the cell stands whose column feeds a field. */
static struct importing_place
place_of(const char *field, void *arg)
{
	const struct placing *p = arg;

	for (size_t i = 0; i < p->row->n && i < p->heading->n; i++) {
		const char *path = p->heading->path[i];

		if (path != NULL && name_within(path, field))
			return (struct importing_place){
				p->row->cells[i].line,
				p->row->cells[i].column };
	}
	return (struct importing_place){ p->row->line, 1 };
}

/* One cell into the row's value; lists stand in one cell as JSON. */
static void
put_cell(struct importing *im, json_t *in, const struct heading *heading,
	size_t i, const char *text)
{
	json_t *list = heading->list[i] && *text == '[' ?
		json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;

	if (list != NULL)
		json_object_set_new(in, heading->path[i], list);
	else
		input_nest(im->v->arena, in, heading->path[i],
			cell_unguarded(text));
}

static enum err
put_row(struct importing *im, const struct heading *heading,
	const struct row *row, bool *soft)
{
	json_t *in = keep(im->v, json_object());

	*soft = true;
	if (row->n > heading->n)
		return fail(im->v, ERR_INPUT, "import.cells-many");
	for (size_t i = 0; i < row->n; i++)
		if (heading->path[i] != NULL &&
		    !(strcmp(heading->path[i], "id") == 0 &&
		    *row->cells[i].text == '\0'))
			put_cell(im, in, heading, i, row->cells[i].text);
	return importing_put(im, im->wish->of, in, soft);
}

static enum err
try_row(struct importing *im, struct heading *heading, struct row *row)
{
	struct placing placing = { heading, row };
	bool soft;
	enum err err = put_row(im, heading, row, &soft);

	if (err == OK)
		im->told->taken++;
	else if (!soft)
		return err;
	else
		importing_refuse(im, (struct importing_place){ row->line, 1 },
			place_of, &placing);
	return OK;
}

/* A file that cannot be read as a table at all. */
static enum err
unreadable(struct importing *im, const struct table *t, const char *key)
{
	(void)fail(im->v, ERR_INPUT, key);
	importing_refuse(im, (struct importing_place){ t->line, t->column },
		NULL, NULL);
	return ERR_INPUT;
}

enum err
import_table(struct importing *im)
{
	struct heading *heading = arena_alloc(im->outer, sizeof *heading);
	struct table t = { .line = 1, .column = 1 };
	struct row row;

	if (im->wish->of == NULL)
		return unreadable(im, &t, "import.which-kind");
	if (!table_open(&t, im->outer, im->at, im->n))
		return unreadable(im, &t, "import.encoding");
	if (!table_row(&t, im->scratch, &row))
		return unreadable(im, &t, t.fault ? t.fault : "import.empty");
	if (!heading_read(im, &row, heading))
		return ERR_INPUT;
	while (table_row(&t, im->scratch, &row)) {
		im->told->lines++;
		TRY(try_row(im, heading, &row));
		arena_reset(im->scratch);
		im->v->titles = NULL;
		if (im->wish->progress != NULL && im->told->lines % 500 == 0)
			im->wish->progress(t.at - t.start,
				(int64_t)(t.end - t.start), im->wish->arg);
	}
	return t.fault != NULL ? unreadable(im, &t, t.fault) : OK;
}
