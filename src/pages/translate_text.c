/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A record's passages: every WORDS and PROSE field that has a text in the
 * language translated from, unless it was first written in the other one; and
 * their sentences, each with what stands for it today.
 */
#include <stdlib.h>
#include <string.h>

#include "translating.h"

const char *const sentence_states[SENTENCE_STATES] = {
	[SENTENCE_EMPTY] = "empty", [SENTENCE_STALE] = "stale",
	[SENTENCE_UNCHECKED] = "unchecked", [SENTENCE_CHECKED] = "checked",
	[SENTENCE_TWICE] = "twice",
};

static bool
is_words(const struct field *f)
{
	return f->kind == FIELD_WORDS || f->kind == FIELD_PROSE;
}

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* ---- who may ---- */

static bool
is_mine(const struct visit *v, const char *text)
{
	struct id id;

	if (text == NULL || !id_parse(text, &id))
		return false;
	for (size_t i = 0; i < v->tie_count; i++)
		if (id_same(v->ties[i], id))
			return true;
	return false;
}

/* Shared with this partner's officer, by the rule of its kind. */
static bool
is_shared(struct visit *v, const struct record *r)
{
	const struct entity *of = r->of;
	json_t *ties, *one;
	size_t i;

	if (of->shared.tie == NULL || (of->shared.flag != NULL &&
	    !record_flag(r, of->shared.flag)))
		return false;
	if (strcmp(of->shared.tie, "id") == 0)
		return is_mine(v, id_text(v->arena, r->id));
	ties = record_value(r, of->shared.tie);
	json_array_foreach(ties, i, one)
		if (is_mine(v, json_string_value(one)))
			return true;
	return is_mine(v, json_string_value(ties));
}

/* Staff who write such records; and a partner's officer what is shared with
 * them, into their own language.  What was first written in that language is
 * no translation, and is no passage of it (passage_add). */
bool
translation_may(struct visit *v, const struct record *r, const char *to)
{
	if (r->standing != RECORD_THERE)
		return false;
	if (r->of->write & v->roles)
		return true;
	return visit_partner(v) && strcmp(to, langs[v->lang].tag) == 0 &&
		is_shared(v, r);
}

bool
translation_inside(const struct record *r)
{
	return record_flag(r, "inside_only");
}

static bool
fields_fit(const struct visit *v, const struct entity *of,
	const struct field *f)
{
	for (; f->name != NULL; f++) {
		if (f->kind == FIELD_ROWS && fields_fit(v, of, f->rows))
			return true;
		if (is_words(f) && !(f->flags & GIVEN) &&
		    field_readable(v, of, f))
			return true;
	}
	return false;
}

bool
translation_fits(const struct visit *v, const struct entity *of)
{
	return (of->read & v->roles) != 0 && fields_fit(v, of, of->fields);
}

/* ---- gathering ---- */

struct gathering {
	struct translation *t;
	size_t passages, sentences;  /* room */
};

static const char *
label_of(struct visit *v, const struct entity *of, const struct field *rows,
	const struct field *f, size_t row)
{
	const char *label = message(v->lang, rows == NULL ?
		arena_printf(v->arena, "%s.%s", of->name, f->name) :
		arena_printf(v->arena, "%s.%s-%s", of->name, rows->name,
			f->name));

	return rows == NULL ? label : arena_printf(v->arena, "%s %zu · %s",
		message(v->lang, arena_printf(v->arena, "%s.%s", of->name,
			rows->name)), row + 1, label);
}

static enum sentence_state
state_of(const struct words_pair *pair, const char *text)
{
	if (pair->target == NULL || *text == '\0')
		return SENTENCE_EMPTY;
	if (pair->stale)
		return SENTENCE_STALE;
	if (text_in(pair->target, "second_by") != NULL)
		return SENTENCE_TWICE;
	return text_in(pair->target, "checked_by") != NULL ?
		SENTENCE_CHECKED : SENTENCE_UNCHECKED;
}

static void *
grown(struct arena *a, void *at, size_t n, size_t *room, size_t more,
	size_t size)
{
	void *out;

	if (n + more <= *room)
		return at;
	*room = 2 * (n + more);
	out = arena_alloc(a, *room * size);
	if (n > 0)
		memcpy(out, at, n * size);
	return out;
}

