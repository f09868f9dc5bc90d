/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files that other programs for translators read and write; part of the door
 * of words/.
 *
 *	TMX 1.4b        pairs of a memory: read as a stream of any length, written
 *	                so                                                tmx.c
 *	XLIFF 2.0-2.2   the texts of one record: out, and back in when they are
 *	                still the same; 1.2 as well                       xliff.c
 *	TBX, CSV        terms: ISO 30042 of 2019 and the older martif     tbx.c, sheet.c
 *
 * XML is read without DTD, entities, network or disk (xml.c): a document that
 * declares an entity is refused.  Nothing here writes to the store.
 */
#ifndef WORDS_EXCHANGE_H
#define WORDS_EXCHANGE_H

#include "base/buf.h"
#include "memory.h"

/* ---- what can be wrong with a file ---- */

enum exchange_fault {
	EXCHANGE_GOOD,
	EXCHANGE_NOT_XML,    /* broken; "" or where */
	EXCHANGE_ENTITY,     /* it declares entities */
	EXCHANGE_DEEP,       /* nested deeper than XML_DEEP */
	EXCHANGE_LONG,       /* a text, or the whole, is beyond its bound */
	EXCHANGE_OTHER,      /* XML, but not this format or version */
	EXCHANGE_LANGUAGE,   /* no language, or one that is none */
	EXCHANGE_RULE,       /* against a rule of the format: detail says which */
	EXCHANGE_READ,       /* it could not be read to its end */
	EXCHANGE__MAX
};

struct exchange_said {
	enum exchange_fault fault;
	long line;           /* from 1; 0: none */
	char detail[160];    /* English, for those who made the file; or "" */
};

/* In the reader's words, with the line; in a. */
const char *exchange_says(struct arena *a, enum lang lang,
	const struct exchange_said *said);

/* ---- bytes in and out ---- */

/* Gives up to room bytes at `at`; 0: the end; negative: it cannot. */
typedef long (*exchange_read)(void *arg, char *at, size_t room);

/* Reads a piece of memory. */
struct exchange_bytes { const char *at; size_t n; };
long exchange_read_bytes(void *bytes, char *at, size_t room);

/* Takes n bytes; false: it cannot, and is not called again. */
typedef bool (*exchange_write)(void *arg, const char *at, size_t n);

/* Adds to a struct buf; false when it is full. */
bool exchange_write_buf(void *buf, const char *at, size_t n);

/* ---- TMX ---- */

struct tmx;

/* Lives in a. */
struct tmx *tmx_open(struct arena *a, exchange_read read, void *arg);

/*
 * A memory_next: gives the next pair; its texts live until the next call.
 * Source is what the file calls so (all: ko, or the first), each other
 * language of a unit is a pair of its own.  Tags fold to ko, zh, ja and en
 * (zh-TW and zh-Hant stay what they are); codes within a text (bpt ept ph it
 * ut) are left out, what stands in hi stays.  A pair without a text or a
 * language is counted as left.  False with *err OK: the end; with ERR_INPUT
 * or ERR_LARGE: tmx_said tells.
 */
bool tmx_next(void *tmx, struct memory_unit *u, enum err *err);
const struct exchange_said *tmx_said(const struct tmx *t);
int64_t tmx_left(const struct tmx *t);

struct tmx_out;

/* from: srclang of the header, NULL: *all*. */
struct tmx_out *tmx_begin(struct arena *a, exchange_write write, void *arg,
	const char *from, int64_t now);
void tmx_unit(struct tmx_out *t, const struct memory_unit *u);
/* False: something could not be written. */
MUST_USE bool tmx_end(struct tmx_out *t);

/* ---- XLIFF ---- */

enum xliff_state { XLIFF_INITIAL, XLIFF_TRANSLATED, XLIFF_REVIEWED, XLIFF_FINAL,
	XLIFF_STATE__MAX };

