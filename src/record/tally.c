/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting in the store: what is asked for, and the rows that come back.  How
 * it is said in SQL is in tally_say.c.
 *
 * PostgreSQL groups by hashing.  SQLite would sort all records first, which
 * costs several times what reading them does; its rows are therefore added up
 * here (tally_fold.c), as it runs in this process anyway.
 *
 * A distinct joins one side more, which would count the rest twice; so it is
 * a statement of its own, whose groups are some of the first one's, in the
 * same order.
 */
#include <string.h>

#include "tallying.h"

/* ---- terms ---- */

/* What can be grouped by as it stands. */
static const bool groups[FIELD__MAX] = {
	[FIELD_CHOICE] = true,   [FIELD_FLAG] = true,  [FIELD_REF] = true,
	[FIELD_COUNTRY] = true,  [FIELD_LANGUAGE] = true,
	[FIELD_TEXT] = true,     [FIELD_SLUG] = true,  [FIELD_DATE] = true,
	[FIELD_INTEGER] = true,  [FIELD_REFS] = true,
};

static bool
part_fits(const struct field *f, const char *part)
{
	if (*part == '\0')
		return groups[f->kind];
	if (f->kind == FIELD_MONEY)
		return strcmp(part, "currency") == 0;
	return f->kind == FIELD_DATE &&
		(strcmp(part, "year") == 0 || strcmp(part, "month") == 0);
}

static void
key_take(struct tallying *t, const char *said)
{
	const char *slash = strchr(said, '/');
	const char *name = slash == NULL ? said : arena_copy(t->q->v->arena,
		said, (size_t)(slash - said));
	const struct field *f = query_askable(t->q, name);
	const char *part = slash != NULL ? slash + 1 : "";

	if (f == NULL)
		query_wrong(t->q, name, "error.unknown-field");
	else if (!part_fits(f, part) || t->keys == TALLY_KEYS)
		query_wrong(t->q, name, "error.cannot-filter");
	else
		t->by[t->keys++] = (struct tally_term){ .field = f, .part = part };
}

/* A field that may be summed up for this visitor. */
static const struct field *
readable(struct tallying *t, const struct field *fields, const char *name)
{
	const struct field *f = field_named(fields, name);

	if (f == NULL || (f->flags & PERSONAL) ||
	    !field_readable(t->q->v, t->q->plan->of, f)) {
		query_wrong(t->q, name, "error.unknown-field");
		return NULL;
	}
	query_reads(t->q, f);
	return f;
}

/* Is a money's currency among the keys? */
static bool
by_currency(const struct tallying *t, const struct field *f)
{
	for (size_t i = 0; i < t->keys; i++)
		if (t->by[i].field == f)
			return true;
	return false;
}

static bool
sum_fits(const struct tallying *t, const struct tally_term *is)
{
	enum field_kind kind = is->field->kind;

	switch (is->as) {
	case TERM_SUM:
		if (is->other != NULL)
			return kind == FIELD_INTEGER &&
				is->other->kind == FIELD_INTEGER;
		return kind == FIELD_INTEGER || kind == FIELD_DECIMAL ||
			(kind == FIELD_MONEY && by_currency(t, is->field));
	case TERM_MOST:
	case TERM_LEAST:
		return kind == FIELD_DATE || kind == FIELD_TEXT;
	case TERM_DISTINCT:
		return kind == FIELD_ROWS && is->other != NULL &&
			is->other->kind == FIELD_REF;
	}
	return false;
}

/* "a*b" or "a.b" into its two fields; the second of the first one's rows. */
static void
pair_take(struct tallying *t, struct tally_term *is, const char *said, char between)
{
	struct arena *a = t->q->v->arena;
	const char *at = strchr(said, between);
	const struct entity *of = t->q->plan->of;

	is->field = readable(t, of->fields, at == NULL ? said :
		arena_copy(a, said, (size_t)(at - said)));
	if (at != NULL && is->field != NULL && (between != '.' ||
	    is->field->kind == FIELD_ROWS))
		is->other = readable(t, between == '.' ? is->field->rows :
			of->fields, at + 1);
}

