/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms as they go out: TBX-Basic of 2019 with categories as attributes, or
 * martif; sheets in terms_sheet.c.  How a term is to be used has no category
 * there, but for forms that are not to be used; it goes as x-gyoryu-use.
 */
#include "terms.h"

#include <string.h>

const char *const concept_uses[CONCEPT_USE__MAX] = {
	[CONCEPT_TRANSLATE] = "translate", [CONCEPT_KEEP] = "keep",
	[CONCEPT_SENSITIVE] = "sensitive", [CONCEPT_FORBIDDEN] = "forbidden",
};

const struct concept_terms concept_empty = {
	.id = "", .subject = "", .part = "", .definition = "",
	.definition_lang = "", .note = "", .note_lang = "",
};

/* The names that the two differ in. */
struct dialect {
	const char *open, *close, *entry, *language, *term;
};

static const struct dialect basic = {
	"<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"ko\" "
	"xmlns=\"urn:iso:std:iso:30042:ed-2\">\n<tbxHeader><fileDesc>"
	"<sourceDesc><p>Gyoryu</p></sourceDesc></fileDesc></tbxHeader>\n"
	"<text><body>\n",
	"</body></text>\n</tbx>\n", "conceptEntry", "langSec", "termSec",
};

static const struct dialect martif = {
	"<martif type=\"TBX\" xml:lang=\"ko\">\n<martifHeader><fileDesc>"
	"<sourceDesc><p>Gyoryu</p></sourceDesc></fileDesc></martifHeader>\n"
	"<text><body>\n",
	"</body></text>\n</martif>\n", "termEntry", "langSet", "tig",
};

struct terms_out {
	struct xml_out *xml;
	const struct dialect *in;  /* NULL: a sheet */
	long long count;
};

enum concept_use
concept_use_of(const char *word)
{
	for (int i = 0; i < CONCEPT_USE__MAX; i++)
		if (strcmp(concept_uses[i], word) == 0)
			return (enum concept_use)i;
	return CONCEPT_TRANSLATE;
}

struct terms_out *
terms_begin(struct arena *a, enum terms_format format, exchange_write write,
	void *arg)
{
	struct terms_out *t = arena_alloc(a, sizeof *t);

	t->xml = xml_begin(a, write, arg);
	t->in = format == TERMS_TBX ? &basic : format == TERMS_MARTIF ?
		&martif : NULL;
	if (t->in == NULL) {
		terms_sheet_begin(t->xml);
		return t;
	}
	xml_raw(t->xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	xml_raw(t->xml, t->in->open);
	return t;
}

static void
part(struct xml_out *x, const char *name)
{
	static const struct { const char *part, *line; } rows[] = {
		{"noun", "partOfSpeech\">noun"}, {"verb", "partOfSpeech\">verb"},
		{"adjective", "partOfSpeech\">adjective"},
		{"name", "partOfSpeech\">properNoun"},
		{"abbreviation", "termType\">abbreviation"},
		{"phrase", "termType\">phraseologicalUnit"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].part, name) == 0) {
			xml_raw(x, "<termNote type=\"");
			xml_raw(x, rows[i].line);
			xml_raw(x, "</termNote>\n");
		}
}

static void
mark(struct xml_out *x, const char *before, const char *name,
	const char *after)
{
	xml_raw(x, before);
	xml_raw(x, name);
	xml_raw(x, after);
}

static void
form(struct terms_out *t, const struct concept_terms *c,
	const struct concept_wording *w)
{
	static const char *const statuses[] = {
		[WORDING_MAIN] = "preferredTerm-admn-sts",
		[WORDING_ADMITTED] = "admittedTerm-admn-sts",
		[WORDING_FORBIDDEN] = "deprecatedTerm-admn-sts",
	};

	mark(t->xml, "<", t->in->term, ">\n");
	xml_line(t->xml, "", "term", w->text);
	xml_line(t->xml, "", "termNote type=\"administrativeStatus\"",
		statuses[w->status]);
	part(t->xml, c->part);
	mark(t->xml, "</", t->in->term, ">\n");
}

/* Was the language met before the nth form? */
static bool
met(const struct concept_terms *c, size_t nth)
{
	for (size_t i = 0; i < nth; i++)
		if (strcmp(c->wordings[i].lang, c->wordings[nth].lang) == 0)
			return true;
	return false;
}

static void
language(struct terms_out *t, const struct concept_terms *c, const char *lang)
{
	mark(t->xml, "<", t->in->language, "");
	xml_put(t->xml, "xml:lang", lang);
	xml_raw(t->xml, ">\n");
	if (strcmp(c->definition_lang, lang) == 0)
		xml_line(t->xml, "", "descrip type=\"definition\"",
			c->definition);
	if (strcmp(c->note_lang, lang) == 0)
		xml_line(t->xml, "", "note", c->note);
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->wordings[i].lang, lang) == 0)
			form(t, c, &c->wordings[i]);
	mark(t->xml, "</", t->in->language, ">\n");
}

/* A language that has a form of its own. */
static bool
spoken(const struct concept_terms *c, const char *lang)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->wordings[i].lang, lang) == 0)
			return true;
	return false;
}

static void
entry(struct terms_out *t, const struct concept_terms *c)
{
	struct arena *scratch = arena_new();
	struct xml_out *x = t->xml;

	mark(x, "<", t->in->entry, "");
	xml_put(x, "id", c->id[0] != '\0' ? c->id :
		arena_printf(scratch, "c%lld", t->count));
	xml_raw(x, ">\n");
	xml_line(x, "", "descrip type=\"subjectField\"", c->subject);
	if (c->use != CONCEPT_TRANSLATE)
		xml_line(x, "", "admin type=\"x-gyoryu-use\"",
			concept_uses[c->use]);
	if (!spoken(c, c->definition_lang))
		xml_line(x, "", "descrip type=\"definition\"", c->definition);
	if (!spoken(c, c->note_lang))
		xml_line(x, "", "note", c->note);
	for (size_t i = 0; i < c->n; i++)
		if (!met(c, i))
			language(t, c, c->wordings[i].lang);
	mark(x, "</", t->in->entry, ">\n");
	arena_free(scratch);
}

void
terms_concept(struct terms_out *t, const struct concept_terms *c)
{
	t->count++;
	if (t->in != NULL)
		entry(t, c);
	else
		terms_sheet_row(t->xml, c);
}

bool
terms_end(struct terms_out *t)
{
	if (t->in != NULL)
		xml_raw(t->xml, t->in->close);
	return xml_end(t->xml);
}

enum err
terms_read(struct arena *a, const char *at, size_t n, concept_each each,
	void *arg, struct exchange_said *said)
{
	const char *begin = at;
	bool good;

	*said = (struct exchange_said){0};
	if (n > CONCEPTS_BYTES) {
		said->fault = EXCHANGE_LONG;
		return ERR_LARGE;
	}
	if (n >= 3 && memcmp(begin, "\xef\xbb\xbf", 3) == 0)
		begin += 3;
	while (begin < at + n && strchr(" \t\r\n", *begin) != NULL &&
	    *begin != '\0')
		begin++;
	/* UTF-16 with a mark: XML, as no sheet is written so. */
	if (begin < at + n && (*begin == '<' || (unsigned char)*begin >= 0xfe))
		good = tbx_read(a, at, n, each, arg, said);
	else
		good = terms_sheet_read(a, at, n, each, arg, said);
	return good ? OK : said->fault == EXCHANGE_LONG ? ERR_LARGE : ERR_INPUT;
}
