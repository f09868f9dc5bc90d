/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TMX, XLIFF, TBX and CSV: what goes out comes back the same, the conformance
 * suites hold, and what is hostile is refused before it can cost anything.
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "test.h"
#include "words/words.h"

/* ---- TMX ---- */

#define TMX(inside) "<?xml version='1.0'?><tmx version='1.4'><header " \
	"srclang='ko-KR'/><body>" inside "</body></tmx>"

/* The pairs of a document, "from>to source>target" a line; then the fault. */
static const char *
pairs(struct arena *a, const char *at, size_t n)
{
	struct exchange_bytes bytes = {at, n};
	struct tmx *t = tmx_open(a, exchange_read_bytes, &bytes);
	struct buf b = buf_in(a, 1 << 20);
	struct memory_unit u;
	enum err err;

	while (tmx_next(t, &u, &err))
		buf_printf(&b, "%s>%s %s>%s;", u.from, u.to, u.source,
			u.target);
	if (tmx_left(t) > 0)
		buf_printf(&b, "left %d;", (int)tmx_left(t));
	if (err != OK)
		buf_printf(&b, "fault %d;", (int)tmx_said(t)->fault);
	return b.at;
}

static void
tmx_reads(struct arena *a)
{
	static const struct { const char *in, *out; } rows[] = {
		{TMX("<tu><tuv xml:lang='KO-KR'><seg>가다</seg></tuv>"
			"<tuv xml:lang='en-US'><seg>go</seg></tuv></tu>"),
			"ko>en 가다>go;"},
		{TMX("<tu><tuv lang='en'><seg>go</seg></tuv>"
			"<tuv lang='ko'><seg>가다</seg></tuv>"
			"<tuv lang='zh-CN'><seg>去</seg></tuv></tu>"),
			"ko>en 가다>go;ko>zh 가다>去;"},
		{TMX("<tu><tuv xml:lang='ko'><seg>가<bpt i='1'>&lt;b></bpt>나"
			"<ept i='1'>&lt;/b></ept><ph>x<sub>y</sub></ph>"
			"<hi>다</hi>&amp;</seg></tuv><tuv xml:lang='zh-TW'>"
			"<seg>去</seg></tuv></tu>"), "ko>zh-TW 가나다&>去;"},
		{TMX("<tu srclang='en'><tuv xml:lang='ko'><seg>가</seg></tuv>"
			"<tuv xml:lang='en'><seg>a</seg></tuv></tu>"),
			"en>ko a>가;"},
		{TMX("<tu><tuv xml:lang='ko'><seg>가</seg></tuv></tu>"
			"<tu><tuv xml:lang='x y'><seg>a</seg></tuv><tuv><seg/>"
			"</tuv></tu><tu><tuv xml:lang='ko'><seg> </seg></tuv>"
			"<tuv xml:lang='en'><seg>a</seg></tuv></tu>"),
			"left 3;"},
		{TMX("<tu><tuv xml:lang='ko'><seg>가</seg></tuv>"
			"<tuv xml:lang='ko'><seg>나</seg></tuv></tu>"),
			"left 1;"},
		{"<tmx version='2.0'/>", "fault 5;"},
		{"<html/>", "fault 5;"},
		{"", "fault 1;"},
		{"<tmx version='1.4'><body>", "fault 1;"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_TEXT(pairs(a, rows[i].in, strlen(rows[i].in)),
			rows[i].out);
}

static void
tmx_suite(struct arena *a)
{
	const char *shared = test_shared();
	struct bytes file;

	if (!CHECK(shared != NULL) || !CHECK_INT(file_read(a, arena_printf(a,
	    "%s/data/xliff-tmx/tmx/pontoon_valid_entries.tmx", shared), 1 << 20,
	    &file), OK))
		return;
	CHECK(strstr(pairs(a, file.at, file.n),
		"en>sl content are c.1998–2019>content are c.1998–2019;")
		!= NULL);
	if (CHECK_INT(file_read(a, arena_printf(a,
	    "%s/data/xliff-tmx/tmx/pontoon_no_entries.tmx", shared), 1 << 20,
	    &file), OK))
		CHECK_TEXT(pairs(a, file.at, file.n), "");
}

static void
tmx_utf16(struct arena *a)
{
	static const char plain[] = TMX("<tu><tuv xml:lang='ko'><seg>k</seg>"
		"</tuv><tuv xml:lang='en'><seg>e</seg></tuv></tu>");
	struct buf b = buf_in(a, 4096);

	buf_add(&b, "\xff\xfe", 2);
	for (size_t i = 0; i < sizeof plain - 1; i++)
		buf_add(&b, (char[]){plain[i], 0}, 2);
	CHECK_TEXT(pairs(a, b.at, b.n), "ko>en k>e;");
}

static void
tmx_returns(struct arena *a)
{
	static const struct memory_unit out = {
		.number = 7, .from = "ko", .to = "en",
		.source = "<가> & \"나\"\n다", .target = "a\tb 'c'",
		.before = "앞\n글", .after = "뒤", .field = "body",
		.who = "번역가 <하나>", .at = 1731017400000, .used = 3,
	};
	struct buf b = buf_in(a, 1 << 20);
	struct tmx_out *t = tmx_begin(a, exchange_write_buf, &b, "ko",
		1731017400000);
	struct exchange_bytes bytes;
	struct memory_unit u;
	struct tmx *in;
	enum err err;

	tmx_unit(t, &out);
	CHECK(tmx_end(t));
	bytes = (struct exchange_bytes){b.at, b.n};
	in = tmx_open(a, exchange_read_bytes, &bytes);
	if (!CHECK(tmx_next(in, &u, &err)))
		return;
	CHECK_TEXT(u.source, out.source);
	CHECK_TEXT(u.target, out.target);
	CHECK_TEXT(u.before, out.before);
	CHECK_TEXT(u.after, out.after);
	CHECK_TEXT(u.field, out.field);
	CHECK_TEXT(u.who, out.who);
	CHECK_INT(u.at, out.at);
	CHECK_INT(u.used, out.used);
	CHECK(!tmx_next(in, &u, &err) && err == OK);
}

/* ---- a stream of a million ---- */

#ifdef __SANITIZE_ADDRESS__
#define UNITS_LEAST 2000
#else
#define UNITS_LEAST 50000
#endif

struct endless {
	int64_t units, done;
	char held[512];
	size_t at, n;
};

static long
read_endless(void *arg, char *at, size_t room)
{
	struct endless *e = arg;
	size_t n;

	if (e->at == e->n) {
		int k = 0;

		if (e->done == 0)
			k = snprintf(e->held, sizeof e->held, "<tmx "
				"version='1.4'><header srclang='ko'/><body>");
		else if (e->done <= e->units)
			k = snprintf(e->held, sizeof e->held, "<tu "
				"creationid=\"n\" creationdate=\"20240301T"
				"091500Z\"><tuv xml:lang=\"ko\"><seg>%lld번째 "
				"문장은 두 도시의 교류를 말한다.</seg></tuv>"
				"<tuv xml:lang=\"en\"><seg>Sentence %lld tells "
				"of the exchange of two cities.</seg></tuv>"
				"</tu>\n", (long long)e->done,
				(long long)e->done);
		else if (e->done == e->units + 1)
			k = snprintf(e->held, sizeof e->held, "</body></tmx>");
		e->done++;
		e->at = 0;
		e->n = (size_t)k;
	}
	n = e->n - e->at < room ? e->n - e->at : room;
	memcpy(at, e->held + e->at, n);
	e->at += n;
	return (long)n;
}

/* 50,000 units a second, and no more memory for many than for few. */
static void
tmx_streams(struct arena *a)
{
	struct endless *e = arena_alloc(a, sizeof *e);
	struct tmx *t = tmx_open(a, read_endless, e);
	struct timespec from, to;
	struct memory_unit u;
	int64_t n = 0;
	size_t used = 0;
	double seconds;
	enum err err;

	e->units = 100000;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	while (tmx_next(t, &u, &err))
		if (++n == 1000)
			used = arena_used(a);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	seconds = (double)(to.tv_sec - from.tv_sec) +
		(double)(to.tv_nsec - from.tv_nsec) / 1e9;
	CHECK_INT(n, 100000);
	CHECK_INT(err, OK);
	CHECK_INT(arena_used(a), used);
	if (!CHECK((double)n / seconds > UNITS_LEAST))
		printf("# %.0f units a second\n", (double)n / seconds);
}

/* ---- hostile XML ---- */

static const char *
deep(struct arena *a)
{
	struct buf b = buf_in(a, 1 << 20);

	buf_text(&b, "<tmx version='1.4'>");
	for (int i = 0; i < 10000; i++)
		buf_text(&b, "<a>");
	return b.at;
}

static void
hostile(struct arena *a)
{
	const struct { const char *xml; enum exchange_fault fault; } rows[] = {
		{"<!DOCTYPE tmx [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>"
			"<!ENTITY c '&b;&b;&b;&b;'>]><tmx version='1.4'>"
			"<header srclang='&c;'/></tmx>", EXCHANGE_ENTITY},
		{"<!DOCTYPE tmx [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
			"<tmx version='1.4'>&x;</tmx>", EXCHANGE_ENTITY},
		{"<!DOCTYPE tmx [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/'>"
			"%x;]><tmx version='1.4'/>", EXCHANGE_ENTITY},
		{"<!DOCTYPE tmx [<!NOTATION n SYSTEM 'n'><!ENTITY x SYSTEM "
			"'a.gif' NDATA n>]><tmx version='1.4'/>",
			EXCHANGE_ENTITY},
		{"<tmx version='1.4'>&undeclared;</tmx>", EXCHANGE_NOT_XML},
		{"<tmx version='1.4'>\x01</tmx>", EXCHANGE_NOT_XML},
		{"<tmx version='1.4'>\xff\xff</tmx>", EXCHANGE_NOT_XML},
		{deep(a), EXCHANGE_DEEP},
		/* A document type alone fetches nothing, and is common. */
		{"<!DOCTYPE tmx SYSTEM 'http://127.0.0.1:9/tmx14.dtd'>"
			"<tmx version='1.4'/>", EXCHANGE_GOOD},
		{"<!DOCTYPE tmx SYSTEM '/dev/zero'><tmx version='1.4'>"
			"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude'"
			" href='/etc/passwd'/></tmx>", EXCHANGE_GOOD},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct exchange_bytes bytes = {rows[i].xml,
			strlen(rows[i].xml)};
		struct tmx *t = tmx_open(a, exchange_read_bytes, &bytes);
		struct exchange_said said;
		struct memory_unit u;
		struct xliff x;
		enum err err;

		CHECK(!tmx_next(t, &u, &err));
		if (!CHECK_INT(tmx_said(t)->fault, rows[i].fault))
			printf("# %.60s: %s\n", rows[i].xml,
				tmx_said(t)->detail);
		/* The tree is built by the same rules. */
		CHECK(xliff_read(a, rows[i].xml, strlen(rows[i].xml), &x,
			&said) == ERR_INPUT);
		CHECK_INT(said.fault, rows[i].fault == EXCHANGE_GOOD ?
			EXCHANGE_OTHER : rows[i].fault);
	}
}

static void
long_unit(struct arena *a)
{
	struct buf b = buf_in(a, 8 << 20);

	buf_text(&b, "<tmx version='1.4'><header srclang='ko'/><body><tu>"
		"<tuv xml:lang='ko'><seg>");
	for (int i = 0; i < 40000; i++)
		buf_text(&b, "가나다라마바사아자차카타파하");
	CHECK_TEXT(pairs(a, b.at, b.n), "fault 4;");
}

/* ---- XLIFF ---- */

static struct xliff_segment texts[] = {
	{.field = "title", .of = "aa11", .gap = "", .source = "제목 <1>",
		.target = "Title <1>", .state = XLIFF_FINAL},
	{.field = "body", .of = "bb22", .gap = "## ", .source = "첫 글.",
		.note = "짧게 & 쉽게"},
	{.field = "body", .place = 1, .of = "cc33", .gap = "\n\n",
		.source = "둘째 \"글\".", .target = "The second.",
		.state = XLIFF_TRANSLATED, .origin = "machine"},
	{.field = "subheads.0.line", .of = "dd44", .gap = "",
		.source = "부제", .target = "Subhead",
		.state = XLIFF_REVIEWED},
};

static struct xliff record = {.id = "article-01j9z", .title = "제목 <1>",
	.from = "ko", .to = "en", .segments = texts, .n = 4};

static const char *
written(struct arena *a, int version)
{
	struct buf b = buf_in(a, 1 << 20);

	CHECK(xliff_write(&record, version, exchange_write_buf, &b));
	return b.at;
}

static void
returns_as(struct arena *a, int version)
{
	const char *xml = written(a, version);
	struct exchange_said said;
	struct xliff x;

	if (!CHECK_INT(xliff_read(a, xml, strlen(xml), &x, &said), OK)) {
		printf("# %ld %s\n", said.line, said.detail);
		return;
	}
	CHECK_TEXT(x.id, record.id);
	CHECK_TEXT(x.from, "ko");
	CHECK_TEXT(x.to, "en");
	if (!CHECK_INT(x.n, 4))
		return;
	for (size_t i = 0; i < 4; i++) {
		CHECK_TEXT(x.segments[i].field, texts[i].field);
		CHECK_INT(x.segments[i].place, texts[i].place);
		CHECK_TEXT(x.segments[i].of, texts[i].of);
		CHECK_TEXT(x.segments[i].source, texts[i].source);
		CHECK_INT(x.segments[i].state, texts[i].state);
		if (version != 12)
			CHECK_TEXT(x.segments[i].gap, texts[i].gap);
		if (CHECK((x.segments[i].target == NULL) ==
		    (texts[i].target == NULL)) && texts[i].target != NULL)
			CHECK_TEXT(x.segments[i].target, texts[i].target);
	}
}

static void
xliff_returns(struct arena *a)
{
	returns_as(a, 0);
	returns_as(a, 12);
}

/* Changes one word of what went out, and asks what comes of it. */
static int
verdict(struct arena *a, const char *from, const char *to, size_t nth)
{
	const char *xml = written(a, 0), *at = strstr(xml, from);
	enum xliff_verdict *all;
	struct exchange_said said;
	struct xliff x;
	enum err err;

	if (!CHECK(at != NULL))
		return -1;
	xml = arena_printf(a, "%.*s%s%s", (int)(at - xml), xml, to,
		at + strlen(from));
	if (xliff_read(a, xml, strlen(xml), &x, &said) != OK)
		return -2;
	err = xliff_judge(a, &record, &x, &all);
	return err != OK ? -3 : nth < x.n ? (int)all[nth] : -4;
}

static void
xliff_judges(struct arena *a)
{
	CHECK_INT(verdict(a, "Title", "Title", 0), XLIFF_SAME);
	CHECK_INT(verdict(a, "Title", "A title", 0), XLIFF_NEW);
	CHECK_INT(verdict(a, "state=\"final\"", "state=\"reviewed\"", 0),
		XLIFF_NEW);
	CHECK_INT(verdict(a, "Title", "Title", 1), XLIFF_EMPTY);
	CHECK_INT(verdict(a, "1-cc33", "1-cc34", 2), XLIFF_CHANGED);
	CHECK_INT(verdict(a, "첫 글", "한 글", 1), XLIFF_TOUCHED);
	CHECK_INT(verdict(a, "1-cc33", "9-cc33", 2), XLIFF_UNKNOWN);
	CHECK_INT(verdict(a, "1-cc33", "mine", 2), XLIFF_CHANGED);
	CHECK_INT(verdict(a, "unit id=\"body\"", "unit id=\"lead\"", 1),
		XLIFF_UNKNOWN);
	CHECK_INT(verdict(a, "1-cc33", "0-cc33", 2), XLIFF_UNKNOWN);
	CHECK_INT(verdict(a, "article-01j9z", "article-01j9y", 0), -3);
	CHECK_INT(verdict(a, "trgLang=\"en\"", "trgLang=\"ja\"", 0), -3);
	CHECK_INT(verdict(a, "1-cc33", "0-bb22", 0), -2);
}

static int
suite_folder(struct arena *a, const char *part, bool good)
{
	const char *folder = arena_printf(a,
		"%s/data/xliff-tmx/xliff22-test-suite/%s", test_shared(), part);
	const struct dirent *entry;
	DIR *dir = opendir(folder);
	int n = 0;

	if (!CHECK(dir != NULL))
		return 0;
	while ((entry = readdir(dir)) != NULL) {
		struct exchange_said said;
		struct bytes file;
		struct xliff x;

		if (entry->d_name[0] == '.' || !CHECK_INT(file_read(a,
		    arena_printf(a, "%s/%s", folder, entry->d_name), 1 << 20,
		    &file), OK))
			continue;
		n++;
		if (!CHECK((xliff_read(a, file.at, file.n, &x, &said) == OK)
		    == good))
			printf("# %s: %ld %s\n", entry->d_name, said.line,
				said.detail);
	}
	closedir(dir);
	return n;
}

static void
xliff_suite(struct arena *a)
{
	if (!CHECK(test_shared() != NULL))
		return;
	CHECK_INT(suite_folder(a, "core/valid", true), 13);
	CHECK_INT(suite_folder(a, "modules/valid", true), 16);
	CHECK_INT(suite_folder(a, "core/invalid", false), 59);
}

/* ---- terms ---- */

static const struct concept_wording forms[] = {
	{"ko", "가온시|시", WORDING_MAIN}, {"ko", "=가온", WORDING_ADMITTED},
	{"en", "Gaon & \"City\"", WORDING_MAIN},
	{"en", "Kaon", WORDING_FORBIDDEN}, {"zh", "加温市", WORDING_MAIN},
	{"vi", "Gaon, th\xc3\xa0nh ph\xe1\xbb\x91", WORDING_MAIN},
};
static const struct concept_terms city = {
	.id = "t1", .subject = "press", .part = "name", .use = CONCEPT_KEEP,
	.definition = "도시 <이름>,\n두 줄", .definition_lang = "ko",
	.note = "-조심", .note_lang = "", .wordings = forms, .n = 6,
};

static const char *
told(struct arena *a, const struct concept_terms *c)
{
	struct buf b = buf_in(a, 1 << 16);

	buf_printf(&b, "%s %s %s %d [%s %s] [%s %s]", c->id, c->subject,
		c->part, (int)c->use, c->definition_lang, c->definition,
		c->note_lang, c->note);
	for (int lang = 0; lang <= LANG__MAX; lang++)
		for (size_t i = 0; i < c->n; i++)
			if ((int)lang_of(c->wordings[i].lang) == lang)
				buf_printf(&b, " %s:%s:%d", c->wordings[i].lang,
					c->wordings[i].text,
					(int)c->wordings[i].status);
	return b.at;
}

struct gathered {
	struct arena *a;
	const char *told;
	int n, most;
};

static bool
gather(void *arg, const struct concept_terms *c)
{
	struct gathered *g = arg;

	g->told = told(g->a, c);
	g->n++;
	return g->n < g->most;
}

static void
terms_return(struct arena *a)
{
	for (int format = TERMS_TBX; format <= TERMS_CSV; format++) {
		struct buf b = buf_in(a, 1 << 20);
		struct gathered g = {.a = a, .most = 9};
		struct terms_out *t = terms_begin(a, (enum terms_format)format,
			exchange_write_buf, &b);
		struct exchange_said said;

		terms_concept(t, &city);
		CHECK(terms_end(t));
		if (!CHECK_INT(terms_read(a, b.at, b.n, gather, &g, &said),
		    OK) || !CHECK_INT(g.n, 1))
			printf("# format %d: %s\n%s\n", format, said.detail,
				b.at);
		else
			CHECK_TEXT(g.told, told(a, &city));
	}
}

static void
terms_read_others(struct arena *a)
{
	static const struct { const char *in, *told; int n; } rows[] = {
		{"<tbx type='TBX-Basic' style='dct' xmlns='urn:iso:std:iso:"
			"30042:ed-2' xmlns:min='a' xmlns:basic='b'><text><body>"
			"<conceptEntry id='c5'><min:subjectField>law"
			"</min:subjectField><langSec xml:lang='en-GB'>"
			"<basic:definition>a rule</basic:definition><termSec>"
			"<term>act</term><min:partOfSpeech>noun"
			"</min:partOfSpeech></termSec><termSec><term>bill"
			"</term><min:administrativeStatus>deprecatedTerm-admn"
			"-sts</min:administrativeStatus></termSec></langSec>"
			"</conceptEntry></body></text></tbx>",
			"c5 law noun 0 [en a rule] [ ] en:act:0 en:bill:2", 1},
		{"<!DOCTYPE martif SYSTEM 'TBXcoreStructV02.dtd'><martif>"
			"<text><body><termEntry><langSet xml:lang='ko'><ntig>"
			"<termGrp><term>조례</term><termNote type="
			"'partOfSpeech'>noun</termNote></termGrp></ntig>"
			"<tig><term>규칙</term></tig></langSet></termEntry>"
			"</body></text></martif>",
			"  noun 0 [ ] [ ] ko:조례:0 ko:규칙:1", 1},
		{"ko;en\r\n\"조;례\";act\n\n시;\"ci\"\"ty\"",
			"   0 [ ] [ ] ko:시:0 en:ci\"ty:0", 2},
		{"en-US\tko-KR\nact\t조례", "   0 [ ] [ ] ko:조례:0 en:act:0",
			1},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct gathered g = {.a = a, .most = 9};
		struct exchange_said said;

		if (!CHECK_INT(terms_read(a, rows[i].in, strlen(rows[i].in),
		    gather, &g, &said), OK))
			printf("# row %zu: %ld %s\n", i, said.line,
				said.detail);
		CHECK_INT(g.n, rows[i].n);
		if (CHECK(g.told != NULL))
			CHECK_TEXT(g.told, rows[i].told);
	}
}

static void
terms_refused(struct arena *a)
{
	static const struct { const char *in; enum exchange_fault fault; } rows[] = {
		{"", EXCHANGE_OTHER}, {"a,b\n1,2\n", EXCHANGE_LANGUAGE},
		{"ko,en\n\"가,b\n", EXCHANGE_RULE},
		{"ko,en\n\"가\"x,b\n", EXCHANGE_RULE},
		{"<martif><text>", EXCHANGE_NOT_XML},
		{"<tmx version='1.4'/>", EXCHANGE_OTHER},
		{"<!DOCTYPE martif [<!ENTITY a 'b'>]><martif/>",
			EXCHANGE_ENTITY},
		{"ko,en\n\xff,b", EXCHANGE_RULE},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct gathered g = {.a = a, .most = 9};
		struct exchange_said said;

		CHECK_INT(terms_read(a, rows[i].in, strlen(rows[i].in), gather,
			&g, &said), ERR_INPUT);
		CHECK_INT(said.fault, rows[i].fault);
		CHECK_INT(g.n, 0);
	}
}

/* A cell that a spreadsheet would run has a mark before it. */
static void
no_formula(struct arena *a)
{
	static const struct concept_wording form = {"ko", "=cmd|x",
		WORDING_MAIN};
	struct concept_terms c = city;
	struct buf b = buf_in(a, 1 << 16);
	struct terms_out *t = terms_begin(a, TERMS_CSV, exchange_write_buf,
		&b);

	c.wordings = &form;
	c.n = 1;
	terms_concept(t, &c);
	CHECK(terms_end(t));
	CHECK(strstr(b.at, "\"'=cmd") != NULL);
	CHECK(strstr(b.at, "\"'-조심") != NULL);
}

const struct test exchange_tests[] = {
	{"TMX of any tag and with codes within gives plain pairs", tmx_reads},
	{"TMX of others is read", tmx_suite},
	{"TMX in UTF-16 is read", tmx_utf16},
	{"a pair that went out as TMX comes back with all it has", tmx_returns},
	{"TMX of any length is read in little memory, 50,000 units a second",
		tmx_streams},
	{"XML that declares entities or is too deep is refused, nothing is "
		"fetched", hostile},
	{"a unit beyond the bound ends the reading", long_unit},
	{"a record that went out as XLIFF comes back", xliff_returns},
	{"XLIFF is taken back only for the text it was made of", xliff_judges},
	{"valid XLIFF of the suite is read, invalid core is refused",
		xliff_suite},
	{"terms that went out as TBX, martif or CSV come back", terms_return},
	{"terms of others are read", terms_read_others},
	{"what is no list of terms is refused", terms_refused},
	{"a sheet holds no formula", no_formula},
	{0}
};
