/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding a word that is written so as not to be found.  The rule:
 *
 *	everywhere   width, case, accents, style and what cannot be seen do not
 *	             count; nor does the same letter again (shiiit), unless the
 *	             word has it twice: "as" is not "ass"
 *	letters      (Latin, Cyrillic …) the word begins and ends where a word
 *	             does; signs may stand for letters (sh1t, a$$), at most half
 *	             of them digits or stars; between letters may be signs and
 *	             points (sh-it), and blanks if there is something between each
 *	             two: "s h i t", not "it's hit"
 *	Hangul       syllable for syllable, or loose letters in the place of one
 *	             (ㅅㅣ발, 시바ㄹ, 시이발); the word begins where one does, and
 *	             only particles may be written on to it: 시발은, not 시발점.
 *	             Between syllables may be
 *	                signs (시1발)    then it is the word wherever it stands
 *	                points (시.발)   then it begins where a word does
 *	                blanks (시 발)   then it stands alone: not "서울시 발표"
 *	             but not a point and then a blank: so a sentence goes on
 *	initials     ㅅㅂ is 시발 where no further consonants are beside it
 *	Han, kana    anything may be between but what ends a clause; kana stand
 *	             alone or beside particles: ばかな, not ばかり
 *	*            before or behind a word lifts what is said of that end
 *	harmless     within these words (시발점) it is not the word
 *
 * A word is a row of parts, one a letter or syllable; words hang in buckets by
 * what they may begin with, so that a text is gone through once.
 */
#include "evasion_inside.h"

#include <string.h>

enum { BUCKETS = 256, PART_MOST = 60 };

struct key {
	UChar32 c;
	const struct word *word;
	struct key *next;
};

struct evasion {
	struct arena *arena;
	struct key *buckets[BUCKETS];
};

/* ---- words ---- */

struct evasion *
evasion_new(struct arena *a)
{
	struct evasion *e = arena_alloc(a, sizeof *e);

	e->arena = a;
	return e;
}

static void
key_add(struct evasion *e, UChar32 c, const struct word *word)
{
	struct key **bucket = &e->buckets[(uint32_t)c % BUCKETS];
	struct key *key = arena_alloc(e->arena, sizeof *key);

	*key = (struct key){ c, word, *bucket };
	*bucket = key;
}

/* Under all that its first part may begin with. */
static void
word_put(struct evasion *e, const struct word *w)
{
	UChar32 c = w->parts[0].c, letters[6];

	key_add(e, c, w);
	if (w->parts[0].kind != UNIT_HANGUL)
		return;
	hangul_letters(c, letters);
	key_add(e, letters[0], w);
	if (hangul_parts(c).last != 0)
		key_add(e, c - hangul_parts(c).last, w);
}

/* The parts of what stands between the stars; equal neighbours are one. */
static void
word_parts(struct evasion *e, struct word *w, struct units u)
{
	bool spaced = false;

	w->parts = arena_alloc(e->arena, (u.n + 1) * sizeof *w->parts);
	for (size_t i = 0; i < u.n && w->n < PART_MOST; i++) {
		struct part *last = w->n > 0 ? &w->parts[w->n - 1] : NULL;

		if (unit_between(u.at[i].kind)) {
			spaced = w->n > 0;
			continue;
		}
		if (last != NULL && !spaced && last->c == u.at[i].c)
			last->least++;
		else
			w->parts[w->n++] = (struct part){ u.at[i].c,
				u.at[i].kind, 1, spaced };
		spaced = false;
	}
}

static const struct harmless *
harmless_read(struct evasion *e, const char *list)
{
	struct harmless *all = NULL;

	while (list != NULL && *list != '\0') {
		size_t n = strcspn(list, ",;\n");
		struct harmless *h = arena_alloc(e->arena, sizeof *h);
		size_t skip = strspn(list, " ");

		if (skip < n) {
			h->units = units_of(e->arena, arena_copy(e->arena,
				list + skip, n - skip));
			h->next = all;
			all = h;
		}
		list += n + (list[n] != '\0');
	}
	return all;
}

/* ㅅㅂ of 시발; not of one syllable, nor where all are alike (ㅋㅋ). */
static void
initials_add(struct evasion *e, const struct word *w)
{
	struct word *short_one = arena_alloc(e->arena, sizeof *short_one);
	struct units u = { arena_alloc(e->arena, PART_MOST * sizeof *u.at), 0 };
	bool alike = true;
	UChar32 letters[6];

	for (size_t i = 0; i < w->n; i++) {
		if (w->parts[i].kind != UNIT_HANGUL)
			return;
		hangul_letters(w->parts[i].c, letters);
		u.at[u.n++] = (struct unit){ letters[0], UNIT_JAMO };
		alike = alike && letters[0] == u.at[0].c;
	}
	if (alike)
		return;
	*short_one = *w;
	short_one->n = 0;
	short_one->left_free = short_one->right_free = false;
	word_parts(e, short_one, u);
	word_put(e, short_one);
}

void
evasion_add(struct evasion *e, const struct evasion_word *word)
{
	struct word *w = arena_alloc(e->arena, sizeof *w);
	const char *from = word->word + strspn(word->word, " ");
	size_t n = strlen(from);

	while (n > 0 && from[n - 1] == ' ')
		n--;
	w->as = word->word;
	w->left_free = n > 0 && *from == '*';
	w->right_free = n > 1 && from[n - 1] == '*';
	from += w->left_free;
	n -= (size_t)w->left_free + w->right_free;
	word_parts(e, w, units_of(e->arena, arena_copy(e->arena, from, n)));
	if (w->n == 0)
		return;
	w->harmless = harmless_read(e, word->harmless);
	word_put(e, w);
	if (word->initials)
		initials_add(e, w);
}

/* ---- looking ---- */

/* Of the same letter several times in a row, only the first begins a word. */
static const char *
find_from(const struct evasion *e, struct units text, size_t at, UChar32 c)
{
	if (at > 0 && (text.at[at - 1].c == c ||
	    letter_is(&text.at[at - 1], c)))
		return NULL;
	for (const struct key *k = e->buckets[(uint32_t)c % BUCKETS];
	     k != NULL; k = k->next)
		if (k->c == c && word_at(k->word, text, at))
			return k->word->as;
	return NULL;
}

static const char *
find_in(const struct evasion *e, struct units text)
{
	for (size_t i = 0; i < text.n; i++) {
		const char *as = find_from(e, text, i, text.at[i].c);
		const char *letters = text.at[i].kind == UNIT_LETTER ? "" :
			sign_letters(text.at[i].c);

		for (; as == NULL && *letters != '\0'; letters++)
			as = find_from(e, text, i, *letters);
		if (as != NULL)
			return as;
	}
	return NULL;
}

const char *
evasion_find(struct arena *a, const struct evasion *e, const char *text)
{
	const char *found_as = find_in(e, units_of(a, text));
	const char *latin;

	if (found_as != NULL)
		return found_as;
	latin = text_lookalikes(a, text);
	return latin != NULL ? find_in(e, units_of(a, latin)) : NULL;
}

bool
evasion_has(struct arena *a, const char *text, const char *word)
{
	struct evasion *e = evasion_new(a);

	evasion_add(e, &(struct evasion_word){ word, NULL, true });
	return evasion_find(a, e, text) != NULL;
}