static void
sentences_add(struct gathering *g, struct words_pair *pairs, size_t n)
{
	struct translation *t = g->t;
	struct passage *in = &t->passages[t->passage_count - 1];

	t->sentences = grown(t->v->arena, t->sentences, t->count,
		&g->sentences, n, sizeof *t->sentences);
	for (size_t i = 0; i < n; i++) {
		struct sentence *s = &t->sentences[t->count + i];
		const char *text = pairs[i].target != NULL ?
			text_in(pairs[i].target, "text") : NULL;

		*s = (struct sentence){ .place = i, .pair = pairs[i],
			.text = text != NULL ? text : "",
			.at = arena_printf(t->v->arena, "%s.%zu", in->field,
				i) };
		s->state = state_of(&s->pair, s->text);
		t->states[s->state]++;
		t->unread += s->state == SENTENCE_UNCHECKED &&
			strcmp(sentence_says(s, "origin"), "person") != 0;
	}
	t->count += n;
}

static void
passage_add(struct gathering *g, const struct field *rows,
	const struct field *f, size_t row, const json_t *words)
{
	struct translation *t = g->t;
	struct visit *v = t->v;
	const char *original = text_in(words, "original");
	struct words_pair *pairs;
	size_t n;

	if (original == NULL || strcmp(original, t->to) == 0)
		return;
	n = words_pairs(v->arena, words, t->from, t->to, &pairs);
	if (n == 0)
		return;
	t->passages = grown(v->arena, t->passages, t->passage_count,
		&g->passages, 1, sizeof *t->passages);
	t->passages[t->passage_count++] = (struct passage){
		.field = rows == NULL ? f->name : arena_printf(v->arena,
			"%s.%zu.%s", rows->name, row, f->name),
		.of = f, .label = label_of(v, t->r->of, rows, f, row),
		.heading = f->kind == FIELD_WORDS,
		.inside = t->inside || ((f->flags | (rows != NULL ?
			rows->flags : 0)) & PERSONAL) != 0,
		.first = t->count, .n = n };
	sentences_add(g, pairs, n);
}

static bool
is_open(const struct translation *t, const struct field *f)
{
	return !(f->flags & GIVEN) && field_readable(t->v, t->r->of, f);
}

/* A field of a row has roles of its own, or those of the whole. */
static void
rows_gather(struct gathering *g, const struct field *rows)
{
	struct translation *t = g->t;
	json_t *list = record_value(t->r, rows->name), *row;
	size_t i;

	json_array_foreach(list, i, row)
		for (const struct field *f = rows->rows; f->name != NULL; f++)
			if (is_words(f) && !(f->flags & GIVEN) &&
			    (f->read == 0 || (f->read & t->v->roles)))
				passage_add(g, rows, f, i,
					json_object_get(row, f->name));
}

static void
gather(struct translation *t)
{
	struct gathering g = { .t = t };

	for (const struct field *f = t->r->of->fields; f->name != NULL; f++) {
		if (!is_open(t, f))
			continue;
		if (f->kind == FIELD_ROWS)
			rows_gather(&g, f);
		else if (is_words(f))
			passage_add(&g, NULL, f, 0,
				record_value(t->r, f->name));
	}
	/* Only now do the passages stay where they are. */
	for (size_t i = 0; i < t->passage_count; i++)
		for (size_t k = 0; k < t->passages[i].n; k++)
			t->sentences[t->passages[i].first + k].in =
				&t->passages[i];
}

static struct id
tie_of(const struct record *r)
{
	struct id id = { 0 };

	if (r->of == &entity_tie)
		return r->id;
	for (const struct field *f = r->of->fields; f->name != NULL; f++) {
		const json_t *value = record_value(r, f->name);
		const char *text = f->to != &entity_tie || value == NULL ?
			NULL : json_string_value(json_is_array(value) ?
			json_array_get(value, 0) : value);

		if (text != NULL && id_parse(text, &id))
			return id;
	}
	return (struct id){ 0 };
}

enum err
translation_of(struct visit *v, struct record *r, const char *from,
	const char *to, struct translation *out)
{
	*out = (struct translation){ .v = v, .r = r };
	if (!lang_take(v->arena, from, &out->from) ||
	    !lang_take(v->arena, to, &out->to) ||
	    strcmp(out->from, out->to) == 0)
		return fail_field(v, "to", "translate.wrong-pair", NULL, NULL);
	out->base = arena_printf(v->arena, "/office/%s/%s/translate",
		r->of->plural, id_text(v->arena, r->id));
	out->inside = translation_inside(r);
	out->may = translation_may(v, r, out->to);
	out->tie = tie_of(r);
	gather(out);
	return OK;
}

/* ---- what is asked for ---- */

