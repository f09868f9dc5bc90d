/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text in the pieces that are translated: blocks of Markdown, and in them
 * sentences by the rules of the text's language.  The rules are data, an
 * SRX 2.0 document (rules/segmentation.srx); part of the door of text/.
 *
 *	"## 소식\n\n첫 문장. 둘째 문장."
 *	-> {"## ", "소식", 0} {"\n\n", "첫 문장.", 1} {" ", "둘째 문장.", 1}
 */
#ifndef TEXT_SEGMENT_H
#define TEXT_SEGMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

struct segment {
	const char *gap;   /* what stands before it and is not translated: white
	                    * space, "\n\n", marks such as "## ", "- ", "> " */
	const char *text;  /* never empty, without white space at its ends */
	size_t block;      /* the block it is in, counted from 0 */
};

/*
 * The segments of a text, in a.  All gaps and texts joined are the text again,
 * but for white space at its end, which is dropped; marks that nothing follows
 * are a segment.  prose false: one segment, whatever it holds.  prose: blocks are parted by empty lines; headings, list items,
 * lines of a quotation and rows of a table are blocks of one line; a fenced
 * piece of code is one segment; within a block sentences are parted by the
 * rules of the language (BCP 47), never inside a pair of ** __ ` [ ]( ), of
 * quotation marks or brackets.  ERR_LARGE: over SEGMENTS_MOST of them, or
 * SEGMENT_TEXT_MOST bytes.
 */
enum { SEGMENTS_MOST = 200 * 1000, SEGMENT_TEXT_MOST = 12 * 1024 * 1024 };
MUST_USE enum err text_segments(struct arena *a, const char *text,
	const char *lang, bool prose, struct segment **out, size_t *n);

/*
 * Reads the rules, an SRX 2.0 document.  Once, before threads.  False: not
 * one that we can use; *why says what and where.  Until it has been called, a
 * sentence ends only where its block does.
 */
bool segment_rules(const char *srx, size_t n, char why[static 200]);

#endif
