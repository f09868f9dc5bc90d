/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server's start and stop, and the watch that shuts connections which take
 * too long: libmicrohttpd closes those that are silent, but one byte every
 * ten seconds is not silence.
 */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http.h"

enum { WATCH_MS = 250, STOP_MS = 10000, BACKLOG = 511 };

/* ---- listening ---- */

/* "127.0.0.1:8080", "[::1]:8080", ":8080" to its two halves. */
static bool
listen_parse(const char *s, char host[64], char port[8])
{
	const char *colon = strrchr(s, ':');
	const char *from = s, *to = colon;

	if (colon == NULL || strlen(colon + 1) >= 8 || colon[1] == '\0' ||
		strspn(colon + 1, "0123456789") != strlen(colon + 1) ||
		strtoul(colon + 1, NULL, 10) > 65535)
		return false;
	if (*s == '[' && colon > s + 1 && colon[-1] == ']') {
		from++;
		to--;
	}
	if ((size_t)(to - from) >= 64)
		return false;
	memcpy(host, from, (size_t)(to - from));
	host[to - from] = '\0';
	memcpy(port, colon + 1, strlen(colon + 1) + 1);
	return true;
}

static int
socket_on(const struct addrinfo *where)
{
	int one = 1, fd = socket(where->ai_family,
		where->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (bind(fd, where->ai_addr, where->ai_addrlen) != 0 ||
		listen(fd, BACKLOG) != 0) {
		int before = errno;

		close(fd);
		errno = before;
		return -1;
	}
	return fd;
}

static enum err
listener_open(const char *on, int *fd, char why[static 300])
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICSERV}, *where;
	char host[64], port[8];
	int wrong;

	if (!listen_parse(on, host, port)) {
		snprintf(why, 300, "%s is not ADDR:PORT", on);
		return ERR_BROKEN;
	}
	wrong = getaddrinfo(*host != '\0' ? host : NULL, port, &hints, &where);
	if (wrong != 0) {
		snprintf(why, 300, "%s: %s", on, gai_strerror(wrong));
		return ERR_BROKEN;
	}
	*fd = socket_on(where);
	if (*fd < 0)
		snprintf(why, 300, errno == EADDRINUSE ?
			"%s is in use by another program" :
			errno == EACCES ? "%s may not be used by this user" :
			"%s cannot be listened on", on);
	freeaddrinfo(where);
	return *fd < 0 ? ERR_BROKEN : OK;
}

/* What the socket really listens on; true in *alone: only this machine. */
static void
address_tell(struct server *s, int fd, bool *alone)
{
	struct sockaddr_storage a;
	socklen_t n = sizeof a;
	char host[64] = "", port[8] = "";

	if (getsockname(fd, (struct sockaddr *)&a, &n) == 0)
		getnameinfo((struct sockaddr *)&a, n, host, sizeof host, port,
			sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
	snprintf(s->address, sizeof s->address,
		strchr(host, ':') != NULL ? "[%s]:%s" : "%s:%s", host, port);
	*alone = address_ours(host);
}

/* ---- the watch ---- */

static void
shut_late(struct server *s)
{
	int64_t now = clock_ticks();

	for (struct link *l = s->links; l != NULL; l = l->next) {
		int64_t due = atomic_load(&l->due);

		if (due != 0 && due < now) {
			shutdown(l->fd, SHUT_RDWR);
			atomic_store(&l->due, 0);
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
		(size_t)(usual + slow) * sizeof *s->workers);
	for (int64_t i = 0; i < usual; i++)
		TRY(worker_start(s, QUEUE_USUAL, why));
	for (int64_t i = 0; i < slow; i++)
		TRY(worker_start(s, QUEUE_SLOW, why));
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
daemon_start(struct server *s, const char *on, char why[static 300])
{
	bool alone;
	int fd;

	TRY(listener_open(on, &fd, why));
	address_tell(s, fd, &alone);
	s->daemon = http_start(s, fd, alone || s->app->proxy_count > 0);
	if (s->daemon == NULL) {
		close(fd);
		snprintf(why, 300, "%s: the server does not start", on);
		return ERR_BROKEN;
	}
	return OK;
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
		err = daemon_start(s, on, why);
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

/* Until those under way have ended, or it has been long enough. */
static void
let_end(struct server *s)
{
	int64_t until = clock_ticks() + STOP_MS;

	pthread_mutex_lock(&s->lock);
	while (s->under_way > 0 && clock_ticks() < until)
		wait_ms(s, WATCH_MS);
	if (s->under_way > 0)
		log_problem("%lld requests did not end in time",
			(long long)s->under_way);
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
	if (s->daemon != NULL) {
		int fd = MHD_quiesce_daemon(s->daemon);

		if (fd >= 0)
			close(fd);
		let_end(s);
	}
	workers_stop(s);
	if (s->daemon != NULL)
		MHD_stop_daemon(s->daemon);
	watch_stop(s);
	for (int i = 0; i < QUEUE__MAX; i++)
		queue_destroy(&s->queues[i]);
	pthread_cond_destroy(&s->change);
	pthread_mutex_destroy(&s->lock);
	arena_free(s->arena);
}
