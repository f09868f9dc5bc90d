/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gyoryu restore: reads what backup.c wrote into an empty office, in one act;
 * either all of it is there afterwards or nothing.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/file.h"
#include "command.h"
#include "derive/derive.h"
#include "words/words.h"

#define LINE_MOST (64 << 20)

struct unpacking {
	struct house *h;
	gzFile file;
	char *line;                    /* LINE_MOST bytes */
	uint8_t digest[SECRET_DIGEST];
	int64_t rows;
	json_t *tables;                /* what this program knows */
	json_t *columns;               /* of the table being read */
	bool lacks;                    /* some table came without a column */
	const char *insert;
};

static enum err
damaged(struct unpacking *u, const char *key)
{
	return fail(&u->h->visit, ERR_INPUT, key);
}

/* The next line as JSON, a new reference; its digest is taken unless it is
 * the last one. */
static enum err
line_read(struct unpacking *u, json_t **out)
{
	size_t n;

	*out = NULL;
	if (gzgets(u->file, u->line, LINE_MOST) == NULL)
		return damaged(u, "backup.cut-off");
	n = strcspn(u->line, "\n");
	u->line[n] = '\0';
	*out = json_loadb(u->line, n, 0, NULL);
	if (*out == NULL)
		return damaged(u, "backup.damaged");
	if (json_object_get(*out, "digest") == NULL)
		secret_digest2(u->digest, SECRET_DIGEST, u->line, n,
			u->digest);
	return OK;
}

static enum err
cell_bind(struct unpacking *u, struct db_stmt *s, json_t *cell,
	const char *type)
{
	const char *text = json_string_value(cell);
	size_t n = text != NULL ? strlen(text) / 2 : 0;
	struct id id;
	char *bytes;

	if (json_is_null(cell)) {
		db_bind_null(s);
	} else if (json_is_integer(cell)) {
		db_bind_int(s, json_integer_value(cell));
	} else if (json_is_real(cell)) {
		db_bind_real(s, json_real_value(cell));
	} else if (text != NULL && strncmp(type, "id", 2) == 0) {
		if (!id_parse(text, &id))
			return damaged(u, "backup.damaged");
		db_bind_id(s, id);
	} else if (text != NULL && strncmp(type, "blob", 4) == 0) {
		bytes = malloc(n + 1);
		if (bytes == NULL || !secret_unhex(text, bytes, n)) {
			free(bytes);
			return damaged(u, "backup.damaged");
		}
		db_bind_blob(s, bytes, n);
		free(bytes);
	} else if (text != NULL) {
		db_bind_text(s, text);
	} else {
		return damaged(u, "backup.damaged");
	}
	return OK;
}

/* A table's heading: only tables and columns that this program has. */
static enum err
table_begin(struct unpacking *u, json_t *line)
{
	struct arena *a = u->h->visit.arena;
	const char *name = json_string_value(json_object_get(line, "table"));
	json_t *known = name != NULL ? json_object_get(u->tables, name) : NULL;
	struct buf sql = buf_in(a, 1 << 16), marks = buf_in(a, 1 << 12);
	const char *column;
	json_t *type;

	u->columns = keep(&u->h->visit, json_incref(json_object_get(line,
		"columns")));
	if (known == NULL)
		return damaged(u, "backup.other-version");
	u->lacks = u->lacks || json_object_size(u->columns) <
		json_object_size(known);
	buf_printf(&sql, "INSERT INTO \"%s\" (", name);
	json_object_foreach(u->columns, column, type) {
		if (json_object_get(known, column) == NULL)
			return damaged(u, "backup.other-version");
		buf_printf(&sql, "%s\"%s\"", marks.n > 0 ? ", " : "", column);
		buf_text(&marks, marks.n > 0 ? ", ?" : "?");
	}
	buf_printf(&sql, ") VALUES (%s)", marks.at);
	u->insert = sql.at;
	return OK;
}

static enum err
row_put(struct unpacking *u, json_t *line)
{
	const char *column;
	json_t *type;
	struct db_stmt *s;
	size_t at = 0;

	if (u->insert == NULL ||
	    json_array_size(line) != json_object_size(u->columns))
		return damaged(u, "backup.damaged");
	s = db_say(u->h->visit.db, u->insert);
	json_object_foreach(u->columns, column, type)
		TRY(cell_bind(u, s, json_array_get(line, at++),
			json_string_value(type)));
	u->rows++;
	return db_run(s);
}

static enum err
last_line(struct unpacking *u, json_t *line)
{
	const char *digest = json_string_value(json_object_get(line,
		"digest"));

	if (json_integer_value(json_object_get(line, "rows")) != u->rows ||
	    strcmp(digest, secret_hex(u->h->arena, u->digest,
	    sizeof u->digest)) != 0)
		return damaged(u, "backup.damaged");
	return OK;
}

static enum err
one_line(struct unpacking *u, bool *end)
{
	json_t *line;
	enum err err;

	TRY(line_read(u, &line));
	if (json_object_get(line, "digest") != NULL) {
		*end = true;
		err = last_line(u, line);
	} else if (json_is_array(line)) {
		err = row_put(u, line);
	} else {
		err = table_begin(u, line);
	}
	json_decref(line);
	return err;
}

/* Reads the first line into u->line, *n long, and begins the digest. */
static bool
heading_line(struct unpacking *u, size_t *n)
{
	if (gzgets(u->file, u->line, LINE_MOST) == NULL)
		return false;
	*n = strcspn(u->line, "\n");
	u->line[*n] = '\0';
	memset(u->digest, 0, sizeof u->digest);
	secret_digest2(u->digest, SECRET_DIGEST, u->line, *n, u->digest);
	return true;
}

