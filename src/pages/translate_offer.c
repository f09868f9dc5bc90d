/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is offered for one sentence: matches of the memory, answers of a
 * service, and the terms and names it is to keep to.  An offer goes to the
 * page and comes back with what was made of it; its seal says that it was
 * ours, so that nobody's own text passes for a machine's or for the memory's.
 */
#include <stdlib.h>
#include <string.h>

#include "translating.h"

#define SEAL_BYTES 16
#define NAMES_TEXT (256 << 10)  /* bytes of a source that names are found in */
#define NEIGHBOUR_MOST 2000     /* bytes */

/* ---- seals ---- */

static const char *
seal(struct visit *v, const char *text)
{
	uint8_t sign[SECRET_DIGEST];

	secret_sign(v->catalogue->key, text, strlen(text), sign);
	return secret_hex(v->arena, sign, SEAL_BYTES);
}

/* No text has a control character, so none can reach into the next. */
const char *
offer_seal(struct translation *t, const struct sentence *s,
	const struct offer *o)
{
	struct visit *v = t->v;

	return seal(v, arena_printf(v->arena,
		"offer\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s",
		id_text(v->arena, t->r->id), s->at, s->pair.of, t->to,
		o->origin, o->by, o->engine, o->unit, o->text));
}

const char *
opened_print(struct visit *v, const char *at)
{
	const char *said = arena_printf(v->arena, "opened\x1f%s\x1f%lld", at,
		(long long)v->now);

	return arena_printf(v->arena, "%lld-%s", (long long)v->now,
		seal(v, said));
}

int64_t
opened_read(struct visit *v, const char *at, const char *text)
{
	const char *dash = text != NULL ? strchr(text, '-') : NULL;
	int64_t then = dash != NULL ? strtoll(text, NULL, 10) : 0;
	const char *good = seal(v, arena_printf(v->arena,
		"opened\x1f%s\x1f%lld", at, (long long)then));

	return then > 0 && strcmp(dash + 1, good) == 0 ? then : 0;
}

/* ---- the memory ---- */

/* The sentence before or behind, of the same text. */
static const char *
neighbour(const struct translation *t, const struct sentence *s, int step)
{
	const struct sentence *n = s + step;

	if (n < t->sentences || n >= t->sentences + t->count ||
	    n->in != s->in || strlen(n->pair.source) > NEIGHBOUR_MOST)
		return NULL;
	return n->pair.source;
}

/* The runs of a comparison: [{"same"|"gone"|"new": true, "text"}], of what was
 * found and what stands here. */
static json_t *
parts_of(struct visit *v, const struct memory_match *m)
{
	json_t *parts = keep(v, json_array());

	for (size_t i = 0; i < m->n_runs; i++) {
		const struct memory_run *run = &m->runs[i];

		if (run->kind == MEMORY_SAME) {
			json_array_append_new(parts, json_pack(
				"{s:b, s:b, s:b, s:s}", "same", 1, "gone", 0,
				"new", 0, "text", run->asked));
			continue;
		}
		if (*run->found != '\0')
			json_array_append_new(parts, json_pack(
				"{s:b, s:b, s:b, s:s}", "same", 0, "gone", 1,
				"new", 0, "text", run->found));
		if (*run->asked != '\0')
			json_array_append_new(parts, json_pack(
				"{s:b, s:b, s:b, s:s}", "same", 0, "gone", 0,
				"new", 1, "text", run->asked));
	}
	return parts;
}

/* Where a match comes from, in words. */
static const char *
match_about(struct visit *v, const struct memory_match *m)
{
	const struct entity *of = m->entity != NULL ?
		catalogue_entity(v->catalogue, m->entity) : NULL;
	const char *day = m->at > 0 ? text_date_short(v->arena, v->lang,
		moment_day(v->arena, m->at, v->zone)) : "";
	const char *who = arena_printf(v->arena, "%s%s%s", m->who,
		*m->who != '\0' && *day != '\0' ? " · " : "", day);
	const char *where = m->import != NULL ? m->import :
		of != NULL ? record_title_of(v, of, m->record) : "";

	return arena_printf(v->arena, "%s%s%s", where,
		*where != '\0' && *who != '\0' ? " · " : "", who);
}

static const char *
match_says(struct visit *v, const struct memory_match *m)
{
	const char *score = arena_printf(v->arena, "%d",
		m->score > 100 ? 100 : m->score);

	return put_say(v, m->score > 100 ? "translate.memory-context" :
		m->score == 100 ? "translate.memory-exact" :
		m->only_numbers ? "translate.memory-numbers" :
		m->numbers ? "translate.memory-fuzzy-numbers" :
		"translate.memory-fuzzy", score, NULL);
}

static void
offer_match(struct translation *t, const struct sentence *s,
	const struct memory_match *m, struct offer *o)
{
	struct visit *v = t->v;

	*o = (struct offer){ .text = m->target, .origin = "memory",
		.by = m->import != NULL ? m->import : m->who,
		.engine = "memory", .unit = arena_printf(v->arena, "%lld",
			(long long)m->unit), .says = match_says(v, m),
		.source = m->source, .about = match_about(v, m),
		.score = m->score };
	if (m->score < 100)
		o->parts = parts_of(v, m);
	o->seal = offer_seal(t, s, o);
}

