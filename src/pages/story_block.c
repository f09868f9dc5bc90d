/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paragraphs of one or two languages, and where their sentences come from.
 * Both texts are laid out by the places of a source that they share (one of
 * them may be it); where a text is not laid out so, paragraphs stand beside
 * one another in their order and no sentence has a twin.
 *
 * A paragraph is what stands between empty lines: the items of a list, lines
 * of a quotation and rows of a table stay together, or they were not one.
 */
#include <stdio.h>
#include <string.h>

#include "story.h"

enum { TWINS = 20, HTML_MOST = 8 << 20 };  /* TWINS: as article.css has */

struct side {
	struct visit *v;
	const char *lang;
	bool original;
	bool focus;                /* its sentences have twins to light */
	struct words_pair *pairs;  /* n of them, by the places of the source */
	size_t n;
};

static const char *
member(const json_t *segment, const char *name)
{
	return json_string_value(json_object_get(segment, name));
}

static bool
is_hole(const json_t *segment)
{
	return strcmp(member(segment, "origin"), "none") == 0;
}

static json_t *
segments_of(const json_t *body, const char *lang)
{
	return json_object_get(json_object_get(json_object_get(body, "texts"),
		lang), "segments");
}

static const char *
from_of(const json_t *body, const char *lang)
{
	return member(json_object_get(json_object_get(body, "texts"), lang),
		"from");
}

/* ---- the two sides ---- */

/* False: something of it has no place in the source. */
static bool
side_laid(struct visit *v, const json_t *body, const char *source,
	const char *lang, struct side *out)
{
	size_t placed = 0, all = 0, i;
	json_t *segment;

	*out = (struct side){ .v = v, .lang = lang };
	out->original = strcmp(lang, member(body, "original")) == 0;
	out->n = words_pairs(v->arena, body, source, lang, &out->pairs);
	for (i = 0; i < out->n; i++)
		placed += out->pairs[i].target != NULL &&
			!is_hole(out->pairs[i].target);
	json_array_foreach(segments_of(body, lang), i, segment)
		all += !is_hole(segment);
	return placed == all;
}

/* The language by whose places both can be laid out; NULL: there is none. */
static const char *
source_of(const struct reading *now)
{
	const char *ours = from_of(now->body, now->ours);
	const char *theirs = now->theirs == NULL ? NULL :
		from_of(now->body, now->theirs);

	if (now->theirs == NULL)
		return ours != NULL && segments_of(now->body, ours) != NULL ?
			ours : now->ours;
	if (ours != NULL && strcmp(ours, now->theirs) == 0)
		return ours;
	if (theirs != NULL && strcmp(theirs, now->ours) == 0)
		return theirs;
	if (ours != NULL && theirs != NULL && strcmp(ours, theirs) == 0 &&
	    segments_of(now->body, ours) != NULL)
		return ours;
	return NULL;
}

/* ---- the words of a paragraph ---- */

struct writing {
	struct buf text;
	struct markdown_mark *marks;
	size_t n;
	size_t first;              /* place of the paragraph's first sentence */
};

/* The gap without the empty lines that part paragraphs. */
static const char *
opening(const char *gap)
{
	const char *line = strrchr(gap, '\n');

	return line != NULL ? line + 1 : gap;
}

static void
add_attribute(struct buf *out, const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	buf_printf(out, " %s=\"", name);
	buf_escape(out, value, strlen(value));
	buf_char(out, '"');
}

/* Who made a translated sentence and who read it again, as ITS 2.0 has it. */
static void
add_provenance(struct buf *out, const json_t *segment)
{
	bool person = strcmp(member(segment, "origin"), "person") == 0;
	const char *reviser = member(segment, "checked_by");

	if (is_hole(segment))
		return;
	add_attribute(out, person ? "its-person" : "its-tool",
		member(segment, "by"));
	add_attribute(out, "its-rev-person", reviser != NULL ? reviser :
		member(segment, "edited_by"));
}

static void
add_classes(struct buf *out, const struct writing *w,
	const struct words_pair *pair, size_t place)
{
	buf_text(out, "<span class=\"s");
	for (size_t i = place; i == place || i < place + pair->span; i++)
		if (i - w->first < TWINS)
			buf_printf(out, " s%zu", i - w->first + 1);
	if (pair->stale)
		buf_text(out, " old");
	if (pair->target == NULL || is_hole(pair->target))
		buf_text(out, " hole");
	buf_char(out, '"');
}

static void
add_mark(struct side *s, struct writing *w, size_t place, size_t from)
{
	const struct words_pair *pair = &s->pairs[place];
	struct buf open = buf_in(s->v->arena, 1 << 16);

	add_classes(&open, w, pair, place);
	if (pair->target == NULL || is_hole(pair->target))
		add_attribute(&open, "lang", langs[s->v->lang].html);
	else if (!s->original)
		add_provenance(&open, pair->target);
	w->marks[w->n++] = (struct markdown_mark){ from, w->text.n, open.at,
		s->focus ? " tabindex=\"0\">" : ">" };
}

