/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The access log for administrators: who did what with whose personal data,
 * by account, person and month; as a table to take away, for a reason that is
 * itself logged; and the monthly review.
 *
 *	{ "rows": [{"id","at","when","who","network","act","act_says","whose",
 *	            "kind","href","fields_say","reason"}],
 *	  "next", "count", "accounts": [{"value","label","chosen"}],
 *	  "person","month", "about": whose alone,
 *	  "due": [{"month","says"}], "reviews": [{"month","says","finding",
 *	  "who","when"}] }
 */
#include <string.h>

#include "inside.h"

#define PAGE "/office/access"
#define SHOWN 100
#define EXPORT_MOST 20000  /* lines of one table */
#define FOUND_MOST 20      /* records that a name may mean */

/* ---- what is asked for ---- */

struct asked {
	struct access_wish wish;
	const char *person, *month, *account;
};

/* The records that a name means, as the search finds them. */
static enum err
people_find(struct visit *v, struct asked *a)
{
	struct id *ids = arena_alloc(v->arena, FOUND_MOST * sizeof *ids);
	json_t *found, *results, *one;
	size_t i;

	a->wish.of_some = true;
	a->wish.records = ids;
	if (id_parse(a->person, &ids[0])) {
		a->wish.record_count = 1;
		return OK;
	}
	TRY(search_view(v, a->person, NULL, FOUND_MOST, NULL, &found));
	keep(v, found);
	results = json_object_get(found, "results");
	json_array_foreach(results, i, one) {
		const char *id = json_string_value(json_object_get(one, "id"));

		if (id != NULL && a->wish.record_count < FOUND_MOST &&
		    id_parse(id, &ids[a->wish.record_count]))
			a->wish.record_count++;
	}
	return OK;
}

static const char *
sent(struct request *rq, const char *name)
{
	const char *text = rq->method == GET ? request_query(rq, name) :
		request_text(rq, name);

	return text != NULL && !text_blank(text) ? text : NULL;
}

static enum err
wish_read(struct request *rq, struct asked *a)
{
	struct visit *v = &rq->visit;
	const char *after = sent(rq, "after");

	*a = (struct asked){ .person = sent(rq, "person"),
		.month = sent(rq, "month"), .account = sent(rq, "account") };
	a->wish.month = a->month;
	if (a->account != NULL && !id_parse(a->account, &a->wish.account))
		return fail_field(v, "account", "error.not-an-id", NULL, NULL);
	if (after != NULL && !id_parse(after, &a->wish.before))
		return fail_field(v, "after", "error.bad-cursor", NULL, NULL);
	return a->person != NULL ? people_find(v, a) : OK;
}

/* ---- a line ---- */

/* "Birth, Telephone", as the fields are called today. */
static const char *
fields_say(struct visit *v, const struct access_row *row)
{
	struct buf out = buf_in(v->arena, 1 << 14);
	char *rest = arena_text(v->arena, row->fields), *name;

	while ((name = strsep(&rest, " ")) != NULL) {
		const char *key = arena_printf(v->arena, "%s.%s", row->entity,
			name);

		if (*name != '\0')
			buf_printf(&out, "%s%s", out.n > 0 ? ", " : "",
				message_there(v->lang, key) ?
				message(v->lang, key) : name);
	}
	return out.at;
}

static const char *
kind_says(struct visit *v, const char *entity)
{
	const char *key = strcmp(entity, "access") == 0 ? "access.title" :
		arena_printf(v->arena, "%s.one", entity);

	return message_there(v->lang, key) ? message(v->lang, key) : entity;
}

static const char *
whose(struct visit *v, const struct access_row *row)
{
	const struct entity *of = catalogue_entity(v->catalogue, row->entity);

	if (id_none(row->record) || of == NULL)
		return message(v->lang, "access.whole-list");
	return record_title_of(v, of, row->record);
}

