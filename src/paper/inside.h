/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of paper/ share: texts as they come in with a value.  What
 * the PDF writer's files share is in pdf.h, the charts' in chart.h.
 */
#ifndef PAPER_INSIDE_H
#define PAPER_INSIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "paper.h"

/* A text that is fit to be set: no control characters, LF between lines. */
struct words {
	const char *text;  /* never NULL */
	size_t n;
	const char *lang;  /* BCP 47; never NULL */
};

/* Reads the texts of one value, and knows how much there may yet be. */
struct reader {
	struct arena *arena;
	const char *lang;  /* of texts that do not say */
	size_t left;       /* bytes of text */
	bool one_line;     /* newlines become spaces */
};

/* lang: the value's own, or NULL for otherwise. */
struct reader reader_in(struct arena *a, const char *lang,
	const char *otherwise);

/* NULL as json is the empty text; lang NULL: the reader's. */
MUST_USE enum err words_read(struct reader *r, const json_t *json,
	const char *lang, struct words *out);

/* The member of that name; the same. */
MUST_USE enum err words_member(struct reader *r, const json_t *object,
	const char *name, struct words *out);

/* The text alone. */
MUST_USE enum err text_member(struct reader *r, const json_t *object,
	const char *name, const char **out);

/* A list's length; OK and 0 when there is none; not a list: ERR_INPUT; more
 * than most: ERR_LARGE. */
MUST_USE enum err list_length(const json_t *list, size_t most, size_t *out);

/* A language tag that is letters, digits and dashes, or otherwise. */
const char *tag_or(const char *tag, const char *otherwise);

#endif
