/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deeds and their rows as they stand in the store; see deed.h.  What a file
 * holds may be what a record keeps sealed, so the file, the cells of a trial
 * and the lines that were refused are sealed here too.
 */
#include <stdlib.h>
#include <string.h>

#include "deed.h"
#include "inside.h"

const char *const derive_tables[] = {
	"CREATE TABLE IF NOT EXISTS deed ("
	" id {id} PRIMARY KEY, kind {text} NOT NULL, act {text} NOT NULL,"
	" name {text} NOT NULL, state {text} NOT NULL, who {text} NOT NULL,"
	" account {id}, office {id}, roles {int} NOT NULL,"
	" lang {text} NOT NULL, made {int} NOT NULL, with_json {text} NOT NULL,"
	" content {blob}, row_count {int} NOT NULL, at_row {int} NOT NULL,"
	" fresh {int} NOT NULL, changed {int} NOT NULL, same {int} NOT NULL,"
	" wrong {int} NOT NULL, left_alone {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS deed_state ON deed (state, made);"
	"CREATE INDEX IF NOT EXISTS deed_kind ON deed (kind, made);",

	"CREATE TABLE IF NOT EXISTS deed_row ("
	" deed {id} NOT NULL, line {int} NOT NULL, record {id},"
	" before {int} NOT NULL, after {int} NOT NULL, state {text} NOT NULL,"
	" says {text}, cells {blob}, line_text {blob},"
	" undone {int} NOT NULL, left_alone {int} NOT NULL,"
	" PRIMARY KEY (deed, line));",

	"CREATE TABLE IF NOT EXISTS saved_view ("
	" id {id} PRIMARY KEY, account {id}, office {id}, who {text} NOT NULL,"
	" kind {text} NOT NULL, name {text} NOT NULL, query {text} NOT NULL,"
	" shared {int} NOT NULL, made {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS saved_view_kind"
	" ON saved_view (kind, account);",
	NULL
};

#define DEED_COLUMNS "id, kind, act, name, state, who, account, office," \
	" roles, lang, made, with_json, row_count, at_row, fresh, changed," \
	" same, wrong, left_alone"

static const char *
dumped(struct visit *v, const json_t *json)
{
	char *text = json != NULL ? json_dumps(json, JSON_COMPACT) : NULL;

	if (text != NULL)
		arena_defer(v->arena, free, text);
	return text != NULL ? text : "{}";
}

static void
bind_sealed(struct visit *v, struct db_stmt *s, const char *at, size_t n)
{
	const uint8_t *sealed;
	size_t sealed_n;

	if (at == NULL) {
		db_bind_null(s);
		return;
	}
	secret_seal(v->arena, v->catalogue->key, at, n, &sealed, &sealed_n);
	db_bind_blob(s, sealed, sealed_n);
}

/* NULL: nothing is kept, or it is of another key. */
static const char *
sealed_read(struct visit *v, struct db_stmt *s, int column, size_t *n)
{
	struct bytes b;
	char *text;

	*n = 0;
	if (db_null(s, column))
		return NULL;
	b = db_blob(s, column);
	return secret_open(v->arena, v->catalogue->key,
		(const uint8_t *)b.at, b.n, &text, n) == OK ? text : NULL;
}

enum err
deed_add(struct visit *v, struct deed *d, const char *content, size_t n)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO deed (" DEED_COLUMNS
		", content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		" ?, ?, ?, ?, ?, ?)");

	d->id = id_new();
	d->who = v->who != NULL ? v->who : "";
	d->account = v->account;
	d->office = v->office;
	d->roles = v->roles;
	d->lang = v->lang;
	d->made = v->now;
	db_bind_id(s, d->id);
	db_bind_text(s, d->kind);
	db_bind_text(s, d->act);
	db_bind_text(s, d->name);
	db_bind_text(s, d->state);
	db_bind_text(s, d->who);
	db_bind_id(s, d->account);
	db_bind_id(s, d->office);
	db_bind_int(s, d->roles);
	db_bind_text(s, langs[d->lang].tag);
	db_bind_int(s, d->made);
	db_bind_text(s, dumped(v, d->with));
	db_bind_int(s, d->rows);
	db_bind_int(s, d->at);
	db_bind_int(s, d->fresh);
	db_bind_int(s, d->changed);
	db_bind_int(s, d->same);
	db_bind_int(s, d->wrong);
	db_bind_int(s, d->left);
	bind_sealed(v, s, content, n);
	return db_run(s);
}

