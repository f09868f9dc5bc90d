/* SPDX-License-Identifier: Apache-2.0 */
/* What is refused, with nothing written; presets; revisions; acts that are
 * run again. */
#include <stdio.h>
#include <string.h>

#include "record.h"

/* Rows of everything that a write touches. */
static int64_t
written(struct visit *v)
{
	return asked(v, "SELECT (SELECT count(*) FROM toy) +"
		" (SELECT count(*) FROM toy_parts) +"
		" (SELECT count(*) FROM toy_makers) +"
		" (SELECT count(*) FROM history) +"
		" (SELECT count(*) FROM search_entry)");
}

static void
presets(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a',"
		"'parts':[{'label':'p'}]}");

	CHECK_TEXT(record_text(r, "state"), "draft");
	CHECK_INT(json_integer_value(json_object_get(json_array_get(
		record_value(r, "parts"), 0), "count")), 1);
	CHECK_INT(r->revision, 1);
	CHECK_INT(r->made, NOW);
	r = make(v, &entity_toy, "{'label':'a','state':null}");
	CHECK_TEXT(record_text(r, "state"), "draft");
}

static const struct {
	const char *in, *field, *key;
} refused[] = {
	{ "{}", "label", "error.required" },
	{ "{'label':''}", "label", "error.required" },
	{ "{'label':null,'count':'x'}", "label", "error.required" },
	{ "{'label':'a','colour':'red'}", "colour", "error.unknown-field" },
	{ "{'label':'a','given':1}", "given", "error.not-yours" },
	{ "{'label':'a','state':'sold'}", "state", "error.not-a-choice" },
	{ "{'label':'a','count':9223372036854775808}", "count", "error.number-large" },
	{ "{'label':'a','count':1.5}", "count", "error.not-whole" },
	{ "{'label':'a','weight':'1.0001'}", "weight", "error.too-fine" },
	{ "{'label':'a','made_on':'2023-02-29'}", "made_on", "error.not-a-date" },
	{ "{'label':'a','place':'91,0'}", "place", "error.not-a-place" },
	{ "{'label':'a','maker':'nobody'}", "maker", "error.not-there" },
	{ "{'label':'a','makers':['x','0192aaaa-0000-7000-8000-000000000000']}", "makers.1", "error.not-there" },
	{ "{'label':'a','parts':[{'count':2}]}", "parts.0.label", "error.required" },
	{ "{'label':'a','parts':[{'label':'p'},{'label':'p','on':'?'}]}", "parts.1.on", "error.not-a-date" },
	{ "{'label':'a','parts':[{'label':'p','size':2}]}", "parts.0.size", "error.unknown-field" },
	{ "{'label':'a','picture':{'digest':'00'}}", "picture", "error.no-file" },
	{ "{'label':'a','name':{'xx-':'x'}}", "name.xx-", "error.not-a-language" },
	{ "['label']", NULL, "error.not-an-object" },
};

static void
refuses(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r;

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		json_t *in = strstr(refused[i].in, "9223372036854775808") ?
			json_of(v, "{'label':'a','count':'9223372036854775808'}")
			: json_of(v, "%s", refused[i].in);

		if (!CHECK_INT(try_make(v, &entity_toy, in, &r), ERR_INPUT) ||
		    !CHECK(said(v, refused[i].field, refused[i].key)))
			printf("# %s\n", refused[i].in);
	}
	CHECK_INT(written(v), 0);
}

/* Every fault is told at once. */
static void
tells_all(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r;

	CHECK_INT(try_make(v, &entity_toy, json_of(v, "{'count':'x',"
		"'safe':'perhaps','colour':1}"), &r), ERR_INPUT);
	CHECK(said(v, "count", "error.not-number"));
	CHECK(said(v, "safe", "error.not-a-flag"));
	CHECK(said(v, "colour", "error.unknown-field"));
	CHECK(said(v, "label", "error.required"));
}

