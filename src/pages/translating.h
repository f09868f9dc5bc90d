/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The translation desk as its files share it.  One record's texts from one
 * language to another: its passages (every WORDS and PROSE field, those in
 * rows too) and their sentences, in the order of the table.
 *
 *	translate.c          the pages: open, save, sign, check, suggest
 *	translate_text.c     a record's passages and sentences
 *	translate_offer.c    what is offered for one sentence: memory, machine
 *	translate_view.c     the desk as a view
 *	translate_save.c     what was typed, into the record
 *	translate_program.c  the same for programs
 *	translate_all.c      everything that is empty, by a job
 *	translations.c       what waits, over all records
 *	translate_file.c     out of the house and back, as XLIFF and TMX
 *	effort.c             how much was left to do after each engine
 *
 * A sentence is addressed by its field and place: "body.3",
 * "subheads.0.line.0".
 */
#ifndef PAGES_TRANSLATING_H
#define PAGES_TRANSLATING_H

#include "inside.h"
#include "wire/wire.h"
#include "words/words.h"

enum sentence_state {
	SENTENCE_EMPTY, SENTENCE_STALE, SENTENCE_UNCHECKED,
	SENTENCE_CHECKED,    /* signed once */
	SENTENCE_TWICE,      /* and by a second reader */
	SENTENCE_STATES
};
/* "empty" … : message translate.state-NAME. */
extern const char *const sentence_states[SENTENCE_STATES];

struct passage {             /* one field's text */
	const char *field;   /* "body", "subheads.0.line" */
	const struct field *of;
	const char *label;
	bool heading;        /* a line, no prose */
	bool inside;         /* nothing of it goes to a machine */
	size_t first, n;     /* of the sentences */
};

struct sentence {
	const struct passage *in;
	size_t place;
	struct words_pair pair;
	const char *at;      /* "body.3" */
	const char *text;    /* of the target, "" when there is none */
	enum sentence_state state;
};

struct translation {
	struct visit *v;
	struct record *r;
	const char *from, *to;
	const char *base;    /* "/office/articles/0192…/translate" */
	struct passage *passages;
	size_t passage_count;
	struct sentence *sentences;
	size_t count;
	size_t states[SENTENCE_STATES];
	size_t unread;       /* unchecked, and not a person's own work */
	bool inside;         /* the record as a whole stays in the house */
	bool may;            /* the visitor may write it */
	struct id tie;       /* whose words it keeps to; none */
};

/* ---- translate_text.c ---- */

/* The texts of {kind} and {id} between ?from= and ?to=, or what the body says
 * under these names; what is not said is guessed.  ERR_INPUT: no languages, or
 * one and the same. */
MUST_USE enum err translation_asked(struct request *rq,
	struct translation *out);
/* The same of a record at hand. */
MUST_USE enum err translation_of(struct visit *v, struct record *r,
	const char *from, const char *to, struct translation *out);
/* The sentence at "body.3", or NULL. */
const struct sentence *sentence_at(const struct translation *t,
	const char *at);
/* The same, from ?at= or the body.  ERR_MISSING. */
MUST_USE enum err sentence_asked(struct request *rq,
	const struct translation *t, const struct sentence **out);
/* A member of its target: "by", "checked_by"; NULL. */
const char *sentence_says(const struct sentence *s, const char *member);
/* The digest of what stands there now: "" has one too.  In the arena. */
const char *sentence_digest(struct visit *v, const char *text);
/* May this visitor set texts of r in that language? */
bool translation_may(struct visit *v, const struct record *r,
	const char *to);
/* Is it kept from services outside? */
bool translation_inside(const struct record *r);
/* Does a kind have any text of several languages that this visitor reads? */
bool translation_fits(const struct visit *v, const struct entity *of);
/* record_translate for whoever translation_may: a partner writes through the
 * program, under their own name. */
MUST_USE enum err translation_write(struct translation *t,
	const struct translating *list, size_t n, struct record **out);
/* A parameter of the address, else of the body; NULL. */
const char *translation_says(const struct request *rq, const char *name);
/* "…/translate?from=ko&to=en", with more behind it; more NULL: nothing. */
const char *translation_href(const struct translation *t, const char *more);

/* ---- translate_offer.c ---- */

#define OFFERS_MOST 9

struct offer {
	const char *text;
	const char *origin;      /* "memory", "machine" */
	const char *by;          /* which one: `by` of the segment */
	const char *engine;      /* what effort counts it under */
	const char *unit;        /* of the memory, as a number; "": of no unit */
	const char *says;        /* whose it is, in words */
	const char *source;      /* memory: what it was made of; NULL */
	const char *credit, *about;
	int score;               /* memory: 1 … 101 */
	json_t *parts;           /* memory: what differs; borrowed, or NULL */
	const char *seal;
};

