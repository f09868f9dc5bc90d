/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a provider says of itself (its discovery document) and the keys that it
 * signs with, kept in the store for an hour, for every server of a cluster.
 * Keys are asked for again when a token is signed with one that is not among
 * them, once a minute at most, so that nobody sends us there with tokens of
 * their own make.  A provider that keeps us waiting is left alone for a few
 * seconds, so that those who come after do not wait as well.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "inside.h"

#define KEPT INT64_C(3600000)
#define RENEW_EVERY INT64_C(60000)
#define LEFT_ALONE INT64_C(10000)
#define CALL_MOST INT64_C(5000)
#define WELL_KNOWN "/.well-known/openid-configuration"

/* ---- one request ---- */

static enum identity_fault
fault_of(enum translate_fault fault)
{
	return fault == TRANSLATE_GOOD ? IDENTITY_GOOD :
		fault == TRANSLATE_TIMEOUT ? IDENTITY_TIMEOUT :
		fault == TRANSLATE_SERVER ? IDENTITY_UNREACHED :
		IDENTITY_ANSWER;
}

enum identity_fault
provider_ask(struct visit *v, const char *address, struct call *call,
	int64_t ends, int *status, json_t **out)
{
	struct machine at = { .base = address };
	int64_t left = ends - clock_ticks();
	struct line_out *line;
	struct heard heard;
	enum translate_fault fault;

	*status = 0;
	*out = NULL;
	if (left <= 0)
		return IDENTITY_TIMEOUT;
	if (!line_open(v->arena, &at, &line))
		return IDENTITY_ANSWER;
	call->path = "";
	call->most = IDENTITY_ANSWER_MOST;
	fault = line_ask(v->arena, line, call, left < CALL_MOST ? left :
		CALL_MOST, &heard);
	if (fault != TRANSLATE_GOOD)
		return fault_of(fault);
	*status = heard.status;
	*out = heard_json(v->arena, &heard);
	return IDENTITY_GOOD;
}

/* A document that must be there. */
static enum identity_fault
document_ask(struct visit *v, const char *address, int64_t ends, json_t **out)
{
	struct call call = { .method = "GET",
		.headers = { "Accept: application/json" } };
	int status;
	enum identity_fault fault = provider_ask(v, address, &call, ends,
		&status, out);

	if (fault != IDENTITY_GOOD)
		return fault;
	if (status >= 500)
		return IDENTITY_UNREACHED;
	return status == 200 && json_is_object(*out) ? IDENTITY_GOOD :
		IDENTITY_ANSWER;
}

/* ---- what it says of itself ---- */

/* It goes into a header of ours. */
static bool
plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

static const char *
address_in(struct visit *v, const json_t *document, const char *key,
	bool query)
{
	const char *text = json_string_value(json_object_get(document, key));

	return text != NULL && strlen(text) < 2000 && plain(text) &&
		strpbrk(text, "\"<>\\") == NULL &&
		address_fits(v->arena, text, query) ?
		arena_text(v->arena, text) : NULL;
}

static bool
lists(const json_t *document, const char *key, const char *word)
{
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(document, key), i, one)
		if (json_is_string(one) &&
		    strcmp(json_string_value(one), word) == 0)
			return true;
	return false;
}

/* An issuer that calls itself otherwise than we call it is another. */
static enum identity_fault
document_take(struct visit *v, const json_t *document, const char *issuer,
	struct provider *out)
{
	static const char methods[] = "token_endpoint_auth_methods_supported";
	const char *self = json_string_value(json_object_get(document,
		"issuer"));

	if (self == NULL || strcmp(self, issuer) != 0)
		return IDENTITY_MIXED;
	out->issuer = issuer;
	out->authorize = address_in(v, document, "authorization_endpoint",
		true);
	out->token = address_in(v, document, "token_endpoint", false);
	out->jwks = address_in(v, document, "jwks_uri", false);
	out->posts = lists(document, methods, "client_secret_post") &&
		!lists(document, methods, "client_secret_basic");
	out->names_itself = json_is_true(json_object_get(document,
		"authorization_response_iss_parameter_supported"));
	return out->authorize != NULL && out->token != NULL &&
		out->jwks != NULL ? IDENTITY_GOOD : IDENTITY_ANSWER;
}

/* ---- kept ---- */

struct kept {
	const char *issuer;
	const char *document, *keys;  /* "": not yet */
	int64_t fetched, failed;
	bool renewing;                /* provider_renew: it may be asked */
};

static enum err
kept_find(struct visit *v, struct kept *k)
{
	struct db_stmt *s = db_ask(v->db, "SELECT document, keys, fetched, "
		"failed FROM identity_provider WHERE issuer = ?");
	bool row;

	k->document = k->keys = "";
	db_bind_text(s, k->issuer);
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	k->document = arena_text(v->arena, db_text(s, 0));
	k->keys = arena_text(v->arena, db_text(s, 1));
	k->fetched = db_int(s, 2);
	k->failed = db_int(s, 3);
	db_done(s);
	return OK;
}

