/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One thing done to many records that were ticked in a list, what came of it,
 * and back.  The list's form sends `do`: "hide", "unhide", "export", or
 * "set FIELD VALUE"; `id` for each that is ticked, or _all and `shown` for
 * all that the page shows.
 */
#include <string.h>

#include "inside.h"

static enum err
kind_written(struct request *rq, const struct entity **out)
{
	TRY(kind_asked(rq, out));
	if (((*out)->write & rq->visit.roles) == 0)
		return fail(&rq->visit, ERR_DENIED, "error.denied");
	return OK;
}

/* The ids that were ticked, as an array. */
static json_t *
ids_sent(struct request *rq)
{
	const char *key = request_text(rq, "_all") != NULL ? "shown" : "id";
	json_t *sent = json_object_get(rq->body, key), *out;

	if (json_is_array(sent))
		return sent;
	out = keep(&rq->visit, json_array());
	if (json_is_string(sent))
		json_array_append(out, sent);
	return out;
}

static void
put_bytes(const char *at, size_t n, void *arg)
{
	buf_add(arg, at, n);
}

static enum err
ticked_export(struct request *rq, const struct entity *of, const json_t *ids)
{
	struct visit *v = &rq->visit;
	struct buf out = buf_in(v->arena, 64 << 20);

	if (json_array_size(ids) == 0)
		return fail(v, ERR_INPUT, "bulk.none");
	if (of == &entity_comment)
		TRY(comments_export_note(v, NULL));
	TRY(export_ids(v, of, ids, put_bytes, &out));
	rq->reply.disposition = arena_printf(v->arena,
		"attachment; filename=\"%s.csv\"", of->plural);
	return reply_bytes(rq, "text/csv; charset=utf-8", out.at, out.n);
}

/* "set state done" as a wish. */
static void
wish_read(struct visit *v, const char *text, struct bulk_wish *w)
{
	char *rest = arena_text(v->arena, text != NULL ? text : "");

	w->act = strsep(&rest, " ");
	w->field = rest != NULL ? strsep(&rest, " ") : NULL;
	w->value = rest;
}

static const char *
deed_address(struct visit *v, const struct deed *d)
{
	return arena_printf(v->arena, "/office/bulk/%s",
		id_text(v->arena, d->id));
}

/* POST /office/{kind}/bulk */
static enum err
bulk(struct request *rq)
{
	struct bulk_wish w = {0};
	struct deed *d;

	TRY(kind_written(rq, &w.of));
	wish_read(&rq->visit, request_text(rq, "do"), &w);
	w.ids = ids_sent(rq);
	if (strcmp(w.act, "export") == 0)
		return ticked_export(rq, w.of, w.ids);
	TRY(bulk_do(&rq->visit, &w, &d));
	return reply_redirect(rq, deed_address(&rq->visit, d));
}

/* ---- what came of it ---- */

static enum err
deed_asked(struct request *rq, struct deed **out)
{
	struct id id;

	if (!id_parse(request_param(rq, "id"), &id))
		return fail(&rq->visit, ERR_MISSING, "error.not-found");
	TRY(deed_get(&rq->visit, id, out));
	if (strcmp((*out)->act, "import") == 0)
		return fail(&rq->visit, ERR_MISSING, "error.not-found");
	return OK;
}

/* The record of a row, even of one that the deed has no hand in. */
static struct id
record_of(const struct deed_row *row)
{
	struct id id = row->record;

	if (id_none(id) && row->cells != NULL && !id_parse(row->cells, &id))
		id = (struct id){{0}};
	return id;
}

