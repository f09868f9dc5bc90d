/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Feeds of comments, of one article and of all: what is shown to everybody,
 * and of that no more than nickname, text, language and moment.  What was
 * taken down since is named as gone, without a word of it.  Whoever asks is
 * given what the public sees.
 */
#include <string.h>

#include "commenting.h"
#include "outlet.h"

#define TEXT_MOST (64 << 10)
#define GONE_MOST 50
#define GONE_DAYS 60

struct feeding {
	struct request *rq;
	const struct record *article;  /* NULL: of all */
	int64_t newest;
};

/* ---- one ---- */

static const char *
html_of(struct visit *v, const char *text)
{
	struct buf out = buf_in(v->arena, TEXT_MOST);

	buf_text(&out, "<p>");
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");

		buf_escape(&out, text, n);
		text += n;
		if (*text == '\n') {
			buf_text(&out, "<br>");
			text++;
		}
	}
	buf_text(&out, "</p>");
	return out.at;
}

static json_t *
item_of(struct feeding *f, const struct record *c, const struct record *of)
{
	struct visit *v = &f->rq->visit;
	const char *nickname = record_text(c, "nickname");
	const char *tag = record_text(c, "language");
	int64_t at = outlet_moment(v, record_text(c, "at"));
	int64_t updated = c->changed > at ? c->changed : at;
	json_t *item = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}",
		"id", outlet_urn(v, c->id, "comment"),
		"title", put_say(v, "comments.feed-item", nickname,
			record_title(v, of)),
		"author", nickname, "page_lang", langs[v->lang].html,
		"published", (json_int_t)at, "updated", (json_int_t)updated);

	put_text(item, "lang", tag != NULL ? lang_html(tag) :
		langs[v->lang].html);
	put_text(item, "title_lang", langs[v->lang].html);
	put_text(item, "href", arena_printf(v->arena, "%s%s#c-%s", f->rq->host,
		put_address(v, arena_printf(v->arena, "/news/%s",
		record_text(of, "slug"))), id_text(v->arena, c->id)));
	put_text(item, "html", html_of(v, record_text(c, "text")));
	if (record_flag(c, "sample"))
		json_object_set_new(item, "categories", json_pack(
			"[{s:s, s:s}]", "term", "sample", "label",
			message(v->lang, "sample.mark")));
	if (updated > f->newest)
		f->newest = updated;
	return item;
}

/* ---- which ---- */

static struct query *
comments_query(struct feeding *f)
{
	struct visit *v = &f->rq->visit;
	struct query *q = query_of(v, &entity_comment);

	if (f->article != NULL)
		query_where(q, "article", QUERY_IS, id_text(v->arena,
			f->article->id));
	return q;
}

static enum err
shown_list(struct feeding *f, struct list *out)
{
	struct query *q = comments_query(f);
	const char *after = request_query(f->rq, "after");

	query_where(q, "state", QUERY_IS, "shown");
	query_order(q, "-at");
	query_limit(q, outlet_feed_limit(f->rq));
	if (after != NULL)
		query_after(q, after);
	return query_run(q, out);
}

/* Not there any more: of an article that was hidden in between. */
static enum err
article_of(struct feeding *f, const struct record *c,
	const struct record **out)
{
	struct visit *v = &f->rq->visit;
	struct record *r;
	enum err err;

	*out = f->article;
	if (f->article != NULL)
		return OK;
	err = record_get(v, &entity_article, record_ref(c, "article"), &r);
	if (err == ERR_MISSING) {
		problems_forget(v);
		return OK;
	}
	TRY(err);
	*out = article_public(r) ? r : NULL;
	return OK;
}

static enum err
put_items(struct feeding *f, json_t *feed)
{
	struct request *rq = f->rq;
	json_t *items = json_array();
	struct list list;

	json_object_set_new(feed, "items", items);
	TRY(shown_list(f, &list));
	for (size_t i = 0; i < list.n; i++) {
		const struct record *of;

		TRY(article_of(f, list.at[i], &of));
		if (of != NULL)
			json_array_append_new(items, item_of(f, list.at[i],
				of));
	}
	if (list.next != NULL)
		put_text(feed, "next", arena_printf(rq->visit.arena,
			"%s%s?after=%s", rq->host, rq->path, list.next));
	return OK;
}

