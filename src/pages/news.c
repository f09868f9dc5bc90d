/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The press room as readers see it: the list of articles, and an article with
 * its comments.  An article is read in the reader's language; where that text
 * is a translation, the original stands beside it, segment by segment:
 *
 *	pairs:      [{ "ours": {"html_html","lang","changed"},
 *	               "theirs": {…} }]
 *	paragraphs: [{ "html_html" }]           one language alone
 *	views:      the other ways to read it, as links
 *
 * ?beside=en sets another language beside it, ?beside=no none.
 */
#include <string.h>

#include "inside.h"

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
	json_t *file = record_value(r, "picture"), *picture;
	const char *src = put_file(v, file);

	if (src == NULL)
		return;
	picture = json_pack("{s:s}", "src", src);
	if (json_object_get(file, "width") != NULL) {
		json_object_set(picture, "width",
			json_object_get(file, "width"));
		json_object_set(picture, "height",
			json_object_get(file, "height"));
	}
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
	query_where(q, "state", QUERY_IS, "published");
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
	query_where(q, "state", QUERY_IS, "published");
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

/* ---- the body, in one language or two ---- */

/* Which language stands beside: what was asked for, else the original where
 * the reader's is a translation; NULL: none. */
static const char *
beside_of(struct request *rq, const json_t *body, const struct words_seen *seen)
{
	const char *asked = request_query(rq, "beside");
	const char *original = json_string_value(
		json_object_get(body, "original"));

	if (asked == NULL)
		asked = seen->original || seen->foreign ? NULL : original;
	if (asked == NULL || strcmp(asked, seen->lang) == 0 ||
		json_object_get(json_object_get(body, "texts"), asked) == NULL)
		return NULL;
	return asked;
}

/* The twin of the i-th of our segments in a language that it was not made
 * from: what stands at the same place. */
static json_t *
theirs_of(json_t *ours, json_t *others, size_t i, const char *lang)
{
	json_t *twin = json_object_get(ours, "twin");
	const char *from = json_string_value(json_object_get(twin, "lang"));

	if (from != NULL && strcmp(from, lang_html(lang)) == 0)
		return json_incref(twin);
	return json_incref(json_array_get(others, i));
}

static void
put_pairs(struct visit *v, json_t *view, const json_t *body,
	const char *ours_in, const char *theirs_in)
{
	json_t *ours = keep(v, words_segments(v, body, ours_in, true));
	json_t *theirs = keep(v, words_segments(v, body, theirs_in, true));
	json_t *pairs = json_array(), *segment;
	size_t i;

	json_array_foreach(ours, i, segment) {
		json_t *pair = json_pack("{s:O}", "ours", segment);
		json_t *twin = theirs_of(segment, theirs, i, theirs_in);

		if (json_is_true(json_object_get(segment, "stale")))
			put_text(segment, "changed", message(v->lang,
				"words.notice-stale"));
		if (twin != NULL)
			json_object_set_new(pair, "theirs", twin);
		json_array_append_new(pairs, pair);
	}
	/* Paragraphs that were never translated are there too. */
	for (; i < json_array_size(theirs); i++)
		json_array_append_new(pairs, json_pack("{s:{s:s, s:s}, s:O}",
			"ours", "html_html", "", "lang", lang_html(ours_in),
			"theirs", json_array_get(theirs, i)));
	put_list(view, "pairs", pairs);
	put_text(view, "ours", lang_name(v->arena, v->lang, ours_in));
	put_text(view, "theirs", lang_name(v->arena, v->lang, theirs_in));
}

static void
put_view(json_t *views, const char *href, const char *label, const char *tag)
{
	json_t *view = json_pack("{s:s, s:s}", "href", href, "label", label);

	put_text(view, "tag", tag);
	json_array_append_new(views, view);
}

/* The other ways to read it. */
static void
put_views(struct request *rq, json_t *view, const json_t *body,
	const struct words_seen *seen, const char *beside)
{
	struct visit *v = &rq->visit;
	json_t *views = json_array(), *text;
	const char *tag;

	if (beside != NULL)
		put_view(views, arena_printf(v->arena, "%s?beside=no",
			rq->path), put_say(v, "news.only", lang_name(v->arena,
			v->lang, seen->lang), NULL), NULL);
	json_object_foreach(json_object_get(body, "texts"), tag, text)
		if (strcmp(tag, seen->lang) != 0 &&
			(beside == NULL || strcmp(tag, beside) != 0))
			put_view(views, arena_printf(v->arena, "%s?beside=%s",
				rq->path, tag), put_say(v, "news.together",
				lang_name(v->arena, v->lang, tag), NULL), NULL);
	put_list(view, "views", views);
}

