/* SPDX-License-Identifier: Apache-2.0 */
/* What was read is known to have changed when it was written to, by whom ever;
 * and what was not written to is known not to have. */
#include <stdio.h>
#include <time.h>

#include "db/turns.h"
#include "engine.h"

static struct id
city(struct db *db, int number)
{
	struct db_conn *w;
	struct db_stmt *s;
	struct id id = id_new();

	CHECK(db_write_begin(db, &w) == OK);
	s = db_ask(w, "INSERT INTO city (id, number, name) VALUES (?, ?, ?)");
	db_bind_id(s, id);
	db_bind_int(s, number);
	db_bind_text(s, "n");
	CHECK(db_run(s) == OK);
	CHECK(db_write_end(db, true) == OK);
	return id;
}

static void
write_one(struct db *db, const char *sql, struct id id)
{
	struct db_conn *w;
	struct db_stmt *s;

	CHECK(db_write_begin(db, &w) == OK);
	s = db_ask(w, sql);
	db_bind_id(s, id);
	CHECK(db_run(s) == OK);
	CHECK(db_write_end(db, true) == OK);
}

/* Reads all that sql finds, of that id unless it is none. */
static void
look(struct db_conn *r, struct db_seen *seen, const char *sql, struct id id)
{
	struct db_stmt *s;
	bool row = true;

	db_watch(r, seen);
	s = db_ask(r, sql);
	if (!id_none(id))
		db_bind_id(s, id);
	while (row)
		if (!CHECK(db_step(s, &row) == OK))
			break;
	db_watch(r, NULL);
}

/* Until the store hears others; PostgreSQL needs a moment. */
static void
follow(struct db *db)
{
	const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};

	db_follow(db);
	for (int i = 0; i < 400 && !db_follows(db); i++)
		nanosleep(&pause, NULL);
	CHECK(db_follows(db));
}

/* Within ten seconds, where it comes from another server. */
static bool
changed_soon(const struct db *db, const struct db_seen *seen)
{
	const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};

	for (int i = 0; i < 1000 && db_unchanged(db, seen); i++)
		if (engine_kind() == DB_POSTGRES)
			nanosleep(&pause, NULL);
	return !db_unchanged(db, seen);
}

#define ONE "SELECT name FROM city WHERE id = ?"
#define LIST "SELECT name FROM city ORDER BY name"
#define OF "SELECT signed FROM tie WHERE city = ? ORDER BY signed"
#define BOTH "SELECT c.name FROM tie t JOIN city c ON c.id = t.city"

static void
by_its_id(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct id one = city(db, 1), other = city(db, 2);
	struct db_seen seen;

	follow(db);
	look(r, &seen, ONE, one);
	CHECK(db_unchanged(db, &seen));
	write_one(db, "UPDATE city SET name = 'm' WHERE id = ?", other);
	(void)city(db, 3);
	CHECK(db_unchanged(db, &seen));
	write_one(db, "UPDATE city SET name = 'm' WHERE id = ?", one);
	CHECK(!db_unchanged(db, &seen));
	look(r, &seen, ONE, one);
	CHECK(db_unchanged(db, &seen));
	write_one(db, "UPDATE city SET name = 'm' WHERE id <> ?", other);
	CHECK(!db_unchanged(db, &seen));
	/* What is not there yet may come to be. */
	look(r, &seen, ONE, other = id_new());
	write_one(db, "INSERT INTO city (id, number, name) "
		"VALUES (?, 9, 'x')", other);
	CHECK(!db_unchanged(db, &seen));
}

static void
tie_add(struct db *db, struct id of)
{
	struct db_conn *w;
	struct db_stmt *s;

	CHECK(db_write_begin(db, &w) == OK);
	s = db_ask(w, "INSERT INTO tie (id, city) VALUES (?, ?)");
	db_bind_id(s, id_new());
	db_bind_id(s, of);
	CHECK(db_run(s) == OK);
	CHECK(db_write_end(db, true) == OK);
}

static void
lists(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct id one = city(db, 1), other = city(db, 2);
	struct db_seen seen, of, both;

	follow(db);
	look(r, &seen, LIST, (struct id){{0}});
	look(r, &of, OF, one);
	look(r, &both, BOTH, (struct id){{0}});
	tie_add(db, other);
	CHECK(db_unchanged(db, &seen) && db_unchanged(db, &of));
	CHECK(!db_unchanged(db, &both));
	tie_add(db, one);
	CHECK(db_unchanged(db, &seen) && !db_unchanged(db, &of));
	look(r, &both, BOTH, (struct id){{0}});
	(void)city(db, 3);
	CHECK(!db_unchanged(db, &seen) && !db_unchanged(db, &both));
	look(r, &of, OF, one);
	write_one(db, "DELETE FROM tie WHERE city = ?", other);
	CHECK(!db_unchanged(db, &of));
}

/* Who began to read before a COMMIT may have read what was before it. */
static void
before_and_after(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct id one = city(db, 1);
	struct db_seen seen;
	struct db_stmt *s;
	bool row;

	follow(db);
	db_watch(r, &seen);
	CHECK(db_read_begin(r) == OK);
	CHECK_INT(engine_count(r, CITIES), 1);
	write_one(db, "UPDATE city SET name = 'm' WHERE id = ?", one);
	s = db_ask(r, ONE);
	db_bind_id(s, one);
	CHECK(db_step(s, &row) == OK && row);
	CHECK_TEXT(db_text(s, 0), "n");
	CHECK(db_read_end(r) == OK);
	db_watch(r, NULL);
	CHECK(!db_unchanged(db, &seen));
}

