/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Statistics and open data.  What the public sees counts what is public; the
 * office's own page counts all that it may see, and money.  A table can be had
 * as CSV by its name; the tables for open data have addresses of their own.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "paper/paper.h"

#define CSV_MOST (64 << 20)
#define LEAST_BARS 3  /* fewer are told as well by the table alone */

static const char *
asked(struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	return text != NULL && *text != '\0' ? text : NULL;
}

/* A year is four digits. */
static enum err
year_asked(struct request *rq, const char *name, const char **year)
{
	*year = asked(rq, name);
	if (*year != NULL && (strlen(*year) != 4 ||
	    strspn(*year, "0123456789") != 4))
		return fail_field(&rq->visit, name, "statistics.wrong-year",
			*year, NULL);
	return OK;
}

static enum err
wish_asked(struct request *rq, bool office, struct statistics_wish *wish)
{
	*wish = (struct statistics_wish){
		.tie = asked(rq, "tie"), .field = asked(rq, "field"),
		.type = asked(rq, "type"), .office = office,
	};
	TRY(year_asked(rq, "from", &wish->from));
	return year_asked(rq, "to", &wish->to);
}

/* ---- charts ---- */

static json_t *
bar_of(const json_t *row, const char *label)
{
	json_t *cell = json_array_get(json_object_get(row, "cells"), 0);

	return json_pack("{s:O, s:[O], s:[O]}", "label",
		json_object_get(row, label), "values",
		json_object_get(cell, "value"), "texts",
		json_object_get(cell, "text"));
}

/* Years without an exchange are drawn too: silence is a figure. */
static json_t *
bars_of_years(struct visit *v, const json_t *rows)
{
	json_t *bars = json_array(), *row;
	long before = 0;
	size_t i;

	json_array_foreach(rows, i, row) {
		const char *key = json_string_value(json_object_get(row,
			"key"));
		long year = strtol(key, NULL, 10);

		if (*key == '\0')
			continue;
		for (long y = before + 1; before != 0 && y < year &&
		    json_array_size(bars) < CHART_BARS - 1; y++)
			json_array_append_new(bars, json_pack(
				"{s:s, s:[i], s:s}", "label", arena_printf(
				v->arena, "%04ld", y), "values", 0, "silent",
				message(v->lang, "statistics.silent")));
		if (json_array_size(bars) < CHART_BARS)
			json_array_append_new(bars, bar_of(row, "key"));
		before = year;
	}
	return bars;
}

static json_t *
bars_of(struct visit *v, const json_t *table)
{
	const json_t *rows = json_object_get(table, "rows");
	const char *by = json_string_value(json_object_get(table, "by"));
	json_t *bars, *row;
	size_t i;

	if (strcmp(by, "year") == 0)
		return bars_of_years(v, rows);
	bars = json_array();
	json_array_foreach(rows, i, row)
		if (i < CHART_BARS)
			json_array_append_new(bars, bar_of(row, "label"));
	return bars;
}

/* Both widths of a table's chart, under "chart_html". */
static enum err
put_chart(struct visit *v, json_t *view, json_t *table)
{
	const char *by = json_string_value(json_object_get(table, "by"));
	json_t *column = json_array_get(json_object_get(view, "columns"), 0);
	const char *wide, *narrow;
	json_t *chart;

	if (json_array_size(json_object_get(table, "rows")) < LEAST_BARS)
		return OK;
	chart = keep(v, json_pack("{s:s, s:O, s:s, s:[{s:O, s:s}], s:o}",
		"id", arena_printf(v->arena, "by-%s", by),
		"title", json_object_get(table, "label"),
		"desc", message(v->lang, "statistics.chart-says"),
		"series", "label", json_object_get(column, "label"),
		"as", "ours", "bars", bars_of(v, table)));
	TRY(chart_bars(v->arena, chart, &wide));
	json_object_set_new(chart, "narrow", json_true());
	json_object_set_new(chart, "id", json_string(arena_printf(v->arena,
		"narrow-%s", by)));
	TRY(chart_bars(v->arena, chart, &narrow));
	json_object_set_new(table, "chart_html", json_string(arena_printf(
		v->arena, "%s%s", narrow, wide)));
	return OK;
}

/* ---- the page ---- */

static json_t *
choices_view(struct visit *v, const char *name, const char *stem,
	const char *chosen)
{
	const struct field *f = field_named(entity_exchange.fields, name);
	json_t *choices = json_array();
	const char *choice;

	for (size_t i = 0; (choice = field_choice(v->arena, f, i)) != NULL; i++)
		json_array_append_new(choices, json_pack("{s:s, s:s, s:b}",
			"value", choice, "label", put_choice(v, stem, choice),
			"chosen", (int)(chosen != NULL &&
				strcmp(chosen, choice) == 0)));
	return choices;
}

