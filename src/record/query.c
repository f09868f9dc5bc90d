/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists of records.  A query gathers conditions and the values to bind, in
 * the order of their marks, and is put into words once, at query_run.
 *
 * How they are ordered and where a page begins is in cursor.c.
 */
#include <stdlib.h>
#include <string.h>

#include "asking.h"

struct query *
query_of(struct visit *v, const struct entity *of)
{
	struct query *q = arena_alloc(v->arena, sizeof *q);

	q->v = v;
	q->plan = plan_of(v->catalogue, of);
	q->where = buf_in(v->arena, 1 << 14);
	q->limit = 50;
	if ((of->read & v->roles) == 0)
		q->err = fail(v, ERR_DENIED, "error.denied");
	query_order(q, of->order);
	return q;
}

const struct entity *
query_entity(const struct query *q)
{
	return q->plan->of;
}

/* The first mistake sticks. */
void
query_wrong(struct query *q, const char *name, const char *key)
{
	if (q->err == OK)
		q->err = fail_field(q->v, name, key, NULL, NULL);
}

struct bound *
query_bind(struct query *q, int as)
{
	if (q->bounds == BOUND_MOST) {
		query_wrong(q, "query", "error.too-many");
		return &q->bound[0];
	}
	q->bound[q->bounds].as = as;
	return &q->bound[q->bounds++];
}

static void
bind_text(struct query *q, const char *text)
{
	query_bind(q, BOUND_TEXT)->text = text;
}

void
query_reads(struct query *q, const struct field *f)
{
	unsigned read = f->read != 0 ? f->read : q->plan->of->read;

	if (!(read & ROLE_ANYONE) && visit_partner(q->v))
		q->narrow = true;
}

const struct field *
query_askable(struct query *q, const char *name)
{
	const struct entity *of = q->plan->of;
	const struct field *f = field_named(of->fields, name);

	if (f == NULL || !field_readable(q->v, of, f) ||
	    !((f->flags & (LISTED | FILTERED | UNIQUE)) ||
	    f->kind == FIELD_SLUG))
		return NULL;
	query_reads(q, f);
	return f;
}

/* ---- conditions ---- */

static const char *
column_of(struct query *q, const struct field *f)
{
	return arena_printf(q->v->arena, "\"%s\"", f->name);
}

/* The first and the last millisecond that a moment or a day can mean. */
static bool
moments_of(struct query *q, const char *value, int64_t *first, int64_t *last)
{
	bool day = strlen(value) == 10;
	char zone[64];

	if (!moment_parse(day ? arena_printf(q->v->arena, "%sT00:00", value) :
	    value, q->v->zone, first, zone))
		return false;
	*last = *first;
	if (day && moment_parse(arena_printf(q->v->arena, "%sT23:59", value),
	    q->v->zone, last, zone))
		*last += 59999;
	return true;
}

/* A moment is compared with a day or a moment, as milliseconds. */
static void
where_moment(struct query *q, const struct field *f, enum query_test test,
	const char *value)
{
	const char *column = column_of(q, f);
	int64_t first, last;

	if (test == QUERY_BEGINS) {
		query_wrong(q, f->name, "error.cannot-filter");
		return;
	}
	if (!moments_of(q, value, &first, &last)) {
		query_wrong(q, f->name, "error.not-a-moment");
		return;
	}
	if (test == QUERY_FROM || test == QUERY_UNTIL) {
		buf_printf(&q->where, " AND %s %s ?", column,
			test == QUERY_FROM ? ">=" : "<=");
		query_bind(q, BOUND_INT)->number = test == QUERY_FROM ? first :
			last;
		return;
	}
	buf_printf(&q->where, " AND %s %sBETWEEN ? AND ?", column,
		test == QUERY_IS_NOT ? "NOT " : "");
	query_bind(q, BOUND_INT)->number = first;
	query_bind(q, BOUND_INT)->number = last;
}

/* A text behind all that begin so: with the last character that there is,
 * since it must be UTF-8 itself. */
static const char *
behind(struct arena *a, const char *text)
{
	return arena_printf(a, "%s\xf4\x8f\xbf\xbf", text);
}

static void
where_begins(struct query *q, const struct field *f, const char *value)
{
	const struct column *c = field_types[f->kind].columns;

	if (c[0].suffix == NULL || c[0].type != DB_TEXT ||
	    c[1].suffix != NULL) {
		query_wrong(q, f->name, "error.cannot-filter");
		return;
	}
	buf_printf(&q->where, " AND %s >= ? AND %s < ?", column_of(q, f),
		column_of(q, f));
	bind_text(q, value);
	bind_text(q, behind(q->v->arena, value));
}

