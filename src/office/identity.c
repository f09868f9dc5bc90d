/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who confirms for an office that a reader is somebody, and what remains of
 * it: a token, the keyed hash of issuer, office and the issuer's subject.  It
 * is the same for the same person at the same office, and another at the next
 * one; without the server's key it leads to nobody, and a nickname or an
 * address has no part in it.
 *
 *	comment_identity   comment | token, at: when it was left
 *
 * A browser bears it for half an hour, sealed: 'i', the office's id, a check
 * of issuer and client, the moment and the token, each of a fixed length.
 */
#include <string.h>

#include "identity.h"
#include "inside.h"

enum { SEAL_OFFICE = 1, SEAL_CHECK = 17, SEAL_MADE = 25, SEAL_TOKEN = 33,
	SEAL = 65, SEALED = SEAL + 40, CHECK_BYTES = 8 };

const char *const identity_tables[] = {
	"CREATE TABLE IF NOT EXISTS comment_identity ("
	"comment {id} PRIMARY KEY, token {blob} NOT NULL, at {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS comment_identity_token "
	"ON comment_identity (token, at);",

	"CREATE TABLE IF NOT EXISTS comment_way ("
	"digest {blob} PRIMARY KEY, ends {int} NOT NULL, used {int} NOT NULL, "
	"sealed {blob} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS comment_way_ends ON comment_way (ends);",

	NULL
};

/* ---- the office's settings ---- */

/* "id.example.org" of "https://id.example.org/realms/city". */
static const char *
host_of(struct visit *v, const char *issuer)
{
	const char *at = strstr(issuer, "://");

	at = at != NULL ? at + 3 : issuer;
	return arena_copy(v->arena, at, strcspn(at, "/:"));
}

static const char *
name_of(struct visit *v, const char *words, const char *issuer)
{
	json_t *json = *words != '\0' ? json_read(words) : NULL;
	const char *name = NULL;

	if (json != NULL)
		name = words_see(v->arena, keep(v, json), v->lang).text;
	return name != NULL && *name != '\0' ? name : host_of(v, issuer);
}

enum err
identity_asked(struct visit *v, const struct record *article,
	struct identity_office *out)
{
	struct id id = record_ref(article, "office");
	struct db_stmt *s = OFFICE_ASK(v, id, "comments, id, identity_name, "
		"identity_issuer, identity_client");
	bool row;

	*out = (struct identity_office){ .issuer = "", .client = "" };
	TRY(db_step(s, &row));
	out->asked = row && strcmp(db_text(s, 0), "external") == 0;
	if (out->asked) {
		out->office = db_id(s, 1);
		out->issuer = arena_text(v->arena, db_text(s, 3));
		out->client = arena_text(v->arena, db_text(s, 4));
		out->called = name_of(v, arena_text(v->arena, db_text(s, 2)),
			out->issuer);
	}
	if (row)
		db_done(s);
	return OK;
}

/* The office as it is for ourselves: its secret is nobody else's to read. */
static enum err
office_get(struct visit *v, struct id id, struct record **out)
{
	unsigned roles = v->roles;
	struct id own = v->office;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	v->office = (struct id){{0}};
	err = record_peek(v, &entity_office, id, NULL, out);
	v->roles = roles;
	v->office = own;
	return err;
}

enum err
identity_settings(struct visit *v, struct id office,
	struct identity_office *out)
{
	struct record *r;
	const char *said;

	TRY(office_get(v, office, &r));
	said = r != NULL ? record_text(r, "comments") : NULL;
	if (said == NULL || strcmp(said, "external") != 0 ||
	    record_text(r, "identity_issuer") == NULL ||
	    record_text(r, "identity_client") == NULL)
		return ERR_MISSING;
	*out = (struct identity_office){ .asked = true, .office = r->id,
		.called = record_words(v, r, "identity_name"),
		.host = record_text(r, "host"),
		.issuer = record_text(r, "identity_issuer"),
		.client = record_text(r, "identity_client"),
		.secret = record_text(r, "identity_secret"),
		.acr = record_text(r, "identity_acr") };
	if (*out->called == '\0')
		out->called = host_of(v, out->issuer);
	return OK;
}

/* ---- how they may be ---- */

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* The secret goes to the issuer that it was given for: whoever changes the
 * address must not learn by it what they never had. */
static bool
secret_strays(const struct draft *d)
{
	json_t *before = d->before != NULL ? d->before->fields : NULL;
	const char *secret = text_of(d->fields, "identity_secret");

	return before != NULL && secret != NULL &&
		!same(text_of(before, "identity_issuer"),
		text_of(d->fields, "identity_issuer")) &&
		same(text_of(before, "identity_secret"), secret);
}

static enum err
needed(struct visit *v, const struct draft *d, const char *field)
{
	const char *comments = text_of(d->fields, "comments");

	return comments != NULL && strcmp(comments, "external") == 0 &&
		text_of(d->fields, field) == NULL ?
		fail_field(v, field, "error.required", NULL, NULL) : OK;
}

enum err
identity_check(struct visit *v, const struct draft *d)
{
	const char *issuer = text_of(d->fields, "identity_issuer");
	enum err address = needed(v, d, "identity_issuer");
	enum err client = needed(v, d, "identity_client"), secret = OK;

	if (issuer != NULL && ((strncmp(issuer, "https://", 8) != 0 &&
	    !address_here(issuer)) || strpbrk(issuer, "?#@\"<>\\") != NULL ||
	    !address_word(issuer)))
		address = fail_field(v, "identity_issuer",
			"identity.wrong-issuer", NULL, NULL);
	if (!address_word(text_of(d->fields, "identity_client")))
		client = fail_field(v, "identity_client",
			"identity.wrong-client", NULL, NULL);
	if (!v->trusted && secret_strays(d))
		secret = fail_field(v, "identity_secret",
			"identity.secret-again", NULL, NULL);
	return address != OK ? address : client != OK ? client : secret;
}

