/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates as people know them (EDTF, ISO 8601-2, what an office needs of it):
 *
 *	2005            a year
 *	2024-11         a month
 *	2024-11-07      a day
 *	2005-05~        about; 2005? unsure; 2005% both
 *	2024-11-07/2024-11-08    from-to; either end may be coarser
 *	2011/..         since; ../2019 until
 *
 * Years are 0001 to 9999.  The canonical text sorts by its bytes.  Nothing
 * but these forms is read: no spaces, no empty end, not both ends open.
 */
#ifndef BASE_EDTF_H
#define BASE_EDTF_H

#include <stdbool.h>

#include "arena.h"

enum edtf_precision { EDTF_NONE, EDTF_YEAR, EDTF_MONTH, EDTF_DAY };

struct edtf_point {
	enum edtf_precision precision;  /* NONE: open end */
	int year, month, day;           /* those known; the others 0 */
	char mark;                      /* '~', '?', '%' or 0 */
};

struct edtf {
	struct edtf_point from, to;  /* equal when it is no interval */
	bool interval;
};

/*
 * False: not a date, or one that never was (2023-02-29, 2024-12/2024-11).
 * From-to with the same on both sides becomes the one date that it is.
 */
bool edtf_parse(const char *s, struct edtf *out);

/* The canonical text; "" when there is no date (all zero). */
char *edtf_print(struct arena *a, const struct edtf *date);

/*
 * First and last day it can mean, as days since 1970-01-01; open: +-INT_MAX.
 * A mark widens nothing: nobody said how far "about" goes.
 */
void edtf_days(const struct edtf *date, int *first, int *last);

/*
 * Days since 1970-01-01 of a day that there is, and back (proleptic
 * Gregorian); not for an open end.
 */
int edtf_day_number(int year, int month, int day);
struct edtf_point edtf_from_day(int number);

#endif
