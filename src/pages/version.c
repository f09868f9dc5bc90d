/* SPDX-License-Identifier: Apache-2.0 */
/* Any two versions of a record side by side. */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static int64_t
number_asked(const struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	return text != NULL ? strtoll(text, NULL, 10) : 0;
}

/* GET /office/{kind}/{id}/versions */
static enum err
versions(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *lang = request_query(rq, "in");
	struct record *r;
	json_t *view, *shown;

	TRY(record_asked(rq, &r));
	record_shown(rq, r);
	if (lang != NULL && lang_of(lang) == LANG__MAX)
		lang = NULL;
	TRY(version_view(v, r, number_asked(rq, "one"),
		number_asked(rq, "two"), lang, &shown));
	view = detail_view(v, r);
	json_object_del(view, "sections");
	json_object_update_new(view, shown);
	return reply_page(rq, "office/versions", view);
}

const struct route version_routes[] = {
	{ GET, "/office/{kind}/{id}/versions", ROLE_STAFF, versions, "Two versions of a record side by side; ?one=, ?two=, and ?in= for the language." },
	{0}
};
