/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ID tokens against keys made here: what holds is taken, and each thing that
 * does not is refused by itself.  What a browser bears, and what is kept for
 * its way, without a provider.
 */
#include <cjose/cjose.h>
#include <string.h>

#include "office/office.h"
#include "test.h"
#include "wire/wire.h"

#define NOW INT64_C(1790000000)
#define ISSUER "https://id.example.org"
#define CLIENT "gyoryu"
#define NONCE "8f3a1c"

/* ---- keys and tokens ---- */

static void
key_end(void *key)
{
	cjose_jwk_release(key);
}

static cjose_jwk_t *
key_kept(struct arena *a, cjose_jwk_t *key, const char *kid)
{
	cjose_err err;

	CHECK(key != NULL);
	arena_defer(a, key_end, key);
	CHECK(cjose_jwk_set_kid(key, kid, strlen(kid), &err));
	return key;
}

static cjose_jwk_t *
rsa(struct arena *a, size_t bits, const char *kid)
{
	static const uint8_t e[] = { 1, 0, 1 };
	cjose_err err;

	return key_kept(a, cjose_jwk_create_RSA_random(bits, e, sizeof e,
		&err), kid);
}

static cjose_jwk_t *
ec(struct arena *a, cjose_jwk_ec_curve curve, const char *kid)
{
	cjose_err err;

	return key_kept(a, cjose_jwk_create_EC_random(curve, &err), kid);
}

static void
json_end(void *json)
{
	json_decref(json);
}

/* The public halves, as a provider shows them. */
static json_t *
set_of(struct arena *a, const cjose_jwk_t *one, const cjose_jwk_t *other)
{
	const cjose_jwk_t *keys[] = { one, other };
	json_t *set = json_pack("{s:[]}", "keys");

	arena_defer(a, json_end, set);
	for (size_t i = 0; i < 2 && keys[i] != NULL; i++) {
		cjose_err err;
		char *text = cjose_jwk_to_json(keys[i], false, &err);

		json_array_append_new(json_object_get(set, "keys"),
			json_loads(text, 0, NULL));
		cjose_get_dealloc()(text);
	}
	return set;
}

/* What a good token claims, with `more` over it; null takes a claim away. */
static const char *
claims_text(struct arena *a, const char *more)
{
	json_t *claims = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "iss",
		ISSUER, "aud", CLIENT, "sub", "248289761001", "nonce", NONCE,
		"exp", (json_int_t)(NOW + 300), "iat", (json_int_t)NOW);
	json_t *over = more != NULL ? json_loads(more, 0, NULL) : NULL;
	struct buf text = buf_in(a, 64 << 10);
	const char *key;
	json_t *value;

	json_object_foreach(over, key, value)
		if (json_is_null(value))
			json_object_del(claims, key);
		else
			json_object_set(claims, key, value);
	json_print(&text, claims, false);
	json_decref(claims);
	json_decref(over);
	return text.at;
}

static const char *
token_of(struct arena *a, const cjose_jwk_t *key, const char *alg,
	const char *kid, const char *more)
{
	const char *claims = claims_text(a, more), *text, *out = "";
	cjose_err err;
	cjose_header_t *header = cjose_header_new(&err);
	cjose_jws_t *jws;

	cjose_header_set(header, CJOSE_HDR_ALG, alg, &err);
	if (kid != NULL)
		cjose_header_set(header, CJOSE_HDR_KID, kid, &err);
	jws = cjose_jws_sign(key, header, (const uint8_t *)claims,
		strlen(claims), &err);
	CHECK(jws != NULL);
	if (jws != NULL && cjose_jws_export(jws, &text, &err))
		out = arena_text(a, text);
	cjose_jws_release(jws);
	cjose_header_release(header);
	return out;
}

/* A part written by hand. */
static const char *
part(struct arena *a, const char *text)
{
	char *out;
	size_t n;
	cjose_err err;
	const char *kept;

	if (!cjose_base64url_encode((const uint8_t *)text, strlen(text), &out,
	    &n, &err))
		return "";
	kept = arena_copy(a, out, n);
	cjose_get_dealloc()(out);
	return kept;
}

