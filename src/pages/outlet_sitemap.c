/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What search engines are told is there: an index of site maps, one of pages
 * and one for each five hundred articles, oldest first, so that a map that is
 * full stays as it is; the news of two days; robots.txt.
 */
#include <string.h>

#include "outlet.h"
#include "paper/paper.h"

#define CHUNK 500            /* articles in a map: 2,000 addresses at most */
#define CHUNKS_MOST 2000
#define ROWS_MOST 10000      /* ties, cities */
#define NEWS_MOST 1000
#define NEWS_MS (2 * INT64_C(86400000))

static enum err
reply_xml(struct request *rq, const struct bytes *out, const char *cache)
{
	reply_cached(rq, cache);
	return reply_bytes(rq, "application/xml; charset=utf-8", out->at,
		out->n);
}

/* ---- a page in its languages ---- */

/* Each of them is an entry that names all. */
static void
put_page_in(struct request *rq, json_t *pages, const char *path,
	unsigned bits, int64_t changed)
{
	struct visit *v = &rq->visit;
	json_t *others = keep(v, outlet_alternates(v, rq->host, path, bits));

	for (int i = 0; i < LANG__MAX; i++) {
		json_t *page;

		if ((bits & 1u << i) == 0)
			continue;
		page = json_pack("{s:s, s:O}", "href", arena_printf(v->arena,
			"%s/%s%s", rq->host, langs[i].tag, path), "others",
			others);
		if (changed != 0)
			json_object_set_new(page, "changed",
				json_integer((json_int_t)changed));
		json_array_append_new(pages, page);
	}
}

/* "/ties/dongpu" of a record, without the language; NULL: it has no page. */
static const char *
bare_page(struct visit *v, const struct record *r)
{
	const char *page = record_page(v, r);

	return page != NULL ? strchr(page + 1, '/') : NULL;
}

/* ---- pages ---- */

static enum err
put_kind(struct request *rq, json_t *pages, const struct entity *of,
	const char *only)
{
	struct visit *v = &rq->visit;
	const char *next = NULL;
	size_t count = 0;

	do {
		struct query *q = query_of(v, of);
		struct list list;

		query_limit(q, QUERY_MOST);
		query_only(q, only);
		if (next != NULL)
			query_after(q, next);
		TRY(query_run(q, &list));
		for (size_t i = 0; i < list.n; i++) {
			const char *path = bare_page(v, list.at[i]);

			if (path != NULL)
				put_page_in(rq, pages, path, OUTLET_ALL,
					list.at[i]->changed);
		}
		next = list.next;
		count += list.n;
	} while (next != NULL && count < ROWS_MOST);
	return OK;
}

/* GET /sitemap-pages.xml */
static enum err
pages_map(struct request *rq)
{
	static const char *const paths[] = { "/", "/news", "/ties",
		"/calendar", "/statistics" };
	json_t *pages = keep(&rq->visit, json_array());
	struct bytes out;

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		put_page_in(rq, pages, paths[i], OUTLET_ALL, 0);
	TRY(put_kind(rq, pages, &entity_tie, "slug"));
	TRY(put_kind(rq, pages, &entity_city, "slug"));
	TRY(sitemap_print(rq->visit.arena, pages, &out));
	return reply_xml(rq, &out, "public, max-age=3600");
}

/* ---- articles ---- */

static struct query *
articles_oldest(struct visit *v, size_t n)
{
	struct query *q = query_of(v, &entity_article);

	articles_public(q);
	query_order(q, "published");
	query_limit(q, n);
	return q;
}

/* GET /sitemap-news.xml */
static enum err
articles_map(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *after = request_query(rq, "after");
	struct query *q = articles_oldest(v, CHUNK);
	json_t *pages = keep(v, json_array());
	struct bytes out;
	struct list list;

	if (after != NULL)
		query_after(q, after);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		struct outlet o = outlet_of(v, rq->host, list.at[i], v->lang);

		put_page_in(rq, pages, bare_page(v, list.at[i]),
			outlet_langs(v, list.at[i]), o.updated);
	}
	TRY(sitemap_print(v->arena, pages, &out));
	return reply_xml(rq, &out, "public, max-age=3600");
}

