/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comment comes in from a reader.  Beside its record stands what no record
 * has:
 *
 *	comment_secret    comment | hash of its password | wrong tries, and the
 *	                  moment until which there is none | day, network: whence
 *	                  it came, hashed with the key of that day | shape: a hash
 *	                  of its letters alone, for what is sent again and again
 *	comment_day       day | its key, random; gone after some days, and with it
 *	                  every way back to an address
 *
 * What speaks against a comment never refuses it (comment_wait.c): it waits for
 * a person.
 */
#include <string.h>

#include "comment_wait.h"
#include "inside.h"

#define DAY INT64_C(86400000)

const char *const comment_tables[] = {
	"CREATE TABLE IF NOT EXISTS comment_number ("
	"digest {blob} PRIMARY KEY, ends {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS comment_number_ends "
	"ON comment_number (ends);",

	"CREATE TABLE IF NOT EXISTS comment_secret ("
	"comment {id} PRIMARY KEY, hash {text} NOT NULL, "
	"tries {int} NOT NULL DEFAULT 0, wait {int} NOT NULL DEFAULT 0, "
	"day {int} NOT NULL, network {blob} NOT NULL, "
	"shape {blob} NOT NULL, at {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS comment_secret_shape "
	"ON comment_secret (shape, at);",

	"CREATE TABLE IF NOT EXISTS comment_day ("
	"day {int} PRIMARY KEY, key {blob} NOT NULL);",

	/* Passwords that are to be hashed yet; see comment_secret.c. */
	"CREATE INDEX IF NOT EXISTS comment_secret_soft ON comment_secret (comment) "
	"WHERE hash >= 'q:' AND hash < 'q;';",

	"CREATE INDEX IF NOT EXISTS comment_secret_network "
	"ON comment_secret (network, at);",

	"CREATE TABLE IF NOT EXISTS comment_near ("
	"band {int} NOT NULL, at {int} NOT NULL, comment {id} NOT NULL, "
	"sketch {blob} NOT NULL, PRIMARY KEY (band, at, comment)) {list};"
	"CREATE INDEX IF NOT EXISTS comment_near_at ON comment_near (at);",

	NULL
};

/* ---- what was typed ---- */

static enum err
length_fits(struct visit *v, const char *field, const char *text, size_t most)
{
	if (text == NULL || text_blank(text))
		return fail_field(v, field, "error.required", NULL, NULL);
	if (text_length(text) > most)
		return fail_field(v, field, "error.too-long",
			arena_printf(v->arena, "%zu", most), NULL);
	return OK;
}

enum err
comment_fits(struct visit *v, const char *nickname, const char *text,
	const char *password)
{
	enum err name = length_fits(v, "nickname", nickname, COMMENT_NICKNAME);
	enum err secret = OK, said;

	if (password == NULL ||
	    text_length(password) < COMMENT_PASSWORD_LEAST)
		secret = fail_field(v, "password", "comments.password-short",
			"4", NULL);
	else if (strlen(password) > COMMENT_PASSWORD_MOST)
		secret = fail_field(v, "password", "password.long", NULL,
			NULL);
	said = length_fits(v, "text", text, COMMENT_TEXT);
	return name != OK || secret != OK || said != OK ? ERR_INPUT : OK;
}

enum err
comment_text_fits(struct visit *v, const char *text)
{
	return length_fits(v, "text", text, COMMENT_TEXT);
}

/* ---- beside its record ---- */

static enum err
secret_put(struct visit *v, struct id comment, const struct leaving *l,
	const struct weighed *w)
{
	uint8_t network[SECRET_DIGEST];
	int64_t day = v->now / DAY;
	struct db_stmt *s;

	TRY(network_hash(v, day, l->network, network));
	s = db_ask(v->db, "INSERT INTO comment_secret "
		"(comment, hash, day, network, shape, at) "
		"VALUES (?, ?, ?, ?, ?, ?)");
	db_bind_id(s, comment);
	db_bind_text(s, l->hash);
	db_bind_int(s, day);
	db_bind_blob(s, network, sizeof network);
	db_bind_blob(s, w->shape, SECRET_DIGEST);
	db_bind_int(s, v->now);
	return db_run(s);
}

/* ---- in ---- */

/* What an answer answers: one level deep, of this article, and shown. */
static enum err
answered(struct visit *v, const struct leaving *l, struct id *out)
{
	struct record *first;
	struct id above;
	enum err err;

	*out = l->answers;
	if (id_none(*out))
		return OK;
	err = record_get(v, &entity_comment, *out, &first);
	if (err == ERR_MISSING)
		problems_forget(v);
	else
		TRY(err);
	/* It may be gone since: the form comes back with what was typed. */
	if (err == ERR_MISSING ||
	    !id_same(record_ref(first, "article"), l->article->id))
		return fail(v, ERR_CONFLICT, "error.not-found");
	above = record_ref(first, "answers");
	if (!id_none(above))
		*out = above;
	return OK;
}

/* word: what of the office's list it has, for the moderator; or NULL. */
static enum err
create(struct visit *v, const struct leaving *l, const char *why,
	const char *word, struct id answers, struct record **out)
{
	json_t *in = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:s}",
		"article", id_text(v->arena, l->article->id),
		"nickname", l->nickname, "text", l->text,
		"language", langs[v->lang].tag,
		"state", why == NULL ? "shown" : "held"));
	unsigned roles = v->roles;
	struct id office = v->office;
	const char *who = v->who;
	enum err err;

	if (why != NULL)
		json_object_set_new(in, "why", json_string(why));
	if (word != NULL)
		json_object_set_new(in, "notes", json_string(word));
	if (!id_none(answers))
		json_object_set_new(in, "answers", json_string(
			id_text(v->arena, answers)));
	v->roles |= ROLE_SYSTEM;
	v->office = record_ref(l->article, "office");
	/* In quotes: nobody's name in the log is that of an account. */
	v->who = arena_printf(v->arena, "“%s”", l->nickname);
	err = record_create(v, &entity_comment, in, out);
	v->roles = roles;
	v->office = office;
	v->who = who;
	return err;
}

enum err
comment_leave(struct visit *v, const struct leaving *l, struct record **out)
{
	const struct weighed *w = l->weighed;
	struct id answers;
	const char *why;

	if (w == NULL)
		TRY(comment_weigh(v, l, &w));
	TRY(answered(v, l, &answers));
	TRY(wait_reason(v, l, w, &why));
	TRY(commenting_waits(v, l->article, &why));
	TRY(create(v, l, why, w->word, answers, out));
	TRY(secret_put(v, (*out)->id, l, w));
	return wait_keep(v, (*out)->id, w);
}

/* ---- what goes ---- */

static enum err
sweep(struct visit *v, void *arg)
{
	struct db_stmt *s;
	int64_t days;

	(void)arg;
	TRY(comment_keys_days(v, &days));
	s = db_ask(v->db, "DELETE FROM comment_day WHERE day < ?");
	db_bind_int(s, v->now / DAY - days);
	TRY(db_run(s));
	TRY(near_sweep(v));
	s = db_ask(v->db, "DELETE FROM comment_number WHERE ends < ?");
	db_bind_int(s, v->now);
	return db_run(s);
}

enum err
comments_sweep(struct visit *v)
{
	return visit_write(v, sweep, NULL);
}
