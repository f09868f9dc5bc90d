/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Units by the page, and all of them on their way out.  Held ones are on no
 * list: they are for the record alone that they were signed in.
 */
#include <string.h>

#include "remembering.h"

enum {
	PAGE = 500,            /* units read at once on their way out */
	SPACES = 64,           /* pairs of languages of all offices in sight */
};

struct listing {
	struct visit *v;
	struct sight sight;
	const struct memory_filter *filter;
	int64_t spaces[SPACES];
	struct space space[SPACES];
	size_t n_spaces;
	const char *like;
	bool forward;
};

static bool
space_wanted(const struct listing *l, const struct space *s)
{
	const struct memory_filter *f = l->filter;

	if (!id_none(l->v->office) && !id_same(s->office, l->v->office))
		return false;
	return (f->from == NULL || strcmp(f->from, s->from) == 0) &&
		(f->to == NULL || strcmp(f->to, s->to) == 0);
}

static enum err
spaces_read(struct listing *l)
{
	struct db_stmt *s = db_ask(l->v->db, "SELECT number, office,"
		" source_lang, target_lang FROM memory_space ORDER BY number");
	struct arena *a = l->v->arena;
	bool row = true;

	while (l->n_spaces < SPACES) {
		struct space *to = &l->space[l->n_spaces];

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		*to = (struct space){ .number = db_int(s, 0),
			.office = db_id(s, 1),
			.from = arena_text(a, db_text(s, 2)),
			.to = arena_text(a, db_text(s, 3)) };
		if (space_wanted(l, to))
			l->spaces[l->n_spaces++] = to->number;
	}
	db_done(s);
	return OK;
}

/* "%phrase%" for LIKE, small letters, with its own signs as they are. */
static const char *
like_of(struct arena *a, const char *phrase)
{
	struct buf out = buf_in(a, 1000);

	buf_char(&out, '%');
	for (const char *c = memory_whole(a, phrase); *c != '\0'; c++) {
		if (*c == '%' || *c == '_' || *c == '!')
			buf_char(&out, '!');
		buf_char(&out, *c >= 'A' && *c <= 'Z' ? (char)(*c | 0x20) :
			*c);
	}
	buf_char(&out, '%');
	return out.at;
}

#define LIST_WHERE \
	" FROM memory_unit u LEFT JOIN memory_file f ON f.number = u.import" \
	" WHERE u.space IN (" SIXTY_FOUR ")" \
	" AND (? = 0 OR u.import = ?)" \
	" AND (LOWER(u.source) LIKE ? ESCAPE '!'" \
	" OR LOWER(u.target) LIKE ? ESCAPE '!')"
#define LIST_COLUMNS "SELECT u.number, u.space, u.source, u.target, u.who," \
	" u.at, u.used, f.name, u.import"

static enum err
page_read(struct listing *l, int64_t from, struct memory_unit *out, size_t most,
	size_t *n)
{
	struct arena *a = l->v->arena;
	struct db_stmt *s = db_ask(l->v->db, l->forward ?
		LIST_COLUMNS LIST_WHERE " AND u.number > ?"
		" ORDER BY u.number LIMIT ?" :
		LIST_COLUMNS LIST_WHERE " AND u.number < ?"
		" ORDER BY u.number DESC LIMIT ?");
	bool row = true;

	bind_sixty_four(s, l->spaces, l->n_spaces);
	db_bind_int(s, l->filter->import);
	db_bind_int(s, l->filter->import);
	db_bind_text(s, l->like);
	db_bind_text(s, l->like);
	db_bind_int(s, from);
	db_bind_int(s, (int64_t)most);
	for (*n = 0; *n < most; ) {
		const struct space *space = l->space;

		TRY(db_step(s, &row));
		if (!row)
			return OK;
		while (space->number != db_int(s, 1))
			space++;
		out[(*n)++] = (struct memory_unit){
			.number = db_int(s, 0), .from = space->from,
			.to = space->to,
			.source = arena_text(a, db_text(s, 2)),
			.target = arena_text(a, db_text(s, 3)),
			.who = arena_text(a, db_text(s, 4)),
			.at = db_int(s, 5), .used = db_int(s, 6),
			.import = db_null(s, 7) ? NULL :
				arena_text(a, db_text(s, 7)),
		};
	}
	db_done(s);
	return OK;
}

