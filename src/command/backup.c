/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gyoryu backup and restore: everything in one file, the same for both
 * engines, so that it also moves an office from one to the other.  A gzip of
 * JSON lines:
 *
 *	{"gyoryu":1,"version":"0.1.0","key":"…","schema":{…}}
 *	{"table":"tie","columns":{"id":"id","slug":"text",…}}
 *	["018f…","dezhou",…]            an id as its text, bytes as hex
 *	…
 *	{"rows":1234,"digest":"…"}      BLAKE2b over the digests of all lines
 *
 * It is read from one state of the store while the server goes on.  Search and
 * the memory's lists are not in it; they are built again.  Sessions are not;
 * people sign in again.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "command.h"
#include "derive/derive.h"
#include "pages/pages.h"

struct packing {
	struct house *h;
	gzFile file;
	const char *path;
	uint8_t digest[SECRET_DIGEST];
	int64_t rows, lines;
};

/* ---- columns and their types ---- */

/* "name {type}" in the scripts of a floor: {"history": {"number":"int",…}}. */
static void
script_tables(struct arena *a, const char *sql, json_t *tables)
{
	static const char create[] = "CREATE TABLE IF NOT EXISTS ";

	while ((sql = strstr(sql, create)) != NULL) {
		const char *name = sql + strlen(create);
		const char *end = strchr(name, ';');
		size_t name_n = strcspn(name, " (");
		json_t *columns = json_object();
		const char *brace = name;

		while ((brace = strchr(brace + 1, '{')) != NULL &&
		    (end == NULL || brace < end)) {
			const char *to = brace - 1, *from = to;

			/* How a table ends is no column. */
			if (strncmp(brace, "{list}", 6) == 0 ||
			    strncmp(brace, "{end}", 5) == 0)
				continue;
			while (from > name && from[-1] != ' ' &&
			    from[-1] != '(' && from[-1] != ',')
				from--;
			json_object_set_new(columns, arena_copy(a, from,
				(size_t)(to - from)), json_stringn(brace + 1,
				strcspn(brace + 1, "}")));
		}
		json_object_set_new(tables, arena_copy(a, name, name_n),
			columns);
		sql = name;
	}
}

json_t *
backup_tables(struct house *h)
{
	struct visit *v = &h->visit;
	json_t *schema = keep(v, schema_of(v->catalogue));
	json_t *tables = keep(v, json_object()), *table;
	const char *name;

	for (const char *const *s = record_tables; *s != NULL; s++)
		script_tables(v->arena, *s, tables);
	for (const char *const *s = derive_tables; *s != NULL; s++)
		script_tables(v->arena, *s, tables);
	for (size_t i = 0; store_tables[i] != NULL; i++)
		for (const char *const *s = store_tables[i]; *s != NULL; s++)
			script_tables(v->arena, *s, tables);
	json_object_del(tables, "web_session");
	/* Keys that are to be destroyed must not live on in a backup. */
	json_object_del(tables, "comment_day");
	json_object_del(tables, "comment_number");
	json_object_del(tables, "comment_report");
	json_object_del(tables, "comment_way");
	json_object_del(tables, "comment_reading");
	json_object_del(tables, "search_entry");
	json_object_del(tables, "memory_gram");
	json_object_del(tables, "picture");
	json_object_foreach(json_object_get(schema, "tables"), name, table)
		json_object_set(tables, name,
			json_object_get(table, "columns"));
	return tables;
}

static enum db_type
type_of(const char *name)
{
	return strncmp(name, "id", 2) == 0 ? DB_ID :
		strncmp(name, "int", 3) == 0 ? DB_INT :
		strncmp(name, "real", 4) == 0 ? DB_REAL :
		strncmp(name, "blob", 4) == 0 ? DB_BLOB : DB_TEXT;
}

static void
columns_print(json_t *columns, const char *between, struct buf *out)
{
	const char *name;
	json_t *type;
	size_t i = 0;

	json_object_foreach(columns, name, type)
		buf_printf(out, "%s\"%s\"", i++ > 0 ? between : "", name);
}

/* ---- writing ---- */

static enum err
line_write(struct packing *p, json_t *line)
{
	char *text = json_dumps(line, JSON_COMPACT | JSON_ENCODE_ANY);
	size_t n = text != NULL ? strlen(text) : 0;
	bool ok = text != NULL && gzwrite(p->file, text, (unsigned)n) ==
		(int)n && gzwrite(p->file, "\n", 1) == 1;

	if (ok)
		secret_digest2(p->digest, SECRET_DIGEST, text, n, p->digest);
	free(text);
	json_decref(line);
	return ok ? OK : fail_with(&p->h->visit, ERR_BROKEN,
		"backup.cannot-write", p->path, NULL);
}

