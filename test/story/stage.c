/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The office that a story is played in: a store of its own, the app upon it,
 * its accounts and what stands in it at first.
 */
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/double.h"
#include "story.h"

#define SEED_MOST (4 << 20)

/* Whatever is wrong here is no story's fault. */
static void
need(enum err err, const char *what, const char *why)
{
	if (err == OK)
		return;
	printf("# cannot go on: %s: %s\n", what, why);
	fflush(stdout);
	_Exit(1);
}

/* ---- the store ---- */

static void
remove_folder(void *path)
{
	file_remove_folder(path);
}

static void
new_schema(struct arena *a, const char *store, const char *name)
{
	struct db_conn *w;
	struct db *db;
	char why[300];

	need(db_open(store, false, &db, why), store, why);
	need(db_write_begin(db, &w), "BEGIN", "");
	need(db_script(w, arena_printf(a, "CREATE SCHEMA %s", name)), "schema",
		db_why(w));
	need(db_write_end(db, true), "COMMIT", "");
	db_close(db);
}

static const char *
place(struct arena *a)
{
	const char *store = getenv("GYORYU_STORE"), *folder;
	uint8_t random[6];
	char *name;

	if (store == NULL || strncmp(store, "postgres", 8) != 0) {
		need(file_temporary(a, "gyoryu-story", &folder), "folder", "");
		arena_defer(a, remove_folder, (void *)(uintptr_t)folder);
		return arena_printf(a, "sqlite:%s/gyoryu.db", folder);
	}
	secret_random(random, sizeof random);
	name = arena_printf(a, "s%s", secret_hex(a, random, sizeof random));
	new_schema(a, store, name);
	return arena_printf(a, "%s%coptions=-csearch_path%%3D%s", store,
		strchr(store, '?') != NULL ? '&' : '?', name);
}

static void
close_store(void *arg)
{
	struct stage *s = arg;

	if (s->db != NULL)
		db_disconnect(s->db);
	db_close(s->store);
}

/* ---- the app ---- */

static const struct app *
app_of(struct arena *a, struct db *store, const uint8_t *key,
	const struct mail_server *mail)
{
	static const struct job_kind no_jobs[] = { {0} };
	struct app_wish *wish = arena_alloc(a, sizeof *wish);
	struct buf faults = buf_in(a, 1 << 16);
	const struct app *app;

	wish->store = store;
	wish->entities = office_entities;
	wish->routes = page_routes;
	wish->jobs = no_jobs;
	wish->key = key;
	wish->frame = page_frame;
	wish->mail = mail;
	app = app_open(a, wish, &faults);
	need(app != NULL ? OK : ERR_BROKEN, "the program's tables", faults.at);
	return app;
}

const struct app *
stage_app(struct arena *a)
{
	static const uint8_t key[SECRET_KEY];

	return app_of(a, NULL, key, NULL);
}

void
stage_mail(struct stage *s)
{
	static const struct mail_server server = {
		.url = "smtp://127.0.0.1:1", .from = "office@example.org",
		.origin = "https://news.example.org",
	};

	s->app = app_of(s->arena, s->store, s->key, &server);
}

static void
double_stop(void *arg)
{
	stand_in_stop(arg);
}

const char *
stage_double(struct stage *s)
{
	struct stand_in *stand_in;
	char why[300];

	if (!stand_in_start("127.0.0.1:0", &stand_in, why))
		return "";
	arena_defer(s->arena, double_stop, stand_in);
	return stand_in_address(stand_in);
}

const char *
stage_list_link(struct stage *s, const char *id)
{
	static const char use[] = "press list ";
	uint8_t text[sizeof use - 1 + sizeof (struct id)];
	uint8_t sign[SECRET_DIGEST];
	struct id of;

	if (!id_parse(id, &of))
		return "";
	memcpy(text, use, sizeof use - 1);
	memcpy(text + sizeof use - 1, of.b, sizeof of.b);
	secret_sign(s->key, text, sizeof text, sign);
	return arena_printf(s->arena, "/en/press-list/%s/%s", id,
		secret_hex(s->arena, sign, 16));
}

void
stage_open(struct stage *s, struct arena *a)
{
	const char *where = place(a);
	struct buf faults = buf_in(a, 1 << 16);
	char why[300];

	*s = (struct stage){ .arena = a };
	secret_random(s->key, sizeof s->key);
	need(db_open(where, true, &s->store, why), where, why);
	arena_defer(a, close_store, s);
	need(db_connect(s->store, &s->db), "a connection", "");
	s->app = app_of(a, s->store, s->key, NULL);
	visit_begin(&s->visit, a, s->store, s->db, app_catalogue(s->app));
	s->visit.roles |= ROLE_SYSTEM;
	s->visit.trusted = true;
	s->visit.who = "gyoryu";
	s->visit.lang = LANG_EN;
	for (size_t i = 0; store_tables[i] != NULL; i++)
		need(migrate(&s->visit, NULL, store_tables[i], &faults),
			"the tables", faults.at);
}

/* ---- what stands in it ---- */

static enum err
fetch(struct arena *a, const char *path, struct bytes *out, void *arg)
{
	(void)arg;
	return file_read(a, path, BLOB_MAX, out);
}

enum err
stage_import(struct stage *s, const struct entity *of, const char *name,
	const char *at, size_t n, struct import_told *told)
{
	struct import_wish w = { .of = of, .file = name, .fetch = fetch };

	*told = (struct import_told){ .faults = buf_in(s->arena, 1 << 16) };
	visit_again(&s->visit);
	return import_bytes(&s->visit, &w, at, n, told);
}

