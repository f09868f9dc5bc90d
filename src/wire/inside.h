/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of wire/ share among themselves. */
#ifndef WIRE_INSIDE_H
#define WIRE_INSIDE_H

#include "wire.h"

#define LETTER_MOST (1 << 20)  /* bytes of a letter */

struct notice {
	struct id id;
	const char *kind, *subject_key;
	json_t *with;          /* what was put in; kept by the visit */
	const char *href;      /* or NULL */
	bool must;             /* whatever the account wants: see notice_must */
	int64_t made;
};

/* ---- notice.c: rows of mail_out, for press.c too ---- */

/* db_touched says whether it was new. */
MUST_USE enum err outbox_put(struct visit *v, struct id id, struct id account,
	const char *kind, const char *key, const char *subject_key,
	json_t *with, const char *href, const char *state);
/* *waits false: it is not there, or settled. */
MUST_USE enum err notice_read(struct visit *v, struct id id, struct notice *n,
	struct id *account, bool *waits);
/* What it said goes; an act of its own. */
MUST_USE enum err outbox_settled(struct visit *v, struct id id,
	const char *state);
/* What the server said without the address, which is nobody's to see who
 * looks at the jobs. */
const char *outbox_without(struct arena *a, const char *text,
	const char *address);

/* words.c: what a notice says to a reader, whose visit v is; origin: see
 * struct mail_server.  Both live in the visit's arena. */
void notice_words(struct visit *v, const struct reader *r,
	const struct notice *n, const char *origin, const char **subject,
	const char **body);

/* ---- translate*.c ---- */

/* A service's record, as one ask needs it. */
struct machine {
	struct id id;
	const struct dialect *dialect;
	const char *called, *engine, *credit;
	const char *base;            /* without a slash at its end */
	const char *key, *key_id;    /* NULL: none */
	const char *proxy;           /* NULL: straight */
	int64_t cap;                 /* characters a month; 0: none */
	bool stand_in;
};

/* Some segments that go in one request, marked up as the dialect wants it. */
struct piece {
	const char *from, *to;       /* as the service calls them */
	const char *const *texts;
	size_t n;
	bool marked;                 /* the texts are markup: see translate_guard.c */
	const char *glossary;        /* the service's own id of one, or NULL */
};

#define CALL_HEADERS 4

struct call {                    /* a request on its way out */
	const char *method;          /* "POST" */
	const char *path;            /* behind the base: "/v2/translate" */
	const char *headers[CALL_HEADERS];  /* "Name: value" */
	const char *body;            /* JSON; NULL: none */
	const char *type;            /* of a body that is no JSON; or NULL */
	size_t most;                 /* bytes of an answer; 0: as translations */
};

struct heard {                   /* what came back */
	int status;
	int retry_after;             /* seconds; 0: it was not said */
	const char *body;
	size_t n;
};

enum guard { GUARD_TOKENS, GUARD_HTML, GUARD_XML, GUARD_SPAN };

/* What differs between services: a row each. */
struct dialect {
	const char *type;            /* "deepl", as the record has it */
	const char *engine;          /* "DeepL" */
	const char *base;            /* where it is unless the record says; NULL */
	const char *base_free;       /* where keys of its free plan belong, or NULL */
	size_t items;                /* strings in a request */
	size_t points;               /* characters in a request */
	size_t bytes;                /* bytes of a request's body */
	enum guard guard;            /* how names are kept as they are */
	bool glossaries;             /* it keeps glossaries of ours */
	/* What it calls a language; NULL: it has it not. */
	const char *(*code)(struct arena *a, const char *lang, bool target);
	void (*ask)(struct arena *a, const struct machine *m,
		const struct piece *p, struct call *out);
	/* An answer of status 200: the texts, p->n of them, borrowed from JSON that
	 * lives in a; *billed stays where the service does not say. */
	enum translate_fault (*answer)(struct arena *a, const struct piece *p,
		json_t *json, const char **texts, int64_t *billed);
	/* Any other; json may be NULL. */
	enum translate_fault (*refusal)(const struct heard *h, json_t *json);
};
extern const struct dialect dialect_libre, dialect_deepl, dialect_google,
	dialect_papago;

/* What one run of translate_run shares. */
struct line_out;                 /* a connection that is kept, translate_send.c */

struct running {
	struct visit *v;
	const struct translate_ask *ask;
	struct translate_told *told;
	int64_t ends;                /* clock_ticks when it must be over */
};

/* ---- translate_send.c ---- */

/* May it be asked: https, or this machine itself, with nothing but a host, a
 * port and a path (and a query)? */
bool address_fits(struct arena *a, const char *base, bool query);
/* False: an address that is never asked. */
bool line_open(struct arena *a, const struct machine *m,
	struct line_out **out);
/* One request.  GOOD: it was answered, with whatever status.  ADDRESS: it sent
 * us elsewhere.  ms: at most so long. */
enum translate_fault line_ask(struct arena *a, struct line_out *line,
	const struct call *call, int64_t ms, struct heard *out);
/* The body as JSON, kept by a; NULL: it is none, or too deep. */
json_t *heard_json(struct arena *a, const struct heard *h);

/* ---- translate_batch.c ---- */

/* Asks m for the texts that are not there yet; those that it gave well are
 * filled in.  sent: characters that count. why->fault says what stopped it. */
void machine_run(struct running *run, const struct machine *m,
	int64_t *sent, struct translate_why *why);

