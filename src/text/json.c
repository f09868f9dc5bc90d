/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON as text, in the fewest bytes, as jansson's JSON_COMPACT |
 * JSON_ENCODE_ANY writes it but for fractions, which have no more figures
 * than they need; and back.  Every record passes here on its way to the store
 * and from it.  jansson's own ways (a printf a number and a sorted copy of an
 * object's keys; a call a byte that is read) take ten times as long.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

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

/* ---- reading ---- */

enum { DEEPEST = 60 };

struct reading {
	const char *at;       /* NUL-ended */
	int depth;
	struct arena *arena;  /* for texts with escapes in them; NULL: none yet */
	const char *under;    /* json_read_some; or NULL */
	const char *const *names;
	bool choosing;        /* what is read is the member called under */
};

static json_t *read_value(struct reading *r);

static bool
next_is(struct reading *r, char c)
{
	while (*r->at == ' ' || *r->at == '\n' || *r->at == '\t' ||
	    *r->at == '\r')
		r->at++;
	if (*r->at != c)
		return false;
	r->at++;
	return true;
}

/* Four hexadecimal digits; negative: they are not. */
static int
read_hex(struct reading *r)
{
	int v = 0;

	for (int i = 0; i < 4; i++, r->at++) {
		char c = *r->at;

		if (c >= '0' && c <= '9')
			v = v << 4 | (c - '0');
		else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
			v = v << 4 | ((c | 0x20) - 'a' + 10);
		else
			return -1;
	}
	return v;
}

/* The character of \uXXXX, and of the second half that it may call for. */
static bool
read_unicode(struct reading *r, struct buf *out)
{
	int c = read_hex(r), low;
	char bytes[4];
	size_t n = 0;

	if (c >= 0xd800 && c <= 0xdbff) {
		if (r->at[0] != '\\' || r->at[1] != 'u')
			return false;
		r->at += 2;
		low = read_hex(r);
		if (low < 0xdc00 || low > 0xdfff)
			return false;
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	}
	if (c <= 0 || (c >= 0xdc00 && c <= 0xdfff))
		return false;
	U8_APPEND_UNSAFE(bytes, n, c);
	buf_add(out, bytes, n);
	return true;
}

