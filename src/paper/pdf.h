/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document on its way to paper, in three steps that each have a file:
 *
 *	pdf.c, pdf_table.c   walk the value and make rows of cells
 *	pdf_type.c           makes a text a layout: letters, language, lines
 *	pdf_flow.c           breaks rows over pages, gives pieces with a place
 *	pdf_font.c           makes fonts of the glyphs that are used
 *	pdf_draw.c           draws the pieces, page by page, with their foot
 *	pdf_close.c          writes into the finished file what Cairo cannot
 *
 * Everything that stands on a page is a row: a paragraph has one cell, an
 * item a bullet and a text, a table's row its columns.  Lengths are points
 * (1/72 inch), from the top left of the page.
 */
#ifndef PAPER_PDF_H
#define PAPER_PDF_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "inside.h"

#define PAGE_WIDTH 595.28
#define PAGE_HEIGHT 841.89
#define PAGE_MARGIN 70.87  /* 25 mm */
#define PAGE_MEASURE (PAGE_WIDTH - 2 * PAGE_MARGIN)
#define PAGE_BOTTOM (PAGE_HEIGHT - PAGE_MARGIN)

/* ---- letters (pdf_type.c) ---- */

enum style {
	STYLE_BODY,
	STYLE_SMALL,
	STYLE_LARGE,
	STYLE_TITLE,
	STYLE_HEADING_1,
	STYLE_HEADING_2,
	STYLE_HEADING_3,
	STYLE_OFFICE,   /* the letterhead's first line */
	STYLE_ADDRESS,  /* its others */
	STYLE_CELL,
	STYLE_HEAD,     /* over a column */
	STYLE_LABEL,    /* before a fact */
	STYLE_FOOT,
	STYLE__MAX
};

struct style_row {
	double size;
	double line;   /* from one line to the next */
	bool bold;
	double ink;    /* 0 black, 1 white */
};
extern const struct style_row styles[STYLE__MAX];

struct type {
	struct arena *arena;
	PangoContext *context;
	GPtrArray *layouts;  /* owned until the arena goes */
};

void type_start(struct type *t, struct arena *a);

/* A layout with its lines, width points wide (0: one line as it comes).
 * Lives as long as the arena. */
PangoLayout *type_set(struct type *t, enum style style,
	const struct words *words, double width);

/* How wide the widest line is. */
double type_width(PangoLayout *layout);

/* ---- fonts in the file (pdf_font.c) ---- */

struct fonts;

struct fonts *fonts_new(struct arena *a);
/* Each line that will be shown, */
void fonts_collect(struct fonts *fonts, PangoLayoutLine *line);
/* then once this (false: a library fails us), */
bool fonts_make(struct fonts *fonts);
/* and then each line, its baseline beginning at x, y. */
void fonts_show(struct fonts *fonts, cairo_t *cairo, PangoLayoutLine *line,
	double size, double x, double y);

/* ---- rows over pages (pdf_flow.c) ---- */

enum align { ALIGN_START, ALIGN_CENTER, ALIGN_END };

struct cell {
	PangoLayout *layout;
	enum style style;
	enum align align;
	double x, width;     /* x from the left margin */
	const char *tag;     /* what it is to a reader by ear; NULL: nothing */
};

enum rule { RULE_NONE, RULE_SOFT, RULE_HARD };

struct row {
	struct cell *cells;
	size_t n;
	double before, after;   /* white; before is lost at a page's top */
	double pad;             /* between a hairline and the text */
	enum rule above, below; /* hairlines */
	const char *opens;      /* tag of a group that begins with it, or NULL */
	const char *group;      /* tag around its cells, or NULL */
	const char *closes;     /* tag of the group that ends with it, or NULL */
	bool head;              /* comes again on each page of its group */
	bool keep;              /* stays with what follows */
	bool whole;             /* is broken only when longer than a page */
	int outline;            /* level in the outline; 0: not in it */
};

enum piece_kind { PIECE_TEXT, PIECE_RULE, PIECE_OPEN, PIECE_CLOSE };

/* What has its place. */
struct piece {
	enum piece_kind kind;
	int page;               /* from 0 */
	double x, y;
	const struct cell *cell;
	GSList *line;           /* the first */
	int lines;
	const char *tag;
	enum rule rule;
	int outline;
};

struct flow {
	struct arena *arena;
	struct piece *pieces;
	size_t n, room;
	int page;
	double y;
	bool fresh;             /* nothing on this page but a repeated head */
	const struct row *waiting[4]; /* that stay with what follows */
	size_t n_waiting;
	const struct row *head; /* to be repeated on a new page, or NULL */
};

void flow_start(struct flow *f, struct arena *a);
MUST_USE enum err flow_row(struct flow *f, const struct row *row);
/* White, as far as there is any on the page. */
MUST_USE enum err flow_space(struct flow *f, double points);
/* What follows begins a page. */
MUST_USE enum err flow_break(struct flow *f);
/* Places what still waits. */
MUST_USE enum err flow_end(struct flow *f);

/* ---- the document (pdf.c, pdf_table.c) ---- */

struct paper {
	struct reader reader;
	struct type type;
	struct flow flow;
	size_t rows;            /* so far, against PAPER_ROWS */
	struct words title, number, date, author;
	const char *made;       /* ISO 8601, for the file's properties */
};

/* "12-2026 · 3 July 2026", whichever of them there are. */
struct words paper_number_and_date(struct paper *p);
/* A cell with a text set in it. */
struct cell cell_of(struct paper *p, const struct words *words,
	enum style style, double x, double width, const char *tag);
/* One more row on its way; ERR_LARGE when there are too many. */
MUST_USE enum err paper_row(struct paper *p, const struct row *row);
MUST_USE enum err paper_table(struct paper *p, const json_t *table);
MUST_USE enum err paper_facts(struct paper *p, const json_t *facts);
MUST_USE enum err paper_pair(struct paper *p, const json_t *pair,
	const json_t *langs);

/* ---- ink (pdf_draw.c, pdf_close.c) ---- */

MUST_USE enum err paper_draw(struct paper *p, struct bytes *out);

/* The language of the document and that its title is to be shown, appended
 * to the file as PDF's own update.  What is no PDF of Cairo's stays as is. */
void pdf_close(struct arena *a, const char *lang, struct bytes *pdf);

#endif
