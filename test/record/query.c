/* SPDX-License-Identifier: Apache-2.0 */
/* What a list can be asked for: every test on every kind that takes it. */
#include <stdio.h>
#include <string.h>

#include "record.h"

/* Eight toys, a to h, of two makers; the ids of makers in m[0], m[1]. */
static struct visit *
eight(struct arena *a, const char *m[2])
{
	struct visit *v = store_new(a);

	m[0] = id_text(a, make(v, &entity_maker,
		"{'name':'One','slug':'one'}")->id);
	m[1] = id_text(a, make(v, &entity_maker,
		"{'name':'Two','slug':'two'}")->id);
	make(v, &entity_toy, "{'label':'a','count':1,'weight':'1.5',"
		"'made_on':'2005','sold':'2024-11-08T00:00','safe':true,"
		"'country':'KR','maker':'one','makers':['one'],"
		"'state':'shown','slug':'toy-a'}");
	make(v, &entity_toy, "{'label':'b','count':2,'weight':'1.5',"
		"'made_on':'2005-05','sold':'2024-11-08T23:59:59+09:00',"
		"'safe':false,'country':'CN','makers':['one','two'],"
		"'state':'shown','slug':'toy-b'}");
	make(v, &entity_toy, "{'label':'c','count':2,'weight':'-0.001',"
		"'made_on':'2005-05-17','sold':'2024-11-09T00:00',"
		"'maker':'two','state':'shown'}");
	make(v, &entity_toy, "{'label':'d','made_on':'2005-05~'}");
	make(v, &entity_toy, "{'label':'e','count':-5,"
		"'made_on':'2004-12-30/2005-01-02'}");
	make(v, &entity_toy, "{'label':'f','made_on':'../2003'}");
	make(v, &entity_toy, "{'label':'g','made_on':'2006/..',"
		"'place':'1,2','inner':'deep'}");
	make(v, &entity_toy, "{'label':'h%%_'}");
	return v;
}

/* "a b c", in order; the problem's key when it is refused. */
static const char *
labels(struct query *q, struct visit *v)
{
	struct buf text = buf_in(v->arena, 4000);
	struct list list;

	query_order(q, "label");
	if (query_run(q, &list) != OK)
		return v->problems ? v->problems->key : "?";
	for (size_t i = 0; i < list.n; i++)
		buf_printf(&text, "%s%.1s", i > 0 ? " " : "",
			record_text(list.at[i], "label"));
	return text.at;
}

