/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What readers see beneath an article: comments in the order in which they
 * came, each with the answers to it, and stubs where one is not shown (any
 * more).  Each has a number that never changes:
 *
 *	comment_place     comment | article | number, given when it was first
 *	                  shown, counted from 1
 *
 * An article whose comments are older than these numbers has them numbered as
 * they stand, when the next one comes.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"
#include "moderation.h"

#define HELD_MOST 100      /* numbers without a comment that are looked after */

static bool
is(const struct record *c, const char *state)
{
	const char *text = record_text(c, "state");

	return text != NULL && strcmp(text, state) == 0;
}

/* ---- numbers ---- */

static enum err
place_last(struct visit *v, struct id article, int64_t *last)
{
	struct db_stmt *s = db_ask(v->db, "SELECT MAX(number) "
		"FROM comment_place WHERE article = ?");
	bool row;

	db_bind_id(s, article);
	TRY(db_step(s, &row));
	*last = row && !db_null(s, 0) ? db_int(s, 0) : 0;
	db_done(s);
	return OK;
}

static enum err
place_put(struct visit *v, struct id article, struct id comment,
	int64_t number)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO comment_place "
		"(comment, article, number) VALUES (?, ?, ?)");

	db_bind_id(s, comment);
	db_bind_id(s, article);
	db_bind_int(s, number);
	return db_run(s);
}

/* Those that were there before there were numbers, all but this one. */
static enum err
places_begin(struct visit *v, struct id article, struct id but, int64_t *last)
{
	struct db_stmt *s = db_ask(v->db, "SELECT id FROM comment "
		"WHERE article = ? AND state <> 'held' AND id <> ? "
		"ORDER BY at, id");
	struct buf ids = buf_in(v->arena, 256 << 20);
	bool row;

	db_bind_id(s, article);
	db_bind_id(s, but);
	for (;;) {
		struct id id;

		TRY(db_step(s, &row));
		if (!row)
			break;
		id = db_id(s, 0);
		buf_add(&ids, (const char *)&id, sizeof id);
	}
	for (size_t i = 0; i < ids.n / sizeof(struct id); i++) {
		struct id id;

		memcpy(&id, ids.at + i * sizeof id, sizeof id);
		TRY(place_put(v, article, id, ++*last));
	}
	return OK;
}

static enum err
place_there(struct visit *v, struct id comment, bool *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT number FROM comment_place "
		"WHERE comment = ?");

	db_bind_id(s, comment);
	TRY(db_step(s, out));
	db_done(s);
	return OK;
}

enum err
comment_place_take(struct visit *v, const struct record *comment, bool fresh)
{
	struct id article = record_ref(comment, "article");
	bool there = false;
	int64_t last;

	if (!fresh)
		TRY(place_there(v, comment->id, &there));
	if (there)
		return OK;
	TRY(place_last(v, article, &last));
	if (last == 0)
		TRY(places_begin(v, article, comment->id, &last));
	return place_put(v, article, comment->id, last + 1);
}

/* "id" to its number, of the newest of the article; *last the greatest. */
static enum err
places_read(struct visit *v, struct id article, struct map **out,
	int64_t *last)
{
	struct db_stmt *s = db_ask(v->db, "SELECT comment, number "
		"FROM comment_place WHERE article = ? "
		"ORDER BY number DESC LIMIT 1000");
	bool row;

	*out = map_new(v->arena);
	*last = 0;
	db_bind_id(s, article);
	for (;;) {
		int64_t *number;

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		number = arena_alloc(v->arena, sizeof *number);
		*number = db_int(s, 1);
		if (*number > *last)
			*last = *number;
		map_put(*out, id_text(v->arena, db_id(s, 0)), number);
	}
}

/* Of those beyond the newest: a comment may be shown long after it came. */
static enum err
place_read(struct visit *v, struct id comment, struct map *numbers)
{
	const char *id = id_text(v->arena, comment);
	struct db_stmt *s;
	int64_t *number;
	bool row;

	if (map_get(numbers, id) != NULL)
		return OK;
	s = db_ask(v->db, "SELECT number FROM comment_place "
		"WHERE comment = ?");
	db_bind_id(s, comment);
	TRY(db_step(s, &row));
	if (row) {
		number = arena_alloc(v->arena, sizeof *number);
		*number = db_int(s, 0);
		map_put(numbers, id, number);
	}
	db_done(s);
	return OK;
}

