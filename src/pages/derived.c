/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The office's pages of every kind of record, none of which is known here by
 * name: list, record, form, history, and what is done to a record.  A form
 * that cannot be taken comes back with everything typed; when somebody else
 * was quicker, with both texts (changed).
 *
 * A form has two buttons that save nothing: _more=dates asks for one more
 * row, _again=1 for the choices that were searched for.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "words/words.h"

#define CSV_MOST (256 << 20)  /* bytes of one export */

/* ---- what is asked for ---- */

static enum err
kind_named(struct request *rq, const char *plural, const struct entity **out)
{
	struct visit *v = &rq->visit;
	const struct entity *of = catalogue_entity(v->catalogue, plural);

	if (of == NULL || strcmp(of->plural, plural) != 0 ||
	    (of->read & v->roles) == 0)
		return fail(v, ERR_MISSING, "error.not-found");
	*out = of;
	return OK;
}

enum err
kind_asked(struct request *rq, const struct entity **out)
{
	return kind_named(rq, request_param(rq, "kind"), out);
}

enum err
record_asked(struct request *rq, struct record **out)
{
	const struct entity *of;

	TRY(kind_asked(rq, &of));
	return record_named(&rq->visit, of, request_param(rq, "id"), out);
}

void
record_shown(struct request *rq, const struct record *r)
{
	for (const struct field *f = r->of->fields; f->name != NULL; f++)
		if ((f->flags & PERSONAL) && record_value(r, f->name) != NULL &&
		    field_readable(&rq->visit, r->of, f))
			rq->read = r;
}

/* The entity, where the visitor may write it. */
static enum err
kind_written(struct request *rq, const struct entity **out)
{
	TRY(kind_asked(rq, out));
	if (((*out)->write & rq->visit.roles) == 0)
		return fail(&rq->visit, ERR_DENIED, "error.denied");
	return OK;
}

static enum err
record_written(struct request *rq, struct record **out)
{
	const struct entity *of;

	TRY(kind_written(rq, &of));
	return record_named(&rq->visit, of, request_param(rq, "id"), out);
}

static const char *
list_address(struct request *rq, const struct entity *of)
{
	return arena_printf(rq->visit.arena, "/office/%s", of->plural);
}

static const char *
record_address(struct request *rq, const struct record *r)
{
	return arena_printf(rq->visit.arena, "/office/%s/%s", r->of->plural,
		id_text(rq->visit.arena, r->id));
}

/* ---- lists ---- */

static void
put_bytes(const char *at, size_t n, void *arg)
{
	buf_add(arg, at, n);
}

typedef enum err writes_fn(struct visit *v, const struct entity *of,
	json_t *asked, void (*put)(const char *at, size_t n, void *arg),
	void *arg);

/* Every field, as import reads it back. */
static enum err
whole_csv(struct visit *v, const struct entity *of, json_t *asked,
	void (*put)(const char *at, size_t n, void *arg), void *arg)
{
	struct query *q;

	TRY(filter_query(v, of, asked, &q));
	return export_csv(v, q, put, arg);
}

static enum err
list_export(struct request *rq, const struct entity *of, const char *ending,
	const char *type, writes_fn *writes)
{
	struct visit *v = &rq->visit;
	struct buf out = buf_in(v->arena, CSV_MOST);

	TRY(writes(v, of, rq->query, put_bytes, &out));
	if (out.full)
		return fail(v, ERR_LARGE, "office.csv-large");
	rq->reply.disposition = arena_printf(v->arena,
		"attachment; filename=\"%s%s\"", of->plural, ending);
	return reply_bytes(rq, type, out.at, out.n);
}

/* What stands above and around a list: views that were saved, what can be done
 * to many. */
static enum err
list_extras(struct request *rq, const struct entity *of, json_t *view)
{
	struct visit *v = &rq->visit;
	json_t *saved;
	bool may = (of->write & v->roles) != 0;

	/* Views are staff's, with their names. */
	if (!visit_staff(v))
		return OK;
	TRY(saved_list(v, of, &saved));
	put_list(view, "saved", saved);
	json_object_set_new(view, "can_bulk", json_boolean(may));
	put_list(view, "sets", may ? bulk_fields(v, of) : json_array());
	return OK;
}

