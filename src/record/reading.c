/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The reading log: who saw whose personal data, when, and which of it; asked
 * for by law and read once a month.  Values never stand in it.
 */
#include "inside.h"

struct reading {
	const struct record *of;
	const char *fields;    /* "birth phone" */
};

/* Names of the PERSONAL fields that are there and that the visitor may read. */
static const char *
personal(struct visit *v, const struct record *r)
{
	struct buf names = buf_in(v->arena, 4096);

	for (const struct field *f = r->of->fields; f->name != NULL; f++)
		if ((f->flags & PERSONAL) && field_readable(v, r->of, f) &&
		    json_object_get(r->fields, f->name) != NULL)
			buf_printf(&names, "%s%s", names.n > 0 ? " " : "",
				f->name);
	return names.at;
}

static enum err
add(struct visit *v, void *arg)
{
	const struct reading *reading = arg;
	struct db_stmt *s = db_ask(v->db, "INSERT INTO reading (id, at,"
		" account, who, entity, record, fields)"
		" VALUES (?, ?, ?, ?, ?, ?, ?)");

	db_bind_id(s, id_new());
	db_bind_int(s, v->now);
	db_bind_id(s, v->account);
	db_bind_text(s, v->who != NULL ? v->who : "");
	db_bind_text(s, reading->of->of->name);
	db_bind_id(s, reading->of->id);
	db_bind_text(s, reading->fields);
	return db_run(s);
}

enum err
record_was_read(struct visit *v, const struct record *r)
{
	struct reading reading = { r, personal(v, r) };

	if (*reading.fields == '\0')
		return OK;
	return visit_write(v, add, &reading);
}
