/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown: what ordinary marks become, and that nothing hostile survives.
 * The scanner in strict.c judges the latter, for every line of the lists of
 * attacks as it is and as the place of a link and of a picture.
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "strict.h"
#include "test.h"
#include "text/text.h"

#define ROOM (4u << 20)

static const char *
html(struct arena *a, const char *text)
{
	struct buf out = buf_in(a, ROOM);

	markdown_html(a, text, &out);
	CHECK(!out.full);
	return out.at;
}

struct row {
	const char *text, *want;
};

static void
rows_right(struct arena *a, const struct row *rows)
{
	for (const struct row *r = rows; r->text != NULL; r++)
		CHECK_TEXT(html(a, r->text), r->want);
}

static void
blocks(struct arena *a)
{
	static const struct row rows[] = {
		{ "", "" },
		{ "가 나\n다", "<p>가 나\n다</p>\n" },
		{ "# 하나\n###### six", "<h2>하나</h2>\n<h6>six</h6>\n" },
		{ "Title\n=====", "<h2>Title</h2>\n" },
		{ "- a\n- b\n  1. c", "<ul>\n<li>a</li>\n<li>b<ol>\n<li>c</li>\n"
			"</ol>\n</li>\n</ul>\n" },
		{ "3. c\n4. d", "<ol start=\"3\">\n<li>c</li>\n<li>d</li>\n</ol>\n" },
		{ "> q\n\n---", "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n" },
		{ "```c\na<b\n```", "<pre><code class=\"language-c\">a&lt;b\n"
			"</code></pre>\n" },
		{ "``` \"x\na\n```", "<pre><code>a\n</code></pre>\n" },
		{ "a  \nb", "<p>a<br>\nb</p>\n" },
		{ "|a|b|\n|---|--:|\n|1|2|", "<table>\n<thead>\n<tr><th>a</th>"
			"<th class=\"right\">b</th></tr>\n</thead>\n<tbody>\n<tr>"
			"<td>1</td><td class=\"right\">2</td></tr>\n</tbody>\n"
			"</table>\n" },
		{0}
	};

	rows_right(a, rows);
}

static void
spans(struct arena *a)
{
	static const struct row rows[] = {
		{ "*a* **b** ~~c~~ `d<`", "<p><em>a</em> <strong>b</strong> "
			"<del>c</del> <code>d&lt;</code></p>\n" },
		{ "&eacute;&#x41;&lt;&nope;&#0;", "<p>éA&lt;&amp;nope;\xef\xbf\xbd</p>\n" },
		{ "<b>x</b> & \"y\"", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot;</p>\n" },
		{ "[a](/ties/x?y=1&z=2 \"t<\")", "<p><a href=\"/ties/x?y=1&amp;z=2\" "
			"title=\"t&lt;\">a</a></p>\n" },
		{ "[a](#b) [c](mailto:a@b.kr) [d](tel:+8231)", "<p><a href=\"#b\">a</a> "
			"<a href=\"mailto:a@b.kr\">c</a> <a href=\"tel:+8231\">d</a></p>\n" },
		{ "[a](HTTPS://b.kr/가)", "<p><a href=\"HTTPS://b.kr/가\" "
			"rel=\"nofollow noopener\">a</a></p>\n" },
		{ "[a](</b c|d>)", "<p><a href=\"/b%20c%7Cd\">a</a></p>\n" },
		{ "(https://b.kr/c_d_(e))에서 xhttps://f https://", "<p>(<a "
			"href=\"https://b.kr/c_d_(e)\" rel=\"nofollow noopener\">"
			"https://b.kr/c_d_(e)</a>)에서 xhttps://f https://</p>\n" },
		{ "https://a@b.kr [https://c.kr](/d)", "<p>https://a@b.kr "
			"<a href=\"/d\">https://c.kr</a></p>\n" },
		{ "see https://b.kr/c.", "<p>see <a href=\"https://b.kr/c\" "
			"rel=\"nofollow noopener\">https://b.kr/c</a>.</p>\n" },
		{ "![a *b*](/files/c.jpg \"t\")", "<p><img loading=\"lazy\" "
			"src=\"/files/c.jpg\" title=\"t\" alt=\"a b\"></p>\n" },
		{ "![a ![b](/files/d) [e](/f)](/files/c)", "<p><img loading=\"lazy\" "
			"src=\"/files/c\" alt=\"a b e\"></p>\n" },
		{ "|a|\n|---|\n|https://b.kr|", "<table>\n<thead>\n<tr><th>a</th>"
			"</tr>\n</thead>\n<tbody>\n<tr><td><a href=\"https://b.kr\" "
			"rel=\"nofollow noopener\">https://b.kr</a></td></tr>\n"
			"</tbody>\n</table>\n" },
		{ "[![a](/files/c)](/d)", "<p><a href=\"/d\"><img loading=\"lazy\" "
			"src=\"/files/c\" alt=\"a\"></a></p>\n" },
		{0}
	};

	rows_right(a, rows);
}

static void
places(struct arena *a)
{
	static const char *const refused[] = {
		"javascript:alert(1)", "JaVaScRiPt:alert(1)",
		"java&#115;cript:x", "java&Tab;script:x", "java&#9;script:x",
		"javascript&colon;x", "&#x6a;avascript:x", "< javascript:x>",
		"<\x01javascript:x>", "data:text/html,x", "vbscript:x",
		"file:///etc/passwd", "//evil.example", "/\\evil.example",
		"\\\\evil.example", "/&#9;/evil.example", "/&bsol;x&#92;y",
		"&#47;/evil.example", "http:evil.example", "http://",
		"https://ours.kr@evil.example/", "http:///evil.example",
		"ftp://a.b", "page", "../page", "?q", "mailto:", "",
	};

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		const char *link = arena_printf(a, "[word](%s)", refused[i]);
		const char *picture = arena_printf(a, "![word](%s)",
			refused[i]);
		bool good = strstr(html(a, link), "<a") == NULL
			&& strstr(html(a, picture), "<img") == NULL
			&& strstr(html(a, link), "word") != NULL;

		if (!CHECK(good))
			printf("# %s\n", refused[i]);
	}
	CHECK_TEXT(html(a, "![w](https://a.b/c.png) ![x](/c.png)"
		"![y](/files/../c) ![z](/files/%2E%2e/c)"), "<p>w xy z</p>\n");
}

