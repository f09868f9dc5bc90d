/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names in a text as terms for a translator: what the authority says
 * that each is to be called in the other language on a day, and which of its
 * forms are not to be used there.
 *
 *	"박승삼 시흥시장은"  ko -> zh   시흥시장: 始兴市长, not 始兴市场
 */
#include <string.h>

#include "authority.h"

#define FOUND_MOST 2000
#define NAMES_MOST 200         /* different ones in one text */
#define FORMS_MOST 20          /* of one name in one language */

static bool
same_language(const char *a, const char *b)
{
	size_t n = strcspn(a, "-");

	return strncmp(a, b, n) == 0 && (b[n] == '\0' || b[n] == '-');
}

/* The one thing that a spelling names in a language; NULL: there are two, or
 * nobody's name is written so there. */
static const struct known *
known_of(const struct spelling *s, const char *language)
{
	const struct known *one = NULL;

	for (const struct form *f = s->forms; f != NULL; f = f->next) {
		if (f->kind == FORM_SLIP || !same_language(f->language,
		    language))
			continue;
		if (one != NULL && f->of != one)
			return NULL;
		one = f->of;
	}
	return one;
}

/* The form to be used: official, else the name as it stands. */
static const struct form *
form_to_use(const struct known *k, const char *language, int day)
{
	const struct form *use = known_form(k, language, day);

	for (const struct form *f = k->forms; use == NULL && f != NULL;
	    f = f->next_known)
		if (f->kind == FORM_NAME && same_language(f->language,
		    language))
			use = f;
	return use;
}

/* May it stand in place of the official form? */
static bool
is_right(const struct form *f, int day)
{
	bool holds = f->first <= day && day <= f->last;

	return holds && (f->kind == FORM_OFFICIAL || f->kind == FORM_SHORT ||
		f->kind == FORM_NAME || f->kind == FORM_PASSPORT);
}

/* Other forms of the name in the language, right or wrong; NULL: none. */
static const char *const *
forms_of(struct arena *a, const struct form *use, const char *language,
	int day, bool right)
{
	const char **list = arena_alloc(a, (FORMS_MOST + 1) * sizeof *list);
	size_t n = 0;

	for (const struct form *f = use->of->forms; f != NULL &&
	    n < FORMS_MOST; f = f->next_known)
		if (same_language(f->language, language) &&
		    f->spelling != use->spelling && is_right(f, day) == right)
			list[n++] = arena_text(a, f->spelling->text);
	list[n] = NULL;
	return n > 0 ? list : NULL;
}

static bool
is_new(const struct term *list, size_t n, const char *source)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].source, source) == 0)
			return false;
	return true;
}

static bool
name_take(struct visit *v, const struct spelling *s, const char *from,
	const char *to, int day, struct term *out)
{
	const struct known *k = known_of(s, from);
	const struct form *use = k != NULL ? form_to_use(k, to, day) : NULL;
	struct arena *a = v->arena;

	if (use == NULL)
		return false;
	*out = (struct term){ .source = arena_text(a, s->text),
		.target = arena_text(a, use->spelling->text),
		.others = forms_of(a, use, to, day, true),
		.wrong = forms_of(a, use, to, day, false),
		.name = true, .locked = use->locked,
		.href = arena_printf(a, "/office/%s/%s", k->of->plural,
			id_text(a, k->id)) };
	return true;
}

enum err
office_names_in(struct visit *v, const char *text, const char *from,
	const char *to, int day, struct term **out, size_t *n)
{
	struct term *list = arena_alloc(v->arena, NAMES_MOST * sizeof *list);
	struct found *found = arena_alloc(v->arena, FOUND_MOST *
		sizeof *found);
	const struct authority *authority;
	size_t count;

	*out = list;
	*n = 0;
	TRY(authority_of(v, &authority));
	count = authority_find(authority, text, found, FOUND_MOST);
	for (size_t i = 0; i < count && *n < NAMES_MOST; i++)
		if (is_new(list, *n, found[i].spelling->text) &&
		    name_take(v, found[i].spelling, from, to, day,
		    &list[*n]))
			++*n;
	return OK;
}
