/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The chain.  Entry n holds the digest of its content and the link
 *
 *	link(n) = BLAKE2b(link(n-1) | text(n) | digest(n))
 *	text(n) = "number \n at \n account \n who \n act \n entity \n record \n
 *	           revision"
 *
 * each part with its length before it (secret_digest2), so that no two
 * different entries can read alike.  link(0) is all zero.  One writer a
 * cluster (db/) makes the numbers dense; within one act the newest entry is
 * remembered in the visit and not read again.
 */
#include <string.h>

#include "inside.h"

const char *const record_tables[] = {
	"CREATE TABLE IF NOT EXISTS history ("
	" number {int} PRIMARY KEY, at {int} NOT NULL, account {id},"
	" who {text} NOT NULL, act {text} NOT NULL, entity {text} NOT NULL,"
	" record {id} NOT NULL, revision {int} NOT NULL, content {text},"
	" digest {blob}, link {blob} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS history_record"
	" ON history (record, revision);",

	"CREATE TABLE IF NOT EXISTS search_entry ("
	" number {int} PRIMARY KEY, entity {text} NOT NULL,"
	" record {id} NOT NULL, open {int} NOT NULL);"
	"CREATE UNIQUE INDEX IF NOT EXISTS search_entry_record"
	" ON search_entry (record);",

	"{search}",

	"CREATE TABLE IF NOT EXISTS blob ("
	" digest {text} PRIMARY KEY, type {text} NOT NULL,"
	" size {int} NOT NULL, content {blob} NOT NULL, made {int} NOT NULL);",

	"CREATE TABLE IF NOT EXISTS job ("
	" id {id} PRIMARY KEY, kind {text} NOT NULL, key {text},"
	" with_json {text} NOT NULL, state {text} NOT NULL,"
	" tries {int} NOT NULL, due {int} NOT NULL, made {int} NOT NULL,"
	" why {text});"
	"CREATE INDEX IF NOT EXISTS job_due ON job (state, due);",

	"CREATE TABLE IF NOT EXISTS reading ("
	" id {id} PRIMARY KEY, at {int} NOT NULL, account {id},"
	" who {text} NOT NULL, entity {text} NOT NULL, record {id} NOT NULL,"
	" fields {text} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS reading_record ON reading (record, at);",

	/* Before, only reading was logged. */
	"ALTER TABLE reading ADD COLUMN network {text};"
	"ALTER TABLE reading ADD COLUMN act {text};"
	"ALTER TABLE reading ADD COLUMN reason {text};"
	"UPDATE reading SET act = 'read';"
	"CREATE INDEX IF NOT EXISTS reading_account ON reading (account, id);"
	"CREATE INDEX IF NOT EXISTS reading_at ON reading (at);",

	"CREATE TABLE IF NOT EXISTS access_review ("
	" id {id} PRIMARY KEY, month {text} NOT NULL,"
	" finding {text} NOT NULL, who {text} NOT NULL, account {id},"
	" office {id}, at {int} NOT NULL);",

	"CREATE TABLE IF NOT EXISTS retention_count ("
	" rule {id} PRIMARY KEY, due {int} NOT NULL, at {int} NOT NULL);",

	"CREATE TABLE IF NOT EXISTS draft_kept ("
	" account {id} NOT NULL, kind {text} NOT NULL, record {text} NOT NULL,"
	" who {text} NOT NULL, opened {int} NOT NULL, seen {int} NOT NULL,"
	" at {int} NOT NULL, revision {int} NOT NULL, content {blob},"
	" taken_by {text}, PRIMARY KEY (account, kind, record));"
	"CREATE INDEX IF NOT EXISTS draft_kept_record"
	" ON draft_kept (kind, record);",

	NULL
};

#define PAGES_MOST 50  /* read for one of an office that is one of many */

#define CHANGE_COLUMNS \
	"number, at, who, act, entity, record, revision, content"

/* ---- links ---- */

static void
add_line(struct buf *text, const char *line)
{
	buf_char(text, '\n');
	buf_text(text, line);
}

void
history_link(struct arena *a, const struct entry *e,
	const uint8_t before[SECRET_DIGEST], uint8_t out[SECRET_DIGEST])
{
	struct buf text = buf_in(a, SIZE_MAX);
	uint8_t half[SECRET_DIGEST];
	char id[ID_TEXT];

	buf_int(&text, e->number);
	buf_char(&text, '\n');
	buf_int(&text, e->at);
	id_print(e->account, id);
	add_line(&text, id);
	add_line(&text, e->who);
	add_line(&text, e->act);
	add_line(&text, e->entity);
	id_print(e->record, id);
	add_line(&text, id);
	buf_char(&text, '\n');
	buf_int(&text, e->revision);
	secret_digest2(before, SECRET_DIGEST, text.at, text.n, half);
	secret_digest2(half, sizeof half, e->digest,
		e->digest ? SECRET_DIGEST : 0, out);
}

