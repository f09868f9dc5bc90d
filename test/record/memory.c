/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The translation memory: what is found, how good it is said to be, and to
 * whom nothing is shown.
 */
#include <string.h>

#include "record.h"
#include "words/words.h"

#define SIGNED "두 도시는 2026년 3월 청소년 교류 협약을 맺었다."
#define LIKE_IT "두 도시가 2027년 4월 청소년 교류 협약을 맺었다."
#define TARGET "The two cities signed a youth exchange agreement in March 2026."

struct desk {
	struct visit *v;               /* ours: sees all */
	struct visit *red, *blue;      /* editors of the two houses */
	struct record *open, *held;    /* games of red */
	struct record *theirs;         /* of blue, public */
};

static struct visit *
editor_of(struct visit *v, const struct record *house)
{
	struct visit *o = store_visit(v, ROLE_ANYONE | ROLE_EDITOR |
		ROLE_ADMIN, "editor");

	o->office = house->id;
	return o;
}

static struct desk
desk(struct arena *a)
{
	static const struct migration_step no_steps[] = {{0}};
	struct buf faults = buf_in(a, 1 << 16);
	struct desk d = { .v = store_of(a, house_kinds) };

	CHECK_INT(migrate(d.v, no_steps, words_tables, &faults), OK);
	CHECK_TEXT(faults.at, "");
	d.red = editor_of(d.v, make(d.v, &entity_house, "{'name':'Red'}"));
	d.blue = editor_of(d.v, make(d.v, &entity_house, "{'name':'Blue'}"));
	d.open = make(d.red, &entity_game, "{'name':'Open','public':true}");
	d.held = make(d.red, &entity_game, "{'name':'Held','public':false}");
	d.theirs = make(d.blue, &entity_game,
		"{'name':'Theirs','public':true}");
	return d;
}

/* ---- acts ---- */

struct signing {
	const struct record *of;
	struct memory_pair pair;
};

static enum err
sign_run(struct visit *v, void *arg)
{
	const struct signing *s = arg;

	return memory_add(v, s->of, &s->pair, 1);
}

static void
sign_pair(struct visit *v, const struct record *of, struct memory_pair p)
{
	struct signing s = { of, p };

	s.pair.from = "ko";
	s.pair.to = "en";
	if (p.field == NULL)
		s.pair.field = "about";
	CHECK_INT(visit_write(v, sign_run, &s), OK);
}

static void
sign(struct visit *v, const struct record *of, const char *source,
	const char *target)
{
	sign_pair(v, of, (struct memory_pair){ .source = source,
		.target = target });
}

static struct memory_match matches[16];

/* How many there are; in matches. */
static size_t
look(struct visit *v, const struct record *of, const char *text)
{
	struct memory_ask ask = { .from = "ko", .to = "en", .text = text,
		.record = of };
	size_t n = 99;

	CHECK_INT(memory_look(v, &ask, matches, 16, &n), OK);
	return n;
}

static size_t
listed(struct visit *v, const char *phrase)
{
	struct memory_filter f = { .phrase = phrase };
	struct memory_unit *units;
	size_t n = 99;
	bool more;

	CHECK_INT(memory_list(v, &f, 50, &units, &n, &more), OK);
	return n;
}

static enum err
count_out(void *arg, const struct memory_unit *u)
{
	CHECK(*u->source != '\0' && *u->target != '\0');
	++*(size_t *)arg;
	return OK;
}

static size_t
exported(struct visit *v)
{
	struct memory_filter f = { 0 };
	size_t n = 0;

	CHECK_INT(memory_export(v, &f, count_out, &n), OK);
	return n;
}

static enum err
change_run(struct visit *v, void *arg)
{
	const struct record *r = arg;
	struct record *now;

	return record_change(v, r->of, r->id, 0, json_of(v, "{'public':%s}",
		record_flag(r, "public") ? "false" : "true"), &now);
}

static enum err
hide_run(struct visit *v, void *arg)
{
	const struct record *r = arg;

	return record_hide(v, r->of, r->id, 0);
}

static enum err
erase_run(struct visit *v, void *arg)
{
	const struct record *r = arg;

	return record_erase(v, r->of, r->id);
}

static enum err
drop_run(struct visit *v, void *arg)
{
	return memory_erase(v, *(const int64_t *)arg);
}

static enum err
file_run(struct visit *v, void *arg)
{
	return memory_erase_import(v, *(const int64_t *)arg);
}

/* ---- what is never shown ---- */

