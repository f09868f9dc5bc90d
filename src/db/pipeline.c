/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sending to PostgreSQL and hearing its answers; the picture is in pg.h.
 * Failures by SQLSTATE are told apart in one table here.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pg.h"

/* ---- failures ---- */

/* A state, or the class that it begins with; the first that fits. */
static const struct {
	const char *state;
	enum err err;
	bool clash, lost, hide;  /* hide: the words may hold a value */
} failures[] = {
	{ "23505", ERR_CONFLICT, .clash = true },  /* unique */
	{ "23503", ERR_CONFLICT, .clash = true },  /* foreign key */
	{ "40", ERR_AGAIN },              /* serialisation, deadlock */
	{ "55P03", ERR_AGAIN },           /* lock not available */
	{ "0A000", ERR_AGAIN, .lost = true },  /* a plan of an older table */
	{ "26000", ERR_AGAIN, .lost = true },  /* our statements are gone */
	{ "25P03", ERR_AGAIN, .lost = true },  /* idle for too long */
	{ "57P", ERR_AGAIN, .lost = true },    /* shut down, terminated */
	{ "08", ERR_AGAIN, .lost = true },     /* connection */
	{ "54", ERR_LARGE },              /* beyond the server's limits */
	{ "22", ERR_BROKEN, .hide = true },    /* a value of a wrong form */
};

static void
lose(struct db_conn *conn)
{
	struct pg *pg = conn->at;

	pg->lost = true;
	pg->n = 0;
	conn_fail(conn, ERR_AGAIN, false, "the connection was lost");
}

static void
failed_with(struct db_conn *conn, const char *state, const char *said)
{
	struct pg *pg = conn->at;

	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		if (strncmp(state, failures[i].state,
		    strlen(failures[i].state)) != 0)
			continue;
		conn_fail(conn, failures[i].err, failures[i].clash, "%s (%s)",
			failures[i].hide ? "a value is not of its type" : said,
			state);
		if (failures[i].lost)
			pg->lost = true;
		return;
	}
	conn_fail(conn, ERR_BROKEN, false, "%s (%s)", said, state);
}

void
pg_failed(struct db_conn *conn, const PGresult *result)
{
	const struct pg *pg = conn->at;
	const char *state, *said;

	state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	if (state != NULL && said != NULL)
		failed_with(conn, state, said);
	else if (PQstatus(pg->link) == CONNECTION_BAD)
		lose(conn);
	else
		conn_fail(conn, ERR_BROKEN, false, "%s",
			PQerrorMessage(pg->link));
}

/* ---- sending ---- */

static void
pend(struct pg *pg, enum pg_sort sort, struct pg_stmt *stmt)
{
	assert(pg->n < PG_PENDING);
	pg->pending[pg->n++] = (struct pg_pending){sort, stmt};
}

/* Room for what one call sends, and the Sync after it.  What comes after a
 * lost connection is not sent. */
static bool
may_send(struct db_conn *conn)
{
	struct pg *pg = conn->at;

	if (pg->n + 4 > PG_PENDING)
		(void)pg_drain(conn);
	return !pg->lost;
}

static void
send_deallocate(struct db_stmt *s)
{
	const struct pg_stmt *ps = s->at;
	char sql[40];

	snprintf(sql, sizeof sql, "DEALLOCATE %s", ps->name);
	pg_send_text(s->conn, sql);
}

/* The server takes each name once; another plan needs another. */
static bool
send_prepare(struct db_stmt *s)
{
	struct pg *pg = s->conn->at;
	struct pg_stmt *ps = s->at;

	if (ps->known != PG_UNKNOWN)
		send_deallocate(s);
	snprintf(ps->name, sizeof ps->name, "s%u", ++pg->names);
	ps->stale = false;
	if (!PQsendPrepare(pg->link, ps->name, ps->sql, s->places, ps->types))
		return false;
	pend(pg, PG_PREPARE, ps);
	ps->known = PG_SENT;
	return true;
}

