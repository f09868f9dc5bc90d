/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The desk of a partner city's officer: their ties, and of each what the
 * office shares with them, every line with the reason why it stands there.
 * The queries are staff's; the record floor leaves in them what is public or
 * shared, and nothing else.
 *
 *	"ties": [{"title","href","state","state_says","since_says","tier_says",
 *	          "handover","page"}]
 *	"parts": [{"name","label","nothing","rows_there",
 *	           "rows": [{"what","what_lang","href","with","when","late",
 *	                     "why","act"}]}]
 *
 * What they may write is one thing: that a promise of their side was kept.
 * The office's history has it under their name.
 */
#include <string.h>

#include "inside.h"

#define COMING 60            /* exchanges of a tie that are told */

enum part { COMING_PART, THEIR_PROMISES, OUR_PROMISES, THEIR_LETTERS,
	OUR_LETTERS, PLANS, PARTS };

/* Messages partner.NAME and partner.no-NAME. */
static const char *const part_names[PARTS] = {
	[COMING_PART] = "coming", [THEIR_PROMISES] = "your-promises",
	[OUR_PROMISES] = "our-promises", [THEIR_LETTERS] = "your-letters",
	[OUR_LETTERS] = "our-letters", [PLANS] = "plans",
};

struct partner_view {
	struct visit *v;
	json_t *ties, *rows[PARTS];
	struct map *told;            /* exchanges of two ties are told once */
	const char *office;
};

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* A new row; `of` is a line of standing.c: {"href","says","says_lang"}. */
static json_t *
row_of(const json_t *of, const char *why)
{
	json_t *row = json_object();

	put_text(row, "what", text_in(of, "says"));
	put_text(row, "what_lang", text_in(of, "says_lang"));
	put_text(row, "href", text_in(of, "href"));
	put_text(row, "why", why);
	return row;
}

/* Takes the reference of row; names its tie where there are several. */
static void
put_row(struct partner_view *p, enum part part, const struct record *tie,
	json_t *row)
{
	if (p->v->tie_count > 1)
		put_text(row, "with", record_title(p->v, tie));
	json_array_append_new(p->rows[part], row);
}

static void
put_due(struct partner_view *p, json_t *row, const json_t *line)
{
	const char *due = text_in(line, "due_when");

	put_text(row, "when", due != NULL ? due :
		message(p->v->lang, "partner.no-day"));
	json_object_set_new(row, "late", json_boolean(json_is_true(
		json_object_get(line, "late"))));
}

/* ---- their ties ---- */

static void
put_tie(struct partner_view *p, const struct record *tie)
{
	struct visit *v = p->v;
	const char *since = record_text(tie, "since");
	const char *at = arena_printf(v->arena, "/office/ties/%s",
		id_text(v->arena, tie->id));
	json_t *view = json_object();

	put_text(view, "title", record_title(v, tie));
	put_text(view, "href", at);
	put_text(view, "state", tie_state(tie));
	put_text(view, "state_says", put_choice(v, "tie.state",
		tie_state(tie)));
	put_text(view, "tier_says", put_choice(v, "tie.tier",
		record_text(tie, "tier")));
	if (since != NULL)
		put_text(view, "since_says", put_say(v, "tie-page.since",
			text_date(v->arena, v->lang, since), NULL));
	put_text(view, "handover", arena_printf(v->arena,
		"%s/handover?for_partner=1", at));
	put_text(view, "page", record_page(v, tie));
	json_array_append_new(p->ties, view);
}

/* ---- what is coming ---- */

static json_t *
coming_row(struct partner_view *p, const struct record *r)
{
	struct visit *v = p->v;
	json_t *row = json_object(), *words = keep(v, json_object());
	bool shared = record_flag(r, "shared");

	put_words(v, words, "what", record_value(r, "name"));
	put_text(row, "what", text_in(json_object_get(words, "what"), "text"));
	put_text(row, "what_lang", text_in(json_object_get(words, "what"),
		"lang"));
	put_text(row, "href", arena_printf(v->arena, "/office/exchanges/%s",
		id_text(v->arena, r->id)));
	put_text(row, "when", text_date_short(v->arena, v->lang,
		record_text(r, "on")));
	put_text(row, "why", put_say(v, shared ? "partner.why-shared" :
		"partner.why-public", p->office, NULL));
	return row;
}

