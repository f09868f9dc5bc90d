/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which languages a page is one of its own.  Pages' heads and site maps both
 * ask here, so that each language names all the others and itself.
 */
#include <string.h>

#include "outlet.h"

/* Written in it, or made by people, or checked by them. */
static bool
is_good(const struct words_seen *seen)
{
	return seen->lang != NULL && !seen->foreign && (seen->original ||
		seen->checked_by != NULL ||
		strcmp(seen->origin, "person") == 0);
}

/* What was written in no language of pages is found on the English one. */
static enum lang
original_of(const struct record *r)
{
	const char *tag = json_string_value(json_object_get(record_value(r,
		"body"), "original"));
	enum lang lang = tag != NULL ? lang_of(tag) : LANG__MAX;

	return lang != LANG__MAX ? lang : LANG_EN;
}

unsigned
outlet_langs(const struct visit *v, const struct record *r)
{
	unsigned bits = 1u << original_of(r);

	for (int i = 0; i < LANG__MAX; i++) {
		struct words_seen headline = words_see(v->arena,
			record_value(r, "headline"), (enum lang)i);
		struct words_seen body = words_see(v->arena,
			record_value(r, "body"), (enum lang)i);

		if (is_good(&headline) && is_good(&body))
			bits |= 1u << i;
	}
	return bits;
}

static void
put(const struct visit *v, json_t *list, const char *hreflang,
	const char *host, const char *tag, const char *path)
{
	json_array_append_new(list, json_pack("{s:s, s:s}", "hreflang",
		hreflang, "href", arena_printf(v->arena, "%s%s%s%s", host,
		*tag != '\0' ? "/" : "", tag, path)));
}

json_t *
outlet_alternates(const struct visit *v, const char *host, const char *path,
	unsigned bits)
{
	enum lang otherwise = LANG_EN;
	json_t *list = json_array();

	for (int i = LANG__MAX - 1; i >= 0; i--)
		if ((bits & 1u << LANG_EN) == 0 && (bits & 1u << i))
			otherwise = (enum lang)i;
	for (int i = 0; i < LANG__MAX; i++)
		if (bits & 1u << i)
			put(v, list, langs[i].html, host, langs[i].tag, path);
	put(v, list, "x-default", host, strcmp(path, "/") == 0 ? "" :
		langs[otherwise].tag, path);
	return list;
}
