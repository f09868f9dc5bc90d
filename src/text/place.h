/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a link or a picture in somebody's text may lead.  For markdown.c.
 * A place is judged with its character references already read, as a browser
 * does: "java&#115;cript:" is javascript.
 *
 *	links      http:// https:// mailto: tel: /path #anchor
 *	pictures   /files/...
 */
#ifndef TEXT_PLACE_H
#define TEXT_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

enum place { PLACE_REFUSED, PLACE_OURS, PLACE_OUTSIDE };

/* s: NUL-ended, n bytes; a NUL within is refused. */
enum place place_of_link(const char *s, size_t n);
bool place_of_picture(const char *s, size_t n);

/* The place as the value of an attribute. */
void place_write(struct buf *out, const char *s, size_t n);

/*
 * The first web address that stands bare in n bytes of text: its length and
 * in *at where it begins; 0: there is none.  It goes on as long as ASCII
 * that an address may have, so that "https://a.kr에서" ends before 에, and
 * ends before a point or bracket that belongs to the sentence.
 */
size_t place_bare(const char *text, size_t n, size_t *at);

#endif
