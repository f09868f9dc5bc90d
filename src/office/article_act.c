/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done to an article, as acts.  Its state is never edited: neither a
 * form nor an import of an editor's, no program, no older revision brought
 * back gives it one.
 *
 *	act            from                     with
 *	review         draft, scheduled         the moment that it is wanted at
 *	draft          review, scheduled
 *	scheduled      draft, review, scheduled its moment, still to come
 *	published      all but published and corrected
 *	recalled       published, corrected     the reason, which readers see
 *	unpublished    published to recalled    the reason
 *	corrected      published, corrected     a note, with the changed text
 *
 * A moment that has come publishes by itself: a job waits for each, and
 * another one looks every few minutes for any that were passed over, such as
 * after a backup was taken in.
 */
#include <string.h>

#include "base/log.h"
#include "article.h"

#define DUE_MOST 100  /* articles that are published in one go */

static const struct article_rule {
	const char *state, *after;
	bool reason, moment;
} rules[] = {
	{ "review",      "draft scheduled" },
	{ "draft",       "review scheduled" },
	{ "scheduled",   "draft review scheduled", .moment = true },
	{ "published",   "draft review scheduled recalled unpublished" },
	{ "recalled",    "published corrected", .reason = true },
	{ "unpublished", "published corrected recalled", .reason = true },
	{0}
};

static const char *
state_of(const struct record *r)
{
	const char *state = record_text(r, "state");

	return state != NULL ? state : "draft";
}

