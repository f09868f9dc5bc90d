/* SPDX-License-Identifier: Apache-2.0 */
/* Acts, alone and in groups. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine.h"

enum { THREADS = 64, ACTS = 50 };

static void
pause_ms(int ms)
{
	nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/* ---- alone ---- */

static void
unique_clash(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *w, *r = engine_reader(a, db);

	CHECK(engine_add(db, 1, "one") == OK);
	CHECK(db_write_begin(db, &w) == OK);
	CHECK(engine_insert(w, 2, "two") == OK);
	(void)!engine_insert(w, 1, "again");
	CHECK(db_settle(w) == ERR_CONFLICT);
	CHECK(db_clash(w));
	CHECK(db_touched(w) == 0);
	CHECK(engine_insert(w, 3, "three") == ERR_CONFLICT);
	CHECK_INT(engine_count(w, CITIES), -1);
	CHECK(db_write_end(db, true) == ERR_CONFLICT);
	CHECK_INT(engine_count(r, CITIES), 1);
	CHECK(engine_add(db, 2, "two") == OK);
}

static void
foreign_key_clash(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *w;
	struct db_stmt *s;
	bool row;

	CHECK(db_write_begin(db, &w) == OK);
	s = db_ask(w, "INSERT INTO tie (id, city) VALUES (?, ?)");
	db_bind_id(s, id_new());
	db_bind_id(s, id_new());
	CHECK(db_step(s, &row) == ERR_CONFLICT);
	CHECK(db_clash(w));
	CHECK(db_write_end(db, false) == OK);
	CHECK(db_write_begin(db, &w) == OK);
	s = db_ask(w, "INSERT INTO tie (id, city) VALUES (?, ?)");
	db_bind_id(s, id_new());
	db_bind_null(s);
	CHECK(db_step(s, &row) == ERR_BROKEN && !db_clash(w));
	CHECK(db_write_end(db, false) == OK);
}

static void
touched_rows(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *w;
	struct db_stmt *s;
	bool row;

	CHECK(db_write_begin(db, &w) == OK);
	for (int i = 0; i < 5; i++)
		CHECK(engine_insert(w, i, "x") == OK);
	CHECK(db_run(db_ask(w,
		"UPDATE city SET name = 'y' WHERE number > 1")) == OK);
	CHECK_INT(db_touched(w), 3);
	CHECK_INT(engine_count(w, CITIES), 5);
	s = db_ask(w, "DELETE FROM city WHERE number < ? RETURNING number");
	db_bind_int(s, 4);
	for (int i = 0; i < 4; i++)
		CHECK(db_step(s, &row) == OK && row);
	CHECK(db_step(s, &row) == OK && !row);
	CHECK_INT(db_touched(w), 4);
	CHECK(db_write_end(db, true) == OK);
}

static void
undone(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *w, *r = engine_reader(a, db);

	CHECK(db_write_begin(db, &w) == OK);
	CHECK(engine_insert(w, 1, "one") == OK);
	CHECK(db_write_end(db, false) == OK);
	CHECK_INT(engine_count(r, CITIES), 0);
	CHECK_INT(db_counts(db).acts, 1);  /* the tables */
}

/* More than one pipeline holds, mixed with reading. */
static void
large_act(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *w, *r = engine_reader(a, db);

	CHECK(db_write_begin(db, &w) == OK);
	for (int i = 0; i < 2000; i++) {
		CHECK(engine_insert(w, i, "x") == OK);
		if (i % 300 == 0)
			CHECK_INT(engine_count(w, CITIES), i + 1);
	}
	CHECK(db_write_end(db, true) == OK);
	CHECK_INT(engine_count(r, CITIES), 2000);
}

/* ---- in groups ---- */

struct one {
	struct db *db;
	int number;
	bool fail, keep;  /* breaks UNIQUE; is kept */
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
	if (it->fail)
		(void)!engine_insert(w, it->number, "x");
	it->err = db_write_end(it->db, it->keep);
	return NULL;
}

/* Queues all behind an act of our own, so that they form one group. */
static void
queue_all(struct db *db, struct one *all, int n)
{
	struct db_conn *w;

	CHECK(db_write_begin(db, &w) == OK);
	for (int i = 0; i < n; i++) {
		all[i].db = db;
		pthread_create(&all[i].thread, NULL, act_once, &all[i]);
		pause_ms(10);
	}
	CHECK(db_write_end(db, false) == OK);
	for (int i = 0; i < n; i++)
		pthread_join(all[i].thread, NULL);
}

/* Three of six are kept; true: some of them shared a COMMIT. */
static bool
six(struct db *db, int base)
{
	struct one all[] = {
		{ .number = 1, .keep = true },
		{ .number = 2, .keep = false },
		{ .number = 3, .keep = true },
		{ .number = 4, .keep = true, .fail = true },
		{ .number = 5, .keep = true },
		{ .number = 6, .keep = false },
	};
	long groups = db_counts(db).groups;

	for (int i = 0; i < 6; i++)
		all[i].number += base;
	queue_all(db, all, 6);
	for (int i = 0; i < 6; i++)
		CHECK_INT(all[i].err, all[i].fail ? ERR_CONFLICT : OK);
	return db_counts(db).groups - groups < 3;
}

/* A group is a matter of milliseconds, so on a busy machine this may have to
 * be tried again. */
