/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Spreadsheets: in which encoding they are, what an old log says, and that
 * whole registries go in, and back out again, in acts of bounded size.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "derive/derive.h"
#include "office/office.h"
#include "test.h"

/* ---- encodings ---- */

#define KO "일자,교류내용\n2019.5.7.,동푸시 대표단 방문 (시장 외 17명)\n"
#define JA "日付,内容\n2019年5月,友好都市の代表団が来訪しました\n"

struct odd_lines {
	int64_t line[8];
	const char *charset[8];
	int n;
};

static void
odd(int64_t line, const char *charset, void *arg)
{
	struct odd_lines *o = arg;

	if (o->n == 8)
		return;
	o->line[o->n] = line;
	o->charset[o->n++] = charset;
}

static void
charsets_guessed(struct arena *a)
{
	static const struct {
		const char *bytes, *charset;
		size_t n;
	} rows[] = {
		{ KO, "UTF-8", sizeof KO - 1 },
		{ "\xef\xbb\xbf" "a,b\n", "UTF-8", 7 },
		{ "plain,ascii\n", "UTF-8", 12 },
		/* 도시명,국가명 덕주,중국 */
		{ "\xb5\xb5\xbd\xc3\xb8\xed,\xb1\xb9\xb0\xa1\xb8\xed\n"
		  "\xb4\xf6\xc1\xd6,\xc1\xdf\xb1\xb9\n", "CP949", 24 },
		/* 똠방: beyond EUC-KR */
		{ "\x8c\x63\xb9\xe6,KR\n", "CP949", 8 },
		{ "a\0,\0b\0\n\0", "UTF-16LE", 8 },
		{ "\xfe\xff\0a\0,\0b\0\n", "UTF-16BE", 10 },
		{ "\xff\xfe\x90\xc7\x0a\0", "UTF-16LE", 6 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_TEXT(text_charset_guess(a, rows[i].bytes, rows[i].n),
			rows[i].charset);
}

static void
mixed_told(struct arena *a)
{
	/* The second line is CP949 (한국), the fourth nothing at all. */
	static const char mixed[] = "도시,나라\nA,\xc7\xd1\xb1\xb9\n덕주,중국\n"
		"B,\xff\xff\x81\n";
	struct odd_lines o = {0};
	const char *out;
	size_t n;

	CHECK_TEXT(text_charset_guess(a, mixed, sizeof mixed - 1), "UTF-8");
	CHECK(text_decode(a, "UTF-8", mixed, sizeof mixed - 1, &out, &n, odd,
		&o));
	CHECK_TEXT(out, "도시,나라\nA,한국\n덕주,중국\nB,\\xFF\\xFF\\x81\n");
	CHECK_INT(o.n, 2);
	CHECK_INT(o.line[0], 2);
	CHECK_TEXT(o.charset[0], "CP949");
	CHECK_INT(o.line[1], 4);
	CHECK(o.charset[1] == NULL);
	CHECK(!text_decode(a, "EBCDIC", "a", 1, &out, &n, odd, &o));
	CHECK(!text_decode(a, "UTF-16LE", "abc", 3, &out, &n, odd, &o));
}

/* ---- what a log says ---- */

static void
people_counted(struct arena *a)
{
	static const struct {
		const char *text;
		int64_t n;
	} rows[] = {
		{ "대표단 방문 (시장 외 17명)", 18 }, { "시장 등 17명 내방", 17 },
		{ "청소년 20명과 인솔 3명 파견", 23 },
		{ "총 23명(청소년 20명, 인솔 3명) 파견", 23 },
		{ "德州市代表团一行8人来访", 8 }, { "市长外5人", 6 },
		{ "代表団ほか12名が来訪", 13 },
		{ "Mayor and 5 others visited", 6 },
		{ "A delegation of 12 came", 12 }, { "8 people", 8 },
		{ "2019년 5월 7일 협약", 0 }, { "서한 3통 교환", 0 },
		{ "", 0 },
	};

	(void)a;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!CHECK_INT(log_people(rows[i].text), rows[i].n))
			printf("# of %s\n", rows[i].text);
}

static void
ways_guessed(struct arena *a)
{
	static const char *home[] = { "하늘시", "하늘" };
	static const char *away[] = { "동푸시", "동푸", "东浦市" };
	const struct log_names names = { a, home, away, 2, 3 };
	static const struct {
		const char *text, *type;
	} rows[] = {
		{ "동푸시 대표단 내방", "visit-in" },
		{ "청소년 파견", "visit-out" },
		{ "동푸시 대표단 방문 (시장 외 17명)", "visit-in" },
		{ "하늘시 대표단 방문", "visit-out" },
		{ "동푸시 방문", "visit-out" }, { "동푸시를 방문", "visit-out" },
		{ "하늘시 방문", "visit-in" },
		{ "동푸시 부시장 일행이 하늘시를 방문", "visit-in" },
		{ "하늘시장 동푸시 방문", "visit-out" },
		{ "东浦市代表团来访", "visit-in" },
		{ "화상 회의", "online" }, { "자매결연 협정 체결", "agreement" },
		{ "청소년 홈스테이", "homestay" }, { "축구 교류전", "sport" },
		/* Nothing says which way. */
		{ "대표단 방문", NULL }, { "서한 교환", NULL },
		{ "파견과 내방을 함께 적음", NULL },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *type = log_type(rows[i].text, &names);

		if (rows[i].type == NULL ? !CHECK(type == NULL) :
		    !CHECK_TEXT(type != NULL ? type : "", rows[i].type))
			printf("# of %s: %s\n", rows[i].text,
				type != NULL ? type : "-");
	}
}

/* ---- a store ---- */

struct store {
	struct db *db;
	struct db_conn *conn;
	const char *folder;
};

static void
store_close(void *arg)
{
	struct store *s = arg;

	if (s->conn != NULL)
		db_disconnect(s->conn);
	if (s->db != NULL)
		db_close(s->db);
	if (s->folder != NULL)
		file_remove_folder(s->folder);
}

static struct visit *
fresh(struct arena *a)
{
	static const uint8_t key[SECRET_KEY] = { 9 };
	struct store *s = arena_alloc(a, sizeof *s);
	struct visit *v = arena_alloc(a, sizeof *v);
	struct buf faults = buf_in(a, 1 << 16);
	const struct catalogue *c = catalogue_open(a, office_entities, key,
		&faults);
	char why[300] = "";

	arena_defer(a, store_close, s);
	CHECK_INT(file_temporary(a, "sheet", &s->folder), OK);
	CHECK_INT(db_open(arena_printf(a, "sqlite:%s/store.db", s->folder),
		true, &s->db, why), OK);
	CHECK_INT(db_connect(s->db, &s->conn), OK);
	visit_begin(v, a, s->db, s->conn, c);
	v->roles |= ROLE_SYSTEM;
	v->who = "test";
	v->lang = LANG_EN;
	v->zone = "Asia/Seoul";
	CHECK_INT(migrate(v, NULL, NULL, &faults), OK);
	CHECK_TEXT(faults.at, "");
	return v;
}

static enum err
add(struct visit *v, void *arg)
{
	return deed_add(v, arg, "", 0);
}

/* A deed that runs, of a text as it is guessed; more: of its plan. */
static struct deed *
begun(struct visit *v, const struct entity *of, const struct buf *text,
	const char *more, struct sheet_file *f)
{
	struct deed *d = arena_alloc(v->arena, sizeof *d);

	*f = (struct sheet_file){ .of = of, .at = text->at, .n = text->n };
	*d = (struct deed){ .kind = of->name, .act = "import", .name = "t",
		.state = "running", .with = keep(v, sheet_guess(v, f)) };
	json_object_update(d->with, keep(v, json_loads(more, 0, NULL)));
	CHECK_INT(visit_write(v, add, d), OK);
	return d;
}

static void
told(struct visit *v, const struct deed *d)
{
	struct deed_row *rows;
	size_t n;

	if (deed_rows(v, d->id, "wrong", 0, 3, &rows, &n) == OK)
		for (size_t i = 0; i < n; i++)
			printf("# line %lld: %s\n", (long long)rows[i].line,
				rows[i].says ? rows[i].says : "");
	for (struct problem *p = v->problems; p != NULL; p = p->next)
		printf("# %s: %s\n", p->field ? p->field : "", p->key);
}

static int64_t
count(struct visit *v, const struct entity *of)
{
	struct query *q = query_of(v, of);
	int64_t n = -1;

	CHECK_INT(query_count(q, &n), OK);
	return n;
}

struct turning {
	struct deed *deed;
	bool again;
};

static enum err
turn(struct visit *v, void *arg)
{
	struct turning *t = arg;

	return deed_turn(v, t->deed, t->again, DEED_ACT);
}

static void
turn_all(struct visit *v, struct deed *d, bool again)
{
	struct turning t = { d, again };
	const char *end = again ? "done" : "undone";

	d->at = 0;
	for (int i = 0; i < 1000 && strcmp(d->state, end) != 0; i++)
		if (!CHECK_INT(visit_write(v, turn, &t), OK))
			return;
}

/* ---- a registry as offices publish it ---- */

static void
busan_like(struct arena *a)
{
	static const char csv[] =
		"국제교류 자매도시 현황,,,,,,\n"
		"번호,도시명,국가명,결연일자,면적(㎢),인구수,데이터기준일자\n"
		"1,바다항시,일본,1976-10-11,341.0,\"1,592,000명\",2024-12-31\n"
		"2,먼나라시,미합중국,1967. 12. 18.,1214,3898747,2024-12-31\n"
		"3,없는나라시,아틀란티스,1999,10,10,2024-12-31\n";
	struct visit *v = fresh(a);
	struct buf text = buf_in(a, 4096);
	struct sheet_file f;
	struct record *r;
	struct deed *d;

	buf_text(&text, csv);
	d = begun(v, &entity_city, &text, "{}", &f);
	CHECK_INT(json_integer_value(json_object_get(d->with, "head")), 2);
	CHECK_INT(sheet_take(v, &f, d, 1000), OK);
	CHECK_TEXT(d->state, "done");
	if (!CHECK_INT(d->fresh, 2) || !CHECK_INT(d->wrong, 1))
		told(v, d);
	problems_forget(v);
	if (!CHECK_INT(record_find(v, &entity_city, "slug", "badahangsi", &r),
	    OK))
		return;
	CHECK_TEXT(record_text(r, "country"), "JP");
	CHECK_TEXT(record_text(r, "area"), "341.00");
	CHECK_INT(record_int(r, "population", 0), 1592000);
	CHECK_TEXT(record_text(r, "population_on"), "2024-12-31");
}

/* ---- all the ties of the world ---- */

/* Fields of a line of the shared files, which have no quotes but some. */
static size_t
cut(char *line, char *out[], size_t most)
{
	size_t n = 0;

	while (n < most) {
		char *end;

		if (*line == '"') {
			out[n++] = ++line;
			end = strstr(line, "\",");
			if (end == NULL)
				return n;
			*end = '\0';
			line = end + 2;
			continue;
		}
		out[n++] = line;
		end = strpbrk(line, ",\r");
		if (end == NULL || *end == '\r') {
			if (end != NULL)
				*end = '\0';
			return n;
		}
		*end = '\0';
		line = end + 1;
	}
	return n;
}

static struct buf
places_csv(struct arena *a, const char *path)
{
	struct buf out = buf_in(a, 16 << 20);
	struct bytes file = {0};
	char *rest, *line, *f[12];

	buf_text(&out, "slug,name.en,country,위도,경도,geonames,name_ko,"
		"name_zh,name_ja\n");
	CHECK_INT(file_read(a, path, 8 << 20, &file), OK);
	rest = arena_copy(a, file.at != NULL ? file.at : "", file.n);
	strsep(&rest, "\n");
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0') {
		static const int columns[] = { 1, 3, 4, 5, 6, 8, 9, 10 };
		size_t n = cut(line, f, 12);

		if (!CHECK(n >= 11))
			break;
		buf_printf(&out, "p%s", f[0]);
		for (size_t i = 0; i < 8; i++)
			csv_cell(&out, false, f[columns[i]]);
		buf_char(&out, '\n');
	}
	return out;
}

