/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of pages/: tables of routes, one a subject.  They are asked in the
 * order in which main.c lists them; derived.c and api.c, which serve every
 * entity and know none by name, come last.
 */
#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

#include "web/web.h"

/* Scripts of the tables of web/, wire/, words/ and paper/. */
extern const char *const *const store_tables[];

/* The job picture.sizes: draws the picture {"digest"}, or all that nobody
 * looked at, in the sizes that pages show. */
extern const char *const picture_tables[];
MUST_USE enum err picture_work(struct visit *v, json_t *with);

extern const struct route
	home_routes[],       /* /, /{lang}/ */
	news_routes[],       /* /{lang}/news… */
	comment_box_routes[],     /* …/number.svg */
	comment_routes[],    /* /{lang}/news/{slug}/comments */
	comment_own_routes[],     /* …/{id} */
	comment_work_routes[],    /* …/work */
	report_routes[],     /* …/report */
	takedown_routes[],   /* …/block, /{lang}/takedowns/… */
	takedown_act_routes[],    /* /office/takedowns/…/decide */
	identity_routes[],   /* /{lang}/identity/…, /identity/return */
	comment_feed_routes[],    /* …/comments/feed.atom, .rss, .json */
	comment_count_routes[],   /* /{lang}/comments… */
	comment_export_routes[],  /* /office/comments/export… */
	moderate_routes[], moderate_act_routes[], moderate_log_routes[],
	moderate_read_routes[],   /* /office/moderation… */
	outlet_feed_routes[],     /* …/feed.atom, .rss, .json */
	outlet_sitemap_routes[],  /* /robots.txt, /sitemap….xml */
	outlet_kit_routes[],      /* …/kit.zip */
	outlet_press_routes[],    /* /office/articles/{id}/press */
	outlet_list_routes[],     /* /{lang}/press-list/… */
	article_routes[],    /* /office/articles/{id}/state, /correct … */
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
	unsaved_routes[],       /* /office/{kind}/…/draft… */
	version_routes[],    /* /office/{kind}/{id}/versions */
	saved_routes[],      /* /office/{kind}/views, /office/views/… */
	machine_routes[],    /* /office/services/{id}/try */
	memory_routes[],     /* /office/memory… */
	retention_routes[],  /* /office/retentions/due, /run */
	translate_routes[],  /* /office/{kind}/{id}/translate… */
	translate_all_routes[],  /* …/translate/all */
	translate_file_routes[],  /* …/translate.xlf, .tmx */
	term_file_routes[],  /* /office/terms.tbx, /office/terms/file */
	translate_program_routes[],  /* /api/v1/{kind}/{id}/translation… */
	translations_routes[],  /* /office/translations */
	effort_routes[],     /* /office/effort */
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

/* The job that translates all that is empty of a record: {"run": id}. */
MUST_USE enum err pretranslate_work(struct visit *v, json_t *with);

/* The jobs of what leaves the house: a press letter goes, {"letter": id}; a
 * hub is told, {"article": id}. */
MUST_USE enum err outlet_letter(struct visit *v, json_t *with);
MUST_USE enum err outlet_ping(struct visit *v, json_t *with);

/* The job that tells both staff and whoever asked what became of a request to
 * block a comment: {"takedown": id, "event": "blocked"}. */
MUST_USE enum err takedown_tell(struct visit *v, json_t *with);

/* app_wish.frame: what every page needs, under "frame".  See frame.c. */
enum err page_frame(struct request *rq, json_t *view);

/*
 * What this visitor has to do, group after group: [{"group","when","what",
 * "why","href","late"}…], in the visitor's language; message desk.GROUP says
 * what a group is called.  See task.c.  A new reference.
 */
MUST_USE enum err desk_tasks(struct visit *v, json_t **out);

#endif
