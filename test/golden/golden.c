/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Golden files: all that follows from each entity's table, laid down in
 *
 *	test/golden/tie/form.json         the form of a new record
 *	               /list.json         columns and filters of its list
 *	               /openapi.json      what programs give and take
 *	               /csv.txt           the first line of its export
 *	               /schema.sqlite.sql, schema.postgres.sql
 *
 * so that changing one row of a table shows every consequence in the diff.
 * Messages are not loaded: labels are their keys.  `golden --write` renews
 * the files; run from the project's folder, or name test/golden.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/secret.h"
#include "derive/derive.h"
#include "office/office.h"

#define FILE_MOST (4 << 20)

struct golden {
	struct visit visit;      /* first: an administrator */
	const char *folder;
	bool write;
	int wrong;
};

/* ---- what is printed ---- */

/* Lists that come from ICU's data, and so change with it, and from records. */
static void
take_out_choices(json_t *json)
{
	const char *name, *kind = json_string_value(
		json_object_get(json, "kind"));
	json_t *value;
	size_t i;

	json_array_foreach(json, i, value)
		take_out_choices(value);
	if (kind == NULL || strncmp(kind, "choice", 6) != 0) {
		json_object_del(json, "choices");
		json_object_del(json, "options");
	}
	json_object_foreach(json, name, value)
		take_out_choices(value);
}

/* What is false or empty is left out: the files are for reading. */
static void
take_out_nothings(json_t *json)
{
	const char *name;
	json_t *value;
	void *next;
	size_t i;

	json_array_foreach(json, i, value)
		take_out_nothings(value);
	json_object_foreach_safe(json, next, name, value) {
		take_out_nothings(value);
		if (json_is_false(value) || (json_is_string(value) &&
		    json_string_length(value) == 0) ||
		    (json_is_array(value) && json_array_size(value) == 0))
			json_object_del(json, name);
	}
}

static const char *
printed(struct visit *v, json_t *json)
{
	char *dump = json_dumps(json, JSON_INDENT(1));
	const char *text = arena_printf(v->arena, "%s\n", dump);

	free(dump);
	return text;
}

static const char *
form_text(struct visit *v, const struct entity *of)
{
	json_t *form = keep(v, form_view(v, of, NULL, NULL, 1));

	take_out_choices(form);
	take_out_nothings(form);
	return printed(v, form);
}

static const char *
list_text(struct visit *v, const struct entity *of)
{
	json_t *asked = keep(v, json_object()), *list;

	if (list_view(v, of, asked, arena_printf(v->arena, "/office/%s",
	    of->plural), &list) != OK)
		return "no list\n";
	keep(v, list);
	take_out_nothings(list);
	for (size_t i = 0; i < json_array_size(json_object_get(list,
	    "filters")); i++)
		json_object_del(json_array_get(json_object_get(list,
			"filters"), i), "choices");
	return printed(v, list);
}

/* The members of json whose names begin with `begin` and then end, or go on
 * with one of `more`. */
static json_t *
members(struct visit *v, json_t *json, const char *begin, const char *more)
{
	json_t *out = keep(v, json_object()), *value;
	size_t n = strlen(begin);
	const char *name;

	json_object_foreach(json, name, value)
		if (strncmp(name, begin, n) == 0 &&
		    (name[n] == '\0' || strchr(more, name[n]) != NULL))
			json_object_set(out, name, value);
	return out;
}

static const char *
openapi_text(struct visit *v, const struct entity *of)
{
	json_t *all = keep(v, openapi_of(v, "http://gyoryu.example"));
	json_t *schemas = json_object_get(json_object_get(all, "components"),
		"schemas");
	json_t *out = keep(v, json_object());

	json_object_set(out, "schemas", members(v, schemas, of->name, "_"));
	json_object_set(out, "paths", members(v, json_object_get(all, "paths"),
		arena_printf(v->arena, "/api/v1/%s", of->plural), "/"));
	return printed(v, out);
}

static void
put(const char *at, size_t n, void *arg)
{
	buf_add(arg, at, n);
}

static const char *
csv_text(struct visit *v, const struct entity *of)
{
	struct buf out = buf_in(v->arena, FILE_MOST);

	if (export_csv(v, query_of(v, of), put, &out) != OK)
		return "no export\n";
	return out.at;
}

static const char *
schema_text(struct visit *v, const struct entity *of, enum db_engine engine)
{
	struct buf out = buf_in(v->arena, FILE_MOST);
	json_t *schema = keep(v, schema_of(v->catalogue));

	json_object_set(schema, "tables", members(v, json_object_get(schema,
		"tables"), of->name, "_"));
	schema_print(schema, engine, &out);
	return out.at;
}

