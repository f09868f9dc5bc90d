/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A scanner of HTML that knows only what markdown.c may write, and takes
 * anything else for a fault: another tag, another attribute, a tag that is
 * not closed in its order, a link to a place that is not harmless.  It was
 * written from the promise in text/text.h, not from the code that keeps it.
 */
#ifndef UNIT_STRICT_H
#define UNIT_STRICT_H

#include "base/arena.h"

/* NULL: all is well; else where in s the first fault stands. */
const char *html_strict(struct arena *a, const char *s);

#endif
