/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms as a sheet, CSV of RFC 4180 in UTF-8, first a row of names in any
 * order; "ko" may be "ko-KR", and other languages have columns of their own
 * when a sheet comes in.  Going out there are these:
 *
 *	id,use,subject,part,ko,zh,ja,en,other,definition_lang,definition,…
 *	t1,keep,press,name,가온시|가온|!가람시,,,Gaon,vi:Gaon,,,,
 *
 * A cell holds the form to be used, then others; one with "!" is not to be
 * used.  "|", "!" and "\" in a form have a "\" before them.  A cell that a
 * spreadsheet would take for a formula has a "'" before it, which is taken
 * away again when it comes in.
 */
#include "terms.h"

#include <string.h>

enum { COLUMNS_MOST = 64, CELL_MOST = 64 * 1024 };

static const char *const fixed[] = {"id", "use", "subject", "part", "ko", "zh",
	"ja", "en", "other", "definition_lang", "definition", "note_lang",
	"note"};
enum { FIXED = sizeof fixed / sizeof *fixed };

/* ---- out ---- */

static void
cell(struct xml_out *x, bool first, const char *s)
{
	xml_raw(x, first ? "" : ",");
	if (strpbrk(s, "\",\r\n") == NULL && strchr("=+-@\t'", *s) == NULL) {
		xml_raw(x, s);
		return;
	}
	xml_raw(x, "\"");
	if (s[0] != '\0' && strchr("=+-@\t'", *s) != NULL)
		xml_raw(x, "'");
	for (; *s != '\0'; s++)
		if (*s == '"')
			buf_text(&x->held, "\"\"");
		else
			buf_char(&x->held, *s);
	xml_raw(x, "\"");
}

void
terms_sheet_begin(struct xml_out *x)
{
	xml_raw(x, "\xef\xbb\xbf");
	for (size_t i = 0; i < FIXED; i++)
		cell(x, i == 0, fixed[i]);
	xml_raw(x, "\r\n");
}

static void
add_form(struct buf *b, const struct concept_wording *w, const char *lang)
{
	buf_text(b, b->n > 0 ? "|" : "");
	buf_text(b, w->status == WORDING_FORBIDDEN ? "!" : "");
	if (lang != NULL)
		buf_printf(b, "%s:", lang);
	for (const char *s = w->text; *s != '\0'; s++) {
		if (strchr("|!\\", *s) != NULL)
			buf_char(b, '\\');
		buf_char(b, *s);
	}
}

/* A language's forms, the one to be used first; NULL: of all others. */
static const char *
forms(struct arena *a, const struct concept_terms *c, const char *lang)
{
	struct buf b = buf_in(a, CELL_MOST);

	for (int status = WORDING_MAIN; status <= WORDING_FORBIDDEN; status++)
		for (size_t i = 0; i < c->n; i++) {
			const struct concept_wording *w = &c->wordings[i];
			bool ours = lang_of(w->lang) != LANG__MAX;

			if ((int)w->status == status && (lang != NULL ?
			    strcmp(w->lang, lang) == 0 : !ours))
				add_form(&b, w, lang == NULL ? w->lang : NULL);
		}
	return b.at;
}

void
terms_sheet_row(struct xml_out *x, const struct concept_terms *c)
{
	struct arena *a = arena_new();
	const char *cells[FIXED] = {c->id, concept_uses[c->use], c->subject,
		c->part, forms(a, c, "ko"), forms(a, c, "zh"),
		forms(a, c, "ja"), forms(a, c, "en"), forms(a, c, NULL),
		c->definition_lang, c->definition, c->note_lang, c->note};

	for (size_t i = 0; i < FIXED; i++)
		cell(x, i == 0, cells[i]);
	xml_raw(x, "\r\n");
	arena_free(a);
}

/* ---- in ---- */

struct sheet {
	const char *at, *end;
	long line;
	char between;              /* , or ; or a tab, as the first row has it */
	size_t n;
	const char *cells[COLUMNS_MOST];
};

/* One cell in a; false: a quotation that does not end, or too long. */
static bool
take_cell(struct sheet *s, struct arena *a, const char **out)
{
	struct buf b = buf_in(a, CELL_MOST);
	bool quoted = s->at < s->end && *s->at == '"';

	s->at += quoted;
	for (; s->at < s->end; s->at++) {
		if (quoted && *s->at == '"') {
			if (s->at + 1 >= s->end || s->at[1] != '"')
				break;
			s->at++;
		} else if (!quoted && (*s->at == s->between ||
		    *s->at == '\n' || *s->at == '\r')) {
			break;
		}
		s->line += *s->at == '\n';
		buf_char(&b, *s->at);
	}
	if (b.full || (quoted && s->at == s->end))
		return false;
	s->at += quoted;
	*out = b.at[0] == '\'' && b.n > 1 ? b.at + 1 : b.at;
	return true;
}

/* The cells of a row; *more false: there is none. */
static bool
take_row(struct sheet *s, struct arena *a, bool *more)
{
	*more = s->at < s->end;
	for (s->n = 0; *more;) {
		if (s->n == COLUMNS_MOST || !take_cell(s, a, &s->cells[s->n]))
			return false;
		s->n++;
		if (s->at < s->end && *s->at == s->between) {
			s->at++;
			continue;
		}
		if (s->at < s->end && *s->at == '\r')
			s->at++;
		if (s->at < s->end && *s->at != '\n')
			return false;
		s->at += s->at < s->end;
		s->line++;
		return true;
	}
	return true;
}

