/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX from anywhere: every pair has two languages and two texts, and what was
 * read is read again from what is written of it.
 */
#include <string.h>

#include "fuzz.h"
#include "words/words.h"

static int
read_all(struct arena *a, const char *at, size_t n, struct tmx_out *out)
{
	struct exchange_bytes bytes = {at, n};
	struct tmx *t = tmx_open(a, exchange_read_bytes, &bytes);
	struct memory_unit u;
	enum err err;
	int count = 0;

	while (tmx_next(t, &u, &err)) {
		PROMISE(u.from[0] != '\0' && u.to[0] != '\0');
		PROMISE(strcmp(u.from, u.to) != 0);
		PROMISE(!text_blank(u.source) && !text_blank(u.target));
		if (out != NULL)
			tmx_unit(out, &u);
		count++;
	}
	PROMISE((err == OK) == (tmx_said(t)->fault == EXCHANGE_GOOD));
	return out == NULL && err != OK ? -1 : count;
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	struct buf b = buf_in(a, 1 << 22);
	struct tmx_out *out = tmx_begin(a, exchange_write_buf, &b, NULL, 0);
	int count = read_all(a, (const char *)at, n, out);

	PROMISE(tmx_end(out));
	PROMISE(read_all(a, b.at, b.n, NULL) == count);
	arena_free(a);
	return 0;
}
