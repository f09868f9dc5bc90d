/* SPDX-License-Identifier: Apache-2.0 */
/* Files taken in: what is read, where faults are told, what is left. */
#include <stdio.h>
#include <string.h>

#include "record.h"

static struct visit *
ready(struct arena *a)
{
	struct visit *v = store_new(a);

	v->trusted = true;
	return v;
}

struct taken {
	enum err err;
	struct import_told told;
};

static struct taken
take(struct visit *v, const char *file, size_t n, bool keep_going)
{
	struct import_wish w = { .file = "f", .keep_going = keep_going,
		.of = strchr("{\xef ", *file) != NULL &&
			strchr(file, '{') != NULL ? NULL : &entity_toy };
	struct taken t = { .told.faults = buf_in(v->arena, 1 << 20) };

	t.err = import_bytes(v, &w, file, n, &t.told);
	return t;
}

/* All of the file goes in. */
static void
takes(struct visit *v, const char *file, int64_t lines)
{
	struct taken t = take(v, file, strlen(file), false);

	CHECK_TEXT(t.told.faults.at, "");
	if (!CHECK_INT(t.err, OK) || !CHECK_INT(t.told.taken, lines))
		printf("# of %s\n", file);
	CHECK_INT(t.told.lines, lines);
	CHECK_INT(t.told.refused, 0);
}

/* JSON lines, ' for ". */
static const char *
lines_of(struct visit *v, const char *lines)
{
	char *text = arena_text(v->arena, lines);

	for (char *c = text; *c != '\0'; c++)
		if (*c == '\'')
			*c = '"';
	return text;
}

static struct record *
toy_by(struct visit *v, const char *code)
{
	struct record *r = NULL;

	return record_find(v, &entity_toy, "code", code, &r) == OK ? r : NULL;
}

/* Of a toy by its code, or "-". */
static const char *
label_of(struct visit *v, const char *code)
{
	struct record *r = toy_by(v, code);
	const char *label = r != NULL ? record_text(r, "label") : NULL;

	problems_forget(v);
	return label != NULL ? label : "-";
}

/* ---- tables ---- */

static void
encodings(struct arena *a)
{
	struct visit *v = ready(a);

	takes(v, "code,label\na,\xed\x95\x9c\xea\xb5\xad\n", 1);
	takes(v, "\xef\xbb\xbf" "code,label\r\nb,\xed\x95\x9c\xea\xb5\xad\r\n",
		1);
	takes(v, "code,label\nc,\xc7\xd1\xb1\xb9\n", 1);
	for (const char *code = "abc"; *code != '\0'; code++)
		CHECK_TEXT(label_of(v, arena_copy(a, code, 1)),
			"\xed\x95\x9c\xea\xb5\xad");
	CHECK_INT(take(v, "code,label\nd,\xc7\xff\n", 16, false).err,
		ERR_INPUT);
}

static void
shapes(struct arena *a)
{
	struct visit *v = ready(a);

	takes(v, "code;label;count\na;x, y;1\nb;\"z; \"\"q\"\"\";2", 2);
	takes(v, "code\tlabel\nc\tt;,\n\n \t \nd\tu\n", 2);
	takes(v, "\"code\",\"label\",\"\"\n\"e\",\"two\nlines\",gone\n"
		"f,\"\"\"\",\n", 2);
	takes(v, "toy.code,toy.label,revision,made\ng,by label,7,x\n", 1);
	CHECK_TEXT(label_of(v, "a"), "x, y");
	CHECK_TEXT(label_of(v, "b"), "z; \"q\"");
	CHECK_TEXT(label_of(v, "c"), "t;,");
	CHECK_TEXT(label_of(v, "e"), "two\nlines");
	CHECK_TEXT(label_of(v, "f"), "\"");
	CHECK_TEXT(label_of(v, "g"), "by label");
}

