/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XLIFF as it comes in: a tree is read, held to its rules, and becomes rows of
 * segments.  In a file of ours a segment's id tells its place and the digest of
 * its source, "4-9f2c11d0a4b7e655"; the unit is its field.
 */
#include "xliff.h"

#include <stdlib.h>
#include <string.h>

struct rows {
	struct arena *a;
	struct xliff *out;
	struct exchange_said *said;
	size_t room;
};

/* ---- text ---- */

/* U+0000 to U+10FFFF of hexadecimal digits; what a text cannot hold is left
 * out. */
static void
character(struct buf *b, const char *hex)
{
	unsigned long c = hex != NULL ? strtoul(hex, NULL, 16) : 0;
	unsigned char s[4];

	if (c < ' ' || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return;
	if (c < 0x80) {
		buf_char(b, (char)c);
	} else if (c < 0x800) {
		s[0] = (unsigned char)(0xc0 | c >> 6);
		s[1] = (unsigned char)(0x80 | (c & 63));
		buf_add(b, s, 2);
	} else if (c < 0x10000) {
		s[0] = (unsigned char)(0xe0 | c >> 12);
		s[1] = (unsigned char)(0x80 | (c >> 6 & 63));
		s[2] = (unsigned char)(0x80 | (c & 63));
		buf_add(b, s, 3);
	} else {
		s[0] = (unsigned char)(0xf0 | c >> 18);
		s[1] = (unsigned char)(0x80 | (c >> 12 & 63));
		s[2] = (unsigned char)(0x80 | (c >> 6 & 63));
		s[3] = (unsigned char)(0x80 | (c & 63));
		buf_add(b, s, 4);
	}
}

/* What a reader would see: codes are left out or are what they stand for. */
static void
add_plain(struct arena *a, const xmlNode *node, struct buf *b)
{
	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		const char *stands;

		if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) {
			buf_text(b, (const char *)c->content);
		} else if (xml_is(c, "pc") || xml_is(c, "mrk") ||
		    xml_is(c, "g")) {
			add_plain(a, c, b);
		} else if (xml_is(c, "cp")) {
			character(b, xml_value(a, c, "hex"));
		} else if (c->type == XML_ELEMENT_NODE) {
			stands = xml_value(a, c, "equiv");
			buf_text(b, stands != NULL ? stands : "");
		}
	}
}

/* In *out; NULL when there is no such node. */
static bool
plain(struct rows *r, const xmlNode *node, const char **out)
{
	struct buf b = buf_in(r->a, XLIFF_BYTES);

	*out = NULL;
	if (node == NULL)
		return true;
	add_plain(r->a, node, &b);
	if (text_take(r->a, b.at, b.n, out) != TEXT_GOOD)
		return xml_fault(r->said, node, EXCHANGE_RULE,
			"a text with characters that none may have");
	return true;
}

/* ---- segments ---- */

static enum xliff_state
state_of(const char *s)
{
	static const struct { const char *name; enum xliff_state state; } rows[] = {
		{"translated", XLIFF_TRANSLATED}, {"reviewed", XLIFF_REVIEWED},
		{"signed-off", XLIFF_REVIEWED}, {"final", XLIFF_FINAL},
		{"needs-review-translation", XLIFF_TRANSLATED},
	};

	for (size_t i = 0; s != NULL && i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, s) == 0)
			return rows[i].state;
	return XLIFF_INITIAL;
}

/* "4-9f2c11d0a4b7e655"; otherwise place and digest stay. */
static void
take_id(struct rows *r, const char *id, struct xliff_segment *s)
{
	size_t digits = id != NULL ? strspn(id, "0123456789") : 0;

	if (digits == 0 || digits > 6 || id[digits] != '-' ||
	    id[digits + 1] == '\0')
		return;
	s->place = strtoul(id, NULL, 10);
	s->of = arena_text(r->a, id + digits + 1);
}

