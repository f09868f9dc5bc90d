/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done to a tie, as acts: each has its day and its reason and stays
 * in the ledger.  A state is never edited, so that in ten years one still
 * knows when and why a tie came to rest; a mistake is mended by a further act
 * or by bringing an older revision back.
 */
#include <string.h>

#include "inside.h"

json_t *
tie_next(struct visit *v, const struct record *tie)
{
	json_t *list = json_array();

	for (const struct state_rule *r = state_rules; r->state != NULL; r++)
		if (state_follows(r, tie_state(tie)))
			json_array_append_new(list, json_pack(
				"{s:s, s:s, s:s, s:b, s:b}", "state", r->state,
				"label", message(v->lang, arena_printf(
					v->arena, "tie.state-%s", r->state)),
				"says", message(v->lang, arena_printf(v->arena,
					"tie-act.state-%s", r->state)),
				"reason", (int)r->reason,
				"grounds", (int)r->grounds));
	return list;
}

/* The rows of a field and one more: what of the act has these names. */
static json_t *
rows_with(struct visit *v, const struct record *tie, const char *field,
	const json_t *act, const char *const *names)
{
	json_t *rows = record_value(tie, field), *row = json_object();

	rows = keep(v, rows != NULL ? json_copy(rows) : json_array());
	for (; *names != NULL; names++)
		if (text_of(act, *names) != NULL)
			json_object_set_new(row, *names,
				json_string(text_of(act, *names)));
	json_array_append_new(rows, row);
	return rows;
}

/* "states.3.reason" is "reason" to whoever filled in the act. */
static enum err
told_by_name(struct visit *v, const char *field, enum err err)
{
	size_t n = strlen(field);

	for (struct problem *p = v->problems; p != NULL; p = p->next)
		if (p->field != NULL && strncmp(p->field, field, n) == 0 &&
		    p->field[n] == '.' && strchr(p->field + n + 1, '.') != NULL)
			p->field = strchr(p->field + n + 1, '.') + 1;
	return err;
}

static enum err
needed(struct visit *v, const json_t *act, const char *name)
{
	const char *text = text_of(act, name);

	if (text != NULL && !text_blank(text))
		return OK;
	return fail_field(v, name, "error.required", NULL, NULL);
}

/* An act is of today or before. */
static enum err
day_check(struct visit *v, const json_t *act)
{
	const char *on = text_of(act, "on");
	int first, last;

	TRY(needed(v, act, "on"));
	if (days_of(on, &first, &last) && first > today_of(v))
		return fail_field(v, "on", "tie-act.wrong-future", NULL, NULL);
	return OK;
}

/* A tie that has no states yet is a candidate. */
static enum err
begin_check(struct visit *v, const struct record *tie, const json_t *act)
{
	const char *state = text_of(act, "state");
	const struct state_rule *rule = state_rule_of(state);

	if (rule == NULL || json_array_size(record_value(tie, "states")) > 0 ||
	    state_follows(rule, "candidate"))
		return OK;
	return fail_field(v, "state", "tie.wrong-order", message(v->lang,
		"tie.state-candidate"), message(v->lang, arena_printf(v->arena,
		"tie.state-%s", state)));
}

enum err
tie_step(struct visit *v, const struct record *tie, const json_t *act,
	struct record **out)
{
	static const char *const names[] = { "state", "on", "grounds",
		"reason", "source", NULL };
	json_t *in;
	enum err err = needed(v, act, "state"), on = day_check(v, act);
	bool trusted = v->trusted;

	if ((entity_tie.write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	if (err != OK || on != OK || begin_check(v, tie, act) != OK)
		return ERR_INPUT;
	in = keep(v, json_pack("{s:O}", "states", rows_with(v, tie, "states",
		act, names)));
	/* The rows are the program's to write; of the act only texts are. */
	v->trusted = true;
	err = record_change(v, &entity_tie, tie->id, 0, in, out);
	v->trusted = trusted;
	return told_by_name(v, "states", err);
}

/* The next check comes after this one. */
static enum err
review_check(struct visit *v, const json_t *act)
{
	int on, review, last;

	if (days_of(text_of(act, "on"), &on, &last) &&
	    days_of(text_of(act, "review"), &review, &last) && last <= on)
		return fail_field(v, "review", "tie-act.wrong-review", NULL,
			NULL);
	return OK;
}

enum err
tie_look(struct visit *v, const struct record *tie, const json_t *act,
	struct record **out)
{
	static const char *const names[] = { "on", "by", "finding", NULL };
	json_t *in, *all = keep(v, json_pack("{s:s?, s:s?, s:s?}", "on",
		text_of(act, "on"), "finding", text_of(act, "finding"), "by",
		v->who));
	enum err err = needed(v, act, "finding"), on = day_check(v, act),
		review = review_check(v, act);

	if ((entity_tie.write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	if (err != OK || on != OK || review != OK)
		return ERR_INPUT;
	in = keep(v, json_pack("{s:O}", "checks", rows_with(v, tie, "checks",
		all, names)));
	if (text_of(act, "review") != NULL && *text_of(act, "review") != '\0')
		json_object_set_new(in, "review",
			json_string(text_of(act, "review")));
	return told_by_name(v, "checks", record_change(v, &entity_tie, tie->id,
		0, in, out));
}
