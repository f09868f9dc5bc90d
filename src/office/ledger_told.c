/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the entries of a tie's ledger say of themselves:
 *
 *	{ "kind", "kind_says", "on", "when", "id", "href", "says", "note",
 *	  "direction_says", "state", "state_says", "number", "facts": […],
 *	  "money", "money_says", "source", "sample" }
 *
 * A key that has nothing to say is absent; "says_lang" and the like stand
 * where words are not in the reader's language.
 */
#include <string.h>

#include "inside.h"

const char *const ledger_kinds[] = {
	"act", "exchange", "letter", "promise", "gift", "expense", "plan",
	"check", NULL
};

static void
tell_choice(struct visit *v, json_t *view, const char *key, const char *stem,
	const char *choice)
{
	if (choice != NULL)
		tell_text(view, key, message(v->lang, arena_printf(v->arena,
			"%s-%s", stem, choice)));
}

/* "18 from our side" and such, of the numbers that are there. */
static void
tell_number(struct visit *v, json_t *facts, const struct record *r,
	const char *field)
{
	int64_t n = record_int(r, field, -1);

	if (n >= 0)
		json_array_append_new(facts, json_string(message_with(v->arena,
			v->lang, arena_printf(v->arena, "ledger.n-%s", field),
			arena_printf(v->arena, "%lld", (long long)n), NULL,
			NULL)));
}

static void
tell_exchange(struct visit *v, const struct record *r, json_t *view)
{
	static const char *const numbers[] = { "ours", "theirs", "nights",
		"months", "homes", "audience", NULL };
	const char *state = record_text(r, "state");
	json_t *facts = json_array();

	tell_words(v, view, "says", record_value(r, "name"));
	tell_words(v, view, "note", record_value(r, "place"));
	json_object_set_new(view, "facts", facts);
	tell_choice(v, view, "direction_says", "exchange.direction",
		record_text(r, "direction"));
	for (const char *const *n = numbers; *n != NULL; n++) {
		tell_number(v, facts, r, *n);
		if (record_value(r, *n) != NULL)
			json_object_set(view, *n, record_value(r, *n));
	}
	if (state != NULL && strcmp(state, "done") != 0) {
		tell_text(view, "state", state);
		tell_choice(v, view, "state_says", "exchange.state", state);
	}
}

static void
tell_letter(struct visit *v, const struct record *r, json_t *view)
{
	const char *reply = record_text(r, "reply");
	const char *state = record_text(r, "state");

	tell_words(v, view, "says", record_value(r, "subject"));
	tell_choice(v, view, "direction_says", "letter.direction",
		record_text(r, "direction"));
	tell_text(view, "number", record_text(r, "number"));
	if (reply != NULL && strncmp(reply, "owed", 4) == 0) {
		tell_text(view, "state", "held");
		tell_choice(v, view, "state_says", "letter.reply", reply);
	} else if (state != NULL && strcmp(state, "sent") != 0 &&
	    strcmp(state, "received") != 0) {
		tell_text(view, "state", "draft");
		tell_choice(v, view, "state_says", "letter.state", state);
	}
}

static void
tell_promise(struct visit *v, const struct record *r, json_t *view)
{
	const char *state = record_text(r, "state");
	const char *due = record_text(r, "due");

	tell_words(v, view, "says", record_value(r, "text"));
	tell_choice(v, view, "direction_says", "promise.side",
		record_text(r, "side"));
	tell_text(view, "state", state);
	tell_choice(v, view, "state_says", "promise.state", state);
	if (due != NULL)
		tell_text(view, "note", message_around(v->arena, v->lang,
			"ledger.due", text_date_short(v->arena, v->lang, due),
			NULL));
}

/* The same promise once more, on the day that it was kept or given up. */
static void
tell_ending(struct visit *v, const struct record *r, json_t *view)
{
	tell_promise(v, r, view);
	json_object_del(view, "note");
	tell_words(v, view, "note", record_value(r, "evidence"));
}

static void
tell_money(struct visit *v, const struct record *r, json_t *view,
	const char *field)
{
	json_t *money = record_value(r, field);

	if (money == NULL || !field_readable(v, r->of,
	    field_named(r->of->fields, field)))
		return;
	json_object_set(view, "money", money);
	tell_text(view, "money_says", text_money(v->arena, v->lang,
		text_of(money, "amount"), text_of(money, "currency")));
}

static void
tell_gift(struct visit *v, const struct record *r, json_t *view)
{
	tell_words(v, view, "says", record_value(r, "item"));
	tell_words(v, view, "note", record_value(r, "occasion"));
	tell_money(v, r, view, "value");
}

static void
tell_expense(struct visit *v, const struct record *r, json_t *view)
{
	tell_words(v, view, "says", record_value(r, "what"));
	tell_choice(v, view, "note", "expense.type", record_text(r, "type"));
	tell_choice(v, view, "direction_says", "expense.payer",
		record_text(r, "payer"));
	tell_money(v, r, view, "amount");
}

static void
tell_plan(struct visit *v, const struct record *r, json_t *view)
{
	tell_text(view, "says", message_around(v->arena, v->lang,
		"ledger.plan-of", arena_printf(v->arena, "%lld",
		(long long)record_int(r, "year", 0)), NULL));
	tell_words(v, view, "note", record_value(r, "agreed_by"));
}