static const struct {
	const char *field;
	enum query_test test;
	const char *value, *finds;
} cases[] = {
	{ "label", QUERY_IS, "a", "a" },
	{ "label", QUERY_IS, " a ", "a" },
	{ "label", QUERY_IS, "A", "" },
	{ "label", QUERY_IS_NOT, "a", "b c d e f g h" },
	{ "label", QUERY_FROM, "g", "g h" },
	{ "label", QUERY_UNTIL, "b", "a b" },
	{ "label", QUERY_BEGINS, "h%", "h" },
	{ "label", QUERY_BEGINS, "%", "" },
	{ "slug", QUERY_BEGINS, "toy-", "a b" },
	{ "count", QUERY_IS, "2", "b c" },
	{ "count", QUERY_IS_NOT, "2", "a e" },
	{ "count", QUERY_FROM, "1", "a b c" },
	{ "count", QUERY_UNTIL, "1", "a e" },
	{ "count", QUERY_ABSENT, NULL, "d f g h" },
	{ "count", QUERY_THERE, NULL, "a b c e" },
	{ "weight", QUERY_IS, "1.500", "a b" },
	{ "weight", QUERY_UNTIL, "0", "c" },
	{ "made_on", QUERY_IS, "2005", "a" },
	{ "made_on", QUERY_BEGINS, "2005", "a b c d" },
	{ "made_on", QUERY_BEGINS, "2005-05", "b c d" },
	{ "made_on", QUERY_FROM, "2005-05", "b c d g" },
	{ "made_on", QUERY_FROM, "2005-05-17", "c d g" },
	{ "made_on", QUERY_UNTIL, "2005", "a b c d e f" },
	{ "made_on", QUERY_UNTIL, "2005-05", "a b c d e f" },
	{ "made_on", QUERY_UNTIL, "2005-04", "a e f" },
	{ "made_on", QUERY_UNTIL, "2004", "e f" },
	{ "made_on", QUERY_ABSENT, NULL, "h" },
	{ "sold", QUERY_IS, "2024-11-08", "a b" },
	{ "sold", QUERY_IS, "2024-11-08T00:00", "a" },
	{ "sold", QUERY_IS, "2024-11-07T15:00:00Z", "a" },
	{ "sold", QUERY_IS_NOT, "2024-11-08", "c" },
	{ "sold", QUERY_FROM, "2024-11-09", "c" },
	{ "sold", QUERY_UNTIL, "2024-11-08", "a b" },
	{ "sold", QUERY_THERE, NULL, "a b c" },
	{ "state", QUERY_IS, "shown", "a b c" },
	{ "state", QUERY_IS_NOT, "shown", "d e f g h" },
	{ "safe", QUERY_IS, "true", "a" },
	{ "safe", QUERY_IS, "false", "b" },
	{ "safe", QUERY_ABSENT, NULL, "c d e f g h" },
	{ "maker", QUERY_IS, "two", "c" },
	{ "maker", QUERY_THERE, NULL, "a c" },
	{ "makers", QUERY_THERE, NULL, "a b" },
	{ "makers", QUERY_ABSENT, NULL, "c d e f g h" },
	{ "place", QUERY_THERE, NULL, "g" },
	{ "price", QUERY_ABSENT, NULL, "a b c d e f g h" },
	{ "name", QUERY_THERE, NULL, "" },
	{ "country", QUERY_IS, "kr", "a" },
	{ "inner", QUERY_IS, "deep", "g" },
	/* refused */
	{ "label", QUERY_IS, "", "error.required" },
	{ "count", QUERY_IS, "x", "error.not-number" },
	{ "count", QUERY_BEGINS, "1", "error.cannot-filter" },
	{ "count", QUERY_HAS, "1", "error.not-there" },
	{ "state", QUERY_IS, "sold", "error.not-a-choice" },
	{ "sold", QUERY_IS, "soon", "error.not-a-moment" },
	{ "sold", QUERY_BEGINS, "2024", "error.cannot-filter" },
	{ "made_on", QUERY_FROM, "soon", "error.not-a-date" },
	{ "maker", QUERY_IS, "nobody", "error.not-there" },
	{ "makers", QUERY_HAS, "nobody", "error.not-there" },
	{ "makers", QUERY_IS, "one", "error.cannot-filter" },
	{ "makers", QUERY_BEGINS, "o", "error.cannot-filter" },
	{ "name", QUERY_IS, "x", "error.cannot-filter" },
	{ "name", QUERY_BEGINS, "x", "error.cannot-filter" },
	{ "price", QUERY_FROM, "KRW 1", "error.cannot-filter" },
	{ "place", QUERY_IS, "1,2", "error.cannot-filter" },
	{ "parts", QUERY_THERE, NULL, "error.unknown-field" },
	{ "key", QUERY_THERE, NULL, "error.unknown-field" },
	{ "phone", QUERY_IS, "123", "error.unknown-field" },
	{ "colour", QUERY_IS, "red", "error.unknown-field" },
	{ "id\" OR 1 = 1 --", QUERY_IS, "1", "error.unknown-field" },
};

static void
finds(struct arena *a)
{
	const char *m[2];
	struct visit *v = eight(a, m);

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct query *q;
		int64_t n = 0;

		problems_forget(v);
		q = query_of(v, &entity_toy);
		query_where(q, cases[i].field, cases[i].test, cases[i].value);
		if (!CHECK_TEXT(labels(q, v), cases[i].finds))
			printf("# %s %d %s\n", cases[i].field,
				(int)cases[i].test, cases[i].value);
		problems_forget(v);
		q = query_of(v, &entity_toy);
		query_where(q, cases[i].field, cases[i].test, cases[i].value);
		if (query_count(q, &n) == OK)
			CHECK_INT(n, (strlen(cases[i].finds) + 1) / 2);
		else
			CHECK(strncmp(cases[i].finds, "error.", 6) == 0);
	}
}

static void
has_and_together(struct arena *a)
{
	const char *m[2];
	struct visit *v = eight(a, m);
	struct query *q = query_of(v, &entity_toy);

	query_where(q, "makers", QUERY_HAS, m[0]);
	CHECK_TEXT(labels(q, v), "a b");
	q = query_of(v, &entity_toy);
	query_where(q, "makers", QUERY_HAS, m[0]);
	query_where(q, "makers", QUERY_HAS, m[1]);
	query_where(q, "count", QUERY_FROM, "2");
	query_where(q, "made_on", QUERY_BEGINS, "2005");
	CHECK_TEXT(labels(q, v), "b");
	q = query_of(v, &entity_toy);
	for (int i = 0; i < 60; i++)
		query_where(q, "count", QUERY_FROM, "1");
	CHECK_TEXT(labels(q, v), "error.too-many");
}

