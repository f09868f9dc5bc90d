/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogues: per language the tree as it was read, and a table from the
 * dotted key to what is known of its pattern.
 *
 *	"nav.news" -> {"소식", no arguments}
 *	"tie.years" -> {"{0, plural, one {# year} other {# years}}", 0: number}
 *
 * Patterns of bare {0} {1} {2} are filled in here; those with plural, select
 * or number go through ICU.  Written before threads start, read by all.
 */
#include "inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/umsg.h>
#include <unicode/ustring.h>

#include "base/map.h"

enum { ARGUMENTS = 3, DEPTH_MOST = 6, FILLED_MOST = 64 * 1024 };

/* What a pattern wants an argument to be. */
enum want { UNUSED, TEXT, CHOICE, NUMBER };

struct entry {
	const char *pattern;
	enum want want[ARGUMENTS];
	bool bare;               /* {0} {1} {2} and no quoting at all */
};

struct catalogue {
	struct arena *arena;     /* owns all the rest */
	json_t *tree;
	struct map *entries;
};

static struct catalogue catalogues[LANG__MAX];

/* ---- reading patterns ---- */

/* What stands behind "{0," says: plural, selectordinal, number or select. */
static bool
want_of(const char *s, enum want *out)
{
	static const struct {
		const char *word;
		enum want want;
	} words[] = {
		{"plural", NUMBER}, {"selectordinal", NUMBER},
		{"select", CHOICE}, {"number", NUMBER},
	};

	s += strspn(s, " ");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i].word);

		if (strncmp(s, words[i].word, n) == 0 &&
		    strchr(" ,}", s[n]) != NULL) {
			*out = words[i].want;
			return strncmp(s + n, ", integer", 9) != 0 &&
				strncmp(s + n, ",integer", 8) != 0;
		}
	}
	return false;
}

/* An argument begins at s; false when it is not one we can give. */
static bool
argument(const char *s, struct entry *e)
{
	int nth = *s - '0';
	enum want want = TEXT;

	if (nth < 0 || nth >= ARGUMENTS)
		return false;
	s += 1 + strspn(s + 1, " ");
	if (*s == ',') {
		e->bare = false;
		if (!want_of(s + 1, &want))
			return false;
	} else if (*s != '}') {
		return false;
	}
	/* Inside a plural the number is #; ICU would take {0} for text. */
	if (e->want[nth] != UNUSED && e->want[nth] != want)
		return false;
	e->want[nth] = want;
	return true;
}

/*
 * Finds the arguments.  Braces take turns: the first opens an argument, one
 * inside it a text to choose, one inside that an argument again.  A quote
 * before a brace hides all up to the next quote.
 */
static bool
scan(const char *s, struct entry *e)
{
	int depth = 0;

	e->bare = strchr(s, '\'') == NULL && strchr(s, '#') == NULL;
	for (; *s != '\0'; s++) {
		if (*s == '\'' && (s[1] == '{' || s[1] == '}')) {
			s = strchr(s + 1, '\'');
			if (s == NULL)
				return false;
		} else if (*s == '{') {
			const char *in = s + 1 + strspn(s + 1, " ");

			if (depth++ % 2 == 0 && !argument(in, e))
				return false;
		} else if (*s == '}' && --depth < 0) {
			return false;
		}
	}
	return depth == 0;
}

static void
close_message(void *format)
{
	umsg_close(format);
}

static UMessageFormat *
open_message(struct arena *a, enum lang lang, const char *pattern,
	UErrorCode *status)
{
	struct wide w = icu_wide(a, pattern, strlen(pattern));
	UMessageFormat *format = umsg_open(w.at, w.n, langs[lang].icu, NULL,
		status);

	/* A pattern it does not understand is opened all the same. */
	arena_defer(a, close_message, format);
	return U_SUCCESS(*status) ? format : NULL;
}

/* Texts where the pattern wants text, numbers where it wants numbers: C
 * cannot build such a list of arguments, so each list is written out. */
