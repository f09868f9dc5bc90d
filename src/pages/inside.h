/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of pages/ know of one another and nobody else does. */
#ifndef PAGES_INSIDE_H
#define PAGES_INSIDE_H

#include "derive/derive.h"
#include "office/office.h"
#include "pages.h"

/* The entity whose plural stands in the address as {kind}, if the visitor may
 * read it.  ERR_MISSING otherwise: he is not told which. */
MUST_USE enum err kind_asked(struct request *rq, const struct entity **out);
/* The record of {kind} and {id}. */
MUST_USE enum err record_asked(struct request *rq, struct record **out);
/* The reply shows r: to be logged, where it has anything personal that the
 * visitor may read. */
void record_shown(struct request *rq, const struct record *r);

/* ---- derived.c: forms of any kind ---- */

/* Does the form only want one more row, or what it searched for? */
bool form_asks_again(const struct request *rq);
/* What a form sent, with its files in the store, as input for record/; the
 * visit keeps it. */
MUST_USE enum err form_taken(struct request *rq, const struct entity *of,
	json_t **out);
/* That input again for form_view, with the names that are the form's own. */
json_t *form_typed(struct request *rq, json_t *input);

/* ---- bulk.c ---- */

/* What came of a deed, for programs. */
enum err deed_reply(struct request *rq, const struct deed *d);

/* ---- unsaved.c: what was typed and not saved ---- */

/* Adds "keeps" to a form's view; offer: also the visitor's own text of
 * before. */
MUST_USE enum err unsaved_view(struct request *rq, const struct entity *of,
	struct id id, bool offer, json_t *form);
/* The visitor has the form open; an act of its own. */
MUST_USE enum err unsaved_opened(struct visit *v, const struct entity *of,
	struct id id);
/* With ?draft=take what was kept, for form_view, and the revision that it was
 * typed upon; else NULL. */
json_t *unsaved_taken_up(struct request *rq, const struct entity *of,
	struct id id, int64_t *revision);

/* ---- article.c ---- */

/* The links above an article's page in the office, "ways"; "told": what its
 * state means for whoever changes it.  Of other kinds: nothing. */
void article_ways(struct visit *v, const struct record *r, json_t *view);
/* The reply for an article that was recalled (its stub), or unpublished
 * (410). */
enum err article_left(struct request *rq, const struct record *r);

/* ---- acts.c: what is done with one record, beneath it ---- */

struct act {
	const char *action, *label;  /* where to, and the words of the button */
	const char *help;            /* NULL: none, of all that follow */
	const char *field, *asks;    /* a text that goes along, and its label */
	const char *box, *box_says;  /* a box to be ticked */
	bool needed, main;           /* the text is; the button is the main one */
};

void act_put(json_t *acts, const struct act *act);
/* Everything of that kind for the page of r. */
MUST_USE enum err acts_put(struct request *rq, const struct record *r,
	json_t *view);
/* invite.c, approval.c: their part of it. */
void invite_acts(struct visit *v, const struct record *r, json_t *acts);
/* machine.c */
void machine_acts(struct visit *v, const struct record *r, json_t *acts);
MUST_USE enum err approval_acts(struct visit *v, const struct record *r,
	json_t *view, json_t *acts);

/* partner.c: the desk of a partner's officer; what they can do with r. */
MUST_USE enum err partner_desk(struct request *rq);
void partner_acts(struct visit *v, const struct record *r, json_t *acts);

/* frame.c: the name of the office, or of the program; never fails. */
const char *office_called(struct visit *v);

/* ledger.c: the tie of {id}, where the visitor may see its ledger. */
MUST_USE enum err ledger_tie(struct request *rq, struct record **out);

/* ---- put.c: what many views hold ---- */

/* Sets key to text; nothing where there is none. */
void put_text(json_t *view, const char *key, const char *text);
/* Sets key to the list and KEY_there to whether anything is in it.  Takes the
 * reference. */
void put_list(json_t *view, const char *key, json_t *list);
/* {"text","lang"} under key, or nothing: lang only where it is not the
 * reader's, and then "notice" of the view, unless it has one. */
void put_words(struct visit *v, json_t *view, const char *key,
	const json_t *words);
/* Paragraphs of prose: KEY [{"html_html"}], KEY_there, KEY_lang, notice. */
void put_prose(struct visit *v, json_t *view, const char *key,
	const json_t *words);
/* {"at","when","day"} of a MOMENT under key, or nothing. */
void put_moment(struct visit *v, json_t *view, const char *key,
	const char *moment);
/* A message with up to two arguments, which are words: years and names stay
 * as they are. */
const char *put_say(struct visit *v, const char *key, const char *arg0,
	const char *arg1);
