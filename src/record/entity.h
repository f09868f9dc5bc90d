/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The description of a kind of record: one static table says all that the
 * program knows about it.  Tables, forms, lists, pages, JSON, CSV, OpenAPI,
 * search and history are walked from it; nothing is generated.
 *
 *	static const struct field tie_fields[] = {
 *		{ "members", FIELD_REFS, REQUIRED, .to = &entity_city, .min = 2 },
 *		{ "motto",   FIELD_WORDS, SEARCHED, .max = 200 },
 *		{ "notes",   FIELD_TEXT, .max = 4000, .read = ROLE_STAFF },
 *		{0}
 *	};
 *
 * Message keys follow by rule: entity "tie" -> tie.one, tie.many; field
 * "motto" -> tie.motto, its help (when there) tie.motto-help; choice "sister"
 * of field "tier" -> tie.tier-sister; a row's field "on" of field "dates" ->
 * tie.dates-on, choice tie.dates-kind-signed.
 *
 * In memory and in JSON a value has one canonical form for its kind, a json_t:
 *
 *	kind      JSON                              columns
 *	TEXT      "…"                               text
 *	SLUG      "lower-case-ascii"                text, unique
 *	WORDS     see words.h                       text (JSON), blob _key (order)
 *	PROSE     the same, Markdown, paragraphs    text (JSON)
 *	INTEGER   12                                int
 *	DECIMAL   "12.50" (.places digits; .unit)   int, times 10^places
 *	MONEY     {"amount":"1200.00",              int minor units, text _currency
 *	           "currency":"KRW"}
 *	DATE      "2024-11" (EDTF)                  text
 *	MOMENT    "2024-11-08T07:10:00+09:00        int ms, text _zone
 *	           [Asia/Seoul]"
 *	CHOICE    "sister"                          text
 *	CHOICES   ["officer", "editor"]             text, "officer editor"
 *	FLAG      true                              int 0 1
 *	REF       "<id>"                            id
 *	REFS      ["<id>", …]                       table entity_field(owner place target …)
 *	ROWS      [{"id":"…", …}, …]                table entity_field(id owner place …)
 *	PLACE     {"lat":37.38,"lon":126.80}        real _lat, real _lon
 *	COUNTRY   "KR"                              text
 *	LANGUAGE  "ko"                              text
 *	MAIL PHONE WEB  "…"                         text
 *	FILE      {"digest":"…","name":"…",         text (JSON), text _digest
 *	           "type":"image/png","size":1}
 *	SECRET    "…" (to whom may read)            blob, sealed
 *
 * An absent value is no key in the record's JSON and NULL in the columns.
 */
#ifndef RECORD_ENTITY_H
#define RECORD_ENTITY_H

#include "visit.h"

enum field_kind {
	FIELD_NONE,
	FIELD_TEXT, FIELD_SLUG, FIELD_WORDS, FIELD_PROSE,
	FIELD_INTEGER, FIELD_DECIMAL, FIELD_MONEY,
	FIELD_DATE, FIELD_MOMENT,
	FIELD_CHOICE, FIELD_CHOICES, FIELD_FLAG,
	FIELD_REF, FIELD_REFS, FIELD_ROWS,
	FIELD_PLACE, FIELD_COUNTRY, FIELD_LANGUAGE,
	FIELD_MAIL, FIELD_PHONE, FIELD_WEB,
	FIELD_FILE, FIELD_SECRET,
	FIELD__MAX
};

enum field_flag {
	REQUIRED = 1 << 0,
	UNIQUE   = 1 << 1,  /* no two records, hidden ones counted */
	SEARCHED = 1 << 2,  /* its words go into the search index */
	PERSONAL = 1 << 3,  /* reading it is logged, erasing takes it */
	GIVEN    = 1 << 4,  /* set by the program, never by a form or the API */
	LISTED   = 1 << 5,  /* a column of the list */
	FILTERED = 1 << 6,  /* may be filtered by; indexed in the store */
};

struct entity;

#define ALONG_MOST 2

struct field {
	const char *name;            /* lower case, digits, dashes no */
	enum field_kind kind;
	unsigned flags;
	const struct entity *to;     /* REF, REFS: what is pointed at */
	const struct field *rows;    /* ROWS: the fields of a row; no rows inside */
	const char *choices;         /* CHOICE, CHOICES: "intent friendship" */
	const char *unit;            /* INTEGER, DECIMAL: "km2", "persons" */
	int places;                  /* DECIMAL: digits after the point */
	int64_t min, max;            /* text: characters; numbers: value (scaled);
	                                REFS, ROWS: how many; FILE: bytes.
	                                Both 0: the kind's own bounds */
	const char *preset;          /* what a new record begins with */
	unsigned read, write;        /* roles; 0: as the entity */
	const char *was;             /* its name before a rename: history has it */
	const char *along[ALONG_MOST];  /* REFS: fields of the record of which each
	                                target keeps a copy, so that what points at
	                                it is found in the order of the first, of
	                                each value of the others: query_run,
	                                query_latest */
};

struct draft;
struct record;

