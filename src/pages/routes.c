/* SPDX-License-Identifier: Apache-2.0 */
/* Every table of routes, hand-written first, those of every kind last; and
 * what stands in the store beside the records. */
#include "pages.h"

#include "office/office.h"
#include "wire/wire.h"
#include "words/words.h"

const char *const *const store_tables[] = {
	web_tables, wire_tables, picture_tables, words_tables, comment_tables, identity_tables, comment_count_tables, comment_keeping_tables, moderation_tables, report_tables, NULL
};

const struct route *const page_routes[] = {
	sign_in_routes, desk_routes, account_routes, invite_routes, outlet_list_routes, approval_routes, access_routes, retention_routes, jobs_routes,
	search_routes, files_routes, home_routes, moderate_routes, moderate_act_routes, moderate_log_routes, moderate_read_routes, outlet_feed_routes, outlet_sitemap_routes, outlet_kit_routes, outlet_press_routes, comment_box_routes, comment_work_routes, comment_routes, comment_feed_routes, comment_count_routes, comment_export_routes, report_routes, takedown_routes, comment_own_routes, identity_routes, news_routes, article_routes, tie_routes, city_routes,
	calendar_routes, calendar_office_routes, feed_routes,
	deadline_routes, samples_routes, statistics_routes,
	names_routes, memory_routes, import_routes, bulk_routes, unsaved_routes, version_routes, saved_routes,
	translate_routes, translate_all_routes, term_file_routes, translate_file_routes, translate_program_routes, translations_routes, effort_routes,
	takedown_act_routes, derived_new_routes, tie_act_routes, handover_routes, partner_routes, ledger_routes, radar_routes,
	machine_routes, api_routes, derived_routes,
	NULL
};
