/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calendars to subscribe to: the public's, a tie's, and the secret one of an
 * account, with all that its owner may see.
 */
#include <string.h>

#include "agenda.h"
#include "paper/paper.h"

#define BACK 366     /* days that a calendar goes back and on */
#define AHEAD 732
#define LONG 200     /* days: what lasts so long is nobody's day */

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* ---- an event ---- */

static void
add_line(struct buf *out, const char *label, const char *text)
{
	if (text != NULL && *text != '\0')
		buf_printf(out, "%s%s%s", out->n > 0 ? "\n" : "", label, text);
}

static const char *
description_of(struct visit *v, const struct event *e)
{
	struct buf out = buf_in(v->arena, 8000);

	add_line(&out, "", text_in(e->view, "label"));
	add_line(&out, "", text_in(e->view, "about"));
	add_line(&out, "", text_in(json_object_get(e->view, "with"), "name"));
	add_line(&out, "", text_in(e->view, "standing_says"));
	add_line(&out, "", text_in(e->view, "clash"));
	if (json_is_true(json_object_get(e->view, "is_sample")))
		add_line(&out, "", message(v->lang, "sample.mark"));
	return out.at;
}

static json_t *
event_view(struct request *rq, const struct event *e)
{
	struct visit *v = &rq->visit;
	const char *name = text_in(json_object_get(e->view, "name"), "text");
	const char *kind = text_in(e->view, "kind_says");
	const char *href = text_in(e->view, "href");
	bool off = e->standing != NULL &&
		strcmp(e->standing, "cancelled") == 0;
	json_t *view = json_object();

	put_text(view, "uid", arena_printf(v->arena, "%s@gyoryu", e->uid));
	put_text(view, "on", e->on);
	put_text(view, "summary", kind == NULL ? name : arena_printf(v->arena,
		"%s: %s", kind, name));
	put_text(view, "description", description_of(v, e));
	put_text(view, "location", text_in(json_object_get(e->view, "place"),
		"text"));
	if (href != NULL)
		put_text(view, "url", arena_printf(v->arena, "%s%s", rq->host,
			href));
	put_text(view, "status", off ? "cancelled" : "confirmed");
	if (e->changed > 0)
		json_object_set_new(view, "changed",
			json_integer(e->changed));
	return view;
}

static enum err
reply(struct request *rq, const struct agenda *a, const char *name)
{
	struct visit *v = &rq->visit;
	json_t *events = json_array(), *whole = keep(v, json_pack(
		"{s:s, s:s, s:s, s:o}", "name", name, "lang",
		langs[v->lang].html, "zone", v->zone, "events", events));
	struct bytes out;

	for (size_t i = 0; i < a->n; i++)
		if ((long)a->at[i].last - a->at[i].first < LONG)
			json_array_append_new(events, event_view(rq,
				&a->at[i]));
	TRY(ics_calendar(v->arena, whole, &out));
	return reply_bytes(rq, "text/calendar; charset=utf-8", out.at, out.n);
}

static const char *
name_of(struct visit *v, const char *key, const char *of)
{
	return arena_printf(v->arena, "%s – %s", of, message(v->lang, key));
}

/* What the office is called, or the program. */
static enum err
office_name(struct visit *v, const char **out)
{
	struct query *q = query_of(v, &entity_office);
	struct list list;

	query_limit(q, 1);
	TRY(query_run(q, &list));
	*out = list.n > 0 ? record_title(v, list.at[0]) :
		message(v->lang, "nav.program");
	return OK;
}

/* ---- the public's ---- */

static enum err
public_feed(struct request *rq, struct id tie, const char *of)
{
	struct visit *v = &rq->visit;
	int today = put_today(v);
	struct agenda a;

	TRY(agenda_open(v, false, today - BACK, today + AHEAD, tie, &a));
	reply_cached(rq, "public, max-age=3600");
	return reply(rq, &a, name_of(v, "calendar.title", of));
}

/* GET /{lang}/calendar.ics */
static enum err
calendar_feed(struct request *rq)
{
	const char *of;

	TRY(office_name(&rq->visit, &of));
	return public_feed(rq, (struct id){{0}}, of);
}

/* GET /{lang}/ties/{slug}/calendar.ics */
static enum err
tie_feed(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *tie;

	TRY(record_named(v, &entity_tie, request_param(rq, "slug"), &tie));
	return public_feed(rq, tie->id, record_title(v, tie));
}

/* ---- one's own ---- */

/* GET /feeds/{token}.ics */
static enum err
secret_feed(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *of;
	struct agenda a;
	int today;

	TRY(feed_open(rq, request_param(rq, "token")));
	TRY(office_name(v, &of));
	today = put_today(v);
	TRY(agenda_open(v, visit_staff(v), today - BACK, today + AHEAD,
		(struct id){{0}}, &a));
	rq->reply.cache = "private, no-store";
	return reply(rq, &a, name_of(v, "feed.title", of));
}

static const char *
day_of(struct visit *v, int64_t moment)
{
	return text_date_short(v->arena, v->lang,
		moment_day(v->arena, moment, v->zone));
}

enum err
feed_put(struct request *rq, json_t *view, const char *token)
{
	struct visit *v = &rq->visit;
	json_t *part = json_object();
	int64_t made, seen;

	json_object_set_new(view, "feed", part);
	TRY(feed_state(v, &made, &seen));
	json_object_set_new(part, "is_there", json_boolean(made != 0));
	if (made != 0) {
		put_text(part, "made", day_of(v, made));
		put_text(part, "used", seen == 0 ?
			message(v->lang, "my-account.token-never") :
			day_of(v, seen));
	}
	if (token != NULL)
		put_text(part, "address", arena_printf(v->arena,
			"%s/feeds/%s.ics", rq->host, token));
	return OK;
}

const struct route feed_routes[] = {
	{ GET, "/{lang}/calendar.ics", ROLE_ANYONE, calendar_feed, "The public calendar to subscribe to." },
	{ GET, "/{lang}/ties/{slug}/calendar.ics", ROLE_ANYONE, tie_feed, "The public calendar of one tie to subscribe to." },
	{ GET, "/feeds/{token}.ics", ROLE_ANYONE, secret_feed, "The calendar of an account, at its secret address." },
	{0}
};
