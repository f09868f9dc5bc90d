/* SPDX-License-Identifier: Apache-2.0 */
/* Values, statements, reading: what one connection promises. */
#include <stdio.h>
#include <string.h>

#include "engine.h"

/* ---- values ---- */

static const char odd_bytes[] = "\0a\0\xff\\'\n\0";
static const char odd_text[] =
	"\xeb\x8d\x95\xec\xa7\x84 \xe5\xbe\xb3\xe6\xb4\xa5 'x' \"y\" \\ ? $1";

static void
put_all(struct db *db, struct id id)
{
	struct db_conn *w;
	struct db_stmt *s;

	CHECK(db_write_begin(db, &w) == OK);
	s = db_ask(w, "INSERT INTO city (id, number, name, share, note, crest)"
		" VALUES (?, ?, ?, ?, ?, ?)");
	db_bind_id(s, id);
	db_bind_int(s, INT64_MIN);
	db_bind_text(s, "");
	db_bind_real(s, -0.1);
	db_bind_text(s, odd_text);
	db_bind_blob(s, odd_bytes, sizeof odd_bytes);
	CHECK(db_run(s) == OK);
	CHECK_INT(db_touched(w), 1);
	s = db_ask(w, "INSERT INTO city (id, number, name, share, note, crest)"
		" VALUES (?, ?, ?, ?, ?, ?)");
	db_bind_id(s, id_new());
	db_bind_int(s, INT64_MAX);
	db_bind_text(s, "second");
	db_bind_null(s);
	db_bind_text(s, NULL);
	db_bind_blob(s, "", 0);
	CHECK(db_run(s) == OK);
	CHECK(db_write_end(db, true) == OK);
}

static void
values_come_back(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct id id = id_new();
	struct db_stmt *s;
	struct bytes b;
	bool row;

	put_all(db, id);
	s = db_ask(r, "SELECT id, number, name, share, note, crest FROM city"
		" ORDER BY number");
	CHECK(db_step(s, &row) == OK && row);
	CHECK(id_same(db_id(s, 0), id));
	CHECK_INT(db_int(s, 1), INT64_MIN);
	CHECK_TEXT(db_text(s, 2), "");
	CHECK(!db_null(s, 2));
	CHECK(db_real(s, 3) == -0.1);
	CHECK_TEXT(db_text(s, 4), odd_text);
	b = db_blob(s, 5);
	CHECK_INT(b.n, sizeof odd_bytes);
	CHECK(b.n == sizeof odd_bytes && memcmp(b.at, odd_bytes, b.n) == 0);
	CHECK(b.at[b.n] == '\0');
	CHECK(db_step(s, &row) == OK && row);
	CHECK_INT(db_int(s, 1), INT64_MAX);
	CHECK(db_null(s, 3) && db_null(s, 4) && !db_null(s, 5));
	CHECK_TEXT(db_text(s, 4), "");
	CHECK_INT(db_blob(s, 5).n, 0);
	CHECK(db_step(s, &row) == OK && !row);
	s = db_ask(r, "SELECT number FROM city WHERE id = ? AND crest = ?");
	db_bind_id(s, id);
	db_bind_blob(s, odd_bytes, sizeof odd_bytes);
	CHECK(db_step(s, &row) == OK && row);
	db_done(s);
}

/* As another thread might be the first to bind NULL to a place. */
static void
null_first(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	static const char sql[] =
		"SELECT count(*) FROM city WHERE crest = ? OR note = ?"
		" OR number < ? + 1000";
	struct db_stmt *s;
	bool row;

	CHECK(engine_add(db, 1, "one") == OK);
	s = db_ask(r, sql);
	db_bind_null(s);
	db_bind_null(s);
	db_bind_null(s);
	CHECK(db_step(s, &row) == OK && row && db_int(s, 0) == 0);
	s = db_ask(r, sql);
	db_bind_blob(s, "\0\1", 2);
	db_bind_text(s, "x");
	db_bind_int(s, 5000000000);
	CHECK(db_step(s, &row) == OK && row && db_int(s, 0) == 1);
	db_done(s);
}

static void
order_by_bytes(struct arena *a)
{
	static const char *const names[] = { "b", "A", "a", "\xea\xb0\x80", "B",
		"-", "\xc3\xa4" };
	static const char *const sorted[] = { "-", "A", "B", "a", "b",
		"\xc3\xa4", "\xea\xb0\x80" };
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct db_stmt *s;
	bool row;

	for (int i = 0; i < 7; i++)
		CHECK(engine_add(db, i, names[i]) == OK);
	s = db_ask(r, "SELECT name FROM city ORDER BY name");
	for (int i = 0; i < 7; i++) {
		CHECK(db_step(s, &row) == OK && row);
		CHECK_TEXT(db_text(s, 0), sorted[i]);
	}
	db_done(s);
	CHECK_INT(engine_count(r,
		"SELECT count(*) FROM city WHERE name LIKE 'a%'"), 1);
}

