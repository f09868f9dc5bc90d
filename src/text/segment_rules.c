/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentence rules: an SRX 2.0 document, and how it cuts.
 *
 *	languagemap  "ko.*" -> "Korean", ".*" -> "Default"  (cascade: both)
 *	languagerule "Korean" -> rules, each "cut" or "do not", with what stands
 *	                         before the place and what behind it
 *
 * The first rule that fits a place decides.  Rules that stand together and say
 * the same are one pattern here, (?<=before)(?=behind)|…, which decides as
 * they would one by one.  Only places at which some rule would cut are looked
 * at; a pattern that takes too long cuts no more.
 *
 * Compiled once, before threads; each text works on clones of its own.  The
 * document is read without DTD, entities, network or disk.
 */
#include "segment_inside.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uregex.h>

#include "base/buf.h"

enum {
	LANGUAGES_MOST = 64, MAPS_MOST = 64, GROUPS_MOST = 64,
	PATTERN_MOST = 64 * 1024, SRX_MOST = 1024 * 1024,
	STACK_MOST = 1024 * 1024,  /* bytes that a pattern may put aside */
	STEPS_MOST = 2000          /* some milliseconds each, per search */
};

/* Rules that say the same, as one pattern. */
struct group {
	bool cuts;
	URegularExpression *of;
};

struct language {
	const char *name;
	struct group groups[GROUPS_MOST];
	int n;
	URegularExpression *any;   /* every rule that cuts; NULL: none does */
};

struct map_row {
	URegularExpression *tags;
	const struct language *language;
};

static struct rules {
	struct arena *arena;       /* owns the rest; NULL: none were read */
	bool cascade;
	struct language languages[LANGUAGES_MOST];
	int n_languages;
	struct map_row maps[MAPS_MOST];
	int n_maps;
} rules;

struct reading {
	struct arena *scratch;
	struct rules *to;
	char *why;                 /* of 200 */
};

/* ---- patterns ---- */

static void
close_pattern(void *of)
{
	uregex_close(of);
}

static URegularExpression *
bounded(struct arena *a, URegularExpression *of)
{
	UErrorCode status = U_ZERO_ERROR;

	arena_defer(a, close_pattern, of);
	uregex_setStackLimit(of, STACK_MOST, &status);
	uregex_setTimeLimit(of, STEPS_MOST, &status);
	ICU_GOOD(status);
	return of;
}

static URegularExpression *
compiled(struct reading *r, const char *pattern)
{
	struct wide w = icu_wide(r->scratch, pattern, strlen(pattern));
	UErrorCode status = U_ZERO_ERROR;
	UParseError at;
	URegularExpression *of = uregex_open(w.at, w.n, 0, &at, &status);

	if (U_SUCCESS(status))
		return bounded(r->to->arena, of);
	snprintf(r->why, 200, "%s at %d of %.120s", u_errorName(status),
		at.offset, pattern);
	return NULL;
}

/* What stands behind first: white space is seldomer than a letter. */
static void
add_rule(struct buf *b, const char *before, const char *behind)
{
	buf_text(b, b->n > 0 ? "|" : "");
	if (behind[0] != '\0')
		buf_printf(b, "(?=%s)", behind);
	if (before[0] != '\0')
		buf_printf(b, "(?<=%s)", before);
}

/* The same with the last character before the place taken in: a search leaps
 * to where one of these stands. */
static void
add_search(struct buf *b, const char *before, const char *behind)
{
	size_t n = b->n;

	buf_text(b, n > 0 ? "|[" : "[");
	if (!pattern_tail(b, before)) {
		b->n = n;
		buf_text(b, n > 0 ? "|(?s:.)" : "(?s:.)");
	} else {
		buf_text(b, "]");
	}
	buf_text(b, behind[0] != '\0' ? "(?=" : "");
	buf_text(b, behind);
	buf_text(b, behind[0] != '\0' ? ")" : "");
	if (before[0] != '\0')
		buf_printf(b, "(?<=%s)", before);
}

/* ---- reading the document ---- */

static bool
fault(struct reading *r, const xmlNode *at, const char *what)
{
	snprintf(r->why, 200, "line %ld: %.160s", xmlGetLineNo(at), what);
	return false;
}

static bool
is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE &&
		strcmp((const char *)node->name, name) == 0;
}

static const char *
attribute(struct reading *r, const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	const char *copy = "";

	if (value != NULL)
		copy = arena_text(r->scratch, (const char *)value);
	xmlFree(value);
	return copy;
}

