/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown as HTML that can stand in any page of ours, whoever wrote it.
 * md4c parses and calls back; what is written here is a closed set of tags
 * and attributes, everything else is escaped text.  It refuses to write a
 * link or picture to a place that is not plainly harmless: the words of the
 * link stay, the link goes.
 *
 * What does not fit is left out by whole outermost blocks.  Classes: language-x
 * on code; left, center, right on the cells of tables.
 */
#include <limits.h>
#include <md4c.h>
#include <string.h>

#include "entity.h"
#include "place.h"
#include "text.h"

#define FLAGS (MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH)
#define PLACE_MAX 2000
#define SPANS 64  /* within one another; deeper ones are only text */

struct span {
	MD_SPANTYPE type;
	bool silent;  /* not written: refused, or within a picture's alt */
};

struct writer {
	struct buf *out;
	struct buf place;  /* of the link or picture at hand, decoded */
	struct span spans[SPANS];  /* open now */
	int open, beyond;          /* of them; and of those too deep */
	bool in_link, in_picture;  /* written ones; a picture holds bare text */
	char gap;          /* bare text: '\n' or ' ' before what comes, or 0 */
	size_t start;      /* of out, where we began */
	size_t whole;      /* of out, where the last outermost block ended */
	int depth;         /* blocks open, the document itself too */
	const char *text;  /* what is read, with marks */
	const struct markdown_mark *marks;
	size_t mark_count;
	size_t mark;       /* the one at hand */
	bool in_mark;      /* its span is open */
	bool marked;       /* it was open before */
};

static void
decode(struct buf *out, const MD_ATTRIBUTE *from)
{
	buf_clear(out);
	for (int i = 0; from->size > 0 && from->substr_offsets[i] < from->size;
	     i++) {
		const char *at = from->text + from->substr_offsets[i];
		size_t n = from->substr_offsets[i + 1]
			- from->substr_offsets[i];
		char c[5];

		if (from->substr_types[i] == MD_TEXT_NULLCHAR)
			buf_text(out, "\xef\xbf\xbd");
		else if (from->substr_types[i] == MD_TEXT_ENTITY
		    && entity_read(at, n, c) > 0)
			buf_text(out, c);
		else
			buf_add(out, at, n);
	}
}

static enum place
link_place(struct writer *w, const MD_ATTRIBUTE *href)
{
	decode(&w->place, href);
	return w->place.full ? PLACE_REFUSED :
		place_of_link(w->place.at, w->place.n);
}

static void
write_title(struct writer *w, const MD_ATTRIBUTE *title)
{
	if (title->size == 0)
		return;
	decode(&w->place, title);
	buf_text(w->out, " title=\"");
	buf_escape(w->out, w->place.at, w->place.n);
	buf_char(w->out, '"');
}

/* ---- HTML ---- */

static const char *const block_open[] = {
	[MD_BLOCK_QUOTE] = "<blockquote>\n", [MD_BLOCK_UL] = "<ul>\n",
	[MD_BLOCK_LI] = "<li>", [MD_BLOCK_HR] = "<hr>\n",
	[MD_BLOCK_P] = "<p>", [MD_BLOCK_TABLE] = "<table>\n",
	[MD_BLOCK_THEAD] = "<thead>\n", [MD_BLOCK_TBODY] = "<tbody>\n",
	[MD_BLOCK_TR] = "<tr>", [MD_BLOCK_TD] = NULL
};
static const char *const block_close[] = {
	[MD_BLOCK_QUOTE] = "</blockquote>\n", [MD_BLOCK_UL] = "</ul>\n",
	[MD_BLOCK_OL] = "</ol>\n", [MD_BLOCK_LI] = "</li>\n",
	[MD_BLOCK_CODE] = "</code></pre>\n", [MD_BLOCK_P] = "</p>\n",
	[MD_BLOCK_TABLE] = "</table>\n", [MD_BLOCK_THEAD] = "</thead>\n",
	[MD_BLOCK_TBODY] = "</tbody>\n", [MD_BLOCK_TR] = "</tr>\n",
	[MD_BLOCK_TH] = "</th>", [MD_BLOCK_TD] = "</td>"
};
static const char *const span_tag[] = {
	[MD_SPAN_EM] = "em", [MD_SPAN_STRONG] = "strong",
	[MD_SPAN_CODE] = "code", [MD_SPAN_DEL] = "del", [MD_SPAN_U] = NULL
};

