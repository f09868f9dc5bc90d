/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hears what other servers of a cluster have written to the same PostgreSQL:
 * a thread with a connection of its own that LISTENs, and that calls itself
 * every BEAT_MS, so that a connection which is up but carries nothing is
 * known for one.  While it does not hear itself, db->live is false; when it
 * does again, everything may have changed.
 */
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <libpq-fe.h>
#include <sys/eventfd.h>

#include "base/clock.h"
#include "base/log.h"
#include "turns.h"

enum { BEAT_MS = 1000, DEAF_MS = 4000, AGAIN_MS = 2000 };

struct ear {
	struct db *db;
	pthread_t thread;
	int over;            /* an eventfd; written to: end */
	bool ends;
	int64_t heard, called;  /* clock_ticks: itself */
	char own[40];        /* what it calls itself by */
};

/* Until something comes, for so long at most. */
static void
wait_for(struct ear *e, PGconn *link, int64_t ms)
{
	struct pollfd at[2] = {{.fd = e->over, .events = POLLIN},
		{.fd = link != NULL ? PQsocket(link) : -1, .events = POLLIN}};

	poll(at, 2, ms > 0 ? (int)ms : 0);
	e->ends = e->ends || (at[0].revents & POLLIN) != 0;
}

static PGconn *
ear_connect(struct ear *e)
{
	static const char *const words[] = {"connect_timeout",
		"keepalives_idle", "fallback_application_name", "dbname", NULL};
	const char *const values[] = {"10", "60", "gyoryu-hears",
		e->db->where, NULL};
	PGconn *link = PQconnectdbParams(words, values, 1);
	PGresult *result = PQstatus(link) == CONNECTION_OK ?
		PQexec(link, "LISTEN gyoryu") : NULL;

	if (PQresultStatus(result) != PGRES_COMMAND_OK ||
		PQsetnonblocking(link, 1) != 0) {
		PQfinish(link);
		link = NULL;
	}
	PQclear(result);
	return link;
}

static bool
call(struct ear *e, PGconn *link)
{
	char sql[80];

	if (PQisBusy(link) || clock_ticks() - e->called < BEAT_MS)
		return true;
	e->called = clock_ticks();
	snprintf(sql, sizeof sql, "NOTIFY gyoryu, '%s'", e->own);
	return PQsendQuery(link, sql) == 1 && PQflush(link) >= 0;
}

static void
hear(struct ear *e, const char *said)
{
	if (strcmp(said, e->own) != 0) {
		turns_hear(e->db, said);
		return;
	}
	e->heard = clock_ticks();
	if (!e->db->live) {
		turns_forget(e->db);
		e->db->live = true;
	}
}

/* False: the connection is no more. */
static bool
take_in(struct ear *e, PGconn *link)
{
	PGnotify *one;

	if (PQconsumeInput(link) == 0)
		return false;
	while (!PQisBusy(link)) {
		PGresult *result = PQgetResult(link);

		if (result == NULL)
			break;
		PQclear(result);
	}
	while ((one = PQnotifies(link)) != NULL) {
		hear(e, one->extra);
		PQfreemem(one);
	}
	return clock_ticks() - e->heard < DEAF_MS;
}

static void
listen_on(struct ear *e, PGconn *link)
{
	e->heard = clock_ticks();
	e->called = 0;
	while (!e->ends && take_in(e, link) && call(e, link))
		wait_for(e, link, BEAT_MS / 4);
	if (e->db->live && !e->ends)
		log_problem("store: what other servers write is not heard; "
			"pages are not kept meanwhile");
	e->db->live = false;
}

static void *
ear_run(void *arg)
{
	struct ear *e = arg;

	while (!e->ends) {
		PGconn *link = ear_connect(e);

		if (link != NULL) {
			listen_on(e, link);
			PQfinish(link);
		}
		wait_for(e, NULL, AGAIN_MS);
	}
	return NULL;
}

static struct ear *
ear_new(struct db *db)
{
	struct ear *e = arena_alloc(db->arena, sizeof *e);

	e->db = db;
	e->over = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	snprintf(e->own, sizeof e->own, "%016llx",
		(unsigned long long)db->mark);
	if (e->over >= 0 && pthread_create(&e->thread, NULL, ear_run, e) == 0)
		return e;
	log_problem("store: no thread to hear what other servers write");
	if (e->over >= 0)
		close(e->over);
	return NULL;
}

void
postgres_hear(struct db *db)
{
	pthread_mutex_lock(&db->writer.lock);
	if (!db->followed)
		db->ear = ear_new(db);
	db->followed = true;
	pthread_mutex_unlock(&db->writer.lock);
}

void
postgres_deaf(struct db *db)
{
	uint64_t one = 1;

	if (db->ear == NULL)
		return;
	(void)!write(db->ear->over, &one, sizeof one);
	pthread_join(db->ear->thread, NULL);
	close(db->ear->over);
	db->ear = NULL;
}
