/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stores and connections, and how a failure sticks:
 *
 *	idle     a failure is the statement's own; the next ask forgets it
 *	reading  db_read_begin … db_read_end: the first failure stays
 *	acting   db_write_begin … db_write_end: the first failure stays
 *
 * A connection that was lost (conn->at is NULL, or the engine says that
 * it is lost) is made again when something new begins on it, never
 * between two statements that belong together.
 */
#include "db.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "inside.h"
#include "turns.h"

static const struct engine *const engines[DB_ENGINE__MAX] = {
	[DB_SQLITE] = &sqlite_engine,
	[DB_POSTGRES] = &postgres_engine,
};

static const struct {
	const char *prefix;
	enum db_engine kind;
	bool whole;  /* the prefix is part of the place */
} schemes[] = {
	{ "sqlite:", DB_SQLITE, false },
	{ "postgresql://", DB_POSTGRES, true },
	{ "postgres://", DB_POSTGRES, true },
};

void
why_print(char why[static 300], const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(why, 300, fmt, args);
	va_end(args);
	for (char *c = why; *c != '\0'; c++)
		if (*c == '\n' || *c == '\r' || *c == '\t')
			*c = ' ';
	for (size_t n = strlen(why); n > 0 && why[n - 1] == ' '; n--)
		why[n - 1] = '\0';
}

enum err
conn_fail(struct db_conn *conn, enum err err, bool clash, const char *fmt, ...)
{
	char said[300];
	va_list args;

	if (conn->state != CONN_IDLE && conn->err != OK)
		return conn->err;
	va_start(args, fmt);
	vsnprintf(said, sizeof said, fmt, args);
	va_end(args);
	why_print(conn->why, "%s", said);
	conn->err = err;
	conn->clash = clash;
	return err;
}

bool
conn_fault(struct db_conn *conn)
{
	struct db *db = conn->db;
	long at = ++db->calls;

	if (at != db->fault)
		return false;
	conn_fail(conn, ERR_BROKEN, false, "a failure that a test asked for");
	return true;
}

enum err
conn_command(struct db_conn *conn, const char *sql)
{
	if (conn_fault(conn))
		return conn->err;
	return conn->engine->command(conn, sql);
}

void
conn_finish(struct db_conn *conn)
{
	while (conn->asked != NULL)
		stmt_end(conn->asked);
}

static void
hang_up(struct db_conn *conn)
{
	if (conn->at == NULL)
		return;
	conn_finish(conn);
	cache_forget(conn);
	conn->engine->disconnect(conn);
}

enum err
conn_mend(struct db_conn *conn)
{
	if (conn->at != NULL && conn->engine->lost(conn))
		hang_up(conn);
	if (conn->at != NULL)
		return OK;
	return conn->engine->connect(conn);
}

void
conn_undo(struct db_conn *conn)
{
	conn_finish(conn);
	if (conn->at != NULL)
		(void)conn->engine->settle(conn);
	conn->err = OK;
	if (conn->at != NULL && conn->engine->inside(conn))
		(void)conn_command(conn, "ROLLBACK");
	/* Hanging up undoes what no ROLLBACK could. */
	if (conn->at != NULL && conn->engine->inside(conn))
		hang_up(conn);
}

enum err
conn_new(struct db *db, bool writes, struct db_conn **out, char why[static 300])
{
	struct arena *a = arena_new();
	struct db_conn *conn = arena_alloc(a, sizeof *conn);

	conn->db = db;
	conn->engine = db->engine;
	conn->arena = a;
	conn->writes = writes;
	conn->dead.conn = conn;
	cache_start(conn);
	if (conn_mend(conn) != OK) {
		enum err err = conn->err;

		why_print(why, "%s", conn->why);
		conn_free(conn);
		return err;
	}
	*out = conn;
	return OK;
}

void
conn_free(struct db_conn *conn)
{
	hang_up(conn);
	cache_end(conn);
	arena_free(conn->arena);
}

/* Which engine, and where. */
static bool
place(struct db *db, const char *store)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t n = strlen(schemes[i].prefix);

		if (strncmp(store, schemes[i].prefix, n) != 0)
			continue;
		db->kind = schemes[i].kind;
		db->engine = engines[db->kind];
		db->where = arena_text(db->arena,
			schemes[i].whole ? store : store + n);
		return true;
	}
	return false;
}

