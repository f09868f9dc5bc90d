/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What readers write beneath an article: a nickname and a text.  The password
 * that a reader gave is not a field; it stands in a table of its own.  A
 * comment that is removed keeps its place, with the ground it was removed on,
 * and so the answers to it stay readable.
 *
 * The codes of the grounds are the ten of a Korean city's board ordinance, and
 * one for whatever else an office's own ordinance names; see ground.c.
 *
 * Whatever sets the state, a form, a program, an import, an older revision
 * brought back: what follows from it is decided in comment_check alone.
 *
 *	shown      everybody reads it
 *	held       waits for a person; `why`
 *	blocked    out of sight until a day, at somebody's request
 *	removed    by staff: `reason`, its `ground`, when and under which role
 *	withdrawn  by its author, for good
 *
 * `objected`: its author objected to the removal, and what came of it.
 */
#include <string.h>

#include "inside.h"
#include "moderation.h"

static const struct field comment_fields[] = {
	{ "article",  FIELD_REF, REQUIRED | LISTED | FILTERED, .to = &entity_article },
	{ "nickname", FIELD_TEXT, REQUIRED | LISTED | FILTERED, .min = 1, .max = 20 },
	{ "text",     FIELD_TEXT, REQUIRED | LISTED, .min = 1, .max = 1000 },
	{ "at",       FIELD_MOMENT, LISTED | FILTERED },
	{ "language", FIELD_LANGUAGE, 0 },
	{ "answers",  FIELD_REF, FILTERED, .to = &entity_comment },
	{ "state",    FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "shown held blocked removed withdrawn", .preset = "shown" },
	{ "reason",   FIELD_CHOICE, LISTED | FILTERED, .choices = COMMENT_REASONS },
	{ "why",      FIELD_CHOICE, LISTED | FILTERED, .choices = "neither fast field often repeat link first word near reported load election person name", .read = ROLE_STAFF },
	{ "ground",   FIELD_REF, FILTERED, .to = &entity_ground, .read = ROLE_STAFF },
	{ "said_to_author", FIELD_TEXT, .max = 1000, .read = ROLE_STAFF },
	{ "objection", FIELD_TEXT, .max = 1000, .read = ROLE_STAFF },
	{ "objected", FIELD_CHOICE, GIVEN | FILTERED, .choices = "open granted refused", .read = ROLE_STAFF },
	{ "answer",   FIELD_TEXT, .max = 1000, .read = ROLE_STAFF },
	{ "until",    FIELD_DATE, FILTERED },
	{ "reported", FIELD_INTEGER, GIVEN | FILTERED, .read = ROLE_STAFF },
	{ "decided",  FIELD_MOMENT, GIVEN | FILTERED },
	{ "decided_by", FIELD_CHOICE, GIVEN, .choices = "editor approver admin author system" },
	{ "notes",    FIELD_TEXT, .max = 2000, .read = ROLE_STAFF },
	{ "sample",   FIELD_FLAG, FILTERED },
	{ "office",   FIELD_REF, GIVEN | FILTERED, .to = &entity_office, .read = ROLE_STAFF },
	{0}
};

static bool
is(const json_t *fields, const char *field, const char *value)
{
	const char *text = text_of(fields, field);

	return text != NULL && strcmp(text, value) == 0;
}

/* An answer belongs beneath the same article as what it answers. */
static enum err
answers_check(struct visit *v, struct draft *d)
{
	const char *answers = text_of(d->fields, "answers");
	const char *article = text_of(d->fields, "article");
	struct record *first;
	struct id id;

	if (answers == NULL || article == NULL || !id_parse(answers, &id))
		return OK;
	TRY(record_get(v, &entity_comment, id, &first));
	if (strcmp(id_text(v->arena, record_ref(first, "article")),
	    article) != 0)
		return fail_field(v, "answers", "comment.wrong-answers", NULL,
			NULL);
	return OK;
}

/* ---- the state, and what follows from it ---- */

static bool
same(const struct draft *d, const char *field)
{
	json_t *before = d->before != NULL ?
		json_object_get(d->before->fields, field) : NULL;
	json_t *now = json_object_get(d->fields, field);

	return before == now || (before != NULL && now != NULL &&
		json_equal(before, now));
}

static void
forget(struct draft *d, const char *const *fields)
{
	for (; *fields != NULL; fields++)
		json_object_del(d->fields, *fields);
}

/* The role that the public is told; never who. */
static const char *
role_of(const struct visit *v)
{
	return v->roles & ROLE_EDITOR ? "editor" :
		v->roles & ROLE_APPROVER ? "approver" :
		v->roles & ROLE_ADMIN ? "admin" : "system";
}

/* The program brings a decision as it was: an import, an act taken back. */
static bool
decision_given(const struct visit *v, const struct draft *d)
{
	return v->trusted && json_object_get(d->fields, "decided") != NULL &&
		!same(d, "decided");
}

static void
decide(struct visit *v, struct draft *d)
{
	json_object_set_new(d->fields, "decided", json_string(
		moment_print(v->arena, v->now, v->zone)));
	if (!v->trusted || same(d, "decided_by") ||
	    json_object_get(d->fields, "decided_by") == NULL)
		json_object_set_new(d->fields, "decided_by",
			json_string(role_of(v)));
}

