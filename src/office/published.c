/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables for open data, with the very column names that those publish them
 * under who are read by machines already: Busan, Seoul and Gwangju for ties,
 * Japan's council of local authorities (CLAIR) for cases, Sister Cities
 * International for its yearly survey; and two fuller ones of our own.  Each
 * says of which day it is.  Only what the public may see is in them.
 *
 * A table is rows of one thing: ties (one row a partner city), exchanges, or
 * years.  A column is a heading and the function that fills its cell.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

/* What the cell of a row may look at; what a table is not of is NULL. */
struct publishing {
	struct visit *v;
	enum lang lang;
	const char *today;
	struct record *home;                     /* our city, or NULL */
	const struct record *tie, *city;         /* rows of ties */
	const struct record *exchange;           /* rows of exchanges */
	const struct year_count *year;           /* rows of years */
};

struct published_column {
	const char *heading;
	const char *(*cell)(const struct publishing *p);
};

static const char *
words_of(const struct publishing *p, const struct record *r,
	const char *field, enum lang lang)
{
	const json_t *words = record_value(r, field);

	return words == NULL ? "" : words_see(p->v->arena, words, lang).text;
}

static const char *
value_of(const struct publishing *p, const struct record *r, const char *field)
{
	const json_t *value = record_value(r, field);

	if (json_is_integer(value))
		return arena_printf(p->v->arena, "%lld",
			(long long)json_integer_value(value));
	if (json_is_true(value))
		return "true";
	return json_is_string(value) ? json_string_value(value) : "";
}

static const char *
choice_of(const struct publishing *p, const char *stem, const char *choice)
{
	return choice == NULL ? "" : message(p->lang, arena_printf(
		p->v->arena, "%s-%s", stem, choice));
}

/* ---- cells of ties ---- */

static const char *
city_name(const struct publishing *p)
{
	return name_titled(p->v, p->city, p->lang);
}

static const char *
country(const struct publishing *p)
{
	const char *code = record_text(p->city, "country");
	const char *name = code == NULL ? NULL :
		country_name(p->v->arena, p->lang, code);

	return name != NULL ? name : "";
}

static const char *
country_and_city(const struct publishing *p)
{
	return arena_printf(p->v->arena, "%s/%s", country(p), city_name(p));
}

static const char *
since(const struct publishing *p)
{
	return value_of(p, p->tie, "since");
}

static const char *
since_year(const struct publishing *p)
{
	return arena_copy(p->v->arena, since(p), strnlen(since(p), 4));
}

static const char *
area(const struct publishing *p)
{
	return value_of(p, p->city, "area");
}

static const char *
population(const struct publishing *p)
{
	return value_of(p, p->city, "population");
}

static const char *
state(const struct publishing *p)
{
	return choice_of(p, "tie.state", tie_state(p->tie));
}

static const char *
tier(const struct publishing *p)
{
	return choice_of(p, "tie.tier", record_text(p->tie, "tier"));
}

static const char *
fields(const struct publishing *p)
{
	struct buf out = buf_in(p->v->arena, 2000);
	size_t i;
	json_t *row;

	json_array_foreach(record_value(p->tie, "fields"), i, row)
		buf_printf(&out, "%s%s", i > 0 ? ", " : "",
			choice_of(p, "tie.fields-field", text_of(row,
			"field")));
	return out.n > 0 ? out.at : "";
}

static const char *
character(const struct publishing *p)
{
	return words_of(p, p->city, "about", p->lang);
}

static const char *
today(const struct publishing *p)
{
	return p->today;
}

/* ---- cells of exchanges ---- */

static const char *
home(const struct publishing *p)
{
	return p->home == NULL ? "" : name_titled(p->v, p->home, p->lang);
}

/* Japan's year of account begins in April, ours and China's in January. */
static const char *
year_of_account(const struct publishing *p)
{
	const char *code = p->home == NULL ? NULL :
		record_text(p->home, "country");
	const char *day;
	int first, last, year;

	if (!days_of(value_of(p, p->exchange, "on"), &first, &last))
		return "";
	day = moment_day(p->v->arena, first * INT64_C(86400000), "UTC");
	year = (int)strtol(day, NULL, 10);
	if (code != NULL && strcmp(code, "JP") == 0 && strcmp(day + 5, "04") < 0)
		year--;
	return arena_printf(p->v->arena, "%d", year);
}

