/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of terms share. */
#ifndef WORDS_TERMS_H
#define WORDS_TERMS_H

#include "xml.h"

/* Every text "". */
extern const struct concept_terms concept_empty;

/* "keep" and so on; what is not known is CONCEPT_TRANSLATE. */
enum concept_use concept_use_of(const char *word);

/* False: *said tells. */
bool tbx_read(struct arena *a, const char *at, size_t n, concept_each each,
	void *arg, struct exchange_said *said);
bool terms_sheet_read(struct arena *a, const char *at, size_t n,
	concept_each each, void *arg, struct exchange_said *said);

/* The header and a row of a sheet. */
void terms_sheet_begin(struct xml_out *x);
void terms_sheet_row(struct xml_out *x, const struct concept_terms *c);

#endif
