/* SPDX-License-Identifier: Apache-2.0 */
/* Lists that are kept under a name, with their filters and order. */
#include <string.h>

#include "inside.h"

/* POST /office/{kind}/views?f.tier=sister */
static enum err
save(struct request *rq)
{
	struct visit *v = &rq->visit;
	const char *name = request_text(rq, "name");
	const struct entity *of;
	json_t *kept;

	TRY(kind_asked(rq, &of));
	kept = keep(v, json_copy(rq->query));
	TRY(saved_put(v, of, name, kept, request_text(rq, "shared") != NULL));
	return reply_redirect(rq, filter_next(v, arena_printf(v->arena,
		"/office/%s", of->plural), kept, NULL));
}

/* POST /office/views/{id}/delete */
static enum err
drop(struct request *rq)
{
	struct visit *v = &rq->visit;
	const struct entity *of;
	struct id id;

	if (!id_parse(request_param(rq, "id"), &id))
		return fail(v, ERR_MISSING, "error.not-found");
	TRY(saved_delete(v, id, &of));
	return reply_redirect(rq, arena_printf(v->arena, "/office/%s",
		of->plural));
}

const struct route saved_routes[] = {
	{ POST, "/office/{kind}/views", ROLE_STAFF, save, "Keeps a list's filters and order, which stand in the address, under a name." },
	{ POST, "/office/views/{id}/delete", ROLE_STAFF, drop, "Lets go of one's own saved view." },
	{0}
};
