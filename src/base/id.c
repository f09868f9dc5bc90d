/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sixteen bytes, big end first:
 *
 *	48 bits  milliseconds since 1970
 *	 4 bits  0111, the version
 *	12 bits  a counter within the millisecond
 *	 2 bits  10, the variant
 *	62 bits  random
 *
 * Milliseconds and counter are one number of sixty bits that only grows: when
 * more than 4096 are made in a millisecond, or the clock goes back, it runs
 * ahead of the clock (RFC 9562, 6.2).
 */
#include "id.h"

#include <stdatomic.h>
#include <string.h>

#include "clock.h"
#include "secret.h"

static _Atomic uint64_t last;

/* Random bytes drawn ahead, a call to the kernel for 64 ids; each is given out
 * once.  Ids are no secret. */
static _Thread_local struct {
	uint8_t bytes[64 * 8];
	size_t left;
} drawn;

static void
draw(uint8_t out[8])
{
	if (drawn.left == 0) {
		secret_random(drawn.bytes, sizeof drawn.bytes);
		drawn.left = sizeof drawn.bytes;
	}
	drawn.left -= 8;
	memcpy(out, drawn.bytes + drawn.left, 8);
}

static uint64_t
next_number(void)
{
	uint64_t now = (uint64_t)clock_now() << 12;
	uint64_t before = atomic_load(&last), next;

	do
		next = now > before ? now : before + 1;
	while (!atomic_compare_exchange_weak(&last, &before, next));
	return next;
}

struct id
id_new(void)
{
	uint64_t number = next_number();
	struct id id;

	draw(id.b + 8);
	for (int i = 0; i < 6; i++)
		id.b[i] = (uint8_t)(number >> (52 - 8 * i));
	id.b[6] = (uint8_t)(0x70 | (number >> 8 & 0x0f));
	id.b[7] = (uint8_t)number;
	id.b[8] = (uint8_t)(0x80 | (id.b[8] & 0x3f));
	return id;
}

/* Is there a dash before byte i? */
static bool
dash_before(int i)
{
	return i == 4 || i == 6 || i == 8 || i == 10;
}

void
id_print(struct id id, char out[ID_TEXT])
{
	static const char hex[] = "0123456789abcdef";

	for (int i = 0; i < 16; i++) {
		if (dash_before(i))
			*out++ = '-';
		*out++ = hex[id.b[i] >> 4];
		*out++ = hex[id.b[i] & 0x0f];
	}
	*out = '\0';
}

char *
id_text(struct arena *a, struct id id)
{
	char *s = arena_alloc(a, ID_TEXT);

	id_print(id, s);
	return s;
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
id_parse(const char *s, struct id *out)
{
	struct id id;

	for (int i = 0; i < 16; i++) {
		int high, low;

		if (dash_before(i) && *s++ != '-')
			return false;
		/* A NUL is no digit, so nothing behind it is looked at. */
		if ((high = hex_value(s[0])) < 0 || (low = hex_value(s[1])) < 0)
			return false;
		id.b[i] = (uint8_t)(high << 4 | low);
		s += 2;
	}
	if (*s != '\0')
		return false;
	*out = id;
	return true;
}

bool
id_none(struct id id)
{
	return id_same(id, (struct id){0});
}

bool
id_same(struct id a, struct id b)
{
	return memcmp(a.b, b.b, sizeof a.b) == 0;
}
