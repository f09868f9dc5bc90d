/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An article's texts and dates as they leave the house.  HTML here is for
 * other people's programs: no class and no style, each text with its language
 * where that is another one.
 */
#include <string.h>

#include "outlet.h"

#define SUMMARY 280           /* characters */
#define BODY_MOST (4 << 20)

/* ---- what it is ---- */

int64_t
outlet_moment(const struct visit *v, const char *moment)
{
	char zone[64];
	int64_t at;

	return moment != NULL && moment_parse(moment, v->zone, &at, zone) ?
		at : 0;
}

const char *
outlet_date(const struct visit *v, int64_t moment)
{
	const char *text = moment_print(v->arena, moment, v->zone);

	return arena_copy(v->arena, text, strcspn(text, "["));
}

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* When a translation came to read as it does: when it was made, mended,
 * checked.  What is written in the original is told by corrections. */
static int64_t
made_at(const json_t *words, const struct words_seen *seen)
{
	static const char *const keys[] = { "at", "edited_at", "checked_at" };
	json_t *segments, *segment;
	int64_t last = 0;
	size_t i;

	if (seen->lang == NULL || seen->original)
		return 0;
	segments = json_object_get(json_object_get(json_object_get(words,
		"texts"), seen->lang), "segments");
	json_array_foreach(segments, i, segment)
		for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
			last = later(last, json_integer_value(
				json_object_get(segment, keys[k])));
	return last;
}

static int64_t
updated_at(const struct outlet *o)
{
	json_t *row;
	int64_t last = o->published;
	size_t i;

	json_array_foreach(record_value(o->r, "corrections"), i, row)
		last = later(last, outlet_moment(o->v, json_string_value(
			json_object_get(row, "at"))));
	last = later(last, made_at(record_value(o->r, "body"), &o->body));
	return later(last, made_at(record_value(o->r, "headline"),
		&o->headline));
}

static bool
is_raw(const struct words_seen *seen)
{
	return seen->lang != NULL && strcmp(seen->origin, "machine") == 0 &&
		seen->checked_by == NULL;
}

/* BCP 47 with the extension T: made from another language, by a machine. */
static const char *
tag_of(const struct outlet *o)
{
	const char *from = json_string_value(json_object_get(
		record_value(o->r, "body"), "original"));

	if (!o->machine || from == NULL || !is_raw(&o->body))
		return o->lang;
	return arena_printf(o->v->arena, "%s-t-%s-t0-und", o->lang,
		lang_html(from));
}

static const char *
notice_of(const struct outlet *o)
{
	json_t *body = keep(o->v, words_view(o->v, record_value(o->r,
		"body"))), *headline;
	const char *notice = json_string_value(json_object_get(body,
		"notice"));

	if (notice != NULL)
		return notice;
	headline = keep(o->v, words_view(o->v, record_value(o->r,
		"headline")));
	return json_string_value(json_object_get(headline, "notice"));
}

/* Until when nobody is to print it; NULL: it is public. */
static const char *
hold_of(const struct outlet *o)
{
	const char *state = record_text(o->r, "state");
	int64_t at = outlet_moment(o->v, record_text(o->r, "publish_at"));

	if (article_public(o->r))
		return NULL;
	if (state == NULL || strcmp(state, "scheduled") != 0 || at == 0)
		return message(o->v->lang, "outlet.draft");
	return put_say(o->v, "outlet.embargo", text_moment(o->v->arena,
		o->v->lang, at, o->v->zone), NULL);
}

struct outlet
outlet_of(const struct visit *v, const char *host, const struct record *r,
	enum lang lang)
{
	struct outlet o = { .host = host, .r = r };
	struct visit *as = arena_alloc(v->arena, sizeof *as);

	*as = *v;
	as->lang = lang;
	as->titles = NULL;
	problems_forget(as);
	o.v = as;
	o.headline = words_see(v->arena, record_value(r, "headline"), lang);
	o.body = words_see(v->arena, record_value(r, "body"), lang);
	o.lang = lang_html(o.body.lang != NULL ? o.body.lang :
		o.headline.lang != NULL ? o.headline.lang : langs[lang].tag);
	o.machine = is_raw(&o.body) || is_raw(&o.headline);
	o.tag = tag_of(&o);
	o.notice = notice_of(&o);
	o.hold = hold_of(&o);
	o.published = outlet_moment(v, record_text(r, "published"));
	o.updated = updated_at(&o);
	return o;
}

const char *
outlet_page(const struct visit *v, const struct record *r)
{
	const char *slug = record_text(r, "slug");

	return arena_printf(v->arena, "/%s/news/%s", langs[v->lang].tag,
		slug != NULL ? slug : "");
}

const char *
outlet_href(const struct outlet *o)
{
	return arena_printf(o->v->arena, "%s%s", o->host,
		outlet_page(o->v, o->r));
}

