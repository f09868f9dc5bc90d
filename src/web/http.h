/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shape shared by the files that serve: listen.c opens sockets, door.c
 * lets connections in, http.c speaks with libmicrohttpd, kept.c answers with
 * pages that were made before, worker.c makes the others, server.c starts and
 * stops all of them; nobody else includes it.
 *
 * A connection is a struct link, from accept to close.  A request on it is
 * its struct exchange, one after another, from its first line to the last
 * byte of its reply:
 *
 *	GATHERING   http.c, a thread of libmicrohttpd, takes in head and body
 *	WAITING     in a queue; the connection is suspended
 *	RUNNING     worker.c, a worker answers it
 *	ANSWERED    the connection was resumed; http.c sends the response
 *
 * It belongs to one thread at a time and is handed on through the queue's
 * lock and through MHD_resume_connection.  What the worker made lives in
 * `work`, which is freed as soon as the response holds a copy of the reply's
 * bytes: a slow reader keeps those bytes and nothing else.  Who is answered
 * with a kept page has neither arena nor copies: his headers are
 * libmicrohttpd's, which has them until the request ends.
 */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

#include "cache.h"

enum { QUEUE_USUAL, QUEUE_SLOW, QUEUE_AFAR, QUEUE__MAX };
#define AFAR_WORKERS 4   /* wait for other servers */
enum { DAEMONS = 2 };

enum exchange_state { GATHERING, WAITING, RUNNING, ANSWERED };

struct exchange {
	struct arena *arena;     /* holds what was copied of the head; or NULL */
	struct arena *work;      /* body, and all that answering takes; or NULL */
	struct server *server;
	struct link *link;
	struct MHD_Connection *connection;
	struct exchange *next;   /* in the queue */
	enum exchange_state state;
	bool begun;              /* the head is read */
	bool light;              /* and nothing of it is copied: no body comes */
	int refused;             /* status, before any worker; 0: no */
	struct buf body;
	size_t bound, dropped;   /* of the body; bytes beyond it */
	struct MHD_Response *response;
	unsigned status;
	size_t reply_n;          /* bytes of the response's body */
	struct raw_request raw;  /* last: its headers are not zeroed each time */
};

struct link {
	struct arena *arena;     /* holds the link itself */
	struct server *server;
	struct link *next, *before;
	int fd;
	size_t network;          /* of the door's counts */
	_Atomic int64_t due;     /* ticks: shut it then; 0: no hurry */
	_Atomic int64_t waits;   /* ticks since a head is waited for; 0: it is
	                            there */
	char address[46];        /* of the peer */
	char target[TARGET_KEPT + 1];
	struct exchange exchange;
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
	struct MHD_Daemon *daemons[DAEMONS];  /* a thread each */
	struct door *door;
	char address[80];
	struct queue queues[QUEUE__MAX];
	struct worker *workers;
	size_t worker_count;
	_Atomic bool stopping;   /* each reply is its connection's last */
	_Atomic int64_t under_way;  /* exchanges */
	pthread_t watch;
	bool watched;            /* watch is a thread */
	pthread_mutex_t lock;    /* of the three below */
	pthread_cond_t change;
	struct link *links;
	bool over;               /* the watch ends */
};

/* ---- worker.c ---- */

void queue_open(struct queue *q, size_t most);
void queue_shut(struct queue *q);
void queue_destroy(struct queue *q);
/* So many wait that not everybody is let in any more. */
bool queue_crowded(struct queue *q);
/* A place for one more, in so many quarters of it; false: there is none. */
bool queue_reserve(struct queue *q, size_t quarters);
/* Puts it in its reserved place; from here on it is the worker's. */
void queue_put(struct queue *q, struct exchange *x);
void *worker_run(void *worker);
/* The response with the reply's bytes and headers. */
void response_make(struct exchange *x, const struct request *rq);

/* The same of a page of the cache, which lives until let_go(arg). */
struct MHD_Response *response_page(const struct request *rq,
	void (*let_go)(void *arg), void *arg);

/* ---- listen.c ---- */

enum { LISTENERS_MOST = 8 };

struct listeners {
	int fds[LISTENERS_MOST];
	size_t n;
	bool alone;              /* this machine only can reach them */
	bool shared;             /* handed over: whoever did has them too */
	char address[80];        /* of the first */
};

/* Sockets that were handed to us ($LISTEN_FDS), or a new one on "ADDR:PORT".
 * ERR_BROKEN: *why says it, and those in *out may be closed. */
MUST_USE enum err listeners_open(const char *on, struct listeners *out,
	char why[static 300]);
void listeners_close(struct listeners *l);

/* ---- door.c ---- */

/* Makes s->door, which owns the listeners; lives until the server does not.
 * NULL: the machine has no files left. */
struct door *door_open(struct server *s, const struct listeners *l);
/* Lets connections in to s->daemons.  False: there is no thread for it. */
bool door_begin(struct door *d);
/* Nobody is let in any more; the listeners are closed. */
void door_shut(struct door *d);
/* How many connections may be in. */
size_t door_most(const struct server *s);
/* The count that an address falls into; one of it left. */
size_t door_network(const struct door *d, const struct sockaddr *from);
void door_leave(struct door *d, size_t network);
/* Are so many in that who only holds a place must go? */
bool door_pressed(const struct door *d);
/* The address without a port; "": it has none. */
void peer_print(const struct sockaddr *peer, char out[46]);

/* ---- kept.c ---- */

/* Answers with a page that was made before: false when there is none, or not
 * yet in the form that suits. */
bool kept_answer(struct exchange *x, enum MHD_Result *done);
/* Lets go a response that kept_answer made. */
void kept_drop(void *response);

/* ---- http.c ---- */

/* Starts s->daemons, for connections that the door lets in. */
bool http_start(struct server *s);
/* The connection must be done in the usual time, and that of these bytes. */
void link_due(struct link *link, size_t bytes);

#endif