static bool
read_escape(struct reading *r, struct buf *out)
{
	static const char named[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
	char c = *r->at++;

	if (c == 'u')
		return read_unicode(r, out);
	for (const char *n = named; *n != '\0'; n += 2)
		if (*n == c) {
			buf_char(out, n[1]);
			return true;
		}
	return false;
}

/* Behind the opening mark, to behind the closing one; *at lies in the text
 * itself, or in the arena where an escape was undone. */
static bool
read_string(struct reading *r, const char **at, size_t *n)
{
	size_t plain = strcspn(r->at, "\"\\");
	struct buf out;

	*at = r->at;
	*n = plain;
	r->at += plain;
	if (*r->at == '"') {
		r->at++;
		return true;
	}
	if (r->arena == NULL)
		r->arena = arena_new();
	out = buf_in(r->arena, SIZE_MAX);
	buf_add(&out, *at, plain);
	while (*r->at == '\\') {
		r->at++;
		if (!read_escape(r, &out))
			return false;
		plain = strcspn(r->at, "\"\\");
		buf_add(&out, r->at, plain);
		r->at += plain;
	}
	*at = out.at;
	*n = out.n;
	return *r->at++ == '"';
}

static json_t *
read_number(struct reading *r)
{
	size_t whole = (*r->at == '-') +
		strspn(r->at + (*r->at == '-'), "0123456789");
	char *end;
	json_t *number;

	if (whole == (size_t)(*r->at == '-'))
		return NULL;
	errno = 0;
	if (strchr(".eE", r->at[whole]) != NULL && r->at[whole] != '\0')
		number = json_real(strtod(r->at, &end));
	else
		number = json_integer(strtoll(r->at, &end, 10));
	if (errno == ERANGE && json_is_integer(number)) {
		json_decref(number);
		return NULL;
	}
	r->at = end;
	return number;
}

static json_t *
read_word(struct reading *r)
{
	if (strncmp(r->at, "true", 4) == 0) {
		r->at += 4;
		return json_true();
	}
	if (strncmp(r->at, "false", 5) == 0) {
		r->at += 5;
		return json_false();
	}
	if (strncmp(r->at, "null", 4) == 0) {
		r->at += 4;
		return json_null();
	}
	return NULL;
}

static bool
is_called(const char *name, const char *at, size_t n)
{
	return strlen(name) == n && memcmp(name, at, n) == 0;
}

/* Behind its opening mark, to behind the closing one. */
static bool
skip_string(struct reading *r)
{
	for (;;) {
		r->at += strcspn(r->at, "\"\\");
		if (*r->at == '"') {
			r->at++;
			return true;
		}
		if (r->at[0] == '\0' || r->at[1] == '\0')
			return false;
		r->at += 2;
	}
}

/* Past a value that nobody wants, to the comma or bracket behind it. */
static bool
skip_value(struct reading *r)
{
	int depth = 0;

	for (;;) {
		char c = *(r->at += strcspn(r->at, "\"{}[],"));

		if (c == '\0' || (depth == 0 && strchr(",}]", c) != NULL))
			return c != '\0';
		r->at++;
		if (c == '"' && !skip_string(r))
			return false;
		if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
	}
}

static bool
wanted(const struct reading *r, const char *at, size_t n)
{
	return !r->choosing || r->depth != 2 || is_called(r->names[0], at, n) ||
		is_called(r->names[1], at, n);
}

static bool
read_member(struct reading *r, json_t *object)
{
	const char *name;
	json_t *value;
	size_t n;

	if (!next_is(r, '"') || !read_string(r, &name, &n) || !next_is(r, ':'))
		return false;
	if (!wanted(r, name, n))
		return skip_value(r);
	if (r->depth == 1)
		r->choosing = r->under != NULL && is_called(r->under, name, n);
	value = read_value(r);
	return json_object_setn_new_nocheck(object, name, n, value) == 0;
}

/* Behind the bracket that opens it. */
static bool
read_members(struct reading *r, json_t *object)
{
	if (next_is(r, '}'))
		return true;
	do
		if (!read_member(r, object))
			return false;
	while (next_is(r, ','));
	return next_is(r, '}');
}

static bool
read_elements(struct reading *r, json_t *list)
{
	if (next_is(r, ']'))
		return true;
	do
		if (json_array_append_new(list, read_value(r)) != 0)
			return false;
	while (next_is(r, ','));
	return next_is(r, ']');
}

/* NULL: not a value.  What takes NULL for a child says that it failed. */
static json_t *
read_value(struct reading *r)
{
	json_t *value = NULL;
	const char *text;
	size_t n;

	if (next_is(r, '"'))
		return read_string(r, &text, &n) ?
			json_stringn_nocheck(text, n) : NULL;
	if (*r->at != '{' && *r->at != '[')
		return strchr("tfn", *r->at) != NULL ? read_word(r) :
			read_number(r);
	if (++r->depth <= DEEPEST) {
		bool list = *r->at++ == '[';

		value = list ? json_array() : json_object();
		if (!(list ? read_elements : read_members)(r, value)) {
			json_decref(value);
			value = NULL;
		}
	}
	r->depth--;
	return value;
}

static json_t *
read_whole(struct reading *r)
{
	json_t *value = read_value(r);

	r->at += strspn(r->at, " \t\n\r");
	if (r->arena != NULL)
		arena_free(r->arena);
	if ((json_is_object(value) || json_is_array(value)) && *r->at == '\0')
		return value;
	json_decref(value);
	return NULL;
}

json_t *
json_read(const char *text)
{
	return read_whole(&(struct reading){ .at = text });
}

json_t *
json_read_some(const char *text, const char *under,
	const char *const names[2])
{
	return read_whole(&(struct reading){ .at = text, .under = under,
		.names = names });
}
