/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was sent to services: characters and asks, a month, a service and an
 * office.  They are put on the account before they leave, in an act of its
 * own, so that however many ask at once a cap holds; what was not sent after
 * all is taken off again.  A server that dies in between has counted too many
 * rather than too few.
 */
#include "inside.h"

static const char *
month_now(struct visit *v)
{
	return arena_copy(v->arena, moment_day(v->arena, v->now, v->zone), 7);
}

enum err
translate_spent(struct visit *v, struct id service, int64_t *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT spent FROM machine_use"
		" WHERE service = ? AND month = ?");
	bool row;

	db_bind_id(s, service);
	db_bind_text(s, month_now(v));
	for (*out = 0;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		*out += db_int(s, 0);
	}
}

#define MONTHS 13

enum err
translate_months(struct visit *v, struct id service,
	struct translate_month **out, size_t *n)
{
	struct db_stmt *s = db_ask(v->db, "SELECT month, CAST(SUM(spent) AS BIGINT),"
		" CAST(SUM(calls) AS BIGINT) FROM machine_use WHERE service = ?"
		" GROUP BY month ORDER BY month DESC LIMIT 13");
	bool row;

	db_bind_id(s, service);
	*out = arena_alloc(v->arena, (MONTHS + 1) * sizeof **out);
	for (*n = 0;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		(*out)[(*n)++] = (struct translate_month){
			arena_text(v->arena, db_text(s, 0)), db_int(s, 1),
			db_int(s, 2) };
	}
}

struct taking_up {
	const struct machine *machine;
	int64_t n;
	bool fits;
};

/* The row of this month and office is there. */
static enum err
row_there(struct visit *v, const struct machine *m, const char *office)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO machine_use (service,"
		" month, office, spent, calls) VALUES (?, ?, ?, 0, 0)"
		" ON CONFLICT (service, month, office) DO NOTHING");

	db_bind_id(s, m->id);
	db_bind_text(s, month_now(v));
	db_bind_text(s, office);
	return db_run(s);
}

static enum err
add(struct visit *v, const struct machine *m, int64_t n, int calls)
{
	const char *office = id_none(v->office) ? "" :
		id_text(v->arena, v->office);
	struct db_stmt *s;

	TRY(row_there(v, m, office));
	s = db_ask(v->db, "UPDATE machine_use SET spent = spent + ?,"
		" calls = calls + ? WHERE service = ? AND month = ?"
		" AND office = ?");
	db_bind_int(s, n);
	db_bind_int(s, calls);
	db_bind_id(s, m->id);
	db_bind_text(s, month_now(v));
	db_bind_text(s, office);
	return db_run(s);
}

static enum err
take(struct visit *v, void *arg)
{
	struct taking_up *t = arg;
	int64_t spent;

	TRY(translate_spent(v, t->machine->id, &spent));
	t->fits = t->machine->cap == 0 || spent + t->n <= t->machine->cap;
	return t->fits ? add(v, t->machine, t->n, 1) : OK;
}

enum err
spent_take(struct visit *v, const struct machine *m, int64_t n, bool *fits)
{
	struct taking_up t = { m, n, false };

	TRY(visit_write(v, take, &t));
	*fits = t.fits;
	return OK;
}

static enum err
give(struct visit *v, void *arg)
{
	const struct taking_up *t = arg;

	return add(v, t->machine, -t->n, 0);
}

enum err
spent_give(struct visit *v, const struct machine *m, int64_t n)
{
	struct taking_up t = { m, n, true };

	return n == 0 ? OK : visit_write(v, give, &t);
}

/* ---- glossaries that a service keeps of ours ---- */

enum err
glossary_kept(struct visit *v, const struct machine *m, const char *pair,
	const char **digest, const char **name)
{
	struct db_stmt *s = db_ask(v->db, "SELECT digest, name"
		" FROM machine_glossary WHERE service = ? AND langs = ?");
	bool row;

	*digest = *name = NULL;
	db_bind_id(s, m->id);
	db_bind_text(s, pair);
	TRY(db_step(s, &row));
	if (row) {
		*digest = arena_text(v->arena, db_text(s, 0));
		*name = arena_text(v->arena, db_text(s, 1));
	}
	db_done(s);
	return OK;
}

struct keeping {
	const struct machine *machine;
	const char *pair, *digest, *name;
};

static enum err
keep_it(struct visit *v, void *arg)
{
	const struct keeping *k = arg;
	struct db_stmt *s = db_ask(v->db, "DELETE FROM machine_glossary"
		" WHERE service = ? AND langs = ?");

	db_bind_id(s, k->machine->id);
	db_bind_text(s, k->pair);
	TRY(db_run(s));
	s = db_ask(v->db, "INSERT INTO machine_glossary (service, langs,"
		" digest, name, made) VALUES (?, ?, ?, ?, ?)");
	db_bind_id(s, k->machine->id);
	db_bind_text(s, k->pair);
	db_bind_text(s, k->digest);
	db_bind_text(s, k->name);
	db_bind_int(s, v->now);
	return db_run(s);
}

enum err
glossary_keep(struct visit *v, const struct machine *m, const char *pair,
	const char *digest, const char *name)
{
	struct keeping k = { m, pair, digest, name };

	return visit_write(v, keep_it, &k);
}
