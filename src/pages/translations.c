/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What waits for a translator, over all records: texts that are missing, have
 * holes, are stale or were never checked, those changed last first.  It walks
 * the history backwards, some hundred changes a page, and takes a record where
 * its newest change stands, so that each is there once and no table is read
 * through.
 *
 *	"rows": [{"title","href","kind_says","when",
 *	          "langs": [{"own","lang","href","says","state"}]}]
 */
#include <stdlib.h>
#include <string.h>

#include "translating.h"

#define LOOKED 240     /* changes of one page */
#define STEP 60
#define ROWS 50

struct waiting {
	struct visit *v;
	const char *kind, *lang, *state;  /* asked for, or NULL */
	struct map *told;
	json_t *rows;
};

static const char *
original_tag(const struct record *r)
{
	for (const struct field *f = r->of->fields; f->name != NULL; f++) {
		const char *tag = f->kind == FIELD_WORDS ||
			f->kind == FIELD_PROSE ? json_string_value(
			json_object_get(record_value(r, f->name),
				"original")) : NULL;

		if (tag != NULL && lang_of(tag) < LANG__MAX)
			return tag;
	}
	return NULL;
}

/* The worst that can be said of a translation; "" when there is nothing to be
 * done.  What a person wrote waits for a signature only where that is asked
 * for. */
static const char *
worst(const struct translation *t, bool all)
{
	if (t->count == 0)
		return "";
	if (t->states[SENTENCE_EMPTY] == t->count)
		return "missing";
	return t->states[SENTENCE_STALE] > 0 ? "stale" :
		t->states[SENTENCE_EMPTY] > 0 ? "empty" :
		(all ? t->states[SENTENCE_UNCHECKED] : t->unread) > 0 ?
		"unchecked" : "";
}

static size_t
worst_count(const struct translation *t, const char *state)
{
	return strcmp(state, "stale") == 0 ? t->states[SENTENCE_STALE] :
		strcmp(state, "unchecked") == 0 ?
		t->states[SENTENCE_UNCHECKED] : t->states[SENTENCE_EMPTY];
}

/* What nobody began is waited for where the public reads it, holes where it may
 * once; of the other kinds only who asks for them is told. */
static bool
is_asked(const struct waiting *w, const struct record *r, const char *lang,
	const char *state)
{
	if (*state == '\0' || (w->lang != NULL && strcmp(lang, w->lang) != 0))
		return false;
	if (w->state != NULL)
		return strcmp(state, w->state) == 0;
	if (w->kind != NULL || (r->of->page != NULL && record_open(r)))
		return true;
	return strcmp(state, "missing") != 0 && (r->of->page != NULL ||
		strcmp(state, "empty") != 0);
}

static enum err
langs_of(struct waiting *w, struct record *r, const char *from, json_t *out)
{
	struct visit *v = w->v;

	for (int i = 0; i < LANG__MAX; i++) {
		struct translation t;
		const char *state;

		if (strcmp(langs[i].tag, from) == 0)
			continue;
		TRY(translation_of(v, r, from, langs[i].tag, &t));
		state = worst(&t, w->state != NULL && strcmp(w->state,
			"unchecked") == 0);
		if (!is_asked(w, r, langs[i].tag, state))
			continue;
		json_array_append_new(out, json_pack(
			"{s:s, s:s, s:s, s:s, s:s}", "own", langs[i].own,
			"lang", langs[i].html, "tag", langs[i].tag, "state",
			state, "href", translation_href(&t, NULL)));
		json_object_set_new(json_array_get(out, json_array_size(out) -
			1), "says", json_string(message_with(v->arena,
			v->lang, arena_printf(v->arena, "translate.wait-%s",
			state), arena_printf(v->arena, "%zu",
			worst_count(&t, state)), NULL, NULL)));
	}
	return OK;
}

static enum err
row_add(struct waiting *w, struct record *r)
{
	struct visit *v = w->v;
	const char *from = original_tag(r);
	json_t *list, *row;

	if (from == NULL || r->standing != RECORD_THERE)
		return OK;
	list = keep(v, json_array());
	TRY(langs_of(w, r, from, list));
	if (json_array_size(list) == 0)
		return OK;
	row = json_pack("{s:s, s:s, s:s, s:s, s:s, s:O}", "id",
		id_text(v->arena, r->id), "kind", r->of->plural, "title",
		record_title(v, r), "kind_says", message(v->lang,
		arena_printf(v->arena, "%s.one", r->of->name)), "when",
		text_date_short(v->arena, v->lang, moment_day(v->arena,
		r->changed, v->zone)), "langs", list);
	put_text(row, "href", arena_printf(v->arena, "/office/%s/%s",
		r->of->plural, id_text(v->arena, r->id)));
	json_array_append_new(w->rows, row);
	return OK;
}

