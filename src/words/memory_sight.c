/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may be shown what the memory holds.  What was signed in a record is for
 * others only while the public could read it there: that is asked of the
 * record, as the public, whenever somebody looks.  So nothing need be told to
 * the memory when an embargo ends or a record is recalled, hidden or erased,
 * and nothing is forgotten to be told.
 */
#include <string.h>

#include "remembering.h"

struct sight
sight_new(struct visit *v)
{
	return (struct sight){ .v = v, .known = map_new(v->arena) };
}

/* The field itself, or that of a row: "subheads.0.line"; NULL: no such one. */
static const struct field *
field_at(const struct entity *of, const char *path, const struct field **top)
{
	char name[64];
	size_t n = strcspn(path, ".");
	const char *last = strrchr(path, '.');

	if (n >= sizeof name)
		return NULL;
	memcpy(name, path, n);
	name[n] = '\0';
	*top = field_named(of->fields, name);
	if (*top == NULL || last == NULL || (*top)->kind != FIELD_ROWS)
		return *top;
	return field_named((*top)->rows, last + 1);
}

static bool
field_secret(const struct field *f)
{
	return (f->flags & PERSONAL) != 0 || f->kind == FIELD_SECRET;
}

bool
field_kept(const struct entity *of, const char *field)
{
	const struct field *top = NULL, *f = field_at(of, field, &top);

	return f != NULL && !field_secret(f) && !field_secret(top);
}

/* ---- as the public ---- */

static void
public_visit(struct visit *as, const struct visit *v)
{
	*as = *v;
	as->roles = ROLE_ANYONE;
	as->account = as->office = (struct id){ 0 };
	as->tie_count = 0;
	as->titles = as->there = NULL;
	as->trusted = false;
	/* What goes wrong is nothing to the visit that looks. */
	problems_forget(as);
}

static enum err
open_ask(struct visit *v, const char *entity, struct id record,
	const char *field, bool *open)
{
	const struct entity *of = catalogue_entity(v->catalogue, entity);
	const struct field *top = NULL, *f;
	struct record *found;
	struct visit as;
	enum err err;

	*open = false;
	public_visit(&as, v);
	f = of != NULL ? field_at(of, field, &top) : NULL;
	if (f == NULL || !field_kept(of, field) ||
	    !field_readable(&as, of, top) ||
	    (f->read != 0 && !(f->read & ROLE_ANYONE)))
		return OK;
	err = record_part(&as, of, record, "", &found);
	if (err == ERR_MISSING || err == ERR_DENIED)
		return OK;
	TRY(err);
	/* What has no state of its own is public, but only while it is there. */
	*open = found->standing == RECORD_THERE && record_open(found);
	return OK;
}

enum err
sight_open(struct sight *s, const char *entity, struct id record,
	const char *field, bool *open)
{
	const char *key = arena_printf(s->v->arena, "%s %.*s %s",
		id_text(s->v->arena, record), (int)strcspn(field, "."), field,
		strrchr(field, '.') != NULL ? strrchr(field, '.') : "");
	const char *known = map_get(s->known, key);

	if (known == NULL) {
		TRY(open_ask(s->v, entity, record, field, open));
		map_put(s->known, key, arena_text(s->v->arena,
			*open ? "open" : "held"));
		return OK;
	}
	*open = strcmp(known, "open") == 0;
	return OK;
}

enum err
office_of(struct visit *v, const struct record *of, struct id *out)
{
	const char *owned = of != NULL ? of->of->owned : NULL;
	struct id owner = { 0 };

	if (owned != NULL)
		owner = strcmp(owned, "id") == 0 ? of->id :
			record_ref(of, owned);
	if (!id_none(v->office) && !id_none(owner) &&
	    !id_same(owner, v->office))
		return fail(v, ERR_DENIED, "error.denied");
	*out = id_none(owner) ? v->office : owner;
	return OK;
}

/* ---- places ---- */

static enum err
places_ask(struct visit *v, const int64_t *units, size_t n,
	struct place **out, size_t *found)
{
	struct db_stmt *s = db_ask(v->db, "SELECT unit, entity, record, field,"
		" who, before, after, at FROM memory_place WHERE unit IN ("
		SIXTY_FOUR ") ORDER BY unit, at DESC");
	size_t room = 0;
	bool row;

	*out = NULL;
	*found = 0;
	bind_sixty_four(s, units, n);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (*found == room) {
			struct place *more = arena_alloc(v->arena,
				(room * 2 + 32) * sizeof *more);

			if (room > 0)
				memcpy(more, *out, room * sizeof *more);
			*out = more;
			room = room * 2 + 32;
		}
		(*out)[(*found)++] = (struct place){
			.unit = db_int(s, 0),
			.entity = arena_text(v->arena, db_text(s, 1)),
			.record = db_id(s, 2),
			.field = arena_text(v->arena, db_text(s, 3)),
			.who = arena_text(v->arena, db_text(s, 4)),
			.before = db_int(s, 5), .after = db_int(s, 6),
			.at = db_int(s, 7),
		};
	}
}

enum err
places_read(struct sight *s, const int64_t *units, size_t n, struct id own,
	struct place **out, size_t *found)
{
	struct place *all;
	size_t count;

	*found = 0;
	*out = NULL;
	if (n == 0)
		return OK;
	TRY(places_ask(s->v, units, n, &all, &count));
	for (size_t i = 0; i < count; i++) {
		TRY(sight_open(s, all[i].entity, all[i].record, all[i].field,
			&all[i].open));
		if (all[i].open || (!id_none(own) &&
		    id_same(own, all[i].record)))
			all[(*found)++] = all[i];
	}
	*out = all;
	return OK;
}
