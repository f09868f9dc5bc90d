/* SPDX-License-Identifier: Apache-2.0 */
/* Every table of routes, hand-written first, those of every kind last. */
#include "pages.h"

const struct route *const page_routes[] = {
	sign_in_routes, desk_routes, account_routes, jobs_routes,
	search_routes, files_routes, home_routes, news_routes, tie_routes, city_routes,
	calendar_routes,
	api_routes, derived_routes,
	NULL
};
