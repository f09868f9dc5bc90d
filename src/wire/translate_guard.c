/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names and words of the glossary that are to come out as they are laid down,
 * marked in a segment in the way that its service leaves alone:
 *
 *	GUARD_TOKENS  ⟦1⟧ in place of the word
 *	GUARD_HTML    <span translate="no">word</span>, the rest escaped
 *	GUARD_XML     <x>word</x>, the rest escaped; x is among ignore_tags
 *	GUARD_SPAN    <span translate="no">word</span>, the rest as it is
 *
 * The word that goes out is already that of the other language, so that the
 * sentence is built around it.  Where terms overlap, the longest that begins
 * first is marked.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "inside.h"

#define TOKEN_OPEN "⟦"
#define TOKEN_CLOSE "⟧"
#define SPAN_OPEN "<span translate=\"no\">"
#define SPAN_CLOSE "</span>"
#define TAG_OPEN "<x>"
#define TAG_CLOSE "</x>"
#define MARKS_MOST 200     /* in a segment */

static bool
is_marked(const struct translate_term *t, bool targets)
{
	return *t->source != '\0' && (targets || t->target == NULL);
}

bool
guard_needed(const struct translate_ask *ask, bool targets)
{
	for (size_t i = 0; i < ask->n_terms; i++)
		for (size_t j = 0; is_marked(&ask->terms[i], targets) &&
		    j < ask->n; j++)
			if (strstr(ask->segments[j], ask->terms[i].source) !=
			    NULL)
				return true;
	return false;
}

/* A Latin word is not found within another: "Art" is not in "Article". */
static bool
parted(const char *text, const char *at, size_t n)
{
	bool before = at > text && isalnum((unsigned char)at[-1]) &&
		isalnum((unsigned char)at[0]);
	bool after = isalnum((unsigned char)at[n]) &&
		isalnum((unsigned char)at[n - 1]);

	return !before && !after;
}

/* The longest term that begins at `at`; n_terms: none. */
static size_t
term_at(const struct translate_ask *ask, const char *text, const char *at,
	bool targets)
{
	size_t best = ask->n_terms, best_n = 0;

	for (size_t i = 0; i < ask->n_terms; i++) {
		const char *source = ask->terms[i].source;
		size_t n = strlen(source);

		if (n > best_n && is_marked(&ask->terms[i], targets) &&
		    strncmp(at, source, n) == 0 && parted(text, at, n)) {
			best = i;
			best_n = n;
		}
	}
	return best;
}

static const char *
word_of(const struct translate_term *t)
{
	return t->target != NULL ? t->target : t->source;
}

static void
mark_put(struct buf *out, const struct translate_term *t, enum guard guard,
	size_t number)
{
	const char *word = word_of(t);

	switch (guard) {
	case GUARD_TOKENS:
		buf_printf(out, TOKEN_OPEN "%zu" TOKEN_CLOSE, number);
		break;
	case GUARD_XML:
		buf_text(out, TAG_OPEN);
		buf_escape(out, word, strlen(word));
		buf_text(out, TAG_CLOSE);
		break;
	case GUARD_HTML:
		buf_text(out, SPAN_OPEN);
		buf_escape(out, word, strlen(word));
		buf_text(out, SPAN_CLOSE);
		break;
	case GUARD_SPAN:
		buf_text(out, SPAN_OPEN);
		buf_text(out, word);
		buf_text(out, SPAN_CLOSE);
		break;
	}
}

static bool
escapes(enum guard guard)
{
	return guard == GUARD_HTML || guard == GUARD_XML;
}

struct guarded
guard_put(struct arena *a, const struct translate_ask *ask, const char *text,
	enum guard guard, bool marked, bool targets)
{
	struct guarded g = { .text = text };
	struct buf out = buf_in(a, 16 << 20);
	const char *c = text;

	if (!marked || (guard == GUARD_TOKENS &&
	    strstr(text, TOKEN_OPEN) != NULL))
		return g;
	g.terms = arena_alloc(a, MARKS_MOST * sizeof *g.terms);
	while (*c != '\0') {
		size_t i = g.n < MARKS_MOST ?
			term_at(ask, text, c, targets) : ask->n_terms;

		if (i < ask->n_terms) {
			g.terms[g.n++] = i;
			mark_put(&out, &ask->terms[i], guard, g.n);
			c += strlen(ask->terms[i].source);
		} else if (escapes(guard)) {
			buf_escape(&out, c++, 1);
		} else {
			buf_char(&out, *c++);
		}
	}
	g.text = out.at;
	return g;
}

/* ---- and back ---- */

/* "⟦ 2 ⟧", spaces or not: its number, and *n bytes; 0: it is none. */
static size_t
token_read(const char *at, size_t *n)
{
	const char *c = at + strlen(TOKEN_OPEN);
	char *end;
	unsigned long number;

	if (strncmp(at, TOKEN_OPEN, strlen(TOKEN_OPEN)) != 0)
		return 0;
	number = strtoul(c, &end, 10);
	if (end == c)
		return 0;
	while (*end == ' ')
		end++;
	if (strncmp(end, TOKEN_CLOSE, strlen(TOKEN_CLOSE)) != 0)
		return 0;
	*n = (size_t)(end - at) + strlen(TOKEN_CLOSE);
	return number;
}

static const char *
tokens_take(struct arena *a, const struct translate_ask *ask,
	const struct guarded *g, const char *answer)
{
	struct buf out = buf_in(a, 16 << 20);

	while (*answer != '\0') {
		size_t n = 0, number = token_read(answer, &n);

		if (number > 0 && number <= g->n)
			buf_text(&out, word_of(&ask->terms[
				g->terms[number - 1]]));
		else if (n == 0)
			buf_char(&out, *answer++);
		answer += n;
	}
	return out.at;
}

static bool
skip(const char **c, const char *what)
{
	size_t n = strlen(what);

	if (strncasecmp(*c, what, n) != 0)
		return false;
	*c += n;
	return true;
}

/* The tag that marks were opened with: as it was sent, or with an id or other
 * quotes, as engines that read HTML write it again. */
static bool
open_skip(const char **c)
{
	return skip(c, SPAN_OPEN) || skip(c, "<span translate='no'>") ||
		skip(c, "<span translate=no>") || skip(c, TAG_OPEN);
}

static bool
close_skip(const char **c)
{
	return skip(c, SPAN_CLOSE) || skip(c, TAG_CLOSE);
}

static bool
is_tag(const char *c)
{
	return *c == '<' && (isalpha((unsigned char)c[1]) || c[1] == '/' ||
		c[1] == '!' || c[1] == '?');
}

/* NULL: there is a tag that is none of our marks, in what was escaped. */
static const char *
tags_take(struct arena *a, const char *answer, bool escaped)
{
	struct buf out = buf_in(a, 16 << 20);
	int open = 0;

	while (*answer != '\0')
		if (open_skip(&answer)) {
			open++;
		} else if (open > 0 && close_skip(&answer)) {
			open--;
		} else if (escaped && is_tag(answer)) {
			return NULL;
		} else {
			buf_char(&out, *answer++);
		}
	return escaped ? entities_read(a, out.at) : out.at;
}

const char *
guard_take(struct arena *a, const struct translate_ask *ask,
	const struct guarded *g, const char *answer, enum guard guard,
	bool marked)
{
	if (!marked)
		return answer;
	if (guard == GUARD_TOKENS)
		return tokens_take(a, ask, g, answer);
	return tags_take(a, answer, escapes(guard));
}