static void
who_may_ask(struct arena *a)
{
	const char *m[2];
	struct visit *v = eight(a, m), *guest;
	struct list list;
	struct query *q;
	int64_t n;

	guest = store_visit(v, ROLE_ANYONE, "");
	CHECK_TEXT(labels(query_of(guest, &entity_toy), guest), "a b c");
	q = query_of(guest, &entity_toy);
	query_hidden(q);
	CHECK_INT(query_count(q, &n), OK);
	CHECK_INT(n, 3);
	q = query_of(guest, &entity_toy);
	query_where(q, "inner", QUERY_IS, "deep");
	CHECK_INT(query_run(q, &list), ERR_INPUT);
	CHECK(said(guest, "inner", "error.unknown-field"));
	CHECK_INT(query_count(q, &n), ERR_INPUT);
	q = query_of(guest, &entity_toy);
	query_where(q, "inner", QUERY_ABSENT, NULL);
	CHECK_INT(query_run(q, &list), ERR_INPUT);
	problems_forget(guest);
	q = query_of(guest, &entity_toy);
	query_order(q, "mail");
	CHECK_INT(query_run(q, &list), ERR_INPUT);
	CHECK(said(guest, "mail", "error.cannot-sort"));
	guest->roles = ROLE_PARTNER | ROLE_ANYONE;
	problems_forget(guest);
	CHECK_TEXT(labels(query_of(guest, &entity_toy), guest), "a b c");
	guest->roles = 0;
	CHECK_INT(query_run(query_of(guest, &entity_toy), &list), ERR_DENIED);
}

static void
hidden_ones(struct arena *a)
{
	const char *m[2];
	struct visit *v = eight(a, m);
	struct record *r;
	struct query *q;
	int64_t n;

	CHECK_INT(record_named(v, &entity_toy, "toy-a", &r), OK);
	CHECK_INT(hide(v, r->id), OK);
	CHECK_TEXT(labels(query_of(v, &entity_toy), v), "b c d e f g h");
	q = query_of(v, &entity_toy);
	query_hidden(q);
	CHECK_TEXT(labels(q, v), "a b c d e f g h");
	q = query_of(v, &entity_toy);
	query_hidden(q);
	query_where(q, "state", QUERY_IS, "shown");
	CHECK_INT(query_count(q, &n), OK);
	CHECK_INT(n, 3);
}

/* ---- walking ---- */

struct walk {
	struct arena *outer;
	int n, stop;
	char last[8];
};

static enum err
step(struct visit *v, struct record *r, void *arg)
{
	struct walk *w = arg;

	CHECK(v->arena != w->outer);
	CHECK(strcmp(record_text(r, "label"), w->last) > 0);
	CHECK_INT(json_array_size(record_value(r, "parts")), 1);
	snprintf(w->last, sizeof w->last, "%s", record_text(r, "label"));
	return ++w->n == w->stop ? fail_field(v, "label", "error.taken",
		record_text(r, "label"), NULL) : OK;
}

static enum err
make_450(struct visit *v, void *arg)
{
	struct record *r;

	(void)arg;
	for (int i = 0; i < 450; i++)
		TRY(record_create(v, &entity_toy, json_of(v, "{'label':'%03d',"
			"'parts':[{'label':'p'}]}", i), &r));
	return OK;
}

static void
walks(struct arena *a)
{
	struct visit *v = store_new(a);
	struct walk w = { .outer = a };
	struct query *q;

	CHECK_INT(visit_write(v, make_450, NULL), OK);
	(void)fail(v, ERR_INPUT, "error.denied");
	q = query_of(v, &entity_toy);
	query_order(q, "label");
	CHECK_INT(query_each(q, step, &w), OK);
	CHECK_INT(w.n, 450);
	CHECK(v->arena == a);
	CHECK_TEXT(v->problems->key, "error.denied");
	w = (struct walk){ .outer = a, .stop = 205 };
	CHECK_INT(query_each(q, step, &w), ERR_INPUT);
	CHECK_INT(w.n, 205);
	CHECK_TEXT(v->problems->next->arg0, "204");
	CHECK(v->problems->next->next == NULL);
}

const struct test query_tests[] = {
	{ "every test finds what it says, and is refused where it says"
		" nothing", finds },
	{ "conditions hold together, and are bounded", has_and_together },
	{ "nobody learns by asking what they may not read", who_may_ask },
	{ "hidden records are found by those who ask for them", hidden_ones },
	{ "a walk comes by each record once, and stops where it is told",
		walks },
	{0}
};
