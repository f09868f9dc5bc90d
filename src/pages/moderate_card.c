/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One comment as those see it who look after them:
 *
 *	{ "id", "nickname", "text", "text_lang", "at", "when", "state",
 *	  "state_says", "article", "article_href", "href": its record,
 *	  "waits_says": why it waits, "like_says", "like_href",
 *	  "reports": [{"says","words","when"}], "reports_says",
 *	  "reason", "rule", "decided_says", "note", "objection", "outcome",
 *	  "answer",
 *	  "reading": {"text","lang","says"}, "can_read", "no_service",
 *	  "can_show", "can_hold", "can_remove", "can_answer" }
 *
 * A key with nothing to say is "", an empty list or false.
 */
#include <string.h>

#include "moderating.h"

static const char *
text_of(const struct record *c, const char *field)
{
	const char *text = record_text(c, field);

	return text != NULL ? text : "";
}

static bool
is(const struct record *c, const char *field, const char *value)
{
	return strcmp(text_of(c, field), value) == 0;
}

/* ---- where it stands, and why it waits ---- */

static void
put_article(struct visit *v, json_t *card, const struct record *c)
{
	struct id article = record_ref(c, "article");
	const char *page = record_page_of(v, &entity_article, article);

	put_text(card, "article", record_title_of(v, &entity_article,
		article));
	put_text(card, "article_href", page != NULL ? arena_printf(v->arena,
		"%s#c-%s", page, id_text(v->arena, c->id)) :
		arena_printf(v->arena, "/office/articles/%s", id_text(v->arena,
			article)));
}

static void
put_waits(struct visit *v, json_t *card, const struct record *c)
{
	const char *why = record_text(c, "why");
	const char *until = record_text(c, "until");

	put_text(card, "waits_says", is(c, "state", "held") && why != NULL ?
		put_choice(v, "comment.why", why) :
		is(c, "state", "blocked") && until != NULL ?
		put_say(v, "moderation.blocked-until", text_date(v->arena,
			v->lang, until), NULL) : "");
}

static void
put_like(struct visit *v, json_t *card, const struct record *c,
	const struct likes *likes)
{
	int64_t n = likes_of(v, likes, c->id);

	if (n == 0)
		return;
	put_text(card, "like_says", put_say(v, "moderation.like",
		arena_printf(v->arena, "%lld", (long long)n), NULL));
	put_text(card, "like_href", arena_printf(v->arena,
		"/office/moderation?tab=held&like=%s", id_text(v->arena,
			c->id)));
}

/* How many readers reported it, and what they said. */
static enum err
put_reports(struct visit *v, json_t *card, const struct record *c)
{
	json_t *list;
	int64_t n;

	if (record_value(c, "reported") == NULL)
		return OK;
	TRY(comment_reports_count(v, c->id, &n));
	TRY(comment_reports_of(v, c->id, &list));
	put_text(card, "reports_says", put_say(v, "moderation.reports",
		arena_printf(v->arena, "%lld", (long long)n), NULL));
	put_list(card, "reports", list);
	return OK;
}

/* ---- in the visitor's language ---- */

static enum err
put_reading(struct visit *v, json_t *card, const struct record *c)
{
	const char *from = comment_tongue(c), *to = langs[v->lang].tag;
	struct comment_reading r;
	bool there = false;

	put_text(card, "text_lang", lang_html(from));
	if (strcmp(from, to) == 0 || is(c, "state", "withdrawn"))
		return OK;
	TRY(comment_reading_get(v, c, to, &r));
	if (r.text != NULL) {
		json_object_set_new(card, "reading", json_pack(
			"{s:s, s:s, s:s, s:s}", "text", r.text, "lang",
			lang_html(to), "says", put_say(v,
				"moderation.machine", r.by, NULL),
			"credit", r.credit));
		return OK;
	}
	TRY(reading_there(v, from, &there));
	json_object_set_new(card, "can_read", json_boolean(there));
	json_object_set_new(card, "no_service", json_boolean(!there));
	return OK;
}

/* ---- all of it ---- */

/* What may be done from here; what its author deleted is left alone. */
static void
put_acts(json_t *card, const struct record *c)
{
	bool open = is(c, "objected", "open") && is(c, "state", "removed");
	bool gone = is(c, "state", "withdrawn"), shown = is(c, "state", "shown");
	bool stays = shown && record_value(c, "reported") != NULL;

	json_object_set_new(card, "stays", json_boolean(stays));
	json_object_set_new(card, "can_show", json_boolean(!gone && !open &&
		(!shown || stays)));
	json_object_set_new(card, "can_hold", json_boolean(!gone && !open &&
		!is(c, "state", "held") && !is(c, "state", "removed")));
	json_object_set_new(card, "can_remove", json_boolean(!gone && !open));
	json_object_set_new(card, "can_answer", json_boolean(open));
	json_object_set_new(card, "again", json_boolean(is(c, "state",
		"removed")));
}

static json_t *
card_blank(void)
{
	static const char *const texts[] = { "waits_says", "like_says",
		"like_href", "reports_says", "reason", "rule", "decided_says",
		"note", "objection", "outcome", "answer", "reason_lang",
		"rule_lang", "when", "at", "number", NULL };
	json_t *card = json_pack("{s:b, s:b, s:b, s:[], s:b}", "reading", 0,
		"can_read", 0, "no_service", 0, "reports", "reports_there", 0);

	for (const char *const *t = texts; *t != NULL; t++)
		json_object_set_new(card, *t, json_string(""));
	return card;
}

static enum err
put_content(struct visit *v, json_t *card, const struct record *c)
{
	const char *at = record_text(c, "at");
	int64_t moment;
	char zone[64];

	put_text(card, "id", id_text(v->arena, c->id));
	put_text(card, "href", arena_printf(v->arena, "/office/comments/%s",
		id_text(v->arena, c->id)));
	put_text(card, "nickname", text_of(c, "nickname"));
	put_text(card, "text", text_of(c, "text"));
	put_text(card, "state", text_of(c, "state"));
	put_text(card, "state_says", put_choice(v, "comment.state",
		record_text(c, "state")));
	put_text(card, "objection", text_of(c, "objection"));
	json_object_set_new(card, "is_sample", json_boolean(record_flag(c,
		"sample")));
	if (at != NULL && moment_parse(at, v->zone, &moment, zone)) {
		put_text(card, "at", arena_copy(v->arena, at, strcspn(at,
			"[")));
		put_text(card, "when", text_moment(v->arena, v->lang, moment,
			v->zone));
	}
	return comment_told(v, c, card);
}

enum err
moderation_card(struct request *rq, const struct record *c,
	const struct likes *likes, json_t **out)
{
	struct visit *v = &rq->visit;
	json_t *card = keep(v, card_blank());

	TRY(put_content(v, card, c));
	put_article(v, card, c);
	put_waits(v, card, c);
	put_like(v, card, c, likes);
	TRY(put_reports(v, card, c));
	TRY(put_reading(v, card, c));
	put_acts(card, c);
	*out = json_incref(card);
	return OK;
}