static enum err
ties_view(struct visit *v, const char *chosen, json_t **out)
{
	struct query *q = query_of(v, &entity_tie);
	struct list list;

	query_limit(q, 200);
	TRY(query_run(q, &list));
	*out = json_array();
	for (size_t i = 0; i < list.n; i++) {
		const char *id = id_text(v->arena, list.at[i]->id);

		json_array_append_new(*out, json_pack("{s:s, s:s, s:b}",
			"value", id, "label", record_title(v, list.at[i]),
			"chosen", (int)(chosen != NULL &&
				strcmp(chosen, id) == 0)));
	}
	return OK;
}

/* What was asked, as the end of an address: "&from=2019&type=event". */
static const char *
asked_again(struct request *rq, const struct statistics_wish *w)
{
	const char *names[] = { "from", "to", "tie", "field", "type" };
	const char *values[] = { w->from, w->to, w->tie, w->field, w->type };
	struct buf out = buf_in(rq->visit.arena, 2000);

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (values[i] != NULL)
			buf_printf(&out, "&%s=%s", names[i], values[i]);
	return out.n > 0 ? out.at : "";
}

static enum err
put_filters(struct request *rq, json_t *view, const struct statistics_wish *w)
{
	struct visit *v = &rq->visit;
	json_t *ties;

	put_text(view, "from", w->from);
	put_text(view, "to", w->to);
	TRY(ties_view(v, w->tie, &ties));
	json_object_set_new(view, "ties", ties);
	json_object_set_new(view, "fields", choices_view(v, "field",
		"exchange.field", w->field));
	json_object_set_new(view, "types", choices_view(v, "type",
		"exchange.type", w->type));
	return OK;
}

static void
put_downloads(struct visit *v, json_t *view)
{
	json_t *list = json_array();
	const char *name;

	for (size_t i = 0; (name = published_name(i)) != NULL; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}",
			"label", message(v->lang, arena_printf(v->arena,
				"published.%s", name)),
			"csv", put_address(v, arena_printf(v->arena,
				"/statistics/%s.csv", name)),
			"json", put_address(v, arena_printf(v->arena,
				"/statistics/%s.json", name))));
	json_object_set_new(view, "downloads", list);
}

static enum err
statistics_view(struct request *rq, bool office, const char *base,
	json_t **out)
{
	struct visit *v = &rq->visit;
	struct statistics_wish wish;
	json_t *view, *table;
	size_t i;

	TRY(wish_asked(rq, office, &wish));
	TRY(statistics_of(v, &wish, out));
	view = *out;
	put_text(view, "title", message(v->lang, "statistics.title"));
	put_text(view, "as_of_line", put_say(v, "statistics.as-of",
		json_string_value(json_object_get(view, "as_of_says")), NULL));
	put_text(view, "persons_says", put_say(v, "statistics.persons",
		text_number(v->arena, v->lang, arena_printf(v->arena, "%lld",
		(long long)json_integer_value(json_object_get(view,
		"persons")))), NULL));
	json_object_set_new(view, "charts", json_true());
	put_text(view, "base", base);
	put_text(view, "comments", put_address(v, "/comments"));
	TRY(put_filters(rq, view, &wish));
	put_downloads(v, view);
	json_array_foreach(json_object_get(view, "tables"), i, table) {
		put_text(table, "csv", arena_printf(v->arena, "%s.csv?by=%s%s",
			base, json_string_value(json_object_get(table, "by")),
			asked_again(rq, &wish)));
		if (!rq->wants_json)
			TRY(put_chart(v, view, table));
	}
	return OK;
}

/* GET /{lang}/statistics */
static enum err
statistics(struct request *rq)
{
	json_t *view;

	TRY(statistics_view(rq, false, put_address(&rq->visit, "/statistics"),
		&view));
	return put_page(rq, "statistics", json_incref(view));
}

/* GET /office/statistics, /api/v1/statistics */
static enum err
office_statistics(struct request *rq)
{
	json_t *view;

	TRY(statistics_view(rq, visit_staff(&rq->visit), "/office/statistics",
		&view));
	return reply_page(rq, "office/statistics", json_incref(view));
}

/* ---- CSV ---- */

static void
put_line(struct buf *out, const json_t *cells)
{
	json_t *cell;
	size_t i;

	json_array_foreach(cells, i, cell)
		csv_cell(out, i == 0, json_string_value(cell));
	buf_text(out, "\r\n");
}