/* The page's own title is h1; many begin with ##, and no step may be left out. */
static unsigned
heading(const MD_BLOCK_H_DETAIL *h)
{
	return h->level < 2 ? 2 : h->level;
}

static void
open_list(struct writer *w, const MD_BLOCK_OL_DETAIL *list)
{
	if (list->start == 1)
		buf_text(w->out, "<ol>\n");
	else
		buf_printf(w->out, "<ol start=\"%u\">\n", list->start);
}

static void
open_code(struct writer *w, const MD_BLOCK_CODE_DETAIL *code)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-_";

	decode(&w->place, &code->lang);
	if (w->place.n > 0 && w->place.n < 32
	    && strspn(w->place.at, good) == w->place.n)
		buf_printf(w->out, "<pre><code class=\"language-%s\">",
			w->place.at);
	else
		buf_text(w->out, "<pre><code>");
}

static void
open_cell(struct writer *w, const char *tag, const MD_BLOCK_TD_DETAIL *cell)
{
	static const char *const classes[] = {
		[MD_ALIGN_DEFAULT] = "", [MD_ALIGN_LEFT] = " class=\"left\"",
		[MD_ALIGN_CENTER] = " class=\"center\"",
		[MD_ALIGN_RIGHT] = " class=\"right\""
	};

	buf_printf(w->out, "<%s%s>", tag, classes[cell->align]);
}

static bool
open_link(struct writer *w, const MD_SPAN_A_DETAIL *a)
{
	enum place place = link_place(w, &a->href);

	if (place == PLACE_REFUSED || w->in_link)
		return false;
	w->in_link = true;
	buf_text(w->out, "<a href=\"");
	place_write(w->out, w->place.at, w->place.n);
	buf_char(w->out, '"');
	if (place == PLACE_OUTSIDE)
		buf_text(w->out, " rel=\"nofollow noopener\"");
	write_title(w, &a->title);
	buf_char(w->out, '>');
	return true;
}

static bool
open_picture(struct writer *w, const MD_SPAN_IMG_DETAIL *img)
{
	decode(&w->place, &img->src);
	if (w->place.full || !place_of_picture(w->place.at, w->place.n))
		return false;
	w->in_picture = true;
	buf_text(w->out, "<img loading=\"lazy\" src=\"");
	place_write(w->out, w->place.at, w->place.n);
	buf_char(w->out, '"');
	write_title(w, &img->title);
	buf_text(w->out, " alt=\"");
	return true;
}

/* ---- marks ---- */

/* A mark is as many spans as it takes to lie within the other tags. */
static void
close_mark(struct writer *w)
{
	if (w->in_mark)
		buf_text(w->out, "</span>");
	w->in_mark = false;
}

static void
open_mark(struct writer *w)
{
	const struct markdown_mark *m = &w->marks[w->mark];

	if (w->in_mark || w->in_picture)
		return;
	buf_text(w->out, m->open);
	buf_text(w->out, w->marked ? ">" : m->first);
	w->in_mark = w->marked = true;
}

/*
 * Opens the mark that the byte is in, or closes the last one; how many of n
 * bytes are so.  What md4c made itself (it is not of the text) goes with what
 * is before it.
 */
static size_t
mark_at(struct writer *w, const char *at, size_t n)
{
	size_t from = (size_t)(at - w->text), was = w->mark;

	if (w->mark_count == 0 || at < w->text ||
	    from > w->marks[w->mark_count - 1].to)
		return n;
	while (w->mark < w->mark_count && from >= w->marks[w->mark].to)
		w->mark++;
	if (w->mark != was) {
		close_mark(w);
		w->marked = false;
	}
	if (w->mark == w->mark_count || from < w->marks[w->mark].from) {
		close_mark(w);
		was = w->mark == w->mark_count ? n :
			w->marks[w->mark].from - from;
	} else {
		open_mark(w);
		was = w->marks[w->mark].to - from;
	}
	return was < n ? was : n;
}

