/* SPDX-License-Identifier: Apache-2.0 */
/* The password of a comment: signed at once, hashed soon after. */
#include <string.h>

#include "office/comment.h"
#include "store.h"
#include "test.h"

struct kept {
	struct id comment;
	const char *hash;
};

static enum err
put(struct visit *v, void *arg)
{
	const struct kept *k = arg;
	struct db_stmt *s = db_ask(v->db, "INSERT INTO comment_secret "
		"(comment, hash, day, network, shape, at) "
		"VALUES (?, ?, 1, ?, ?, 1)");

	db_bind_id(s, k->comment);
	db_bind_text(s, k->hash);
	db_bind_blob(s, "n", 1);
	db_bind_blob(s, "s", 1);
	return db_run(s);
}

static const char *
get(struct visit *v, struct id comment)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT hash FROM comment_secret WHERE comment = ?");
	const char *hash = NULL;
	bool row;

	db_bind_id(s, comment);
	if (db_step(s, &row) == OK && row)
		hash = arena_text(v->arena, db_text(s, 0));
	db_done(s);
	return hash;
}

static void
known_again(struct arena *a)
{
	struct visit *v = store_new(a);
	const char *kept = comment_password_keep(v, "비밀 four");

	CHECK(strncmp(kept, "q:", 2) == 0);
	CHECK(strstr(kept, "four") == NULL);
	CHECK(comment_password_right(v, kept, "비밀 four"));
	CHECK(!comment_password_right(v, kept, "비밀 fou"));
	CHECK(!comment_password_right(v, kept, ""));
	CHECK(strcmp(kept, comment_password_keep(v, "비밀 four")) != 0);
}

/* An Argon2id of the password itself, as comments had it first. */
static void
old_ones(struct arena *a)
{
	struct visit *v = store_new(a);
	char hash[SECRET_HASH];

	CHECK(secret_password_hash("four", 4, hash) == OK);
	CHECK(comment_password_right(v, hash, "four"));
	CHECK(!comment_password_right(v, hash, "five"));
}

/* Nothing that is not ours is anybody's password. */
static void
broken_ones(struct arena *a)
{
	static const char *const broken[] = { "", "q", "q:", "q:00:00", "p:",
		"q:00000000000000000000000000000000:",
		"p:00000000000000000000000000000000:$argon2id$", "$argon2id$",
		NULL };
	struct visit *v = store_new(a);

	for (const char *const *b = broken; *b != NULL; b++) {
		CHECK(!comment_password_right(v, *b, ""));
		CHECK(!comment_password_right(v, *b, "four"));
	}
}

static void
hardened(struct arena *a)
{
	struct visit *v = store_new(a);
	struct kept k = { id_new(), comment_password_keep(v, "four") };
	const char *after;
	bool more = true;

	CHECK(visit_write(v, put, &k) == OK);
	CHECK(comments_harden(v, &more) == OK && !more);
	after = get(v, k.comment);
	CHECK(after != NULL && strncmp(after, "p:", 2) == 0);
	CHECK(after != NULL && strstr(after, ":$argon2id$") != NULL);
	/* What was there can not be found in what is there. */
	CHECK(after != NULL && strstr(after, k.hash + 35) == NULL);
	CHECK(after != NULL && comment_password_right(v, after, "four"));
	CHECK(after != NULL && !comment_password_right(v, after, "five"));
	CHECK(comments_harden(v, &more) == OK && !more);
	CHECK_TEXT(get(v, k.comment), after);
}

/* Whoever has the store and not the key has nothing to try a password on. */
static void
key_matters(struct arena *a)
{
	struct visit *v = store_new(a);
	struct catalogue other = *v->catalogue;
	static const uint8_t key[SECRET_KEY] = "another key, of another server!!";
	const char *kept = comment_password_keep(v, "four");

	other.key = key;
	v->catalogue = &other;
	CHECK(!comment_password_right(v, kept, "four"));
}

const struct test password_tests[] = {
	{ "a comment's password is known again, and is not readable where it is kept", known_again },
	{ "one of an older comment is known again", old_ones },
	{ "what is no kept password is nobody's", broken_ones },
	{ "passwords that were only signed are hashed later, and known as before", hardened },
	{ "with another key no password of a comment is right", key_matters },
	{0}
};
