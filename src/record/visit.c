/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A visit begins, gathers what goes wrong, and writes in whole acts.  All that
 * it gathers lives in its arena.
 */
#include "record.h"

#include <string.h>

#include "base/clock.h"

enum { WRITE_TRIES = 5 };

const struct role_row role_rows[] = {
	{ ROLE_ANYONE,   "anyone" },
	{ ROLE_PARTNER,  "partner" },
	{ ROLE_READER,   "reader" },
	{ ROLE_OFFICER,  "officer" },
	{ ROLE_EDITOR,   "editor" },
	{ ROLE_APPROVER, "approver" },
	{ ROLE_ADMIN,    "admin" },
	{ ROLE_SYSTEM,   "system" },
	{0}
};

static unsigned
role_of(const char *name, size_t n)
{
	for (const struct role_row *r = role_rows; r->name != NULL; r++)
		if (strlen(r->name) == n && memcmp(r->name, name, n) == 0)
			return r->role;
	return 0;
}

unsigned
roles_of(const char *names)
{
	unsigned roles = 0;

	while (names != NULL && *names != '\0') {
		size_t n = strcspn(names, " ");

		roles |= role_of(names, n);
		names += n + strspn(names + n, " ");
	}
	return roles;
}

void
visit_begin(struct visit *v, struct arena *a, struct db *store,
	struct db_conn *db, const struct catalogue *catalogue)
{
	*v = (struct visit){
		.arena = a, .store = store, .db = db, .catalogue = catalogue,
		.roles = ROLE_ANYONE, .who = "", .lang = LANG_KO,
		.zone = "Asia/Seoul", .now = clock_now(),
		.titles = map_new(a),
	};
	problems_forget(v);
}

static const char *
kept(struct visit *v, const char *text)
{
	return text != NULL ? arena_text(v->arena, text) : NULL;
}

static void
problem_add(struct visit *v, const char *field, const char *key,
	const char *arg0, const char *arg1)
{
	struct problem *p = arena_alloc(v->arena, sizeof *p);

	p->field = kept(v, field);
	p->key = kept(v, key);
	p->arg0 = kept(v, arg0);
	p->arg1 = kept(v, arg1);
	*v->last_problem = p;
	v->last_problem = &p->next;
}

enum err
fail(struct visit *v, enum err err, const char *key)
{
	return fail_with(v, err, key, NULL, NULL);
}

enum err
fail_with(struct visit *v, enum err err, const char *key, const char *arg0,
	const char *arg1)
{
	problem_add(v, NULL, key, arg0, arg1);
	return err;
}

enum err
fail_field(struct visit *v, const char *path, const char *key,
	const char *arg0, const char *arg1)
{
	problem_add(v, path, key, arg0, arg1);
	return ERR_INPUT;
}

void
problems_forget(struct visit *v)
{
	v->problems = NULL;
	v->last_problem = &v->problems;
}

enum err
fail_way(struct visit *v, const char *path, const char *key, const char *arg0,
	const char *arg1, const char *way)
{
	struct problem **at = v->last_problem;

	problem_add(v, path, key, arg0, arg1);
	(*at)->way = kept(v, way);
	return ERR_INPUT;
}

const char *
problem_says(struct visit *v, const struct problem *p)
{
	return message_with(v->arena, v->lang, p->key, p->arg0, p->arg1, NULL);
}

static void
release(void *json)
{
	json_decref(json);
}

json_t *
keep(struct visit *v, json_t *json)
{
	if (json != NULL)
		arena_defer(v->arena, release, json);
	return json;
}

/* One try; v reads with its own connection again afterwards. */
static enum err
write_once(struct visit *v, enum err (*run)(struct visit *v, void *arg),
	void *arg)
{
	struct db_conn *own = v->db;
	enum err err, end;

	db_watch_lost(own);
	err = db_write_begin(v->store, &v->db);
	if (err != OK) {
		v->db = own;
		return err;
	}
	err = run(v, arg);
	end = db_write_end(v->store, err == OK);
	v->db = own;
	return err != OK ? err : end;
}

void
visit_again(struct visit *v)
{
	problems_forget(v);
	v->titles = v->there = NULL;
	v->chain.known = false;
}

enum err
visit_write(struct visit *v, enum err (*run)(struct visit *v, void *arg),
	void *arg)
{
	enum err err = ERR_AGAIN;

	for (int i = 0; i < WRITE_TRIES && err == ERR_AGAIN; i++) {
		visit_again(v);
		err = write_once(v, run, arg);
	}
	/* Titles may be those of records that were undone. */
	v->titles = v->there = NULL;
	v->chain.known = false;
	return err == ERR_AGAIN ? ERR_BUSY : err;
}
