/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Slow work as rows: put in by the transaction that wants it done, taken out
 * by one worker thread; at least once, so every kind must bear being run
 * twice.  A failure waits 10 s, 1 min, 10 min, 1 h, 6 h, and after 8 tries
 * stays for a person to see (/office/jobs).  ERR_DENIED is for good: it stays
 * at once.
 */
#ifndef RECORD_JOB_H
#define RECORD_JOB_H

#include "visit.h"

struct job_kind {
	const char *name;     /* "search.again"; message key job.search-again */
	enum err (*run)(struct visit *v, json_t *with);  /* no act is open */
	int64_t every;        /* ms: put in again by itself; 0: never */
};

/* In the act that is open.  with is borrowed.  key: one waiting job of that
 * kind and key at a time (NULL: any number). */
MUST_USE enum err job_add(struct visit *v, const char *kind, const char *key,
	json_t *with, int64_t not_before);

/* Runs one job that is due.  *ran false: none is.  v is a system visit. */
MUST_USE enum err job_run_one(struct visit *v, const struct job_kind *kinds,
	bool *ran);
/* Puts in those with .every that are not there. */
MUST_USE enum err job_plan(struct visit *v, const struct job_kind *kinds);
/* Milliseconds until the next is due, at most `most`. */
int64_t job_wait(struct visit *v, int64_t most);

/* For the page: [{"id","kind","state","tries","due","why","why_args"}], newest
 * first; why is a message key, its arguments a list of texts. */
MUST_USE enum err job_list(struct visit *v, size_t limit, json_t **out);
/* Try a failed one again. */
MUST_USE enum err job_again(struct visit *v, struct id id);

#endif
