/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Statistics: what was done, by year, country, field, type and direction.
 * Counted by the store from the records themselves, by the rules of
 * balance.c; cancelled and planned exchanges are not counted.  An exchange on
 * two ties stands once in the office's figures, and under each of its
 * countries.
 */
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define SUMS "ours theirs ours*nights theirs*nights audience"

/* The figures of one row, in the order of their columns. */
enum figure { EXCHANGES, OURS, THEIRS, NIGHTS, AUDIENCE, FIGURES };

static const char *const figure_names[FIGURES] = {
	[EXCHANGES] = "exchanges", [OURS] = "ours", [THEIRS] = "theirs",
	[NIGHTS] = "nights", [AUDIENCE] = "audience",
};

struct stat_row {
	const char *key;             /* NULL: it is not said */
	int64_t figure[FIGURES];
};

/* By what is counted. */
static const struct dimension {
	const char *name, *by;
	const char *choices;         /* message stem of its keys, or NULL */
} dimensions[] = {
	{ "year",      "on/year" },
	{ "country",   "ties" },
	{ "field",     "field",     "exchange.field" },
	{ "type",      "type",      "exchange.type" },
	{ "direction", "direction", "exchange.direction" },
};

#define DIMENSIONS (sizeof dimensions / sizeof *dimensions)

struct statistics {
	struct visit *v;
	const struct statistics_wish *wish;
	struct map *countries;       /* of ties: id text -> code */
	struct stat_row *rows;
	size_t n;
};

/* ---- counting ---- */

static void
wish_apply(const struct statistics_wish *w, struct query *q)
{
	query_where(q, "state", QUERY_IS, "done");
	if (!w->office)
		query_where(q, "public", QUERY_IS, "true");
	if (w->from != NULL)
		query_where(q, "on", QUERY_FROM, w->from);
	if (w->to != NULL)
		query_where(q, "on", QUERY_UNTIL, w->to);
	if (w->tie != NULL)
		query_where(q, "ties", QUERY_HAS, w->tie);
	if (w->field != NULL)
		query_where(q, "field", QUERY_IS, w->field);
	if (w->type != NULL)
		query_where(q, "type", QUERY_IS, w->type);
}

static struct stat_row *
row_of(struct statistics *s, const char *key)
{
	for (size_t i = 0; i < s->n; i++)
		if ((key == NULL) == (s->rows[i].key == NULL) &&
		    (key == NULL || strcmp(s->rows[i].key, key) == 0))
			return &s->rows[i];
	s->rows[s->n] = (struct stat_row){ .key = key };
	return &s->rows[s->n++];
}

/* Nights are those of the people who were away from home. */
static void
row_add(struct stat_row *row, const struct tally_row *t, const char *direction)
{
	bool out = direction != NULL && (strcmp(direction, "out") == 0 ||
		strcmp(direction, "both") == 0);
	bool in = direction != NULL && (strcmp(direction, "in") == 0 ||
		strcmp(direction, "both") == 0);

	row->figure[EXCHANGES] += t->count;
	row->figure[OURS] += t->sum[0];
	row->figure[THEIRS] += t->sum[1];
	row->figure[NIGHTS] += (out ? t->sum[2] : 0) + (in ? t->sum[3] : 0);
	row->figure[AUDIENCE] += t->sum[4];
}

static const char *
key_of(struct statistics *s, const struct dimension *d, const char *key)
{
	if (key == NULL || strcmp(d->name, "country") != 0)
		return key;
	return map_get(s->countries, key);
}

static int
by_key(const void *a, const void *b)
{
	const struct stat_row *x = a, *y = b;

	if (x->key == NULL || y->key == NULL)
		return (x->key == NULL) - (y->key == NULL);
	return strcmp(x->key, y->key);
}

static int
by_count(const void *a, const void *b)
{
	const struct stat_row *x = a, *y = b;

	if (x->figure[EXCHANGES] != y->figure[EXCHANGES])
		return x->figure[EXCHANGES] < y->figure[EXCHANGES] ? 1 : -1;
	return by_key(a, b);
}

/* All dimensions at once, each with the direction. */
static enum err
count_all(const struct statistics *s, struct tally *tallies)
{
	struct query *q = query_of(s->v, &entity_exchange);
	const char *by[DIMENSIONS];

	for (size_t i = 0; i < DIMENSIONS; i++)
		by[i] = strcmp(dimensions[i].by, "direction") == 0 ?
			"direction" : arena_printf(s->v->arena,
			"%s direction", dimensions[i].by);
	wish_apply(s->wish, q);
	return query_tallies(q, by, DIMENSIONS, SUMS, tallies);
}

