/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine PostgreSQL, over libpq.  conn->at is a struct pg, stmt->at a
 * struct pg_stmt, both in the arena of what they belong to.
 *
 * Values travel as text, bytes in binary form; a place has the type of what
 * was first bound to it.  Answers are text; an answer is held whole.
 *
 * Several processes may serve one database.  A write group takes an advisory
 * lock, so that the chain of history has one writer in the whole cluster, and
 * notes its transaction's number: when the connection is lost in a COMMIT,
 * the server is asked what became of it.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "pg.h"
#include "turns.h"

/* Types of pg_type, which never change. */
enum { PG_BOOL = 16, PG_BYTEA = 17, PG_INT8 = 20, PG_TEXT = 25,
	PG_FLOAT8 = 701, PG_UUID = 2950 };

static const char settings[] =
	"SET standard_conforming_strings = on;"
	"SET bytea_output = hex;"
	"SET extra_float_digits = 1;"
	"SET statement_timeout = '60s';"
	"SET lock_timeout = '10s';"
	"SET idle_in_transaction_session_timeout = '60s';"
	"SET client_min_messages = warning;"
	"SET jit = off;";
static const char reader_settings[] =
	"SET default_transaction_read_only = on;";

enum { ASK_MS = 30000 };

/* "gyoryu" as a number, for one lock in the whole database. */
#define WRITERS_LOCK "113771258476917"

/* ---- connections ---- */

static enum err
check(struct db *db, bool make, char why[static 300])
{
	char *wrong = NULL;
	PQconninfoOption *options = PQconninfoParse(db->where, &wrong);

	(void)make;
	if (options == NULL)
		why_print(why, "the address of the store cannot be read");
	PQconninfoFree(options);
	PQfreemem(wrong);
	return options != NULL ? OK : ERR_INPUT;
}

static void
notice(void *arg, const char *said)
{
	(void)arg;
	log_detail("postgres: %s", said);
}

static void
disconnect(struct db_conn *conn)
{
	struct pg *pg = conn->at;

	PQclear(pg->answer);
	PQfinish(pg->link);
	arena_free(pg->values);
	arena_free(pg->arena);
	conn->at = NULL;
}

/* What keeps the server from being one that we can use. */
static enum err
server_fit(struct db_conn *conn)
{
	const struct pg *pg = conn->at;
	const char *encoding;

	if (PQstatus(pg->link) != CONNECTION_OK)
		return conn_fail(conn, ERR_BROKEN, false, "%s",
			PQerrorMessage(pg->link));
	if (PQserverVersion(pg->link) < 130000)
		return conn_fail(conn, ERR_BROKEN, false,
			"PostgreSQL 13 or newer is needed");
	encoding = PQparameterStatus(pg->link, "server_encoding");
	if (encoding == NULL || strcmp(encoding, "UTF8") != 0)
		return conn_fail(conn, ERR_BROKEN, false,
			"the database must be made with the encoding UTF8");
	return OK;
}

/* Outside the pipeline; several statements. */
static enum err
simple(struct db_conn *conn, const char *sql)
{
	struct pg *pg = conn->at;
	PGresult *result = PQexec(pg->link, sql);
	ExecStatusType status = PQresultStatus(result);
	enum err err = OK;

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
		pg_failed(conn, result);
		err = conn->err;
	}
	PQclear(result);
	return err;
}

static enum err
set_up(struct db_conn *conn)
{
	struct pg *pg = conn->at;

	TRY(server_fit(conn));
	PQsetNoticeProcessor(pg->link, notice, NULL);
	TRY(simple(conn, settings));
	if (!conn->writes)
		TRY(simple(conn, reader_settings));
	if (!PQenterPipelineMode(pg->link))
		return conn_fail(conn, ERR_BROKEN, false, "%s",
			PQerrorMessage(pg->link));
	return OK;
}

