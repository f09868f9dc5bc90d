/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libxml2's push parser, held short: of its handlers only those for elements
 * and text are kept, and one for declarations of entities, which ends the
 * reading.  So nothing can expand, and there is no way to a file or a network:
 * nobody who could fetch something is asked.
 */
#include "xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>

struct xml {
	xmlParserCtxt *ctxt;
	const struct xml_events *events;
	void *arg;
	int depth;
	startElementNsSAX2Func open;   /* of a tree */
	endElementNsSAX2Func close;
	struct exchange_said said;
};

static struct xml *
self(void *ctxt)
{
	return ((xmlParserCtxt *)ctxt)->_private;
}

void
xml_refuse(struct xml *x, enum exchange_fault fault, const char *detail)
{
	if (x->said.fault != EXCHANGE_GOOD)
		return;
	x->said.fault = fault;
	x->said.line = x->ctxt->input != NULL ? x->ctxt->input->line : 0;
	snprintf(x->said.detail, sizeof x->said.detail, "%s", detail);
	xmlStopParser(x->ctxt);
}

/* ---- handlers ---- */

static void
on_entity(void *ctxt, const xmlChar *name, int type, const xmlChar *public,
	const xmlChar *system, xmlChar *content)
{
	(void)type, (void)public, (void)system, (void)content;
	xml_refuse(self(ctxt), EXCHANGE_ENTITY, (const char *)name);
}

static void
on_unparsed(void *ctxt, const xmlChar *name, const xmlChar *public,
	const xmlChar *system, const xmlChar *notation)
{
	(void)public, (void)system, (void)notation;
	xml_refuse(self(ctxt), EXCHANGE_ENTITY, (const char *)name);
}

static xmlParserInput *
on_resolve(void *ctxt, const xmlChar *public, const xmlChar *system)
{
	(void)ctxt, (void)public, (void)system;
	return NULL;
}

static void
on_error(void *ctxt, xmlErrorPtr error)
{
	(void)ctxt, (void)error;
}

static bool
deeper(struct xml *x)
{
	if (++x->depth > XML_DEEP)
		xml_refuse(x, EXCHANGE_DEEP, "");
	return x->said.fault == EXCHANGE_GOOD;
}

static void
on_open(void *ctxt, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n,
	int defaulted, const xmlChar **attributes)
{
	struct xml *x = self(ctxt);
	struct xml_tag tag = {(const char *)name, attributes, n};

	(void)prefix, (void)uri, (void)n_spaces, (void)spaces, (void)defaulted;
	if (deeper(x))
		x->events->open(x->arg, &tag);
}

static void
on_close(void *ctxt, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri)
{
	struct xml *x = self(ctxt);

	(void)prefix, (void)uri;
	x->depth--;
	if (x->said.fault == EXCHANGE_GOOD)
		x->events->close(x->arg, (const char *)name);
}

static void
on_text(void *ctxt, const xmlChar *at, int n)
{
	struct xml *x = self(ctxt);

	if (x->said.fault == EXCHANGE_GOOD)
		x->events->text(x->arg, (const char *)at, (size_t)n);
}

static void
on_open_tree(void *ctxt, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n,
	int defaulted, const xmlChar **attributes)
{
	struct xml *x = self(ctxt);

	if (deeper(x))
		x->open(ctxt, name, prefix, uri, n_spaces, spaces, n,
			defaulted, attributes);
}

static void
on_close_tree(void *ctxt, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri)
{
	struct xml *x = self(ctxt);

	x->depth--;
	x->close(ctxt, name, prefix, uri);
}

/* ---- a parser ---- */

static void
guard(xmlSAXHandler *sax)
{
	sax->initialized = XML_SAX2_MAGIC;
	sax->entityDecl = on_entity;
	sax->unparsedEntityDecl = on_unparsed;
	sax->resolveEntity = on_resolve;
	sax->externalSubset = NULL;
	sax->serror = on_error;
	sax->warning = NULL;
	sax->error = NULL;
	sax->fatalError = NULL;
}

static void
drop(void *ctxt)
{
	xmlParserCtxt *c = ctxt;

	if (c->myDoc != NULL)
		xmlFreeDoc(c->myDoc);
	c->myDoc = NULL;
	xmlFreeParserCtxt(c);
}