const struct told ledger_tolds[] = {
	{ "exchange", "exchange.type", "type", &entity_exchange, "ties", "on",
		"name type direction state place ours theirs homes nights months audience sample", tell_exchange },
	{ "letter", "letter.type", "type", &entity_letter, "tie", "on",
		"subject type direction state number reply sample", tell_letter },
	{ "promise", "ledger.promise", NULL, &entity_promise, "tie", "ended",
		"text side state ended evidence sample", tell_ending },
	{ "promise", "ledger.promise-made", NULL, &entity_promise, "tie", "on",
		"text side state due sample", tell_promise },
	{ "gift", "ledger.kind-gift", "direction", &entity_gift, "tie", "on",
		"item direction occasion value sample", tell_gift },
	{ "expense", "expense.one", NULL, &entity_expense, "tie", "on",
		"what type payer amount sample", tell_expense },
	{ "plan", "ledger.plan", NULL, &entity_plan, "tie", "agreed",
		"year agreed_by sample", tell_plan },
	{0}
};

json_t *
ledger_told(struct visit *v, const struct told *t, const struct record *r)
{
	const char *on = record_text(r, t->date);
	json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:s}", "kind", t->kind,
		"on", on, "when", text_date_short(v->arena, v->lang, on),
		"id", id_text(v->arena, r->id), "href", arena_printf(v->arena,
			"/office/%s/%s", r->of->plural,
			id_text(v->arena, r->id)));

	if (t->choice != NULL)
		tell_choice(v, view, "kind_says", t->stem,
			record_text(r, t->choice));
	else
		tell_text(view, "kind_says", message(v->lang, t->stem));
	t->tell(v, r, view);
	if (record_flag(r, "sample"))
		json_object_set_new(view, "sample", json_true());
	return view;
}

/* ---- the tie's own entries ---- */

/* A new entry of the list, of a row; NULL: the row has no date. */
static json_t *
own_entry(struct visit *v, json_t *list, const char *kind, const json_t *row,
	const char *label)
{
	const char *on = text_of(row, "on");
	json_t *view;

	if (on == NULL)
		return NULL;
	view = json_pack("{s:s, s:s, s:s, s:s?}", "kind", kind, "on", on,
		"when", text_date_short(v->arena, v->lang, on),
		"id", text_of(row, "id"));
	tell_text(view, "kind_says", label);
	json_array_append_new(list, view);
	return view;
}

static void
own_dates(struct visit *v, const struct record *tie, json_t *list)
{
	json_t *row, *view;
	size_t i;

	json_array_foreach(record_value(tie, "dates"), i, row) {
		view = own_entry(v, list, "act", row, message(v->lang,
			arena_printf(v->arena, "tie.dates-kind-%s",
				text_of(row, "kind"))));
		tell_words(v, view, "note", json_object_get(row, "note"));
		tell_words(v, view, "source", json_object_get(row, "source"));
	}
}

static void
own_states(struct visit *v, const struct record *tie, json_t *list)
{
	json_t *row, *view;
	size_t i;

	json_array_foreach(record_value(tie, "states"), i, row) {
		view = own_entry(v, list, "act", row, message(v->lang,
			"ledger.state"));
		tell_text(view, "state", text_of(row, "state"));
		tell_choice(v, view, "state_says", "tie.states-state",
			text_of(row, "state"));
		tell_choice(v, view, "direction_says", "tie.states-grounds",
			text_of(row, "grounds"));
		tell_words(v, view, "says", json_object_get(row, "reason"));
		tell_words(v, view, "source", json_object_get(row, "source"));
	}
}

static void
own_papers(struct visit *v, const struct record *tie, json_t *list)
{
	json_t *row, *view;
	size_t i;

	json_array_foreach(record_value(tie, "approvals"), i, row) {
		view = own_entry(v, list, "act", row, message(v->lang,
			"tie.approvals"));
		if (view == NULL)
			continue;
		tell_words(v, view, "says", json_object_get(row, "body"));
		tell_words(v, view, "note", json_object_get(row, "note"));
		tell_text(view, "number", text_of(row, "agenda"));
		tell_choice(v, view, "state_says", "tie.approvals-result",
			text_of(row, "result"));
	}
	json_array_foreach(record_value(tie, "agreements"), i, row) {
		view = own_entry(v, list, "act", row, message(v->lang,
			"tie.agreements"));
		if (view == NULL)
			continue;
		tell_words(v, view, "says", json_object_get(row, "name"));
		tell_words(v, view, "note", json_object_get(row, "signed"));
	}
}

json_t *
ledger_of_tie(struct visit *v, const struct record *tie)
{
	json_t *list = json_array(), *row, *view;
	size_t i;

	own_dates(v, tie, list);
	own_states(v, tie, list);
	own_papers(v, tie, list);
	if (!field_readable(v, tie->of, field_named(tie->of->fields,
	    "checks")))
		return list;
	json_array_foreach(record_value(tie, "checks"), i, row) {
		view = own_entry(v, list, "check", row, message(v->lang,
			"ledger.kind-check"));
		tell_words(v, view, "says", json_object_get(row, "finding"));
		tell_text(view, "note", text_of(row, "by"));
	}
	return list;
}
