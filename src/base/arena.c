/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An arena is a chain of blocks, the one that is being filled first:
 *
 *	arena -> [16 KiB |###.....] -> [8 KiB |########] -> [4 KiB |######..]
 *
 * At reset the largest of them stays, up to 64 KiB: what is filled again and
 * again asks for memory only once.  A request too big for the
 * next block gets one of its own, put second, so that the block in use goes
 * on being filled.  With AddressSanitizer what is not handed out is poisoned,
 * and a gap lies between neighbours.
 */
#include "arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif

#ifdef WATCHED
#include <sanitizer/asan_interface.h>
#define GAP 16
#define POISON(at, n) ASAN_POISON_MEMORY_REGION((at), (n))
#define UNPOISON(at, n) ASAN_UNPOISON_MEMORY_REGION((at), (n))
#else
#define GAP 0
#define POISON(at, n) ((void)(at), (void)(n))
#define UNPOISON(at, n) ((void)(at), (void)(n))
#endif

enum { ALIGN = 16, BLOCK_FIRST = 4096, BLOCK_MOST = 256 * 1024,
	BLOCK_KEPT = 64 * 1024 };
enum { PRINT_FEW = 512 };  /* characters that are printed once, not twice */

_Static_assert(_Alignof(max_align_t) <= ALIGN, "an arena aligns for any type");

struct block {
	struct block *next;
	size_t room, used;  /* of bytes[] */
	_Alignas(ALIGN) unsigned char bytes[];
};

struct deferred {
	struct deferred *next;
	void (*fn)(void *);
	void *arg;
};

struct arena {
	struct block *blocks;       /* the one being filled, and those before */
	struct deferred *deferred;  /* newest first; in the arena itself */
	size_t used;                /* asked for since the last reset */
	size_t grow;                /* room of the next block */
};

static void *
must(void *at, size_t n)
{
	if (at == NULL) {
		log_problem("no memory: %zu bytes were asked for", n);
		abort();
	}
	return at;
}

static struct block *
block_new(size_t room)
{
	struct block *b = must(malloc(sizeof *b + room), room);

	b->next = NULL;
	b->room = room;
	b->used = 0;
	POISON(b->bytes, room);
	return b;
}

static void
block_free(struct block *b)
{
	UNPOISON(b->bytes, b->room);
	free(b);
}

struct arena *
arena_new(void)
{
	struct arena *a = must(calloc(1, sizeof *a), sizeof *a);

	a->blocks = block_new(BLOCK_FIRST - sizeof(struct block));
	a->grow = 2 * BLOCK_FIRST;
	return a;
}

/* A block with room for n more, which need not be the first of the chain. */
static struct block *
block_for(struct arena *a, size_t n)
{
	struct block *b = a->blocks;

	if (n <= b->room - b->used)
		return b;
	if (n > a->grow / 2) {
		b = block_new(n);
		b->next = a->blocks->next;
		a->blocks->next = b;
		return b;
	}
	b = block_new(a->grow - sizeof *b);
	b->next = a->blocks;
	a->blocks = b;
	if (a->grow < BLOCK_MOST)
		a->grow *= 2;
	return b;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	struct block *b;
	void *at;
	size_t whole;

	if (n > PTRDIFF_MAX / 2)
		must(NULL, n);
	whole = ((n ? n : 1) + GAP + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	b = block_for(a, whole);
	at = b->bytes + b->used;
	b->used += whole;
	a->used += n;
	UNPOISON(at, n);
	return memset(at, 0, n);
}

char *
arena_copy(struct arena *a, const void *from, size_t n)
{
	char *to = arena_alloc(a, n + 1);

	if (n > 0)
		memcpy(to, from, n);
	return to;
}

char *
arena_text(struct arena *a, const char *s)
{
	return arena_copy(a, s, strlen(s));
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list args)
{
	char few[PRINT_FEW], *to;
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(few, sizeof few, fmt, again);
	va_end(again);
	if (n < 0)
		must(NULL, 0);
	if ((size_t)n < sizeof few)
		return arena_copy(a, few, (size_t)n);
	to = arena_alloc(a, (size_t)n + 1);
	vsnprintf(to, (size_t)n + 1, fmt, args);
	return to;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	char *to;

	va_start(args, fmt);
	to = arena_vprintf(a, fmt, args);
	va_end(args);
	return to;
}

void
arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
	struct deferred *d = arena_alloc(a, sizeof *d);

	*d = (struct deferred){a->deferred, fn, arg};
	a->deferred = d;
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}

void
arena_reset(struct arena *a)
{
	struct block *b, *next, *stays = NULL;

	/* Taken off before it runs: it may defer, and it runs only once. */
	while (a->deferred != NULL) {
		struct deferred *d = a->deferred;

		a->deferred = d->next;
		d->fn(d->arg);
	}
	for (b = a->blocks; b != NULL; b = b->next)
		if (b->room < BLOCK_KEPT &&
		    (stays == NULL || b->room > stays->room))
			stays = b;
	for (b = a->blocks; b != NULL; b = next) {
		next = b->next;
		if (b != stays)
			block_free(b);
	}
	stays->next = NULL;
	stays->used = 0;
	POISON(stays->bytes, stays->room);
	a->blocks = stays;
	a->used = 0;
	a->grow = 2 * BLOCK_FIRST;
}

void
arena_free(struct arena *a)
{
	arena_reset(a);
	block_free(a->blocks);
	free(a);
}
