/* SPDX-License-Identifier: Apache-2.0 */
/* Lists in order, page by page: the same on both engines. */
#include <stdio.h>
#include <string.h>

#include "record.h"

/*
 * Twelve toys: of each field some have none, some the same.  k is hidden, l
 * is erased.
 */
static const char *const toys[] = {
	"'label':'a','code':'x','name':'Ant','count':3,'weight':'1','made_on':'2005','sold':'2024-11-08T07:10','safe':true,'country':'KR'",
	"'label':'b','code':'X','name':'\xc3\xa4nt','count':-1,'weight':'1.001','made_on':'2005-05~','state':'shown'",
	"'label':'c','name':{'ko':'\xea\xb0\x9c\xeb\xaf\xb8'},'count':3,'safe':false,'tongue':'ko'",
	"'label':'d','name':'ant','price':'KRW 5','made_on':'2005-05','web':'https://b.example.org/'",
	"'label':'e','name':'Bee','price':'USD 0.05','made_on':'2005','country':'CN','mail':'a@b.org'",
	"'label':'f','count':0,'weight':'-1','sold':'2024-11-08T07:10','safe':false",
	"'label':'g','name':'zoo','code':'y','made_on':'../2004','state':'shown','country':'KR'",
	"'label':'h','count':3,'serial':9,'slug':'h','price':'KRW 5'",
	"'label':'i','serial':10,'slug':'h-2','sold':'1969-01-01T00:00'",
	"'label':'i','code':'\xea\xb0\x80','tongue':'en'",
	"'label':'k','count':2,'name':'Kid','made_on':'2005','state':'shown'",
	"'label':'l','count':2,'name':'Lid'",
};

static struct visit *
twelve(struct arena *a)
{
	struct visit *v = store_new(a);

	for (size_t i = 0; i < sizeof toys / sizeof *toys; i++) {
		struct record *r = make(v, &entity_toy, "{%s}", toys[i]);

		if (*record_text(r, "label") == 'k')
			CHECK_INT(hide(v, r->id), OK);
		if (*record_text(r, "label") == 'l')
			CHECK_INT(erase(v, r->id), OK);
	}
	return v;
}

static void
say(struct buf *out, const struct list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const char *label = record_text(list->at[i], "label");

		buf_text(out, label != NULL ? label : "-");
	}
}

/* Labels in the order of pages of so many. */
static const char *
paged(struct visit *v, const char *order, size_t limit, bool hidden)
{
	struct buf out = buf_in(v->arena, 4000);
	const char *next = NULL;

	for (int pages = 0; pages < 50; pages++) {
		struct query *q = query_of(v, &entity_toy);
		struct list list;

		query_order(q, order);
		query_limit(q, limit);
		if (hidden)
			query_hidden(q);
		if (next != NULL)
			query_after(q, next);
		if (!CHECK_INT(query_run(q, &list), OK))
			return "";
		CHECK(list.n <= limit);
		say(&out, &list);
		if (list.next == NULL)
			return out.at;
		CHECK_INT(list.n, limit);
		next = list.next;
	}
	return "too many pages";
}

/* Equal ones go by id, upwards and downwards; absent ones come last. */
static const struct {
	const char *order, *there, *all;
} orders[] = {
	{ "id", "abcdefghii", "abcdefghiik-" },
	{ "-id", "iihgfedcba", "-kiihgfedcba" },
	{ "label", "abcdefghii", "abcdefghiik-" },
	{ "-label", "iihgfedcba", "kiihgfedcba-" },
	{ "code", "bagicdefhi", "bagicdefhik-" },
	{ "-code", "igabihfedc", "igab-kihfedc" },
	{ "serial", "hiabcdefgi", "hiabcdefgik-" },
	{ "slug", "hiabcdefgi", "hiabcdefgik-" },
	{ "name", "dabegcfhii", "dabekgcfhii-" },
	{ "-name", "cgebadiihf", "cgkebad-iihf" },
	{ "count", "bfachdegii", "bfkachdegii-" },
	{ "-count", "hcafbiiged", "hcakfb-iiged" },
	{ "weight", "fabcdeghii", "fabcdeghiik-" },
	{ "-weight", "bafiihgedc", "baf-kiihgedc" },
	{ "price", "dehabcfgii", "dehabcfgiik-" },
	{ "-price", "hediigfcba", "hed-kiigfcba" },
	{ "made_on", "gaedbcfhii", "gaekdbcfhii-" },
	{ "-made_on", "bdeagiihfc", "bdkeag-iihfc" },
	{ "sold", "iafbcdeghi", "iafbcdeghik-" },
	{ "-sold", "faiihgedcb", "fai-kihgedcb" },
	{ "state", "acdefhiibg", "acdefhiibgk-" },
	{ "-state", "gbiihfedca", "kgbiihfedca-" },
	{ "safe", "cfabdeghii", "cfabdeghiik-" },
	{ "-safe", "afciihgedb", "afc-kiihgedb" },
	{ "country", "eagbcdfhii", "eagbcdfhiik-" },
	{ "-country", "gaeiihfdcb", "gae-kiihfdcb" },
	{ "tongue", "icabdefghi", "icabdefghik-" },
	{ "mail", "eabcdfghii", "eabcdfghiik-" },
	{ "web", "dabcefghii", "dabcefghiik-" },
};