static void
long_text(struct arena *a)
{
	struct buf out = buf_in(a, 60);

	buf_text(&out, "before ");
	markdown_html(a, "one\n\n[two](https://a.example/long)\n\n"
		"three\n\nfour", &out);
	CHECK(out.full);
	CHECK_TEXT(out.at, "before <p>one</p>\n");
}

static void
bare_text(struct arena *a)
{
	static const struct row rows[] = {
		{ "# A\n\nb *c*\nd\n\n- e\n- f\n  - g", "A\nb c d\ne\nf\ng" },
		{ "|a|b|\n|---|---|\n|1|2|", "a b\n1 2" },
		{ "```\nx\ny\n```\nz", "x\ny\nz" },
		{ "[w](javascript:x) ![p](/files/q) &amp; <b>", "w p & <b>" },
		{ "a\\\nb", "a\nb" },
		{0}
	};

	for (const struct row *r = rows; r->text != NULL; r++) {
		struct buf out = buf_in(a, ROOM);

		markdown_text(a, r->text, &out);
		CHECK_TEXT(out.at, r->want);
	}
}

/* ---- attacks ---- */

/* What comes of text is HTML that strict.c takes. */
static void
stays_strict(struct arena *a, const char *text)
{
	const char *out = html(a, text);
	const char *fault = html_strict(a, out);

	if (CHECK(fault == NULL))
		return;
	printf("# of: %s\n# at: %.60s\n", text, fault);
}

/* Marks within an address, where md4c 0.4.8 loses count of them. */
static void
unbalanced(struct arena *a)
{
	static const char *const texts[] = {
		"![]([)]()", "![a](/files/x~~) ~~gone~~", "[a](</x*y>) b*",
		"- [a](</x*y>) b*\n  ```\n  c\n  ```\n",
		"|a|\n|---|\n|[a](</x*y>) b*|\n",
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		stays_strict(a, texts[i]);
}

/* One line, wherever a person could put it. */
static const char *marked(struct arena *a, const char *text, const size_t *at,
	size_t n);

static void
attack(const char *line)
{
	struct arena *a = arena_new();

	stays_strict(a, line);
	if (strlen(line) > 6)
		CHECK(html_strict(a, marked(a, line, (const size_t[]){ 1,
			strlen(line) / 3, strlen(line) / 2, strlen(line) - 1 },
			4)) == NULL);
	stays_strict(a, arena_printf(a, "[x](%s)", line));
	stays_strict(a, arena_printf(a, "[x](<%s> \"%s\")", line, line));
	stays_strict(a, arena_printf(a, "![%s](%s)", line, line));
	stays_strict(a, arena_printf(a, "![x](/files/%s)", line));
	stays_strict(a, arena_printf(a, "<%s>", line));
	stays_strict(a, arena_printf(a, "[%s]: %s\n\n[%s]", "r", line, "r"));
	stays_strict(a, arena_printf(a, "```%s\nx\n```", line));
	stays_strict(a, arena_printf(a, "<p %s=\"alert(1)\">", line));
	stays_strict(a, arena_printf(a, "|a|\n|---|\n|%s|", line));
	arena_free(a);
}

static void
hostile_lines(struct arena *a)
{
	static const struct {
		const char *name;
		int lines;
	} lists[] = { { "xss_rsnake", 73 }, { "xss_jhaddix", 110 },
		{ "xss_intruders", 179 }, { "xss_quick", 39 },
		{ "xss_event_handlers", 114 }, { "open_redirect", 240 } };

	if (!CHECK(test_shared() != NULL))
		return;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		struct bytes file;
		int lines = 0;
		char *rest, *line;

		if (!CHECK(file_read(a, arena_printf(a,
		    "%s/data/hostile-markup/%s.txt", test_shared(),
		    lists[i].name), ROOM, &file) == OK))
			continue;
		rest = arena_text(a, file.at);
		while ((line = strsep(&rest, "\n")) != NULL)
			if (*line != '\0') {
				attack(line);
				lines++;
			}
		CHECK_INT(lines, lists[i].lines);
	}
}