/* Among the words of a CHOICES column. */
static void
where_chosen(struct query *q, const struct field *f, const char *value)
{
	if (!field_has_choice(f, value)) {
		query_wrong(q, f->name, "error.not-there");
		return;
	}
	buf_printf(&q->where, " AND ' ' || %s || ' ' LIKE ?", column_of(q, f));
	bind_text(q, arena_printf(q->v->arena, "%% %s %%", value));
}

static const struct side *
side_of(const struct plan *p, const struct field *f)
{
	size_t i = 0;

	while (p->sides[i].field != f)
		i++;
	return &p->sides[i];
}

/* One of some words. */
static void
where_among(struct query *q, const struct field *f, const char *words)
{
	const char *comma = "";

	if (f->kind != FIELD_CHOICE) {
		query_wrong(q, f->name, "error.cannot-filter");
		return;
	}
	buf_printf(&q->where, " AND %s IN (", column_of(q, f));
	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		buf_printf(&q->where, "%s?", comma);
		bind_text(q, arena_copy(q->v->arena, words, n));
		words += n + strspn(words + n, " ");
		comma = ", ";
	}
	buf_text(&q->where, ")");
}

static void
where_has(struct query *q, const struct field *f, const char *value)
{
	struct id id;

	if (f->kind == FIELD_CHOICES) {
		where_chosen(q, f, value);
		return;
	}
	if (f->kind != FIELD_REFS || !id_parse(value, &id)) {
		query_wrong(q, f->name, "error.not-there");
		return;
	}
	if (q->by.of == NULL && f->along[0] != NULL) {
		q->by.of = side_of(q->plan, f);
		q->by.target = id;
		return;
	}
	/* Not EXISTS: for that SQLite would walk all records. */
	buf_printf(&q->where, " AND \"id\" IN (SELECT \"owner\" FROM"
		" \"%s_%s\" WHERE \"target\" = ?)", q->plan->of->name,
		f->name);
	query_bind(q, BOUND_ID)->id = id;
}

/* Has it a value, or any rows? */
static void
where_there(struct query *q, const struct field *f, bool there)
{
	const char *entity = q->plan->of->name;

	if (field_columns(f))
		buf_printf(&q->where, " AND \"%s%s\" IS %sNULL", f->name,
			field_types[f->kind].columns[0].suffix,
			there ? "NOT " : "");
	else
		buf_printf(&q->where, " AND %sEXISTS (SELECT 1 FROM \"%s_%s\""
			" s WHERE s.\"owner\" = \"%s\".\"id\")",
			there ? "" : "NOT ", entity, f->name, entity);
}

static void
where_value(struct query *q, const struct field *f, enum query_test test,
	const char *value)
{
	static const char *const signs[QUERY__MAX] = {
		[QUERY_IS] = "=", [QUERY_IS_NOT] = "<>",
		[QUERY_FROM] = ">=", [QUERY_UNTIL] = "<=",
	};
	struct taking t = { q->v, q->plan->of, f, f->name, NULL };
	json_t *canonical = NULL;
	struct bound *b;
	enum err err;

	if (f->kind == FIELD_DATE && test == QUERY_UNTIL) {
		buf_printf(&q->where, " AND %s < ?", column_of(q, f));
		bind_text(q, behind(q->v->arena, value));
		return;
	}
	if (field_types[f->kind].columns[0].suffix == NULL ||
	    field_types[f->kind].columns[1].suffix != NULL) {
		query_wrong(q, f->name, "error.cannot-filter");
		return;
	}
	err = field_take(&t, keep(q->v, json_string(value)), &canonical);
	if (err != OK) {
		q->err = q->err != OK ? q->err : err;
		return;
	}
	if (canonical == NULL) {
		query_wrong(q, f->name, "error.required");
		return;
	}
	buf_printf(&q->where, " AND %s %s ?", column_of(q, f), signs[test]);
	b = query_bind(q, BOUND_VALUE);
	b->field = f;
	b->value = keep(q->v, canonical);
}

/* Of which each value may be that of half the records. */
static const bool few_values[FIELD__MAX] = {
	[FIELD_CHOICE] = true,  [FIELD_CHOICES] = true, [FIELD_FLAG] = true,
	[FIELD_COUNTRY] = true, [FIELD_LANGUAGE] = true,
};

