/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a comment waits for a person.  Nothing of this refuses it:
 *
 *	name     the nickname is like the office's or its staff's (comment_name.c)
 *	word     it or the nickname has a word of the office's list (hold_word)
 *	link     an address of the web, or what reads like one
 *	repeat   its letters are those of another within a day
 *	near     they are nearly those of another (comment_near.c)
 *	first    the first of its sender, where the office wants that
 *	load     very many come at once on the whole site, see below
 *
 * What is seen of the form alone (too fast, the trap, too many from one
 * network) is decided by the pages and comes in as leaving.why.
 *
 * Who a sender is, nobody knows.  Where the office has identity confirmed it
 * is the identity; elsewhere the network, as long as the keys of the days are
 * kept.  It is known when a comment of it is shown to all.
 *
 *	busy     who is not known waits with what is half the same as another
 *	flood    who is not known waits, and who is with what is half the same
 *
 * unless the device of the sender has worked for it (comment_work.c).  How busy
 * it is falls by itself as time goes by; nothing has to be switched back.
 */
#include <string.h>

#include "comment_wait.h"
#include "identity.h"
#include "inside.h"

#define DAY INT64_C(86400000)
#define SHAPE_LEAST 12     /* letters; a short thank-you comes again */
#define DAYS_MOST 90       /* keys of days that are looked through */

/* ---- words ---- */

/* Of an article without an office every list counts. */
static struct db_stmt *
words_ask(struct visit *v, struct id office)
{
	struct db_stmt *s = id_none(office) ?
		db_ask(v->db, "SELECT word, harmless, initials FROM hold_word "
			"WHERE standing = 0 AND active = 1 LIMIT 5000") :
		db_ask(v->db, "SELECT word, harmless, initials FROM hold_word "
			"WHERE standing = 0 AND active = 1 AND "
			"(office IS NULL OR office = ?) LIMIT 5000");

	if (!id_none(office))
		db_bind_id(s, office);
	return s;
}

/* NULL: the list is empty. */
static enum err
words_read(struct visit *v, struct id office, struct evasion **out)
{
	struct db_stmt *s = words_ask(v, office);
	bool row;

	*out = NULL;
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (*out == NULL)
			*out = evasion_new(v->arena);
		evasion_add(*out, &(struct evasion_word){
			arena_text(v->arena, db_text(s, 0)),
			arena_text(v->arena, db_text(s, 1)),
			db_int(s, 2) != 0 });
	}
}

static enum err
word_find(struct visit *v, struct id office, const char *nickname,
	const char *text, const char **out)
{
	struct evasion *words;

	*out = NULL;
	TRY(words_read(v, office, &words));
	if (words == NULL)
		return OK;
	*out = evasion_find(v->arena, words, text);
	if (*out == NULL && nickname != NULL)
		*out = evasion_find(v->arena, words, nickname);
	return OK;
}

/* ---- links ---- */

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

/* ---- before the act ---- */

/* Does the article's office look at everybody's first comment? */
static enum err
first_waits(struct visit *v, const struct record *article, bool *out)
{
	struct id id = record_ref(article, "office");
	struct db_stmt *s = OFFICE_ASK(v, id, "first_held");
	bool row;

	TRY(db_step(s, &row));
	*out = row && db_int(s, 0) != 0;
	db_done(s);
	return OK;
}

/* Of the article's or comment's office. */
static enum err
weigh(struct visit *v, struct id office, const char *nickname,
	const char *text, struct weighed *w)
{
	const char *letters = text_letters(v->arena, text, &w->letters);
	static const char use[] = "comment shape";
	uint8_t key[SECRET_KEY];
	bool official = false;

	secret_sign(v->catalogue->key, use, sizeof use - 1, key);
	secret_sign(key, letters, strlen(letters), w->shape);
	near_sketch(v, letters, &w->sketch);
	TRY(word_find(v, office, nickname, text, &w->word));
	if (w->word == NULL && nickname != NULL)
		TRY(name_official(v, office, nickname, &official));
	w->why = w->word != NULL ? "word" : official ? "name" :
		has_link(v, text) ? "link" : NULL;
	return OK;
}

enum err
comment_weigh(struct visit *v, const struct leaving *l,
	const struct weighed **out)
{
	struct weighed *w = arena_alloc(v->arena, sizeof *w);

	w->own = id_new();
	*out = w;
	TRY(weigh(v, record_ref(l->article, "office"), l->nickname, l->text,
		w));
	return first_waits(v, l->article, &w->first);
}

/* ---- whence it came ---- */

static enum err
day_key_find(struct visit *v, int64_t day, uint8_t out[SECRET_KEY],
	bool *there)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT key FROM comment_day WHERE day = ?");
	struct bytes key;
	bool row;

	db_bind_int(s, day);
	TRY(db_step(s, &row));
	key = row ? db_blob(s, 0) : (struct bytes){0};
	*there = key.n == SECRET_KEY;
	if (*there)
		memcpy(out, key.at, SECRET_KEY);
	db_done(s);
	return OK;
}

static enum err
day_key(struct visit *v, int64_t day, uint8_t out[SECRET_KEY])
{
	struct db_stmt *s;
	bool there;

	TRY(day_key_find(v, day, out, &there));
	if (there)
		return OK;
	secret_random(out, SECRET_KEY);
	s = db_ask(v->db, "INSERT INTO comment_day (day, key) VALUES (?, ?)");
	db_bind_int(s, day);
	db_bind_blob(s, out, SECRET_KEY);
	return db_run(s);
}