/* The body of a feed as its reader would see it. */
static char *
unescaped(struct arena *a, const char *text)
{
	static const struct {
		const char *from;
		char to;
	} rows[] = { { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' },
		{ "&amp;", '&' } };
	char *copy = arena_text(a, text), *to = copy;

	for (const char *at = text; *at != '\0';) {
		size_t n = 1;

		*to = *at;
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
			if (strncmp(at, rows[i].from, strlen(rows[i].from)) == 0) {
				*to = rows[i].to;
				n = strlen(rows[i].from);
			}
		to++;
		at += n;
	}
	*to = '\0';
	return copy;
}

static void
close_folder(void *dir)
{
	closedir(dir);
}

static void
hostile_feeds(struct arena *a)
{
	const char *folder = arena_printf(a, "%s/data/html-sanitize-cases/cases",
		test_shared() != NULL ? test_shared() : "");
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	int files = 0;

	if (!CHECK(dir != NULL))
		return;
	arena_defer(a, close_folder, dir);
	while ((entry = readdir(dir)) != NULL) {
		struct bytes file;

		if (*entry->d_name == '.')
			continue;
		files++;
		if (!CHECK(file_read(a, arena_printf(a, "%s/%s", folder,
		    entry->d_name), ROOM, &file) == OK))
			continue;
		stays_strict(a, file.at);
		stays_strict(a, unescaped(a, file.at));
		stays_strict(a, unescaped(a, unescaped(a, file.at)));
	}
	CHECK_INT(files, 396);
}

/* As HTML with marks from each of some bytes to the next, their spans shown as
 * <del>. */
static const char *
marked(struct arena *a, const char *text, const size_t *at, size_t n)
{
	struct markdown_mark *marks = arena_alloc(a, n * sizeof *marks);
	struct buf raw = buf_in(a, ROOM), out = buf_in(a, ROOM);
	const char *end;

	for (size_t i = 0; i + 1 < n; i++)
		marks[i] = (struct markdown_mark){ at[i], at[i + 1], "<del",
			">" };
	markdown_marked(a, text, marks, n - 1, &raw);
	for (const char *s = raw.at; *s != '\0'; s = end) {
		end = strstr(s, "</span>");
		if (end == NULL)
			end = s + strlen(s);
		buf_add(&out, s, (size_t)(end - s));
		if (*end != '\0') {
			buf_text(&out, "</del>");
			end += strlen("</span>");
		}
	}
	return out.at;
}

static void
marks(struct arena *a)
{
	static const char two[] = "One **two. Three** [four](/x).";

	CHECK_TEXT(marked(a, two, (const size_t[]){ 0, 11, 30 }, 3),
		"<p><del>One </del><strong><del>two. </del><del>Three</del>"
		"</strong><del> </del><a href=\"/x\"><del>four</del></a>"
		"<del>.</del></p>\n");
	CHECK_TEXT(marked(a, "- a\n- b & c", (const size_t[]){ 2, 3 }, 2),
		"<ul>\n<li><del>a</del></li>\n<li>b &amp; c</li>\n</ul>\n");
	CHECK_TEXT(marked(a, "![x y](/files/p)", (const size_t[]){ 0, 4, 16 },
		3), html(a, "![x y](/files/p)"));
}

/* The scanner itself must see what it is there for. */
static void
scanner_sees(struct arena *a)
{
	static const char *const faults[] = {
		"<script>", "<p onclick=\"x\"></p>", "<a href=\"javascript:x\"></a>",
		"<a href=\"&#x6a;\"></a>", "<p>", "</p>", "<p></h2>", "a < b",
		"&nbsp;", "<a href=\"//x\"></a>", "<a href='/x'></a>", "<p",
		"<img src=\"/other/x\">", "<a href=\"/x\"><a href=\"/y\"></a></a>",
		"<a href=\"/x", "<A href=\"/x\"></A>", "<p><!-- --></p>",
	};

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (!CHECK(html_strict(a, faults[i]) != NULL))
			printf("# %s\n", faults[i]);
	CHECK(html_strict(a, "<p>a<br>\n<a href=\"/b\" title=\"&lt;\">c</a></p>")
		== NULL);
}

const struct test markdown_tests[] = {
	{ "Markdown's blocks become HTML, headings from h2 on", blocks },
	{ "Markdown's spans become HTML, all else is escaped", spans },
	{ "a link to a place that could do harm loses the link and keeps its words", places },
	{ "Markdown too long for its room is cut between blocks", long_text },
	{ "Markdown as bare text keeps the words alone", bare_text },
	{ "HTML is balanced where the parser of Markdown is not", unbalanced },
	{ "marks lie within the other tags of Markdown", marks },
	{ "the strict scanner sees every kind of fault", scanner_sees },
	{ "no line of the lists of attacks survives Markdown", hostile_lines },
	{ "no feed of the cleaning cases survives Markdown", hostile_feeds },
	{0}
};