static enum err
put_coming(struct partner_view *p, const struct record *tie)
{
	struct visit *v = p->v;
	struct query *q = query_of(v, &entity_exchange);
	struct list list;

	query_where(q, "ties", QUERY_HAS, id_text(v->arena, tie->id));
	query_where(q, "state", QUERY_IS, "planned");
	query_where(q, "on", QUERY_FROM, moment_day(v->arena, v->now,
		v->zone));
	query_order(q, "on");
	query_limit(q, COMING);
	query_only(q, "name on shared");
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		const char *id = id_text(v->arena, list.at[i]->id);

		if (map_get(p->told, id) != NULL)
			continue;
		map_put(p->told, id, p);
		put_row(p, COMING_PART, tie, coming_row(p, list.at[i]));
	}
	return OK;
}

/* ---- what is open ---- */

static void
put_promise(struct partner_view *p, const struct record *tie,
	const json_t *line)
{
	const char *side = text_in(line, "side");
	bool ours = strcmp(side, "ours") == 0;
	json_t *row = row_of(line, put_say(p->v, ours ? "partner.why-ours" :
		strcmp(side, "both") == 0 ? "partner.why-both" :
		"partner.why-theirs", text_in(line, "on_when"), p->office));

	put_due(p, row, line);
	if (!ours)
		put_text(row, "act", message(p->v->lang, "partner.open"));
	put_row(p, ours ? OUR_PROMISES : THEIR_PROMISES, tie, row);
}

static void
put_letters(struct partner_view *p, const struct record *tie,
	const json_t *lines, enum part part, const char *why)
{
	const json_t *line;
	size_t i;

	json_array_foreach(lines, i, line) {
		json_t *row = row_of(line, put_say(p->v, why,
			text_in(line, "on_when"), p->office));

		put_due(p, row, line);
		put_row(p, part, tie, row);
	}
}

static enum err
put_open(struct partner_view *p, const struct record *tie)
{
	json_t *open, *line;
	size_t i;

	TRY(tie_open(p->v, tie->id, &open));
	keep(p->v, open);
	json_array_foreach(json_object_get(open, "promises"), i, line)
		put_promise(p, tie, line);
	put_letters(p, tie, json_object_get(open, "letters_theirs"),
		THEIR_LETTERS, "partner.why-answer");
	put_letters(p, tie, json_object_get(open, "letters_ours"),
		OUR_LETTERS, "partner.why-awaits");
	return OK;
}

static enum err
put_plans(struct partner_view *p, const struct record *tie)
{
	struct visit *v = p->v;
	json_t *plans, *plan;
	size_t i;

	TRY(tie_plans(v, tie->id, &plans));
	keep(v, plans);
	json_array_foreach(plans, i, plan) {
		json_t *row = row_of(plan, put_say(v, "partner.why-plan",
			text_in(plan, "state_says"), p->office));

		put_text(row, "what", put_say(v, "ledger.plan-of",
			text_in(plan, "year_says"), NULL));
		put_text(row, "when", text_in(plan, "year_says"));
		put_row(p, PLANS, tie, row);
	}
	return OK;
}

/* ---- the page ---- */

static json_t *
parts_view(struct partner_view *p)
{
	struct visit *v = p->v;
	json_t *parts = json_array();

	for (int i = 0; i < PARTS; i++) {
		json_t *part = json_object();

		put_text(part, "name", part_names[i]);
		put_text(part, "label", put_say(v, arena_printf(v->arena,
			"partner.%s", part_names[i]), p->office, NULL));
		put_text(part, "nothing", put_say(v, arena_printf(v->arena,
			"partner.no-%s", part_names[i]), p->office, NULL));
		put_list(part, "rows", json_incref(p->rows[i]));
		json_array_append_new(parts, part);
	}
	return parts;
}

static enum err
ties_put(struct partner_view *p)
{
	struct visit *v = p->v;

	for (size_t i = 0; i < v->tie_count; i++) {
		struct problem *said = v->problems, **last = v->last_problem;
		struct record *tie;
		enum err err = record_get(v, &entity_tie, v->ties[i], &tie);

		/* It was put out of sight. */
		if (err == ERR_MISSING) {
			v->problems = said;
			v->last_problem = last;
			*last = NULL;
			continue;
		}
		TRY(err);
		put_tie(p, tie);
		TRY(put_coming(p, tie));
		TRY(put_open(p, tie));
		TRY(put_plans(p, tie));
	}
	return OK;
}