static int32_t
fill_format(const UMessageFormat *f, const struct entry *e,
	const UChar *const w[], const double d[], UChar *out, int32_t room,
	UErrorCode *s)
{
	int numbers = 0;

	for (int i = 0; i < ARGUMENTS; i++)
		numbers |= (e->want[i] == NUMBER) << i;
	switch (numbers) {
	case 0: return umsg_format(f, out, room, s, w[0], w[1], w[2]);
	case 1: return umsg_format(f, out, room, s, d[0], w[1], w[2]);
	case 2: return umsg_format(f, out, room, s, w[0], d[1], w[2]);
	case 3: return umsg_format(f, out, room, s, d[0], d[1], w[2]);
	case 4: return umsg_format(f, out, room, s, w[0], w[1], d[2]);
	case 5: return umsg_format(f, out, room, s, d[0], w[1], d[2]);
	case 6: return umsg_format(f, out, room, s, w[0], d[1], d[2]);
	default: return umsg_format(f, out, room, s, d[0], d[1], d[2]);
	}
}

static const char *
fill_by_icu(struct arena *a, enum lang lang, const struct entry *e,
	const char *const args[], UErrorCode *status)
{
	UMessageFormat *format = open_message(a, lang, e->pattern, status);
	const UChar *texts[ARGUMENTS];
	double numbers[ARGUMENTS];
	int32_t room = 256, n;
	UChar *out;

	if (format == NULL)
		return NULL;
	for (int i = 0; i < ARGUMENTS; i++) {
		const char *s = args[i] != NULL ? args[i] : "";

		texts[i] = icu_wide(a, s, strlen(s)).at;
		numbers[i] = strtod(s, NULL);
	}
	out = arena_alloc(a, (size_t)room * sizeof *out);
	n = fill_format(format, e, texts, numbers, out, room, status);
	if (*status == U_BUFFER_OVERFLOW_ERROR && n < FILLED_MOST) {
		*status = U_ZERO_ERROR;
		room = n + 1;
		out = arena_alloc(a, (size_t)room * sizeof *out);
		n = fill_format(format, e, texts, numbers, out, room, status);
	}
	return U_SUCCESS(*status) ? icu_narrow(a, out, n, NULL) : NULL;
}

/* ---- reading catalogues ---- */

struct reading {
	enum lang lang;
	struct catalogue to;
	struct arena *scratch;
	char *why;               /* of 200 */
};

/* Opened and filled in once, so that no page is the first to find out. */
static bool
take_pattern(struct reading *r, const char *key, const char *pattern)
{
	static const char *const sample[ARGUMENTS] = {"1", "2", "3"};
	struct arena *a = r->to.arena;
	struct entry *e = arena_alloc(a, sizeof *e);
	UErrorCode status = U_ZERO_ERROR;

	e->pattern = pattern;
	if (!scan(pattern, e)) {
		snprintf(r->why, 200, "%s: not an argument we can fill in",
			key);
		return false;
	}
	if (!e->bare && strchr(pattern, '{') != NULL)
		fill_by_icu(r->scratch, r->lang, e, sample, &status);
	if (U_FAILURE(status)) {
		snprintf(r->why, 200, "%s: %s", key, u_errorName(status));
		return false;
	}
	map_put(r->to.entries, key, e);
	return true;
}

static bool
take_tree(struct reading *r, json_t *tree, const char *prefix, int depth)
{
	const char *name;
	json_t *value;

	json_object_foreach(tree, name, value) {
		const char *key = prefix[0] == '\0' ? name :
			arena_printf(r->scratch, "%s.%s", prefix, name);
		bool good = false;

		if (json_is_string(value) && depth > 0)
			good = take_pattern(r, key, json_string_value(value));
		else if (json_is_object(value) && depth < DEPTH_MOST)
			good = take_tree(r, value, key, depth + 1);
		else
			snprintf(r->why, 200, "%s: not a text%s", key,
				depth == 0 ? " below a name" : "");
		if (!good)
			return false;
	}
	return true;
}

