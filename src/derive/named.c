/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which record is meant by a name, in whatever form and language somebody
 * wrote it: 더저우, 덕주시, 德州 and Dezhou are one city, and where it has one
 * tie, that tie.  Looked up for a whole run: all records of a kind are read
 * once, and every name that they bear leads to them:
 *
 *	the words, texts and slugs that title a record, in every language
 *	the texts that are searched in rows of such a field: forms of a name
 *	of a record that is titled by others: every name of those
 */
#include <string.h>

#include "import.h"

struct bearer {                /* of one name */
	struct id id;
	bool several;          /* other records bear it, too */
};

struct called {                /* the records of one kind */
	struct map *names;     /* a name, folded: struct bearer */
	struct map *of;        /* an id: struct known */
};

struct known {                 /* what a record is called */
	const char *name;
	struct known *next;
};

struct naming {
	struct arena *arena;
	struct map *kinds;     /* struct called */
};

struct naming *
naming_new(struct arena *a)
{
	struct naming *n = arena_alloc(a, sizeof *n);

	*n = (struct naming){ a, map_new(a) };
	return n;
}

/* Folded, and without white space. */
static const char *
bare(struct arena *a, const char *text)
{
	const char *folded = text_fold(a, text);
	struct buf out = buf_in(a, strlen(folded) + 1);

	for (; *folded != '\0'; folded++)
		if (*folded != ' ' && *folded != '\t')
			buf_char(&out, *folded);
	return out.at != NULL ? out.at : "";
}

struct learning {
	struct naming *naming;
	struct called *called;
	const struct entity *of;
};

/* v->arena is reset behind each record. */
static void
learn(struct visit *v, struct learning *l, const char *text, struct id id)
{
	struct arena *a = l->naming->arena;
	const char *key = text != NULL ? bare(v->arena, text) : "";
	const char *own = id_text(v->arena, id);
	struct bearer *bearer = map_get(l->called->names, key);
	struct known *known;

	if (*key == '\0' || (bearer != NULL && id_same(bearer->id, id)))
		return;
	known = arena_alloc(a, sizeof *known);
	*known = (struct known){ arena_text(a, key),
		map_get(l->called->of, own) };
	map_put(l->called->of, own, known);
	if (bearer != NULL) {
		bearer->several = true;
		return;
	}
	bearer = arena_alloc(a, sizeof *bearer);
	*bearer = (struct bearer){ id, false };
	map_put(l->called->names, key, bearer);
}

static void
learn_words(struct visit *v, struct learning *l, const json_t *words,
	struct id id)
{
	const char *lang;
	json_t *text;

	json_object_foreach(json_object_get(words, "texts"), lang, text) {
		(void)text;
		learn(v, l, words_in(v->arena, words, lang), id);
	}
}

static void
learn_rows(struct visit *v, struct learning *l, const struct field *f,
	const json_t *rows, struct id id)
{
	size_t i;
	json_t *row;

	json_array_foreach(rows, i, row)
		for (const struct field *g = f->rows; g->name != NULL; g++)
			if (g->kind == FIELD_TEXT && (g->flags & SEARCHED))
				learn(v, l, json_string_value(
					json_object_get(row, g->name)), id);
}

static enum err called_of(struct naming *n, struct visit *v,
	const struct entity *of, struct called **out);

/* Whatever the one that is pointed at is called. */
static enum err
learn_of(struct visit *v, struct learning *l, const struct entity *to,
	const json_t *target, struct id id)
{
	const char *text = json_string_value(target);
	struct called *called = map_get(l->naming->kinds, to->name);
	struct known *k = called != NULL && text != NULL ?
		map_get(called->of, text) : NULL;

	for (; k != NULL; k = k->next)
		learn(v, l, k->name, id);
	return OK;
}

/* Is the field one of "label members+"? */
static bool
titles(const char *names, const struct field *f)
{
	size_t n = strlen(f->name);

	for (const char *at = names; at != NULL && *at != '\0';) {
		size_t word = strcspn(at, " +");

		if (word == n && memcmp(at, f->name, n) == 0)
			return true;
		at += word;
		at += strspn(at, " +");
	}
	return false;
}

