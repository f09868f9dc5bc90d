/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bars from zero.  A slot per bar on the band; within it a group of bars, one
 * per series, or one bar of pieces.  Figures stand over their bars when there
 * is room for all of them, otherwise a few lines with figures say how high it
 * is; the names of series stand right of the last bar, joined to it by a
 * line.
 */
#include <math.h>
#include <string.h>

#include "chart.h"

enum { SERIES_MOST = 4, RUNS_MOST = 24, LINES_MOST = 2 };

struct bar {
	const char *label, *silent;  /* silent "": it is not */
	double values[SERIES_MOST];
	const char *texts[SERIES_MOST];
};

struct series {
	const char *label, *class;
	double y;                    /* of its name */
};

struct bars {
	struct chart chart;
	struct series series[SERIES_MOST];
	struct bar *bars;
	size_t n, n_series;
	bool stacked, figures;       /* figures stand over bars */
	double most;                 /* what the height stands for */
	double left, right, top, bottom, slot, group;
};

/* ---- reading ---- */

static enum err
read_series(struct bars *b, const json_t *list)
{
	static const char *const classes[SERIES_MOST] = { "chart-ours",
		"chart-theirs", "chart-ours-2", "chart-theirs-2" };

	TRY(list_length(list, SERIES_MOST, &b->n_series));
	if (b->n_series == 0)
		return ERR_INPUT;
	for (size_t i = 0; i < b->n_series; i++) {
		const json_t *json = json_array_get(list, i);
		const char *as = json_string_value(json_object_get(json,
			"as"));

		b->series[i].class = classes[i];
		if (as != NULL && strcmp(as, "ours") == 0)
			b->series[i].class = classes[0];
		if (as != NULL && strcmp(as, "theirs") == 0)
			b->series[i].class = classes[1];
		TRY(text_member(&b->chart.reader, json, "label",
			&b->series[i].label));
	}
	return OK;
}

static enum err
read_values(struct bars *b, const json_t *json, struct bar *bar)
{
	const json_t *values = json_object_get(json, "values");
	const json_t *texts = json_object_get(json, "texts");
	size_t n;

	TRY(list_length(values, b->n_series, &n));
	for (size_t i = 0; i < b->n_series; i++) {
		const json_t *value = json_array_get(values, i);
		struct words words;

		bar->values[i] = json_number_value(value);
		if ((i < n && !json_is_number(value) && !json_is_null(value))
		    || !(bar->values[i] >= 0 && bar->values[i] <= 1e15))
			return ERR_INPUT;
		TRY(words_read(&b->chart.reader, json_array_get(texts, i),
			NULL, &words));
		bar->texts[i] = words.n > 0 ? words.text
			: chart_figure(&b->chart, bar->values[i]);
	}
	return OK;
}

static enum err
read_bars(struct bars *b, const json_t *json)
{
	const json_t *list = json_object_get(json, "bars");
	struct reader *r = &b->chart.reader;

	b->stacked = json_is_true(json_object_get(json, "stacked"));
	TRY(read_series(b, json_object_get(json, "series")));
	TRY(list_length(list, CHART_BARS, &b->n));
	b->bars = arena_alloc(b->chart.arena, b->n * sizeof *b->bars);
	for (size_t i = 0; i < b->n; i++) {
		const json_t *at = json_array_get(list, i);
		struct bar *bar = &b->bars[i];
		double all = 0;

		TRY(text_member(r, at, "label", &bar->label));
		TRY(text_member(r, at, "silent", &bar->silent));
		if (*bar->silent == '\0')
			TRY(read_values(b, at, bar));
		for (size_t k = 0; k < b->n_series; k++)
			all = b->stacked ? all + bar->values[k]
				: fmax(all, bar->values[k]);
		b->most = fmax(b->most, all);
	}
	return OK;
}

/* ---- measures ---- */

static double
bar_width(const struct bars *b)
{
	return b->stacked ? b->group : b->group / (double)b->n_series;
}

