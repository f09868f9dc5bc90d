/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates from anywhere: an input is a template, a line "%%%", a view in
 * JSON, perhaps another such line and a partial, which the name "p" (and any
 * other) finds.  It may be refused; if not, it renders within its bounds,
 * the same twice, and without "<" unless the template or a raw value has one.
 */
#include <string.h>

#include "fuzz.h"
#include "text/text.h"

#define MARK "\n%%%\n"

struct piece {
	const char *at;
	size_t n;
};

/* Up to the mark; *rest is what stands behind it. */
static struct piece
piece(struct piece *rest)
{
	struct piece out = *rest;
	const char *mark = memmem(rest->at, rest->n, MARK, sizeof MARK - 1);

	if (mark == NULL) {
		*rest = (struct piece){ "", 0 };
		return out;
	}
	out.n = (size_t)(mark - out.at);
	rest->n -= out.n + sizeof MARK - 1;
	rest->at = mark + sizeof MARK - 1;
	return out;
}

static const struct mustache *
find(const char *name, void *arg)
{
	(void)name;
	return arg;
}

static void
count(const char *name, void *arg)
{
	*(size_t *)arg += strlen(name) > 0;
}

static void
render(struct arena *a, const struct mustache *m, json_t *view,
	const struct mustache *partial, bool escaped)
{
	struct buf first = buf_in(a, 20000), again = buf_in(a, 20000);
	bool good = mustache_render(m, view, NULL, find, (void *)partial,
		&first);

	PROMISE(first.n <= first.max && first.at[first.n] == '\0');
	PROMISE(!good || !first.full);
	PROMISE(mustache_render(m, view, NULL, find, (void *)partial, &again)
		== good);
	PROMISE(first.n == again.n
		&& memcmp(first.at, again.at, first.n) == 0);
	PROMISE(!escaped || memchr(first.at, '<', first.n) == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	struct piece rest = { (const char *)at, n };
	struct piece text = piece(&rest), view = piece(&rest);
	json_t *json = json_loadb(view.at, view.n,
		JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	bool tags = memchr(text.at, '<', text.n) != NULL
		|| memmem(rest.at, rest.n, "<", 1) != NULL;
	char why[200];
	const struct mustache *partial = mustache_compile(a, rest.at, rest.n,
		false, why);
	size_t names = 0;

	for (int lax = 0; lax < 2; lax++) {
		const struct mustache *m = mustache_compile(a, text.at, text.n,
			lax, why);

		PROMISE((m == NULL) == (strlen(why) > 0));
		if (m == NULL)
			continue;
		mustache_names(m, count, &names);
		/* With _html in the text a raw value may hold anything. */
		render(a, m, json != NULL ? json : json_null(), partial,
			!lax && !tags && memmem(at, n, "_html", 5) == NULL);
	}
	json_decref(json);
	arena_free(a);
	return 0;
}
