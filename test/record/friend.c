/* SPDX-License-Identifier: Apache-2.0 */
/* What a partner sees: the public's, what is shared with them, no more. */
#include <stdio.h>
#include <string.h>

#include "record.h"

struct table {
	struct visit *v, *ann, *guest;  /* ours; Ann's partner; anybody */
	struct id ann_id, bob_id;
	struct record *open, *anns, *bobs, *kept;  /* games */
};

/* A partner with one friend. */
static struct visit *
partner(struct visit *v, struct id friend)
{
	struct visit *o = store_visit(v, ROLE_ANYONE | ROLE_PARTNER, "ann");

	o->ties[0] = friend;
	o->tie_count = 1;
	return o;
}

static struct table
table(struct arena *a)
{
	struct table t = { .v = store_of(a, house_kinds) };
	struct visit *v = t.v;

	t.ann_id = make(v, &entity_friend, "{'name':'Ann','slug':'ann',"
		"'terms':'annterms'}")->id;
	t.bob_id = make(v, &entity_friend, "{'name':'Bob','slug':'bob',"
		"'terms':'bobterms'}")->id;
	make(v, &entity_maker, "{'name':'M','slug':'em'}");
	t.open = make(v, &entity_game, "{'name':'Opengame kite','slug':'o',"
		"'public':true,'players':1,'inner':'openinner',"
		"'guests':[{'who':'em','note':'opennote'}]}");
	t.anns = make(v, &entity_game, "{'name':'Anngame kite','slug':'a',"
		"'public':false,'shared':true,'players':2,'inner':'anninner',"
		"'notes':'annnotes','friends':['bob','ann'],'paper':%s,"
		"'guests':[{'who':'em','note':'annnote'}]}", picture(v, 1));
	t.bobs = make(v, &entity_game, "{'name':'Bobgame kite','slug':'b',"
		"'shared':true,'players':4,'friends':['bob'],'paper':%s}",
		picture(v, 2));
	t.kept = make(v, &entity_game, "{'name':'Keptgame kite','slug':'k',"
		"'players':8,'friends':['ann'],'notes':'keptnotes'}");
	t.ann = partner(v, t.ann_id);
	t.guest = store_visit(v, ROLE_ANYONE, "");
	return t;
}

static bool
sees(struct visit *v, const struct entity *of, struct id id)
{
	struct record *r;
	enum err err = record_get(v, of, id, &r);

	if (err != OK)
		CHECK_INT(err, ERR_MISSING);
	return err == OK;
}

static const char *
titles(struct visit *v, struct query *q)
{
	struct buf out = buf_in(v->arena, 4000);
	struct list list;

	query_order(q, NULL);
	if (query_run(q, &list) != OK)
		return v->problems != NULL ? v->problems->key : "?";
	for (size_t i = 0; i < list.n; i++)
		buf_printf(&out, "%s%.4s", i > 0 ? " " : "",
			record_title(v, list.at[i]));
	return out.at;
}

static void
what_is_shared(struct arena *a)
{
	struct table t = table(a);
	struct visit *nobody = store_visit(t.v, ROLE_ANYONE | ROLE_PARTNER,
		"");
	int64_t n;

	CHECK(sees(t.ann, &entity_game, t.open->id));
	CHECK(sees(t.ann, &entity_game, t.anns->id));
	CHECK(!sees(t.ann, &entity_game, t.bobs->id));
	CHECK(!sees(t.ann, &entity_game, t.kept->id));
	CHECK(!sees(t.guest, &entity_game, t.anns->id));
	CHECK(!sees(nobody, &entity_game, t.anns->id));
	CHECK_TEXT(titles(t.ann, query_of(t.ann, &entity_game)), "Open Anng");
	CHECK_TEXT(titles(t.guest, query_of(t.guest, &entity_game)), "Open");
	CHECK_TEXT(titles(nobody, query_of(nobody, &entity_game)), "Open");
	CHECK_INT(query_count(query_of(t.ann, &entity_game), &n), OK);
	CHECK_INT(n, 2);
	CHECK_TEXT(record_title_of(t.ann, &entity_game, t.bobs->id),
		"record.hidden");
	CHECK_TEXT(record_title_of(t.ann, &entity_game, t.anns->id),
		"Anngame kite");
	t.ann->ties[1] = t.bob_id;
	t.ann->tie_count = 2;
	CHECK_TEXT(titles(t.ann, query_of(t.ann, &entity_game)),
		"Open Anng Bobg");
	/* Staff who are partners too are staff. */
	t.ann->roles |= ROLE_READER;
	CHECK_TEXT(titles(t.ann, query_of(t.ann, &entity_game)),
		"Open Anng Bobg Kept");
}

static enum err
run_hide(struct visit *v, void *id)
{
	return record_hide(v, &entity_game, *(struct id *)id, 0);
}

