/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Turns and group commit.  One transaction holds the acts of several threads,
 * each in a savepoint but the first, which may undo the whole:
 *
 *	A: BEGIN, its work,     waits ------------------+
 *	B:   SAVEPOINT, its work, RELEASE, waits -------+
 *	C:     SAVEPOINT, fails, ROLLBACK TO, returns   |
 *	D:       SAVEPOINT, its work, RELEASE, COMMIT --+--> A, B, D return
 *
 * The turn passes along a queue in the order of asking.  Between two turns a
 * transaction is open exactly when writer.kept acts of it await the COMMIT.
 * The lock guards the queue and the counts; the connection belongs to whoever
 * has the turn, so nothing is asked of an engine under the lock.
 */
#include <assert.h>

#include "base/clock.h"
#include "base/log.h"
#include "inside.h"
#include "turns.h"

enum { GROUP_ACTS = 128, GROUP_MS = 5 };

void
writer_start(struct db *db, struct db_conn *conn)
{
	struct writer *w = &db->writer;

	pthread_mutex_init(&w->lock, NULL);
	w->last = &w->first;
	w->conn = conn;
}

void
writer_end(struct db *db)
{
	assert(!db->writer.taken);
	conn_free(db->writer.conn);
	pthread_mutex_destroy(&db->writer.lock);
}

/* ---- turns; all with the lock held ---- */

static void
wait_for(struct writer *w, struct waiter *me)
{
	pthread_cond_init(&me->woken, NULL);
	while (!me->done)
		pthread_cond_wait(&me->woken, &w->lock);
	pthread_cond_destroy(&me->woken);
}

static void
wake(struct waiter *it, enum err err)
{
	it->err = err;
	it->done = true;
	pthread_cond_signal(&it->woken);
}

static void
take_turn(struct writer *w)
{
	struct waiter me = {0};

	assert(!w->taken || !pthread_equal(w->holder, pthread_self()));
	if (w->taken) {
		*w->last = &me;
		w->last = &me.next;
		wait_for(w, &me);
	}
	w->taken = true;
	w->holder = pthread_self();
}

/* To the head of the queue, which stays taken; or to nobody. */
static void
pass_turn(struct writer *w)
{
	struct waiter *next = w->first;

	if (next == NULL) {
		w->taken = false;
		return;
	}
	w->first = next->next;
	if (w->first == NULL)
		w->last = &w->first;
	/* Until it runs, a thread that asks again must not seem to hold it. */
	w->holder = (pthread_t){0};
	wake(next, OK);
}

/* Tells everyone of the group what became of it. */
static void
wake_group(struct writer *w, enum err err)
{
	struct waiter *next;

	*(err == OK ? &w->counts.acts : &w->counts.lost) += w->kept;
	w->counts.groups += err == OK;
	for (struct waiter *it = w->group; it != NULL; it = next) {
		next = it->next;  /* it is gone once it is woken */
		wake(it, err);
	}
	w->group = NULL;
	w->kept = 0;
}

/* ---- the transaction; with the turn, without the lock ---- */

/* What a group is told when its transaction failed. */
static enum err
fate(enum err err)
{
	return err == ERR_AGAIN ? ERR_AGAIN : ERR_BROKEN;
}

/* Undoes all acts of the open transaction. */
static void
lose_group(struct writer *w, enum err err)
{
	if (w->kept > 0)
		log_problem("store: %d acts were undone: %s", w->kept,
			w->conn->why);
	conn_undo(w->conn);
	pthread_mutex_lock(&w->lock);
	wake_group(w, err);
	pthread_mutex_unlock(&w->lock);
}

static enum err
commit(struct db_conn *conn)
{
	enum err err;

	conn->err = OK;
	turns_commit(conn->db);
	err = conn_fault(conn) ? conn->err : conn->engine->commit(conn);
	turns_over(conn->db);
	if (err == OK)
		return OK;
	log_problem("store: a COMMIT failed: %s", conn->why);
	conn_undo(conn);
	return fate(err);
}

