/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the charts share: the frame with its title and description, shapes
 * with classes, texts that know about how wide they are.  Lengths are units
 * of the viewBox, y downwards; every text is escaped here and nowhere else.
 */
#ifndef PAPER_CHART_H
#define PAPER_CHART_H

#include "base/buf.h"
#include "inside.h"

#define CHART_WIDE 720.0
#define CHART_NARROW 340.0

struct chart {
	struct reader reader;
	struct arena *arena;
	struct buf body;
	const char *id, *title, *desc;
	bool narrow;
	double width;
	double font;    /* height of its letters */
};

/* Reads what all charts have. */
MUST_USE enum err chart_start(struct chart *c, struct arena *a,
	const json_t *json);
/* The <svg> around what was drawn; ERR_LARGE when that was too much. */
MUST_USE enum err chart_end(struct chart *c, double height,
	const char **svg);

/* A member that is a number and not negative; missing: 0. */
MUST_USE enum err chart_number(const json_t *object, const char *name,
	double *out);
/* A number as the chart's language writes it: 3, 1.5, 12,000 */
const char *chart_figure(struct chart *c, double value);

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

void chart_rect(struct chart *c, const char *class, double x, double y,
	double width, double height);
void chart_line(struct chart *c, const char *class, double x1, double y1,
	double x2, double y2);
/* y is the baseline. */
void chart_text(struct chart *c, const char *class, enum anchor anchor,
	double x, double y, const char *text);
/* The same, of which no more is written than goes into width. */
void chart_text_within(struct chart *c, const char *class,
	enum anchor anchor, double x, double y, double width,
	const char *text);
/* A hatched field: what was not. */
void chart_silence(struct chart *c, double x, double y, double width,
	double height);

/* About how wide a text is. */
double chart_text_width(const struct chart *c, const char *text);
/* text, or as much of it as goes into width, with an ellipsis. */
const char *chart_cut(struct chart *c, const char *text, double width);

enum { CHART_LINES = 4 };  /* the most that a text is wrapped to */

/* text in lines of at most that width; how many of them, 0: it does not go
 * into so many lines without breaking a word. */
size_t chart_wrap(struct chart *c, const char *text, double width,
	size_t most, const char *lines[CHART_LINES]);
/* The same drawn about a middle, over what is there; false: it does not go
 * into the field. */
bool chart_text_field(struct chart *c, double middle, double height_middle,
	double width, double height, const char *text);

/*
 * Words side by side in as few lines as they need.  A word belongs to a place
 * at and wants to stand about it, within the chart; the caller draws it at x,
 * in the line it was given, 0 the nearest to the drawing.
 */
struct lane_word {
	const char *text;
	double at;
	double x, width;  /* given */
	int lane;         /* given */
};
/* For words that hang on lines from above: none lies on another's line.
 * How many lanes. */
int chart_lanes(struct chart *c, struct lane_word *words, size_t n,
	bool hanging);

#endif