const char *
outlet_line(const struct outlet *o, const json_t *words, const char **lang)
{
	struct words_seen seen = words_see(o->v->arena, words, o->v->lang);

	if (lang != NULL)
		*lang = seen.lang != NULL ? lang_html(seen.lang) : o->lang;
	return words != NULL ? seen.text : "";
}

/* Paragraph by paragraph, an empty line between them. */
static const char *
body_plain(const struct outlet *o)
{
	struct arena *a = o->v->arena;
	struct buf out = buf_in(a, BODY_MOST);
	const char *at = o->body.text;

	while (*at != '\0') {
		const char *end = strstr(at, "\n\n");
		size_t n = end != NULL ? (size_t)(end - at) : strlen(at);
		struct buf one = buf_in(a, BODY_MOST);

		markdown_text(a, arena_copy(a, at, n), &one);
		if (one.n > 0)
			buf_printf(&out, "%s%s", out.n > 0 ? "\n\n" : "",
				one.at);
		at += n + (end != NULL ? 2 : 0);
	}
	return out.at;
}

const char *
outlet_summary(const struct outlet *o)
{
	json_t *first = json_array_get(record_value(o->r, "subheads"), 0);
	const char *text = outlet_line(o, record_value(o->r, "lead"), NULL);

	if (*text == '\0')
		text = outlet_line(o, json_object_get(first, "line"), NULL);
	if (*text == '\0')
		text = body_plain(o);
	return text_cut(o->v->arena, text, SUMMARY);
}

/* ---- HTML ---- */

/* <tag lang="…">text</tag>, nothing without a text. */
static void
html_tag(const struct outlet *o, struct buf *out, const char *tag,
	const char *lang, const char *text)
{
	if (*text == '\0')
		return;
	buf_printf(out, "<%s", tag);
	if (strcmp(lang, o->lang) != 0) {
		buf_text(out, " lang=\"");
		buf_escape(out, lang, strlen(lang));
		buf_char(out, '"');
	}
	buf_char(out, '>');
	buf_escape(out, text, strlen(text));
	buf_printf(out, "</%s>\n", tag);
}

static void
html_line(const struct outlet *o, struct buf *out, const char *tag,
	const json_t *words)
{
	const char *lang, *text = outlet_line(o, words, &lang);

	html_tag(o, out, tag, lang, text);
}

/* Our own addresses begin with the host out there; what stands between tags
 * has its quotes escaped and is no attribute. */
static void
put_absolute(const struct outlet *o, struct buf *out, const char *html)
{
	for (;;) {
		const char *at = strstr(html, "=\"");

		if (at == NULL)
			break;
		buf_add(out, html, (size_t)(at - html) + 2);
		html = at + 2;
		if (*html == '#')
			buf_text(out, outlet_href(o));
		else if (html[0] == '/' && html[1] != '/')
			buf_text(out, o->host);
	}
	buf_text(out, html);
}

static void
put_picture(const struct outlet *o, struct buf *out)
{
	json_t *file = record_value(o->r, "picture");
	const char *src = put_file(o->v, file), *alt;
	json_int_t width = json_integer_value(json_object_get(file, "width"));
	json_int_t height = json_integer_value(json_object_get(file,
		"height"));

	if (src == NULL)
		return;
	alt = outlet_line(o, record_value(o->r, "picture_alt"), NULL);
	buf_printf(out, "<figure><img src=\"%s%s\" alt=\"", o->host, src);
	buf_escape(out, alt, strlen(alt));
	buf_char(out, '"');
	if (width > 0 && height > 0)
		buf_printf(out, " width=\"%lld\" height=\"%lld\"",
			(long long)width, (long long)height);
	buf_text(out, ">\n");
	html_line(o, out, "figcaption", record_value(o->r, "picture_credit"));
	buf_text(out, "</figure>\n");
}

static void
html_list(const struct outlet *o, struct buf *out, const char *field,
	const char *line)
{
	json_t *rows = record_value(o->r, field), *row;
	size_t i;

	if (json_array_size(rows) == 0)
		return;
	buf_text(out, "<ul>\n");
	json_array_foreach(rows, i, row)
		html_line(o, out, "li", json_object_get(row, line));
	buf_text(out, "</ul>\n");
}

static void
put_quotations(const struct outlet *o, struct buf *out)
{
	json_t *row;
	size_t i;

	json_array_foreach(record_value(o->r, "quotations"), i, row) {
		buf_text(out, "<blockquote>\n");
		html_line(o, out, "p", json_object_get(row, "text"));
		html_line(o, out, "footer", json_object_get(row, "said_as"));
		buf_text(out, "</blockquote>\n");
	}
}

static void
put_notice(const struct outlet *o, struct buf *out)
{
	if (o->notice == NULL)
		return;
	buf_printf(out, "<p lang=\"%s\"><em>", langs[o->v->lang].html);
	buf_escape(out, o->notice, strlen(o->notice));
	buf_text(out, "</em> <a href=\"");
	buf_escape(out, outlet_href(o), strlen(outlet_href(o)));
	buf_printf(out, "\">%s</a></p>\n", message(o->v->lang,
		"outlet.both"));
}

