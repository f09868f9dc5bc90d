/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An ID token, looked at: its header says which key and which algorithm, of a
 * short list; the key must be of the kind, the curve and the use that go with
 * it; libcjose holds the signature against it; then every claim is held
 * against what was asked for.
 *
 *	base64url({"alg","kid"}) . base64url({"iss","aud","azp","exp","iat",
 *	"nbf","nonce","acr","sub"}) . base64url(signature)
 */
#include <cjose/cjose.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

enum {
	TOKEN_MOST = 16 << 10, KEYS_MOST = 100, SUBJECT_MOST = 255,
	SKEW = 60,             /* seconds that clocks may differ by */
	OLD_MOST = 900,        /* seconds since a token was made */
	RSA_LEAST = 2048,      /* bits */
};

/* What a token may be signed with. */
static const struct signing {
	const char *alg, *kty, *curve;
} signings[] = {
	{ "RS256", "RSA", NULL }, { "RS384", "RSA", NULL },
	{ "RS512", "RSA", NULL }, { "PS256", "RSA", NULL },
	{ "PS384", "RSA", NULL }, { "PS512", "RSA", NULL },
	{ "ES256", "EC", "P-256" }, { "ES384", "EC", "P-384" },
	{ "ES512", "EC", "P-521" },
	{0}
};

static const char *
said(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static bool
says(const json_t *object, const char *key, const char *text)
{
	const char *value = said(object, key);

	return value != NULL && strcmp(value, text) == 0;
}

/* ---- its parts ---- */

/* The JSON object that a part of a token is; NULL: none.  Kept by a. */
static json_t *
part_read(struct arena *a, const char *at, size_t n)
{
	struct heard h = { 0 };
	uint8_t *bytes = NULL;
	json_t *json;
	cjose_err err;

	if (n == 0 || !cjose_base64url_decode(at, n, &bytes, &h.n, &err))
		return NULL;
	h.body = arena_copy(a, bytes, h.n);
	cjose_get_dealloc()(bytes);
	json = heard_json(a, &h);
	return json_is_object(json) ? json : NULL;
}

/* "crit" names what one must understand, and there is nothing here that would
 * be understood. */
static const struct signing *
signing_of(const json_t *header)
{
	const struct signing *s = signings;

	if (json_object_get(header, "crit") != NULL)
		return NULL;
	while (s->alg != NULL && !says(header, "alg", s->alg))
		s++;
	return s->alg != NULL ? s : NULL;
}

/* ---- the key ---- */

static bool
lists(const json_t *list, const char *text)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (json_is_string(one) &&
		    strcmp(json_string_value(one), text) == 0)
			return true;
	return false;
}

/* May this key have signed so? */
static bool
key_fits(const json_t *key, const struct signing *s)
{
	const json_t *ops = json_object_get(key, "key_ops");

	return says(key, "kty", s->kty) &&
		(s->curve == NULL || says(key, "crv", s->curve)) &&
		(said(key, "use") == NULL || says(key, "use", "sig")) &&
		(said(key, "alg") == NULL || says(key, "alg", s->alg)) &&
		(ops == NULL || lists(ops, "verify"));
}

/* The one key that it can be; NULL: there is none, or more than one. */
static const json_t *
key_find(const json_t *keys, const json_t *header, const struct signing *s)
{
	const json_t *list = json_object_get(keys, "keys"), *key;
	const json_t *found = NULL;
	const char *kid = said(header, "kid");
	size_t i, n = 0;

	json_array_foreach(list, i, key) {
		if (i >= KEYS_MOST)
			break;
		if (!key_fits(key, s) ||
		    (kid != NULL && !says(key, "kid", kid)))
			continue;
		found = key;
		n++;
	}
	return n == 1 ? found : NULL;
}

static void
key_end(void *key)
{
	cjose_jwk_release(key);
}

/* Of the key nothing but its public half is taken. */
static cjose_jwk_t *
key_take(struct arena *a, const json_t *key, const struct signing *s)
{
	bool ec = s->curve != NULL;
	const char *one = said(key, ec ? "x" : "n");
	const char *other = said(key, ec ? "y" : "e");
	const char *text;
	cjose_jwk_t *out;
	cjose_err err;

	if (one == NULL || other == NULL)
		return NULL;
	text = body_text(a, ec ? json_pack("{s:s, s:s, s:s, s:s}", "kty",
		"EC", "crv", s->curve, "x", one, "y", other) :
		json_pack("{s:s, s:s, s:s}", "kty", "RSA", "n", one, "e",
		other));
	out = cjose_jwk_import(text, strlen(text), &err);
	if (out == NULL)
		return NULL;
	arena_defer(a, key_end, out);
	if (!ec && cjose_jwk_get_keysize(out, &err) < RSA_LEAST)
		return NULL;
	return out;
}

static bool
signature_holds(const char *token, const cjose_jwk_t *key)
{
	cjose_err err;
	cjose_jws_t *jws = cjose_jws_import(token, strlen(token), &err);
	bool holds = jws != NULL && cjose_jws_verify(jws, key, &err);

	cjose_jws_release(jws);
	return holds;
}

