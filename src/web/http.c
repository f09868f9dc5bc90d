/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The adapter over libmicrohttpd, and the only file that is called by it.  It
 * knows bytes and bounds: a request is gathered up to its bound, put in the
 * queue with its connection suspended, and its response sent when a worker
 * has made it.  What is too large, or more than the queue holds, is refused
 * here at once, without the store.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "cache.h"
#include "http.h"

enum { POOL = 2, IDLE_SECONDS = 15, HEAD_MORE = 16384, SLOWEST = 16,
	HEARD_OUT = 65536 };
/* SLOWEST: bytes a millisecond that a body or its reader must keep up. */

#define GATHERED_MOST (INT64_C(512) << 20)

/* ---- deadlines ---- */

static void
due_in(struct link *link, size_t bytes)
{
	int64_t ms = app_limit(link->server->app, LIMIT_REQUEST_SECONDS) * 1000;

	atomic_store(&link->due, clock_ticks() + ms +
		(int64_t)(bytes / SLOWEST));
}

/* ---- connections ---- */

static struct link *
link_open(struct server *s, struct MHD_Connection *connection)
{
	struct arena *a = arena_new();
	struct link *link = arena_alloc(a, sizeof *link);

	link->arena = a;
	link->server = s;
	link->fd = MHD_get_connection_info(connection,
		MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	due_in(link, 0);
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
	pthread_mutex_unlock(&s->lock);
	metrics_add(s->app, GAUGE_CONNECTIONS, -1);
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

/* Called with the target as it came, before anything is decoded; what it
 * returns is *context of the calls below. */
static void *
exchange_open(void *arg, const char *target, struct MHD_Connection *connection)
{
	struct server *s = arg;
	struct arena *a = arena_new();
	struct exchange *x = arena_alloc(a, sizeof *x);

	x->arena = a;
	x->server = s;
	x->connection = connection;
	x->link = MHD_get_connection_info(connection,
		MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
	x->raw.target = arena_text(a, target);
	pthread_mutex_lock(&s->lock);
	s->under_way++;
	pthread_mutex_unlock(&s->lock);
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
	metrics_add(s->app, GAUGE_GATHERED, -(int64_t)x->body.n);
	due_in(x->link, 0);
	if (x->response != NULL)
		MHD_destroy_response(x->response);
	if (x->work != NULL)
		arena_free(x->work);
	arena_free(x->arena);
	*context = NULL;
	pthread_mutex_lock(&s->lock);
	s->under_way--;
	/* Nobody else waits for it; the watch must not wake each time. */
	if (atomic_load(&s->stopping))
		pthread_cond_broadcast(&s->change);
	pthread_mutex_unlock(&s->lock);
}

static enum MHD_Result
header_copy(void *arg, enum MHD_ValueKind kind, const char *name,
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
	x->raw.headers[i].name = arena_text(x->arena, name);
	x->raw.headers[i].value = arena_text(x->arena, value ? value : "");
	x->raw.header_count++;
	return MHD_YES;
}

static const char *
peer_text(struct arena *a, struct MHD_Connection *connection)
{
	const struct sockaddr *peer = MHD_get_connection_info(connection,
		MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;
	char text[INET6_ADDRSTRLEN] = "";

	if (peer->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)
			(const void *)peer)->sin_addr, text, sizeof text);
	else if (peer->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)
			(const void *)peer)->sin6_addr, text, sizeof text);
	return arena_text(a, text);
}

/* Bytes that the sender has announced. */
static size_t
announced(const struct exchange *x)
{
	const char *length = MHD_lookup_connection_value(x->connection,
		MHD_HEADER_KIND, "Content-Length");

	/* libmicrohttpd has refused what is no number. */
	return length != NULL ? (size_t)strtoull(length, NULL, 10) : 0;
}

static enum MHD_Result
refuse_now(struct exchange *x, int status)
{
	struct request *rq = arena_alloc(x->arena, sizeof (struct asking));
	const char *text;

	metrics_add(x->server->app, GAUGE_REFUSED, 1);
	failure_plain(&x->raw, x->arena, status, &rq->reply.type, &text);
	rq->reply.status = status;
	rq->reply.at = text;
	rq->reply.n = strlen(text);
	rq->reply.retry_after = status == 503 ? 2 : 0;
	response_make(x, rq);
	x->state = ANSWERED;
	return x->response != NULL ? MHD_queue_response(x->connection,
		x->status, x->response) : MHD_NO;
}

/* ---- a page that was made before ---- */

static void
page_let_go(void *cached)
{
	cache_unlive(cached);
}

static void
response_drop(void *response)
{
	MHD_destroy_response(response);
}

/* One response serves all who ask for this form of it, and holds the page. */
static struct MHD_Response *
page_response(struct cached *c, enum form_name form, bool known,
	unsigned *status)
{
	struct MHD_Response *response = atomic_load(&c->sent[form][known]);
	struct asking *as;
	void *other = NULL;

	*status = known ? 304 : 200;
	if (response != NULL)
		return response;
	as = malloc(sizeof *as);
	if (as == NULL)
		return NULL;
	*as = c->as;
	cache_reply(c, form, NULL, known ? "*" : NULL, &as->rq.reply);
	atomic_fetch_add(&c->lives, 1);
	response = response_page(&as->rq, page_let_go, c);
	free(as);
	if (response == NULL) {
		cache_unlive(c);
		return NULL;
	}
	if (atomic_compare_exchange_strong(&c->sent[form][known], &other,
		response))
		return response;
	MHD_destroy_response(response);
	return other;
}

