/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verifying the history: the chain from its first entry, and, when asked, each
 * record against the newest content that history has of it.
 */
#include <string.h>

#include "inside.h"

#define VERIFY_BATCH 500

struct walk {
	int64_t number;                /* of the entry before */
	uint8_t link[SECRET_DIGEST];   /* of the entry before */
};

/* Content is what was digested, or was erased and left its digest. */
static bool
content_fits(struct db_stmt *s, const void *digest)
{
	uint8_t found[SECRET_DIGEST];
	const char *content;

	if (db_null(s, 8))
		return true;
	content = db_text(s, 8);
	secret_digest(content, strlen(content), found);
	return digest != NULL && memcmp(found, digest, sizeof found) == 0;
}

/* The entry of the row follows the one before. */
static bool
entry_fits(struct visit *v, struct db_stmt *s, struct walk *w)
{
	uint8_t link[SECRET_DIGEST];
	struct bytes digest = db_blob(s, 9), linked = db_blob(s, 10);
	struct entry e = {
		.number = db_int(s, 0), .at = db_int(s, 1),
		.account = db_id(s, 2),
		.who = arena_text(v->arena, db_text(s, 3)),
		.act = arena_text(v->arena, db_text(s, 4)),
		.entity = arena_text(v->arena, db_text(s, 5)),
		.record = db_id(s, 6), .revision = db_int(s, 7),
		.digest = digest.n == SECRET_DIGEST ? digest.at : NULL,
	};

	if (e.number != w->number + 1 || linked.n != SECRET_DIGEST ||
	    !content_fits(s, e.digest))
		return false;
	history_link(v->arena, &e, w->link, link);
	w->number = e.number;
	memcpy(w->link, link, sizeof link);
	return memcmp(link, linked.at, sizeof link) == 0;
}

/* The next entries; *n how many there were. */
static enum err
walk_on(struct visit *v, struct walk *w, size_t *n, int64_t *broken)
{
	struct db_stmt *s = db_ask(v->db, "SELECT number, at, account, who,"
		" act, entity, record, revision, content, digest, link"
		" FROM history WHERE number > ? ORDER BY number LIMIT ?");
	bool row;

	db_bind_int(s, w->number);
	db_bind_int(s, VERIFY_BATCH);
	for (*n = 0;; (*n)++) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (!entry_fits(v, s, w)) {
			*broken = db_int(s, 0);
			db_done(s);
			return OK;
		}
	}
}

static enum err
newest_number(struct visit *v, int64_t *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT number FROM history"
		" ORDER BY number DESC LIMIT 1");
	bool row;

	TRY(db_step(s, &row));
	*out = row ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

static enum err
walk_chain(struct visit *v, struct walk *w, int64_t *broken,
	void (*progress)(int64_t done, int64_t all, void *arg), void *arg)
{
	struct arena *outer = v->arena, *scratch = arena_new();
	int64_t all = 0;
	enum err err = newest_number(v, &all);
	size_t n = 1;

	v->arena = scratch;
	while (err == OK && *broken == 0 && n > 0) {
		err = walk_on(v, w, &n, broken);
		arena_reset(scratch);
		if (progress != NULL)
			progress(w->number, all, arg);
	}
	v->arena = outer;
	arena_free(scratch);
	return err;
}

static enum err
record_fits(struct visit *v, struct record *r, void *arg)
{
	int64_t *broken = arg;
	json_t *fields;
	enum err err;

	if (r->standing == RECORD_ERASED || *broken != 0)
		return OK;
	err = history_revision(v, r->of, r->id, r->revision, &fields);
	if (err != OK && err != ERR_MISSING)
		return err;
	if (err == ERR_MISSING || !json_equal(fields, r->fields)) {
		struct changes c;

		problems_forget(v);
		TRY(history_of(v, r->of, r->id, 1, &c));
		*broken = c.n > 0 ? c.at[0].number : -1;
	}
	return OK;
}

enum err
history_verify(struct visit *v, bool deep, int64_t *entries, int64_t *broken,
	void (*progress)(int64_t done, int64_t all, void *arg), void *arg)
{
	struct walk w = { 0 };

	*broken = 0;
	TRY(walk_chain(v, &w, broken, progress, arg));
	*entries = w.number;
	for (size_t i = 0; deep && *broken == 0 && i < v->catalogue->count;
	    i++) {
		struct query *q = query_of(v, v->catalogue->entities[i]);

		query_hidden(q);
		TRY(query_each(q, record_fits, broken));
	}
	return OK;
}
