/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds of field, one row each.  Who walks the fields of an entity asks
 * the row, and so nothing outside the files kind*.c tells kinds apart.
 */
#include "kinds.h"

#include <string.h>

const struct field_type field_types[] = {
	[FIELD_NONE] = { NULL },
	[FIELD_TEXT] = { "text", { { "", DB_TEXT } },
		kind_text_take, kind_plain_bind, kind_plain_fetch,
		kind_plain_show, kind_plain_cell, kind_plain_say,
		kind_text_schema },
	[FIELD_SLUG] = { "slug", { { "", DB_TEXT } },
		kind_slug_take, kind_plain_bind, kind_plain_fetch,
		kind_plain_show, kind_plain_cell, kind_plain_say,
		kind_slug_schema },
	[FIELD_WORDS] = { "words", { { "", DB_TEXT }, { "_key", DB_BLOB } },
		kind_words_take, kind_words_bind, kind_words_fetch,
		kind_words_show, kind_json_cell, kind_words_say,
		kind_words_schema },
	[FIELD_PROSE] = { "prose", { { "", DB_TEXT } },
		kind_prose_take, kind_json_bind, kind_words_fetch,
		kind_prose_show, kind_json_cell, kind_prose_say,
		kind_words_schema },
	[FIELD_INTEGER] = { "integer", { { "", DB_INT } },
		kind_integer_take, kind_integer_bind, kind_integer_fetch,
		kind_integer_show, kind_integer_cell, kind_mute_say,
		kind_integer_schema },
	[FIELD_DECIMAL] = { "decimal", { { "", DB_INT } },
		kind_decimal_take, kind_decimal_bind, kind_decimal_fetch,
		kind_decimal_show, kind_plain_cell, kind_mute_say,
		kind_decimal_schema },
	[FIELD_MONEY] = { "money", { { "", DB_INT }, { "_currency", DB_TEXT } },
		kind_money_take, kind_money_bind, kind_money_fetch,
		kind_money_show, kind_money_cell, kind_mute_say,
		kind_money_schema },
	[FIELD_DATE] = { "date", { { "", DB_TEXT } },
		kind_date_take, kind_plain_bind, kind_plain_fetch,
		kind_date_show, kind_plain_cell, kind_plain_say,
		kind_date_schema },
	[FIELD_MOMENT] = { "moment", { { "", DB_INT }, { "_zone", DB_TEXT } },
		kind_moment_take, kind_moment_bind, kind_moment_fetch,
		kind_moment_show, kind_plain_cell, kind_mute_say,
		kind_moment_schema },
	[FIELD_CHOICE] = { "choice", { { "", DB_TEXT } },
		kind_choice_take, kind_plain_bind, kind_plain_fetch,
		kind_choice_show, kind_plain_cell, kind_mute_say,
		kind_choice_schema },
	[FIELD_CHOICES] = { "choices", { { "", DB_TEXT } },
		kind_choices_take, kind_choices_bind, kind_choices_fetch,
		kind_choices_show, kind_choices_cell, kind_mute_say,
		kind_choices_schema },
	[FIELD_FLAG] = { "flag", { { "", DB_INT } },
		kind_flag_take, kind_flag_bind, kind_flag_fetch,
		kind_flag_show, kind_flag_cell, kind_mute_say,
		kind_flag_schema },
	[FIELD_REF] = { "ref", { { "", DB_ID } },
		kind_ref_take, kind_ref_bind, kind_ref_fetch,
		kind_ref_show, kind_plain_cell, kind_ref_say,
		kind_ref_schema },
	[FIELD_REFS] = { "refs", { { NULL, DB_ID } },
		kind_refs_take, NULL, NULL,
		kind_refs_show, kind_refs_cell, kind_refs_say,
		kind_refs_schema },
	[FIELD_ROWS] = { "rows", { { NULL, DB_ID } },
		kind_rows_take, NULL, NULL,
		kind_rows_show, kind_json_cell, kind_rows_say,
		kind_rows_schema },
	[FIELD_PLACE] = { "place", { { "_lat", DB_REAL }, { "_lon", DB_REAL } },
		kind_place_take, kind_place_bind, kind_place_fetch,
		kind_place_show, kind_place_cell, kind_mute_say,
		kind_place_schema },
	[FIELD_COUNTRY] = { "country", { { "", DB_TEXT } },
		kind_country_take, kind_plain_bind, kind_plain_fetch,
		kind_country_show, kind_plain_cell, kind_country_say,
		kind_country_schema },
	[FIELD_LANGUAGE] = { "language", { { "", DB_TEXT } },
		kind_language_take, kind_plain_bind, kind_plain_fetch,
		kind_language_show, kind_plain_cell, kind_mute_say,
		kind_language_schema },
	[FIELD_MAIL] = { "mail", { { "", DB_TEXT } },
		kind_mail_take, kind_plain_bind, kind_plain_fetch,
		kind_mail_show, kind_plain_cell, kind_plain_say,
		kind_mail_schema },
	[FIELD_PHONE] = { "phone", { { "", DB_TEXT } },
		kind_phone_take, kind_plain_bind, kind_plain_fetch,
		kind_phone_show, kind_plain_cell, kind_plain_say,
		kind_phone_schema },
	[FIELD_WEB] = { "web", { { "", DB_TEXT } },
		kind_web_take, kind_plain_bind, kind_plain_fetch,
		kind_web_show, kind_plain_cell, kind_plain_say,
		kind_web_schema },
	[FIELD_FILE] = { "file", { { "", DB_TEXT }, { "_digest", DB_TEXT } },
		kind_file_take, kind_file_bind, kind_file_fetch,
		kind_file_show, kind_file_cell, kind_file_say,
		kind_file_schema },
	[FIELD_SECRET] = { "secret", { { "", DB_BLOB } },
		kind_secret_take, kind_secret_bind, kind_secret_fetch,
		kind_secret_show, kind_secret_cell, kind_mute_say,
		kind_secret_schema },
};
_Static_assert(sizeof field_types / sizeof *field_types == FIELD__MAX,
	"every kind needs a row");

