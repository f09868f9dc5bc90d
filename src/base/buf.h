/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text or bytes that grow, with a ceiling given at birth.  The failure sticks:
 * append twenty times, ask `full` once.  After it no more is appended, and
 * what stands there is a prefix of what was meant.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "arena.h"

struct buf {
	struct arena *arena;  /* owns the bytes */
	char *at;             /* always NUL-ended; "" when empty */
	size_t n;             /* bytes in use, the NUL not counted */
	size_t room;          /* bytes there are */
	size_t max;           /* ceiling of n */
	bool full;            /* something did not fit */
};

/* An empty buffer of at most max bytes, living in a. */
struct buf buf_in(struct arena *a, size_t max);

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_text(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, long long v);
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* s with & < > " ' written as HTML entities. */
void buf_escape(struct buf *b, const char *s, size_t n);

/* Forget what stands there, the sticking failure too; keeps the room. */
void buf_clear(struct buf *b);

#endif
