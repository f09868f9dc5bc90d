/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates from anywhere: what is one has a canonical text that reads back as the
 * same date, and its first day is not after its last; it can be told in every
 * language.
 */
#include <string.h>

#include "base/edtf.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *at, size_t n)
{
	struct arena *a = arena_new();
	const char *text = arena_copy(a, at, n);
	struct edtf date, again;
	int first, last;

	if (edtf_parse(text, &date)) {
		const char *canonical = edtf_print(a, &date);

		PROMISE(edtf_parse(canonical, &again));
		PROMISE(strcmp(edtf_print(a, &again), canonical) == 0);
		edtf_days(&date, &first, &last);
		PROMISE(first <= last);
	}
	arena_free(a);
	return 0;
}
