/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many days the keys of addresses are kept.  The server is told so when it
 * is started and the job that destroys them may run on another: it stands in
 * the store, in one row.
 *
 *	comment_keeping    days
 */
#include "comment.h"
#include "inside.h"

enum { DAYS_UNLESS_SAID = 14 };

const char *const comment_keeping_tables[] = {
	"CREATE TABLE IF NOT EXISTS comment_keeping ("
	"days {int} PRIMARY KEY);",
	NULL
};

static enum err
keep_days(struct visit *v, void *arg)
{
	const int64_t *days = arg;
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM comment_keeping WHERE days <> ?");

	db_bind_int(s, *days);
	TRY(db_run(s));
	s = db_ask(v->db, "INSERT INTO comment_keeping (days) VALUES (?)"
		" ON CONFLICT (days) DO NOTHING");
	db_bind_int(s, *days);
	return db_run(s);
}

enum err
comment_keys_keep(struct visit *v, int64_t days)
{
	return visit_write(v, keep_days, &days);
}

enum err
comment_keys_days(struct visit *v, int64_t *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT days FROM comment_keeping"
		" ORDER BY days LIMIT 1");
	bool row;

	TRY(db_step(s, &row));
	*out = row ? db_int(s, 0) : DAYS_UNLESS_SAID;
	db_done(s);
	return OK;
}
