/* SPDX-License-Identifier: Apache-2.0 */
/* An empty store for tests of what the office knows. */
#include "store.h"

#include "base/file.h"
#include "derive/derive.h"
#include "pages/pages.h"
#include "test.h"

struct store {
	struct db *db;
	struct db_conn *conn;
	const char *folder;
};

static void
store_close(void *arg)
{
	struct store *s = arg;

	if (s->conn != NULL)
		db_disconnect(s->conn);
	if (s->db != NULL)
		db_close(s->db);
	if (s->folder != NULL)
		file_remove_folder(s->folder);
}

struct visit *
store_new(struct arena *a)
{
	static const uint8_t key[SECRET_KEY] = { 7 };
	static const struct migration_step no_steps[] = {{0}};
	struct store *s = arena_alloc(a, sizeof *s);
	struct visit *v = arena_alloc(a, sizeof *v);
	struct buf faults = buf_in(a, 1 << 16);
	const struct catalogue *c = catalogue_open(a, office_entities, key,
		&faults);
	char why[300] = "";

	arena_defer(a, store_close, s);
	CHECK_TEXT(faults.at, "");
	CHECK_INT(file_temporary(a, "unit", &s->folder), OK);
	CHECK_INT(db_open(arena_printf(a, "sqlite:%s/store.db", s->folder),
		true, &s->db, why), OK);
	CHECK_TEXT(why, "");
	CHECK_INT(db_connect(s->db, &s->conn), OK);
	visit_begin(v, a, s->db, s->conn, c);
	v->roles |= ROLE_SYSTEM;
	v->who = "test";
	v->lang = LANG_EN;
	for (size_t i = 0; store_tables[i] != NULL; i++)
		CHECK_INT(migrate(v, no_steps, store_tables[i], &faults), OK);
	return v;
}
