/* SPDX-License-Identifier: Apache-2.0 */
/* Counting, listing and watching ties, upon a fresh store: every figure of the
 * balance is what the entries behind it add up to. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "derive/derive.h"
#include "office/office.h"
#include "test.h"

struct store {
	struct db *db;
	struct db_conn *conn;
	const char *folder;
};

static void
store_close(void *arg)
{
	struct store *s = arg;

	if (s->conn != NULL)
		db_disconnect(s->conn);
	if (s->db != NULL)
		db_close(s->db);
	if (s->folder != NULL)
		file_remove_folder(s->folder);
}

struct land {                /* three cities, two ties */
	struct visit *v;
	const char *home, *east, *west;  /* ids of cities */
	const char *tie, *other;         /* of ties */
};

struct making {
	const struct entity *of;
	json_t *in;
	struct record *made;
};

static enum err
make_run(struct visit *v, void *arg)
{
	struct making *m = arg;

	return record_create(v, m->of, m->in, &m->made);
}

/* The id of the record that the JSON makes. */
static const char *
made(struct visit *v, const struct entity *of, const char *json)
{
	json_error_t why;
	struct making m = { of, json_loads(json, 0, &why), NULL };

	problems_forget(v);
	if (!CHECK(m.in != NULL)) {
		printf("# %s in %s\n", why.text, json);
		return "";
	}
	keep(v, m.in);
	if (CHECK_INT(visit_write(v, make_run, &m), OK))
		return id_text(v->arena, m.made->id);
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		printf("# %s: %s in %s\n", p->field ? p->field : "", p->key,
			json);
	return "";
}

static const char *
city(struct visit *v, const char *name, const char *country)
{
	return made(v, &entity_city, arena_printf(v->arena,
		"{\"name\":{\"en\":\"%s\"},\"country\":\"%s\"}", name,
		country));
}

static const char *
tie(struct visit *v, const char *one, const char *other, const char *signed_)
{
	return made(v, &entity_tie, arena_printf(v->arena,
		"{\"members\":[\"%s\",\"%s\"],\"tier\":\"sister\",\"dates\":"
		"[{\"kind\":\"signed\",\"on\":\"%s\"}],\"states\":"
		"[{\"state\":\"sister\",\"on\":\"%s\"}]}", one, other, signed_,
		signed_));
}

static struct land
land(struct arena *a)
{
	static const uint8_t key[SECRET_KEY] = { 7 };
	static const struct migration_step no_steps[] = {{0}};
	static const char *const no_tables[] = { NULL };
	struct store *s = arena_alloc(a, sizeof *s);
	struct visit *v = arena_alloc(a, sizeof *v);
	struct buf faults = buf_in(a, 1 << 16);
	const struct catalogue *c = catalogue_open(a, office_entities, key,
		&faults);
	struct land l = { .v = v };
	char why[300] = "";

	arena_defer(a, store_close, s);
	CHECK_TEXT(faults.at, "");
	CHECK_INT(file_temporary(a, "ledger", &s->folder), OK);
	CHECK_INT(db_open(arena_printf(a, "sqlite:%s/store.db", s->folder),
		true, &s->db, why), OK);
	CHECK_INT(db_connect(s->db, &s->conn), OK);
	visit_begin(v, a, s->db, s->conn, c);
	v->roles |= ROLE_SYSTEM;
	v->trusted = true;
	v->who = "test";
	v->lang = LANG_EN;
	v->zone = "Asia/Seoul";
	v->now = INT64_C(1795305600000); /* 22 November 2026 */
	CHECK_INT(migrate(v, no_steps, no_tables, &faults), OK);
	l.home = city(v, "Home", "KR");
	l.east = city(v, "East", "JP");
	l.west = city(v, "West", "CN");
	made(v, &entity_office, arena_printf(a,
		"{\"name\":{\"en\":\"Office\"},\"home\":\"%s\","
		"\"zone\":\"Asia/Seoul\"}", l.home));
	l.tie = tie(v, l.home, l.west, "2005-05-17");
	l.other = tie(v, l.home, l.east, "2017-02-10");
	return l;
}

static void
exchange(struct land *l, const char *ties, const char *rest)
{
	made(l->v, &entity_exchange, arena_printf(l->v->arena,
		"{\"name\":{\"en\":\"x\"},\"ties\":[%s],%s}", ties, rest));
}

static const char *
quoted(struct land *l, const char *id)
{
	return arena_printf(l->v->arena, "\"%s\"", id);
}

