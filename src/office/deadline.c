/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deadlines: the office's rules upon its records.  A delegation of a mayor, a
 * council chair and civil servants has the rules of each; a rule that names a
 * country binds that country's people, one that names none binds ours.
 *
 *	record            applies to    begins    ends     done when
 *	exchange          its type      on        on       a filing says so
 *	tie, an agreement agreement     on        on       a check was made
 *	letter received   letter        received  same     it is answered
 *	gift received     gift          on        on       declared, or it went
 *	promise           promise       on        due      it ended
 *
 * reckon.c says which day a rule means.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "deadline.h"

#define RECENT 366        /* days after which nobody is reminded any more */
#define AGREEMENT_RECENT 731
#define LOOKED_AT 500     /* records of a kind */
#define OPEN_MOST 500

/* ---- the book ---- */

static enum err
book_open(struct visit *v, struct book *out)
{
	struct query *q = query_of(v, &entity_rule);
	int last;

	*out = (struct book){ .v = v, .lands = lands_new(v) };
	days_of(moment_day(v->arena, v->now, v->zone), &out->today, &last);
	query_limit(q, QUERY_MOST);
	TRY(query_run(q, &out->rules));
	if (out->rules.n == 0)
		return OK;
	TRY(workdays_open(v, &out->days));
	return land_of_home(out->lands, &out->home);
}

/* ---- whom a rule binds ---- */

/* Is the member one of those that a rule of that country binds? */
static enum err
binds_side(struct book *b, const struct record *rule, const json_t *member,
	bool *out)
{
	const char *wanted = record_text(rule, "country");
	const char *side = text_of(member, "side"), *land = b->home;
	struct id city;

	if (wanted == NULL)
		wanted = b->home;
	if (side != NULL && id_parse(side, &city))
		TRY(land_of_city(b->lands, city, &land));
	*out = wanted == NULL || land == NULL || *land == '\0' ||
		strcmp(wanted, land) == 0;
	return OK;
}

/* The members that a rule binds; *binds whether it binds at all. */
static enum err
bound(struct book *b, const struct subject *s, const struct record *rule,
	json_t *who, bool *binds)
{
	const char *class = record_text(rule, "class");
	const char *country = record_text(rule, "country");
	json_t *member;
	size_t i;

	*binds = true;
	if (class == NULL || strcmp(class, "any") == 0) {
		*binds = country == NULL || b->home == NULL ||
			strcmp(country, b->home) == 0 ||
			strstr(s->lands, country) != NULL;
		return OK;
	}
	json_array_foreach(record_value(s->r, "members"), i, member) {
		const char *is = text_of(member, "class");
		struct id person;
		bool ours;

		if (is == NULL || strcmp(is, class) != 0 ||
		    !id_parse(text_of(member, "person"), &person))
			continue;
		TRY(binds_side(b, rule, member, &ours));
		if (ours)
			json_array_append_new(who, json_string(record_title_of(
				b->v, &entity_person, person)));
	}
	/* What is no exchange has no members: it concerns whom it names. */
	*binds = s->r->of != &entity_exchange || json_array_size(who) > 0;
	return OK;
}

/* ---- one deadline ---- */

static void
put(json_t *view, const char *key, const char *text)
{
	if (text != NULL && *text != '\0')
		json_object_set_new(view, key, json_string(text));
}

static const char *
edtf_of(struct visit *v, int day)
{
	struct edtf_point p = edtf_from_day(day);
	struct edtf date = { p, p, false };

	return edtf_print(v->arena, &date);
}

static const char *
number(struct visit *v, int n)
{
	return arena_printf(v->arena, "%d", n);
}

static void
put_state(struct visit *v, json_t *view, const char *state)
{
	put(view, "state", state);
	put(view, "state_says", message(v->lang, arena_printf(v->arena,
		"deadline.state-%s", state)));
	json_object_set_new(view, "is_late",
		json_boolean(strcmp(state, "late") == 0));
	json_object_set_new(view, "is_done",
		json_boolean(strncmp(state, "done", 4) == 0));
	json_object_set_new(view, "is_open",
		json_boolean(strncmp(state, "done", 4) != 0));
}

/* On a day off it is better done before: says which day, and why. */
static void
put_off(struct book *b, json_t *view, int day)
{
	struct visit *v = b->v;
	json_t *named, *one;
	size_t i;

	if (b->home == NULL || workday_is(b->days, b->home, day))
		return;
	named = keep(v, workdays_named(v, b->days, b->home, day, day));
	json_array_foreach(named, i, one)
		if (strcmp(text_of(one, "kind"), "custom") != 0)
			put(view, "off", text_of(one, "name"));
	if (json_object_get(view, "off") == NULL)
		put(view, "off", message(v->lang, weekday_of(day) == 5 ?
			"deadline.off-saturday" : "deadline.off-sunday"));
	put(view, "act_by", text_date_short(v->arena, v->lang, edtf_of(v,
		workday_count(b->days, b->home, day, -1))));
}