static void
unique_ones(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *one = make(v, &entity_toy, "{'label':'a','code':'C',"
		"'serial':7,'slug':'ball'}"), *two, *r;
	int64_t before;

	two = make(v, &entity_toy, "{'label':'b','code':'c','serial':8}");
	before = written(v);
	CHECK_INT(try_make(v, &entity_toy, json_of(v, "{'label':'c',"
		"'code':'C','serial':'7','slug':'ball'}"), &r), ERR_INPUT);
	CHECK(said(v, "code", "error.taken"));
	CHECK(said(v, "serial", "error.taken"));
	CHECK(said(v, "slug", "error.taken"));
	CHECK_INT(change(v, two->id, 0, json_of(v, "{'serial':7}"), &r),
		ERR_INPUT);
	CHECK_INT(written(v), before);
	CHECK_INT(change(v, one->id, 0, json_of(v, "{'serial':7,"
		"'label':'d'}"), &r), OK);
	CHECK_INT(hide(v, one->id), OK);
	CHECK_INT(change(v, two->id, 0, json_of(v, "{'serial':7}"), &r),
		ERR_INPUT);
	CHECK_INT(erase(v, one->id), OK);
	CHECK_INT(change(v, two->id, 0, json_of(v, "{'serial':7,"
		"'code':'C','slug':'ball'}"), &r), OK);
}

static void
found_by_name(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *one = make(v, &entity_toy, "{'label':'a','code':'C',"
		"'serial':7,'slug':'ball'}"), *r;

	CHECK_INT(record_find(v, &entity_toy, "serial", "7", &r), OK);
	CHECK(id_same(r->id, one->id));
	CHECK_INT(record_find(v, &entity_toy, "code", "C", &r), OK);
	CHECK_INT(record_find(v, &entity_toy, "code", "c", &r), ERR_MISSING);
	CHECK_INT(record_find(v, &entity_toy, "label", "a", &r), ERR_MISSING);
	CHECK_INT(record_named(v, &entity_toy, "ball", &r), OK);
	CHECK_INT(record_named(v, &entity_toy, id_text(a, one->id), &r), OK);
	CHECK_INT(record_named(v, &entity_toy, "no", &r), ERR_MISSING);
	CHECK_INT(record_named(v, &entity_maker, id_text(a, one->id), &r),
		ERR_MISSING);
}

static void
revisions(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a','makers':[],"
		"'name':{'en':'Ball'},'parts':[{'label':'p'}]}");
	json_t *same = keep(v, json_deep_copy(r->fields));
	int64_t before = written(v);

	v->now = NOW + 1000;
	CHECK_INT(change(v, r->id, 1, same, &r), OK);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{}"), &r), OK);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':' a ',"
		"'count':null,'name':{'en':'Ball','ko':''}}"), &r), OK);
	CHECK_INT(r->revision, 1);
	CHECK_INT(written(v), before);
	CHECK_INT(toy_now(v, r->id)->changed, NOW);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':'b'}"), &r), OK);
	CHECK_INT(change(v, r->id, 0, json_of(v, "{'label':'c'}"), &r), OK);
	CHECK_INT(r->revision, 3);
	r = toy_now(v, r->id);
	CHECK_INT(r->revision, 3);
	CHECK_INT(r->made, NOW);
	CHECK_INT(r->changed, NOW + 1000);
	CHECK_INT(asked(v, "SELECT count(*) FROM history"), 3);
	CHECK_INT(change(v, r->id, 4, json_of(v, "{'label':'d'}"), &r),
		ERR_MISSING);
	CHECK_INT(change(v, id_new(), 0, json_of(v, "{'label':'d'}"), &r),
		ERR_MISSING);
}

/* Rows that stay keep their id; the others go. */
static void
rows_go_on(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a','parts':["
		"{'label':'p','count':5},{'label':'q'}]}");
	const char *id = json_string_value(json_object_get(json_array_get(
		record_value(r, "parts"), 0), "id"));

	CHECK_INT(change(v, r->id, 1, json_of(v, "{'parts':[{'label':'n'},"
		"{'id':'%s','label':'P'}]}", id), &r), OK);
	r = toy_now(v, r->id);
	CHECK_INT(json_array_size(record_value(r, "parts")), 2);
	CHECK_TEXT(dump_of(v, json_array_get(record_value(r, "parts"), 1)),
		arena_printf(a, "{'count':5,'id':'%s','label':'P'}", id));
	CHECK_INT(asked(v, "SELECT count(*) FROM toy_parts"), 2);
	CHECK_INT(change(v, r->id, 2, json_of(v, "{'parts':[]}"), &r), OK);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy_parts"), 0);
}

