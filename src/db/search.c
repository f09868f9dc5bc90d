/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words put and looked for; the table is described in db.h.
 *
 * SQLite's FTS5 takes the three texts as they are, tokens cut and folded, and
 * keeps places itself.  PostgreSQL is given a tsvector that is made here, all
 * parts in one, so that one index serves every combination of parts:
 *
 *	places 1 … 1000           title, weight A
 *	places 1010 … 13009       open,  weight B
 *	places 13020 … 16019      staff, weight C      (16383 is the last one)
 *
 *	'sister':1A,1012B 'city':2A,1013B …
 *
 * The gaps keep a phrase from being found across two parts.  A part that is
 * longer than its room begins again at its first place.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "inside.h"

enum { TOKEN_MOST = 255, VECTOR_MOST = 900 * 1000 };
enum { TITLE, OPEN, STAFF, PARTS };

static const struct part {
	const char *name;
	char weight;
	int first, room;   /* its places */
	int most;          /* places of one token; PostgreSQL holds 255 */
} parts[PARTS] = {
	[TITLE] = { "title", 'A', 1, 1000, 40 },
	[OPEN] = { "open", 'B', 1010, 12000, 170 },
	[STAFF] = { "staff", 'C', 13020, 3000, 45 },
};

/* ---- tokens ---- */

