/* SPDX-License-Identifier: Apache-2.0 */
/* What is counted in the store, against what is counted by hand. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"

struct called {                /* ids, and what they are called here */
	const char *id[5];
	const char *name[5];
};

/* Two friends, three makers and seven games. */
static struct visit *
seven(struct arena *a, struct called *c)
{
	struct visit *v = store_of(a, house_kinds);

	*c = (struct called){ .name = { "ann", "bob", "em", "en", "oh" } };
	for (int i = 0; i < 5; i++)
		c->id[i] = id_text(a, make(v, i < 2 ? &entity_friend :
			&entity_maker, "{'name':'%s','slug':'%s'}",
			c->name[i], c->name[i])->id);
	make(v, &entity_game, "{'name':'1','type':'ball','on':'2019-05-01',"
		"'friends':['ann','bob'],'players':10,'rounds':3,"
		"'prize':'KRW 1000','country':'KR','far':'1.25','public':true,"
		"'guests':[{'who':'em'},{'who':'en'},{'who':'em'}]}");
	make(v, &entity_game, "{'name':'2','type':'ball','on':'2019-11',"
		"'friends':['ann'],'players':5,'prize':'KRW 500',"
		"'country':'CN','far':'-0.25','public':true,"
		"'guests':[{'who':'en'}]}");
	make(v, &entity_game, "{'name':'3','type':'board','on':'2020',"
		"'friends':['bob'],'players':7,'rounds':2,"
		"'prize':'USD 10.50','winner':'em','public':true}");
	make(v, &entity_game, "{'name':'4','type':'board','on':'../2018-02',"
		"'friends':['bob'],'rounds':9,'winner':'em','public':false,"
		"'guests':[{'who':'oh'}]}");
	make(v, &entity_game, "{'name':'5','on':'2019-12-30/2020-01-02',"
		"'players':1,'rounds':1}");
	make(v, &entity_game, "{'name':'6','type':'ball','on':'2021~/..',"
		"'players':2,'inner':'x'}");
	make(v, &entity_game, "{'name':'7','prize':'KRW 1'}");
	return v;
}

static const char *
name_of(const struct called *c, const char *key)
{
	for (int i = 0; i < 5 && key != NULL; i++)
		if (strcmp(c->id[i], key) == 0)
			return c->name[i];
	return key != NULL ? key : "-";
}

/* "ball,2019 2 15; …": keys, count, sums or texts, as many as there are
 * terms. */
static const char *
rows_told(struct visit *v, const struct called *c, const struct tally *t,
	const char *by, const char *of)
{
	struct buf out = buf_in(v->arena, 1 << 16);

	for (size_t i = 0; i < t->n; i++) {
		const struct tally_row *row = &t->at[i];
		size_t term = 0;

		buf_text(&out, i > 0 ? "; " : "");
		for (const char *at = by; at != NULL; at = strchr(at + 1, ' '))
			buf_printf(&out, "%s%s", term > 0 ? "," : "",
				name_of(c, row->key[term])), term++;
		buf_printf(&out, " %lld", (long long)row->count);
		term = 0;
		for (const char *at = of; at != NULL; term++) {
			if (row->text[term] != NULL)
				buf_printf(&out, " %s", row->text[term]);
			else
				buf_printf(&out, " %lld",
					(long long)row->sum[term]);
			at = strchr(at, ' ');
			at = at != NULL ? at + 1 : NULL;
		}
	}
	return out.at;
}

/* What was said when it is refused. */
static const char *
refused(struct visit *v, enum err err)
{
	return err == ERR_INPUT && v->problems != NULL ? v->problems->key :
		"?";
}

static const char *
told(struct query *q, struct visit *v, const struct called *c, const char *by,
	const char *of)
{
	struct tally t;
	enum err err = query_tally(q, by, of, &t);

	return err != OK ? refused(v, err) : rows_told(v, c, &t, by, of);
}