static enum token_verdict
verdict_acr(struct arena *a, const char *token, const json_t *keys,
	const char *acr, const char **why)
{
	struct identity_claims want = { .issuer = ISSUER, .client = CLIENT,
		.nonce = NONCE, .acr = acr, .now = NOW * 1000 };
	const char *subject;
	enum token_verdict is = identity_token_read(a, token, keys, &want,
		&subject, why);

	CHECK((is == TOKEN_GOOD) == (subject != NULL));
	CHECK((is == TOKEN_GOOD) == (*why == NULL));
	return is;
}

static enum token_verdict
verdict(struct arena *a, const char *token, const json_t *keys)
{
	const char *why;

	return verdict_acr(a, token, keys, NULL, &why);
}

/* ---- signatures ---- */

static void
three_ways_hold(struct arena *a)
{
	cjose_jwk_t *r = rsa(a, 2048, "r"), *e = ec(a, CJOSE_JWK_EC_P_256,
		"e");
	json_t *keys = set_of(a, r, e);

	CHECK(verdict(a, token_of(a, r, "RS256", "r", NULL), keys) ==
		TOKEN_GOOD);
	CHECK(verdict(a, token_of(a, r, "PS256", "r", NULL), keys) ==
		TOKEN_GOOD);
	CHECK(verdict(a, token_of(a, r, "RS512", "r", NULL), keys) ==
		TOKEN_GOOD);
	CHECK(verdict(a, token_of(a, e, "ES256", "e", NULL), keys) ==
		TOKEN_GOOD);
	/* Without a name, where only one can be meant. */
	CHECK(verdict(a, token_of(a, e, "ES256", NULL, NULL), keys) ==
		TOKEN_GOOD);
}

static void
bent_is_refused(struct arena *a)
{
	cjose_jwk_t *e = ec(a, CJOSE_JWK_EC_P_256, "e");
	json_t *keys = set_of(a, e, NULL);
	const char *good = token_of(a, e, "ES256", "e", NULL);
	size_t n = strlen(good);

	CHECK(verdict(a, good, keys) == TOKEN_GOOD);
	for (size_t i = 0; i + 1 < n; i += 3) {
		char *bent = arena_text(a, good);

		bent[i] = bent[i] == 'A' ? 'B' : 'A';
		if (good[i] != '.')
			CHECK(verdict(a, bent, keys) != TOKEN_GOOD);
	}
	CHECK(verdict(a, arena_printf(a, "%s.x", good), keys) == TOKEN_BAD);
	CHECK(verdict(a, arena_printf(a, "%s=", good), keys) == TOKEN_BAD);
	CHECK(verdict(a, "", keys) == TOKEN_BAD);
	CHECK(verdict(a, "a.b", keys) == TOKEN_BAD);
	CHECK(verdict(a, "a.b.c", keys) == TOKEN_BAD);
}

static void
none_is_refused(struct arena *a)
{
	cjose_jwk_t *r = rsa(a, 2048, "r");
	json_t *keys = set_of(a, r, NULL);
	const char *claims = part(a, claims_text(a, NULL));
	static const char *const headers[] = { "{\"alg\":\"none\"}",
		"{\"alg\":\"None\",\"kid\":\"r\"}", "{\"alg\":\"\"}", "{}",
		"{\"alg\":[\"RS256\"]}", NULL };

	for (const char *const *h = headers; *h != NULL; h++) {
		CHECK(verdict(a, arena_printf(a, "%s.%s.", part(a, *h),
			claims), keys) == TOKEN_BAD);
		CHECK(verdict(a, arena_printf(a, "%s.%s.AAAA", part(a, *h),
			claims), keys) == TOKEN_BAD);
	}
}