/* The newest entry into v->chain. */
static enum err
chain_read(struct visit *v)
{
	struct db_stmt *s;
	bool row;

	if (v->chain.known)
		return OK;
	memset(&v->chain, 0, sizeof v->chain);
	s = db_ask(v->db, "SELECT number, link FROM history"
		" ORDER BY number DESC LIMIT 1");
	TRY(db_step(s, &row));
	if (row) {
		struct bytes link = db_blob(s, 1);

		v->chain.number = db_int(s, 0);
		if (link.n == SECRET_DIGEST)
			memcpy(v->chain.link, link.at, SECRET_DIGEST);
		db_done(s);
	}
	v->chain.known = true;
	return OK;
}

enum err
history_add(struct visit *v, const struct entity *of, struct id record,
	int64_t revision, const char *act, json_t *content)
{
	uint8_t digest[SECRET_DIGEST];
	struct entry e = { .at = v->now, .revision = revision,
		.account = v->account, .record = record,
		.who = v->who ? v->who : "", .act = act, .entity = of->name };
	struct db_stmt *s;
	struct buf text = buf_in(v->arena, SIZE_MAX);

	TRY(chain_read(v));
	if (content != NULL) {
		json_print(&text, secrets_seal(v, of->fields, content), true);
		secret_digest(text.at, text.n, digest);
		e.digest = digest;
	}
	e.number = ++v->chain.number;
	history_link(v->arena, &e, v->chain.link, v->chain.link);
	s = db_ask(v->db, "INSERT INTO history (number, at, account, who, act,"
		" entity, record, revision, content, digest, link)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	db_bind_int(s, e.number);
	db_bind_int(s, e.at);
	db_bind_id(s, e.account);
	db_bind_text(s, e.who);
	db_bind_text(s, e.act);
	db_bind_text(s, e.entity);
	db_bind_id(s, e.record);
	db_bind_int(s, e.revision);
	db_bind_text(s, content != NULL ? text.at : NULL);
	if (content != NULL)
		db_bind_blob(s, digest, sizeof digest);
	else
		db_bind_null(s);
	db_bind_blob(s, v->chain.link, SECRET_DIGEST);
	return db_run(s);
}

/* ---- reading ---- */

/* Content that was written under older tables, under today's names; what is
 * no field any more is left out. */
static void
content_today(const struct field *fields, json_t *content)
{
	const char *name;
	void *next;
	json_t *value, *row;
	size_t i;

	for (const struct field *f = fields; f->name != NULL; f++) {
		value = f->was != NULL ? json_object_get(content, f->was) :
			NULL;
		if (value != NULL &&
		    json_object_get(content, f->name) == NULL)
			json_object_set(content, f->name, value);
		value = json_object_get(content, f->name);
		/* A TEXT once. */
		if (f->kind == FIELD_CHOICES && json_is_string(value))
			json_object_set_new(content, f->name,
				choices_of_text(json_string_value(value)));
		if (f->kind == FIELD_ROWS)
			json_array_foreach(json_object_get(content, f->name),
				i, row)
				content_today(f->rows, row);
	}
	/* A row has an id that is no field. */
	json_object_foreach_safe(content, next, name, value)
		if (field_named(fields, name) == NULL &&
		    strcmp(name, "id") != 0)
			json_object_del(content, name);
}

/* The content of a row's column as fields of today; NULL: erased. */
static json_t *
content_read(struct visit *v, const struct entity *of, struct db_stmt *s,
	int column)
{
	json_t *content;

	if (db_null(s, column))
		return NULL;
	content = keep(v, json_read(db_text(s, column)));
	if (of != NULL && json_is_object(content)) {
		content_today(of->fields, content);
		secrets_open(v, of->fields, content);
	}
	return content;
}

static void
change_read(struct visit *v, struct db_stmt *s, struct change *c)
{
	c->number = db_int(s, 0);
	c->at = db_int(s, 1);
	c->who = arena_text(v->arena, db_text(s, 2));
	c->act = arena_text(v->arena, db_text(s, 3));
	c->entity = arena_text(v->arena, db_text(s, 4));
	c->record = db_id(s, 5);
	c->revision = db_int(s, 6);
	c->content = content_read(v, catalogue_entity(v->catalogue, c->entity),
		s, 7);
}

static enum err
changes_read(struct visit *v, struct db_stmt *s, size_t limit,
	struct changes *out)
{
	bool row;

	out->at = arena_alloc(v->arena, (limit + 1) * sizeof *out->at);
	out->n = 0;
	out->more = false;
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (out->n == limit) {
			out->more = true;
			db_done(s);
			return OK;
		}
		change_read(v, s, &out->at[out->n++]);
	}
}

