/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The door of office/: what this office knows, one file a subject, each with
 * its table and its rules.
 */
#ifndef OFFICE_OFFICE_H
#define OFFICE_OFFICE_H

#include "comment.h"
#include "comment_report.h"
#include "identity.h"
#include "moderation.h"
#include "record/record.h"
#include "takedown.h"

/* Every kind of record, closed by NULL; in the order of the office's menu. */
extern const struct entity *const office_entities[];

extern const struct entity
	entity_office,        /* the office itself: name, sentence, home city */
	entity_city, entity_tie, entity_organisation, entity_post,
	entity_person,
	entity_exchange, entity_letter, entity_promise, entity_plan,
	entity_gift, entity_expense, entity_document, entity_import,
	entity_rule, entity_holiday,
	entity_article, entity_comment, entity_hold_word, entity_service, entity_account,
	entity_journalist,    /* the press list */
	entity_approval, entity_retention,
	entity_ground,        /* for removal of comments */
	entity_takedown;      /* requests to block one for thirty days */

/* ---- names.c, person.c, form.c, noticing.c: names and titles ---- */

/* Forms of a name, shared by cities, people, organisations and posts. */
extern const struct field name_form_rows[];

/* The official form of a name in a language of texts ("zh-Hant") on a day
 * (since 1970-01-01); NULL: none was noted.  Borrowed. */
const char *name_form_on(const struct record *r, int day,
	const char *language);
/* What a city, organisation or post was called on a day: the official form,
 * else the name, in that language or the best there is; "" when there is
 * nothing. */
const char *name_on(struct visit *v, const struct record *r, int day,
	enum lang lang);
/* The same of a person. */
const char *person_name_on(struct visit *v, const struct record *person,
	int day, enum lang lang);
/* The title that a person bore on a day; of several posts the one that goes
 * before.  NULL: none is known of, or the visitor may not know. */
const char *person_title_on(struct visit *v, const struct record *person,
	int day, enum lang lang);
/* The passport form of a person's name that holds on a day; NULL. */
const char *person_passport_on(const struct record *person, int day);

/*
 * Input for record_change that locks or unlocks the row of that id, and says
 * why.  ERR_MISSING: there is no such form; ERR_INPUT: a lock goes with a
 * reason only.  The visit keeps it.
 */
MUST_USE enum err name_lock(struct visit *v, const struct record *r,
	const char *row, bool locked, const char *reason, json_t **out);
/*
 * Input for record_change that puts the form to be used in place of another
 * one, everywhere in the text of a field (as it is named by names_noticed) in
 * that language.  ERR_MISSING: this is not (or no longer) noticed there.  The
 * visit keeps it.
 */
MUST_USE enum err name_replace(struct visit *v, const struct record *r,
	const char *field, const char *lang, const char *from, const char *to,
	json_t **out);

/* The office of this visit; where it has none, the server's first by name;
 * ERR_MISSING until one was written. */
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
/* ---- countries (land.c) ---- */

struct lands;  /* what was looked up; lives in the visit's arena */

struct lands *lands_new(struct visit *v);
/* "KR"; "" where it is not known. */
MUST_USE enum err land_of_city(struct lands *l, struct id city,
	const char **out);
/* "KR CN ": the countries of its cities, each with a space behind it. */
MUST_USE enum err lands_of_tie(struct lands *l, struct id tie,
	const char **out);
/* The same of all ties of a REFS value. */
MUST_USE enum err lands_of_ties(struct lands *l, const json_t *ties,
	const char **out);
/* That of the office's own city, or NULL. */
MUST_USE enum err land_of_home(struct lands *l, const char **out);

/* ---- working days (workday.c) ---- */

struct workdays;  /* of every country asked for; lives in an arena */

enum workday_kind {
	WORKDAY_REST, WORKDAY_SUBSTITUTE,
	WORKDAY_CUSTOM,  /* worked, but no day for visits: Obon */
	WORKDAY_WORKED   /* a weekend day or holiday that is worked */
};

/* Without the store's list of holidays. */
struct workdays *workdays_new(struct arena *a);
/* With it, as the visitor may read it. */
MUST_USE enum err workdays_open(struct visit *v, struct workdays **out);
/* From first to last it is so, whatever the calendar says; name is kept. */
void workdays_add(struct workdays *w, const char *country, int first,
	int last, enum workday_kind kind, const char *name);
bool workday_is(struct workdays *w, const char *country, int day);
/* The days-th working day after from, or before it where days is negative; 0:
 * that day, or the next one that is worked. */
