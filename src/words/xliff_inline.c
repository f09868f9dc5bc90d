/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Codes and marks within the texts of a unit: ids that are there once, starts
 * before their ends, references that lead somewhere, and what may not be
 * deleted still there.
 */
#include "xliff.h"

#include <string.h>

static const char *
value(struct xliff_rules *r, const xmlNode *node, const char *name,
	const char *otherwise)
{
	const char *s = xml_value(r->a, node, name);

	return s != NULL ? s : otherwise;
}

static bool
against(struct xliff_rules *r, const xmlNode *node, const char *rule,
	const char *what)
{
	return xml_fault(r->said, node, EXCHANGE_RULE, "%s: %.80s", rule,
		what);
}

static bool
is_code(const xmlNode *node)
{
	return xml_is(node, "ph") || xml_is(node, "pc") ||
		xml_is(node, "sc") || xml_is(node, "ec");
}

static bool
is_mark(const xmlNode *node)
{
	return xml_is(node, "mrk") || xml_is(node, "sm");
}

/* ---- one code ---- */

static bool
data_holds(struct xliff_rules *r, const xmlNode *node)
{
	static const char *const names[] = {"dataRef", "dataRefStart",
		"dataRefEnd"};

	for (size_t i = 0; i < 3; i++) {
		const char *id = xml_value(r->a, node, names[i]);

		if (id != NULL && map_get(r->in.data, id) == NULL)
			return against(r, node, "no such data", id);
	}
	return true;
}

static bool
flows_hold(struct xliff_rules *r, const xmlNode *node)
{
	static const char *const names[] = {"subFlows", "subFlowsStart",
		"subFlowsEnd"};

	for (size_t i = 0; i < 3; i++) {
		const char *s = value(r, node, names[i], "");

		while (*(s += strspn(s, " \t\n")) != '\0') {
			size_t n = strcspn(s, " \t\n");
			const char *id = arena_copy(r->a, s, n);

			if (map_get(r->units, id) == NULL)
				return against(r, node, "no such unit", id);
			s += n;
		}
	}
	return true;
}

static bool
type_holds(struct xliff_rules *r, const xmlNode *node)
{
	const char *type = xml_value(r->a, node, "type");
	const char *sub = xml_value(r->a, node, "subType");
	static const char *const types[] = {"fmt", "ui", "quote", "link",
		"image", "other"};
	bool known = type == NULL;

	for (size_t i = 0; !known && i < 6; i++)
		known = strcmp(types[i], type) == 0;
	if (!known)
		return against(r, node, "type", type);
	if (sub == NULL)
		return true;
	if (type == NULL || strchr(sub, ':') == NULL)
		return against(r, node, "subType", sub);
	if (strncmp(sub, "xlf:", 4) != 0)
		return true;
	sub += 4;
	if (strcmp(sub, "var") == 0)
		known = strcmp(type, "ui") == 0;
	else
		known = strcmp(type, "fmt") == 0 && (strcmp(sub, "lb") == 0 ||
			strcmp(sub, "pb") == 0 || (strlen(sub) == 1 &&
			strchr("biu", *sub) != NULL));
	return known || against(r, node, "subType", sub);
}

static bool
copy_holds(struct xliff_rules *r, const xmlNode *node)
{
	const char *of = xml_value(r->a, node, "copyOf");
	const xmlNode *first = of != NULL ? map_get(r->in.codes, of) : NULL;

	if (strcmp(value(r, node, "canReorder", "yes"), "yes") != 0 &&
	    (strcmp(value(r, node, "canCopy", "yes"), "no") != 0 ||
	    strcmp(value(r, node, "canDelete", "yes"), "no") != 0))
		return against(r, node, "canReorder", "without canCopy=\"no\" "
			"and canDelete=\"no\"");
	if (of != NULL && (first == NULL ||
	    strcmp(value(r, first, "canCopy", "yes"), "no") == 0))
		return against(r, node, "copyOf", of);
	return true;
}