static struct buf
ties_csv(struct arena *a, const char *path)
{
	struct buf out = buf_in(a, 16 << 20);
	struct bytes file = {0};
	char *rest, *line, *f[2];

	buf_text(&out, "slug,자매도시\n");
	CHECK_INT(file_read(a, path, 8 << 20, &file), OK);
	rest = arena_copy(a, file.at != NULL ? file.at : "", file.n);
	strsep(&rest, "\n");
	while ((line = strsep(&rest, "\n")) != NULL && *line != '\0')
		if (cut(line, f, 2) == 2)
			buf_printf(&out, "t%s-%s,p%s / p%s\n", f[0], f[1],
				f[0], f[1]);
	return out;
}

static void
world_taken(struct arena *a)
{
	const char *shared = test_shared();
	struct visit *v = fresh(a);
	int64_t begin = clock_ticks();
	struct sheet_file f;
	struct buf text;
	struct deed *d;

	if (!CHECK(shared != NULL))
		return;
	text = places_csv(a, arena_printf(a,
		"%s/data/sister-cities/places.csv", shared));
	d = begun(v, &entity_city, &text, "{}", &f);
	CHECK_INT(sheet_take(v, &f, d, INT32_MAX), OK);
	/* 18 places have no country. */
	if (!CHECK_INT(d->fresh, 17699) || !CHECK_INT(d->wrong, 18))
		told(v, d);
	text = ties_csv(a, arena_printf(a,
		"%s/data/sister-cities/ties.csv", shared));
	d = begun(v, &entity_tie, &text, "{\"constants\":{\"tier\":\"sister\"}}",
		&f);
	CHECK_INT(sheet_take(v, &f, d, INT32_MAX), OK);
	if (!CHECK_INT(d->fresh + d->wrong, 25914) ||
	    !CHECK_INT(d->fresh, 25889))
		told(v, d);
	printf("# %lld cities and ties in %lld ms\n",
		(long long)(17699 + d->fresh),
		(long long)(clock_ticks() - begin));
}

