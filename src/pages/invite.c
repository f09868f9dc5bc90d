/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Invitations: an administrator makes a link for an account, hands it over or
 * lets it be mailed, and the person sets a password with it.  Whoever has
 * forgotten the password is given a new link.
 */
#include <string.h>

#include "inside.h"
#include "wire/wire.h"

static const char *
invite_address(struct visit *v, const struct record *account)
{
	return arena_printf(v->arena, "/office/accounts/%s/invite",
		id_text(v->arena, account->id));
}

void
invite_acts(struct visit *v, const struct record *r, json_t *acts)
{
	if (r->of != &entity_account || !(v->roles & ROLE_ADMINS) ||
	    r->standing != RECORD_THERE || !record_flag(r, "active"))
		return;
	act_put(acts, &(struct act){
		.action = invite_address(v, r),
		.label = message(v->lang, "invitation.make"),
		.help = message(v->lang, "invitation.make-help"),
		.box = "totp", .box_says = message(v->lang,
			"invitation.totp-off") });
}

/* ---- making the link ---- */

/* It is mailed, too, where there is an address; whatever the person wants to
 * be told otherwise. */
static enum err
link_mail(struct visit *v, const struct record *r, const char *path,
	int64_t ends, bool *mailed)
{
	*mailed = v->mail != NULL && record_text(r, "mail") != NULL;
	if (!*mailed)
		return OK;
	return notice_must(v, r->id, "invite", id_text(v->arena, id_new()),
		"mail.invite", keep(v, json_pack("{s:s, s:s, s:s}", "what",
			record_text(r, "login"), "who", v->who, "by",
			moment_day(v->arena, ends, v->zone))), path);
}

static json_t *
link_view(struct request *rq, const struct record *r, const char *path,
	int64_t ends, bool mailed)
{
	struct visit *v = &rq->visit;

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:b}",
		"title", message(v->lang, "invitation.title"),
		"labels", message(v->lang, "account.many"),
		"account", record_title(v, r),
		"href", arena_printf(v->arena, "/office/accounts/%s",
			id_text(v->arena, r->id)),
		"link", arena_printf(v->arena, "%s%s", rq->host, path),
		"says", put_say(v, "invitation.hand-over", record_title(v, r),
			NULL),
		"ends", put_say(v, "invitation.ends", text_moment(v->arena,
			v->lang, ends, v->zone), NULL),
		"mailed", (int)mailed);
}

/* POST /office/accounts/{id}/invite: shows the link, this once. */
static enum err
invite(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *token, *path;
	struct record *r;
	int64_t ends;
	bool mailed;

	TRY(record_named(v, &entity_account, request_param(rq, "id"), &r));
	if (r->standing != RECORD_THERE || !record_flag(r, "active"))
		return fail(v, ERR_CONFLICT, "invitation.closed");
	TRY(invitation_make(v, r->id, &token, &ends));
	if (request_text(rq, "totp") != NULL)
		TRY(account_totp(v, r->id, NULL, NULL));
	TRY(access_note(v, "invite", "account", r->id, "", NULL));
	path = arena_printf(v->arena, "/office/welcome/%s", token);
	TRY(link_mail(v, r, path, ends, &mailed));
	return reply_page(rq, "office/invitation",
		link_view(rq, r, path, ends, mailed));
}

/* ---- using it ---- */

static json_t *
welcome_view(struct request *rq, const struct invitation *i)
{
	struct visit *v = &rq->visit;
	json_t *view = json_pack("{s:s, s:s, s:s, s:s}", "title",
		put_say(v, "welcome.title", i->called, NULL), "login",
		i->login, "action", arena_printf(v->arena,
			"/office/welcome/%s", request_param(rq, "token")),
		"ends", put_say(v, "invitation.ends", text_moment(v->arena,
			v->lang, i->ends, v->zone), NULL));

	json_object_set_new(view, "totp", json_boolean(i->totp));
	return view;
}

/* A link that is wrong, used or over: what to do now. */
static enum err
welcome_refused(struct request *rq, enum err err)
{
	struct visit *v = &rq->visit;

	if (err != ERR_MISSING || rq->wants_json || v->problems == NULL)
		return err;
	rq->reply.status = strcmp(v->problems->key, "invitation.wrong") == 0 ?
		404 : 410;
	return reply_page(rq, "office/welcome", json_pack("{s:s, s:s}",
		"title", message(v->lang, "welcome.refused"),
		"refused", problem_says(v, v->problems)));
}

/* GET /office/welcome/{token} */
static enum err
welcome_page(struct request *rq)
{
	struct invitation i;
	enum err err = invitation_find(rq, request_param(rq, "token"), &i);

	if (err != OK)
		return welcome_refused(rq, err);
	return reply_page(rq, "office/welcome", welcome_view(rq, &i));
}

/* Slow, so before the act: the new password hashed. */
static enum err
welcome_prove(struct request *rq)
{
	struct invitation i;
	const char *hash = NULL;
	enum err err = invitation_find(rq, request_param(rq, "token"), &i);

	if (err != OK)
		return welcome_refused(rq, err);
	err = password_take(&rq->visit, "new", i.login,
		request_text(rq, "new"), &hash);
	if (err != OK)
		return reply_form(rq, err, "office/welcome",
			welcome_view(rq, &i));
	json_object_set_new(rq->body, "_hash", json_string(hash));
	return OK;
}

/* POST /office/welcome/{token}: the password is set, and the person is in. */
static enum err
welcome(struct request *rq)
{
	bool signed_in = false;
	enum err err = invitation_use(rq, request_param(rq, "token"),
		request_text(rq, "_hash"), &signed_in);

	if (err != OK)
		return welcome_refused(rq, err);
	return reply_redirect(rq, signed_in ? "/office/" :
		"/office/sign-in");
}

const struct route invite_routes[] = {
	{ POST, "/office/accounts/{id}/invite", ROLE_ADMIN, invite, "Makes a link by which the account's owner sets a password." },
	{ GET,  "/office/welcome/{token}", ROLE_ANYONE, welcome_page, "Where an invited person sets a password." },
	{ POST, "/office/welcome/{token}", ROLE_ANYONE, welcome, "Sets the password and signs in.", ROUTE_SLOW, welcome_prove },
	{0}
};
