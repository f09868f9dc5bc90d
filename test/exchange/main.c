/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Turns files of translators into JSON and JSON into such files, so that other
 * programs can read what we write and write what we read:
 *
 *	try-exchange read tmx|xliff|terms          a file -> JSON
 *	try-exchange write tmx|xliff|xliff12|tbx|martif|csv   JSON -> a file
 *
 * A file that is refused is said on standard error, with exit code 1.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "words/words.h"

static struct arena *a;

static void
add(json_t *to, const char *name, const char *s)
{
	if (s != NULL)
		json_object_set_new(to, name, json_string(s));
}

static const char *
get(const json_t *of, const char *name)
{
	return json_string_value(json_object_get(of, name));
}

static const char *
get_text(const json_t *of, const char *name)
{
	return get(of, name) != NULL ? get(of, name) : "";
}

static int
refused(const struct exchange_said *said)
{
	fprintf(stderr, "fault %d, line %ld: %s\n", (int)said->fault,
		said->line, said->detail);
	return 1;
}

/* ---- TMX ---- */

static int
tmx_in(json_t *out, const char *at, size_t n)
{
	struct exchange_bytes bytes = {at, n};
	struct tmx *t = tmx_open(a, exchange_read_bytes, &bytes);
	struct memory_unit u;
	enum err err;

	while (tmx_next(t, &u, &err)) {
		json_t *row = json_object();

		add(row, "from", u.from);
		add(row, "to", u.to);
		add(row, "source", u.source);
		add(row, "target", u.target);
		add(row, "who", u.who);
		add(row, "field", u.field);
		json_array_append_new(out, row);
	}
	return err == OK ? 0 : refused(tmx_said(t));
}

static bool
tmx_made(json_t *in, struct buf *b)
{
	struct tmx_out *t = tmx_begin(a, exchange_write_buf, b, "ko", 0);
	json_t *row;
	size_t i;

	json_array_foreach(in, i, row) {
		struct memory_unit u = {
			.number = (int64_t)i + 1, .from = get(row, "from"),
			.to = get(row, "to"), .source = get(row, "source"),
			.target = get(row, "target"), .who = get(row, "who"),
			.field = get(row, "field"),
		};

		tmx_unit(t, &u);
	}
	return tmx_end(t);
}

/* ---- XLIFF ---- */

static int
xliff_in(json_t *out, const char *at, size_t n)
{
	struct exchange_said said;
	struct xliff x;

	if (xliff_read(a, at, n, &x, &said) != OK)
		return refused(&said);
	for (size_t i = 0; i < x.n; i++) {
		const struct xliff_segment *s = &x.segments[i];
		json_t *row = json_object();

		add(row, "field", s->field);
		json_object_set_new(row, "place",
			json_integer((json_int_t)s->place));
		add(row, "of", s->of);
		add(row, "source", s->source);
		add(row, "target", s->target);
		json_object_set_new(row, "state", json_integer(s->state));
		json_array_append_new(out, row);
	}
	return 0;
}

static bool
xliff_made(json_t *in, int version, struct buf *b)
{
	struct xliff x = {.id = "article-1", .from = "ko", .to = "en"};
	json_t *row;
	size_t i;

	x.n = json_array_size(in);
	x.segments = arena_alloc(a, (x.n + 1) * sizeof *x.segments);
	json_array_foreach(in, i, row)
		x.segments[i] = (struct xliff_segment){
			.field = get(row, "field"),
			.place = (size_t)json_integer_value(
				json_object_get(row, "place")),
			.of = get(row, "of"), .gap = get_text(row, "gap"),
			.source = get(row, "source"),
			.target = get(row, "target"),
			.state = (enum xliff_state)json_integer_value(
				json_object_get(row, "state")),
			.note = get(row, "note"),
		};
	return xliff_write(&x, version, exchange_write_buf, b);
}

/* ---- terms ---- */

static bool
concept_in(void *out, const struct concept_terms *c)
{
	json_t *row = json_object(), *forms = json_array();

	add(row, "id", c->id);
	add(row, "subject", c->subject);
	add(row, "definition", c->definition);
	for (size_t i = 0; i < c->n; i++) {
		json_t *form = json_object();

		add(form, "lang", c->wordings[i].lang);
		add(form, "text", c->wordings[i].text);
		json_object_set_new(form, "status",
			json_integer(c->wordings[i].status));
		json_array_append_new(forms, form);
	}
	json_object_set_new(row, "forms", forms);
	json_array_append_new(out, row);
	return true;
}

static int
terms_in(json_t *out, const char *at, size_t n)
{
	struct exchange_said said;

	return terms_read(a, at, n, concept_in, out, &said) == OK ? 0 :
		refused(&said);
}

static bool
terms_made(json_t *in, enum terms_format format, struct buf *b)
{
	struct terms_out *t = terms_begin(a, format, exchange_write_buf, b);
	json_t *row, *form;
	size_t i, k;

	json_array_foreach(in, i, row) {
		json_t *all = json_object_get(row, "forms");
		struct concept_wording *forms = arena_alloc(a,
			(json_array_size(all) + 1) * sizeof *forms);
		struct concept_terms c = {
			.id = get_text(row, "id"), .part = "noun",
			.subject = get_text(row, "subject"),
			.definition = get_text(row, "definition"),
			.definition_lang = "ko", .note = "", .note_lang = "",
			.wordings = forms, .n = json_array_size(all),
		};

		json_array_foreach(all, k, form)
			forms[k] = (struct concept_wording){get(form, "lang"),
				get(form, "text"), (enum wording_status)
				json_integer_value(json_object_get(form,
				"status"))};
		terms_concept(t, &c);
	}
	return terms_end(t);
}

/* ---- all ---- */

static struct buf
standard_input(void)
{
	struct buf b = buf_in(a, 64 << 20);
	char piece[4096];
	size_t n;

	while ((n = fread(piece, 1, sizeof piece, stdin)) > 0)
		buf_add(&b, piece, n);
	return b;
}

static int
read_file(const char *format)
{
	struct buf in = standard_input();
	json_t *out = json_array();
	int code;

	if (strcmp(format, "tmx") == 0)
		code = tmx_in(out, in.at, in.n);
	else if (strcmp(format, "xliff") == 0)
		code = xliff_in(out, in.at, in.n);
	else
		code = terms_in(out, in.at, in.n);
	if (code == 0)
		json_dumpf(out, stdout, JSON_INDENT(1));
	json_decref(out);
	return code;
}

static int
write_file(const char *format)
{
	struct buf text = standard_input(), b = buf_in(a, 64 << 20);
	json_t *in = json_loadb(text.at, text.n, 0, NULL);
	bool good;

	if (strcmp(format, "tmx") == 0)
		good = tmx_made(in, &b);
	else if (strncmp(format, "xliff", 5) == 0)
		good = xliff_made(in, strcmp(format, "xliff12") == 0 ? 12 : 0, &b);
	else
		good = terms_made(in, strcmp(format, "tbx") == 0 ? TERMS_TBX :
			strcmp(format, "csv") == 0 ? TERMS_CSV : TERMS_MARTIF,
			&b);
	fwrite(b.at, 1, b.n, stdout);
	json_decref(in);
	return good ? 0 : 2;
}

int
main(int argc, char **argv)
{
	int code = 2;

	a = arena_new();
	if (argc == 3 && strcmp(argv[1], "read") == 0)
		code = read_file(argv[2]);
	else if (argc == 3 && strcmp(argv[1], "write") == 0)
		code = write_file(argv[2]);
	else
		fputs("usage: try-exchange read|write FORMAT\n", stderr);
	arena_free(a);
	return code;
}
