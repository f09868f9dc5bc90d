/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The elements of XLIFF's core: which attributes they have, which they must
 * have ("!"), and what these may be.  Attributes of modules are let through
 * where they may stand; those of strangers only where extension is allowed.
 */
#include "xliff.h"

#include <string.h>
#include <strings.h>

static const struct element {
	const char *name;
	bool open;             /* for attributes of strangers */
	const char *attributes;
} elements[] = {
	{"xliff", true, "version! srcLang! trgLang xml:space"},
	{"file", true, "id! original canResegment translate srcDir trgDir xml:space"},
	{"skeleton", false, "href"},
	{"group", true, "id! name canResegment translate srcDir trgDir type xml:space"},
	{"unit", true, "id! name canResegment translate srcDir trgDir type xml:space"},
	{"notes", false, ""},
	{"note", true, "id appliesTo category priority ref"},
	{"originalData", false, ""},
	{"data", false, "id! dir xml:space"},
	{"segment", false, "id canResegment state subState"},
	{"ignorable", false, "id"},
	{"source", false, "xml:lang xml:space"},
	{"target", false, "xml:lang xml:space order"},
	{"cp", false, "hex!"},
	{"ph", false, "id! canCopy canDelete canReorder copyOf dataRef disp equiv subFlows subType type"},
	{"pc", false, "id! canCopy canDelete canOverlap canReorder copyOf dataRefEnd dataRefStart dir dispEnd dispStart equivEnd equivStart subFlowsEnd subFlowsStart subType type"},
	{"sc", false, "id! canCopy canDelete canOverlap canReorder copyOf dataRef dir disp equiv isolated subFlows subType type"},
	{"ec", false, "id startRef canCopy canDelete canOverlap canReorder copyOf dataRef dir disp equiv isolated subFlows subType type"},
	{"mrk", true, "id! ref translate type value"},
	{"sm", true, "id! ref translate type value"},
	{"em", false, "startRef!"},
};

static const struct { const char *name, *values; } choices[] = {
	{"canResegment", "yes no"}, {"translate", "yes no"},
	{"srcDir", "ltr rtl auto"}, {"trgDir", "ltr rtl auto"},
	{"dir", "ltr rtl auto"}, {"state", "initial translated reviewed final"},
	{"canCopy", "yes no"}, {"canDelete", "yes no"},
	{"canOverlap", "yes no"}, {"canReorder", "yes firstNo no"},
	{"isolated", "yes no"}, {"appliesTo", "source target"},
	{"xml:space", "default preserve"},
};

/* Elements of HTML that fs:fs may name. */
static const char formats[] = "a b bdo big blockquote body br button caption"
	" center cite code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6"
	" head hr html i img label legend li ol p pre q s samp select small"
	" span strike strong sub sup table tbody td tfoot th thead title tr tt"
	" u ul";

/* Is the word one of a list?  *must: it is followed by "!". */
static bool
listed(const char *list, const char *word, bool *must)
{
	size_t n = strlen(word);

	for (const char *s = list; (s = strstr(s, word)) != NULL; s += n)
		if ((s == list || s[-1] == ' ') && strchr(" !", s[n]) != NULL) {
			if (must != NULL)
				*must = s[n] == '!';
			return n > 0;
		}
	return false;
}

bool
xliff_core(const xmlNode *node)
{
	return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
		strncmp((const char *)node->ns->href,
		"urn:oasis:names:tc:xliff:document:2.", 36) == 0;
}

static const struct element *
element_of(const xmlNode *node)
{
	for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
		if (xml_is(node, elements[i].name))
			return &elements[i];
	return NULL;
}

static bool
value_holds(struct xliff_rules *r, const xmlNode *node, const char *name,
	const char *value)
{
	for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
		if (strcmp(choices[i].name, name) == 0 &&
		    !listed(choices[i].values, value, NULL))
			return xml_fault(r->said, node, EXCHANGE_RULE,
				"%s=\"%.40s\"", name, value);
	if (strcmp(name, "xml:lang") == 0) {
		const char *own = xml_is(node, "target") ? r->to : r->from;

		if (own == NULL || strcasecmp(own, value) != 0)
			return xml_fault(r->said, node, EXCHANGE_RULE,
				"xml:lang of another language");
	}
	return true;
}

/* The attributes of the format style module. */
static bool
format_holds(struct xliff_rules *r, const xmlNode *node, const xmlAttr *at)
{
	const char *value = xml_text(r->a, (const xmlNode *)at);
	const char *name = (const char *)at->name;

	if (xml_is(node, "ec") ||
	    (strcmp(name, "fs") != 0 && strcmp(name, "subFs") != 0) ||
	    (strcmp(name, "fs") == 0 && !listed(formats, value, NULL)) ||
	    (strcmp(name, "subFs") == 0 && xmlHasNsProp(node,
	    (const xmlChar *)"fs", at->ns->href) == NULL))
		return xml_fault(r->said, node, EXCHANGE_RULE, "fs:%s", name);
	return true;
}

static bool
attribute_holds(struct xliff_rules *r, const struct element *e,
	const xmlNode *node, const xmlAttr *at)
{
	const char *uri = at->ns != NULL ? (const char *)at->ns->href : "";
	const char *name = (const char *)at->name;

	if (strcmp(uri, "http://www.w3.org/XML/1998/namespace") == 0)
		name = arena_printf(r->a, "xml:%s", name);
	else if (strcmp(uri, "urn:oasis:names:tc:xliff:fs:2.0") == 0)
		return format_holds(r, node, at);
	else if (strncmp(uri, "urn:oasis:names:tc:xliff:", 25) == 0 ||
	    strstr(uri, "www.w3.org/2005/11/its") != NULL || (uri[0] != '\0' &&
	    e->open))
		return true;
	else if (uri[0] != '\0')
		return xml_fault(r->said, node, EXCHANGE_RULE,
			"no extension may stand here: %.40s", name);
	if (!listed(e->attributes, name, NULL))
		return xml_fault(r->said, node, EXCHANGE_RULE,
			"%s has no attribute %.40s", e->name, name);
	return value_holds(r, node, name,
		xml_text(r->a, (const xmlNode *)at));
}

bool
xliff_attributes(struct xliff_rules *r, const xmlNode *node)
{
	const struct element *e = element_of(node);

	if (e == NULL)
		return xml_fault(r->said, node, EXCHANGE_RULE,
			"no element of XLIFF: %.40s", (const char *)node->name);
	for (const xmlAttr *at = node->properties; at != NULL; at = at->next)
		if (!attribute_holds(r, e, node, at))
			return false;
	for (const char *s = e->attributes; (s = strchr(s, '!')) != NULL; s++) {
		const char *from = s;

		while (from > e->attributes && from[-1] != ' ')
			from--;
		from = arena_copy(r->a, from, (size_t)(s - from));
		if (xml_value(r->a, node, from) == NULL)
			return xml_fault(r->said, node, EXCHANGE_RULE,
				"%s without %s", e->name, from);
	}
	return true;
}

bool
xliff_once(struct xliff_rules *r, struct map *ids, const xmlNode *node,
	const char *id)
{
	if (id == NULL)
		return true;
	if (id[0] == '\0' || strpbrk(id, " \t\n,;/#=") != NULL)
		return xml_fault(r->said, node, EXCHANGE_RULE,
			"no id: %.60s", id);
	if (map_get(ids, id) != NULL)
		return xml_fault(r->said, node, EXCHANGE_RULE,
			"id twice: %.60s", id);
	map_put(ids, id, (void *)node);
	return true;
}
