/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of comments, as counts for good.  A comment may be erased, and
 * its history with it; that one was written in May, and one removed as an
 * advert in June, stays true and names nobody:
 *
 *	comment_event    month | office | event | ground | took | at
 *	                 one row for what happened to one comment, in the act in
 *	                 which it did; which comment is not kept
 *	comment_month    month | office | event | ground | n
 *	                 such rows added up by a job, which then lets them go;
 *	                 those with `took`, ms from waiting to a person's
 *	                 decision, stay, for the median
 *
 * month counts from year 0.  An event of a new comment is shown, held or (an
 * import) written; then waits, let, removed, blocked, restored, withdrawn;
 * of objections objected, granted, refused.
 */
#include <stdlib.h>
#include <string.h>

#include "comment.h"
#include "inside.h"

#define FOLDS_AFTER INT64_C(3600000)  /* ms; acts under way are over then */
#define HISTORY_LOOKED 50             /* entries of one comment */

const char *const comment_count_tables[] = {
	"CREATE TABLE IF NOT EXISTS comment_event ("
	"month {int} NOT NULL, office {id}, event {text} NOT NULL, "
	"ground {text} NOT NULL, took {int}, at {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS comment_event_month "
	"ON comment_event (month);",

	"CREATE TABLE IF NOT EXISTS comment_month ("
	"month {int} NOT NULL, office {id}, event {text} NOT NULL, "
	"ground {text} NOT NULL, n {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS comment_month_month "
	"ON comment_month (month);",

	NULL
};

/* ---- one more ---- */

struct event {
	const char *event, *ground;
	int64_t moment;              /* whose month it counts in */
	int64_t took;                /* -1: nobody decided */
};

static int
month_of(struct visit *v, int64_t moment)
{
	const char *day = moment_day(v->arena, moment, v->zone);

	return (int)strtol(day, NULL, 10) * 12 +
		(int)strtol(day + 5, NULL, 10) - 1;
}

static enum err
event_add(struct visit *v, const struct record *of, const struct event *e)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO comment_event "
		"(month, office, event, ground, took, at) "
		"VALUES (?, ?, ?, ?, ?, ?)");

	db_bind_int(s, month_of(v, e->moment));
	db_bind_id(s, record_ref(of, "office"));
	db_bind_text(s, e->event);
	db_bind_text(s, e->ground != NULL ? e->ground : "");
	if (e->took >= 0)
		db_bind_int(s, e->took);
	else
		db_bind_null(s);
	db_bind_int(s, v->now);
	return db_run(s);
}

/* ---- what happened ---- */

static bool
was(const struct record *r, const char *field, const char *value)
{
	const char *text = r != NULL ? record_text(r, field) : NULL;

	return text != NULL && strcmp(text, value) == 0;
}

static bool
turned(const struct record *now, const struct record *before,
	const char *field, const char *value)
{
	return was(now, field, value) && !was(before, field, value);
}

static int64_t
moment_in(struct visit *v, const struct record *r, const char *field)
{
	const char *text = record_text(r, field);
	int64_t moment;
	char zone[64];

	return text != NULL && moment_parse(text, v->zone, &moment, zone) ?
		moment : v->now;
}

/* How long it has waited when that ends: history has when it began. */
static enum err
waited(struct visit *v, const struct record *before, int64_t *out)
{
	struct changes changes;
	int64_t since = before->made;

	TRY(history_of(v, &entity_comment, before->id, HISTORY_LOOKED,
		&changes));
	for (size_t i = 0; i < changes.n; i++) {
		const struct change *c = &changes.at[i];
		const char *state = text_of(c->content, "state");

		if (c->revision > before->revision)
			continue;
		if (state != NULL && strcmp(state, "held") != 0)
			break;
		since = c->at;
	}
	*out = v->now > since ? v->now - since : 0;
	return OK;
}

static enum err
came(struct visit *v, const struct record *now)
{
	struct event e = { .took = -1, .moment = moment_in(v, now, "at") };
	const char *state = record_text(now, "state");

	e.event = was(now, "state", "shown") || was(now, "state", "held") ?
		state : "written";
	TRY(event_add(v, now, &e));
	if (strcmp(e.event, state) == 0)
		return OK;
	/* An import tells what was decided elsewhere, and when. */
	e.event = state;
	e.ground = record_text(now, "reason");
	if (record_text(now, "decided") != NULL)
		e.moment = moment_in(v, now, "decided");
	return event_add(v, now, &e);
}

