/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When readers may write beneath an article.  Its office says whether at all,
 * the article whether, from when and until when; where an article says no end,
 * the office's number of days after publication is one.  Besides, an office
 * names the days of an election, on which comments wait for a person, or none
 * are taken.
 *
 *	            from              until
 *	not yet ────┤ open ───────────├──── over        of the article
 *	                   ├─ election ─┤               of the office: over all
 *
 * What stands stays readable, and whoever wrote it keeps the rights of its
 * password, whatever the box says.
 */
#include <string.h>

#include "comment.h"
#include "inside.h"

#define DAY INT64_C(86400000)

struct hours {               /* what an office says */
	bool open, external;     /* external: identity is confirmed first */
	bool holds;              /* holds: on the days of an election */
	int64_t days;            /* 0: no end */
	int64_t first, end;      /* of the election: [first, end); 0: none */
	const char *last;        /* its last day, EDTF */
};

/* A day's first moment. */
static int64_t
day_begins(struct visit *v, int day)
{
	struct edtf_point p = edtf_from_day(day);
	int64_t moment = 0;
	char zone[64];

	moment_parse(arena_printf(v->arena, "%04d-%02d-%02dT00:00", p.year,
		p.month, p.day), v->zone, &moment, zone);
	return moment;
}

static void
election_read(struct visit *v, const char *from, const char *until,
	struct hours *out)
{
	int first, last, unused;

	if (!days_of(from, &first, &unused) || !days_of(until, &unused, &last))
		return;
	out->first = day_begins(v, first);
	out->end = day_begins(v, last + 1);
	out->last = arena_text(v->arena, until);
}

/* Asked for each page of an article, so in one question. */
static enum err
hours_read(struct visit *v, const struct record *article, struct hours *out)
{
	struct id id = record_ref(article, "office");
	struct db_stmt *s = OFFICE_ASK(v, id, "comments, comments_days, "
		"election_from, election_until, election_comments");
	bool row;

	*out = (struct hours){0};
	TRY(db_step(s, &row));
	if (row) {
		const char *said = db_text(s, 0), *act = db_text(s, 4);

		out->open = said != NULL && *said != '\0' &&
			strcmp(said, "closed") != 0;
		out->external = out->open && strcmp(said, "external") == 0;
		out->days = db_null(s, 1) ? 0 : db_int(s, 1);
		out->holds = act == NULL || strcmp(act, "close") != 0;
		election_read(v, arena_text(v->arena, db_text(s, 2)),
			arena_text(v->arena, db_text(s, 3)), out);
	}
	db_done(s);
	return OK;
}

static int64_t
moment_in(struct visit *v, const struct record *r, const char *field)
{
	const char *text = record_text(r, field);
	int64_t moment;
	char zone[64];

	return text != NULL && moment_parse(text, v->zone, &moment, zone) ?
		moment : 0;
}

/* The article's last moment; 0: none. */
static int64_t
end_of(struct visit *v, const struct record *article, const struct hours *h)
{
	int64_t until = moment_in(v, article, "comments_until");
	int64_t published = moment_in(v, article, "published");

	return until != 0 ? until : h->days > 0 && published != 0 ?
		published + h->days * DAY : 0;
}

/* By itself the answer may be another from this moment on. */
static void
changes_at(struct visit *v, struct commenting *c, int64_t moment)
{
	if (moment > v->now && (c->changes == 0 || moment < c->changes))
		c->changes = moment;
}

static void
shut(struct commenting *c, enum comment_box box, const char *key,
	const char *arg)
{
	c->box = box;
	c->key = key;
	c->arg = arg;
}

static void
note(struct commenting *c, const char *key, const char *arg)
{
	c->note[c->notes].key = key;
	c->note[c->notes++].arg = arg;
}

static const char *
when(struct visit *v, int64_t moment)
{
	return text_moment(v->arena, v->lang, moment, v->zone);
}

static void
times_apply(struct visit *v, const struct record *article,
	const struct hours *h, struct commenting *c)
{
	int64_t from = moment_in(v, article, "comments_from");
	int64_t end = end_of(v, article, h);
	bool election = h->first <= v->now && v->now < h->end;
	const char *last = election ? text_date(v->arena, v->lang, h->last) :
		NULL;

	c->holds = election;
	changes_at(v, c, from);
	changes_at(v, c, end);
	changes_at(v, c, h->first);
	changes_at(v, c, h->end);
	if (end != 0 && v->now >= end)
		shut(c, BOX_OVER, "comments.closed-since", when(v, end));
	else if (election && !h->holds)
		shut(c, BOX_ELECTION, "comments.closed-election", last);
	else if (v->now < from)
		shut(c, BOX_NOT_YET, "comments.closed-yet", when(v, from));
	if (c->box != BOX_OPEN)
		return;
	if (election)
		note(c, "comments.held-election", last);
	if (end != 0)
		note(c, "comments.open-until", when(v, end));
}

enum err
commenting_read(struct visit *v, const struct record *article,
	struct commenting *out)
{
	const char *said = record_text(article, "comments");
	struct hours hours;

	*out = (struct commenting){.box = BOX_OPEN};
	TRY(hours_read(v, article, &hours));
	out->external = hours.external;
	times_apply(v, article, &hours, out);
	if (said != NULL && strcmp(said, "open") != 0)
		shut(out, BOX_ARTICLE_CLOSED, "comments.closed-article", NULL);
	else if (!hours.open)
		shut(out, BOX_OFFICE_CLOSED, "comments.closed-office", NULL);
	return OK;
}

enum err
comments_box(struct visit *v, const struct record *article,
	enum comment_box *out)
{
	struct commenting c;

	TRY(commenting_read(v, article, &c));
	*out = c.box;
	return OK;
}

enum err
commenting_waits(struct visit *v, const struct record *article,
	const char **why)
{
	struct commenting c;

	if (*why != NULL)
		return OK;
	TRY(commenting_read(v, article, &c));
	*why = c.holds ? "election" : NULL;
	return OK;
}

/* ---- what may be said ---- */

enum err
commenting_article_check(struct visit *v, struct draft *d)
{
	const char *from = text_of(d->fields, "comments_from");
	const char *until = text_of(d->fields, "comments_until");
	int64_t first, last;
	char zone[64];

	if (from != NULL && until != NULL &&
	    moment_parse(from, v->zone, &first, zone) &&
	    moment_parse(until, v->zone, &last, zone) && last <= first)
		return fail_field(v, "comments_until",
			"article.wrong-comments-until", NULL, NULL);
	return OK;
}

/* Both days, or none, and days: "2026-06" says neither first nor last. */
enum err
commenting_office_check(struct visit *v, struct draft *d)
{
	const char *from = text_of(d->fields, "election_from");
	const char *until = text_of(d->fields, "election_until");
	int first, last, again;

	if (from == NULL && until == NULL)
		return OK;
	if (from == NULL || !days_of(from, &first, &again) || first != again)
		return fail_field(v, "election_from",
			"office.wrong-election", NULL, NULL);
	if (until == NULL || !days_of(until, &again, &last) || again != last)
		return fail_field(v, "election_until",
			"office.wrong-election", NULL, NULL);
	return last < first ? fail_field(v, "election_until",
		"office.wrong-election-end", NULL, NULL) : OK;
}
