/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The only file that knows libsodium and liboath.  Sealed text is
 *
 *	24 bytes nonce | as many bytes as the text | 16 bytes tag
 */
#include "secret.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(SECRET_HASH == crypto_pwhash_STRBYTES, "room for a hash");
_Static_assert(SECRET_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
	"a key seals");
_Static_assert(SECRET_DIGEST == crypto_generichash_BYTES, "256 bits");
_Static_assert(SECRET_SCATTER == crypto_shorthash_KEYBYTES, "128 bits");

enum { TOTP_DIGITS = 6, TOTP_SECONDS = 30 };

bool
secret_start(void)
{
	return sodium_init() >= 0 && oath_init() == OATH_OK;
}

void
secret_random(void *out, size_t n)
{
	randombytes_buf(out, n);
}

/* RFC 4648, upper case, the padding cut off. */
static char *
base32(struct arena *a, const void *at, size_t n)
{
	char *made = NULL, *out;
	size_t length;

	if (oath_base32_encode(at, n, &made, NULL) != OATH_OK) {
		log_problem("no memory: %zu bytes as base32", n);
		abort();
	}
	length = strcspn(made, "=");
	out = arena_copy(a, made, length);
	sodium_memzero(made, length);
	free(made);
	return out;
}

char *
secret_token(struct arena *a, size_t n)
{
	uint8_t *bytes = arena_alloc(a, n);
	char *token;

	randombytes_buf(bytes, n);
	token = base32(a, bytes, n);
	for (char *c = token; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 'a' - 'A');
	return token;
}

void
secret_digest(const void *at, size_t n, uint8_t out[SECRET_DIGEST])
{
	crypto_generichash(out, SECRET_DIGEST, at, n, NULL, 0);
}

void
secret_sha256(const void *at, size_t n, uint8_t out[SECRET_DIGEST])
{
	crypto_hash_sha256(out, at, n);
}

/* A piece, and before it its length, eight bytes, little end first. */
static void
digest_piece(crypto_generichash_state *state, const void *at, size_t n)
{
	uint8_t length[8];

	for (int i = 0; i < 8; i++)
		length[i] = (uint8_t)((uint64_t)n >> (8 * i));
	crypto_generichash_update(state, length, sizeof length);
	crypto_generichash_update(state, at, n);
}

void
secret_digest2(const void *a, size_t an, const void *b, size_t bn,
	uint8_t out[SECRET_DIGEST])
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, SECRET_DIGEST);
	digest_piece(&state, a, an);
	digest_piece(&state, b, bn);
	crypto_generichash_final(&state, out, SECRET_DIGEST);
}

void
secret_sign(const uint8_t key[SECRET_KEY], const void *at, size_t n,
	uint8_t out[SECRET_DIGEST])
{
	crypto_generichash(out, SECRET_DIGEST, at, n, key, SECRET_KEY);
}

uint64_t
secret_scatter(const uint8_t key[SECRET_SCATTER], const void *at, size_t n)
{
	uint8_t out[crypto_shorthash_BYTES];
	uint64_t hash;

	crypto_shorthash(out, at, n, key);
	memcpy(&hash, out, sizeof hash);
	return hash;
}

bool
secret_same(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}

char *
secret_hex(struct arena *a, const void *at, size_t n)
{
	char *hex = arena_alloc(a, 2 * n + 1);

	return sodium_bin2hex(hex, 2 * n + 1, at, n);
}

bool
secret_unhex(const char *hex, void *out, size_t n)
{
	size_t got;

	/* NULL for the end: then whatever is no digit is a failure. */
	return strlen(hex) == 2 * n &&
		sodium_hex2bin(out, n, hex, 2 * n, NULL, &got, NULL) == 0 &&
		got == n;
}

void
secret_seal(struct arena *a, const uint8_t key[SECRET_KEY], const void *at,
	size_t n, const uint8_t **out, size_t *out_n)
{
	uint8_t *sealed = arena_alloc(a, NONCE + n + TAG);

	randombytes_buf(sealed, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, at, n,
		NULL, 0, NULL, sealed, key);
	*out = sealed;
	*out_n = NONCE + n + TAG;
}

enum err
secret_open(struct arena *a, const uint8_t key[SECRET_KEY], const uint8_t *at,
	size_t n, char **out, size_t *out_n)
{
	uint8_t *text;

	if (n < NONCE + TAG)
		return ERR_BROKEN;
	text = arena_alloc(a, n - NONCE - TAG + 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(text, NULL, NULL,
		    at + NONCE, n - NONCE, NULL, 0, at, key) != 0)
		return ERR_BROKEN;
	*out = (char *)text;
	*out_n = n - NONCE - TAG;
	return OK;
}

enum err
secret_password_hash(const char *password, size_t n, char out[SECRET_HASH])
{
	if (crypto_pwhash_str(out, password, n,
		    crypto_pwhash_OPSLIMIT_INTERACTIVE,
		    crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
		return ERR_BROKEN;
	return OK;
}

bool
secret_password_right(const char hash[SECRET_HASH], const char *password,
	size_t n)
{
	char whole[SECRET_HASH] = "";
	size_t length = strnlen(hash, SECRET_HASH);

	/* What a database gives is as long as its text, not as the room. */
	if (length == SECRET_HASH)
		return false;
	memcpy(whole, hash, length);
	return crypto_pwhash_str_verify(whole, password, n) == 0;
}

void
secret_password_pretend(const char *password, size_t n)
{
	char hash[SECRET_HASH];

	/* Making a hash is the same work as checking one. */
	if (secret_password_hash(password, n, hash) == OK)
		sodium_memzero(hash, sizeof hash);
}

/* Are these the digits of that step? */
static bool
totp_matches(const uint8_t *key, size_t n, int64_t step, const char *digits)
{
	char right[TOTP_DIGITS + 1];

	return oath_hotp_generate((const char *)key, n, (uint64_t)step,
		       TOTP_DIGITS, false, OATH_HOTP_DYNAMIC_TRUNCATION,
		       right) == OATH_OK &&
		sodium_memcmp(right, digits, TOTP_DIGITS) == 0;
}

bool
secret_totp_right(const uint8_t *key, size_t n, const char *digits,
	int64_t moment, int64_t *step)
{
	int64_t now = moment / (1000 * TOTP_SECONDS);
	int64_t found = -1;

	if (strlen(digits) != TOTP_DIGITS)
		return false;
	for (int64_t s = now - 1; s <= now + 1; s++)
		if (s >= 0 && s > *step && totp_matches(key, n, s, digits))
			found = s;
	if (found < 0)
		return false;
	*step = found;
	return true;
}

char *
secret_totp_text(struct arena *a, const uint8_t key[20])
{
	return base32(a, key, 20);
}
