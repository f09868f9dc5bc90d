/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tie over the years.  From above: the words of changes in their lanes,
 * each on a line that runs down; a row per kind with its marks; the years;
 * and reasons of silence that had no room in their field.
 *
 *	       sister cities   dormant      resumed
 *	visits |--o--o-O--o----|////////////|--o--O-
 *	youth  |-----o--o--o---|///a reason/|-----o-
 *	       1996   2000     2010         2020  2026
 */
#include <math.h>
#include <string.h>

#include "chart.h"

enum { WORDS_MOST = 24 };

struct change {
	double at;              /* year and part of it */
	const char *text;
};

struct silence {
	double from, to;        /* years, to not within it */
	const char *text;
};

struct years {
	struct chart chart;
	const json_t *rows;
	const char **labels;
	size_t n, n_changes, n_silences;
	struct change changes[WORDS_MOST];
	struct silence silences[WORDS_MOST];
	double from, to;        /* the last is not within it */
	double most;            /* the largest count */
	double left, right;     /* of the band */
	double top, bottom;
	double step;            /* from row to row */
};

/* ---- reading ---- */

/* A year that a person may mean. */
static enum err
read_year(const json_t *object, const char *name, double *out)
{
	const json_t *json = json_object_get(object, name);

	*out = (double)json_integer_value(json);
	return json_is_integer(json) && *out >= 1 && *out <= 9999 ? OK
		: ERR_INPUT;
}

static enum err
read_changes(struct years *y, const json_t *list)
{
	size_t n;

	TRY(list_length(list, WORDS_MOST, &n));
	for (size_t i = 0; i < n; i++) {
		const json_t *json = json_array_get(list, i);
		struct change change;
		double year, month;
		size_t at = y->n_changes;

		TRY(read_year(json, "year", &year));
		TRY(chart_number(json, "month", &month));
		TRY(text_member(&y->chart.reader, json, "text",
			&change.text));
		if (month > 12)
			return ERR_INPUT;
		change.at = year + (month > 0 ? (month - 1) / 12 : 0);
		if (change.at < y->from || change.at >= y->to)
			continue;
		/* In the order of their years. */
		for (; at > 0 && y->changes[at - 1].at > change.at; at--)
			y->changes[at] = y->changes[at - 1];
		y->changes[at] = change;
		y->n_changes++;
	}
	return OK;
}

static enum err
read_silences(struct years *y, const json_t *list)
{
	size_t n;

	TRY(list_length(list, WORDS_MOST, &n));
	for (size_t i = 0; i < n; i++) {
		const json_t *json = json_array_get(list, i);
		struct silence silence;
		size_t at = y->n_silences;

		TRY(read_year(json, "from", &silence.from));
		TRY(read_year(json, "to", &silence.to));
		TRY(text_member(&y->chart.reader, json, "text",
			&silence.text));
		silence.from = fmax(silence.from, y->from);
		silence.to = fmin(silence.to + 1, y->to);
		if (silence.from >= silence.to)
			continue;
		for (; at > 0 && y->silences[at - 1].from > silence.from; at--)
			y->silences[at] = y->silences[at - 1];
		y->silences[at] = silence;
		y->n_silences++;
	}
	return OK;
}

static enum err
read_counts(struct years *y, const json_t *marks)
{
	size_t n;

	TRY(list_length(marks, CHART_YEARS, &n));
	for (size_t i = 0; i < n; i++) {
		double year, count;

		TRY(read_year(json_array_get(marks, i), "year", &year));
		TRY(chart_number(json_array_get(marks, i), "count", &count));
		y->most = fmax(y->most, count);
	}
	return OK;
}

static enum err
read_years(struct years *y, const json_t *json)
{
	struct chart *c = &y->chart;

	TRY(read_year(json, "from", &y->from));
	TRY(read_year(json, "to", &y->to));
	if (y->to < y->from)
		return ERR_INPUT;
	if (++y->to - y->from > CHART_YEARS)
		return ERR_LARGE;
	y->rows = json_object_get(json, "rows");
	TRY(list_length(y->rows, CHART_BARS, &y->n));
	y->labels = arena_alloc(c->arena, y->n * sizeof *y->labels);
	for (size_t i = 0; i < y->n; i++) {
		const json_t *row = json_array_get(y->rows, i);

		TRY(text_member(&c->reader, row, "label", &y->labels[i]));
		TRY(read_counts(y, json_object_get(row, "marks")));
	}
	TRY(read_changes(y, json_object_get(json, "changes")));
	return read_silences(y, json_object_get(json, "silences"));
}

/* ---- drawing ---- */

static double
x_of(const struct years *y, double year)
{
	return y->left + (year - y->from) / (y->to - y->from)
		* (y->right - y->left);
}

/* On a narrow one labels stand above their rows. */
static void
set_band(struct years *y)
{
	struct chart *c = &y->chart;
	double widest = 0;

	for (size_t i = 0; i < y->n; i++)
		widest = fmax(widest, chart_text_width(c, y->labels[i]));
	y->left = c->narrow ? 6 : fmin(widest, c->width * 0.28) + 14;
	y->right = c->width - 6;
	y->step = c->narrow ? 46 : 36;
}

static void
draw_changes(struct years *y)
{
	struct chart *c = &y->chart;
	struct lane_word words[WORDS_MOST];
	double line = c->font + 5;
	int lanes;

	for (size_t i = 0; i < y->n_changes; i++)
		words[i] = (struct lane_word){ .text = y->changes[i].text,
			.at = x_of(y, y->changes[i].at) };
	lanes = chart_lanes(c, words, y->n_changes, true);
	y->top = lanes * line + 8;
	y->bottom = y->top + (double)y->n * y->step;
	for (size_t i = 0; i < y->n_changes; i++)
		chart_line(c, "chart-change", words[i].at,
			(lanes - words[i].lane) * line + 2, words[i].at,
			y->bottom);
	for (size_t i = 0; i < y->n_changes; i++)
		chart_text(c, "chart-word", ANCHOR_START, words[i].x,
			(lanes - words[i].lane) * line - 3, words[i].text);
}

