/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments as a table for whoever counts, without what is of a person: neither
 * nickname nor the hour, no id (it leads to the page), nothing that staff or
 * author wrote beside it.  The text goes along only where that is asked for,
 * and then of comments alone that everybody reads.
 */
#include <string.h>

#include "comment.h"
#include "inside.h"

const char *const comment_open_columns[] = { "article", "day", "language",
	"reply", "state", "ground", "decided", "why", "sample", "text", NULL };

static bool
is_day(const char *text)
{
	struct edtf date;
	int first, last;

	if (text == NULL || strlen(text) != 10 || !edtf_parse(text, &date))
		return false;
	edtf_days(&date, &first, &last);
	return first == last;
}

enum err
comments_between(struct visit *v, const char *from, const char *until,
	struct query **out)
{
	struct query *q = *out = query_of(v, &entity_comment);

	if (from != NULL && !is_day(from))
		return fail_field(v, "from", "error.not-a-date", from, NULL);
	if (until != NULL && !is_day(until))
		return fail_field(v, "until", "error.not-a-date", until, NULL);
	if (from != NULL)
		query_where(q, "at", QUERY_FROM, from);
	if (until != NULL)
		query_where(q, "at", QUERY_UNTIL, until);
	query_order(q, "at");
	return OK;
}

static const char *
day_of(struct visit *v, const struct record *c, const char *field)
{
	const char *text = record_text(c, field);
	int64_t moment;
	char zone[64];

	return text != NULL && moment_parse(text, v->zone, &moment, zone) ?
		moment_day(v->arena, moment, v->zone) : "";
}

static void
put(json_t *row, const char *column, const char *text)
{
	json_object_set_new(row, column, json_string(text != NULL ? text :
		""));
}

enum err
comment_open_row(struct visit *v, const struct record *c, bool text,
	json_t **out)
{
	bool shown = strcmp(record_text(c, "state"), "shown") == 0;
	struct record *article;
	json_t *row = *out = keep(v, json_object());

	TRY(record_peek(v, &entity_article, record_ref(c, "article"), "slug",
		&article));
	put(row, "article", article != NULL ? record_text(article, "slug") :
		NULL);
	put(row, "day", day_of(v, c, "at"));
	put(row, "language", record_text(c, "language"));
	put(row, "reply", id_none(record_ref(c, "answers")) ? "false" :
		"true");
	put(row, "state", record_text(c, "state"));
	put(row, "ground", record_text(c, "reason"));
	put(row, "decided", day_of(v, c, "decided"));
	put(row, "why", record_text(c, "why"));
	put(row, "sample", record_flag(c, "sample") ? "true" : "false");
	put(row, "text", text && shown ? record_text(c, "text") : NULL);
	return OK;
}

/* What the full table takes out of the house; for the access log. */
enum err
comments_export_note(struct visit *v, const char *reason)
{
	return access_note(v, "export", "comment", (struct id){{0}},
		"nickname text objection notes", reason);
}
