/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tree of an XLIFF 2 document: what stands in what, in which order, and
 * how often.  Elements of modules and strangers are passed over, but for their
 * ids.
 */
#include "xliff.h"

#include <stdlib.h>
#include <string.h>

static bool
against(struct xliff_rules *r, const xmlNode *node, const char *rule)
{
	return xml_fault(r->said, node, EXCHANGE_RULE, "%s: %s",
		(const char *)node->name, rule);
}

/* Children in their order: ranks go up; others are passed over. */
static bool
ordered(struct xliff_rules *r, const xmlNode *parent,
	const char *const ranks[], bool strangers)
{
	int before = 0;

	for (const xmlNode *c = xml_element(parent->children); c != NULL;
	    c = xml_element(c->next)) {
		int rank = -1;

		for (int i = 0; xliff_core(c) && ranks[i] != NULL; i++)
			if (strstr(ranks[i], arena_printf(r->a, " %s ",
			    (const char *)c->name)) != NULL)
				rank = i;
		if (xliff_core(c) ? rank < before : !strangers)
			return against(r, c, "not here");
		if (xliff_core(c))
			before = rank;
	}
	return true;
}

static bool
notes_hold(struct xliff_rules *r, const xmlNode *notes, struct map *ids)
{
	static const char *const ranks[] = {" note ", NULL};

	if (!xliff_attributes(r, notes) || !ordered(r, notes, ranks, false))
		return false;
	if (xml_child(notes, "note") == NULL)
		return against(r, notes, "none in it");
	for (const xmlNode *c = xml_element(notes->children); c != NULL;
	    c = xml_element(c->next))
		if (!xliff_attributes(r, c) || !xliff_once(r, ids, c,
		    xml_value(r->a, c, "id")))
			return false;
	return true;
}

/* ---- a unit ---- */

static bool
data_hold(struct xliff_rules *r, const xmlNode *node)
{
	static const char *const ranks[] = {" data ", NULL};
	static const char *const within[] = {" cp ", NULL};

	if (!xliff_attributes(r, node) || !ordered(r, node, ranks, false))
		return false;
	for (const xmlNode *c = xml_element(node->children); c != NULL;
	    c = xml_element(c->next))
		if (!xliff_attributes(r, c) || !ordered(r, c, within, false) ||
		    !xliff_once(r, r->in.data, c, xml_value(r->a, c, "id")))
			return false;
	return true;
}

static const char *
space_of(struct xliff_rules *r, const xmlNode *node)
{
	for (; node != NULL && node->type == XML_ELEMENT_NODE;
	    node = node->parent) {
		const char *own = xml_value(r->a, node, "xml:space");

		if (own != NULL)
			return own;
	}
	return "default";
}

static bool
state_holds(struct xliff_rules *r, const xmlNode *segment)
{
	const char *sub = xml_value(r->a, segment, "subState");

	if (sub != NULL && (strchr(sub, ':') == NULL ||
	    xml_value(r->a, segment, "state") == NULL))
		return against(r, segment, "subState");
	return true;
}

/* A segment or an ignorable. */
static bool
segment_holds(struct xliff_rules *r, const xmlNode *s, struct map *orders)
{
	static const char *const ranks[] = {" source ", " target ", NULL};
	const xmlNode *source = xml_child(s, "source");
	const xmlNode *target = xml_child(s, "target");
	const char *order, *id = xml_value(r->a, s, "id");

	if (!xliff_attributes(r, s) || !state_holds(r, s) ||
	    !ordered(r, s, ranks, false) || !xliff_once(r, r->in.ids[0], s, id))
		return false;
	if (source == NULL)
		return against(r, s, "without source");
	if (!xliff_attributes(r, source))
		return false;
	if (id != NULL)
		map_put(r->in.ids[1], id, (void *)s);
	if (target == NULL)
		return true;
	order = xml_value(r->a, target, "order");
	if (r->to == NULL)
		return against(r, target, "and no trgLang");
	if (strcmp(space_of(r, source), space_of(r, target)) != 0)
		return against(r, target, "xml:space differs");
	return xliff_attributes(r, target) &&
		xliff_once(r, orders, target, order);
}

/* Ids of strangers' elements: once in a unit. */
static bool
strange_ids(struct xliff_rules *r, const xmlNode *node, struct map *ids)
{
	const char *id = xml_value(r->a, node, "id");
	const char *uri = node->ns != NULL ? (const char *)node->ns->href : "";

	if (strncmp(uri, "urn:oasis:", 10) == 0)
		return true;
	if (id != NULL) {
		const char *key = arena_printf(r->a, "%s %s", uri, id);

		if (map_get(ids, key) != NULL)
			return against(r, node, "id twice");
		map_put(ids, key, (void *)node);
	}
	for (const xmlNode *c = xml_element(node->children); c != NULL;
	    c = xml_element(c->next))
		if (!strange_ids(r, c, ids))
			return false;
	return true;
}

