/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything that happened on a tie in one list, newest first: what the tie
 * holds itself (dates, states, approvals, agreements, checks), exchanges,
 * letters, gifts, promises made and ended, expenses, plans agreed.
 *
 * A tie may have thousands of them, so a page is merged from one query a kind
 * (a stream), each asked for no more than the page may need.  All are in one
 * order: by the text of their date downwards, on one date by kind, then by id
 * downwards.  A cursor is an entry's place in it, "KIND.ID.DATE".
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define STREAMS 12           /* asked at once */
#define TESTS 6              /* of one stream */

/* A query on its way: its page, and how far it was taken. */
struct stream {
	const struct told *told; /* NULL: the tie's own */
	int place;               /* of its kind, on one date */
	struct {
		const char *field, *value;
		enum query_test test;
	} is[TESTS];
	size_t tests;
	struct list list;
	json_t *rows;            /* of the tie's own, sorted */
	size_t at;
};

struct merging {
	struct visit *v;
	const struct record *tie;
	const struct ledger_wish *wish;
	struct stream stream[STREAMS];
	size_t streams;
	struct {
		bool there;
		int place;
		struct id id;
		const char *on;
	} after;
};

/* ---- one order ---- */

static int
id_order(struct id a, struct id b)
{
	return memcmp(a.b, b.b, sizeof a.b);
}

/* Does an entry stand behind another?  Later dates first. */
static int
place_order(const char *on, int place, struct id id, const char *other_on,
	int other_place, struct id other_id)
{
	int by_date = strcmp(other_on, on);

	if (by_date != 0)
		return by_date;
	if (place != other_place)
		return place - other_place;
	return id_order(other_id, id);
}

static struct id
row_id(const json_t *view)
{
	struct id id = {{0}};

	if (text_of(view, "id") != NULL)
		(void)id_parse(text_of(view, "id"), &id);
	return id;
}

static bool
head_of(const struct stream *s, const char **on, struct id *id)
{
	if (s->told == NULL) {
		json_t *row = json_array_get(s->rows, s->at);

		*on = text_of(row, "on");
		*id = row_id(row);
		return row != NULL;
	}
	if (s->at >= s->list.n)
		return false;
	*on = record_text(s->list.at[s->at], s->told->date);
	*id = s->list.at[s->at]->id;
	return true;
}

/* The stream whose next entry comes first; NULL: all are at their end. */
static struct stream *
stream_first(struct merging *m)
{
	struct stream *best = NULL;
	const char *best_on = NULL, *on;
	struct id best_id = {{0}}, id;

	for (size_t i = 0; i < m->streams; i++) {
		struct stream *s = &m->stream[i];

		if (!head_of(s, &on, &id) || (best != NULL &&
		    place_order(on, s->place, id, best_on, best->place,
			best_id) >= 0))
			continue;
		best = s;
		best_on = on;
		best_id = id;
	}
	return best;
}

/* ---- asking ---- */

static enum err
after_read(struct merging *m, const char *text)
{
	struct visit *v = m->v;
	const char *dot = strchr(text, '.'), *on = NULL;
	struct edtf date;
	char *end;

	if (dot != NULL)
		on = strchr(dot + 1, '.');
	m->after.place = (int)strtol(text, &end, 10);
	if (on == NULL || end != dot || end == text ||
	    !id_parse(arena_copy(v->arena, dot + 1, (size_t)(on - dot - 1)),
		&m->after.id) || !edtf_parse(on + 1, &date))
		return fail_field(v, "after", "error.bad-cursor", NULL, NULL);
	m->after.on = on + 1;
	m->after.there = true;
	return OK;
}

/* A stream begins behind the cursor: on the cursor's date there is nothing
 * left of the kinds before its own, and all of those behind it. */
static void
begin_behind(const struct merging *m, struct query *q, const struct stream *s)
{
	struct id id = m->after.id;

	if (!m->after.there)
		return;
	if (s->place != m->after.place)
		memset(id.b, s->place < m->after.place ? 0 : 0xff,
			sizeof id.b);
	query_behind(q, m->after.on, id);
}

