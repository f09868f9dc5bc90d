/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The number beneath an article: six digits that a person reads or hears and
 * types.  It travels sealed with the form, so that asking for one writes
 * nothing and fills no table; what is kept is that it was tried, right or
 * wrong, until it would be over anyhow:
 *
 *	comment_number    digest of the sealed number | the moment it is over
 *
 * Sealed is 'n', the article's id, the moment and the digits, each of a fixed
 * length: nothing can slide from one into the next.
 */
#include <string.h>

#include "comment.h"
#include "inside.h"

enum { SEAL_ID = 1, SEAL_MADE = 17, SEAL_DIGITS = 25, SEAL = 31,
	SEALED = SEAL + 40 };

static void
number_key(const struct visit *v, uint8_t out[SECRET_KEY])
{
	static const char use[] = "comment number";

	secret_sign(v->catalogue->key, use, sizeof use - 1, out);
}

/* Six digits, each as likely as any other. */
static void
digits_draw(char out[NUMBER_DIGITS])
{
	for (int i = 0; i < NUMBER_DIGITS; i++) {
		uint8_t byte;

		do
			secret_random(&byte, 1);
		while (byte >= 250);
		out[i] = (char)('0' + byte % 10);
	}
}

const char *
number_make(struct visit *v, struct id article, int64_t made)
{
	uint8_t key[SECRET_KEY], plain[SEAL] = {'n'};
	const uint8_t *sealed;
	size_t n;

	memcpy(plain + SEAL_ID, article.b, sizeof article.b);
	for (int i = 0; i < 8; i++)
		plain[SEAL_MADE + i] = (uint8_t)((uint64_t)made >> (8 * i));
	digits_draw((char *)plain + SEAL_DIGITS);
	number_key(v, key);
	secret_seal(v->arena, key, plain, sizeof plain, &sealed, &n);
	return secret_hex(v->arena, sealed, n);
}

enum err
number_read(struct visit *v, const char *sealed, struct id article,
	struct number *out)
{
	uint8_t key[SECRET_KEY], bytes[SEALED];
	uint64_t made = 0;
	char *plain;
	size_t n;

	number_key(v, key);
	if (sealed == NULL || strlen(sealed) != 2 * SEALED ||
	    !secret_unhex(sealed, bytes, SEALED) ||
	    secret_open(v->arena, key, bytes, SEALED, &plain, &n) != OK ||
	    n != SEAL || plain[0] != 'n' ||
	    memcmp(plain + SEAL_ID, article.b, sizeof article.b) != 0)
		return ERR_MISSING;
	for (int i = 0; i < 8; i++)
		made |= (uint64_t)(uint8_t)plain[SEAL_MADE + i] << (8 * i);
	out->article = article;
	out->made = (int64_t)made;
	memcpy(out->digits, plain + SEAL_DIGITS, NUMBER_DIGITS);
	out->digits[NUMBER_DIGITS] = '\0';
	return OK;
}

bool
number_right(const struct number *n, const char *given)
{
	char typed[NUMBER_DIGITS] = {0};
	size_t count = 0;

	for (; given != NULL && *given != '\0'; given++) {
		if (*given == ' ' || *given == '-')
			continue;
		if (count == NUMBER_DIGITS)
			return false;
		typed[count++] = *given;
	}
	return secret_same(typed, n->digits, NUMBER_DIGITS);
}

static enum err
used_put(struct visit *v, const uint8_t digest[SECRET_DIGEST], int64_t ends)
{
	struct db_stmt *s = db_ask(v->db, "DELETE FROM comment_number "
		"WHERE ends < ?");

	db_bind_int(s, v->now);
	TRY(db_run(s));
	s = db_ask(v->db, "INSERT INTO comment_number (digest, ends) "
		"VALUES (?, ?) ON CONFLICT (digest) DO NOTHING");
	db_bind_blob(s, digest, SECRET_DIGEST);
	db_bind_int(s, ends);
	return db_run(s);
}

/* The digest is of the bytes, for hex reads A as a. */
static enum err
digest_of(struct visit *v, const char *sealed, const struct number *n,
	uint8_t out[SECRET_DIGEST])
{
	uint8_t bytes[SEALED];

	if (!secret_unhex(sealed, bytes, SEALED) ||
	    v->now > n->made + NUMBER_LASTS)
		return fail_field(v, "number", "comments.number-over", NULL,
			NULL);
	secret_digest(bytes, SEALED, out);
	return OK;
}

static enum err
used(struct visit *v)
{
	return fail_field(v, "number", "comments.number-used", NULL, NULL);
}

enum err
number_fresh(struct visit *v, const char *sealed, const struct number *n)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s;
	bool row;

	TRY(digest_of(v, sealed, n, digest));
	s = db_ask(v->db, "SELECT 1 FROM comment_number WHERE digest = ?");
	db_bind_blob(s, digest, sizeof digest);
	TRY(db_step(s, &row));
	db_done(s);
	return row ? used(v) : OK;
}

enum err
number_use(struct visit *v, const char *sealed, const struct number *n)
{
	uint8_t digest[SECRET_DIGEST];

	TRY(digest_of(v, sealed, n, digest));
	TRY(used_put(v, digest, n->made + NUMBER_LASTS));
	return db_touched(v->db) == 0 ? used(v) : OK;
}
