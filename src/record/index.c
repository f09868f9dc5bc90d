/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The search entry of a record, written in the transaction that writes it.
 * Three parts: its title's fields; what everybody may read; what only staff
 * may.  A record that is hidden or erased has none; one that is not open has
 * all its words in the staff's part, so that the public cannot find it; but
 * where partners may see it, those that they may read are parted as if it
 * were open, and the entry says that it is not.  derive/search.c asks.
 */
#include <string.h>

#include "inside.h"

#define INDEX_MOST (1 << 20)  /* bytes of tokens of one part */

struct parts {
	struct buf title, open, staff;   /* text as it was written */
};

/* The roles beyond staff's that a record is for: everybody, partners, or
 * nobody. */
static unsigned
reaches(const struct record *r)
{
	if (record_open(r) && (r->of->read & ROLE_ANYONE))
		return ROLE_ANYONE;
	if (r->of->shared.tie != NULL && (r->of->shared.flag == NULL ||
	    record_flag(r, r->of->shared.flag)))
		return ROLE_ANYONE | ROLE_PARTNER;
	return 0;
}

/* The part that a field's words belong in. */
static struct buf *
part_of(struct parts *p, const struct record *r, const struct field *f,
	unsigned reach)
{
	unsigned read = f->read != 0 ? f->read : r->of->read;

	if (!(read & reach))
		return &p->staff;
	return field_among(r->of->title, f) ? &p->title : &p->open;
}

/* A row's field that may not be read so far is staff's, wherever the row's
 * other words belong. */
static void
say_field(struct visit *v, struct parts *p, const struct field *f,
	json_t *value, unsigned reach, struct buf *out)
{
	size_t i;
	json_t *row;

	if (value == NULL)
		return;
	if (f->kind != FIELD_ROWS) {
		if (!(f->flags & SEARCHED))
			return;
		field_types[f->kind].say(v, f, value, out);
		buf_char(out, '\n');
		return;
	}
	json_array_foreach(value, i, row)
		for (const struct field *g = f->rows; g->name != NULL; g++)
			say_field(v, p, g, json_object_get(row, g->name),
				reach, g->read != 0 && !(g->read & reach) ?
				&p->staff : out);
}

static const char *
tokens(struct visit *v, const struct buf *text)
{
	struct buf out = buf_in(v->arena, INDEX_MOST);

	if (text->n == 0 || text_blank(text->at))
		return NULL;
	text_tokens(v->arena, text->at, &out);
	return out.at;
}

/* The entry's number: its old one, or the history's newest. */
static enum err
entry_number(struct visit *v, const struct record *r, bool fresh,
	int64_t *number, bool *there)
{
	struct db_stmt *s;

	*number = v->chain.number;
	*there = false;
	if (fresh)
		return OK;
	s = db_ask(v->db, "SELECT number FROM search_entry WHERE record = ?");
	db_bind_id(s, r->id);
	TRY(db_step(s, there));
	if (*there)
		*number = db_int(s, 0);
	db_done(s);
	return OK;
}

static enum err
entry_remove(struct visit *v, int64_t number)
{
	struct db_stmt *s = db_ask(v->db,
		"DELETE FROM search_entry WHERE number = ?");

	db_bind_int(s, number);
	TRY(db_run(s));
	return db_search_remove(v->db, number);
}

static enum err
entry_write(struct visit *v, const struct record *r, int64_t number,
	bool there)
{
	struct db_stmt *s = db_ask(v->db, there ?
		"UPDATE search_entry SET open = ? WHERE number = ?" :
		"INSERT INTO search_entry (open, number, entity, record)"
		" VALUES (?, ?, ?, ?)");

	db_bind_int(s, record_open(r));
	db_bind_int(s, number);
	if (!there) {
		db_bind_text(s, r->of->name);
		db_bind_id(s, r->id);
	}
	return db_run(s);
}

enum err
index_put(struct visit *v, const struct record *r, bool fresh)
{
	struct parts p = { buf_in(v->arena, INDEX_MOST),
		buf_in(v->arena, INDEX_MOST), buf_in(v->arena, INDEX_MOST) };
	unsigned reach = reaches(r);
	int64_t number;
	bool there;

	TRY(entry_number(v, r, fresh, &number, &there));
	if (r->standing != RECORD_THERE && there)
		TRY(entry_remove(v, number));
	if (r->standing == RECORD_ERASED)
		return v->purge_held ? OK : db_search_purge(v->db);
	if (r->standing != RECORD_THERE)
		return OK;
	for (const struct field *f = r->of->fields; f->name != NULL; f++)
		say_field(v, &p, f, json_object_get(r->fields, f->name),
			reach, part_of(&p, r, f, reach));
	if (!there && text_blank(p.title.at) && text_blank(p.open.at) &&
	    text_blank(p.staff.at))
		return OK;
	TRY(entry_write(v, r, number, there));
	return (there ? db_search_put : db_search_add)(v->db, number,
		tokens(v, &p.title), tokens(v, &p.open),
		tokens(v, &p.staff));
}

enum err
record_index(struct visit *v, const struct record *r)
{
	struct db_stmt *s = db_ask(v->db, "SELECT number FROM history"
		" WHERE record = ? ORDER BY number DESC LIMIT 1");
	bool row;

	/* A record that never had an entry takes its newest act's number. */
	v->chain.known = false;
	db_bind_id(s, r->id);
	TRY(db_step(s, &row));
	v->chain.number = row ? db_int(s, 0) : 0;
	db_done(s);
	TRY(index_put(v, r, false));
	return OK;
}
