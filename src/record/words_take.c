/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words on their way in.  What was given, in whichever form, is first read
 * into wishes, one a language; then the wishes are laid over a copy of what
 * stood there, and each text that changed gets its new segments:
 *
 *	read      text, {lang: text}, {lang: {text, origin …}} or canonical
 *	lay       cut into sentences, keep those that read the same
 *	settle    which language is the original
 *	link      the others are laid beside what they were made of
 *
 * The canonical form of a trusted visit skips all this: words_believe.c.
 */
#include "words_inside.h"

#include <string.h>

struct wish {
	const char *lang;
	const char *text;                 /* "": take the language away */
	const char *origin, *by, *from;   /* NULL: not said */
	struct words_piece *pieces;       /* laid: its sentences; else NULL */
	size_t n;
	json_t *before;                   /* its segments so far, or NULL */
	struct merge *merge;
	bool linked;
	struct wish *next;
};

struct merge {
	struct taking *t;
	struct arena *arena;
	bool prose;
	int64_t max;
	bool whole;                       /* languages not named go */
	struct wish *wishes, **last;
	const char *original;             /* as named, or NULL */
	json_t *texts;                    /* what they become */
};

static enum err
part_wrong(struct merge *m, const char *name, const char *key)
{
	struct taking t = words_part(m->t, name);

	return taking_wrong(&t, key);
}

/* ---- read ---- */

static struct wish *
wish_add(struct merge *m, const char *lang)
{
	struct wish *w = arena_alloc(m->arena, sizeof *w);

	w->lang = lang;
	w->merge = m;
	w->text = "";
	*m->last = w;
	m->last = &w->next;
	return w;
}

static enum err
read_text(struct merge *m, struct wish *w, struct taking *t, json_t *in)
{
	if (in == NULL || json_is_null(in))
		return OK;
	TRY(taking_text(t, in, &w->text));
	if (*w->text == '\0')
		return OK;
	return taking_length(t, w->text, t->field->min, m->max);
}

/*
 * { "text", "origin", "by", "from" }.  Anybody may say that a machine wrote
 * something; that a certain person did is believed of trusted visits only.
 */
static enum err
read_claim(struct merge *m, struct wish *w, struct taking *t, json_t *in)
{
	const char *key;
	json_t *value;

	json_object_foreach(in, key, value)
		if (strcmp(key, "text") != 0 && strcmp(key, "origin") != 0 &&
			strcmp(key, "by") != 0 && strcmp(key, "from") != 0)
			return taking_wrong_with(t, "error.unknown-field", key);
	TRY(read_text(m, w, t, json_object_get(in, "text")));
	TRY(words_name(t, json_object_get(in, "origin"), &w->origin));
	TRY(words_name(t, json_object_get(in, "by"), &w->by));
	TRY(words_name(t, json_object_get(in, "from"), &w->from));
	if (w->origin != NULL && !words_origin_good(w->origin))
		return taking_wrong(t, "error.words-shape");
	if (w->from != NULL && !words_tag(m->arena, w->from, &w->from))
		return taking_wrong(t, "error.not-a-language");
	if (!m->t->v->trusted &&
		(w->origin == NULL || strcmp(w->origin, "person") == 0))
		w->by = NULL;
	return OK;
}

static enum err
read_language(struct merge *m, const char *tag, json_t *in)
{
	struct taking t = words_part(m->t, tag);
	struct wish *w;
	const char *lang;

	if (!words_tag(m->arena, tag, &lang))
		return taking_wrong_with(&t, "error.not-a-language", tag);
	w = wish_add(m, lang);
	if (json_is_object(in))
		return read_claim(m, w, &t, in);
	return read_text(m, w, &t, in);
}

static enum err
read_original(struct merge *m, json_t *in)
{
	const char *tag = json_string_value(in);

	if (json_is_null(in) || (tag != NULL && *tag == '\0'))
		return OK;
	if (tag == NULL || !words_tag(m->arena, tag, &m->original))
		return part_wrong(m, "original", "error.not-a-language");
	return OK;
}

/* {lang: …}: every language is looked at, so that all faults are told. */
static enum err
read_map(struct merge *m, json_t *in)
{
	enum err err = OK;
	const char *key;
	json_t *value;

	if (json_object_size(in) > WORDS_LANGUAGES)
		return taking_wrong_by(m->t, "error.too-many", WORDS_LANGUAGES);
	json_object_foreach(in, key, value) {
		enum err e = strcmp(key, "original") == 0 ?
			read_original(m, value) : read_language(m, key, value);

		if (e != OK)
			err = e;
	}
	return err;
}