static bool
among(const char *words, const char *one)
{
	size_t n = strlen(one);

	for (const char *at = strstr(words, one); at != NULL;
		at = strstr(at + 1, one))
		if ((at == words || at[-1] == ' ') &&
		    (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

static const struct article_rule *
rule_of(const struct record *r, const char *state)
{
	for (const struct article_rule *a = rules; a->state != NULL; a++)
		if (strcmp(a->state, state) == 0 &&
		    among(a->after, state_of(r)))
			return a;
	return NULL;
}

json_t *
article_next(struct visit *v, const struct record *r)
{
	json_t *list = json_array();

	for (const struct article_rule *a = rules; a->state != NULL; a++)
		if (among(a->after, state_of(r)))
			json_array_append_new(list, json_pack(
				"{s:s, s:s, s:s, s:b, s:b}", "state", a->state,
				"label", message(v->lang, arena_printf(
					v->arena, "article-act.%s", a->state)),
				"says", message(v->lang, arena_printf(v->arena,
					"article-act.%s-says", a->state)),
				"reason", (int)a->reason,
				"moment", (int)a->moment));
	return list;
}

bool
article_corrigible(const struct record *r)
{
	return r->standing == RECORD_THERE && article_public(r);
}

/* ---- what an act says ---- */

static const struct field *
article_field(const char *name)
{
	return field_named(entity_article.fields, name);
}

/* The text of one language as it came in; NULL: none that can be read, and
 * nothing of it is handed on. */
static const char *
plain_text(struct visit *v, json_t *in, const char *lang)
{
	json_t *texts = json_object_get(in, "texts"), *one;
	json_t *segments = json_object_get(json_object_get(texts, lang),
		"segments");
	size_t i;

	if (texts == NULL) {
		one = json_object_get(in, lang);
		return json_is_object(one) ? text_of(one, "text") :
			json_string_value(one);
	}
	json_array_foreach(segments, i, one)
		if (text_of(one, "text") == NULL)
			return NULL;
	return json_array_size(segments) > 0 ? words_in(v->arena, in, lang) :
		NULL;
}

/* Words as they were typed: an act is trusted with the fields that are the
 * program's, but nobody is believed who made a text.  Nor is a text that reads
 * as the canonical form, which a cell of a table may hold: it is a text. */
static json_t *
plain_words(struct visit *v, json_t *in)
{
	json_t *texts = json_object_get(in, "texts"), *out, *one;
	const char *lang;

	if (json_is_string(in))
		return json_pack("{s:O}", langs[v->lang].tag, in);
	if (!json_is_object(in))
		return json_incref(in);
	out = json_object();
	json_object_foreach(texts != NULL ? texts : in, lang, one) {
		const char *text = plain_text(v, in, lang);

		json_object_set_new(out, lang, text != NULL ?
			json_string(text) : json_is_null(one) ? json_null() :
			json_true());
	}
	if (text_of(in, "original") != NULL)
		json_object_set(out, "original",
			json_object_get(in, "original"));
	return out;
}

static json_t *plain_fields(struct visit *v, const struct field *fields,
	json_t *in);

/* Rows as they are, or as the JSON that a cell holds; no array: neither. */
static json_t *
rows_in(struct visit *v, json_t *in)
{
	const char *text = json_string_value(in);

	if (text == NULL)
		return in;
	in = keep(v, json_loads(text, 0, NULL));
	return json_is_array(in) ? in : json_true();
}

static json_t *
plain(struct visit *v, const struct field *f, json_t *in)
{
	json_t *out, *row;
	size_t i;

	if (f == NULL)
		return json_incref(in);
	if (f->kind == FIELD_WORDS || f->kind == FIELD_PROSE)
		return plain_words(v, in);
	if (f->kind == FIELD_ROWS)
		in = rows_in(v, in);
	if (f->kind != FIELD_ROWS || !json_is_array(in))
		return json_incref(in);
	out = json_array();
	json_array_foreach(in, i, row)
		json_array_append_new(out, plain_fields(v, f->rows, row));
	return out;
}

static json_t *
plain_fields(struct visit *v, const struct field *fields, json_t *in)
{
	json_t *out, *value;
	const char *name;

	if (!json_is_object(in))
		return json_incref(in);
	out = json_object();
	json_object_foreach(in, name, value)
		json_object_set_new(out, name, plain(v, field_named(fields,
			name), value));
	return out;
}

/* Is any language of it filled in? */
static bool
words_said(json_t *in)
{
	json_t *one;
	const char *lang;

	if (json_is_string(in))
		return !text_blank(json_string_value(in));
	json_object_foreach(in, lang, one)
		if (strcmp(lang, "original") != 0 && json_is_string(one) &&
		    !text_blank(json_string_value(one)))
			return true;
	return false;
}

/* The words that an act needs, or ERR_INPUT at their name; kept. */
static enum err
said(struct visit *v, json_t *act, const char *name, bool needed,
	json_t **out)
{
	*out = keep(v, plain_words(v, json_object_get(act, name)));
	if (*out != NULL && words_said(*out))
		return OK;
	*out = NULL;
	return needed ? fail_field(v, name, "error.required", NULL, NULL) : OK;
}

/* ---- doing it ---- */

/* In the name of the visitor; the fields are the program's. */
static enum err
act_write(struct visit *v, const struct record *r, int64_t revision,
	json_t *in, struct record **out)
{
	bool trusted = v->trusted;
	enum err err;

	if ((entity_article.write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	v->trusted = true;
	err = record_change(v, &entity_article, r->id, revision, in, out);
	v->trusted = trusted;
	return err;
}

static const char *
role_of(const struct visit *v)
{
	return v->roles & ROLE_APPROVER ? "approver" :
		v->roles & ROLE_EDITOR ? "editor" : "admin";
}

/* The moment that the act names: a local time and its zone, as forms send it,
 * or a text. */
static enum err
put_moment(struct visit *v, const json_t *act, bool needed, json_t *in)
{
	json_t *at = json_object_get(act, "publish_at");
	const char *local = json_is_object(at) ? text_of(at, "local") :
		json_string_value(at);
	const char *zone = text_of(at, "zone");
	int64_t moment;
	char name[64];

	if (local == NULL || text_blank(local)) {
		json_object_set_new(in, "publish_at", json_null());
		return needed ? fail_field(v, "publish_at", "error.required",
			NULL, NULL) : OK;
	}
	if (!moment_parse(local, zone != NULL && *zone != '\0' ? zone :
	    v->zone, &moment, name))
		return fail_field(v, "publish_at", "error.not-a-moment",
			local, NULL);
	if (moment <= v->now)
		return fail_field(v, "publish_at", "article.wrong-moment",
			NULL, NULL);
	json_object_set_new(in, "publish_at", json_string(moment_print(
		v->arena, moment, name)));
	return OK;
}

static enum err
leave(struct visit *v, json_t *act, json_t *in)
{
	json_t *reason;

	TRY(said(v, act, "reason", true, &reason));
	json_object_set(in, "left_says", reason);
	json_object_set_new(in, "left", json_string(moment_print(v->arena,
		v->now, v->zone)));
	json_object_set_new(in, "left_by", json_string(role_of(v)));
	json_object_set_new(in, "left_headline", json_boolean(
		text_of(act, "headline") != NULL ||
		json_is_true(json_object_get(act, "headline"))));
	return OK;
}

enum err
article_step(struct visit *v, const struct record *r, json_t *act,
	struct record **out)
{
	const char *state = text_of(act, "state");
	const struct article_rule *rule;
	json_t *in;

	if (state == NULL)
		return fail_field(v, "state", "error.required", NULL, NULL);
	rule = rule_of(r, state);
	if (rule == NULL)
		return fail_field(v, "state", "article.wrong-order",
			message(v->lang, arena_printf(v->arena,
				"article.state-%s", state_of(r))), NULL);
	in = keep(v, json_pack("{s:s}", "state", state));
	if (rule->reason) {
		TRY(leave(v, act, in));
		return act_write(v, r, 0, in, out);
	}
	if (rule->moment || strcmp(state, "review") == 0)
		TRY(put_moment(v, act, rule->moment, in));
	else
		json_object_set_new(in, "publish_at", json_null());
	return act_write(v, r, 0, in, out);
}

/* Only what the visitor could change in the form. */
static enum err
fields_take(struct visit *v, json_t *act, json_t *in)
{
	enum err err = OK;
	json_t *value;
	const char *name;

	json_object_foreach(act, name, value) {
		const struct field *f = article_field(name);

		if (*name == '_' || strcmp(name, "note") == 0)
			continue;
		if (f == NULL || (f->flags & GIVEN) != 0)
			err = fail_field(v, name, f == NULL ?
				"error.unknown-field" : "error.not-yours",
				NULL, NULL);
		else
			json_object_set_new(in, name, plain(v, f, value));
	}
	return err;
}

enum err
article_correct(struct visit *v, const struct record *r, int64_t revision,
	json_t *act, struct record **out)
{
	json_t *in = keep(v, json_object()), *rows, *note;
	enum err told, text;

	if (!article_corrigible(r))
		return fail(v, ERR_CONFLICT, "article.not-public");
	told = said(v, act, "note", true, &note);
	text = fields_take(v, act, in);
	if (told != OK || text != OK)
		return ERR_INPUT;
	rows = record_value(r, "corrections");
	rows = keep(v, rows != NULL ? json_copy(rows) : json_array());
	json_array_append_new(rows, json_pack("{s:s, s:O}", "at",
		moment_print(v->arena, v->now, v->zone), "says", note));
	json_object_set(in, "corrections", rows);
	json_object_set_new(in, "state", json_string("corrected"));
	return act_write(v, r, revision, in, out);
}

/* ---- when its moment has come ---- */

/* Another run may have been quicker, an editor may have taken it back. */
static enum err
publish_one(struct visit *v, void *arg)
{
	const struct id *id = arg;
	const char *at;
	struct record *r, *now;
	int64_t moment;
	char zone[64];

	TRY(record_get(v, &entity_article, *id, &r));
	at = record_text(r, "publish_at");
	if (r->standing != RECORD_THERE ||
	    strcmp(state_of(r), "scheduled") != 0 || at == NULL ||
	    !moment_parse(at, v->zone, &moment, zone) || moment > v->now)
		return OK;
	return record_change(v, &entity_article, *id, 0, keep(v, json_pack(
		"{s:s, s:n}", "state", "published",
		"publish_at")), &now);
}

enum err
article_publish_due(struct visit *v, json_t *with)
{
	struct query *q = query_of(v, &entity_article);
	enum err worst = OK;
	struct list due;

	(void)with;
	query_where(q, "state", QUERY_IS, "scheduled");
	query_where(q, "publish_at", QUERY_UNTIL, moment_print(v->arena,
		v->now, v->zone));
	query_limit(q, DUE_MOST);
	query_only(q, "publish_at");
	TRY(query_run(q, &due));
	for (size_t i = 0; i < due.n; i++) {
		enum err err = visit_write(v, publish_one, &due.at[i]->id);

		if (err == OK)
			continue;
		/* The others are not to wait for one that cannot be. */
		log_problem("article %s could not be published",
			id_text(v->arena, due.at[i]->id));
		worst = err;
	}
	return worst;
}
