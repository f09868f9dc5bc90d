/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The private shape of the kinds of field: the functions that fill the rows of
 * field_types (kind.c), and what they share.  A kind lives in the file of its
 * noun: kind_text.c, kind_words.c, kind_number.c, kind_time.c, kind_choice.c,
 * kind_link.c, kind_rows.c, kind_place.c, kind_file.c.
 */
#ifndef RECORD_KINDS_H
#define RECORD_KINDS_H

#include "inside.h"

/* ---- taking.c: what every take() does ---- */

/* Says what is wrong with the value that is being taken; ERR_INPUT. */
enum err taking_wrong(struct taking *t, const char *key);
enum err taking_wrong_with(struct taking *t, const char *key, const char *arg);
/* The same with a number as {0}. */
enum err taking_wrong_by(struct taking *t, const char *key, int64_t bound);

/* A JSON text checked by text_take, white space at its ends taken off; may
 * come back empty.  In the visit's arena. */
MUST_USE enum err taking_text(struct taking *t, json_t *in, const char **out);
/* Between min and max characters (0: not asked). */
MUST_USE enum err taking_length(struct taking *t, const char *s, int64_t min,
	int64_t max);
/* How many there are in a REFS or ROWS. */
MUST_USE enum err taking_count(struct taking *t, size_t n, int64_t otherwise);

/* White space of any writing taken off both ends; s itself when there is
 * none. */
const char *taking_trim(struct arena *a, const char *s);
/* Fullwidth digits and signs as plain ones; ASCII text is s itself. */
const char *taking_plain(struct arena *a, const char *s);
/* The path of a part of the value, "itinerary.2". */
const char *taking_below(struct taking *t, const char *part);
const char *taking_below_nth(struct taking *t, size_t i);
/* JSON in one line, in a. */
const char *taking_dump(struct arena *a, const json_t *json);
/* The field's bound, or the kind's own where it has none. */
int64_t taking_most(const struct field *f, int64_t otherwise);

/* ---- the functions of the rows, by what they do ---- */

typedef enum err take_fn(struct taking *t, json_t *in, json_t **out);
typedef void bind_fn(struct visit *v, const struct field *f,
	struct db_stmt *s, json_t *value);
typedef json_t *fetch_fn(struct visit *v, const struct field *f,
	struct db_stmt *s, int at);
typedef json_t *show_fn(struct visit *v, const struct field *f,
	const char *base, json_t *value);
typedef const char *cell_fn(struct visit *v, const struct field *f,
	json_t *value);
typedef void say_fn(struct visit *v, const struct field *f, json_t *value,
	struct buf *out);
typedef json_t *schema_fn(const struct field *f);

take_fn kind_text_take, kind_slug_take, kind_mail_take, kind_phone_take,
	kind_web_take, kind_words_take, kind_prose_take, kind_integer_take,
	kind_decimal_take, kind_money_take, kind_date_take, kind_moment_take,
	kind_choice_take, kind_choices_take, kind_flag_take, kind_country_take,
	kind_language_take, kind_ref_take, kind_refs_take, kind_rows_take,
	kind_place_take, kind_file_take, kind_secret_take;

/* plain: one text column that holds the canonical text; json: its JSON. */
bind_fn kind_plain_bind, kind_json_bind, kind_file_bind, kind_words_bind, kind_integer_bind,
	kind_decimal_bind, kind_money_bind, kind_moment_bind,
	kind_choices_bind, kind_flag_bind,
	kind_ref_bind, kind_place_bind, kind_secret_bind;

fetch_fn kind_plain_fetch, kind_words_fetch, kind_file_fetch,
	kind_integer_fetch,
	kind_decimal_fetch, kind_money_fetch, kind_moment_fetch,
	kind_choices_fetch,
	kind_flag_fetch, kind_ref_fetch, kind_place_fetch, kind_secret_fetch;

show_fn kind_plain_show, kind_mail_show, kind_phone_show, kind_web_show,
	kind_words_show, kind_prose_show, kind_integer_show,
	kind_decimal_show, kind_money_show, kind_date_show, kind_moment_show,
	kind_choice_show, kind_choices_show, kind_flag_show, kind_country_show,
	kind_language_show, kind_ref_show, kind_refs_show, kind_rows_show,
	kind_place_show, kind_file_show, kind_secret_show;

cell_fn kind_plain_cell, kind_json_cell, kind_integer_cell, kind_money_cell,
	kind_choices_cell, kind_flag_cell, kind_refs_cell, kind_place_cell, kind_file_cell,
	kind_secret_cell;

/* mute: has no words. */
say_fn kind_mute_say, kind_plain_say, kind_words_say, kind_prose_say,
	kind_country_say, kind_ref_say, kind_refs_say, kind_rows_say,
	kind_file_say;

schema_fn kind_text_schema, kind_slug_schema, kind_mail_schema,
	kind_phone_schema, kind_web_schema, kind_words_schema,
	kind_integer_schema, kind_decimal_schema, kind_money_schema,
	kind_date_schema, kind_moment_schema, kind_choice_schema, kind_choices_schema,
	kind_flag_schema, kind_country_schema, kind_language_schema,
	kind_ref_schema, kind_refs_schema, kind_rows_schema,
	kind_place_schema, kind_file_schema, kind_secret_schema;

/* ---- words.c, for the files of words (words_inside.h) ---- */

#define WORDS_DIGEST 17  /* 16 hex characters and a NUL */

/* The digest of a segment's text, as "of" holds it. */
void words_digest(const char *text, char out[WORDS_DIGEST]);
/* The segments of a language (array, borrowed), or NULL. */
json_t *words_parts(const json_t *words, const char *lang);
/* The language that a language's text was translated from; NULL: none. */
const char *words_from(const json_t *words, const char *lang);
/* Segments joined as they read. */
const char *words_join(struct arena *a, const json_t *segments);
/* A language's seen, when it is there. */
struct words_seen words_look(struct arena *a, const json_t *words,
	const char *lang);

/* ---- words_believe.c, for words_take.c ---- */

enum { WORDS_PARTS = 10000, WORDS_LANGUAGES = 50 };

/* The same taking, for one part of the value. */
struct taking words_part(struct taking *whole, const char *name);
/* The tag as words hold it.  False: it is none. */
bool words_tag(struct arena *a, const char *tag, const char **out);
/* The name of a person or an engine; absent leaves *out. */
MUST_USE enum err words_name(struct taking *t, json_t *in, const char **out);
bool words_origin_good(const char *origin);
/* An array of objects with a "text". */
bool words_parts_good(const json_t *segments);
/* Examines canonical words and normalises their texts in place. */
MUST_USE enum err words_believe(struct taking *t, json_t *words, bool prose,
	int64_t max);

/* ---- strip.c ---- */

/* The picture without what is no picture, in a; what is none stays as it is.
 * ERR_INPUT: it is damaged or cut off. */
MUST_USE enum err blob_strip(struct arena *a, const char *type,
	struct bytes in, struct bytes *out);

/* ---- blob.c ---- */

/* The canonical FILE value of bytes, a new reference. */
json_t *blob_value(const char *digest, const char *name, const char *type,
	const void *at, size_t n);

#endif
