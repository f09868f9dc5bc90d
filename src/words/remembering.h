/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the memory share.  A text is looked at in three ways:
 *
 *	whole    without what nobody sees, for texts that are the same
 *	grams    pairs of syllables and beginnings of words, to find what may be
 *	         alike among very many
 *	tokens   words, numbers, characters and marks, to say how alike two are
 *
 * Of a million units only those that share the rarest grams with what is asked
 * for are read at all; see memory_gram.c.
 */
#ifndef WORDS_REMEMBERING_H
#define WORDS_REMEMBERING_H

#include <stdint.h>

#include "checking.h"
#include "memory.h"

/* ---- memory_token.c ---- */

enum token_kind {
	TOKEN_WORD,
	TOKEN_CHARACTER,       /* Han, kana: not parted by spaces */
	TOKEN_NUMBER,          /* digits, and names of months and weekdays */
	TOKEN_MARK,
};

struct token {
	uint64_t hash;         /* of what it is called, folded */
	size_t from, to;       /* where it stands, in bytes */
	const char *fold;      /* folded: small letters, hiragana; n bytes */
	uint16_t n;
	uint8_t weight;
	uint8_t kind;
	bool glued;            /* no space before it */
	bool hangul;
};

/* Composed, if it was not; else text itself. */
const char *memory_composed(struct arena *a, const char *text);
/* Without what nobody sees, white space as single blanks. */
const char *memory_whole(struct arena *a, const char *text);
/* The tokens of a composed text; how many. */
size_t memory_tokens(struct arena *a, const char *text, struct token **out);
/* Bytes of the particle that ends a word of Hangul; 0: none, or nothing but
 * one syllable would be left. */
size_t particle_end(const char *word, size_t n);
/* Is it a particle, or two that follow each other? */
bool particle_whole(const char *word, size_t n);

/* ---- memory_gram.c ---- */

enum {
	GRAMS_MOST = 255,      /* of one text */
	BLOCK = 65536,         /* units, numbered one after another */
	COMMON = 4096,         /* units of a block that a gram is noted of */
};

/* Whose units: an office's, from a language to another.  What is hashed for
 * it is scattered by its key. */
struct space {
	int64_t number;
	uint8_t key[SECRET_SCATTER];
	struct id office;
	const char *from, *to; /* without what only parts countries: "en" */
};

struct space memory_space(struct arena *a, struct id office, const char *from,
	const char *to);
/* Texts that are the same have the same; above 0. */
int64_t memory_key(const struct space *s, const char *whole);

/* The grams of a composed text, each once; how many. */
size_t memory_grams(const struct space *s, struct arena *scratch,
	const char *text, uint64_t grams[GRAMS_MOST]);

/* A unit's grams are noted, or struck out.  In the act that is open. */
MUST_USE enum err grams_note(struct visit *v, const struct space *s,
	int64_t unit, const char *source);
MUST_USE enum err grams_strike(struct visit *v, const struct space *s,
	int64_t unit, const char *source);

/* Very many units of one block: gathered, then noted in one go. */
struct gathering;
struct gathering *gathering_new(struct arena *a, int64_t block);
void gathering_add(struct gathering *g, const struct space *s,
	struct arena *scratch, int64_t unit, const char *source);
/* fresh: the block has had no units before. */
MUST_USE enum err gathering_note(struct visit *v, struct gathering *g,
	bool fresh);

/* Units that are likely to be alike, the likeliest first. */
MUST_USE enum err grams_find(struct visit *v, const struct space *s,
	const char *text, int64_t *units, size_t most, size_t *n);

/* SQL that asks for so many at once has so many places. */
#define EIGHT "?, ?, ?, ?, ?, ?, ?, ?"
#define SIXTY_FOUR EIGHT ", " EIGHT ", " EIGHT ", " EIGHT ", " \
	EIGHT ", " EIGHT ", " EIGHT ", " EIGHT
/* Binds n of them, at most 64; the rest are the last again. */
void bind_sixty_four(struct db_stmt *s, const int64_t *numbers, size_t n);

/* ---- memory_sight.c ---- */

/* Does the public read this field of this record now?  Asked once a look. */
struct sight {
	struct visit *v;
	struct map *known;
};

struct sight sight_new(struct visit *v);
MUST_USE enum err sight_open(struct sight *s, const char *entity,
	struct id record, const char *field, bool *open);
/* May a memory hold what stands in this field at all? */
bool field_kept(const struct entity *of, const char *field);
/* Whose memory serves a record, or none, for this visitor; ERR_DENIED: another
 * office's. */
MUST_USE enum err office_of(struct visit *v, const struct record *of,
	struct id *out);

/* A place as it is read beside its unit. */
struct place {
	int64_t unit;
	const char *entity, *field, *who;
	struct id record;
	int64_t before, after, at;
	bool open;
};

/* The places of n units (at most 64), which the public reads or which are in
 * `own`; others are left out. */
MUST_USE enum err places_read(struct sight *s, const int64_t *units, size_t n,
	struct id own, struct place **out, size_t *found);

/* ---- memory_score.c: memory_compare of two texts of which the tokens are
 * there; runs only when asked ---- */
struct memory_likeness tokens_compare(struct arena *a, const char *found,
	const struct token *f, size_t fn, const char *asked,
	const struct token *k, size_t kn, bool runs);

/* ---- memory.c ---- */

/* The unit of these keys; 0: there is none. */
MUST_USE enum err unit_known(struct visit *v, int64_t source, int64_t target,
	int64_t *unit);
/* A unit of no place and no file goes, with its grams. */
MUST_USE enum err unit_drop(struct visit *v, int64_t unit);
/* The space is there; its languages are told of it. */
MUST_USE enum err space_note(struct visit *v, const struct space *s);
MUST_USE enum err space_read(struct visit *v, int64_t number,
	struct space *out);
/* The number that the next unit has. */
MUST_USE enum err unit_next(struct visit *v, int64_t *out);
/* Can such a pair be of use? */
bool pair_fits(const char *from, const char *to, const char *source,
	const char *target);

#endif
