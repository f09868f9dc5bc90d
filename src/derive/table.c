/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a table of text; see table.h. */
#include <string.h>

#include "table.h"

char
table_delimiter(const char *at, size_t n, int lines)
{
	static const char all[] = ",;\t|";
	const char *end = at + n;
	size_t count[4] = { 0 }, best = 0;
	bool quoted = false;

	for (; at < end && (quoted || *at != '\n' || --lines > 0); at++) {
		const char *which = memchr(all, *at, 4);

		if (*at == '"')
			quoted = !quoted;
		else if (which != NULL && !quoted)
			count[which - all]++;
	}
	for (size_t i = 1; i < 4; i++)
		if (count[i] > count[best])
			best = i;
	return all[best];
}

void
table_begin(struct table *t, const char *at, size_t n, char delimiter,
	char quote)
{
	*t = (struct table){ .start = at, .at = at, .end = at + n,
		.delimiter = delimiter, .quote = quote, .line = 1,
		.column = 1 };
}

/* A line that is in another encoding than the whole. */
static void
odd_line(int64_t line, const char *charset, void *arg)
{
	bool *odd = arg;

	(void)line, (void)charset;
	*odd = true;
}

bool
table_open(struct table *t, struct arena *a, const char *at, size_t n)
{
	bool odd = false;

	if (!text_decode(a, text_charset_guess(a, at, n), at, n, &at, &n,
	    odd_line, &odd) || odd)
		return false;
	table_begin(t, at, n, table_delimiter(at, n, 1), '"');
	return true;
}

/* One byte on, counting characters and lines. */
static void
step(struct table *t)
{
	if (*t->at == '\n') {
		t->line++;
		t->column = 1;
	} else if (((unsigned char)*t->at & 0xc0) != 0x80) {
		t->column++;
	}
	t->at++;
}

static bool
at_row_end(const struct table *t)
{
	return t->at == t->end || *t->at == '\n' ||
		(*t->at == '\r' && (t->at + 1 == t->end || t->at[1] == '\n'));
}

static void
pass(struct table *t, const char *to)
{
	while (t->at < to)
		step(t);
}

/* A cell in quotation marks; a doubled mark is one.  False: no end. */
static bool
quoted_text(struct table *t, struct buf *out)
{
	step(t);
	for (;;) {
		const char *mark = memchr(t->at, t->quote,
			(size_t)(t->end - t->at));

		if (mark == NULL) {
			pass(t, t->end);
			return false;
		}
		buf_add(out, t->at, (size_t)(mark - t->at));
		pass(t, mark + 1);
		if (t->at == t->end || *t->at != t->quote)
			return true;
		buf_char(out, t->quote);
		step(t);
	}
}

static bool
quoted_cell(struct table *t, struct arena *a, const char **out)
{
	struct buf text = buf_in(a, TABLE_CELL);

	if (!quoted_text(t, &text))
		t->fault = "import.quote-open";
	else if (!at_row_end(t) && *t->at != t->delimiter)
		t->fault = "import.after-quote";
	else if (text.full)
		t->fault = "import.cell-large";
	*out = text.at;
	return t->fault == NULL;
}

static bool
plain_cell(struct table *t, struct arena *a, const char **out)
{
	const char *start = t->at;

	while (!at_row_end(t) && *t->at != t->delimiter)
		step(t);
	if (t->at - start > TABLE_CELL)
		t->fault = "import.cell-large";
	else
		*out = arena_copy(a, start, (size_t)(t->at - start));
	return t->fault == NULL;
}

static bool
cell_read(struct table *t, struct arena *a, struct cell *c)
{
	c->line = t->line;
	c->column = t->column;
	if (t->quote != '\0' && t->at < t->end && *t->at == t->quote)
		return quoted_cell(t, a, &c->text);
	return plain_cell(t, a, &c->text);
}

/* Room for one more; most rows are as wide as the one before. */
static struct cell *
cell_add(struct table *t, struct arena *a, struct row *row)
{
	size_t room = t->widest > 0 ? t->widest : 16;
	struct cell *wider;

	if (row->n == 0) {
		row->cells = arena_alloc(a, room * sizeof *row->cells);
	} else if (row->n >= room) {
		wider = arena_alloc(a, 2 * room * sizeof *row->cells);
		memcpy(wider, row->cells, row->n * sizeof *row->cells);
		row->cells = wider;
		room *= 2;
	}
	t->widest = room;
	return &row->cells[row->n++];
}

static void
row_end(struct table *t)
{
	while (t->at < t->end && *t->at != '\n')
		step(t);
	if (t->at < t->end)
		step(t);
}

static bool
row_blank(const struct row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (!text_blank(row->cells[i].text))
			return false;
	return true;
}

bool
table_row(struct table *t, struct arena *a, struct row *row)
{
	t->fault = NULL;
	while (t->at < t->end) {
		row->n = 0;
		row->line = t->line;
		for (;;) {
			if (row->n == TABLE_COLUMNS) {
				t->fault = "import.columns-many";
				return false;
			}
			if (!cell_read(t, a, cell_add(t, a, row)))
				return false;
			if (at_row_end(t))
				break;
			step(t);
		}
		row_end(t);
		if (!row_blank(row))
			return true;
	}
	return false;
}
