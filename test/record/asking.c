/* SPDX-License-Identifier: Apache-2.0 */
/* Searching: what is found by whom, in which order. */
#include <stdio.h>
#include <string.h>

#include "record.h"

/* "a b c": the addresses of what is found. */
static const char *
found(struct visit *v, const char *q, const char *kind)
{
	struct buf out = buf_in(v->arena, 4000);
	json_t *view = NULL, *result;
	size_t i;

	if (!CHECK_INT(search_view(v, q, kind, 100, NULL, &view), OK))
		return "";
	keep(v, view);
	json_array_foreach(json_object_get(view, "results"), i, result) {
		struct id id;
		struct record *r;

		CHECK(id_parse(json_string_value(json_object_get(result,
			"id")), &id));
		CHECK_INT(record_get(v, catalogue_entity(v->catalogue,
			json_string_value(json_object_get(result, "kind"))),
			id, &r), OK);
		buf_printf(&out, "%s%s", i > 0 ? " " : "",
			record_text(r, "slug"));
	}
	CHECK_INT(json_is_true(json_object_get(view, "empty")),
		out.n == 0 && *q != '\0');
	return out.at;
}

/* Six toys; the newest is f. */
static struct visit *
six(struct arena *a)
{
	struct visit *v = store_new(a);

	make(v, &entity_toy, "{'slug':'a','label':'zebra','state':'shown',"
		"'name':{'ko':'\xea\xb5\x90\xeb\xa5\x98\xed\x98\x91\xeb\xa0\xa5"
		" \xec\x9e\xa5\xeb\x82\x9c\xea\xb0\x90'}}");
	make(v, &entity_toy, "{'slug':'b','label':'x','state':'shown',"
		"'about':{'en':'A zebra and a sister city.\\n\\nMore.',"
		"'ja':'\xe3\x82\xab\xe3\x83\xa1\xe3\x83\xa9'}}");
	make(v, &entity_toy, "{'slug':'c','label':'zebra draft'}");
	make(v, &entity_toy, "{'slug':'d','label':'caf\xc3\xa9',"
		"'state':'shown','inner':'zebra','about':{'zh':"
		"'\xe5\xbe\xb7\xe5\xb7\x9e\xe5\xb8\x82\xe4\xb8\xad\xe5\x9b\xbd'}}");
	make(v, &entity_toy, "{'slug':'e','label':'city of sister',"
		"'state':'shown','parts':[{'label':'wheel','note':'hush'}]}");
	make(v, &entity_maker, "{'slug':'m','name':'zebra maker'}");
	return v;
}

static const struct {
	const char *q, *staff, *guest;
} queries[] = {
	/* titles before the rest, each newest first; those of drafts are
	 * among the rest */
	{ "zebra", "m a d c b", "a b" },
	{ "ZEBRA", "m a d c b", "a b" },
	{ "zeb", "m a d c b", "a b" },
	{ "ebra", "", "" },
	{ "draft", "c", "" },
	{ "hush", "e", "" },
	{ "wheel", "e", "e" },
	{ "zebra sister", "b", "b" },
	{ "sister city", "e b", "e b" },
	{ "sister-city", "b", "b" },
	{ "cafe", "d", "d" },
	{ "nothing", "", "" },
	{ "", "", "" },
	{ "  ", "", "" },
	{ "\" * - ( ) AND", "b", "b" },
	{ "zebra' OR 1=1 --", "", "" },
	/* 교류, 류협, 협력, 교류협력, 교, 장난감, 교력 */
	{ "\xea\xb5\x90\xeb\xa5\x98", "a", "a" },
	{ "\xeb\xa5\x98\xed\x98\x91", "a", "a" },
	{ "\xed\x98\x91\xeb\xa0\xa5", "a", "a" },
	{ "\xea\xb5\x90\xeb\xa5\x98\xed\x98\x91\xeb\xa0\xa5", "a", "a" },
	{ "\xea\xb5\x90", "a", "a" },
	{ "\xec\x9e\xa5\xeb\x82\x9c\xea\xb0\x90", "a", "a" },
	{ "\xea\xb5\x90\xeb\xa0\xa5", "", "" },
	/* hiragana for katakana, 德州 as it is and traditional 中國 for 中国 */
	{ "\xe3\x81\x8b\xe3\x82\x81\xe3\x82\x89", "b", "b" },
	{ "\xe5\xbe\xb7\xe5\xb7\x9e", "d", "d" },
	{ "\xe4\xb8\xad\xe5\x9c\x8b", "d", "d" },
	{ "\xe5\xbe\xb7\xe5\xb7\x9e \xe4\xb8\xad\xe5\x9b\xbd", "d", "d" },
};

static void
finds(struct arena *a)
{
	struct visit *v = six(a), *guest = store_visit(v, ROLE_ANYONE, "");

	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		if (!CHECK_TEXT(found(v, queries[i].q, NULL),
		    queries[i].staff) || !CHECK_TEXT(found(guest,
		    queries[i].q, NULL), queries[i].guest))
			printf("# asked for %s\n", queries[i].q);
	CHECK_TEXT(found(v, "zebra", "maker"), "m");
	CHECK_TEXT(found(v, "zebra", "toys"), "a d c b");
	CHECK_TEXT(found(guest, "zebra", "maker"), "");
	guest->roles |= ROLE_PARTNER;
	CHECK_TEXT(found(guest, "draft", NULL), "");
}

