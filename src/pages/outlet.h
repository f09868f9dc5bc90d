/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An article on its way out of the house, in one language: what feeds, press
 * kits, press letters and search engines are given.  In reading order:
 *
 *	outlet.c          its texts and dates, as HTML and as plain text
 *	outlet_lang.c     in which languages there is a page of its own
 *	outlet_social.c   what search engines and messengers read in a page's head
 *	outlet_feed.c     feeds; outlet_sitemap.c site maps and robots.txt
 *	outlet_kit.c      the press kit
 *	outlet_press.c    press letters; outlet_list.c who is on the press list
 *	outlet_hub.c      telling a hub that there is something new
 *
 * A machine's text that nobody has checked goes out marked as such, and has no
 * page of its own for search engines.
 */
#ifndef PAGES_OUTLET_H
#define PAGES_OUTLET_H

#include "inside.h"
#include "paper/paper.h"

struct outlet {
	struct visit *v;            /* that asks in the language */
	const char *host;           /* "https://…" */
	const struct record *r;     /* the article, whole */
	struct words_seen headline, body;
	const char *lang;           /* of its text, for lang=: "en" */
	const char *tag;            /* for metadata: "en-t-ko-t0-und" */
	const char *notice;         /* what readers are owed, or NULL */
	const char *hold;           /* embargo, or that it is a draft; NULL when
	                               everybody may read it */
	bool machine;               /* made by one, and not checked */
	int64_t published, updated; /* 0: not yet */
};

/* The article in a language; lives in v's arena. */
struct outlet outlet_of(const struct visit *v, const char *host,
	const struct record *r, enum lang lang);
/* Its page's address in the visit's language, "/ko/news/x", though nobody may
 * read it yet; and absolute. */
const char *outlet_page(const struct visit *v, const struct record *r);
const char *outlet_href(const struct outlet *o);
/* Its text as it would stand in a page, addresses absolute. */
void outlet_html(const struct outlet *o, struct buf *out);
/* All of it as plain text, headline first; contact and address at the end. */
void outlet_plain(const struct outlet *o, struct buf *out);
/* Lead, first subhead or beginning, at most 280 characters; never NULL. */
const char *outlet_summary(const struct outlet *o);
/* A line of words in the outlet's language, "" when there is none; *lang, if
 * asked for, is its lang=. */
const char *outlet_line(const struct outlet *o, const json_t *words,
	const char **lang);
/* ms of a MOMENT; 0: none. */
int64_t outlet_moment(const struct visit *v, const char *moment);
/* "2024-11-08T07:10:00+09:00": as JSON-LD, <time> and OpenGraph take it. */
const char *outlet_date(const struct visit *v, int64_t moment);

/* ---- outlet_lang.c: the one source of head and site map ---- */

/* A bit for each language (1u << LANG_KO …) in which the article has a page of
 * its own: the one it was written in, and translations by people, or checked
 * by them.  Never none. */
unsigned outlet_langs(const struct visit *v, const struct record *r);
/* The page at path ("/news/x") in those languages, and which to take
 * otherwise: [{"hreflang","href"}].  A new reference. */
json_t *outlet_alternates(const struct visit *v, const char *host,
	const char *path, unsigned langs);
#define OUTLET_ALL ((1u << LANG__MAX) - 1)

/* ---- outlet_list.c, outlet_press.c ---- */

struct press_letter;

/* Where somebody of the press list agrees and leaves, in the visit's
 * language. */
const char *press_list_link(const struct visit *v, const char *origin,
	struct id id);
/* A record whoever asks, of any office; NULL: it is not there, or hidden. */
MUST_USE enum err outlet_peek(struct visit *v, const struct entity *of,
	struct id id, struct record **out);
/* An article as the letter to one of the press list; left empty: it is not to
 * go.  v is ours. */
MUST_USE enum err press_letter_write(struct visit *v, const struct record *to,
	json_t *with, struct press_letter *out);

/* ---- outlet_feed.c ---- */

/* "<path>/feed.atom" … for a page's head, called by the message key:
 * [{"type","says","href"}]. A new reference. */
json_t *outlet_feeds(const struct visit *v, const char *host,
	const char *path, const char *key);
struct outlet_form {
	enum feed_form form;
	const char *ending, *type;
};
/* That which the address ends in. */
const struct outlet_form *outlet_form_of(const struct request *rq);
/* A UUID of ours for one thing in one use ("feed ko"), for good. */
const char *outlet_urn(const struct visit *v, struct id id, const char *more);
/* What all feeds say of themselves: lang, home (the page at path), self,
 * author, rights, others. */
void outlet_feed_head(struct request *rq, const struct outlet_form *form,
	const char *path, json_t *feed);
/* ?limit=, within bounds. */
size_t outlet_feed_limit(const struct request *rq);
/* The feed as paper/ has it, in that form. */
enum err outlet_feed_reply(struct request *rq, const struct outlet_form *form,
	const json_t *feed);

/* ---- takedown_tell.c ---- */

struct press_letter;
/* What whoever asked for a block is written about {"event"}. */
MUST_USE enum err takedown_letter_write(struct visit *v, struct id to,
	json_t *with, struct press_letter *out);

#endif
