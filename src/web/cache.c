/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Public pages as they were sent; cache.h says what an entry is.  A table of
 * rows by a keyed hash, so that nobody can choose addresses that share a row,
 * and for each of its two parts a list from newest to oldest.  Room is made
 * from the oldest on; one that was asked for since the last time is passed
 * over once.  One lock, held for a few steps and never while anything is
 * rendered, packed or sent.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "cache.h"

enum { ROWS = 4096, ENTRY_BYTES = 6144, PACKED_LEAST = 256,
	BROTLI_QUALITY = 5,
	HEADERS = sizeof ((struct reply *)0)->headers /
	sizeof ((struct reply *)0)->headers[0] };

struct shelf {
	struct cached *newest, *oldest;
	size_t bytes, most;
};

struct cache {
	pthread_mutex_t lock;
	pthread_mutex_t packing;       /* one page at a time */
	uint8_t key[SECRET_SCATTER];
	struct cached *rows[ROWS];
	struct shelf shelves[2];          /* the second: what is apart */
	cache_drop *drop;
	atomic_bool follows;           /* db_follow was called */
};

/* ---- life ---- */

void
cache_unlive(struct cached *c)
{
	if (atomic_fetch_sub(&c->lives, 1) == 1)
		arena_free(c->arena);
}

static void
sent_drop(const struct cache *cache, struct cached *c)
{
	for (int i = 0; i < FORM__MAX; i++)
		for (int k = 0; k < 2; k++) {
			void *sent = atomic_exchange(&c->sent[i][k], NULL);

			if (sent != NULL && cache->drop != NULL)
				cache->drop(sent);
		}
}

void
cache_leave(struct cached *c)
{
	if (c == NULL || atomic_fetch_sub(&c->users, 1) != 1)
		return;
	sent_drop(c->as.rq.app->cache, c);
	cache_unlive(c);
}

static void
unlist(struct shelf *p, struct cached *c)
{
	*(c->newer != NULL ? &c->newer->older : &p->newest) = c->older;
	*(c->older != NULL ? &c->older->newer : &p->oldest) = c->newer;
	c->newer = c->older = NULL;
}

static void
list_newest(struct shelf *p, struct cached *c)
{
	c->older = p->newest;
	*(p->newest != NULL ? &p->newest->newer : &p->oldest) = c;
	p->newest = c;
}

/* Out of the table; with the lock.  Whoever uses it still may. */
static void
take_out(struct cache *cache, struct cached *c)
{
	struct cached **at = &cache->rows[c->hash % ROWS];
	struct shelf *p = &cache->shelves[c->apart];

	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	unlist(p, c);
	p->bytes -= c->bytes;
	metrics_add(c->as.rq.app, GAUGE_KEPT, -(int64_t)c->bytes);
	cache_leave(c);
}

static void
cache_end(void *arg)
{
	struct cache *cache = arg;

	for (int i = 0; i < 2; i++)
		while (cache->shelves[i].oldest != NULL)
			take_out(cache, cache->shelves[i].oldest);
	pthread_mutex_destroy(&cache->packing);
	pthread_mutex_destroy(&cache->lock);
}

struct cache *
cache_new(struct arena *a, int64_t bytes)
{
	struct cache *cache = arena_alloc(a, sizeof *cache);

	pthread_mutex_init(&cache->lock, NULL);
	pthread_mutex_init(&cache->packing, NULL);
	secret_random(cache->key, sizeof cache->key);
	cache->shelves[1].most = (size_t)bytes / 4;
	cache->shelves[0].most = (size_t)bytes - cache->shelves[1].most;
	arena_defer(a, cache_end, cache);
	return cache;
}

void
cache_drops(const struct app *app, cache_drop *drop)
{
	app->cache->drop = drop;
}

/* ---- finding ---- */

static struct cached *
in_table(struct cache *cache, const char *key, size_t n, uint64_t hash)
{
	struct cached *c = cache->rows[hash % ROWS];

	while (c != NULL && (c->hash != hash || c->key_n != n ||
		memcmp(c->key, key, n) != 0))
		c = c->next;
	return c;
}

static bool
good(const struct app *app, const struct cached *c)
{
	return clock_now() < c->until &&
		db_unchanged(app->wish.store, &c->seen);
}

