/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must be done, late first: {"group", "day", "when", "late", "what",
 * "href", "with", "why", "act", "act_href"}.  A task is a record in a state
 * that asks for something, and most are rows of one table; the few that must
 * be reckoned (deadlines, anniversaries, ties gone quiet) come from office/.
 * Only those are told of a task who could do something about it.
 */
#include <limits.h>
#include <string.h>

#include "inside.h"

#define TASKS 100      /* of a source, looked at */
#define QUIET_MOST 8   /* ties that are told of */

enum group { LATE, WEEK, MONTH, LATER, WAITING, QUIET, DRAFTS, GROUPS };

static const char *const group_keys[GROUPS] = {
	[LATE] = "late", [WEEK] = "week", [MONTH] = "month",
	[LATER] = "later", [WAITING] = "waiting", [QUIET] = "quiet",
	[DRAFTS] = "drafts",
};

struct tasks {
	struct visit *v;
	json_t *groups[GROUPS];
	int today;
};

/* Records in a state that asks for something. */
static const struct source {
	const struct entity *of;
	struct {
		const char *field, *value;
	} where[2];
	const char *day;      /* the DATE or MOMENT it is due on */
	const char *from;     /* otherwise so many days after this one; */
	int days;             /* neither: the day of its last change */
	enum group group;     /* GROUPS: the one of its day */
	const char *why, *act;
	const char *act_at;   /* address, {id} and {tie}; NULL: its form */
} sources[] = {
	{ &entity_letter, {{ "reply", "owed-by-us" }}, "reply_by", "on", 14, GROUPS, "desk.why-answer", "desk.act-answer", "/office/letters/new?direction=out&type=reply&answers={id}&tie={tie}" },
	{ &entity_letter, {{ "reply", "owed-by-them" }}, "reply_by", "on", 60, GROUPS, "desk.why-await", "desk.act-remind", "/office/letters/new?direction=out&type=notice&tie={tie}" },
	{ &entity_promise, {{ "state", "open" }, { "side", "ours" }}, "due", "on", 180, GROUPS, "desk.why-promise", "desk.act-settle" },
	{ &entity_promise, {{ "state", "open" }, { "side", "both" }}, "due", "on", 180, GROUPS, "desk.why-promise-both", "desk.act-settle" },
	{ &entity_promise, {{ "state", "open" }, { "side", "theirs" }}, "due", "on", 180, GROUPS, "desk.why-promise-theirs", "desk.act-settle" },
	{ &entity_plan, {{ "state", "proposed" }}, NULL, NULL, 0, WAITING, "desk.why-plan", "desk.act-look" },
	{ &entity_tie, {{ "review", NULL }}, "review", NULL, 0, GROUPS, "desk.why-review", "desk.act-review", "/office/ties/{id}/check" },
	{ &entity_takedown, {{ "state", "received" }}, "at", NULL, 0, WAITING, "desk.why-takedown", "desk.act-look", "/office/takedowns/{id}/decide" },
	{ &entity_takedown, {{ "state", "blocked" }, { "reminded", "true" }}, "until", NULL, 0, GROUPS, "desk.why-block-ends", "desk.act-look", "/office/takedowns/{id}/decide" },
	{ &entity_letter, {{ "state", "draft" }}, NULL, NULL, 0, DRAFTS, "desk.why-letter-draft", "desk.act-write" },
	{ &entity_letter, {{ "state", "signed" }}, NULL, NULL, 0, DRAFTS, "desk.why-letter-signed", "desk.act-send" },
	{ &entity_article, {{ "state", "draft" }}, "entered", NULL, 0, DRAFTS, "desk.why-draft", "desk.act-write" },
	{0}
};

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static bool
may(const struct visit *v, const struct entity *of)
{
	return (of->write & v->roles) != 0;
}

static enum group
group_of(const struct tasks *t, int day)
{
	return day < t->today ? LATE : day < t->today + 7 ? WEEK :
		day < t->today + 31 ? MONTH : LATER;
}

