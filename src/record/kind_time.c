/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DATE is EDTF and knows how exactly it is known; MOMENT is a point in time
 * with the zone in which people will look at the clock.
 */
#include "kinds.h"

#include <stdio.h>
#include <string.h>

/* ---- DATE ---- */

/* Bytes of what may stand after a number of a date as people write it. */
static size_t
mark_at(const char *s)
{
	static const char *const marks[] = { ".", " ", "년", "월", "일", "年",
		"月", "日" };

	/* EDTF has these too, but there no number follows: "2011/.." */
	if ((*s == '-' || *s == '/') && s[1] >= '0' && s[1] <= '9')
		return 1;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strncmp(s, marks[i], strlen(marks[i])) == 0)
			return strlen(marks[i]);
	return 0;
}

/* Bytes of what may stand between the two ends of a span. */
static size_t
till_at(const char *s)
{
	static const char *const tills[] = { "~", "～", "〜", "–" };

	for (size_t i = 0; i < sizeof tills / sizeof *tills; i++)
		if (strncmp(s, tills[i], strlen(tills[i])) == 0)
			return strlen(tills[i]);
	return 0;
}

static size_t
digits_at(const char *s)
{
	return strspn(s, "0123456789");
}

/* The number that the first n digits make. */
static int
number_of(const char *s, size_t n)
{
	int number = 0;

	for (size_t i = 0; i < n; i++)
		number = 10 * number + (s[i] - '0');
	return number;
}

/* The numbers of "2024. 11. 7.(목)", "11월 8일" or "20241107"; returns where
 * they end, NULL when one is too long. */
static const char *
numbers(const char *s, int part[3], size_t *n)
{
	size_t digits = digits_at(s), width;

	*n = 0;
	if (digits == 8) {
		part[0] = number_of(s, 4);
		part[1] = number_of(s + 4, 2);
		part[2] = number_of(s + 6, 2);
		*n = 3;
		s += digits;
	}
	for (; *n < 3 && (digits = digits_at(s)) > 0; ++*n) {
		if (digits > 2 && !(*n == 0 && digits == 4))
			return NULL;
		part[*n] = number_of(s, digits);
		for (s += digits; (width = mark_at(s)) > 0; s += width)
			;
	}
	/* The day of the week adds nothing. */
	if (*n == 3 && *s == '(' && (width = strcspn(s, ")")) <= 16 &&
		s[width] == ')')
		for (s += width + 1; *s == ' ' || *s == '.'; s++)
			;
	return s;
}

static const char *
spell(struct arena *a, const int part[3], size_t n)
{
	if (n == 3)
		return arena_printf(a, "%04d-%02d-%02d", part[0], part[1],
			part[2]);
	return n == 2 ? arena_printf(a, "%04d-%02d", part[0], part[1]) :
		arena_printf(a, "%04d", part[0]);
}

/* A date or a span as East Asia writes it ("2024. 11. 7. ~ 11. 8.") as EDTF;
 * anything else, EDTF itself too, is returned as it is. */
static const char *
unmark(struct arena *a, const char *s)
{
	int from[3], to[3], rest[3];
	size_t n, m, width;
	const char *end;

	if (digits_at(s) != 4 && digits_at(s) != 8)
		return s;
	/* With both, the stroke parts two dates. */
	if (strchr(s, '/') != NULL && strchr(s, '-') != NULL)
		return s;
	/* "2011/..", "2011/": a span whose end is open is EDTF already. */
	if (strchr(s, '/') != NULL && (strstr(s, "..") != NULL ||
		s[strlen(s) - 1] == '/'))
		return s;
	if ((end = numbers(s, from, &n)) == NULL)
		return s;
	if (*end == '\0')
		return spell(a, from, n);
	if ((width = till_at(end)) == 0)
		return s;
	for (end += width; *end == ' '; end++)
		;
	width = digits_at(end);
	if ((end = numbers(end, rest, &m)) == NULL || m == 0 || *end != '\0')
		return s;
	if (width == 4 || width == 8)
		return arena_printf(a, "%s/%s", spell(a, from, n),
			spell(a, rest, m));
	/* "11. 8." and "8." leave out what the first date has said. */
	if (m >= n)
		return s;
	memcpy(to, from, sizeof to);
	memcpy(to + (n - m), rest, m * sizeof *rest);
	return arena_printf(a, "%s/%s", spell(a, from, n), spell(a, to, n));
}

