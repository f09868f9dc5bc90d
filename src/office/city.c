/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cities: ours and those we deal with.  `parent` is the province or
 * prefecture; `country` an ISO 3166 code, as the open-data columns of Korea's
 * foreign ministry have it.  Figures bear the date they are of.
 */
#include <ctype.h>

#include "inside.h"

static const struct field city_fields[] = {
	{ "slug",          FIELD_SLUG },
	{ "name",          FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 120 },
	{ "names",         FIELD_ROWS, .rows = name_form_rows, .max = 60 },
	{ "level",         FIELD_CHOICE, FILTERED, .choices = "province metropolis city district county town", .preset = "city" },
	{ "country",       FIELD_COUNTRY, REQUIRED | LISTED | FILTERED },
	{ "parent",        FIELD_WORDS, LISTED | SEARCHED, .max = 120 },
	{ "place",         FIELD_PLACE },
	{ "zone",          FIELD_TEXT, .max = 63 },
	{ "area",          FIELD_DECIMAL, .unit = "km2", .places = 2, .min = 0, .max = 100000000 },
	{ "population",    FIELD_INTEGER, LISTED, .unit = "persons", .min = 0, .max = 1000000000 },
	{ "population_on", FIELD_DATE },
	{ "about",         FIELD_PROSE, SEARCHED, .max = 8000 },
	{ "web",           FIELD_WEB },
	{ "wikidata",      FIELD_TEXT, .max = 20 },
	{ "geonames",      FIELD_TEXT, .max = 20 },
	{ "source",        FIELD_WORDS, .max = 500 },
	{ "sample",        FIELD_FLAG, FILTERED },
	{0}
};

static bool
all_digits(const char *s)
{
	for (; isdigit((unsigned char)*s); s++)
		;
	return *s == '\0';
}

/* Q and a number; a number.  Those that others know the city by. */
static enum err
numbers_check(struct visit *v, const struct draft *d)
{
	const char *item = text_of(d->fields, "wikidata");
	const char *place = text_of(d->fields, "geonames");
	enum err err = OK;

	if (item != NULL && (item[0] != 'Q' || item[1] < '1' ||
	    !all_digits(item + 1)))
		err = fail_field(v, "wikidata", "city.wrong-wikidata", NULL,
			NULL);
	if (place != NULL && (*place < '1' || !all_digits(place)))
		err = fail_field(v, "geonames", "city.wrong-geonames", NULL,
			NULL);
	return err;
}

static enum err
city_check(struct visit *v, struct draft *d)
{
	const char *zone = text_of(d->fields, "zone");
	enum err names = names_check(v, d), numbers = numbers_check(v, d);
	char kept[64];
	int64_t moment;

	if (zone != NULL &&
	    !moment_parse("2024-11-07T00:00", zone, &moment, kept))
		return fail_field(v, "zone", "office.wrong-zone", zone, NULL);
	if (names != OK || numbers != OK)
		return ERR_INPUT;
	return slug_fill(v, d, "name");
}

/* Adds what it is called, and the ties that the city has: "ties":
 * [{"title","href","state"}]. */
static enum err
city_seen(struct visit *v, const struct record *r, json_t *view)
{
	struct query *q = query_of(v, &entity_tie);
	json_t *ties = json_array();
	struct list list;

	TRY(called_seen(v, r, view));
	json_object_set_new(view, "ties", ties);
	query_where(q, "members", QUERY_HAS, id_text(v->arena, r->id));
	TRY(query_run(q, &list));
	for (size_t i = 0; i < list.n; i++) {
		const char *key = arena_printf(v->arena, "tie.state-%s",
			tie_state(list.at[i]));

		json_array_append_new(ties, json_pack("{s:s, s:s?, s:s}",
			"title", record_title(v, list.at[i]),
			"href", record_page(v, list.at[i]),
			"state", message(v->lang, key)));
	}
	return OK;
}

const struct entity entity_city = {
	.name = "city", .plural = "cities", .fields = city_fields,
	.title = "name", .order = "name",
	.read = ROLE_ANYONE, .write = ROLE_WRITERS,
	.page = "/cities/{slug}",
	.check = city_check, .titled = name_titled,
	.titled_by = "name names", .seen = city_seen,
};