/* /office/ties, and /office/ties.csv, .json: an address has no suffixes. */
static enum err
list_page(struct request *rq)
{
	const char *name = request_param(rq, "kind");
	const char *ending = strrchr(name, '.');
	bool csv = ending != NULL && strcmp(ending, ".csv") == 0;
	bool json = ending != NULL && strcmp(ending, ".json") == 0;
	const struct entity *of;
	json_t *view;

	if (csv || json) {
		TRY(kind_named(rq, arena_copy(rq->visit.arena, name,
			(size_t)(ending - name)), &of));
		return list_export(rq, of, ending, json ?
			"application/json" : "text/csv; charset=utf-8",
			json ? list_json : visit_partner(&rq->visit) ||
			request_query(rq, "shown") != NULL ? list_csv :
			whole_csv);
	}
	TRY(kind_asked(rq, &of));
	TRY(list_view(&rq->visit, of, rq->query, list_address(rq, of), &view));
	keep(&rq->visit, view);
	TRY(list_extras(rq, of, view));
	return reply_page(rq, "office/list", json_incref(view));
}

/* ---- a record ---- */

static enum err
detail_page(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r;
	json_t *view;

	TRY(record_asked(rq, &r));
	record_shown(rq, r);
	view = keep(v, detail_view(v, r));
	if (r->of->seen != NULL)
		TRY(r->of->seen(v, r, view));
	TRY(acts_put(rq, r, view));
	return reply_page(rq, "office/detail", json_incref(view));
}

static enum err
history_page(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r;
	json_t *view, *changes;

	TRY(record_asked(rq, &r));
	record_shown(rq, r);
	TRY(history_view(v, r->of, r->id, &changes));
	view = detail_view(v, r);
	json_object_del(view, "sections");
	json_object_set_new(view, "older",
		json_boolean(json_array_size(changes) >= HISTORY_SHOWN));
	json_object_set_new(view, "changes", changes);
	return reply_page(rq, "office/history", view);
}

/* ---- forms ---- */

bool
form_asks_again(const struct request *rq)
{
	const char *more = request_text(rq, "_more");

	return (more != NULL && *more != '\0') ||
		request_text(rq, "_again") != NULL;
}

/* Sets a file's value where its input stands: "paper", or row 2's,
 * "agreements.2.paper".  What is no FILE field is left alone. */
static enum err
upload_take(struct request *rq, const struct entity *of,
	const struct upload *u)
{
	char *path = arena_text(rq->visit.arena, u->field), *rest = path;
	const char *name = strsep(&rest, "."), *index, *last;
	const struct field *f = field_named(of->fields, name);
	json_t *at = rq->body, *value;

	if (f != NULL && f->kind == FIELD_ROWS && rest != NULL) {
		index = strsep(&rest, ".");
		at = json_array_get(json_object_get(at, name),
			(size_t)strtoul(index, NULL, 10));
		last = rest;
		f = last != NULL ? field_named(f->rows, last) : NULL;
		name = last;
	}
	if (f == NULL || f->kind != FIELD_FILE || !json_is_object(at))
		return OK;
	TRY(blob_put(&rq->visit, u->field, u->name, u->at, u->n, &value));
	json_object_set_new(at, name, value);
	return OK;
}

/* What was sent, with its files in the store, as input for record/. */
enum err
form_taken(struct request *rq, const struct entity *of, json_t **out)
{
	struct visit *v = &rq->visit;
	enum err err = OK;

	*out = NULL;
	if (!json_is_object(rq->body))
		return fail(v, ERR_INPUT, "error.not-an-object");
	for (size_t i = 0; i < rq->upload_count; i++) {
		enum err one = upload_take(rq, of, &rq->uploads[i]);

		err = err != OK ? err : one;
	}
	*out = keep(v, form_input(v, of, rq->body));
	return err;
}

/* The input again for the eye: with the names that are the form's own. */
json_t *
form_typed(struct request *rq, json_t *input)
{
	json_t *out = keep(&rq->visit, json_copy(input)), *value;
	const char *name;

	json_object_foreach(rq->body, name, value)
		if (*name == '_')
			json_object_set(out, name, value);
	return out;
}

