/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two sides face to face:
 *
 *	         Busan | Shanghai
 *	            visits
 *	   12 ▇▇▇▇▇▇▇▇▇|▇▇▇▇▇▇▇ 9
 *	            letters
 *	         3 ▇▇▇▇|▇▇▇▇▇▇▇▇▇▇▇ 8
 */
#include <math.h>

#include "chart.h"

struct side {
	double value;
	const char *text;  /* as it is written */
};

struct measure {
	const char *label;
	struct side left, right;
};

struct facing {
	struct chart chart;
	const char *left, *right;
	struct measure *rows;
	size_t n;
	double most;       /* of all rows when they share a scale, else 0 */
	double reach;      /* the longest bar */
};

static enum err
read_side(struct chart *c, const json_t *row, const char *name,
	const char *text_name, struct side *out)
{
	TRY(chart_number(row, name, &out->value));
	TRY(text_member(&c->reader, row, text_name, &out->text));
	if (*out->text == '\0')
		out->text = chart_figure(c, out->value);
	return OK;
}

static enum err
read_facing(struct facing *f, const json_t *json)
{
	struct chart *c = &f->chart;
	const json_t *rows = json_object_get(json, "rows");
	bool shared = json_is_true(json_object_get(json, "shared"));

	TRY(text_member(&c->reader, json, "left", &f->left));
	TRY(text_member(&c->reader, json, "right", &f->right));
	TRY(list_length(rows, CHART_BARS, &f->n));
	f->rows = arena_alloc(c->arena, f->n * sizeof *f->rows);
	for (size_t i = 0; i < f->n; i++) {
		const json_t *row = json_array_get(rows, i);
		struct measure *m = &f->rows[i];

		TRY(text_member(&c->reader, row, "label", &m->label));
		TRY(read_side(c, row, "left", "left_text", &m->left));
		TRY(read_side(c, row, "right", "right_text", &m->right));
		if (shared)
			f->most = fmax(f->most, fmax(m->left.value,
				m->right.value));
	}
	return OK;
}

/* What the longest figure leaves of a side. */
static void
set_reach(struct facing *f)
{
	struct chart *c = &f->chart;
	double widest = 0;

	for (size_t i = 0; i < f->n; i++) {
		widest = fmax(widest, chart_text_width(c,
			f->rows[i].left.text));
		widest = fmax(widest, chart_text_width(c,
			f->rows[i].right.text));
	}
	f->reach = fmax(c->width / 2 - widest - 12, c->width / 6);
}

static void
draw_side(struct facing *f, const struct side *side, double most, bool left,
	double y, double height)
{
	struct chart *c = &f->chart;
	double middle = c->width / 2;
	double length = most > 0 ? side->value / most * f->reach : 0;
	double room = c->width / 2 - length - 8;

	chart_rect(c, left ? "chart-ours" : "chart-theirs",
		left ? middle - length : middle, y, length, height);
	chart_text_within(c, "chart-figure",
		left ? ANCHOR_END : ANCHOR_START,
		left ? middle - length - 6 : middle + length + 6,
		y + height / 2 + c->font * 0.36, room, side->text);
}

static void
draw_row(struct facing *f, const struct measure *m, double y)
{
	struct chart *c = &f->chart;
	double height = c->narrow ? 12 : 16;
	double most = f->most > 0 ? f->most
		: fmax(m->left.value, m->right.value);

	chart_text_within(c, "chart-word", ANCHOR_MIDDLE, c->width / 2,
		y + c->font, c->width - 8, m->label);
	y += c->font + 8;
	draw_side(f, &m->left, most, true, y, height);
	draw_side(f, &m->right, most, false, y, height);
	chart_line(c, "chart-axis", c->width / 2, y - 2, c->width / 2,
		y + height + 2);
}

enum err
chart_facing(struct arena *a, const json_t *chart, const char **svg)
{
	struct facing f = { .n = 0 };
	struct chart *c = &f.chart;
	double y, step;

	TRY(chart_start(c, a, chart));
	TRY(read_facing(&f, chart));
	set_reach(&f);
	y = c->font + 4;
	step = c->narrow ? 46 : 56;
	chart_text_within(c, "chart-name-ours", ANCHOR_END,
		c->width / 2 - 8, y, c->width / 2 - 12, f.left);
	chart_text_within(c, "chart-name-theirs", ANCHOR_START,
		c->width / 2 + 8, y, c->width / 2 - 12, f.right);
	y += c->narrow ? 12 : 16;
	for (size_t i = 0; i < f.n; i++, y += step)
		draw_row(&f, &f.rows[i], y);
	return chart_end(c, y, svg);
}