static struct xml *
parser(struct arena *a, xmlSAXHandler *sax)
{
	struct xml *x = arena_alloc(a, sizeof *x);

	guard(sax);
	x->ctxt = xmlCreatePushParserCtxt(sax, NULL, NULL, 0, NULL);
	if (x->ctxt == NULL)
		abort();
	arena_defer(a, drop, x->ctxt);
	xmlCtxtUseOptions(x->ctxt, XML_PARSE_NONET | XML_PARSE_NOCDATA |
		XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	x->ctxt->_private = x;
	return x;
}

struct xml *
xml_open(struct arena *a, const struct xml_events *events, void *arg)
{
	xmlSAXHandler sax = {
		.startElementNs = on_open, .endElementNs = on_close,
		.characters = on_text, .ignorableWhitespace = on_text,
		.cdataBlock = on_text,
	};
	struct xml *x = parser(a, &sax);

	x->events = events;
	x->arg = arg;
	return x;
}

/* What the parser itself has found wrong. */
static void
parser_said(struct xml *x)
{
	const xmlError *e = xmlCtxtGetLastError(x->ctxt);

	if (x->said.fault != EXCHANGE_GOOD)
		return;
	x->said.fault = EXCHANGE_NOT_XML;
	if (e == NULL)
		return;
	x->said.line = e->line;
	snprintf(x->said.detail, sizeof x->said.detail, "%.*s",
		(int)strcspn(e->message != NULL ? e->message : "", "\n"),
		e->message != NULL ? e->message : "");
}

bool
xml_feed(struct xml *x, const char *at, size_t n)
{
	if (x->said.fault != EXCHANGE_GOOD)
		return false;
	xmlParseChunk(x->ctxt, at, (int)n, n == 0);
	if (x->said.fault != EXCHANGE_GOOD)
		return false;
	if (!x->ctxt->wellFormed || x->ctxt->disableSAX)
		parser_said(x);
	return x->said.fault == EXCHANGE_GOOD;
}

const struct exchange_said *
xml_said(const struct xml *x)
{
	return &x->said;
}

const char *
xml_given(struct arena *a, const struct xml_tag *tag, const char *name)
{
	const xmlChar *const *at = tag->attributes;

	/* Five each: name, prefix, namespace, where the value begins, ends. */
	for (int i = 0; i < tag->n; i++, at += 5)
		if (strcmp((const char *)at[0], name) == 0)
			return arena_copy(a, at[3], (size_t)(at[4] - at[3]));
	return NULL;
}

/* ---- a tree ---- */

xmlDoc *
xml_tree(struct arena *a, const char *at, size_t n, struct exchange_said *said)
{
	xmlSAXHandler sax;
	struct xml *x;
	bool good = true;

	memset(&sax, 0, sizeof sax);
	xmlSAXVersion(&sax, 2);
	x = parser(a, &sax);
	x->open = sax.startElementNs;
	x->close = sax.endElementNs;
	x->ctxt->sax->startElementNs = on_open_tree;
	x->ctxt->sax->endElementNs = on_close_tree;
	x->ctxt->linenumbers = 1;
	while (good && n > 0) {
		size_t piece = n < XML_PIECE ? n : XML_PIECE;

		good = xml_feed(x, at, piece);
		at += piece;
		n -= piece;
	}
	good = good && xml_feed(x, at, 0);
	*said = x->said;
	return good ? x->ctxt->myDoc : NULL;
}

bool
xml_is(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
		strcmp((const char *)node->name, name) == 0;
}

const xmlNode *
xml_element(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return node;
}

const xmlNode *
xml_child(const xmlNode *node, const char *name)
{
	for (node = node->children; node != NULL; node = node->next)
		if (xml_is(node, name))
			return node;
	return NULL;
}

static const char *
taken(struct arena *a, xmlChar *value)
{
	const char *copy = value != NULL ?
		arena_text(a, (const char *)value) : NULL;

	xmlFree(value);
	return copy;
}

const char *
xml_value(struct arena *a, const xmlNode *node, const char *name)
{
	if (strncmp(name, "xml:", 4) == 0)
		return taken(a, xmlGetNsProp(node, (const xmlChar *)name + 4,
			XML_XML_NAMESPACE));
	return taken(a, xmlGetNoNsProp(node, (const xmlChar *)name));
}

const char *
xml_text(struct arena *a, const xmlNode *node)
{
	const char *text = taken(a, xmlNodeGetContent(node));

	return text != NULL ? text : "";
}

bool
xml_fault(struct exchange_said *said, const xmlNode *node,
	enum exchange_fault fault, const char *fmt, ...)
{
	va_list args;

	if (said->fault != EXCHANGE_GOOD)
		return false;
	said->fault = fault;
	said->line = node != NULL ? xmlGetLineNo(node) : 0;
	va_start(args, fmt);
	vsnprintf(said->detail, sizeof said->detail, fmt, args);
	va_end(args);
	return false;
}
