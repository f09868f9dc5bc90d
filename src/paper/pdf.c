/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Papers: from a value to rows, part by part.  What a value looks like is in
 * paper.h; how the file is made of it, in pdf.h.
 */
#include <string.h>

#include "base/clock.h"
#include "base/edtf.h"
#include "pdf.h"
#include "text/text.h"

enum { PARTS_MOST = 5000, LINES_MOST = 20 };

#define BULLET_WIDTH 14.0

struct cell
cell_of(struct paper *p, const struct words *words, enum style style, double x,
	double width, const char *tag)
{
	return (struct cell){ .style = style, .x = x, .width = width,
		.tag = words->n > 0 ? tag : NULL,
		.layout = type_set(&p->type, style, words, width) };
}

enum err
paper_row(struct paper *p, const struct row *row)
{
	if (++p->rows > PAPER_ROWS)
		return ERR_LARGE;
	return flow_row(&p->flow, row);
}

/* A row of one cell over the whole measure. */
static enum err
add_text(struct paper *p, const struct words *words, enum style style,
	enum align align, struct row row, const char *tag)
{
	struct cell cell = cell_of(p, words, style, 0, PAGE_MEASURE, tag);

	cell.align = align;
	row.cells = &cell;
	row.n = 1;
	return paper_row(p, &row);
}

/* ---- the first page's beginning ---- */

static enum err
add_letterhead(struct paper *p, const json_t *lines)
{
	struct words words;
	size_t n;

	TRY(list_length(lines, 8, &n));
	for (size_t i = 0; i < n; i++) {
		TRY(words_read(&p->reader, json_array_get(lines, i), NULL,
			&words));
		if (i == 0 && p->author.n == 0)
			p->author = words;
		TRY(add_text(p, &words, i == 0 ? STYLE_OFFICE : STYLE_ADDRESS,
			ALIGN_CENTER, (struct row){
			.below = i + 1 == n ? RULE_HARD : RULE_NONE,
			.pad = i + 1 == n ? 5 : 0,
			.after = i == 0 ? 2 : 0 }, "P"));
	}
	return n > 0 ? flow_space(&p->flow, 26) : OK;
}

struct words
paper_number_and_date(struct paper *p)
{
	struct words both = p->number;

	both.text = arena_printf(p->reader.arena, "%s%s%s", p->number.text,
		p->number.n > 0 && p->date.n > 0 ? " · " : "", p->date.text);
	both.n = strlen(both.text);
	return both;
}

static enum err
add_title(struct paper *p)
{
	struct words both = paper_number_and_date(p);

	if (p->title.n > 0)
		TRY(add_text(p, &p->title, STYLE_TITLE, ALIGN_START,
			(struct row){ .after = 4, .outline = 1 }, "H1"));
	if (both.n > 0)
		TRY(add_text(p, &both, STYLE_SMALL, ALIGN_START,
			(struct row){ .after = 0 }, "P"));
	return p->title.n + both.n > 0 ? flow_space(&p->flow, 14) : OK;
}

/* ---- parts ---- */

static enum err
part_heading(struct paper *p, const json_t *part, const json_t *value)
{
	static const char *const tags[] = { "H2", "H3", "H4" };
	json_int_t level = json_integer_value(json_object_get(part, "level"));
	int step = level >= 1 && level <= 3 ? (int)level - 1 : 0;
	struct words words;

	TRY(words_read(&p->reader, value, NULL, &words));
	return add_text(p, &words, STYLE_HEADING_1 + (enum style)step,
		ALIGN_START, (struct row){ .before = 16 - 3 * step,
		.after = 5 - step, .keep = true, .whole = true,
		.outline = words.n > 0 ? step + 2 : 0 }, tags[step]);
}

/* One of some words; the first when it is none of them. */
static size_t
choice(const json_t *part, const char *name, const char *const words[],
	size_t n)
{
	const char *word = json_string_value(json_object_get(part, name));

	for (size_t i = 0; word != NULL && i < n; i++)
		if (strcmp(word, words[i]) == 0)
			return i;
	return 0;
}

static enum err
part_text(struct paper *p, const json_t *part, const json_t *value)
{
	static const char *const aligns[] = { "start", "center", "end" };
	static const char *const sizes[] = { "body", "small", "large" };
	enum style style = STYLE_BODY + (enum style)choice(part, "size", sizes,
		3);
	enum align align = (enum align)choice(part, "align", aligns, 3);
	struct words words;
	const char *at;

	TRY(words_read(&p->reader, value, NULL, &words));
	at = words.text;
	for (;;) {
		struct words paragraph = words;
		const char *end;

		at += strspn(at, "\n");
		end = strstr(at, "\n\n");
		paragraph.text = at;
		paragraph.n = end != NULL ? (size_t)(end - at) : strlen(at);
		if (paragraph.n == 0)
			return OK;
		TRY(add_text(p, &paragraph, style, align,
			(struct row){ .after = styles[style].line * 0.5 },
			"P"));
		at += paragraph.n;
	}
}

