/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same for programs, over record_json and the same filters:
 *
 *	GET    /api/v1/ties?f.tier=sister&sort=-since   {"items":[…],"next":…}
 *	POST   /api/v1/ties                             201, Location
 *	GET    /api/v1/ties/{id}                        ETag: "3"
 *	PATCH  /api/v1/ties/{id}    If-Match: "3", or "revision":3 in the body
 *	DELETE /api/v1/ties/{id}                        hides; 204
 *	GET    /api/v1/ties/{id}/history
 *
 * Lists, and the replies to what is written, leave personal fields out: who
 * wants them asks for the one record, and that reading is logged.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static const char *
record_at(struct request *rq, const struct record *r)
{
	return arena_printf(rq->visit.arena, "/api/v1/%s/%s", r->of->plural,
		id_text(rq->visit.arena, r->id));
}

static void
set_etag(struct request *rq, const struct record *r)
{
	rq->reply.etag = arena_printf(rq->visit.arena, "\"%lld\"",
		(long long)r->revision);
}

/* ---- reading ---- */

static json_t *
item(struct visit *v, const struct record *r)
{
	json_t *out = record_json(v, r);

	for (const struct field *f = r->of->fields; f->name != NULL; f++)
		if (f->flags & PERSONAL)
			json_object_del(out, f->name);
	return out;
}

static enum err
list(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct entity *of;
	struct query *q;
	struct list found;
	json_t *items;
	const char *base;

	TRY(kind_asked(rq, &of));
	TRY(filter_query(v, of, rq->query, &q));
	TRY(query_run(q, &found));
	base = arena_printf(v->arena, "/api/v1/%s", of->plural);
	items = json_array();
	for (size_t i = 0; i < found.n; i++)
		json_array_append_new(items, item(v, found.at[i]));
	return reply_json(rq, 200, json_pack("{s:o, s:s?}", "items", items,
		"next", found.next != NULL ? filter_next(v, base, rq->query,
		found.next) : NULL));
}

static enum err
one(struct request *rq)
{
	struct record *r;

	TRY(record_asked(rq, &r));
	record_shown(rq, r);
	set_etag(rq, r);
	return reply_json(rq, 200, record_json(&rq->visit, r));
}

static enum err
history(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r;
	json_t *items;

	TRY(record_asked(rq, &r));
	record_shown(rq, r);
	TRY(history_view(v, r->of, r->id, &items));
	return reply_json(rq, 200, json_pack("{s:o}", "items", items));
}

static enum err
search(struct request *rq)
{
	const char *q = request_query(rq, "q");
	json_t *view;

	if (q == NULL || text_blank(q))
		return fail_field(&rq->visit, "q", "error.required", NULL,
			NULL);
	TRY(search_view(&rq->visit, q, request_query(rq, "kind"), 50,
		request_query(rq, "after"), &view));
	return reply_json(rq, 200, view);
}

static enum err
openapi(struct request *rq)
{
	return reply_json(rq, 200, openapi_of(&rq->visit, rq->host));
}

/* ---- writing ---- */

/*
 * The revision that the program saw: If-Match, or "revision" in the body.  *
 * stands for any (0).  ERR_INPUT: it named none.
 */
static enum err
revision_seen(struct request *rq, int64_t *out)
{
	const char *match = request_header(rq, "If-Match");
	json_t *named = json_object_get(rq->body, "revision");

	if (match != NULL && strcmp(match, "*") == 0)
		return *out = 0, OK;
	if (match != NULL && *match == '"')
		*out = strtoll(match + 1, NULL, 10);
	else
		*out = json_integer_value(named);
	return *out > 0 ? OK : fail_field(&rq->visit, "revision",
		"error.required", NULL, NULL);
}

static enum err
body_input(struct request *rq, const struct entity *of, json_t **out)
{
	*out = NULL;
	if (!json_is_object(rq->body))
		return fail(&rq->visit, ERR_INPUT, "error.not-an-object");
	*out = keep(&rq->visit, json_input(of, rq->body));
	return OK;
}

static enum err
create(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct entity *of;
	struct record *r;
	json_t *input;

	TRY(kind_asked(rq, &of));
	TRY(body_input(rq, of, &input));
	TRY(record_create(v, of, input, &r));
	set_etag(rq, r);
	rq->reply.location = record_at(rq, r);
	return reply_json(rq, 201, item(v, r));
}

/* A problem document that holds the record as it stands. */
static enum err
conflict(struct request *rq, const struct record *now)
{
	struct visit *v = &rq->visit;

	set_etag(rq, now);
	TRY(reply_json(rq, 409, json_pack("{s:s, s:s, s:i, s:o}",
		"type", "about:blank", "title", message(v->lang,
		"error.changed-meanwhile"), "status", 409,
		"current", item(v, now))));
	rq->reply.type = "application/problem+json";
	return OK;
}

static enum err
change(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r, *now = NULL;
	int64_t revision;
	json_t *input;
	enum err err;

	TRY(record_asked(rq, &r));
	TRY(body_input(rq, r->of, &input));
	TRY(revision_seen(rq, &revision));
	err = record_change(v, r->of, r->id, revision, input, &now);
	if (err == ERR_CONFLICT && now != NULL)
		return conflict(rq, now);
	TRY(err);
	set_etag(rq, now);
	return reply_json(rq, 200, item(v, now));
}

static enum err
hide(struct request *rq)
{
	struct record *r;
	int64_t revision = 0;

	TRY(record_asked(rq, &r));
	if (request_header(rq, "If-Match") != NULL)
		TRY(revision_seen(rq, &revision));
	TRY(record_hide(&rq->visit, r->of, r->id, revision));
	TRY(reply_bytes(rq, "application/json", "", 0));
	rq->reply.status = 204;
	return OK;
}

const struct route api_routes[] = {
	{ GET,     "/api/openapi.json", ROLE_ANYONE, openapi, "This description, with the operations that the caller may use." },
	{ GET,     "/api/v1/search", ROLE_ANYONE, search, "Records of all kinds that hold the words of q." },
	{ GET,     "/api/v1/{kind}", ROLE_ANYONE, list, "The records of a kind, filtered, sorted and paged." },
	{ POST,    "/api/v1/{kind}", ROLE_STAFF | ROLE_PARTNER, create, "Makes a record." },
	{ GET,     "/api/v1/{kind}/{id}", ROLE_ANYONE, one, "A record." },
	{ PATCH,   "/api/v1/{kind}/{id}", ROLE_STAFF | ROLE_PARTNER, change, "Changes the fields that are named." },
	{ DELETE_, "/api/v1/{kind}/{id}", ROLE_STAFF | ROLE_PARTNER, hide, "Puts a record out of sight." },
	{ GET,     "/api/v1/{kind}/{id}/history", ROLE_STAFF, history, "Who changed what of a record, and when." },
	{0}
};
