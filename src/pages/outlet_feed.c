/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Feeds of all news and of one tie's, in each language and in three forms.
 * The same article has the same id in every feed of a language, for good;
 * another language's text of it is an entry of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "outlet.h"
#include "paper/paper.h"

#define PAGE 30              /* articles in a feed, unless ?limit= says */
#define PAGE_MOST 100
#define ENTRY_MOST (4 << 20)
#define GONE_MOST 50
#define GONE_DAYS 60         /* so long is told what was taken back */

static const struct outlet_form forms[] = {
	{ FEED_ATOM, "atom", "application/atom+xml" },
	{ FEED_RSS, "rss", "application/rss+xml" },
	{ FEED_JSON, "json", "application/feed+json" },
};

#define FORMS (sizeof forms / sizeof *forms)

struct feeding {
	struct request *rq;
	const struct outlet_form *form;
	const struct record *tie;    /* NULL: all news */
	const char *path;            /* "/news", "/ties/dongpu" */
	int64_t newest;
};

/* A UUID of ours (version 8 of RFC 9562) for one thing in one language. */
const char *
outlet_urn(const struct visit *v, struct id id, const char *more)
{
	uint8_t digest[SECRET_DIGEST];
	struct id out;

	secret_digest2(id.b, sizeof id.b, more, strlen(more), digest);
	memcpy(out.b, digest, sizeof out.b);
	out.b[6] = (uint8_t)((out.b[6] & 0x0f) | 0x80);
	out.b[8] = (uint8_t)((out.b[8] & 0x3f) | 0x80);
	return arena_printf(v->arena, "urn:uuid:%s", id_text(v->arena, out));
}

static const char *
feed_at(const struct visit *v, const char *host, enum lang lang,
	const char *path, const struct outlet_form *form)
{
	return arena_printf(v->arena, "%s/%s%s/feed.%s", host, langs[lang].tag,
		path, form->ending);
}

json_t *
outlet_feeds(const struct visit *v, const char *host, const char *path,
	const char *key)
{
	json_t *list = json_array();

	for (size_t i = 0; i < FORMS; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}",
			"type", forms[i].type, "says", message(v->lang, key),
			"href", feed_at(v, host, v->lang, path, &forms[i])));
	return list;
}

/* ---- an article ---- */

static void
put_category(json_t *list, const char *term, const char *label)
{
	json_array_append_new(list, json_pack("{s:s, s:s}", "term", term,
		"label", label));
}

static json_t *
categories_of(const struct outlet *o)
{
	const char *desk = outlet_line(o, record_value(o->r, "desk"), NULL);
	json_t *list = json_array(), *tie;
	struct id id;
	size_t i;

	if (*desk != '\0')
		put_category(list, desk, desk);
	json_array_foreach(record_value(o->r, "ties"), i, tie)
		if (id_parse(json_string_value(tie), &id) &&
		    record_seen_of(o->v, &entity_tie, id)) {
			const char *title = record_title_of(o->v, &entity_tie,
				id);

			put_category(list, title, title);
		}
	problems_forget(o->v);
	if (o->machine)
		put_category(list, "machine-translation", message(o->v->lang,
			"news.machine"));
	if (record_flag(o->r, "sample"))
		put_category(list, "sample", message(o->v->lang,
			"sample.mark"));
	return list;
}

static void
item_image(const struct outlet *o, json_t *item)
{
	json_t *file = record_value(o->r, "picture");
	const char *src = put_file(o->v, file);

	if (src != NULL)
		json_object_set_new(item, "image", json_pack(
			"{s:s, s:s, s:I}", "href", arena_printf(o->v->arena,
			"%s%s", o->host, src), "type", json_string_value(
			json_object_get(file, "type")), "size",
			json_integer_value(json_object_get(file, "size"))));
}

/* Where else it is to be read: pages of other languages. */
static void
put_others(const struct outlet *o, json_t *item)
{
	unsigned bits = outlet_langs(o->v, o->r);
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++)
		if ((bits & 1u << i) && i != (int)o->v->lang)
			json_array_append_new(list, json_pack("{s:s, s:s}",
				"lang", langs[i].html, "href", arena_printf(
					o->v->arena, "%s/%s/news/%s", o->host,
					langs[i].tag, record_text(o->r,
					"slug"))));
	json_object_set_new(item, "others", list);
}

static void
put_other_lang(const struct outlet *o, json_t *item, const char *key,
	const struct words_seen *seen)
{
	if (seen->lang != NULL && strcmp(lang_html(seen->lang), o->lang) != 0)
		put_text(item, key, lang_html(seen->lang));
}