static void
orders_and_pages(struct arena *a)
{
	struct visit *v = twelve(a);

	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		const char *order = orders[i].order;

		if (!CHECK_TEXT(paged(v, order, 500, false), orders[i].there) ||
		    !CHECK_TEXT(paged(v, order, 500, true), orders[i].all))
			printf("# by %s\n", order);
		for (size_t limit = 1; limit <= 3; limit++)
			if (!CHECK_TEXT(paged(v, order, limit, false),
			    orders[i].there) ||
			    !CHECK_TEXT(paged(v, order, limit, true),
			    orders[i].all))
				printf("# by %s, %zu a page\n", order, limit);
	}
	CHECK_TEXT(paged(v, NULL, 3, false), "abcdefghii");
}

static void
unsortable(struct arena *a)
{
	static const char *const fields[] = { "about", "maker", "makers",
		"parts", "place", "picture", "key", "phone", "given", "colour",
		"label,id", "--label", "standing" };
	struct visit *v = twelve(a);
	struct list list;

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct query *q = query_of(v, &entity_toy);

		query_order(q, fields[i]);
		CHECK_INT(query_run(q, &list), ERR_INPUT);
		CHECK_TEXT(v->problems->key, "error.cannot-sort");
		problems_forget(v);
	}
}

/* While somebody pages, others come in before and behind. */
static void
others_come(struct arena *a)
{
	struct visit *v = twelve(a);
	struct buf seen = buf_in(a, 4000);
	const char *next = NULL;

	for (int page = 0; page < 20; page++) {
		struct query *q = query_of(v, &entity_toy);
		struct list list;

		query_order(q, "label");
		query_limit(q, 3);
		if (next != NULL)
			query_after(q, next);
		if (!CHECK_INT(query_run(q, &list), OK))
			return;
		say(&seen, &list);
		next = list.next;
		if (next == NULL)
			break;
		make(v, &entity_toy, "{'label':'A'}");
		if (page == 0)
			make(v, &entity_toy, "{'label':'z'}");
	}
	CHECK_TEXT(seen.at, "abcdefghiiz");
}

#define ID "0192aaaa-0000-7000-8000-000000000000"

static const struct {
	const char *order, *cursor;
} bad[] = {
	{ "label", "" }, { "label", "nonsense" }, { "label", "v" },
	{ "label", "vlabel" }, { "label", "vlabel." }, { "label", "vlabel.." },
	{ "label", "vlabel.61.nobody" }, { "label", "vlabel.6." ID },
	{ "label", "vlabel.zz." ID }, { "label", "vlabel.ff." ID },
	{ "label", "vlabel.00." ID }, { "label", "xlabel.61." ID },
	{ "label", "i.." ID }, { "label", "v.61." ID }, { "id", "v.61." ID },
	{ "label", "v-label.61." ID }, { "-label", "vlabel.61." ID },
	{ "label", "vcode.61." ID }, { "label", "vlabe.61." ID },
	{ "label", "vlabels.61." ID }, { "label", "ncount.." ID },
	{ "count", "vcount.61." ID }, { "count", "vcount.." ID },
	{ "count", "vcount.3961." ID }, { "id", "i-.." ID },
	{ "-id", "i.." ID }, { "label", "vlabel.61." ID "0" },
};

static void
bad_cursors(struct arena *a)
{
	struct visit *v = twelve(a);
	struct list list;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct query *q = query_of(v, &entity_toy);

		problems_forget(v);
		query_order(q, bad[i].order);
		query_after(q, bad[i].cursor);
		if (!CHECK_INT(query_run(q, &list), ERR_INPUT) ||
		    !CHECK(said(v, "after", "error.bad-cursor")))
			printf("# %s %s\n", bad[i].order, bad[i].cursor);
	}
}

/* The cursor of every order is refused by every other. */
static void
others_cursors(struct arena *a)
{
	struct visit *v = twelve(a);
	size_t n = sizeof orders / sizeof *orders;
	struct list list;

	for (size_t i = 0; i < n; i++) {
		struct query *q = query_of(v, &entity_toy);
		const char *next;

		query_order(q, orders[i].order);
		query_limit(q, 2);
		CHECK_INT(query_run(q, &list), OK);
		next = list.next;
		for (size_t j = 0; j < n; j++) {
			problems_forget(v);
			q = query_of(v, &entity_toy);
			query_order(q, orders[j].order);
			query_after(q, next);
			CHECK_INT(query_run(q, &list),
				i == j ? OK : ERR_INPUT);
		}
	}
}

static void
limits(struct arena *a)
{
	struct visit *v = twelve(a);
	struct query *q = query_of(v, &entity_toy);
	struct list list;

	query_limit(q, 0);
	CHECK_INT(query_run(q, &list), OK);
	CHECK_INT(list.n, 1);
	q = query_of(v, &entity_toy);
	query_limit(q, 10);
	CHECK_INT(query_run(q, &list), OK);
	CHECK_INT(list.n, 10);
	CHECK(list.next == NULL);
	q = query_of(v, &entity_toy);
	query_where(q, "label", QUERY_IS, "nobody");
	CHECK_INT(query_run(q, &list), OK);
	CHECK_INT(list.n, 0);
	CHECK(list.next == NULL);
}

const struct test page_tests[] = {
	{ "every order is that of its kind, in one page and in pages of one to"
		" three", orders_and_pages },
	{ "what has no order is refused", unsortable },
	{ "paging passes each record once while others come in", others_come },
	{ "a cursor that is none is refused", bad_cursors },
	{ "the cursor of one order is refused by all others", others_cursors },
	{ "a page has at least one record, and the last has no next", limits },
	{0}
};