int workday_count(struct workdays *w, const char *country, int from,
	int days);
/* Holidays and the like, by day, at most 400 days: [{"day","country","name",
 * "kind"}], kind "rest", "substitute", "custom", "worked".  A new
 * reference. */
json_t *workdays_named(struct visit *v, struct workdays *w,
	const char *country, int first, int last);

/* ---- deadlines (deadline.c) ---- */

/*
 * What the rules in force ask for of an exchange, a letter received, a gift
 * received, a promise, or the agreements of a tie, soonest first; none for
 * other kinds.  Members of a delegation have each the rules of their class.
 *
 *	{ "rule", "name", "class", "class_says",
 *	  "who": ["…"], "who_says",        members of that class; of "any" none
 *	  "day", "on", "when",             due; absent where nobody can say
 *	  "approximate",                   counted from a date that is no day
 *	  "left", "left_says",             days left, negative when over
 *	  "act_by",                        the working day before, in words,
 *	  "off",                           as that day is off, and why
 *	  "state": "open" "late" "done" "done-late" "unknown", "state_says",
 *	  "done", "done_when",             on which day it was done
 *	  "source", "why",                 "45 days before departure (…)"
 *	  "kind", "record", "what", "href", "tie", "tie_id" }
 *
 * "is_late", "is_done", "is_open" say the state again.  A new reference.
 */
MUST_USE enum err deadlines_of(struct visit *v, const struct record *r,
	json_t **out);
/* Those that are not done of everything planned or recent, due until that
 * day, soonest first, at most 500.  A new reference. */
MUST_USE enum err deadlines_open(struct visit *v, int until_day,
	json_t **out);

/* The state a tie is in: the newest of its states rows; "candidate" when it
 * has none. */
const char *tie_state(const struct record *tie);

/* ---- tie_act.c: what is done to a tie ---- */

/* The states that may follow the one it is in: [{"state","label","says",
 * "reason","grounds"}], the last two when they must be said.  A new
 * reference. */
json_t *tie_next(struct visit *v, const struct record *tie);
/*
 * The tie goes on to another state: {"state","on","grounds","reason",
 * "source"}, texts; reason and source in the visitor's language.  In the act
 * that is open.  ERR_INPUT: it cannot follow, or something is missing; said at
 * these names.  ERR_DENIED: the visitor may not change ties.
 */
MUST_USE enum err tie_step(struct visit *v, const struct record *tie,
	const json_t *act, struct record **out);
/* A yearly check: {"on","finding","review"}; review, when it is said, is the
 * day of the next.  The same. */
MUST_USE enum err tie_look(struct visit *v, const struct record *tie,
	const json_t *act, struct record **out);

/* ---- standing.c: how things stand on a tie today; new references ---- */

/* Our own city among a tie's members: the office's home, else the first. */
struct id tie_home(struct visit *v, const struct record *tie);
/* {"promises": [{"href","says","side","side_says","owner","partner_owner",
 * "on_when","due","due_when","late","soon"}], "letters_ours" (the answer is
 * owed by us), "letters_theirs": [{"href","id","says","type_says","on_when",
 * "due","due_when","late","soon"}]}, soonest first. */
MUST_USE enum err tie_open(struct visit *v, struct id tie, json_t **out);
/* The plans of this year and the next that there is: [{"href","year",
 * "year_says","state","state_says","activities":[{"says","quarter",
 * "quarter_says","direction_says","field_says","payer_says","ours","theirs",
 * "owner","exchange_href"}]}]. */
MUST_USE enum err tie_plans(struct visit *v, struct id tie, json_t **out);
/* Who is to be known: those the tie names, who hold or held a post of a
 * partner city, who took part last: [{"href","name","post","held","now",
 * "as","as_held","forms":[{"lang","language","name","title"}]}]. */
MUST_USE enum err tie_people(struct visit *v, const struct record *tie,
	json_t **out);
/* {"agreements":[{"says","signed","when","until","until_when","over","soon",
 * "paper"}], "approvals":[{"says","number","when","result_says"}],
 * "documents":[{"href","says","type_says","when"}]}. */
MUST_USE enum err tie_papers(struct visit *v, const struct record *tie,
	json_t **out);

/* ---- radar.c ---- */

/*
 * Every tie that lives, longest silence first: {"ties": [{"id","title","href",
 * "state","state_says","tone","word","says","months","channels": [{"key",
 * "label","tone","says","months","never"}], "next": {"says","href"},
 * "coming": {"says","when","href"}, "anniversary": {…}}]}.  tone: "done" (in
 * touch), "held" (quiet), "late" (silent), "none" (of a channel: never).  A
 * key with nothing to say is absent.  A new reference.
 */
