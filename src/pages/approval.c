/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asking for approval and giving it, beneath a record and beneath what was
 * asked.  Approvers are told by mail, and so is who asked, where they want it.
 */
#include <string.h>

#include "inside.h"
#include "wire/wire.h"

static const char *
approval_address(struct visit *v, const struct record *approval,
	const char *more)
{
	return arena_printf(v->arena, "/office/approvals/%s%s",
		id_text(v->arena, approval->id), more);
}

/* ---- beneath a record ---- */

static void
put_waiting(struct visit *v, json_t *view, const struct record *approval)
{
	const char *asked = record_text(approval, "asked");
	int64_t moment = approval->made;
	char zone[64];

	if (asked != NULL)
		moment_parse(asked, v->zone, &moment, zone);
	json_object_set_new(view, "waiting", json_pack("{s:s, s:s}", "says",
		put_say(v, "approval.is-waiting",
			record_text(approval, "asker"), text_moment(v->arena,
				v->lang, moment, v->zone)),
		"href", approval_address(v, approval, "")));
}

static enum err
gated_acts(struct visit *v, const struct record *r, json_t *view,
	json_t *acts)
{
	struct record *waiting;
	bool gated;

	/* A partner may write what was shared and knows nothing of this. */
	if (!visit_staff(v))
		return OK;
	TRY(record_gated(v, r, &gated));
	if (!gated)
		return OK;
	TRY(approval_waiting(v, r, &waiting));
	if (waiting != NULL)
		put_waiting(v, view, waiting);
	if ((r->of->write & v->roles) == 0 || (waiting != NULL &&
	    record_int(waiting, "seen", 0) == r->revision))
		return OK;
	act_put(acts, &(struct act){
		.action = arena_printf(v->arena, "/office/%s/%s/ask",
			r->of->plural, id_text(v->arena, r->id)),
		.label = message(v->lang, "approval.ask"),
		.help = message(v->lang, arena_printf(v->arena,
			"approval.step-%s-%s", r->of->name,
			r->of->gate.value)),
		.field = "note", .asks = message(v->lang, "approval.note") });
	return OK;
}

/* ---- beneath what was asked ---- */

static enum err
put_about(struct visit *v, const struct record *approval, json_t *view)
{
	struct problem *said = v->problems, **last = v->last_problem;
	struct record *r;
	enum err err = approval_subject(v, approval, &r);

	if (err == OK) {
		json_object_set_new(view, "about", json_pack(
			"{s:s, s:s, s:s}", "label", message(v->lang,
			arena_printf(v->arena, "%s.one", r->of->name)),
			"text", record_title(v, r), "href", arena_printf(
				v->arena, "/office/%s/%s", r->of->plural,
				id_text(v->arena, r->id))));
		return OK;
	}
	/* Erased, or another office's: its title of then is there. */
	v->problems = said;
	v->last_problem = last;
	*last = NULL;
	return err == ERR_MISSING ? OK : err;
}

static enum err
asked_acts(struct visit *v, const struct record *a, json_t *view,
	json_t *acts)
{
	const char *state = record_text(a, "state");
	bool own = approval_own(v, a);

	TRY(put_about(v, a, view));
	if (state == NULL || strcmp(state, "asked") != 0)
		return OK;
	if ((v->roles & ROLE_APPROVER) && !own)
		act_put(acts, &(struct act){
			.action = approval_address(v, a, "/grant"),
			.label = message(v->lang, "approval.grant"),
			.main = true });
	if ((v->roles & ROLE_APPROVER) && !own)
		act_put(acts, &(struct act){
			.action = approval_address(v, a, "/refuse"),
			.label = message(v->lang, "approval.refuse"),
			.field = "why", .needed = true,
			.asks = message(v->lang, "approval.why") });
	if (own)
		act_put(acts, &(struct act){
			.action = approval_address(v, a, "/withdraw"),
			.label = message(v->lang, "approval.withdraw") });
	return OK;
}

enum err
approval_acts(struct visit *v, const struct record *r, json_t *view,
	json_t *acts)
{
	return r->of == &entity_approval ? asked_acts(v, r, view, acts) :
		gated_acts(v, r, view, acts);
}

