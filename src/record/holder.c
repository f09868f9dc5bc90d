/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which records hold a file, by its digest: who may see it, and whether it can
 * be forgotten when a record is erased.  A blob goes when no other record and
 * no entry of history names it; looking is slow then (history is read
 * through), and erasing is rare.
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

/* ---- where a file may stand ---- */

/* A FILE field: in its entity's own table, or in the rows of one. */
struct place {
	const struct entity *of;
	const struct field *rows;      /* NULL: its own table */
	const struct field *field;
};

#define HOLDERS_MOST 20  /* records of one place that are looked at */

/* The records that hold the file in one place. */
static enum err
holders(struct visit *v, struct place p, const char *digest,
	struct id ids[HOLDERS_MOST], size_t *n)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT \"%s\" FROM \"%s%s%s\" WHERE \"%s_digest\" = ?",
		p.rows ? "owner" : "id", p.of->name, p.rows ? "_" : "",
		p.rows ? p.rows->name : "", p.field->name));
	bool row = true;

	db_bind_text(s, digest);
	for (*n = 0; *n < HOLDERS_MOST;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		ids[(*n)++] = db_id(s, 0);
	}
	db_done(s);
	return OK;
}

/* Asks each place until one says so. */
static enum err
places_ask(struct visit *v, const char *digest, bool *so,
	enum err (*ask)(struct visit *v, struct place p, const char *digest,
	bool *so))
{
	*so = false;
	for (size_t i = 0; i < v->catalogue->count && !*so; i++) {
		const struct entity *of = v->catalogue->entities[i];

		for (const struct field *f = of->fields; f->name != NULL; f++) {
			if (f->kind == FIELD_FILE && !*so)
				TRY(ask(v, (struct place){ of, NULL, f },
					digest, so));
			if (f->kind != FIELD_ROWS)
				continue;
			for (const struct field *g = f->rows; g->name != NULL
			    && !*so; g++)
				if (g->kind == FIELD_FILE)
					TRY(ask(v, (struct place){ of, f, g },
						digest, so));
		}
	}
	return OK;
}

/* ---- who may see it ---- */

static enum err
place_shows(struct visit *v, struct place p, const char *digest, bool *so)
{
	struct map *within = map_new(v->arena);
	struct id ids[HOLDERS_MOST];
	size_t n;

	if (!field_readable(v, p.of, p.rows ? p.rows : p.field) ||
	    !field_readable(v, p.of, p.field))
		return OK;
	TRY(holders(v, p, digest, ids, &n));
	for (size_t i = 0; i < n && !*so; i++) {
		struct record *r;
		enum err err = record_get(v, p.of, ids[i], &r);

		if (err != OK && err != ERR_MISSING)
			return err;
		if (err == OK)
			gather(json_object_get(r->fields, p.rows ?
				p.rows->name : p.field->name), within);
		*so = map_get(within, digest) != NULL;
	}
	problems_forget(v);
	return OK;
}

enum err
record_shows(struct visit *v, const char *digest, bool *shown)
{
	return places_ask(v, digest, shown, place_shows);
}

/* ---- forgetting ---- */

static enum err
place_holds(struct visit *v, struct place p, const char *digest, bool *so)
{
	struct id ids[HOLDERS_MOST];
	size_t n;

	TRY(holders(v, p, digest, ids, &n));
	*so = n > 0;
	return OK;
}

static enum err
named_elsewhere(struct visit *v, const char *digest, bool *so)
{
	struct db_stmt *s;

	TRY(places_ask(v, digest, so, place_holds));
	if (*so)
		return OK;
	s = db_ask(v->db, "SELECT 1 FROM history WHERE content LIKE ? LIMIT 1");
	db_bind_text(s, arena_printf(v->arena, "%%%s%%", digest));
	TRY(db_step(s, so));
	db_done(s);
	return OK;
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