static enum err
kept_put(struct visit *v, void *arg)
{
	const struct kept *k = arg;
	struct db_stmt *s = db_ask(v->db, "INSERT INTO identity_provider "
		"(issuer, document, keys, fetched, renewed, failed) "
		"VALUES (?, ?, ?, ?, 0, ?) ON CONFLICT (issuer) DO UPDATE "
		"SET document = excluded.document, keys = excluded.keys, "
		"fetched = excluded.fetched, failed = excluded.failed");

	db_bind_text(s, k->issuer);
	db_bind_text(s, k->document);
	db_bind_text(s, k->keys);
	db_bind_int(s, k->fetched);
	db_bind_int(s, k->failed);
	return db_run(s);
}

static enum err
failed_put(struct visit *v, void *arg)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO identity_provider "
		"(issuer, document, keys, fetched, renewed, failed) "
		"VALUES (?, '', '', 0, 0, ?) ON CONFLICT (issuer) DO UPDATE "
		"SET failed = excluded.failed");

	db_bind_text(s, arg);
	db_bind_int(s, v->now);
	return db_run(s);
}

void
provider_failed(struct visit *v, const char *issuer)
{
	/* Not noted, the next one waits as well. */
	(void)!visit_write(v, failed_put, (void *)(uintptr_t)issuer);
}

/* From the store; false: it is not there, or not fit any more. */
static bool
kept_take(struct visit *v, const struct kept *k, struct provider *out)
{
	json_t *document = k->fetched > v->now - KEPT && *k->document != '\0' ?
		json_read(k->document) : NULL;
	json_t *keys = *k->keys != '\0' ? json_read(k->keys) : NULL;

	if (document != NULL)
		keep(v, document);
	out->keys = keys != NULL ? keep(v, keys) : NULL;
	return document != NULL && keys != NULL &&
		document_take(v, document, k->issuer, out) == IDENTITY_GOOD;
}

static const char *
printed(struct visit *v, const json_t *json)
{
	struct buf out = buf_in(v->arena, 2 * IDENTITY_ANSWER_MOST);

	json_print(&out, json, false);
	return out.full ? "" : out.at;
}

static enum identity_fault
fetch(struct visit *v, struct kept *k, int64_t ends, struct provider *out)
{
	size_t n = strlen(k->issuer);
	json_t *document;
	enum identity_fault fault;

	while (n > 0 && k->issuer[n - 1] == '/')
		n--;
	fault = document_ask(v, arena_printf(v->arena, "%.*s" WELL_KNOWN,
		(int)n, k->issuer), ends, &document);
	if (fault == IDENTITY_GOOD)
		fault = document_take(v, document, k->issuer, out);
	if (fault == IDENTITY_GOOD)
		fault = document_ask(v, out->jwks, ends, &out->keys);
	if (fault != IDENTITY_GOOD)
		return fault;
	k->document = printed(v, document);
	k->keys = printed(v, out->keys);
	k->fetched = v->now;
	k->failed = 0;
	/* Not kept, it is asked for again. */
	(void)!visit_write(v, kept_put, k);
	return IDENTITY_GOOD;
}

enum identity_fault
provider_read(struct visit *v, const char *issuer, int64_t ends,
	struct provider *out)
{
	struct kept k = { .issuer = issuer };
	enum identity_fault fault;

	if (kept_find(v, &k) != OK)
		return IDENTITY_UNREACHED;
	if (k.failed > v->now - LEFT_ALONE)
		return IDENTITY_TIMEOUT;
	if (kept_take(v, &k, out))
		return IDENTITY_GOOD;
	fault = fetch(v, &k, ends, out);
	if (fault == IDENTITY_TIMEOUT)
		provider_failed(v, issuer);
	if (fault != IDENTITY_GOOD)
		log_problem("identity: what the provider says of itself could "
			"not be had (%s)", identity_word(fault));
	return fault;
}

/* ---- keys anew ---- */

static enum err
renewing_put(struct visit *v, void *arg)
{
	struct kept *k = arg;
	struct db_stmt *s = db_ask(v->db, "UPDATE identity_provider "
		"SET renewed = ? WHERE issuer = ? AND renewed <= ?");

	db_bind_int(s, v->now);
	db_bind_text(s, k->issuer);
	db_bind_int(s, v->now - RENEW_EVERY);
	TRY(db_run(s));
	k->renewing = db_touched(v->db) > 0;
	return OK;
}

static enum err
keys_put(struct visit *v, void *arg)
{
	const struct kept *k = arg;
	struct db_stmt *s = db_ask(v->db, "UPDATE identity_provider "
		"SET keys = ? WHERE issuer = ?");

	db_bind_text(s, k->keys);
	db_bind_text(s, k->issuer);
	return db_run(s);
}

enum identity_fault
provider_renew(struct visit *v, struct provider *p, int64_t ends, bool *anew)
{
	struct kept k = { .issuer = p->issuer };
	enum identity_fault fault;
	json_t *keys;

	*anew = false;
	if (visit_write(v, renewing_put, &k) != OK)
		return IDENTITY_UNREACHED;
	if (!k.renewing)
		return IDENTITY_GOOD;
	fault = document_ask(v, p->jwks, ends, &keys);
	if (fault != IDENTITY_GOOD)
		return fault;
	p->keys = keys;
	*anew = true;
	k.keys = printed(v, keys);
	(void)!visit_write(v, keys_put, &k);
	return IDENTITY_GOOD;
}
