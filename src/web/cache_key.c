/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What tells one public page from another, out of the head of a request; and
 * which requests are none of the cache's: all but GET and HEAD, those with a
 * session, a program's token or a body, and what is longer than an address
 * of ours is.
 *
 * Every request for a kept page comes through here, so the headers are walked
 * once, nothing is copied but into the key, and an address is decoded only if
 * there is something to decode.
 */
#include <string.h>
#include <strings.h>

#include "cache.h"

enum { HEADER_MOST = 200 };

enum head { HOST, ACCEPT, LANGUAGE, FORWARDED, REFUSED, HEAD__MAX = REFUSED };

static const struct {
	const char *name;
	size_t n;
	enum head is;
} heads[] = {
	{"Host", 4, HOST}, {"Accept", 6, ACCEPT},
	{"Accept-Language", 15, LANGUAGE},
	{"Authorization", 13, REFUSED}, {"Content-Length", 14, REFUSED},
	{"Transfer-Encoding", 17, REFUSED}, {"Range", 5, REFUSED},
	{"Upgrade", 7, REFUSED}, {"Expect", 6, REFUSED},
};

/* The first of each header that matters; false: it is none of ours. */
static bool
head_read(const struct raw_request *raw, const char *of[HEAD__MAX])
{
	for (size_t i = 0; i < raw->header_count; i++) {
		const char *name = raw->headers[i].name;
		const char *value = raw->headers[i].value;
		size_t n = strlen(name);

		if (n == 6 && strcasecmp(name, "Cookie") == 0 &&
			strstr(value, "session") != NULL)
			return false;
		for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
			if (heads[k].n != n ||
				strcasecmp(heads[k].name, name) != 0)
				continue;
			if (heads[k].is == REFUSED)
				return false;
			if (of[heads[k].is] == NULL)
				of[heads[k].is] = value;
		}
	}
	return true;
}

/* ---- the key ---- */

static bool
add(struct cache_key *key, const char *at, size_t n)
{
	if (n >= sizeof key->at - key->n)
		return false;
	memcpy(key->at + key->n, at, n);
	key->n += n;
	key->at[key->n] = '\0';
	return true;
}

static bool
add_text(struct cache_key *key, const char *text)
{
	return add(key, text, strlen(text));
}

/* ---- the path ---- */

/* Is it as it will be when it was decoded?  Most are. */
static bool
plain(const char *path, size_t n)
{
	static const char good[256] = {
		['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1,
		['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1,
		['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1,
		['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1,
		['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1,
		['z'] = 1, ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1,
		['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1,
		['9'] = 1, ['-'] = 1, ['_'] = 1,
	};
	char before = 0;

	if (n == 0 || *path != '/')
		return false;
	for (size_t i = 0; i < n; before = path[i++])
		if (!good[(unsigned char)path[i]] &&
			(path[i] != '/' || before == '/'))
			return false;
	return true;
}

/* Does the path begin with a language?  Then nothing else says which. */
static bool
lang_said(const char *path)
{
	size_t n = *path == '/' ? strcspn(path + 1, "/?") : 0;

	for (int i = 0; i < LANG__MAX; i++)
		if (n > 0 && strlen(langs[i].tag) == n &&
			strncmp(path + 1, langs[i].tag, n) == 0)
			return true;
	return false;
}

static bool
under(const char *path, const char *folder)
{
	return strncmp(path, folder, strlen(folder)) == 0;
}

/* "/ko/news?q=1" as it stands when it is decoded, at the key's end. */
static bool
add_path(struct cache_key *key, const char *target)
{
	size_t n = strcspn(target, "?#");
	struct arena *a;
	const char *path, *query;
	bool fits;

	if (plain(target, n))
		return add(key, target, n) && add_text(key, "?") &&
			(target[n] != '?' || add(key, target + n + 1,
				strcspn(target + n + 1, "#")));
	a = arena_new();
	path = path_take(a, target, &query);
	/* A decoded ? would stand for the query's. */
	fits = path != NULL && strchr(path, '?') == NULL &&
		add_text(key, path) && add_text(key, "?") &&
		add_text(key, query);
	arena_free(a);
	return fits;
}

/* ---- the rest ---- */

/* How the language is found where the path does not say it. */
static bool
add_lang(struct cache_key *key, const struct raw_request *raw,
	const char *accept)
{
	size_t n = 0;
	const char *cookie = raw_cookie(raw, "lang", &n);

	return (accept == NULL || strlen(accept) <= HEADER_MOST) &&
		n <= HEADER_MOST && add_text(key, "\n") &&
		add_text(key, accept != NULL ? accept : "-") &&
		add_text(key, "\n") &&
		add(key, cookie != NULL ? cookie : "-", cookie != NULL ? n : 1);
}

static char
accept_key(const char *accept, const char *path)
{
	if (under(path, "/api/"))
		return 'a';
	if (accept != NULL && header_lists(accept, "text/html"))
		return 'h';
	return accept != NULL && (header_lists(accept, "application/json") ||
		header_lists(accept, "application/problem+json")) ? 'j' : '-';
}

/* A host that no stranger has made up. */
static bool
host_known(const struct app *app, const char *name, const struct id *office)
{
	return app->wish.origin != NULL || !id_none(*office) ||
		strcmp(name, "localhost") == 0 ||
		strspn(name, "0123456789.[:]") == strlen(name);
}

/* Where it was asked for, and whose pages that shows; false: the store must
 * be asked. */
static bool
add_place(struct cache_key *key, const struct app *app,
	const struct raw_request *raw, bool *known)
{
	struct place p;
	struct id office = {{0}};
	char name[256], id[ID_TEXT];
	size_t n = 0;

	place_read(app, raw, address_listed(app->proxies, app->proxy_count,
		raw->address), &p);
	for (; n < p.n && n < sizeof name - 1 && p.host[n] != ':'; n++)
		name[n] = p.host[n] >= 'A' && p.host[n] <= 'Z' ?
			(char)(p.host[n] | 0x20) : p.host[n];
	name[n] = '\0';
	if (!hosts_office(app, name, &office))
		return false;
	*known = host_known(app, name, &office);
	if (!id_none(office))
		id_print(office, id);
	return add_text(key, p.secure ? "s" : "-") &&
		(app->wish.origin != NULL || add(key, p.host, p.n)) &&
		add_text(key, "\n") &&
		add_text(key, id_none(office) ? "-" : id) &&
		add_text(key, "\n");
}

bool
cache_key(const struct app *app, const struct raw_request *raw,
	struct cache_key *key)
{
	const char *of[HEAD__MAX] = {0}, *path;
	bool said, known;

	if ((strcmp(raw->method, "GET") != 0 && strcmp(raw->method, "HEAD") !=
		0) || strnlen(raw->target, TARGET_KEPT + 1) > TARGET_KEPT ||
		!head_read(raw, of))
		return false;
	key->n = 1;
	if (!add_place(key, app, raw, &known))
		return false;
	path = key->at + key->n;
	if (!add_path(key, raw->target) || under(path, "/static/") ||
		under(path, "/office"))
		return false;
	key->at[0] = accept_key(of[ACCEPT], path);
	said = lang_said(path);
	key->apart = !said || strchr(path, '?')[1] != '\0' || !known;
	return said || add_lang(key, raw, of[LANGUAGE]);
}
