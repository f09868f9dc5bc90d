/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The body of an article as it is read: alone or beside another language,
 * paragraph by paragraph.  Each sentence lies in a span that its twin shares
 * a class with, so that the page's style lights both; each paragraph tells
 * where its sentences come from.
 *
 *	blocks: [{ "ours_html", "theirs_html", "note", "told": {…} }]
 *	views:  the other ways to read it, as links
 *
 * ?view=original, translation or both; ?beside=en sets another language beside
 * it, ?beside=no none.  The address alone remembers it.
 *
 * The texts stand as they were segmented when they were written: nothing is
 * cut here.  How a paragraph is rendered is story_block.c.
 */
#include <string.h>

#include "story.h"

/* ---- which languages ---- */

static json_t *
text_of(const json_t *body, const char *lang)
{
	return lang == NULL ? NULL : json_object_get(json_object_get(body,
		"texts"), lang);
}

/* Any other text, the pages' languages first. */
static const char *
other_than(const json_t *body, const char *ours)
{
	for (int i = 0; i < LANG__MAX; i++)
		if (strcmp(langs[i].tag, ours) != 0 &&
		    text_of(body, langs[i].tag) != NULL)
			return langs[i].tag;
	return NULL;
}

static bool
asks(struct request *rq, const char *view)
{
	const char *asked = request_query(rq, "view");

	return asked != NULL && strcmp(asked, view) == 0;
}

static const char *
beside_of(struct request *rq, const json_t *body, const char *ours,
	bool foreign)
{
	const char *asked = request_query(rq, "beside");
	const char *original = json_string_value(
		json_object_get(body, "original"));

	if (asked != NULL && text_of(body, asked) != NULL &&
	    strcmp(asked, ours) != 0)
		return asked;
	if (asked != NULL || asks(rq, "original") || asks(rq, "translation"))
		return NULL;
	if (strcmp(ours, original) != 0)
		return original;
	return asks(rq, "both") && !foreign ? other_than(body, ours) : NULL;
}

/* What a reader is given; a translation with holes only where it is asked
 * for. */
static struct reading
reading_of(struct request *rq, const json_t *body)
{
	struct visit *v = &rq->visit;
	struct words_seen seen = words_see(v->arena, body, v->lang);
	const char *own = langs[v->lang].tag;
	struct reading out = { .body = body, .ours = seen.lang };

	if (asks(rq, "original"))
		out.ours = json_string_value(json_object_get(body, "original"));
	else if ((asks(rq, "translation") || asks(rq, "both")) &&
	    text_of(body, own) != NULL)
		out.ours = own;
	out.theirs = beside_of(rq, body, out.ours,
		strcmp(out.ours, own) != 0);
	out.original = strcmp(out.ours, json_string_value(
		json_object_get(body, "original"))) == 0;
	return out;
}

/* ---- the other ways to read it ---- */

static void
add_view(json_t *views, const char *href, const char *label, const char *tag)
{
	json_t *view = json_pack("{s:s, s:s}", "href", href, "label", label);

	put_text(view, "tag", tag);
	json_array_append_new(views, view);
}

static const char *
named(struct visit *v, const char *tag)
{
	return lang_name(v->arena, v->lang, tag);
}

/* One language alone; the page that shows it so by itself has no query. */
static void
add_only(struct request *rq, json_t *views, const char *tag, const char *view)
{
	struct visit *v = &rq->visit;

	add_view(views, arena_printf(v->arena, "%s?view=%s", rq->path, view),
		put_say(v, "news.only", named(v, tag), NULL), NULL);
}

static void
put_views(struct request *rq, json_t *view, const struct reading *now)
{
	struct visit *v = &rq->visit;
	const char *original = json_string_value(
		json_object_get(now->body, "original")), *tag;
	const char *own = langs[v->lang].tag;
	json_t *views = json_array(), *text;

	if (now->theirs != NULL || strcmp(now->ours, own) != 0)
		if (text_of(now->body, own) != NULL)
			add_only(rq, views, own, strcmp(own, original) == 0 ?
				"original" : "translation");
	if ((now->theirs != NULL || !now->original) &&
	    strcmp(own, original) != 0)
		add_only(rq, views, original, "original");
	json_object_foreach(json_object_get(now->body, "texts"), tag, text)
		if (strcmp(tag, now->ours) != 0 && (now->theirs == NULL ||
		    strcmp(tag, now->theirs) != 0))
			add_view(views, arena_printf(v->arena, "%s?beside=%s",
				rq->path, tag), put_say(v, "news.together",
				named(v, tag), NULL), tag);
	put_list(view, "views", views);
}

/* ---- where it comes from, in a line ---- */

/* "Written in Korean." or "Translated from Korean. …, checked by …" */
static const char *
origin_says(struct visit *v, const struct reading *now, json_t *whole)
{
	const char *original = named(v, json_string_value(
		json_object_get(now->body, "original")));
	const char *says = json_string_value(json_object_get(whole,
		"origin_says"));
	const char *checked = json_string_value(json_object_get(whole,
		"checked"));

	if (now->original)
		return put_say(v, "news.written-in", original, NULL);
	return arena_printf(v->arena, "%s %s%s%s",
		put_say(v, "news.translated-from", original, NULL),
		says != NULL ? says : "", checked != NULL ? " · " : "",
		checked != NULL ? checked : "");
}

/* The way from a translation to what it was made of. */
static void
put_to_original(struct request *rq, json_t *view, const struct reading *now)
{
	if (!now->original)
		json_object_set_new(view, "to_original", json_pack("{s:s}",
			"href", arena_printf(rq->visit.arena,
			"%s?view=original", rq->path)));
}

/* Unless another text of the page has said so already: that it is a machine's,
 * that it is stale, incomplete, or in another language. */
static void
put_notice(struct visit *v, json_t *view, const struct reading *now,
	json_t *whole)
{
	if (json_object_get(view, "notice") != NULL)
		return;
	if (strcmp(now->ours, langs[v->lang].tag) != 0)
		whole = keep(v, words_view(v, now->body));
	put_text(view, "notice", json_string_value(json_object_get(whole,
		"notice")));
}

void
story_body(struct request *rq, json_t *view, const struct record *r)
{
	struct visit *v = &rq->visit;
	const json_t *body = record_value(r, "body");
	struct reading now;
	json_t *whole;

	story_lines(v, view, r);
	if (json_object_size(json_object_get(body, "texts")) == 0)
		return;
	now = reading_of(rq, body);
	whole = keep(v, words_view_in(v, body, now.ours));
	put_notice(v, view, &now, whole);
	put_text(view, "origin", origin_says(v, &now, whole));
	put_to_original(rq, view, &now);
	put_views(rq, view, &now);
	story_blocks(v, view, &now);
	put_text(view, "ours", named(v, now.ours));
	put_text(view, "ours_lang", lang_html(now.ours));
	if (now.theirs == NULL)
		return;
	json_object_set_new(view, "pairs_there", json_true());
	put_text(view, "theirs", named(v, now.theirs));
	put_text(view, "theirs_lang", lang_html(now.theirs));
}
