/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the schema that a store has to the one that the program wants.  What
 * only adds happens by itself; what could lose data needs a step that names
 * it.  Faults:
 *
 *	migration.M01  a table would go
 *	migration.M02  a column would go
 *	migration.M03  a column's type would change
 *	migration.M04  a column that is never empty would be added to rows
 *	migration.M05  a step leads from a column to a table, or back
 *
 * What was done is remembered in the store, in the same act:
 *
 *	schema_now(number 1, schema JSON)      the entities' tables as they are
 *	schema_script(digest)                  other floors' scripts that ran
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

struct diff {
	json_t *from, *to;             /* "tables" of each */
	const struct migration_step *steps;
	enum db_engine engine;
	struct buf *out, *faults;
};

/* ---- steps: "tie.motto" or "tie" ---- */

static const struct migration_step *
step_from(const struct diff *d, const char *table, const char *column)
{
	char name[200];

	snprintf(name, sizeof name, "%s%s%s", table, column ? "." : "",
		column ? column : "");
	for (const struct migration_step *s = d->steps;
	    s != NULL && s->from != NULL; s++)
		if (strcmp(s->from, name) == 0)
			return s;
	return NULL;
}

/* The type of the column of the table that a step renames to this one; NULL:
 * there is none. */
static json_t *
column_renamed(const struct diff *d, const char *table, const char *column,
	json_t *had)
{
	char name[200];

	snprintf(name, sizeof name, "%s.%s", table, column);
	for (const struct migration_step *s = d->steps;
	    s != NULL && s->from != NULL; s++) {
		const char *dot = strchr(s->from, '.');
		json_t *type = dot != NULL ? json_object_get(had, dot + 1) :
			NULL;

		if (s->to != NULL && strcmp(s->to, name) == 0 &&
		    type != NULL && strlen(table) == (size_t)(dot - s->from) &&
		    strncmp(s->from, table, (size_t)(dot - s->from)) == 0)
			return type;
	}
	return NULL;
}

/* ---- what went ---- */

static void
column_gone(struct diff *d, const char *table, const char *column)
{
	const struct migration_step *step = step_from(d, table, column);

	if (step == NULL)
		buf_printf(d->faults, "migration.M02 %s.%s would be lost; "
			"a step must rename or drop it\n", table, column);
	else if (step->to == NULL)
		buf_printf(d->out, "ALTER TABLE \"%s\" DROP COLUMN \"%s\";\n",
			table, column);
	else
		buf_printf(d->out,
			"ALTER TABLE \"%s\" RENAME COLUMN \"%s\" TO \"%s\";\n",
			table, column, strchr(step->to, '.') != NULL ?
			strchr(step->to, '.') + 1 : step->to);
}

static void
table_gone(struct diff *d, const char *table)
{
	const struct migration_step *step = step_from(d, table, NULL);

	if (step == NULL)
		buf_printf(d->faults, "migration.M01 %s would be lost; "
			"a step must rename or drop it\n", table);
	else if (step->to == NULL)
		buf_printf(d->out, "DROP TABLE \"%s\";\n", table);
	else
		buf_printf(d->out, "ALTER TABLE \"%s\" RENAME TO \"%s\";\n",
			table, step->to);
}

/* ---- what changed and came ---- */

/* was: its type as it is, under this name or the one it had; NULL: it is
 * new. */
static void
column_compare(struct diff *d, const char *table, const char *column,
	json_t *was, json_t *wants)
{
	const char *type = json_string_value(wants);

	if (was == NULL && strchr(type, '!') != NULL) {
		buf_printf(d->faults, "migration.M04 %s.%s is never empty and "
			"cannot be added to rows\n", table, column);
	} else if (was == NULL) {
		buf_printf(d->out, "ALTER TABLE \"%s\" ADD COLUMN ", table);
		schema_column_print(column, type, d->engine, d->out);
		buf_text(d->out, ";\n");
	} else if (!json_equal(was, wants)) {
		buf_printf(d->faults, "migration.M03 %s.%s is %s and would be "
			"%s\n", table, column, json_string_value(was), type);
	}
}

static void
indexes_compare(struct diff *d, const char *table, json_t *was,
	json_t *wants, bool drop)
{
	const char *name;
	json_t *index;

	json_object_foreach(drop ? was : wants, name, index) {
		json_t *other = json_object_get(drop ? wants : was, name);

		if (json_equal(index, other))
			continue;
		if (drop)
			buf_printf(d->out, "DROP INDEX \"%s\";\n", name);
		else
			schema_index_print(table, name, index, d->out);
	}
}

/* Fills the copies (schema.c) in columns that the table had not. */
static void
copies_print(const char *table, json_t *from, json_t *had, struct buf *out)
{
	const char *column;
	json_t *owner;

	json_object_foreach(from, column, owner)
		if (json_object_get(had, column) == NULL)
			buf_printf(out, "UPDATE \"%s\" SET \"%s\" = (SELECT"
				" o.\"%s\" FROM \"%s\" o WHERE o.\"id\" ="
				" \"%s\".\"owner\");\n", table, column, column,
				json_string_value(owner), table);
}

void
schema_copies_print(json_t *schema, struct buf *out)
{
	const char *name;
	json_t *table;

	json_object_foreach(json_object_get(schema, "tables"), name, table)
		copies_print(name, json_object_get(table, "from"), NULL, out);
}

