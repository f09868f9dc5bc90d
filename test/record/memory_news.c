/* SPDX-License-Identifier: Apache-2.0 */
/*
 * News sentences as a memory: the sentence that a hand has changed is found
 * again, and hardly any that is alike is missed by looking at few.
 */
#include <string.h>

#include "base/file.h"
#include "record.h"
#include "words/words.h"

enum { MOST = 2000, WORDS = 200, TRIED = 150, BRUTE = 30 };

struct news {
	struct visit *v;
	char *ko[MOST], *en[MOST];
	size_t n, at;
};

static size_t
lines_of(struct arena *a, const char *path, char **out)
{
	struct bytes text = { 0 };
	char *rest, *line;
	size_t n = 0;

	if (!CHECK_INT(file_read(a, path, 1 << 22, &text), OK))
		return 0;
	rest = arena_copy(a, text.at, text.n);
	while ((line = strsep(&rest, "\n")) != NULL && rest != NULL)
		out[n++] = line;
	return n;
}

static bool
next(void *arg, struct memory_unit *u, enum err *err)
{
	struct news *w = arg;

	(void)err;
	if (w->at == w->n)
		return false;
	*u = (struct memory_unit){ .from = "ko", .to = "en",
		.source = w->ko[w->at], .target = w->en[w->at] };
	w->at++;
	return true;
}

static struct news *
news(struct arena *a)
{
	static const struct migration_step no_steps[] = {{0}};
	static const char *const names[] = { "korean-english-park.dev.",
		"jhe-koen-dev." };
	struct news *w = arena_alloc(a, sizeof *w);
	struct buf faults = buf_in(a, 1 << 16);
	struct memory_import done;

	w->v = store_of(a, house_kinds);
	CHECK_INT(migrate(w->v, no_steps, words_tables, &faults), OK);
	if (!CHECK(test_shared() != NULL))
		return w;
	for (size_t i = 0; i < 2; i++) {
		const char *stem = arena_printf(a, "%s/data/ko-en-news-dev/%s",
			test_shared(), names[i]);

		lines_of(a, arena_printf(a, "%sen", stem), w->en + w->n);
		w->n += lines_of(a, arena_printf(a, "%sko", stem),
			w->ko + w->n);
	}
	CHECK_INT(w->n, 1720);
	CHECK_INT(memory_import(w->v, "news", next, w, &done), OK);
	CHECK_INT(done.added + done.known, w->n);
	return w;
}

/* ---- changes by hand ---- */

enum slip { DROP_PARTICLE, OTHER_NUMBER, OTHER_WORD, CHANGES };

static size_t
words_of(struct arena *a, const char *text, char *out[WORDS])
{
	char *rest = arena_text(a, text), *word;
	size_t n = 0;

	while (n < WORDS && (word = strsep(&rest, " ")) != NULL)
		out[n++] = word;
	return n;
}

static bool
ends(const char *word, const char *with)
{
	size_t n = strlen(word), k = strlen(with);

	return n > k + 2 && strcmp(word + n - k, with) == 0;
}

/* In place; false: there is nothing of that kind in it. */
static bool
word_change(char *word, enum slip how, const char **swapped)
{
	static const char *const particles[] = { "은", "는", "이", "가", "을",
		"를", "의", "에" };
	char *digit = strpbrk(word, "0123456789");

	if (how == OTHER_NUMBER && digit != NULL)
		*digit = *digit == '9' ? '4' : (char)(*digit + 1);
	if (how == OTHER_WORD && strlen(word) > 5)
		*swapped = "기차역에서";
	for (size_t i = 0; how == DROP_PARTICLE && i < 8; i++)
		if (ends(word, particles[i])) {
			word[strlen(word) - 3] = '\0';
			return true;
		}
	return (how == OTHER_NUMBER && digit != NULL) || *swapped != NULL;
}