static void
one_of_a_group(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	bool shared = false;
	int n;

	for (n = 0; n < 50 && !shared; n++)
		shared = six(db, 10 * n);
	CHECK(shared);
	CHECK_INT(engine_count(r, CITIES), 3 * n);
	CHECK_INT(engine_count(r, "SELECT count(*) FROM city"
		" WHERE number % 10 IN (1, 3, 5)"), 3 * n);
}

/* The first of a group, undone, leaves no transaction behind. */
static void
first_of_a_group(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct one all[] = {
		{ .number = 1, .keep = false },
		{ .number = 2, .keep = true, .fail = true },
		{ .number = 3, .keep = true },
	};

	queue_all(db, all, 3);
	CHECK(all[0].err == OK && all[1].err == ERR_CONFLICT &&
		all[2].err == OK);
	CHECK_INT(engine_count(r, CITIES), 1);
}

struct crowd {
	struct db *db;
	int first;
	atomic_int *bad;
	pthread_t thread;
};

static void *
act_often(void *arg)
{
	struct crowd *it = arg;
	struct db_conn *r;

	if (db_connect(it->db, &r) != OK)
		++*it->bad;
	else
		for (int i = 0; i < ACTS; i++) {
			char sql[80];

			/* One in ten breaks UNIQUE, and must fail alone. */
			enum err err = engine_add(it->db, i % 10 == 9 ? -1 :
				it->first + i, "x");
			if (err != (i % 10 == 9 ? ERR_CONFLICT : OK))
				++*it->bad;
			if (i % 10 == 9)
				continue;
			/* What was acknowledged can be seen by anyone. */
			snprintf(sql, sizeof sql, "SELECT count(*) FROM city"
				" WHERE number = %d", it->first + i);
			if (engine_count(r, sql) != 1)
				++*it->bad;
		}
	db_disconnect(r);
	return NULL;
}

static void
crowd(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	struct crowd all[THREADS];
	struct db_counts before, after;
	atomic_int bad = 0;

	CHECK(engine_add(db, -1, "taken") == OK);
	before = db_counts(db);
	for (int i = 0; i < THREADS; i++) {
		all[i] = (struct crowd){db, i * 1000, &bad, 0};
		pthread_create(&all[i].thread, NULL, act_often, &all[i]);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(all[i].thread, NULL);
	after = db_counts(db);
	CHECK_INT(bad, 0);
	CHECK_INT(engine_count(r, CITIES), THREADS * ACTS * 9 / 10 + 1);
	CHECK_INT(after.acts - before.acts, THREADS * ACTS * 9 / 10);
	CHECK(after.groups - before.groups < THREADS * ACTS / 2);
	CHECK_INT(after.lost, 0);
	printf("# %ld acts in %ld groups\n", after.acts - before.acts,
		after.groups - before.groups);
}

/* ---- two processes ---- */

static const char raise[] = "UPDATE city SET number = ? WHERE name = 'n'";

static enum err
raise_once(struct db *db)
{
	struct db_conn *w;
	struct db_stmt *s;
	long n;

	TRY(db_write_begin(db, &w));
	n = engine_count(w, "SELECT number FROM city WHERE name = 'n'");
	s = db_ask(w, raise);
	db_bind_int(s, n + 1);
	(void)!db_run(s);
	return db_write_end(db, true);
}

static void *
raise_often(void *arg)
{
	struct crowd *it = arg;

	for (int i = 0; i < 50;) {
		enum err err = raise_once(it->db);

		if (err == OK)
			i++;
		else if (err != ERR_AGAIN)
			++*it->bad;
		if (err != OK && err != ERR_AGAIN)
			break;
	}
	return NULL;
}

static void
two_stores(struct arena *a)
{
	const char *place = engine_place(a);
	atomic_int bad = 0;
	struct crowd all[8];
	struct db *db[2];
	struct db_conn *w, *r;
	char why[300];

	CHECK(db_open(place, true, &db[0], why) == OK);
	CHECK(db_write_begin(db[0], &w) == OK);
	CHECK(db_script(w, "CREATE TABLE city (name {text}, number {int}){end};"
		"INSERT INTO city VALUES ('n', 0);") == OK);
	CHECK(db_write_end(db[0], true) == OK);
	CHECK(db_open(place, false, &db[1], why) == OK);
	for (int i = 0; i < 8; i++) {
		all[i] = (struct crowd){db[i % 2], 0, &bad, 0};
		pthread_create(&all[i].thread, NULL, raise_often, &all[i]);
	}
	for (int i = 0; i < 8; i++)
		pthread_join(all[i].thread, NULL);
	CHECK_INT(bad, 0);
	CHECK(db_connect(db[1], &r) == OK);
	CHECK_INT(engine_count(r, "SELECT number FROM city"), 400);
	db_disconnect(r);
	db_close(db[1]);
	db_close(db[0]);
}

const struct test writer_tests[] = {
	{ "a broken UNIQUE is a clash and undoes its act", unique_clash },
	{ "a broken REFERENCES is a clash, a NULL is none", foreign_key_clash },
	{ "rows that were touched are counted", touched_rows },
	{ "an act that is not kept leaves nothing", undone },
	{ "an act of thousands of statements is one", large_act },
	{ "one act of a group fails and leaves the others", one_of_a_group },
	{ "the first act of a group may fail", first_of_a_group },
	{ "64 threads share commits and lose nothing", crowd },
	{ "two servers on one store write in turns", two_stores },
	{ 0 },
};