void
outlet_html(const struct outlet *o, struct buf *out)
{
	struct buf body = buf_in(o->v->arena, BODY_MOST);

	if (o->hold != NULL)
		html_tag(o, out, "p", langs[o->v->lang].html, o->hold);
	put_notice(o, out);
	html_list(o, out, "subheads", "line");
	put_picture(o, out);
	if (json_array_size(record_value(o->r, "corrections")) > 0) {
		html_tag(o, out, "h2", langs[o->v->lang].html,
			message(o->v->lang, "news.corrections"));
		html_list(o, out, "corrections", "says");
	}
	html_line(o, out, "p", record_value(o->r, "lead"));
	markdown_html(o->v->arena, o->body.text, &body);
	put_absolute(o, out, body.at);
	buf_char(out, '\n');
	put_quotations(o, out);
	html_line(o, out, "p", record_value(o->r, "source"));
}

/* ---- plain text ---- */

static void
add_line(struct buf *out, const char *before, const char *text,
	const char *after)
{
	if (text != NULL && *text != '\0')
		buf_printf(out, "%s%s%s", before, text, after);
}

static void
add_rows(const struct outlet *o, struct buf *out, const char *field,
	const char *line)
{
	json_t *rows = record_value(o->r, field), *row;
	size_t i;

	json_array_foreach(rows, i, row)
		add_line(out, "- ", outlet_line(o, json_object_get(row, line),
			NULL), "\n");
	if (json_array_size(rows) > 0)
		buf_char(out, '\n');
}

static void
add_dateline(const struct outlet *o, struct buf *out)
{
	const char *place = outlet_line(o, record_value(o->r, "place"), NULL);

	add_line(out, "", place, o->published != 0 ? " · " : "");
	if (o->published != 0)
		buf_text(out, text_moment(o->v->arena, o->v->lang,
			o->published, o->v->zone));
	add_line(out, "\n", outlet_line(o, record_value(o->r, "byline"), NULL),
		"");
	buf_text(out, "\n\n");
}

/* What was said in substance stands without quotation marks. */
static bool
is_verbatim(const json_t *row)
{
	const char *manner = json_string_value(json_object_get(row,
		"manner"));

	return manner != NULL && strcmp(manner, "verbatim") == 0;
}

static void
add_quotations(const struct outlet *o, struct buf *out)
{
	json_t *row;
	size_t i;

	json_array_foreach(record_value(o->r, "quotations"), i, row) {
		const char *text = outlet_line(o, json_object_get(row,
			"text"), NULL);

		buf_text(out, is_verbatim(row) ? put_say(o->v,
			"outlet.quote", text, NULL) : text);
		add_line(out, "\n— ", outlet_line(o, json_object_get(row,
			"said_as"), NULL), "");
		buf_text(out, "\n\n");
	}
}

static void
add_picture(const struct outlet *o, struct buf *out)
{
	const char *src = put_file(o->v, record_value(o->r, "picture"));

	if (src == NULL)
		return;
	buf_printf(out, "%s: %s\n%s%s\n%s: %s\n\n", message(o->v->lang,
		"article.picture"), outlet_line(o, record_value(o->r,
		"picture_alt"), NULL), o->host, src, message(o->v->lang,
		"article.picture_credit"), outlet_line(o, record_value(o->r,
		"picture_credit"), NULL));
}

static void
add_contact(const struct outlet *o, struct buf *out)
{
	struct record *office;

	buf_printf(out, "%s\n", office_called(o->v));
	if (office_own(o->v, &office) == OK) {
		add_line(out, "", record_words(o->v, office, "address"), "\n");
		add_line(out, "", record_text(office, "phone"), "\n");
		add_line(out, "", record_text(office, "mail"), "\n");
	}
	problems_forget(o->v);
	buf_printf(out, "%s\n", outlet_href(o));
}

void
outlet_plain(const struct outlet *o, struct buf *out)
{
	add_line(out, "*** ", o->hold, " ***\n\n");
	buf_printf(out, "%s\n\n", o->headline.text);
	add_line(out, "[", o->notice, "]\n\n");
	add_rows(o, out, "subheads", "line");
	add_dateline(o, out);
	if (json_array_size(record_value(o->r, "corrections")) > 0) {
		buf_printf(out, "%s\n", message(o->v->lang,
			"news.corrections"));
		add_rows(o, out, "corrections", "says");
	}
	add_line(out, "", outlet_line(o, record_value(o->r, "lead"), NULL),
		"\n\n");
	add_line(out, "", body_plain(o), "\n\n");
	add_quotations(o, out);
	add_picture(o, out);
	add_line(out, "", outlet_line(o, record_value(o->r, "source"), NULL),
		"\n\n");
	add_contact(o, out);
}
