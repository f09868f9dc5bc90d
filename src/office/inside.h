/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of office/ share among themselves. */
#ifndef OFFICE_INSIDE_H
#define OFFICE_INSIDE_H

#include "office.h"

/* Fields of exchange, as the governors' association of Korea counts them,
 * with education, which Chinese and Japanese statistics count apart. */
#define EXCHANGE_FIELDS "administration people culture sport economy " \
	"tourism youth education technology civic symbol council other"

/* What a traveller is, for the rules: a mayor, a member of the council, … */
#define MEMBER_CLASSES "elected-head council civil business citizen minor"

/*
 * Gives a draft without a slug one: from its words in English, else in the
 * language they were written in, with a number behind it when it is taken.
 */
MUST_USE enum err slug_fill(struct visit *v, struct draft *d,
	const char *words_field);
/* The same from a text at hand. */
MUST_USE enum err slug_fill_from(struct visit *v, struct draft *d,
	const char *text);

/* Asks columns (a literal) of the office of that id or, where there is none,
 * of the first of them: a record may stand without one. */
#define OFFICE_ASK(v, office, columns) \
	office_asked(office, id_none(office) ? \
		db_ask((v)->db, "SELECT " columns " FROM office " \
			"WHERE standing = 0 ORDER BY name_key, id LIMIT 1") : \
		db_ask((v)->db, "SELECT " columns " FROM office " \
			"WHERE id = ?"))

static inline struct db_stmt *
office_asked(struct id office, struct db_stmt *s)
{
	if (!id_none(office))
		db_bind_id(s, office);
	return s;
}

/* ---- names.c, form.c: forms of a name ---- */

/* The hook .titled of what has `name` and `names`: the official form of the
 * reader's language that holds today, else the name. */
const char *name_titled(struct visit *v, const struct record *r,
	enum lang lang);
/* The row of `names` to be used in a language on a day: an official form, one
 * with dates before one without, a locked one before others; NULL. */
const json_t *name_row_on(const json_t *rows, int day, const char *language);
/* Can a row's form have been in use on that day?  Without dates: yes. */
bool name_row_holds(const json_t *row, int day);
/* Of the hook .check of what has `names`: languages that there are, passport
 * forms as passports have them, one official form at a time, locked ones
 * as they were. */
MUST_USE enum err names_check(struct visit *v, struct draft *d);

/* ---- called.c: what pages show of names ---- */

/* Of the hook .seen of what has `names`: adds "names_called", what it is
 * called in each language; see called.c. */
MUST_USE enum err called_seen(struct visit *v, const struct record *r,
	json_t *view);
/* A line {"label","name","title","passport","href"} at the end of lines:
 * what the person was called on a day.  said: words that stand in the record
 * in place of the title, or NULL. */
MUST_USE enum err party_add(struct visit *v, json_t *lines, const char *label,
	struct id person, int day, const json_t *said);
/* Adds "party" with such lines, where there are any.  on: the record's date.
 * Takes the reference. */
void party_seen(struct visit *v, json_t *view, const char *on, json_t *lines);

/* ---- service.c: addresses that the server itself asks ---- */

/* "http://127.0.0.1:8080/": this machine itself, without TLS. */
bool address_here(const char *address);
/* Visible ASCII and no space, as headers and addresses are; NULL is fine. */
bool address_word(const char *text);

/* ---- hub.c ---- */

/* Of the hook .stored of articles: has the office's hub told, where it has
 * one and readers get something else now. */
MUST_USE enum err hub_stored(struct visit *v, const struct record *now,
	const struct record *before);

/* ---- linked.c ---- */

/* Of the hook .seen: adds "linked", what points to the record. */
MUST_USE enum err linked_seen(struct visit *v, const struct record *r,
	json_t *view);

/* ---- term.c ---- */

/* Of the hook .check of a person: posts that were held by no more people at
 * once than they have seats, and by this one once at a time. */
MUST_USE enum err terms_check(struct visit *v, struct draft *d);
/* Adds "terms": who held a post, and when. */
MUST_USE enum err holders_seen(struct visit *v, const struct record *post,
	json_t *view);

/* ---- noticing.c ---- */

/* Of the hook .seen: adds "names_noticed", the forms of names in the record's
 * texts that an editor should look at; for staff.  See noticing.c. */
MUST_USE enum err noticed_seen(struct visit *v, const struct record *r,
	json_t *view);
/* The day that a record is of, for what was in use then: its date's last,
 * but today where it goes on. */
int record_day(struct visit *v, const struct record *r);

/* ---- period.c ---- */

/* The days on which something with this date surely was: of 2018/2022 from
 * the end of 2018 to the beginning of 2022.  False: none is sure. */
bool days_sure(const char *edtf, int *first, int *last);
/* Were both surely there on one day? */
bool days_clash(const char *one, const char *other);
/* Today in the visit's zone, as days since 1970. */
int day_today(struct visit *v);

/* record_part (names NULL: the whole) of what may be missing or hidden: NULL
 * then, and nothing is said. */
MUST_USE enum err record_peek(struct visit *v, const struct entity *of,
	struct id id, const char *names, struct record **out);

/* First and last day of an EDTF text; false: there is none. */
bool days_of(const char *edtf, int *first, int *last);

/* A text member of a JSON object, or NULL; borrowed. */
const char *text_of(const json_t *object, const char *key);

/* ---- balance.c: what is counted, which ledger.c lists ---- */

#define COUNT_TESTS 3
/* Kinds of record that are counted; exchanges that are done, and others. */
enum { COUNT_EXCHANGE, COUNT_UNDONE, COUNT_LETTER, COUNT_PROMISE, COUNT_GIFT,
	COUNT_EXPENSE, SOURCES };
