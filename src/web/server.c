/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server's start and stop, and the watch that shuts connections which take
 * too long: libmicrohttpd closes those that are silent, but one byte every
 * ten seconds is not silence.  While places are scarce the watch has less
 * patience with who has one and asks for nothing.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/log.h"
#include "http.h"

enum { WATCH_MS = 250, STOP_MS = 10000, DRAIN_MS = 1000, PRESSED_MS = 4000 };

/* ---- the watch ---- */

static void
shut_late(struct server *s)
{
	int64_t now = clock_ticks();
	bool pressed = door_pressed(s->door);

	for (struct link *l = s->links; l != NULL; l = l->next) {
		int64_t due = atomic_load(&l->due);
		int64_t waits = atomic_load(&l->waits);

		if ((due != 0 && due < now) || (pressed && waits != 0 &&
			now - waits > PRESSED_MS)) {
			shutdown(l->fd, SHUT_RDWR);
			atomic_store(&l->due, 0);
			atomic_store(&l->waits, 0);
		}
	}
}

static void
wait_ms(struct server *s, int64_t ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / 1000;
	until.tv_nsec += ms % 1000 * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_cond_timedwait(&s->change, &s->lock, &until);
}

static void *
watch_run(void *arg)
{
	struct server *s = arg;
	int64_t next = 0;

	pthread_mutex_lock(&s->lock);
	while (!s->over) {
		if (clock_ticks() >= next) {
			shut_late(s);
			next = clock_ticks() + WATCH_MS;
		}
		wait_ms(s, WATCH_MS);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

/* ---- start ---- */

/* As many files as we may have: each connection is one. */
static void
files_raise(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
	}
}

static enum err
worker_start(struct server *s, int queue, char why[static 300])
{
	struct worker *w = &s->workers[s->worker_count];

	w->server = s;
	w->queue = &s->queues[queue];
	if (db_connect(s->app->wish.store, &w->db) != OK) {
		snprintf(why, 300, "the store does not let in %zu workers",
			s->worker_count + 1);
		return ERR_BROKEN;
	}
	s->worker_count++;
	w->runs = pthread_create(&w->thread, NULL, worker_run, w) == 0;
	if (!w->runs)
		snprintf(why, 300, "no thread for a worker");
	return w->runs ? OK : ERR_BROKEN;
}

static enum err
workers_start(struct server *s, char why[static 300])
{
	int64_t usual = app_limit(s->app, LIMIT_WORKERS);
	int64_t slow = app_limit(s->app, LIMIT_SLOW_WORKERS);

	s->workers = arena_alloc(s->arena,
		(size_t)(usual + slow + AFAR_WORKERS) * sizeof *s->workers);
	for (int64_t i = 0; i < usual; i++)
		TRY(worker_start(s, QUEUE_USUAL, why));
	for (int64_t i = 0; i < slow; i++)
		TRY(worker_start(s, QUEUE_SLOW, why));
	for (int i = 0; i < AFAR_WORKERS; i++)
		TRY(worker_start(s, QUEUE_AFAR, why));
	return OK;
}

static struct server *
server_new(const struct app *app)
{
	struct arena *a = arena_new();
	struct server *s = arena_alloc(a, sizeof *s);
	pthread_condattr_t steady;

	s->arena = a;
	s->app = app;
	pthread_mutex_init(&s->lock, NULL);
	pthread_condattr_init(&steady);
	pthread_condattr_setclock(&steady, CLOCK_MONOTONIC);
	pthread_cond_init(&s->change, &steady);
	pthread_condattr_destroy(&steady);
	for (int i = 0; i < QUEUE__MAX; i++)
		queue_open(&s->queues[i],
			(size_t)app_limit(app, LIMIT_QUEUE));
	return s;
}

static enum err
daemons_start(struct server *s, const char *on, char why[static 300])
{
	struct listeners l;
	enum err err = listeners_open(on, &l, why);

	if (err != OK || door_open(s, &l) == NULL) {
		if (err == OK)
			snprintf(why, 300, "%s: no files are left", on);
		listeners_close(&l);
		return ERR_BROKEN;
	}
	memcpy(s->address, l.address, sizeof s->address);
	if (http_start(s) && door_begin(s->door))
		return OK;
	snprintf(why, 300, "%s: the server does not start", on);
	return ERR_BROKEN;
}

enum err
server_start(const struct app *app, const char *on, struct server **out,
	char why[static 300])
{
	struct server *s = server_new(app);
	enum err err;

	signal(SIGPIPE, SIG_IGN);
	files_raise();
	err = workers_start(s, why);
	if (err == OK)
		err = daemons_start(s, on, why);
	if (err == OK)
		s->watched = pthread_create(&s->watch, NULL, watch_run, s) == 0;
	if (err != OK) {
		server_stop(s);
		return err;
	}
	*out = s;
	return OK;
}

const char *
server_address(const struct server *s)
{
	return s->address;
}

/* ---- stop ---- */

/* Until those under way have ended, or it has been long enough.  Connections
 * on which nothing is asked have a moment to ask once more: their last reply
 * says that it is the last. */
static void
let_end(struct server *s)
{
	int64_t now = clock_ticks();
	int64_t until = now + STOP_MS, drained = now + DRAIN_MS, n;

	pthread_mutex_lock(&s->lock);
	while ((n = atomic_load(&s->under_way)) > 0 ||
		(s->links != NULL && now < drained)) {
		if (now >= until)
			break;
		wait_ms(s, WATCH_MS);
		now = clock_ticks();
	}
	if (n > 0)
		log_problem("%lld requests did not end in time", (long long)n);
	pthread_mutex_unlock(&s->lock);
}

static void
workers_stop(struct server *s)
{
	for (int i = 0; i < QUEUE__MAX; i++)
		queue_shut(&s->queues[i]);
	for (size_t i = 0; i < s->worker_count; i++) {
		if (s->workers[i].runs)
			pthread_join(s->workers[i].thread, NULL);
		db_disconnect(s->workers[i].db);
	}
}

static void
watch_stop(struct server *s)
{
	pthread_mutex_lock(&s->lock);
	s->over = true;
	pthread_cond_broadcast(&s->change);
	pthread_mutex_unlock(&s->lock);
	if (s->watched)
		pthread_join(s->watch, NULL);
}

void
server_stop(struct server *s)
{
	atomic_store(&s->stopping, true);
	if (s->door != NULL) {
		door_shut(s->door);
		let_end(s);
	}
	workers_stop(s);
	for (int i = 0; i < DAEMONS; i++)
		if (s->daemons[i] != NULL)
			MHD_stop_daemon(s->daemons[i]);
	watch_stop(s);
	for (int i = 0; i < QUEUE__MAX; i++)
		queue_destroy(&s->queues[i]);
	pthread_cond_destroy(&s->change);
	pthread_mutex_destroy(&s->lock);
	arena_free(s->arena);
}
