/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the pages that count cost in a large store:
 *
 *	bench-ledger ENTRIES OTHERS TIMES
 *
 * One tie gets ENTRIES entries (exchanges, letters, gifts, promises), two
 * hundred others share OTHERS; then an officer asks for each page TIMES times,
 * without any cache.  A line each: the page, its status and bytes, the CPU
 * milliseconds of the first time and the middle of the others.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "office/office.h"

enum { BATCH = 2000, TIES = 200 };

struct fill {
	struct id home, partner[TIES], tie[TIES];
	size_t from, to, ties, first;
	const char *token;
};

/* ---- the records ---- */

static struct id
made(struct visit *v, const struct entity *of, json_t *in)
{
	struct record *r;

	need(record_create(v, of, keep(v, in), &r), of->name);
	return r->id;
}

static enum err
put_ties(struct visit *v, void *arg)
{
	struct fill *f = arg;

	f->home = made(v, &entity_city, json_pack("{s:s, s:{s:s}, s:s}",
		"slug", "home", "name", "en", "Home", "country", "KR"));
	made(v, &entity_office, json_pack("{s:{s:s}, s:s}", "name", "en",
		"Office", "home", id_text(v->arena, f->home)));
	for (int i = 0; i < TIES; i++) {
		f->partner[i] = made(v, &entity_city, json_pack(
			"{s:{s:s}, s:s}", "name", "en", arena_printf(v->arena,
			"Partner %d", i), "country", i % 2 ? "CN" : "JP"));
		f->tie[i] = made(v, &entity_tie, json_pack(
			"{s:s, s:[s, s], s:{s:s}, s:[{s:s, s:s}]}", "tier",
			"sister", "members", id_text(v->arena, f->home),
			id_text(v->arena, f->partner[i]), "label", "en",
			arena_printf(v->arena, "Tie %d", i), "dates",
			"kind", "signed", "on", "1996-05-17"));
	}
	return OK;
}

static const char *
day_of(struct arena *a, size_t i)
{
	return arena_printf(a, "%04zu-%02zu-%02zu", 1996 + i * 7 % 30,
		1 + i % 12, 1 + i % 28);
}

static json_t *
exchange(struct arena *a, const char *tie, size_t i)
{
	static const char *const types[] = {
		"visit-out", "visit-in", "culture", "homestay", "online",
		"event", "secondment",
	};

	return json_pack("{s:{s:s}, s:s, s:s, s:s, s:[s], s:i, s:i, s:i, s:b}",
		"name", "en", arena_printf(a, "Exchange number %zu", i),
		"type", types[i % 7], "state", "done", "on", day_of(a, i),
		"ties", tie, "ours", (int)(i % 20), "theirs", (int)(i % 13),
		"nights", (int)(i % 5), "public", 1);
}

static json_t *
letter(struct arena *a, const char *tie, size_t i)
{
	bool in = i % 4 == 3;

	return json_pack("{s:{s:s}, s:s, s:s, s:s, s:s, s:s}",
		"subject", "en", arena_printf(a, "Letter number %zu", i),
		"tie", tie, "direction", in ? "in" : "out", "type", "thanks",
		"on", day_of(a, i), "state", in ? "received" : "sent");
}

/* Six in ten are exchanges, three letters, and one a gift or a promise. */
static void
put_entry(struct visit *v, const char *tie, size_t i)
{
	struct arena *a = v->arena;

	if (i % 10 < 6)
		made(v, &entity_exchange, exchange(a, tie, i));
	else if (i % 10 < 9)
		made(v, &entity_letter, letter(a, tie, i));
	else if (i % 20 == 9)
		made(v, &entity_gift, json_pack("{s:{s:s}, s:s, s:s, s:s}",
			"item", "en", "A vase", "tie", tie, "direction",
			i % 40 == 9 ? "given" : "received", "on",
			day_of(a, i)));
	else
		made(v, &entity_promise, json_pack(
			"{s:{s:s}, s:s, s:s, s:s, s:s, s:s, s:{s:s}}",
			"text", "en", "A promise", "tie", tie, "side", "ours",
			"owner", "Somebody", "on", day_of(a, i),
			"state", "done", "evidence", "en", "It was kept"));
}