/* The canonical form from one who is not believed: only what the texts say. */
static enum err
read_canonical(struct merge *m, json_t *in)
{
	enum err err = OK;
	const char *lang;
	json_t *text;

	m->whole = true;
	TRY(read_original(m, json_object_get(in, "original")));
	json_object_foreach(json_object_get(in, "texts"), lang, text) {
		json_t *segments = json_object_get(text, "segments"), *joined;

		if (!words_parts_good(segments))
			return part_wrong(m, lang, "error.words-shape");
		joined = json_string(words_join(m->arena, segments));
		if (read_language(m, lang, joined) != OK)
			err = ERR_INPUT;
		json_decref(joined);
	}
	return err;
}

/* ---- lay ---- */

static json_t *
segment_new(void *arg, const char *text)
{
	const struct wish *w = arg;
	struct visit *v = w->merge->t->v;
	const char *origin = w->origin != NULL ? w->origin : "person";
	const char *by = w->by;
	json_t *segment = json_object();

	json_object_set_new_nocheck(segment, "text", json_string_nocheck(text));
	json_object_set_new_nocheck(segment, "origin",
		json_string_nocheck(origin));
	if (by == NULL && strcmp(origin, "person") == 0)
		by = v->who;
	if (by != NULL)
		json_object_set_new_nocheck(segment, "by",
			json_string_nocheck(by));
	json_object_set_new_nocheck(segment, "at", json_integer(v->now));
	return segment;
}

/* The segments of a wish, made of source; NULL: of nothing. */
static json_t *
segments_of(struct merge *m, struct wish *w, const json_t *source)
{
	struct words_laying laying = { m->arena, m->prose, w->lang, w->pieces,
		w->n, w->before, source, segment_new, w };

	return words_lay(&laying);
}

static enum err
lay(struct merge *m, struct wish *w)
{
	json_t *was = json_object_get(m->texts, w->lang), *text;
	json_t *before = json_object_get(was, "segments");
	const char *from = json_string_value(json_object_get(was, "from"));

	if (*w->text == '\0') {
		json_object_del(m->texts, w->lang);
		return OK;
	}
	if (before != NULL && strcmp(words_join(m->arena, before),
	    w->text) == 0)
		return OK;
	if (words_cut(m->arena, w->text, w->lang, m->prose, &w->pieces,
	    &w->n) != OK)
		return part_wrong(m, w->lang, "error.too-long");
	w->before = keep(m->t->v, json_incref(before));
	text = json_object();
	json_object_set_new_nocheck(text, "revision", json_integer(1 +
		json_integer_value(json_object_get(was, "revision"))));
	if (from != NULL)
		json_object_set_new_nocheck(text, "from",
			json_string_nocheck(from));
	json_object_set_new_nocheck(m->texts, w->lang, text);
	return OK;
}

/* ---- settle ---- */

static bool
claims_source(const struct merge *m, const char *lang)
{
	for (struct wish *w = m->wishes; w != NULL; w = w->next)
		if (strcmp(w->lang, lang) == 0 && w->from != NULL)
			return true;
	return false;
}

static bool
may_be_original(const struct merge *m, const char *lang)
{
	return json_object_get(m->texts, lang) != NULL &&
		!claims_source(m, lang);
}

/* The original is what it was; else the visitor's language, else one of the
 * pages', else whichever there is. */
static const char *
likely_original(const struct merge *m)
{
	const char *was = json_string_value(
		json_object_get(m->t->before, "original"));
	const char *own = langs[m->t->v->lang].tag;

	if (was != NULL && json_object_get(m->texts, was) != NULL)
		return was;
	if (may_be_original(m, own))
		return own;
	for (int i = 0; i < LANG__MAX; i++)
		if (may_be_original(m, langs[i].tag))
			return langs[i].tag;
	return json_object_iter_key(json_object_iter(m->texts));
}

/* ---- link ---- */

/* Nothing is the source of an original, and it has no holes. */
static void
unlink_original(json_t *text)
{
	json_t *segments = json_object_get(text, "segments");

	json_object_del(text, "from");
	for (size_t i = json_array_size(segments); i-- > 0; ) {
		json_t *segment = json_array_get(segments, i);

		if (words_hole(segment))
			json_array_remove(segments, i);
		else
			json_object_del(segment, "of");
	}
}

static const char *
source_of(const struct merge *m, const struct wish *w, const char *original)
{
	const char *was = json_string_value(json_object_get(
		json_object_get(m->texts, w->lang), "from"));
	const char *from = w->from != NULL ? w->from : was;

	if (from == NULL || strcmp(from, w->lang) == 0 ||
		json_object_get(m->texts, from) == NULL)
		from = original;
	/* It may be the text's own, which is about to be set anew. */
	return arena_text(m->arena, from);
}

