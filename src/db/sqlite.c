/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine SQLite.  conn->at is a sqlite3, stmt->at a sqlite3_stmt.  Opened
 * without SQLite's own mutexes: a connection is one thread's at a time, the
 * writing one going from hand to hand in writer.c.
 *
 * The file is in WAL mode and synchronous=FULL: readers and the writer do not
 * wait for each other, and a COMMIT that returned is on disk.  Another process
 * may write to the same file (a command beside the server); BEGIN IMMEDIATE
 * then waits BUSY_MS for it, and is ERR_AGAIN after that.
 */
#include <assert.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "inside.h"
#include "turns.h"

enum { BUSY_MS = 5000 };

/* Bytes that a statement has for its values, all together; those that find no
 * room are SQLite's to copy and to free. */
enum { VALUES_ROOM = 512 };

/* For every connection, before its first statement.  The size of a page is
 * that of a file that is new: half as many writes as with 4 KiB.  Without a map of the
 * file: pages in the cache are checked once, those in a map at every look. */
static const char pragmas[] =
	"PRAGMA page_size = 8192;"
	"PRAGMA foreign_keys = ON;"
	"PRAGMA synchronous = FULL;"
	"PRAGMA temp_store = MEMORY;"
	"PRAGMA cell_size_check = ON;"
	"PRAGMA trusted_schema = OFF;"
	"PRAGMA case_sensitive_like = ON;"
	"PRAGMA mmap_size = 0;"
	"PRAGMA journal_size_limit = 67108864;";
static const char reader_pragmas[] =
	"PRAGMA cache_size = -4096;"
	"PRAGMA query_only = ON;";
/* More pages between two checkpoints: each is synced into the file once. */
static const char writer_pragmas[] =
	"PRAGMA cache_size = -32768;"
	"PRAGMA secure_delete = ON;"
	"PRAGMA wal_autocheckpoint = 4000;";

/* ---- failures ---- */

static const struct {
	int code;         /* extended, or the low byte of one */
	enum err err;
	bool clash;
} failures[] = {
	{ SQLITE_CONSTRAINT_UNIQUE, ERR_CONFLICT, true },
	{ SQLITE_CONSTRAINT_PRIMARYKEY, ERR_CONFLICT, true },
	{ SQLITE_CONSTRAINT_ROWID, ERR_CONFLICT, true },
	{ SQLITE_CONSTRAINT_FOREIGNKEY, ERR_CONFLICT, true },
	{ SQLITE_BUSY, ERR_AGAIN, false },
	{ SQLITE_LOCKED, ERR_AGAIN, false },
	{ SQLITE_TOOBIG, ERR_LARGE, false },
};

static enum err
failed(struct db_conn *conn, int code)
{
	const char *said = conn->at != NULL ? sqlite3_errmsg(conn->at) :
		sqlite3_errstr(code);

	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
		if (failures[i].code == code || failures[i].code == (code & 255))
			return conn_fail(conn, failures[i].err,
				failures[i].clash, "%s", said);
	return conn_fail(conn, ERR_BROKEN, false, "%s (%d)", said, code);
}

