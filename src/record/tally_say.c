/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A tally in SQL.  The query's own conditions stand in an inner SELECT, where
 * its table has its own name; what is grouped and summed is given a name
 * there, and sides are joined outside:
 *
 *	SELECT r.k0, s1."target", COUNT(*), CAST(… SUM(r.o0) …)
 *	FROM (SELECT "id", "type" AS k0, "ours" AS o0 FROM "exchange"
 *	      WHERE 1 = 1 AND …) r
 *	LEFT JOIN "exchange_ties" s1 ON s1."owner" = r."id"
 *	GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2 NULLS LAST LIMIT ?
 */
#include <string.h>

#include "tallying.h"

/* What a date begins with, or ends with where its beginning is open. */
static void
say_date(struct buf *sql, const char *name, const char *part)
{
	const char *known = "CASE WHEN SUBSTR(\"%s\", 1, 3) = '../'"
		" THEN SUBSTR(\"%s\", 4) ELSE \"%s\" END";
	bool month = strcmp(part, "month") == 0;

	if (month) {
		buf_text(sql, "CASE WHEN SUBSTR(");
		buf_printf(sql, known, name, name, name);
		buf_text(sql, ", 5, 1) = '-' THEN ");
	}
	buf_text(sql, "SUBSTR(");
	buf_printf(sql, known, name, name, name);
	buf_printf(sql, ", 1, %d)%s", month ? 7 : 4, month ? " END" : "");
}

/* whole: dates are read as they stand, and nothing is grouped. */
static void
say_key(struct buf *sql, const struct tallying *t, size_t i, bool whole)
{
	const struct tally_term *is = &t->by[i];
	const char *name = is->field->name;

	if (!field_columns(is->field))
		return;
	buf_text(sql, ", ");
	if (is->field->kind == FIELD_DATE && *is->part != '\0' && !whole)
		say_date(sql, name, is->part);
	else
		buf_printf(sql, "\"%s%s%s\"", name, is->field->kind ==
			FIELD_MONEY ? "_" : "", is->field->kind ==
			FIELD_MONEY ? is->part : "");
	buf_printf(sql, " AS k%zu_%zu", t->nth, i);
}

static void
say_inner(const struct tallying *t, size_t n, struct buf *sql, bool whole)
{
	buf_printf(sql, "(SELECT \"%s\".\"id\" AS \"id\"",
		t->q->plan->of->name);
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; i < t[k].keys; i++)
			say_key(sql, &t[k], i, whole);
	for (size_t i = 0; i < t->sums; i++) {
		const struct tally_term *is = &t->of[i];

		if (is->as == TERM_DISTINCT)
			continue;
		buf_printf(sql, ", \"%s\"", is->field->name);
		if (is->other != NULL)
			buf_printf(sql, " * \"%s\"", is->other->name);
		buf_printf(sql, " AS o%zu", i);
	}
	buf_char(sql, ' ');
	query_from(t->q, sql);
	buf_text(sql, ") r");
}

static void
say_sums(const struct tallying *t, struct buf *sql)
{
	buf_text(sql, "COUNT(*)");
	for (size_t i = 0; i < t->sums; i++)
		switch (t->of[i].as) {
		case TERM_SUM:
			buf_printf(sql, ", CAST(COALESCE(SUM(r.o%zu), 0)"
				" AS BIGINT)", i);
			break;
		case TERM_MOST:
			buf_printf(sql, ", MAX(r.o%zu)", i);
			break;
		case TERM_LEAST:
			buf_printf(sql, ", MIN(r.o%zu)", i);
			break;
		case TERM_DISTINCT:
			buf_text(sql, ", 0");
			break;
		}
}

static void
say_keys(const struct tallying *t, struct buf *sql)
{
	for (size_t i = 0; i < t->keys; i++)
		if (field_columns(t->by[i].field))
			buf_printf(sql, "r.k%zu_%zu, ", t->nth, i);
		else
			buf_printf(sql, "s%zu_%zu.\"target\", ", t->nth, i);
}

static void
say_sides(const struct tallying *t, struct buf *sql)
{
	for (size_t i = 0; i < t->keys; i++)
		if (!field_columns(t->by[i].field))
			buf_printf(sql, " LEFT JOIN \"%s_%s\" s%zu_%zu ON"
				" s%zu_%zu.\"owner\" = r.\"id\"",
				t->q->plan->of->name, t->by[i].field->name,
				t->nth, i, t->nth, i);
}

static void
say_groups(const struct tallying *t, struct buf *sql)
{
	for (size_t i = 0; i < t->keys; i++)
		buf_printf(sql, "%s%zu", i > 0 ? ", " : " GROUP BY ", i + 1);
	for (size_t i = 0; i < t->keys; i++)
		buf_printf(sql, "%s%zu NULLS LAST", i > 0 ? ", " :
			" ORDER BY ", i + 1);
	buf_text(sql, " LIMIT ?");
}

const char *
tally_say(const struct tallying *t, const struct tally_term *apart)
{
	struct buf sql = buf_in(t->q->v->arena, 1 << 16);
	const char *table = t->q->plan->of->name;

	t->q->by.among = apart == NULL ? NULL : arena_printf(t->q->v->arena,
		"%s_%s", table, apart->field->name);
	buf_text(&sql, "SELECT ");
	say_keys(t, &sql);
	if (apart == NULL)
		say_sums(t, &sql);
	else
		buf_printf(&sql, "COUNT(DISTINCT m.\"%s\")",
			apart->other->name);
	buf_text(&sql, " FROM ");
	say_inner(t, 1, &sql, false);
	say_sides(t, &sql);
	if (apart != NULL)
		buf_printf(&sql, " JOIN \"%s\" m ON m.\"owner\" ="
			" r.\"id\"", t->q->by.among);
	say_groups(t, &sql);
	return sql.at;
}

/* The place of the target; 0 where there is none. */
static void
say_place(const struct tallying *t, size_t n, struct buf *sql)
{
	for (size_t k = 0; k < n; k++)
		for (size_t i = 0; n > 1 && i < t[k].keys; i++)
			if (!field_columns(t[k].by[i].field)) {
				buf_printf(sql, "s%zu_%zu.\"place\", ",
					t[k].nth, i);
				return;
			}
	buf_text(sql, "0, ");
}

const char *
tally_say_each(const struct tallying *t, size_t n)
{
	struct buf sql = buf_in(t->q->v->arena, 1 << 16);

	buf_text(&sql, "SELECT ");
	for (size_t i = 0; i < t->sums; i++)
		if (t->of[i].as == TERM_DISTINCT)
			buf_text(&sql, "NULL, ");
		else
			buf_printf(&sql, "r.o%zu, ", i);
	say_place(t, n, &sql);
	for (size_t k = 0; k < n; k++)
		say_keys(&t[k], &sql);
	buf_text(&sql, "0 FROM ");
	say_inner(t, n, &sql, true);
	for (size_t k = 0; k < n; k++)
		say_sides(&t[k], &sql);
	return sql.at;
}
