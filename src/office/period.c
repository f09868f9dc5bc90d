/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Periods that are known only roughly.  A term of 2018/2022 began on some day
 * of 2018 and ended on some day of 2022; what is sure is from the last day of
 * the one to the first day of the other:
 *
 *	2018/2022      |~~~~~|==============|~~~~~|
 *	              2018   sure          2022
 *
 * Two such periods clash when their sure parts meet: a predecessor until 2022
 * and a successor from 2022 do not.
 */
#include <limits.h>

#include "inside.h"

#define ABOUT 366  /* days that "about" may be off */

/* First and last day that one end of a date can mean. */
static void
point_days(const struct edtf_point *p, int *first, int *last)
{
	struct edtf one = { .from = *p, .to = *p };

	edtf_days(&one, first, last);
}

/* How far off a marked end may be. */
static int
slack(const struct edtf_point *p)
{
	return p->mark != 0 ? ABOUT : 0;
}

bool
days_sure(const char *edtf, int *first, int *last)
{
	struct edtf date;
	int earliest, latest;

	if (edtf == NULL || !edtf_parse(edtf, &date))
		return false;
	*first = -INT_MAX;
	*last = INT_MAX;
	if (date.from.precision != EDTF_NONE) {
		point_days(&date.from, &earliest, &latest);
		*first = latest + slack(&date.from);
	}
	if (!date.interval)
		date.to = date.from;
	if (date.to.precision != EDTF_NONE) {
		point_days(&date.to, &earliest, &latest);
		*last = earliest - slack(&date.to);
	}
	return *first <= *last;
}

bool
days_clash(const char *one, const char *other)
{
	int first, last, other_first, other_last;

	return days_sure(one, &first, &last) &&
		days_sure(other, &other_first, &other_last) &&
		first <= other_last && other_first <= last;
}

int
day_today(struct visit *v)
{
	int first = 0, last;

	days_of(moment_day(v->arena, v->now, v->zone), &first, &last);
	return first;
}