static void
embargo_holds(struct arena *a)
{
	struct desk d = desk(a);
	const struct visit *all[] = { d.red, d.v };

	sign(d.red, d.held, SIGNED, TARGET);
	for (size_t i = 0; i < 2; i++) {
		struct visit *v = (struct visit *)(uintptr_t)all[i];

		CHECK_INT(look(v, d.open, SIGNED), 0);
		CHECK_INT(look(v, d.open, LIKE_IT), 0);
		CHECK_INT(listed(v, NULL), 0);
		CHECK_INT(listed(v, "청소년"), 0);
		CHECK_INT(exported(v), 0);
	}
	CHECK_INT(look(d.red, NULL, SIGNED), 0);
	CHECK_INT(visit_write(d.red, drop_run, &(int64_t){ 1 }), ERR_MISSING);
	/* Its own record's desk has it. */
	CHECK_INT(look(d.red, d.held, SIGNED), 1);
	CHECK_INT(matches[0].score, 100);
	CHECK(matches[0].held);
	CHECK_INT(look(d.red, d.held, LIKE_IT), 1);
	CHECK_TEXT(matches[0].target, TARGET);
}

static void
embargo_ends(struct arena *a)
{
	struct desk d = desk(a);

	sign(d.red, d.held, SIGNED, TARGET);
	CHECK_INT(look(d.red, d.open, LIKE_IT), 0);
	CHECK_INT(visit_write(d.red, change_run, d.held), OK);
	CHECK_INT(look(d.red, d.open, LIKE_IT), 1);
	CHECK(!matches[0].held);
	CHECK_INT(listed(d.red, "청소년"), 1);
	CHECK_INT(visit_write(d.red, hide_run, d.held), OK);
	CHECK_INT(look(d.red, d.open, LIKE_IT), 0);
	CHECK_INT(listed(d.red, NULL), 0);
	CHECK_INT(exported(d.red), 0);
}

/* The same pair of an open record and one under embargo: what is told is the
 * open one's. */
static void
both_places(struct arena *a)
{
	struct desk d = desk(a);

	sign(d.red, d.open, SIGNED, TARGET);
	sign(d.red, d.held, SIGNED, TARGET);
	CHECK_INT(asked(d.v, "SELECT count(*) FROM memory_unit"), 1);
	CHECK_INT(look(d.red, NULL, SIGNED), 1);
	CHECK(id_same(matches[0].record, d.open->id));
	CHECK_INT(visit_write(d.red, hide_run, d.open), OK);
	CHECK_INT(look(d.red, NULL, SIGNED), 0);
	CHECK_INT(look(d.red, d.held, SIGNED), 1);
}

static void
offices_apart(struct arena *a)
{
	struct desk d = desk(a);
	struct memory_ask ask = { .from = "ko", .to = "en", .text = SIGNED,
		.record = d.open };
	size_t n;

	sign(d.red, d.open, SIGNED, TARGET);
	CHECK_INT(look(d.red, d.open, SIGNED), 1);
	CHECK_INT(look(d.blue, d.theirs, SIGNED), 0);
	CHECK_INT(look(d.blue, d.theirs, LIKE_IT), 0);
	CHECK_INT(look(d.blue, NULL, SIGNED), 0);
	CHECK_INT(listed(d.blue, NULL), 0);
	CHECK_INT(exported(d.blue), 0);
	CHECK_INT(memory_look(d.blue, &ask, matches, 16, &n), ERR_DENIED);
	CHECK_INT(visit_write(d.blue, sign_run, &(struct signing){ d.open,
		{ "ko", "en", "하나", "One", .field = "about" } }),
		ERR_DENIED);
	CHECK_INT(visit_write(d.blue, drop_run, &(int64_t){ 1 }), ERR_MISSING);
	CHECK_INT(listed(d.red, NULL), 1);
}

static void
personal_never(struct arena *a)
{
	struct desk d = desk(a);
	static const char *const fields[] = { "fee", "nothing", "guests.0.x" };

	for (size_t i = 0; i < 3; i++)
		sign_pair(d.red, d.open, (struct memory_pair){
			.source = SIGNED, .target = TARGET,
			.field = fields[i] });
	CHECK_INT(asked(d.v, "SELECT count(*) FROM memory_unit"), 0);
	/* What only staff reads of a public record is held. */
	sign_pair(d.red, d.open, (struct memory_pair){ .source = SIGNED,
		.target = TARGET, .field = "notes" });
	CHECK_INT(look(d.red, NULL, SIGNED), 0);
	CHECK_INT(listed(d.red, NULL), 0);
	CHECK_INT(look(d.red, d.open, SIGNED), 1);
}

