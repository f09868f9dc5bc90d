/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long a fuzzy look into the translation memory takes:
 *
 *	bench-memory UNITS SHARED         fill a memory, look into it
 *	bench-memory UNITS SHARED FOLDER  write the same as text: units.tsv,
 *	                                  asked.txt, for others to be measured
 *
 * The units are made of the sentences of SHARED/ko-en-news-dev and flores-dev:
 * the beginning of one and the end of another, numbers made anew and now and
 * then a word of a third; always the same ones.  What is asked for are units
 * that a hand has changed: a particle dropped, a number or a word exchanged.
 * $GYORYU_STORE as for the tests.
 *
 * Times are of this thread's CPU with SQLite, of the clock where a server works
 * besides.  Of the looks p50, p99 and the longest are given in ms, and how often
 * the unit came first; of the import units a second, and the same by the clock
 * with the making of the units in it.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "words/words.h"

enum { LOOKS = 1000, SENTENCES = 40, WORD_PLACES = 400 };

struct sentence {
	const char *word[WORD_PLACES];
	size_t n;
};

struct corpus {
	struct sentence *ko, *en;
	size_t n;
};

struct make {
	uint64_t state;
	const struct corpus *of;
	struct arena *arena;
	size_t at, all;
};

/* The same on every machine. */
static size_t
any(struct make *m, size_t of)
{
	m->state = m->state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(m->state >> 33) % of;
}

/* ---- the sentences ---- */

static void
cut(char *line, struct sentence *s)
{
	char *word;

	while (s->n < WORD_PLACES && (word = strsep(&line, " ")) != NULL)
		if (*word != '\0')
			s->word[s->n++] = word;
}

static size_t
lines_read(struct arena *a, const char *path, struct sentence *out)
{
	struct bytes text;
	size_t n = 0;
	char *rest, *line;

	need(file_read(a, path, 1 << 24, &text), path);
	for (rest = arena_copy(a, text.at, text.n); (line =
	    strsep(&rest, "\n")) != NULL && rest != NULL; )
		cut(line, &out[n++]);
	return n;
}

static void
corpus_read(struct arena *a, const char *shared, struct corpus *c)
{
	static const char *const names[] = {
		"ko-en-news-dev/korean-english-park.dev.",
		"ko-en-news-dev/jhe-koen-dev.", "flores-dev/flores200-dev.",
	};

	c->ko = arena_alloc(a, 4000 * sizeof *c->ko);
	c->en = arena_alloc(a, 4000 * sizeof *c->en);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		lines_read(a, arena_printf(a, "%s/%sen", shared, names[i]),
			c->en + c->n);
		c->n += lines_read(a, arena_printf(a, "%s/%sko", shared,
			names[i]), c->ko + c->n);
	}
}

/* ---- units ---- */

static void
word_put(struct make *m, struct buf *out, const char *word)
{
	if (out->n > 0)
		buf_char(out, ' ');
	for (; *word != '\0'; word++)
		buf_char(out, *word >= '0' && *word <= '9' ?
			(char)('1' + any(m, 9)) : *word);
}

static void
part_put(struct make *m, struct buf *out, const struct sentence *s,
	size_t from, size_t to, const struct sentence *other)
{
	for (size_t i = from; i < to; i++)
		word_put(m, out, other != NULL && other->n > 0 &&
			i == (from + to) / 2 ?
			other->word[any(m, other->n)] : s->word[i]);
}

static const char *
joined(struct make *m, const struct sentence *one, const struct sentence *two,
	const struct sentence *three, size_t hundredths)
{
	struct buf out = buf_in(m->arena, 8000);

	part_put(m, &out, one, 0, one->n * hundredths / 100, three);
	part_put(m, &out, two, two->n * hundredths / 100, two->n, NULL);
	return out.at;
}

static void
unit_make(struct make *m, const char **source, const char **target)
{
	size_t a = any(m, m->of->n), b = any(m, m->of->n);
	size_t c = any(m, m->of->n), part = 30 + any(m, 50);
	bool third = any(m, 2) == 0;

	*source = joined(m, &m->of->ko[a], &m->of->ko[b],
		third ? &m->of->ko[c] : NULL, part);
	*target = joined(m, &m->of->en[a], &m->of->en[b],
		third ? &m->of->en[c] : NULL, part);
}

static bool
next(void *arg, struct memory_unit *u, enum err *err)
{
	struct make *m = arg;

	(void)err;
	if (m->at == m->all)
		return false;
	if (m->at++ % 1000 == 0)
		arena_reset(m->arena);
	u->from = "ko";
	u->to = "en";
	unit_make(m, &u->source, &u->target);
	return true;
}

/* ---- what is asked for ---- */

