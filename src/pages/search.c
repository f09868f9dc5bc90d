/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searching, for citizens and for staff.  Citizens are led to the public page
 * of what was found, staff to the office's.
 */
#include <string.h>

#include "inside.h"

#define RESULTS 30

enum err
found_view(struct request *rq, bool office, json_t **out)
{
	struct visit *v = &rq->visit;
	const char *q = request_query(rq, "q"), *count;
	json_t *found, *one;
	size_t i;

	TRY(search_view(v, q, request_query(rq, "kind"), RESULTS,
		request_query(rq, "after"), &found));
	q = json_string_value(json_object_get(found, "q"));
	count = arena_printf(v->arena, "%zu",
		json_array_size(json_object_get(found, "results")));
	json_array_foreach(json_object_get(found, "results"), i, one)
		put_text(one, "to", json_string_value(json_object_get(one,
			office ? "href" : "page")));
	json_object_set_new(found, "title", json_string(
		message(v->lang, "search.title")));
	json_object_set_new(found, "asked", json_boolean(*q != '\0'));
	json_object_set_new(found, "found", json_boolean(i > 0));
	put_text(found, "says", i == 0 ? put_say(v, "search.none", q, NULL) :
		put_say(v, "search.found", count, NULL));
	*out = found;
	return OK;
}

/* The address of the same words: of one kind, or of the next page; either may
 * be NULL.  Escaped as the form would send it. */
static const char *
address(struct request *rq, const char *base, const char *q, const char *kind,
	const char *after)
{
	struct buf out = buf_in(rq->visit.arena, 4096);

	buf_printf(&out, "%s?", base);
	if (after != NULL)
		buf_printf(&out, "after=%s&", after);
	if (kind != NULL && *kind != '\0')
		buf_printf(&out, "kind=%s&", kind);
	buf_text(&out, "q=");
	for (; *q != '\0'; q++)
		buf_printf(&out, "%%%02X", (unsigned char)*q);
	return out.at;
}

static const char *
kind_sent(struct request *rq)
{
	const char *kind = request_query(rq, "kind");
	const struct entity *of = kind != NULL ?
		catalogue_entity(rq->visit.catalogue, kind) : NULL;

	return of != NULL ? of->name : "";
}

/* How many of each kind, as links; with one kind alone there is nothing to
 * choose. */
static enum err
kinds_put(struct request *rq, json_t *view, const char *base)
{
	const char *q = json_string_value(json_object_get(view, "q"));
	const char *kind = kind_sent(rq);
	json_t *kinds, *one;
	size_t i;

	TRY(search_kinds(&rq->visit, q, &kinds));
	json_array_foreach(kinds, i, one) {
		const char *name = json_string_value(json_object_get(one,
			"kind"));

		json_object_set_new(one, "href", json_string(address(rq, base,
			q, name, NULL)));
		json_object_set_new(one, "chosen",
			json_boolean(strcmp(name, kind) == 0));
	}
	json_object_set_new(view, "kinds_choice", json_boolean(i > 1));
	json_object_set_new(view, "all_href", json_string(address(rq, base, q,
		NULL, NULL)));
	json_object_set_new(view, "all_chosen", json_boolean(*kind == '\0'));
	put_list(view, "kinds", kinds);
	return OK;
}

static enum err
around_put(struct request *rq, json_t *view, const char *base)
{
	const char *next = json_string_value(json_object_get(view, "next"));
	const char *q = json_string_value(json_object_get(view, "q"));

	json_object_set_new(view, "kind", json_string(kind_sent(rq)));
	if (next != NULL)
		put_text(view, "next_page", address(rq, base, q, kind_sent(rq),
			next));
	return kinds_put(rq, view, base);
}

/* GET /{lang}/search */
static enum err
search(struct request *rq)
{
	json_t *view;

	TRY(found_view(rq, false, &view));
	keep(&rq->visit, view);
	TRY(around_put(rq, view, put_address(&rq->visit, "/search")));
	return put_page(rq, "search", json_incref(view));
}

/* GET /office/search */
static enum err
office_search(struct request *rq)
{
	json_t *view, *saved;

	TRY(found_view(rq, true, &view));
	keep(&rq->visit, view);
	TRY(around_put(rq, view, "/office/search"));
	if (!visit_staff(&rq->visit))
		return reply_page(rq, "office/search", json_incref(view));
	TRY(saved_list(&rq->visit, NULL, &saved));
	put_list(view, "saved", saved);
	json_object_set_new(view, "by_kind", json_true());
	return reply_page(rq, "office/search", json_incref(view));
}

const struct route search_routes[] = {
	{ GET, "/{lang}/search", ROLE_ANYONE, search, "What holds the words of q, of what the public may see." },
	{ GET, "/office/search", ROLE_STAFF | ROLE_PARTNER, office_search, "What holds the words of q, of all that the account may see." },
	{0}
};