static void
erased_goes(struct arena *a)
{
	struct desk d = desk(a);

	sign(d.red, d.open, SIGNED, TARGET);
	sign(d.red, d.open, "둘째 문장이다.", "A second sentence.");
	sign(d.red, d.held, "둘째 문장이다.", "A second sentence.");
	CHECK_INT(visit_write(d.v, erase_run, d.open), OK);
	CHECK_INT(look(d.red, NULL, SIGNED), 0);
	CHECK_INT(look(d.red, d.held, SIGNED), 0);
	CHECK_INT(memory_sweep(d.v), OK);
	CHECK_INT(asked(d.v, "SELECT count(*) FROM memory_unit"), 1);
	CHECK_INT(asked(d.v, "SELECT count(*) FROM memory_place"), 1);
	CHECK_INT(look(d.red, d.held, "둘째 문장이다."), 1);
	/* No list tells of a gram that only the erased text had. */
	CHECK_INT(asked(d.v, "SELECT count(*) FROM memory_gram"
		" WHERE length(units) > 0"), 4);
}

/* ---- what is found ---- */

static void
there_once(struct arena *a)
{
	struct desk d = desk(a);

	sign(d.red, d.open, SIGNED, TARGET);
	d.red->now += 1000;
	sign(d.red, d.open, SIGNED, TARGET);
	/* The same but for what nobody sees. */
	sign(d.red, d.open, "두 도시는 \u200b2026년  3월 청소년 교류 협약을 맺었다.",
		TARGET);
	CHECK_INT(asked(d.v, "SELECT count(*) FROM memory_unit"), 1);
	CHECK_INT(asked(d.v, "SELECT at FROM memory_unit"), NOW + 1000);
	/* Syllables in parts. */
	CHECK_INT(look(d.red, NULL, "두 도시는 2026년 3월 청소년 교류 협약을 맺었"
		"\u1103\u1161."), 1);
	CHECK_INT(matches[0].score, 100);
	CHECK_INT(look(d.red, NULL, ""), 0);
	CHECK_INT(look(d.red, NULL, "\u200b "), 0);
}

static void
neighbours_count(struct arena *a)
{
	struct desk d = desk(a);
	struct memory_ask ask = { .from = "ko", .to = "en", .text = SIGNED,
		.before = "앞 문장이다.", .after = "뒤 문장이다." };
	size_t n;

	sign_pair(d.red, d.open, (struct memory_pair){ .source = SIGNED,
		.target = TARGET, .before = "앞 문장이다.",
		.after = "뒤 문장이다." });
	CHECK_INT(memory_look(d.red, &ask, matches, 16, &n), OK);
	CHECK_INT(n, 1);
	CHECK_INT(matches[0].score, 101);
	CHECK_TEXT(matches[0].entity, "game");
	CHECK_TEXT(matches[0].who, "editor");
	ask.after = "다른 문장이다.";
	CHECK_INT(memory_look(d.red, &ask, matches, 16, &n), OK);
	CHECK_INT(matches[0].score, 100);
	ask.from = "ja";
	CHECK_INT(memory_look(d.red, &ask, matches, 16, &n), OK);
	CHECK_INT(n, 0);
}

/* A correction signed at the same place takes the older translation's. */
static void
corrected(struct arena *a)
{
	struct desk d = desk(a);

	sign(d.red, d.open, SIGNED, "Wrong.");
	sign(d.red, d.open, SIGNED, TARGET);
	CHECK_INT(look(d.red, NULL, SIGNED), 1);
	CHECK_TEXT(matches[0].target, TARGET);
	/* Another record's is another opinion. */
	sign(d.red, d.held, SIGNED, "Both cities signed.");
	CHECK_INT(look(d.red, d.held, SIGNED), 2);
}

static void
differences_told(struct arena *a)
{
	struct desk d = desk(a);
	struct buf runs = buf_in(a, 1000);
	static const char marks[] = "=~+-";

	sign(d.red, d.open, SIGNED, TARGET);
	CHECK_INT(look(d.red, NULL, "두 도시는 2031년 9월 청소년 교류 협약을 맺었다."),
		1);
	CHECK(matches[0].score >= 90 && matches[0].only_numbers);
	CHECK_INT(look(d.red, NULL, "두 도시는 2026년 3월 새 교류 협약도 맺었다."),
		1);
	CHECK(matches[0].score >= 70 && matches[0].score < 95);
	CHECK(!matches[0].numbers);
	for (size_t i = 0; i < matches[0].n_runs; i++)
		buf_printf(&runs, "%c[%s|%s]", marks[matches[0].runs[i].kind],
			matches[0].runs[i].found, matches[0].runs[i].asked);
	CHECK_TEXT(runs.at, "=[두 도시는 2026년 3월 |두 도시는 2026년 3월 ]"
		"~[청소년 |새 ]=[교류 |교류 ]~[협약을 |협약도 ]=[맺었다.|맺었다.]");
	CHECK_INT(look(d.red, NULL, "전혀 다른 이야기가 여기 있다."), 0);
}

/* ---- files ---- */

struct file {
	int n, of;
};

