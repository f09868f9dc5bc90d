/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments that are nearly the same.  A text's letters are cut into
 * overlapping pieces, each as few letters as make five bytes: two of Hangul or
 * Han, three of Cyrillic, five of Latin.  Two texts are as near as the share of
 * pieces that they have in common.  That share is told from sketches: of 32
 * keyed hashes each keeps the smallest over all pieces, and two sketches agree
 * in as many of these as the texts have pieces in common.
 *
 *	comment_near      band, at, comment | its sketch, a byte of each hash
 *
 * A band is what two of the hashes came to.  A comment lies in four of them,
 * and is compared with the newest 32 of each: with so many and no more, however
 * many there are.  Of two texts that share 0.5 of their pieces four bands show
 * one pair in three not to be compared, of two that share 0.8 one in sixty; a
 * flood has many pairs.
 *
 * One letter of Hangul changed in thirty leaves 0.9, one in thirteen 0.7; two
 * people that write of the same thing come to 0.3.  So 0.7 is nearly the same,
 * and when very many come at once half of it is enough to have it looked at.
 * Short texts are left alone: many people say thank you.
 */
#include <string.h>

#include "comment_wait.h"
#include "inside.h"

enum { PIECE_BYTES = 5, BAND_HASHES = 2 };

/* The bytes of one UTF-8 character. */
static size_t
letter_bytes(const char *at)
{
	size_t n = 1;

	while (((unsigned char)at[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* The bytes of the piece that begins here; 0: there is none left. */
static size_t
piece_bytes(const char *at)
{
	size_t n = 0;

	while (n < PIECE_BYTES) {
		if (at[n] == '\0')
			return 0;
		n += letter_bytes(at + n);
	}
	return n;
}

static uint64_t
another(uint64_t hash, uint64_t which)
{
	hash = (hash ^ (which * UINT64_C(0x9e3779b97f4a7c15))) *
		UINT64_C(0xbf58476d1ce4e5b9);
	hash = (hash ^ hash >> 27) * UINT64_C(0x94d049bb133111eb);
	return hash ^ hash >> 31;
}

/* Nobody without the server's key can tell from a sketch what was written. */
static void
near_key(const struct visit *v, uint8_t out[SECRET_SCATTER])
{
	static const char use[] = "comment near";
	uint8_t key[SECRET_KEY];

	secret_sign(v->catalogue->key, use, sizeof use - 1, key);
	memcpy(out, key, SECRET_SCATTER);
}

void
near_sketch(const struct visit *v, const char *letters, struct sketch *out)
{
	uint64_t least[SKETCH], band[BAND_HASHES + 1];
	uint8_t key[SECRET_SCATTER];
	size_t n;

	near_key(v, key);
	memset(least, 0xff, sizeof least);
	out->pieces = 0;
	for (; (n = piece_bytes(letters)) > 0; letters += letter_bytes(letters)) {
		uint64_t hash = secret_scatter(key, letters, n);

		for (size_t i = 0; i < SKETCH; i++) {
			uint64_t h = another(hash, i + 1);

			least[i] = h < least[i] ? h : least[i];
		}
		out->pieces++;
	}
	for (size_t i = 0; i < SKETCH; i++)
		out->of[i] = (uint8_t)least[i];
	for (size_t i = 0; i < NEAR_BANDS; i++) {
		uint64_t whole;

		band[0] = i;
		memcpy(band + 1, least + i * BAND_HASHES,
			BAND_HASHES * sizeof *band);
		whole = secret_scatter(key, band, sizeof band);
		memcpy(&out->bands[i], &whole, sizeof whole);
	}
}

double
near_share(const uint8_t one[SKETCH], const uint8_t other[SKETCH])
{
	size_t same = 0;

	for (size_t i = 0; i < SKETCH; i++)
		same += one[i] == other[i];
	return (double)same / SKETCH;
}

const char near_sql[] = "SELECT sketch, comment FROM comment_near "
	"WHERE band = ? AND at > ? ORDER BY at DESC LIMIT 32";

/* How near the nearest of one band is. */
static enum err
band_nearest(struct visit *v, int64_t band, const struct sketch *s,
	struct id but, double *share)
{
	struct db_stmt *q = db_ask(v->db, near_sql);
	bool row;

	db_bind_int(q, band);
	db_bind_int(q, v->now - NEAR_LASTS);
	for (;;) {
		struct bytes other;
		double now;

		TRY(db_step(q, &row));
		if (!row)
			return OK;
		other = db_blob(q, 0);
		if (other.n != SKETCH || id_same(db_id(q, 1), but))
			continue;
		now = near_share(s->of, (const uint8_t *)other.at);
		*share = now > *share ? now : *share;
	}
}

enum err
near_find(struct visit *v, const struct sketch *s, struct id but,
	double *share)
{
	*share = 0;
	for (size_t i = 0; i < NEAR_BANDS; i++)
		TRY(band_nearest(v, s->bands[i], s, but, share));
	return OK;
}

enum err
near_put(struct visit *v, struct id comment, const struct sketch *s)
{
	struct db_stmt *q = db_ask(v->db, "INSERT INTO comment_near "
		"(band, at, comment, sketch) VALUES (?, ?, ?, ?), "
		"(?, ?, ?, ?), (?, ?, ?, ?), (?, ?, ?, ?) "
		"ON CONFLICT DO NOTHING");

	for (size_t i = 0; i < NEAR_BANDS; i++) {
		db_bind_int(q, s->bands[i]);
		db_bind_int(q, v->now);
		db_bind_id(q, comment);
		db_bind_blob(q, s->of, SKETCH);
	}
	return db_run(q);
}

enum err
near_sweep(struct visit *v)
{
	struct db_stmt *q = db_ask(v->db,
		"DELETE FROM comment_near WHERE at < ?");

	db_bind_int(q, v->now - NEAR_LASTS);
	return db_run(q);
}
