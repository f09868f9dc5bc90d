/* SPDX-License-Identifier: Apache-2.0 */
/* What goes out comes back in: export, import into an empty store, export
 * again, and both are the same to the byte. */
#include <stdio.h>
#include <string.h>

#include "record.h"

static void
gather(const char *at, size_t n, void *arg)
{
	buf_add(arg, at, n);
}

static struct visit *
trusted(struct arena *a)
{
	struct visit *v = store_new(a);

	v->trusted = true;
	return v;
}

static struct buf
lines_out(struct visit *v, const struct entity *of)
{
	struct buf out = buf_in(v->arena, 1 << 20);

	CHECK_INT(export_lines(v, of, gather, &out), OK);
	return out;
}

static struct buf
table_out(struct visit *v)
{
	struct buf out = buf_in(v->arena, 1 << 20);
	struct query *q = query_of(v, &entity_toy);

	query_order(q, "id");
	CHECK_INT(export_csv(v, q, gather, &out), OK);
	return out;
}

static void
goes_in(struct visit *v, struct buf file, const struct entity *of)
{
	struct import_wish w = { .of = of, .file = "f" };
	struct import_told told = { .faults = buf_in(v->arena, 1 << 20) };

	CHECK_INT(import_bytes(v, &w, file.at, file.n, &told), OK);
	CHECK_TEXT(told.faults.at, "");
}

/* Two makers that point at each other, and toys with all that a toy can
 * have but what is sealed or a file. */
static void
fill(struct visit *v)
{
	const char *one = id_text(v->arena, make(v, &entity_maker,
		"{'name':'One','slug':'one'}")->id), *two;
	struct record *r;

	two = id_text(v->arena, make(v, &entity_maker, "{'name':'Two',"
		"'slug':'two','boss':'one'}")->id);
	make(v, &entity_toy, "{'label':'a','code':'C','serial':5,'slug':'a',"
		"'name':{'ko':'K','en':{'text':'E','origin':'machine',"
		"'by':'engine','from':'ko'},'original':'ko'},"
		"'about':{'en':'One.\\n\\nTwo, \\'three\\'.','de':'Eins.'},"
		"'count':-5,'weight':'-0.5','price':'KRW -5',"
		"'made_on':'2005-05~','sold':'2024-11-08T07:10:00-05:00"
		"[America/New_York]','state':'shown','safe':false,"
		"'maker':'%s','makers':['%s','%s'],'parts':[{'label':'p',"
		"'cost':'USD 1.5','maker':'one','note':'n'},{'label':'q',"
		"'on':'2011/..'}],'place':'-37.1,126.000001','country':'KR',"
		"'tongue':'zh-Hant','mail':'a@b.org','phone':'+82 31',"
		"'web':'https://b.org/?a=1,2','given':7,'inner':'i'}", one,
		two, one);
	make(v, &entity_toy, "{'label':'b'}");
	r = make(v, &entity_toy, "{'label':'c','state':'shown'}");
	CHECK_INT(hide(v, r->id), OK);
	r = make(v, &entity_toy, "{'label':'gone'}");
	CHECK_INT(erase(v, r->id), OK);
}

static enum err
close_circle(struct visit *v, void *arg)
{
	struct record *one, *two;

	(void)arg;
	TRY(record_named(v, &entity_maker, "one", &one));
	TRY(record_named(v, &entity_maker, "two", &two));
	return record_change(v, &entity_maker, one->id, 0,
		json_of(v, "{'boss':'two'}"), &one);
}

static void
lines_come_back(struct arena *a)
{
	struct visit *v = trusted(a), *w = trusted(a);
	struct buf out;

	fill(v);
	CHECK_INT(visit_write(v, close_circle, NULL), OK);
	out = lines_out(v, NULL);
	CHECK(strstr(out.at, "gone") == NULL);
	CHECK(strstr(out.at, "\"standing\":\"hidden\"") != NULL);
	w->now = NOW + 5000;
	w->who = "another";
	goes_in(w, out, NULL);
	CHECK_TEXT(lines_out(w, NULL).at, out.at);
	CHECK_INT(broken_at(w, true), 0);
	/* Once more changes nothing. */
	goes_in(w, out, NULL);
	CHECK_INT(asked(w, "SELECT count(*) FROM history"),
		1 + asked(w, "SELECT count(*) FROM toy") +
		asked(w, "SELECT count(*) FROM maker"));
}

static void
files_stay(struct arena *a)
{
	struct visit *v = trusted(a), *w = trusted(a);
	const char *file = picture(v, 1);
	struct record *r = make(v, &entity_toy, "{'label':'a','picture':%s,"
		"'parts':[{'label':'p','paper':%s}]}", file, file);
	struct buf out = lines_out(v, NULL);

	CHECK(strstr(out.at, "digest") == NULL);
	goes_in(w, out, NULL);
	CHECK_TEXT(lines_out(w, NULL).at, out.at);
	goes_in(v, out, NULL);
	CHECK_TEXT(dump_of(v, record_value(toy_now(v, r->id), "picture")),
		file);
	CHECK_INT(toy_now(v, r->id)->revision, 1);
}

static void
tables_come_back(struct arena *a)
{
	struct visit *v = trusted(a), *w = trusted(a);
	struct buf out;

	fill(v);
	goes_in(w, lines_out(v, &entity_maker), &entity_maker);
	out = table_out(v);
	goes_in(w, out, &entity_toy);
	CHECK_TEXT(table_out(w).at, out.at);
	goes_in(v, out, &entity_toy);
	CHECK_TEXT(table_out(v).at, out.at);
	CHECK_INT(asked(v, "SELECT max(revision) FROM toy"
		" WHERE standing = 0"), 1);
}

/* What a spreadsheet would run, cut or swallow. */
static void
guarded(struct arena *a)
{
	static const char *const labels[] = { "=1+1", "+82", "-5", "@x", "'",
		"''", "'a", "''a", "'=1", "''=1", "'-", "a=1", "\\\"", ";", ",",
		"a\\nb", "\\\"a\\\",b", "[1]", "{}", "1e5", "007", "#", "\\\\",
		"\xed\x95\x9c" };
	struct visit *v = trusted(a), *w = trusted(a);
	json_t *in = json_of(v, "{}");
	struct record *r;
	struct buf out;

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		json_t *label = json_loads(arena_printf(a, "\"%s\"",
			labels[i]), JSON_DECODE_ANY, NULL);

		CHECK(label != NULL);
		json_object_set_new(in, "label", label);
		CHECK_INT(try_make(v, &entity_toy, in, &r), OK);
	}
	out = table_out(v);
	for (const char *sign = "=+-@"; *sign != '\0'; sign++) {
		CHECK(strstr(out.at, arena_printf(a, ",%c", *sign)) == NULL);
		CHECK(strstr(out.at, arena_printf(a, ",\"%c", *sign)) == NULL);
	}
	goes_in(w, out, &entity_toy);
	CHECK_TEXT(lines_out(w, NULL).at, lines_out(v, NULL).at);
}

const struct test export_tests[] = {
	{ "lines come back the same from an empty store", lines_come_back },
	{ "lines leave files where they are", files_stay },
	{ "a table comes back the same from an empty store",
		tables_come_back },
	{ "no cell is a formula, and each comes back as it was", guarded },
	{0}
};
