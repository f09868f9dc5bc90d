/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was decided on comments, act by act, newest first, each to be taken
 * back as a whole:
 *
 *	{ "title", "acts": [{"says","more","when","at","who","href","turn",
 *	  "turn_says"}], "acts_there", "next" }
 *
 * turn: the address that takes it back, or does it again; "" where it cannot.
 */
#include <stdlib.h>
#include <string.h>

#include "moderating.h"

#define SHOWN 50

static const char *
with_text(const struct deed *d, const char *key)
{
	return json_string_value(json_object_get(d->with, key));
}

/* The ground's name, as a code or a record. */
static const char *
ground_says(struct visit *v, const struct deed *d)
{
	const char *ground = with_text(d, "ground");
	struct id id;

	if (ground == NULL)
		return "";
	return id_parse(ground, &id) ? record_title_of(v, &entity_ground, id) :
		put_choice(v, "comment.reason", ground);
}

static const char *
more_says(struct visit *v, const struct deed *d)
{
	const char *ground = ground_says(v, d);
	const char *note = with_text(d, "note");
	bool both = *ground != '\0' && note != NULL;

	return arena_printf(v->arena, "%s%s%s", ground, both ? " · " : "",
		note != NULL ? note : "");
}

/* What it did, and how many it could not do it to. */
static const char *
deed_says(struct visit *v, const struct deed *d)
{
	const char *changed = put_say(v, "moderation.told", message(v->lang,
		arena_printf(v->arena, "bulk.act-%s", d->act)),
		arena_printf(v->arena, "%lld", (long long)d->changed));

	return d->wrong == 0 ? changed : arena_printf(v->arena, "%s %s",
		changed, put_say(v, "moderation.refused", arena_printf(
			v->arena, "%lld", (long long)d->wrong), NULL));
}

json_t *
moderation_deed(struct visit *v, const struct deed *d)
{
	const char *at = moment_print(v->arena, d->made, v->zone);
	const char *href = arena_printf(v->arena, "/office/bulk/%s",
		id_text(v->arena, d->id));
	bool undone = strcmp(d->state, "undone") == 0;
	bool turns = d->changed > 0 && (undone ||
		strcmp(d->state, "done") == 0);

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:s, s:s}",
		"says", deed_says(v, d), "more", more_says(v, d),
		"when", text_since(v->arena, v->lang, d->made, v->now),
		"at", arena_copy(v->arena, at, strcspn(at, "[")),
		"who", d->who, "href", href, "undone", (int)undone,
		"turn", !turns ? "" : arena_printf(v->arena, "%s/%s", href,
			undone ? "redo" : "undo"),
		"turn_says", message(v->lang, undone ? "bulk.redo" :
			"bulk.undo"));
}

static const char *
next_address(struct visit *v, const struct deed *last)
{
	return arena_printf(v->arena, "/office/moderation/log?before=%lld",
		(long long)last->made);
}

/* GET /office/moderation/log */
static enum err
log_page(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *sent = request_query(rq, "before");
	int64_t before = sent != NULL ? strtoll(sent, NULL, 10) : 0;
	json_t *view = keep(v, json_pack("{s:s}", "title", message(v->lang,
		"moderation.log")));
	json_t *acts = json_array();
	struct deed *deeds;
	size_t n;

	json_object_set_new(view, "acts", acts);
	TRY(deed_recent(v, &entity_comment, before, false, &deeds, &n, SHOWN));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(acts, moderation_deed(v, &deeds[i]));
	json_object_set_new(view, "acts_there", json_boolean(n > 0));
	put_text(view, "here", before > 0 ? arena_printf(v->arena,
		"/office/moderation/log?before=%lld", (long long)before) :
		"/office/moderation/log");
	put_text(view, "next", n == SHOWN ? next_address(v, &deeds[n - 1]) :
		"");
	return reply_page(rq, "office/moderation-log", json_incref(view));
}

const struct route moderate_log_routes[] = {
	{ GET, "/office/moderation/log", MODERATORS, log_page, "What was decided on comments, act by act, each to be taken back." },
	{0}
};