/* Some of everything on the tie; the first visit is of both ties. */
static void
live(struct land *l)
{
	struct arena *a = l->v->arena;
	const char *one = quoted(l, l->tie);
	const char *person = made(l->v, &entity_person,
		"{\"name\":{\"en\":\"Kim\"}}");
	const char *members = arena_printf(a, "\"members\":[{\"person\":"
		"\"%s\",\"side\":\"%s\"}]", person, l->home);
	static const char *const letters[] = {
		"\"direction\":\"out\",\"state\":\"sent\",\"on\":\"2024-01-05\"",
		"\"direction\":\"out\",\"state\":\"draft\",\"on\":\"2024-02-05\"",
		"\"direction\":\"out\",\"state\":\"sent\",\"on\":\"2026-10-05\",\"reply\":\"owed-by-them\"",
		"\"direction\":\"in\",\"state\":\"received\",\"on\":\"2026-09-05\",\"reply\":\"owed-by-us\"",
		NULL };

	exchange(l, arena_printf(a, "\"%s\",\"%s\"", l->tie, l->other),
		arena_printf(a, "\"type\":\"visit-out\",\"state\":\"done\","
		"\"on\":\"2019-05-01/2019-05-04\",\"ours\":8,\"theirs\":3,"
		"\"nights\":3,%s", members));
	exchange(l, one, arena_printf(a, "\"type\":\"visit-out\",\"state\":"
		"\"done\",\"on\":\"2024-11-07\",\"ours\":5,\"nights\":2,%s",
		members));
	exchange(l, one, "\"type\":\"visit-in\",\"state\":\"done\","
		"\"on\":\"2023\",\"theirs\":6,\"nights\":1,\"ours\":40");
	exchange(l, one, "\"type\":\"visit-in\",\"state\":\"cancelled\","
		"\"on\":\"2020-03\",\"theirs\":100,\"nights\":1");
	exchange(l, one, "\"type\":\"visit-in\",\"state\":\"planned\","
		"\"on\":\"2027-04-20\",\"theirs\":9,\"nights\":3");
	exchange(l, one, "\"type\":\"homestay\",\"state\":\"done\","
		"\"on\":\"2024-10\",\"theirs\":10,\"nights\":2,\"homes\":9,"
		"\"field\":\"youth\"");
	exchange(l, one, "\"type\":\"secondment\",\"state\":\"done\","
		"\"on\":\"2005-01-21\",\"ours\":1,\"theirs\":2,\"months\":12");
	exchange(l, one, "\"type\":\"sport\",\"direction\":\"both\","
		"\"state\":\"done\",\"on\":\"2018-06\",\"ours\":11,"
		"\"theirs\":12,\"nights\":1");
	exchange(l, one, "\"type\":\"event\",\"state\":\"done\","
		"\"on\":\"2025-10-16\",\"audience\":50");
	exchange(l, one, "\"type\":\"online\",\"direction\":\"out\","
		"\"state\":\"done\",\"on\":\"2026-03-01\",\"ours\":4,"
		"\"theirs\":4");
	for (const char *const *letter = letters; *letter != NULL; letter++)
		made(l->v, &entity_letter, arena_printf(a, "{\"subject\":"
			"{\"en\":\"l\"},\"tie\":\"%s\",\"type\":\"other\",%s}",
			l->tie, *letter));
	made(l->v, &entity_gift, arena_printf(a, "{\"item\":{\"en\":\"vase\"},"
		"\"tie\":\"%s\",\"direction\":\"received\",\"on\":"
		"\"2024-11-07\",\"value\":{\"amount\":\"620.50\","
		"\"currency\":\"CNY\"}}", l->tie));
	made(l->v, &entity_gift, arena_printf(a, "{\"item\":{\"en\":\"tea\"},"
		"\"tie\":\"%s\",\"direction\":\"given\",\"on\":\"2019-05-01\","
		"\"value\":{\"amount\":\"90000\",\"currency\":\"KRW\"}}",
		l->tie));
	made(l->v, &entity_promise, arena_printf(a, "{\"text\":{\"en\":\"p\"},"
		"\"tie\":\"%s\",\"side\":\"both\",\"owner\":\"a\","
		"\"partner_owner\":\"b\",\"on\":\"2024-11-07\"}", l->tie));
	made(l->v, &entity_promise, arena_printf(a, "{\"text\":{\"en\":\"q\"},"
		"\"tie\":\"%s\",\"side\":\"ours\",\"owner\":\"a\",\"state\":"
		"\"done\",\"ended\":\"2025-01\",\"evidence\":{\"en\":\"sent\"},"
		"\"on\":\"2024-11-07\"}", l->tie));
	made(l->v, &entity_expense, arena_printf(a, "{\"what\":{\"en\":\"air\"}"
		",\"tie\":\"%s\",\"on\":\"2024-11-07\",\"type\":\"air\","
		"\"payer\":\"ours\",\"amount\":{\"amount\":\"8400000\","
		"\"currency\":\"KRW\"}}", l->tie));
}

