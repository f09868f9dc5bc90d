/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding, among very many units, those few that may be alike.  A text has
 * grams: of Hangul, Han and kana the pairs of neighbours within a word (its
 * particle cut off), of other words the first five letters.  What units have a
 * gram is kept in lists, one for each block of 65,536 units:
 *
 *	memory_gram   gram | block | units: 3 bytes each, the number within the
 *	              block and how many grams that unit has
 *
 * Whoever looks reads the lists of the rarest grams alone: a text that shares
 * more than a share t of n grams shares one of any n - tn + 1 of them, and so
 * one of the rarest.  How rare a gram is, the lengths of its lists tell.  Units
 * are counted as they come up, and those with the most in common, for their
 * length, are handed on to be compared in earnest.
 *
 * Of a gram that very many units of a block have, the first 4,096 are noted:
 * more would tell nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "remembering.h"

enum {
	ENTRY = 3,             /* bytes of a unit in a list */
	ASKED = 256,           /* grams at most that are asked for */
	ENOUGH = 20000,        /* entries beyond those that must be read */
	TABLE = 1024,          /* a hash table of the grams of one text */
};

#define GRAM_BITS 40

void
bind_sixty_four(struct db_stmt *s, const int64_t *numbers, size_t n)
{
	for (size_t i = 0; i < 64; i++)
		db_bind_int(s, numbers[i < n ? i : n - 1]);
}

/* ---- spaces ---- */

/* "en-US" as "en", but traditional Chinese by itself. */
static const char *
language_of(struct arena *a, const char *tag)
{
	char *base = arena_copy(a, tag, strcspn(tag, "-_"));

	for (char *c = base; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c | 0x20);
	if (strcmp(base, "zh") == 0 && (strstr(tag, "Hant") != NULL ||
	    strstr(tag, "TW") != NULL || strstr(tag, "HK") != NULL))
		return "zh-Hant";
	return base;
}

struct space
memory_space(struct arena *a, struct id office, const char *from,
	const char *to)
{
	struct space s = { .office = office, .from = language_of(a, from),
		.to = language_of(a, to) };
	const char *name = arena_printf(a, "%s %s %s", id_text(a, office),
		s.from, s.to);
	uint8_t digest[SECRET_DIGEST];

	secret_digest(name, strlen(name), digest);
	memcpy(s.key, digest, sizeof s.key);
	for (size_t i = 0; i < 6; i++)
		s.number = s.number << 8 | digest[sizeof s.key + i];
	return s;
}

int64_t
memory_key(const struct space *s, const char *whole)
{
	return (int64_t)(secret_scatter(s->key, whole, strlen(whole)) >> 1 |
		1);
}

/* ---- grams ---- */

struct grams {
	const struct space *space;
	uint64_t *out;
	size_t n;
	uint64_t table[TABLE];
};

static void
gram_add(struct grams *g, const char *at, size_t n)
{
	uint64_t h = secret_scatter(g->space->key, at, n) >> (64 - GRAM_BITS);
	size_t slot = h % TABLE;

	if (h == 0)
		h = 1;
	while (g->table[slot] != 0 && g->table[slot] != h)
		slot = (slot + 1) % TABLE;
	if (g->table[slot] == h || g->n == GRAMS_MOST)
		return;
	g->table[slot] = h;
	g->out[g->n++] = h;
}

/* Pairs of the characters of a word, three bytes each. */
static void
pairs_add(struct grams *g, const char *word, size_t n)
{
	if (n <= 3)
		gram_add(g, word, n);
	for (size_t i = 0; i + 6 <= n; i += 3)
		gram_add(g, word + i, 6);
}

/* Neighbouring characters are one behind the other in the folded text. */
static void
character_add(struct grams *g, const struct token *t, size_t i, size_t n)
{
	bool follows = i + 1 < n && t[1].kind == TOKEN_CHARACTER && t[1].glued;
	bool alone = i == 0 || t[-1].kind != TOKEN_CHARACTER || !t->glued;

	if (follows)
		gram_add(g, t->fold, (size_t)t->n + t[1].n);
	else if (alone)
		gram_add(g, t->fold, t->n);
}

/* The first five letters. */
static size_t
stem(const char *word, size_t n)
{
	size_t at = 0;

	for (size_t i = 0; i < 5 && at < n; i++)
		do
			at++;
		while (at < n && ((unsigned char)word[at] & 0xc0) == 0x80);
	return at;
}

