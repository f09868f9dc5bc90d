/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Jobs as rows: waiting, running, failed; a job that is done is gone.  A job
 * that was running when the server stopped is waiting again at the next start
 * (job_plan), so it may run twice, never not at all.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "inside.h"

static const int64_t waits[] = {  /* after the n-th failure, ms */
	10000, 60000, 600000, 3600000, 21600000, 21600000, 21600000
};
#define TRIES_MOST ((int64_t)(sizeof waits / sizeof *waits) + 1)

static enum err
waits_already(struct visit *v, const char *kind, const char *key, bool *so)
{
	struct db_stmt *s = db_ask(v->db, "SELECT 1 FROM job WHERE kind = ?"
		" AND key = ? AND state = 'waiting'");

	db_bind_text(s, kind);
	db_bind_text(s, key);
	TRY(db_step(s, so));
	db_done(s);
	return OK;
}

enum err
job_add(struct visit *v, const char *kind, const char *key, json_t *with,
	int64_t not_before)
{
	struct db_stmt *s;
	bool there = false;
	char *text;

	if (key != NULL)
		TRY(waits_already(v, kind, key, &there));
	if (there)
		return OK;
	text = with != NULL ? json_dumps(with, JSON_COMPACT) : NULL;
	if (text != NULL)
		arena_defer(v->arena, free, text);
	s = db_ask(v->db, "INSERT INTO job (id, kind, key, with_json, state,"
		" tries, due, made) VALUES (?, ?, ?, ?, 'waiting', 0, ?, ?)");
	db_bind_id(s, id_new());
	db_bind_text(s, kind);
	db_bind_text(s, key);
	db_bind_text(s, text != NULL ? text : "{}");
	db_bind_int(s, not_before);
	db_bind_int(s, v->now);
	return db_run(s);
}

/* ---- running ---- */

struct job {
	struct id id;
	const char *kind, *key;
	int64_t tries;
	json_t *with;
	const struct job_kind *does;
	const struct job_kind *kinds;
	bool found;
	enum err went;
	const char *why;
};

/* Takes the job that is due longest; its row says running. */
static enum err
take(struct visit *v, void *arg)
{
	struct job *j = arg;
	struct db_stmt *s = db_ask(v->db, "SELECT id, kind, key, with_json,"
		" tries FROM job WHERE state = 'waiting' AND due <= ?"
		" ORDER BY due LIMIT 1");

	db_bind_int(s, v->now);
	TRY(db_step(s, &j->found));
	if (!j->found)
		return OK;
	j->id = db_id(s, 0);
	j->kind = arena_text(v->arena, db_text(s, 1));
	j->key = db_null(s, 2) ? NULL : arena_text(v->arena, db_text(s, 2));
	j->with = keep(v, json_loads(db_text(s, 3), 0, NULL));
	j->tries = db_int(s, 4) + 1;
	db_done(s);
	s = db_ask(v->db,
		"UPDATE job SET state = 'running', tries = ? WHERE id = ?");
	db_bind_int(s, j->tries);
	db_bind_id(s, j->id);
	return db_run(s);
}

static enum err
finish(struct visit *v, struct job *j)
{
	struct db_stmt *s = db_ask(v->db, "DELETE FROM job WHERE id = ?");

	db_bind_id(s, j->id);
	TRY(db_run(s));
	if (j->does->every == 0)
		return OK;
	return job_add(v, j->kind, j->key, j->with, v->now + j->does->every);
}

static enum err
put_back(struct visit *v, struct job *j)
{
	bool gives_up = j->does == NULL || j->tries >= TRIES_MOST ||
		j->went == ERR_DENIED;
	struct db_stmt *s = db_ask(v->db, "UPDATE job SET state = ?, due = ?,"
		" why = ? WHERE id = ?");

	db_bind_text(s, gives_up ? "failed" : "waiting");
	db_bind_int(s, v->now + (gives_up ? 0 : waits[j->tries - 1]));
	db_bind_text(s, j->why);
	db_bind_id(s, j->id);
	return db_run(s);
}