static void
parts(struct arena *a)
{
	struct visit *v = ready(a);
	const char *id = id_text(a, make(v, &entity_maker,
		"{'name':'One','slug':'one'}")->id);
	struct record *r;

	takes(v, arena_printf(a, "code,label,name.ko,name.en,parts.0.label,"
		"parts.1.label,parts.1.on,maker,makers,place,price\n"
		"a,x,K,E,p,q,2005,slug=one,one; %s,\"37.3, 126.8\",1 KRW\n"
		"b,y,,,,,,%s,,,\n", id, id), 2);
	takes(v, "code,label,parts,tongue\n"
		"c,z,\"[{\"\"label\"\":\"\"s\"\"}]\",ko\n", 1);
	r = toy_by(v, "a");
	if (!CHECK(r != NULL))
		return;
	CHECK_TEXT(words_in(a, record_value(r, "name"), "ko"), "K");
	CHECK_INT(json_array_size(record_value(r, "parts")), 2);
	CHECK_TEXT(record_text(r, "maker"), id);
	CHECK_INT(json_array_size(record_value(r, "makers")), 1);
	CHECK_TEXT(record_text(toy_by(v, "b"), "maker"), id);
	CHECK(record_value(toy_by(v, "b"), "parts") == NULL);
	CHECK_INT(json_array_size(record_value(toy_by(v, "c"), "parts")), 1);
}

static void
updates(struct arena *a)
{
	struct visit *v = ready(a);
	struct record *r = make(v, &entity_toy,
		"{'label':'old','code':'a','count':1}");
	const char *id = id_text(a, r->id), *other = id_text(a, id_new());

	takes(v, arena_printf(a, "id,label,count\n%s,new,\n%s,made,2\n,x,3\n",
		id, other), 3);
	r = toy_now(v, r->id);
	CHECK_TEXT(record_text(r, "label"), "new");
	CHECK_TEXT(record_text(r, "code"), "a");
	CHECK(record_value(r, "count") == NULL);
	CHECK_INT(r->revision, 2);
	CHECK_INT(record_named(v, &entity_toy, other, &r), OK);
	CHECK_INT(record_int(r, "count", 0), 2);
	takes(v, arena_printf(a, "id,label\n%s,new\n", id), 1);
	CHECK_INT(toy_now(v, r->id)->revision, 1);
	CHECK_INT(asked(v, "SELECT count(*) FROM history"), 4);
}

/* ---- faults ---- */

static const struct {
	const char *file, *faults;  /* JSON lines: ' for " */
} faulty[] = {
	{ "label,count\nA,1\n,2\nB,x\n",
		"f:3:1: label: error.required\n"
		"f:4:3: count: error.not-number\n" },
	{ "label,makers,maker\nA,,nobody\nB,nobody,\n",
		"f:2:4: maker: error.not-there\n"
		"f:3:3: makers.0: error.not-there\n" },
	{ "label,maker,makers\nA,,nobody\n",
		"f:2:4: makers.0: error.not-there\n" },
	{ "count,label\nx\n", "f:2:1: count: error.not-number\n"
		"f:2:1: label: error.required\n" },
	{ "label,count\n\"\xed\x95\x9c\n\xea\xb5\xad\",x\nB,y\n",
		"f:3:4: count: error.not-number\n"
		"f:4:3: count: error.not-number\n" },
	{ "label,name.ko,name.q-\nA,K,E\n",
		"f:2:5: name.q-: error.not-a-language\n" },
	{ "label,parts.0.label,parts.0.on\nA,p,never\n",
		"f:2:5: parts.0.on: error.not-a-date\n" },
	{ "label,id\nA,nobody\n", "f:2:3: id: error.not-an-id\n" },
	{ "label,code\nA,c\nB,c\n", "f:3:3: code: error.taken\n" },
	{ "label,colour\nA,red\n", "f:1:7: import.no-column\n" },
	{ "label\nA,too many\n", "f:2:1: import.cells-many\n" },
	{ "label\n\"A\n", "f:3:1: import.quote-open\n" },
	{ "label\n\"A\"b\n", "f:2:4: import.after-quote\n" },
	{ "\n\n", "f:3:1: import.empty\n" },
	{ "label\n\xc7\xff\n", "f:1:1: import.encoding\n" },
	{ "{'kind':'toy','label':'A'}\n\n{'kind':'toy'}\n{'kind':'tie'}\n"
		"{'kind':'toy','label':'A','count':'x'}\n  {'kind':\n"
		"{'label':'A'}\n",
		"f:3:1: label: error.required\nf:4:1: import.no-kind\n"
		"f:5:1: count: error.not-number\nf:6:10: import.not-json\n"
		"f:7:1: import.no-kind\n" },
	{ "{'kind':'toy','label':'A','label':'B'}\n",
		"f:1:33: import.not-json\n" },
	{ "{'kind':'toy','label':'A','maker':'nobody'}\n",
		"f:1:1: maker: error.not-there\n" },
	{ "{'kind':'toy','label':'A','picture':{'path':'x.png'}}\n",
		"f:1:1: picture: import.no-file\n" },
};