static void
drop_tree(void *tree)
{
	json_decref(tree);
}

static bool
read_catalogue(struct reading *r, const char *json, size_t n)
{
	json_error_t error;
	json_t *tree = json_loadb(json, n, JSON_REJECT_DUPLICATES, &error);

	if (!json_is_object(tree)) {
		snprintf(r->why, 200, "line %d: %.150s", error.line,
			tree == NULL ? error.text : "not an object");
		json_decref(tree);
		return false;
	}
	arena_defer(r->to.arena, drop_tree, tree);
	r->to.tree = tree;
	r->to.entries = map_new(r->to.arena);
	return take_tree(r, tree, "", 0);
}

bool
messages_use(enum lang lang, const char *json, size_t n, char why[static 200])
{
	struct reading r = {
		.lang = lang, .to.arena = arena_new(), .scratch = arena_new(),
		.why = why,
	};
	bool good = read_catalogue(&r, json, n);

	arena_free(r.scratch);
	if (!good) {
		arena_free(r.to.arena);
		return false;
	}
	if (catalogues[lang].arena != NULL)
		arena_free(catalogues[lang].arena);
	catalogues[lang] = r.to;
	return true;
}

/* ---- using them ---- */

static const struct entry *
entry_of(enum lang lang, const char *key)
{
	const struct catalogue *c = &catalogues[lang];

	return c->entries == NULL ? NULL : map_get(c->entries, key);
}

const char *
message(enum lang lang, const char *key)
{
	const struct entry *e = entry_of(lang, key);

	return e == NULL ? key : e->pattern;
}

bool
message_there(enum lang lang, const char *key)
{
	return entry_of(lang, key) != NULL;
}

json_t *
messages_tree(enum lang lang)
{
	return catalogues[lang].tree;
}

/* Digits only; a telephone number that begins with 0 is none. */
static bool
is_number(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n <= 15 && s[n] == '\0' && (s[0] != '0' || n == 1);
}

static const char *
fill_bare(struct arena *a, const char *pattern, const char *const args[])
{
	struct buf b = buf_in(a, FILLED_MOST);

	while (*pattern != '\0') {
		size_t n = strcspn(pattern, "{");

		buf_add(&b, pattern, n);
		pattern += n;
		if (*pattern == '{') {
			const char *in = pattern + strcspn(pattern, "012");

			if (args[*in - '0'] != NULL)
				buf_text(&b, args[*in - '0']);
			pattern = in + strcspn(in, "}") + 1;
		}
	}
	return b.at;
}

static const char *
fill(struct arena *a, enum lang lang, const char *key,
	const char *const args[])
{
	const struct entry *e = entry_of(lang, key);
	UErrorCode status = U_ZERO_ERROR;
	const char *filled;

	if (e == NULL)
		return arena_text(a, key);
	if (e->bare)
		return fill_bare(a, e->pattern, args);
	filled = fill_by_icu(a, lang, e, args, &status);
	return filled != NULL ? filled : e->pattern;
}

const char *
message_with(struct arena *a, enum lang lang, const char *key,
	const char *arg0, const char *arg1, const char *arg2)
{
	const struct entry *e = entry_of(lang, key);
	const char *args[ARGUMENTS] = {arg0, arg1, arg2};

	for (int i = 0; i < ARGUMENTS; i++) {
		if (args[i] == NULL)
			break;
		if (e != NULL && e->want[i] == TEXT && is_number(args[i]))
			args[i] = text_number(a, lang, args[i]);
	}
	return fill(a, lang, key, args);
}

const char *
message_around(struct arena *a, enum lang lang, const char *key,
	const char *arg0, const char *arg1)
{
	const char *args[ARGUMENTS] = {arg0, arg1, NULL};

	return fill(a, lang, key, args);
}
