/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a table of text; see table.h. */
#include <string.h>

#include "table.h"

/* Is it UTF-8 throughout (not yet NFC; the kinds see to that)? */
static bool
is_utf8(const unsigned char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t more = s[i] < 0x80 ? 0 : s[i] >= 0xc2 && s[i] < 0xe0 ? 1 :
			s[i] >= 0xe0 && s[i] < 0xf0 ? 2 :
			s[i] >= 0xf0 && s[i] < 0xf5 ? 3 : 9;

		if (more == 9 || more > n - i - 1)
			return false;
		for (size_t k = 1; k <= more; k++)
			if ((s[i + k] & 0xc0) != 0x80)
				return false;
		i += more + 1;
	}
	return true;
}

/* The delimiter that the first line has most of, outside quotation marks. */
static char
delimiter_of(const char *at, const char *end)
{
	static const char all[] = ",;\t";
	size_t count[3] = { 0 }, best = 0;
	bool quoted = false;

	for (; at < end && (quoted || *at != '\n'); at++) {
		const char *which = memchr(all, *at, 3);

		if (*at == '"')
			quoted = !quoted;
		else if (which != NULL && !quoted)
			count[which - all]++;
	}
	for (size_t i = 1; i < 3; i++)
		if (count[i] > count[best])
			best = i;
	return all[best];
}

bool
table_open(struct table *t, struct arena *a, const char *at, size_t n)
{
	if (n >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0) {
		at += 3;
		n -= 3;
	}
	if (!is_utf8((const unsigned char *)at, n) &&
	    !text_convert(a, "windows-949", at, n, &at, &n))
		return false;
	*t = (struct table){ at, at, at + n, ',', 1, 1, 0, NULL };
	t->delimiter = delimiter_of(at, at + n);
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
		const char *mark = memchr(t->at, '"', (size_t)(t->end - t->at));

		if (mark == NULL) {
			pass(t, t->end);
			return false;
		}
		buf_add(out, t->at, (size_t)(mark - t->at));
		pass(t, mark + 1);
		if (t->at == t->end || *t->at != '"')
			return true;
		buf_char(out, '"');
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
	if (t->at < t->end && *t->at == '"')
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