static const char *
sqlite_text(struct visit *v, const struct entity *of)
{
	return schema_text(v, of, DB_SQLITE);
}

static const char *
postgres_text(struct visit *v, const struct entity *of)
{
	return schema_text(v, of, DB_POSTGRES);
}

static const struct printer {
	const char *file, *says;
	const char *(*print)(struct visit *v, const struct entity *of);
} printers[] = {
	{ "form.json", "form", form_text },
	{ "list.json", "list", list_text },
	{ "openapi.json", "API", openapi_text },
	{ "csv.txt", "CSV header", csv_text },
	{ "schema.sqlite.sql", "SQLite schema", sqlite_text },
	{ "schema.postgres.sql", "PostgreSQL schema", postgres_text },
};

/* ---- comparing ---- */

/* Where the two texts part, a line each. */
static void
tell_difference(const char *want, const char *got)
{
	int line = 1;

	while (*want != '\0' && *want == *got) {
		line += *want == '\n';
		want++;
		got++;
	}
	printf("# line %d: wanted ...%.*s\n#       and got ...%.*s\n", line,
		(int)strcspn(want, "\n"), want, (int)strcspn(got, "\n"), got);
}

static void
compare(struct golden *g, const struct entity *of, const struct printer *p)
{
	struct visit *v = &g->visit;
	const char *got = p->print(v, of);
	const char *folder = arena_printf(v->arena, "%s/%s", g->folder,
		of->name);
	const char *path = arena_printf(v->arena, "%s/%s", folder, p->file);
	struct bytes want = { "", 0 };
	bool same;

	if (g->write)
		same = file_folder(folder) == OK &&
			file_write(path, got, strlen(got)) == OK;
	else
		same = file_read(v->arena, path, FILE_MOST, &want) == OK &&
			strcmp(want.at, got) == 0;
	printf("%s the %s of %s is as %s says\n", same ? "ok" : "not ok",
		p->says, of->name, path);
	if (!same && !g->write)
		tell_difference(want.at, got);
	g->wrong += !same;
}

/* ---- a store to ask ---- */

static int
broken(const char *what, const char *why)
{
	fprintf(stderr, "golden: %s: %s\n", what, why);
	return 2;
}

static int
compare_all(struct golden *g)
{
	struct visit *v = &g->visit;

	for (const struct entity *const *e = v->catalogue->entities;
	    *e != NULL; e++)
		for (size_t i = 0; i < sizeof printers / sizeof *printers; i++)
			compare(g, *e, &printers[i]);
	return g->wrong > 0;
}

static int
with_store(struct golden *g, struct arena *a, struct db *store)
{
	static const uint8_t key[SECRET_KEY] = "golden files keep no secrets.";
	struct buf faults = buf_in(a, 1 << 16);
	const struct catalogue *c = catalogue_open(a, office_entities, key,
		&faults);
	struct db_conn *db;

	if (c == NULL)
		return broken("catalogue", faults.at);
	if (db_connect(store, &db) != OK)
		return broken("store", "cannot connect");
	visit_begin(&g->visit, a, store, db, c);
	g->visit.roles = ROLE_ANYONE | ROLE_ADMIN | ROLE_OFFICER | ROLE_EDITOR;
	g->visit.lang = LANG_EN;
	if (migrate(&g->visit, NULL, NULL, &faults) != OK)
		return broken("migration", faults.at);
	compare_all(g);
	db_disconnect(db);
	return g->wrong > 0;
}

static int
with_folder(struct golden *g, struct arena *a, const char *folder)
{
	char why[300] = "";
	struct db *store;
	int status;

	if (db_open(arena_printf(a, "sqlite:%s/golden.db", folder), true,
	    &store, why) != OK)
		return broken("store", why);
	status = with_store(g, a, store);
	db_close(store);
	return status;
}

int
main(int argc, char **argv)
{
	struct golden g = { .folder = "test/golden" };
	struct arena *a = arena_new();
	const char *folder;
	int status;

	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--write") == 0)
			g.write = true;
		else
			g.folder = argv[i];
	if (!secret_start() || file_temporary(a, "golden", &folder) != OK)
		return 2;
	clock_set(INT64_C(1731017400000));
	status = with_folder(&g, a, folder);
	file_remove_folder(folder);
	arena_free(a);
	return status;
}