enum err
field_take(struct taking *t, json_t *in, json_t **out)
{
	*out = NULL;
	if (in == NULL || json_is_null(in))
		return OK;
	if (json_is_string(in) && text_blank(json_string_value(in)) &&
		strlen(json_string_value(in)) == json_string_length(in))
		return OK;
	return field_types[t->field->kind].take(t, in, out);
}

bool
field_columns(const struct field *f)
{
	return field_types[f->kind].columns[0].suffix != NULL;
}

const struct field *
field_named(const struct field *fields, const char *name)
{
	for (const struct field *f = fields; f->name != NULL; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

bool
field_readable(const struct visit *v, const struct entity *e,
	const struct field *f)
{
	unsigned allowed = f->read != 0 ? f->read : e->read;

	return (allowed & v->roles) != 0;
}

/* What the program sets itself comes back only through import and restore. */
bool
field_writable(const struct visit *v, const struct entity *e,
	const struct field *f)
{
	unsigned allowed = f->write != 0 ? f->write : e->write;

	if ((f->flags & GIVEN) && !v->trusted)
		return false;
	return (allowed & v->roles) != 0;
}

/* The next word of a list parted by spaces, its length in *n; NULL: none. */
static const char *
next_word(const char *at, size_t *n)
{
	if (at == NULL)
		return NULL;
	at += strspn(at, " ");
	*n = strcspn(at, " ");
	return *n > 0 ? at : NULL;
}

const char *
field_choice(struct arena *a, const struct field *f, size_t i)
{
	size_t n = 0;
	const char *word = next_word(f->choices, &n);

	while (word != NULL && i-- > 0)
		word = next_word(word + n, &n);
	return word != NULL ? arena_copy(a, word, n) : NULL;
}

bool
word_among(const char *words, const char *one)
{
	size_t n = 0, wanted = strlen(one);
	const char *word = next_word(words, &n);

	while (word != NULL && (n != wanted || memcmp(word, one, n) != 0))
		word = next_word(word + n, &n);
	return word != NULL;
}

bool
field_has_choice(const struct field *f, const char *choice)
{
	return word_among(f->choices, choice);
}