static void
put_due(struct book *b, json_t *view, const struct reckoning *k,
	const char *done)
{
	struct visit *v = b->v;
	int left = k->day - b->today, first, last = INT_MIN;
	const char *on = k->known ? edtf_of(v, k->day) : NULL;

	days_of(done, &first, &last);
	put(view, "done", done);
	if (done != NULL)
		put(view, "done_when", text_date_short(v->arena, v->lang,
			done));
	if (!k->known) {
		put_state(v, view, done != NULL ? "done" : "unknown");
		return;
	}
	json_object_set_new(view, "day", json_integer(k->day));
	put(view, "on", on);
	put(view, "when", text_date_short(v->arena, v->lang,
		k->approximate ? arena_printf(v->arena, "%s~", on) : on));
	json_object_set_new(view, "approximate", json_boolean(k->approximate));
	json_object_set_new(view, "left", json_integer(left));
	put_state(v, view, done != NULL ? (last > k->day ? "done-late" :
		"done") : left < 0 ? "late" : "open");
	if (done != NULL)
		return;
	put(view, "left_says", left == 0 ?
		message(v->lang, "deadline.left-today") :
		message_with(v->arena, v->lang, left < 0 ? "deadline.left-over"
			: "deadline.left", number(v, abs(left)), NULL, NULL));
	put_off(b, view, k->day);
}

static void
put_subject(struct book *b, json_t *view, const struct subject *s)
{
	struct visit *v = b->v;

	put(view, "kind", s->r->of->name);
	put(view, "kind_says", message(v->lang, arena_printf(v->arena,
		"%s.one", s->r->of->name)));
	put(view, "record", id_text(v->arena, s->r->id));
	put(view, "what", s->what);
	put(view, "href", arena_printf(v->arena, "/office/%s/%s",
		s->r->of->plural, id_text(v->arena, s->r->id)));
	if (!id_none(s->tie)) {
		put(view, "tie_id", id_text(v->arena, s->tie));
		put(view, "tie", record_title_of(v, &entity_tie, s->tie));
	}
}

static const char *
joined(struct visit *v, const json_t *texts)
{
	struct buf out = buf_in(v->arena, 20000);
	json_t *one;
	size_t i;

	json_array_foreach(texts, i, one)
		buf_printf(&out, "%s%s", i > 0 ? ", " : "",
			json_string_value(one));
	return out.at;
}

static void
add_deadline(struct book *b, const struct subject *s,
	const struct record *rule, json_t *who, json_t *out)
{
	struct visit *v = b->v;
	json_t *view = json_object();
	struct reckoning k;

	reckon(b, s, rule, &k);
	put(view, "rule", id_text(v->arena, rule->id));
	put(view, "name", record_title(v, rule));
	put(view, "class", record_text(rule, "class"));
	put(view, "class_says", message(v->lang, arena_printf(v->arena,
		"rule.class-%s", record_text(rule, "class"))));
	json_object_set(view, "who", who);
	put(view, "who_says", joined(v, who));
	put(view, "source", record_words(v, rule, "source"));
	put(view, "why", reckon_says(b, s, rule, &k));
	put_due(b, view, &k, reckon_done(s, rule));
	put_subject(b, view, s);
	json_array_append_new(out, view);
}

static enum err
add_subject(struct book *b, const struct subject *s, json_t *out)
{
	for (size_t i = 0; i < b->rules.n; i++) {
		const struct record *rule = b->rules.at[i];
		const char *applies = record_text(rule, "applies");
		json_t *who;
		bool binds;

		if (applies == NULL || strcmp(applies, s->applies) != 0 ||
		    !record_flag(rule, "active"))
			continue;
		who = keep(b->v, json_array());
		TRY(bound(b, s, rule, who, &binds));
		if (binds)
			add_deadline(b, s, rule, who, out);
	}
	return OK;
}

/* ---- what rules are applied to ---- */

static const char *
value_is(const struct record *r, const char *field)
{
	const char *text = record_text(r, field);

	return text != NULL ? text : "";
}