static bool
names_it(const struct entity *of, const struct field *f)
{
	return f->kind == FIELD_SLUG || titles(of->title, f) ||
		titles(of->titled_by, f) ||
		(f->kind == FIELD_TEXT && (f->flags & (SEARCHED | UNIQUE)));
}

static enum err
learn_record(struct visit *v, struct record *r, void *arg)
{
	struct learning *l = arg;

	for (const struct field *f = r->of->fields; f->name != NULL; f++) {
		json_t *value = record_value(r, f->name);

		if (value == NULL || !names_it(r->of, f) ||
		    !field_readable(v, r->of, f))
			continue;
		if (json_is_string(value) && f->to == NULL)
			learn(v, l, json_string_value(value), r->id);
		else if (f->rows != NULL)
			learn_rows(v, l, f, value, r->id);
		else if (f->to != NULL && json_is_string(value))
			TRY(learn_of(v, l, f->to, value, r->id));
		else if (f->to != NULL)
			for (size_t i = 0; i < json_array_size(value); i++)
				TRY(learn_of(v, l, f->to,
					json_array_get(value, i), r->id));
		else
			learn_words(v, l, value, r->id);
	}
	return OK;
}

/* The kinds that its records are titled by are to be known first. */
static enum err
others_first(struct naming *n, struct visit *v, const struct entity *of)
{
	struct called *other;

	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (f->to != NULL && f->to != of && names_it(of, f))
			TRY(called_of(n, v, f->to, &other));
	return OK;
}

static enum err
called_of(struct naming *n, struct visit *v, const struct entity *of,
	struct called **out)
{
	struct learning l = { .naming = n, .of = of };
	/* query_each would take from the act what it has learnt. */
	struct map *there = v->there;
	struct query *q;
	enum err err;

	*out = map_get(n->kinds, of->name);
	if (*out != NULL)
		return OK;
	l.called = arena_alloc(n->arena, sizeof *l.called);
	*l.called = (struct called){ map_new(n->arena), map_new(n->arena) };
	*out = l.called;
	if ((of->read & v->roles) == 0)
		return OK;
	TRY(others_first(n, v, of));
	q = query_of(v, of);
	query_order(q, "id");
	err = query_each(q, learn_record, &l);
	v->there = there;
	TRY(err);
	map_put(n->kinds, of->name, l.called);
	return OK;
}

/* What towns are called with and without: 더저우시, 德州市, Dezhou City. */
static const char *const endings[] = {
	"특별자치시", "특별시", "광역시", "시", "군", "구", "현", "도", "성", "주",
	"市", "县", "區", "区", "省", "府", "都", "道", "町", "city", NULL
};

static struct bearer *
bearer_of(struct visit *v, const struct called *called, const char *text)
{
	const char *key = bare(v->arena, text);
	struct bearer *b = map_get(called->names, key);
	size_t n = strlen(key);

	for (const char *const *e = endings; b == NULL && *e != NULL; e++) {
		const char *end = bare(v->arena, *e);
		size_t m = strlen(end);

		if (n > m + 3 && strcmp(key + n - m, end) == 0)
			b = map_get(called->names,
				arena_copy(v->arena, key, n - m));
		if (b == NULL)
			b = map_get(called->names,
				arena_printf(v->arena, "%s%s", key, end));
	}
	return b;
}

enum err
naming_know(struct naming *n, struct visit *v, const struct entity *of)
{
	struct called *called;

	return called_of(n, v, of, &called);
}

enum err
naming_find(struct naming *n, struct visit *v, const struct entity *of,
	const char *text, struct id *id, bool *several)
{
	struct called *called;
	const struct bearer *b;

	*several = false;
	TRY(called_of(n, v, of, &called));
	b = bearer_of(v, called, text);
	if (b == NULL)
		return ERR_MISSING;
	*id = b->id;
	*several = b->several;
	return OK;
}