static enum err
run_text(struct db_conn *conn, const char *sql)
{
	int code = sqlite3_exec(conn->at, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? OK : failed(conn, code);
}

/* ---- connections ---- */

/* The file keeps its mode; a file system without shared memory refuses it. */
static enum err
wal(struct db_conn *conn)
{
	sqlite3_stmt *s = NULL;
	int code = sqlite3_prepare_v2(conn->at, "PRAGMA journal_mode = WAL", -1,
		&s, NULL);
	enum err err = OK;

	if (code == SQLITE_OK)
		code = sqlite3_step(s);
	if (code != SQLITE_ROW)
		err = failed(conn, code);
	else if (strcmp((const char *)sqlite3_column_text(s, 0), "wal") != 0)
		err = conn_fail(conn, ERR_BROKEN, false,
			"the file system does not let SQLite keep a WAL");
	sqlite3_finalize(s);
	return err;
}

/* A table that about.c does not see would leave old pages standing. */
static int
authorize(void *arg, int act, const char *table, const char *column,
	const char *of, const char *trigger)
{
	const struct db_conn *conn = arg;

	(void)column;
	(void)of;
	(void)trigger;
	if ((act != SQLITE_READ && act != SQLITE_INSERT &&
	    act != SQLITE_UPDATE && act != SQLITE_DELETE) ||
	    strncmp(table, "sqlite_", 7) == 0 ||
	    strncmp(table, "search_words", 12) == 0 ||
	    conn->preparing == NULL ||
	    (act == SQLITE_READ && conn->preparing->about->writes) ||
	    about_names(conn->preparing->about, table))
		return SQLITE_OK;
	return SQLITE_DENY;
}

static enum err
settings(struct db_conn *conn)
{
	sqlite3_busy_timeout(conn->at, BUSY_MS);
	sqlite3_db_config(conn->at, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(conn->at, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(conn->at, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_set_authorizer(conn->at, authorize, conn);
	TRY(run_text(conn, pragmas));
	if (!conn->writes)
		return run_text(conn, reader_pragmas);
	TRY(run_text(conn, writer_pragmas));
	return wal(conn);
}

static void
disconnect(struct db_conn *conn)
{
	sqlite3_close_v2(conn->at);
	conn->at = NULL;
}

static enum err
connect(struct db_conn *conn)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
		SQLITE_OPEN_EXRESCODE;
	sqlite3 *at = NULL;
	enum err err;
	int code;

	/* The check has made the file, if it was to be made. */
	code = sqlite3_open_v2(conn->db->where, &at, flags, NULL);
	conn->at = at;
	err = code == SQLITE_OK ? settings(conn) : failed(conn, code);
	if (err == OK && sqlite3_db_readonly(at, "main") != 0)
		err = conn_fail(conn, ERR_BROKEN, false,
			"the file cannot be written");
	if (err != OK)
		disconnect(conn);
	return err;
}

static bool
lost(struct db_conn *conn)
{
	(void)conn;
	return false;
}

static bool
inside(struct db_conn *conn)
{
	return sqlite3_get_autocommit(conn->at) == 0;
}

static void
later(struct db_conn *conn, const char *sql)
{
	(void)run_text(conn, sql);
}

static enum err
begin(struct db_conn *conn)
{
	return run_text(conn, db_dialects[DB_SQLITE].write_begin);
}

static enum err
commit(struct db_conn *conn)
{
	return run_text(conn, "COMMIT");
}

/* ---- statements ---- */

static enum err
prepare(struct db_stmt *s)
{
	sqlite3_stmt *at = NULL;
	int code;

	s->conn->preparing = s;
	code = sqlite3_prepare_v3(s->conn->at, s->sql, -1,
		SQLITE_PREPARE_PERSISTENT, &at, NULL);
	s->conn->preparing = NULL;

	if (code != SQLITE_OK)
		return failed(s->conn, code);
	if (at == NULL)
		return conn_fail(s->conn, ERR_BROKEN, false,
			"a statement is empty");
	s->at = at;
	s->places = sqlite3_bind_parameter_count(at);
	if (s->places > 0 && s->values == NULL)
		s->values = arena_alloc(s->arena, VALUES_ROOM);
	return OK;
}

static void
forget(struct db_stmt *s, bool all)
{
	(void)all;
	sqlite3_finalize(s->at);
	s->at = NULL;
}

static void
reset(struct db_stmt *s)
{
	sqlite3_reset(s->at);
	/* Every place is bound anew before it is read again; only copies that
	 * SQLite holds need to go. */
	if (s->copied)
		sqlite3_clear_bindings(s->at);
	s->copied = false;
	s->values_n = 0;
}

/*
 * A copy of n bytes that lives until the reset; or the bytes themselves, for
 * SQLite to copy, when there is no room for them.
 */
static const void *
value_kept(struct db_stmt *s, const void *at, size_t n,
	sqlite3_destructor_type *how)
{
	char *to = s->values + s->values_n;

	if (n > VALUES_ROOM - s->values_n) {
		*how = SQLITE_TRANSIENT;
		s->copied = true;
		return at;
	}
	*how = SQLITE_STATIC;
	s->values_n += n;
	return memcpy(to, at, n);
}

static enum err
bind(struct db_stmt *s, int place, const struct db_value *v)
{
	struct bytes bytes = v->type == DB_ID ?
		(struct bytes){(const char *)v->id.b, sizeof v->id.b} :
		v->bytes;
	int at = place + 1, code = SQLITE_OK;
	sqlite3_destructor_type how;
	const void *kept;

	if (v->null) {
		code = sqlite3_bind_null(s->at, at);
	} else if (v->type == DB_INT) {
		code = sqlite3_bind_int64(s->at, at, v->number);
	} else if (v->type == DB_REAL) {
		code = sqlite3_bind_double(s->at, at, v->real);
	} else {
		kept = value_kept(s, bytes.at, bytes.n, &how);
		code = v->type == DB_TEXT ?
			sqlite3_bind_text64(s->at, at, kept, bytes.n, how,
				SQLITE_UTF8) :
			sqlite3_bind_blob64(s->at, at, kept, bytes.n, how);
	}
	return code == SQLITE_OK ? OK : failed(s->conn, code);
}

static enum err
step(struct db_stmt *s, bool *row)
{
	int code = sqlite3_step(s->at);

	*row = code == SQLITE_ROW;
	if (*row)
		return OK;
	if (code != SQLITE_DONE) {
		s->conn->touched = 0;
		return failed(s->conn, code);
	}
	if (!sqlite3_stmt_readonly(s->at))
		s->conn->touched = sqlite3_changes64(s->conn->at);
	return OK;
}

static enum err
run(struct db_stmt *s)
{
	bool row;

	do
		TRY(step(s, &row));
	while (row);
	return OK;
}

static enum err
settle(struct db_conn *conn)
{
	return conn->err;
}

/* ---- columns ---- */

static bool
column_null(struct db_stmt *s, int column)
{
	assert(column < sqlite3_data_count(s->at));
	return sqlite3_column_type(s->at, column) == SQLITE_NULL;
}

static struct bytes
column_blob(struct db_stmt *s, int column)
{
	const void *at;
	size_t n;
	char *kept;

	assert(column < sqlite3_data_count(s->at));
	at = sqlite3_column_blob(s->at, column);
	n = (size_t)sqlite3_column_bytes(s->at, column);
	kept = stmt_keep(s, n);
	if (n > 0)
		memcpy(kept, at, n);
	return (struct bytes){kept, n};
}

static struct id
column_id(struct db_stmt *s, int column)
{
	struct id id = {{0}};
	const void *at;

	assert(column < sqlite3_data_count(s->at));
	at = sqlite3_column_blob(s->at, column);
	if (sqlite3_column_bytes(s->at, column) == (int)sizeof id.b)
		memcpy(id.b, at, sizeof id.b);
	return id;
}

static int64_t
column_number(struct db_stmt *s, int column)
{
	assert(column < sqlite3_data_count(s->at));
	return sqlite3_column_int64(s->at, column);
}

static double
column_real(struct db_stmt *s, int column)
{
	assert(column < sqlite3_data_count(s->at));
	return sqlite3_column_double(s->at, column);
}

static const char *
column_text(struct db_stmt *s, int column)
{
	const unsigned char *text;

	assert(column < sqlite3_data_count(s->at));
	text = sqlite3_column_text(s->at, column);
	return text != NULL ? (const char *)text : "";
}

const struct engine sqlite_engine = {
	.check = sqlite_check,
	.connect = connect,
	.disconnect = disconnect,
	.lost = lost,
	.inside = inside,
	.command = run_text,
	.later = later,
	.begin = begin,
	.commit = commit,
	.script = run_text,
	.prepare = prepare,
	.forget = forget,
	.reset = reset,
	.bind = bind,
	.step = step,
	.run = run,
	.settle = settle,
	.null = column_null,
	.id = column_id,
	.number = column_number,
	.real = column_real,
	.text = column_text,
	.blob = column_blob,
	.sound = sqlite_sound,
};
