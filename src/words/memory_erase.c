/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units that go: one that a person takes out, or all of a file.  Those of a
 * file are out of sight at once; their texts go block by block in a job
 * (memory_sweep), which also writes the lists of a block again.
 */
#include <string.h>

#include "remembering.h"

/* More of them in a block than these, and its lists are written again. */
enum { ONE_BY_ONE = 100 };

/* ---- one ---- */

enum err
memory_erase(struct visit *v, int64_t unit)
{
	struct db_stmt *s = db_ask(v->db, "SELECT space, import FROM"
		" memory_unit WHERE number = ?");
	struct sight sight = sight_new(v);
	struct place *places;
	struct space space;
	int64_t number = 0, import = 0;
	size_t n;
	bool row;

	db_bind_int(s, unit);
	TRY(db_step(s, &row));
	if (!row)
		return fail(v, ERR_MISSING, "memory.not-found");
	number = db_int(s, 0);
	import = db_int(s, 1);
	db_done(s);
	TRY(space_read(v, number, &space));
	TRY(places_read(&sight, &unit, 1, (struct id){ 0 }, &places, &n));
	if ((!id_none(v->office) && !id_same(v->office, space.office)) ||
	    (import == 0 && n == 0))
		return fail(v, ERR_MISSING, "memory.not-found");
	s = db_ask(v->db, "DELETE FROM memory_place WHERE unit = ?");
	db_bind_int(s, unit);
	TRY(db_run(s));
	s = db_ask(v->db, "UPDATE memory_unit SET import = 0 WHERE number = ?");
	db_bind_int(s, unit);
	TRY(db_run(s));
	return unit_drop(v, unit);
}

/* ---- all of a file ---- */

enum err
memory_erase_import(struct visit *v, int64_t import)
{
	struct db_stmt *s = db_ask(v->db, "SELECT office FROM memory_file"
		" WHERE number = ?");
	bool row, ours = false;

	db_bind_int(s, import);
	TRY(db_step(s, &row));
	if (row) {
		ours = id_none(v->office) || id_same(v->office, db_id(s, 0));
		db_done(s);
	}
	if (!ours)
		return fail(v, ERR_MISSING, "memory.not-found");
	s = db_ask(v->db, "DELETE FROM memory_file WHERE number = ?");
	db_bind_int(s, import);
	TRY(db_run(s));
	s = db_ask(v->db, "UPDATE memory_unit SET import = 0 WHERE import = ?");
	db_bind_int(s, import);
	TRY(db_run(s));
	return job_add(v, "memory.sweep", "memory", NULL, v->now);
}

enum err
memory_files(struct visit *v, struct memory_file **out, size_t *n)
{
	struct db_stmt *s = db_ask(v->db, "SELECT f.number, f.at, f.name,"
		" f.who, f.office FROM memory_file f ORDER BY f.number DESC"
		" LIMIT 200");
	bool row;

	*n = 0;
	*out = arena_alloc(v->arena, 200 * sizeof **out);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (!id_none(v->office) && !id_same(v->office, db_id(s, 4)))
			continue;
		(*out)[(*n)++] = (struct memory_file){
			.number = db_int(s, 0), .at = db_int(s, 1),
			.name = arena_text(v->arena, db_text(s, 2)),
			.who = arena_text(v->arena, db_text(s, 3)),
		};
	}
}

/* ---- blocks ---- */

struct sweeping {
	struct arena *arena;       /* of one turn */
	int64_t block;
	bool again;                /* its lists are to be written anew in any case */
};

#define OF_BLOCK " FROM memory_unit u WHERE u.number >= ? AND u.number < ?"
#define ORPHANS OF_BLOCK " AND u.import = 0 AND NOT EXISTS" \
	" (SELECT 1 FROM memory_place p WHERE p.unit = u.number)"

static struct db_stmt *
ask_block(struct visit *v, const char *sql, int64_t block)
{
	struct db_stmt *s = db_ask(v->db, sql);

	db_bind_int(s, block * BLOCK);
	db_bind_int(s, (block + 1) * BLOCK);
	return s;
}

