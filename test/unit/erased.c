/* SPDX-License-Identifier: Apache-2.0 */
/* What an erased comment takes with it. */
#include "guest.h"
#include "test.h"

static enum err
erase(struct visit *v, void *arg)
{
	return record_erase(v, &entity_comment, *(const struct id *)arg);
}

static int64_t
rows_beside(struct guest *r, const char *table, struct id comment)
{
	struct db_stmt *s = db_say(r->db, arena_printf(r->arena,
		"SELECT count(*) FROM %s WHERE comment = ?", table));
	int64_t n = -1;
	bool row;

	db_bind_id(s, comment);
	if (CHECK_INT(db_step(s, &row), OK) && row)
		n = db_int(s, 0);
	db_done(s);
	return n;
}

/* Its place alone stays, so that the others keep their numbers. */
static void
nothing_beside_it(struct arena *a)
{
	static const char *const tables[] = { "comment_secret", "comment_near",
		"comment_identity", "comment_reading", "comment_report",
		"comment_looked", NULL };
	struct guest *r = guest_new(a, NULL);
	const char *id = r == NULL ? NULL : guest_leave(r, "Mina", "four",
		"Twenty years of letters between two cities are read aloud "
		"on the bridge this evening.", NULL);
	struct id comment;

	if (!CHECK(id != NULL) || !CHECK(id_parse(id, &comment)))
		return;
	CHECK_INT(rows_beside(r, "comment_secret", comment), 1);
	CHECK(rows_beside(r, "comment_near", comment) > 0);
	CHECK_INT(visit_write(&r->visit, erase, &comment), OK);
	for (const char *const *t = tables; *t != NULL; t++)
		CHECK_INT(rows_beside(r, *t, comment), 0);
	CHECK_INT(rows_beside(r, "comment_place", comment), 1);
}

const struct test erased_tests[] = {
	{ "an erased comment leaves nothing of its writer", nothing_beside_it },
	{0}
};