static json_t *
cell_pack(struct arena *a, struct db_stmt *s, int at, enum db_type type)
{
	struct bytes b;

	if (db_null(s, at))
		return json_null();
	switch (type) {
	case DB_ID:   return json_string(id_text(a, db_id(s, at)));
	case DB_INT:  return json_integer(db_int(s, at));
	case DB_REAL: return json_real(db_real(s, at));
	case DB_TEXT: return json_string(db_text(s, at));
	default:
		b = db_blob(s, at);
		return json_string(secret_hex(a, b.at, b.n));
	}
}

static enum err
table_pack(struct packing *p, const char *name, json_t *columns)
{
	struct arena *a = p->h->visit.arena, *scratch = arena_new();
	struct buf sql = buf_in(a, 1 << 16);
	struct db_stmt *s;
	enum err err;
	bool row = true;

	arena_defer(a, (void (*)(void *))(void *)arena_free, scratch);
	TRY(line_write(p, json_pack("{s:s, s:O}", "table", name, "columns",
		columns)));
	buf_text(&sql, "SELECT ");
	columns_print(columns, ", ", &sql);
	buf_printf(&sql, " FROM \"%s\"", name);
	if (strcmp(name, "history") == 0)
		buf_text(&sql, " ORDER BY number");
	s = db_say(p->h->visit.db, sql.at);
	while ((err = db_step(s, &row)) == OK && row) {
		json_t *line = json_array(), *type;
		const char *column;
		int at = 0;

		json_object_foreach(columns, column, type)
			json_array_append_new(line, cell_pack(scratch, s, at++,
				type_of(json_string_value(type))));
		p->rows++;
		TRY(line_write(p, line));
		arena_reset(scratch);
	}
	return err;
}

static enum err
pack_all(struct packing *p)
{
	static char label[] = "backup";
	json_t *tables = backup_tables(p->h), *columns;
	const char *name;
	int64_t done = 0;

	TRY(line_write(p, json_pack("{s:i, s:s, s:s, s:o}", "gyoryu", 1,
		"version", VERSION, "key", secret_hex(p->h->arena, p->h->key,
		sizeof p->h->key), "schema",
		schema_of(p->h->visit.catalogue))));
	json_object_foreach(tables, name, columns) {
		TRY(table_pack(p, name, columns));
		progress_show(++done, (int64_t)json_object_size(tables),
			label);
	}
	return line_write(p, json_pack("{s:I, s:s}", "rows",
		(json_int_t)p->rows, "digest", secret_hex(p->h->arena,
		p->digest, sizeof p->digest)));
}

static bool
synced(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool so = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return so;
}

/* Written beside its place and renamed: never half a backup by that name. */
static enum err
backup_write(struct house *h, const char *path)
{
	struct packing p = { .h = h, .path = path };
	const char *part = arena_printf(h->arena, "%s.part", path);
	mode_t mask = umask(077);
	enum err err;

	p.file = gzopen(part, "wbx");
	umask(mask);
	if (p.file == NULL)
		return fail_with(&h->visit, ERR_BROKEN, "backup.cannot-write",
			part, NULL);
	err = db_read_begin(h->db);
	if (err == OK)
		err = pack_all(&p);
	db_read_end(h->db);
	if ((gzclose(p.file) != Z_OK || !synced(part)) && err == OK)
		err = fail_with(&h->visit, ERR_BROKEN, "backup.cannot-write",
			path, NULL);
	if (err == OK && rename(part, path) != 0)
		err = fail_with(&h->visit, ERR_BROKEN, "backup.cannot-write",
			path, NULL);
	if (err != OK)
		unlink(part);
	return err;
}

int
backup_run(const struct options *o)
{
	struct house h;
	enum err err;

	if (o->arg_count != 1) {
		fprintf(stderr, "gyoryu: backup FILE\n");
		return EXIT_USAGE;
	}
	if (!house_open(&h, o, HOUSE_IS_THERE))
		return EXIT_FAILED;
	err = backup_write(&h, o->args[0]);
	if (err != OK)
		house_complain(&h.visit, "backup", err);
	else
		printf("%s is written\n", o->args[0]);
	house_close(&h);
	return err == OK ? EXIT_FINE : EXIT_FAILED;
}
