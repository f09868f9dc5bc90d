/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of wire/ share among themselves. */
#ifndef WIRE_INSIDE_H
#define WIRE_INSIDE_H

#include "wire.h"

#define LETTER_MOST (1 << 20)  /* bytes of a letter */

struct notice {
	struct id id;
	const char *kind, *subject_key;
	json_t *with;          /* what was put in; kept by the visit */
	const char *href;      /* or NULL */
	bool must;             /* whatever the account wants: see notice_must */
	int64_t made;
};

/* words.c: what a notice says to a reader, whose visit v is; origin: see
 * struct mail_server.  Both live in the visit's arena. */
void notice_words(struct visit *v, const struct reader *r,
	const struct notice *n, const char *origin, const char **subject,
	const char **body);

#endif
