/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A driver of the fuzzers is one file with this function, in libFuzzer's form
 * so that it can run there too.  Here main.c calls it.  It must come back for
 * any bytes, and calls abort() when a promise is broken.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t n);

/* Abort with a word on what was promised. */
#define PROMISE(that) \
	do { \
		if (!(that)) { \
			fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, \
				__LINE__, #that); \
			abort(); \
		} \
	} while (0)

#endif
