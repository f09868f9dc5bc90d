/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ink.  Pieces come in reading order, page after page; what a piece is goes
 * into the file's structure (Table, TR, P …), which may run over pages.  The
 * foot of a page belongs to no structure.
 */
#include <cairo-pdf.h>
#include <string.h>

#include "base/buf.h"
#include "pdf.h"

enum { FILE_MOST = 64 * 1024 * 1024 };

#define FOOT_BELOW 22.0  /* from the bottom margin to the foot */

struct drawing {
	struct paper *paper;
	cairo_surface_t *surface;
	cairo_t *cairo;
	struct fonts *fonts;
	struct buf out;
	struct piece *feet;  /* of each page the left and the right */
	int page;
	int outline[6];  /* the last entry of each level, for those below */
};

static cairo_status_t
take_bytes(void *out, const unsigned char *at, unsigned int n)
{
	struct buf *buf = out;

	buf_add(buf, at, n);
	return buf->full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void
drop_surface(void *surface)
{
	cairo_surface_destroy(surface);
}

static void
drop_cairo(void *cairo)
{
	cairo_destroy(cairo);
}

static void
set_grey(cairo_t *cairo, double grey)
{
	cairo_set_source_rgb(cairo, grey, grey, grey);
}

/* ---- text ---- */

/* How far a line is from the cell's left edge. */
static double
line_offset(PangoLayoutLine *line, const struct cell *cell)
{
	PangoRectangle logical;
	enum align align = cell->align;
	double white;

	if (align != ALIGN_CENTER
	    && line->resolved_dir == PANGO_DIRECTION_RTL)
		align = align == ALIGN_START ? ALIGN_END : ALIGN_START;
	if (align == ALIGN_START)
		return 0;
	pango_layout_line_get_extents(line, NULL, &logical);
	white = cell->width - (double)logical.width / PANGO_SCALE;
	return align == ALIGN_CENTER ? white / 2 : white;
}

/* Lines stand in the middle of their height, whatever fonts they are of. */
static void
draw_lines(struct drawing *d, const struct piece *piece)
{
	const struct cell *cell = piece->cell;
	const struct style_row *style = &styles[cell->style];
	GSList *at = piece->line;
	double y = piece->y + style->line / 2 + style->size * 0.36;

	set_grey(d->cairo, style->ink);
	for (int i = 0; i < piece->lines && at != NULL; i++, at = at->next)
		fonts_show(d->fonts, d->cairo, at->data, style->size,
			piece->x + line_offset(at->data, cell),
			y + i * style->line);
}

/* A heading in the list that readers show at the side. */
static void
add_outline(struct drawing *d, const struct piece *piece)
{
	struct arena *a = d->paper->reader.arena;
	const char *text = pango_layout_get_text(piece->cell->layout);
	char *line = arena_text(a, text);
	int above = CAIRO_PDF_OUTLINE_ROOT, id;

	for (char *c = line; *c != '\0'; c++)
		*c = *c == '\n' ? ' ' : *c;
	for (int level = 1; level < piece->outline; level++)
		if (d->outline[level] != 0)
			above = d->outline[level];
	id = cairo_pdf_surface_add_outline(d->surface, above, line,
		arena_printf(a, "page=%d pos=[%d %d]", piece->page + 1,
			(int)piece->x, (int)piece->y),
		CAIRO_PDF_OUTLINE_FLAG_OPEN);
	d->outline[piece->outline] = id;
	for (int level = piece->outline + 1; level < 6; level++)
		d->outline[level] = 0;
}

static void
draw_text(struct drawing *d, const struct piece *piece)
{
	bool first = piece->line == pango_layout_get_lines_readonly(
		piece->cell->layout);

	if (piece->outline > 0 && first)
		add_outline(d, piece);
	if (piece->tag != NULL)
		cairo_tag_begin(d->cairo, piece->tag, NULL);
	draw_lines(d, piece);
	if (piece->tag != NULL)
		cairo_tag_end(d->cairo, piece->tag);
}

static void
draw_rule(cairo_t *cairo, const struct piece *piece)
{
	set_grey(cairo, piece->rule == RULE_HARD ? 0.25 : 0.8);
	cairo_set_line_width(cairo, piece->rule == RULE_HARD ? 0.6 : 0.4);
	cairo_move_to(cairo, piece->x, piece->y);
	cairo_line_to(cairo, piece->x + PAGE_MEASURE, piece->y);
	cairo_stroke(cairo);
}

/* ---- pages ---- */

/* One line, however long a number somebody gives. */
static struct piece
set_foot(struct paper *p, const char *text, enum align align)
{
	struct words words = { text, strlen(text), p->reader.lang };
	double width = PAGE_MEASURE * (align == ALIGN_END ? 0.2 : 0.75);
	struct cell *cell = arena_alloc(p->reader.arena, sizeof *cell);

	*cell = cell_of(p, &words, STYLE_FOOT,
		align == ALIGN_END ? PAGE_MEASURE - width : 0, width, NULL);
	cell->align = align;
	return (struct piece){ .cell = cell, .lines = 1,
		.x = PAGE_MARGIN + cell->x, .y = PAGE_BOTTOM + FOOT_BELOW,
		.line = pango_layout_get_lines_readonly(cell->layout) };
}

static void
set_feet(struct drawing *d)
{
	struct paper *p = d->paper;
	struct arena *a = p->reader.arena;
	struct words both = paper_number_and_date(p);
	struct piece left = set_foot(p, both.text, ALIGN_START);
	int pages = p->flow.page + 1;

	d->feet = arena_alloc(a, 2 * (size_t)pages * sizeof *d->feet);
	for (int page = 0; page < pages; page++) {
		d->feet[2 * page] = left;
		d->feet[2 * page + 1] = set_foot(p, arena_printf(a, "%d / %d",
			page + 1, pages), ALIGN_END);
	}
}

static void
end_page(struct drawing *d)
{
	draw_lines(d, &d->feet[2 * d->page]);
	draw_lines(d, &d->feet[2 * d->page + 1]);
	cairo_show_page(d->cairo);
	d->page++;
}

/* ---- the whole ---- */

static void
collect(struct drawing *d, const struct piece *piece)
{
	GSList *at = piece->line;

	for (int i = 0; i < piece->lines && at != NULL; i++, at = at->next)
		fonts_collect(d->fonts, at->data);
}

static bool
make_fonts(struct drawing *d)
{
	const struct flow *f = &d->paper->flow;

	d->fonts = fonts_new(d->paper->reader.arena);
	for (size_t i = 0; i < f->n; i++)
		collect(d, &f->pieces[i]);
	for (int i = 0; i < 2 * (f->page + 1); i++)
		collect(d, &d->feet[i]);
	return fonts_make(d->fonts);
}

static void
draw_piece(struct drawing *d, const struct piece *piece)
{
	while (d->page < piece->page)
		end_page(d);
	if (piece->kind == PIECE_TEXT)
		draw_text(d, piece);
	else if (piece->kind == PIECE_RULE)
		draw_rule(d->cairo, piece);
	else if (piece->kind == PIECE_OPEN)
		cairo_tag_begin(d->cairo, piece->tag, NULL);
	else
		cairo_tag_end(d->cairo, piece->tag);
}

static void
set_properties(struct drawing *d)
{
	const struct paper *p = d->paper;
	const struct {
		cairo_pdf_metadata_t what;
		const char *text;
	} properties[] = {
		{ CAIRO_PDF_METADATA_TITLE, p->title.text },
		{ CAIRO_PDF_METADATA_AUTHOR, p->author.text },
		{ CAIRO_PDF_METADATA_SUBJECT, p->number.text },
		{ CAIRO_PDF_METADATA_CREATOR, "Gyoryu " VERSION },
		{ CAIRO_PDF_METADATA_CREATE_DATE, p->made },
	};

	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
		if (properties[i].text != NULL && *properties[i].text != '\0')
			cairo_pdf_surface_set_metadata(d->surface,
				properties[i].what, properties[i].text);
}

static void
draw_pages(struct drawing *d)
{
	const struct flow *f = &d->paper->flow;

	cairo_tag_begin(d->cairo, "Document", NULL);
	for (size_t i = 0; i < f->n; i++)
		draw_piece(d, &f->pieces[i]);
	cairo_tag_end(d->cairo, "Document");
	while (d->page <= f->page)
		end_page(d);
}

enum err
paper_draw(struct paper *p, struct bytes *out)
{
	struct arena *a = p->reader.arena;
	struct drawing *d = arena_alloc(a, sizeof *d);

	d->paper = p;
	set_feet(d);
	if (!make_fonts(d))
		return ERR_BROKEN;
	d->out = buf_in(a, FILE_MOST);
	d->surface = cairo_pdf_surface_create_for_stream(take_bytes, &d->out,
		PAGE_WIDTH, PAGE_HEIGHT);
	arena_defer(a, drop_surface, d->surface);
	d->cairo = cairo_create(d->surface);
	arena_defer(a, drop_cairo, d->cairo);
	set_properties(d);
	draw_pages(d);
	cairo_surface_finish(d->surface);
	if (d->out.full)
		return ERR_LARGE;
	if (cairo_status(d->cairo) != CAIRO_STATUS_SUCCESS
	    || cairo_surface_status(d->surface) != CAIRO_STATUS_SUCCESS)
		return ERR_BROKEN;
	*out = (struct bytes){ d->out.at, d->out.n };
	pdf_close(a, p->reader.lang, out);
	return OK;
}
