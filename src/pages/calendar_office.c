/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The office's calendar: every exchange, public or not, with deadlines,
 * answers and promises that are due, anniversaries and plans.
 */
#include <string.h>

#include "agenda.h"

#define AHEAD 400   /* days of the list */

/* GET /office/calendar */
static enum err
calendar(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object());
	struct agenda a;
	bool done;

	put_text(view, "title", message(v->lang, "calendar.title"));
	TRY(calendar_put(rq, true, "/office/calendar", "month", view, &done));
	if (!done) {
		int today = put_today(v);

		TRY(agenda_open(v, true, today, today + AHEAD,
			(struct id){{0}}, &a));
		put_list(view, "coming", agenda_entries(&a));
		json_object_set_new(view, "is_list", json_true());
	}
	return reply_page(rq, "office/calendar", json_incref(view));
}

const struct route calendar_office_routes[] = {
	{ GET, "/office/calendar", ROLE_STAFF, calendar, "Everything that is on or due, by month or year or as a list." },
	{0}
};
