/* SPDX-License-Identifier: Apache-2.0 */
/* Who sees what: standing, roles, secrets, and what records are called. */
#include <string.h>

#include "record.h"

/* ---- secrets ---- */

#define SECRET1 "4zqpassport"
#define SECRET2 "5zqpassport"
#define SECRET3 "6zqpassport"

static void
catch(const char *at, size_t n, void *arg)
{
	buf_add(arg, at, n);
}

static void
secrets_sealed(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a','key':'"
		SECRET1 "','parts':[{'label':'p','code':'" SECRET2 "'}]}");
	struct buf out = buf_in(a, 1 << 20);

	CHECK_INT(change(v, r->id, 1, json_of(v, "{'key':'" SECRET3 "'}"),
		&r), OK);
	CHECK_INT(hide(v, r->id), OK);
	CHECK_INT(restore(v, r->id, 1, &r), OK);
	CHECK(!store_holds(v, SECRET1));
	CHECK(!store_holds(v, SECRET2));
	CHECK(!store_holds(v, SECRET3));
	r = toy_now(v, r->id);
	CHECK_TEXT(record_text(r, "key"), SECRET1);
	v->trusted = true;
	CHECK_INT(export_csv(v, query_of(v, &entity_toy), catch, &out), OK);
	CHECK_INT(export_lines(v, NULL, catch, &out), OK);
	buf_text(&out, dump_of(v, keep(v, record_json(v, r))));
	buf_text(&out, dump_of(v, keep(v, detail_view(v, r))));
	buf_text(&out, dump_of(v, keep(v, form_view(v, &entity_toy, r, NULL,
		1))));
	CHECK(!out.full);
	CHECK(strstr(out.at, "zqpassport") == NULL);
}

/* With another key it stays sealed, and nothing is lost. */
static void
another_key(struct arena *a)
{
	static const uint8_t other[SECRET_KEY] = { 8 };
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a','key':'"
		SECRET1 "'}");
	const struct catalogue *ours = v->catalogue;
	struct catalogue theirs = *ours;

	theirs.key = other;
	v->catalogue = &theirs;
	CHECK(strcmp(record_text(toy_now(v, r->id), "key"), SECRET1) != 0);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':'b'}"), &r), OK);
	v->catalogue = ours;
	CHECK_TEXT(record_text(toy_now(v, r->id), "key"), SECRET1);
}

/* ---- who sees a record ---- */

static void
seen_by(struct arena *a)
{
	static const struct {
		unsigned roles;
		bool draft, shown, hidden;
	} who[] = {
		{ 0, false, false, false },
		{ ROLE_ANYONE, false, true, false },
		{ ROLE_ANYONE | ROLE_PARTNER, false, true, false },
		{ ROLE_ANYONE | ROLE_READER, true, true, true },
		{ ROLE_ANYONE | ROLE_EDITOR, true, true, true },
		{ ROLE_SYSTEM, false, false, false },
	};
	struct visit *v = store_new(a);
	struct record *draft = make(v, &entity_toy, "{'label':'d',"
		"'slug':'draft'}"), *r;
	struct record *shown = make(v, &entity_toy, "{'label':'s',"
		"'slug':'shown','state':'shown'}");
	struct record *hidden = make(v, &entity_toy, "{'label':'h',"
		"'slug':'hidden','state':'shown'}");

	CHECK_INT(hide(v, hidden->id), OK);
	CHECK(!record_open(draft));
	CHECK(record_open(shown));
	CHECK(!record_open(toy_now(v, hidden->id)));
	for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
		struct visit *o = store_visit(v, who[i].roles, "");

		CHECK_INT(record_get(o, &entity_toy, draft->id, &r) == OK,
			who[i].draft);
		CHECK_INT(record_named(o, &entity_toy, "draft", &r) == OK,
			who[i].draft);
		CHECK_INT(record_named(o, &entity_toy, "shown", &r) == OK,
			who[i].shown);
		CHECK_INT(record_named(o, &entity_toy, "hidden", &r) == OK,
			who[i].hidden);
	}
}

static void
written_by(struct arena *a)
{
	static const unsigned readers[] = { 0, ROLE_ANYONE,
		ROLE_ANYONE | ROLE_PARTNER, ROLE_ANYONE | ROLE_READER,
		ROLE_ANYONE | ROLE_APPROVER };
	struct visit *v = store_new(a), *editor;
	struct record *r = make(v, &entity_toy, "{'label':'a',"
		"'state':'shown','key':'k'}"), *out;

	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
		struct visit *o = store_visit(v, readers[i], "");

		CHECK_INT(try_make(o, &entity_toy, json_of(v, "{'label':'b'}"),
			&out), ERR_DENIED);
		CHECK_INT(change(o, r->id, 1, json_of(v, "{'label':'b'}"),
			&out), ERR_DENIED);
		CHECK_INT(hide(o, r->id), ERR_DENIED);
		CHECK_INT(unhide(o, r->id), ERR_DENIED);
		CHECK_INT(erase(o, r->id), ERR_DENIED);
		CHECK_INT(restore(o, r->id, 1, &out), ERR_DENIED);
	}
	editor = store_visit(v, ROLE_ANYONE | ROLE_EDITOR, "lee");
	CHECK_INT(change(editor, r->id, 1, json_of(v, "{'label':'b',"
		"'key':'x'}"), &out), ERR_INPUT);
	CHECK(said(editor, "key", "error.not-yours"));
	CHECK_INT(change(editor, r->id, 1, json_of(v, "{'label':'b'}"), &out),
		OK);
	CHECK_INT(asked(v, "SELECT count(*) FROM history WHERE who = 'lee'"),
		1);
	CHECK_TEXT(record_text(toy_now(v, r->id), "key"), "k");
}

