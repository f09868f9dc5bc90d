/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A value on its way in: the checks that most kinds of field share, and how
 * they say no.  A refusal stands in the visit under the value's own path.
 */
#include "kinds.h"

#include <inttypes.h>
#include <string.h>

/* A character that people see may take many bytes, but not any number. */
enum { CHARACTER_BYTES = 32 };

enum err
taking_wrong(struct taking *t, const char *key)
{
	return fail_field(t->v, t->path, key, NULL, NULL);
}

enum err
taking_wrong_with(struct taking *t, const char *key, const char *arg)
{
	return fail_field(t->v, t->path, key, arg, NULL);
}

enum err
taking_wrong_by(struct taking *t, const char *key, int64_t bound)
{
	return taking_wrong_with(t, key,
		arena_printf(t->v->arena, "%" PRId64, bound));
}

/* Bytes of white space that s begins with: ASCII, no-break, ideographic. */
static size_t
space_at(const char *s)
{
	if (*s != '\0' && strchr(" \t\n\r", *s) != NULL)
		return 1;
	if (strncmp(s, "\xc2\xa0", 2) == 0)
		return 2;
	if (strncmp(s, "\xe3\x80\x80", 3) == 0)
		return 3;
	return 0;
}

static size_t
space_before(const char *s, size_t n)
{
	for (size_t width = 1; width <= 3 && width <= n; width++)
		if (space_at(s + n - width) == width)
			return width;
	return 0;
}

const char *
taking_trim(struct arena *a, const char *s)
{
	size_t n, width;

	while ((width = space_at(s)) > 0)
		s += width;
	n = strlen(s);
	while ((width = space_before(s, n)) > 0)
		n -= width;
	return s[n] == '\0' ? s : arena_copy(a, s, n);
}

const char *
taking_plain(struct arena *a, const char *s)
{
	for (const char *c = s; *c != '\0'; c++)
		if ((unsigned char)*c >= 0x80)
			return text_fold(a, s);
	return s;
}

/* By hand: each part of every value that comes in has a path, of which hardly
 * any is ever shown. */
static struct buf
below(struct taking *t)
{
	struct buf path = buf_in(t->v->arena, SIZE_MAX);

	buf_text(&path, t->path);
	buf_char(&path, '.');
	return path;
}

const char *
taking_below(struct taking *t, const char *part)
{
	struct buf path = below(t);

	buf_text(&path, part);
	return path.at;
}

const char *
taking_below_nth(struct taking *t, size_t i)
{
	struct buf path = below(t);

	buf_int(&path, (long long)i);
	return path.at;
}

const char *
taking_dump(struct arena *a, const json_t *json)
{
	struct buf dump = buf_in(a, SIZE_MAX);

	json_print(&dump, json, false);
	return dump.at;
}

int64_t
taking_most(const struct field *f, int64_t otherwise)
{
	return f->max > 0 ? f->max : otherwise;
}

enum err
taking_text(struct taking *t, json_t *in, const char **out)
{
	if (!json_is_string(in))
		return taking_wrong(t, "error.not-text");
	switch (text_take(t->v->arena, json_string_value(in),
		json_string_length(in), out)) {
	case TEXT_GOOD:
		break;
	case TEXT_NOT_UTF8:
		return taking_wrong(t, "error.not-utf8");
	case TEXT_CONTROL:
		return taking_wrong(t, "error.control");
	case TEXT_BIDI:
		return taking_wrong(t, "error.bidi");
	}
	*out = text_blank(*out) ? "" : taking_trim(t->v->arena, *out);
	return OK;
}

enum err
taking_length(struct taking *t, const char *s, int64_t min, int64_t max)
{
	int64_t bytes = (int64_t)strlen(s);

	/* Counting characters is dear; most texts need not be counted. */
	if (max > 0 && bytes > max && (bytes / CHARACTER_BYTES > max ||
		(int64_t)text_length(s) > max))
		return taking_wrong_by(t, "error.too-long", max);
	if (min > 0 && (int64_t)text_length(s) < min)
		return taking_wrong_by(t, "error.too-short", min);
	return OK;
}

enum err
taking_count(struct taking *t, size_t n, int64_t otherwise)
{
	int64_t most = taking_most(t->field, otherwise);

	if ((int64_t)n > most)
		return taking_wrong_by(t, "error.too-many", most);
	if (n > 0 && (int64_t)n < t->field->min)
		return taking_wrong_by(t, "error.too-few", t->field->min);
	return OK;
}