struct xliff_segment {
	const char *field;       /* "body"; one after the other */
	size_t place;            /* in its field */
	const char *of;          /* digest of the source: letters and digits */
	const char *gap;         /* before the source, not translated; or "" */
	const char *source;
	const char *target;      /* NULL: none */
	enum xliff_state state;
	const char *origin;      /* "machine", "memory" …; out only; or NULL */
	const char *note;        /* to the translator; out only; or NULL */
};

struct xliff {
	const char *id;          /* of the record: an NMTOKEN such as
	                            "article-01j…" */
	const char *title;       /* out only; or NULL */
	const char *from, *to;   /* to NULL: the file names none */
	struct xliff_segment *segments;
	size_t n;
	const char *version;     /* in only: "2.1" */
};

enum { XLIFF_BYTES = 16 << 20, XLIFF_SEGMENTS = 100 * 1000 };

/* version: 0: 2.0, 12: 1.2. False: out could not take it. */
MUST_USE bool xliff_write(const struct xliff *x, int version,
	exchange_write write, void *arg);

/*
 * Any valid XLIFF 2.0 to 2.2, or 1.2.  Of one that is not ours, field is the
 * unit's id, place counts in it, of is "".  What is in a.  ERR_INPUT,
 * ERR_LARGE: *said tells.
 */
MUST_USE enum err xliff_read(struct arena *a, const char *at, size_t n,
	struct xliff *out, struct exchange_said *said);

/* What came back, held against what there is now. */
enum xliff_verdict {
	XLIFF_NEW,       /* the same source, another target: to be taken */
	XLIFF_SAME,      /* nothing has changed */
	XLIFF_EMPTY,     /* no target came */
	XLIFF_CHANGED,   /* the source is another one today */
	XLIFF_TOUCHED,   /* the source in the file is not what was given out */
	XLIFF_UNKNOWN,   /* there is no such place, or it came twice */
	XLIFF_VERDICT__MAX
};

/* Of each of `back`, in *out (back->n of them, in a); now: as xliff_write was
 * given it, made afresh.  ERR_CONFLICT: another record, or other languages. */
MUST_USE enum err xliff_judge(struct arena *a, const struct xliff *now,
	const struct xliff *back, enum xliff_verdict **out);

/* ---- terms ---- */

enum concept_use { CONCEPT_TRANSLATE, CONCEPT_KEEP, CONCEPT_SENSITIVE,
	CONCEPT_FORBIDDEN, CONCEPT_USE__MAX };
extern const char *const concept_uses[CONCEPT_USE__MAX];

enum wording_status { WORDING_MAIN, WORDING_ADMITTED, WORDING_FORBIDDEN };

struct concept_wording {
	const char *lang, *text;
	enum wording_status status;
};

/* What has a name in some languages; the members that are not there are "". */
struct concept_terms {
	const char *id, *subject, *part;
	enum concept_use use;
	const char *definition, *definition_lang;
	const char *note, *note_lang;
	const struct concept_wording *wordings;
	size_t n;
};

typedef bool (*concept_each)(void *arg, const struct concept_terms *c);

enum { CONCEPTS_BYTES = 16 << 20, WORDINGS_MOST = 200 };

struct terms_out;

/* TERMS_TBX: TBX-Basic of 2019; TERMS_MARTIF: the older one; TERMS_CSV: a
 * column a language (forms after the first parted by "|"), read by sheets. */
enum terms_format { TERMS_TBX, TERMS_MARTIF, TERMS_CSV };
struct terms_out *terms_begin(struct arena *a, enum terms_format format,
	exchange_write write, void *arg);
void terms_concept(struct terms_out *t, const struct concept_terms *c);
MUST_USE bool terms_end(struct terms_out *t);

/* Any of the three, told by how it begins.  Calls each; when that says false
 * it ends with OK.  ERR_INPUT, ERR_LARGE: *said tells. */
MUST_USE enum err terms_read(struct arena *a, const char *at, size_t n,
	concept_each each, void *arg, struct exchange_said *said);

#endif