static json_t *
item_of(struct feeding *f, const struct record *r)
{
	struct visit *v = &f->rq->visit;
	struct outlet o = outlet_of(v, f->rq->host, r, v->lang);
	struct buf html = buf_in(v->arena, ENTRY_MOST);
	json_t *item = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:o}",
		"id", outlet_urn(v, r->id, langs[v->lang].tag), "lang", o.tag,
		"page_lang", langs[v->lang].html, "href", outlet_href(&o),
		"published", (json_int_t)o.published,
		"updated", (json_int_t)o.updated,
		"categories", categories_of(&o));

	put_text(item, "title", o.machine ? put_say(v, "outlet.machine",
		o.headline.text, NULL) : o.headline.text);
	put_other_lang(&o, item, "title_lang", &o.headline);
	put_text(item, "author", outlet_line(&o, record_value(r, "byline"),
		NULL));
	put_text(item, "summary", outlet_summary(&o));
	outlet_html(&o, &html);
	put_text(item, "html", html.at);
	item_image(&o, item);
	put_others(&o, item);
	if (o.updated > f->newest)
		f->newest = o.updated;
	return item;
}

/* ---- which ---- */

static void
query_of_feed(const struct feeding *f, struct query *q)
{
	if (f->tie != NULL)
		query_where(q, "ties", QUERY_HAS, id_text(
			f->rq->visit.arena, f->tie->id));
}

size_t
outlet_feed_limit(const struct request *rq)
{
	const char *said = request_query(rq, "limit");
	long n = said != NULL ? strtol(said, NULL, 10) : PAGE;

	return n < 1 ? PAGE : n > PAGE_MOST ? PAGE_MOST : (size_t)n;
}

static enum err
put_items(struct feeding *f, json_t *feed)
{
	struct request *rq = f->rq;
	struct visit *v = &rq->visit;
	const char *after = request_query(rq, "after");
	struct query *q = query_of(v, &entity_article);
	json_t *items = json_array();
	struct list list;

	json_object_set_new(feed, "items", items);
	articles_public(q);
	query_of_feed(f, q);
	query_order(q, "-published");
	query_limit(q, outlet_feed_limit(rq));
	if (after != NULL)
		query_after(q, after);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(items, item_of(f, list.at[i]));
	if (list.next != NULL)
		put_text(feed, "next", arena_printf(v->arena, "%s%s?after=%s",
			rq->host, rq->path, list.next));
	return OK;
}

/* That it was there is no secret: readers of feeds have it. */
static enum err
gone_list(const struct feeding *f, struct list *out)
{
	struct visit *v = &f->rq->visit;
	unsigned roles = v->roles;
	struct query *q;
	enum err err;

	v->roles |= ROLE_SYSTEM;
	q = query_of(v, &entity_article);
	query_where(q, "state", QUERY_AMONG, "recalled unpublished");
	query_of_feed(f, q);
	query_order(q, "-published");
	query_limit(q, GONE_MOST);
	query_only(q, "slug state left left_says published");
	err = query_run(q, out);
	v->roles = roles;
	return err;
}

static enum err
put_gone(struct feeding *f, json_t *feed)
{
	struct visit *v = &f->rq->visit;
	json_t *gone = json_array();
	struct list list;

	json_object_set_new(feed, "gone", gone);
	TRY(gone_list(f, &list));
	for (size_t i = 0; i < list.n; i++) {
		const struct record *r = list.at[i];
		int64_t at = outlet_moment(v, record_text(r, "left"));
		json_t *one;

		if (record_text(r, "published") == NULL ||
		    at < v->now - GONE_DAYS * INT64_C(86400000))
			continue;
		one = json_pack("{s:s, s:I}", "id", outlet_urn(v, r->id,
			langs[v->lang].tag), "at", (json_int_t)at);
		put_text(one, "says", words_see(v->arena, record_value(r,
			"left_says"), v->lang).text);
		json_array_append_new(gone, one);
		if (at > f->newest)
			f->newest = at;
	}
	return OK;
}

/* ---- the feed ---- */

void
outlet_feed_head(struct request *rq, const struct outlet_form *form,
	const char *path, json_t *feed)
{
	struct visit *v = &rq->visit;
	const char *name = office_called(v);
	json_t *others = json_array();

	put_text(feed, "lang", langs[v->lang].html);
	put_text(feed, "home", arena_printf(v->arena, "%s%s", rq->host,
		put_address(v, path)));
	put_text(feed, "self", arena_printf(v->arena, "%s%s%s%s", rq->host,
		rq->path, *rq->query_text != '\0' ? "?" : "",
		rq->query_text));
	put_text(feed, "author", name);
	put_text(feed, "author_href", rq->host);
	put_text(feed, "rights", put_say(v, "outlet.rights", name, NULL));
	json_object_set_new(feed, "others", others);
	for (int i = 0; i < LANG__MAX; i++)
		if (i != (int)v->lang)
			json_array_append_new(others, json_pack("{s:s, s:s}",
				"lang", langs[i].html, "href", feed_at(v,
				rq->host, (enum lang)i, path, form)));
}

