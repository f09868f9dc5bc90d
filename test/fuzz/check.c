/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks of anything against anything: the first line is taken for the source,
 * the rest for the translation, whatever languages they are said to be in.
 * Findings lie within the texts, the gravest first, and each has a code that
 * there is.  Terms are found in order and do not overlap.
 */
#include <string.h>

#include "fuzz.h"
#include "words/check.h"

#define FOUND_MOST 40

static bool
is_code(const char *code)
{
	for (const char *const *c = check_codes; *c != NULL; c++)
		if (strcmp(*c, code) == 0)
			return true;
	return false;
}

static void
findings_hold(const struct check_ask *ask, const struct finding *f, size_t n)
{
	PROMISE(n <= FOUND_MOST);
	for (size_t i = 0; i < n; i++) {
		PROMISE(is_code(f[i].code));
		PROMISE(f[i].source.at + f[i].source.n <=
			strlen(ask->source));
		PROMISE(f[i].target.at + f[i].target.n <=
			strlen(ask->target));
		PROMISE(i == 0 || f[i - 1].grade >= f[i].grade);
		PROMISE(f[i].args[0] != NULL && f[i].args[1] != NULL);
	}
}

static void
terms_hold(const struct terms *t, const char *text)
{
	struct term_found found[FOUND_MOST];
	size_t n = terms_find(t, text, found, FOUND_MOST), end = 0;

	for (size_t i = 0; i < n; i++) {
		PROMISE(found[i].n > 0 && found[i].at >= end);
		end = found[i].at + found[i].n;
		PROMISE(end <= strlen(text));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	static const char *const tags[] = { "ko", "zh", "ja", "en", "vi" };
	struct arena *a = arena_new();
	char *source = arena_copy(a, at, n), *target = strchr(source, '\n');
	struct term list[] = {
		{ .source = "시흥시", .target = "Siheung", .name = true },
		{ .source = "host family", .target = "호스트 가정" },
		{ .source = "시", .target = "市" },
		{ .target = "town", .use = TERM_FORBIDDEN },
		{ .source = source, .target = source },
	};
	struct finding found[FOUND_MOST];

	if (target != NULL)
		*target++ = '\0';
	for (size_t i = 0; i < 5; i++) {
		struct check_ask ask = { .source = source, .from = tags[i],
			.target = target != NULL ? target : source,
			.to = tags[(i + 1) % 5] };
		const char *both[] = { ask.source, ask.target };

		ask.terms = terms_new(a, list, i == 0 ? 5 : 4, ask.from,
			ask.to);
		findings_hold(&ask, found, check_pair(a, &ask, found,
			FOUND_MOST));
		terms_hold(ask.terms, ask.source);
		check_whole(a, both, both, 2, ask.to, found, FOUND_MOST);
	}
	arena_free(a);
	return 0;
}
