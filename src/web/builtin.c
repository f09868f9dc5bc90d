/* SPDX-License-Identifier: Apache-2.0 */
/* Routes that every server of ours has, whatever its pages are. */
#include <string.h>

#include "inside.h"

enum { PRINT_MOST = 4 << 20 };

static enum err
healthz(struct request *rq)
{
	struct db_stmt *s = db_ask(rq->visit.db, "SELECT 1");
	bool row;

	TRY(db_step(s, &row));
	db_done(s);
	return reply_bytes(rq, "text/plain; charset=utf-8", "ok\n", 3);
}

/* For admins, and for whoever sits at the machine itself; a proxy there says
 * for whom it asks. */
static enum err
metrics(struct request *rq)
{
	struct buf out = buf_in(rq->visit.arena, PRINT_MOST);

	if ((rq->visit.roles & ROLE_ADMIN) == 0 &&
		(!address_ours(asking_of(rq)->raw->address) ||
			request_header(rq, "X-Forwarded-For") != NULL ||
			request_header(rq, "Forwarded") != NULL))
		return fail(&rq->visit, ERR_DENIED, "error.denied");
	metrics_print(rq->app, &out);
	return reply_bytes(rq, "text/plain; version=0.0.4; charset=utf-8",
		out.at, out.n);
}

const struct route web_routes[] = {
	{ GET, "/healthz", ROLE_ANYONE, healthz,
		"Says ok while the server and its store answer." },
	{ GET, "/metrics", ROLE_ANYONE, metrics,
		"Counts and times in Prometheus text; from the machine itself, or for admins.",
		ROUTE_NO_ACT },
	{ GET, "/static/{name*}", ROLE_ANYONE, static_serve,
		"A style sheet, script, font or picture of ours.",
		ROUTE_NO_ACT },
	{0}
};
