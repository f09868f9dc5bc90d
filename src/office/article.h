/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the press room share. */
#ifndef OFFICE_ARTICLE_H
#define OFFICE_ARTICLE_H

#include "inside.h"

#define ARTICLE_OPEN "published corrected"

/* Is it a state in which everybody reads the article? */
bool article_read_by_all(const char *state);
/*
 * Of the hook .check: a quotation names its speaker.  Where nothing was
 * written and a person was chosen, name and title as the authority has them on
 * the article's day, in every language that it has them in.
 */
MUST_USE enum err speakers_check(struct visit *v, struct draft *d);

#endif
