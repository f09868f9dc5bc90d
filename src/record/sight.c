/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may know of a record.  Everywhere the same four questions, asked of a
 * record that was read (record_reach) or written into a query (sight_where):
 *
 *	role      does anybody like this one read such records at all?
 *	office    is it of no office, or of the visitor's?
 *	public    is it there, open, and within what is open?
 *	shared    is a partner among those it is shared with?
 *
 * Staff are asked the first two.  What a partner may not know of is not
 * denied but missing, as it is to everyone.
 */
#include <string.h>

#include "asking.h"

bool
visit_staff(const struct visit *v)
{
	return (v->roles & ROLE_STAFF) != 0;
}

bool
visit_partner(const struct visit *v)
{
	return (v->roles & ROLE_PARTNER) != 0 && !visit_staff(v);
}

bool
record_open(const struct record *r)
{
	json_t *value;

	if (r->standing != RECORD_THERE)
		return false;
	if (r->of->open.field == NULL)
		return true;
	value = json_object_get(r->fields, r->of->open.field);
	if (json_is_string(value))
		return word_among(r->of->open.value, json_string_value(value));
	return json_is_true(value) == (strcmp(r->of->open.value, "true") == 0);
}

/* Where a kind is shared with partners, "open" says nothing of those whom the
 * public is no part of. */
static bool
public_reads(const struct entity *of)
{
	return of->shared.tie == NULL || (of->read & ROLE_ANYONE) != 0;
}

/* ---- offices ---- */

/* Does an office matter to what this visitor sees of such records? */
static bool
office_counts(const struct visit *v, const struct entity *of)
{
	return of->owned != NULL && !id_none(v->office);
}

bool
owner_fits(const struct visit *v, const struct entity *of, struct id owner)
{
	if (!office_counts(v, of))
		return true;
	return id_none(owner) ? !of->apart : id_same(owner, v->office);
}

static bool
owned_by_id(const struct entity *of)
{
	return strcmp(of->owned, "id") == 0;
}

static struct id
owner_of(const struct record *r)
{
	if (r->of->owned == NULL)
		return (struct id){ 0 };
	return owned_by_id(r->of) ? r->id : record_ref(r, r->of->owned);
}

/* ---- partners ---- */

static bool
is_mine(const struct visit *v, const char *text)
{
	struct id id;

	if (text == NULL || !id_parse(text, &id))
		return false;
	for (size_t i = 0; i < v->tie_count; i++)
		if (id_same(v->ties[i], id))
			return true;
	return false;
}

/* Is a record of these fields, all of them, shared with the partner? */
static bool
shared_in(const struct visit *v, const struct entity *of, struct id id,
	const json_t *fields)
{
	const json_t *ties = json_object_get(fields, of->shared.tie), *one;
	char text[ID_TEXT];
	size_t i;

	if (of->shared.tie == NULL || (of->shared.flag != NULL &&
	    !json_is_true(json_object_get(fields, of->shared.flag))))
		return false;
	if (strcmp(of->shared.tie, "id") == 0) {
		id_print(id, text);
		return is_mine(v, text);
	}
	json_array_foreach(ties, i, one)
		if (is_mine(v, json_string_value(one)))
			return true;
	return is_mine(v, json_string_value(ties));
}

/* The ties of a REFS field, which a glance has not read. */
static enum err
ties_read(struct visit *v, const struct record *r, const json_t **fields)
{
	const struct plan *p = plan_of(v->catalogue, r->of);
	struct record copy = *r;
	struct record *one = &copy;

	copy.fields = keep(v, json_copy(r->fields));
	json_object_del(copy.fields, r->of->shared.tie);
	*fields = copy.fields;
	return sides_read(v, p, r->of->shared.tie, &one, 1);
}

static enum err
record_shared(struct visit *v, const struct record *r, bool *shared)
{
	const struct entity *of = r->of;
	const struct field *tie = of->shared.tie != NULL ?
		field_named(of->fields, of->shared.tie) : NULL;
	const json_t *fields = r->fields;

	*shared = false;
	if (of->shared.tie == NULL || r->standing != RECORD_THERE ||
	    v->tie_count == 0 || (of->shared.flag != NULL &&
	    !record_flag(r, of->shared.flag)))
		return OK;
	if (tie != NULL && !field_columns(tie))
		TRY(ties_read(v, r, &fields));
	*shared = shared_in(v, of, r->id, fields);
	return OK;
}

/* Takes away the fields, and those of rows, that the public may not read. */
static void
trim(json_t *values, const struct entity *of, const struct field *fields)
{
	json_t *row;
	size_t i;

	for (const struct field *f = fields; f->name != NULL; f++) {
		unsigned read = f->read != 0 ? f->read : of->read;

		if (!(read & ROLE_ANYONE))
			json_object_del(values, f->name);
		else if (f->kind == FIELD_ROWS)
			json_array_foreach(json_object_get(values, f->name),
				i, row)
				trim(row, of, f->rows);
	}
}

