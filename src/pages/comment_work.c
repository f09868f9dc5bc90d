/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much comes in, and what is asked for it.  Each comment that its own
 * network's measure lets pass moves one moment a second on, up to five minutes
 * ahead; time catches up with it.  So it takes thirty more than one a second
 * until it is busy, and a hundred and twenty until it is a flood, and when
 * nothing comes it is calm again within five minutes, by itself.  What one
 * network sends too much does not count: it cannot make others wait.
 *
 * The script of the box asks here for work, see office/comment_work.c.
 */
#include <string.h>

#include "commenting.h"

#define LOAD_KEY "comment-load"
#define LOAD_EVERY 1000      /* ms */
#define LOAD_MOST 300
#define LOAD_BUSY_AHEAD 30000
#define LOAD_FLOOD_AHEAD 120000
#define WORK_EVERY 2000      /* ms between two tickets for one network */
#define WORK_BURST 60

enum comment_load
commenting_load(struct request *rq)
{
	int64_t ahead = rate_ahead(rq, LOAD_KEY);

	return ahead >= LOAD_FLOOD_AHEAD ? LOAD_FLOOD :
		ahead >= LOAD_BUSY_AHEAD ? LOAD_BUSY : LOAD_CALM;
}

void
commenting_load_add(struct request *rq)
{
	int64_t wait;

	/* At its most it grows no more. */
	(void)rate_pass(rq, LOAD_KEY, LOAD_EVERY, LOAD_MOST, &wait);
}

/* GET /{lang}/news/{slug}/work */
static enum err
work(struct request *rq)
{
	struct visit *v = &rq->visit;
	enum comment_load load = commenting_load(rq);
	struct record *article;
	struct number number;
	const char *sealed;
	struct work work;
	int64_t wait;

	if (!rate_pass(rq, arena_printf(v->arena, "work %s", rq->network),
	    WORK_EVERY, WORK_BURST, &wait)) {
		rq->reply.retry_after = (int)((wait + 999) / 1000);
		return fail(v, ERR_BUSY, "error.busy");
	}
	TRY(commenting_article(rq, &article));
	TRY(commenting_number(rq, article, &number, &sealed));
	TRY(work_make(v, sealed, article->id, load, &work));
	return reply_json(rq, 200, json_pack("{s:s, s:s, s:I, s:b}",
		"ticket", work.ticket, "target", work.target,
		"most", (json_int_t)work.most, "busy", load > LOAD_CALM));
}

const struct route comment_work_routes[] = {
	{ GET, "/{lang}/news/{slug}/work", ROLE_ANYONE, work, "What a reader's device may reckon out in place of the number: the n below most for which SHA-256(ticket \".\" n) is target; ?of= as for the number.  Sent back as work and worked.", ROUTE_NO_ACT },
	{0}
};
