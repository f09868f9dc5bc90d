/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON as text, in the fewest bytes, as jansson's JSON_COMPACT |
 * JSON_ENCODE_ANY writes it but for fractions, which have no more figures
 * than they need.  Every write of a record passes here several times;
 * jansson's own way, one printf a number and one sorted copy of the keys an
 * object, takes ten times as long.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { FEW = 24 };  /* members that are sorted on the stack */
enum { MILLION = 1000000 };

struct member {
	const char *key;
	json_t *value;
};

static void put(struct buf *out, json_t *json, bool sorted);

/* A character that may not stand in a string as it is. */
static void
put_escape(struct buf *out, char c)
{
	static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (const char *n = named; *n != '\0'; n += 2)
		if (*n == c) {
			buf_char(out, '\\');
			buf_char(out, n[1]);
			return;
		}
	buf_printf(out, "\\u%04X", (unsigned)(unsigned char)c);
}

static bool
as_it_is(char c)
{
	return (unsigned char)c >= ' ' && c != '"' && c != '\\';
}

/* Is one of eight bytes below a blank, a quotation mark or a backslash?  May
 * say so of a byte behind such a one; never says no wrongly. */
static bool
any_special(uint64_t eight)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t quote = eight ^ ones * '"', slash = eight ^ ones * '\\';

	return (((eight - ones * ' ') & ~eight) | ((quote - ones) & ~quote) |
		((slash - ones) & ~slash)) & ones << 7;
}

static size_t
plain_length(const char *s, size_t n)
{
	size_t i = 0;
	uint64_t eight;

	for (; i + 8 <= n; i += 8) {
		memcpy(&eight, s + i, 8);
		if (any_special(eight))
			break;
	}
	while (i < n && as_it_is(s[i]))
		i++;
	return i;
}

static void
put_string(struct buf *out, const char *s, size_t n)
{
	size_t plain;

	buf_char(out, '"');
	while ((plain = plain_length(s, n)) < n) {
		buf_add(out, s, plain);
		put_escape(out, s[plain]);
		s += plain + 1;
		n -= plain + 1;
	}
	buf_add(out, s, n);
	buf_char(out, '"');
}

/* Six digits after the point, without the noughts at the end but one. */
static void
put_millionths(struct buf *out, long long number)
{
	char digits[7] = ".000000";
	unsigned long long part = (unsigned long long)llabs(number) % MILLION;
	size_t n = sizeof digits;

	if (number < 0)
		buf_char(out, '-');
	buf_int(out, llabs(number) / MILLION);
	for (size_t i = n; part > 0; part /= 10)
		digits[--i] = (char)('0' + part % 10);
	while (n > 2 && digits[n - 1] == '0')
		n--;
	buf_add(out, digits, n);
}

/*
 * Most fractions are degrees, which have six digits: a whole number of
 * millionths that, divided, gives the very same fraction is how it reads
 * back.  Others have seventeen figures.
 */
static void
put_real(struct buf *out, double number)
{
	char text[40];

	if (fabs(number) < MILLION && !(number == 0 && signbit(number))) {
		long long scaled = llround(number * MILLION);

		if ((double)scaled / MILLION == number) {
			put_millionths(out, scaled);
			return;
		}
	}
	snprintf(text, sizeof text, "%.17g", number);
	buf_text(out, text);
	if (strpbrk(text, ".e") == NULL)
		buf_text(out, ".0");
}

static void
put_member(struct buf *out, const struct member *m, bool first, bool sorted)
{
	if (!first)
		buf_char(out, ',');
	put_string(out, m->key, strlen(m->key));
	buf_char(out, ':');
	put(out, m->value, sorted);
}

static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct member *)a)->key,
		((const struct member *)b)->key);
}

/* Where among n sorted members one more belongs; those behind move on. */
static void
insert(struct member *members, size_t n, struct member m)
{
	for (; n > 0 && strcmp(members[n - 1].key, m.key) > 0; n--)
		members[n] = members[n - 1];
	members[n] = m;
}

static void
put_sorted(struct buf *out, json_t *json)
{
	size_t n = json_object_size(json), i = 0;
	struct member few[FEW], *members = n <= FEW ? few :
		arena_alloc(out->arena, n * sizeof *members);
	struct member m;

	json_object_foreach(json, m.key, m.value) {
		if (n <= FEW)
			insert(members, i++, m);
		else
			members[i++] = m;
	}
	if (n > FEW)
		qsort(members, n, sizeof *members, by_key);
	for (i = 0; i < n; i++)
		put_member(out, &members[i], i == 0, true);
}

static void
put_object(struct buf *out, json_t *json, bool sorted)
{
	struct member m;
	bool first = true;

	buf_char(out, '{');
	if (sorted) {
		put_sorted(out, json);
	} else {
		json_object_foreach(json, m.key, m.value) {
			put_member(out, &m, first, false);
			first = false;
		}
	}
	buf_char(out, '}');
}

static void
put_array(struct buf *out, json_t *json, bool sorted)
{
	json_t *each;
	size_t i;

	buf_char(out, '[');
	json_array_foreach(json, i, each) {
		if (i > 0)
			buf_char(out, ',');
		put(out, each, sorted);
	}
	buf_char(out, ']');
}

static void
put(struct buf *out, json_t *json, bool sorted)
{
	switch (json != NULL ? json_typeof(json) : JSON_NULL) {
	case JSON_OBJECT:
		put_object(out, json, sorted);
		break;
	case JSON_ARRAY:
		put_array(out, json, sorted);
		break;
	case JSON_STRING:
		put_string(out, json_string_value(json),
			json_string_length(json));
		break;
	case JSON_INTEGER:
		buf_int(out, json_integer_value(json));
		break;
	case JSON_REAL:
		put_real(out, json_real_value(json));
		break;
	case JSON_TRUE:
		buf_text(out, "true");
		break;
	case JSON_FALSE:
		buf_text(out, "false");
		break;
	case JSON_NULL:
	default:
		buf_text(out, "null");
		break;
	}
}

void
json_print(struct buf *out, const json_t *json, bool sorted)
{
	/* jansson's iterators ask for what may be changed; nothing is. */
	put(out, (json_t *)(uintptr_t)json, sorted);
}
