/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is on between two days, as agenda.c gathers it, and calendar.c (the
 * public's), calendar_office.c and feed.c show it.  An event's view is that of
 * entry.mustache (calendar.c's entry_view) with
 *
 *	"kind": "exchange", "deadline", "letter", "promise", "plan",
 *	        "anniversary"; "kind_says" where it is no exchange
 *	"href": where more is to be read
 *	"is_odd": its standing is to be told even where there is little room
 *	"clash": the holidays that it touches, in words
 */
#ifndef PAGES_AGENDA_H
#define PAGES_AGENDA_H

#include "inside.h"

#define LANDS_MOST 12

struct event {
	int first, last;        /* days */
	bool exact;             /* days, and not a whole month */
	const char *on;         /* EDTF */
	const char *uid;        /* "exchange-<id>", the same for ever */
	int64_t changed;
	const char *standing;   /* "planned", "done", "cancelled", or NULL */
	json_t *view;           /* the visit's */
};

struct agenda {
	struct visit *v;
	bool office;            /* with all that only staff know */
	int first, last;
	struct event *at;       /* by first day */
	size_t n, room;
	struct workdays *days;
	struct lands *lands;
	const char *land[LANDS_MOST];  /* ours, then those of the ties */
	size_t land_count;
};

/* Before anything is gathered: enough for agenda_clash. */
MUST_USE enum err agenda_begin(struct visit *v, bool office, int first,
	int last, struct agenda *out);
/* Gathers.  tie: of this one only; or none. */
MUST_USE enum err agenda_open(struct visit *v, bool office, int first,
	int last, struct id tie, struct agenda *out);
/* "clash" of an exchange that is planned, under that key of view. */
MUST_USE enum err agenda_clash(struct agenda *a, const struct record *r,
	json_t *view);
/* Holidays of all its countries, by day: [{"day","kind","name","land"}],
 * two countries' of one name as one.  The visit keeps it. */
json_t *agenda_holidays(struct agenda *a, int first, int last);

/* calendar_view.c: ?view= month or year of an agenda that is to be gathered,
 * put into view; *done false: it is another view.  base: "/ko/calendar". */
MUST_USE enum err calendar_put(struct request *rq, bool office,
	const char *base, const char *otherwise, json_t *view, bool *done);
/* "2027-04-20" of a day. */
const char *day_text(struct visit *v, int day);

/* The line of an agenda's every event, in order; a new reference. */
json_t *agenda_entries(const struct agenda *a);

#endif
