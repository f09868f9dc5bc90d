/* SPDX-License-Identifier: Apache-2.0 */
/* Several houses in one store: none knows of another's records. */
#include <stdio.h>
#include <string.h>

#include "record.h"

struct street {
	struct visit *v;               /* ours: sees all */
	struct visit *red, *blue;      /* staff of the two houses */
	struct id red_house, blue_house;
	struct record *mine, *theirs, *all;  /* games of red, blue, nobody */
	struct record *friend;         /* of blue */
};

static struct visit *
of_house(struct visit *v, unsigned roles, struct id house)
{
	struct visit *o = store_visit(v, ROLE_ANYONE | roles, "staff");

	o->office = house;
	return o;
}

static struct street
street(struct arena *a)
{
	struct street s = { .v = store_of(a, house_kinds) };

	s.red_house = make(s.v, &entity_house,
		"{'name':'Red','slug':'red'}")->id;
	s.blue_house = make(s.v, &entity_house,
		"{'name':'Blue','slug':'blue'}")->id;
	s.red = of_house(s.v, ROLE_ADMIN | ROLE_EDITOR, s.red_house);
	s.blue = of_house(s.v, ROLE_ADMIN | ROLE_EDITOR, s.blue_house);
	s.friend = make(s.blue, &entity_friend,
		"{'name':'Bluefriend','slug':'bob'}");
	s.mine = make(s.red, &entity_game, "{'name':'Redgame kite',"
		"'slug':'red-game','type':'ball','players':2,'public':true}");
	s.theirs = make(s.blue, &entity_game, "{'name':'Bluegame kite',"
		"'slug':'blue-game','type':'ball','players':5,"
		"'public':true,'friends':['bob'],'paper':%s}",
		picture(s.v, 1));
	s.all = make(s.v, &entity_game, "{'name':'Allgame kite',"
		"'type':'board','players':9,'public':true}");
	return s;
}

static int64_t
count_of(struct visit *v, const struct entity *of)
{
	int64_t n = -1;

	CHECK_INT(query_count(query_of(v, of), &n), OK);
	return n;
}

static const char *
names(struct visit *v, const struct entity *of)
{
	struct buf out = buf_in(v->arena, 4000);
	struct query *q = query_of(v, of);
	struct list list;

	query_order(q, "name");
	CHECK_INT(query_run(q, &list), OK);
	for (size_t i = 0; i < list.n; i++)
		buf_printf(&out, "%s%s", i > 0 ? ", " : "",
			record_title(v, list.at[i]));
	return out.at;
}

/* As a table that was exported has it. */
static enum err
run_same(struct visit *v, void *arg)
{
	const struct record *r = arg;
	struct record *now;

	return record_change(v, &entity_game, r->id, 0, json_of(v,
		"{'players':3,'house':'%s'}", record_text(r, "house")), &now);
}

static void
owner_given(struct arena *a)
{
	struct street s = street(a);
	struct record *r;

	CHECK(id_same(record_ref(s.mine, "house"), s.red_house));
	CHECK(id_none(record_ref(s.all, "house")));
	CHECK_INT(try_make(s.red, &entity_game, json_of(s.v,
		"{'name':'x','house':'red'}"), &r), ERR_INPUT);
	CHECK(said(s.red, "house", "error.not-yours"));
	make(s.red, &entity_game, "{'name':'x','house':''}");
	CHECK_INT(visit_write(s.red, run_same, s.mine), OK);
	/* An import of ours may say whose it is, one of a house only its own. */
	s.v->trusted = s.red->trusted = true;
	r = make(s.v, &entity_game, "{'name':'y','house':'blue'}");
	CHECK(id_same(record_ref(r, "house"), s.blue_house));
	CHECK_INT(try_make(s.red, &entity_game, json_of(s.v,
		"{'name':'z','house':'blue'}"), &r), ERR_INPUT);
	CHECK(said(s.red, "house", "error.not-there"));
	r = make(s.red, &entity_game, "{'name':'z','house':'red'}");
	CHECK_INT(broken_at(s.v, true), 0);
}