/* Room for every figure over (or in) its bar. */
static bool
figures_fit(struct bars *b)
{
	double room = b->stacked || b->n_series == 1 ? b->slot - 3
		: bar_width(b) + 1;

	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->n_series; k++)
			if (*b->bars[i].silent == '\0'
			    && chart_text_width(&b->chart,
			    b->bars[i].texts[k]) > room)
				return false;
	return !b->stacked || b->n_series == 1;
}

/* 1, 2 or 5 of some ten: about three of them to the highest bar. */
static double
tick_step(const struct bars *b)
{
	double ten = pow(10, floor(log10(b->most / 2)));
	double times = b->most / 2 / ten;

	return ten * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

static void
set_slot(struct bars *b)
{
	bool several = !b->stacked && b->n_series > 1;

	b->slot = (b->right - b->left) / fmax((double)b->n, 1);
	b->group = fmin(b->slot * (several ? 0.82 : 0.7),
		b->chart.narrow ? 40 : 64);
}

static void
set_measures(struct bars *b)
{
	struct chart *c = &b->chart;
	double names = 0;

	for (size_t k = 0; k < b->n_series && b->n_series > 1; k++)
		names = fmax(names, chart_text_width(c, b->series[k].label));
	b->left = 4;
	b->right = c->width - 4
		- (names > 0 ? fmin(names, c->width * 0.26) + 18 : 0);
	b->top = c->font + 8;
	b->bottom = b->top + (c->narrow ? 150 : 220);
	set_slot(b);
	b->figures = figures_fit(b);
	if (b->figures || b->most <= 0)
		return;
	b->left += chart_text_width(c, chart_figure(c,
		tick_step(b) * floor(b->most / tick_step(b)))) + 8;
	set_slot(b);
}

static double
height_of(const struct bars *b, double value)
{
	return b->most > 0 ? value / b->most * (b->bottom - b->top) : 0;
}

static double
middle_of(const struct bars *b, double bar)
{
	return b->left + (bar + 0.5) * b->slot;
}

/* ---- drawing ---- */

static void
draw_ticks(struct bars *b)
{
	struct chart *c = &b->chart;
	double step;

	if (b->figures || b->most <= 0)
		return;
	step = tick_step(b);
	for (double at = step; at <= b->most * 1.0001; at += step) {
		double y = b->bottom - height_of(b, at);

		chart_line(c, "chart-grid", b->left, y, b->right, y);
		chart_text(c, "chart-figure", ANCHOR_END, b->left - 6,
			y + c->font * 0.36, chart_figure(c, at));
	}
}

static void
draw_stack(struct bars *b, const struct bar *bar, double middle)
{
	struct chart *c = &b->chart;
	double y = b->bottom;

	for (size_t k = 0; k < b->n_series; k++) {
		double height = height_of(b, bar->values[k]);

		y -= height;
		if (height > 0)
			chart_rect(c, b->series[k].class, middle - b->group / 2,
				y, b->group, height);
		if (k < 2 && height > c->font + 3
		    && chart_text_width(c, bar->texts[k]) < b->group - 2)
			chart_text(c, "chart-inside", ANCHOR_MIDDLE, middle,
				y + height / 2 + c->font * 0.36,
				bar->texts[k]);
		b->series[k].y = y + height / 2;
	}
}

static void
draw_group(struct bars *b, const struct bar *bar, double middle)
{
	struct chart *c = &b->chart;
	double width = bar_width(b), x = middle - b->group / 2;

	for (size_t k = 0; k < b->n_series; k++, x += width) {
		double height = height_of(b, bar->values[k]);

		if (height > 0)
			chart_rect(c, b->series[k].class, x, b->bottom - height,
				width - (b->n_series > 1 ? 1 : 0), height);
		if (b->figures)
			chart_text(c, "chart-figure", ANCHOR_MIDDLE,
				x + width / 2, b->bottom - height - 4,
				bar->texts[k]);
		b->series[k].y = b->bottom - height + 1;
	}
}

static const char *
name_class(const struct series *s)
{
	return strstr(s->class, "theirs") != NULL ? "chart-name-theirs"
		: "chart-name-ours";
}

/* Names right of the last bar, one below the other where they would meet. */
static void
draw_names(struct bars *b, double from)
{
	struct chart *c = &b->chart;
	size_t order[SERIES_MOST] = { 0, 1, 2, 3 };
	double line = c->font + 4, y = b->top;

	for (size_t i = 1; i < b->n_series; i++)
		for (size_t k = i; k > 0 && b->series[order[k]].y
		    < b->series[order[k - 1]].y; k--) {
			size_t swap = order[k];

			order[k] = order[k - 1];
			order[k - 1] = swap;
		}
	for (size_t i = 0; i < b->n_series && b->n_series > 1; i++) {
		const struct series *s = &b->series[order[i]];
		double below = (double)(b->n_series - 1 - i) * line;

		y = fmax(y, fmin(s->y, b->bottom - 4 - below));
		buf_printf(&c->body, "<path class=\"chart-lead\" fill=\"none\" "
			"d=\"M%.1f %.1fH%.1fL%.1f %.1f\"/>", from, s->y,
			b->right + 2, b->right + 10, y);
		chart_text_within(c, name_class(s), ANCHOR_START, b->right + 14, y + c->font * 0.36,
			c->width - b->right - 16, s->label);
		y += line;
	}
}

/* ---- labels ---- */

static bool
all_figures(const struct bars *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->bars[i].label[strspn(b->bars[i].label,
		    "0123456789.-/")] != '\0')
			return false;
	return true;
}

