/* SPDX-License-Identifier: Apache-2.0 */
/* Hidden, back, erased, restored; and who has read what. */
#include <string.h>

#include "record.h"

static int64_t
entries(struct visit *v)
{
	return asked(v, "SELECT count(*) FROM search_entry");
}

static void
hides(struct arena *a)
{
	struct visit *v = store_new(a), *guest = store_visit(v, ROLE_ANYONE,
		"");
	struct record *r = make(v, &entity_toy, "{'label':'a',"
		"'state':'shown','slug':'ball','parts':[{'label':'p'}]}");
	struct record *seen;

	CHECK_INT(record_get(guest, &entity_toy, r->id, &seen), OK);
	CHECK_INT(hide(v, r->id), OK);
	CHECK_INT(hide(v, r->id), OK);
	CHECK_INT(record_get(guest, &entity_toy, r->id, &seen), ERR_MISSING);
	CHECK_INT(entries(v), 0);
	CHECK_INT(toy_now(v, r->id)->revision, 2);
	CHECK(json_equal(toy_now(v, r->id)->fields, r->fields));
	CHECK_INT(unhide(v, r->id), OK);
	CHECK_INT(unhide(v, r->id), OK);
	CHECK_INT(record_get(guest, &entity_toy, r->id, &seen), OK);
	CHECK_INT(seen->revision, 3);
	CHECK_INT(entries(v), 1);
	CHECK_INT(broken_at(v, true), 0);
}

/* Words that stand nowhere else. */
#define WORD(n) #n "zqxkword"

static void
erases(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *kept = make(v, &entity_toy, "{'label':'zebra'}");
	struct record *maker = make(v, &entity_maker, "{'name':'One'}"), *r;
	const char *id = id_text(a, maker->id);

	r = make(v, &entity_toy, "{'label':'" WORD(1) "','name':'" WORD(2)
		"','about':'" WORD(3) "','code':'" WORD(4) "','makers':['%s'],"
		"'state':'shown','inner':'" WORD(5) "','mail':'" WORD(6)
		"@example.org','parts':[{'label':'" WORD(7) "'}]}", id);
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':'" WORD(8) "'}"),
		&r), OK);
	CHECK(store_holds(v, "1zqxkword"));
	CHECK_INT(erase(v, r->id), OK);
	CHECK_INT(erase(v, r->id), OK);
	r = toy_now(v, r->id);
	CHECK_INT(r->standing, RECORD_ERASED);
	CHECK_INT(r->revision, 3);
	CHECK_INT(json_object_size(r->fields), 0);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy_parts"), 0);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy_makers"), 0);
	CHECK_INT(asked(v, "SELECT count(*) FROM history WHERE record = %s"
		" AND content IS NULL", sql_id(v, r->id)), 3);
	CHECK_INT(asked(v, "SELECT count(*) FROM search_entry WHERE record ="
		" %s", sql_id(v, r->id)), 0);
	CHECK_TEXT(record_title(v, r), "record.erased");
	CHECK_INT(unhide(v, r->id), ERR_MISSING);
	CHECK_INT(restore(v, r->id, 1, &r), ERR_MISSING);
	CHECK_INT(broken_at(v, true), 0);
	CHECK_TEXT(record_text(toy_now(v, kept->id), "label"), "zebra");
}

static void
nothing_remains(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r;

	for (int i = 0; i < 20; i++)
		make(v, &entity_toy, "{'label':'zebra','state':'shown'}");
	r = make(v, &entity_toy, "{'label':'" WORD(1) "','name':'" WORD(2)
		"','about':'" WORD(3) "','code':'" WORD(4) "',"
		"'state':'shown','inner':'" WORD(5) "','mail':'" WORD(6)
		"@example.org','parts':[{'label':'" WORD(7) "'}]}");
	CHECK_INT(change(v, r->id, 1, json_of(v, "{'label':'" WORD(8) "'}"),
		&r), OK);
	CHECK_INT(erase(v, r->id), OK);
	for (int i = 1; i <= 8; i++)
		CHECK(!store_holds(v, arena_printf(a, "%dzqxkword", i)));
}

static int64_t
blobs(struct visit *v)
{
	return asked(v, "SELECT count(*) FROM blob");
}

