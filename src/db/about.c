/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which tables a statement reads or writes, and by which row: found out of
 * its SQL, once, when it is prepared.  It errs on the side of more.
 *
 *	SELECT … FROM "tie" WHERE "id" = ?     reads one row of tie
 *	SELECT … FROM tie t, city WHERE …      reads tie and city
 *	UPDATE "tie" SET … WHERE "id" = ?      writes one row of tie
 *	CREATE TABLE …                         writes everything
 *
 * A table is named behind FROM or JOIN or behind a comma of theirs, and
 * nowhere else.  There are no triggers, no views and no cascades in a store:
 * a statement that writes does so to the one table that it names.
 */
#include <string.h>
#include <strings.h>

#include "inside.h"
#include "turns.h"

enum { TOKENS = 6000, DEPTH = 32 };

struct token {
	char kind;           /* w: a word, n: a "name", or the character */
	const char *at;
	size_t n;
	int place;           /* of a ? */
};

struct scan {
	struct token *tokens;
	size_t n;
	bool long_one;       /* more than TOKENS */
};

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || c == '_' ||
		((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static void
token_add(struct scan *s, char kind, const char *at, size_t n, int place)
{
	if (s->n < TOKENS)
		s->tokens[s->n++] = (struct token){kind, at, n, place};
	else
		s->long_one = true;
}

static void
scan_sql(struct scan *s, const char *sql)
{
	int places = 0;

	while (*sql != '\0') {
		const char *past = places_past(sql);

		if (past > sql && *sql == '"') {
			token_add(s, 'n', sql + 1,
				(size_t)(past - sql) - 2, 0);
		} else if (past == sql && is_word(*sql)) {
			while (is_word(*past))
				past++;
			token_add(s, 'w', sql, (size_t)(past - sql), 0);
		} else if (past == sql) {
			past++;
			if (strchr(" \t\n\r", *sql) == NULL)
				token_add(s, *sql, sql, 1,
					*sql == '?' ? places++ : 0);
		}
		sql = past;
	}
}

/* Is it that word of SQL (not a name in quotes)? */
static bool
is(const struct token *t, const char *word)
{
	return t->kind == 'w' && strlen(word) == t->n &&
		strncasecmp(t->at, word, t->n) == 0;
}

static bool
among(const struct token *t, const char *const *words)
{
	for (; *words != NULL; words++)
		if (is(t, *words))
			return true;
	return false;
}

/* FNV-1a over the name in small letters; never 0. */
static uint64_t
name_of(const char *at, size_t n)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)at[i];

		c |= c >= 'A' && c <= 'Z' ? 0x20 : 0;
		h = (h ^ c) * UINT64_C(0x100000001b3);
	}
	return h | 1;
}

uint64_t
about_name(const char *table)
{
	return name_of(table, strlen(table));
}

static void
table_add(struct about *b, const struct token *t)
{
	uint64_t name = name_of(t->at, t->n);

	for (int i = 0; i < b->table_n; i++)
		if (b->tables[i] == name)
			return;
	if (b->table_n == ABOUT_TABLES)
		b->everything = true;
	else
		b->tables[b->table_n++] = name;
}

bool
about_names(const struct about *b, const char *table)
{
	uint64_t name = about_name(table);

	for (int i = 0; i < b->table_n; i++)
		if (b->tables[i] == name)
			return true;
	return b->everything;
}

/* ---- one row, or those of one owner ---- */

static enum about_by
by_of(const struct token *t)
{
	if (t->n == 2 && strncasecmp(t->at, "id", 2) == 0)
		return BY_ID;
	return t->n == 5 && strncasecmp(t->at, "owner", 5) == 0 ? BY_OWNER :
		BY_OTHER;
}

/* Where the list (?, ?, …) that begins at i ends; 0: it is none. */
static size_t
list_end(const struct scan *s, size_t i)
{
	while (i + 1 < s->n && s->tokens[i].kind == '?' &&
		s->tokens[i + 1].kind == ',')
		i += 2;
	return i + 1 < s->n && s->tokens[i].kind == '?' &&
		s->tokens[i + 1].kind == ')' ? i + 2 : 0;
}

static bool
condition_ends(const struct scan *s, size_t i)
{
	static const char *const ends[] = {"AND", "ORDER", "LIMIT", "GROUP",
		NULL};

	return i == s->n || among(&s->tokens[i], ends);
}

/* `x = ?` or `x IN (?, ?)`, or t.x, behind WHERE or AND, to its very end. */
static void
key_add(struct about *b, const struct scan *s, size_t i)
{
	const struct token *t = s->tokens;
	size_t first, end;

	if (i + 4 < s->n && t[i + 1].kind == '.')
		i += 2;
	if (i + 2 >= s->n || (t[i].kind != 'w' && t[i].kind != 'n'))
		return;
	if (t[i + 1].kind == '=' && t[i + 2].kind == '?') {
		first = i + 2;
		end = i + 3;
	} else if (is(&t[i + 1], "IN") && t[i + 2].kind == '(') {
		first = i + 3;
		end = list_end(s, first);
	} else {
		return;
	}
	if (end == 0 || !condition_ends(s, end) || b->key_n == ABOUT_KEYS)
		return;
	b->keys[b->key_n++] = (struct about_key){by_of(&t[i]), t[first].place,
		t[end - 1].kind == ')' ? t[end - 2].place : t[first].place};
}

/* ---- reading ---- */

struct level {
	bool from;           /* between FROM and what ends it */
	bool expects;        /* a table comes next */
};

struct walk {
	struct about *b;
	const struct scan *s;
	struct level levels[DEPTH];
	int depth;
	bool where;          /* within the outermost WHERE */
	int outer;           /* tables of the outermost FROM */
	bool plain;          /* the outermost SELECT is one whose rows all have
	                        what the conditions say */
};

