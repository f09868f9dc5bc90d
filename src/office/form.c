/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the forms of a name keep to, wherever they stand: a language that
 * there is, under one tag; a passport form as passports have it; one official
 * form in a language at a time; and a locked form stays as it is until it is
 * unlocked, which the same change may do.
 */
#include <string.h>
#include <strings.h>

#include "inside.h"

/* Names of regions for what is a matter of script. */
static const char *const tags[][2] = {
	{ "zh-Hans", "zh" }, { "zh-CN", "zh" }, { "zh-Hans-CN", "zh" },
	{ "zh-SG", "zh" }, { "zh-Hans-SG", "zh" },
	{ "zh-TW", "zh-Hant" }, { "zh-HK", "zh-Hant" }, { "zh-MO", "zh-Hant" },
	{ "zh-Hant-TW", "zh-Hant" }, { "zh-Hant-HK", "zh-Hant" },
	{ "ko-KR", "ko" }, { "ko-Kore", "ko" }, { "ko-Hang", "ko" },
	{ "ja-JP", "ja" }, { "ja-Jpan", "ja" },
	{ "en-GB", "en" }, { "en-US", "en" }, { "en-Latn", "en" },
};

static const char *
row_path(struct visit *v, size_t at, const char *field)
{
	return arena_printf(v->arena, "names.%zu.%s", at, field);
}

/* A language has a name that is not its own tag. */
static bool
language_known(struct visit *v, const char *tag)
{
	const char *first = arena_copy(v->arena, tag, strcspn(tag, "-"));

	return strcmp(lang_name(v->arena, LANG_EN, first), first) != 0;
}

static enum err
language_check(struct visit *v, json_t *row, size_t at)
{
	const char *tag = text_of(row, "language");

	if (tag == NULL)
		return OK;
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (strcasecmp(tag, tags[i][0]) == 0) {
			json_object_set_new(row, "language",
				json_string(tags[i][1]));
			return OK;
		}
	if (language_known(v, tag))
		return OK;
	return fail_field(v, row_path(v, at, "language"),
		"names.wrong-language", tag, NULL);
}

static bool
is_kind(const json_t *row, const char *wanted)
{
	const char *kind = text_of(row, "kind");

	return strcmp(kind != NULL ? kind : "official", wanted) == 0;
}

static enum err
passport_check(struct visit *v, const json_t *row, size_t at)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ -'";
	const char *form = text_of(row, "form");

	if (form == NULL || !is_kind(row, "passport") ||
	    form[strspn(form, allowed)] == '\0')
		return OK;
	return fail_field(v, row_path(v, at, "form"), "names.wrong-passport",
		NULL, NULL);
}

/* Are both to be used at once?  One with dates goes before one without. */
static bool
rows_clash(const json_t *one, const json_t *other)
{
	const char *valid = text_of(one, "valid");
	const char *other_valid = text_of(other, "valid");

	if (!is_kind(one, "official") || !is_kind(other, "official") ||
	    strcmp(text_of(one, "language"), text_of(other, "language")) != 0)
		return false;
	if (valid == NULL || other_valid == NULL)
		return valid == NULL && other_valid == NULL;
	return days_clash(valid, other_valid);
}

static enum err
clash_check(struct visit *v, const json_t *rows, const json_t *row, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		const json_t *other = json_array_get(rows, i);
		const char *valid = text_of(other, "valid");

		if (!rows_clash(row, other))
			continue;
		return fail_field(v, row_path(v, at, "valid"), valid != NULL ?
			"names.wrong-clash-on" : "names.wrong-clash",
			text_of(other, "form"), valid != NULL ?
			text_date(v->arena, v->lang, valid) : NULL);
	}
	return OK;
}

/* ---- locked forms ---- */

static bool
same(const json_t *a, const json_t *b, const char *key)
{
	const char *one = text_of(a, key), *other = text_of(b, key);

	return strcmp(one != NULL ? one : "", other != NULL ? other : "") == 0;
}

/* The row that goes on from one that stood there: by its id, or by what it
 * says, where rows came in without (an import); its place in *at. */
static const json_t *
row_after(const json_t *rows, const json_t *before, size_t *at)
{
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		*at = i;
		if (same(row, before, "id"))
			return row;
	}
	json_array_foreach(rows, i, row) {
		*at = i;
		if (same(row, before, "language") && same(row, before, "form"))
			return row;
	}
	return NULL;
}

static enum err
lock_check(struct visit *v, const json_t *rows, const json_t *before)
{
	const char *form = text_of(before, "form");
	size_t at;
	const json_t *row = row_after(rows, before, &at);

	if (row == NULL)
		return fail_field(v, "names", "names.wrong-locked-gone", form,
			NULL);
	if (!json_is_true(json_object_get(row, "locked")) ||
	    (same(row, before, "form") && same(row, before, "language") &&
	    same(row, before, "kind")))
		return OK;
	return fail_field(v, row_path(v, at, "form"), "names.wrong-locked",
		form, NULL);
}

static enum err
locks_check(struct visit *v, const struct draft *d, const json_t *rows)
{
	enum err err = OK;
	json_t *before;
	size_t i;

	if (d->before == NULL || v->trusted)
		return OK;
	json_array_foreach(record_value(d->before, "names"), i, before)
		if (json_is_true(json_object_get(before, "locked")) &&
		    lock_check(v, rows, before) != OK)
			err = ERR_INPUT;
	return err;
}

enum err
names_check(struct visit *v, struct draft *d)
{
	json_t *rows = json_object_get(d->fields, "names"), *row;
	enum err err = locks_check(v, d, rows);
	size_t i;

	json_array_foreach(rows, i, row)
		if (language_check(v, row, i) != OK ||
		    passport_check(v, row, i) != OK ||
		    clash_check(v, rows, row, i) != OK)
			err = ERR_INPUT;
	return err;
}