MUST_USE enum err radar_of(struct visit *v, json_t **out);
/* Those of them alone that are silent, "late". */
MUST_USE enum err radar_silent(struct visit *v, json_t **out);
/* Anniversaries within so many days, soonest first: [{"id","title","href",
 * "number","on","when","days","round","says","act_says","act_href"}]; round:
 * a tenth, to be celebrated; the others have a letter.  A new reference. */
MUST_USE enum err anniversaries(struct visit *v, int days_ahead, json_t **out);

/* ---- handover.c ---- */

/*
 * A tie as a paper for pdf_paper, in the visit's language: for a successor
 * (to: their name, or NULL), or for the partner, who is told nothing of what
 * is to be avoided, notes and money.  The caller sees to it that the visit is
 * then no more than a partner's.  A new reference.
 */
MUST_USE enum err tie_handover(struct visit *v, const struct record *tie,
	const char *to, bool partner, json_t **out);

/* ---- ledger.c, balance.c ---- */

/* Which entries of a tie's ledger are wanted; NULL: it does not matter. */
struct ledger_wish {
	const char *kind;            /* of ledger_words */
	const char *field, *direction;  /* of exchanges; direction of letters
	                                and gifts too */
	const char *of, *side;       /* those behind a measure of tie_balance;
	                                side "ours" or "theirs" */
	const char *from, *until;    /* years */
	const char *after;           /* "next" of the page before */
	size_t limit;
};
/*
 * Everything that happened on a tie, newest first, with what it comes to; of
 * what the visitor may see:
 *
 *	{ "entries": [{"kind","kind_says","on","when","id","href","says",
 *	               "note","direction_says","state","state_says","number",
 *	               "facts": […], "money","money_says","source","sample"}],
 *	  "next": cursor or null,
 *	  "words": {"kinds","years","fields","directions": [{"value","label",
 *	            "count","count_says","chosen"}], "count"},
 *	  "over_years": what chart_years wants (paper/paper.h),
 *	  "balance": tie_balance of the years wished for }
 *
 * A key of an entry with nothing to say is absent.  Each of the words has the
 * count that it would leave, given the rest of the wish.  ERR_INPUT: a wish
 * that cannot be.  A new reference.
 */
MUST_USE enum err tie_ledger(struct visit *v, const struct record *tie,
	const struct ledger_wish *wish, json_t **out);

/*
 * What the two sides of a tie have done for each other, by the counting rules
 * of balance.c, from one year until another ("2019"; NULL: open):
 *
 *	{ "from", "until",
 *	  "measures": [{"key","label","unit","money","ours","theirs",
 *	                "ours_says","theirs_says","entries_href","ours_href",
 *	                "theirs_href"}],
 *	  "together": [{"key","label","unit","money","count","count_says",
 *	                "entries_href"}] }
 *
 * The addresses list exactly the entries behind a figure.  Money is in minor
 * units, a line a currency ("unit").  tie none: of the whole city, without
 * addresses.  A new reference.
 */
MUST_USE enum err tie_balance(struct visit *v, struct id tie,
	const char *from_year, const char *to_year, json_t **out);

/*
 * Comments that readers may see, oldest first, each followed by the answers
 * to it ("reply":true): [{"id","at","when","nickname","text","lang","sample"}],
 * removed ones as stubs: {"id","at","when","removed":true,"reason","says"}.
 * Every key is there, empty when it has nothing to say.  The newest QUERY_MOST
 * of them, or of those behind a cursor.
 */
struct comments {
	json_t *list;        /* borrowed, the visit's */
	const char *older;   /* cursor of those before them, or NULL */
	int64_t count;       /* of all of them */
};
MUST_USE enum err comments_of(struct visit *v, const struct record *article,
	const char *behind, struct comments *out);

/* ---- article.c, article_read.c: what readers get of an article ---- */

enum article_face {
	ARTICLE_NONE,  /* a draft, under review, or not before its time: 404 */
	ARTICLE_FULL,  /* published or corrected */
	ARTICLE_STUB,  /* recalled: that it was there, and why it is no more */
	ARTICLE_GONE,  /* unpublished: 410 */
};
enum article_face article_face(const struct record *r);
/* The public may read it, as .open says: ARTICLE_FULL. */
bool article_public(const struct record *r);
/* Only those, in a query of articles; also of staff who look at a page that
 * is the public's. */
