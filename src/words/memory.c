/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The memory's tables, and what goes in and out of them sentence by sentence:
 *
 *	memory_space   number | office | source_lang | target_lang
 *	memory_unit    number | space | source_key, target_key | source, target
 *	               | who, at | import (0: none) | before, after | used
 *	memory_place   unit, record, field, before, after | entity | source_key
 *	               | who | at
 *	memory_file    number | office | name | who | at
 *	memory_gram    see memory_gram.c; built again after a restore
 *
 * Keys are of the texts without what nobody sees, scattered by the space, so
 * that one index serves to find a sentence and to tell a pair that is there.
 * `before` and `after` are such keys of its neighbours, 0 where there are none.
 */
#include <string.h>

#include "effort.h"
#include "remembering.h"

const char *const words_tables[] = {
	"CREATE TABLE IF NOT EXISTS memory_space ("
	" number {int} PRIMARY KEY, office {id},"
	" source_lang {text} NOT NULL, target_lang {text} NOT NULL);",

	"CREATE TABLE IF NOT EXISTS memory_unit ("
	" number {int} PRIMARY KEY, space {int} NOT NULL,"
	" source_key {int} NOT NULL, target_key {int} NOT NULL,"
	" source {text} NOT NULL, target {text} NOT NULL,"
	" who {text} NOT NULL, at {int} NOT NULL, import {int} NOT NULL,"
	" before {int} NOT NULL, after {int} NOT NULL, used {int} NOT NULL);"
	"CREATE UNIQUE INDEX IF NOT EXISTS memory_unit_keys"
	" ON memory_unit (source_key, target_key);",

	"CREATE TABLE IF NOT EXISTS memory_place ("
	" unit {int} NOT NULL, record {id} NOT NULL, field {text} NOT NULL,"
	" before {int} NOT NULL, after {int} NOT NULL,"
	" entity {text} NOT NULL, source_key {int} NOT NULL,"
	" who {text} NOT NULL, at {int} NOT NULL,"
	" PRIMARY KEY (unit, record, field, before, after));"
	"CREATE INDEX IF NOT EXISTS memory_place_record"
	" ON memory_place (record, source_key);",

	"CREATE TABLE IF NOT EXISTS memory_file ("
	" number {int} PRIMARY KEY, office {id}, name {text} NOT NULL,"
	" who {text} NOT NULL, at {int} NOT NULL);",

	"CREATE TABLE IF NOT EXISTS memory_gram ("
	" gram {int} NOT NULL, block {int} NOT NULL, units {blob} NOT NULL,"
	" PRIMARY KEY (gram, block)) {list};",

	EFFORT_TABLE,
	PRETRANSLATE_TABLE,

	NULL
};

bool
pair_fits(const char *from, const char *to, const char *source,
	const char *target)
{
	return from != NULL && to != NULL && source != NULL &&
		target != NULL && strcmp(from, to) != 0 &&
		strlen(from) < 36 && strlen(to) < 36 &&
		strlen(source) <= MEMORY_TEXT &&
		strlen(target) <= MEMORY_TEXT &&
		!text_blank(source) && !text_blank(target);
}

/* ---- spaces and numbers ---- */

enum err
space_note(struct visit *v, const struct space *s)
{
	struct db_stmt *q = db_ask(v->db, "INSERT INTO memory_space (number,"
		" office, source_lang, target_lang) VALUES (?, ?, ?, ?)"
		" ON CONFLICT (number) DO NOTHING");

	db_bind_int(q, s->number);
	db_bind_id(q, s->office);
	db_bind_text(q, s->from);
	db_bind_text(q, s->to);
	return db_run(q);
}

enum err
space_read(struct visit *v, int64_t number, struct space *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT office, source_lang,"
		" target_lang FROM memory_space WHERE number = ?");
	bool row;

	db_bind_int(s, number);
	TRY(db_step(s, &row));
	if (!row)
		return ERR_BROKEN;
	*out = memory_space(v->arena, db_id(s, 0), db_text(s, 1),
		db_text(s, 2));
	db_done(s);
	return OK;
}