/* Where a task of that day stands in its group. */
static size_t
place_of(const json_t *tasks, int day)
{
	size_t i = json_array_size(tasks);

	while (i > 0 && json_integer_value(json_object_get(
		json_array_get(tasks, i - 1), "day")) > day)
		i--;
	return i;
}

static const char *
day_text(struct visit *v, int day)
{
	return moment_day(v->arena, day * INT64_C(86400000), "UTC");
}

/* Takes the reference of task; group GROUPS: the one of its day. */
static void
put_task(struct tasks *t, enum group group, int day, json_t *task)
{
	struct visit *v = t->v;

	if (group == GROUPS)
		group = group_of(t, day);
	put_text(task, "group", group_keys[group]);
	json_object_set_new(task, "day", json_integer(day));
	if (json_object_get(task, "when") == NULL)
		put_text(task, "when", text_date_short(v->arena, v->lang,
			day_text(v, day)));
	json_object_set_new(task, "late", json_boolean(group == LATE));
	json_array_insert_new(t->groups[group],
		place_of(t->groups[group], day), task);
}

/* The tie that a record is of: the first of several. */
static struct id
tie_of(const struct record *r)
{
	struct id id = record_ref(r, "tie");
	const char *first = json_string_value(json_array_get(
		record_value(r, "ties"), 0));

	if (id_none(id) && first != NULL)
		(void)id_parse(first, &id);
	return id;
}

static const char *
office_page(struct visit *v, const struct record *r, const char *more)
{
	return arena_printf(v->arena, "/office/%s/%s%s", r->of->plural,
		id_text(v->arena, r->id), more);
}

static json_t *
task_new(struct visit *v, const struct record *r, const char *on,
	const char *why, const char *act)
{
	json_t *task = json_object();

	put_text(task, "what", record_title(v, r));
	put_text(task, "href", office_page(v, r, ""));
	if (on != NULL)
		put_text(task, "when", text_date_short(v->arena, v->lang, on));
	put_text(task, "why", why);
	put_text(task, "act", message(v->lang, act));
	put_text(task, "act_href", office_page(v, r, "/edit"));
	if (r->of != &entity_tie && !id_none(tie_of(r)))
		put_text(task, "with", record_title_of(v, &entity_tie,
			tie_of(r)));
	return task;
}

/* ---- from the table ---- */

/* An address with {id} and {tie} set in. */
static const char *
address_of(struct visit *v, const char *pattern, const struct record *r)
{
	struct buf out = buf_in(v->arena, 400);

	for (; *pattern != '\0'; pattern++)
		if (strncmp(pattern, "{id}", 4) == 0) {
			buf_text(&out, id_text(v->arena, r->id));
			pattern += 3;
		} else if (strncmp(pattern, "{tie}", 5) == 0) {
			buf_text(&out, id_text(v->arena, tie_of(r)));
			pattern += 4;
		} else {
			buf_char(&out, *pattern);
		}
	return out.at;
}

/* The day that it is due on; *on: as it is written, NULL when reckoned. */
static int
due_of(struct visit *v, const struct source *s, const struct record *r,
	const char **on)
{
	int first, last;
	int64_t at = r->changed;
	char zone[64];
	const char *text = s->day != NULL ? record_text(r, s->day) : NULL;

	*on = NULL;
	if (put_days(text, &first, &last)) {
		*on = text;
		return last;
	}
	if (s->from != NULL && put_days(record_text(r, s->from), &first,
	    &last))
		return last + s->days;
	if (text != NULL)
		moment_parse(text, v->zone, &at, zone);
	put_days(moment_day(v->arena, at, v->zone), &first, &last);
	return first;
}

static const char *
fields_of(struct visit *v, const struct source *s)
{
	return arena_printf(v->arena, "%s %s tie ties state",
		s->day != NULL ? s->day : "", s->from != NULL ? s->from : "");
}

