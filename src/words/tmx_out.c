/* SPDX-License-Identifier: Apache-2.0 */
/* TMX 1.4b, a unit after the other; what only we know goes into props. */
#include "xml.h"

#include <string.h>

struct tmx_out {
	struct xml_out *xml;
};

/* 20240301T091500Z */
static const char *
moment(struct arena *a, int64_t at)
{
	char *plain = moment_print(a, at, "UTC"), *to = plain;

	plain[strcspn(plain, "Z+[.")] = '\0';
	for (const char *c = plain; *c != '\0'; c++)
		if (*c != '-' && *c != ':')
			*to++ = *c;
	*to = '\0';
	return arena_printf(a, "%sZ", plain);
}

struct tmx_out *
tmx_begin(struct arena *a, exchange_write write, void *arg, const char *from,
	int64_t now)
{
	struct tmx_out *t = arena_alloc(a, sizeof *t);

	t->xml = xml_begin(a, write, arg);
	xml_raw(t->xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<tmx version=\"1.4\">\n<header creationtool=\"gyoryu\" "
		"creationtoolversion=\"" VERSION "\" segtype=\"sentence\" "
		"o-tmf=\"gyoryu\" adminlang=\"en\" datatype=\"plaintext\"");
	xml_put(t->xml, "srclang", from != NULL ? from : "*all*");
	xml_put(t->xml, "creationdate", moment(a, now));
	xml_raw(t->xml, "/>\n<body>\n");
	return t;
}

static void
prop(struct xml_out *x, const char *type, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	xml_raw(x, "<prop");
	xml_put(x, "type", type);
	xml_raw(x, ">");
	xml_say(x, value);
	xml_raw(x, "</prop>");
}

static void
side(struct xml_out *x, const char *lang, const char *text)
{
	xml_raw(x, "<tuv");
	xml_put(x, "xml:lang", lang);
	xml_raw(x, "><seg>");
	xml_say(x, text);
	xml_raw(x, "</seg></tuv>");
}

void
tmx_unit(struct tmx_out *t, const struct memory_unit *u)
{
	struct arena *scratch = arena_new();
	struct xml_out *x = t->xml;

	xml_raw(x, "<tu");
	if (u->number != 0)
		xml_put(x, "tuid", arena_printf(scratch, "%lld",
			(long long)u->number));
	xml_put(x, "srclang", u->from);
	if (u->at != 0)
		xml_put(x, "creationdate", moment(scratch, u->at));
	xml_put(x, "creationid", u->who);
	if (u->used > 0)
		xml_put(x, "usagecount", arena_printf(scratch, "%lld",
			(long long)u->used));
	xml_raw(x, ">");
	prop(x, "x-gyoryu-field", u->field);
	prop(x, "x-gyoryu-before", u->before);
	prop(x, "x-gyoryu-after", u->after);
	prop(x, "x-gyoryu-file", u->import);
	side(x, u->from, u->source);
	side(x, u->to, u->target);
	xml_raw(x, "</tu>\n");
	arena_free(scratch);
}

bool
tmx_end(struct tmx_out *t)
{
	xml_raw(t->xml, "</body>\n</tmx>\n");
	return xml_end(t->xml);
}
