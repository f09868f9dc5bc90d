/* SPDX-License-Identifier: Apache-2.0 */
/* A story's lines: words, quotes, and what stands for something else. */
#include <ctype.h>
#include <string.h>

#include "story.h"

/* The end of a quoted text; *out its content without the quotes. */
static const char *
quote_read(struct buf *out, const char *at)
{
	for (at++; *at != '"'; at++) {
		if (*at == '\0')
			return NULL;
		if (*at == '\\' && at[1] != '\0') {
			at++;
			buf_char(out, *at == 'n' ? '\n' : *at == 't' ? '\t' :
				*at);
			continue;
		}
		buf_char(out, *at);
	}
	return at + 1;
}

bool
line_cut(struct story *s, const char *text, struct line *out)
{
	const char *at = text;

	out->n = 0;
	while (*(at += strspn(at, " \t")) != '\0' && out->n < STORY_WORDS) {
		struct buf word = buf_in(s->arena, 1 << 20);

		out->rest[out->n] = at;
		out->quoted[out->n] = *at == '"';
		while (*at != '\0' && *at != ' ' && *at != '\t') {
			if (*at == '"') {
				at = quote_read(&word, at);
				if (at == NULL)
					return false;
				continue;
			}
			buf_char(&word, *at++);
		}
		out->words[out->n++] = word.at;
	}
	return true;
}

static bool
name_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* What $NAME, or $kind:slug, stands for; n: its length without the $. */
static const char *
meaning(struct story *s, const char *at, size_t *n)
{
	const char *name, *colon, *found;

	for (*n = 0; name_char(at[*n]); (*n)++)
		;
	name = arena_copy(s->arena, at, *n);
	if (at[*n] != ':')
		return map_get(s->kept, name);
	colon = at + ++*n;
	while (name_char(at[*n]) || at[*n] == '-')
		(*n)++;
	found = stage_record(&s->stage, name, arena_copy(s->arena, colon,
		(size_t)(at + *n - colon)));
	if (found == NULL)
		story_fail(s, "there is no %.*s", (int)*n, at);
	return found;
}

const char *
words_fill(struct story *s, const char *text)
{
	struct buf out = buf_in(s->arena, 1 << 22);

	while (*text != '\0') {
		const char *value;
		size_t n;

		if (*text != '$' || !name_char(text[1])) {
			buf_char(&out, *text++);
			continue;
		}
		value = meaning(s, text + 1, &n);
		if (value == NULL)
			story_fail(s, "nothing is called %.*s", (int)n + 1,
				text);
		buf_text(&out, value != NULL ? value : "");
		text += n + 1;
	}
	return out.at;
}
