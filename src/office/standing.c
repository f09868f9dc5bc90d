/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How things stand on a tie today: what is open, what was agreed for the
 * year, who is to be known, which papers bind and until when.  The ledger and
 * the hand-over both show it.
 */
#include <limits.h>
#include <string.h>

#include "inside.h"

#define OPEN_MOST 60         /* promises or letters that are told */
#define POSTS_MOST 24        /* posts of a partner city that are looked at */
#define MET_MOST 30          /* exchanges whose members are looked at */
#define KNOWN_ENOUGH 8       /* people; with fewer, they are looked at */

int
today_of(struct visit *v)
{
	int first = 0, last;

	days_of(moment_day(v->arena, v->now, v->zone), &first, &last);
	return first;
}

static const char *
office_at(struct visit *v, const struct record *r)
{
	return arena_printf(v->arena, "/office/%s/%s", r->of->plural,
		id_text(v->arena, r->id));
}

/* {"on","when","late","soon"} of a day by which something is due. */
static void
put_due(struct visit *v, json_t *view, const char *due)
{
	int first, last, today = today_of(v);

	if (due == NULL || !days_of(due, &first, &last))
		return;
	tell_text(view, "due", due);
	tell_text(view, "due_when", text_date_short(v->arena, v->lang, due));
	json_object_set_new(view, "late", json_boolean(last < today));
	json_object_set_new(view, "soon", json_boolean(last >= today &&
		last < today + 31));
}

/* ---- what is open ---- */

static json_t *
promise_view(struct visit *v, const struct record *r)
{
	const char *side = record_text(r, "side");
	json_t *view = json_pack("{s:s, s:s, s:s}", "href", office_at(v, r),
		"side", side, "side_says", message(v->lang, arena_printf(
			v->arena, "promise.side-%s", side)));

	tell_words(v, view, "says", record_value(r, "text"));
	if (field_readable(v, r->of, field_named(r->of->fields, "owner"))) {
		tell_text(view, "owner", record_text(r, "owner"));
		tell_text(view, "partner_owner",
			record_text(r, "partner_owner"));
	}
	tell_text(view, "on_when", text_date_short(v->arena, v->lang,
		record_text(r, "on")));
	put_due(v, view, record_text(r, "due"));
	return view;
}

static enum err
promises_open(struct visit *v, struct id tie, json_t *list)
{
	struct query *q = query_of(v, &entity_promise);
	struct list found;

	query_where(q, "tie", QUERY_IS, id_text(v->arena, tie));
	query_where(q, "state", QUERY_IS, "open");
	query_order(q, "due");
	query_limit(q, OPEN_MOST);
	query_only(q, "text side owner partner_owner on due");
	TRY(query_run(q, &found));
	for (size_t i = 0; i < found.n; i++)
		json_array_append_new(list, promise_view(v, found.at[i]));
	return OK;
}

static enum err
letters_owed(struct visit *v, struct id tie, const char *reply, json_t *list)
{
	struct query *q = query_of(v, &entity_letter);
	struct list found;

	query_where(q, "tie", QUERY_IS, id_text(v->arena, tie));
	query_where(q, "reply", QUERY_IS, reply);
	query_where(q, "state", QUERY_IS, strcmp(reply, "owed-by-us") == 0 ?
		"received" : "sent");
	query_order(q, "on");
	query_limit(q, OPEN_MOST);
	query_only(q, "subject type on reply_by number their_number");
	TRY(query_run(q, &found));
	for (size_t i = 0; i < found.n; i++) {
		const struct record *r = found.at[i];
		json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:s}",
			"href", office_at(v, r), "id", id_text(v->arena, r->id),
			"reply", reply, "type_says", message(v->lang,
			arena_printf(v->arena, "letter.type-%s",
				record_text(r, "type"))),
			"on_when", text_date_short(v->arena, v->lang,
				record_text(r, "on")));

		tell_words(v, view, "says", record_value(r, "subject"));
		put_due(v, view, record_text(r, "reply_by"));
		json_array_append_new(list, view);
	}
	return OK;
}