/* Message STEM-CHOICE: what a choice is called; NULL for none. */
const char *put_choice(struct visit *v, const char *stem, const char *choice);
/* "/ko/news", of the visitor's language. */
const char *put_address(struct visit *v, const char *path);
/* {"label","text","more_text"} at the end of facts; nothing without text. */
void put_fact(json_t *facts, const char *label, const char *text,
	const char *more);
/* First and last day that an EDTF text can mean.  False: it is none. */
bool put_days(const char *edtf, int *first, int *last);
/* Today in the visit's zone, as days since 1970. */
int put_today(const struct visit *v);
/* reply_page for the public: may be kept, but is asked for again each time. */
enum err put_page(struct request *rq, const char *name, json_t *view);
/* The address of a FILE value, or NULL. */
const char *put_file(struct visit *v, const json_t *file);
#define PICTURE_WIDTHS 4      /* there may be of a picture */
/* The widths that stand ready of a picture, rising; *n of them. */
MUST_USE enum err picture_ready(struct visit *v, const char *digest,
	int widths[PICTURE_WIDTHS], size_t *n);
/* One of them, "image/webp" or "image/jpeg", in the arena; ERR_MISSING. */
MUST_USE enum err picture_get(struct visit *v, const char *digest, int width,
	const char *type, struct bytes *out);
/* A picture for templates/picture.mustache: {"src","width","height","srcset",
 * "srcset_webp"}, a new reference; NULL: there is none. */
json_t *put_image(struct visit *v, const json_t *file);

/* ---- what one subject shows of another ---- */

/* story.c: an article's body as the reader asks for it: "blocks", "views",
 * "origin", "ours", "ours_lang", with a second language "pairs_there",
 * "theirs", "theirs_lang"; and "notice", "to_original" where they are due. */
void story_body(struct request *rq, json_t *view, const struct record *r);

/* news.c: an article as lists show it. */
json_t *story_view(struct visit *v, const struct record *article);
/* How its text begins, at most so many characters, under key. */
void story_begins(struct visit *v, json_t *view, const char *key,
	const struct record *article, size_t most);
/* An article's page as the public has it, in the visit's language; also for
 * the preview of one that is not public.  The visit keeps the view. */
MUST_USE enum err article_shown(struct request *rq, const struct record *r,
	json_t **view);
/* The addresses of the articles by the id of the exchange they tell of. */
MUST_USE enum err stories_told(struct visit *v, struct map **out);
/* outlet_press.c: links above an article's page in the office, at the end of
 * "ways"; outlet_list.c: acts beneath one of the press list. */
void outlet_ways(struct visit *v, const struct record *r, json_t *view);
/* takedown_act.c: the same of a request to block a comment. */
void takedown_ways(struct visit *v, const struct record *r, json_t *view);
void outlet_acts(struct visit *v, const struct record *r, json_t *acts);
/* outlet_social.c: what search engines and messengers read in the head of an
 * article's page, under "social" and "versions". */
void outlet_put(struct request *rq, const struct record *article,
	json_t *view);
/* tie.c: a tie as lists show it. */
json_t *tie_line(struct visit *v, const struct record *tie);
/* city.c: {"text","lang"} under key: what the city is called. */
void put_city(struct visit *v, json_t *view, const char *key,
	const struct record *city);
/* Its names in the other languages: [{"form","lang"}]. */
json_t *city_names(struct visit *v, const struct record *city);
/* calendar.c: an exchange as dated lists show it. */
json_t *entry_view(struct visit *v, const struct record *exchange,
	const struct map *stories);
/* Planned exchanges that are not over, soonest first, at most `most`. */
MUST_USE enum err entries_coming(struct visit *v, size_t most, json_t **out);
/* map.c: the ties on the map, or NULL when none has places. */
MUST_USE enum err map_view(struct visit *v, const struct list *ties,
	json_t **out);
/* search.c: what was found, as a view. */
MUST_USE enum err found_view(struct request *rq, bool office, json_t **out);

/* deadline.c: what rules ask for of r, under "deadlines", with the acts; for
 * staff alone. */
MUST_USE enum err deadlines_put(struct request *rq, const struct record *r,
	json_t *view);

/* feed.c: the part of one's own account: "feed": {"is_there","made","used",
 * "address"}, the address only with the token that was made just now. */
MUST_USE enum err feed_put(struct request *rq, json_t *view,
	const char *token);

/* The fields that tie_line, story_view and entry_view look at. */
#define TIE_LINE "tier state since fields sample members"
#define STORY_VIEW "desk lead subheads published picture picture_alt " \
	"picture_credit sample"
#define ENTRY_VIEW "on name place type ties state sample public"

#endif
