/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of record/: a kind of record is described once, in a table, and
 * everything else follows from the table.  In reading order:
 *
 *	visit.h    who asks, in which language, and what went wrong
 *	entity.h   the description: fields, kinds of field, roles, hooks
 *	words.h    text that knows its languages and where each part comes from
 *	store.h    records: get, create, change, hide, erase, restore
 *	query.h    lists of records: filter, order, page by key
 *	tally.h    records counted and summed up by groups
 *	history.h  what was changed by whom, chained so that it cannot be bent
 *	job.h      slow work that survives a restart
 *	unsaved.h     what was typed into a form and not saved yet
 *	blob.h     files, kept once by their content
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include "visit.h"
#include "entity.h"
#include "words.h"
#include "store.h"
#include "query.h"
#include "tally.h"
#include "history.h"
#include "job.h"
#include "unsaved.h"
#include "blob.h"

#endif
