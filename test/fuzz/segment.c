/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segments of anything, in any language: what is joined again is what was
 * there; a segment is never empty, and blocks only go on.  Rules of anybody's
 * making are read or refused: an input that begins as a document does is taken
 * for one.
 */
#include <string.h>

#include "fuzz.h"
#include "text/text.h"
#include "web/embed.h"

static void
own_rules(void)
{
	const struct embedded *srx = embedded_find("rules/segmentation.srx");
	char why[200];

	PROMISE(srx != NULL);
	PROMISE(segment_rules((const char *)srx->at, srx->n, why));
}

static void
holds(struct arena *a, const char *text, const char *lang)
{
	struct segment *s;
	size_t n, at = 0;

	PROMISE(text_segments(a, text, lang, true, &s, &n) == OK);
	for (size_t i = 0; i < n; i++) {
		size_t gap = strlen(s[i].gap), length = strlen(s[i].text);

		PROMISE(length > 0);
		PROMISE(i == 0 ? s[i].block == 0 :
			s[i].block - s[i - 1].block <= 1);
		PROMISE(strncmp(text + at, s[i].gap, gap) == 0);
		PROMISE(strncmp(text + at + gap, s[i].text, length) == 0);
		at += gap + length;
	}
	PROMISE(text_blank(text + at));
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	static bool ready;
	struct arena *a = arena_new();
	const char *text = arena_copy(a, at, n);
	char why[200];

	if (!ready)
		own_rules();
	ready = true;
	if (n > 5 && memcmp(at, "<?xml", 5) == 0) {
		if (segment_rules(text, n, why))
			holds(a, "가다. 나다. \"다.\" 라. a. b", "ko");
		ready = false;
	}
	for (int i = 0; i < LANG__MAX; i++)
		holds(a, text, langs[i].tag);
	holds(a, text, "vi");
	arena_free(a);
	return 0;
}
