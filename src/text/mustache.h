/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shape of a compiled template, between mustache_parse.c, which builds
 * it, and mustache_render.c, which walks it.  Nobody else includes this.
 *
 * A template is one flat array of nodes in the order of the text.  A section
 * is its node followed by what stands in it; `end` says where that is over:
 *
 *	<ul>{{#ties}}<li>{{city.name}}</li>{{/ties}}</ul>
 *
 *	0 TEXT "<ul>"   1 SECTION ties, end 5   2 TEXT "<li>"
 *	3 VALUE city.name   4 TEXT "</li>"   5 TEXT "</ul>"
 */
#ifndef TEXT_MUSTACHE_H
#define TEXT_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

#define MUSTACHE_DEPTH 40  /* sections and partials within one another */

enum node_kind {
	NODE_TEXT,
	NODE_VALUE,     /* {{x}} */
	NODE_RAW,       /* {{{x}}} or {{&x}} */
	NODE_SECTION,   /* {{#x}} */
	NODE_INVERTED,  /* {{^x}} */
	NODE_PARTIAL    /* {{>x}} */
};

/* One part of a dotted name. */
struct part {
	const char *at;
	size_t n;
};

struct node {
	enum node_kind kind;
	bool alone;         /* PARTIAL on a line of its own */
	const char *at;     /* TEXT: the text; others: the name, NUL-ended */
	size_t n;
	const struct part *parts;  /* the name at its dots */
	size_t count;              /* none: the name is "." */
	size_t end;                /* sections: the first node after */
	struct part indent;        /* alone: the white space before it */
};

struct mustache {
	struct node *nodes;
	size_t n;
};

#endif