#define LATEST_EXCHANGE 7    /* where the latest date stands in its tally */

struct counted {             /* one figure */
	const struct entity *of;
	struct {
		const char *field, *values;  /* any of these; "": absent */
	} is[COUNT_TESTS];
	const char *sum;         /* a term of query_tally; NULL: the records */
};

enum measure_flag {
	MEASURE_MONEY = 1,       /* a figure for each currency */
	MEASURE_TOGETHER = 2,    /* of both sides: the first figure alone */
};

struct measure {
	const char *key, *unit;  /* messages balance.KEY, balance.unit-UNIT */
	unsigned flags;
	struct counted side[2];  /* ours, theirs */
};
extern const struct measure measures[];  /* closed by {0} */
/* NULL: none is called so. */
const struct measure *measure_named(const char *key);

struct counts {              /* all that the store counted of a tie */
	struct tally of[SOURCES];
	bool money[SOURCES];     /* with sums; without, the visitor may not */
	int year[SOURCES];       /* where the year stands among the keys */
};
/* Of one tie; none: of the whole city, where what is on two ties counts once.
 * In the visit's arena. */
MUST_USE enum err counts_read(struct visit *v, struct id tie,
	struct counts *out);
/* One figure of the years from and until (NULL: open); a sum of money in that
 * currency, in its minor units. */
int64_t counts_of(const struct counts *counts, const struct counted *c,
	const char *from, const char *until, const char *currency);
/* tie_balance of what was read already. */
MUST_USE enum err balance_view(struct visit *v, const struct counts *counts,
	struct id tie, const char *from, const char *until, json_t **out);
/* Minor units as money is written. */
const char *money_says(struct visit *v, int64_t minor, const char *currency);

/* ---- timeline.c: what entries say ---- */

/* A text under key, when there is one. */
void tell_text(json_t *view, const char *key, const char *text);
/* Words under key, with their language ("note_lang") when it is not the
 * reader's and the notice that they call for. */
void tell_words(struct visit *v, json_t *view, const char *key,
	const json_t *words);

/* ---- ledger.c ---- */

/* "act exchange letter …": what entries of the ledger can be, closed by NULL;
 * messages ledger.kind-WORD. */
extern const char *const ledger_kinds[];
/* A kind of entry that is a kind of record. */
struct told {
	const char *kind;        /* what filters call it */
	const char *stem;        /* message of its label; with a choice the stem */
	const char *choice;      /* the field that its label tells, or NULL */
	const struct entity *of;
	const char *tie, *date;  /* fields */
	const char *only;        /* the fields that it shows */
	void (*tell)(struct visit *v, const struct record *r, json_t *view);
};
extern const struct told ledger_tolds[];  /* closed by {0} */
/* A record as an entry.  A new reference. */
json_t *ledger_told(struct visit *v, const struct told *t,
	const struct record *r);
/* The tie's own entries, of its rows: {"kind","on","id", …}, in no order. A
 * new reference. */
json_t *ledger_of_tie(struct visit *v, const struct record *tie);

/* A page of entries, of tie_ledger's view: {"entries","next"}. */
MUST_USE enum err ledger_entries(struct visit *v, const struct record *tie,
	const struct ledger_wish *wish, json_t **out);
/* Its "words". */
MUST_USE enum err ledger_words(struct visit *v, const struct record *tie,
	const struct counts *counts, const struct ledger_wish *wish,
	json_t **out);
/* Its "over_years". */
MUST_USE enum err ledger_years(struct visit *v, const struct record *tie,
	const struct counts *counts, json_t **out);

/* Today in the visit's zone, as days since 1970. */
int today_of(struct visit *v);

/* ---- tie.c: the states of a tie ---- */

struct state_rule {
	const char *state;
	const char *after;    /* those it may follow */
	bool reason;          /* it must say why */
	bool grounds;         /* and upon which grounds */
};
extern const struct state_rule state_rules[];  /* closed by {0} */
/* NULL: there is no such state. */
const struct state_rule *state_rule_of(const char *state);
bool state_follows(const struct state_rule *rule, const char *before);

/* ---- takedown.c, comment_report.c: what befalls a comment ---- */

/* record_change by the program's hand, without a name and whoever is signed
 * in; takes the reference of in. */
MUST_USE enum err program_change(struct visit *v, const struct entity *of,
	struct id id, json_t *in, struct record **out);
/* Of the hooks .check and .stored of comments: a person who gives one another
 * state has looked at its reports. */
void comment_reports_check(struct visit *v, struct draft *d);
MUST_USE enum err comment_reports_stored(struct visit *v,
	const struct record *now, const struct record *before);

/* ---- handover.c, handover_ahead.c: a tie as a paper ---- */

struct handing {
	struct visit *v;
	const struct record *tie;
	bool partner;                /* the paper is for the partner */
	const char *ours, *theirs;   /* what the sides are called */
	json_t *parts;
	json_t *open, *plans, *papers, *balance;
	int today;
};

/* A TEXT of the paper: with its language where that is another one. */
json_t *handing_text(const json_t *view, const char *key);
/* A message with arguments in words. */
const char *handing_say(struct handing *h, const char *key, const char *arg0,
	const char *arg1);
void handing_heading(struct handing *h, const char *key, int level);
void handing_line(struct handing *h, const char *text);
/* The list, or the message nothing (NULL: none) when it is empty.  Takes the
 * reference. */
void handing_bullets(struct handing *h, json_t *list, const char *nothing);
void handing_add(json_t *list, const char *text);
/* The same of a table with a head of messages.  Takes widths and rows. */
void handing_table(struct handing *h, const char *const *head, json_t *widths,
	json_t *rows, const char *nothing);
/* The next twelve months. */
MUST_USE enum err handing_ahead(struct handing *h);

#endif