/* ---- one of them ---- */

/* Every key is there, though empty: mustache looks for one that is not there
 * further out. */
static json_t *
view_blank(struct visit *v, const struct record *c)
{
	static const char *const texts[] = { "at", "when", "nickname", "text",
		"lang", "reason", "reason_lang", "rule", "rule_lang",
		"decided_says", "says", "number", NULL };
	json_t *view = json_pack("{s:s, s:b, s:b, s:b, s:b, s:b}", "id",
		id_text(v->arena, c->id), "reply", 0, "removed", 0,
		"objectable", 0, "blocked", is(c, "blocked"), "sample",
		record_flag(c, "sample"));

	for (const char *const *t = texts; *t != NULL; t++)
		json_object_set_new(view, *t, json_string(""));
	return view;
}

static void
put(json_t *view, const char *key, const char *text)
{
	json_object_set_new(view, key, json_string(text != NULL ? text : ""));
}

static void
put_moment(struct visit *v, json_t *view, const struct record *c)
{
	const char *at = record_text(c, "at");
	int64_t moment;
	char zone[64];

	if (at == NULL || !moment_parse(at, v->zone, &moment, zone))
		return;
	put(view, "at", at);
	put(view, "when", text_moment(v->arena, v->lang, moment, v->zone));
}

static enum err
put_removed(struct visit *v, json_t *view, const struct record *c)
{
	TRY(comment_stub(v, c, view));
	put(view, "says", message(v->lang, "comments.is-removed"));
	json_object_set_new(view, "objectable", json_boolean(
		!record_flag(c, "sample")));
	return OK;
}

/* A page of it may be kept: it says until when, not how many days are left. */
static const char *
blocked_says(struct visit *v, const struct record *c)
{
	const char *until = record_text(c, "until");

	return until == NULL ? message(v->lang, "comments.blocked") :
		message_with(v->arena, v->lang, "comments.blocked-until",
			text_date(v->arena, v->lang, until), NULL, NULL);
}

/* What a reader sees: of one that is not shown only that it was there, and why
 * not. */
static enum err
comment_view(struct visit *v, const struct record *c, json_t **out)
{
	const char *tag = record_text(c, "language");
	json_t *view = *out = view_blank(v, c);

	put_moment(v, view, c);
	if (is(c, "shown")) {
		put(view, "nickname", record_text(c, "nickname"));
		put(view, "text", record_text(c, "text"));
		put(view, "lang", tag != NULL ? lang_html(tag) : "");
		return OK;
	}
	json_object_set_new(view, "removed", json_true());
	if (is(c, "removed"))
		return put_removed(v, view, c);
	put(view, "says", is(c, "blocked") ? blocked_says(v, c) :
		message(v->lang, is(c, "held") ? "comments.held-again" :
		"comments.withdrawn"));
	return OK;
}

/* ---- all of them ---- */

struct thread {
	struct visit *v;
	struct record **at;
	size_t n;
	bool *done;
	struct map *numbers;
	int64_t last;        /* number that was given */
	const char *older;   /* cursor, or NULL */
	json_t *out;
};

/* One that was never numbered stands behind the others, in its order. */
static const char *
number_of(struct thread *t, const struct record *c)
{
	const int64_t *number = map_get(t->numbers, id_text(t->v->arena,
		c->id));

	return arena_printf(t->v->arena, "%lld", (long long)(number != NULL ?
		*number : 0));
}

/* A comment and, behind it, the answers to it; each once. */
static enum err
put_thread(struct thread *t, size_t at, int depth)
{
	const struct record *c = t->at[at];
	json_t *view;

	t->done[at] = true;
	TRY(comment_view(t->v, c, &view));
	put(view, "number", number_of(t, c));
	json_object_set_new(view, "reply", json_boolean(depth > 0));
	json_array_append_new(t->out, view);
	for (size_t i = at + 1; i < t->n && depth < 8; i++)
		if (!t->done[i] && id_same(record_ref(t->at[i], "answers"),
		    c->id))
			TRY(put_thread(t, i, depth + 1));
	return OK;
}

struct missing {
	struct thread *thread;
	struct map *seen;
	size_t n;
	enum err err;
};

