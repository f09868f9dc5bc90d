/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows over pages.  A row that does not fit goes to the next page when it is
 * to stay whole, and is broken line by line when it is not or when no page
 * is long enough; two lines of a text stay together at either end.  Every
 * page takes at least a line, so that it comes to an end.
 */
#include <limits.h>
#include <string.h>

#include "pdf.h"

enum { PIECES_MOST = 400000 };

#define HEAD_MOST 200.0 /* a head that is taller is not repeated */

/* How far a cell has been placed. */
struct progress {
	GSList *line;
	int left;
};

void
flow_start(struct flow *f, struct arena *a)
{
	*f = (struct flow){ .arena = a, .y = PAGE_MARGIN, .fresh = true };
}

static enum err
add_piece(struct flow *f, struct piece piece)
{
	if (f->n == PIECES_MOST)
		return ERR_LARGE;
	if (f->n == f->room) {
		size_t room = f->room == 0 ? 64 : 2 * f->room;
		struct piece *more = arena_alloc(f->arena,
			room * sizeof *more);

		if (f->n > 0)
			memcpy(more, f->pieces, f->n * sizeof *more);
		f->pieces = more;
		f->room = room;
	}
	piece.page = f->page;
	f->pieces[f->n++] = piece;
	return OK;
}

static enum err
add_rule(struct flow *f, enum rule rule)
{
	if (rule == RULE_NONE)
		return OK;
	return add_piece(f, (struct piece){ .kind = PIECE_RULE, .rule = rule,
		.x = PAGE_MARGIN, .y = f->y });
}

static enum err
add_mark(struct flow *f, enum piece_kind kind, const char *tag)
{
	if (tag == NULL)
		return OK;
	return add_piece(f, (struct piece){ .kind = kind, .tag = tag });
}

static struct progress *
progress_of(struct flow *f, const struct row *row)
{
	struct progress *at = arena_alloc(f->arena, row->n * sizeof *at);

	for (size_t i = 0; i < row->n; i++) {
		at[i].line = pango_layout_get_lines_readonly(
			row->cells[i].layout);
		at[i].left = pango_layout_get_line_count(row->cells[i].layout);
	}
	return at;
}

/* The height of what is left, or of at most some lines of it. */
static double
height_left(const struct row *row, const struct progress *at, int most)
{
	double tallest = 0;

	for (size_t i = 0; i < row->n; i++) {
		int lines = at[i].left < most ? at[i].left : most;
		double height = lines * styles[row->cells[i].style].line;

		tallest = height > tallest ? height : tallest;
	}
	return tallest;
}

static double
height_of(struct flow *f, const struct row *row)
{
	return 2 * row->pad + height_left(row, progress_of(f, row), INT_MAX);
}

/* What a row takes at the least where it begins, with its white. */
static double
first_height(struct flow *f, const struct row *row)
{
	struct progress *at = progress_of(f, row);
	double whole = height_left(row, at, INT_MAX);
	double least = height_left(row, at, 2);

	if (row->whole && whole < (PAGE_BOTTOM - PAGE_MARGIN) / 2)
		least = whole;
	return row->before + 2 * row->pad + least;
}

/* How many lines of a cell go into that height, two staying together. */
static int
lines_within(const struct progress *at, double line, double height)
{
	int fit = (int)((height + 0.01) / line);

	if (fit >= at->left)
		return at->left;
	return fit > 2 && at->left - fit < 2 ? at->left - 2 : fit;
}

/* Places what goes into that height; gives the height that it took. */
static enum err
place_lines(struct flow *f, const struct row *row, struct progress *at,
	double height, double *taken)
{
	*taken = 0;
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *cell = &row->cells[i];
		double line = styles[cell->style].line;
		int lines = lines_within(&at[i], line, height);

		if (lines < 1)
			continue;
		TRY(add_piece(f, (struct piece){ .kind = PIECE_TEXT,
			.x = PAGE_MARGIN + cell->x, .y = f->y, .cell = cell,
			.line = at[i].line, .lines = lines, .tag = cell->tag,
			.outline = row->outline }));
		at[i].left -= lines;
		at[i].line = g_slist_nth(at[i].line, (guint)lines);
		if (lines * line > *taken)
			*taken = lines * line;
	}
	return OK;
}

static bool
goes_on(const struct row *row, const struct progress *at)
{
	for (size_t i = 0; i < row->n; i++)
		if (at[i].left > 0)
			return true;
	return false;
}