static void
missing_by_name(struct arena *a)
{
	struct street s = street(a);
	const struct visit *guest = of_house(s.v, 0, s.red_house);
	struct visit *who[] = { s.red, (struct visit *)(uintptr_t)guest };
	struct record *r;

	for (size_t i = 0; i < 2; i++) {
		struct visit *o = who[i];

		CHECK_INT(record_get(o, &entity_game, s.mine->id, &r), OK);
		CHECK_INT(record_get(o, &entity_game, s.all->id, &r), OK);
		CHECK_INT(record_get(o, &entity_game, s.theirs->id, &r),
			ERR_MISSING);
		CHECK_INT(record_part(o, &entity_game, s.theirs->id, "name",
			&r), ERR_MISSING);
		CHECK_INT(record_find(o, &entity_game, "slug", "blue-game",
			&r), ERR_MISSING);
		CHECK_INT(record_named(o, &entity_game, "blue-game", &r),
			ERR_MISSING);
		CHECK_TEXT(record_title_of(o, &entity_game, s.theirs->id),
			"record.hidden");
		CHECK(record_page_of(o, &entity_game, s.theirs->id) == NULL);
		CHECK_INT(record_get(o, &entity_house, s.blue_house, &r),
			ERR_MISSING);
	}
	CHECK_INT(record_get(s.v, &entity_game, s.theirs->id, &r), OK);
	CHECK_INT(record_get(s.blue, &entity_game, s.theirs->id, &r), OK);
}

static void
missing_in_lists(struct arena *a)
{
	struct street s = street(a);
	struct visit *guest = of_house(s.v, 0, s.red_house);
	struct tally t;

	CHECK_TEXT(names(s.red, &entity_game), "Allgame kite, Redgame kite");
	CHECK_TEXT(names(guest, &entity_game), "Allgame kite, Redgame kite");
	CHECK_TEXT(names(s.blue, &entity_game),
		"Allgame kite, Bluegame kite");
	CHECK_INT(count_of(s.v, &entity_game), 3);
	CHECK_INT(count_of(s.red, &entity_game), 2);
	CHECK_INT(count_of(s.red, &entity_friend), 0);
	CHECK_TEXT(names(s.red, &entity_house), "Red");
	CHECK_INT(query_tally(query_of(s.red, &entity_game), "type", "players",
		&t), OK);
	CHECK_INT(t.n, 2);
	CHECK_INT(t.at[0].sum[0], 2);
	CHECK_INT(query_tally(query_of(s.red, &entity_game), "friends", NULL,
		&t), OK);
	CHECK_INT(t.n, 1);
	CHECK(t.at[0].key[0] == NULL);
}

static void
catch(const char *at, size_t n, void *arg)
{
	buf_add(arg, at, n);
}

static const char *
found(struct visit *v, const char *q)
{
	json_t *view = NULL;

	CHECK_INT(search_view(v, q, NULL, 50, NULL, &view), OK);
	return dump_of(v, keep(v, view));
}

