/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What people set for their own account: the password, the second factor, the
 * tokens of their programs, and what they are told by mail.  The record of the account itself is read by
 * administrators only, so its name is looked up here with the program's role.
 *
 * A new second factor's key is made for the page and comes back with its first
 * digits; until then it is in the form and nowhere else.
 */
#include <string.h>

#include "inside.h"

#define PAGE "/office/account"
#define KEY 20      /* bytes of a second factor */

static enum err
own_record(struct visit *v, struct record **out)
{
	unsigned roles = v->roles;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	err = record_get(v, &entity_account, v->account, out);
	v->roles = roles;
	return err;
}

static const char *
roles_says(struct visit *v)
{
	struct buf out = buf_in(v->arena, 1000);

	for (const struct role_row *r = role_rows; r->name != NULL; r++)
		if (r->role != ROLE_ANYONE && (v->roles & r->role) != 0)
			buf_printf(&out, "%s%s", out.n > 0 ? ", " : "",
				message(v->lang, arena_printf(v->arena,
					"role.%s", r->name)));
	return out.at;
}

/* ---- the page ---- */

/* "JBSW Y3DP …": in fours, to be typed. */
static const char *
in_fours(struct arena *a, const char *key)
{
	struct buf out = buf_in(a, 100);

	for (size_t i = 0; key[i] != '\0'; i++)
		buf_printf(&out, "%s%c", i > 0 && i % 4 == 0 ? " " : "",
			key[i]);
	return out.at;
}

static json_t *
totp_view(struct visit *v, const char *login, const char *sent)
{
	uint8_t key[KEY];
	const char *text;

	if (sent == NULL || !secret_unhex(sent, key, sizeof key))
		secret_random(key, sizeof key);
	text = secret_totp_text(v->arena, key);
	return json_pack("{s:s, s:s, s:s}", "key", in_fours(v->arena, text),
		"sealed", secret_hex(v->arena, key, sizeof key), "link",
		arena_printf(v->arena, "otpauth://totp/%s?secret=%s"
			"&issuer=Gyoryu", login, text));
}

static const char *
day_of(struct visit *v, json_int_t moment)
{
	return text_date_short(v->arena, v->lang,
		moment_day(v->arena, moment, v->zone));
}

static enum err
put_tokens(struct visit *v, json_t *view)
{
	json_t *tokens, *one;
	size_t i;

	TRY(token_list(v, v->account, &tokens));
	json_array_foreach(tokens, i, one) {
		json_int_t seen = json_integer_value(
			json_object_get(one, "seen"));

		put_text(one, "made", day_of(v, json_integer_value(
			json_object_get(one, "made"))));
		put_text(one, "used", seen == 0 ?
			message(v->lang, "my-account.token-never") :
			day_of(v, seen));
	}
	put_list(view, "tokens", tokens);
	return OK;
}

/* "notices": {"mail", "choices": [{"value","label","chosen"}], "off"}: what is
 * typed stays. */
static json_t *
notices_view(struct request *rq, const struct record *r)
{
	struct visit *v = &rq->visit;
	const struct field *f = field_named(entity_account.fields, "notices");
	const char *typed = request_text(rq, "notices"), *choice;
	const char *now = typed != NULL ? typed : record_text(r, "notices");
	json_t *view = json_object(), *choices = json_array();

	put_text(view, "mail", typed != NULL ? request_text(rq, "mail") :
		record_text(r, "mail"));
	json_object_set_new(view, "off", json_boolean(v->mail == NULL));
	json_object_set_new(view, "choices", choices);
	for (size_t i = 0; (choice = field_choice(v->arena, f, i)) != NULL; i++)
		json_array_append_new(choices, json_pack("{s:s, s:s, s:b}",
			"value", choice, "label", put_choice(v,
				"account.notices", choice), "chosen",
			(int)(strcmp(choice, now != NULL ? now : "none") == 0)));
	return view;
}

/* [{"value","label","chosen"}]: each language in its own words. */
static json_t *
languages_view(struct visit *v)
{
	json_t *out = json_array();

	for (size_t i = 0; i < LANG__MAX; i++)
		json_array_append_new(out, json_pack("{s:s, s:s, s:b}",
			"value", langs[i].tag, "label", langs[i].own,
			"chosen", (int)(v->lang == (enum lang)i)));
	return out;
}