/* Whoever follows has it: that it went, and nothing else. */
static enum err
put_gone(struct feeding *f, json_t *feed)
{
	struct visit *v = &f->rq->visit;
	json_t *gone = json_array();
	unsigned roles = v->roles;
	struct query *q;
	struct list list;
	enum err err;

	json_object_set_new(feed, "gone", gone);
	v->roles |= ROLE_SYSTEM;
	q = comments_query(f);
	query_where(q, "state", QUERY_AMONG, "removed blocked withdrawn");
	query_order(q, "-at");
	query_limit(q, GONE_MOST);
	query_only(q, "state");
	err = query_run(q, &list);
	v->roles = roles;
	TRY(err);
	for (size_t i = 0; i < list.n; i++) {
		const struct record *c = list.at[i];

		if (c->changed < v->now - GONE_DAYS * INT64_C(86400000))
			continue;
		json_array_append_new(gone, json_pack("{s:s, s:I}", "id",
			outlet_urn(v, c->id, "comment"), "at",
			(json_int_t)c->changed));
		if (c->changed > f->newest)
			f->newest = c->changed;
	}
	return OK;
}

/* ---- the feed ---- */

static void
put_head(struct feeding *f, const char *path, json_t *feed)
{
	struct request *rq = f->rq;
	struct visit *v = &rq->visit;
	struct id id = f->article != NULL ? f->article->id : v->office;

	outlet_feed_head(rq, outlet_form_of(rq), path, feed);
	if (f->article != NULL)
		put_text(feed, "home", arena_printf(v->arena, "%s%s",
			rq->host, outlet_page(v, f->article)));
	put_text(feed, "id", outlet_urn(v, id, arena_printf(v->arena,
		"comments %s", langs[v->lang].tag)));
	put_text(feed, "title", put_say(v, "comments.feed-of",
		f->article != NULL ? record_title(v, f->article) :
		office_called(v), NULL));
	json_object_set_new(feed, "updated", json_integer((json_int_t)(
		f->newest != 0 ? f->newest : f->article != NULL ?
		outlet_moment(v, record_text(f->article, "published")) : 0)));
}

static enum err
feed_put_all(struct feeding *f, json_t *feed)
{
	TRY(put_items(f, feed));
	return request_query(f->rq, "after") == NULL ? put_gone(f, feed) : OK;
}

static enum err
reply_feed(struct feeding *f, const char *path)
{
	struct request *rq = f->rq;
	struct visit *v = &rq->visit;
	json_t *feed = keep(v, json_object());
	unsigned roles = v->roles;
	enum err err;

	v->roles = ROLE_ANYONE;
	err = feed_put_all(f, feed);
	v->roles = roles;
	TRY(err);
	put_head(f, path, feed);
	return outlet_feed_reply(rq, outlet_form_of(rq), feed);
}

/* GET /{lang}/news/{slug}/comments/feed.atom */
static enum err
article_feed(struct request *rq)
{
	struct feeding f = { .rq = rq };
	struct record *article;

	TRY(commenting_article(rq, &article));
	f.article = article;
	return reply_feed(&f, arena_printf(rq->visit.arena,
		"/news/%s/comments", record_text(article, "slug")));
}

/* GET /{lang}/comments/feed.atom */
static enum err
site_feed(struct request *rq)
{
	struct feeding f = { .rq = rq };

	return reply_feed(&f, "/comments");
}

const struct route comment_feed_routes[] = {
	{ GET, "/{lang}/news/{slug}/comments/feed.atom", ROLE_ANYONE, article_feed, "The comments beneath an article as Atom, newest first; ?after= goes on, ?limit= to 100." },
	{ GET, "/{lang}/news/{slug}/comments/feed.rss", ROLE_ANYONE, article_feed, "The same as RSS 2.0." },
	{ GET, "/{lang}/news/{slug}/comments/feed.json", ROLE_ANYONE, article_feed, "The same as JSON Feed 1.1." },
	{ GET, "/{lang}/comments/feed.atom", ROLE_ANYONE, site_feed, "The newest comments of the whole site as Atom." },
	{ GET, "/{lang}/comments/feed.rss", ROLE_ANYONE, site_feed, "The same as RSS 2.0." },
	{ GET, "/{lang}/comments/feed.json", ROLE_ANYONE, site_feed, "The same as JSON Feed 1.1." },
	{0}
};
