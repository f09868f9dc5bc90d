/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing XML: what is written is gathered to pieces of some size.  Beside it,
 * what all formats share: bytes in and out, languages, faults in words.
 */
#include "xml.h"

#include <string.h>

enum { HELD = 32 * 1024, HELD_MOST = 4 * 1024 * 1024 };

struct xml_out *
xml_begin(struct arena *a, exchange_write write, void *arg)
{
	struct xml_out *x = arena_alloc(a, sizeof *x);

	x->write = write;
	x->arg = arg;
	x->held = buf_in(a, HELD_MOST);
	return x;
}

static void
flush(struct xml_out *x)
{
	x->failed |= x->held.full;
	if (!x->failed && x->held.n > 0)
		x->failed = !x->write(x->arg, x->held.at, x->held.n);
	buf_clear(&x->held);
}

void
xml_raw(struct xml_out *x, const char *s)
{
	buf_text(&x->held, s);
	if (x->held.n > HELD)
		flush(x);
}

/* Bytes of a character that XML cannot hold at s; 0: it can. */
static size_t
unfit(const char *s)
{
	unsigned char c = (unsigned char)*s;

	if (c < ' ' && c != '\t' && c != '\n' && c != '\r')
		return 1;
	/* U+FFFE and U+FFFF */
	return strncmp(s, "\xef\xbf\xbe", 3) == 0 ||
		strncmp(s, "\xef\xbf\xbf", 3) == 0 ? 3 : 0;
}

void
xml_say(struct xml_out *x, const char *s)
{
	while (*s != '\0') {
		size_t n = 0;

		while (s[n] != '\0' && s[n] != '\r' && unfit(s + n) == 0)
			n++;
		buf_escape(&x->held, s, n);
		s += n;
		if (*s == '\r') {
			buf_text(&x->held, "&#13;");
			s++;
		} else {
			s += *s != '\0' ? unfit(s) : 0;
		}
	}
	if (x->held.n > HELD)
		flush(x);
}

/* Tabs and line ends within a value would be read as spaces. */
static void
say_value(struct xml_out *x, const char *s)
{
	while (*s != '\0') {
		size_t n = strcspn(s, "\t\n");
		struct arena *scratch = arena_new();

		xml_say(x, arena_copy(scratch, s, n));
		arena_free(scratch);
		s += n;
		if (*s != '\0')
			xml_raw(x, *s++ == '\t' ? "&#9;" : "&#10;");
	}
}

void
xml_put(struct xml_out *x, const char *name, const char *value)
{
	if (value == NULL)
		return;
	xml_raw(x, " ");
	xml_raw(x, name);
	xml_raw(x, "=\"");
	if (strpbrk(value, "\t\n") != NULL)
		say_value(x, value);
	else
		xml_say(x, value);
	xml_raw(x, "\"");
}

void
xml_line(struct xml_out *x, const char *indent, const char *name,
	const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	xml_raw(x, indent);
	xml_raw(x, "<");
	xml_raw(x, name);
	xml_raw(x, ">");
	xml_say(x, text);
	xml_raw(x, "</");
	/* The name ends where its attributes begin. */
	buf_add(&x->held, name, strcspn(name, " "));
	xml_raw(x, ">\n");
}

bool
xml_end(struct xml_out *x)
{
	flush(x);
	return !x->failed;
}

/* ---- bytes ---- */

long
exchange_read_bytes(void *bytes, char *at, size_t room)
{
	struct exchange_bytes *b = bytes;
	size_t n = b->n < room ? b->n : room;

	if (n > 0)
		memcpy(at, b->at, n);
	b->at += n;
	b->n -= n;
	return (long)n;
}

bool
exchange_write_buf(void *buf, const char *at, size_t n)
{
	struct buf *b = buf;

	buf_add(b, at, n);
	return !b->full;
}

/* ---- languages and faults ---- */

const char *
exchange_language(struct arena *a, const char *tag)
{
	const char *known;
	char *own;

	if (tag == NULL || tag[0] == '\0' || strlen(tag) > 60)
		return NULL;
	own = arena_text(a, tag);
	for (char *c = own; *c != '\0'; c++)
		if (*c == '_')
			*c = '-';
	if (!lang_take(a, own, &known))
		return NULL;
	/* Traditional characters are another way of writing. */
	if (strncmp(known, "zh-", 3) == 0 && (strstr(known, "Hant") != NULL ||
	    strstr(known, "-TW") != NULL || strstr(known, "-HK") != NULL ||
	    strstr(known, "-MO") != NULL))
		return known;
	for (int i = 0; i < LANG__MAX; i++)
		if (strncmp(known, langs[i].tag, 2) == 0 && known[2] == '-')
			return langs[i].tag;
	return known;
}

const char *
exchange_says(struct arena *a, enum lang lang,
	const struct exchange_said *said)
{
	static const char *const keys[EXCHANGE__MAX] = {
		[EXCHANGE_GOOD] = "exchange-file.good",
		[EXCHANGE_NOT_XML] = "exchange-file.not-xml",
		[EXCHANGE_ENTITY] = "exchange-file.entity",
		[EXCHANGE_DEEP] = "exchange-file.deep",
		[EXCHANGE_LONG] = "exchange-file.long",
		[EXCHANGE_OTHER] = "exchange-file.other",
		[EXCHANGE_LANGUAGE] = "exchange-file.language",
		[EXCHANGE_RULE] = "exchange-file.rule",
		[EXCHANGE_READ] = "exchange-file.unread",
	};
	const char *says = message_around(a, lang, keys[said->fault],
		said->detail, NULL);

	if (said->line == 0)
		return says;
	return message_around(a, lang, "exchange-file.at-line",
		arena_printf(a, "%ld", said->line), says);
}
