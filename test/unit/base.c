/* SPDX-License-Identifier: Apache-2.0 */
/* The lowest floor: arena, buf, log, clock, id and map; files are in file.c. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/id.h"
#include "base/log.h"
#include "base/map.h"
#include "test.h"

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#ifdef WATCHED
#include <sanitizer/asan_interface.h>
#endif

static void
arena_aligns(struct arena *a)
{
	static const size_t sizes[] = {0, 1, 3, 16, 17, 4095, 5000, 300000};

	for (int round = 0; round < 50; round++) {
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			unsigned char *at = arena_alloc(a, sizes[i]);
			size_t set = 0;

			CHECK_INT((uintptr_t)at % _Alignof(max_align_t), 0);
			for (size_t k = 0; k < sizes[i]; k++)
				set += at[k] != 0;
			CHECK_INT(set, 0);
			memset(at, 0xff, sizes[i]);
		}
	}
}

static void
arena_zeroes_again(struct arena *a)
{
	for (int round = 0; round < 3; round++) {
		unsigned char *at = arena_alloc(a, 2000);
		size_t set = 0;

		for (size_t k = 0; k < 2000; k++)
			set += at[k] != 0;
		CHECK_INT(set, 0);
		memset(at, 0xff, 2000);
		arena_reset(a);
	}
}

static void
arena_keeps_apart(struct arena *a)
{
	enum { MANY = 3000 };
	unsigned char **at = arena_alloc(a, MANY * sizeof *at);
	size_t wrong = 0;

	for (size_t i = 0; i < MANY; i++) {
		at[i] = arena_alloc(a, i % 700);
		memset(at[i], (int)(i % 251), i % 700);
	}
	for (size_t i = 0; i < MANY; i++)
		for (size_t k = 0; k < i % 700; k++)
			wrong += at[i][k] != i % 251;
	CHECK_INT(wrong, 0);
}

static void
arena_counts(struct arena *a)
{
	CHECK_INT(arena_used(a), 0);
	arena_alloc(a, 10);
	arena_alloc(a, 100000);
	CHECK_INT(arena_used(a), 100010);
	arena_reset(a);
	CHECK_INT(arena_used(a), 0);
}

static void
arena_prints(struct arena *a)
{
	CHECK_TEXT(arena_printf(a, "%s-%03d", "x", 7), "x-007");
	CHECK_INT(strlen(arena_printf(a, "%9000d", 1)), 9000);
	CHECK_TEXT(arena_text(a, ""), "");
	CHECK_INT(memcmp(arena_copy(a, "a\0b", 3), "a\0b", 4), 0);
}

struct calls {
	struct arena *arena;
	char order[8];
	size_t n;
	char *memory;  /* still there while deferred calls run */
};

struct call {
	struct calls *calls;
	char name;
};

static void
called(void *arg)
{
	struct call *c = arg;

	c->calls->order[c->calls->n++] = c->name;
	CHECK_TEXT(c->calls->memory, "here");
}

static void
called_defers(void *arg)
{
	struct call *c = arg;

	called(arg);
	c->name = 'z';
	arena_defer(c->calls->arena, called, c);
}

static void
arena_defers(struct arena *a)
{
	struct calls calls = {.arena = a};
	struct call one = {&calls, '1'}, two = {&calls, '2'};
	struct call three = {&calls, '3'};

	calls.memory = arena_text(a, "here");
	arena_defer(a, called, &one);
	arena_alloc(a, 100000);
	arena_defer(a, called_defers, &two);
	arena_defer(a, called, &three);
	CHECK_INT(calls.n, 0);
	arena_reset(a);
	CHECK_TEXT(calls.order, "32z1");
	arena_reset(a);
	CHECK_INT(calls.n, 4);
}

/* Says something only where AddressSanitizer watches. */
static void
arena_poisons(struct arena *a)
{
	char *small = arena_alloc(a, 5), *big = arena_alloc(a, 500000);

	small[4] = big[499999] = 'x';
#ifdef WATCHED
	CHECK(!__asan_address_is_poisoned(small + 4));
	CHECK(__asan_address_is_poisoned(small + 5));
	CHECK(__asan_address_is_poisoned(small + 16));
	CHECK(!__asan_address_is_poisoned(big + 499999));
	CHECK(__asan_address_is_poisoned(big + 500000));
	arena_reset(a);
	CHECK(__asan_address_is_poisoned(small));
#endif
}

