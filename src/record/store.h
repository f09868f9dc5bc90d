/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records.  Whatever is written is one transaction with its history entry and
 * its search entry; nothing here opens it (visit_write or the router does).
 * Every function asks the tables whether the visitor may; ERR_MISSING is also
 * the answer for what they may not know of.
 *
 * Results live in the visit's arena.
 */
#ifndef RECORD_STORE_H
#define RECORD_STORE_H

#include "entity.h"

enum record_standing { RECORD_THERE, RECORD_HIDDEN, RECORD_ERASED };

struct record {
	const struct entity *of;
	struct id id;
	int64_t revision;             /* 1, 2, 3 … */
	int64_t made, changed;        /* moments */
	enum record_standing standing;
	json_t *fields;               /* canonical; only what is there.  Fields the
	                                 visitor may not read are in it: whoever
	                                 shows it asks field_readable */
};

MUST_USE enum err record_get(struct visit *v, const struct entity *of,
	struct id id, struct record **out);
/*
 * The same, but only the fields named are read, "place population", and those
 * that tell its title, its address and who may see it; words in the visitor's
 * language, and in those that it depends on.  Such a record is neither to be
 * written nor shown whole.
 */
MUST_USE enum err record_part(struct visit *v, const struct entity *of,
	struct id id, const char *names, struct record **out);
/* By the value of a UNIQUE field or a slug. */
MUST_USE enum err record_find(struct visit *v, const struct entity *of,
	const char *field, const char *value, struct record **out);
/* By what stands in an address: an id, or a slug. */
MUST_USE enum err record_named(struct visit *v, const struct entity *of,
	const char *name, struct record **out);

/* in: values by field name, in any form that the kinds take. Unknown names,
 * fields not writable, wrong values: ERR_INPUT, all said at once. */
MUST_USE enum err record_create(struct visit *v, const struct entity *of,
	json_t *in, struct record **out);
/* The same under an id made elsewhere (import). */
MUST_USE enum err record_create_as(struct visit *v, const struct entity *of,
	struct id id, json_t *in, struct record **out);
/*
 * Fields not named stay.  revision: the one the visitor saw; when the record
 * has gone on since, and a field that both changed differs: ERR_CONFLICT, and
 * *out is the record as it stands (changes to other fields are merged).
 * 0: whatever it is.
 */
MUST_USE enum err record_change(struct visit *v, const struct entity *of,
	struct id id, int64_t revision, json_t *in, struct record **out);

/* The same, whatever its revision, and what stood there before goes for good:
 * no older content is left in history.  For records without files. */
MUST_USE enum err record_replace(struct visit *v, const struct entity *of,
	struct id id, json_t *in, struct record **out);

/* Out of sight, and back. */
MUST_USE enum err record_hide(struct visit *v, const struct entity *of,
	struct id id, int64_t revision);
MUST_USE enum err record_unhide(struct visit *v, const struct entity *of,
	struct id id);
/* Its content goes for good, from history too; that it was stays. */
MUST_USE enum err record_erase(struct visit *v, const struct entity *of,
	struct id id);
/* Its PERSONAL fields go for good, and its older content from history.
 * revision: as record_change has it, but nothing is merged. */
MUST_USE enum err record_clear(struct visit *v, const struct entity *of,
	struct id id, int64_t revision);
/* A new revision with the content of an old one. */
MUST_USE enum err record_restore(struct visit *v, const struct entity *of,
	struct id id, int64_t revision, struct record **out);

/* May the public see it (as .open says)? */
bool record_open(const struct record *r);

/* Is it before the gate of its kind, and does its office ask for approval?
 * (gated.c) */
MUST_USE enum err record_gated(struct visit *v, const struct record *r,
	bool *gated);

/* The visitor says that they have read a language's text of a WORDS or PROSE
 * field against its source and that it is right.  revision: the one they read;
 * ERR_CONFLICT when the record has gone on.  ERR_INPUT: no such text. */
