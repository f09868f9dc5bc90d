/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decisions on comments, and what is told of them.  Each is a change of the
 * comment's record; what follows from it is comment.c's.
 */
#include <string.h>

#include "inside.h"
#include "moderation.h"

#define NOTE_MOST 1000

const char *const moderation_tables[] = {
	"CREATE TABLE IF NOT EXISTS comment_place ("
	"comment {id} PRIMARY KEY, article {id} NOT NULL, "
	"number {int} NOT NULL);"
	"CREATE INDEX IF NOT EXISTS comment_place_article "
	"ON comment_place (article, number);",

	"CREATE TABLE IF NOT EXISTS comment_reading ("
	"comment {id} NOT NULL, lang {text} NOT NULL, text {text} NOT NULL, "
	"engine {text} NOT NULL, credit {text} NOT NULL, at {int} NOT NULL, "
	"digest {blob} NOT NULL, PRIMARY KEY (comment, lang));",

	NULL
};

static bool
is(const struct record *c, const char *field, const char *value)
{
	const char *text = record_text(c, field);

	return text != NULL && strcmp(text, value) == 0;
}

/* ---- deciding ---- */

static const struct act {
	const char *name, *state;    /* the state that it leads to */
	const char *objected;        /* NULL: not of an objection */
	bool ground;
} acts[] = {
	{ "show", "shown", NULL, false },
	{ "hold", "held", NULL, false },
	{ "remove", "removed", NULL, true },
	{ "grant", "shown", "granted", false },
	{ "refuse", "removed", "refused", false },
	{0}
};

static const struct act *
act_named(const char *name)
{
	for (const struct act *a = acts; a->name != NULL; a++)
		if (name != NULL && strcmp(name, a->name) == 0)
			return a;
	return NULL;
}

static bool
said(const char *text)
{
	return text != NULL && !text_blank(text);
}

/* It is the id of a ground, or a code. */
static enum err
ground_fits(struct visit *v, const char *ground)
{
	const struct field *reason = field_named(entity_comment.fields,
		"reason");
	struct record *r;
	struct id id;

	if (!said(ground))
		return fail_field(v, "ground", "comment.wrong-reason", NULL,
			NULL);
	if (id_parse(ground, &id)) {
		TRY(record_peek(v, &entity_ground, id, NULL, &r));
		return r != NULL && ground_serves(r, v->office) ? OK :
			fail_field(v, "ground", "comment.wrong-ground", NULL,
				NULL);
	}
	return field_has_choice(reason, ground) ? OK : fail_field(v, "ground",
		"comment.wrong-ground", NULL, NULL);
}

enum err
decision_fits(struct visit *v, const struct decision *d)
{
	const struct act *act = act_named(d->act);

	if (act == NULL)
		return fail_field(v, "act", "bulk.no-act", NULL, NULL);
	if (d->note != NULL && text_length(d->note) > NOTE_MOST)
		return fail_field(v, "note", "error.too-long", "1000", NULL);
	return act->ground ? ground_fits(v, d->ground) : OK;
}

enum err
decision_may(struct visit *v, const struct record *c, const struct decision *d)
{
	const struct act *act = act_named(d->act);

	if (is(c, "state", "withdrawn"))
		return fail(v, ERR_CONFLICT, "comment.wrong-withdrawn");
	if (act->objected != NULL && !(is(c, "objected", "open") &&
	    is(c, "state", "removed")))
		return fail(v, ERR_CONFLICT, "comment.no-objection");
	return OK;
}

static void
put_ground(json_t *in, const char *ground)
{
	struct id id;
	bool known = id_parse(ground, &id);

	json_object_set_new(in, "ground", known ? json_string(ground) :
		json_null());
	if (!known)
		json_object_set_new(in, "reason", json_string(ground));
}

