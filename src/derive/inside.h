/* SPDX-License-Identifier: Apache-2.0 */
/* What the walkers of derive/ know of one another and nobody else does. */
#ifndef DERIVE_INSIDE_H
#define DERIVE_INSIDE_H

#include "derive.h"

/* ---- schema.c ---- */

/* One column, table (with its indexes) or index as SQL. type: "text!". */
void schema_column_print(const char *name, const char *type,
	enum db_engine engine, struct buf *out);
void schema_table_print(const char *name, json_t *table,
	enum db_engine engine, struct buf *out);
void schema_index_print(const char *table, const char *name, json_t *index,
	struct buf *out);

/* ---- label.c ---- */

/* A field where it stands: of an entity, or in the rows of one of its. */
struct spot {
	const struct entity *of;
	const struct field *rows;  /* the ROWS field it stands in, or NULL */
	const struct field *field;
};

/* The stem of its message keys: "tie.signed", "tie.dates-on". In a. */
const char *spot_stem(struct arena *a, struct spot s);
/* What the visitor reads for it, for a choice of it. */
const char *spot_label(struct visit *v, struct spot s);
const char *spot_choice(struct visit *v, struct spot s, const char *choice);
/* tie.one, tie.many. */
const char *entity_label(struct visit *v, const struct entity *of);
const char *entity_labels(struct visit *v, const struct entity *of);

/* Sets key to text (NULL: ""), so that a template never looks further out. */
void view_text(json_t *view, const char *key, const char *text);
void view_flag(json_t *view, const char *key, bool so);
/* A moment in UTC as RFC 3339 has it. */
void view_moment(struct visit *v, json_t *view, const char *key,
	int64_t moment);
/* The text under key, or "". */
const char *view_get(const json_t *view, const char *key);

/* A record as the office addresses it, "/office/ties/0192…".  A partner is led
 * to the public page, or nowhere (NULL), where a record is shared by itself,
 * with others. */
const char *office_page(struct visit *v, const struct entity *of,
	struct id id);
/* What show() gives, with links that lead about the office. New reference. */
json_t *office_show(struct visit *v, struct spot s, json_t *value);

/* ---- choices.c ---- */

/* What can be chosen, looked up once for a whole form. */
struct choosing {
	struct visit *v;
	struct map *crowds;
};

struct choosing choosing_begin(struct visit *v);

/*
 * The choices of a CHOICE, FLAG, COUNTRY, LANGUAGE, REF or REFS field:
 * [{"value","label","chosen"}], those chosen (array of texts, or NULL) first
 * when they are records.  Where there are more records than a list can show,
 * *many is set and only the chosen ones and those whose title holds `find`
 * (or, without it, the first few) are given.  New reference.
 */
json_t *choices_of(struct choosing *c, struct spot s, const json_t *chosen,
	const char *find, bool *many);
/* The same from constant words, which are their own labels. */
json_t *choices_plain(const char *const *words, const char *chosen);

/* ---- filter.c ---- */

/* The filters that a list offers, with what was asked set in. */
json_t *filters_view(struct visit *v, const struct entity *of, json_t *asked);
/* base with what was asked as its query, but `key` set to value (NULL: left
 * out) and "after" only where key is "after".  In the visit's arena. */
const char *filter_address(struct visit *v, const char *base, json_t *asked,
	const char *key, const char *value);
/* May a list be sorted by this field? */
bool filter_sorts(const struct field *f);
/* Was a field's value, or part of it, named by the filters? */
bool filter_asked(json_t *asked);

/* ---- difference.c ---- */

/*
 * What changed from one text to another: [{"same"|"gone"|"new": true,
 * "text"}], by words in alphabets and by characters in Hangul, Han and kana.
 * All three flags are in each part.  New reference.
 */
json_t *difference(const char *before, const char *after);

/* ---- aspect.c ---- */

/*
 * The aspects of a field in which two of its values differ: the languages of
 * WORDS and PROSE, else the value as a whole, each as plain text.  put is
 * called for each; before and after may be "".  A SECRET's texts are masked.
 */
void aspects_each(struct visit *v, struct spot s, json_t *before,
	json_t *after, void (*put)(const char *label, const char *before,
	const char *after, void *arg), void *arg);

/* ---- problem.c ---- */

/* {"itinerary.0.start": "Itinerary 1, Start"} of the visit's problems. */
json_t *problem_names(struct visit *v, const struct entity *of);

#endif