static void
buf_grows(struct arena *a)
{
	struct buf b = buf_in(a, 100000), moved;

	CHECK_TEXT(b.at, "");
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "%d,", i % 10);
	moved = b;
	buf_text(&moved, "end");
	CHECK(!moved.full);
	CHECK_INT(moved.n, 10003);
	CHECK_INT(strlen(moved.at), 10003);
	CHECK_INT(memcmp(moved.at, "0,1,2,", 6), 0);
	CHECK_TEXT(moved.at + 9996, "8,9,end");
}

static void
buf_stops(struct arena *a)
{
	struct buf b = buf_in(a, 5);

	buf_text(&b, "123");
	buf_text(&b, "45");
	CHECK(!b.full);
	buf_add(&b, "", 0);
	CHECK(!b.full);
	buf_text(&b, "6");
	CHECK(b.full);
	CHECK_TEXT(b.at, "12345");
	buf_clear(&b);
	CHECK(!b.full);
	CHECK_TEXT(b.at, "");
	buf_text(&b, "123");
	buf_text(&b, "456");
	buf_char(&b, 'x');
	buf_printf(&b, "%d", 1);
	buf_escape(&b, "y", 1);
	CHECK(b.full);
	CHECK_TEXT(b.at, "123");
	CHECK_INT(b.n, 3);
}

static void
buf_without_room(struct arena *a)
{
	struct buf b = buf_in(a, 0), endless = buf_in(a, SIZE_MAX);

	buf_text(&b, "");
	CHECK(!b.full);
	buf_char(&b, 'x');
	CHECK(b.full);
	CHECK_TEXT(b.at, "");
	buf_clear(&b);
	CHECK_TEXT(b.at, "");
	buf_text(&endless, "fine");
	CHECK_TEXT(endless.at, "fine");
	CHECK(!endless.full);
}

static void
buf_every_ceiling(struct arena *a)
{
	for (size_t max = 0; max < 600; max++) {
		struct buf b = buf_in(a, max);

		while (!b.full)
			buf_char(&b, 'c');
		CHECK_INT(b.n, max);
		CHECK_INT(strlen(b.at), max);
	}
}

