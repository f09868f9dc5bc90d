/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order of a list, and where its page begins: behind a cursor, the sort
 * value and the id of the last record of the page before:
 *
 *	v-on.323030352d30352d3138.018f…    a value in hex, "2005-05-18"
 *	n-on..018f…                        the value was absent
 *	i..018f…                           sorted by id alone
 *
 * Behind the letter stands the order, so that no other order takes it.
 * Absent values come last, upwards and downwards.
 */
#include <stdlib.h>
#include <string.h>

#include "asking.h"

/* Its order says something, and a cursor can hold its value. */
bool
query_sortable(const struct field *f)
{
	return field_columns(f) && f->kind != FIELD_REF &&
		f->kind != FIELD_CHOICES &&
		f->kind != FIELD_PLACE && f->kind != FIELD_FILE &&
		f->kind != FIELD_PROSE && f->kind != FIELD_SECRET;
}

/* Words sort by their key, everything else by its first column. */
static const struct column *
sort_column(const struct field *f)
{
	const struct column *c = field_types[f->kind].columns;

	return c[1].suffix != NULL && strcmp(c[1].suffix, "_key") == 0 ?
		&c[1] : &c[0];
}

static const char *
sort_name(struct query *q)
{
	return arena_printf(q->v->arena, "\"%s%s%s\"", q->by.leads ? "side_" :
		"", q->order->name, sort_column(q->order)->suffix);
}

/* Erased records are among the hidden ones, and have no values at all. */
static bool
sort_may_lack(const struct query *q)
{
	return q->hidden || !(q->order->flags & REQUIRED);
}

/* What is compared with text must be text, with numbers a number: an engine
 * may refuse anything else, and a cursor is only what somebody sent. */
static bool
cursor_fits(const struct query *q, const char *bytes, size_t n)
{
	enum db_type type = sort_column(q->order)->type;
	const char *taken;
	char *end;

	if (type == DB_INT) {
		(void)strtoll(bytes, &end, 10);
		return n > 0 && end == bytes + n;
	}
	return type != DB_TEXT ||
		text_take(q->v->arena, bytes, n, &taken) == TEXT_GOOD;
}

/* Where the next page begins, from the cursor's parts. */
static void
continue_behind(struct query *q, char type, const char *hex, struct id id)
{
	const char *beyond = q->down ? "<" : ">", *name;
	size_t n = strlen(hex) / 2;
	char *bytes = arena_alloc(q->v->arena, n + 1);
	enum db_type as;
	struct bound *b;

	if (type == 'i') {         /* by id alone */
		buf_printf(&q->where, " AND %s %s ?", query_id(q), beyond);
		query_bind(q, BOUND_ID)->id = id;
		return;
	}
	name = sort_name(q);
	if (type == 'n') {
		buf_printf(&q->where, " AND %s IS NULL AND %s %s ?", name,
			query_id(q), beyond);
		query_bind(q, BOUND_ID)->id = id;
		return;
	}
	if (!secret_unhex(hex, bytes, n) || !cursor_fits(q, bytes, n)) {
		query_wrong(q, "after", "error.bad-cursor");
		return;
	}
	/* Both at once, so that an index is entered there. */
	buf_printf(&q->where, " AND ((%s, %s) %s (?, ?)%s%s%s)", name,
		query_id(q), beyond, sort_may_lack(q) ? " OR " : "",
		sort_may_lack(q) ? name : "",
		sort_may_lack(q) ? " IS NULL" : "");
	as = sort_column(q->order)->type;
	b = query_bind(q, as == DB_INT ? BOUND_INT : as == DB_TEXT ?
		BOUND_TEXT : BOUND_BLOB);
	b->text = bytes;
	b->number = strtoll(bytes, NULL, 10);
	b->blob = (const uint8_t *)bytes;
	b->n = n;
	query_bind(q, BOUND_ID)->id = id;
}

/* The order as a cursor holds it: "-on", "" by id, "-" by id downwards. */
static const char *
order_name(const struct query *q)
{
	return arena_printf(q->v->arena, "%s%s", q->down ? "-" : "",
		q->order != NULL ? q->order->name : "");
}

void
cursor_read(struct query *q)
{
	const char *order = order_name(q);
	const char *dot = strchr(q->after, '.');
	const char *end = dot ? strchr(dot + 1, '.') : NULL;
	char type = q->after[0];
	struct id id;

	if (end == NULL || strchr("nvi", type) == NULL ||
	    dot != q->after + 1 + strlen(order) ||
	    memcmp(q->after + 1, order, strlen(order)) != 0 ||
	    !id_parse(end + 1, &id) || (type == 'i') != (q->order == NULL)) {
		query_wrong(q, "after", "error.bad-cursor");
		return;
	}
	continue_behind(q, type, arena_copy(q->v->arena, dot + 1,
		(size_t)(end - dot - 1)), id);
}

/* The cursor behind a record: its sort value stands in a column of its row,
 * which was read as `value`. */
const char *
cursor_behind(struct query *q, const struct record *r, const char *value,
	size_t n)
{
	char id[ID_TEXT];

	id_print(r->id, id);
	return arena_printf(q->v->arena, "%c%s.%s.%s",
		q->order == NULL ? 'i' : value == NULL ? 'n' : 'v',
		order_name(q), q->order != NULL && value != NULL ?
		secret_hex(q->v->arena, value, n) : "", id);
}

void
cursor_order(struct query *q, struct buf *sql)
{
	const char *way = q->down ? " DESC" : "";

	buf_text(sql, " ORDER BY ");
	if (q->order != NULL)
		buf_printf(sql, "%s%s%s, ", sort_name(q), way,
			sort_may_lack(q) ? " NULLS LAST" : "");
	buf_printf(sql, "%s%s LIMIT ?", query_id(q), way);
}

/* How many columns stand before the one that sorts. */
static int
sort_at(const struct query *q)
{
	int at = PLAN_FIRST;

	for (const struct field *f = q->plan->of->fields; f != q->order; f++) {
		if (!field_columns(f))
			continue;
		for (const struct column *c = field_types[f->kind].columns;
		    c->suffix != NULL; c++)
			at++;
	}
	return at + (int)(sort_column(q->order) -
		field_types[q->order->kind].columns);
}

/* The sort value of the row, kept, for the cursor; NULL: absent. */
const char *
cursor_value(struct query *q, struct db_stmt *s, size_t *n)
{
	int at = q->order != NULL ? sort_at(q) : 0;
	enum db_type type;
	struct bytes b;

	*n = 0;
	if (q->order == NULL || db_null(s, at))
		return NULL;
	type = sort_column(q->order)->type;
	if (type == DB_INT) {
		b.at = arena_printf(q->v->arena, "%lld",
			(long long)db_int(s, at));
		b.n = strlen(b.at);
		*n = b.n;
		return b.at;
	}
	b = type == DB_TEXT ? (struct bytes){ db_text(s, at),
		strlen(db_text(s, at)) } : db_blob(s, at);
	*n = b.n;
	return arena_copy(q->v->arena, b.at, b.n);
}
