/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words: text that people read, in several languages, each part of which
 * knows where it comes from.  Canonical JSON:
 *
 *	{ "original": "ko",
 *	  "texts": {
 *	    "ko": { "revision": 2, "segments": [
 *	        { "text": "…", "origin": "person", "by": "…", "at": 1731017400000 } ] },
 *	    "en": { "revision": 1, "from": "ko", "segments": [
 *	        { "text": "…", "origin": "machine", "by": "engine name", "at": …,
 *	          "of": "9f2c11d0a4b7e655",
 *	          "checked_by": "…", "checked_at": … } ] } } }
 *
 * "of" is the digest of the source segment it was translated from: when the
 * source segment reads otherwise today, this one is stale.  A line of words
 * is one segment; prose has one a paragraph (parted by an empty line).
 * origin: person, machine, memory.
 *
 * From outside it may be given as
 *
 *	"…"                            in the visitor's language
 *	{ "ko": "…", "en": "…" }       "" or null takes a language away; one that
 *	                               is not named stays; "original" may be named
 *	{ "en": { "text": "…", "origin": "machine", "by": "…", "from": "ko" } }
 *	the canonical form             provenance believed of v->trusted only
 *
 * A text that did not change keeps its provenance; segments of a changed text
 * that did not change keep theirs.
 */
#ifndef RECORD_WORDS_H
#define RECORD_WORDS_H

#include "visit.h"

struct taking;

struct words_seen {          /* what a reader is shown, and what to tell them */
	const char *text;        /* whole, segments joined; "" when there is none */
	const char *lang;        /* its tag; NULL when there is none */
	bool foreign;            /* not the language asked for */
	bool original;
	const char *origin;      /* "person", "machine", "memory": the least of its segments */
	const char *by;          /* of the first such segment */
	const char *checked_by;  /* NULL unless every segment was checked */
	int64_t checked_at;
	bool stale;              /* some segment's source has changed since */
};

/*
 * Merges what came in with what stood there (NULL: nothing).  prose: split at
 * empty lines.  *out: canonical, a new reference, NULL when no text is left.
 * max: characters of one language's text.
 */
MUST_USE enum err words_take(struct taking *t, json_t *in, bool prose,
	int64_t max, json_t **out);

/* The text in a language, whole; NULL: there is none. In the arena. */
const char *words_in(struct arena *a, const json_t *words, const char *lang);

/* For a reader: their language, else the original, else any. */
struct words_seen words_see(struct arena *a, const json_t *words,
	enum lang reader);

/*
 * The same as a view: {"text","lang"(html),"foreign","original","origin",
 * "by","checked_by","checked_at","stale","notice"}; notice is the sentence to
 * show above it (machine and unchecked, stale, other language) and is absent
 * when there is nothing to tell.  A new reference.
 */
json_t *words_view(struct visit *v, const json_t *words);
/* For one language; NULL when there is no such text. */
json_t *words_view_in(struct visit *v, const json_t *words, const char *lang);
/*
 * Segment by segment for a page of two columns: [{"text","html_html","lang",
 * "twin":{…the source segment…},"origin","by","stale", "notice"}].
 * prose: html_html holds the Markdown rendered. A new reference.
 */
json_t *words_segments(struct visit *v, const json_t *words, const char *lang,
	bool prose);

/* Says that a person has checked a language's text, now. Changes words. */
void words_check(struct visit *v, json_t *words, const char *lang);

/* All languages' texts, for the search index. */
void words_say(const json_t *words, struct buf *out);

#endif