static enum err
part_facts(struct paper *p, const json_t *part, const json_t *value)
{
	(void)part;
	return paper_facts(p, value);
}

static enum err
part_list(struct paper *p, const json_t *part, const json_t *value)
{
	struct words bullet = { "•", strlen("•"), p->reader.lang }, words;
	size_t n;

	(void)part;
	TRY(list_length(value, PAPER_ROWS, &n));
	for (size_t i = 0; i < n; i++) {
		struct cell cells[2];

		TRY(words_read(&p->reader, json_array_get(value, i), NULL,
			&words));
		cells[0] = cell_of(p, &bullet, STYLE_BODY, 2,
			BULLET_WIDTH - 2, "Lbl");
		cells[1] = cell_of(p, &words, STYLE_BODY, BULLET_WIDTH,
			PAGE_MEASURE - BULLET_WIDTH, "LBody");
		TRY(paper_row(p, &(struct row){ .cells = cells, .n = 2,
			.group = "LI", .opens = i == 0 ? "L" : NULL,
			.closes = i + 1 == n ? "L" : NULL,
			.after = i + 1 == n ? 8 : 3 }));
	}
	return OK;
}

static enum err
part_table(struct paper *p, const json_t *part, const json_t *value)
{
	(void)part;
	return paper_table(p, value);
}

static enum err
part_pair(struct paper *p, const json_t *part, const json_t *value)
{
	return paper_pair(p, value, json_object_get(part, "langs"));
}

static enum err
part_space(struct paper *p, const json_t *part, const json_t *value)
{
	json_int_t lines = json_is_integer(value) ? json_integer_value(value)
		: json_is_true(value);

	(void)part;
	if (lines < 0 || lines > LINES_MOST)
		return ERR_INPUT;
	return flow_space(&p->flow, (double)lines * styles[STYLE_BODY].line);
}

static enum err
part_break(struct paper *p, const json_t *part, const json_t *value)
{
	(void)part;
	return json_is_false(value) ? OK : flow_break(&p->flow);
}

static const struct {
	const char *name;
	enum err (*add)(struct paper *p, const json_t *part,
		const json_t *value);
} kinds[] = {
	{ "heading", part_heading },
	{ "text", part_text },
	{ "facts", part_facts },
	{ "list", part_list },
	{ "table", part_table },
	{ "pair", part_pair },
	{ "space", part_space },
	{ "page_break", part_break },
};

static enum err
add_part(struct paper *p, const json_t *part)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const json_t *value = json_object_get(part, kinds[i].name);

		if (value != NULL)
			return kinds[i].add(p, part, value);
	}
	return ERR_INPUT;
}

static enum err
add_parts(struct paper *p, const json_t *parts)
{
	size_t n;

	TRY(list_length(parts, PARTS_MOST, &n));
	for (size_t i = 0; i < n; i++)
		TRY(add_part(p, json_array_get(parts, i)));
	return flow_end(&p->flow);
}

/* ---- the whole ---- */

/* The date in words, and for the file's properties. */
static enum err
read_date(struct paper *p, const json_t *paper)
{
	struct arena *a = p->reader.arena;
	enum lang lang = lang_accepted(p->reader.lang, LANG_EN);
	struct edtf date;

	p->made = NULL;
	TRY(words_member(&p->reader, paper, "date", &p->date));
	if (edtf_parse(p->date.text, &date) && date.from.precision == EDTF_DAY)
		p->made = arena_printf(a, "%04d-%02d-%02dT00:00:00Z",
			date.from.year, date.from.month, date.from.day);
	else
		p->made = arena_printf(a, "%.19sZ",
			moment_print(a, clock_now(), "UTC"));
	p->date.text = text_date(a, lang, p->date.text);
	p->date.n = strlen(p->date.text);
	return OK;
}

enum err
pdf_paper(struct arena *a, const json_t *paper, struct bytes *out)
{
	struct paper p = { .reader = reader_in(a, json_string_value(
		json_object_get(paper, "lang")), "en") };

	if (!json_is_object(paper))
		return ERR_INPUT;
	type_start(&p.type, a);
	flow_start(&p.flow, a);
	p.reader.one_line = true;
	TRY(words_member(&p.reader, paper, "title", &p.title));
	TRY(words_member(&p.reader, paper, "number", &p.number));
	TRY(words_member(&p.reader, paper, "author", &p.author));
	TRY(read_date(&p, paper));
	p.reader.one_line = false;
	TRY(add_letterhead(&p, json_object_get(paper, "letterhead")));
	TRY(add_title(&p));
	TRY(add_parts(&p, json_object_get(paper, "parts")));
	return paper_draw(&p, out);
}
