/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What readers write beneath an article: a nickname and a text.  The password
 * that a reader gave is not a field; it stands in a table of its own.  A
 * comment that is removed keeps its place, with the ground it was removed on,
 * and so the answers to it stay readable.
 *
 * The grounds are the ten of a Korean city's board ordinance.
 */
#include <string.h>

#include "inside.h"

static const struct field comment_fields[] = {
	{ "article",  FIELD_REF, REQUIRED | LISTED | FILTERED, .to = &entity_article },
	{ "nickname", FIELD_TEXT, REQUIRED | LISTED | FILTERED, .min = 1, .max = 20 },
	{ "text",     FIELD_TEXT, REQUIRED | LISTED, .min = 1, .max = 1000 },
	{ "at",       FIELD_MOMENT, LISTED | FILTERED },
	{ "language", FIELD_LANGUAGE, 0 },
	{ "answers",  FIELD_REF, FILTERED, .to = &entity_comment },
	{ "state",    FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "shown held blocked removed withdrawn", .preset = "shown" },
	{ "reason",   FIELD_CHOICE, LISTED | FILTERED, .choices = "security politics attack defamation advert abuse impostor repeat privacy unrelated" },
	{ "why",      FIELD_CHOICE, LISTED | FILTERED, .choices = "neither fast field often repeat link first word near reported load", .read = ROLE_STAFF },
	{ "objection", FIELD_TEXT, .max = 1000, .read = ROLE_STAFF },
	{ "until",    FIELD_DATE, FILTERED },
	{ "decided",  FIELD_MOMENT, GIVEN },
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

static enum err
comment_check(struct visit *v, struct draft *d)
{
	const char *text = text_of(d->fields, "text");

	if (text != NULL && text_blank(text))
		return fail_field(v, "text", "comment.wrong-text", NULL, NULL);
	if (json_object_get(d->fields, "at") == NULL)
		json_object_set_new(d->fields, "at", json_string(
			moment_print(v->arena, v->now, v->zone)));
	if (is(d->fields, "state", "removed")) {
		if (json_object_get(d->fields, "reason") == NULL)
			return fail_field(v, "reason", "comment.wrong-reason",
				NULL, NULL);
		/* An import may bring it. */
		if (json_object_get(d->fields, "decided") == NULL)
			json_object_set_new(d->fields, "decided", json_string(
				moment_print(v->arena, v->now, v->zone)));
	} else {
		json_object_del(d->fields, "reason");
		json_object_del(d->fields, "decided");
	}
	return answers_check(v, d);
}

const struct entity entity_comment = {
	.name = "comment", .plural = "comments", .fields = comment_fields,
	.title = "nickname", .order = "-at",
	.read = ROLE_ANYONE, .write = ROLE_EDITOR | ROLE_ADMINS,
	.open = { "state", "shown" }, .within = "article",
	.owned = "office",
	.check = comment_check,
};

/* ---- beneath an article ---- */

/* Every key is there, though empty: mustache looks for one that is not there
 * further out. */
static json_t *
view_blank(struct visit *v, const struct record *c)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:s, s:s,"
		" s:b}", "id", id_text(v->arena, c->id), "at", "", "when", "",
		"nickname", "", "text", "", "lang", "", "reply", 0, "removed",
		0, "reason", "", "says", "", "sample",
		record_flag(c, "sample"));
}

static void
put_reason(struct visit *v, json_t *view, const struct record *c)
{
	const char *key = arena_printf(v->arena, "comment.reason-%s",
		record_text(c, "reason"));
	const char *reason = message(v->lang, key);

	json_object_set_new(view, "removed", json_true());
	json_object_set_new(view, "reason", json_string(reason));
	json_object_set_new(view, "says", json_string(message_with(v->arena,
		v->lang, "comments.removed", reason, NULL, NULL)));
}

/* What a reader sees: of a removed one only that it was there, and why not. */
static json_t *
comment_view(struct visit *v, const struct record *c)
{
	const char *at = record_text(c, "at"), *tag = record_text(c, "language");
	json_t *view = view_blank(v, c);
	char zone[64];
	int64_t moment;

	if (at != NULL && moment_parse(at, v->zone, &moment, zone)) {
		json_object_set_new(view, "at", json_string(at));
		json_object_set_new(view, "when", json_string(
			text_moment(v->arena, v->lang, moment, v->zone)));
	}
	if (is(c->fields, "state", "removed")) {
		put_reason(v, view, c);
		return view;
	}
	if (!is(c->fields, "state", "shown")) {
		bool blocked = is(c->fields, "state", "blocked");

		json_object_set_new(view, "removed", json_true());
		json_object_set_new(view, "says", json_string(message(v->lang,
			blocked ? "comments.blocked" :
			"comments.withdrawn")));
		return view;
	}
	json_object_set_new(view, "nickname",
		json_string(record_text(c, "nickname")));
	json_object_set_new(view, "text", json_string(record_text(c, "text")));
	if (tag != NULL)
		json_object_set_new(view, "lang", json_string(lang_html(tag)));
	return view;
}

/* A comment and, behind it, the answers to it; each once. */
static void
put_thread(struct visit *v, json_t *out, const struct list *all, bool *done,
	size_t at, int depth)
{
	json_t *view = comment_view(v, all->at[at]);

	done[at] = true;
	if (depth > 0)
		json_object_set_new(view, "reply", json_true());
	json_array_append_new(out, view);
	for (size_t i = at + 1; i < all->n && depth < 8; i++)
		if (!done[i] && id_same(record_ref(all->at[i], "answers"),
		    all->at[at]->id))
			put_thread(v, out, all, done, i, depth + 1);
}

/* All that were ever shown, the newest QUERY_MOST of them, oldest first. */
static enum err
comments_all(struct visit *v, const struct record *article, struct list *out)
{
	struct query *q = query_of(v, &entity_comment);

	query_where(q, "article", QUERY_IS, id_text(v->arena, article->id));
	query_where(q, "state", QUERY_IS_NOT, "held");
	query_order(q, "-at");
	query_limit(q, QUERY_MOST);
	TRY(query_run(q, out));
	for (size_t i = 0, j = out->n; i + 1 < j; i++) {
		struct record *other = out->at[--j];

		out->at[j] = out->at[i];
		out->at[i] = other;
	}
	return OK;
}

enum err
comments_of(struct visit *v, const struct record *article, json_t **out)
{
	unsigned roles = v->roles;
	struct list all;
	bool *done;
	enum err err;

	/* The public may not see removed ones; that they were there, it may. */
	v->roles |= ROLE_SYSTEM;
	err = comments_all(v, article, &all);
	v->roles = roles;
	TRY(err);
	done = arena_alloc(v->arena, all.n + 1);
	*out = json_array();
	for (size_t i = 0; i < all.n; i++)
		if (!done[i] && id_none(record_ref(all.at[i], "answers")))
			put_thread(v, *out, &all, done, i, 0);
	for (size_t i = 0; i < all.n; i++)
		if (!done[i])
			put_thread(v, *out, &all, done, i, 0);
	return OK;
}
