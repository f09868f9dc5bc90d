/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of office/ share among themselves. */
#ifndef OFFICE_INSIDE_H
#define OFFICE_INSIDE_H

#include "office.h"

/* Fields of exchange, as the governors' association of Korea counts them,
 * with education, which Chinese and Japanese statistics count apart. */
#define EXCHANGE_FIELDS "administration people culture sport economy " \
	"tourism youth education technology civic symbol council other"

/* What a traveller is, for the rules: a mayor, a member of the council, … */
#define MEMBER_CLASSES "elected-head council civil business citizen minor"

/*
 * Gives a draft without a slug one: from its words in English, else in the
 * language they were written in, with a number behind it when it is taken.
 */
MUST_USE enum err slug_fill(struct visit *v, struct draft *d,
	const char *words_field);
/* The same from a text at hand. */
MUST_USE enum err slug_fill_from(struct visit *v, struct draft *d,
	const char *text);

/* The hook .titled of what has `name` and `names`: the official form of the
 * reader's language that holds today, else the name. */
const char *name_titled(struct visit *v, const struct record *r,
	enum lang lang);

/* First and last day of an EDTF text; false: there is none. */
bool days_of(const char *edtf, int *first, int *last);

/* A text member of a JSON object, or NULL; borrowed. */
const char *text_of(const json_t *object, const char *key);

#endif