/* Asks once and again where that may help: rate, server, timeout.  GOOD: h is
 * of status 200 or 201, and *json what it holds. */
enum translate_fault machine_call(struct running *run,
	const struct machine *m, struct line_out *line,
	const struct call *call, json_t **json, int *retry_after);

/* ---- translate_deepl.c ---- */

/* The service's own glossary of the terms that have a target, made when there
 * is none yet; NULL in *out: without one. */
enum translate_fault deepl_glossary(struct running *run,
	const struct machine *m, struct line_out *line, const char **out);
/* It was refused: another is made the next time. */
void deepl_glossary_forget(struct running *run, const struct machine *m);

/* ---- translate_guard.c ---- */

struct guarded {
	const char *text;            /* as it goes out */
	size_t *terms;               /* of the ask, one a mark, in order */
	size_t n;                    /* marks */
};
/* Marks the terms in a segment; targets false: those alone that are not to be
 * translated, as a glossary has the others. */
struct guarded guard_put(struct arena *a, const struct translate_ask *ask,
	const char *text, enum guard guard, bool marked, bool targets);
/* Is there any term to be marked in these? */
bool guard_needed(const struct translate_ask *ask, bool targets);
/* Takes the marks out of an answer.  NULL: there is markup in it that is none
 * of ours. */
const char *guard_take(struct arena *a, const struct translate_ask *ask,
	const struct guarded *g, const char *answer, enum guard guard,
	bool marked);

/* ---- translate_tame.c ---- */

/* Looks at an answer and fills in out->text, or out->refused. */
void answer_tame(struct arena *a, const char *source, const char *answer,
	struct translate_text *out);
/* Do so many phrases follow one another that are the same? */
bool text_loops(const char *text);
/* HTML's character references read, once. */
const char *entities_read(struct arena *a, const char *text);

/* ---- translate_spent.c ---- */

/* The table of what was sent, one of wire_tables:
 *
 *	machine_use       service, month "2026-05", office | spent, calls
 *	machine_glossary  service, langs "ko>en", digest | name: the service's id
 */
#define MACHINE_TABLES \
	"CREATE TABLE IF NOT EXISTS machine_use (" \
	" service {id} NOT NULL, month {text} NOT NULL, office {text} NOT NULL," \
	" spent {int} NOT NULL, calls {int} NOT NULL," \
	" PRIMARY KEY (service, month, office));" \
	"CREATE TABLE IF NOT EXISTS machine_glossary (" \
	" service {id} NOT NULL, langs {text} NOT NULL, digest {text} NOT NULL," \
	" name {text} NOT NULL, made {int} NOT NULL," \
	" PRIMARY KEY (service, langs));"

/* Puts n more on the account before they are sent; *fits false: beyond cap,
 * and nothing was put.  An act of its own. */
MUST_USE enum err spent_take(struct visit *v, const struct machine *m,
	int64_t n, bool *fits);
/* Gives n back that were not sent after all (or takes more: below 0). */
MUST_USE enum err spent_give(struct visit *v, const struct machine *m,
	int64_t n);
MUST_USE enum err glossary_kept(struct visit *v, const struct machine *m,
	const char *pair, const char **digest, const char **name);
MUST_USE enum err glossary_keep(struct visit *v, const struct machine *m,
	const char *pair, const char *digest, const char *name);

/* ---- identity_keys.c ---- */

/* The table of what providers say of themselves, one of wire_tables:
 *
 *	identity_provider   issuer | document, keys: JSON, fetched: when;
 *	                    renewed: when the keys were asked for again; failed:
 *	                    when it kept us waiting
 */
#define IDENTITY_TABLES \
	"CREATE TABLE IF NOT EXISTS identity_provider (" \
	" issuer {text} PRIMARY KEY, document {text} NOT NULL," \
	" keys {text} NOT NULL, fetched {int} NOT NULL," \
	" renewed {int} NOT NULL, failed {int} NOT NULL);"

#define IDENTITY_ANSWER_MOST (256 << 10)  /* bytes of any answer */

struct provider {                /* in the visit's arena */
	const char *issuer;
	const char *authorize, *token, *jwks;  /* addresses */
	bool posts;                  /* it takes the secret in the body alone */
	bool names_itself;           /* in the way back: RFC 9207 */
	json_t *keys;
};
/* Kept for an hour, then asked for again.  ends: clock_ticks. */
enum identity_fault provider_read(struct visit *v, const char *issuer,
	int64_t ends, struct provider *out);
/* Its keys anew, once a minute at most; *anew: they were asked for. */
enum identity_fault provider_renew(struct visit *v, struct provider *p,
	int64_t ends, bool *anew);
/* It kept us waiting: for some seconds nobody asks. */
void provider_failed(struct visit *v, const char *issuer);
/* One request, with an answer in JSON, whatever its status. */
enum identity_fault provider_ask(struct visit *v, const char *address,
	struct call *call, int64_t ends, int *status, json_t **out);

/* ---- translate.c ---- */

/* "ko" of "ko-KR", in lower case; in a. */
const char *lang_base(struct arena *a, const char *lang);
/* Is it Chinese as it is written in Taiwan? */
bool lang_traditional(const char *lang);
/* JSON as it goes into a body; takes the reference. */
const char *body_text(struct arena *a, json_t *json);
/* A list of strings of a piece, a new reference. */
json_t *piece_list(const struct piece *p);
/* What all services mean by a status alone. */
enum translate_fault status_fault(int status);
/* Characters (code points) of a text. */
int64_t points_of(const char *text);

#endif
