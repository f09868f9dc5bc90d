/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a comment costs, from the request to its redirect, with its act and its
 * COMMIT; the hashing of its password beside it, which comes later:
 *
 *	bench-comment TIMES
 *
 * A line: how many, the middle of the CPU times in microseconds, and that of
 * hashing one password.  run.sh runs it under callgrind with two TIMES; the
 * difference is the instructions.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "office/office.h"

#define ARTICLE "siheung-delegation-dezhou"

static const char *
form(struct house *h, struct arena *a, struct id article, size_t i)
{
	struct catalogue c = {.key = h->key};
	struct visit v = {.arena = a, .catalogue = &c};
	struct number n;
	const char *sealed;

	v.now = h->visit.now;
	sealed = number_make(&v, article, v.now - 5000);
	need(number_read(&v, sealed, article, &n), "a number");
	return arena_printf(a, "nickname=Mina&password=four%zu&number=%s"
		"&sealed=%s&what=leave&text=The+%zu+th+comment+says+that+the"
		"+visit+to+our+sister+city+was+worth+it", i, n.digits, sealed,
		i);
}

static int
leave(struct house *h, struct arena *a, const char *form, size_t i)
{
	const char *network = arena_printf(a, "10.%zu.%zu.7", i >> 8 & 255,
		i & 255);
	struct raw_request raw = {
		.method = "POST", .target = "/ko/news/" ARTICLE "/comments",
		.address = network,
		.headers = { { "Host", "127.0.0.1" }, { "Accept", "text/html" },
			{ "Content-Type", "application/x-www-form-urlencoded" } },
		.header_count = 3,
		.body = form, .body_n = strlen(form),
	};

	return app_answer(h->app, h->db, a, &raw)->reply.status;
}

static double
hash(void)
{
	char out[SECRET_HASH];
	double took[9];

	for (int i = 0; i < 9; i++) {
		double begun = bench_cpu();

		need(secret_password_hash("four", 4, out), "a hash");
		took[i] = bench_cpu() - begun;
	}
	return bench_part(took, 9, 50);
}

int
main(int argc, char **argv)
{
	size_t times = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
	double *took = calloc(times + 1, sizeof *took);
	struct arena *a = arena_new();
	struct record *article = NULL;
	struct house h;

	bench_house(&h);
	need(demo_fill(&h), "the demonstration");
	db_follow(h.store);
	need(record_named(&h.visit, &entity_article, ARTICLE, &article),
		"the article");
	for (size_t i = 0; i < times; i++) {
		const char *text;
		double begun;

		visit_begin(&h.visit, h.arena, h.store, h.db,
			app_catalogue(h.app));
		text = form(&h, a, article->id, i);
		begun = bench_cpu();
		if (leave(&h, a, text, i) != 303)
			need(ERR_BROKEN, "a comment");
		took[i] = bench_cpu() - begun;
		arena_reset(a);
	}
	printf("comments %zu %.0f %.0f\n", times,
		times > 0 ? bench_part(took, times, 50) : 0.0,
		times > 100 ? hash() : 0.0);
	bench_house_end(&h);
	arena_free(a);
	free(took);
	return 0;
}