size_t
memory_grams(const struct space *s, struct arena *scratch, const char *text,
	uint64_t grams[GRAMS_MOST])
{
	struct grams g = { .space = s, .out = grams };
	struct token *t;
	size_t n = memory_tokens(scratch, text, &t);

	for (size_t i = 0; i < n && g.n < GRAMS_MOST; i++)
		if (t[i].kind == TOKEN_CHARACTER)
			character_add(&g, &t[i], i, n);
		else if (t[i].kind == TOKEN_WORD && t[i].hangul)
			pairs_add(&g, t[i].fold, t[i].n -
				particle_end(t[i].fold, t[i].n));
		else if (t[i].kind == TOKEN_WORD)
			gram_add(&g, t[i].fold, stem(t[i].fold, t[i].n));
	/* Nothing but numbers and marks. */
	for (size_t i = 0; i < n && g.n == 0; i++)
		gram_add(&g, t[i].fold, t[i].n);
	return g.n;
}

/* ---- lists ---- */

static void
entry_put(uint8_t *at, int64_t unit, size_t grams)
{
	at[0] = (uint8_t)(unit & 0xff);
	at[1] = (uint8_t)(unit >> 8 & 0xff);
	at[2] = (uint8_t)grams;
}

static size_t
entry_unit(const uint8_t *at)
{
	return at[0] | (size_t)at[1] << 8;
}

static enum err
list_read(struct visit *v, uint64_t gram, int64_t block, struct bytes *out)
{
	struct db_stmt *s = db_ask(v->db,
		"SELECT units FROM memory_gram WHERE gram = ? AND block = ?");
	struct bytes found;
	bool row;

	*out = (struct bytes){ 0 };
	db_bind_int(s, (int64_t)gram);
	db_bind_int(s, block);
	TRY(db_step(s, &row));
	if (!row)
		return OK;
	found = db_blob(s, 0);
	out->at = arena_copy(v->arena, found.at, found.n);
	out->n = found.n;
	db_done(s);
	return OK;
}

static enum err
list_write(struct visit *v, uint64_t gram, int64_t block, const void *at,
	size_t n)
{
	struct db_stmt *s = db_ask(v->db, "INSERT INTO memory_gram"
		" (gram, block, units) VALUES (?, ?, ?)"
		" ON CONFLICT (gram, block) DO UPDATE SET"
		" units = excluded.units");

	db_bind_int(s, (int64_t)gram);
	db_bind_int(s, block);
	db_bind_blob(s, at, n);
	return db_run(s);
}

static enum err
list_extend(struct visit *v, uint64_t gram, int64_t block,
	const uint8_t *more, size_t n)
{
	struct bytes was;
	uint8_t *all;

	TRY(list_read(v, gram, block, &was));
	if (was.n >= COMMON * ENTRY)
		return OK;
	if (was.n + n > COMMON * ENTRY)
		n = COMMON * ENTRY - was.n;
	all = arena_alloc(v->arena, was.n + n);
	if (was.n > 0)
		memcpy(all, was.at, was.n);
	memcpy(all + was.n, more, n);
	return list_write(v, gram, block, all, was.n + n);
}

enum err
grams_note(struct visit *v, const struct space *s, int64_t unit,
	const char *source)
{
	uint64_t grams[GRAMS_MOST];
	size_t n = memory_grams(s, v->arena, source, grams);
	uint8_t entry[ENTRY];

	entry_put(entry, unit, n);
	for (size_t i = 0; i < n; i++)
		TRY(list_extend(v, grams[i], unit / BLOCK, entry, ENTRY));
	return OK;
}

static enum err
list_strike(struct visit *v, uint64_t gram, int64_t unit)
{
	struct bytes was;
	uint8_t *left;
	size_t n = 0;

	TRY(list_read(v, gram, unit / BLOCK, &was));
	left = arena_alloc(v->arena, was.n + 1);
	for (size_t i = 0; i + ENTRY <= was.n; i += ENTRY) {
		const uint8_t *at = (const uint8_t *)was.at + i;

		if (entry_unit(at) == (size_t)(unit % BLOCK))
			continue;
		memcpy(left + n, at, ENTRY);
		n += ENTRY;
	}
	return n == was.n ? OK : list_write(v, gram, unit / BLOCK, left, n);
}

enum err
grams_strike(struct visit *v, const struct space *s, int64_t unit,
	const char *source)
{
	uint64_t grams[GRAMS_MOST];
	size_t n = memory_grams(s, v->arena, source, grams);

	for (size_t i = 0; i < n; i++)
		TRY(list_strike(v, grams[i], unit));
	return OK;
}