/* Whether it was written. */
static bool
open_span(struct writer *w, MD_SPANTYPE type, const void *detail)
{
	if (w->in_picture)
		return false;
	if (type == MD_SPAN_A)
		return open_link(w, detail);
	if (type == MD_SPAN_IMG)
		return open_picture(w, detail);
	if (span_tag[type] == NULL)
		return false;
	buf_printf(w->out, "<%s>", span_tag[type]);
	return true;
}

/* The innermost one. */
static void
close_span(struct writer *w)
{
	struct span span = w->spans[--w->open];

	if (span.silent)
		return;
	if (span.type == MD_SPAN_A) {
		w->in_link = false;
		buf_text(w->out, "</a>");
	} else if (span.type == MD_SPAN_IMG) {
		w->in_picture = false;
		buf_text(w->out, "\">");
	} else {
		buf_printf(w->out, "</%s>", span_tag[span.type]);
	}
}

static int
html_enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct writer *w = arg;

	close_mark(w);
	if (w->open == SPANS) {
		w->beyond++;
	} else {
		bool written = open_span(w, type, detail);

		w->spans[w->open++] = (struct span){ type, !written };
	}
	return w->out->full;
}

/*
 * md4c 0.4.8 sometimes leaves what it did not enter, or enters what it does
 * not leave (for marks within an address).
 */
static int
html_leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct writer *w = arg;
	int at = w->open;

	(void)detail;
	close_mark(w);
	if (w->beyond > 0) {
		w->beyond--;
		return 0;
	}
	while (at > 0 && w->spans[at - 1].type != type)
		at--;
	while (at > 0 && w->open >= at)
		close_span(w);
	return w->out->full;
}

/* No span lasts longer than its block's own words. */
static void
close_all(struct writer *w)
{
	close_mark(w);
	while (w->open > 0)
		close_span(w);
	w->beyond = 0;
}

static int
html_enter_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct writer *w = arg;

	close_all(w);
	w->depth++;
	switch (type) {
	case MD_BLOCK_OL:
		open_list(w, detail);
		break;
	case MD_BLOCK_H:
		buf_printf(w->out, "<h%u>", heading(detail));
		break;
	case MD_BLOCK_CODE:
		open_code(w, detail);
		break;
	case MD_BLOCK_TH:
		open_cell(w, "th", detail);
		break;
	case MD_BLOCK_TD:
		open_cell(w, "td", detail);
		break;
	default:
		if (block_open[type] != NULL)
			buf_text(w->out, block_open[type]);
	}
	return w->out->full;
}

static int
html_leave_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct writer *w = arg;

	close_all(w);
	if (type == MD_BLOCK_H)
		buf_printf(w->out, "</h%u>\n", heading(detail));
	else if (block_close[type] != NULL)
		buf_text(w->out, block_close[type]);
	if (--w->depth == 1 && !w->out->full)
		w->whole = w->out->n;
	return w->out->full;
}

/* Text in which a bare web address becomes a link (md4c 0.4.8 would take the
 * end of a table's cell into it). */
static void
write_words(struct writer *w, const char *text, size_t n)
{
	size_t at, length;

	while ((length = place_bare(text, n, &at)) > 0) {
		buf_escape(w->out, text, at);
		buf_clear(&w->place);
		buf_add(&w->place, text + at, length);
		if (!w->place.full && place_of_link(w->place.at, length)
		    == PLACE_OUTSIDE) {
			buf_text(w->out, "<a href=\"");
			place_write(w->out, w->place.at, length);
			buf_text(w->out, "\" rel=\"nofollow noopener\">");
			buf_escape(w->out, text + at, length);
			buf_text(w->out, "</a>");
		} else {
			buf_escape(w->out, text + at, length);
		}
		text += at + length;
		n -= at + length;
	}
	buf_escape(w->out, text, n);
}