/* BEGIN for the first act of a group, SAVEPOINT for a further one. */
static enum err
open_act(struct writer *w)
{
	struct db_conn *conn = w->conn;
	enum err err;

	if (w->kept > 0) {
		if (!conn_fault(conn))
			conn->engine->later(conn, "SAVEPOINT act");
		return conn->err;
	}
	turns_begin(conn->db);
	TRY(conn_mend(conn));
	err = conn_fault(conn) ? conn->err : conn->engine->begin(conn);
	w->begun = clock_ticks();
	return err;
}

/* Keeps the act within the transaction. */
static enum err
keep_act(struct writer *w)
{
	struct db_conn *conn = w->conn;

	if (conn->err != OK || w->kept == 0)
		return db_settle(conn);
	return conn_command(conn, "RELEASE act");
}

/*
 * Undoes the act and nothing else; the whole group when that cannot be done,
 * as when the engine itself has undone the transaction.
 */
static void
undo_act(struct writer *w)
{
	struct db_conn *conn = w->conn;
	enum err err;

	if (w->kept == 0) {
		conn_undo(conn);
		return;
	}
	/* What was sent must have failed by itself, not take this with it. */
	err = conn->engine->settle(conn);
	if (conn->engine->inside(conn)) {
		conn->err = OK;
		err = conn_command(conn, "ROLLBACK TO act");
		if (err == OK)
			err = conn_command(conn, "RELEASE act");
	}
	if (err != OK || !conn->engine->inside(conn))
		lose_group(w, fate(err));
}

/*
 * Passes the open transaction on, or commits it when nobody waits or it is
 * time; then waits for what becomes of the act, if it was kept.
 */
static enum err
end_turn(struct writer *w, bool kept)
{
	struct waiter me = {0};
	enum err err = OK;

	pthread_mutex_lock(&w->lock);
	if (w->kept > 0 && (w->first == NULL || w->kept >= GROUP_ACTS ||
	    clock_ticks() - w->begun >= GROUP_MS)) {
		pthread_mutex_unlock(&w->lock);
		err = commit(w->conn);
		pthread_mutex_lock(&w->lock);
		wake_group(w, err);
	}
	w->conn->state = CONN_IDLE;
	if (kept && w->kept > 0) {
		me.next = w->group;
		w->group = &me;
		pass_turn(w);
		wait_for(w, &me);
		err = me.err;
	} else {
		pass_turn(w);
	}
	pthread_mutex_unlock(&w->lock);
	return kept ? err : OK;
}

/* ---- the door ---- */

struct db_counts
db_counts(struct db *db)
{
	struct db_counts counts;

	pthread_mutex_lock(&db->writer.lock);
	counts = db->writer.counts;
	pthread_mutex_unlock(&db->writer.lock);
	return counts;
}

enum err
db_write_begin(struct db *db, struct db_conn **out)
{
	struct writer *w = &db->writer;
	struct db_conn *conn = w->conn;
	enum err err;

	pthread_mutex_lock(&w->lock);
	take_turn(w);
	pthread_mutex_unlock(&w->lock);
	conn->state = CONN_ACTING;
	conn->err = OK;
	err = open_act(w);
	*out = conn;
	if (err == OK)
		return OK;
	/* A savepoint that is not there leaves the others' acts whole. */
	if (w->kept == 0)
		conn_undo(conn);
	else if (!conn->engine->inside(conn))
		lose_group(w, fate(err));
	(void)end_turn(w, false);
	*out = NULL;
	return fate(err);
}

enum err
db_write_end(struct db *db, bool keep)
{
	struct writer *w = &db->writer;
	struct db_conn *conn = w->conn;
	enum err err = OK, end;

	assert(w->taken && pthread_equal(w->holder, pthread_self()));
	conn_finish(conn);
	if (keep)
		err = keep_act(w);
	if (keep && err == OK)
		w->kept++;
	else
		undo_act(w);
	end = end_turn(w, keep && err == OK);
	return err != OK ? err : end;
}
