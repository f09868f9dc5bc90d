/* SPDX-License-Identifier: Apache-2.0 */
/* The clock of a block, and reports that are no weapon. */
#include <string.h>

#include "office/comment_report.h"
#include "office/office.h"
#include "office/takedown.h"
#include "store.h"
#include "test.h"

#define DAY INT64_C(86400000)
#define HOUR INT64_C(3600000)

static int64_t
moment(const char *text)
{
	char zone[64];
	int64_t at = 0;

	CHECK(moment_parse(text, "UTC", &at, zone));
	return at;
}

/* ---- the term ---- */

static void
same_hour(struct arena *a)
{
	struct visit v = { .arena = a };
	int64_t from = moment("2026-01-31T23:30:00+09:00[Asia/Seoul]");

	CHECK_TEXT(moment_print(a, block_ends(&v, from, 30, "Asia/Seoul"),
		"Asia/Seoul"), "2026-03-02T23:30:00+09:00[Asia/Seoul]");
	CHECK_TEXT(moment_print(a, block_ends(&v, from, 1, "Asia/Seoul"),
		"Asia/Seoul"), "2026-02-01T23:30:00+09:00[Asia/Seoul]");
}

/* Half past eleven in Seoul is the day before in Honolulu. */
static void
zone_counts(struct arena *a)
{
	struct visit v = { .arena = a };
	int64_t from = moment("2026-01-31T00:30:00+09:00[Asia/Seoul]");
	int64_t ends = block_ends(&v, from, 30, "Asia/Seoul");

	v.now = from;
	CHECK_INT(block_days_left(&v, ends, "Asia/Seoul"), 30);
	v.now = ends - 1;
	CHECK_INT(block_days_left(&v, ends, "Asia/Seoul"), 0);
	v.now = ends - HOUR;
	CHECK_INT(block_days_left(&v, ends, "Asia/Seoul"), 1);
	CHECK_INT(block_days_left(&v, ends, "Pacific/Honolulu"), 0);
	v.now = ends + 90 * DAY;
	CHECK_INT(block_days_left(&v, ends, "Asia/Seoul"), 0);
}

/* Clocks are set forward on 8 March 2026, back on 1 November. */
static void
summer_time(struct arena *a)
{
	struct visit v = { .arena = a };
	int64_t spring = moment("2026-02-20T09:00:00-05:00[America/New_York]");
	int64_t autumn = moment("2026-10-20T09:00:00-04:00[America/New_York]");
	int64_t ends = block_ends(&v, spring, 30, "America/New_York");

	CHECK_TEXT(moment_print(a, ends, "America/New_York"),
		"2026-03-22T09:00:00-04:00[America/New_York]");
	CHECK(ends - spring == 30 * DAY - HOUR);
	/* The same hour would be 30 days and an hour on. */
	CHECK(block_ends(&v, autumn, 30, "America/New_York") - autumn ==
		30 * DAY);
}

/* A term that begins within the hour that is there twice, or ends in one that
 * is not there, is no longer than it may be either. */
static void
never_longer(struct arena *a)
{
	static const char *const zones[] = { "Asia/Seoul", "America/New_York",
		"Australia/Lord_Howe", "Pacific/Apia", "Europe/Berlin", NULL };
	struct visit v = { .arena = a };
	int64_t from = moment("2026-01-01T00:17:00Z");

	for (const char *const *z = zones; *z != NULL; z++)
		for (int i = 0; i < 24 * 366; i += 5) {
			int64_t at = from + i * HOUR;
			int64_t ends = block_ends(&v, at, 30, *z);

			CHECK(ends <= at + 30 * DAY);
			CHECK(ends >= at + 30 * DAY - 2 * HOUR);
		}
}

/* ---- the clock over the store ---- */

struct scene {
	struct visit *v;
	struct record *office, *article, *comment;
	int64_t start;
};

struct making {
	const struct entity *of;
	json_t *in;
	struct record *out;
};

static enum err
make_run(struct visit *v, void *arg)
{
	struct making *m = arg;

	return record_create(v, m->of, m->in, &m->out);
}

static struct record *
make(struct visit *v, const struct entity *of, json_t *in)
{
	struct making m = { of, keep(v, in), NULL };
	bool trusted = v->trusted;

	v->trusted = true;
	CHECK_INT(visit_write(v, make_run, &m), OK);
	v->trusted = trusted;
	return m.out;
}