static void
missing_elsewhere(struct arena *a)
{
	struct street s = street(a);
	struct visit *guest = of_house(s.v, 0, s.red_house);
	struct buf out = buf_in(a, 1 << 20);
	const char *digest = json_string_value(json_object_get(
		record_value(s.theirs, "paper"), "digest"));
	struct changes changes;
	json_t *view, *fields;
	bool shown = true;

	CHECK(strstr(found(s.v, "kite"), "Bluegame") != NULL);
	CHECK(strstr(found(s.red, "kite"), "Bluegame") == NULL);
	CHECK(strstr(found(s.red, "kite"), "Redgame") != NULL);
	CHECK(strstr(found(guest, "kite"), "Bluegame") == NULL);
	CHECK(s.red->problems == NULL);
	CHECK_INT(record_shows(s.red, digest, &shown), OK);
	CHECK(!shown);
	CHECK_INT(record_shows(s.blue, digest, &shown), OK);
	CHECK(shown);
	CHECK_INT(export_csv(s.red, query_of(s.red, &entity_game), catch,
		&out), OK);
	CHECK_INT(export_lines(s.red, NULL, catch, &out), OK);
	CHECK(strstr(out.at, "Redgame") != NULL);
	CHECK(strstr(out.at, "Blue") == NULL);
	CHECK_INT(history_view(s.red, &entity_game, s.theirs->id, &view),
		ERR_MISSING);
	CHECK_INT(history_revision(s.red, &entity_game, s.theirs->id, 1,
		&fields), ERR_MISSING);
	CHECK_INT(history_recent(s.v, 0, 3, &changes), OK);
	CHECK_INT(changes.n, 3);
	CHECK_INT(history_recent(s.red, 0, 2, &changes), OK);
	CHECK_INT(changes.n, 2);
	CHECK(id_same(changes.at[0].record, s.all->id));
	CHECK(id_same(changes.at[1].record, s.mine->id));
	CHECK(changes.more);
	CHECK_INT(history_recent(s.red, changes.at[1].number, 9, &changes),
		OK);
	CHECK_INT(changes.n, 1);
	CHECK(id_same(changes.at[0].record, s.red_house));
	CHECK(!changes.more);
}

/* A link to another house's record is one to nothing. */
static void
unknown_links(struct arena *a)
{
	struct street s = street(a);
	const char *id = id_text(a, s.friend->id);
	struct record *r;

	CHECK_INT(try_make(s.red, &entity_game, json_of(s.v,
		"{'name':'x','friends':['%s']}", id), &r), ERR_INPUT);
	CHECK(said(s.red, "friends.0", "error.not-there"));
	CHECK_INT(try_make(s.red, &entity_game, json_of(s.v,
		"{'name':'x','friends':['bob']}"), &r), ERR_INPUT);
	CHECK(said(s.red, "friends.0", "error.not-there"));
	CHECK_INT(try_make(s.red, &entity_remark, json_of(s.v,
		"{'text':'x','game':'blue-game'}"), &r), ERR_INPUT);
	make(s.blue, &entity_game, "{'name':'x','friends':['bob']}");
	make(s.v, &entity_game, "{'name':'x','friends':['bob']}");
}

struct doing {
	struct id id;
	int what;
};

static enum err
run(struct visit *v, void *arg)
{
	struct doing *d = arg;
	struct record *r;

	switch (d->what) {
	case 0: return record_change(v, &entity_game, d->id, 0,
		json_of(v, "{'name':'w'}"), &r);
	case 1: return record_hide(v, &entity_game, d->id, 0);
	case 2: return record_unhide(v, &entity_game, d->id);
	case 3: return record_restore(v, &entity_game, d->id, 1, &r);
	case 4: return record_checked(v, &entity_game, d->id, 0, "name", "en",
		&r);
	default: return record_erase(v, &entity_game, d->id);
	}
}

static void
written_by_its_own(struct arena *a)
{
	struct street s = street(a);
	struct visit *porter;
	struct record *r;

	for (int i = 0; i < 6; i++)
		CHECK_INT(visit_write(s.red, run, &(struct doing){
			s.theirs->id, i }), ERR_MISSING);
	for (int i = 0; i < 6; i++)
		CHECK_INT(visit_write(s.blue, run, &(struct doing){
			s.theirs->id, i }), OK);
	/* What was erased is still its own house's. */
	CHECK_INT(record_get(s.red, &entity_game, s.theirs->id, &r),
		ERR_MISSING);
	CHECK_INT(record_get(s.blue, &entity_game, s.theirs->id, &r), OK);
	CHECK_INT(r->standing, RECORD_ERASED);
	CHECK_INT(broken_at(s.v, true), 0);
	/* Houses are made by who has none. */
	porter = of_house(s.v, ROLE_ADMIN, s.red_house);
	CHECK_INT(try_make(porter, &entity_house, json_of(s.v,
		"{'name':'Green'}"), &r), ERR_DENIED);
}