void
query_where(struct query *q, const char *field, enum query_test test,
	const char *value)
{
	const struct field *f = query_askable(q, field);

	if (f != NULL && !(few_values[f->kind] || test == QUERY_IS_NOT ||
	    test == QUERY_ABSENT || test == QUERY_THERE))
		q->picks = true;
	q->tests++;
	if (f == NULL)
		query_wrong(q, field, "error.unknown-field");
	else if (test == QUERY_ABSENT || test == QUERY_THERE)
		where_there(q, f, test == QUERY_THERE);
	else if (test == QUERY_HAS)
		where_has(q, f, value);
	else if (test == QUERY_AMONG)
		where_among(q, f, value);
	else if (f->kind == FIELD_MOMENT)
		where_moment(q, f, test, value);
	else if (test == QUERY_BEGINS)
		where_begins(q, f, value);
	else
		where_value(q, f, test, value);
}

/* ---- order, page, extent ---- */

void
query_order(struct query *q, const char *order)
{
	q->order = NULL;
	q->down = false;
	if (order == NULL || *order == '\0')
		return;
	q->down = *order == '-';
	order += q->down;
	if (strcmp(order, "id") == 0)
		return;
	q->order = query_askable(q, order);
	if (q->order == NULL || !query_sortable(q->order)) {
		q->order = NULL;
		query_wrong(q, order, "error.cannot-sort");
	}
}

void
query_after(struct query *q, const char *cursor)
{
	q->after = cursor;
}

void
query_behind(struct query *q, const char *value, struct id id)
{
	struct record at = { .id = id };

	q->after = cursor_behind(q, &at, value, strlen(value));
}

void
query_limit(struct query *q, size_t n)
{
	q->limit = n < 1 ? 1 : n > QUERY_MOST ? QUERY_MOST : n;
}

void
query_hidden(struct query *q)
{
	q->hidden = visit_staff(q->v);
}

void
query_only(struct query *q, const char *names)
{
	q->only = names;
}

/* ---- running ---- */

const char *
query_id(const struct query *q)
{
	return q->by.leads ? "\"side_owner\"" : "\"id\"";
}

/* What points at the target; with what it is ordered by, where it leads. */
static void
say_side(const struct query *q, struct buf *sql)
{
	const struct side *by = q->by.of;
	const char *order = by->along[0]->name;

	buf_text(sql, "(SELECT \"owner\" AS \"side_owner\"");
	if (q->by.leads)
		buf_printf(sql, ", \"%s\" AS \"side_%s\"", order, order);
	buf_printf(sql, " FROM \"%s\" WHERE \"target\" = ?", by->table);
	if (q->by.among != NULL)
		buf_printf(sql, " AND \"owner\" IN (SELECT \"owner\" FROM"
			" \"%s\")", q->by.among);
	buf_text(sql, ") side");
}

bool
query_scans(const struct query *q)
{
	return db_engine(q->v->store) == DB_SQLITE && q->by.of == NULL &&
		!q->picks;
}

/* CROSS JOIN: SQLite then walks the side and looks the records up. */
void
query_from(struct query *q, struct buf *sql)
{
	const char *table = q->plan->of->name;

	buf_text(sql, "FROM ");
	if (q->by.of != NULL) {
		say_side(q, sql);
		buf_printf(sql, " CROSS JOIN \"%s\" WHERE \"id\" ="
			" \"side_owner\"%s", table, q->where.at);
	} else {
		buf_printf(sql, "\"%s\"%s WHERE 1 = 1%s", table,
			q->scans ? " NOT INDEXED" : "", q->where.at);
	}
}

void
query_bind_all(struct query *q, struct db_stmt *s)
{
	if (q->by.of != NULL)
		db_bind_id(s, q->by.target);
	for (size_t i = 0; i < q->bounds; i++) {
		const struct bound *b = &q->bound[i];

		switch (b->as) {
		case BOUND_VALUE:
			field_types[b->field->kind].bind(q->v, b->field, s,
				b->value);
			break;
		case BOUND_TEXT: db_bind_text(s, b->text); break;
		case BOUND_INT:  db_bind_int(s, b->number); break;
		case BOUND_ID:   db_bind_id(s, b->id); break;
		case BOUND_BLOB: db_bind_blob(s, b->blob, b->n); break;
		}
	}
}