/* ---- large files, two at once, and back ---- */

static struct buf
many_csv(struct arena *a, const char *stem, int n)
{
	struct buf out = buf_in(a, 32 << 20);

	buf_text(&out, "slug,name.en,구분\n");
	for (int i = 1; i <= n; i++)
		buf_printf(&out, "%s-%d,%s %d,%s\n", stem, i, stem, i,
			i % 1000 == 0 ? "no such type" : "company");
	return out;
}

static void
two_at_once(struct arena *a)
{
	struct visit *v = fresh(a);
	struct buf one = many_csv(a, "one", 3000), two = many_csv(a, "two",
		2000);
	struct sheet_file f, g;
	struct deed *d = begun(v, &entity_organisation, &one, "{}", &f);
	struct deed *e = begun(v, &entity_organisation, &two, "{}", &g);

	for (int i = 0; i < 20 && (strcmp(d->state, "done") != 0 ||
	    strcmp(e->state, "done") != 0); i++) {
		if (strcmp(d->state, "done") != 0)
			CHECK_INT(sheet_take(v, &f, d, 700), OK);
		if (strcmp(e->state, "done") != 0)
			CHECK_INT(sheet_take(v, &g, e, 700), OK);
	}
	CHECK_INT(d->fresh, 2997);
	CHECK_INT(d->wrong, 3);
	CHECK_INT(e->fresh, 1998);
	CHECK_INT(count(v, &entity_organisation), 4995);
	/* Only the one goes back, and comes again. */
	turn_all(v, d, false);
	CHECK_INT(d->left, 0);
	CHECK_INT(count(v, &entity_organisation), 1998);
	turn_all(v, d, true);
	CHECK_INT(count(v, &entity_organisation), 4995);
}

