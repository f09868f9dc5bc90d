/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ties between cities: two members or more, since some are of three.  The
 * office's own page may date a tie by its effect, its log by the signing and
 * a newspaper by neither; so a tie holds several typed dates, each as exact
 * as its source, and each with it.
 *
 * The states are rows too, so that a pause keeps its reason.  Nobody edits
 * them: a change of state is an act (tie_act.c), and only an import brings
 * whole histories.  Two fields
 * follow from the rows and are filled in here: `state`, the newest state, and
 * `since`, the date that the tie is counted from.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static const struct field date_rows[] = {
	{ "kind",   FIELD_CHOICE, REQUIRED, .choices = "intent friendship council signed effective ceremony" },
	{ "on",     FIELD_DATE, REQUIRED },
	{ "source", FIELD_WORDS, .max = 500 },
	{ "note",   FIELD_WORDS, .max = 500 },
	{0}
};

static const struct field state_rows[] = {
	{ "state",  FIELD_CHOICE, REQUIRED, .choices = "candidate intent friendship sister dormant suspended resumed ended" },
	{ "on",     FIELD_DATE, REQUIRED },
	{ "grounds", FIELD_CHOICE, .choices = "no-contact community funding politics disaster agreement other" },
	{ "reason", FIELD_WORDS, .max = 500 },
	{ "source", FIELD_WORDS, .max = 500 },
	{0}
};

static const struct field field_rows[] = {
	{ "field", FIELD_CHOICE, REQUIRED, .choices = EXCHANGE_FIELDS },
	{ "note",  FIELD_WORDS, .max = 200 },
	{0}
};

static const struct field agreement_rows[] = {
	{ "name",   FIELD_WORDS, REQUIRED, .max = 200 },
	{ "on",     FIELD_DATE, 0 },
	{ "venue",  FIELD_WORDS, .max = 200 },
	{ "signed", FIELD_WORDS, .max = 300 },
	{ "until",  FIELD_DATE, 0 },
	{ "paper",  FIELD_FILE, 0 },
	{0}
};

static const struct field approval_rows[] = {
	{ "body",   FIELD_WORDS, REQUIRED, .max = 200 },
	{ "agenda", FIELD_TEXT, .max = 60 },
	{ "on",     FIELD_DATE, 0 },
	{ "result", FIELD_CHOICE, REQUIRED, .choices = "asked granted refused not-needed", .preset = "asked" },
	{ "note",   FIELD_WORDS, .max = 500 },
	{ "paper",  FIELD_FILE, 0 },
	{0}
};

static const struct field check_rows[] = {
	{ "on",      FIELD_DATE, REQUIRED },
	{ "by",      FIELD_TEXT, .max = 120 },
	{ "finding", FIELD_WORDS, REQUIRED, .max = 1000 },
	{0}
};

static const struct field people_rows[] = {
	{ "person", FIELD_REF, REQUIRED, .to = &entity_person },
	{ "as",     FIELD_WORDS, .max = 200 },
	{ "held",   FIELD_DATE, 0 },
	{0}
};

