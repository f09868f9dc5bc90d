/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The desk as a view:
 *
 *	"title", "record", "from", "to": {"tag","lang","own"}, "pairs": […],
 *	"progress": {"total","done","percent","says"},
 *	"shows": [{"name","says","n","href","current"}],
 *	"rows": [{"at","id","label","source","target","state","state_says",
 *	          "by_says","href","is_open", "open": {…}}],
 *	"pages": {"first","before","next","says"}
 *
 * "open" is there for one row alone: its source in parts with the terms
 * marked, what is offered, what is found, and the form.
 */
#include <string.h>

#include "translating.h"

#define TERMS_MOST 40
#define FOUND_AT_ONCE 2000   /* sentences that are looked through for findings */

static void
put_flag(json_t *view, const char *key, bool so)
{
	json_object_set_new(view, key, json_boolean(so));
}

/* "" where there is nothing, so that a template looks no further out. */
static void
put_or_nothing(json_t *view, const char *key, const char *text)
{
	json_object_set_new(view, key, json_string(text != NULL ? text : ""));
}

/* ---- one sentence ---- */

static const char *
day_says(struct visit *v, const struct sentence *s, const char *member)
{
	int64_t at = s->pair.target == NULL ? 0 : json_integer_value(
		json_object_get(s->pair.target, member));

	return at == 0 ? "" : text_date_short(v->arena, v->lang,
		moment_day(v->arena, at, v->zone));
}

static void
add_says(struct visit *v, struct buf *out, const struct sentence *s,
	const char *who, const char *at, const char *key)
{
	const char *name = sentence_says(s, who);

	if (name == NULL)
		return;
	if (out->n > 0)
		buf_text(out, " · ");
	buf_text(out, put_say(v, key, name, at != NULL ? day_says(v, s, at) :
		NULL));
}

/* Whose it is, who changed and who signed it. */
static const char *
by_says(struct visit *v, const struct sentence *s)
{
	struct buf out = buf_in(v->arena, 2048);
	const char *origin = sentence_says(s, "origin");

	if (origin == NULL || s->state == SENTENCE_EMPTY)
		return "";
	if (strcmp(origin, "machine") == 0)
		add_says(v, &out, s, "by", NULL, "translate.by-machine");
	else if (strcmp(origin, "memory") == 0)
		add_says(v, &out, s, "by", NULL, "translate.by-memory");
	else
		add_says(v, &out, s, "by", NULL, "translate.by-person");
	add_says(v, &out, s, "edited_by", NULL, "translate.edited-by");
	add_says(v, &out, s, "checked_by", "checked_at",
		"translate.checked-by");
	add_says(v, &out, s, "second_by", "second_at", "translate.second-by");
	return out.at;
}

json_t *
sentence_view(const struct translation *t, const struct sentence *s)
{
	struct visit *v = t->v;
	const char *state = sentence_states[s->state];
	json_t *out = json_object();

	put_or_nothing(out, "at", s->at);
	put_or_nothing(out, "field", s->in->field);
	put_or_nothing(out, "source", s->pair.source);
	put_or_nothing(out, "target", s->text);
	put_or_nothing(out, "of", s->pair.of);
	put_or_nothing(out, "was", sentence_digest(v, s->text));
	put_or_nothing(out, "state", state);
	put_or_nothing(out, "state_says", message(v->lang,
		arena_printf(v->arena, "translate.state-%s", state)));
	put_or_nothing(out, "origin", s->state == SENTENCE_EMPTY ? "" :
		sentence_says(s, "origin"));
	put_or_nothing(out, "by_says", by_says(v, s));
	return out;
}

json_t *
progress_view(const struct translation *t)
{
	struct visit *v = t->v;
	size_t done = t->states[SENTENCE_CHECKED] + t->states[SENTENCE_TWICE];
	size_t percent = t->count > 0 ? done * 100 / t->count : 0;
	json_t *out = json_pack("{s:I, s:I, s:I}", "total",
		(json_int_t)t->count, "done", (json_int_t)done, "percent",
		(json_int_t)percent);

	for (int i = 0; i < SENTENCE_STATES; i++)
		json_object_set_new(out, sentence_states[i],
			json_integer((json_int_t)t->states[i]));
	put_text(out, "says", message_with(v->arena, v->lang,
		"translate.progress", arena_printf(v->arena, "%zu", done),
		arena_printf(v->arena, "%zu", t->count), NULL));
	return out;
}