/* Those before dbname the address may change, those after it not. */
static enum err
connect(struct db_conn *conn)
{
	const char *const words[] = { "connect_timeout", "keepalives_idle",
		"fallback_application_name", "dbname", "client_encoding", NULL };
	const char *const values[] = { "10", "60", "gyoryu", conn->db->where,
		"UTF8", NULL };
	struct arena *a = arena_new();
	struct pg *pg = arena_alloc(a, sizeof *pg);
	enum err err;

	pg->arena = a;
	pg->values = arena_new();
	pg->link = PQconnectdbParams(words, values, 1);
	conn->at = pg;
	err = set_up(conn);
	if (err != OK)
		disconnect(conn);
	return err;
}

static bool
lost(struct db_conn *conn)
{
	const struct pg *pg = conn->at;

	return pg->lost || PQstatus(pg->link) != CONNECTION_OK;
}

static bool
inside(struct db_conn *conn)
{
	const struct pg *pg = conn->at;

	return !lost(conn) && PQtransactionStatus(pg->link) != PQTRANS_IDLE;
}

/* ---- commands ---- */

static enum err
command(struct db_conn *conn, const char *sql)
{
	pg_send_text(conn, sql);
	return pg_drain(conn);
}

static void
later(struct db_conn *conn, const char *sql)
{
	pg_send_text(conn, sql);
	/* A reader's transaction must not stay open until it asks again. */
	if (!conn->writes)
		pg_send_sync(conn);
}

static enum err
begin(struct db_conn *conn)
{
	struct pg *pg = conn->at;

	pg_send_text(conn, db_dialects[DB_POSTGRES].write_begin);
	TRY(command(conn, "SELECT pg_current_xact_id(),"
		" pg_advisory_xact_lock(" WRITERS_LOCK ")"));
	snprintf(pg->transaction, sizeof pg->transaction, "%s",
		PQgetvalue(pg->answer, 0, 0));
	return OK;
}

/* What became of the transaction; "" when the server does not say. */
static void
status_of(struct db_conn *conn, const char *transaction, char out[16])
{
	struct arena *a = arena_new();
	struct pg *pg;

	out[0] = '\0';
	conn->err = OK;
	if (conn_mend(conn) == OK && command(conn, arena_printf(a,
	    "SELECT pg_xact_status('%s')", transaction)) == OK) {
		pg = conn->at;
		snprintf(out, 16, "%s", PQgetvalue(pg->answer, 0, 0));
	}
	arena_free(a);
}

/*
 * The connection was lost in a COMMIT, which may have been done.  Asks until
 * the server knows, for ASK_MS.
 */
static enum err
was_committed(struct db_conn *conn)
{
	const struct timespec pause = {.tv_nsec = 200 * 1000 * 1000};
	int64_t until = clock_ticks() + ASK_MS;
	char transaction[32], status[16];
	struct pg *pg = conn->at;

	snprintf(transaction, sizeof transaction, "%s", pg->transaction);
	while (clock_ticks() < until) {
		status_of(conn, transaction, status);
		if (strcmp(status, "committed") == 0)
			return OK;
		if (strcmp(status, "aborted") == 0)
			return conn_fail(conn, ERR_AGAIN, false,
				"the connection was lost before a COMMIT");
		nanosleep(&pause, NULL);
	}
	conn->err = OK;
	return conn_fail(conn, ERR_BROKEN, false,
		"the connection was lost in a COMMIT, which may be done or not");
}

/* What other servers hear when, and only if, this is committed. */
static void
say_turns(struct db_conn *conn)
{
	struct arena *a = arena_new();
	const char *said = turns_say(conn->db, a);

	if (said != NULL)
		pg_send_text(conn, arena_printf(a,
			"SELECT pg_notify('gyoryu', '%s')", said));
	arena_free(a);
}

static enum err
commit(struct db_conn *conn)
{
	struct pg *pg = conn->at;
	enum err err;

	say_turns(conn);
	err = command(conn, "COMMIT");
	if (err != OK)
		return lost(conn) ? was_committed(conn) : err;
	/* A transaction that has failed answers so, and not with a failure. */
	if (strcmp(PQcmdStatus(pg->answer), "COMMIT") != 0)
		return conn_fail(conn, ERR_AGAIN, false,
			"the server rolled back");
	return OK;
}