/* "Written in Korean." or "Translated from Korean by …, checked by …" */
static const char *
origin_says(struct visit *v, const json_t *body, const struct words_seen *seen)
{
	const char *original = lang_name(v->arena, v->lang,
		json_string_value(json_object_get(body, "original")));
	json_t *view = keep(v, words_view_in(v, body, seen->lang));
	const char *says = json_string_value(json_object_get(view,
		"origin_says"));
	const char *checked = json_string_value(json_object_get(view,
		"checked"));

	if (seen->original)
		return put_say(v, "news.written-in", original, NULL);
	return arena_printf(v->arena, "%s %s%s%s",
		put_say(v, "news.translated-from", original, NULL),
		says != NULL ? says : "", checked != NULL ? " " : "",
		checked != NULL ? checked : "");
}

static void
put_body(struct request *rq, json_t *view, const struct record *r)
{
	struct visit *v = &rq->visit;
	const json_t *body = record_value(r, "body");
	struct words_seen seen = words_see(v->arena, body, v->lang);
	const char *beside;

	if (seen.lang == NULL)
		return;
	beside = beside_of(rq, body, &seen);
	put_prose(v, view, "body", body);
	put_text(view, "origin", origin_says(v, body, &seen));
	put_views(rq, view, body, &seen, beside);
	if (beside != NULL)
		put_pairs(v, view, body, seen.lang, beside);
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
	put_body(rq, view, r);
	put_rows(v, view, "subheads", record_value(r, "subheads"), put_subhead);
	put_rows(v, view, "quotations", record_value(r, "quotations"),
		put_quotation);
	put_rows(v, view, "corrections", record_value(r, "corrections"),
		put_correction);
	put_exchange(v, view, r);
	put_text(view, "source", record_words(v, r, "source"));
	put_text(view, "mail", mail_link(rq, record_title(v, r)));
	return view;
}

/* ---- what search engines and messengers read ---- */

/* JSON inside a script element: nothing in it may end the element. */
static const char *
script_safe(struct arena *a, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);
	struct buf out;

	arena_defer(a, free, text);
	out = buf_in(a, 6 * strlen(text) + 1);
	for (const char *s = text; *s != '\0'; s++)
		if (*s == '<' || *s == '>' || *s == '&')
			buf_printf(&out, "\\u%04x", (unsigned)*s);
		else
			buf_char(&out, *s);
	return out.at;
}

static json_t *
social_view(struct request *rq, const struct record *r, const char *office)
{
	struct visit *v = &rq->visit;
	const char *published = record_text(r, "published");
	const char *picture = put_file(v, record_value(r, "picture"));
	json_t *ld = keep(v, json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s}}",
		"@context", "https://schema.org", "@type", "NewsArticle",
		"headline", record_title(v, r),
		"inLanguage", langs[v->lang].html,
		"url", arena_printf(v->arena, "%s%s", rq->host, rq->path),
		"publisher", "@type", "GovernmentOrganization",
		"name", office));
	json_t *view = json_object();

	if (published != NULL) {
		published = arena_copy(v->arena, published,
			strcspn(published, "["));
		put_text(view, "published", published);
		put_text(ld, "datePublished", published);
	}
	if (picture != NULL) {
		picture = arena_printf(v->arena, "%s%s", rq->host, picture);
		put_text(view, "picture", picture);
		put_text(ld, "image", picture);
	}
	put_text(view, "ld_html", script_safe(v->arena, ld));
	return view;
}

static enum err
put_comments(struct visit *v, json_t *view, const struct record *r)
{
	json_t *comments, *one;
	size_t i;

	TRY(comments_of(v, r, &comments));
	json_object_set_new(view, "comments", comments);
	json_object_set_new(view, "comment_count",
		json_integer((json_int_t)json_array_size(comments)));
	json_array_foreach(comments, i, one) {
		const char *at = json_string_value(json_object_get(one, "at"));
		json_t *lang = json_object_get(one, "lang");

		/* "lang" and "sample" mean other things further out. */
		if (lang != NULL)
			json_object_set(one, "tongue", lang);
		json_object_set_new(one, "is_sample", json_boolean(
			json_is_true(json_object_get(one, "sample"))));
		if (at != NULL)
			json_object_set_new(one, "datetime", json_string(
				arena_copy(v->arena, at, strcspn(at, "["))));
	}
	return OK;
}

/* GET /{lang}/news/{slug} */
static enum err
article(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *shown;
	const char *office_name = "";
	struct record *r, *office;

	TRY(record_named(v, &entity_article, request_param(rq, "slug"), &r));
	shown = article_view(rq, r);
	json_object_set_new(view, "article", shown);
	TRY(put_ties(v, shown, r));
	put_text(view, "title", record_title(v, r));
	put_text(view, "description", json_string_value(json_object_get(
		json_object_get(shown, "standfirst"), "text")));
	if (office_own(v, &office) == OK)
		office_name = record_title(v, office);
	problems_forget(v);
	json_object_set_new(view, "social", social_view(rq, r, office_name));
	TRY(put_comments(v, view, r));
	return put_page(rq, "article", json_incref(view));
}

const struct route news_routes[] = {
	{ GET, "/{lang}/news", ROLE_ANYONE, news, "The published articles, newest first." },
	{ GET, "/{lang}/news/{slug}", ROLE_ANYONE, article, "An article with its comments; ?beside= sets a second language beside it." },
	{0}
};