static void
told_where(struct arena *a)
{
	struct visit *v = ready(a);

	for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
		const char *file = *faulty[i].file == '{' ?
			lines_of(v, faulty[i].file) : faulty[i].file;
		struct taken t = take(v, file, strlen(file), false);

		if (!CHECK_INT(t.err, ERR_INPUT) ||
		    !CHECK_TEXT(t.told.faults.at, faulty[i].faults))
			printf("# of %s\n", file);
	}
	CHECK_INT(asked(v, "SELECT count(*) FROM toy"), 0);
	CHECK_INT(asked(v, "SELECT count(*) FROM history"), 0);
}

static void
all_or_good(struct arena *a)
{
	static const char file[] = "code,label,count\na,A,1\nb,,2\nc,C,x\n"
		"d,D,4\n";
	struct visit *v = ready(a);
	struct taken t = take(v, file, strlen(file), false);

	CHECK_INT(t.err, ERR_INPUT);
	CHECK_INT(t.told.lines, 4);
	CHECK_INT(t.told.refused, 2);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy"), 0);
	t = take(v, file, strlen(file), true);
	CHECK_INT(t.err, ERR_INPUT);
	CHECK_INT(t.told.taken, 2);
	CHECK_INT(t.told.refused, 2);
	CHECK_TEXT(label_of(v, "a"), "A");
	CHECK_TEXT(label_of(v, "d"), "D");
	CHECK_TEXT(label_of(v, "c"), "-");
	CHECK_INT(asked(v, "SELECT count(*) FROM history"), 2);
	CHECK_INT(broken_at(v, true), 0);
}

static void
told_so_many(struct arena *a)
{
	struct visit *v = ready(a);
	struct buf file = buf_in(a, 1 << 20);
	struct taken t;
	int lines = 0;

	buf_text(&file, "label\n");
	for (int i = 0; i < 500; i++)
		buf_printf(&file, "%s\n", i % 2 ? "\"  \",,," : "x,y");
	t = take(v, file.at, file.n, true);
	CHECK_INT(t.err, ERR_INPUT);
	for (const char *c = t.told.faults.at; *c != '\0'; c++)
		lines += *c == '\n';
	CHECK_INT(lines, IMPORT_FAULTS);
	CHECK_INT(t.told.refused, 250);
}

/* ---- JSON lines ---- */

#define ID(n) "0192aaaa-0000-7000-8000-00000000000" #n

static struct id
id_of(const char *text)
{
	struct id id;

	CHECK(id_parse(text, &id));
	return id;
}

static void
forward(struct arena *a)
{
	struct visit *v = ready(a);

	takes(v, lines_of(v, "\xef\xbb\xbf{'kind':'toy','code':'a',"
		"'label':'A','maker':'" ID(1) "','makers':['two']}\n"
		"{'kind':'toy','code':'b','label':'B','maker':'two'}\r\n"
		"{'kind':'maker','id':'" ID(2) "','name':'Two','slug':'two',"
		"'boss':'" ID(1) "'}\n"
		"{'kind':'maker','id':'" ID(1) "','name':'One'}"), 4);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy WHERE maker = %s",
		sql_id(v, id_of(ID(1)))), 1);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy WHERE maker = %s",
		sql_id(v, id_of(ID(2)))), 1);
}

static void
circles(struct arena *a)
{
	struct visit *v = ready(a);
	struct record *r;

	takes(v, lines_of(v,
		"{'kind':'maker','id':'" ID(1) "','name':'1','boss':'" ID(2)
		"'}\n{'kind':'maker','id':'" ID(2) "','name':'2','boss':'"
		ID(3) "'}\n{'kind':'maker','id':'" ID(3) "','name':'3',"
		"'boss':'" ID(1) "','toys':['" ID(5) "']}\n"
		"{'kind':'maker','id':'" ID(4) "','name':'4','boss':'" ID(4)
		"'}\n{'kind':'toy','id':'" ID(5) "','label':'5','maker':'"
		ID(3) "'}\n"), 5);
	CHECK_INT(record_named(v, &entity_maker, ID(1), &r), OK);
	CHECK_TEXT(record_text(r, "boss"), ID(2));
	CHECK_INT(record_named(v, &entity_maker, ID(4), &r), OK);
	CHECK_TEXT(record_text(r, "boss"), ID(4));
	CHECK_INT(broken_at(v, true), 0);
}