static void
put_map(struct request *rq, json_t *maps, const char *path, const char *after)
{
	json_array_append_new(maps, json_pack("{s:s}", "href", arena_printf(
		rq->visit.arena, "%s%s%s%s", rq->host, path,
		after != NULL ? "?after=" : "", after != NULL ? after : "")));
}

/* GET /sitemap.xml */
static enum err
index_map(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *maps = keep(v, json_array());
	const char *next = NULL;
	struct bytes out;

	put_map(rq, maps, "/sitemap-pages.xml", NULL);
	for (size_t i = 0; i < CHUNKS_MOST; i++) {
		struct query *q = articles_oldest(v, CHUNK);
		struct list list;

		if (next != NULL)
			query_after(q, next);
		query_only(q, "slug");
		TRY(query_run(q, &list));
		put_map(rq, maps, "/sitemap-news.xml", next);
		next = list.next;
		if (next == NULL)
			break;
	}
	TRY(sitemap_index(v->arena, maps, &out));
	return reply_xml(rq, &out, "public, max-age=3600");
}

/* ---- news ---- */

/* As the protocol names languages: two letters, but Chinese. */
static const char *
news_lang(enum lang lang)
{
	return lang == LANG_ZH ? "zh-cn" : langs[lang].tag;
}

static void
put_news(struct request *rq, json_t *pages, const struct record *r)
{
	struct visit *v = &rq->visit;
	unsigned bits = outlet_langs(v, r);

	for (int i = 0; i < LANG__MAX; i++) {
		struct outlet o;

		if ((bits & 1u << i) == 0 || json_array_size(pages) ==
		    NEWS_MOST)
			continue;
		o = outlet_of(v, rq->host, r, (enum lang)i);
		json_array_append_new(pages, json_pack(
			"{s:s, s:{s:s, s:s, s:I, s:s}}", "href",
			outlet_href(&o), "news", "name", office_called(o.v),
			"lang", news_lang((enum lang)i), "published",
			(json_int_t)o.published, "title", o.headline.text));
	}
}

/* GET /news-sitemap.xml */
static enum err
news_map(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct query *q = query_of(v, &entity_article);
	json_t *pages = keep(v, json_array());
	struct bytes out;
	struct list list;

	articles_public(q);
	query_where(q, "published", QUERY_FROM, moment_print(v->arena,
		v->now - NEWS_MS, v->zone));
	query_order(q, "-published");
	query_limit(q, QUERY_MOST);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		if (!record_flag(list.at[i], "sample"))
			put_news(rq, pages, list.at[i]);
	TRY(sitemap_print(v->arena, pages, &out));
	return reply_xml(rq, &out, "public, max-age=300");
}

/* GET /robots.txt */
static enum err
robots(struct request *rq)
{
	const char *text = arena_printf(rq->visit.arena, "User-agent: *\n"
		"Disallow: /office/\nDisallow: /api/\n\n"
		"Sitemap: %s/sitemap.xml\nSitemap: %s/news-sitemap.xml\n",
		rq->host, rq->host);

	reply_cached(rq, "public, max-age=3600");
	return reply_bytes(rq, "text/plain; charset=utf-8", text,
		strlen(text));
}

const struct route outlet_sitemap_routes[] = {
	{ GET, "/robots.txt", ROLE_ANYONE, robots, "What search engines should leave alone, and where the site maps are.", ROUTE_NO_ACT },
	{ GET, "/sitemap.xml", ROLE_ANYONE, index_map, "The index of the site maps." },
	{ GET, "/sitemap-pages.xml", ROLE_ANYONE, pages_map, "Pages, ties and cities, each in its languages." },
	{ GET, "/sitemap-news.xml", ROLE_ANYONE, articles_map, "Five hundred articles, each in the languages that people answer for." },
	{ GET, "/news-sitemap.xml", ROLE_ANYONE, news_map, "The news of the last two days." },
	{0}
};