static enum err
number_ask(struct visit *v, const char *sql, int64_t *out)
{
	struct db_stmt *s = db_ask(v->db, sql);
	bool row;

	TRY(db_step(s, &row));
	*out = row ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

enum err
unit_next(struct visit *v, int64_t *out)
{
	return number_ask(v, "SELECT COALESCE(MAX(number), 0) + 1"
		" FROM memory_unit", out);
}

enum err
unit_known(struct visit *v, int64_t source, int64_t target, int64_t *unit)
{
	struct db_stmt *s = db_ask(v->db, "SELECT number FROM memory_unit"
		" WHERE source_key = ? AND target_key = ?");
	bool row;

	db_bind_int(s, source);
	db_bind_int(s, target);
	TRY(db_step(s, &row));
	*unit = row ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

/* ---- units ---- */

static enum err
unit_insert(struct visit *v, int64_t number, const struct space *s,
	const struct memory_pair *p, const int64_t keys[2])
{
	struct db_stmt *q = db_ask(v->db, "INSERT INTO memory_unit (number,"
		" space, source_key, target_key, source, target, who, at,"
		" import, before, after, used)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)");

	db_bind_int(q, number);
	db_bind_int(q, s->number);
	db_bind_int(q, keys[0]);
	db_bind_int(q, keys[1]);
	db_bind_text(q, p->source);
	db_bind_text(q, p->target);
	db_bind_text(q, p->who);
	db_bind_int(q, v->now);
	TRY(db_run(q));
	return grams_note(v, s, number, p->source);
}

/* Its date moves; who signed it last has it. */
static enum err
unit_touch(struct visit *v, int64_t number, const char *who)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE memory_unit SET at = ?,"
		" who = ? WHERE number = ?");

	db_bind_int(s, v->now);
	db_bind_text(s, who);
	db_bind_int(s, number);
	return db_run(s);
}

enum err
unit_drop(struct visit *v, int64_t unit)
{
	struct db_stmt *s = db_ask(v->db, "SELECT space, source FROM"
		" memory_unit WHERE number = ? AND import = 0 AND NOT EXISTS"
		" (SELECT 1 FROM memory_place WHERE unit = memory_unit.number)");
	const char *source;
	struct space space;
	int64_t number;
	bool row;

	db_bind_int(s, unit);
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	number = db_int(s, 0);
	source = arena_text(v->arena, db_text(s, 1));
	db_done(s);
	TRY(space_read(v, number, &space));
	TRY(grams_strike(v, &space, unit, memory_composed(v->arena, source)));
	s = db_ask(v->db, "DELETE FROM memory_unit WHERE number = ?");
	db_bind_int(s, unit);
	return db_run(s);
}

/* ---- places ---- */

static enum err
units_list(struct visit *v, struct db_stmt *s, int64_t **out, size_t *n)
{
	size_t room = 0;
	bool row;

	*n = 0;
	*out = NULL;
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (*n == room) {
			int64_t *more = arena_alloc(v->arena,
				(room * 2 + 64) * sizeof *more);

			if (room > 0)
				memcpy(more, *out, room * sizeof *more);
			*out = more;
			room = room * 2 + 64;
		}
		(*out)[(*n)++] = db_int(s, 0);
	}
}

/* What was signed for this sentence at this very place before is not what it
 * is called now. */
static enum err
place_clear(struct visit *v, const struct place *p, int64_t source_key)
{
	struct db_stmt *s = db_ask(v->db, "SELECT unit FROM memory_place"
		" WHERE record = ? AND source_key = ? AND field = ?"
		" AND before = ? AND after = ? AND unit <> ?");
	int64_t *units;
	size_t n;

	db_bind_id(s, p->record);
	db_bind_int(s, source_key);
	db_bind_text(s, p->field);
	db_bind_int(s, p->before);
	db_bind_int(s, p->after);
	db_bind_int(s, p->unit);
	TRY(units_list(v, s, &units, &n));
	for (size_t i = 0; i < n; i++) {
		s = db_ask(v->db, "DELETE FROM memory_place WHERE unit = ?"
			" AND record = ? AND field = ? AND before = ?"
			" AND after = ?");
		db_bind_int(s, units[i]);
		db_bind_id(s, p->record);
		db_bind_text(s, p->field);
		db_bind_int(s, p->before);
		db_bind_int(s, p->after);
		TRY(db_run(s));
		TRY(unit_drop(v, units[i]));
	}
	return OK;
}