struct cached *
cache_find(const struct app *app, const struct cache_key *key)
{
	struct cache *cache = app->cache;
	uint64_t hash = secret_scatter(cache->key, key->at, key->n);
	struct cached *c;

	pthread_mutex_lock(&cache->lock);
	c = in_table(cache, key->at, key->n, hash);
	if (c != NULL && !good(app, c)) {
		take_out(cache, c);
		c = NULL;
	}
	if (c != NULL)
		atomic_fetch_add(&c->users, 1);
	pthread_mutex_unlock(&cache->lock);
	if (c != NULL)
		atomic_store_explicit(&c->asked, true, memory_order_relaxed);
	return c;
}

/* ---- keeping ---- */

static void
room_make(struct cache *cache, struct shelf *p)
{
	while (p->bytes > p->most && p->oldest != NULL) {
		struct cached *c = p->oldest;

		if (atomic_exchange(&c->asked, false) && c != p->newest) {
			unlist(p, c);
			list_newest(p, c);
		} else {
			take_out(cache, c);
		}
	}
}

static void
put(struct cache *cache, struct cached *c)
{
	struct shelf *p = &cache->shelves[c->apart];
	struct cached *before, **row;

	pthread_mutex_lock(&cache->lock);
	before = in_table(cache, c->key, c->key_n, c->hash);
	if (before != NULL)
		take_out(cache, before);
	row = &cache->rows[c->hash % ROWS];
	c->next = *row;
	*row = c;
	list_newest(p, c);
	p->bytes += c->bytes;
	metrics_add(c->as.rq.app, GAUGE_KEPT, (int64_t)c->bytes);
	room_make(cache, p);
	pthread_mutex_unlock(&cache->lock);
}

/* Until when it is true where nothing is written: what says "today" is so
 * until midnight, and what has said a number of seconds holds for those. */
static int64_t
until_of(const struct asking *q)
{
	const struct visit *v = &q->rq.visit;
	const char *age = strstr(q->rq.reply.cache, "max-age=");
	int64_t until = v->now + 3600 * INT64_C(1000);
	const char *today = moment_day(v->arena, v->now, v->zone);

	if (q->rq.reply.until != 0 && q->rq.reply.until < until)
		until = q->rq.reply.until;
	if (age != NULL && v->now + strtoll(age + 8, NULL, 10) * 1000 < until)
		until = v->now + strtoll(age + 8, NULL, 10) * 1000;
	/* Midnight is found by halves: zones have odd ones. */
	if (strcmp(moment_day(v->arena, until, v->zone), today) != 0) {
		int64_t from = v->now;

		while (until - from > 1) {
			int64_t half = from + (until - from) / 2;

			if (strcmp(moment_day(v->arena, half, v->zone),
				today) == 0)
				from = half;
			else
				until = half;
		}
	}
	return until;
}

/* May everybody be given it? */
static bool
for_all(const struct asking *q)
{
	const struct request *rq = &q->rq;
	const struct reply *r = &rq->reply;

	if (!q->cached || rq->method != GET || r->status != 200 ||
		r->kind != REPLY_BYTES || r->cache == NULL ||
		strncmp(r->cache, "public", 6) != 0 || r->personal ||
		q->login != NULL || rq->session != NULL || q->bearer ||
		rq->visit.roles != ROLE_ANYONE || rq->read != NULL ||
		r->disposition != NULL || r->location != NULL ||
		q->lang_chosen || q->seen.lost ||
		r->header_count == HEADERS)
		return false;
	for (size_t i = 0; i < r->header_count; i++)
		if (strcmp(r->headers[i].name, "Set-Cookie") == 0)
			return false;
	return true;
}

/* Its texts, in the entry's own arena. */
static void
reply_copy(struct cached *c, const struct reply *r)
{
	struct arena *a = c->arena;
	struct reply *to = &c->as.rq.reply;

	*to = *r;
	to->at = arena_copy(a, r->at, r->n);
	to->type = arena_text(a, r->type);
	to->cache = arena_text(a, r->cache);
	to->etag = arena_text(a, r->etag);
	for (size_t i = 0; i < r->header_count; i++) {
		to->headers[i].name = arena_text(a, r->headers[i].name);
		to->headers[i].value = arena_text(a, r->headers[i].value);
	}
	c->forms[FORM_PLAIN] = (struct bytes){to->at, to->n};
	c->etags[FORM_PLAIN] = to->etag;
}

