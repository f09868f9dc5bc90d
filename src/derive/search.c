/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Asking the search index.  Titles come first, then the rest, each newest
 * first.  Who is not staff is looked for in the parts "title" and "open",
 * which hold nothing of hidden records, and are shown no entry that is not
 * open unless it may be shared with them.  What was found and is out of the
 * visitor's sight, another office's say, is passed over.
 *
 * A page goes on behind a cursor "t.N" or "r.N": in the titles or the rest,
 * below entry N.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define PHRASES 12

struct asking {
	struct visit *v;
	const char *match, *titles;  /* what is bound; NULL: nothing to ask */
	const struct entity *kind;   /* only these; NULL: all */
	json_t *results;
	size_t limit;
	const char *cursor;          /* of the next page, or NULL */
};

static const char *
match_in(struct visit *v, const char *columns,
	const struct text_phrase *said, size_t n)
{
	struct db_phrase phrases[PHRASES];

	for (size_t i = 0; i < n; i++)
		phrases[i] = (struct db_phrase){ said[i].tokens,
			said[i].prefix };
	return db_search_match(v->arena, db_engine(v->store), columns, phrases,
		n);
}

/* Sets key to the language of words that are seen in another than the
 * visitor's. */
static void
put_lang(json_t *view, const char *key, const struct words_seen *seen)
{
	if (seen->foreign && seen->lang != NULL)
		view_text(view, key, lang_html(seen->lang));
}

static void
put_title(struct visit *v, json_t *view, const struct record *r)
{
	const char *title = record_title(v, r), *name = r->of->title;
	const json_t *words = json_object_get(r->fields,
		arena_copy(v->arena, name, strcspn(name, " ")));
	struct words_seen seen;

	view_text(view, "title", title);
	if (!json_is_object(words))
		return;
	seen = words_see(v->arena, words, v->lang);
	if (strcmp(seen.text, title) == 0)
		put_lang(view, "title_lang", &seen);
}

static void
put_excerpt(struct visit *v, json_t *view, const struct record *r)
{
	struct buf text = buf_in(v->arena, 1 << 16);
	struct words_seen seen;

	for (const struct field *f = r->of->fields; f->name != NULL; f++) {
		json_t *value = json_object_get(r->fields, f->name);

		if (f->kind != FIELD_PROSE || value == NULL ||
		    !field_readable(v, r->of, f))
			continue;
		seen = words_see(v->arena, value, v->lang);
		markdown_text(v->arena, seen.text, &text);
		put_lang(view, "excerpt_lang", &seen);
		break;
	}
	view_text(view, "excerpt", text_cut(v->arena, text.at, 120));
}

/* May such a record be shared with this partner? */
static bool
for_partner(const struct visit *v, const struct entity *of)
{
	return (v->roles & ROLE_PARTNER) && of->shared.tie != NULL;
}

static json_t *
result_of(struct visit *v, const struct record *r)
{
	json_t *view = json_object();
	const char *page = record_page(v, r);

	view_text(view, "kind", r->of->name);
	view_text(view, "kind_label", entity_label(v, r->of));
	view_text(view, "id", id_text(v->arena, r->id));
	put_title(v, view, r);
	view_text(view, "href", visit_staff(v) || page == NULL ||
		for_partner(v, r->of) ? office_page(v, r->of, r->id) : page);
	view_text(view, "page", page);
	put_excerpt(v, view, r);
	return view;
}

/* The record of an entry, if the visitor may see it and asked for its kind. */
static enum err
entry_result(struct asking *a, int64_t number, json_t **out)
{
	struct visit *v = a->v;
	struct problem *said = v->problems, **last = v->last_problem;
	struct db_stmt *s = db_ask(v->db, "SELECT entity, record, open"
		" FROM search_entry WHERE number = ?");
	const struct entity *of;
	struct record *r;
	struct id id;
	bool row, open;
	enum err err;

	*out = NULL;
	db_bind_int(s, number);
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	of = catalogue_entity(v->catalogue, db_text(s, 0));
	id = db_id(s, 1);
	open = db_int(s, 2) != 0;
	db_done(s);
	if (of == NULL || (a->kind != NULL && of != a->kind) ||
	    (of->read & v->roles) == 0 || (!visit_staff(v) &&
	    !for_partner(v, of) && (!open || of->page == NULL)))
		return OK;
	err = record_get(v, of, id, &r);
	if (err == OK)
		*out = result_of(v, r);
	if (err != ERR_MISSING)
		return err;
	v->problems = said;
	v->last_problem = last;
	*last = NULL;
	return OK;
}

