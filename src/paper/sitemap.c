/* SPDX-License-Identifier: Apache-2.0 */
/* Site maps, with the same page's other languages and with news. */
#include "feed.h"

#define SITEMAP "http://www.sitemaps.org/schemas/sitemap/0.9"

static void
element(struct buf *out, const char *name, const char *text)
{
	if (text == NULL)
		return;
	buf_printf(out, "<%s>", name);
	feed_escape(out, text);
	buf_printf(out, "</%s>\n", name);
}

static void
put_changed(struct arena *a, const json_t *page, struct buf *out)
{
	if (json_object_get(page, "changed") != NULL)
		element(out, "lastmod", feed_date(a, feed_moment(page,
			"changed")));
}

static void
put_others(const json_t *page, struct buf *out)
{
	json_t *other;
	size_t i;

	json_array_foreach(json_object_get(page, "others"), i, other) {
		buf_text(out, "<xhtml:link rel=\"alternate\" hreflang=\"");
		feed_escape(out, json_string_value(json_object_get(other,
			"hreflang")));
		buf_text(out, "\" href=\"");
		feed_escape(out, json_string_value(json_object_get(other,
			"href")));
		buf_text(out, "\"/>\n");
	}
}

static void
put_news(struct arena *a, const json_t *news, struct buf *out)
{
	if (news == NULL)
		return;
	buf_text(out, "<news:news>\n<news:publication>\n");
	element(out, "news:name", feed_text(news, "name"));
	element(out, "news:language", feed_text(news, "lang"));
	buf_text(out, "</news:publication>\n");
	element(out, "news:publication_date", feed_date(a, feed_moment(news,
		"published")));
	element(out, "news:title", feed_text(news, "title"));
	buf_text(out, "</news:news>\n");
}

enum err
sitemap_print(struct arena *a, const json_t *pages, struct bytes *out)
{
	struct buf text = buf_in(a, SITEMAP_BYTES);
	json_t *page;
	size_t i;

	if (json_array_size(pages) > SITEMAP_PAGES)
		return ERR_LARGE;
	buf_text(&text, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<urlset xmlns=\"" SITEMAP "\" xmlns:xhtml="
		"\"http://www.w3.org/1999/xhtml\" xmlns:news="
		"\"http://www.google.com/schemas/sitemap-news/0.9\">\n");
	json_array_foreach(pages, i, page) {
		if (feed_text(page, "href") == NULL)
			return ERR_INPUT;
		buf_text(&text, "<url>\n");
		element(&text, "loc", feed_text(page, "href"));
		put_changed(a, page, &text);
		put_others(page, &text);
		put_news(a, json_object_get(page, "news"), &text);
		buf_text(&text, "</url>\n");
	}
	buf_text(&text, "</urlset>\n");
	*out = (struct bytes){ text.at, text.n };
	return text.full ? ERR_LARGE : OK;
}

enum err
sitemap_index(struct arena *a, const json_t *maps, struct bytes *out)
{
	struct buf text = buf_in(a, SITEMAP_BYTES);
	json_t *map;
	size_t i;

	if (json_array_size(maps) > SITEMAP_PAGES)
		return ERR_LARGE;
	buf_text(&text, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<sitemapindex xmlns=\"" SITEMAP "\">\n");
	json_array_foreach(maps, i, map) {
		if (feed_text(map, "href") == NULL)
			return ERR_INPUT;
		buf_text(&text, "<sitemap>\n");
		element(&text, "loc", feed_text(map, "href"));
		put_changed(a, map, &text);
		buf_text(&text, "</sitemap>\n");
	}
	buf_text(&text, "</sitemapindex>\n");
	*out = (struct bytes){ text.at, text.n };
	return text.full ? ERR_LARGE : OK;
}