/* What an older program did not know of, and is a copy. */
static enum err
fill_copies(struct visit *v)
{
	struct buf sql = buf_in(v->arena, 1 << 16);

	schema_copies_print(keep(v, schema_of(v->catalogue)), &sql);
	return db_script(v->db, sql.at);
}

static enum err
unpack(struct visit *v, void *arg)
{
	struct unpacking *u = arg;
	bool end = false;
	size_t n;

	/* The act may be run again: from the first line behind the heading. */
	if (gzrewind(u->file) != 0 || !heading_line(u, &n))
		return damaged(u, "backup.cut-off");
	u->rows = 0;
	u->insert = NULL;
	while (!end)
		TRY(one_line(u, &end));
	return u->lacks ? fill_copies(v) : OK;
}

/* ---- before and after ---- */

/* The first line: ours, and of a version that we can read; its key becomes
 * the new office's. */
static bool
heading_read(struct unpacking *u, struct arena *a, const char *data)
{
	size_t n;
	json_t *line;
	const char *key;
	uint8_t bytes[SECRET_KEY];
	bool ok;

	if (!heading_line(u, &n))
		return false;
	line = json_loadb(u->line, n, 0, NULL);
	key = json_string_value(json_object_get(line, "key"));
	ok = json_integer_value(json_object_get(line, "gyoryu")) == 1 &&
		key != NULL && strlen(key) == 64 &&
		secret_unhex(key, bytes, sizeof bytes);
	if (ok)
		ok = file_folder(data) == OK && file_write(arena_printf(a,
			"%s/secret.key", data), key, 64) == OK;
	json_decref(line);
	return ok;
}

static bool
is_empty(struct house *h)
{
	struct db_stmt *s = db_ask(h->db, "SELECT 1 FROM history LIMIT 1");
	bool row = true;

	if (db_step(s, &row) != OK)
		return false;
	db_done(s);
	return !row;
}

static enum err
index_one(struct visit *v, struct record *r, void *arg)
{
	(void)arg;
	return record_index(v, r);
}

/* Search again, for every record. */
static enum err
index_all(struct visit *v, void *arg)
{
	(void)arg;
	for (size_t i = 0; i < v->catalogue->count; i++) {
		struct query *q = query_of(v, v->catalogue->entities[i]);

		query_order(q, "id");
		TRY(query_each(q, index_one, NULL));
	}
	return OK;
}

static int
restore_into(struct unpacking *u, const struct options *o)
{
	struct visit *v;
	enum err err;

	if (!house_open(u->h, o, HOUSE_IS_MADE))
		return EXIT_FAILED;
	v = &u->h->visit;
	if (!is_empty(u->h)) {
		fprintf(stderr, "gyoryu: there is an office here already; "
			"restore into an empty folder or database\n");
		return EXIT_FAILED;
	}
	u->tables = backup_tables(u->h);
	err = visit_write(v, unpack, u);
	if (err == OK)
		err = visit_write(v, index_all, NULL);
	if (err == OK)
		err = memory_again(v);
	if (err != OK) {
		house_complain(v, o->args[0], err);
		return EXIT_FAILED;
	}
	printf("%lld rows are back\n", (long long)u->rows);
	return EXIT_FINE;
}

/* What a restore that failed has made: the next try begins afresh.  Nothing
 * of it was there before, or it would not have begun. */
static void
clear_away(struct arena *a, const struct options *o)
{
	static const char *const names[] = { "secret.key", "gyoryu.db",
		"gyoryu.db-wal", "gyoryu.db-shm", NULL };

	for (const char *const *n = names; *n != NULL; n++)
		if (o->store == NULL || n == names)
			unlink(arena_printf(a, "%s/%s", o->data, *n));
}

/* An office is there already: its key, or its store where we would put ours. */
static bool
taken(struct arena *a, const struct options *o)
{
	return file_there(arena_printf(a, "%s/secret.key", o->data)) ||
		(o->store == NULL &&
		file_there(arena_printf(a, "%s/gyoryu.db", o->data)));
}

int
restore_run(const struct options *o)
{
	struct house h = { 0 };
	struct unpacking u = { .h = &h };
	struct arena *a;
	int code = EXIT_FAILED;

	if (o->arg_count != 1) {
		fprintf(stderr, "gyoryu: restore FILE\n");
		return EXIT_USAGE;
	}
	if (!secret_start())
		return EXIT_FAILED;
	a = arena_new();
	if (taken(a, o)) {
		fprintf(stderr, "gyoryu: %s holds an office already\n",
			o->data);
		arena_free(a);
		return EXIT_FAILED;
	}
	u.line = arena_alloc(a, LINE_MOST);
	u.file = gzopen(o->args[0], "rb");
	if (u.file == NULL)
		fprintf(stderr, "gyoryu: cannot read %s: %s\n", o->args[0],
			strerror(errno));
	else if (!heading_read(&u, a, o->data))
		fprintf(stderr, "gyoryu: %s is not a backup of ours\n",
			o->args[0]);
	else
		code = restore_into(&u, o);
	if (u.file != NULL)
		gzclose(u.file);
	if (h.arena != NULL)
		house_close(&h);
	if (code != EXIT_FINE)
		clear_away(a, o);
	arena_free(a);
	return code;
}
