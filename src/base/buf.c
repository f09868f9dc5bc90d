/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes lie in the arena; growing takes twice the room there and leaves
 * the old bytes behind, so a struct buf may be copied and moved freely, and a
 * piece of a buffer may be added to itself.  A piece that does not fit is left
 * out whole: no character is cut in two.
 */
#include "buf.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ROOM_FIRST = 128 };
enum { PRINT_FEW = 512 };  /* characters that are printed once, not twice */

struct buf
buf_in(struct arena *a, size_t max)
{
	return (struct buf){
		.arena = a,
		.at = "",
		.max = max < PTRDIFF_MAX / 4 ? max : PTRDIFF_MAX / 4,
	};
}

bool
buf_room(struct buf *b, size_t n)
{
	size_t room = b->room ? b->room : ROOM_FIRST;
	char *at;

	if (b->full || n > b->max - b->n) {
		b->full = true;
		return false;
	}
	if (b->n + n < b->room)
		return true;
	while (room <= b->n + n)
		room *= 2;
	if (room > b->max + 1)
		room = b->max + 1;
	at = arena_alloc(b->arena, room);
	memcpy(at, b->at, b->n);
	b->at = at;
	b->room = room;
	return true;
}

void
buf_int(struct buf *b, long long v)
{
	char digits[24], *at = digits + sizeof digits;
	unsigned long long left = v < 0 ? 0 - (unsigned long long)v :
		(unsigned long long)v;

	do
		*--at = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (v < 0)
		*--at = '-';
	buf_add(b, at, (size_t)(digits + sizeof digits - at));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	char few[PRINT_FEW];
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(few, sizeof few, fmt, args);
	va_end(args);
	if (n < 0)
		b->full = true;
	if (n <= 0 || !buf_room(b, (size_t)n))
		return;
	if ((size_t)n < sizeof few) {
		buf_add(b, few, (size_t)n);
		return;
	}
	va_start(args, fmt);
	vsnprintf(b->at + b->n, (size_t)n + 1, fmt, args);
	va_end(args);
	b->n += (size_t)n;
}

static const char *
entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
buf_escape(struct buf *b, const char *s, size_t n)
{
	size_t plain = 0;

	for (size_t i = 0; i < n; i++) {
		const char *e = entity(s[i]);

		if (e == NULL)
			continue;
		buf_add(b, s + plain, i - plain);
		buf_text(b, e);
		plain = i + 1;
	}
	if (plain < n)
		buf_add(b, s + plain, n - plain);
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->full = false;
	if (b->room > 0)
		b->at[0] = '\0';
}
