/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests of db/ against a real store: the same sentences hold on both engines.
 * $GYORYU_STORE is postgresql://…, or not set: SQLite in a new folder.
 */
#ifndef ENGINE_TEST_H
#define ENGINE_TEST_H

#include "../unit/test.h"
#include "db/db.h"

extern const struct test store_tests[], writer_tests[], fault_tests[],
	search_tests[], turns_tests[];
/* Of one engine only. */
extern const struct test sqlite_tests[], postgres_tests[];

/* ---- place.c, for test/record too ---- */

/* The engine that is tried. */
enum db_engine engine_kind(void);
/* Ends the program when err is not OK: without it nothing can be tried. */
void engine_need(enum err err, const char *what, const char *why);
/* The address of a store of its own, empty; gone with a. */
const char *engine_place(struct arena *a);

/* ---- main.c, which says what tables there are ---- */

/* It opened, with the tables in it; closed with a. */
struct db *engine_store(struct arena *a);
/* A reading connection; closed with a. */
struct db_conn *engine_reader(struct arena *a, struct db *db);

/* INSERT of a city in an act of its own. */
enum err engine_add(struct db *db, int number, const char *name);
/* The same on the writing connection, within an act. */
enum err engine_insert(struct db_conn *w, int number, const char *name);
/* How many rows sql counts; -1: it failed. */
long engine_count(struct db_conn *conn, const char *sql);

#define CITIES "SELECT count(*) FROM city"

#endif
