/* SPDX-License-Identifier: Apache-2.0 */
/* What is counted in the store, against what is counted by hand. */
#include <stdio.h>
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
 * terms; what was said when it is refused. */
static const char *
told(struct query *q, struct visit *v, const struct called *c, const char *by,
	const char *of)
{
	struct buf out = buf_in(v->arena, 1 << 16);
	struct tally t;
	enum err err = query_tally(q, by, of, &t);

	if (err != OK)
		return err == ERR_INPUT && v->problems != NULL ?
			v->problems->key : "?";
	for (size_t i = 0; i < t.n; i++) {
		const struct tally_row *row = &t.at[i];
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

const struct test tally_tests[] = {
	{ "a tally counts and sums up as one does by hand, or is refused",
		counts },
	{ "a tally is of the records that its query finds", conditions },
	{ "a tally has so many rows at most", bounded },
	{0}
};
