/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counting in the store.  The query's own conditions stand in an inner
 * SELECT, where its table has its own name; what is grouped and summed is
 * given a name there, and sides are joined outside:
 *
 *	SELECT r.k0, s1."target", COUNT(*), CAST(… SUM(r.o0) …)
 *	FROM (SELECT "id", "type" AS k0, "ours" AS o0 FROM "exchange"
 *	      WHERE 1 = 1 AND …) r
 *	LEFT JOIN "exchange_ties" s1 ON s1."owner" = r."id"
 *	GROUP BY 1, 2 ORDER BY 1 NULLS LAST, 2 NULLS LAST LIMIT ?
 *
 * A distinct joins one side more, which would count the rest twice; so it is
 * a statement of its own, whose groups are some of the first one's, in the
 * same order.
 */
#include <string.h>

#include "asking.h"
#include "tally.h"

enum term_as { TERM_SUM, TERM_MOST, TERM_LEAST, TERM_DISTINCT };

struct term {
	enum term_as as;
	const struct field *field;
	const struct field *other;   /* a factor, or the REF of the rows */
	const char *part;            /* "year"; "": none */
};

struct tallying {
	struct query *q;
	struct term by[TALLY_KEYS], of[TALLY_SUMS];
	size_t keys, sums;
};

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
		t->by[t->keys++] = (struct term){ .field = f, .part = part };
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
sum_fits(const struct tallying *t, const struct term *is)
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
pair_take(struct tallying *t, struct term *is, const char *said, char between)
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
	struct term is = { .as = TERM_SUM };
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

/* ---- in words ---- */

/* What a date begins with, or ends with where its beginning is open. */
static void
say_date(struct buf *sql, const char *name, const char *part)
{
	const char *known = "CASE WHEN SUBSTR(\"%s\", 1, 3) = '../'"
		" THEN SUBSTR(\"%s\", 4) ELSE \"%s\" END";
	bool month = strcmp(part, "month") == 0;

	if (month) {
		buf_text(sql, "CASE WHEN SUBSTR(");
		buf_printf(sql, known, name, name, name);
		buf_text(sql, ", 5, 1) = '-' THEN ");
	}
	buf_text(sql, "SUBSTR(");
	buf_printf(sql, known, name, name, name);
	buf_printf(sql, ", 1, %d)%s", month ? 7 : 4, month ? " END" : "");
}

static void
say_key(struct buf *sql, const struct term *is, size_t i)
{
	const char *name = is->field->name;

	if (!field_columns(is->field))
		return;
	buf_text(sql, ", ");
	if (is->field->kind == FIELD_DATE && *is->part != '\0')
		say_date(sql, name, is->part);
	else
		/* Or else an index would be walked for its order, and each
		 * record looked up from there: slower than all in a row. */
		buf_printf(sql, "COALESCE(\"%s%s%s\", NULL)", name,
			*is->part ? "_" : "", is->part);
	buf_printf(sql, " AS k%zu", i);
}

static void
say_inner(const struct tallying *t, struct buf *sql)
{
	const char *table = t->q->plan->of->name;

	buf_printf(sql, "(SELECT \"%s\".\"id\" AS \"id\"", table);
	for (size_t i = 0; i < t->keys; i++)
		say_key(sql, &t->by[i], i);
	for (size_t i = 0; i < t->sums; i++) {
		const struct term *is = &t->of[i];

		if (is->as == TERM_DISTINCT)
			continue;
		buf_printf(sql, ", \"%s\"", is->field->name);
		if (is->other != NULL)
			buf_printf(sql, " * \"%s\"", is->other->name);
		buf_printf(sql, " AS o%zu", i);
	}
	buf_printf(sql, " FROM \"%s\" WHERE 1 = 1%s) r", table,
		t->q->where.at);
}

static void
say_sums(const struct tallying *t, struct buf *sql)
{
	buf_text(sql, "COUNT(*)");
	for (size_t i = 0; i < t->sums; i++)
		switch (t->of[i].as) {
		case TERM_SUM:
			buf_printf(sql, ", CAST(COALESCE(SUM(r.o%zu), 0)"
				" AS BIGINT)", i);
			break;
		case TERM_MOST:
			buf_printf(sql, ", MAX(r.o%zu)", i);
			break;
		case TERM_LEAST:
			buf_printf(sql, ", MIN(r.o%zu)", i);
			break;
		case TERM_DISTINCT:
			buf_text(sql, ", 0");
			break;
		}
}

