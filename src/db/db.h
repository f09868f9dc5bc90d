/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of db/: one small interface over SQLite and PostgreSQL.
 *
 * A store has many readers and one writer.  Each thread that asks has its own
 * connection, on which it reads what was committed.  Writing goes through the
 * store's one writing connection, in turns, and is committed in groups:
 *
 *	db_write_begin(store, &conn)      wait for the turn; BEGIN or SAVEPOINT
 *	... statements on conn ...
 *	db_write_end(store, keep)         RELEASE or ROLLBACK TO; then wait until
 *	                                  the group's COMMIT is on disk
 *
 * Whoever ends his turn while others wait leaves the transaction open to
 * them; the last one (or the one after `group` acts or 5 ms) commits for all.
 * db_write_end returns OK only when this act is durable.  A failed COMMIT
 * fails every act of the group with ERR_AGAIN (run it again) or ERR_BROKEN.
 *
 * SQL is the common subset of both engines, with `?` for each bound value.
 * What differs is a row of dialect.c and is written as a macro word in the
 * SQL of schemas only:
 *
 *	{id} {int} {real} {text} {blob}  the type of a column
 *	{end}                            after a table's closing parenthesis
 *	{list}                           the same of a table that is all key
 *	{search}                         the statements that make search_words
 *
 * What the common subset asks of who writes SQL: text orders by its bytes and
 * LIKE tells A from a on both engines; say NULLS FIRST or LAST where NULLs are
 * ordered; a flag is compared (`flag = 1`); "x" is a name, 'x' is text; a
 * `?` of which nothing tells the type (`? IS NULL`) has that of what is bound
 * to it; REFERENCES are not deferred, as an act of its own must fail alone.
 *
 * Statements are prepared once per connection and kept by the address of
 * their SQL text (a constant, or text that lives as long as the program);
 * db_say below is for SQL that was built: it is kept by its content, at most
 * 256 a connection, the oldest go.
 *
 * Errors stick in the connection until the act ends: bind and step freely,
 * the first failure is what db_step and db_write_end report.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/id.h"

enum db_engine { DB_SQLITE, DB_POSTGRES, DB_ENGINE__MAX };

/* What a column holds.  A moment, a flag and scaled decimals are DB_INT. */
enum db_type { DB_ID, DB_INT, DB_REAL, DB_TEXT, DB_BLOB, DB_TYPE__MAX };

/* dialect.c: every difference between the engines, one row each. */
struct db_dialect {
	const char *name;                    /* "sqlite", "postgres" */
	const char *types[DB_TYPE__MAX];     /* as written in CREATE TABLE */
	const char *table_end;               /* after the closing parenthesis */
	const char *list_end;                /* the same of a table that is all
	                                        key: kept in its order alone */
	const char *read_begin;              /* opens a reading transaction */
	const char *write_begin;             /* opens the one of a write group */
	const char *tables;                  /* names of tables, in order */
	const char *columns;                 /* names of a table's columns: ? */
	const char *search_create;           /* several statements */
	const char *search_put;              /* see db_search_put */
	const char *search_add;              /* see db_search_add */
	const char *search_remove;           /* the row of key ? */
	const char *search_purge;            /* see db_search_purge, or NULL */
	const char *search_match;            /* true of a row that match ? finds */
	const char *search_find;             /* see db_search_find_sql */
};
extern const struct db_dialect db_dialects[DB_ENGINE__MAX];

struct db;       /* a store; shared by all threads */
struct db_conn;  /* one thread's connection */
struct db_stmt;  /* a statement being asked; lives in its connection */

/*
 * Opens "sqlite:FILE" (made if it is not there and make is set) or
 * "postgresql://…".  Checks that the file is sound and writable and that the
 * server answers.  ERR_BROKEN or ERR_MISSING: *why says it in one line.
 */
MUST_USE enum err db_open(const char *store, bool make, struct db **out,
	char why[static 300]);
void db_close(struct db *db);
enum db_engine db_engine(const struct db *db);
/* Another for each store that this process has opened; for who keeps what was
 * read: an address may come again. */
uint64_t db_number(const struct db *db);

/* A connection for one thread to read on; it cannot write. */
MUST_USE enum err db_connect(struct db *db, struct db_conn **out);
void db_disconnect(struct db_conn *conn);