static void
files_go(struct arena *a)
{
	struct visit *v = store_new(a);
	const char *one = picture(v, 1), *two = picture(v, 2);
	const char *three = picture(v, 3), *four = picture(v, 4);
	struct record *r = make(v, &entity_toy, "{'label':'a','picture':%s,"
		"'parts':[{'label':'p','paper':%s}]}", one, two);
	struct record *by_row = make(v, &entity_toy, "{'label':'b',"
		"'parts':[{'label':'p','paper':%s}]}", three);
	struct record *by_past = make(v, &entity_toy, "{'label':'c',"
		"'picture':%s}", four);

	CHECK_INT(change(v, r->id, 1, json_of(v, "{'picture':%s}", three),
		&r), OK);
	CHECK_INT(change(v, r->id, 2, json_of(v, "{'picture':%s}", four),
		&r), OK);
	CHECK_INT(change(v, by_past->id, 1, json_of(v, "{'picture':null}"),
		&by_past), OK);
	CHECK_INT(blobs(v), 4);
	CHECK_INT(erase(v, r->id), OK);
	CHECK_INT(blobs(v), 2);
	CHECK_INT(erase(v, by_row->id), OK);
	CHECK_INT(blobs(v), 1);
	CHECK_INT(restore(v, by_past->id, 1, &by_past), OK);
	CHECK_INT(erase(v, by_past->id), OK);
	CHECK_INT(blobs(v), 0);
}

/* ---- restoring ---- */

static void
restores(struct arena *a)
{
	struct visit *v = store_new(a);
	const char *file = picture(v, 1);
	struct record *first = make(v, &entity_toy, "{'label':'a','count':1,"
		"'name':{'en':'Ball'},'key':'hush','picture':%s,'parts':["
		"{'label':'p','code':'rowhush'},{'label':'q'}]}", file), *r;

	CHECK_INT(change(v, first->id, 1, json_of(v, "{'label':'b','key':null,"
		"'name':null,'parts':[],'weight':'1','picture':null}"), &r), OK);
	CHECK_INT(change(v, first->id, 2, json_of(v, "{'label':'c'}"), &r),
		OK);
	CHECK_INT(restore(v, first->id, 1, &r), OK);
	CHECK_INT(r->revision, 4);
	CHECK(json_equal(toy_now(v, first->id)->fields, first->fields));
	CHECK_INT(restore(v, first->id, 1, &r), OK);
	CHECK_INT(restore(v, first->id, 4, &r), OK);
	CHECK_INT(r->revision, 4);
	CHECK_INT(restore(v, first->id, 2, &r), OK);
	CHECK_TEXT(dump_of(v, toy_now(v, first->id)->fields), "{'count':1,"
		"'label':'b','state':'draft','weight':'1.000'}");
	CHECK_INT(restore(v, first->id, 6, &r), ERR_MISSING);
	CHECK_INT(restore(v, first->id, 0, &r), ERR_MISSING);
	CHECK_INT(broken_at(v, true), 0);
}

/* What another has taken since cannot come back. */
static void
restores_no_clash(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *one = make(v, &entity_toy, "{'label':'a','code':'C'}");
	struct record *r;

	CHECK_INT(change(v, one->id, 1, json_of(v, "{'code':'D'}"), &r), OK);
	make(v, &entity_toy, "{'label':'b','code':'C'}");
	CHECK_INT(restore(v, one->id, 1, &r), ERR_INPUT);
	CHECK(said(v, "code", "error.taken"));
	CHECK_TEXT(record_text(toy_now(v, one->id), "code"), "D");
}

static const struct field slot_before[] = { { "on", FIELD_DATE },
	{ "gone", FIELD_TEXT }, {0} };
static const struct field box_before[] = {
	{ "motto", FIELD_TEXT }, { "colour", FIELD_TEXT },
	{ "size", FIELD_INTEGER }, { "slots", FIELD_ROWS, .rows = slot_before },
	{0}
};
static const struct entity old_box = { .name = "box", .plural = "boxes",
	.fields = box_before, .read = ROLE_ANYONE, .write = ROLE_SYSTEM };

static const struct field slot_after[] = {
	{ "day", FIELD_DATE, .was = "on" }, { "gone", FIELD_TEXT }, {0} };
static const struct field box_after[] = {
	{ "slogan", FIELD_TEXT, .was = "motto" },
	{ "size", FIELD_INTEGER }, { "depth", FIELD_INTEGER },
	{ "slots", FIELD_ROWS, .rows = slot_after },
	{0}
};
static const struct entity new_box = { .name = "box", .plural = "boxes",
	.fields = box_after, .read = ROLE_ANYONE, .write = ROLE_SYSTEM };

static enum err
restore_box(struct visit *v, void *arg)
{
	struct record **r = arg;

	return record_restore(v, &new_box, (*r)->id, 1, r);
}

