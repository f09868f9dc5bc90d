/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The press room as readers see it: the list of articles, and an article with
 * its comments.  Its body, in one language or two, is story.c.
 */
#include <string.h>

#include "commenting.h"

#define PAGE 20           /* articles in a list */
#define STANDFIRST 140    /* characters, where the article has no lead */

/* ---- an article in a list ---- */

void
story_begins(struct visit *v, json_t *view, const char *key,
	const struct record *r, size_t most)
{
	struct buf text = buf_in(v->arena, 1 << 16);
	struct words_seen body;
	struct record *whole;
	json_t *out;

	/* Lists are read without the bodies. */
	if (record_part(v, &entity_article, r->id, "body", &whole) != OK) {
		problems_forget(v);
		return;
	}
	body = words_see(v->arena, record_value(whole, "body"), v->lang);
	markdown_text(v->arena, body.text, &text);
	if (body.lang == NULL || text.n == 0)
		return;
	out = json_pack("{s:s}", "text", text_cut(v->arena, text.at, most));
	if (body.foreign)
		put_text(out, "lang", lang_html(body.lang));
	json_object_set_new(view, key, out);
}

/* Its lead; else its first subhead; else how it begins. */
static void
put_standfirst(struct visit *v, json_t *view, const struct record *r)
{
	json_t *first = json_array_get(record_value(r, "subheads"), 0);

	put_words(v, view, "standfirst", record_value(r, "lead"));
	if (json_object_get(view, "standfirst") == NULL)
		put_words(v, view, "standfirst",
			json_object_get(first, "line"));
	if (json_object_get(view, "standfirst") == NULL)
		story_begins(v, view, "standfirst", r, STANDFIRST);
}

/* In lists a word says what the notice says in full. */
static bool
is_machine(struct visit *v, const struct record *r)
{
	struct words_seen headline = words_see(v->arena,
		record_value(r, "headline"), v->lang);

	return headline.origin != NULL && headline.checked_by == NULL &&
		strcmp(headline.origin, "machine") == 0;
}

static void
put_picture(struct visit *v, json_t *view, const struct record *r)
{
	json_t *picture = put_image(v, record_value(r, "picture"));

	if (picture == NULL)
		return;
	put_words(v, picture, "alt", record_value(r, "picture_alt"));
	put_words(v, picture, "credit", record_value(r, "picture_credit"));
	json_object_set_new(view, "picture", picture);
}

json_t *
story_view(struct visit *v, const struct record *r)
{
	json_t *view = json_object();

	put_text(view, "href", record_page(v, r));
	put_words(v, view, "headline", record_value(r, "headline"));
	put_words(v, view, "desk", record_value(r, "desk"));
	put_standfirst(v, view, r);
	put_moment(v, view, "published", record_text(r, "published"));
	put_picture(v, view, r);
	json_object_set_new(view, "is_machine",
		json_boolean(is_machine(v, r)));
	json_object_set_new(view, "is_sample",
		json_boolean(record_flag(r, "sample")));
	return view;
}

enum err
stories_told(struct visit *v, struct map **out)
{
	struct query *q = query_of(v, &entity_article);
	struct list list;

	*out = map_new(v->arena);
	articles_public(q);
	query_where(q, "exchange", QUERY_THERE, NULL);
	query_order(q, "published");
	query_limit(q, QUERY_MOST);
	query_only(q, "exchange");
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		const char *page = record_page(v, list.at[i]);

		if (page != NULL)
			map_put(*out, id_text(v->arena, record_ref(
				list.at[i], "exchange")),
				arena_text(v->arena, page));
	}
	return OK;
}

/* GET /{lang}/news */
static enum err
news(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *after = request_query(rq, "after");
	struct query *q = query_of(v, &entity_article);
	json_t *view, *stories = json_array();
	struct list list;

	view = keep(v, json_pack("{s:s}", "title",
		message(v->lang, "news.title")));
	json_object_set_new(view, "stories", stories);
	articles_public(q);
	query_order(q, "-published");
	query_limit(q, PAGE);
	if (after != NULL)
		query_after(q, after);
	query_only(q, STORY_VIEW);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(stories, story_view(v, list.at[i]));
	json_object_set_new(view, "stories_there", json_boolean(list.n > 0));
	if (after != NULL)
		put_text(view, "first_page", put_address(v, "/news"));
	if (list.next != NULL)
		put_text(view, "next_page", put_address(v, arena_printf(
			v->arena, "/news?after=%s", list.next)));
	json_object_set_new(view, "pager", json_boolean(after != NULL ||
		list.next != NULL));
	return put_page(rq, "news", json_incref(view));
}