static const struct {
	const char *by, *of, *told;
} cases[] = {
	{ NULL, NULL, " 7" },
	{ NULL, "players", " 7 25" },
	{ "type", NULL, "ball 3; board 2; - 2" },
	{ "type", "players", "ball 3 17; board 2 7; - 2 1" },
	{ "type", "players*rounds", "ball 3 30; board 2 14; - 2 1" },
	{ "type", "rounds players*rounds players rounds",
		"ball 3 3 30 17 3; board 2 11 14 7 11; - 2 1 1 1 1" },
	{ "on", NULL, "../2018-02 1; 2019-05-01 1; 2019-11 1;"
		" 2019-12-30/2020-01-02 1; 2020 1; 2021~/.. 1; - 1" },
	{ "on/year", NULL, "2018 1; 2019 3; 2020 1; 2021 1; - 1" },
	{ "on/month", NULL,
		"2018-02 1; 2019-05 1; 2019-11 1; 2019-12 1; - 3" },
	{ "friends", "players", "ann 2 15; bob 3 17; - 3 3" },
	{ "friends on/year", "latest(on) first(on)",
		"ann,2019 2 2019-11 2019-05-01;"
		" bob,2018 1 ../2018-02 ../2018-02;"
		" bob,2019 1 2019-05-01 2019-05-01; bob,2020 1 2020 2020;"
		" -,2019 1 2019-12-30/2020-01-02 2019-12-30/2020-01-02;"
		" -,2021 1 2021~/.. 2021~/..; -,- 1 0 0" },
	{ "friends friends", NULL, "ann,ann 2; ann,bob 1; bob,ann 1;"
		" bob,bob 3; -,- 3" },
	{ "prize/currency", "prize", "KRW 3 1501; USD 1 1050; - 3 0" },
	{ "country", "far", "CN 1 -25; KR 1 125; - 5 0" },
	{ "public", NULL, "false 1; true 3; - 3" },
	{ "winner", NULL, "em 2; - 5" },
	{ "inner", NULL, "x 1; - 6" },
	{ "type", "distinct(guests.who) players",
		"ball 3 2 17; board 2 1 7; - 2 0 1" },
	{ "friends", "distinct(guests.who)", "ann 2 2; bob 3 3; - 3 0" },
	{ NULL, "distinct(guests.who) latest(on) first(on)",
		" 7 3 2021~/.. ../2018-02" },
	{ "type public on/year winner", NULL,
		"ball,true,2019,- 2; ball,-,2021,- 1; board,false,2018,em 1;"
		" board,true,2020,em 1; -,-,2019,- 1; -,-,-,- 1" },
	/* refused */
	{ "colour", NULL, "error.unknown-field" },
	{ "notes", NULL, "error.unknown-field" },
	{ "name", NULL, "error.cannot-filter" },
	{ "prize", NULL, "error.cannot-filter" },
	{ "on/week", NULL, "error.cannot-filter" },
	{ "type/year", NULL, "error.cannot-filter" },
	{ "type type type type type", NULL, "error.cannot-filter" },
	{ "type\";", NULL, "error.unknown-field" },
	{ NULL, "prize", "error.cannot-filter" },
	{ "type", "prize", "error.cannot-filter" },
	{ NULL, "colour", "error.unknown-field" },
	{ NULL, "fee", "error.unknown-field" },
	{ NULL, "name", "error.cannot-filter" },
	{ NULL, "friends", "error.cannot-filter" },
	{ NULL, "players*name", "error.cannot-filter" },
	{ NULL, "players*colour", "error.unknown-field" },
	{ NULL, "latest(players)", "error.cannot-filter" },
	{ NULL, "latest(on", "error.unknown-field" },
	{ NULL, "distinct(guests)", "error.cannot-filter" },
	{ NULL, "distinct(players.who)", "error.cannot-filter" },
	{ NULL, "distinct(guests.note)", "error.cannot-filter" },
	{ NULL, "rounds rounds rounds rounds rounds rounds rounds rounds"
		" rounds", "error.cannot-filter" },
};

static void
counts(struct arena *a)
{
	struct called c;
	struct visit *v = seven(a, &c);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		problems_forget(v);
		if (!CHECK_TEXT(told(query_of(v, &entity_game), v, &c,
		    cases[i].by, cases[i].of), cases[i].told))
			printf("# by %s of %s\n", cases[i].by, cases[i].of);
	}
}

/* As the query is asked, by whomever. */
static void
conditions(struct arena *a)
{
	struct called c;
	struct visit *v = seven(a, &c), *guest;
	struct query *q = query_of(v, &entity_game);

	query_where(q, "friends", QUERY_HAS, c.id[1]);
	query_where(q, "on", QUERY_FROM, "2019");
	CHECK_TEXT(told(q, v, &c, "friends", "players distinct(guests.who)"),
		"ann 1 10 2; bob 2 17 2");
	CHECK_TEXT(told(q, v, &c, "type", "players"), "ball 1 10; board 1 7");
	query_where(q, "colour", QUERY_IS, "red");
	CHECK_TEXT(told(q, v, &c, "type", NULL), "error.unknown-field");
	guest = store_visit(v, ROLE_ANYONE, "");
	q = query_of(guest, &entity_game);
	CHECK_TEXT(told(q, guest, &c, "type", "players"),
		"ball 2 15; board 1 7");
	CHECK_TEXT(told(q, guest, &c, "inner", NULL), "error.unknown-field");
	problems_forget(guest);
	CHECK_TEXT(told(q, guest, &c, "house", NULL), "error.unknown-field");
	q = query_of(guest, &entity_remark);
	CHECK_TEXT(told(q, guest, &c, NULL, NULL), " 0");
}

