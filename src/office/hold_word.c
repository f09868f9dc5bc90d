/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that make a comment wait for a person, wherever they stand in it or in
 * its nickname, and however they are disguised; the rule of what counts as the
 * word is at the head of text/evasion.c.
 */
#include <string.h>

#include "inside.h"

static const struct field hold_word_fields[] = {
	{ "word",     FIELD_TEXT, REQUIRED | LISTED | FILTERED | SEARCHED, .min = 1, .max = 60 },
	{ "harmless", FIELD_TEXT, LISTED, .max = 500 },
	{ "initials", FIELD_FLAG, 0, .preset = "true" },
	{ "language", FIELD_LANGUAGE, LISTED | FILTERED },
	{ "active",   FIELD_FLAG, LISTED | FILTERED, .preset = "true" },
	{ "note",     FIELD_TEXT, .max = 1000 },
	{ "sample",   FIELD_FLAG, FILTERED },
	{ "office",   FIELD_REF, GIVEN | FILTERED, .to = &entity_office },
	{0}
};

/* One letter would be found everywhere; one character of Han is a word. */
static enum err
hold_word_check(struct visit *v, struct draft *d)
{
	const char *word = text_of(d->fields, "word");
	size_t n = 0;

	if (word == NULL)
		return OK;
	return strlen(text_letters(v->arena, word, &n)) < 2 ?
		fail_field(v, "word", "hold_word.wrong-word", NULL, NULL) : OK;
}

const struct entity entity_hold_word = {
	.name = "hold_word", .plural = "hold_words",
	.fields = hold_word_fields,
	.title = "word", .order = "word",
	.read = ROLE_STAFF, .write = ROLE_EDITOR | ROLE_ADMINS,
	.owned = "office",
	.check = hold_word_check,
};