/* The form with what was typed; r NULL: of a new record. */
static enum err
form_reply(struct request *rq, enum err err, const struct entity *of,
	const struct record *r, json_t *input)
{
	json_t *view = keep(&rq->visit, form_view(&rq->visit, of, r,
		form_typed(rq, input), 0));

	TRY(unsaved_view(rq, of, r != NULL ? r->id : (struct id){ 0 }, false,
		view));
	json_incref(view);
	if (r != NULL)
		record_shown(rq, r);
	if (err == OK)
		return reply_page(rq, "office/form", view);
	return reply_form(rq, err, "office/form", view);
}

static enum err
new_page(struct request *rq)
{
	const struct entity *of;
	struct id none = { 0 };
	json_t *typed = json_object_size(rq->query) > 0 ? rq->query : NULL;
	json_t *kept, *view;
	int64_t revision;

	TRY(kind_written(rq, &of));
	kept = unsaved_taken_up(rq, of, none, &revision);
	view = keep(&rq->visit, form_view(&rq->visit, of, NULL,
		kept != NULL ? kept : typed, 0));
	TRY(unsaved_view(rq, of, none, kept == NULL, view));
	return reply_page(rq, "office/form", json_incref(view));
}

static enum err
create(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct entity *of;
	struct record *r;
	json_t *input;
	enum err err;

	TRY(kind_written(rq, &of));
	err = form_taken(rq, of, &input);
	if (err == OK && form_asks_again(rq))
		return form_reply(rq, OK, of, NULL, input);
	if (err == OK)
		err = record_create(v, of, input, &r);
	if (err == ERR_INPUT && json_is_object(rq->body))
		return form_reply(rq, err, of, NULL, input);
	TRY(err);
	TRY(unsaved_drop(v, of, (struct id){ 0 }));
	return reply_redirect(rq, record_address(rq, r));
}

/* GET /office/{kind}/{id}/edit, ?draft=take with what was kept of it */
static enum err
edit_page(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r;
	json_t *kept, *view;
	int64_t revision = 0;

	TRY(record_written(rq, &r));
	record_shown(rq, r);
	TRY(unsaved_opened(v, r->of, r->id));
	kept = unsaved_taken_up(rq, r->of, r->id, &revision);
	view = keep(v, form_view(v, r->of, r, kept, 0));
	/* Of that revision, so that what others did since is told. */
	if (revision != 0)
		json_object_set_new(view, "revision", json_integer(revision));
	article_ways(v, r, view);
	TRY(unsaved_view(rq, r->of, r->id, kept == NULL, view));
	return reply_page(rq, "office/form", json_incref(view));
}

/*
 * Somebody else was quicker.  Both texts are shown, and beneath them the form
 * as this visitor sent it, upon the record as it now stands: fields that only
 * the other one changed have the other's value.  Sent again, it holds.
 */
static enum err
conflict_reply(struct request *rq, const struct record *now, int64_t seen,
	json_t *input)
{
	struct visit *v = &rq->visit;
	json_t *before = NULL, *view, *mine;

	if (history_revision(v, now->of, now->id, seen, &before) != OK)
		before = NULL;
	mine = keep(v, conflict_mine(v, now, input, before));
	view = form_view(v, now->of, now, form_typed(rq, mine), 0);
	json_object_set_new(view, "conflicts",
		conflict_view(v, now, mine, before));
	record_shown(rq, now);
	return reply_form(rq, ERR_CONFLICT, "office/conflict", view);
}