void
reach_trim(const struct visit *v, const struct plan *p, struct record *r,
	enum reach reach)
{
	if (reach == REACH_PUBLIC && p->inner && visit_partner(v))
		trim(r->fields, r->of, r->of->fields);
}

enum err
reach_trim_all(struct visit *v, const struct plan *p,
	struct record *const *records, size_t n)
{
	bool shared;

	if (!p->inner || !visit_partner(v))
		return OK;
	for (size_t i = 0; i < n; i++) {
		TRY(record_shared(v, records[i], &shared));
		reach_trim(v, p, records[i],
			shared ? REACH_SHARED : REACH_PUBLIC);
	}
	return OK;
}

/* ---- a record that was read ---- */

/* A look that finds nothing is no problem of the visit. */
static enum err
found_or_not(struct visit *v, struct problem *said, struct problem **last,
	enum err err, bool *found)
{
	*found = err == OK;
	if (err != ERR_MISSING && err != ERR_DENIED)
		return err;
	v->problems = said;
	v->last_problem = last;
	*last = NULL;
	return OK;
}

/* Is what it belongs to within sight? */
static enum err
whole_seen(struct visit *v, const struct record *r, bool *seen)
{
	struct problem *said = v->problems, **last = v->last_problem;
	const char *name = r->of->within;
	struct record *whole;

	*seen = true;
	if (name == NULL)
		return OK;
	return found_or_not(v, said, last, record_glance(v,
		field_named(r->of->fields, name)->to, record_ref(r, name),
		&whole), seen);
}

enum err
record_reach(struct visit *v, const struct record *r, enum reach *out)
{
	bool seen = false;

	*out = REACH_NONE;
	if ((r->of->read & v->roles) == 0 ||
	    !owner_fits(v, r->of, owner_of(r)))
		return OK;
	if (visit_staff(v)) {
		*out = REACH_STAFF;
		return OK;
	}
	if (visit_partner(v))
		TRY(record_shared(v, r, &seen));
	if (seen) {
		*out = REACH_SHARED;
		return OK;
	}
	if (public_reads(r->of) && record_open(r))
		TRY(whole_seen(v, r, &seen));
	*out = seen ? REACH_PUBLIC : REACH_NONE;
	return OK;
}

/* ---- one that is named ---- */

enum err
record_exists(struct visit *v, const struct entity *of, struct id id,
	bool *there)
{
	struct problem *said = v->problems, **last = v->last_problem;
	char text[ID_TEXT];
	struct record *r;
	struct db_stmt *s;

	id_print(id, text);
	if (v->there == NULL)
		v->there = map_new(v->arena);
	*there = map_get(v->there, text) == of;
	if (*there)
		return OK;
	s = db_ask(v->db, plan_of(v->catalogue, of)->exists);
	db_bind_id(s, id);
	TRY(db_step(s, there));
	if (!*there)
		return OK;
	*there = owner_fits(v, of, db_id(s, 0));
	db_done(s);
	if (*there && visit_partner(v))
		TRY(found_or_not(v, said, last, record_glance(v, of, id, &r),
			there));
	/* The map only compares the pointer. */
	if (*there)
		map_put(v->there, text, (void *)(uintptr_t)of);
	return OK;
}

enum err
record_known(struct visit *v, const struct entity *of, struct id id,
	bool *known)
{
	*known = true;
	if (!office_counts(v, of) && !visit_partner(v))
		return OK;
	return record_exists(v, of, id, known);
}

/* ---- one that is written ---- */

/* The owner of what a new record belongs to. */
static enum err
owner_of_whole(struct visit *v, const struct draft *d, struct id *owner)
{
	const struct entity *whole = d->of->within != NULL ?
		field_named(d->of->fields, d->of->within)->to : NULL;
	const char *text = whole == NULL || whole->owned == NULL ? NULL :
		json_string_value(json_object_get(d->fields, d->of->within));
	struct db_stmt *s;
	struct id id;
	bool row;

	if (text == NULL || !id_parse(text, &id))
		return OK;
	s = db_ask(v->db, plan_of(v->catalogue, whole)->exists);
	db_bind_id(s, id);
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	if (!db_null(s, 0))
		*owner = db_id(s, 0);
	db_done(s);
	return OK;
}

static enum err
owner_fill(struct visit *v, struct draft *d)
{
	struct id owner = v->office;
	char text[ID_TEXT];

	if (d->before != NULL || json_object_get(d->fields, d->of->owned))
		return OK;
	if (id_none(owner))
		TRY(owner_of_whole(v, d, &owner));
	if (id_none(owner))
		return OK;
	id_print(owner, text);
	json_object_set_new_nocheck(d->fields, d->of->owned,
		json_string(text));
	return OK;
}

