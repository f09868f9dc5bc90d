/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The term of a block.  It begins with the moderator's act and ends at the
 * same time of day, so many days on by the office's calendar.  Where clocks
 * are set back in between that would be an hour more than as many times 24
 * hours: the law says at most, so the earlier of the two moments counts.
 *
 * A job waits for the moment, and another one looks every few minutes for
 * those that it missed, such as after a backup was taken in.
 */
#include <string.h>

#include "base/log.h"
#include "inside.h"
#include "takedown.h"

#define DAY INT64_C(86400000)
#define DUE_MOST 200  /* in one go */

static int
local_day(struct visit *v, int64_t moment, const char *zone)
{
	int first = 0, last;

	days_of(moment_day(v->arena, moment, zone), &first, &last);
	return first;
}

int64_t
block_ends(struct visit *v, int64_t from, int64_t days, const char *zone)
{
	int day = local_day(v, from, zone) + (int)days;
	struct edtf_point p = edtf_from_day(day);
	/* "2026-11-23T09:12": what is behind the day. */
	const char *hour = moment_local(v->arena, from, zone) +
		strlen("2026-11-23");
	int64_t most = from + days * DAY, ends;
	char kept[64];

	if (!moment_parse(arena_printf(v->arena, "%04d-%02d-%02d%s", p.year,
	    p.month, p.day, hour), zone, &ends, kept) || ends > most)
		return most;
	return ends;
}

int
block_days_left(struct visit *v, int64_t ends, const char *zone)
{
	int left = local_day(v, ends, zone) - local_day(v, v->now, zone);

	return left > 0 ? left : 0;
}

/* ---- what is due ---- */

enum err
takedown_await(struct visit *v, const struct record *r)
{
	const char *id = id_text(v->arena, r->id);
	const char *ends = record_text(r, "ends");
	int64_t moment;
	char zone[64];

	if (ends == NULL || !moment_parse(ends, v->zone, &moment, zone))
		return OK;
	TRY(job_add(v, "block.due", arena_printf(v->arena, "%s end", id),
		NULL, moment));
	return job_add(v, "block.due", arena_printf(v->arena, "%s review",
		id), NULL, moment - BLOCK_REVIEW_DAYS * DAY);
}

static bool
moment_of(struct visit *v, const struct record *r, const char *field,
	int64_t *out)
{
	const char *text = record_text(r, field);
	char zone[64];

	return text != NULL && moment_parse(text, v->zone, out, zone);
}

static bool
blocks(const struct record *r)
{
	return r->standing == RECORD_THERE &&
		strcmp(record_text(r, "state"), "blocked") == 0;
}

/* Nobody decided, so it is shown again.  Somebody may have been quicker. */
static enum err
end_one(struct visit *v, void *arg)
{
	const struct id *id = arg;
	struct record *r, *after, *comment;
	const char *stood;
	int64_t ends;

	TRY(record_get(v, &entity_takedown, *id, &r));
	if (!blocks(r) || !moment_of(v, r, "ends", &ends) || ends > v->now)
		return OK;
	TRY(program_change(v, &entity_takedown, *id, json_pack(
		"{s:s, s:s, s:s}", "state", "restored", "how", "clock",
		"decided", moment_print(v->arena, v->now, v->zone)), &after));
	TRY(record_peek(v, &entity_comment, record_ref(r, "comment"), NULL,
		&comment));
	if (comment == NULL || comment->standing != RECORD_THERE ||
	    strcmp(record_text(comment, "state"), "blocked") != 0)
		return OK;
	stood = record_text(r, "stood");
	return program_change(v, &entity_comment, comment->id, json_pack(
		"{s:s, s:n}", "state", stood != NULL ? stood : "shown",
		"until"), &after);
}

static enum err
remind_one(struct visit *v, void *arg)
{
	const struct id *id = arg;
	struct record *r, *after;
	int64_t ends;

	TRY(record_get(v, &entity_takedown, *id, &r));
	if (!blocks(r) || record_flag(r, "reminded") ||
	    !moment_of(v, r, "ends", &ends) ||
	    ends - BLOCK_REVIEW_DAYS * DAY > v->now)
		return OK;
	return program_change(v, &entity_takedown, *id, json_pack("{s:b}",
		"reminded", 1), &after);
}

static enum err
due(struct visit *v, int64_t until, bool reminded, struct list *out)
{
	struct query *q = query_of(v, &entity_takedown);

	query_where(q, "state", QUERY_IS, "blocked");
	query_where(q, "ends", QUERY_UNTIL, moment_print(v->arena, until,
		v->zone));
	if (!reminded)
		query_where(q, "reminded", QUERY_ABSENT, NULL);
	query_limit(q, DUE_MOST);
	query_only(q, "ends");
	return query_run(q, out);
}

/* A comment whose last day is over, be the request that it was blocked for
 * hidden or erased, or none at all. */
static enum err
free_one(struct visit *v, void *arg)
{
	const struct id *id = arg;
	struct record *comment, *running, *after;
	struct comment_rules of;
	int first, last;

	TRY(record_get(v, &entity_comment, *id, &comment));
	TRY(takedown_blocking(v, *id, &running));
	TRY(comment_rules_read(v, record_ref(comment, "office"), &of));
	if (!blocks(comment) || running != NULL ||
	    !days_of(record_text(comment, "until"), &first, &last) ||
	    last >= local_day(v, v->now, of.zone))
		return OK;
	return program_change(v, &entity_comment, *id, json_pack("{s:s, s:n}",
		"state", "shown", "until"), &after);
}

static enum err
overdue(struct visit *v, struct list *out)
{
	struct query *q = query_of(v, &entity_comment);

	query_where(q, "state", QUERY_IS, "blocked");
	query_where(q, "until", QUERY_UNTIL, moment_day(v->arena, v->now,
		"UTC"));
	query_limit(q, DUE_MOST);
	query_only(q, "until");
	return query_run(q, out);
}

/* One that cannot be does not keep the others waiting. */
static enum err
each(struct visit *v, const struct list *list,
	enum err (*act)(struct visit *v, void *arg))
{
	enum err worst = OK;

	for (size_t i = 0; i < list->n; i++) {
		enum err err = visit_write(v, act, &list->at[i]->id);

		if (err == OK)
			continue;
		log_problem("block %s could not go on", id_text(v->arena,
			list->at[i]->id));
		worst = err;
	}
	return worst;
}

enum err
takedowns_clock(struct visit *v, json_t *with)
{
	enum err ended, reminded, freed;
	struct list list;

	(void)with;
	TRY(due(v, v->now, true, &list));
	ended = each(v, &list, end_one);
	TRY(due(v, v->now + BLOCK_REVIEW_DAYS * DAY, false, &list));
	reminded = each(v, &list, remind_one);
	TRY(overdue(v, &list));
	freed = each(v, &list, free_one);
	return ended != OK ? ended : reminded != OK ? reminded : freed;
}
