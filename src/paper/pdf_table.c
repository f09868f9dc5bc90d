/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands in columns: tables, facts, and two languages side by side.
 */
#include <string.h>

#include "pdf.h"

enum { SAMPLE = 8 };  /* rows that a column's width is taken from */

#define GUTTER 10.0    /* between two columns */
#define NARROWEST 0.07 /* of the measure, for a column */
#define PAD 4.0        /* between a hairline and a row's text */

/* A table on its way: its texts, then its columns. */
struct table {
	size_t columns, rows;
	struct words *head;      /* NULL: it has none */
	struct words *cells;     /* row by row */
	double x[PAPER_COLUMNS], width[PAPER_COLUMNS];
	bool figures[PAPER_COLUMNS];
};

/* ---- reading ---- */

static enum err
read_row(struct paper *p, const json_t *row, size_t columns,
	struct words *out)
{
	for (size_t i = 0; i < columns; i++)
		TRY(words_read(&p->reader, json_array_get(row, i), NULL,
			&out[i]));
	return OK;
}

/* The longest row says how many columns there are. */
static enum err
count_columns(const json_t *head, const json_t *rows, struct table *t)
{
	TRY(list_length(head, PAPER_COLUMNS, &t->columns));
	TRY(list_length(rows, PAPER_ROWS, &t->rows));
	for (size_t i = 0; i < t->rows; i++) {
		const json_t *row = json_array_get(rows, i);
		size_t n;

		if (!json_is_array(row))
			return ERR_INPUT;
		TRY(list_length(row, PAPER_COLUMNS, &n));
		t->columns = n > t->columns ? n : t->columns;
	}
	return OK;
}

static enum err
read_table(struct paper *p, const json_t *json, struct table *t)
{
	const json_t *head = json_object_get(json, "head");
	const json_t *rows = json_object_get(json, "rows");
	struct arena *a = p->reader.arena;

	if (!json_is_object(json))
		return ERR_INPUT;
	TRY(count_columns(head, rows, t));
	if (json_array_size(head) > 0) {
		t->head = arena_alloc(a, t->columns * sizeof *t->head);
		TRY(read_row(p, head, t->columns, t->head));
	}
	t->cells = arena_alloc(a, t->rows * t->columns * sizeof *t->cells);
	for (size_t i = 0; i < t->rows; i++)
		TRY(read_row(p, json_array_get(rows, i), t->columns,
			&t->cells[i * t->columns]));
	return OK;
}

/* ---- columns ---- */

static bool
figure(const char *text)
{
	return *text == '\0' || (strpbrk(text, "0123456789") != NULL
		&& text[strspn(text, "0123456789.,+-%")] == '\0');
}

/* Figures in every cell, and in one at least; the first column names its
 * row, though it be a year. */
static bool
column_of_figures(const struct table *t, size_t column)
{
	bool any = false;

	for (size_t i = 0; column > 0 && i < t->rows; i++) {
		const char *text = t->cells[i * t->columns + column].text;

		if (!figure(text))
			return false;
		any = any || *text != '\0';
	}
	return any;
}

/* How wide a text would like to be; a paragraph, as wide as there is. */
static double
wanted(struct paper *p, const struct words *words, enum style style)
{
	if (words->n == 0)
		return 0;
	if (words->n > 160)
		return PAGE_MEASURE;
	return type_width(type_set(&p->type, style, words, 0));
}

/* The widest of some texts that have so many bytes. */
static double
widest(struct paper *p, const struct table *t, size_t column, size_t least)
{
	double most = 0;

	for (size_t i = 0, seen = 0; i < t->rows && seen < SAMPLE; i++) {
		const struct words *words = &t->cells[i * t->columns + column];
		double width;

		if (words->n < least)
			continue;
		width = wanted(p, words, STYLE_CELL);
		most = width > most ? width : most;
		seen++;
	}
	return most;
}

/* What its longest texts want; of texts in two scripts the one with fewer
 * bytes may be the wider. */
static double
column_wanted(struct paper *p, const struct table *t, size_t column)
{
	double head = t->head == NULL ? 0
		: wanted(p, &t->head[column], STYLE_HEAD), most, some;
	size_t longest = 0;

	for (size_t i = 0; i < t->rows; i++) {
		size_t n = t->cells[i * t->columns + column].n;

		longest = n > longest ? n : longest;
	}
	most = widest(p, t, column, longest);
	some = widest(p, t, column, longest / 2);
	most = some > most ? some : most;
	/* A point more, since Pango counts in smaller steps than we. */
	return (head > most ? head : most) + GUTTER + 1;
}

/* Shares as they were asked for; false: they were not, or not rightly. */
static bool
shares_given(const json_t *widths, struct table *t)
{
	if (json_array_size(widths) != t->columns)
		return false;
	for (size_t i = 0; i < t->columns; i++) {
		t->width[i] = json_number_value(json_array_get(widths, i));
		if (!(t->width[i] >= 0.01 && t->width[i] <= 1000))
			return false;
	}
	return true;
}

/*
 * Columns that want no more than an even share of what is left get what they
 * want, one after the other; the others share the rest.
 */
