/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Feeds as JSON Feed 1.1, and what the two of XML share: texts escaped and
 * rid of what XML 1.0 has no character for, and dates.  feed_xml.c writes
 * Atom and RSS.
 */
#include <string.h>
#include <time.h>

#include "feed.h"

/* ---- what all three need ---- */

const char *
feed_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text != NULL && *text != '\0' ? text : NULL;
}

static void
moment_parts(int64_t moment, struct tm *tm)
{
	time_t at = (time_t)(moment / 1000);

	gmtime_r(&at, tm);
}

/* RFC 3339. */
const char *
feed_date(struct arena *a, int64_t moment)
{
	struct tm tm;

	moment_parts(moment, &tm);
	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ",
		tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
		tm.tm_min, tm.tm_sec);
}

/* RFC 822 with the four digits of a year that RSS wants. */
const char *
feed_date_822(struct arena *a, int64_t moment)
{
	static const char days[7][4] = {
		"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"
	};
	static const char months[12][4] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun",
		"Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
	};
	struct tm tm;

	moment_parts(moment, &tm);
	return arena_printf(a, "%s, %02d %s %04d %02d:%02d:%02d +0000",
		days[tm.tm_wday], tm.tm_mday, months[tm.tm_mon],
		tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* How many bytes at s are one character that XML 1.0 has not: C0 but tab and
 * the ends of lines, U+FFFE, U+FFFF; 0: it has it. */
static size_t
unfit(const char *s)
{
	const unsigned char *at = (const unsigned char *)s;

	if (at[0] < 0x20)
		return at[0] != '\t' && at[0] != '\n' && at[0] != '\r';
	return at[0] == 0xef && at[1] == 0xbf && at[2] >= 0xbe ? 3 : 0;
}

void
feed_escape(struct buf *out, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\001\002\003\004\005\006\007\010\013"
			"\014\016\017\020\021\022\023\024\025\026\027\030\031"
			"\032\033\034\035\036\037\r\357");

		buf_escape(out, text, n);
		text += n;
		if (*text == '\0')
			break;
		n = unfit(text);
		/* A bare CR would come back as LF. */
		if (n == 0 && *text != '\r')
			buf_add(out, text, 1);
		text += n > 0 ? n : 1;
	}
}

/* ---- JSON Feed ---- */

static void
put(json_t *object, const char *key, const char *text)
{
	if (text != NULL)
		json_object_set_new(object, key, json_string(text));
}

static void
put_author(json_t *object, const char *name, const char *href)
{
	json_t *author;

	if (name == NULL)
		return;
	author = json_pack("{s:s}", "name", name);
	put(author, "url", href);
	json_object_set_new(object, "authors", json_pack("[o]", author));
}

static json_t *
item_json(struct arena *a, const json_t *item)
{
	json_t *out = json_object(), *tags = json_array(), *one;
	size_t i;

	put(out, "id", feed_text(item, "id"));
	put(out, "url", feed_text(item, "href"));
	put(out, "title", feed_text(item, "title"));
	put(out, "summary", feed_text(item, "summary"));
	/* One of the two must be there. */
	put(out, feed_text(item, "html") != NULL ? "content_html" :
		"content_text", feed_text(item, "html") != NULL ?
		feed_text(item, "html") : feed_text(item, "title"));
	put(out, "image", feed_text(json_object_get(item, "image"), "href"));
	put(out, "date_published", feed_date(a, feed_moment(item,
		"published")));
	put(out, "date_modified", feed_date(a, feed_moment(item, "updated")));
	put_author(out, feed_text(item, "author"), NULL);
	put(out, "language", feed_text(item, "lang"));
	json_array_foreach(json_object_get(item, "categories"), i, one)
		json_array_append_new(tags, json_string(feed_text(one,
			"label") != NULL ? feed_text(one, "label") : ""));
	json_object_set_new(out, "tags", tags);
	return out;
}

static enum err
json_feed(struct arena *a, const json_t *feed, struct buf *out)
{
	json_t *items = json_array(), *item, *whole = json_pack("{s:s, s:o}",
		"version", "https://jsonfeed.org/version/1.1", "items", items);
	size_t i;

	put(whole, "title", feed_text(feed, "title"));
	put(whole, "description", feed_text(feed, "subtitle"));
	put(whole, "home_page_url", feed_text(feed, "home"));
	put(whole, "feed_url", feed_text(feed, "self"));
	put(whole, "next_url", feed_text(feed, "next"));
	put(whole, "icon", feed_text(feed, "icon"));
	put(whole, "language", feed_text(feed, "lang"));
	put_author(whole, feed_text(feed, "author"), feed_text(feed,
		"author_href"));
	if (feed_text(feed, "hub") != NULL)
		json_object_set_new(whole, "hubs", json_pack("[{s:s, s:s}]",
			"type", "WebSub", "url", feed_text(feed, "hub")));
	json_array_foreach(json_object_get(feed, "items"), i, item)
		json_array_append_new(items, item_json(a, item));
	json_print(out, whole, false);
	json_decref(whole);
	return OK;
}

/* ---- the whole ---- */

/* What no feed can be without. */
static bool
feed_fits(const json_t *feed)
{
	json_t *items = json_object_get(feed, "items"), *item;
	size_t i;

	if (feed_text(feed, "id") == NULL || feed_text(feed, "title") == NULL
	    || feed_text(feed, "self") == NULL || feed_text(feed, "home") ==
	    NULL || feed_text(feed, "lang") == NULL || feed_text(feed,
	    "author") == NULL || json_array_size(items) > FEED_ITEMS)
		return false;
	json_array_foreach(items, i, item)
		if (feed_text(item, "id") == NULL || feed_text(item, "title")
		    == NULL || feed_text(item, "href") == NULL)
			return false;
	return true;
}

enum err
feed_print(struct arena *a, const json_t *feed, enum feed_form form,
	struct bytes *out)
{
	struct buf text = buf_in(a, FEED_BYTES);

	if (!feed_fits(feed))
		return ERR_INPUT;
	TRY((form == FEED_JSON ? json_feed : form == FEED_RSS ? rss_feed :
		atom_feed)(a, feed, &text));
	if (text.full)
		return ERR_LARGE;
	*out = (struct bytes){ text.at, text.n };
	return OK;
}