static enum err
add_exchange(struct book *b, const struct record *r, json_t *out)
{
	const char *on = record_text(r, "on");
	const char *first = json_string_value(json_array_get(
		record_value(r, "ties"), 0));
	struct subject s = { .r = r, .applies = value_is(r, "type"),
		.begin = on, .end = on, .what = record_title(b->v, r) };

	if (strcmp(value_is(r, "state"), "cancelled") == 0)
		return OK;
	if (first != NULL && !id_parse(first, &s.tie))
		return OK;
	TRY(lands_of_ties(b->lands, record_value(r, "ties"), &s.lands));
	return add_subject(b, &s, out);
}

static enum err
add_agreements(struct book *b, const struct record *tie, json_t *out)
{
	struct subject s = { .r = tie, .applies = "agreement",
		.tie = tie->id };
	json_t *row, *check;
	size_t i, j;

	TRY(lands_of_tie(b->lands, tie->id, &s.lands));
	json_array_foreach(record_value(tie, "agreements"), i, row) {
		int first, last, checked_first, checked_last;

		s.begin = s.end = text_of(row, "on");
		s.settled = NULL;
		s.what = words_see(b->v->arena, json_object_get(row, "name"),
			b->v->lang).text;
		if (!days_of(s.begin, &first, &last) ||
		    first < b->today - AGREEMENT_RECENT)
			continue;
		json_array_foreach(record_value(tie, "checks"), j, check)
			if (s.settled == NULL && days_of(text_of(check, "on"),
			    &checked_first, &checked_last) &&
			    checked_last >= first)
				s.settled = text_of(check, "on");
		TRY(add_subject(b, &s, out));
	}
	return OK;
}

static enum err
add_with_tie(struct book *b, struct subject s, json_t *out)
{
	s.what = record_title(b->v, s.r);
	s.tie = record_ref(s.r, "tie");
	TRY(lands_of_tie(b->lands, s.tie, &s.lands));
	return add_subject(b, &s, out);
}

static enum err
add_letter(struct book *b, const struct record *r, json_t *out)
{
	const char *on = record_text(r, "received");
	const char *reply = value_is(r, "reply");

	if (strcmp(value_is(r, "direction"), "in") != 0 ||
	    strcmp(reply, "owed-by-us") != 0)
		return OK;
	if (on == NULL)
		on = record_text(r, "on");
	return add_with_tie(b, (struct subject){ .r = r, .applies = "letter",
		.begin = on, .end = on }, out);
}

static enum err
add_gift(struct book *b, const struct record *r, json_t *out)
{
	const char *on = record_text(r, "on");
	const char *went = value_is(r, "went");
	const char *settled = record_text(r, "declared");

	if (strcmp(value_is(r, "direction"), "received") != 0)
		return OK;
	if (settled == NULL && *went != '\0' &&
	    strcmp(went, "handed-over") != 0)
		settled = on;
	return add_with_tie(b, (struct subject){ .r = r, .applies = "gift",
		.begin = on, .end = on, .settled = settled }, out);
}

static enum err
add_promise(struct book *b, const struct record *r, json_t *out)
{
	const char *settled = strcmp(value_is(r, "state"), "open") == 0 ?
		NULL : record_text(r, "ended");

	return add_with_tie(b, (struct subject){ .r = r, .applies = "promise",
		.begin = record_text(r, "on"), .end = record_text(r, "due"),
		.settled = settled }, out);
}

static const struct kind {
	const struct entity *of;
	enum err (*add)(struct book *b, const struct record *r, json_t *out);
} kinds[] = {
	{ &entity_exchange, add_exchange },
	{ &entity_tie, add_agreements },
	{ &entity_letter, add_letter },
	{ &entity_gift, add_gift },
	{ &entity_promise, add_promise },
	{0}
};

/* NULL: no rule applies to such records. */
static const struct kind *
kind_of(const struct entity *of)
{
	for (const struct kind *k = kinds; k->of != NULL; k++)
		if (k->of == of)
			return k;
	return NULL;
}

static enum err
add_record(struct book *b, const struct record *r, json_t *out)
{
	return kind_of(r->of)->add(b, r, out);
}

/* ---- lists ---- */

static int
by_day(const void *a, const void *b)
{
	const json_t *x = *(json_t *const *)a, *y = *(json_t *const *)b;
	const json_t *day = json_object_get(x, "day");
	const json_t *other = json_object_get(y, "day");
	json_int_t mine = day != NULL ? json_integer_value(day) : INT_MAX;
	json_int_t theirs = other != NULL ? json_integer_value(other) :
		INT_MAX;

	if (mine != theirs)
		return mine < theirs ? -1 : 1;
	return strcmp(text_of(x, "rule"), text_of(y, "rule"));
}

