/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Feeds in XML: Atom (RFC 4287) with the graves of what was taken back (RFC
 * 6721), and RSS 2.0 with what of Atom it lacks.
 */
#include <string.h>

#include "feed.h"

#define ATOM "http://www.w3.org/2005/Atom"

/* ---- elements ---- */

static void
open_tag(struct buf *out, const char *name)
{
	buf_char(out, '<');
	buf_text(out, name);
}

static void
attribute(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_printf(out, " %s=\"", name);
	feed_escape(out, value);
	buf_char(out, '"');
}

/* <name>text</name>; nothing without a text. */
static void
element(struct buf *out, const char *name, const char *text)
{
	if (text == NULL)
		return;
	buf_printf(out, "<%s>", name);
	feed_escape(out, text);
	buf_printf(out, "</%s>\n", name);
}

/* A text of Atom: its type, and its language where it is another. */
static void
atom_text(struct buf *out, const char *name, const char *type,
	const char *lang, const char *text)
{
	if (text == NULL)
		return;
	open_tag(out, name);
	attribute(out, "type", type);
	attribute(out, "xml:lang", lang);
	buf_char(out, '>');
	feed_escape(out, text);
	buf_printf(out, "</%s>\n", name);
}

static void
link_to(struct buf *out, const char *name, const char *rel, const char *type,
	const char *lang, const char *href)
{
	if (href == NULL)
		return;
	open_tag(out, name);
	attribute(out, "rel", rel);
	attribute(out, "type", type);
	attribute(out, "hreflang", lang);
	attribute(out, "href", href);
	buf_text(out, "/>\n");
}

static void
person(struct buf *out, const char *name, const char *href)
{
	if (name == NULL)
		return;
	buf_text(out, "<author>\n");
	element(out, "name", name);
	element(out, "uri", href);
	buf_text(out, "</author>\n");
}

static const char *
size_of(struct arena *a, const json_t *image)
{
	return arena_printf(a, "%lld", (long long)json_integer_value(
		json_object_get(image, "size")));
}

/* ---- Atom ---- */

static void
atom_head(struct arena *a, const json_t *feed, struct buf *out)
{
	json_t *other;
	size_t i;

	element(out, "id", feed_text(feed, "id"));
	atom_text(out, "title", "text", NULL, feed_text(feed, "title"));
	atom_text(out, "subtitle", "text", NULL, feed_text(feed, "subtitle"));
	element(out, "updated", feed_date(a, feed_moment(feed, "updated")));
	person(out, feed_text(feed, "author"), feed_text(feed, "author_href"));
	link_to(out, "link", "self", "application/atom+xml", NULL,
		feed_text(feed, "self"));
	link_to(out, "link", "alternate", "text/html", feed_text(feed, "lang"),
		feed_text(feed, "home"));
	link_to(out, "link", "hub", NULL, NULL, feed_text(feed, "hub"));
	link_to(out, "link", "next", "application/atom+xml", NULL,
		feed_text(feed, "next"));
	json_array_foreach(json_object_get(feed, "others"), i, other)
		link_to(out, "link", "related", "application/atom+xml",
			feed_text(other, "lang"), feed_text(other, "href"));
	element(out, "icon", feed_text(feed, "icon"));
	atom_text(out, "rights", "text", NULL, feed_text(feed, "rights"));
	buf_text(out, "<generator version=\"" VERSION "\">Gyoryu"
		"</generator>\n");
}

static void
atom_links(struct arena *a, const json_t *item, struct buf *out)
{
	const json_t *image = json_object_get(item, "image");
	json_t *other;
	size_t i;

	link_to(out, "link", "alternate", "text/html", feed_text(item,
		"page_lang"), feed_text(item, "href"));
	json_array_foreach(json_object_get(item, "others"), i, other)
		/* Readers take any alternate for the entry's own page. */
		link_to(out, "link", "related", "text/html",
			feed_text(other, "lang"), feed_text(other, "href"));
	if (feed_text(image, "href") == NULL)
		return;
	buf_text(out, "<link rel=\"enclosure\"");
	attribute(out, "type", feed_text(image, "type"));
	attribute(out, "length", size_of(a, image));
	attribute(out, "href", feed_text(image, "href"));
	buf_text(out, "/>\n");
}

static void
atom_entry(struct arena *a, const json_t *item, struct buf *out)
{
	json_t *category;
	size_t i;

	buf_text(out, "<entry");
	attribute(out, "xml:lang", feed_text(item, "lang"));
	buf_text(out, ">\n");
	element(out, "id", feed_text(item, "id"));
	atom_text(out, "title", "text", feed_text(item, "title_lang"),
		feed_text(item, "title"));
	element(out, "published", feed_date(a, feed_moment(item,
		"published")));
	element(out, "updated", feed_date(a, feed_moment(item, "updated")));
	person(out, feed_text(item, "author"), NULL);
	atom_links(a, item, out);
	json_array_foreach(json_object_get(item, "categories"), i, category) {
		buf_text(out, "<category");
		attribute(out, "term", feed_text(category, "term"));
		attribute(out, "label", feed_text(category, "label"));
		buf_text(out, "/>\n");
	}
	atom_text(out, "summary", "text", feed_text(item, "summary_lang"),
		feed_text(item, "summary"));
	atom_text(out, "content", "html", NULL, feed_text(item, "html"));
	atom_text(out, "rights", "text", NULL, feed_text(item, "rights"));
	buf_text(out, "</entry>\n");
}