enum err
offers_memory(struct translation *t, const struct sentence *s,
	struct offer *out, size_t *n)
{
	struct memory_match found[OFFERS_MOST];
	struct memory_ask ask = { .from = t->from, .to = t->to,
		.text = s->pair.source, .before = neighbour(t, s, -1),
		.after = neighbour(t, s, 1), .record = t->r };

	*n = 0;
	if (strlen(s->pair.source) > MEMORY_TEXT || s->in->of->flags & PERSONAL)
		return OK;
	TRY(memory_look(t->v, &ask, found, 5, n));
	for (size_t i = 0; i < *n; i++)
		offer_match(t, s, &found[i], &out[i]);
	return OK;
}

/* ---- services ---- */

size_t
terms_handed(struct visit *v, const struct keeping *k,
	struct translate_term **out)
{
	size_t n = 0;

	*out = arena_alloc(v->arena, (k->n + 1) * sizeof **out);
	for (size_t i = 0; i < k->n && n < TRANSLATE_TERMS; i++) {
		const struct term *one = &k->list[i];

		if (one->source == NULL || (one->use != TERM_PREFERRED &&
		    one->use != TERM_KEEP))
			continue;
		(*out)[n++] = (struct translate_term){ one->source,
			one->use == TERM_KEEP ? NULL : one->target };
	}
	return n;
}

const char *
told_why(struct visit *v, const struct translate_told *told)
{
	struct buf out = buf_in(v->arena, 4096);

	for (size_t i = 0; i < told->n_why; i++) {
		if (i > 0)
			buf_char(&out, '\n');
		buf_text(&out, translate_says(v, &told->why[i]));
	}
	return out.n > 0 ? out.at : message(v->lang, "translate.no-machine");
}

/* The offer as it is told here, with what was seen in it. */
static void
offer_answer(struct translation *t, const struct sentence *s,
	const struct translate_told *told, struct offer *o)
{
	struct visit *v = t->v;
	const struct translate_text *text = &told->texts[0];

	*o = (struct offer){ .text = text->text, .origin = "machine",
		.by = told->engine, .engine = told->engine, .unit = "",
		.says = put_say(v, "translate.machine", told->called, NULL),
		.credit = told->credit };
	if (text->found & TRANSLATE_LOOPS)
		o->about = message(v->lang, "translate.loops");
	else if (text->lost != NULL)
		o->about = put_say(v, "translate.term-lost", text->lost, NULL);
	o->seal = offer_seal(t, s, o);
}

enum err
offers_machine(struct translation *t, const struct sentence *s,
	struct id service, struct offer *out, const char **why)
{
	struct visit *v = t->v;
	struct translate_ask ask = { .from = t->from, .to = t->to,
		.segments = &s->pair.source, .n = 1, .service = service,
		.inside = s->in->inside, .seconds = 20 };
	struct translate_told told = { 0 };
	struct translate_term *terms;
	struct keeping k;
	enum err err;

	*why = NULL;
	if (s->in->inside) {
		*why = message(v->lang, "translate.inside");
		return ERR_BUSY;
	}
	TRY(keeping_of(t, s->pair.source, &k));
	ask.n_terms = terms_handed(v, &k, &terms);
	ask.terms = terms;
	err = translate_run(v, &ask, &told);
	if (err != OK && err != ERR_BUSY && err != ERR_LARGE)
		return err;
	if (err != OK || told.texts == NULL || told.texts[0].text == NULL) {
		*why = told.texts != NULL && told.texts[0].refused != NULL ?
			message(v->lang, told.texts[0].refused) :
			told_why(v, &told);
		problems_forget(v);
		return ERR_BUSY;
	}
	offer_answer(t, s, &told, out);
	return OK;
}

/* ---- terms and names ---- */

/* The day that the record tells of; today when it does not say. */
static int
day_of(const struct translation *t)
{
	static const char *const fields[] = { "on", "published", NULL };
	int first, last;

	for (const char *const *f = fields; *f != NULL; f++) {
		const char *text = record_text(t->r, *f);

		if (text != NULL && put_days(arena_copy(t->v->arena, text,
		    strcspn(text, "T")), &first, &last))
			return first;
	}
	return put_today(t->v);
}

static const char *
whole_source(const struct translation *t)
{
	struct buf out = buf_in(t->v->arena, NAMES_TEXT);

	for (size_t i = 0; i < t->count; i++) {
		buf_text(&out, t->sentences[i].pair.source);
		buf_char(&out, '\n');
	}
	return out.at;
}

enum err
keeping_of(struct translation *t, const char *text, struct keeping *out)
{
	struct visit *v = t->v;
	struct term *glossary, *names;
	size_t glossary_n, names_n;

	TRY(glossary_terms(v, t->from, t->to, t->tie, &glossary, &glossary_n));
	TRY(office_names_in(v, text != NULL ? text : whole_source(t), t->from,
		t->to, day_of(t), &names, &names_n));
	out->n = glossary_n + names_n;
	out->list = arena_alloc(v->arena, (out->n + 1) * sizeof *out->list);
	if (names_n > 0)
		memcpy(out->list, names, names_n * sizeof *names);
	if (glossary_n > 0)
		memcpy(out->list + names_n, glossary,
			glossary_n * sizeof *glossary);
	out->index = terms_new(v->arena, out->list, out->n, t->from, t->to);
	return OK;
}
