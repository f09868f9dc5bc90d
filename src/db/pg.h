/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What postgres.c and pipeline.c share.  A connection stays in libpq's
 * pipeline mode:
 *
 *	send            Parse (the first time), Bind, Execute; to `pending`
 *	send            …
 *	drain           Sync; takes the answers of all that is pending
 *
 * After a failure the server skips everything up to the Sync, so a drain is
 * where one recovers: what is sent after it is heard again.
 */
#ifndef DB_PG_H
#define DB_PG_H

#include <libpq-fe.h>

#include "inside.h"

enum { PG_PENDING = 256 };

enum pg_sort {
	PG_PREPARE,  /* of stmt */
	PG_RUN,      /* rows are thrown away */
	PG_ROWS,     /* the answer goes to stmt->result */
	PG_COMMAND,  /* without a statement; the answer goes to pg->answer */
	PG_SYNC,     /* a Sync that nobody has waited for */
};

struct pg_pending {
	enum pg_sort sort;
	struct pg_stmt *stmt;  /* NULL: it was forgotten meanwhile */
};

struct pg {
	PGconn *link;
	bool lost;
	struct pg_pending pending[PG_PENDING];
	int n;
	PGresult *answer;      /* of the last PG_COMMAND, or NULL */
	char transaction[32];  /* number of the write group's; see commit */
	struct arena *arena;   /* it lies there */
	struct arena *values;  /* bound and not yet sent */
	int unsent;            /* statements that have such values */
	unsigned names;        /* given to statements so far */
};

enum pg_known { PG_UNKNOWN, PG_SENT, PG_KNOWN };

struct pg_stmt {
	const char *sql;       /* with $1, $2 … */
	char name[24];         /* on the server; "" before the first */
	enum pg_known known;   /* is it prepared there */
	bool stale;            /* prepared with other types */
	bool unsent;           /* values are bound that were not sent */
	Oid *types;            /* one each of the places: */
	const char **values;
	int *sizes, *formats;
	PGresult *result;
	int row;               /* of result; -1: before the first */
};

/* Sends the statement with what is bound to it. */
void pg_send(struct db_stmt *s, enum pg_sort sort);
/* Sends one without values. */
void pg_send_text(struct db_conn *conn, const char *sql);
/* The Sync, without waiting for it. */
void pg_send_sync(struct db_conn *conn);
/* Waits for everything; returns conn->err. */
enum err pg_drain(struct db_conn *conn);
/* Keeps what the server, or libpq when result is NULL, said. */
void pg_failed(struct db_conn *conn, const PGresult *result);
/* Takes s out of what is pending, and from the server. */
void pg_forget(struct db_stmt *s);

#endif