static struct id
ref_of(const json_t *fields, const char *field)
{
	const char *text = text_of(fields, field);
	struct id id;

	return text != NULL && id_parse(text, &id) ? id : (struct id){{0}};
}

/* A ground says its code; a code finds the office's ground, if it has one. */
static enum err
ground_take(struct visit *v, struct draft *d)
{
	struct id office = ref_of(d->fields, "office"), id;
	struct record *ground;

	TRY(ground_get(v, ref_of(d->fields, "ground"), &ground));
	if (ground != NULL && !same(d, "ground") &&
	    !ground_serves(ground, office) && !v->trusted)
		return fail_field(v, "ground", "comment.wrong-ground", NULL,
			NULL);
	if (ground != NULL && (!same(d, "ground") ||
	    text_of(d->fields, "reason") == NULL))
		json_object_set_new(d->fields, "reason", json_string(
			record_text(ground, "code")));
	if (text_of(d->fields, "reason") == NULL)
		return fail_field(v, "reason", "comment.wrong-reason", NULL,
			NULL);
	if (ground != NULL && is(d->fields, "reason",
	    record_text(ground, "code")))
		return OK;
	json_object_del(d->fields, "ground");
	TRY(ground_of_code(v, office, text_of(d->fields, "reason"), &id));
	if (!id_none(id))
		json_object_set_new(d->fields, "ground", json_string(
			id_text(v->arena, id)));
	return OK;
}

/* A new removal may be objected to anew. */
static enum err
removed_check(struct visit *v, struct draft *d)
{
	static const char *const objection[] = { "objection", "objected",
		"answer", NULL };
	bool given = decision_given(v, d);

	TRY(ground_take(v, d));
	if (!given && !same(d, "state"))
		forget(d, objection);
	if (!given && (!same(d, "state") || !same(d, "reason") ||
	    !same(d, "ground")))
		decide(v, d);
	return OK;
}

static enum err
state_check(struct visit *v, struct draft *d)
{
	static const char *const decision[] = { "reason", "ground",
		"said_to_author", "decided", "decided_by", NULL };
	static const char *const ground[] = { "reason", "ground",
		"said_to_author", NULL };
	const json_t *before = d->before != NULL ? d->before->fields : NULL;

	if (before != NULL && is(before, "state", "withdrawn") &&
	    !(same(d, "state") && same(d, "text") && same(d, "nickname")))
		return fail_field(v, "state", "comment.wrong-withdrawn", NULL,
			NULL);
	if (is(d->fields, "state", "shown"))
		json_object_del(d->fields, "why");
	if (!is(d->fields, "state", "blocked"))
		json_object_del(d->fields, "until");
	if (is(d->fields, "state", "removed"))
		return removed_check(v, d);
	if (is(d->fields, "state", "blocked")) {
		forget(d, ground);
		if (!same(d, "state") && !decision_given(v, d))
			decide(v, d);
	} else if (is(d->fields, "state", "withdrawn")) {
		json_object_del(d->fields, "objection");
	} else {
		forget(d, decision);
	}
	return OK;
}

/* A name is a line: whatever it goes into begins no other one with it. */
static void
nickname_line(struct visit *v, struct draft *d)
{
	const char *name = text_of(d->fields, "nickname");
	char *line;

	if (name == NULL || strpbrk(name, "\n\t") == NULL)
		return;
	line = arena_text(v->arena, name);
	for (char *c = line; *c != '\0'; c++)
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	json_object_set_new(d->fields, "nickname", json_string(line));
}

static enum err
comment_check(struct visit *v, struct draft *d)
{
	const char *text = text_of(d->fields, "text");
	enum err err;

	if (text != NULL && text_blank(text))
		return fail_field(v, "text", "comment.wrong-text", NULL, NULL);
	if (json_object_get(d->fields, "at") == NULL)
		json_object_set_new(d->fields, "at", json_string(
			moment_print(v->arena, v->now, v->zone)));
	nickname_line(v, d);
	comment_reports_check(v, d);
	TRY(takedown_comment_check(v, d));
	err = state_check(v, d);
	return err != OK ? err : answers_check(v, d);
}

/* ---- beside the record ---- */

/* Its number beneath the article comes with its first being shown, and stays;
 * translations of a text that is not there any more go. */
static enum err
comment_stored(struct visit *v, const struct record *now,
	const struct record *before)
{
	const char *text = record_text(now, "text");

	if (before != NULL && (text == NULL || !is(before->fields, "text",
	    text)))
		TRY(comment_readings_drop(v, now->id));
	TRY(comment_counted(v, now, before));
	TRY(comment_reports_stored(v, now, before));
	TRY(takedown_follows(v, now, before));
	TRY(comment_identity_follows(v, now));
	TRY(comment_secret_follows(v, now));
	if (now->standing == RECORD_ERASED || is(now->fields, "state",
	    "held") || (before != NULL && !is(before->fields, "state",
	    "held")))
		return OK;
	return comment_place_take(v, now, before == NULL);
}

const struct entity entity_comment = {
	.name = "comment", .plural = "comments", .fields = comment_fields,
	.title = "nickname", .order = "-at",
	.read = ROLE_ANYONE, .write = ROLE_EDITOR | ROLE_ADMINS,
	.open = { "state", "shown" }, .within = "article",
	.owned = "office",
	.check = comment_check, .stored = comment_stored,
};
