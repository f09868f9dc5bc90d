/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The countries that an office deals with: of a city, of a tie's cities, and
 * its own.  What was looked up is kept for the visit.
 */
#include <string.h>

#include "inside.h"

struct lands {
	struct visit *v;
	struct map *ties;    /* id -> "KR CN " */
	struct map *cities;  /* id -> "KR", "" unknown */
};

struct lands *
lands_new(struct visit *v)
{
	struct lands *l = arena_alloc(v->arena, sizeof *l);

	*l = (struct lands){ v, map_new(v->arena), map_new(v->arena) };
	return l;
}

enum err
land_of_city(struct lands *l, struct id city, const char **out)
{
	char key[ID_TEXT];
	struct record *r;

	id_print(city, key);
	*out = map_get(l->cities, key);
	if (*out != NULL)
		return OK;
	TRY(record_peek(l->v, &entity_city, city, "country", &r));
	*out = r != NULL && record_text(r, "country") != NULL ?
		record_text(r, "country") : "";
	map_put(l->cities, key, (void *)(uintptr_t)*out);
	return OK;
}

/* Each country once. */
static void
add_land(struct buf *lands, const char *land)
{
	if (*land != '\0' && strstr(lands->at, land) == NULL)
		buf_printf(lands, "%s ", land);
}

enum err
lands_of_tie(struct lands *l, struct id tie, const char **out)
{
	struct buf lands = buf_in(l->v->arena, 100);
	struct record *r;
	json_t *member;
	char key[ID_TEXT];
	size_t i;

	id_print(tie, key);
	*out = map_get(l->ties, key);
	if (*out != NULL)
		return OK;
	TRY(record_peek(l->v, &entity_tie, tie, "members", &r));
	json_array_foreach(r != NULL ? record_value(r, "members") : NULL, i,
		member) {
		struct id city;
		const char *land;

		if (!id_parse(json_string_value(member), &city))
			continue;
		TRY(land_of_city(l, city, &land));
		add_land(&lands, land);
	}
	*out = lands.at;
	map_put(l->ties, key, (void *)(uintptr_t)*out);
	return OK;
}

enum err
lands_of_ties(struct lands *l, const json_t *ties, const char **out)
{
	struct buf lands = buf_in(l->v->arena, 400);
	json_t *one;
	size_t i;

	json_array_foreach(ties, i, one) {
		struct id tie;
		const char *of;

		if (!id_parse(json_string_value(one), &tie))
			continue;
		TRY(lands_of_tie(l, tie, &of));
		for (; strlen(of) >= 3; of += 3)
			add_land(&lands, arena_copy(l->v->arena, of, 2));
	}
	*out = lands.at;
	return OK;
}

enum err
land_of_home(struct lands *l, const char **out)
{
	struct query *q = query_of(l->v, &entity_office);
	struct list found;

	*out = NULL;
	query_limit(q, 1);
	TRY(query_run(q, &found));
	if (found.n == 0 || id_none(record_ref(found.at[0], "home")))
		return OK;
	TRY(land_of_city(l, record_ref(found.at[0], "home"), out));
	if (**out == '\0')
		*out = NULL;
	return OK;
}
