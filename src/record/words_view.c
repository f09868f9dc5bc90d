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
	if (seen->incomplete)
		notice_add(&notice, say(v, "words.notice-incomplete", NULL,
			NULL));
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
	json_object_set_new(view, "incomplete",
		json_boolean(seen->incomplete));
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

/* "Edited by …, 3 May": who and when, as a sentence, under key. */
static void
put_signed(struct visit *v, json_t *view, const char *key, const char *message,
	const json_t *segment, const char *by, const char *at)
{
	const char *who = json_string_value(json_object_get(segment, by));
	int64_t when = json_integer_value(json_object_get(segment, at));
	const char *zone = v->zone != NULL ? v->zone : "UTC";

	if (who != NULL)
		json_object_set_new(view, key, json_string(say(v, message,
			named(v, who), text_moment(v->arena, v->lang, when,
			zone))));
}

json_t *
words_told(struct visit *v, const json_t *segment)
{
	const char *origin = json_string_value(json_object_get(segment,
		"origin"));
	json_t *view = json_object();

	view_origin(v, view, origin, json_string_value(
		json_object_get(segment, "by")));
	put_signed(v, view, "edited", "words.edited", segment, "edited_by",
		"edited_at");
	put_signed(v, view, "checked", "words.checked", segment, "checked_by",
		"checked_at");
	put_signed(v, view, "second", "words.second", segment, "second_by",
		"second_at");
	return view;
}
