/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shape shared by http.c, worker.c and server.c; nobody else includes it.
 *
 * A connection is a struct link, from accept to close.  A request on it is a
 * struct exchange, from its first line to the last byte of its reply:
 *
 *	GATHERING   http.c, a thread of libmicrohttpd, takes in head and body
 *	WAITING     in a queue; the connection is suspended
 *	RUNNING     worker.c, a worker answers it
 *	ANSWERED    the connection was resumed; http.c sends the response
 *
 * It belongs to one thread at a time and is handed on through the queue's
 * lock and through MHD_resume_connection.  What the worker made lives in
 * `work`, which is freed as soon as the response holds a copy of the reply's
 * bytes: a slow reader keeps those bytes and nothing else.
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "inside.h"

enum { QUEUE_USUAL, QUEUE_SLOW, QUEUE__MAX };

struct link {
	struct arena *arena;     /* holds the link itself */
	struct server *server;
	struct link *next, *before;
	int fd;
	_Atomic int64_t due;     /* ticks: shut it then; 0: no hurry */
};

enum exchange_state { GATHERING, WAITING, RUNNING, ANSWERED };

struct exchange {
	struct arena *arena;     /* holds the exchange and the request's head */
	struct arena *work;      /* body, and all that answering takes; or NULL */
	struct server *server;
	struct link *link;
	struct MHD_Connection *connection;
	struct exchange *next;   /* in the queue */
	enum exchange_state state;
	bool begun;              /* the head is read */
	int refused;             /* status, before any worker; 0: no */
	struct raw_request raw;
	struct buf body;
	size_t bound, dropped;   /* of the body; bytes beyond it */
	struct MHD_Response *response;
	unsigned status;
};

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t more;
	struct exchange *first, **last;
	size_t n, most;          /* places taken, and there are */
	bool closed;
};

struct worker {
	pthread_t thread;
	bool runs;               /* thread is one */
	struct server *server;
	struct queue *queue;
	struct db_conn *db;
};

struct server {
	struct arena *arena;
	const struct app *app;
	struct MHD_Daemon *daemon;
	char address[80];
	struct queue queues[QUEUE__MAX];
	struct worker *workers;
	size_t worker_count;
	_Atomic bool stopping;
	pthread_t watch;
	bool watched;            /* watch is a thread */
	pthread_mutex_t lock;    /* of the four below */
	pthread_cond_t change;
	struct link *links;
	int64_t under_way;       /* exchanges */
	bool over;               /* the watch ends */
};

/* ---- worker.c ---- */

void queue_open(struct queue *q, size_t most);
void queue_shut(struct queue *q);
void queue_destroy(struct queue *q);
/* A place for one more; false: there is none. */
bool queue_reserve(struct queue *q);
/* Puts it in its reserved place; from here on it is the worker's. */
void queue_put(struct queue *q, struct exchange *x);
void *worker_run(void *worker);
/* The response with the reply's bytes and headers. */
void response_make(struct exchange *x, const struct request *rq);

/* The same of a page of the cache, which lives until let_go(arg). */
struct MHD_Response *response_page(const struct request *rq,
	void (*let_go)(void *arg), void *arg);

/* ---- http.c ---- */

/* Starts libmicrohttpd over a listening socket, or NULL. */
struct MHD_Daemon *http_start(struct server *s, int listener, bool one_host);

#endif
