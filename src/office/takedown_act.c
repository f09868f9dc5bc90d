/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done about a request: by staff, by who asked, by the author.  The
 * request is written first and the comment after it, so that what the comment
 * takes along (takedown_follows) finds only the other requests about it.
 *
 * A comment is blocked once.  A further request that is granted meanwhile
 * shares the term that runs; once it was shown again nobody blocks it anew,
 * else thirty days could be strung together without end.
 */
#include <string.h>

#include "comment_report.h"
#include "inside.h"
#include "moderation.h"
#include "takedown.h"

static const struct takedown_rule {
	const char *act, *after;
	bool ground, words;
} rules[] = {
	{ "block",   "received" },
	{ "refuse",  "received", .words = true },
	{ "restore", "blocked", .words = true },
	{ "remove",  "received blocked", .ground = true },
	{0}
};

static bool
stands(const struct record *r, const char *state)
{
	const char *now = record_text(r, "state");

	return now != NULL && strcmp(now, state) == 0;
}

static bool
rule_fits(const struct takedown_rule *rule, const struct record *r)
{
	return strstr(rule->after, record_text(r, "state")) != NULL;
}

json_t *
takedown_next(struct visit *v, const struct record *r)
{
	json_t *list = json_array();

	for (const struct takedown_rule *t = rules; t->act != NULL; t++)
		if (rule_fits(t, r))
			json_array_append_new(list, json_pack(
				"{s:s, s:s, s:s, s:b, s:b}", "act", t->act,
				"label", message(v->lang, arena_printf(
					v->arena, "takedowns.do-%s", t->act)),
				"says", message(v->lang, arena_printf(v->arena,
					"takedowns.do-%s-says", t->act)),
				"ground", (int)t->ground,
				"words", (int)t->words));
	return list;
}

/* ---- what all of them do ---- */

static const char *
now_says(struct visit *v)
{
	return moment_print(v->arena, v->now, v->zone);
}

static enum err
comment_of(struct visit *v, const struct record *r, struct record **out)
{
	TRY(takedown_comment(v, r, out));
	return *out != NULL ? OK : fail(v, ERR_CONFLICT,
		"takedowns.comment-gone");
}

/* In the visitor's name; the fields are the program's. */
static enum err
write(struct visit *v, const struct record *r, json_t *in,
	struct record **out)
{
	bool trusted = v->trusted;
	enum err err;

	v->trusted = true;
	err = record_change(v, &entity_takedown, r->id, 0, keep(v, in), out);
	v->trusted = trusted;
	return err;
}

static json_t *
decided(struct visit *v, const char *state, const char *how,
	const char *outcome)
{
	json_t *in = json_pack("{s:s, s:s, s:s}", "state", state, "how", how,
		"decided", now_says(v));

	if (outcome != NULL && !text_blank(outcome))
		json_object_set_new(in, "outcome", json_string(outcome));
	return in;
}

static const char *
stood(const struct record *r)
{
	const char *state = record_text(r, "stood");

	return state != NULL ? state : "shown";
}

/* ---- by staff ---- */

/* Was the comment blocked before, or is it?  *running: the request that it is
 * blocked for now, or NULL. */
static enum err
blocked_before(struct visit *v, const struct record *comment,
	struct record **running)
{
	struct db_stmt *s = db_ask(v->db, "SELECT 1 FROM takedown "
		"WHERE comment = ? AND blocked IS NOT NULL "
		"AND state <> 'blocked' LIMIT 1");
	bool before;

	db_bind_id(s, comment->id);
	TRY(db_step(s, &before));
	db_done(s);
	TRY(takedown_blocking(v, comment->id, running));
	return *running != NULL || !before ? OK :
		fail(v, ERR_CONFLICT, "takedowns.blocked-before");
}

/* The term: its own, or the one that runs. */
static enum err
put_term(struct visit *v, const struct record *comment,
	const struct record *running, json_t *in, const char **until)
{
	struct comment_rules of;
	int64_t ends;
	char zone[64];

	TRY(comment_rules_read(v, record_ref(comment, "office"), &of));
	if (running == NULL || !moment_parse(record_text(running, "ends"),
	    of.zone, &ends, zone))
		ends = block_ends(v, v->now, of.block_days, of.zone);
	*until = moment_day(v->arena, ends, of.zone);
	json_object_set_new(in, "ends", json_string(moment_print(v->arena,
		ends, of.zone)));
	json_object_set_new(in, "until", json_string(*until));
	json_object_set_new(in, "stood", json_string(running != NULL ?
		stood(running) : record_text(comment, "state")));
	return OK;
}

