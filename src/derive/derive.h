/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of derive/: everything that follows from an entity's table.  One
 * walker a file; none knows an entity by name.  All views are new references.
 */
#ifndef DERIVE_DERIVE_H
#define DERIVE_DERIVE_H

#include "record/record.h"
#include "deed.h"
#include "sheet.h"
#include "saved.h"

/* ---- schema.c, migration.c ---- */

/*
 * What the store should look like: {"tables": {"tie": {"columns": {"id":"id",
 * "slug":"text", …}, "key":["id"], "indexes": {"tie_slug": {"columns":["slug"],
 * "unique":true}}}}}.  Without dialect.  Tables that are no entity's are in
 * record_tables.
 */
json_t *schema_of(const struct catalogue *c);
/* As CREATE statements in a dialect. */
void schema_print(json_t *schema, enum db_engine engine, struct buf *out);
/* UPDATE statements that fill what sides keep along (field.along) of rows that
 * came without, as those of an older backup. */
void schema_copies_print(json_t *schema, struct buf *out);

struct migration_step {       /* explicit, for what could lose data */
	const char *from, *to;    /* "tie.motto" -> "tie.slogan"; to NULL: drop */
};
/*
 * Statements that lead from one schema to another, in order: new tables,
 * columns, indexes by themselves; a column or table that went, or whose type
 * changed, only with a step that names it.  ERR_CONFLICT: a line each in
 * *faults (migration.M01 …).
 */
MUST_USE enum err migration_print(json_t *from, json_t *to,
	const struct migration_step *steps, enum db_engine engine,
	struct buf *out, struct buf *faults);
/* Brings the store to the catalogue's schema, in one act, remembering it in
 * table schema_now.  Nothing to do: cheap. extra: constant CREATE TABLE IF NOT
 * EXISTS scripts of other floors, closed by NULL. */
MUST_USE enum err migrate(struct visit *v,
	const struct migration_step *steps, const char *const *extra,
	struct buf *faults);

/* ---- views for pages and programs ---- */

/*
 * A record for programs: {"id","kind","revision","made","changed","title",
 * "url", fields…}; only fields the visitor may read; secrets masked.
 */
json_t *record_json(struct visit *v, const struct record *r);
/* From what record_json gives (or an import file) back to input: without
 * those first names, unless a field has that name.  New reference. */
json_t *json_input(const struct entity *of, const json_t *json);

/*
 * A record's page: {"id","kind","title","revision","page","can_change",
 * "sections":[{"fields":[{"name","label","kind","widget", is_<widget>:true,
 * "value":{show}, "rows":{"labels":[…],"lines":[[…]]}}]}], …}.
 */
json_t *detail_view(struct visit *v, const struct record *r);

/*
 * A form: {"kind","id","revision","action","title","fields":[{"name",
 * "label","help","required","widget", is_<widget>:true, "value"/"texts" and
 * "others" (the first language, the rest: [{"lang","own","name","text"}…])/
 * "choices":[{"value","label","chosen"}]/
 * "rows":[{"index","fields":[…]}], "problems":[{"says"}]}]}.
 * record NULL: a new one.  typed: what was sent, to be kept; NULL: nothing.
 * Rows: those there are, and `more` empty ones; one more in the field that
 * typed names as "_more".  typed "_find-members": words to look for among the
 * records that members may point at.
 */
json_t *form_view(struct visit *v, const struct entity *of,
	const struct record *r, json_t *typed, int more);

/*
 * Records of a kind that hold the words in their title or in another short
 * text by which they are searched, such as a form of the name; titles in the
 * list's order: [{"value","label","matched"}], matched "" where the title
 * itself does.  At most `most`.  New reference.
 */
json_t *choices_find(struct visit *v, const struct entity *of,
	const char *words, size_t most);

/*
 * What a form sent, as input for record_create and record_change: rows ticked
 * off (_remove) are out, rows are in the order asked for (_place), empty new
 * ones go, a box is one flag, an amount without figures is nothing, a local
 * time has its zone.  Names that begin with _ are left out.  Given to
 * form_view as `typed`, problems stand at the right rows.  New reference.
 */
json_t *form_input(struct visit *v, const struct entity *of, json_t *typed);

/* Both texts when two people changed one record: [{"label","yours","theirs",
 * "before"}]. */
json_t *conflict_view(struct visit *v, const struct record *now, json_t *typed,
	json_t *before);
/* The same of two texts that are not saved, against the record as it stands:
 * what form_input made of another's form, and of the visitor's own (NULL:
 * none). */
json_t *conflict_unsaved(struct visit *v, const struct record *r, json_t *theirs,
	json_t *yours);
/* Of what was sent, the fields that its sender changed: those that differ
 * from before (NULL: all).  The others are to stand as they are now.  New
 * reference. */
json_t *conflict_mine(struct visit *v, const struct record *now, json_t *typed,
	json_t *before);

/*
 * A list: {"kind","title","columns":[{"name","label","order","sorted"}],
 * "rows":[{"id","href","title","cells":[…show…]}], "filters":[…], "next",
 * "count", "empty"}.  asked: the query parameters {"sort","after","limit",
 * "f.<field>", "from.<field>", "until.<field>", "hidden"}; what is not allowed
 * is ERR_INPUT.  base: the address of the list, for links.
 */
MUST_USE enum err list_view(struct visit *v, const struct entity *of,
	json_t *asked, const char *base, json_t **out);
/*
 * The whole list as it is shown, through `put`: its columns under their
 * labels, in words and in its order, as CSV; or as {"items":[…]}, each as a
 * program is given it.  Personal fields are in neither.
 */