/* One form up to "|" or the end; where it goes on. */
static const char *
next_form(struct arena *a, const char *s, const char **text, bool *never)
{
	struct buf b = buf_in(a, CELL_MOST);

	s += strspn(s, " ");
	*never = *s == '!';
	s += *never;
	for (; *s != '\0' && *s != '|'; s++) {
		s += *s == '\\' && s[1] != '\0';
		buf_char(&b, *s);
	}
	while (b.n > 0 && b.at[b.n - 1] == ' ')
		b.at[--b.n] = '\0';
	*text = b.at;
	return *s == '|' ? s + 1 : s;
}

struct row {
	struct arena *a;
	struct concept_wording wordings[WORDINGS_MOST];
	size_t n;
};

/* lang NULL: each form has its own before a colon. */
static void
take_forms(struct row *r, const char *s, const char *lang)
{
	bool first = true, never;
	const char *text;

	while (*s != '\0') {
		const char *of = lang;

		s = next_form(r->a, s, &text, &never);
		if (of == NULL) {
			size_t n = strcspn(text, ":");

			of = exchange_language(r->a, arena_copy(r->a, text, n));
			text += text[n] == ':' ? n + 1 : n;
			first = r->n == 0 || of == NULL ||
				strcmp(r->wordings[r->n - 1].lang, of) != 0;
		}
		if (text[0] == '\0' || of == NULL || r->n == WORDINGS_MOST)
			continue;
		r->wordings[r->n++] = (struct concept_wording){of, text,
			never ? WORDING_FORBIDDEN : first ? WORDING_MAIN :
			WORDING_ADMITTED};
		first = first && never;
	}
}

/* Of a column; tags of more than two letters are likelier a word. */
static const char *
language_of(struct arena *a, const char *name)
{
	return strcspn(name, "-_") == 2 ? exchange_language(a, name) : NULL;
}

static void
take_named(struct concept_terms *of, struct row *r, const char *name,
	const char *s)
{
	if (strcmp(name, "id") == 0)
		of->id = s;
	else if (strcmp(name, "use") == 0)
		of->use = concept_use_of(s);
	else if (strcmp(name, "subject") == 0)
		of->subject = s;
	else if (strcmp(name, "part") == 0)
		of->part = s;
	else if (strcmp(name, "definition") == 0)
		of->definition = s;
	else if (strcmp(name, "definition_lang") == 0)
		of->definition_lang = s;
	else if (strcmp(name, "note") == 0)
		of->note = s;
	else if (strcmp(name, "note_lang") == 0)
		of->note_lang = s;
	else if (strcmp(name, "other") == 0)
		take_forms(r, s, NULL);
	else if (language_of(r->a, name) != NULL)
		take_forms(r, s, language_of(r->a, name));
}

static bool
give_row(struct sheet *s, struct arena *a, const struct sheet *head,
	concept_each each, void *arg)
{
	struct row *r = arena_alloc(a, sizeof *r);
	struct concept_terms of = concept_empty;

	r->a = a;
	for (size_t i = 0; i < s->n && i < head->n; i++)
		take_named(&of, r, head->cells[i], s->cells[i]);
	of.wordings = r->wordings;
	of.n = r->n;
	return r->n == 0 || each(arg, &of);
}

static bool
against(struct exchange_said *said, const struct sheet *s,
	enum exchange_fault fault, const char *detail)
{
	xml_fault(said, NULL, fault, "%s", detail);
	said->line = s->line + 1;
	return false;
}

/* Rows after the first, each in an arena of its own. */
static bool
read_rows(struct sheet *s, const struct sheet *head, concept_each each,
	void *arg, struct exchange_said *said)
{
	struct arena *a = arena_new();
	bool more = true, good = true;

	while (good && more) {
		arena_reset(a);
		good = take_row(s, a, &more) || against(said, s,
			EXCHANGE_RULE, "a row that does not end, or is too long");
		if (good && more && !give_row(s, a, head, each, arg))
			break;
	}
	arena_free(a);
	return good;
}

bool
terms_sheet_read(struct arena *a, const char *at, size_t n, concept_each each,
	void *arg, struct exchange_said *said)
{
	struct sheet s = {.at = at, .end = at + n}, head;
	const char *good;
	bool more, speaks = false;

	if (text_take(a, at, n, &good) != TEXT_GOOD)
		return against(said, &s, EXCHANGE_RULE, "not UTF-8");
	s.at = good;
	s.end = good + strlen(good);
	if (strncmp(s.at, "\xef\xbb\xbf", 3) == 0)
		s.at += 3;
	s.between = s.at[strcspn(s.at, ",;\t\n")];
	if (s.between == '\0' || s.between == '\n')
		s.between = ',';
	if (!take_row(&s, a, &more) || !more)
		return against(said, &s, EXCHANGE_OTHER, "no row of names");
	head = s;
	for (size_t i = 0; i < head.n; i++)
		speaks |= language_of(a, head.cells[i]) != NULL &&
			lang_of(language_of(a, head.cells[i])) != LANG__MAX;
	if (!speaks)
		return against(said, &head, EXCHANGE_LANGUAGE,
			"no column of a language");
	return read_rows(&s, &head, each, arg, said);
}
