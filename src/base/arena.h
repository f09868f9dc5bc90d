/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that lives and dies together: a request's, an import line's, the
 * program's.  Nothing above this floor calls free.  Foreign handles join the
 * arena's life with arena_defer in the line after they are opened.  An arena
 * belongs to one thread.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new, empty arena.  Never NULL: without memory the process ends. */
struct arena *arena_new(void);

/* n bytes, zeroed, aligned for any type; live until reset.  Never NULL. */
void *arena_alloc(struct arena *a, size_t n);

/* A copy of n bytes with a NUL behind them. */
char *arena_copy(struct arena *a, const void *from, size_t n);

/* A copy of the NUL-ended text s. */
char *arena_text(struct arena *a, const char *s);

/* Text printed as by printf. */
char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Run fn(arg) at reset, newest first, before the memory goes. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

/* Deferred calls, then all memory, in one go.  The arena can be used again. */
void arena_reset(struct arena *a);

/* arena_reset, then the arena itself. */
void arena_free(struct arena *a);

#endif
