/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of paper/: what leaves the office as paper, calendar or drawing.
 * Pure functions from a JSON value to bytes or text in the caller's arena: no
 * record, no request, no file but the fonts and zones of the machine.  Safe
 * from any thread.  Nothing here has words of its own: every word comes in
 * with the value, in the reader's language.
 *
 * A TEXT below is a string, a whole number, null (""), or a text in another
 * language than its surroundings: {"text": "韩国", "lang": "zh"}.  Control
 * characters are dropped, what is not UTF-8 is refused.
 *
 * All of them answer ERR_INPUT when the value has not the shape told here,
 * ERR_LARGE when it is beyond a bound told here, and ERR_BROKEN when a
 * library fails us.
 */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"

#define PAPER_PAGES 200          /* a document's pages */
#define PAPER_WORDS 50000        /* bytes of one text */
#define PAPER_TEXT 1000000       /* bytes of text in one value, all in all */
#define PAPER_ROWS 10000         /* rows, items and paragraphs of a document */
#define PAPER_COLUMNS 12         /* of a table */
#define CALENDAR_EVENTS 5000
#define CALENDAR_TEXT 5000000    /* bytes of text in one calendar */
#define FEED_ITEMS 200           /* items of a feed */
#define FEED_BYTES (16 << 20)    /* of a whole feed */
#define SITEMAP_PAGES 50000      /* as the protocol bounds them */
#define SITEMAP_BYTES (50 << 20)
#define KIT_FILES 100            /* in a ZIP */
#define KIT_BYTES (100 << 20)    /* of all of them */
#define CHART_BARS 120           /* bars, rows, marks of a row */
#define CHART_YEARS 300          /* from the first to the last */

/*
 * A document of A4 pages as a tagged PDF (pdf.c):
 *
 *	{"lang": "ko", "title": TEXT, "number": TEXT, "date": "2026-07-03",
 *	 "author": TEXT, "letterhead": [TEXT, …], "parts": [PART, …]}
 *
 * Each member may be missing.  The letterhead stands on the first page, its
 * first line large; below it the title, the number and the date, in words
 * (EDTF; another text stands as it is).  Number and date come again at the
 * foot of every page, with page and pages.  "author" is for the properties
 * of the file: otherwise the letterhead's first line.
 *
 * A PART is an object with one of these members:
 *
 *	"heading": TEXT       "level": 1 to 3 (1); stays with what follows
 *	"text": TEXT          a blank line parts paragraphs;
 *	                      "align": "start" | "center" | "end",
 *	                      "size": "small" | "body" | "large"
 *	"facts": [{"label": TEXT, "value": TEXT, "lang": of the value}, …]
 *	"list": [TEXT, …]     with bullets
 *	"table": {"head": [TEXT, …], "rows": [[TEXT, …], …],
 *	          "widths": [3, 1, …]}
 *	                      widths are shares; without them, by what stands
 *	                      there.  The head is repeated on every page.  Short
 *	                      rows are filled up; columns of figures alone keep
 *	                      to the right.
 *	"pair": [[TEXT, TEXT], …]  "langs": ["ko", "zh"]
 *	                      two languages side by side, row by row
 *	"space": true         or how many lines, up to 20
 *	"page_break": true
 *
 * The same value gives the same bytes, when it has a date that names a day;
 * otherwise the file says when it was made.  *out lives in a.
 */
MUST_USE enum err pdf_paper(struct arena *a, const json_t *paper,
	struct bytes *out);

/*
 * A calendar to subscribe to, RFC 5545 (calendar.c):
 *
 *	{"name": TEXT, "lang": "ko", "zone": "Asia/Seoul", "events": [
 *	  {"uid": "…",                    needed
 *	   "on": EDTF                     either this: whole days,
 *	   "start": MOMENT, "end": MOMENT   or this (end may be missing)
 *	   "summary": TEXT,               needed
 *	   "description": TEXT, "location": TEXT, "url": "https://…",
 *	   "status": "confirmed" | "tentative" | "cancelled",
 *	   "categories": [TEXT, …], "changed": milliseconds since 1970}, …]}
 *
 * A month or a year, a date with a mark (2024-05~) and an open interval are
 * spans of whole days, tentative, that keep nobody busy; of an open interval
 * the end that is known.  A MOMENT is RFC 9557 text as moment_print writes
 * it; one with a named zone comes with that zone's VTIMEZONE, one with an
 * offset in UTC.  Seconds are dropped.  "status" of another kind and an url that is none are left
 * out.  Without "changed" an event is stamped with the present moment.
 */
MUST_USE enum err ics_calendar(struct arena *a, const json_t *calendar,
	struct bytes *out);

/*
 * A feed of news (feed.c, feed_xml.c) as Atom, RSS 2.0 or JSON Feed 1.1:
 *
 *	{"lang": "ko", "id": "urn:uuid:…", "title", "updated": ms,
 *	 "self": the feed, "home": the page that it is of, "author",
 *	                             these are needed
 *	 "subtitle", "author_href", "rights", "icon", "next", "hub",
 *	 "others": [{"lang","href"}]  the same feed in other languages
 *	 "items": [
 *	   {"id": "urn:uuid:…", "title", "href",    needed
 *	    "lang": of the text, "en-t-ko-t0-und" where a machine made it,
 *	    "title_lang", "summary_lang": where they differ,
 *	    "page_lang": of the page at href,
 *	    "published": ms, "updated": ms, "author", "rights",
 *	    "summary", "html": addresses in it are absolute,
 *	    "categories": [{"term","label"}],
 *	    "image": {"href","type","size"},
 *	    "others": [{"lang","href"}]}, …]
 *	 "gone": [{"id","at": ms,"says"}]}      taken back; Atom alone says so
 *
 * Every text is a string, every address absolute.  What XML has no character
 * for is dropped.
 */