/* The fields that a program is given. */
static void
fields_seen(struct arena *a)
{
	struct visit *v = store_new(a), *guest = store_visit(v, ROLE_ANYONE,
		"");
	struct record *r = make(v, &entity_toy, "{'label':'a','count':1,"
		"'state':'shown','key':'k','inner':'i','mail':'a@b.org',"
		"'parts':[{'label':'p','note':'n','code':'c'}]}");
	json_t *seen = keep(v, record_json(guest, r)), *part;

	CHECK(json_object_get(seen, "count") != NULL);
	CHECK(json_object_get(seen, "key") == NULL);
	CHECK(json_object_get(seen, "inner") == NULL);
	CHECK(json_object_get(seen, "mail") == NULL);
	part = json_array_get(json_object_get(seen, "parts"), 0);
	CHECK(json_object_get(part, "label") != NULL);
	CHECK(json_object_get(part, "note") == NULL);
	CHECK(json_object_get(part, "code") == NULL);
}

/* The same of a table that anybody may fetch. */
static void
tables_seen(struct arena *a)
{
	struct visit *v = store_new(a), *guest = store_visit(v, ROLE_ANYONE,
		"");
	struct buf out = buf_in(a, 1 << 20);

	make(v, &entity_toy, "{'label':'a','state':'shown','key':'6zqk',"
		"'inner':'6zqi','mail':'6zqm@b.org','parts':[{'label':'6zqp',"
		"'note':'6zqn','code':'6zqc'}]}");
	make(v, &entity_toy, "{'label':'6zqdraft'}");
	CHECK_INT(export_csv(guest, query_of(guest, &entity_toy), catch, &out),
		OK);
	CHECK(strstr(out.at, "6zqp") != NULL);
	CHECK(strstr(out.at, "6zqk") == NULL);
	CHECK(strstr(out.at, "6zqi") == NULL);
	CHECK(strstr(out.at, "6zqm") == NULL);
	CHECK(strstr(out.at, "6zqn") == NULL);
	CHECK(strstr(out.at, "6zqc") == NULL);
	CHECK(strstr(out.at, "6zqdraft") == NULL);
}

/* ---- titles ---- */

static void
titles(struct arena *a)
{
	struct visit *v = store_new(a), *guest;
	struct record *r = make(v, &entity_toy, "{'label':'a'}");
	struct record *named = make(v, &entity_toy, "{'label':'b','slug':'b',"
		"'name':{'en':'Ball','ko':'K'},'state':'shown'}");
	struct record *maker = make(v, &entity_maker, "{'name':'M'}"), *other;

	guest = store_visit(v, ROLE_ANYONE, "");
	CHECK_TEXT(record_title(v, r), "a");
	CHECK_TEXT(record_title(v, named), "Ball");
	guest->lang = LANG_KO;
	CHECK_TEXT(record_title(guest, named), "K");
	guest->lang = LANG_JA;
	CHECK_TEXT(record_title(guest, named), "Ball");
	CHECK_TEXT(record_title_of(guest, &entity_toy, named->id), "Ball");
	CHECK_TEXT(record_title_of(guest, &entity_toy, r->id),
		"record.hidden");
	CHECK_TEXT(record_title_of(guest, &entity_toy, id_new()),
		"record.hidden");
	CHECK(guest->problems == NULL);
	CHECK_TEXT(record_page(guest, named), "/ja/toys/b");
	CHECK(record_page(v, r) == NULL);
	CHECK(record_page_of(guest, &entity_toy, r->id) == NULL);
	other = make(v, &entity_maker, "{'name':'N','boss':'%s'}",
		id_text(a, maker->id));
	CHECK_TEXT(record_title(v, other), "N \xc2\xb7 M");
	CHECK_INT(hide(v, r->id), OK);
	CHECK_TEXT(record_title_of(v, &entity_toy, r->id), "a");
}

static enum err
boss_of_itself(struct visit *v, void *arg)
{
	struct record **r = arg;

	return record_change(v, &entity_maker, (*r)->id, 0,
		json_of(v, "{'boss':'%s'}", id_text(v->arena, (*r)->id)), r);
}

static void
title_of_itself(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_maker, "{'name':'M'}");

	CHECK_INT(visit_write(v, boss_of_itself, &r), OK);
	CHECK_TEXT(record_title(v, r), "M \xc2\xb7 M \xc2\xb7 record.hidden");
	CHECK(strstr(record_title_of(v, &entity_maker, r->id), "M") != NULL);
}

const struct test sight_tests[] = {
	{ "a secret stands nowhere in clear: not in the store, not in what"
		" goes out", secrets_sealed },
	{ "under another key a secret stays sealed and is not lost",
		another_key },
	{ "guests and partners see what is open, staff all", seen_by },
	{ "who may not write changes nothing", written_by },
	{ "programs are given the fields that they may read, in rows too",
		fields_seen },
	{ "a table holds what its reader may read, in rows too",
		tables_seen },
	{ "a record is called by its title in the reader's language", titles },
	{ "a record that names itself has a title", title_of_itself },
	{0}
};
