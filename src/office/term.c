/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms: who holds a post, and when.  A person's row of posts names a post of
 * the register or has a title of its own.  One person does not hold the same
 * one twice over, and a post is not held by more people at once than it has
 * seats.  Dates that are known roughly clash only where that is sure; a row
 * without dates clashes with its double alone.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define HOLDERS_MOST 500  /* rows of one post that are looked at */

/* ---- within one person ---- */

static bool
same_ref(const json_t *a, const json_t *b, const char *key)
{
	const char *one = text_of(a, key), *other = text_of(b, key);

	return strcmp(one != NULL ? one : "", other != NULL ? other : "") == 0;
}

/* Has it the same text in some language? */
static bool
same_title(struct visit *v, const json_t *a, const json_t *b)
{
	const json_t *title = json_object_get(a, "title");
	const json_t *other = json_object_get(b, "title");
	const char *tag;
	json_t *text;

	json_object_foreach(json_object_get(title, "texts"), tag, text) {
		const char *same = words_in(v->arena, other, tag);

		if (same != NULL && strcmp(same, words_in(v->arena, title,
		    tag)) == 0)
			return true;
	}
	return false;
}

/* A post of the register, or the same title at the same place. */
static bool
same_post(struct visit *v, const json_t *a, const json_t *b)
{
	const char *one = text_of(a, "post"), *other = text_of(b, "post");

	if (one != NULL || other != NULL)
		return one != NULL && other != NULL && strcmp(one, other) == 0;
	return same_title(v, a, b) && same_ref(a, b, "city") &&
		same_ref(a, b, "organisation");
}

static bool
same_term(struct visit *v, const json_t *a, const json_t *b)
{
	const char *held = text_of(a, "held"), *other = text_of(b, "held");

	if (!same_post(v, a, b))
		return false;
	return (held == NULL && other == NULL) || days_clash(held, other);
}

static enum err
own_check(struct visit *v, const json_t *rows, size_t at)
{
	const json_t *row = json_array_get(rows, at);

	for (size_t i = 0; i < at; i++)
		if (same_term(v, row, json_array_get(rows, i)))
			return fail_field(v, arena_printf(v->arena,
				"posts.%zu.held", at), "person.wrong-twice",
				NULL, NULL);
	return OK;
}

/* ---- among people ---- */

struct holder {
	struct record *person;
	const char *held;  /* or NULL */
};

static enum err
owners_read(struct visit *v, struct id post, struct id *ids, size_t *n)
{
	struct db_stmt *s = db_ask(v->db, "SELECT DISTINCT \"owner\""
		" FROM \"person_posts\" WHERE \"post\" = ?");
	bool row;

	db_bind_id(s, post);
	for (*n = 0;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (*n == HOLDERS_MOST)
			break;
		ids[(*n)++] = db_id(s, 0);
	}
	db_done(s);
	return OK;
}

/* The person's rows of this post. */
static void
holder_add(struct visit *v, struct record *person, struct id post,
	struct holder *out, size_t *n)
{
	const char *wanted = id_text(v->arena, post);
	json_t *row;
	size_t i;

	json_array_foreach(record_value(person, "posts"), i, row) {
		const char *text = text_of(row, "post");

		if (text != NULL && strcmp(text, wanted) == 0 &&
		    *n < HOLDERS_MOST)
			out[(*n)++] = (struct holder){ person,
				text_of(row, "held") };
	}
}

/* Every term of a post that the visitor may see. */
static enum err
holders_read(struct visit *v, struct id post, struct holder **out, size_t *n)
{
	struct id *ids = arena_alloc(v->arena, HOLDERS_MOST * sizeof *ids);
	struct record *person;
	size_t owners;

	*out = arena_alloc(v->arena, HOLDERS_MOST * sizeof **out);
	*n = 0;
	TRY(owners_read(v, post, ids, &owners));
	for (size_t i = 0; i < owners; i++) {
		TRY(record_peek(v, &entity_person, ids[i],
			"names posts", &person));
		if (person != NULL && person->standing == RECORD_THERE)
			holder_add(v, person, post, *out, n);
	}
	return OK;
}

