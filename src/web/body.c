/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The body of a request by what its Content-Type says it is: a form, a form
 * with files, JSON, or (ROUTE_RAW) just bytes.  Anything else is refused with
 * 415 before it is looked at.
 */
#include <string.h>
#include <strings.h>

#include "inside.h"

static const char *
type_of(const struct raw_request *raw)
{
	for (size_t i = 0; i < raw->header_count; i++)
		if (strcasecmp(raw->headers[i].name, "content-type") == 0)
			return raw->headers[i].value;
	return "";
}

/* Files may be larger than forms, but only where somebody known may send
 * them: the bytes are held before we can ask who it is. */
size_t
body_bound(const struct app *app, const struct raw_request *raw)
{
	struct arena *a = arena_new();
	const char *query, *allow;
	const char *path = path_take(a, raw->target, &query);
	const struct route *r = path != NULL ? route_find(app,
		method_of(raw->method), path, a, NULL, &allow) : NULL;
	bool files = r != NULL && (r->roles & ROLE_ANYONE) == 0 &&
		((r->flags & ROUTE_RAW) != 0 ||
			strncasecmp(type_of(raw), "multipart/", 10) == 0);

	arena_free(a);
	return (size_t)app_limit(app, files ? LIMIT_UPLOAD : LIMIT_BODY);
}

static enum err
wrong_type(struct asking *q)
{
	return refuse(q, ERR_INPUT, 415, "error.type");
}

/* OK as it is; a refusal of the body gets its words here. */
static enum err
explained(struct asking *q, enum err err)
{
	if (err == ERR_INPUT)
		return refuse(q, err, 400, "error.body");
	if (err == ERR_LARGE)
		return refuse(q, err, 413, "error.body-large");
	return err;
}

static enum err
pairs_json(struct asking *q, const char *(*pairs)[2], size_t n)
{
	q->pairs = (const char *const (*)[2])pairs;
	q->pair_count = n;
	q->rq.form = true;
	return form_json(q->rq.visit.arena, q->pairs, n, &q->rq.body);
}

static enum err
form_read(struct asking *q)
{
	const char *(*pairs)[2];
	size_t n;

	TRY(form_pairs(q->rq.visit.arena, q->raw->body, q->raw->body_n,
		(size_t)app_limit(q->rq.app, LIMIT_FIELDS), &pairs, &n));
	return pairs_json(q, pairs, n);
}

/* Parts to texts and uploads.  A file field left empty is no upload. */
static enum err
parts_sort(struct asking *q, const struct part *parts, size_t count)
{
	struct arena *a = q->rq.visit.arena;
	const char *(*pairs)[2] = arena_alloc(a, (count + 1) * sizeof *pairs);
	size_t n = 0;

	q->rq.uploads = arena_alloc(a, (count + 1) * sizeof *q->rq.uploads);
	for (size_t i = 0; i < count; i++) {
		const struct part *p = &parts[i];

		if (p->name == NULL) {
			pairs[n][0] = p->field;
			if (text_take(a, p->at, p->n, &pairs[n++][1]) !=
				TEXT_GOOD)
				return ERR_INPUT;
		} else if (p->n > 0 || *p->name != '\0') {
			q->rq.uploads[q->rq.upload_count++] =
				(struct upload){p->field, p->name, p->at, p->n};
		}
	}
	return pairs_json(q, pairs, n);
}

static enum err
parts_read(struct asking *q, const char *boundary)
{
	struct part *parts;
	size_t count;

	TRY(multipart_read(q->rq.visit.arena, boundary, q->raw->body,
		q->raw->body_n, (size_t)app_limit(q->rq.app, LIMIT_PARTS),
		&parts, &count));
	return parts_sort(q, parts, count);
}

static enum err
json_body(struct asking *q)
{
	struct arena *a = q->rq.visit.arena;
	size_t depth = (size_t)app_limit(q->rq.app, LIMIT_JSON_DEPTH);
	int line = 0, column = 0;
	const char *key;
	enum err err = json_take(a, q->raw->body, q->raw->body_n, depth,
		(size_t)app_limit(q->rq.app, LIMIT_FIELDS), &q->rq.body);

	if (err != ERR_INPUT && err != ERR_LARGE)
		return err;
	key = json_fault(q->raw->body, q->raw->body_n, depth, &line, &column);
	if (key == NULL)
		return explained(q, err);
	q->status = err == ERR_LARGE ? 413 : 400;
	return fail_with(&q->rq.visit, err, key,
		arena_printf(a, "%d", line), arena_printf(a, "%d", column));
}

/* UTF-8 by name or by saying nothing. */
static bool
charset_good(struct arena *a, const char *header)
{
	const char *charset;

	header_value(a, header, "charset", &charset);
	return charset == NULL || strcasecmp(charset, "utf-8") == 0 ||
		strcasecmp(charset, "utf8") == 0;
}

enum err
body_read(struct asking *q)
{
	struct request *rq = &q->rq;
	struct arena *a = rq->visit.arena;
	bool raw = rq->route != NULL && (rq->route->flags & ROUTE_RAW) != 0;
	const char *header = type_of(q->raw), *boundary;
	const char *type = header_value(a, header, "boundary", &boundary);
	const char *packed = request_header(rq, "Content-Encoding");

	if (q->raw->body_n > body_bound(rq->app, q->raw))
		return explained(q, ERR_LARGE);
	if (packed != NULL && strcasecmp(packed, "identity") != 0)
		return wrong_type(q);
	if (raw)
		rq->raw = (struct bytes){q->raw->body, q->raw->body_n};
	if (q->raw->body_n == 0)
		return OK;
	if (strcmp(type, "multipart/form-data") == 0)
		return explained(q, parts_read(q, boundary));
	if (raw)
		return OK;
	if (!charset_good(a, header))
		return wrong_type(q);
	if (strcmp(type, "application/x-www-form-urlencoded") == 0)
		return explained(q, form_read(q));
	if (strcmp(type, "application/json") == 0 ||
		strcmp(type, "application/merge-patch+json") == 0)
		return json_body(q);
	return wrong_type(q);
}