/* ---- starts and ends ---- */

static bool
end_alike(struct xliff_rules *r, const xmlNode *sc, const xmlNode *ec)
{
	const char *order = value(r, sc, "canReorder", "yes");
	const char *end = value(r, ec, "canReorder", "yes");

	return strcmp(value(r, sc, "canDelete", "yes"),
		value(r, ec, "canDelete", "yes")) == 0 &&
		strcmp(value(r, sc, "canCopy", "yes"),
		value(r, ec, "canCopy", "yes")) == 0 &&
		strcmp(end, strcmp(order, "yes") == 0 ? "yes" : "no") == 0;
}

static bool
ec_holds(struct xliff_rules *r, const xmlNode *ec, bool target)
{
	bool alone = strcmp(value(r, ec, "isolated", "no"), "yes") == 0;
	const char *of = xml_value(r->a, ec, "startRef");
	const char *id = xml_value(r->a, ec, "id");
	const xmlNode *sc;

	if (alone ? id == NULL || of != NULL : id != NULL || of == NULL)
		return against(r, ec, "ec", "id when isolated, else startRef");
	if (alone)
		return true;
	sc = map_get(r->in.starts, arena_printf(r->a, "%d sc %s", target, of));
	if (sc == NULL || strcmp(value(r, sc, "isolated", "no"), "yes") == 0)
		return against(r, ec, "ec without its sc", of);
	return end_alike(r, sc, ec) || against(r, ec, "unlike its sc", of);
}

static void
start_noted(struct xliff_rules *r, const xmlNode *node, bool target)
{
	map_put(r->in.starts, arena_printf(r->a, "%d %s %s", target,
		(const char *)node->name, value(r, node, "id", "")),
		(void *)node);
}

static bool
em_holds(struct xliff_rules *r, const xmlNode *em, bool target)
{
	const char *of = value(r, em, "startRef", "");

	return map_get(r->in.starts, arena_printf(r->a, "%d sm %s", target,
		of)) != NULL || against(r, em, "em without its sm", of);
}

/* ---- marks and where they lead ---- */

/* How far within a path: f, g, u, what is in a unit; -1: no such one. */
static int
rank_of(const char *s, size_t n)
{
	static const char *const names[] = {"f", "g", "u", "n", "d", "t", "gls",
		"mtc", "res", "mda", "slr", "val", "ctr", "its", "pgs", "fs"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == n && strncmp(names[i], s, n) == 0)
			return i < 3 ? (int)i : 3;
	return -1;
}

/* "#f=f1/u=1/n=n1", "#m1": every step leads further in. */
static bool
path_holds(const char *s)
{
	int before = -1;

	if (*s != '#')
		return true;
	s++;
	s += *s == '/';
	for (;;) {
		size_t n = strcspn(s, "/"), name = strcspn(s, "=/");
		int rank = name < n ? rank_of(s, name) : 3;

		if (n == 0 || rank <= before)
			return false;
		before = rank;
		if (s[n] == '\0')
			return true;
		s += n + 1;
	}
}

/* A comment is a value, or leads to a note of its own unit. */
static bool
comment_holds(struct xliff_rules *r, const xmlNode *mark)
{
	const char *ref = xml_value(r->a, mark, "ref");
	const char *note;

	if ((ref == NULL) == (xml_value(r->a, mark, "value") == NULL))
		return against(r, mark, "comment", "either value or ref");
	if (ref == NULL)
		return true;
	note = strrchr(ref, '=');
	if (ref[0] != '#' || note == NULL || note - ref < 2 ||
	    note[-1] != 'n' || map_get(r->in.notes, note + 1) == NULL ||
	    (strchr(ref, '/') != NULL && strstr(ref, "u=") == NULL))
		return against(r, mark, "no note of its unit", ref);
	return true;
}

