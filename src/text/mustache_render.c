/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walks a compiled template (mustache.h) with a JSON view and writes into a
 * buffer.  Contexts are a chain of frames on the C stack, the innermost
 * first; names are looked up along it without allocating, and no reference
 * count is touched, so that one view (messages, say) serves many threads.
 *
 * False for a section are: nothing there, null, false, 0, "" and [].  A list
 * repeats the section; true renders it with the context as it is; anything
 * else becomes the innermost context.
 *
 * A partial that stands alone on its line has each line of its own text
 * indented as its tag is.  Values are not indented within, so that what
 * people wrote comes out as they wrote it.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mustache.h"
#include "text.h"

/* Nodes rendered at most: nested lists and partials that say nothing could
 * otherwise keep a thread for ever, without filling the buffer. */
#define STEPS 5000000

struct frame {
	json_t *value;
	const struct frame *up;
};

struct indent {
	struct part space;
	const struct indent *up;
};

struct render {
	mustache_find find;
	void *arg;
	struct buf *out;
	const struct indent *indent;  /* NULL: none */
	bool fresh;   /* with an indent: nothing stands on this line yet */
	int depth;
	long steps;   /* left */
};

static bool walk(struct render *r, const struct mustache *m, size_t from,
	size_t to, const struct frame *top);

static json_t *
look_up(const struct node *node, const struct frame *top)
{
	json_t *value = NULL;

	if (node->count == 0)
		return top->value;
	for (; top != NULL && value == NULL; top = top->up)
		value = json_object_getn(top->value, node->parts[0].at,
			node->parts[0].n);
	for (size_t i = 1; i < node->count && value != NULL; i++)
		value = json_object_getn(value, node->parts[i].at,
			node->parts[i].n);
	return value;
}

static bool
is_false(const json_t *value)
{
	switch (value != NULL ? json_typeof(value) : JSON_NULL) {
	case JSON_NULL:
	case JSON_FALSE:
		return true;
	case JSON_STRING:
		return json_string_length(value) == 0;
	case JSON_ARRAY:
		return json_array_size(value) == 0;
	case JSON_INTEGER:
		return json_integer_value(value) == 0;
	case JSON_REAL:
		return fpclassify(json_real_value(value)) == FP_ZERO;
	default:
		return false;
	}
}

static void
write_indent(struct buf *out, const struct indent *indent)
{
	if (indent == NULL)
		return;
	write_indent(out, indent->up);
	buf_add(out, indent->space.at, indent->space.n);
}

static void
begin_line(struct render *r)
{
	if (r->indent != NULL && r->fresh)
		write_indent(r->out, r->indent);
	r->fresh = false;
}

static void
write_text(struct render *r, const char *at, size_t n)
{
	if (r->indent == NULL) {
		buf_add(r->out, at, n);
		return;
	}
	while (n > 0) {
		const char *line = memchr(at, '\n', n);
		size_t upto = line != NULL ? (size_t)(line - at) + 1 : n;

		begin_line(r);
		buf_add(r->out, at, upto);
		r->fresh = line != NULL;
		at += upto;
		n -= upto;
	}
}

/* The fewest digits that read back as the same number. */
static void
write_real(struct buf *out, double number)
{
	char text[40];

	snprintf(text, sizeof text, "%.15g", number);
	if (strtod(text, NULL) < number || strtod(text, NULL) > number)
		snprintf(text, sizeof text, "%.17g", number);
	buf_text(out, text);
}

static void
write_value(struct render *r, const json_t *value, bool raw)
{
	begin_line(r);
	switch (value != NULL ? json_typeof(value) : JSON_NULL) {
	case JSON_STRING:
		if (raw)
			buf_add(r->out, json_string_value(value),
				json_string_length(value));
		else
			buf_escape(r->out, json_string_value(value),
				json_string_length(value));
		break;
	case JSON_INTEGER:
		buf_printf(r->out, "%" JSON_INTEGER_FORMAT,
			json_integer_value(value));
		break;
	case JSON_REAL:
		write_real(r->out, json_real_value(value));
		break;
	case JSON_TRUE:
		buf_text(r->out, "true");
		break;
	case JSON_FALSE:
		buf_text(r->out, "false");
		break;
	default:
		break;
	}
}

/* What stands in section i, once for each element of a list. */
static bool
walk_section(struct render *r, const struct mustache *m, size_t i,
	json_t *value, const struct frame *top)
{
	size_t end = m->nodes[i].end;
	bool good = ++r->depth <= MUSTACHE_DEPTH;

	if (!json_is_array(value)) {
		struct frame frame = { value, top };

		good = good && walk(r, m, i + 1, end,
			json_is_boolean(value) ? top : &frame);
	} else {
		for (size_t k = 0; good && k < json_array_size(value); k++) {
			struct frame frame = { json_array_get(value, k), top };

			good = walk(r, m, i + 1, end, &frame);
		}
	}
	r->depth--;
	return good;
}

static bool
walk_partial(struct render *r, const struct node *node,
	const struct frame *top)
{
	const struct mustache *m = r->find != NULL ?
		r->find(node->at, r->arg) : NULL;
	const struct indent *outer = r->indent;
	struct indent inner = { node->indent, outer };
	bool good = ++r->depth <= MUSTACHE_DEPTH;

	if (good && m != NULL) {
		if (!node->alone) {
			begin_line(r);
			r->indent = NULL;
		} else if (node->indent.n > 0) {
			r->indent = &inner;
		}
		r->fresh = node->alone;
		good = walk(r, m, 0, m->n, top);
		r->indent = outer;
		r->fresh = node->alone;
	}
	r->depth--;
	return good;
}

static bool
walk_node(struct render *r, const struct mustache *m, size_t *i,
	const struct frame *top)
{
	const struct node *node = &m->nodes[(*i)++];
	json_t *value;

	switch (node->kind) {
	case NODE_TEXT:
		write_text(r, node->at, node->n);
		return true;
	case NODE_VALUE:
	case NODE_RAW:
		write_value(r, look_up(node, top), node->kind == NODE_RAW);
		return true;
	case NODE_SECTION:
		value = look_up(node, top);
		break;
	case NODE_INVERTED:
		value = is_false(look_up(node, top)) ? json_true() : NULL;
		break;
	case NODE_PARTIAL:
	default:
		return walk_partial(r, node, top);
	}
	*i = node->end;
	return is_false(value)
		|| walk_section(r, m, (size_t)(node - m->nodes), value, top);
}

static bool
walk(struct render *r, const struct mustache *m, size_t from, size_t to,
	const struct frame *top)
{
	while (from < to) {
		if (r->out->full || r->steps-- <= 0)
			return false;
		if (!walk_node(r, m, &from, top))
			return false;
	}
	return true;
}

bool
mustache_render(const struct mustache *m, json_t *ctx, json_t *base,
	mustache_find find, void *arg, struct buf *out)
{
	struct frame under = { base, NULL };
	struct frame top = { ctx, base != NULL ? &under : NULL };
	struct render r = { .find = find, .arg = arg, .out = out,
		.steps = STEPS };

	return walk(&r, m, 0, m->n, &top) && !out->full;
}
