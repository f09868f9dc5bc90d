/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forgetting the files of a record that is erased: a blob goes when no other
 * record and no entry of history names its digest.  Looking is slow (history
 * is read through), and erasing is rare.
 */
#include <string.h>

#include "inside.h"

#define FORGET_MOST 500  /* entries of history looked at */

/* Every digest within a value, as keys of digests. */
static void
gather(json_t *value, struct map *digests)
{
	const char *digest = json_string_value(json_object_get(value,
		"digest"));
	const char *name;
	json_t *part;
	size_t i;

	if (digest != NULL)
		map_put(digests, digest, digests);
	json_object_foreach(value, name, part)
		gather(part, digests);
	json_array_foreach(value, i, part)
		gather(part, digests);
}

enum err
files_of(struct visit *v, const struct record *r, struct map **out)
{
	struct changes changes;

	*out = map_new(v->arena);
	gather(r->fields, *out);
	TRY(history_of(v, r->of, r->id, FORGET_MOST, &changes));
	for (size_t i = 0; i < changes.n; i++)
		gather(changes.at[i].content, *out);
	return OK;
}

/* Does some row of the table hold the digest in that column? */
static enum err
column_names(struct visit *v, const char *table, const char *column,
	const char *like, bool *so)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT 1 FROM \"%s\" WHERE \"%s\" LIKE ? LIMIT 1", table,
		column));

	db_bind_text(s, like);
	TRY(db_step(s, so));
	db_done(s);
	return OK;
}

static enum err
fields_name(struct visit *v, const char *table, const struct field *fields,
	const char *like, bool *so)
{
	for (const struct field *f = fields; f->name != NULL && !*so; f++) {
		if (f->kind == FIELD_FILE)
			TRY(column_names(v, table, f->name, like, so));
		if (f->kind == FIELD_ROWS)
			TRY(fields_name(v, arena_printf(v->arena, "%s_%s",
				table, f->name), f->rows, like, so));
	}
	return OK;
}

static enum err
named_elsewhere(struct visit *v, const char *digest, bool *so)
{
	const char *like = arena_printf(v->arena, "%%%s%%", digest);

	*so = false;
	for (size_t i = 0; i < v->catalogue->count && !*so; i++)
		TRY(fields_name(v, v->catalogue->entities[i]->name,
			v->catalogue->entities[i]->fields, like, so));
	return *so ? OK : column_names(v, "history", "content", like, so);
}

struct forgetting {
	struct visit *v;
	enum err err;
};

static void
forget_one(const char *digest, void *value, void *arg)
{
	struct forgetting *f = arg;
	struct db_stmt *s;
	bool named = true;

	(void)value;
	if (f->err == OK)
		f->err = named_elsewhere(f->v, digest, &named);
	if (f->err != OK || named)
		return;
	s = db_ask(f->v->db, "DELETE FROM blob WHERE digest = ?");
	db_bind_text(s, digest);
	f->err = db_run(s);
}

enum err
files_forget(struct visit *v, const struct map *digests)
{
	struct forgetting f = { v, OK };

	map_each(digests, forget_one, &f);
	return f.err;
}