/* Entries that match, below a number, into numbers; at most limit + 1. */
static enum err
numbers_of(struct asking *a, const char *match, int64_t below,
	int64_t *numbers, size_t most, size_t *n)
{
	struct db_stmt *s = db_ask(a->v->db,
		db_search_find_sql(db_engine(a->v->store)));
	bool row;

	db_bind_text(s, match);
	db_bind_int(s, below);
	db_bind_int(s, (int64_t)most);
	for (*n = 0;; (*n)++) {
		TRY(db_step(s, &row));
		if (!row || *n == most) {
			db_done(s);
			return OK;
		}
		numbers[*n] = db_int(s, 0);
	}
}

/* Was the entry found by its title, and so told before the rest? */
static enum err
titled(struct asking *a, int64_t number, bool *so)
{
	struct db_stmt *s;

	*so = false;
	if (a->titles == NULL)
		return OK;
	s = db_say(a->v->db, arena_printf(a->v->arena,
		"SELECT 1 FROM search_words WHERE %s AND rowid = ?",
		db_dialects[db_engine(a->v->store)].search_match));
	db_bind_text(s, a->titles);
	db_bind_int(s, number);
	TRY(db_step(s, so));
	db_done(s);
	return OK;
}

/* Goes on behind entry `below` at the next call. */
static void
stop_at(struct asking *a, char part, int64_t below)
{
	a->cursor = arena_printf(a->v->arena, "%c.%lld", part,
		(long long)below);
}

static enum err
entry_take(struct asking *a, char part, int64_t number)
{
	json_t *result = NULL;
	bool told = false;

	if (part == 'r')
		TRY(titled(a, number, &told));
	if (!told)
		TRY(entry_result(a, number, &result));
	if (result != NULL)
		json_array_append_new(a->results, result);
	return OK;
}

/* Fills the results from one part, until they are enough. */
static enum err
part_ask(struct asking *a, char part, const char *match, int64_t below)
{
	int64_t numbers[64];
	size_t n = 0, rounds = 0;

	do {
		TRY(numbers_of(a, match, below, numbers, 64, &n));
		for (size_t i = 0; i < n; i++) {
			if (json_array_size(a->results) == a->limit) {
				stop_at(a, part, below);
				return OK;
			}
			TRY(entry_take(a, part, numbers[i]));
			below = numbers[i];
		}
	} while (n == 64 && ++rounds < 32);
	if (n == 64)
		stop_at(a, part, below);
	return OK;
}

static enum err
ask(struct asking *a, const char *after)
{
	bool rest = after != NULL && *after == 'r';
	int64_t below = after != NULL && after[0] != '\0' && after[1] == '.' ?
		strtoll(after + 2, NULL, 10) : INT64_MAX;

	if (a->match == NULL)
		return OK;
	if (!rest) {
		TRY(part_ask(a, 't', a->titles, below));
		below = INT64_MAX;
	}
	return a->cursor != NULL ? OK : part_ask(a, 'r', a->match, below);
}

