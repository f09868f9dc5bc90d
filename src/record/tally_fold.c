/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records added up here, where the engine would sort them to group them.
 * Groups are found by the bytes of their keys:
 *
 *	slots   hash of the keys -> number of the group, from 1; 0: free
 *	groups  the bytes, and where the greatest and the least text stand
 *
 * and in the end are put in the order that the engine would give.
 */
#include <stdlib.h>
#include <string.h>

#include "tallying.h"

#define KEYS_MOST 4000       /* bytes of the keys of one group */
#define SLOTS_FIRST 256      /* a power of two */

struct group {
	uint64_t hash;
	const char *keys;
	size_t n;
	char *text[TALLY_SUMS];  /* room of the greatest and the least */
	size_t room[TALLY_SUMS];
};

struct folding {             /* of one tally */
	const struct tallying *t;
	struct db_stmt *s;
	int first;               /* column of its keys */
	struct tally *out;
	size_t room;             /* rows */
	struct group *groups;    /* as many as out->n */
	size_t group_room;
	uint32_t *slots;
	size_t slot_count;
	char keys[KEYS_MOST];    /* of the row that is read */
	size_t n;
};

/* ---- keys ---- */

/* What a date begins with, or ends with where its beginning is open; as
 * tally_say.c has it in SQL.  False: it is not so precise. */
static bool
date_part(const char **text, size_t *n, const char *part)
{
	bool month = strcmp(part, "month") == 0;
	size_t most = month ? 7 : 4;

	if (*n >= 3 && memcmp(*text, "../", 3) == 0) {
		*text += 3;
		*n -= 3;
	}
	if (month && (*n < 5 || (*text)[4] != '-'))
		return false;
	*n = *n < most ? *n : most;
	return true;
}

/* The bytes of a key; NULL: absent.  What is no text goes into *kept. */
static const char *
key_bytes(struct db_stmt *s, const struct tally_term *is, int at, size_t *n,
	struct id *kept)
{
	enum db_type type = field_types[is->field->kind].columns[0].type;
	const char *text;
	int64_t number;

	if (!field_columns(is->field) || type == DB_ID) {
		*kept = db_id(s, at);
		*n = sizeof kept->b;
		return id_none(*kept) ? NULL : (const char *)kept->b;
	}
	if (type == DB_INT && *is->part == '\0') {
		number = db_int(s, at);
		memcpy(kept->b, &number, sizeof number);
		*n = sizeof number;
		return number == 0 && db_null(s, at) ? NULL :
			(const char *)kept->b;
	}
	text = db_text(s, at);
	*n = strlen(text);
	if (*n == 0 && db_null(s, at))
		return NULL;
	return is->field->kind != FIELD_DATE || *is->part == '\0' ||
		date_part(&text, n, is->part) ? text : NULL;
}

/* A byte that says whether there is one, its length, and its bytes. */
static enum err
key_add(struct folding *f, const struct tally_term *is, int at)
{
	size_t n = 0;
	struct id kept;
	const char *bytes = key_bytes(f->s, is, at, &n, &kept);
	uint32_t size = bytes != NULL ? (uint32_t)n : 0;

	if (f->n + 1 + sizeof size + size > sizeof f->keys)
		return ERR_LARGE;
	f->keys[f->n++] = bytes != NULL;
	memcpy(f->keys + f->n, &size, sizeof size);
	f->n += sizeof size;
	if (bytes != NULL)
		memcpy(f->keys + f->n, bytes, size);
	f->n += size;
	return OK;
}

/* The part of a date that the key is, else what tally_key says. */
static const char *
key_says(const struct folding *f, const struct tally_term *is, int at)
{
	const char *text = tally_key(f->t, is, f->s, at);
	size_t n = text != NULL ? strlen(text) : 0;

	if (text == NULL || is->field->kind != FIELD_DATE || *is->part == '\0')
		return text;
	return date_part(&text, &n, is->part) ?
		arena_copy(f->t->q->v->arena, text, n) : NULL;
}

static uint64_t
hash_of(const char *at, size_t n)
{
	uint64_t hash = 14695981039346656037u;  /* FNV-1a */

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (uint8_t)at[i]) * 1099511628211u;
	return hash;
}

/* ---- groups ---- */

/* The slot of these keys: that of their group, or a free one. */
static uint32_t *
slot_of(const struct folding *f, uint64_t hash, const char *keys, size_t n)
{
	size_t at = (size_t)hash & (f->slot_count - 1);

	for (;; at = (at + 1) & (f->slot_count - 1)) {
		const struct group *g = &f->groups[f->slots[at] - 1];

		if (f->slots[at] == 0 || (g->hash == hash && g->n == n &&
		    memcmp(g->keys, keys, n) == 0))
			return &f->slots[at];
	}
}

/* At most half of the slots are taken. */
static void
slots_grow(struct folding *f)
{
	struct arena *a = f->t->q->v->arena;
	struct group *old = f->groups;

	f->slot_count = f->slot_count > 0 ? 4 * f->slot_count : SLOTS_FIRST;
	f->slots = arena_alloc(a, f->slot_count * sizeof *f->slots);
	f->group_room = f->slot_count / 2;
	f->groups = arena_alloc(a, f->group_room * sizeof *f->groups);
	if (f->out->n > 0)
		memcpy(f->groups, old, f->out->n * sizeof *old);
	for (size_t i = 0; i < f->out->n; i++)
		*slot_of(f, f->groups[i].hash, f->groups[i].keys,
			f->groups[i].n) = (uint32_t)i + 1;
}

