/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Verifying the history: the chain from its first entry, and, when asked, each
 * record against what history says of it: its revision, its standing and its
 * content; that none is gone from its table; that no content went but of what
 * was erased.
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

/* ---- records against what history says of them ---- */

struct newest {                /* what history says of a record */
	int64_t number, revision;  /* 0: nothing */
	enum record_standing standing;
};

/* Sets *standing to what an act leaves; false: it leaves it as it was. */
static bool
act_stands(const char *act, enum record_standing *standing)
{
	static const struct {
		const char *act;
		enum record_standing standing;
	} acts[] = { { "create", RECORD_THERE }, { "hide", RECORD_HIDDEN },
		{ "unhide", RECORD_THERE }, { "erase", RECORD_ERASED } };

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (strcmp(acts[i].act, act) == 0) {
			*standing = acts[i].standing;
			return true;
		}
	return false;
}

static enum err
newest_of(struct visit *v, const struct record *r, struct newest *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT number, revision, act"
		" FROM history WHERE record = ? AND entity = ?"
		" ORDER BY revision DESC, number DESC");
	bool row, told = false;

	*out = (struct newest){ .standing = RECORD_THERE };
	db_bind_id(s, r->id);
	db_bind_text(s, r->of->name);
	while (!told) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (out->number == 0) {
			out->number = db_int(s, 0);
			out->revision = db_int(s, 1);
		}
		told = act_stands(db_text(s, 2), &out->standing);
	}
	db_done(s);
	return OK;
}

/* *so: the fields are those that history keeps of the revision. */
static enum err
content_same(struct visit *v, const struct record *r, bool *so)
{
	json_t *fields;
	enum err err;

	/* Of one that was erased, its office is left. */
	*so = json_object_size(r->fields) == (r->of->owned != NULL &&
		json_object_get(r->fields, r->of->owned) != NULL);
	if (r->standing == RECORD_ERASED)
		return OK;
	err = history_revision(v, r->of, r->id, r->revision, &fields);
	*so = err == OK && json_equal(fields, r->fields);
	if (err != OK && err != ERR_MISSING && err != ERR_BROKEN)
		return err;
	problems_forget(v);
	return OK;
}

static enum err
record_fits(struct visit *v, struct record *r, void *arg)
{
	int64_t *broken = arg;
	struct newest newest;
	bool so;

	if (*broken != 0)
		return OK;
	TRY(newest_of(v, r, &newest));
	TRY(content_same(v, r, &so));
	if (newest.revision != r->revision || newest.standing != r->standing ||
	    !so)
		*broken = newest.number > 0 ? newest.number : -1;
	return OK;
}

/* The first entry that sql finds of an entity, if there is any. */
static enum err
first_entry(struct visit *v, const struct entity *of, const char *sql,
	int64_t *broken)
{
	struct db_stmt *s;
	bool row;

	if (*broken != 0)
		return OK;
	s = db_say(v->db, sql);
	db_bind_text(s, of->name);
	TRY(db_step(s, &row));
	*broken = row && !db_null(s, 0) ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

static enum err
entity_fits(struct visit *v, const struct entity *of, int64_t *broken)
{
	struct query *q = query_of(v, of);

	query_hidden(q);
	query_order(q, "id");
	TRY(query_each(q, record_fits, broken));
	/* Records that are gone from their table. */
	TRY(first_entry(v, of, arena_printf(v->arena, "SELECT MIN(number)"
		" FROM history h WHERE entity = ? AND NOT EXISTS (SELECT 1"
		" FROM \"%s\" t WHERE t.\"id\" = h.record)", of->name),
		broken));
	/* Content that went, of a record that was not erased. */
	return first_entry(v, of, "SELECT MIN(number) FROM history h"
		" WHERE entity = ? AND content IS NULL AND digest IS NOT NULL"
		" AND NOT EXISTS (SELECT 1 FROM history e WHERE e.record ="
		" h.record AND e.entity = h.entity"
		" AND e.act IN ('erase', 'clear'))",
		broken);
}

enum err
history_verify(struct visit *v, bool deep, int64_t *entries, int64_t *broken,
	void (*progress)(int64_t done, int64_t all, void *arg), void *arg)
{
	struct walk w = { 0 };

	*broken = 0;
	TRY(walk_chain(v, &w, broken, progress, arg));
	*entries = w.number;
	for (size_t i = 0; deep && *broken == 0 && i < v->catalogue->count; i++)
		TRY(entity_fits(v, v->catalogue->entities[i], broken));
	return OK;
}
