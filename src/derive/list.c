/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An entity's records as a list.  The first column is always what the record
 * is called; the others are the LISTED fields, without the one that is the
 * title already.
 */
#include <string.h>

#include "inside.h"

/* The field that alone titles a record; NULL: there are several, or a hook. */
static const struct field *
title_field(const struct entity *of)
{
	if (of->titled != NULL || of->title == NULL)
		return NULL;
	return field_named(of->fields, of->title);
}

static bool
is_column(struct visit *v, const struct entity *of, const struct field *f)
{
	return (f->flags & LISTED) && f != title_field(of) &&
		f->kind != FIELD_SECRET && field_readable(v, of, f);
}

/* What the list is sorted by: "-on". */
static const char *
order_of(const struct entity *of, json_t *asked)
{
	const char *sort = view_get(asked, "sort");

	if (*sort != '\0')
		return sort;
	return of->order != NULL ? of->order : "";
}

/*
 * A column's head.  Where it can be sorted, href sorts by it, or the other
 * way when it is sorted by it already.
 */
static json_t *
column(struct visit *v, const struct entity *of, const struct field *f,
	const char *label, json_t *asked, const char *base)
{
	const char *order = order_of(of, asked), *by = "";
	bool down = *order == '-';
	bool sorts = f != NULL && filter_sorts(f);
	bool sorted = sorts && strcmp(order + down, f->name) == 0;
	json_t *out = json_object();

	if (sorts)
		by = arena_printf(v->arena, "%s%s", sorted && !down ? "-" : "",
			f->name);
	view_text(out, "name", f != NULL ? f->name : "");
	view_text(out, "label", label);
	view_text(out, "order", by);
	view_text(out, "sorted", !sorted ? "" : down ? "descending" :
		"ascending");
	view_text(out, "href", sorts ?
		filter_address(v, base, asked, "sort", by) : "");
	view_flag(out, "number", f != NULL && (f->kind == FIELD_INTEGER ||
		f->kind == FIELD_DECIMAL || f->kind == FIELD_MONEY));
	return out;
}

static json_t *
columns(struct visit *v, const struct entity *of, json_t *asked,
	const char *base)
{
	const struct field *title = title_field(of);
	json_t *out = json_array();

	json_array_append_new(out, column(v, of, title, title != NULL ?
		spot_label(v, (struct spot){ of, NULL, title }) :
		entity_label(v, of), asked, base));
	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (is_column(v, of, f))
			json_array_append_new(out, column(v, of, f,
				spot_label(v, (struct spot){ of, NULL, f }),
				asked, base));
	return out;
}

static json_t *
cell(struct visit *v, struct spot s, json_t *value)
{
	json_t *out = value != NULL ? office_show(v, s, value) : json_object();
	const struct field *f = s.field;

	if (value == NULL)
		view_text(out, "text", "");
	if (f->kind == FIELD_DATE && value != NULL)
		view_text(out, "text", text_date_short(v->arena, v->lang,
			json_string_value(value)));
	view_text(out, "label", spot_label(v, s));
	for (const char *const *k = (const char *const[]){ "lang", "href",
	    "state", "notice", NULL }; *k != NULL; k++)
		if (json_object_get(out, *k) == NULL)
			view_text(out, *k, "");
	view_flag(out, "number", f->kind == FIELD_INTEGER ||
		f->kind == FIELD_DECIMAL || f->kind == FIELD_MONEY);
	return out;
}

static json_t *
row(struct visit *v, const struct record *r, const char *base)
{
	json_t *out = json_object(), *cells = json_array();
	const char *id = id_text(v->arena, r->id);

	view_text(out, "id", id);
	view_text(out, "href", visit_partner(v) ? office_page(v, r->of, r->id) :
		arena_printf(v->arena, "%s/%s", base, id));
	view_text(out, "title", record_title(v, r));
	view_flag(out, "hidden", r->standing == RECORD_HIDDEN);
	view_flag(out, "erased", r->standing == RECORD_ERASED);
	for (const struct field *f = r->of->fields; f->name != NULL; f++)
		if (is_column(v, r->of, f))
			json_array_append_new(cells, cell(v,
				(struct spot){ r->of, NULL, f },
				record_value(r, f->name)));
	json_object_set_new(out, "cells", cells);
	return out;
}

