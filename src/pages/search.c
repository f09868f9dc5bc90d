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

	TRY(search_view(v, q, NULL, RESULTS, request_query(rq, "after"),
		&found));
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

/* The address of the next page, escaped as the form would send it. */
static void
put_next(struct request *rq, json_t *view, const char *base)
{
	struct arena *a = rq->visit.arena;
	const char *next = json_string_value(json_object_get(view, "next"));
	const char *q = json_string_value(json_object_get(view, "q"));
	struct buf out;

	if (next == NULL)
		return;
	out = buf_in(a, 4096);
	buf_printf(&out, "%s?after=%s&q=", base, next);
	for (; *q != '\0'; q++)
		buf_printf(&out, "%%%02X", (unsigned char)*q);
	put_text(view, "next_page", out.at);
}

/* GET /{lang}/search */
static enum err
search(struct request *rq)
{
	json_t *view;

	TRY(found_view(rq, false, &view));
	put_next(rq, view, put_address(&rq->visit, "/search"));
	return put_page(rq, "search", view);
}

/* GET /office/search */
static enum err
office_search(struct request *rq)
{
	json_t *view;

	TRY(found_view(rq, true, &view));
	put_next(rq, view, "/office/search");
	return reply_page(rq, "office/search", view);
}

const struct route search_routes[] = {
	{ GET, "/{lang}/search", ROLE_ANYONE, search, "What holds the words of q, of what the public may see." },
	{ GET, "/office/search", ROLE_STAFF, office_search, "What holds the words of q, of all that the account may see." },
	{0}
};