static void
hidden(struct arena *a)
{
	struct table t = table(a);
	int64_t n;

	CHECK_INT(visit_write(t.v, run_hide, &t.anns->id), OK);
	CHECK(!sees(t.ann, &entity_game, t.anns->id));
	CHECK_INT(query_count(query_of(t.ann, &entity_game), &n), OK);
	CHECK_INT(n, 1);
}

/* A kind that the public does not read at all; what hangs on a record. */
static void
other_kinds(struct arena *a)
{
	struct table t = table(a);
	struct record *yes = make(t.v, &entity_scheme,
		"{'text':'yes','friend':'ann','shared':true}");
	struct record *no = make(t.v, &entity_scheme,
		"{'text':'no','friend':'ann'}");
	struct record *bobs = make(t.v, &entity_scheme,
		"{'text':'bobs','friend':'bob','shared':true}");
	struct record *on_anns = make(t.v, &entity_remark,
		"{'text':'on anns','game':'a'}");
	struct record *on_bobs = make(t.v, &entity_remark,
		"{'text':'on bobs','game':'b'}");
	int64_t n;

	CHECK(sees(t.ann, &entity_scheme, yes->id));
	CHECK(!sees(t.ann, &entity_scheme, no->id));
	CHECK(!sees(t.ann, &entity_scheme, bobs->id));
	CHECK(!sees(t.guest, &entity_scheme, yes->id));
	CHECK_TEXT(titles(t.ann, query_of(t.ann, &entity_scheme)), "yes");
	CHECK(sees(t.ann, &entity_remark, on_anns->id));
	CHECK(!sees(t.ann, &entity_remark, on_bobs->id));
	CHECK(!sees(t.guest, &entity_remark, on_anns->id));
	CHECK_INT(query_count(query_of(t.ann, &entity_remark), &n), OK);
	CHECK_INT(n, 1);
	CHECK_INT(query_count(query_of(t.guest, &entity_remark), &n), OK);
	CHECK_INT(n, 0);
}

/* Partners' fields are those of what is shared with this one. */
static void
fields(struct arena *a)
{
	struct table t = table(a);
	struct record *r;
	struct list list;
	const char *all;

	CHECK_INT(record_get(t.ann, &entity_game, t.anns->id, &r), OK);
	all = dump_of(t.ann, keep(t.ann, record_json(t.ann, r)));
	CHECK(strstr(all, "anninner") != NULL);
	CHECK(strstr(all, "annnote") != NULL);
	CHECK(strstr(all, "annnotes") == NULL);
	CHECK_INT(record_get(t.ann, &entity_game, t.open->id, &r), OK);
	all = dump_of(t.ann, keep(t.ann, record_json(t.ann, r)));
	CHECK(strstr(all, "openinner") == NULL);
	CHECK(strstr(all, "opennote") == NULL);
	CHECK(strstr(all, "'players':1") != NULL);
	CHECK_INT(record_named(t.ann, &entity_friend, "ann", &r), OK);
	CHECK_TEXT(record_text(r, "terms"), "annterms");
	CHECK_INT(record_named(t.ann, &entity_friend, "bob", &r), OK);
	CHECK(record_text(r, "terms") == NULL);
	CHECK_INT(query_run(query_of(t.ann, &entity_friend), &list), OK);
	CHECK_INT(list.n, 2);
	CHECK(record_text(list.at[0], "terms") != NULL);
	CHECK(record_text(list.at[1], "terms") == NULL);
}

/* Asking by a partners' field finds nothing of others'. */
static void
asked_by(struct arena *a)
{
	struct table t = table(a);
	struct query *q = query_of(t.ann, &entity_friend);
	struct tally told;

	query_where(q, "terms", QUERY_IS, "bobterms");
	CHECK_TEXT(titles(t.ann, q), "");
	q = query_of(t.ann, &entity_friend);
	query_where(q, "terms", QUERY_THERE, NULL);
	CHECK_TEXT(titles(t.ann, q), "Ann");
	q = query_of(t.ann, &entity_game);
	CHECK_INT(query_tally(q, "inner", "players", &told), OK);
	CHECK_INT(told.n, 1);
	CHECK_TEXT(told.at[0].key[0], "anninner");
	q = query_of(t.ann, &entity_game);
	CHECK_INT(query_tally(q, NULL, "players", &told), OK);
	CHECK_INT(told.at[0].sum[0], 3);
	q = query_of(t.ann, &entity_game);
	query_where(q, "notes", QUERY_THERE, NULL);
	CHECK_TEXT(titles(t.ann, q), "error.unknown-field");
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
	return dump_of(v, json_object_get(keep(v, view), "results"));
}

