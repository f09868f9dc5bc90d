/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Acts of an article, a page each, and the same for programs; what stands
 * above an article's own page in the office; its preview; and the pages that
 * readers find in place of one that was taken back.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static const char *
article_at(struct visit *v, const struct record *r, const char *more)
{
	return arena_printf(v->arena, "/office/articles/%s%s",
		id_text(v->arena, r->id), more);
}

static enum err
article_asked(struct request *rq, struct record **out)
{
	return record_named(&rq->visit, &entity_article,
		request_param(rq, "id"), out);
}

static const char *
when_of(struct visit *v, const char *moment)
{
	int64_t at;
	char zone[64];

	return moment != NULL && moment_parse(moment, v->zone, &at, zone) ?
		text_moment(v->arena, v->lang, at, zone) : "";
}

/* ---- above it ---- */

static void
put_way(struct visit *v, json_t *ways, const char *href, const char *key,
	bool main)
{
	json_array_append_new(ways, json_pack("{s:s, s:s, s:b}", "href", href,
		"label", message(v->lang, key), "main", (int)main));
}

/* What its state means for whoever is about to change it. */
static const char *
state_warns(struct visit *v, const struct record *r)
{
	const char *state = record_text(r, "state");

	if (article_public(r))
		return message(v->lang, "article.is-public");
	if (state != NULL && strcmp(state, "scheduled") == 0)
		return put_say(v, "article.is-scheduled", when_of(v,
			record_text(r, "publish_at")), NULL);
	return NULL;
}

void
article_ways(struct visit *v, const struct record *r, json_t *view)
{
	json_t *ways = json_array();
	bool writes = (entity_article.write & v->roles) != 0;

	if (r->of == &entity_article && visit_staff(v) &&
	    r->standing == RECORD_THERE) {
		put_text(view, "told", state_warns(v, r));
		put_way(v, ways, article_at(v, r, "/preview"),
			"article-act.preview", false);
		if (writes)
			put_way(v, ways, article_at(v, r, "/state"),
				"article-act.title", !article_public(r));
		if (writes && article_corrigible(r))
			put_way(v, ways, article_at(v, r, "/correct"),
				"article-act.correct", true);
	}
	put_list(view, "ways", ways);
}

/* ---- another state ---- */

/* One language of words that an act says: [{"tag","lang","own","text"}]. */
static json_t *
words_typed(struct request *rq, const char *name)
{
	struct visit *v = &rq->visit;
	json_t *sent = json_object_get(rq->body, name);
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++) {
		/* The visitor's own first. */
		enum lang l = (enum lang)(((int)v->lang + i) % LANG__MAX);
		const char *text = json_string_value(json_is_object(sent) ?
			json_object_get(sent, langs[l].tag) :
			l == v->lang ? sent : NULL);

		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:b}", "tag", langs[l].tag,
			"html", langs[l].html, "own", langs[l].own, "text",
			text != NULL ? text : "", "first", i == 0));
	}
	return list;
}

static json_t *
names_view(const struct visit *v)
{
	return json_pack("{s:s, s:s, s:s, s:s}",
		"state", message(v->lang, "article-act.next"),
		"publish_at", message(v->lang, "article.publish_at"),
		"reason", message(v->lang, "article-act.reason"),
		"note", message(v->lang, "article-act.note"));
}

static void
put_sent_moment(struct request *rq, const struct record *r, json_t *view)
{
	json_t *sent = json_object_get(rq->body, "publish_at");
	const char *there = record_text(r, "publish_at");
	const char *local = json_string_value(json_is_object(sent) ?
		json_object_get(sent, "local") : sent);
	char zone[64];
	int64_t at;

	if (local == NULL && there != NULL &&
	    moment_parse(there, rq->visit.zone, &at, zone))
		local = moment_local(rq->visit.arena, at, rq->visit.zone);
	put_text(view, "publish_at", local != NULL ? local : "");
	put_text(view, "zone", rq->visit.zone);
}