static bool
packs(const struct cached *c)
{
	const struct reply *r = &c->as.rq.reply;

	return r->n >= PACKED_LEAST && (strncmp(r->type, "text/", 5) == 0 ||
		strstr(r->type, "json") != NULL ||
		strstr(r->type, "xml") != NULL);
}

void
cache_keep(struct asking *q)
{
	struct cache *cache = q->rq.app->cache;
	struct arena *a;
	struct cached *c;
	struct cache_key key;
	bool kept = for_all(q) && cache_key(q->rq.app, q->raw, &key);
	size_t bytes = ENTRY_BYTES + 2 * q->rq.reply.n;

	if (!atomic_exchange(&cache->follows, true))
		db_follow(q->rq.app->wish.store);
	if (!kept || bytes > cache->shelves[key.apart].most / 4)
		return;
	a = arena_new();
	c = arena_alloc(a, sizeof *c);
	c->arena = a;
	c->key = arena_copy(a, key.at, key.n);
	c->key_n = key.n;
	c->hash = secret_scatter(cache->key, key.at, key.n);
	c->row = metrics_row(q->rq.app, q->rq.route);
	c->bytes = bytes;
	c->apart = key.apart;
	c->users = 1;
	c->lives = 1;
	c->until = until_of(q);
	c->seen = q->seen;
	c->as.rq.app = q->rq.app;
	c->as.rq.route = q->rq.route;
	c->as.rq.secure = q->rq.secure;
	reply_copy(c, &q->rq.reply);
	c->packed = !packs(c);
	put(cache, c);
}

/* ---- forms ---- */

/* The lock is not held: several may pack the same; one of them is first. */
static void
pack(struct cached *c)
{
	pthread_mutex_t *one = &c->as.rq.app->cache->packing;
	const struct reply *r = &c->as.rq.reply;
	size_t n = strlen(r->etag) - 1;

	pthread_mutex_lock(one);
	if (!c->packed) {
		c->forms[FORM_GZIP] = pack_gzip(c->arena, r->at, r->n);
		c->forms[FORM_BROTLI] = pack_brotli(c->arena, r->at, r->n,
			BROTLI_QUALITY);
		c->etags[FORM_GZIP] = arena_printf(c->arena, "%.*s-gzip\"",
			(int)n, r->etag);
		c->etags[FORM_BROTLI] = arena_printf(c->arena, "%.*s-br\"",
			(int)n, r->etag);
		c->packed = true;
	}
	pthread_mutex_unlock(one);
}

enum form_name
cache_form(struct cached *c, const char *accepts, bool may_pack)
{
	bool br = accepts != NULL && header_lists(accepts, "br");
	bool gzip = accepts != NULL && header_lists(accepts, "gzip");

	if (!br && !gzip)
		return FORM_PLAIN;
	if (!c->packed && !may_pack)
		return FORM__MAX;
	if (!c->packed)
		pack(c);
	if (br && c->forms[FORM_BROTLI].at != NULL)
		return FORM_BROTLI;
	return gzip && c->forms[FORM_GZIP].at != NULL ? FORM_GZIP : FORM_PLAIN;
}

static const char *const encodings[FORM__MAX] = {
	[FORM_GZIP] = "gzip", [FORM_BROTLI] = "br",
};

bool
cache_known(const struct cached *c, enum form_name form, const char *header)
{
	return header != NULL && etag_listed(header, c->etags[form]);
}

void
cache_reply(const struct cached *c, enum form_name form, struct arena *a,
	const char *known, struct reply *out)
{
	*out = c->as.rq.reply;
	out->at = c->forms[form].at;
	out->n = c->forms[form].n;
	out->etag = c->etags[form];
	if (encodings[form] != NULL) {
		out->headers[out->header_count].name = "Content-Encoding";
		out->headers[out->header_count++].value = encodings[form];
	}
	if (cache_known(c, form, known)) {
		out->status = 304;
		out->at = "";
		out->n = 0;
	}
	if (a == NULL)
		return;
	out->at = arena_copy(a, out->at, out->n);
	out->etag = arena_text(a, out->etag);
	out->type = arena_text(a, out->type);
	out->cache = arena_text(a, out->cache);
	for (size_t i = 0; i < out->header_count; i++) {
		out->headers[i].name = arena_text(a, out->headers[i].name);
		out->headers[i].value = arena_text(a, out->headers[i].value);
	}
}