static void
elsewhere(struct arena *a)
{
	struct table t = table(a);
	struct buf out = buf_in(a, 1 << 20);
	const char *all = found(t.ann, "kite");
	bool shown;

	CHECK(strstr(all, "Opengame") != NULL);
	CHECK(strstr(all, "Anngame") != NULL);
	CHECK(strstr(all, "Bobgame") == NULL);
	CHECK(strstr(all, "Keptgame") == NULL);
	CHECK(strstr(found(t.ann, "anninner"), "Anngame") != NULL);
	CHECK_TEXT(found(t.ann, "annnotes"), "[]");
	CHECK_TEXT(found(t.ann, "keptnotes"), "[]");
	CHECK_TEXT(found(t.guest, "anninner"), "[]");
	CHECK(strstr(found(t.guest, "kite"), "Anngame") == NULL);
	CHECK(strstr(found(t.v, "annnotes"), "Anngame") != NULL);
	CHECK_INT(export_csv(t.ann, query_of(t.ann, &entity_game), catch,
		&out), OK);
	CHECK(strstr(out.at, "anninner") != NULL);
	CHECK(strstr(out.at, "openinner") == NULL);
	CHECK(strstr(out.at, "Bobgame") == NULL);
	CHECK_INT(record_shows(t.ann, json_string_value(json_object_get(
		record_value(t.anns, "paper"), "digest")), &shown), OK);
	CHECK(shown);
	CHECK_INT(record_shows(t.ann, json_string_value(json_object_get(
		record_value(t.bobs, "paper"), "digest")), &shown), OK);
	CHECK(!shown);
}

struct changing {
	struct id id;
	const char *in;
};

static enum err
run_change(struct visit *v, void *arg)
{
	struct changing *c = arg;
	struct record *r;

	return record_change(v, &entity_game, c->id, 0, json_of(v, "%s",
		c->in), &r);
}

/* Games may be written by partners: those that they share, and stay so. */
static void
writes(struct arena *a)
{
	struct table t = table(a);
	struct record *r;

	CHECK_INT(visit_write(t.ann, run_change, &(struct changing){
		t.anns->id, "{'players':3}" }), OK);
	CHECK_INT(visit_write(t.ann, run_change, &(struct changing){
		t.bobs->id, "{'players':3}" }), ERR_MISSING);
	CHECK_INT(visit_write(t.ann, run_change, &(struct changing){
		t.open->id, "{'players':3}" }), ERR_DENIED);
	CHECK_INT(visit_write(t.ann, run_change, &(struct changing){
		t.anns->id, "{'shared':false}" }), ERR_DENIED);
	CHECK_INT(visit_write(t.ann, run_change, &(struct changing){
		t.anns->id, "{'friends':['bob']}" }), ERR_DENIED);
	CHECK_INT(visit_write(t.ann, run_hide, &t.open->id), ERR_DENIED);
	CHECK_INT(try_make(t.ann, &entity_game, json_of(t.v,
		"{'name':'x','public':true}"), &r), ERR_DENIED);
	CHECK_INT(try_make(t.ann, &entity_game, json_of(t.v,
		"{'name':'x','shared':true,'friends':['ann']}"), &r), OK);
	CHECK_INT(record_get(t.v, &entity_game, t.open->id, &r), OK);
	CHECK_TEXT(record_text(r, "inner"), "openinner");
	CHECK_INT(record_get(t.v, &entity_game, t.anns->id, &r), OK);
	CHECK_TEXT(record_text(r, "inner"), "anninner");
	CHECK_TEXT(record_text(r, "notes"), "annnotes");
	CHECK_INT(record_int(r, "players", 0), 3);
	CHECK_INT(broken_at(t.v, true), 0);
}

/* Both at once: a partner of one house. */
static void
of_a_house(struct arena *a)
{
	struct table t = table(a);
	struct id red = make(t.v, &entity_house, "{'name':'Red'}")->id;
	struct record *r;

	t.v->trusted = true;
	r = make(t.v, &entity_game, "{'name':'Redgame','shared':true,"
		"'friends':['ann'],'house':'%s'}", id_text(a, red));
	CHECK(sees(t.ann, &entity_game, r->id));
	t.ann->office = red;
	CHECK(sees(t.ann, &entity_game, r->id));
	t.ann->office = id_new();
	CHECK(!sees(t.ann, &entity_game, r->id));
	CHECK_TEXT(titles(t.ann, query_of(t.ann, &entity_game)), "Open Anng");
}

const struct test friend_tests[] = {
	{ "a partner sees what is public and what is shared with them",
		what_is_shared },
	{ "what is hidden is shared with nobody", hidden },
	{ "so it is where the public reads nothing, and of what hangs on it",
		other_kinds },
	{ "a partner reads partners' fields of what is shared with them",
		fields },
	{ "by asking for partners' fields nothing else is learnt", asked_by },
	{ "a search, a table and a file show a partner no more", elsewhere },
	{ "a partner writes what is shared with them, and it stays so",
		writes },
	{ "a partner of one office sees nothing of another", of_a_house },
	{0}
};
