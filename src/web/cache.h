/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What cache.c, cache_key.c and the adapter share: pages that were rendered
 * for the public, kept as they were sent.
 *
 * A page is found by its key: what address was asked for, in which language,
 * as HTML or JSON, at which host.  It is good as long as nothing of what was
 * read while it was rendered has been written to (db_unchanged) and its
 * moment has not come.  Pages that a stranger can have in any number (with a
 * query, at a host that nobody knows) share a quarter of the room.
 *
 * An entry lives as long as somebody uses it: the table, who has looked it
 * up, and each response of libmicrohttpd that points into it.
 */
#ifndef WEB_CACHE_H
#define WEB_CACHE_H

#include <stdatomic.h>

#include "inside.h"

enum form_name { FORM_PLAIN, FORM_GZIP, FORM_BROTLI, FORM__MAX };
enum { TARGET_KEPT = 600 };            /* bytes of an address, at most */

struct cached {
	struct arena *arena;           /* holds all of it */
	struct cached *next;           /* of the same row of the table */
	struct cached *newer, *older;
	const char *key;
	size_t key_n;
	uint64_t hash;
	size_t row;                    /* of its route, in the metrics */
	size_t bytes;
	bool apart;                    /* one that a stranger can multiply */
	atomic_bool asked;             /* since it was last looked at for room */
	atomic_int users;              /* the table, and who looked it up */
	atomic_int lives;              /* 1 for the users, and the responses */
	int64_t until;                 /* moment; not good from then on */
	struct db_seen seen;
	struct asking as;              /* its reply, and what headers follow from */
	struct bytes forms[FORM__MAX]; /* at NULL: none */
	const char *etags[FORM__MAX];
	_Atomic(void *) sent[FORM__MAX][2];  /* the adapter's: 200 and 304 */
	atomic_bool packed;            /* gzip and brotli were tried */
};

/* Of the adapter: lets go what stands in sent. */
typedef void cache_drop(void *sent);

struct cache *cache_new(struct arena *a, int64_t bytes);

/* What tells a page from others; its parts are set apart by line ends, which
 * no header and no path has. */
struct cache_key {
	char at[2048];
	size_t n;
	bool apart;                    /* a stranger can make up any number */
};

/* The key of what is asked for; false: it is not for the cache. */
bool cache_key(const struct app *app, const struct raw_request *raw,
	struct cache_key *key);
/* A page that is good, to be let go with cache_leave; or NULL. */
struct cached *cache_find(const struct app *app, const struct cache_key *key);
void cache_leave(struct cached *c);
/* A response that points into it is no more. */
void cache_unlive(struct cached *c);
/* The form that suits the header (Accept-Encoding, or NULL).  pack: makes it
 * if need be, in milliseconds; else FORM__MAX says that it was not made. */
enum form_name cache_form(struct cached *c, const char *accepts, bool pack);
/* Is this what the browser has (If-None-Match, or NULL)? */
bool cache_known(const struct cached *c, enum form_name form,
	const char *header);
/* The reply in that form; a: its texts are copied into it, NULL: they live as
 * long as c.  known: If-None-Match, or NULL. */
void cache_reply(const struct cached *c, enum form_name form, struct arena *a,
	const char *known, struct reply *out);
/* Keeps the reply of q, if it may be kept. */
void cache_keep(struct asking *q);
/* Who drops what the adapter put in sent; once, before serving. */
void cache_drops(const struct app *app, cache_drop *drop);

/* text packed; at NULL: it did not get smaller.  In keep_in. */
struct bytes pack_gzip(struct arena *keep_in, const void *at, size_t n);
struct bytes pack_brotli(struct arena *keep_in, const void *at, size_t n,
	int quality);

#endif
