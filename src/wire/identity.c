/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A reader's way to a provider of identity and back.  There goes the address
 * with what nobody can guess in it; back comes a code, which is worth nothing
 * without the verifier that never left us; for both together the provider
 * gives an ID token, of which the subject is taken.  Nothing else of it is
 * looked at, and the provider's other tokens are let go of unread.
 */
#include <cjose/cjose.h>
#include <curl/curl.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "inside.h"

#define WAY_MS INT64_C(12000)   /* for all requests of one step */
#define CODE_MOST 2000
#define FORM_MOST (16 << 10)

static const char *const words[IDENTITY_FAULT__MAX] = {
	[IDENTITY_DENIED] = "denied", [IDENTITY_TIMEOUT] = "timeout",
	[IDENTITY_UNREACHED] = "unreached", [IDENTITY_ANSWER] = "answer",
	[IDENTITY_REFUSED] = "refused", [IDENTITY_TOKEN] = "token",
	[IDENTITY_MIXED] = "mixed", [IDENTITY_USED] = "used",
};

const char *
identity_word(enum identity_fault fault)
{
	return words[fault];
}

/* ---- what goes out ---- */

static void
field_add(struct buf *form, const char *name, const char *value)
{
	char *escaped = curl_easy_escape(NULL, value, 0);

	buf_printf(form, "%s%s=%s", form->n > 0 ? "&" : "", name,
		escaped != NULL ? escaped : "");
	curl_free(escaped);
}

static const char *
base64(struct arena *a, const void *at, size_t n, bool url)
{
	const char *kept = "";
	char *out = NULL;
	size_t length;
	cjose_err err;

	if (url ? cjose_base64url_encode(at, n, &out, &length, &err) :
	    cjose_base64_encode(at, n, &out, &length, &err))
		kept = arena_copy(a, out, length);
	if (out != NULL)
		cjose_get_dealloc()(out);
	return kept;
}

/* RFC 7636, S256. */
static const char *
challenge_of(struct arena *a, const char *verifier)
{
	uint8_t digest[SECRET_DIGEST];

	secret_sha256(verifier, strlen(verifier), digest);
	return base64(a, digest, sizeof digest, true);
}

enum identity_fault
identity_address(struct visit *v, const struct identity_provider *of,
	const struct identity_way *way, const char *lang, const char **out)
{
	struct buf form = buf_in(v->arena, FORM_MOST);
	struct provider p;
	enum identity_fault fault = provider_read(v, of->issuer,
		clock_ticks() + WAY_MS, &p);

	if (fault != IDENTITY_GOOD)
		return fault;
	field_add(&form, "response_type", "code");
	field_add(&form, "client_id", of->client);
	field_add(&form, "redirect_uri", way->redirect);
	field_add(&form, "scope", "openid");
	field_add(&form, "state", way->state);
	field_add(&form, "nonce", way->nonce);
	field_add(&form, "code_challenge", challenge_of(v->arena,
		way->verifier));
	field_add(&form, "code_challenge_method", "S256");
	field_add(&form, "ui_locales", lang);
	if (of->acr != NULL)
		field_add(&form, "acr_values", of->acr);
	*out = arena_printf(v->arena, "%s%c%s", p.authorize,
		strchr(p.authorize, '?') != NULL ? '&' : '?', form.at);
	return form.full ? IDENTITY_ANSWER : IDENTITY_GOOD;
}

/* ---- the code for a token ---- */

/* RFC 6749 2.3.1: both are escaped before they are joined. */
static const char *
authorization(struct arena *a, const struct identity_provider *of)
{
	char *client = curl_easy_escape(NULL, of->client, 0);
	char *secret = curl_easy_escape(NULL, of->secret, 0);
	const char *both = arena_printf(a, "%s:%s", client != NULL ? client :
		"", secret != NULL ? secret : "");

	curl_free(client);
	curl_free(secret);
	return arena_printf(a, "Authorization: Basic %s", base64(a, both,
		strlen(both), false));
}

static void
call_make(struct visit *v, const struct identity_provider *of,
	const struct provider *p, const struct identity_way *way,
	const char *code, struct call *out)
{
	struct buf form = buf_in(v->arena, FORM_MOST);

	field_add(&form, "grant_type", "authorization_code");
	field_add(&form, "code", code);
	field_add(&form, "redirect_uri", way->redirect);
	field_add(&form, "code_verifier", way->verifier);
	*out = (struct call){ .method = "POST",
		.type = "application/x-www-form-urlencoded",
		.headers = { "Accept: application/json" } };
	if (of->secret != NULL && !p->posts) {
		out->headers[1] = authorization(v->arena, of);
	} else {
		field_add(&form, "client_id", of->client);
		if (of->secret != NULL)
			field_add(&form, "client_secret", of->secret);
	}
	out->body = form.at;
}