enum err
tie_open(struct visit *v, struct id tie, json_t **out)
{
	json_t *promises = keep(v, json_array()), *by_us = keep(v,
		json_array()), *by_them = keep(v, json_array());

	TRY(promises_open(v, tie, promises));
	TRY(letters_owed(v, tie, "owed-by-us", by_us));
	TRY(letters_owed(v, tie, "owed-by-them", by_them));
	*out = json_pack("{s:O, s:O, s:O}", "promises", promises,
		"letters_ours", by_us, "letters_theirs", by_them);
	return OK;
}

/* ---- the plan of a year ---- */

static json_t *
activity_view(struct visit *v, const json_t *row)
{
	static const char *const choices[] = { "quarter", "direction", "field",
		"payer", NULL };
	json_t *view = json_object();
	struct id exchange;

	tell_words(v, view, "says", json_object_get(row, "activity"));
	for (const char *const *c = choices; *c != NULL; c++)
		if (text_of(row, *c) != NULL)
			tell_text(view, arena_printf(v->arena, "%s_says", *c),
				message(v->lang, arena_printf(v->arena,
				"plan.activities-%s-%s", *c,
				text_of(row, *c))));
	tell_text(view, "owner", text_of(row, "by"));
	tell_text(view, "quarter", text_of(row, "quarter"));
	for (int side = 0; side < 2; side++) {
		const char *key = side == 0 ? "ours" : "theirs";

		if (json_object_get(row, key) != NULL)
			json_object_set(view, key, json_object_get(row, key));
	}
	if (text_of(row, "exchange") != NULL && id_parse(text_of(row,
	    "exchange"), &exchange) && record_seen_of(v, &entity_exchange,
	    exchange))
		tell_text(view, "exchange_href", arena_printf(v->arena,
			"/office/exchanges/%s", text_of(row, "exchange")));
	return view;
}

static json_t *
plan_view(struct visit *v, const struct record *r)
{
	json_t *activities = json_array(), *row, *view;
	const char *state = record_text(r, "state");
	size_t i;

	json_array_foreach(record_value(r, "activities"), i, row)
		json_array_append_new(activities, activity_view(v, row));
	view = json_pack("{s:s, s:I, s:s, s:s, s:o}", "href", office_at(v, r),
		"year", (json_int_t)record_int(r, "year", 0), "state", state,
		"state_says", message(v->lang, arena_printf(v->arena,
			"plan.state-%s", state)), "activities", activities);
	tell_text(view, "year_says", arena_printf(v->arena, "%lld",
		(long long)record_int(r, "year", 0)));
	return view;
}

enum err
tie_plans(struct visit *v, struct id tie, json_t **out)
{
	const char *day = moment_day(v->arena, v->now, v->zone);
	json_t *list = keep(v, json_array());
	struct query *q;
	struct list found;

	*out = list;
	if ((entity_plan.read & v->roles) == 0) {
		json_incref(list);
		return OK;
	}
	q = query_of(v, &entity_plan);
	query_where(q, "tie", QUERY_IS, id_text(v->arena, tie));
	query_where(q, "year", QUERY_FROM, arena_copy(v->arena, day, 4));
	query_order(q, "year");
	query_limit(q, 2);
	TRY(query_run(q, &found));
	for (size_t i = 0; i < found.n; i++)
		json_array_append_new(list, plan_view(v, found.at[i]));
	json_incref(list);
	return OK;
}

/* ---- people ---- */

struct meeting {
	struct visit *v;
	struct map *known;           /* ids of people that stand in list */
	json_t *list;
	json_t *home;                /* id of our own city, a text */
};

/* Their name in each language of pages, and the title that goes with it. */
static json_t *
forms_view(struct visit *v, const struct record *person, int day)
{
	json_t *forms = json_array();

	for (int lang = 0; lang < LANG__MAX; lang++) {
		const char *title = person_title_on(v, person, day,
			(enum lang)lang);
		const char *form = name_form_on(person, day, langs[lang].tag);

		if (form == NULL)
			form = words_in(v->arena, record_value(person, "name"),
				langs[lang].tag);
		json_array_append_new(forms, json_pack(
			"{s:s, s:s, s:s, s:s}", "lang", langs[lang].html,
			"language", langs[lang].own, "name",
			form != NULL ? form : "", "title",
			title != NULL ? title : ""));
	}
	return forms;
}