/* ---- what is found, what is offered ---- */

/* Whether the visitor can be who reads it after another has signed. */
static bool
can_second(const struct visit *v, const struct sentence *s)
{
	const char *by = sentence_says(s, "checked_by");

	return s->state == SENTENCE_CHECKED && by != NULL && v->who != NULL &&
		strcmp(by, v->who) != 0;
}

static bool
is_unedited(const struct sentence *s, const char *text)
{
	const char *origin = sentence_says(s, "origin");

	return origin != NULL && strcmp(origin, "person") != 0 &&
		sentence_says(s, "edited_by") == NULL &&
		strcmp(text, s->text) == 0;
}

json_t *
findings_view(struct visit *v, const struct sentence *s,
	const struct translation *t, const struct terms *terms,
	const char *text, bool signing)
{
	struct check_ask ask = { .source = s->pair.source, .from = t->from,
		.target = text, .to = t->to, .terms = terms,
		.heading = s->in->heading, .unedited = is_unedited(s, text),
		.signing = signing };
	struct finding found[CHECK_MOST];
	size_t n = *text != '\0' ? check_pair(v->arena, &ask, found,
		CHECK_MOST) : 0;
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++) {
		const char *grade = check_grade_name(found[i].grade);

		json_array_append_new(out, json_pack("{s:s, s:s, s:s, s:s}",
			"code", found[i].code, "grade", grade, "grade_says",
			message(v->lang, arena_printf(v->arena,
				"translate.grade-%s", grade)), "says",
			check_says(v->arena, v->lang, &found[i])));
	}
	return out;
}

static json_t *
offer_view(const struct translation *t, const struct offer *o, size_t number)
{
	json_t *out = json_object();

	json_object_set_new(out, "n", json_integer((json_int_t)number));
	put_or_nothing(out, "text", o->text);
	put_or_nothing(out, "origin", o->origin);
	put_or_nothing(out, "by", o->by);
	put_or_nothing(out, "engine", o->engine);
	put_or_nothing(out, "unit", o->unit);
	put_or_nothing(out, "says", o->says);
	put_or_nothing(out, "about", o->about);
	put_or_nothing(out, "credit", o->credit);
	put_or_nothing(out, "source", o->source);
	put_or_nothing(out, "seal", o->seal);
	if (o->score > 0)
		json_object_set_new(out, "score", json_integer(o->score));
	put_list(out, "parts", o->parts != NULL ? json_incref(o->parts) :
		json_array());
	(void)t;
	return out;
}

json_t *
offers_view(const struct translation *t, const struct sentence *s,
	const struct offer *offers, size_t n)
{
	json_t *out = json_array();

	(void)s;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, offer_view(t, &offers[i], i + 1));
	return out;
}

/* ---- the source in parts ---- */

static json_t *
plain_part(struct visit *v, const char *at, size_t n)
{
	return json_pack("{s:b, s:s, s:s}", "is_term", 0, "text",
		arena_copy(v->arena, at, n), "target", "");
}

/* What is to be put in for a term: nothing for one that is only to be thought
 * over. */
static const char *
term_target(const struct term *term)
{
	if (term->use == TERM_PREFERRED || term->use == TERM_KEEP)
		return term->target != NULL ? term->target : "";
	return "";
}

static json_t *
term_part(struct visit *v, const struct term_found *f, const char *text,
	size_t number)
{
	const struct term *term = f->term;
	json_t *part = json_object();

	put_flag(part, "is_term", true);
	put_or_nothing(part, "text", arena_copy(v->arena, text + f->at, f->n));
	put_or_nothing(part, "target", term_target(term));
	put_or_nothing(part, "note", term->says);
	put_or_nothing(part, "href", term->href);
	put_flag(part, "locked", term->locked);
	put_or_nothing(part, "kind_says", message(v->lang, term->locked ?
		"translate.term-locked" : term->name ? "translate.term-name" :
		term->use == TERM_FORBIDDEN ? "translate.term-forbidden" :
		term->use == TERM_SENSITIVE ? "translate.term-sensitive" :
		"translate.term-glossary"));
	json_object_set_new(part, "n", json_integer((json_int_t)number));
	return part;
}

