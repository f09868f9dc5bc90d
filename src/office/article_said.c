/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who said it: the line under a quotation, name and title as they were on the
 * article's day.  Each language has its own order:
 *
 *	ko  류쥔웨이 부시장      zh  副市长 刘俊伟
 *	ja  副市長 劉俊偉        en  Liu Junwei, Deputy Mayor
 */
#include <string.h>

#include "article.h"

/* The day that an article speaks of: its publication's, before that its
 * entry's. */
static int
day_of(struct visit *v, const struct draft *d)
{
	static const char *const fields[] = { "published", "publish_at",
		"entered", NULL };
	int first, last;

	for (const char *const *f = fields; *f != NULL; f++) {
		const char *text = text_of(d->fields, *f);

		if (text != NULL && days_of(arena_copy(v->arena, text,
		    strcspn(text, "T")), &first, &last))
			return last;
	}
	return today_of(v);
}

/* The person's name in just that language, or NULL. */
static const char *
name_in(struct visit *v, const struct record *person, int day, enum lang lang)
{
	const char *form = name_form_on(person, day, langs[lang].tag);

	return form != NULL ? form : words_in(v->arena,
		record_value(person, "name"), langs[lang].tag);
}

/* The title in that language; NULL where it is only known in another. */
static const char *
title_in(struct visit *v, const struct record *person, int day,
	enum lang lang, enum lang first)
{
	const char *title = person_title_on(v, person, day, lang);
	const char *other = person_title_on(v, person, day, first);
	bool han = (lang == LANG_ZH || lang == LANG_JA) &&
		(first == LANG_ZH || first == LANG_JA);

	return title != NULL && lang != first && !han &&
		strcmp(title, other) == 0 ? NULL : title;
}

/* {"original":"ko","ko":"…","en":"…"}; kept. */
static json_t *
line_of(struct visit *v, const struct record *person, int day, enum lang first)
{
	json_t *line = keep(v, json_object());

	if (name_in(v, person, day, first) == NULL)
		for (first = 0; first < LANG__MAX - 1 &&
		    name_in(v, person, day, first) == NULL; first++)
			;
	for (enum lang l = 0; l < LANG__MAX; l++) {
		const char *name = name_in(v, person, day, l), *title;

		if (name == NULL)
			continue;
		title = title_in(v, person, day, l, first);
		json_object_set_new(line, langs[l].tag, json_string(
			title == NULL ? name : message_with(v->arena, l,
			"article.said-by", name, title, NULL)));
	}
	if (json_object_size(line) > 0)
		json_object_set_new(line, "original",
			json_string(langs[first].tag));
	return line;
}

/* The language that the article was written in. */
static enum lang
first_lang(struct visit *v, const struct draft *d)
{
	const char *tag = text_of(json_object_get(d->fields, "headline"),
		"original");
	enum lang lang = tag != NULL ? lang_of(tag) : LANG__MAX;

	return lang != LANG__MAX ? lang : v->lang;
}

static enum err
said_fill(struct visit *v, struct draft *d, json_t *row, const char *path)
{
	const struct field *f = field_named(field_named(d->of->fields,
		"quotations")->rows, "said_as");
	struct taking t = { v, d->of, f, path, NULL };
	struct record *person = NULL;
	json_t *line, *words = NULL;
	struct id id;

	if (text_of(row, "speaker") != NULL &&
	    id_parse(text_of(row, "speaker"), &id))
		TRY(record_peek(v, &entity_person, id, NULL, &person));
	if (person == NULL)
		return fail_field(v, path, "article.wrong-speaker", NULL, NULL);
	line = line_of(v, person, day_of(v, d), first_lang(v, d));
	TRY(field_take(&t, line, &words));
	if (words == NULL)
		return fail_field(v, path, "article.wrong-speaker", NULL, NULL);
	json_object_set_new(row, "said_as", words);
	return OK;
}

enum err
speakers_check(struct visit *v, struct draft *d)
{
	enum err worst = OK;
	json_t *row;
	size_t i;

	json_array_foreach(json_object_get(d->fields, "quotations"), i, row) {
		enum err err;

		if (json_object_get(row, "said_as") != NULL)
			continue;
		err = said_fill(v, d, row, arena_printf(v->arena,
			"quotations.%zu.said_as", i));
		worst = err != OK ? err : worst;
	}
	return worst;
}
