/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The translation desk.  Every act is a form of its own that works without
 * scripts; static/desk.js sends the same forms without leaving the page.
 *
 *	GET  …/translate?from=ko&to=en&at=body.3&show=empty
 *	POST …/translate             at, of, was, text, and act: save, take (what
 *	                             is offered); next, sign, second, which go on
 *	                             to the next one; insert: a term, unsaved
 *	POST …/translate/suggest     asks a service about one sentence
 *	POST …/translate/check       what is found in a text that is not saved
 *	POST …/translate/sign        the whole text; second=1
 */
#include <stdlib.h>
#include <string.h>

#include "translating.h"

/* ---- the page ---- */

/* What was done, as the address has it; only words that we know. */
static const char *
said_of(struct request *rq)
{
	static const char *const known[] = { "saved", "signed", "seconded",
		"nothing", "signed-all", NULL };
	const char *said = request_query(rq, "said");

	for (const char *const *one = known; said != NULL && *one != NULL;
	    one++)
		if (strcmp(said, *one) == 0)
			return message(rq->visit.lang, arena_printf(
				rq->visit.arena, "translate.said-%s", *one));
	return NULL;
}

static const char *
show_of(const struct request *rq)
{
	static const char *const known[] = { "all", "empty", "stale",
		"unchecked", "checked", "twice", "findings", NULL };
	const char *show = translation_says(rq, "show");

	for (const char *const *one = known; show != NULL && *one != NULL;
	    one++)
		if (strcmp(show, *one) == 0)
			return *one;
	return NULL;
}

static enum err
desk_reply(struct request *rq, struct translation *t,
	const struct desk_wish *w, int status)
{
	json_t *view, *run;

	TRY(desk_view(t, w, &view));
	TRY(pretranslate_view(t, &run));
	json_object_set(view, "run", run);
	rq->reply.status = status;
	return reply_page(rq, "office/translate", json_incref(view));
}

/* GET /office/{kind}/{id}/translate */
static enum err
desk(struct request *rq)
{
	const char *page = request_query(rq, "page");
	struct desk_wish w = { .at = request_query(rq, "at"),
		.show = show_of(rq), .said = said_of(rq) };
	struct translation t;

	TRY(translation_asked(rq, &t));
	if (page != NULL)
		w.page = strtoul(page, NULL, 10) % 100000;
	return desk_reply(rq, &t, &w, 200);
}

/* ---- saving ---- */

/* Where it goes on: at the same sentence, or the next to be done. */
static const char *
went_on(struct request *rq, struct translation *t, const struct sentence *s,
	const char *said)
{
	const char *act = request_text(rq, "act");
	const struct sentence *next = act == NULL || strcmp(act, "save") ==
		0 || strcmp(act, "take") == 0 ? s : sentence_next(t, s);
	const char *show = show_of(rq);
	char *id = arena_printf(t->v->arena, "s-%s", (next != NULL ? next :
		s)->at);

	for (char *c = id; *c != '\0'; c++)
		if (*c == '.')
			*c = '-';
	return translation_href(t, arena_printf(t->v->arena,
		"&at=%s%s%s&said=%s#%s", (next != NULL ? next : s)->at,
		show != NULL ? "&show=" : "", show != NULL ? show : "", said,
		id));
}

/* Both texts, and nothing lost: the page again, or the same for a script. */
static enum err
clash_reply(struct request *rq, struct translation *t,
	const struct sentence *s, const struct typing *typing, enum saved how)
{
	struct visit *v = t->v;
	const char *says = message(v->lang, how == SAVED_SOURCE ?
		"translate.source-changed" : "translate.other-saved");
	struct desk_wish w = { .at = s->at, .show = show_of(rq),
		.typed = typing->text, .theirs = how == SAVED_OTHER ?
		s->text : NULL, .said = says, .said_wrong = true };
	json_t *view;

	if (!rq->wants_json)
		return desk_reply(rq, t, &w, 409);
	view = json_pack("{s:s, s:s, s:i, s:o}", "type", "about:blank",
		"title", says, "status", 409, "current",
		sentence_view(t, s));
	return reply_json(rq, 409, view);
}

/* The desk with what was typed, as something is wrong with it or as a term was
 * put in. */
static enum err
typed_reply(struct request *rq, struct translation *t,
	const struct sentence *s, const char *text, enum err err)
{
	struct visit *v = t->v;
	struct desk_wish w = { .at = s->at, .show = show_of(rq),
		.typed = text };

	if (err != OK && (err != ERR_INPUT || rq->wants_json))
		return err;
	if (v->problems != NULL)
		w.said = problem_says(v, v->problems);
	w.said_wrong = err != OK;
	problems_forget(v);
	return desk_reply(rq, t, &w, err != OK ? 422 : 200);
}

