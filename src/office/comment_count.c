/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the office deals with comments, month by month, for everybody: a count
 * of acts, each in the month in which it was done.  An act that was taken back
 * stays counted, and stands under "restored" besides; so nothing here is ever
 * written over.
 *
 *	{"as_of": "2026-11-23", "as_of_says", "from", "until": months or "",
 *	 "columns": [{"name","label"}],
 *	 "months": [ROW…] newest first, "total": ROW,
 *	 "grounds": [{"code","label","value","text"}] of what was removed,
 *	 "offices": [ROW…] where there are several, else empty}
 *	ROW {"key": "2026-11", "label", "cells": [{"value","text"}],
 *	     "removed_by": {"advert": 2, …}, "empty": nothing happened}
 *
 * The last column is the median of the hours that comments waited for a
 * person, of those that were decided in the month; null: there was none.
 */
#include <limits.h>
#include <string.h>

#include "comment.h"
#include "inside.h"

enum figure { WRITTEN, SHOWN, HELD, LET, REMOVED, BLOCKED, RESTORED,
	WITHDRAWN, OBJECTED, GRANTED, REFUSED, FIGURES };

static const char *const figure_names[FIGURES] = {
	[WRITTEN] = "written", [SHOWN] = "shown", [HELD] = "held",
	[LET] = "let", [REMOVED] = "removed", [BLOCKED] = "blocked",
	[RESTORED] = "restored", [WITHDRAWN] = "withdrawn",
	[OBJECTED] = "objected", [GRANTED] = "granted",
	[REFUSED] = "refused",
};

/* The figures that an event counts in. */
static const struct {
	const char *event;
	enum figure in[2];
} events[] = {
	{ "written",   { WRITTEN, WRITTEN } },
	{ "shown",     { WRITTEN, SHOWN } },
	{ "held",      { WRITTEN, HELD } },
	{ "waits",     { HELD, HELD } },
	{ "let",       { LET, LET } },
	{ "removed",   { REMOVED, REMOVED } },
	{ "blocked",   { BLOCKED, BLOCKED } },
	{ "restored",  { RESTORED, RESTORED } },
	{ "withdrawn", { WITHDRAWN, WITHDRAWN } },
	{ "objected",  { OBJECTED, OBJECTED } },
	{ "granted",   { GRANTED, GRANTED } },
	{ "refused",   { REFUSED, REFUSED } },
};

#define EVENTS (sizeof events / sizeof *events)

enum { TALLIES_MOST = 20000, TOOK_MOST = 200000, ROWS_MOST = 2400,
	GROUNDS_MOST = 24 };

struct tallied {                 /* so often in a month, in an office */
	int month;
	struct id office;
	const char *event, *ground;
	int64_t n;
};

struct took {
	int month;
	struct id office;
	int64_t ms;
};

struct counting {
	struct visit *v;
	int from, until;             /* months, both counted */
	struct tallied *at;
	size_t n, room;
	struct took *took;           /* by ms upwards */
	size_t took_n, took_room;
};

/* ---- months ---- */

static int
month_read(const char *text, int unless)
{
	struct edtf date;

	if (text == NULL || strlen(text) != 7 || !edtf_parse(text, &date))
		return unless;
	return date.from.year * 12 + date.from.month - 1;
}

static const char *
month_text(struct visit *v, int month)
{
	return arena_printf(v->arena, "%04d-%02d", month / 12, month % 12 + 1);
}

/* ---- reading ---- */

/* Room for one more of the things at; they are looked at where they then
 * lie. */
static void *
grown(struct visit *v, void *at, size_t n, size_t *room, size_t size)
{
	void *more;

	if (n < *room)
		return at;
	*room = *room == 0 ? 256 : *room * 2;
	more = arena_alloc(v->arena, *room * size);
	if (n > 0)
		memcpy(more, at, n * size);
	return more;
}

static enum err
tallies_add(struct counting *c, struct db_stmt *s)
{
	struct visit *v = c->v;
	bool row;

	if (!id_none(v->office))
		db_bind_id(s, v->office);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (c->n == TALLIES_MOST)
			break;
		c->at = grown(v, c->at, c->n, &c->room, sizeof *c->at);
		c->at[c->n++] = (struct tallied){ (int)db_int(s, 0),
			db_id(s, 1), arena_text(v->arena, db_text(s, 2)),
			arena_text(v->arena, db_text(s, 3)), db_int(s, 4) };
	}
	db_done(s);
	return fail(v, ERR_LARGE, "error.too-large");
}

