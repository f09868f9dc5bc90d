/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page on which comments are looked after.  One form holds them all, so
 * that what is ticked is decided together; it works without scripts, and with
 * one (static/moderate.js) by keys.
 *
 *	{ "title", "here": address of this very page,
 *	  "tabs": [{"label","href","current","count"}], "tab", "like",
 *	  "comments": [see moderate_card.c], "comments_there", "empty_says",
 *	  "grounds": [{"value","label","rule","chosen"}], "note",
 *	  "last": the visitor's last act, see moderate_log.c,
 *	  "reasons": [{"says"}], why nothing was translated,
 *	  "next": address of the next page }
 */
#include <string.h>

#include "moderating.h"

#define SHOWN 50                        /* comments on a page */
#define LAST_KEPT (24 * 3600 * INT64_C(1000))  /* ms that it is offered */

static const struct tab {
	const char *name;                   /* message moderation.tab-NAME */
	struct {
		const char *field, *value;      /* value NULL: it is there */
	} where[2];
	const char *order;
	bool counted;
} tabs[] = {
	{ "held", {{ "state", "held" }}, "at", true },
	{ "objected", {{ "objected", "open" }, { "state", "removed" }}, "at", true },
	{ "reported", {{ "reported", NULL }, { "state", "shown" }}, "at", true },
	{ "blocked", {{ "state", "blocked" }}, "-at", true },
	{ "removed", {{ "state", "removed" }}, "-decided", false },
	{ "all", {{ NULL, NULL }}, "-at", false },
	{0}
};

/* A parameter of the address, or a field of the form that came from it. */
static const char *
asked(struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	if (text == NULL)
		text = request_text(rq, name);
	return text != NULL && *text != '\0' ? text : NULL;
}

static const struct tab *
tab_asked(struct request *rq)
{
	const char *name = asked(rq, "tab");

	for (const struct tab *t = tabs; name != NULL && t->name != NULL; t++)
		if (strcmp(t->name, name) == 0)
			return t;
	return tabs;
}

/* The comment whose network is asked for; none. */
static struct id
like_asked(struct request *rq)
{
	const char *text = asked(rq, "like");
	struct id id;

	return text != NULL && id_parse(text, &id) ? id : (struct id){{0}};
}

static const char *
tab_address(struct visit *v, const struct tab *t)
{
	return arena_printf(v->arena, "/office/moderation?tab=%s", t->name);
}

const char *
moderation_address(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct id like = like_asked(rq);
	const char *at = tab_address(v, tab_asked(rq));

	return id_none(like) ? at : arena_printf(v->arena, "%s&like=%s", at,
		id_text(v->arena, like));
}

/* ---- which comments ---- */

static bool
has_field(const char *name)
{
	return name == NULL || field_named(entity_comment.fields, name) != NULL;
}

static enum err
tab_read(struct request *rq, const struct tab *t, struct list *out)
{
	struct query *q = query_of(&rq->visit, &entity_comment);
	const char *after = asked(rq, "after");

	*out = (struct list){0};
	if (!has_field(t->where[0].field))
		return OK;
	for (int i = 0; i < 2 && t->where[i].field != NULL; i++)
		query_where(q, t->where[i].field, t->where[i].value != NULL ?
			QUERY_IS : QUERY_THERE, t->where[i].value);
	query_order(q, t->order);
	query_limit(q, SHOWN);
	if (after != NULL)
		query_after(q, after);
	return query_run(q, out);
}

static enum err
like_read(struct request *rq, struct id like, struct list *out)
{
	struct visit *v = &rq->visit;
	struct id *ids;
	size_t n;

	TRY(comments_like(v, like, &ids, &n));
	*out = (struct list){ .at = arena_alloc(v->arena,
		(n + 1) * sizeof *out->at) };
	for (size_t i = 0; i < n; i++) {
		TRY(record_get(v, &entity_comment, ids[i], &out->at[out->n]));
		out->n++;
	}
	return OK;
}

/* ---- the view ---- */

