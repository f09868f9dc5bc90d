/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Feeds, site maps and press kits as bytes: read back with libxml2 and
 * jansson; what is hostile stays text, what XML has no character for goes.
 */
#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <string.h>

#include "base/buf.h"
#include "paper/paper.h"
#include "test.h"

#define MOMENT INT64_C(1768437000000)  /* 2026-01-15T00:30:00Z */

static void
drop_json(void *json)
{
	json_decref(json);
}

static void
drop_doc(void *doc)
{
	xmlFreeDoc(doc);
}

/* A feed with one item of that title. */
static json_t *
feed_of(struct arena *a, const char *title)
{
	json_t *feed = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:["
		"{s:s, s:s, s:s, s:s, s:I, s:I, s:s}]}",
		"id", "urn:uuid:1", "lang", "ko", "title", "News", "self",
		"https://a.example/feed", "home", "https://a.example/",
		"author", "Office", "updated", (json_int_t)MOMENT, "items",
		"id", "urn:uuid:2", "title", title, "lang", "ko", "href",
		"https://a.example/1?a=1&b=2", "published",
		(json_int_t)MOMENT, "updated", (json_int_t)MOMENT + 1000,
		"html", "<p>Text &amp; more</p>");

	arena_defer(a, drop_json, feed);
	return feed;
}

/* The text at a path, local names alone: "/feed/entry/title". */
static const char *
text_at(struct arena *a, const struct bytes *xml, const char *path)
{
	xmlDocPtr doc = xmlReadMemory(xml->at, (int)xml->n, NULL, NULL,
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	xmlXPathContextPtr context;
	xmlXPathObjectPtr found;
	xmlChar *text;
	const char *out;

	if (doc == NULL)
		return "not well-formed";
	arena_defer(a, drop_doc, doc);
	context = xmlXPathNewContext(doc);
	found = xmlXPathEval((const xmlChar *)path, context);
	text = xmlXPathCastToString(found);
	out = arena_text(a, (const char *)text);
	xmlFree(text);
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	return out;
}

#define ITEM "//*[local-name()='entry' or local-name()='item']"

static const char *
title_back(struct arena *a, const char *title, enum feed_form form)
{
	struct bytes out = { "", 0 };

	if (!CHECK_INT(feed_print(a, feed_of(a, title), form, &out), OK))
		return "";
	if (form == FEED_JSON) {
		json_t *feed = json_loadb(out.at, out.n, 0, NULL);

		arena_defer(a, drop_json, feed);
		return json_string_value(json_object_get(json_array_get(
			json_object_get(feed, "items"), 0), "title"));
	}
	return text_at(a, &out, "string(" ITEM "/*[local-name()='title'])");
}

static void
titles_survive(struct arena *a)
{
	static const char *const titles[] = {
		"</title><script>alert(1)</script>", "]]>", "a & b &amp; c",
		"\"'<>", "교류가 다시 열렸다", "🎉 emoji", "\xef\xbf\xbc",
		"1 < 2", " ", "é\tx",
	};

	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		for (int form = FEED_ATOM; form <= FEED_JSON; form++)
			CHECK_TEXT(title_back(a, titles[i],
				(enum feed_form)form), titles[i]);
}

static void
unfit_goes(struct arena *a)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "a\001b\010c\013d\037e", "abcde" },
		{ "\xef\xbf\xbe\xef\xbf\xbfx\xef\xbf\xbd", "x\xef\xbf\xbd" },
		{ "line\r\nend", "line\nend" },
		{ "\033[31m", "[31m" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK_TEXT(title_back(a, rows[i].in, FEED_ATOM), rows[i].out);
		CHECK_TEXT(title_back(a, rows[i].in, FEED_RSS), rows[i].out);
	}
}

static void
dates_are_right(struct arena *a)
{
	struct bytes atom = { "", 0 }, rss = { "", 0 };
	json_t *feed = feed_of(a, "x");

	CHECK_INT(feed_print(a, feed, FEED_ATOM, &atom), OK);
	CHECK_INT(feed_print(a, feed, FEED_RSS, &rss), OK);
	CHECK_TEXT(text_at(a, &atom, "string(" ITEM
		"/*[local-name()='published'])"), "2026-01-15T00:30:00Z");
	CHECK_TEXT(text_at(a, &atom, "string(" ITEM
		"/*[local-name()='updated'])"), "2026-01-15T00:30:01Z");
	CHECK_TEXT(text_at(a, &rss, "string(//pubDate)"),
		"Thu, 15 Jan 2026 00:30:00 +0000");
	CHECK_TEXT(text_at(a, &rss, "string(//item/link)"),
		"https://a.example/1?a=1&b=2");
	CHECK_TEXT(text_at(a, &atom, "string(" ITEM
		"/*[local-name()='content'])"), "<p>Text &amp; more</p>");
}

static void
graves_are_there(struct arena *a)
{
	json_t *feed = feed_of(a, "x");
	struct bytes out = { "", 0 };

	json_object_set_new(feed, "gone", json_pack("[{s:s, s:I, s:s}]", "id",
		"urn:uuid:3", "at", (json_int_t)MOMENT, "says", "<taken>"));
	CHECK_INT(feed_print(a, feed, FEED_ATOM, &out), OK);
	CHECK_TEXT(text_at(a, &out, "string(//*[local-name()="
		"'deleted-entry']/@ref)"), "urn:uuid:3");
	CHECK_TEXT(text_at(a, &out, "string(//*[local-name()="
		"'deleted-entry']/@when)"), "2026-01-15T00:30:00Z");
	CHECK_TEXT(text_at(a, &out, "string(//*[local-name()='comment'])"),
		"<taken>");
}

