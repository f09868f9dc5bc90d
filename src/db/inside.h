/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of db/ share: the shape of a store, a connection and a
 * statement, and the table of operations that an engine is.
 *
 *	db.c         stores, connections, faults        } know no engine
 *	statement.c  asking, binding, columns           }
 *	cache.c      statements that are kept           }
 *	writer.c     turns and group commit             }
 *	search.c     words put and looked for           }
 *	about.c      what a statement is about          }
 *	turns.c      what was written since             }
 *	dialect.c    every difference in SQL, one row each
 *	sqlite.c sqlite_file.c turns_file.c             engine
 *	postgres.c pipeline.c places.c postgres_hear.c  engine
 *
 * How a failure travels: an engine calls conn_fail, which keeps the first one
 * of an act; whoever knows no engine reads conn->err.
 */
#ifndef DB_INSIDE_H
#define DB_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "db.h"

/* One who waits, on his own stack: for his turn, or for his group's COMMIT. */
struct waiter {
	pthread_cond_t woken;
	bool done;
	enum err err;            /* what became of the group */
	struct waiter *next;
};

/* The one writing connection and who uses it; see writer.c. */
struct writer {
	pthread_mutex_t lock;    /* over all below; never held in an engine */
	struct db_conn *conn;    /* used by who has the turn */
	bool taken;              /* somebody has the turn */
	pthread_t holder;        /* who */
	struct waiter *first, **last;  /* the queue for the turn */
	struct waiter *group;    /* whose acts await the COMMIT */
	int kept;                /* acts in the open transaction; 0: none is */
	int64_t begun;           /* ticks at its BEGIN */
	struct db_counts counts;
};

struct db {
	enum db_engine kind;
	const struct engine *engine;
	struct arena *arena;     /* the store's own words */
	const char *where;       /* the file, or the URL */
	uint64_t number;         /* db_number */
	struct writer writer;
	struct turns *turns;     /* what was written when; turns.h */
	struct turns_open *open; /* by the group that is open */
	uint64_t mark;           /* of this process, in the turns */
	_Atomic bool live;       /* the turns tell what all others write */
	bool followed;           /* db_follow was called; writer.lock */
	struct ear *ear;         /* postgres_hear.c; NULL: none */
	_Atomic long calls;      /* to the engine, since db_fault */
	_Atomic long fault;      /* the call that shall fail; 0: none */
};

enum conn_state { CONN_IDLE, CONN_READING, CONN_ACTING };

/* Statements by address (never let go) and by content (at most so many). */
struct cache {
	struct db_stmt **slots;  /* by address; open addressing */
	size_t room, n;          /* room is a power of two */
	struct db_stmt **said;   /* by content; chains */
	struct db_stmt *newest, *oldest;  /* of those by content */
	size_t said_n;
};

struct db_stmt {
	struct db_conn *conn;
	struct arena *arena;     /* where it lies: the connection's, or its own */
	const char *sql;
	const void *key;         /* by address: where the asker's SQL lies */
	void *at;                /* the engine's; NULL: to be prepared */
	int places;              /* how many `?` it has; the engine says */
	int bound;               /* how many are bound */
	const struct about *about;  /* turns.h */
	int keyed[6];            /* ids bound to each of about's keys */
	bool stepped;
	enum err err;            /* it is misused, or dead: what to say */
	struct arena *kept;      /* of the row, what had to be copied; or NULL */
	char *values;            /* the engine's: room for what is bound */
	size_t values_n;         /* bytes of it in use */
	bool copied;             /* some value found no room there */
	struct db_stmt *before, *after;  /* in conn->asked */
	bool asked;
	uint64_t hash;           /* by content: */
	struct db_stmt *chain;
	struct db_stmt *newer, *older;
};

struct db_conn {
	struct db *db;
	const struct engine *engine;
	struct arena *arena;     /* its life is the connection's */
	void *at;                /* the engine's; NULL: lost, to be connected */
	bool writes;             /* it is the writing one */
	enum conn_state state;
	enum err err;            /* the first failure, sticking; OK: none */
	bool clash;
	char why[300];
	int64_t touched;
	struct cache cache;
	const struct db_stmt *preparing;  /* the engine's, for about.c */
	struct db_seen *seen;    /* notes what is read; NULL: nobody does */
	struct db_stmt *asked;   /* those not yet at their end */
	struct db_stmt dead;     /* given out by an ask that failed */
};

/* What is bound to a place. */
struct db_value {
	enum db_type type;
	bool null;
	union {
		struct id id;
		int64_t number;
		double real;
		struct bytes bytes;  /* text or blob */
	};
};

