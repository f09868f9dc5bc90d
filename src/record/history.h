/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happened, for good.  One row an act, in one chain for the whole store:
 *
 *	number | at | account, who | act | entity, record, revision |
 *	content (the record after, JSON) | digest of content | link
 *
 * link = BLAKE2b(link before, number, at, who, act, entity, record, revision,
 * digest).  Content can be erased (privacy law) and its digest stays, so the
 * chain still holds; nothing else can be changed without breaking it.
 */
#ifndef RECORD_HISTORY_H
#define RECORD_HISTORY_H

#include "store.h"

struct change {
	int64_t number, at;
	const char *who;
	const char *act;       /* create change check hide unhide restore
	                          clear erase */
	const char *entity;
	struct id record;
	int64_t revision;
	json_t *content;       /* canonical fields; NULL: erased, or hide and such */
};

struct changes {
	struct change *at;
	size_t n;
	bool more;             /* older ones were left out */
};

/* Adds to the chain, in the act that is open. content: borrowed, or NULL. */
MUST_USE enum err history_add(struct visit *v, const struct entity *of,
	struct id record, int64_t revision, const char *act, json_t *content);

/* A record's, newest first. */
MUST_USE enum err history_of(struct visit *v, const struct entity *of,
	struct id record, size_t limit, struct changes *out);
/* The whole store's, newest first, before a number (0: from the end). */
MUST_USE enum err history_recent(struct visit *v, int64_t before, size_t limit,
	struct changes *out);
/* The fields of a revision; ERR_MISSING when it was erased or never was. */
MUST_USE enum err history_revision(struct visit *v, const struct entity *of,
	struct id record, int64_t revision, json_t **fields);
/* Takes a record's content out of every entry. */
MUST_USE enum err history_erase(struct visit *v, const struct entity *of,
	struct id record);

/* The same of those before a revision; that one's act is "clear". */
MUST_USE enum err history_erase_before(struct visit *v,
	const struct entity *of, struct id record, int64_t revision);

/*
 * Walks the chain from its first entry.  OK and *broken 0: whole; else the
 * number of the first entry that does not fit.  When deep is set, also each
 * record against its history: *broken is its newest entry then, -1 when it has
 * none.
 *
 * What cannot be seen from within: that the newest entries were cut off
 * together with all that they did to the records.  Whoever wants to know of
 * that keeps the newest number elsewhere (a backup has it).
 */
MUST_USE enum err history_verify(struct visit *v, bool deep, int64_t *entries,
	int64_t *broken,
	void (*progress)(int64_t done, int64_t all, void *arg), void *arg);

#endif