static const struct field tie_fields[] = {
	{ "slug",       FIELD_SLUG },
	{ "members",    FIELD_REFS, REQUIRED | LISTED | FILTERED, .to = &entity_city, .min = 2, .max = 12 },
	{ "label",      FIELD_WORDS, SEARCHED, .max = 200 },
	{ "tier",       FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "sister friendship subject" },
	{ "state",      FIELD_CHOICE, GIVEN | LISTED | FILTERED, .choices = "candidate intent friendship sister dormant suspended resumed ended" },
	{ "since",      FIELD_DATE, GIVEN | LISTED | FILTERED },
	{ "fields",     FIELD_ROWS, .rows = field_rows, .max = 20 },
	{ "dates",      FIELD_ROWS, .rows = date_rows, .max = 60 },
	{ "states",     FIELD_ROWS, GIVEN, .rows = state_rows, .max = 100 },
	{ "about",      FIELD_PROSE, SEARCHED, .max = 8000 },
	{ "agreements", FIELD_ROWS, .rows = agreement_rows, .max = 60 },
	{ "approvals",  FIELD_ROWS, .rows = approval_rows, .max = 60 },
	{ "people",     FIELD_ROWS, .rows = people_rows, .max = 100, .read = ROLE_STAFF },
	{ "checks",     FIELD_ROWS, .rows = check_rows, .max = 100, .read = ROLE_STAFF },
	{ "costs",      FIELD_WORDS, .max = 1000, .read = ROLE_STAFF | ROLE_PARTNER },
	{ "review",     FIELD_DATE, FILTERED, .read = ROLE_STAFF },
	{ "avoid",      FIELD_WORDS, .max = 2000, .read = ROLE_STAFF },
	{ "notes",      FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
	{ "sample",     FIELD_FLAG, FILTERED },
	{ "office",     FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

/*
 * Which state may follow which.  A tie may skip steps on its way up, rests
 * only once it is a tie, is taken up again only after a rest, and after its
 * end can only be begun anew.
 */
const struct state_rule state_rules[] = {
	{ "candidate",  "ended" },
	{ "intent",     "candidate ended" },
	{ "friendship", "candidate intent resumed" },
	{ "sister",     "candidate intent friendship resumed" },
	{ "dormant",    "friendship sister resumed" },
	{ "suspended",  "friendship sister resumed dormant", .reason = true },
	{ "resumed",    "dormant suspended" },
	{ "ended",      "candidate intent friendship sister dormant suspended resumed", .reason = true, .grounds = true },
	{0}
};

const struct state_rule *
state_rule_of(const char *state)
{
	for (const struct state_rule *r = state_rules; r->state != NULL; r++)
		if (strcmp(r->state, state) == 0)
			return r;
	return NULL;
}

bool
state_follows(const struct state_rule *rule, const char *before)
{
	size_t n = strlen(before);

	for (const char *at = rule->after; (at = strstr(at, before)) != NULL;
	    at += n)
		if ((at == rule->after || at[-1] == ' ') &&
		    (at[n] == 0 || at[n] == ' '))
			return true;
	return false;
}

/* A row and its day, for sorting; `at` keeps rows of one day in their order. */
struct dated {
	json_t *row;
	int day;
	size_t at;
};

static int
by_day(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* The rows oldest first; *n how many. */
static struct dated *
dated_rows(struct visit *v, json_t *rows, size_t *n)
{
	struct dated *out;
	size_t i;
	json_t *row;
	int last;

	*n = json_array_size(rows);
	out = arena_alloc(v->arena, (*n + 1) * sizeof *out);
	json_array_foreach(rows, i, row) {
		out[i] = (struct dated){ .row = row, .at = i };
		days_of(text_of(row, "on"), &out[i].day, &last);
	}
	qsort(out, *n, sizeof *out, by_day);
	return out;
}

/* May this state stand behind `before` (NULL: it is the first)? */
static enum err
state_check(struct visit *v, const struct dated *now, const char *before)
{
	const char *state = text_of(now->row, "state");
	const struct state_rule *rule = state_rule_of(state);
	enum err err = OK;

	if (rule == NULL)
		return OK;
	if (before != NULL && !state_follows(rule, before))
		err = fail_field(v, arena_printf(v->arena, "states.%zu.state",
			now->at), "tie.wrong-order",
			message(v->lang, arena_printf(v->arena,
				"tie.state-%s", before)),
			message(v->lang, arena_printf(v->arena,
				"tie.state-%s", state)));
	if (rule->reason && json_object_get(now->row, "reason") == NULL)
		err = fail_field(v, arena_printf(v->arena, "states.%zu.reason",
			now->at), "tie.wrong-reason", NULL, NULL);
	if (rule->grounds && json_object_get(now->row, "grounds") == NULL)
		err = fail_field(v, arena_printf(v->arena, "states.%zu.grounds",
			now->at), "tie.wrong-grounds", NULL, NULL);
	return err;
}

static enum err
states_check(struct visit *v, struct draft *d)
{
	size_t n;
	struct dated *states = dated_rows(v,
		json_object_get(d->fields, "states"), &n);
	const char *before = NULL;
	enum err err = OK;

	for (size_t i = 0; i < n; i++) {
		if (text_of(states[i].row, "state") == NULL)
			continue;
		if (state_check(v, &states[i], before) != OK)
			err = ERR_INPUT;
		before = text_of(states[i].row, "state");
	}
	if (before == NULL)
		before = "candidate";
	json_object_set_new(d->fields, "state", json_string(before));
	return err;
}

static enum err
members_check(struct visit *v, struct draft *d)
{
	json_t *members = json_object_get(d->fields, "members");

	for (size_t i = 1; i < json_array_size(members); i++)
		for (size_t j = 0; j < i; j++)
			if (json_equal(json_array_get(members, i),
			    json_array_get(members, j)))
				return fail_field(v, arena_printf(v->arena,
					"members.%zu", i), "tie.wrong-twice",
					NULL, NULL);
	return OK;
}

/* The kinds of date, the one that a tie is counted from first. */
static const char *const counted_from[] = {
	"signed", "effective", "ceremony", "friendship", "intent", NULL
};

/* Of the dates of one kind the most exact; of two as exact the earlier. */
static json_t *
date_of_kind(const struct dated *dates, size_t n, const char *kind)
{
	json_t *best = NULL;
	size_t exact = 0;

	for (size_t i = 0; i < n; i++) {
		const char *is = text_of(dates[i].row, "kind");
		const char *on = text_of(dates[i].row, "on");

		if (is == NULL || on == NULL || strcmp(is, kind) != 0 ||
		    strcspn(on, "~?%/") <= exact)
			continue;
		exact = strcspn(on, "~?%/");
		best = json_object_get(dates[i].row, "on");
	}
	return best;
}

static void
since_fill(struct visit *v, struct draft *d)
{
	size_t n;
	struct dated *dates = dated_rows(v,
		json_object_get(d->fields, "dates"), &n);
	json_t *since = NULL;

	for (size_t i = 0; counted_from[i] != NULL && since == NULL; i++)
		since = date_of_kind(dates, n, counted_from[i]);
	if (since != NULL)
		json_object_set(d->fields, "since", since);
	else
		json_object_del(d->fields, "since");
}

/* A tie without a slug is called by its partners', ours left out. */
static enum err
slug_from_members(struct visit *v, struct draft *d)
{
	json_t *members = json_object_get(d->fields, "members"), *member;
	struct buf slug = buf_in(v->arena, 200);
	struct query *q = query_of(v, &entity_office);
	struct list offices;
	struct id home = {{0}}, id;
	size_t i;

	TRY(query_run(q, &offices));
	if (offices.n > 0)
		home = record_ref(offices.at[0], "home");
	json_array_foreach(members, i, member) {
		struct record *city;

		if (json_string_value(member) == NULL ||
		    !id_parse(json_string_value(member), &id) ||
		    id_same(id, home))
			continue;
		TRY(record_get(v, &entity_city, id, &city));
		buf_printf(&slug, "%s%s", slug.n > 0 ? "-" : "",
			record_text(city, "slug"));
	}
	return slug_fill_from(v, d, slug.at);
}

static enum err
tie_check(struct visit *v, struct draft *d)
{
	enum err members = members_check(v, d), states = states_check(v, d);

	if (members != OK || states != OK)
		return ERR_INPUT;
	since_fill(v, d);
	if (json_object_get(d->fields, "slug") == NULL)
		return slug_from_members(v, d);
	return OK;
}

/* Adds the state in words and the time line to the record's page. */
static enum err
tie_seen(struct visit *v, const struct record *r, json_t *view)
{
	json_t *timeline;

	json_object_set_new(view, "state_says", json_string(message(v->lang,
		arena_printf(v->arena, "tie.state-%s", tie_state(r)))));
	TRY(tie_timeline(v, r, &timeline));
	json_object_set_new(view, "timeline", timeline);
	return OK;
}

const char *
tie_state(const struct record *tie)
{
	const char *state = record_text(tie, "state");

	return state != NULL ? state : "candidate";
}

const struct entity entity_tie = {
	.name = "tie", .plural = "ties", .fields = tie_fields,
	.title = "label members", .order = "since",
	.read = ROLE_ANYONE, .write = ROLE_OFFICER | ROLE_ADMINS,
	.page = "/ties/{slug}",
	.owned = "office", .shared = { "id", NULL },
	.check = tie_check, .seen = tie_seen,
};