static struct scene
scene(struct arena *a, const char *zone, int days)
{
	struct scene s = { .v = store_new(a) };

	s.start = s.v->now = moment("2026-03-01T05:00:00Z");
	s.office = make(s.v, &entity_office, json_pack(
		"{s:{s:s}, s:s, s:i, s:s}", "name", "en", "Haneul", "zone",
		zone, "block_days", days, "comments", "none"));
	s.article = make(s.v, &entity_article, json_pack(
		"{s:{s:s}, s:{s:s}, s:s, s:s}", "headline", "en", "Letters",
		"body", "en", "Dear friends.", "state", "published",
		"office", id_text(a, s.office->id)));
	s.comment = make(s.v, &entity_comment, json_pack(
		"{s:s, s:s, s:s, s:s}", "article", id_text(a, s.article->id),
		"nickname", "Mina", "text", "Hana took the money", "office",
		id_text(a, s.office->id)));
	return s;
}

static struct record *
again(struct visit *v, const struct record *r)
{
	struct record *now = NULL;

	CHECK_INT(record_get(v, r->of, r->id, &now), OK);
	return now;
}

static enum err
ask_run(struct visit *v, void *arg)
{
	struct making *m = arg;
	struct takedown_wish w = { m->out, "Hana Kim", NULL, "self",
		"defamation", "Not true" };

	return takedown_ask(v, &w, &m->out);
}

static struct record *
ask(struct scene *s)
{
	struct making m = { .out = again(s->v, s->comment) };

	CHECK_INT(visit_write(s->v, ask_run, &m), OK);
	return m.out;
}

struct deciding {
	const struct record *r;
	struct takedown_act act;
	enum err err;
};

static enum err
decide_run(struct visit *v, void *arg)
{
	struct deciding *d = arg;
	struct record *out;

	d->err = takedown_decide(v, d->r, &d->act, &out);
	return d->err;
}

/* By a moderator: somebody with an account. */
static enum err
decide(struct scene *s, const struct record *r, const char *act,
	const char *words)
{
	struct deciding d = { .r = again(s->v, r), .act = { act, "defamation",
		words } };
	struct id account = s->v->account;
	enum err err;

	s->v->account = id_new();
	err = visit_write(s->v, decide_run, &d);
	s->v->account = account;
	problems_forget(s->v);
	return err;
}

static bool
stands(struct visit *v, const struct record *r, const char *state)
{
	return strcmp(record_text(again(v, r), "state"), state) == 0;
}

static void
tick(struct scene *s, int64_t now)
{
	s->v->now = now;
	CHECK_INT(takedowns_clock(s->v, NULL), OK);
}

static void
ends_by_clock(struct arena *a)
{
	struct scene s = scene(a, "America/New_York", 30);
	struct record *r = ask(&s);
	int64_t ends;

	CHECK(stands(s.v, s.comment, "shown"));
	CHECK_INT(decide(&s, r, "block", NULL), OK);
	CHECK(stands(s.v, s.comment, "blocked"));
	/* Midnight has not struck in New York: it is the last of February, and
	 * the clock goes forward within the term. */
	CHECK_TEXT(record_text(again(s.v, s.comment), "until"), "2026-03-31");
	ends = block_ends(s.v, s.start, 30, "America/New_York");
	CHECK(ends == s.start + 30 * DAY - HOUR);
	tick(&s, ends - 7 * DAY - 1);
	CHECK(!record_flag(again(s.v, r), "reminded"));
	tick(&s, ends - 7 * DAY);
	CHECK(record_flag(again(s.v, r), "reminded"));
	tick(&s, ends - 1);
	CHECK(stands(s.v, s.comment, "blocked"));
	tick(&s, ends);
	CHECK(stands(s.v, s.comment, "shown"));
	CHECK(stands(s.v, r, "restored"));
	CHECK_TEXT(record_text(again(s.v, r), "how"), "clock");
	CHECK(record_text(again(s.v, s.comment), "until") == NULL);
	tick(&s, ends + 400 * DAY);
	CHECK(stands(s.v, s.comment, "shown"));
}

static void
shorter_term(struct arena *a)
{
	struct scene s = scene(a, "Asia/Seoul", 5);
	struct record *r = ask(&s);

	CHECK_INT(decide(&s, r, "block", NULL), OK);
	tick(&s, s.start);
	CHECK(record_flag(again(s.v, r), "reminded"));
	tick(&s, s.start + 5 * DAY - 1);
	CHECK(stands(s.v, s.comment, "blocked"));
	tick(&s, s.start + 5 * DAY);
	CHECK(stands(s.v, s.comment, "shown"));
}

