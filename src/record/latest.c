/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The latest of each group, looked up where it stands: one statement that
 * walks what is pointed at (and each choice) and enters an index there.
 *
 *	SELECT t."id", c."column1", (SELECT "side_on" FROM
 *	    (SELECT "owner" AS "side_owner", "on" AS "side_on"
 *	     FROM "exchange_ties"
 *	     WHERE "target" = t."id" AND "type" = c."column1") side
 *	    CROSS JOIN "exchange" WHERE "id" = "side_owner" AND …
 *	    ORDER BY "side_on" DESC LIMIT 1)
 *	FROM "tie" t CROSS JOIN (VALUES ('visit'), ('talks'), …) c
 */
#include <string.h>

#include "asking.h"
#include "tally.h"

struct latest {
	struct query *q;
	const struct field *at, *choice;  /* choice NULL: none */
};

static bool
kept_along(const struct field *at, const char *name, size_t from)
{
	for (size_t i = from; i < ALONG_MOST && at->along[i] != NULL; i++)
		if (strcmp(at->along[i], name) == 0)
			return true;
	return false;
}

/* Is there an index that finds it so? */
static bool
fits(const struct latest *l, const char *of)
{
	const char *order = l->q->plan->of->order;

	if (l->at->kind == FIELD_REF)
		return l->choice == NULL && order != NULL &&
			strcmp(order + (*order == '-'), of) == 0;
	return l->at->kind == FIELD_REFS && (l->q->by.of == NULL ||
		l->q->by.of->field == l->at) && l->at->along[0] != NULL &&
		strcmp(l->at->along[0], of) == 0 && (l->choice == NULL ||
		(l->choice->kind == FIELD_CHOICE &&
		kept_along(l->at, l->choice->name, 1)));
}

static enum err
take(struct latest *l, const char *by, const char *of)
{
	struct query *q = l->q;
	size_t n = strcspn(by, " ");

	l->at = query_askable(q, arena_copy(q->v->arena, by, n));
	if (by[n] == ' ')
		l->choice = query_askable(q, by + n + 1);
	if (l->at == NULL || (by[n] == ' ' && l->choice == NULL) ||
	    query_askable(q, of) == NULL)
		query_wrong(q, by, "error.unknown-field");
	else if (!fits(l, of))
		query_wrong(q, by, "error.cannot-filter");
	return q->err;
}

static void
say_found(const struct latest *l, const char *of, struct buf *sql)
{
	const char *table = l->q->plan->of->name;

	if (l->at->kind == FIELD_REF) {
		buf_printf(sql, "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" ="
			" t.\"id\" AND \"%s\" IS NOT NULL%s ORDER BY \"%s\"",
			of, table, l->at->name, of, l->q->where.at, of);
		return;
	}
	buf_printf(sql, "SELECT \"side_of\" FROM (SELECT \"owner\" AS"
		" \"side_owner\", \"%s\" AS \"side_of\" FROM \"%s_%s\""
		" WHERE \"target\" = t.\"id\" AND \"%s\" IS NOT NULL", of,
		table, l->at->name, of);
	if (l->choice != NULL)
		buf_printf(sql, " AND \"%s\" = c.\"column1\"",
			l->choice->name);
	buf_printf(sql, ") side CROSS JOIN \"%s\" WHERE \"id\" ="
		" \"side_owner\"%s ORDER BY \"side_of\"", table,
		l->q->where.at);
}

static const char *
say(const struct latest *l, const char *of)
{
	struct arena *a = l->q->v->arena;
	struct buf sql = buf_in(a, 1 << 16);
	const char *choice;

	if (l->q->by.of != NULL)
		buf_printf(&sql, "WITH one AS (SELECT \"id\" FROM \"%s\""
			" WHERE \"id\" = ?) ", l->at->to->name);
	buf_printf(&sql, "SELECT t.\"id\", %s, (", l->choice != NULL ?
		"c.\"column1\"" : "NULL");
	say_found(l, of, &sql);
	buf_printf(&sql, " DESC LIMIT 1) FROM \"%s\" t",
		l->q->by.of != NULL ? "one" : l->at->to->name);
	for (size_t i = 0; l->choice != NULL && (choice = field_choice(a,
		l->choice, i)) != NULL; i++)
		buf_printf(&sql, "%s('%s')", i == 0 ?
			" CROSS JOIN (VALUES " : ", ", choice);
	if (l->choice != NULL)
		buf_text(&sql, ") c");
	return sql.at;
}

static struct tally_row *
row_next(struct visit *v, struct tally *out, size_t *room)
{
	struct tally_row *old = out->at;

	if (out->n == *room) {
		*room = 2 * *room + 64;
		out->at = arena_alloc(v->arena, *room * sizeof *out->at);
		if (old != NULL)
			memcpy(out->at, old, out->n * sizeof *old);
	}
	return &out->at[out->n++];
}

enum err
query_latest(struct query *q, const char *by, const char *of,
	struct tally *out)
{
	struct query copy = query_copy(q);
	struct latest l = { .q = &copy };
	struct arena *a = q->v->arena;
	struct db_stmt *s;
	size_t room = 0;
	bool row;

	*out = (struct tally){ 0 };
	TRY(take(&l, by, of));
	sight_where(&copy);
	s = db_say(q->v->db, say(&l, of));
	query_bind_all(&copy, s);
	for (;;) {
		struct tally_row *next;

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (db_null(s, 2))
			continue;
		next = row_next(q->v, out, &room);
		next->key[0] = id_text(a, db_id(s, 0));
		next->key[1] = l.choice != NULL ? arena_text(a, db_text(s, 1)) :
			NULL;
		next->text[0] = arena_text(a, db_text(s, 2));
	}
}