/* ---- what it claims ---- */

static bool
meant_for(const json_t *claims, const char *client)
{
	const json_t *aud = json_object_get(claims, "aud");
	const json_t *azp = json_object_get(claims, "azp");

	if (azp != NULL && !says(claims, "azp", client))
		return false;
	if (json_is_string(aud))
		return says(claims, "aud", client);
	/* With several it must be said whom it was made for. */
	return lists(aud, client) && (json_array_size(aud) == 1 ||
		azp != NULL);
}

/* Seconds since 1970 under key; false: it is no such moment. */
static bool
moment_of(const json_t *claims, const char *key, int64_t *out)
{
	const json_t *value = json_object_get(claims, key);
	double seconds = json_number_value(value);

	if (!json_is_number(value) || !(seconds > 0 && seconds < 1e11))
		return false;
	*out = (int64_t)seconds;
	return true;
}

static const char *
time_wrong(const json_t *claims, int64_t now)
{
	int64_t exp, iat, nbf = 0;

	if (!moment_of(claims, "exp", &exp) || !moment_of(claims, "iat", &iat))
		return "has no times";
	if (exp <= now - SKEW)
		return "is over";
	if (iat > now + SKEW || iat < now - OLD_MOST - SKEW)
		return "was not made just now";
	if (json_object_get(claims, "nbf") != NULL &&
	    (!moment_of(claims, "nbf", &nbf) || nbf > now + SKEW))
		return "is not yet good";
	return NULL;
}

static bool
nonce_right(const json_t *claims, const char *nonce)
{
	const char *value = said(claims, "nonce");
	size_t n = strlen(nonce);

	return value != NULL && strlen(value) == n &&
		secret_same(value, nonce, n);
}

/* Is the word among those that are parted by spaces? */
static bool
among(const char *words, const char *word)
{
	size_t n = word != NULL ? strlen(word) : 0;

	for (; n > 0 && *words != '\0'; words += strcspn(words, " ")) {
		words += strspn(words, " ");
		if (strcspn(words, " ") == n && strncmp(words, word, n) == 0)
			return true;
	}
	return false;
}

static const char *
claims_wrong(const json_t *claims, const struct identity_claims *want)
{
	const char *subject = said(claims, "sub");
	const char *wrong = time_wrong(claims, want->now / 1000);

	if (!says(claims, "iss", want->issuer))
		return "is of another issuer";
	if (!meant_for(claims, want->client))
		return "is meant for another client";
	if (wrong != NULL)
		return wrong;
	if (!nonce_right(claims, want->nonce))
		return "answers another question";
	if (want->acr != NULL && !among(want->acr, said(claims, "acr")))
		return "does not say that the reader was confirmed as asked";
	if (subject == NULL || *subject == '\0' ||
	    strlen(subject) > SUBJECT_MOST)
		return "names nobody";
	return NULL;
}

/* ---- all of it ---- */

/* Three parts of the letters of base64url. */
static bool
token_shaped(const char *token, size_t *first, size_t *second)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"abcdefghijklmnopqrstuvwxyz0123456789-_";
	size_t third;

	*first = strspn(token, letters);
	if (token[*first] != '.' || strlen(token) > TOKEN_MOST)
		return false;
	*second = strspn(token + *first + 1, letters);
	if (token[*first + 1 + *second] != '.')
		return false;
	third = strspn(token + *first + *second + 2, letters);
	return *first > 0 && *second > 0 && third > 0 &&
		token[*first + *second + 2 + third] == '\0';
}

static enum token_verdict
bad(const char **out, const char *why)
{
	*out = why;
	return TOKEN_BAD;
}

enum token_verdict
identity_token_read(struct arena *a, const char *token, const json_t *keys,
	const struct identity_claims *claims, const char **subject,
	const char **why)
{
	const json_t *header, *body, *key;
	const struct signing *signing;
	const cjose_jwk_t *taken;
	size_t first, second;

	*subject = *why = NULL;
	if (!token_shaped(token, &first, &second))
		return bad(why, "is no token");
	header = part_read(a, token, first);
	body = part_read(a, token + first + 1, second);
	if (header == NULL || body == NULL)
		return bad(why, "cannot be read");
	signing = signing_of(header);
	if (signing == NULL)
		return bad(why, "is signed in a way that is not taken");
	key = key_find(keys, header, signing);
	if (key == NULL) {
		*why = "is signed with a key that is not known";
		return TOKEN_STRANGE;
	}
	taken = key_take(a, key, signing);
	if (taken == NULL)
		return bad(why, "is signed with a key that is not fit");
	if (!signature_holds(token, taken))
		return bad(why, "bears a signature that does not hold");
	*why = claims_wrong(body, claims);
	if (*why != NULL)
		return TOKEN_BAD;
	*subject = arena_text(a, said(body, "sub"));
	return TOKEN_GOOD;
}