/* The public key as the secret of an HMAC, as its text and as its number. */
static void
public_key_is_no_secret(struct arena *a)
{
	cjose_jwk_t *r = rsa(a, 2048, "r"), *oct;
	json_t *keys = set_of(a, r, NULL), *key = json_array_get(
		json_object_get(keys, "keys"), 0);
	struct buf text = buf_in(a, 8 << 10);
	const char *n = json_string_value(json_object_get(key, "n"));
	cjose_err err;

	json_print(&text, key, false);
	oct = key_kept(a, cjose_jwk_create_oct_spec((const uint8_t *)text.at,
		text.n, &err), "r");
	CHECK(verdict(a, token_of(a, oct, "HS256", "r", NULL), keys) ==
		TOKEN_BAD);
	oct = key_kept(a, cjose_jwk_create_oct_spec((const uint8_t *)n,
		strlen(n), &err), "r");
	CHECK(verdict(a, token_of(a, oct, "HS256", "r", NULL), keys) ==
		TOKEN_BAD);
	/* Not even where the provider shows such a key. */
	json_array_append_new(json_object_get(keys, "keys"), json_pack(
		"{s:s, s:s, s:s}", "kty", "oct", "kid", "r", "k", n));
	CHECK(verdict(a, token_of(a, oct, "HS256", "r", NULL), keys) ==
		TOKEN_BAD);
}

static void
keys_fit_their_use(struct arena *a)
{
	cjose_jwk_t *r = rsa(a, 2048, "r"), *other = rsa(a, 2048, "o");
	cjose_jwk_t *small = rsa(a, 1024, "s");
	cjose_jwk_t *wide = ec(a, CJOSE_JWK_EC_P_384, "w");
	const char *good = token_of(a, r, "RS256", "r", NULL);
	json_t *keys = set_of(a, r, NULL), *key = json_array_get(
		json_object_get(keys, "keys"), 0);

	CHECK(verdict(a, good, set_of(a, other, NULL)) == TOKEN_STRANGE);
	/* Of another by the same name. */
	CHECK(verdict(a, token_of(a, other, "RS256", "r", NULL), keys) ==
		TOKEN_BAD);
	CHECK(verdict(a, token_of(a, r, "RS256", NULL, NULL), set_of(a, r,
		other)) == TOKEN_STRANGE);
	CHECK(verdict(a, token_of(a, small, "RS256", "s", NULL), set_of(a,
		small, NULL)) == TOKEN_BAD);
	CHECK(verdict(a, token_of(a, wide, "ES384", "w", NULL), set_of(a,
		wide, NULL)) == TOKEN_GOOD);
	json_object_set_new(key, "use", json_string("enc"));
	CHECK(verdict(a, good, keys) == TOKEN_STRANGE);
	json_object_set_new(key, "use", json_string("sig"));
	json_object_set_new(key, "alg", json_string("PS256"));
	CHECK(verdict(a, good, keys) == TOKEN_STRANGE);
	json_object_del(key, "alg");
	json_object_set_new(key, "key_ops", json_pack("[s]", "encrypt"));
	CHECK(verdict(a, good, keys) == TOKEN_STRANGE);
	json_object_del(key, "key_ops");
	json_object_set_new(key, "n", json_string("!"));
	CHECK(verdict(a, good, keys) == TOKEN_BAD);
	CHECK(verdict(a, good, NULL) == TOKEN_STRANGE);
}

/* ---- claims ---- */

