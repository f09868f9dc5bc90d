/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What tells one public page from another, out of the head of a request; and
 * which requests are none of the cache's: all but GET and HEAD, those with a
 * session, a program's token or a body, and what is longer than an address
 * of ours is.
 */
#include <string.h>
#include <strings.h>

#include "cache.h"

enum { TARGET_MOST = 600, HEADER_MOST = 200 };

static const char *
header(const struct raw_request *raw, const char *name)
{
	for (size_t i = 0; i < raw->header_count; i++)
		if (strcasecmp(raw->headers[i].name, name) == 0)
			return raw->headers[i].value;
	return NULL;
}

static bool
for_all(const struct raw_request *raw)
{
	static const char *const none[] = {"Authorization", "Content-Length",
		"Transfer-Encoding", "Range", "Upgrade", "Expect"};

	if (strcmp(raw->method, "GET") != 0 && strcmp(raw->method, "HEAD") != 0)
		return false;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (header(raw, none[i]) != NULL)
			return false;
	for (size_t i = 0; i < raw->header_count; i++)
		if (strcasecmp(raw->headers[i].name, "Cookie") == 0 &&
			strstr(raw->headers[i].value, "session") != NULL)
			return false;
	return strlen(raw->target) <= TARGET_MOST;
}

/* Does the path begin with a language?  Then nothing else says which. */
static bool
lang_said(const char *path)
{
	size_t n = *path == '/' ? strcspn(path + 1, "/") : 0;

	for (int i = 0; i < LANG__MAX; i++)
		if (n > 0 && strlen(langs[i].tag) == n &&
			strncmp(path + 1, langs[i].tag, n) == 0)
			return true;
	return false;
}

/* How the language is found where the path does not say it. */
static bool
lang_key(struct buf *key, struct asking *q)
{
	const char *accept = header(q->raw, "Accept-Language");
	const char *cookie = request_cookie(&q->rq, "lang");

	if ((accept != NULL && strlen(accept) > HEADER_MOST) ||
		(cookie != NULL && strlen(cookie) > HEADER_MOST))
		return false;
	buf_printf(key, " %s %s", accept != NULL ? accept : "-",
		cookie != NULL ? cookie : "-");
	return true;
}

static char
accept_key(const struct raw_request *raw, const char *path)
{
	const char *accept = header(raw, "Accept");

	if (strncmp(path, "/api/", 5) == 0)
		return 'a';
	if (accept != NULL && header_lists(accept, "text/html"))
		return 'h';
	return accept != NULL && (header_lists(accept, "application/json") ||
		header_lists(accept, "application/problem+json")) ? 'j' : '-';
}

/* A host that no stranger has made up. */
static bool
host_known(const struct asking *q, const struct id *office)
{
	const char *host = q->host_name;

	return q->rq.app->wish.origin != NULL || !id_none(*office) ||
		strcmp(host, "localhost") == 0 ||
		strspn(host, "0123456789.[:]") == strlen(host);
}

const char *
cache_key(const struct app *app, struct arena *a, const struct raw_request *raw,
	bool *apart)
{
	struct buf key = buf_in(a, 4096);
	struct asking *q;
	struct id office = {{0}};
	const char *path, *query;
	bool said;

	if (!for_all(raw))
		return NULL;
	path = path_take(a, raw->target, &query);
	if (path == NULL || strncmp(path, "/static/", 8) == 0 ||
		strncmp(path, "/office", 7) == 0)
		return NULL;
	q = arena_alloc(a, sizeof *q);
	q->raw = raw;
	q->rq.app = app;
	q->rq.visit.arena = a;
	request_place(q);
	if (!hosts_office(app, q->host_name, &office))
		return NULL;
	said = lang_said(path);
	buf_printf(&key, "%c%s %s ", accept_key(raw, path), q->rq.host,
		id_none(office) ? "-" : id_text(a, office));
	buf_printf(&key, "%s?%s", path, query);
	if ((!said && !lang_key(&key, q)) || key.full)
		return NULL;
	*apart = !said || *query != '\0' || !host_known(q, &office);
	return key.at;
}
