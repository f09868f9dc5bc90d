/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Statements: ask, bind, step, read columns.  One that could not be asked is
 * conn->dead, which takes every call and says at db_step what went wrong.
 *
 *	ask --> bind* --> step --> row --> step … --> end
 *	 ^                                             |
 *	 +---- stmt_end: the end, a failure, db_done --+
 *
 * Between ask and end it hangs in conn->asked, so that whoever closes a
 * transaction can end what its askers forgot.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "inside.h"
#include "turns.h"

static void
stmt_start(struct db_stmt *s)
{
	struct db_conn *conn = s->conn;

	s->bound = 0;
	memset(s->keyed, 0, sizeof s->keyed);
	s->stepped = false;
	s->err = OK;
	s->asked = true;
	s->before = NULL;
	s->after = conn->asked;
	if (conn->asked != NULL)
		conn->asked->before = s;
	conn->asked = s;
}

void
stmt_end(struct db_stmt *s)
{
	if (!s->asked)
		return;
	if (s->at != NULL)
		s->conn->engine->reset(s);
	if (s->kept != NULL)
		arena_reset(s->kept);
	*(s->before != NULL ? &s->before->after : &s->conn->asked) = s->after;
	if (s->after != NULL)
		s->after->before = s->before;
	s->asked = false;
}

char *
stmt_keep(struct db_stmt *s, size_t n)
{
	if (s->kept == NULL)
		s->kept = arena_new();
	return arena_alloc(s->kept, n + 1);
}

/* The failure that an ask would meet, before it names a statement. */
static enum err
ready(struct db_conn *conn)
{
	if (conn->state != CONN_IDLE)
		return conn->at == NULL ? ERR_AGAIN : conn->err;
	conn->err = OK;
	TRY(conn_mend(conn));
	return OK;
}

static struct db_stmt *
dead(struct db_conn *conn, enum err err)
{
	conn->dead.err = err;
	return &conn->dead;
}

static struct db_stmt *
asked(struct db_stmt *s)
{
	struct db_conn *conn = s->conn;

	stmt_end(s);
	if (conn_fault(conn))
		return dead(conn, conn->err);
	if (s->about == NULL)
		s->about = about_of(s->arena, s->sql);
	if (s->at == NULL) {
		enum err err = conn->engine->prepare(s);

		if (err != OK)
			return dead(conn, err);
	}
	stmt_start(s);
	return s;
}

struct db_stmt *
db_ask(struct db_conn *conn, const char *sql)
{
	enum err err = ready(conn);

	return err != OK ? dead(conn, err) : asked(cache_constant(conn, sql));
}

struct db_stmt *
db_say(struct db_conn *conn, const char *sql)
{
	enum err err = ready(conn);
	struct arena *a;
	char *expanded;
	struct db_stmt *s;

	if (err != OK)
		return dead(conn, err);
	if (strchr(sql, '{') == NULL)
		return asked(cache_said(conn, sql));
	a = arena_new();
	expanded = db_expand(a, conn->db->kind, sql);
	if (expanded == NULL)
		s = dead(conn, conn_fail(conn, ERR_BROKEN, false,
			"a statement has a macro word that is not known"));
	else
		s = asked(cache_said(conn, expanded));
	arena_free(a);
	return s;
}

/* ---- binding ---- */

static void
bind(struct db_stmt *s, const struct db_value *v)
{
	if (s->err != OK)
		return;
	assert(!s->stepped);
	if (s->bound == s->places) {
		s->err = conn_fail(s->conn, ERR_BROKEN, false,
			"more values than the %d places of a statement",
			s->places);
		return;
	}
	turns_bound(s, s->bound, v);
	s->err = s->conn->engine->bind(s, s->bound++, v);
}

void
db_bind_id(struct db_stmt *s, struct id id)
{
	bind(s, &(struct db_value){DB_ID, .null = id_none(id), .id = id});
}

void
db_bind_int(struct db_stmt *s, int64_t v)
{
	bind(s, &(struct db_value){DB_INT, .number = v});
}

void
db_bind_real(struct db_stmt *s, double v)
{
	bind(s, &(struct db_value){DB_REAL, .real = v});
}

void
db_bind_text(struct db_stmt *s, const char *v)
{
	struct bytes bytes = {v, v != NULL ? strlen(v) : 0};

	bind(s, &(struct db_value){DB_TEXT, v == NULL, .bytes = bytes});
}

void
db_bind_blob(struct db_stmt *s, const void *at, size_t n)
{
	struct bytes bytes = {n > 0 ? at : "", n};

	bind(s, &(struct db_value){DB_BLOB, .bytes = bytes});
}

void
db_bind_null(struct db_stmt *s)
{
	bind(s, &(struct db_value){DB_TYPE__MAX, .null = true});
}

/* ---- going on ---- */

/* What keeps a statement from being stepped. */
static enum err
unfit(struct db_stmt *s)
{
	struct db_conn *conn = s->conn;

	if (s->err != OK)
		return s->err;
	if (conn->state != CONN_IDLE && conn->err != OK)
		return conn->err;
	conn->err = OK;
	if (!s->asked)
		return conn_fail(conn, ERR_BROKEN, false,
			"a statement is stepped past its end");
	if (!s->stepped && s->bound < s->places)
		return conn_fail(conn, ERR_BROKEN, false,
			"%d values for the %d places of a statement",
			s->bound, s->places);
	return conn_fault(conn) ? conn->err : OK;
}

enum err
db_step(struct db_stmt *s, bool *row)
{
	enum err err = unfit(s);

	*row = false;
	if (s->kept != NULL)
		arena_reset(s->kept);
	if (err == OK) {
		if (!s->stepped)
			turns_stepped(s);
		s->stepped = true;
		err = s->conn->engine->step(s, row);
	}
	if (!*row)
		stmt_end(s);
	return err;
}

void
db_done(struct db_stmt *s)
{
	stmt_end(s);
}

enum err
db_run(struct db_stmt *s)
{
	enum err err = unfit(s);

	if (err == OK) {
		turns_stepped(s);
		s->stepped = true;
		err = s->conn->engine->run(s);
	}
	stmt_end(s);
	return err;
}

enum err
db_settle(struct db_conn *conn)
{
	if (conn->err != OK)
		return conn->err;
	return conn->at != NULL ? conn->engine->settle(conn) : ERR_AGAIN;
}

/* ---- columns ---- */

bool
db_null(struct db_stmt *s, int column)
{
	return s->conn->engine->null(s, column);
}

struct id
db_id(struct db_stmt *s, int column)
{
	return s->conn->engine->id(s, column);
}

int64_t
db_int(struct db_stmt *s, int column)
{
	return s->conn->engine->number(s, column);
}

double
db_real(struct db_stmt *s, int column)
{
	return s->conn->engine->real(s, column);
}

const char *
db_text(struct db_stmt *s, int column)
{
	return s->conn->engine->text(s, column);
}

struct bytes
db_blob(struct db_stmt *s, int column)
{
	return s->conn->engine->blob(s, column);
}
