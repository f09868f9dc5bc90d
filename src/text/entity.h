/* SPDX-License-Identifier: Apache-2.0 */
/* Character references of HTML: "&amp;", "&#45;", "&#x2d;".  For markdown.c. */
#ifndef TEXT_ENTITY_H
#define TEXT_ENTITY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The character that the n bytes at `at` stand for, from & to ;, as UTF-8
 * with a NUL; gives its length.  A number that is no character gives U+FFFD.
 * 0: no reference, or a name that HTML 4 does not know.
 */
size_t entity_read(const char *at, size_t n, char out[5]);

#endif
