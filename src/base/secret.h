/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything that must not be guessed, forged or read: over libsodium.  Call
 * secret_start once before anything else here.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"
#include "err.h"

#define SECRET_KEY 32     /* bytes of a key */
#define SECRET_DIGEST 32  /* bytes of a digest */
#define SECRET_HASH 128   /* characters of a password hash, with its NUL */
#define SECRET_SCATTER 16 /* bytes of a hash table's key */

/* False: the machine has no source of randomness. */
bool secret_start(void);

void secret_random(void *out, size_t n);

/* n random bytes as lower-case base32 without padding; a token for a URL. */
char *secret_token(struct arena *a, size_t n);

/* BLAKE2b-256. */
void secret_digest(const void *at, size_t n, uint8_t out[SECRET_DIGEST]);
/* SHA-256, where others are to reckon the same. */
void secret_sha256(const void *at, size_t n, uint8_t out[SECRET_DIGEST]);
/* BLAKE2b-256 over two pieces, each with its length before it. */
void secret_digest2(const void *a, size_t an, const void *b, size_t bn,
	uint8_t out[SECRET_DIGEST]);
/* The same with a key: a signature between us and ourselves. */
void secret_sign(const uint8_t key[SECRET_KEY], const void *at, size_t n,
	uint8_t out[SECRET_DIGEST]);
/* SipHash-2-4, for hash tables: without the key nobody can make keys clash. */
uint64_t secret_scatter(const uint8_t key[SECRET_SCATTER], const void *at,
	size_t n);
bool secret_same(const void *a, const void *b, size_t n);  /* constant time */

char *secret_hex(struct arena *a, const void *at, size_t n);
/* Reads lower or upper case hex of exactly n bytes. */
bool secret_unhex(const char *hex, void *out, size_t n);

/* Seals text with a key (XChaCha20-Poly1305); nonce and tag go with it. */
void secret_seal(struct arena *a, const uint8_t key[SECRET_KEY],
	const void *at, size_t n, const uint8_t **out, size_t *out_n);
/* ERR_BROKEN: another key, or changed since. */
MUST_USE enum err secret_open(struct arena *a, const uint8_t key[SECRET_KEY],
	const uint8_t *at, size_t n, char **out, size_t *out_n);

/*
 * Argon2id at the interactive limits: tens of milliseconds and 64 MiB, so
 * never on a thread that answers requests.  Passwords are any bytes, already
 * normalised, not cut at 72 or at a NUL.
 */
MUST_USE enum err secret_password_hash(const char *password, size_t n,
	char out[SECRET_HASH]);
bool secret_password_right(const char hash[SECRET_HASH], const char *password,
	size_t n);
/* As long as a real check takes, for names that do not exist. */
void secret_password_pretend(const char *password, size_t n);

/*
 * RFC 6238, SHA-1, 6 digits, 30 s, one step either side.  step is the last
 * one that was used: an equal or older one is refused, the new one is given.
 */
bool secret_totp_right(const uint8_t *key, size_t n, const char *digits,
	int64_t moment, int64_t *step);
/* A new TOTP key of 20 bytes as base32 for the phone to read. */
char *secret_totp_text(struct arena *a, const uint8_t key[20]);

#endif