static enum err
start(struct db *db, const char *store, bool make, char why[static 300])
{
	struct db_conn *conn;

	if (!place(db, store)) {
		why_print(why, "a store is sqlite:FILE or postgresql://...");
		return ERR_INPUT;
	}
	TRY(db->engine->check(db, make, why));
	TRY(turns_start(db, why));
	TRY(conn_new(db, true, &conn, why));
	writer_start(db, conn);
	return OK;
}

static _Atomic uint64_t opened;   /* stores, by this process */

enum err
db_open(const char *store, bool make, struct db **out, char why[static 300])
{
	struct arena *a = arena_new();
	struct db *db = arena_alloc(a, sizeof *db);
	enum err err;

	db->arena = a;
	db->number = ++opened;
	*out = NULL;
	why[0] = '\0';
	err = start(db, store, make, why);
	if (err != OK) {
		if (db->turns != NULL)
			turns_end(db);
		arena_free(a);
		return err;
	}
	*out = db;
	return OK;
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	turns_end(db);
	writer_end(db);
	arena_free(db->arena);
}

uint64_t
db_number(const struct db *db)
{
	return db->number;
}

enum db_engine
db_engine(const struct db *db)
{
	return db->kind;
}

enum err
db_connect(struct db *db, struct db_conn **out)
{
	char why[300];
	enum err err = conn_new(db, false, out, why);

	if (err != OK)
		log_problem("store: no connection: %s", why);
	return err;
}

void
db_disconnect(struct db_conn *conn)
{
	if (conn != NULL)
		conn_free(conn);
}

enum err
db_read_begin(struct db_conn *conn)
{
	assert(conn->state == CONN_IDLE && !conn->writes);
	conn_finish(conn);
	conn->err = OK;
	TRY(conn_mend(conn));
	TRY(conn_command(conn, db_dialects[conn->db->kind].read_begin));
	conn->state = CONN_READING;
	return OK;
}

enum err
db_read_end(struct db_conn *conn)
{
	enum err err = conn->err;

	if (conn->state != CONN_READING)
		return OK;
	conn_finish(conn);
	if (conn->at != NULL)
		conn->engine->later(conn, "ROLLBACK");
	conn->state = CONN_IDLE;
	conn->err = OK;
	return err;
}

int64_t
db_touched(struct db_conn *conn)
{
	if (db_settle(conn) != OK)
		return 0;
	return conn->touched;
}

bool
db_clash(const struct db_conn *conn)
{
	return conn->clash;
}

const char *
db_why(const struct db_conn *conn)
{
	return conn->why;
}

enum err
db_script(struct db_conn *conn, const char *sql)
{
	struct arena *a = arena_new();
	char *expanded = db_expand(a, conn->db->kind, sql);
	enum err err;

	if (conn->writes)
		conn->db->open->everything = true;
	if (conn->err != OK && conn->state != CONN_IDLE)
		err = conn->err;
	else if (expanded == NULL)
		err = conn_fail(conn, ERR_BROKEN, false,
			"a script has a macro word that is not known");
	else if (conn_fault(conn))
		err = conn->err;
	else
		err = conn->engine->script(conn, expanded);
	arena_free(a);
	return err;
}

enum err
db_sound(struct db *db, char why[static 300])
{
	struct db_conn *conn;
	enum err err;

	why[0] = '\0';
	TRY(conn_new(db, false, &conn, why));
	err = conn->engine->sound(conn);
	if (err != OK)
		why_print(why, "%s", conn->why);
	conn_free(conn);
	return err;
}

/* A list of the texts in the first column. */
static enum err
names_of(struct db_stmt *s, struct arena *a, const char ***names, size_t *n)
{
	size_t room = 16;
	bool row;

	*names = arena_alloc(a, room * sizeof **names);
	*n = 0;
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (*n == room) {
			const char **more;

			more = arena_alloc(a, 2 * room * sizeof *more);
			memcpy(more, *names, room * sizeof *more);
			*names = more;
			room *= 2;
		}
		(*names)[(*n)++] = arena_text(a, db_text(s, 0));
	}
}

enum err
db_tables(struct db_conn *conn, struct arena *a, const char ***names,
	size_t *n)
{
	return names_of(db_ask(conn, db_dialects[conn->db->kind].tables), a,
		names, n);
}

enum err
db_columns(struct db_conn *conn, struct arena *a, const char *table,
	const char ***names, size_t *n)
{
	struct db_stmt *s;

	s = db_ask(conn, db_dialects[conn->db->kind].columns);
	db_bind_text(s, table);
	return names_of(s, a, names, n);
}

long
db_fault(struct db *db, long nth)
{
	long calls = db->calls;

	db->calls = 0;
	db->fault = nth;
	return calls;
}