static void
unknown(struct db_stmt *s)
{
	struct pg_stmt *ps = s->at;

	if (ps == NULL)
		return;
	ps->known = PG_UNKNOWN;
	ps->stale = false;
}

/* A schema that changed leaves plans behind that no longer fit. */
static enum err
script(struct db_conn *conn, const char *sql)
{
	struct pg *pg = conn->at;
	enum err err;

	TRY(pg_drain(conn));
	if (!PQexitPipelineMode(pg->link))
		return conn_fail(conn, ERR_BROKEN, false, "%s",
			PQerrorMessage(pg->link));
	err = inside(conn) ? simple(conn, "SET LOCAL statement_timeout = 0") :
		OK;
	if (err == OK)
		err = simple(conn, sql);
	if (err == OK)
		err = simple(conn, "DEALLOCATE ALL");
	if (err == OK)
		cache_each(conn, unknown);
	if (!PQenterPipelineMode(pg->link))
		pg->lost = true;
	return err;
}

/* ---- statements ---- */

static enum err
prepare(struct db_stmt *s)
{
	struct pg_stmt *ps = arena_alloc(s->arena, sizeof *ps);
	size_t n;

	ps->row = -1;
	ps->sql = places_number(s->arena, s->sql, &s->places);
	n = (size_t)s->places;
	ps->types = arena_alloc(s->arena, n * sizeof *ps->types);
	ps->values = arena_alloc(s->arena, n * sizeof *ps->values);
	ps->sizes = arena_alloc(s->arena, n * sizeof *ps->sizes);
	ps->formats = arena_alloc(s->arena, n * sizeof *ps->formats);
	s->at = ps;
	return OK;
}

static void
reset(struct db_stmt *s)
{
	struct pg *pg = s->conn->at;
	struct pg_stmt *ps = s->at;

	PQclear(ps->result);
	ps->result = NULL;
	ps->row = -1;
	if (ps->unsent)
		pg->unsent--;
	ps->unsent = false;
}

/* When the connection goes, s->at is of use to the next one. */
static void
forget(struct db_stmt *s, bool all)
{
	reset(s);
	if (all) {
		unknown(s);
		return;
	}
	pg_forget(s);
	s->at = NULL;
}

/* Bytes that live until the statement is sent. */
static char *
value_room(struct db_stmt *s, size_t n)
{
	struct pg *pg = s->conn->at;
	struct pg_stmt *ps = s->at;

	if (!ps->unsent && pg->unsent == 0)
		arena_reset(pg->values);
	if (!ps->unsent)
		pg->unsent++;
	ps->unsent = true;
	return arena_alloc(pg->values, n + 1);
}

static Oid
type_of(const struct db_value *v)
{
	static const Oid types[DB_TYPE__MAX] = {
		[DB_ID] = PG_UUID,
		[DB_INT] = PG_INT8,
		[DB_REAL] = PG_FLOAT8,
		[DB_TEXT] = PG_TEXT,
		[DB_BLOB] = PG_BYTEA,
	};

	return v->type < DB_TYPE__MAX ? types[v->type] : 0;
}

static char *
value_of(struct db_stmt *s, const struct db_value *v)
{
	char *room;

	switch (v->type) {
	case DB_ID:
		room = value_room(s, ID_TEXT);
		id_print(v->id, room);
		return room;
	case DB_INT:
		room = value_room(s, 24);
		snprintf(room, 24, "%lld", (long long)v->number);
		return room;
	case DB_REAL:
		room = value_room(s, 40);
		snprintf(room, 40, "%.17g", v->real);
		return room;
	default:
		room = value_room(s, v->bytes.n);
		memcpy(room, v->bytes.at, v->bytes.n);
		return room;
	}
}

static enum err
bind(struct db_stmt *s, int place, const struct db_value *v)
{
	struct pg_stmt *ps = s->at;
	Oid type = type_of(v);

	if (type != 0 && type != ps->types[place]) {
		ps->stale = ps->stale || ps->known != PG_UNKNOWN;
		ps->types[place] = type;
	}
	ps->formats[place] = v->type == DB_BLOB;
	ps->sizes[place] = (int)v->bytes.n;
	ps->values[place] = v->null ? NULL : value_of(s, v);
	return OK;
}

