/* SPDX-License-Identifier: Apache-2.0 */
/* What the measuring programs share: a house in a temporary folder, clocks,
 * and the middle of many measurements. */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "command/command.h"
#include "web/web.h"

/* Ends the program when err is one. */
void need(enum err err, const char *what);

/* A new, empty house; its folder goes with it.  $GYORYU_STORE: its store. */
void bench_house(struct house *h);
void bench_house_end(struct house *h);

/* Microseconds: of this thread's CPU, of the clock on the wall. */
double bench_cpu(void);
double bench_wall(void);

/* Asks for a page in process, as a visitor without a session and without any
 * cache; its status in *status, the length of its body is returned. */
size_t bench_get(struct house *h, struct arena *a, const char *target,
	int *status);

/* Sorts n measurements; the one that so many hundredths are not above. */
double bench_part(double *at, size_t n, int hundredths);

#endif
