/* SPDX-License-Identifier: Apache-2.0 */
/* Who was refused goes last while many wait. */
#include "guest.h"
#include "test.h"
#include "web/http.h"

static bool
mistrusted(struct guest *g, const char *from)
{
	struct raw_request raw = { .address = from };

	return network_mistrusted(g->app, g->arena, &raw);
}

static void
refused_is_known(struct arena *a)
{
	struct guest *g = guest_new(a, NULL);

	CHECK(g != NULL);
	if (g == NULL)
		return;
	g->from = "192.0.2.7";
	guest_post(g, COMMENTS, "nickname", "Bot", "password", "four",
		"number", "000000", "sealed", "", "text", "Without a number",
		NULL);
	CHECK(mistrusted(g, "192.0.2.7"));
	CHECK(mistrusted(g, "192.0.2.200"));
	CHECK(!mistrusted(g, "198.51.100.7"));
}

static void
reader_is_trusted(struct arena *a)
{
	struct guest *g = guest_new(a, NULL);
	const char *state = NULL;

	CHECK(g != NULL);
	if (g == NULL)
		return;
	g->from = "192.0.2.7";
	CHECK(guest_leave(g, "Mina", "four", "A good thing", &state) != NULL);
	CHECK(!mistrusted(g, "192.0.2.7"));
	/* Nor does a nickname that is missing make a machine of anybody. */
	guest_post(g, COMMENTS, "password", "four", "text", "Mine", NULL);
	CHECK(!mistrusted(g, "192.0.2.7"));
}

/* Four places: one for those, one for reading alone. */
static void
queue_has_quarters(struct arena *a)
{
	struct queue q;

	(void)a;
	queue_open(&q, 4);
	CHECK(!queue_crowded(&q));
	CHECK(queue_reserve(&q, 1));
	CHECK(!queue_crowded(&q) && !queue_reserve(&q, 1));
	CHECK(queue_reserve(&q, 3) && queue_crowded(&q));
	CHECK(queue_reserve(&q, 3) && !queue_reserve(&q, 3));
	CHECK(queue_reserve(&q, 4) && !queue_reserve(&q, 4));
	queue_destroy(&q);
	queue_open(&q, 1);
	CHECK(queue_reserve(&q, 1) && !queue_reserve(&q, 4));
	queue_destroy(&q);
}

const struct test mistrust_tests[] = {
	{ "a network whose comment was refused for its number is known, and no other", refused_is_known },
	{ "whoever leaves a comment, or forgets a nickname, is not mistrusted", reader_is_trusted },
	{ "those who are mistrusted get a quarter of the queue, and reading its last", queue_has_quarters },
	{0}
};
