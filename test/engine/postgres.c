/* SPDX-License-Identifier: Apache-2.0 */
/* Of PostgreSQL alone: connections that are lost.  The cluster must be ours,
 * as postgres.sh makes it: its settings are changed for a while. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine.h"

static void
pause_ms(int ms)
{
	nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/* Ends a connection, and waits until it has ended; 1. */
static long
terminate(struct db_conn *by, long backend)
{
	char sql[80];

	snprintf(sql, sizeof sql,
		"SELECT CAST(pg_terminate_backend(%ld, 10000) AS int)",
		backend);
	return engine_count(by, sql);
}

#define MINE "SELECT pg_backend_pid()"

static void
reader_lost(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db), *by = engine_reader(a, db);
	bool row;

	CHECK_INT(engine_count(r, CITIES), 0);
	CHECK_INT(terminate(by, engine_count(r, MINE)), 1);
	CHECK(db_step(db_ask(r, CITIES), &row) == ERR_AGAIN);
	CHECK_INT(engine_count(r, CITIES), 0);
	/* Between the two ends of a reading nothing is patched. */
	CHECK(db_read_begin(r) == OK);
	CHECK_INT(engine_count(r, CITIES), 0);
	CHECK_INT(terminate(by, engine_count(r, MINE)), 1);
	CHECK(db_step(db_ask(r, CITIES), &row) == ERR_AGAIN);
	CHECK(db_step(db_ask(r, CITIES), &row) == ERR_AGAIN);
	db_read_end(r);
	CHECK(db_read_begin(r) == OK);
	CHECK_INT(engine_count(r, CITIES), 0);
	db_read_end(r);
	/* Lost while nobody was asking. */
	CHECK_INT(terminate(by, engine_count(r, MINE)), 1);
	CHECK(db_read_begin(r) == ERR_AGAIN);
	CHECK(db_read_begin(r) == OK);
	db_read_end(r);
}

static void
writer_lost(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *by = engine_reader(a, db), *w;

	CHECK(db_write_begin(db, &w) == OK);
	CHECK(engine_insert(w, 1, "one") == OK);
	CHECK_INT(terminate(by, engine_count(w, MINE)), 1);
	(void)!engine_insert(w, 2, "two");
	CHECK(db_write_end(db, true) == ERR_AGAIN);
	CHECK(engine_add(db, 1, "one") == OK);
	CHECK(db_write_begin(db, &w) == OK);
	CHECK_INT(terminate(by, engine_count(w, MINE)), 1);
	CHECK(db_write_end(db, false) == OK);
	CHECK(engine_add(db, 2, "two") == OK);
	CHECK_INT(engine_count(by, CITIES), 2);
}

struct one {
	struct db *db;
	int number;
	struct db_conn *killer;  /* or NULL */
	enum err err;
	pthread_t thread;
};

static void *
act_once(void *arg)
{
	struct one *it = arg;
	struct db_conn *w;

	it->err = db_write_begin(it->db, &w);
	if (it->err != OK)
		return NULL;
	(void)!engine_insert(w, it->number, "x");
	if (it->killer != NULL)
		terminate(it->killer, engine_count(w, MINE));
	it->err = db_write_end(it->db, true);
	return NULL;
}

/* Of three acts the second loses the connection; how many were kept. */
static int
three(struct db *db, struct db_conn *by, int base)
{
	struct one all[3] = {{ .number = 1 }, { .number = 2, .killer = by },
		{ .number = 3 }};
	struct db_conn *w;
	int kept = 0;

	CHECK(db_write_begin(db, &w) == OK);
	for (int i = 0; i < 3; i++) {
		all[i].db = db;
		all[i].number += base;
		pthread_create(&all[i].thread, NULL, act_once, &all[i]);
		pause_ms(10);
	}
	CHECK(db_write_end(db, false) == OK);
	for (int i = 0; i < 3; i++) {
		pthread_join(all[i].thread, NULL);
		kept += all[i].err == OK;
		CHECK(all[i].err == OK || all[i].err == ERR_AGAIN);
	}
	CHECK_INT(all[1].err, ERR_AGAIN);
	return kept;
}

/* Until the first one shared the group of the second. */
static void
group_lost(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *by = engine_reader(a, db);
	int kept = 0;

	for (int n = 0; n < 50 && db_counts(db).lost == 0; n++)
		kept += three(db, by, 10 * n);
	CHECK_INT(db_counts(db).lost, 1);
	CHECK_INT(engine_count(by, CITIES), kept);
}

/* ---- lost in a COMMIT ---- */

/* A standby that never answers keeps a COMMIT from being acknowledged. */
static bool
standby(struct arena *a, const char *names)
{
	const char *tool = arena_printf(a, "psql -qAt \"$GYORYU_STORE\" -c"
		" \"ALTER SYSTEM SET synchronous_standby_names = '%s'\""
		" -c 'SELECT pg_reload_conf()' >/dev/null", names);
	bool so = system(tool) == 0;

	pause_ms(1000);
	return so;
}

static void
lost_in_commit(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *by = engine_reader(a, db);
	struct one it = { db, 1, NULL, OK, 0 };
	long waiting = 0;

	if (!CHECK(standby(a, "nobody")))
		return;
	pthread_create(&it.thread, NULL, act_once, &it);
	for (int i = 0; i < 500 && waiting <= 0; i++) {
		pause_ms(20);
		waiting = engine_count(by, "SELECT coalesce(max(pid), 0)"
			" FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
	}
	CHECK(waiting > 0);
	CHECK_INT(terminate(by, waiting), 1);
	pthread_join(it.thread, NULL);
	CHECK(standby(a, ""));
	/* It was lost, but done, and so it must not be run again. */
	CHECK_INT(it.err, OK);
	CHECK_INT(engine_count(by, CITIES), 1);
	CHECK(engine_add(db, 2, "two") == OK);
}

/* ---- others ---- */

static void
wrong_values(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct db_stmt *s;
	bool row;

	s = db_ask(r, "SELECT CAST(? AS bigint)");
	db_bind_text(s, "somebody's name");
	CHECK(db_step(s, &row) == ERR_BROKEN);
	CHECK(strstr(db_why(r), "somebody") == NULL);
	s = db_ask(r, "SELECT CAST(? AS text) IS NULL, ? IS NULL");
	db_bind_text(s, NULL);
	db_bind_text(s, "x");
	CHECK(db_step(s, &row) == OK && row);
	CHECK(db_int(s, 0) == 1 && db_int(s, 1) == 0);
	db_done(s);
}

const struct test postgres_tests[] = {
	{ "a reader whose connection was lost asks again", reader_lost },
	{ "a writer whose connection was lost acts again", writer_lost },
	{ "a group whose connection was lost acts again", group_lost },
	{ "a COMMIT that was done is known as done", lost_in_commit },
	{ "a value of a wrong form fails and is not told", wrong_values },
	{ 0 },
};
