/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Machine translation by services outside the house, behind one contract.
 * Which services an office has are its records of kind "service"
 * (office/service.c); they are asked in their order of preference until one
 * answers.  In reading order:
 *
 *	translate.c         whom to ask, one after the other
 *	translate_batch.c   many segments as few requests, again and in time
 *	translate_send.c    one request over libcurl: limits, time, no detours
 *	translate_guard.c   names that are to stay, marked and put back
 *	translate_tame.c    an answer is hostile until it was looked at
 *	translate_spent.c   characters spent, a month and a service; the cap
 *	translate_libre.c, _deepl.c, _google.c, _papago.c   one dialect each
 *
 * What a service answers is a suggestion; whoever keeps it says so
 * (origin "machine").  Nothing here writes to a record.
 */
#ifndef WIRE_TRANSLATE_H
#define WIRE_TRANSLATE_H

#include "record/record.h"

#define TRANSLATE_SEGMENTS 10000  /* of one ask */
#define TRANSLATE_TERMS 2000

/* A name or word of the glossary.  target NULL: it is not to be translated. */
struct translate_term {
	const char *source, *target;
};

struct translate_ask {
	const char *from, *to;      /* "ko", "en", "zh", "ja"; never the same */
	const char *const *segments;
	size_t n;
	const struct translate_term *terms;
	size_t n_terms;
	bool inside;                /* nothing of it may leave the house: the
	                               article is inside_only, the field PERSONAL */
	struct id service;          /* this one alone; none: by preference */
	int seconds;                /* for all of it; 0: 60 */
	bool once;                  /* no request is made again: to try it */
};

/* What was seen in an answer that is let through all the same. */
enum translate_found {
	TRANSLATE_LOOPS = 1 << 0,   /* it says the same again and again */
	TRANSLATE_TERM_LOST = 1 << 1,  /* a name of the ask is not in it */
	TRANSLATE_TAMED = 1 << 2,   /* unfit characters were taken out */
};

struct translate_text {
	const char *text;           /* NFC; NULL: nobody gave one that is fit */
	const char *refused;        /* then why, a message key, if it was one's
	                               answer that was not fit; else NULL */
	const char *engine, *credit;  /* of who gave it, as in translate_told */
	unsigned found;             /* translate_found */
	const char *lost;           /* the first term that is not in it, or NULL */
};

/* Why a service gave nothing: messages machine.why-WORD. */
enum translate_fault {
	TRANSLATE_GOOD,
	TRANSLATE_AUTH, TRANSLATE_QUOTA, TRANSLATE_RATE, TRANSLATE_TOO_LARGE,
	TRANSLATE_BAD_PAIR, TRANSLATE_BAD_REQUEST, TRANSLATE_SERVER,
	TRANSLATE_TIMEOUT, TRANSLATE_MALFORMED,
	TRANSLATE_CAP,              /* the office's own cap for the month */
	TRANSLATE_ADDRESS,          /* an address, or a way there, not to be gone */
	TRANSLATE_NONE,             /* no service is set up for the pair */
	TRANSLATE_INSIDE,           /* nothing of it may leave the house */
	TRANSLATE_FAULT__MAX
};

struct translate_why {
	struct id service;          /* none: of all */
	const char *called;         /* what the office calls it; "" */
	enum translate_fault fault;
	const char *key;            /* message; its {0} and {1}, or NULL */
	const char *arg0, *arg1;
};

struct translate_told {
	struct translate_text *texts;  /* n of the ask, same order */
	size_t given;               /* how many of them have a text */
	struct id service;          /* the first who gave one */
	const char *engine;         /* "DeepL": `by` of a machine's segment */
	const char *called;         /* "DeepL (press office)" */
	const char *credit;         /* the line that readers are shown, or NULL */
	int64_t billed;             /* characters that count against the cap */
	struct translate_why *why;  /* of those that gave nothing, in order */
	size_t n_why;
};

/*
 * Asks for a translation.  It waits for others, so no write act is open (a
 * job, or .before of a ROUTE_SLOW); what is spent is an act of its own.
 * OK: at least one text is there; told->why says of the services that failed
 * on the way.  ERR_BUSY: there is none, and told->why says of each service in
 * a message why (memory and glossary still work); nothing is said in the
 * visit.  ERR_LARGE: more than the bounds above, said in the visit.  All lives
 * in the visit's arena.
 */
MUST_USE enum err translate_run(struct visit *v,
	const struct translate_ask *ask, struct translate_told *told);

/* A service as an editor may see it; the key is never among it. */
struct translate_service {
	struct id id;
	const char *engine, *called, *credit;
	int64_t spent, cap;         /* characters of this month; cap 0: none */
	bool double_;               /* it only plays a service */
};
/* Those that would be asked for a pair, by preference; none: *n is 0. */
MUST_USE enum err translate_services(struct visit *v, const char *from,
	const char *to, struct translate_service **out, size_t *n);

/* Characters sent to a service this month. */
MUST_USE enum err translate_spent(struct visit *v, struct id service,
	int64_t *out);

struct translate_month {
	const char *month;          /* "2026-05" */
	int64_t spent, calls;       /* characters, asks; of all offices */
};
/* The last months in which the service was asked, newest first. */
MUST_USE enum err translate_months(struct visit *v, struct id service,
	struct translate_month **out, size_t *n);

/* What is said of a service that gave nothing, in the visit's language. */
const char *translate_says(struct visit *v, const struct translate_why *why);

#endif