/* Reads until db_read_end see one state of the store, that of the first of
 * them.  Rows are read before db_read_end, which says the first failure that
 * there was in between, whoever has overlooked it. */
MUST_USE enum err db_read_begin(struct db_conn *conn);
enum err db_read_end(struct db_conn *conn);

/* On failure there is no turn and nothing to end.  A thread that has the turn
 * must not ask for it again. */
MUST_USE enum err db_write_begin(struct db *db, struct db_conn **out);
/* keep false: this act is undone; returns OK then.  A failure: this act is
 * undone, wholly.  The connection is another's from here on: ask db_clash
 * and db_why before. */
MUST_USE enum err db_write_end(struct db *db, bool keep);

/* ---- what was written since ---- */

/*
 * What was read of a store, so that one can tell later whether it would still
 * be read so: rows by their ids where a statement asks for them by id, whole
 * tables where it does not.  It is made of the statements themselves; nobody
 * has to say what he reads.  turns.h has the how.
 */
enum { DB_SEEN_MOST = 600 };
struct db_seen {
	uint64_t begun;
	bool lost;            /* more than can be told: it counts as changed */
	size_t n;
	uint16_t slots[DB_SEEN_MOST];
};

/* From here on conn, which reads, notes in seen what is read on it; until
 * seen is NULL. */
void db_watch(struct db_conn *conn, struct db_seen *seen);
/* Something was read elsewhere; it counts as changed. */
void db_watch_lost(struct db_conn *conn);
/* What was read depends on this table, too. */
void db_watch_table(struct db_conn *conn, const char *table);
/* Has nothing of it been written to since, by this process or by another?  No
 * store is asked; any thread may.  False also while it cannot be told. */
bool db_unchanged(const struct db *db, const struct db_seen *seen);
/* Begins to hear what others write, where that takes a thread; once is enough.
 * Until then, and while it does not work, everything counts as changed. */
void db_follow(struct db *db);
bool db_follows(const struct db *db);

/* Since the store was opened. */
struct db_counts {
	long acts;    /* kept, and durable */
	long groups;  /* COMMITs that made them so */
	long lost;    /* kept, and undone by a failure of the engine */
};
struct db_counts db_counts(struct db *db);

/* ---- statements ---- */

/* sql is constant text.  Never NULL: a failure sticks.  A statement has one
 * asker at a time: asking the same SQL again ends the earlier reading. */
struct db_stmt *db_ask(struct db_conn *conn, const char *sql);
/* sql was built; copied. */
struct db_stmt *db_say(struct db_conn *conn, const char *sql);

/* The next `?`, from left to right.  Text and bytes are copied.  All places
 * must be bound before the first step: too few or too many is ERR_BROKEN. */
void db_bind_id(struct db_stmt *s, struct id id);      /* none: NULL */
void db_bind_int(struct db_stmt *s, int64_t v);
void db_bind_real(struct db_stmt *s, double v);
void db_bind_text(struct db_stmt *s, const char *v);   /* NULL: NULL */
void db_bind_blob(struct db_stmt *s, const void *at, size_t n);
void db_bind_null(struct db_stmt *s);

/* The next row: true in *row, or the end.  At the end, on failure, and on
 * the connection's next db_ask of the same SQL the statement is reset.
 * A reading that is stopped before its end needs db_done: until then it holds
 * the store's old state.  On PostgreSQL an answer is held whole in memory:
 * page through what is large. */
MUST_USE enum err db_step(struct db_stmt *s, bool *row);
/* Stop before the end. */
void db_done(struct db_stmt *s);
/* Runs to the end; rows are thrown away.  On PostgreSQL inside an act it may
 * be sent without waiting: a failure is then said by a later call, at the
 * latest by db_write_end. */
MUST_USE enum err db_run(struct db_stmt *s);
/* Waits for what db_run has sent and says the first failure; for who wants to
 * know of a clash before db_write_end. */
MUST_USE enum err db_settle(struct db_conn *conn);

/* Columns of the row, from 0.  Text lives until the next step; arena: kept. */
bool db_null(struct db_stmt *s, int column);
struct id db_id(struct db_stmt *s, int column);
int64_t db_int(struct db_stmt *s, int column);
double db_real(struct db_stmt *s, int column);
const char *db_text(struct db_stmt *s, int column);    /* NULL: "" */
struct bytes db_blob(struct db_stmt *s, int column);