/* ---- the other parts ---- */

static void
put_rows(struct visit *v, json_t *view, const char *key, json_t *rows,
	void (*put)(struct visit *v, json_t *one, const json_t *row))
{
	json_t *list = json_array(), *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		json_t *one = json_object();

		put(v, one, row);
		json_array_append_new(list, one);
	}
	put_list(view, key, list);
}

static void
put_subhead(struct visit *v, json_t *one, const json_t *row)
{
	put_words(v, one, "line", json_object_get(row, "line"));
}

static void
put_quotation(struct visit *v, json_t *one, const json_t *row)
{
	const char *manner = json_string_value(json_object_get(row, "manner"));

	put_words(v, one, "text", json_object_get(row, "text"));
	put_words(v, one, "said_as", json_object_get(row, "said_as"));
	json_object_set_new(one, "verbatim", json_boolean(manner != NULL &&
		strcmp(manner, "verbatim") == 0));
}

static void
put_correction(struct visit *v, json_t *one, const json_t *row)
{
	put_moment(v, one, "on", json_string_value(json_object_get(row, "at")));
	put_words(v, one, "says", json_object_get(row, "says"));
}

static void
put_further(struct visit *v, json_t *one, const json_t *row)
{
	json_t *image = put_image(v, json_object_get(row, "file"));
	json_t *caption = json_object_get(row, "caption");

	if (image == NULL)
		return;
	json_object_update_new(one, image);
	json_object_set_new(one, "lazy", json_true());
	put_words(v, one, "alt", json_object_get(row, "alt"));
	put_words(v, one, "credit", json_object_get(row, "credit"));
	put_words(v, one, "caption", caption);
}

static enum err
put_ties(struct visit *v, json_t *view, const struct record *r)
{
	json_t *ties = json_array(), *one;
	size_t i;

	json_object_set_new(view, "ties", ties);
	json_array_foreach(record_value(r, "ties"), i, one) {
		struct record *tie;
		struct id id;

		if (id_parse(json_string_value(one), &id) &&
			record_part(v, &entity_tie, id, TIE_LINE, &tie) == OK)
			json_array_append_new(ties, tie_line(v, tie));
	}
	problems_forget(v);
	json_object_set_new(view, "ties_there",
		json_boolean(json_array_size(ties) > 0));
	return OK;
}

static void
put_exchange(struct visit *v, json_t *view, const struct record *r)
{
	struct id id = record_ref(r, "exchange");
	struct record *exchange;

	if (id_none(id) ||
		record_part(v, &entity_exchange, id, ENTRY_VIEW,
			&exchange) != OK ||
		!record_flag(exchange, "public")) {
		problems_forget(v);
		return;
	}
	json_object_set_new(view, "exchange", entry_view(v, exchange, NULL));
}

static void
put_told(struct visit *v, json_t *view, const char *key, const char *message)
{
	json_t *moment = json_object_get(view, key);
	const char *when = json_string_value(json_object_get(moment, "when"));

	if (when != NULL)
		put_text(moment, "says", put_say(v, message, when, NULL));
}

/* mailto: with the headline and the address. */
static const char *
mail_link(struct request *rq, const char *title)
{
	struct arena *a = rq->visit.arena;
	struct buf out = buf_in(a, 8192);

	buf_text(&out, "mailto:?subject=");
	for (const char *s = title; *s != '\0'; s++)
		buf_printf(&out, strchr("-_.~", *s) != NULL ||
			(*s >= '0' && *s <= '9') || ((*s | 0x20) >= 'a' &&
			(*s | 0x20) <= 'z') ? "%c" : "%%%02X",
			(unsigned char)*s);
	buf_printf(&out, "&body=%s%s", rq->host, rq->path);
	return out.at;
}