void articles_public(struct query *q);
/*
 * The article that stands in an address, in place of record_named: one of
 * face FULL is the record as the visitor may read it.  Of one of face STUB or
 * GONE there are no other fields than "slug", "state", "published", "left" (a
 * MOMENT), "left_says" (WORDS, the reason for readers), "left_by" (the role,
 * a CHOICE: "editor" "approver" "admin"), "sample", and "headline" where it
 * was kept.  A draft: for staff, whole; ERR_MISSING to others.
 */
MUST_USE enum err article_read(struct visit *v, const char *name,
	struct record **out);
/* Of a public one what its comment box asks for, its title and its address;
 * as record_part does.  ERR_MISSING otherwise. */
MUST_USE enum err article_glance(struct visit *v, const char *name,
	struct record **out);

/* ---- article_act.c: what is done to an article ---- */

/* The states that may follow: [{"state","label","says","reason","moment"}],
 * the last two when they must be said.  A new reference. */
json_t *article_next(struct visit *v, const struct record *article);
/*
 * It goes on to another state: {"state", "publish_at" (a text, or {"local",
 * "zone"}), "reason" (WORDS as from outside), "headline": kept in the stub}.
 * In the act that is open.  ERR_INPUT: it cannot follow, or something is
 * missing; said at these names.  ERR_DENIED.
 */
MUST_USE enum err article_step(struct visit *v, const struct record *article,
	json_t *act, struct record **out);
/* May it be corrected: does everybody read it? */
bool article_corrigible(const struct record *article);
/* A correction: {"note" (WORDS), …fields as record_change takes them}; one
 * change.  revision: as record_change has it, ERR_CONFLICT too. */
MUST_USE enum err article_correct(struct visit *v,
	const struct record *article, int64_t revision, json_t *act,
	struct record **out);
/* A job: publishes what is scheduled and due, each once. */
MUST_USE enum err article_publish_due(struct visit *v, json_t *with);

/* ---- statistics.c ---- */

struct statistics_wish {
	const char *from, *to;       /* years, "2019"; NULL: all */
	const char *tie;             /* an id */
	const char *field, *type;    /* choices of an exchange */
	bool office;                 /* also what is not public, and money */
};

/*
 * What was done, counted:
 *
 *	{"as_of","as_of_says","columns":[{"name","label"}],
 *	 "tables":[{"by","label","rows":[{"key","label","cells":
 *	 [{"value","text"}]}],"rows_there"}], "totals":[{"value","text"}],
 *	 "persons": people on record, each once,
 *	 "money":[{"year","payer","payer_says","currency","amount","text"}]}
 *
 * Tables are by year, country, field, type, direction.  A new reference that
 * the visit keeps; wrong wishes are ERR_INPUT at the field.
 */
MUST_USE enum err statistics_of(struct visit *v,
	const struct statistics_wish *wish, json_t **out);

/* A year as the survey of Sister Cities International counts it. */
struct year_count {
	int year;
	int64_t in, visitors, out, participants, youth, events, audience;
};
/* Of public exchanges that are done, oldest year first; in the arena. */
MUST_USE enum err statistics_years(struct visit *v, struct year_count **out,
	size_t *n);

/* ---- published.c ---- */

#define PUBLISHED_MOST 100000  /* rows of a table */

/* The i-th table's name, "busan"; NULL past the end. */
const char *published_name(size_t i);
/* A table for open data: {"name","lang"(html),"as_of","columns":["…"],
 * "rows":[["…"]]}.  ERR_MISSING: no such table.  The visit keeps it. */
MUST_USE enum err published_table(struct visit *v, const char *name,
	json_t **out);

/* ---- approval.c: records with a gate, where the office asks for it ---- */

/* What waits for a decision about r, or NULL in *out. */
MUST_USE enum err approval_waiting(struct visit *v, const struct record *r,
	struct record **out);
/* Asks for r as it stands; note may be NULL.  An asking for an earlier
 * revision is withdrawn; ERR_CONFLICT: this one waits already, or no approval
 * is asked for.  In the act that is open, as those below. */
MUST_USE enum err approval_ask(struct visit *v, const struct record *r,
	const char *note, struct record **out);
/* The record that was asked for; ERR_MISSING. */
MUST_USE enum err approval_subject(struct visit *v,
	const struct record *approval, struct record **out);
/* Is it this visitor who asked? */
bool approval_own(const struct visit *v, const struct record *approval);
/* Brings the record through its gate.  ERR_CONFLICT: decided, or the record
 * has changed since; ERR_DENIED: one's own; ERR_INPUT: it is not fit for it. */