/* History is older than its record, which may have been erased; but who may
 * not know of that knows nothing of this. */
static enum err
must_know(struct visit *v, const struct entity *of, struct id record)
{
	bool known;

	TRY(record_known(v, of, record, &known));
	return known ? OK : fail(v, ERR_MISSING, "error.not-found");
}

enum err
history_of(struct visit *v, const struct entity *of, struct id record,
	size_t limit, struct changes *out)
{
	struct db_stmt *s;

	TRY(must_know(v, of, record));
	s = db_ask(v->db, "SELECT " CHANGE_COLUMNS
		" FROM history WHERE record = ? AND entity = ?"
		" ORDER BY revision DESC, number DESC LIMIT ?");
	db_bind_id(s, record);
	db_bind_text(s, of->name);
	db_bind_int(s, (int64_t)limit + 1);
	return changes_read(v, s, limit, out);
}

/* Those that are known of, to the front; the number of the last of all. */
static enum err
changes_known(struct visit *v, struct changes *page, struct changes *out,
	size_t limit)
{
	for (size_t i = 0; i < page->n; i++) {
		const struct change *c = &page->at[i];
		const struct entity *of = catalogue_entity(v->catalogue,
			c->entity);
		bool known = true;

		if (of != NULL)
			TRY(record_known(v, of, c->record, &known));
		if (!known)
			continue;
		if (out->n == limit) {
			out->more = true;
			return OK;
		}
		out->at[out->n++] = *c;
	}
	return OK;
}

static enum err
recent_page(struct visit *v, int64_t before, size_t limit,
	struct changes *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT " CHANGE_COLUMNS
		" FROM history WHERE number < ?"
		" ORDER BY number DESC LIMIT ?");

	db_bind_int(s, before);
	db_bind_int(s, (int64_t)limit + 1);
	return changes_read(v, s, limit, out);
}

enum err
history_recent(struct visit *v, int64_t before, size_t limit,
	struct changes *out)
{
	struct changes page = { .more = true };

	if (before <= 0)
		before = INT64_MAX;
	if (id_none(v->office) && !visit_partner(v))
		return recent_page(v, before, limit, out);
	*out = (struct changes){ arena_alloc(v->arena,
		(limit + 1) * sizeof *out->at), 0, false };
	for (int i = 0; i < PAGES_MOST && page.more && !out->more; i++) {
		TRY(recent_page(v, before, limit, &page));
		TRY(changes_known(v, &page, out, limit));
		before = page.n > 0 ? page.at[page.n - 1].number : 0;
	}
	out->more = out->more || page.more;
	return OK;
}

enum err
history_revision(struct visit *v, const struct entity *of, struct id record,
	int64_t revision, json_t **fields)
{
	struct db_stmt *s;
	bool row;

	TRY(must_know(v, of, record));
	s = db_ask(v->db, "SELECT content FROM history"
		" WHERE record = ? AND entity = ? AND revision <= ?"
		" AND content IS NOT NULL ORDER BY revision DESC LIMIT 1");
	db_bind_id(s, record);
	db_bind_text(s, of->name);
	db_bind_int(s, revision);
	TRY(db_step(s, &row));
	if (!row)
		return fail(v, ERR_MISSING, "error.no-such-revision");
	*fields = content_read(v, of, s, 0);
	db_done(s);
	return json_is_object(*fields) ? OK : ERR_BROKEN;
}

enum err
history_erase(struct visit *v, const struct entity *of, struct id record)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE history SET content = NULL"
		" WHERE record = ? AND entity = ?");

	db_bind_id(s, record);
	db_bind_text(s, of->name);
	TRY(db_run(s));
	return unsaved_forget(v, record);
}

enum err
history_erase_before(struct visit *v, const struct entity *of,
	struct id record, int64_t revision)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE history SET content = NULL"
		" WHERE record = ? AND entity = ? AND revision < ?");

	db_bind_id(s, record);
	db_bind_text(s, of->name);
	db_bind_int(s, revision);
	TRY(db_run(s));
	return unsaved_forget(v, record);
}
