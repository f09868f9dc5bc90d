/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists as somebody likes to see them: a kind, its filters and its order under
 * a name, for oneself or for the whole office.
 */
#ifndef DERIVE_SAVED_H
#define DERIVE_SAVED_H

#include "record/record.h"

#define SAVED_MOST 60      /* views of one account for one kind */

/* Keeps what is asked for (the parameters of a list) under a name, in place of
 * the visitor's own of that name.  In the act that is open. */
MUST_USE enum err saved_put(struct visit *v, const struct entity *of,
	const char *name, json_t *asked, bool shared);
/* The visitor's own, and those that others share with the office: [{"id",
 * "name","href","kind","kind_label","mine","shared","who"}], by kind and name;
 * of: of one kind only, or NULL.  A new reference. */
MUST_USE enum err saved_list(struct visit *v, const struct entity *of,
	json_t **out);
/* One's own; an administrator's also what is shared.  *kind: whose list it
 * was.  ERR_MISSING. */
MUST_USE enum err saved_delete(struct visit *v, struct id id,
	const struct entity **of);

#endif