/* parts: all of the source; terms: those that can be put in, once each. */
static void
put_source(struct visit *v, json_t *view, const char *text,
	const struct terms *index)
{
	struct term_found found[TERMS_MOST];
	size_t n = terms_find(index, text, found, TERMS_MOST), at = 0;
	json_t *parts = json_array(), *terms = json_array(), *part;
	struct map *told = map_new(v->arena);

	for (size_t i = 0; i < n; i++) {
		if (found[i].at > at)
			json_array_append_new(parts, plain_part(v, text + at,
				found[i].at - at));
		part = term_part(v, &found[i], text,
			json_array_size(terms) + 1);
		json_array_append_new(parts, part);
		at = found[i].at + found[i].n;
		if (map_get(told, found[i].term->source) != NULL)
			continue;
		map_put(told, found[i].term->source, part);
		json_array_append(terms, part);
	}
	if (text[at] != '\0')
		json_array_append_new(parts, plain_part(v, text + at,
			strlen(text + at)));
	json_object_set_new(view, "parts", parts);
	put_list(view, "terms", terms);
}

/* ---- the row that is opened ---- */

static void
put_services(struct translation *t, const struct sentence *s, json_t *open)
{
	struct visit *v = t->v;
	struct translate_service *list;
	json_t *out = json_array();
	bool played = false;
	size_t n = 0;

	if (!s->in->inside && translate_services(v, t->from, t->to, &list,
	    &n) != OK)
		problems_forget(v);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, json_pack("{s:s, s:s}", "id",
			id_text(v->arena, list[i].id), "called",
			list[i].called));
	for (size_t i = 0; i < n && !played; i++)
		played = list[i].double_;
	put_list(open, "services", out);
	put_flag(open, "double_there", played);
	put_or_nothing(open, "inside_says", s->in->inside ? message(v->lang,
		"translate.inside") : "");
}

static const char *
href_at(const struct translation *t, const struct sentence *s,
	const char *show)
{
	return translation_href(t, arena_printf(t->v->arena, "&at=%s%s%s",
		s->at, show != NULL ? "&show=" : "",
		show != NULL ? show : ""));
}

static enum err
put_offers(struct translation *t, const struct sentence *s,
	const struct desk_wish *w, json_t *open)
{
	struct offer offers[OFFERS_MOST];
	size_t n;

	TRY(offers_memory(t, s, offers, &n));
	for (size_t i = 0; i < w->offer_count && n < OFFERS_MOST; i++)
		offers[n++] = w->offers[i];
	put_list(open, "offers", offers_view(t, s, offers, n));
	return OK;
}

static enum err
open_view(struct translation *t, const struct sentence *s,
	const struct desk_wish *w, json_t **out)
{
	struct visit *v = t->v;
	const struct sentence *next = sentence_next(t, s);
	const char *text = w->typed != NULL ? w->typed : s->text;
	json_t *open = keep(v, json_object());
	struct keeping k;

	*out = open;
	TRY(keeping_of(t, s->pair.source, &k));
	put_source(v, open, s->pair.source, k.index);
	TRY(put_offers(t, s, w, open));
	put_list(open, "findings", findings_view(v, s, t, k.index, text,
		false));
	put_services(t, s, open);
	put_or_nothing(open, "typed", text);
	put_or_nothing(open, "of", s->pair.of);
	put_or_nothing(open, "was", sentence_digest(v, s->text));
	put_or_nothing(open, "opened", opened_print(v, s->at));
	put_or_nothing(open, "theirs", w->theirs);
	put_or_nothing(open, "next", next != NULL ? href_at(t, next,
		w->show) : "");
	put_or_nothing(open, "before_href", s > t->sentences ?
		href_at(t, s - 1, w->show) : "");
	put_or_nothing(open, "behind_href", s + 1 < t->sentences + t->count ?
		href_at(t, s + 1, w->show) : "");
	put_flag(open, "can_second", can_second(v, s));
	put_flag(open, "is_stale", s->state == SENTENCE_STALE);
	put_flag(open, "is_long", strlen(s->pair.source) > 90);
	return OK;
}

/* ---- which rows ---- */

static bool
is_shown(const struct translation *t, const struct sentence *s,
	const char *show, const struct terms *terms)
{
	json_t *found;
	bool any;

	if (show == NULL || strcmp(show, "all") == 0)
		return true;
	if (strcmp(show, "findings") != 0)
		return strcmp(show, sentence_states[s->state]) == 0;
	if (s->state == SENTENCE_EMPTY)
		return false;
	found = findings_view(t->v, s, t, terms, s->text, false);
	any = json_array_size(found) > 0;
	json_decref(found);
	return any;
}

