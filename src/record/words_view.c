/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words as a page shows them.  The notice is made here and nowhere else, so
 * that no page can show a machine's text without saying so.
 */
#include "kinds.h"

#include <string.h>

enum { HTML_MOST = 8 << 20, NOTICE_MOST = 4000 };

static const char *
say(struct visit *v, const char *key, const char *arg0, const char *arg1)
{
	return message_with(v->arena, v->lang, key, arg0, arg1, NULL);
}

/* An engine or a person that nobody named. */
static const char *
named(struct visit *v, const char *by)
{
	return by != NULL && *by != '\0' ? by :
		message(v->lang, "words.unnamed");
}

static void
notice_add(struct buf *notice, const char *sentence)
{
	if (notice->n > 0)
		buf_char(notice, ' ');
	buf_text(notice, sentence);
}

/* The sentences that a reader is owed; "" when there are none. */
static const char *
notice_of(struct visit *v, const struct words_seen *seen)
{
	struct buf notice = buf_in(v->arena, NOTICE_MOST);

	if (seen->lang == NULL)
		return "";
	if (seen->foreign)
		notice_add(&notice, say(v, "words.notice-other",
			lang_name(v->arena, v->lang, seen->lang), NULL));
	if (strcmp(seen->origin, "machine") == 0 && seen->checked_by == NULL)
		notice_add(&notice, say(v, "words.notice-machine",
			named(v, seen->by), NULL));
	if (seen->stale)
		notice_add(&notice, say(v, "words.notice-stale", NULL, NULL));
	return notice.at;
}

/* Who checked it and when, as a sentence and for <time datetime>. */
static void
view_check(struct visit *v, json_t *view, const char *by, int64_t at)
{
	const char *zone = v->zone != NULL ? v->zone : "UTC";

	if (by == NULL)
		return;
	json_object_set_new(view, "checked_by", json_string(by));
	json_object_set_new(view, "checked_at",
		json_string(moment_print(v->arena, at, zone)));
	json_object_set_new(view, "checked", json_string(say(v, "words.checked",
		named(v, by), text_moment(v->arena, v->lang, at, zone))));
}

static void
view_origin(struct visit *v, json_t *view, const char *origin, const char *by)
{
	const char *key = arena_printf(v->arena, "words.origin-%s", origin);

	json_object_set_new(view, "origin", json_string(origin));
	json_object_set_new(view, "origin_says",
		json_string(say(v, key, named(v, by), NULL)));
	if (by != NULL)
		json_object_set_new(view, "by", json_string(by));
}

static json_t *
view_of(struct visit *v, const struct words_seen *seen)
{
	json_t *view = json_pack("{s:s}", "text", seen->text);
	const char *notice = notice_of(v, seen);

	if (seen->lang == NULL)
		return view;
	json_object_set_new(view, "lang", json_string(lang_html(seen->lang)));
	json_object_set_new(view, "foreign", json_boolean(seen->foreign));
	json_object_set_new(view, "original", json_boolean(seen->original));
	json_object_set_new(view, "stale", json_boolean(seen->stale));
	view_origin(v, view, seen->origin, seen->by);
	view_check(v, view, seen->checked_by, seen->checked_at);
	if (*notice != '\0')
		json_object_set_new(view, "notice", json_string(notice));
	return view;
}

json_t *
words_view(struct visit *v, const json_t *words)
{
	struct words_seen seen = words_see(v->arena, words, v->lang);

	return view_of(v, &seen);
}

json_t *
words_view_in(struct visit *v, const json_t *words, const char *lang)
{
	struct words_seen seen = words_look(v->arena, words, lang);

	return seen.lang != NULL ? view_of(v, &seen) : NULL;
}

static json_t *
segment_text(struct visit *v, json_t *segment, const char *lang, bool prose)
{
	const char *text = json_string_value(json_object_get(segment, "text"));
	json_t *view = json_pack("{s:s, s:s}", "text", text, "lang",
		lang_html(lang));
	struct buf html;

	if (!prose)
		return view;
	html = buf_in(v->arena, HTML_MOST);
	markdown_html(v->arena, text, &html);
	json_object_set_new(view, "html_html", json_string(html.at));
	return view;
}

/* One segment alone says what it owes the reader, as a whole text would. */
static json_t *
segment_view(struct visit *v, json_t *segment, const char *lang, bool prose,
	bool stale)
{
	json_t *view = segment_text(v, segment, lang, prose);
	struct words_seen seen = {
		.lang = lang,
		.origin = json_string_value(json_object_get(segment, "origin")),
		.by = json_string_value(json_object_get(segment, "by")),
		.checked_by = json_string_value(
			json_object_get(segment, "checked_by")),
		.checked_at = json_integer_value(
			json_object_get(segment, "checked_at")),
		.stale = stale,
	};
	const char *notice = notice_of(v, &seen);

	view_origin(v, view, seen.origin, seen.by);
	view_check(v, view, seen.checked_by, seen.checked_at);
	json_object_set_new(view, "stale", json_boolean(stale));
	if (*notice != '\0')
		json_object_set_new(view, "notice", json_string(notice));
	return view;
}

/* What a segment was made of, when the source still says so; else what stands
 * at its place today. */
static json_t *
twin_of(json_t *source, struct map *there, json_t *segment, size_t place,
	bool *stale)
{
	const char *of = json_string_value(json_object_get(segment, "of"));
	json_t *twin = of != NULL ? map_get(there, of) : NULL;

	*stale = of != NULL && source != NULL && twin == NULL;
	return twin != NULL ? twin : json_array_get(source, place);
}

json_t *
words_segments(struct visit *v, const json_t *words, const char *lang,
	bool prose)
{
	const char *from = words_from(words, lang);
	json_t *source = from != NULL ? words_parts(words, from) : NULL;
	struct map *there = words_by_digest(v->arena, source);
	json_t *out = json_array(), *segment;
	size_t i;

	json_array_foreach(words_parts(words, lang), i, segment) {
		bool stale;
		json_t *twin = twin_of(source, there, segment, i, &stale);
		json_t *view = segment_view(v, segment, lang, prose, stale);

		if (twin != NULL)
			json_object_set_new(view, "twin",
				segment_text(v, twin, from, prose));
		json_array_append_new(out, view);
	}
	return out;
}
