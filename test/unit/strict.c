/* SPDX-License-Identifier: Apache-2.0 */
/* Tags one after the other, with a stack of those that are open. */
#include "strict.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

struct rule {
	const char *tag;
	const char *attributes[5];  /* those it may have */
	bool empty;                 /* no end tag */
};

static const struct rule rules[] = {
	{ "p" }, { "h2" }, { "h3" }, { "h4" }, { "h5" }, { "h6" },
	{ "ul" }, { "ol", { "start" } }, { "li" }, { "blockquote" },
	{ "pre" }, { "code", { "class" } }, { "em" }, { "strong" }, { "del" },
	{ "table" }, { "thead" }, { "tbody" }, { "tr" },
	{ "th", { "class" } }, { "td", { "class" } },
	{ "a", { "href", "rel", "title" } },
	{ "img", { "src", "alt", "title", "loading" }, true },
	{ "br", { NULL }, true }, { "hr", { NULL }, true },
};

struct scan {
	const char *at;
	const char *fault;
	const struct rule **open;
	size_t depth;
	bool in_link;
};

static bool
bad(struct scan *s)
{
	if (s->fault == NULL)
		s->fault = s->at;
	return false;
}

static size_t
word(const char *at)
{
	return strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789");
}

static const struct rule *
rule_of(const char *at, size_t n)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (strlen(rules[i].tag) == n
		    && memcmp(rules[i].tag, at, n) == 0)
			return &rules[i];
	return NULL;
}

/* One character of text or of a value; out gets it decoded. */
static bool
take_char(struct scan *s, char *out)
{
	static const struct {
		const char *text;
		char c;
	} known[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&#39;", '\'' } };

	*out = *s->at;
	if (strchr("<>\"'", *s->at) != NULL)
		return bad(s);
	if (*s->at != '&') {
		s->at++;
		return true;
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strncmp(s->at, known[i].text, strlen(known[i].text)) == 0) {
			*out = known[i].c;
			s->at += strlen(known[i].text);
			return true;
		}
	return bad(s);
}

static bool
harmless_link(const char *v)
{
	static const char *const schemes[] = { "http://", "https://",
		"mailto:", "tel:" };

	for (const char *c = v; *c != '\0'; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f || *c == '\\')
			return false;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strncasecmp(v, schemes[i], strlen(schemes[i])) == 0)
			return v[strlen(schemes[i])] != '\0';
	return *v == '#' || (*v == '/' && v[1] != '/');
}

static bool
harmless(const char *name, const char *v)
{
	if (strcmp(name, "href") == 0)
		return harmless_link(v);
	if (strcmp(name, "src") == 0)
		return strncmp(v, "/files/", 7) == 0 && harmless_link(v)
			&& strstr(v, "..") == NULL;
	if (strcmp(name, "rel") == 0)
		return strcmp(v, "nofollow noopener") == 0;
	if (strcmp(name, "class") == 0)
		return strspn(v, "abcdefghijklmnopqrstuvwxyz0123456789_+-"
			"ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(v);
	if (strcmp(name, "start") == 0)
		return strspn(v, "0123456789") == strlen(v);
	return true;
}

/* name="value" after a space. */
static bool
take_attribute(struct scan *s, const struct rule *rule)
{
	char value[8192];
	const char *name = NULL;
	size_t n = word(s->at), length = 0;

	for (size_t i = 0; rule->attributes[i] != NULL; i++)
		if (strlen(rule->attributes[i]) == n
		    && memcmp(rule->attributes[i], s->at, n) == 0)
			name = rule->attributes[i];
	if (name == NULL || strncmp(s->at + n, "=\"", 2) != 0)
		return bad(s);
	s->at += n + 2;
	while (*s->at != '"') {
		char c;

		if (*s->at == '\0' || !take_char(s, &c))
			return bad(s);
		/* Of a longer one (an alt), the head is judged. */
		if (length < sizeof value - 1)
			value[length++] = c;
	}
	value[length] = '\0';
	if (!harmless(name, value))
		return bad(s);
	s->at++;
	return true;
}

static bool
take_open(struct scan *s)
{
	size_t n = word(s->at);
	const struct rule *rule = rule_of(s->at, n);

	if (rule == NULL)
		return bad(s);
	if (strcmp(rule->tag, "a") == 0) {
		if (s->in_link)
			return bad(s);
		s->in_link = true;
	}
	s->at += n;
	while (*s->at == ' ') {
		s->at++;
		if (!take_attribute(s, rule))
			return false;
	}
	if (*s->at++ != '>')
		return bad(s);
	if (!rule->empty)
		s->open[s->depth++] = rule;
	return true;
}

static bool
take_close(struct scan *s)
{
	const char *tag = s->depth > 0 ? s->open[--s->depth]->tag : "";
	size_t n = strlen(tag);

	if (n == 0 || strncmp(s->at, tag, n) != 0 || s->at[n] != '>')
		return bad(s);
	if (strcmp(tag, "a") == 0)
		s->in_link = false;
	s->at += n + 1;
	return true;
}

const char *
html_strict(struct arena *a, const char *text)
{
	struct scan s = { .at = text };
	size_t tags = 1;
	bool good = true;

	for (const char *c = text; *c != '\0'; c++)
		tags += *c == '<';
	s.open = arena_alloc(a, tags * sizeof *s.open);
	while (good && *s.at != '\0') {
		char c;

		if (*s.at != '<')
			good = take_char(&s, &c);
		else if (*++s.at == '/' && s.at++)
			good = take_close(&s);
		else
			good = take_open(&s);
	}
	if (good && s.depth > 0)
		bad(&s);
	return s.fault;
}
