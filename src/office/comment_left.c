/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comment comes in from a reader.  Beside its record stands what no record
 * has:
 *
 *	comment_secret    comment | hash of its password | wrong tries, and the
 *	                  moment until which there is none | day, network: whence
 *	                  it came, hashed with the key of that day | shape: a hash
 *	                  of its letters alone, for what is sent again and again
 *	comment_day       day | its key, random; gone after KEPT_DAYS, and with it
 *	                  every way back to an address
 *
 * What speaks against a comment never refuses it: it waits for a person.
 */
#include <string.h>

#include "comment.h"
#include "inside.h"

#define DAY INT64_C(86400000)
#define KEPT_DAYS 14       /* keys of days */
#define SHAPE_LEAST 12     /* letters; a short thank-you comes again */
#define SHAPE_DAYS 1       /* it is the same again within */

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

	NULL
};

/* ---- the box ---- */

/* Asked for each page of an article, so in one question. */
static enum err
office_open(struct visit *v, const struct record *article, bool *out)
{
	struct id id = record_ref(article, "office");
	struct db_stmt *s = id_none(id) ?
		db_ask(v->db, "SELECT comments FROM office "
			"WHERE standing = 0 ORDER BY name_key, id LIMIT 1") :
		db_ask(v->db, "SELECT comments FROM office WHERE id = ?");
	bool row;

	if (!id_none(id))
		db_bind_id(s, id);
	TRY(db_step(s, &row));
	*out = row && strcmp(db_text(s, 0), "none") == 0;
	db_done(s);
	return OK;
}

enum err
comments_box(struct visit *v, const struct record *article, enum comment_box *out)
{
	const char *said = record_text(article, "comments");
	bool open;

	*out = BOX_ARTICLE_CLOSED;
	if (said != NULL && strcmp(said, "open") != 0)
		return OK;
	TRY(office_open(v, article, &open));
	*out = open ? BOX_OPEN : BOX_OFFICE_CLOSED;
	return OK;
}

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

/* ---- what speaks against it ---- */

/* Letters and digits alone, folded, none twice in a row: "감사  합니다!!" and
 * "감사합니다" are one. */
static size_t
shape_of(struct visit *v, const char *text, uint8_t out[SECRET_DIGEST])
{
	const char *folded = text_fold(v->arena, text);
	struct buf kept = buf_in(v->arena, strlen(folded) + 1);
	uint8_t key[SECRET_KEY];
	static const char use[] = "comment shape";
	size_t letters = 0;

	for (const char *c = folded; *c != '\0'; c++) {
		bool mark = (unsigned char)*c < 0x80 &&
			!((*c >= '0' && *c <= '9') ||
			(*c >= 'a' && *c <= 'z'));

		if (mark || ((unsigned char)*c < 0x80 && kept.n > 0 &&
		    kept.at[kept.n - 1] == *c))
			continue;
		buf_char(&kept, *c);
		letters += ((unsigned char)*c & 0xc0) != 0x80;
	}
	secret_sign(v->catalogue->key, use, sizeof use - 1, key);
	secret_sign(key, kept.at, kept.n, out);
	return letters;
}

static enum err
came_before(struct visit *v, const uint8_t shape[SECRET_DIGEST], bool *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT 1 FROM comment_secret "
		"WHERE shape = ? AND at > ? LIMIT 1");

	db_bind_blob(s, shape, SECRET_DIGEST);
	db_bind_int(s, v->now - SHAPE_DAYS * DAY);
	TRY(db_step(s, out));
	db_done(s);
	return OK;
}

/* An address of the web, or what reads like one. */
static bool
has_link(struct visit *v, const char *text)
{
	static const char *const signs[] = { "://", "www.", "http", ".com",
		".net", ".org", ".kr", ".cn", ".ru", ".top", ".xyz", "[url",
		"href=", NULL };
	const char *folded = text_fold(v->arena, text);

	for (const char *const *s = signs; *s != NULL; s++)
		if (strstr(folded, *s) != NULL)
			return true;
	return false;
}

