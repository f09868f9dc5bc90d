/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XLIFF and lists of terms from anywhere: what is read can be written and is
 * read again; held against itself nothing is new that was not there.
 */
#include <string.h>

#include "fuzz.h"
#include "words/words.h"

static void
judged(struct arena *a, const struct xliff *x)
{
	enum xliff_verdict *all;

	if (x->id == NULL || x->to == NULL)
		return;
	PROMISE(xliff_judge(a, x, x, &all) == OK);
	for (size_t i = 0; i < x->n; i++)
		PROMISE(all[i] == XLIFF_SAME || all[i] == XLIFF_EMPTY ||
			all[i] == XLIFF_UNKNOWN || all[i] == XLIFF_TOUCHED ||
			all[i] == XLIFF_CHANGED || all[i] == XLIFF_NEW);
}

static bool
write_concept(void *arg, const struct concept_terms *c)
{
	PROMISE(c->n > 0 && c->id != NULL && c->note != NULL);
	terms_concept(arg, c);
	return true;
}

static void
terms(struct arena *a, const char *at, size_t n)
{
	for (int format = TERMS_TBX; format <= TERMS_CSV; format++) {
		struct buf b = buf_in(a, 1 << 23), again = b;
		struct exchange_said said;
		struct terms_out *out = terms_begin(a,
			(enum terms_format)format, exchange_write_buf, &b);
		struct terms_out *other;

		again = buf_in(a, 1 << 23);
		if (terms_read(a, at, n, write_concept, out, &said) != OK)
			return;
		PROMISE(terms_end(out));
		other = terms_begin(a, (enum terms_format)format,
			exchange_write_buf, &again);
		PROMISE(terms_read(a, b.at, b.n, write_concept, other, &said)
			== OK);
		PROMISE(terms_end(other));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	struct exchange_said said;
	struct xliff x, again;
	struct buf b = buf_in(a, 1 << 23);

	if (xliff_read(a, (const char *)at, n, &x, &said) == OK) {
		judged(a, &x);
		PROMISE(xliff_write(&x, 12, exchange_write_buf, &b));
		if (x.id != NULL && x.to != NULL) {
			PROMISE(xliff_read(a, b.at, b.n, &again, &said) == OK);
			PROMISE(again.n == x.n);
		}
	} else {
		PROMISE(said.fault != EXCHANGE_GOOD);
	}
	terms(a, (const char *)at, n);
	arena_free(a);
	return 0;
}
