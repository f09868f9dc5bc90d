/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The front page: what the office says of itself, the newest articles, the
 * map of ties, what is coming, whom we are tied to.
 */
#include "inside.h"

#define STORIES 3
#define COMING 5
#define BEGINS 260  /* characters of the first story */

/* GET /: the language that the reader's browser asks for. */
static enum err
choose(struct request *rq)
{
	return reply_redirect(rq, put_address(&rq->visit, "/"));
}

static enum err
put_stories(struct visit *v, json_t *view)
{
	struct query *q = query_of(v, &entity_article);
	json_t *others = json_array();
	struct list list;

	articles_public(q);
	query_order(q, "-published");
	query_limit(q, STORIES);
	query_only(q, STORY_VIEW);
	json_object_set_new(view, "others", others);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		json_t *story = story_view(v, list.at[i]);

		if (i == 0) {
			story_begins(v, story, "begins", list.at[i], BEGINS);
			json_object_set_new(view, "first", story);
		} else {
			json_array_append_new(others, story);
		}
	}
	json_object_set_new(view, "others_there", json_boolean(list.n > 1));
	return OK;
}

static enum err
put_ties(struct visit *v, json_t *view)
{
	struct query *q = query_of(v, &entity_tie);
	json_t *ties = json_array(), *map;
	struct list list;

	query_limit(q, QUERY_MOST);
	query_only(q, TIE_LINE);
	json_object_set_new(view, "ties", ties);
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(ties, tie_line(v, list.at[i]));
	json_object_set_new(view, "ties_there", json_boolean(list.n > 0));
	TRY(map_view(v, &list, &map));
	if (map != NULL)
		json_object_set_new(view, "map", map);
	return OK;
}

/* GET /{lang}/ */
static enum err
home(struct request *rq)
{
	struct visit *v = &rq->visit;
	json_t *view = keep(v, json_object()), *coming;
	struct record *office;

	if (office_own(v, &office) == OK) {
		put_text(view, "title", record_title(v, office));
		put_words(v, view, "sentence",
			record_value(office, "sentence"));
		put_text(view, "description", record_words(v, office,
			"sentence"));
	} else {
		problems_forget(v);
		put_text(view, "title", message(v->lang, "nav.program"));
	}
	TRY(put_stories(v, view));
	TRY(put_ties(v, view));
	TRY(entries_coming(v, COMING, &coming));
	put_list(view, "coming", coming);
	return put_page(rq, "home", json_incref(view));
}

const struct route home_routes[] = {
	{ GET, "/", ROLE_ANYONE, choose, "Leads to the front page in the reader's language." },
	{ GET, "/{lang}/", ROLE_ANYONE, home, "The front page: news, map of ties, what is coming." },
	{0}
};