/* What the memory has for a sentence. */
MUST_USE enum err offers_memory(struct translation *t,
	const struct sentence *s, struct offer *out, size_t *n);
/* What a service answers; no act is open.  ERR_BUSY: none did, and *why says
 * so in lines. */
MUST_USE enum err offers_machine(struct translation *t,
	const struct sentence *s, struct id service, struct offer *out,
	const char **why);
/* The seal of an offer for a sentence: it was we who made it. */
const char *offer_seal(struct translation *t, const struct sentence *s,
	const struct offer *o);

/* Terms and names to keep to: those that stand in a text (NULL: anywhere in
 * the source). */
struct keeping {
	struct term *list;
	size_t n;
	struct terms *index;
};
MUST_USE enum err keeping_of(struct translation *t, const char *text,
	struct keeping *out);

/* Of these, what a service is handed: names and words with one form to be
 * used.  How many. */
size_t terms_handed(struct visit *v, const struct keeping *k,
	struct translate_term **out);
/* Why no service answered, a line each. */
const char *told_why(struct visit *v, const struct translate_told *told);

/* When the sentence was shown, so that nobody can say otherwise; and back: 0
 * when it is not ours. */
const char *opened_print(struct visit *v, const char *at);
int64_t opened_read(struct visit *v, const char *at, const char *text);

/* ---- translate_view.c ---- */

#define SENTENCES_PAGE 50

/* [{"code","grade","says"}] of a text set against its source. A new
 * reference. */
json_t *findings_view(struct visit *v, const struct sentence *s,
	const struct translation *t, const struct terms *terms,
	const char *text, bool signing);
/* A sentence for pages and programs.  A new reference. */
json_t *sentence_view(const struct translation *t, const struct sentence *s);
/* {"total","done","percent","says", and each state's count}. */
json_t *progress_view(const struct translation *t);
/* Offers as a view: [{"n","text","origin","by","says","parts",…}]. */
json_t *offers_view(const struct translation *t, const struct sentence *s,
	const struct offer *offers, size_t n);

struct desk_wish {
	const char *at;          /* which is opened; NULL: the next to do */
	const char *show;        /* "all", or a state's name, or "findings" */
	size_t page;             /* from 0; where at is NULL */
	const char *typed;       /* text that could not be saved; NULL */
	const char *theirs;      /* what stands there instead, of a conflict */
	const char *said;        /* a line for the person, or NULL */
	bool said_wrong;
	const struct offer *offers;  /* asked of a machine just now */
	size_t offer_count;
};
/* The whole desk.  ERR_*: the store. */
MUST_USE enum err desk_view(struct translation *t, const struct desk_wish *w,
	json_t **out);
/* Where the next sentence to be done is, behind `after` (NULL: from the
 * first), going round; NULL: none. */
const struct sentence *sentence_next(const struct translation *t,
	const struct sentence *after);

/* ---- translate_save.c ---- */

struct typing {                  /* what was sent of one sentence */
	const char *text;
	const char *of;          /* digest of the source as it was shown */
	const char *was;         /* digest of the text that was shown; NULL */
	const char *offer, *origin, *by, *engine, *unit, *seal; /* or NULL */
	int64_t seconds;         /* spent on it; 0: not said */
	bool sign, second;
};

enum saved { SAVED, SAVED_NOTHING, SAVED_SOURCE, SAVED_OTHER };

/* Reads a typing out of a form or a JSON object. */
MUST_USE enum err typing_take(struct visit *v, const json_t *in,
	struct typing *out);
/*
 * Saves it, in the act that is open.  *how SAVED_SOURCE: the source has
 * changed; SAVED_OTHER: somebody else saved another text; then nothing was
 * written.  ERR_INPUT, ERR_DENIED: said in the visit.
 */
MUST_USE enum err typing_save(struct translation *t,
	const struct sentence *s, const struct typing *typing,
	enum saved *how);
/* Signs all that is there.  ERR_INPUT: something is empty or stale, or (as a
 * second reader) not signed, or signed by this person. */
MUST_USE enum err translation_sign(struct translation *t, bool second,
	size_t *signed_);

/* ---- translate_all.c ---- */

/* Begins one, in the act that is open. */
MUST_USE enum err pretranslate_begin(struct translation *t, int least,
	bool machine, struct pretranslate *out);
/* It for pages and programs, "there" false: none was begun. */
MUST_USE enum err pretranslate_view(struct translation *t, json_t **out);

#endif