/* NULL: nothing that counts. */
static const char *
event_of(const struct record *now, const struct record *before)
{
	bool waiting = was(before, "state", "held");

	if (turned(now, before, "state", "shown"))
		return waiting ? "let" : "restored";
	if (turned(now, before, "state", "held"))
		return was(before, "state", "shown") ? "waits" : "restored";
	if (turned(now, before, "state", "removed") ||
	    turned(now, before, "state", "blocked") ||
	    turned(now, before, "state", "withdrawn"))
		return record_text(now, "state");
	return NULL;
}

static enum err
moved(struct visit *v, const struct record *now, const struct record *before)
{
	struct event e = { .event = event_of(now, before), .took = -1,
		.moment = v->now };

	if (e.event == NULL)
		return OK;
	if (was(before, "state", "held") && !was(now, "state", "withdrawn"))
		TRY(waited(v, before, &e.took));
	if (was(now, "state", "removed"))
		e.ground = record_text(now, "reason");
	return event_add(v, now, &e);
}

static enum err
objected(struct visit *v, const struct record *now,
	const struct record *before)
{
	static const char *const outcomes[][2] = { { "open", "objected" },
		{ "granted", "granted" }, { "refused", "refused" } };

	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
		if (turned(now, before, "objected", outcomes[i][0]))
			TRY(event_add(v, now, &(struct event){
				.event = outcomes[i][1], .took = -1,
				.moment = v->now }));
	return OK;
}

enum err
comment_counted(struct visit *v, const struct record *now,
	const struct record *before)
{
	if (now->standing == RECORD_ERASED)
		return OK;
	if (before == NULL)
		TRY(came(v, now));
	else
		TRY(moved(v, now, before));
	return objected(v, now, before);
}

/* ---- adding up ---- */

struct sum {
	int64_t month, n;
	struct id office;
	const char *event, *ground;
};

enum { SUMS_MOST = 5000 };

static enum err
sums_read(struct visit *v, int64_t until, struct sum *sums, size_t *n)
{
	struct db_stmt *s = db_ask(v->db, "SELECT month, office, event,"
		" ground, COUNT(*) FROM comment_event"
		" WHERE took IS NULL AND at < ?"
		" GROUP BY month, office, event, ground");
	bool row;

	db_bind_int(s, until);
	for (*n = 0;; ++*n) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (*n == SUMS_MOST)
			break;
		sums[*n] = (struct sum){ .month = db_int(s, 0),
			.n = db_int(s, 4), .office = db_id(s, 1),
			.event = arena_text(v->arena, db_text(s, 2)),
			.ground = arena_text(v->arena, db_text(s, 3)) };
	}
	db_done(s);
	return ERR_LARGE;
}

static enum err
sum_put(struct visit *v, const struct sum *sum)
{
	struct db_stmt *s = id_none(sum->office) ?
		db_ask(v->db, "UPDATE comment_month SET n = n + ?"
			" WHERE month = ? AND event = ? AND ground = ?"
			" AND office IS NULL") :
		db_ask(v->db, "UPDATE comment_month SET n = n + ?"
			" WHERE month = ? AND event = ? AND ground = ?"
			" AND office = ?");

	db_bind_int(s, sum->n);
	db_bind_int(s, sum->month);
	db_bind_text(s, sum->event);
	db_bind_text(s, sum->ground);
	if (!id_none(sum->office))
		db_bind_id(s, sum->office);
	TRY(db_run(s));
	if (db_touched(v->db) > 0)
		return OK;
	s = db_ask(v->db, "INSERT INTO comment_month (month, office, event,"
		" ground, n) VALUES (?, ?, ?, ?, ?)");
	db_bind_int(s, sum->month);
	db_bind_id(s, sum->office);
	db_bind_text(s, sum->event);
	db_bind_text(s, sum->ground);
	db_bind_int(s, sum->n);
	return db_run(s);
}

static enum err
fold(struct visit *v, void *arg)
{
	struct sum *sums = arena_alloc(v->arena, SUMS_MOST * sizeof *sums);
	int64_t until = v->now - FOLDS_AFTER;
	struct db_stmt *s;
	size_t n;

	(void)arg;
	TRY(sums_read(v, until, sums, &n));
	for (size_t i = 0; i < n; i++)
		TRY(sum_put(v, &sums[i]));
	if (n == 0)
		return OK;
	s = db_ask(v->db, "DELETE FROM comment_event"
		" WHERE took IS NULL AND at < ?");
	db_bind_int(s, until);
	return db_run(s);
}

enum err
comment_events_fold(struct visit *v)
{
	return visit_write(v, fold, NULL);
}
