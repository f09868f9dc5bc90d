/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole office with two articles whose boxes are open, "letters" and
 * "second", and the readers who write beneath them: requests without a socket,
 * at a clock that stands until a test moves it.
 */
#ifndef UNIT_GUEST_H
#define UNIT_GUEST_H

#include "office/office.h"
#include "office/comment.h"
#include "web/web.h"

#define LETTERS "/en/news/letters"
#define COMMENTS LETTERS "/comments"

struct guest {
	struct arena *arena;
	struct db *store;
	struct db_conn *db;
	const struct app *app;
	struct visit visit;            /* the program's own, in English */
	struct id article, second;
	/* Of the next requests. */
	const char *from;              /* the peer's address */
	const char *cookie;            /* NULL: none */
	const char *const *headers;    /* pairs, closed by NULL; NULL: none */
	const char *origin;            /* NULL: none is sent */
	bool json;                     /* asks for JSON, not for a page */
};

/* proxies: addresses that are listed, closed by NULL, or NULL.  NULL when it
 * cannot be had, which is said. */
struct guest *guest_new(struct arena *a, const char *const *proxies);
/* Moves the clock. */
void guest_wait(struct guest *r, int64_t ms);

struct request *guest_ask(struct guest *r, const char *method,
	const char *target, const char *type, const char *body);
struct request *guest_get(struct guest *r, const char *target);
/* A form: names and values by turns, closed by NULL; no value: left out. */
struct request *guest_post(struct guest *r, const char *target, ...);
/* The body, NUL-ended. */
const char *guest_body(const struct request *rq);
/* A header of the reply, or NULL. */
const char *guest_header(const struct request *rq, const char *name);
/* Is that problem said of that field? */
bool guest_told(const struct request *rq, const char *field,
	const char *key);

/* A sealed number of the article as it was ten seconds ago, and its digits. */
const char *guest_number(struct guest *r, struct id article);
const char *guest_digits(struct guest *r, struct id article,
	const char *sealed);
/* Leaves a comment beneath "letters" with a right number; its id, or NULL when
 * it was refused.  *state, if wanted, is what became of it. */
const char *guest_leave(struct guest *r, const char *nickname,
	const char *password, const char *text, const char **state);
/* A field of a comment as it is in the store, or NULL. */
const char *guest_field(struct guest *r, const char *id, const char *field);
/* An account's session cookie; roles as "officer editor". */
const char *guest_staff(struct guest *r, const char *login,
	const char *roles);
/* How many rows all tables have together. */
int64_t guest_rows(struct guest *r);

/* The tags of a page, with the names of their attributes and nothing else. */
const char *guest_bones(struct arena *a, const char *html);
/* s with each `what` as `with`. */
const char *guest_swap(struct arena *a, const char *s, const char *what,
	const char *with);

#endif
