/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the box says of its times: since when it is closed, when it opens or
 * closes, what holds while an election is near.  A page with the box ends when
 * that does.
 */
#include "commenting.h"

static const char *
says(struct visit *v, const char *key, const char *arg)
{
	return message_with(v->arena, v->lang, key, arg, NULL, NULL);
}

enum err
commenting_put(struct request *rq, json_t *box, const struct record *article)
{
	struct visit *v = &rq->visit;
	struct reply *reply = &rq->reply;
	json_t *notes = json_array();
	struct commenting c;

	put_list(box, "notes", notes);
	put_text(box, "counts", put_address(v, "/comments"));
	TRY(commenting_read(v, article, &c));
	json_object_set_new(box, "open", json_boolean(c.box == BOX_OPEN));
	json_object_set_new(box, "external", json_boolean(c.external));
	put_text(box, "closed", c.box == BOX_OPEN ? "" : says(v, c.key,
		c.arg));
	for (size_t i = 0; i < c.notes; i++)
		json_array_append_new(notes, json_pack("{s:s}", "says",
			says(v, c.note[i].key, c.note[i].arg)));
	json_object_set_new(box, "notes_there", json_boolean(c.notes > 0));
	if (c.changes != 0 && (reply->until == 0 || c.changes < reply->until))
		reply->until = c.changes;
	return OK;
}
