/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing records.  A draft is taken from what came in, merged with what
 * stands there, checked as a whole, and then written together with its sides,
 * its history entry and its search entry.
 *
 * Two people who change one record: the second one's values are read against
 * the revision that they saw (base), and laid field by field upon the record
 * as it stands (now).  A field goes through when only one of the two touched
 * it; words, language by language.
 */
#include <string.h>

#include "inside.h"

enum err
write_allowed(struct visit *v, const struct entity *of)
{
	if ((of->write & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	return OK;
}

/* ---- taking what came in ---- */

/* What the program has set may come back as it is: a table that was exported
 * has it too. */
static bool
as_given(const struct field *f, json_t *in, json_t *before)
{
	if (!(f->flags & GIVEN))
		return false;
	return before != NULL ? json_equal(in, before) : json_is_null(in) ||
		(json_is_string(in) && json_string_length(in) == 0);
}

/* The value of one field, read against base; json_null when it is emptied. */
static enum err
take_one(struct visit *v, const struct entity *of, const char *name,
	json_t *in, json_t *base, json_t *taken)
{
	const struct field *f = field_named(of->fields, name);
	struct taking t = { v, of, f, name, NULL };
	json_t *value = NULL;

	if (f == NULL)
		return fail_field(v, name, "error.unknown-field", NULL, NULL);
	if (!field_writable(v, of, f))
		return as_given(f, in, json_object_get(base, name)) ? OK :
			fail_field(v, name, "error.not-yours", NULL, NULL);
	t.before = json_object_get(base, name);
	TRY(field_take(&t, in, &value));
	json_object_set_new_nocheck(taken, name,
		value != NULL ? value : json_null());
	return OK;
}

/* What is missing is told together with what was refused, but a field that was
 * refused is not also missing. */
static enum err
tell_missing(struct visit *v, const struct entity *of, json_t *in, json_t *base,
	json_t *taken)
{
	enum err worst = ERR_INPUT;

	for (const struct field *f = of->fields; f->name != NULL; f++)
		if ((f->flags & REQUIRED) && f->preset == NULL &&
		    (json_is_null(json_object_get(taken, f->name)) ||
		    (base == NULL && json_object_get(in, f->name) == NULL)))
			worst = fail_field(v, f->name, "error.required", NULL,
				NULL);
	return worst;
}

/* All of them; every fault is said before it fails. */
static enum err
take_all(struct visit *v, const struct entity *of, json_t *in, json_t *base,
	json_t **taken)
{
	enum err worst = OK;
	const char *name;
	json_t *value;

	*taken = keep(v, json_object());
	if (!json_is_object(in))
		return fail(v, ERR_INPUT, "error.not-an-object");
	json_object_foreach(in, name, value) {
		enum err err;

		if (*name == '_')
			continue;
		err = take_one(v, of, name, value, base, *taken);
		if (err != OK)
			worst = err;
	}
	return worst == ERR_INPUT ? tell_missing(v, of, in, base, *taken) :
		worst;
}

static enum err
take_presets(struct visit *v, const struct entity *of, json_t *fields)
{
	for (const struct field *f = of->fields; f->name != NULL; f++) {
		struct taking t = { v, of, f, f->name, NULL };
		json_t *value = NULL;

		if (f->preset == NULL ||
		    json_object_get(fields, f->name) != NULL)
			continue;
		TRY(field_take(&t, keep(v, json_string(f->preset)), &value));
		json_object_set_new_nocheck(fields, f->name, value);
	}
	return OK;
}

/* ---- merging ---- */

static bool
same(json_t *a, json_t *b)
{
	return a == b || json_equal(a, b);
}

/* One language of words; false: both touched it. */
static bool
merge_language(json_t *b, json_t *n, json_t *t, const char *lang, json_t *out)
{
	if (same(t, b) || same(t, n))
		return true;
	if (!same(n, b))
		return false;
	if (t != NULL)
		json_object_set(out, lang, t);
	else
		json_object_del(out, lang);
	return true;
}

/* Words of two people, language by language; false: both touched one, or
 * what is left would have no original. */
static bool
merge_words(json_t *base, json_t *now, json_t *taken, json_t *out)
{
	json_t *base_texts = json_object_get(base, "texts");
	json_t *now_texts = json_object_get(now, "texts");
	json_t *taken_texts = json_object_get(taken, "texts");
	json_t *out_texts = json_object_get(out, "texts"), *text;
	json_t *b = json_object_get(base, "original");
	json_t *n = json_object_get(now, "original");
	json_t *t = json_object_get(taken, "original");
	const char *lang;

	/* Languages that the pages do not speak are among them. */
	json_object_foreach(taken_texts, lang, text)
		if (!merge_language(json_object_get(base_texts, lang),
		    json_object_get(now_texts, lang), text, lang, out_texts))
			return false;
	json_object_foreach(base_texts, lang, text)
		if (json_object_get(taken_texts, lang) == NULL &&
		    !merge_language(text, json_object_get(now_texts, lang),
		    NULL, lang, out_texts))
			return false;
	if (!same(t, b) && !same(t, n)) {
		if (!same(n, b))
			return false;
		json_object_set(out, "original", t);
	}
	return json_object_get(out_texts, json_string_value(
		json_object_get(out, "original"))) != NULL;
}

/* Sets what was taken upon fields (a copy of now); says where both differ. */
static enum err
merge(struct visit *v, const struct entity *of, json_t *base, json_t *now,
	json_t *taken, json_t *fields)
{
	enum err worst = OK;
	const char *name;
	json_t *value;

	json_object_foreach(taken, name, value) {
		const struct field *f = field_named(of->fields, name);
		json_t *b = json_object_get(base, name);
		json_t *n = json_object_get(now, name);
		json_t *t = json_is_null(value) ? NULL : value;
		bool words = f->kind == FIELD_WORDS || f->kind == FIELD_PROSE;

		if (same(t, b) || same(t, n))
			continue;
		if (same(n, b)) {
			if (t != NULL)
				json_object_set_nocheck(fields, name, t);
			else
				json_object_del(fields, name);
		} else if (!words || t == NULL || n == NULL ||
		    !merge_words(b, n, t, json_object_get(fields, name))) {
			fail_field(v, name, "error.changed-meanwhile", NULL,
				NULL);
			worst = ERR_CONFLICT;
		}
	}
	return worst;
}

/* ---- checking ---- */

static enum err
check_required(struct visit *v, const struct draft *d)
{
	enum err worst = OK;

	for (const struct field *f = d->of->fields; f->name != NULL; f++)
		if ((f->flags & REQUIRED) &&
		    json_object_get(d->fields, f->name) == NULL)
			worst = fail_field(v, f->name, "error.required", NULL,
				NULL);
	return worst;
}

/* Another record that has this value in a field that must be its own. */
static enum err
check_unique(struct visit *v, const struct draft *d, const struct unique *u,
	struct id id)
{
	const struct field *f = u->field;
	json_t *value = json_object_get(d->fields, f->name);
	struct db_stmt *s;
	bool row;

	if (value == NULL || (d->before != NULL && same(value,
	    json_object_get(d->before->fields, f->name))))
		return OK;
	s = db_ask(v->db, u->find);
	field_types[f->kind].bind(v, f, s, value);
	TRY(db_step(s, &row));
	if (row && !id_same(db_id(s, 0), id)) {
		db_done(s);
		return fail_field(v, f->name, "error.taken", NULL, NULL);
	}
	db_done(s);
	return OK;
}

static enum err
check(struct visit *v, struct draft *d, struct id id)
{
	const struct plan *p = plan_of(v->catalogue, d->of);
	enum err worst;

	TRY(owner_take(v, d));
	worst = check_required(v, d);
	if (d->of->check != NULL) {
		enum err err = d->of->check(v, d);

		if (err != OK)
			worst = err;
	}
	for (size_t i = 0; i < p->unique_count; i++) {
		enum err err = check_unique(v, d, &p->uniques[i], id);

		if (err != OK)
			worst = err;
	}
	if (worst == OK || worst == ERR_INPUT) {
		enum err err = gate_check(v, d);

		worst = err != OK ? err : worst;
	}
	return worst;
}

/* ---- writing ---- */

static void
bind_fields(struct visit *v, const struct entity *of, struct db_stmt *s,
	json_t *fields)
{
	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (field_columns(f))
			field_types[f->kind].bind(v, f, s,
				json_object_get(fields, f->name));
}

static enum err
insert(struct visit *v, const struct plan *p, const struct record *r)
{
	struct db_stmt *s = db_ask(v->db, p->insert);

	db_bind_id(s, r->id);
	db_bind_int(s, r->revision);
	db_bind_int(s, r->made);
	db_bind_int(s, r->changed);
	db_bind_int(s, r->standing);
	bind_fields(v, r->of, s, r->fields);
	TRY(db_run(s));
	return sides_write(v, p, r->id, r->fields, NULL);
}

static enum err
update(struct visit *v, const struct plan *p, const struct record *r,
	const struct record *before)
{
	struct db_stmt *s = db_ask(v->db, p->update);

	db_bind_int(s, r->revision);
	db_bind_int(s, r->changed);
	bind_fields(v, r->of, s, r->fields);
	db_bind_id(s, r->id);
	TRY(db_run(s));
	return sides_write(v, p, r->id, r->fields, before->fields);
}

/* May a name lead elsewhere now than it did before? */
static bool
named_otherwise(struct visit *v, const struct record *r,
	const struct record *before)
{
	const struct plan *p = plan_of(v->catalogue, r->of);

	if (r->standing == RECORD_ERASED)
		return true;
	for (size_t i = 0; i < p->unique_count; i++) {
		const char *name = p->uniques[i].field->name;

		if (!same(json_object_get(r->fields, name),
		    json_object_get(before->fields, name)))
			return true;
	}
	return false;
}

/* What follows every write of a record. */
static enum err
written(struct visit *v, const struct record *r, const struct record *before,
	const char *act)
{
	bool content = r->standing != RECORD_ERASED;

	TRY(history_add(v, r->of, r->id, r->revision, act,
		content ? r->fields : NULL));
	TRY(access_written(v, r, before, act));
	TRY(index_put(v, r, before == NULL));
	v->titles = NULL;
	if (before != NULL && named_otherwise(v, r, before))
		named_forget(v);
	if (r->of->stored != NULL)
		return r->of->stored(v, r, before);
	return OK;
}

static enum err
create(struct visit *v, const struct entity *of, struct id id, json_t *in,
	struct record **out)
{
	const struct plan *p = plan_of(v->catalogue, of);
	struct record *r = arena_alloc(v->arena, sizeof *r);
	struct draft d = { .of = of };
	enum err taken, checked;

	TRY(write_allowed(v, of));
	taken = take_all(v, of, in, NULL, &d.fields);
	if (taken != OK && taken != ERR_INPUT)
		return taken;
	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (json_is_null(json_object_get(d.fields, f->name)))
			json_object_del(d.fields, f->name);
	TRY(take_presets(v, of, d.fields));
	/* A field that was refused is not also missing. */
	checked = taken == OK ? check(v, &d, id) : OK;
	if (taken != OK || checked != OK)
		return taken != OK ? taken : checked;
	*r = (struct record){ of, id, 1, v->now, v->now, RECORD_THERE,
		d.fields };
	TRY(insert(v, p, r));
	*out = r;
	return written(v, r, NULL, "create");
}

enum err
record_create(struct visit *v, const struct entity *of, json_t *in,
	struct record **out)
{
	return create(v, of, id_new(), in, out);
}

/* The id may be that of another office's record. */
enum err
record_create_as(struct visit *v, const struct entity *of, struct id id,
	json_t *in, struct record **out)
{
	struct db_stmt *s;
	bool taken;

	if (id_none(v->office))
		return create(v, of, id, in, out);
	s = db_ask(v->db, plan_of(v->catalogue, of)->exists);
	db_bind_id(s, id);
	TRY(db_step(s, &taken));
	if (!taken)
		return create(v, of, id, in, out);
	db_done(s);
	return fail_field(v, "id", "error.taken", NULL, NULL);
}

/* The next revision of before, with these fields. */
static struct record *
next(struct visit *v, const struct record *before, json_t *fields)
{
	struct record *r = arena_alloc(v->arena, sizeof *r);

	*r = *before;
	r->revision++;
	r->changed = v->now;
	r->fields = fields;
	return r;
}

enum err
write_change(struct visit *v, struct draft *d, const char *act,
	struct record **out)
{
	const struct plan *p = plan_of(v->catalogue, d->of);

	TRY(check(v, d, d->before->id));
	if (json_equal(d->fields, d->before->fields))
		return OK;
	*out = next(v, d->before, d->fields);
	TRY(update(v, p, *out, d->before));
	return written(v, *out, d->before, act);
}

static enum err
change(struct visit *v, const struct entity *of, struct id id,
	int64_t revision, json_t *in, const char *act, struct record **out)
{
	struct draft d = { .of = of };
	struct record *now;
	json_t *base, *taken;

	TRY(write_allowed(v, of));
	TRY(record_get(v, of, id, &now));
	*out = now;
	if (now->standing == RECORD_ERASED)
		return fail(v, ERR_MISSING, "error.erased");
	base = now->fields;
	if (revision > now->revision)
		return fail(v, ERR_MISSING, "error.no-such-revision");
	if (revision != 0 && revision != now->revision)
		TRY(history_revision(v, of, id, revision, &base));
	TRY(take_all(v, of, in, base, &taken));
	d.before = now;
	d.fields = keep(v, json_deep_copy(now->fields));
	TRY(merge(v, of, base, now->fields, taken, d.fields));
	return write_change(v, &d, act, out);
}

enum err
record_change(struct visit *v, const struct entity *of, struct id id,
	int64_t revision, json_t *in, struct record **out)
{
	return change(v, of, id, revision, in, "change", out);
}

enum err
record_replace(struct visit *v, const struct entity *of, struct id id,
	json_t *in, struct record **out)
{
	struct record *before;

	TRY(record_get(v, of, id, &before));
	TRY(change(v, of, id, 0, in, "clear", out));
	return (*out)->revision == before->revision ? OK :
		history_erase_before(v, of, id, (*out)->revision);
}

/* What the visitor may not write stays as it is, whatever the older revision
 * said. */
static json_t *
restored(struct visit *v, const struct entity *of, json_t *older, json_t *now)
{
	json_t *out = keep(v, json_copy(older)), *value;

	for (const struct field *f = of->fields; f->name != NULL; f++) {
		if (field_writable(v, of, f))
			continue;
		value = json_object_get(now, f->name);
		if (value != NULL)
			json_object_set_nocheck(out, f->name, value);
		else
			json_object_del(out, f->name);
	}
	return out;
}

enum err
record_restore(struct visit *v, const struct entity *of, struct id id,
	int64_t revision, struct record **out)
{
	struct draft d = { .of = of };
	struct record *now;
	json_t *older;

	TRY(write_allowed(v, of));
	TRY(record_get(v, of, id, &now));
	*out = now;
	d.before = now;
	if (revision > now->revision)
		return fail(v, ERR_MISSING, "error.no-such-revision");
	TRY(history_revision(v, of, id, revision, &older));
	d.fields = restored(v, of, older, now->fields);
	return write_change(v, &d, "restore", out);
}

/* ---- standing: hidden, back, erased ---- */

static enum err
stand(struct visit *v, const struct record *before,
	enum record_standing standing, const char *act)
{
	struct record *r = next(v, before, before->fields);
	struct draft d = { r->of, before, before->fields };
	struct db_stmt *s;

	TRY(owner_take(v, &d));
	r->standing = standing;
	s = db_ask(v->db, plan_of(v->catalogue, r->of)->stand);
	db_bind_int(s, r->revision);
	db_bind_int(s, r->changed);
	db_bind_int(s, standing);
	db_bind_id(s, r->id);
	TRY(db_run(s));
	return written(v, r, before, act);
}

enum err
record_hide(struct visit *v, const struct entity *of, struct id id,
	int64_t revision)
{
	struct record *r;

	TRY(write_allowed(v, of));
	TRY(record_get(v, of, id, &r));
	if (revision != 0 && revision != r->revision)
		return fail(v, ERR_CONFLICT, "error.changed-meanwhile");
	if (r->standing != RECORD_THERE)
		return OK;
	return stand(v, r, RECORD_HIDDEN, "hide");
}

enum err
record_unhide(struct visit *v, const struct entity *of, struct id id)
{
	struct record *r;

	TRY(write_allowed(v, of));
	TRY(record_get(v, of, id, &r));
	if (r->standing == RECORD_ERASED)
		return fail(v, ERR_MISSING, "error.erased");
	if (r->standing == RECORD_THERE)
		return OK;
	return stand(v, r, RECORD_THERE, "unhide");
}

enum err
record_erase(struct visit *v, const struct entity *of, struct id id)
{
	const struct plan *p = plan_of(v->catalogue, of);
	struct record *before, *r;
	struct map *files;

	TRY(write_allowed(v, of));
	TRY(record_get(v, of, id, &before));
	if (before->standing == RECORD_ERASED)
		return OK;
	TRY(files_of(v, before, &files));
	r = next(v, before, keep(v, json_object()));
	/* Whose it was stays, or it were everybody's now. */
	if (of->owned != NULL)
		json_object_set(r->fields, of->owned,
			json_object_get(before->fields, of->owned));
	r->standing = RECORD_ERASED;
	TRY(update(v, p, r, before));
	TRY(history_erase(v, of, id));
	TRY(files_forget(v, files));
	r->revision--;
	TRY(stand(v, r, RECORD_ERASED, "erase"));
	return access_written(v, r, before, "erase");
}

/* A copy without what is PERSONAL. */
static json_t *
cleared(struct visit *v, const struct record *r)
{
	json_t *out = keep(v, json_copy(r->fields));

	for (const struct field *f = r->of->fields; f->name != NULL; f++)
		if (f->flags & PERSONAL)
			json_object_del(out, f->name);
	return out;
}

enum err
record_clear(struct visit *v, const struct entity *of, struct id id,
	int64_t revision)
{
	struct draft d = { .of = of };
	struct record *before, *after;
	struct map *files;

	TRY(write_allowed(v, of));
	TRY(record_get(v, of, id, &before));
	if (revision != 0 && revision != before->revision)
		return fail(v, ERR_CONFLICT, "error.changed-meanwhile");
	d.before = before;
	d.fields = cleared(v, before);
	if (json_equal(d.fields, before->fields))
		return OK;
	TRY(files_of(v, before, &files));
	TRY(history_erase(v, of, id));
	TRY(write_change(v, &d, "clear", &after));
	return files_forget(v, files);
}