/* ---- reading it back ---- */

static struct id
id_of(const char *text)
{
	struct id id = {{0}};

	CHECK(id_parse(text, &id));
	return id;
}

static json_t *
balance(struct land *l, const char *of, const char *from, const char *until)
{
	struct id none = {{0}};
	json_t *out = NULL;

	CHECK_INT(tie_balance(l->v, of != NULL ? id_of(of) : none, from, until,
		&out), OK);
	return keep(l->v, out);
}

static json_t *
line(json_t *balance, const char *key)
{
	static const char *const lists[] = { "measures", "together", NULL };
	json_t *one;
	size_t i;

	for (const char *const *list = lists; *list != NULL; list++)
		json_array_foreach(json_object_get(balance, *list), i, one)
			if (strcmp(json_string_value(json_object_get(one,
			    "key")), key) == 0)
				return one;
	return NULL;
}

static long long
figure(json_t *balance, const char *key, const char *side)
{
	return json_integer_value(json_object_get(line(balance, key), side));
}

/* All pages of a wish, `limit` entries each. */
static json_t *
entries(struct land *l, struct ledger_wish wish)
{
	json_t *all = keep(l->v, json_array()), *view;
	struct record *r;

	CHECK_INT(record_get(l->v, &entity_tie, id_of(l->tie), &r), OK);
	for (int pages = 0; pages < 40; pages++) {
		if (!CHECK_INT(tie_ledger(l->v, r, &wish, &view), OK))
			return all;
		keep(l->v, view);
		json_array_extend(all, json_object_get(view, "entries"));
		wish.after = json_string_value(json_object_get(view, "next"));
		if (wish.after == NULL)
			return all;
	}
	CHECK(false);
	return all;
}

/* What an entry adds to a sum: "" one, "ours*nights" a product. */
static long long
worth(const json_t *entry, const char *term)
{
	char name[20];
	const char *times = strchr(term, '*');
	size_t n = times != NULL ? (size_t)(times - term) : strlen(term);

	if (*term == '\0')
		return 1;
	memcpy(name, term, n);
	name[n] = '\0';
	if (strcmp(name, "money") == 0) {
		const char *amount = json_string_value(json_object_get(
			json_object_get(entry, "money"), "amount"));
		char digits[40] = "";
		size_t at = 0;

		for (; *amount != '\0' && at < sizeof digits - 1; amount++)
			if (*amount != '.')
				digits[at++] = *amount;
		return strtoll(digits, NULL, 10);
	}
	return json_integer_value(json_object_get(entry, name)) *
		(times != NULL ? json_integer_value(json_object_get(entry,
			times + 1)) : 1);
}

/* ---- the tests ---- */

static void
rules(struct arena *a)
{
	struct land l = land(a);
	json_t *b;

	live(&l);
	b = balance(&l, l.tie, NULL, NULL);
	CHECK_INT(figure(b, "journeys", "ours"), 4);
	CHECK_INT(figure(b, "journeys", "theirs"), 4);
	CHECK_INT(figure(b, "people", "ours"), 8 + 5 + 11 + 1);
	CHECK_INT(figure(b, "people", "theirs"), 6 + 10 + 12 + 2);
	CHECK_INT(figure(b, "nights", "ours"), 24 + 10 + 11);
	CHECK_INT(figure(b, "nights", "theirs"), 6 + 20 + 12);
	CHECK_INT(figure(b, "host-nights", "ours"), 20);
	CHECK_INT(figure(b, "host-nights", "theirs"), 0);
	CHECK_INT(figure(b, "secondment", "ours"), 12);
	CHECK_INT(figure(b, "secondment", "theirs"), 24);
	CHECK_INT(figure(b, "exchanges", "count"), 8);
	CHECK_INT(figure(b, "events", "count"), 1);
	CHECK_INT(figure(b, "online", "count"), 1);
	CHECK_INT(figure(b, "planned", "count"), 1);
	CHECK_INT(figure(b, "audience", "count"), 50);
	CHECK_INT(figure(b, "persons", "count"), 1);
	CHECK_INT(figure(b, "letters", "ours"), 2);
	CHECK_INT(figure(b, "letters", "theirs"), 1);
	CHECK_INT(figure(b, "letters-owed", "ours"), 1);
	CHECK_INT(figure(b, "letters-owed", "theirs"), 1);
	CHECK_INT(figure(b, "promises-open", "ours"), 1);
	CHECK_INT(figure(b, "promises-open", "theirs"), 1);
	CHECK_INT(figure(b, "promises-kept", "ours"), 1);
	CHECK_INT(figure(b, "expenses", "ours"), 8400000);
	b = balance(&l, l.tie, "2023", "2024");
	CHECK_INT(figure(b, "people", "ours"), 5);
	CHECK_INT(figure(b, "people", "theirs"), 16);
}

