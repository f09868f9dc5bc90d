/* SPDX-License-Identifier: Apache-2.0 */
/* The system's two clocks, and the stopped one of a test. */
#include "clock.h"

#include <stdatomic.h>
#include <time.h>

static _Atomic int64_t stopped;  /* 0: it runs */

static int64_t
milliseconds(clockid_t which)
{
	struct timespec t;

	clock_gettime(which, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t
clock_now(void)
{
	int64_t moment = atomic_load(&stopped);

	return moment != 0 ? moment : milliseconds(CLOCK_REALTIME);
}

int64_t
clock_ticks(void)
{
	return milliseconds(CLOCK_MONOTONIC);
}

void
clock_set(int64_t moment)
{
	atomic_store(&stopped, moment);
}
