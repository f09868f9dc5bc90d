/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates from text to nodes (their shape: mustache.h), after the core of
 * the mustache specification, version 1.4.  The text is copied once; nodes
 * point into the copy.  While a section is open, its node's `end` holds the
 * section around it plus one, so that open sections form a chain and need no
 * stack; closing sets the real `end`.
 *
 * Unescaped values are refused unless the name says what it holds: only a
 * name whose last part ends in _html may be written raw.
 */
#include <stdio.h>
#include <string.h>

#include "mustache.h"
#include "text.h"

#define DELIMITER 16  /* bytes of a delimiter, at most */

struct parse {
	struct arena *arena;
	const char *text, *at, *end;
	struct part open, close;  /* the delimiters now */
	struct node *nodes;
	size_t n, room;
	size_t inner;             /* innermost open section plus one; 0: none */
	int depth;
	bool lax;
	char *why;
};

/* One tag as it stands in the text. */
struct tag {
	const char *from, *to;  /* with its delimiters */
	char kind;              /* one of #^/>!&{= or 0 for a value */
	struct part body;       /* between them, white space off */
};

static bool
refuse(struct parse *p, const char *where, const char *what,
	struct part name)
{
	int line = 1;

	for (const char *c = p->text; c < where; c++)
		line += *c == '\n';
	snprintf(p->why, 200, "line %d: %s: %.*s", line, what,
		name.n < 80 ? (int)name.n : 80, name.at);
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_space(char c)
{
	return is_blank(c) || c == '\n' || c == '\r';
}

static struct part
trimmed(const char *from, const char *to)
{
	while (from < to && is_space(*from))
		from++;
	while (to > from && is_space(to[-1]))
		to--;
	return (struct part){ from, (size_t)(to - from) };
}

static struct node *
add(struct parse *p, enum node_kind kind)
{
	struct node *node;

	if (p->n == p->room) {
		size_t room = p->room > 0 ? p->room * 2 : 16;
		struct node *more = arena_alloc(p->arena, room * sizeof *more);

		if (p->n > 0)
			memcpy(more, p->nodes, p->n * sizeof *more);
		p->nodes = more;
		p->room = room;
	}
	node = &p->nodes[p->n++];
	node->kind = kind;
	return node;
}

static void
add_text(struct parse *p, const char *from, const char *to)
{
	struct node *node;

	if (from >= to)
		return;
	node = add(p, NODE_TEXT);
	node->at = from;
	node->n = (size_t)(to - from);
}

/* Finds where the tag's body is over; `{` and `=` want their counterpart
 * before the delimiter. */
static const char *
find_close(const struct parse *p, const char *from, char kind, size_t *n)
{
	char want[DELIMITER + 1];
	size_t before = kind == '{' || kind == '=';

	want[0] = kind == '{' ? '}' : '=';
	memcpy(want + before, p->close.at, p->close.n);
	*n = before + p->close.n;
	return memmem(from, (size_t)(p->end - from), want, *n);
}

static bool
read_tag(struct parse *p, const char *from, struct tag *tag)
{
	const char *at = from + p->open.n, *close;
	size_t n;

	tag->from = from;
	while (at < p->end && is_space(*at))
		at++;
	tag->kind = at < p->end && *at != '\0' && strchr("#^/>!&{=", *at) ?
		*at++ : 0;
	close = find_close(p, at, tag->kind, &n);
	if (close == NULL)
		return refuse(p, from, "the tag is not closed",
			trimmed(from, p->end));
	tag->body = trimmed(at, close);
	tag->to = close + n;
	return true;
}

/*
 * Whether nothing but white space shares the tag's line (or lines).  If so,
 * *from and *to are widened to the whole of it, the line's end included.
 */
static bool
stands_alone(const struct parse *p, const struct tag *tag, const char **from,
	const char **to)
{
	const char *left = tag->from, *right = tag->to;

	if (tag->kind == 0 || tag->kind == '&' || tag->kind == '{')
		return false;
	while (left > p->text && is_blank(left[-1]))
		left--;
	if (left > p->text && left[-1] != '\n')
		return false;
	while (right < p->end && is_blank(*right))
		right++;
	if (right + 1 < p->end && right[0] == '\r' && right[1] == '\n')
		right++;
	if (right < p->end && *right++ != '\n')
		return false;
	*from = left;
	*to = right;
	return true;
}

/* The name of a tag, cut at its dots, into node. */
static bool
take_name(struct parse *p, const struct tag *tag, struct node *node)
{
	const struct part *body = &tag->body;
	struct part *parts;
	size_t count = 1;

	for (size_t i = 0; i < body->n; i++) {
		if ((unsigned char)body->at[i] <= ' ')
			return refuse(p, tag->from, "a name has no spaces",
				*body);
		count += body->at[i] == '.';
	}
	if (body->n == 0)
		return refuse(p, tag->from, "the tag has no name", *body);
	node->at = arena_copy(p->arena, body->at, body->n);
	node->n = body->n;
	if (node->kind == NODE_PARTIAL || strcmp(node->at, ".") == 0)
		return true;
	parts = arena_alloc(p->arena, count * sizeof *parts);
	node->parts = parts;
	for (const char *at = node->at; node->count < count;
	     at += parts[node->count++].n + 1) {
		parts[node->count] = (struct part){ at, strcspn(at, ".") };
		if (parts[node->count].n == 0)
			return refuse(p, tag->from, "a part of a name is empty",
				*body);
	}
	return true;
}

static bool
take_value(struct parse *p, const struct tag *tag)
{
	bool raw = tag->kind != 0;
	struct node *node = add(p, raw ? NODE_RAW : NODE_VALUE);

	if (!take_name(p, tag, node))
		return false;
	if (raw && !p->lax && (node->n < 5
	    || strcmp(node->at + node->n - 5, "_html") != 0))
		return refuse(p, tag->from,
			"only a name that ends in _html is written raw",
			tag->body);
	return true;
}

static bool
take_open(struct parse *p, const struct tag *tag)
{
	struct node *node = add(p,
		tag->kind == '#' ? NODE_SECTION : NODE_INVERTED);

	if (++p->depth > MUSTACHE_DEPTH)
		return refuse(p, tag->from, "sections are nested too deep",
			tag->body);
	node->end = p->inner;
	p->inner = p->n;
	return take_name(p, tag, node);
}

static bool
take_end(struct parse *p, const struct tag *tag)
{
	struct node *node;

	if (p->inner == 0)
		return refuse(p, tag->from, "there is no section to close",
			tag->body);
	node = &p->nodes[p->inner - 1];
	if (node->n != tag->body.n
	    || memcmp(node->at, tag->body.at, node->n) != 0)
		return refuse(p, tag->from, "another section is open here",
			(struct part){ node->at, node->n });
	p->inner = node->end;
	p->depth--;
	node->end = p->n;
	return true;
}

static bool
take_partial(struct parse *p, const struct tag *tag, bool alone,
	const char *line)
{
	struct node *node = add(p, NODE_PARTIAL);

	node->alone = alone;
	node->indent = (struct part){ line, (size_t)(tag->from - line) };
	return take_name(p, tag, node);
}

/* {{=<% %>=}} */
static bool
take_delimiters(struct parse *p, const struct tag *tag)
{
	const char *at = tag->body.at, *end = at + tag->body.n;
	struct part open = { at, 0 }, close;

	while (at < end && !is_space(*at))
		at++;
	open.n = (size_t)(at - open.at);
	close = trimmed(at, end);
	for (size_t i = 0; i < tag->body.n; i++)
		if (tag->body.at[i] == '=')
			close.n = 0;
	for (size_t i = 0; i < close.n; i++)
		if (is_space(close.at[i]))
			close.n = 0;
	if (open.n == 0 || open.n > DELIMITER || close.n == 0
	    || close.n > DELIMITER)
		return refuse(p, tag->from, "these are no two delimiters",
			tag->body);
	p->open = open;
	p->close = close;
	return true;
}

static bool
take_tag(struct parse *p, const char *open)
{
	struct tag tag;
	const char *from, *to;
	bool alone;

	if (!read_tag(p, open, &tag))
		return false;
	from = tag.from;
	to = tag.to;
	alone = stands_alone(p, &tag, &from, &to);
	add_text(p, p->at, from);
	p->at = to;
	switch (tag.kind) {
	case '!':
		return true;
	case '=':
		return take_delimiters(p, &tag);
	case '#':
	case '^':
		return take_open(p, &tag);
	case '/':
		return take_end(p, &tag);
	case '>':
		return take_partial(p, &tag, alone, from);
	default:
		return take_value(p, &tag);
	}
}

const struct mustache *
mustache_compile(struct arena *a, const char *text, size_t n, bool lax,
	char why[static 200])
{
	struct parse p = { .arena = a, .open = { "{{", 2 },
		.close = { "}}", 2 }, .lax = lax, .why = why };
	struct mustache *m = arena_alloc(a, sizeof *m);
	const char *open;

	p.text = p.at = arena_copy(a, text, n);
	p.end = p.text + n;
	why[0] = '\0';
	while ((open = memmem(p.at, (size_t)(p.end - p.at), p.open.at,
	    p.open.n)) != NULL)
		if (!take_tag(&p, open))
			return NULL;
	add_text(&p, p.at, p.end);
	if (p.inner > 0) {
		const struct node *node = &p.nodes[p.inner - 1];

		refuse(&p, p.end, "a section is still open at the end",
			(struct part){ node->at, node->n });
		return NULL;
	}
	m->nodes = p.nodes;
	m->n = p.n;
	return m;
}

void
mustache_names(const struct mustache *m,
	void (*each)(const char *name, void *arg), void *arg)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->nodes[i].kind != NODE_TEXT
		    && m->nodes[i].kind != NODE_PARTIAL)
			each(m->nodes[i].at, arg);
}