static enum err
look_at(struct waiting *w, const struct change *c)
{
	struct visit *v = w->v;
	const struct entity *of = catalogue_entity(v->catalogue, c->entity);
	const char *id = id_text(v->arena, c->record);
	struct record *r;
	enum err err;

	if (of == NULL || !translation_fits(v, of) ||
	    map_get(w->told, id) != NULL || (w->kind != NULL &&
	    strcmp(of->plural, w->kind) != 0))
		return OK;
	map_put(w->told, id, w);
	err = record_get(v, of, c->record, &r);
	if (err == ERR_MISSING || err == ERR_DENIED)
		return problems_forget(v), OK;
	TRY(err);
	/* It has its place where it was changed last. */
	return r->revision == c->revision ? row_add(w, r) : OK;
}

/* *before: where the next page goes on; 0: there is none. */
static enum err
walk(struct waiting *w, int64_t *before)
{
	for (size_t looked = 0; looked < LOOKED; looked += STEP) {
		struct changes page;

		TRY(history_recent(w->v, *before, STEP, &page));
		for (size_t i = 0; i < page.n; i++) {
			*before = page.at[i].number;
			TRY(look_at(w, &page.at[i]));
			if (json_array_size(w->rows) >= ROWS)
				return OK;
		}
		if (!page.more || page.n == 0)
			return *before = 0, OK;
	}
	return OK;
}

/* ---- the page ---- */

static const char *
asked_for(struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	return text != NULL && *text != '\0' ? text : NULL;
}

static json_t *
option(const char *value, const char *label, const char *chosen)
{
	return json_pack("{s:s, s:s, s:b}", "value", value, "label", label,
		"chosen", (int)(chosen != NULL && strcmp(chosen, value) ==
		0));
}

static void
put_filters(struct waiting *w, json_t *view)
{
	static const char *const states[] = { "missing", "empty", "stale",
		"unchecked", NULL };
	struct visit *v = w->v;
	json_t *kinds = json_array(), *tongues = json_array();
	json_t *list = json_array();

	for (size_t i = 0; v->catalogue->entities[i] != NULL; i++) {
		const struct entity *of = v->catalogue->entities[i];

		if (translation_fits(v, of) && (of->write & v->roles))
			json_array_append_new(kinds, option(of->plural,
				message(v->lang, arena_printf(v->arena,
				"%s.many", of->name)), w->kind));
	}
	for (int i = 0; i < LANG__MAX; i++)
		json_array_append_new(tongues, option(langs[i].tag,
			langs[i].own, w->lang));
	for (const char *const *s = states; *s != NULL; s++)
		json_array_append_new(list, option(*s, message(v->lang,
			arena_printf(v->arena, "translate.list-%s", *s)),
			w->state));
	json_object_set_new(view, "kinds", kinds);
	json_object_set_new(view, "tongues", tongues);
	json_object_set_new(view, "states", list);
}

static const char *
next_href(struct waiting *w, int64_t before)
{
	return arena_printf(w->v->arena,
		"/office/translations?before=%lld%s%s%s%s%s%s",
		(long long)before, w->kind != NULL ? "&kind=" : "",
		w->kind != NULL ? w->kind : "", w->lang != NULL ? "&to=" :
		"", w->lang != NULL ? w->lang : "", w->state != NULL ?
		"&state=" : "", w->state != NULL ? w->state : "");
}

/* Only what there is, so that an address holds nothing else. */
static enum err
waiting_of(struct request *rq, struct waiting *w, int64_t *before)
{
	struct visit *v = &rq->visit;
	const char *kind = asked_for(rq, "kind");
	const char *lang = asked_for(rq, "to");
	const char *state = asked_for(rq, "state");
	const char *from = asked_for(rq, "before");
	const struct entity *of = kind != NULL ? catalogue_entity(
		v->catalogue, kind) : NULL;

	*w = (struct waiting){ .v = v, .told = map_new(v->arena),
		.rows = keep(v, json_array()),
		.kind = of != NULL ? of->plural : NULL,
		.lang = lang != NULL && lang_of(lang) < LANG__MAX ?
			langs[lang_of(lang)].tag : NULL,
		.state = state != NULL && strspn(state,
			"abcdefghijklmnopqrstuvwxyz") == strlen(state) ?
			state : NULL };
	*before = from != NULL ? strtoll(from, NULL, 10) : 0;
	return walk(w, before);
}

/* GET /office/translations */
static enum err
translations(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object());
	struct waiting w;
	int64_t before;

	TRY(waiting_of(rq, &w, &before));
	put_text(view, "title", message(v->lang, "translate.list-title"));
	put_filters(&w, view);
	put_list(view, "rows", json_incref(w.rows));
	if (before > 0)
		put_text(view, "next", next_href(&w, before));
	return reply_page(rq, "office/translations", json_incref(view));
}

/* GET /api/v1/translations */
static enum err
translations_program(struct request *rq)
{
	struct waiting w;
	int64_t before;

	TRY(waiting_of(rq, &w, &before));
	return reply_json(rq, 200, json_pack("{s:O, s:o}", "items", w.rows,
		"before", before > 0 ? json_integer((json_int_t)before) :
		json_null()));
}

const struct route translations_routes[] = {
	{ GET, "/office/translations", ROLE_STAFF, translations, "What waits for a translator, by kind and language, changed last first." },
	{ GET, "/api/v1/translations", ROLE_STAFF, translations_program, "The same; before= goes on behind a page." },
	{0}
};