static enum err
put_tabs(struct request *rq, json_t *view, const struct tab *now)
{
	struct visit *v = &rq->visit;
	json_t *list = json_array();

	json_object_set_new(view, "tabs", list);
	for (const struct tab *t = tabs; t->name != NULL; t++) {
		int64_t n = 0;

		if (!has_field(t->where[0].field))
			continue;
		if (t->counted)
			TRY(comments_waiting_of(v, t->name, &n));
		json_array_append_new(list, json_pack("{s:s, s:s, s:b, s:s}",
			"label", message(v->lang, arena_printf(v->arena,
				"moderation.tab-%s", t->name)),
			"href", tab_address(v, t), "current", (int)(t == now &&
				id_none(like_asked(rq))),
			"count", n == 0 ? "" : arena_printf(v->arena, "%lld%s",
				(long long)n, n == WAITING_MOST ? "+" : "")));
	}
	return OK;
}

/* Chosen is what was sent of the form for many. */
static enum err
put_grounds(struct request *rq, json_t *view)
{
	const char *sent = request_text(rq, "ground");
	const char *note = request_text(rq, "note");
	json_t *list, *one;
	size_t i;

	TRY(grounds_offered(&rq->visit, &list));
	json_object_set_new(view, "grounds", list);
	json_array_foreach(list, i, one)
		json_object_set_new(one, "chosen", json_boolean(sent != NULL &&
			strcmp(sent, json_string_value(json_object_get(one,
				"value"))) == 0));
	put_text(view, "note", note != NULL ? note : "");
	return OK;
}

static enum err
put_last(struct visit *v, json_t *view)
{
	struct deed *last;
	size_t n;

	json_object_set_new(view, "last", json_false());
	if (id_none(v->account))
		return OK;
	TRY(deed_recent(v, &entity_comment, 0, true, &last, &n, 1));
	if (n > 0 && v->now - last->made < LAST_KEPT)
		json_object_set_new(view, "last", moderation_deed(v, last));
	return OK;
}

static enum err
put_comments(struct request *rq, json_t *view, const struct list *list)
{
	struct visit *v = &rq->visit;
	json_t *cards = keep(v, json_array()), *card;
	struct likes *likes;

	TRY(comments_likes(v, &likes));
	for (size_t i = 0; i < list->n; i++) {
		TRY(moderation_card(rq, list->at[i], likes, &card));
		json_array_append_new(cards, card);
	}
	put_list(view, "comments", json_incref(cards));
	return OK;
}

enum err
moderation_view(struct request *rq, json_t **out)
{
	struct visit *v = &rq->visit;
	const struct tab *tab = tab_asked(rq);
	struct id like = like_asked(rq);
	const char *here = moderation_address(rq);
	json_t *view = *out = keep(v, json_pack("{s:s, s:s, s:s, s:s, s:[],"
		" s:b, s:b}", "title", message(v->lang, "moderation.title"),
		"here", here, "tab", tab->name, "like", id_none(like) ? "" :
		id_text(v->arena, like), "reasons", "reasons_there", 0,
		"uses_moderate", 1));
	struct list list;

	TRY(id_none(like) ? tab_read(rq, tab, &list) :
		like_read(rq, like, &list));
	TRY(put_tabs(rq, view, tab));
	TRY(put_grounds(rq, view));
	TRY(put_last(v, view));
	TRY(put_comments(rq, view, &list));
	put_text(view, "empty_says", message(v->lang, tab->counted ?
		"moderation.none-waits" : "moderation.none"));
	put_text(view, "like_says", id_none(like) ? "" : message(v->lang,
		"moderation.like-title"));
	put_text(view, "next", list.next == NULL ? "" : arena_printf(v->arena,
		"%s&after=%s", here, list.next));
	return OK;
}

/* GET /office/moderation */
static enum err
page(struct request *rq)
{
	json_t *view;

	TRY(moderation_view(rq, &view));
	return reply_page(rq, "office/moderation", json_incref(view));
}

const struct route moderate_routes[] = {
	{ GET, "/office/moderation", MODERATORS, page, "Comments that wait for a person: ?tab= held, objected, reported, blocked, removed or all; ?like= those from where that comment came." },
	{0}
};