/* ---- telling ---- */

static enum err
tell_approvers(struct visit *v, const struct record *approval,
	const struct record *r)
{
	struct id *ids, own = v->office;
	size_t n;
	enum err err;

	if (v->mail == NULL)
		return OK;
	/* Those of the record's office. */
	if (id_none(own))
		v->office = record_ref(approval, "office");
	err = approvers(v, &ids, &n);
	v->office = own;
	TRY(err);
	for (size_t i = 0; i < n; i++)
		if (!id_same(ids[i], v->account))
			TRY(notice_add(v, ids[i], "approval",
				id_text(v->arena, approval->id),
				"mail.approval", keep(v, json_pack(
				"{s:{s:s, s:s}, s:s}", "what", "of",
				r->of->name, "id", id_text(v->arena, r->id),
				"who", v->who)),
				approval_address(v, approval, "")));
	return OK;
}

static enum err
tell_asker(struct visit *v, const struct record *approval, const char *key)
{
	struct id asker = record_ref(approval, "asked_by");

	if (v->mail == NULL || id_none(asker))
		return OK;
	return notice_add(v, asker, "decided", id_text(v->arena,
		approval->id), key, keep(v, json_pack("{s:s, s:s}", "what",
		record_text(approval, "called"), "who", v->who)),
		approval_address(v, approval, ""));
}

/* ---- routes ---- */

/* POST /office/{kind}/{id}/ask */
static enum err
ask(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r, *approval;

	TRY(record_asked(rq, &r));
	TRY(approval_ask(v, r, request_text(rq, "note"), &approval));
	TRY(tell_approvers(v, approval, r));
	if (rq->wants_json) {
		rq->reply.location = approval_address(v, approval, "");
		return reply_json(rq, 201, record_json(v, approval));
	}
	return reply_redirect(rq, arena_printf(v->arena, "/office/%s/%s",
		r->of->plural, id_text(v->arena, r->id)));
}

static enum err
approval_asked(struct request *rq, struct record **out)
{
	return record_named(&rq->visit, &entity_approval,
		request_param(rq, "id"), out);
}

/* POST /office/approvals/{id}/grant */
static enum err
grant(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *approval;

	TRY(approval_asked(rq, &approval));
	TRY(approval_grant(v, approval));
	TRY(tell_asker(v, approval, "mail.granted"));
	return reply_redirect(rq, approval_address(v, approval, ""));
}

/* The page of what was asked again, with what is wrong. */
static enum err
refuse_again(struct request *rq, const struct record *approval, enum err err)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, detail_view(v, approval));

	TRY(acts_put(rq, approval, view));
	return reply_form(rq, err, "office/detail", json_incref(view));
}

/* POST /office/approvals/{id}/refuse */
static enum err
refuse(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *approval;
	enum err err;

	TRY(approval_asked(rq, &approval));
	err = approval_refuse(v, approval, request_text(rq, "why"));
	if (err == ERR_INPUT && !rq->wants_json)
		return refuse_again(rq, approval, err);
	TRY(err);
	TRY(tell_asker(v, approval, "mail.refused-approval"));
	return reply_redirect(rq, approval_address(v, approval, ""));
}

/* POST /office/approvals/{id}/withdraw */
static enum err
withdraw(struct request *rq)
{
	struct record *approval;

	TRY(approval_asked(rq, &approval));
	TRY(approval_withdraw(&rq->visit, approval));
	return reply_redirect(rq, approval_address(&rq->visit, approval, ""));
}

const struct route approval_routes[] = {
	{ POST, "/office/approvals/{id}/grant", ROLE_APPROVER, grant, "Grants what was asked for, unless the record has changed since." },
	{ POST, "/office/approvals/{id}/refuse", ROLE_APPROVER, refuse, "Refuses what was asked for, with a reason." },
	{ POST, "/office/approvals/{id}/withdraw", ROLE_STAFF, withdraw, "Takes one's own asking back." },
	{ POST, "/office/{kind}/{id}/ask", ROLE_STAFF, ask, "Asks an approver to publish or sign a record." },
	{0}
};