/* Years: as many as there is room for, the last among them. */
static void
label_years(struct bars *b)
{
	struct chart *c = &b->chart;
	double widest = 0;
	size_t each = 1;

	for (size_t i = 0; i < b->n; i++)
		widest = fmax(widest, chart_text_width(c, b->bars[i].label));
	while ((double)each * b->slot < widest + 6 && each < b->n)
		each++;
	for (size_t i = 0; i < b->n; i++)
		if ((b->n - 1 - i) % each == 0)
			chart_text(c, "chart-figure", ANCHOR_MIDDLE,
				middle_of(b, (double)i),
				b->bottom + c->font + 5, b->bars[i].label);
}

/* Words: each in two lines of its slot at most.  How many it took. */
static int
label_words(struct bars *b)
{
	struct chart *c = &b->chart;
	double y = b->bottom + c->font + 5;
	size_t most = 1;

	for (size_t i = 0; i < b->n; i++) {
		const char *lines[CHART_LINES];
		double x = middle_of(b, (double)i);
		size_t n = chart_wrap(c, b->bars[i].label, b->slot - 4,
			LINES_MOST, lines);

		if (n == 0) {
			n = 1;
			lines[0] = chart_cut(c, b->bars[i].label,
				b->slot - 4);
		}
		for (size_t k = 0; k < n; k++)
			chart_text(c, "chart-word", ANCHOR_MIDDLE, x,
				y + (double)k * (c->font + 3), lines[k]);
		most = n > most ? n : most;
	}
	return (int)most;
}

/* ---- silence ---- */

/* A field over each run of bars that are silent for the same reason, and the
 * reason: in it, or beneath the labels.  The height that those took. */
static double
draw_silences(struct bars *b, double under)
{
	struct chart *c = &b->chart;
	struct lane_word words[RUNS_MOST];
	double line = c->font + 5;
	size_t n = 0, end;
	int lanes;

	for (size_t i = 0; i < b->n; i = end) {
		const char *why = b->bars[i].silent;
		double x = b->left + (double)i * b->slot, width;

		for (end = i + 1; end < b->n && strcmp(b->bars[end].silent,
		    why) == 0; end++)
			continue;
		if (*why == '\0')
			continue;
		width = (double)(end - i) * b->slot;
		chart_silence(c, x, b->top, width, b->bottom - b->top);
		if (!chart_text_field(c, x + width / 2,
		    (b->top + b->bottom) / 2, width, b->bottom - b->top, why)
		    && n < RUNS_MOST)
			words[n++] = (struct lane_word){ .text = why,
				.at = x + width / 2 };
	}
	lanes = chart_lanes(c, words, n, false);
	for (size_t i = 0; i < n; i++)
		chart_text(c, "chart-word", ANCHOR_START, words[i].x,
			under + words[i].lane * line + c->font, words[i].text);
	return lanes * line + (lanes > 0 ? 4 : 0);
}