static void
needed_is_asked_for(struct arena *a)
{
	static const char *const needed[] = { "id", "lang", "title", "self",
		"home", "author" };
	struct bytes out;

	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
		json_t *feed = feed_of(a, "x");

		json_object_del(feed, needed[i]);
		CHECK_INT(feed_print(a, feed, FEED_RSS, &out), ERR_INPUT);
	}
}

static void
too_much_is_said(struct arena *a)
{
	json_t *feed = feed_of(a, "x"), *items = json_object_get(feed,
		"items");
	char *long_text = arena_alloc(a, (9 << 20) + 1);
	struct bytes out;

	memset(long_text, '&', 9 << 20);
	json_object_set_new(json_array_get(items, 0), "html",
		json_string(long_text));
	CHECK_INT(feed_print(a, feed, FEED_ATOM, &out), ERR_LARGE);
	feed = feed_of(a, "x");
	items = json_object_get(feed, "items");
	while (json_array_size(items) <= FEED_ITEMS)
		json_array_append(items, json_array_get(items, 0));
	CHECK_INT(feed_print(a, feed, FEED_ATOM, &out), ERR_INPUT);
}

static void
maps_are_maps(struct arena *a)
{
	json_t *pages = json_pack("[{s:s, s:I, s:[{s:s, s:s}], s:{s:s, s:s,"
		" s:I, s:s}}]", "href", "https://a.example/ko/?a&b", "changed",
		(json_int_t)MOMENT, "others", "hreflang", "x-default", "href",
		"https://a.example/\"<", "news", "name", "Office", "lang",
		"ko", "published", (json_int_t)MOMENT, "title", "<b>");
	struct bytes out = { "", 0 };

	arena_defer(a, drop_json, pages);
	CHECK_INT(sitemap_print(a, pages, &out), OK);
	CHECK_TEXT(text_at(a, &out, "string(//*[local-name()='loc'])"),
		"https://a.example/ko/?a&b");
	CHECK_TEXT(text_at(a, &out, "string(//*[local-name()='link']/@href)"),
		"https://a.example/\"<");
	CHECK_TEXT(text_at(a, &out, "string(//*[local-name()='news']/"
		"*[local-name()='title'])"), "<b>");
	CHECK_INT(sitemap_index(a, pages, &out), OK);
	CHECK_TEXT(text_at(a, &out, "string(//*[local-name()='sitemap']/"
		"*[local-name()='lastmod'])"), "2026-01-15T00:30:00Z");
	while (json_array_size(pages) <= SITEMAP_PAGES)
		json_array_append(pages, json_array_get(pages, 0));
	CHECK_INT(sitemap_print(a, pages, &out), ERR_LARGE);
}

static void
kits_are_zips(struct arena *a)
{
	static const struct kit_file files[] = {
		{ "a/글.txt", "hello hello hello", 17, false },
		{ "a/b.png", "\x89PNG", 4, true },
	};
	static const struct kit_file twice[] = {
		{ "a", "1", 1, false }, { "a", "2", 1, false },
	};
	struct bytes one = { "", 0 }, other = { "", 0 };

	CHECK_INT(kit_zip(a, files, 2, MOMENT, &one), OK);
	CHECK_INT(kit_zip(a, files, 2, MOMENT, &other), OK);
	CHECK(one.n > 100 && memcmp(one.at, "PK\003\004", 4) == 0);
	CHECK(one.n == other.n && memcmp(one.at, other.at, one.n) == 0);
	CHECK_INT(kit_zip(a, twice, 2, MOMENT, &other), ERR_INPUT);
	CHECK_INT(kit_zip(a, &(struct kit_file){ "a", "", (size_t)KIT_BYTES + 1,
		true }, 1, MOMENT, &other), ERR_LARGE);
}

static void
names_stay_in_their_folder(struct arena *a)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "picture.png", "picture.png" },
		{ "../../etc/passwd", "passwd" },
		{ "..", "-." }, { ".hidden", "-hidden" },
		{ "a\\b:c*d?.png", "a-b-c-d-.png" }, { "", "file" },
		{ "사진 1.jpg", "사진 1.jpg" }, { "x/", "file" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_TEXT(kit_name(a, rows[i].in), rows[i].out);
}

const struct test feed_tests[] = {
	{ "hostile titles come back as they were, from every form of feed", titles_survive },
	{ "what XML has no character for is dropped", unfit_goes },
	{ "a feed's dates, links and content are read back", dates_are_right },
	{ "Atom says what was taken back", graves_are_there },
	{ "a feed without what it needs is refused", needed_is_asked_for },
	{ "a feed beyond its bounds is refused", too_much_is_said },
	{ "site maps are well-formed and bounded", maps_are_maps },
	{ "a press kit is a ZIP, the same each time", kits_are_zips },
	{ "a file's name in a press kit stays in its folder", names_stay_in_their_folder },
	{0}
};