static void
write_part(struct writer *w, MD_TEXTTYPE type, const char *text, size_t n)
{
	if (type == MD_TEXT_NORMAL && !w->in_link && !w->in_picture)
		write_words(w, text, n);
	else
		buf_escape(w->out, text, n);
}

static int
html_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE n, void *arg)
{
	struct writer *w = arg;
	size_t part;
	char c[5];

	if (type == MD_TEXT_NULLCHAR)
		buf_text(w->out, "\xef\xbf\xbd");
	else if (type == MD_TEXT_BR)
		buf_text(w->out, w->in_picture ? " " : "<br>\n");
	else if (type == MD_TEXT_SOFTBR)
		buf_char(w->out, w->in_picture ? ' ' : '\n');
	else if (type == MD_TEXT_ENTITY && entity_read(text, n, c) > 0)
		mark_at(w, text, n), buf_escape(w->out, c, strlen(c));
	else
		for (; n > 0; text += part, n -= (MD_SIZE)part) {
			part = mark_at(w, text, n);
			write_part(w, type, text, part);
		}
	return w->out->full;
}

/* ---- bare text ---- */

static int
text_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct writer *w = arg;
	bool cell = type == MD_BLOCK_TH || type == MD_BLOCK_TD;

	(void)detail;
	if (!cell)
		w->gap = '\n';
	else if (w->gap == 0)
		w->gap = ' ';
	return w->out->full;
}

static int
text_span(MD_SPANTYPE type, void *detail, void *arg)
{
	(void)type;
	(void)detail;
	(void)arg;
	return 0;
}

static int
text_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE n, void *arg)
{
	struct writer *w = arg;
	struct buf *out = w->out;
	char c[5];

	if (w->gap != 0 && out->n > w->start && out->at[out->n - 1] != '\n')
		buf_char(out, w->gap);
	w->gap = 0;
	if (type == MD_TEXT_NULLCHAR)
		buf_text(out, "\xef\xbf\xbd");
	else if (type == MD_TEXT_BR)
		w->gap = '\n';
	else if (type == MD_TEXT_SOFTBR)
		w->gap = ' ';
	else if (type == MD_TEXT_ENTITY && entity_read(text, n, c) > 0)
		buf_text(out, c);
	else
		buf_add(out, text, n);
	return out->full;
}

/* ---- both ---- */

static const MD_PARSER html = { 0, FLAGS, html_enter_block,
	html_leave_block, html_enter_span, html_leave_span, html_text,
	NULL, NULL };

static void
parse(struct arena *a, const char *text, struct buf *out,
	const MD_PARSER *parser, const struct markdown_mark *marks, size_t count)
{
	struct writer w = { .out = out, .place = buf_in(a, PLACE_MAX),
		.start = out->n, .whole = out->n, .text = text, .marks = marks,
		.mark_count = count };
	size_t n = strlen(text);

	if (n < INT_MAX)
		md_parse(text, (MD_SIZE)n, parser, &w);
	/* Too long: half a tag must not swallow the page that follows. */
	if (out->full && parser->leave_block == html_leave_block
	    && out->n > w.whole) {
		out->n = w.whole;
		out->at[out->n] = '\0';
	}
}

void
markdown_html(struct arena *a, const char *text, struct buf *out)
{
	parse(a, text, out, &html, NULL, 0);
}

void
markdown_marked(struct arena *a, const char *text,
	const struct markdown_mark *marks, size_t n, struct buf *out)
{
	parse(a, text, out, &html, marks, n);
}

void
markdown_text(struct arena *a, const char *text, struct buf *out)
{
	static const MD_PARSER bare = { 0, FLAGS, text_block, text_block,
		text_span, text_span, text_text, NULL, NULL };

	parse(a, text, out, &bare, NULL, 0);
}
