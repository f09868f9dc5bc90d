/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gate of a kind of record: one value of one field ("state" to
 * "published") that only an approver may give, where the office asks for it.
 * Whether it does is looked up only when somebody goes through the gate.
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
		(of->gate.beyond != NULL &&
		strcmp(text, of->gate.beyond) == 0));
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

enum err
gate_check(struct visit *v, const struct draft *d)
{
	const struct entity *of = d->of;
	bool asked = false;

	if (of->gate.field == NULL || !is_through(of, d->fields) ||
	    (d->before != NULL && is_through(of, d->before->fields)) ||
	    (v->roles & (ROLE_APPROVER | ROLE_SYSTEM)) != 0)
		return OK;
	TRY(asks(v, of, d->fields, &asked));
	return asked ? fail_field(v, of->gate.field, "approval.needed", NULL,
		NULL) : OK;
}