/* "[Not translated yet]", with nothing in it that Markdown would read. */
static void
add_hole(struct side *s, struct writing *w)
{
	buf_text(&w->text, "\\[");
	buf_text(&w->text, message(s->v->lang, "words.origin-none"));
	buf_text(&w->text, "\\]");
}

static const char *
gap_of(const struct words_pair *pair)
{
	const char *gap = pair->target == NULL ? NULL :
		member(pair->target, "gap");

	if (gap != NULL)
		return gap;
	/* Another language's space does for a sentence that is not there. */
	return pair->target == NULL ? pair->gap : "\n\n";
}

/* The sentences at these places as HTML; NULL: there are none. */
static const char *
rendered(struct side *s, size_t from, size_t to)
{
	struct visit *v = s->v;
	struct writing w = { buf_in(v->arena, HTML_MOST),
		arena_alloc(v->arena, (to - from) * sizeof *w.marks), 0, from };
	struct buf html;
	size_t begun;

	for (size_t i = from; i < to && i < s->n; i++) {
		const struct words_pair *pair = &s->pairs[i];

		if (pair->target == NULL && pair->within)
			continue;
		buf_text(&w.text, w.n == 0 ? opening(gap_of(pair)) :
			gap_of(pair));
		begun = w.text.n;
		if (pair->target == NULL || is_hole(pair->target))
			add_hole(s, &w);
		else
			buf_text(&w.text, member(pair->target, "text"));
		add_mark(s, &w, i, begun);
	}
	if (w.n == 0)
		return NULL;
	html = buf_in(v->arena, HTML_MOST);
	markdown_marked(v->arena, w.text.at, w.marks, w.n, &html);
	return html.at;
}

/* ---- where they come from ---- */

static bool
same_member(const json_t *x, const json_t *y, const char *name)
{
	json_t *of_x = json_object_get(x, name);
	json_t *of_y = json_object_get(y, name);

	return of_x == of_y || json_equal(of_x, of_y);
}

/* Nothing but their words parts them; one day is one moment to a reader. */
static bool
same_hands(const struct words_pair *x, const struct words_pair *y)
{
	static const char *const names[] = { "origin", "by", "edited_by",
		"checked_by", "second_by", NULL };

	if (x->stale != y->stale || (x->target == NULL) != (y->target == NULL))
		return false;
	for (int i = 0; x->target != NULL && names[i] != NULL; i++)
		if (!same_member(x->target, y->target, names[i]))
			return false;
	return true;
}

static void
add_sentence(struct buf *out, const char *sentence)
{
	if (sentence == NULL)
		return;
	if (out->n > 0)
		buf_text(out, " · ");
	buf_text(out, sentence);
}

/* All that is known of a run of sentences, in one line. */
static const char *
hands_say(struct visit *v, const struct words_pair *pair)
{
	static const char *const names[] = { "origin_says", "edited",
		"checked", "second", NULL };
	struct buf out = buf_in(v->arena, 1 << 14);
	json_t *told;

	if (pair->target == NULL || is_hole(pair->target))
		return message(v->lang, "words.origin-none");
	told = keep(v, words_told(v, pair->target));
	for (int i = 0; names[i] != NULL; i++)
		add_sentence(&out, member(told, names[i]));
	if (pair->stale)
		add_sentence(&out, message(v->lang, "news.stale-mark"));
	return out.at;
}

static const char *
places_say(struct visit *v, size_t first, size_t last)
{
	const char *from = arena_printf(v->arena, "%zu", first);

	return first == last ? put_say(v, "news.sentence", from, NULL) :
		put_say(v, "news.sentences", from, arena_printf(v->arena,
		"%zu", last));
}

/* The word that stands for a paragraph: the least that can be said. */
static const char *
word_of(const struct side *s, size_t from, size_t to)
{
	bool machine = false, checked = true, stale = false;

	for (size_t i = from; i < to; i++) {
		const json_t *t = s->pairs[i].target;

		if (t == NULL && s->pairs[i].within)
			continue;
		if (t == NULL || is_hole(t))
			return "news.word-hole";
		stale = stale || s->pairs[i].stale;
		machine = machine || strcmp(member(t, "origin"), "person") != 0;
		checked = checked && member(t, "checked_by") != NULL;
	}
	if (stale)
		return "news.word-stale";
	if (checked)
		return "news.word-checked";
	if (machine)
		return "news.word-machine";
	return s->original ? "news.word-written" : "news.word-person";
}

/* {"word","runs":[{"sentences","says"}]} of these places. */
static json_t *
told_of(struct side *s, size_t from, size_t to)
{
	struct visit *v = s->v;
	json_t *runs = json_array(), *told;
	size_t end;

	for (size_t i = from; i < to; i = end) {
		for (end = i + 1; end < to && (s->pairs[end].within ||
		    same_hands(&s->pairs[i], &s->pairs[end])); end++)
			;
		json_array_append_new(runs, json_pack("{s:s, s:s}",
			"sentences", places_say(v, i - from + 1, end - from),
			"says", hands_say(v, &s->pairs[i])));
	}
	told = json_pack("{s:s, s:o}", "word", message(v->lang,
		word_of(s, from, to)), "runs", runs);
	return told;
}