static enum err
read_rows(struct query *q, struct db_stmt *s, struct list *out)
{
	const char *value = NULL;
	size_t n = 0;
	bool row;

	out->at = arena_alloc(q->v->arena, (q->limit + 1) * sizeof *out->at);
	out->n = 0;
	out->next = NULL;
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (out->n == q->limit) {
			out->next = cursor_behind(q, out->at[out->n - 1],
				value, n);
			db_done(s);
			return OK;
		}
		out->at[out->n++] = plan_record(q->v, q->plan, s);
		value = cursor_value(q, s, &n);
	}
}

/* The fields asked for, the one that sorts, and those always read. */
static const char *
only_with(struct query *q)
{
	return arena_printf(q->v->arena, "%s %s %s", q->only,
		q->order != NULL ? q->order->name : "", q->plan->glanced);
}

static enum err
read_list(struct query *q, struct db_stmt *s, struct list *out)
{
	TRY(read_rows(q, s, out));
	TRY(sides_read(q->v, q->plan, q->only, out->at, out->n));
	return reach_trim_all(q->v, q->plan, out->at, out->n);
}

enum err
query_run(struct query *q, struct list *out)
{
	struct buf sql = buf_in(q->v->arena, 1 << 16);
	bool before = q->v->brief;
	struct db_stmt *s;
	enum err err;

	sight_where(q);
	q->by.leads = q->by.of != NULL && q->order == q->by.of->along[0];
	if (q->after != NULL)
		cursor_read(q);
	if (q->err != OK)
		return q->err;
	if (q->only != NULL)
		q->only = only_with(q);
	buf_printf(&sql, "SELECT %s ", q->only == NULL ? q->plan->columns :
		plan_columns(q->v->arena, q->plan->of, q->only));
	query_from(q, &sql);
	cursor_order(q, &sql);
	s = db_say(q->v->db, sql.at);
	query_bind_all(q, s);
	db_bind_int(s, (int64_t)q->limit + 1);
	q->v->brief = q->only != NULL;
	err = read_list(q, s, out);
	q->v->brief = before;
	return err;
}

struct query
query_copy(const struct query *q)
{
	struct query copy = *q;

	copy.where = buf_in(q->v->arena, 1 << 14);
	buf_text(&copy.where, q->where.at);
	return copy;
}

enum err
query_count(struct query *q, int64_t *out)
{
	struct buf sql = buf_in(q->v->arena, 1 << 16);
	struct query copy = query_copy(q);
	struct db_stmt *s;
	bool row;

	copy.scans = query_scans(&copy) && copy.tests > 1;
	sight_where(&copy);
	if (copy.err != OK)
		return copy.err;
	buf_text(&sql, "SELECT COUNT(*) ");
	query_from(&copy, &sql);
	s = db_say(q->v->db, sql.at);
	query_bind_all(&copy, s);
	TRY(db_step(s, &row));
	*out = row ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

/* What was said before, and behind it, out of the scratch arena, what was
 * said since, if it counts. */
static void
problems_keep(struct visit *v, struct problem *said, struct problem **last,
	bool counts)
{
	struct problem *since = v->problems;

	*last = NULL;
	v->problems = said;
	v->last_problem = said != NULL ? last : &v->problems;
	for (; counts && since != NULL; since = since->next)
		(void)fail_field(v, since->field, since->key, since->arg0,
			since->arg1);
}

enum err
query_each(struct query *q,
	enum err (*each)(struct visit *v, struct record *r, void *arg),
	void *arg)
{
	struct visit *v = q->v;
	struct arena *outer = v->arena, *scratch = arena_new();
	struct arena *cursors = arena_new();
	struct problem *said = v->problems, **last = v->last_problem;
	enum err err = OK;

	for (char *next = NULL; err == OK;) {
		struct query page;
		struct list list;

		v->arena = scratch;
		v->titles = v->there = NULL;
		problems_forget(v);
		page = query_copy(q);
		page.after = next;
		page.limit = 200;
		err = query_run(&page, &list);
		for (size_t i = 0; err == OK && i < list.n; i++)
			err = each(v, list.at[i], arg);
		if (err != OK || list.next == NULL)
			break;
		arena_reset(cursors);
		next = arena_text(cursors, list.next);
		arena_reset(scratch);
	}
	v->arena = outer;
	v->titles = v->there = NULL;
	problems_keep(v, said, last, err != OK);
	arena_free(scratch);
	arena_free(cursors);
	return err;
}
