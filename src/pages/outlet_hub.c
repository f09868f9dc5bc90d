/* SPDX-License-Identifier: Apache-2.0 */
/*
 * WebSub: when what readers get of an article has changed, the office's hub is
 * told of the feeds that it is in, by a job that office/hub.c puts in.
 */
#include <string.h>

#include "outlet.h"
#include "wire/wire.h"

#define TOPICS_MOST 300

struct topics {
	const char *at[TOPICS_MOST];
	size_t n;
};

static void
topics_add(const struct visit *v, const char *host, const char *path,
	struct topics *out)
{
	for (int i = 0; i < LANG__MAX; i++) {
		struct visit as = *v;
		json_t *feeds, *feed;
		size_t k;

		as.lang = (enum lang)i;
		feeds = keep(&as, outlet_feeds(&as, host, path,
			"news.title"));
		json_array_foreach(feeds, k, feed)
			if (out->n < TOPICS_MOST)
				out->at[out->n++] = json_string_value(
					json_object_get(feed, "href"));
	}
}

/* Where this office's pages are; NULL: nobody has said. */
static const char *
host_of(const struct visit *v, const struct record *office)
{
	const char *host = record_text(office, "host");

	return host != NULL ? arena_printf(v->arena, "https://%s", host) :
		v->origin;
}

static enum err
ties_add(struct visit *v, const char *host, const struct record *article,
	struct topics *topics)
{
	json_t *tie;
	size_t i;

	json_array_foreach(record_value(article, "ties"), i, tie) {
		struct record *r = NULL;
		struct id id;

		if (id_parse(json_string_value(tie), &id))
			TRY(outlet_peek(v, &entity_tie, id, &r));
		if (r != NULL && record_text(r, "slug") != NULL)
			topics_add(v, host, arena_printf(v->arena, "/ties/%s",
				record_text(r, "slug")), topics);
	}
	return OK;
}

enum err
outlet_ping(struct visit *v, json_t *with)
{
	const char *said = json_string_value(json_object_get(with, "article"));
	struct topics topics = { .n = 0 };
	struct record *article = NULL, *office = NULL;
	const char *hub, *host;
	struct visit as = *v;
	struct id id;

	if (said == NULL || !id_parse(said, &id))
		return fail(v, ERR_DENIED, "job.failed");
	TRY(outlet_peek(v, &entity_article, id, &article));
	if (article == NULL)
		return OK;
	as.office = record_ref(article, "office");
	problems_forget(&as);
	if (office_own(&as, &office) != OK)
		return OK;
	hub = record_text(office, "hub");
	if (hub == NULL)
		return OK;
	host = host_of(v, office);
	if (host == NULL)
		return fail(v, ERR_DENIED, "hub.no-origin");
	topics_add(v, host, "/news", &topics);
	TRY(ties_add(v, host, article, &topics));
	return hub_ping(v, hub, topics.at, topics.n);
}
