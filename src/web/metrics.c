/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counters of what was answered, per route and kind of status, and a
 * histogram of how long it took; all atomic, so nobody waits for another.
 * The last row counts requests that found no route.
 */
#include <stdatomic.h>

#include "inside.h"

enum { CLASSES = 6, BUCKETS = 10 };

static const int bucket_ms[BUCKETS - 1] = {
	1, 2, 5, 10, 25, 100, 250, 1000, 5000,
};

struct row {
	_Atomic int64_t answered[CLASSES];  /* by hundreds of the status */
	_Atomic int64_t ms;
};

struct metrics {
	size_t count;
	_Atomic int64_t buckets[BUCKETS];
	_Atomic int64_t ms;
	_Atomic int64_t gauges[GAUGE__MAX];
	struct row rows[];
};

static const char *const gauge_names[GAUGE__MAX] = {
	[GAUGE_CONNECTIONS] = "gyoryu_connections",
	[GAUGE_WAITING] = "gyoryu_requests_waiting",
	[GAUGE_RUNNING] = "gyoryu_requests_running",
	[GAUGE_GATHERED] = "gyoryu_gathered_bytes",
	[GAUGE_KEPT] = "gyoryu_pages_kept_bytes",
	[GAUGE_REFUSED] = "gyoryu_requests_refused_total",
	[GAUGE_GIVEN] = "gyoryu_pages_given_total",
};

struct metrics *
metrics_new(struct arena *a, size_t routes)
{
	struct metrics *m = arena_alloc(a, sizeof *m +
		(routes + 1) * sizeof(struct row));

	m->count = routes;
	return m;
}

size_t
metrics_row(const struct app *app, const struct route *route)
{
	size_t i = 0;

	while (i < app->route_count && app->routes[i] != route)
		i++;
	return i;
}

void
metrics_answered(const struct app *app, size_t of, int status, int64_t ms)
{
	struct metrics *m = app->metrics;
	struct row *row = &m->rows[of];
	int class = status / 100, bucket = 0;

	while (bucket < BUCKETS - 1 && ms > bucket_ms[bucket])
		bucket++;
	if (class < 0 || class >= CLASSES)
		class = 0;
	atomic_fetch_add_explicit(&row->answered[class], 1,
		memory_order_relaxed);
	atomic_fetch_add_explicit(&m->buckets[bucket], 1,
		memory_order_relaxed);
	/* A kept page takes none, and has no need to wait for the other's. */
	if (ms == 0)
		return;
	atomic_fetch_add(&row->ms, ms);
	atomic_fetch_add(&m->ms, ms);
}

void
metrics_add(const struct app *app, enum gauge gauge, int64_t by)
{
	atomic_fetch_add(&app->metrics->gauges[gauge], by);
}

int64_t
metrics_now(const struct app *app, enum gauge gauge)
{
	return atomic_load(&app->metrics->gauges[gauge]);
}

static void
print_row(const struct app *app, size_t i, struct buf *out)
{
	static const struct route none = {.path = ""};
	const struct route *r = i < app->route_count ? app->routes[i] : &none;
	struct row *row = &app->metrics->rows[i];

	for (int class = 1; class < CLASSES; class++) {
		int64_t n = atomic_load(&row->answered[class]);

		if (n > 0)
			buf_printf(out, "gyoryu_requests_total{method=\"%s\","
				"route=\"%s\",status=\"%dxx\"} %lld\n",
				method_names[r->method], r->path, class,
				(long long)n);
	}
}

static void
print_histogram(const struct metrics *m, struct buf *out)
{
	int64_t sum = 0;

	buf_text(out, "# TYPE gyoryu_request_seconds histogram\n");
	for (int i = 0; i < BUCKETS - 1; i++) {
		sum += atomic_load(&m->buckets[i]);
		buf_printf(out, "gyoryu_request_seconds_bucket{le=\"%g\"} "
			"%lld\n", bucket_ms[i] / 1000.0, (long long)sum);
	}
	sum += atomic_load(&m->buckets[BUCKETS - 1]);
	buf_printf(out, "gyoryu_request_seconds_bucket{le=\"+Inf\"} %lld\n",
		(long long)sum);
	buf_printf(out, "gyoryu_request_seconds_sum %.3f\n",
		(double)atomic_load(&m->ms) / 1000);
	buf_printf(out, "gyoryu_request_seconds_count %lld\n", (long long)sum);
}

void
metrics_print(const struct app *app, struct buf *out)
{
	buf_text(out, "# TYPE gyoryu_requests_total counter\n");
	for (size_t i = 0; i <= app->route_count; i++)
		print_row(app, i, out);
	print_histogram(app->metrics, out);
	for (int i = 0; i < GAUGE__MAX; i++)
		buf_printf(out, "# TYPE %s %s\n%s %lld\n", gauge_names[i],
			i >= GAUGE_REFUSED ? "counter" : "gauge",
			gauge_names[i],
			(long long)metrics_now(app, (enum gauge)i));
}