static void
rows_of(struct statistics *s, const struct dimension *d, const struct tally *t)
{
	s->rows = arena_alloc(s->v->arena, (t->n + 1) * sizeof *s->rows);
	s->n = 0;
	for (size_t i = 0; i < t->n; i++)
		row_add(row_of(s, key_of(s, d, t->at[i].key[0])), &t->at[i],
			strcmp(d->name, "direction") == 0 ? t->at[i].key[0] :
			t->at[i].key[1]);
	if (s->n > 0)
		qsort(s->rows, s->n, sizeof *s->rows,
			strcmp(d->name, "year") == 0 ? by_key : by_count);
}

/* ---- the countries of ties ---- */

/* The first of its cities that is not ours tells a tie's country. */
static enum err
country_find(struct visit *v, const struct record *tie, struct id home,
	const char **code)
{
	size_t i;
	json_t *member;

	json_array_foreach(record_value(tie, "members"), i, member) {
		struct record *city;
		struct id id;

		if (!id_parse(json_string_value(member), &id) ||
		    id_same(id, home))
			continue;
		TRY(record_part(v, &entity_city, id, "country", &city));
		*code = record_text(city, "country");
		return OK;
	}
	return OK;
}

static enum err
countries_read(struct statistics *s)
{
	struct visit *v = s->v;
	struct list list = {0};
	struct record *office;
	struct id home = {{0}};

	if (office_own(v, &office) == OK)
		home = record_ref(office, "home");
	problems_forget(v);
	s->countries = map_new(v->arena);
	do {
		struct query *q = query_of(v, &entity_tie);

		query_limit(q, QUERY_MOST);
		query_only(q, "members");
		if (list.next != NULL)
			query_after(q, list.next);
		TRY(query_run(q, &list));
		for (size_t i = 0; i < list.n; i++) {
			const char *code = NULL;

			TRY(country_find(v, list.at[i], home, &code));
			if (code != NULL)
				map_put(s->countries, id_text(v->arena,
					list.at[i]->id), (void *)code);
		}
	} while (list.next != NULL);
	return OK;
}

/* ---- the view ---- */

static const char *
label_of(struct visit *v, const struct dimension *d, const char *key)
{
	const char *name = NULL;

	if (key == NULL)
		return message(v->lang, "statistics.not-said");
	if (d->choices != NULL)
		return message(v->lang, arena_printf(v->arena, "%s-%s",
			d->choices, key));
	if (strcmp(d->name, "year") == 0)
		return text_date(v->arena, v->lang, key);
	name = country_name(v->arena, v->lang, key);
	return name != NULL ? name : key;
}

static json_t *
figures_view(struct visit *v, const int64_t *figure)
{
	json_t *cells = json_array();

	for (int i = 0; i < FIGURES; i++)
		json_array_append_new(cells, json_pack("{s:I, s:s}", "value",
			(json_int_t)figure[i], "text", text_number(v->arena,
			v->lang, arena_printf(v->arena, "%lld",
			(long long)figure[i]))));
	return cells;
}

static json_t *
table_view(struct statistics *s, const struct dimension *d)
{
	struct visit *v = s->v;
	json_t *rows = json_array();

	for (size_t i = 0; i < s->n; i++)
		json_array_append_new(rows, json_pack("{s:s, s:s, s:o}",
			"key", s->rows[i].key != NULL ? s->rows[i].key : "",
			"label", label_of(v, d, s->rows[i].key),
			"cells", figures_view(v, s->rows[i].figure)));
	return json_pack("{s:s, s:s, s:o, s:b}", "by", d->name, "label",
		message(v->lang, arena_printf(v->arena, "statistics.by-%s",
			d->name)), "rows", rows, "rows_there",
		(int)(s->n > 0));
}

static json_t *
columns_view(struct visit *v)
{
	json_t *columns = json_array();

	for (int i = 0; i < FIGURES; i++)
		json_array_append_new(columns, json_pack("{s:s, s:s}", "name",
			figure_names[i], "label", message(v->lang,
			arena_printf(v->arena, "statistics.%s",
				figure_names[i]))));
	return columns;
}

/* Persons counted once, however often they took part: those on record. */
static enum err
distinct_count(struct statistics *s, int64_t *persons)
{
	struct query *q = query_of(s->v, &entity_exchange);
	struct tally t;

	wish_apply(s->wish, q);
	TRY(query_tally(q, "", "distinct(members.person)", &t));
	*persons = t.n > 0 ? t.at[0].sum[0] : 0;
	return OK;
}

