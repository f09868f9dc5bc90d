/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came over the wire, read into a struct request: address, query,
 * cookies, who is behind the proxy, whether a person or a program asks.  The
 * body is body.c's; who is signed in, session.c's.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "inside.h"

struct asking *
asking_of(struct request *rq)
{
	return (struct asking *)rq;
}

enum err
refuse(struct asking *q, enum err err, int status, const char *key)
{
	q->status = status;
	return fail(&q->rq.visit, err, key);
}

/* ---- headers ---- */

const char *
raw_header(const struct raw_request *raw, const char *name)
{
	for (size_t i = 0; i < raw->header_count; i++)
		if (strcasecmp(raw->headers[i].name, name) == 0)
			return raw->headers[i].value;
	return NULL;
}

const char *
request_header(const struct request *rq, const char *name)
{
	return raw_header(((const struct asking *)rq)->raw, name);
}

const char *
raw_cookie(const struct raw_request *raw, const char *name, size_t *n)
{
	size_t name_n = strlen(name);

	for (size_t i = 0; i < raw->header_count; i++) {
		const char *at = raw->headers[i].value;

		if (strcasecmp(raw->headers[i].name, "cookie") != 0)
			continue;
		for (; at != NULL; at = strchr(at, ';')) {
			at += strspn(at, "; ");
			if (strncmp(at, name, name_n) != 0 ||
				at[name_n] != '=')
				continue;
			at += name_n + 1;
			*n = strcspn(at, "; ");
			return at;
		}
	}
	return NULL;
}

/* All lines of that name as one list, in their order: a proxy may add one of
 * its own behind those that came.  NULL: there is none. */
static const char *
header_joined(const struct asking *q, const char *name)
{
	const char *out = NULL;

	for (size_t i = 0; i < q->raw->header_count; i++)
		if (strcasecmp(q->raw->headers[i].name, name) == 0)
			out = out == NULL ? q->raw->headers[i].value :
				arena_printf(q->rq.visit.arena, "%s,%s", out,
				q->raw->headers[i].value);
	return out;
}

const char *
request_cookie(const struct request *rq, const char *name)
{
	size_t n;
	const char *at = raw_cookie(((const struct asking *)rq)->raw, name,
		&n);

	return at != NULL ? arena_copy(rq->visit.arena, at, n) : NULL;
}

static char *
lower(struct arena *a, const char *at, size_t n)
{
	char *s = arena_copy(a, at, n);

	for (char *c = s; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	return s;
}

const char *
header_value(struct arena *a, const char *header, const char *p,
	const char **parameter)
{
	size_t n = strcspn(header, ";"), pn = strlen(p);
	const char *at = header + n;

	*parameter = NULL;
	while (*at == ';') {
		at += 1 + strspn(at + 1, " \t");
		if (strncasecmp(at, p, pn) == 0 && at[pn] == '=') {
			at += pn + 1;
			*parameter = *at == '"' ?
				arena_copy(a, at + 1, strcspn(at + 1, "\"")) :
				arena_copy(a, at, strcspn(at, "; \t"));
			break;
		}
		at += strcspn(at, ";");
	}
	while (n > 0 && (header[n - 1] == ' ' || header[n - 1] == '\t'))
		n--;
	return lower(a, header, n);
}

bool
header_lists(const char *header, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = header; at != NULL && *at != '\0';) {
		size_t length;

		at += strspn(at, ", \t");
		length = strcspn(at, ",; \t");
		if (length == n && strncasecmp(at, word, n) == 0) {
			at += n + strspn(at + n, " \t");
			if (*at != ';')
				return true;
			at += 1 + strspn(at + 1, " \t");
			/* q=0, q=0.0, q=0.00 and q=0.000 say no. */
			return !((at[0] | 0x20) == 'q' && at[1] == '=' &&
				at[2] == '0' && strspn(at + 3, ".0") ==
				strcspn(at + 3, ", \t"));
		}
		at += strcspn(at, ",");
	}
	return false;
}

/* ---- the address asked for ---- */

