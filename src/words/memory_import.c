/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units that come in a file.  It is taken in block by block (memory_gram.c):
 * a turn of writing takes what fills the block, so that the lists of a block
 * are written once.  A pair that is there already is the newest file's, and its
 * date moves; what a person has signed stays signed besides.
 */
#include <string.h>

#include "remembering.h"

/* ---- taking in ---- */

struct taking_in {
	struct visit *v;
	memory_next next;
	void *arg;
	struct memory_import *out;
	struct id office;
	const char *name;
	struct arena *own;         /* the visit's */
	struct arena *arena;       /* of one turn */
	struct arena *scratch;     /* of one unit */
	struct space space;        /* of the unit before: mostly the same */
	const char *from, *to;
	bool over, begun;          /* no more units; this turn was begun before */
};

static enum err
file_note(struct visit *v, struct taking_in *t)
{
	struct db_stmt *s = db_ask(v->db, "SELECT COALESCE(MAX(number), 0)"
		" + 1 FROM memory_file");
	bool row;

	TRY(db_step(s, &row));
	t->out->number = db_int(s, 0);
	db_done(s);
	s = db_ask(v->db, "INSERT INTO memory_file (number, office, name, who,"
		" at) VALUES (?, ?, ?, ?, ?)");
	db_bind_int(s, t->out->number);
	db_bind_id(s, t->office);
	db_bind_text(s, t->name);
	db_bind_text(s, v->who != NULL ? v->who : "");
	db_bind_int(s, v->now);
	return db_run(s);
}

/* The space of a unit; notes a new one. */
static enum err
space_of(struct visit *v, struct taking_in *t, const struct memory_unit *u)
{
	if (t->from != NULL && strcmp(t->from, u->from) == 0 &&
	    strcmp(t->to, u->to) == 0)
		return OK;
	t->from = arena_text(t->arena, u->from);
	t->to = arena_text(t->arena, u->to);
	t->space = memory_space(t->arena, t->office, u->from, u->to);
	return space_note(v, &t->space);
}

static int64_t
key_of(struct taking_in *t, const char *text)
{
	return text == NULL || *text == '\0' ? 0 :
		memory_key(&t->space, memory_whole(t->scratch, text));
}

static enum err
unit_again(struct visit *v, struct taking_in *t, int64_t source,
	int64_t target, int64_t at)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE memory_unit SET import = ?,"
		" at = CASE WHEN at > ? THEN at ELSE ? END"
		" WHERE source_key = ? AND target_key = ?");

	db_bind_int(s, t->out->number);
	db_bind_int(s, at);
	db_bind_int(s, at);
	db_bind_int(s, source);
	db_bind_int(s, target);
	t->out->known++;
	return db_run(s);
}

/* *added: under this number; else it was there. */
static enum err
unit_put(struct visit *v, struct taking_in *t, const struct memory_unit *u,
	int64_t number, bool *added)
{
	int64_t source = key_of(t, u->source), target = key_of(t, u->target);
	int64_t at = u->at > 0 ? u->at : v->now;
	struct db_stmt *s = db_ask(v->db, "INSERT INTO memory_unit (number,"
		" space, source_key, target_key, source, target, who, at,"
		" import, before, after, used)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
		" ON CONFLICT (source_key, target_key) DO NOTHING");

	db_bind_int(s, number);
	db_bind_int(s, t->space.number);
	db_bind_int(s, source);
	db_bind_int(s, target);
	db_bind_text(s, memory_composed(t->scratch, u->source));
	db_bind_text(s, memory_composed(t->scratch, u->target));
	db_bind_text(s, u->who != NULL ? u->who : "");
	db_bind_int(s, at);
	db_bind_int(s, t->out->number);
	db_bind_int(s, key_of(t, u->before));
	db_bind_int(s, key_of(t, u->after));
	TRY(db_run(s));
	*added = db_touched(v->db) == 1;
	if (*added)
		return OK;
	return unit_again(v, t, source, target, at);
}

static enum err
unit_read(struct visit *v, struct taking_in *t, struct memory_unit *u)
{
	enum err err = OK;

	*u = (struct memory_unit){ 0 };
	/* What goes wrong there is told when the turn's arena is gone. */
	v->arena = t->own;
	t->over = !t->next(t->arg, u, &err);
	v->arena = t->arena;
	return err;
}

static enum err
turn_units(struct visit *v, struct taking_in *t, struct gathering *g,
	int64_t number, int64_t end)
{
	struct memory_unit u;
	bool added;

	while (number < end) {
		TRY(unit_read(v, t, &u));
		if (t->over)
			return OK;
		t->out->read++;
		if (!pair_fits(u.from, u.to, u.source, u.target)) {
			t->out->left++;
			continue;
		}
		arena_reset(t->scratch);
		TRY(space_of(v, t, &u));
		TRY(unit_put(v, t, &u, number, &added));
		if (!added)
			continue;
		gathering_add(g, &t->space, t->scratch, number,
			memory_composed(t->scratch, u.source));
		t->out->added++;
		number++;
	}
	return OK;
}

/* What was read is gone: a turn that the store would have run again cannot
 * be. */
static enum err
turn(struct visit *v, void *arg)
{
	struct taking_in *t = arg;
	struct gathering *g;
	int64_t number;
	enum err err;

	if (t->begun)
		return ERR_BROKEN;
	t->begun = true;
	if (t->out->number == 0)
		TRY(file_note(v, t));
	TRY(unit_next(v, &number));
	t->from = t->to = NULL;
	v->arena = t->arena;
	g = gathering_new(t->arena, number / BLOCK);
	err = turn_units(v, t, g, number, (number / BLOCK + 1) * BLOCK);
	if (err == OK)
		err = gathering_note(v, g, number == 1 || number % BLOCK == 0);
	v->arena = t->own;
	return err;
}

enum err
memory_import(struct visit *v, const char *name, memory_next next, void *arg,
	struct memory_import *out)
{
	struct taking_in t = { .v = v, .next = next, .arg = arg, .out = out,
		.office = v->office, .name = name, .own = v->arena };
	enum err err = OK;

	*out = (struct memory_import){ 0 };
	t.arena = arena_new();
	t.scratch = arena_new();
	while (err == OK && !t.over) {
		bool first = out->number == 0;

		t.begun = false;
		err = visit_write(v, turn, &t);
		if (err != OK && first)
			*out = (struct memory_import){ .read = out->read };
		arena_reset(t.arena);
	}
	arena_free(t.arena);
	arena_free(t.scratch);
	return err;
}