static void
two_ties(struct arena *a)
{
	struct land l = land(a);

	live(&l);
	CHECK_INT(figure(balance(&l, l.other, NULL, NULL), "journeys", "ours"),
		1);
	CHECK_INT(figure(balance(&l, l.tie, "2019", "2019"), "journeys",
		"ours"), 1);
	CHECK_INT(figure(balance(&l, NULL, "2019", "2019"), "journeys",
		"ours"), 1);
	CHECK_INT(figure(balance(&l, NULL, NULL, NULL), "people", "ours"), 25);
}

static void
figures_are_lists(struct arena *a)
{
	static const struct {
		const char *key, *side, *term;
	} rows[] = {
		{ "journeys", "ours", "" }, { "journeys", "theirs", "" },
		{ "people", "ours", "ours" }, { "people", "theirs", "theirs" },
		{ "nights", "ours", "ours*nights" },
		{ "nights", "theirs", "theirs*nights" },
		{ "host-nights", "ours", "theirs*nights" },
		{ "host-nights", "theirs", "ours*nights" },
		{ "secondment", "ours", "ours*months" },
		{ "secondment", "theirs", "theirs*months" },
		{ "letters", "ours", "" }, { "letters", "theirs", "" },
		{ "letters-owed", "ours", "" },
		{ "letters-owed", "theirs", "" },
		{ "promises-kept", "ours", "" },
		{ "promises-kept", "theirs", "" },
		{ "promises-open", "ours", "" },
		{ "promises-open", "theirs", "" },
		{ "gifts", "ours", "" }, { "gifts", "theirs", "" },
		{ "exchanges", NULL, "" }, { "events", NULL, "" },
		{ "online", NULL, "" }, { "planned", NULL, "" },
		{ "audience", NULL, "audience" },
		{ "expenses", "ours", "money" },
	};
	struct land l = land(a);
	json_t *b;

	live(&l);
	b = balance(&l, l.tie, "2005", "2027");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		json_t *list = entries(&l, (struct ledger_wish){
			.of = rows[i].key, .side = rows[i].side,
			.from = "2005", .until = "2027", .limit = 2 }), *one;
		long long sum = 0, want = figure(b, rows[i].key,
			rows[i].side != NULL ? rows[i].side : "count");
		size_t n;

		json_array_foreach(list, n, one)
			sum += worth(one, rows[i].term);
		if (!CHECK_INT(sum, want))
			printf("# %s %s\n", rows[i].key, rows[i].side != NULL ?
				rows[i].side : "");
	}
}

/* In the order of their dates downwards, each once, as many as are told. */
static void
paging(struct arena *a)
{
	static const size_t limits[] = { 1, 2, 3, 7, 50 };
	struct land l = land(a);
	json_t *whole, *one, *view;
	const char *before = "9999";
	struct record *r;
	size_t i;

	live(&l);
	whole = entries(&l, (struct ledger_wish){ .limit = 50 });
	json_array_foreach(whole, i, one) {
		const char *on = json_string_value(json_object_get(one, "on"));

		CHECK(strcmp(on, before) <= 0);
		before = on;
	}
	/* Exchanges, letters, gifts, promises made and ended, an expense, the
	 * tie's date and its state. */
	CHECK_INT(json_array_size(whole), 10 + 4 + 2 + 2 + 1 + 1 + 2);
	for (i = 0; i < sizeof limits / sizeof *limits; i++)
		CHECK(json_equal(whole, entries(&l, (struct ledger_wish){
			.limit = limits[i] })));
	CHECK_INT(record_get(l.v, &entity_tie, id_of(l.tie), &r), OK);
	CHECK_INT(tie_ledger(l.v, r, &(struct ledger_wish){ .limit = 50 },
		&view), OK);
	keep(l.v, view);
	CHECK_INT(json_integer_value(json_object_get(json_object_get(view,
		"words"), "count")), json_array_size(whole));
}