enum feed_form { FEED_ATOM, FEED_RSS, FEED_JSON };
MUST_USE enum err feed_print(struct arena *a, const json_t *feed,
	enum feed_form form, struct bytes *out);

/*
 * A site map (sitemap.c): [{"href", "changed": ms, "others":
 * [{"hreflang","href"}], "news": {"name","lang","published": ms,"title"}}];
 * all but href may be missing.  And an index of such: [{"href","changed"}].
 */
MUST_USE enum err sitemap_print(struct arena *a, const json_t *pages,
	struct bytes *out);
MUST_USE enum err sitemap_index(struct arena *a, const json_t *maps,
	struct bytes *out);

/* A file to be packed; its name may have folders. */
struct kit_file {
	const char *name;
	const void *at;
	size_t n;
	bool packed;               /* a picture: no gain in packing it */
};
/* Files as a ZIP, all dated `when` (ms).  ERR_INPUT: two of one name. */
MUST_USE enum err kit_zip(struct arena *a, const struct kit_file *files,
	size_t n, int64_t when, struct bytes *out);
/* What a file was called, fit to be the last part of a name in a ZIP. */
const char *kit_name(struct arena *a, const char *name);

/*
 * Charts (chart.c and chart_….c): one <svg> to stand within HTML, without a
 * style attribute; its colours are static/chart.css's.  All take
 *
 *	{"id": "c1", "title": TEXT, "desc": TEXT, "lang": "ko",
 *	 "narrow": false, …}
 *
 * id: letters, digits and dashes, a letter first; no two alike on a page.
 * Ids within it begin with it.  title is the name that it is read out by,
 * desc what it shows in a sentence or two.  A chart is 720 units wide and
 * for wide screens (class chart-wide); a narrow one 340 (chart-narrow), with
 * letters of 12 units or more.  A page that has both, one right behind the
 * other, shows the one that fits (old browsers too when the narrow one comes
 * first).  *svg lives in a.
 */

/*
 * Bars by category or year, from zero:
 *
 *	{…, "stacked": false,
 *	 "series": [{"label": TEXT, "as": "ours" | "theirs"}, …],  1 to 4
 *	 "bars": [{"label": TEXT, "values": [3, 1.5, …],
 *	           "texts": ["3", "1.5"], "silent": TEXT}, …]}
 *
 * values are not negative, as many as series; texts are how they are written
 * (otherwise the digits).  A bar with "silent" has no values and is drawn as
 * silence, and the reason said once for a run of bars that have the same.
 * "as" may be missing: the first series is ours, the second theirs, further
 * ones paler.
 */
MUST_USE enum err chart_bars(struct arena *a, const json_t *chart,
	const char **svg);

/*
 * Two sides face to face, a row per measure:
 *
 *	{…, "left": TEXT, "right": TEXT, "shared": false,
 *	 "rows": [{"label": TEXT, "left": 12, "right": 9,
 *	           "left_text": "12", "right_text": "9"}, …]}
 *
 * Each row has its own scale, for measures differ in their units; shared:
 * one scale for all of them.
 */
MUST_USE enum err chart_facing(struct arena *a, const json_t *chart,
	const char **svg);

/*
 * A tie over the years, a row per kind of exchange:
 *
 *	{…, "from": 1996, "to": 2026,
 *	 "rows": [{"label": TEXT, "marks": [{"year": 1998, "count": 3}, …]}, …],
 *	 "silences": [{"from": 2020, "to": 2022, "text": TEXT}, …],
 *	 "changes": [{"year": 2001, "month": 5, "text": TEXT}, …]}
 *
 * A mark's area goes with its count (its number is in the mark's title).
 * Both years of a silence are silent.  month may be missing.  What lies
 * outside the years is left out.
 */
MUST_USE enum err chart_years(struct arena *a, const json_t *chart,
	const char **svg);

/*
 * The bytes of a JPEG, PNG or WebP in another width, upright, in a
 * (picture_draw.c).  turn: how it is to be turned, 1 to 8 as Exif counts; as:
 * "image/webp" or "image/jpeg".  The caller has bounded its dots.  ERR_INPUT:
 * it cannot be drawn.
 */
MUST_USE enum err picture_draw(struct arena *a, const char *type,
	struct bytes in, int turn, int width, const char *as,
	struct bytes *out, int *height);

/* Up to eight digits as an SVG, otherwise each time (number_draw.c).  title
 * says what it is for; dark: bright strokes on dark ground. */
MUST_USE enum err number_draw(struct arena *a, const char *digits,
	const char *title, bool dark, struct bytes *out);

/* The same digits spoken, as a WAV of 16 kHz (number_sound.c), in "ko", "zh…",
 * "ja", and in English for any other; otherwise each time. */
MUST_USE enum err number_sound(struct arena *a, const char *digits,
	const char *lang, struct bytes *out);

#endif