/* How many others sit on the first day of this term that is theirs too. */
static size_t
crowd_at(const struct holder *all, size_t n, const char *held, int day)
{
	size_t count = 0;
	int first, last;

	for (size_t i = 0; i < n; i++)
		if (days_clash(all[i].held, held) &&
		    days_sure(all[i].held, &first, &last) &&
		    first <= day && day <= last)
			count++;
	return count;
}

/* Of those whose term clashes, one on whose first day all seats are taken. */
static const struct holder *
seat_taken(const struct holder *all, size_t n, const char *held, size_t seats)
{
	int own_first, own_last, first, last;

	if (!days_sure(held, &own_first, &own_last))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (!days_clash(all[i].held, held) ||
		    !days_sure(all[i].held, &first, &last))
			continue;
		if (crowd_at(all, n, held, first > own_first ? first :
		    own_first) >= seats)
			return &all[i];
	}
	return NULL;
}

static enum err
seat_check(struct visit *v, const struct draft *d, const json_t *row, size_t at)
{
	const char *held = text_of(row, "held");
	const struct holder *other;
	struct holder *all;
	struct record *post;
	struct id id;
	size_t n, others = 0;

	if (held == NULL || text_of(row, "post") == NULL ||
	    !id_parse(text_of(row, "post"), &id))
		return OK;
	TRY(record_peek(v, &entity_post, id, "seats", &post));
	TRY(holders_read(v, id, &all, &n));
	for (size_t i = 0; i < n; i++)
		if (d->before == NULL || !id_same(all[i].person->id,
		    d->before->id))
			all[others++] = all[i];
	other = seat_taken(all, others, held, post != NULL ?
		(size_t)record_int(post, "seats", 1) : 1);
	if (other == NULL)
		return OK;
	return fail_way(v, arena_printf(v->arena, "posts.%zu.held", at),
		"person.wrong-held", record_title(v, other->person),
		text_date(v->arena, v->lang, other->held),
		arena_printf(v->arena, "/office/people/%s/edit#f-posts",
		id_text(v->arena, other->person->id)));
}

enum err
terms_check(struct visit *v, struct draft *d)
{
	json_t *rows = json_object_get(d->fields, "posts"), *row;
	enum err err = OK;
	size_t i;

	json_array_foreach(rows, i, row) {
		enum err one = own_check(v, rows, i);

		if (text_of(row, "post") == NULL &&
		    json_object_get(row, "title") == NULL)
			one = fail_field(v, arena_printf(v->arena,
				"posts.%zu.post", i), "person.wrong-post",
				NULL, NULL);
		if (one == OK)
			one = seat_check(v, d, row, i);
		if (one != OK && one != ERR_INPUT)
			return one;
		if (one != OK)
			err = one;
	}
	return err;
}

/* ---- shown ---- */

static int
newest_first(const void *a, const void *b)
{
	const struct holder *one = a, *other = b;
	int first = 0, last, other_first = 0;

	days_of(one->held, &first, &last);
	days_of(other->held, &other_first, &last);
	return (first < other_first) - (first > other_first);
}

enum err
holders_seen(struct visit *v, const struct record *post, json_t *view)
{
	json_t *list = json_array();
	struct holder *all;
	size_t n;

	json_object_set_new(view, "terms", list);
	TRY(holders_read(v, post->id, &all, &n));
	qsort(all, n, sizeof *all, newest_first);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s}",
			"title", record_title(v, all[i].person),
			"when", all[i].held != NULL ? text_date_short(v->arena,
			v->lang, all[i].held) : "",
			"where", "", "href", arena_printf(v->arena,
			"/office/people/%s", id_text(v->arena,
			all[i].person->id))));
	json_object_set_new(view, "terms_there", json_boolean(n > 0));
	return OK;
}
