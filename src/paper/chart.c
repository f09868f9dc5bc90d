/* SPDX-License-Identifier: Apache-2.0 */
/* The frame and the shapes of charts; see chart.h and paper.h. */
#include "chart.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "text/text.h"

enum { SVG_MOST = 600000, ID_MOST = 40 };

/* ---- the frame ---- */

static bool
good_id(const char *id)
{
	return id != NULL && g_ascii_isalpha(*id) && strlen(id) <= ID_MOST
		&& id[strspn(id, "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] == '\0';
}

enum err
chart_start(struct chart *c, struct arena *a, const json_t *json)
{
	*c = (struct chart){ .arena = a,
		.reader = reader_in(a, json_string_value(json_object_get(json,
		"lang")), "en"),
		.id = json_string_value(json_object_get(json, "id")),
		.narrow = json_is_true(json_object_get(json, "narrow")) };
	if (!good_id(c->id))
		return ERR_INPUT;
	c->reader.one_line = true;
	c->width = c->narrow ? CHART_NARROW : CHART_WIDE;
	c->font = c->narrow ? 12 : 14;
	c->body = buf_in(a, SVG_MOST);
	TRY(text_member(&c->reader, json, "title", &c->title));
	return text_member(&c->reader, json, "desc", &c->desc);
}

static void
add_escaped(struct buf *out, const char *before, const char *text,
	const char *after)
{
	buf_text(out, before);
	buf_escape(out, text, strlen(text));
	buf_text(out, after);
}

enum err
chart_end(struct chart *c, double height, const char **svg)
{
	struct buf out = buf_in(c->arena, SVG_MOST + 4 * PAPER_WORDS);

	buf_printf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		"class=\"chart %s\" viewBox=\"0 0 %.0f %.0f\" "
		"width=\"%.0f\" height=\"%.0f\" font-size=\"%.0f\" "
		"role=\"img\" aria-labelledby=\"%s-t\" "
		"aria-describedby=\"%s-d\">",
		c->narrow ? "chart-narrow" : "chart-wide", c->width, height,
		c->width, height, c->font, c->id, c->id);
	buf_printf(&out, "<title id=\"%s-t\">", c->id);
	add_escaped(&out, "", c->title, "</title>");
	buf_printf(&out, "<desc id=\"%s-d\">", c->id);
	add_escaped(&out, "", c->desc, "</desc>");
	buf_printf(&out, "<defs><pattern id=\"%s-h\" width=\"6\" height=\"6\" "
		"patternUnits=\"userSpaceOnUse\" "
		"patternTransform=\"rotate(45)\"><path class=\"chart-hatch\" "
		"d=\"M0 0V6\"/></pattern></defs>", c->id);
	buf_add(&out, c->body.at, c->body.n);
	buf_text(&out, "</svg>");
	*svg = out.at;
	return c->body.full || out.full ? ERR_LARGE : OK;
}

enum err
chart_number(const json_t *object, const char *name, double *out)
{
	const json_t *json = json_object_get(object, name);

	*out = json_number_value(json);
	if (json != NULL && !json_is_null(json) && !json_is_number(json))
		return ERR_INPUT;
	return *out >= 0 && *out <= 1e15 ? OK : ERR_INPUT;
}

const char *
chart_figure(struct chart *c, double value)
{
	return text_number(c->arena, lang_accepted(c->reader.lang, LANG_EN),
		arena_printf(c->arena, floor(value) < value ? "%.6g" : "%.0f",
		value));
}

/* ---- shapes ---- */

void
chart_rect(struct chart *c, const char *class, double x, double y,
	double width, double height)
{
	buf_printf(&c->body, "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" "
		"width=\"%.2f\" height=\"%.2f\"/>", class, x, y, width,
		height);
}

void
chart_line(struct chart *c, const char *class, double x1, double y1, double x2,
	double y2)
{
	buf_printf(&c->body, "<line class=\"%s\" x1=\"%.2f\" y1=\"%.2f\" "
		"x2=\"%.2f\" y2=\"%.2f\"/>", class, x1, y1, x2, y2);
}

void
chart_text(struct chart *c, const char *class, enum anchor anchor, double x,
	double y, const char *text)
{
	static const char *const anchors[] = { "start", "middle", "end" };

	if (*text == '\0')
		return;
	buf_printf(&c->body, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" "
		"text-anchor=\"%s\">", class, x, y, anchors[anchor]);
	add_escaped(&c->body, "", text, "</text>");
}

void
chart_text_within(struct chart *c, const char *class, enum anchor anchor,
	double x, double y, double width, const char *text)
{
	chart_text(c, class, anchor, x, y, chart_cut(c, text, width));
}

void
chart_silence(struct chart *c, double x, double y, double width, double height)
{
	buf_printf(&c->body, "<rect class=\"chart-silent\" x=\"%.2f\" "
		"y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" "
		"fill=\"url(#%s-h)\"/>", x, y, width, height, c->id);
}

/* ---- how wide a text is ---- */

/* Parts of the letters' height, a little wider than most fonts have it. */
static double
letter_width(gunichar letter)
{
	if (letter >= 0x1100)
		return g_unichar_iszerowidth(letter) ? 0 : 0.98;
	if (letter > 0x7f)
		return g_unichar_iszerowidth(letter) ? 0 : 0.64;
	if (g_ascii_isdigit(letter))
		return 0.6;
	if (letter == 'm' || letter == 'w' || letter == 'M' || letter == 'W'
	    || letter == '@' || letter == '%')
		return 0.9;
	if (g_ascii_isupper(letter))
		return 0.68;
	return strchr(" .,:;'!|iljI()[]/ft", (int)letter) != NULL ? 0.34
		: 0.58;
}

double
chart_text_width(const struct chart *c, const char *text)
{
	double width = 0;

	for (; *text != '\0'; text = g_utf8_next_char(text))
		width += letter_width(g_utf8_get_char(text));
	return width * c->font;
}

const char *
chart_cut(struct chart *c, const char *text, double width)
{
	const char *end = text;
	double taken = c->font;

	if (chart_text_width(c, text) <= width)
		return text;
	while (*end != '\0') {
		taken += letter_width(g_utf8_get_char(end)) * c->font;
		if (taken > width)
			break;
		end = g_utf8_next_char(end);
	}
	while (end > text && end[-1] == ' ')
		end--;
	return end == text ? "" : arena_printf(c->arena, "%.*s…",
		(int)(end - text), text);
}

/* ---- lines ---- */

/* Whether a line may end before a letter: at a space, and between letters of
 * languages that have none. */
static bool
may_break(const char *before)
{
	gunichar letter = g_utf8_get_char(before);

	return letter == ' ' || (letter >= 0x3041 && letter <= 0x9fff
		&& letter != 0x30fc);
}

/* Where a line of at most that width ends; at: it goes into none. */
static const char *
line_end(struct chart *c, const char *at, double width)
{
	const char *good = at, *end = at;
	double taken = 0;

	while (*end != '\0') {
		if (end > at && may_break(end))
			good = end;
		taken += letter_width(g_utf8_get_char(end)) * c->font;
		if (taken > width)
			return good;
		end = g_utf8_next_char(end);
	}
	return end;
}

size_t
chart_wrap(struct chart *c, const char *text, double width, size_t most,
	const char *lines[CHART_LINES])
{
	size_t n = 0;

	while (*text != '\0') {
		const char *end = line_end(c, text, width);

		if (end == text || n == most)
			return 0;
		lines[n++] = arena_copy(c->arena, text, (size_t)(end - text));
		text = end + strspn(end, " ");
	}
	return n;
}

bool
chart_text_field(struct chart *c, double middle, double height_middle,
	double width, double height, const char *text)
{
	const char *lines[CHART_LINES];
	size_t n = chart_wrap(c, text, width - 8, CHART_LINES, lines);
	double line = c->font * 1.25;
	double y = height_middle - (double)n * line / 2 + c->font;

	if (n == 0 || (double)n * line > height)
		return *text == '\0';
	for (size_t i = 0; i < n; i++, y += line)
		chart_text(c, "chart-word chart-halo", ANCHOR_MIDDLE, middle,
			y, lines[i]);
	return true;
}

/* ---- lanes ---- */

static bool
apart(const struct lane_word *a, const struct lane_word *b)
{
	return a->x + a->width + 8 <= b->x || b->x + b->width + 8 <= a->x;
}

/* Whether b's line would run through a. */
static bool
lies_on(const struct lane_word *a, const struct lane_word *b)
{
	return b->at > a->x - 3 && b->at < a->x + a->width + 3;
}

/* The nearest lane that is free for words[i], after those behind it. */
static int
free_lane(const struct lane_word *words, size_t i, size_t n, bool hanging)
{
	int lane = 0;
	bool free;

	for (size_t j = i + 1; hanging && j < n; j++)
		if (lies_on(&words[i], &words[j]) && words[j].lane >= lane)
			lane = words[j].lane + 1;
	do {
		free = true;
		for (size_t j = i + 1; j < n; j++)
			if (words[j].lane == lane
			    && !apart(&words[i], &words[j]))
				free = false;
		lane += !free;
	} while (!free);
	return lane;
}

int
chart_lanes(struct chart *c, struct lane_word *words, size_t n, bool hanging)
{
	int most = 0;

	for (size_t i = n; i-- > 0;) {
		struct lane_word *word = &words[i];

		word->text = chart_cut(c, word->text, c->width - 8);
		word->width = chart_text_width(c, word->text);
		word->x = hanging ? word->at - 2 : word->at - word->width / 2;
		word->x = fmin(word->x, c->width - 4 - word->width);
		word->x = fmax(word->x, 4);
		word->lane = free_lane(words, i, n, hanging);
		most = word->lane + 1 > most ? word->lane + 1 : most;
	}
	return most;
}