static bool
mark_holds(struct xliff_rules *r, const xmlNode *mark)
{
	const char *type = value(r, mark, "type", "generic");

	if (strchr(type, ':') == NULL && strcmp(type, "generic") != 0 &&
	    strcmp(type, "comment") != 0 && strcmp(type, "term") != 0)
		return against(r, mark, "type", type);
	if (!path_holds(value(r, mark, "ref", "")))
		return against(r, mark, "ref", value(r, mark, "ref", ""));
	return strcmp(type, "comment") != 0 || comment_holds(r, mark);
}

/* ---- a text ---- */

static bool
cp_holds(struct xliff_rules *r, const xmlNode *cp)
{
	const char *hex = value(r, cp, "hex", "");
	size_t n = strspn(hex, "0123456789abcdefABCDEF");

	return (n >= 1 && n <= 6 && hex[n] == '\0') ||
		against(r, cp, "hex", hex);
}

static bool
code_holds(struct xliff_rules *r, const xmlNode *node, bool target)
{
	if (!xliff_once(r, r->in.ids[target], node,
	    xml_value(r->a, node, "id")))
		return false;
	if (xml_is(node, "sc") || xml_is(node, "sm"))
		start_noted(r, node, target);
	if (is_mark(node))
		return mark_holds(r, node);
	return data_holds(r, node) && flows_hold(r, node) &&
		type_holds(r, node) && copy_holds(r, node) &&
		(!xml_is(node, "ec") || ec_holds(r, node, target));
}

static bool
text_holds(struct xliff_rules *r, const xmlNode *text, bool target)
{
	for (const xmlNode *c = xml_element(text->children); c != NULL;
	    c = xml_element(c->next)) {
		if (!xliff_core(c))
			return against(r, c, "no element of XLIFF",
				(const char *)c->name);
		if (!xliff_attributes(r, c))
			return false;
		if (xml_is(c, "cp") ? !cp_holds(r, c) : xml_is(c, "em") ?
		    !em_holds(r, c, target) : is_code(c) || is_mark(c) ?
		    !code_holds(r, c, target) : !against(r, c,
		    "not within a text", (const char *)c->name))
			return false;
		if (!text_holds(r, c, target))
			return false;
	}
	return true;
}

/* ---- a unit ---- */

static void
codes_noted(struct xliff_rules *r, const xmlNode *text, struct map *to)
{
	for (const xmlNode *c = xml_element(text->children); c != NULL;
	    c = xml_element(c->next)) {
		if (is_code(c))
			map_put(to, value(r, c, "id", value(r, c, "startRef",
				"")), (void *)c);
		codes_noted(r, c, to);
	}
}

/* Codes that may not be deleted, in a source whose target is there. */
static bool
kept(struct xliff_rules *r, const xmlNode *text, const struct map *there)
{
	for (const xmlNode *c = xml_element(text->children); c != NULL;
	    c = xml_element(c->next)) {
		const char *id = value(r, c, "id", NULL);

		if (is_code(c) && id != NULL && map_get(there, id) == NULL &&
		    strcmp(value(r, c, "canDelete", "yes"), "no") == 0)
			return against(r, c, "may not be deleted", id);
		if (!kept(r, c, there))
			return false;
	}
	return true;
}

bool
xliff_inline(struct xliff_rules *r, const xmlNode *unit)
{
	struct map *there = map_new(r->a);

	for (int pass = 0; pass < 3; pass++)
		for (const xmlNode *s = xml_element(unit->children); s != NULL;
		    s = xml_element(s->next)) {
			const xmlNode *source = xml_child(s, "source");
			const xmlNode *target = xml_child(s, "target");

			if (!xliff_core(s) || (!xml_is(s, "segment") &&
			    !xml_is(s, "ignorable")) || source == NULL)
				continue;
			if (pass == 0) {
				codes_noted(r, source, r->in.codes);
				if (target != NULL)
					codes_noted(r, target, there);
			} else if (pass == 1 ? !text_holds(r, source, false) :
			    target != NULL && (!text_holds(r, target, true) ||
			    !kept(r, source, there))) {
				return false;
			}
		}
	return true;
}