/* The text within the child of that name; "": there is none. */
static const char *
inner(struct reading *r, const xmlNode *node, const char *name)
{
	for (const xmlNode *c = node->children; c != NULL; c = c->next)
		if (is(c, name)) {
			xmlChar *text = xmlNodeGetContent(c);
			const char *copy = arena_text(r->scratch,
				(const char *)text);

			xmlFree(text);
			return copy;
		}
	return "";
}

/* The rules gathered since the last change of mind become a group. */
static bool
end_group(struct reading *r, const xmlNode *at, struct language *l,
	struct buf *pattern, bool cuts)
{
	if (pattern->n == 0)
		return true;
	if (l->n == GROUPS_MOST || pattern->full)
		return fault(r, at, "too many rules");
	l->groups[l->n].cuts = cuts;
	l->groups[l->n].of = compiled(r, pattern->at);
	buf_clear(pattern);
	return l->groups[l->n++].of != NULL;
}

static bool
read_language(struct reading *r, const xmlNode *node)
{
	struct buf pattern = buf_in(r->scratch, PATTERN_MOST);
	struct buf any = buf_in(r->scratch, PATTERN_MOST);
	struct language *l = &r->to->languages[r->to->n_languages];
	bool cuts = false;

	if (r->to->n_languages == LANGUAGES_MOST)
		return fault(r, node, "too many languages");
	l->name = arena_text(r->to->arena,
		attribute(r, node, "languagerulename"));
	for (const xmlNode *c = node->children; c != NULL; c = c->next) {
		bool now = strcmp(attribute(r, c, "break"), "no") != 0;
		const char *before, *behind;

		if (!is(c, "rule"))
			continue;
		before = inner(r, c, "beforebreak");
		behind = inner(r, c, "afterbreak");
		if (before[0] == '\0' && behind[0] == '\0')
			return fault(r, c, "a rule without any pattern");
		if (now != cuts && !end_group(r, c, l, &pattern, cuts))
			return false;
		cuts = now;
		add_rule(&pattern, before, behind);
		if (cuts)
			add_search(&any, before, behind);
	}
	if (!end_group(r, node, l, &pattern, cuts) || any.full)
		return false;
	l->any = any.n > 0 ? compiled(r, any.at) : NULL;
	r->to->n_languages++;
	return any.n == 0 || l->any != NULL;
}

static bool
read_map(struct reading *r, const xmlNode *node)
{
	struct map_row *row = &r->to->maps[r->to->n_maps];
	const char *name = attribute(r, node, "languagerulename");

	if (r->to->n_maps == MAPS_MOST)
		return fault(r, node, "too many maps");
	for (int i = 0; i < r->to->n_languages; i++)
		if (strcmp(r->to->languages[i].name, name) == 0)
			row->language = &r->to->languages[i];
	if (row->language == NULL)
		return fault(r, node, "a map to rules that are not there");
	row->tags = compiled(r, attribute(r, node, "languagepattern"));
	r->to->n_maps++;
	return row->tags != NULL;
}

/* Calls each for every element of that name below body > parent. */
static bool
read_all(struct reading *r, const xmlNode *body, const char *parent,
	const char *name, bool (*each)(struct reading *, const xmlNode *))
{
	for (const xmlNode *p = body->children; p != NULL; p = p->next)
		for (const xmlNode *c = is(p, parent) ? p->children : NULL;
		    c != NULL; c = c->next)
			if (is(c, name) && !each(r, c))
				return false;
	return true;
}

static bool
read_document(struct reading *r, const xmlDoc *doc)
{
	const xmlNode *root = xmlDocGetRootElement(doc);

	if (doc->intSubset != NULL || !is(root, "srx") ||
	    strcmp(attribute(r, root, "version"), "2.0") != 0)
		return fault(r, root, "not SRX 2.0, or with a document type");
	for (const xmlNode *c = root->children; c != NULL; c = c->next) {
		if (is(c, "header"))
			r->to->cascade = strcmp(attribute(r, c, "cascade"),
				"yes") == 0;
		if (is(c, "body") && (!read_all(r, c, "languagerules",
		    "languagerule", read_language) ||
		    !read_all(r, c, "maprules", "languagemap", read_map)))
			return false;
	}
	return r->to->n_maps > 0 || fault(r, root, "it maps no language");
}