static json_t *
article_view(struct request *rq, const struct record *r)
{
	struct visit *v = &rq->visit;
	json_t *view = story_view(v, r);

	put_words(v, view, "byline", record_value(r, "byline"));
	put_words(v, view, "lead", record_value(r, "lead"));
	put_moment(v, view, "entered", record_text(r, "entered"));
	put_told(v, view, "entered", "news.entered");
	put_told(v, view, "published", "news.published");
	story_body(rq, view, r);
	put_rows(v, view, "subheads", record_value(r, "subheads"), put_subhead);
	put_rows(v, view, "quotations", record_value(r, "quotations"),
		put_quotation);
	put_rows(v, view, "pictures", record_value(r, "pictures"), put_further);
	put_rows(v, view, "corrections", record_value(r, "corrections"),
		put_correction);
	put_exchange(v, view, r);
	put_text(view, "source", record_words(v, r, "source"));
	put_text(view, "mail", mail_link(rq, record_title(v, r)));
	return view;
}

/* ?comments= is where the older ones begin. */
static void
put_comments_further(struct request *rq, json_t *view, const struct record *r,
	const char *older, const char *behind)
{
	struct visit *v = &rq->visit;
	const char *at = put_address(v, arena_printf(v->arena, "/news/%s",
		record_text(r, "slug")));

	put_text(view, "comments_older", older == NULL ? "" :
		arena_printf(v->arena, "%s?comments=%s#comments", at, older));
	put_text(view, "comments_newest", behind == NULL ? "" :
		arena_printf(v->arena, "%s#comments", at));
}

static enum err
put_comments(struct request *rq, json_t *view, const struct record *r)
{
	struct visit *v = &rq->visit;
	const char *behind = request_query(rq, "comments");
	struct comments all;
	json_t *one;
	size_t i;

	TRY(comments_of(v, r, behind, &all));
	json_object_set(view, "comments", all.list);
	json_object_set_new(view, "comment_count", json_integer(all.count));
	put_comments_further(rq, view, r, all.older, behind);
	json_array_foreach(all.list, i, one) {
		const char *at = json_string_value(json_object_get(one, "at"));
		json_t *lang = json_object_get(one, "lang");

		/* "lang" and "sample" mean other things further out. */
		if (lang != NULL)
			json_object_set(one, "tongue", lang);
		put_text(one, "number_says", put_say(v, "comments.number-of",
			json_string_value(json_object_get(one, "number")),
			NULL));
		json_object_set_new(one, "is_sample", json_boolean(
			json_is_true(json_object_get(one, "sample"))));
		if (at != NULL)
			json_object_set_new(one, "datetime", json_string(
				arena_copy(v->arena, at, strcspn(at, "["))));
	}
	return OK;
}

enum err
article_shown(struct request *rq, const struct record *r, json_t **out)
{
	struct visit *v = &rq->visit;
	json_t *view = *out = keep(v, json_object()), *shown;

	shown = article_view(rq, r);
	json_object_set_new(view, "article", shown);
	TRY(put_ties(v, shown, r));
	put_text(view, "title", record_title(v, r));
	put_text(view, "description", json_string_value(json_object_get(
		json_object_get(shown, "standfirst"), "text")));
	outlet_put(rq, r, view);
	return put_comments(rq, view, r);
}

/* GET /{lang}/news/{slug} */
static enum err
article(struct request *rq)
{
	struct record *r;
	json_t *view;

	TRY(article_read(&rq->visit, request_param(rq, "slug"), &r));
	if (article_face(r) == ARTICLE_STUB || article_face(r) == ARTICLE_GONE)
		return article_left(rq, r);
	TRY(article_shown(rq, r, &view));
	TRY(box_put(rq, view, r, false));
	return put_page(rq, "article", json_incref(view));
}

const struct route news_routes[] = {
	{ GET, "/{lang}/news", ROLE_ANYONE, news, "The published articles, newest first." },
	{ GET, "/{lang}/news/{slug}", ROLE_ANYONE, article, "An article with its comments; ?beside= sets a second language beside it, ?view= shows the original, the translation or both." },
	{0}
};
