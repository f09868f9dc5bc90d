/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two versions of a record side by side.  A text is cut into its sentences;
 * those that both versions have are matched first (the longest common
 * sequence), and between them the n-th that went stands beside the n-th that
 * came, with what differs within them marked:
 *
 *	그들은 금요일에 왔다.      그들은 [목]요일에 왔다.
 *	                          [새 문장.]
 */
#include <string.h>

#include "inside.h"

#define TABLE_MOST 4000000  /* cells; beyond, sentences are paired in order */

struct sentences {
	const char **at;
	size_t n;
};

struct facing {              /* two texts on their way into pairs */
	struct visit *v;
	struct sentences one, two;
	json_t *pairs;
};

static struct sentences
sentences_of(struct visit *v, const char *text, const char *lang, bool prose)
{
	struct sentences out = { NULL, 0 };
	struct segment *segments;
	size_t n;

	if (text == NULL || *text == '\0')
		return out;
	if (text_segments(v->arena, text, lang, prose, &segments, &n) != OK) {
		out.at = arena_alloc(v->arena, sizeof *out.at);
		out.at[out.n++] = text;
		return out;
	}
	out.at = arena_alloc(v->arena, (n + 1) * sizeof *out.at);
	for (; out.n < n; out.n++)
		out.at[out.n] = segments[out.n].text;
	return out;
}

/* ---- pairs ---- */

/* The parts of a difference that one side has. */
static json_t *
side_of(json_t *parts, const char *other)
{
	json_t *out = json_array(), *part;
	size_t i;

	json_array_foreach(parts, i, part)
		if (!json_is_true(json_object_get(part, other)))
			json_array_append(out, part);
	return out;
}

static void
add_pair(struct facing *f, const char *left, const char *right)
{
	json_t *parts = difference(left, right);

	json_array_append_new(f->pairs, json_pack("{s:b, s:o, s:o}", "same",
		strcmp(left, right) == 0, "left", side_of(parts, "new"),
		"right", side_of(parts, "gone")));
	json_decref(parts);
}

/* Sentences between two that both have. */
static void
add_between(struct facing *f, size_t i, size_t i_end, size_t j, size_t j_end)
{
	for (; i < i_end || j < j_end; i++, j++)
		add_pair(f, i < i_end ? f->one.at[i] : "",
			j < j_end ? f->two.at[j] : "");
}

static bool
same(const struct facing *f, size_t i, size_t j)
{
	return strcmp(f->one.at[i], f->two.at[j]) == 0;
}

/* lengths[i][j]: of the longest common sequence of what lies behind. */
static unsigned *
lengths_of(const struct facing *f)
{
	size_t n = f->one.n, m = f->two.n;
	unsigned *table = arena_alloc(f->v->arena,
		(n + 1) * (m + 1) * sizeof *table);

	for (size_t i = n; i-- > 0;)
		for (size_t j = m; j-- > 0;) {
			unsigned down = table[(i + 1) * (m + 1) + j];
			unsigned right = table[i * (m + 1) + j + 1];

			table[i * (m + 1) + j] = same(f, i, j) ?
				table[(i + 1) * (m + 1) + j + 1] + 1 :
				down > right ? down : right;
		}
	return table;
}