static void
restores_renamed(struct arena *a)
{
	static const struct entity *const before[] = { &old_box, NULL };
	static const struct entity *const after[] = { &new_box, NULL };
	static const struct migration_step steps[] = {
		{ "box.motto", "box.slogan" }, { "box.colour", NULL },
		{ "box_slots.on", "box_slots.day" }, {0} };
	struct visit *v = store_of(a, before);
	struct buf faults = buf_in(a, 4000);
	struct record *r = make(v, &old_box, "{'motto':'m','colour':'red',"
		"'size':3,'slots':[{'on':'2005','gone':'g'}]}");

	CHECK_INT(store_move(v, after, steps, &faults), OK);
	CHECK_INT(broken_at(v, true), 0);
	tamper(v, "UPDATE box SET slogan = 'n'");
	CHECK_INT(broken_at(v, true), 1);
	CHECK_INT(visit_write(v, restore_box, &r), OK);
	CHECK_INT(record_get(v, &new_box, r->id, &r), OK);
	CHECK_TEXT(record_text(r, "slogan"), "m");
	CHECK_INT(record_int(r, "size", 0), 3);
	CHECK_TEXT(json_string_value(json_object_get(json_array_get(
		record_value(r, "slots"), 0), "day")), "2005");
	CHECK_INT(broken_at(v, true), 0);
}

/* ---- the reading log ---- */

static void
reading_logged(struct arena *a)
{
	struct visit *v = store_new(a);
	struct visit *officer = store_visit(v, ROLE_ANYONE | ROLE_OFFICER,
		"kim");
	struct visit *guest = store_visit(v, ROLE_ANYONE, "");
	struct record *r = make(v, &entity_toy, "{'label':'a',"
		"'mail':'" WORD(1) "@example.org','phone':'" "12345678'}");

	CHECK_INT(record_was_read(guest, r), OK);
	CHECK_INT(record_was_read(officer, make(v, &entity_toy,
		"{'label':'b'}")), OK);
	CHECK_INT(asked(v, "SELECT count(*) FROM reading"
		" WHERE act = 'read'"), 0);
	CHECK_INT(record_was_read(officer, r), OK);
	CHECK_INT(asked(v, "SELECT count(*) FROM reading WHERE who = 'kim'"
		" AND act = 'read' AND fields = 'mail phone' AND entity = 'toy' AND record = %s"
		" AND at = %lld", sql_id(v, r->id), (long long)NOW), 1);
	CHECK_INT(erase(v, r->id), OK);
	CHECK_INT(asked(v, "SELECT count(*) FROM reading"
		" WHERE act = 'read'"), 1);
	CHECK_INT(asked(v, "SELECT count(*) FROM reading WHERE act = 'erase'"
		" AND fields = 'mail phone'"), 1);
	CHECK_INT(asked(v, "SELECT count(*) FROM reading"
		" WHERE fields LIKE '%%zq%%' OR who LIKE '%%zq%%'"), 0);
}

static enum err
clear_toy(struct visit *v, void *arg)
{
	return record_clear(v, &entity_toy, *(struct id *)arg, 0);
}

/* Personal fields go, from history too; the rest and its chain stay. */
static void
clears(struct arena *a)
{
	struct visit *v = store_new(a);
	struct record *r = make(v, &entity_toy, "{'label':'a',"
		"'mail':'" WORD(1) "@example.org','phone':'" "12345678'}");
	struct changes changes;

	CHECK_INT(visit_write(v, clear_toy, &r->id), OK);
	r = toy_now(v, r->id);
	CHECK_INT(r->revision, 2);
	CHECK_TEXT(record_text(r, "label"), "a");
	CHECK(record_value(r, "mail") == NULL);
	CHECK(record_value(r, "phone") == NULL);
	CHECK_INT(asked(v, "SELECT count(*) FROM history"
		" WHERE content LIKE '%%zqxk%%'"), 0);
	CHECK_INT(history_of(v, &entity_toy, r->id, 9, &changes), OK);
	CHECK_INT((long)changes.n, 2);
	CHECK_TEXT(changes.at[0].act, "clear");
	CHECK(changes.at[1].content == NULL);
	CHECK_INT(broken_at(v, true), 0);
	CHECK_INT(asked(v, "SELECT count(*) FROM reading WHERE act = 'clear'"
		" AND fields = 'mail phone'"), 1);
	/* There is nothing left to clear. */
	CHECK_INT(visit_write(v, clear_toy, &r->id), OK);
	CHECK_INT(toy_now(v, r->id)->revision, 2);
}

const struct test erase_tests[] = {
	{ "personal fields can go without the rest, from history too", clears },
	{ "a hidden record is nobody's but staff's until it is back", hides },
	{ "an erased record leaves its id, its history without content, and"
		" no more", erases },
	{ "no word of an erased record stands in the store", nothing_remains },
	{ "a file goes with the last record that named it, not before",
		files_go },
	{ "any revision can be restored, whole", restores },
	{ "a revision whose unique value is another's now is not restored",
		restores_no_clash },
	{ "a revision from before a field was renamed is restored under its"
		" new name", restores_renamed },
	{ "reading personal fields is logged by name and without values",
		reading_logged },
	{0}
};