static enum err
block(struct visit *v, const struct record *r, const struct record *comment,
	const struct takedown_act *act, struct record **out)
{
	json_t *in = keep(v, json_pack("{s:s, s:s}", "state", "blocked",
		"blocked", now_says(v)));
	struct record *running, *after;
	const char *until;

	if (!stands(comment, "shown") && !stands(comment, "held") &&
	    !stands(comment, "blocked"))
		return fail(v, ERR_CONFLICT, "takedowns.comment-gone");
	TRY(blocked_before(v, comment, &running));
	TRY(put_term(v, comment, running, in, &until));
	if (act->words != NULL && !text_blank(act->words))
		json_object_set_new(in, "said", json_string(act->words));
	TRY(write(v, r, json_incref(in), out));
	if (stands(comment, "blocked") && running != NULL)
		return OK;
	return record_change(v, &entity_comment, comment->id, 0, keep(v,
		json_pack("{s:s, s:s}", "state", "blocked", "until", until)),
		&after);
}

static enum err
restore(struct visit *v, const struct record *r, const struct record *comment,
	const struct takedown_act *act, struct record **out)
{
	struct record *after;

	TRY(write(v, r, decided(v, "restored", "person", act->words), out));
	if (!stands(comment, "blocked"))
		return OK;
	return record_change(v, &entity_comment, comment->id, 0, keep(v,
		json_pack("{s:s, s:n}", "state", stood(r), "until")), &after);
}

static enum err
remove_it(struct visit *v, const struct record *r,
	const struct record *comment, const struct takedown_act *act,
	struct record **out)
{
	struct decision d = { .act = "remove", .ground = act->ground,
		.note = act->words };
	struct record *after;

	TRY(write(v, r, decided(v, "removed", "person", act->words), out));
	if (stands(comment, "removed") || stands(comment, "withdrawn"))
		return OK;
	return comment_decide(v, comment, &d, &after);
}

/* What an act must say, at its name. */
static enum err
act_fits(struct visit *v, const struct record *r,
	const struct takedown_act *act)
{
	const struct takedown_rule *rule = rules;
	enum err err = OK;

	while (rule->act != NULL && (act->act == NULL ||
	    strcmp(rule->act, act->act) != 0))
		rule++;
	if (rule->act == NULL)
		return fail_field(v, "act", "error.required", NULL, NULL);
	if (!rule_fits(rule, r))
		return fail_field(v, "act", "takedowns.wrong-order",
			message(v->lang, arena_printf(v->arena,
				"takedown.state-%s", record_text(r, "state"))),
			NULL);
	if (rule->ground && (act->ground == NULL || *act->ground == '\0'))
		err = fail_field(v, "ground", "error.required", NULL, NULL);
	if (rule->words && (act->words == NULL || text_blank(act->words)))
		err = fail_field(v, "words", "error.required", NULL, NULL);
	if (act->words != NULL && text_length(act->words) > TAKEDOWN_TEXT)
		err = fail_field(v, "words", "error.too-long", arena_printf(
			v->arena, "%d", TAKEDOWN_TEXT), NULL);
	return err;
}

enum err
takedown_decide(struct visit *v, const struct record *r,
	const struct takedown_act *act, struct record **out)
{
	struct record *comment;

	if ((entity_takedown.write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	TRY(act_fits(v, r, act));
	if (strcmp(act->act, "refuse") == 0)
		return write(v, r, decided(v, "refused", "person", act->words),
			out);
	TRY(comment_of(v, r, &comment));
	if (strcmp(act->act, "block") == 0)
		return block(v, r, comment, act, out);
	return (strcmp(act->act, "restore") == 0 ? restore : remove_it)(v, r,
		comment, act, out);
}

/* ---- by both sides ---- */

enum err
takedown_withdraw(struct visit *v, const struct record *r,
	struct record **out)
{
	bool blocks = stands(r, "blocked");
	struct record *other, *comment, *after;

	if (!blocks && !stands(r, "received"))
		return fail(v, ERR_CONFLICT, "takedowns.over");
	TRY(program_change(v, &entity_takedown, r->id, decided(v, "withdrawn",
		"requester", NULL), out));
	if (!blocks)
		return OK;
	TRY(takedown_blocking(v, record_ref(r, "comment"), &other));
	TRY(comment_of(v, r, &comment));
	if (other != NULL || !stands(comment, "blocked"))
		return OK;
	return program_change(v, &entity_comment, comment->id, json_pack(
		"{s:s, s:n}", "state", stood(r), "until"), &after);
}

enum err
takedown_answer(struct visit *v, const struct record *comment,
	const char *text)
{
	struct record *r, *after;

	TRY(takedown_blocking(v, comment->id, &r));
	if (r == NULL || !stands(comment, "blocked"))
		return fail(v, ERR_CONFLICT, "takedowns.not-blocked");
	if (record_text(r, "answer") != NULL)
		return fail(v, ERR_CONFLICT, "takedowns.answered");
	if (text == NULL || text_blank(text))
		return fail_field(v, "text", "error.required", NULL, NULL);
	if (text_length(text) > TAKEDOWN_TEXT)
		return fail_field(v, "text", "error.too-long", arena_printf(
			v->arena, "%d", TAKEDOWN_TEXT), NULL);
	return program_change(v, &entity_takedown, r->id, json_pack(
		"{s:s, s:s}", "answer", text, "answered", now_says(v)),
		&after);
}