enum err
network_hash(struct visit *v, int64_t day, const char *network,
	uint8_t out[SECRET_DIGEST])
{
	uint8_t key[SECRET_KEY];

	TRY(day_key(v, day, key));
	if (network == NULL)
		network = "";
	secret_sign(key, network, strlen(network), out);
	return OK;
}

enum err
network_is(struct visit *v, int64_t day, struct bytes hash,
	const char *network, bool *out)
{
	uint8_t key[SECRET_KEY], own[SECRET_DIGEST];
	bool there;

	*out = false;
	TRY(day_key_find(v, day, key, &there));
	if (!there || network == NULL || hash.n != sizeof own)
		return OK;
	secret_sign(key, network, strlen(network), own);
	*out = memcmp(own, hash.at, sizeof own) == 0;
	return OK;
}

/* ---- who is known ---- */

/* Of its newest fifty: however much a network sends, this stays quick. */
static enum err
hash_shown(struct visit *v, const uint8_t hash[SECRET_DIGEST], bool *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT c.state FROM comment_secret s "
		"JOIN comment c ON c.id = s.comment WHERE s.network = ? "
		"ORDER BY s.at DESC LIMIT 50");
	bool row;

	db_bind_blob(s, hash, SECRET_DIGEST);
	for (*out = false;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (strcmp(db_text(s, 0), "shown") == 0) {
			*out = true;
			db_done(s);
			return OK;
		}
	}
}

struct day_hash {
	uint8_t of[SECRET_DIGEST];
};

/* What the network is called on each day whose key is kept. */
static enum err
network_days(struct visit *v, const char *network, struct day_hash *out,
	size_t *n)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT key FROM comment_day ORDER BY day DESC LIMIT 90");
	bool row;

	for (*n = 0;;) {
		struct bytes key;

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		key = db_blob(s, 0);
		if (key.n == SECRET_KEY && *n < DAYS_MOST)
			secret_sign((const uint8_t *)key.at, network,
				strlen(network), out[(*n)++].of);
	}
}

static enum err
network_known(struct visit *v, const char *network, bool *out)
{
	struct day_hash *days = arena_alloc(v->arena,
		DAYS_MOST * sizeof *days);
	size_t n;

	*out = false;
	TRY(network_days(v, network != NULL ? network : "", days, &n));
	for (size_t i = 0; i < n && !*out; i++)
		TRY(hash_shown(v, days[i].of, out));
	return OK;
}

static enum err
sender_known(struct visit *v, const struct leaving *l, bool *out)
{
	int64_t shown, came;

	if (l->identity == NULL)
		return network_known(v, l->network, out);
	TRY(identity_comments(v, l->identity, v->now, &shown, &came));
	*out = shown > 0;
	return OK;
}

/* ---- in the act ---- */

static enum err
came_before(struct visit *v, const struct weighed *w, bool *out)
{
	struct db_stmt *s;

	*out = false;
	if (w->letters < SHAPE_LEAST)
		return OK;
	s = db_ask(v->db, "SELECT 1 FROM comment_secret "
		"WHERE shape = ? AND at > ? AND comment <> ? LIMIT 1");
	db_bind_blob(s, w->shape, SECRET_DIGEST);
	db_bind_int(s, v->now - NEAR_LASTS);
	db_bind_id(s, w->own);
	TRY(db_step(s, out));
	db_done(s);
	return OK;
}

/* Is it another's text, or nearly; and by how much. */
static enum err
alike_reason(struct visit *v, const struct weighed *w, double *share,
	const char **why)
{
	bool before;

	*share = 0;
	TRY(came_before(v, w, &before));
	if (before) {
		*why = "repeat";
		return OK;
	}
	if (w->sketch.pieces >= NEAR_LEAST)
		TRY(near_find(v, &w->sketch, w->own, share));
	if (*share >= NEAR_SHARE)
		*why = "near";
	return OK;
}

/* Asked only where the answer can make it wait. */
static enum err
sender_reason(struct visit *v, const struct leaving *l, bool first,
	bool alike, const char **why)
{
	bool known = true;

	if (first || (l->load > LOAD_CALM && !l->worked))
		TRY(sender_known(v, l, &known));
	if (first && !known)
		*why = "first";
	else if (l->load == LOAD_CALM || l->worked)
		return OK;
	else if (l->load == LOAD_BUSY ? !known && alike : !known || alike)
		*why = "load";
	return OK;
}

enum err
wait_reason(struct visit *v, const struct leaving *l, const struct weighed *w,
	const char **why)
{
	double share;

	*why = l->why != NULL ? l->why : w->why;
	if (*why == NULL)
		TRY(alike_reason(v, w, &share, why));
	return *why != NULL ? OK : sender_reason(v, l, w->first,
		share >= NEAR_SHARE_BUSY, why);
}

enum err
wait_keep(struct visit *v, struct id comment, const struct weighed *w)
{
	return w->sketch.pieces < NEAR_LEAST ? OK :
		near_put(v, comment, &w->sketch);
}

enum err
comment_waits(struct visit *v, const struct record *comment, const char *text,
	const char **why)
{
	struct weighed w = { .own = comment->id };
	struct db_stmt *s;
	double share;

	TRY(weigh(v, record_ref(comment, "office"), NULL, text, &w));
	*why = w.why;
	if (*why == NULL)
		TRY(alike_reason(v, &w, &share, why));
	s = db_ask(v->db, "UPDATE comment_secret SET shape = ? "
		"WHERE comment = ?");
	db_bind_blob(s, w.shape, SECRET_DIGEST);
	db_bind_id(s, w.own);
	TRY(db_run(s));
	return wait_keep(v, w.own, &w);
}