/* The same by day, those that keep() says; a new reference. */
static json_t *
sorted(struct visit *v, json_t *list, size_t most,
	bool (*kept)(const json_t *deadline, int until), int until)
{
	size_t n = json_array_size(list), i;
	json_t **at = arena_alloc(v->arena, (n + 1) * sizeof *at);
	json_t *out = json_array(), *one;

	json_array_foreach(list, i, one)
		at[i] = one;
	if (n > 0)
		qsort(at, n, sizeof *at, by_day);
	for (i = 0; i < n && json_array_size(out) < most; i++)
		if (kept == NULL || kept(at[i], until))
			json_array_append(out, at[i]);
	return out;
}

enum err
deadlines_of(struct visit *v, const struct record *r, json_t **out)
{
	json_t *list = keep(v, json_array());
	struct book b;

	*out = json_array();
	if (kind_of(r->of) == NULL)
		return OK;
	keep(v, *out);
	TRY(book_open(v, &b));
	TRY(add_record(&b, r, list));
	*out = sorted(v, list, OPEN_MOST, NULL, 0);
	return OK;
}

/* Does any rule in force apply to one of these? */
static bool
any_applies(const struct book *b, const char *applies)
{
	for (size_t i = 0; i < b->rules.n; i++)
		if (record_flag(b->rules.at[i], "active") &&
		    strcmp(value_is(b->rules.at[i], "applies"), applies) == 0)
			return true;
	return false;
}

static enum err
add_found(struct book *b, struct query *q, json_t *out)
{
	struct list list;

	query_limit(q, LOOKED_AT);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		TRY(add_record(b, list.at[i], out));
	return OK;
}

/* What must be done before something is too late once that is over. */
static void
drop_missed(struct book *b, json_t *list, const struct list *done)
{
	for (size_t i = json_array_size(list); i > 0; i--) {
		const json_t *one = json_array_get(list, i - 1);
		const char *id = text_of(one, "record");
		json_int_t day = json_integer_value(json_object_get(one,
			"day"));

		for (size_t j = 0; j < done->n; j++) {
			int first, last;

			if (strcmp(id, id_text(b->v->arena,
			    done->at[j]->id)) == 0 && days_of(record_text(
			    done->at[j], "on"), &first, &last) && day < first) {
				json_array_remove(list, i - 1);
				break;
			}
		}
	}
}

static enum err
add_exchanges(struct book *b, json_t *out)
{
	struct query *planned = query_of(b->v, &entity_exchange);
	struct query *done = query_of(b->v, &entity_exchange);
	json_t *recent = keep(b->v, json_array());
	struct list list;

	query_where(planned, "state", QUERY_IS, "planned");
	TRY(add_found(b, planned, out));
	query_where(done, "state", QUERY_IS, "done");
	query_where(done, "on", QUERY_FROM, edtf_of(b->v, b->today - RECENT));
	query_limit(done, LOOKED_AT);
	TRY(query_run(done, &list));
	for (size_t i = 0; i < list.n; i++)
		TRY(add_record(b, list.at[i], recent));
	drop_missed(b, recent, &list);
	json_array_extend(out, recent);
	return OK;
}

static enum err
add_others(struct book *b, json_t *out)
{
	struct visit *v = b->v;
	struct query *letters = query_of(v, &entity_letter);
	struct query *gifts = query_of(v, &entity_gift);
	struct query *promises = query_of(v, &entity_promise);

	if (any_applies(b, "agreement"))
		TRY(add_found(b, query_of(v, &entity_tie), out));
	query_where(letters, "reply", QUERY_IS, "owed-by-us");
	if (any_applies(b, "letter"))
		TRY(add_found(b, letters, out));
	query_where(gifts, "direction", QUERY_IS, "received");
	query_where(gifts, "declared", QUERY_ABSENT, NULL);
	query_where(gifts, "on", QUERY_FROM, edtf_of(v, b->today - RECENT));
	if (any_applies(b, "gift"))
		TRY(add_found(b, gifts, out));
	query_where(promises, "state", QUERY_IS, "open");
	if (any_applies(b, "promise"))
		TRY(add_found(b, promises, out));
	return OK;
}

static bool
is_open_until(const json_t *deadline, int until)
{
	return json_is_true(json_object_get(deadline, "is_open")) &&
		json_object_get(deadline, "day") != NULL &&
		json_integer_value(json_object_get(deadline, "day")) <= until;
}

enum err
deadlines_open(struct visit *v, int until_day, json_t **out)
{
	json_t *list = keep(v, json_array());
	struct book b;

	TRY(book_open(v, &b));
	if (b.rules.n > 0) {
		TRY(add_exchanges(&b, list));
		TRY(add_others(&b, list));
	}
	*out = sorted(v, list, OPEN_MOST, is_open_until, until_day);
	return OK;
}