static int64_t
revision_sent(const struct request *rq)
{
	const char *text = request_text(rq, "_revision");

	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

static enum err
change(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r, *now = NULL;
	json_t *input;
	enum err err;

	TRY(record_written(rq, &r));
	err = form_taken(rq, r->of, &input);
	if (err == OK && form_asks_again(rq))
		return form_reply(rq, OK, r->of, r, input);
	if (err == OK)
		err = record_change(v, r->of, r->id, revision_sent(rq), input,
			&now);
	if (err == ERR_CONFLICT && now != NULL)
		return conflict_reply(rq, now, revision_sent(rq), input);
	if (err == ERR_INPUT && json_is_object(rq->body))
		return form_reply(rq, err, r->of, r, input);
	TRY(err);
	TRY(unsaved_drop(v, r->of, r->id));
	return reply_redirect(rq, record_address(rq, r));
}

/* ---- what is done to a record ---- */

static enum err
hide(struct request *rq)
{
	struct record *r;

	TRY(record_written(rq, &r));
	TRY(record_hide(&rq->visit, r->of, r->id, revision_sent(rq)));
	return reply_redirect(rq, record_address(rq, r));
}

/* POST /office/{kind}/{id}/checked */
static enum err
checked(struct request *rq)
{
	const char *field = request_text(rq, "field");
	const char *lang = request_text(rq, "lang");
	struct record *r;

	TRY(record_written(rq, &r));
	TRY(record_checked(&rq->visit, r->of, r->id, revision_sent(rq),
		field != NULL ? field : "", lang != NULL ? lang : "", &r));
	return reply_redirect(rq, record_address(rq, r));
}

/* POST /office/{kind}/{id}/unhide */
static enum err
unhide(struct request *rq)
{
	struct record *r;

	TRY(record_written(rq, &r));
	TRY(record_unhide(&rq->visit, r->of, r->id));
	return reply_redirect(rq, record_address(rq, r));
}

static json_t *
erase_view(struct request *rq, const struct record *r, const char *typed)
{
	json_t *view = detail_view(&rq->visit, r);

	json_object_del(view, "sections");
	json_object_set_new(view, "typed", json_string(typed));
	json_object_set_new(view, "problems_there",
		json_boolean(rq->visit.problems != NULL));
	return view;
}

static enum err
erase_page(struct request *rq)
{
	struct record *r;

	TRY(record_written(rq, &r));
	return reply_page(rq, "office/erase", erase_view(rq, r, ""));
}

/* Only whoever types the title back means this record. */
static enum err
erase(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *typed = request_text(rq, "typed");
	struct record *r;

	TRY(record_written(rq, &r));
	if (typed == NULL || strcmp(typed, record_title(v, r)) != 0)
		return reply_form(rq, fail_field(v, "typed",
			"office.erase-differs", NULL, NULL), "office/erase",
			erase_view(rq, r, typed != NULL ? typed : ""));
	TRY(record_erase(v, r->of, r->id));
	TRY(memory_forget(v, r->id));
	return reply_redirect(rq, list_address(rq, r->of));
}

static enum err
restore(struct request *rq)
{
	const char *revision = request_text(rq, "revision");
	struct record *r, *now;

	TRY(record_written(rq, &r));
	TRY(record_restore(&rq->visit, r->of, r->id,
		revision != NULL ? strtoll(revision, NULL, 10) : 0, &now));
	return reply_redirect(rq, record_address(rq, r));
}

const struct route derived_new_routes[] = {
	{ GET,  "/office/{kind}/new", ROLE_STAFF, new_page, "The form of a new record; query parameters named as fields fill it in." },
	{0}
};

const struct route derived_routes[] = {
	{ GET,  "/office/{kind}", ROLE_STAFF | ROLE_PARTNER, list_page, "The records of a kind, filtered and sorted; with .csv (shown=1: as shown) or .json behind it, as a file." },
	{ POST, "/office/{kind}", ROLE_STAFF, create, "Makes a record of a form." },
	{ GET,  "/office/{kind}/{id}", ROLE_STAFF | ROLE_PARTNER, detail_page, "A record." },
	{ POST, "/office/{kind}/{id}", ROLE_STAFF, change, "Changes a record by a form; shows both texts when someone else was quicker." },
	{ GET,  "/office/{kind}/{id}/edit", ROLE_STAFF, edit_page, "The form of a record." },
	{ GET,  "/office/{kind}/{id}/history", ROLE_STAFF, history_page, "Who changed what of a record, and when." },
	{ POST, "/office/{kind}/{id}/hide", ROLE_STAFF, hide, "Puts a record out of sight." },
	{ POST, "/office/{kind}/{id}/checked", ROLE_STAFF, checked, "Says that a translation was read and is right." },
	{ POST, "/office/{kind}/{id}/unhide", ROLE_STAFF, unhide, "Brings a hidden record back." },
	{ POST, "/office/{kind}/{id}/restore", ROLE_STAFF, restore, "Makes an older revision the newest." },
	{ GET,  "/office/{kind}/{id}/erase", ROLE_ADMIN, erase_page, "Asks whether a record's content shall go for good." },
	{ POST, "/office/{kind}/{id}/erase", ROLE_ADMIN, erase, "Erases a record's content, once its title is typed back." },
	{0}
};