static enum err
tallies_read(struct counting *c)
{
	struct db_conn *db = c->v->db;
	bool all = id_none(c->v->office);

	TRY(tallies_add(c, all ? db_ask(db, "SELECT month, office, event,"
		" ground, n FROM comment_month") : db_ask(db, "SELECT month,"
		" office, event, ground, n FROM comment_month"
		" WHERE office = ?")));
	return tallies_add(c, all ? db_ask(db, "SELECT month, office, event,"
		" ground, COUNT(*) FROM comment_event"
		" GROUP BY month, office, event, ground") : db_ask(db,
		"SELECT month, office, event, ground, COUNT(*)"
		" FROM comment_event WHERE office = ?"
		" GROUP BY month, office, event, ground"));
}

static enum err
took_read(struct counting *c)
{
	struct visit *v = c->v;
	struct db_stmt *s = id_none(v->office) ?
		db_ask(v->db, "SELECT month, office, took FROM comment_event"
			" WHERE took IS NOT NULL ORDER BY took") :
		db_ask(v->db, "SELECT month, office, took FROM comment_event"
			" WHERE took IS NOT NULL AND office = ?"
			" ORDER BY took");
	bool row;

	if (!id_none(v->office))
		db_bind_id(s, v->office);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (c->took_n == TOOK_MOST)
			break;
		c->took = grown(v, c->took, c->took_n, &c->took_room,
			sizeof *c->took);
		c->took[c->took_n++] = (struct took){ (int)db_int(s, 0),
			db_id(s, 1), db_int(s, 2) };
	}
	db_done(s);
	return fail(v, ERR_LARGE, "error.too-large");
}

/* ---- one row ---- */

struct picked {                  /* which of it a row counts */
	int month;                   /* -1: all that were asked for */
	const struct id *office;     /* NULL: all */
};

static bool
fits(const struct counting *c, const struct picked *p, int month,
	struct id office)
{
	return month >= c->from && month <= c->until &&
		(p->month < 0 || p->month == month) &&
		(p->office == NULL || id_same(*p->office, office));
}

static void
figures_add(const struct tallied *t, int64_t figures[FIGURES])
{
	for (size_t i = 0; i < EVENTS; i++) {
		if (strcmp(t->event, events[i].event) != 0)
			continue;
		figures[events[i].in[0]] += t->n;
		if (events[i].in[1] != events[i].in[0])
			figures[events[i].in[1]] += t->n;
	}
}

/* Of an even number the middle between both; -1: there is none. */
static int64_t
median_of(const struct counting *c, const struct picked *p)
{
	size_t n = 0, at = 0;
	int64_t low = 0;

	for (size_t i = 0; i < c->took_n; i++)
		n += fits(c, p, c->took[i].month, c->took[i].office);
	for (size_t i = 0; n > 0 && i < c->took_n; i++) {
		if (!fits(c, p, c->took[i].month, c->took[i].office))
			continue;
		if (at == (n - 1) / 2)
			low = c->took[i].ms;
		if (at++ == n / 2)
			return (low + c->took[i].ms) / 2;
	}
	return -1;
}

static void
cell_add(struct visit *v, json_t *cells, json_t *value, const char *plain)
{
	json_array_append_new(cells, json_pack("{s:o, s:s}", "value", value,
		"text", plain == NULL ? "–" : text_number(v->arena, v->lang,
			plain)));
}

static void
median_add(struct visit *v, json_t *cells, int64_t ms)
{
	/* Tenths of an hour. */
	int64_t tenths = (ms + 180000) / 360000;

	if (ms < 0)
		cell_add(v, cells, json_null(), NULL);
	else
		cell_add(v, cells, json_real((double)tenths / 10),
			arena_printf(v->arena, "%lld.%lld",
			(long long)(tenths / 10), (long long)(tenths % 10)));
}

static json_t *
row_of(const struct counting *c, const struct picked *p, const char *key,
	const char *label)
{
	struct visit *v = c->v;
	int64_t figures[FIGURES] = {0};
	json_t *cells = json_array(), *by = json_object();
	bool empty = true;

	for (size_t i = 0; i < c->n; i++) {
		const struct tallied *t = &c->at[i];
		json_int_t n;

		if (!fits(c, p, t->month, t->office))
			continue;
		empty = false;
		figures_add(t, figures);
		if (strcmp(t->event, "removed") != 0 || *t->ground == '\0')
			continue;
		n = json_integer_value(json_object_get(by, t->ground));
		json_object_set_new(by, t->ground, json_integer(n + t->n));
	}
	for (size_t i = 0; i < FIGURES; i++)
		cell_add(v, cells, json_integer(figures[i]), arena_printf(
			v->arena, "%lld", (long long)figures[i]));
	median_add(v, cells, median_of(c, p));
	return json_pack("{s:s, s:s, s:o, s:o, s:b}", "key", key, "label",
		label, "cells", cells, "removed_by", by, "empty", (int)empty);
}

