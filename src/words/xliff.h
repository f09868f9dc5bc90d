/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of XLIFF share. */
#ifndef WORDS_XLIFF_H
#define WORDS_XLIFF_H

#include "base/map.h"
#include "xml.h"

struct unit_rules {            /* of the unit that is being checked */
	struct map *ids[2];        /* of codes and marks: source, target */
	struct map *codes;         /* id -> node, of the sources */
	struct map *starts;        /* "sc1", "sm1" -> node, as they are met */
	struct map *data, *notes;  /* id -> node */
	const xmlNode *unit;
};

struct xliff_rules {
	struct arena *a;
	struct exchange_said *said;
	const char *from, *to;     /* to NULL: none */
	struct map *units, *groups;  /* ids, of one file */
	struct unit_rules in;
};

/* Is it of XLIFF's core? */
bool xliff_core(const xmlNode *node);
/* Attributes that there may be and must be, and their values. */
bool xliff_attributes(struct xliff_rules *r, const xmlNode *node);
/* The unit's own ids in one set; false: there already. */
bool xliff_once(struct xliff_rules *r, struct map *ids, const xmlNode *node,
	const char *id);

/* All codes and marks of a unit. */
bool xliff_inline(struct xliff_rules *r, const xmlNode *unit);

/* The constraints of XLIFF 2.0 to 2.2; false: *said tells. */
bool xliff_valid(struct arena *a, const xmlNode *root,
	struct exchange_said *said);

#endif
