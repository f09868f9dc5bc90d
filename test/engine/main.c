/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the engine tests; with an argument, those whose sentence holds it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

static bool failed;

bool
test_check(bool so, const char *file, int line, const char *what)
{
	if (!so) {
		failed = true;
		printf("# %s:%d: not so: %s\n", file, line, what);
	}
	return so;
}

bool
test_check_int(long long got, long long want, const char *file, int line,
	const char *what)
{
	if (got != want) {
		failed = true;
		printf("# %s:%d: %s is %lld, not %lld\n", file, line, what, got,
			want);
	}
	return got == want;
}

bool
test_check_text(const char *got, const char *want, const char *file, int line,
	const char *what)
{
	bool so = got != NULL && want != NULL ? strcmp(got, want) == 0 :
		got == want;

	if (!so) {
		failed = true;
		printf("# %s:%d: %s is\n#   %s\n# not\n#   %s\n", file, line,
			what, got ? got : "(none)", want ? want : "(none)");
	}
	return so;
}

/* ---- stores ---- */

enum db_engine
engine_kind(void)
{
	const char *store = getenv("GYORYU_STORE");

	return store != NULL && strncmp(store, "postgres", 8) == 0 ?
		DB_POSTGRES : DB_SQLITE;
}

static void
remove_folder(void *path)
{
	file_remove_folder(path);
}

static void
need(enum err err, const char *what, const char *why)
{
	if (err == OK)
		return;
	printf("# cannot go on: %s: %s\n", what, why);
	exit(1);
}

/* A schema of PostgreSQL is as good as a database, and quicker to make. */
static void
new_schema(struct arena *a, const char *store, const char *name)
{
	struct db_conn *w;
	char why[300];
	struct db *db;

	need(db_open(store, false, &db, why), store, why);
	need(db_write_begin(db, &w), "BEGIN", "");
	need(db_script(w, arena_printf(a, "CREATE SCHEMA %s", name)), "schema",
		db_why(w));
	need(db_write_end(db, true), "COMMIT", "");
	db_close(db);
}

const char *
engine_place(struct arena *a)
{
	const char *store = getenv("GYORYU_STORE"), *folder;
	uint8_t random[6];
	char *name;

	if (engine_kind() == DB_SQLITE) {
		need(file_temporary(a, "gyoryu-engine", &folder), "folder", "");
		arena_defer(a, remove_folder, (void *)(uintptr_t)folder);
		return arena_printf(a, "sqlite:%s/store.db", folder);
	}
	secret_random(random, sizeof random);
	name = arena_printf(a, "t%s", secret_hex(a, random, sizeof random));
	new_schema(a, store, name);
	return arena_printf(a, "%s%coptions=-csearch_path%%3D%s", store,
		strchr(store, '?') != NULL ? '&' : '?', name);
}

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

	need(db_open(place, true, &db, why), place, why);
	arena_defer(a, close_store, db);
	need(db_write_begin(db, &w), "BEGIN", "");
	need(db_script(w, tables), "tables", db_why(w));
	need(db_write_end(db, true), "COMMIT", "");
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

	need(db_connect(db, &conn), "a connection", "");
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

static int
run(const struct test *table, const char *only)
{
	int failures = 0;

	for (const struct test *t = table; t->says != NULL; t++) {
		struct arena *a;

		if (only != NULL && strstr(t->says, only) == NULL)
			continue;
		a = arena_new();
		failed = false;
		t->run(a);
		arena_free(a);
		printf("%s %s: %s\n", failed ? "not ok" : "ok",
			db_dialects[engine_kind()].name, t->says);
		failures += failed;
	}
	return failures;
}

int
main(int argc, char **argv)
{
	const struct test *const all[] = { store_tests, writer_tests,
		fault_tests, search_tests,
		engine_kind() == DB_SQLITE ? sqlite_tests : postgres_tests };
	int failures = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	log_level(LOG_PROBLEM);
	/* What is made to fail here would fill the log. */
	if (getenv("ENGINE_LOG") == NULL && freopen("/dev/null", "w", stderr) == NULL)
		return 1;
	if (!secret_start())
		return 1;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		failures += run(all[i], argc > 1 ? argv[1] : NULL);
	return failures > 0;
}