static json_t *
row_view(struct visit *v, const struct access_row *row)
{
	const struct entity *of = catalogue_entity(v->catalogue, row->entity);
	const char *at = moment_print(v->arena, row->at, "UTC");
	json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s,"
		" s:s, s:s, s:s}", "id", id_text(v->arena, row->id),
		"at", arena_copy(v->arena, at, strcspn(at, "[")),
		"when", text_moment(v->arena, v->lang, row->at, v->zone),
		"who", *row->who != '\0' ? row->who :
			message(v->lang, "history.nobody"),
		"network", row->network, "act", row->act,
		"act_says", put_choice(v, "access.act", row->act),
		"kind", kind_says(v, row->entity), "whose", whose(v, row),
		"fields_say", fields_say(v, row), "reason", row->reason);

	json_object_set_new(view, "href", json_string(of == NULL ||
		id_none(row->record) ? "" : arena_printf(v->arena,
			"/office/%s/%s", of->plural,
			id_text(v->arena, row->record))));
	return view;
}

/* ---- what stands around the lines ---- */

static enum err
put_accounts(struct visit *v, json_t *view, const char *chosen)
{
	struct query *q = query_of(v, &entity_account);
	json_t *list = json_array();
	struct list found;

	json_object_set_new(view, "accounts", list);
	query_limit(q, QUERY_MOST);
	TRY(query_run(q, &found));
	for (size_t i = 0; i < found.n; i++) {
		const char *id = id_text(v->arena, found.at[i]->id);

		json_array_append_new(list, json_pack("{s:s, s:s, s:b}",
			"value", id, "label", record_title(v, found.at[i]),
			"chosen", (int)(chosen != NULL &&
				strcmp(chosen, id) == 0)));
	}
	return OK;
}

static enum err
put_reviews(struct visit *v, json_t *view)
{
	json_t *due, *month, *list = json_array(), *open = json_array();
	struct access_review *all;
	size_t n, i;

	json_object_set_new(view, "reviews", list);
	json_object_set_new(view, "due", open);
	TRY(access_unreviewed(v, &due));
	json_array_foreach(due, i, month)
		json_array_append_new(open, json_pack("{s:O, s:s}", "month",
			month, "says", text_date(v->arena, v->lang,
				json_string_value(month))));
	TRY(access_reviews(v, &all, &n));
	for (i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:s}", "month", all[i].month,
			"says", text_date(v->arena, v->lang, all[i].month),
			"finding", all[i].finding, "who", all[i].who, "when",
			text_moment(v->arena, v->lang, all[i].at, v->zone)));
	json_object_set_new(view, "due_there",
		json_boolean(json_array_size(open) > 0));
	json_object_set_new(view, "reviews_there",
		json_boolean(json_array_size(list) > 0));
	return OK;
}

/* The address of the older lines. */
static void
put_next(struct request *rq, json_t *view, struct id last)
{
	struct visit *v = &rq->visit;

	put_text(view, "next", filter_next(v, PAGE, rq->query,
		id_text(v->arena, last)));
}

static enum err
put_rows(struct request *rq, struct asked *asked, json_t *view)
{
	struct visit *v = &rq->visit;
	json_t *rows = keep(v, json_array());
	struct access_row *list;
	size_t n;

	asked->wish.limit = SHOWN + 1;
	TRY(access_list(v, &asked->wish, &list, &n));
	for (size_t i = 0; i < n && i < SHOWN; i++)
		json_array_append_new(rows, row_view(v, &list[i]));
	put_list(view, "rows", json_incref(rows));
	if (n > SHOWN)
		put_next(rq, view, list[SHOWN - 1].id);
	return OK;
}

static enum err
access_view(struct request *rq, struct asked *asked, json_t **out)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object());

	put_text(view, "title", message(v->lang, "access.title"));
	put_text(view, "person", asked->person);
	put_text(view, "month", asked->month);
	put_text(view, "account", asked->account);
	json_object_set_new(view, "filtered", json_boolean(asked->person !=
		NULL || asked->month != NULL || asked->account != NULL));
	TRY(put_rows(rq, asked, view));
	TRY(put_accounts(v, view, asked->account));
	TRY(put_reviews(v, view));
	*out = json_incref(view);
	return OK;
}

