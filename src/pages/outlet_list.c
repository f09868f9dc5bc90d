/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The press list seen from outside: a page at a secret address for each of
 * it, where they agree to be sent letters and leave the list again.  A mail
 * program that knows List-Unsubscribe posts there by itself; a GET changes
 * nothing, for programs that look into mails open every link.
 */
#include <string.h>

#include "outlet.h"
#include "wire/wire.h"

/* Signed by the server's key: nobody can guess it, and nothing is kept. */
static const char *
secret_of(const struct visit *v, struct id id)
{
	static const char use[] = "press list ";
	uint8_t text[sizeof use - 1 + sizeof id.b], sign[SECRET_DIGEST];

	memcpy(text, use, sizeof use - 1);
	memcpy(text + sizeof use - 1, id.b, sizeof id.b);
	secret_sign(v->catalogue->key, text, sizeof text, sign);
	return secret_hex(v->arena, sign, 16);
}

const char *
press_list_link(const struct visit *v, const char *origin, struct id id)
{
	return arena_printf(v->arena, "%s/%s/press-list/%s/%s", origin,
		langs[v->lang].tag, id_text(v->arena, id), secret_of(v, id));
}

enum err
outlet_peek(struct visit *v, const struct entity *of, struct id id,
	struct record **out)
{
	struct problem *problems = v->problems, **last = v->last_problem;
	unsigned roles = v->roles;
	struct id office = v->office;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	v->office = (struct id){{0}};
	err = record_get(v, of, id, out);
	v->roles = roles;
	v->office = office;
	if (err == OK && (*out)->standing == RECORD_THERE)
		return OK;
	*out = NULL;
	if (err != OK && err != ERR_MISSING)
		return err;
	v->problems = problems;
	v->last_problem = last;
	if (last != NULL)
		*last = NULL;
	return OK;
}

/* ---- the page ---- */

static enum err
asked(struct request *rq, struct record **out)
{
	struct visit *v = &rq->visit;
	const char *secret = request_param(rq, "secret");
	struct id id;

	if (!id_parse(request_param(rq, "id"), &id) || strlen(secret) != 32 ||
	    !secret_same(secret, secret_of(v, id), 32))
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(outlet_peek(v, &entity_journalist, id, out));
	return *out != NULL ? OK : fail(v, ERR_MISSING, "error.not-found");
}

static enum err
reply_list(struct request *rq, const struct record *r)
{
	struct visit *v = &rq->visit;
	const char *state = record_text(r, "state");
	bool on = state != NULL && strcmp(state, "on") == 0;
	json_t *view = json_pack("{s:s, s:s, s:s, s:b, s:b, s:{s:[]}}",
		"title",
		message(v->lang, "press-list.title"), "action", rq->path,
		"says", put_say(v, arena_printf(v->arena, "press-list.is-%s",
			state), office_called(v), NULL), "on", (int)on,
		"can_leave", (int)(on || strcmp(state, "waiting") == 0),
		/* An address for one: no other languages' in the head. */
		"versions", "alternates");

	json_object_set_new(view, "unlisted", json_true());
	return reply_page(rq, "press-list", view);
}

/* GET /{lang}/press-list/{id}/{secret} */
static enum err
list_page(struct request *rq)
{
	struct record *r;

	TRY(asked(rq, &r));
	return reply_list(rq, r);
}

static json_t *
joining(struct visit *v)
{
	return json_pack("{s:s, s:s, s:s}", "state", "on", "agreed",
		moment_day(v->arena, v->now, v->zone), "agreed_how",
		message(v->lang, "press-list.by-link"));
}

/* In the journalist's own name. */
static enum err
change(struct visit *v, const struct record *r, json_t *in,
	struct record **out)
{
	unsigned roles = v->roles;
	struct id office = v->office;
	const char *who = v->who;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	v->office = (struct id){{0}};
	v->who = record_title(v, r);
	err = record_change(v, &entity_journalist, r->id, 0, keep(v, in), out);
	v->roles = roles;
	v->office = office;
	v->who = who;
	return err;
}

/* POST /{lang}/press-list/{id}/{secret} */
static enum err
list_act(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *what = request_text(rq, "what");
	bool join = what != NULL && strcmp(what, "join") == 0;
	struct record *r, *now;

	TRY(asked(rq, &r));
	TRY(change(v, r, join ? joining(v) : json_pack("{s:s}", "state",
		"left"), &now));
	return reply_list(rq, now);
}

