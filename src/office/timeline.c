/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tie's time line: its typed dates, its states and the exchanges that the
 * visitor may see, in one list, oldest first.  Within a year the vague comes
 * before the exact: 2005, then 2005-05, then 2005-05-17.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

struct entry {
	json_t *view;
	int first, last;  /* days it can mean */
	size_t at;        /* in the order they were put in */
};

struct line {
	struct visit *v;
	struct entry *at;
	size_t n, room;
};

/* A new entry of the line; its date is told in three ways. */
static json_t *
entry_new(struct line *line, const char *class, const char *on)
{
	struct visit *v = line->v;
	struct entry *e;

	if (line->n == line->room) {
		struct entry *more;

		line->room = line->room * 2 + 16;
		more = arena_alloc(v->arena, line->room * sizeof *more);
		if (line->n > 0)
			memcpy(more, line->at, line->n * sizeof *more);
		line->at = more;
	}
	e = &line->at[line->n];
	*e = (struct entry){ .view = keep(v, json_object()), .at = line->n++ };
	days_of(on, &e->first, &e->last);
	json_object_set_new(e->view, "class", json_string(class));
	json_object_set_new(e->view, "on", json_string(on));
	json_object_set_new(e->view, "year", json_string(
		arena_copy(v->arena, on[0] == '.' ? on + 3 : on, 4)));
	json_object_set_new(e->view, "when",
		json_string(text_date_short(v->arena, v->lang, on)));
	return e->view;
}

void
tell_text(json_t *view, const char *key, const char *text)
{
	if (text != NULL && *text != 0)
		json_object_set_new(view, key, json_string(text));
}

void
tell_words(struct visit *v, json_t *view, const char *key, const json_t *words)
{
	json_t *seen;

	if (words == NULL)
		return;
	seen = keep(v, words_view(v, words));
	tell_text(view, key, text_of(seen, "text"));
	if (json_is_true(json_object_get(seen, "foreign")))
		tell_text(view, arena_printf(v->arena, "%s_lang", key),
			text_of(seen, "lang"));
	if (json_object_get(view, "notice") == NULL)
		tell_text(view, "notice", text_of(seen, "notice"));
}

/* Its kind and the label of the kind, "tie.dates-kind-" and "signed". */
static void
put_kind(struct visit *v, json_t *view, const char *stem, const char *kind)
{
	tell_text(view, "kind", kind);
	tell_text(view, "label",
		message(v->lang, arena_printf(v->arena, "%s%s", stem, kind)));
}

static void
put_dates(struct line *line, const struct record *tie)
{
	json_t *row;
	size_t i;

	json_array_foreach(record_value(tie, "dates"), i, row) {
		json_t *view = entry_new(line, "date", text_of(row, "on"));

		put_kind(line->v, view, "tie.dates-kind-",
			text_of(row, "kind"));
		tell_words(line->v, view, "note", json_object_get(row, "note"));
		tell_words(line->v, view, "source",
			json_object_get(row, "source"));
	}
}

/* A state that only repeats what a date of its day says: signed, and so
 * sister cities. */
static bool
repeats(const struct record *tie, const json_t *state)
{
	const char *on = text_of(state, "on");
	json_t *row;
	size_t i;

	if (json_object_get(state, "reason") != NULL)
		return false;
	json_array_foreach(record_value(tie, "dates"), i, row)
		if (on != NULL && text_of(row, "on") != NULL &&
		    strcmp(on, text_of(row, "on")) == 0)
			return true;
	return false;
}

static void
put_states(struct line *line, const struct record *tie)
{
	json_t *row, *view;
	size_t i;

	json_array_foreach(record_value(tie, "states"), i, row) {
		if (repeats(tie, row))
			continue;
		view = entry_new(line, "state", text_of(row, "on"));
		put_kind(line->v, view, "tie.states-state-",
			text_of(row, "state"));
		tell_words(line->v, view, "says",
			json_object_get(row, "reason"));
		tell_words(line->v, view, "source",
			json_object_get(row, "source"));
	}
}

/* One stop of an itinerary: {"when","time","venue","host","purpose"}. */
static json_t *
stop_view(struct visit *v, const json_t *stop)
{
	json_t *view = json_object();
	const char *start = text_of(stop, "start"), *end = text_of(stop, "end");
	struct id body;

	tell_text(view, "on", text_of(stop, "on"));
	tell_text(view, "when",
		text_date_short(v->arena, v->lang, text_of(stop, "on")));
	if (start != NULL)
		tell_text(view, "time", end == NULL ? start :
			arena_printf(v->arena, "%s–%s", start, end));
	tell_words(v, view, "venue", json_object_get(stop, "venue"));
	tell_words(v, view, "host", json_object_get(stop, "host"));
	tell_words(v, view, "purpose", json_object_get(stop, "purpose"));
	if (text_of(stop, "organisation") != NULL &&
	    id_parse(text_of(stop, "organisation"), &body))
		tell_text(view, "organisation",
			record_title_of(v, &entity_organisation, body));
	return view;
}

static void
put_exchange(struct line *line, const struct record *r)
{
	struct visit *v = line->v;
	json_t *view = entry_new(line, "exchange", record_text(r, "on"));
	json_t *items = json_array(), *stop;
	const char *state = record_text(r, "state");
	size_t i;

	put_kind(v, view, "exchange.type-", record_text(r, "type"));
	tell_words(v, view, "says", record_value(r, "name"));
	tell_words(v, view, "note", record_value(r, "summary"));
	tell_words(v, view, "source", record_value(r, "source"));
	tell_text(view, "href", record_page(v, r));
	tell_text(view, "id", id_text(v->arena, r->id));
	if (state != NULL && strcmp(state, "done") != 0)
		tell_text(view, "state", message(v->lang,
			arena_printf(v->arena, "exchange.state-%s", state)));
	if (record_flag(r, "sample"))
		json_object_set_new(view, "sample", json_true());
	json_array_foreach(record_value(r, "itinerary"), i, stop)
		json_array_append_new(items, stop_view(v, stop));
	json_object_set_new(view, "items", items);
}

static enum err
put_exchanges(struct line *line, const struct record *tie)
{
	struct visit *v = line->v;
	struct list list = {0};

	do {
		struct query *q = query_of(v, &entity_exchange);

		query_where(q, "ties", QUERY_HAS, id_text(v->arena, tie->id));
		query_order(q, "on");
		query_limit(q, QUERY_MOST);
		query_only(q, "name summary source on type state sample"
			" itinerary");
		if (list.next != NULL)
			query_after(q, list.next);
		TRY(query_run(q, &list));
		for (size_t i = 0; i < list.n; i++)
			put_exchange(line, list.at[i]);
	} while (list.next != NULL);
	return OK;
}

/* By first day; the vaguer of two before the more exact; else as put in. */
static int
by_days(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	if (x->last != y->last)
		return x->last > y->last ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

enum err
tie_timeline(struct visit *v, const struct record *tie, json_t **out)
{
	struct line line = { .v = v };

	put_dates(&line, tie);
	put_states(&line, tie);
	TRY(put_exchanges(&line, tie));
	if (line.n > 0)
		qsort(line.at, line.n, sizeof *line.at, by_days);
	*out = json_array();
	for (size_t i = 0; i < line.n; i++)
		json_array_append(*out, line.at[i].view);
	return OK;
}