static enum err
place_put(struct visit *v, const struct place *p, int64_t source_key)
{
	struct db_stmt *s;

	TRY(place_clear(v, p, source_key));
	s = db_ask(v->db, "INSERT INTO memory_place (unit, record, field,"
		" before, after, entity, source_key, who, at)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
		" ON CONFLICT (unit, record, field, before, after) DO UPDATE"
		" SET who = excluded.who, at = excluded.at");
	db_bind_int(s, p->unit);
	db_bind_id(s, p->record);
	db_bind_text(s, p->field);
	db_bind_int(s, p->before);
	db_bind_int(s, p->after);
	db_bind_text(s, p->entity);
	db_bind_int(s, source_key);
	db_bind_text(s, p->who);
	db_bind_int(s, v->now);
	return db_run(s);
}

static int64_t
neighbour_key(struct visit *v, const struct space *s, const char *text)
{
	return text == NULL || *text == '\0' ? 0 :
		memory_key(s, memory_whole(v->arena, text));
}

/* ---- putting in ---- */

static enum err
pair_add(struct visit *v, const struct record *of, struct id office,
	const struct memory_pair *given)
{
	struct space s = memory_space(v->arena, office, given->from,
		given->to);
	struct memory_pair p = *given;
	struct place at = { .record = of->id, .field = p.field,
		.entity = of->of->name };
	int64_t keys[2];

	p.source = memory_composed(v->arena, p.source);
	p.target = memory_composed(v->arena, p.target);
	p.who = p.who != NULL ? p.who : v->who != NULL ? v->who : "";
	keys[0] = memory_key(&s, memory_whole(v->arena, p.source));
	keys[1] = memory_key(&s, memory_whole(v->arena, p.target));
	TRY(unit_known(v, keys[0], keys[1], &at.unit));
	if (at.unit != 0) {
		TRY(unit_touch(v, at.unit, p.who));
	} else {
		TRY(space_note(v, &s));
		TRY(unit_next(v, &at.unit));
		TRY(unit_insert(v, at.unit, &s, &p, keys));
	}
	at.before = neighbour_key(v, &s, p.before);
	at.after = neighbour_key(v, &s, p.after);
	at.who = p.who;
	return place_put(v, &at, keys[0]);
}

enum err
memory_add(struct visit *v, const struct record *of,
	const struct memory_pair *pairs, size_t n)
{
	struct id office;

	TRY(office_of(v, of, &office));
	for (size_t i = 0; i < n; i++)
		if (pair_fits(pairs[i].from, pairs[i].to, pairs[i].source,
		    pairs[i].target) && field_kept(of->of, pairs[i].field))
			TRY(pair_add(v, of, office, &pairs[i]));
	return OK;
}

enum err
memory_used(struct visit *v, int64_t unit)
{
	struct db_stmt *s = db_ask(v->db, "UPDATE memory_unit SET used = used"
		" + 1 WHERE number = ?");

	db_bind_int(s, unit);
	return db_run(s);
}

/* ---- letting go ---- */

enum err
memory_forget(struct visit *v, struct id record)
{
	struct db_stmt *s = db_ask(v->db, "SELECT DISTINCT unit FROM"
		" memory_place WHERE record = ?");
	int64_t *units;
	size_t n;

	db_bind_id(s, record);
	TRY(units_list(v, s, &units, &n));
	if (n == 0)
		return OK;
	s = db_ask(v->db, "DELETE FROM memory_place WHERE record = ?");
	db_bind_id(s, record);
	TRY(db_run(s));
	for (size_t i = 0; i < n; i++)
		TRY(unit_drop(v, units[i]));
	return OK;
}