static enum err
step(struct db_stmt *s, bool *row)
{
	struct pg_stmt *ps = s->at;

	if (ps->result == NULL) {
		pg_send(s, PG_ROWS);
		TRY(pg_drain(s->conn));
	}
	assert(ps->result != NULL);
	*row = ++ps->row < PQntuples(ps->result);
	return OK;
}

static enum err
run(struct db_stmt *s)
{
	pg_send(s, PG_RUN);
	if (s->conn->state == CONN_ACTING)
		return s->conn->err;
	return pg_drain(s->conn);
}

/* ---- columns ---- */

static const char *
value(struct db_stmt *s, int column)
{
	const struct pg_stmt *ps = s->at;

	assert(ps->result != NULL && column < PQnfields(ps->result));
	return PQgetvalue(ps->result, ps->row, column);
}

static bool
column_null(struct db_stmt *s, int column)
{
	const struct pg_stmt *ps = s->at;

	assert(ps->result != NULL && column < PQnfields(ps->result));
	return PQgetisnull(ps->result, ps->row, column);
}

static struct id
column_id(struct db_stmt *s, int column)
{
	struct id id;

	return id_parse(value(s, column), &id) ? id : (struct id){{0}};
}

static int64_t
column_number(struct db_stmt *s, int column)
{
	const char *text = value(s, column);

	return text[0] == 't' ? 1 : strtoll(text, NULL, 10);
}

static double
column_real(struct db_stmt *s, int column)
{
	return strtod(value(s, column), NULL);
}

static int
hex_of(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* From \x00ff; other types' text is its own bytes. */
static struct bytes
column_blob(struct db_stmt *s, int column)
{
	const struct pg_stmt *ps = s->at;
	const char *text = value(s, column);
	size_t n;
	char *kept;

	if (PQftype(ps->result, column) != PG_BYTEA || text[0] != '\\')
		return (struct bytes){text, strlen(text)};
	n = strlen(text) / 2 - 1;
	kept = stmt_keep(s, n);
	for (size_t i = 0; i < n; i++)
		kept[i] = (char)(hex_of(text[2 * i + 2]) << 4 |
			hex_of(text[2 * i + 3]));
	return (struct bytes){kept, n};
}

/* ---- the whole ---- */

/* Every row of a table as text, which reads what is stored aside, too. */
static enum err
table_read(struct db_conn *conn, struct arena *a, const char *table)
{
	struct pg *pg = conn->at;
	char *name = PQescapeIdentifier(pg->link, table, strlen(table));
	struct db_stmt *s;
	bool row;

	if (name == NULL)
		return conn_fail(conn, ERR_BROKEN, false, "%s",
			PQerrorMessage(pg->link));
	s = db_say(conn, arena_printf(a,
		"SELECT sum(octet_length(t::text)) FROM %s t", name));
	PQfreemem(name);
	TRY(db_step(s, &row));
	db_done(s);
	return OK;
}

static enum err
sound(struct db_conn *conn)
{
	struct arena *a = arena_new();
	const char **tables;
	size_t n = 0;
	enum err err = command(conn, "SET statement_timeout = 0");

	if (err == OK)
		err = db_tables(conn, a, &tables, &n);
	for (size_t i = 0; i < n && err == OK; i++)
		err = table_read(conn, a, tables[i]);
	arena_free(a);
	return err;
}

const struct engine postgres_engine = {
	.check = check,
	.connect = connect,
	.disconnect = disconnect,
	.lost = lost,
	.inside = inside,
	.command = command,
	.later = later,
	.begin = begin,
	.commit = commit,
	.script = script,
	.prepare = prepare,
	.forget = forget,
	.reset = reset,
	.bind = bind,
	.step = step,
	.run = run,
	.settle = pg_drain,
	.null = column_null,
	.id = column_id,
	.number = column_number,
	.real = column_real,
	.text = value,
	.blob = column_blob,
	.sound = sound,
};