/* apart: the distinct that alone is counted; NULL: all the others. */
static const char *
say(const struct tallying *t, const struct term *apart)
{
	struct buf sql = buf_in(t->q->v->arena, 1 << 16);
	const char *table = t->q->plan->of->name;

	buf_text(&sql, "SELECT ");
	for (size_t i = 0; i < t->keys; i++)
		if (field_columns(t->by[i].field))
			buf_printf(&sql, "r.k%zu, ", i);
		else
			buf_printf(&sql, "s%zu.\"target\", ", i);
	if (apart == NULL)
		say_sums(t, &sql);
	else
		buf_printf(&sql, "COUNT(DISTINCT m.\"%s\")",
			apart->other->name);
	buf_text(&sql, " FROM ");
	say_inner(t, &sql);
	for (size_t i = 0; i < t->keys; i++)
		if (!field_columns(t->by[i].field))
			buf_printf(&sql, " LEFT JOIN \"%s_%s\" s%zu ON"
				" s%zu.\"owner\" = r.\"id\"", table,
				t->by[i].field->name, i, i);
	if (apart != NULL)
		buf_printf(&sql, " JOIN \"%s_%s\" m ON m.\"owner\" ="
			" r.\"id\"", table, apart->field->name);
	for (size_t i = 0; i < t->keys; i++)
		buf_printf(&sql, "%s%zu", i > 0 ? ", " : " GROUP BY ", i + 1);
	for (size_t i = 0; i < t->keys; i++)
		buf_printf(&sql, "%s%zu NULLS LAST", i > 0 ? ", " :
			" ORDER BY ", i + 1);
	buf_text(&sql, " LIMIT ?");
	return sql.at;
}

/* ---- asking ---- */

static struct db_stmt *
ask(const struct tallying *t, const struct term *apart)
{
	struct db_stmt *s = db_say(t->q->v->db, say(t, apart));

	query_bind_all(t->q, s);
	db_bind_int(s, TALLY_MOST + 1);
	return s;
}

/* A column as JSON has its value; NULL: absent. */
static const char *
key_read(const struct tallying *t, const struct term *is, struct db_stmt *s,
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
		row->key[i] = key_read(t, &t->by[i], s, at);
	row->count = db_int(s, at++);
	for (size_t i = 0; i < t->sums; i++, at++)
		if (t->of[i].as == TERM_SUM)
			row->sum[i] = db_int(s, at);
		else if (t->of[i].as != TERM_DISTINCT && !db_null(s, at))
			row->text[i] = arena_text(t->q->v->arena,
				db_text(s, at));
}

/* Rows come into twice the room each time it is full. */
static enum err
rows_read(const struct tallying *t, struct tally *out)
{
	struct db_stmt *s = ask(t, NULL);
	size_t room = 0;
	bool row;

	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (out->n == TALLY_MOST) {
			db_done(s);
			return fail_field(t->q->v, "query", "error.too-many",
				arena_printf(t->q->v->arena, "%d", TALLY_MOST),
				NULL);
		}
		if (out->n == room) {
			struct tally_row *old = out->at;

			room = room > 0 ? 2 * room : 16;
			out->at = arena_alloc(t->q->v->arena,
				room * sizeof *out->at);
			if (old != NULL)
				memcpy(out->at, old, out->n * sizeof *old);
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
			read.key[i] = key_read(t, &t->by[i], s, (int)i);
		while (at < out->n && !keys_same(t, &out->at[at], &read))
			at++;
		if (at < out->n)
			out->at[at].sum[term] = db_int(s, (int)t->keys);
	}
}

enum err
query_tally(struct query *q, const char *by, const char *of,
	struct tally *out)
{
	struct query copy = query_copy(q);
	struct tallying t = { .q = &copy };

	*out = (struct tally){ 0 };
	terms_each(&t, by, key_take);
	terms_each(&t, of, sum_take);
	sight_where(&copy);
	if (copy.err != OK)
		return copy.err;
	TRY(rows_read(&t, out));
	for (size_t i = 0; i < t.sums; i++)
		if (t.of[i].as == TERM_DISTINCT)
			TRY(distinct_read(&t, i, out));
	return OK;
}