/* A circle with one that cannot come in does not come in. */
static void
broken_circles(struct arena *a)
{
	struct visit *v = ready(a);
	const char *file = lines_of(v,
		"{'kind':'toy','id':'" ID(1) "','label':'good'}\n"
		"{'kind':'toy','id':'" ID(2) "','label':'t','code':'c',"
		"'makers':['" ID(3) "']}\n"
		"{'kind':'maker','id':'" ID(3) "','name':'3',"
		"'toys':['" ID(2) "']}\n"
		"{'kind':'maker','id':'" ID(4) "','name':'4',"
		"'boss':'" ID(5) "'}\n");
	struct taken t;

	make(v, &entity_toy, "{'label':'x','code':'c'}");
	t = take(v, file, strlen(file), false);
	CHECK_INT(t.err, ERR_INPUT);
	CHECK_TEXT(t.told.faults.at, "f:2:1: code: error.taken\n"
		"f:4:1: boss: error.not-there\n");
	CHECK_INT(asked(v, "SELECT count(*) FROM toy"), 1);
	t = take(v, file, strlen(file), true);
	CHECK_INT(t.err, ERR_INPUT);
	CHECK_INT(t.told.taken, 1);
	CHECK_TEXT(t.told.faults.at, "f:2:1: makers.0: error.not-there\n"
		"f:3:1: toys.0: error.not-there\n"
		"f:4:1: boss: error.not-there\n");
	CHECK_INT(asked(v, "SELECT count(*) FROM maker"), 0);
	CHECK_INT(asked(v, "SELECT count(*) FROM toy"), 2);
}

static void
hidden_come_hidden(struct arena *a)
{
	struct visit *v = ready(a);
	struct record *r = make(v, &entity_toy,
		"{'label':'x','code':'c'}");

	takes(v, lines_of(v, arena_printf(a, "{'kind':'toy','label':'A',"
		"'code':'a','standing':'hidden'}\n{'kind':'toy','label':'B',"
		"'code':'b','standing':'hidden','id':'" ID(1) "'}\n"
		"{'kind':'toy','id':'%s','standing':'hidden'}\n"
		"{'kind':'toy','label':'D','code':'d','standing':'there'}\n",
		id_text(a, r->id))), 4);
	CHECK_INT(toy_by(v, "a")->standing, RECORD_HIDDEN);
	CHECK_INT(toy_by(v, "b")->standing, RECORD_HIDDEN);
	CHECK_INT(toy_by(v, "c")->standing, RECORD_HIDDEN);
	CHECK_INT(toy_by(v, "d")->standing, RECORD_THERE);
	CHECK_INT(broken_at(v, true), 0);
}

static enum err
fetch(struct arena *a, const char *path, struct bytes *out, void *arg)
{
	(void)arg;
	out->at = arena_printf(a, "name,of\n%s,file\n", path);
	out->n = strlen(out->at);
	return OK;
}

static void
files_come(struct arena *a)
{
	struct visit *v = ready(a);
	const char *file = lines_of(v, "{'kind':'toy','label':'A',"
		"'code':'a','picture':{'path':'in/x.csv'}}\n");
	struct import_wish w = { .file = "f", .fetch = fetch };
	struct import_told told = { .faults = buf_in(a, 4000) };

	CHECK_INT(import_bytes(v, &w, file, strlen(file), &told), OK);
	CHECK_TEXT(told.faults.at, "");
	CHECK_TEXT(json_string_value(json_object_get(record_value(
		toy_by(v, "a"), "picture"), "name")), "x.csv");
}

const struct test import_tests[] = {
	{ "a table is read in UTF-8, with or without its mark, and in CP949",
		encodings },
	{ "a table is read with commas, semicolons, tabs and quotation marks",
		shapes },
	{ "a column names a field, a part of one or a language", parts },
	{ "a line with an id changes that record", updates },
	{ "a fault is told at its line and column", told_where },
	{ "all lines go in or none, unless the good ones are asked for",
		all_or_good },
	{ "two hundred faults are told, the rest counted", told_so_many },
	{ "lines may point at records of later lines", forward },
	{ "lines may point at one another in a circle", circles },
	{ "nothing points at a line that did not go in", broken_circles },
	{ "what was hidden comes in hidden", hidden_come_hidden },
	{ "a file that a line names comes in with it", files_come },
	{0}
};