/* Would a span be one if its ends changed places? */
static bool
turned(struct arena *a, const char *text)
{
	const char *stroke = strchr(text, '/');
	struct edtf date;

	return stroke != NULL && edtf_parse(arena_printf(a, "%s/%.*s",
		stroke + 1, (int)(stroke - text), text), &date);
}

enum err
kind_date_take(struct taking *t, json_t *in, json_t **out)
{
	struct arena *a = t->v->arena;
	struct edtf date;
	const char *text;

	/* A table's cell may hold a year as a number. */
	if (json_is_integer(in) && json_integer_value(in) > 0 &&
		json_integer_value(in) <= 9999)
		text = arena_printf(a, "%04d", (int)json_integer_value(in));
	else
		TRY(taking_text(t, in, &text));
	if (*text == '\0')
		return OK;
	/* Marked dates first: folding would make simple forms of them. */
	text = unmark(a, text);
	if (!edtf_parse(text, &date) &&
		!edtf_parse(unmark(a, taking_plain(a, text)), &date))
		return taking_wrong(t, turned(a, text) ? "error.dates-turned" :
			"error.not-a-date");
	*out = json_string(edtf_print(a, &date));
	return OK;
}

json_t *
kind_date_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *date = json_string_value(value);

	(void)f, (void)base;
	return json_pack("{s:s, s:s, s:s}",
		"text", text_date(v->arena, v->lang, date),
		"short", text_date_short(v->arena, v->lang, date),
		"edtf", date);
}

json_t *
kind_date_schema(const struct field *f)
{
	(void)f;
	return json_pack("{s:s, s:s, s:s}", "type", "string", "description",
		"EDTF (ISO 8601-2): 2005, 2024-11, 2024-11-07, 2005-05~,"
		" 2024-11-07/2024-11-08, 2011/..", "pattern",
		"^[0-9.][0-9.?~%/-]*$");
}

/* ---- MOMENT ---- */

/* "2024-11-08 07:10" or "2024. 11. 8. 7:10", as people write it in a table,
 * with the T between; anything else is returned as it is. */
static const char *
unspace(struct arena *a, const char *s)
{
	const char *gap = strrchr(s, ' ');

	if (gap == NULL)
		return s;
	return arena_printf(a, "%sT%s%s",
		unmark(a, arena_printf(a, "%.*s", (int)(gap - s), s)),
		digits_at(gap + 1) == 1 ? "0" : "", gap + 1);
}

enum err
kind_moment_take(struct taking *t, json_t *in, json_t **out)
{
	struct arena *a = t->v->arena;
	const char *text;
	char zone[64];
	int64_t moment;

	TRY(taking_text(t, in, &text));
	if (*text == '\0')
		return OK;
	text = unspace(a, text);
	if (!moment_parse(text, t->v->zone, &moment, zone))
		return taking_wrong(t, "error.not-a-moment");
	*out = json_string(moment_print(a, moment, zone));
	return OK;
}

void
kind_moment_bind(struct visit *v, const struct field *f, struct db_stmt *s,
	json_t *value)
{
	char zone[64];
	int64_t moment;

	(void)v, (void)f;
	if (value != NULL && moment_parse(json_string_value(value), NULL,
		&moment, zone)) {
		db_bind_int(s, moment);
		db_bind_text(s, zone);
	} else {
		db_bind_null(s);
		db_bind_null(s);
	}
}

json_t *
kind_moment_fetch(struct visit *v, const struct field *f, struct db_stmt *s,
	int at)
{
	(void)f;
	if (db_null(s, at) || db_null(s, at + 1))
		return NULL;
	return json_string(moment_print(v->arena, db_int(s, at),
		arena_text(v->arena, db_text(s, at + 1))));
}

/* "local" is what an <input type="datetime-local"> holds. */
json_t *
kind_moment_show(struct visit *v, const struct field *f, const char *base,
	json_t *value)
{
	const char *at = json_string_value(value);
	char zone[64];
	int64_t moment;

	(void)f, (void)base;
	if (!moment_parse(at, NULL, &moment, zone))
		return json_pack("{s:s}", "text", at);
	return json_pack("{s:s, s:s, s:s, s:s}",
		"text", text_moment(v->arena, v->lang, moment, zone),
		"at", at, "zone", zone,
		"local", moment_local(v->arena, moment, zone));
}

json_t *
kind_moment_schema(const struct field *f)
{
	(void)f;
	return json_pack("{s:s, s:s, s:s}", "type", "string", "description",
		"RFC 9557: 2024-11-08T07:10:00+09:00[Asia/Seoul]", "pattern",
		"^[0-9]{4}-[0-9]{2}-[0-9]{2}T");
}
