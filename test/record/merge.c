/* SPDX-License-Identifier: Apache-2.0 */
/* Two people change one record. */
#include "record.h"

static json_t *
field_now(struct visit *v, struct id id, const char *field)
{
	return record_value(toy_now(v, id), field);
}

static void
other_fields(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a','count':1,"
		"'parts':[{'label':'p'}]}");

	CHECK_INT(change(v, r->id, 1, json_of(v, "{'count':2,'parts':[]}"),
		&r), OK);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':'b',"
		"'price':'KRW 5'}"), &r), OK);
	CHECK_INT(r->revision, 3);
	CHECK_TEXT(dump_of(v, toy_now(v, r->id)->fields), "{'count':2,"
		"'label':'b','price':{'amount':'5','currency':'KRW'},"
		"'state':'draft'}");
}

static void
other_languages(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy,
		"{'label':'a','name':{'en':'Ball'}}");
	json_t *name;

	CHECK_INT(change(v, r->id, 1, json_of(v, "{'name':{'ja':'J'}}"), &r),
		OK);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'name':{'ko':'K'}}"), &r),
		OK);
	name = field_now(v, r->id, "name");
	CHECK_TEXT(words_in(a, name, "en"), "Ball");
	CHECK_TEXT(words_in(a, name, "ja"), "J");
	CHECK_TEXT(words_in(a, name, "ko"), "K");
	CHECK_INT(change(v, r->id, 3, json_of(v, "{'name':{'ja':''}}"), &r),
		OK);
	CHECK_INT(change(v, r->id, 3, json_of(v, "{'name':{'ko':'KK'}}"), &r),
		OK);
	name = field_now(v, r->id, "name");
	CHECK(words_in(a, name, "ja") == NULL);
	CHECK_TEXT(words_in(a, name, "ko"), "KK");
}

static void
same_field(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a','count':1,"
		"'name':{'en':'Ball'}}"), *now;

	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':'theirs',"
		"'count':5,'name':{'en':'Theirs'}}"), &r), OK);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':'mine','count':5,"
		"'name':{'en':'Mine'},'weight':'1'}"), &now), ERR_CONFLICT);
	CHECK(said(v, "label", "error.changed-meanwhile"));
	CHECK(said(v, "name", "error.changed-meanwhile"));
	CHECK_TEXT(record_text(now, "label"), "theirs");
	CHECK_INT(now->revision, 2);
	CHECK(json_equal(toy_now(v, r->id)->fields, r->fields));
	CHECK_INT(asked(v, "SELECT count(*) FROM history"), 2);
	CHECK_INT(change(v, r->id, 2, json_of(v, "{'label':'mine'}"), &now),
		OK);
}

/* One empties what the other changed. */
static void
gone_and_changed(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a','count':1,"
		"'code':'c','name':{'en':'Ball'}}");

	CHECK_INT(change(v, r->id, 1, json_of(v, "{'count':null,'code':'d',"
		"'name':null}"), &r), OK);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'count':2}"), &r),
		ERR_CONFLICT);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'code':null}"), &r),
		ERR_CONFLICT);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'name':{'en':'Doll'}}"),
		&r), ERR_CONFLICT);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'count':null}"), &r), OK);
	CHECK_INT(toy_now(v, r->id)->revision, 2);
}

/* A form sends all its fields, most as they were. */
static void
stale_form(struct arena *a)
{
	struct visit *v = store_new(a);
	const char *maker = id_text(a, make(v, &entity_maker,
		"{'name':'One'}")->id);
	struct record *r = make(v, &entity_toy, "{'label':'a','count':1,"
		"'name':{'en':'Ball'},'maker':'%s','makers':['%s'],"
		"'place':'1,2','key':'hush','about':'One.\\n\\nTwo.'}", maker,
		maker);
	json_t *form = keep(v, json_deep_copy(r->fields));

	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':'b','maker':null,"
		"'makers':[],'name':{'ko':'K'},'key':'hushhush',"
		"'about':'One.\\n\\nThree.','place':null}"), &r), OK);
	json_object_set_new(form, "count", json_integer(9));
	json_object_set_new(form, "key", json_string("\u2022\u2022\u2022"
		"\u2022\u2022\u2022"));
	CHECK_INT(change(v, r->id, 1, form, &r), OK);
	r = toy_now(v, r->id);
	CHECK_INT(record_int(r, "count", 0), 9);
	CHECK_TEXT(record_text(r, "label"), "b");
	CHECK_TEXT(record_text(r, "key"), "hushhush");
	CHECK(record_value(r, "maker") == NULL);
	CHECK(record_value(r, "makers") == NULL);
	CHECK(record_value(r, "place") == NULL);
	CHECK_TEXT(words_in(a, record_value(r, "about"), "en"),
		"One.\n\nThree.");
	CHECK_TEXT(words_in(a, record_value(r, "name"), "ko"), "K");
}

/* What each sets is fine, what both set together is not. */
static void
together_unfit(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *one = make(v, &entity_toy, "{'label':'a'}"), *r;
	struct record *two = make(v, &entity_toy, "{'label':'b'}");

	CHECK_INT(change(v, one->id, 1, json_of(v, "{'code':'C'}"), &r), OK);
	CHECK_INT(change(v, two->id, 1, json_of(v, "{'code':'C'}"), &r),
		ERR_INPUT);
	CHECK(said(v, "code", "error.taken"));
}

static void
hidden_meanwhile(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a'}");

	CHECK_INT(hide(v, r->id), OK);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':'b'}"), &r), OK);
	r = toy_now(v, r->id);
	CHECK_INT(r->standing, RECORD_HIDDEN);
	CHECK_INT(r->revision, 3);
	CHECK_INT(erase(v, r->id), OK);
	CHECK_INT(change(v, r->id, 3, json_of(v, "{'label':'c'}"), &r),
		ERR_MISSING);
}

const struct test merge_tests[] = {
	{ "different fields of two people are merged", other_fields },
	{ "different languages of one text are merged", other_languages },
	{ "the same field of two people is a conflict and loses nothing",
		same_field },
	{ "emptying what another changed is a conflict", gone_and_changed },
	{ "a stale form's untouched fields do not undo another's work",
		stale_form },
	{ "what two people take for themselves is only one's",
		together_unfit },
	{ "a record that was hidden meanwhile can be changed, one erased not",
		hidden_meanwhile },
	{0}
};