/* ---- the view ---- */

static json_t *
columns_view(struct visit *v)
{
	json_t *columns = json_array();

	for (size_t i = 0; i <= FIGURES; i++) {
		const char *name = i < FIGURES ? figure_names[i] :
			"median_hours";

		json_array_append_new(columns, json_pack("{s:s, s:s}",
			"name", name, "label", message(v->lang, arena_printf(
				v->arena, "comment-count.%s", name))));
	}
	return columns;
}

static json_t *
months_view(const struct counting *c, int first, int last)
{
	json_t *months = json_array();

	for (int m = last; m >= first && last - m < ROWS_MOST; m--) {
		const char *key = month_text(c->v, m);

		json_array_append_new(months, row_of(c, &(struct picked){
			.month = m }, key, text_date(c->v->arena, c->v->lang,
			key)));
	}
	return months;
}

/* Every ground that there is, though nothing was removed on it. */
static json_t *
grounds_view(const struct counting *c, const json_t *total)
{
	const struct field *reason = field_named(entity_comment.fields,
		"reason");
	struct visit *v = c->v;
	json_t *list = json_array();
	const char *code;

	for (size_t i = 0; i < GROUNDS_MOST &&
	    (code = field_choice(v->arena, reason, i)) != NULL; i++) {
		json_int_t n = json_integer_value(json_object_get(
			json_object_get(total, "removed_by"), code));

		json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:s}",
			"code", code, "label", message(v->lang, arena_printf(
				v->arena, "comment.reason-%s", code)),
			"value", n, "text", text_number(v->arena, v->lang,
			arena_printf(v->arena, "%lld", (long long)n))));
	}
	return list;
}

/* Where the visitor sees several, each by itself. */
static enum err
offices_view(const struct counting *c, json_t **out)
{
	struct query *q = query_of(c->v, &entity_office);
	struct list list;

	*out = json_array();
	TRY(query_run(q, &list));
	for (size_t i = 0; list.n > 1 && i < list.n; i++)
		json_array_append_new(*out, row_of(c, &(struct picked){
			.month = -1, .office = &list.at[i]->id },
			id_text(c->v->arena, list.at[i]->id),
			record_title(c->v, list.at[i])));
	return OK;
}

static void
span_of(const struct counting *c, int *first, int *last)
{
	int today = month_read(arena_copy(c->v->arena, moment_day(c->v->arena,
		c->v->now, c->v->zone), 7), 0);

	*first = *last = today;
	for (size_t i = 0; i < c->n; i++)
		if (c->at[i].month < *first)
			*first = c->at[i].month;
	if (c->until < *last)
		*last = c->until;
	if (c->from > *first)
		*first = c->from;
}

static enum err
counting_read(struct visit *v, const char *from, const char *until,
	struct counting *out)
{
	*out = (struct counting){ .v = v, .from = month_read(from, 0),
		.until = month_read(until, INT_MAX) };
	if (from != NULL && out->from == 0)
		return fail_field(v, "from", "comment-count.wrong-month",
			from, NULL);
	if (until != NULL && out->until == INT_MAX)
		return fail_field(v, "until", "comment-count.wrong-month",
			until, NULL);
	TRY(tallies_read(out));
	return took_read(out);
}

enum err
comment_counts(struct visit *v, const char *from, const char *until,
	json_t **out)
{
	const char *day = moment_day(v->arena, v->now, v->zone);
	struct counting c;
	json_t *total, *offices;
	int first, last;

	TRY(counting_read(v, from, until, &c));
	TRY(offices_view(&c, &offices));
	span_of(&c, &first, &last);
	total = row_of(&c, &(struct picked){ .month = -1 }, "total",
		message(v->lang, "comment-count.total"));
	*out = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o,"
		" s:o}", "as_of", day, "as_of_says", text_date(v->arena,
		v->lang, day), "from", from != NULL ? from : "",
		"until", until != NULL ? until : "",
		"columns", columns_view(v),
		"months", months_view(&c, first, last),
		"grounds", grounds_view(&c, total),
		"offices", offices, "total", total));
	return OK;
}