/* Thirty days are not strung together. */
static void
blocked_once(struct arena *a)
{
	struct scene s = scene(a, "Asia/Seoul", 30);
	struct record *first = ask(&s), *second = ask(&s), *third;

	CHECK_INT(decide(&s, first, "block", NULL), OK);
	s.v->now += 29 * DAY;
	CHECK_INT(decide(&s, second, "block", NULL), OK);
	CHECK_TEXT(record_text(again(s.v, second), "ends"),
		record_text(again(s.v, first), "ends"));
	tick(&s, s.start + 30 * DAY);
	CHECK(stands(s.v, s.comment, "shown"));
	CHECK(stands(s.v, first, "restored"));
	CHECK(stands(s.v, second, "restored"));
	third = ask(&s);
	CHECK_INT(decide(&s, third, "block", NULL), ERR_CONFLICT);
	CHECK_INT(decide(&s, third, "remove", NULL), OK);
	CHECK(stands(s.v, s.comment, "removed"));
	CHECK(stands(s.v, third, "removed"));
}

static enum err
hold_run(struct visit *v, void *arg)
{
	struct making *m = arg;

	return record_change(v, &entity_comment, m->out->id, 0, m->in,
		&m->out);
}

/* What waited for a person before it was blocked waits again. */
static void
held_again(struct arena *a)
{
	struct scene s = scene(a, "Asia/Seoul", 30);
	struct record *r = ask(&s);
	struct making m = { &entity_comment, keep(s.v, json_pack(
		"{s:s, s:s}", "state", "held", "why", "link")), s.comment };

	CHECK_INT(visit_write(s.v, hold_run, &m), OK);
	CHECK_INT(decide(&s, r, "block", NULL), OK);
	tick(&s, s.start + 30 * DAY);
	CHECK(stands(s.v, s.comment, "held"));
}

static enum err
hide_run(struct visit *v, void *arg)
{
	return record_hide(v, &entity_takedown, *(struct id *)arg, 0);
}

static enum err
clear_run(struct visit *v, void *arg)
{
	return record_clear(v, &entity_takedown, *(struct id *)arg, 0);
}

/* Nothing that befalls the request makes its block outlast the term. */
static void
never_forgotten(struct arena *a)
{
	struct scene s = scene(a, "Asia/Seoul", 30);
	struct record *r = ask(&s);

	CHECK_INT(decide(&s, r, "block", NULL), OK);
	CHECK_INT(visit_write(s.v, clear_run, &r->id), OK);
	tick(&s, s.start + 30 * DAY);
	CHECK(stands(s.v, s.comment, "shown"));
	s = scene(a, "Asia/Seoul", 30);
	r = ask(&s);
	CHECK_INT(decide(&s, r, "block", NULL), OK);
	CHECK_INT(visit_write(s.v, hide_run, &r->id), OK);
	tick(&s, s.start + 29 * DAY);
	CHECK(stands(s.v, s.comment, "blocked"));
	tick(&s, s.start + 31 * DAY);
	CHECK(stands(s.v, s.comment, "shown"));
}

/* ---- reports ---- */

static enum err
report_run(struct visit *v, void *arg)
{
	struct making *m = arg;
	struct reporting r = { m->out, "abuse", NULL,
		json_string_value(m->in) };
	bool counted;

	return comment_report(v, &r, &counted);
}

static enum err
report(struct scene *s, const char *network)
{
	struct making m = { .in = keep(s->v, json_string(network)),
		.out = again(s->v, s->comment) };
	enum err err = visit_write(s->v, report_run, &m);

	problems_forget(s->v);
	return err;
}

static void
network_once(struct arena *a)
{
	struct scene s = scene(a, "Asia/Seoul", 30);
	int64_t n;

	for (int i = 0; i < 10; i++) {
		CHECK_INT(report(&s, "192.0.2.0/24"), OK);
		s.v->now += DAY;
	}
	CHECK_INT(comment_reports_count(s.v, s.comment->id, &n), OK);
	CHECK_INT(n, 1);
	CHECK(stands(s.v, s.comment, "shown"));
	CHECK_INT(report(&s, "198.51.100.0/24"), OK);
	CHECK(stands(s.v, s.comment, "shown"));
	CHECK_INT(report(&s, "203.0.113.0/24"), OK);
	CHECK(stands(s.v, s.comment, "held"));
	CHECK_INT(record_int(again(s.v, s.comment), "reported", 0), 3);
}

const struct test takedown_tests[] = {
	{ "a block ends at the same hour, so many days on", same_hour },
	{ "days left are counted by the office's midnights", zone_counts },
	{ "where clocks are set back a block is no longer than 30 times 24 hours", summer_time },
	{ "no block is longer than its days, in any zone, at any hour of a year", never_longer },
	{ "a block ends by the clock to the millisecond, after a reminder", ends_by_clock },
	{ "an office may have a shorter term", shorter_term },
	{ "hole: thirty days are not strung together", blocked_once },
	{ "a block ends though its request was cleared or hidden", never_forgotten },
	{ "what was held before its block is held after it", held_again },
	{ "hole: one network's reports count once, on whatever day", network_once },
	{0}
};