static void
begun_elsewhere(struct arena *a)
{
	struct visit *v = fresh(a);
	struct buf text = many_csv(a, "one", 900);
	struct sheet_file f;
	struct deed *d = begun(v, &entity_organisation, &text, "{}", &f);
	struct deed stale = *d;

	CHECK_INT(sheet_take(v, &f, d, 500), OK);
	CHECK_INT(sheet_take(v, &f, &stale, 500), ERR_CONFLICT);
	CHECK_INT(count(v, &entity_organisation), 500);
}

static void
large_taken(struct arena *a)
{
	struct visit *v = fresh(a);
	struct buf text = many_csv(a, "many", 100000);
	struct sheet_file f;
	struct deed *d = begun(v, &entity_organisation, &text, "{}", &f);
	int64_t begin = clock_ticks();

	CHECK_INT(sheet_take(v, &f, d, INT32_MAX), OK);
	CHECK_INT(d->fresh, 99900);
	CHECK_INT(d->wrong, 100);
	printf("# 100,000 rows in %lld ms\n",
		(long long)(clock_ticks() - begin));
}

static void
tried_is_undone(struct arena *a)
{
	struct visit *v = fresh(a);
	struct buf text = many_csv(a, "try", 6000);
	struct sheet_file f;
	struct deed *d = begun(v, &entity_organisation, &text, "{}", &f);

	CHECK_INT(sheet_try(v, &f, d), OK);
	CHECK_INT(d->rows, 6000);
	CHECK_INT(d->fresh, SHEET_TRIED - 5);
	CHECK_INT(d->wrong, 5);
	CHECK_INT(count(v, &entity_organisation), 0);
}