static void
claims_are_held(struct arena *a)
{
	static const char *const wrong[] = {
		"{\"iss\":\"https://id.example.org/\"}", "{\"iss\":null}",
		"{\"aud\":\"another\"}", "{\"aud\":[\"another\"]}",
		"{\"aud\":[]}", "{\"aud\":null}", "{\"aud\":7}",
		"{\"aud\":[\"gyoryu\",\"another\"]}",
		"{\"aud\":[\"gyoryu\",\"another\"],\"azp\":\"another\"}",
		"{\"azp\":\"another\"}", "{\"azp\":7}",
		"{\"exp\":1789999940}", "{\"exp\":null}", "{\"exp\":\"9\"}",
		"{\"exp\":-1}", "{\"exp\":1e300}",
		"{\"iat\":1790000061}", "{\"iat\":1789999039}",
		"{\"iat\":null}", "{\"nbf\":1790000061}",
		"{\"nonce\":\"another\"}", "{\"nonce\":null}",
		"{\"nonce\":\"8f3a1\"}", "{\"nonce\":[\"8f3a1c\"]}",
		"{\"sub\":null}", "{\"sub\":\"\"}", "{\"sub\":7}", NULL };
	static const char *const right[] = {
		"{\"aud\":[\"gyoryu\"]}", "{\"azp\":\"gyoryu\"}",
		"{\"aud\":[\"a\",\"gyoryu\"],\"azp\":\"gyoryu\"}",
		"{\"exp\":1789999941}", "{\"exp\":1790000300.5}",
		"{\"iat\":1790000060}", "{\"iat\":1789999040}",
		"{\"nbf\":1790000060}", "{\"name\":\"김교류\"}", NULL };
	cjose_jwk_t *e = ec(a, CJOSE_JWK_EC_P_256, "e");
	json_t *keys = set_of(a, e, NULL);

	for (const char *const *w = wrong; *w != NULL; w++)
		if (!CHECK(verdict(a, token_of(a, e, "ES256", "e", *w),
		    keys) == TOKEN_BAD))
			CHECK_TEXT(*w, "refused");
	for (const char *const *r = right; *r != NULL; r++)
		if (!CHECK(verdict(a, token_of(a, e, "ES256", "e", *r),
		    keys) == TOKEN_GOOD))
			CHECK_TEXT(*r, "taken");
}

static void
subject_is_bounded(struct arena *a)
{
	cjose_jwk_t *e = ec(a, CJOSE_JWK_EC_P_256, "e");
	json_t *keys = set_of(a, e, NULL);
	char *many = arena_alloc(a, 257);

	memset(many, 'x', 256);
	CHECK(verdict(a, token_of(a, e, "ES256", "e", arena_printf(a,
		"{\"sub\":\"%s\"}", many)), keys) == TOKEN_BAD);
	many[255] = '\0';
	CHECK(verdict(a, token_of(a, e, "ES256", "e", arena_printf(a,
		"{\"sub\":\"%s\"}", many)), keys) == TOKEN_GOOD);
	CHECK(verdict(a, arena_printf(a, "%s.%s.AAAA", part(a,
		"{\"alg\":\"ES256\",\"kid\":\"e\",\"crit\":[\"b64\"],"
		"\"b64\":false}"), part(a, claims_text(a, NULL))), keys) ==
		TOKEN_BAD);
}

static void
level_is_held(struct arena *a)
{
	cjose_jwk_t *e = ec(a, CJOSE_JWK_EC_P_256, "e");
	json_t *keys = set_of(a, e, NULL);
	const char *with = token_of(a, e, "ES256", "e",
		"{\"acr\":\"loa:3\"}");
	const char *without = token_of(a, e, "ES256", "e", NULL), *why;

	CHECK(verdict_acr(a, with, keys, "loa:2 loa:3", &why) == TOKEN_GOOD);
	CHECK(verdict_acr(a, with, keys, "loa:3", &why) == TOKEN_GOOD);
	CHECK(verdict_acr(a, with, keys, "loa:33 loa", &why) == TOKEN_BAD);
	CHECK(verdict_acr(a, without, keys, "loa:3", &why) == TOKEN_BAD);
}

/* ---- what a browser bears ---- */

static struct visit
visit_here(struct arena *a, struct catalogue *c)
{
	static const uint8_t key[SECRET_KEY] = "a key of thirty-two bytes length";

	*c = (struct catalogue){ .key = key };
	return (struct visit){ .arena = a, .catalogue = c, .now = NOW * 1000 };
}

/* Another office, issuer or person: another token; the same: the same. */
static void
token_tells_people_apart(struct arena *a)
{
	struct catalogue c;
	struct visit v = visit_here(a, &c);
	struct identity_office of = { .office = id_new(), .issuer = ISSUER,
		.client = CLIENT }, other = of;
	uint8_t one[SECRET_DIGEST], two[SECRET_DIGEST];

	identity_token(&v, &of, "person", one);
	identity_token(&v, &of, "person", two);
	CHECK(memcmp(one, two, sizeof one) == 0);
	CHECK(memmem(one, sizeof one, "person", 6) == NULL);
	identity_token(&v, &of, "another", two);
	CHECK(memcmp(one, two, sizeof one) != 0);
	other.office = id_new();
	identity_token(&v, &other, "person", two);
	CHECK(memcmp(one, two, sizeof one) != 0);
	other = of;
	other.issuer = ISSUER "/b";
	identity_token(&v, &other, "person", two);
	CHECK(memcmp(one, two, sizeof one) != 0);
}