static const char *
exchange_name(const struct publishing *p)
{
	return words_of(p, p->exchange, "name", p->lang);
}

static const char *
office_name(const struct publishing *p)
{
	struct record *office;

	if (office_own(p->v, &office) != OK) {
		problems_forget(p->v);
		return "";
	}
	return words_of(p, office, "name", p->lang);
}

/* The cities of its ties that are not ours, or what `part` says of them. */
static const char *
partners(const struct publishing *p)
{
	struct buf out = buf_in(p->v->arena, 2000);
	size_t i, k;
	json_t *tie, *member;
	struct record *r;
	struct id id;

	json_array_foreach(record_value(p->exchange, "ties"), i, tie) {
		if (!id_parse(json_string_value(tie), &id) ||
		    record_get(p->v, &entity_tie, id, &r) != OK)
			continue;
		json_array_foreach(record_value(r, "members"), k, member) {
			struct record *city;

			if (!id_parse(json_string_value(member), &id) ||
			    (p->home != NULL && id_same(id, p->home->id)) ||
			    record_get(p->v, &entity_city, id, &city) != OK)
				continue;
			buf_printf(&out, "%s%s", out.n > 0 ? ", " : "",
				name_titled(p->v, city, p->lang));
		}
	}
	problems_forget(p->v);
	return out.n > 0 ? out.at : "";
}

static const char *
results(const struct publishing *p)
{
	return words_of(p, p->exchange, "summary", p->lang);
}

static const char *
source(const struct publishing *p)
{
	return words_of(p, p->exchange, "source", p->lang);
}

/* ---- cells of years: the survey of Sister Cities International ---- */

#define YEAR_CELL(name, member) \
	static const char * \
	name(const struct publishing *p) \
	{ \
		return arena_printf(p->v->arena, "%lld", \
			(long long)p->year->member); \
	}

YEAR_CELL(year_number, year)
YEAR_CELL(year_in, in)
YEAR_CELL(year_visitors, visitors)
YEAR_CELL(year_out, out)
YEAR_CELL(year_participants, participants)
YEAR_CELL(year_youth, youth)
YEAR_CELL(year_events, events)
YEAR_CELL(year_audience, audience)

/* ---- cells of our own tables ---- */

#define OWN_CELL(name, record, field) \
	static const char * \
	name(const struct publishing *p) \
	{ \
		return value_of(p, p->record, field); \
	}
#define OWN_WORDS(name, record, field, lang) \
	static const char * \
	name(const struct publishing *p) \
	{ \
		return words_of(p, p->record, field, lang); \
	}
#define OWN_FORM(name, lang) \
	static const char * \
	name(const struct publishing *p) \
	{ \
		return name_titled(p->v, p->city, lang); \
	}

OWN_CELL(tie_slug, tie, "slug")
OWN_CELL(tie_tier, tie, "tier")
OWN_CELL(tie_state_now, tie, "state")
OWN_CELL(city_slug, city, "slug")
OWN_CELL(city_country, city, "country")
OWN_CELL(city_population_on, city, "population_on")
OWN_CELL(city_wikidata, city, "wikidata")
OWN_FORM(city_ko, LANG_KO)
OWN_FORM(city_zh, LANG_ZH)
OWN_FORM(city_ja, LANG_JA)
OWN_FORM(city_en, LANG_EN)
OWN_CELL(exchange_slug, exchange, "slug")
OWN_CELL(exchange_on, exchange, "on")
OWN_CELL(exchange_type, exchange, "type")
OWN_CELL(exchange_direction, exchange, "direction")
OWN_CELL(exchange_field, exchange, "field")
OWN_CELL(exchange_state, exchange, "state")
OWN_CELL(exchange_ours, exchange, "ours")
OWN_CELL(exchange_theirs, exchange, "theirs")
OWN_CELL(exchange_nights, exchange, "nights")
OWN_CELL(exchange_homes, exchange, "homes")
OWN_CELL(exchange_months, exchange, "months")
OWN_CELL(exchange_audience, exchange, "audience")
OWN_CELL(exchange_sample, exchange, "sample")
OWN_CELL(tie_sample, tie, "sample")
OWN_WORDS(exchange_ko, exchange, "name", LANG_KO)
OWN_WORDS(exchange_zh, exchange, "name", LANG_ZH)
OWN_WORDS(exchange_ja, exchange, "name", LANG_JA)
OWN_WORDS(exchange_en, exchange, "name", LANG_EN)

