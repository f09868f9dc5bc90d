/* SPDX-License-Identifier: Apache-2.0 */
/* A store of a test's own, whole acts upon it, and looking behind it. */
#include <dirent.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

/* ---- stores ---- */

struct trial {
	struct visit visit;    /* first, so that a visit knows its trial */
	const char *place;
	struct db *db;
};

static void
close_store(void *db)
{
	db_close(db);
}

static void
close_reader(void *conn)
{
	db_disconnect(conn);
}

static struct visit *
visit_of(struct arena *a, struct db *db, const char *place)
{
	struct trial *t = arena_alloc(a, sizeof *t);
	struct db_conn *conn;

	engine_need(db_connect(db, &conn), "a connection", "");
	arena_defer(a, close_reader, conn);
	visit_begin(&t->visit, a, db, conn, NULL);
	t->place = place;
	t->visit.roles |= ROLE_SYSTEM;
	t->visit.who = "test";
	t->visit.lang = LANG_EN;
	t->visit.now = NOW;
	return &t->visit;
}

const char *
store_place(struct visit *v)
{
	return ((struct trial *)v)->place;
}

enum err
store_move(struct visit *v, const struct entity *const *kinds,
	const struct migration_step *steps, struct buf *faults)
{
	static const uint8_t key[SECRET_KEY] = { 7 };
	static const char *const no_scripts[] = { NULL };
	struct buf wrong = buf_in(v->arena, 1 << 16);

	v->catalogue = catalogue_open(v->arena, kinds, key, &wrong);
	if (!CHECK_TEXT(wrong.at, ""))
		exit(1);
	return migrate(v, steps, no_scripts, faults);
}

struct visit *
store_of(struct arena *a, const struct entity *const *kinds)
{
	static const struct migration_step no_steps[] = {{0}};
	const char *place = engine_place(a);
	struct buf faults = buf_in(a, 1 << 16);
	struct visit *v;
	char why[300];
	struct db *db;

	engine_need(db_open(place, true, &db, why), place, why);
	arena_defer(a, close_store, db);
	v = visit_of(a, db, place);
	engine_need(store_move(v, kinds, no_steps, &faults), "tables",
		faults.at);
	return v;
}

struct visit *
store_new(struct arena *a)
{
	return store_of(a, toy_kinds);
}

struct visit *
store_visit(struct visit *v, unsigned roles, const char *who)
{
	struct visit *other = visit_of(v->arena, v->store, store_place(v));

	other->catalogue = v->catalogue;
	other->roles = roles;
	other->who = who;
	return other;
}

/* ---- JSON ---- */

static void
turn(char *s, char from, char to)
{
	for (; *s != '\0'; s++)
		if (*s == from)
			*s = to;
}

static json_t *
json_from(struct visit *v, const char *fmt, va_list args)
{
	char *text = arena_vprintf(v->arena, fmt, args);
	json_error_t why;
	json_t *json;

	turn(text, '\'', '"');
	json = keep(v, json_loads(text, JSON_DECODE_ANY, &why));
	if (!CHECK(json != NULL))
		printf("# %s in %s\n", why.text, text);
	return json;
}

json_t *
json_of(struct visit *v, const char *fmt, ...)
{
	va_list args;
	json_t *json;

	va_start(args, fmt);
	json = json_from(v, fmt, args);
	va_end(args);
	return json;
}

const char *
dump_of(struct visit *v, json_t *json)
{
	struct buf text = buf_in(v->arena, 1 << 20);

	json_print(&text, json, true);
	turn(text.at, '"', '\'');
	return text.at;
}

/* ---- acts ---- */

struct act {
	const struct entity *of;
	struct id id;
	int64_t revision;
	json_t *in;
	struct record *out;
};

static enum err
run_make(struct visit *v, void *arg)
{
	struct act *d = arg;

	return record_create(v, d->of, d->in, &d->out);
}

static enum err
run_change(struct visit *v, void *arg)
{
	struct act *d = arg;

	return record_change(v, d->of, d->id, d->revision, d->in, &d->out);
}

static enum err
run_hide(struct visit *v, void *arg)
{
	struct act *d = arg;

	return record_hide(v, d->of, d->id, 0);
}

static enum err
run_unhide(struct visit *v, void *arg)
{
	struct act *d = arg;

	return record_unhide(v, d->of, d->id);
}

static enum err
run_erase(struct visit *v, void *arg)
{
	struct act *d = arg;

	return record_erase(v, d->of, d->id);
}

static enum err
run_restore(struct visit *v, void *arg)
{
	struct act *d = arg;

	return record_restore(v, d->of, d->id, d->revision, &d->out);
}

static enum err
act(struct visit *v, enum err (*run)(struct visit *v, void *arg),
	struct act d, struct record **out)
{
	enum err err = visit_write(v, run, &d);

	if (out != NULL)
		*out = d.out;
	return err;
}

enum err
try_make(struct visit *v, const struct entity *of, json_t *in,
	struct record **out)
{
	return act(v, run_make, (struct act){ .of = of, .in = in }, out);
}

struct record *
make(struct visit *v, const struct entity *of, const char *fmt, ...)
{
	struct record *r = NULL;
	va_list args;
	json_t *in;

	va_start(args, fmt);
	in = json_from(v, fmt, args);
	va_end(args);
	if (CHECK_INT(try_make(v, of, in, &r), OK))
		return r;
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		printf("# %s: %s\n", p->field ? p->field : "", p->key);
	printf("# cannot go on without %s\n", dump_of(v, in));
	exit(1);
}

enum err
change(struct visit *v, struct id id, int64_t seen, json_t *in,
	struct record **out)
{
	return act(v, run_change, (struct act){ .of = &entity_toy, .id = id,
		.revision = seen, .in = in }, out);
}