static void
sum_take(struct tallying *t, const char *said)
{
	static const struct {
		const char *word;
		enum term_as as;
	} words[] = { { "latest(", TERM_MOST }, { "first(", TERM_LEAST },
		{ "distinct(", TERM_DISTINCT } };
	struct tally_term is = { .as = TERM_SUM };
	const char *inner = said;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i].word), all = strlen(said);

		if (strncmp(said, words[i].word, n) != 0 ||
		    said[all - 1] != ')')
			continue;
		is.as = words[i].as;
		inner = arena_copy(t->q->v->arena, said + n, all - n - 1);
	}
	pair_take(t, &is, inner, is.as == TERM_DISTINCT ? '.' : '*');
	if (is.field == NULL)
		return;
	if (!sum_fits(t, &is) || t->sums == TALLY_SUMS)
		query_wrong(t->q, said, "error.cannot-filter");
	else
		t->of[t->sums++] = is;
}

static void
terms_each(struct tallying *t, const char *terms,
	void (*take)(struct tallying *t, const char *said))
{
	while (terms != NULL && *(terms += strspn(terms, " ")) != '\0') {
		size_t n = strcspn(terms, " ");

		take(t, arena_copy(t->q->v->arena, terms, n));
		terms += n;
	}
}

/* ---- asking ---- */

static struct db_stmt *
ask(const struct tallying *t, const struct tally_term *apart)
{
	struct db_stmt *s = db_say(t->q->v->db, tally_say(t, apart));

	query_bind_all(t->q, s);
	db_bind_int(s, TALLY_MOST + 1);
	return s;
}

const char *
tally_key(const struct tallying *t, const struct tally_term *is, struct db_stmt *s,
	int at)
{
	struct arena *a = t->q->v->arena;

	if (db_null(s, at))
		return NULL;
	if (is->field->kind == FIELD_REF || is->field->kind == FIELD_REFS)
		return id_text(a, db_id(s, at));
	if (is->field->kind == FIELD_FLAG)
		return db_int(s, at) != 0 ? "true" : "false";
	if (is->field->kind == FIELD_INTEGER)
		return arena_printf(a, "%lld", (long long)db_int(s, at));
	return arena_text(a, db_text(s, at));
}

static void
row_read(const struct tallying *t, struct db_stmt *s, struct tally_row *row)
{
	int at = 0;

	for (size_t i = 0; i < t->keys; i++, at++)
		row->key[i] = tally_key(t, &t->by[i], s, at);
	row->count = db_int(s, at++);
	for (size_t i = 0; i < t->sums; i++, at++)
		if (t->of[i].as == TERM_SUM)
			row->sum[i] = db_int(s, at);
		else if (t->of[i].as != TERM_DISTINCT && !db_null(s, at))
			row->text[i] = arena_text(t->q->v->arena,
				db_text(s, at));
}

enum err
tally_room(const struct tallying *t, struct tally *out, size_t *room)
{
	struct visit *v = t->q->v;
	struct tally_row *old = out->at;

	if (out->n == TALLY_MOST)
		return fail_field(v, "query", "error.too-many",
			arena_printf(v->arena, "%d", TALLY_MOST), NULL);
	if (out->n < *room)
		return OK;
	*room = *room > 0 ? 2 * *room : 16;
	out->at = arena_alloc(v->arena, *room * sizeof *out->at);
	if (old != NULL)
		memcpy(out->at, old, out->n * sizeof *old);
	return OK;
}

static enum err
rows_read(const struct tallying *t, struct tally *out)
{
	struct db_stmt *s = ask(t, NULL);
	size_t room = 0;
	enum err err;
	bool row;

	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		err = tally_room(t, out, &room);
		if (err != OK) {
			db_done(s);
			return err;
		}
		row_read(t, s, &out->at[out->n++]);
	}
}

