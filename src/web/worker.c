/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The queue between the threads that read from the network and those that
 * answer, and the life of one who answers: take, answer, hand back.
 */
#include <stdio.h>

#include "base/log.h"
#include "http.h"

/* ---- the queue ---- */

void
queue_open(struct queue *q, size_t most)
{
	pthread_mutex_init(&q->lock, NULL);
	pthread_cond_init(&q->more, NULL);
	q->first = NULL;
	q->last = &q->first;
	q->n = 0;
	q->most = most;
	q->closed = false;
}

void
queue_shut(struct queue *q)
{
	pthread_mutex_lock(&q->lock);
	q->closed = true;
	pthread_cond_broadcast(&q->more);
	pthread_mutex_unlock(&q->lock);
}

void
queue_destroy(struct queue *q)
{
	pthread_cond_destroy(&q->more);
	pthread_mutex_destroy(&q->lock);
}

bool
queue_crowded(struct queue *q)
{
	bool crowded;

	pthread_mutex_lock(&q->lock);
	crowded = q->n > q->most / 4;
	pthread_mutex_unlock(&q->lock);
	return crowded;
}

bool
queue_reserve(struct queue *q, size_t quarters)
{
	bool place;

	pthread_mutex_lock(&q->lock);
	place = !q->closed && q->n < (q->most * quarters + 3) / 4;
	q->n += place;
	pthread_mutex_unlock(&q->lock);
	return place;
}

void
queue_put(struct queue *q, struct exchange *x)
{
	x->next = NULL;
	pthread_mutex_lock(&q->lock);
	*q->last = x;
	q->last = &x->next;
	pthread_cond_signal(&q->more);
	pthread_mutex_unlock(&q->lock);
}

/* The next one; NULL: the queue is closed and nobody is on the way to it.
 * *late: it was closed before this one's turn. */
static struct exchange *
queue_take(struct queue *q, bool *late)
{
	struct exchange *x;

	pthread_mutex_lock(&q->lock);
	while (q->first == NULL && !(q->closed && q->n == 0))
		pthread_cond_wait(&q->more, &q->lock);
	x = q->first;
	*late = q->closed;
	if (x != NULL) {
		q->first = x->next;
		if (q->first == NULL)
			q->last = &q->first;
		q->n--;
		if (q->closed)
			pthread_cond_broadcast(&q->more);
	}
	pthread_mutex_unlock(&q->lock);
	return x;
}

/* ---- the response ---- */

static void
header(struct MHD_Response *response, const char *name, const char *value)
{
	if (value != NULL && MHD_add_response_header(response, name, value) !=
		MHD_YES)
		log_problem("a header was not sent: %s", name);
}

static void
headers(struct MHD_Response *response, const struct request *rq)
{
	const struct reply *r = &rq->reply;
	const char *name, *value;
	char seconds[24];

	header(response, "Content-Type", r->n > 0 ? r->type : NULL);
	header(response, "Location", r->location);
	header(response, "ETag", r->etag);
	header(response, "Cache-Control",
		r->cache != NULL ? r->cache : "private, no-store");
	header(response, "Content-Disposition", r->disposition);
	if (r->retry_after > 0) {
		snprintf(seconds, sizeof seconds, "%d", r->retry_after);
		header(response, "Retry-After", seconds);
	}
	for (size_t i = 0; i < r->header_count; i++)
		header(response, r->headers[i].name, r->headers[i].value);
	for (size_t i = 0; guard_header(rq, i, &name, &value); i++)
		header(response, name, value);
}

void
response_make(struct exchange *x, const struct request *rq)
{
	const struct asking *q = (const struct asking *)rq;
	const struct reply *r = &rq->reply;

	x->status = (unsigned)r->status;
	x->reply_n = r->n;
	x->response = MHD_create_response_from_buffer(r->n,
		(void *)(uintptr_t)r->at, q->lasts ? MHD_RESPMEM_PERSISTENT :
		MHD_RESPMEM_MUST_COPY);
	if (x->response == NULL) {
		log_problem("no memory for a reply of %zu bytes", r->n);
		return;
	}
	headers(x->response, rq);
	if (atomic_load(&x->server->stopping))
		header(x->response, "Connection", "close");
}

struct MHD_Response *
response_page(const struct request *rq, void (*let_go)(void *arg), void *arg)
{
	struct MHD_Response *response =
		MHD_create_response_from_buffer_with_free_callback_cls(
			rq->reply.n, (void *)(uintptr_t)rq->reply.at, let_go,
			arg);

	if (response != NULL)
		headers(response, rq);
	return response;
}

/* ---- working ---- */

static void
answer(struct worker *w, struct exchange *x, bool late)
{
	const struct app *app = w->server->app;
	struct request *rq;

	x->state = RUNNING;
	if (late) {
		x->refused = 503;
	} else {
		metrics_add(app, GAUGE_RUNNING, 1);
		rq = app_answer(app, w->db, x->work, &x->raw);
		response_make(x, rq);
		metrics_add(app, GAUGE_RUNNING, -1);
	}
	metrics_add(app, GAUGE_GATHERED, -(int64_t)x->body.n);
	x->body.n = 0;
	arena_free(x->work);
	x->work = NULL;
	x->state = ANSWERED;
	/* From the next line on it may be gone. */
	MHD_resume_connection(x->connection);
}

void *
worker_run(void *arg)
{
	struct worker *w = arg;
	struct exchange *x;
	bool late;

	while ((x = queue_take(w->queue, &late)) != NULL) {
		metrics_add(w->server->app, GAUGE_WAITING, -1);
		answer(w, x, late);
	}
	return NULL;
}
