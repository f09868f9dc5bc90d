/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What changed of a record, entry by entry, the newest first.  The chain
 * holds the record as it was after each act; what an act changed is what
 * differs from the entry before it that has content.
 */
#include <string.h>

#include "inside.h"

static void
put_change(const char *label, const char *before, const char *after,
	void *arg)
{
	json_t *one = json_object();

	view_text(one, "label", label);
	view_text(one, "before", before);
	view_text(one, "after", after);
	json_object_set_new(one, "parts", difference(before, after));
	json_array_append_new(arg, one);
}

static json_t *
changes_view(struct visit *v, const struct entity *of, json_t *before,
	json_t *after)
{
	json_t *out = json_array();

	for (const struct field *f = of->fields; f->name != NULL; f++)
		if (field_readable(v, of, f))
			aspects_each(v, (struct spot){ of, NULL, f },
				json_object_get(before, f->name),
				json_object_get(after, f->name), put_change,
				out);
	return out;
}

static bool
has_content(const char *act)
{
	return strcmp(act, "create") == 0 || strcmp(act, "change") == 0 ||
		strcmp(act, "restore") == 0 || strcmp(act, "clear") == 0 ||
		strcmp(act, "translate") == 0;
}

static json_t *
entry_view(struct visit *v, const struct entity *of, const struct change *c,
	json_t *before, bool can_restore)
{
	json_t *out = json_object();

	json_object_set_new(out, "number", json_integer(c->number));
	view_moment(v, out, "at", c->at);
	view_text(out, "when", text_moment(v->arena, v->lang, c->at, v->zone));
	view_text(out, "who", c->who);
	view_text(out, "act", c->act);
	view_text(out, "says", message_with(v->arena, v->lang,
		arena_printf(v->arena, "history.act-%s", c->act),
		*c->who != '\0' ? c->who :
		message(v->lang, "history.nobody"), NULL, NULL));
	json_object_set_new(out, "revision", json_integer(c->revision));
	view_flag(out, "gone", c->content == NULL && has_content(c->act));
	view_flag(out, "can_restore", can_restore);
	json_object_set_new(out, "changes", c->content != NULL ?
		changes_view(v, of, before, c->content) : json_array());
	return out;
}

/* The content of the next older entry that has some, or NULL. */
static json_t *
content_before(const struct changes *all, size_t i)
{
	for (i++; i < all->n; i++)
		if (all->at[i].content != NULL)
			return all->at[i].content;
	return NULL;
}

enum err
history_view(struct visit *v, const struct entity *of, struct id id,
	json_t **out)
{
	bool writes = (of->write & v->roles) != 0;
	json_t *newest = NULL;
	struct changes all;
	json_t *list;
	size_t shown;

	if ((of->read & v->roles) == 0)
		return fail(v, ERR_DENIED, "error.denied");
	TRY(history_of(v, of, id, HISTORY_SHOWN + 1, &all));
	list = json_array();
	shown = all.n < HISTORY_SHOWN ? all.n : HISTORY_SHOWN;
	for (size_t i = 0; i < shown; i++) {
		json_t *content = all.at[i].content;

		if (newest == NULL)
			newest = content;
		json_array_append_new(list, entry_view(v, of, &all.at[i],
			content_before(&all, i), writes && content != NULL &&
			!json_equal(content, newest)));
	}
	*out = list;
	return OK;
}