/* The post of today, with since when; else the last that is known. */
static void
put_post(struct visit *v, json_t *view, const struct record *person)
{
	json_t *posts = record_value(person, "posts"), *row, *last = NULL;
	int today = today_of(v), first, until;
	bool now = false;
	size_t i;

	json_array_foreach(posts, i, row) {
		bool holds = !days_of(text_of(row, "held"), &first, &until) ||
			(first <= today && today <= until);

		if (!now)
			last = row;
		now = now || holds;
	}
	json_object_set_new(view, "now", json_boolean(now));
	if (last == NULL)
		return;
	tell_text(view, "held", text_of(last, "held") == NULL ? NULL :
		text_date_short(v->arena, v->lang, text_of(last, "held")));
	if (now)
		tell_text(view, "post", person_title_on(v, person, today,
			v->lang));
	if (text_of(view, "post") == NULL)
		tell_words(v, view, "post", json_object_get(last, "title"));
}

/* as: what the tie says of them, words or NULL. */
static enum err
person_met(struct meeting *m, const char *text, const json_t *as,
	const char *held)
{
	struct visit *v = m->v;
	struct problem *problems = v->problems, **last = v->last_problem;
	struct record *person;
	const char *said;
	struct id id;
	json_t *view;
	enum err err;

	if (text == NULL || map_get(m->known, text) != NULL ||
	    !id_parse(text, &id))
		return OK;
	map_put(m->known, text, m);
	err = record_get(v, &entity_person, id, &person);
	if (err == ERR_MISSING) {
		v->problems = problems;
		v->last_problem = last;
		*last = NULL;
		return OK;
	}
	TRY(err);
	view = json_pack("{s:s, s:s, s:o}", "href", office_at(v, person),
		"name", record_title(v, person), "forms",
		forms_view(v, person, today_of(v)));
	put_post(v, view, person);
	tell_words(v, view, "as", as);
	said = held == NULL ? NULL : text_date_short(v->arena, v->lang, held);
	if (said != NULL && text_of(view, "held") != NULL &&
	    strcmp(said, text_of(view, "held")) == 0)
		said = NULL;
	tell_text(view, "as_held", said);
	json_array_append_new(m->list, view);
	return OK;
}

/* Those who hold or held a post of a partner city. */
static enum err
people_of_city(struct meeting *m, const char *city)
{
	struct visit *v = m->v;
	struct query *q = query_of(v, &entity_post);
	struct list posts;

	query_where(q, "city", QUERY_IS, city);
	query_limit(q, POSTS_MOST);
	TRY(query_run(q, &posts));
	for (size_t i = 0; i < posts.n; i++) {
		json_t *seen = keep(v, json_object()), *term;
		size_t n;

		TRY(holders_seen(v, posts.at[i], seen));
		json_array_foreach(json_object_get(seen, "terms"), n, term)
			TRY(person_met(m, strrchr(text_of(term, "href"), '/')
				+ 1, NULL, NULL));
	}
	return OK;
}

/* Those of the other side who took part in what was done last. */
static enum err
people_met(struct meeting *m, struct id tie)
{
	struct visit *v = m->v;
	struct query *q = query_of(v, &entity_exchange);
	struct list found;
	json_t *row;
	size_t n;

	query_where(q, "ties", QUERY_HAS, id_text(v->arena, tie));
	query_where(q, "state", QUERY_IS, "done");
	query_order(q, "-on");
	query_limit(q, MET_MOST);
	query_only(q, "members");
	TRY(query_run(q, &found));
	for (size_t i = 0; i < found.n; i++)
		json_array_foreach(record_value(found.at[i], "members"), n,
			row)
			if (text_of(row, "side") != NULL && !json_equal(
			    json_object_get(row, "side"), m->home))
				TRY(person_met(m, text_of(row, "person"),
					NULL, NULL));
	return OK;
}