/* ---- statements ---- */

static void
two_at_once(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct db_stmt *outer, *inner;
	long sum = 0;
	bool row;

	for (int i = 1; i <= 20; i++)
		CHECK(engine_add(db, i, "x") == OK);
	outer = db_ask(r, "SELECT number FROM city ORDER BY number");
	while (db_step(outer, &row) == OK && row) {
		inner = db_ask(r, "SELECT number + ? FROM city WHERE number = ?");
		db_bind_int(inner, 100);
		db_bind_int(inner, db_int(outer, 0));
		CHECK(db_step(inner, &row) == OK && row);
		sum += db_int(inner, 0);
		db_done(inner);
	}
	CHECK_INT(sum, 20 * 100 + 210);
}

static void
wrong_number_of_values(struct arena *a)
{
	struct db_conn *r = engine_reader(a, engine_store(a));
	static const char sql[] = "SELECT 1 FROM city WHERE number = ?";
	struct db_stmt *s = db_ask(r, sql);
	bool row;

	CHECK(db_step(s, &row) == ERR_BROKEN && !row);
	s = db_ask(r, sql);
	db_bind_int(s, 1);
	db_bind_int(s, 2);
	CHECK(db_step(s, &row) == ERR_BROKEN);
	s = db_ask(r, sql);
	db_bind_int(s, 1);
	CHECK(db_step(s, &row) == OK && !row);
	CHECK(db_step(s, &row) == ERR_BROKEN);
}

static void
wrong_sql(struct arena *a)
{
	struct db_conn *r = engine_reader(a, engine_store(a));
	struct db_stmt *s = db_ask(r, "SELECT nothing FROM nowhere");
	bool row;

	db_bind_int(s, 1);
	CHECK(db_step(s, &row) == ERR_BROKEN && !row);
	CHECK(db_why(r)[0] != '\0' && !db_clash(r));
	CHECK_INT(engine_count(r, CITIES), 0);
}

static void
readers_cannot_write(struct arena *a)
{
	struct db_conn *r = engine_reader(a, engine_store(a));

	CHECK(engine_insert(r, 1, "one") == ERR_BROKEN);
	CHECK_INT(engine_count(r, CITIES), 0);
}

static void
built_statements(struct arena *a)
{
	struct db_conn *r = engine_reader(a, engine_store(a));
	struct db_stmt *s;
	bool row;

	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 700; i++) {
			s = db_say(r, arena_printf(a,
				"SELECT %d + CAST(? AS {int}), '{x?}'", i));
			db_bind_int(s, 1);
			if (!CHECK(db_step(s, &row) == OK && row))
				return;
			CHECK_INT(db_int(s, 0), i + 1);
			CHECK_TEXT(db_text(s, 1), "{x?}");
			db_done(s);
		}
	s = db_say(r, "SELECT CAST('1' AS {nothing})");
	CHECK(db_step(s, &row) == ERR_BROKEN);
	s = db_say(r, "SELECT 'a {nothing} ?' AS \"?\" -- {x ?\n /* ? */");
	CHECK(db_step(s, &row) == OK && row);
	CHECK_TEXT(db_text(s, 0), "a {nothing} ?");
	db_done(s);
}

/* What no one promises, but a careless caller may do. */
static void
another_at_the_address(struct arena *a)
{
	struct db_conn *r = engine_reader(a, engine_store(a));
	char sql[20];

	for (int i = 0; i < 9; i++) {
		snprintf(sql, sizeof sql, "SELECT %d", i);
		CHECK_INT(engine_count(r, sql), i);
	}
}

static void
tables_are_listed(struct arena *a)
{
	struct db_conn *r = engine_reader(a, engine_store(a));
	const char **names;
	size_t n;

	CHECK(db_tables(r, a, &names, &n) == OK);
	CHECK_INT(n, 3);
	CHECK(n == 3 && strcmp(names[0], "city") == 0 &&
		strcmp(names[1], "search_words") == 0 &&
		strcmp(names[2], "tie") == 0);
	CHECK(db_columns(r, a, "tie", &names, &n) == OK);
	CHECK(n == 3 && strcmp(names[0], "id") == 0 &&
		strcmp(names[1], "city") == 0 &&
		strcmp(names[2], "signed") == 0);
	CHECK(db_columns(r, a, "nowhere", &names, &n) == OK && n == 0);
}