/* Rows that the last INSERT, UPDATE or DELETE on the connection touched; 0
 * when it failed.  Settles. */
int64_t db_touched(struct db_conn *conn);

/* True: the last failure was a broken UNIQUE, PRIMARY KEY or REFERENCES. */
bool db_clash(const struct db_conn *conn);
/* What the engine said of the last failure, without bound values; for the
 * log. */
const char *db_why(const struct db_conn *conn);

/* Several statements of constant SQL with {id} {int} … macros; schemas.  On
 * the writing connection.  Other connections may once be told ERR_AGAIN for a
 * statement over a table that changed. */
MUST_USE enum err db_script(struct db_conn *conn, const char *sql);
/* The same SQL as the engine gets it, or NULL: an unknown macro word. */
char *db_expand(struct arena *a, enum db_engine engine, const char *sql);

/* ---- the whole store ---- */

/* PRAGMA integrity_check and foreign_key_check, or that every row of every
 * table can be read.  Reads everything: minutes for a large store. */
MUST_USE enum err db_sound(struct db *db, char why[static 300]);
/* Tables there are, and a table's columns, for migration's check; in a. */
MUST_USE enum err db_tables(struct db_conn *conn, struct arena *a,
	const char ***names, size_t *n);
MUST_USE enum err db_columns(struct db_conn *conn, struct arena *a,
	const char *table, const char ***names, size_t *n);

/* ---- searching ---- */

/*
 * One table, search_words, made by {search}.  A row has a key, `rowid`, and
 * three parts, "title", "open" (for everybody) and "staff"; each is text of
 * tokens parted by spaces, which the caller has made of words (stems, pairs of
 * characters).  A token is letters and digits: bytes over 127 and A-Z a-z 0-9;
 * everything else parts tokens.  A-Z match a-z; no other case is folded here.
 *
 * A phrase is found where its tokens stand side by side within one part.
 *
 * Bounds: a token is cut to 255 bytes.  PostgreSQL holds of one part so many
 * tokens by place: title 1,000, open 12,000, staff 3,000; further ones are
 * counted from the part's beginning again, so that a phrase there is found,
 * but (rarely) also one that never stood there.  Of one token it holds so
 * many places: title 40, open 170, staff 45; a phrase that only stands later
 * is not found, the token alone is.  Of one row it holds 900 kB, a token
 * being counted with 6 bytes more, title and staff first; what comes later in
 * open is not found.
 */
struct db_phrase {
	const char *tokens;  /* one or more, parted by spaces */
	bool prefix;         /* the last one may go on */
};

/* Puts the row of key, in place of an older one.  NULL is no tokens. */
MUST_USE enum err db_search_put(struct db_conn *conn, int64_t key,
	const char *title, const char *open, const char *staff);
/* The same where there is no row of that key; else a clash. */
MUST_USE enum err db_search_add(struct db_conn *conn, int64_t key,
	const char *title, const char *open, const char *staff);
MUST_USE enum err db_search_remove(struct db_conn *conn, int64_t key);
/* What was removed or put anew leaves no token behind in the file.  Writes the
 * whole index: seconds for a large one.  PostgreSQL does so by itself, when it
 * vacuums. */
MUST_USE enum err db_search_purge(struct db_conn *conn);

/*
 * What to bind for rows in which every phrase is found, each within one of the
 * parts named in columns ("title", "title open"; NULL: all three).  NULL:
 * nothing to look for, as no phrase has a token; it finds no row, so do not
 * ask.  Only the phrases that have tokens are looked for.
 */
char *db_search_match(struct arena *a, enum db_engine engine,
	const char *columns, const struct db_phrase *phrases, size_t n);

/*
 * Constant SQL: keys that a match finds, newest (largest) first.
 *
 *	s = db_ask(conn, db_search_find_sql(db_engine(store)));
 *	db_bind_text(s, match);
 *	db_bind_int(s, INT64_MAX);   only keys below this; for the next page
 *	db_bind_int(s, limit);
 *
 * In built SQL: `rowid IN (SELECT rowid FROM search_words WHERE ` and
 * db_dialects[engine].search_match and `)`.
 */
const char *db_search_find_sql(enum db_engine engine);

/* Tests: the n-th call to the engine from now on fails, once; 0 turns it off.
 * Returns how many calls there were since the last time. */
long db_fault(struct db *db, long nth);

#endif