/* The deed of the row that s stands on. */
static struct deed *
deed_read(struct visit *v, struct db_stmt *s)
{
	struct arena *a = v->arena;
	struct deed *d = arena_alloc(a, sizeof *d);

	*d = (struct deed){ .id = db_id(s, 0),
		.kind = arena_text(a, db_text(s, 1)),
		.act = arena_text(a, db_text(s, 2)),
		.name = arena_text(a, db_text(s, 3)),
		.state = arena_text(a, db_text(s, 4)),
		.who = arena_text(a, db_text(s, 5)),
		.account = db_id(s, 6), .office = db_id(s, 7),
		.roles = (unsigned)db_int(s, 8),
		.lang = lang_of(db_text(s, 9)), .made = db_int(s, 10),
		.with = keep(v, json_loads(db_text(s, 11), 0, NULL)),
		.rows = db_int(s, 12), .at = db_int(s, 13),
		.fresh = db_int(s, 14), .changed = db_int(s, 15),
		.same = db_int(s, 16), .wrong = db_int(s, 17),
		.left = db_int(s, 18) };
	if (d->lang == LANG__MAX)
		d->lang = LANG_KO;
	return d;
}

enum err
deed_get(struct visit *v, struct id id, struct deed **out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT " DEED_COLUMNS
		" FROM deed WHERE id = ?");
	const struct entity *of;
	struct deed *d = NULL;
	bool row;

	db_bind_id(s, id);
	TRY(db_step(s, &row));
	if (row)
		d = deed_read(v, s);
	db_done(s);
	of = d != NULL ? catalogue_entity(v->catalogue, d->kind) : NULL;
	if (of == NULL || (of->write & v->roles) == 0 ||
	    (!id_none(v->office) && !id_same(v->office, d->office)))
		return fail(v, ERR_MISSING, "error.not-found");
	*out = d;
	return OK;
}

bool
deed_file_seen(const struct visit *v, const struct deed *d)
{
	return (v->roles & ROLE_ADMINS) != 0 || id_same(v->account, d->account);
}

enum err
deed_content(struct visit *v, struct id id, struct bytes *out)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT content FROM deed WHERE id = ?");
	bool row;

	db_bind_id(s, id);
	TRY(db_step(s, &row));
	*out = (struct bytes){0};
	if (row)
		out->at = sealed_read(v, s, 0, &out->n);
	db_done(s);
	return out->at != NULL ? OK :
		fail(v, ERR_MISSING, "import.file-gone");
}

enum err
deed_save(struct visit *v, const struct deed *d)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE deed SET state = ?,"
		" with_json = ?, row_count = ?, at_row = ?, fresh = ?,"
		" changed = ?, same = ?, wrong = ?, left_alone = ?"
		" WHERE id = ?");

	db_bind_text(s, d->state);
	db_bind_text(s, dumped(v, d->with));
	db_bind_int(s, d->rows);
	db_bind_int(s, d->at);
	db_bind_int(s, d->fresh);
	db_bind_int(s, d->changed);
	db_bind_int(s, d->same);
	db_bind_int(s, d->wrong);
	db_bind_int(s, d->left);
	db_bind_id(s, d->id);
	return db_run(s);
}

static enum err
of_deed(struct visit *v, const char *sql, struct id id)
{
	struct db_stmt *s = db_ask(v->db, sql);

	db_bind_id(s, id);
	return db_run(s);
}

enum err
deed_drop_content(struct visit *v, struct id id)
{
	return of_deed(v, "UPDATE deed SET content = NULL WHERE id = ?", id);
}

enum err
deed_rows_forget(struct visit *v, struct id deed)
{
	return of_deed(v, "DELETE FROM deed_row WHERE deed = ?", deed);
}

enum err
deed_forget(struct visit *v, struct id id)
{
	TRY(deed_rows_forget(v, id));
	return of_deed(v, "DELETE FROM deed WHERE id = ?", id);
}

enum err
deed_expire(struct visit *v, int64_t before)
{
	struct db_stmt *s = db_ask(v->db, "DELETE FROM deed_row WHERE deed IN"
		" (SELECT id FROM deed WHERE state = 'pending' AND made < ?)");

	db_bind_int(s, before);
	TRY(db_run(s));
	s = db_ask(v->db,
		"DELETE FROM deed WHERE state = 'pending' AND made < ?");
	db_bind_int(s, before);
	TRY(db_run(s));
	/* What was refused may hold people's data that stand nowhere else. */
	s = db_ask(v->db, "UPDATE deed_row SET line_text = NULL"
		" WHERE line_text IS NOT NULL AND deed IN"
		" (SELECT id FROM deed WHERE made < ?)");
	db_bind_int(s, before - DEED_WRONG_KEPT);
	return db_run(s);
}

