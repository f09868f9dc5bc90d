/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A way to the provider and back.  The browser bears one secret, in a cookie;
 * all else follows from it: state, nonce, the verifier of the code, and the
 * key under which what was typed is kept here for a quarter of an hour.
 * Without the cookie nobody can read that, not even who has the store and the
 * server's own key:
 *
 *	comment_way   digest of the state | ends, used: the way back is gone,
 *	              sealed: {"office","slug","lang","issuer","redirect",
 *	              "nickname","text","answers"}
 */
#include <string.h>

#include "identity.h"
#include "inside.h"

#define WAYS_MOST 10000      /* at once */
#define DRAFT_MOST (16 << 10)

/* ---- what follows from the secret ---- */

static void
part_of(const struct way *way, const char *use, uint8_t out[SECRET_DIGEST])
{
	secret_sign(way->secret, use, strlen(use), out);
}

static const char *
part_hex(struct visit *v, const struct way *way, const char *use)
{
	uint8_t part[SECRET_DIGEST];

	part_of(way, use, part);
	return secret_hex(v->arena, part, sizeof part);
}

static void
fill(struct visit *v, struct way *way)
{
	way->bears = secret_hex(v->arena, way->secret, sizeof way->secret);
	way->state = part_hex(v, way, "way state");
	way->nonce = part_hex(v, way, "way nonce");
	way->verifier = part_hex(v, way, "way verifier");
	way->name = arena_copy(v->arena, way->state, WAY_NAME);
}

void
way_new(struct visit *v, struct way *out)
{
	secret_random(out->secret, sizeof out->secret);
	fill(v, out);
}

bool
way_taken(struct visit *v, const char *bears, struct way *out)
{
	if (bears == NULL || strlen(bears) != 2 * sizeof out->secret ||
	    !secret_unhex(bears, out->secret, sizeof out->secret))
		return false;
	fill(v, out);
	return true;
}

static void
digest_of(const struct way *way, uint8_t out[SECRET_DIGEST])
{
	secret_digest(way->state, strlen(way->state), out);
}

/* ---- what was typed ---- */

static enum err
room_check(struct visit *v)
{
	struct db_stmt *s;
	int64_t count;
	bool row;

	TRY(ways_sweep(v));
	s = db_ask(v->db, "SELECT COUNT(*) FROM comment_way");
	TRY(db_step(s, &row));
	count = row ? db_int(s, 0) : 0;
	db_done(s);
	return count < WAYS_MOST ? OK : fail(v, ERR_BUSY, "identity.crowded");
}

enum err
way_put(struct visit *v, const struct way *way, json_t *draft)
{
	struct buf text = buf_in(v->arena, DRAFT_MOST);
	uint8_t key[SECRET_KEY], digest[SECRET_DIGEST];
	const uint8_t *sealed;
	struct db_stmt *s;
	size_t n;

	TRY(room_check(v));
	json_print(&text, draft, false);
	if (text.full)
		return fail(v, ERR_LARGE, "error.large");
	part_of(way, "way draft", key);
	secret_seal(v->arena, key, text.at, text.n, &sealed, &n);
	digest_of(way, digest);
	s = db_ask(v->db, "INSERT INTO comment_way (digest, ends, used, "
		"sealed) VALUES (?, ?, 0, ?)");
	db_bind_blob(s, digest, sizeof digest);
	db_bind_int(s, v->now + WAY_LASTS);
	db_bind_blob(s, sealed, n);
	return db_run(s);
}

enum err
way_read(struct visit *v, const struct way *way, json_t **draft)
{
	uint8_t key[SECRET_KEY], digest[SECRET_DIGEST];
	struct db_stmt *s = db_ask(v->db, "SELECT sealed FROM comment_way "
		"WHERE digest = ? AND ends > ?");
	struct bytes sealed;
	char *text;
	enum err err;
	size_t n;
	bool row;

	digest_of(way, digest);
	db_bind_blob(s, digest, sizeof digest);
	db_bind_int(s, v->now);
	TRY(db_step(s, &row));
	if (!row)
		return ERR_MISSING;
	part_of(way, "way draft", key);
	sealed = db_blob(s, 0);
	err = secret_open(v->arena, key, (const uint8_t *)sealed.at, sealed.n,
		&text, &n);
	db_done(s);
	*draft = err == OK ? json_read(text) : NULL;
	if (*draft == NULL)
		return ERR_MISSING;
	keep(v, *draft);
	return OK;
}

/* ---- used, over ---- */

enum err
way_use(struct visit *v, const struct way *way)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s = db_ask(v->db, "UPDATE comment_way SET used = 1 "
		"WHERE digest = ? AND used = 0 AND ends > ?");

	digest_of(way, digest);
	db_bind_blob(s, digest, sizeof digest);
	db_bind_int(s, v->now);
	TRY(db_run(s));
	return db_touched(v->db) > 0 ? OK : ERR_CONFLICT;
}

enum err
way_end(struct visit *v, const struct way *way)
{
	uint8_t digest[SECRET_DIGEST];
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM comment_way WHERE digest = ?");

	digest_of(way, digest);
	db_bind_blob(s, digest, sizeof digest);
	return db_run(s);
}

enum err
ways_sweep(struct visit *v)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM comment_way WHERE ends <= ?");

	db_bind_int(s, v->now);
	return db_run(s);
}
