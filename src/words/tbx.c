/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TBX as it comes in: ISO 30042 of 2019 in both of its styles, and the older
 * martif.  They differ in names only:
 *
 *	conceptEntry > langSec > termSec > term     2019
 *	termEntry > langSet > tig | ntig > term     before
 *	<termNote type="partOfSpeech">noun</…>      categories as attributes (DCA)
 *	<min:partOfSpeech>noun</…>                  categories as elements (DCT)
 */
#include "terms.h"

#include <string.h>

struct entry {
	struct arena *a;
	struct concept_terms of;
	struct concept_wording wordings[WORDINGS_MOST];
	size_t n;
};

struct tbx {
	concept_each each;
	void *arg;
	struct exchange_said *said;
	bool enough;               /* each has said so */
};

/* What a piece tells: its type, or its name. */
static const char *
told(struct arena *a, const xmlNode *node)
{
	const char *type = xml_value(a, node, "type");

	return type != NULL ? type : (const char *)node->name;
}

static bool
is_one(const xmlNode *node, const char *one, const char *other)
{
	return xml_is(node, one) || xml_is(node, other);
}

/* Text without the white space of the layout. */
static const char *
neat(struct arena *a, const xmlNode *node)
{
	const char *s = xml_text(a, node), *good;
	size_t n;

	s += strspn(s, " \t\r\n");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return text_take(a, s, n, &good) == TEXT_GOOD ? good : "";
}

/* ---- one form ---- */

static enum wording_status
status_of(const char *s, bool first)
{
	if (strncmp(s, "preferred", 9) == 0 || strncmp(s, "standard", 8) == 0)
		return WORDING_MAIN;
	if (strncmp(s, "deprecated", 10) == 0 ||
	    strncmp(s, "superseded", 10) == 0)
		return WORDING_FORBIDDEN;
	if (strncmp(s, "admitted", 8) == 0)
		return WORDING_ADMITTED;
	return first ? WORDING_MAIN : WORDING_ADMITTED;
}

static void
take_part(struct entry *e, const char *type, const char *s)
{
	if (strcmp(type, "termType") == 0 && strcmp(s, "abbreviation") == 0)
		e->of.part = "abbreviation";
	else if (strcmp(type, "termType") == 0 &&
	    strcmp(s, "phraseologicalUnit") == 0)
		e->of.part = "phrase";
	else if (strcmp(type, "partOfSpeech") == 0 && e->of.part[0] == '\0')
		e->of.part = strcmp(s, "properNoun") == 0 ? "name" :
			strcmp(s, "other") == 0 ? "" : s;
}

/* Everything within a termSec; the pieces may be in groups. */
static void
read_form(struct entry *e, const xmlNode *node, const char **text,
	const char **status)
{
	for (const xmlNode *c = xml_element(node->children); c != NULL;
	    c = xml_element(c->next)) {
		const char *type = told(e->a, c);

		if (xml_is(c, "term"))
			*text = neat(e->a, c);
		else if (strcmp(type, "administrativeStatus") == 0 ||
		    strcmp(type, "normativeAuthorization") == 0)
			*status = neat(e->a, c);
		else if (strcmp(type, "partOfSpeech") == 0 ||
		    strcmp(type, "termType") == 0)
			take_part(e, type, neat(e->a, c));
		else if (is_one(c, "termGrp", "termNoteGrp"))
			read_form(e, c, text, status);
	}
}

static void
take_form(struct entry *e, const xmlNode *node, const char *lang)
{
	const char *text = "", *status = "";
	bool first = true;

	read_form(e, node, &text, &status);
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->wordings[i].lang, lang) == 0 &&
		    e->wordings[i].status == WORDING_MAIN)
			first = false;
	if (text[0] == '\0' || e->n == WORDINGS_MOST)
		return;
	e->wordings[e->n++] = (struct concept_wording){lang, text,
		status_of(status, first)};
}

/* ---- one concept ---- */

/* What is told of a concept, or of it in one language. */
static void
take_told(struct entry *e, const xmlNode *node, const char *lang)
{
	struct concept_terms *of = &e->of;
	const char *type = told(e->a, node);

	if (is_one(node, "descripGrp", "adminGrp")) {
		for (const xmlNode *c = xml_element(node->children); c != NULL;
		    c = xml_element(c->next))
			take_told(e, c, lang);
	} else if (strcmp(type, "subjectField") == 0) {
		of->subject = neat(e->a, node);
	} else if (strcmp(type, "x-gyoryu-use") == 0) {
		of->use = concept_use_of(neat(e->a, node));
	} else if (strcmp(type, "definition") == 0 &&
	    of->definition[0] == '\0') {
		of->definition = neat(e->a, node);
		of->definition_lang = lang;
	} else if (xml_is(node, "note") && of->note[0] == '\0') {
		of->note = neat(e->a, node);
		of->note_lang = lang;
	}
}

static void
take_language(struct entry *e, const xmlNode *node)
{
	const char *lang = exchange_language(e->a, xml_value(e->a, node,
		"xml:lang"));

	if (lang == NULL)
		lang = exchange_language(e->a, xml_value(e->a, node, "lang"));
	if (lang == NULL)
		return;
	for (const xmlNode *c = xml_element(node->children); c != NULL;
	    c = xml_element(c->next))
		if (xml_is(c, "termSec") || is_one(c, "tig", "ntig"))
			take_form(e, c, lang);
		else
			take_told(e, c, lang);
}

static void
take_entry(struct tbx *t, const xmlNode *node)
{
	struct arena *a = arena_new();
	struct entry *e = arena_alloc(a, sizeof *e);
	const char *id = xml_value(a, node, "id");

	*e = (struct entry){.a = a, .of = concept_empty};
	if (id == NULL)
		id = xml_value(a, node, "xml:id");
	if (id == NULL || text_take(a, id, strlen(id), &e->of.id) != TEXT_GOOD)
		e->of.id = "";
	for (const xmlNode *c = xml_element(node->children); c != NULL;
	    c = xml_element(c->next))
		if (is_one(c, "langSec", "langSet"))
			take_language(e, c);
		else
			take_told(e, c, "");
	e->of.wordings = e->wordings;
	e->of.n = e->n;
	if (e->n > 0)
		t->enough = !t->each(t->arg, &e->of);
	arena_free(a);
}

static void
take_entries(struct tbx *t, const xmlNode *parent)
{
	for (const xmlNode *c = xml_element(parent->children);
	    c != NULL && !t->enough; c = xml_element(c->next))
		if (is_one(c, "conceptEntry", "termEntry"))
			take_entry(t, c);
		else
			take_entries(t, c);
}

bool
tbx_read(struct arena *a, const char *at, size_t n, concept_each each,
	void *arg, struct exchange_said *said)
{
	struct tbx t = {.each = each, .arg = arg, .said = said};
	const xmlDoc *doc = xml_tree(a, at, n, said);
	const xmlNode *root;

	if (doc == NULL)
		return false;
	root = xmlDocGetRootElement(doc);
	if (!is_one(root, "tbx", "martif"))
		return xml_fault(said, root, EXCHANGE_OTHER, "no TBX");
	take_entries(&t, root);
	return true;
}