static struct wish *
wish_of(struct merge *m, const char *lang)
{
	struct wish *found = NULL;

	for (struct wish *w = m->wishes; w != NULL; w = w->next)
		if (strcmp(w->lang, lang) == 0)
			found = w;
	return found;
}

/* Lays a text beside its source, which is laid first. */
static void
link_source(struct merge *m, struct wish *w, const char *original)
{
	bool translated = strcmp(w->lang, original) != 0;
	/* Copied: it may stand in the very value that it takes the place of. */
	const char *from = arena_text(m->t->v->arena,
		source_of(m, w, original));
	struct wish *first = wish_of(m, from);
	json_t *text;

	if (w->linked || w->pieces == NULL)
		return;
	w->linked = true;
	if (first != NULL && translated)
		link_source(m, first, original);
	text = json_object_get(m->texts, w->lang);
	if (translated)
		json_object_set_new(text, "from", json_string(from));
	json_object_set_new(text, "segments", segments_of(m, w, translated ?
		json_object_get(json_object_get(m->texts, from), "segments") :
		NULL));
}

/* A language given twice ("zh" and "zh-Hans"): the last one counts. */
static bool
overtaken(const struct wish *w)
{
	for (const struct wish *o = w->next; o != NULL; o = o->next)
		if (strcmp(o->lang, w->lang) == 0)
			return true;
	return false;
}

static enum err
merge(struct merge *m, json_t **out)
{
	const char *original;

	for (struct wish *w = m->wishes; w != NULL; w = w->next)
		if (!overtaken(w))
			TRY(lay(m, w));
	if (json_object_size(m->texts) == 0)
		return OK;
	original = m->original != NULL ? m->original : likely_original(m);
	if (json_object_get(m->texts, original) == NULL)
		return part_wrong(m, "original", "error.no-original");
	for (struct wish *w = m->wishes; w != NULL; w = w->next)
		if (!overtaken(w))
			link_source(m, w, original);
	unlink_original(json_object_get(m->texts, original));
	*out = json_object();
	json_object_set_new_nocheck(*out, "original",
		json_string_nocheck(original));
	json_object_set_nocheck(*out, "texts", m->texts);
	return OK;
}

/* What the wishes are laid over.  Of the canonical form only the languages
 * that it names are left. */
static json_t *
ground(struct merge *m)
{
	json_t *texts = json_deep_copy(
		json_object_get(m->t->before, "texts")), *kept;

	if (texts == NULL)
		return json_object();
	if (!m->whole)
		return texts;
	kept = json_object();
	for (struct wish *w = m->wishes; w != NULL; w = w->next)
		json_object_set(kept, w->lang, json_object_get(texts, w->lang));
	json_decref(texts);
	return kept;
}

/* ---- the whole ---- */

static enum err
take_canonical(struct merge *m, json_t *in, json_t **out)
{
	json_t *words = keep(m->t->v, json_deep_copy(in));

	if (json_object_size(json_object_get(words, "texts")) == 0)
		return OK;
	TRY(words_believe(m->t, words, m->prose, m->max));
	*out = json_incref(words);
	return OK;
}

/* A cell may hold the canonical form as text. */
static json_t *
uncell(struct merge *m, json_t *in)
{
	const char *text = json_string_value(in);
	json_t *words;

	if (text == NULL || *text != '{' || strstr(text, "\"texts\"") == NULL)
		return in;
	words = json_loads(text, 0, NULL);
	if (words == NULL)
		return in;
	keep(m->t->v, words);
	return json_is_object(json_object_get(words, "texts")) ? words : in;
}

static enum err
take_object(struct merge *m, json_t *in, json_t **out)
{
	if (!json_is_object(json_object_get(in, "texts")))
		TRY(read_map(m, in));
	else if (m->t->v->trusted)
		return take_canonical(m, in, out);
	else
		TRY(read_canonical(m, in));
	m->texts = keep(m->t->v, ground(m));
	return merge(m, out);
}

enum err
words_take(struct taking *t, json_t *in, bool prose, int64_t max, json_t **out)
{
	struct merge m = { .t = t, .arena = t->v->arena, .prose = prose,
		.max = max };
	const char *own = langs[t->v->lang].tag;

	*out = NULL;
	m.last = &m.wishes;
	if (in == NULL || json_is_null(in))
		return OK;
	in = uncell(&m, in);
	if (json_is_object(in))
		return take_object(&m, in, out);
	if (!json_is_string(in))
		return taking_wrong(t, "error.not-text");
	return take_object(&m, keep(t->v, json_pack("{s:O}", own, in)), out);
}