/* Two windows: one tries the sheet while the other takes it in. */
static void
tried_too_late(struct arena *a)
{
	struct visit *v = fresh(a);
	struct buf text = many_csv(a, "late", 20);
	struct sheet_file f;
	struct deed *d = begun(v, &entity_organisation, &text, "{}", &f);
	struct deed late = *d, *now;
	struct deed_row *rows;
	size_t n = 0;

	CHECK_INT(sheet_take(v, &f, d, 1000), OK);
	CHECK_INT(sheet_try(v, &f, &late), ERR_CONFLICT);
	problems_forget(v);
	CHECK_INT(deed_rows(v, d->id, NULL, 0, 100, &rows, &n), OK);
	CHECK_INT((int64_t)n, 20);
	if (CHECK_INT(deed_get(v, d->id, &now), OK))
		CHECK_TEXT(now->state, "done");
}

static enum err
record_act(struct visit *v, void *arg)
{
	json_t *in = keep(v, json_pack("{s:s, s:s, s:s, s:i, s:i}", "file",
		"f", "kind", "city", "state", "running", "added", 3, "edited",
		4));

	v->trusted = true;
	return record_create(v, &entity_import, in, arg);
}

/* Its fields must not be taken for what every record has of itself. */
static void
record_begun(struct arena *a)
{
	struct visit *v = fresh(a);
	int64_t entries, broken = -1;
	struct record *r = NULL;

	CHECK_INT(visit_write(v, record_act, &r), OK);
	CHECK_INT(history_verify(v, true, &entries, &broken, NULL, NULL), OK);
	CHECK_INT(broken, 0);
}

const struct test sheet_tests[] = {
	{ "the encoding of a table is found out", charsets_guessed },
	{ "lines of another encoding are told, and those of none kept as bytes", mixed_told },
	{ "a log says how many people there were", people_counted },
	{ "which way a visit went is guessed only where words say it", ways_guessed },
	{ "a registry as an office publishes it is read by its headings", busan_like },
	{ "all sister cities of the world and their ties are taken in", world_taken },
	{ "two imports at once keep out of each other's way, and one goes back", two_at_once },
	{ "an import that was begun elsewhere is not run twice", begun_elsewhere },
	{ "100,000 rows are taken in, the wrong ones told", large_taken },
	{ "a trial leaves nothing behind", tried_is_undone },
	{ "a trial of what was taken in meanwhile changes nothing", tried_too_late },
	{ "the record of an import is as its history has it", record_begun },
	{0}
};
