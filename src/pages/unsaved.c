/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Unsaved text of any form (record/unsaved.h): kept while one types, by a small
 * script or by the form's own button; offered when one comes back; and who
 * else has the form open.  What a form's view has for it:
 *
 *	"keeps": { "href", "drop", "beat", "kept_says" or absent, "take_href",
 *	           "others": [{"says","account","text"}], "others_there" }
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static const char *
time_says(struct visit *v, int64_t moment)
{
	return text_moment(v->arena, v->lang, moment, v->zone);
}

/* "/office/ties/0192…" or "/office/ties/new" */
static const char *
form_at(struct visit *v, const struct entity *of, struct id id)
{
	return arena_printf(v->arena, "/office/%s/%s", of->plural,
		id_none(id) ? "new" : id_text(v->arena, id));
}

static const char *
edit_at(struct visit *v, const struct entity *of, struct id id,
	const char *more)
{
	return arena_printf(v->arena, "%s%s%s", form_at(v, of, id),
		id_none(id) ? "" : "/edit", more);
}

/* ---- in a form ---- */

static const char *
other_says(struct visit *v, const struct unsaved *k)
{
	bool open = k->seen >= v->now - UNSAVED_OPEN;

	return put_say(v, open ? k->at != 0 ? "kept.open-typed" :
		"kept.open" : "kept.typed", k->who, time_says(v, open &&
		k->at == 0 ? k->opened : k->at));
}

static enum err
put_others(struct visit *v, const struct entity *of, struct id id,
	json_t *view)
{
	json_t *list = keep(v, json_array());
	struct unsaved *others;
	size_t n;

	TRY(unsaved_others(v, of, id, &others, &n));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:b}",
			"says", other_says(v, &others[i]), "account",
			id_text(v->arena, others[i].account), "text",
			others[i].at != 0));
	put_list(view, "others", json_incref(list));
	return OK;
}

enum err
unsaved_view(struct request *rq, const struct entity *of, struct id id,
	bool offer, json_t *form)
{
	struct visit *v = &rq->visit;
	const char *at = form_at(v, of, id);
	json_t *view = json_object();
	struct unsaved *own;

	json_object_set_new(form, "keeps", view);
	put_text(view, "href", arena_printf(v->arena, "%s/draft", at));
	put_text(view, "drop", arena_printf(v->arena, "%s/draft/drop", at));
	put_text(view, "take", arena_printf(v->arena, "%s/draft/take", at));
	put_text(view, "open_href", edit_at(v, of, id, "?draft=take"));
	TRY(unsaved_own(v, of, id, &own));
	if (own != NULL && offer)
		put_text(view, "kept_says", put_say(v, "kept.there",
			time_says(v, own->at), NULL));
	return put_others(v, of, id, view);
}

struct opening {
	const struct entity *of;
	struct id id;
	const char *taken;
};

static enum err
opening_run(struct visit *v, void *arg)
{
	struct opening *o = arg;

	return unsaved_open(v, o->of, o->id, &o->taken);
}

enum err
unsaved_opened(struct visit *v, const struct entity *of, struct id id)
{
	struct opening o = { of, id, NULL };

	return visit_write(v, opening_run, &o);
}

json_t *
unsaved_taken_up(struct request *rq, const struct entity *of, struct id id,
	int64_t *revision)
{
	const char *asked = request_query(rq, "draft");
	struct visit *v = &rq->visit;
	struct unsaved *own;

	if (asked == NULL || strcmp(asked, "take") != 0)
		return NULL;
	if (unsaved_own(v, of, id, &own) != OK || own == NULL)
		return NULL;
	*revision = own->revision;
	return keep(v, form_input(v, of, own->text));
}

/* ---- keeping ---- */

/* The kind and the record, or none, of the address; the visitor may write
 * it. */
static enum err
place_asked(struct request *rq, const struct entity **of, struct id *id,
	struct record **r)
{
	struct visit *v = &rq->visit;