/* Bytes of a word but for its last character. */
static size_t
but_last(const char *word)
{
	size_t n = strlen(word) - 1;

	while (n > 0 && ((unsigned char)word[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* One word is another's, or without its last syllable, or a digit is another. */
static const char *
changed(struct make *m, const char *source)
{
	char *copy = arena_text(m->arena, source);
	struct sentence s = { .n = 0 };
	struct buf out = buf_in(m->arena, 8000);
	size_t at, how = any(m, 3);
	const struct sentence *other = &m->of->ko[any(m, m->of->n)];

	cut(copy, &s);
	at = any(m, s.n);
	for (size_t i = 0; i < s.n; i++) {
		if (i > 0)
			buf_char(&out, ' ');
		if (i == at && how == 0 && other->n > 0)
			buf_text(&out, other->word[any(m, other->n)]);
		else if (i == at && how == 1 && strlen(s.word[i]) > 6)
			buf_add(&out, s.word[i], but_last(s.word[i]));
		else if (i == at)
			buf_printf(&out, "%zu%s", any(m, 90) + 1, s.word[i]);
		else
			buf_text(&out, s.word[i]);
	}
	return out.at;
}

struct asked {
	const char *text, *source;
};

/* Some of the units, changed, spread over all. */
static struct asked *
asked_make(struct arena *a, const struct corpus *c, size_t all, size_t n)
{
	struct make m = { 1, c, arena_new(), 0, all };
	struct make hand = { 2, c, a, 0, 0 };
	struct asked *out = arena_alloc(a, n * sizeof *out);
	struct memory_unit u;
	size_t count = 0;
	enum err err;

	for (size_t i = 0; i < all && count < n && next(&m, &u, &err); i++) {
		if (i < all * count / n || strlen(u.source) < 40)
			continue;
		out[count].source = arena_text(a, u.source);
		out[count].text = changed(&hand, u.source);
		count++;
	}
	arena_free(m.arena);
	return out;
}

/* ---- for others ---- */

static void
texts_write(const char *folder, const struct corpus *c, size_t all,
	const struct asked *asked)
{
	struct arena *a = arena_new();
	struct make m = { 1, c, arena_new(), 0, all };
	FILE *units = fopen(arena_printf(a, "%s/units.tsv", folder), "w");
	FILE *texts = fopen(arena_printf(a, "%s/asked.txt", folder), "w");
	struct memory_unit u;
	enum err err;

	if (units == NULL || texts == NULL)
		need(ERR_BROKEN, folder);
	for (size_t i = 0; next(&m, &u, &err); i++)
		fprintf(units, "%zu\t%s\t%s\n", i, u.source, u.target);
	for (size_t i = 0; i < LOOKS; i++)
		fprintf(texts, "%s\n", asked[i].text);
	fclose(units);
	fclose(texts);
	arena_free(m.arena);
	arena_free(a);
}

/* ---- the looks ---- */

static double
(*clock_for(const struct house *h))(void)
{
	return db_engine(h->store) == DB_SQLITE ? bench_cpu : bench_wall;
}

static size_t
look(struct house *h, const char *text, struct memory_match *out)
{
	struct memory_ask ask = { .from = "ko", .to = "en", .text = text };
	size_t n;

	need(memory_look(&h->visit, &ask, out, 5, &n), "a look");
	return n;
}

static void
looks(struct house *h, const struct asked *asked)
{
	double *at = calloc(LOOKS, sizeof *at), (*clock)(void) = clock_for(h);
	struct arena *own = h->visit.arena, *a = arena_new();
	struct memory_match out[5];
	size_t first = 0, found = 0, n;

	h->visit.arena = a;
	for (size_t i = 0; i < LOOKS; i++) {
		double begun = clock();

		n = look(h, asked[i].text, out);
		at[i] = clock() - begun;
		found += n > 0;
		first += n > 0 && strcmp(out[0].source, asked[i].source) == 0;
		arena_reset(a);
	}
	h->visit.arena = own;
	printf("look %.2f %.2f %.2f\n", bench_part(at, LOOKS, 50) / 1000,
		bench_part(at, LOOKS, 99) / 1000,
		bench_part(at, LOOKS, 100) / 1000);
	printf("found %.1f first %.1f\n", (double)found * 100 / LOOKS,
		(double)first * 100 / LOOKS);
	arena_free(a);
	free(at);
}

/* All sentences of a text, one after another. */
static void
article(struct house *h, const struct asked *asked)
{
	double (*clock)(void) = clock_for(h), begun = clock();
	struct memory_match out[5];

	for (size_t i = 0; i < SENTENCES; i++)
		look(h, asked[i * (LOOKS / SENTENCES)].text, out);
	printf("article %.0f\n", (clock() - begun) / 1000);
}

/* What making them takes, which is not the memory's. */
static double
making(const struct corpus *c, size_t all, double (*clock)(void))
{
	struct make m = { 1, c, arena_new(), 0, all };
	double begun = clock();
	struct memory_unit u;
	enum err err;

	while (next(&m, &u, &err))
		;
	arena_free(m.arena);
	return clock() - begun;
}

static void
fill(struct house *h, const struct corpus *c, size_t all)
{
	struct make m = { 1, c, arena_new(), 0, all };
	struct memory_import done;
	double (*clock)(void) = clock_for(h), made = making(c, all, clock);
	double begun = clock(), wall = bench_wall(), took;

	need(memory_import(&h->visit, "bench.tmx", next, &m, &done),
		"an import");
	took = clock() - begun - made;
	printf("import %.0f %.0f\n", (double)done.read / took * 1e6,
		(double)done.read / (bench_wall() - wall) * 1e6);
	arena_free(m.arena);
}

int
main(int argc, char **argv)
{
	size_t all = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
	struct arena *a = arena_new();
	struct corpus c = { .n = 0 };
	struct asked *asked;
	struct house h;

	corpus_read(a, argc > 2 ? argv[2] : "../shared/data", &c);
	asked = asked_make(a, &c, all, LOOKS);
	if (argc > 3) {
		texts_write(argv[3], &c, all, asked);
		return 0;
	}
	bench_house(&h);
	fill(&h, &c, all);
	looks(&h, asked);
	article(&h, asked);
	bench_house_end(&h);
	arena_free(a);
	return 0;
}