enum err
deed_own(struct visit *v, const char *kind, const char *state,
	struct deed **out, size_t *n, size_t most)
{
	struct db_stmt *s = db_ask(v->db, "SELECT " DEED_COLUMNS " FROM deed"
		" WHERE state = ? AND kind = ? AND act = 'import'"
		" AND account = ? ORDER BY made DESC LIMIT ?");
	bool row;

	db_bind_text(s, state);
	db_bind_text(s, kind);
	db_bind_id(s, v->account);
	db_bind_int(s, (int64_t)most);
	*out = arena_alloc(v->arena, (most + 1) * sizeof **out);
	for (*n = 0; *n < most; (*n)++) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		(*out)[*n] = *deed_read(v, s);
	}
	db_done(s);
	return OK;
}

enum err
deed_recent(struct visit *v, const struct entity *of, int64_t before,
	bool mine, struct deed **out, size_t *n, size_t most)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena, "SELECT "
		DEED_COLUMNS " FROM deed WHERE kind = ? AND act <> 'import'"
		" AND made < ?%s%s ORDER BY made DESC, id DESC LIMIT ?",
		mine ? " AND account = ?" : "",
		id_none(v->office) ? "" : " AND office = ?"));
	bool row;

	*out = arena_alloc(v->arena, (most + 1) * sizeof **out);
	*n = 0;
	if ((of->write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	db_bind_text(s, of->name);
	db_bind_int(s, before > 0 ? before : INT64_MAX);
	if (mine)
		db_bind_id(s, v->account);
	if (!id_none(v->office))
		db_bind_id(s, v->office);
	db_bind_int(s, (int64_t)most);
	for (; *n < most; ++*n) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		(*out)[*n] = *deed_read(v, s);
	}
	db_done(s);
	return OK;
}

/* ---- rows ---- */

enum err
deed_row_add(struct visit *v, struct id deed, const struct deed_row *row)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO deed_row (deed, line,"
		" record, before, after, state, says, cells, line_text,"
		" undone, left_alone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0,"
		" 0)");

	db_bind_id(s, deed);
	db_bind_int(s, row->line);
	db_bind_id(s, row->record);
	db_bind_int(s, row->before);
	db_bind_int(s, row->after);
	db_bind_text(s, row->state);
	db_bind_text(s, row->says);
	bind_sealed(v, s, row->cells, row->cells ? strlen(row->cells) : 0);
	bind_sealed(v, s, row->text, row->text ? strlen(row->text) : 0);
	return db_run(s);
}

static const char *
text_or_null(struct visit *v, struct db_stmt *s, int column)
{
	return db_null(s, column) ? NULL :
		arena_text(v->arena, db_text(s, column));
}

static void
row_read(struct visit *v, struct db_stmt *s, struct deed_row *row)
{
	size_t n;

	*row = (struct deed_row){ .line = db_int(s, 0),
		.record = db_id(s, 1), .before = db_int(s, 2),
		.after = db_int(s, 3),
		.state = arena_text(v->arena, db_text(s, 4)),
		.says = text_or_null(v, s, 5), .cells = sealed_read(v, s, 6, &n),
		.text = sealed_read(v, s, 7, &n), .undone = db_int(s, 8) != 0,
		.left = db_int(s, 9) != 0 };
}

enum err
deed_rows(struct visit *v, struct id deed, const char *state, int64_t behind,
	size_t most, struct deed_row **out, size_t *n)
{
	bool left = state != NULL && strcmp(state, "left") == 0;
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT line, record, before, after, state, says, cells,"
		" line_text, undone, left_alone FROM deed_row"
		" WHERE deed = ? AND line > ?%s ORDER BY line LIMIT ?",
		left ? " AND left_alone = 1" : state != NULL ?
		" AND state = ?" : ""));
	bool row;

	db_bind_id(s, deed);
	db_bind_int(s, behind);
	if (state != NULL && !left)
		db_bind_text(s, state);
	db_bind_int(s, (int64_t)most);
	*out = arena_alloc(v->arena, (most + 1) * sizeof **out);
	for (*n = 0; *n < most; (*n)++) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		row_read(v, s, &(*out)[*n]);
	}
	db_done(s);
	return OK;
}