static void
put_head(struct feeding *f, const struct record *office, json_t *feed)
{
	struct visit *v = &f->rq->visit;
	const char *name = office_called(v), *news = message(v->lang,
		"news.title");
	struct id of = f->tie != NULL ? f->tie->id : office != NULL ?
		office->id : (struct id){{0}};

	outlet_feed_head(f->rq, f->form, f->path, feed);
	put_text(feed, "id", outlet_urn(v, of, arena_printf(v->arena,
		"feed %s", langs[v->lang].tag)));
	put_text(feed, "title", arena_printf(v->arena, "%s – %s", news,
		f->tie != NULL ? record_title(v, f->tie) : name));
	put_text(feed, "subtitle", f->tie != NULL ? name : office != NULL ?
		record_words(v, office, "sentence") : NULL);
	put_text(feed, "hub", office != NULL ? record_text(office, "hub") :
		NULL);
	json_object_set_new(feed, "updated", json_integer((json_int_t)(
		f->newest != 0 ? f->newest : office != NULL ?
		office->changed : 0)));
}

/* WebSub: who follows is told where to ask to be told. */
static void
hub_headers(struct feeding *f, const json_t *feed)
{
	struct visit *v = &f->rq->visit;
	const char *hub = json_string_value(json_object_get(feed, "hub"));

	if (hub != NULL && strpbrk(hub, "<>\"\r\n") == NULL)
		reply_header(f->rq, "Link", arena_printf(v->arena,
			"<%s>; rel=\"hub\", <%s>; rel=\"self\"", hub,
			json_string_value(json_object_get(feed, "self"))));
}

enum err
outlet_feed_reply(struct request *rq, const struct outlet_form *form,
	const json_t *feed)
{
	struct visit *v = &rq->visit;
	struct bytes out;

	TRY(feed_print(v->arena, feed, form->form, &out));
	reply_cached(rq, "public, max-age=300");
	return reply_bytes(rq, arena_printf(v->arena, "%s; charset=utf-8",
		form->type), out.at, out.n);
}

static enum err
reply_feed(struct feeding *f)
{
	struct visit *v = &f->rq->visit;
	json_t *feed = keep(v, json_object());
	struct record *office = NULL;

	TRY(put_items(f, feed));
	if (request_query(f->rq, "after") == NULL)
		TRY(put_gone(f, feed));
	if (office_own(v, &office) != OK)
		office = NULL;
	problems_forget(v);
	put_head(f, office, feed);
	hub_headers(f, feed);
	return outlet_feed_reply(f->rq, f->form, feed);
}

const struct outlet_form *
outlet_form_of(const struct request *rq)
{
	const char *dot = strrchr(rq->path, '.');

	for (size_t i = 0; i < FORMS; i++)
		if (strcmp(dot + 1, forms[i].ending) == 0)
			return &forms[i];
	return &forms[0];
}

/* GET /{lang}/news/feed.atom */
static enum err
news_feed(struct request *rq)
{
	struct feeding f = { .rq = rq, .form = outlet_form_of(rq), .path = "/news" };

	return reply_feed(&f);
}

/* GET /{lang}/ties/{slug}/feed.atom */
static enum err
tie_feed(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct feeding f = { .rq = rq, .form = outlet_form_of(rq) };
	struct record *tie;

	TRY(record_named(v, &entity_tie, request_param(rq, "slug"), &tie));
	f.tie = tie;
	f.path = arena_printf(v->arena, "/ties/%s", request_param(rq,
		"slug"));
	return reply_feed(&f);
}

const struct route outlet_feed_routes[] = {
	{ GET, "/{lang}/news/feed.atom", ROLE_ANYONE, news_feed, "The news of a language as Atom; ?after= goes on, ?limit= to 100." },
	{ GET, "/{lang}/news/feed.rss", ROLE_ANYONE, news_feed, "The same as RSS 2.0." },
	{ GET, "/{lang}/news/feed.json", ROLE_ANYONE, news_feed, "The same as JSON Feed 1.1." },
	{ GET, "/{lang}/ties/{slug}/feed.atom", ROLE_ANYONE, tie_feed, "The news of one tie as Atom." },
	{ GET, "/{lang}/ties/{slug}/feed.rss", ROLE_ANYONE, tie_feed, "The same as RSS 2.0." },
	{ GET, "/{lang}/ties/{slug}/feed.json", ROLE_ANYONE, tie_feed, "The same as JSON Feed 1.1." },
	{0}
};
