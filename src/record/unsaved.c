/* SPDX-License-Identifier: Apache-2.0 */
/* Unsaved text of forms, as it stands in the store; see unsaved.h. */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define UNSAVED_COLUMNS "account, who, opened, seen, at, revision, taken_by"
#define OTHERS_MOST 20

/* A new record has no id yet. */
static const char *
place_of(struct visit *v, struct id record)
{
	return id_none(record) ? "new" : id_text(v->arena, record);
}

static void
bind_place(struct visit *v, struct db_stmt *s, const struct entity *of,
	struct id record)
{
	db_bind_text(s, of->name);
	db_bind_text(s, place_of(v, record));
}

/* ---- the visitor's own ---- */

enum err
unsaved_open(struct visit *v, const struct entity *of, struct id record,
	const char **taken)
{
	struct db_stmt *s;
	bool row;

	*taken = NULL;
	if (id_none(v->account))
		return OK;
	s = db_ask(v->db, "INSERT INTO draft_kept (account, kind, record, who,"
		" opened, seen, at, revision) VALUES (?, ?, ?, ?, ?, ?, 0, 0)"
		" ON CONFLICT (account, kind, record) DO UPDATE SET seen ="
		" excluded.seen, opened = CASE WHEN draft_kept.seen < ?"
		" THEN excluded.opened ELSE draft_kept.opened END");
	db_bind_id(s, v->account);
	bind_place(v, s, of, record);
	db_bind_text(s, v->who != NULL ? v->who : "");
	db_bind_int(s, v->now);
	db_bind_int(s, v->now);
	db_bind_int(s, v->now - UNSAVED_OPEN);
	TRY(db_run(s));
	s = db_ask(v->db, "SELECT taken_by FROM draft_kept WHERE account = ?"
		" AND kind = ? AND record = ?");
	db_bind_id(s, v->account);
	bind_place(v, s, of, record);
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	if (!db_null(s, 0))
		*taken = arena_text(v->arena, db_text(s, 0));
	db_done(s);
	return OK;
}

/* Without what is the form's own, and without secrets. */
static json_t *
text_of_form(struct visit *v, const struct entity *of, const json_t *text)
{
	json_t *out = keep(v, json_copy((json_t *)(uintptr_t)text)), *value;
	const char *name;
	void *next;

	json_object_foreach_safe(out, next, name, value) {
		const struct field *f = field_named(of->fields, name);

		if (*name == '_' || (f != NULL && f->kind == FIELD_SECRET))
			json_object_del(out, name);
	}
	return out;
}

enum err
unsaved_put(struct visit *v, const struct entity *of, struct id record,
	int64_t revision, const json_t *text)
{
	char *dump = json_dumps(text_of_form(v, of, text), JSON_COMPACT);
	const char *taken;
	const uint8_t *sealed;
	size_t n;
	struct db_stmt *s;

	if (dump == NULL)
		return fail(v, ERR_INPUT, "error.not-an-object");
	arena_defer(v->arena, free, dump);
	if (strlen(dump) > UNSAVED_MOST)
		return fail(v, ERR_LARGE, "kept.large");
	if (id_none(v->account))
		return OK;
	TRY(unsaved_open(v, of, record, &taken));
	secret_seal(v->arena, v->catalogue->key, dump, strlen(dump), &sealed,
		&n);
	s = db_ask(v->db, "UPDATE draft_kept SET at = ?, revision = ?,"
		" content = ? WHERE account = ? AND kind = ? AND record = ?");
	db_bind_int(s, v->now);
	db_bind_int(s, revision);
	db_bind_blob(s, sealed, n);
	db_bind_id(s, v->account);
	bind_place(v, s, of, record);
	return db_run(s);
}

enum err
unsaved_drop(struct visit *v, const struct entity *of, struct id record)
{
	struct db_stmt *s;

	if (id_none(v->account))
		return OK;
	s = db_ask(v->db, "DELETE FROM draft_kept WHERE account = ?"
		" AND kind = ? AND record = ?");
	db_bind_id(s, v->account);
	bind_place(v, s, of, record);
	return db_run(s);
}