static void
buf_escapes(struct arena *a)
{
	static const struct {
		const char *raw, *escaped;
	} rows[] = {
		{"", ""},
		{"plain", "plain"},
		{"<b>", "&lt;b&gt;"},
		{"&amp;", "&amp;amp;"},
		{"\"it's\"", "&quot;it&#39;s&quot;"},
		{"a&", "a&amp;"},
		{"&<>\"'", "&amp;&lt;&gt;&quot;&#39;"},
		{"한국 <日本>", "한국 &lt;日本&gt;"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf b = buf_in(a, 200);

		buf_escape(&b, rows[i].raw, strlen(rows[i].raw));
		CHECK_TEXT(b.at, rows[i].escaped);
	}
}

static void
buf_escape_is_whole(struct arena *a)
{
	struct buf b = buf_in(a, 6);

	buf_escape(&b, "ab<<", 4);
	CHECK(b.full);
	CHECK_TEXT(b.at, "ab&lt;");
	b = buf_in(a, 100);
	buf_escape(&b, "a\0<", 3);
	CHECK_INT(b.n, 6);
	CHECK_INT(memcmp(b.at, "a\0&lt;", 7), 0);
}

static void
buf_adds_itself(struct arena *a)
{
	struct buf b = buf_in(a, 4096);

	buf_text(&b, "ab");
	for (int i = 0; i < 10; i++)
		buf_add(&b, b.at, b.n);
	CHECK_INT(b.n, 2048);
	for (size_t i = 0; i < b.n; i++)
		CHECK_INT(b.at[i], "ab"[i % 2]);
}

/* What log writes while fn runs. */
static const char *
logged(struct arena *a, void (*fn)(void))
{
	char name[] = "/tmp/gyoryu-log-XXXXXX";
	int before = dup(STDERR_FILENO), fd = mkstemp(name);
	struct bytes got = {"", 0};

	dup2(fd, STDERR_FILENO);
	fn();
	dup2(before, STDERR_FILENO);
	close(before);
	close(fd);
	CHECK_INT(file_read(a, name, 100000, &got), OK);
	unlink(name);
	return got.at;
}

static void
say_levels(void)
{
	clock_set(1777627800000);
	log_problem("first %d", 1);
	log_note("two\nlines\x1b[31m");
	log_detail("hidden");
	log_level(LOG_DETAIL);
	log_detail("shown");
	log_level(LOG_PROBLEM);
	log_note("hidden");
	log_level(LOG_NOTE);
	clock_set(0);
}

static void
log_writes_lines(struct arena *a)
{
	CHECK_TEXT(logged(a, say_levels),
		"2026-05-01T09:30:00Z problem: first 1\n"
		"2026-05-01T09:30:00Z note: two lines [31m\n"
		"2026-05-01T09:30:00Z detail: shown\n");
}

static void
say_much(void)
{
	errno = ERANGE;
	log_problem("%5000d", 1);
	CHECK_INT(errno, ERANGE);
	log_problem("next");
}

static void
log_cuts(struct arena *a)
{
	const char *got = logged(a, say_much), *end = strchr(got, '\n');

	CHECK(end != NULL && end - got <= 1024);
	CHECK(end != NULL && strstr(end, "problem: next\n") != NULL);
}

static void
clock_stops(struct arena *a)
{
	int64_t ticks = clock_ticks();

	(void)a;
	clock_set(1234567);
	CHECK_INT(clock_now(), 1234567);
	CHECK_INT(clock_now(), 1234567);
	clock_set(0);
	CHECK(clock_now() > 1700000000000);
	CHECK(clock_ticks() >= ticks);
}

static void
id_is_version_7(struct arena *a)
{
	for (int i = 0; i < 5000; i++) {
		char *s = id_text(a, id_new());

		CHECK_INT(strlen(s), 36);
		CHECK_INT(s[14], '7');
		CHECK(strchr("89ab", s[19]) != NULL);
	}
}

static void
id_holds_time(struct arena *a)
{
	int64_t before = clock_now(), after, told = 0;
	struct id id = id_new();

	(void)a;
	after = clock_now();
	for (int i = 0; i < 6; i++)
		told = told << 8 | id.b[i];
	/* Ids made in haste before this one may have run ahead a little. */
	CHECK(told >= before && told <= after + 100);
}

static void
id_sorts(struct arena *a)
{
	struct id last = id_new();
	char text[ID_TEXT], last_text[ID_TEXT];
	int wrong = 0;

	(void)a;
	id_print(last, last_text);
	for (int i = 0; i < 100000; i++) {
		struct id id = id_new();

		id_print(id, text);
		wrong += memcmp(id.b, last.b, 16) <= 0;
		wrong += strcmp(text, last_text) <= 0;
		memcpy(last_text, text, sizeof text);
		last = id;
	}
	CHECK_INT(wrong, 0);
}

static void
id_survives_clock(struct arena *a)
{
	struct id first = id_new(), second;

	(void)a;
	clock_set(1000);
	second = id_new();
	clock_set(0);
	CHECK(memcmp(second.b, first.b, 16) > 0);
}

enum { THREADS = 4, EACH = 25000 };

static void *
make_ids(void *arg)
{
	struct id *ids = arg;

	for (int i = 0; i < EACH; i++)
		ids[i] = id_new();
	return NULL;
}

static int
compare_ids(const void *a, const void *b)
{
	/* Time and counter alone, without the random half. */
	return memcmp(a, b, 8);
}

static void
id_across_threads(struct arena *a)
{
	struct id *ids = arena_alloc(a, THREADS * EACH * sizeof *ids);
	pthread_t threads[THREADS];
	int wrong = 0;

	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, make_ids, ids + i * EACH);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < THREADS * EACH; i++)
		wrong += i % EACH != 0 &&
			compare_ids(ids + i - 1, ids + i) >= 0;
	CHECK_INT(wrong, 0);
	qsort(ids, THREADS * EACH, sizeof *ids, compare_ids);
	for (int i = 1; i < THREADS * EACH; i++)
		wrong += compare_ids(ids + i - 1, ids + i) == 0;
	CHECK_INT(wrong, 0);
}

