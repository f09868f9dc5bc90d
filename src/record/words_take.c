/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words on their way in.  What was given, in whichever form, is first read
 * into wishes, one a language; then the wishes are laid over a copy of what
 * stood there, and each text that changed gets its new segments:
 *
 *	read      text, {lang: text}, {lang: {text, origin …}} or canonical
 *	lay       split, keep segments that read the same, make the others
 *	settle    which language is the original
 *	link      "from" and "of" of what is new, when all texts stand
 *
 * The canonical form of a trusted visit skips all this: words_believe.c.
 */
#include "kinds.h"

#include <string.h>

struct wish {
	const char *lang;
	const char *text;                 /* "": take the language away */
	const char *origin, *by, *from;   /* NULL: not said */
	json_t *segments;                 /* laid: the new ones; else NULL */
	bool *fresh;                      /* laid: which of them are new */
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

/* Parts at empty lines; *n of them.  An empty line may hold spaces. */
static const char **
split(struct merge *m, const char *text, size_t *n)
{
	size_t room = 1;
	const char **parts, *from = text, *line = text;

	for (const char *c = text; *c != '\0'; c++)
		room += *c == '\n';
	parts = arena_alloc(m->arena, room * sizeof *parts);
	*n = 0;
	while (m->prose && *line != '\0') {
		size_t blank = strspn(line, " \t"), end = strcspn(line, "\n");

		if (blank == end && line[end] == '\n') {
			if (line > from)
				parts[(*n)++] = arena_copy(m->arena, from,
					(size_t)(line - from) - 1);
			from = line + end + 1;
		}
		line += end + (line[end] == '\n');
	}
	if (*from != '\0')
		parts[(*n)++] = from;
	return parts;
}

/* Old segments of one text, in their order. */
struct old {
	json_t *segment;
	struct old *next;
};

/* Old segments by their text; the first of each chain is used first. */
static struct map *
old_by_text(struct arena *a, const json_t *segments)
{
	struct map *m = map_new(a);

	for (size_t i = json_array_size(segments); i-- > 0; ) {
		json_t *segment = json_array_get(segments, i);
		const char *text = json_string_value(
			json_object_get(segment, "text"));
		struct old *o = arena_alloc(a, sizeof *o);

		o->segment = segment;
		o->next = map_get(m, text);
		map_put(m, text, o);
	}
	return m;
}

static json_t *
segment_new(struct merge *m, const struct wish *w, const char *text)
{
	struct visit *v = m->t->v;
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

/* The segments that a text becomes: those it had, where they read the same. */
static void
lay_segments(struct merge *m, struct wish *w, const char **parts, size_t n,
	const json_t *before)
{
	struct map *old = json_array_size(before) > 0 ?
		old_by_text(m->arena, before) : NULL;

	w->segments = json_array();
	w->fresh = arena_alloc(m->arena, n * sizeof *w->fresh);
	for (size_t i = 0; i < n; i++) {
		struct old *o = old != NULL ? map_get(old, parts[i]) : NULL;

		w->fresh[i] = o == NULL;
		json_array_append_new(w->segments, o != NULL ?
			json_incref(o->segment) : segment_new(m, w, parts[i]));
		if (o != NULL)
			map_put(old, parts[i], o->next);
	}
}

static bool
same_segments(const char **parts, size_t n, const json_t *before)
{
	if (json_array_size(before) != n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(parts[i], json_string_value(json_object_get(
			json_array_get(before, i), "text"))) != 0)
			return false;
	return true;
}

static enum err
lay(struct merge *m, struct wish *w)
{
	json_t *was = json_object_get(m->texts, w->lang);
	json_t *before = json_object_get(was, "segments"), *text;
	const char *from = json_string_value(json_object_get(was, "from"));
	const char **parts;
	size_t n;

	if (*w->text == '\0') {
		json_object_del(m->texts, w->lang);
		return OK;
	}
	parts = split(m, w->text, &n);
	if (n > WORDS_PARTS)
		return part_wrong(m, w->lang, "error.too-long");
	if (same_segments(parts, n, before))
		return OK;
	lay_segments(m, w, parts, n, before);
	text = json_object();
	json_object_set_new_nocheck(text, "revision", json_integer(1 +
		json_integer_value(json_object_get(was, "revision"))));
	if (from != NULL)
		json_object_set_new_nocheck(text, "from",
			json_string_nocheck(from));
	json_object_set_new_nocheck(text, "segments", w->segments);
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

/* Nothing is the source of an original. */
static void
unlink_original(json_t *text)
{
	json_t *segment;
	size_t i;

	json_object_del(text, "from");
	json_array_foreach(json_object_get(text, "segments"), i, segment)
		json_object_del(segment, "of");
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

/* New segments were made of what stands at their place in the source, when
 * both have the same number of them. */
static void
link_source(struct merge *m, struct wish *w, const char *original)
{
	/* Copied: it may stand in the very value that it takes the place of. */
	const char *from = arena_text(m->t->v->arena,
		source_of(m, w, original));
	json_t *text = json_object_get(m->texts, w->lang), *source, *segment;
	char digest[WORDS_DIGEST];
	size_t i;

	json_object_set_new(text, "from", json_string(from));
	source = json_object_get(json_object_get(m->texts, from), "segments");
	if (json_array_size(source) != json_array_size(w->segments))
		return;
	json_array_foreach(w->segments, i, segment) {
		if (!w->fresh[i])
			continue;
		words_digest(json_string_value(json_object_get(
			json_array_get(source, i), "text")), digest);
		json_object_set_new(segment, "of", json_string(digest));
	}
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
	unlink_original(json_object_get(m->texts, original));
	for (struct wish *w = m->wishes; w != NULL; w = w->next)
		if (w->segments != NULL && strcmp(w->lang, original) != 0)
			link_source(m, w, original);
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