struct picked {
	const struct sentence **at;
	size_t n, open;       /* where the opened one stands among them */
};

static enum err
pick(struct translation *t, const struct desk_wish *w,
	const struct sentence *open, struct picked *out)
{
	struct keeping k = { 0 };
	size_t looked = 0;

	if (w->show != NULL && strcmp(w->show, "findings") == 0)
		TRY(keeping_of(t, NULL, &k));
	out->at = arena_alloc(t->v->arena, (t->count + 1) * sizeof *out->at);
	out->n = 0;
	out->open = 0;
	for (size_t i = 0; i < t->count; i++) {
		const struct sentence *s = &t->sentences[i];

		if (s != open && (k.index != NULL && ++looked > FOUND_AT_ONCE))
			continue;
		if (s != open && !is_shown(t, s, w->show, k.index))
			continue;
		if (s == open)
			out->open = out->n;
		out->at[out->n++] = s;
	}
	return OK;
}

/* ---- around the rows ---- */

static json_t *
lang_view(struct visit *v, const char *tag)
{
	enum lang lang = lang_of(tag);

	return json_pack("{s:s, s:s, s:s}", "tag", tag, "lang",
		lang_html(tag), "own", lang < LANG__MAX ? langs[lang].own :
		lang_name(v->arena, v->lang, tag));
}

/* The other languages of pages that it could be turned to. */
static json_t *
pairs_view(const struct translation *t)
{
	struct visit *v = t->v;
	json_t *out = json_array();

	for (int i = 0; i < LANG__MAX; i++) {
		json_t *one;

		if (strcmp(langs[i].tag, t->from) == 0)
			continue;
		one = lang_view(v, langs[i].tag);
		put_flag(one, "current", strcmp(langs[i].tag, t->to) == 0);
		put_or_nothing(one, "href", arena_printf(v->arena,
			"%s?from=%s&to=%s", t->base, t->from, langs[i].tag));
		json_array_append_new(out, one);
	}
	return out;
}

static json_t *
shows_view(const struct translation *t, const char *show)
{
	static const char *const names[] = { "all", "empty", "stale",
		"unchecked", "checked", "findings", NULL };
	struct visit *v = t->v;
	json_t *out = json_array();

	if (show == NULL)
		show = "all";
	for (const char *const *name = names; *name != NULL; name++) {
		json_t *one = json_object();
		size_t n = strcmp(*name, "all") == 0 ? t->count : 0;

		for (int i = 0; i < SENTENCE_STATES; i++)
			if (strcmp(*name, sentence_states[i]) == 0)
				n = t->states[i];
		put_or_nothing(one, "name", *name);
		put_or_nothing(one, "says", message(v->lang, arena_printf(
			v->arena, "translate.show-%s", *name)));
		put_or_nothing(one, "n", strcmp(*name, "findings") == 0 ? "" :
			arena_printf(v->arena, "%zu", n));
		put_or_nothing(one, "href", translation_href(t, arena_printf(
			v->arena, "&show=%s", *name)));
		put_flag(one, "current", strcmp(*name, show) == 0);
		json_array_append_new(out, one);
	}
	return out;
}

static json_t *
pages_view(const struct translation *t, const char *show, size_t page,
	size_t n)
{
	struct visit *v = t->v;
	size_t last = n == 0 ? 0 : (n - 1) / SENTENCES_PAGE;
	json_t *out = json_object();
	const char *more = show != NULL ? arena_printf(v->arena, "&show=%s",
		show) : "";

	put_or_nothing(out, "before", page == 0 ? "" : translation_href(t,
		arena_printf(v->arena, "%s&page=%zu", more, page - 1)));
	put_or_nothing(out, "next", page >= last ? "" : translation_href(t,
		arena_printf(v->arena, "%s&page=%zu", more, page + 1)));
	put_or_nothing(out, "says", message_with(v->arena, v->lang,
		"translate.page", arena_printf(v->arena, "%zu", page + 1),
		arena_printf(v->arena, "%zu", last + 1), NULL));
	put_flag(out, "several", last > 0);
	return out;
}

/* ---- the whole ---- */