/* Those that are nobody's secret stay, and are told where they were signed. */
static enum err
page_sift(struct listing *l, struct memory_unit *units, size_t *n)
{
	size_t kept = 0, places_n, at = 0;

	for (size_t i = 0; i < *n; i += 64) {
		int64_t numbers[64];
		struct place *places;
		size_t many = *n - i < 64 ? *n - i : 64;

		for (size_t k = 0; k < many; k++)
			numbers[k] = units[i + k].number;
		TRY(places_read(&l->sight, numbers, many, (struct id){ 0 },
			&places, &places_n));
		for (size_t k = 0; k < many; k++) {
			struct memory_unit u = units[i + k];

			for (at = 0; at < places_n &&
			    places[at].unit != u.number; at++)
				;
			if (at < places_n) {
				u.entity = places[at].entity;
				u.record = places[at].record;
				u.field = places[at].field;
				u.who = places[at].who;
			}
			if (at < places_n || u.import != NULL)
				units[kept++] = u;
		}
	}
	*n = kept;
	return OK;
}

static enum err
listing_begin(struct listing *l, struct visit *v,
	const struct memory_filter *f)
{
	*l = (struct listing){ .v = v, .sight = sight_new(v), .filter = f };
	l->like = f->phrase != NULL && *f->phrase != '\0' ?
		like_of(v->arena, f->phrase) : "%";
	return spaces_read(l);
}

enum err
memory_list(struct visit *v, const struct memory_filter *f, size_t most,
	struct memory_unit **out, size_t *n, bool *more)
{
	int64_t below = f->below > 0 ? f->below : INT64_MAX;
	struct listing *l = arena_alloc(v->arena, sizeof *l);
	struct memory_unit *page;
	size_t many = most + 1, shown;

	TRY(listing_begin(l, v, f));
	*n = 0;
	*more = false;
	*out = arena_alloc(v->arena, (most + 1) * sizeof **out);
	page = arena_alloc(v->arena, (most + 1) * sizeof *page);
	/* Held ones leave gaps, which further pages fill. */
	for (int pages = 0; l->n_spaces > 0 && many == most + 1 && !*more &&
	    pages < 40; pages++) {
		TRY(page_read(l, below, page, most + 1, &many));
		below = many > 0 ? page[many - 1].number : below;
		shown = many;
		TRY(page_sift(l, page, &shown));
		for (size_t i = 0; i < shown && *n <= most; i++)
			(*out)[(*n)++] = page[i];
		*more = *n > most;
	}
	if (*more)
		*n = most;
	return OK;
}

/* ---- going out ---- */

enum err
memory_export(struct visit *v, const struct memory_filter *f,
	enum err (*each)(void *arg, const struct memory_unit *u), void *arg)
{
	struct arena *own = v->arena, *a = arena_new();
	struct listing *l = arena_alloc(own, sizeof *l);
	struct memory_unit *page = arena_alloc(own, PAGE * sizeof *page);
	size_t many = PAGE, shown;
	int64_t from = 0;
	enum err err = listing_begin(l, v, f);

	l->forward = true;
	while (err == OK && l->n_spaces > 0 && many == PAGE) {
		arena_reset(a);
		v->arena = a;
		l->sight = sight_new(v);
		err = page_read(l, from, page, PAGE, &many);
		from = many > 0 ? page[many - 1].number : from;
		shown = many;
		if (err == OK)
			err = page_sift(l, page, &shown);
		v->arena = own;
		for (size_t i = 0; err == OK && i < shown; i++)
			err = each(arg, &page[i]);
	}
	arena_free(a);
	return err;
}