	*r = NULL;
	*id = (struct id){ 0 };
	TRY(kind_asked(rq, of));
	if (((*of)->write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	if (*request_param(rq, "id") == '\0')
		return OK;
	TRY(record_asked(rq, r));
	*id = (*r)->id;
	return OK;
}

static int64_t
revision_sent(const struct request *rq)
{
	const char *text = request_text(rq, "_revision");

	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

/* What the script is told. */
static enum err
reply_kept(struct request *rq, const struct entity *of, struct id id,
	bool beat, const char *taken)
{
	struct visit *v = &rq->visit;
	json_t *reply = keep(v, json_object());

	if (!beat)
		put_text(reply, "says", put_say(v, "kept.kept",
			time_says(v, v->now), NULL));
	if (taken != NULL)
		put_text(reply, "taken", put_say(v, "kept.taken", taken,
			NULL));
	TRY(put_others(v, of, id, reply));
	return reply_json(rq, 200, json_incref(reply));
}

/* POST /office/{kind}/{id}/draft; _beat: only that the form is still open. */
static enum err
draft(struct request *rq)
{
	struct visit *v = &rq->visit;
	bool beat = request_text(rq, "_beat") != NULL;
	const struct entity *of;
	const char *taken;
	struct record *r;
	struct id id;

	TRY(place_asked(rq, &of, &id, &r));
	if (!json_is_object(rq->body))
		return fail(v, ERR_INPUT, "error.not-an-object");
	TRY(unsaved_open(v, of, id, &taken));
	if (!beat)
		TRY(unsaved_put(v, of, id, revision_sent(rq), rq->body));
	if (rq->wants_json)
		return reply_kept(rq, of, id, beat, taken);
	return reply_redirect(rq, edit_at(v, of, id, ""));
}

/* POST /office/{kind}/{id}/draft/drop */
static enum err
drop(struct request *rq)
{
	const struct entity *of;
	struct record *r;
	struct id id;

	TRY(place_asked(rq, &of, &id, &r));
	TRY(unsaved_drop(&rq->visit, of, id));
	return reply_redirect(rq, edit_at(&rq->visit, of, id, ""));
}

/* ---- taking over ---- */

/* Both texts, and beneath them the form with the other's. */
static enum err
taken_page(struct request *rq, const struct record *r, const struct unsaved *k)
{
	struct visit *v = &rq->visit;
	json_t *theirs = keep(v, form_input(v, r->of, k->text)), *view;
	json_t *yours = NULL;
	struct unsaved *own;

	TRY(unsaved_own(v, r->of, r->id, &own));
	if (own != NULL)
		yours = keep(v, form_input(v, r->of, own->text));
	view = keep(v, form_view(v, r->of, r, theirs, 0));
	put_list(view, "conflicts", conflict_unsaved(v, r, theirs, yours));
	put_text(view, "taken_says", put_say(v, "kept.took", k->who,
		time_says(v, k->at)));
	put_text(view, "plain_href", edit_at(v, r->of, r->id, ""));
	if (k->revision != 0)
		json_object_set_new(view, "revision",
			json_integer(k->revision));
	record_shown(rq, r);
	TRY(unsaved_view(rq, r->of, r->id, false, view));
	return reply_page(rq, "office/taken", json_incref(view));
}

/* POST /office/{kind}/{id}/draft/take */
static enum err
take(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *account = request_text(rq, "account");
	const struct entity *of;
	struct record *r;
	struct unsaved *k;
	struct id id, from;

	TRY(place_asked(rq, &of, &id, &r));
	if (account == NULL || !id_parse(account, &from) || r == NULL)
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(unsaved_of(v, of, id, from, &k));
	TRY(unsaved_take(v, of, id, from));
	/* Nothing was typed: the form is free. */
	if (k == NULL)
		return reply_redirect(rq, edit_at(v, of, id, ""));
	return taken_page(rq, r, k);
}

const struct route unsaved_routes[] = {
	{ POST, "/office/{kind}/new/draft", ROLE_STAFF, draft, "Keeps what was typed of a new record, unsaved." },
	{ POST, "/office/{kind}/new/draft/drop", ROLE_STAFF, drop, "Lets go of it." },
	{ POST, "/office/{kind}/{id}/draft", ROLE_STAFF, draft, "Keeps what was typed into a record's form, unsaved; _beat: only says that it is open." },
	{ POST, "/office/{kind}/{id}/draft/drop", ROLE_STAFF, drop, "Lets go of it." },
	{ POST, "/office/{kind}/{id}/draft/take", ROLE_STAFF, take, "Takes over from the account that has the form open, and shows both texts." },
	{0}
};
