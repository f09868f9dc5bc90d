/* SPDX-License-Identifier: Apache-2.0 */
/* Saved views; see saved.h.  Their table is in deed.c. */
#include <string.h>

#include "inside.h"
#include "saved.h"

#define NAME_MOST 60       /* characters */
#define QUERY_BYTES 4000

static enum err
saved_count(struct visit *v, const struct entity *of, int64_t *n)
{
	struct db_stmt *s = db_ask(v->db, "SELECT count(*) FROM saved_view"
		" WHERE kind = ? AND account = ?");
	bool row;

	db_bind_text(s, of->name);
	db_bind_id(s, v->account);
	TRY(db_step(s, &row));
	*n = row ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

static enum err
named_forget_of(struct visit *v, const struct entity *of, const char *name)
{
	struct db_stmt *s = db_ask(v->db, "DELETE FROM saved_view"
		" WHERE kind = ? AND account = ? AND name = ?");

	db_bind_text(s, of->name);
	db_bind_id(s, v->account);
	db_bind_text(s, name);
	return db_run(s);
}

/* "?f.tier=sister&sort=-since" of what a list understands. */
static enum err
query_of_asked(struct visit *v, const struct entity *of, json_t *asked,
	const char **out)
{
	json_t *kept = keep(v, json_object()), *value;
	struct list found;
	struct query *q;
	const char *name;

	json_object_foreach(asked, name, value)
		if (strncmp(name, "f.", 2) == 0 ||
		    strncmp(name, "from.", 5) == 0 ||
		    strncmp(name, "until.", 6) == 0 ||
		    strcmp(name, "sort") == 0 || strcmp(name, "hidden") == 0)
			json_object_set(kept, name, value);
	*out = filter_address(v, "", kept, "after", NULL);
	if (strlen(*out) > QUERY_BYTES)
		return fail(v, ERR_LARGE, "saved.long");
	/* What it names wrong, a query says when it is run. */
	TRY(filter_query(v, of, kept, &q));
	query_limit(q, 1);
	return query_run(q, &found);
}

enum err
saved_put(struct visit *v, const struct entity *of, const char *name,
	json_t *asked, bool shared)
{
	struct db_stmt *s;
	const char *query;
	int64_t n = 0;

	if (name == NULL || text_blank(name))
		return fail_field(v, "name", "error.required", NULL, NULL);
	if (text_length(name) > NAME_MOST)
		return fail_field(v, "name", "saved.name-long",
			arena_printf(v->arena, "%d", NAME_MOST), NULL);
	TRY(query_of_asked(v, of, asked, &query));
	TRY(named_forget_of(v, of, name));
	TRY(saved_count(v, of, &n));
	if (n >= SAVED_MOST)
		return fail_with(v, ERR_INPUT, "saved.many",
			arena_printf(v->arena, "%d", SAVED_MOST), NULL);
	s = db_ask(v->db, "INSERT INTO saved_view (id, account, office, who,"
		" kind, name, query, shared, made)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	db_bind_id(s, id_new());
	db_bind_id(s, v->account);
	db_bind_id(s, v->office);
	db_bind_text(s, v->who != NULL ? v->who : "");
	db_bind_text(s, of->name);
	db_bind_text(s, name);
	db_bind_text(s, query);
	db_bind_int(s, shared);
	db_bind_int(s, v->now);
	return db_run(s);
}

/* The view of the row that s stands on; NULL: of a kind out of reach. */
static json_t *
saved_view(struct visit *v, struct db_stmt *s)
{
	const struct entity *of = catalogue_entity(v->catalogue,
		db_text(s, 4));
	struct id office = db_id(s, 2);
	bool mine = id_same(db_id(s, 1), v->account), shared = db_int(s, 6);
	json_t *view;

	if (of == NULL || (of->read & v->roles) == 0 || (!mine &&
	    !id_none(v->office) && !id_same(office, v->office)))
		return NULL;
	view = json_object();
	view_text(view, "id", id_text(v->arena, db_id(s, 0)));
	view_text(view, "who", mine ? "" : db_text(s, 3));
	view_text(view, "kind", of->name);
	view_text(view, "kind_label", entity_labels(v, of));
	view_text(view, "name", db_text(s, 5));
	view_text(view, "query", db_text(s, 7));
	view_text(view, "href", arena_printf(v->arena, "/office/%s%s",
		of->plural, db_text(s, 7)));
	view_flag(view, "mine", mine);
	view_flag(view, "shared", shared);
	view_flag(view, "can_delete", mine || (v->roles & ROLE_ADMIN));
	return view;
}

enum err
saved_list(struct visit *v, const struct entity *of, json_t **out)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT id, account, office, who, kind, name, shared, query"
		" FROM saved_view WHERE (account = ? OR shared = 1)%s"
		" ORDER BY kind, name, id LIMIT 400",
		of != NULL ? " AND kind = ?" : ""));
	json_t *list = keep(v, json_array()), *one;
	bool row;

	*out = NULL;
	db_bind_id(s, v->account);
	if (of != NULL)
		db_bind_text(s, of->name);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			break;
		one = saved_view(v, s);
		if (one != NULL)
			json_array_append_new(list, one);
	}
	*out = json_incref(list);
	return OK;
}

enum err
saved_delete(struct visit *v, struct id id, const struct entity **of)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT kind, account, shared, office FROM saved_view"
		" WHERE id = ?");
	bool row, may = false;

	db_bind_id(s, id);
	TRY(db_step(s, &row));
	if (row) {
		may = id_same(db_id(s, 1), v->account) ||
			(db_int(s, 2) != 0 && (v->roles & ROLE_ADMIN) &&
			(id_none(v->office) || id_same(v->office,
				db_id(s, 3))));
		*of = catalogue_entity(v->catalogue, db_text(s, 0));
	}
	db_done(s);
	if (!may || *of == NULL)
		return fail(v, ERR_MISSING, "error.not-found");
	s = db_ask(v->db, "DELETE FROM saved_view WHERE id = ?");
	db_bind_id(s, id);
	return db_run(s);
}
