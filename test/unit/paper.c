/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Papers, read back with poppler's tools: what they say, where their pages
 * break, and that no value breaks them.
 */
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "paper/paper.h"
#include "test.h"

#define FIRST "{\"lang\": \"ko\", \"title\": \"교류 현황\"," \
	" \"number\": \"국제-12\", \"date\": \"2026-07-03\"," \
	" \"letterhead\": [\"부산광역시\", \"국제교류담당관\"], \"parts\": [" \
	" {\"heading\": \"개요\"}, {\"text\": \"두 도시는 교류한다.\"}," \
	" {\"facts\": [{\"label\": \"상대\", \"value\": \"直接上海市\"," \
	"   \"lang\": \"zh\"}, {\"label\": \"일본어\", \"value\":" \
	"   {\"text\": \"直接のカタカナ\", \"lang\": \"ja\"}}]}," \
	" {\"list\": [\"첫째\", \"Office of efficient affairs\"]}," \
	" {\"table\": {\"head\": [\"해\", \"직접 直接\"]," \
	"   \"rows\": [[\"2024\", \"12,000\"]]}}," \
	" {\"pair\": [[\"제1조\", \"第一条\"]], \"langs\": [\"ko\", \"zh\"]}," \
	" {\"space\": 2}, {\"text\": \"끝\", \"align\": \"center\"}]}"

static void
drop_json(void *json)
{
	json_decref(json);
}

static json_t *
json_of(struct arena *a, const char *text)
{
	json_error_t error;
	json_t *json = json_loads(text, 0, &error);

	if (!CHECK(json != NULL))
		printf("# %s\n", error.text);
	arena_defer(a, drop_json, json);
	return json;
}

/* What a command says; %s in it is a file with these bytes. */
static const char *
told(struct arena *a, const struct bytes *bytes, const char *command)
{
	struct buf out = buf_in(a, 1 << 20);
	const char *folder, *path, *line;
	char chunk[4096];
	size_t n;
	FILE *from;

	if (!CHECK(file_temporary(a, "paper-", &folder) == OK))
		return "";
	path = arena_printf(a, "%s/it", folder);
	CHECK(file_write(path, bytes->at, bytes->n) == OK);
	line = arena_printf(a, "F=%s; %s", path, command);
	from = popen(line, "r");
	while (from != NULL && (n = fread(chunk, 1, sizeof chunk, from)) > 0)
		buf_add(&out, chunk, n);
	CHECK(from != NULL && pclose(from) == 0);
	file_remove_folder(folder);
	return out.at;
}

static struct bytes
pdf_of(struct arena *a, const char *paper)
{
	struct bytes pdf = { "", 0 };

	CHECK_INT(pdf_paper(a, json_of(a, paper), &pdf), OK);
	return pdf;
}

static bool
says(const char *text, const char *part)
{
	bool so = strstr(text, part) != NULL;

	if (!so)
		printf("# no \"%s\" in\n# %.2000s\n", part, text);
	return so;
}

static size_t
count(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)) != NULL; text += strlen(part))
		n++;
	return n;
}

/* ---- what a paper says ---- */

static void
it_can_be_read_back(struct arena *a)
{
	static const char *const parts[] = { "부산광역시", "교류 현황",
		"국제-12 · 2026년 7월 3일", "두 도시는 교류한다.", "直接上海市",
		"直接のカタカナ", "Office of efficient affairs", "직접 直接",
		"12,000", "제1조", "第一条", "끝", "1/1" };
	struct bytes pdf = pdf_of(a, FIRST);
	const char *text = told(a, &pdf, "pdftotext $F -");

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		CHECK(says(text, parts[i]));
}

static void
each_language_has_its_shapes(struct arena *a)
{
	struct bytes pdf = pdf_of(a, FIRST);
	const char *fonts = told(a, &pdf, "pdffonts $F");

	CHECK(says(fonts, "NotoSansCJKsc"));
	CHECK(says(fonts, "NotoSansCJKjp"));
	/* All of them in the file, with their letters. */
	CHECK_INT(count(fonts, "yes yes yes"), count(fonts, "\n") - 2);
	/* And no more of them than is needed. */
	CHECK(pdf.n < 100000);
}

static void
it_has_properties(struct arena *a)
{
	struct bytes pdf = pdf_of(a, FIRST);
	const char *info = told(a, &pdf, "TZ=UTC pdfinfo -isodates $F");
	char *end = memmem(pdf.at, pdf.n, "/Lang (ko)", 10);

	CHECK(says(info, "Title:           교류 현황\n"));
	CHECK(says(info, "Author:          부산광역시\n"));
	CHECK(says(info, "CreationDate:    2026-07-03T00:00:00Z\n"));
	CHECK(says(info, "Tagged:          yes\n"));
	CHECK(says(info, "(A4)"));
	CHECK(end != NULL);
}