/* was: the table as it stands, under this name or the one it had. */
static void
table_compare(struct diff *d, const char *table, json_t *was, json_t *wants)
{
	json_t *had = json_object_get(was, "columns");
	json_t *has = json_object_get(wants, "columns");
	const char *column;
	json_t *type;

	indexes_compare(d, table, json_object_get(was, "indexes"),
		json_object_get(wants, "indexes"), true);
	json_object_foreach(had, column, type)
		if (json_object_get(has, column) == NULL)
			column_gone(d, table, column);
	json_object_foreach(has, column, type) {
		json_t *was_type = json_object_get(had, column);

		column_compare(d, table, column, was_type != NULL ? was_type :
			column_renamed(d, table, column, had), type);
	}
	copies_print(table, json_object_get(wants, "from"), had, d->out);
	indexes_compare(d, table, json_object_get(was, "indexes"),
		json_object_get(wants, "indexes"), false);
}

/* The table that a step renamed to this name, or NULL. */
static json_t *
renamed_from(const struct diff *d, const char *table)
{
	for (const struct migration_step *s = d->steps;
	    s != NULL && s->from != NULL; s++)
		if (s->to != NULL && strcmp(s->to, table) == 0)
			return json_object_get(d->from, s->from);
	return NULL;
}

/* A step stays in the list for ever: when its source is gone, it has been
 * done. */
static void
steps_verify(struct diff *d)
{
	for (const struct migration_step *s = d->steps;
	    s != NULL && s->from != NULL; s++) {
		const char *dot = strchr(s->from, '.');
		bool column_to = s->to != NULL && strchr(s->to, '.') != NULL;

		if (s->to != NULL && (dot != NULL) != column_to)
			buf_printf(d->faults, "migration.M05 %s to %s is "
				"neither a column nor a table\n", s->from,
				s->to);
	}
}

enum err
migration_print(json_t *from, json_t *to, const struct migration_step *steps,
	enum db_engine engine, struct buf *out, struct buf *faults)
{
	struct diff d = { json_object_get(from, "tables"),
		json_object_get(to, "tables"), steps, engine, out, faults };
	size_t before = faults->n;
	const char *name;
	json_t *table;

	steps_verify(&d);
	json_object_foreach(d.from, name, table)
		if (json_object_get(d.to, name) == NULL)
			table_gone(&d, name);
	json_object_foreach(d.to, name, table) {
		json_t *was = json_object_get(d.from, name);

		if (was == NULL)
			was = renamed_from(&d, name);
		if (was == NULL)
			schema_table_print(name, table, engine, out);
		else
			table_compare(&d, name, was, table);
	}
	return faults->n > before ? ERR_CONFLICT : OK;
}

/* ---- doing it ---- */

static const char *const own_tables =
	"CREATE TABLE IF NOT EXISTS schema_now ("
	" number {int} PRIMARY KEY, schema {text} NOT NULL);"
	"CREATE TABLE IF NOT EXISTS schema_script ("
	" digest {text} PRIMARY KEY);";

struct migrating {
	const struct migration_step *steps;
	const char *const *extra;
	struct buf *faults;
};

static enum err
script_once(struct visit *v, const char *sql)
{
	uint8_t digest[SECRET_DIGEST];
	const char *hex;
	struct db_stmt *s;
	bool there;

	secret_digest(sql, strlen(sql), digest);
	hex = secret_hex(v->arena, digest, sizeof digest);
	s = db_ask(v->db, "SELECT 1 FROM schema_script WHERE digest = ?");
	db_bind_text(s, hex);
	TRY(db_step(s, &there));
	db_done(s);
	if (there)
		return OK;
	TRY(db_script(v->db, sql));
	s = db_ask(v->db, "INSERT INTO schema_script (digest) VALUES (?)");
	db_bind_text(s, hex);
	return db_run(s);
}

/* The schema that the store remembers; an empty one at first. */
static enum err
schema_read(struct visit *v, json_t **out, bool *there)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT schema FROM schema_now WHERE number = 1");

	TRY(db_step(s, there));
	*out = keep(v, *there ? json_loads(db_text(s, 0), 0, NULL) :
		json_pack("{s:{}}", "tables"));
	db_done(s);
	return *out != NULL ? OK : ERR_BROKEN;
}

static enum err
schema_remember(struct visit *v, json_t *schema, bool there)
{
	struct db_stmt *s = db_ask(v->db, there ?
		"UPDATE schema_now SET schema = ? WHERE number = 1" :
		"INSERT INTO schema_now (schema, number) VALUES (?, 1)");
	char *text = json_dumps(schema, JSON_COMPACT);

	if (text == NULL)
		return ERR_BROKEN;
	db_bind_text(s, text);
	free(text);
	return db_run(s);
}

static enum err
scripts_all(struct visit *v, const char *const *scripts)
{
	for (; scripts != NULL && *scripts != NULL; scripts++)
		TRY(script_once(v, *scripts));
	return OK;
}

static enum err
run(struct visit *v, void *arg)
{
	struct migrating *m = arg;
	struct buf sql = buf_in(v->arena, 1 << 20);
	json_t *from, *to = keep(v, schema_of(v->catalogue));
	bool there;

	TRY(db_script(v->db, own_tables));
	TRY(scripts_all(v, record_tables));
	TRY(scripts_all(v, derive_tables));
	TRY(scripts_all(v, m->extra));
	TRY(schema_read(v, &from, &there));
	if (json_equal(from, to))
		return OK;
	buf_clear(m->faults);
	TRY(migration_print(from, to, m->steps, db_engine(v->store), &sql,
		m->faults));
	TRY(db_script(v->db, sql.at));
	return schema_remember(v, to, there);
}

enum err
migrate(struct visit *v, const struct migration_step *steps,
	const char *const *extra, struct buf *faults)
{
	struct migrating m = { steps, extra, faults };

	return visit_write(v, run, &m);
}
