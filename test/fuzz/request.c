/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a browser or anybody else may write into a request.  The input's lines
 * are the target, a Cookie, an Accept-Encoding, an X-Forwarded-For, a
 * Content-Type; what is left is the form.
 */
#include <string.h>

#include "fuzz.h"
#include "web/inside.h"

/* The next line, taken off the front. */
static const char *
line(struct arena *a, const char **at, const char *end)
{
	const char *stop = memchr(*at, '\n', (size_t)(end - *at));
	const char *from = *at;

	if (stop == NULL)
		stop = end;
	*at = stop < end ? stop + 1 : end;
	return arena_copy(a, from, (size_t)(stop - from));
}

static void
target(struct arena *a, const char *text)
{
	const char *query, *path = path_take(a, text, &query);
	const char *again;

	(void)guard_local(text);
	if (path == NULL)
		return;
	PROMISE(path[0] == '/' && strstr(path, "//") == NULL);
	PROMISE(strstr(path, "/../") == NULL && strchr(path, '\\') == NULL);
	PROMISE(text_take(a, path, strlen(path), &again) == TEXT_GOOD);
	PROMISE(strcmp(path, again) == 0);
	PROMISE(pattern_fault(path) != NULL || route_covers(path, path));
}

static void
headers(struct arena *a, const char *cookie, const char *accepted,
	const char *forwarded, const char *type)
{
	static const struct prefix all = {.bits = 0};
	struct raw_request raw = {.headers[0] = {"Cookie", cookie},
		.header_count = 1};
	struct asking q = {.raw = &raw, .rq.visit.arena = a};
	const char *p, *client, *value = request_cookie(&q.rq, "session");
	bool believed;

	PROMISE(value == NULL || strpbrk(value, "; ") == NULL);
	(void)header_lists(accepted, "gzip");
	client = address_client(a, &all, 1, "10.0.0.1", forwarded, &believed);
	PROMISE(believed && *address_network(a, client) != '\0');
	(void)header_value(a, type, "boundary", &p);
}

static void
form(struct arena *a, const char *at, size_t n)
{
	const char *(*pairs)[2];
	size_t count;
	json_t *json;
	char *text;

	if (form_pairs(a, at, n, 1000, &pairs, &count) != OK)
		return;
	form_flat(a, (const char *const (*)[2])pairs, count);
	if (form_json(a, (const char *const (*)[2])pairs, count, &json) != OK)
		return;
	PROMISE(json_is_object(json));
	text = json_dumps(json, 0);
	PROMISE(text != NULL);
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	const char *rest = (const char *)at, *end = rest + n;
	const char *lines[5];

	for (int i = 0; i < 5; i++)
		lines[i] = line(a, &rest, end);
	target(a, lines[0]);
	headers(a, lines[1], lines[2], lines[3], lines[4]);
	form(a, rest, (size_t)(end - rest));
	arena_free(a);
	return 0;
}