static bool
add(struct rows *r, const xmlNode *node, const struct xliff_segment *s)
{
	struct xliff *x = r->out;

	if (x->n == XLIFF_SEGMENTS)
		return xml_fault(r->said, node, EXCHANGE_LONG, "segments");
	if (x->n == r->room) {
		struct xliff_segment *more;

		r->room = r->room > 0 ? 2 * r->room : 64;
		more = arena_alloc(r->a, r->room * sizeof *more);
		if (x->n > 0)
			memcpy(more, x->segments, x->n * sizeof *more);
		x->segments = more;
	}
	x->segments[x->n++] = *s;
	return true;
}

/* The source and target under node; state there or at the target. */
static bool
take_segment(struct rows *r, const xmlNode *node, struct xliff_segment *s)
{
	const xmlNode *target = xml_child(node, "target");
	const char *state = xml_value(r->a, node, "state");

	if (state == NULL && target != NULL)
		state = xml_value(r->a, target, "state");
	s->state = state_of(state);
	if (!plain(r, xml_child(node, "source"), &s->source) ||
	    !plain(r, target, &s->target))
		return false;
	if (s->source == NULL)
		return xml_fault(r->said, node, EXCHANGE_RULE,
			"without source");
	return add(r, node, s);
}

static bool
take_unit(struct rows *r, const xmlNode *unit)
{
	const char *gap = "", *field = xml_value(r->a, unit, "id");
	size_t place = 0;

	for (const xmlNode *c = xml_element(unit->children); c != NULL;
	    c = xml_element(c->next)) {
		if (xliff_core(c) && xml_is(c, "ignorable") &&
		    !plain(r, xml_child(c, "source"), &gap))
			return false;
		if (xliff_core(c) && xml_is(c, "segment")) {
			struct xliff_segment s = {.field = field,
				.place = place++, .of = "", .gap = gap};

			take_id(r, xml_value(r->a, c, "id"), &s);
			if (!take_segment(r, c, &s))
				return false;
			gap = "";
		}
	}
	return true;
}

/* "body:4-9f2c…" is field, place and digest; any other is the field. */
static bool
take_trans_unit(struct rows *r, const xmlNode *unit)
{
	const char *id = xml_value(r->a, unit, "id");
	struct xliff_segment s = {.of = "", .gap = ""};
	const char *colon = id != NULL ? strrchr(id, ':') : NULL;

	if (id == NULL)
		return xml_fault(r->said, unit, EXCHANGE_RULE, "without id");
	s.field = id;
	if (colon != NULL) {
		take_id(r, colon + 1, &s);
		if (s.of[0] != '\0')
			s.field = arena_copy(r->a, id, (size_t)(colon - id));
	}
	return take_segment(r, unit, &s);
}

static bool
take_within(struct rows *r, const xmlNode *parent)
{
	for (const xmlNode *c = xml_element(parent->children); c != NULL;
	    c = xml_element(c->next)) {
		bool good = true;

		if (xml_is(c, "group") || xml_is(c, "body"))
			good = take_within(r, c);
		else if (xliff_core(c) && xml_is(c, "unit"))
			good = take_unit(r, c);
		else if (xml_is(c, "trans-unit"))
			good = take_trans_unit(r, c);
		if (!good)
			return false;
	}
	return true;
}

/* ---- documents ---- */

static bool
take_old(struct rows *r, const xmlNode *root)
{
	const xmlNode *file = xml_child(root, "file");

	if (file == NULL)
		return xml_fault(r->said, root, EXCHANGE_RULE, "without file");
	r->out->id = xml_value(r->a, file, "original");
	r->out->from = exchange_language(r->a, xml_value(r->a, file,
		"source-language"));
	r->out->to = exchange_language(r->a, xml_value(r->a, file,
		"target-language"));
	for (; file != NULL; file = xml_element(file->next))
		if (xml_is(file, "file") && !take_within(r, file))
			return false;
	return true;
}

static bool
take_new(struct rows *r, const xmlNode *root)
{
	if (!xliff_valid(r->a, root, r->said))
		return false;
	r->out->id = xml_value(r->a, xml_child(root, "file"), "id");
	r->out->from = exchange_language(r->a, xml_value(r->a, root,
		"srcLang"));
	r->out->to = exchange_language(r->a, xml_value(r->a, root, "trgLang"));
	for (const xmlNode *c = xml_element(root->children); c != NULL;
	    c = xml_element(c->next))
		if (!take_within(r, c))
			return false;
	return true;
}