static void
another_server(struct arena *a)
{
	const char *place = engine_place(a);
	struct db *db[2];
	struct db_conn *w, *r;
	struct db_seen seen;
	char why[300];
	struct id one;

	CHECK(db_open(place, true, &db[0], why) == OK);
	CHECK(db_write_begin(db[0], &w) == OK);
	CHECK(db_script(w, "CREATE TABLE city (id {id}, number {int}, "
		"name {text}){end};") == OK);
	CHECK(db_write_end(db[0], true) == OK);
	CHECK(db_open(place, false, &db[1], why) == OK);
	CHECK(db_connect(db[1], &r) == OK);
	one = city(db[0], 1);
	follow(db[1]);
	look(r, &seen, ONE, one);
	(void)city(db[0], 2);
	CHECK(db_unchanged(db[1], &seen));
	write_one(db[0], "UPDATE city SET name = 'm' WHERE id = ?", one);
	CHECK(changed_soon(db[1], &seen));
	look(r, &seen, LIST, (struct id){{0}});
	CHECK(db_unchanged(db[1], &seen));
	(void)city(db[0], 3);
	CHECK(changed_soon(db[1], &seen));
	look(r, &seen, ONE, one);
	CHECK(db_write_begin(db[0], &w) == OK);
	CHECK(db_script(w, "CREATE TABLE more (id {id}){end};") == OK);
	CHECK(db_write_end(db[0], true) == OK);
	CHECK(changed_soon(db[1], &seen));
	db_disconnect(r);
	db_close(db[1]);
	db_close(db[0]);
}

/* Statements, whether one row's, and names of tables in them. */
static void
statements(struct arena *a)
{
	static const struct {
		const char *sql;
		int keys;
		const char *tables[4];
	} rows[] = {
		{"SELECT a FROM \"t\" WHERE \"id\" = ?", 1, {"t"}},
		{"SELECT a FROM t WHERE id = ? OR b = 1", 0, {"t"}},
		{"SELECT a FROM t WHERE NOT id = ?", 0, {"t"}},
		{"SELECT a FROM t WHERE id = ? UNION SELECT b FROM u", 0,
			{"t", "u"}},
		{"SELECT a FROM t, u x, \"v\" WHERE id = ?", 0,
			{"t", "u", "v"}},
		{"SELECT a FROM (SELECT b FROM u) AS s, w WHERE id = ?", 0,
			{"u", "w"}},
		{"SELECT a FROM (t JOIN u ON t.b = u.b)", 0, {"t", "u"}},
		{"SELECT (SELECT MAX(b) FROM u) FROM t WHERE t.\"c\" = ? "
			"AND EXISTS (SELECT 1 FROM v WHERE d = ? OR e = 1)", 1,
			{"t", "u", "v"}},
		{"SELECT a FROM t WHERE owner IN (?, ?, ?) ORDER BY a", 1,
			{"t"}},
		{"SELECT 'FROM u' FROM t -- FROM v\n WHERE a = 'x'", 0, {"t"}},
		{"WITH x AS (SELECT a FROM t) SELECT a FROM x LEFT JOIN u "
			"ON 1 = 1", 0, {"t", "u"}},
		{"UPDATE t SET a = ? WHERE id = ?", 1, {"t"}},
		{"UPDATE t SET a = (SELECT 1 WHERE 1 = 1) WHERE b = ?", 0,
			{"t"}},
		{"DELETE FROM t WHERE owner = ?", 1, {"t"}},
		{"DELETE FROM t WHERE owner = ? OR 1 = 1", 0, {"t"}},
		{"INSERT INTO t (id) VALUES (?)", 0, {"t"}},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct about *b = about_of(a, rows[i].sql);

		CHECK(!b->everything);
		if (!CHECK_INT(b->key_n, rows[i].keys))
			printf("# %s\n", rows[i].sql);
		for (int k = 0; k < 4 && rows[i].tables[k] != NULL; k++)
			if (!CHECK(about_names(b, rows[i].tables[k])))
				printf("# %s\n", rows[i].sql);
	}
	CHECK(about_of(a, "DROP TABLE t")->everything);
	CHECK(about_of(a, "INSERT INTO t (a) VALUES (?)")->inserts);
	CHECK(!about_of(a, "INSERT INTO t (a) VALUES (?) ON CONFLICT (a) "
		"DO UPDATE SET a = 1")->inserts);
	CHECK(!about_of(a, "INSERT OR REPLACE INTO t VALUES (?)")->inserts);
}

const struct test turns_tests[] = {
	{ "what a statement is about is read off it", statements },
	{ "a row read by its id has changed when it was written to, and only "
		"then", by_its_id },
	{ "a list has changed with its rows, one of somebody's with theirs",
		lists },
	{ "who read before a COMMIT does not pass for one who read after it",
		before_and_after },
	{ "what another server writes is known", another_server },
	{ 0 },
};