MUST_USE enum err approval_grant(struct visit *v,
	const struct record *approval);
/* ERR_INPUT at "why": a reason is needed. */
MUST_USE enum err approval_refuse(struct visit *v,
	const struct record *approval, const char *why);
/* By who asked. */
MUST_USE enum err approval_withdraw(struct visit *v,
	const struct record *approval);
/* Accounts that may decide. */
MUST_USE enum err approvers(struct visit *v, struct id **out, size_t *n);

/* ---- log_line.c: lines of an old log of exchanges ---- */

#define LOG_NAMES 4000

struct log_names {             /* what cities are called */
	struct arena *arena;
	const char **home, **away;
	size_t home_count, away_count;
};
MUST_USE enum err log_names(struct visit *v, struct log_names **out);
/* How many people a text speaks of; 0: it does not say. */
int64_t log_people(const char *text);
/* The type of exchange that its words say, or NULL. */
const char *log_type(const char *text, const struct log_names *n);
/* Fills what a line says into the input of an exchange; arg: log_names. */
MUST_USE enum err log_read(struct visit *v, const char *text, json_t *in,
	void *arg);

/* ---- access.c: who did what with whose personal data ---- */

struct access_wish {           /* nothing in it: all */
	struct id account;
	const struct id *records;  /* of these alone, where of_some is set */
	size_t record_count;
	bool of_some;
	const char *month;         /* "2026-05" */
	struct id before;          /* older than this line */
	size_t limit;
};

struct access_row {
	struct id id, account, record;  /* record none: a whole list */
	int64_t at;
	const char *who, *network, *act, *entity, *fields, *reason;
};

/* Newest first; in the arena.  ERR_INPUT: what is no month. */
MUST_USE enum err access_list(struct visit *v, const struct access_wish *w,
	struct access_row **out, size_t *n);

struct access_review {
	const char *month, *finding, *who;
	int64_t at;
};
/* Newest first; in the arena. */
MUST_USE enum err access_reviews(struct visit *v, struct access_review **out,
	size_t *n);
/* Months that are over and nobody has looked through, ["2026-05"], oldest
 * first; nothing for who need not.  The visit keeps it. */
MUST_USE enum err access_unreviewed(struct visit *v, json_t **months);
/* Says what was found in a month; for good.  In the act that is open. */
MUST_USE enum err access_review_add(struct visit *v, const char *month,
	const char *finding);
/* Forgets lines older than the office keeps them; an act of its own. */
MUST_USE enum err access_sweep(struct visit *v);

/* ---- retention.c: what has been kept long enough ---- */

#define RETENTION_MOST 500     /* rows at once */

struct retention_row {
	const struct record *rule;
	struct record *record;
	const char *since;         /* the day it is counted from, EDTF */
};
/* What is due by the active rules, rule after rule; in the arena. */
MUST_USE enum err retention_list(struct visit *v, struct retention_row **out,
	size_t *n);
/* "RULE:RECORD", as retention_run takes it. */
const char *retention_key(struct visit *v, const struct retention_row *row);
/* Does what the rules say with the rows ticked, [key, …], all in the act that
 * is open.  ERR_CONFLICT: one of them is not due (any more). */
MUST_USE enum err retention_run(struct visit *v, const json_t *picks,
	int64_t *done);
/* Counts what is due by each rule, in the act that is open. */
MUST_USE enum err retention_count(struct visit *v);
/* How many were due when it was counted last; 0 for who need not know. */
MUST_USE enum err retention_due(struct visit *v, int64_t *count);

/* ---- glossary.c, naming.c: what a translator is to keep to ---- */

extern const struct entity entity_term;

/*
 * The glossary's terms between two languages, as the visitor may read them:
 * those for everybody and, where there is a tie, those for it.  Both
 * directions of one record; a form of either language that must not be used
 * is one without source.  In the visit's arena, or kept as long.
 */
MUST_USE enum err glossary_terms(struct visit *v, const char *from,
	const char *to, struct id tie, struct term **out, size_t *n);
/*
 * The names that stand in a text, each form once, and what is to stand for
 * them in another language on a day (since 1970-01-01): official forms, and
 * as `wrong` the forms that the office knows and does not use.  A name that
 * has none in that language is not among them.  In the visit's arena.
 */
MUST_USE enum err office_names_in(struct visit *v, const char *text,
	const char *from, const char *to, int day, struct term **out,
	size_t *n);

#endif