static const char *
changed(struct arena *a, const char *text, enum slip how)
{
	struct buf out = buf_in(a, 8000);
	char *words[WORDS];
	size_t n = words_of(a, text, words);
	bool done = false;

	for (size_t i = 0; i < n; i++) {
		const char *swapped = NULL;

		if (!done && i >= n / 3 - n / 8)
			done = word_change(words[i], how, &swapped);
		buf_printf(&out, "%s%s", i > 0 ? " " : "",
			swapped != NULL ? swapped : words[i]);
	}
	return done && n > 5 ? out.at : NULL;
}

static size_t
look(struct news *w, const char *text, struct memory_match *out, size_t most)
{
	struct memory_ask ask = { .from = "ko", .to = "en", .text = text };
	size_t n = 0;

	CHECK_INT(memory_look(w->v, &ask, out, most, &n), OK);
	return n;
}

static void
change_found(struct arena *a, enum slip how)
{
	struct news *w = news(a);
	struct memory_match out[3];
	size_t tried = 0, first = 0, numbers = 0;

	for (size_t i = 0; i < w->n && tried < TRIED; i += 3) {
		const char *text = changed(a, w->ko[i], how);
		size_t n;

		if (text == NULL)
			continue;
		tried++;
		n = look(w, text, out, 3);
		if (n > 0 && strcmp(out[0].source, w->ko[i]) == 0)
			first++;
		else
			printf("# missed: %s\n", text);
		numbers += n > 0 && out[0].only_numbers && out[0].score >= 85;
	}
	CHECK(tried >= 100);
	CHECK_INT(first, tried);
	if (how == OTHER_NUMBER)
		CHECK_INT(numbers, tried);
}

static void
particle(struct arena *a)
{
	change_found(a, DROP_PARTICLE);
}

static void
number(struct arena *a)
{
	change_found(a, OTHER_NUMBER);
}

static void
word(struct arena *a)
{
	change_found(a, OTHER_WORD);
}

/* ---- against comparing with every one ---- */

/* The first two thirds of one sentence and the last third of another are
 * alike to at least the first. */
static const char *
half_new(struct arena *a, const char *one, const char *two)
{
	struct buf out = buf_in(a, 8000);
	char *w[WORDS], *o[WORDS];
	size_t n = words_of(a, one, w), k = words_of(a, two, o);

	for (size_t i = 0; i < n * 3 / 4; i++)
		buf_printf(&out, "%s ", w[i]);
	for (size_t i = k * 3 / 4; i < k; i++)
		buf_printf(&out, "%s%s", o[i], i + 1 < k ? " " : "");
	return out.at;
}

static bool
among(const struct memory_match *found, size_t n, const char *source)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(found[i].source, source) == 0)
			return true;
	return false;
}

static void
nothing_missed(struct arena *a)
{
	struct news *w = news(a);
	struct arena *scratch = arena_new();
	size_t alike = 0, found = 0;

	for (size_t q = 0; q < BRUTE; q++) {
		const char *text = half_new(a, w->ko[q * 37], w->ko[q * 53 +
			11]);
		struct memory_match out[16];
		size_t n = look(w, text, out, 16);

		for (size_t i = 0; i < w->n; i++) {
			struct memory_likeness is = memory_compare(scratch,
				w->ko[i], text);

			if (is.score < MEMORY_LEAST)
				continue;
			alike++;
			if (among(out, n, w->ko[i]))
				found++;
			else
				printf("# %d: %s\n# for %s\n", is.score,
					w->ko[i], text);
		}
		arena_reset(scratch);
	}
	arena_free(scratch);
	CHECK(alike >= BRUTE / 2);
	/* Of a hundred no more than three. */
	CHECK(found * 100 >= alike * 97);
	printf("# %zu of %zu alike were found\n", found, alike);
}

const struct test memory_news_tests[] = {
	{ "a news sentence without a particle finds its original first", particle },
	{ "a news sentence with another number finds its original, and is told to differ in that", number },
	{ "a news sentence with another word finds its original first", word },
	{ "looking at few units misses hardly any that is alike", nothing_missed },
	{0}
};