static enum err
settle(struct visit *v, void *arg)
{
	struct job *j = arg;

	return j->went == OK ? finish(v, j) : put_back(v, j);
}

/* The key, and its arguments each on a line of its own. */
static const char *
why(struct visit *v, const struct problem *p)
{
	return arena_printf(v->arena, "%s%s%s%s%s", p->key,
		p->arg0 != NULL ? "\n" : "", p->arg0 != NULL ? p->arg0 : "",
		p->arg1 != NULL ? "\n" : "", p->arg1 != NULL ? p->arg1 : "");
}

enum err
job_run_one(struct visit *v, const struct job_kind *kinds, bool *ran)
{
	struct job j = { .kinds = kinds };

	*ran = false;
	v->now = clock_now();
	TRY(visit_write(v, take, &j));
	if (!j.found)
		return OK;
	*ran = true;
	for (const struct job_kind *k = kinds; k->name != NULL; k++)
		if (strcmp(k->name, j.kind) == 0)
			j.does = k;
	j.went = j.does != NULL ? j.does->run(v, j.with) : ERR_MISSING;
	if (j.went != OK)
		j.why = v->problems != NULL ? why(v, v->problems) :
			j.does == NULL ? "job.unknown" : "job.failed";
	problems_forget(v);
	v->now = clock_now();
	return visit_write(v, settle, &j);
}

/* ---- planning ---- */

static enum err
plan(struct visit *v, void *arg)
{
	const struct job_kind *kinds = arg;

	TRY(db_run(db_ask(v->db, "UPDATE job SET state = 'waiting'"
		" WHERE state = 'running'")));
	for (const struct job_kind *k = kinds; k->name != NULL; k++)
		if (k->every != 0)
			TRY(job_add(v, k->name, "every", NULL, v->now));
	return OK;
}

enum err
job_plan(struct visit *v, const struct job_kind *kinds)
{
	return visit_write(v, plan, (void *)(uintptr_t)kinds);
}

int64_t
job_wait(struct visit *v, int64_t most)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT MIN(due) FROM job WHERE state = 'waiting'");
	int64_t wait = most;
	bool row;

	if (db_step(s, &row) == OK && row && !db_null(s, 0))
		wait = db_int(s, 0) - clock_now();
	db_done(s);
	return wait < 0 ? 0 : wait > most ? most : wait;
}

/* ---- the page ---- */

static void
put_why(struct visit *v, json_t *job, const char *text)
{
	char *rest = arena_text(v->arena, text);
	json_t *args = json_array();
	const char *arg;

	json_object_set_new(job, "why", json_string(strsep(&rest, "\n")));
	json_object_set_new(job, "why_args", args);
	while ((arg = strsep(&rest, "\n")) != NULL)
		json_array_append_new(args, json_string(arg));
}

enum err
job_list(struct visit *v, size_t limit, json_t **out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT id, kind, state, tries, due,"
		" why FROM job ORDER BY made DESC LIMIT ?");
	bool row;

	*out = keep(v, json_array());
	db_bind_int(s, (int64_t)limit);
	for (;;) {
		enum err err = db_step(s, &row);
		char id[ID_TEXT];
		json_t *job;

		if (err == OK && !row)
			json_incref(*out);
		if (err != OK || !row)
			return err;
		id_print(db_id(s, 0), id);
		job = json_pack("{s:s, s:s, s:s, s:I, s:I}", "id", id,
			"kind", db_text(s, 1), "state", db_text(s, 2),
			"tries", (json_int_t)db_int(s, 3),
			"due", (json_int_t)db_int(s, 4));
		put_why(v, job, db_text(s, 5));
		json_array_append_new(*out, job);
	}
}

enum err
job_again(struct visit *v, struct id id)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE job SET state = 'waiting',"
		" tries = 0, due = ? WHERE id = ? AND state = 'failed'");

	db_bind_int(s, v->now);
	db_bind_id(s, id);
	TRY(db_run(s));
	return db_touched(v->db) > 0 ? OK :
		fail(v, ERR_MISSING, "error.not-found");
}
