/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The author of a comment, known by its password and nothing else: from any
 * device, at any time.  After COMMENT_TRIES wrong ones the comment takes no
 * more for a while, each time for twice as long, up to a quarter of an hour.
 * Whoever guesses on each time that it ends would keep the author out; so the
 * network that the comment came from, as long as the key of its day is kept,
 * waits no longer than the first time.  The right password ends all waits.
 * Tries are kept in the store, so nothing that a visitor drops makes them
 * forgotten.
 */
#include <string.h>

#include "comment_wait.h"
#include "inside.h"

#define WAIT_FIRST INT64_C(30000)
#define WAIT_MOST INT64_C(900000)

struct secret {
	struct id comment;
	const char *hash;
	int64_t tries, wait;
	const char *network;     /* of who tries */
	bool home;               /* the comment came from there */
};

static enum err
secret_find(struct visit *v, struct id comment, struct secret *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT hash, tries, wait, "
		"day, network FROM comment_secret WHERE comment = ?");
	bool row;

	db_bind_id(s, comment);
	TRY(db_step(s, &row));
	if (!row)
		return ERR_MISSING;
	out->comment = comment;
	out->hash = arena_text(v->arena, db_text(s, 0));
	out->tries = db_int(s, 1);
	out->wait = db_int(s, 2);
	TRY(network_is(v, db_int(s, 3), db_blob(s, 4), out->network,
		&out->home));
	db_done(s);
	return OK;
}

enum err
comment_find(struct visit *v, const struct record *article, const char *id,
	struct record **out)
{
	unsigned roles = v->roles;
	struct secret secret = {0};
	struct id wanted;
	enum err err;

	if (!id_parse(id, &wanted))
		return fail(v, ERR_MISSING, "error.not-found");
	v->roles |= ROLE_SYSTEM;
	err = record_get(v, &entity_comment, wanted, out);
	v->roles = roles;
	TRY(err);
	if ((*out)->standing != RECORD_THERE ||
	    !id_same(record_ref(*out, "article"), article->id))
		return fail(v, ERR_MISSING, "error.not-found");
	err = secret_find(v, wanted, &secret);
	return err == ERR_MISSING ? fail(v, ERR_MISSING, "error.not-found") :
		err;
}

/* ---- the password ---- */

static int64_t
wait_after(int64_t tries)
{
	int64_t ms = WAIT_FIRST;

	if (tries < COMMENT_TRIES)
		return 0;
	for (int64_t i = COMMENT_TRIES; i < tries && ms < WAIT_MOST; i++)
		ms *= 2;
	return ms < WAIT_MOST ? ms : WAIT_MOST;
}

/* The moment until which there is no try for this one. */
static int64_t
wait_ends(const struct secret *secret)
{
	return !secret->home || secret->wait == 0 ? secret->wait :
		secret->wait - wait_after(secret->tries) +
		(secret->tries < COMMENT_TRIES ? 0 : WAIT_FIRST);
}

/* Counts the try before it is looked at: many at once are many. */
static enum err
try_count(struct visit *v, void *arg)
{
	struct secret *secret = arg;
	struct db_stmt *s;

	TRY(secret_find(v, secret->comment, secret));
	if (wait_ends(secret) > v->now)
		return ERR_BUSY;
	s = db_ask(v->db, "UPDATE comment_secret SET tries = ?, wait = ? "
		"WHERE comment = ?");
	db_bind_int(s, secret->tries + 1);
	db_bind_int(s, v->now + wait_after(secret->tries + 1));
	db_bind_id(s, secret->comment);
	return db_run(s);
}

static enum err
tries_forget(struct visit *v, void *arg)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE comment_secret "
		"SET tries = 0, wait = 0 WHERE comment = ?");

	db_bind_id(s, ((struct secret *)arg)->comment);
	return db_run(s);
}

enum err
comment_prove(struct visit *v, const struct record *comment,
	const char *password, const char *network, int64_t *wait)
{
	struct secret secret = {.comment = comment->id, .network = network};
	enum err err;

	*wait = 0;
	if (password == NULL || strlen(password) > COMMENT_PASSWORD_MOST)
		password = "";
	err = visit_write(v, try_count, &secret);
	if (err == ERR_BUSY && wait_ends(&secret) > v->now)
		*wait = wait_ends(&secret) - v->now;
	TRY(err);
	if (!comment_password_right(v, secret.hash, password))
		return fail_field(v, "password", "comments.password-wrong",
			NULL, NULL);
	return visit_write(v, tries_forget, &secret);
}

/* ---- what it opens ---- */

/* gone: what stood there before goes for good, from history too. */
static enum err
change(struct visit *v, const struct record *comment, json_t *in, bool gone,
	struct record **out)
{
	unsigned roles = v->roles;
	struct id office = v->office;
	const char *who = v->who;
	bool trusted = v->trusted;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	v->trusted = true;
	v->office = (struct id){{0}};
	v->who = arena_printf(v->arena, "“%s”",
		record_text(comment, "nickname"));
	keep(v, in);
	err = gone ? record_replace(v, &entity_comment, comment->id, in,
		out) : record_change(v, &entity_comment, comment->id, 0, in,
		out);
	v->roles = roles;
	v->trusted = trusted;
	v->office = office;
	v->who = who;
	return err;
}

static bool
stands(const struct record *comment, const char *state)
{
	return strcmp(record_text(comment, "state"), state) == 0;
}

/* What is changed on the days of an election waits as what is new. */
static enum err
election_waits(struct visit *v, const struct record *comment, const char **why)
{
	struct record *article;

	TRY(record_peek(v, &entity_article, record_ref(comment, "article"),
		NULL, &article));
	return article == NULL ? OK : commenting_waits(v, article, why);
}

enum err
comment_edit(struct visit *v, const struct record *comment, const char *text,
	struct record **out)
{
	const char *why;

	if (!stands(comment, "shown") && !stands(comment, "held"))
		return fail(v, ERR_CONFLICT, "comments.not-yours-now");
	TRY(comment_text_fits(v, text));
	TRY(comment_waits(v, comment, text, &why));
	TRY(election_waits(v, comment, &why));
	return change(v, comment, stands(comment, "held") || why == NULL ?
		json_pack("{s:s}", "text", text) :
		json_pack("{s:s, s:s, s:s}", "text", text, "state", "held",
			"why", why), false, out);
}

enum err
comment_object(struct visit *v, const struct record *comment,
	const char *text)
{
	struct record *out;

	if (!stands(comment, "removed"))
		return fail(v, ERR_CONFLICT, "comments.not-removed");
	if (record_text(comment, "objection") != NULL)
		return fail(v, ERR_CONFLICT, "comments.objected");
	TRY(comment_text_fits(v, text));
	return change(v, comment, json_pack("{s:s, s:s}", "objection", text,
		"objected", "open"), false, &out);
}

enum err
comment_withdraw(struct visit *v, const struct record *comment)
{
	struct record *out;

	/* Nobody brings it back out of the history. */
	return change(v, comment, json_pack("{s:s, s:s, s:s}", "nickname",
		"—", "text", "—", "state", "withdrawn"), true, &out);
}