static void
it_has_a_structure(struct arena *a)
{
	static const char *const parts[] = { "H1 (block)\n    \"교류 현황\"",
		"H2 (block)\n    \"개요\"", "P (block)\n    \"두 도시는",
		"Table (block)\n    TR\n      TH\n        \"상대\"\n"
		"      TD\n        \"直接上海市\"",
		"LI (block)\n      Lbl (block)\n        \"•\"\n"
		"      LBody (block)\n        \"첫째\"",
		"TH\n        \"직접 直接\"", "\"第一条\"" };
	struct bytes pdf = pdf_of(a, FIRST);
	const char *text = told(a, &pdf, "pdfinfo -struct-text $F");

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		CHECK(says(text, parts[i]));
	/* The foot of a page is no part of it. */
	CHECK_INT(count(text, "1 / 1") + count(text, "1/1"), 0);
}

/* ---- pages ---- */

static json_t *
long_table(struct arena *a, int rows)
{
	json_t *paper = json_pack("{s:s, s:s, s:[{s:{s:[s, s], s:[]}}]}",
		"lang", "ko", "date", "2026-01-02", "parts", "table", "head",
		"번호", "이름", "rows");
	json_t *list = json_object_get(json_object_get(json_array_get(
		json_object_get(paper, "parts"), 0), "table"), "rows");

	arena_defer(a, drop_json, paper);
	for (int i = 1; i <= rows; i++)
		json_array_append_new(list, json_pack("[i, s]", i,
			arena_printf(a, "row-%d-", i)));
	return paper;
}

static void
a_head_is_repeated(struct arena *a)
{
	struct bytes pdf = { "", 0 };
	const char *text;
	size_t pages;

	CHECK_INT(pdf_paper(a, long_table(a, 300), &pdf), OK);
	text = told(a, &pdf, "pdftotext -layout $F -");
	pages = count(text, "\f");
	CHECK(pages >= 8 && pages <= 15);
	CHECK_INT(count(text, "번호"), pages);
	CHECK(says(text, arena_printf(a, "%zu / %zu\n\f", pages, pages)));
	CHECK(says(text, arena_printf(a, "1 / %zu\n\f", pages)));
	for (int i = 1; i <= 300; i++)
		CHECK_INT(count(text, arena_printf(a, "row-%d-", i)), 1);
}

/* Lines before it, so that it would be the last of the page. */
static void
a_heading_stays(struct arena *a)
{
	for (int lines = 30; lines < 45; lines++) {
		json_t *paper = json_pack("{s:s, s:[]}", "date", "2026-01-02",
			"parts");
		json_t *parts = json_object_get(paper, "parts");
		struct bytes pdf = { "", 0 };
		const char *text, *heading, *body;

		arena_defer(a, drop_json, paper);
		json_array_append_new(parts, json_pack("{s:[]}", "list"));
		for (int i = 0; i < lines; i++)
			json_array_append_new(json_object_get(json_array_get(
				parts, 0), "list"), json_string("line"));
		json_array_append_new(parts, json_pack("{s:s}", "heading",
			"HEADING"));
		json_array_append_new(parts, json_pack("{s:s}", "text",
			"FOLLOWING"));
		CHECK_INT(pdf_paper(a, paper, &pdf), OK);
		text = told(a, &pdf, "pdftotext -layout $F -");
		heading = strstr(text, "HEADING");
		body = strstr(text, "FOLLOWING");
		if (!CHECK(heading != NULL && body != NULL))
			return;
		CHECK(memchr(heading, '\f', (size_t)(body - heading)) == NULL);
	}
}

static void
a_long_row_goes_on(struct arena *a)
{
	json_t *paper = json_pack("{s:[{s:{s:[s], s:[[s, s]]}}]}", "parts",
		"table", "head", "head", "rows", "x", "y");
	struct buf words = buf_in(a, 40000);
	struct bytes pdf = { "", 0 };
	const char *text;

	arena_defer(a, drop_json, paper);
	for (int i = 0; i < 3000; i++)
		buf_printf(&words, "w%d ", i);
	json_array_set_new(json_array_get(json_object_get(json_object_get(
		json_array_get(json_object_get(paper, "parts"), 0), "table"),
		"rows"), 0), 1, json_string(words.at));
	CHECK_INT(pdf_paper(a, paper, &pdf), OK);
	text = told(a, &pdf, "pdftotext $F -");
	CHECK(count(text, "\f") >= 3);
	for (int i = 0; i < 3000; i += 7)
		CHECK_INT(count(text, arena_printf(a, "w%d%c", i, ' '))
			+ count(text, arena_printf(a, "w%d\n", i)), 1);
}