static enum err
orphans_count(struct visit *v, int64_t block, int64_t *out)
{
	struct db_stmt *s = ask_block(v, "SELECT COUNT(*)" ORPHANS, block);
	bool row;

	TRY(db_step(s, &row));
	*out = row ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

static enum err
orphans_drop(struct visit *v, int64_t block, int64_t n)
{
	struct db_stmt *s = ask_block(v, "SELECT u.number" ORPHANS, block);
	int64_t *units = arena_alloc(v->arena, (size_t)n * sizeof *units);
	int64_t count = 0;
	bool row = true;

	while (count < n && row) {
		TRY(db_step(s, &row));
		if (row)
			units[count++] = db_int(s, 0);
	}
	db_done(s);
	for (int64_t i = 0; i < count; i++)
		TRY(unit_drop(v, units[i]));
	return OK;
}

static enum err
block_gather(struct visit *v, struct gathering *g, struct arena *scratch,
	int64_t block)
{
	struct db_stmt *s = ask_block(v, "SELECT u.number, u.source,"
		" s.office, s.source_lang, s.target_lang, s.number"
		" FROM memory_unit u JOIN memory_space s ON s.number = u.space"
		" WHERE u.number >= ? AND u.number < ? ORDER BY u.number",
		block);
	struct space space = { 0 };
	bool row;

	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (space.number != db_int(s, 5))
			space = memory_space(v->arena, db_id(s, 2),
				db_text(s, 3), db_text(s, 4));
		arena_reset(scratch);
		gathering_add(g, &space, scratch, db_int(s, 0),
			memory_composed(scratch, db_text(s, 1)));
	}
}

/* The lists of a block as its units say. */
static enum err
block_again(struct visit *v, int64_t block)
{
	struct gathering *g = gathering_new(v->arena, block);
	struct arena *scratch = arena_new();
	struct db_stmt *s;
	enum err err = block_gather(v, g, scratch, block);

	arena_free(scratch);
	TRY(err);
	s = db_ask(v->db, "DELETE FROM memory_gram WHERE block = ?");
	db_bind_int(s, block);
	TRY(db_run(s));
	return gathering_note(v, g, true);
}

static enum err
block_sweep(struct visit *v, struct sweeping *w)
{
	struct db_stmt *s;
	int64_t n;

	TRY(orphans_count(v, w->block, &n));
	if (n <= ONE_BY_ONE && !w->again)
		return orphans_drop(v, w->block, n);
	s = ask_block(v, "DELETE FROM memory_unit WHERE number >= ? AND"
		" number < ? AND import = 0 AND NOT EXISTS (SELECT 1 FROM"
		" memory_place p WHERE p.unit = memory_unit.number)",
		w->block);
	TRY(db_run(s));
	return block_again(v, w->block);
}

static enum err
block_turn(struct visit *v, void *arg)
{
	struct sweeping *w = arg;
	struct arena *own = v->arena;
	enum err err;

	arena_reset(w->arena);
	v->arena = w->arena;
	err = block_sweep(v, w);
	v->arena = own;
	return err;
}

static enum err
blocks_count(struct visit *v, int64_t *out)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT COALESCE(MAX(number), -1) FROM memory_unit");
	bool row;

	TRY(db_step(s, &row));
	*out = row ? (db_int(s, 0) + BLOCK) / BLOCK : 0;
	db_done(s);
	return OK;
}

static enum err
blocks_walk(struct visit *v, bool again)
{
	struct sweeping w = { .again = again };
	enum err err = OK;
	int64_t blocks, n = 0;

	TRY(blocks_count(v, &blocks));
	w.arena = arena_new();
	for (; err == OK && w.block < blocks; w.block++) {
		if (!again)
			err = orphans_count(v, w.block, &n);
		if (err == OK && (again || n > 0))
			err = visit_write(v, block_turn, &w);
	}
	arena_free(w.arena);
	return err;
}

/* ---- records that were erased ---- */

/* Of one kind, those in which something was signed. */
static enum err
erased_find(struct visit *v, const struct entity *of, struct id *out,
	size_t most, size_t *n)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT DISTINCT p.record FROM memory_place p"
		" WHERE p.entity = ? AND NOT EXISTS (SELECT 1 FROM \"%s\" r"
		" WHERE r.\"id\" = p.record AND r.\"standing\" <> %d)",
		of->name, RECORD_ERASED));
	bool row = true;

	*n = 0;
	db_bind_text(s, of->name);
	while (*n < most) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		out[(*n)++] = db_id(s, 0);
	}
	db_done(s);
	return OK;
}

static enum err
erased_forget(struct visit *v, void *arg)
{
	struct id found[500];
	size_t n;

	(void)arg;
	for (size_t i = 0; i < v->catalogue->count; i++) {
		TRY(erased_find(v, v->catalogue->entities[i], found,
			sizeof found / sizeof *found, &n));
		for (size_t k = 0; k < n; k++)
			TRY(memory_forget(v, found[k]));
	}
	return OK;
}

enum err
memory_sweep(struct visit *v)
{
	TRY(visit_write(v, erased_forget, NULL));
	return blocks_walk(v, false);
}

enum err
memory_again(struct visit *v)
{
	return blocks_walk(v, true);
}