static void
frame(struct visit *v, const struct entity *of, json_t *asked,
	const char *base, json_t *view)
{
	view_text(view, "kind", of->name);
	view_text(view, "plural", of->plural);
	view_text(view, "title", entity_labels(v, of));
	view_text(view, "label", entity_label(v, of));
	view_text(view, "base", base);
	view_text(view, "sort", view_get(asked, "sort"));
	view_flag(view, "can_create", (of->write & v->roles) != 0);
	view_flag(view, "hidden", *view_get(asked, "hidden") != '\0');
	view_text(view, "first", *view_get(asked, "after") != '\0' ?
		filter_address(v, base, asked, "after", NULL) : "");
	view_text(view, "csv", filter_address(v, arena_printf(v->arena,
		"%s.csv", base), asked, "limit", NULL));
	view_text(view, "csv_shown", filter_address(v, arena_printf(v->arena,
		"%s.csv", base), asked, "shown", "1"));
	view_text(view, "json", filter_address(v, arena_printf(v->arena,
		"%s.json", base), asked, "limit", NULL));
	view_text(view, "here", filter_address(v, "", asked, "limit", NULL));
	view_flag(view, "filtered", filter_asked(asked));
	json_object_set_new(view, "columns", columns(v, of, asked, base));
	json_object_set_new(view, "filters", filters_view(v, of, asked));
}

enum err
list_view(struct visit *v, const struct entity *of, json_t *asked,
	const char *base, json_t **out)
{
	struct query *q, *all;
	struct list list;
	int64_t count;
	json_t *view, *rows;

	TRY(filter_query(v, of, asked, &q));
	TRY(query_run(q, &list));
	TRY(filter_query(v, of, asked, &all));
	TRY(query_count(all, &count));
	view = json_object();
	rows = json_array();
	frame(v, of, asked, base, view);
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(rows, row(v, list.at[i], base));
	json_object_set_new(view, "rows", rows);
	json_object_set_new(view, "count", json_integer(count));
	view_text(view, "count_says", message_with(v->arena, v->lang,
		"list.count", arena_printf(v->arena, "%lld", (long long)count),
		NULL, NULL));
	view_flag(view, "empty", list.n == 0);
	view_text(view, "next", list.next != NULL ?
		filter_address(v, base, asked, "after", list.next) : "");
	view_flag(view, "paged", list.next != NULL ||
		*view_get(view, "first") != '\0');
	*out = view;
	return OK;
}

/* ---- as files ---- */

/* Personal data is read one record at a time, and that reading is logged. */
static bool
goes_out(struct visit *v, const struct entity *of, const struct field *f)
{
	return is_column(v, of, f) && !(f->flags & PERSONAL);
}

struct listing {
	const struct entity *of;
	void (*put)(const char *at, size_t n, void *arg);
	void *arg;
	bool begun;
};

#define LINE_MOST (8 << 20)  /* bytes of one record */

static enum err
csv_line(struct visit *v, struct record *r, void *arg)
{
	struct listing *l = arg;
	struct buf b = buf_in(v->arena, LINE_MOST);

	csv_cell(&b, true, record_title(v, r));
	for (const struct field *f = l->of->fields; f->name != NULL; f++)
		if (goes_out(v, l->of, f))
			csv_cell(&b, false, view_get(keep(v, cell(v,
				(struct spot){ l->of, NULL, f },
				record_value(r, f->name))), "text"));
	buf_text(&b, "\r\n");
	if (b.full)
		return fail(v, ERR_LARGE, "error.too-large");
	l->put(b.at, b.n, l->arg);
	return OK;
}

enum err
list_csv(struct visit *v, const struct entity *of, json_t *asked,
	void (*put)(const char *at, size_t n, void *arg), void *arg)
{
	struct listing l = { of, put, arg, false };
	const struct field *title = title_field(of);
	struct buf b = buf_in(v->arena, LINE_MOST);
	struct query *q;

	TRY(filter_query(v, of, asked, &q));
	put("\xef\xbb\xbf", 3, arg);
	csv_cell(&b, true, title != NULL ?
		spot_label(v, (struct spot){ of, NULL, title }) :
		entity_label(v, of));
	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (goes_out(v, of, f))
			csv_cell(&b, false, spot_label(v,
				(struct spot){ of, NULL, f }));
	buf_text(&b, "\r\n");
	put(b.at, b.n, arg);
	return query_each(q, csv_line, &l);
}

static enum err
json_line(struct visit *v, struct record *r, void *arg)
{
	struct listing *l = arg;
	json_t *json = keep(v, record_json(v, r));
	struct buf b = buf_in(v->arena, LINE_MOST);

	for (const struct field *f = l->of->fields; f->name != NULL; f++)
		if (f->flags & PERSONAL)
			json_object_del(json, f->name);
	buf_text(&b, l->begun ? ",\n" : "\n");
	json_print(&b, json, false);
	if (b.full)
		return fail(v, ERR_LARGE, "error.too-large");
	l->put(b.at, b.n, l->arg);
	l->begun = true;
	return OK;
}

enum err
list_json(struct visit *v, const struct entity *of, json_t *asked,
	void (*put)(const char *at, size_t n, void *arg), void *arg)
{
	struct listing l = { of, put, arg, false };
	struct query *q;

	TRY(filter_query(v, of, asked, &q));
	put("{\"items\":[", 10, arg);
	TRY(query_each(q, json_line, &l));
	put("\n]}\n", 4, arg);
	return OK;
}
