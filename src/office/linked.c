/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What points to a record, for its own page: the answers to a letter, what
 * came of an exchange.  A field says whither; here is the way back.
 *
 *	"linked": [{"id": "answers", "label", "items": [{"href","title"}]}]
 */
#include <string.h>

#include "inside.h"

#define SHOWN 50  /* of each kind */

static const struct way_back {
	const char *to;           /* the kind that is pointed to */
	const struct entity *of;  /* points with this field */
	const char *field;
	const char *label;        /* a message; NULL: the kind's own */
} ways_back[] = {
	{ "letter", &entity_letter, "answers", "letter.answered-by" },
	{ "letter", &entity_promise, "letter", NULL },
	{ "exchange", &entity_article, "exchange", NULL },
	{ "exchange", &entity_letter, "exchange", NULL },
	{ "exchange", &entity_promise, "exchange", NULL },
	{ "exchange", &entity_gift, "exchange", NULL },
	{ "exchange", &entity_expense, "exchange", NULL },
	{ "exchange", &entity_document, "exchange", NULL },
	{0}
};

static enum err
way_follow(struct visit *v, const struct way_back *way, struct id id,
	json_t *all)
{
	struct query *q = query_of(v, way->of);
	json_t *items;
	struct list list;

	query_where(q, way->field, QUERY_IS, id_text(v->arena, id));
	query_limit(q, SHOWN);
	TRY(query_run(q, &list));
	if (list.n == 0)
		return OK;
	items = json_array();
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(items, json_pack("{s:s, s:s}", "title",
			record_title(v, list.at[i]), "href", arena_printf(
			v->arena, "/office/%s/%s", way->of->plural,
			id_text(v->arena, list.at[i]->id))));
	json_array_append_new(all, json_pack("{s:s, s:s, s:o}", "id",
		way->of->plural, "label", message(v->lang,
		way->label != NULL ? way->label : arena_printf(v->arena,
		"%s.many", way->of->name)), "items", items));
	return OK;
}

enum err
linked_seen(struct visit *v, const struct record *r, json_t *view)
{
	json_t *all = keep(v, json_array());

	for (const struct way_back *way = ways_back; way->to != NULL; way++)
		if (strcmp(way->to, r->of->name) == 0 &&
		    (way->of->read & v->roles) != 0)
			TRY(way_follow(v, way, r->id, all));
	if (json_array_size(all) > 0) {
		json_object_set(view, "linked", all);
		json_object_set_new(view, "linked_there", json_true());
	}
	return OK;
}
