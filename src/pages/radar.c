/* SPDX-License-Identifier: Apache-2.0 */
/* Which ties fall silent, and what could be done: one page for all of them. */
#include "inside.h"

#define AHEAD 366  /* days of anniversaries */

/* GET /office/radar, /api/v1/radar */
static enum err
radar(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view, *coming, *ties;

	TRY(radar_of(v, &view));
	keep(v, view);
	TRY(anniversaries(v, AHEAD, &coming));
	ties = json_incref(json_object_get(view, "ties"));
	put_text(view, "title", message(v->lang, "radar.title"));
	json_object_set_new(view, "may_act", json_boolean(
		(entity_letter.write & v->roles) != 0));
	put_list(view, "ties", ties);
	put_list(view, "anniversaries", coming);
	if (json_array_size(ties) > 0)
		json_object_set(view, "columns", json_object_get(
			json_array_get(ties, 0), "channels"));
	return reply_page(rq, "office/radar", json_incref(view));
}

const struct route radar_routes[] = {
	{ GET, "/office/radar", ROLE_STAFF, radar, "Months since the last contact of each tie, by channel, and the cheapest next act." },
	{ GET, "/api/v1/radar", ROLE_STAFF, radar, "The same for programs." },
	{0}
};
