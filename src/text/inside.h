/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of text/ share of ICU: UTF-16 there and back, and the tools
 * of a thread.
 *
 * ICU's iterators, collators and formats cost from 0.1 to 100 ms to open and
 * must not be used by two threads at a time.  So each thread opens each tool
 * when it first needs it, keeps it in its own set, and closes the set when it
 * ends.  Nothing is shared, nothing is locked.
 */
#ifndef TEXT_INSIDE_H
#define TEXT_INSIDE_H

#include <assert.h>
#include <unicode/utf8.h>
#include <unicode/utypes.h>

#include "text.h"

/* Text in UTF-16, NUL-ended, in an arena. */
struct wide {
	UChar *at;
	int32_t n;  /* units, the NUL not counted */
};

/* ICU's macros narrow their own sums without saying so. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"

/* The character at s[*at], *at < n, moving past it; negative: not UTF-8. */
static inline UChar32
icu_next(const char *s, size_t n, size_t *at)
{
	size_t i = *at;
	UChar32 c;

	U8_NEXT(s, i, n, c);
	*at = i;
	return c;
}

#pragma GCC diagnostic pop

/* The simplified forms of the main block of Han; made by tools/han.c. */
enum { HAN_FIRST = 0x4e00, HAN_LAST = 0x9fff };
extern const UChar han_simplified[HAN_LAST - HAN_FIRST + 1];

/* What is not UTF-8 becomes U+FFFD. */
struct wide icu_wide(struct arena *a, const char *s, size_t n);
/* In UTF-8; *length, if asked for, in bytes. */
char *icu_narrow(struct arena *a, const UChar *at, int32_t n, size_t *length);

/* Where a tool lies in a thread's set; once per language. */
enum icu_slot {
	ICU_GRAPHEMES, ICU_WORDS, ICU_ORDER, ICU_LATIN, ICU_NAMES,
	ICU_NUMBER, ICU_MONEY, ICU_SINCE, ICU_MOMENT, ICU_CALENDAR,
	ICU_LUNAR_CN, ICU_LUNAR_KR,     /* in the slots of LANG_EN */
	ICU_DATES,                      /* of a dozen kinds */
	ICU_SLOT__MAX = ICU_DATES + 12
};

struct icu_tool {
	void *(*open)(enum lang lang, int slot);  /* never NULL */
	void (*close)(void *tool);
};

/* The thread's own tool in that slot, opened at its first use. */
void *icu_tool(int slot, enum lang lang, const struct icu_tool *how);

/* What cannot fail while ICU's own data are whole. */
#define ICU_GOOD(status) assert(U_SUCCESS(status))

/* The day (since 1970-01-01) of the new moon nearest to a day, where clocks are
 * that many hours ahead of UTC; from 1900 to 2100.  moon.c. */
int moon_new(int near, int hours);

/* A date format of calendar days in UTC that knows no Julian calendar. */
void *icu_open_date(enum lang lang, const UChar *pattern);

#endif
