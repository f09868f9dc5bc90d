/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The access log: who did what with whose personal data, when, from which
 * network, and with which of it; asked for by law and looked through once a
 * month.  Values never stand in it.
 *
 *	act     read, create, change, restore, clear, erase; export; invite
 *	record  the row's own id where it was about a list
 *	reason  given where one is asked for
 */
#include "inside.h"

struct access {
	const char *act, *entity, *fields, *reason;
	struct id record;
};

static enum err
add(struct visit *v, void *arg)
{
	const struct access *one = arg;
	struct db_stmt *s = db_ask(v->db, "INSERT INTO reading (id, at,"
		" account, who, entity, record, fields, network, act, reason)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	struct id id = id_new();

	db_bind_id(s, id);
	db_bind_int(s, v->now);
	db_bind_id(s, v->account);
	db_bind_text(s, v->who != NULL ? v->who : "");
	db_bind_text(s, one->entity);
	db_bind_id(s, id_none(one->record) ? id : one->record);
	db_bind_text(s, one->fields);
	db_bind_text(s, v->network);
	db_bind_text(s, one->act);
	db_bind_text(s, one->reason);
	return db_run(s);
}

enum err
access_note(struct visit *v, const char *act, const char *entity,
	struct id record, const char *fields, const char *reason)
{
	return add(v, &(struct access){ act, entity, fields, reason, record });
}

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

enum err
record_was_read(struct visit *v, const struct record *r)
{
	struct access one = { "read", r->of->name, personal(v, r), NULL,
		r->id };

	if (*one.fields == '\0')
		return OK;
	return visit_write(v, add, &one);
}

/* Names of the PERSONAL fields in which the two differ. */
static const char *
touched(struct visit *v, const struct entity *of, json_t *now, json_t *before)
{
	struct buf names = buf_in(v->arena, 4096);

	for (const struct field *f = of->fields; f->name != NULL; f++) {
		json_t *a = json_object_get(now, f->name);
		json_t *b = json_object_get(before, f->name);

		if ((f->flags & PERSONAL) && a != b && (a == NULL ||
		    b == NULL || !json_equal(a, b)))
			buf_printf(&names, "%s%s", names.n > 0 ? " " : "",
				f->name);
	}
	return names.at;
}

enum err
access_written(struct visit *v, const struct record *now,
	const struct record *before, const char *act)
{
	const char *names = touched(v, now->of, now->fields,
		before != NULL ? before->fields : NULL);

	if (*names == '\0')
		return OK;
	return access_note(v, act, now->of->name, now->id, names, NULL);
}
