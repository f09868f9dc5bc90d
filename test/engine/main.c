/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the engine tests; with an argument, those whose sentence holds it. */
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/secret.h"
#include "engine.h"

static const char tables[] =
	"CREATE TABLE city ("
	" id {id} NOT NULL PRIMARY KEY, number {int} NOT NULL UNIQUE,"
	" name {text} NOT NULL, share {real}, note {text}, crest {blob}"
	"){end};"
	"CREATE TABLE tie ("
	" id {id} NOT NULL PRIMARY KEY, city {id} NOT NULL REFERENCES city,"
	" signed {int}"
	"){end};"
	"{search};";

static void
close_store(void *db)
{
	db_close(db);
}

struct db *
engine_store(struct arena *a)
{
	const char *place = engine_place(a);
	struct db_conn *w;
	char why[300];
	struct db *db;

	engine_need(db_open(place, true, &db, why), place, why);
	arena_defer(a, close_store, db);
	engine_need(db_write_begin(db, &w), "BEGIN", "");
	engine_need(db_script(w, tables), "tables", db_why(w));
	engine_need(db_write_end(db, true), "COMMIT", "");
	return db;
}

static void
close_reader(void *conn)
{
	db_disconnect(conn);
}

struct db_conn *
engine_reader(struct arena *a, struct db *db)
{
	struct db_conn *conn;

	engine_need(db_connect(db, &conn), "a connection", "");
	arena_defer(a, close_reader, conn);
	return conn;
}

enum err
engine_insert(struct db_conn *w, int number, const char *name)
{
	struct db_stmt *s = db_ask(w,
		"INSERT INTO city (id, number, name) VALUES (?, ?, ?)");

	db_bind_id(s, id_new());
	db_bind_int(s, number);
	db_bind_text(s, name);
	return db_run(s);
}

enum err
engine_add(struct db *db, int number, const char *name)
{
	struct db_conn *w;
	enum err err, end;

	TRY(db_write_begin(db, &w));
	err = engine_insert(w, number, name);
	end = db_write_end(db, err == OK);
	return err != OK ? err : end;
}

long
engine_count(struct db_conn *conn, const char *sql)
{
	struct db_stmt *s = db_ask(conn, sql);
	long n;
	bool row;

	if (db_step(s, &row) != OK || !row)
		return -1;
	n = (long)db_int(s, 0);
	db_done(s);
	return n;
}

/* ---- running ---- */

int
main(int argc, char **argv)
{
	const struct test *const all[] = { store_tests, writer_tests,
		fault_tests, search_tests, turns_tests,
		engine_kind() == DB_SQLITE ? sqlite_tests : postgres_tests };
	const char *prefix = engine_kind() == DB_SQLITE ? "sqlite: " :
		"postgres: ";
	int failures = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	log_level(LOG_PROBLEM);
	/* What is made to fail here would fill the log. */
	if (getenv("ENGINE_LOG") == NULL && freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	if (!secret_start())
		return 1;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		failures += test_table(all[i], prefix,
			argc > 1 ? argv[1] : NULL);
	return failures > 0;
}
