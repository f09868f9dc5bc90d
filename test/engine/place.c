/* SPDX-License-Identifier: Apache-2.0 */
/* A place for a store of a test's own, on the engine that is tried. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "engine.h"

enum db_engine
engine_kind(void)
{
	const char *store = getenv("GYORYU_STORE");

	return store != NULL && strncmp(store, "postgres", 8) == 0 ?
		DB_POSTGRES : DB_SQLITE;
}

void
engine_need(enum err err, const char *what, const char *why)
{
	if (err == OK)
		return;
	printf("# cannot go on: %s: %s\n", what, why);
	exit(1);
}

static void
remove_folder(void *path)
{
	file_remove_folder(path);
}

/* A schema of PostgreSQL is as good as a database, and quicker to make. */
static void
new_schema(struct arena *a, const char *store, const char *name)
{
	struct db_conn *w;
	char why[300];
	struct db *db;

	engine_need(db_open(store, false, &db, why), store, why);
	engine_need(db_write_begin(db, &w), "BEGIN", "");
	engine_need(db_script(w, arena_printf(a, "CREATE SCHEMA %s", name)),
		"schema", db_why(w));
	engine_need(db_write_end(db, true), "COMMIT", "");
	db_close(db);
}

const char *
engine_place(struct arena *a)
{
	const char *store = getenv("GYORYU_STORE"), *folder;
	uint8_t random[6];
	char *name;

	if (engine_kind() == DB_SQLITE) {
		engine_need(file_temporary(a, "gyoryu-engine", &folder),
			"folder", "");
		arena_defer(a, remove_folder, (void *)(uintptr_t)folder);
		return arena_printf(a, "sqlite:%s/store.db", folder);
	}
	secret_random(random, sizeof random);
	name = arena_printf(a, "t%s", secret_hex(a, random, sizeof random));
	new_schema(a, store, name);
	return arena_printf(a, "%s%coptions=-csearch_path%%3D%s", store,
		strchr(store, '?') != NULL ? '&' : '?', name);
}