static void
bounded(struct arena *a)
{
	struct visit *v = store_of(a, house_kinds);
	struct called c = { .id = { "", "", "", "", "" } };

	tamper(v, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
		" SELECT i + 1 FROM n WHERE i < 10000)"
		" INSERT INTO game (id, revision, made, changed, standing,"
		" players, \"inner\") SELECT %s, 1, 1, 1, 0, i,"
		" CAST(i AS TEXT) FROM n", db_engine(v->store) == DB_SQLITE ?
		"randomblob(16)" : "gen_random_uuid()");
	CHECK(strlen(told(query_of(v, &entity_game), v, &c, "inner",
		"players")) > 60000);
	tamper(v, "INSERT INTO game (id, revision, made, changed, standing)"
		" SELECT %s, 1, 1, 1, 0", db_engine(v->store) == DB_SQLITE ?
		"randomblob(16)" : "gen_random_uuid()");
	CHECK_TEXT(told(query_of(v, &entity_game), v, &c, "inner", NULL),
		"error.too-many");
	CHECK_TEXT(told(query_of(v, &entity_game), v, &c, NULL, "players"),
		" 10001 50005000");
}

/* One that reads the records once says what each alone would. */
static void
several(struct arena *a)
{
	static const char *const by[] = { "type", "friends on/year",
		"on/month country", "public", "friends winner" };
	static const char *const of = "players latest(on) distinct(guests.who)"
		" players*rounds";
	struct called c;
	struct visit *v = seven(a, &c);
	struct tally all[5];

	for (size_t n = 1; n <= 5; n++) {
		CHECK_INT(query_tallies(query_of(v, &entity_game), by, n, of,
			all), OK);
		for (size_t i = 0; i < n; i++)
			CHECK_TEXT(rows_told(v, &c, &all[i], by[i], of),
				told(query_of(v, &entity_game), v, &c, by[i],
				of));
	}
	CHECK_INT(query_tallies(query_of(v, &entity_game), (const char *[]){
		"type", "colour" }, 2, of, all), ERR_INPUT);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "ann,ball 2019-11; …", by name. */
static const char *
latest_told(struct query *q, struct visit *v, const struct called *c,
	const char *by, const char *of)
{
	struct buf out = buf_in(v->arena, 1 << 16);
	const char *lines[20];
	struct tally t;
	enum err err = query_latest(q, by, of, &t);

	if (err != OK)
		return refused(v, err);
	if (!CHECK(t.n <= 20))
		return "";
	for (size_t i = 0; i < t.n; i++)
		lines[i] = arena_printf(v->arena, "%s%s%s %s",
			name_of(c, t.at[i].key[0]), t.at[i].key[1] != NULL ?
			"," : "", t.at[i].key[1] != NULL ? t.at[i].key[1] : "",
			t.at[i].text[0]);
	qsort(lines, t.n, sizeof *lines, by_name);
	for (size_t i = 0; i < t.n; i++)
		buf_printf(&out, "%s%s", i > 0 ? "; " : "", lines[i]);
	return out.at;
}

static void
latest(struct arena *a)
{
	struct called c;
	struct visit *v = seven(a, &c), *guest;
	struct query *q = query_of(v, &entity_game);

	CHECK_TEXT(latest_told(q, v, &c, "friends type", "on"),
		"ann,ball 2019-11; bob,ball 2019-05-01; bob,board 2020");
	CHECK_TEXT(latest_told(q, v, &c, "friends", "on"),
		"ann 2019-11; bob 2020");
	CHECK_TEXT(latest_told(q, v, &c, "winner", "on"), "em 2020");
	query_where(q, "friends", QUERY_HAS, c.id[1]);
	query_where(q, "public", QUERY_IS, "false");
	CHECK_TEXT(latest_told(q, v, &c, "friends type", "on"),
		"bob,board ../2018-02");
	guest = store_visit(v, ROLE_ANYONE, "");
	CHECK_TEXT(latest_told(query_of(guest, &entity_game), guest, &c,
		"friends type", "on"),
		"ann,ball 2019-11; bob,ball 2019-05-01; bob,board 2020");
}

static void
latest_refused(struct arena *a)
{
	static const struct {
		const char *by, *of, *key;
	} wrong[] = {
		{ "colour", "on", "error.unknown-field" },
		{ "friends colour", "on", "error.unknown-field" },
		{ "friends", "notes", "error.unknown-field" },
		{ "friends", "name", "error.cannot-filter" },
		{ "friends public", "on", "error.cannot-filter" },
		{ "winner type", "on", "error.cannot-filter" },
		{ "type", "on", "error.cannot-filter" },
		{ "winner", "name", "error.cannot-filter" },
	};
	struct called c;
	struct visit *v = seven(a, &c);

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		problems_forget(v);
		if (!CHECK_TEXT(latest_told(query_of(v, &entity_game), v, &c,
		    wrong[i].by, wrong[i].of), wrong[i].key))
			printf("# %s %s\n", wrong[i].by, wrong[i].of);
	}
}