struct entity {
	const char *name, *plural;   /* "tie", "ties": table, JSON, address */
	const struct field *fields;  /* closed by {0} */
	const char *title;           /* fields that title a record, tried in turn:
	                                the first that is there; several with +:
	                                "name", "label members+", */
	const char *order;           /* of lists: "-on", "name" */
	unsigned read, write;        /* roles */
	struct {
		const char *field, *value;
	} open;                      /* the public sees a record only when this
	                                CHOICE field has one of these values,
	                                "published corrected", or this FLAG has
	                                its ("true"); NULL: every record that is
	                                there */
	const char *within;          /* a REF field: the public sees a record only
	                                when it sees what that points at; NULL */
	const char *owned;           /* a REF field that says whose office's the
	                                record is, filled in from visit.office:
	                                another office never knows of it.  "id":
	                                the record is the office.  NULL */
	bool apart;                  /* owned: one of no office is not everyone's,
	                                but for those alone who have no office */
	struct {
		const char *tie, *flag;
	} shared;                    /* a partner sees a record, besides what is
	                                public, when this REF or REFS field ("id":
	                                the record itself) holds one of
	                                visit.ties and this FLAG (NULL: always) is
	                                true.  Of others they read no more than
	                                the public does.  tie NULL: nothing */
	struct {
		const char *field, *value;
		const struct entity *by;
		const char *flag;
		const char *beyond;
		bool holds;
		const char *when;
	} gate;                      /* only ROLE_APPROVER gives this CHOICE field
	                                this value, or first one of those that
	                                lie beyond it ("scheduled corrected"),
	                                where the office, a record of `by`, has
	                                this FLAG; holds: and changes what the
	                                public reads of a record that is
	                                through, and the moment it goes out at
	                                (when, a field; NULL: none); field NULL:
	                                anyone who writes it */
	const char *page;            /* public address, "/ties/{slug}", or NULL */

	/* At most four hooks, each may be NULL. */
	enum err (*check)(struct visit *v, struct draft *d);   /* across fields;
	                                may fill in GIVEN ones */
	enum err (*stored)(struct visit *v, const struct record *now,
		const struct record *before);  /* same transaction */
	const char *(*titled)(struct visit *v, const struct record *r,
		enum lang lang);               /* in place of .title */
	const char *titled_by;       /* the fields that it looks at */
	enum err (*seen)(struct visit *v, const struct record *r,
		json_t *view);                 /* adds to the record's page */
};

/* A draft: what a record would become; hooks may look at and change it. */
struct draft {
	const struct entity *of;
	const struct record *before;  /* NULL: a new one */
	json_t *fields;               /* canonical, whole */
};

/* ---- kinds: one row each ---- */

struct taking {               /* a value on its way in */
	struct visit *v;
	const struct entity *of;
	const struct field *field;
	const char *path;         /* "itinerary.2.place": where problems stand */
	json_t *before;           /* what stood there, or NULL */
};

struct column {
	const char *suffix;       /* "", "_zone" … ; NULL closes */
	enum db_type type;
};

struct field_type {
	const char *name;         /* "moment": in OpenAPI, docs and templates */
	struct column columns[3]; /* none: a table of its own (REFS, ROWS) */

	/*
	 * From outside (JSON, or text as a form or a CSV cell holds it) to
	 * canonical; *out is a new reference, NULL when nothing was given.
	 * ERR_INPUT: said in t->v with fail_field.
	 */
	enum err (*take)(struct taking *t, json_t *in, json_t **out);

	/* Binds the columns of a canonical value (NULL: absent). */
	void (*bind)(struct visit *v, const struct field *f, struct db_stmt *s,
		json_t *value);
	/* The canonical value of the columns from `at` on, a new reference, or
	 * NULL. */
	json_t *(*fetch)(struct visit *v, const struct field *f,
		struct db_stmt *s, int at);

	/*
	 * For people: a new object, always with "text"; where it helps also
	 * "lang", "href", "html_html", "notice", "state", "items" (a list of such).
	 * base is the message key stem, "tie.signed".
	 */
	json_t *(*show)(struct visit *v, const struct field *f, const char *base,
		json_t *value);
	/* As a CSV cell or a form's <input value=…>, text that take() reads. */
	const char *(*cell)(struct visit *v, const struct field *f,
		json_t *value);
	/* Adds its words to the search text. */
	void (*say)(struct visit *v, const struct field *f, json_t *value,
		struct buf *out);
	/* JSON Schema of the canonical form (OpenAPI 3.1), a new reference. */
	json_t *(*schema)(const struct field *f);
};

extern const struct field_type field_types[FIELD__MAX];

/* Has columns in its entity's own table. */
bool field_columns(const struct field *f);
/* The field of that name, or NULL. */
const struct field *field_named(const struct field *fields, const char *name);
/* May this visitor read, write it? */
bool field_readable(const struct visit *v, const struct entity *e,
	const struct field *f);
bool field_writable(const struct visit *v, const struct entity *e,
	const struct field *f);
/* The i-th choice of "a b c", copied into a, or NULL past the end. */
const char *field_choice(struct arena *a, const struct field *f, size_t i);
bool field_has_choice(const struct field *f, const char *choice);

/* take() with the limits that all kinds share: null and "" are nothing given,
 * REQUIRED is not asked here. */
MUST_USE enum err field_take(struct taking *t, json_t *in, json_t **out);

/* ---- the catalogue: all entities, verified, with what is built from them */

struct catalogue {
	const struct entity *const *entities;  /* closed by NULL */
	size_t count;
	const uint8_t *key;                    /* SECRET_KEY bytes, for SECRET */
	struct plan *plans;                    /* record/'s own, one an entity */
};

/*
 * Verifies every table and builds the SQL of each entity, in a.  NULL: the
 * tables are wrong; each fault is a line in *faults with its code
 * (docs/adding.md lists them: entity.E01 …).
 */
const struct catalogue *catalogue_open(struct arena *a,
	const struct entity *const *entities, const uint8_t key[SECRET_KEY],
	struct buf *faults);

/* The tables that are not an entity's (history, search, jobs, blobs, reading
 * log), as constant scripts for db_script, closed by NULL. */
extern const char *const record_tables[];

/* By name or plural; NULL: none. */
const struct entity *catalogue_entity(const struct catalogue *c,
	const char *name);

#endif