bool
stage_seed(struct stage *s, const char *name)
{
	const char *path = arena_printf(s->arena, "test/story/seed/%s.jsonl",
		name);
	struct import_told told;
	struct bytes text;

	need(file_read(s->arena, path, SEED_MOST, &text), path,
		"cannot be read");
	if (stage_import(s, NULL, path, text.at, text.n, &told) == OK)
		return true;
	printf("# %s", told.faults.n > 0 ? told.faults.at : db_why(s->db));
	return false;
}

struct account_wish {
	struct id id;
	const char *login, *roles, *hash;
	const char *token;
};

static enum err
account_add(struct visit *v, void *arg)
{
	struct account_wish *w = arg;
	json_t *in = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:b}", "login",
		w->login, "called", w->login, "roles", w->roles, "language",
		"en", "active", 1));
	struct record *r;

	TRY(record_create(v, &entity_account, in, &r));
	w->id = r->id;
	return account_password(v, w->id, w->hash);
}

/* Slow to make, and the same for all: made once for all stories. */
static const char *
password_hash(void)
{
	static char hash[SECRET_HASH];

	if (hash[0] == '\0')
		need(secret_password_hash(PASSWORD, strlen(PASSWORD), hash),
			"a hash", "");
	return hash;
}

struct id
stage_account(struct stage *s, const char *login, const char *roles)
{
	struct account_wish w = { .login = login, .roles = roles,
		.hash = password_hash() };
	struct record *r;

	visit_again(&s->visit);
	if (record_find(&s->visit, &entity_account, "login", login, &r) == OK)
		return r->id;
	visit_again(&s->visit);
	need(visit_write(&s->visit, account_add, &w), login, "no account");
	return w.id;
}

static enum err
token_add(struct visit *v, void *arg)
{
	struct account_wish *w = arg;

	return token_make(v, w->id, "story", &w->token);
}

const char *
stage_token(struct stage *s, struct id account)
{
	struct account_wish w = { .id = account };

	visit_again(&s->visit);
	need(visit_write(&s->visit, token_add, &w), "a token", "");
	return w.token;
}

static enum err
session_add(struct visit *v, void *arg)
{
	struct account_wish *w = arg;
	struct db_stmt *s = db_ask(v->db, "INSERT INTO web_session "
		"(token_digest, account, made, seen) VALUES (?, ?, ?, ?)");
	uint8_t digest[SECRET_DIGEST];

	secret_digest(w->token, strlen(w->token), digest);
	db_bind_blob(s, digest, sizeof digest);
	db_bind_id(s, w->id);
	db_bind_int(s, v->now);
	db_bind_int(s, v->now);
	return db_run(s);
}

const char *
stage_session(struct stage *s, struct id account)
{
	struct account_wish w = { .id = account,
		.token = secret_token(s->arena, 32) };

	visit_again(&s->visit);
	need(visit_write(&s->visit, session_add, &w), "a session", "");
	return w.token;
}

const char *
stage_record(struct stage *s, const char *kind, const char *name)
{
	const struct entity *of = catalogue_entity(app_catalogue(s->app), kind);
	struct record *r;

	if (of == NULL)
		return NULL;
	visit_again(&s->visit);
	if ((of == &entity_account ?
	    record_find(&s->visit, of, "login", name, &r) :
	    record_named(&s->visit, of, name, &r)) != OK)
		return NULL;
	return id_text(s->arena, r->id);
}

static enum err
job_fail(struct visit *v, void *arg)
{
	struct account_wish *w = arg;
	struct db_stmt *s;
	bool row;

	TRY(job_add(v, w->login, NULL, keep(v, json_object()), 0));
	s = db_ask(v->db, "UPDATE job SET state = 'failed', why = 'job.failed'");
	TRY(db_run(s));
	s = db_ask(v->db, "SELECT id FROM job");
	TRY(db_step(s, &row));
	w->id = db_id(s, 0);
	db_done(s);
	return OK;
}

const char *
stage_job(struct stage *s, const char *kind)
{
	struct account_wish w = { .login = kind };

	visit_again(&s->visit);
	need(visit_write(&s->visit, job_fail, &w), "a job", "");
	return id_text(s->arena, w.id);
}

void
stage_work(struct stage *s)
{
	bool ran = true;

	for (int i = 0; i < 100 && ran; i++) {
		visit_again(&s->visit);
		need(job_run_one(&s->visit, job_kinds, &ran), "a job", "");
	}
	visit_again(&s->visit);
}

long
stage_readings(struct stage *s, const char *id)
{
	struct db_stmt *stmt = db_ask(s->db,
		"SELECT count(*) FROM reading WHERE record = ? "
		"AND act = 'read'");
	struct id record;
	long n = -1;
	bool row;

	if (!id_parse(id, &record))
		return -1;
	db_bind_id(stmt, record);
	if (db_step(stmt, &row) == OK && row)
		n = (long)db_int(stmt, 0);
	db_done(stmt);
	return n;
}

bool
stage_whole(struct stage *s)
{
	int64_t entries = 0, broken = 0;
	enum err err;

	visit_again(&s->visit);
	err = history_verify(&s->visit, true, &entries, &broken, NULL, NULL);
	if (err != OK)
		printf("# the history cannot be walked: %s\n", db_why(s->db));
	else if (broken != 0)
		printf("# the history is broken at entry %lld of %lld\n",
			(long long)broken, (long long)entries);
	return err == OK && broken == 0;
}