/* ---- the token ---- */

static void
key_for(const struct visit *v, const char *use, uint8_t out[SECRET_KEY])
{
	secret_sign(v->catalogue->key, use, strlen(use), out);
}

void
identity_token(struct visit *v, const struct identity_office *of,
	const char *subject, uint8_t out[SECRET_DIGEST])
{
	size_t issuer = strlen(of->issuer) + 1, n = strlen(subject);
	uint8_t key[SECRET_KEY], *text = arena_alloc(v->arena, issuer +
		sizeof of->office.b + n + 1);

	/* The NUL ends the issuer, and the id has one length. */
	memcpy(text, of->issuer, issuer);
	memcpy(text + issuer, of->office.b, sizeof of->office.b);
	memcpy(text + issuer + sizeof of->office.b, subject, n);
	key_for(v, "comment identity", key);
	secret_sign(key, text, issuer + sizeof of->office.b + n, out);
}

/* Another provider, or another client of it, and the browser is asked anew. */
static void
check_of(struct visit *v, const struct identity_office *of,
	uint8_t out[CHECK_BYTES])
{
	uint8_t digest[SECRET_DIGEST];

	secret_digest2(of->issuer, strlen(of->issuer), of->client,
		strlen(of->client), digest);
	memcpy(out, digest, CHECK_BYTES);
	(void)v;
}

const char *
identity_seal(struct visit *v, const struct identity_office *of,
	const uint8_t token[SECRET_DIGEST])
{
	uint8_t key[SECRET_KEY], plain[SEAL] = {'i'};
	const uint8_t *sealed;
	size_t n;

	memcpy(plain + SEAL_OFFICE, of->office.b, sizeof of->office.b);
	check_of(v, of, plain + SEAL_CHECK);
	for (int i = 0; i < 8; i++)
		plain[SEAL_MADE + i] = (uint8_t)((uint64_t)v->now >> (8 * i));
	memcpy(plain + SEAL_TOKEN, token, SECRET_DIGEST);
	key_for(v, "comment identity cookie", key);
	secret_seal(v->arena, key, plain, sizeof plain, &sealed, &n);
	return secret_hex(v->arena, sealed, n);
}

bool
identity_open(struct visit *v, const struct identity_office *of,
	const char *sealed, uint8_t token[SECRET_DIGEST])
{
	uint8_t key[SECRET_KEY], bytes[SEALED], check[CHECK_BYTES];
	uint64_t made = 0;
	char *plain;
	size_t n;

	key_for(v, "comment identity cookie", key);
	check_of(v, of, check);
	if (sealed == NULL || strlen(sealed) != 2 * SEALED ||
	    !secret_unhex(sealed, bytes, SEALED) ||
	    secret_open(v->arena, key, bytes, SEALED, &plain, &n) != OK ||
	    n != SEAL || plain[0] != 'i' ||
	    memcmp(plain + SEAL_OFFICE, of->office.b,
	    sizeof of->office.b) != 0 ||
	    memcmp(plain + SEAL_CHECK, check, sizeof check) != 0)
		return false;
	for (int i = 0; i < 8; i++)
		made |= (uint64_t)(uint8_t)plain[SEAL_MADE + i] << (8 * i);
	memcpy(token, plain + SEAL_TOKEN, SECRET_DIGEST);
	return v->now <= (int64_t)made + IDENTITY_LASTS;
}

/* ---- beside a comment ---- */

enum err
comment_identity_keep(struct visit *v, struct id comment,
	const uint8_t token[SECRET_DIGEST])
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO comment_identity "
		"(comment, token, at) VALUES (?, ?, ?)");

	db_bind_id(s, comment);
	db_bind_blob(s, token, SECRET_DIGEST);
	db_bind_int(s, v->now);
	return db_run(s);
}

enum err
comment_identity_follows(struct visit *v, const struct record *comment)
{
	struct db_stmt *s;

	if (comment->standing != RECORD_ERASED)
		return OK;
	s = db_ask(v->db, "DELETE FROM comment_identity WHERE comment = ?");
	db_bind_id(s, comment->id);
	return db_run(s);
}

enum err
comment_identity(struct visit *v, struct id comment,
	uint8_t token[SECRET_DIGEST], bool *there)
{
	struct db_stmt *s = db_ask(v->db, "SELECT token FROM "
		"comment_identity WHERE comment = ?");
	struct bytes kept;

	db_bind_id(s, comment);
	TRY(db_step(s, there));
	if (!*there)
		return OK;
	kept = db_blob(s, 0);
	*there = kept.n == SECRET_DIGEST;
	if (*there)
		memcpy(token, kept.at, SECRET_DIGEST);
	db_done(s);
	return OK;
}

enum err
identity_comments(struct visit *v, const uint8_t token[SECRET_DIGEST],
	int64_t since, int64_t *shown, int64_t *came)
{
	struct db_stmt *s = db_ask(v->db, "SELECT COUNT(*) FROM "
		"comment_identity i JOIN comment c ON c.id = i.comment "
		"WHERE i.token = ? AND c.state = 'shown' AND c.standing = 0");
	bool row;

	db_bind_blob(s, token, SECRET_DIGEST);
	TRY(db_step(s, &row));
	*shown = row ? db_int(s, 0) : 0;
	db_done(s);
	s = db_ask(v->db, "SELECT COUNT(*) FROM comment_identity "
		"WHERE token = ? AND at > ?");
	db_bind_blob(s, token, SECRET_DIGEST);
	db_bind_int(s, since);
	TRY(db_step(s, &row));
	*came = row ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}