static enum err
put_batch(struct visit *v, void *arg)
{
	struct fill *f = arg;
	struct arena *outer = v->arena, *a = arena_new();

	for (size_t i = f->from; i < f->to; i++) {
		size_t tie = f->first + (f->ties > 1 ? i % f->ties : 0);

		v->arena = a;
		put_entry(v, id_text(a, f->tie[tie]), i);
		v->titles = v->there = NULL;
		arena_reset(a);
	}
	v->arena = outer;
	arena_free(a);
	return OK;
}

static void
put_all(struct house *h, struct fill *f, size_t n, size_t first, size_t ties)
{
	f->first = first;
	f->ties = ties;
	f->to = 0;
	while (f->to < n) {
		f->from = f->to;
		f->to = f->from + BATCH < n ? f->from + BATCH : n;
		need(visit_write(&h->visit, put_batch, f), "a batch");
	}
}

static enum err
put_officer(struct visit *v, void *arg)
{
	struct fill *f = arg;
	struct id officer = made(v, &entity_account, json_pack(
		"{s:s, s:s, s:s}", "login", "officer", "called", "Officer",
		"roles", "officer"));

	return token_make(v, officer, "bench", &f->token);
}

/* ---- asking ---- */

static double
ask(struct house *h, const char *target, const char *token, int *status,
	size_t *n)
{
	struct arena *a = arena_new();
	struct raw_request raw = {
		.method = "GET", .target = target, .address = "127.0.0.1",
		.headers = { { "Host", "127.0.0.1" }, { "Accept", "text/html" },
			{ "Authorization", arena_printf(a, "Bearer %s",
				token) } },
		.header_count = 3,
	};
	double begun = bench_cpu();
	struct request *rq = app_answer(h->app, h->db, a, &raw);
	double took = bench_cpu() - begun;

	*status = rq->reply.status;
	*n = rq->reply.n;
	arena_free(a);
	return took / 1000;
}

static void
measure(struct house *h, const char *name, const char *target,
	const char *token, size_t times)
{
	double *took = calloc(times + 1, sizeof *took), first;
	int status;
	size_t n;

	first = ask(h, target, token, &status, &n);
	for (size_t i = 0; i < times; i++)
		took[i] = ask(h, target, token, &status, &n);
	printf("%s %d %zu %.1f %.1f\n", name, status, n, first,
		bench_part(took, times, 50));
	fflush(stdout);
	free(took);
}

int
main(int argc, char **argv)
{
	size_t entries, others, times;
	struct fill f = {0};
	struct house h;
	char target[200];

	if (argc != 4) {
		fprintf(stderr, "bench-ledger ENTRIES OTHERS TIMES\n");
		return 2;
	}
	entries = strtoul(argv[1], NULL, 10);
	others = strtoul(argv[2], NULL, 10);
	times = strtoul(argv[3], NULL, 10);
	bench_house(&h);
	need(visit_write(&h.visit, put_ties, &f), "the ties");
	need(visit_write(&h.visit, put_officer, &f), "the officer");
	put_all(&h, &f, entries, 0, 1);
	put_all(&h, &f, others, 1, TIES - 1);
	snprintf(target, sizeof target, "/office/ties/%s", id_text(
		h.visit.arena, f.tie[0]));
	measure(&h, "ledger", target, f.token, times);
	measure(&h, "desk", "/office/", f.token, times);
	measure(&h, "statistics", "/office/statistics", f.token, times);
	measure(&h, "radar", "/office/radar", f.token, times);
	bench_house_end(&h);
	return 0;
}
