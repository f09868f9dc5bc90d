/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XLIFF as it goes out: a unit a field, in it the segments, before each what
 * is not translated as an ignorable; in 1.2 a trans-unit a segment, and no
 * gaps.
 */
#include "xml.h"

#include <string.h>

static const char *const states[XLIFF_STATE__MAX] = {
	[XLIFF_INITIAL] = "initial", [XLIFF_TRANSLATED] = "translated",
	[XLIFF_REVIEWED] = "reviewed", [XLIFF_FINAL] = "final",
};

static const char *const old_states[XLIFF_STATE__MAX] = {
	[XLIFF_INITIAL] = "new", [XLIFF_TRANSLATED] = "translated",
	[XLIFF_REVIEWED] = "signed-off", [XLIFF_FINAL] = "final",
};

/* "4-9f2c11d0a4b7e655", after what stands before it. */
static void
put_id(struct xml_out *x, const char *before, const struct xliff_segment *s)
{
	struct arena *scratch = arena_new();

	xml_put(x, "id", arena_printf(scratch, "%s%s%zu-%s", before,
		before[0] != '\0' ? ":" : "", s->place,
		s->of[0] != '\0' ? s->of : "0"));
	arena_free(scratch);
}

static void
segment(struct xml_out *x, const struct xliff_segment *s)
{
	bool filled = s->target != NULL && s->target[0] != '\0';

	if (s->gap != NULL && s->gap[0] != '\0') {
		xml_raw(x, "<ignorable>\n");
		xml_line(x, "", "source", s->gap);
		xml_raw(x, "</ignorable>\n");
	}
	xml_raw(x, "<segment");
	put_id(x, "", s);
	xml_put(x, "state", states[filled ? s->state : XLIFF_INITIAL]);
	if (filled && s->origin != NULL) {
		xml_raw(x, " subState=\"gyoryu:");
		xml_say(x, s->origin);
		xml_raw(x, "\"");
	}
	xml_raw(x, ">\n<source>");
	xml_say(x, s->source);
	xml_raw(x, "</source>\n");
	if (filled)
		xml_line(x, "", "target", s->target);
	xml_raw(x, "</segment>\n");
}

/* Segments of one field; how many. */
static size_t
run(const struct xliff *x, size_t from)
{
	size_t n = 1;

	while (from + n < x->n && strcmp(x->segments[from + n].field,
	    x->segments[from].field) == 0)
		n++;
	return n;
}

static void
notes(struct xml_out *x, const struct xliff_segment *s, size_t n)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		struct arena *scratch;

		if (s[i].note == NULL || s[i].note[0] == '\0')
			continue;
		scratch = arena_new();
		xml_raw(x, any ? "" : "<notes>\n");
		any = true;
		xml_line(x, "", arena_printf(scratch, "note id=\"n%zu\"",
			s[i].place), s[i].note);
		arena_free(scratch);
	}
	xml_raw(x, any ? "</notes>\n" : "");
}

static void
write_new(struct xml_out *x, const struct xliff *of)
{
	xml_raw(x, "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" "
		"version=\"2.0\"");
	xml_put(x, "srcLang", of->from);
	xml_put(x, "trgLang", of->to);
	xml_raw(x, ">\n<file");
	xml_put(x, "id", of->id);
	xml_put(x, "original", of->title);
	xml_raw(x, " xml:space=\"preserve\" canResegment=\"no\">\n");
	for (size_t i = 0, n; i < of->n; i += n) {
		n = run(of, i);
		xml_raw(x, "<unit");
		xml_put(x, "id", of->segments[i].field);
		xml_raw(x, ">\n");
		notes(x, of->segments + i, n);
		for (size_t k = 0; k < n; k++)
			segment(x, &of->segments[i + k]);
		xml_raw(x, "</unit>\n");
	}
	xml_raw(x, "</file>\n</xliff>\n");
}

static void
trans_unit(struct xml_out *x, const struct xliff_segment *s)
{
	xml_raw(x, "<trans-unit");
	put_id(x, s->field, s);
	xml_raw(x, " xml:space=\"preserve\">\n<source>");
	xml_say(x, s->source);
	xml_raw(x, "</source>\n");
	if (s->target != NULL && s->target[0] != '\0') {
		xml_raw(x, "<target");
		xml_put(x, "state", old_states[s->state]);
		xml_raw(x, ">");
		xml_say(x, s->target);
		xml_raw(x, "</target>\n");
	}
	xml_line(x, "", "note", s->note);
	xml_raw(x, "</trans-unit>\n");
}

static void
write_old(struct xml_out *x, const struct xliff *of)
{
	xml_raw(x, "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" "
		"version=\"1.2\">\n<file");
	xml_put(x, "original", of->id);
	xml_put(x, "source-language", of->from);
	xml_put(x, "target-language", of->to);
	xml_raw(x, " datatype=\"plaintext\">\n<body>\n");
	for (size_t i = 0; i < of->n; i++)
		trans_unit(x, &of->segments[i]);
	xml_raw(x, "</body>\n</file>\n</xliff>\n");
}

bool
xliff_write(const struct xliff *x, int version, exchange_write write,
	void *arg)
{
	struct arena *scratch = arena_new();
	struct xml_out *out = xml_begin(scratch, write, arg);
	bool good;

	xml_raw(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	if (version == 12)
		write_old(out, x);
	else
		write_new(out, x);
	good = xml_end(out);
	arena_free(scratch);
	return good;
}