/* Money by year, who bore it and currency; for the office alone. */
static enum err
money_view(struct statistics *s, json_t *out)
{
	struct visit *v = s->v;
	struct query *q = query_of(v, &entity_expense);
	json_t *rows = json_array();
	struct tally t;

	json_object_set_new(out, "money", rows);
	if (s->wish->tie != NULL)
		query_where(q, "tie", QUERY_IS, s->wish->tie);
	if (s->wish->from != NULL)
		query_where(q, "on", QUERY_FROM, s->wish->from);
	if (s->wish->to != NULL)
		query_where(q, "on", QUERY_UNTIL, s->wish->to);
	TRY(query_tally(q, "on/year payer amount/currency", "amount", &t));
	for (size_t i = 0; i < t.n; i++) {
		const char *const *key = t.at[i].key;
		const char *amount;

		if (key[0] == NULL || key[1] == NULL || key[2] == NULL)
			continue;
		amount = money_amount(v->arena, t.at[i].sum[0],
			key[2]);
		json_array_append_new(rows, json_pack(
			"{s:s, s:s, s:s, s:s, s:s, s:s}", "year", key[0],
			"payer", key[1], "payer_says", message(v->lang,
			arena_printf(v->arena, "expense.payer-%s", key[1])),
			"currency", key[2], "amount", amount, "text",
			text_money(v->arena, v->lang, amount, key[2])));
	}
	json_object_set_new(out, "money_there",
		json_boolean(json_array_size(rows) > 0));
	return OK;
}

enum err
statistics_of(struct visit *v, const struct statistics_wish *wish,
	json_t **out)
{
	struct statistics s = { .v = v, .wish = wish };
	int64_t total[FIGURES] = {0}, persons;
	json_t *tables = json_array();
	struct tally tallies[DIMENSIONS];
	const char *today = moment_day(v->arena, v->now, v->zone);

	*out = keep(v, json_pack("{s:s, s:s, s:o, s:o}", "as_of", today,
		"as_of_says", text_date(v->arena, v->lang, today), "columns",
		columns_view(v), "tables", tables));
	TRY(countries_read(&s));
	TRY(count_all(&s, tallies));
	for (size_t i = 0; i < DIMENSIONS; i++) {
		rows_of(&s, &dimensions[i], &tallies[i]);
		json_array_append_new(tables, table_view(&s, &dimensions[i]));
		for (size_t k = 0; i == 0 && k < s.n; k++)
			for (int f = 0; f < FIGURES; f++)
				total[f] += s.rows[k].figure[f];
	}
	json_object_set_new(*out, "totals", figures_view(v, total));
	TRY(distinct_count(&s, &persons));
	json_object_set_new(*out, "persons", json_integer(persons));
	return wish->office ? money_view(&s, *out) : OK;
}

/* ---- years, as the survey of Sister Cities International counts them ---- */

static struct year_count *
year_row(struct year_count *years, size_t *n, const char *year)
{
	int number = (int)strtol(year, NULL, 10);

	for (size_t i = 0; i < *n; i++)
		if (years[i].year == number)
			return &years[i];
	years[*n] = (struct year_count){ .year = number };
	return &years[(*n)++];
}

static void
year_add(struct year_count *y, const struct tally_row *t)
{
	const char *way = t->key[1] != NULL ? t->key[1] : "";
	const char *type = t->key[2] != NULL ? t->key[2] : "";
	const char *field = t->key[3] != NULL ? t->key[3] : "";

	if (strcmp(way, "in") == 0 || strcmp(way, "both") == 0) {
		y->in += t->count;
		y->visitors += t->sum[1];
	}
	if (strcmp(way, "out") == 0 || strcmp(way, "both") == 0) {
		y->out += t->count;
		y->participants += t->sum[0];
	}
	if (strcmp(field, "youth") == 0)
		y->youth += t->sum[0] + t->sum[1];
	if (strcmp(type, "event") == 0 || strcmp(type, "culture") == 0 ||
	    strcmp(type, "sport") == 0)
		y->events += t->count;
	y->audience += t->sum[2];
}

static int
by_year(const void *a, const void *b)
{
	const struct year_count *x = a, *y = b;

	return (x->year > y->year) - (x->year < y->year);
}

enum err
statistics_years(struct visit *v, struct year_count **out, size_t *n)
{
	static const struct statistics_wish all;
	struct query *q = query_of(v, &entity_exchange);
	struct tally t;

	wish_apply(&all, q);
	TRY(query_tally(q, "on/year direction type field",
		"ours theirs audience", &t));
	*out = arena_alloc(v->arena, (t.n + 1) * sizeof **out);
	*n = 0;
	for (size_t i = 0; i < t.n; i++)
		if (t.at[i].key[0] != NULL)
			year_add(year_row(*out, n, t.at[i].key[0]), &t.at[i]);
	if (*n > 0)
		qsort(*out, *n, sizeof **out, by_year);
	return OK;
}
