/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The desk for programs, over the same acts:
 *
 *	GET  /api/v1/{kind}/{id}/translation?from&to    {"sentences":[…]}
 *	POST …/translation            {"from","to","sentences":[{"at","of",
 *	                              "text","sign","second"}]}: all or none
 *	POST …/translation/check      {"from","to","at","text"}
 *	POST …/translation/suggest    {"from","to","at","machine":true}
 *	POST …/translation/sign       {"from","to","second":true}
 *	GET, POST …/translation/all   {"from","to","least","machine":true}
 */
#include <string.h>

#include "translating.h"

static json_t *
whole_view(const struct translation *t)
{
	json_t *list = json_array(), *out;

	for (size_t i = 0; i < t->count; i++)
		json_array_append_new(list, sentence_view(t,
			&t->sentences[i]));
	out = json_pack("{s:s, s:s, s:I, s:b, s:o, s:o}", "from", t->from,
		"to", t->to, "revision", (json_int_t)t->r->revision,
		"inside_only", (int)t->inside, "progress", progress_view(t),
		"sentences", list);
	return out;
}

static enum err
whole_reply(struct request *rq, const struct translation *t)
{
	struct visit *v = &rq->visit;
	struct translation now;
	struct record *r;

	TRY(record_get(v, t->r->of, t->r->id, &r));
	TRY(translation_of(v, r, t->from, t->to, &now));
	return reply_json(rq, 200, whole_view(&now));
}

/* GET …/translation */
static enum err
read(struct request *rq)
{
	struct translation t;

	TRY(translation_asked(rq, &t));
	return reply_json(rq, 200, whole_view(&t));
}

static enum err
conflict_reply(struct request *rq, const struct translation *t,
	const struct sentence *s, enum saved how)
{
	return reply_json(rq, 409, json_pack("{s:s, s:s, s:i, s:s, s:o}",
		"type", "about:blank", "title", message(rq->visit.lang,
		how == SAVED_SOURCE ? "translate.source-changed" :
		"translate.other-saved"), "status", 409, "at", s->at,
		"current", sentence_view(t, s)));
}

/* One after the other in one act: a refusal undoes them all. */
static enum err
write(struct request *rq)
{
	struct visit *v = &rq->visit;
	const json_t *list = json_object_get(rq->body, "sentences"), *one;
	struct translation t;
	size_t i;

	TRY(translation_asked(rq, &t));
	if (!json_is_array(list) || json_array_size(list) > 500)
		return fail_field(v, "sentences", "error.wrong-kind", NULL,
			NULL);
	json_array_foreach(list, i, one) {
		const struct sentence *s = sentence_at(&t, json_string_value(
			json_object_get(one, "at")));
		struct typing typing;
		enum saved how;

		if (s == NULL)
			return fail_field(v, arena_printf(v->arena,
				"sentences.%zu.at", i),
				"translate.no-sentence", NULL, NULL);
		TRY(typing_take(v, one, &typing));
		TRY(typing_save(&t, s, &typing, &how));
		if (how == SAVED_SOURCE || how == SAVED_OTHER)
			return conflict_reply(rq, &t, s, how);
	}
	return whole_reply(rq, &t);
}

/* POST …/translation/check */
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

/* POST …/translation/suggest */
static enum err
suggest(struct request *rq)
{
	bool machine = json_is_true(json_object_get(rq->body, "machine"));
	struct offer offers[OFFERS_MOST];
	const struct sentence *s;
	const char *why = NULL;
	struct translation t;
	size_t n;
	enum err err;

	TRY(translation_asked(rq, &t));
	TRY(sentence_asked(rq, &t, &s));
	if (machine && !t.may)
		return fail(t.v, ERR_DENIED, "error.denied");
	TRY(offers_memory(&t, s, offers, &n));
	if (machine && n < OFFERS_MOST) {
		err = offers_machine(&t, s, (struct id){ 0 }, &offers[n],
			&why);
		if (err != OK && err != ERR_BUSY)
			return err;
		n += err == OK;
	}
	return reply_json(rq, 200, json_pack("{s:o, s:s}", "offers",
		offers_view(&t, s, offers, n), "why", why != NULL ? why :
		""));
}

/* POST …/translation/sign */
static enum err
sign(struct request *rq)
{
	struct translation t;
	size_t n;

	TRY(translation_asked(rq, &t));
	TRY(translation_sign(&t, json_is_true(json_object_get(rq->body,
		"second")), &n));
	return whole_reply(rq, &t);
}

static enum err
run_reply(struct request *rq, struct translation *t, int status)
{
	json_t *run;

	TRY(pretranslate_view(t, &run));
	return reply_json(rq, status, json_incref(run));
}

/* GET …/translation/all */
static enum err
progress(struct request *rq)
{
	struct translation t;

	TRY(translation_asked(rq, &t));
	return run_reply(rq, &t, 200);
}

/* POST …/translation/all */
static enum err
begin(struct request *rq)
{
	struct pretranslate p;
	struct translation t;

	TRY(translation_asked(rq, &t));
	TRY(pretranslate_begin(&t, (int)json_integer_value(json_object_get(
		rq->body, "least")), json_is_true(json_object_get(rq->body,
		"machine")), &p));
	return run_reply(rq, &t, 202);
}

const struct route translate_program_routes[] = {
	{ GET,  "/api/v1/{kind}/{id}/translation", ROLE_STAFF | ROLE_PARTNER, read, "A record's texts from one language to another, sentence by sentence." },
	{ POST, "/api/v1/{kind}/{id}/translation", ROLE_STAFF | ROLE_PARTNER, write, "Saves and signs sentences, all or none." },
	{ POST, "/api/v1/{kind}/{id}/translation/check", ROLE_STAFF | ROLE_PARTNER, check, "What is found in a translation that is not saved yet.", ROUTE_NO_ACT },
	{ POST, "/api/v1/{kind}/{id}/translation/suggest", ROLE_STAFF, suggest, "What the memory and, if asked for, a service offer for one sentence.", ROUTE_NO_ACT | ROUTE_SLOW, suggest },
	{ POST, "/api/v1/{kind}/{id}/translation/sign", ROLE_STAFF | ROLE_PARTNER, sign, "Signs a whole translation, or signs it as a second reader." },
	{ GET,  "/api/v1/{kind}/{id}/translation/all", ROLE_STAFF, progress, "How far the translation of all that is empty has come." },
	{ POST, "/api/v1/{kind}/{id}/translation/all", ROLE_STAFF, begin, "Has all that is empty translated by the memory and, if asked for, by a service." },
	{0}
};