/* ---- acts that are run again ---- */

struct stumbling {
	int runs, falls;
	struct record *out;
	bool fresh;
};

/* Writes, and then is told to do it again. */
static enum err
stumble(struct visit *v, void *arg)
{
	struct stumbling *s = arg;

	s->fresh = v->problems == NULL && !v->chain.known;
	TRY(record_create(v, &entity_toy, json_of(v, "{'label':'a',"
		"'code':'once'}"), &s->out));
	(void)record_title_of(v, &entity_toy, s->out->id);
	if (++s->runs > s->falls)
		return OK;
	return fail(v, ERR_AGAIN, "error.again");
}

static void
runs_again(struct arena *a)
{
	struct visit *v = store_new(a);
	struct stumbling s = { .falls = 1 };

	CHECK_INT(visit_write(v, stumble, &s), OK);
	CHECK_INT(s.runs, 2);
	CHECK(s.fresh);
	CHECK(v->problems == NULL);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy"), 1);
	CHECK_INT(asked(v, "SELECT max(number) FROM history"), 1);
	CHECK_INT(broken_at(v, true), 0);
	tamper(v, "DELETE FROM toy");
	s = (struct stumbling){ .falls = 9 };
	CHECK_INT(visit_write(v, stumble, &s), ERR_BUSY);
	CHECK_INT(s.runs, 5);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy"), 0);
}

/* One good record, then a bad one. */
static enum err
good_and_bad(struct visit *v, void *arg)
{
	struct record *r;

	(void)arg;
	TRY(record_create(v, &entity_toy, json_of(v, "{'label':'good',"
		"'slug':'good'}"), &r));
	return record_create(v, &entity_toy, json_of(v, "{}"), &r);
}

static void
usable_after(struct arena *a)
{
	struct visit *v = store_new(a);
	struct db_conn *own = v->db;
	struct record *r;

	CHECK_INT(visit_write(v, good_and_bad, NULL), ERR_INPUT);
	CHECK(v->db == own);
	CHECK_INT(written(v), 0);
	CHECK_INT(record_named(v, &entity_toy, "good", &r), ERR_MISSING);
	r = make(v, &entity_toy, "{'label':'good','slug':'good'}");
	CHECK(v->problems == NULL);
	CHECK_INT(asked(v, "SELECT number FROM history"), 1);
	CHECK_INT(broken_at(v, true), 0);
	CHECK_TEXT(record_title_of(v, &entity_toy, r->id), "good");
}

/* A clash that only the engine sees. */
static enum err
same_id_twice(struct visit *v, void *arg)
{
	struct record *r;

	TRY(record_create_as(v, &entity_toy, *(struct id *)arg,
		json_of(v, "{'label':'a'}"), &r));
	return record_create_as(v, &entity_toy, *(struct id *)arg,
		json_of(v, "{'label':'b'}"), &r);
}

static void
engine_refuses(struct arena *a)
{
	struct visit *v = store_new(a);
	struct id id = id_new();

	CHECK(visit_write(v, same_id_twice, &id) != OK);
	CHECK_INT(written(v), 0);
	make(v, &entity_toy, "{'label':'a'}");
	CHECK_INT(broken_at(v, true), 0);
}

const struct test write_tests[] = {
	{ "a new record begins with its presets", presets },
	{ "what is wrong is refused under its field and nothing is written",
		refuses },
	{ "all that is wrong is told at once", tells_all },
	{ "a unique value is one record's, hidden ones counted, until it is"
		" erased", unique_ones },
	{ "a record is found by its slug, its id or a unique value",
		found_by_name },
	{ "revisions count by one, and a change with nothing new writes"
		" nothing", revisions },
	{ "a row that stays keeps its id and what was not named", rows_go_on },
	{ "an act that is told to is run again from the beginning",
		runs_again },
	{ "a failed act leaves nothing, and its visit can go on",
		usable_after },
	{ "an act that the engine refuses leaves nothing", engine_refuses },
	{0}
};
