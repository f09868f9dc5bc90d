/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gate of a kind of record: one value of one field ("state" to
 * "published") that only an approver may give, where the office asks for it,
 * and, where the gate holds, what the public reads of a record that is
 * through it.  Whether the office does is looked up only when somebody goes
 * through the gate, or changes such a text.
 */
#include <string.h>

#include "inside.h"

/* Whose office decides: the record's, else the visitor's, else any. */
static struct id
office_asked(const struct visit *v, const struct entity *of,
	const json_t *fields)
{
	const char *text = of->owned != NULL ? json_string_value(
		json_object_get(fields, of->owned)) : NULL;
	struct id id;

	return text != NULL && id_parse(text, &id) ? id : v->office;
}

static enum err
asks(struct visit *v, const struct entity *of, const json_t *fields,
	bool *asked)
{
	struct id office = office_asked(v, of, fields);
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT 1 FROM \"%s\" WHERE \"%s\" = 1 AND \"standing\" = 0%s"
		" LIMIT 1", of->gate.by->name, of->gate.flag,
		id_none(office) ? "" : " AND \"id\" = ?"));

	if (!id_none(office))
		db_bind_id(s, office);
	TRY(db_step(s, asked));
	db_done(s);
	return OK;
}

static bool
is_through(const struct entity *of, const json_t *fields)
{
	const char *text = json_string_value(json_object_get(fields,
		of->gate.field));

	return text != NULL && (strcmp(text, of->gate.value) == 0 ||
		word_among(of->gate.beyond, text));
}

enum err
record_gated(struct visit *v, const struct record *r, bool *gated)
{
	*gated = false;
	if (r->of->gate.field == NULL || r->standing != RECORD_THERE ||
	    is_through(r->of, r->fields))
		return OK;
	return asks(v, r->of, r->fields, gated);
}

/* ---- what is held once a record is through ---- */

static bool fields_read_same(struct visit *v, const struct entity *of,
	const struct field *fields, const json_t *a, const json_t *b);

/* Provenance may change: that somebody checked a translation is no other
 * text. */
static bool
words_read_same(struct visit *v, const json_t *a, const json_t *b)
{
	json_t *one = json_object_get(a, "texts"), *text;
	json_t *other = json_object_get(b, "texts");
	const char *lang;

	if (json_object_size(one) != json_object_size(other))
		return false;
	json_object_foreach(one, lang, text) {
		const char *after = words_in(v->arena, b, lang);

		if (after == NULL ||
		    strcmp(words_in(v->arena, a, lang), after) != 0)
			return false;
	}
	return true;
}

static bool
rows_read_same(struct visit *v, const struct entity *of,
	const struct field *f, const json_t *a, const json_t *b)
{
	size_t n = json_array_size(a);

	if (n != json_array_size(b))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!fields_read_same(v, of, f->rows, json_array_get(a, i),
		    json_array_get(b, i)))
			return false;
	return true;
}

/* Switches, such as whether comments are open, are no text. */
static bool
field_read_same(struct visit *v, const struct entity *of,
	const struct field *f, const json_t *a, const json_t *b)
{
	unsigned read = f->read != 0 ? f->read : of->read;

	if (!(read & ROLE_ANYONE) || f->kind == FIELD_CHOICE ||
	    f->kind == FIELD_FLAG || a == b)
		return true;
	if (f->kind == FIELD_WORDS || f->kind == FIELD_PROSE)
		return words_read_same(v, a, b);
	if (f->kind == FIELD_ROWS)
		return rows_read_same(v, of, f, a, b);
	return a != NULL && b != NULL && json_equal(a, b);
}

static bool
fields_read_same(struct visit *v, const struct entity *of,
	const struct field *fields, const json_t *a, const json_t *b)
{
	for (const struct field *f = fields; f->name != NULL; f++)
		if (!field_read_same(v, of, f, json_object_get(a, f->name),
		    json_object_get(b, f->name)))
			return false;
	return true;
}

/* Neither sooner nor later than was approved. */
static bool
moment_same(const struct draft *d)
{
	const char *when = d->of->gate.when;
	json_t *was, *now;

	if (when == NULL)
		return true;
	was = json_object_get(d->before->fields, when);
	now = json_object_get(d->fields, when);
	return was == now || (was != NULL && now != NULL &&
		json_equal(was, now));
}

/* What was approved is what was read then. */
static bool
is_held(struct visit *v, const struct draft *d)
{
	return d->before != NULL && is_through(d->of, d->before->fields) &&
		(!d->of->gate.holds || (moment_same(d) && fields_read_same(v,
			d->of, d->of->fields, d->before->fields, d->fields)));
}

enum err
gate_check(struct visit *v, const struct draft *d)
{
	const struct entity *of = d->of;
	bool asked = false, through = d->before != NULL &&
		of->gate.field != NULL && is_through(of, d->before->fields);

	if (of->gate.field == NULL || !is_through(of, d->fields) ||
	    (v->roles & (ROLE_APPROVER | ROLE_SYSTEM)) != 0 ||
	    is_held(v, d))
		return OK;
	TRY(asks(v, of, d->fields, &asked));
	return asked ? fail_field(v, of->gate.field, through ?
		"approval.held" : "approval.needed", NULL, NULL) : OK;
}
