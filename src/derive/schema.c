/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the store should look like, from the entities' tables; as JSON without
 * dialect, so that two of them can be compared and one be kept in the store:
 *
 *	{ "tables": { "tie": {
 *	    "columns": { "id": "id", "revision": "int!", "slug": "text" },
 *	    "key": ["id"],
 *	    "indexes": { "tie_slug": { "columns": ["slug"], "unique": true } } } } }
 *
 * A type ends in "!" when the column is never empty.  What records are found
 * by is an index that goes on in the order of their lists, so that a page is
 * read from where it begins, and ends in what says whether they are there, so
 * that they are counted without being read: ("public", "on", "id", "standing").
 *
 * A side's copies of its owner's columns (.along) are told by "from", which
 * names that owner's table: a store that gets such a column fills it.
 */
#include <stdio.h>
#include <string.h>

#include "inside.h"

static const char *const type_names[DB_TYPE__MAX] = {
	[DB_ID] = "id", [DB_INT] = "int", [DB_REAL] = "real",
	[DB_TEXT] = "text", [DB_BLOB] = "blob",
};

static json_t *
table_add(json_t *tables, const char *name, const char *key)
{
	json_t *table = json_pack("{s:{}, s:[s], s:{}}", "columns", "key", key,
		"indexes");

	json_object_set_new(tables, name, table);
	return table;
}

static void
column_add(json_t *table, const char *name, const char *type)
{
	json_object_set_new(json_object_get(table, "columns"), name,
		json_string(type));
}

#define INDEX_COLUMNS 4      /* at most */

/* NULLs among the columns are left out. */
static void
index_add(json_t *table, const char *name,
	const char *columns[INDEX_COLUMNS], bool unique)
{
	json_t *names = json_array();

	for (int i = 0; i < INDEX_COLUMNS; i++)
		if (columns[i] != NULL)
			json_array_append_new(names, json_string(columns[i]));
	json_object_set_new(json_object_get(table, "indexes"), name,
		json_pack("{s:o, s:b}", "columns", names, "unique", unique));
}

static void
field_columns_add(json_t *table, const struct field *f)
{
	char name[160];

	for (const struct column *c = field_types[f->kind].columns;
	    c->suffix != NULL; c++) {
		snprintf(name, sizeof name, "%s%s", f->name, c->suffix);
		column_add(table, name, type_names[c->type]);
	}
}

/* Files are looked for by their digest. */
static void
file_index_add(json_t *table, const char *name, const struct field *f)
{
	char index[200], column[160];

	if (f->kind != FIELD_FILE)
		return;
	snprintf(index, sizeof index, "%s_%s_digest", name, f->name);
	snprintf(column, sizeof column, "%s_digest", f->name);
	index_add(table, index, (const char *[INDEX_COLUMNS]){ column }, false);
}

/* What lists of the entity are ordered by; NULL: their id. */
static const struct field *
order_of(const struct entity *e)
{
	return e->order == NULL ? NULL : field_named(e->fields,
		e->order + (*e->order == '-'));
}

/* The column by which a field is looked for and sorted. */
static void
sort_name(char name[static 160], const struct field *f)
{
	const struct column *c = field_types[f->kind].columns;

	if (c[1].suffix != NULL && strcmp(c[1].suffix, "_key") == 0)
		c++;
	snprintf(name, 160, "%s%s", f->name, c->suffix);
}

static void
field_index_add(json_t *table, const struct entity *e, const struct field *f)
{
	bool unique = (f->flags & UNIQUE) || f->kind == FIELD_SLUG;
	const struct field *order = order_of(e);
	char index[160], column[160], then[160] = "";

	if (!unique && !(f->flags & FILTERED) && order != f)
		return;
	snprintf(index, sizeof index, "%s_%s_index", e->name, f->name);
	sort_name(column, f);
	if (order != NULL && order != f)
		sort_name(then, order);
	index_add(table, index, (const char *[INDEX_COLUMNS]){ column,
		unique || *then == '\0' ? NULL : then, unique ? NULL : "id",
		unique ? NULL : "standing" }, unique);
}

/* The copies, and how a target's owners are looked up in the order of the
 * first of them, or of one of the others and then of the first. */
static void
along_add(json_t *table, const char *name, const struct entity *e,
	const struct field *f)
{
	json_t *from = json_object();
	char index[200], first[160], column[160];

	json_object_set_new(table, "from", from);
	for (size_t i = 0; i < ALONG_MOST && f->along[i] != NULL; i++) {
		const struct field *g = field_named(e->fields, f->along[i]);

		field_columns_add(table, g);
		json_object_set_new(from, g->name, json_string(e->name));
		sort_name(i == 0 ? first : column, g);
		snprintf(index, sizeof index, "%s_%s", name, g->name);
		index_add(table, index, (const char *[INDEX_COLUMNS]){
			"target", i == 0 ? NULL : column, first, "owner" },
			false);
	}
}