static void
walk_word(struct walk *w, size_t i)
{
	static const char *const ends[] = {"SELECT", "WHERE", "ON", "GROUP",
		"ORDER", "LIMIT", "HAVING", "USING", "SET", "VALUES", "OFFSET",
		"WINDOW", "UNION", "EXCEPT", "INTERSECT", "RETURNING", NULL};
	static const char *const odd[] = {"UNION", "EXCEPT", "INTERSECT", "OR",
		"CASE", "JOIN", "WITH", "BETWEEN", "HAVING", NULL};
	static const char *const by_the_way[] = {"ONLY", "LATERAL", NULL};
	const struct token *t = &w->s->tokens[i];
	struct level *l = &w->levels[w->depth];

	if (w->depth == 0 && among(t, odd))
		w->plain = false;
	if (is(t, "FROM") || is(t, "JOIN")) {
		l->from = l->expects = true;
	} else if (among(t, ends)) {
		l->from = l->expects = false;
		if (w->depth == 0)
			w->where = is(t, "WHERE");
	} else if (l->expects && !among(t, by_the_way)) {
		if (w->depth == 0 && w->outer++ == 0)
			w->b->main = name_of(t->at, t->n);
		table_add(w->b, t);
		l->expects = false;
	}
	if (w->depth == 0 && w->where && (is(t, "WHERE") || is(t, "AND")))
		key_add(w->b, w->s, i + 1);
}

static void
walk_on(struct walk *w, size_t i)
{
	const struct token *t = &w->s->tokens[i];
	struct level *l = &w->levels[w->depth];

	if (t->kind == '(') {
		if (w->depth + 1 == DEPTH) {
			w->b->everything = true;
			return;
		}
		/* FROM (a JOIN b), or FROM (SELECT …), which ends it. */
		w->levels[w->depth + 1] = (struct level){l->expects,
			l->expects};
		if (l->expects && w->depth == 0)
			w->outer += 2;
		l->expects = false;
		w->depth++;
	} else if (t->kind == ')') {
		w->depth -= w->depth > 0;
	} else if (t->kind == ',') {
		l->expects = l->from;
	} else if (t->kind == 'w' || t->kind == 'n') {
		walk_word(w, i);
	}
}

static void
about_read(struct about *b, const struct scan *s)
{
	struct walk w = {.b = b, .s = s, .plain = true};

	for (size_t i = 0; i < s->n; i++)
		walk_on(&w, i);
	if (!w.plain || w.outer != 1)
		b->key_n = 0;
}

/* ---- writing ---- */

/* UPDATE and DELETE: one row, or those of one owner, when WHERE says so. */
static void
about_where(struct about *b, const struct scan *s, size_t i)
{
	int depth = 0;

	for (; i < s->n; i++) {
		depth += (s->tokens[i].kind == '(') - (s->tokens[i].kind == ')');
		if (depth == 0 && is(&s->tokens[i], "WHERE"))
			break;
	}
	if (i < s->n)
		key_add(b, s, i + 1);
	for (; i < s->n; i++)
		if (is(&s->tokens[i], "OR") || is(&s->tokens[i], "FROM"))
			b->key_n = 0;
	if (b->key_n > 0 && b->keys[0].by == BY_OTHER)
		b->key_n = 0;
}

/* INSERT: new rows, all of whose values are bound. */
static void
about_insert(struct about *b, const struct scan *s)
{
	b->inserts = true;
	for (size_t i = 0; i < s->n; i++)
		if (is(&s->tokens[i], "SELECT") || is(&s->tokens[i], "OR") ||
			is(&s->tokens[i], "CONFLICT"))
			b->inserts = false;
}

/* The token that names the table written to; 0: it is not seen. */
static size_t
written(const struct scan *s)
{
	static const char *const before[] = {"INTO", "UPDATE", "FROM", NULL};

	for (size_t i = 0; i + 1 < s->n && i < 6; i++)
		if (among(&s->tokens[i], before))
			return i + 1;
	return 0;
}

static void
about_write(struct about *b, const struct scan *s)
{
	size_t table = written(s);

	b->writes = true;
	if (table == 0) {
		b->everything = true;
		return;
	}
	b->main = name_of(s->tokens[table].at, s->tokens[table].n);
	table_add(b, &s->tokens[table]);
	if (is(&s->tokens[0], "INSERT"))
		about_insert(b, s);
	else
		about_where(b, s, table + 1);
}

const struct about *
about_of(struct arena *a, const char *sql)
{
	static const char *const writes[] = {"INSERT", "UPDATE", "DELETE",
		NULL};
	static const char *const reads[] = {"SELECT", "WITH", "PRAGMA",
		"VALUES", "EXPLAIN", NULL};
	struct about *b = arena_alloc(a, sizeof *b);
	struct arena *scratch = arena_new();
	struct scan s = {.tokens = arena_alloc(scratch,
		TOKENS * sizeof *s.tokens)};
	bool within = false;

	scan_sql(&s, sql);
	for (size_t i = 1; i < s.n; i++)
		within = within || among(&s.tokens[i], writes);
	if (s.n > 0 && among(&s.tokens[0], writes)) {
		about_write(b, &s);
	} else if (s.n > 0 && among(&s.tokens[0], reads)) {
		about_read(b, &s);
		/* WITH … AS (INSERT …): nobody writes so. */
		b->writes = within && is(&s.tokens[0], "WITH");
		b->everything = b->everything || b->writes;
	} else {
		b->writes = b->everything = true;
	}
	b->everything = b->everything || s.long_one;
	arena_free(scratch);
	return b;
}
