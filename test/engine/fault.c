/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The 1st, 2nd, 3rd … call to the engine fails, until nothing fails any more.
 * After each one the store is whole: an act is there with all its rows, or
 * not at all; what was acknowledged is there; and the next act works.
 */
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "engine.h"

/* A city with two ties. */
static enum err
city_and_ties(struct db_conn *w, int number)
{
	struct id city = id_new();
	struct db_stmt *s;
	bool row;

	s = db_ask(w, "INSERT INTO city (id, number, name) VALUES (?, ?, 'x')");
	db_bind_id(s, city);
	db_bind_int(s, number);
	TRY(db_run(s));
	s = db_ask(w, "SELECT count(*) FROM city");
	TRY(db_step(s, &row));
	db_done(s);
	for (int i = 0; i < 2; i++) {
		s = db_ask(w, "INSERT INTO tie (id, city) VALUES (?, ?)");
		db_bind_id(s, id_new());
		db_bind_id(s, city);
		TRY(db_run(s));
	}
	return OK;
}

static enum err
act(struct db *db, int number)
{
	struct db_conn *w;
	enum err err, end;

	TRY(db_write_begin(db, &w));
	err = city_and_ties(w, number);
	end = db_write_end(db, err == OK);
	return err != OK ? err : end;
}

static bool
whole(struct db_conn *r, int cities)
{
	return CHECK_INT(engine_count(r, CITIES), cities) &&
		CHECK_INT(engine_count(r, "SELECT count(*) FROM tie"),
			2 * cities);
}

static void
alone(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	int kept = 0, failures = 0;

	for (long nth = 1; nth < 50; nth++) {
		enum err err;

		db_fault(db, nth);
		err = act(db, (int)nth);
		kept += err == OK;
		failures += err != OK;
		if (db_fault(db, 0) < nth)
			break;
		CHECK(err != OK);
		if (!whole(r, kept))
			return;
	}
	CHECK(failures >= 8);
	CHECK_INT(kept, 1);
	CHECK(whole(r, kept));
	CHECK(act(db, 1000) == OK);
	CHECK(whole(r, kept + 1));
}

/* Undoing fails, too. */
static void
undoing(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db), *w;
	long calls = 0;

	for (long nth = 1; nth <= calls + 1; nth++) {
		if (db_write_begin(db, &w) != OK)
			return;
		(void)!city_and_ties(w, (int)nth);
		db_fault(db, nth);
		CHECK(db_write_end(db, false) == OK);
		calls = db_fault(db, 0);
		CHECK(whole(r, 0));
	}
	CHECK(act(db, 1) == OK);
	CHECK(whole(r, 1));
}

struct one {
	struct db *db;
	int number;
	bool keep;
	enum err err;
	pthread_t thread;
};

static void *
act_once(void *arg)
{
	struct one *it = arg;
	struct db_conn *w;
	enum err err;

	it->err = db_write_begin(it->db, &w);
	if (it->err != OK)
		return NULL;
	err = city_and_ties(w, it->number);
	it->err = db_write_end(it->db, it->keep && err == OK);
	if (it->err == OK)
		it->err = err;
	return NULL;
}

static int
group(struct db *db, int first)
{
	struct one all[4];
	struct db_conn *w;
	int kept = 0;

	if (!CHECK(db_write_begin(db, &w) == OK))
		return 0;
	for (int i = 0; i < 4; i++) {
		all[i] = (struct one){ .db = db, .number = first + i,
			.keep = i != 2 };
		pthread_create(&all[i].thread, NULL, act_once, &all[i]);
		nanosleep(&(struct timespec){0, 5000000}, NULL);
	}
	CHECK(db_write_end(db, false) == OK);
	for (int i = 0; i < 4; i++) {
		pthread_join(all[i].thread, NULL);
		kept += all[i].keep && all[i].err == OK;
	}
	return kept;
}

static void
in_a_group(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	int kept = 0;
	long nth;

	for (nth = 3; nth < 100; nth++) {
		db_fault(db, nth);
		kept += group(db, (int)nth * 10);
		if (db_fault(db, 0) < nth)
			break;
		if (!whole(r, kept))
			return;
	}
	CHECK(nth > 30 && nth < 100);
	CHECK(kept >= 3);
	CHECK(whole(r, kept));
	CHECK_INT(group(db, 10000), 3);
}

static void
in_reading(struct arena *a)
{
	struct db *db = engine_store(a);
	struct db_conn *r = engine_reader(a, db);
	long n, nth;

	CHECK(engine_add(db, 1, "one") == OK);
	for (nth = 1; nth < 10; nth++) {
		db_fault(db, nth);
		n = -1;
		if (db_read_begin(r) == OK) {
			n = engine_count(r, CITIES);
			db_read_end(r);
		}
		if (db_fault(db, 0) < nth)
			break;
		CHECK_INT(n, -1);
	}
	CHECK_INT(nth, 4);
	CHECK_INT(n, 1);
}

const struct test fault_tests[] = {
	{ "an act is there wholly or not at all, whatever fails", alone },
	{ "an act that is undone is gone, whatever fails", undoing },
	{ "in a group what is acknowledged is there, whatever fails", in_a_group },
	{ "a reading that failed works when asked again", in_reading },
	{ 0 },
};