static bool
take_document(struct rows *r, const xmlDoc *doc)
{
	const xmlNode *root = xmlDocGetRootElement(doc);
	const char *version = xml_value(r->a, root, "version");

	r->out->version = version != NULL ? version : "";
	if (!xml_is(root, "xliff") || version == NULL)
		return xml_fault(r->said, root, EXCHANGE_OTHER, "no XLIFF");
	if (xliff_core(root) && (strcmp(version, "2.0") == 0 ||
	    strcmp(version, "2.1") == 0 || strcmp(version, "2.2") == 0)) {
		if (!take_new(r, root))
			return false;
	} else if (strcmp(version, "1.2") == 0 || strcmp(version, "1.1") == 0) {
		if (!take_old(r, root))
			return false;
	} else {
		return xml_fault(r->said, root, EXCHANGE_OTHER, "version %.20s",
			version);
	}
	return r->out->from != NULL || xml_fault(r->said, root,
		EXCHANGE_LANGUAGE, "no language of the source");
}

enum err
xliff_read(struct arena *a, const char *at, size_t n, struct xliff *out,
	struct exchange_said *said)
{
	struct rows r = {.a = a, .out = out, .said = said};
	const xmlDoc *doc;

	*out = (struct xliff){0};
	*said = (struct exchange_said){0};
	if (n > XLIFF_BYTES) {
		said->fault = EXCHANGE_LONG;
		return ERR_LARGE;
	}
	doc = xml_tree(a, at, n, said);
	if (doc != NULL && take_document(&r, doc))
		return OK;
	return said->fault == EXCHANGE_LONG ? ERR_LARGE : ERR_INPUT;
}

/* ---- what came back ---- */

static const char *
key_of(struct arena *a, const struct xliff_segment *s)
{
	return arena_printf(a, "%s %zu", s->field, s->place);
}

/* The same but for white space at the ends. */
static bool
alike(const char *one, const char *other)
{
	size_t n, m;

	one += strspn(one, " \t\r\n");
	other += strspn(other, " \t\r\n");
	n = strlen(one);
	m = strlen(other);
	while (n > 0 && strchr(" \t\r\n", one[n - 1]) != NULL)
		n--;
	while (m > 0 && strchr(" \t\r\n", other[m - 1]) != NULL)
		m--;
	return n == m && memcmp(one, other, n) == 0;
}

static enum xliff_verdict
judge(const struct xliff_segment *now, const struct xliff_segment *back)
{
	if (strcmp(now->of, back->of) != 0)
		return XLIFF_CHANGED;
	if (!alike(now->source, back->source))
		return XLIFF_TOUCHED;
	if (back->target == NULL || text_blank(back->target))
		return XLIFF_EMPTY;
	if (now->target != NULL && alike(now->target, back->target) &&
	    now->state == back->state)
		return XLIFF_SAME;
	return XLIFF_NEW;
}

enum err
xliff_judge(struct arena *a, const struct xliff *now, const struct xliff *back,
	enum xliff_verdict **out)
{
	struct map *places = map_new(a), *seen = map_new(a);

	*out = arena_alloc(a, (back->n + 1) * sizeof **out);
	if (back->id == NULL || strcmp(now->id, back->id) != 0 ||
	    strcmp(now->from, back->from) != 0 || now->to == NULL ||
	    back->to == NULL || strcmp(now->to, back->to) != 0)
		return ERR_CONFLICT;
	for (size_t i = 0; i < now->n; i++)
		map_put(places, key_of(a, &now->segments[i]),
			&now->segments[i]);
	for (size_t i = 0; i < back->n; i++) {
		const char *key = key_of(a, &back->segments[i]);
		const struct xliff_segment *of = map_get(places, key);

		(*out)[i] = of == NULL || map_get(seen, key) != NULL ?
			XLIFF_UNKNOWN : judge(of, &back->segments[i]);
		map_put(seen, key, &back->segments[i]);
	}
	return OK;
}