/* ---- a block at once ---- */

/* One entry is one number, so that sorting them is quick: the gram, and below
 * it what its list will hold. */
struct gathering {
	struct arena *arena;
	int64_t block;
	uint64_t *at;
	size_t n, room;
};

struct gathering *
gathering_new(struct arena *a, int64_t block)
{
	struct gathering *g = arena_alloc(a, sizeof *g);

	*g = (struct gathering){ .arena = a, .block = block };
	return g;
}

static void
gathering_grow(struct gathering *g)
{
	size_t room = g->room > 0 ? g->room * 2 : 1 << 16;
	uint64_t *at = arena_alloc(g->arena, room * sizeof *at);

	if (g->n > 0)
		memcpy(at, g->at, g->n * sizeof *at);
	g->at = at;
	g->room = room;
}

void
gathering_add(struct gathering *g, const struct space *s,
	struct arena *scratch, int64_t unit, const char *source)
{
	uint64_t grams[GRAMS_MOST];
	size_t n = memory_grams(s, scratch, source, grams);

	if (g->n + n > g->room)
		gathering_grow(g);
	for (size_t i = 0; i < n; i++)
		g->at[g->n++] = grams[i] << 24 |
			(uint64_t)(unit % BLOCK) << 8 | n;
}

/* By the gram alone; units stay in their order. */
static void
gathering_sort(struct gathering *g)
{
	uint64_t *from = g->at, *swap;
	uint64_t *to = arena_alloc(g->arena, g->n * sizeof *to + 1);
	size_t *count = arena_alloc(g->arena, 256 * sizeof *count);

	for (int shift = 24; shift < 64; shift += 8) {
		size_t sum = 0;

		memset(count, 0, 256 * sizeof *count);
		for (size_t i = 0; i < g->n; i++)
			count[from[i] >> shift & 0xff]++;
		for (size_t i = 0; i < 256; i++) {
			size_t here = count[i];

			count[i] = sum;
			sum += here;
		}
		for (size_t i = 0; i < g->n; i++)
			to[count[from[i] >> shift & 0xff]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	g->at = from;
}

enum err
gathering_note(struct visit *v, struct gathering *g, bool fresh)
{
	uint8_t *list = arena_alloc(g->arena, COMMON * ENTRY);
	size_t next;

	gathering_sort(g);
	for (size_t i = 0; i < g->n; i = next) {
		uint64_t gram = g->at[i] >> 24;
		size_t n = 0;

		for (next = i; next < g->n && g->at[next] >> 24 == gram;
		    next++)
			if (n < COMMON)
				entry_put(list + ENTRY * n++,
					(int64_t)(g->at[next] >> 8 & 0xffff),
					g->at[next] & 0xff);
		TRY(fresh ? list_write(v, gram, g->block, list, n * ENTRY) :
			list_extend(v, gram, g->block, list, n * ENTRY));
	}
	return OK;
}

/* ---- finding ---- */

struct entries {
	int64_t block;
	const uint8_t *at;
	size_t n;              /* entries */
};

struct asked {
	int64_t gram;
	int64_t entries;       /* in all its lists */
};

struct candidate {
	int64_t unit;
	uint32_t rank;
};

struct finding_grams {
	struct visit *v;
	struct asked grams[ASKED];
	size_t n;              /* grams of what is asked for */
	size_t rare;           /* the first of them, which are read */
	struct entries *lists;
	size_t n_lists, room;
	struct candidate *best;
	size_t found, most;
};

static enum err
entries_read(struct finding_grams *f, const int64_t *grams, size_t n)
{
	struct db_stmt *s = db_ask(f->v->db, "SELECT gram,"
		" SUM(LENGTH(units)) FROM memory_gram WHERE gram IN ("
		SIXTY_FOUR ") GROUP BY gram");
	bool row;

	bind_sixty_four(s, grams, n);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		f->grams[f->n++] = (struct asked){ db_int(s, 0),
			db_int(s, 1) / ENTRY };
	}
}

/* Rarest first; there are few, and nearly in any order. */
static void
rarest_first(struct finding_grams *f)
{
	for (size_t i = 1; i < f->n; i++) {
		struct asked one = f->grams[i];
		size_t at = i;

		for (; at > 0 && f->grams[at - 1].entries > one.entries; at--)
			f->grams[at] = f->grams[at - 1];
		f->grams[at] = one;
	}
}

/* Of n grams those that one alike must share one of, and others while they
 * cost little; grams that nobody has are as good as read. */
static void
rare_choose(struct finding_grams *f, size_t n)
{
	size_t must = n - n * 45 / 100 + 1, nowhere = n - f->n;
	int64_t entries = 0;

	for (f->rare = 0; f->rare < f->n; f->rare++) {
		entries += f->grams[f->rare].entries;
		if (f->rare + nowhere >= must && entries > ENOUGH)
			break;
	}
}

static void
list_add(struct finding_grams *f, struct db_stmt *s)
{
	struct bytes found = db_blob(s, 1);

	if (f->n_lists == f->room) {
		struct entries *more = arena_alloc(f->v->arena,
			(f->room * 2 + 256) * sizeof *more);

		if (f->room > 0)
			memcpy(more, f->lists, f->room * sizeof *more);
		f->lists = more;
		f->room = f->room * 2 + 256;
	}
	f->lists[f->n_lists++] = (struct entries){ db_int(s, 0),
		(const uint8_t *)arena_copy(f->v->arena, found.at, found.n),
		found.n / ENTRY };
}

static enum err
lists_read(struct finding_grams *f, size_t from)
{
	struct db_stmt *s = db_ask(f->v->db, "SELECT block, units"
		" FROM memory_gram WHERE gram IN (" SIXTY_FOUR ")");
	int64_t grams[64];
	size_t n = 0;
	bool row;

	for (; n < 64 && from + n < f->rare; n++)
		grams[n] = f->grams[from + n].gram;
	bind_sixty_four(s, grams, n);
	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		list_add(f, s);
	}
}