static json_t *
state_view(struct request *rq, const struct record *r)
{
	struct visit *v = &rq->visit;
	const char *sent = request_text(rq, "state");
	const char *state = record_text(r, "state");
	json_t *next = article_next(v, r), *one;
	json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:b}",
		"title", put_say(v, "article-act.state-title",
			record_title(v, r), NULL),
		"article_title", record_title(v, r),
		"back", article_at(v, r, ""), "state", state,
		"state_says", put_choice(v, "article.state", state),
		"reasons", words_typed(rq, "reason"),
		"problem_names", names_view(v),
		"headline", request_text(rq, "headline") != NULL);
	size_t i;

	json_array_foreach(next, i, one) {
		const char *to = json_string_value(json_object_get(one,
			"state"));

		json_object_set_new(one, "chosen", json_boolean(sent != NULL &&
			strcmp(sent, to) == 0));
		if (json_is_true(json_object_get(one, "reason")))
			json_object_set_new(view, "reason_there", json_true());
		if (json_is_true(json_object_get(one, "moment")))
			json_object_set_new(view, "moment_there", json_true());
	}
	put_list(view, "next", next);
	put_sent_moment(rq, r, view);
	return view;
}

/* GET /office/articles/{id}/state */
static enum err
state_page(struct request *rq)
{
	struct record *r;

	TRY(article_asked(rq, &r));
	return reply_page(rq, "office/article-state", state_view(rq, r));
}

/* POST /office/articles/{id}/state */
static enum err
state(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r, *now = NULL;
	enum err err;

	TRY(article_asked(rq, &r));
	if (!json_is_object(rq->body))
		return fail(v, ERR_INPUT, "error.not-an-object");
	err = article_step(v, r, rq->body, &now);
	if (err == ERR_INPUT && !rq->wants_json)
		return reply_form(rq, err, "office/article-state",
			state_view(rq, r));
	TRY(err);
	if (rq->wants_json)
		return reply_json(rq, 200, record_json(v, now));
	return reply_redirect(rq, article_at(v, now, ""));
}

/* ---- a correction ---- */

static json_t *
correct_view(struct request *rq, const struct record *r, json_t *typed)
{
	struct visit *v = &rq->visit;
	json_t *view = form_view(v, &entity_article, r, typed, 0);
	json_t *names = json_object_get(view, "problem_names");

	put_text(view, "action", article_at(v, r, "/correct"));
	put_text(view, "title", put_say(v, "article-act.correct-title",
		record_title(v, r), NULL));
	json_object_set_new(view, "note_there", json_true());
	json_object_set_new(view, "notes", words_typed(rq, "note"));
	if (names != NULL)
		json_object_set_new(names, "note", json_string(message(v->lang,
			"article-act.note")));
	/* Nothing of it is kept as a draft: it is said at once, or not. */
	json_object_set_new(view, "keeps", json_false());
	return view;
}

/* GET /office/articles/{id}/correct */
static enum err
correct_page(struct request *rq)
{
	struct record *r;

	TRY(article_asked(rq, &r));
	if ((entity_article.write & rq->visit.roles) == 0)
		return fail(&rq->visit, ERR_DENIED, "error.denied");
	if (!article_corrigible(r))
		return fail(&rq->visit, ERR_CONFLICT, "article.not-public");
	return reply_page(rq, "office/form", correct_view(rq, r, NULL));
}

static int64_t
revision_sent(const struct request *rq)
{
	json_t *sent = json_object_get(rq->body, "_revision");

	return json_is_integer(sent) ? json_integer_value(sent) :
		json_is_string(sent) ?
		strtoll(json_string_value(sent), NULL, 10) : 0;
}

/* What was typed, with the note. */
static enum err
correction_take(struct request *rq, json_t **out)
{
	if (!rq->form) {
		*out = rq->body;
		return OK;
	}
	TRY(form_taken(rq, &entity_article, out));
	if (json_object_get(rq->body, "note") != NULL)
		json_object_set(*out, "note", json_object_get(rq->body,
			"note"));
	return OK;
}

/* POST /office/articles/{id}/correct */
static enum err
correct(struct request *rq)
{
	struct visit *v = &rq->visit;
	struct record *r, *now = NULL;
	json_t *act = NULL;
	bool more = !rq->wants_json && form_asks_again(rq);
	enum err err;

	TRY(article_asked(rq, &r));
	if (!json_is_object(rq->body))
		return fail(v, ERR_INPUT, "error.not-an-object");
	err = correction_take(rq, &act);
	if (err == OK && more)
		return reply_page(rq, "office/form", correct_view(rq, r,
			form_typed(rq, act)));
	if (err == OK)
		err = article_correct(v, r, revision_sent(rq), act, &now);
	if ((err == ERR_INPUT || (err == ERR_CONFLICT && now != NULL)) &&
	    !rq->wants_json)
		return reply_form(rq, err, "office/form", correct_view(rq, r,
			form_typed(rq, act)));
	TRY(err);
	if (rq->wants_json)
		return reply_json(rq, 200, record_json(v, now));
	return reply_redirect(rq, article_at(v, now, ""));
}

