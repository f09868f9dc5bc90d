/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many comments wait, and which of them came from one place.  Of a network
 * there is no more than a hash that lasts a day; it is compared here and never
 * handed on.
 */
#include <string.h>

#include "inside.h"
#include "moderation.h"

#define LIKES_READ 5000    /* held ones whose networks are compared */

/* The condition that a comment, c, is of the visitor's office. */
static const char *
of_office(const struct visit *v)
{
	return id_none(v->office) ? "" :
		" AND (c.office = ? OR c.office IS NULL)";
}

static void
bind_office(const struct visit *v, struct db_stmt *s)
{
	if (!id_none(v->office))
		db_bind_id(s, v->office);
}

static enum err
one_int(struct db_stmt *s, int64_t *out)
{
	bool row;

	TRY(db_step(s, &row));
	*out = row ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

static enum err
count_where(struct visit *v, const char *where, int64_t *out)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT COUNT(*) FROM (SELECT 1 FROM comment c WHERE %s"
		" AND c.standing = 0%s LIMIT %d) w", where, of_office(v),
		WAITING_MOST));

	bind_office(v, s);
	return one_int(s, out);
}

/* Reports are counted in a field that a comment without any has not. */
static const struct waiting {
	const char *what, *where;
	bool waits;
} waitings[] = {
	{ "held", "c.state = 'held'", true },
	{ "objected", "c.objected = 'open' AND c.state = 'removed'", true },
	{ "reported", "c.reported > 0 AND c.state = 'shown'", true },
	{ "blocked", "c.state = 'blocked'", false },
	{0}
};

enum err
comments_waiting_of(struct visit *v, const char *what, int64_t *out)
{
	*out = 0;
	for (const struct waiting *w = waitings; w->what != NULL; w++)
		if (strcmp(w->what, what) == 0)
			return count_where(v, w->where, out);
	return OK;
}

enum err
comments_waiting(struct visit *v, int64_t *out)
{
	int64_t n;

	*out = 0;
	for (const struct waiting *w = waitings; w->what != NULL; w++) {
		if (!w->waits)
			continue;
		TRY(count_where(v, w->where, &n));
		*out += n;
	}
	if (*out > WAITING_MOST)
		*out = WAITING_MOST;
	return OK;
}

/* ---- of one network ---- */

/* Those held whose network is known yet: once the key of a day is gone nobody
 * is to say what came from one place. */
#define HELD_FROM " FROM comment c" \
	" JOIN comment_secret s ON s.comment = c.id" \
	" JOIN comment_day d ON d.day = s.day" \
	" WHERE c.state = 'held' AND c.standing = 0"

struct likes {
	struct map *of;          /* a comment's id to the count of its network */
};

static int64_t *
count_of(struct visit *v, struct map *networks, struct db_stmt *s)
{
	struct bytes network = db_blob(s, 2);
	const char *key = arena_printf(v->arena, "%lld %s",
		(long long)db_int(s, 1), secret_hex(v->arena,
			(const uint8_t *)network.at, network.n));
	int64_t *count = map_get(networks, key);

	if (count == NULL) {
		count = arena_alloc(v->arena, sizeof *count);
		*count = 0;
		map_put(networks, key, count);
	}
	return count;
}

enum err
comments_likes(struct visit *v, struct likes **out)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT c.id, s.day, s.network" HELD_FROM "%s LIMIT %d",
		of_office(v), LIKES_READ));
	struct map *networks = map_new(v->arena);
	bool row;

	*out = arena_alloc(v->arena, sizeof **out);
	(*out)->of = map_new(v->arena);
	bind_office(v, s);
	for (;;) {
		int64_t *count;

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		count = count_of(v, networks, s);
		++*count;
		map_put((*out)->of, id_text(v->arena, db_id(s, 0)), count);
	}
}

int64_t
likes_of(struct visit *v, const struct likes *likes, struct id comment)
{
	const int64_t *count = map_get(likes->of, id_text(v->arena, comment));

	return count != NULL ? *count - 1 : 0;
}

enum err
comments_like(struct visit *v, struct id comment, struct id **out, size_t *n)
{
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT c.id" HELD_FROM "%s AND s.day = (SELECT day"
		" FROM comment_secret WHERE comment = ?) AND s.network ="
		" (SELECT network FROM comment_secret WHERE comment = ?)"
		" ORDER BY c.at, c.id LIMIT %d", of_office(v), LIKE_MOST));
	bool row;

	bind_office(v, s);
	db_bind_id(s, comment);
	db_bind_id(s, comment);
	*out = arena_alloc(v->arena, LIKE_MOST * sizeof **out);
	for (*n = 0; *n < LIKE_MOST; (*n)++) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		(*out)[*n] = db_id(s, 0);
	}
	db_done(s);
	return OK;
}
