/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The third way instead of the number, for who can use neither picture nor
 * sound: the reader's device looks for an answer that takes many tries to find
 * and one to check.  Asked is for the n below `most` of which
 *
 *	SHA-256(ticket "." n in decimal)  is  target
 *
 * The ticket is sealed and has the answer in it: 'w', the article's id, the
 * digest of the sealed number that it stands in for, the moment, most and n,
 * each of a fixed length, so that nothing can slide from one into the next.
 * It is good for that number alone, and so for its article, its five minutes
 * and its one try; nothing of it is kept.
 */
#include <stdio.h>
#include <string.h>

#include "comment.h"
#include "inside.h"

enum { SEAL_ID = 1, SEAL_NUMBER = 17, SEAL_MADE = 49, SEAL_MOST = 57,
	SEAL_ANSWER = 65, SEAL = 73, SEALED = SEAL + 40, ANSWER_MOST = 12 };

/* Tries: a second of an old telephone, four, sixteen. */
static const int64_t tries[] = { 150000, 600000, 2400000 };

static void
work_key(const struct visit *v, uint8_t out[SECRET_KEY])
{
	static const char use[] = "comment work";

	secret_sign(v->catalogue->key, use, sizeof use - 1, out);
}

static void
put_int(uint8_t *at, int64_t value)
{
	for (int i = 0; i < 8; i++)
		at[i] = (uint8_t)((uint64_t)value >> (8 * i));
}

static int64_t
get_int(const char *at)
{
	uint64_t value = 0;

	for (int i = 0; i < 8; i++)
		value |= (uint64_t)(uint8_t)at[i] << (8 * i);
	return (int64_t)value;
}

/* Every number below most is as likely as any other. */
static int64_t
drawn_below(int64_t most)
{
	uint64_t bytes, last = UINT64_MAX - UINT64_MAX % (uint64_t)most;

	do
		secret_random(&bytes, sizeof bytes);
	while (bytes >= last);
	return (int64_t)(bytes % (uint64_t)most);
}

/* Of the bytes, for hex reads A as a. */
static bool
number_digest(struct visit *v, const char *number, uint8_t out[SECRET_DIGEST])
{
	size_t n = strlen(number) / 2;
	uint8_t *bytes = arena_alloc(v->arena, n + 1);

	if (n == 0 || !secret_unhex(number, bytes, n))
		return false;
	secret_digest(bytes, n, out);
	return true;
}

enum err
work_make(struct visit *v, const char *number, struct id article,
	enum comment_load load, struct work *out)
{
	uint8_t key[SECRET_KEY], plain[SEAL] = {'w'}, digest[SECRET_DIGEST];
	const uint8_t *sealed;
	const char *asked;
	int64_t answer;
	size_t n;

	out->most = tries[load];
	answer = drawn_below(out->most);
	memcpy(plain + SEAL_ID, article.b, sizeof article.b);
	if (!number_digest(v, number, plain + SEAL_NUMBER))
		return ERR_MISSING;
	put_int(plain + SEAL_MADE, v->now);
	put_int(plain + SEAL_MOST, out->most);
	put_int(plain + SEAL_ANSWER, answer);
	work_key(v, key);
	secret_seal(v->arena, key, plain, sizeof plain, &sealed, &n);
	out->ticket = secret_hex(v->arena, sealed, n);
	asked = arena_printf(v->arena, "%s.%lld", out->ticket,
		(long long)answer);
	secret_sha256(asked, strlen(asked), digest);
	out->target = secret_hex(v->arena, digest, sizeof digest);
	return OK;
}

/* The ticket's content, if it is one of ours for that number; or NULL. */
static const char *
ticket_open(struct visit *v, const char *ticket, const char *number,
	struct id article)
{
	uint8_t key[SECRET_KEY], bytes[SEALED], digest[SECRET_DIGEST];
	char *plain;
	size_t n;

	work_key(v, key);
	if (ticket == NULL || number == NULL ||
	    strlen(ticket) != 2 * SEALED ||
	    !secret_unhex(ticket, bytes, SEALED) ||
	    !number_digest(v, number, digest) ||
	    secret_open(v->arena, key, bytes, SEALED, &plain, &n) != OK ||
	    n != SEAL || plain[0] != 'w' ||
	    memcmp(plain + SEAL_ID, article.b, sizeof article.b) != 0 ||
	    memcmp(plain + SEAL_NUMBER, digest, sizeof digest) != 0)
		return NULL;
	return plain;
}

bool
work_right(struct visit *v, const char *ticket, const char *number,
	struct id article, const char *answer)
{
	const char *plain = ticket_open(v, ticket, number, article);
	char right[24] = "", given[24] = "";

	if (plain == NULL || answer == NULL || strlen(answer) > ANSWER_MOST ||
	    v->now > get_int(plain + SEAL_MADE) + NUMBER_LASTS)
		return false;
	snprintf(right, sizeof right, "%lld",
		(long long)get_int(plain + SEAL_ANSWER));
	memcpy(given, answer, strlen(answer));
	return secret_same(right, given, sizeof right);
}