static bool
read_rules(struct reading *r, const char *srx, size_t n)
{
	xmlDoc *doc = NULL;
	bool good = false;

	snprintf(r->why, 200, "not XML");
	if (n <= SRX_MOST)
		doc = xmlReadMemory(srx, (int)n, "segmentation.srx", NULL,
			XML_PARSE_NONET | XML_PARSE_NOERROR |
			XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
	if (doc != NULL)
		good = read_document(r, doc);
	xmlFreeDoc(doc);
	return good;
}

bool
segment_rules(const char *srx, size_t n, char why[static 200])
{
	struct arena *scratch = arena_new(), *a = arena_new();
	struct rules *to = arena_alloc(scratch, sizeof *to);
	struct reading r = {scratch, to, why};
	bool good;

	to->arena = a;
	good = read_rules(&r, srx, n);
	if (good) {
		if (rules.arena != NULL)
			arena_free(rules.arena);
		rules = *to;
		for (int i = 0; i < rules.n_maps; i++)
			rules.maps[i].language = rules.languages +
				(to->maps[i].language - to->languages);
	} else {
		arena_free(a);
	}
	arena_free(scratch);
	return good;
}

/* ---- cutting ---- */

/* A language's rules for one text: clones, made when they are wanted. */
struct ready {
	const struct language *of;
	URegularExpression *any, *groups[GROUPS_MOST];
	bool set[GROUPS_MOST];     /* the clone looks at this block already */
};

struct cutter {
	struct arena *arena;
	struct ready ready[MAPS_MOST];
	int n;
	const UChar *at;           /* the block */
	int32_t length;
	bool tired;                /* a pattern took too long on it */
};

static URegularExpression *
clone(struct arena *a, const URegularExpression *of)
{
	UErrorCode status = U_ZERO_ERROR;
	URegularExpression *twin = uregex_clone(of, &status);

	ICU_GOOD(status);
	return bounded(a, twin);
}

static bool
matches(struct arena *a, const URegularExpression *tags, struct wide lang)
{
	UErrorCode status = U_ZERO_ERROR;
	URegularExpression *re = clone(a, tags);

	uregex_setText(re, lang.at, lang.n, &status);
	return uregex_matches(re, -1, &status) && U_SUCCESS(status);
}

struct cutter *
cutter_new(struct arena *a, const char *lang)
{
	struct cutter *c = arena_alloc(a, sizeof *c);
	struct wide w = icu_wide(a, lang, strnlen(lang, 64));

	c->arena = a;
	for (int i = 0; i < rules.n_maps; i++) {
		if (!matches(a, rules.maps[i].tags, w))
			continue;
		c->ready[c->n++].of = rules.maps[i].language;
		if (!rules.cascade)
			break;
	}
	return c;
}

/* The clone under `kept`, looking at the block. */
static URegularExpression *
looking(struct cutter *c, URegularExpression **kept,
	const URegularExpression *of)
{
	UErrorCode status = U_ZERO_ERROR;

	if (*kept == NULL)
		*kept = clone(c->arena, of);
	uregex_setText(*kept, c->at, c->length, &status);
	ICU_GOOD(status);
	return *kept;
}

/* Does the rule fit the place? */
static bool
fits(struct cutter *c, struct ready *r, int group, int32_t at)
{
	UErrorCode status = U_ZERO_ERROR;
	URegularExpression *re = r->groups[group];
	bool found;

	if (!r->set[group])
		re = looking(c, &r->groups[group], r->of->groups[group].of);
	r->set[group] = true;
	found = uregex_lookingAt(re, at, &status);
	c->tired |= U_FAILURE(status);
	return found && U_SUCCESS(status);
}

static bool
decide(struct cutter *c, int32_t at)
{
	for (int i = 0; i < c->n; i++) {
		struct ready *r = &c->ready[i];

		for (int k = 0; k < r->of->n; k++)
			if (fits(c, r, k, at))
				return r->of->groups[k].cuts;
	}
	return false;
}

/* Marks the places at which a rule of r would cut. */
static void
candidates(struct cutter *c, struct ready *r, const int32_t *shut,
	uint8_t *cuts)
{
	UErrorCode status = U_ZERO_ERROR;
	URegularExpression *re;

	memset(r->set, 0, sizeof r->set);
	if (r->of->any == NULL)
		return;
	re = looking(c, &r->any, r->of->any);
	while (uregex_findNext(re, &status)) {
		int32_t at = uregex_end(re, 0, &status);

		cuts[at] = shut[at] <= 0;
	}
	c->tired |= U_FAILURE(status);
}

void
cutter_find(struct cutter *c, const UChar *at, int32_t n, const int32_t *shut,
	uint8_t *cuts)
{
	c->at = at;
	c->length = n;
	c->tired = false;
	memset(cuts, 0, (size_t)n + 1);
	for (int i = 0; i < c->n; i++)
		candidates(c, &c->ready[i], shut, cuts);
	for (int32_t i = 1; i < n; i++)
		cuts[i] = cuts[i] && !c->tired && decide(c, i);
}
