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
 * Prose is kept by sentence (text/segment.h), a line of words whole.  What a
 * segment may have besides "text" and "origin":
 *
 *	gap                     what stands before it and is not translated, "\n\n## ";
 *	                        absent: "" for the first, "\n\n" for the others
 *	block                   true or false: it begins a block or does not,
 *	                        where the gap does not tell
 *	by, at                  who made it; a machine's or a memory's name
 *	of                      digest of what it was translated from: a sentence, or
 *	                        a whole block of them.  When the source has no such
 *	                        part today, this one is stale
 *	edited_by, edited_at    a person changed what a machine or memory gave
 *	checked_by, checked_at  a person signed that it is right
 *	second_by, second_at    a second reader signed
 *
 * origin: person, machine, memory; none: a hole, the place of a sentence that
 * nobody has translated yet (text "", never checked).  A text with holes is
 * incomplete, and readers are given the original instead.  Older prose has a
 * segment a paragraph; it stays so until its text changes.
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
	bool incomplete;         /* it has holes (words_view_in alone shows such) */
};

/*
 * Merges what came in with what stood there (NULL: nothing).  prose: split into
 * sentences.  *out: canonical, a new reference, NULL when no text is left.
 * max: characters of one language's text.
 */
MUST_USE enum err words_take(struct taking *t, json_t *in, bool prose,
	int64_t max, json_t **out);

/* The text in a language, whole; NULL: there is none. In the arena.  Holes are
 * left out with the gap before them. */
const char *words_in(struct arena *a, const json_t *words, const char *lang);

/* For a reader: their language, else the original, else any. */
struct words_seen words_see(struct arena *a, const json_t *words,
	enum lang reader);

/*
 * The same as a view: {"text","lang"(html),"foreign","original","origin",
 * "by","checked_by","checked_at","stale","incomplete","notice"}; notice is the
 * sentence to
 * show above it (machine and unchecked, stale, other language) and is absent
 * when there is nothing to tell.  A new reference.
 */
json_t *words_view(struct visit *v, const json_t *words);
/* For one language; NULL when there is no such text. */
json_t *words_view_in(struct visit *v, const json_t *words, const char *lang);
/*
 * Where one segment comes from, in sentences: {"origin","origin_says","by",
 * "edited","checked","second"}, those that there are.  A new reference.
 */
json_t *words_told(struct visit *v, const json_t *segment);

struct words_pair {          /* a sentence of the source and its translation */
	const char *source;      /* its text; in words */
	const char *gap;         /* what stands before it; "" for none */
	const char *of;          /* its digest today; in the arena */
	size_t block;            /* counted from 0: a paragraph, heading, list item */
	json_t *target;          /* segment, borrowed; NULL: there is none at its
	                            place, or its text is laid out by blocks */
	bool stale;              /* the target was made of something else */
	size_t span;             /* sentences that the target was made of: 1, or
	                            those of a block, at its first one */
	bool within;             /* no target of its own: the one at the block's
	                            first sentence is the whole block's */
};

/*
 * The segments of `from` beside those of `to`; how many.  A target that is not
 * laid out sentence by sentence is found by its "of": what was made of a
 * whole block stands at the block's first sentence.  from and to may be the
 * same.  *out in a.
 */
size_t words_pairs(struct arena *a, const json_t *words, const char *from,
	const char *to, struct words_pair **out);

/* Says that a person has checked a language's text, now. Changes words. */
void words_check(struct visit *v, json_t *words, const char *lang);

/* All languages' texts, for the search index. */
void words_say(const json_t *words, struct buf *out);

#endif