/* The page without filters, with what was wrong in what was asked. */
static enum err
access_again(struct request *rq, enum err err)
{
	struct asked nothing = { .person = NULL };
	json_t *view;

	if (err != ERR_INPUT || rq->wants_json)
		return err;
	TRY(access_view(rq, &nothing, &view));
	return reply_form(rq, err, "office/access", view);
}

/* GET /office/access; ?done=review says what was done. */
static enum err
access_page(struct request *rq)
{
	const char *done = request_query(rq, "done");
	struct asked asked;
	json_t *view;
	enum err err = wish_read(rq, &asked);

	if (err == OK)
		err = access_view(rq, &asked, &view);
	if (err != OK)
		return access_again(rq, err);
	if (done != NULL && strcmp(done, "review") == 0)
		put_text(view, "done", message(rq->visit.lang,
			"access.reviewed"));
	return reply_page(rq, "office/access", view);
}

/* ---- a table to take away ---- */

static void
line_put(struct visit *v, struct buf *out, const struct access_row *row)
{
	const char *at = moment_print(v->arena, row->at, v->zone);

	csv_cell(out, true, arena_copy(v->arena, at, strcspn(at, "[")));
	csv_cell(out, false, row->who);
	csv_cell(out, false, row->network);
	csv_cell(out, false, row->act);
	csv_cell(out, false, row->entity);
	csv_cell(out, false, id_none(row->record) ? "" :
		id_text(v->arena, row->record));
	csv_cell(out, false, whose(v, row));
	csv_cell(out, false, row->fields);
	csv_cell(out, false, row->reason);
	buf_text(out, "\r\n");
}

/* Taking the log away is itself a line of it, with the reason. */
static enum err
export_note(struct request *rq, const struct asked *a, const char *reason)
{
	struct visit *v = &rq->visit;

	return access_note(v, "export", "access", (struct id){ 0 },
		a->month != NULL ? a->month : "", reason);
}

static enum err
table_print(struct request *rq, struct asked *asked, struct buf *out)
{
	struct visit *v = &rq->visit;
	struct access_row *list;
	size_t n;

	asked->wish.limit = EXPORT_MOST + 1;
	TRY(access_list(v, &asked->wish, &list, &n));
	buf_text(out, "at,who,network,act,kind,record,title,fields,reason"
		"\r\n");
	for (size_t i = 0; i < n; i++)
		line_put(v, out, &list[i]);
	return out->full || n > EXPORT_MOST ?
		fail(v, ERR_LARGE, "office.csv-large") : OK;
}

/* POST /office/access.csv */
static enum err
access_csv(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct buf out = buf_in(v->arena, 64 << 20);
	const char *reason = sent(rq, "reason");
	struct asked asked;
	enum err err = wish_read(rq, &asked);

	if (err == OK && (reason == NULL || text_length(reason) > 300))
		err = fail_field(v, "reason", "access.reason-needed", NULL,
			NULL);
	if (err == OK)
		err = table_print(rq, &asked, &out);
	if (err != OK)
		return access_again(rq, err);
	TRY(export_note(rq, &asked, reason));
	rq->reply.disposition = "attachment; filename=\"access.csv\"";
	return reply_bytes(rq, "text/csv; charset=utf-8", out.at, out.n);
}

/* ---- the review ---- */

/* POST /office/access/review */
static enum err
review(struct request *rq)
{
	struct visit *v = &rq->visit;
	enum err err = access_review_add(v, request_text(rq, "month"),
		request_text(rq, "finding"));

	if (err != OK)
		return access_again(rq, err);
	return reply_redirect(rq, PAGE "?done=review");
}

const struct route access_routes[] = {
	{ GET,  PAGE, ROLE_ADMIN, access_page, "Who did what with whose personal data; ?account, person, month." },
	{ POST, PAGE ".csv", ROLE_ADMIN, access_csv, "The same as a table, for a reason that is logged." },
	{ POST, PAGE "/review", ROLE_ADMIN, review, "Says what was found in a month's log." },
	{0}
};