static void
shares_wanted(struct paper *p, struct table *t)
{
	bool given[PAPER_COLUMNS] = { false }, more = true;
	double left = PAGE_MEASURE;
	size_t n = t->columns;

	for (size_t i = 0; i < t->columns; i++)
		t->width[i] = column_wanted(p, t, i);
	while (more) {
		more = false;
		for (size_t i = 0; i < t->columns; i++) {
			if (given[i] || t->width[i] > left / (double)n)
				continue;
			given[i] = more = true;
			left -= t->width[i];
			n--;
		}
	}
	for (size_t i = 0; i < t->columns; i++)
		if (!given[i])
			t->width[i] = left / (double)n;
}

static double
shares(const struct table *t)
{
	double all = 0;

	for (size_t i = 0; i < t->columns; i++)
		all += t->width[i];
	return all;
}

static void
set_columns(struct paper *p, const json_t *widths, struct table *t)
{
	double all, x = 0;

	if (!shares_given(widths, t))
		shares_wanted(p, t);
	all = shares(t);
	/* None so narrow that a line has no room for two letters. */
	for (size_t i = 0; i < t->columns; i++)
		if (t->width[i] < all * NARROWEST)
			t->width[i] = all * NARROWEST;
	all = shares(t);
	for (size_t i = 0; i < t->columns; i++) {
		double width = t->width[i] * PAGE_MEASURE / all;

		t->x[i] = x;
		t->width[i] = i + 1 < t->columns ? width - GUTTER : width;
		x += width;
		t->figures[i] = column_of_figures(t, i);
	}
}

/* ---- rows ---- */

static enum err
add_row(struct paper *p, const struct table *t, const struct words *words,
	enum style style, struct row row)
{
	struct cell cells[PAPER_COLUMNS];

	for (size_t i = 0; i < t->columns; i++) {
		cells[i] = cell_of(p, &words[i], style, t->x[i], t->width[i],
			style == STYLE_HEAD ? "TH" : "TD");
		if (t->figures[i])
			cells[i].align = ALIGN_END;
	}
	row.cells = cells;
	row.n = t->columns;
	row.group = "TR";
	row.whole = true;
	row.pad = PAD;
	return paper_row(p, &row);
}

enum err
paper_table(struct paper *p, const json_t *table)
{
	struct table t = { 0 };
	bool headed;

	TRY(read_table(p, table, &t));
	headed = t.head != NULL;
	if (t.columns == 0)
		return OK;
	set_columns(p, json_object_get(table, "widths"), &t);
	if (headed)
		TRY(add_row(p, &t, t.head, STYLE_HEAD, (struct row){
			.opens = "Table", .above = RULE_HARD,
			.below = RULE_HARD, .before = 6, .head = true,
			.keep = t.rows > 0,
			.closes = t.rows > 0 ? NULL : "Table" }));
	for (size_t i = 0; i < t.rows; i++) {
		bool first = i == 0 && !headed, last = i + 1 == t.rows;

		TRY(add_row(p, &t, &t.cells[i * t.columns], STYLE_CELL,
			(struct row){ .opens = first ? "Table" : NULL,
			.closes = last ? "Table" : NULL,
			.above = first ? RULE_HARD : RULE_NONE,
			.below = last ? RULE_HARD : RULE_SOFT,
			.before = first ? 6 : 0, .after = last ? 12 : 0 }));
	}
	return OK;
}

enum err
paper_facts(struct paper *p, const json_t *facts)
{
	double split = PAGE_MEASURE * 0.26;
	size_t n;

	TRY(list_length(facts, PAPER_ROWS, &n));
	for (size_t i = 0; i < n; i++) {
		const json_t *fact = json_array_get(facts, i);
		struct words label, value;
		struct cell cells[2];

		TRY(words_member(&p->reader, fact, "label", &label));
		TRY(words_read(&p->reader, json_object_get(fact, "value"),
			json_string_value(json_object_get(fact, "lang")),
			&value));
		cells[0] = cell_of(p, &label, STYLE_LABEL, 0, split - GUTTER,
			"TH");
		cells[1] = cell_of(p, &value, STYLE_CELL, split,
			PAGE_MEASURE - split, "TD");
		TRY(paper_row(p, &(struct row){ .cells = cells, .n = 2,
			.group = "TR", .opens = i == 0 ? "Table" : NULL,
			.closes = i + 1 == n ? "Table" : NULL,
			.above = i == 0 ? RULE_SOFT : RULE_NONE,
			.below = RULE_SOFT, .before = i == 0 ? 6 : 0,
			.after = i + 1 == n ? 12 : 0, .pad = PAD,
			.whole = true }));
	}
	return OK;
}

enum err
paper_pair(struct paper *p, const json_t *pair, const json_t *langs)
{
	double width = (PAGE_MEASURE - 20) / 2;
	size_t n;

	TRY(list_length(pair, PAPER_ROWS, &n));
	for (size_t i = 0; i < n; i++) {
		const json_t *row = json_array_get(pair, i);
		struct cell cells[2];

		if (!json_is_array(row))
			return ERR_INPUT;
		for (size_t side = 0; side < 2; side++) {
			struct words words;

			TRY(words_read(&p->reader, json_array_get(row, side),
				json_string_value(json_array_get(langs, side)),
				&words));
			cells[side] = cell_of(p, &words, STYLE_CELL,
				(double)side * (width + 20), width, "TD");
		}
		TRY(paper_row(p, &(struct row){ .cells = cells, .n = 2,
			.group = "TR", .opens = i == 0 ? "Table" : NULL,
			.closes = i + 1 == n ? "Table" : NULL,
			.before = i == 0 ? 4 : 0, .after = 7 }));
	}
	return OK;
}