static void
side_add(json_t *tables, const struct entity *e, const struct field *f)
{
	char name[160], index[176];
	json_t *table;

	snprintf(name, sizeof name, "%s_%s", e->name, f->name);
	table = table_add(tables, name,
		f->kind == FIELD_REFS ? "owner" : "id");
	if (f->kind == FIELD_REFS) {
		json_array_append_new(json_object_get(table, "key"),
			json_string("place"));
		column_add(table, "owner", "id!");
		column_add(table, "place", "int!");
		column_add(table, "target", "id!");
		snprintf(index, sizeof index, "%s_target", name);
		index_add(table, index, (const char *[INDEX_COLUMNS]){
			"target", "owner" }, false);
		if (f->along[0] != NULL)
			along_add(table, name, e, f);
		return;
	}
	column_add(table, "id", "id!");
	column_add(table, "owner", "id!");
	column_add(table, "place", "int!");
	for (const struct field *g = f->rows; g->name != NULL; g++) {
		field_columns_add(table, g);
		file_index_add(table, name, g);
	}
	snprintf(index, sizeof index, "%s_owner", name);
	index_add(table, index, (const char *[INDEX_COLUMNS]){ "owner",
		"place" }, false);
}

static void
entity_add(json_t *tables, const struct entity *e)
{
	json_t *table = table_add(tables, e->name, "id");

	column_add(table, "id", "id!");
	column_add(table, "revision", "int!");
	column_add(table, "made", "int!");
	column_add(table, "changed", "int!");
	column_add(table, "standing", "int!");
	for (const struct field *f = e->fields; f->name != NULL; f++) {
		if (!field_columns(f)) {
			side_add(tables, e, f);
			continue;
		}
		field_columns_add(table, f);
		field_index_add(table, e, f);
		file_index_add(table, e->name, f);
	}
}

json_t *
schema_of(const struct catalogue *c)
{
	json_t *tables = json_object();

	for (size_t i = 0; i < c->count; i++)
		entity_add(tables, c->entities[i]);
	return json_pack("{s:o}", "tables", tables);
}

/* ---- as SQL ---- */

void
schema_column_print(const char *name, const char *type, enum db_engine engine,
	struct buf *out)
{
	size_t n = strcspn(type, "!");

	for (enum db_type t = 0; t < DB_TYPE__MAX; t++)
		if (strlen(type_names[t]) == n &&
		    memcmp(type_names[t], type, n) == 0)
			buf_printf(out, "\"%s\" %s%s", name,
				db_dialects[engine].types[t],
				type[n] == '!' ? " NOT NULL" : "");
}

static void
names_print(json_t *names, struct buf *out)
{
	size_t i;
	json_t *name;

	json_array_foreach(names, i, name)
		buf_printf(out, "%s\"%s\"", i > 0 ? ", " : "",
			json_string_value(name));
}

void
schema_index_print(const char *table, const char *name, json_t *index,
	struct buf *out)
{
	buf_printf(out, "CREATE %sINDEX \"%s\" ON \"%s\" (",
		json_is_true(json_object_get(index, "unique")) ? "UNIQUE " : "",
		name, table);
	names_print(json_object_get(index, "columns"), out);
	buf_text(out, ");\n");
}

void
schema_table_print(const char *name, json_t *table, enum db_engine engine,
	struct buf *out)
{
	const struct db_dialect *d = &db_dialects[engine];
	json_t *key = json_object_get(table, "key"), *value;
	const char *part;

	buf_printf(out, "CREATE TABLE \"%s\" (", name);
	json_object_foreach(json_object_get(table, "columns"), part, value) {
		buf_text(out, "\n\t");
		schema_column_print(part, json_string_value(value), engine,
			out);
		buf_text(out, ",");
	}
	buf_text(out, "\n\tPRIMARY KEY (");
	names_print(key, out);
	buf_printf(out, ")\n)%s;\n", json_array_size(key) > 1 ?
		d->list_end : d->table_end);
	json_object_foreach(json_object_get(table, "indexes"), part, value)
		schema_index_print(name, part, value, out);
}

void
schema_print(json_t *schema, enum db_engine engine, struct buf *out)
{
	const char *name;
	json_t *table;

	json_object_foreach(json_object_get(schema, "tables"), name, table)
		schema_table_print(name, table, engine, out);
}
