/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fast a store is.  Linked with src/base and src/db:
 *
 *	bench-store                             SQLite in a new folder ($TMPDIR)
 *	test/engine/postgres.sh bench-store     PostgreSQL
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "db/db.h"

enum { SECONDS = 3, THREADS = 64, ROWS = 200000, BATCH = 10000 };

static void
need(enum err err, const char *what)
{
	if (err == OK)
		return;
	fprintf(stderr, "%s failed: %d\n", what, err);
	exit(1);
}

static enum err
insert(struct db_conn *w)
{
	struct db_stmt *s = db_ask(w, "INSERT INTO speed (id, number, name)"
		" VALUES (?, ?, ?)");

	db_bind_id(s, id_new());
	db_bind_int(s, 7);
	db_bind_text(s, "a name that takes some room, as names do");
	return db_run(s);
}

static enum err
act(struct db *db)
{
	struct db_conn *w;
	enum err err, end;

	TRY(db_write_begin(db, &w));
	err = insert(w);
	end = db_write_end(db, err == OK);
	return err != OK ? err : end;
}

struct worker {
	struct db *db;
	int64_t until;
	long acts;
	pthread_t thread;
};

static void *
work(void *arg)
{
	struct worker *it = arg;

	for (; clock_ticks() < it->until; it->acts++)
		need(act(it->db), "an act");
	return NULL;
}

static void
acts(struct db *db, int threads)
{
	struct worker all[THREADS];
	struct db_counts before = db_counts(db), after;
	int64_t begin = clock_ticks();
	double seconds;

	for (int i = 0; i < threads; i++) {
		all[i] = (struct worker){db, begin + 1000 * SECONDS, 0, 0};
		pthread_create(&all[i].thread, NULL, work, &all[i]);
	}
	for (int i = 0; i < threads; i++)
		pthread_join(all[i].thread, NULL);
	after = db_counts(db);
	seconds = (double)(clock_ticks() - begin) / 1000;
	printf("%2d threads: %.0f acts/s, %.0f commits/s\n", threads,
		(double)(after.acts - before.acts) / seconds,
		(double)(after.groups - before.groups) / seconds);
}

static void
inserts(struct db *db)
{
	int64_t begin = clock_ticks();
	struct db_conn *w;

	for (int n = 0; n < ROWS; n += BATCH) {
		need(db_write_begin(db, &w), "an act");
		for (int i = 0; i < BATCH; i++)
			need(insert(w), "an insert");
		need(db_write_end(db, true), "an act");
	}
	printf("in acts of %d: %.0f inserts/s\n", BATCH,
		ROWS * 1000.0 / (double)(clock_ticks() - begin));
}

static void
selects(struct db *db)
{
	int64_t begin = clock_ticks();
	struct db_conn *r;
	struct db_stmt *s;
	struct id id;
	bool row;

	need(db_connect(db, &r), "a connection");
	s = db_ask(r, "SELECT id FROM speed LIMIT 1");
	need(db_step(s, &row), "a select");
	id = db_id(s, 0);
	db_done(s);
	for (int i = 0; i < 20000; i++) {
		s = db_ask(r, "SELECT number, name FROM speed WHERE id = ?");
		db_bind_id(s, id);
		need(db_step(s, &row), "a select");
		db_done(s);
	}
	printf("one thread: %.0f selects by id/s\n",
		20000 * 1000.0 / (double)(clock_ticks() - begin));
	db_disconnect(r);
}

/* To a sound store that is there and large. */
static void
start(const char *store)
{
	char why[300];
	struct db *db;
	int64_t begin = clock_ticks();

	need(db_open(store, false, &db, why), why);
	printf("start: %lld ms\n", (long long)(clock_ticks() - begin));
	db_close(db);
}

int
main(void)
{
	const char *store = getenv("GYORYU_STORE"), *folder = NULL;
	struct arena *a = arena_new();
	struct db_conn *w;
	char why[300];
	struct db *db;

	if (!secret_start())
		return 1;
	if (store == NULL) {
		need(file_temporary(a, "gyoryu-speed", &folder), "a folder");
		store = arena_printf(a, "sqlite:%s/store.db", folder);
	}
	need(db_open(store, true, &db, why), why);
	need(db_write_begin(db, &w), "an act");
	need(db_script(w, "CREATE TABLE speed (id {id} PRIMARY KEY,"
		" number {int}, name {text}){end};"), "the table");
	need(db_write_end(db, true), "an act");
	acts(db, 1);
	acts(db, 8);
	acts(db, THREADS);
	inserts(db);
	selects(db);
	db_close(db);
	start(store);
	if (folder != NULL)
		file_remove_folder(folder);
	arena_free(a);
	return 0;
}