/* ---- lying bars ---- */

/* A bar for each series, its figure at its end; in the first row that has
 * bars the names of the series behind them. */
static double
draw_lying(struct bars *b, const struct bar *bar, double y, double reach,
	bool named)
{
	struct chart *c = &b->chart;
	double height = c->font + 1;

	chart_line(c, "chart-axis", 4, y - 1, 4,
		y + (double)b->n_series * (height + 2) - 1);
	for (size_t k = 0; k < b->n_series; k++, y += height + 2) {
		double length = b->most > 0
			? bar->values[k] / b->most * reach : 0;
		double x = 4 + length + 6;
		double base = y + height / 2 + c->font * 0.36;

		chart_rect(c, b->series[k].class, 4, y, length, height);
		chart_text(c, "chart-figure", ANCHOR_START, x, base,
			bar->texts[k]);
		x += chart_text_width(c, bar->texts[k]) + 6;
		if (named && b->n_series > 1)
			chart_text_within(c, name_class(&b->series[k]),
				ANCHOR_START, x, base, c->width - x,
				b->series[k].label);
	}
	return y;
}

/* How long the longest bar may be; what it stands for comes into b->most,
 * since pieces lie side by side here. */
static double
lying_reach(struct bars *b)
{
	struct chart *c = &b->chart;
	double figures = 0, names = 0;

	b->most = 0;
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->n_series
		    && *b->bars[i].silent == '\0'; k++) {
			b->most = fmax(b->most, b->bars[i].values[k]);
			figures = fmax(figures, chart_text_width(c,
				b->bars[i].texts[k]));
		}
	for (size_t k = 0; k < b->n_series && b->n_series > 1; k++)
		names = fmax(names, chart_text_width(c, b->series[k].label));
	return c->width - 20 - fmin(figures, c->width / 3)
		- fmin(names, c->width / 3);
}

/* Words have no room beneath narrow bars: bars lie, each under its words. */
static enum err
draw_all_lying(struct bars *b, const char **svg)
{
	struct chart *c = &b->chart;
	double reach = lying_reach(b), y = 4;
	bool named = false;

	for (size_t i = 0; i < b->n; i++) {
		const struct bar *bar = &b->bars[i];

		chart_text_within(c, "chart-word", ANCHOR_START, 4,
			y + c->font, c->width - 8, bar->label);
		y += c->font + 5;
		if (*bar->silent != '\0') {
			chart_silence(c, 4, y, c->width - 8, c->font + 8);
			chart_text_field(c, c->width / 2, y + c->font / 2 + 4,
				c->width, c->font + 8, bar->silent);
			y += c->font + 10;
		} else {
			y = draw_lying(b, bar, y, reach, !named);
			named = true;
		}
		y += 8;
	}
	return chart_end(c, y, svg);
}

/* ---- the whole ---- */

static void
draw_bars(struct bars *b)
{
	double from = b->right;

	for (size_t i = 0; i < b->n; i++) {
		double middle = middle_of(b, (double)i);

		if (*b->bars[i].silent != '\0')
			continue;
		if (b->stacked)
			draw_stack(b, &b->bars[i], middle);
		else
			draw_group(b, &b->bars[i], middle);
		from = middle + b->group / 2 + 2;
	}
	chart_line(&b->chart, "chart-axis", b->left, b->bottom, b->right,
		b->bottom);
	draw_names(b, from);
}

enum err
chart_bars(struct arena *a, const json_t *chart, const char **svg)
{
	struct bars b = { .n = 0 };
	struct chart *c = &b.chart;
	double height;
	int lines = 1;

	TRY(chart_start(c, a, chart));
	TRY(read_bars(&b, chart));
	if (c->narrow && !all_figures(&b))
		return draw_all_lying(&b, svg);
	set_measures(&b);
	draw_ticks(&b);
	if (all_figures(&b))
		label_years(&b);
	else
		lines = label_words(&b);
	height = b.bottom + lines * (c->font + 3) + 10;
	height += draw_silences(&b, height - 2);
	draw_bars(&b);
	return chart_end(c, height, svg);
}