static const char *
tie_id(const struct publishing *p)
{
	return id_text(p->v->arena, p->tie->id);
}

static const char *
exchange_id(const struct publishing *p)
{
	return id_text(p->v->arena, p->exchange->id);
}

static const char *
city_place(const struct publishing *p)
{
	const json_t *place = record_value(p->city, "place");

	return place == NULL ? "" : arena_printf(p->v->arena, "%.5f %.5f",
		json_number_value(json_object_get(place, "lat")),
		json_number_value(json_object_get(place, "lon")));
}

static const char *
exchange_ties(const struct publishing *p)
{
	struct buf out = buf_in(p->v->arena, 2000);
	size_t i;
	json_t *tie;

	json_array_foreach(record_value(p->exchange, "ties"), i, tie)
		buf_printf(&out, "%s%s", i > 0 ? " " : "",
			json_string_value(tie));
	return out.n > 0 ? out.at : "";
}

/* ---- the tables ---- */

static const struct published_column busan[] = {
	{ "도시명", city_name }, { "국가명", country }, { "결연일자", since },
	{ "면적", area }, { "인구수", population }, { "비고", state },
	{ "데이터기준일자", today }, {0}
};
static const struct published_column seoul[] = {
	{ "국가/도시명", country_and_city }, { "협정구분", tier },
	{ "분야", fields }, { "체결연도", since_year },
	{ "데이터기준일자", today }, {0}
};
static const struct published_column gwangju[] = {
	{ "구분", tier }, { "국가", country }, { "도시명", city_name },
	{ "결연 일자", since }, { "도시 인구 수", population },
	{ "도시 면적", area }, { "도시 특징", character },
	{ "데이터기준일자", today }, {0}
};
static const struct published_column clair[] = {
	{ "情報提供自治体名", home }, { "実施年度", year_of_account },
	{ "事業名(活動名称)", exchange_name }, { "団体名", office_name },
	{ "交流の相手方", partners },
	{ "現在の取組内容及び成果", results }, { "詳細情報", source },
	{ "データ基準日", today }, {0}
};
static const struct published_column survey[] = {
	{ "Year", year_number },
	{ "Inbound exchanges", year_in }, { "Inbound visitors", year_visitors },
	{ "Outbound exchanges", year_out },
	{ "Outbound participants", year_participants },
	{ "Youth participants", year_youth },
	{ "Events", year_events }, { "Event attendees", year_audience },
	{ "Data as of", today }, {0}
};
static const struct published_column own_ties[] = {
	{ "tie", tie_id }, { "slug", tie_slug }, { "tier", tie_tier },
	{ "state", tie_state_now }, { "since", since },
	{ "city", city_slug }, { "city_ko", city_ko }, { "city_zh", city_zh },
	{ "city_ja", city_ja }, { "city_en", city_en },
	{ "country", city_country }, { "latitude_longitude", city_place },
	{ "population", population }, { "population_on", city_population_on },
	{ "area_km2", area }, { "wikidata", city_wikidata },
	{ "fields", fields }, { "sample", tie_sample },
	{ "data_as_of", today }, {0}
};
static const struct published_column own_exchanges[] = {
	{ "exchange", exchange_id }, { "slug", exchange_slug },
	{ "on", exchange_on }, { "type", exchange_type },
	{ "direction", exchange_direction }, { "field", exchange_field },
	{ "state", exchange_state }, { "ties", exchange_ties },
	{ "name_ko", exchange_ko }, { "name_zh", exchange_zh },
	{ "name_ja", exchange_ja }, { "name_en", exchange_en },
	{ "ours", exchange_ours }, { "theirs", exchange_theirs },
	{ "nights", exchange_nights }, { "homes", exchange_homes },
	{ "months", exchange_months }, { "audience", exchange_audience },
	{ "sample", exchange_sample }, { "data_as_of", today }, {0}
};

enum rows_of { TIES, EXCHANGES, YEARS };