enum err
hide(struct visit *v, struct id id)
{
	return act(v, run_hide, (struct act){ .of = &entity_toy, .id = id },
		NULL);
}

enum err
unhide(struct visit *v, struct id id)
{
	return act(v, run_unhide, (struct act){ .of = &entity_toy, .id = id },
		NULL);
}

enum err
erase(struct visit *v, struct id id)
{
	return act(v, run_erase, (struct act){ .of = &entity_toy, .id = id },
		NULL);
}

enum err
restore(struct visit *v, struct id id, int64_t revision, struct record **out)
{
	return act(v, run_restore, (struct act){ .of = &entity_toy, .id = id,
		.revision = revision }, out);
}

/* ---- files ---- */

struct putting {
	uint8_t bytes[45];
	json_t *out;
};

static enum err
run_put(struct visit *v, void *arg)
{
	struct putting *p = arg;

	return blob_put(v, "picture", "dot.gif", p->bytes, sizeof p->bytes,
		&p->out);
}

/* A GIF of 2 by 3; the colour stands in its only block. */
const char *
picture(struct visit *v, int colour)
{
	struct putting p = { .bytes = { 'G', 'I', 'F', '8', '9', 'a', 2, 0, 3,
		[13] = 0x2c, [24] = 18, [44] = 0x3b } };

	p.bytes[25] = (uint8_t)colour;
	engine_need(visit_write(v, run_put, &p), "a picture", "");
	return dump_of(v, keep(v, p.out));
}

/* ---- looking ---- */

struct record *
toy_now(struct visit *v, struct id id)
{
	struct record *r = NULL;

	engine_need(record_get(v, &entity_toy, id, &r), "the toy", "");
	return r;
}

bool
said(struct visit *v, const char *field, const char *key)
{
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		if (strcmp(p->key, key) == 0 && (field == NULL ?
		    p->field == NULL : p->field != NULL &&
		    strcmp(p->field, field) == 0))
			return true;
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		printf("# said: %s: %s\n", p->field ? p->field : "", p->key);
	return false;
}

int64_t
asked(struct visit *v, const char *fmt, ...)
{
	struct db_stmt *s;
	int64_t n = -1;
	va_list args;
	bool row;

	va_start(args, fmt);
	s = db_say(v->db, arena_vprintf(v->arena, fmt, args));
	va_end(args);
	if (CHECK(db_step(s, &row) == OK && row))
		n = db_int(s, 0);
	else
		printf("# %s\n", db_why(v->db));
	db_done(s);
	return n;
}

static enum err
run_sql(struct visit *v, void *arg)
{
	return db_script(v->db, arg);
}

void
tamper(struct visit *v, const char *fmt, ...)
{
	va_list args;
	char *sql;

	va_start(args, fmt);
	sql = arena_vprintf(v->arena, fmt, args);
	va_end(args);
	if (!CHECK_INT(visit_write(v, run_sql, sql), OK))
		printf("# %s\n", sql);
}

const char *
sql_id(struct visit *v, struct id id)
{
	const char *text = id_text(v->arena, id);

	return engine_kind() == DB_POSTGRES ?
		arena_printf(v->arena, "CAST('%s' AS uuid)", text) :
		arena_printf(v->arena, "x'%s'",
			secret_hex(v->arena, id.b, sizeof id.b));
}

int64_t
broken_at(struct visit *v, bool deep)
{
	int64_t entries, broken = -2;

	CHECK_INT(history_verify(v, deep, &entries, &broken, NULL, NULL), OK);
	return broken;
}

/* ---- everything that there is ---- */

/* What SQLite still has in its log goes where it belongs. */
static void
settle_log(const char *path)
{
	sqlite3 *db;

	CHECK_INT(sqlite3_open(path, &db), SQLITE_OK);
	CHECK_INT(sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL,
		NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* Every file of the store's folder. */
static bool
folder_holds(struct visit *v, const char *folder, const char *word)
{
	DIR *dir = opendir(folder);
	bool found = false;

	for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
		struct bytes all;

		if (*e->d_name == '.' || file_read(v->arena, arena_printf(
		    v->arena, "%s/%s", folder, e->d_name), 1 << 28, &all) != OK)
			continue;
		if (memmem(all.at, all.n, word, strlen(word)) != NULL) {
			printf("# %s has %s\n", e->d_name, word);
			found = true;
		}
	}
	if (dir != NULL)
		closedir(dir);
	return found;
}

/* Every row of a table as text, bytes as hex. */
static bool
table_holds(struct visit *v, const char *table, const char *word)
{
	const char *hex = secret_hex(v->arena, word, strlen(word));
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT CAST(t AS text) FROM \"%s\" t", table));
	bool row, found = false;

	while (CHECK(db_step(s, &row) == OK) && row)
		if (strstr(db_text(s, 0), word) != NULL ||
		    strstr(db_text(s, 0), hex) != NULL) {
			printf("# %s: %s\n", table, db_text(s, 0));
			found = true;
		}
	return found;
}

bool
store_holds(struct visit *v, const char *word)
{
	const char *place = store_place(v), **tables;
	bool found = false;
	size_t n;

	if (engine_kind() == DB_SQLITE) {
		const char *path = place + strlen("sqlite:");

		settle_log(path);
		return folder_holds(v, arena_copy(v->arena, path,
			(size_t)(strrchr(path, '/') - path)), word);
	}
	CHECK_INT(db_tables(v->db, v->arena, &tables, &n), OK);
	for (size_t i = 0; i < n; i++)
		found |= table_holds(v, tables[i], word);
	return found;
}
