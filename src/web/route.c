/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which route a path belongs to.  A pattern is literal but for
 *
 *	{lang}      one part that is the tag of a language of pages
 *	{name}      one part, whatever it is but empty
 *	{name}.csv  one part that ends so
 *	{name*}     all the rest, at the end of a pattern only
 *
 * Tables are asked in order, rows from the top; the first that fits is it.
 * app_open refuses a row that an earlier one hides.
 */
#include <ctype.h>
#include <string.h>

#include "inside.h"

enum { PARAMS = sizeof ((struct request *)0)->params /
	sizeof ((struct request *)0)->params[0] };

const char *const method_names[METHOD__MAX] = {
	[METHOD_NONE] = "OTHER", [GET] = "GET", [POST] = "POST",
	[PATCH] = "PATCH", [PUT] = "PUT", [DELETE_] = "DELETE",
};

enum method
method_of(const char *name)
{
	for (int m = GET; m < METHOD__MAX; m++)
		if (strcmp(name, method_names[m]) == 0)
			return (enum method)m;
	return METHOD_NONE;
}

/* A part of a pattern, parted at its braces. */
struct piece {
	const char *name;    /* NULL: literal */
	size_t name_n;
	bool rest, lang;
	const char *text;    /* literal, or the ending behind the braces */
	size_t text_n;
	const char *next;    /* behind the part: '/' or the end */
};

static struct piece
piece_of(const char *at)
{
	struct piece p = {.text = at, .next = at + strcspn(at, "/")};

	if (*at == '{') {
		p.name = at + 1;
		p.name_n = strcspn(p.name, "}/");
		p.text = p.name + p.name_n + (p.name[p.name_n] == '}');
		p.rest = p.name_n > 0 && p.name[p.name_n - 1] == '*';
		p.name_n -= p.rest;
		p.lang = p.name_n == 4 && memcmp(p.name, "lang", 4) == 0;
	}
	p.text_n = (size_t)(p.next - p.text);
	return p;
}

/* ---- matching ---- */

static bool
is_lang(const char *at, size_t n)
{
	for (int i = 0; i < LANG__MAX; i++)
		if (strlen(langs[i].tag) == n &&
			memcmp(langs[i].tag, at, n) == 0)
			return true;
	return false;
}

/* Does one part of the path, n long, fit? */
static bool
piece_fits(const struct piece *p, const char *at, size_t n)
{
	if (p->name == NULL)
		return n == p->text_n && memcmp(at, p->text, n) == 0;
	if (n <= p->text_n ||
		memcmp(at + n - p->text_n, p->text, p->text_n) != 0)
		return false;
	return !p->lang || is_lang(at, n);
}

static void
param_add(struct request *rq, struct arena *a, const struct piece *p,
	const char *at, size_t n)
{
	if (rq == NULL || p->name == NULL)
		return;
	rq->params[rq->param_count].name = arena_copy(a, p->name, p->name_n);
	rq->params[rq->param_count++].value = arena_copy(a, at, n - p->text_n);
}

bool
route_fits(const struct route *r, const char *path, struct arena *a,
	struct request *rq)
{
	const char *pattern = r->path;

	if (rq != NULL)
		rq->param_count = 0;
	while (*pattern == '/' && *path == '/') {
		struct piece p = piece_of(pattern + 1);
		size_t n;

		path++;
		n = p.rest ? strlen(path) : strcspn(path, "/");
		if (!piece_fits(&p, path, n))
			return false;
		param_add(rq, a, &p, path, n);
		path += n;
		pattern = p.next;
	}
	return *pattern == '\0' && *path == '\0';
}

const struct route *
route_find(const struct app *app, enum method method, const char *path,
	struct arena *a, struct request *rq, const char **allow)
{
	unsigned methods = 0;
	struct buf names = buf_in(a, 64);

	*allow = NULL;
	for (size_t i = 0; i < app->route_count; i++) {
		const struct route *r = app->routes[i];

		if (!route_fits(r, path, a, NULL))
			continue;
		if (r->method == method) {
			route_fits(r, path, a, rq);
			return r;
		}
		methods |= 1u << r->method;
	}
	for (int m = GET; m < METHOD__MAX; m++)
		if (methods & 1u << m)
			buf_printf(&names, "%s%s%s", names.n ? ", " : "",
				method_names[m], m == GET ? ", HEAD" : "");
	if (methods != 0)
		*allow = names.at;
	return NULL;
}

/* ---- verifying ---- */

const char *
pattern_fault(const char *path)
{
	size_t params = 0;

	if (*path != '/')
		return "does not begin with /";
	while (*path == '/') {
		struct piece p = piece_of(path + 1);

		if (p.name != NULL && (p.name_n == 0 || p.text[-1] != '}' ||
			++params > PARAMS))
			return "has a parameter that is none, or too many";
		for (size_t i = 0; i < p.name_n; i++)
			if (!islower((unsigned char)p.name[i]) &&
				p.name[i] != '_')
				return "has a parameter that is not lower case";
		if (memchr(p.text, '{', p.text_n) ||
			memchr(p.text, '}', p.text_n))
			return "has a brace where none may be";
		if (p.rest && (*p.next != '\0' || p.text_n > 0))
			return "goes on behind its rest";
		if (p.text_n == 0 && p.name == NULL && *p.next == '/')
			return "has an empty part";
		path = p.next;
	}
	return NULL;
}

/* Does the pattern's part a fit all that the part b fits? */
static bool
piece_covers(const struct piece *a, const struct piece *b)
{
	if (a->name == NULL)
		return b->name == NULL && piece_fits(a, b->text, b->text_n);
	if (b->name == NULL)
		return piece_fits(a, b->text, b->text_n);
	if (a->lang)
		return b->lang;
	return a->text_n <= b->text_n && memcmp(a->text,
		b->text + b->text_n - a->text_n, a->text_n) == 0;
}

bool
route_covers(const char *a, const char *b)
{
	while (*a == '/' && *b == '/') {
		struct piece of_a = piece_of(a + 1), of_b = piece_of(b + 1);

		if (of_a.rest)
			return of_b.name != NULL || b[1] != '\0';
		if (of_b.rest || !piece_covers(&of_a, &of_b))
			return false;
		a = of_a.next;
		b = of_b.next;
	}
	return *a == '\0' && *b == '\0';
}
