/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Between a table's rows and a record's JSON: a record's own row, and its
 * sides, the REFS and ROWS fields with a table of their own.  The sides of
 * many records are read in one statement a field.
 */
#include <string.h>

#include "inside.h"

bool
field_among(const char *names, const struct field *f)
{
	size_t n = strlen(f->name);

	for (const char *at = names; at != NULL && *at != '\0';) {
		size_t word = strcspn(at, " ");
		size_t bare = word - (word > 0 && at[word - 1] == '+');

		if (bare == n && memcmp(at, f->name, n) == 0)
			return true;
		at += word + (at[word] == ' ');
	}
	return false;
}

/* Puts the columns of fields, from `at` on, into json. */
static void
fetch_fields(struct visit *v, const struct field *fields, struct db_stmt *s,
	int at, json_t *json)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		const struct field_type *type = &field_types[f->kind];
		json_t *value;

		if (!field_columns(f))
			continue;
		value = type->fetch(v, f, s, at);
		if (value != NULL)
			json_object_set_new_nocheck(json, f->name, value);
		for (const struct column *c = type->columns;
		    c->suffix != NULL; c++)
			at++;
	}
}

struct record *
plan_record(struct visit *v, const struct plan *p, struct db_stmt *s)
{
	struct record *r = arena_alloc(v->arena, sizeof *r);

	r->of = p->of;
	r->id = db_id(s, 0);
	r->revision = db_int(s, 1);
	r->made = db_int(s, 2);
	r->changed = db_int(s, 3);
	r->standing = (enum record_standing)db_int(s, 4);
	r->fields = keep(v, json_object());
	fetch_fields(v, p->of->fields, s, PLAN_FIRST, r->fields);
	return r;
}

/* ---- sides ---- */

#define SIDE_BATCH 64  /* owners asked for in one statement */

static json_t *
side_element(struct visit *v, const struct side *side, struct db_stmt *s)
{
	char text[ID_TEXT];
	json_t *row;

	id_print(db_id(s, 1), text);
	if (side->field->kind == FIELD_REFS)
		return json_string_nocheck(text);
	row = json_object();
	json_object_set_new_nocheck(row, "id", json_string_nocheck(text));
	fetch_fields(v, side->field->rows, s, 2, row);
	return row;
}

static void
side_append(struct record *r, const struct side *side, json_t *element)
{
	json_t *list = json_object_get(r->fields, side->field->name);

	if (list == NULL) {
		list = json_array();
		json_object_set_new_nocheck(r->fields, side->field->name,
			list);
	}
	json_array_append_new(list, element);
}

/* Rows come grouped by owner, in the order of ids; records do not. */
static struct record *
owner_among(struct record *const *records, size_t n, struct id id,
	struct record *last)
{
	if (last != NULL && id_same(last->id, id))
		return last;
	for (size_t i = 0; i < n; i++)
		if (id_same(records[i]->id, id))
			return records[i];
	return NULL;
}

static struct db_stmt *
side_ask(struct visit *v, const struct side *side,
	struct record *const *records, size_t n)
{
	struct buf sql = buf_in(v->arena, 1 << 14);
	struct db_stmt *s;

	if (n == 1) {
		s = db_ask(v->db, side->read);
		db_bind_id(s, records[0]->id);
		return s;
	}
	buf_printf(&sql, "SELECT \"owner\", %s FROM \"%s\" WHERE \"owner\" IN (",
		side->columns, side->table);
	for (size_t i = 0; i < SIDE_BATCH; i++)
		buf_text(&sql, i > 0 ? ", ?" : "?");
	buf_text(&sql, ") ORDER BY \"owner\", \"place\"");
	s = db_say(v->db, sql.at);
	for (size_t i = 0; i < SIDE_BATCH; i++)
		db_bind_id(s, i < n ? records[i]->id : (struct id){ 0 });
	return s;
}

static enum err
side_read(struct visit *v, const struct side *side,
	struct record *const *records, size_t n)
{
	struct db_stmt *s = side_ask(v, side, records, n);
	struct record *owner = NULL;
	bool row;

	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		owner = owner_among(records, n, db_id(s, 0), owner);
		if (owner != NULL)
			side_append(owner, side, side_element(v, side, s));
	}
}

/* Whoever could change the record has it whole; nobody else needs what he may
 * not read. */
static bool
side_wanted(const struct visit *v, const struct plan *p,
	const struct side *side, const char *names)
{
	if (names != NULL)
		return field_among(names, side->field);
	return (p->of->write & v->roles) != 0 ||
		field_readable(v, p->of, side->field);
}

enum err
sides_read(struct visit *v, const struct plan *p, const char *names,
	struct record *const *records, size_t n)
{
	for (size_t i = 0; i < p->side_count; i++) {
		const struct side *side = &p->sides[i];

		if (!side_wanted(v, p, side, names))
			continue;
		for (size_t k = 0; k < n; k += SIDE_BATCH) {
			size_t some = n - k < SIDE_BATCH ? n - k : SIDE_BATCH;

			TRY(side_read(v, side, records + k, some));
		}
	}
	return OK;
}

static enum err
side_add(struct visit *v, const struct side *side, struct id owner,
	json_t *fields, size_t place, json_t *element)
{
	struct db_stmt *s = db_ask(v->db, side->insert);
	const char *text = side->field->kind == FIELD_REFS ?
		json_string_value(element) :
		json_string_value(json_object_get(element, "id"));
	struct id id = { 0 };

	if (text == NULL || !id_parse(text, &id))
		return ERR_BROKEN;
	db_bind_id(s, owner);
	db_bind_int(s, (int64_t)place);
	db_bind_id(s, id);
	if (side->field->kind == FIELD_ROWS)
		for (const struct field *f = side->field->rows;
		    f->name != NULL; f++)
			field_types[f->kind].bind(v, f, s,
				json_object_get(element, f->name));
	for (size_t i = 0; i < ALONG_MOST && side->along[i] != NULL; i++)
		field_types[side->along[i]->kind].bind(v, side->along[i], s,
			json_object_get(fields, side->along[i]->name));
	return db_run(s);
}

static bool
value_same(json_t *fields, json_t *before, const struct field *f)
{
	json_t *now = json_object_get(fields, f->name);
	json_t *was = json_object_get(before, f->name);

	return now == was || json_equal(now, was);
}

/* Does it stand as it did, and what is kept along with it? */
static bool
side_same(const struct side *side, json_t *fields, json_t *before)
{
	for (size_t i = 0; i < ALONG_MOST && side->along[i] != NULL; i++)
		if (!value_same(fields, before, side->along[i]))
			return false;
	return value_same(fields, before, side->field);
}

enum err
sides_write(struct visit *v, const struct plan *p, struct id owner,
	json_t *fields, json_t *before)
{
	for (size_t i = 0; i < p->side_count; i++) {
		const struct side *side = &p->sides[i];
		json_t *now = json_object_get(fields, side->field->name);
		json_t *was = json_object_get(before, side->field->name);
		json_t *element;
		size_t place;

		if (side_same(side, fields, before))
			continue;
		if (was != NULL) {
			struct db_stmt *s = db_ask(v->db, side->clear);

			db_bind_id(s, owner);
			TRY(db_run(s));
		}
		json_array_foreach(now, place, element)
			TRY(side_add(v, side, owner, fields, place, element));
	}
	return OK;
}
