/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several offices on one server, each under a host of its own: a guest who
 * asks for one's host is shown that office's records.  Which host is whose
 * stands in the records of kind "office", is read once in a while, and anew
 * when anything was written here.  Where there is one office, or none of that
 * host, a guest is shown what all of them show.
 */
#include <pthread.h>
#include <string.h>

#include "base/clock.h"
#include "inside.h"

enum { HOSTS_MOST = 500, LASTS = 5000 };

struct host {
	char name[201];
	struct id office;
};

struct hosts {
	pthread_mutex_t lock;
	bool known;
	int64_t read;              /* clock_ticks */
	struct db_seen seen;       /* what was read */
	size_t n;                  /* offices, with or without a host */
	struct host at[HOSTS_MOST];
};

static void
hosts_end(void *hosts)
{
	pthread_mutex_destroy(&((struct hosts *)hosts)->lock);
}

struct hosts *
hosts_new(struct arena *a)
{
	struct hosts *h = arena_alloc(a, sizeof *h);

	pthread_mutex_init(&h->lock, NULL);
	arena_defer(a, hosts_end, h);
	return h;
}

void
hosts_forget(const struct app *app)
{
	/* Then it is known by itself what was written to. */
	if (db_follows(app->wish.store))
		return;
	pthread_mutex_lock(&app->hosts->lock);
	app->hosts->known = false;
	pthread_mutex_unlock(&app->hosts->lock);
}

/* False: it is too long ago that they were read. */
static bool
known_office(struct hosts *h, const struct db *store, const char *name,
	struct id *office)
{
	bool known;

	pthread_mutex_lock(&h->lock);
	known = h->known && (db_follows(store) ?
		db_unchanged(store, &h->seen) :
		clock_ticks() - h->read < LASTS);
	for (size_t i = 0; known && h->n > 1 && i < h->n; i++)
		if (*name != '\0' && strcmp(h->at[i].name, name) == 0)
			*office = h->at[i].office;
	pthread_mutex_unlock(&h->lock);
	return known;
}

static enum err
hosts_read(struct visit *v, struct host *at, size_t *n)
{
	struct db_stmt *s = db_ask(v->db, "SELECT id, host FROM office "
		"WHERE standing = 0 ORDER BY id DESC LIMIT ?");
	bool row;

	db_bind_int(s, HOSTS_MOST);
	for (*n = 0;; ++*n) {
		const char *name;

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		name = db_text(s, 1);
		at[*n].office = db_id(s, 0);
		if (strlen(name) < sizeof at[*n].name)
			memcpy(at[*n].name, name, strlen(name));
	}
}

bool
hosts_there(const struct catalogue *c)
{
	const struct entity *of = catalogue_entity(c, "office");

	return of != NULL && field_named(of->fields, "host") != NULL;
}

enum err
hosts_find(struct asking *q)
{
	struct visit *v = &q->rq.visit;
	struct hosts *h = q->rq.app->hosts;
	struct host *at;
	size_t n;

	if (!q->rq.app->hosted ||
	    known_office(h, v->store, q->host_name, &v->office)) {
		db_watch_table(v->db, "office");
		return OK;
	}
	at = arena_alloc(v->arena, HOSTS_MOST * sizeof *at);
	TRY(hosts_read(v, at, &n));
	pthread_mutex_lock(&h->lock);
	memcpy(h->at, at, n * sizeof *at);
	h->n = n;
	h->seen = q->seen;
	h->read = clock_ticks();
	h->known = true;
	pthread_mutex_unlock(&h->lock);
	(void)known_office(h, v->store, q->host_name, &v->office);
	return OK;
}

bool
hosts_office(const struct app *app, const char *name, struct id *office)
{
	if (!app->hosted)
		return true;
	return known_office(app->hosts, app->wish.store, name, office);
}