static enum err
put_source(struct tasks *t, const struct source *s)
{
	struct visit *v = t->v;
	struct query *q = query_of(v, s->of);
	struct list list;

	for (size_t i = 0; i < 2 && s->where[i].field != NULL; i++)
		query_where(q, s->where[i].field, s->where[i].value == NULL ?
			QUERY_THERE : QUERY_IS, s->where[i].value);
	query_only(q, fields_of(v, s));
	query_limit(q, TASKS);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		const struct record *r = list.at[i];
		const char *on;
		int day = due_of(v, s, r, &on);
		json_t *task = task_new(v, r, on, put_say(v, s->why,
			text_date(v->arena, v->lang, on != NULL ? on :
				day_text(v, day)), NULL), s->act);

		if (s->act_at != NULL)
			put_text(task, "act_href", address_of(v, s->act_at, r));
		put_task(t, s->group, day, task);
	}
	return OK;
}

/* ---- reckoned ---- */

/* What was planned: before it, it is coming; after it, its result is owed. */
static enum err
put_exchanges(struct tasks *t)
{
	struct visit *v = t->v;
	struct query *q = query_of(v, &entity_exchange);
	struct list list;

	query_where(q, "state", QUERY_IS, "planned");
	query_order(q, "on");
	query_limit(q, TASKS);
	query_only(q, "on ties name");
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		const struct record *r = list.at[i];
		int first = INT_MAX, last = INT_MAX;
		bool over;

		put_days(record_text(r, "on"), &first, &last);
		over = last < t->today;
		put_task(t, over ? LATE : GROUPS, over ? last :
			first < t->today ? t->today : first,
			task_new(v, r, record_text(r, "on"), message(v->lang,
			over ? "desk.why-over" : "desk.why-coming"),
			over ? "desk.act-result" : "desk.act-prepare"));
	}
	return OK;
}

/* What rules ask for, due in the next two months. */
static enum err
put_deadlines(struct tasks *t)
{
	struct visit *v = t->v;
	json_t *list, *line;
	size_t i;

	TRY(deadlines_open(v, t->today + 60, &list));
	keep(v, list);
	json_array_foreach(list, i, line) {
		const char *on = text_in(line, "on");
		json_t *task = json_object();
		int first, last;

		if (!put_days(on, &first, &last)) {
			json_decref(task);
			continue;
		}
		put_text(task, "what", text_in(line, "name"));
		put_text(task, "with", text_in(line, "what"));
		put_text(task, "href", text_in(line, "href"));
		put_text(task, "when", text_date_short(v->arena, v->lang, on));
		put_text(task, "why", text_in(line, "why"));
		put_text(task, "act", message(v->lang, "desk.act-file"));
		put_text(task, "act_href", text_in(line, "href"));
		put_task(t, GROUPS, last, task);
	}
	return OK;
}

static json_t *
task_said(const json_t *line, const char *what, const char *why,
	const char *act, const char *act_href)
{
	json_t *task = json_object();

	put_text(task, "what", what);
	put_text(task, "href", text_in(line, "href"));
	put_text(task, "why", why);
	put_text(task, "act", act);
	put_text(task, "act_href", act_href);
	return task;
}

/* The year ahead: a tenth is celebrated, the others have a letter. */
static enum err
put_anniversaries(struct tasks *t)
{
	struct visit *v = t->v;
	json_t *list, *line;
	size_t i;

	TRY(anniversaries(v, 365, &list));
	keep(v, list);
	json_array_foreach(list, i, line)
		put_task(t, GROUPS, t->today + (int)json_integer_value(
			json_object_get(line, "days")), task_said(line,
			text_in(line, "title"), text_in(line, "says"),
			text_in(line, "act_says"), text_in(line, "act_href")));
	return OK;
}