/* Answered on this thread, with no worker, no store and no copy: false when
 * there is no such page, or not yet in the form that suits. */
static bool
answered_before(struct exchange *x, enum MHD_Result *done)
{
	const struct app *app = x->server->app;
	bool apart;
	const char *key = atomic_load(&x->server->stopping) ? NULL :
		cache_key(app, x->arena, &x->raw, &apart);
	struct cached *c = key != NULL ? cache_find(app, key) : NULL;
	struct MHD_Response *response = NULL;
	enum form_name form = FORM__MAX;
	unsigned status;

	if (c == NULL)
		return false;
	form = cache_form(c, MHD_lookup_connection_value(x->connection,
		MHD_HEADER_KIND, "Accept-Encoding"), false);
	if (form != FORM__MAX)
		response = page_response(c, form, cache_known(c, form,
			MHD_lookup_connection_value(x->connection,
				MHD_HEADER_KIND, "If-None-Match")), &status);
	if (response != NULL) {
		due_in(x->link, 0);
		x->state = ANSWERED;
		*done = MHD_queue_response(x->connection, status, response);
		metrics_answered(app, c->as.rq.route, (int)status, 0);
	}
	cache_leave(c);
	return response != NULL;
}

/* The head is there; the body is not. */
static enum MHD_Result
begin(struct exchange *x, const char *method)
{
	const struct app *app = x->server->app;

	x->begun = true;
	x->raw.method = arena_text(x->arena, method);
	x->raw.address = peer_text(x->arena, x->connection);
	MHD_get_connection_values(x->connection, MHD_HEADER_KIND, header_copy,
		x);
	x->bound = body_bound(app, &x->raw);
	x->work = arena_new();
	x->body = buf_in(x->work, x->bound);
	due_in(x->link, announced(x));
	if (x->refused == 0 && announced(x) > x->bound)
		x->refused = 413;
	if (x->refused == 0 && (atomic_load(&x->server->stopping) ||
		metrics_now(app, GAUGE_GATHERED) > GATHERED_MOST))
		x->refused = 503;
	return x->refused != 0 ? refuse_now(x, x->refused) : MHD_YES;
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

static enum MHD_Result
hand_over(struct exchange *x)
{
	const struct app *app = x->server->app;
	const char *query, *allow;
	const char *path = path_take(x->work, x->raw.target, &query);
	const struct route *r = path != NULL ? route_find(app,
		method_of(x->raw.method), path, x->work, NULL, &allow) : NULL;
	struct queue *q = &x->server->queues[r != NULL &&
		(r->flags & ROUTE_SLOW) ? QUEUE_SLOW : QUEUE_USUAL];

	x->raw.body = x->body.at;
	x->raw.body_n = x->body.n;
	if (!queue_reserve(q))
		return refuse_now(x, 503);
	metrics_add(app, GAUGE_WAITING, 1);
	atomic_store(&x->link->due, 0);
	x->state = WAITING;
	/* Before it is in the queue: who resumes it must find it suspended. */
	MHD_suspend_connection(x->connection);
	queue_put(q, x);
	return MHD_YES;
}

/* Called with the head, with each piece of the body, at its end (*n 0), and
 * again when it was resumed. */
static enum MHD_Result
handle(void *arg, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *at, size_t *n,
	void **context)
{
	struct exchange *x = *context;
	enum MHD_Result done;

	(void)arg;
	(void)connection;
	(void)url;
	(void)version;
	if (!x->begun)
		return begin(x, method);
	if (*n > 0)
		return gather(x, at, n);
	if (x->state == GATHERING && x->refused != 0)
		return refuse_now(x, x->refused);
	/* Not sooner: a reply before a request's end ends the connection. */
	if (x->state == GATHERING)
		return answered_before(x, &done) ? done : hand_over(x);
	if (x->response == NULL)
		return refuse_now(x, x->refused != 0 ? x->refused : 500);
	due_in(x->link, 0);
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

struct MHD_Daemon *
http_start(struct server *s, int listener, bool one_host)
{
	unsigned per_address = one_host ? 0 :
		(unsigned)app_limit(s->app, LIMIT_CONNECTIONS_PER_NETWORK);
	size_t head = (size_t)app_limit(s->app, LIMIT_HEADER) + HEAD_MORE;

	cache_drops(s->app, response_drop);
	return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD |
		MHD_USE_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
		handle, s,
		MHD_OPTION_EXTERNAL_LOGGER, mhd_log, NULL,
		MHD_OPTION_LISTEN_SOCKET, listener,
		MHD_OPTION_THREAD_POOL_SIZE, (unsigned)POOL,
		MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)app_limit(s->app, LIMIT_CONNECTIONS),
		MHD_OPTION_PER_IP_CONNECTION_LIMIT, per_address,
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
