/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters.  Each text has one language, which decides the family of fonts and
 * the shapes of Hanzi, and where a line may break: Korean between words, as
 * long as the words fit.
 *
 * Each document has its own font map, since one is not safe from two threads;
 * it costs some milliseconds and leaves nothing behind.  Fonts are the
 * machine's; without one for a script Pango draws boxes with the letters'
 * numbers.
 */
#include <string.h>

#include "base/buf.h"
#include "pdf.h"

enum {
	LONG_WORD = 400,     /* letters; none in a dictionary has so many */
	WORD_PIECE = 50,
	EAST_ASIA = 0x2e80   /* from here on, lines break between letters */
};

const struct style_row styles[STYLE__MAX] = {
	[STYLE_BODY] = { 10.5, 17.5, false, 0.1 },
	[STYLE_SMALL] = { 8.5, 13.5, false, 0.35 },
	[STYLE_LARGE] = { 14, 25, false, 0.1 },
	[STYLE_TITLE] = { 20, 28, true, 0.05 },
	[STYLE_HEADING_1] = { 13.5, 20, true, 0.05 },
	[STYLE_HEADING_2] = { 11.5, 18, true, 0.05 },
	[STYLE_HEADING_3] = { 10.5, 17, true, 0.2 },
	[STYLE_OFFICE] = { 14, 20, true, 0.05 },
	[STYLE_ADDRESS] = { 8.5, 13, false, 0.35 },
	[STYLE_CELL] = { 9.5, 14.5, false, 0.1 },
	[STYLE_HEAD] = { 9, 14.5, true, 0.2 },
	[STYLE_LABEL] = { 9.5, 14.5, false, 0.35 },
	[STYLE_FOOT] = { 8.5, 12, false, 0.35 },
};

/*
 * Pango keeps a language's name for ever, so only these are handed to it; and
 * the subtag alone of any other.
 */
static const struct {
	const char *tag, *pango, *family;
} families[] = {
	{ "ko", "ko-kr", "Pretendard GOV, Noto Sans CJK KR, NanumGothic" },
	{ "zh-Hant", "zh-tw", "Noto Sans CJK TC, Noto Sans TC" },
	{ "zh-TW", "zh-tw", "Noto Sans CJK TC, Noto Sans TC" },
	{ "zh-HK", "zh-hk", "Noto Sans CJK HK, Noto Sans HK" },
	{ "zh", "zh-cn", "Noto Sans CJK SC, Noto Sans SC, Noto Sans CJK KR" },
	{ "ja", "ja-jp", "Noto Sans CJK JP, Noto Sans JP, Noto Sans CJK KR" },
	{ NULL, NULL, "Pretendard GOV, Noto Sans CJK KR, NanumGothic" },
};

static size_t
family_of(const char *lang)
{
	size_t i = 0;

	for (; families[i].tag != NULL; i++) {
		size_t n = strlen(families[i].tag);

		if (g_ascii_strncasecmp(lang, families[i].tag, n) == 0
		    && (lang[n] == '\0' || lang[n] == '-'))
			break;
	}
	return i;
}

static PangoLanguage *
language_of(const char *lang, size_t family)
{
	char primary[4] = "";
	size_t n = strcspn(lang, "-");

	if (families[family].pango != NULL)
		return pango_language_from_string(families[family].pango);
	if (n > 3)
		return pango_language_from_string("en");
	memcpy(primary, lang, n);
	return pango_language_from_string(primary);
}

static void
layouts_drop(void *layouts)
{
	g_ptr_array_unref(layouts);
}

static void
object_drop(void *object)
{
	g_object_unref(object);
}

void
type_start(struct type *t, struct arena *a)
{
	cairo_font_options_t *options = cairo_font_options_create();
	PangoFontMap *fonts = pango_cairo_font_map_new();

	t->arena = a;
	arena_defer(a, object_drop, fonts);
	t->context = pango_font_map_create_context(fonts);
	arena_defer(a, object_drop, t->context);
	t->layouts = g_ptr_array_new_with_free_func(g_object_unref);
	arena_defer(a, layouts_drop, t->layouts);
	/* One unit is a point, and nothing is moved to fit a screen. */
	pango_cairo_context_set_resolution(t->context, 72);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(t->context, options);
	pango_context_set_round_glyph_positions(t->context, FALSE);
	cairo_font_options_destroy(options);
}