static json_t *
pairs_of(struct visit *v, struct sentences one, struct sentences two)
{
	struct facing f = { v, one, two, json_array() };
	size_t i = 0, j = 0, from_i = 0, from_j = 0, m = two.n + 1;
	unsigned *lengths;

	if ((one.n + 1) * m > TABLE_MOST) {
		add_between(&f, 0, one.n, 0, two.n);
		return f.pairs;
	}
	lengths = lengths_of(&f);
	while (i < one.n && j < two.n) {
		if (same(&f, i, j)) {
			add_between(&f, from_i, i, from_j, j);
			add_pair(&f, one.at[i], two.at[j]);
			from_i = ++i;
			from_j = ++j;
		} else if (lengths[(i + 1) * m + j] >=
		    lengths[i * m + j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	add_between(&f, from_i, one.n, from_j, two.n);
	return f.pairs;
}

/* ---- fields ---- */

struct putting {
	struct visit *v;
	json_t *fields;
	const char *lang;
};

static void
put_field(const char *label, const char *before, const char *after, void *arg)
{
	struct putting *p = arg;
	struct sentences one = { &before, *before != '\0' };
	struct sentences two = { &after, *after != '\0' };

	json_array_append_new(p->fields, json_pack("{s:s, s:s, s:o}", "label",
		label, "lang", lang_html(langs[p->v->lang].tag), "pairs",
		pairs_of(p->v, one, two)));
}

static void
put_words(struct putting *p, const struct entity *of, const struct field *f,
	json_t *one, json_t *two)
{
	struct visit *v = p->v;
	bool prose = f->kind == FIELD_PROSE;
	const char *before = words_in(v->arena, one, p->lang);
	const char *after = words_in(v->arena, two, p->lang);

	if (before == NULL && after == NULL)
		return;
	if (before != NULL && after != NULL && strcmp(before, after) == 0)
		return;
	json_array_append_new(p->fields, json_pack("{s:s, s:s, s:o}", "label",
		spot_label(v, (struct spot){ of, NULL, f }), "lang",
		lang_html(p->lang), "pairs", pairs_of(v,
		sentences_of(v, before, p->lang, prose),
		sentences_of(v, after, p->lang, prose))));
}

static json_t *
fields_of(struct visit *v, const struct entity *of, const char *lang,
	json_t *one, json_t *two)
{
	struct putting p = { v, json_array(), lang };

	for (const struct field *f = of->fields; f->name != NULL; f++) {
		json_t *before = json_object_get(one, f->name);
		json_t *after = json_object_get(two, f->name);

		if (!field_readable(v, of, f))
			continue;
		if (f->kind == FIELD_WORDS || f->kind == FIELD_PROSE)
			put_words(&p, of, f, before, after);
		else
			aspects_each(v, (struct spot){ of, NULL, f }, before,
				after, put_field, &p);
	}
	return p.fields;
}

/* ---- what can be chosen ---- */

static json_t *
revisions_of(struct visit *v, const struct changes *all, int64_t one,
	int64_t two)
{
	json_t *list = json_array();

	for (size_t i = 0; i < all->n; i++) {
		const struct change *c = &all->at[i];

		if (c->content == NULL)
			continue;
		json_array_append_new(list, json_pack("{s:I, s:s, s:b, s:b}",
			"revision", (json_int_t)c->revision, "says",
			arena_printf(v->arena, "%lld · %s · %s",
			(long long)c->revision, text_moment(v->arena, v->lang,
			c->at, v->zone), c->who != NULL ? c->who : ""),
			"one", c->revision == one, "two", c->revision == two));
	}
	return list;
}

/* The newest revision with content, and the one before it. */
static void
newest(const struct changes *all, int64_t *one, int64_t *two)
{
	int64_t last = 0, before = 0;

	for (size_t i = 0; i < all->n && before == 0; i++) {
		if (all->at[i].content == NULL)
			continue;
		if (last == 0)
			last = all->at[i].revision;
		else
			before = all->at[i].revision;
	}
	*two = *two != 0 ? *two : last;
	*one = *one != 0 ? *one : before != 0 ? before : last;
}

static json_t *
langs_of(const char *now)
{
	json_t *list = json_array();

	for (int i = 0; i < LANG__MAX; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:b}",
			"tag", langs[i].tag, "own", langs[i].own, "html",
			langs[i].html, "current",
			strcmp(langs[i].tag, now) == 0));
	return list;
}

enum err
version_view(struct visit *v, const struct record *r, int64_t one,
	int64_t two, const char *lang, json_t **out)
{
	json_t *before = NULL, *after = NULL, *fields;
	struct changes all;

	if (lang == NULL || *lang == '\0')
		lang = langs[v->lang].tag;
	if (one > r->revision || two > r->revision)
		return fail(v, ERR_MISSING, "error.no-such-revision");
	TRY(history_of(v, r->of, r->id, HISTORY_SHOWN, &all));
	newest(&all, &one, &two);
	if (two != 0) {
		TRY(history_revision(v, r->of, r->id, one, &before));
		TRY(history_revision(v, r->of, r->id, two, &after));
	}
	fields = fields_of(v, r->of, lang, before, after);
	*out = json_pack("{s:o, s:I, s:I, s:o, s:s, s:o, s:b}", "revisions",
		revisions_of(v, &all, one, two), "one", (json_int_t)one,
		"two", (json_int_t)two, "langs", langs_of(lang), "in", lang,
		"fields", fields, "fields_there",
		json_array_size(fields) > 0);
	return OK;
}
