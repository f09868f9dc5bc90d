/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Translations in records: sentences that are set one by one, and whole texts
 * that a person says are right.
 */
#include <stdlib.h>
#include <string.h>

#include "words_inside.h"

enum { WORDS_MOST = 500, PROSE_MOST = 100000 };

static bool
is_words(const struct field *f)
{
	return f != NULL && (f->kind == FIELD_WORDS || f->kind == FIELD_PROSE);
}

enum err
record_checked(struct visit *v, const struct entity *of, struct id id,
	int64_t revision, const char *field, const char *lang,
	struct record **out)
{
	const struct field *f = field_named(of->fields, field);
	struct draft d = { .of = of };
	struct record *now;

	TRY(write_allowed(v, of));
	TRY(record_get(v, of, id, &now));
	*out = now;
	if (revision != 0 && revision != now->revision)
		return fail(v, ERR_CONFLICT, "error.changed-meanwhile");
	if (!is_words(f) || !field_writable(v, of, f))
		return fail_field(v, field, "error.unknown-field", NULL, NULL);
	d.before = now;
	d.fields = keep(v, json_deep_copy(now->fields));
	if (words_in(v->arena, json_object_get(d.fields, field), lang) == NULL)
		return fail_field(v, field, "error.required", NULL, NULL);
	words_check(v, json_object_get(d.fields, field), lang);
	return write_change(v, &d, "check", out);
}

/* ---- sentence by sentence ---- */

/* "subheads.0.line": the field of the row, and its words. */
static const struct field *
field_in_row(struct visit *v, const struct field *rows, json_t *value,
	const char *path, json_t **words)
{
	char *end;
	size_t place = strtoul(path, &end, 10);
	const struct field *f;

	if (end == path || *end != '.' || rows->rows == NULL ||
	    *path < '0' || *path > '9')
		return NULL;
	f = field_named(rows->rows, end + 1);
	if (f == NULL || (f->write != 0 && (f->write & v->roles) == 0))
		return NULL;
	*words = json_object_get(json_array_get(value, place), f->name);
	return f;
}

/* The words that a path names; NULL: the visitor may not write there, or there
 * is nothing to translate. */
static const struct field *
field_at(struct visit *v, const struct entity *of, json_t *fields,
	const char *path, json_t **words)
{
	size_t n = strcspn(path, ".");
	const struct field *f = field_named(of->fields,
		arena_copy(v->arena, path, n));

	*words = NULL;
	if (f == NULL || !field_writable(v, of, f))
		return NULL;
	*words = json_object_get(fields, f->name);
	if (path[n] == '.')
		f = field_in_row(v, f, *words, path + n + 1, words);
	return is_words(f) && *words != NULL ? f : NULL;
}

/* Those of one text, n of them. */
static enum err
translate_text(struct visit *v, const struct entity *of, json_t *fields,
	const struct translating *t, size_t n)
{
	json_t *words;
	const struct field *f = field_at(v, of, fields, t->field, &words);
	struct taking taking = { v, of, f, t->field, words };
	bool prose = f != NULL && f->kind == FIELD_PROSE;

	if (f == NULL)
		return fail_field(v, t->field, "error.unknown-field", NULL,
			NULL);
	return words_set(&taking, words, prose,
		taking_most(f, prose ? PROSE_MOST : WORDS_MOST), t, n);
}

static bool
same_text(const struct translating *x, const struct translating *y)
{
	return strcmp(x->field, y->field) == 0 &&
		strcmp(x->from, y->from) == 0 && strcmp(x->to, y->to) == 0;
}

enum err
record_translate(struct visit *v, const struct entity *of, struct id id,
	int64_t revision, const struct translating *t, size_t n,
	struct record **out)
{
	struct draft d = { .of = of };
	struct record *now;
	size_t next;

	TRY(write_allowed(v, of));
	TRY(record_get(v, of, id, &now));
	*out = now;
	if (now->standing == RECORD_ERASED)
		return fail(v, ERR_MISSING, "error.erased");
	if (revision != 0 && revision != now->revision)
		return fail(v, ERR_CONFLICT, "error.changed-meanwhile");
	d.before = now;
	d.fields = keep(v, json_deep_copy(now->fields));
	for (size_t i = 0; i < n; i = next) {
		for (next = i + 1; next < n && same_text(&t[i], &t[next]);)
			next++;
		TRY(translate_text(v, of, d.fields, &t[i], next - i));
	}
	return write_change(v, &d, "translate", out);
}