static void
id_reads(struct arena *a)
{
	static const char *const bad[] = {
		"", "0", "0190b5a2-7c1d-7e3f-8a4b-5c6d7e8f9a0",
		"0190b5a2-7c1d-7e3f-8a4b-5c6d7e8f9a0b0",
		"0190b5a2-7c1d-7e3f-8a4b-5c6d7e8f9a0g",
		"0190b5a27c1d7e3f8a4b5c6d7e8f9a0b",
		"0190b5a2x7c1d-7e3f-8a4b-5c6d7e8f9a0b",
		" 0190b5a2-7c1d-7e3f-8a4b-5c6d7e8f9a0b",
		"0190b5a2-7c1d-7e3f-8a4b-5c6d7e8f9a0b ",
		"{0190b5a2-7c1d-7e3f-8a4b-5c6d7e8f9a0b}",
		"0190b5a-27c1d-7e3f-8a4b-5c6d7e8f9a0b",
	};
	struct id id = {0}, again = {0};

	CHECK(id_none(id));
	CHECK(id_parse("0190B5A2-7C1D-7e3f-8a4b-5c6d7e8f9A0B", &id));
	CHECK_TEXT(id_text(a, id), "0190b5a2-7c1d-7e3f-8a4b-5c6d7e8f9a0b");
	CHECK(!id_none(id) && !id_same(id, again));
	CHECK(id_parse(id_text(a, id), &again) && id_same(id, again));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!CHECK(!id_parse(bad[i], &again)))
			printf("#   %s\n", bad[i]);
	CHECK(id_same(id, again));
}

static void
map_holds(struct arena *a)
{
	struct map *m = map_new(a);
	char key[] = "city";
	int one = 1, two = 2;

	CHECK(map_get(m, "city") == NULL);
	map_put(m, key, &one);
	key[0] = 'p';
	CHECK(map_get(m, "city") == &one);
	CHECK(map_get(m, "pity") == NULL);
	map_put(m, "city", &two);
	map_put(m, "", &one);
	CHECK(map_get(m, "city") == &two);
	CHECK(map_get(m, "") == &one);
	CHECK_INT(map_count(m), 2);
}

static void
next_in_order(const char *key, void *value, void *arg)
{
	int *seen = arg, *n = value;

	CHECK_INT(*n, *seen);
	CHECK_INT(atoi(key), *seen);
	++*seen;
}

static void
map_keeps_order(struct arena *a)
{
	enum { MANY = 5000 };
	struct map *m = map_new(a);
	int *numbers = arena_alloc(a, MANY * sizeof *numbers), seen = 0;

	for (int i = 0; i < MANY; i++) {
		numbers[i] = i;
		map_put(m, arena_printf(a, "%d", i), &numbers[i]);
	}
	map_put(m, "17", &numbers[17]);
	CHECK_INT(map_count(m), MANY);
	for (int i = 0; i < MANY; i++)
		CHECK(map_get(m, arena_printf(a, "%d", i)) == &numbers[i]);
	map_each(m, next_in_order, &seen);
	CHECK_INT(seen, MANY);
}

const struct test base_tests[] = {
	{"an arena hands out aligned zeroes", arena_aligns},
	{"an arena hands out zeroes after a reset, too", arena_zeroes_again},
	{"what an arena hands out does not overlap", arena_keeps_apart},
	{"an arena counts what it hands out", arena_counts},
	{"an arena prints and copies", arena_prints},
	{"deferred calls run newest first, once, before the memory goes",
		arena_defers},
	{"what an arena did not hand out is poisoned", arena_poisons},
	{"a buffer grows and may be moved", buf_grows},
	{"a buffer that did not fit stays full until it is cleared", buf_stops},
	{"a buffer may have no room, or no ceiling", buf_without_room},
	{"a buffer holds exactly as much as its ceiling", buf_every_ceiling},
	{"a buffer escapes HTML", buf_escapes},
	{"a buffer does not cut an entity, and escapes past a NUL",
		buf_escape_is_whole},
	{"a buffer may be added to itself", buf_adds_itself},
	{"a log line is one line, of its level", log_writes_lines},
	{"a log line has an end, and leaves errno alone", log_cuts},
	{"a test can stop the clock", clock_stops},
	{"an id is a UUID of version 7", id_is_version_7},
	{"an id begins with the time", id_holds_time},
	{"a hundred thousand ids sort as they were made", id_sorts},
	{"ids sort as they were made when the clock goes back",
		id_survives_clock},
	{"ids of four threads never clash, and sort in each",
		id_across_threads},
	{"an id reads what it prints, and nothing else", id_reads},
	{"a map gives what was put last, and copies its keys", map_holds},
	{"a map keeps thousands in the order they came", map_keeps_order},
	{0},
};