static enum err
saved_reply(struct request *rq, struct translation *t,
	const struct sentence *s, const struct typing *typing, enum saved how)
{
	struct visit *v = t->v;
	struct translation now;
	struct record *r;
	const char *at = s->at, *said = how == SAVED_NOTHING ? "nothing" :
		typing->second ? "seconded" : typing->sign ? "signed" :
		"saved";

	TRY(record_get(v, t->r->of, t->r->id, &r));
	TRY(translation_of(v, r, t->from, t->to, &now));
	s = sentence_at(&now, at);
	if (s == NULL)
		return reply_redirect(rq, translation_href(&now, NULL));
	if (!rq->wants_json)
		return reply_redirect(rq, went_on(rq, &now, s, said));
	return reply_json(rq, 200, json_pack("{s:s, s:s, s:o, s:o, s:s}",
		"said", said, "says", message(v->lang, arena_printf(v->arena,
			"translate.said-%s", said)),
		"sentence", sentence_view(&now, s), "progress",
		progress_view(&now), "next", went_on(rq, &now, s, said)));
}

/* Typed text with a term behind it. */
static const char *
with_term(struct visit *v, const char *text, const char *term)
{
	bool parted = *text == '\0' || (unsigned char)text[strlen(text) - 1] >
		0x7f || text[strlen(text) - 1] == ' ';

	return arena_printf(v->arena, "%s%s%s", text, parted ? "" : " ",
		term);
}

/* POST /office/{kind}/{id}/translate */
static enum err
save(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *insert = request_text(rq, "insert");
	const struct sentence *s;
	struct translation t;
	struct typing typing;
	enum saved how;
	enum err err;

	TRY(translation_asked(rq, &t));
	TRY(sentence_asked(rq, &t, &s));
	if (!t.may)
		return fail(v, ERR_DENIED, "error.denied");
	TRY(typing_take(v, rq->body, &typing));
	if (insert != NULL)
		return typed_reply(rq, &t, s, with_term(v, typing.text,
			insert), OK);
	err = typing_save(&t, s, &typing, &how);
	if (err != OK)
		return typed_reply(rq, &t, s, typing.text, err);
	if (how == SAVED_SOURCE || how == SAVED_OTHER)
		return clash_reply(rq, &t, s, &typing, how);
	return saved_reply(rq, &t, s, &typing, how);
}

/* POST …/translate/sign */
static enum err
sign(struct request *rq)
{
	bool second = request_text(rq, "second") != NULL;
	struct translation t;
	size_t n = 0;
	enum err err;

	TRY(translation_asked(rq, &t));
	err = translation_sign(&t, second, &n);
	if (err == ERR_INPUT && !rq->wants_json && t.count > 0)
		return typed_reply(rq, &t, &t.sentences[0], NULL, err);
	TRY(err);
	return reply_redirect(rq, translation_href(&t, second ?
		"&said=seconded" : "&said=signed-all"));
}

/* ---- asking ---- */

/* POST …/translate/suggest: no act is open, as others are waited for. */
static enum err
suggest(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *service = request_text(rq, "service"), *why = NULL;
	struct desk_wish w = { .show = show_of(rq) };
	const struct sentence *s;
	struct translation t;
	struct typing typing;
	struct offer offer;
	struct id id = { 0 };
	enum err err;

	TRY(translation_asked(rq, &t));
	TRY(sentence_asked(rq, &t, &s));
	if (!t.may)
		return fail(v, ERR_DENIED, "error.denied");
	TRY(typing_take(v, rq->body, &typing));
	if (service != NULL && !id_parse(service, &id))
		id = (struct id){ 0 };
	err = offers_machine(&t, s, id, &offer, &why);
	if (err != OK && err != ERR_BUSY)
		return err;
	if (rq->wants_json)
		return reply_json(rq, 200, json_pack("{s:o, s:s}", "offers",
			offers_view(&t, s, &offer, err == OK), "why",
			why != NULL ? why : ""));
	w.at = s->at;
	w.typed = *typing.text != '\0' ? typing.text : NULL;
	w.said = why;
	w.said_wrong = why != NULL;
	w.offers = &offer;
	w.offer_count = err == OK;
	return desk_reply(rq, &t, &w, 200);
}

/* POST …/translate/check: nothing is written. */
static enum err
check(struct request *rq)
{
	const struct sentence *s;
	struct translation t;
	struct typing typing;
	struct keeping k;

	TRY(translation_asked(rq, &t));
	TRY(sentence_asked(rq, &t, &s));
	TRY(typing_take(&rq->visit, rq->body, &typing));
	TRY(keeping_of(&t, s->pair.source, &k));
	return reply_json(rq, 200, json_pack("{s:o}", "findings",
		findings_view(&rq->visit, s, &t, k.index, typing.text,
			typing.sign)));
}

const struct route translate_routes[] = {
	{ GET,  "/office/{kind}/{id}/translate", ROLE_STAFF | ROLE_PARTNER, desk, "A record's texts from one language to another, sentence by sentence." },
	{ POST, "/office/{kind}/{id}/translate", ROLE_STAFF | ROLE_PARTNER, save, "Saves or signs one sentence; shows both texts when someone else was quicker." },
	{ POST, "/office/{kind}/{id}/translate/sign", ROLE_STAFF | ROLE_PARTNER, sign, "Signs a whole translation, or signs it as a second reader." },
	{ POST, "/office/{kind}/{id}/translate/suggest", ROLE_STAFF, suggest, "Asks a translation service about one sentence.", ROUTE_NO_ACT | ROUTE_SLOW, suggest },
	{ POST, "/office/{kind}/{id}/translate/check", ROLE_STAFF | ROLE_PARTNER, check, "What is found in a translation that is not saved yet.", ROUTE_NO_ACT },
	{0}
};