/* With the mark that spreadsheets tell UTF-8 by. */
static struct buf
csv_begin(struct visit *v)
{
	struct buf out = buf_in(v->arena, CSV_MOST);

	buf_text(&out, "\xef\xbb\xbf");
	return out;
}

static enum err
csv_send(struct request *rq, struct buf *out, const char *name)
{
	rq->reply.disposition = arena_printf(rq->visit.arena,
		"attachment; filename=\"%s\"", name);
	return reply_bytes(rq, "text/csv; charset=utf-8", out->at, out->n);
}

static void
csv_table(struct buf *out, const json_t *view, const json_t *table)
{
	const char *as_of = json_string_value(json_object_get(view, "as_of"));
	json_t *row, *cell, *column;
	size_t i, k;

	csv_cell(out, true, json_string_value(json_object_get(table, "by")));
	csv_cell(out, false, "label");
	json_array_foreach(json_object_get(view, "columns"), i, column)
		csv_cell(out, false, json_string_value(json_object_get(column,
			"name")));
	csv_cell(out, false, "data_as_of");
	buf_text(out, "\r\n");
	json_array_foreach(json_object_get(table, "rows"), i, row) {
		csv_cell(out, true, json_string_value(json_object_get(row,
			"key")));
		csv_cell(out, false, json_string_value(json_object_get(row,
			"label")));
		json_array_foreach(json_object_get(row, "cells"), k, cell)
			buf_printf(out, ",%lld", (long long)json_integer_value(
				json_object_get(cell, "value")));
		csv_cell(out, false, as_of);
		buf_text(out, "\r\n");
	}
}

static enum err
csv_of(struct request *rq, bool office)
{
	struct visit *v = &rq->visit;
	const char *by = asked(rq, "by");
	struct statistics_wish wish;
	struct buf out = csv_begin(v);
	json_t *view, *table = NULL;
	size_t i;

	TRY(wish_asked(rq, office, &wish));
	TRY(statistics_of(v, &wish, &view));
	json_array_foreach(json_object_get(view, "tables"), i, table)
		if (by == NULL || strcmp(by, json_string_value(
		    json_object_get(table, "by"))) == 0)
			break;
	if (table == NULL || i == json_array_size(json_object_get(view,
	    "tables")))
		return fail_field(v, "by", "statistics.wrong-by", by, NULL);
	csv_table(&out, view, table);
	return csv_send(rq, &out, arena_printf(v->arena, "statistics-%s-%s.csv",
		json_string_value(json_object_get(table, "by")),
		json_string_value(json_object_get(view, "as_of"))));
}

/* GET /{lang}/statistics.csv */
static enum err
statistics_csv(struct request *rq)
{
	return csv_of(rq, false);
}

/* GET /office/statistics.csv */
static enum err
office_statistics_csv(struct request *rq)
{
	return csv_of(rq, true);
}

/* GET /{lang}/statistics/{name}: "busan.csv", "busan.json" */
static enum err
published(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *file = request_param(rq, "name");
	const char *dot = strrchr(file, '.');
	struct buf out;
	json_t *table, *row;
	size_t i;

	if (dot == NULL || (strcmp(dot, ".csv") != 0 &&
	    strcmp(dot, ".json") != 0))
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(published_table(v, arena_copy(v->arena, file,
		(size_t)(dot - file)), &table));
	if (strcmp(dot, ".json") == 0)
		return reply_json(rq, 200, json_incref(table));
	out = csv_begin(v);
	put_line(&out, json_object_get(table, "columns"));
	json_array_foreach(json_object_get(table, "rows"), i, row)
		put_line(&out, row);
	return csv_send(rq, &out, arena_printf(v->arena, "%.*s-%s.csv",
		(int)(dot - file), file, json_string_value(json_object_get(
		table, "as_of"))));
}

const struct route statistics_routes[] = {
	{ GET, "/{lang}/statistics", ROLE_ANYONE, statistics, "What was done, counted by year, country, field, type and direction." },
	{ GET, "/{lang}/statistics.csv", ROLE_ANYONE, statistics_csv, "One of these tables (by) as CSV." },
	{ GET, "/{lang}/statistics/{name}", ROLE_ANYONE, published, "A table for open data, NAME.csv or NAME.json." },
	{ GET, "/office/statistics", ROLE_STAFF, office_statistics, "The same of all that the office may see, and money." },
	{ GET, "/office/statistics.csv", ROLE_STAFF, office_statistics_csv, "One of these tables (by) as CSV." },
	{ GET, "/api/v1/statistics", ROLE_ANYONE, office_statistics, "What was done, counted; for staff all that they may see." },
	{0}
};