static void
seal_is_bound(struct arena *a)
{
	struct catalogue c;
	struct visit v = visit_here(a, &c);
	struct identity_office of = { .office = id_new(), .issuer = ISSUER,
		.client = CLIENT }, other = of;
	uint8_t token[SECRET_DIGEST], got[SECRET_DIGEST];
	const char *sealed;
	char *bent;

	identity_token(&v, &of, "person", token);
	sealed = identity_seal(&v, &of, token);
	CHECK(identity_open(&v, &of, sealed, got));
	CHECK(memcmp(token, got, sizeof token) == 0);
	other.office = id_new();
	CHECK(!identity_open(&v, &other, sealed, got));
	other = of;
	other.client = "another";
	CHECK(!identity_open(&v, &other, sealed, got));
	v.now += IDENTITY_LASTS;
	CHECK(identity_open(&v, &of, sealed, got));
	v.now++;
	CHECK(!identity_open(&v, &of, sealed, got));
	v.now -= IDENTITY_LASTS;
	bent = arena_text(a, sealed);
	for (char *b = bent; *b != '\0'; b++) {
		char was = *b;

		*b = was == '0' ? '1' : '0';
		CHECK(!identity_open(&v, &of, bent, got));
		*b = was;
	}
	CHECK(!identity_open(&v, &of, NULL, got));
	CHECK(!identity_open(&v, &of, "", got));
}

static void
way_is_of_its_secret(struct arena *a)
{
	struct catalogue c;
	struct visit v = visit_here(a, &c);
	struct way one, same, other;

	way_new(&v, &one);
	way_new(&v, &other);
	CHECK(way_taken(&v, one.bears, &same));
	CHECK_TEXT(same.state, one.state);
	CHECK_TEXT(same.verifier, one.verifier);
	CHECK(strcmp(one.state, other.state) != 0);
	CHECK(strcmp(one.state, one.nonce) != 0);
	CHECK(strcmp(one.nonce, one.verifier) != 0);
	CHECK(strlen(one.verifier) >= 43 && strlen(one.verifier) <= 128);
	CHECK(!way_taken(&v, "", &same) && !way_taken(&v, NULL, &same));
	CHECK(!way_taken(&v, one.bears + 2, &same));
}

/* RFC 7636, appendix B, reckons its challenge with SHA-256. */
static void
sha_is_everybodys(struct arena *a)
{
	uint8_t digest[SECRET_DIGEST];

	secret_sha256("abc", 3, digest);
	CHECK_TEXT(secret_hex(a, digest, sizeof digest), "ba7816bf8f01cfea"
		"414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

const struct test identity_tests[] = {
	{ "an ID token signed by RS256, PS256 or ES256 is taken", three_ways_hold },
	{ "an ID token with any part bent is refused", bent_is_refused },
	{ "an ID token that nobody has signed is refused", none_is_refused },
	{ "a provider's public key is no secret that tokens are signed with", public_key_is_no_secret },
	{ "an ID token is held against the one key that fits it", keys_fit_their_use },
	{ "issuer, audience, party, times, nonce and subject of an ID token are held", claims_are_held },
	{ "what an ID token may be of is bounded", subject_is_bounded },
	{ "where a level is asked for, an ID token must name one of it", level_is_held },
	{ "the token of an identity tells people, offices and issuers apart", token_tells_people_apart },
	{ "what a confirmed browser bears is of one office and half an hour", seal_is_bound },
	{ "all of a way follows from its secret", way_is_of_its_secret },
	{ "a code's challenge is reckoned as others do", sha_is_everybodys },
	{0}
};
