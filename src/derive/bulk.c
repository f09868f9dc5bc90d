/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One thing done to many records that were ticked: in a list hidden, shown
 * again, or one field set; elsewhere whatever the subject knows how to do to
 * one.  Each is changed as if by its own form, under the same rules; those
 * that refuse are told, and the others go through.
 */
#include <string.h>

#include "deed.h"
#include "inside.h"

/* What lists filter by and a select can set. */
static bool
settable(const struct visit *v, const struct entity *of, const struct field *f)
{
	return (f->flags & FILTERED) && (f->kind == FIELD_CHOICE ||
		f->kind == FIELD_FLAG) && field_writable(v, of, f) &&
		field_readable(v, of, f);
}

json_t *
bulk_fields(struct visit *v, const struct entity *of)
{
	struct choosing choosing = choosing_begin(v);
	json_t *out = json_array();
	bool many;

	for (const struct field *f = of->fields; f->name != NULL; f++) {
		struct spot s = { of, NULL, f };
		json_t *one;

		if (!settable(v, of, f))
			continue;
		one = json_object();
		view_text(one, "field", f->name);
		view_text(one, "label", spot_label(v, s));
		json_object_set_new(one, "choices",
			choices_of(&choosing, s, NULL, NULL, &many));
		json_array_append_new(out, one);
	}
	return out;
}

/* ---- one act, record by record ---- */

struct doing {
	const struct bulk_act *act;
	struct deed *deed;
};

static enum err
ticked_do(struct visit *v, struct doing *d, const char *text, int64_t line)
{
	struct deed_row row = { .line = line, .state = "wrong" };
	struct attempt a = attempt_begin(v);
	struct record *r, *now = NULL;
	enum err err = id_parse(text, &row.record) ?
		record_get(v, d->act->of, row.record, &r) :
		fail(v, ERR_MISSING, "error.not-found");

	if (err == OK) {
		row.before = r->revision;
		err = d->act->each(v, r, d->act->arg, &now);
	}
	if (err != OK && !attempt_refused(v, a, err))
		return err;
	row.after = now != NULL ? now->revision : row.before;
	if (err != OK) {
		row.says = attempt_says(v, d->act->of);
		d->deed->wrong++;
	} else if (row.after == row.before) {
		row.state = "same";
		d->deed->same++;
	} else {
		row.state = d->act->state;
		d->deed->changed++;
	}
	/* An undo passes by what it has not got a hand in. */
	if (row.state != d->act->state) {
		row.cells = id_none(row.record) ? NULL :
			id_text(v->arena, row.record);
		row.record = (struct id){{0}};
	}
	return deed_row_add(v, d->deed->id, &row);
}

static size_t
ids_count(const json_t *ids)
{
	return json_is_array(ids) ? json_array_size(ids) : json_is_string(ids);
}

static enum err
act_verify(struct visit *v, const struct bulk_act *act, size_t n)
{
	if ((act->of->write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	if (n == 0)
		return fail(v, ERR_INPUT, "bulk.none");
	return n <= BULK_MOST ? OK : fail_with(v, ERR_INPUT, "bulk.many",
		arena_printf(v->arena, "%d", BULK_MOST), NULL);
}

enum err
bulk_each(struct visit *v, const struct bulk_act *act, struct deed **out)
{
	size_t n = ids_count(act->ids);
	struct deed *d = arena_alloc(v->arena, sizeof *d);
	struct doing doing = { act, d };

	TRY(act_verify(v, act, n));
	*d = (struct deed){ .kind = act->of->name, .act = act->name,
		.state = "done", .rows = (int64_t)n, .name = "",
		.with = act->with };
	TRY(deed_add(v, d, NULL, 0));
	for (size_t i = 0; i < n; i++) {
		const char *text = json_string_value(json_is_array(act->ids) ?
			json_array_get(act->ids, i) : act->ids);

		TRY(ticked_do(v, &doing, text != NULL ? text : "",
			(int64_t)i + 1));
	}
	*out = d;
	return deed_save(v, d);
}

/* ---- what lists offer ---- */

static enum err
one_do(struct visit *v, const struct record *r, void *arg,
	struct record **now)
{
	const struct bulk_wish *w = arg;
	json_t *in;

	if (strcmp(w->act, "hide") == 0)
		TRY(record_hide(v, w->of, r->id, 0));
	else if (strcmp(w->act, "unhide") == 0)
		TRY(record_unhide(v, w->of, r->id));
	if (strcmp(w->act, "set") != 0)
		return record_get(v, w->of, r->id, now);
	in = keep(v, json_object());
	json_object_set_new(in, w->field, json_string(w->value));
	return record_change(v, w->of, r->id, 0, in, now);
}

static enum err
wish_verify(struct visit *v, const struct bulk_wish *w)
{
	const struct field *f = w->field != NULL ?
		field_named(w->of->fields, w->field) : NULL;
	bool set = strcmp(w->act, "set") == 0;

	if (!set && strcmp(w->act, "hide") != 0 &&
	    strcmp(w->act, "unhide") != 0)
		return fail_field(v, "act", "bulk.no-act", NULL, NULL);
	if (set && (f == NULL || !settable(v, w->of, f)))
		return fail_field(v, "field", "error.unknown-field", NULL,
			NULL);
	if (set && w->value == NULL)
		return fail_field(v, "value", "error.required", NULL, NULL);
	return OK;
}

enum err
bulk_do(struct visit *v, const struct bulk_wish *w, struct deed **out)
{
	struct bulk_wish wish = *w;
	struct bulk_act act = { .of = w->of, .ids = w->ids, .name = w->act,
		.state = "changed", .with = keep(v, json_object()),
		.each = one_do, .arg = &wish };

	TRY(act_verify(v, &act, ids_count(w->ids)));
	TRY(wish_verify(v, w));
	if (strcmp(w->act, "set") == 0) {
		json_object_set_new(act.with, "field", json_string(w->field));
		json_object_set_new(act.with, "value", json_string(w->value));
	} else {
		act.state = strcmp(w->act, "hide") == 0 ? "hidden" : "shown";
	}
	return bulk_each(v, &act, out);
}