enum err
owner_take(struct visit *v, struct draft *d)
{
	const char *owned = d->of->owned;
	struct id none = { 0 };

	if (visit_partner(v) && d->of->shared.tie != NULL &&
	    ((d->before != NULL && !shared_in(v, d->of, d->before->id,
	    d->before->fields)) || !shared_in(v, d->of, d->before != NULL ?
	    d->before->id : none, d->fields)))
		return fail(v, ERR_DENIED, "error.denied");
	if (owned == NULL)
		return OK;
	if (owned_by_id(d->of))
		return d->before == NULL && !id_none(v->office) ?
			fail(v, ERR_DENIED, "error.denied") : OK;
	TRY(owner_fill(v, d));
	if (!id_none(v->office) && d->before != NULL &&
	    !json_equal(json_object_get(d->fields, owned),
	    json_object_get(d->before->fields, owned)))
		return fail_field(v, owned, "error.not-yours", NULL, NULL);
	return OK;
}

/* ---- the same as conditions of a query ---- */

static void
where_owner(struct query *q, const struct entity *of, const char *table)
{
	struct id office = q->v->office;

	if (!office_counts(q->v, of))
		return;
	if (of->apart || owned_by_id(of)) {
		buf_printf(&q->where, " AND \"%s\".\"%s\" = ?", table,
			of->owned);
	} else {
		/* No index serves it, so it draws no list away from the one
		 * that has its order. */
		buf_printf(&q->where, " AND COALESCE(\"%s\".\"%s\", ?) = ?",
			table, of->owned);
		query_bind(q, BOUND_ID)->id = office;
	}
	query_bind(q, BOUND_ID)->id = office;
}

static void
where_open(struct query *q, const struct entity *of, const char *table)
{
	const struct field *open = of->open.field ?
		field_named(of->fields, of->open.field) : NULL;
	const char *value;
	size_t n = 0;

	if (open == NULL)
		return;
	if (open->kind == FIELD_FLAG) {
		buf_printf(&q->where, " AND \"%s\".\"%s\" = ?", table,
			open->name);
		query_bind(q, BOUND_INT)->number =
			strcmp(of->open.value, "true") == 0;
		return;
	}
	buf_printf(&q->where, " AND \"%s\".\"%s\" IN (", table, open->name);
	for (size_t i = 0; (value = field_choice(q->v->arena, open, i)) != NULL;
		i++)
		if (word_among(of->open.value, value)) {
			buf_text(&q->where, n++ > 0 ? ", ?" : "?");
			query_bind(q, BOUND_TEXT)->text = value;
		}
	buf_text(&q->where, ")");
}

/* In a table's marks, one for each of the partner's ties. */
static void
bind_ties(struct query *q)
{
	for (size_t i = 0; i < q->v->tie_count; i++) {
		buf_text(&q->where, i > 0 ? ", ?" : "?");
		query_bind(q, BOUND_ID)->id = q->v->ties[i];
	}
}

static void
where_shared(struct query *q, const struct entity *of, const char *table)
{
	const struct field *tie = field_named(of->fields, of->shared.tie);

	if (q->v->tie_count == 0) {
		buf_text(&q->where, " AND 1 = 0");
		return;
	}
	if (of->shared.flag != NULL)
		buf_printf(&q->where, " AND \"%s\".\"%s\" = 1", table,
			of->shared.flag);
	if (tie != NULL && !field_columns(tie))
		buf_printf(&q->where, " AND \"%s\".\"id\" IN (SELECT \"owner\""
			" FROM \"%s_%s\" WHERE \"target\" IN (", table,
			of->name, tie->name);
	else
		buf_printf(&q->where, " AND \"%s\".\"%s\" IN (", table,
			of->shared.tie);
	bind_ties(q);
	buf_text(&q->where, tie != NULL && !field_columns(tie) ? "))" : ")");
}

static void where_seen(struct query *q, const struct entity *of,
	const char *table);

static void
where_public(struct query *q, const struct entity *of, const char *table)
{
	const struct entity *whole;

	if (!public_reads(of))
		buf_text(&q->where, " AND 1 = 0");
	where_open(q, of, table);
	if (of->within == NULL)
		return;
	whole = field_named(of->fields, of->within)->to;
	if ((whole->read & q->v->roles) == 0)
		buf_text(&q->where, " AND 1 = 0");
	buf_printf(&q->where, " AND EXISTS (SELECT 1 FROM \"%s\" w WHERE"
		" w.\"id\" = \"%s\".\"%s\" AND w.\"standing\" = 0",
		whole->name, table, of->within);
	where_seen(q, whole, "w");
	buf_text(&q->where, ")");
}

/* Only those of a table, or of its name for now, that are in sight. */
static void
where_seen(struct query *q, const struct entity *of, const char *table)
{
	where_owner(q, of, table);
	if (visit_staff(q->v))
		return;
	if (!visit_partner(q->v) || of->shared.tie == NULL) {
		where_public(q, of, table);
		return;
	}
	if (q->narrow && of == q->plan->of) {
		where_shared(q, of, table);
		return;
	}
	buf_text(&q->where, " AND ((1 = 1");
	where_public(q, of, table);
	buf_text(&q->where, ") OR (1 = 1");
	where_shared(q, of, table);
	buf_text(&q->where, "))");
}

void
sight_where(struct query *q)
{
	if (!q->hidden)
		buf_text(&q->where, " AND \"standing\" = 0");
	where_seen(q, q->plan->of, q->plan->of->name);
}
