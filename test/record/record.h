/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tests of record/ and of what derive/ does with a store: the same sentences
 * on both engines, over toys and their makers (toys.c), which are no kind of
 * record that the program has.  $GYORYU_STORE as for test/engine.
 *
 * JSON is written with ' for ".
 */
#ifndef RECORD_TEST_H
#define RECORD_TEST_H

#include "../engine/engine.h"
#include "../unit/test.h"
#include "derive/derive.h"

extern const struct test kind_tests[], write_tests[], merge_tests[],
	erase_tests[], history_tests[], sight_tests[], query_tests[],
	page_tests[], job_tests[], catalogue_tests[], migration_tests[],
	import_tests[], export_tests[], asking_tests[], tally_tests[],
	house_tests[], friend_tests[], memory_tests[], memory_news_tests[];

/* ---- toys.c ---- */

/* A toy has a field of every kind; a maker has few.  toy_kinds: both. */
extern const struct entity entity_toy, entity_maker;
extern const struct entity *const toy_kinds[];

/* Houses on one store: each has its games (with remarks) and schemes with
 * friends, who are shown some of them; and porters, who are nobody else's. */
extern const struct entity entity_house, entity_friend, entity_game,
	entity_remark, entity_scheme, entity_porter;
extern const struct entity *const house_kinds[];

/* ---- acts.c ---- */

#define NOW 1731017400000  /* 2024-11-08T07:10+09:00, of every new visit */

/* The program's own visit, in English, to a new store of these kinds; all
 * gone with a. */
struct visit *store_new(struct arena *a);
struct visit *store_of(struct arena *a, const struct entity *const *kinds);
/* Where its store lies. */
const char *store_place(struct visit *v);
/* Another visit to the same store, with roles of its own. */
struct visit *store_visit(struct visit *v, unsigned roles, const char *who);
/* The store from now on under these tables. */
enum err store_move(struct visit *v, const struct entity *const *kinds,
	const struct migration_step *steps, struct buf *faults);

/* JSON as printf makes it, ' for "; kept in v. */
json_t *json_of(struct visit *v, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Sorted, in one line, ' for ". */
const char *dump_of(struct visit *v, json_t *json);

/* Whole acts.  make: CHECKs that it went well. */
struct record *make(struct visit *v, const struct entity *of, const char *fmt,
	...) __attribute__((format(printf, 3, 4)));
enum err try_make(struct visit *v, const struct entity *of, json_t *in,
	struct record **out);
enum err change(struct visit *v, struct id id, int64_t seen, json_t *in,
	struct record **out);
enum err hide(struct visit *v, struct id id);
enum err unhide(struct visit *v, struct id id);
enum err erase(struct visit *v, struct id id);
enum err restore(struct visit *v, struct id id, int64_t revision,
	struct record **out);
/* A small PNG of its own for each colour; its FILE value as JSON with '. */
const char *picture(struct visit *v, int colour);

/* The toy as it stands in the store. */
struct record *toy_now(struct visit *v, struct id id);
/* Is the problem among those of the visit? field NULL: of the whole. */
bool said(struct visit *v, const char *field, const char *key);
/* A number that SQL asks for; its first column. */
int64_t asked(struct visit *v, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* SQL behind everybody's back, ' for ' here. */
void tamper(struct visit *v, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* An id as SQL of this engine. */
const char *sql_id(struct visit *v, struct id id);
/* Does the word stand anywhere in the store: in any column of any row, as
 * bytes of any file? */
bool store_holds(struct visit *v, const char *word);
/* 0: whole. */
int64_t broken_at(struct visit *v, bool deep);

#endif