/* ---- asking whether they want it ---- */

void
outlet_acts(struct visit *v, const struct record *r, json_t *acts)
{
	const char *state = record_text(r, "state");

	if (r->of != &entity_journalist || r->standing != RECORD_THERE ||
	    v->mail == NULL || v->mail->origin == NULL || state == NULL ||
	    strcmp(state, "waiting") != 0)
		return;
	act_put(acts, &(struct act){
		.action = arena_printf(v->arena, "/office/journalists/%s/invite",
			id_text(v->arena, r->id)),
		.label = message(v->lang, "press-list.ask"),
		.help = message(v->lang, "press-list.ask-help") });
}

/* POST /office/journalists/{id}/invite: at most once a day. */
static enum err
ask(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *state;
	struct record *r;
	bool added;

	TRY(record_named(v, &entity_journalist, request_param(rq, "id"), &r));
	state = record_text(r, "state");
	if (v->mail == NULL || v->mail->origin == NULL)
		return fail(v, ERR_CONFLICT, v->mail == NULL ? "mail.off" :
			"press.no-origin");
	if (state == NULL || strcmp(state, "waiting") != 0)
		return fail(v, ERR_CONFLICT, "press-list.not-waiting");
	TRY(press_add(v, r->id, "press-ask", moment_day(v->arena, v->now,
		v->zone), keep(v, json_object()), &added));
	return reply_redirect(rq, arena_printf(v->arena,
		"/office/journalists/%s", id_text(v->arena, r->id)));
}

static enum err
ask_write(struct visit *v, const struct record *to, struct press_letter *out)
{
	const char *state = record_text(to, "state");
	enum lang lang = lang_of(record_text(to, "language"));
	struct visit as = *v;

	if (state == NULL || strcmp(state, "waiting") != 0)
		return OK;
	as.lang = lang != LANG__MAX ? lang : LANG_KO;
	as.office = record_ref(to, "office");
	problems_forget(&as);
	out->leave = press_list_link(&as, v->mail->origin, to->id);
	out->from_name = office_called(&as);
	out->subject = put_say(&as, "press-list.ask-subject", out->from_name,
		NULL);
	out->body = arena_printf(v->arena, "%s\n\n%s\n%s\n", put_say(&as,
		"mail.hello", record_text(to, "name"), NULL), put_say(&as,
		"press-list.ask-says", out->from_name, NULL), out->leave);
	out->to = record_text(to, "mail");
	return OK;
}

/* ---- when a letter goes ---- */

static enum err
letter_write(struct visit *v, struct id to, const char *kind, json_t *with,
	struct press_letter *out)
{
	struct record *r;
	const char *state;

	if (strncmp(kind, "takedown", strlen("takedown")) == 0)
		return takedown_letter_write(v, to, with, out);
	TRY(outlet_peek(v, &entity_journalist, to, &r));
	if (r == NULL || record_text(r, "mail") == NULL ||
	    v->mail->origin == NULL)
		return OK;
	out->called = record_text(r, "name");
	state = record_text(r, "state");
	if (strcmp(kind, "press-ask") == 0)
		return ask_write(v, r, out);
	return state != NULL && strcmp(state, "on") == 0 ?
		press_letter_write(v, r, with, out) : OK;
}

enum err
outlet_letter(struct visit *v, json_t *with)
{
	const char *letter = json_string_value(json_object_get(with,
		"letter"));
	struct id id;

	if (letter == NULL || !id_parse(letter, &id))
		return fail(v, ERR_DENIED, "job.failed");
	return press_send(v, id, letter_write);
}

const struct route outlet_list_routes[] = {
	{ GET,  "/{lang}/press-list/{id}/{secret}", ROLE_ANYONE, list_page, "Somebody of the press list sees where they stand." },
	{ POST, "/{lang}/press-list/{id}/{secret}", ROLE_ANYONE, list_act, "They agree (what=join) or leave; a mail program's one click leaves.", ROUTE_OPEN },
	{ POST, "/office/journalists/{id}/invite", ROLE_EDITOR | ROLE_ADMIN, ask, "Asks somebody by mail whether they want to be on the press list." },
	{0}
};