enum err
partner_desk(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct partner_view p = { .v = v, .ties = keep(v, json_array()),
		.told = map_new(v->arena), .office = office_called(v) };
	json_t *view = keep(v, json_object());

	for (int i = 0; i < PARTS; i++)
		p.rows[i] = keep(v, json_array());
	TRY(ties_put(&p));
	put_text(view, "title", message(v->lang, "desk.title"));
	put_text(view, "day", text_date(v->arena, v->lang,
		moment_day(v->arena, v->now, v->zone)));
	put_text(view, "rights", put_say(v, "partner.rights", p.office, NULL));
	put_text(view, "no_ties", put_say(v, "partner.no-ties", p.office,
		NULL));
	put_list(view, "ties", json_incref(p.ties));
	json_object_set_new(view, "parts", parts_view(&p));
	return reply_page(rq, "office/partner", json_incref(view));
}

/* ---- a promise that was kept ---- */

/* One of their own side, or of both, on their tie and shared with them. */
static bool
is_theirs(const struct visit *v, const struct record *r)
{
	const char *side = record_text(r, "side");
	struct id tie = record_ref(r, "tie");
	bool mine = false;

	for (size_t i = 0; i < v->tie_count; i++)
		mine = mine || id_same(v->ties[i], tie);
	return visit_partner(v) && r->of == &entity_promise && mine &&
		r->standing == RECORD_THERE && record_flag(r, "shared") &&
		side != NULL && strcmp(side, "ours") != 0;
}

static bool
is_open(const struct record *r)
{
	const char *state = record_text(r, "state");

	return state != NULL && strcmp(state, "open") == 0;
}

void
partner_acts(struct visit *v, const struct record *r, json_t *acts)
{
	if (!is_theirs(v, r) || !is_open(r))
		return;
	act_put(acts, &(struct act){
		.action = arena_printf(v->arena, "/office/promises/%s/kept",
			id_text(v->arena, r->id)),
		.label = message(v->lang, "partner.kept"),
		.help = put_say(v, "partner.kept-help", office_called(v),
			NULL),
		.field = "evidence", .needed = true, .main = true,
		.asks = message(v->lang, "partner.evidence") });
}

/* Writes it for them, with the program's role; who did it is still the visit's.
 * What was looked up meanwhile was seen with other eyes, and is forgotten. */
static enum err
keep_write(struct visit *v, const struct record *r, int64_t revision,
	const char *evidence)
{
	unsigned roles = v->roles;
	struct map *titles = v->titles, *there = v->there;
	struct record *now = NULL;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	v->titles = v->there = NULL;
	err = record_change(v, &entity_promise, r->id, revision, keep(v,
		json_pack("{s:s, s:{s:s}}", "state", "done", "evidence",
			langs[v->lang].tag, evidence)), &now);
	v->roles = roles;
	v->titles = titles;
	v->there = there;
	return err;
}

/* The promise's page again, with what is wrong. */
static enum err
kept_again(struct request *rq, const struct record *r, enum err err)
{
	json_t *view = keep(&rq->visit, detail_view(&rq->visit, r));

	TRY(acts_put(rq, r, view));
	return reply_form(rq, err, "office/detail", json_incref(view));
}

static enum err
evidence_sent(struct request *rq, const char **out)
{
	*out = request_text(rq, "evidence");
	if (*out == NULL || text_blank(*out))
		return fail_field(&rq->visit, "evidence",
			"promise.wrong-evidence", NULL, NULL);
	return OK;
}

/* POST /office/promises/{id}/kept */
static enum err
kept(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *evidence;
	struct record *r;
	enum err err;

	TRY(record_named(v, &entity_promise, request_param(rq, "id"), &r));
	if (!is_theirs(v, r))
		return fail(v, ERR_DENIED, "partner.not-yours");
	if (!is_open(r))
		return fail(v, ERR_CONFLICT, "partner.settled");
	err = evidence_sent(rq, &evidence);
	if (err == OK)
		err = keep_write(v, r, r->revision, evidence);
	if (err == ERR_INPUT)
		return kept_again(rq, r, err);
	TRY(err);
	return reply_redirect(rq, arena_printf(v->arena, "/office/promises/%s",
		id_text(v->arena, r->id)));
}

const struct route partner_routes[] = {
	{ POST, "/office/promises/{id}/kept", ROLE_PARTNER, kept, "A partner's officer says that a promise of their side was kept, and how one knows (evidence)." },
	{0}
};