static bool
part_holds(struct xliff_rules *r, const xmlNode *c, struct map *orders,
	struct map *strange)
{
	if (!xliff_core(c))
		return strange_ids(r, c, strange);
	if (xml_is(c, "notes"))
		return notes_hold(r, c, r->in.notes);
	if (xml_is(c, "originalData"))
		return data_hold(r, c);
	return segment_holds(r, c, orders);
}

static bool
unit_holds(struct xliff_rules *r, const xmlNode *unit)
{
	static const char *const ranks[] = {" notes ", " originalData ",
		" segment ignorable ", NULL};
	struct map *orders = map_new(r->a), *strange = map_new(r->a);

	r->in = (struct unit_rules){
		.ids = {map_new(r->a), map_new(r->a)}, .codes = map_new(r->a),
		.starts = map_new(r->a), .data = map_new(r->a),
		.notes = map_new(r->a), .unit = unit,
	};
	if (!xliff_attributes(r, unit) || !ordered(r, unit, ranks, true))
		return false;
	for (const xmlNode *c = xml_element(unit->children); c != NULL;
	    c = xml_element(c->next))
		if (!part_holds(r, c, orders, strange))
			return false;
	if (xml_child(unit, "segment") == NULL)
		return against(r, unit, "without segment");
	return xliff_inline(r, unit);
}

/* ---- groups and files ---- */

/* All units' ids first: texts may lead to units that come later. */
static bool
ids_noted(struct xliff_rules *r, const xmlNode *parent)
{
	for (const xmlNode *c = xml_element(parent->children); c != NULL;
	    c = xml_element(c->next)) {
		bool unit = xliff_core(c) && xml_is(c, "unit");
		bool group = xliff_core(c) && xml_is(c, "group");

		if ((unit || group) && !xliff_once(r, unit ? r->units :
		    r->groups, c, xml_value(r->a, c, "id")))
			return false;
		if (group && !ids_noted(r, c))
			return false;
	}
	return true;
}

static bool
skeleton_holds(struct xliff_rules *r, const xmlNode *s)
{
	bool away = xml_value(r->a, s, "href") != NULL;

	if (away == (s->children != NULL))
		return against(r, s, "either href or something in it");
	return xliff_attributes(r, s);
}

static bool
group_holds(struct xliff_rules *r, const xmlNode *group)
{
	static const char *const ranks[] = {" skeleton ", " notes ",
		" unit group ", NULL};
	struct map *notes = map_new(r->a);
	bool good = xliff_attributes(r, group) &&
		ordered(r, group, ranks, true);

	for (const xmlNode *c = xml_element(group->children);
	    good && c != NULL; c = xml_element(c->next))
		if (!xliff_core(c))
			continue;
		else if (xml_is(c, "skeleton"))
			good = xml_is(group, "file") && skeleton_holds(r, c);
		else if (xml_is(c, "notes"))
			good = notes_hold(r, c, notes);
		else if (xml_is(c, "group"))
			good = group_holds(r, c);
		else
			good = unit_holds(r, c);
	return good;
}

static bool
file_holds(struct xliff_rules *r, const xmlNode *file)
{
	r->units = map_new(r->a);
	r->groups = map_new(r->a);
	if (!ids_noted(r, file))
		return false;
	if (xml_child(file, "unit") == NULL && xml_child(file, "group") == NULL)
		return against(r, file, "nothing in it");
	return group_holds(r, file);
}

/* Well-formed, and a language of two letters or more. */
static bool
is_language(struct arena *a, const char *tag)
{
	const char *known;

	return strcspn(tag, "-") >= 2 && lang_take(a, tag, &known);
}

bool
xliff_valid(struct arena *a, const xmlNode *root, struct exchange_said *said)
{
	static const char *const ranks[] = {" file ", NULL};
	struct xliff_rules r = {.a = a, .said = said};
	struct map *files = map_new(a);

	r.from = xml_value(a, root, "srcLang");
	r.to = xml_value(a, root, "trgLang");
	if (!xliff_attributes(&r, root) || !ordered(&r, root, ranks, false))
		return false;
	if (!is_language(a, r.from) || (r.to != NULL && !is_language(a, r.to)))
		return xml_fault(said, root, EXCHANGE_LANGUAGE, "%s",
			"srcLang or trgLang");
	if (xml_child(root, "file") == NULL)
		return against(&r, root, "without file");
	for (const xmlNode *c = xml_element(root->children); c != NULL;
	    c = xml_element(c->next))
		if (!xliff_once(&r, files, c, xml_value(a, c, "id")) ||
		    !file_holds(&r, c))
			return false;
	return true;
}
