/* SPDX-License-Identifier: Apache-2.0 */
/* Every table of routes, hand-written first, those of every kind last. */
#include "pages.h"

const struct route *const page_routes[] = {
	sign_in_routes, desk_routes, account_routes, invite_routes, approval_routes, access_routes, retention_routes, jobs_routes,
	search_routes, files_routes, home_routes, news_routes, tie_routes, city_routes,
	calendar_routes, calendar_office_routes, feed_routes,
	deadline_routes, samples_routes, statistics_routes,
	names_routes, import_routes, bulk_routes, saved_routes,
	derived_new_routes, tie_act_routes, handover_routes, partner_routes, ledger_routes, radar_routes,
	api_routes, derived_routes,
	NULL
};