const char *
translation_says(const struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	if (text == NULL || *text == '\0')
		text = request_text(rq, name);
	return text != NULL && *text != '\0' ? text : NULL;
}

/* The language that its first text was first written in. */
static const char *
original_in(const json_t *value)
{
	const char *found = text_in(value, "original");
	const json_t *one;
	size_t i;

	if (found != NULL)
		return found;
	json_array_foreach(value, i, one) {
		void *at = json_object_iter((json_t *)(uintptr_t)one);

		for (; at != NULL; at = json_object_iter_next(
		    (json_t *)(uintptr_t)one, at)) {
			found = text_in(json_object_iter_value(at),
				"original");
			if (found != NULL)
				return found;
		}
	}
	return NULL;
}

static const char *
original_of(const struct record *r)
{
	const char *found = NULL;

	for (const struct field *f = r->of->fields; f->name != NULL &&
	    found == NULL; f++)
		if (is_words(f) || f->kind == FIELD_ROWS)
			found = original_in(record_value(r, f->name));
	return found != NULL ? found : langs[LANG_KO].tag;
}

enum err
translation_asked(struct request *rq, struct translation *out)
{
	struct visit *v = &rq->visit;
	const char *from = translation_says(rq, "from");
	const char *to = translation_says(rq, "to");
	struct record *r;

	TRY(record_asked(rq, &r));
	if (!translation_fits(v, r->of))
		return fail(v, ERR_MISSING, "error.not-found");
	if (from == NULL)
		from = original_of(r);
	if (to == NULL)
		to = strcmp(from, langs[v->lang].tag) != 0 ?
			langs[v->lang].tag : strcmp(from, "en") != 0 ? "en" :
			"ko";
	record_shown(rq, r);
	return translation_of(v, r, from, to, out);
}

const struct sentence *
sentence_at(const struct translation *t, const char *at)
{
	const char *dot = at != NULL ? strrchr(at, '.') : NULL;
	size_t n = dot != NULL ? (size_t)(dot - at) : 0, place;
	char *end;

	if (dot == NULL || dot[1] < '0' || dot[1] > '9')
		return NULL;
	place = strtoul(dot + 1, &end, 10);
	for (size_t i = 0; *end == '\0' && i < t->passage_count; i++) {
		const struct passage *p = &t->passages[i];

		if (strncmp(p->field, at, n) == 0 && p->field[n] == '\0')
			return place < p->n ? &t->sentences[p->first + place] :
				NULL;
	}
	return NULL;
}

enum err
sentence_asked(struct request *rq, const struct translation *t,
	const struct sentence **out)
{
	*out = sentence_at(t, translation_says(rq, "at"));
	return *out != NULL ? OK : fail(&rq->visit, ERR_MISSING,
		"translate.no-sentence");
}

/* ---- small things ---- */

const char *
sentence_says(const struct sentence *s, const char *member)
{
	return s->pair.target != NULL ? text_in(s->pair.target, member) : NULL;
}

const char *
sentence_digest(struct visit *v, const char *text)
{
	uint8_t digest[SECRET_DIGEST];

	secret_digest(text, strlen(text), digest);
	return secret_hex(v->arena, digest, 8);
}

const struct sentence *
sentence_next(const struct translation *t, const struct sentence *after)
{
	size_t from = after != NULL ? (size_t)(after - t->sentences) + 1 : 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct sentence *s =
			&t->sentences[(from + i) % t->count];

		if (s != after && s->state < SENTENCE_CHECKED)
			return s;
	}
	return NULL;
}

const char *
translation_href(const struct translation *t, const char *more)
{
	return arena_printf(t->v->arena, "%s?from=%s&to=%s%s", t->base,
		t->from, t->to, more != NULL ? more : "");
}

/* ---- writing ---- */

enum err
translation_write(struct translation *t, const struct translating *list,
	size_t n, struct record **out)
{
	struct visit *v = t->v;
	unsigned roles = v->roles;
	struct map *titles = v->titles, *there = v->there;
	enum err err;

	if (!t->may)
		return fail(v, ERR_DENIED, "error.denied");
	if ((t->r->of->write & v->roles) != 0)
		return record_translate(v, t->r->of, t->r->id, 0, list, n,
			out);
	/* What was looked up meanwhile was seen with other eyes. */
	v->roles |= ROLE_SYSTEM;
	v->titles = v->there = NULL;
	err = record_translate(v, t->r->of, t->r->id, 0, list, n, out);
	v->roles = roles;
	v->titles = titles;
	v->there = there;
	return err;
}
