/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the office does with comments, month by month: a page for everybody, a
 * table and JSON for whoever counts on.
 */
#include <string.h>

#include "commenting.h"
#include "paper/paper.h"

#define CSV_MOST (4 << 20)
#define LEAST_BARS 2
#define MOST_BARS 24

static const char *
asked(struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	return text != NULL && *text != '\0' ? text : NULL;
}

static enum err
counts(struct request *rq, json_t **out)
{
	return comment_counts(&rq->visit, asked(rq, "from"),
		asked(rq, "until"), out);
}

/* ---- the page ---- */

/* The column of that name. */
static size_t
column_of(const json_t *view, const char *name)
{
	json_t *column;
	size_t i;

	json_array_foreach(json_object_get(view, "columns"), i, column)
		if (strcmp(json_string_value(json_object_get(column, "name")),
		    name) == 0)
			return i;
	return 0;
}

static json_t *
series_of(const json_t *view, size_t column)
{
	return json_pack("{s:O}", "label", json_object_get(json_array_get(
		json_object_get(view, "columns"), column), "label"));
}

static bool
is_empty(const json_t *months, size_t i)
{
	return json_is_true(json_object_get(json_array_get(months, i),
		"empty"));
}

/* Oldest first; of the newest months in which anything happened, and what
 * lies between. */
static json_t *
bars_of(const json_t *view, size_t first, size_t second)
{
	const json_t *months = json_object_get(view, "months");
	size_t n = json_array_size(months), newest = 0;
	json_t *bars = json_array();

	while (newest < n && is_empty(months, newest))
		newest++;
	if (n > newest + MOST_BARS)
		n = newest + MOST_BARS;
	while (n > newest && is_empty(months, n - 1))
		n--;
	for (size_t i = n; i > newest; i--) {
		json_t *month = json_array_get(months, i - 1);
		json_t *cells = json_object_get(month, "cells");
		json_t *one = json_array_get(cells, first);
		json_t *other = json_array_get(cells, second);

		json_array_append_new(bars, json_pack("{s:O, s:[O,O], s:[O,O]}",
			"label", json_object_get(month, "key"),
			"values", json_object_get(one, "value"),
			json_object_get(other, "value"),
			"texts", json_object_get(one, "text"),
			json_object_get(other, "text")));
	}
	return bars;
}

static enum err
put_chart(struct visit *v, json_t *view)
{
	size_t written = column_of(view, "written");
	size_t removed = column_of(view, "removed");
	json_t *chart, *bars = keep(v, bars_of(view, written, removed));
	const char *wide, *narrow;

	if (json_array_size(bars) < LEAST_BARS)
		return OK;
	chart = keep(v, json_pack("{s:s, s:s, s:s, s:[o,o], s:O}",
		"id", "by-month", "title", message(v->lang,
			"comment-count.by-month"),
		"desc", message(v->lang, "comment-count.chart-says"),
		"series", series_of(view, written), series_of(view, removed),
		"bars", bars));
	TRY(chart_bars(v->arena, chart, &wide));
	json_object_set_new(chart, "narrow", json_true());
	json_object_set_new(chart, "id", json_string("narrow-month"));
	TRY(chart_bars(v->arena, chart, &narrow));
	put_text(view, "chart_html", arena_printf(v->arena, "%s%s", narrow,
		wide));
	return OK;
}

/* GET /{lang}/comments, /api/v1/comments/months */
static enum err
counts_page(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view;

	TRY(counts(rq, &view));
	put_text(view, "title", message(v->lang, "comment-count.title"));
	put_text(view, "as_of_line", put_say(v, "statistics.as-of",
		json_string_value(json_object_get(view, "as_of_says")), NULL));
	put_text(view, "base", put_address(v, "/comments"));
	json_object_set_new(view, "offices_there", json_boolean(
		json_array_size(json_object_get(view, "offices")) > 0));
	json_object_set_new(view, "charts", json_true());
	put_text(view, "chart_html", "");
	if (!rq->wants_json)
		TRY(put_chart(v, view));
	return put_page(rq, "comment-counts", json_incref(view));
}

/* GET /{lang}/comments.json: no more than the figures. */
static enum err
counts_json(struct request *rq)
{
	json_t *view;

	TRY(counts(rq, &view));
	reply_cached(rq, "public, no-cache");
	return reply_json(rq, 200, json_incref(view));
}

/* ---- CSV ---- */

static void
csv_head(struct visit *v, const json_t *view, struct buf *out)
{
	json_t *one;
	size_t i;

	csv_cell(out, true, "month");
	json_array_foreach(json_object_get(view, "columns"), i, one)
		csv_cell(out, false, json_string_value(json_object_get(one,
			"name")));
	json_array_foreach(json_object_get(view, "grounds"), i, one)
		csv_cell(out, false, arena_printf(v->arena, "removed_%s",
			json_string_value(json_object_get(one, "code"))));
	csv_cell(out, false, "data_as_of");
	buf_text(out, "\r\n");
}

static void
csv_number(struct buf *out, const json_t *value)
{
	if (json_is_real(value))
		buf_printf(out, ",%.1f", json_real_value(value));
	else if (json_is_integer(value))
		buf_printf(out, ",%lld",
			(long long)json_integer_value(value));
	else
		buf_char(out, ',');
}

static void
csv_row(const json_t *view, const json_t *row, struct buf *out)
{
	json_t *one;
	size_t i;

	csv_cell(out, true, json_string_value(json_object_get(row, "key")));
	json_array_foreach(json_object_get(row, "cells"), i, one)
		csv_number(out, json_object_get(one, "value"));
	json_array_foreach(json_object_get(view, "grounds"), i, one)
		buf_printf(out, ",%lld", (long long)json_integer_value(
			json_object_get(json_object_get(row, "removed_by"),
			json_string_value(json_object_get(one, "code")))));
	csv_cell(out, false, json_string_value(json_object_get(view,
		"as_of")));
	buf_text(out, "\r\n");
}

/* GET /{lang}/comments.csv */
static enum err
counts_csv(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct buf out = buf_in(v->arena, CSV_MOST);
	json_t *view, *row;
	size_t i;

	TRY(counts(rq, &view));
	buf_text(&out, "\xef\xbb\xbf");  /* spreadsheets tell UTF-8 by it */
	csv_head(v, view, &out);
	json_array_foreach(json_object_get(view, "months"), i, row)
		csv_row(view, row, &out);
	rq->reply.disposition = arena_printf(v->arena,
		"attachment; filename=\"comments-%s.csv\"",
		json_string_value(json_object_get(view, "as_of")));
	reply_cached(rq, "public, no-cache");
	return reply_bytes(rq, "text/csv; charset=utf-8", out.at, out.n);
}

const struct route comment_count_routes[] = {
	{ GET, "/{lang}/comments", ROLE_ANYONE, counts_page, "What was done with comments, counted by month; ?from= and ?until= are months." },
	{ GET, "/{lang}/comments.csv", ROLE_ANYONE, counts_csv, "The same as CSV, with the removed of each ground." },
	{ GET, "/{lang}/comments.json", ROLE_ANYONE, counts_json, "The same as JSON." },
	{ GET, "/api/v1/comments/months", ROLE_ANYONE, counts_page, "What was done with comments, counted by month; from, until." },
	{0}
};