/* ---- back, and forth again ---- */

static enum err
row_turned(struct visit *v, struct id deed, const struct deed_row *row)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE deed_row SET before = ?,"
		" after = ?, undone = ?, left_alone = ?"
		" WHERE deed = ? AND line = ?");

	db_bind_int(s, row->before);
	db_bind_int(s, row->after);
	db_bind_int(s, row->undone);
	db_bind_int(s, row->left);
	db_bind_id(s, deed);
	db_bind_int(s, row->line);
	return db_run(s);
}

/* Nobody was there since, so that what the program gave it then is right
 * again. */
static enum err
exactly(struct visit *v, const struct entity *of, const struct deed_row *row,
	struct record **now)
{
	bool trusted = v->trusted;
	enum err err;

	v->trusted = true;
	err = record_restore(v, of, row->record, row->before, now);
	v->trusted = trusted;
	return err;
}

/* One record to where it was, if nobody has been there since. */
static enum err
record_turn(struct visit *v, const struct entity *of,
	const struct deed_row *row, bool again, int64_t *revision)
{
	bool changed = strcmp(row->state, "changed") == 0;
	bool shows = (strcmp(row->state, "hidden") == 0) != again;
	struct record *now;

	TRY(record_get(v, of, row->record, &now));
	if (now->revision != row->after)
		return fail(v, ERR_CONFLICT, "error.changed-meanwhile");
	if (changed)
		TRY(exactly(v, of, row, &now));
	else if (shows)
		TRY(record_unhide(v, of, row->record));
	else
		TRY(record_hide(v, of, row->record, 0));
	TRY(record_get(v, of, row->record, &now));
	*revision = now->revision;
	return OK;
}

/*
 * What was changed goes to the revision before it; that which it had then is
 * its row's `before`, so that it goes forth in the same way.
 */
static enum err
row_turn(struct visit *v, struct deed *d, const struct entity *of,
	struct deed_row *row, bool again)
{
	struct attempt a = attempt_begin(v);
	int64_t revision = 0;
	enum err err = record_turn(v, of, row, again, &revision);

	if (err != OK && !attempt_refused(v, a, err))
		return err;
	row->left = err != OK;
	problems_forget(v);
	if (row->left) {
		d->left++;
		return row_turned(v, d->id, row);
	}
	if (strcmp(row->state, "changed") == 0)
		row->before = row->after;
	row->after = revision;
	row->undone = !again;
	return row_turned(v, d->id, row);
}

enum err
deed_turn(struct visit *v, struct deed *d, bool again, size_t most)
{
	const struct entity *of = catalogue_entity(v->catalogue, d->kind);
	struct deed_row *rows;
	size_t n;

	if (d->at == 0)
		d->left = 0;
	TRY(deed_rows(v, d->id, NULL, d->at, most, &rows, &n));
	for (size_t i = 0; i < n; i++) {
		d->at = rows[i].line;
		if (!id_none(rows[i].record) && rows[i].undone == again)
			TRY(row_turn(v, d, of, &rows[i], again));
	}
	if (n < most)
		d->state = again ? "done" : "undone";
	return deed_save(v, d);
}

/* ---- what may fail without undoing the act ---- */

struct attempt
attempt_begin(const struct visit *v)
{
	return (struct attempt){ v->chain.number, v->chain.known };
}

bool
attempt_refused(const struct visit *v, struct attempt a, enum err err)
{
	return err != OK && err != ERR_AGAIN && err != ERR_BROKEN &&
		(a.known ? v->chain.number == a.number : !v->chain.known);
}

const char *
attempt_says(struct visit *v, const struct entity *of)
{
	json_t *names = keep(v, problem_names(v, of));
	struct buf out = buf_in(v->arena, 4000);

	for (struct problem *p = v->problems; p != NULL; p = p->next) {
		const char *name = p->field != NULL ?
			view_get(names, p->field) : "";

		buf_printf(&out, "%s%s%s%s", out.n > 0 ? "\n" : "",
			*name == '\0' && p->field != NULL ? p->field : name,
			p->field != NULL ? ": " : "", problem_says(v, p));
	}
	problems_forget(v);
	return out.n > 0 ? out.at : message(v->lang, "error.broken");
}
