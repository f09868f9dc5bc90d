/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown that came through whole: the same addresses, as much emphasis, the
 * same code and footnotes, and no mark torn apart ("[text] (address)").
 */
#include <string.h>

#include "checking.h"

#define PLACES_MOST 60
#define FOOTNOTE_MOST 100     /* bytes of its name */

struct places {
	struct check_span at[PLACES_MOST];
	size_t n;
};

static void
place_add(struct places *p, size_t at, size_t n)
{
	if (p->n < PLACES_MOST && n > 0)
		p->at[p->n++] = (struct check_span){ at, n };
}

/* Addresses: bare ones and those of links and pictures. */
static void
links_of(const char *s, struct places *out)
{
	out->n = 0;
	for (size_t at = 0; s[at] != '\0';) {
		size_t n = address_at(s, at);

		if (n == 0 && s[at] == ']' && s[at + 1] == '(') {
			at += 2;
			n = strcspn(s + at, ") \n\"");
			place_add(out, at, n);
			at += n;
			continue;
		}
		place_add(out, at, n);
		at += n > 0 ? n : 1;
	}
}

/* [^1] */
static void
footnotes_of(const char *s, struct places *out)
{
	const char *at = s;

	out->n = 0;
	while ((at = strstr(at, "[^")) != NULL) {
		size_t n = 0;

		while (n < FOOTNOTE_MOST && strchr("]\n ", at[n]) == NULL)
			n++;
		if (at[n] == ']')
			place_add(out, (size_t)(at - s), n + 1);
		at += 2;
	}
}

static bool
has_place(const char *s, const struct places *p, const char *other,
	struct check_span at)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->at[i].n == at.n && memcmp(s + p->at[i].at,
		    other + at.at, at.n) == 0)
			return true;
	return false;
}

static void
links(struct checking *c)
{
	struct places a, b;

	links_of(c->source, &a);
	links_of(c->target, &b);
	for (size_t i = 0; i < a.n; i++)
		if (!has_place(c->target, &b, c->source, a.at[i]))
			finding_add(c, "link-missing", CHECK_WRONG, a.at[i],
				NOWHERE, span_text(c, c->source, a.at[i]),
				NULL);
	for (size_t i = 0; i < b.n; i++)
		if (!has_place(c->source, &a, c->target, b.at[i]))
			finding_add(c, "link-added", CHECK_WRONG, NOWHERE,
				b.at[i], span_text(c, c->target, b.at[i]),
				NULL);
}

static void
footnotes(struct checking *c)
{
	struct places a, b;

	footnotes_of(c->source, &a);
	footnotes_of(c->target, &b);
	for (size_t i = 0; i < a.n; i++)
		if (!has_place(c->target, &b, c->source, a.at[i]))
			finding_add(c, "footnote-differs", CHECK_WRONG,
				a.at[i], NOWHERE, span_text(c, c->source,
				a.at[i]), NULL);
	for (size_t i = 0; i < b.n; i++)
		if (!has_place(c->source, &a, c->target, b.at[i]))
			finding_add(c, "footnote-differs", CHECK_WRONG,
				NOWHERE, b.at[i], span_text(c, c->target,
				b.at[i]), NULL);
}

/* "] (", "［…］(", "* *": marks that a machine has pulled apart. */
static void
broken(struct checking *c)
{
	static const char *const signs[] = { "] (/", "] (http", "] （http",
		"](http ", "]（", "! [", "* *", "] [^" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		const char *at = strstr(c->target, signs[i]);
		struct check_span where;

		if (at == NULL || strstr(c->source, signs[i]) != NULL ||
		    strchr(c->source, *signs[i]) == NULL)
			continue;
		where = (struct check_span){ (size_t)(at - c->target),
			strlen(signs[i]) };
		finding_add(c, "link-broken", CHECK_WRONG, NOWHERE, where,
			span_text(c, c->target, where), NULL);
		return;
	}
}

/* Pairs of ** or __, those of one sign left out; or of code's ticks. */
static size_t
doubles(const char *s, char sign)
{
	size_t count = 0;

	for (; *s != '\0'; s++)
		if (s[0] == sign && s[1] == sign) {
			count++;
			while (s[1] == sign)
				s++;
		}
	return count;
}

/* Single * that touch a word. */
static size_t
singles(const char *s, char sign)
{
	size_t count = 0, n;

	for (size_t at = 0; s[at] != '\0'; at++) {
		bool beside = (at > 0 && s[at - 1] == sign) ||
			s[at + 1] == sign;
		bool near = is_word(scan_before(s, at, &n)) ||
			is_word(scan_char(s + at + 1, &n));

		count += s[at] == sign && !beside && near;
	}
	return count;
}

static void
emphasis(struct checking *c)
{
	const char *a = c->plain_source, *b = c->plain_target;

	if (doubles(a, '*') + doubles(a, '_') != doubles(b, '*') +
	    doubles(b, '_') || singles(a, '*') != singles(b, '*'))
		finding_add(c, "emphasis-differs", CHECK_WARN, NOWHERE,
			NOWHERE, NULL, NULL);
	if (singles(c->source, '`') != singles(c->target, '`') &&
	    (strchr(c->source, '`') == NULL) !=
	    (strchr(c->target, '`') == NULL))
		finding_add(c, "code-differs", CHECK_WARN, NOWHERE, NOWHERE,
			NULL, NULL);
}

void
check_markdown(struct checking *c)
{
	links(c);
	footnotes(c);
	broken(c);
	emphasis(c);
}
