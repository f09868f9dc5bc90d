/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done about names: a form is locked or unlocked, a form that a text
 * uses gives way to the one that is to be used, and a record is found by any
 * form that it has, which is what a form's choices do too.
 */
#include <stdlib.h>

#include "inside.h"

#define FOUND_MOST 50

static enum err
written(struct request *rq, struct record **out)
{
	TRY(record_asked(rq, out));
	if (((*out)->of->write & rq->visit.roles) == 0)
		return fail(&rq->visit, ERR_DENIED, "error.denied");
	return OK;
}

static int64_t
revision_sent(const struct request *rq)
{
	const char *text = request_text(rq, "_revision");

	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

static const char *
sent(const struct request *rq, const char *name)
{
	const char *text = request_text(rq, name);

	return text != NULL ? text : "";
}

static enum err
changed(struct request *rq, const struct record *r, json_t *input)
{
	struct visit *v = &rq->visit;
	struct record *now;

	TRY(record_change(v, r->of, r->id, revision_sent(rq), input, &now));
	return reply_redirect(rq, arena_printf(v->arena, "/office/%s/%s",
		r->of->plural, id_text(v->arena, r->id)));
}

static enum err
lock_set(struct request *rq, bool locked)
{
	struct record *r;
	json_t *input;

	TRY(written(rq, &r));
	TRY(name_lock(&rq->visit, r, sent(rq, "row"), locked,
		sent(rq, "reason"), &input));
	return changed(rq, r, input);
}

/* POST /office/{kind}/{id}/names/lock */
static enum err
lock(struct request *rq)
{
	return lock_set(rq, true);
}

/* POST /office/{kind}/{id}/names/unlock */
static enum err
unlock(struct request *rq)
{
	return lock_set(rq, false);
}

/* POST /office/{kind}/{id}/name-form */
static enum err
replace(struct request *rq)
{
	struct record *r;
	json_t *input;

	TRY(written(rq, &r));
	TRY(name_replace(&rq->visit, r, sent(rq, "field"), sent(rq, "lang"),
		sent(rq, "from"), sent(rq, "to"), &input));
	return changed(rq, r, input);
}

/* GET /office/{kind}/find?q= */
static enum err
find(struct request *rq)
{
	const char *q = request_query(rq, "q");
	const struct entity *of;

	TRY(kind_asked(rq, &of));
	if (q == NULL || text_blank(q))
		return fail_field(&rq->visit, "q", "error.required", NULL,
			NULL);
	return reply_json(rq, 200, json_pack("{s:o}", "results",
		choices_find(&rq->visit, of, q, FOUND_MOST)));
}

const struct route names_routes[] = {
	{ GET,  "/office/{kind}/find", ROLE_STAFF, find, "Records of a kind that any form of a name finds, and which one it was." },
	{ POST, "/office/{kind}/{id}/names/lock", ROLE_STAFF, lock, "Locks a form of a name, with the reason." },
	{ POST, "/office/{kind}/{id}/names/unlock", ROLE_STAFF, unlock, "Unlocks a form of a name, with the reason." },
	{ POST, "/office/{kind}/{id}/name-form", ROLE_STAFF, replace, "Puts the form to be used in place of one that was noticed in a text." },
	{0}
};
