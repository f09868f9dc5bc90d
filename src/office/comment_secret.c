/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The password of a comment, as the column comment_secret.hash keeps it:
 *
 *	q:SALT:SIGN       at first: signed with a key of the server's and a salt
 *	p:SALT:$argon2id  soon after: the Argon2id of that signature
 *	$argon2id         of older comments: of the password itself
 *
 * Signing takes microseconds, Argon2id a tenth of a second and 64 MiB: with it
 * in the way, a flood would keep people from writing.  So it follows, from a
 * job, at the lowest priority there is, and its result takes the place of what
 * was there.  Whoever has the store and not the key of the server can try no
 * password on either.
 */
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "comment.h"
#include "inside.h"

/* Passwords hardened in one go, and ms after which no further one is begun. */
enum { SALT = 16, BATCH = 50, BATCH_MS = 1000 };
enum { SALT_TEXT = 2 * SALT, SIGN_TEXT = 2 * SECRET_DIGEST,
	SIGN_AT = 2 + SALT_TEXT + 1 };

static void
password_sign(struct visit *v, const char *salt, const char *password,
	char out[SIGN_TEXT + 1])
{
	static const char use[] = "comment password";
	uint8_t key[SECRET_KEY], salted[SECRET_KEY], sign[SECRET_DIGEST];

	secret_sign(v->catalogue->key, use, sizeof use - 1, key);
	secret_sign(key, salt, SALT_TEXT, salted);
	secret_sign(salted, password, strlen(password), sign);
	memcpy(out, secret_hex(v->arena, sign, sizeof sign), SIGN_TEXT + 1);
}

const char *
comment_password_keep(struct visit *v, const char *password)
{
	char sign[SIGN_TEXT + 1];
	const char *salt;
	uint8_t bytes[SALT];

	secret_random(bytes, sizeof bytes);
	salt = secret_hex(v->arena, bytes, sizeof bytes);
	password_sign(v, salt, password, sign);
	return arena_printf(v->arena, "q:%s:%s", salt, sign);
}

enum err
comment_secret_follows(struct visit *v, const struct record *comment)
{
	struct db_stmt *s;

	if (comment->standing != RECORD_ERASED)
		return OK;
	s = db_ask(v->db, "DELETE FROM comment_secret WHERE comment = ?");
	db_bind_id(s, comment->id);
	TRY(db_run(s));
	s = db_ask(v->db, "DELETE FROM comment_near WHERE comment = ?");
	db_bind_id(s, comment->id);
	return db_run(s);
}

static bool
hash_right(const char *kept, const char *of)
{
	char hash[SECRET_HASH] = "";

	if (strlen(kept) >= sizeof hash)
		return false;
	memcpy(hash, kept, strlen(kept));
	return secret_password_right(hash, of, strlen(of));
}

/* As slow for each of the three. */
bool
comment_password_right(struct visit *v, const char *kept, const char *password)
{
	char sign[SIGN_TEXT + 1];

	if (strlen(kept) <= SIGN_AT || kept[1] != ':')
		return hash_right(kept, password);
	password_sign(v, arena_copy(v->arena, kept + 2, SALT_TEXT), password,
		sign);
	if (kept[0] == 'p')
		return hash_right(kept + SIGN_AT, sign);
	secret_password_pretend(password, strlen(password));
	return strlen(kept + SIGN_AT) == SIGN_TEXT &&
		secret_same(kept + SIGN_AT, sign, SIGN_TEXT);
}

/* ---- hardening ---- */

struct soft {
	struct id comment;
	const char *kept;
	char hash[SECRET_HASH];
};

struct batch {
	struct soft all[BATCH];
	size_t n, done;
	enum err err;
};

static enum err
batch_read(struct visit *v, struct batch *b)
{
	struct db_stmt *s = db_ask(v->db, "SELECT comment, hash "
		"FROM comment_secret WHERE hash >= 'q:' AND hash < 'q;' "
		"LIMIT 50");
	bool row;

	for (b->n = 0; b->n < BATCH; b->n++) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		b->all[b->n].comment = db_id(s, 0);
		b->all[b->n].kept = arena_text(v->arena, db_text(s, 1));
	}
	db_done(s);
	return OK;
}

/* On a thread of its own, as a thread that has lowered its priority may not
 * raise it again. */
static void *
batch_hash(void *arg)
{
	struct batch *b = arg;
	int64_t until = clock_ticks() + BATCH_MS;

	setpriority(PRIO_PROCESS, 0, 19);
	while (b->done < b->n && b->err == OK && clock_ticks() < until) {
		struct soft *s = &b->all[b->done];

		b->err = secret_password_hash(s->kept + SIGN_AT,
			strlen(s->kept + SIGN_AT), s->hash);
		b->done += b->err == OK;
	}
	return NULL;
}

/* In the act: only where nobody has changed or erased it meanwhile. */
static enum err
batch_write(struct visit *v, void *arg)
{
	const struct batch *b = arg;

	for (size_t i = 0; i < b->done; i++) {
		const struct soft *soft = &b->all[i];
		struct db_stmt *s = db_ask(v->db, "UPDATE comment_secret "
			"SET hash = ? WHERE comment = ? AND hash = ?");

		db_bind_text(s, arena_printf(v->arena, "p:%.*s:%s", SALT_TEXT,
			soft->kept + 2, soft->hash));
		db_bind_id(s, soft->comment);
		db_bind_text(s, soft->kept);
		TRY(db_run(s));
	}
	return OK;
}

enum err
comments_harden(struct visit *v, bool *more)
{
	struct batch *b = arena_alloc(v->arena, sizeof *b);
	pthread_t thread;

	TRY(batch_read(v, b));
	*more = b->n == BATCH;
	if (b->n == 0)
		return OK;
	if (pthread_create(&thread, NULL, batch_hash, b) != 0)
		return ERR_BUSY;
	pthread_join(thread, NULL);
	*more |= b->done < b->n;
	TRY(b->err);
	return visit_write(v, batch_write, b);
}
