/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the played services know: whole sentences and single words, looked up.
 * A sentence that is not there is put together word for word where most of its
 * words are known, and otherwise given back from its end, "[en] …", so that
 * nobody takes it for a translation.  Marks of names go through untouched.
 */
#include <string.h>

#include "double.h"

#define WORDS_MOST 400
#define MORE_MOST 12           /* bytes of particles behind a word */

void
dictionary_read(struct arena *a, const char *tsv, size_t n, struct map *out)
{
	const char *end = tsv + n;

	while (tsv < end) {
		const char *line_end = memchr(tsv, '\n', (size_t)(end - tsv));
		char *line, *source, *target;

		if (line_end == NULL)
			line_end = end;
		line = arena_copy(a, tsv, (size_t)(line_end - tsv));
		tsv = line_end + 1;
		source = strchr(line, '\t');
		target = source != NULL ? strchr(source + 1, '\t') : NULL;
		if (*line == '#' || target == NULL)
			continue;
		*source++ = '\0';
		*target++ = '\0';
		map_put(out, arena_printf(a, "%s %s", line, source), target);
	}
}

/* ---- words ---- */

struct word {
	const char *at;
	size_t n;
};

/* A mark of ours is one word, whatever stands in it. */
static size_t
mark_length(const char *c)
{
	static const char *const marks[][2] = {
		{ "<span translate=\"no\">", "</span>" },
		{ "<x>", "</x>" }, { "⟦", "⟧" },
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *end = strncmp(c, marks[i][0],
			strlen(marks[i][0])) == 0 ? strstr(c, marks[i][1]) :
			NULL;

		if (end != NULL)
			return (size_t)(end - c) + strlen(marks[i][1]);
	}
	return 0;
}

static size_t
words_cut(const char *text, struct word *out)
{
	size_t n = 0;

	while (*text != '\0' && n < WORDS_MOST) {
		size_t length;

		text += strspn(text, " \n\t");
		if (*text == '\0')
			break;
		length = mark_length(text);
		if (length == 0)
			while (text[length] != '\0' &&
			    strchr(" \n\t", text[length]) == NULL &&
			    (length == 0 || mark_length(text + length) == 0))
				length++;
		out[n++] = (struct word){ text, length };
		text += length;
	}
	return n;
}

static const char *
look(struct arena *a, const struct map *words, const char *pair,
	const char *at, size_t n)
{
	return map_get(words, arena_printf(a, "%s %.*s", pair, (int)n, at));
}

/* The word, or what it is without its particles; NULL: it is not known. */
static const char *
word_say(struct arena *a, const struct map *words, const char *pair,
	struct word w, const char **mark)
{
	size_t n = w.n;

	*mark = "";
	while (n > 0 && strchr(".,!?", w.at[n - 1]) != NULL)
		n--;
	if (n < w.n)
		*mark = arena_copy(a, w.at + n, w.n - n);
	if (mark_length(w.at) == w.n)
		return arena_copy(a, w.at, w.n);
	for (size_t cut = n; cut > 0 && n - cut <= MORE_MOST; cut--) {
		const char *said = (w.at[cut] & 0xc0) == 0x80 ? NULL :
			look(a, words, pair, w.at, cut);

		if (said != NULL)
			return said;
	}
	return NULL;
}

static const char *
backwards(struct arena *a, const char *to, const struct word *w, size_t n)
{
	struct buf out = buf_in(a, 16 << 20);

	buf_printf(&out, "[%s]", to);
	while (n-- > 0) {
		buf_char(&out, ' ');
		buf_add(&out, w[n].at, w[n].n);
	}
	return out.at;
}

static const char *
by_words(struct arena *a, const struct map *words, const char *pair,
	const char *to, const char *text)
{
	struct word *w = arena_alloc(a, WORDS_MOST * sizeof *w);
	struct buf out = buf_in(a, 16 << 20);
	size_t n = words_cut(text, w), known = 0;

	for (size_t i = 0; i < n; i++) {
		const char *mark, *said = word_say(a, words, pair, w[i],
			&mark);

		known += said != NULL;
		if (i > 0)
			buf_char(&out, ' ');
		if (said != NULL)
			buf_printf(&out, "%s%s", said, mark);
		else
			buf_add(&out, w[i].at, w[i].n);
	}
	return n > 0 && known * 3 >= n * 2 ? out.at :
		backwards(a, to, w, n);
}

/* ---- the glossary ---- */

static const char *
swapped(struct arena *a, const char *text, const char *old, const char *now)
{
	const char *at = old != NULL && *old != '\0' ? strstr(text, old) :
		NULL;

	if (at == NULL)
		return arena_printf(a, "%s (%s)", text, now);
	return arena_printf(a, "%.*s%s%s", (int)(at - text), text, now,
		at + strlen(old));
}

static const char *
glossary_keep_to(struct arena *a, const struct map *words, const char *pair,
	const char *source, const char *text, const char *glossary)
{
	while (glossary != NULL && *glossary != '\0') {
		size_t line = strcspn(glossary, "\n");
		size_t tab = strcspn(glossary, "\t");

		if (tab < line) {
			const char *from = arena_copy(a, glossary, tab);
			const char *to = arena_copy(a, glossary + tab + 1,
				line - tab - 1);

			if (strstr(source, from) != NULL &&
			    strstr(text, to) == NULL)
				text = swapped(a, text, look(a, words, pair,
					from, strlen(from)), to);
		}
		glossary += line + (glossary[line] == '\n');
	}
	return text;
}

const char *
dictionary_say(struct arena *a, const struct map *words, const char *from,
	const char *to, const char *text, const char *glossary)
{
	const char *pair = arena_printf(a, "%.2s>%.2s", from, to);
	const char *said = look(a, words, pair, text, strlen(text));

	if (said == NULL)
		said = by_words(a, words, pair, to, text);
	return glossary_keep_to(a, words, pair, text, said, glossary);
}