/* No way upwards, no empty part but the last, no backslash. */
static bool
path_good(const char *path)
{
	if (path[0] != '/' || strstr(path, "//") != NULL ||
		strchr(path, '\\') != NULL)
		return false;
	for (const char *at = path; at != NULL; at = strchr(at, '/')) {
		size_t n;

		at++;
		n = strcspn(at, "/");
		if ((n == 1 && at[0] == '.') ||
			(n == 2 && at[0] == '.' && at[1] == '.'))
			return false;
	}
	return true;
}

/* %2F in a part would say one thing to us and another to a proxy. */
static bool
slash_hidden(const char *at, size_t n)
{
	for (size_t i = 0; i + 2 < n; i++)
		if (at[i] == '%' && ((at[i + 1] == '2' &&
			(at[i + 2] == 'f' || at[i + 2] == 'F')) ||
			(at[i + 1] == '5' && (at[i + 2] == 'c' ||
			at[i + 2] == 'C'))))
			return true;
	return false;
}

/* "http://host/path" as some proxies write it, to "/path". */
static const char *
target_own(const char *target)
{
	const char *at;

	if (strncasecmp(target, "http://", 7) == 0)
		at = strchr(target + 7, '/');
	else if (strncasecmp(target, "https://", 8) == 0)
		at = strchr(target + 8, '/');
	else
		return target;
	return at != NULL ? at : "/";
}

const char *
path_take(struct arena *a, const char *target, const char **query)
{
	const char *own = target_own(target);
	size_t n = strcspn(own, "?#"), decoded_n;
	const char *at = own + n, *decoded, *path;

	*query = "";
	if (*at == '?')
		*query = arena_copy(a, at + 1, strcspn(at + 1, "#"));
	if (slash_hidden(own, n) ||
		!percent_decode(a, own, n, false, &decoded, &decoded_n) ||
		text_take(a, decoded, decoded_n, &path) != TEXT_GOOD ||
		strpbrk(path, "\n\t") != NULL || !path_good(path))
		return NULL;
	return path;
}

/* ---- where from, where to ---- */

static bool
host_good(const char *host, size_t n)
{
	static const char good[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]";

	for (size_t i = 0; i < n; i++)
		if (memchr(good, host[i], sizeof good - 1) == NULL)
			return false;
	return n > 0 && n < 256;
}

/* The last of a list: what the proxy next to us wrote. */
static const char *
last_of(const char *list, size_t *n)
{
	const char *comma = strrchr(list, ',');
	const char *at = comma != NULL ? comma + 1 : list;

	at += strspn(at, " \t");
	*n = strcspn(at, " \t");
	return at;
}

void
place_read(const struct app *app, const struct raw_request *raw, bool believed,
	struct place *out)
{
	const char *proto = believed ? raw_header(raw, "X-Forwarded-Proto") :
		NULL;
	const char *ahead = believed ? raw_header(raw, "X-Forwarded-Host") :
		NULL;
	const char *origin = app->wish.origin;
	size_t n;

	*out = (struct place){.host = raw_header(raw, "Host")};
	if (ahead != NULL)
		out->host = last_of(ahead, &out->n);
	else if (out->host != NULL)
		out->n = strlen(out->host);
	if (out->host == NULL || !host_good(out->host, out->n)) {
		out->host = "localhost";
		out->n = strlen(out->host);
	}
	if (proto != NULL) {
		proto = last_of(proto, &n);
		out->secure = n == 5 && strncasecmp(proto, "https", n) == 0;
	}
	if (origin != NULL)
		out->secure |= strncmp(origin, "https://", 8) == 0;
}

static void
origin_read(struct asking *q, bool believed)
{
	struct request *rq = &q->rq;
	struct arena *a = rq->visit.arena;
	const char *origin = rq->app->wish.origin;
	struct place p;
	const char *colon;

	place_read(rq->app, q->raw, believed, &p);
	colon = memchr(p.host, ':', p.n);
	q->host_name = lower(a, p.host, colon != NULL ?
		(size_t)(colon - p.host) : p.n);
	rq->secure = p.secure;
	rq->host = origin != NULL ? origin : arena_printf(a, "%s://%.*s",
		p.secure ? "https" : "http", (int)p.n, p.host);
}