static enum err
stream_ask(struct merging *m, struct stream *s)
{
	struct visit *v = m->v;
	const struct told *t = s->told;
	struct query *q = query_of(v, t->of);

	query_where(q, t->tie, strcmp(t->tie, "ties") == 0 ? QUERY_HAS :
		QUERY_IS, id_text(v->arena, m->tie->id));
	query_where(q, t->date, QUERY_THERE, NULL);
	for (size_t i = 0; i < s->tests; i++)
		query_where(q, s->is[i].field, s->is[i].test, s->is[i].value);
	if (m->wish->from != NULL)
		query_where(q, t->date, QUERY_FROM, m->wish->from);
	if (m->wish->until != NULL)
		query_where(q, t->date, QUERY_UNTIL, m->wish->until);
	query_order(q, arena_printf(v->arena, "-%s", t->date));
	begin_behind(m, q, s);
	query_limit(q, m->wish->limit + 1);
	query_only(q, t->only);
	return query_run(q, &s->list);
}

static struct stream *
stream_add(struct merging *m, const struct told *t)
{
	struct stream *s;

	if (m->streams == STREAMS)
		return NULL;
	s = &m->stream[m->streams++];
	*s = (struct stream){ .told = t, .place = t == NULL ? 0 :
		(int)(t - ledger_tolds) + 1 };
	return s;
}

static void
stream_where(struct stream *s, const char *field, const char *value)
{
	s->is[s->tests].field = field;
	s->is[s->tests].test = *value == '\0' ? QUERY_ABSENT : QUERY_IS;
	s->is[s->tests++].value = value;
}

/* ---- which streams a wish asks for ---- */

static bool
same_stream(const struct stream *a, const struct stream *b)
{
	if (a->told != b->told || a->tests != b->tests)
		return false;
	for (size_t i = 0; i < a->tests; i++)
		if (strcmp(a->is[i].field, b->is[i].field) != 0 ||
		    strcmp(a->is[i].value, b->is[i].value) != 0)
			return false;
	return true;
}

/* What both sides count is listed once. */
static void
drop_double(struct merging *m)
{
	for (size_t i = 0; i + 1 < m->streams; i++)
		if (same_stream(&m->stream[i], &m->stream[m->streams - 1])) {
			m->streams--;
			return;
		}
}

/* A stream for each of the values that its one field of several may have. */
static void
streams_counted(struct merging *m, const struct counted *c)
{
	const struct told *t = ledger_tolds;
	const char *rest = "";

	while (t->of != c->of || strcmp(t->date, "on") != 0)
		t++;
	do {
		struct stream *s = stream_add(m, t);

		if (s == NULL)
			return;
		for (size_t i = 0; i < COUNT_TESTS && c->is[i].field; i++) {
			const char *all = c->is[i].values, *now = all;
			size_t n = strlen(all);

			if (strchr(all, ' ') != NULL) {
				now = *rest != '\0' ? rest : all;
				n = strcspn(now, " ");
				rest = now + n + (now[n] == ' ');
			}
			stream_where(s, c->is[i].field,
				arena_copy(m->v->arena, now, n));
		}
		drop_double(m);
	} while (*rest != '\0');
}

static const char *
measures_named(struct visit *v)
{
	struct buf out = buf_in(v->arena, 1000);

	for (const struct measure *m = measures; m->key != NULL; m++)
		buf_printf(&out, "%s%s", out.n > 0 ? ", " : "", m->key);
	return out.at;
}

static enum err
streams_of_measure(struct merging *m)
{
	const struct ledger_wish *w = m->wish;
	const struct measure *is = measure_named(w->of);

	if (is == NULL)
		return fail_field(m->v, "of", "error.not-a-choice", w->of,
			measures_named(m->v));
	if (w->side != NULL && strcmp(w->side, "ours") != 0 &&
	    strcmp(w->side, "theirs") != 0)
		return fail_field(m->v, "side", "error.not-a-choice", w->side,
			"ours, theirs");
	for (int side = 0; side < 2; side++)
		if (is->side[side].of != NULL &&
		    (is->side[side].of->read & m->v->roles) != 0 &&
		    (w->side == NULL || (is->flags & MEASURE_TOGETHER) ||
		    side == (strcmp(w->side, "theirs") == 0)))
			streams_counted(m, &is->side[side]);
	return OK;
}