static void
follows(struct arena *a)
{
	struct visit *v = six(a), *guest = store_visit(v, ROLE_ANYONE, "");
	struct record *r;

	CHECK_INT(record_named(v, &entity_toy, "a", &r), OK);
	CHECK_INT(change(v, r->id, 0, json_of(v, "{'label':'horse'}"), &r),
		OK);
	CHECK_TEXT(found(guest, "zebra", NULL), "b");
	CHECK_TEXT(found(guest, "horse", NULL), "a");
	CHECK_INT(change(v, r->id, 0, json_of(v, "{'state':'draft'}"), &r),
		OK);
	CHECK_TEXT(found(guest, "horse", NULL), "");
	CHECK_TEXT(found(v, "horse", NULL), "a");
	CHECK_INT(change(v, r->id, 0, json_of(v, "{'state':'shown'}"), &r),
		OK);
	CHECK_INT(hide(v, r->id), OK);
	CHECK_TEXT(found(guest, "horse", NULL), "");
	CHECK_TEXT(found(v, "horse", NULL), "");
	CHECK_INT(unhide(v, r->id), OK);
	CHECK_TEXT(found(guest, "horse", NULL), "a");
	CHECK_INT(restore(v, r->id, 1, &r), OK);
	CHECK_TEXT(found(guest, "horse", NULL), "");
	CHECK_TEXT(found(guest, "zebra", NULL), "a b");
	CHECK_INT(erase(v, r->id), OK);
	CHECK_TEXT(found(v, "zebra", NULL), "m d c b");
	CHECK_INT(asked(v, "SELECT count(*) FROM search_words"), 5);
}

static enum err
many(struct visit *v, void *arg)
{
	struct record *r;

	(void)arg;
	for (int i = 0; i < 150; i++)
		TRY(record_create(v, &entity_toy, json_of(v, "{'slug':'t%03d',"
			"'label':'%s','state':'%s','about':'zebra'}", i,
			i % 2 ? "zebra" : "x", i % 3 ? "shown" : "draft"),
			&r));
	return OK;
}

/* Slugs of all pages, as many a page. */
static const char *
pages(struct visit *v, size_t limit, int *n)
{
	struct buf out = buf_in(v->arena, 1 << 16);
	const char *after = NULL;

	*n = 0;
	for (int page = 0; page < 200; page++) {
		json_t *view, *result;
		size_t i;

		if (!CHECK_INT(search_view(v, "zebra", NULL, limit, after,
		    &view), OK))
			break;
		keep(v, view);
		CHECK(json_array_size(json_object_get(view, "results")) <=
			limit);
		json_array_foreach(json_object_get(view, "results"), i,
			result) {
			buf_printf(&out, "%s\n", json_string_value(
				json_object_get(result, "href")));
			++*n;
		}
		after = json_string_value(json_object_get(view, "next"));
		if (after == NULL)
			break;
	}
	return out.at;
}

static void
paged(struct arena *a)
{
	struct visit *v = store_new(a), *guest;
	const char *all;
	int n;

	CHECK_INT(visit_write(v, many, NULL), OK);
	guest = store_visit(v, ROLE_ANYONE, "");
	all = pages(v, 100, &n);
	CHECK_INT(n, 150);
	CHECK_TEXT(pages(v, 7, &n), all);
	CHECK_INT(n, 150);
	all = pages(guest, 100, &n);
	CHECK_INT(n, 100);
	CHECK_TEXT(pages(guest, 1, &n), all);
	CHECK_TEXT(pages(guest, 33, &n), all);
	CHECK(strncmp(all, "/en/toys/t149\n/en/toys/t145\n", 27) == 0);
}

/* A cursor that is none begins anew; it does not fail. */
static void
odd_cursors(struct arena *a)
{
	static const char *const cursors[] = { "", "x", "t", "t.", "t.x",
		"r.-1", "r.99999999999999999999", "\xff" };
	struct visit *v = six(a);
	json_t *view;

	for (size_t i = 0; i < sizeof cursors / sizeof *cursors; i++) {
		CHECK_INT(search_view(v, "zebra", NULL, 10, cursors[i], &view),
			OK);
		keep(v, view);
	}
	CHECK_INT(search_view(v, "\xff\xfe", NULL, 10, NULL, &view), OK);
	keep(v, view);
	CHECK_INT(search_view(v, NULL, NULL, 10, NULL, &view), OK);
	keep(v, view);
}

const struct test asking_tests[] = {
	{ "words are found in every script, titles first, each by whom it may",
		finds },
	{ "what is found follows what is written, hidden and erased",
		follows },
	{ "pages of any size show the same, each record once", paged },
	{ "a search bears cursors and words that are none", odd_cursors },
	{0}
};
