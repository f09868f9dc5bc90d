/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names and terms: what the authority and the glossary ask for is there, and
 * what they refuse is not.  The same term twice is said once.
 */
#include <string.h>

#include "checking.h"

#define FOUND_MOST 100

static bool
is_in(const char *text, const char *form)
{
	size_t n;

	return form != NULL && term_stands(text, form, &n) >= 0;
}

static bool
any_in(const char *text, const char *const *forms)
{
	for (; forms != NULL && *forms != NULL; forms++)
		if (is_in(text, *forms))
			return true;
	return false;
}

/* Is [at, at + n) within a form that is right? */
static bool
within(const char *text, size_t at, size_t n, const char *form)
{
	size_t from = 0, m;
	long i;

	if (form == NULL)
		return false;
	while ((i = term_stands(text + from, form, &m)) >= 0) {
		if (from + (size_t)i <= at && at + n <= from + (size_t)i + m)
			return true;
		from += (size_t)i + m;
	}
	return false;
}

static bool
within_right(const char *text, size_t at, size_t n, const struct term *t)
{
	if (within(text, at, n, t->target))
		return true;
	for (const char *const *o = t->others; o != NULL && *o != NULL; o++)
		if (within(text, at, n, *o))
			return true;
	return false;
}

/* Where a refused form stands by itself, not as part of a right one. */
static bool
wrong_in(const char *text, const char *form, const struct term *right,
	struct check_span *where)
{
	size_t from = 0, n;
	long i;

	while ((i = term_stands(text + from, form, &n)) >= 0) {
		where->at = from + (size_t)i;
		where->n = n;
		if (right == NULL || !within_right(text, where->at, n, right))
			return true;
		from = where->at + n;
	}
	return false;
}

static struct finding *
say(struct checking *c, const char *code, enum check_grade grade,
	const struct term_found *f, struct check_span where,
	const char *arg0, const char *arg1)
{
	struct finding *one = finding_add(c, code, grade,
		(struct check_span){ f->at, f->n }, where, arg0, arg1);

	if (one != NULL)
		one->term = f->term;
	return one;
}

static void
translated(struct checking *c, const struct term_found *f)
{
	const struct term *t = f->term;
	const char *source = span_text(c, c->source,
		(struct check_span){ f->at, f->n });
	struct check_span where;

	for (const char *const *w = t->wrong; w != NULL && *w != NULL; w++)
		if (wrong_in(c->target, *w, t, &where)) {
			say(c, t->name ? "name-wrong" : "term-wrong",
				t->locked ? CHECK_WRONG : CHECK_WARN, f,
				where, span_text(c, c->target, where),
				t->target);
			return;
		}
	if (t->target == NULL || is_in(c->target, t->target) ||
	    any_in(c->target, t->others))
		return;
	say(c, t->name ? "name-missing" : "term-missing", CHECK_WARN, f,
		NOWHERE, source, t->target);
}

static void
found_check(struct checking *c, const struct term_found *f)
{
	const struct term *t = f->term;
	struct check_span where = NOWHERE;

	switch (t->use) {
	case TERM_FORBIDDEN:
		if (t->target != NULL && wrong_in(c->target, t->target, NULL,
		    &where))
			say(c, "term-forbidden", CHECK_WRONG, f, where,
				span_text(c, c->target, where), t->says);
		break;
	case TERM_KEEP:
		if (!is_in(c->target, t->source))
			say(c, "term-keep", CHECK_WARN, f, NOWHERE,
				t->source, NULL);
		break;
	case TERM_SENSITIVE:
		say(c, "term-sensitive", CHECK_NOTE, f, where,
			span_text(c, c->source, (struct check_span){
			f->at, f->n }), t->says != NULL ? t->says : t->target);
		break;
	default:
		translated(c, f);
	}
}

/* Is the place where a refused form stands part of a form that some term found
 * in the source asks for? */
static bool
asked_for(struct checking *c, const struct term_found *found, size_t n,
	struct check_span where)
{
	for (size_t i = 0; i < n; i++)
		if (found[i].term->use == TERM_PREFERRED &&
		    within_right(c->target, where.at, where.n, found[i].term))
			return true;
	return false;
}

/* Was something said of that very place? */
static bool
is_told(const struct checking *c, struct check_span where)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->out[i].term != NULL && c->out[i].target.n == where.n &&
		    c->out[i].target.at == where.at)
			return true;
	return false;
}

/* Terms without source: not to stand in a translation, whatever was said. */
static void
watched(struct checking *c, const struct term_found *found, size_t n)
{
	const struct term *list;
	size_t count = terms_count(c->ask->terms, &list);
	struct check_span where;

	for (size_t i = 0; i < count; i++) {
		const struct term *t = &list[i];
		bool bad = t->use == TERM_FORBIDDEN;
		struct finding *one;

		if (t->source != NULL || t->target == NULL ||
		    (!bad && t->use != TERM_SENSITIVE) ||
		    !wrong_in(c->target, t->target, NULL, &where) ||
		    is_told(c, where) || asked_for(c, found, n, where))
			continue;
		one = finding_add(c, bad ? "term-forbidden" :
			"term-sensitive", bad ? CHECK_WRONG : CHECK_WARN,
			NOWHERE, where, span_text(c, c->target, where),
			t->others != NULL && t->others[0] != NULL ?
			t->others[0] : t->says);
		if (one != NULL)
			one->term = t;
	}
}

static bool
is_first(const struct term_found *found, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (found[i].term == found[at].term)
			return false;
	return true;
}

void
check_terms(struct checking *c)
{
	struct term_found *found;
	size_t n;

	if (c->ask->terms == NULL)
		return;
	found = arena_alloc(c->arena, FOUND_MOST * sizeof *found);
	n = terms_find(c->ask->terms, c->source, found, FOUND_MOST);
	for (size_t i = 0; i < n; i++)
		if (is_first(found, i))
			found_check(c, &found[i]);
	watched(c, found, n);
}
