/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments of some days as a file.  Without personal data for all staff, to
 * count or to publish; with all of it for an administrator, who says why: that
 * is a line of the access log.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define FILE_MOST (64 << 20)

struct exporting {
	struct buf out;
	const char *const *columns;
	bool json, text, some;
};

static const char *
given(const char *text)
{
	return text != NULL && *text != '\0' ? text : NULL;
}

/* ---- the page ---- */

static json_t *
page_view(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *from = request_text(rq, "from");
	const char *until = request_text(rq, "until");
	const char *reason = request_text(rq, "reason");

	return keep(v, json_pack("{s:s, s:b, s:s, s:s, s:s}",
		"title", message(v->lang, "comment-export.title"),
		"whole", (v->roles & ROLE_ADMIN) != 0,
		"from", from != NULL ? from : "",
		"until", until != NULL ? until : "",
		"reason", reason != NULL ? reason : ""));
}

/* GET /office/comments/export */
static enum err
export_page(struct request *rq)
{
	return reply_page(rq, "office/comment-export",
		json_incref(page_view(rq)));
}

/* ---- without personal data ---- */

static void
csv_row(struct exporting *e, const json_t *row)
{
	for (size_t i = 0; e->columns[i] != NULL; i++)
		csv_cell(&e->out, i == 0, row == NULL ? e->columns[i] :
			json_string_value(json_object_get(row,
			e->columns[i])));
	buf_text(&e->out, "\r\n");
}

static void
json_row(struct exporting *e, const json_t *row)
{
	char *text = json_dumps(row, JSON_COMPACT);

	buf_text(&e->out, e->some ? ",\n" : "\n");
	buf_text(&e->out, text != NULL ? text : "null");
	e->some = true;
	free(text);
}

static enum err
open_row(struct visit *v, struct record *c, void *arg)
{
	struct exporting *e = arg;
	json_t *row;

	TRY(comment_open_row(v, c, e->text, &row));
	if (e->json)
		json_row(e, row);
	else
		csv_row(e, row);
	return OK;
}

static enum err
file_send(struct request *rq, struct exporting *e, const char *name)
{
	if (e->out.full)
		return fail(&rq->visit, ERR_LARGE, "office.csv-large");
	rq->reply.disposition = arena_printf(rq->visit.arena,
		"attachment; filename=\"%s.%s\"", name,
		e->json ? "json" : "csv");
	return reply_bytes(rq, e->json ? "application/json" :
		"text/csv; charset=utf-8", e->out.at, e->out.n);
}

static enum err
open_send(struct request *rq, bool json)
{
	struct visit *v = &rq->visit;
	struct exporting e = { .out = buf_in(v->arena, FILE_MOST),
		.columns = comment_open_columns, .json = json,
		.text = given(request_query(rq, "text")) != NULL };
	struct query *q;

	TRY(comments_between(v, given(request_query(rq, "from")),
		given(request_query(rq, "until")), &q));
	if (json) {
		buf_text(&e.out, "[");
	} else {
		buf_text(&e.out, "\xef\xbb\xbf");
		csv_row(&e, NULL);
	}
	TRY(query_each(q, open_row, &e));
	if (json)
		buf_text(&e.out, "\n]\n");
	return file_send(rq, &e, "comments-open");
}

/* GET /office/comments/export.csv */
static enum err
open_csv(struct request *rq)
{
	return open_send(rq, false);
}

/* GET /office/comments/export.json, /api/v1/comments/export */
static enum err
open_json(struct request *rq)
{
	return open_send(rq, true);
}

/* ---- with it ---- */

static enum err
whole_row(struct visit *v, struct record *c, void *arg)
{
	json_t *row = keep(v, json_object());

	json_object_update(row, c->fields);
	json_object_set_new(row, "id", json_string(id_text(v->arena, c->id)));
	json_row(arg, row);
	return OK;
}

static void
put_bytes(const char *at, size_t n, void *arg)
{
	buf_add(arg, at, n);
}

static enum err
whole_print(struct request *rq, struct exporting *e)
{
	struct visit *v = &rq->visit;
	const char *reason = given(request_text(rq, "reason"));
	struct query *q;

	if (reason == NULL || text_blank(reason))
		return fail_field(v, "reason", "error.required", NULL, NULL);
	if (strlen(reason) > 1000)
		return fail_field(v, "reason", "error.too-long", "300", NULL);
	TRY(comments_between(v, given(request_text(rq, "from")),
		given(request_text(rq, "until")), &q));
	TRY(comments_export_note(v, reason));
	if (!e->json)
		return export_csv(v, q, put_bytes, &e->out);
	buf_text(&e->out, "[");
	TRY(query_each(q, whole_row, e));
	buf_text(&e->out, "\n]\n");
	return OK;
}

/* POST /office/comments/export, /api/v1/comments/export */
static enum err
whole_send(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *format = request_text(rq, "format");
	struct exporting e = { .out = buf_in(v->arena, FILE_MOST),
		.json = format != NULL && strcmp(format, "json") == 0 };
	enum err err = whole_print(rq, &e);

	if (err == ERR_INPUT && !rq->wants_json)
		return reply_form(rq, err, "office/comment-export",
			json_incref(page_view(rq)));
	TRY(err);
	return file_send(rq, &e, "comments");
}

/* GET /office/comments.csv, .json: there are two of them. */
static enum err
which(struct request *rq)
{
	return reply_redirect(rq, "/office/comments/export");
}

const struct route comment_export_routes[] = {
	{ GET, "/office/comments.csv", ROLE_STAFF, which, "Leads to the page where comments are had as a file." },
	{ GET, "/office/comments.json", ROLE_STAFF, which, "The same." },
	{ GET, "/office/comments/export", ROLE_STAFF, export_page, "Comments as a file: without personal data, or with it and a reason." },
	{ GET, "/office/comments/export.csv", ROLE_STAFF, open_csv, "Comments of the days ?from= and ?until= without personal data, as CSV; ?text=1 with the text of those that are shown." },
	{ GET, "/office/comments/export.json", ROLE_STAFF, open_json, "The same as JSON." },
	{ POST, "/office/comments/export", ROLE_ADMIN, whole_send, "Comments with all that is of a person: from, until, format (csv, json), and the reason, which is logged." },
	{ GET, "/api/v1/comments/export", ROLE_STAFF, open_json, "Comments of the days from and until without personal data; text=1." },
	{ POST, "/api/v1/comments/export", ROLE_ADMIN, whole_send, "Comments with all that is of a person: from, until, format, and the reason, which is logged." },
	{0}
};
