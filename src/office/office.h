/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of office/: what this office knows, one file a subject, each with
 * its table and its rules.
 */
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "record/record.h"

/* Every kind of record, closed by NULL; in the order of the office's menu. */
extern const struct entity *const office_entities[];

extern const struct entity
	entity_office,        /* the office itself: name, sentence, home city */
	entity_city, entity_tie, entity_organisation, entity_person,
	entity_exchange, entity_letter, entity_promise, entity_plan,
	entity_gift, entity_expense, entity_document,
	entity_rule, entity_holiday,
	entity_article, entity_comment, entity_account;

/* Forms of a name, shared by cities, people and organisations. */
extern const struct field name_form_rows[];

/* The one office of this server; ERR_MISSING until it was written. */
MUST_USE enum err office_own(struct visit *v, struct record **out);

/*
 * A tie's time line, oldest first: typed dates, states, exchanges:
 * [{"on","year","when","class","kind","label","says","note","source","href",
 * "id","items":[…]}].  class: "date", "state", "exchange"; kind and its label:
 * "signed", "suspended", "visit-out"; says: what an exchange is called, or a
 * state's reason; note: more of it; "says_lang", "note_lang", "source_lang"
 * when in another language than the reader's, "notice" when they call for
 * one; "state" of an exchange that is not done, in words; "sample".  items
 * are the stops of an itinerary: {"on","when","time","venue","host",
 * "organisation","purpose","notice"}.  A key with nothing to say is absent.
 * A new reference.
 */
MUST_USE enum err tie_timeline(struct visit *v, const struct record *tie,
	json_t **out);
/* The state a tie is in: the newest of its states rows; "candidate" when it
 * has none. */
const char *tie_state(const struct record *tie);

/*
 * Comments that readers may see, oldest first, each followed by the answers
 * to it ("reply":true): [{"id","at","when","nickname","text","lang","sample"}],
 * removed ones as stubs: {"id","at","when","removed":true,"reason","says"}.
 * Every key is there, empty when it has nothing to say.  A new reference.
 */
MUST_USE enum err comments_of(struct visit *v, const struct record *article,
	json_t **out);

#endif