static const struct published {
	const char *name;
	enum rows_of rows;
	enum lang lang;
	const struct published_column *columns;
	bool done;                   /* only what has taken place */
} tables[] = {
	{ "busan", TIES, LANG_KO, busan },
	{ "seoul", TIES, LANG_KO, seoul },
	{ "gwangju", TIES, LANG_KO, gwangju },
	{ "clair", EXCHANGES, LANG_JA, clair, .done = true },
	{ "sci", YEARS, LANG_EN, survey },
	{ "ties", TIES, LANG_EN, own_ties },
	{ "exchanges", EXCHANGES, LANG_EN, own_exchanges },
	{0}
};

/* ---- filling them ---- */

static void
put_row(const struct publishing *p, const struct published *t, json_t *rows)
{
	json_t *row = json_array();

	for (const struct published_column *c = t->columns; c->heading; c++)
		json_array_append_new(row, json_string(c->cell(p)));
	json_array_append_new(rows, row);
}

/* The tie's cities that are not ours. */
static enum err
put_partners(struct publishing *p, const struct published *t, json_t *rows)
{
	size_t i;
	json_t *member;

	json_array_foreach(record_value(p->tie, "members"), i, member) {
		struct record *city;
		struct id id;

		if (!id_parse(json_string_value(member), &id) ||
		    (p->home != NULL && id_same(id, p->home->id)))
			continue;
		TRY(record_get(p->v, &entity_city, id, &city));
		p->city = city;
		put_row(p, t, rows);
	}
	return OK;
}

static enum err
put_records(struct publishing *p, const struct published *t, json_t *rows)
{
	struct list list = {0};

	do {
		struct query *q = query_of(p->v, t->rows == TIES ?
			&entity_tie : &entity_exchange);

		if (t->rows == EXCHANGES) {
			query_where(q, "public", QUERY_IS, "true");
			query_where(q, "state", t->done ? QUERY_IS :
				QUERY_IS_NOT, t->done ? "done" : "cancelled");
		}
		query_limit(q, QUERY_MOST);
		if (list.next != NULL)
			query_after(q, list.next);
		TRY(query_run(q, &list));
		for (size_t i = 0; i < list.n; i++) {
			p->tie = p->exchange = list.at[i];
			if (t->rows == TIES)
				TRY(put_partners(p, t, rows));
			else
				put_row(p, t, rows);
		}
	} while (list.next != NULL && json_array_size(rows) < PUBLISHED_MOST);
	return OK;
}

static enum err
put_years(struct publishing *p, const struct published *t, json_t *rows)
{
	struct year_count *years;
	size_t n;

	TRY(statistics_years(p->v, &years, &n));
	for (size_t i = 0; i < n; i++) {
		p->year = &years[i];
		put_row(p, t, rows);
	}
	return OK;
}

static enum err
home_of(struct visit *v, struct record **home)
{
	struct record *office;
	enum err err = office_own(v, &office);

	*home = NULL;
	if (err == OK && !id_none(record_ref(office, "home")))
		err = record_get(v, &entity_city, record_ref(office, "home"),
			home);
	if (err != ERR_MISSING)
		return err;
	problems_forget(v);
	return OK;
}

const char *
published_name(size_t i)
{
	return i < sizeof tables / sizeof *tables ? tables[i].name : NULL;
}

enum err
published_table(struct visit *v, const char *name, json_t **out)
{
	struct publishing p = { .v = v, .today = moment_day(v->arena, v->now,
		v->zone) };
	const struct published *t = tables;
	json_t *columns, *rows;

	while (t->name != NULL && strcmp(t->name, name) != 0)
		t++;
	if (t->name == NULL)
		return fail(v, ERR_MISSING, "error.not-found");
	p.lang = t->lang;
	TRY(home_of(v, &p.home));
	columns = json_array();
	rows = json_array();
	*out = keep(v, json_pack("{s:s, s:s, s:s, s:o, s:o}", "name", name,
		"lang", langs[t->lang].html, "as_of", p.today,
		"columns", columns, "rows", rows));
	for (const struct published_column *c = t->columns; c->heading; c++)
		json_array_append_new(columns, json_string(c->heading));
	return t->rows == YEARS ? put_years(&p, t, rows) :
		put_records(&p, t, rows);
}