static json_t *
row_view(const struct translation *t, const struct sentence *s,
	const struct sentence *above, const struct desk_wish *w)
{
	json_t *row = sentence_view(t, s);
	char *id = arena_printf(t->v->arena, "s-%s", s->at);

	for (char *c = id; *c != '\0'; c++)
		if (*c == '.')
			*c = '-';
	put_or_nothing(row, "id", id);
	put_or_nothing(row, "label", above == NULL || above->in != s->in ?
		s->in->label : "");
	put_flag(row, "begins", above != NULL && above->in == s->in &&
		above->pair.block != s->pair.block);
	put_or_nothing(row, "href", arena_printf(t->v->arena, "%s#%s",
		href_at(t, s, w->show), id));
	put_flag(row, "is_open", false);
	put_flag(row, "is_heading", s->in->heading);
	return row;
}

static bool
can_second_all(const struct translation *t)
{
	size_t able = 0;

	for (size_t i = 0; i < t->count; i++)
		able += can_second(t->v, &t->sentences[i]);
	return able > 0 && t->states[SENTENCE_CHECKED] +
		t->states[SENTENCE_TWICE] == t->count;
}

static void
put_around(const struct translation *t, const struct desk_wish *w,
	json_t *view)
{
	struct visit *v = t->v;
	const char *title = record_title(v, t->r);

	put_text(view, "title", put_say(v, "translate.title", title, NULL));
	put_or_nothing(view, "record", title);
	put_or_nothing(view, "record_href", arena_printf(v->arena,
		"/office/%s/%s", t->r->of->plural,
		id_text(v->arena, t->r->id)));
	put_or_nothing(view, "kind_says", message(v->lang, arena_printf(
		v->arena, "%s.many", t->r->of->name)));
	put_or_nothing(view, "kind_href", arena_printf(v->arena, "/office/%s",
		t->r->of->plural));
	json_object_set_new(view, "from", lang_view(v, t->from));
	json_object_set_new(view, "to", lang_view(v, t->to));
	json_object_set_new(view, "pairs", pairs_view(t));
	json_object_set_new(view, "shows", shows_view(t, w->show));
	json_object_set_new(view, "progress", progress_view(t));
	put_or_nothing(view, "base", t->base);
	put_or_nothing(view, "show", w->show);
	put_or_nothing(view, "said", w->said);
	put_flag(view, "said_wrong", w->said_wrong);
	put_flag(view, "may", t->may);
	put_flag(view, "inside", t->inside);
	put_flag(view, "uses_desk", true);
	put_flag(view, "can_sign_all", t->may && t->states[SENTENCE_EMPTY] ==
		0 && t->states[SENTENCE_STALE] == 0 &&
		t->states[SENTENCE_UNCHECKED] > 0);
	put_flag(view, "can_second_all", t->may && can_second_all(t));
	put_flag(view, "can_all", t->may && t->states[SENTENCE_EMPTY] +
		t->states[SENTENCE_STALE] > 0);
}

enum err
desk_view(struct translation *t, const struct desk_wish *w, json_t **out)
{
	struct visit *v = t->v;
	const struct sentence *open = sentence_at(t, w->at);
	json_t *view = keep(v, json_object()), *rows = keep(v, json_array());
	json_t *inner;
	struct picked picked;
	size_t page, first;

	*out = view;
	if (open == NULL && w->page == 0 && w->show == NULL && t->count > 0) {
		open = sentence_next(t, NULL);
		open = open != NULL ? open : &t->sentences[0];
	}
	TRY(pick(t, w, open, &picked));
	if (open == NULL && w->page == 0 && picked.n > 0) {
		open = picked.at[0];
		picked.open = 0;
	}
	page = open != NULL ? picked.open / SENTENCES_PAGE : w->page;
	first = page * SENTENCES_PAGE;
	put_around(t, w, view);
	for (size_t i = first; i < picked.n && i < first + SENTENCES_PAGE;
	    i++) {
		json_t *row = row_view(t, picked.at[i], i > first ?
			picked.at[i - 1] : NULL, w);

		json_array_append_new(rows, row);
		if (picked.at[i] != open || !t->may)
			continue;
		TRY(open_view(t, open, w, &inner));
		put_flag(row, "is_open", true);
		json_object_set(row, "open", inner);
	}
	put_list(view, "rows", json_incref(rows));
	json_object_set_new(view, "pages", pages_view(t, w->show, page,
		picked.n));
	return OK;
}