/*
 * An engine.  Failures are told by conn_fail and its return.  Calls on one
 * connection never overlap.
 */
struct engine {
	/* Is the store fit to be opened?  Before the first connection. */
	enum err (*check)(struct db *db, bool make, char why[static 300]);
	/* Makes conn->at. */
	enum err (*connect)(struct db_conn *conn);
	/* Ends it; whatever was open is undone.  conn->at is NULL after. */
	void (*disconnect)(struct db_conn *conn);
	/* It cannot be used any more. */
	bool (*lost)(struct db_conn *conn);
	/* A transaction is open. */
	bool (*inside)(struct db_conn *conn);
	/* One statement without values: BEGIN, RELEASE …  Waits for it, and for
	 * what was sent before; where that has failed it is not done. */
	enum err (*command)(struct db_conn *conn, const char *sql);
	/* The same; may be sent without waiting, as by run. */
	void (*later)(struct db_conn *conn, const char *sql);
	enum err (*begin)(struct db_conn *conn);   /* of a write group */
	enum err (*commit)(struct db_conn *conn);  /* OK: it is on disk */
	enum err (*script)(struct db_conn *conn, const char *sql);

	enum err (*prepare)(struct db_stmt *s);    /* makes s->at and places */
	/* Lets s->at go; all: because the connection goes. */
	void (*forget)(struct db_stmt *s, bool all);
	void (*reset)(struct db_stmt *s);          /* before binding, at the end */
	enum err (*bind)(struct db_stmt *s, int place, const struct db_value *v);
	enum err (*step)(struct db_stmt *s, bool *row);
	enum err (*run)(struct db_stmt *s);
	/* Waits for all that was sent, whatever failed; returns conn->err. */
	enum err (*settle)(struct db_conn *conn);

	bool (*null)(struct db_stmt *s, int column);
	struct id (*id)(struct db_stmt *s, int column);
	int64_t (*number)(struct db_stmt *s, int column);
	double (*real)(struct db_stmt *s, int column);
	const char *(*text)(struct db_stmt *s, int column);
	struct bytes (*blob)(struct db_stmt *s, int column);

	enum err (*sound)(struct db_conn *conn);
};
extern const struct engine sqlite_engine, postgres_engine;

/* ---- db.c ---- */

/* Keeps the failure (the first one of an act), and returns it. */
enum err conn_fail(struct db_conn *conn, enum err err, bool clash,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Counts a call to the engine; true, having failed, when it shall fail. */
bool conn_fault(struct db_conn *conn);
/* engine->command, counted. */
enum err conn_command(struct db_conn *conn, const char *sql);
/* Connects again if the connection was lost. */
enum err conn_mend(struct db_conn *conn);
/* Ends every statement that is not at its end. */
void conn_finish(struct db_conn *conn);
/* ROLLBACK of what is open; connects anew where that does not help. */
void conn_undo(struct db_conn *conn);
enum err conn_new(struct db *db, bool writes, struct db_conn **out,
	char why[static 300]);
void conn_free(struct db_conn *conn);
/* One line into why. */
void why_print(char why[static 300], const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* ---- statement.c ---- */

/* Back to where binding begins, off conn->asked. */
void stmt_end(struct db_stmt *s);
/* n bytes and a NUL that live until the next step. */
char *stmt_keep(struct db_stmt *s, size_t n);

/* ---- cache.c ---- */

void cache_start(struct db_conn *conn);
/* The statement of that address, or of that content; not yet prepared when it
 * is new. */
struct db_stmt *cache_constant(struct db_conn *conn, const char *sql);
struct db_stmt *cache_said(struct db_conn *conn, const char *sql);
/* Calls engine->forget for all: the connection is going. */
void cache_forget(struct db_conn *conn);
/* cache_forget, and the memory of those by content. */
void cache_end(struct db_conn *conn);
/* Calls each for every statement. */
void cache_each(struct db_conn *conn, void (*each)(struct db_stmt *s));

/* ---- writer.c ---- */

void writer_start(struct db *db, struct db_conn *conn);
void writer_end(struct db *db);

/* ---- sqlite_file.c ---- */

enum err sqlite_check(struct db *db, bool make, char why[static 300]);
enum err sqlite_sound(struct db_conn *conn);

/* ---- places.c ---- */

/* The end of the text, name or comment that begins at c; c: none does. */
const char *places_past(const char *c);
/* sql with `?` as $1, $2 …, but in quotes and comments; how many in *n. */
char *places_number(struct arena *a, const char *sql, int *n);

#endif
