/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Approval: whoever may not bring a record through its gate (record/entity.h)
 * asks, and an approver, never the one who asked, grants it or says why not.
 *
 *	asked ──grant──▶ granted   the record has the value of its gate now
 *	      ──refuse─▶ refused   with the reason
 *	      ─withdraw▶ withdrawn by the one who asked, or because the record
 *	                           went on and was asked for again
 *
 * What was granted is the revision that was asked for: when the record has
 * gone on since, the approver is told so and grants nothing.  A step is named
 * "article-published": the kind, and the value of its gate.
 */
#include <string.h>

#include "inside.h"

static const struct field approval_fields[] = {
	{ "called",     FIELD_TEXT, GIVEN | LISTED | SEARCHED, .max = 1000 },
	{ "step",       FIELD_CHOICE, GIVEN | REQUIRED | LISTED | FILTERED, .choices = "article-published letter-signed" },
	{ "subject",    FIELD_TEXT, GIVEN | REQUIRED | FILTERED, .max = 36 },
	{ "seen",       FIELD_INTEGER, GIVEN },
	{ "state",      FIELD_CHOICE, GIVEN | REQUIRED | LISTED | FILTERED, .choices = "asked granted refused withdrawn", .preset = "asked" },
	{ "asker",      FIELD_TEXT, GIVEN | LISTED, .max = 80 },
	{ "asked_by",   FIELD_REF, GIVEN, .to = &entity_account, .read = ROLE_ADMINS },
	{ "asked",      FIELD_MOMENT, GIVEN | LISTED | FILTERED },
	{ "note",       FIELD_TEXT, GIVEN, .max = 1000 },
	{ "decider",    FIELD_TEXT, GIVEN | LISTED, .max = 80 },
	{ "decided_by", FIELD_REF, GIVEN, .to = &entity_account, .read = ROLE_ADMINS },
	{ "decided",    FIELD_MOMENT, GIVEN | LISTED | FILTERED },
	{ "why",        FIELD_TEXT, GIVEN, .max = 1000 },
	{ "office",     FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

const struct entity entity_approval = {
	.name = "approval", .plural = "approvals", .fields = approval_fields,
	.title = "called", .order = "-asked",
	.read = ROLE_STAFF, .write = ROLE_SYSTEM,
	.owned = "office",
};

/* ---- by the program's hand ---- */

/* What is written here is no form's: the program writes it, for whoever
 * asked or decided; their name stays in history. */
static enum err
approval_write(struct visit *v, const struct record *before, json_t *in,
	struct record **out)
{
	unsigned roles = v->roles;
	bool trusted = v->trusted;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	v->trusted = true;
	err = before == NULL ? record_create(v, &entity_approval, in, out) :
		record_change(v, &entity_approval, before->id,
			before->revision, in, out);
	v->roles = roles;
	v->trusted = trusted;
	return err;
}

static void
put_account(struct visit *v, json_t *in, const char *key)
{
	if (!id_none(v->account))
		json_object_set_new(in, key, json_string(id_text(v->arena,
			v->account)));
}

static const char *
now_says(struct visit *v)
{
	return moment_print(v->arena, v->now, v->zone);
}

static enum err
state_set(struct visit *v, const struct record *approval, const char *state,
	const char *why)
{
	struct record *after;
	json_t *in = keep(v, json_pack("{s:s, s:s, s:s}", "state", state,
		"decider", v->who, "decided", now_says(v)));

	put_account(v, in, "decided_by");
	if (why != NULL)
		json_object_set_new(in, "why", json_string(why));
	return approval_write(v, approval, in, &after);
}

/* ---- asking ---- */

enum err
approval_waiting(struct visit *v, const struct record *r, struct record **out)
{
	struct query *q = query_of(v, &entity_approval);
	struct list list;

	*out = NULL;
	query_where(q, "subject", QUERY_IS, id_text(v->arena, r->id));
	query_where(q, "state", QUERY_IS, "asked");
	query_limit(q, 1);
	TRY(query_run(q, &list));
	if (list.n > 0)
		*out = list.at[0];
	return OK;
}

static enum err
may_ask(struct visit *v, const struct record *r)
{
	bool gated;

	if (r->of->gate.field == NULL)
		return fail(v, ERR_MISSING, "error.not-found");
	if ((r->of->write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	TRY(record_gated(v, r, &gated));
	return gated ? OK : fail(v, ERR_CONFLICT, "approval.not-asked-for");
}

enum err
approval_ask(struct visit *v, const struct record *r, const char *note,
	struct record **out)
{
	struct record *earlier;
	json_t *in;

	TRY(may_ask(v, r));
	if (note != NULL && text_length(note) > 1000)
		return fail_field(v, "note", "error.too-long", "1000", NULL);
	TRY(approval_waiting(v, r, &earlier));
	if (earlier != NULL && record_int(earlier, "seen", 0) == r->revision)
		return fail(v, ERR_CONFLICT, "approval.waits");
	if (earlier != NULL)
		TRY(state_set(v, earlier, "withdrawn", NULL));
	in = keep(v, json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:s}",
		"called", text_cut(v->arena, record_title(v, r), 300),
		"step", arena_printf(v->arena, "%s-%s", r->of->name,
			r->of->gate.value), "subject",
		id_text(v->arena, r->id), "seen", (json_int_t)r->revision,
		"state", "asked", "asker", v->who, "asked", now_says(v)));
	put_account(v, in, "asked_by");
	/* Its record's office, where who asks has none. */
	if (r->of->owned != NULL && record_text(r, r->of->owned) != NULL)
		json_object_set_new(in, "office", json_string(record_text(r,
			r->of->owned)));
	if (note != NULL && !text_blank(note))
		json_object_set_new(in, "note", json_string(note));
	return approval_write(v, NULL, in, out);
}

/* ---- deciding ---- */

enum err
approval_subject(struct visit *v, const struct record *approval,
	struct record **out)
{
	const char *step = record_text(approval, "step");
	const struct entity *of = step == NULL ? NULL : catalogue_entity(
		v->catalogue, arena_copy(v->arena, step, strcspn(step, "-")));
	struct id id;

	if (of == NULL || of->gate.field == NULL ||
	    !id_parse(record_text(approval, "subject"), &id))
		return fail(v, ERR_MISSING, "error.not-found");
	return record_get(v, of, id, out);
}

bool
approval_own(const struct visit *v, const struct record *approval)
{
	return !id_none(v->account) && id_same(v->account,
		record_ref(approval, "asked_by"));
}

static enum err
still_asked(struct visit *v, const struct record *approval)
{
	const char *state = record_text(approval, "state");

	return state != NULL && strcmp(state, "asked") == 0 ? OK :
		fail(v, ERR_CONFLICT, "approval.decided-already");
}

/* Through the gate, as the revision that was asked for. */
static enum err
subject_pass(struct visit *v, const struct record *approval)
{
	unsigned roles = v->roles;
	bool trusted = v->trusted;
	struct record *r, *after;
	enum err err;

	TRY(approval_subject(v, approval, &r));
	if (r->standing != RECORD_THERE ||
	    r->revision != record_int(approval, "seen", 0))
		return fail(v, ERR_CONFLICT, "approval.changed-since");
	/* An approver need not be one who writes such records, and its state
	 * may be the program's to give. */
	v->roles |= ROLE_SYSTEM;
	v->trusted = true;
	err = record_change(v, r->of, r->id, r->revision, keep(v, json_pack(
		"{s:s}", r->of->gate.field, r->of->gate.value)), &after);
	v->roles = roles;
	v->trusted = trusted;
	return err;
}

enum err
approval_grant(struct visit *v, const struct record *approval)
{
	TRY(still_asked(v, approval));
	if (approval_own(v, approval))
		return fail(v, ERR_DENIED, "approval.own");
	TRY(subject_pass(v, approval));
	return state_set(v, approval, "granted", NULL);
}

enum err
approval_refuse(struct visit *v, const struct record *approval,
	const char *why)
{
	TRY(still_asked(v, approval));
	if (why == NULL || text_blank(why))
		return fail_field(v, "why", "approval.why-needed", NULL, NULL);
	if (text_length(why) > 1000)
		return fail_field(v, "why", "error.too-long", "1000", NULL);
	return state_set(v, approval, "refused", why);
}

enum err
approval_withdraw(struct visit *v, const struct record *approval)
{
	TRY(still_asked(v, approval));
	if (!approval_own(v, approval))
		return fail(v, ERR_DENIED, "approval.not-own");
	return state_set(v, approval, "withdrawn", NULL);
}

/* ---- whom to tell ---- */

#define APPROVERS_MOST 50

enum err
approvers(struct visit *v, struct id **out, size_t *n)
{
	unsigned before = v->roles;
	struct query *q;
	struct list list;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	q = query_of(v, &entity_account);
	query_where(q, "roles", QUERY_HAS, "approver");
	query_where(q, "active", QUERY_IS, "true");
	query_limit(q, APPROVERS_MOST);
	err = query_run(q, &list);
	v->roles = before;
	TRY(err);
	*out = arena_alloc(v->arena, (list.n + 1) * sizeof **out);
	for (*n = 0; *n < list.n; ++*n)
		(*out)[*n] = list.at[*n]->id;
	return OK;
}
