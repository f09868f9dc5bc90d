/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of pages/: tables of routes, one a subject.  They are asked in the
 * order in which main.c lists them; derived.c and api.c, which serve every
 * entity and know none by name, come last.
 */
#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

#include "web/web.h"

extern const struct route
	home_routes[],       /* /, /{lang}/ */
	news_routes[],       /* /{lang}/news… */
	tie_routes[],        /* /{lang}/ties… */
	city_routes[],       /* /{lang}/cities/… */
	calendar_routes[],   /* /{lang}/calendar */
	calendar_office_routes[],  /* /office/calendar */
	feed_routes[],       /* …/calendar.ics, /feeds/… */
	deadline_routes[],   /* /office/deadlines, …/filing */
	samples_routes[],    /* /office/rules/samples */
	search_routes[],     /* /{lang}/search, /office/search */
	files_routes[],      /* /files/… */
	sign_in_routes[],    /* /office/sign-in, /office/sign-out */
	desk_routes[],       /* /office/ */
	account_routes[],    /* /office/account… */
	invite_routes[],     /* /office/welcome/…, …/invite */
	statistics_routes[], /* /{lang}/statistics… */
	names_routes[],      /* /office/{kind}/…/names…, …/find */
	approval_routes[],   /* /office/approvals/…, …/ask */
	ledger_routes[],     /* /office/ties/{id}… */
	tie_act_routes[],    /* …/state, …/check */
	handover_routes[],   /* …/handover */
	partner_routes[],    /* …/kept */
	radar_routes[],      /* /office/radar */
	access_routes[],     /* /office/access… */
	import_routes[],     /* /office/{kind}/import, /office/imports/… */
	bulk_routes[],       /* /office/{kind}/bulk, /office/bulk/… */
	saved_routes[],      /* /office/{kind}/views, /office/views/… */
	retention_routes[],  /* /office/retentions/due, /run */
	jobs_routes[];       /* /office/jobs… */
extern const struct route derived_new_routes[];  /* /office/{kind}/new … */
extern const struct route derived_routes[];  /* /office/{kind}… */
extern const struct route api_routes[];      /* /api/… */

/* All of them in the order to be asked, closed by NULL: for app_wish. */
extern const struct route *const page_routes[];

/* The jobs of imports: running one, {"deed": id}; and letting go of files that
 * nobody took in. */
MUST_USE enum err import_work(struct visit *v, json_t *with);
MUST_USE enum err import_expire(struct visit *v, json_t *with);

/* app_wish.frame: what every page needs, under "frame".  See frame.c. */
enum err page_frame(struct request *rq, json_t *view);

/*
 * What this visitor has to do, group after group: [{"group","when","what",
 * "why","href","late"}…], in the visitor's language; message desk.GROUP says
 * what a group is called.  See task.c.  A new reference.
 */
MUST_USE enum err desk_tasks(struct visit *v, json_t **out);

#endif
