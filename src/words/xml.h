/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XML within words/: read as a stream or as a tree, written with care.
 * Whatever is read is anybody's: no DTD is loaded, a declaration of an entity
 * ends the reading, nothing is fetched from anywhere, depth is bounded.
 */
#ifndef WORDS_XML_H
#define WORDS_XML_H

#include <libxml/tree.h>

#include "exchange.h"

enum { XML_DEEP = 60, XML_PIECE = 16 * 1024 };

/* ---- a stream ---- */

struct xml_tag {
	const char *name;      /* without its prefix */
	const void *attributes;
	int n;
};

struct xml_events {
	void (*open)(void *arg, const struct xml_tag *tag);
	void (*close)(void *arg, const char *name);
	void (*text)(void *arg, const char *at, size_t n);
};

struct xml;

/* Lives in a. */
struct xml *xml_open(struct arena *a, const struct xml_events *events,
	void *arg);
/* Reads on, calling events; n 0: the end. False: *xml_said tells. */
bool xml_feed(struct xml *x, const char *at, size_t n);
/* From an event: ends the reading with this fault. */
void xml_refuse(struct xml *x, enum exchange_fault fault, const char *detail);
const struct exchange_said *xml_said(const struct xml *x);

/* An attribute by its name without prefix, in a; NULL: none. */
const char *xml_given(struct arena *a, const struct xml_tag *tag,
	const char *name);

/* ---- a tree ---- */

/* Freed with a; NULL: *said tells. */
xmlDoc *xml_tree(struct arena *a, const char *at, size_t n,
	struct exchange_said *said);

/* Is it an element of that name, whatever its namespace? */
bool xml_is(const xmlNode *node, const char *name);
/* The next element from node on, itself among them; NULL: none. */
const xmlNode *xml_element(const xmlNode *node);
/* The first child element of that name; NULL: none. */
const xmlNode *xml_child(const xmlNode *node, const char *name);
/* An attribute without a namespace, or in XML's own; in a; NULL: none. */
const char *xml_value(struct arena *a, const xmlNode *node, const char *name);
/* All text within; in a. */
const char *xml_text(struct arena *a, const xmlNode *node);
/* Notes a fault at a node; always false. */
bool xml_fault(struct exchange_said *said, const xmlNode *node,
	enum exchange_fault fault, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* ---- writing ---- */

struct xml_out {
	exchange_write write;
	void *arg;
	struct buf held;       /* not written yet */
	bool failed;
};

struct xml_out *xml_begin(struct arena *a, exchange_write write, void *arg);
/* As it is; for marks of our own. */
void xml_raw(struct xml_out *x, const char *s);
/* Text, escaped; characters that XML cannot hold are left out. */
void xml_say(struct xml_out *x, const char *s);
/* name="value", a space before it; NULL: nothing. */
void xml_put(struct xml_out *x, const char *name, const char *value);
/* <name>text</name>; NULL or "": nothing. */
void xml_line(struct xml_out *x, const char *indent, const char *name,
	const char *text);
/* False: something could not be written. */
MUST_USE bool xml_end(struct xml_out *x);

/* "ko-KR" -> "ko", "zh-TW" stays; NULL: no language. In a. */
const char *exchange_language(struct arena *a, const char *tag);

#endif