/* Keeps the `most` best, best first. */
static void
candidate_add(struct finding_grams *f, int64_t unit, uint32_t rank)
{
	size_t at = f->found;

	if (at == f->most && f->best[at - 1].rank >= rank)
		return;
	if (at == f->most)
		at--;
	else
		f->found++;
	for (; at > 0 && f->best[at - 1].rank < rank; at--)
		f->best[at] = f->best[at - 1];
	f->best[at] = (struct candidate){ unit, rank };
}

/* What a unit has in common, in ten thousandths of what it could have. */
static uint32_t
rank_of(size_t common, size_t asked, size_t grams)
{
	return (uint32_t)(common * 10000 / (asked > grams ? asked : grams));
}

/* The units of one block: counted, then taken, and the counts are naught
 * again. */
static void
block_count(struct finding_grams *f, const struct entries *lists, size_t n,
	size_t asked, uint8_t *count)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lists[i].n; k++)
			count[entry_unit(lists[i].at + k * ENTRY)]++;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lists[i].n; k++) {
			const uint8_t *at = lists[i].at + k * ENTRY;
			size_t unit = entry_unit(at);

			if (count[unit] > 0)
				candidate_add(f, lists[i].block * BLOCK +
					(int64_t)unit, rank_of(count[unit],
					asked, at[2]));
			count[unit] = 0;
		}
}

static int
by_block(const void *a, const void *b)
{
	const struct entries *x = a, *y = b;

	return (x->block > y->block) - (x->block < y->block);
}

static void
lists_count(struct finding_grams *f, size_t asked)
{
	uint8_t *count = arena_alloc(f->v->arena, BLOCK);
	size_t next;

	if (f->n_lists > 1)
		if (f->n_lists > 0)
		qsort(f->lists, f->n_lists, sizeof *f->lists, by_block);
	for (size_t i = 0; i < f->n_lists; i = next) {
		for (next = i; next < f->n_lists &&
		    f->lists[next].block == f->lists[i].block; next++)
			;
		block_count(f, f->lists + i, next - i, asked, count);
	}
}

enum err
grams_find(struct visit *v, const struct space *s, const char *text,
	int64_t *units, size_t most, size_t *n)
{
	struct finding_grams f = { .v = v, .most = most };
	uint64_t grams[GRAMS_MOST];
	size_t asked = memory_grams(s, v->arena, text, grams);

	*n = 0;
	for (size_t i = 0; i < asked; i += 64)
		TRY(entries_read(&f, (const int64_t *)grams + i,
			asked - i < 64 ? asked - i : 64));
	rarest_first(&f);
	rare_choose(&f, asked);
	for (size_t i = 0; i < f.rare; i += 64)
		TRY(lists_read(&f, i));
	f.best = arena_alloc(v->arena, (most + 1) * sizeof *f.best);
	lists_count(&f, asked);
	for (; *n < f.found; (*n)++)
		units[*n] = f.best[*n].unit;
	return OK;
}