/* Fields first; reasons that do not fit go beneath the years. */
static void
draw_silences(struct years *y)
{
	for (size_t i = 0; i < y->n_silences; i++) {
		double x = x_of(y, y->silences[i].from);

		chart_silence(&y->chart, x, y->top,
			x_of(y, y->silences[i].to) - x, y->bottom - y->top);
	}
}

/* The height that reasons beneath take. */
static double
draw_reasons(struct years *y)
{
	struct chart *c = &y->chart;
	struct lane_word words[WORDS_MOST];
	double line = c->font + 5, under = y->bottom + 2 * c->font + 10;
	size_t n = 0;
	int lanes;

	for (size_t i = 0; i < y->n_silences; i++) {
		const struct silence *s = &y->silences[i];
		double from = x_of(y, s->from), to = x_of(y, s->to);

		if (!chart_text_field(c, (from + to) / 2,
		    (y->top + y->bottom) / 2, to - from,
		    y->bottom - y->top, s->text))
			words[n++] = (struct lane_word){ .text = s->text,
				.at = (from + to) / 2 };
	}
	lanes = chart_lanes(c, words, n, false);
	for (size_t i = 0; i < n; i++) {
		double top = under + words[i].lane * line;

		chart_line(c, "chart-lead", words[i].at, y->bottom,
			words[i].at, top - 2);
		chart_text(c, "chart-word chart-halo", ANCHOR_START,
			words[i].x, top + c->font, words[i].text);
	}
	return lanes * line + (lanes > 0 ? 6 : 0);
}

static void
draw_mark(struct years *y, const json_t *mark, double middle)
{
	struct chart *c = &y->chart;
	double year = (double)json_integer_value(json_object_get(mark,
		"year"));
	double count = json_number_value(json_object_get(mark, "count"));
	double wide = (y->right - y->left) / (y->to - y->from);
	double most = fmin(c->narrow ? 11 : 14, fmax(wide * 0.62, 4));
	double radius = fmax(most * sqrt(count / fmax(y->most, 1)), 1.5);
	const char *figure = chart_figure(c, count);

	if (count <= 0 || year < y->from || year >= y->to)
		return;
	buf_printf(&c->body, "<circle class=\"chart-ours\" cx=\"%.2f\" "
		"cy=\"%.2f\" r=\"%.2f\"><title>%.0f: %s</title></circle>",
		x_of(y, year + 0.5), middle, radius, year, figure);
	if (radius > 0.62 * c->font
	    && chart_text_width(c, figure) < 1.5 * radius)
		chart_text(c, "chart-inside", ANCHOR_MIDDLE,
			x_of(y, year + 0.5), middle + c->font * 0.36, figure);
}

static void
draw_row(struct years *y, size_t i)
{
	struct chart *c = &y->chart;
	const json_t *marks = json_object_get(json_array_get(y->rows, i),
		"marks");
	double top = y->top + (double)i * y->step;
	double middle = c->narrow ? top + 31 : top + y->step / 2;

	chart_line(c, "chart-axis", y->left, middle, y->right, middle);
	if (c->narrow)
		chart_text_within(c, "chart-word chart-halo", ANCHOR_START,
			y->left, top + c->font + 3, y->right - y->left,
			y->labels[i]);
	else
		chart_text_within(c, "chart-word", ANCHOR_END, y->left - 12,
			middle + c->font * 0.36, y->left - 14, y->labels[i]);
	for (size_t k = 0; k < json_array_size(marks); k++)
		draw_mark(y, json_array_get(marks, k), middle);
}

/* The first and the last, and of those between as many as there is room. */
static void
draw_axis(struct years *y)
{
	static const int steps[] = { 1, 2, 5, 10, 20, 25, 50, 100 };
	struct chart *c = &y->chart;
	double width = chart_text_width(c, "2000") + 10;
	double last = y->to - 1, at = y->bottom + c->font + 6;
	size_t k = 0;

	while (k < 7 && x_of(y, y->from + steps[k]) - y->left < width)
		k++;
	for (double year = y->from; year <= last; year++) {
		double x = x_of(y, year + 0.5);
		bool end = year <= y->from || year >= last;
		bool near = x - x_of(y, y->from + 0.5) < width
			|| x_of(y, last + 0.5) - x < width;

		if (!end && (near || fmod(year, steps[k]) > 0))
			continue;
		chart_line(c, "chart-axis", x, y->bottom, x, y->bottom + 4);
		x = fmax(fmin(x, c->width - width / 2 + 5), width / 2 - 5);
		chart_text(c, "chart-figure chart-halo", ANCHOR_MIDDLE, x, at,
			arena_printf(c->arena, "%.0f", year));
	}
}

enum err
chart_years(struct arena *a, const json_t *chart, const char **svg)
{
	struct years y = { .n = 0 };
	double beneath;

	TRY(chart_start(&y.chart, a, chart));
	TRY(read_years(&y, chart));
	set_band(&y);
	draw_changes(&y);
	draw_silences(&y);
	for (size_t i = 0; i < y.n; i++)
		draw_row(&y, i);
	beneath = draw_reasons(&y);
	draw_axis(&y);
	return chart_end(&y.chart, y.bottom + y.chart.font + 14 + beneath,
		svg);
}
