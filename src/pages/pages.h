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
	search_routes[],     /* /{lang}/search, /office/search */
	files_routes[],      /* /files/… */
	sign_in_routes[],    /* /office/sign-in, /office/sign-out */
	desk_routes[],       /* /office/ */
	account_routes[],    /* /office/account… */
	jobs_routes[];       /* /office/jobs… */
extern const struct route derived_routes[];  /* /office/{kind}… */
extern const struct route api_routes[];      /* /api/… */

/* All of them in the order to be asked, closed by NULL: for app_wish. */
extern const struct route *const page_routes[];

/* app_wish.frame: what every page needs, under "frame".  See frame.c. */
enum err page_frame(struct request *rq, json_t *view);

#endif
