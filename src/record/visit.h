/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One struct travels down the house: who asks, in which language, with which
 * connection, and what went wrong so far.  A request contains one; so do an
 * import and a job, and so no rule below the web knows of HTTP.
 */
#ifndef RECORD_VISIT_H
#define RECORD_VISIT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/map.h"
#include "base/secret.h"
#include "db/db.h"
#include "text/text.h"

/* Roles are bits, asked as (allowed & v->roles): a forgotten cell is 0 and
 * shuts the door.  Every visit has ROLE_ANYONE. */
enum role {
	ROLE_ANYONE   = 1 << 0,  /* the public */
	ROLE_PARTNER  = 1 << 1,  /* the partner city's officer */
	ROLE_READER   = 1 << 2,  /* staff who look */
	ROLE_OFFICER  = 1 << 3,  /* staff who run ties and exchanges */
	ROLE_EDITOR   = 1 << 4,  /* staff who write for the public */
	ROLE_APPROVER = 1 << 5,
	ROLE_ADMIN    = 1 << 6,  /* accounts and settings */
	ROLE_SYSTEM   = 1 << 7,  /* import, jobs: ourselves */
};
#define ROLE_STAFF (ROLE_READER | ROLE_OFFICER | ROLE_EDITOR | \
	ROLE_APPROVER | ROLE_ADMIN | ROLE_SYSTEM)
#define ROLE_WRITERS (ROLE_OFFICER | ROLE_EDITOR | ROLE_ADMIN | ROLE_SYSTEM)
#define ROLE_ADMINS (ROLE_ADMIN | ROLE_SYSTEM)

struct role_row {
	enum role role;
	const char *name;  /* "officer"; message key role.officer */
};
extern const struct role_row role_rows[];  /* closed by {0} */
/* "officer editor" to bits; unknown words are no role. */
unsigned roles_of(const char *names);

/* One thing that went wrong, as a message key; the web says it in words. */
struct problem {
	const char *field;  /* "itinerary.2.place", or NULL: the whole */
	const char *key;    /* "date.not-a-date" */
	const char *arg0;   /* {0} and {1} of the message, or NULL */
	const char *arg1;
	const char *way;    /* an address where it can be put right, or NULL */
	struct problem *next;
};

struct catalogue;

#define VISIT_TIES 8

struct mail_server;

struct visit {
	struct arena *arena;
	struct db *store;
	struct db_conn *db;        /* reads; within a write act the writer's */
	const struct catalogue *catalogue;
	unsigned roles;
	struct id account;         /* none: the public or ourselves */
	struct id office;          /* sees the records of this one, and those of
	                              none; none: sees all; see entity.h */
	struct id ties[VISIT_TIES];  /* a partner's */
	size_t tie_count;
	const char *who;           /* as history shall name them */
	const char *network;       /* they come from, for the access log; NULL */
	enum lang lang;            /* of the person asking */
	const char *zone;          /* "Asia/Seoul" */
	int64_t now;               /* one moment for the whole visit */
	size_t list_size;          /* records in a page of a list that asks for no
	                              number; 0: 50 */
	bool brief;                /* words are read as this visitor's language
	                              needs them; see record_part */
	bool trusted;              /* import, restore: provenance is taken as given */
	const struct mail_server *mail;  /* where letters go out (wire/wire.h);
	                              NULL: mail is off */
	const char *origin;        /* "https://…", what absolute addresses begin
	                              with; set for jobs; NULL: nobody has said */
	struct problem *problems, **last_problem;
	bool purge_held;           /* of many that are erased in one act: who
	                              does it calls db_search_purge at its end */
	struct map *titles;        /* titles looked up so far */
	struct map *there;         /* ids found to exist in this act */
	struct {
		struct map *ids;   /* "city siheung": its id; NULL: off */
		struct arena *arena;  /* where they lie */
	} named;                   /* names looked up in this act; import.c */
	struct {
		bool known;        /* read in this act; see history.c */
		int64_t number;
		uint8_t link[SECRET_DIGEST];
	} chain;                   /* the newest entry of history */
};

/* A visit with these, as the public, at clock_now(), problems none. */
void visit_begin(struct visit *v, struct arena *a, struct db *store,
	struct db_conn *db, const struct catalogue *catalogue);

/* Says what went wrong with the whole, once, where it is understood; returns
 * err so that one may write: return fail(v, ERR_MISSING, "tie.not-found"). */
enum err fail(struct visit *v, enum err err, const char *key);
enum err fail_with(struct visit *v, enum err err, const char *key,
	const char *arg0, const char *arg1);
/* Says what is wrong with one field; always ERR_INPUT.  path is kept. */
enum err fail_field(struct visit *v, const char *path, const char *key,
	const char *arg0, const char *arg1);
/* The same, and where that can be put right: "/office/people/0192…/edit". */
enum err fail_way(struct visit *v, const char *path, const char *key,
	const char *arg0, const char *arg1, const char *way);
/* Nothing went wrong after all. */
void problems_forget(struct visit *v);
/* A problem in the visitor's language. */
const char *problem_says(struct visit *v, const struct problem *p);

/* Has any staff role. */
bool visit_staff(const struct visit *v);
/* Is a partner city's officer, and no staff. */
bool visit_partner(const struct visit *v);

/* The reference now belongs to the visit's arena; returns it. */
json_t *keep(struct visit *v, json_t *json);

/* Forget what was learnt from the store and what went wrong: before each run
 * of an act, since another may have written in between. */
void visit_again(struct visit *v);

/*
 * A whole act: db_write_begin, run(v, arg) with v->db the writer's, and
 * db_write_end; again (at most 5 times, problems forgotten) while the store
 * says ERR_AGAIN.  OK: it is on disk.
 */
MUST_USE enum err visit_write(struct visit *v,
	enum err (*run)(struct visit *v, void *arg), void *arg);

#endif