static json_t *
row_view(struct visit *v, const struct entity *of, const struct deed_row *row)
{
	struct id id = record_of(row);
	json_t *out = json_object();
	char *says = arena_text(v->arena, row->says != NULL ? row->says : "");

	for (char *c = says; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	put_text(out, "says", says);
	put_text(out, "state", row->left ? "left" : row->state);
	put_text(out, "what", id_none(id) ? "–" :
		record_title_of(v, of, id));
	if (!id_none(id))
		put_text(out, "href", arena_printf(v->arena, "/office/%s/%s",
			of->plural, id_text(v->arena, id)));
	return out;
}

/* "State: Done" of a set; "" of what needs no more words. */
static const char *
value_says(struct visit *v, const struct entity *of, const struct deed *d)
{
	const char *field = json_string_value(json_object_get(d->with,
		"field"));
	const char *value = json_string_value(json_object_get(d->with,
		"value"));
	const struct field *f = field != NULL ?
		field_named(of->fields, field) : NULL;
	const char *stem;

	if (f == NULL || value == NULL)
		return "";
	stem = arena_printf(v->arena, "%s.%s", of->name, field);
	return arena_printf(v->arena, "%s: %s", message(v->lang, stem),
		f->kind == FIELD_FLAG ? message(v->lang,
			strcmp(value, "true") == 0 ? "form.yes" : "form.no") :
		put_choice(v, stem, value));
}

static void
counts_put(struct visit *v, json_t *view, const struct deed *d)
{
	const char *changed = arena_printf(v->arena, "%lld",
		(long long)d->changed);
	const char *wrong = arena_printf(v->arena, "%lld",
		(long long)d->wrong);

	put_text(view, "says", message_with(v->arena, v->lang, "bulk.told",
		changed, arena_printf(v->arena, "%lld", (long long)d->same),
		wrong));
	if (d->left > 0)
		put_text(view, "left_says", message_with(v->arena, v->lang,
			"import.left", arena_printf(v->arena, "%lld",
				(long long)d->left), NULL, NULL));
	json_object_set_new(view, "can_undo", json_boolean(d->changed > 0 &&
		strcmp(d->state, "done") == 0));
	json_object_set_new(view, "can_redo",
		json_boolean(strcmp(d->state, "undone") == 0));
	json_object_set_new(view, "changed", json_integer(d->changed));
	json_object_set_new(view, "same", json_integer(d->same));
	json_object_set_new(view, "refused", json_integer(d->wrong));
	json_object_set_new(view, "left", json_integer(d->left));
	put_text(view, "state", d->state);
}

static enum err
deed_view(struct visit *v, const struct deed *d, json_t **out)
{
	const struct entity *of = catalogue_entity(v->catalogue, d->kind);
	json_t *view = keep(v, json_object());
	json_t *refused = json_array(), *done = json_array(),
		*left = json_array();
	struct deed_row *rows;
	size_t n;

	put_list(view, "refused_rows", refused);
	put_list(view, "done_rows", done);
	put_list(view, "left_rows", left);
	TRY(deed_rows(v, d->id, NULL, 0, BULK_MOST, &rows, &n));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(rows[i].left ? left :
			strcmp(rows[i].state, "wrong") == 0 ? refused : done,
			row_view(v, of, &rows[i]));
	for (const char *const *k = (const char *const[]){ "refused_rows",
	    "done_rows", "left_rows", NULL }; *k != NULL; k++)
		put_list(view, *k, json_incref(json_object_get(view, *k)));
	put_text(view, "id", id_text(v->arena, d->id));
	put_text(view, "base", deed_address(v, d));
	put_text(view, "list", arena_printf(v->arena, "/office/%s",
		of->plural));
	put_text(view, "labels", message(v->lang, arena_printf(v->arena,
		"%s.many", of->name)));
	put_text(view, "title", message(v->lang, arena_printf(v->arena,
		"bulk.act-%s", d->act)));
	put_text(view, "value", value_says(v, of, d));
	counts_put(v, view, d);
	*out = view;
	return OK;
}

/* GET /office/bulk/{id} */
static enum err
bulk_page(struct request *rq)
{
	struct deed *d;
	json_t *view;

	TRY(deed_asked(rq, &d));
	TRY(deed_view(&rq->visit, d, &view));
	return reply_page(rq, "office/bulk", json_incref(view));
}

static enum err
turn(struct request *rq, bool again, struct deed **out)
{
	TRY(deed_asked(rq, out));
	if (strcmp((*out)->state, again ? "undone" : "done") != 0)
		return fail(&rq->visit, ERR_CONFLICT, "import.elsewhere");
	(*out)->at = 0;
	return deed_turn(&rq->visit, *out, again, BULK_MOST + 1);
}

/* Back to where the form stood; what was left is told on the deed's page. */
static enum err
turned(struct request *rq, const struct deed *d)
{
	const char *next = request_next(rq);

	return reply_redirect(rq, next != NULL && d->left == 0 ? next :
		deed_address(&rq->visit, d));
}

/* POST /office/bulk/{id}/undo */
static enum err
undo(struct request *rq)
{
	struct deed *d;

	TRY(turn(rq, false, &d));
	return turned(rq, d);
}

/* POST /office/bulk/{id}/redo */
static enum err
redo(struct request *rq)
{
	struct deed *d;

	TRY(turn(rq, true, &d));
	return turned(rq, d);
}

/* ---- for programs ---- */

static enum err
program_reply(struct request *rq, const struct deed *d, int status)
{
	json_t *view;

	TRY(deed_view(&rq->visit, d, &view));
	return reply_json(rq, status, json_pack(
		"{s:O, s:O, s:O, s:O, s:O, s:O, s:O}", "bulk",
		json_object_get(view, "id"), "state",
		json_object_get(view, "state"), "changed",
		json_object_get(view, "changed"), "same",
		json_object_get(view, "same"), "refused",
		json_object_get(view, "refused"), "left",
		json_object_get(view, "left"), "faults",
		json_object_get(view, "refused_rows")));
}

enum err
deed_reply(struct request *rq, const struct deed *d)
{
	return program_reply(rq, d, 200);
}

/* POST /api/v1/{kind}/bulk {"ids":[…],"act":"set","field":…,"value":…} */
static enum err
bulk_program(struct request *rq)
{
	struct bulk_wish w = { .act = request_text(rq, "act"),
		.field = request_text(rq, "field"),
		.value = request_text(rq, "value") };
	json_t *value = json_object_get(rq->body, "value");
	struct deed *d;

	TRY(kind_written(rq, &w.of));
	w.ids = json_object_get(rq->body, "ids");
	if (w.act == NULL)
		w.act = "";
	if (json_is_boolean(value))
		w.value = json_is_true(value) ? "true" : "false";
	TRY(bulk_do(&rq->visit, &w, &d));
	return program_reply(rq, d, 200);
}

static enum err
undo_program(struct request *rq)
{
	struct deed *d;

	TRY(turn(rq, false, &d));
	return program_reply(rq, d, 200);
}

const struct route bulk_routes[] = {
	{ POST, "/office/{kind}/bulk", ROLE_STAFF, bulk, "Does one thing to all records that are ticked, or gives them as a file." },
	{ GET,  "/office/bulk/{id}", ROLE_STAFF, bulk_page, "What came of that, record by record." },
	{ POST, "/office/bulk/{id}/undo", ROLE_STAFF, undo, "Takes it back, but for records that were changed since; next is where to go from there." },
	{ POST, "/office/bulk/{id}/redo", ROLE_STAFF, redo, "Takes that back." },
	{ POST, "/api/v1/{kind}/bulk", ROLE_STAFF, bulk_program, "Does one thing to the records of ids: act hide, unhide, or set with field and value." },
	{ POST, "/api/v1/bulk/{id}/undo", ROLE_STAFF, undo_program, "Takes it back, but for records that were changed since." },
	{0}
};