static enum err
account_view(struct request *rq, json_t **out)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object());
	struct record *r;
	const char *login;
	bool totp;

	TRY(own_record(v, &r));
	TRY(account_has_totp(v, v->account, &totp));
	login = record_text(r, "login");
	put_text(view, "title", message(v->lang, "my-account.title"));
	json_object_set_new(view, "own", json_pack("{s:s, s:s, s:b}", "login",
		login, "roles", roles_says(v), "has_totp", (int)totp));
	json_object_set_new(view, "totp", totp_view(v, login,
		request_text(rq, "key")));
	json_object_set_new(view, "notices", notices_view(rq, r));
	json_object_set_new(view, "languages", languages_view(v));
	TRY(put_tokens(v, view));
	TRY(feed_put(rq, view, NULL));
	*out = json_incref(view);
	return OK;
}

/* GET /office/account; ?done=password says what was done. */
static enum err
account(struct request *rq)
{
	static const char *const told[] = {
		"password", "totp-on", "totp-off", "token-end", "notices", "language",
		"feed-end", NULL
	};
	struct visit *v = &rq->visit;
	const char *done = request_query(rq, "done");
	json_t *view;

	TRY(account_view(rq, &view));
	for (const char *const *one = told; done != NULL && *one; one++)
		if (strcmp(done, *one) == 0)
			put_text(view, "done", message(v->lang, arena_printf(
				v->arena, "my-account.done-%s", done)));
	return reply_page(rq, "office/account", view);
}

static enum err
account_again(struct request *rq, enum err err)
{
	json_t *view;

	TRY(account_view(rq, &view));
	return reply_form(rq, err, "office/account", view);
}

/* ---- notices and language ---- */

/* Changes one's own record, whatever the role may change of others'. */
static enum err
own_change(struct request *rq, json_t *in, const char *done)
{
	struct visit *v = &rq->visit;
	unsigned roles = v->roles;
	struct record *r;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	err = record_change(v, &entity_account, v->account, 0, keep(v, in),
		&r);
	v->roles = roles;
	if (err == ERR_INPUT)
		return account_again(rq, err);
	TRY(err);
	return reply_redirect(rq, arena_printf(v->arena, PAGE "?done=%s",
		done));
}

/* POST /office/account/notices */
static enum err
notices(struct request *rq)
{
	const char *mail = request_text(rq, "mail");
	const char *choice = request_text(rq, "notices");

	return own_change(rq, json_pack("{s:s, s:s}", "mail",
		mail != NULL ? mail : "", "notices",
		choice != NULL ? choice : "none"), "notices");
}

/* POST /office/account/language */
static enum err
language(struct request *rq)
{
	const char *tag = request_text(rq, "language");

	return own_change(rq, json_pack("{s:s}", "language",
		tag != NULL ? tag : ""), "language");
}

/* ---- the password ---- */

/* The form bears the name for password managers; it must be one's own. */
static enum err
name_check(struct request *rq, const char *login)
{
	const char *sent = request_text(rq, "login");

	if (sent == NULL || strcmp(sent, login) != 0)
		return fail(&rq->visit, ERR_INPUT, "sign-in.wrong");
	return OK;
}

/* Slow, so before the act: the old password is right, the new one hashed. */
static enum err
password_prove(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r;
	const char *hash = NULL;
	enum err err;

	TRY(own_record(v, &r));
	err = name_check(rq, record_text(r, "login"));
	if (err == OK)
		err = session_prove(rq);
	if (err == OK)
		err = password_take(v, "new", record_text(r, "login"),
			request_text(rq, "new"), &hash);
	if (err != OK)
		return account_again(rq, err);
	/* session_begin finds the proof, the handler the hash. */
	json_object_set_new(rq->body, "_hash", json_string(hash));
	return OK;
}

/* POST /office/account/password: all other sessions end. */
static enum err
password(struct request *rq)
{
	struct visit *v = &rq->visit;

	TRY(account_password(v, v->account, request_text(rq, "_hash")));
	TRY(session_begin(rq));
	return reply_redirect(rq, PAGE "?done=password");
}

/* ---- the second factor ---- */