/* A plan for the old table may be refused once, and no more. */
static void
tables_change(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db), *w;
	static const char all[] = "SELECT * FROM city";
	struct db_stmt *s;
	bool row;
	enum err err;

	CHECK(engine_add(db, 1, "one") == OK);
	s = db_ask(r, all);
	CHECK(db_step(s, &row) == OK && row);
	db_done(s);
	CHECK(db_write_begin(db, &w) == OK);
	CHECK(db_script(w, "ALTER TABLE city ADD COLUMN more {int} NOT NULL"
		" DEFAULT 7; CREATE INDEX city_more ON city (more);") == OK);
	CHECK(engine_insert(w, 2, "two") == OK);
	CHECK(db_write_end(db, true) == OK);
	err = db_step(db_ask(r, all), &row);
	CHECK(err == OK || err == ERR_AGAIN);
	s = db_ask(r, all);
	CHECK(db_step(s, &row) == OK && row);
	CHECK_INT(db_int(s, 6), 7);
	db_done(s);
}

/* ---- reading ---- */

static void
only_committed(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db), *w;

	CHECK(db_write_begin(db, &w) == OK);
	CHECK(engine_insert(w, 1, "one") == OK);
	CHECK_INT(engine_count(w, CITIES), 1);
	CHECK_INT(engine_count(r, CITIES), 0);
	CHECK(db_write_end(db, true) == OK);
	CHECK_INT(engine_count(r, CITIES), 1);
}

static void
one_state(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);

	CHECK(engine_add(db, 1, "one") == OK);
	CHECK(db_read_begin(r) == OK);
	CHECK_INT(engine_count(r, CITIES), 1);
	CHECK(engine_add(db, 2, "two") == OK);
	CHECK_INT(engine_count(r, CITIES), 1);
	db_read_end(r);
	CHECK_INT(engine_count(r, CITIES), 2);
}

/* A reading that was left in the middle does not outlive db_read_end. */
static void
left_in_the_middle(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	bool row;

	CHECK(engine_add(db, 1, "one") == OK);
	CHECK(engine_add(db, 2, "two") == OK);
	CHECK(db_read_begin(r) == OK);
	CHECK(db_step(db_ask(r, "SELECT number FROM city"), &row) == OK && row);
	db_read_end(r);
	CHECK(engine_add(db, 3, "three") == OK);
	CHECK_INT(engine_count(r, CITIES), 3);
}

static void
error_sticks_in_reading(struct arena *a)
{
	struct db_conn *r = engine_reader(a, engine_store(a));
	bool row;

	CHECK(db_read_begin(r) == OK);
	CHECK(db_step(db_ask(r, "SELECT wrong FROM city"), &row) == ERR_BROKEN);
	CHECK_INT(engine_count(r, CITIES), -1);
	db_read_end(r);
	CHECK(db_read_begin(r) == OK);
	CHECK_INT(engine_count(r, CITIES), 0);
	db_read_end(r);
}

static void
sound_store(struct arena *a)
{
	struct db *db = engine_store(a);
	char why[300];

	CHECK(engine_add(db, 1, "one") == OK);
	CHECK(db_sound(db, why) == OK);
	CHECK_TEXT(why, "");
}

static void
addresses(struct arena *a)
{
	static const char *const wrong[] = { "", "file.db", "sqlite:",
		"mysql://x", "postgresql://%" };
	struct db *db;
	char why[300];

	(void)a;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		CHECK(db_open(wrong[i], true, &db, why) == ERR_INPUT);
		CHECK(why[0] != '\0' && strchr(why, '\n') == NULL);
	}
	CHECK(db_open("postgresql://nobody@/x?host=/nowhere/at/all", true, &db,
		why) == ERR_BROKEN);
	CHECK(why[0] != '\0' && strchr(why, '\n') == NULL);
}

const struct test store_tests[] = {
	{ "each type of value comes back as it was put", values_come_back },
	{ "a place that was NULL first takes any value after", null_first },
	{ "text orders by its bytes and LIKE tells A from a", order_by_bytes },
	{ "two statements of a connection are read at once", two_at_once },
	{ "too few or too many values are refused", wrong_number_of_values },
	{ "wrong SQL fails alone", wrong_sql },
	{ "a reading connection cannot write", readers_cannot_write },
	{ "more built statements than are kept work", built_statements },
	{ "other SQL at an old address is other SQL", another_at_the_address },
	{ "tables and columns are listed in order", tables_are_listed },
	{ "a statement survives a change of its table", tables_change },
	{ "readers see what is committed and nothing else", only_committed },
	{ "between read_begin and read_end the store stands still", one_state },
	{ "a forgotten reading ends with read_end", left_in_the_middle },
	{ "a failure sticks until read_end", error_sticks_in_reading },
	{ "a good store is sound", sound_store },
	{ "a wrong address is refused in one line", addresses },
	{ 0 },
};