/* A number whose comment was not read: held now, hidden or erased. */
static void
missing_add(const char *key, void *value, void *arg)
{
	struct missing *m = arg;
	struct visit *v = m->thread->v;
	struct record *r;
	struct id id;

	(void)value;
	if (m->err != OK || m->n == HELD_MOST || !id_parse(key, &id) ||
	    map_get(m->seen, key) != NULL)
		return;
	m->n++;
	m->err = record_peek(v, &entity_comment, id, NULL, &r);
	if (m->err == OK && r != NULL && r->standing == RECORD_THERE &&
	    is(r, "held"))
		m->thread->at[m->thread->n++] = r;
}

/* Held, and shown before: the answers to it are there, and its number. */
static enum err
held_add(struct thread *t)
{
	struct missing m = { .thread = t, .seen = map_new(t->v->arena) };

	for (size_t i = 0; i < t->n; i++)
		map_put(m.seen, id_text(t->v->arena, t->at[i]->id), t);
	map_each(t->numbers, missing_add, &m);
	return m.err;
}

/* When it was written, for the order; those of one moment by id. */
static int
older_first(const void *a, const void *b)
{
	const struct record *one = *(struct record *const *)a;
	const struct record *other = *(struct record *const *)b;
	const char *at = record_text(one, "at"), *then =
		record_text(other, "at");
	int64_t first = one->made, second = other->made;
	char zone[64];

	if (at != NULL)
		moment_parse(at, "UTC", &first, zone);
	if (then != NULL)
		moment_parse(then, "UTC", &second, zone);
	return first != second ? (first < second ? -1 : 1) :
		memcmp(one->id.b, other->id.b, sizeof one->id.b);
}

/* All that were ever shown, the newest QUERY_MOST of them or of those behind
 * the cursor, oldest first. */
static enum err
thread_read(struct visit *v, const struct record *article, const char *behind,
	struct thread *t)
{
	struct query *q = query_of(v, &entity_comment);
	struct list list;

	query_where(q, "article", QUERY_IS, id_text(v->arena, article->id));
	query_where(q, "state", QUERY_IS_NOT, "held");
	query_order(q, "-at");
	query_limit(q, QUERY_MOST);
	if (behind != NULL)
		query_after(q, behind);
	TRY(query_run(q, &list));
	t->older = list.next;
	t->at = arena_alloc(v->arena, (list.n + HELD_MOST + 1) *
		sizeof *t->at);
	if (list.n > 0)
		memcpy(t->at, list.at, list.n * sizeof *t->at);
	t->n = list.n;
	TRY(places_read(v, article->id, &t->numbers, &t->last));
	for (size_t i = 0; i < t->n && t->last > 0; i++)
		TRY(place_read(v, t->at[i]->id, t->numbers));
	if (list.next == NULL && behind == NULL)
		TRY(held_add(t));
	if (t->n > 1)
		qsort(t->at, t->n, sizeof *t->at, older_first);
	return OK;
}

static void
number_rest(struct thread *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const char *id = id_text(t->v->arena, t->at[i]->id);
		int64_t *number;

		if (map_get(t->numbers, id) != NULL)
			continue;
		number = arena_alloc(t->v->arena, sizeof *number);
		*number = ++t->last;
		map_put(t->numbers, id, number);
	}
}

static enum err
thread_view(struct thread *t)
{
	struct visit *v = t->v;

	number_rest(t);
	t->done = arena_alloc(v->arena, t->n + 1);
	for (size_t i = 0; i < t->n; i++)
		if (!t->done[i] && id_none(record_ref(t->at[i], "answers")))
			TRY(put_thread(t, i, 0));
	for (size_t i = 0; i < t->n; i++)
		if (!t->done[i])
			TRY(put_thread(t, i, 0));
	return OK;
}

enum err
comments_of(struct visit *v, const struct record *article, const char *behind,
	struct comments *out)
{
	struct thread t = { .v = v, .out = keep(v, json_array()) };
	unsigned roles = v->roles;
	enum err err;

	/* The public may not see removed ones; that they were there, it may. */
	v->roles |= ROLE_SYSTEM;
	err = thread_read(v, article, behind, &t);
	if (err == OK)
		err = thread_view(&t);
	v->roles = roles;
	*out = (struct comments){ t.out, t.older, t.older != NULL ||
		behind != NULL ? t.last : (int64_t)json_array_size(t.out) };
	return err;
}
