/* SPDX-License-Identifier: Apache-2.0 */
/* gyoryu serve: the server and the one worker of the jobs. */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/log.h"
#include "command.h"
#include "office/office.h"
#include "wire/wire.h"

struct worker {
	const struct house *house;
	pthread_mutex_t lock;
	pthread_cond_t woken;
	bool stop;
};

/* Runs what is due; then sleeps until the next is, at most 5 s. */
static int64_t
work(struct worker *w, struct db_conn *db, struct arena *a)
{
	struct visit v;
	bool ran = true, more = false;
	int64_t wait;

	visit_begin(&v, a, w->house->store, db, app_catalogue(w->house->app));
	v.roles |= ROLE_SYSTEM;
	v.trusted = true;
	v.who = "gyoryu";
	v.mail = w->house->mail;
	v.origin = w->house->origin;
	while (ran && !w->stop)
		if (job_run_one(&v, job_kinds, &ran) != OK)
			ran = false;
	wait = job_wait(&v, 5000);
	if (!w->stop && comments_harden(&v, &more) == OK && more)
		wait = 0;
	arena_reset(a);
	return wait < 50 ? 50 : wait;
}

static void *
worker_run(void *arg)
{
	struct worker *w = arg;
	struct arena *a = arena_new();
	struct db_conn *db;

	if (db_connect(w->house->store, &db) != OK) {
		log_problem("jobs: no connection to the store");
		arena_free(a);
		return NULL;
	}
	pthread_mutex_lock(&w->lock);
	while (!w->stop) {
		int64_t wait;
		struct timespec until;

		pthread_mutex_unlock(&w->lock);
		wait = work(w, db, a);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += wait / 1000;
		pthread_mutex_lock(&w->lock);
		if (!w->stop)
			pthread_cond_timedwait(&w->woken, &w->lock, &until);
	}
	pthread_mutex_unlock(&w->lock);
	db_disconnect(db);
	arena_free(a);
	return NULL;
}

static void
worker_stop(struct worker *w, pthread_t thread)
{
	pthread_mutex_lock(&w->lock);
	w->stop = true;
	pthread_cond_signal(&w->woken);
	pthread_mutex_unlock(&w->lock);
	pthread_join(thread, NULL);
}

/* Threads inherit the blocked signals; only this one waits for them. */
static void
signals_block(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

int
house_serve(struct house *h, const char *listen)
{
	struct worker w = { .house = h, .lock = PTHREAD_MUTEX_INITIALIZER,
		.woken = PTHREAD_COND_INITIALIZER };
	struct server *server;
	pthread_t thread;
	sigset_t signals;
	char why[300];
	int signal_got;

	signals_block(&signals);
	wire_start();
	if (comment_keys_keep(&h->visit, app_limit(h->app,
	    LIMIT_COMMENT_KEY_DAYS)) != OK ||
	    job_plan(&h->visit, job_kinds) != OK) {
		house_complain(&h->visit, "jobs", ERR_BROKEN);
		return EXIT_FAILED;
	}
	if (server_start(h->app, listen, &server, why) != OK) {
		fprintf(stderr, "gyoryu: %s\n", why);
		return EXIT_FAILED;
	}
	if (pthread_create(&thread, NULL, worker_run, &w) != 0) {
		server_stop(server);
		return EXIT_FAILED;
	}
	printf("listening on http://%s\n", server_address(server));
	fflush(stdout);
	sigwait(&signals, &signal_got);
	log_note("stopping");
	server_stop(server);
	worker_stop(&w, thread);
	return EXIT_FINE;
}

int
serve_run(const struct options *o)
{
	struct house h;
	int code;

	if (o->verbose)
		log_level(LOG_DETAIL);
	if (!house_open(&h, o, HOUSE_IS_THERE))
		return EXIT_FAILED;
	code = house_serve(&h, o->listen ? o->listen : "127.0.0.1:8080");
	house_close(&h);
	return code;
}