static bool
is_letter(char c)
{
	return (unsigned char)c > 127 || (c >= '0' && c <= '9') ||
		(c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * The next token from *at on, cut and folded, into out; false: no more.  It
 * is cut before a character, never within one.
 */
static bool
token_next(const char **at, char out[TOKEN_MOST + 1])
{
	const char *c = *at, *begin;
	size_t n;

	while (*c != '\0' && !is_letter(*c))
		c++;
	for (begin = c; is_letter(*c); c++)
		;
	*at = c;
	n = (size_t)(c - begin);
	if (n > TOKEN_MOST)
		for (n = TOKEN_MOST; (begin[n] & 0xc0) == 0x80 && n > 0; n--)
			;
	for (size_t i = 0; i < n; i++)
		out[i] = begin[i] >= 'A' && begin[i] <= 'Z' ?
			(char)(begin[i] + 'a' - 'A') : begin[i];
	out[n] = '\0';
	return n > 0;
}

/* ---- what is put ---- */

/* One token where it stands. */
struct spot {
	const char *token;
	int part, nth;
};

struct spots {
	struct arena *arena;
	struct spot *at;
	size_t n, room;
	size_t size;         /* as PostgreSQL will count it, at most */
};

/* False: there is no more room. */
static bool
spots_add(struct spots *all, struct spot spot)
{
	all->size += strlen(spot.token) + 6;
	if (all->size > VECTOR_MOST)
		return false;
	if (all->n == all->room) {
		size_t room = all->room > 0 ? 2 * all->room : 64;
		struct spot *at = arena_alloc(all->arena, room * sizeof *at);

		if (all->n > 0)
			memcpy(at, all->at, all->n * sizeof *at);
		all->at = at;
		all->room = room;
	}
	all->at[all->n++] = spot;
	return true;
}

static void
spots_of(struct spots *all, int part, const char *text)
{
	char token[TOKEN_MOST + 1];

	for (int nth = 0; text != NULL && token_next(&text, token); nth++)
		if (!spots_add(all, (struct spot){
		    arena_text(all->arena, token), part, nth}))
			return;
}

static int
spots_order(const void *one, const void *other)
{
	const struct spot *a = one, *b = other;
	int order = strcmp(a->token, b->token);

	if (order == 0)
		order = a->part - b->part;
	return order != 0 ? order : (a->nth > b->nth) - (a->nth < b->nth);
}

/* 'token':1A,1012B of the spots that have the token of the first one; returns
 * how many those are.  No token has a quote or a backslash in it. */
static size_t
token_write(struct buf *out, const struct spot *at, size_t n)
{
	int written[PARTS] = {0};
	size_t i;

	buf_printf(out, "%s'%s':", out->n > 0 ? " " : "", at->token);
	for (i = 0; i < n && strcmp(at[i].token, at->token) == 0; i++) {
		const struct part *is = &parts[at[i].part];

		if (written[at[i].part]++ >= is->most)
			continue;
		buf_printf(out, "%s%d%c", i > 0 ? "," : "",
			is->first + at[i].nth % is->room, is->weight);
	}
	return i;
}

/* The long part last: it is the one that may find no more room. */
static char *
vector_of(struct arena *a, const char *title, const char *open,
	const char *staff)
{
	struct spots all = {.arena = a};
	struct buf out = buf_in(a, SIZE_MAX);

	spots_of(&all, TITLE, title);
	spots_of(&all, STAFF, staff);
	spots_of(&all, OPEN, open);
	if (all.n > 0)
		qsort(all.at, all.n, sizeof *all.at, spots_order);
	for (size_t i = 0; i < all.n;)
		i += token_write(&out, all.at + i, all.n - i);
	return out.at;
}

/* Is there a token that is to be cut? */
static bool
any_long(const char *text)
{
	const char *space;

	for (; (space = strchr(text, ' ')) != NULL; text = space + 1)
		if (space - text > TOKEN_MOST)
			return true;
	return strlen(text) > TOKEN_MOST;
}

/* For FTS5, which parts and folds tokens as we do: the text itself, but for
 * what is too long. */
static const char *
plain(struct arena *a, const char *text)
{
	struct buf b = buf_in(a, SIZE_MAX);
	char token[TOKEN_MOST + 1];

	if (text != NULL && !any_long(text))
		return text;
	while (text != NULL && token_next(&text, token)) {
		if (b.n > 0)
			buf_char(&b, ' ');
		buf_text(&b, token);
	}
	return b.at;
}

static enum err
put(struct db_conn *conn, const char *sql, int64_t key, const char *title,
	const char *open, const char *staff)
{
	struct arena *a = arena_new();
	struct db_stmt *s;

	s = db_ask(conn, sql);
	db_bind_int(s, key);
	if (conn->db->kind == DB_POSTGRES) {
		db_bind_text(s, vector_of(a, title, open, staff));
	} else {
		db_bind_text(s, plain(a, title));
		db_bind_text(s, plain(a, open));
		db_bind_text(s, plain(a, staff));
	}
	arena_free(a);
	return db_run(s);
}

enum err
db_search_put(struct db_conn *conn, int64_t key, const char *title,
	const char *open, const char *staff)
{
	return put(conn, db_dialects[conn->db->kind].search_put, key, title,
		open, staff);
}

enum err
db_search_add(struct db_conn *conn, int64_t key, const char *title,
	const char *open, const char *staff)
{
	return put(conn, db_dialects[conn->db->kind].search_add, key, title,
		open, staff);
}

enum err
db_search_remove(struct db_conn *conn, int64_t key)
{
	struct db_stmt *s;

	s = db_ask(conn, db_dialects[conn->db->kind].search_remove);
	db_bind_int(s, key);
	return db_run(s);
}

enum err
db_search_purge(struct db_conn *conn)
{
	const char *sql = db_dialects[conn->db->kind].search_purge;

	return sql != NULL ? db_run(db_ask(conn, sql)) : OK;
}

/* ---- what is looked for ---- */

/* Is name one of the words of columns? */
static bool
named(const char *columns, const char *name)
{
	size_t n = strlen(name);

	if (columns == NULL)
		return true;
	for (const char *at = columns; (at = strstr(at, name)) != NULL; at += n)
		if ((at == columns || at[-1] == ' ') &&
		    (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

/* "sister city" * */
static void
phrase_fts(struct buf *b, const struct db_phrase *p)
{
	const char *at = p->tokens;
	char token[TOKEN_MOST + 1];

	for (bool first = true; token_next(&at, token); first = false)
		buf_printf(b, "%s%s", first ? "\"" : " ", token);
	buf_text(b, p->prefix ? "\" *" : "\"");
}

/* 'sister':AB <-> 'city':*AB */
static void
phrase_ts(struct buf *b, const struct db_phrase *p, const char *weights)
{
	const char *at = p->tokens, *ahead;
	char token[TOKEN_MOST + 1], next[TOKEN_MOST + 1];

	for (bool first = true; token_next(&at, token); first = false) {
		ahead = at;
		buf_printf(b, "%s'%s':%s%s", first ? "" : " <-> ", token,
			p->prefix && !token_next(&ahead, next) ? "*" : "",
			weights);
	}
}

/* The names of columns, and their weights; false: none. */
static bool
columns_of(struct buf *names, char weights[PARTS + 1], const char *columns)
{
	size_t n = 0;

	for (int i = 0; i < PARTS; i++) {
		if (!named(columns, parts[i].name))
			continue;
		buf_printf(names, "%s%s", n > 0 ? " " : "", parts[i].name);
		weights[n++] = parts[i].weight;
	}
	weights[n] = '\0';
	return n > 0;
}

/* FTS5: {title open} : ("sister city" AND "walk" *)
 * tsquery: 'sister':AB <-> 'city':AB & 'walk':*AB */
char *
db_search_match(struct arena *a, enum db_engine engine, const char *columns,
	const struct db_phrase *phrases, size_t n)
{
	bool fts = engine == DB_SQLITE;
	struct buf names = buf_in(a, 100), b = buf_in(a, SIZE_MAX);
	char weights[PARTS + 1], token[TOKEN_MOST + 1];

	if (!columns_of(&names, weights, columns))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const char *at = phrases[i].tokens;

		if (!token_next(&at, token))
			continue;
		if (b.n > 0)
			buf_text(&b, fts ? " AND " : " & ");
		if (fts)
			phrase_fts(&b, &phrases[i]);
		else
			phrase_ts(&b, &phrases[i], weights);
	}
	if (b.n == 0)
		return NULL;
	return fts ? arena_printf(a, "{%s} : (%s)", names.at, b.at) : b.at;
}

const char *
db_search_find_sql(enum db_engine engine)
{
	return db_dialects[engine].search_find;
}
