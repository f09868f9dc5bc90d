/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a browser sends of a form, and of a query: pairs of name and value.
 *
 *	name.ko=%EC%84%9C&dates.0.on=2005&dates.7.on=2024
 *
 * comes as three pairs, and as JSON it is
 *
 *	{"name":{"ko":"서"},"dates":[{"on":"2005"},{"on":"2024"}]}
 *
 * Nothing is mended: a broken escape, text that is no UTF-8, a name that is
 * both a value and a group are refused.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

enum { DEPTH_MOST = 8, PAIRS_MOST = 50000, DIGITS_MOST = 6 };

static int
hex_digit(char c)
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
percent_decode(struct arena *a, const char *in, size_t n, bool plus,
	const char **out, size_t *out_n)
{
	char *to = arena_alloc(a, n + 1);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		int high, low;

		if (in[i] == '%') {
			if (n - i < 3)
				return false;
			high = hex_digit(in[i + 1]);
			low = hex_digit(in[i + 2]);
			if (high < 0 || low < 0)
				return false;
			to[k] = (char)(high * 16 + low);
			i += 2;
		} else {
			to[k] = plus && in[i] == '+' ? ' ' : in[i];
		}
		if (to[k++] == '\0')
			return false;
	}
	*out = to;
	*out_n = k;
	return true;
}

/* One piece of "a=1", decoded and taken in as text. */
static bool
piece_take(struct arena *a, const char *at, size_t n, const char **out)
{
	const char *decoded;
	size_t length;

	return percent_decode(a, at, n, true, &decoded, &length) &&
		text_take(a, decoded, length, out) == TEXT_GOOD;
}

enum err
form_pairs(struct arena *a, const char *in, size_t n, size_t most,
	const char *(**out)[2], size_t *count)
{
	const char *end = in + n;
	size_t room = 1;

	for (size_t i = 0; i < n; i++)
		room += in[i] == '&';
	*count = 0;
	if (room > most)
		return ERR_LARGE;
	*out = arena_alloc(a, room * sizeof **out);
	for (const char *at = in, *next; at < end; at = next + 1) {
		const char *(*pair)[2] = &(*out)[*count], *equals;

		next = memchr(at, '&', (size_t)(end - at));
		if (next == NULL)
			next = end;
		if (next == at)
			continue;
		equals = memchr(at, '=', (size_t)(next - at));
		if (equals == NULL)
			equals = next;
		(*pair)[1] = "";
		if (!piece_take(a, at, (size_t)(equals - at), &(*pair)[0]) ||
			(equals < next && !piece_take(a, equals + 1,
				(size_t)(next - equals) - 1, &(*pair)[1])))
			return ERR_INPUT;
		(*count)++;
	}
	return OK;
}

static void
drop(void *json)
{
	json_decref(json);
}

/* Puts text under name; a second one makes it a list. */
static bool
leaf_put(json_t *object, const char *name, const char *text)
{
	json_t *there = json_object_get(object, name), *list;

	if (there == NULL)
		return json_object_set_new(object, name,
			json_string(text)) == 0;
	if (json_is_object(there))
		return false;
	if (json_is_string(there)) {
		list = json_array();
		json_array_append(list, there);
		json_object_set_new(object, name, list);
		there = list;
	}
	return json_array_append_new(there, json_string(text)) == 0;
}

json_t *
form_flat(struct arena *a, const char *const (*pairs)[2], size_t n)
{
	json_t *root = json_object();

	arena_defer(a, drop, root);
	for (size_t i = 0; i < n; i++)
		leaf_put(root, pairs[i][0], pairs[i][1]);
	return root;
}

/* The group called name in object, made if it is not there. */
static json_t *
group_get(json_t *object, const char *name)
{
	json_t *there = json_object_get(object, name);

	if (there == NULL) {
		there = json_object();
		json_object_set_new(object, name, there);
	}
	return json_is_object(there) ? there : NULL;
}

/* Puts "dates.0.on" where it belongs. */
static enum err
pair_put(struct arena *a, json_t *root, const char *name, const char *text)
{
	char *rest = arena_text(a, name), *part;
	json_t *at = root;
	int depth = 0;

	if (name[0] == '_')
		return leaf_put(root, name, text) ? OK : ERR_INPUT;
	while ((part = strsep(&rest, ".")) != NULL) {
		if (*part == '\0' || ++depth > DEPTH_MOST)
			return ERR_INPUT;
		if (rest == NULL)
			return leaf_put(at, part, text) ? OK : ERR_INPUT;
		at = group_get(at, part);
		if (at == NULL)
			return ERR_INPUT;
	}
	return ERR_INPUT;
}

/* "0", "12"; not "", "007", "x", nor more digits than any form has. */
static bool
place_name(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n <= DIGITS_MOST && s[n] == '\0' &&
		(s[0] != '0' || n == 1);
}

static bool
all_places(json_t *object)
{
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value)
		if (!place_name(name))
			return false;
	return json_object_size(object) > 0;
}

static int
by_place(const void *a, const void *b)
{
	long x = strtol(*(const char *const *)a, NULL, 10);
	long y = strtol(*(const char *const *)b, NULL, 10);

	return (x > y) - (x < y);
}

/* {"7":x,"0":y} to [y,x]; new reference. */
static json_t *
listed(struct arena *a, json_t *object)
{
	size_t n = json_object_size(object), i = 0;
	const char **names = arena_alloc(a, n * sizeof *names), *name;
	json_t *list = json_array(), *value;

	json_object_foreach(object, name, value)
		names[i++] = name;
	qsort(names, n, sizeof *names, by_place);
	for (i = 0; i < n; i++)
		json_array_append(list, json_object_get(object, names[i]));
	return list;
}

/* Makes lists of the groups whose names are numbers, from within outwards.
 * Not deeper than pair_put went. */
static void
lists_make(struct arena *a, json_t *object)
{
	void *next;
	const char *name;
	json_t *value;

	json_object_foreach_safe(object, next, name, value) {
		if (!json_is_object(value))
			continue;
		lists_make(a, value);
		if (all_places(value))
			json_object_set_new(object, name, listed(a, value));
	}
}

enum err
form_json(struct arena *a, const char *const (*pairs)[2], size_t n,
	json_t **out)
{
	json_t *root;

	if (n > PAIRS_MOST)
		return ERR_INPUT;
	root = json_object();
	arena_defer(a, drop, root);
	for (size_t i = 0; i < n; i++)
		TRY(pair_put(a, root, pairs[i][0], pairs[i][1]));
	lists_make(a, root);
	*out = root;
	return OK;
}
