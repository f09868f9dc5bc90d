/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets: the published vectors, and whatever must be refused. */
#include "base/secret.h"

#include <string.h>

#include "base/map.h"
#include "test.h"

static void
tokens_are_plain(struct arena *a)
{
	struct map *seen = map_new(a);

	for (int i = 0; i < 1000; i++) {
		char *token = secret_token(a, 20);

		CHECK_INT(strlen(token), 32);
		CHECK_INT(strspn(token, "abcdefghijklmnopqrstuvwxyz234567"),
			32);
		CHECK(map_get(seen, token) == NULL);
		map_put(seen, token, token);
	}
	CHECK_INT(strlen(secret_token(a, 1)), 2);
	CHECK_INT(strlen(secret_token(a, 16)), 26);
}

/* As b2sum -l 256 prints them. */
static void
digests(struct arena *a)
{
	uint8_t out[SECRET_DIGEST];

	secret_digest("", 0, out);
	CHECK_TEXT(secret_hex(a, out, sizeof out),
		"0e5751c026e543b2e8ab2eb06099da"
		"a1d1e5df47778f7787faab45cdf12fe3a8");
	secret_digest("abc", 3, out);
	CHECK_TEXT(secret_hex(a, out, sizeof out),
		"bddd813c634239723171ef3fee98"
		"579b94964e3bb1cb3e427262c8c068d52319");
}

static void
digest_of_two(struct arena *a)
{
	uint8_t one[SECRET_DIGEST], two[SECRET_DIGEST];

	(void)a;
	secret_digest2("ab", 2, "c", 1, one);
	secret_digest2("a", 1, "bc", 2, two);
	CHECK(!secret_same(one, two, sizeof one));
	secret_digest2("", 0, "abc", 3, two);
	CHECK(!secret_same(one, two, sizeof one));
	secret_digest2("ab", 2, "c", 1, two);
	CHECK(secret_same(one, two, sizeof one));
	/* Each length is eight bytes, little end first. */
	secret_digest("\2\0\0\0\0\0\0\0ab\1\0\0\0\0\0\0\0c", 19, two);
	CHECK(secret_same(one, two, sizeof one));
}

static void
signatures(struct arena *a)
{
	uint8_t key[SECRET_KEY] = {1}, other[SECRET_KEY] = {2};
	uint8_t one[SECRET_DIGEST], two[SECRET_DIGEST];

	(void)a;
	secret_sign(key, "text", 4, one);
	secret_sign(key, "text", 4, two);
	CHECK(secret_same(one, two, sizeof one));
	secret_sign(other, "text", 4, two);
	CHECK(!secret_same(one, two, sizeof one));
	secret_sign(key, "texT", 4, two);
	CHECK(!secret_same(one, two, sizeof one));
	secret_digest("text", 4, two);
	CHECK(!secret_same(one, two, sizeof one));
}

static void
scatters(struct arena *a)
{
	/* SipHash's own vectors: key 00..0f, no bytes, and the byte 00. */
	uint8_t key[SECRET_SCATTER];

	(void)a;
	for (int i = 0; i < SECRET_SCATTER; i++)
		key[i] = (uint8_t)i;
	CHECK(secret_scatter(key, "", 0) == 0x726fdb47dd0e0e31);
	CHECK(secret_scatter(key, "\0", 1) == 0x74f839c593dc67fd);
}

static void
hex_reads(struct arena *a)
{
	static const char *const bad[] = {
		"", "00f", "00ff1", "00ff10", "00fg", "0 ff", "00:f", "00f\n",
	};
	uint8_t out[2] = {0};

	CHECK_TEXT(secret_hex(a, "\0\xff\x10", 3), "00ff10");
	CHECK_TEXT(secret_hex(a, "", 0), "");
	CHECK(secret_unhex("00fF", out, 2));
	CHECK_INT(memcmp(out, "\0\xff", 2), 0);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!secret_unhex(bad[i], out, 2));
}

static void
seal_opens(struct arena *a)
{
	uint8_t key[SECRET_KEY];
	const uint8_t *sealed, *again;
	size_t n, again_n, got_n;
	char *got;

	secret_random(key, sizeof key);
	secret_seal(a, key, "a\0b", 3, &sealed, &n);
	secret_seal(a, key, "a\0b", 3, &again, &again_n);
	CHECK_INT(n, 24 + 3 + 16);
	CHECK(memcmp(sealed, again, n) != 0);
	CHECK_INT(secret_open(a, key, sealed, n, &got, &got_n), OK);
	CHECK_INT(got_n, 3);
	CHECK_INT(memcmp(got, "a\0b", 4), 0);
	secret_seal(a, key, NULL, 0, &sealed, &n);
	CHECK_INT(secret_open(a, key, sealed, n, &got, &got_n), OK);
	CHECK_INT(got_n, 0);
	CHECK_TEXT(got, "");
}

static void
seal_breaks(struct arena *a)
{
	uint8_t key[SECRET_KEY] = {1}, other[SECRET_KEY] = {2}, *changed;
	const uint8_t *sealed;
	size_t n, got_n = 77;
	char *got = NULL;

	secret_seal(a, key, "secret", 6, &sealed, &n);
	for (size_t i = 0; i < n; i++) {
		changed = (uint8_t *)arena_copy(a, sealed, n);
		changed[i] ^= 1;
		CHECK_INT(secret_open(a, key, changed, n, &got, &got_n),
			ERR_BROKEN);
		CHECK_INT(secret_open(a, key, sealed, i, &got, &got_n),
			ERR_BROKEN);
	}
	CHECK_INT(secret_open(a, other, sealed, n, &got, &got_n), ERR_BROKEN);
	changed = (uint8_t *)arena_copy(a, sealed, n);  /* and its NUL */
	CHECK_INT(secret_open(a, key, changed, n + 1, &got, &got_n),
		ERR_BROKEN);
	CHECK(got == NULL && got_n == 77);
}

