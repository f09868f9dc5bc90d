/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What many views hold: texts with their language, moments, lists.  A key that
 * has nothing to say is left out, and templates ask for it by a dotted name
 * ("headline.lang"), so that nothing is found further out by mistake.
 */
#include <stdio.h>
#include <string.h>

#include "inside.h"

enum { HTML_MOST = 8 << 20 };

void
put_text(json_t *view, const char *key, const char *text)
{
	if (text != NULL && *text != '\0')
		json_object_set_new(view, key, json_string(text));
}

void
put_list(json_t *view, const char *key, json_t *list)
{
	char there[80];

	snprintf(there, sizeof there, "%s_there", key);
	json_object_set_new(view, there,
		json_boolean(json_array_size(list) > 0));
	json_object_set_new(view, key, list);
}

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

void
put_words(struct visit *v, json_t *view, const char *key, const json_t *words)
{
	json_t *seen, *out;

	if (words == NULL)
		return;
	seen = keep(v, words_view(v, words));
	out = json_object();
	put_text(out, "text", text_in(seen, "text"));
	if (json_is_true(json_object_get(seen, "foreign")))
		put_text(out, "lang", text_in(seen, "lang"));
	if (json_object_get(view, "notice") == NULL)
		put_text(view, "notice", text_in(seen, "notice"));
	json_object_set_new(view, key, out);
}

void
put_prose(struct visit *v, json_t *view, const char *key, const json_t *words)
{
	struct words_seen seen = words_see(v->arena, words, v->lang);
	struct buf html;
	json_t *whole;

	if (words == NULL || seen.lang == NULL)
		return;
	html = buf_in(v->arena, HTML_MOST);
	markdown_html(v->arena, seen.text, &html);
	put_list(view, key, json_pack("[{s:s}]", "html_html", html.at));
	put_text(view, arena_printf(v->arena, "%s_lang", key),
		lang_html(seen.lang));
	whole = keep(v, words_view(v, words));
	if (json_object_get(view, "notice") == NULL)
		put_text(view, "notice", text_in(whole, "notice"));
}

void
put_moment(struct visit *v, json_t *view, const char *key, const char *moment)
{
	int64_t at;
	char zone[64];

	if (moment == NULL || !moment_parse(moment, v->zone, &at, zone))
		return;
	/* HTML's <time> knows no zone by name. */
	json_object_set_new(view, key, json_pack("{s:s, s:s, s:s}",
		"at", arena_copy(v->arena, moment, strcspn(moment, "[")),
		"when", text_moment(v->arena, v->lang, at, zone),
		"day", text_date_short(v->arena, v->lang,
			moment_day(v->arena, at, zone))));
}

const char *
put_say(struct visit *v, const char *key, const char *arg0, const char *arg1)
{
	return message_around(v->arena, v->lang, key, arg0, arg1);
}

const char *
put_choice(struct visit *v, const char *stem, const char *choice)
{
	return choice == NULL ? NULL : message(v->lang,
		arena_printf(v->arena, "%s-%s", stem, choice));
}

const char *
put_address(struct visit *v, const char *path)
{
	return arena_printf(v->arena, "/%s%s", langs[v->lang].tag, path);
}

void
put_fact(json_t *facts, const char *label, const char *text, const char *more)
{
	json_t *fact;

	if (text == NULL || *text == '\0')
		return;
	fact = json_pack("{s:s, s:s}", "label", label, "text", text);
	put_text(fact, "more_text", more);
	json_array_append_new(facts, fact);
}

bool
put_days(const char *edtf, int *first, int *last)
{
	struct edtf date;

	if (edtf == NULL || !edtf_parse(edtf, &date))
		return false;
	edtf_days(&date, first, last);
	return true;
}

int
put_today(const struct visit *v)
{
	int first = 0, last;

	put_days(moment_day(v->arena, v->now, v->zone), &first, &last);
	return first;
}

enum err
put_page(struct request *rq, const char *name, json_t *view)
{
	reply_cached(rq, "public, no-cache");
	return reply_page(rq, name, view);
}

/* Escaped as one part of a path. */
static const char *
part_escaped(struct arena *a, const char *s)
{
	struct buf out = buf_in(a, 3 * strlen(s) + 1);

	for (; *s != '\0'; s++)
		if ((*s >= '0' && *s <= '9') || strchr("-_.~", *s) != NULL ||
			((*s | 0x20) >= 'a' && (*s | 0x20) <= 'z'))
			buf_char(&out, *s);
		else
			buf_printf(&out, "%%%02X", (unsigned char)*s);
	return out.at;
}

const char *
put_file(struct visit *v, const json_t *file)
{
	const char *digest = text_in(file, "digest");
	const char *name = text_in(file, "name");

	if (digest == NULL || name == NULL)
		return NULL;
	return arena_printf(v->arena, "/files/%s/%s", digest,
		part_escaped(v->arena, name));
}

/* "/files/…?w=480 480w, …": the sizes that stand ready, and the picture itself
 * at the end, in the type it came in, unless one of them is as wide. */
static const char *
sizes_of(struct visit *v, const char *src, const int *widths, size_t n,
	const char *as, json_t *own)
{
	struct buf out = buf_in(v->arena, 8192);

	for (size_t i = 0; i < n; i++)
		buf_printf(&out, "%s%s?w=%d%s %dw", i > 0 ? ", " : "", src,
			widths[i], as, widths[i]);
	if (own != NULL && json_integer_value(own) != widths[n - 1])
		buf_printf(&out, ", %s %lldw", src,
			(long long)json_integer_value(own));
	return out.at;
}

json_t *
put_image(struct visit *v, const json_t *file)
{
	const char *src = put_file(v, file);
	json_t *width = json_object_get(file, "width"), *view;
	int widths[PICTURE_WIDTHS];
	size_t n;

	if (src == NULL)
		return NULL;
	view = json_pack("{s:s}", "src", src);
	if (width == NULL)
		return view;
	json_object_set(view, "width", width);
	json_object_set(view, "height", json_object_get(file, "height"));
	if (picture_ready(v, text_in(file, "digest"), widths, &n) != OK)
		problems_forget(v);
	else if (n > 0) {
		put_text(view, "srcset", sizes_of(v, src, widths, n, "",
			width));
		put_text(view, "srcset_webp", sizes_of(v, src, widths, n,
			"&as=webp", NULL));
	}
	return view;
}
