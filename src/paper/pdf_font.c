/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fonts on their way into the file.  Noto Sans CJK and its like keep their
 * outlines in CFF with subroutines and hints, and Cairo 1.16 loses count of
 * the hints when a subroutine is met again: it then puts a megabyte of
 * subroutines into the file, or reads beyond them and stops the program.  So
 * it never sees such a font: HarfBuzz first makes one that holds only the
 * glyphs of this document, without subroutines and hints, under their old
 * numbers.  Files become smaller by it as well.
 *
 * Other fonts (TrueType), and boxes for what no font has, are Pango's to
 * show.
 */
#include <cairo-ft.h>
#include <hb-subset.h>

#include "pdf.h"

enum { FONTS_MOST = 64 };

/* One font file's face, whatever sizes it is used in. */
struct face {
	hb_face_t *whole;           /* borrowed from Pango */
	hb_set_t *glyphs;           /* NULL: not CFF, Pango's */
	cairo_font_face_t *drawn;   /* NULL: Pango's */
};

struct fonts {
	struct face faces[FONTS_MOST];
	size_t n;
};

/* What a face stands on; goes with the last of Cairo that knows it. */
struct foot {
	FT_Library library;
	FT_Face face;
	hb_blob_t *blob;
};

static void
drop_foot(void *arg)
{
	struct foot *foot = arg;

	if (foot->face != NULL)
		FT_Done_Face(foot->face);
	if (foot->library != NULL)
		FT_Done_FreeType(foot->library);
	hb_blob_destroy(foot->blob);
	g_free(foot);
}

static void
drop_fonts(void *arg)
{
	struct fonts *fonts = arg;

	for (size_t i = 0; i < fonts->n; i++) {
		if (fonts->faces[i].glyphs != NULL)
			hb_set_destroy(fonts->faces[i].glyphs);
		if (fonts->faces[i].drawn != NULL)
			cairo_font_face_destroy(fonts->faces[i].drawn);
	}
}

struct fonts *
fonts_new(struct arena *a)
{
	struct fonts *fonts = arena_alloc(a, sizeof *fonts);

	arena_defer(a, drop_fonts, fonts);
	return fonts;
}

static bool
has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *table = hb_face_reference_table(face, tag);
	bool there = hb_blob_get_length(table) > 0;

	hb_blob_destroy(table);
	return there;
}

/* NULL: no font, or more of them than a document has. */
static struct face *
face_of(struct fonts *fonts, PangoFont *font)
{
	hb_font_t *shaper = font == NULL ? NULL : pango_font_get_hb_font(font);
	hb_face_t *whole = shaper == NULL ? NULL : hb_font_get_face(shaper);
	struct face *face;

	if (whole == NULL)
		return NULL;
	for (size_t i = 0; i < fonts->n; i++)
		if (fonts->faces[i].whole == whole)
			return &fonts->faces[i];
	if (fonts->n == FONTS_MOST)
		return NULL;
	face = &fonts->faces[fonts->n++];
	face->whole = whole;
	if (has_table(whole, HB_TAG('C', 'F', 'F', ' ')))
		face->glyphs = hb_set_create();
	return face;
}

static PangoGlyph
space_of(PangoFont *font)
{
	hb_codepoint_t glyph = 0;

	hb_font_get_nominal_glyph(pango_font_get_hb_font(font), ' ', &glyph);
	return glyph;
}

void
fonts_collect(struct fonts *fonts, PangoLayoutLine *line)
{
	for (GSList *at = line->runs; at != NULL; at = at->next) {
		const PangoGlyphItem *run = at->data;
		PangoFont *font = run->item->analysis.font;
		struct face *face = face_of(fonts, font);

		if (face == NULL || face->glyphs == NULL)
			continue;
		hb_set_add(face->glyphs, space_of(font));
		for (int i = 0; i < run->glyphs->num_glyphs; i++)
			if (run->glyphs->glyphs[i].glyph < PANGO_GLYPH_EMPTY)
				hb_set_add(face->glyphs,
					run->glyphs->glyphs[i].glyph);
	}
}

/* ---- a font of these glyphs ---- */