static json_t *
input_of(const struct act *act, const struct decision *d)
{
	json_t *in = json_pack("{s:s}", "state", act->state);
	json_t *note = said(d->note) ? json_string(d->note) : json_null();

	if (strcmp(act->name, "hold") == 0)
		json_object_set_new(in, "why", json_string("person"));
	if (act->objected != NULL)
		json_object_set_new(in, "objected", json_string(
			act->objected));
	if (act->ground)
		put_ground(in, d->ground);
	if (act->objected != NULL)
		json_object_set(in, "answer", note);
	else if (act->ground)
		json_object_set(in, "said_to_author", note);
	json_decref(note);
	return in;
}

enum err
comment_decide(struct visit *v, const struct record *comment,
	const struct decision *d, struct record **out)
{
	const struct act *act = act_named(d->act);
	bool trusted = v->trusted;
	enum err err;

	TRY(decision_fits(v, d));
	TRY(decision_may(v, comment, d));
	/* Nothing is decided twice: then it is as it was. */
	if (act->objected == NULL && !act->ground &&
	    is(comment, "state", act->state))
		return record_int(comment, "reported", 0) > 0 ?
			comment_reports_looked(v, comment, out) :
			record_get(v, &entity_comment, comment->id, out);
	/* What is GIVEN is for acts to give. */
	v->trusted = true;
	err = record_change(v, &entity_comment, comment->id, 0,
		keep(v, input_of(act, d)), out);
	v->trusted = trusted;
	return err;
}

/* ---- what is told of it ---- */

/* Words with their language, where it is not the reader's. */
static void
put_words(struct visit *v, json_t *view, const char *key,
	const json_t *words)
{
	struct words_seen seen = words_see(v->arena, words, v->lang);

	if (*seen.text == '\0')
		return;
	json_object_set_new(view, key, json_string(seen.text));
	if (seen.foreign && seen.lang != NULL)
		json_object_set_new(view, arena_printf(v->arena, "%s_lang",
			key), json_string(lang_html(seen.lang)));
}

static void
put_decided(struct visit *v, json_t *view, const struct record *c)
{
	const char *at = record_text(c, "decided");
	const char *by = record_text(c, "decided_by");
	const char *day;
	int64_t moment;
	char zone[64];

	if (at == NULL || !moment_parse(at, v->zone, &moment, zone))
		return;
	day = text_date(v->arena, v->lang, moment_day(v->arena, moment,
		v->zone));
	json_object_set_new(view, "decided_says", json_string(
		message_with(v->arena, v->lang, "comments.decided", day,
		message(v->lang, arena_printf(v->arena,
			"comment.decided_by-%s", by != NULL ? by : "editor")),
		NULL)));
}

enum err
comment_stub(struct visit *v, const struct record *c, json_t *view)
{
	const char *reason = record_text(c, "reason");
	struct record *ground;

	if (reason == NULL)
		return OK;
	TRY(ground_get(v, record_ref(c, "ground"), &ground));
	json_object_set_new(view, "reason", json_string(message(v->lang,
		arena_printf(v->arena, "comment.reason-%s", reason))));
	if (ground != NULL) {
		put_words(v, view, "reason", record_value(ground, "name"));
		put_words(v, view, "rule", record_value(ground, "rule"));
	}
	put_decided(v, view, c);
	return OK;
}

static void
put_text(json_t *view, const char *key, const char *text)
{
	if (text != NULL)
		json_object_set_new(view, key, json_string(text));
}

enum err
comment_told(struct visit *v, const struct record *c, json_t *view)
{
	const char *objected = record_text(c, "objected");

	if (is(c, "state", "removed")) {
		TRY(comment_stub(v, c, view));
		put_text(view, "note", record_text(c, "said_to_author"));
	}
	if (objected != NULL && strcmp(objected, "open") != 0) {
		put_text(view, "outcome", message(v->lang, arena_printf(
			v->arena, "comments.objection-%s", objected)));
		put_text(view, "answer", record_text(c, "answer"));
	}
	return OK;
}
