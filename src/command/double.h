/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Translation services played by ourselves, for trying things out and for the
 * tests: LibreTranslate under /libre, DeepL under /deepl, Google under /google,
 * Papago under /papago, as their makers describe them.  What they say comes
 * from a dictionary (demo/double.tsv); none of it leaves this machine.
 *
 *	POST /script {"service","fault","times","seconds","to"}
 *	GET  /last    {"method","path","headers","body","asked": how many so far}
 *	POST /forget  scripts, glossaries and counts
 *
 * or, for one request, the header X-Double-Fault.  double.c is the server and
 * these; double_play.c what each service says; double_words.c the dictionary.
 */
#ifndef COMMAND_DOUBLE_H
#define COMMAND_DOUBLE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

#define DOUBLE_KEY "double-key"      /* the key that all of them take */
#define DOUBLE_KEY_ID "double-id"    /* Papago's */

struct stand_in;

/* Listens on "ADDR:PORT" (port 0: a free one); a thread of its own answers.
 * False: *why says it in one line. */
bool stand_in_start(const char *listen, struct stand_in **out,
	char why[static 300]);
/* "http://127.0.0.1:4711" */
const char *stand_in_address(const struct stand_in *s);
void stand_in_stop(struct stand_in *s);

/* ---- between the files of the double ---- */

enum fault { FAULT_NONE, FAULT_DELAY, FAULT_CUT, FAULT_RATE, FAULT_QUOTA,
	FAULT_AUTH, FAULT_SERVER, FAULT_COUNT, FAULT_ENTITIES, FAULT_SCRIPT,
	FAULT_LINK, FAULT_BIDI, FAULT_UTF8, FAULT_HUGE, FAULT_DEEP,
	FAULT_REDIRECT, FAULT_LOOP, FAULT_EMPTY, FAULT__MAX };

#define GLOSSARIES_MOST 20

struct kept_glossary {
	const char *id, *from, *to, *entries;  /* id NULL: a free place */
	struct arena *arena;
};

struct played {                /* one request and what is said to it */
	struct arena *arena;
	const struct map *words;   /* "ko>en 시장": "mayor" */
	struct kept_glossary *glossaries;  /* GLOSSARIES_MOST */
	const char *(*header)(void *arg, const char *name);
	void *arg;
	const char *method, *path; /* behind the service's own prefix */
	const char *query;         /* value of ?target= or ?type=, or "" */
	json_t *body;              /* object, or NULL */
	size_t body_n;
	enum fault fault;
	int seconds;               /* Retry-After; 0: none */
	/* the answer */
	int status;
	json_t *says;              /* kept by the arena */
	int retry_after;
};

struct service_played {
	const char *name;
	void (*play)(struct played *p);
};
extern const struct service_played services_played[];  /* closed by {0} */

/* Takes the reference. */
void say(struct played *p, int status, json_t *json);

/* ---- double_words.c ---- */

/* Reads lines "from>to TAB source TAB target". */
void dictionary_read(struct arena *a, const char *tsv, size_t n,
	struct map *out);
/* A rough translation, with the terms of a glossary ("a TAB b" lines, or
 * NULL) as they are laid down. */
const char *dictionary_say(struct arena *a, const struct map *words,
	const char *from, const char *to, const char *text,
	const char *glossary);

#endif