void
pg_send(struct db_stmt *s, enum pg_sort sort)
{
	struct pg *pg = s->conn->at;
	struct pg_stmt *ps = s->at;
	bool sent = may_send(s->conn);

	if (sent && (ps->known == PG_UNKNOWN || ps->stale))
		sent = send_prepare(s);
	if (sent)
		sent = PQsendQueryPrepared(pg->link, ps->name, s->places,
			ps->values, ps->sizes, ps->formats, 0);
	if (sent)
		pend(pg, sort, ps);
	else
		pg_failed(s->conn, NULL);
	if (ps->unsent)
		pg->unsent--;
	ps->unsent = false;
}

void
pg_send_text(struct db_conn *conn, const char *sql)
{
	struct pg *pg = conn->at;

	if (may_send(conn) && PQsendQueryParams(pg->link, sql, 0, NULL, NULL,
	    NULL, NULL, 0))
		pend(pg, PG_COMMAND, NULL);
	else
		pg_failed(conn, NULL);
}

void
pg_send_sync(struct db_conn *conn)
{
	struct pg *pg = conn->at;

	if (may_send(conn) && PQpipelineSync(pg->link))
		pend(pg, PG_SYNC, NULL);
}

/* ---- hearing ---- */

/* Only what changes rows says how many. */
static void
count(struct db_conn *conn, PGresult *result)
{
	const char *tag = PQcmdStatus(result);

	if (strncmp(tag, "INSERT", 6) == 0 || strncmp(tag, "UPDATE", 6) == 0 ||
	    strncmp(tag, "DELETE", 6) == 0)
		conn->touched = strtoll(PQcmdTuples(result), NULL, 10);
}

static void
hear(struct db_conn *conn, const struct pg_pending *of, PGresult *result)
{
	struct pg *pg = conn->at;
	ExecStatusType status = PQresultStatus(result);
	bool good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

	if (!good)
		conn->touched = 0;
	/* Skipped for what was told before it. */
	if (!good && status != PGRES_PIPELINE_ABORTED)
		pg_failed(conn, result);
	if (of->sort == PG_PREPARE && of->stmt != NULL)
		of->stmt->known = good ? PG_KNOWN : PG_UNKNOWN;
	if (good && (of->sort == PG_RUN || of->sort == PG_ROWS))
		count(conn, result);
	if (good && of->sort == PG_ROWS && of->stmt != NULL) {
		PQclear(of->stmt->result);
		of->stmt->result = result;
	} else if (good && of->sort == PG_COMMAND) {
		PQclear(pg->answer);
		pg->answer = result;
	} else {
		PQclear(result);
	}
}

/* False: the connection is not what it was. */
static bool
hear_sync(struct pg *pg)
{
	PGresult *result = PQgetResult(pg->link);
	bool so = PQresultStatus(result) == PGRES_PIPELINE_SYNC;

	PQclear(result);
	return so;
}

static bool
hear_all(struct db_conn *conn, const struct pg_pending *of)
{
	struct pg *pg = conn->at;
	PGresult *result;

	if (of->sort == PG_SYNC)
		return hear_sync(pg);
	while ((result = PQgetResult(pg->link)) != NULL)
		hear(conn, of, result);
	return PQstatus(pg->link) != CONNECTION_BAD;
}

enum err
pg_drain(struct db_conn *conn)
{
	struct pg *pg = conn->at;
	bool so = true;

	if (pg->lost || pg->n == 0)
		return conn->err;
	if (pg->pending[pg->n - 1].sort != PG_SYNC) {
		so = PQpipelineSync(pg->link);
		pend(pg, PG_SYNC, NULL);
	}
	for (int i = 0; i < pg->n && so; i++)
		so = hear_all(conn, &pg->pending[i]);
	pg->n = 0;
	if (!so)
		lose(conn);
	return conn->err;
}

void
pg_forget(struct db_stmt *s)
{
	struct pg *pg = s->conn->at;
	struct pg_stmt *ps = s->at;

	if (ps->known != PG_UNKNOWN)
		send_deallocate(s);
	for (int i = 0; i < pg->n; i++)
		if (pg->pending[i].stmt == ps)
			pg->pending[i].stmt = NULL;
}
