/* SPDX-License-Identifier: Apache-2.0 */
/* What makes a comment wait: between comment_left.c, comment_wait.c and
 * comment_near.c. */
#ifndef OFFICE_COMMENT_WAIT_H
#define OFFICE_COMMENT_WAIT_H

#include "comment.h"

enum { SKETCH = 32, NEAR_BANDS = 4 };
#define NEAR_LASTS INT64_C(86400000)  /* ms; also for what is quite the same */
#define NEAR_LEAST 20                 /* pieces of a text that is compared */
#define NEAR_SHARE 0.7                /* of pieces in common */
#define NEAR_SHARE_BUSY 0.5

struct sketch {
	size_t pieces;
	uint8_t of[SKETCH];
	int64_t bands[NEAR_BANDS];
};

/* ---- comment_near.c ---- */

/* Of text_letters of a text. */
void near_sketch(const struct visit *v, const char *letters,
	struct sketch *out);
/* What two texts have in common, from 0 to 1, nearly. */
double near_share(const uint8_t one[SKETCH], const uint8_t other[SKETCH]);
/* How near the nearest is that came within NEAR_LASTS, but for one comment's. */
MUST_USE enum err near_find(struct visit *v, const struct sketch *s,
	struct id but, double *share);
extern const char near_sql[];         /* what it asks; for tests */
MUST_USE enum err near_put(struct visit *v, struct id comment,
	const struct sketch *s);
MUST_USE enum err near_sweep(struct visit *v);

/* ---- comment_name.c ---- */

/* Would readers take who is called so for the office, or its staff? */
MUST_USE enum err name_official(struct visit *v, struct id office,
	const char *nickname, bool *out);

/* ---- comment_wait.c ---- */

struct weighed {
	struct id own;                 /* the comment that is changed; one that
	                                  there is not, for a new one */
	const char *why;               /* it waits, whatever else came; NULL */
	const char *word;              /* the word of the list that it has */
	bool first;                    /* the office looks at first comments */
	uint8_t shape[SECRET_DIGEST];
	size_t letters;
	struct sketch sketch;
};
/* In the act: what speaks against it now; *why NULL: nothing. */
MUST_USE enum err wait_reason(struct visit *v, const struct leaving *l,
	const struct weighed *w, const char **why);
/* In the act, of the comment that was made: what later ones are held against. */
MUST_USE enum err wait_keep(struct visit *v, struct id comment,
	const struct weighed *w);
/* Whence it came, hashed with the key of that day; the key is made if it is
 * not there. */
MUST_USE enum err network_hash(struct visit *v, int64_t day,
	const char *network, uint8_t out[SECRET_DIGEST]);
/* Is `hash` that network, on that day?  No, once the day's key is gone. */
MUST_USE enum err network_is(struct visit *v, int64_t day, struct bytes hash,
	const char *network, bool *out);

#endif