static void
request_place(struct asking *q)
{
	struct request *rq = &q->rq;
	const char *forwarded = header_joined(q, "X-Forwarded-For");
	bool believed;
	const char *client = address_client(rq->visit.arena, rq->app->proxies,
		rq->app->proxy_count, q->raw->address, forwarded, &believed);

	rq->network = address_network(rq->visit.arena, client);
	rq->visit.network = rq->network;
	origin_read(q, believed);
}

/* ---- what for ---- */

static bool
begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static void
accept_read(struct request *rq)
{
	const char *accept = request_header(rq, "Accept");

	rq->wants_page = accept != NULL && header_lists(accept, "text/html");
	rq->wants_json = begins(rq->path, "/api/") || (!rq->wants_page &&
		accept != NULL && (header_lists(accept, "application/json") ||
		header_lists(accept, "application/problem+json")));
	if (rq->wants_json)
		rq->wants_page = false;
}

/* The language as far as the path and the browser tell; an account's own is
 * taken in session.c. */
static void
lang_read(struct asking *q)
{
	struct request *rq = &q->rq;
	const char *header = request_header(rq, "Accept-Language");
	const char *cookie = request_cookie(rq, "lang");
	const char *chosen = request_query(rq, "lang");
	enum lang lang = LANG__MAX;
	bool api = begins(rq->path, "/api/");

	if (!api && chosen != NULL)
		lang = lang_of(chosen);
	q->lang_chosen = lang != LANG__MAX;
	if (!api && lang == LANG__MAX && cookie != NULL)
		lang = lang_of(cookie);
	if (lang == LANG__MAX) {
		q->lang_asked = true;
		lang = header != NULL ? lang_accepted(header, LANG_KO) :
			LANG_KO;
	}
	rq->visit.lang = lang;
}

static enum err
query_read(struct asking *q)
{
	struct request *rq = &q->rq;
	struct arena *a = rq->visit.arena;
	const char *(*pairs)[2];
	size_t n;
	enum err err = form_pairs(a, rq->query_text, strlen(rq->query_text),
		(size_t)app_limit(rq->app, LIMIT_FIELDS), &pairs, &n);

	if (err != OK)
		return refuse(q, err, 400, "error.address");
	rq->query = form_flat(a, (const char *const (*)[2])pairs, n);
	return OK;
}

static bool
header_too_large(struct asking *q)
{
	size_t n = strlen(q->raw->target);

	for (size_t i = 0; i < q->raw->header_count; i++)
		n += strlen(q->raw->headers[i].name) +
			strlen(q->raw->headers[i].value) + 4;
	return n > (size_t)app_limit(q->rq.app, LIMIT_HEADER);
}

/*
 * Path and query first so that even a refusal knows its language; the first
 * thing wrong decides.
 */
enum err
request_read(struct asking *q)
{
	struct request *rq = &q->rq;
	struct arena *a = rq->visit.arena;
	const char *path;
	enum err err;

	q->head = strcmp(q->raw->method, "HEAD") == 0;
	rq->method = q->head ? GET : method_of(q->raw->method);
	path = path_take(a, q->raw->target, &rq->query_text);
	rq->path = path != NULL ? path : "/";
	rq->network = "";
	rq->host = "";
	request_place(q);
	accept_read(rq);
	err = path != NULL ? query_read(q) :
		refuse(q, ERR_INPUT, 400, "error.address");
	lang_read(q);
	TRY(err);
	if (header_too_large(q))
		return refuse(q, ERR_LARGE, 431, "error.header-large");
	return OK;
}

/* ---- for handlers ---- */

const char *
request_param(const struct request *rq, const char *name)
{
	for (size_t i = 0; i < rq->param_count; i++)
		if (strcmp(rq->params[i].name, name) == 0)
			return rq->params[i].value;
	return "";
}

const char *
request_query(const struct request *rq, const char *name)
{
	json_t *value = json_object_get(rq->query, name);

	if (json_is_array(value))
		value = json_array_get(value, 0);
	return json_string_value(value);
}

const char *
request_text(const struct request *rq, const char *name)
{
	return json_string_value(json_object_get(rq->body, name));
}

const struct upload *
request_upload(const struct request *rq, const char *field)
{
	for (size_t i = 0; i < rq->upload_count; i++)
		if (strcmp(rq->uploads[i].field, field) == 0)
			return &rq->uploads[i];
	return NULL;
}