MUST_USE enum err record_checked(struct visit *v, const struct entity *of,
	struct id id, int64_t revision, const char *field, const char *lang,
	struct record **out);

struct translating {           /* one sentence of a text, translated */
	const char *field;     /* WORDS or PROSE, or one in a row: "body",
	                          "subheads.0.line" */
	const char *from, *to; /* languages */
	size_t place;          /* of the sentence in the source (words_pairs) */
	const char *of;        /* the digest that it must still have; NULL: any */
	const char *text;      /* "" with sign false: a hole again */
	const char *origin;    /* "person", "machine", "memory" */
	const char *by;        /* which machine or memory, who; NULL: the visitor,
	                          when it is a person */
	bool edited;           /* the visitor changed what was given */
	bool sign;             /* and says that it is right */
	bool second;           /* as a second reader */
};

/*
 * Sets sentences of translations, all of them or none, as one change (act
 * "translate"); the text in the language comes to be with holes in place of
 * all others when it was not there.  A sentence that reads as before keeps who
 * made it; origin "person" then changes nothing but the signs.  What is said
 * of provenance is believed: only the program itself asks this.
 *
 * ERR_CONFLICT: the record is not of that revision any more (0: not asked), or
 * a sentence reads otherwise than `of` says; ERR_INPUT: no such field, place
 * or language.  *out: the record as it stands.
 */
MUST_USE enum err record_translate(struct visit *v, const struct entity *of,
	struct id id, int64_t revision, const struct translating *t, size_t n,
	struct record **out);

/* ---- reading values ---- */

/* A TEXT, SLUG, CHOICE, DATE, REF …: its text; NULL: absent. Borrowed. */
const char *record_text(const struct record *r, const char *field);
/* A CHOICES field in one text, "officer editor"; NULL: absent.  In a. */
const char *record_chosen(struct arena *a, const struct record *r,
	const char *field);
int64_t record_int(const struct record *r, const char *field, int64_t absent);
bool record_flag(const struct record *r, const char *field);
struct id record_ref(const struct record *r, const char *field);
/* The canonical value; NULL: absent.  Borrowed. */
json_t *record_value(const struct record *r, const char *field);
/* WORDS, PROSE in the reader's language, else the best there is; "" absent. */
const char *record_words(struct visit *v, const struct record *r,
	const char *field);

/* What a record is called, in the visitor's language.  Never NULL. */
const char *record_title(struct visit *v, const struct record *r);
/* The same of one that is pointed at; looked up once a visit.  A record the
 * visitor may not see, or that is gone, has the title of message
 * record.hidden. */
const char *record_title_of(struct visit *v, const struct entity *of,
	struct id id);
/* May the visitor see it, and is it there? */
bool record_seen_of(struct visit *v, const struct entity *of, struct id id);
/* Its public address in the visitor's language, "/ko/ties/dezhou"; NULL. */
const char *record_page(struct visit *v, const struct record *r);
const char *record_page_of(struct visit *v, const struct entity *of,
	struct id id);

/* Writes the search entry of a record anew, in the act that is open; every
 * write does it by itself. */
MUST_USE enum err record_index(struct visit *v, const struct record *r);

/* May the visitor see a record that holds the file of this digest, and the
 * field it stands in? */
MUST_USE enum err record_shows(struct visit *v, const char *digest,
	bool *shown);

/* Logs that the PERSONAL fields of r were read by this visitor; nothing when
 * there are none.  Its own act (visit_write). */
MUST_USE enum err record_was_read(struct visit *v, const struct record *r);
/*
 * One more line of the access log, in the act that is open: what was done
 * ("export") with the data of a record, or, record none, of a whole list of
 * its kind; fields: names parted by spaces; reason may be NULL.  What is
 * written into records is logged by itself.
 */
MUST_USE enum err access_note(struct visit *v, const char *act,
	const char *entity, struct id record, const char *fields,
	const char *reason);

#endif
