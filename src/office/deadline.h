/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Deadlines on their way, as deadline.c (of which records, and how they are
 * shown) and reckon.c (which day a rule means) share them.
 */
#ifndef OFFICE_DEADLINE_H
#define OFFICE_DEADLINE_H

#include "inside.h"

struct book {                /* what is looked up once for many records */
	struct visit *v;
	struct workdays *days;
	struct list rules;   /* those not in force too: others count from them */
	const char *home;    /* the country of the office's city, or NULL */
	struct lands *lands;
	int today;
};

struct subject {             /* what rules are applied to */
	const struct record *r;
	const char *applies;       /* "visit-out", "gift" */
	const char *begin, *end;   /* EDTF; NULL: nobody knows */
	const char *what;          /* what people call it */
	struct id tie;             /* its first; or none */
	const char *lands;         /* countries of the cities that it is with */
	const char *settled;       /* the day on which all of it was done */
};

struct reckoning {
	bool known, approximate, ring;
	int day, from;         /* due, and the day it was counted from */
	bool from_done;        /* that is when the other rule was fulfilled */
	const struct record *after;
};

/* The day that a rule means for a subject. */
void reckon(struct book *b, const struct subject *s,
	const struct record *rule, struct reckoning *out);
/* "45 days before departure (7 Nov 2024)". */
const char *reckon_says(struct book *b, const struct subject *s,
	const struct record *rule, const struct reckoning *k);
/* When a rule was fulfilled, as it stands in the record: "2024-10-01" or
 * NULL. */
const char *reckon_done(const struct subject *s, const struct record *rule);

#endif
