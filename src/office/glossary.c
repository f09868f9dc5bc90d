/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The glossary: what things are called in each language, and what they are
 * not to be called.  A term of an office is for that office, one of none for
 * everybody; one with a tie for texts of that tie alone.
 *
 *	name   the form to be used, in each language
 *	use    translate: as the name says; keep: as it is in the original;
 *	       sensitive: to be thought over; forbidden: not to be written, the
 *	       admitted forms say what instead
 *	forms  others, admitted or forbidden
 *
 * What translators are given (glossary_terms) is read from the table once and
 * kept until a term changes, as the authority of names is: one slot, one
 * mutex, holders counted.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "inside.h"

#define TERMS_MOST 20000      /* of one pair of languages */

static const struct field form_rows[] = {
	{ "language", FIELD_LANGUAGE, REQUIRED },
	{ "form",     FIELD_TEXT, REQUIRED, .max = 200 },
	{ "use",      FIELD_CHOICE, REQUIRED, .choices = "admitted forbidden", .preset = "admitted" },
	{0}
};

static const struct field term_fields[] = {
	{ "name",       FIELD_WORDS, REQUIRED | LISTED | SEARCHED, .max = 200 },
	{ "use",        FIELD_CHOICE, REQUIRED | LISTED | FILTERED, .choices = "translate keep sensitive forbidden", .preset = "translate" },
	{ "forms",      FIELD_ROWS, SEARCHED, .rows = form_rows, .max = 40 },
	{ "subject",    FIELD_CHOICE, LISTED | FILTERED, .choices = "tie visit protocol letter trip youth dispatch exchange economy records press" },
	{ "part",       FIELD_CHOICE, FILTERED, .choices = "noun verb adjective phrase abbreviation name" },
	{ "definition", FIELD_WORDS, SEARCHED, .max = 600 },
	{ "note",       FIELD_WORDS, .max = 600 },
	{ "tie",        FIELD_REF, FILTERED, .to = &entity_tie },
	{ "source",     FIELD_WORDS, .max = 300 },
	{ "locked",     FIELD_FLAG, LISTED | FILTERED },
	{ "office",     FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

/* A form that is admitted or forbidden is another than the name. */
static enum err
term_check(struct visit *v, struct draft *d)
{
	const json_t *name = json_object_get(d->fields, "name"), *row;
	enum err err = OK;
	size_t i;

	json_array_foreach(json_object_get(d->fields, "forms"), i, row) {
		const char *language = text_of(row, "language");
		const char *form = text_of(row, "form");
		const char *own = language != NULL ? words_in(v->arena, name,
			language) : NULL;

		if (own != NULL && form != NULL && strcmp(own, form) == 0)
			err = fail_field(v, arena_printf(v->arena,
				"forms.%zu.form", i), "term.wrong-same", form,
				NULL);
	}
	return err;
}

const struct entity entity_term = {
	.name = "term", .plural = "terms", .fields = term_fields,
	.title = "name", .order = "name",
	.read = ROLE_STAFF, .write = ROLE_WRITERS,
	.owned = "office",
	.check = term_check,
};

/* ---- read once ---- */

enum status { FORM_MAIN, FORM_ADMITTED, FORM_FORBIDDEN };

struct wording {
	const char *lang, *text;
	enum status status;
	struct wording *next;
};

struct concept {
	struct id id, office, tie;
	const char *use;
	bool locked, name;
	struct wording *forms;      /* main ones first */
	json_t *note;               /* words, or NULL */
	struct concept *next;
};

struct glossary {
	struct arena *arena;
	atomic_int holders;
	uint64_t store;                /* db_number */
	int64_t count, revisions, changed;
	struct concept *first;
};

static void
wording_add(struct glossary *g, struct concept *c, const char *lang,
	const char *text, enum status status)
{
	struct wording **at = &c->forms, *w = arena_alloc(g->arena, sizeof *w);

	*w = (struct wording){ .lang = arena_text(g->arena, lang),
		.text = arena_text(g->arena, text), .status = status };
	while (*at != NULL)
		at = &(*at)->next;
	*at = w;
}

static void
words_free(void *words)
{
	json_decref(words);
}

static json_t *
words_kept(struct glossary *g, const char *json)
{
	json_t *words = json != NULL ? json_read(json) : NULL;

	if (words != NULL)
		arena_defer(g->arena, words_free, words);
	return words;
}

static void
names_read(struct glossary *g, struct concept *c, const char *json)
{
	json_t *words = words_kept(g, json), *text;
	const char *tag;

	json_object_foreach(json_object_get(words, "texts"), tag, text) {
		const char *name = words_in(g->arena, words, tag);

		if (name != NULL && *name != '\0')
			wording_add(g, c, tag, name, FORM_MAIN);
	}
}

static struct concept *
concept_read(struct glossary *g, struct db_stmt *s)
{
	struct concept *c = arena_alloc(g->arena, sizeof *c);
	const char *part = db_text(s, 7);

	*c = (struct concept){ .id = db_id(s, 0),
		.use = arena_text(g->arena, db_text(s, 2)),
		.locked = db_int(s, 3) != 0,
		.name = part != NULL && strcmp(part, "name") == 0 };
	if (!db_null(s, 4))
		c->tie = db_id(s, 4);
	if (!db_null(s, 5))
		c->office = db_id(s, 5);
	c->note = words_kept(g, db_null(s, 6) ? NULL : db_text(s, 6));
	names_read(g, c, db_text(s, 1));
	return c;
}

static enum err
glossary_read(struct glossary *g, struct visit *v)
{
	struct db_stmt *s = db_ask(v->db, "SELECT e.\"id\", e.\"name\","
		" e.\"use\", e.\"locked\", e.\"tie\", e.\"office\", e.\"note\","
		" e.\"part\", f.\"language\", f.\"form\", f.\"use\""
		" FROM \"term\" e LEFT JOIN \"term_forms\" f"
		" ON f.\"owner\" = e.\"id\" WHERE e.\"standing\" = 0"
		" ORDER BY e.\"id\", f.\"place\"");
	struct concept **last = &g->first, *c = NULL;
	bool row;

	for (;;) {
		TRY(db_step(s, &row));
		if (!row)
			return OK;
		if (c == NULL || !id_same(db_id(s, 0), c->id)) {
			c = concept_read(g, s);
			*last = c;
			last = &c->next;
		}
		if (!db_null(s, 9))
			wording_add(g, c, db_text(s, 8), db_text(s, 9),
				strcmp(db_text(s, 10), "forbidden") == 0 ?
				FORM_FORBIDDEN : FORM_ADMITTED);
	}
}

static enum err
mark_read(struct visit *v, struct glossary *out)
{
	struct db_stmt *s = db_ask(v->db, "SELECT count(*),"
		" CAST(coalesce(sum(\"revision\"), 0) AS bigint),"
		" coalesce(max(\"changed\"), 0) FROM \"term\"");
	bool row;

	out->store = db_number(v->store);
	TRY(db_step(s, &row));
	if (row) {
		out->count = db_int(s, 0);
		out->revisions = db_int(s, 1);
		out->changed = db_int(s, 2);
	}
	db_done(s);
	return OK;
}

/* ---- the one that is kept ---- */

static struct {
	pthread_mutex_t lock;
	struct glossary *now;
} kept = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void
release(void *arg)
{
	struct glossary *g = arg;

	if (atomic_fetch_sub(&g->holders, 1) == 1)
		arena_free(g->arena);
}

static struct glossary *
kept_take(const struct glossary *mark)
{
	struct glossary *g;

	pthread_mutex_lock(&kept.lock);
	g = kept.now;
	if (g != NULL && (g->store != mark->store || g->count != mark->count ||
	    g->revisions != mark->revisions || g->changed != mark->changed))
		g = NULL;
	if (g != NULL)
		atomic_fetch_add(&g->holders, 1);
	pthread_mutex_unlock(&kept.lock);
	return g;
}

static void
kept_put(struct glossary *g)
{
	struct glossary *before;

	atomic_fetch_add(&g->holders, 1);
	pthread_mutex_lock(&kept.lock);
	before = kept.now;
	kept.now = g;
	pthread_mutex_unlock(&kept.lock);
	if (before != NULL)
		release(before);
}

/* It stays until the visit's arena is reset. */
static enum err
glossary_of(struct visit *v, const struct glossary **out)
{
	struct glossary mark = { .store = 0 }, *g;
	struct arena *arena;

	TRY(mark_read(v, &mark));
	g = kept_take(&mark);
	if (g != NULL) {
		arena_defer(v->arena, release, g);
		*out = g;
		return OK;
	}
	arena = arena_new();
	g = arena_alloc(arena, sizeof *g);
	memset(g, 0, sizeof *g);
	g->arena = arena;
	g->store = mark.store;
	g->count = mark.count;
	g->revisions = mark.revisions;
	g->changed = mark.changed;
	atomic_init(&g->holders, 1);
	arena_defer(v->arena, release, g);
	TRY(glossary_read(g, v));
	kept_put(g);
	*out = g;
	return OK;
}

/* ---- terms of a pair ---- */

struct pairing {
	struct visit *v;
	const char *from, *to;
	struct term *out;
	size_t n, room;
};

/* "zh" and "zh-Hans", "en" and "en-GB"; but zh-Hans and zh-Hant are two. */
static bool
same_language(const char *a, const char *b)
{
	size_t n = strcspn(a, "-");

	if (strcmp(a, b) == 0)
		return true;
	return strncmp(a, b, n) == 0 && (b[n] == '\0' || b[n] == '-') &&
		(a[n] == '\0' || b[n] == '\0');
}

static const char *
main_in(const struct concept *c, const char *lang)
{
	for (const struct wording *w = c->forms; w != NULL; w = w->next)
		if (w->status == FORM_MAIN && same_language(w->lang, lang))
			return w->text;
	return NULL;
}

/* Forms of a status in a language, closed by NULL; NULL: there are none. */
static const char *const *
forms_in(struct arena *a, const struct concept *c, const char *lang,
	enum status status)
{
	const char **list;
	size_t n = 0;

	for (const struct wording *w = c->forms; w != NULL; w = w->next)
		n += w->status == status && same_language(w->lang, lang);
	if (n == 0)
		return NULL;
	list = arena_alloc(a, (n + 1) * sizeof *list);
	n = 0;
	for (const struct wording *w = c->forms; w != NULL; w = w->next)
		if (w->status == status && same_language(w->lang, lang))
			list[n++] = w->text;
	list[n] = NULL;
	return list;
}

static void
term_add(struct pairing *p, const struct term *t)
{
	if (p->n == TERMS_MOST)
		return;
	if (p->n == p->room) {
		size_t room = p->room == 0 ? 256 : p->room * 2;
		struct term *all = arena_alloc(p->v->arena,
			room * sizeof *all);

		if (p->n > 0)
			memcpy(all, p->out, p->n * sizeof *all);
		p->out = all;
		p->room = room;
	}
	p->out[p->n++] = *t;
}

/* One for every form that the source may have. */
static void
sources_add(struct pairing *p, const struct concept *c, struct term t)
{
	for (const struct wording *w = c->forms; w != NULL; w = w->next) {
		if (!same_language(w->lang, p->from))
			continue;
		t.source = w->text;
		if (t.use == TERM_KEEP)
			t.target = w->text;
		term_add(p, &t);
	}
}

/* Forms that a translation must not have, whatever was said. */
static void
watched_add(struct pairing *p, const struct concept *c, struct term t,
	enum status status, const char *instead)
{
	const char **others = arena_alloc(p->v->arena, 2 * sizeof *others);

	others[0] = instead;
	others[1] = NULL;
	t.source = NULL;
	t.wrong = NULL;
	t.others = others;
	for (const struct wording *w = c->forms; w != NULL; w = w->next)
		if (w->status == status && same_language(w->lang, p->to)) {
			t.target = w->text;
			term_add(p, &t);
		}
}

static const char *
first_of(const char *const *list)
{
	return list != NULL ? *list : NULL;
}

static void
concept_add(struct pairing *p, const struct concept *c)
{
	struct arena *a = p->v->arena;
	struct words_seen note = c->note != NULL ? words_see(a, c->note,
		p->v->lang) : (struct words_seen){ .text = "" };
	struct term t = { .target = main_in(c, p->to), .locked = c->locked,
		.name = c->name,
		.others = forms_in(a, c, p->to, FORM_ADMITTED),
		.wrong = forms_in(a, c, p->to, FORM_FORBIDDEN),
		.says = *note.text != '\0' ? note.text : NULL,
		.href = arena_printf(a, "/office/terms/%s",
			id_text(a, c->id)) };
	const char *instead = first_of(t.others);

	if (strcmp(c->use, "keep") == 0) {
		t.use = TERM_KEEP;
		sources_add(p, c, t);
	} else if (strcmp(c->use, "sensitive") == 0) {
		t.use = TERM_SENSITIVE;
		sources_add(p, c, t);
		watched_add(p, c, t, FORM_MAIN, instead);
	} else if (strcmp(c->use, "forbidden") == 0) {
		t.use = TERM_FORBIDDEN;
		watched_add(p, c, t, FORM_MAIN, instead);
		watched_add(p, c, t, FORM_FORBIDDEN, instead);
	} else {
		if (t.target != NULL)
			sources_add(p, c, t);
		t.use = TERM_FORBIDDEN;
		if (c->locked)
			watched_add(p, c, t, FORM_FORBIDDEN, t.target);
	}
}

/* Is it this visitor's to know, and of that tie? */
static bool
is_for(const struct visit *v, const struct concept *c, struct id tie)
{
	if (!id_none(v->office) && !id_none(c->office) &&
	    !id_same(v->office, c->office))
		return false;
	return id_none(c->tie) || id_same(c->tie, tie);
}

enum err
glossary_terms(struct visit *v, const char *from, const char *to,
	struct id tie, struct term **out, size_t *n)
{
	struct pairing p = { .v = v, .from = from, .to = to };
	const struct glossary *g;

	*out = NULL;
	*n = 0;
	if ((v->roles & entity_term.read) == 0)
		return OK;
	TRY(glossary_of(v, &g));
	for (const struct concept *c = g->first; c != NULL; c = c->next)
		if (is_for(v, c, tie))
			concept_add(&p, c);
	*out = p.out;
	*n = p.n;
	return OK;
}