struct changing {
	struct id id;
	const char *to;                /* NULL: it is hidden */
};

static enum err
run_change(struct visit *v, void *arg)
{
	struct changing *c = arg;
	struct record *now;

	return c->to == NULL ? record_hide(v, &entity_game, c->id, 0) :
		record_change(v, &entity_game, c->id, 0, json_of(v, "%s",
			c->to), &now);
}

static void
game_change(struct visit *v, const struct record *r, const char *to)
{
	struct changing c = { r->id, to };

	CHECK_INT(visit_write(v, run_change, &c), OK);
}

/* The copies that stand along with what a record points at follow it. */
static void
follows(struct arena *a)
{
	struct called c;
	struct visit *v = seven(a, &c);
	struct record *r = make(v, &entity_game, "{'name':'8','on':'2022-01',"
		"'type':'ball','friends':['ann']}");
	const char *whole = "ann,ball 2019-11; bob,ball 2019-05-01;"
		" bob,board 2020";

	CHECK_TEXT(latest_told(query_of(v, &entity_game), v, &c,
		"friends type", "on"), "ann,ball 2022-01; bob,ball 2019-05-01;"
		" bob,board 2020");
	game_change(v, r, "{'on':'2022-02','type':'board'}");
	CHECK_TEXT(latest_told(query_of(v, &entity_game), v, &c,
		"friends type", "on"), "ann,ball 2019-11; ann,board 2022-02;"
		" bob,ball 2019-05-01; bob,board 2020");
	game_change(v, r, "{'friends':['bob']}");
	CHECK_TEXT(latest_told(query_of(v, &entity_game), v, &c,
		"friends type", "on"), "ann,ball 2019-11; bob,ball 2019-05-01;"
		" bob,board 2022-02");
	game_change(v, r, "{'on':null}");
	CHECK_TEXT(latest_told(query_of(v, &entity_game), v, &c,
		"friends type", "on"), whole);
	game_change(v, r, "{'on':'2023'}");
	game_change(v, r, NULL);
	CHECK_TEXT(latest_told(query_of(v, &entity_game), v, &c,
		"friends type", "on"), whole);
}

/* All names, page by page of one, through the cursors. */
static const char *
paged(struct visit *v, const char *friend, const char *order)
{
	struct buf out = buf_in(v->arena, 4000);
	struct list list = { 0 };

	do {
		struct query *q = query_of(v, &entity_game);

		query_where(q, "friends", QUERY_HAS, friend);
		query_order(q, order);
		query_limit(q, 1);
		if (list.next != NULL)
			query_after(q, list.next);
		if (!CHECK_INT(query_run(q, &list), OK))
			return "";
		for (size_t i = 0; i < list.n; i++)
			buf_text(&out, record_title(v, list.at[i]));
	} while (list.next != NULL);
	return out.at;
}

static void
walked(struct arena *a)
{
	struct called c;
	struct visit *v = seven(a, &c);

	make(v, &entity_game, "{'name':'8','friends':['bob']}");
	make(v, &entity_game, "{'name':'9','friends':['bob','ann'],"
		"'on':'2020'}");
	CHECK_TEXT(paged(v, c.id[1], "on"), "41398");
	CHECK_TEXT(paged(v, c.id[1], "-on"), "93148");
	CHECK_TEXT(paged(v, c.id[0], "-on"), "921");
	CHECK_TEXT(paged(v, c.id[1], "id"), "13489");
	CHECK_TEXT(paged(v, c.id[1], "name"), "13489");
}

const struct test tally_tests[] = {
	{ "a tally counts and sums up as one does by hand, or is refused",
		counts },
	{ "a tally is of the records that its query finds", conditions },
	{ "a tally has so many rows at most", bounded },
	{ "tallies that are made together are as each alone", several },
	{ "the latest is found of each that is pointed at, and each choice",
		latest },
	{ "the latest is found only where an index knows it", latest_refused },
	{ "what stands along with a reference follows the record", follows },
	{ "a list of what points at a record is paged in its order", walked },
	{0}
};
