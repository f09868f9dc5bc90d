/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests for pages that were made before, answered on the thread that has
 * read them, with no worker, no store and no copy: one response object of
 * libmicrohttpd serves all who ask for the same form of a page, and holds the
 * page.
 */
#include <stdlib.h>

#include "http.h"

static void
page_let_go(void *cached)
{
	cache_unlive(cached);
}

void
kept_drop(void *response)
{
	MHD_destroy_response(response);
}

/* The response for this form of it, made by who needs it first. */
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

bool
kept_answer(struct exchange *x, enum MHD_Result *done)
{
	const struct app *app = x->server->app;
	struct cache_key key;
	struct cached *c;
	struct MHD_Response *response = NULL;
	enum form_name form;
	unsigned status;

	/* When stopping, each reply says that its connection ends. */
	if (atomic_load(&x->server->stopping) ||
		!cache_key(app, &x->raw, &key))
		return false;
	c = cache_find(app, &key);
	if (c == NULL)
		return false;
	form = cache_form(c, raw_header(&x->raw, "Accept-Encoding"), false);
	if (form != FORM__MAX)
		response = page_response(c, form, cache_known(c, form,
			raw_header(&x->raw, "If-None-Match")), &status);
	if (response != NULL) {
		link_due(x->link, c->forms[form].n);
		x->state = ANSWERED;
		*done = MHD_queue_response(x->connection, status, response);
		metrics_answered(app, c->row, (int)status, 0);
		metrics_add(app, GAUGE_GIVEN, 1);
	}
	cache_leave(c);
	return response != NULL;
}