/* ---- a preview ---- */

static json_t *
preview_langs(struct visit *v, const struct record *r, enum lang now)
{
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:b}",
			"href", article_at(v, r, arena_printf(v->arena,
				"/preview?in=%s", langs[i].tag)),
			"html", langs[i].html, "own", langs[i].own,
			"current", i == (int)now));
	return list;
}

/* What stands around the page, in the visitor's own language. */
static json_t *
preview_frame(struct visit *v, const struct record *r, enum lang shown)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}",
		"html", langs[shown].html,
		"back", article_at(v, r, ""), "state_says", put_choice(v,
			"article.state", record_text(r, "state")),
		"says", message(v->lang, article_public(r) ?
			"article-act.preview-public" :
			"article-act.preview-says"),
		"back_says", message(v->lang, "article-act.preview-back"),
		"langs", preview_langs(v, r, shown));
}

/* GET /office/articles/{id}/preview */
static enum err
preview(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *in = request_query(rq, "in");
	enum lang own = v->lang, shown = in != NULL ? lang_of(in) : own;
	struct record *r;
	json_t *view, *frame;
	enum err err;

	TRY(article_asked(rq, &r));
	if (shown == LANG__MAX)
		shown = own;
	frame = keep(v, preview_frame(v, r, shown));
	v->lang = shown;
	v->titles = NULL;
	err = article_shown(rq, r, &view);
	v->lang = own;
	v->titles = NULL;
	TRY(err);
	json_object_del(view, "social");
	json_object_set_new(view, "comments", json_array());
	/* Nearer than the page's: the article's own words are the reader's. */
	json_object_set_new(view, "t", json_incref(messages_tree(shown)));
	json_object_set_new(view, "frame", json_pack("{s:s}", "lang",
		langs[shown].html));
	return reply_page(rq, "office/article-preview", json_pack(
		"{s:O, s:O, s:O?, s:O?}", "preview", frame, "shown", view,
		"title", json_object_get(view, "title"), "article",
		json_object_get(view, "article")));
}

/* ---- what readers find of one that was taken back ---- */

enum err
article_left(struct request *rq, const struct record *r)
{
	struct visit *v = &rq->visit;
	bool gone = article_face(r) == ARTICLE_GONE;
	json_t *view = json_object();
	const char *by = record_text(r, "left_by");

	put_words(v, view, "headline", record_value(r, "headline"));
	put_words(v, view, "reason", record_value(r, "left_says"));
	put_moment(v, view, "left", record_text(r, "left"));
	put_moment(v, view, "published", record_text(r, "published"));
	put_text(view, "by", put_choice(v, "article.left_by", by));
	put_text(view, "says", message(v->lang, gone ? "news.gone-says" :
		"news.recalled-says"));
	put_text(view, "title", message(v->lang, gone ? "news.gone" :
		"news.recalled"));
	put_text(view, "news", put_address(v, "/news"));
	if (gone)
		rq->reply.status = 410;
	return reply_page(rq, "article-left", view);
}

#define WRITERS (ROLE_EDITOR | ROLE_ADMIN)

const struct route article_routes[] = {
	{ GET,  "/office/articles/{id}/state", WRITERS, state_page, "The states that an article may go on to." },
	{ POST, "/office/articles/{id}/state", WRITERS, state, "An article goes on to another state: review, an embargo until its moment, published, recalled, unpublished." },
	{ GET,  "/office/articles/{id}/correct", WRITERS, correct_page, "The form of a correction: the text, and the note that readers see." },
	{ POST, "/office/articles/{id}/correct", WRITERS, correct, "Corrects a published article, with a note." },
	{ GET,  "/office/articles/{id}/preview", ROLE_STAFF, preview, "An article as the public will see it; ?in= names the language." },
	{ POST, "/api/v1/articles/{id}/state", WRITERS, state, "The same for programs: state, publish_at, reason, headline." },
	{ POST, "/api/v1/articles/{id}/correct", WRITERS, correct, "The same for programs: note, the fields that change, _revision." },
	{0}
};