/* NULL: HarfBuzz cannot. */
static hb_blob_t *
subset(const struct face *face)
{
	static const hb_tag_t unused[] = { HB_TAG('G', 'S', 'U', 'B'),
		HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
		HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'),
		HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x') };
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_blob_t *blob = NULL;
	hb_face_t *made;

	if (input == NULL)
		return NULL;
	hb_set_union(hb_subset_input_glyph_set(input), face->glyphs);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS
		| HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
	for (size_t i = 0; i < sizeof unused / sizeof *unused; i++)
		hb_set_add(hb_subset_input_set(input,
			HB_SUBSET_SETS_DROP_TABLE_TAG), unused[i]);
	made = hb_subset_or_fail(face->whole, input);
	if (made != NULL)
		blob = hb_face_reference_blob(made);
	hb_face_destroy(made);
	hb_subset_input_destroy(input);
	return blob;
}

static cairo_font_face_t *
face_of_blob(hb_blob_t *blob)
{
	static const cairo_user_data_key_t key;
	struct foot *foot = g_new0(struct foot, 1);
	cairo_font_face_t *face;
	unsigned int n;
	const char *at = hb_blob_get_data(blob, &n);

	foot->blob = blob;
	if (FT_Init_FreeType(&foot->library) != 0
	    || FT_New_Memory_Face(foot->library, (const FT_Byte *)at, (FT_Long)n,
	    0, &foot->face) != 0) {
		drop_foot(foot);
		return NULL;
	}
	face = cairo_ft_font_face_create_for_ft_face(foot->face,
		FT_LOAD_NO_HINTING);
	if (cairo_font_face_set_user_data(face, &key, foot, drop_foot)
	    != CAIRO_STATUS_SUCCESS) {
		cairo_font_face_destroy(face);
		drop_foot(foot);
		return NULL;
	}
	return face;
}

bool
fonts_make(struct fonts *fonts)
{
	for (size_t i = 0; i < fonts->n; i++) {
		struct face *face = &fonts->faces[i];
		hb_blob_t *blob;

		if (face->glyphs == NULL)
			continue;
		blob = subset(face);
		face->drawn = blob == NULL ? NULL : face_of_blob(blob);
		if (face->drawn == NULL)
			return false;
	}
	return true;
}

/* ---- showing ---- */

/* Every glyph is one of the font's. */
static bool
all_known(const PangoGlyphString *glyphs)
{
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph > PANGO_GLYPH_EMPTY)
			return false;
	return true;
}

/* Pango's glyphs as Cairo's; one that is nothing is a space. */
static void
place_glyphs(const PangoGlyphItem *run, double x, double y,
	cairo_glyph_t *out)
{
	PangoGlyph space = space_of(run->item->analysis.font);

	for (int i = 0; i < run->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *info = &run->glyphs->glyphs[i];

		out[i].index = info->glyph == PANGO_GLYPH_EMPTY ? space
			: info->glyph;
		out[i].x = x + pango_units_to_double(
			info->geometry.x_offset);
		out[i].y = y + pango_units_to_double(
			info->geometry.y_offset);
		x += pango_units_to_double(info->geometry.width);
	}
}

/* Which letters each glyph stands for, so that text can be copied. */
static int
find_clusters(PangoGlyphItem *run, const char *text,
	cairo_text_cluster_t *out, cairo_text_cluster_flags_t *flags)
{
	PangoGlyphItemIter at;
	gboolean more = pango_glyph_item_iter_init_start(&at, run, text);
	int n = 0;

	*flags = 0;
	for (; more; more = pango_glyph_item_iter_next_cluster(&at)) {
		if (at.start_glyph > at.end_glyph)
			*flags = CAIRO_TEXT_CLUSTER_FLAG_BACKWARD;
		out[n].num_bytes = at.end_index - at.start_index;
		out[n++].num_glyphs = abs(at.end_glyph - at.start_glyph);
	}
	return n;
}

static void
show_run(struct fonts *fonts, cairo_t *cairo, PangoGlyphItem *run,
	const char *text, double size)
{
	const struct face *face = face_of(fonts, run->item->analysis.font);
	int most = run->glyphs->num_glyphs, n;
	cairo_text_cluster_flags_t flags;
	cairo_text_cluster_t *clusters;
	cairo_glyph_t *glyphs;
	double x, y;

	if (face == NULL || face->drawn == NULL || !all_known(run->glyphs)) {
		pango_cairo_show_glyph_item(cairo, text, run);
		return;
	}
	cairo_get_current_point(cairo, &x, &y);
	glyphs = g_new(cairo_glyph_t, most);
	clusters = g_new(cairo_text_cluster_t, most);
	place_glyphs(run, x, y, glyphs);
	n = find_clusters(run, text, clusters, &flags);
	cairo_set_font_face(cairo, face->drawn);
	cairo_set_font_size(cairo, size);
	cairo_show_text_glyphs(cairo, text + run->item->offset,
		run->item->length, glyphs, most, clusters, n, flags);
	g_free(glyphs);
	g_free(clusters);
}

void
fonts_show(struct fonts *fonts, cairo_t *cairo, PangoLayoutLine *line,
	double size, double x, double y)
{
	const char *text = pango_layout_get_text(line->layout);

	for (GSList *at = line->runs; at != NULL; at = at->next) {
		PangoGlyphItem *run = at->data;

		cairo_move_to(cairo, x, y);
		show_run(fonts, cairo, run, text, size);
		x += pango_units_to_double(
			pango_glyph_string_get_width(run->glyphs));
	}
}
