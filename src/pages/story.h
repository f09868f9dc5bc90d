/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of an article's body share. */
#ifndef PAGES_STORY_H
#define PAGES_STORY_H

#include "inside.h"

struct reading {
	const json_t *body;        /* words */
	const char *ours;          /* the language that is read */
	const char *theirs;        /* the one beside it; NULL: none */
	bool original;             /* what is read is the original */
};

/* story_block.c: "blocks" of a view; "told" of the whole when what is read is
 * the original. */
void story_blocks(struct visit *v, json_t *view, const struct reading *now);
/* "lines": where headline, subheads, lead and quotations come from, those that
 * are shown in translation. */
void story_lines(struct visit *v, json_t *view, const struct record *r);

#endif
