/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comments as those see them who look after them: what waits, what may be
 * decided of it, the grounds, and a comment in another language.  Nothing here
 * knows of HTTP.
 */
#ifndef OFFICE_MODERATION_H
#define OFFICE_MODERATION_H

#include "record/record.h"

/* The codes of grounds for removal. */
#define COMMENT_REASONS "security politics attack defamation advert abuse " \
	"impostor repeat privacy unrelated other"

/* ---- grounds (ground.c) ---- */

/* The office's ground for a code, of those in use the first by position; none:
 * it has none, the program's own words stand. */
MUST_USE enum err ground_of_code(struct visit *v, struct id office,
	const char *code, struct id *out);
/* Whosever it is and whoever asks; NULL: there is none any more. */
MUST_USE enum err ground_get(struct visit *v, struct id id,
	struct record **out);
/* Is it in use, and that office's (none: anyone's)? */
bool ground_serves(const struct record *ground, struct id office);
/* What a comment may be removed on: [{"value","label","rule"}], values as
 * decision.ground takes them.  A new reference. */
MUST_USE enum err grounds_offered(struct visit *v, json_t **out);

/* ---- deciding (moderation.c) ---- */

struct decision {
	const char *act;     /* "show", "hold", "remove"; of an objection "grant",
	                        "refuse" */
	const char *ground;  /* of remove: the id of a ground, or a code */
	const char *note;    /* to the author; NULL: none */
};

/* May it be done at all, whatever to?  ERR_INPUT, said at act, ground or
 * note. */
MUST_USE enum err decision_fits(struct visit *v, const struct decision *d);
/* And to this one?  ERR_CONFLICT: its author deleted it, or there is no
 * objection to decide on. */
MUST_USE enum err decision_may(struct visit *v, const struct record *comment,
	const struct decision *d);
/*
 * In the act that is open, by who may write comments.  *out: the comment as it
 * stands; of the same revision, when it was so already.  Fails as the two
 * above do.
 */
MUST_USE enum err comment_decide(struct visit *v, const struct record *comment,
	const struct decision *d, struct record **out);

/* ---- what waits (moderation.c) ---- */

#define WAITING_MOST 999     /* that are counted */

/* How many comments of this visitor's office are "held", "objected" (and not
 * decided on), "reported", "blocked"; at most WAITING_MOST. */
MUST_USE enum err comments_waiting_of(struct visit *v, const char *what,
	int64_t *out);
/* All that wait for a person: the first three. */
MUST_USE enum err comments_waiting(struct visit *v, int64_t *out);

#define LIKE_MOST 50

struct likes;            /* whence those that are held came; in the arena */

/* Of the visitor's office; of a flood as much as is quickly read. */
MUST_USE enum err comments_likes(struct visit *v, struct likes **out);
/* How many others that are held came from the network of this one on its day;
 * nobody learns which network.  One that is not held is like no other. */
int64_t likes_of(struct visit *v, const struct likes *likes,
	struct id comment);
/* Those, and itself when it is held, oldest first; in the arena. */
MUST_USE enum err comments_like(struct visit *v, struct id comment,
	struct id **out, size_t *n);

/* What the author, who has the password, is told besides the state: adds
 * "reason", "rule", "decided_says", "note", "outcome", "answer", each absent
 * with nothing to say, and "reason_lang", "rule_lang". */
MUST_USE enum err comment_told(struct visit *v, const struct record *comment,
	json_t *view);
/* The part of it that everybody is told of a removed one: reason, rule, role
 * and day. */
MUST_USE enum err comment_stub(struct visit *v, const struct record *comment,
	json_t *view);

/* ---- numbers (comment_thread.c) ---- */

/* In the act: its number beneath the article, unless it has one; fresh: it
 * was not there before this act. */
MUST_USE enum err comment_place_take(struct visit *v,
	const struct record *comment, bool fresh);

/* ---- in another language (comment_reading.c) ---- */

struct comment_reading {
	const char *text, *by, *credit;  /* credit "": none */
};

/* The language that a text is written in, "ko", by its letters; what the page
 * was in decides where they do not. */
const char *comment_tongue(const struct record *comment);
/* What was kept of it in a language; text NULL: nothing, or of an earlier
 * text.  In the arena. */
MUST_USE enum err comment_reading_get(struct visit *v,
	const struct record *comment, const char *lang,
	struct comment_reading *out);
/* In the act: keeps one, in place of an earlier one. */
MUST_USE enum err comment_reading_put(struct visit *v,
	const struct record *comment, const char *lang,
	const struct comment_reading *reading);
/* In the act: all of them go. */
MUST_USE enum err comment_readings_drop(struct visit *v, struct id comment);

/* Tables that are no records, closed by NULL. */
extern const char *const moderation_tables[];

#endif
