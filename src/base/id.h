/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of records: UUID version 7 (RFC 9562), so that they sort by the time
 * they were made and never clash between two cities' servers.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"

#define ID_TEXT 37  /* 36 characters and a NUL */

struct id {
	uint8_t b[16];  /* all zero: no id */
};

/* A new id; two from one process always sort in the order they were made. */
struct id id_new(void);

/* The usual lower-case text with dashes. */
void id_print(struct id id, char out[ID_TEXT]);
char *id_text(struct arena *a, struct id id);

/* Reads that text, upper or lower case.  False: it is not an id. */
bool id_parse(const char *s, struct id *out);

bool id_none(struct id id);
bool id_same(struct id a, struct id b);

#endif