static bool
hangul(gunichar c)
{
	return (c >= 0xac00 && c <= 0xd7a3) || (c >= 0x1100 && c <= 0x11ff)
		|| (c >= 0x3130 && c <= 0x318f);
}

/* No line breaks within what stands between two spaces, if Hangul is in it. */
static void
keep_words(PangoAttrList *attributes, const struct words *words)
{
	const char *at = words->text;

	while (*at != '\0') {
		size_t n = strcspn(at, " \n");
		bool korean = false;

		for (const char *c = at; c < at + n; c = g_utf8_next_char(c))
			korean = korean || hangul(g_utf8_get_char(c));
		if (korean) {
			PangoAttribute *keep = pango_attr_allow_breaks_new(FALSE);

			keep->start_index = (guint)(at - words->text);
			keep->end_index = (guint)(at + n - words->text);
			pango_attr_list_insert(attributes, keep);
		}
		at += n;
		at += strspn(at, " \n");
	}
}

static PangoFontDescription *
font_of(enum style style, size_t family)
{
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family(font, families[family].family);
	pango_font_description_set_absolute_size(font,
		styles[style].size * PANGO_SCALE);
	if (styles[style].bold)
		pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
	return font;
}

static void
attribute_texts(PangoLayout *layout, const struct words *words, size_t family,
	bool keep)
{
	PangoAttrList *attributes = pango_attr_list_new();

	pango_attr_list_insert(attributes, pango_attr_language_new(
		language_of(words->lang, family)));
	/* A ligature is one glyph for letters that are to be copied. */
	pango_attr_list_insert(attributes,
		pango_attr_font_features_new("liga=0, clig=0"));
	pango_attr_list_insert(attributes,
		pango_attr_insert_hyphens_new(FALSE));
	if (keep)
		keep_words(attributes, words);
	pango_layout_set_attributes(layout, attributes);
	pango_attr_list_unref(attributes);
}

double
type_width(PangoLayout *layout)
{
	PangoRectangle logical;

	pango_layout_get_extents(layout, NULL, &logical);
	return (double)logical.width / PANGO_SCALE;
}

/*
 * Pango shapes what is left of a word again for each line that it fills, so
 * that a word of pages takes minutes: one that is longer than any language's
 * gets places to break at (U+200B).
 */
static struct words
broken(struct arena *a, const struct words *words)
{
	struct words out = *words;
	struct buf buf = buf_in(a, 2 * words->n + 1);
	size_t run = 0;

	for (const char *c = words->text; *c != '\0';
	    c = g_utf8_next_char(c)) {
		gunichar letter = g_utf8_get_char(c);

		run = letter <= ' ' || letter >= EAST_ASIA ? 0 : run + 1;
		if (run > LONG_WORD && run % WORD_PIECE == 0)
			buf_text(&buf, "\u200b");
		buf_add(&buf, c, (size_t)(g_utf8_next_char(c) - c));
	}
	out.text = buf.at;
	out.n = buf.n;
	return out;
}

PangoLayout *
type_set(struct type *t, enum style style, const struct words *given,
	double width)
{
	struct words whole = given->n > LONG_WORD ? broken(t->arena, given)
		: *given;
	const struct words *words = &whole;
	PangoLayout *layout = pango_layout_new(t->context);
	size_t family = family_of(words->lang);
	PangoFontDescription *font = font_of(style, family);
	/* A page of it is enough to see that it is a text and no label. */
	bool keep = family == 0 && width > 0 && words->n < 6000;

	g_ptr_array_add(t->layouts, layout);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_text(layout, words->text, (int)words->n);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	if (width > 0)
		pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
	attribute_texts(layout, words, family, keep);
	if (keep && type_width(layout) > width + 0.5)
		attribute_texts(layout, words, family, false);
	return layout;
}