static enum err
reason_to_wait(struct visit *v, const char *text, const char *why,
	uint8_t shape[SECRET_DIGEST], const char **out)
{
	size_t letters = shape_of(v, text, shape);
	bool before = false;

	*out = why;
	if (why != NULL)
		return OK;
	if (letters >= SHAPE_LEAST)
		TRY(came_before(v, shape, &before));
	*out = before ? "repeat" : has_link(v, text) ? "link" : NULL;
	return OK;
}

enum err
comment_waits(struct visit *v, const char *text, const char **why)
{
	*why = has_link(v, text) ? "link" : NULL;
	return OK;
}

/* ---- whence it came ---- */

static enum err
day_key(struct visit *v, int64_t day, uint8_t out[SECRET_KEY])
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT key FROM comment_day WHERE day = ?");
	struct bytes key;
	bool row;

	db_bind_int(s, day);
	TRY(db_step(s, &row));
	key = row ? db_blob(s, 0) : (struct bytes){0};
	if (key.n == SECRET_KEY) {
		memcpy(out, key.at, SECRET_KEY);
		db_done(s);
		return OK;
	}
	db_done(s);
	secret_random(out, SECRET_KEY);
	s = db_ask(v->db, "INSERT INTO comment_day (day, key) VALUES (?, ?)");
	db_bind_int(s, day);
	db_bind_blob(s, out, SECRET_KEY);
	return db_run(s);
}

static enum err
secret_put(struct visit *v, struct id comment, const struct leaving *l,
	const uint8_t shape[SECRET_DIGEST])
{
	uint8_t key[SECRET_KEY], network[SECRET_DIGEST];
	int64_t day = v->now / DAY;
	const char *from = l->network != NULL ? l->network : "";
	struct db_stmt *s;

	TRY(day_key(v, day, key));
	secret_sign(key, from, strlen(from), network);
	s = db_ask(v->db, "INSERT INTO comment_secret "
		"(comment, hash, day, network, shape, at) "
		"VALUES (?, ?, ?, ?, ?, ?)");
	db_bind_id(s, comment);
	db_bind_text(s, l->hash);
	db_bind_int(s, day);
	db_bind_blob(s, network, sizeof network);
	db_bind_blob(s, shape, SECRET_DIGEST);
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

	*out = l->answers;
	if (id_none(*out))
		return OK;
	TRY(record_get(v, &entity_comment, *out, &first));
	if (!id_same(record_ref(first, "article"), l->article->id))
		return fail(v, ERR_MISSING, "error.not-found");
	above = record_ref(first, "answers");
	if (!id_none(above))
		*out = above;
	return OK;
}

static enum err
create(struct visit *v, const struct leaving *l, const char *why,
	struct id answers, struct record **out)
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
	if (!id_none(answers))
		json_object_set_new(in, "answers", json_string(
			id_text(v->arena, answers)));
	v->roles |= ROLE_SYSTEM;
	v->office = record_ref(l->article, "office");
	v->who = l->nickname;
	err = record_create(v, &entity_comment, in, out);
	v->roles = roles;
	v->office = office;
	v->who = who;
	return err;
}

enum err
comment_leave(struct visit *v, const struct leaving *l, struct record **out)
{
	uint8_t shape[SECRET_DIGEST];
	struct id answers;
	const char *why;

	TRY(answered(v, l, &answers));
	TRY(reason_to_wait(v, l->text, l->why, shape, &why));
	TRY(create(v, l, why, answers, out));
	return secret_put(v, (*out)->id, l, shape);
}

/* ---- what goes ---- */

static enum err
sweep(struct visit *v, void *arg)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM comment_day WHERE day < ?");

	(void)arg;
	db_bind_int(s, v->now / DAY - KEPT_DAYS);
	TRY(db_run(s));
	s = db_ask(v->db, "DELETE FROM comment_number WHERE ends < ?");
	db_bind_int(s, v->now);
	return db_run(s);
}

enum err
comments_sweep(struct visit *v)
{
	return visit_write(v, sweep, NULL);
}
