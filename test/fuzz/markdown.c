/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown from anywhere: what comes out is HTML that the strict scanner
 * takes, also when there was not room for all of it.
 */
#include <string.h>

#include "../unit/strict.h"
#include "fuzz.h"
#include "text/text.h"

static void
html(struct arena *a, const char *text, size_t room)
{
	struct buf out = buf_in(a, room);

	markdown_html(a, text, &out);
	PROMISE(out.n <= room && out.at[out.n] == '\0');
	PROMISE(strlen(out.at) == out.n);
	PROMISE(html_strict(a, out.at) == NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	const char *text = arena_copy(a, at, n);
	struct buf bare = buf_in(a, 1u << 20);

	html(a, text, 1u << 20);
	html(a, text, 300);
	markdown_text(a, text, &bare);
	PROMISE(strlen(bare.at) == bare.n);
	arena_free(a);
	return 0;
}
