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
#include <string.h>

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

/* Makes room for n more and the NUL; false: it does not fit, and b is full. */
bool buf_room(struct buf *b, size_t n);

static inline void
buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (n == 0 || ((b->full || n >= b->room - b->n) && !buf_room(b, n)))
		return;
	memcpy(b->at + b->n, bytes, n);
	b->n += n;
	b->at[b->n] = '\0';
}

static inline void
buf_text(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

static inline void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_int(struct buf *b, long long v);
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* s with & < > " ' written as HTML entities. */
void buf_escape(struct buf *b, const char *s, size_t n);

/* Forget what stands there, the sticking failure too; keeps the room. */
void buf_clear(struct buf *b);

#endif
