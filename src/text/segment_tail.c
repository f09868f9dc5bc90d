/* SPDX-License-Identifier: Apache-2.0 */
/*
 * With which characters can a match of a pattern end?  Read from the left, a
 * pattern is alternatives of atoms; of each alternative count its last atom
 * and, as long as an atom may be nothing, the one before it:
 *
 *	[.?!]{1,4}["”]?  ->  [.?!] and ["”]
 *
 * Only what our rules are written in is understood; for anything else there
 * is no answer, which costs time and nothing else.
 */
#include "segment_inside.h"

#include <string.h>

enum { DEPTH_MOST = 8 };

struct tail {
	struct buf sets;
	bool open;             /* all of it may be nothing */
};

static bool take_choices(struct arena *a, const char **at, int depth,
	struct tail *out);

/* Past "[…]", sets within it too; NULL: it does not end. */
static const char *
past_set(const char *s)
{
	int depth = 0;

	for (; *s != '\0'; s++) {
		if (*s == '\\' && s[1] != '\0')
			s++;
		else if (*s == '[')
			depth++;
		else if (*s == ']' && --depth == 0)
			return s + 1;
	}
	return NULL;
}

/* Past "\.", "\d", "\p{Lu}"; NULL: another kind. */
static const char *
past_escape(const char *s)
{
	if (s[1] == 'p' || s[1] == 'P') {
		s = s[2] == '{' ? strchr(s, '}') : NULL;
		return s != NULL ? s + 1 : NULL;
	}
	if (s[1] == '\0' || (strchr("sSdDwWnt", s[1]) == NULL &&
	    ((s[1] | 32) >= 'a' && (s[1] | 32) <= 'z')))
		return NULL;
	return s + 2;
}

/* "?", "*", "+", "{1,4}" behind an atom; can it be nothing?  False: odd. */
static bool
take_often(const char **at, bool *none)
{
	const char *s = *at;

	if (*s == '?' || *s == '*') {
		*none = true;
		s++;
	} else if (*s == '+') {
		s++;
	} else if (*s == '{') {
		*none |= s[1] == '0';
		s = strchr(s, '}');
		if (s == NULL)
			return false;
		s++;
	}
	*at = s;
	return strchr("?*+{", *s) == NULL || *s == '\0';
}

/* One atom and how often; what it can end with in out. */
static bool
take_atom(struct arena *a, const char **at, int depth, struct tail *out)
{
	const char *s = *at, *end;

	if (strncmp(s, "(?:", 3) == 0) {
		*at = s + 3;
		if (!take_choices(a, at, depth + 1, out) || **at != ')')
			return false;
		++*at;
		return take_often(at, &out->open);
	}
	if (*s == '^' || strncmp(s, "\\b", 2) == 0) {
		*at = s + (*s == '^' ? 1 : 2);
		out->open = true;
		return true;
	}
	if (strchr("($.*+?{})]", *s) != NULL)
		return false;
	end = *s == '[' ? past_set(s) : *s == '\\' ? past_escape(s) : s + 1;
	while (end != NULL && ((unsigned char)*s & 0x80) != 0 &&
	    ((unsigned char)*end & 0xc0) == 0x80)
		end++;
	if (end == NULL)
		return false;
	if (strchr("-&", *s) != NULL)
		buf_char(&out->sets, '\\');
	buf_add(&out->sets, s, (size_t)(end - s));
	*at = end;
	return take_often(at, &out->open);
}

/* Atoms up to a bar, a bracket or the end. */
static bool
take_row(struct arena *a, const char **at, int depth, struct tail *out)
{
	out->open = true;
	while (**at != '\0' && **at != '|' && **at != ')') {
		struct tail atom = {buf_in(a, out->sets.max), false};

		if (!take_atom(a, at, depth, &atom))
			return false;
		if (!atom.open) {
			buf_clear(&out->sets);
			out->open = false;
		}
		buf_add(&out->sets, atom.sets.at, atom.sets.n);
	}
	return true;
}

static bool
take_choices(struct arena *a, const char **at, int depth, struct tail *out)
{
	if (depth > DEPTH_MOST)
		return false;
	for (;; ++*at) {
		struct tail row = {buf_in(a, out->sets.max), false};

		if (!take_row(a, at, depth, &row))
			return false;
		buf_add(&out->sets, row.sets.at, row.sets.n);
		out->open |= row.open;
		if (**at != '|')
			return true;
	}
}

bool
pattern_tail(struct buf *b, const char *pattern)
{
	struct tail all = {buf_in(b->arena, b->max), false};

	if (!take_choices(b->arena, &pattern, 0, &all) || *pattern != '\0' ||
	    all.open || all.sets.n == 0 || all.sets.full)
		return false;
	buf_add(b, all.sets.at, all.sets.n);
	return true;
}