static void
too_many_pages(struct arena *a)
{
	json_t *paper = json_pack("{s:[]}", "parts");
	struct bytes pdf = { "", 0 };

	arena_defer(a, drop_json, paper);
	for (int i = 0; i < 200; i++) {
		json_array_append_new(json_object_get(paper, "parts"),
			json_pack("{s:s}", "text", "a page"));
		json_array_append_new(json_object_get(paper, "parts"),
			json_pack("{s:b}", "page_break", 1));
	}
	CHECK_INT(pdf_paper(a, paper, &pdf), ERR_LARGE);
	json_array_remove(json_object_get(paper, "parts"), 399);
	CHECK_INT(pdf_paper(a, paper, &pdf), OK);
	CHECK(says(told(a, &pdf, "pdfinfo $F"), "Pages:           200\n"));
}

/* ---- the same ---- */

static void
the_same_is_the_same(struct arena *a)
{
	struct bytes one = pdf_of(a, FIRST), two = pdf_of(a, FIRST);

	CHECK(one.n == two.n && memcmp(one.at, two.at, one.n) == 0);
}

static void
it_says_when_it_was_made(struct arena *a)
{
	struct bytes pdf;

	clock_set(INT64_C(1800000000000));
	pdf = pdf_of(a, "{\"date\": \"2026-07\"}");
	clock_set(0);
	CHECK(says(told(a, &pdf, "TZ=UTC pdfinfo -isodates $F"),
		"CreationDate:    2027-01-15T08:00:00Z\n"));
}

/* A thread's own: its arena, and whether all came out as in the first. */
struct thread {
	pthread_t thread;
	const json_t *paper;
	const struct bytes *want;
	bool same;
};

static void *
draw_again(void *arg)
{
	struct thread *t = arg;

	t->same = true;
	for (int i = 0; i < 5; i++) {
		struct arena *a = arena_new();
		struct bytes pdf;

		if (pdf_paper(a, t->paper, &pdf) != OK
		    || pdf.n != t->want->n
		    || memcmp(pdf.at, t->want->at, pdf.n) != 0)
			t->same = false;
		arena_free(a);
	}
	return NULL;
}

static void
threads_draw_at_once(struct arena *a)
{
	struct bytes want = pdf_of(a, FIRST);
	struct thread threads[4];

	for (int i = 0; i < 4; i++) {
		threads[i] = (struct thread){ .paper = json_of(a, FIRST),
			.want = &want };
		CHECK(pthread_create(&threads[i].thread, NULL, draw_again,
			&threads[i]) == 0);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i].thread, NULL);
		CHECK(threads[i].same);
	}
}

/* ---- what breaks nothing ---- */

static const struct {
	const char *paper;
	enum err want;
} odd[] = {
	{ "{}", OK },
	{ "[]", ERR_INPUT },
	{ "{\"parts\": {}}", ERR_INPUT },
	{ "{\"parts\": [1]}", ERR_INPUT },
	{ "{\"parts\": [[]]}", ERR_INPUT },
	{ "{\"parts\": [{}]}", ERR_INPUT },
	{ "{\"parts\": [{\"picture\": 1}]}", ERR_INPUT },
	{ "{\"parts\": [{\"text\": [1]}]}", ERR_INPUT },
	{ "{\"parts\": [{\"text\": {\"text\": {\"text\": \"a\"}}}]}", ERR_INPUT },
	{ "{\"parts\": [{\"text\": null}, {\"heading\": null}]}", OK },
	{ "{\"parts\": [{\"heading\": 2024, \"level\": 99}]}", OK },
	{ "{\"parts\": [{\"list\": \"a\"}]}", ERR_INPUT },
	{ "{\"parts\": [{\"list\": []}, {\"facts\": []}, {\"pair\": []}]}", OK },
	{ "{\"parts\": [{\"facts\": [{}, 1, null, {\"value\": null}]}]}", OK },
	{ "{\"parts\": [{\"table\": {}}, {\"table\": {\"head\": [\"a\"]}}]}", OK },
	{ "{\"parts\": [{\"table\": []}]}", ERR_INPUT },
	{ "{\"parts\": [{\"table\": {\"rows\": [1]}}]}", ERR_INPUT },
	{ "{\"parts\": [{\"table\": {\"rows\": [[], [1], [1, 2, 3]],"
	  " \"widths\": [0, -1, \"x\"]}}]}", OK },
	{ "{\"parts\": [{\"table\": {\"rows\": [[\"aaaaaaaaaaaaaa\", 2]],"
	  " \"widths\": [0.01, 1000]}}]}", OK },
	{ "{\"parts\": [{\"table\": {\"rows\":"
	  " [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]]}}]}", ERR_LARGE },
	{ "{\"parts\": [{\"pair\": [[\"a\"], [], [1, 2, 3]]}]}", OK },
	{ "{\"parts\": [{\"pair\": [\"a\"]}]}", ERR_INPUT },
	{ "{\"parts\": [{\"space\": 21}]}", ERR_INPUT },
	{ "{\"parts\": [{\"space\": -1}]}", ERR_INPUT },
	{ "{\"parts\": [{\"space\": \"x\"}, {\"page_break\": 3}]}", OK },
	{ "{\"lang\": \"../..\", \"title\": {\"text\": \"a\","
	  " \"lang\": \"x-)(/Root\"}}", OK },
	{ "{\"lang\": 3, \"date\": \"no date\", \"title\": \"a\\nb\\u0001c\"}", OK },
	{ "{\"letterhead\": [1, null, \"a\"], \"date\": \"9999-12-31\"}", OK },
	{ "{\"parts\": [{\"text\": \"\\u202e abc \\u2066 \\u200b\\u200d\\ufeff"
	  "\\u0301\\u0e33\\u0627\\ud83d\\ude00\\u00ad\\u2028x\"}]}", OK },
};