enum err
tie_people(struct visit *v, const struct record *tie, json_t **out)
{
	struct meeting m = { v, map_new(v->arena), keep(v, json_array()),
		NULL };
	json_t *row;
	size_t i;

	m.home = keep(v, json_string(id_text(v->arena, tie_home(v, tie))));
	if (field_readable(v, tie->of, field_named(tie->of->fields, "people")))
		json_array_foreach(record_value(tie, "people"), i, row)
			TRY(person_met(&m, text_of(row, "person"),
				json_object_get(row, "as"),
				text_of(row, "held")));
	json_array_foreach(record_value(tie, "members"), i, row)
		if (!json_equal(row, m.home))
			TRY(people_of_city(&m, json_string_value(row)));
	if (json_array_size(m.list) < KNOWN_ENOUGH)
		TRY(people_met(&m, tie->id));
	*out = json_incref(m.list);
	return OK;
}

/* ---- papers ---- */

static json_t *
agreements_view(struct visit *v, const struct record *tie)
{
	json_t *list = json_array(), *row;
	int today = today_of(v), first, last;
	size_t i;

	json_array_foreach(record_value(tie, "agreements"), i, row) {
		const char *on = text_of(row, "on");
		const char *until = text_of(row, "until");
		json_t *view = json_object();

		tell_words(v, view, "says", json_object_get(row, "name"));
		tell_words(v, view, "signed", json_object_get(row, "signed"));
		tell_text(view, "when", on == NULL ? NULL :
			text_date_short(v->arena, v->lang, on));
		if (json_object_get(row, "paper") != NULL)
			json_object_set(view, "paper",
				json_object_get(row, "paper"));
		if (until != NULL && days_of(until, &first, &last)) {
			tell_text(view, "until", until);
			tell_text(view, "until_when", text_date_short(
				v->arena, v->lang, until));
			json_object_set_new(view, "over",
				json_boolean(last < today));
			json_object_set_new(view, "soon", json_boolean(
				last >= today && last < today + 366));
		}
		json_array_append_new(list, view);
	}
	return list;
}

static json_t *
approvals_view(struct visit *v, const struct record *tie)
{
	json_t *list = json_array(), *row;
	size_t i;

	json_array_foreach(record_value(tie, "approvals"), i, row) {
		json_t *view = json_object();

		tell_words(v, view, "says", json_object_get(row, "body"));
		tell_text(view, "number", text_of(row, "agenda"));
		tell_text(view, "when", text_of(row, "on") == NULL ? NULL :
			text_date_short(v->arena, v->lang,
				text_of(row, "on")));
		tell_text(view, "result_says", message(v->lang, arena_printf(
			v->arena, "tie.approvals-result-%s",
			text_of(row, "result"))));
		json_array_append_new(list, view);
	}
	return list;
}

enum err
tie_papers(struct visit *v, const struct record *tie, json_t **out)
{
	struct query *q = query_of(v, &entity_document);
	json_t *documents = keep(v, json_array());
	struct list found;

	query_where(q, "tie", QUERY_IS, id_text(v->arena, tie->id));
	query_order(q, "-on");
	query_limit(q, 10);
	query_only(q, "name type on");
	TRY(query_run(q, &found));
	for (size_t i = 0; i < found.n; i++) {
		const struct record *r = found.at[i];
		json_t *view = json_pack("{s:s, s:s}", "href", office_at(v, r),
			"type_says", message(v->lang, arena_printf(v->arena,
			"document.type-%s", record_text(r, "type"))));

		tell_words(v, view, "says", record_value(r, "name"));
		tell_text(view, "when", record_text(r, "on") == NULL ? NULL :
			text_date_short(v->arena, v->lang,
				record_text(r, "on")));
		json_array_append_new(documents, view);
	}
	*out = json_pack("{s:o, s:o, s:O}", "agreements",
		agreements_view(v, tie), "approvals", approvals_view(v, tie),
		"documents", documents);
	return OK;
}

/* ---- whose side ---- */

struct id
tie_home(struct visit *v, const struct record *tie)
{
	struct problem *problems = v->problems, **last = v->last_problem;
	json_t *members = record_value(tie, "members"), *member;
	struct record *office;
	struct id id, first = {{0}};
	size_t i;

	if (office_own(v, &office) != OK) {
		v->problems = problems;
		v->last_problem = last;
		*last = NULL;
		office = NULL;
	}
	json_array_foreach(members, i, member) {
		if (!id_parse(json_string_value(member), &id))
			continue;
		if (office != NULL && id_same(id, record_ref(office, "home")))
			return id;
		first = id_none(first) ? id : first;
	}
	return first;
}