static bool
file_next(void *arg, struct memory_unit *u, enum err *err)
{
	static const char *const colours[] = { "빨강", "파랑", "노랑", "하양" };
	struct file *f = arg;
	static char source[200], target[200];

	(void)err;
	if (f->n == f->of)
		return false;
	snprintf(source, sizeof source, "%s 배가 항구에 %d번째로 들어왔다.",
		colours[f->n % 4], f->n);
	snprintf(target, sizeof target, "Ship %d came in.", f->n);
	f->n++;
	*u = (struct memory_unit){ .from = f->n % 50 == 0 ? "ko" : "ko-KR",
		.to = "en-US", .source = source,
		.target = f->n == 7 ? " " : target };
	return true;
}

static void
file_comes(struct arena *a)
{
	struct desk d = desk(a);
	struct file f = { 0, 300 };
	struct memory_import done;

	CHECK_INT(memory_import(d.red, "ships.tmx", file_next, &f, &done), OK);
	CHECK_INT(done.read, 300);
	CHECK_INT(done.added, 299);
	CHECK_INT(done.left, 1);
	CHECK(look(d.red, d.open, "빨강 배가 항구에 120번째로 들어왔다.") > 0);
	CHECK_INT(matches[0].score, 100);
	CHECK_TEXT(matches[0].import, "ships.tmx");
	CHECK_INT(look(d.blue, d.theirs, "빨강 배가 항구에 120번째로 들어왔다."), 0);
	CHECK_INT(exported(d.red), 299);
	CHECK_INT(exported(d.blue), 0);
	CHECK_INT(listed(d.red, "ship 12 CAME"), 1);
	CHECK_INT(listed(d.red, "100%"), 0);
	/* Signed as well, it outlives the file. */
	sign(d.red, d.open, "빨강 배가 항구에 120번째로 들어왔다.",
		"Ship 120 came in.");
	f.n = 0;
	CHECK_INT(memory_import(d.red, "again.tmx", file_next, &f, &done), OK);
	CHECK_INT(done.added, 0);
	CHECK_INT(done.known, 299);
	CHECK_INT(visit_write(d.blue, file_run, &done.number), ERR_MISSING);
	CHECK_INT(visit_write(d.red, file_run, &done.number), OK);
	CHECK_INT(listed(d.red, NULL), 1);
	CHECK_INT(memory_sweep(d.v), OK);
	CHECK_INT(asked(d.v, "SELECT count(*) FROM memory_unit"), 1);
	CHECK_INT(look(d.red, d.open, "파랑 배가 항구에 121번째로 들어왔다."), 1);
	CHECK_INT(matches[0].score >= 70, 1);
}

static void
lists_anew(struct arena *a)
{
	struct desk d = desk(a);
	struct file f = { 0, 90 };
	struct memory_import done;
	int64_t before;

	CHECK_INT(memory_import(d.red, "ships.tmx", file_next, &f, &done), OK);
	sign(d.red, d.open, SIGNED, TARGET);
	before = asked(d.v, "SELECT sum(length(units)) FROM memory_gram");
	CHECK(before > 300);
	CHECK_INT(memory_again(d.v), OK);
	CHECK_INT(asked(d.v, "SELECT sum(length(units)) FROM memory_gram"),
		before);
	CHECK_INT(look(d.red, NULL, LIKE_IT), 1);
}

static bool
file_breaks(void *arg, struct memory_unit *u, enum err *err)
{
	struct file *f = arg;

	if (f->n < 5)
		return file_next(arg, u, err);
	*err = ERR_INPUT;
	return false;
}

static void
file_broken(struct arena *a)
{
	struct desk d = desk(a);
	struct file f = { 0, 90 };
	struct memory_import done;

	CHECK_INT(memory_import(d.red, "cut.tmx", file_breaks, &f, &done),
		ERR_INPUT);
	/* What could not be read to its end leaves nothing of that turn. */
	CHECK_INT(asked(d.v, "SELECT count(*) FROM memory_unit"), 0);
	CHECK_INT(listed(d.red, NULL), 0);
}

const struct test memory_tests[] = {
	{ "a text under embargo is found by its own record alone", embargo_holds },
	{ "what was held is found once its record is public, and no more when it is hidden", embargo_ends },
	{ "a pair that is also under embargo is told of as the open one has it", both_places },
	{ "no office finds another's memory", offices_apart },
	{ "personal fields never enter, and what staff alone reads is held", personal_never },
	{ "what was signed in a record goes when it is erased", erased_goes },
	{ "a pair is there once, and its date moves", there_once },
	{ "the same neighbours are worth more", neighbours_count },
	{ "a correction takes the older translation's place", corrected },
	{ "what differs is told run by run", differences_told },
	{ "a file is taken in, listed, given out and taken out again", file_comes },
	{ "a file that breaks off leaves nothing behind", file_broken },
	{ "lists of grams that are written anew find the same", lists_anew },
	{0}
};
