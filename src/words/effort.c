/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of effort.  One row for a sentence of a record's field in one
 * language: a new suggestion begins it anew, further work adds to it, a
 * signature ends it.
 */
#include <string.h>

#include "effort.h"

#define COMPARED_MOST 2000   /* characters on either side */
#define LINES_MOST 400

/* ---- distance ---- */

/* The characters of a text as numbers: the bytes of each, which is enough to
 * tell them apart. */
static size_t
characters(struct arena *a, const char *text, uint32_t **out)
{
	size_t n = 0, room = strlen(text) + 1;

	*out = arena_alloc(a, room * sizeof **out);
	for (const unsigned char *c = (const unsigned char *)text; *c != '\0';
	    c++)
		if ((*c & 0xc0) == 0x80 && n > 0)
			(*out)[n - 1] = (*out)[n - 1] << 8 | *c;
		else
			(*out)[n++] = *c;
	return n;
}

int64_t
effort_length(const char *text)
{
	int64_t n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xc0) != 0x80;
	return n;
}

static int64_t
least(int64_t x, int64_t y, int64_t z)
{
	int64_t m = x < y ? x : y;

	return m < z ? m : z;
}

/* One row of the table of distances at a time. */
static int64_t
distance(struct arena *a, const uint32_t *x, size_t n, const uint32_t *y,
	size_t m)
{
	int64_t *row = arena_alloc(a, (m + 1) * sizeof *row), corner, above;

	for (size_t k = 0; k <= m; k++)
		row[k] = (int64_t)k;
	for (size_t i = 1; i <= n; i++) {
		corner = row[0];
		row[0] = (int64_t)i;
		for (size_t k = 1; k <= m; k++) {
			above = row[k];
			row[k] = least(above + 1, row[k - 1] + 1,
				corner + (x[i - 1] != y[k - 1]));
			corner = above;
		}
	}
	return row[m];
}

int64_t
effort_changed(const char *before, const char *after)
{
	struct arena *scratch;
	uint32_t *x, *y;
	size_t n, m;
	int64_t out;

	if (strcmp(before, after) == 0)
		return 0;
	scratch = arena_new();
	n = characters(scratch, before, &x);
	m = characters(scratch, after, &y);
	for (; n > 0 && m > 0 && *x == *y; n--, m--, x++, y++)
		;
	while (n > 0 && m > 0 && x[n - 1] == y[m - 1])
		n--, m--;
	out = n > COMPARED_MOST || m > COMPARED_MOST ?
		(int64_t)(n > m ? n : m) : distance(scratch, x, n, y, m);
	arena_free(scratch);
	return out;
}

/* ---- the row ---- */

/* A new suggestion, or the first work on a sentence that had none. */
static enum err
begin(struct visit *v, const struct record *of, const struct effort *e)
{
	struct id office = v->office;
	struct db_stmt *s = db_ask(v->db, "DELETE FROM effort WHERE record = ?"
		" AND field = ? AND to_lang = ? AND digest = ?");

	if (id_none(office) && of->of->owned != NULL)
		office = record_ref(of, of->of->owned);
	db_bind_id(s, of->id);
	db_bind_text(s, e->field);
	db_bind_text(s, e->to);
	db_bind_text(s, e->of);
	TRY(db_run(s));
	s = db_ask(v->db, "INSERT INTO effort (record, field, to_lang, digest,"
		" from_lang, entity, engine, offered, changed, seconds, done,"
		" office, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	db_bind_id(s, of->id);
	db_bind_text(s, e->field);
	db_bind_text(s, e->to);
	db_bind_text(s, e->of);
	db_bind_text(s, e->from);
	db_bind_text(s, of->of->name);
	db_bind_text(s, e->engine != NULL ? e->engine : "person");
	db_bind_int(s, e->offered);
	db_bind_int(s, e->changed);
	db_bind_int(s, e->seconds);
	db_bind_int(s, e->done);
	db_bind_id(s, office);
	db_bind_int(s, v->now);
	return db_run(s);
}

enum err
effort_note(struct visit *v, const struct record *of, const struct effort *e)
{
	struct db_stmt *s;

	if (e->engine != NULL)
		return begin(v, of, e);
	s = db_ask(v->db, "UPDATE effort SET changed = changed + ?,"
		" seconds = seconds + ?, done = CASE WHEN ? = 1 THEN 1"
		" ELSE done END, at = ? WHERE record = ? AND field = ?"
		" AND to_lang = ? AND digest = ?");
	db_bind_int(s, e->changed);
	db_bind_int(s, e->seconds);
	db_bind_int(s, e->done);
	db_bind_int(s, v->now);
	db_bind_id(s, of->id);
	db_bind_text(s, e->field);
	db_bind_text(s, e->to);
	db_bind_text(s, e->of);
	TRY(db_run(s));
	return db_touched(v->db) > 0 ? OK : begin(v, of, e);
}

/* ---- sums ---- */

#define SUMS "SELECT engine, from_lang, to_lang, COUNT(*)," \
	" SUM(CASE WHEN changed = 0 THEN 1 ELSE 0 END), SUM(offered)," \
	" SUM(CASE WHEN engine = 'person' THEN 0 ELSE changed END)," \
	" SUM(CASE WHEN seconds > 0 THEN 1 ELSE 0 END), SUM(seconds)" \
	" FROM effort WHERE at >= ? AND done = 1"
#define GROUPS " GROUP BY engine, from_lang, to_lang" \
	" ORDER BY from_lang, to_lang, engine LIMIT 400"

static double
share(const struct effort_line *e)
{
	return e->offered == 0 ? 2 : (double)e->changed / (double)e->offered;
}

/* By pair, the least corrected first: few lines, so one by one. */
static void
sort(struct effort_line *at, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct effort_line one = at[i];
		size_t k = i;

		for (; k > 0 && strcmp(at[k - 1].from, one.from) == 0 &&
		    strcmp(at[k - 1].to, one.to) == 0 &&
		    share(&at[k - 1]) > share(&one); k--)
			at[k] = at[k - 1];
		at[k] = one;
	}
}

enum err
effort_tally(struct visit *v, int64_t since, struct effort_line **out,
	size_t *n)
{
	bool all = id_none(v->office), row;
	struct db_stmt *s = db_ask(v->db, all ? SUMS GROUPS :
		SUMS " AND office = ?" GROUPS);

	*out = arena_alloc(v->arena, LINES_MOST * sizeof **out);
	*n = 0;
	db_bind_int(s, since);
	if (!all)
		db_bind_id(s, v->office);
	for (;;) {
		struct effort_line *e = &(*out)[*n];

		TRY(db_step(s, &row));
		if (!row)
			break;
		e->engine = arena_text(v->arena, db_text(s, 0));
		e->from = arena_text(v->arena, db_text(s, 1));
		e->to = arena_text(v->arena, db_text(s, 2));
		e->sentences = db_int(s, 3);
		e->unchanged = db_int(s, 4);
		e->offered = db_int(s, 5);
		e->changed = db_int(s, 6);
		e->timed = db_int(s, 7);
		e->seconds = db_int(s, 8);
		if (++*n == LINES_MOST) {
			db_done(s);
			break;
		}
	}
	sort(*out, *n);
	return OK;
}