/* ---- reading ---- */

static struct unsaved
unsaved_row(struct visit *v, struct db_stmt *s)
{
	return (struct unsaved){
		.account = db_id(s, 0),
		.who = arena_text(v->arena, db_text(s, 1)),
		.opened = db_int(s, 2), .seen = db_int(s, 3),
		.at = db_int(s, 4), .revision = db_int(s, 5),
		.taken_by = db_null(s, 6) ? NULL :
			arena_text(v->arena, db_text(s, 6)),
	};
}

/* NULL: nothing is there, or it was sealed with another key. */
static json_t *
content_read(struct visit *v, struct db_stmt *s, int column)
{
	struct bytes b;
	char *text;
	size_t n;

	if (db_null(s, column))
		return NULL;
	b = db_blob(s, column);
	if (secret_open(v->arena, v->catalogue->key, (const uint8_t *)b.at,
	    b.n, &text, &n) != OK)
		return NULL;
	return keep(v, json_loadb(text, n, 0, NULL));
}

enum err
unsaved_of(struct visit *v, const struct entity *of, struct id record,
	struct id account, struct unsaved **out)
{
	struct db_stmt *s;
	bool row;

	*out = NULL;
	if (id_none(account))
		return OK;
	s = db_ask(v->db, "SELECT " UNSAVED_COLUMNS ", content FROM draft_kept"
		" WHERE account = ? AND kind = ? AND record = ?");
	db_bind_id(s, account);
	bind_place(v, s, of, record);
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	*out = arena_alloc(v->arena, sizeof **out);
	**out = unsaved_row(v, s);
	(*out)->text = content_read(v, s, 7);
	db_done(s);
	if ((*out)->text == NULL)
		*out = NULL;
	return OK;
}

enum err
unsaved_own(struct visit *v, const struct entity *of, struct id record,
	struct unsaved **out)
{
	return unsaved_of(v, of, record, v->account, out);
}

enum err
unsaved_others(struct visit *v, const struct entity *of, struct id record,
	struct unsaved **out, size_t *n)
{
	struct db_stmt *s;
	bool row = true;

	*out = arena_alloc(v->arena, OTHERS_MOST * sizeof **out);
	*n = 0;
	/* Who makes new ones does not get in another's way. */
	if (id_none(record))
		return OK;
	s = db_ask(v->db, "SELECT " UNSAVED_COLUMNS " FROM draft_kept"
		" WHERE kind = ? AND record = ? AND taken_by IS NULL"
		" AND (seen >= ? OR at > 0) ORDER BY seen DESC");
	bind_place(v, s, of, record);
	db_bind_int(s, v->now - UNSAVED_OPEN);
	while (*n < OTHERS_MOST) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		(*out)[*n] = unsaved_row(v, s);
		*n += !id_same((*out)[*n].account, v->account);
	}
	db_done(s);
	return OK;
}

/* ---- taking over, and letting go ---- */

enum err
unsaved_take(struct visit *v, const struct entity *of, struct id record,
	struct id account)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE draft_kept SET taken_by = ?"
		" WHERE account = ? AND kind = ? AND record = ?");

	db_bind_text(s, v->who != NULL ? v->who : "");
	db_bind_id(s, account);
	bind_place(v, s, of, record);
	return db_run(s);
}

enum err
unsaved_forget(struct visit *v, struct id record)
{
	struct db_stmt *s = db_ask(v->db, "DELETE FROM draft_kept"
		" WHERE record = ? OR account = ?");

	db_bind_text(s, id_text(v->arena, record));
	db_bind_id(s, record);
	return db_run(s);
}

static enum err
sweep(struct visit *v, void *arg)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM draft_kept WHERE seen < ?");

	(void)arg;
	db_bind_int(s, v->now - UNSAVED_DAYS * 24 * 3600 * INT64_C(1000));
	return db_run(s);
}

enum err
unsaved_sweep(struct visit *v, json_t *with)
{
	(void)with;
	return visit_write(v, sweep, NULL);
}
