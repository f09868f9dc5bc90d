/* SPDX-License-Identifier: Apache-2.0 */
/* What comes over the wire, before it is a request: forms, multipart, JSON,
 * headers, addresses, targets of redirects. */
#include <string.h>

#include "base/file.h"
#include "test.h"
#include "web/inside.h"

/* ---- forms ---- */

/* The JSON of a form, or "err". */
static const char *
form_text(struct arena *a, const char *form)
{
	const char *(*pairs)[2];
	size_t n;
	json_t *json;
	char *text;

	if (form_pairs(a, form, strlen(form), 1000, &pairs, &n) != OK ||
		form_json(a, (const char *const (*)[2])pairs, n, &json) != OK)
		return "err";
	text = json_dumps(json, JSON_COMPACT);
	arena_defer(a, free, text);
	return text;
}

static void
form_shapes(struct arena *a)
{
	static const char *const rows[][2] = {
		{"", "{}"},
		{"a=1", "{\"a\":\"1\"}"},
		{"a", "{\"a\":\"\"}"},
		{"a=1&a=2&a=3", "{\"a\":[\"1\",\"2\",\"3\"]}"},
		{"name.ko=%EC%84%9C&name.en=S+eoul",
			"{\"name\":{\"ko\":\"서\",\"en\":\"S eoul\"}}"},
		{"d.10.on=c&d.2.on=b&d.0.on=a",
			"{\"d\":[{\"on\":\"a\"},{\"on\":\"b\"},{\"on\":\"c\"}]}"},
		{"d.0=a&d.x=b", "{\"d\":{\"0\":\"a\",\"x\":\"b\"}}"},
		{"d.00=a", "{\"d\":{\"00\":\"a\"}}"},
		{"d.0.e.1=x&d.0.e.0=y", "{\"d\":[{\"e\":[\"y\",\"x\"]}]}"},
		{"_csrf=x&_revision.1=3", "{\"_csrf\":\"x\",\"_revision.1\":\"3\"}"},
		{"a=b%3Dc%26d", "{\"a\":\"b=c&d\"}"},
		{"a=e%CC%81", "{\"a\":\"é\"}"},
		{"a=x%0D%0Ay", "{\"a\":\"x\\ny\"}"},
		{"&&a=1&", "{\"a\":\"1\"}"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_TEXT(form_text(a, rows[i][0]), rows[i][1]);
}

static void
form_refused(struct arena *a)
{
	static const char *const rows[] = {
		"a=%", "a=%4", "a=%G1", "a=%00", "%00=a", "a=%FF", "a=%C0%80",
		"a=%ED%A0%80", "a=%01", "=x", ".a=x", "a.=x", "a..b=x",
		"a=1&a.b=2", "a.b=1&a=2", "a.b.c.d.e.f.g.h.i=x",
		"a=%E2%80%AE",
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!CHECK_TEXT(form_text(a, rows[i]), "err"))
			CHECK_TEXT(rows[i], "");
}

static void
form_bounded(struct arena *a)
{
	const char *(*pairs)[2];
	size_t n;

	CHECK_INT(form_pairs(a, "a&b&c", 5, 3, &pairs, &n), OK);
	CHECK_INT(n, 3);
	CHECK_INT(form_pairs(a, "a&b&c&d", 7, 3, &pairs, &n), ERR_LARGE);
}

/* ---- multipart ---- */

#define HEAD "Content-Disposition: form-data; name="

static enum err
parts(struct arena *a, const char *body, struct part **out, size_t *n)
{
	return multipart_read(a, "XX", body, strlen(body), 3, out, n);
}

static void
multipart_good(struct arena *a)
{
	struct part *p;
	size_t n;

	CHECK_INT(parts(a, "--XX\r\n" HEAD "\"a\"\r\n\r\none\r\n--XX\r\n"
		"content-disposition:form-data; filename=\"d/e%22.png\"; "
		"name=\"f\"\r\nContent-Type: x/y\r\n\r\n\r\n--XX\r\n"
		HEAD "\"g\"\r\n\r\n\r\n--XX--\r\n", &p, &n), OK);
	if (!CHECK_INT(n, 3))
		return;
	CHECK_TEXT(p[0].field, "a");
	CHECK(p[0].name == NULL);
	CHECK(p[0].n == 3 && memcmp(p[0].at, "one", 3) == 0);
	CHECK_TEXT(p[1].name, "e\".png");
	CHECK_INT(p[1].n, 0);
	CHECK_INT(p[2].n, 0);
}

static void
multipart_refused(struct arena *a)
{
	static const char *const rows[] = {
		"", "--XX", "--XX\r\n", "x--XX--", "--XX\n" HEAD "\"a\"\n\nb\n--XX--",
		"--XX\r\n\r\nno name\r\n--XX--",
		"--XX\r\n" HEAD "\"\"\r\n\r\nb\r\n--XX--",
		"--XX\r\n" HEAD "a\r\n\r\nb\r\n--XX--",
		"--XX\r\n" HEAD "\"a\"\r\n\r\nb\r\n--XX",
		"--XX\r\n" HEAD "\"a\"\r\n\r\nb--XX--",
		"--XX\r\n" HEAD "\"a\"; name=\"b\"\r\n\r\nb\r\n--XX--",
		"--XX\r\n" HEAD "\"a\"\r\n" HEAD "\"b\"\r\n\r\nb\r\n--XX--",
		"--XX\r\n" HEAD "\"a\"\r\nContent-Transfer-Encoding: base64"
			"\r\n\r\nb\r\n--XX--",
		"--XX\r\n" HEAD "\"\xff\"\r\n\r\nb\r\n--XX--",
	};
	struct part *p;
	size_t n;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!CHECK_INT(parts(a, rows[i], &p, &n), ERR_INPUT))
			CHECK_TEXT(rows[i], "");
	CHECK_INT(multipart_read(a, "", "----", 4, 3, &p, &n), ERR_INPUT);
	CHECK_INT(multipart_read(a, NULL, "----", 4, 3, &p, &n), ERR_INPUT);
}

static void
multipart_bounded(struct arena *a)
{
	struct buf body = buf_in(a, 4096);
	struct part *p;
	size_t n;

	for (int i = 0; i < 4; i++)
		buf_text(&body, "--XX\r\n" HEAD "\"a\"\r\n\r\nb\r\n");
	buf_text(&body, "--XX--");
	CHECK_INT(parts(a, body.at, &p, &n), ERR_LARGE);
}

/* ---- JSON ---- */

static void
json_bounds(struct arena *a)
{
	json_t *out;

	CHECK_INT(json_take(a, "[[[1]]]", 7, 3, 10, &out), OK);
	CHECK_INT(json_take(a, "[[[1]]]", 7, 2, 10, &out), ERR_LARGE);
	CHECK_INT(json_take(a, "[1,2,3]", 7, 2, 2, &out), ERR_LARGE);
	CHECK_INT(json_take(a, "[\"[[,,[[\\\"[\"]", 13, 1, 1, &out), OK);
	CHECK_INT(json_take(a, "\"e\xcc\x81\"", 5, 1, 1, &out), OK);
	CHECK_TEXT(json_string_value(out), "é");
	CHECK_INT(json_take(a, "{\"\xff\":1}", 7, 2, 2, &out), ERR_INPUT);
	CHECK_INT(json_take(a, "\"\\u202e\"", 8, 2, 2, &out), ERR_INPUT);
	CHECK_INT(json_take(a, "{} x", 4, 2, 2, &out), ERR_INPUT);
}

static void
json_faults(struct arena *a)
{
	int line = 0, column = 0;

	(void)a;
	CHECK_TEXT(json_fault("[[[1]]]", 7, 2, &line, &column),
		"error.json-deep");
	CHECK_TEXT(json_fault("\"\xff\"", 3, 2, &line, &column),
		"error.body-utf8");
	CHECK_TEXT(json_fault("{\"a\":1,\"a\":2}", 13, 2, &line, &column),
		"error.json-twice");
	CHECK_TEXT(json_fault("{\n\"a\":}", 7, 2, &line, &column),
		"error.json-broken");
	CHECK_INT(line, 2);
	CHECK(json_fault("[1,2]", 5, 2, &line, &column) == NULL);
}

/* ---- headers ---- */

static void
header_lists_words(struct arena *a)
{
	(void)a;
	CHECK(header_lists("gzip, deflate, br", "br"));
	CHECK(header_lists("GZIP;q=1.0, *;q=0", "gzip"));
	CHECK(header_lists("br; q=0.001", "br"));
	CHECK(!header_lists("br;q=0", "br"));
	CHECK(!header_lists("br;q=0.000, gzip", "br"));
	CHECK(!header_lists("brx, xbr", "br"));
	CHECK(!header_lists("", "br"));
	CHECK(!header_lists(",,;;,", "br"));
}

static void
header_values(struct arena *a)
{
	const char *p;

	CHECK_TEXT(header_value(a, "Text/HTML ; charset=\"UTF-8\"", "charset",
		&p), "text/html");
	CHECK_TEXT(p, "UTF-8");
	CHECK_TEXT(header_value(a, "multipart/form-data;a=b; boundary=x y",
		"boundary", &p), "multipart/form-data");
	CHECK_TEXT(p, "x");
	CHECK_TEXT(header_value(a, "", "charset", &p), "");
	CHECK(p == NULL);
}

static void
cookies_found(struct arena *a)
{
	static const struct {
		const char *header, *value;
	} rows[] = {
		{"session=x", "x"}, {"a=b; session=x; c=d", "x"},
		{"a=session=y; session=x", "x"}, {"xsession=y", NULL},
		{"session", NULL}, {"session=", ""}, {"", NULL},
		{";;; session=x", "x"}, {"a=b;session=x", "x"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct raw_request raw = {.headers[0] = {"Cookie",
			rows[i].header}, .header_count = 1};
		struct asking q = {.raw = &raw, .rq.visit.arena = a};

		CHECK_TEXT(request_cookie(&q.rq, "session"), rows[i].value);
	}
}

/* ---- addresses ---- */

static void
addresses_forwarded(struct arena *a)
{
	static const char *const listed[] = {"10.0.0.0/8", "::1",
		"2001:db8::/33"};
	static const struct {
		const char *peer, *forwarded, *client;
	} rows[] = {
		{"192.0.2.1", "1.1.1.1", "192.0.2.1"},
		{"10.1.2.3", NULL, "10.1.2.3"},
		{"10.1.2.3", "1.1.1.1", "1.1.1.1"},
		{"10.1.2.3", "6.6.6.6, 1.1.1.1", "1.1.1.1"},
		{"10.1.2.3", "6.6.6.6,1.1.1.1 , 10.9.9.9", "1.1.1.1"},
		{"10.1.2.3", "10.5.5.5,10.9.9.9", "10.5.5.5"},
		{"10.1.2.3", "1.1.1.1, nonsense", "10.1.2.3"},
		{"10.1.2.3", "1.1.1.1, nonsense, 10.9.9.9", "10.9.9.9"},
		{"10.1.2.3", "1.1.1.1:443", "1.1.1.1"},
		{"::1", "[2a00::5]:443", "2a00::5"},
		{"::1", "2a00::5", "2a00::5"},
		{"::1", "2a00::5, 2001:db8::7", "2a00::5"},
		{"::1", "2a00::5, 2001:db8:8000::7", "2001:db8:8000::7"},
		{"::ffff:10.1.2.3", "1.1.1.1", "1.1.1.1"},
		{"::1", ",,,", "::1"},
	};
	struct prefix p[3];
	bool believed;

	for (size_t i = 0; i < 3; i++)
		CHECK(prefix_parse(listed[i], &p[i]));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		CHECK_TEXT(address_client(a, p, 3, rows[i].peer,
			rows[i].forwarded, &believed), rows[i].client);
}

static void
addresses_cut(struct arena *a)
{
	struct prefix p;

	CHECK_TEXT(address_network(a, "203.0.113.77"), "203.0.113.0/24");
	CHECK_TEXT(address_network(a, "::ffff:203.0.113.77"), "203.0.113.0/24");
	CHECK_TEXT(address_network(a, "2001:db8:1:2:3::4"), "2001:db8:1::/48");
	CHECK_TEXT(address_network(a, "nonsense"), "");
	CHECK(address_ours("127.9.9.9") && address_ours("::1"));
	CHECK(!address_ours("128.0.0.1") && !address_ours("::2"));
	CHECK(!prefix_parse("10.0.0.0/33", &p));
	CHECK(!prefix_parse("10.0.0.0/-1", &p));
	CHECK(!prefix_parse("10.0.0.0/", &p));
	CHECK(!prefix_parse("::/129", &p));
	CHECK(!prefix_parse("example", &p));
}

/* ---- where a sign-in may lead ---- */

/* What a browser makes of it, by the URL standard: tabs and line ends out,
 * spaces at the ends off, backslashes turned.  True: it stays on this host. */
static bool
stays(struct arena *a, const char *to)
{
	char *s = arena_alloc(a, strlen(to) + 1);
	size_t n = 0;

	while (*to != '\0' && (unsigned char)*to <= ' ')
		to++;
	for (; *to != '\0'; to++)
		if (*to != '\t' && *to != '\n' && *to != '\r')
			s[n++] = *to == '\\' ? '/' : *to;
	return s[0] == '/' && s[1] != '/';
}

static void
redirects_local(struct arena *a)
{
	static const char *const good[] = {
		"/", "/office/", "/office/ties?q=a%20b&n=//x", "/ko/#top",
		"/office/%EC%84%9C",
	};
	struct bytes file;
	char *rest;
	int n = 0;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		CHECK(guard_local(good[i]));
	CHECK(!guard_local("") && !guard_local("x") && !guard_local("/a b"));
	if (!CHECK(test_shared() != NULL) || !CHECK_INT(file_read(a,
		    arena_printf(a, "%s/data/hostile-markup/open_redirect.txt",
			    test_shared()), 1 << 20, &file), OK))
		return;
	rest = arena_copy(a, file.at, file.n);
	for (char *line; (line = strsep(&rest, "\n")) != NULL; n++)
		if (guard_local(line) && !CHECK(stays(a, line)))
			CHECK_TEXT(line, "");
	CHECK(n > 200);
	CHECK(!stays(a, "/\t/evil.example") && !stays(a, "/\\evil.example"));
}

/* ---- patterns of routes ---- */

static void
patterns_fit(struct arena *a)
{
	static const struct {
		const char *pattern, *path;
		bool fits;
	} rows[] = {
		{"/", "/", true}, {"/a", "/a", true}, {"/a", "/a/", false},
		{"/a/", "/a/", true}, {"/{lang}/", "/ko/", true},
		{"/{lang}/", "/xx/", false}, {"/{lang}/", "/kor/", false},
		{"/{x}", "/", false}, {"/{x}.csv", "/a.csv", true},
		{"/{x}.csv", "/.csv", false}, {"/{x}.csv", "/a.csvx", false},
		{"/s/{x*}", "/s/a/b", true}, {"/s/{x*}", "/s/", false},
		{"/a/{x}/b", "/a/q/b", true}, {"/a/{x}/b", "/a/q/r/b", false},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct route r = {.path = rows[i].pattern};

		if (!CHECK(route_fits(&r, rows[i].path, a, NULL) ==
			rows[i].fits))
			CHECK_TEXT(rows[i].pattern, rows[i].path);
	}
}

static void
patterns_cover(struct arena *a)
{
	static const struct {
		const char *one, *other;
		bool covers;
	} rows[] = {
		{"/a/{x}", "/a/b", true}, {"/a/b", "/a/{x}", false},
		{"/{x}/", "/{lang}/", true}, {"/{lang}/", "/{x}/", false},
		{"/{lang}/", "/ko/", true}, {"/{lang}/", "/office/", false},
		{"/{x}.csv", "/{x}", false}, {"/{x}", "/{x}.csv", true},
		{"/s/{x*}", "/s/{a}/{b}", true}, {"/s/{x}", "/s/{x*}", false},
		{"/a", "/a/b", false}, {"/a/{x}/c", "/a/{y}/c", true},
	};

	(void)a;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!CHECK(route_covers(rows[i].one, rows[i].other) ==
			rows[i].covers))
			CHECK_TEXT(rows[i].one, rows[i].other);
}

const struct test form_tests[] = {
	{"a form's dotted names make groups and lists", form_shapes},
	{"a form that is broken is refused, not mended", form_refused},
	{"a form has so many fields and no more", form_bounded},
	{"a multipart body is parted at its boundary", multipart_good},
	{"a multipart body that no browser sends is refused", multipart_refused},
	{"a multipart body has so many parts and no more", multipart_bounded},
	{"JSON is measured before it is built", json_bounds},
	{"what is wrong with a JSON body is told apart", json_faults},
	{"a word in a header's list counts unless at q=0", header_lists_words},
	{"a header's value is parted from its parameters", header_values},
	{"a cookie is found by its whole name", cookies_found},
	{"the person is the rightmost hop that is no proxy of ours", addresses_forwarded},
	{"an address is cut to its network", addresses_cut},
	{"no hostile target leads off this host", redirects_local},
	{"a pattern fits the paths it should", patterns_fit},
	{"a pattern that hides another is known", patterns_cover},
	{0}
};