/* The direction of a wish in a kind's own words; NULL: it has none. */
static const char *
direction_in(const struct entity *of, const char *direction)
{
	bool out = strcmp(direction, "out") == 0;

	if (of == &entity_exchange)
		return direction;
	if (!out && strcmp(direction, "in") != 0)
		return NULL;
	if (of == &entity_gift)
		return out ? "given" : "received";
	return of == &entity_letter ? direction : NULL;
}

static void
streams_of_kinds(struct merging *m)
{
	const struct ledger_wish *w = m->wish;
	bool own = w->kind == NULL || strcmp(w->kind, "act") == 0 ||
		strcmp(w->kind, "check") == 0;

	if (own && w->field == NULL && w->direction == NULL)
		stream_add(m, NULL);
	for (const struct told *t = ledger_tolds; t->kind != NULL; t++) {
		const char *way = w->direction != NULL ?
			direction_in(t->of, w->direction) : NULL;
		struct stream *s;

		if ((t->of->read & m->v->roles) == 0 ||
		    (w->kind != NULL && strcmp(w->kind, t->kind) != 0) ||
		    (w->field != NULL && t->of != &entity_exchange) ||
		    (w->direction != NULL && way == NULL))
			continue;
		s = stream_add(m, t);
		if (w->field != NULL)
			stream_where(s, "field", w->field);
		if (way != NULL)
			stream_where(s, "direction", way);
	}
}

/* ---- the tie's own entries ---- */

static int
own_order(const void *a, const void *b)
{
	const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;

	return place_order(text_of(x, "on"), 0, row_id(x), text_of(y, "on"), 0,
		row_id(y));
}

static bool
own_wanted(const struct merging *m, const json_t *row)
{
	const struct ledger_wish *w = m->wish;
	const char *on = text_of(row, "on");
	const char *year = strncmp(on, "../", 3) == 0 ? on + 3 : on;

	return (w->kind == NULL || strcmp(w->kind, text_of(row, "kind")) == 0)
		&& (w->from == NULL || strncmp(year, w->from, 4) >= 0)
		&& (w->until == NULL || strncmp(year, w->until, 4) <= 0)
		&& (!m->after.there || place_order(on, 0, row_id(row),
			m->after.on, m->after.place, m->after.id) > 0);
}

static void
own_sort(struct merging *m, struct stream *s)
{
	struct visit *v = m->v;
	json_t *all = keep(v, ledger_of_tie(v, m->tie)), *row;
	json_t **rows = arena_alloc(v->arena, (json_array_size(all) + 1) *
		sizeof *rows);
	size_t i, n = 0;

	json_array_foreach(all, i, row)
		if (own_wanted(m, row))
			rows[n++] = row;
	qsort(rows, n, sizeof *rows, own_order);
	s->rows = keep(v, json_array());
	for (i = 0; i < n; i++)
		json_array_append(s->rows, rows[i]);
}

/* ---- merging ---- */

static enum err
streams_begin(struct merging *m)
{
	if (m->wish->after != NULL)
		TRY(after_read(m, m->wish->after));
	if (m->wish->of != NULL)
		TRY(streams_of_measure(m));
	else
		streams_of_kinds(m);
	for (size_t i = 0; i < m->streams; i++)
		if (m->stream[i].told == NULL)
			own_sort(m, &m->stream[i]);
		else
			TRY(stream_ask(m, &m->stream[i]));
	return OK;
}

static const char *
cursor_of(struct merging *m, const struct stream *s, const json_t *last)
{
	return arena_printf(m->v->arena, "%d.%s.%s", s->place,
		text_of(last, "id"), text_of(last, "on"));
}

enum err
ledger_entries(struct visit *v, const struct record *tie,
	const struct ledger_wish *wish, json_t **out)
{
	struct merging m = { .v = v, .tie = tie, .wish = wish };
	json_t *entries = keep(v, json_array()), *view = NULL;
	struct stream *s = NULL, *last = NULL;

	TRY(streams_begin(&m));
	while ((s = stream_first(&m)) != NULL &&
	    json_array_size(entries) < wish->limit) {
		view = s->told == NULL ? json_incref(json_array_get(s->rows,
			s->at)) : ledger_told(v, s->told, s->list.at[s->at]);
		json_array_append_new(entries, view);
		s->at++;
		last = s;
	}
	*out = json_pack("{s:O, s:s?}", "entries", entries, "next",
		s != NULL && last != NULL ? cursor_of(&m, last, view) : NULL);
	return OK;
}
