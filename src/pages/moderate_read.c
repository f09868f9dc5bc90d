/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments in the language of those who look after them.  Nothing but the text
 * goes out, to the service that the translation desk would ask, once for each;
 * an article that is not to leave the house keeps its comments there.
 */
#include <string.h>

#include "moderating.h"
#include "wire/wire.h"

#define READ_MOST 50
#define READ_SECONDS 40

enum err
reading_there(struct visit *v, const char *from, bool *out)
{
	struct translate_service *services;
	size_t n;

	*out = false;
	if (strcmp(from, langs[v->lang].tag) == 0)
		return OK;
	TRY(translate_services(v, from, langs[v->lang].tag, &services, &n));
	*out = n > 0;
	return OK;
}

/* ---- before the act: asking ---- */

struct reading {
	struct record *comment;
	const char *from;
	bool inside;
	struct comment_reading got;
};

struct readings {
	struct reading all[READ_MOST];
	size_t n, given;
	json_t *reasons;         /* [{"says"}] */
};

/* "all" that the page shows, or one. */
static const json_t *
ids_sent(struct request *rq)
{
	const char *read = request_text(rq, "read");
	json_t *shown = json_object_get(rq->body, "shown");

	return read != NULL && strcmp(read, "all") != 0 ?
		keep(&rq->visit, json_string(read)) : shown;
}

static enum err
inside_only(struct visit *v, const struct record *comment, bool *out)
{
	struct record *article;

	TRY(record_part(v, &entity_article, record_ref(comment, "article"),
		"inside_only", &article));
	*out = record_flag(article, "inside_only");
	return OK;
}

/* Those that are in another language and were not asked for yet. */
static enum err
reading_add(struct visit *v, const char *text, struct readings *all)
{
	struct reading *r = &all->all[all->n];
	struct comment_reading kept;
	struct id id;

	if (text == NULL || !id_parse(text, &id))
		return fail(v, ERR_MISSING, "error.not-found");
	*r = (struct reading){0};
	TRY(record_get(v, &entity_comment, id, &r->comment));
	r->from = comment_tongue(r->comment);
	if (strcmp(r->from, langs[v->lang].tag) == 0 || strcmp(record_text(
	    r->comment, "state"), "withdrawn") == 0)
		return OK;
	TRY(comment_reading_get(v, r->comment, langs[v->lang].tag, &kept));
	if (kept.text != NULL)
		return OK;
	TRY(inside_only(v, r->comment, &r->inside));
	all->n++;
	return OK;
}

static void
put_reason(struct readings *all, const char *says)
{
	json_t *one;
	size_t i;

	json_array_foreach(all->reasons, i, one)
		if (strcmp(json_string_value(json_object_get(one, "says")),
		    says) == 0)
			return;
	json_array_append_new(all->reasons, json_pack("{s:s}", "says", says));
}

static void
told_take(struct visit *v, struct readings *all, struct reading *const *of,
	size_t n, const struct translate_told *told)
{
	for (size_t i = 0; told->texts != NULL && i < n; i++) {
		const struct translate_text *t = &told->texts[i];

		if (t->text == NULL) {
			if (t->refused != NULL)
				put_reason(all, message(v->lang, t->refused));
			continue;
		}
		of[i]->got = (struct comment_reading){ t->text, t->engine,
			t->credit };
		all->given++;
	}
	for (size_t i = 0; i < told->n_why; i++)
		put_reason(all, translate_says(v, &told->why[i]));
}

/* All of one language, in one go. */
static enum err
ask_from(struct visit *v, struct readings *all, const char *from, bool inside)
{
	const char *texts[READ_MOST];
	struct reading *of[READ_MOST];
	struct translate_ask ask = { .from = from, .to = langs[v->lang].tag,
		.segments = texts, .inside = inside, .seconds = READ_SECONDS };
	struct translate_told told = {0};
	enum err err;

	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->all[i].from, from) == 0 &&
		    all->all[i].inside == inside) {
			of[ask.n] = &all->all[i];
			texts[ask.n++] = record_text(all->all[i].comment,
				"text");
		}
	if (ask.n == 0)
		return OK;
	err = translate_run(v, &ask, &told);
	if (err != OK && err != ERR_BUSY && err != ERR_LARGE)
		return err;
	told_take(v, all, of, ask.n, &told);
	problems_forget(v);
	return OK;
}

static enum err
ask_all(struct visit *v, struct readings *all)
{
	for (size_t i = 0; i < all->n; i++) {
		bool first = true;

		for (size_t j = 0; j < i; j++)
			first &= strcmp(all->all[j].from, all->all[i].from) !=
				0 || all->all[j].inside != all->all[i].inside;
		if (first)
			TRY(ask_from(v, all, all->all[i].from,
				all->all[i].inside));
	}
	return OK;
}

/* .before, as it waits for the service. */
static enum err
read_before(struct request *rq)
{
	struct visit *v = &rq->visit;
	const json_t *ids = ids_sent(rq);
	struct readings *all = arena_alloc(v->arena, sizeof *all);

	*all = (struct readings){ .reasons = keep(v, json_array()) };
	if (json_is_string(ids))
		TRY(reading_add(v, json_string_value(ids), all));
	for (size_t i = 0; i < json_array_size(ids) && all->n < READ_MOST; i++)
		TRY(reading_add(v, json_string_value(json_array_get(ids, i)),
			all));
	rq->done_before = all;
	return ask_all(v, all);
}

/* ---- within it: keeping ---- */

/* What was asked for reads as before, or the answer is of another text. */
static enum err
reading_keep(struct visit *v, const struct reading *r)
{
	struct record *now;

	if (r->got.text == NULL)
		return OK;
	TRY(record_get(v, &entity_comment, r->comment->id, &now));
	if (strcmp(record_text(now, "text"), record_text(r->comment,
	    "text")) != 0)
		return OK;
	return comment_reading_put(v, now, langs[v->lang].tag, &r->got);
}

/* POST /office/moderation/read */
static enum err
read_all(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct readings *all = rq->done_before;
	const char *one = request_text(rq, "read");
	json_t *view;

	for (size_t i = 0; i < all->n; i++)
		TRY(reading_keep(v, &all->all[i]));
	if (json_array_size(all->reasons) > 0) {
		TRY(moderation_view(rq, &view));
		put_list(view, "reasons", json_incref(all->reasons));
		return reply_page(rq, "office/moderation", json_incref(view));
	}
	return reply_redirect(rq, one == NULL || strcmp(one, "all") == 0 ?
		moderation_address(rq) : arena_printf(v->arena, "%s#c-%s",
			moderation_address(rq), one));
}

const struct route moderate_read_routes[] = {
	{ POST, "/office/moderation/read", MODERATORS, read_all, "Has comments translated into the visitor's language: read is the id of one, or all of those named by shown.", ROUTE_SLOW, read_before },
	{0}
};
