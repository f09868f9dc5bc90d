/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The adapter over libmicrohttpd, and the only file that is called by it.  It
 * knows bytes and bounds: a request is gathered up to its bound, put in the
 * queue with its connection suspended, and its response sent when a worker
 * has made it.  What is too large, or more than the queue holds, is refused
 * here at once, without the store.  A request without a body is first looked
 * up among the kept pages, before anything of it is copied.
 */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "http.h"

enum { IDLE_SECONDS = 15, HEAD_MORE = 4096, HEAD_LEAST = 9216, SLOWEST = 16,
	HEARD_OUT = 65536 };
/* SLOWEST: bytes a millisecond that a body or its reader must keep up. */

#define GATHERED_MOST (INT64_C(512) << 20)

/* ---- connections ---- */

void
link_due(struct link *link, size_t bytes)
{
	int64_t ms = app_limit(link->server->app, LIMIT_REQUEST_SECONDS) * 1000;

	atomic_store(&link->due, clock_ticks() + ms +
		(int64_t)(bytes / SLOWEST));
}

static struct link *
link_open(struct server *s, struct MHD_Connection *connection)
{
	struct arena *a = arena_new();
	struct link *link = arena_alloc(a, sizeof *link);
	const struct sockaddr *peer = MHD_get_connection_info(connection,
		MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;

	link->arena = a;
	link->server = s;
	link->fd = MHD_get_connection_info(connection,
		MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	peer_print(peer, link->address);
	link->network = door_network(s->door, peer);
	link_due(link, 0);
	link->waits = clock_ticks();
	pthread_mutex_lock(&s->lock);
	link->next = s->links;
	if (s->links != NULL)
		s->links->before = link;
	s->links = link;
	pthread_mutex_unlock(&s->lock);
	metrics_add(s->app, GAUGE_CONNECTIONS, 1);
	return link;
}

static void
link_close(struct link *link)
{
	struct server *s = link->server;

	pthread_mutex_lock(&s->lock);
	if (link->before != NULL)
		link->before->next = link->next;
	else
		s->links = link->next;
	if (link->next != NULL)
		link->next->before = link->before;
	if (atomic_load(&s->stopping))
		pthread_cond_broadcast(&s->change);
	pthread_mutex_unlock(&s->lock);
	metrics_add(s->app, GAUGE_CONNECTIONS, -1);
	door_leave(s->door, link->network);
	arena_free(link->arena);
}

static void
connection_notified(void *arg, struct MHD_Connection *connection,
	void **context, enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = link_open(arg, connection);
	} else if (*context != NULL) {
		link_close(*context);
		*context = NULL;
	}
}

/* ---- a request begins ---- */

static struct arena *
exchange_arena(struct exchange *x)
{
	if (x->arena == NULL)
		x->arena = arena_new();
	return x->arena;
}

/* Called with the target as it came, before anything is decoded and before
 * libmicrohttpd cuts it up; what it returns is *context of the calls below. */
static void *
exchange_open(void *arg, const char *target, struct MHD_Connection *connection)
{
	struct server *s = arg;
	struct link *link = MHD_get_connection_info(connection,
		MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
	struct exchange *x = &link->exchange;
	size_t n = strlen(target);

	memset(x, 0, offsetof(struct exchange, raw));
	x->server = s;
	x->link = link;
	x->connection = connection;
	x->raw.header_count = 0;
	x->raw.body = "";
	x->raw.body_n = 0;
	x->raw.address = link->address;
	if (n < sizeof link->target)
		x->raw.target = memcpy(link->target, target, n + 1);
	else
		x->raw.target = arena_text(exchange_arena(x), target);
	atomic_fetch_add(&s->under_way, 1);
	return x;
}

static void
exchange_close(void *arg, struct MHD_Connection *connection, void **context,
	enum MHD_RequestTerminationCode how)
{
	struct exchange *x = *context;
	struct server *s = arg;

	(void)connection;
	(void)how;
	if (x == NULL)
		return;
	if (x->body.n > 0)
		metrics_add(s->app, GAUGE_GATHERED, -(int64_t)x->body.n);
	link_due(x->link, 0);
	atomic_store(&x->link->waits, clock_ticks());
	if (x->response != NULL)
		MHD_destroy_response(x->response);
	if (x->work != NULL)
		arena_free(x->work);
	if (x->arena != NULL)
		arena_free(x->arena);
	*context = NULL;
	atomic_fetch_sub(&s->under_way, 1);
	/* Nobody else waits for it; the watch must not wake each time. */
	if (atomic_load(&s->stopping)) {
		pthread_mutex_lock(&s->lock);
		pthread_cond_broadcast(&s->change);
		pthread_mutex_unlock(&s->lock);
	}
}

/* Points into what libmicrohttpd holds until the request ends. */
static enum MHD_Result
header_take(void *arg, enum MHD_ValueKind kind, const char *name,
	const char *value)
{
	struct exchange *x = arg;
	size_t most = sizeof x->raw.headers / sizeof *x->raw.headers;
	size_t i = x->raw.header_count;

	(void)kind;
	if (i == most) {
		x->refused = 431;
		return MHD_NO;
	}
	x->raw.headers[i].name = name;
	x->raw.headers[i].value = value != NULL ? value : "";
	x->raw.header_count++;
	return MHD_YES;
}

/* What goes to another thread is our own. */
static void
head_copy(struct exchange *x)
{
	struct arena *a = exchange_arena(x);

	x->raw.method = arena_text(a, x->raw.method);
	for (size_t i = 0; i < x->raw.header_count; i++) {
		x->raw.headers[i].name = arena_text(a, x->raw.headers[i].name);
		x->raw.headers[i].value = arena_text(a,
			x->raw.headers[i].value);
	}
}

/* Bytes that the sender has announced. */
static size_t
announced(const struct exchange *x)
{
	const char *length = raw_header(&x->raw, "Content-Length");

	/* libmicrohttpd has refused what is no number. */
	return length != NULL ? (size_t)strtoull(length, NULL, 10) : 0;
}

static enum MHD_Result
refuse_now(struct exchange *x, int status)
{
	struct arena *a = exchange_arena(x);
	struct request *rq = arena_alloc(a, sizeof (struct asking));
	const char *text;

	metrics_add(x->server->app, GAUGE_REFUSED, 1);
	failure_plain(&x->raw, a, status, &rq->reply.type, &text);
	rq->reply.status = status;
	rq->reply.at = text;
	rq->reply.n = strlen(text);
	rq->reply.retry_after = status == 503 ? 2 : 0;
	response_make(x, rq);
	x->state = ANSWERED;
	return x->response != NULL ? MHD_queue_response(x->connection,
		x->status, x->response) : MHD_NO;
}

/* The head is there; a body may come. */
static enum MHD_Result
begin(struct exchange *x)
{
	const struct app *app = x->server->app;

	head_copy(x);
	x->bound = body_bound(app, &x->raw);
	x->work = arena_new();
	x->body = buf_in(x->work, x->bound);
	link_due(x->link, announced(x));
	if (x->refused == 0 && announced(x) > x->bound)
		x->refused = 413;
	if (x->refused == 0 && metrics_now(app, GAUGE_GATHERED) > GATHERED_MOST)
		x->refused = 503;
	return x->refused != 0 ? refuse_now(x, x->refused) : MHD_YES;
}

/* The head is there. */
static enum MHD_Result
head_read(struct exchange *x, const char *method)
{
	x->begun = true;
	atomic_store(&x->link->waits, 0);
	x->raw.method = method;
	MHD_get_connection_values(x->connection, MHD_HEADER_KIND, header_take,
		x);
	x->light = x->refused == 0 &&
		raw_header(&x->raw, "Content-Length") == NULL &&
		raw_header(&x->raw, "Transfer-Encoding") == NULL;
	return x->light ? MHD_YES : begin(x);
}

/* ---- a request goes on ---- */

static enum MHD_Result
gather(struct exchange *x, const char *at, size_t *n)
{
	buf_add(&x->body, at, *n);
	if (x->body.full) {
		/* No reply can be given before its end; so much we hear out. */
		x->refused = 413;
		x->dropped += *n;
	} else {
		metrics_add(x->server->app, GAUGE_GATHERED, (int64_t)*n);
	}
	*n = 0;
	return x->dropped > x->bound + HEARD_OUT ? MHD_NO : MHD_YES;
}

/* Of the queue: those who were refused before are let into the first quarter
 * alone, so that others get in at all; the last is for reading. */
static size_t
quarters_for(struct exchange *x, struct queue *q)
{
	if (queue_crowded(q) && network_mistrusted(x->server->app, x->work,
	    &x->raw))
		return 1;
	return method_of(x->raw.method) == GET ? 4 : 3;
}

static enum MHD_Result
hand_over(struct exchange *x)
{
	const struct app *app = x->server->app;
	const char *query, *allow;
	const char *path = path_take(x->work, x->raw.target, &query);
	const struct route *r = path != NULL ? route_find(app,
		method_of(x->raw.method), path, x->work, NULL, &allow) : NULL;
	struct queue *q = &x->server->queues[r == NULL ? QUEUE_USUAL :
		(r->flags & ROUTE_AFAR) ? QUEUE_AFAR :
		(r->flags & ROUTE_SLOW) ? QUEUE_SLOW : QUEUE_USUAL];

	x->raw.body = x->body.at;
	x->raw.body_n = x->body.n;
	if (!queue_reserve(q, quarters_for(x, q)))
		return refuse_now(x, 503);
	metrics_add(app, GAUGE_WAITING, 1);
	atomic_store(&x->link->due, 0);
	x->state = WAITING;
	/* Before it is in the queue: who resumes it must find it suspended. */
	MHD_suspend_connection(x->connection);
	queue_put(q, x);
	return MHD_YES;
}

/* The request is there, all of it. */
static enum MHD_Result
ended(struct exchange *x)
{
	enum MHD_Result done;

	if (x->light) {
		/* Not sooner: a reply before its end ends the connection. */
		if (kept_answer(x, &done))
			return done;
		done = begin(x);
		if (x->state != GATHERING)
			return done;
	}
	return x->refused != 0 ? refuse_now(x, x->refused) : hand_over(x);
}

/* Called with the head, with each piece of the body, at its end (*n 0), and
 * again when it was resumed. */
static enum MHD_Result
handle(void *arg, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *at, size_t *n,
	void **context)
{
	struct exchange *x = *context;

	(void)arg;
	(void)url;
	(void)version;
	if (!x->begun)
		return head_read(x, method);
	if (*n > 0)
		return gather(x, at, n);
	if (x->state == GATHERING)
		return ended(x);
	if (x->response == NULL)
		return refuse_now(x, x->refused != 0 ? x->refused : 500);
	link_due(x->link, x->reply_n);
	return MHD_queue_response(connection, x->status, x->response);
}

/* ---- starting ---- */

static void
mhd_log(void *arg, const char *fmt, va_list args)
{
	char line[400];

	(void)arg;
	vsnprintf(line, sizeof line, fmt, args);
	line[strcspn(line, "\n")] = '\0';
	log_detail("http: %s", line);
}

/* The target is decoded once, by route.c; not here. */
static size_t
as_it_is(void *arg, struct MHD_Connection *connection, char *s)
{
	(void)arg;
	(void)connection;
	return strlen(s);
}

static struct MHD_Daemon *
daemon_start(struct server *s)
{
	size_t head = (size_t)app_limit(s->app, LIMIT_HEADER) + HEAD_MORE;

	/* It is cleared for each request, so what is not needed costs. */
	if (head < HEAD_LEAST)
		head = HEAD_LEAST;
	return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD |
		MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC |
		MHD_USE_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
		handle, s,
		MHD_OPTION_EXTERNAL_LOGGER, mhd_log, NULL,
		/* The door counts; here is room for all. */
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)door_most(s) + 1,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, head,
		MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_UNESCAPE_CALLBACK, as_it_is, NULL,
		MHD_OPTION_URI_LOG_CALLBACK, exchange_open, s,
		MHD_OPTION_NOTIFY_COMPLETED, exchange_close, s,
		MHD_OPTION_NOTIFY_CONNECTION, connection_notified, s,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
		MHD_OPTION_END);
}

bool
http_start(struct server *s)
{
	cache_drops(s->app, kept_drop);
	for (int i = 0; i < DAEMONS; i++) {
		s->daemons[i] = daemon_start(s);
		if (s->daemons[i] == NULL)
			return false;
	}
	return true;
}