static bool
keys_same(const struct tallying *t, const struct tally_row *a,
	const struct tally_row *b)
{
	for (size_t i = 0; i < t->keys; i++)
		if ((a->key[i] == NULL) != (b->key[i] == NULL) ||
		    (a->key[i] != NULL && strcmp(a->key[i], b->key[i]) != 0))
			return false;
	return true;
}

/* The counts of one distinct, to the rows that there are. */
static enum err
distinct_read(const struct tallying *t, size_t term, struct tally *out)
{
	struct db_stmt *s = ask(t, &t->of[term]);
	bool row;

	for (size_t at = 0;;) {
		struct tally_row read = {{ 0 }};

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		for (size_t i = 0; i < t->keys; i++)
			read.key[i] = tally_key(t, &t->by[i], s, (int)i);
		while (at < out->n && !keys_same(t, &out->at[at], &read))
			at++;
		if (at < out->n)
			out->at[at].sum[term] = db_int(s, (int)t->keys);
	}
}

/* Is there nothing to be counted but different records, all together? */
static bool
distinct_alone(const struct tallying *t)
{
	for (size_t i = 0; i < t->sums; i++)
		if (t->of[i].as != TERM_DISTINCT)
			return false;
	return t->keys == 0 && t->sums > 0;
}

static void
one_row(const struct tallying *t, struct tally *out)
{
	out->at = arena_alloc(t->q->v->arena, sizeof *out->at);
	out->n = 1;
}

static bool
here(const struct query *q)
{
	return db_engine(q->v->store) == DB_SQLITE;
}

/* Puts it into words, but for its keys: the same for all tallies of a query. */
static enum err
begin(struct tallying *t, struct query *copy, const char *by, const char *of)
{
	*t = (struct tallying){ .q = copy };
	terms_each(t, by, key_take);
	terms_each(t, of, sum_take);
	for (size_t i = 0; i < t->keys; i++)
		t->targets = t->targets || !field_columns(t->by[i].field);
	return copy->err;
}

static enum err
finish(const struct tallying *t, struct tally *out)
{
	for (size_t i = 0; i < t->sums; i++)
		if (t->of[i].as == TERM_DISTINCT)
			TRY(distinct_read(t, i, out));
	return OK;
}

enum err
query_tally(struct query *q, const char *by, const char *of,
	struct tally *out)
{
	struct query copy = query_copy(q);
	struct tallying t;

	*out = (struct tally){ 0 };
	TRY(begin(&t, &copy, by, of));
	sight_where(&copy);
	copy.scans = query_scans(&copy);
	if (t.keys > 0 && here(q))
		TRY(tally_fold(&t, 1, out));
	else if (!distinct_alone(&t))
		TRY(rows_read(&t, out));
	else
		one_row(&t, out);
	return finish(&t, out);
}

enum err
query_tallies(struct query *q, const char *const *by, size_t n,
	const char *of, struct tally *out)
{
	struct query copy = query_copy(q);
	struct tallying *t = arena_alloc(q->v->arena, n * sizeof *t);
	size_t targets = 0;

	for (size_t k = 0; k < n; k++) {
		TRY(begin(&t[k], &copy, by[k], of));
		t[k].nth = k;
		targets += t[k].targets;
		out[k] = (struct tally){ 0 };
	}
	for (size_t k = 0; k < n && (!here(q) || targets > 1); k++)
		TRY(query_tally(q, by[k], of, &out[k]));
	if (!here(q) || targets > 1)
		return OK;
	sight_where(&copy);
	copy.scans = query_scans(&copy);
	TRY(tally_fold(t, n, out));
	for (size_t k = 0; k < n; k++)
		TRY(finish(&t[k], &out[k]));
	return OK;
}