/* A word's count is the number of entries that it leaves. */
static void
words_count(struct arena *a)
{
	static const char *const lists[] = { "kinds", "years", "fields",
		"directions", NULL };
	struct land l = land(a);
	struct record *r;
	json_t *view, *words, *word;
	size_t i;

	live(&l);
	CHECK_INT(record_get(l.v, &entity_tie, id_of(l.tie), &r), OK);
	CHECK_INT(tie_ledger(l.v, r, &(struct ledger_wish){ .limit = 50 },
		&view), OK);
	words = json_object_get(keep(l.v, view), "words");
	for (size_t n = 0; lists[n] != NULL; n++)
		json_array_foreach(json_object_get(words, lists[n]), i, word) {
			const char *value = json_string_value(json_object_get(
				word, "value"));
			struct ledger_wish w = { .limit = 50,
				.kind = n == 0 ? value : NULL,
				.from = n == 1 ? value : NULL,
				.until = n == 1 ? value : NULL,
				.field = n == 2 ? value : NULL,
				.direction = n == 3 ? value : NULL };

			if (!CHECK_INT(json_array_size(entries(&l, w)),
			    json_integer_value(json_object_get(word,
				"count"))))
				printf("# %s %s\n", lists[n], value);
		}
}

static json_t *
of_tie(json_t *list, const char *tie)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (strcmp(json_string_value(json_object_get(one, "id")),
		    tie) == 0)
			return one;
	return NULL;
}

static void
radar(struct arena *a)
{
	struct land l = land(a);
	json_t *view, *one;

	CHECK_INT(radar_of(l.v, &view), OK);
	one = of_tie(json_object_get(keep(l.v, view), "ties"), l.other);
	CHECK(one != NULL);
	CHECK_TEXT(json_string_value(json_object_get(one, "tone")), "late");
	live(&l);
	CHECK_INT(radar_of(l.v, &view), OK);
	view = json_object_get(keep(l.v, view), "ties");
	CHECK_TEXT(json_string_value(json_object_get(json_array_get(view, 0),
		"id")), l.other);
	one = of_tie(view, l.tie);
	CHECK_TEXT(json_string_value(json_object_get(one, "tone")), "done");
	CHECK_INT(json_integer_value(json_object_get(one, "months")), 1);
	/* It owes an answer, before anything else. */
	CHECK(strstr(json_string_value(json_object_get(json_object_get(one,
		"next"), "href")), "&answers=") != NULL);
	one = of_tie(view, l.other);
	CHECK_INT(json_integer_value(json_object_get(one, "months")), 90);
	/* Its tenth anniversary is near: no letter, a celebration. */
	CHECK(strstr(json_string_value(json_object_get(json_object_get(one,
		"next"), "href")), "type=event") != NULL);
}

static void
anniversary(struct arena *a)
{
	struct land l = land(a);
	json_t *list;
	const char *leap = tie(l.v, l.home, l.east, "2024-02-29");

	CHECK_INT(anniversaries(l.v, 200, &list), OK);
	keep(l.v, list);
	CHECK_INT(json_array_size(list), 3);
	CHECK_TEXT(json_string_value(json_object_get(json_array_get(list, 0),
		"on")), "2027-02-10");
	CHECK(json_is_true(json_object_get(json_array_get(list, 0), "round")));
	CHECK_TEXT(json_string_value(json_object_get(of_tie(list, leap),
		"on")), "2027-02-28");
	CHECK_INT(json_integer_value(json_object_get(of_tie(list, l.tie),
		"number")), 22);
	CHECK(!json_is_true(json_object_get(of_tie(list, l.tie), "round")));
	CHECK_INT(anniversaries(l.v, 60, &list), OK);
	CHECK_INT(json_array_size(keep(l.v, list)), 0);
}

const struct test ledger_tests[] = {
	{"the balance counts what was done, by direction, events and not days, online apart", rules},
	{"an exchange on two ties counts on each of them and once for the city", two_ties},
	{"each figure of the balance is what the entries behind it add up to", figures_are_lists},
	{"the ledger's pages hold everything once, newest first, however long they are", paging},
	{"each word that narrows the ledger tells how many entries it leaves", words_count},
	{"the radar puts the longest silence first and says what is cheapest to do", radar},
	{"every tenth anniversary is to be celebrated, the others have a letter", anniversary},
	{0}
};