/* Ties that have been silent longest, with the cheapest act to end it. */
static enum err
put_quiet(struct tasks *t)
{
	struct visit *v = t->v;
	json_t *radar, *line;
	size_t i;

	TRY(radar_silent(v, &radar));
	keep(v, radar);
	json_array_foreach(json_object_get(radar, "ties"), i, line) {
		const json_t *next = json_object_get(line, "next");
		json_t *task;

		if (json_array_size(t->groups[QUIET]) >= QUIET_MOST)
			break;
		task = task_said(line, text_in(line, "title"),
			text_in(line, "says"), text_in(next, "says"),
			text_in(next, "href"));
		put_text(task, "when", text_in(line, "word"));
		put_task(t, QUIET, (int)i, task);
	}
	return OK;
}

/* What waits for an approver's yes. */
static enum err
put_approvals(struct tasks *t)
{
	static const struct source asked = {
		&entity_approval, {{ "state", "asked" }}, NULL, NULL, 0,
		WAITING, "desk.why-approval", "desk.act-look",
		"/office/approvals/{id}"
	};

	return put_source(t, &asked);
}

/* Comments are one task, however many there are: a flood of them must not
 * hide the rest. */
static enum err
put_comments(struct tasks *t)
{
	struct visit *v = t->v;
	json_t *line = keep(v, json_pack("{s:s}", "href",
		"/office/moderation"));
	int64_t n;

	TRY(comments_waiting(v, &n));
	if (n == 0)
		return OK;
	put_task(t, WAITING, t->today, task_said(line, message(v->lang,
		"moderation.title"), put_say(v, "desk.why-comments",
		arena_printf(v->arena, "%lld", (long long)n), NULL),
		message(v->lang, "desk.act-look"), "/office/moderation"));
	return OK;
}

/* What the law asks of an administrator: to look through the log of reading
 * each month, and to erase what need not be kept. */
static enum err
put_duties(struct tasks *t)
{
	struct visit *v = t->v;
	json_t *months, *month, *line = keep(v, json_object());
	int64_t due;
	size_t i;

	put_text(line, "href", "/office/access");
	TRY(access_unreviewed(v, &months));
	json_array_foreach(months, i, month)
		put_task(t, LATE, t->today - 1, task_said(line,
			message(v->lang, "access.title"), put_say(v,
			"desk.why-access", text_date(v->arena, v->lang,
			json_string_value(month)), NULL), message(v->lang,
			"desk.act-look"), "/office/access"));
	TRY(retention_due(v, &due));
	if (due == 0)
		return OK;
	put_text(line, "href", "/office/retentions/due");
	put_task(t, WEEK, t->today, task_said(line, message(v->lang,
		"retention.many"), put_say(v, "desk.why-retention",
		arena_printf(v->arena, "%lld", (long long)due), NULL),
		message(v->lang, "desk.act-look"), "/office/retentions/due"));
	return OK;
}

/* ---- all of it ---- */

enum err
desk_tasks(struct visit *v, json_t **out)
{
	struct tasks t = { .v = v, .today = put_today(v) };
	json_t *all = keep(v, json_array()), *task;
	size_t i;

	for (int g = 0; g < GROUPS; g++)
		t.groups[g] = keep(v, json_array());
	if (may(v, &entity_exchange))
		TRY(put_exchanges(&t));
	if (may(v, &entity_exchange))
		TRY(put_deadlines(&t));
	if (may(v, &entity_tie)) {
		TRY(put_anniversaries(&t));
		TRY(put_quiet(&t));
	}
	if (v->roles & ROLE_APPROVER)
		TRY(put_approvals(&t));
	if (v->roles & ROLE_ADMIN)
		TRY(put_duties(&t));
	if (may(v, &entity_comment))
		TRY(put_comments(&t));
	for (const struct source *s = sources; s->of != NULL; s++)
		if (may(v, s->of))
			TRY(put_source(&t, s));
	for (int g = 0; g < GROUPS; g++)
		json_array_foreach(t.groups[g], i, task)
			json_array_append(all, task);
	*out = json_incref(all);
	return OK;
}