static enum err
group_new(struct folding *f, uint64_t hash, size_t *number)
{
	struct tally_row *row;

	TRY(tally_room(f->t, f->out, &f->room));
	if (f->out->n == f->group_room)
		slots_grow(f);
	*number = f->out->n;
	f->groups[*number] = (struct group){ .hash = hash, .keys = arena_copy(
		f->t->q->v->arena, f->keys, f->n), .n = f->n };
	*slot_of(f, hash, f->keys, f->n) = (uint32_t)*number + 1;
	row = &f->out->at[f->out->n++];
	*row = (struct tally_row){{ 0 }};
	for (size_t i = 0; i < f->t->keys; i++)
		row->key[i] = key_says(f, &f->t->by[i], f->first + (int)i);
	return OK;
}

static enum err
group_find(struct folding *f, size_t *number)
{
	uint64_t hash;
	uint32_t slot = 0;

	f->n = 0;
	for (size_t i = 0; i < f->t->keys; i++)
		TRY(key_add(f, &f->t->by[i], f->first + (int)i));
	hash = hash_of(f->keys, f->n);
	if (f->slot_count > 0)
		slot = *slot_of(f, hash, f->keys, f->n);
	if (slot == 0)
		return group_new(f, hash, number);
	*number = slot - 1;
	return OK;
}

/* ---- sums ---- */

/* The text that is there gives way to one beyond it. */
static void
text_add(struct folding *f, struct group *g, struct tally_row *row, size_t i,
	const char *text)
{
	int by = row->text[i] != NULL ? strcmp(text, row->text[i]) : 0;
	size_t n = strlen(text) + 1;

	if (row->text[i] != NULL &&
	    (f->t->of[i].as == TERM_MOST ? by <= 0 : by >= 0))
		return;
	if (n > g->room[i]) {
		g->room[i] = 2 * n;
		g->text[i] = arena_alloc(f->t->q->v->arena, g->room[i]);
	}
	memcpy(g->text[i], text, n);
	row->text[i] = g->text[i];
}

static enum err
row_add(struct folding *f)
{
	struct tally_row *row;
	size_t number;

	TRY(group_find(f, &number));
	row = &f->out->at[number];
	row->count++;
	for (int i = 0; i < (int)f->t->sums; i++)
		if (f->t->of[i].as == TERM_SUM) {
			if (__builtin_add_overflow(row->sum[i],
			    db_int(f->s, i), &row->sum[i]))
				return ERR_BROKEN;
		} else if (!db_null(f->s, i)) {
			text_add(f, &f->groups[number], row, (size_t)i,
				db_text(f->s, i));
		}
	return OK;
}

/* A record with two targets stands in two rows, and counts once where it is
 * not counted by them. */
static enum err
row_add_all(struct folding *f, size_t n)
{
	bool again = db_int(f->s, (int)f->t->sums) > 0;

	for (size_t k = 0; k < n; k++)
		if (!again || f[k].t->targets)
			TRY(row_add(&f[k]));
	return OK;
}

/* ---- in order ---- */

static int
key_order(const struct tallying *t, const char *a, const char *b, size_t i)
{
	if (a == NULL || b == NULL)
		return (a == NULL) - (b == NULL);
	if (t->by[i].field->kind == FIELD_INTEGER) {
		long long x = strtoll(a, NULL, 10), y = strtoll(b, NULL, 10);

		return (x > y) - (x < y);
	}
	return strcmp(a, b);
}

static int
row_order(const void *a, const void *b, void *arg)
{
	const struct tally_row *x = a, *y = b;
	const struct tallying *t = arg;
	int by = 0;

	for (size_t i = 0; by == 0 && i < t->keys; i++)
		by = key_order(t, x->key[i], y->key[i], i);
	return by;
}

static struct folding *
fold_begin(const struct tallying *t, size_t n, struct tally *out)
{
	struct visit *v = t->q->v;
	struct folding *f = arena_alloc(v->arena, n * sizeof *f);
	struct db_stmt *s = db_say(v->db, tally_say_each(t, n));
	int first = (int)t->sums + 1;

	query_bind_all(t->q, s);
	for (size_t k = 0; k < n; k++) {
		f[k].t = &t[k];
		f[k].s = s;
		f[k].first = first;
		f[k].out = &out[k];
		first += (int)t[k].keys;
	}
	return f;
}

enum err
tally_fold(const struct tallying *t, size_t n, struct tally *out)
{
	struct folding *f = fold_begin(t, n, out);
	enum err err = OK;
	bool row;

	for (;;) {
		TRY(db_step(f->s, &row));
		if (!row)
			break;
		err = row_add_all(f, n);
		if (err != OK) {
			db_done(f->s);
			return err;
		}
	}
	for (size_t k = 0; k < n; k++)
		if (out[k].n > 0)
			qsort_r(out[k].at, out[k].n, sizeof *out[k].at,
				row_order, (void *)(uintptr_t)&t[k]);
	return OK;
}
