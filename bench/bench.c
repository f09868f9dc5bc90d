/* SPDX-License-Identifier: Apache-2.0 */
/* See bench.h. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"

void
need(enum err err, const char *what)
{
	if (err == OK)
		return;
	fprintf(stderr, "%s failed: %d\n", what, err);
	exit(1);
}

void
bench_house(struct house *h)
{
	struct options *o = calloc(1, sizeof *o);
	struct arena *a = arena_new();

	need(file_temporary(a, "gyoryu-bench", &o->data), "a folder");
	o->data = strdup(o->data);
	o->store = getenv("GYORYU_STORE");
	arena_free(a);
	if (!house_open(h, o, HOUSE_IS_MADE))
		need(ERR_BROKEN, "a house");
	free(o);
}

void
bench_house_end(struct house *h)
{
	const char *folder = h->data;

	house_close(h);
	file_remove_folder(folder);
}

static double
clock_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

double
bench_cpu(void)
{
	return clock_of(CLOCK_THREAD_CPUTIME_ID);
}

double
bench_wall(void)
{
	return clock_of(CLOCK_MONOTONIC);
}

size_t
bench_get(struct house *h, struct arena *a, const char *target, int *status)
{
	struct raw_request raw = {
		.method = "GET", .target = target, .address = "127.0.0.1",
		.headers = { { "Host", "127.0.0.1" },
			{ "Accept", "text/html" },
			{ "Accept-Language", "ko" } },
		.header_count = 3,
	};
	struct request *rq = app_answer(h->app, h->db, a, &raw);

	*status = rq->reply.status;
	return rq->reply.n;
}

static int
order(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;

	return (one > other) - (one < other);
}

double
bench_part(double *at, size_t n, int hundredths)
{
	size_t i = n * (size_t)hundredths / 100;

	qsort(at, n, sizeof *at, order);
	return at[i < n ? i : n - 1];
}