static void
no_value_breaks_it(struct arena *a)
{
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct bytes pdf;
		enum err got = pdf_paper(a, json_of(a, odd[i].paper), &pdf);

		if (!CHECK_INT(got, odd[i].want))
			printf("# %s\n", odd[i].paper);
		if (got == OK)
			CHECK(memcmp(pdf.at, "%PDF-", 5) == 0);
	}
}

/* n bytes of a text over and over. */
static json_t *
repeated(struct arena *a, const char *text, size_t n)
{
	struct buf out = buf_in(a, n);
	json_t *json;

	while (!out.full)
		buf_text(&out, text);
	out.n -= out.n % strlen(text);
	json = json_pack("{s:[{s:s#}]}", "parts", "text", out.at, (int)out.n);
	arena_defer(a, drop_json, json);
	return json;
}

static void
long_texts(struct arena *a)
{
	static const char *const texts[] = { "A", "가", "友", "e\u0301",
		"\u200d", "\u202e", "\n", "\n\n", "ก", "شكرا", "😀", " " };
	struct bytes pdf;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		enum err got = pdf_paper(a, repeated(a, texts[i], 20000),
			&pdf);

		CHECK(got == OK || got == ERR_LARGE);
	}
	CHECK_INT(pdf_paper(a, repeated(a, "word ", 10 << 20), &pdf),
		ERR_LARGE);
}

static void
deep_values(struct arena *a)
{
	json_t *deep = json_array();
	struct bytes pdf;
	json_t *paper;

	for (int i = 0; i < 1000; i++)
		deep = json_pack("{s:o}", "text", deep);
	paper = json_pack("{s:[{s:o}]}", "parts", "heading", deep);
	arena_defer(a, drop_json, paper);
	CHECK_INT(pdf_paper(a, paper, &pdf), ERR_INPUT);
}

/* This program once more with other fonts, for one of the sentences here. */
static void
without_fonts(struct arena *a)
{
	static const char conf[] = "<?xml version=\"1.0\"?>"
		"<!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">"
		"<fontconfig><dir>/nowhere</dir></fontconfig>";
	struct bytes bytes = { conf, sizeof conf - 1 };
	char self[1024];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	const char *said;

	if (!CHECK(n > 0))
		return;
	self[n] = '\0';
	said = told(a, &bytes, arena_printf(a, "FONTCONFIG_FILE=$F %s "
		"'no value breaks a paper' 2>&1", self));
	CHECK(says(said, "ok no value breaks a paper\n"));
	CHECK_INT(count(said, "not ok"), 0);
}

const struct test paper_tests[] = {
	{ "a paper's Hangul, Hanzi, kana and Latin can be read back",
		it_can_be_read_back },
	{ "a paper has each language's own shapes, and small fonts",
		each_language_has_its_shapes },
	{ "a paper tells its title, author, date and language",
		it_has_properties },
	{ "a paper has a structure to be read out by", it_has_a_structure },
	{ "a table of 300 rows has its head on every page, and pages are counted",
		a_head_is_repeated },
	{ "a heading stays with what follows it", a_heading_stays },
	{ "a row longer than a page goes on over the next", a_long_row_goes_on },
	{ "a paper of more than 200 pages is refused", too_many_pages },
	{ "the same paper is the same bytes", the_same_is_the_same },
	{ "a paper without a day says when it was made",
		it_says_when_it_was_made },
	{ "threads draw papers at once", threads_draw_at_once },
	{ "no value breaks a paper", no_value_breaks_it },
	{ "texts longer than any paper's are drawn or refused", long_texts },
	{ "deep values are refused", deep_values },
	{ "a paper comes without any font", without_fonts },
	{ 0 }
};