/* What was taken back, so that readers' copies go too. */
static void
atom_grave(struct arena *a, const json_t *gone, struct buf *out)
{
	buf_text(out, "<at:deleted-entry");
	attribute(out, "ref", feed_text(gone, "id"));
	attribute(out, "when", feed_date(a, feed_moment(gone, "at")));
	buf_text(out, ">\n");
	element(out, "at:comment", feed_text(gone, "says"));
	buf_text(out, "</at:deleted-entry>\n");
}

enum err
atom_feed(struct arena *a, const json_t *feed, struct buf *out)
{
	json_t *one;
	size_t i;

	buf_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<feed xmlns=\"" ATOM "\"");
	if (json_array_size(json_object_get(feed, "gone")) > 0)
		buf_text(out, " xmlns:at=\"http://purl.org/atompub/"
			"tombstones/1.0\"");
	attribute(out, "xml:lang", feed_text(feed, "lang"));
	buf_text(out, ">\n");
	atom_head(a, feed, out);
	json_array_foreach(json_object_get(feed, "items"), i, one)
		atom_entry(a, one, out);
	json_array_foreach(json_object_get(feed, "gone"), i, one)
		atom_grave(a, one, out);
	buf_text(out, "</feed>\n");
	return OK;
}

/* ---- RSS ---- */

static void
rss_head(struct arena *a, const json_t *feed, struct buf *out)
{
	const char *says = feed_text(feed, "subtitle");

	element(out, "title", feed_text(feed, "title"));
	element(out, "link", feed_text(feed, "home"));
	/* It must have one. */
	element(out, "description", says != NULL ? says : feed_text(feed,
		"title"));
	element(out, "language", feed_text(feed, "lang"));
	element(out, "copyright", feed_text(feed, "rights"));
	element(out, "lastBuildDate", feed_date_822(a, feed_moment(feed,
		"updated")));
	element(out, "generator", "Gyoryu " VERSION);
	element(out, "docs", "https://www.rssboard.org/rss-specification");
	link_to(out, "atom:link", "self", "application/rss+xml", NULL,
		feed_text(feed, "self"));
	link_to(out, "atom:link", "hub", NULL, NULL, feed_text(feed, "hub"));
	link_to(out, "atom:link", "next", "application/rss+xml", NULL,
		feed_text(feed, "next"));
}

static void
rss_image(struct arena *a, const json_t *image, struct buf *out)
{
	if (feed_text(image, "href") == NULL)
		return;
	buf_text(out, "<enclosure");
	attribute(out, "url", feed_text(image, "href"));
	attribute(out, "length", size_of(a, image));
	attribute(out, "type", feed_text(image, "type"));
	buf_text(out, "/>\n");
}

/* Readers take a description for HTML, so plain text is made that first. */
static void
rss_summary(struct arena *a, const char *text, struct buf *out)
{
	struct buf html;

	if (text == NULL)
		return;
	html = buf_in(a, 6 * strlen(text) + 1);
	buf_escape(&html, text, strlen(text));
	element(out, "description", html.at);
}

static void
rss_item(struct arena *a, const json_t *item, struct buf *out)
{
	json_t *category;
	size_t i;

	buf_text(out, "<item>\n");
	element(out, "title", feed_text(item, "title"));
	element(out, "link", feed_text(item, "href"));
	rss_summary(a, feed_text(item, "summary"), out);
	element(out, "dc:creator", feed_text(item, "author"));
	element(out, "dc:language", feed_text(item, "lang"));
	element(out, "dc:rights", feed_text(item, "rights"));
	json_array_foreach(json_object_get(item, "categories"), i, category)
		element(out, "category", feed_text(category, "label"));
	buf_text(out, "<guid isPermaLink=\"false\">");
	feed_escape(out, feed_text(item, "id"));
	buf_text(out, "</guid>\n");
	element(out, "pubDate", feed_date_822(a, feed_moment(item,
		"published")));
	element(out, "atom:updated", feed_date(a, feed_moment(item,
		"updated")));
	rss_image(a, json_object_get(item, "image"), out);
	element(out, "content:encoded", feed_text(item, "html"));
	buf_text(out, "</item>\n");
}

enum err
rss_feed(struct arena *a, const json_t *feed, struct buf *out)
{
	json_t *item;
	size_t i;

	buf_text(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<rss version=\"2.0\" xmlns:atom=\"" ATOM "\" xmlns:content="
		"\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc="
		"\"http://purl.org/dc/elements/1.1/\">\n<channel>\n");
	rss_head(a, feed, out);
	json_array_foreach(json_object_get(feed, "items"), i, item)
		rss_item(a, item, out);
	buf_text(out, "</channel>\n</rss>\n");
	return OK;
}