/* POST /office/account/totp-on */
static enum err
totp_on(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *sent = request_text(rq, "key");
	uint8_t key[KEY];
	bool on;
	enum err err;

	/* Or an open desk would be enough to put another's key in its place. */
	TRY(account_has_totp(v, v->account, &on));
	if (on)
		return fail(v, ERR_CONFLICT, "error.conflict");
	if (sent == NULL || !secret_unhex(sent, key, sizeof key))
		return fail(v, ERR_INPUT, "error.required");
	err = account_totp(v, v->account, key, request_text(rq, "code"));
	if (err == ERR_INPUT)
		return account_again(rq, err);
	TRY(err);
	return reply_redirect(rq, PAGE "?done=totp-on");
}

/* Whoever finds an open desk must not be able to switch it off. */
static enum err
totp_prove(struct request *rq)
{
	struct record *r;
	enum err err;

	TRY(own_record(&rq->visit, &r));
	err = name_check(rq, record_text(r, "login"));
	if (err == OK)
		err = session_prove(rq);
	return err == OK ? OK : account_again(rq, err);
}

/* POST /office/account/totp-off */
static enum err
totp_off(struct request *rq)
{
	struct visit *v = &rq->visit;

	TRY(account_totp(v, v->account, NULL, NULL));
	return reply_redirect(rq, PAGE "?done=totp-off");
}

/* ---- tokens ---- */

/* POST /office/account/token: shows it, this once. */
static enum err
token(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *label = request_text(rq, "label"), *made;
	json_t *view;

	if (label == NULL || text_blank(label) || text_length(label) > 80)
		return account_again(rq, fail_field(v, "label",
			"error.required", NULL, NULL));
	TRY(token_make(v, v->account, label, &made));
	TRY(account_view(rq, &view));
	put_text(view, "token", made);
	return reply_page(rq, "office/account", view);
}

/* POST /office/account/token-end */
static enum err
token_over(struct request *rq)
{
	struct visit *v = &rq->visit;

	TRY(token_end(v, v->account, request_text(rq, "token")));
	return reply_redirect(rq, PAGE "?done=token-end");
}

/* ---- the secret calendar ---- */

/* POST /office/account/feed: shows its address, this once. */
static enum err
feed(struct request *rq)
{
	const char *token;
	json_t *view;

	TRY(feed_make(&rq->visit, &token));
	TRY(account_view(rq, &view));
	TRY(feed_put(rq, view, token));
	return reply_page(rq, "office/account", view);
}

/* POST /office/account/feed-end */
static enum err
feed_over(struct request *rq)
{
	TRY(feed_end(&rq->visit));
	return reply_redirect(rq, PAGE "?done=feed-end");
}

const struct route account_routes[] = {
	{ GET,  PAGE, ROLE_STAFF | ROLE_PARTNER, account, "One's own account: password, second factor, tokens." },
	{ POST, PAGE "/password", ROLE_STAFF | ROLE_PARTNER, password, "Changes one's own password.", ROUTE_SLOW, password_prove },
	{ POST, PAGE "/totp-on", ROLE_STAFF | ROLE_PARTNER, totp_on, "Switches the second factor on, with its first digits." },
	{ POST, PAGE "/totp-off", ROLE_STAFF | ROLE_PARTNER, totp_off, "Switches the second factor off.", ROUTE_SLOW, totp_prove },
	{ POST, PAGE "/notices", ROLE_STAFF | ROLE_PARTNER, notices, "Sets where one's own notices go by mail, and which." },
	{ POST, PAGE "/language", ROLE_STAFF | ROLE_PARTNER, language, "Sets the language of one's own office pages and mails." },
	{ POST, PAGE "/token", ROLE_STAFF | ROLE_PARTNER, token, "Makes a token for a program and shows it once." },
	{ POST, PAGE "/token-end", ROLE_STAFF | ROLE_PARTNER, token_over, "Ends a token." },
	{ POST, PAGE "/feed", ROLE_STAFF | ROLE_PARTNER, feed, "Makes a secret address of one's own calendar and shows it once." },
	{ POST, PAGE "/feed-end", ROLE_STAFF | ROLE_PARTNER, feed_over, "Ends that address." },
	{0}
};