static void
passwords(struct arena *a)
{
	char hash[SECRET_HASH], again[SECRET_HASH], tail[SECRET_HASH];
	char *stored;

	CHECK_INT(secret_password_hash("correct", 7, hash), OK);
	CHECK_INT(secret_password_hash("correct", 7, again), OK);
	CHECK_INT(strncmp(hash, "$argon2id$", 10), 0);
	CHECK(strcmp(hash, again) != 0);
	CHECK(secret_password_right(hash, "correct", 7));
	CHECK(!secret_password_right(hash, "correcT", 7));
	CHECK(!secret_password_right(hash, "correct", 6));
	/* As a database hands it back: no longer than its text. */
	stored = arena_text(a, hash);
	CHECK(secret_password_right(stored, "correct", 7));
	memset(tail, 'x', sizeof tail);
	CHECK(!secret_password_right(tail, "correct", 7));
	CHECK(!secret_password_right(arena_text(a, ""), "", 0));
	CHECK(!secret_password_right(arena_text(a, "$argon2id$"), "", 0));
	secret_password_pretend("anything", 8);
}

static void
passwords_are_not_cut(struct arena *a)
{
	char hash[SECRET_HASH], *text = arena_alloc(a, 5000);

	memset(text, 'p', 5000);
	CHECK_INT(secret_password_hash(text, 5000, hash), OK);
	CHECK(secret_password_right(hash, text, 5000));
	CHECK(!secret_password_right(hash, text, 72));
	CHECK(!secret_password_right(hash, text, 4999));
	CHECK_INT(secret_password_hash("a\0b", 3, hash), OK);
	CHECK(secret_password_right(hash, "a\0b", 3));
	CHECK(!secret_password_right(hash, "a\0c", 3));
	CHECK(!secret_password_right(hash, "a", 1));
	CHECK_INT(secret_password_hash("", 0, hash), OK);
	CHECK(secret_password_right(hash, "", 0));
	CHECK(!secret_password_right(hash, "\0", 1));
}

/* RFC 6238, appendix B; its eight digits cut to the last six. */
static const uint8_t totp_key[] = "12345678901234567890";

static const struct {
	int64_t seconds;
	const char *digits;
} vectors[] = {
	{59, "287082"},
	{1111111109, "081804"},
	{1111111111, "050471"},
	{1234567890, "005924"},
	{2000000000, "279037"},
	{20000000000, "353130"},
};

static bool
totp(const char *digits, int64_t seconds, int64_t *step)
{
	return secret_totp_right(totp_key, 20, digits, seconds * 1000, step);
}

static void
totp_vectors(struct arena *a)
{
	(void)a;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		int64_t step = 0;

		CHECK(totp(vectors[i].digits, vectors[i].seconds, &step));
		CHECK_INT(step, vectors[i].seconds / 30);
	}
}

static void
totp_window(struct arena *a)
{
	/* The step of 1111111111 begins at 1111111110. */
	static const struct {
		int64_t seconds;
		bool right;
	} rows[] = {
		{1111111079, false}, {1111111080, true}, {1111111109, true},
		{1111111110, true}, {1111111139, true}, {1111111169, true},
		{1111111170, false}, {0, false}, {-31, false},
	};

	(void)a;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t step = 0;

		CHECK_INT(totp("050471", rows[i].seconds, &step),
			rows[i].right);
		CHECK_INT(step, rows[i].right ? 37037037 : 0);
	}
}

static void
totp_replay(struct arena *a)
{
	int64_t step = 0;

	(void)a;
	CHECK(totp("050471", 1111111111, &step));
	CHECK_INT(step, 37037037);
	CHECK(!totp("050471", 1111111111, &step));
	CHECK(!totp("050471", 1111111140, &step));
	/* That of the step before is older, though in the window. */
	CHECK(!totp("081804", 1111111111, &step));
	CHECK_INT(step, 37037037);
	step = 37037035;
	CHECK(totp("081804", 1111111111, &step));
	CHECK_INT(step, 37037036);
	CHECK(totp("050471", 1111111111, &step));
}

static void
totp_refuses(struct arena *a)
{
	static const char *const bad[] = {
		"", "05047", "0504711", "050472", " 50471", "50471", "05047x",
		"14050471", "050471 ", "０５",
	};
	uint8_t other[20] = {0};
	int64_t step = 0;

	(void)a;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!totp(bad[i], 1111111111, &step));
	CHECK(!secret_totp_right(other, 20, "050471", 1111111111000, &step));
	CHECK_INT(step, 0);
}

static void
totp_text(struct arena *a)
{
	CHECK_TEXT(secret_totp_text(a, totp_key),
		"GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

const struct test secret_tests[] = {
	{"a token is lower-case base32, and never the same", tokens_are_plain},
	{"a digest is BLAKE2b-256", digests},
	{"a digest of two pieces knows where one ends", digest_of_two},
	{"a signature needs the key and the text", signatures},
	{"a scatter is SipHash-2-4", scatters},
	{"hex of exactly so many bytes is read", hex_reads},
	{"what was sealed opens", seal_opens},
	{"what was sealed and changed, cut or for another key does not open",
		seal_breaks},
	{"a password is right or wrong", passwords},
	{"a password is not cut at a NUL, nor at 72 bytes",
		passwords_are_not_cut},
	{"TOTP gives the digits of RFC 6238", totp_vectors},
	{"TOTP allows one step either side", totp_window},
	{"TOTP digits are good once", totp_replay},
	{"TOTP refuses what is not the six digits", totp_refuses},
	{"a TOTP key is told in base32", totp_text},
	{0},
};
