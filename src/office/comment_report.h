/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Readers' reports of a comment.  Each is from one network, which counts once;
 * from so many of them (office.report_holds) a comment that is shown waits for
 * a person.  Once a person has let it stand, reports of the same text only
 * count: they never hide it again.
 */
#ifndef OFFICE_COMMENT_REPORT_H
#define OFFICE_COMMENT_REPORT_H

#include "record/record.h"

#define REPORT_WORDS 500  /* characters */

/* "advert abuse privacy …": why a reader may report, closed by NULL; messages
 * comment-report.reason-WORD. */
extern const char *const report_reasons[];

struct reporting {
	const struct record *comment;
	const char *reason, *words;  /* words: NULL or blank: none */
	const char *network;         /* of the person */
};
/* In the act.  ERR_INPUT, said at reason or words.  *counted false: it was
 * reported from there before, and nothing changed. */
MUST_USE enum err comment_report(struct visit *v, const struct reporting *r,
	bool *counted);

/* Those that nobody has looked at yet, newest first: [{"reason","says","words",
 * "lang","at","when"}]; words are what a stranger typed.  A new reference.
 * How many there are stands in the comment's field `reported`, absent when
 * there is none: that is what a queue asks for (QUERY_THERE). */
MUST_USE enum err comment_reports_of(struct visit *v, struct id comment,
	json_t **out);
/* The number of them. */
MUST_USE enum err comment_reports_count(struct visit *v, struct id comment,
	int64_t *out);
/* In the act: a person has looked at them, and the comment stays as it is.
 * Whoever changes a comment's state has looked by that alone. */
MUST_USE enum err comment_reports_looked(struct visit *v,
	const struct record *comment, struct record **out);

/* Tables that are no records, closed by NULL. */
extern const char *const report_tables[];

/* Reports older than the keys of their networks go; in the act. */
MUST_USE enum err comment_reports_sweep(struct visit *v);

#endif
