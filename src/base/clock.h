/* SPDX-License-Identifier: Apache-2.0 */
/* What time it is.  A moment is milliseconds since 1970-01-01T00:00Z. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Now, or the moment that a test has set. */
int64_t clock_now(void);

/* Milliseconds that only go forward; for measuring, not for telling. */
int64_t clock_ticks(void);

/* Stop the clock at a moment; 0 lets it run.  Tests only. */
void clock_set(int64_t moment);

#endif