/* Only words of the standard go into the log. */
static void
refusal_log(const json_t *answer)
{
	static const char *const known[] = { "invalid_request",
		"invalid_client", "invalid_grant", "unauthorized_client",
		"unsupported_grant_type", "invalid_scope", NULL };
	const char *said = json_string_value(json_object_get(answer, "error"));
	const char *const *word = known;

	while (*word != NULL && (said == NULL || strcmp(*word, said) != 0))
		word++;
	log_problem("identity: the provider gives no token for a code (%s)",
		*word != NULL ? *word : "it does not say why");
}

static enum identity_fault
code_exchange(struct visit *v, const struct identity_provider *of,
	const struct provider *p, const struct identity_way *way,
	const char *code, int64_t ends, const char **token)
{
	struct call call;
	json_t *answer;
	int status;
	enum identity_fault fault;

	call_make(v, of, p, way, code, &call);
	fault = provider_ask(v, p->token, &call, ends, &status, &answer);
	if (fault == IDENTITY_TIMEOUT)
		provider_failed(v, of->issuer);
	if (fault != IDENTITY_GOOD)
		return fault;
	if (status >= 500)
		return IDENTITY_UNREACHED;
	if (status >= 400) {
		refusal_log(answer);
		return IDENTITY_REFUSED;
	}
	*token = json_string_value(json_object_get(answer, "id_token"));
	return status == 200 && *token != NULL ? IDENTITY_GOOD :
		IDENTITY_ANSWER;
}

/* ---- back ---- */

static enum identity_fault
token_take(struct visit *v, const struct identity_provider *of,
	const struct identity_way *way, struct provider *p, const char *token,
	int64_t ends, const char **subject)
{
	struct identity_claims claims = { .issuer = of->issuer,
		.client = of->client, .nonce = way->nonce, .acr = of->acr,
		.now = v->now };
	const char *why;
	bool anew;
	enum token_verdict verdict = identity_token_read(v->arena, token,
		p->keys, &claims, subject, &why);

	if (verdict == TOKEN_STRANGE) {
		enum identity_fault fault = provider_renew(v, p, ends, &anew);

		if (fault != IDENTITY_GOOD)
			return fault;
		if (anew)
			verdict = identity_token_read(v->arena, token,
				p->keys, &claims, subject, &why);
	}
	if (verdict == TOKEN_GOOD)
		return IDENTITY_GOOD;
	log_problem("identity: a token of the provider's %s", why);
	return IDENTITY_TOKEN;
}

/* What the browser brings is anybody's; it says who answers before it is
 * believed that somebody refuses. */
static enum identity_fault
back_wrong(const struct identity_provider *of, const struct provider *p,
	const struct identity_back *back)
{
	if (back->issuer != NULL ? strcmp(back->issuer, of->issuer) != 0 :
	    p->names_itself)
		return IDENTITY_MIXED;
	if (back->error != NULL)
		return strcmp(back->error, "access_denied") == 0 ?
			IDENTITY_DENIED :
			strcmp(back->error, "temporarily_unavailable") == 0 ||
			strcmp(back->error, "server_error") == 0 ?
			IDENTITY_UNREACHED : IDENTITY_REFUSED;
	return back->code == NULL || *back->code == '\0' ||
		strlen(back->code) > CODE_MOST ? IDENTITY_ANSWER :
		IDENTITY_GOOD;
}

enum identity_fault
identity_confirm(struct visit *v, const struct identity_provider *of,
	const struct identity_way *way, const struct identity_back *back,
	const char **subject)
{
	int64_t ends = clock_ticks() + WAY_MS;
	const char *token;
	struct provider p;
	enum identity_fault fault = provider_read(v, of->issuer, ends, &p);

	if (fault == IDENTITY_GOOD)
		fault = back_wrong(of, &p, back);
	if (fault == IDENTITY_GOOD)
		fault = code_exchange(v, of, &p, way, back->code, ends,
			&token);
	return fault == IDENTITY_GOOD ? token_take(v, of, way, &p, token, ends,
		subject) : fault;
}