/* An id that another house has can be neither taken nor learnt about. */
static enum err
run_as(struct visit *v, void *arg)
{
	struct record *r;

	return record_create_as(v, &entity_game, *(struct id *)arg,
		json_of(v, "{'name':'w'}"), &r);
}

static void
id_taken(struct arena *a)
{
	struct street s = street(a);
	struct id fresh = id_new();

	CHECK_INT(visit_write(s.red, run_as, &s.theirs->id), ERR_INPUT);
	CHECK(said(s.red, "id", "error.taken"));
	CHECK_INT(visit_write(s.red, run_as, &fresh), OK);
}

/* Porters without a house are above those who have one. */
static void
apart(struct arena *a)
{
	struct street s = street(a);
	struct record *top = make(s.v, &entity_porter, "{'name':'top'}"), *r;
	struct record *own = make(s.red, &entity_porter, "{'name':'own'}");

	CHECK(id_same(record_ref(own, "house"), s.red_house));
	CHECK_TEXT(names(s.red, &entity_porter), "own");
	CHECK_TEXT(names(s.blue, &entity_porter), "");
	CHECK_TEXT(names(s.v, &entity_porter), "own, top");
	CHECK_INT(record_get(s.red, &entity_porter, top->id, &r),
		ERR_MISSING);
	CHECK_INT(try_make(s.red, &entity_porter, json_of(s.v,
		"{'name':'spy','house':'blue'}"), &r), ERR_INPUT);
	CHECK(said(s.red, "house", "error.not-there"));
	r = make(s.v, &entity_porter, "{'name':'sent','house':'blue'}");
	CHECK_TEXT(names(s.blue, &entity_porter), "sent");
}

static enum err
run_leave(struct visit *v, void *arg)
{
	struct record *r;

	return record_change(v, &entity_porter, *(struct id *)arg, 0,
		json_of(v, "{'house':null}"), &r);
}

static void
house_stays(struct arena *a)
{
	struct street s = street(a);
	struct record *own = make(s.red, &entity_porter, "{'name':'own'}");

	CHECK_INT(visit_write(s.red, run_leave, &own->id), ERR_INPUT);
	CHECK(said(s.red, "house", "error.not-yours"));
	CHECK_INT(visit_write(s.v, run_leave, &own->id), OK);
}

/* What belongs to a record is of its house, whoever writes it. */
static void
within(struct arena *a)
{
	struct street s = street(a);
	struct record *r = make(s.v, &entity_remark,
		"{'text':'on blue','game':'blue-game'}"), *on_all;
	struct visit *guest = of_house(s.v, 0, s.red_house);

	CHECK(id_same(record_ref(r, "house"), s.blue_house));
	on_all = make(s.red, &entity_remark, "{'text':'on all','game':'%s'}",
		id_text(a, s.all->id));
	CHECK_INT(count_of(guest, &entity_remark), 1);
	CHECK_INT(count_of(s.blue, &entity_remark), 1);
	CHECK_INT(count_of(s.v, &entity_remark), 2);
	CHECK_INT(record_get(guest, &entity_remark, on_all->id, &r), OK);
	guest->office = s.blue_house;
	CHECK_INT(record_get(guest, &entity_remark, on_all->id, &r),
		ERR_MISSING);
}

const struct test house_tests[] = {
	{ "a new record is of its writer's house", owner_given },
	{ "another house's record is missing by id, slug and title",
		missing_by_name },
	{ "another house's records are in no list, count or tally",
		missing_in_lists },
	{ "nor are they found, exported, in history, or their files shown",
		missing_elsewhere },
	{ "a link to another house's record leads to nothing", unknown_links },
	{ "only its own house writes a record, erased ones too",
		written_by_its_own },
	{ "an id of another house's is not taken twice", id_taken },
	{ "where a kind is apart, what is nobody's is not everybody's",
		apart },
	{ "nobody who has a house gives a record away", house_stays },
	{ "what belongs to a record is of its house", within },
	{0}
};