enum err
search_view(struct visit *v, const char *q, const char *kind, size_t limit,
	const char *after, json_t **out)
{
	struct asking a = { .v = v, .limit = limit < 1 ? 1 : limit > 100 ?
		100 : limit };
	struct text_phrase said[PHRASES];
	const char *taken;
	size_t n;

	*out = NULL;
	if (q == NULL || text_take(v->arena, q, strlen(q), &taken) != TEXT_GOOD)
		taken = "";
	taken = text_cut(v->arena, taken, 200);
	n = text_query(v->arena, taken, said, PHRASES);
	a.titles = match_in(v, "title", said, n);
	a.match = match_in(v, visit_staff(v) ? NULL : "title open", said, n);
	a.kind = kind != NULL && *kind != '\0' ?
		catalogue_entity(v->catalogue, kind) : NULL;
	a.results = keep(v, json_array());
	TRY(ask(&a, after));
	*out = json_pack("{s:s, s:O, s:i, s:s?, s:b}", "q", taken,
		"results", a.results, "count",
		(int)json_array_size(a.results), "next", a.cursor,
		"empty", *taken != '\0' && json_array_size(a.results) == 0);
	return *out != NULL ? OK : ERR_BROKEN;
}

/* ---- how many of each kind ---- */

#define COUNTED 1000       /* entries that are counted at most */

struct counting {
	json_t *kinds;     /* {"tie": 3} */
	int64_t all;
};

static void
count_add(struct counting *c, const char *kind, int64_t n)
{
	int64_t before = json_integer_value(json_object_get(c->kinds, kind));

	json_object_set_new(c->kinds, kind, json_integer(before + n));
	c->all += n;
}

/* Nothing but its roles keeps this visitor from what is in the index. */
static bool
counts_kind(const struct visit *v, const struct entity *of)
{
	return of != NULL && (of->read & v->roles) != 0 && (visit_staff(v) ||
		(of->page != NULL && of->within == NULL));
}

static enum err
count_all(struct asking *a, struct counting *c)
{
	struct visit *v = a->v;
	struct db_stmt *s = db_say(v->db, arena_printf(v->arena,
		"SELECT entity, count(*) FROM search_entry WHERE number IN"
		" (SELECT rowid FROM search_words WHERE %s LIMIT %d)%s"
		" GROUP BY entity",
		db_dialects[db_engine(v->store)].search_match, COUNTED + 1,
		visit_staff(v) ? "" : " AND open = 1"));
	bool row;

	db_bind_text(s, a->match);
	for (;;) {
		const struct entity *of;

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		of = catalogue_entity(v->catalogue, db_text(s, 0));
		if (counts_kind(v, of))
			count_add(c, of->name, db_int(s, 1));
	}
}

/* One by one, for whom not all may be known of. */
static enum err
count_seen(struct asking *a, struct counting *c)
{
	int64_t numbers[200];
	json_t *result;
	size_t n;

	TRY(numbers_of(a, a->match, INT64_MAX, numbers, 200, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(entry_result(a, numbers[i], &result));
		if (result != NULL)
			count_add(c, view_get(keep(a->v, result), "kind"), 1);
	}
	if (n == 200)
		c->all = COUNTED + 1;
	return OK;
}

static void
asking_begin(struct visit *v, const char *q, struct asking *a)
{
	struct text_phrase said[PHRASES];
	const char *taken;
	size_t n;

	*a = (struct asking){ .v = v };
	if (q == NULL || text_take(v->arena, q, strlen(q), &taken) != TEXT_GOOD)
		taken = "";
	taken = text_cut(v->arena, taken, 200);
	n = text_query(v->arena, taken, said, PHRASES);
	a->match = match_in(v, visit_staff(v) ? NULL : "title open", said, n);
}

enum err
search_kinds(struct visit *v, const char *q, json_t **out)
{
	struct counting c = { keep(v, json_object()), 0 };
	json_t *list = json_array();
	struct asking a;

	*out = keep(v, list);
	asking_begin(v, q, &a);
	if (a.match != NULL)
		TRY(id_none(v->office) && (visit_staff(v) ||
			!(v->roles & ROLE_PARTNER)) ? count_all(&a, &c) :
			count_seen(&a, &c));
	for (size_t i = 0; i < v->catalogue->count; i++) {
		const struct entity *of = v->catalogue->entities[i];
		json_t *n = json_object_get(c.kinds, of->name);

		if (n != NULL)
			json_array_append_new(list, json_pack(
				"{s:s, s:s, s:O, s:b}", "kind", of->name,
				"label", entity_labels(v, of), "n", n, "more",
				(int)(c.all > COUNTED)));
	}
	json_incref(list);
	return OK;
}
