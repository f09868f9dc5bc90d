/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two people changed one record.  `before` is what both of them saw, `now`
 * what the quicker one made of it, `typed` what the other one sent.  Only
 * what the other one changed himself is his; where the quicker one changed
 * the same, both texts are shown against what stood there.
 */
#include <string.h>

#include "inside.h"

/* What was sent for a field, in its canonical form; kept.  False: it cannot
 * be taken; problems of this are nobody's. */
static bool
canonical(struct visit *v, const struct entity *of, const struct field *f,
	json_t *in, json_t *before, json_t **out)
{
	struct visit w = *v;
	struct taking t = { &w, of, f, f->name, before };

	w.problems = NULL;
	w.last_problem = &w.problems;
	*out = NULL;
	if (field_take(&t, in, out) != OK)
		return false;
	if (*out != NULL)
		keep(v, *out);
	return true;
}

static bool
same(json_t *x, json_t *y)
{
	return x == y || (x != NULL && y != NULL && json_equal(x, y));
}

json_t *
conflict_mine(struct visit *v, const struct record *now, json_t *typed,
	json_t *before)
{
	json_t *out = json_object(), *in;
	const char *name;

	json_object_foreach(typed, name, in) {
		const struct field *f = field_named(now->of->fields, name);
		json_t *was = json_object_get(before, name), *value;

		if (f != NULL && before != NULL &&
		    canonical(v, now->of, f, in, was, &value) &&
		    same(value, was))
			continue;
		json_object_set(out, name, in);
	}
	return out;
}

/* ---- both texts ---- */

struct pair {                /* of one field, by label */
	json_t *list;
	const char *field, *side;  /* "yours" or "theirs" */
};

/* The entry of that label, made if it is not there. */
static json_t *
entry_of(struct pair *p, const char *label)
{
	json_t *one;
	size_t i;

	json_array_foreach(p->list, i, one)
		if (strcmp(view_get(one, "label"), label) == 0 &&
		    strcmp(view_get(one, "field"), p->field) == 0)
			return one;
	one = json_object();
	view_text(one, "field", p->field);
	view_text(one, "label", label);
	json_array_append_new(p->list, one);
	return one;
}

static void
put_side(const char *label, const char *before, const char *after, void *arg)
{
	struct pair *p = arg;
	json_t *one = entry_of(p, label);
	bool yours = strcmp(p->side, "yours") == 0;

	view_text(one, "before", before);
	view_text(one, p->side, after);
	json_object_set_new(one, yours ? "yours_parts" : "theirs_parts",
		difference(before, after));
}

/* Only what both sides changed, and not to the same. */
static json_t *
both_changed(json_t *list)
{
	json_t *out = json_array(), *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (json_object_get(one, "yours") != NULL &&
		    json_object_get(one, "theirs") != NULL &&
		    strcmp(view_get(one, "yours"), view_get(one, "theirs")))
			json_array_append(out, one);
	json_decref(list);
	return out;
}

json_t *
conflict_view(struct visit *v, const struct record *now, json_t *typed,
	json_t *before)
{
	const struct entity *of = now->of;
	struct pair p = { json_array() };

	for (const struct field *f = of->fields; f->name != NULL; f++) {
		struct spot s = { of, NULL, f };
		json_t *in = json_object_get(typed, f->name), *yours;
		json_t *was = json_object_get(before, f->name);

		if (in == NULL || !field_readable(v, of, f) ||
		    !canonical(v, of, f, in, was, &yours))
			continue;
		p.field = f->name;
		p.side = "yours";
		aspects_each(v, s, was, yours, put_side, &p);
		p.side = "theirs";
		aspects_each(v, s, was, record_value(now, f->name), put_side,
			&p);
	}
	return both_changed(p.list);
}

/* ---- texts that are not saved ---- */

/* Those of one side that differ from the record. */
static void
put_unsaved(struct visit *v, const struct record *r, json_t *typed,
	const char *side, struct pair *p)
{
	p->side = side;
	for (const struct field *f = r->of->fields; f->name != NULL; f++) {
		json_t *in = json_object_get(typed, f->name), *value;
		json_t *was = record_value(r, f->name);

		if (in == NULL || !field_readable(v, r->of, f) ||
		    !canonical(v, r->of, f, in, was, &value))
			continue;
		p->field = f->name;
		aspects_each(v, (struct spot){ r->of, NULL, f }, was, value,
			put_side, p);
	}
}

/* A side that did not touch it has it as it stands in the record. */
static void
fill_side(json_t *one, const char *side, const char *parts)
{
	const char *before = view_get(one, "before");

	if (json_object_get(one, side) != NULL)
		return;
	view_text(one, side, before);
	json_object_set_new(one, parts, difference(before, before));
}

json_t *
conflict_unsaved(struct visit *v, const struct record *r, json_t *theirs,
	json_t *yours)
{
	struct pair p = { json_array() };
	json_t *one;
	size_t i;

	put_unsaved(v, r, theirs, "theirs", &p);
	put_unsaved(v, r, yours, "yours", &p);
	json_array_foreach(p.list, i, one) {
		fill_side(one, "theirs", "theirs_parts");
		fill_side(one, "yours", "yours_parts");
	}
	return p.list;
}