/* ---- paragraphs ---- */

/* "Sentence 2: the original has changed since." */
static void
put_note(struct side *s, json_t *block, size_t from, size_t to)
{
	struct buf which = buf_in(s->v->arena, 1 << 14);

	for (size_t i = from; i < to; i++)
		if (s->pairs[i].stale)
			buf_printf(&which, which.n > 0 ? ", %zu" : "%zu",
				i - from + 1);
	if (which.n > 0)
		put_text(block, "note", put_say(s->v, "news.stale-sentences",
			which.at, NULL));
}

/* Whoever wrote an original is told of once, at its end. */
static void
put_told(struct side *s, json_t *block, size_t from, size_t to)
{
	if (s == NULL || s->original)
		return;
	put_note(s, block, from, to);
	json_object_set_new(block, "told", told_of(s, from, to));
}

static json_t *
block_of(struct side *ours, size_t from, size_t to)
{
	json_t *block = json_object();

	put_text(block, "ours_html", rendered(ours, from, to));
	put_told(ours, block, from, to);
	return block;
}

/* Where the paragraph that begins at a place ends. */
static size_t
end_of(const struct side *s, size_t from)
{
	for (from++; from < s->n; from++)
		if (strstr(s->pairs[from].gap, "\n\n") != NULL)
			break;
	return from;
}

/* The same paragraphs of both. */
static void
beside(struct side *ours, struct side *theirs, json_t *blocks)
{
	for (size_t from = 0, to; from < ours->n; from = to) {
		json_t *block;

		to = end_of(ours, from);
		block = block_of(ours, from, to);
		if (theirs != NULL)
			put_text(block, "theirs_html",
				rendered(theirs, from, to));
		if (ours->original)
			put_told(theirs, block, from, to);
		json_array_append_new(blocks, block);
	}
}

/* Each one's own paragraphs, in their order. */
static void
by_order(struct side *ours, struct side *theirs, json_t *blocks)
{
	size_t at = 0, from = 0, to;

	while (from < ours->n || (theirs != NULL && at < theirs->n)) {
		json_t *block;

		to = from < ours->n ? end_of(ours, from) : from;
		block = from < ours->n ? block_of(ours, from, to) :
			json_object();
		from = to;
		if (theirs != NULL && at < theirs->n) {
			to = end_of(theirs, at);
			put_text(block, "theirs_html",
				rendered(theirs, at, to));
			at = to;
		}
		json_array_append_new(blocks, block);
	}
}

void
story_blocks(struct visit *v, json_t *view, const struct reading *now)
{
	const char *source = source_of(now);
	struct side ours = { 0 }, theirs;
	bool both = now->theirs != NULL, laid;
	json_t *blocks = json_array();

	laid = source != NULL && side_laid(v, now->body, source, now->ours,
		&ours) && (!both || side_laid(v, now->body, source,
		now->theirs, &theirs));
	ours.focus = laid && both;
	if (laid) {
		beside(&ours, both ? &theirs : NULL, blocks);
	} else {
		side_laid(v, now->body, now->ours, now->ours, &ours);
		if (both)
			side_laid(v, now->body, now->theirs, now->theirs,
				&theirs);
		by_order(&ours, both ? &theirs : NULL, blocks);
	}
	put_list(view, "blocks", blocks);
	if (ours.original)
		json_object_set_new(view, "told", told_of(&ours, 0, ours.n));
}

/* ---- lines ---- */

/* Who made a line that is shown in translation: "Headline: …". */
static void
add_line(struct visit *v, json_t *lines, const char *label,
	const json_t *words)
{
	struct words_seen seen = words_see(v->arena, words, v->lang);
	struct words_pair pair = { .stale = seen.stale };

	if (seen.lang == NULL || seen.original)
		return;
	pair.target = json_array_get(segments_of(words, seen.lang), 0);
	json_array_append_new(lines, json_pack("{s:s, s:s}", "label",
		message(v->lang, label), "says", hands_say(v, &pair)));
}

void
story_lines(struct visit *v, json_t *view, const struct record *r)
{
	json_t *lines = json_array(), *row;
	size_t i;

	add_line(v, lines, "article.headline", record_value(r, "headline"));
	json_array_foreach(record_value(r, "subheads"), i, row)
		add_line(v, lines, "article.subheads-line",
			json_object_get(row, "line"));
	add_line(v, lines, "article.lead", record_value(r, "lead"));
	json_array_foreach(record_value(r, "quotations"), i, row)
		add_line(v, lines, "article.quotations",
			json_object_get(row, "text"));
	put_list(view, "lines", lines);
}
