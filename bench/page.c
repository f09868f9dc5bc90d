/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a page costs, from the request to the last byte of its reply, on the
 * demonstration's records and without any cache:
 *
 *	bench-page TIMES TARGET...
 *
 * A line each: the target, its status and bytes, and the middle of the CPU
 * times in microseconds.  run.sh runs it under callgrind with two TIMES; the
 * difference is the instructions.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

enum { WARM = 20 };

static void
measure(struct house *h, const char *target, size_t times)
{
	double *took = calloc(times + 1, sizeof *took);
	struct arena *a = arena_new();
	int status = 0;
	size_t n = 0;

	for (size_t i = 0; i < WARM; i++) {
		bench_get(h, a, target, &status);
		arena_reset(a);
	}
	for (size_t i = 0; i < times; i++) {
		double begun = bench_cpu();

		n = bench_get(h, a, target, &status);
		arena_reset(a);
		took[i] = bench_cpu() - begun;
	}
	printf("%s %d %zu %.0f\n", target, status, n,
		times > 0 ? bench_part(took, times, 50) : 0.0);
	arena_free(a);
	free(took);
}

int
main(int argc, char **argv)
{
	size_t times = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
	struct house h;

	if (argc < 3) {
		fprintf(stderr, "bench-page TIMES TARGET...\n");
		return 2;
	}
	bench_house(&h);
	need(demo_fill(&h), "the demonstration");
	for (int i = 2; i < argc; i++)
		measure(&h, argv[i], times);
	bench_house_end(&h);
	return 0;
}