MUST_USE enum err list_csv(struct visit *v, const struct entity *of,
	json_t *asked, void (*put)(const char *at, size_t n, void *arg),
	void *arg);
MUST_USE enum err list_json(struct visit *v, const struct entity *of,
	json_t *asked, void (*put)(const char *at, size_t n, void *arg),
	void *arg);
/* The same filters as a query, for CSV and the API. */
MUST_USE enum err filter_query(struct visit *v, const struct entity *of,
	json_t *asked, struct query **out);

/* base with the same filters and a cursor: the address of the next page. In
 * the visit's arena. */
const char *filter_next(struct visit *v, const char *base, json_t *asked,
	const char *cursor);

#define HISTORY_SHOWN 100  /* changes of one record that are shown at most */

/* What changed, newest first: [{"number","at","when","who","act","says",
 * "revision","gone","changes":[{"label","before","after",
 * "parts":[{"same"|"gone"|"new":true,"text"}]}],"can_restore"}].  gone: it
 * had content, which was erased since. */
MUST_USE enum err history_view(struct visit *v, const struct entity *of,
	struct id id, json_t **out);

/* ---- version.c ---- */

/*
 * Two revisions of a record side by side, in one language of its texts:
 * {"revisions":[{"revision","says","one","two"}], "one","two",
 *  "langs":[{"tag","own","html","current","href"}],
 *  "fields":[{"label","lang","pairs":[{"same":bool,
 *   "left":[{"same"|"gone"|"new":true,"text"}], "right":[…]}]}]}.
 * Prose is paired sentence by sentence; a field that is the same in both is
 * left out.  one, two: revisions; 0: the one before the newest, the newest.
 * lang NULL: the visitor's.  ERR_MISSING: no such revision.  A new reference.
 */
MUST_USE enum err version_view(struct visit *v, const struct record *r,
	int64_t one, int64_t two, const char *lang, json_t **out);

/* ---- search.c ---- */

/*
 * {"q","results":[{"kind","kind_label","id","title","href","page","excerpt"}],
 * "count","next","empty"}: titles first, each newest first; only what the
 * visitor may see.  kind: one kind only, or NULL.  after: "next" of the page
 * before, or NULL.  A page holds at most 100.
 */
MUST_USE enum err search_view(struct visit *v, const char *q,
	const char *kind, size_t limit, const char *after, json_t **out);

/* How many of each kind hold the words: [{"kind","label","n","more"}], in the
 * order of the menu; more: there are more than were counted.  A new
 * reference. */
MUST_USE enum err search_kinds(struct visit *v, const char *q, json_t **out);

/* ---- openapi.c ---- */

/* The OpenAPI 3.1 document of the derived API. */
json_t *openapi_of(struct visit *v, const char *server);

/* ---- import.c, table_import.c, export.c ---- */

struct import_wish {
	const struct entity *of;   /* of a CSV; of JSON lines, which name their own,
	                              it is the only one allowed; NULL: all are */
	const char *file;          /* name, for messages */
	bool keep_going;           /* good lines in, bad ones told */
	/* The bytes of {"path": …} in a FILE field of JSON lines, relative to
	 * the file; NULL: not to be had. */
	enum err (*fetch)(struct arena *a, const char *path, struct bytes *out,
		void *arg);
	void (*progress)(int64_t done, int64_t all, void *arg);  /* bytes */
	void *arg;                 /* of both */
};

#define IMPORT_FAULTS 200      /* that are told; the rest are counted */
#define IMPORT_MOST (256 << 20)  /* bytes of one file */

struct import_told {
	int64_t lines, taken, refused;
	struct buf faults;         /* lines "file:line:column: reason"; in an
	                              arena of the caller's */
};

/*
 * CSV (UTF-8 with or without BOM, or CP949, told apart; comma, semicolon or
 * tab) or JSON lines ({"kind":"tie", …}; told apart by the first character).
 * A column is a field's name, dotted for parts (name.ko, dates.0.on), or its
 * label in any language; REF cells may be an id, a slug or "field=value".  A
 * line with the id of a record that is there changes it.  JSON lines may
 * point at records of later lines.
 *
 * One act: all or nothing, or, with keep_going, all good lines.  v is a
 * trusted system visit; faults are told in its language.  ERR_INPUT: some
 * lines were refused (and, without keep_going, nothing was taken).
 */
MUST_USE enum err import_bytes(struct visit *v, const struct import_wish *w,
	const char *at, size_t n, struct import_told *told);

/*
 * Every record of a query as CSV that import reads back, with id, through
 * `put`.  Cells that a spreadsheet would take for a formula are led by an
 * apostrophe, which import takes off again.  Sealed fields never go out;
 * personal ones only to a trusted visit.
 */
MUST_USE enum err export_csv(struct visit *v, struct query *q,
	void (*put)(const char *at, size_t n, void *arg), void *arg);
/* The same of those records that are ticked: an array of ids, at most
 * BULK_MOST of them; what is not there is left out. */
MUST_USE enum err export_ids(struct visit *v, const struct entity *of,
	const json_t *ids, void (*put)(const char *at, size_t n, void *arg),
	void *arg);
/* Adds a cell to a line of CSV, behind a comma unless it is the first; guarded
 * and quoted as export_csv does. */
void csv_cell(struct buf *b, bool first, const char *text);
/* Every record of a kind (NULL: of all kinds), hidden ones too, as JSON lines
 * that import reads back; files and sealed fields are left to the backup. */
MUST_USE enum err export_lines(struct visit *v, const struct entity *of,
	void (*put)(const char *at, size_t n, void *arg), void *arg);

#endif