/* Whether to begin (or go on) here or on a new page. */
static bool
wants_page(const struct flow *f, const struct row *row,
	const struct progress *at, double space)
{
	double rest = height_left(row, at, INT_MAX);

	if (f->fresh || rest <= space + 0.01)
		return false;
	if (row->whole && rest < PAGE_BOTTOM - PAGE_MARGIN - 80)
		return true;
	return height_left(row, at, 2) > space + 0.01;
}

/* As much as goes on this page, with its hairlines. */
static enum err
place_part(struct flow *f, const struct row *row, struct progress *at)
{
	double taken;

	TRY(add_rule(f, row->above));
	f->y += row->pad;
	TRY(place_lines(f, row, at, PAGE_BOTTOM - f->y - row->pad, &taken));
	f->y += taken + row->pad;
	f->fresh = false;
	return add_rule(f, row->below);
}

/* The head of a table once more, as a thing to look at only. */
static enum err
repeat_head(struct flow *f)
{
	struct row again = *f->head;

	again.above = RULE_HARD;
	again.cells = arena_alloc(f->arena, again.n * sizeof *again.cells);
	for (size_t i = 0; i < again.n; i++) {
		again.cells[i] = f->head->cells[i];
		again.cells[i].tag = NULL;
	}
	TRY(place_part(f, &again, progress_of(f, &again)));
	f->fresh = true;
	return OK;
}

/* A new page. */
static enum err
turn(struct flow *f)
{
	if (f->page + 1 >= PAPER_PAGES)
		return ERR_LARGE;
	f->page++;
	f->y = PAGE_MARGIN;
	f->fresh = true;
	return f->head != NULL ? repeat_head(f) : OK;
}

static enum err
place(struct flow *f, const struct row *row)
{
	struct progress *at = progress_of(f, row);

	f->y += f->fresh ? 0 : row->before;
	if (wants_page(f, row, at, PAGE_BOTTOM - f->y - 2 * row->pad))
		TRY(turn(f));
	TRY(add_mark(f, PIECE_OPEN, row->opens));
	TRY(add_mark(f, PIECE_OPEN, row->group));
	TRY(place_part(f, row, at));
	while (goes_on(row, at)) {
		TRY(turn(f));
		TRY(place_part(f, row, at));
	}
	TRY(add_mark(f, PIECE_CLOSE, row->group));
	TRY(add_mark(f, PIECE_CLOSE, row->closes));
	if (row->head && height_of(f, row) < HEAD_MOST)
		f->head = row;
	if (row->closes != NULL)
		f->head = NULL;
	f->y += row->after;
	return OK;
}

static enum err
place_waiting(struct flow *f)
{
	size_t n = f->n_waiting;

	f->n_waiting = 0;
	for (size_t i = 0; i < n; i++)
		TRY(place(f, f->waiting[i]));
	return OK;
}

/* Rows that wait and the beginning of what follows stay on one page. */
static enum err
make_room(struct flow *f, double following)
{
	double needed = following;

	for (size_t i = 0; i < f->n_waiting; i++)
		needed += first_height(f, f->waiting[i])
			+ f->waiting[i]->after;
	if (f->n_waiting > 0 && !f->fresh && f->y + needed > PAGE_BOTTOM
	    && needed < PAGE_BOTTOM - PAGE_MARGIN)
		TRY(turn(f));
	return place_waiting(f);
}

static const struct row *
row_copy(struct arena *a, const struct row *row)
{
	struct row *copy = arena_alloc(a, sizeof *copy);

	*copy = *row;
	copy->cells = arena_alloc(a, row->n * sizeof *copy->cells);
	memcpy(copy->cells, row->cells, row->n * sizeof *copy->cells);
	return copy;
}

enum err
flow_row(struct flow *f, const struct row *row)
{
	const struct row *copy = row_copy(f->arena, row);

	if (row->keep && f->n_waiting
	    < sizeof f->waiting / sizeof *f->waiting) {
		f->waiting[f->n_waiting++] = copy;
		return OK;
	}
	TRY(make_room(f, first_height(f, copy)));
	return place(f, copy);
}

enum err
flow_end(struct flow *f)
{
	return place_waiting(f);
}

enum err
flow_space(struct flow *f, double points)
{
	TRY(place_waiting(f));
	if (!f->fresh)
		f->y += points;
	return OK;
}

enum err
flow_break(struct flow *f)
{
	TRY(place_waiting(f));
	return f->fresh ? OK : turn(f);
}
